//! Grouped columns: series side by side within each category.

use super::axis::{Axis, Names, Slots};
use super::breaks;
use super::datum::{brief, known};
use super::frame;
use super::scene::{Anchor, Area, PlacedText, Scene, Side};
use super::spec::{Break, Series};
use super::text::Face;
use crate::report::theme::Fill;

/// One column in its place.
struct Column {
    text: String,
    is_below: bool,
    area: Area,
    fill: Fill,
}

pub(super) fn draw(scene: &mut Scene, area: Area, categories: &[String], series: &[Series], breaks: &[Break]) {
    let face = Face::semibold(scene.label);
    let values = series.iter().flat_map(|one| &one.values).filter_map(|datum| known(Some(datum)));
    let axis = Axis::new(values.clone().map(|datum| datum.value), true);
    let widest = |scene: &Scene, texts: &[String]| scene.letters.widest(texts.iter().map(String::as_str), face);
    let full: Vec<String> = values.clone().map(|datum| datum.text.clone()).collect();
    let briefs: Vec<String> = values.map(|datum| brief(datum, scene.language)).collect();

    let slots = Slots::new(axis.plot(scene, area, ""), categories.len());
    let names = Names::new(scene, categories, slots.width);
    let goes_below = axis.low() < 0.0;
    let inner = Area {
        top: area.top + face.size * 1.3,
        bottom: area.bottom - names.height() - if goes_below { face.size * 1.3 } else { 0.0 },
        ..area
    };
    let plot = axis.draw(scene, inner, "");
    let base = axis.place(0.0, plot.bottom, plot.top);
    let border = |index: usize| slots.middle(index) - slots.width / 2.0;
    breaks::draw(scene, breaks, Area { top: area.top, ..plot }, border);

    // Columns are as wide as their values need, within what looks right.
    let count = series.len() as f64;
    let has_room = widest(scene, &full) <= slots.width * 0.88 / count;
    let wish = widest(scene, if has_room { &full } else { &briefs }) + 12.0;
    let pitch = wish.clamp(slots.width * 0.62 / count, slots.width * 0.88 / count).min(170.0);
    let mut columns = Vec::new();
    for (index, middle) in slots.middles().enumerate() {
        for (place, (one, fill)) in series.iter().zip(scene.theme.parts).enumerate() {
            let left = middle + (place as f64 - count / 2.0) * pitch;
            let (left, right) = (left + pitch * 0.03, left + pitch * 0.97);
            let Some(datum) = known(one.values.get(index)) else {
                frame::gap(scene, (left + right) / 2.0, base, face);
                continue;
            };
            let end = axis.place(datum.value, plot.bottom, plot.top);
            columns.push(Column {
                text: if has_room { datum.text.clone() } else { brief(datum, scene.language) },
                is_below: datum.value < 0.0,
                area: Area::new(left, end.min(base), right, end.max(base)),
                fill,
            });
        }
    }
    for column in &columns {
        let side = if column.is_below { Side::Bottom } else { Side::Top };
        scene.bar(column.area, column.fill, Some(side));
    }
    scene.line(vec![(plot.left, base), (plot.right, base)], scene.theme.line, 2.0);
    let bounds = Area::new(plot.left - 8.0, area.top - face.size, plot.right, area.bottom - names.height());
    draw_values(scene, &columns, face, bounds);
    names.draw(scene, inner.bottom + if goes_below { face.size * 1.3 } else { 0.0 }, slots.middles());
}

/// Writes each value at its column's end. One that would touch its neighbour is lifted, with a leader; one that cannot be is
/// left to the axis.
fn draw_values(scene: &mut Scene, columns: &[Column], face: Face, bounds: Area) {
    // The tallest first: it has the best claim to its place.
    let mut order: Vec<&Column> = columns.iter().collect();
    order.sort_by(|a, b| b.area.height().total_cmp(&a.area.height()));
    // Many lifted values would be a thicket.
    let lifts = if columns.len() > 30 { 2 } else { 4 };
    for column in order {
        let below = column.is_below;
        let x = column.area.centre().0;
        for lift in 0..lifts {
            let away = f64::from(lift) * face.size * 1.05;
            let baseline = if below {
                column.area.bottom + face.size * 1.05 + away
            } else {
                column.area.top - face.size * 0.35 - away
            };
            let placed = scene.lay(&column.text, face, Anchor::Middle, (x, baseline));
            if fits(scene, columns, &placed, bounds) {
                let ink = placed.area();
                scene.texts.push(placed);
                if lift > 0 {
                    let (from, to) = if below {
                        (column.area.bottom + 2.0, ink.top - 4.0)
                    } else {
                        (column.area.top - 2.0, ink.bottom + 4.0)
                    };
                    scene.line(vec![(x, from), (x, to)], scene.theme.line, 1.5);
                }
                break;
            }
        }
    }
}

fn fits(scene: &Scene, columns: &[Column], placed: &PlacedText, bounds: Area) -> bool {
    let area = placed.area();
    let wide = Area { left: area.left - 5.0, right: area.right + 5.0, top: area.top - 2.0, bottom: area.bottom + 2.0 };
    bounds.holds(&area) && scene.is_free(&wide) && columns.iter().all(|column| !column.area.meets(&area))
}
