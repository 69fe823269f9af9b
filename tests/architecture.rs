//! The rules that hold the tree together: layers, rooms of outside crates, size of files, a code map that is not stale.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Longest file, in lines.
const CEILING: usize = 600;

/// What each part of the library may name of the others.
const LAYERS: [(&str, &[&str]); 6] = [
    ("text", &[]),
    ("domain", &["text"]),
    ("intake", &["domain", "text"]),
    ("analysis", &["domain", "text"]),
    ("report", &["domain", "text"]),
    ("app", &["analysis", "domain", "intake", "report", "text"]),
];

/// Where an outside crate may be named. A new dependency gets its room here.
const ROOMS: [(&str, &[&str]); 28] = [
    ("anstream", &["app"]),
    ("calamine", &["intake/read"]),
    ("clap", &["app/cli"]),
    ("csv", &["app", "intake/read"]),
    ("foldhash", &["intake", "report/chart", "text"]),
    ("icu_collator", &["text"]),
    ("icu_locale_core", &["text"]),
    ("indicatif", &["app"]),
    ("memchr", &["intake/read"]),
    ("parquet", &["report/write"]),
    ("plotters", &["report/chart"]),
    ("png", &["report/chart"]),
    ("polars", &["analysis"]),
    ("rayon", &["app"]),
    ("resvg", &["report/chart"]),
    ("rust_xlsxwriter", &["report/write"]),
    ("serde", &["app", "domain", "text"]),
    ("serde_json", &["app"]),
    ("sha2", &["app"]),
    ("simdutf8", &["intake/read"]),
    ("smallvec", &["intake"]),
    ("strsim", &["app", "intake", "text"]),
    ("tempfile", &["app"]),
    ("terminal_size", &["app/cli"]),
    ("thiserror", &["app", "analysis", "intake", "report"]),
    ("toml", &["app", "text"]),
    ("unicode_normalization", &["text"]),
    ("zip", &["intake/read", "report/write"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of `src/` with its path relative to it, and its code without comments.
struct Source {
    name: String,
    lines: usize,
    code: String,
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    for path in walk(&root().join("src")).into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs")) {
        let text = fs::read_to_string(&path).expect("a source file");
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        sources.push(Source { name: relative(&path), lines: text.lines().count(), code });
    }
    assert!(sources.len() > 20, "the sources were not found");
    sources
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            paths.extend(walk(&path));
        }
        paths.push(path);
    }
    paths.sort();
    paths
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root().join("src")).expect("below src").to_string_lossy().replace('\\', "/")
}

/// The first words behind each `prefix` of a text: `crate::{a::b, c}` gives a and c.
fn heads(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut heads = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            heads.insert(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut start = true;
        for (index, sign) in group.char_indices() {
            match sign {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                sign if start && !sign.is_whitespace() => {
                    heads.insert(word(&group[index..]));
                    start = false;
                }
                _ => {}
            }
        }
    }
    heads
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Whether code names a crate: `calamine::…` or `use calamine`, not as the end of another word or path.
fn names_crate(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + name.len()..];
        let own_crate =
            code[..at].ends_with("crate::") || code[..at].ends_with("self::") || code[..at].ends_with("super::");
        let whole = !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.');
        let inner = before == Some(':') && !code[..at].ends_with(" ::") && !code[..at].ends_with("(::");
        whole && !inner && !own_crate && after.starts_with("::")
    })
}

#[test]
fn each_part_names_only_the_parts_below_it() {
    let parts: Vec<&str> = LAYERS.iter().map(|(part, _)| *part).collect();
    for source in sources() {
        let Some((part, _)) = source.name.split_once('/') else { continue };
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == part) else {
            panic!("src/{part} has no place among the layers");
        };
        for head in heads(&source.code, "crate::") {
            let stranger = parts.contains(&head.as_str()) && head != part && !allowed.contains(&head.as_str());
            assert!(!stranger, "src/{} names {head}, which {part} must not know", source.name);
        }
        // The way round by `super::super::…` would not be seen.
        let depth = source.name.matches('/').count() + 1;
        assert!(!source.code.contains(&"super::".repeat(depth)), "src/{} leaves its part by super::", source.name);
    }
}

