//! What the program is built from: every crate of `Cargo.lock` stands in `docs/dependencies.md` under a licence that goes
//! with the program's own. `UPDATE_DEPENDENCIES=1` writes the list anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Licences whose terms the program can keep, being MIT or Apache-2.0 itself: none asks that the whole be under it.
const ALLOWED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// A crate by name and version.
type Crate = (String, String);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn list() -> PathBuf {
    root().join("docs/dependencies.md")
}

/// Every crate that `Cargo.lock` names, the program itself left out, with where it comes from.
fn locked() -> BTreeMap<Crate, String> {
    let text = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    let table: toml::Table = text.parse().expect("valid TOML");
    let packages = table["package"].as_array().expect("packages");
    let field = |package: &toml::Value, key: &str| package.get(key).and_then(|v| v.as_str()).unwrap_or("").to_owned();
    packages
        .iter()
        .map(|package| ((field(package, "name"), field(package, "version")), field(package, "source")))
        .filter(|((name, _), _)| name != "tongket")
        .collect()
}

/// The licences that the crates themselves declare, as far as they are on this machine.
fn declared() -> BTreeMap<Crate, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ask = |more: &[&str]| {
        let mut command = Command::new(&cargo);
        command.args(["metadata", "--offline", "--locked", "--format-version", "1"]).args(more).current_dir(root());
        command.output().expect("cargo runs")
    };
    // Crates of other systems need not be there.
    let host = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let host = String::from_utf8_lossy(&host.stdout).into_owned();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host").to_owned();
    let all = ask(&[]);
    let output = if all.status.success() { all } else { ask(&["--filter-platform", &host]) };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    metadata["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .map(|package| ((text(&package["name"]), text(&package["version"])), text(&package["license"])))
        .filter(|((name, _), _)| name != "tongket")
        .collect()
}

/// The crates that the document lists, with their licences.
fn listed() -> BTreeMap<Crate, String> {
    let text = fs::read_to_string(list()).expect("docs/dependencies.md");
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
        let [name, version, licence] = cells[..] else { return None };
        version.starts_with(|c: char| c.is_ascii_digit()).then(|| {
            let name = name.trim_matches('`');
            ((name.to_owned(), version.to_owned()), licence.to_owned())
        })
    });
    rows.collect()
}

/// Whether the terms of an SPDX expression can be kept: of `OR` one side, of `AND` both.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let allowed = either(&words, &mut at);
    allowed && at == words.len()
}

fn either(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = both(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        allowed |= both(words, at);
    }
    allowed
}

fn both(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        allowed &= one(words, at);
    }
    allowed
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(&word) = words.get(*at) else { return false };
    *at += 1;
    if word == "(" {
        let allowed = either(words, at);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return allowed && closed;
    }
    match (words.get(*at), words.get(*at + 1)) {
        (Some(&"WITH"), Some(exception)) => {
            *at += 2;
            ALLOWED.contains(&format!("{word} WITH {exception}").as_str())
        }
        _ => ALLOWED.contains(&word),
    }
}

#[test]
fn expressions_of_licences_are_read_as_they_are_meant() {
    for (expression, allowed) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("MIT OR GPL-3.0-only", true),
        ("MIT AND GPL-3.0-only", false),
        ("(MIT OR GPL-3.0-only) AND Unicode-3.0", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("GPL-2.0 WITH Classpath-exception-2.0", false),
        ("Unlicense/MIT", true),
        ("(MIT", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression), allowed, "{expression}");
    }
}

#[test]
fn every_crate_is_listed_with_the_licence_that_it_declares_and_that_licence_is_allowed() {
    let (locked, declared) = (locked(), declared());
    if std::env::var_os("UPDATE_DEPENDENCIES").is_some() {
        let text = fs::read_to_string(list()).expect("docs/dependencies.md");
        let head = text.split("| crate |").next().unwrap_or_default();
        let rows: String = declared
            .iter()
            .map(|((name, version), licence)| format!("| `{name}` | {version} | {licence} |\n"))
            .collect();
        fs::write(list(), format!("{head}| crate | version | licence |\n|---|---|---|\n{rows}")).expect("written");
    }
    let listed = listed();
    let missing: Vec<&Crate> = locked.keys().filter(|one| !listed.contains_key(*one)).collect();
    let gone: Vec<&Crate> = listed.keys().filter(|one| !locked.contains_key(*one)).collect();
    assert!(missing.is_empty() && gone.is_empty(), "docs/dependencies.md lacks {missing:?} and lists {gone:?} in vain");
    for (one, licence) in &listed {
        assert!(is_allowed(licence), "{one:?}: {licence}");
        if let Some(own) = declared.get(one) {
            assert_eq!(licence, own, "{one:?} declares another licence");
        }
    }
    assert!(declared.len() > 200, "{} crates are on this machine", declared.len());
}

#[test]
fn every_crate_comes_from_the_registry() {
    let strange: Vec<_> = locked()
        .into_iter()
        .filter(|(_, source)| source != "registry+https://github.com/rust-lang/crates.io-index")
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}
