//! Stacked columns: parts upon one another, with their total above; or shares of a whole.

use super::axis::{Axis, Names, Slots, spread};
use super::breaks;
use super::datum::{brief, known};
use super::frame;
use super::scene::{Anchor, Area, Scene, Side};
use super::spec::{Break, Datum, Growth, Series};
use super::text::Face;
use crate::report::theme::Fill;

/// What is stacked.
pub(super) struct Stack<'a> {
    pub categories: &'a [String],
    pub series: &'a [Series],
    /// Empty: no totals.
    pub totals: &'a [Option<Datum>],
    /// Arrows above the columns.
    pub growth: &'a [Growth],
    /// Whether the parts are percentages of a whole.
    pub are_shares: bool,
}

/// One part of a column: from where to where it goes, as values, and what it prints.
struct Part {
    text: String,
    fill: Fill,
    from: f64,
    to: f64,
    is_missing: bool,
}

impl Part {
    fn has_label(&self) -> bool {
        self.is_missing || self.from != self.to
    }
}

/// What a value inside a segment needs beside its own width.
const PADDING: f64 = 12.0;
/// From a segment to its value beside the column.
const LEADER: f64 = 15.0;
/// What the arrow of growth needs above the columns.
const ARROW: f64 = 74.0;

pub(super) fn draw(scene: &mut Scene, area: Area, stack: &Stack, breaks: &[Break]) {
    let face = Face::semibold(scene.label);
    let mut columns: Vec<Vec<Part>> = (0..stack.categories.len()).map(|index| parts(scene, stack, index)).collect();
    let ends = columns.iter().flatten().flat_map(|part| [part.from, part.to]);
    let axis = if stack.are_shares { Axis::of_shares(ends) } else { Axis::new(ends, true) };

    let total_face = Face::semibold(scene.theme.sizes.subtitle);
    let head = if stack.totals.is_empty() { scene.label * 0.4 } else { total_face.size * 1.3 }
        + if stack.growth.is_empty() { 0.0 } else { ARROW };
    let mark = if stack.are_shares { "%" } else { "" };
    let count = stack.categories.len();
    // Values beside the last column may push the columns together (below), by a third of one at most.
    let room = Slots::new(axis.plot(scene, area, mark), count).width * (1.0 - 0.34 / count as f64);
    let names = Names::new(scene, stack.categories, room);
    let inner = Area { top: area.top + head, bottom: area.bottom - names.height(), ..area };
    let plot = axis.draw(scene, inner, mark);
    let y = |value: f64| axis.place(value, plot.bottom, plot.top);
    let slots = Slots::new(plot, count);

    // Many columns stand closer: there is no room beside them anyway.
    let most = (slots.width * if count > 10 { 0.74 } else { 0.56 }).min(200.0) / 2.0;
    if scene.letters.widest(columns.iter().flatten().map(|part| part.text.as_str()), face) > most * 2.0 - PADDING {
        shorten(scene, stack, &mut columns);
    }
    // Columns give way to the values beside them, but not so far that the values inside lose their room.
    let widest = |is_thin: bool| {
        let wanted = |part: &&Part| is_thin == ((y(part.from) - y(part.to)).abs() < face.size * 1.2);
        let labels = columns.iter().flatten().filter(|part| part.has_label()).filter(wanted);
        scene.letters.widest(labels.map(|part| part.text.as_str()), face)
    };
    let (inside, beside) = (widest(false), widest(true));
    let least = (inside / 2.0 + 1.5 * PADDING).max(most * 0.7).min(most);
    let wish = slots.width / 2.0 - beside - LEADER - 1.0;
    let half = if beside > 0.0 { wish.clamp(least, most) } else { most };
    // What the last column still lacks at its right, all columns yield together.
    let lack = if beside > 0.0 { (half - wish).clamp(0.0, slots.width * 0.3) } else { 0.0 };
    let slots = Slots::new(Area { right: plot.right - lack * 1.1, ..plot }, count);
    let border = |index: usize| slots.middle(index) - slots.width / 2.0;
    breaks::draw(scene, breaks, Area { top: area.top, ..plot }, border);
    for growth in stack.growth.iter().filter(|growth| growth.from < growth.to && growth.to < count) {
        // Where one arrow ends and the next begins, both keep a step from the middle of the column.
        let beside = |at: usize, end: fn(&Growth) -> usize| stack.growth.iter().any(|other| end(other) == at);
        let from = slots.middle(growth.from) + if beside(growth.from, |other| other.to) { 12.0 } else { 0.0 };
        let to = slots.middle(growth.to) - if beside(growth.to, |other| other.from) { 12.0 } else { 0.0 };
        draw_growth(scene, &growth.text, (from, to), area.top);
    }

    let mut tops = Vec::new();
    let mut outside = Vec::new();
    for (index, parts) in columns.iter().enumerate() {
        let middle = slots.middle(index);
        let bar = Area::new(middle - half, plot.top, middle + half, plot.bottom);
        if parts.iter().all(|part| part.is_missing) {
            frame::gap(scene, middle, y(0.0), face);
        } else if stack.totals.is_empty() && !parts.iter().any(Part::has_label) {
            // Nothing but zeros: say so, or it would look like nothing at all.
            scene.text(&parts[0].text, face, scene.theme.text, Anchor::Middle, (middle, y(0.0) - 10.0));
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

fn parts(scene: &Scene, stack: &Stack, index: usize) -> Vec<Part> {
    let (mut up, mut down) = (0.0, 0.0);
    let mut parts = Vec::new();
    for (series, fill) in stack.series.iter().zip(scene.theme.parts) {
        let part = match known(series.values.get(index)) {
            Some(datum) => {
                let end = if datum.value < 0.0 { &mut down } else { &mut up };
                let from = *end;
                *end += datum.value;
                Part { text: datum.text.clone(), fill, from, to: *end, is_missing: false }
            }
            None => Part { text: "…".into(), fill, from: up, to: up, is_missing: true },
        };
        parts.push(part);
    }
    parts
}

/// Puts the brief texts in place of the full ones.
fn shorten(scene: &Scene, stack: &Stack, columns: &mut [Vec<Part>]) {
    for (index, parts) in columns.iter_mut().enumerate() {
        for (part, series) in parts.iter_mut().zip(stack.series) {
            if let Some(datum) = known(series.values.get(index)) {
                part.text = brief(datum, scene.language);
            }
        }
    }
}

/// Draws one column with the values that fit inside; gives the others with the height where they belong.
fn draw_column<'a>(scene: &mut Scene, parts: &'a [Part], axis: &Axis, bar: Area) -> Vec<(f64, &'a str)> {
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
        if is_high && scene.letters.width(&part.text, face) <= segment.width() - PADDING {
            scene.text_on(&part.text, face, part.fill, drawn.centre());
        } else if part.has_label() {
            outside.push((segment.centre().1, part.text.as_str()));
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
        // The dots of a missing figure stand on the baseline: they belong at the leader's end.
        let baseline = if text == "…" { place + face.size * 0.06 } else { face.baseline_at(place) };
        let placed = scene.lay(text, face, Anchor::Left, (x, baseline));
        if scene.is_free(&placed.area().grown(1.0)) {
            scene.texts.push(placed);
            scene.line(vec![(bar.right + 1.0, y), (x - 4.0, place)], scene.theme.line, 1.5);
        }
    }
}

/// Draws an arrow from one column to another, with what lies between in its middle; none where that has no room.
fn draw_growth(scene: &mut Scene, growth: &str, (from, to): (f64, f64), top: f64) {
    let face = Face::semibold(scene.label);
    let colour = scene.theme.strong.colour;
    let level = top + 30.0;
    let wide = scene.letters.width(growth, face);
    // A short arrow has a tight plate.
    let (middle, half) = ((from + to) / 2.0, wide / 2.0 + 26.0_f64.min((to - from - wide) / 2.0 - 12.0));
    if half < wide / 2.0 + 6.0 {
        return;
    }
    scene.line(vec![(from, level + 24.0), (from, level), (to, level), (to, level + 16.0)], colour, 2.0);
    let head = vec![(to - 8.0, level + 14.0), (to + 8.0, level + 14.0), (to, level + 28.0)];
    scene.shapes.push(super::scene::Shape::Polygon { points: head, colour });
    let plate = Area::new(middle - half, level - 26.0, middle + half, level + 26.0);
    let fill = Fill { colour: scene.theme.paper, edge: Some(colour), ink: colour };
    scene.bar(plate, fill, Some(Side::All));
    scene.text_on(growth, face, fill, plate.centre());
}

fn draw_totals(scene: &mut Scene, stack: &Stack, slots: Slots, tops: &[f64], face: Face) {
    let widest = |face| scene.letters.widest(stack.totals.iter().flatten().map(|total| total.text.as_str()), face);
    // Totals that would touch fall back to the size of labels, then to brief texts.
    let room = slots.width - 8.0;
    let small = Face::semibold(scene.label);
    let (face, are_brief) = (if widest(face) > room { small } else { face }, widest(small) > room);
    for (index, (total, top)) in stack.totals.iter().zip(tops).enumerate() {
        let all_missing = stack.series.iter().all(|one| known(one.values.get(index)).is_none());
        let text = match known(Some(total)) {
            Some(total) if are_brief => brief(total, scene.language),
            Some(total) => total.text.clone(),
            None if all_missing => continue,
            None => "…".to_owned(),
        };
        let placed = scene.lay(&text, face, Anchor::Middle, (slots.middle(index), top - 14.0));
        let area = placed.area();
        if area.width() <= slots.width - 4.0 && scene.is_free(&area.grown(2.0)) {
            scene.texts.push(placed);
        }
    }
}
