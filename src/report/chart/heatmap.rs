//! Rows × columns, darker for more, every cell with its value.

use super::datum::{brief, known};
use super::scene::{Anchor, Area, Scene};
use super::spec::{Datum, HeatRow};
use super::text::Face;
use crate::report::theme::{Fill, Theme};

/// The values of a map in order, each once. Steps follow the order of values, not their size: one large unit does not make
/// all others pale, and equal values are equally dark. Where values stand on both sides of nought, each side has its own
/// colour and nought is between them.
pub struct Steps {
    values: Vec<f64>,
    /// Whether there are values on both sides of nought.
    diverge: bool,
}

impl Steps {
    /// The values of these rows in order.
    pub fn new(rows: &[HeatRow]) -> Self {
        let mut values: Vec<f64> = cells(rows).map(|datum| datum.value).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let diverge = values.first().is_some_and(|least| *least < 0.0) && values.last().is_some_and(|most| *most > 0.0);
        Self { values, diverge }
    }

    /// How dark a value is.
    pub fn fill(&self, value: f64, theme: &Theme) -> Fill {
        if self.diverge { theme.diverging[self.side(value)] } else { theme.steps[self.step(value)] }
    }

    /// Which of the five steps a value takes.
    fn step(&self, value: f64) -> usize {
        if self.diverge {
            return self.side(value);
        }
        let place = self.values.partition_point(|other| *other < value);
        let most = self.values.len().saturating_sub(1);
        // The nearest of five steps; a map of one value is in the middle.
        (place * 8 + most).checked_div(2 * most).unwrap_or(2).min(4)
    }

    /// Below or above nought, and of each side the half that is farther off or the nearer one.
    fn side(&self, value: f64) -> usize {
        let below = self.values.partition_point(|other| *other < 0.0);
        let up_to_nought = self.values.partition_point(|other| *other <= 0.0);
        let place = self.values.partition_point(|other| *other < value);
        match value {
            v if v < 0.0 => usize::from(place * 2 >= below),
            v if v > 0.0 => 3 + usize::from((place - up_to_nought) * 2 + 1 >= self.values.len() - up_to_nought),
            _ => 2,
        }
    }
}

/// The steps that occur, from the least, each with the texts of its least and its greatest value; none of a map of one
/// value.
pub(super) fn ranges(rows: &[HeatRow], theme: &Theme) -> Vec<(Fill, String, String)> {
    let steps = Steps::new(rows);
    let mut ordered: Vec<&Datum> = cells(rows).collect();
    ordered.sort_by(|a, b| a.value.total_cmp(&b.value));
    let range = |of_step: &[&Datum]| {
        let (least, most) = (of_step.first()?, of_step.last()?);
        Some((steps.fill(least.value, theme), least.text.clone(), most.text.clone()))
    };
    let ranges: Vec<_> =
        ordered.chunk_by(|a, b| steps.step(a.value) == steps.step(b.value)).filter_map(range).collect();
    if ranges.len() > 1 { ranges } else { Vec::new() }
}

fn cells(rows: &[HeatRow]) -> impl Iterator<Item = &Datum> {
    rows.iter().flat_map(|row| &row.values).filter_map(|datum| known(Some(datum)))
}

pub(super) fn draw(scene: &mut Scene, area: Area, columns: &[String], rows: &[HeatRow]) {
    let face = Face::regular(scene.label);
    let bold = Face::semibold(scene.label);
    let count = columns.len() as f64;
    let widest = scene.letters.widest(cells(rows).map(|datum| datum.text.as_str()), bold) + 20.0;

    // Cells first get what their values need, names the rest, but never less than a quarter or more than two fifths.
    let name_room = (area.width() - widest * count).clamp(area.width() * 0.25, area.width() * 0.4);
    let heads_room = (area.width() - name_room) / count - 10.0;
    let heads_most = if rows.len() > 12 { 1 } else { 2 };
    let heads: Vec<Vec<String>> =
        columns.iter().map(|name| scene.letters.wrap(name, bold, heads_room, heads_most)).collect();
    let head = heads.iter().map(Vec::len).max().unwrap_or(0) as f64 * face.leading() + 10.0;
    let height = ((area.height() - head) / rows.len() as f64).min(96.0);
    let lines_most = if height >= face.leading() * 2.0 { 2 } else { 1 };
    let names: Vec<Vec<String>> =
        scene.letters.names(rows.iter().map(|row| row.name.as_str()), face, name_room - 24.0, lines_most);
    let name_width = scene.letters.widest(names.iter().flatten().map(String::as_str), face) + 24.0;
    let left = area.left + name_width;
    let width = (area.right - left) / count;

    for (index, lines) in heads.iter().enumerate() {
        let x = left + (index as f64 + 0.5) * width;
        let first = area.top + head - 16.0 - face.leading() * (lines.len() as f64 - 1.0);
        scene.lines(lines, bold, scene.theme.text, Anchor::Middle, (x, first));
    }
    let steps = Steps::new(rows);
    for (index, row) in rows.iter().enumerate() {
        let top = area.top + head + index as f64 * height;
        let middle = top + height / 2.0;
        let first = face.baseline_at(middle) - face.leading() * (names[index].len() as f64 - 1.0) / 2.0;
        scene.lines(&names[index], face, scene.theme.text, Anchor::Left, (area.left, first));
        for place in 0..columns.len() {
            let left = left + place as f64 * width;
            let cell = Area::new(left + 1.5, top + 1.5, left + width - 1.5, top + height - 1.5);
            match known(row.values.get(place)) {
                Some(datum) => {
                    let fill = steps.fill(datum.value, scene.theme);
                    scene.rect(cell, fill.colour);
                    draw_value(scene, datum, fill, cell);
                }
                None => {
                    scene.hatch(cell, scene.theme.hatch);
                    let (x, y) = cell.centre();
                    scene.rect(Area::new(x - 22.0, y - 11.0, x + 22.0, y + 11.0), scene.theme.paper);
                    scene.text("…", bold, scene.theme.text, Anchor::Middle, (x, y + bold.size * 0.06));
                }
            }
        }
    }
}

/// Writes a value into its cell, in the size of the source line if it is too long, on two lines if it has words.
fn draw_value(scene: &mut Scene, datum: &Datum, fill: Fill, cell: Area) {
    let room = cell.width() - 8.0;
    for face in [Face::semibold(scene.label), Face::semibold(scene.theme.sizes.source)] {
        if scene.letters.width(&datum.text, face) <= room {
            scene.text_on(&datum.text, face, fill, cell.centre());
            return;
        }
    }
    let face = Face::semibold(scene.theme.sizes.source);
    let brief = brief(datum, scene.language);
    if scene.letters.width(&brief, face) <= room {
        scene.text_on(&brief, face, fill, cell.centre());
        return;
    }
    let lines = scene.letters.wrap(&datum.text, face, room, 3);
    let high = face.leading() * lines.len() as f64;
    if high <= cell.height() && lines.iter().all(|line| !line.contains('…')) {
        for (index, line) in lines.iter().enumerate() {
            let y = cell.centre().1 + (index as f64 + 0.5) * face.leading() - high / 2.0;
            scene.text_on(line, face, fill, (cell.centre().0, y));
        }
    }
}
