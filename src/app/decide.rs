//! `check --decisions`: for every cell that a finding doubts, the lines of `tongket.toml` that settle it, ready to paste. What
//! to decide and why is left open: the file is refused until a person has written both.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::pipeline::Outcome;
use super::workspace::{ReportFile, Workspace, quoted};
use crate::domain::{CellRef, Code, Finding, Severity};
use crate::intake::Intake;
use crate::text::{phrase, printable};

/// Findings by sheet and cell.
type Doubts<'f> = BTreeMap<(&'f str, CellRef), Vec<&'f Finding>>;

/// The lines to paste, by file, sheet and cell; empty where no finding stands on a single cell.
pub fn lines(workspace: &Workspace, outcome: &Outcome, files: &[ReportFile]) -> String {
    let mut by_file: BTreeMap<&str, Doubts<'_>> = BTreeMap::new();
    for finding in &outcome.findings {
        let doubtful = finding.severity != Severity::Note && finding.code != Code::DecisionFollowed;
        let Some(cell) = CellRef::parse(&finding.place.cell).filter(|_| doubtful) else { continue };
        let of_file = by_file.entry(&finding.place.file).or_default();
        of_file.entry((&finding.place.sheet, cell)).or_default().push(finding);
    }
    let intake = Intake::new(&workspace.knowledge);
    let mut text = String::new();
    for (name, doubts) in by_file {
        let Some(bytes) = files.iter().find(|file| file.name == name).and_then(|file| file.content().value) else {
            continue;
        };
        let hash = format!("{:x}", Sha256::digest(&bytes));
        // What was found on the way was told when the file was read.
        let grids = intake.grids(name, &bytes).value;
        for ((sheet, cell), findings) in doubts {
            let grid = grids.iter().find(|grid| grid.name == sheet);
            let found = grid.and_then(|grid| Some(grid.as_found(grid.get(cell)?).to_string())).unwrap_or_default();
            text.push_str(&block(workspace, &findings, &found, &hash[..8]));
        }
    }
    text
}

fn block(workspace: &Workspace, findings: &[&Finding], found: &str, hash: &str) -> String {
    let language = workspace.knowledge.language;
    let mut text = String::new();
    for finding in findings {
        let severity = phrase(&format!("console.{}", finding.severity.code()), language, &[]);
        let (title, detail) = (finding.title(language), finding.detail(language));
        let comment = format!("# {severity}[{}] {title}: {detail}", finding.code);
        text.push_str(&printable(&comment));
        text.push('\n');
    }
    let Some(place) = findings.first().map(|finding| &finding.place) else { return text };
    let say = |key: &str| phrase(&format!("decide.{key}"), language, &[]);
    text.push_str("[[decisions.cells]]\n");
    for (key, value) in [
        ("file", place.file.as_str()),
        ("sheet", &place.sheet),
        ("cell", &place.cell),
        ("found", found),
        ("hash", hash),
    ] {
        text.push_str(&format!("{key} = {}\n", quoted(value)));
    }
    text.push_str(&format!("decision = \"?\"  # {}\n", say("choice")));
    text.push_str(&format!("# value = 0  # {}\n", say("value")));
    text.push_str(&format!("reason = \"\"  # {}\n\n", say("reason")));
    text
}
