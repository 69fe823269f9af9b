//! `Edition`: the figures of a workspace as they were published, kept with the observations behind them and the hashes of
//! the files they were made of, in `editions/NAME/` of the workspace.
//!
//! An edition is written once, whole, and never again: what changed since is told by [`Changes`], figure by figure with
//! the cells behind each.

mod changes;
mod kept;
mod show;

use std::fs;
use std::path::{Path, PathBuf};

use super::error::{Error, Operation};
use super::nearest::nearest;
use super::pipeline::Outcome;
use super::store;
use super::workspace::{ReportFile, Workspace};
use crate::text::{Language, compose, phrase};

pub use changes::{CellChange, Changes, FigureChange, How, InputChange};
pub use kept::{Edition, KeptFigure, KeptObservation};
pub use show::{csv_text, json_text, words};

/// Where editions lie in the workspace.
pub const FOLDER: &str = "editions";
/// No name is longer, so that it fits every disk.
const LONGEST: usize = 80;

/// What was kept.
#[derive(Debug)]
pub struct Frozen {
    /// The folder of the edition.
    pub folder: PathBuf,
    /// Input files that could not be read: the edition cannot tell later whether they changed.
    pub unread: Vec<String>,
}

/// Keeps what a run knows under a name, whole or not at all.
pub fn freeze(workspace: &Workspace, name: &str, files: &[ReportFile], outcome: &Outcome) -> Result<Frozen, Error> {
    let language = workspace.knowledge.language;
    let name = checked(name, language)?;
    let folder = workspace.folder.join(FOLDER);
    // Disks that tell no upper case from lower would take the two for one.
    if let Some(taken) = names(&folder)?.into_iter().find(|taken| taken.to_lowercase() == name.to_lowercase()) {
        let facts = [("name", taken), ("folder", folder.display().to_string())];
        return Err(Error::Usage { sentence: phrase("usage.edition-exists", language, &facts) });
    }
    let edition = Edition::of(workspace, &name, files, outcome)?;
    store::put_folder(&folder, &name, &edition.files()?)?;
    Ok(Frozen { folder: folder.join(name), unread: edition.unread().map(str::to_owned).collect() })
}

/// Whether an edition of that name can be made, before the work is done.
pub fn check_name(workspace: &Workspace, name: &str) -> Result<(), Error> {
    checked(name, workspace.knowledge.language).map(|_| ())
}

/// The edition of that name.
pub fn open(workspace: &Workspace, name: &str) -> Result<Edition, Error> {
    let folder = workspace.folder.join(FOLDER);
    let names = names(&folder)?;
    let wanted = compose(name);
    let Some(found) = names.iter().find(|known| **known == wanted) else {
        let language = workspace.knowledge.language;
        let near = nearest(name, names.iter().map(String::as_str)).map(|near| format!("`{near}`"));
        let key = if names.is_empty() { "usage.edition-none" } else { "usage.edition-unknown" };
        let instead = near.unwrap_or_else(|| names.join(" | "));
        let facts = [("name", name.to_owned()), ("known", names.join(", ")), ("instead", instead)];
        return Err(Error::Usage { sentence: phrase(key, language, &facts) });
    };
    Edition::read(&folder.join(found))
}

/// The names of all editions, in order.
fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let failed = |cause| Error::io(Operation::OpenPath, folder, cause);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries.collect::<Result<Vec<_>, _>>().map_err(failed)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(failed(error)),
    };
    let mut names: Vec<String> = entries.iter().map(|entry| compose(&entry.file_name().to_string_lossy())).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    Ok(names)
}

/// The name in composed Unicode, where it can be the name of one folder on every system.
fn checked(name: &str, language: Language) -> Result<String, Error> {
    let name = compose(name.trim());
    let forbidden = |sign: char| sign.is_control() || r#"<>:"/\|?*"#.contains(sign);
    let stem = name.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let numbered = |prefix: &str| stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1);
    let device = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str()) || numbered("COM") || numbered("LPT");
    let good = !name.is_empty()
        && name.chars().count() <= LONGEST
        && !name.contains(forbidden)
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !device;
    if good {
        return Ok(name);
    }
    let facts = [("name", name), ("longest", LONGEST.to_string())];
    Err(Error::Usage { sentence: phrase("usage.edition-name", language, &facts) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_folder_on_every_system() {
        for name in ["dai-hoi-2021", "Đại hội XIV", "2021.06", " lần 2 ", "console"] {
            assert!(checked(name, Language::Vi).is_ok(), "{name}");
        }
        for name in
            ["", " ", ".", "..", "a/b", "a\\b", ".ẩn", "a.", "a:b", "a\nb", "con", "NUL.x", "com1", &"x".repeat(81)]
        {
            assert!(checked(name, Language::Vi).is_err(), "{name:?}");
        }
    }
}
