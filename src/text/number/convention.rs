//! One convention for all numbers of a column, decided by all its texts together.

use super::scan::{clean, split_digits};
use super::{NumberText, read_number};

/// Which sign groups thousands and which begins the decimals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Convention {
    /// `1.234,5`: the law's, and the default.
    #[default]
    Vietnamese,
    /// `1,234.5`.
    English,
}

/// How many texts could be read in one convention only.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Votes {
    vietnamese: usize,
    english: usize,
}

impl Votes {
    /// Counts a text, if it tells. Where it counts something, a separator before three digits tells too: a count has no
    /// decimals, so it groups.
    pub fn cast(&mut self, text: &str, is_count: bool) {
        match written_in(text).or_else(|| if is_count { groups_in(text) } else { None }) {
            Some(Convention::Vietnamese) => self.vietnamese += 1,
            Some(Convention::English) => self.english += 1,
            None => {}
        }
    }

    /// The votes of both.
    #[must_use]
    pub fn and(self, other: Votes) -> Votes {
        Votes { vietnamese: self.vietnamese + other.vietnamese, english: self.english + other.english }
    }

    /// What most texts say, the law's where as many say one as the other; none where no text says anything.
    pub fn winner(self) -> Option<Convention> {
        match (self.vietnamese, self.english) {
            (0, 0) => None,
            (vietnamese, english) if english > vietnamese => Some(Convention::English),
            _ => Some(Convention::Vietnamese),
        }
    }
}

/// The only convention that a text could be written in: `1.234.567` and `12,5` in one, `1,234,567` and `12.5` in the
/// other. None where both could read it, and where it is no number.
pub fn written_in(text: &str) -> Option<Convention> {
    if !text.contains(['.', ',', '．', '，']) {
        return None;
    }
    let clean = clean(text);
    let start = clean.find(|c: char| c.is_ascii_digit())?;
    let (digits, _) = split_digits(&clean[start..])?;
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    // Three digits may be a group; so they may not behind a nought or behind more than three.
    let decimals = |separator: char| {
        digits
            .split_once(separator)
            .is_some_and(|(whole, tail)| tail.len() != 3 || whole.starts_with('0') || whole.len() > 3)
    };
    let found = match (points, commas) {
        (p, c) if p > 0 && c > 0 => {
            let ends_in_comma = digits.rfind(',') > digits.rfind('.');
            Some(if ends_in_comma { Convention::Vietnamese } else { Convention::English })
        }
        (p, 0) if p > 1 => Some(Convention::Vietnamese),
        (0, c) if c > 1 => Some(Convention::English),
        (1, 0) if decimals('.') => Some(Convention::English),
        (0, 1) if decimals(',') => Some(Convention::Vietnamese),
        _ => None,
    };
    found.filter(|_| read_number(text, Convention::default()).is_some())
}

/// The convention in which a text that both could read is a whole number.
fn groups_in(text: &str) -> Option<Convention> {
    [Convention::Vietnamese, Convention::English].into_iter().find(|convention| {
        matches!(read_number(text, *convention), Some(NumberText::Value(value)) if value.ambiguous && !value.plain.contains('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn winner(texts: &[&str]) -> Option<Convention> {
        let mut votes = Votes::default();
        texts.iter().for_each(|text| votes.cast(text, false));
        votes.winner()
    }

    #[test]
    fn a_count_groups_what_might_be_decimals() {
        for (text, convention) in
            [("1,258", Some(Convention::English)), ("1.258", Some(Convention::Vietnamese)), ("12", None)]
        {
            let mut votes = Votes::default();
            votes.cast(text, true);
            assert_eq!(votes.winner(), convention, "{text}");
        }
    }

    #[test]
    fn a_column_decides_its_convention_by_all_its_cells() {
        assert_eq!(winner(&["1.258", "12"]), None);
        assert_eq!(winner(&["1,258", "1,258.5"]), Some(Convention::English));
        assert_eq!(winner(&["1,258,000", "3.5"]), Some(Convention::English));
        assert_eq!(winner(&["12,5", "3.5"]), Some(Convention::Vietnamese));
        assert_eq!(winner(&["1234.567"]), Some(Convention::English));
    }

    #[test]
    fn words_with_numbers_in_them_do_not_vote() {
        assert_eq!(winner(&["xem Phụ lục 1.5", "Điều 2.1 của Nghị định"]), None);
    }
}
