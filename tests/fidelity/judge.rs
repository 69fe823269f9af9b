//! What was read held against what is true.

use std::collections::BTreeMap;

use tongket::domain::{CellRef, Finding, Knowledge, Observations, Severity, State};

use super::page::Page;

/// What came of one report.
#[derive(Default, Debug)]
pub struct Outcome {
    /// Figures that must be read.
    pub facts: usize,
    pub right: usize,
    /// Read as something else, or where there is no fact.
    pub wrong: usize,
    pub missed: usize,
    /// Wrong or missed, and nothing says so.
    pub silent: Vec<String>,
    /// Wrong or missed, with a finding.
    pub loud: Vec<String>,
}

impl Outcome {
    /// Whether everything was read right.
    pub fn is_clean(&self) -> bool {
        self.wrong + self.missed == 0
    }
}

/// What was read, by sheet and cell.
pub fn told(knowledge: &Knowledge, observations: &Observations) -> BTreeMap<(String, CellRef), String> {
    let rows = observations.rows.iter().map(|row| {
        let category = row.category.and_then(|category| knowledge.catalogue.category(row.indicator, category));
        let value = match row.state {
            State::Value(amount) => amount.to_string(),
            State::Missing => "…".to_owned(),
            State::NotApplicable => "x".to_owned(),
            State::Class => "class".to_owned(),
        };
        let text = format!(
            "{} | {} | {} | {} | {value} {}",
            observations.units.get(row.unit).code,
            knowledge.catalogue.indicator(row.indicator).code,
            category.map(|category| category.code.as_str()).unwrap_or_default(),
            knowledge.calendar.show(row.period),
            row.qualifier.code(),
        );
        let sheet = observations.sheets[row.sheet as usize].name.clone();
        ((sheet, row.cell), text.trim_end().to_owned())
    });
    rows.collect()
}

/// Whether a finding warns of a cell: it stands on it, on its row or column, or concerns its whole sheet or file.
pub fn warns(finding: &Finding, sheet: &str, cell: CellRef) -> bool {
    let place = &finding.place;
    if !place.sheet.is_empty() && place.sheet != sheet {
        return false;
    }
    // A block begins at its first cell.
    let first = place.cell.split(':').next().unwrap_or_default();
    match CellRef::parse(first) {
        Some(at) => match finding.code.as_str() {
            "column-not-read" | "heading-languages" | "heading-twice" => at.column == cell.column || at.row == cell.row,
            "row-not-read" | "unit-ambiguous" | "name-proposed" => at.row == cell.row || at.column == cell.column,
            _ => at == cell,
        },
        // A note, such as that a sheet's text was decoded, does not say that figures are wrong.
        None => finding.severity != Severity::Note,
    }
}

/// Holds what was read against the facts of the pages; `name` is what a page's sheet is called where it is read.
pub fn judge(
    pages: &[Page],
    name: impl Fn(&Page) -> String,
    mut read: BTreeMap<(String, CellRef), String>,
    findings: &[Finding],
) -> Outcome {
    let mut outcome = Outcome::default();
    for page in pages {
        let sheet = name(page);
        for fact in &page.facts {
            outcome.facts += 1;
            let cell = CellRef::new(fact.row as u32, fact.column as u32);
            let found = read.remove(&(sheet.clone(), cell));
            if found.as_deref() == Some(fact.told.as_str()) {
                outcome.right += 1;
                continue;
            }
            let said = findings.iter().any(|finding| warns(finding, &sheet, cell));
            // A name with a slip may be somebody new: the list of whom no registry knows says so.
            if fact.doubtful && (said || findings.iter().any(|finding| finding.code.as_str() == "unit-unknown")) {
                outcome.right += 1;
                continue;
            }
            if found.is_some() {
                outcome.wrong += 1
            } else {
                outcome.missed += 1
            }
            let line = format!("{sheet}!{cell}: {} was read as {}", fact.told, found.as_deref().unwrap_or("nothing"));
            if said { outcome.loud.push(line) } else { outcome.silent.push(line) }
        }
    }
    // What is read where there is no fact: totals, ordinals, telephone numbers taken for figures.
    for ((sheet, cell), found) in read {
        outcome.wrong += 1;
        let line = format!("{sheet}!{cell}: no fact, but was read as {found}");
        if findings.iter().any(|finding| warns(finding, &sheet, cell)) {
            outcome.loud.push(line)
        } else {
            outcome.silent.push(line)
        }
    }
    outcome
}
