//! `Perimeter`: which units figures are stated for where units changed, and what stands side by side because of it: the
//! figures of all perimeters, the breaks, and where the change over a term comes from.

use super::amount::Amount;
use super::figure::{Figure, FigureKey};
use super::indicator::{CategoryId, IndicatorId};
use super::period::{Month, Period};
use super::unit::UnitId;

/// Which units figures are stated for where units changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum PerimeterMode {
    /// The units as they reported.
    #[default]
    AsReported,
    /// Earlier figures carried to the units that exist at a date.
    Successor,
    /// Only units that report through the whole term, those that changed followed to what they became.
    Constant,
}

impl PerimeterMode {
    /// Every perimeter with its word in `tongket.toml`.
    pub const ALL: [(PerimeterMode, &'static str); 3] = [
        (PerimeterMode::AsReported, "as_reported"),
        (PerimeterMode::Successor, "successor"),
        (PerimeterMode::Constant, "constant"),
    ];
}

/// The perimeter that a workspace asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Perimeter {
    /// Which one.
    pub mode: PerimeterMode,
    /// The month whose units earlier figures are carried to; none: the last month of the term.
    pub as_of: Option<Month>,
}

/// A date at which a unit began to stand for more, less or other than before: its figures before and after are not of
/// one perimeter, so growth across it is not growth of the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Break {
    /// Whose figures are broken.
    pub unit: UnitId,
    /// The first month of the new perimeter.
    pub month: Month,
    /// What happened, as indices into [`super::Knowledge::changes`], in order.
    pub changes: Vec<u32>,
    /// Whether the figures of the perimeter asked for were carried across it, so that nothing breaks in them.
    pub carried: bool,
}

/// One figure on all perimeters. Of the root, and of every unit that a change touched, the ones that ended included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SideBySide {
    /// Who it is about.
    pub unit: UnitId,
    /// What it measures.
    pub indicator: IndicatorId,
    /// Which part; none: the total.
    pub category: Option<CategoryId>,
    /// A year or part-year of the term, or the term itself.
    pub period: Period,
    /// By the units as they reported.
    pub as_reported: Option<Figure>,
    /// Carried to the units that exist at [`Perimeters::as_of`].
    pub successor: Option<Figure>,
    /// Of the units that report through the whole term.
    pub constant: Option<Figure>,
}

impl SideBySide {
    /// Which figure it is.
    pub fn key(&self) -> FigureKey {
        (self.unit, self.indicator, self.category, self.period)
    }

    /// The figure on one perimeter.
    pub fn on(&self, mode: PerimeterMode) -> Option<&Figure> {
        match mode {
            PerimeterMode::AsReported => self.as_reported.as_ref(),
            PerimeterMode::Successor => self.successor.as_ref(),
            PerimeterMode::Constant => self.constant.as_ref(),
        }
    }
}

/// Where the change of an amount over the term comes from. `same + begun + ended + perimeter + silent` is
/// `closing − opening`, exactly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ChangeOverTerm {
    /// Whose change it is: a unit with units below it.
    pub unit: UnitId,
    /// What it measures: a flow or a stock.
    pub indicator: IndicatorId,
    /// Which part; none: the total.
    pub category: Option<CategoryId>,
    /// The period that is compared from: the first of the term that has the length of a full year.
    pub from: Period,
    /// The period that is compared to: the last of that length.
    pub to: Period,
    /// The figure of `from` as reported; nought where the unit did not exist yet.
    pub opening: Amount,
    /// The figure of `to` as reported; nought where the unit no longer existed.
    pub closing: Amount,
    /// Growth of the units that were there in both periods, carried to what they became.
    pub same: Amount,
    /// What units that began in between (and that no other unit became) have in `to`.
    pub begun: Amount,
    /// What units that ended in between (and became no other) had in `from`, with a minus.
    pub ended: Amount,
    /// What came in or went out because units moved, merged or were split over the unit's border.
    pub perimeter: Amount,
    /// What units that existed in both periods and reported in one of them only make of the change.
    pub silent: Amount,
}

/// All that is known of the perimeters of a term. Empty where no unit changed, begins or ends.
#[derive(Clone, Debug, Default)]
pub struct Perimeters {
    /// The perimeter that [`super::Figures`] are stated for.
    pub mode: PerimeterMode,
    /// The month whose units earlier figures are carried to; none where nothing was analysed.
    pub as_of: Option<Month>,
    /// By unit, indicator, category and period.
    pub side_by_side: Vec<SideBySide>,
    /// By unit and month.
    pub breaks: Vec<Break>,
    /// By unit, indicator and category.
    pub changes: Vec<ChangeOverTerm>,
}

impl Perimeters {
    /// One figure on all perimeters.
    pub fn of(&self, key: FigureKey) -> Option<&SideBySide> {
        let found = self.side_by_side.binary_search_by_key(&key, SideBySide::key).ok()?;
        Some(&self.side_by_side[found])
    }

    /// The breaks in the figures of a unit, those that the perimeter asked for carries them across left out.
    pub fn breaks_of(&self, unit: UnitId) -> impl Iterator<Item = &Break> {
        let from = self.breaks.partition_point(|other| other.unit < unit);
        self.breaks[from..].iter().take_while(move |other| other.unit == unit).filter(|other| !other.carried)
    }

    /// The breaks inside a period: its figure is of two perimeters.
    pub fn breaks_in(&self, unit: UnitId, period: Period) -> impl Iterator<Item = &Break> {
        // What holds from a period's first month holds for the whole of it.
        self.breaks_of(unit).filter(move |other| period.from < other.month && other.month <= period.to)
    }

    /// The breaks between two figures of a unit, the first earlier: growth from one to the other is not of the same.
    pub fn breaks_between(&self, unit: UnitId, earlier: Period, later: Period) -> impl Iterator<Item = &Break> {
        self.breaks_of(unit).filter(move |other| earlier.from < other.month && other.month <= later.to)
    }

    /// Where the change of an amount over the term comes from.
    pub fn change(
        &self,
        unit: UnitId,
        indicator: IndicatorId,
        category: Option<CategoryId>,
    ) -> Option<&ChangeOverTerm> {
        let key = |change: &ChangeOverTerm| (change.unit, change.indicator, change.category);
        let found = self.changes.binary_search_by_key(&(unit, indicator, category), key).ok()?;
        Some(&self.changes[found])
    }
}
