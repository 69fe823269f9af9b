//! `Marks`: what a value carries beside its amount, as bits, so that a sum carries the marks of all its parts by `|`.

use std::ops::{BitOr, BitOrAssign};

use crate::domain::{Observation, Qualifier};

/// A set of marks.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Marks(u8);

impl Marks {
    /// The true value is this or more.
    pub const AT_LEAST: Marks = Marks(1);
    /// The true value is this or less.
    pub const AT_MOST: Marks = Marks(2);
    /// The true value is near this.
    pub const ABOUT: Marks = Marks(4);
    /// A repaired cell is among the parts.
    pub const REPAIRED: Marks = Marks(8);
    /// Reports disagree on one of the parts.
    pub const DISPUTED: Marks = Marks(16);
    /// A person decided for it: what earlier reports say against it counts no more. Of one statement, never of a sum.
    pub const SETTLED: Marks = Marks(32);
    /// Every mark that a sum carries.
    pub const ALL: [Marks; 5] = [Self::AT_LEAST, Self::AT_MOST, Self::ABOUT, Self::REPAIRED, Self::DISPUTED];

    /// The marks of an observation.
    pub fn of(row: &Observation) -> Marks {
        let qualifier = match row.qualifier {
            Qualifier::Exact => Marks::default(),
            Qualifier::AtLeast => Marks::AT_LEAST,
            Qualifier::AtMost => Marks::AT_MOST,
            Qualifier::About => Marks::ABOUT,
        };
        if row.repaired { qualifier | Marks::REPAIRED } else { qualifier }
    }

    /// Whether a mark is in the set.
    pub fn has(self, mark: Marks) -> bool {
        self.0 & mark.0 == mark.0
    }

    /// How exactly a value with these marks is known: two different qualifiers leave only *about*.
    pub fn qualifier(self) -> Qualifier {
        match self.0 & 7 {
            0 => Qualifier::Exact,
            1 => Qualifier::AtLeast,
            2 => Qualifier::AtMost,
            _ => Qualifier::About,
        }
    }

    /// The marks of the value that is taken away: *at least* becomes *at most*.
    pub fn negated(self) -> Marks {
        let swapped = ((self.0 & 1) << 1) | ((self.0 & 2) >> 1);
        Marks(self.0 & !3 | swapped)
    }
}

impl BitOr for Marks {
    type Output = Marks;
    fn bitor(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

impl BitOrAssign for Marks {
    fn bitor_assign(&mut self, other: Marks) {
        self.0 |= other.0;
    }
}

/// Whether two statements of one value cannot both be true: *trên 300* and 345 can, 345 and 350 cannot.
pub(super) fn contradict(a: (i128, Marks), b: (i128, Marks)) -> bool {
    let (a_low, a_high) = bounds(a);
    let (b_low, b_high) = bounds(b);
    a_low > b_high || b_low > a_high
}

/// The least and the most that the true value can be.
fn bounds((value, marks): (i128, Marks)) -> (i128, i128) {
    match marks.qualifier() {
        Qualifier::Exact => (value, value),
        Qualifier::AtLeast => (value, i128::MAX),
        Qualifier::AtMost => (i128::MIN, value),
        Qualifier::About => (i128::MIN, i128::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_marks_has_the_qualifier_that_its_parts_add_up_to() {
        let all = [
            (Qualifier::Exact, Marks::default()),
            (Qualifier::AtLeast, Marks::AT_LEAST),
            (Qualifier::AtMost, Marks::AT_MOST),
            (Qualifier::About, Marks::ABOUT),
        ];
        for (a, a_marks) in all {
            for (b, b_marks) in all {
                assert_eq!((a_marks | b_marks).qualifier(), a.and(b));
            }
        }
        assert_eq!((Marks::AT_LEAST | Marks::REPAIRED).negated(), Marks::AT_MOST | Marks::REPAIRED);
    }

    #[test]
    fn bounds_contradict_only_what_lies_beyond_them() {
        let exact = Marks::default();
        for (a, b, expected) in [
            ((300, Marks::AT_LEAST), (345, exact), false),
            ((300, Marks::AT_LEAST), (299, exact), true),
            ((300, Marks::AT_MOST), (299, exact), false),
            ((300, Marks::AT_MOST), (301, Marks::AT_LEAST), true),
            ((300, Marks::ABOUT), (9000, exact), false),
            ((300, exact), (301, exact), true),
        ] {
            assert_eq!(contradict(a, b), expected, "{a:?} {b:?}");
            assert_eq!(contradict(b, a), expected, "{b:?} {a:?}");
        }
    }
}
