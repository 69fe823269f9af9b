//! What was reached of each target, in per cent: bars inside the outline of the plan, beside the line of 100 %.

use super::scene::{Anchor, Area, Scene, Shape, Side};
use super::spec::TargetItem;
use super::text::Face;

/// Longer bars end here, with an arrow head.
const LONGEST: f64 = 150.0;
/// What an arrow head needs.
const ARROW: f64 = 22.0;

pub(super) fn draw(scene: &mut Scene, area: Area, items: &[TargetItem]) {
    let face = Face::regular(scene.label);
    let bold = Face::semibold(scene.label);
    let head = face.leading() + 10.0;
    let pitch = ((area.height() - head) / items.len() as f64).min(110.0);
    let lines_most = if pitch >= face.leading() * 2.0 + 4.0 { 2 } else { 1 };
    let names: Vec<Vec<String>> =
        scene.letters.names(items.iter().map(|item| item.name.as_str()), face, area.width() * 0.34, lines_most);
    let texts: Vec<String> =
        items.iter().map(|item| scene.letters.shorten(&item.done.text, bold, area.width() * 0.3)).collect();
    let left = area.left + scene.letters.widest(names.iter().flatten().map(String::as_str), face) + 28.0;
    let right = area.right - scene.letters.widest(texts.iter().map(String::as_str), bold) - 18.0 - ARROW;
    let done = |item: &TargetItem| if item.done.value.is_finite() { item.done.value.max(0.0) } else { 0.0 };
    let high = items.iter().map(|item| done(item).min(LONGEST)).fold(100.0, f64::max);
    let x = |percent: f64| left + percent.min(LONGEST) / high * (right - left);
    let (top, planned) = (area.top + head, x(100.0));
    let thick = (pitch * 0.5).min(42.0);

    for (index, item) in items.iter().enumerate() {
        let middle = top + (index as f64 + 0.5) * pitch;
        let first = face.baseline_at(middle) - face.leading() * (names[index].len() as f64 - 1.0) / 2.0;
        scene.lines(&names[index], face, scene.theme.text, Anchor::Left, (area.left, first));
        let end = x(done(item));
        let bar = Area::new(left, middle - thick / 2.0, end, middle + thick / 2.0);
        let fill = if item.is_met { scene.theme.strong } else { scene.theme.fall };
        scene.bar(bar, fill, Some(Side::Right));
        if !item.is_met {
            scene.hatch(bar.grown(-3.0), scene.theme.fall.edge.unwrap_or(scene.theme.line));
        }
        let around = Area::new(left, bar.top - 7.0, planned, bar.bottom + 7.0);
        outline(scene, around);
        let mut after = end.max(planned) + 12.0;
        if done(item) > LONGEST {
            let points = vec![(end + 4.0, middle - 13.0), (end + ARROW, middle), (end + 4.0, middle + 13.0)];
            scene.shapes.push(Shape::Polygon { points, colour: fill.colour });
            after += ARROW;
        }
        scene.text(&texts[index], bold, scene.theme.text, Anchor::Left, (after, bold.baseline_at(middle)));
    }
    let bottom = top + pitch * items.len() as f64;
    scene.dashes((planned, top - 2.0), (planned, bottom), scene.theme.average, 3.0);
    scene.line(vec![(left, top), (left, bottom)], scene.theme.line, 2.0);
    scene.text("100%", bold, scene.theme.average, Anchor::Middle, (planned, area.top + face.size * 0.8));
}

/// A thin frame: what was planned.
fn outline(scene: &mut Scene, area: Area) {
    let Area { left, top, right, bottom } = area;
    let points = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    scene.line(points, scene.theme.text, 2.0);
}
