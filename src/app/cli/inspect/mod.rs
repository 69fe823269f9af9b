//! `tongket inspect`: one file as it was understood, cell by cell: on the terminal, as a page, for machines, and as a recipe
//! ready to edit.

mod json;
mod screen;

use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;
use sha2::{Digest, Sha256};

use super::{Session, exit_code};
use crate::app::console::{Console, Stream};
use crate::app::error::{Error, Operation};
use crate::app::pipeline::Outcome;
use crate::app::store::Store;
use crate::app::workspace::{REPORTS, ReportFile, Workspace};
use crate::domain::{Finding, Found, Inspection, recipe_name};
use crate::intake::Intake;
use crate::report::inspection;
use crate::text::phrase;

#[derive(Args)]
pub(super) struct Options {
    #[arg(id = "report_file", value_name = "FILE")]
    file: PathBuf,
    #[arg(id = "workspace_option", long = "workspace", value_name = "DIR")]
    workspace: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    #[arg(long, value_name = "OUT", num_args = 0..=1, require_equals = true)]
    html: Option<Option<PathBuf>>,
    #[arg(long)]
    recipe: bool,
}

pub(super) fn run(options: &Options, session: Session) -> Result<u8, Error> {
    let folder = match &options.workspace {
        Some(folder) => folder.clone(),
        None => Workspace::around(&options.file)?,
    };
    let (workspace, console) = session.load(&folder)?;
    let file = find(&options.file, &workspace)?;
    let bytes = fs::read(&file.path).map_err(|cause| Error::io(Operation::OpenPath, &file.path, cause))?;
    let sha256 = format!("{:x}", Sha256::digest(&bytes));
    let intake = Intake::new(&workspace.knowledge);
    let Found { value: mut inspection, mut findings } = intake.inspect(&file.name, &bytes, &sha256);
    if let Some(name) = &options.sheet {
        choose(&mut inspection, &mut findings, name, console)?;
    }
    findings.sort_by_cached_key(Finding::sort_key);
    let mut written = Vec::new();
    if options.recipe {
        written.push(write_recipe(&inspection, &workspace, console)?);
    }
    if let Some(out) = &options.html {
        let page = inspection::page(&inspection, &findings, &workspace.knowledge);
        let (store, name) = page_place(out.as_deref(), &file.name, &workspace)?;
        store.put(&name, page.as_bytes())?;
        let path = store.folder().join(&name).display().to_string();
        written.push(phrase("inspect.wrote.page", console.language, &[("file", path)]));
    }
    if console.json {
        console.print(Stream::Out, &json::text(&inspection, &findings, &workspace.knowledge)?)?;
    }
    let stream = if console.json { Stream::Err } else { Stream::Out };
    for line in &written {
        console.print(stream, &format!("{line}\n"))?;
    }
    let outcome = Outcome { files: 1, observations: inspection.observations.clone(), findings, ..Outcome::default() };
    if written.is_empty() && !console.json {
        let width = super::terminal_width();
        let watched = std::io::stdout().is_terminal();
        console.print(Stream::Out, &screen::draw(&inspection, &workspace.knowledge, width, watched))?;
        let all = phrase("console.all", console.language, &[]);
        console.findings(&outcome, &workspace.knowledge, Stream::Out, &all)?;
    }
    Ok(exit_code(&outcome))
}

/// The file asked for: as the path says, or below the workspace or its reports; named relative to the reports.
fn find(path: &Path, workspace: &Workspace) -> Result<ReportFile, Error> {
    let below = [path.to_owned(), workspace.folder.join(path), workspace.reports().join(path)];
    let found = below.iter().find(|path| path.is_file()).unwrap_or(&below[0]);
    let real = |path: &Path| path.canonicalize().map_err(|cause| Error::io(Operation::OpenPath, path, cause));
    let own = real(found)?;
    let inside = own.strip_prefix(real(&workspace.folder)?.join(REPORTS)).ok().map(super::slashed);
    let name = own.file_name().map(|name| super::slashed(Path::new(name))).unwrap_or_default();
    Ok(ReportFile { name: inside.unwrap_or(name), path: own })
}

/// Leaves one sheet.
fn choose(inspection: &mut Inspection, findings: &mut Vec<Finding>, name: &str, console: Console) -> Result<(), Error> {
    let fits = |sheet: &str| crate::text::matches_pattern(name, sheet);
    if !inspection.sheets.iter().any(|sheet| fits(&sheet.grid.name)) {
        let sheets: Vec<&str> = inspection.sheets.iter().map(|sheet| sheet.grid.name.as_str()).collect();
        let facts = [("sheet", name.to_owned()), ("sheets", sheets.join(", "))];
        return Err(Error::Usage { sentence: phrase("inspect.wrote.no_sheet", console.language, &facts) });
    }
    inspection.sheets.retain(|sheet| fits(&sheet.grid.name));
    findings.retain(|finding| finding.place.sheet.is_empty() || fits(&finding.place.sheet));
    Ok(())
}

/// Writes the recipe among the workspace's, never over one that is there: somebody may have worked on it.
fn write_recipe(inspection: &Inspection, workspace: &Workspace, console: Console) -> Result<String, Error> {
    let name = recipe_name(&inspection.path);
    let path = workspace.folder.join(&name).display().to_string();
    if workspace.folder.join(&name).exists() {
        let sentence = phrase("inspect.wrote.exists", console.language, &[("file", path)]);
        return Err(Error::Usage { sentence });
    }
    let text = inspection::recipe(inspection, &workspace.knowledge);
    Store::new(Some(&workspace.folder), workspace)?.put(&name, text.as_bytes())?;
    Ok(phrase("inspect.wrote.recipe", console.language, &[("file", path)]))
}

/// Where the page goes: the file or folder asked for, else beside the workspace's other outputs.
fn page_place(out: Option<&Path>, report: &str, workspace: &Workspace) -> Result<(Store, String), Error> {
    let own = format!("{}.html", recipe_name(report).trim_start_matches("layouts/").trim_end_matches(".toml"));
    match out {
        None => Ok((Store::new(None, workspace)?, format!("xem/{own}"))),
        Some(folder) if folder.is_dir() => Ok((Store::new(Some(folder), workspace)?, own)),
        Some(file) => {
            let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or(own);
            Ok((Store::new(Some(folder), workspace)?, name))
        }
    }
}
