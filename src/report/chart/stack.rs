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

/// One part of a column: from where to where it goes, as values, and what it prints.
struct Part<'a> {
    text: &'a str,
    fill: Fill,
    from: f64,
    to: f64,
    is_missing: bool,
}

impl Part<'_> {
    fn has_label(&self) -> bool {
        self.is_missing || self.from != self.to
    }
}

/// From a segment to its value beside the column.
const LEADER: f64 = 15.0;

pub(super) fn draw(scene: &mut Scene, area: Area, stack: &Stack) {
    let face = Face::semibold(scene.label);
    let columns: Vec<Vec<Part>> = (0..stack.categories.len()).map(|index| parts(scene, stack, index)).collect();
    let ends = columns.iter().flatten().flat_map(|part| [part.from, part.to]);
    let axis = if stack.are_shares { Axis::of_shares(ends) } else { Axis::new(ends, true) };

    let total_face = Face::semibold(scene.theme.sizes.subtitle);
    let head = if stack.totals.is_empty() { scene.label * 0.4 } else { total_face.size * 1.3 };
    let mark = if stack.are_shares { "%" } else { "" };
    let count = stack.categories.len();
    // Values beside the last column may push the columns together (below), by a third of one at most.
    let room = Slots::new(axis.plot(scene, area, mark), count).width * (1.0 - 0.34 / count as f64);
    let names = Names::new(scene, stack.categories, room);
    let inner = Area { top: area.top + head, bottom: area.bottom - names.height(), ..area };
    let plot = axis.draw(scene, inner, mark);
    let y = |value: f64| axis.place(value, plot.bottom, plot.top);
    let slots = Slots::new(plot, count);

    // Columns give way to the values beside them, but not so far that the values inside lose their room.
    let widest = |is_thin: bool| {
        let wanted = |part: &&Part| is_thin == ((y(part.from) - y(part.to)).abs() < face.size * 1.2);
        let labels = columns.iter().flatten().filter(|part| part.has_label()).filter(wanted);
        scene.letters.widest(labels.map(|part| part.text), face)
    };
    let (inside, beside) = (widest(false), widest(true));
    let most = (slots.width * 0.56).min(200.0) / 2.0;
    let least = (inside / 2.0 + 7.0).max(most * 0.7).min(most);
    let wish = slots.width / 2.0 - beside - LEADER - 1.0;
    let half = if beside > 0.0 { wish.clamp(least, most) } else { most };
    // What the last column still lacks at its right, all columns yield together.
    let lack = if beside > 0.0 { (half - wish).clamp(0.0, slots.width * 0.3) } else { 0.0 };
    let slots = Slots::new(Area { right: plot.right - lack * 1.1, ..plot }, count);

    let mut tops = Vec::new();
    let mut outside = Vec::new();
    for (index, parts) in columns.iter().enumerate() {
        let middle = slots.middle(index);
        let bar = Area::new(middle - half, plot.top, middle + half, plot.bottom);
        if parts.iter().all(|part| part.is_missing) {
            frame::gap(scene, middle, y(0.0), face);
        } else {
            outside.push((bar, draw_column(scene, parts, &axis, bar)));
        }
        tops.push(y(parts.iter().map(|part| part.to).fold(0.0, f64::max)));
    }
    scene.line(vec![(plot.left, y(0.0)), (plot.right, y(0.0))], scene.theme.line, 2.0);
    draw_totals(scene, stack, slots, &tops, total_face);
    for (bar, labels) in outside {
        let next = bar.right + slots.width - 2.0 * half - 8.0;
        draw_beside(scene, labels, bar, next.min(plot.right));
    }
    names.draw(scene, plot.bottom, slots.middles());
}

