//! `Bounds`: what the true value behind a figure can be, given what is missing and how exactly the rest is known.

use crate::domain::{Figure, Indicator, Kind, Qualifier};

/// The least and the most that a value can be, in raw steps; the ends of `i128` stand for no bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Bounds {
    pub low: i128,
    pub high: i128,
}

impl Bounds {
    /// What a value can be of which nothing is known.
    pub fn unknown(indicator: &Indicator) -> Bounds {
        Bounds { low: floor(indicator), high: i128::MAX }
    }

    /// What the truth behind a figure can be. A report that is missing can only add to a count.
    pub fn of(figure: &Figure, indicator: &Indicator) -> Bounds {
        let value = figure.value.amount().raw();
        let (mut low, mut high) = match figure.qualifier {
            Qualifier::Exact => (value, value),
            Qualifier::AtLeast => (value, i128::MAX),
            Qualifier::AtMost => (i128::MIN, value),
            Qualifier::About => (i128::MIN, i128::MAX),
        };
        if !figure.is_complete() {
            high = i128::MAX;
            if !only_grows(indicator) {
                low = i128::MIN;
            }
        }
        Bounds { low: low.max(floor(indicator)), high }
    }

    /// Whether the value is known.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }

    /// The bounds of the value with its sign turned.
    pub fn negated(self) -> Bounds {
        Bounds { low: self.high.saturating_neg(), high: self.low.saturating_neg() }
    }
}

/// Whether what is missing can only make the value larger: counts, and counts of units that say yes or are of a class.
fn only_grows(indicator: &Indicator) -> bool {
    indicator.is_count() || matches!(indicator.kind, Kind::Flag | Kind::Rating)
}

/// The least that a value can be: nothing that is counted is below nought, and no share of what is counted.
fn floor(indicator: &Indicator) -> i128 {
    let never_negative = only_grows(indicator) || indicator.kind == Kind::Rate;
    if never_negative { 0 } else { i128::MIN }
}
