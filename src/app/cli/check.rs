//! `tongket check`: the findings, and nothing written but what a person accepts.

use std::path::PathBuf;

use clap::Args;

use super::{ERRORS, Session, examined, exit_code};
use crate::app::accept::accept;
use crate::app::console::Stream;
use crate::app::decide::lines;
use crate::app::error::Error;
use crate::app::pipeline;
use crate::app::progress::Progress;
use crate::app::store::Store;
use crate::app::workspace::CONFIG;
use crate::report::RETURNED;
use crate::text::phrase;

#[derive(Args)]
pub(super) struct Options {
    #[arg(value_name = "WORKSPACE")]
    workspace: PathBuf,
    #[arg(long)]
    accept: bool,
    #[arg(long, conflicts_with = "accept")]
    decisions: bool,
    #[arg(id = "returns", long = "output", short = 'o', value_name = "DIR", conflicts_with = "decisions")]
    output: Option<PathBuf>,
}

pub(super) fn run(options: &Options, session: Session) -> Result<u8, Error> {
    let (workspace, console) = session.load(&options.workspace)?;
    let Some((files, mut outcome)) = examined(&workspace, console, Stream::Out)? else { return Ok(ERRORS) };
    let accepted = if options.accept { Some(accept(&workspace, &mut outcome)?) } else { None };
    if options.decisions {
        console.print(Stream::Out, &lines(&workspace, &outcome, &files))?;
        console.tally(&outcome, true)?;
        return Ok(exit_code(&outcome));
    }
    let all = phrase("console.all", console.language, &[]);
    console.findings(&outcome, &workspace.knowledge, Stream::Out, &all)?;
    console.tally(&outcome, true)?;
    if let Some(folder) = &options.output {
        let store = Store::new(Some(folder), &workspace)?;
        let delivery = store.deliver()?;
        let extras = pipeline::Extras { only_returns: true, ..pipeline::Extras::default() };
        let title = phrase("console.drawing", console.language, &[]);
        let progress = |steps| Progress::new(&title, steps, console.is_watched());
        outcome = pipeline::publish(&workspace, &files, outcome, &delivery, extras, progress)?;
        delivery.finish()?;
        outcome.left_over = store.left_over(&[RETURNED], &outcome.written);
        console.written(&outcome, store.folder())?;
    }
    if let Some(accepted) = accepted {
        console.accepted(&accepted, &workspace.folder.join(CONFIG))?;
    }
    Ok(exit_code(&outcome))
}
