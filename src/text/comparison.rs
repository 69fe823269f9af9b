//! Headings that compare one year with another: *2021/2020*, *2023/2021 (%)*, *2021 so với năm 2020*; and those that say which
//! way a stock moves.

use std::ops::RangeInclusive;

use super::fold::words;

/// What four digits must be to be a year.
const YEARS: RangeInclusive<u32> = 1975..=2100;

/// Whether a text compares two years. *2021/2022* without more may be a school year.
pub fn compares_years(text: &str) -> bool {
    let text = text.trim();
    let percent = text.contains('%');
    let start = text.trim_start_matches(['%', ' ', '(']);
    let Some((later, rest)) = year(without_word(start)) else { return false };
    let rest = rest.trim_start();
    let (rest, said) = match rest.strip_prefix(['/', ':']) {
        Some(rest) => (rest, false),
        None => match ["so với", "so sánh với", "SO VỚI", "So với"].iter().find_map(|link| rest.strip_prefix(link))
        {
            Some(rest) => (rest, true),
            None => return false,
        },
    };
    let Some((earlier, rest)) = year(without_word(rest.trim_start())) else { return false };
    let ends = rest.chars().all(|sign| matches!(sign, '%' | '(' | ')' | ' ' | ',' | '.' | '\n'));
    ends && (said || percent || later > earlier)
}

/// *Tăng*, *Số giảm trong năm*: which way a stock moves, and nothing else.
pub fn says_which_way(text: &str) -> bool {
    let words = words(text);
    let moves = |word: &String| matches!(word.as_str(), "tăng" | "giảm");
    words.iter().any(moves)
        && words.iter().all(|word| moves(word) || matches!(word.as_str(), "số" | "trong" | "năm" | "kì"))
}

/// A text without *năm* before its year.
fn without_word(text: &str) -> &str {
    let rest = ["năm", "Năm", "NĂM"].iter().find_map(|word| text.strip_prefix(word));
    rest.map_or(text, str::trim_start)
}

/// The year that a text begins with, and the rest.
fn year(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let year =
        digits.parse().ok().filter(|year| YEARS.contains(year) && digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    (!rest.starts_with(|sign: char| sign.is_ascii_digit())).then_some((year, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_compare_years_however_they_are_written() {
        for text in [
            "2021/2020",
            "2023/2021 (%)",
            "% 2022/2021",
            "2021 so với 2020 (%)",
            "Năm 2021 so với năm 2020",
            "2020/2021 (%)",
        ] {
            assert!(compares_years(text), "{text}");
        }
        for text in ["2020/2021", "31/20", "2589/4298", "2021", "15/2021/QĐ", "2021/2020 người", "20210/2020"] {
            assert!(!compares_years(text), "{text}");
        }
    }
}
