//! Ordinals: what numbers a row — `I.`, `1.`, `1.2`, `a)`, `-`, `+` — and how deep it stands by it.

use super::fold::{is_letter, is_letter_or_digit, words};

/// The kind of an ordinal. Rows of one kind stand at one level of their table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ordinal {
    /// `A`, `B`.
    Capital,
    /// `I`, `II`, `IV`.
    Roman,
    /// `1`, `2`; with how many parts for `1.2.3`.
    Arabic(u8),
    /// `a)`, `đ)`.
    Letter,
    /// `-`.
    Dash,
    /// `+`.
    Plus,
    /// `*`.
    Star,
}

/// Parts a label from the ordinal before it: `1. Đoàn viên` → `Arabic(1)`, `Đoàn viên`.
pub fn split_ordinal(label: &str) -> (Option<Ordinal>, &str) {
    // Few labels begin with blanks.
    let text = if label.starts_with(|c: char| c.is_ascii_alphabetic()) { label } else { label.trim_start() };
    // Most labels begin with a word, which is soon told.
    let is_numeral = |c: char| matches!(c, 'I' | 'V' | 'X');
    let mut two = text.chars();
    if let (Some(first), Some(second)) = (two.next(), two.next())
        && is_letter(first)
        && is_letter(second)
        && !(is_numeral(first) && is_numeral(second))
    {
        return (None, text);
    }
    let mut characters = text.chars();
    match characters.next() {
        Some('-' | '–' | '—' | '•' | '−') if text.len() > 1 => {
            return (Some(Ordinal::Dash), characters.as_str().trim_start());
        }
        Some('+') if text.len() > 1 => return (Some(Ordinal::Plus), characters.as_str().trim_start()),
        Some('*') if text.len() > 1 => {
            return (Some(Ordinal::Star), characters.as_str().trim_start_matches('*').trim_start());
        }
        _ => {}
    }
    // `1)`, `1.`, `1.2.`, `I -`, `a)`: a token, then a separator, then the label.
    let token_end = text.find(|c: char| !is_letter_or_digit(c) && c != '.').unwrap_or(text.len());
    let head = &text[..token_end];
    let token = head.trim_end_matches('.');
    let rest = text[token_end..].trim_start();
    let dotted = head.len() > token.len();
    // *Y-Tec Việt Nam* is a name; *A- SỐ LIỆU* is numbered.
    let joined = rest.len() == text.len() - token_end && rest.starts_with('-') && rest[1..].starts_with(is_letter);
    let of_name = joined
        && token.len() == 1
        && !token.starts_with(|c: char| matches!(c, 'A'..='H' | 'I' | 'V' | 'X' | 'a'..='h'));
    let (closed, rest) = match rest.chars().next() {
        _ if of_name => (dotted, rest),
        Some(c @ (')' | '-' | '–' | ':')) if !token.is_empty() => (true, rest[c.len_utf8()..].trim_start()),
        // *4/ TT Kim Bài*, but not *4/5*.
        Some('/') if !token.is_empty() && rest[1..].starts_with(' ') => (true, rest[1..].trim_start()),
        _ => (dotted, rest),
    };
    if closed
        && !rest.is_empty()
        && let Some(ordinal) = read_ordinal(token)
    {
        return (Some(ordinal), rest);
    }
    // `1.Đoàn viên`, `I.Lao động`: no space after the point, which stands behind four characters at most.
    if let Some((point, _)) = text.char_indices().take(5).find(|(_, c)| *c == '.') {
        let (token, rest) = (&text[..point], &text[point + 1..]);
        // *T.đó: nữ* is *Trong đó*.
        if rest.starts_with(char::is_alphabetic)
            && !rest.starts_with("đó")
            && let Some(ordinal) = read_ordinal(token)
        {
            return (Some(ordinal), rest);
        }
    }
    (None, text)
}

/// No ordinal is longer.
const LONGEST: usize = 8;

/// A cell that holds only an ordinal: `I`, `1`, `1.1`, `a`, `(1)`.
pub fn read_ordinal(cell: &str) -> Option<Ordinal> {
    let text = cell.trim().trim_start_matches('(').trim_end_matches([')', '.', ':', ',']);
    if text.is_empty() {
        return match cell.trim() {
            "*" => Some(Ordinal::Star),
            _ => None,
        };
    }
    if text.len() > LONGEST {
        return None;
    }
    match text {
        "-" | "–" => return Some(Ordinal::Dash),
        "+" => return Some(Ordinal::Plus),
        "*" | "**" => return Some(Ordinal::Star),
        _ => {}
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        let parts = text.split('.').filter(|part| !part.is_empty()).count();
        return (parts > 0 && parts < 6).then_some(Ordinal::Arabic(parts as u8));
    }
    if is_roman(text) {
        return Some(Ordinal::Roman);
    }
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(c), None) if c.is_uppercase() => Some(Ordinal::Capital),
        (Some(c), None) if c.is_lowercase() => Some(Ordinal::Letter),
        _ => None,
    }
}

