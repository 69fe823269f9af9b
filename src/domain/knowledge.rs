//! `Knowledge`: what a workspace knows before it reads a report: whose report it is, the term, catalogue, units,
//! changes, targets and rules — checked as a whole, references already resolved to ids.

use super::amount::Amount;
use super::chart::ChartChoice;
use super::day::Day;
use super::decision::Decisions;
use super::finding::Severity;
use super::indicator::Catalogue;
use super::perimeter::Perimeter;
use super::period::{Calendar, Month, Period};
use super::recipe::Recipe;
use super::score::Scoring;
use super::target::Target;
use super::unit::{Registry, UnitId};
use crate::text::{Bilingual, Language};

/// A named span that a report is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// As printed: *Giai đoạn 2016–2021*.
    pub name: String,
    /// Its months.
    pub period: Period,
}

/// What happened to a unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangeKind {
    /// Several units became one.
    Merge,
    /// One unit became several.
    Split,
    /// A unit took a new code or name.
    Rename,
    /// A unit moved to another parent.
    Transfer,
}

/// One row of `changes.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Day it took effect, as `YYYY-MM-DD`.
    pub date: String,
    /// The first month in which it holds.
    pub month: Month,
    /// What happened.
    pub kind: ChangeKind,
    /// The unit before.
    pub from: UnitId,
    /// The unit after; of a transfer, the new parent.
    pub to: UnitId,
    /// Of a split: which part of `from` went to `to`, 0 to 1.
    pub share: Option<Amount>,
}

/// A rule of the catalogue: an SQL expression over indicator codes, for one unit and period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// Its code.
    pub code: String,
    /// The expression that must hold.
    pub expect: String,
    /// How much it matters.
    pub severity: Severity,
    /// What to say where it does not hold.
    pub message: Bilingual,
}

/// What a workspace knows before it reads a report.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// The workspace's name, as printed on the cover.
    pub name: String,
    /// The unit whose report it is.
    pub root: UnitId,
    /// Language of outputs and messages.
    pub language: Language,
    /// The statistical year.
    pub calendar: Calendar,
    /// The term that the report is about.
    pub term: Term,
    /// The term before, where the workspace names one.
    pub compare: Option<Term>,
    /// Which units figures are stated for.
    pub perimeter: Perimeter,
    /// All indicators.
    pub catalogue: Catalogue,
    /// All units of `units.csv`.
    pub registry: Registry,
    /// What happened to units.
    pub changes: Vec<Change>,
    /// Planned values.
    pub targets: Vec<Target>,
    /// How emulation points are given, where the workspace says so.
    pub scoring: Option<Scoring>,
    /// Rules of the catalogue.
    pub rules: Vec<Rule>,
    /// What a person decided once, for all files.
    pub decisions: Decisions,
    /// What is said of forms that detection cannot read, by the names of their files.
    pub recipes: Vec<Recipe>,
    /// Charts that a person asks for.
    pub charts: Vec<ChartChoice>,
    /// The day on which the figures were put together, where the workspace tells it: nothing here reads a clock.
    pub compiled: Option<Day>,
    /// Whether a unit's children's sum goes before its own figure.
    pub prefer_children: bool,
    /// Whether hidden columns and sheets of reports are read; hidden rows always are.
    pub read_hidden: bool,
}
