//! What reports say and what is understood of them, as text files that teach: `tests/cases/*.txt`.
//!
//! A case is a paragraph that says what it is about, `workspace: FOLDER` and `report: PATH` where they matter, one or more
//! `sheet: NAME` drawn with bars, `letters: …` where texts are not in Unicode (see `tests/legacy.rs`), then the observations
//! and findings that must come out. Every case is read as a workbook and, where
//! nothing would be lost, as delimited text too. `UPDATE_CASES=1 cargo test` writes what comes out into the files; read
//! the difference before it is kept. `CASES=FOLDER` reads the cases of another folder, in the workspaces that stand there.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use tongket::app::workspace::Workspace;
use tongket::domain::{Finding, Knowledge, Observations, Qualifier, State};
use tongket::intake::Intake;

use crate::drawing::{self, Sheet};
use crate::legacy::Lettering;

/// A case as its file tells it.
pub struct Case {
    /// What stands above the expected results, as written.
    pub told: String,
    /// The workspace it is read in, a folder beside the cases.
    pub workspace: String,
    /// The report's path without its extension.
    pub path: String,
    pub sheets: Vec<Sheet>,
    /// Whether delimited text tells something else than a workbook here.
    only_xlsx: bool,
    pub expected: String,
}

pub fn folder() -> PathBuf {
    elsewhere().unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"))
}

/// The folder that is to be read instead of the project's cases.
fn elsewhere() -> Option<PathBuf> {
    std::env::var_os("CASES").map(PathBuf::from)
}

/// What the cases' workspace knows.
pub fn knowledge() -> Knowledge {
    knowledge_of("workspace")
}

/// What each workspace of the cases knows, by the name of its folder.
pub fn workspaces() -> BTreeMap<String, Knowledge> {
    let folders = fs::read_dir(folder()).expect("the cases").map(|entry| entry.expect("an entry").path());
    folders
        .filter(|folder| folder.join("tongket.toml").is_file())
        .map(|folder| folder.file_name().expect("a name").to_string_lossy().into_owned())
        .map(|name| (name.clone(), knowledge_of(&name)))
        .collect()
}

/// What a workspace beside the cases knows.
pub fn knowledge_of(workspace: &str) -> Knowledge {
    Workspace::load(&folder().join(workspace)).expect("a workspace of the cases").knowledge
}

fn parse(text: &str) -> Case {
    let (told, expected) = text.split_once("\nobservations:\n").unwrap_or((text.trim_end(), ""));
    let mut case = Case {
        told: told.to_owned(),
        workspace: "workspace".to_owned(),
        path: "bao-cao".to_owned(),
        sheets: Vec::new(),
        only_xlsx: false,
        expected: format!("observations:\n{}", expected.trim_end()),
    };
    let mut drawing = false;
    let mut letterings = Vec::new();
    for line in told.lines() {
        if let Some(path) = line.strip_prefix("report:") {
            path.trim().clone_into(&mut case.path);
        } else if let Some(name) = line.strip_prefix("workspace:") {
            name.trim().clone_into(&mut case.workspace);
        } else if let Some(lettering) = line.strip_prefix("letters:") {
            letterings.push(Lettering::parse(lettering));
        } else if line.trim() == "only: xlsx" {
            case.only_xlsx = true;
        } else if let Some(name) = line.strip_prefix("sheet:") {
            let (name, hidden) = match name.trim().strip_suffix("(hidden)") {
                Some(name) => (name.trim(), true),
                None => (name.trim(), false),
            };
            case.sheets.push(Sheet { name: name.to_owned(), hidden, ..Sheet::default() });
            drawing = true;
        } else if drawing && let Some(sheet) = case.sheets.last_mut() {
            sheet.draw(line);
        }
    }
    for sheet in &mut case.sheets {
        while sheet.rows.last().is_some_and(Vec::is_empty) {
            sheet.rows.pop();
        }
        letterings.iter().for_each(|lettering| lettering.apply(sheet));
    }
    case
}

/// Reads one file as the program does.
pub fn read(intake: &Intake<'_>, path: &str, bytes: &[u8]) -> (Observations, Vec<Finding>) {
    let mut findings = Vec::new();
    let report = intake.read(path, bytes, "").unload(&mut findings);
    let observations = intake.gather(vec![report]).unload(&mut findings);
    (observations, findings)
}

