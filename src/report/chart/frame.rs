//! What surrounds every chart: title, subtitle, key of colours, source line.

use super::scene::{Anchor, Area, Scene, Side};
use super::spec::ChartSpec;
use super::text::Face;
use crate::report::theme::{Colour, Fill};
use crate::text::phrase;

/// What explains the colours.
#[derive(Default)]
pub(super) struct Key {
    /// Fills with their names, in reading order.
    pub parts: Vec<(Fill, String)>,
    /// The steps of a scale of cells, palest first, each with its least and its greatest value.
    pub scale: Vec<(Fill, String, String)>,
    /// The names of two times: a ring, a dot.
    pub times: Option<[String; 2]>,
    /// Whether `…` occurs and has to be explained.
    pub has_gaps: bool,
    /// A sentence to add to the subtitle.
    pub remark: Option<String>,
    /// Whether the chart needs every line of height: subtitle and key share a line, the source is short.
    pub is_tight: bool,
}

const SWATCH: f64 = 26.0;
const SWATCH_GAP: f64 = 12.0;
const ITEM_GAP: f64 = 36.0;

/// One entry of the key, measured.
enum Item {
    Part(Fill, String),
    /// Steps with the ends of the whole at both sides.
    Scale(Vec<Fill>, String, String),
    /// Steps with the range of each inside.
    Ranges(Vec<(Fill, String)>),
    Gap(String),
    /// A ring, or else a dot.
    Time(bool, String),
}

/// Draws the frame and gives the area that is left for the chart.
pub(super) fn draw(scene: &mut Scene, spec: &ChartSpec, key: Key) -> Area {
    let safe = scene.safe();
    let theme = scene.theme;

    let title = Face::bold(theme.sizes.title);
    let lines = scene.letters.wrap(&spec.title, title, safe.width(), 2);
    let (source_most, gap) = if key.is_tight { (3 - lines.len().clamp(1, 2), 20.0) } else { (3, 36.0) };
    let mut baseline = safe.top + title.size * 0.98;
    scene.lines(&lines, title, theme.heading, Anchor::Left, (safe.left, baseline));
    baseline += title.leading() * lines.len().saturating_sub(1) as f64;

    let subtitle = Face::regular(theme.sizes.subtitle);
    let words = match &key.remark {
        Some(remark) if spec.subtitle.is_empty() => remark.clone(),
        Some(remark) => format!("{}; {remark}", spec.subtitle),
        None => spec.subtitle.clone(),
    };
    let is_tight = key.is_tight;
    let taken = scene.letters.width(&words, subtitle) + 2.0 * ITEM_GAP;
    let items = items(scene, key, if is_tight { safe.width() - taken } else { safe.width() });
    let lines = if is_tight {
        let key_width = total(&items.iter().map(|(_, width)| *width).collect::<Vec<_>>());
        let room = safe.width() - if key_width > 0.0 { key_width + 2.0 * ITEM_GAP } else { 0.0 };
        scene.letters.wrap(&words, subtitle, room.max(safe.width() * 0.3), 1)
    } else {
        scene.letters.wrap(&words, subtitle, safe.width(), 2)
    };
    baseline += subtitle.size * 1.65;
    scene.lines(&lines, subtitle, theme.muted, Anchor::Left, (safe.left, baseline));
    baseline += subtitle.leading() * lines.len().saturating_sub(1) as f64;

    let beside = match lines.as_slice() {
        [] => 0.0,
        [line] => scene.letters.width(line, subtitle) + 2.0 * ITEM_GAP - 1.0,
        _ => f64::MAX,
    };
    let top = draw_key(scene, items, baseline, beside) + gap;
    let bottom = draw_source(scene, &spec.source, source_most) - gap / 2.0;
    Area::new(safe.left, top, safe.right, bottom)
}

/// The entries of a key with their widths. `room`: what there is for all of them.
fn items(scene: &Scene, key: Key, room: f64) -> Vec<(Item, f64)> {
    let safe = scene.safe();
    let face = Face::regular(scene.label);
    let mut items: Vec<Item> = key
        .parts
        .iter()
        .map(|(fill, name)| Item::Part(*fill, scene.letters.shorten(name, face, safe.width() - SWATCH - SWATCH_GAP)))
        .collect();
    if let (Some((_, least, _)), Some((.., most))) = (key.scale.first(), key.scale.last()) {
        let range = |(fill, least, most): &(Fill, String, String)| {
            // A dash between numbers that have signs would be taken for one.
            let dash = if least.starts_with(|c: char| c.is_ascii_digit()) { "–" } else { " … " };
            (*fill, if least == most { least.clone() } else { format!("{least}{dash}{most}") })
        };
        let ranges = Item::Ranges(key.scale.iter().map(range).collect());
        let gap = if key.has_gaps { safe.width() / 4.0 } else { 0.0 };
        items.push(if width(scene, &ranges, face) + gap <= room {
            ranges
        } else {
            let shorten = |text: &str| scene.letters.shorten(text, face, safe.width() / 3.0);
            Item::Scale(key.scale.iter().map(|(fill, ..)| *fill).collect(), shorten(least), shorten(most))
        });
    }
    if let Some([earlier, later]) = key.times {
        let shorten = |name: &str| scene.letters.shorten(name, face, safe.width() / 3.0);
        items.extend([Item::Time(true, shorten(&earlier)), Item::Time(false, shorten(&later))]);
    }
    if key.has_gaps {
        items.push(Item::Gap(phrase("chart.no_figure", scene.language, &[])));
    }
    let measured = items.into_iter().map(|item| {
        let width = width(scene, &item, face);
        (item, width)
    });
    measured.collect()
}

