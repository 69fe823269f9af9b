//! Charts for slides: a [`ChartSpec`] says what is drawn; this room only draws.
//!
//! A chart is first a scene, every shape and every line of text in its place, and then SVG: plotters writes the geometry,
//! text is measured, wrapped and placed here and written as outlines. The PNG is the SVG's picture.
//!
//! The rules that all kinds share: bars start at zero; nothing is rotated; at most four sizes of type, none below 24 px; a
//! text that would touch another is moved or left out, never squeezed; what has no figure is shown as `…`, never as zero.

mod axis;
mod breaks;
mod cards;
mod datum;
mod dumbbell;
mod frame;
mod groups;
mod heatmap;
mod line;
#[cfg(test)]
mod lint;
mod marker;
mod panels;
mod pareto;
mod pixels;
mod ranking;
mod render;
#[cfg(test)]
mod samples;
mod scene;
mod slope;
mod spec;
mod stack;
mod targets;
mod text;
mod waterfall;

pub use heatmap::Steps as Shades;
pub use spec::{
    Break, Card, ChartKind, ChartSpec, Datum, Growth, HeatRow, Pair, ParetoBar, RankItem, Series, Step, StepRole,
    TargetItem,
};

use crate::report::theme::{Fill, Theme};
use crate::text::phrase;
use frame::Key;
use scene::Scene;
use stack::Stack;

/// Why a chart cannot be drawn. `compose` keeps within the limits, so a user never meets the first two.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// No category, no series, no bar or no row.
    #[error("a chart needs at least one of {0}")]
    Empty(&'static str),
    /// More than can be read on a slide.
    #[error("a chart shows at most {most} {what}, not {count}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// The drawing failed.
    #[error("the chart could not be drawn: {0}")]
    Draw(String),
    /// The picture could not be made from the drawing.
    #[error("the chart could not be turned into a picture: {0}")]
    Render(String),
}

/// Draws a chart as SVG: the same for the same chart, with no need of a font where it is shown.
pub fn svg(spec: &ChartSpec, theme: &Theme) -> Result<String, ChartError> {
    render::svg(&scene(spec, theme)?, spec)
}

/// The scale of a chart of lines: its ends and its step.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Ruler {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// From one tick to the next.
    pub step: f64,
}

/// The scale of a chart of lines, whoever draws it; other kinds start at nought.
pub fn ruler(kind: &ChartKind) -> Option<Ruler> {
    let axis = match kind {
        ChartKind::Line { series, .. } => line::axis(series),
        ChartKind::Panels { panels, average, .. } => {
            line::axis(&panels.iter().chain(average).cloned().collect::<Vec<_>>())
        }
        _ => return None,
    };
    Some(Ruler { low: axis.low(), high: axis.high(), step: axis.step() })
}

/// What has to be said of how a chart is drawn, after its subtitle.
pub fn remark(spec: &ChartSpec) -> Option<String> {
    let ChartSpec { kind, language, .. } = spec;
    let say = |key: &str| phrase(key, *language, &[]);
    let mut remarks: Vec<String> = Vec::new();
    match kind {
        ChartKind::Slope { pairs, .. } if slope::by_ratio(pairs) => remarks.push(say("chart.slope_by_ratio")),
        ChartKind::Panels { average: Some(average), .. } => {
            remarks.push(phrase("chart.thin_line", *language, &[("name", average.name.clone())]));
        }
        _ => {}
    }
    if ruler(kind).is_some_and(|ruler| ruler.low > 0.0) {
        remarks.push(say("chart.axis_from_above_zero"));
    }
    (!remarks.is_empty()).then(|| remarks.join("; "))
}

/// The picture of an SVG that [`svg`] drew, so many pixels wide.
pub fn png(svg: &str, width: u32) -> Result<Vec<u8>, ChartError> {
    render::png(svg, width)
}

/// At most so many categories, series, parts of a stack, bars, rows and columns of a map.
const MOST_CATEGORIES: usize = 20;
const MOST_SERIES: usize = 4;
const MOST_PARTS: usize = 5;
const MOST_BARS: usize = 20;
const MOST_ROWS: usize = 18;
const MOST_COLUMNS: usize = 12;
const MOST_TARGETS: usize = 12;
const MOST_SLOPES: usize = 12;
const MOST_PANELS: usize = 12;
const MOST_STEPS: usize = 9;
const MOST_CARDS: usize = 6;

fn within(what: &'static str, count: usize, most: usize) -> Result<(), ChartError> {
    match count {
        0 => Err(ChartError::Empty(what)),
        count if count > most => Err(ChartError::TooMany { what, count, most }),
        _ => Ok(()),
    }
}

