//! What an edition keeps: `edition.json` (whose figures, of which files), `figures.csv`, `observations.csv`, `units.csv`.
//! All of it is text that a spreadsheet opens; every row stands by codes, so that it is understood whatever changes.

use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::app::error::{Error, Operation};
use crate::app::pipeline::Outcome;
use crate::app::workspace::{REPORTS, ReportFile, Workspace, configuration};
use crate::domain::{Calendar, Change, Knowledge, Observation, Observations, Period, Registry, State, UnitId};

/// What says what the edition is.
const MANIFEST: &str = "edition.json";
const FIGURES: &str = "figures.csv";
const OBSERVATIONS: &str = "observations.csv";
const UNITS: &str = "units.csv";
/// The form of these files; another number is another form.
const FORM: u32 = 1;

/// Figures as published, with all they were made of.
#[derive(Clone, Debug)]
pub struct Edition {
    pub(super) manifest: Manifest,
    pub(super) units: Vec<KeptUnit>,
    pub(super) figures: Vec<KeptFigure>,
    pub(super) observations: Vec<KeptObservation>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    form: u32,
    /// The version of the program.
    program: String,
    pub name: String,
    workspace: String,
    pub term: String,
    term_from: String,
    term_to: String,
    year_starts: u32,
    /// Every file it was made of, by path.
    pub inputs: Vec<Input>,
    /// The edition's own files, so that a later change of them shows.
    files: Vec<Input>,
}

/// A file with the hash of its bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub(super) struct Input {
    /// Relative to the workspace, with `/`.
    pub path: String,
    /// SHA-256 in hexadecimal; empty: the file could not be read.
    pub sha256: String,
}

/// A unit and one above it; of a unit that stood under several or became another there are several. A code may be borne
/// twice over time, so it goes with the month its bearer began.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct KeptUnit {
    pub unit: String,
    pub unit_from: String,
    pub unit_name: String,
    pub parent: String,
    pub parent_from: String,
}

/// A figure as published.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptFigure {
    /// Code of the unit.
    pub unit: String,
    /// First month of the unit's life; empty: always was.
    pub unit_from: String,
    /// Name of the unit.
    pub unit_name: String,
    /// Code of the indicator.
    pub indicator: String,
    /// Code of the category; empty: the total.
    pub category: String,
    /// The period in its text form.
    pub period: String,
    /// The value as `summary.csv` gives it.
    pub value: String,
    /// How exactly it is known.
    pub qualifier: String,
    /// Own report or children.
    pub basis: String,
    /// How many reported.
    pub reported: u32,
    /// How many should have.
    pub expected: u32,
    /// Leaf unit-years missing.
    pub gaps: u32,
    /// Whether a repaired cell is among its parts.
    pub repaired: bool,
    /// Whether reports disagree on it.
    pub disputed: bool,
}

/// An observation with its cell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptObservation {
    /// Code of the unit.
    pub unit: String,
    /// First month of the unit's life; empty: always was.
    pub unit_from: String,
    /// Code of the indicator.
    pub indicator: String,
    /// Code of the category; empty: the total.
    pub category: String,
    /// The period in its text form.
    pub period: String,
    /// `value`, `class`, `missing` or `not_applicable`.
    pub state: String,
    /// The value; empty where there is none.
    pub value: String,
    /// How exactly it is known.
    pub qualifier: String,
    /// Whether damage was repaired.
    pub repaired: bool,
    /// The cell's text.
    pub raw: String,
    /// Relative to `reports/`.
    pub file: String,
    /// The sheet's name.
    pub sheet: String,
    /// The cell as A1.
    pub cell: String,
}

impl Edition {
    /// What a run knows, as an edition of that name.
    pub fn of(workspace: &Workspace, name: &str, files: &[ReportFile], outcome: &Outcome) -> Result<Edition, Error> {
        let Knowledge { calendar, term, .. } = &workspace.knowledge;
        let manifest = Manifest {
            form: FORM,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            name: name.to_owned(),
            workspace: workspace.knowledge.name.clone(),
            term: term.name.clone(),
            term_from: term.period.from.to_string(),
            term_to: term.period.to.to_string(),
            year_starts: calendar.year_starts,
            inputs: inputs(workspace, files, &outcome.observations)?,
            files: Vec::new(),
        };
        Ok(Edition {
            manifest,
            units: units(&outcome.observations.units, &workspace.knowledge.changes),
            figures: figures(outcome, &workspace.knowledge),
            observations: observations(&outcome.observations, &workspace.knowledge),
        })
    }

