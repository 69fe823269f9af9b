//! Which charts are drawn, and what each finds: trends of every indicator first, then units ranked and mapped by year.
//! A chart that would mislead is left out, and the notes say why.

pub(super) mod frame;
mod titles;
mod trend;
mod units;

use super::picker::{Item, Picker};
use crate::domain::{IndicatorId, Kind};
use crate::report::chart::ChartSpec;

/// So many charts fit into one conference.
const MOST: usize = 14;
/// So many of them may be trends, or rankings, maps and comparisons would never get a place.
const MOST_TRENDS: usize = 8;
/// So many compare units or indicators before a second round.
const MOST_LEADING: usize = 6;

/// Why a chart is not drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Undrawn {
    /// Nothing to see: the kind of chart does not suit this indicator, or there is no figure at all.
    NotMeant,
    /// Every figure is nought.
    AllZero,
    /// Too few years or units.
    TooFew,
    /// Too few units reported.
    Coverage,
}

impl Undrawn {
    fn key(self) -> Option<&'static str> {
        match self {
            Undrawn::NotMeant => None,
            Undrawn::AllZero => Some("report.undrawn.all_zero"),
            Undrawn::TooFew => Some("report.undrawn.too_few"),
            Undrawn::Coverage => Some("report.undrawn.coverage"),
        }
    }
}

/// A chart, or why there is none.
type Drawn = Result<ChartSpec, Undrawn>;

/// Which round of the selection a chart takes part in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Round {
    Trend,
    Leading,
    More,
}

/// The charts in the order of the chapters, and why others are missing.
pub fn charts(picker: &Picker) -> (Vec<ChartSpec>, Vec<String>) {
    let mut drafts: Vec<(Round, ChartSpec)> = Vec::new();
    let mut notes = Vec::new();
    let mut keep = |round: Round, item: Item, drawn: Drawn| match drawn {
        Ok(spec) => drafts.push((round, spec)),
        Err(reason) => {
            if let (Round::Trend, Some(key)) = (round, reason.key()) {
                notes.push(picker.say(key, &[("name", picker.indicator(item).name.get(picker.language).to_owned())]));
            }
        }
    };
    for (_, indicators) in picker.chapters() {
        let mut first = true;
        for (place, &indicator) in indicators.iter().enumerate() {
            let lead = lead(picker, indicator);
            let with_whole = picker.indicator(lead).part_of.is_some_and(|whole| indicators.contains(&whole));
            if !with_whole {
                keep(Round::Trend, lead, trend::trend(picker, indicator, &indicators));
            }
            if place == 0 {
                keep(Round::Leading, lead, trend::grouped(picker, &indicators));
            }
            let round = if first { Round::Leading } else { Round::More };
            keep(round, lead, trend::shares(picker, indicator));
            let ranking = units::ranking(picker, lead);
            // The first indicator of a chapter whose units differ stands for the chapter.
            first &= ranking.is_err();
            keep(round, lead, ranking);
            keep(round, lead, units::heat_map(picker, lead));
        }
    }
    let mut chosen = select(&drafts);
    for (number, spec) in chosen.iter_mut().enumerate() {
        spec.name = format!("{:02}-{}", number + 1, spec.name);
    }
    (chosen, notes)
}

/// Takes the charts of the first rounds within their limits, then fills up with others, and keeps the order.
fn select(drafts: &[(Round, ChartSpec)]) -> Vec<ChartSpec> {
    let of =
        |wanted: Round| drafts.iter().enumerate().filter(move |(_, (round, _))| *round == wanted).map(|(at, _)| at);
    let mut chosen: Vec<usize> =
        of(Round::Trend).take(MOST_TRENDS).chain(of(Round::Leading).take(MOST_LEADING)).collect();
    let others = of(Round::Leading).skip(MOST_LEADING).chain(of(Round::More)).chain(of(Round::Trend).skip(MOST_TRENDS));
    for draft in others {
        if chosen.len() < MOST {
            chosen.push(draft);
        }
    }
    chosen.sort_unstable();
    chosen.iter().map(|&at| drafts[at].1.clone()).collect()
}

/// The item that stands for an indicator where only one can: its total, else its first part that has figures.
fn lead(picker: &Picker, indicator: IndicatorId) -> Item {
    let items = picker.items(indicator);
    items.iter().copied().find(|&item| picker.has_figures(item)).unwrap_or(Item::total(indicator))
}

/// Whether a kind adds up over the months of a period, so that part-years are smaller by nature.
fn grows_with_time(kind: Kind) -> bool {
    matches!(kind, Kind::Flow)
}
