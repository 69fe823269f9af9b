//! Rows of figures that no table holds: above the first, between two, below the last, beside one. What the workspace knows by name is
//! never passed over in silence, even where the form of its table is not understood.

use std::collections::BTreeMap;

use crate::domain::{Amount, Cell, CellRef, Code, ColumnRole, Finding, Grid, Key, Place, Severity};
use crate::text::{read_answer, read_ordinal};

use super::extract::one_line;
use super::layout::{self, Layout, Words};

/// One finding for each row outside all tables that holds a figure and whose label, or that of a row right above or below, names a
/// unit, a union's body or an indicator.
pub fn findings(path: &str, grid: &Grid, layouts: &[Layout], words: &dyn Words) -> Vec<Finding> {
    let top = |layout: &Layout| layout.header.first().map_or(layout.body.0, |&first| first.min(layout.body.0));
    let holds = |layout: &Layout, at: CellRef| {
        (top(layout)..=layout.body.1).contains(&at.row) && layout.across.is_none_or(|across| across.contains(at.column))
    };
    // The last row of a table that fills its rows, of those that begin no lower than a row.
    let mut ends: BTreeMap<u32, u32> = BTreeMap::new();
    for layout in layouts.iter().filter(|layout| layout.across.is_none()) {
        ends.entry(top(layout)).and_modify(|end| *end = layout.body.1.max(*end)).or_insert(layout.body.1);
    }
    let mut last = 0;
    ends.values_mut().for_each(|end| {
        last = last.max(*end);
        *end = last;
    });
    let first_end = layouts.iter().map(|layout| layout.body.1).min();
    // Rows below a header of which no row holds a figure: *Chi thường xuyên | triệu đồng | đang cập nhật*.
    let mut headed: Option<u32> = None;
    let whole = |row: u32| ends.range(..=row).next_back().is_some_and(|(_, &end)| row <= end);
    let strays = grid.rows().filter(|&row| !whole(row)).filter_map(|row| {
        let outside = |at: CellRef| !layouts.iter().any(|layout| holds(layout, at));
        let cells: Vec<&Cell> = grid.row(row).iter().filter(|cell| outside(cell.at)).collect();
        let heads = |cell: &&&Cell| cell.text().is_some_and(|text| words.said(text).column_word.is_some());
        let is_header = cells.len() > 1 && cells.iter().filter(heads).count() > 1;
        headed = if is_header || headed.is_some_and(|above| above + 1 == row) { Some(row) } else { None };
        // A lone text holds no figure.
        if cells.len() < 2 {
            return None;
        }
        let stands_for_a_figure = |cell: &Cell| {
            let means = |text: &str| words.said(text).measure_word.is_some() || words.is_indicator(text);
            headed.is_some() && !is_header && cell.text().is_some_and(|text| !means(text))
        };
        // *Số trang: | 73* below a table.
        let below = first_end.is_some_and(|end| end < row);
        let states = |text: &str| below && text.trim_end().ends_with(':') && words.said(text).column_word.is_none();
        let names = |text: &str| words.is_unit(text) || words.is_body(text) || words.is_indicator(text);
        let named = cells.iter().position(|cell| cell.text().is_some_and(names));
        let stated = cells.iter().position(|cell| cell.text().is_some_and(states));
        let labelled = || cells.iter().position(|cell| cell.text().is_some_and(|text| words.words(text).is_some()));
        let place = named.or(stated).or_else(labelled)?;
        // What stands left of the label numbers it.
        let label = cells[place].text().unwrap_or_default();
        // *5. Có quy chế dân chủ ở cơ sở | | Chưa*: a word may be what an indicator is asked for.
        let answers = |cell: &Cell| {
            let answer = || cell.text().is_some_and(|text| read_answer(text).is_some());
            words.is_indicator(label) && (answer() || stands_for_a_figure(cell))
        };
        let figure = cells[place + 1..].iter().find(|cell| is_figure(grid, cell.at) || answers(cell))?.at;
        Some(Stray { figure, label: one_line(label), named: named.is_some(), told: stated.is_some() })
    });
    let strays: Vec<Stray> = strays.collect();
    // *Công ty CP Dệt 8-3 | 102* between rows that name unions: whom nobody knows is not passed over either.
    let together = strays.chunk_by(|one, next| one.figure.row + 1 == next.figure.row);
    let told = together.flat_map(|rows| {
        let named = rows.iter().any(|row| row.named);
        rows.iter().filter(move |row| named || row.told)
    });
    told.map(|stray| {
        let finding = Finding::new(Code::RowNotRead, Place::cell(path, &grid.name, stray.figure)).variant("outside");
        finding.with("row", stray.label.clone()).with("candidates", "")
    })
    .collect()
}

