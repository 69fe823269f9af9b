//! `Fault`: something wrong in the files that configure a workspace. All faults are collected and told at once, each with
//! file, line, key, what is wrong and what to write instead.

use std::cell::RefCell;
use std::fmt;

use crate::text::{Language, phrase};

/// One thing that is wrong in a configuration file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fault {
    /// The file, relative to the workspace.
    pub file: String,
    /// Line in the file (of a table: its row, the header is row 1); 0: the whole file.
    pub line: usize,
    /// The key or column; empty: none in particular.
    pub key: String,
    /// What is wrong: a key of `[fault]` in `locales/program.toml`.
    code: &'static str,
    /// What the sentences name.
    facts: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault of that code at that place.
    pub fn new(code: &'static str, file: impl Into<String>, line: usize, key: impl Into<String>) -> Fault {
        Fault { file: file.into(), line, key: key.into(), code, facts: Vec::new() }
    }

    /// Adds a fact that the sentences name.
    #[must_use]
    pub fn with(mut self, key: &'static str, fact: impl Into<String>) -> Fault {
        self.facts.push((key, fact.into()));
        self
    }

    /// Adds several facts.
    #[must_use]
    pub fn with_all(mut self, facts: impl IntoIterator<Item = (&'static str, String)>) -> Fault {
        self.facts.extend(facts);
        self
    }

    /// Where it stands: `tongket.toml:7  workspace.name`.
    pub fn place(&self) -> String {
        let mut place = self.file.clone();
        if self.line > 0 {
            place.push_str(&format!(":{}", self.line));
        }
        if !self.key.is_empty() {
            place.push_str(&format!("  {}", self.key));
        }
        place
    }

    /// What is wrong.
    pub fn what(&self, language: Language) -> String {
        self.words("what", language)
    }

    /// What to write instead.
    pub fn instead(&self, language: Language) -> String {
        self.words("instead", language)
    }

    fn words(&self, part: &str, language: Language) -> String {
        phrase(&format!("fault.{}.{part}", self.code), language, &self.facts)
    }
}

/// The faults found so far. Shared by all that read configuration, so that one reading finds them all.
#[derive(Default)]
pub struct Faults(RefCell<Vec<Fault>>);

impl Faults {
    /// Keeps a fault.
    pub fn push(&self, fault: Fault) {
        self.0.borrow_mut().push(fault);
    }

    /// All faults in the order of the files, by line.
    pub fn into_sorted(self) -> FaultList {
        const ORDER: [&str; 6] =
            ["tongket.toml", "indicators.toml", "units.csv", "changes.csv", "targets.csv", "scoring.toml"];
        let rank = |file: &str| ORDER.iter().position(|known| *known == file).unwrap_or(ORDER.len());
        let mut faults = self.0.into_inner();
        faults.sort_by_key(|fault| (rank(&fault.file), fault.clone()));
        faults.dedup();
        FaultList(faults)
    }
}

/// Everything that is wrong in a workspace's configuration, in order.
#[derive(Debug)]
pub struct FaultList(pub Vec<Fault>);

impl fmt::Display for FaultList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.0 {
            writeln!(f, "{}: {}", fault.place(), fault.what(Language::En))?;
        }
        Ok(())
    }
}
