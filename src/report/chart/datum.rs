//! What is known about a datum before it is drawn.

use super::spec::Datum;
use crate::text::{Language, phrase, show_number};

/// A value that can be drawn.
pub(super) fn known(datum: Option<&Option<Datum>>) -> Option<&Datum> {
    datum.and_then(Option::as_ref).filter(|datum| datum.value.is_finite() && datum.value.abs() < 1e30)
}

/// The text for a place that has no room for all digits: a bare number from a million on in millions or thousand millions.
/// A text with words or a sign of its own stays as it is: a qualifier is never dropped.
pub(super) fn brief(datum: &Datum, language: Language) -> String {
    let is_bare = datum.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '−' | '-'));
    let (key, unit) = match datum.value.abs() {
        size if !is_bare || size < 1e6 => return datum.text.clone(),
        size if size < 999.95e6 => ("chart.millions", 1e6),
        _ => ("chart.billions", 1e9),
    };
    let number = show_number(&format!("{:.1}", datum.value / unit), language);
    phrase(key, language, &[("number", number)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bare_large_numbers_are_made_brief() {
        for (value, text, expected) in [
            (1_234_567_890.0, "1.234.567.890", "1,2 tỷ"),
            (-5_600_000.0, "−5.600.000", "−5,6 triệu"),
            (999_999_999.0, "999.999.999", "1,0 tỷ"),
            (999_999.0, "999.999", "999.999"),
            (5_000_000.0, "trên 5.000.000", "trên 5.000.000"),
        ] {
            assert_eq!(brief(&Datum { value, text: text.into(), figure: None }, Language::Vi), expected);
        }
    }
}