/// The width of entries in a row.
fn total(widths: &[f64]) -> f64 {
    widths.iter().sum::<f64>() + ITEM_GAP * widths.len().saturating_sub(1) as f64
}

/// Draws the key beside the subtitle if it fits there, else below; gives the lowest baseline.
fn draw_key(scene: &mut Scene, items: Vec<(Item, f64)>, baseline: f64, beside: f64) -> f64 {
    let safe = scene.safe();
    let face = Face::regular(scene.label);
    if items.is_empty() {
        return baseline;
    }
    let total = total(&items.iter().map(|(_, width)| *width).collect::<Vec<_>>());
    let (mut left, mut baseline) = if beside + total <= safe.width() {
        (safe.right - total, baseline)
    } else {
        (safe.left, baseline + face.leading() + 16.0)
    };
    for (item, width) in items {
        if left > safe.left && left + width > safe.right + 0.5 {
            left = safe.left;
            baseline += face.leading();
        }
        draw_item(scene, item, face, left, baseline);
        left += width + ITEM_GAP;
    }
    baseline
}

fn width(scene: &Scene, item: &Item, face: Face) -> f64 {
    let text = |text: &str| scene.letters.width(text, face);
    match item {
        Item::Part(_, name) | Item::Gap(name) | Item::Time(_, name) => SWATCH + SWATCH_GAP + text(name),
        Item::Scale(fills, least, most) => {
            text(least) + text(most) + 2.0 * SWATCH_GAP + fills.len() as f64 * (1.5 * SWATCH + 3.0) - 3.0
        }
        Item::Ranges(ranges) => ranges.iter().map(|(_, range)| text(range) + 2.0 * SWATCH_GAP + 3.0).sum::<f64>() - 3.0,
    }
}

fn draw_item(scene: &mut Scene, item: Item, face: Face, left: f64, baseline: f64) {
    let theme = scene.theme;
    let middle = baseline - face.size * 0.365;
    let swatch = |left: f64, width: f64| Area::new(left, middle - SWATCH / 2.0, left + width, middle + SWATCH / 2.0);
    let after = left + SWATCH + SWATCH_GAP;
    match item {
        Item::Part(fill, name) => {
            scene.bar(swatch(left, SWATCH), fill, Some(Side::All));
            scene.text(&name, face, theme.text, Anchor::Left, (after, baseline));
        }
        Item::Gap(name) => {
            scene.text("…", face, theme.text, Anchor::Right, (left + SWATCH, baseline));
            scene.text(&name, face, theme.text, Anchor::Left, (after, baseline));
        }
        Item::Time(is_ring, name) => {
            let at = (left + SWATCH / 2.0, middle);
            if is_ring {
                super::dumbbell::ring(scene, at);
            } else {
                super::marker::draw(scene, 0, at, 12.0, theme.strong.colour);
            }
            scene.text(&name, face, theme.text, Anchor::Left, (after, baseline));
        }
        Item::Ranges(ranges) => {
            let mut at = left;
            for (fill, range) in ranges {
                let wide = scene.letters.width(&range, face) + 2.0 * SWATCH_GAP;
                let fill = Fill { edge: fill.edge.or(pale_edge(fill, theme.paper, theme.hatch)), ..fill };
                let high = face.size * 0.68;
                let plate = Area::new(at, middle - high, at + wide, middle + high);
                scene.bar(plate, fill, None);
                scene.text_on(&range, face, fill, plate.centre());
                at += wide + 3.0;
            }
        }
        Item::Scale(fills, least, most) => {
            scene.text(&least, face, theme.text, Anchor::Left, (left, baseline));
            let mut at = left + scene.letters.width(&least, face) + SWATCH_GAP;
            for fill in fills {
                let fill = Fill { edge: fill.edge.or(pale_edge(fill, theme.paper, theme.hatch)), ..fill };
                scene.bar(swatch(at, 1.5 * SWATCH), fill, None);
                at += 1.5 * SWATCH + 3.0;
            }
            scene.text(&most, face, theme.text, Anchor::Left, (at - 3.0 + SWATCH_GAP, baseline));
        }
    }
}

/// An edge for a fill that would be lost on paper.
fn pale_edge(fill: Fill, paper: Colour, edge: Colour) -> Option<Colour> {
    (fill.colour.contrast(paper) < 1.3).then_some(edge)
}

/// The mark of a missing figure, where a column would stand.
pub(super) fn gap(scene: &mut Scene, x: f64, base: f64, face: Face) {
    let placed = scene.lay("…", face, Anchor::Middle, (x, base - 10.0));
    if scene.is_free(&placed.area()) {
        scene.texts.push(placed);
    }
}

/// Draws the source at the foot; gives the end of the area above it.
fn draw_source(scene: &mut Scene, source: &str, most: usize) -> f64 {
    let safe = scene.safe();
    let face = Face::regular(scene.theme.sizes.source);
    let lines = scene.letters.wrap(source, face, safe.width(), most);
    if lines.is_empty() {
        return safe.bottom;
    }
    let last = safe.bottom - face.size * 0.27;
    let first = last - face.leading() * (lines.len() as f64 - 1.0);
    scene.lines(&lines, face, scene.theme.muted, Anchor::Left, (safe.left, first));
    first - face.size
}
