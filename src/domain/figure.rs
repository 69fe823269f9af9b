//! `Figure`: what we publish: a value with its basis — who reported, and from what.

use super::amount::Amount;
use super::indicator::{CategoryId, IndicatorId};
use super::observation::{ObservationId, Qualifier};
use super::perimeter::Perimeters;
use super::period::Period;
use super::unit::{Registry, UnitId};

/// The value of a figure. A rate keeps both parts: it is divided last, and rounded once, where it is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Number {
    /// A sum, a closing value or a published share, exact.
    Exact(Amount),
    /// `numerator × scale ÷ denominator`; the denominator is never zero.
    Ratio {
        /// Above the line.
        numerator: Amount,
        /// Below the line.
        denominator: Amount,
        /// What the quotient is multiplied by: 100 for a percentage.
        scale: u32,
    },
}

impl Number {
    /// The value with twelve decimals, a ratio rounded half away from zero at the last of them.
    pub fn amount(self) -> Amount {
        match self {
            Number::Exact(amount) => amount,
            Number::Ratio { numerator, denominator, scale } => {
                numerator.ratio(i64::from(scale), denominator).unwrap_or(Amount::ZERO)
            }
        }
    }
}

/// What a figure rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Basis {
    /// The unit's own report.
    Own,
    /// The sum of its children's figures.
    Children,
}

impl Basis {
    /// The word in `summary.csv`.
    pub const fn code(self) -> &'static str {
        match self {
            Basis::Own => "own",
            Basis::Children => "children",
        }
    }
}

/// What we publish.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// Who it is about.
    pub unit: UnitId,
    /// What it measures.
    pub indicator: IndicatorId,
    /// Which part; none: the total.
    pub category: Option<CategoryId>,
    /// A year or part-year of the term, or the term itself.
    pub period: Period,
    /// The value.
    pub value: Number,
    /// How exactly it is known.
    pub qualifier: Qualifier,
    /// Own report or children.
    pub basis: Basis,
    /// With children: how many direct children have this figure. Without: how many years of the period have it.
    pub reported: u32,
    /// With children: how many direct children lived in the period. Without: how many years the period has.
    pub expected: u32,
    /// Leaf unit-years that are missing below.
    pub gaps: u32,
    /// Whether a repaired cell is among its parts.
    pub repaired: bool,
    /// Whether two reports disagree on one of its parts and nobody has decided.
    pub disputed: bool,
    /// The unit's own cells behind it; empty where it rests on its children's figures.
    pub cells: Vec<ObservationId>,
}

impl Figure {
    /// Whether nothing is missing: neither years nor units below. A figure that a unit itself reported for the whole
    /// period is complete, whoever of its children reported.
    pub fn is_complete(&self) -> bool {
        self.gaps == 0
    }
}

/// The key of a figure: unit, indicator, category, period.
pub type FigureKey = (UnitId, IndicatorId, Option<CategoryId>, Period);

/// All figures of a term.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Sorted by [`FigureKey`].
    rows: Vec<Figure>,
    /// The years and part-years of the term, in order.
    pub years: Vec<Period>,
    /// The term.
    pub term: Option<Period>,
    /// The same figures for other perimeters, and where units changed.
    pub perimeters: Perimeters,
    /// The units with the tree that the figures are stated for; none: the tree of the registry.
    pub units: Option<Registry>,
}

impl Figures {
    /// These figures for a term and its years.
    pub fn new(mut rows: Vec<Figure>, years: Vec<Period>, term: Period) -> Figures {
        rows.sort_by_key(|f| (f.unit, f.indicator, f.category, f.period));
        Figures { rows, years, term: Some(term), ..Figures::default() }
    }

    /// All figures by unit, indicator, category and period.
    pub fn rows(&self) -> &[Figure] {
        &self.rows
    }

    /// One figure, if there is one.
    pub fn get(
        &self,
        unit: UnitId,
        indicator: IndicatorId,
        category: Option<CategoryId>,
        period: Period,
    ) -> Option<&Figure> {
        let key = (unit, indicator, category, period);
        let found = self.rows.binary_search_by_key(&key, |f| (f.unit, f.indicator, f.category, f.period)).ok()?;
        Some(&self.rows[found])
    }
}
