//! `tongket freeze`: keeps the figures as published, with all they were made of.

use std::path::PathBuf;

use clap::Args;

use super::{ERRORS, Session, examined, exit_code};
use crate::app::console::Stream;
use crate::app::edition;
use crate::app::error::Error;
use crate::text::{phrase, show_number};

#[derive(Args)]
pub(super) struct Options {
    #[arg(value_name = "WORKSPACE")]
    workspace: PathBuf,
    #[arg(id = "edition_name", value_name = "NAME")]
    name: String,
}

pub(super) fn run(options: &Options, session: Session) -> Result<u8, Error> {
    let (workspace, console) = session.load(&options.workspace)?;
    edition::check_name(&workspace, &options.name)?;
    let Some((files, outcome)) = examined(&workspace, console, Stream::Err)? else { return Ok(ERRORS) };
    let frozen = edition::freeze(&workspace, &options.name, &files, &outcome)?;
    let all = phrase("console.all", console.language, &[]);
    console.findings(&outcome, &workspace.knowledge, Stream::Err, &all)?;
    console.tally(&outcome, true)?;
    let count = |count: usize| show_number(&count.to_string(), console.language);
    let facts = [
        ("figures", count(outcome.figures.rows().len())),
        ("observations", count(outcome.observations.rows.len())),
        ("folder", frozen.folder.display().to_string()),
    ];
    if !frozen.unread.is_empty() {
        let facts = [("count", count(frozen.unread.len())), ("files", frozen.unread.join("; "))];
        console.print(Stream::Err, &format!("{}\n", phrase("program.frozen-unread", console.language, &facts)))?;
    }
    let stream = if console.json { Stream::Err } else { Stream::Out };
    if !(console.quiet && stream == Stream::Err) {
        console.print(stream, &format!("{}\n", phrase("program.frozen", console.language, &facts)))?;
    }
    Ok(exit_code(&outcome))
}
