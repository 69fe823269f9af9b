//! Two times side by side, a line a unit: who rose, who fell.

use super::axis::spread;
use super::marker;
use super::scene::{Anchor, Area, Scene};
use super::spec::{Datum, Pair};
use super::text::Face;
use crate::report::theme::Colour;

const GAP: f64 = 34.0;

pub(super) fn draw(scene: &mut Scene, area: Area, ends: &[String; 2], pairs: &[Pair]) {
    let face = Face::regular(scene.label);
    let bold = Face::semibold(scene.label);
    let room = area.width() * 0.44;
    let rights: Vec<String> = pairs
        .iter()
        .map(|pair| {
            let numbers = if pair.change.is_empty() {
                pair.to.text.clone()
            } else {
                format!("{} ({})", pair.to.text, pair.change)
            };
            let left = room - scene.letters.width(&format!("{numbers}  "), bold);
            let name = scene.letters.shorten(&pair.name, bold, left.max(room * 0.3));
            scene.letters.shorten(&format!("{numbers}  {name}"), bold, room)
        })
        .collect();
    let lefts: Vec<String> =
        pairs.iter().map(|pair| scene.letters.shorten(&pair.from.text, bold, area.width() * 0.2)).collect();
    let heads: Vec<String> = ends.iter().map(|end| scene.letters.shorten(end, bold, area.width() * 0.4)).collect();
    let head_half = scene.letters.width(&heads[0], bold) / 2.0;
    let left = area.left + (scene.letters.widest(lefts.iter().map(String::as_str), bold) + GAP).max(head_half);
    let right = area.right - scene.letters.widest(rights.iter().map(String::as_str), bold) - GAP;
    let head = bold.leading() + 14.0;
    let inner = Area::new(left, area.top + head + face.size * 0.5, right, area.bottom - face.size * 0.5);

    let by_ratio = by_ratio(pairs);
    let level = |datum: &Datum| if by_ratio { value(datum).ln() } else { value(datum) };
    let values = || pairs.iter().flat_map(|pair| [&pair.from, &pair.to]).map(level);
    let (low, high) = values().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    let span = if high > low { high - low } else { 1.0 };
    let y = |datum: &Datum| inner.bottom - (level(datum) - low) / span * inner.height();
    for (x, text) in [(left, &heads[0]), (right, &heads[1])] {
        let half = scene.letters.width(text, bold) / 2.0;
        let middle = x.clamp(area.left + half, (area.right - half).max(area.left + half));
        scene.text(text, bold, scene.theme.muted, Anchor::Middle, (middle, area.top + bold.size * 0.8));
        scene.line(vec![(x, area.top + head - 6.0), (x, area.bottom)], scene.theme.grid, 2.0);
    }
    for pair in pairs {
        let (from, to) = ((left, y(&pair.from)), (right, y(&pair.to)));
        let colour = colour(scene, pair);
        if value(&pair.to) < value(&pair.from) {
            scene.dashes(from, to, colour, 4.0);
        } else {
            scene.line(vec![from, to], colour, 4.0);
        }
        for at in [from, to] {
            marker::draw(scene, 0, at, 8.0, colour);
        }
    }
    labels(scene, pairs, &lefts, (left, inner), Anchor::Right, |pair| y(&pair.from));
    labels(scene, pairs, &rights, (right, inner), Anchor::Left, |pair| y(&pair.to));
}

/// Whether equal slopes are equal growth: where the largest would press all others into one line.
pub(super) fn by_ratio(pairs: &[Pair]) -> bool {
    let values = || pairs.iter().flat_map(|pair| [&pair.from, &pair.to]).map(value);
    let (low, high) = values().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    low > 0.0 && high > 8.0 * low
}

fn value(datum: &Datum) -> f64 {
    if datum.value.is_finite() { datum.value } else { 0.0 }
}

fn colour(scene: &Scene, pair: &Pair) -> Colour {
    match value(&pair.to).total_cmp(&value(&pair.from)) {
        std::cmp::Ordering::Greater => scene.theme.strong.colour,
        std::cmp::Ordering::Less => scene.theme.average,
        std::cmp::Ordering::Equal => scene.theme.line,
    }
}

/// The texts of one side, as near to their points as the others allow.
fn labels(
    scene: &mut Scene,
    pairs: &[Pair],
    texts: &[String],
    (x, inner): (f64, Area),
    anchor: Anchor,
    y: impl Fn(&Pair) -> f64,
) {
    let face = Face::semibold(scene.label);
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by(|&a, &b| y(&pairs[a]).total_cmp(&y(&pairs[b])));
    let wishes: Vec<f64> = order.iter().map(|&index| y(&pairs[index])).collect();
    let heights = vec![face.leading(); order.len()];
    let Some(places) = spread(&wishes, &heights, inner.top - face.size * 0.5, inner.bottom + face.size * 0.5) else {
        return;
    };
    for (&index, place) in order.iter().zip(places) {
        let away = if anchor == Anchor::Right { -GAP } else { GAP };
        let colour = colour(scene, &pairs[index]);
        let from = y(&pairs[index]);
        if (from - place).abs() > 8.0 {
            // A thin line leads from the point to a text that had to move.
            let side = away.signum();
            let leader = vec![(x + side * 11.0, from), (x + side * (GAP - 5.0), place)];
            scene.line(leader, scene.theme.hatch, 2.0);
        }
        scene.text(&texts[index], face, colour, anchor, (x + away, face.baseline_at(place)));
    }
}
