//! The commands, one file each, and what they share.

mod check;
mod diff;
mod explain;
mod extract;
mod freeze;
mod help;
mod inspect;
mod report;
mod trace;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::console::{Console, Stream};
use super::error::Error;
use super::pipeline::{self, Outcome};
use super::progress::Progress;
use super::workspace::{ReportFile, Workspace, list_reports};
use crate::domain::{Code, Finding, Place};
use crate::text::{Language, compose, phrase};

/// Nothing to mend.
const CLEAN: u8 = 0;
/// Findings of severity error.
const ERRORS: u8 = 1;
/// The program could not run.
const COULD_NOT_RUN: u8 = 2;

// Help texts stand in `locales/program.toml`, under `help`; see `help.rs`.
#[derive(Parser)]
#[command(name = "tongket", version, subcommand_required = true, arg_required_else_help = true)]
struct Line {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Args)]
struct Global {
    #[arg(long, global = true, value_enum, value_name = "vi|en", hide_possible_values = true)]
    lang: Option<Lang>,
    #[arg(long, short, global = true)]
    quiet: bool,
    #[arg(long, global = true)]
    json: bool,
    #[arg(long, global = true)]
    no_color: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    Vi,
    En,
}

#[derive(Subcommand)]
enum Command {
    #[command(alias = "tong-hop")]
    Report(report::Options),
    #[command(alias = "kiem-tra")]
    Check(check::Options),
    #[command(alias = "trich")]
    Extract(extract::Options),
    #[command(alias = "xem")]
    Inspect(inspect::Options),
    #[command(alias = "truy-vet")]
    Trace(trace::Options),
    #[command(alias = "chot")]
    Freeze(freeze::Options),
    #[command(alias = "so-sanh")]
    Diff(diff::Options),
    #[command(alias = "giai-thich")]
    Explain(explain::Options),
}

/// Runs the program with its arguments. Can be called more than once.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let asked = help::language_asked(&arguments);
    let language = asked.unwrap_or_default();
    let parsed = help::command::<Line>(language).try_get_matches_from(&arguments);
    let line = match parsed.and_then(|matches| Line::from_arg_matches(&matches)) {
        Ok(line) => line,
        Err(error) => return ExitCode::from(help::explain(&error, language)),
    };
    let global = &line.global;
    let console =
        Console { language, quiet: global.quiet, json: global.json, colour: !global.no_color, width: terminal_width() };
    let session = Session { console, asked: global.lang.map(Lang::language).or(asked) };
    let code = match &line.command {
        Command::Report(options) => report::run(options, session),
        Command::Check(options) => check::run(options, session),
        Command::Extract(options) => extract::run(options, session),
        Command::Inspect(options) => inspect::run(options, session),
        Command::Trace(options) => trace::run(options, session),
        Command::Freeze(options) => freeze::run(options, session),
        Command::Diff(options) => diff::run(options, session),
        Command::Explain(options) => explain::run(options, session.console),
    };
    match code {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let language = session.asked.or(error.language()).unwrap_or_default();
            Console { language, ..console }.error(&error);
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

impl Lang {
    fn language(self) -> Language {
        match self {
            Lang::Vi => Language::Vi,
            Lang::En => Language::En,
        }
    }
}

/// What all commands share.
#[derive(Clone, Copy)]
struct Session {
    console: Console,
    /// The language asked for on the command line.
    asked: Option<Language>,
}

impl Session {
    /// Loads a workspace. The language of the command line goes before the workspace's, which goes before the default.
    fn load(mut self, folder: &Path) -> Result<(Workspace, Console), Error> {
        let mut workspace = Workspace::load(folder)?;
        if let Some(language) = self.asked {
            workspace.knowledge.language = language;
        }
        self.console.language = workspace.knowledge.language;
        Ok((workspace, self.console))
    }
}

/// A path as reports are named: with `/`, in composed Unicode.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    compose(&parts.join("/"))
}

/// How wide lines are where no terminal says.
const WIDTH: usize = 120;

/// How wide the terminal is.
fn terminal_width() -> usize {
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    terminal.or_else(columns).unwrap_or(WIDTH).max(40)
}

/// What is said where there is nothing to read.
fn reports_empty(workspace: &Workspace) -> Finding {
    let folder = workspace.reports().display().to_string();
    Finding::new(Code::ReportsEmpty, Place::default()).with("folder", folder)
}

/// The exit code that an outcome deserves.
fn exit_code(outcome: &Outcome) -> u8 {
    if outcome.has_errors() { ERRORS } else { CLEAN }
}

/// What `check` and `report` both end with when there is no report: the findings, and no output.
fn show_empty(workspace: &Workspace, told: Vec<Finding>, console: Console, stream: Stream) -> Result<u8, Error> {
    let mut findings = vec![reports_empty(workspace)];
    findings.extend(told);
    let outcome = Outcome { findings, ..Outcome::default() };
    console.findings(&outcome, &workspace.knowledge, stream, "")?;
    Ok(exit_code(&outcome))
}

/// The reports of a workspace and what was made of them; none where there are no reports, which is said on `stream`.
fn examined(
    workspace: &Workspace,
    console: Console,
    stream: Stream,
) -> Result<Option<(Vec<ReportFile>, Outcome)>, Error> {
    let (files, told) = list_reports(&workspace.reports());
    if files.is_empty() {
        show_empty(workspace, told, console, stream)?;
        return Ok(None);
    }
    let outcome = examine(workspace, &files, told, console)?;
    Ok(Some((files, outcome)))
}

/// Reads reports and makes figures of them, with a bar where somebody watches. `told`: what listing the reports found.
fn examine(
    workspace: &Workspace,
    files: &[ReportFile],
    told: Vec<Finding>,
    console: Console,
) -> Result<Outcome, Error> {
    let title = phrase("console.reading", console.language, &[]);
    let progress = Progress::new(&title, files.len() as u64, console.is_watched());
    let understood = pipeline::understand(workspace, files, told, &progress);
    drop(progress);
    pipeline::examine(workspace, understood)
}
