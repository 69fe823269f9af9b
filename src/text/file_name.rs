//! Texts as names of files and folders that every system takes, Windows' rules being the narrowest.

/// Names longer than so many bytes some systems refuse; there must be room for what is put behind.
const MOST_BYTES: usize = 180;
/// Names that Windows keeps for devices, whatever ending follows.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A text as one name, never a path: what Windows forbids and what cannot be seen becomes a blank or goes, and an ending
/// (`.xlsx`) stays.
pub fn file_name(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => name.push('_'),
            // Marks of direction can make an ending look like another.
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {}
            c if c.is_control() || c.is_whitespace() => {
                if !name.ends_with(' ') {
                    name.push(' ');
                }
            }
            c => name.push(c),
        }
    }
    let name = name.trim();
    let (stem, ending) = match name.rfind('.') {
        Some(dot) if dot > 0 && (2..=6).contains(&(name.len() - dot)) => name.split_at(dot),
        _ => (name, ""),
    };
    let mut end = stem.len().min(MOST_BYTES);
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    // A name that begins with a dot is hidden, one that ends with one is cut by Windows.
    let stem = stem[..end].trim_start_matches('.').trim_end_matches(['.', ' ']).trim_start();
    let ending = ending.trim_end_matches(['.', ' ']);
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let port = first.strip_prefix("com").or(first.strip_prefix("lpt"));
    let is_device = DEVICES.contains(&first.as_str()) || port.is_some_and(|rest| rest.chars().count() == 1);
    match (stem.is_empty(), is_device) {
        (true, _) => format!("_{ending}"),
        (_, true) => format!("_{stem}{ending}"),
        _ => format!("{stem}{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_those_that_windows_takes() {
        for (text, name) in [
            ("Xã Tam Hưng", "Xã Tam Hưng"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("a\\b:c*?.xlsx", "a_b_c__.xlsx"),
            ("CON.xlsx", "_CON.xlsx"),
            ("com1", "_com1"),
            ("Công đoàn. ", "Công đoàn"),
            ("..", "_"),
            ("", "_"),
            ("bc\u{202e}xslx.exe", "bcxslx.exe"),
            ("hai\ndòng\t\u{0}", "hai dòng"),
            ("=cmd|' /c calc'!A1", "=cmd_' _c calc'!A1"),
        ] {
            assert_eq!(file_name(text), name, "{text:?}");
        }
        assert!(file_name(&format!("{}.xlsx", "ố".repeat(300))).ends_with("ố.xlsx"));
    }

    proptest! {
        #[test]
        fn any_text_becomes_a_name_and_a_name_stays(text in any::<String>()) {
            let name = file_name(&text);
            prop_assert!(!name.is_empty() && name.len() <= MOST_BYTES + 8);
            let is_one_name = !name.contains(['/', '\\', ':', '\u{0}']) && name != "." && name != "..";
            prop_assert!(is_one_name);
            prop_assert!(!name.ends_with(['.', ' ']) && !name.starts_with(' '));
            prop_assert_eq!(file_name(&name), name);
        }
    }
}