fn parts<'a>(scene: &Scene, stack: &'a Stack, index: usize) -> Vec<Part<'a>> {
    let (mut up, mut down) = (0.0, 0.0);
    let mut parts = Vec::new();
    for (series, fill) in stack.series.iter().zip(scene.theme.parts) {
        let part = match known(series.values.get(index)) {
            Some(datum) => {
                let end = if datum.value < 0.0 { &mut down } else { &mut up };
                let from = *end;
                *end += datum.value;
                Part { text: &datum.text, fill, from, to: *end, is_missing: false }
            }
            None => Part { text: "…", fill, from: up, to: up, is_missing: true },
        };
        parts.push(part);
    }
    parts
}

/// Draws one column with the values that fit inside; gives the others with the height where they belong.
fn draw_column<'a>(scene: &mut Scene, parts: &[Part<'a>], axis: &Axis, bar: Area) -> Vec<(f64, &'a str)> {
    let face = Face::semibold(scene.label);
    let y = |value: f64| axis.place(value, bar.bottom, bar.top);
    let topmost = parts.iter().map(|part| part.to).fold(0.0, f64::max);
    let mut outside = Vec::new();
    for part in parts {
        let (a, b) = (y(part.from), y(part.to));
        let segment = Area { top: a.min(b), bottom: a.max(b), ..bar };
        let ends_column = part.to == topmost && part.to > part.from;
        // A white line of 2 px parts the segments; a sliver keeps half of itself.
        let gap = if part.from == 0.0 { 0.0 } else { 2.0_f64.min(segment.height() / 2.0) };
        let drawn = Area { bottom: segment.bottom - gap, ..segment };
        scene.bar(drawn, part.fill, ends_column.then_some(Side::Top));
        let is_high = segment.height() >= face.size * 1.2;
        if is_high && scene.letters.width(part.text, face) <= segment.width() - 12.0 {
            scene.text_on(part.text, face, part.fill, drawn.centre());
        } else if part.has_label() {
            outside.push((segment.centre().1, part.text));
        }
    }
    outside
}

/// Writes the values of segments that are too thin to hold them at the column's right, as far as there is room.
fn draw_beside(scene: &mut Scene, mut labels: Vec<(f64, &str)>, bar: Area, end: f64) {
    let face = Face::semibold(scene.label);
    labels.retain(|(_, text)| bar.right + LEADER + scene.letters.width(text, face) <= end);
    // Parts are stacked from below.
    labels.reverse();
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let wishes: Vec<f64> = labels.iter().map(|(y, _)| *y).collect();
    let heights = vec![face.size * 1.05; wishes.len()];
    let Some(places) = spread(&wishes, &heights, bar.top - face.size, bar.bottom - 2.0) else { return };
    for ((y, text), place) in labels.into_iter().zip(places) {
        let x = bar.right + LEADER;
        let placed = scene.lay(text, face, Anchor::Left, (x, face.baseline_at(place)));
        if scene.is_free(&placed.area().grown(1.0)) {
            scene.texts.push(placed);
            scene.line(vec![(bar.right + 1.0, y), (x - 4.0, place)], scene.theme.line, 1.5);
        }
    }
}

fn draw_totals(scene: &mut Scene, stack: &Stack, slots: Slots, tops: &[f64], face: Face) {
    let widest = scene.letters.widest(stack.totals.iter().flatten().map(|total| total.text.as_str()), face);
    // Totals that would touch fall back to the size of labels, then to those that have room.
    let face = if widest > slots.width - 8.0 { Face::semibold(scene.label) } else { face };
    for (index, (total, top)) in stack.totals.iter().zip(tops).enumerate() {
        let all_missing = stack.series.iter().all(|one| known(one.values.get(index)).is_none());
        let Some(text) = known(Some(total)).map(|total| total.text.as_str()).or((!all_missing).then_some("…")) else {
            continue;
        };
        let placed = scene.lay(text, face, Anchor::Middle, (slots.middle(index), top - 14.0));
        let area = placed.area();
        if area.width() <= slots.width - 4.0 && scene.is_free(&area.grown(2.0)) {
            scene.texts.push(placed);
        }
    }
}