#[test]
fn each_outside_crate_stays_in_its_rooms() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let manifest: toml::Table = manifest.parse().expect("valid TOML");
    for name in manifest["dependencies"].as_table().expect("dependencies").keys() {
        let name = name.replace('-', "_");
        let (_, rooms) = ROOMS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name} has no room"));
        for source in sources() {
            let at_home = rooms.iter().any(|room| source.name.starts_with(&format!("{room}/")));
            assert!(at_home || !names_crate(&source.code, &name), "src/{} names {name}", source.name);
        }
    }
}

#[test]
fn the_search_for_crates_sees_what_it_should() {
    for (code, found) in [
        ("use csv::Reader;", true),
        ("    ::csv::Reader::new()", true),
        ("let x = csv::ReaderBuilder::new();", true),
        ("use crate::intake::read::csv::table;", false),
        ("use super::csv::Csv;", false),
        ("mod csv;", false),
        ("my_csv::x()", false),
    ] {
        assert_eq!(names_crate(code, "csv"), found, "{code}");
    }
    let heads = heads("use crate::{analysis::{a, b}, report};\nuse crate::text::x;", "crate::");
    assert_eq!(heads.into_iter().collect::<Vec<_>>(), ["analysis", "report", "text"]);
}

#[test]
fn no_file_is_longer_than_a_person_reads() {
    for source in sources() {
        assert!(source.lines <= CEILING, "src/{} has {} lines, more than {CEILING}", source.name, source.lines);
    }
}

/// The files that are compiled for tests only: `#[cfg(test)]` stands over their `mod`.
fn test_files(sources: &[Source]) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    for source in sources {
        let folder = match source.name.rsplit_once('/') {
            Some((folder, "mod.rs")) => folder.to_owned(),
            _ => source.name.trim_end_matches(".rs").to_owned(),
        };
        let lines: Vec<&str> = source.code.lines().map(str::trim).collect();
        for pair in lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]") {
            if let Some((_, name)) = pair[1].trim_end_matches(';').split_once("mod ") {
                files.extend([format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")]);
            }
        }
    }
    files
}

#[test]
fn only_the_store_writes_files() {
    let sources = sources();
    let tests_only = test_files(&sources);
    for source in sources.iter().filter(|s| !s.name.starts_with("app/store/") && !tests_only.contains(&s.name)) {
        let tests = source.code.find("#[cfg(test)]\nmod tests {").unwrap_or(source.code.len());
        for call in ["fs::write", "File::create", "create_dir", "fs::rename", "fs::remove", "OpenOptions"] {
            assert!(!source.code[..tests].contains(call), "src/{} calls {call}", source.name);
        }
    }
}

#[test]
fn the_code_map_names_every_folder_and_no_other() {
    let map = fs::read_to_string(root().join("src/README.md")).expect("src/README.md");
    let named: BTreeSet<String> =
        map.split('`').filter_map(|piece| piece.strip_prefix("src/")?.strip_suffix('/')).map(str::to_owned).collect();
    let folders: BTreeSet<String> =
        walk(&root().join("src")).into_iter().filter(|path| path.is_dir()).map(|path| relative(&path)).collect();
    let missing: Vec<_> = folders.difference(&named).collect();
    let stale: Vec<_> = named.difference(&folders).collect();
    assert!(missing.is_empty() && stale.is_empty(), "src/README.md lacks {missing:?} and has no longer {stale:?}");
}

#[test]
fn every_fault_has_its_words_and_all_words_of_faults_are_used() {
    let mut used = BTreeSet::new();
    for source in sources().into_iter().filter(|source| source.name.starts_with("app/")) {
        for call in ["fault(", "Fault::new("] {
            for (at, _) in source.code.match_indices(call) {
                let argument = source.code[at + call.len()..].trim_start();
                if let Some((code, _)) = argument.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                    used.insert(code.to_owned());
                }
            }
        }
    }
    let parts = ["what", "instead"];
    let wanted: BTreeSet<String> =
        used.iter().flat_map(|code| parts.map(|part| format!("fault.{code}.{part}"))).collect();
    let known: BTreeSet<String> =
        tongket::text::keys().filter(|key| key.starts_with("fault.")).map(str::to_owned).collect();
    assert!(used.len() > 30, "the calls were not found: {used:?}");
    assert_eq!(wanted, known);
}
