//! Bars from the largest, with what they have of the whole together: how few carry most.

use super::scene::{Anchor, Area, Scene, Side};
use super::spec::ParetoBar;
use super::text::Face;
use crate::text::phrase;

pub(super) fn draw(scene: &mut Scene, area: Area, bars: &[ParetoBar]) {
    let face = Face::regular(scene.label);
    let bold = Face::semibold(scene.label);
    let heading = phrase("chart.cumulated", scene.language, &[]);
    let head = face.leading() + 4.0;
    let pitch = ((area.height() - head) / bars.len() as f64).min(84.0);
    let lines_most = if pitch >= face.leading() * 2.0 + 4.0 { 2 } else { 1 };
    let names: Vec<Vec<String>> =
        scene.letters.names(bars.iter().map(|bar| bar.name.as_str()), face, area.width() * 0.36, lines_most);
    let values: Vec<String> =
        bars.iter().map(|bar| scene.letters.shorten(&bar.datum.text, bold, area.width() * 0.25)).collect();
    let shares_width = scene
        .letters
        .widest(bars.iter().map(|bar| bar.cumulated.as_str()), bold)
        .max(scene.letters.width(&heading, bold));
    let left = area.left + scene.letters.widest(names.iter().flatten().map(String::as_str), face) + 28.0;
    let value_width = scene.letters.widest(values.iter().map(String::as_str), bold) + 22.0;
    let right = area.right - shares_width - 40.0 - value_width;
    let most = bars.iter().map(|bar| bar.datum.value).filter(|value| value.is_finite()).fold(0.0, f64::max);
    let scale = if most > 0.0 { (right - left) / most } else { 0.0 };
    let top = area.top + head;
    let thick = (pitch * 0.7).min(54.0);
    scene.text(&heading, bold, scene.theme.muted, Anchor::Right, (area.right, area.top + bold.size * 0.8));
    for (index, bar) in bars.iter().enumerate() {
        let middle = top + (index as f64 + 0.5) * pitch;
        let baseline = bold.baseline_at(middle);
        let first = baseline - face.leading() * (names[index].len() as f64 - 1.0) / 2.0;
        scene.lines(&names[index], face, scene.theme.text, Anchor::Left, (area.left, first));
        let long = if bar.datum.value.is_finite() { bar.datum.value.max(0.0) * scale } else { 0.0 };
        let fill = if bar.carries { scene.theme.strong } else { scene.theme.plain };
        let drawn = Area::new(left, middle - thick / 2.0, left + long, middle + thick / 2.0);
        scene.bar(drawn, fill, Some(Side::Right));
        scene.text(&values[index], bold, scene.theme.text, Anchor::Left, (left + long + 10.0, baseline));
        let next = bars.get(index + 1).is_some_and(|next| next.carries);
        let crossing = bar.carries && !next;
        let (face, ink) = if crossing { (bold, scene.theme.average) } else { (face, scene.theme.muted) };
        scene.text(&bar.cumulated, face, ink, Anchor::Right, (area.right, baseline));
        if crossing && index + 1 < bars.len() {
            let y = top + (index as f64 + 1.0) * pitch;
            scene.dashes((left, y), (area.right, y), scene.theme.average, 3.0);
        }
    }
    let bottom = top + pitch * bars.len() as f64;
    scene.line(vec![(left, top), (left, bottom)], scene.theme.line, 2.0);
}
