//! `Error`: why the program cannot go on. It carries what was being done and where, and is printed once, as a chain.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::fault::FaultList;
use crate::text::{Language, phrase};

/// What the program was doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operation {
    /// Opening the workspace's folder.
    OpenWorkspace,
    /// Opening a path named on the command line.
    OpenPath,
    /// Creating the folder of outputs.
    CreateFolder,
    /// Writing an output.
    WriteFile,
    /// Putting a written output in its place.
    ReplaceFile,
    /// Writing to standard output.
    Print,
    /// Drawing a chart, building a workbook and the like.
    Compose,
    /// Computing figures.
    Analyse,
    /// Reading an edition back.
    ReadEdition,
}

impl Operation {
    const fn key(self) -> &'static str {
        match self {
            Operation::OpenWorkspace => "open-workspace",
            Operation::OpenPath => "open-path",
            Operation::CreateFolder => "create-folder",
            Operation::WriteFile => "write-file",
            Operation::ReplaceFile => "replace-file",
            Operation::Print => "print",
            Operation::Compose => "compose",
            Operation::Analyse => "analyse",
            Operation::ReadEdition => "read-edition",
        }
    }
}

/// Why the program cannot go on. Bad data is never one of these: it is a finding.
#[derive(Debug, Error)]
pub enum Error {
    /// The system refused something.
    #[error("{operation:?} {path}", path = path.display())]
    Io {
        /// What was being done.
        operation: Operation,
        /// To which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A step of our own failed.
    #[error("{operation:?} {what}")]
    Step {
        /// What was being done.
        operation: Operation,
        /// With what.
        what: String,
        /// What it said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The folder holds no `tongket.toml`.
    #[error("no workspace: {path}", path = path.display())]
    NotAWorkspace {
        /// The folder.
        path: PathBuf,
    },
    /// Neither the path nor a folder above it holds `tongket.toml`.
    #[error("no workspace around {path}", path = path.display())]
    NoWorkspaceAround {
        /// The path.
        path: PathBuf,
    },
    /// The workspace's configuration has faults.
    #[error("faults in {path}\n{faults}", path = path.display())]
    Faults {
        /// The workspace.
        path: PathBuf,
        /// The language it asks for, as far as that could be read.
        language: Option<Language>,
        /// Everything that is wrong.
        faults: FaultList,
    },
    /// Outputs would lie among the reports and be read as reports next time.
    #[error("output among reports: {path}", path = path.display())]
    OutputAmongReports {
        /// The folder asked for.
        path: PathBuf,
    },
    /// Another run is writing into the folder.
    #[error("another run writes into {path}", path = path.display())]
    FolderTaken {
        /// The folder of the outputs.
        path: PathBuf,
    },
    /// A word of the command line is not understood.
    #[error("{sentence}")]
    Usage {
        /// What is wrong and what to write, in the reader's language.
        sentence: String,
    },
}

impl Error {
    /// A refusal of the system.
    pub fn io(operation: Operation, path: &Path, source: io::Error) -> Error {
        Error::Io { operation, path: path.to_owned(), source }
    }

    /// A failure of a step of our own.
    pub fn step(
        operation: Operation,
        what: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Error {
        Error::Step { operation, what: what.into(), source: source.into() }
    }

    /// The whole chain in the reader's language, ready to print.
    pub fn chain(&self, language: Language) -> String {
        let say = |key: &str, facts: &[(&str, String)]| phrase(&format!("error.{key}"), language, facts);
        let path_fact = |path: &Path| [("path", path.display().to_string())];
        let mut text = say("error", &[]);
        match self {
            Error::Io { operation, path, .. } => {
                text.push_str(&say(&format!("{}.what", operation.key()), &path_fact(path)));
            }
            Error::Step { operation, what, .. } => {
                text.push_str(&say(&format!("{}.what", operation.key()), &[("path", what.clone())]));
            }
            Error::NotAWorkspace { path } => text.push_str(&say("not-a-workspace.what", &path_fact(path))),
            Error::NoWorkspaceAround { path } => text.push_str(&say("no-workspace-around.what", &path_fact(path))),
            Error::OutputAmongReports { path } => text.push_str(&say("output-among-reports.what", &path_fact(path))),
            Error::FolderTaken { path } => text.push_str(&say("folder-taken.what", &path_fact(path))),
            Error::Usage { sentence } => text.push_str(sentence),
            Error::Faults { path, faults, .. } => {
                let facts = [("path", path.display().to_string()), ("count", faults.0.len().to_string())];
                text.push_str(&say("faults.what", &facts));
                for fault in &faults.0 {
                    text.push_str(&format!("\n  {}: {}", fault.place(), fault.what(language)));
                    text.push_str(&format!("\n    {}{}", say("hint", &[]), fault.instead(language)));
                }
            }
        }
        let mut cause = std::error::Error::source(self);
        while let Some(source) = cause {
            text.push_str(&format!("\n  {}{source}", say("because", &[])));
            cause = source.source();
        }
        let advice = match self {
            Error::Io { operation, .. } => Some(operation.key()),
            Error::NotAWorkspace { .. } => Some("not-a-workspace"),
            Error::NoWorkspaceAround { .. } => Some("no-workspace-around"),
            Error::OutputAmongReports { .. } => Some("output-among-reports"),
            Error::FolderTaken { .. } => Some("folder-taken"),
            Error::Step { .. } | Error::Faults { .. } | Error::Usage { .. } => None,
        };
        if let Some(key) = advice {
            text.push_str(&format!("\n  {}{}", say("hint", &[]), say(&format!("{key}.instead"), &[])));
        }
        text
    }

    /// The language that a faulty workspace asks for.
    pub fn language(&self) -> Option<Language> {
        match self {
            Error::Faults { language, .. } => *language,
            _ => None,
        }
    }
}
