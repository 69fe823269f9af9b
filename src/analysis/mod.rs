//! Observations → figures: what was reported, added over time and over the tree of units, each figure with its basis.
//!
//! | module | does |
//! |---|---|
//! | `ledger` | sorts the observations so that one unit, indicator and category is one slice |
//! | `sets` | indicators of every unit |
//! | `expectation` | says who should report, so that every figure can say what is missing |
//! | `time_graph`, `series` | what one unit's reports of one indicator say about any span or date |
//! | `own`, `worker`, `rating`, `ratio` | the figures that rest on a unit's own reports |
//! | `tally`, `rollup` | adds them over the tree, level by level, as queries over columns |
//! | `compare` | sets them beside the term before, a year before, targets and each other |
//! | `restate` | states them for units that changed: whom they stood under, and what they became |
//! | `derive` | finds how one figure came about, down to the cells |
//! | `check` | compares what was printed with its parts, and what came with what should have come |
//!
//! A value is never changed here and never guessed; what cannot be known has no figure.

pub mod check;
pub mod compare;
mod derive;
mod expectation;
#[cfg(test)]
mod kinds;
#[cfg(test)]
mod laws;
mod ledger;
mod marks;
mod moved;
mod order;
mod own;
mod publish;
mod rating;
mod ratio;
mod restate;
mod rollup;
mod series;
mod sets;
mod span;
mod tally;
mod tell;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod time_graph;
mod worker;

pub use derive::derive;

use crate::domain::{Calendar, Figures, Finding, Found, Knowledge, Observations, Period};

/// The query engine failed: a fault of the program, never of the data.
#[derive(Debug, thiserror::Error)]
#[error("the figures cannot be computed: {operation} failed")]
pub struct AnalysisError {
    /// What was being done.
    operation: &'static str,
    /// What the engine says.
    source: polars::error::PolarsError,
}

/// Makes the figures of the term and its years from everything that was understood of the reports, with what stood on
/// the eve of the term.
pub fn analyse(observations: &Observations, knowledge: &Knowledge) -> Result<Found<Figures>, AnalysisError> {
    of_term(knowledge.term.period, observations, knowledge)
}

/// The same for any term.
fn of_term(term: Period, observations: &Observations, knowledge: &Knowledge) -> Result<Found<Figures>, AnalysisError> {
    let mut findings = Vec::new();
    let figures = figures_of(term, Kinds::All, observations, knowledge)?.unload(&mut findings);
    let eve = eve(term, knowledge.calendar);
    let openings = figures_of(eve, Kinds::Stocks, observations, knowledge)?.unload(&mut findings);
    findings.sort_by_cached_key(Finding::sort_key);
    Ok(Found { value: figures.with_openings(openings.into_rows()), findings })
}

/// The year or part-year that ends where a term begins.
fn eve(term: Period, calendar: Calendar) -> Period {
    let to = term.from.plus(-1);
    Period { from: calendar.year(calendar.year_of(to)).from, to }
}

/// Which indicators figures are made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kinds {
    All,
    /// What opens a term stood before it; nothing that happened does.
    Stocks,
}

/// The figures of one term, on the perimeter that the workspace asks for.
fn figures_of(
    term: Period,
    kinds: Kinds,
    observations: &Observations,
    knowledge: &Knowledge,
) -> Result<Found<Figures>, AnalysisError> {
    let mut findings = Vec::new();
    let spans = span::Spans::new(knowledge.calendar, term);
    let ledger = ledger::Ledger::new(observations, knowledge, &spans, kinds, &mut findings);
    if kinds == Kinds::Stocks && ledger.is_empty() {
        return Ok(Found { value: Figures::default(), findings });
    }
    let units = &observations.units;
    let lineage = restate::Lineage::new(units, &knowledge.changes);
    let trees = restate::Trees::new(units, &lineage, &spans, None);
    let expectations = expectation::Expectations::new(units, knowledge, &ledger, &spans, &trees);
    let ratios = ratio::Ratios::new(&knowledge.catalogue);
    let publisher =
        publish::Publisher { units, knowledge, spans: &spans, expectations: &expectations, ratios: &ratios };
    let maker = own::OwnMaker {
        observations,
        knowledge,
        ledger: &ledger,
        spans: &spans,
        expectations: &expectations,
        ratios: &ratios,
        trees: &trees,
        publisher: &publisher,
    };
    let (mut own, told) = maker.run();
    findings.extend(told);
    drop(ledger);
    let roll_up =
        rollup::RollUp { knowledge, spans: &spans, expectations: &expectations, ratios: &ratios, trees: &trees };
    let tallies = std::mem::take(&mut own.tallies).into_rows();
    let standing = roll_up.run(&own.rows, &tallies)?;
    let (parted, unparted) = (std::mem::take(&mut own.parted), std::mem::take(&mut own.unparted));
    let figures = publisher.run(own, &standing, &mut findings);
    let moved = moved::Moved { observations, knowledge, spans: &spans, trees: &trees, expectations: &expectations };
    findings.extend(moved.findings(&unparted, &parted, &figures));
    let restater = restate::Restater {
        observations,
        knowledge,
        lineage: &lineage,
        trees: &trees,
        spans: &spans,
        expectations: &expectations,
        parted: &parted,
        adds: &|indicator| roll_up.adds(indicator),
    };
    let mut figures = match kinds {
        Kinds::All => restater.run(figures, &mut findings),
        Kinds::Stocks => {
            let years = figures.years.clone();
            Figures::new(restater.openings(figures), years, term)
        }
    };
    figures.before_moves = parted.iter().map(|part| part.before_move(&spans)).collect();
    Ok(Found { value: figures, findings })
}
