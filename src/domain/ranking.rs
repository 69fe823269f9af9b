//! `Ranking`: siblings in order of one indicator, with those that are left out and why.

use super::amount::Amount;
use super::figure::Number;
use super::indicator::{Better, CategoryId, IndicatorId};
use super::period::Period;
use super::unit::UnitId;

/// The children of one unit in order of one indicator and period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ranking {
    /// The unit whose children are ranked.
    pub parent: UnitId,
    /// By which indicator.
    pub indicator: IndicatorId,
    /// By which part of it.
    pub category: Option<CategoryId>,
    /// In which period.
    pub period: Period,
    /// Which direction is good: the first is the best.
    pub better: Better,
    /// The best first; units that share a rank in the order of the registry.
    pub ranked: Vec<Ranked>,
    /// Children that live in the period and cannot be ranked, in the order of the registry.
    pub left_out: Vec<LeftOut>,
}

impl Ranking {
    /// Where a unit stands.
    pub fn of(&self, unit: UnitId) -> Option<&Ranked> {
        self.ranked.iter().find(|ranked| ranked.unit == unit)
    }
}

/// One unit's place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ranked {
    /// Who.
    pub unit: UnitId,
    /// By what.
    pub value: Number,
    /// 1 for the best. Units of one value share a rank, and the next rank counts them all: 1, 2, 2, 4.
    pub rank: u32,
    /// The best rank and the worst that the unit can have, whatever missing reports and inexact values turn out to be.
    pub range: (u32, u32),
    /// Whether another unit has the same rank.
    pub tied: bool,
    /// The value in per cent of the sum over all ranked; none where parts do not add up (rates, averages), where a value
    /// is below nought and where the sum is nought.
    pub share: Option<Amount>,
}

impl Ranked {
    /// Whether missing reports cannot change the rank.
    pub fn certain(&self) -> bool {
        self.range.0 == self.range.1
    }
}

/// A unit that cannot be ranked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LeftOut {
    /// Who.
    pub unit: UnitId,
    /// Why.
    pub reason: WhyLeftOut,
}

/// Why a unit is not ranked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum WhyLeftOut {
    /// There is no report of it.
    NotReported,
    /// It says that the question does not arise.
    NotApplicable,
    /// It did not live to the end of the period, where its value would stand.
    Ended,
    /// It lived in fewer months of the period than others: what happened in them is less by nature.
    PartOfPeriod,
    /// A side condition of the scoring leaves it out.
    Condition,
}

impl WhyLeftOut {
    /// The word in files for other programs.
    pub const fn code(self) -> &'static str {
        match self {
            WhyLeftOut::NotReported => "not_reported",
            WhyLeftOut::NotApplicable => "not_applicable",
            WhyLeftOut::Ended => "ended",
            WhyLeftOut::PartOfPeriod => "part_of_period",
            WhyLeftOut::Condition => "condition",
        }
    }
}
