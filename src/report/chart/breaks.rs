//! Marks between two years where other units stand behind the figures than before.

use super::scene::{Anchor, Area, Scene};
use super::spec::Break;
use super::text::Face;

/// What is left of an area below the names of the marks.
pub(super) fn below(scene: &Scene, area: Area, breaks: &[Break]) -> Area {
    let strip = if breaks.is_empty() { 0.0 } else { Face::regular(scene.theme.sizes.source).leading() + 4.0 };
    Area { top: area.top + strip, ..area }
}

/// Draws each mark at the border before its category, its name above; names that would touch are left out, for the notes
/// under the chart say them all.
pub(super) fn draw(scene: &mut Scene, breaks: &[Break], plot: Area, border: impl Fn(usize) -> f64) {
    let face = Face::semibold(scene.theme.sizes.source);
    for one in breaks {
        let x = border(one.before).clamp(plot.left, plot.right);
        scene.dashes((x, plot.top), (x, plot.bottom), scene.theme.average, 3.0);
        let text = scene.letters.shorten(&one.text, face, plot.width() * 0.5);
        let half = scene.letters.width(&text, face) / 2.0;
        let middle = x.clamp(plot.left + half, (plot.right - half).max(plot.left + half));
        let placed = scene.lay(&text, face, Anchor::Middle, (middle, plot.top - face.size * 0.45));
        if scene.is_free(&placed.area().grown(4.0)) {
            scene.texts.push(super::scene::PlacedText { colour: scene.theme.average, ..placed });
        }
    }
}
