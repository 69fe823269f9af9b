//! `Observation`: what we understood of one cell: unit, indicator, category, period, value, qualifier, cell.
//!
//! Observations cross the seam between intake and analysis as compact rows of ids; the words stand once, in
//! [`Observations`].

use serde::{Deserialize, Serialize};

use super::amount::Amount;
use super::decision::Decided;
use super::finding::Place;
use super::grid::{CellRef, CellValue};
use super::indicator::{CategoryId, IndicatorId};
use super::period::Period;
use super::unit::{Registry, UnitId};

/// Index of an observation in [`Observations::rows`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ObservationId(pub u32);

/// How exactly a value is known. A sum carries the qualifier of its parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// As stated.
    #[default]
    Exact,
    /// *trên 300*, *hơn*, *ít nhất*: the true value is this or more.
    AtLeast,
    /// *dưới*, *không quá*: the true value is this or less.
    AtMost,
    /// *khoảng*, *gần*: the true value is near this.
    About,
}

impl Qualifier {
    /// The word in `summary.csv` and `extract`; empty for an exact value.
    pub const fn code(self) -> &'static str {
        match self {
            Qualifier::Exact => "",
            Qualifier::AtLeast => "at_least",
            Qualifier::AtMost => "at_most",
            Qualifier::About => "about",
        }
    }

    /// The qualifier of a value that is taken away: *at least* becomes *at most*.
    #[must_use]
    pub const fn negated(self) -> Qualifier {
        match self {
            Qualifier::AtLeast => Qualifier::AtMost,
            Qualifier::AtMost => Qualifier::AtLeast,
            Qualifier::Exact | Qualifier::About => self,
        }
    }

    /// The qualifier of a sum: two different ones leave only *about*.
    pub fn and(self, other: Qualifier) -> Qualifier {
        match (self, other) {
            (Qualifier::Exact, q) | (q, Qualifier::Exact) => q,
            (a, b) if a == b => a,
            _ => Qualifier::About,
        }
    }
}

/// What a cell says about its value: the states that stay apart to the printed page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum State {
    /// An amount, in the indicator's own measure (zero included).
    Value(Amount),
    /// *…*: it happened, but there is no figure.
    Missing,
    /// *x*: the question does not arise.
    NotApplicable,
    /// Of a rating: the unit is in the class that the observation's category names. It counts as one.
    Class,
}

impl State {
    /// The amount, where there is one.
    pub fn amount(self) -> Option<Amount> {
        match self {
            State::Value(amount) => Some(amount),
            State::Class => Some(Amount::whole(1)),
            State::Missing | State::NotApplicable => None,
        }
    }
}

/// What we understood of one cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Observation {
    /// Who it is about.
    pub unit: UnitId,
    /// What it measures.
    pub indicator: IndicatorId,
    /// Which part; none: the indicator's total.
    pub category: Option<CategoryId>,
    /// The span a flow was reported for; of a stock, the span whose last month it stands at.
    pub period: Period,
    /// What the cell says.
    pub state: State,
    /// How exactly.
    pub qualifier: Qualifier,
    /// Whether damage by a spreadsheet was repaired (always with a finding).
    pub repaired: bool,
    /// Index into [`Observations::sheets`].
    pub sheet: u32,
    /// The cell on that sheet.
    pub cell: CellRef,
    /// What the cell holds as found; prints as its text. A text is kept once for all cells that share it.
    pub raw: CellValue,
}

/// A sheet that observations came from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct SheetSource {
    /// Index into [`Observations::files`].
    pub file: u32,
    /// The sheet's name.
    pub name: String,
}

/// A file that was received.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileSource {
    /// Path relative to `reports/`, with `/`.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many observations came from it.
    pub observations: u32,
}

/// A total as the office printed it, with the cells it should be the sum of. It checks; it is never an observation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrintedTotal {
    /// What it measures.
    pub indicator: IndicatorId,
    /// Which part.
    pub category: Option<CategoryId>,
    /// The span it was printed for.
    pub period: Period,
    /// The printed amount.
    pub amount: Amount,
    /// The words of its row or column (*Tổng cộng*).
    pub label: String,
    /// Where it stands: index into [`Observations::sheets`] and cell.
    pub sheet: u32,
    /// The cell on that sheet.
    pub cell: CellRef,
    /// The cells that it covers with their amounts, blank ones left out.
    pub parts: Vec<(CellRef, Amount)>,
    /// Cells that it covers and that hold nothing, with the label of their row or column.
    pub blanks: Vec<(CellRef, String)>,
    /// Whether the sheet shows whole numbers rounded from fractions: then a sum may differ by half a step a part.
    pub step: Amount,
}

/// Everything that was understood of all reports.
#[derive(Clone, Debug, Default)]
pub struct Observations {
    /// One row a cell, by file, sheet, row, column.
    pub rows: Vec<Observation>,
    /// The totals that reports print, for the checks.
    pub totals: Vec<PrintedTotal>,
    /// The files received, by path.
    pub files: Vec<FileSource>,
    /// The sheets that rows point to.
    pub sheets: Vec<SheetSource>,
    /// The registry, with the units met in reports behind those of `units.csv`.
    pub units: Registry,
    /// The decisions of people that fit cells of these reports, by sheet and cell.
    pub decided: Vec<Decided>,
}

impl Observations {
    /// The observation behind an id.
    pub fn get(&self, id: ObservationId) -> &Observation {
        &self.rows[id.0 as usize]
    }

    /// The decision that a person made about a cell: index into [`Decisions::cells`](super::Decisions::cells).
    pub fn decided(&self, sheet: u32, cell: CellRef) -> Option<usize> {
        let found = self.decided.binary_search_by_key(&(sheet, cell), |one| (one.sheet, one.cell)).ok()?;
        Some(self.decided[found].decision as usize)
    }

    /// The decision about the cell of an observation.
    pub fn decision_on(&self, id: ObservationId) -> Option<usize> {
        let row = self.get(id);
        self.decided(row.sheet, row.cell)
    }

    /// Where an observation was read.
    pub fn place(&self, id: ObservationId) -> Place {
        let row = self.get(id);
        self.place_of(row.sheet, row.cell)
    }

    /// The place of a cell on one of [`Observations::sheets`].
    pub fn place_of(&self, sheet: u32, cell: CellRef) -> Place {
        let source = &self.sheets[sheet as usize];
        Place::cell(&self.files[source.file as usize].path, &source.name, cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_observation_takes_no_more_than_ten_words() {
        // There are millions of them.
        assert!(size_of::<Observation>() <= 80, "{}", size_of::<Observation>());
    }
}
