//! Reading held against chance: true facts are drawn, written into reports as offices write them, and read back. What is
//! wrong or missed without a finding on its cell, row, column or sheet is a silent error; there may be none.
//!
//! `FIDELITY_SEEDS=5000 cargo test fidelity -- --nocapture` reads more reports than the everyday test and shows what
//! went wrong; `FIDELITY_SEED=17` shows one.

mod chance;
mod forms;
mod page;
mod words;

use std::collections::BTreeMap;

use tongket::domain::{CellRef, Finding, Knowledge, Observations, State};
use tongket::intake::Intake;

use crate::drawing;
use chance::Chance;
use forms::Report;

/// How many reports the everyday test reads.
const SEEDS: u64 = 200;

/// What came of one report.
#[derive(Default)]
struct Outcome {
    facts: usize,
    wrong: usize,
    missed: usize,
    silent: Vec<String>,
    /// What went wrong with a finding, and the findings.
    loud: Vec<String>,
}

fn told(knowledge: &Knowledge, observations: &Observations) -> BTreeMap<(String, CellRef), String> {
    let rows = observations.rows.iter().map(|row| {
        let category = row.category.and_then(|category| knowledge.catalogue.category(row.indicator, category));
        let value = match row.state {
            State::Value(amount) => amount.to_string(),
            State::Missing => "…".to_owned(),
            State::NotApplicable => "x".to_owned(),
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
fn warns(finding: &Finding, sheet: &str, cell: CellRef) -> bool {
    let place = &finding.place;
    if !place.sheet.is_empty() && place.sheet != sheet {
        return false;
    }
    match CellRef::parse(&place.cell) {
        Some(at) => match finding.code.as_str() {
            "column-not-read" | "heading-languages" => at.column == cell.column,
            "row-not-read" | "unit-ambiguous" | "name-proposed" => at.row == cell.row,
            _ => at == cell,
        },
        None => finding.code.as_str() != "unit-unknown",
    }
}

fn judge(intake: &Intake<'_>, knowledge: &Knowledge, report: &Report) -> Outcome {
    let sheets: Vec<drawing::Sheet> = report.pages.iter().map(page::Page::sheet).collect();
    // A single plain sheet may as well come as delimited text; its name is then lost, so it must not tell the period.
    let as_text = match sheets.as_slice() {
        [sheet] if sheet.name == "Sheet1" && sheet.is_plain() => report.delimiter,
        _ => None,
    };
    let (observations, findings) = match as_text {
        Some(delimiter) => {
            let path = format!("{}.csv", report.path);
            crate::reading::read(intake, &path, &drawing::csv(&sheets[0], delimiter))
        }
        None => {
            let path = format!("{}.xlsx", report.path);
            crate::reading::read(intake, &path, &drawing::xlsx(&sheets))
        }
    };
    let mut read = told(knowledge, &observations);
    let mut outcome = Outcome::default();
    for page in &report.pages {
        for fact in &page.facts {
            outcome.facts += 1;
            let cell = CellRef::new(fact.row, fact.column);
            let name = if as_text.is_some() { stem(&report.path) } else { page.name.clone() };
            let found = read.remove(&(name.clone(), cell));
            if found.as_deref() == Some(fact.told.as_str()) {
                continue;
            }
            if found.is_some() {
                outcome.wrong += 1;
            } else {
                outcome.missed += 1;
            }
            let found = found.unwrap_or_else(|| "nothing".to_owned());
            let line = format!("{}!{cell}: {} was read as {found}", page.name, fact.told);
            if findings.iter().any(|finding| warns(finding, &name, cell)) {
                outcome.loud.push(line);
            } else {
                outcome.silent.push(line);
            }
        }
    }
    // What is read where there is no fact: totals and ordinals taken for figures.
    for ((sheet, cell), found) in read {
        outcome.wrong += 1;
        if !findings.iter().any(|finding| warns(finding, &sheet, cell)) {
            outcome.silent.push(format!("{sheet}!{cell}: no fact, but was read as {found}"));
        }
    }
    outcome.loud.truncate(6);
    outcome
        .loud
        .extend(findings.iter().map(|finding| format!("{} {} {:?}", finding.code, finding.place, finding.facts)));
    outcome
}

fn stem(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

fn draw(report: &Report) -> String {
    let mut text = format!("{}\n", report.path);
    for page in &report.pages {
        text.push_str(&format!("sheet: {}\n", page.name));
        for row in &page.rows {
            text.push_str(&format!("{row:?}\n").replace("Text(", "").replace("Number(", "").replace("Blank", ""));
        }
    }
    text
}

#[test]
fn fidelity_no_figure_is_lost_or_bent_in_silence() {
    let knowledge = crate::reading::knowledge();
    let intake = Intake::new(&knowledge);
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds = match number("FIDELITY_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("FIDELITY_SEEDS").unwrap_or(SEEDS),
    };
    let show = seeds.end - seeds.start == 1;
    let (mut files, mut clean, mut facts, mut right) = (0_u64, 0_u64, 0, 0);
    let mut silent: Vec<String> = Vec::new();
    for seed in seeds {
        let mut chance = Chance::new(seed);
        let mut report = forms::report(&mut chance);
        report.delimiter = [None, None, Some(','), Some(';'), Some('\t')][chance.below(5)];
        let outcome = judge(&intake, &knowledge, &report);
        files += 1;
        facts += outcome.facts;
        right += outcome.facts - (outcome.wrong + outcome.missed).min(outcome.facts);
        if outcome.wrong + outcome.missed == 0 {
            clean += 1;
        } else {
            println!("seed {seed}: {} facts, {} wrong, {} missed", outcome.facts, outcome.wrong, outcome.missed);
        }
        if show {
            println!("{}{}", draw(&report), outcome.loud.join("\n"));
        }
        silent.extend(outcome.silent.iter().take(4).map(|line| format!("seed {seed}: {line}")));
    }
    println!("{files} reports, {clean} wholly right; {facts} figures, {right} right; {} silent errors", silent.len());
    assert!(silent.is_empty(), "silent errors:\n{}", silent.join("\n"));
    assert!(show || clean * 100 >= files * 97, "only {clean} of {files} reports are wholly right");
}

/// A drawn report as a workbook: its path and its bytes.
pub fn workbook(seed: u64) -> (String, Vec<u8>) {
    let report = forms::report(&mut Chance::new(seed));
    let sheets: Vec<drawing::Sheet> = report.pages.iter().map(page::Page::sheet).collect();
    (format!("{}.xlsx", report.path), drawing::xlsx(&sheets))
}
