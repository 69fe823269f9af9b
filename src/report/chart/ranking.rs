//! Horizontal bars in order, with the line of the average.

use super::scene::{Anchor, Area, Scene, Side};
use super::spec::{Datum, RankItem};
use super::text::Face;

/// Where things stand from left to right.
struct Columns {
    /// The right end of the ranks.
    rank: f64,
    /// The left end of the names.
    name: f64,
    /// Where a value of zero stands, and how long a unit is.
    zero: f64,
    scale: f64,
    /// The ends of the bars' room.
    left: f64,
    right: f64,
}

pub(super) fn draw(scene: &mut Scene, area: Area, items: &[RankItem], average: Option<&Datum>) {
    let average = average.filter(|datum| datum.value.is_finite());
    let face = Face::regular(scene.label);
    let bold = Face::semibold(scene.label);
    let head = if average.is_some() { face.leading() + 6.0 } else { 0.0 };
    let pitch = ((area.height() - head) / items.len() as f64).min(84.0);
    let lines_most = if pitch >= face.leading() * 2.0 + 4.0 { 2 } else { 1 };

    let rank_width = scene.letters.widest(items.iter().map(|item| item.rank.as_str()), face).min(120.0);
    let name_left = area.left + rank_width + 16.0;
    let name_room = area.width() * 0.4;
    let names: Vec<Vec<String>> =
        scene.letters.names(items.iter().map(|item| item.name.as_str()), face, name_room, lines_most);
    let name_width = scene.letters.widest(names.iter().flatten().map(String::as_str), face);
    let values: Vec<String> =
        items.iter().map(|item| scene.letters.shorten(&item.datum.text, bold, area.width() * 0.3)).collect();
    let value_width = scene.letters.widest(values.iter().map(String::as_str), bold) + 12.0;
    let left = name_left + name_width + 28.0;
    let columns = columns(items, average, Area { left, ..area }, value_width, (area.left + rank_width, name_left));

    let top = area.top + head;
    let thick = (pitch * 0.72).min(56.0);
    let mut inks = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let middle = top + (index as f64 + 0.5) * pitch;
        // A line where ranks are left out between the first and the last.
        let ranked = |index: usize| items.get(index).and_then(|item| item.rank.parse::<usize>().ok());
        if index > 0
            && ranked(index).is_some_and(|rank| rank > index + 1)
            && ranked(index - 1).is_some_and(|r| r <= index)
        {
            let y = middle - pitch / 2.0;
            scene.dashes((area.left, y), (area.right, y), scene.theme.line, 2.0);
        }
        let rank = scene.letters.shorten(&item.rank, face, rank_width);
        let baseline = face.baseline_at(middle);
        scene.text(&rank, face, scene.theme.muted, Anchor::Right, (columns.rank, baseline));
        let first = baseline - face.leading() * (names[index].len() as f64 - 1.0) / 2.0;
        let name_face = if item.strong { bold } else { face };
        let fits = names[index].iter().all(|line| scene.letters.width(line, bold) <= name_width + 16.0);
        let name_face = if fits { name_face } else { face };
        scene.lines(&names[index], name_face, scene.theme.text, Anchor::Left, (columns.name, first));

        let value = if item.datum.value.is_finite() { item.datum.value } else { 0.0 };
        let end = columns.zero + value * columns.scale;
        let bar = Area::new(columns.zero.min(end), middle - thick / 2.0, columns.zero.max(end), middle + thick / 2.0);
        let fill = if item.strong { scene.theme.strong } else { scene.theme.plain };
        scene.bar(bar, fill, Some(if value < 0.0 { Side::Left } else { Side::Right }));
        let (anchor, at) = if value < 0.0 { (Anchor::Right, end - 10.0) } else { (Anchor::Left, end + 10.0) };
        let baseline = bold.baseline_at(middle);
        let mut placed = scene.lay(&values[index], bold, anchor, (at, baseline));
        // A value that the line of the average would cross stands beyond the line.
        let line = average.map(|average| columns.zero + average.value * columns.scale);
        if let Some(line) = line.filter(|x| placed.area().left - 12.0 < *x && *x < placed.area().right + 12.0) {
            let beyond = scene.lay(
                &values[index],
                bold,
                anchor,
                (if value < 0.0 { line - 14.0 } else { line + 14.0 }, baseline),
            );
            let fits = beyond.area().left >= area.left && beyond.area().right <= area.right;
            placed = if fits { beyond } else { placed };
        }
        inks.push(placed.area().grown(5.0));
        scene.texts.push(placed);
    }
    let bottom = top + pitch * items.len() as f64;
    scene.line(vec![(columns.zero, top), (columns.zero, bottom)], scene.theme.line, 2.0);
    if let Some(average) = average {
        draw_average(scene, average, &columns, (area.top, top, bottom), &inks);
    }
}

fn columns(
    items: &[RankItem],
    average: Option<&Datum>,
    room: Area,
    value_width: f64,
    (rank, name): (f64, f64),
) -> Columns {
    let values = items.iter().map(|item| &item.datum).chain(average).map(|datum| datum.value);
    let (low, high) =
        values.filter(|value| value.is_finite()).fold((0.0_f64, 0.0_f64), |(l, h), v| (l.min(v), h.max(v)));
    let left = room.left + if low < 0.0 { value_width } else { 0.0 };
    let right = room.right - if high > 0.0 || low == 0.0 { value_width } else { 0.0 };
    let span = high - low;
    let scale = if span > 0.0 { (right - left) / span } else { 0.0 };
    Columns { rank, name, zero: left - low * scale, scale, left, right }
}

/// Draws the line of the average through the bars, around the values that stand in its way, with its name above.
fn draw_average(
    scene: &mut Scene,
    average: &Datum,
    columns: &Columns,
    (head, top, bottom): (f64, f64, f64),
    inks: &[Area],
) {
    let x = (columns.zero + average.value * columns.scale).clamp(columns.left, columns.right);
    let face = Face::semibold(scene.label);
    let colour = scene.theme.average;
    let safe = scene.safe();
    let text = scene.letters.shorten(&average.text, face, safe.width());
    let half = scene.letters.width(&text, face) / 2.0;
    let middle = x.clamp(safe.left + half, (safe.right - half).max(safe.left + half));
    scene.text(&text, face, colour, Anchor::Middle, (middle, head + face.size * 0.8));
    let mut from = top - 8.0;
    let mut strokes = Vec::new();
    for ink in inks.iter().filter(|ink| ink.left < x && x < ink.right) {
        if ink.top > from {
            strokes.push((from, ink.top));
        }
        from = ink.bottom;
    }
    if bottom > from {
        strokes.push((from, bottom));
    }
    for (from, to) in strokes {
        // A white ground keeps the dashes apart from the bars.
        scene.line(vec![(x, from), (x, to)], scene.theme.paper, 7.0);
        scene.dashes((x, from), (x, to), colour, 3.0);
    }
}