/// A row of figures that no table holds.
struct Stray {
    /// Its first figure.
    figure: CellRef,
    label: String,
    /// Whether its label names a unit, a union's body or an indicator.
    named: bool,
    /// Whether it is told in any case.
    told: bool,
}

/// One finding for each column of a table that is taken for notes and holds figures: nobody reads them.
pub fn in_notes(path: &str, grid: &Grid, layout: &Layout) -> Vec<Finding> {
    let notes = layout.columns.iter().filter(|column| column.role == ColumnRole::Note && column.told.is_none());
    notes
        .filter_map(|column| {
            let at = |row: u32| CellRef::new(row, column.index);
            let mut figures = layout
                .rows
                .iter()
                .map(|row| at(row.index))
                .filter(|&at| is_figure(grid, at) && !counts_nothing(grid, at));
            let first = figures.next()?;
            let head = column.heading.last().copied().unwrap_or(first);
            let heading = layout::heading_texts(grid, &column.heading, layout.in_lines);
            let heading: Vec<String> = heading.iter().map(|text| one_line(text)).collect();
            let mut finding = Finding::new(Code::ColumnNotRead, Place::cell(path, &grid.name, head)).variant("notes");
            finding.severity = Severity::Note;
            let finding = finding.with("column", heading.join(" / ")).with("count", 1 + figures.count());
            Some(finding.with("first", first.to_string()).with("candidates", ""))
        })
        .collect()
}

/// One finding for each row of a table whose figure stands where its other rows have their names, as if it were one: the rows of
/// another table whose heading was not told.
pub fn in_names(path: &str, grid: &Grid, layout: &Layout) -> Vec<Finding> {
    let of_role = |wanted: fn(&ColumnRole) -> bool| -> Vec<u32> {
        layout.columns.iter().filter(|column| wanted(&column.role)).map(|column| column.index).collect()
    };
    let names = of_role(|role| matches!(role, ColumnRole::Key(Key::Unit | Key::Indicator)));
    let figures = of_role(|role| matches!(role, ColumnRole::Value | ColumnRole::Aside));
    let unread = layout.rows.iter().filter_map(|row| {
        let cells = grid.row(row.index);
        let figure = cells.iter().position(|cell| names.contains(&cell.at.column) && is_figure(grid, cell.at))?;
        let label = cells[..figure].iter().filter_map(Cell::text).find(|text| read_ordinal(text).is_none())?;
        let read = cells.iter().any(|cell| figures.contains(&cell.at.column));
        (!read).then_some((cells[figure].at, label))
    });
    unread
        .map(|(at, label)| {
            let finding = Finding::new(Code::RowNotRead, Place::cell(path, &grid.name, at)).variant("outside");
            finding.with("row", one_line(label)).with("candidates", "")
        })
        .collect()
}

/// Whether what stands for a number is none to be counted: *không*, *x*, a number to be called by.
fn counts_nothing(grid: &Grid, at: CellRef) -> bool {
    let digits = |cell: &Cell| cell.text().is_none_or(|text| text.contains(|c: char| c.is_numeric()));
    !grid.get(at).is_some_and(digits)
        || layout::amount(grid, at).and_then(Amount::count).is_some_and(|number| number >= 100_000_000)
}

/// Whether a cell holds a number that is no year: a year beside a name says when.
fn is_figure(grid: &Grid, at: CellRef) -> bool {
    layout::amount(grid, at).is_some_and(|amount| amount.count().is_none_or(|count| !(1975..=2100).contains(&count)))
}
