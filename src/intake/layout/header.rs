//! The header above a body: which rows it has, and which cells stand over a column.

use crate::domain::{Cell, CellRef, CellValue, Grid, Range};
use crate::text::{ColumnWord, Ordinal, find_times, is_foreign, is_part_word, read_ordinal, split_ordinal};

use super::shape::{RowShape, Shape, is_year};
use super::{Words, is_ditto};

/// At most this many rows are a header.
const MOST_ROWS: usize = 8;

/// A header, by places in the list of row shapes.
pub(super) struct Header {
    /// Its first row.
    pub first: usize,
    /// Its rows, top first.
    pub rows: Vec<usize>,
    /// Where the body begins: group rows may stand between the header and the first figures.
    pub body: usize,
}

/// The header over a row of figures, no higher than `floor`; `None` where nothing above looks like one.
pub(super) fn above(
    grid: &Grid,
    shapes: &[RowShape<'_>],
    floor: usize,
    data: usize,
    known: &dyn Words,
) -> Option<Header> {
    let figures = figure_columns(shapes, data, known);
    let first_figure = *figures.first()?;
    let top = labelled(shapes, floor, data, first_figure);
    let mut rows: Vec<usize> = Vec::new();
    // What stands below the numbers of the columns is no header, but groups and rows left blank.
    let numbers = numbers(shapes, floor, data);
    let mut at = numbers.unwrap_or(data);
    while at > floor && rows.len() < MOST_ROWS {
        at -= 1;
        let row = &shapes[at];
        // A blank row may stand within a header, above headings that go on over the figures only.
        let gap = shapes[at + 1].index - row.index;
        let goes_on_below = || {
            gap == 2
                && row.words.len() > 1
                && heads_labels(&shapes[floor..=at])
                && rows.iter().flat_map(|&lower| &shapes[lower].words).all(|&column| column >= first_figure)
        };
        let in_two_languages = || gap == 2 && rows.last().is_some_and(|&lower| translates(row, &shapes[lower]));
        if !rows.is_empty() && gap > 1 && !goes_on_below() && !in_two_languages() {
            break;
        }
        match row.shape {
            Shape::Times if !rows.is_empty() && row.parameter => break,
            Shape::Times => {
                rows.push(at);
                continue;
            }
            Shape::Words => {}
            // A note right below the headings: *Ghi chú: không kể đoàn viên nghỉ hưu*.
            Shape::End
                if rows.is_empty() && at > floor && row.cells.len() == 1 && heads_columns(&shapes[at - 1], row) =>
            {
                continue;
            }
            Shape::Data | Shape::Numbers | Shape::End => break,
        }
        let over_figures = row.words.iter().any(|column| spans(grid, row.index, *column).any(|c| figures.contains(&c)));
        if rows.is_empty() {
            if at > floor && completes(&shapes[at - 1], row, known) {
                rows.push(at);
                continue;
            }
            let labels_only = row.words.iter().all(|&column| column < first_figure);
            // `I | KHỐI XÃ`: an ordinal and a label are one group, as are the words of a label and of its measure.
            let is_group = row.labels <= 1 || row.words.len() == 1;
            if is_group && labels_only && numbers.is_none() && row.headings == 0 {
                // A group row, or a title right above figures without any header.
                continue;
            }
            // `Cao Bằng | | Tốt`: the first row, whose figures were left blank; `-nt- | | Tốt` below it.
            let names = |text: &str| known.is_unit(text) || is_ditto(text);
            // *I | song-lo | LĐLĐ huyện Sông Lô*: a group with its code.
            let counted = counts(row) && row.cells.iter().filter_map(Cell::text).any(names);
            let blank = row.headings == 0 && (counted || row.cells.first().and_then(Cell::text).is_some_and(names));
            // *Xã Mỹ Hưng | 10-15*: the first row, whose figure is no number.
            let numbered =
                || row.words.iter().skip(1).all(|&column| text_at(row, column).is_some_and(begins_in_digits));
            if blank && (!over_figures || numbered()) {
                continue;
            }
            let single_parameter = row.words.len() == 1 && row.parameter;
            // *(ĐVT: người)* right below *Số giáo viên*: the measure of that heading.
            let of_heading = || {
                let upper = &shapes[at - 1];
                upper.index + 1 == row.index && upper.headings > 0 && text_at(upper, row.words[0]).is_some()
            };
            if single_parameter && over_figures && at > floor && of_heading() {
                rows.push(at);
                continue;
            }
            if single_parameter {
                break;
            }
            if row.words.len() >= 2 && (over_figures || row.headings > 0) {
                rows.push(at);
                continue;
            }
            if row.words.len() == 1 && over_figures && !covers_labels(grid, row, first_figure) {
                rows.push(at);
                continue;
            }
            if row.words.len() == 1 {
                continue;
            }
            // `tự | thống kê | tính`: the ends of headings that begin in the row above.
            if at > floor && shapes[at - 1].headings > 1 && goes_on(&shapes[at - 1], row) {
                rows.push(at);
                continue;
            }
            break;
        }
        if row.parameter && row.words.len() <= 2 {
            break;
        }
        let below_top = top.is_some_and(|top| at >= top);
        // A lone text above the headings of the labels is a title, however far it spans.
        let lone = row.words.len() == 1 && !below_top;
        let named = || row.cells.iter().filter_map(Cell::text).any(|text| known.is_unit(text) || known.is_body(text));
        // *CSTĐ* over *Tổng số* and *Cấp huyện*, not merged.
        let heads_parts = || {
            let mut cells = row.cells.iter().filter(|cell| cell.at.column >= first_figure);
            cells.any(|cell| {
                let below = rows.iter().rev().find_map(|&lower| text_at(&shapes[lower], cell.at.column));
                let is_part = |text: &str| known.said(text).is_total || known.is_indicator(text);
                let heads = |text: &str| known.is_indicator(text) && below.is_some_and(is_part);
                cell.text().is_some_and(|text| is_part_word(text) || heads(text))
            })
        };
        if lone
            && !(over_figures && heads_parts())
            && (top.is_some() || named() || covers_labels(grid, row, first_figure) || !over_figures)
        {
            break;
        }
        // From the row of `TT | Đơn vị | …` down all is header; other words must part what stands under them, or be lines of
        // headings that a row of numbers ends.
        let line = numbers.is_some() && row.words.len() > 2 && over_figures;
        let lower = &shapes[at + 1];
        let line =
            line || goes_on(row, lower) || completes(row, lower, known) || stands_over_measures(row, lower, known);
        if !line && top.is_none_or(|top| at < top) && !governs(grid, row, &below(shapes, &rows), first_figure) {
            break;
        }
        rows.push(at);
    }
    if rows.is_empty() {
        return None;
    }
    rows.reverse();
    // Periods alone are a header only over labels that stand beside them or above.
    let first = rows[0];
    let last = *rows.last()?;
    // Group rows may stand between the header and the first figures.
    let body = (last + 1).max(numbers.map_or(0, |n| n + 1));
    Some(Header { first, rows, body: body.min(data) })
}

/// Whether a row of headings stands right above another.
fn heads_columns(upper: &RowShape<'_>, lower: &RowShape<'_>) -> bool {
    upper.index + 1 == lower.index && upper.headings > 0 && upper.words.len() > 2
}

/// Whether the last of some rows is one of a block of words that heads labels, or stands right below it.
fn heads_labels(rows: &[RowShape<'_>]) -> bool {
    let mut next = rows.last().map_or(0, |last| last.index + 1);
    let mut block = rows.iter().rev().take(MOST_ROWS).take_while(|row| {
        let beside = row.index + 1 == next && row.shape == Shape::Words && !row.parameter;
        next = row.index;
        beside
    });
    block.any(|row| row.headings > 0 && row.words.len() > 2)
}

/// So many registered names one below the other are a list.
const FEWEST_NAMES: usize = 2;

/// The place of a header where a list has none: names of units, each with one figure, below a title that says what it is, or
/// names of indicators.
pub(super) fn none_above(shapes: &[RowShape<'_>], floor: usize, data: usize, known: &dyn Words) -> Option<Header> {
    let label = |row: &RowShape<'_>| row.words.first().copied();
    let column = label(&shapes[data])?;
    let in_list = |row: &&RowShape<'_>| {
        row.shape == Shape::Data
            && row.figures.iter().filter(|&&figure| figure > column).count() == 1
            && label(row).is_none_or(|label| label == column)
    };
    let list = || shapes[data..].iter().take_while(in_list);
    let labels = || list().filter_map(|row| text_at(row, column));
    let units = labels().filter(|text| known.is_unit(text)).count();
    // *1 | Tổng số lao động | 1.260*
    let indicators = labels().filter(|text| known.is_indicator(split_ordinal(text).1)).count();
    let names = units.max(indicators);
    let titled =
        shapes[floor..data].iter().flat_map(|row| row.cells).filter_map(Cell::text).any(|text| known.is_title(text));
    let one_column =
        list().flat_map(|row| row.figures.last()).all(|figure| shapes[data].figures.last() == Some(figure));
    ((titled || indicators > units) && one_column && names >= FEWEST_NAMES && names * 2 > list().count())
        .then(|| Header { first: data, rows: Vec::new(), body: data })
}

/// The row of the numbers of the columns above a row of figures, where only words stand between.
fn numbers(shapes: &[RowShape<'_>], floor: usize, data: usize) -> Option<usize> {
    let between = (floor + 1..data).rev().take(2 * MOST_ROWS);
    // A note may stand right below them.
    let ends = |at: usize| {
        let is_note = shapes[at].shape == Shape::End && shapes[at].cells.len() == 1;
        shapes[at].shape == Shape::End && !(is_note && shapes[at - 1].shape == Shape::Numbers)
    };
    let mut between = between.take_while(|&at| shapes[at].shape != Shape::Data && !ends(at));
    let is_header = |row: &RowShape<'_>| matches!(row.shape, Shape::Words | Shape::Times);
    between.find(|&at| shapes[at].shape == Shape::Numbers && is_header(&shapes[at - 1]))
}

/// Whether a row right below another holds the second lines of its texts: each stands below one of several.
fn goes_on(upper: &RowShape<'_>, lower: &RowShape<'_>) -> bool {
    upper.index + 1 == lower.index
        && upper.words.len() > 2
        && !lower.words.is_empty()
        && lower.figures.is_empty()
        // *1. Số học sinh | học sinh* is the first row, its figure left blank.
        && !counts(lower)
        && lower.words.iter().all(|column| upper.words.binary_search(column).is_ok())
        && lower.words.first() <= upper.words.get(1)
}

/// Whether in what is counted stands right below each text of a row: *Bằng khen | Quà Tết* over *STT | Đơn vị | (cái) | (suất)*.
fn stands_over_measures(upper: &RowShape<'_>, lower: &RowShape<'_>, known: &dyn Words) -> bool {
    let measures = |text: &str| {
        let plain = text.trim().trim_start_matches('(').trim_end_matches(')');
        text.trim().starts_with('(') && known.said(plain).measure_word.is_some()
    };
    upper.index + 1 == lower.index
        && upper.words.len() > 1
        && upper.words.iter().all(|&column| text_at(lower, column).is_some_and(measures))
}

/// Whether a text begins with a digit and names no year.
fn begins_in_digits(text: &str) -> bool {
    text.trim_start().starts_with(|sign: char| sign.is_ascii_digit()) && find_times(text).is_empty()
}

/// Whether the first text of a row begins with a number.
fn counts(row: &RowShape<'_>) -> bool {
    let first = row.cells.first().and_then(Cell::text);
    let ordinal = |text: &str| split_ordinal(text).0.or_else(|| read_ordinal(text));
    matches!(first.and_then(ordinal), Some(Ordinal::Arabic(_) | Ordinal::Roman))
}

/// Whether a row below another says the same in another language: a heading below each of its headings, none of them Vietnamese.
fn translates(upper: &RowShape<'_>, lower: &RowShape<'_>) -> bool {
    let mut texts = lower.cells.iter().filter_map(Cell::text);
    upper.words == lower.words
        && upper.words.len() > 2
        && upper.headings > 0
        && texts.clone().all(str::is_ascii)
        && texts.any(is_foreign)
}

/// Whether a row right below another holds the end of one of its headings: `Tên chỉ` over `tiêu`.
pub(super) fn completes(upper: &RowShape<'_>, lower: &RowShape<'_>, known: &dyn Words) -> bool {
    let word = |text: &str| known.said(text).column_word;
    // *A | Lạng Sơn* over *I | SỐ LIỆU*: the first of groups that are counted.
    let counts =
        lower.cells.first().and_then(Cell::text).is_some_and(|text| matches!(text.trim(), "A" | "I" | "1" | "*"));
    !counts
        && upper.index + 1 == lower.index
        && upper.words.len() > 1
        && lower.cells.iter().any(|cell| {
            let over = upper.cells.iter().find(|over| over.at.column == cell.at.column);
            // *(1) 108*, *…* below *Số lượng* are figures.
            let words = cell.text().filter(|text| known.words(text).is_some());
            over.and_then(Cell::text).zip(words).is_some_and(|(over, text)| {
                let whole = || word(&[over, text].join(" "));
                match word(over) {
                    None => word(text).is_none() && whole().is_some(),
                    // *Họ tên* over *đơn vị* is one heading, though each line is one by itself.
                    Some(ColumnWord::Note) => lower.cells.len() == 1 && whole() == Some(ColumnWord::Unit),
                    // *Số* over *lượng*.
                    Some(ColumnWord::Value) => word(text).is_none() && whole() == Some(ColumnWord::Value),
                    // *Đơn vị* over *tính*.
                    Some(ColumnWord::Unit) => word(text).is_none() && whole() == Some(ColumnWord::Measure),
                    Some(_) => false,
                }
            })
        })
}

/// The highest row right above the figures that heads the columns of labels (`TT`, `Đơn vị`) beside others.
fn labelled(shapes: &[RowShape<'_>], floor: usize, data: usize, first_figure: u32) -> Option<usize> {
    let mut found = None;
    for at in (floor..data).rev().take(2 * MOST_ROWS) {
        let row = &shapes[at];
        let gap = at + 1 < data && shapes[at + 1].index - row.index > 1;
        if matches!(row.shape, Shape::Data | Shape::End) || (gap && found.is_some()) {
            break;
        }
        let of_labels = row.words.iter().any(|&column| column < first_figure) || row.words.len() > 2;
        // A parameter with its value beside it is no heading; alone over the figures it may be one after all.
        let stated = row.parameter && row.words.len() <= 2;
        if stated && found.is_some() {
            break;
        }
        if row.headings > 0 && row.cells.len() > 1 && of_labels && !stated {
            found = Some(at);
        }
    }
    found
}

/// The columns of the figures in the rows that follow: one row may leave some blank.
fn figure_columns(shapes: &[RowShape<'_>], data: usize, known: &dyn Words) -> Vec<u32> {
    let mut columns: Vec<u32> = Vec::new();
    // *2018 | 3 | 4*, *2019 | 5 | 2*: years in the place of labels.
    let year = |row: &RowShape<'_>| {
        // *1 | 2018 | 3 | 4*, numbered.
        let counts = |cell: &Cell| matches!(&cell.value, CellValue::Number(n) if n.count().is_some_and(|n| (1..=99).contains(&n)));
        let place = usize::from(row.cells.first().is_some_and(counts) && row.words.is_empty());
        let year = row
            .cells
            .get(place)
            .filter(|cell| is_year(cell, known) && row.figures.get(place) == Some(&cell.at.column))?;
        (row.cells.len() > place + 1).then_some(year.at.column)
    };
    let years = || year(&shapes[data]).filter(|&column| shapes.get(data + 1).and_then(year) == Some(column));
    let by_years = years();
    let label = by_years.or(shapes[data].words.first().copied());
    // The headings of the next table end this one.
    let own = shapes[data..].iter().take_while(|row| row.headings < 2);
    for row in own.filter(|row| row.shape == Shape::Data).take(5) {
        // A number left of the first words is an ordinal.
        let first_word = row.words.first().copied().unwrap_or(0);
        // *Số đơn vị đã gửi báo cáo: | 3/17* below the table, left of its labels.
        if label.is_some_and(|label| first_word < label && !row.words.is_empty() && !row.words.contains(&label)) {
            continue;
        }
        // A lone number left of the labels is an ordinal too, below them the number of a page.
        // *2019 | 1515 | 80 | Tốt*: words behind a year are no label.
        let after = if row.words.is_empty() || by_years.is_some() { label } else { Some(first_word) };
        columns.extend(row.figures.iter().filter(|&&column| after.is_none_or(|after| column > after)));
    }
    // *1 | 25 | 2 | LĐLĐ huyện Vĩnh An*: the labels stand behind the figures.
    if let (true, Some(label)) = (columns.is_empty(), label) {
        let own = shapes[data..].iter().take_while(|row| row.headings < 2);
        let rows = own.filter(|row| row.shape == Shape::Data && row.words.first() == Some(&label)).take(5);
        let counts = shapes[data].cells.first().map(|cell| cell.at.column);
        columns.extend(rows.flat_map(|row| row.figures.iter().copied().filter(|&column| Some(column) > counts)));
    }
    // *Khá*, *Xuất sắc* and nothing else: a table of ratings.
    if let (true, Some(label)) = (columns.is_empty(), label) {
        let rows = || shapes[data..].iter().take_while(|row| row.headings < 2 && row.words.first() == Some(&label));
        let rated = rows().take(5).flat_map(|row| row.cells).filter(|cell| cell.at.column > label);
        columns
            .extend(rated.filter(|cell| cell.text().is_some_and(|text| known.is_category(text))).map(|c| c.at.column));
    }
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The text of a row in a column.
fn text_at<'g>(row: &RowShape<'g>, column: u32) -> Option<&'g str> {
    row.cells.iter().find(|cell| cell.at.column == column)?.text()
}

/// The columns that a cell spans.
fn spans(grid: &Grid, row: u32, column: u32) -> std::ops::RangeInclusive<u32> {
    match merge_from(grid, CellRef::new(row, column)) {
        Some(range) => range.start.column..=range.end.column,
        None => column..=column,
    }
}

/// Whether a row's only text spans both labels and figures: a title, not a heading.
fn covers_labels(grid: &Grid, row: &RowShape<'_>, first_figure: u32) -> bool {
    row.words.iter().any(|&column| column < first_figure && *spans(grid, row.index, column).end() >= first_figure)
}

/// The columns that the header's rows found so far fill.
fn below(shapes: &[RowShape<'_>], rows: &[usize]) -> Vec<u32> {
    let cells = rows.iter().flat_map(|&row| shapes[row].cells);
    let mut columns: Vec<u32> = cells.map(|cell| cell.at.column).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Whether a row of words belongs to the header rows under it, which fill some columns: no cell of it stands right over
/// another cell of the same width, as a title block does.
fn governs(grid: &Grid, upper: &RowShape<'_>, lower: &[u32], first_figure: u32) -> bool {
    let mut governing = 0;
    // *Trong đó* over its only part.
    let text = |column: u32| upper.cells.iter().find(|cell| cell.at.column == column).and_then(Cell::text);
    let is_part = |column: u32| text(column).is_some_and(is_part_word);
    for &column in &upper.words {
        let width = spans(grid, upper.index, column);
        let below = lower.iter().filter(|column| width.contains(column)).count();
        let next = upper.words.iter().copied().find(|&other| other > *width.end()).unwrap_or(u32::MAX);
        let open_below = lower.iter().filter(|&&column| column > *width.end() && column < next).count();
        match below {
            // A vertical merge, or a label whose lower rows are left blank.
            0 => {}
            _ if column < first_figure => return false,
            1 if width.clone().count() == 1 && open_below == 0 && !is_part(column) => return false,
            _ => governing += 1,
        }
    }
    governing > 0
}

/// The merged block that begins at a cell.
pub(super) fn merge_from(grid: &Grid, at: CellRef) -> Option<Range> {
    let merges = grid.merges();
    let from = merges.partition_point(|range| range.start < at);
    merges.get(from).copied().filter(|range| range.start == at)
}

/// The cells of the heading over a column, outermost first: the cell itself, the merged block over it, or — where a
/// file keeps no merged blocks — the nearest text to the left in a row that has parts under it.
pub(super) fn heading(grid: &Grid, rows: &[u32], column: u32, covers: &[Range], first: u32) -> Vec<CellRef> {
    let mut path: Vec<CellRef> = Vec::with_capacity(rows.len());
    for (position, &row) in rows.iter().enumerate() {
        let at = CellRef::new(row, column);
        let found = if grid.get(at).is_some() {
            Some(at)
        } else if let Some(range) = covers.iter().find(|range| range.contains(at)) {
            grid.get(range.start).map(|cell| cell.at)
        } else if position + 1 < rows.len() && column > first {
            inherited(grid, rows, position, column, covers)
        } else {
            None
        };
        if let Some(cell) = found
            && path.last() != Some(&cell)
        {
            path.push(cell);
        }
    }
    path
}

/// The text that a blank header cell takes from its left: only where rows below part both.
fn inherited(grid: &Grid, rows: &[u32], position: usize, column: u32, covers: &[Range]) -> Option<CellRef> {
    let row = rows[position];
    let below = rows[position + 1..].iter().any(|&lower| grid.get(CellRef::new(lower, column)).is_some());
    if !below {
        return None;
    }
    let left = grid.row(row).iter().rev().find(|cell| cell.at.column < column)?;
    // What a row above heads anew begins a group of its own.
    let anew =
        |upper: &u32| grid.row(*upper).iter().any(|cell| cell.at.column > left.at.column && cell.at.column <= column);
    if rows[..position].iter().any(anew) {
        return None;
    }
    // A merged block ends where it ends.
    if merge_from(grid, left.at).is_some() || covers.iter().any(|range| range.contains(left.at)) {
        return None;
    }
    let parted = rows[position + 1..].iter().any(|&lower| grid.get(CellRef::new(lower, left.at.column)).is_some());
    parted.then_some(left.at)
}

/// The merged blocks of a header.
pub(super) type Covers = Vec<Range>;

/// The merged blocks that touch the header's rows.
pub(super) fn covers(grid: &Grid, rows: &[u32]) -> Covers {
    let (Some(&first), Some(&last)) = (rows.first(), rows.last()) else { return Vec::new() };
    grid.merges().iter().copied().filter(|range| range.start.row <= last && range.end.row >= first).collect()
}