    /// How many figures and observations it keeps.
    pub fn size(&self) -> (usize, usize) {
        (self.figures.len(), self.observations.len())
    }

    /// Input files that could not be read.
    pub fn unread(&self) -> impl Iterator<Item = &str> {
        self.manifest.inputs.iter().filter(|input| input.sha256.is_empty()).map(|input| input.path.as_str())
    }

    /// The period behind a text of this edition.
    pub(super) fn period(&self, text: &str) -> Option<Period> {
        Calendar { year_starts: self.manifest.year_starts }.parse(text)
    }

    /// Its files by name, the manifest last.
    pub(super) fn files(&self) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let mut files = vec![
            (FIGURES.to_owned(), table(FIGURES, &self.figures)?),
            (OBSERVATIONS.to_owned(), table(OBSERVATIONS, &self.observations)?),
            (UNITS.to_owned(), table(UNITS, &self.units)?),
        ];
        let own = files.iter().map(|(name, bytes)| Input { path: name.clone(), sha256: hash(bytes) }).collect();
        let manifest = Manifest { files: own, ..self.manifest.clone() };
        let mut text = serde_json::to_string_pretty(&manifest)
            .map_err(|cause| Error::step(Operation::Compose, MANIFEST, cause))?;
        text.push('\n');
        files.push((MANIFEST.to_owned(), text.into_bytes()));
        Ok(files)
    }

    /// Reads an edition back. One that was changed by hand is refused: it is not what was published.
    pub(super) fn read(folder: &Path) -> Result<Edition, Error> {
        let broken =
            |path: &Path, cause: String| Error::step(Operation::ReadEdition, path.display().to_string(), cause);
        let bytes = |name: &str| {
            let path = folder.join(name);
            fs::read(&path).map_err(|cause| Error::io(Operation::OpenPath, &path, cause))
        };
        let path = folder.join(MANIFEST);
        let manifest: Manifest =
            serde_json::from_slice(&bytes(MANIFEST)?).map_err(|cause| broken(&path, cause.to_string()))?;
        if manifest.form != FORM {
            return Err(broken(&path, format!("form {} ≠ {FORM}", manifest.form)));
        }
        let whole = |name: &str| {
            let bytes = bytes(name)?;
            let stated = manifest.files.iter().find(|file| file.path == name).map(|file| file.sha256.as_str());
            if stated != Some(hash(&bytes).as_str()) {
                return Err(broken(&folder.join(name), format!("SHA-256 ≠ {MANIFEST}")));
            }
            Ok(bytes)
        };
        fn rows<T: DeserializeOwned>(bytes: &[u8], path: &Path) -> Result<Vec<T>, Error> {
            let rows: Result<Vec<T>, csv::Error> = csv::Reader::from_reader(bytes).into_deserialize().collect();
            rows.map_err(|cause| Error::step(Operation::ReadEdition, path.display().to_string(), cause))
        }
        Ok(Edition {
            figures: rows(&whole(FIGURES)?, &folder.join(FIGURES))?,
            observations: rows(&whole(OBSERVATIONS)?, &folder.join(OBSERVATIONS))?,
            units: rows(&whole(UNITS)?, &folder.join(UNITS))?,
            manifest,
        })
    }
}

fn table<T: Serialize>(name: &str, rows: &[T]) -> Result<Vec<u8>, Error> {
    let failed = |cause: String| Error::step(Operation::Compose, name, cause);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).map_err(|cause| failed(cause.to_string()))?;
    }
    writer.into_inner().map_err(|cause| failed(cause.to_string()))
}

