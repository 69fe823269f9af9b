//! `Target`: a planned value, never called an indicator; `TargetResult`, what was reached of it.

use super::amount::Amount;
use super::figure::{Figure, Number};
use super::indicator::{CategoryId, IndicatorId};
use super::period::Period;
use super::unit::UnitId;

/// How a target is compared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Comparator {
    /// At least.
    AtLeast,
    /// At most.
    AtMost,
    /// Exactly.
    Equal,
}

impl Comparator {
    /// Every comparator with its sign in `targets.csv` and `scoring.toml`.
    pub const ALL: [(Comparator, &str); 3] =
        [(Comparator::AtLeast, ">="), (Comparator::AtMost, "<="), (Comparator::Equal, "=")];

    /// As it is printed.
    pub const fn sign(self) -> &'static str {
        match self {
            Comparator::AtLeast => "≥",
            Comparator::AtMost => "≤",
            Comparator::Equal => "=",
        }
    }

    /// What a value is to a target. Values are compared with all twelve decimals, before anything is rounded for print.
    pub fn judge(self, value: Amount, target: Amount) -> Verdict {
        use std::cmp::Ordering;
        match (self, value.cmp(&target)) {
            (_, Ordering::Equal) => Verdict::Met,
            (Comparator::AtLeast, Ordering::Greater) | (Comparator::AtMost, Ordering::Less) => Verdict::Exceeded,
            _ => Verdict::NotMet,
        }
    }
}

/// A planned value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// What is to be reached.
    pub indicator: IndicatorId,
    /// Which part.
    pub category: Option<CategoryId>,
    /// By whom.
    pub unit: UnitId,
    /// In which span.
    pub period: Period,
    /// How it is compared.
    pub comparator: Comparator,
    /// The planned value, in the indicator's measure.
    pub value: Amount,
}

/// What became of a target.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// Better than planned (*vượt*): more than a target that asks for at least so much, less than one that allows at
    /// most so much.
    Exceeded,
    /// As planned (*đạt*).
    Met,
    /// Worse than planned (*chưa đạt*).
    NotMet,
}

impl Verdict {
    /// The word in files for other programs.
    pub const fn code(self) -> &'static str {
        match self {
            Verdict::Exceeded => "exceeded",
            Verdict::Met => "met",
            Verdict::NotMet => "not_met",
        }
    }

    /// Whether the target was reached.
    pub fn is_met(self) -> bool {
        self != Verdict::NotMet
    }
}

/// A target with what was reached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TargetResult {
    /// The target.
    pub target: Target,
    /// The span that was measured: the target's own, or, while its time is not over, up to the last month reported.
    pub measured: Period,
    /// What was reached in it; none: nothing is known.
    pub actual: Option<Figure>,
    /// What became of the target; none: nothing is known.
    pub verdict: Option<Verdict>,
    /// Whether nothing that is missing or inexact can change whether the target is met.
    pub certain: bool,
    /// What was reached in per cent of the target; none where nothing is known or the target is nought.
    pub percent: Option<Amount>,
    /// What was reached less the target.
    pub difference: Option<Amount>,
    /// Where the target's time is not over: how far it should be by now.
    pub pace: Option<Pace>,
}

impl TargetResult {
    /// Whether the target's time is not over yet.
    pub fn is_open(&self) -> bool {
        self.measured != self.target.period
    }

    /// The value reached.
    pub fn value(&self) -> Option<Number> {
        self.actual.as_ref().map(|figure| figure.value)
    }
}

/// How far a target should be in the middle of its time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pace {
    /// Months gone by.
    pub months: i32,
    /// Months of the target.
    pub of: i32,
    /// Of a flow, the target's part for these months; of anything else the whole target, which grows with no month.
    pub due: Amount,
    /// What is reached, to what is due; none: nothing is known.
    pub verdict: Option<Verdict>,
    /// What is reached in per cent of what is due; none where nothing is known or nothing is due.
    pub percent: Option<Amount>,
}

/// A unit's target beside those of its children.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TargetSum {
    /// Index of the unit's target in [`super::Comparisons::targets`].
    pub parent: usize,
    /// Indices of its children's targets, in the order of the registry.
    pub children: Vec<usize>,
    /// Children that live in the period and have no such target.
    pub without: Vec<UnitId>,
    /// The children's targets added up.
    pub sum: Amount,
    /// The sum less the unit's own target.
    pub difference: Amount,
    /// Whether the unit would reach its target if all children just reached theirs. Unknown while a child has none.
    pub suffices: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_target_is_met_by_its_comparator() {
        use Verdict::{Exceeded, Met, NotMet};
        for (comparator, below, equal, above) in [
            (Comparator::AtLeast, NotMet, Met, Exceeded),
            (Comparator::AtMost, Exceeded, Met, NotMet),
            (Comparator::Equal, NotMet, Met, NotMet),
        ] {
            let judge = |value| comparator.judge(Amount::whole(value), Amount::whole(20));
            assert_eq!([judge(19), judge(20), judge(21)], [below, equal, above], "{comparator:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn more_is_never_worse_where_at_least_so_much_is_asked(target in -1000..1000_i64, a in -1000..1000_i64, b in -1000..1000_i64) {
            let judge = |comparator: Comparator, value| comparator.judge(Amount::whole(value), Amount::whole(target));
            let (less, more) = (a.min(b), a.max(b));
            prop_assert!(judge(Comparator::AtLeast, more) <= judge(Comparator::AtLeast, less));
            prop_assert!(judge(Comparator::AtMost, less) <= judge(Comparator::AtMost, more));
            prop_assert_eq!(judge(Comparator::Equal, a).is_met(), a == target);
        }
    }
}