/// A case as a workbook.
pub struct Workbook {
    pub name: String,
    /// The folder of its workspace, beside the cases.
    pub workspace: String,
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Every case as a workbook.
pub fn workbooks() -> Vec<Workbook> {
    let workbook = |(file, case): (PathBuf, Case)| Workbook {
        name: file.file_stem().expect("a name").to_string_lossy().into_owned(),
        path: format!("{}.xlsx", case.path),
        bytes: drawing::xlsx(&case.sheets),
        workspace: case.workspace,
    };
    cases().into_iter().map(workbook).collect()
}

/// All cases with their files, in order.
pub fn cases() -> Vec<(PathBuf, Case)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    assert!(files.len() >= 30 || elsewhere().is_some(), "the cases were not found");
    let case = |file: PathBuf| {
        let case = parse(&fs::read_to_string(&file).expect("a case"));
        (file, case)
    };
    files.into_iter().map(case).collect()
}

/// What a case says must come out.
pub fn show(knowledge: &Knowledge, observations: &Observations, findings: Vec<Finding>) -> String {
    let mut text = show_observations(knowledge, observations);
    show_findings(&mut text, observations, findings);
    text.trim_end().to_owned()
}

/// Every observation on a line.
pub fn show_observations(knowledge: &Knowledge, observations: &Observations) -> String {
    let mut text = String::from("observations:\n");
    for row in &observations.rows {
        let category = row.category.and_then(|category| knowledge.catalogue.category(row.indicator, category));
        let value = match row.state {
            State::Value(amount) => amount.to_string(),
            State::Missing => "…".to_owned(),
            State::NotApplicable => "x".to_owned(),
            State::Class => "class".to_owned(),
        };
        let qualifier =
            if row.qualifier == Qualifier::Exact { String::new() } else { format!(" {}", row.qualifier.code()) };
        let repaired = if row.repaired { " repaired" } else { "" };
        let sheet = &observations.sheets[row.sheet as usize].name;
        let place = if observations.sheets.len() > 1 { format!("{sheet}!{}", row.cell) } else { row.cell.to_string() };
        writeln!(
            text,
            "{} | {} | {} | {} | {value}{qualifier}{repaired} | {place}",
            observations.units.get(row.unit).code,
            knowledge.catalogue.indicator(row.indicator).code,
            category.map(|category| category.code.as_str()).unwrap_or_default(),
            knowledge.calendar.show(row.period),
        )
        .expect("a string");
    }
    text
}

fn show_findings(text: &mut String, observations: &Observations, mut findings: Vec<Finding>) {
    findings.sort_by_key(Finding::sort_key);
    text.push_str("findings:\n");
    for finding in findings {
        let place = [&finding.place.sheet, &finding.place.cell].map(String::as_str).join("!");
        let place = if observations.sheets.len() > 1 { place.as_str() } else { finding.place.cell.as_str() };
        writeln!(text, "{}", format!("{} {place}", finding.code).trim_end()).expect("a string");
    }
}

#[test]
fn reports_are_understood_as_the_cases_say() {
    let workspaces = workspaces();
    let intakes: BTreeMap<&str, Intake<'_>> =
        workspaces.iter().map(|(name, knowledge)| (name.as_str(), Intake::new(knowledge))).collect();
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut failures = String::new();
    for (file, case) in cases() {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let (knowledge, intake) = (&workspaces[case.workspace.as_str()], &intakes[case.workspace.as_str()]);
        let path = format!("{}.xlsx", case.path);
        let (observations, findings) = read(intake, &path, &drawing::xlsx(&case.sheets));
        let found = show(knowledge, &observations, findings);
        if update {
            fs::write(&file, format!("{}\n{found}\n", case.told)).expect("the case is written");
        } else if found != case.expected {
            write!(failures, "\n{name}: expected\n{}\nfound\n{found}\n", case.expected).expect("a string");
        }
        let [sheet] = case.sheets.as_slice() else { continue };
        if case.only_xlsx || !sheet.is_plain() {
            continue;
        }
        for delimiter in [',', ';', '\t'] {
            let path = format!("{}.csv", case.path);
            let (observations, findings) = read(intake, &path, &drawing::csv(sheet, delimiter));
            let said = show(knowledge, &observations, findings);
            if said != found {
                write!(failures, "\n{name}: as a workbook\n{found}\nas text parted by {delimiter:?}\n{said}\n")
                    .expect("a string");
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