fn hash(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// The files of the configuration and all reports, by path.
fn inputs(workspace: &Workspace, files: &[ReportFile], read: &Observations) -> Result<Vec<Input>, Error> {
    let mut inputs = Vec::new();
    for path in configuration(&workspace.folder)? {
        let full = path.split('/').fold(workspace.folder.clone(), |full, part| full.join(part));
        let bytes = fs::read(&full).map_err(|cause| Error::io(Operation::OpenPath, &full, cause))?;
        inputs.push(Input { path, sha256: hash(&bytes) });
    }
    for file in files {
        // The bytes that were understood, not those that lie there by now.
        let known = read.files.iter().find(|known| known.path == file.name).map(|known| known.sha256.clone());
        // What cannot be read has no hash; a finding and the command say so.
        let sha256 = match known {
            Some(known) => known,
            None => fs::read(&file.path).map_or_else(|_| String::new(), |bytes| hash(&bytes)),
        };
        inputs.push(Input { path: format!("{REPORTS}/{}", file.name), sha256 });
    }
    inputs.sort();
    Ok(inputs)
}

/// The code of a unit and the month it began.
fn identity(units: &Registry, id: UnitId) -> (String, String) {
    let unit = units.get(id);
    (unit.code.clone(), unit.valid_from.map(|month| month.to_string()).unwrap_or_default())
}

/// Every unit under the one that it stands below, then under those that it moved to or became: its cells are behind the
/// figures of all of them.
fn units(registry: &Registry, changes: &[Change]) -> Vec<KeptUnit> {
    let kept = |id: UnitId, above: Option<UnitId>| {
        let (unit_code, unit_from) = identity(registry, id);
        let (parent, parent_from) = above.map(|above| identity(registry, above)).unwrap_or_default();
        KeptUnit { unit: unit_code, unit_from, unit_name: registry.get(id).name.clone(), parent, parent_from }
    };
    let mut rows: Vec<KeptUnit> = registry.iter().map(|(id, unit)| kept(id, unit.parent)).collect();
    rows.extend(changes.iter().filter(|change| change.from != change.to).map(|c| kept(c.from, Some(c.to))));
    rows
}

fn figures(outcome: &Outcome, knowledge: &Knowledge) -> Vec<KeptFigure> {
    let (catalogue, registry) = (&knowledge.catalogue, &outcome.observations.units);
    let kept = |figure: &crate::domain::Figure| {
        let (unit, unit_from) = identity(registry, figure.unit);
        let category = figure.category.and_then(|category| catalogue.category(figure.indicator, category));
        KeptFigure {
            unit,
            unit_from,
            unit_name: registry.get(figure.unit).name.clone(),
            indicator: catalogue.indicator(figure.indicator).code.clone(),
            category: category.map(|category| category.code.clone()).unwrap_or_default(),
            period: knowledge.calendar.show(figure.period),
            value: figure.value.stated().to_string(),
            qualifier: figure.qualifier.code().to_owned(),
            basis: figure.basis.code().to_owned(),
            reported: figure.reported,
            expected: figure.expected,
            gaps: figure.gaps,
            repaired: figure.repaired,
            disputed: figure.disputed,
        }
    };
    outcome.figures.rows().iter().map(kept).collect()
}

fn observations(observations: &Observations, knowledge: &Knowledge) -> Vec<KeptObservation> {
    let kept = |row: &Observation| {
        let (unit, unit_from) = identity(&observations.units, row.unit);
        let category = row.category.and_then(|category| knowledge.catalogue.category(row.indicator, category));
        let sheet = &observations.sheets[row.sheet as usize];
        let (state, value) = match row.state {
            State::Value(amount) => ("value", amount.to_string()),
            State::Class => ("class", String::new()),
            State::Missing => ("missing", String::new()),
            State::NotApplicable => ("not_applicable", String::new()),
        };
        KeptObservation {
            unit,
            unit_from,
            indicator: knowledge.catalogue.indicator(row.indicator).code.clone(),
            category: category.map(|category| category.code.clone()).unwrap_or_default(),
            period: knowledge.calendar.show(row.period),
            state: state.to_owned(),
            value,
            qualifier: row.qualifier.code().to_owned(),
            repaired: row.repaired,
            raw: row.raw.to_string(),
            file: observations.files[sheet.file as usize].path.clone(),
            sheet: sheet.name.clone(),
            cell: row.cell.to_string(),
        }
    };
    observations.rows.iter().map(kept).collect()
}
