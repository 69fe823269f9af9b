//! From one level to another, step by step: what came, what went.

use super::axis::{Axis, Names, Slots};
use super::datum::{brief, known};
use super::scene::{Anchor, Area, Scene, Side};
use super::spec::{Step, StepRole};
use super::text::Face;

pub(super) fn draw(scene: &mut Scene, area: Area, steps: &[Step]) {
    let face = Face::semibold(scene.label);
    let spans = spans(steps);
    let axis = Axis::new(spans.iter().flat_map(|(from, to)| [*from, *to]), true);
    let names: Vec<String> = steps.iter().map(|step| step.name.clone()).collect();
    let width = Slots::new(axis.plot(scene, area, ""), steps.len()).width;
    let labels = Names::new(scene, &names, width);
    let below = if axis.low() < 0.0 { face.size * 1.3 } else { 0.0 };
    let inner = Area { top: area.top + face.size * 1.5, bottom: area.bottom - labels.height() - below, ..area };
    let plot = axis.draw(scene, inner, "");
    let slots = Slots::new(plot, steps.len());
    let y = |value: f64| axis.place(value, plot.bottom, plot.top);
    let half = (slots.width * 0.62).min(170.0) / 2.0;
    for (index, (step, (from, to))) in steps.iter().zip(&spans).enumerate() {
        let middle = slots.middle(index);
        let (top, bottom) = (y(from.max(*to)), y(from.min(*to)));
        let bar = Area::new(middle - half, top, middle + half, bottom.max(top + 2.0));
        let rises = to >= from;
        let fill = match step.role {
            StepRole::Level => scene.theme.strong,
            StepRole::Change if rises => scene.theme.rise,
            StepRole::Change | StepRole::Unexplained => scene.theme.fall,
        };
        let side = if rises { Side::Top } else { Side::Bottom };
        scene.bar(bar, fill, Some(side));
        if step.role != StepRole::Level && !rises || step.role == StepRole::Unexplained {
            scene.hatch(bar.grown(-2.0), fill.edge.unwrap_or(scene.theme.line));
        }
        if index + 1 < steps.len() {
            let level = y(*to);
            scene.line(vec![(middle + half, level), (slots.middle(index + 1) - half, level)], scene.theme.line, 2.0);
        }
        let room = slots.width - 8.0;
        let text = match known(Some(&Some(step.datum.clone()))) {
            Some(datum) if scene.letters.width(&datum.text, face) > room => brief(datum, scene.language),
            _ => step.datum.text.clone(),
        };
        let text = scene.letters.shorten(&text, face, room);
        scene.text(&text, face, scene.theme.text, Anchor::Middle, (middle, top - face.size * 0.4));
    }
    scene.line(vec![(plot.left, y(0.0)), (plot.right, y(0.0))], scene.theme.line, 2.0);
    labels.draw(scene, plot.bottom + below, slots.middles());
}

/// From where to where each step goes.
fn spans(steps: &[Step]) -> Vec<(f64, f64)> {
    let mut level = 0.0;
    let mut spans = Vec::new();
    for step in steps {
        let value = if step.datum.value.is_finite() { step.datum.value } else { 0.0 };
        let span = if step.role == StepRole::Level { (0.0, value) } else { (level, level + value) };
        level = span.1;
        spans.push(span);
    }
    spans
}
