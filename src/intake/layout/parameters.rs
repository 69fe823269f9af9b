//! Lines above a table that state what holds for all of it: whose it is, from when, until when, in what measure.

use crate::domain::{Cell, CellValue};
use crate::text::{Bound, ColumnWord, bound, fold};

use super::Words;
use super::shape::{RowShape, YEARS, is_day, is_year};

/// The values of a block of parameters, `Từ tháng | Đến tháng | Năm` over `1 | 6 | 2019`: the row of them, if a row names
/// them.
pub(super) fn values(shapes: &[RowShape<'_>], place: usize) -> Option<usize> {
    const FARTHEST: u32 = 2;
    let names = shapes[place].cells;
    let all = [Bound::From, Bound::To, Bound::Year];
    // Most rows have a label, and are told without a look at its words.
    let texts = || names.iter().filter_map(Cell::text);
    if shapes[place].words.len() < all.len() {
        return None;
    }
    let values = shapes.get(place + 1).filter(|values| values.index <= shapes[place].index + FARTHEST)?;
    let below = |cell: &Cell| names.iter().any(|name| name.at.column == cell.at.column);
    if !values.cells.iter().all(below) {
        return None;
    }
    let bounds: Vec<Bound> = texts().filter_map(bound).collect();
    all.iter().all(|bound| bounds.contains(bound)).then_some(place + 1)
}

/// *Từ ngày: | 01/01/2021 | Đến ngày: | 30/06/2021*, *Từ tháng | 1 | đến tháng | 6 | năm | 2021*: from when and until when, each in
/// cells of its own or with its name, and nothing else.
pub(super) fn names_a_span(cells: &[Cell]) -> bool {
    const NAMES: &[&str] =
        &["từ ngày", "từ", "đến ngày", "đến", "đến hết ngày", "từ tháng", "đến tháng", "đến hết tháng", "năm"];
    let is_number = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    let named = |text: &str| {
        let folded = fold(text.trim().trim_end_matches(':'));
        let (head, last) = folded.rsplit_once(' ').unwrap_or((&folded, ""));
        NAMES.contains(&folded.as_str()) || (NAMES.contains(&head) && is_number(last))
    };
    let begins = |cell: &Cell| {
        // Most rows begin otherwise.
        cell.text().is_some_and(|text| {
            text.trim_start().starts_with(['T', 't']) && fold(text).starts_with("từ") && named(text)
        })
    };
    let digits =
        |text: &str| text.len() >= 8 && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'.' | b'-'));
    let value = |cell: &Cell| match &cell.value {
        CellValue::Number(amount) => {
            amount.count().is_some_and(|count| (1..=12).contains(&count) || YEARS.contains(&count))
        }
        CellValue::Text(text) => digits(text.trim()) || is_number(text.trim()),
        _ => is_day(cell),
    };
    let until = |cell: &Cell| cell.text().is_some_and(|text| fold(text).starts_with("đến"));
    cells.len() > 1
        && cells.first().is_some_and(begins)
        && cells.iter().any(until)
        && cells.iter().all(|cell| cell.text().is_some_and(named) || value(cell))
}

/// A name and what it is beside it: `Kỳ báo cáo | 2020`, `Đơn vị: | CĐCS Công ty Sao Mai`, `ĐVT | người`.
pub(super) fn is_stated(cells: &[Cell], known: &dyn Words) -> bool {
    let [name, value] = cells else { return false };
    let Some(text) = name.text().map(str::trim) else { return false };
    let names = |text: &str| known.is_unit(text) || known.is_body(text) || known.said(text).measure_word.is_some();
    match known.said(text).column_word {
        Some(ColumnWord::Unit | ColumnWord::Period | ColumnWord::Measure) => {
            let dated = |text: &str| !known.said(text).times.is_empty();
            text.ends_with(':') || is_year(value, known) || value.text().is_some_and(|text| names(text) || dated(text))
        }
        _ => false,
    }
}
