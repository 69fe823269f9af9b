//! `tongket check`: the findings, and nothing written but what a person accepts.

use std::path::PathBuf;

use clap::Args;

use super::{Session, exit_code, show_empty};
use crate::app::accept::accept;
use crate::app::console::Stream;
use crate::app::error::Error;
use crate::app::pipeline;
use crate::app::progress::Progress;
use crate::app::workspace::{CONFIG, list_reports};
use crate::text::phrase;

#[derive(Args)]
pub(super) struct Options {
    #[arg(value_name = "WORKSPACE")]
    workspace: PathBuf,
    #[arg(long)]
    accept: bool,
}

pub(super) fn run(options: &Options, session: Session) -> Result<u8, Error> {
    let (workspace, console) = session.load(&options.workspace)?;
    let (files, told) = list_reports(&workspace.reports());
    if files.is_empty() {
        return show_empty(&workspace, told, console, Stream::Out);
    }
    let title = phrase("console.reading", console.language, &[]);
    let progress = Progress::new(&title, files.len() as u64, console.is_watched());
    let understood = pipeline::understand(&workspace, &files, told, &progress);
    drop(progress);
    let mut outcome = pipeline::examine(&workspace, understood)?;
    let accepted = if options.accept { Some(accept(&workspace, &mut outcome)?) } else { None };
    let all = phrase("console.all", console.language, &[]);
    console.findings(&outcome, &workspace.knowledge, Stream::Out, &all)?;
    console.tally(&outcome, true)?;
    if let Some(accepted) = accepted {
        console.accepted(&accepted, &workspace.folder.join(CONFIG))?;
    }
    Ok(exit_code(&outcome))
}
