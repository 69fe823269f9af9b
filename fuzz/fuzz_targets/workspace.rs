//! The files of a workspace, one behind the other between lines `=== name`: they are taken or every fault is told.
#![no_main]

use std::fs;

use tongket_fuzz::app::workspace::Workspace;

const FILES: [&str; 6] =
    ["tongket.toml", "indicators.toml", "units.csv", "changes.csv", "targets.csv", "layouts/mau.toml"];

libfuzzer_sys::fuzz_target!(|text: &str| {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("layouts")).expect("a folder");
    let mut sections = text.split("=== ");
    let _ = sections.next();
    for section in sections {
        let (name, content) = section.split_once('\n').unwrap_or((section, ""));
        if let Some(name) = FILES.iter().find(|known| **known == name.trim()) {
            fs::write(folder.path().join(name), content).expect("a file");
        }
    }
    if let Err(error) = Workspace::load(folder.path()) {
        assert!(!error.to_string().is_empty());
    }
});
