//! `tongket diff`: what changed since an edition, figure by figure, with the cells behind each change.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Session, examine, exit_code};
use crate::app::console::{Console, Stream};
use crate::app::edition::{self, Changes, Edition};
use crate::app::error::Error;
use crate::app::workspace::list_reports;

#[derive(Args)]
pub(super) struct Options {
    #[arg(value_name = "WORKSPACE")]
    workspace: PathBuf,
    #[arg(id = "edition", value_name = "EDITION")]
    edition: String,
    #[arg(id = "diff_format", long = "format", value_enum, default_value = "text", value_name = "text|csv|jsonl")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Csv,
    Jsonl,
}

pub(super) fn run(options: &Options, session: Session) -> Result<u8, Error> {
    let (workspace, console) = session.load(&options.workspace)?;
    let before = edition::open(&workspace, &options.edition)?;
    let (files, mut told) = list_reports(&workspace.reports());
    if files.is_empty() {
        told.push(super::reports_empty(&workspace));
    }
    let outcome = examine(&workspace, &files, told, console)?;
    let after = Edition::of(&workspace, "", &files, &outcome)?;
    let catalogue = &workspace.knowledge.catalogue;
    let changes = Changes::between(&before, &after, catalogue);
    let format = if console.json { Format::Jsonl } else { options.format };
    let text = match format {
        Format::Text => edition::words(&changes, catalogue, console.language),
        Format::Csv => edition::csv_text(&changes)?,
        Format::Jsonl => edition::json_text(&changes)?,
    };
    console.print(Stream::Out, &text)?;
    // Stdout belongs to the changes here; the findings of today's reports are what `check` is for.
    Console { json: false, ..console }.tally(&outcome, true)?;
    Ok(exit_code(&outcome))
}
