//! Digits exchanged: what a number was meant to be where two neighbouring digits of it changed places.
//!
//! Such a number is off by nine times a power of ten times the difference of the two digits, the test of bookkeepers.

use crate::domain::Amount;

/// Everything that an exchange of two neighbouring digits makes of a number: as long as before, and another number.
pub(super) fn exchanged(value: Amount) -> Vec<Amount> {
    let written = value.to_string();
    let digits: Vec<char> = written.chars().collect();
    let first = digits.iter().position(char::is_ascii_digit).unwrap_or(0);
    let swap = |at: usize| {
        let (a, b) = (digits[at - 1], digits[at]);
        // A nought is not written first.
        if !a.is_ascii_digit() || !b.is_ascii_digit() || a == b || (at == first + 1 && b == '0') {
            return None;
        }
        let mut other = digits.clone();
        other.swap(at - 1, at);
        Amount::parse(&other.iter().collect::<String>())
    };
    (1..digits.len()).filter_map(swap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::amount;

    #[test]
    fn neighbours_change_places_and_nothing_else() {
        for (written, wanted) in [
            ("3120", &["1320", "3210", "3102"][..]),
            ("10", &[]),
            ("11", &[]),
            ("7", &[]),
            ("0", &[]),
            ("12.5", &["21.5"]),
            ("12.57", &["21.57", "12.75"]),
            ("-120", &["-210", "-102"]),
            ("1002", &["1020"]),
        ] {
            let found: Vec<String> = exchanged(amount(written)).iter().map(Amount::to_string).collect();
            assert_eq!(found, wanted, "{written}");
            for meant in exchanged(amount(written)) {
                assert_eq!((meant - amount(written)).raw() % 9, 0, "{written} {meant}");
            }
        }
    }
}
