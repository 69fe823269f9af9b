//! The whole story: read → gather → analyse → check → compose → write. Each step hands its value to the next and its
//! findings to the person.

use std::collections::BTreeSet;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::error::{Error, Operation};
use super::progress::Progress;
use super::store::{Delivery, LeftOver};
use super::workspace::{ReportFile, Workspace};
use crate::domain::{Code, Comparisons, Figures, Finding, Found, Knowledge, Observations, Place, Ruling, Severity};
use crate::intake::Intake;
use crate::report::write::annotated::annotate;
use crate::report::write::{CHART_FOLDER, RETURNS, WORKBOOK};
use crate::{analysis, report};

/// The observations for other programs.
const OBSERVATIONS: &str = "observations.parquet";
/// How wide a chart's picture is, in pixels: a slide's 1920 × 1080.
const PICTURE_WIDTH: u32 = 1920;
/// How wide the same picture is for large screens, and what its name ends with.
const LARGE_WIDTH: u32 = 3840;
const LARGE: &str = "@2x";

/// What a run knows in the end.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many files were there to read.
    pub files: usize,
    /// What the reports say.
    pub observations: Observations,
    /// What is published of it.
    pub figures: Figures,
    /// What the figures are compared with.
    pub comparisons: Comparisons,
    /// What there is to tell, in the order it is shown.
    pub findings: Vec<Finding>,
    /// What was written, by name.
    pub written: Vec<String>,
    /// What an earlier run left there.
    pub left_over: LeftOver,
}

impl Outcome {
    /// Whether a finding says that a figure is wrong or lacking.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Takes in what was made of the observations. What two comparisons come upon is told once.
    fn take(&mut self, found: Found<(Figures, Comparisons)>, knowledge: &Knowledge) {
        (self.figures, self.comparisons) = found.unload(&mut self.findings);
        self.settle(knowledge);
        self.sort_findings();
        self.findings.dedup();
    }

    /// What stands against a cell that a person decided about is settled: the decision is told in its place. A corrected
    /// amount has no such leave: what is said of it is said of the correction.
    fn settle(&mut self, knowledge: &Knowledge) {
        let rulings = self.observations.decided.iter();
        let settled: BTreeSet<Place> = rulings
            .filter(|one| !matches!(knowledge.decisions.cells[one.decision as usize].ruling, Ruling::Correct(_)))
            .map(|one| self.observations.place_of(one.sheet, one.cell))
            .collect();
        let of_decisions = |code| matches!(code, Code::DecisionFollowed | Code::DecisionUnfit);
        self.findings.retain(|finding| of_decisions(finding.code) || !settled.contains(&finding.place));
    }

    fn sort_findings(&mut self) {
        self.findings.sort_by_cached_key(Finding::sort_key);
    }
}

/// Files → observations. The files are read side by side and put together by path.
pub fn understand(workspace: &Workspace, files: &[ReportFile], told: Vec<Finding>, progress: &Progress) -> Outcome {
    let intake = Intake::new(&workspace.knowledge);
    let readings: Vec<_> = files
        .par_iter()
        .with_max_len(1)
        .map(|file| {
            let Found { value: bytes, mut findings } = file.content();
            let value = bytes.map(|bytes| {
                let sha256 = format!("{:x}", Sha256::digest(&bytes));
                intake.read(&file.name, &bytes, &sha256).unload(&mut findings)
            });
            progress.step();
            Found { value, findings }
        })
        .collect();
    let mut outcome = Outcome { files: files.len(), findings: told, ..Outcome::default() };
    let readings = readings.into_iter().filter_map(|reading| reading.unload(&mut outcome.findings)).collect();
    outcome.observations = intake.gather(readings).unload(&mut outcome.findings);
    outcome.findings.extend(workspace.decisions_without_report(files));
    outcome.settle(&workspace.knowledge);
    outcome.sort_findings();
    outcome
}

/// Observations → figures, with all that the checks find.
pub fn examine(workspace: &Workspace, mut outcome: Outcome) -> Result<Outcome, Error> {
    let found = figures(&workspace.knowledge, &outcome.observations)?;
    outcome.take(found, &workspace.knowledge);
    Ok(outcome)
}

/// The same, while the observations, which wait for no figure, are written.
pub fn examine_and_keep(workspace: &Workspace, mut outcome: Outcome, delivery: &Delivery) -> Result<Outcome, Error> {
    let knowledge = &workspace.knowledge;
    let observations = &outcome.observations;
    let keep = || {
        let bytes = report::write::parquet(observations, knowledge);
        let bytes = bytes.map_err(|cause| Error::step(Operation::Compose, OBSERVATIONS, cause))?;
        delivery.put(OBSERVATIONS, &bytes)
    };
    let (found, kept) = rayon::join(|| figures(knowledge, observations), keep);
    kept?;
    outcome.written.push(OBSERVATIONS.to_owned());
    outcome.take(found?, knowledge);
    Ok(outcome)
}

fn figures(knowledge: &Knowledge, observations: &Observations) -> Result<Found<(Figures, Comparisons)>, Error> {
    let failed = |cause: analysis::AnalysisError| Error::step(Operation::Analyse, "", cause);
    let Found { value: mut figures, mut findings } = analysis::analyse(observations, knowledge).map_err(failed)?;
    let checked = analysis::check::run(observations, knowledge, &figures).map_err(failed)?;
    figures.completeness = checked.unload(&mut findings);
    let compared = analysis::compare::run(observations, knowledge, &figures).map_err(failed)?;
    let comparisons = compared.unload(&mut findings);
    Ok(Found { value: (figures, comparisons), findings })
}

