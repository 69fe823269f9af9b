//! All choices of what is shown: which tables, rows, sentences and charts, in which order and words. Nothing is computed
//! here but what a picture needs to be read: shares, order, a plain average.

mod beside;
mod charts;
mod compared;
mod links;
mod organisation;
mod picker;
mod provenance;
mod returns;
#[cfg(test)]
pub(super) mod sample;
mod sentences;
mod tables;
#[cfg(test)]
mod tests;

use picker::Picker;
pub use returns::FOLDER as RETURNED;

use super::document::{Report, Returned};
use crate::domain::{Comparisons, Figures, Finding, Knowledge, Observations};

/// The report on a term, in the workspace's language.
pub fn compose(
    figures: &Figures,
    comparisons: &Comparisons,
    observations: &Observations,
    knowledge: &Knowledge,
    findings: &[Finding],
) -> Report {
    let picker = Picker::new(figures, comparisons, observations, knowledge);
    let summary = tables::summary(&picker);
    let chapters = tables::chapters(&picker);
    let shown = chapters.iter().map(|chapter| 1 + chapter.by_unit.len()).sum();
    let beside = beside::tables(&picker, shown);
    let (trace, origins) = provenance::trace(&picker);
    let (charts, undrawn) = charts::charts(&picker);
    let mut notes = provenance::notes(&picker);
    notes.extend(undrawn);
    Report {
        language: picker.language,
        title: picker.say("report.title", &[]),
        unit: picker.unit_name(knowledge.root).to_owned(),
        workspace: knowledge.name.clone(),
        term: picker.say("report.term", &[("term", picker.term_title()), ("months", super::format::span(picker.term))]),
        coverage: picker.coverage_sentence(),
        sentences: sentences::sentences(&picker),
        summary,
        chapters,
        beside,
        findings: provenance::findings(&picker, findings),
        sources: provenance::sources(&picker),
        trace,
        origins,
        reports: String::new(),
        notes,
        charts,
    }
}

/// What goes back to the units: `kiem-tra.xlsx` as a document, and the copies of their reports to annotate. `base`: the
/// report that the findings belong to.
pub fn returns(
    base: &Report,
    figures: &Figures,
    observations: &Observations,
    knowledge: &Knowledge,
    findings: &[Finding],
) -> (Report, Vec<Returned>) {
    let comparisons = Comparisons::default();
    let picker = Picker::new(figures, &comparisons, observations, knowledge);
    returns::returns(&picker, base, findings)
}
