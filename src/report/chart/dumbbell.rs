//! Two times in one row a unit: a ring for the earlier, a dot for the later, and what lies between.

use super::marker;
use super::scene::{Anchor, Area, Scene};
use super::spec::{Datum, Pair};
use super::text::Face;
use crate::text::phrase;

const RADIUS: f64 = 12.0;
const GAP: f64 = 22.0;

pub(super) fn draw(scene: &mut Scene, area: Area, pairs: &[Pair]) {
    let face = Face::regular(scene.label);
    let bold = Face::semibold(scene.label);
    let head = face.leading() + 4.0;
    let pitch = ((area.height() - head) / pairs.len() as f64).min(84.0);
    let lines_most = if pitch >= face.leading() * 2.0 + 4.0 { 2 } else { 1 };
    let names: Vec<Vec<String>> =
        scene.letters.names(pairs.iter().map(|pair| pair.name.as_str()), face, area.width() * 0.38, lines_most);
    let short = |text: &str| scene.letters.shorten(text, bold, area.width() * 0.14);
    let texts: Vec<[String; 3]> =
        pairs.iter().map(|pair| [short(&pair.from.text), short(&pair.to.text), short(&pair.change)]).collect();
    let heading = phrase("chart.change", scene.language, &[]);
    let widest = |scene: &Scene, which: usize| scene.letters.widest(texts.iter().map(|row| row[which].as_str()), bold);
    let value_width = widest(scene, 0).max(widest(scene, 1)) + GAP;
    let change_width = widest(scene, 2).max(scene.letters.width(&heading, bold));
    let name_width = scene.letters.widest(names.iter().flatten().map(String::as_str), face);
    let left = area.left + name_width + 28.0 + value_width;
    let right = area.right - change_width - 28.0 - value_width;

    let values = || pairs.iter().flat_map(|pair| [&pair.from, &pair.to]).map(value);
    let (low, high) = values().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    let span = if high > low { high - low } else { 1.0 };
    let x = |datum: &Datum| left + (value(datum) - low) / span * (right - left).max(0.0);
    let top = area.top + head;
    scene.text(&heading, bold, scene.theme.muted, Anchor::Right, (area.right, area.top + bold.size * 0.8));
    for (index, pair) in pairs.iter().enumerate() {
        let middle = top + (index as f64 + 0.5) * pitch;
        let baseline = bold.baseline_at(middle);
        let first = baseline - face.leading() * (names[index].len() as f64 - 1.0) / 2.0;
        scene.lines(&names[index], face, scene.theme.text, Anchor::Left, (area.left, first));
        let (from, to) = (x(&pair.from), x(&pair.to));
        // A thin line leads from the name to the row's change, around the values.
        let clear = value_width + 10.0;
        for (start, end) in [(left - value_width, from.min(to) - clear), (from.max(to) + clear, right + value_width)] {
            if end > start {
                scene.line(vec![(start, middle), (end, middle)], scene.theme.grid, 2.0);
            }
        }
        // What prints alike has neither risen nor fallen.
        let alike = pair.from.text == pair.to.text;
        let rises = !alike && value(&pair.to) > value(&pair.from);
        let falls = !alike && value(&pair.to) < value(&pair.from);
        let colour = if falls { scene.theme.average } else { scene.theme.strong.colour };
        scene.line(vec![(from, middle), (to, middle)], colour, 6.0);
        ring(scene, (from, middle));
        marker::draw(scene, 0, (to, middle), RADIUS, colour);
        let [earlier, later, change] = &texts[index];
        let outer = if falls {
            [(Anchor::Left, GAP), (Anchor::Right, -GAP)]
        } else {
            [(Anchor::Right, -GAP), (Anchor::Left, GAP)]
        };
        scene.text(earlier, face, scene.theme.muted, outer[0].0, (from + outer[0].1, baseline));
        scene.text(later, bold, colour, outer[1].0, (to + outer[1].1, baseline));
        let ink = if rises || falls { colour } else { scene.theme.muted };
        scene.text(change, bold, ink, Anchor::Right, (area.right, baseline));
    }
}

/// The mark of the earlier time.
pub(super) fn ring(scene: &mut Scene, at: (f64, f64)) {
    marker::draw(scene, 0, at, RADIUS, scene.theme.line);
    marker::draw(scene, 0, at, RADIUS - 4.0, scene.theme.paper);
}

fn value(datum: &Datum) -> f64 {
    if datum.value.is_finite() { datum.value } else { 0.0 }
}