/// What is shown of an outcome.
pub fn document(workspace: &Workspace, outcome: &Outcome) -> report::Report {
    report::compose(
        &outcome.figures,
        &outcome.comparisons,
        &outcome.observations,
        &workspace.knowledge,
        &outcome.findings,
    )
}

/// What a person may ask for beside the usual outputs.
#[derive(Clone, Copy, Default, Debug)]
pub struct Extras {
    /// Units outside the registry stand in `summary.csv` too.
    pub all_units: bool,
    /// Pictures of 3840 × 2160 stand beside those of 1920 × 1080.
    pub large_charts: bool,
    /// Only what goes back to the units is written.
    pub only_returns: bool,
}

/// Figures → files. They are made and handed over side by side, the largest first.
pub fn publish(
    workspace: &Workspace,
    files: &[ReportFile],
    mut outcome: Outcome,
    delivery: &Delivery,
    extras: Extras,
    progress: impl Fn(u64) -> Progress,
) -> Result<Outcome, Error> {
    let knowledge = &workspace.knowledge;
    let theme = report::theme::Theme::default();
    let mut document = document(workspace, &outcome);
    let Outcome { observations, figures, findings, .. } = &outcome;
    document.reports = delivery.way_to(&workspace.reports()).unwrap_or_default();
    let (returns, returned) = report::returns(&document, figures, observations, knowledge, findings);
    let mut outputs = Vec::new();
    if !extras.only_returns {
        outputs.push(Output::Workbook);
        outputs.extend((0..document.charts.len()).map(Output::Chart));
        outputs.extend([Output::Summary, Output::Findings, Output::Ledger]);
    }
    outputs.push(Output::Returns);
    outputs.extend((0..returned.len()).map(Output::Copy));
    let progress = progress(outputs.len() as u64);

    let make = |output: &Output| -> Result<Vec<(String, Vec<u8>)>, Error> {
        let name = output.name(&document, &returned);
        let failed = |cause: BoxedError| Error::step(Operation::Compose, name.clone(), cause);
        Ok(match output {
            Output::Workbook => {
                let bytes = report::write::xlsx(&document).map_err(|cause| failed(cause.into()))?;
                vec![(name, bytes)]
            }
            Output::Chart(index) => {
                let svg = report::chart::svg(&document.charts[*index], &theme).map_err(|cause| failed(cause.into()))?;
                let png = report::chart::png(&svg, PICTURE_WIDTH).map_err(|cause| failed(cause.into()))?;
                let mut files = vec![(format!("{name}.png"), png)];
                if extras.large_charts {
                    let large = report::chart::png(&svg, LARGE_WIDTH).map_err(|cause| failed(cause.into()))?;
                    files.push((format!("{name}{LARGE}.png"), large));
                }
                files.insert(0, (format!("{name}.svg"), svg.into_bytes()));
                files
            }
            Output::Summary => {
                let text = report::write::summary_csv(figures, observations, knowledge, extras.all_units);
                vec![(name, text.into_bytes())]
            }
            Output::Ledger => vec![(name, report::write::ledger(&document).into_bytes())],
            Output::Returns => {
                let bytes = report::write::returns(&returns).map_err(|cause| failed(cause.into()))?;
                vec![(name, bytes)]
            }
            Output::Copy(index) => copy(&returned[*index], files, observations, knowledge).into_iter().collect(),
            Output::Findings => {
                vec![(name, report::write::findings_csv(findings, knowledge.language).into_bytes())]
            }
        })
    };
    // A queue rather than halves, so that the largest really start first.
    let mut written = outputs
        .iter()
        .enumerate()
        .par_bridge()
        .map(|(position, output)| {
            let files = make(output)?;
            for (name, bytes) in &files {
                delivery.put(name, bytes)?;
            }
            progress.step();
            Ok((position, files.into_iter().map(|(name, _)| name).collect::<Vec<_>>()))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    drop(progress);
    written.sort();
    let kept = std::mem::take(&mut outcome.written);
    outcome.written = written.into_iter().flat_map(|(_, names)| names).chain(kept).collect();
    Ok(outcome)
}

/// A report as it goes back to its sender: a copy with its cells coloured and noted, or, of a format that cannot be, a list.
/// None where the file is no longer the one that was read.
fn copy(
    returned: &report::Returned,
    files: &[ReportFile],
    observations: &Observations,
    knowledge: &Knowledge,
) -> Option<(String, Vec<u8>)> {
    let file = files.iter().find(|file| file.name == returned.file)?;
    let read = observations.files.iter().find(|source| source.path == returned.file)?;
    let bytes = file.content().value.filter(|bytes| format!("{:x}", Sha256::digest(bytes)) == read.sha256)?;
    match annotate(&bytes, &returned.remarks) {
        Ok((copy, _)) => Some((returned.name.clone(), copy)),
        Err(_) => {
            let list = report::write::remarks(&returned.file, &returned.remarks, knowledge.language);
            Some((format!("{}.txt", returned.name), list.into_bytes()))
        }
    }
}

type BoxedError = Box<dyn std::error::Error + Send + Sync>;

/// What a run leaves, the largest work first.
enum Output {
    Workbook,
    Chart(usize),
    Summary,
    Findings,
    Ledger,
    Returns,
    Copy(usize),
}

impl Output {
    /// The file's name; of a chart, without its ending.
    fn name(&self, document: &report::Report, returned: &[report::Returned]) -> String {
        match self {
            Output::Workbook => WORKBOOK.to_owned(),
            Output::Chart(index) => format!("{CHART_FOLDER}/{}", document.charts[*index].name),
            Output::Summary => "summary.csv".to_owned(),
            Output::Findings => "findings.csv".to_owned(),
            Output::Ledger => "ledger.json".to_owned(),
            Output::Returns => RETURNS.to_owned(),
            Output::Copy(index) => returned[*index].name.clone(),
        }
    }
}
