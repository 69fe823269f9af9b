//! The words of the field as types: pure, without input or output.

mod amount;
mod cells;
mod chart;
mod comparison;
mod completeness;
mod day;
mod decision;
mod derivation;
mod figure;
mod finding;
mod grid;
mod indicator;
mod inspection;
mod knowledge;
mod measure;
mod movement;
mod observation;
mod perimeter;
mod period;
mod ranking;
mod recipe;
mod reconciliation;
mod score;
mod sender;
mod target;
#[cfg(test)]
mod testing;
mod unit;
mod unit_names;

pub use amount::Amount;
pub use cells::Cells;
pub use chart::{ChartChoice, ChartForm, TITLE_PLACES, TitlePiece, title_pieces};
pub use comparison::{Comparisons, Difference, TermBefore, Yearly};
pub use completeness::{Completeness, Receipt};
pub use day::Day;
pub use decision::{CellDecision, Decided, Decisions, NameDecision, Ruling};
pub use derivation::{Addend, Derivation, Way, Whole};
pub use figure::{Basis, BeforeMove, Figure, FigureKey, Figures, Number};
pub use finding::{Code, Fact, Finding, Found, Place, Severity};
pub use grid::{Cell, CellRef, CellValue, Grid, Range, column_name, in_row};
pub use indicator::{
    Balance, Better, Breakdown, BreakdownId, Catalogue, Category, CategoryId, Indicator, IndicatorId, Kind,
};
pub use inspection::{
    CellRole, ColumnInspection, Confidence, Counts, Inspection, RowInspection, RowRole, SheetInspection,
    TableInspection, Unread,
};
pub use knowledge::{Change, ChangeKind, Knowledge, Rule, Term};
pub use measure::Measure;
pub use movement::Movement;
pub use observation::{
    FileSource, Observation, ObservationId, Observations, PrintedTotal, Qualifier, SheetSource, State,
};
pub use perimeter::{Break, ChangeOverTerm, Perimeter, PerimeterMode, Perimeters, SideBySide};
pub use period::{Calendar, Month, Period};
pub use ranking::{LeftOut, Ranked, Ranking, WhyLeftOut};
pub use recipe::{
    ColumnRecipe, ColumnRole, ColumnSpan, Key, Meaning, RECIPES, Recipe, RowRecipe, RowSpan, RowWord, Said,
    TableRecipe, WhichRows, label_key, recipe_name,
};
pub use reconciliation::Reconciliation;
pub use score::{
    Block, Class, Condition, Consequence, Criterion, Held, Method, Part, Requirement, Score, ScoreBlock, ScoreLine,
    ScoreTable, Scoring, Step, Working,
};
pub use sender::Senders;
pub use target::{Comparator, Pace, Target, TargetResult, TargetSum, Verdict};
pub use unit::{Registry, Unit, UnitId, UnitKind};
pub use unit_names::UnitNames;
