//! Stacked columns: parts upon one another, with their total above; or shares of a whole.

use super::axis::{Axis, Names, Slots, known, spread};
use super::frame;
use super::scene::{Anchor, Area, Scene, Side};
use super::spec::{Datum, Series};
use super::text::Face;
use crate::report::theme::Fill;

/// What is stacked.
pub(super) struct Stack<'a> {
    pub categories: &'a [String],
    pub series: &'a [Series],
    /// Empty: no totals.
    pub totals: &'a [Option<Datum>],
    /// Whether the parts are percentages of a whole.
    pub are_shares: bool,
}

/// One part of a column: what it shows and from where to where it goes, as values.
struct Part<'a> {
    datum: &'a Datum,
    fill: Fill,
    from: f64,
    to: f64,
}

pub(super) fn draw(scene: &mut Scene, area: Area, stack: &Stack) {
    let columns: Vec<Vec<Part>> = (0..stack.categories.len()).map(|index| parts(scene, stack, index)).collect();
    let ends = columns.iter().flatten().flat_map(|part| [part.from, part.to]);
    let axis = if stack.are_shares { Axis::of_shares(ends) } else { Axis::new(ends, true) };

    let total_face = Face::semibold(scene.theme.sizes.subtitle);
    let room = if stack.totals.is_empty() { scene.label * 0.4 } else { total_face.size * 1.3 };
    // The names' height is needed before the slots' true width is known: the axis takes about this much.
    let about = Slots::new(Area { left: area.left + 140.0, ..area }, stack.categories.len());
    let names = Names::new(scene, stack.categories, about.width);
    let inner = Area { top: area.top + room, bottom: area.bottom - names.height(), ..area };
    let plot = axis.draw(scene, inner, if stack.are_shares { "%" } else { "" });
    let slots = Slots::new(plot, stack.categories.len());
    let half = (slots.width * 0.56).min(200.0) / 2.0;
    let base = axis.place(0.0, plot.bottom, plot.top);

    let mut tops = Vec::new();
    for (index, parts) in columns.iter().enumerate() {
        let middle = slots.middle(index);
        let bar = Area::new(middle - half, plot.top, middle + half, plot.bottom);
        let beside = (slots.width / 2.0 - half - 10.0).max(0.0);
        let top = draw_column(scene, parts, &axis, bar, beside);
        let top = top.min(base);
        if parts.is_empty() {
            let face = Face::semibold(scene.label);
            frame::gap(scene, Area::new(bar.left, base - face.size * 1.2, bar.right, base - 4.0), face);
        }
        tops.push(top);
    }
    scene.line(vec![(plot.left, base), (plot.right, base)], scene.theme.line, 2.0);
    draw_totals(scene, stack, slots, &tops, total_face);
    names.draw(scene, plot.bottom, slots.middles());
}

fn parts<'a>(scene: &Scene, stack: &'a Stack, index: usize) -> Vec<Part<'a>> {
    let (mut up, mut down) = (0.0, 0.0);
    let mut parts = Vec::new();
    for (series, fill) in stack.series.iter().zip(scene.theme.parts) {
        let Some(datum) = known(series.values.get(index)) else { continue };
        let end = if datum.value < 0.0 { &mut down } else { &mut up };
        let from = *end;
        *end += datum.value;
        parts.push(Part { datum, fill, from, to: *end });
    }
    parts
}

/// Draws one column with its values; gives its upper end.
fn draw_column(scene: &mut Scene, parts: &[Part], axis: &Axis, bar: Area, beside: f64) -> f64 {
    let face = Face::semibold(scene.label);
    let y = |value: f64| axis.place(value, bar.bottom, bar.top);
    let topmost = parts.iter().map(|part| part.to).fold(0.0, f64::max);
    let mut thin: Vec<(f64, &Part)> = Vec::new();
    for part in parts {
        let (a, b) = (y(part.from), y(part.to));
        let segment = Area { top: a.min(b), bottom: a.max(b), ..bar };
        let ends_column = part.to == topmost && part.to > part.from;
        // A white line of 2 px parts the segments; a sliver keeps a pixel.
        let gap = if part.from == 0.0 { 0.0 } else { 2.0_f64.min(segment.height() / 2.0) };
        let drawn = Area { bottom: segment.bottom - gap, ..segment };
        scene.bar(drawn, part.fill, ends_column.then_some(Side::Top));
        let fits = segment.height() >= face.size * 1.2
            && scene.letters.width(&part.datum.text, face) <= segment.width() - 12.0;
        if fits {
            scene.text_on(&part.datum.text, face, part.fill, drawn.centre());
        } else if part.datum.value != 0.0 {
            thin.push((segment.centre().1, part));
        }
    }
    draw_beside(scene, thin, bar, beside);
    y(topmost)
}

/// Writes the values of segments that are too thin to hold them at the column's right, if there is room.
fn draw_beside(scene: &mut Scene, mut thin: Vec<(f64, &Part)>, bar: Area, room: f64) {
    const LEADER: f64 = 12.0;
    let face = Face::semibold(scene.label);
    thin.retain(|(_, part)| scene.letters.width(&part.datum.text, face) + LEADER + 6.0 <= room * 2.0 - 10.0);
    thin.sort_by(|a, b| a.0.total_cmp(&b.0));
    let wishes: Vec<f64> = thin.iter().map(|(y, _)| *y).collect();
    let heights = vec![face.size * 1.05; wishes.len()];
    let bounds = (bar.top - face.size, bar.bottom - 2.0);
    let Some(places) = spread(&wishes, &heights, bounds.0, bounds.1) else { return };
    for ((y, part), place) in thin.into_iter().zip(places) {
        let x = bar.right + LEADER;
        let colour = scene.theme.line;
        scene.line(vec![(bar.right + 1.0, y), (x - 1.0, place)], colour, 1.5);
        scene.text(&part.datum.text, face, scene.theme.text, Anchor::Left, (x + 3.0, face.baseline_at(place)));
    }
}

fn draw_totals(scene: &mut Scene, stack: &Stack, slots: Slots, tops: &[f64], face: Face) {
    let widest = scene.letters.widest(stack.totals.iter().flatten().map(|total| total.text.as_str()), face);
    // Totals that would touch fall back to the size of labels, then to those that have room.
    let face = if widest > slots.width - 8.0 { Face::semibold(scene.label) } else { face };
    for (index, (total, top)) in stack.totals.iter().zip(tops).enumerate() {
        let text = known(Some(total)).map_or("…", |total| total.text.as_str());
        let placed = scene.lay(text, face, Anchor::Middle, (slots.middle(index), top - 14.0));
        let area = placed.area();
        if area.width() <= slots.width - 4.0 && scene.is_free(&area.grown(2.0)) {
            scene.texts.push(placed);
        }
    }
}
