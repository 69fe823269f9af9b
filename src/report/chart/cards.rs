//! A few numbers that stand for much: large, each with its change and its course.

use super::datum::brief;
use super::marker;
use super::scene::{Anchor, Area, Point, Scene, Shape, Side};
use super::spec::Card;
use super::text::Face;
use crate::report::theme::Fill;

const GUTTER: f64 = 32.0;
const PADDING: f64 = 34.0;

pub(super) fn draw(scene: &mut Scene, area: Area, cards: &[Card]) {
    let across = if cards.len() == 4 { 2 } else { cards.len().min(3) };
    let down = cards.len().div_ceil(across);
    let width = (area.width() - GUTTER * (across as f64 - 1.0)) / across as f64;
    let height = ((area.height() - GUTTER * (down as f64 - 1.0)) / down as f64).min(430.0);
    for (index, card) in cards.iter().enumerate() {
        let left = area.left + (index % across) as f64 * (width + GUTTER);
        let top = area.top + (index / across) as f64 * (height + GUTTER);
        one(scene, Area::new(left, top, left + width, top + height), card);
    }
}

fn one(scene: &mut Scene, plate: Area, card: &Card) {
    let theme = scene.theme;
    let ground = theme.steps[0];
    scene.bar(plate, Fill { edge: None, ..ground }, Some(Side::All));
    let inner = plate.grown(-PADDING);
    let label = Face::regular(theme.sizes.subtitle);
    let strong = Face::semibold(theme.sizes.subtitle);

    // From above the name, from below the change; the number has what is between.
    let lines = scene.letters.wrap(&card.label, label, inner.width(), 2);
    let mut top = inner.top;
    for line in &lines {
        put(scene, line, label, theme.muted, (inner.left, top + label.size * 0.85), ground);
        top += label.leading();
    }
    let mut bottom = inner.bottom;
    if let Some((rises, words)) = &card.change {
        let colour = if *rises { theme.strong.colour } else { theme.average };
        let room = inner.width() - 44.0;
        let words = scene.letters.shorten(words, strong, room);
        let middle = bottom - strong.size * 0.4;
        let (tip, foot) = if *rises { (middle - 13.0, middle + 11.0) } else { (middle + 13.0, middle - 11.0) };
        let points = vec![(inner.left, foot), (inner.left + 30.0, foot), (inner.left + 15.0, tip)];
        scene.shapes.push(Shape::Polygon { points, colour });
        put(scene, &words, strong, colour, (inner.left + 44.0, strong.baseline_at(middle)), ground);
        bottom -= strong.leading() + 8.0;
    }
    let number = number(scene, card, inner.width(), bottom - top);
    let Some((text, face)) = number else { return };
    let centre = (top + bottom) / 2.0;
    let baseline = centre + face.size * 0.36;
    let wide = scene.letters.width(&text, face);
    put(scene, &text, face, theme.heading, (inner.left, baseline), ground);
    let mut right = inner.left + wide + 18.0;
    if !card.measure.is_empty() {
        let room = inner.right - right;
        let measure = scene.letters.shorten(&card.measure, label, room.max(0.0));
        let measured = scene.letters.width(&measure, label);
        if measured <= room && !measure.starts_with('…') {
            put(scene, &measure, label, theme.muted, (right, baseline), ground);
            right += measured + 24.0;
        }
    }
    course(scene, card, Area::new(right + 16.0, top + 26.0, inner.right - 12.0, bottom - 26.0));
}

/// The number in the largest type that has room.
fn number(scene: &Scene, card: &Card, width: f64, height: f64) -> Option<(String, Face)> {
    let sizes = [scene.theme.sizes.number, scene.theme.sizes.title];
    let texts = [card.datum.text.clone(), brief(&card.datum, scene.language)];
    for text in &texts {
        for size in sizes {
            let face = Face::bold(size);
            if scene.letters.width(text, face) <= width && face.size * 1.1 <= height {
                return Some((text.clone(), face));
            }
        }
    }
    let face = Face::bold(scene.theme.sizes.title);
    (face.size <= height).then(|| (scene.letters.shorten(&texts[1], face, width), face))
}

fn put(scene: &mut Scene, text: &str, face: Face, colour: crate::report::theme::Colour, at: Point, ground: Fill) {
    if text.is_empty() {
        return;
    }
    let placed = scene.lay(text, face, Anchor::Left, at);
    scene.texts.push(super::scene::PlacedText { colour, ground: ground.colour, ..placed });
}

/// A small line, where there is room for one.
fn course(scene: &mut Scene, card: &Card, area: Area) {
    let known = || card.course.iter().copied().enumerate().filter_map(|(i, v)| Some((i, v.filter(|v| v.is_finite())?)));
    if area.width() < 120.0 || area.height() < 40.0 || known().count() < 3 {
        return;
    }
    let (low, high) = known().fold((0.0_f64, f64::MIN), |(l, h), (_, v)| (l.min(v), h.max(v)));
    let span = if high > low { high - low } else { 1.0 };
    let step = area.width() / (card.course.len().saturating_sub(1)).max(1) as f64;
    let points: Vec<Point> = known()
        .map(|(index, value)| (area.left + index as f64 * step, area.bottom - (value - low) / span * area.height()))
        .collect();
    if let Some(&last) = points.last() {
        scene.line(points, scene.theme.rise.colour, 5.0);
        marker::draw(scene, 0, last, 9.0, scene.theme.strong.colour);
    }
}
