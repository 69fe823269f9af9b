//! `tongket report`: the main job.

use std::path::PathBuf;

use clap::Args;

use super::{Session, exit_code, show_empty};
use crate::app::console::Stream;
use crate::app::error::Error;
use crate::app::pipeline;
use crate::app::progress::Progress;
use crate::app::store::Store;
use crate::app::workspace::list_reports;
use crate::report::RETURNED;
use crate::report::write::CHART_FOLDER;
use crate::text::phrase;

#[derive(Args)]
pub(super) struct Options {
    #[arg(value_name = "WORKSPACE")]
    workspace: PathBuf,
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    #[arg(long)]
    all_units: bool,
    #[arg(long)]
    large_charts: bool,
}

pub(super) fn run(options: &Options, session: Session) -> Result<u8, Error> {
    let (workspace, console) = session.load(&options.workspace)?;
    let store = Store::new(options.output.as_deref(), &workspace)?;
    let (files, told) = list_reports(&workspace.reports());
    if files.is_empty() {
        return show_empty(&workspace, told, console, Stream::Err);
    }
    let bar = |title: &str, steps| {
        Progress::new(&phrase(&format!("console.{title}"), console.language, &[]), steps, console.is_watched())
    };
    let understood = pipeline::understand(&workspace, &files, told, &bar("reading", files.len() as u64));
    let delivery = store.deliver()?;
    let examined = pipeline::examine_and_keep(&workspace, understood, &delivery)?;
    let extras =
        pipeline::Extras { all_units: options.all_units, large_charts: options.large_charts, only_returns: false };
    let mut outcome =
        pipeline::publish(&workspace, &files, examined, &delivery, extras, |steps| bar("drawing", steps))?;
    delivery.finish()?;
    outcome.left_over = store.left_over(&[CHART_FOLDER, RETURNED], &outcome.written);
    console.findings(&outcome, &workspace.knowledge, Stream::Err, "findings.csv")?;
    console.tally(&outcome, true)?;
    console.written(&outcome, store.folder())?;
    Ok(exit_code(&outcome))
}
