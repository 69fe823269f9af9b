//! Patterns of names: `*` stands for any letters, `?` for one.

use super::fold::compose;

/// Whether a whole name fits a pattern, whatever its case. `*` also stands for `/`.
pub fn matches_pattern(pattern: &str, name: &str) -> bool {
    let letters = |text: &str| compose(text).to_lowercase().replace('\\', "/").chars().collect::<Vec<char>>();
    let (pattern, name) = (letters(pattern), letters(name));
    let (mut p, mut n) = (0, 0);
    // Where the last star stands and how far what it stands for reaches.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&letter) if letter == '?' || letter == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((at, reach)) => {
                    star = Some((at, reach + 1));
                    p = at + 1;
                    n = reach + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&letter| letter == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_letters_and_case_does_not_matter() {
        for (pattern, name, fits) in [
            ("*/bieu-01*.xlsx", "2019/tan-lap/Bieu-01 (2).XLSX", true),
            ("*/bieu-01*.xlsx", "bieu-01.xlsx", false),
            ("*bieu-01*.xlsx", "bieu-01.xlsx", true),
            ("Biểu ?", "BIỂU 1", true),
            ("Biểu ?", "Biểu 12", false),
            ("*", "", true),
            ("", "x", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-b-b-d", false),
            ("2019\\*", "2019/x", true),
        ] {
            assert_eq!(matches_pattern(pattern, name), fits, "{pattern} {name}");
        }
    }
}
