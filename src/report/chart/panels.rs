//! One small line a unit, all on one scale, with the average of all thin behind each.

use super::datum::{brief, known};
use super::line;
use super::marker;
use super::scene::{Anchor, Area, Point, Scene};
use super::spec::Series;
use super::text::Face;

/// Between the panels.
const GUTTER: (f64, f64) = (44.0, 22.0);

pub(super) fn draw(scene: &mut Scene, area: Area, categories: &[String], panels: &[Series], average: Option<&Series>) {
    let face = Face::regular(scene.label);
    let bold = Face::semibold(scene.label);
    let across = match panels.len() {
        0..=4 => 2,
        5..=9 => 3,
        _ => 4,
    }
    .min(panels.len());
    let down = panels.len().div_ceil(across);
    let years = face.leading();
    let width = (area.width() - GUTTER.0 * (across as f64 - 1.0)) / across as f64;
    let height = (area.height() - years - GUTTER.1 * (down as f64 - 1.0)) / down as f64;
    let all: Vec<Series> = panels.iter().chain(average).cloned().collect();
    let axis = line::axis(&all);
    let last = |one: &Series| {
        known(one.values.last()).map(|datum| {
            let full = datum.text.clone();
            if scene.letters.width(&full, bold) > width * 0.34 { brief(datum, scene.language) } else { full }
        })
    };
    let texts: Vec<String> = panels
        .iter()
        .map(|one| scene.letters.shorten(&last(one).unwrap_or_else(|| "…".to_owned()), bold, width * 0.34))
        .collect();
    let value_width = scene.letters.widest(texts.iter().map(String::as_str), bold);

    let names = scene.letters.names(panels.iter().map(|panel| panel.name.as_str()), bold, width, 1);
    for (index, panel) in panels.iter().enumerate() {
        let (row, column) = (index / across, index % across);
        let left = area.left + column as f64 * (width + GUTTER.0);
        let top = area.top + row as f64 * (height + GUTTER.1);
        scene.lines(&names[index], bold, scene.theme.text, Anchor::Left, (left, top + bold.size * 0.85));
        let plot = Area::new(left, top + bold.leading() + 12.0, left + width - value_width - 22.0, top + height);
        let floor = axis.place(axis.low(), plot.bottom, plot.top);
        scene.line(vec![(plot.left, floor), (plot.right, floor)], scene.theme.line, 2.0);
        let place = |index: usize, value: f64| -> Point {
            let step = (plot.width() - 20.0) / (categories.len().saturating_sub(1)).max(1) as f64;
            (plot.left + 10.0 + index as f64 * step, axis.place(value, plot.bottom, plot.top))
        };
        if let Some(average) = average {
            strokes(scene, average, &place, scene.theme.plain.colour, 3.0);
        }
        strokes(scene, panel, &place, scene.theme.strong.colour, 5.0);
        for (year, value) in panel.values.iter().enumerate() {
            if known(Some(value)).is_none() && year < categories.len() {
                let (x, _) = place(year, axis.low());
                let placed = scene.lay("…", bold, Anchor::Middle, (x, floor - 12.0));
                if scene.is_free(&placed.area()) && scene.safe().holds(&placed.area()) && year + 1 < categories.len() {
                    scene.texts.push(placed);
                }
            }
        }
        let level = match known(panel.values.last()) {
            Some(datum) => {
                let at = place(categories.len() - 1, datum.value);
                marker::draw(scene, 0, at, 9.0, scene.theme.strong.colour);
                at.1
            }
            None => plot.bottom - bold.size * 0.5,
        };
        let level = level.clamp(plot.top, plot.bottom - bold.size * 0.3);
        scene.text(
            &texts[index],
            bold,
            scene.theme.strong.colour,
            Anchor::Left,
            (plot.right + 16.0, bold.baseline_at(level)),
        );
        // The first and the last year stand under the lowest panel of each column.
        if index + across >= panels.len() {
            ends(scene, categories, plot);
        }
    }
}

fn ends(scene: &mut Scene, categories: &[String], plot: Area) {
    let face = Face::regular(scene.label);
    let baseline = plot.bottom + face.size * 1.05;
    let room = plot.width() / 2.0 - 8.0;
    let (Some(first), Some(last)) = (categories.first(), categories.last()) else { return };
    let first = scene.letters.shorten(first, face, room);
    scene.text(&first, face, scene.theme.muted, Anchor::Left, (plot.left, baseline));
    if categories.len() > 1 {
        let last = scene.letters.shorten(last, face, room);
        scene.text(&last, face, scene.theme.muted, Anchor::Right, (plot.right, baseline));
    }
}

/// The pieces of a line between its gaps; a point alone is a dot.
fn strokes(
    scene: &mut Scene,
    series: &Series,
    place: &impl Fn(usize, f64) -> Point,
    colour: crate::report::theme::Colour,
    width: f64,
) {
    let mut run: Vec<Point> = Vec::new();
    let points =
        series.values.iter().enumerate().map(|(index, value)| known(Some(value)).map(|d| place(index, d.value)));
    for point in points.chain([None]) {
        match point {
            Some(at) => run.push(at),
            None => match run.as_slice() {
                [] => {}
                [only] => {
                    marker::draw(scene, 0, *only, width, colour);
                    run.clear();
                }
                _ => scene.line(std::mem::take(&mut run), colour, width),
            },
        }
    }
}
