//! `Reconciliation`: what a unit reported itself beside what its children's figures add up to.

use super::amount::Amount;
use super::figure::Basis;
use super::indicator::{CategoryId, IndicatorId};
use super::period::Period;
use super::unit::UnitId;

/// One line of the reconciliation table: top down against bottom up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reconciliation {
    /// Who reported beside its children.
    pub unit: UnitId,
    /// What it measures: a flow or a stock.
    pub indicator: IndicatorId,
    /// Which part; none: the total.
    pub category: Option<CategoryId>,
    /// A year or part-year of the term, or the term itself.
    pub period: Period,
    /// What the unit signed for.
    pub own: Amount,
    /// What its children's figures add up to.
    pub children: Amount,
    /// Direct children with a figure.
    pub reported: u32,
    /// Direct children that lived in the period.
    pub expected: u32,
    /// Whether the two cannot both be true: every expected child is there, with nothing missing below it, and no *at
    /// least*, *at most* or *about* allows for the difference.
    pub differs: bool,
    /// Which of the two is the figure.
    pub stands: Basis,
}

impl Reconciliation {
    /// Own less children.
    pub fn difference(&self) -> Amount {
        self.own - self.children
    }

    /// Whether the children's sum is all that it could be.
    pub fn all_reported(&self) -> bool {
        self.reported == self.expected
    }
}
