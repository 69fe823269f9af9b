//! The wall around foreign files: what a file says about itself is not believed, what breaks takes nothing else with it,
//! and what is not read is told.

mod binary;
mod hidden;
pub mod package;
mod peer;
mod text;
mod xlsx;

use std::sync::LazyLock;

use tongket::domain::Knowledge;
use tongket::intake::Intake;

/// What the cases' workspace knows.
static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(crate::reading::knowledge);

/// What is seen of a file: its cells and merged blocks by sheet, then what is told.
fn seen(path: &str, bytes: &[u8]) -> Vec<String> {
    seen_by(&KNOWLEDGE, path, bytes)
}

fn seen_by(knowledge: &Knowledge, path: &str, bytes: &[u8]) -> Vec<String> {
    let found = Intake::new(knowledge).grids(path, bytes);
    let mut seen = Vec::new();
    for grid in &found.value {
        seen.extend(grid.cells().iter().map(|cell| format!("{}!{} {}", grid.name, cell.at, cell.raw())));
        seen.extend(grid.merges().iter().map(|range| format!("{}!{range}", grid.name)));
    }
    for finding in found.findings {
        let shown = ["rows", "columns", "variant", "format"].into_iter().find_map(|wanted| {
            let (_, fact) = finding.facts.iter().find(|(key, _)| *key == wanted)?;
            Some(format!("{fact:?}").replace("Text(", "").replace(')', ""))
        });
        let parts = [Some(finding.code.to_string()), Some(finding.place.sheet), shown];
        seen.push(parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "));
    }
    seen
}

/// Holds what is seen of a file.
#[track_caller]
fn shows(path: &str, bytes: &[u8], expected: &[&str]) {
    assert_eq!(seen(path, bytes), expected, "{path}");
}
