//! Numbers as a language writes them.

use crate::text::language::Language;

/// A plain decimal (`-1234567.5`) in the convention of a language (`−1.234.567,5`). A text that is no plain decimal
/// comes back unchanged.
pub fn show_number(plain: &str, language: Language) -> String {
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return plain.to_owned();
    }
    let (group, point) = match language {
        Language::Vi => ('.', ','),
        Language::En => (',', '.'),
    };
    let mut shown = String::with_capacity(plain.len() + whole.len() / 3 + 3);
    if negative {
        shown.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            shown.push(group);
        }
        shown.push(digit);
    }
    if !fraction.is_empty() {
        shown.push(point);
        shown.push_str(fraction);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_the_convention_of_the_language() {
        for (plain, vi, en) in [
            ("0", "0", "0"),
            ("4561", "4.561", "4,561"),
            ("-1234567.5", "−1.234.567,5", "−1,234,567.5"),
            ("999", "999", "999"),
            ("1000000", "1.000.000", "1,000,000"),
        ] {
            assert_eq!(show_number(plain, Language::Vi), vi);
            assert_eq!(show_number(plain, Language::En), en);
        }
        assert_eq!(show_number("D18", Language::Vi), "D18");
    }
}
