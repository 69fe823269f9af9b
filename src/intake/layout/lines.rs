//! Rows right below the headings of a table that look like figures and are headings too: parts of the year, numbers of units, answers
//! that are to be marked, the second lines of names.

use crate::domain::{Cell, CellRef, CellValue, Grid, in_row};
use crate::text::read_answer;

use super::shape::{RowShape, Shape, is_year};
use super::{Words, header, numbered_period, parted_by_period};

/// Whether a row right below the headings of a table says *Có | Không* and no figures, perhaps beside parts of other headings, and
/// nothing below the first: they are answers to be marked.
pub(super) fn is_row_of_answers(shapes: &[RowShape<'_>], place: usize) -> bool {
    let row = &shapes[place];
    let Some(above) = place.checked_sub(1).map(|above| &shapes[above]) else { return false };
    let may_be = matches!(row.shape, Shape::Data | Shape::Words) && row.headings == 0;
    if !may_be || row.cells.len() < 2 || above.headings == 0 || above.index + 1 != row.index {
        return false;
    }
    let answer = |cell: &Cell| cell.text().and_then(read_answer);
    let answers = || row.cells.iter().filter_map(answer);
    let open = |cell: &Cell| answer(cell).is_some() || row.words.contains(&cell.at.column);
    let below_labels = row.cells[0].at.column > above.cells[0].at.column;
    (row.cells.iter().all(|cell| answer(cell).is_some()) || (below_labels && row.cells.iter().all(open)))
        && answers().any(|yes| yes)
        && answers().any(|yes| !yes)
}

/// Whether a row right below *Tháng*, *Quý* has but their numbers, each one more than the one before: headings of periods, not
/// the numbers of the columns.
pub(super) fn is_parts_of_the_year(shapes: &[RowShape<'_>], place: usize) -> bool {
    let row = &shapes[place];
    let Some(above) = place.checked_sub(1).map(|above| &shapes[above]) else { return false };
    let [first, _, ..] = row.cells else { return false };
    if !matches!(row.shape, Shape::Numbers | Shape::Data) || above.index + 1 != row.index || above.headings == 0 {
        return false;
    }
    let over = |column: u32| above.cells.iter().rev().find(|cell| cell.at.column <= column).and_then(Cell::text);
    let period = |text: &str| numbered_period(text).or_else(|| parted_by_period(text));
    let most = match over(first.at.column).and_then(period) {
        Some("Quý") => 4,
        Some(_) => 12,
        None => return false,
    };
    let number = |cell: &Cell| match &cell.value {
        CellValue::Number(amount) => amount.count(),
        CellValue::Text(text) => text.trim().parse().ok(),
        _ => None,
    };
    let numbers: Vec<i64> = row.cells.iter().filter_map(number).collect();
    numbers.len() == row.cells.len()
        && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
        && numbers.iter().all(|number| (1..=most).contains(number))
        && row.cells.iter().all(|cell| over(cell.at.column) == over(first.at.column))
}

/// *I | II | III | IV* right below each of the years of a header: their quarters.
pub(super) fn quarters_of_years(shapes: &[RowShape<'_>], place: usize, known: &dyn Words) -> bool {
    const QUARTERS: [&str; 4] = ["I", "II", "III", "IV"];
    let row = &shapes[place];
    let Some(above) = place.checked_sub(1).map(|above| &shapes[above]) else { return false };
    let is_quarter = |(cell, quarter): (&Cell, &&str)| cell.text().map(str::trim) == Some(quarter);
    if row.cells.len() < QUARTERS.len()
        || !row.cells.len().is_multiple_of(QUARTERS.len())
        || above.index + 1 != row.index
        || !row.cells.iter().zip(QUARTERS.iter().cycle()).all(is_quarter)
    {
        return false;
    }
    let year_over = |column: u32| above.cells.iter().rev().find(|cell| cell.at.column <= column);
    let of_one_year = |quarters: &[Cell]| {
        let mut years = quarters.iter().map(|cell| year_over(cell.at.column));
        let first = years.next().flatten();
        first.is_some_and(|year| is_year(year, known))
            && years.all(|year| year.map(|year| year.at) == first.map(|year| year.at))
    };
    row.cells.chunks(QUARTERS.len()).all(of_one_year)
}

/// *3 | 10 | Sông Tảo* right below *QUẬN | | HUYỆN*: numbers that only with the word over them are names of units, perhaps beside
/// names that are whole.
pub(super) fn completes_names(shapes: &[RowShape<'_>], place: usize, known: &dyn Words) -> bool {
    let row = &shapes[place];
    let Some(above) = place.checked_sub(1).map(|above| &shapes[above]) else { return false };
    let number = |cell: &Cell| match &cell.value {
        CellValue::Number(amount) => amount.count(),
        CellValue::Text(text) => text.trim().parse().ok(),
        _ => None,
    };
    let counts = |cell: &Cell| number(cell).is_some_and(|number| (1..100).contains(&number));
    if row.shape != Shape::Data
        || above.shape != Shape::Words
        || above.headings == 0
        || above.index + 1 != row.index
        || row.cells.len() < 2
        || row
            .cells
            .first()
            .is_some_and(|first| above.cells.first().is_none_or(|over| first.at.column <= over.at.column))
        || !row.cells.iter().any(counts)
    {
        return false;
    }
    let over =
        |cell: &Cell| above.cells.iter().rev().find(|over| over.at.column <= cell.at.column).and_then(Cell::text);
    let names = |cell: &Cell| {
        let own = cell.raw();
        cell.text().is_some_and(|text| known.is_unit(text))
            || over(cell).is_some_and(|kind| known.is_unit(&[kind, &own].join(" ")))
    };
    row.cells.iter().all(names)
}

/// Whether a row with a number that somebody left beside the table is a line of its header: `vị | đầu năm | | 240` below
/// `Tên đơn | 6 tháng`, or parts that all stand below merged headings.
pub(super) fn is_line_of_a_header(grid: &Grid, shapes: &[RowShape<'_>], place: usize, known: &dyn Words) -> bool {
    let row = &shapes[place];
    let Some(above) = place.checked_sub(1).map(|above| &shapes[above]) else { return false };
    if row.shape != Shape::Data || above.shape != Shape::Words || above.index + 1 != row.index {
        return false;
    }
    if marks_notes(row, above) {
        return header::completes(above, row, known);
    }
    let (Some(&last), &[figure]) = (row.words.last(), row.figures.as_slice()) else { return false };
    if figure < last {
        return false;
    }
    let is_part = |&column: &u32| {
        grid.merge_at(CellRef::new(above.index, column)).is_some_and(|over| over.start.column < over.end.column)
    };
    let is_rest = |column: &u32| above.words.contains(column);
    // *Công đoàn xây mới | 2%* below *Số nhà Mái ấm | Thu KPCĐ*: the second lines of headings.
    let ends_a_name = |cell: &Cell| {
        let over = in_row(above.cells, cell.at.column).and_then(Cell::text);
        let whole = over.zip(cell.text()).map(|(over, text)| format!("{over} {text}"));
        cell.at.column > above.words[0] && whole.is_some_and(|whole| known.is_indicator(&whole))
    };
    // A heading over all columns is a group, merged over its rows.
    (row.words.len() > 1 && above.words.len() > 1 && row.words.iter().all(is_part))
        || (above.headings > 0 && row.cells.iter().all(ends_a_name))
        || (row.words.iter().all(is_rest) && header::completes(above, row, known))
}

/// Whether all that is no word in the second line of headings is *(1)*, the mark of a note.
fn marks_notes(row: &RowShape<'_>, above: &RowShape<'_>) -> bool {
    let is_mark = |column: &u32| {
        let text = in_row(row.cells, *column).and_then(Cell::text);
        text.is_some_and(|text| matches!(text.trim().as_bytes(), [b'(', b'1'..=b'9', b')']))
    };
    row.words.len() > row.figures.len()
        && row.figures.iter().all(is_mark)
        && row.cells.iter().all(|cell| above.words.contains(&cell.at.column))
}
