//! `tongket trace`: one figure down to its cells, with the arithmetic in between.

mod find;
mod json;
mod screen;

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Args;

use super::{CLEAN, ERRORS, Session, examined, terminal_width};
use crate::analysis;
use crate::app::console::Stream;
use crate::app::error::Error;
use crate::app::pipeline::Outcome;

#[derive(Args)]
pub(super) struct Options {
    #[arg(value_name = "WORKSPACE")]
    workspace: PathBuf,
    #[arg(id = "indicator", value_name = "INDICATOR")]
    indicator: String,
    #[arg(long, short, value_name = "UNIT")]
    unit: Option<String>,
    #[arg(long, short, value_name = "CATEGORY")]
    category: Option<String>,
    #[arg(long, short, value_name = "PERIOD")]
    period: Option<String>,
    #[arg(long)]
    all: bool,
}

pub(super) fn run(options: &Options, session: Session) -> Result<u8, Error> {
    let (workspace, console) = session.load(&options.workspace)?;
    let Some((_, Outcome { observations, figures, .. })) = examined(&workspace, console, Stream::Err)? else {
        return Ok(ERRORS);
    };
    let finder = find::Finder::new(&workspace.knowledge, &figures, &observations);
    let asked = find::Asked {
        unit: options.unit.as_deref(),
        indicator: &options.indicator,
        category: options.category.as_deref(),
        period: options.period.as_deref(),
    };
    let key = finder.key(&asked)?;
    let derivation = analysis::derive(key, &figures, &observations, &workspace.knowledge);
    let shown = screen::Shown { knowledge: &workspace.knowledge, units: finder.units, observations: &observations };
    if console.json {
        console.print(Stream::Out, &json::text(&derivation, &shown)?)?;
        return Ok(CLEAN);
    }
    // Whoever reads it in a file or in another program has room for all of it.
    let most = if options.all || !std::io::stdout().is_terminal() { usize::MAX } else { screen::MOST_PARTS };
    console.print(Stream::Out, &screen::draw(&derivation, &shown, terminal_width(), most))?;
    Ok(CLEAN)
}
