//! What is hidden on a sheet. Rows are read all the same, for a filter hides data; columns are not, for someone put them
//! away — unless the workspace asks for them. Either is told.

use super::Sheet;
use crate::domain::{Cell, Code, Finding, Place, Range, column_name};

/// Takes hidden columns off a sheet, unless they are asked for, and tells what is hidden and holds something.
pub(super) fn settle(sheet: &mut Sheet, read_columns: bool, place: &Place, findings: &mut Vec<Finding>) {
    sheet.hidden_rows.sort_unstable();
    sheet.hidden_columns.sort_unstable();
    if !sheet.hidden_rows.is_empty() {
        let rows = held(&sheet.hidden_rows, sheet.cells.iter().map(|cell| cell.at.row));
        if !rows.is_empty() {
            let list = list(&rows, |row| (row + 1).to_string());
            findings.push(Finding::new(Code::RowsHidden, place.clone()).with("rows", list));
        }
    }
    if !sheet.hidden_columns.is_empty() && !read_columns {
        let Sheet { cells, merges, hidden_columns, .. } = sheet;
        let shows = |cell: &Cell| !within(hidden_columns, cell.at.column) || reaches_out(cell, merges, hidden_columns);
        let lost = cells.iter().filter(|cell| !shows(cell)).map(|cell| cell.at.column);
        let columns = held(hidden_columns, lost);
        if !columns.is_empty() {
            let list = list(&columns, column_name);
            findings.push(Finding::new(Code::ColumnsHidden, place.clone()).with("columns", list));
            cells.retain(shows);
        }
    }
}

/// Whether a cell stands for a merged block that is seen in a column that is not hidden.
fn reaches_out(cell: &Cell, merges: &[Range], hidden: &[(u32, u32)]) -> bool {
    let block = merges.iter().find(|range| range.start == cell.at);
    block.is_some_and(|range| (range.start.column..=range.end.column).any(|column| !within(hidden, column)))
}

/// Whether a number lies in one of the spans, which are in order.
fn within(spans: &[(u32, u32)], number: u32) -> bool {
    spans.iter().take_while(|(first, _)| *first <= number).any(|(_, last)| number <= *last)
}

/// Which of these numbers lie in the spans, in order, each once.
fn held(spans: &[(u32, u32)], numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut held: Vec<u32> = Vec::new();
    for number in numbers {
        if held.last() != Some(&number) && within(spans, number) {
            held.push(number);
        }
    }
    held.sort_unstable();
    held.dedup();
    held
}

/// `5–9, 12`: numbers that follow each other as one span, and at most so many spans that a person reads them.
fn list(numbers: &[u32], name: impl Fn(u32) -> String) -> String {
    const MOST: usize = 20;
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => spans.push((number, number)),
        }
    }
    let show = |&(first, last): &(u32, u32)| {
        if first == last { name(first) } else { format!("{}–{}", name(first), name(last)) }
    };
    let mut shown: Vec<String> = spans.iter().take(MOST).map(show).collect();
    if spans.len() > MOST {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Amount, CellRef, CellValue};

    #[test]
    fn hidden_columns_go_but_for_blocks_that_are_seen_and_hidden_rows_stay() {
        let cell =
            |place: &str| Cell { at: CellRef::parse(place).expect("a cell"), value: CellValue::Number(Amount::ZERO) };
        let sheet = || Sheet {
            cells: ["B1", "B2", "C2", "A3", "B4", "D6", "D7"].map(cell).into(),
            merges: vec![Range::parse("B1:C1").expect("a block")],
            hidden_rows: vec![(5, 6), (1, 1), (8, 900)],
            hidden_columns: vec![(1, 1)],
            ..Sheet::default()
        };
        let (mut findings, mut skipped, mut read) = (Vec::new(), sheet(), sheet());
        settle(&mut skipped, false, &Place::default(), &mut findings);
        let left: Vec<String> = skipped.cells.iter().map(|cell| cell.at.to_string()).collect();
        assert_eq!(left, ["B1", "C2", "A3", "D6", "D7"]);
        let told: Vec<String> = findings.iter().map(|finding| format!("{:?}", finding.facts)).collect();
        assert_eq!(told, ["[(\"rows\", Text(\"2, 6–7\"))]", "[(\"columns\", Text(\"B\"))]"]);
        settle(&mut read, true, &Place::default(), &mut Vec::new());
        assert_eq!(read.cells.len(), 7);
    }
}
