//! What was read held against what is true.

use std::collections::BTreeMap;

use tongket::domain::{CellRef, Code, Finding, Knowledge, Observations, Range, State};

use super::page::{Fact, Page};

/// What came of one report.
#[derive(Default, Debug)]
pub struct Outcome {
    /// Figures that must be read, and damage that must be told.
    pub facts: usize,
    pub right: usize,
    /// Read as something else, or where there is no fact.
    pub wrong: usize,
    pub missed: usize,
    /// Wrong or missed, and nothing says so; or something that must be said and was not.
    pub silent: Vec<String>,
    /// Wrong or missed, with a finding.
    pub loud: Vec<String>,
}

impl Outcome {
    /// Whether everything was read right.
    pub fn is_clean(&self) -> bool {
        self.wrong + self.missed == 0 && self.silent.is_empty()
    }

    fn say(&mut self, line: String, said: bool) {
        if said { self.loud.push(line) } else { self.silent.push(line) }
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

/// Findings about a whole sheet or file that say that its figures are not read, or may be wrong. What is hidden, or in
/// another charset, is no such thing.
const OF_ALL: &[Code] = &[
    Code::FileFormat,
    Code::FileBroken,
    Code::FilePassword,
    Code::FileLimit,
    Code::FileEncoding,
    Code::SheetBroken,
    Code::SheetHidden,
    Code::TextUnsure,
    Code::TextDamaged,
    Code::SheetNotRead,
    Code::SheetRefused,
    Code::UnitAssumed,
    Code::UnitAmbiguous,
    Code::PeriodUnknown,
    Code::PeriodDiffers,
    Code::HeadingTwice,
];

/// Findings that stand on a heading or a label and speak of its whole column or row.
const OF_LINES: &[Code] = &[
    Code::ColumnNotRead,
    Code::RowNotRead,
    Code::TotalSuspected,
    Code::HeadingLanguages,
    Code::HeadingTwice,
    Code::UnitAmbiguous,
    Code::UnitCodeUnknown,
    Code::UnitsDiffer,
    Code::NameProposed,
    Code::PeriodUnknown,
    Code::PeriodDiffers,
    Code::ColumnConvention,
];

/// Whether a finding warns of a cell: it stands on it, on its row or column, or says so of its whole sheet or file.
pub fn warns(finding: &Finding, sheet: &str, cell: CellRef) -> bool {
    let place = &finding.place;
    if !place.sheet.is_empty() && place.sheet != sheet {
        return false;
    }
    if place.cell.is_empty() {
        return OF_ALL.contains(&finding.code);
    }
    let Some(block) = Range::parse(&place.cell) else { return false };
    let row = (block.start.row..=block.end.row).contains(&cell.row);
    let column = (block.start.column..=block.end.column).contains(&cell.column);
    (row && column) || (OF_LINES.contains(&finding.code) && (row || column))
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
        for code in &page.must_tell {
            if !findings.iter().any(|finding| finding.code.as_str() == *code && finding.place.sheet == sheet) {
                outcome.say(format!("{sheet}: nothing tells of {code}"), false);
            }
        }
        for fact in &page.facts {
            let cell = CellRef::new(fact.row as u32, fact.column as u32);
            let found = read.remove(&(sheet.clone(), cell));
            let said = findings.iter().any(|finding| warns(finding, &sheet, cell));
            // A name with a slip may be somebody new: the list of whom no registry knows says so.
            let unknown = || findings.iter().any(|finding| finding.code == Code::UnitUnknown);
            outcome.add(fact, &format!("{sheet}!{cell}"), found, said, fact.doubtful && (said || unknown()));
        }
    }
    // What is read where there is no fact: totals, ordinals, telephone numbers taken for figures.
    for ((sheet, cell), found) in read {
        outcome.wrong += 1;
        let said = findings.iter().any(|finding| warns(finding, &sheet, cell));
        outcome.say(format!("{sheet}!{cell}: no fact, but was read as {found}"), said);
    }
    outcome
}

impl Outcome {
    fn add(&mut self, fact: &Fact, place: &str, found: Option<String>, said: bool, excused: bool) {
        self.facts += 1;
        if found == fact.told || excused {
            self.right += 1;
            if fact.damaged && !said {
                self.say(format!("{place}: nothing tells of the damage"), false);
            }
            return;
        }
        if found.is_some() {
            self.wrong += 1
        } else {
            self.missed += 1
        }
        let shown = |text: &Option<String>| text.as_deref().unwrap_or("nothing").to_owned();
        self.say(format!("{place}: {} was read as {}", shown(&fact.told), shown(&found)), said);
    }
}