/// Capital Roman numerals up to XXXIX; `C`, `D` and `M` alone are letters, not hundreds, in a report's numbering.
fn is_roman(text: &str) -> bool {
    let tens = text.trim_start_matches('X');
    text.len() - tens.len() <= 3
        && matches!(tens, "" | "I" | "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX")
        && !text.is_empty()
}

/// *Trong đó: nữ*, *Chia ra:*, *Tr.đó*: what belongs to the row above.
pub fn is_part_word(label: &str) -> bool {
    let rest = label.trim_start_matches(|c: char| !is_letter(c));
    // Few labels begin like it: only their words are looked at.
    let begins = |head: &str| rest.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head));
    let begins = match rest.as_bytes().first().map(u8::to_ascii_lowercase) {
        Some(b't' | b'g') => true,
        Some(b'c') => begins("chia"),
        Some(b'b') => begins("bao"),
        _ => false,
    };
    if !begins {
        return false;
    }
    let end = rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
    let first = &rest[..end];
    let begins = ["trong", "tr", "t", "chia", "bao"].iter().any(|head| first.eq_ignore_ascii_case(head));
    let begins = begins || (first.starts_with(['g', 'G']) && first.to_lowercase() == "gồm");
    if !begins {
        return false;
    }
    let words = words(label);
    let starts = |head: &[&str]| words.len() >= head.len() && head.iter().zip(&words).all(|(a, b)| a == b);
    starts(&["trong", "đó"])
        || starts(&["chia", "ra"])
        || starts(&["tr", "đó"])
        || starts(&["t", "đó"])
        || starts(&["bao", "gồm"])
        || starts(&["gồm"])
}

/// Whether a label by itself, with its ordinal or without, names a part of the row above it: *Trong đó: nữ*, *- Nữ*, *Nam*.
pub fn is_part(label: &str) -> bool {
    let rest = split_ordinal(label).1;
    // Few labels begin like it: only their words are looked at.
    let women = || matches!(words(rest).as_slice(), [only] if only == "nữ" || only == "nam");
    match rest.chars().find(|&c| is_letter(c)) {
        Some('n' | 'N') => women(),
        _ => is_part_word(rest),
    }
}

/// *Trang 2*, *Trang 2/3*, *- 2 -*: the number of a printed page.
pub fn is_page_mark(text: &str) -> bool {
    let words = words(text);
    let numbers = words.strip_prefix(&["trang".to_owned()][..]).unwrap_or(&words);
    !numbers.is_empty()
        && numbers.len() <= 2
        && numbers.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_parted_from_their_ordinals() {
        for (label, ordinal, rest) in [
            ("I. Tình hình lao động", Some(Ordinal::Roman), "Tình hình lao động"),
            ("1. Lao động", Some(Ordinal::Arabic(1)), "Lao động"),
            ("1.2. Lao động nữ", Some(Ordinal::Arabic(2)), "Lao động nữ"),
            ("a) Cấp cơ sở", Some(Ordinal::Letter), "Cấp cơ sở"),
            ("- Tặng cờ", Some(Ordinal::Dash), "Tặng cờ"),
            ("+ Số người được tính", Some(Ordinal::Plus), "Số người được tính"),
            ("A- SỐ LIỆU", Some(Ordinal::Capital), "SỐ LIỆU"),
            ("II.Đoàn viên", Some(Ordinal::Roman), "Đoàn viên"),
            ("Xã Bích Hòa", None, "Xã Bích Hòa"),
            ("Y-Tec Việt Nam", None, "Y-Tec Việt Nam"),
            ("Công đoàn cơ sở", None, "Công đoàn cơ sở"),
            ("TP. Hồ Chí Minh", None, "TP. Hồ Chí Minh"),
            ("31/12 là ngày chốt", None, "31/12 là ngày chốt"),
        ] {
            assert_eq!(split_ordinal(label), (ordinal, rest), "{label}");
        }
    }

    #[test]
    fn cells_that_hold_only_an_ordinal_are_known() {
        assert_eq!(read_ordinal("IV"), Some(Ordinal::Roman));
        assert_eq!(read_ordinal("(2)"), Some(Ordinal::Arabic(1)));
        assert_eq!(read_ordinal("B"), Some(Ordinal::Capital));
        assert_eq!(read_ordinal("Xã"), None);
    }
}
