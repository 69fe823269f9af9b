//! What a row looks like by itself, before anything is known of its table.

use super::Words;
use crate::domain::{Cell, CellValue, Grid};

/// What a row looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// A label and figures.
    Data,
    /// Years or other periods, and nothing that is a figure.
    Times,
    /// The numbers of the columns: `(1) (2) (3=1+2)`, `A B 1 2`.
    Numbers,
    /// Words only.
    Words,
    /// A signature, a note: nothing of a table follows without a new header.
    End,
}

/// A row with what its cells look like.
pub(super) struct RowShape<'g> {
    pub index: u32,
    pub shape: Shape,
    pub cells: &'g [Cell],
    /// Columns whose cells are figures or stand for one.
    pub figures: Vec<u32>,
    /// Columns whose cells are words.
    pub words: Vec<u32>,
    /// How many of its words are neither ordinals nor measures.
    pub labels: usize,
    /// How many of its words are headings of columns that are no figures.
    pub headings: usize,
    /// A line that states a measure, a reporting unit or a parameter.
    pub parameter: bool,
}

/// Every row that holds something.
pub(super) fn rows<'g>(grid: &'g Grid, known: &dyn Words) -> Vec<RowShape<'g>> {
    grid.rows().map(|row| look(row, grid.row(row), known)).collect()
}

fn look<'g>(index: u32, cells: &'g [Cell], known: &dyn Words) -> RowShape<'g> {
    let mut figures = Vec::new();
    let mut words = Vec::new();
    let mut labels = 0;
    let mut headings = 0;
    let mut times = 0;
    let mut parameter = false;
    let mut ended = false;
    for cell in cells {
        if is_figure(&cell.value, known) {
            figures.push(cell.at.column);
            times += usize::from(is_year(&cell.value, known));
            continue;
        }
        words.push(cell.at.column);
        let signs = known.signs(cell.text().unwrap_or_default());
        labels += usize::from(!signs.ordinal && !signs.measure);
        times += usize::from(signs.only_time);
        headings += usize::from(signs.heading);
        parameter |= signs.parameter;
        ended |= signs.end;
    }
    let years = cells.iter().filter(|cell| is_figure(&cell.value, known) && is_year(&cell.value, known)).count();
    let only_times = years == figures.len();
    let is_note = cells.iter().find_map(Cell::text).is_some_and(|text| known.signs(text).note);
    let shape = if is_numbering(cells) {
        Shape::Numbers
    } else if figures.is_empty() && (is_note || (ended && headings == 0)) {
        Shape::End
    } else if is_note && words.len() == 1 {
        Shape::End
    } else if figures.is_empty() {
        if times > 0 && times == words.len() && times > 1 { Shape::Times } else { Shape::Words }
    } else if only_times && (times == cells.len() || headings > 0 || side_by_side(cells, known)) {
        if words.is_empty() && figures.len() == 1 { Shape::Words } else { Shape::Times }
    } else if words.is_empty() || (headings >= 2 && figures.len() <= words.len()) {
        // Figures without a label: a row under a label written once, told by the table it stands in.
        if headings >= 2 { Shape::Words } else { Shape::Data }
    } else {
        Shape::Data
    };
    RowShape { index, shape, cells, figures, words, labels, headings, parameter }
}

/// Whether a cell holds a figure or a mark or fault in the place of one.
pub(super) fn is_figure(value: &CellValue, known: &dyn Words) -> bool {
    match value {
        CellValue::Number(_) | CellValue::Percent(_) | CellValue::Uncomputed | CellValue::Error(_) => true,
        CellValue::Date(..) | CellValue::Bool(_) => true,
        CellValue::Text(text) => known.signs(text).number,
    }
}

/// Two years or more in neighbouring columns, each later than the one before: the heading of columns, whatever stands
/// left of them.
fn side_by_side(cells: &[Cell], known: &dyn Words) -> bool {
    let mut years = cells.iter().filter_map(|cell| match &cell.value {
        CellValue::Number(amount) => Some((cell.at.column, amount.to_f64())),
        _ => None,
    });
    let Some(mut last) = years.next() else {
        return cells.iter().filter(|cell| is_year(&cell.value, known)).count() > 1;
    };
    let mut count = 1;
    for (column, year) in years {
        if column != last.0 + 1 || year <= last.1 || year > last.1 + 5.0 {
            return false;
        }
        last = (column, year);
        count += 1;
    }
    count > 1
}

/// Whether a cell holds a year or another period and nothing else.
pub(super) fn is_year(value: &CellValue, known: &dyn Words) -> bool {
    match value {
        CellValue::Number(amount) => amount.to_whole().is_some_and(|year| (1975..=2100).contains(&year)),
        CellValue::Text(text) => known.signs(text).only_time,
        _ => false,
    }
}

/// `1 2 3`, `(1) (2) (3=1+2)`, `A B 1 2`: each cell a number one more than the one before, a letter before the numbers,
/// or a formula that begins with its number.
fn is_numbering(cells: &[Cell]) -> bool {
    let letters = cells.iter().map(|cell| cell.text().map(str::trim));
    if cells.len() > 1
        && letters.zip(b'A'..=b'Z').all(|(text, letter)| text.is_some_and(|text| text.as_bytes() == [letter]))
    {
        return true;
    }
    let bracketed = |text: &str| text.trim().starts_with('(') && text.trim().ends_with(')');
    if cells.len() < 3 && !(cells.len() == 2 && cells.iter().all(|cell| cell.text().is_some_and(bracketed))) {
        return false;
    }
    let mut last: Option<i64> = None;
    let mut numbers = 0;
    let mut letters = 0;
    for cell in cells {
        let text = match &cell.value {
            CellValue::Number(amount) => amount.to_string(),
            CellValue::Text(text) => text.trim().trim_start_matches('(').trim_end_matches(')').trim().to_owned(),
            _ => return false,
        };
        let is_letter = text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
        if is_letter && numbers == 0 {
            letters += 1;
            continue;
        }
        let head = text.split('=').next().unwrap_or_default().trim().trim_end_matches('(').trim();
        let Ok(number) = head.parse::<i64>() else { return false };
        // The first number is small, or this is a row of figures.
        if last.is_none_or(|last| number == last + 1) && (last.is_some() || (0..=2).contains(&number)) {
            last = Some(number);
            numbers += 1;
        } else {
            return false;
        }
    }
    numbers >= 2 || (numbers == 1 && letters >= 2)
}
