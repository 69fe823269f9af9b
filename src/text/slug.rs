//! Names as codes and file names.

use super::fold::{bare, compose};

/// A name in ASCII, lower case, every other run of characters a hyphen.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    // Look-alikes of đ have no mark that could be dropped.
    let name = compose(name).replace(['Ð', 'ð', 'Ɖ', 'ɖ'], "đ");
    for character in bare(&name.to_lowercase()).chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_ascii() {
        assert_eq!(slug("CĐCS Trường Tiểu học Đỗ Động (2)"), "cdcs-truong-tieu-hoc-do-dong-2");
        assert_eq!(slug("Ðiện lực"), "dien-luc");
    }
}
