//! `Workspace`: a folder with configuration, catalogue, units and the reports as received. The only reader of
//! configuration: all files are checked as a whole, and every fault is told at once.

mod catalogue;
mod cell_decisions;
mod changes;
mod charts;
mod config;
mod dates;
mod decisions;
mod keys;
mod layouts;
mod reports;
mod rows;
mod scoring;
mod targets;
mod units;

use std::fs;
use std::path::{Path, PathBuf};

use super::error::{Error, Operation};
use super::fault::{Fault, Faults};
use crate::domain::{Decisions, Finding, Knowledge, RECIPES, Recipe, UnitId};
use crate::intake;
use crate::text::Language;

pub use config::FILE as CONFIG;
pub use decisions::{Addition, quoted, with_additions};
pub use reports::{FOLDER as REPORTS, ReportFile, list as list_reports};

/// A workspace, loaded and checked.
#[derive(Debug)]
pub struct Workspace {
    /// Its folder.
    pub folder: PathBuf,
    /// What it knows of the field.
    pub knowledge: Knowledge,
}

impl Workspace {
    /// Loads the configuration of a folder. Reports are not touched.
    pub fn load(folder: &Path) -> Result<Workspace, Error> {
        let listing = fs::metadata(folder).map_err(|cause| Error::io(Operation::OpenWorkspace, folder, cause))?;
        if !listing.is_dir() || !folder.join(config::FILE).is_file() {
            return Err(Error::NotAWorkspace { path: folder.to_owned() });
        }
        let faults = Faults::default();
        let config_text = required(folder, config::FILE, &faults);
        let language = config_text.as_deref().and_then(config::language_of);
        let config = config_text.map(|text| config::read(&text, &faults)).unwrap_or_default();
        let catalogue_text = required(folder, catalogue::FILE, &faults);
        let (catalogue, rules) = catalogue_text.map(|text| catalogue::read(&text, &faults)).unwrap_or_default();
        let units_text = required(folder, units::FILE, &faults);
        let mut registry = units_text.map(|text| units::read(&text, &faults)).unwrap_or_default();
        // What refers to a file that could not be read is not held against it.
        let changes = text(folder, changes::FILE, &faults).filter(|_| !registry.is_empty());
        let changes = changes.map(|text| changes::read(&text, &registry, &faults)).unwrap_or_default();
        let targets = text(folder, targets::FILE, &faults);
        let targets = targets
            .filter(|_| !registry.is_empty() && !catalogue.indicators.is_empty())
            .map(|text| targets::read(&text, config.calendar, &catalogue, &registry, &faults))
            .unwrap_or_default();
        let end = config.term.as_ref().map(|term| term.period.to);
        let known = layouts::Known { calendar: config.calendar, catalogue: &catalogue, registry: &registry, end };
        let recipes = layouts::read_all(folder, &known, &faults);
        let scoring = text(folder, scoring::FILE, &faults)
            .filter(|_| !registry.is_empty() && !catalogue.indicators.is_empty())
            .and_then(|text| scoring::read(&text, &known, &faults));
        let root = config.unit.as_ref().and_then(|said| {
            let found = units::find(&registry, &said.value, end);
            if found.is_none() && !registry.is_empty() {
                let facts = keys::choice(&said.value, units::codes(&registry));
                let fault = Fault::new("reference-unknown", config::FILE, said.line, "workspace.unit");
                faults.push(fault.with_all(facts));
            }
            found
        });
        // Last, for it adds units that need no registry.
        let mut decisions = match registry.is_empty() {
            true => Decisions::default(),
            false => decisions::resolve(&config.decisions, &mut registry, &faults),
        };
        decisions.cells = config.cell_decisions;
        let terms: Vec<_> = config.term.iter().chain(&config.compare).map(|term| term.period).collect();
        let charts = charts::resolve(&config.charts, &catalogue, &terms, &faults);
        let faults = faults.into_sorted();
        let (Some(term), true) = (config.term, faults.0.is_empty()) else {
            return Err(Error::Faults { path: folder.to_owned(), language, faults });
        };
        let knowledge = Knowledge {
            name: config.name,
            // Without faults there is a root.
            root: root.unwrap_or(UnitId(0)),
            language: config.language,
            calendar: config.calendar,
            term,
            compare: config.compare,
            perimeter: config.perimeter,
            catalogue,
            registry,
            changes,
            targets,
            scoring,
            rules,
            decisions,
            recipes,
            charts,
            prefer_children: config.prefer_children,
            compiled: config.compiled,
            read_hidden: config.read_hidden,
        };
        Ok(Workspace { folder: folder.to_owned(), knowledge })
    }

