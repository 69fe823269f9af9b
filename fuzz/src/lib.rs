//! What the fuzzer drives: the parts of the program that read what others wrote, and a workspace to read it with.
#![allow(dead_code, unused_imports, unreachable_pub, missing_docs)]

#[path = "../../src/domain/mod.rs"]
pub mod domain;
#[path = "../../src/intake/mod.rs"]
pub mod intake;
#[path = "../../src/text/mod.rs"]
pub mod text;

#[path = "../../src/report/write/annotated/mod.rs"]
pub mod annotated;

pub mod analysis;
pub mod app;
#[path = "../../tests/bytes.rs"]
pub mod bytes;

use std::path::Path;
use std::sync::LazyLock;

use domain::{Found, Knowledge, Observations};
use intake::Intake;
use text::Language;

/// The workspace that drawn cases are read with, which has every kind of indicator, unit and breakdown.
pub static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/workspace");
    app::workspace::Workspace::load(&folder).expect("the workspace of the cases").knowledge
});

/// Reads a file to the end, as the program does. A panic that the wall around readers caught is a fault all the same.
pub fn read(path: &str, bytes: &[u8]) -> Found<Observations> {
    let intake = Intake::new(&KNOWLEDGE);
    let Found { value, findings } = intake.read(path, bytes, "");
    for finding in &findings {
        let panicked = finding.facts.iter().any(|(_, fact)| format!("{fact:?}") == "Text(\"panic\")");
        assert!(!panicked, "a reader panicked: {finding:?}");
    }
    let mut found = intake.gather(vec![value]);
    found.findings.extend(findings);
    for finding in &found.findings {
        for language in [Language::Vi, Language::En] {
            assert!(!finding.detail(language).is_empty() && !finding.suggestion(language).is_empty(), "{finding:?}");
        }
    }
    found
}