fn scene<'a>(spec: &ChartSpec, theme: &'a Theme) -> Result<Scene<'a>, ChartError> {
    let mut scene = Scene::new(theme, spec.language);
    let remark = remark(spec);
    match &spec.kind {
        ChartKind::Stacked { categories, series, totals, growth } => {
            stacked(&mut scene, spec, &Stack { categories, series, totals, growth, are_shares: false })?;
        }
        ChartKind::Shares { categories, series } => {
            stacked(&mut scene, spec, &Stack { categories, series, totals: &[], growth: &[], are_shares: true })?;
        }
        ChartKind::Grouped { categories, series } => {
            within("categories", categories.len(), MOST_CATEGORIES)?;
            within("series", series.len(), MOST_SERIES)?;
            fit_label(&mut scene, categories, categories.len() * series.len() > 12);
            let parts = if series.len() > 1 { named(series, theme) } else { Vec::new() };
            let key = Key { parts, has_gaps: have_gaps(series, categories), ..Key::default() };
            let area = frame::draw(&mut scene, spec, key);
            let area = breaks::below(&scene, area, &spec.breaks);
            groups::draw(&mut scene, area, categories, series, &spec.breaks);
        }
        ChartKind::Line { categories, series } => {
            within("categories", categories.len(), MOST_CATEGORIES)?;
            within("series", series.len(), MOST_SERIES)?;
            fit_label(&mut scene, categories, categories.len() * series.len() > 12);
            let key = Key { has_gaps: have_gaps(series, categories), remark, ..Key::default() };
            let area = frame::draw(&mut scene, spec, key);
            let area = breaks::below(&scene, area, &spec.breaks);
            line::draw(&mut scene, area, categories, series, &spec.breaks);
        }
        ChartKind::Ranking { items, average } => {
            within("bars", items.len(), MOST_BARS)?;
            let is_tight = items.len() > 12;
            fit_label(&mut scene, &[], is_tight);
            let area = frame::draw(&mut scene, spec, Key { is_tight, ..Key::default() });
            ranking::draw(&mut scene, area, items, average.as_ref());
        }
        ChartKind::HeatMap { columns, rows } => {
            within("columns", columns.len(), MOST_COLUMNS)?;
            within("rows", rows.len(), MOST_ROWS)?;
            let is_tight = rows.len() > 12;
            fit_label(&mut scene, &[], is_tight || columns.len() > 6);
            let lacks = |row: &HeatRow| (0..columns.len()).any(|index| datum::known(row.values.get(index)).is_none());
            let (scale, has_gaps) = (heatmap::ranges(rows, theme), rows.iter().any(lacks));
            let area = frame::draw(&mut scene, spec, Key { scale, has_gaps, is_tight, ..Key::default() });
            heatmap::draw(&mut scene, area, columns, rows);
        }
        ChartKind::Targets { items } => {
            within("targets", items.len(), MOST_TARGETS)?;
            fit_label(&mut scene, &[], items.len() > 6);
            let area = frame::draw(&mut scene, spec, Key { is_tight: items.len() > 8, ..Key::default() });
            targets::draw(&mut scene, area, items);
        }
        ChartKind::Slope { ends, pairs } => {
            within("lines", pairs.len(), MOST_SLOPES)?;
            fit_label(&mut scene, &[], true);
            let area = frame::draw(&mut scene, spec, Key { remark, ..Key::default() });
            slope::draw(&mut scene, area, ends, pairs);
        }
        ChartKind::Dumbbell { ends, pairs } => {
            within("rows", pairs.len(), MOST_ROWS)?;
            let is_tight = pairs.len() > 12;
            fit_label(&mut scene, &[], pairs.len() > 8);
            let area = frame::draw(&mut scene, spec, Key { times: Some(ends.clone()), is_tight, ..Key::default() });
            dumbbell::draw(&mut scene, area, pairs);
        }
        ChartKind::Panels { categories, panels, average } => {
            within("categories", categories.len(), MOST_CATEGORIES)?;
            within("panels", panels.len(), MOST_PANELS)?;
            fit_label(&mut scene, &[], true);
            let key = Key { has_gaps: have_gaps(panels, categories), remark, ..Key::default() };
            let area = frame::draw(&mut scene, spec, key);
            panels::draw(&mut scene, area, categories, panels, average.as_ref());
        }
        ChartKind::Pareto { bars } => {
            within("bars", bars.len(), MOST_ROWS)?;
            let is_tight = bars.len() > 12;
            fit_label(&mut scene, &[], is_tight);
            let area = frame::draw(&mut scene, spec, Key { is_tight, ..Key::default() });
            pareto::draw(&mut scene, area, bars);
        }
        ChartKind::Waterfall { steps } => {
            within("steps", steps.len(), MOST_STEPS)?;
            let names: Vec<String> = steps.iter().map(|step| step.name.clone()).collect();
            fit_label(&mut scene, &names, steps.len() > 6);
            let area = frame::draw(&mut scene, spec, Key::default());
            waterfall::draw(&mut scene, area, steps);
        }
        ChartKind::Cards { cards } => {
            within("cards", cards.len(), MOST_CARDS)?;
            let area = frame::draw(&mut scene, spec, Key::default());
            cards::draw(&mut scene, area, cards);
        }
    }
    Ok(scene)
}

fn stacked(scene: &mut Scene, spec: &ChartSpec, stack: &Stack) -> Result<(), ChartError> {
    within("categories", stack.categories.len(), MOST_CATEGORIES)?;
    within("series", stack.series.len(), MOST_PARTS)?;
    fit_label(scene, stack.categories, stack.categories.len() > 8);
    let (parts, has_gaps) = (named(stack.series, scene.theme), have_gaps(stack.series, stack.categories));
    let area = frame::draw(scene, spec, Key { parts, has_gaps, ..Key::default() });
    let area = breaks::below(scene, area, &spec.breaks);
    stack::draw(scene, area, stack, &spec.breaks);
    Ok(())
}

/// Takes the small label where much is shown, or where names that are cut in large type may be whole in small type.
fn fit_label(scene: &mut Scene, names: &[String], is_crowded: bool) {
    let room = scene.safe().width() * 0.88 / names.len().max(1) as f64;
    if is_crowded || axis::Names::new(scene, names, room).are_cut() {
        scene.label = scene.theme.sizes.label_small;
    }
}

/// The series with the fills that stand for them.
fn named(series: &[Series], theme: &Theme) -> Vec<(Fill, String)> {
    series.iter().zip(theme.parts).map(|(one, fill)| (fill, one.name.clone())).collect()
}

/// Whether a figure is missing somewhere.
fn have_gaps(series: &[Series], categories: &[String]) -> bool {
    series.iter().any(|one| (0..categories.len()).any(|index| datum::known(one.values.get(index)).is_none()))
}