    /// The recipes of a folder, for what is known from elsewhere.
    pub fn recipes(folder: &Path, knowledge: &Knowledge) -> Result<Vec<Recipe>, Error> {
        let faults = Faults::default();
        let known = layouts::Known {
            calendar: knowledge.calendar,
            catalogue: &knowledge.catalogue,
            registry: &knowledge.registry,
            end: Some(knowledge.term.period.to),
        };
        let recipes = layouts::read_all(folder, &known, &faults);
        let faults = faults.into_sorted();
        match faults.0.is_empty() {
            true => Ok(recipes),
            false => Err(Error::Faults { path: folder.to_owned(), language: Some(knowledge.language), faults }),
        }
    }

    /// The workspace that a path lies in: the nearest folder upwards that holds `tongket.toml`.
    pub fn around(path: &Path) -> Result<PathBuf, Error> {
        let real = path.canonicalize().map_err(|cause| Error::io(Operation::OpenPath, path, cause))?;
        let found = real.ancestors().find(|folder| folder.join(config::FILE).is_file());
        found.map(Path::to_owned).ok_or_else(|| Error::NoWorkspaceAround { path: path.to_owned() })
    }

    /// Where the reports lie.
    pub fn reports(&self) -> PathBuf {
        self.folder.join(reports::FOLDER)
    }

    /// Decisions about cells of reports that are no longer there, whichever of the reports are read this time.
    pub fn decisions_without_report(&self, files: &[ReportFile]) -> Vec<Finding> {
        let here = |files: &[ReportFile], file: &str| files.iter().any(|known| known.name == file);
        let mut gone: Vec<_> =
            self.knowledge.decisions.cells.iter().filter(|decision| !here(files, &decision.file)).collect();
        if !gone.is_empty() {
            let (all, _) = list_reports(&self.reports());
            gone.retain(|decision| !here(&all, &decision.file));
        }
        gone.into_iter().map(|decision| intake::decision_unfit(decision, "gone")).collect()
    }

    /// The language that messages are in, before anything else is known.
    pub fn language(&self) -> Language {
        self.knowledge.language
    }
}

/// The files that a workspace's configuration consists of, by name, as far as they are there: relative, with `/`.
pub fn configuration(folder: &Path) -> Result<Vec<String>, Error> {
    let recipes = folder.join(RECIPES);
    let recipes = layouts::files(folder).map_err(|cause| Error::io(Operation::OpenPath, &recipes, cause))?;
    let known = [config::FILE, catalogue::FILE, units::FILE, changes::FILE, targets::FILE, scoring::FILE];
    let known = known.into_iter().map(str::to_owned).chain(recipes);
    Ok(known.filter(|file| file.split('/').fold(folder.to_owned(), |path, part| path.join(part)).is_file()).collect())
}

/// The text of a file that must be there.
fn required(folder: &Path, file: &'static str, faults: &Faults) -> Option<String> {
    if !folder.join(file).exists() {
        faults.push(Fault::new("file-missing", file, 0, ""));
        return None;
    }
    text(folder, file, faults)
}

/// The text of a file, without the mark that Excel puts first; none where there is no such file.
fn text(folder: &Path, file: &str, faults: &Faults) -> Option<String> {
    let bytes = match fs::read(folder.join(file)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => {
            faults.push(Fault::new("file-unreadable", file, 0, "").with("cause", error.to_string()));
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..good].iter().filter(|&&byte| byte == b'\n').count() + 1;
            faults.push(Fault::new("file-encoding", file, line, ""));
            None
        }
    }
}
