//! What a person decided once and for all later files: `[decisions]` of `tongket.toml`.

use super::amount::Amount;
use super::finding::Place;
use super::grid::CellRef;
use super::unit::UnitId;

/// Everything that was decided.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Decisions {
    /// Which units names mean, in the order they are written.
    pub units: Vec<NameDecision>,
    /// What single cells of reports count for, in the order they are written; one a cell.
    pub cells: Vec<CellDecision>,
}

/// Which unit a name means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameDecision {
    /// The name as reports write it.
    pub name: String,
    /// The unit whose reports, or below whom, it means that: all that bore the code, at any date. Empty: everywhere.
    pub under: Vec<UnitId>,
    /// The unit meant: all that bore the code, at any date.
    pub units: Vec<UnitId>,
}

/// What a person decided about one cell of one report. It holds for what stood there when it was decided, and lapses
/// where another text stands there now, or where the file is another: what a unit sends again is news.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellDecision {
    /// The report, relative to `reports/`, with `/`.
    pub file: String,
    /// The sheet's name.
    pub sheet: String,
    /// The cell.
    pub cell: CellRef,
    /// The text that stood in the cell; empty: nothing.
    pub found: String,
    /// How the SHA-256 of the file began, in lower case; empty: whatever else the file holds.
    pub hash: String,
    /// What was decided.
    pub ruling: Ruling,
    /// Why; empty only where the cell was accepted.
    pub reason: String,
    /// The line of `tongket.toml` that it begins on.
    pub line: usize,
}

impl CellDecision {
    /// The cell that it is about.
    pub fn place(&self) -> Place {
        Place::cell(&self.file, &self.sheet, self.cell)
    }
}

/// What a cell counts for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ruling {
    /// It is right as it stands, whatever speaks against it: earlier reports that say otherwise are overruled.
    Accept,
    /// It counts for this amount, in the indicator's own measure.
    Correct(Amount),
    /// It counts for nothing, as if it were blank.
    Ignore,
}

impl Ruling {
    /// The word in `tongket.toml`.
    pub const fn code(self) -> &'static str {
        match self {
            Ruling::Accept => "accept",
            Ruling::Correct(_) => "correct",
            Ruling::Ignore => "ignore",
        }
    }
}

/// A decision that still fits the cell that it is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Decided {
    /// Where: index into [`Observations::sheets`](super::Observations::sheets).
    pub sheet: u32,
    /// The cell on that sheet.
    pub cell: CellRef,
    /// Which: index into [`Decisions::cells`].
    pub decision: u32,
}
