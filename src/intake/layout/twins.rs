//! What stands to the right of a table behind a blank column: another table, whose headings of labels come again, or what
//! somebody left there: sums to check by, a calculation, a remark.

use std::collections::BTreeMap;

use crate::domain::{Cell, CellRef, Grid, Range};
use crate::text::{ColumnWord, fold, is_motto};

use super::shape::{RowShape, Shape, is_year};
use super::{Column, ColumnRole, ColumnSpan, Layout, Words, header};

/// A part of a sheet, as a sheet of its own.
pub(super) struct Part {
    pub grid: Grid,
    /// From which row on which columns are its own.
    from: u32,
    across: Option<ColumnSpan>,
    /// Whether what stands above is its own too, not only said of it.
    whole: bool,
}

impl Part {
    /// The part of a sheet that lies in some columns from a row on, below all that stands over it but for what in some
    /// rows stands over other columns.
    pub fn beside(grid: &Grid, from: u32, across: ColumnSpan, own: Vec<u32>) -> Part {
        let over = |at: CellRef| at.row < from && !own.contains(&at.row);
        let grid = only(grid, |at| over(at) || across.contains(at.column));
        Part { grid, from, across: Some(across), whole: true }
    }

    /// The tables of the part.
    pub fn detect(&self, known: &dyn Words) -> Vec<Layout> {
        let mut layouts = super::detect(&self.grid, known, &[]);
        layouts.retain(|layout| self.whole || layout.body.0 >= self.from);
        for layout in layouts.iter_mut().filter(|layout| layout.body.0 >= self.from) {
            layout.across = layout.across.or(self.across);
        }
        layouts
    }
}

/// The tables of a sheet where two stand side by side, each found as on a sheet of its own below what stands over both of
/// them, and those below both; `None` where no tables stand so, or on one side there is none after all.
pub(super) fn part(grid: &Grid, shapes: &[RowShape<'_>], known: &dyn Words) -> Option<Vec<Layout>> {
    let [left, right, below] = parts(grid, shapes, known)?.map(|part| part.detect(known));
    (!left.is_empty() && !right.is_empty()).then(|| [left, right, below].concat())
}

/// The sides of such a sheet as sheets, and what stands below them.
fn parts(grid: &Grid, shapes: &[RowShape<'_>], known: &dyn Words) -> Option<[Part; 3]> {
    (0..shapes.len()).filter(|&place| heads_labels(&shapes[place])).find_map(|place| {
        let parted = pair(grid, shapes, place, known).map(|(place, gap)| (place, gap, gap + 1));
        let (place, gap, next) = parted.or_else(|| folded(&shapes[place], known).map(|half| (place, half, half)))?;
        let region = &shapes[place..];
        let first_row = region[0].index;
        // The tables end where something stands between them.
        let between = |row: &&RowShape<'_>| row.cells.iter().any(|cell| gap < next && cell.at.column == gap);
        let end = region.iter().find(between).map_or(u32::MAX, |row| row.index);
        let inside = |at: CellRef| at.row >= first_row && at.row < end;
        let columns = || grid.cells().iter().filter(|cell| inside(cell.at)).map(|cell| cell.at.column);
        let span = |first: u32, last: u32| Some(ColumnSpan { first, last });
        // *Năm 2020* over the one and *Năm 2021* over the other: each says nothing of the other.
        let captions = captions(grid, &shapes[..place], gap, known);
        let over =
            |at: CellRef, left: bool| at.row < first_row && (!captions.contains(&at.row) || (at.column < gap) == left);
        let left = only(grid, |at| over(at, true) || (inside(at) && at.column < gap));
        let right = only(grid, |at| over(at, false) || (inside(at) && at.column >= next));
        let below = only(grid, |at| at.row >= end);
        Some([
            Part { grid: left, from: first_row, across: span(columns().min()?, gap - 1), whole: true },
            Part { grid: right, from: first_row, across: span(next, columns().max()?), whole: false },
            Part { grid: below, from: end, across: None, whole: true },
        ])
    })
}

/// The rows right above two tables side by side of which each holds a line over either: blank rows between them and the
/// tables aside. What everybody's papers begin with, the motto opposite the body, is none.
pub(super) fn captions(grid: &Grid, above: &[RowShape<'_>], gap: u32, known: &dyn Words) -> Vec<u32> {
    let is_caption = |row: &&RowShape<'_>| {
        let beside = |left: bool| row.cells.iter().filter(move |cell| (cell.at.column < gap) == left);
        let crosses = row.cells.iter().any(|cell| {
            grid.merge_at(cell.at).is_some_and(|range| range.start.column <= gap && range.end.column >= gap)
        });
        let of_paper = |cell: &Cell| {
            let text = cell.text().unwrap_or_default();
            let said = known.said(text);
            is_motto(text) || said.is_reference || said.measure_line.is_some() || said.names_reporter
        };
        let both = beside(true).next().is_some() && beside(false).next().is_some();
        both && !row.parameter && !crosses && !beside(false).any(of_paper)
    };
    // *Đơn vị báo cáo: …* over either, *ĐVT: triệu đồng* over the one and *ĐVT: nghìn đồng* over the other.
    let states = |cell: &Cell| {
        let said = cell.text().map(|text| known.said(text));
        said.map_or((false, false), |said| (said.names_reporter, said.measure_line.is_some()))
    };
    let says_of_each = |row: &&RowShape<'_>| {
        let of = |left: bool| row.cells.iter().filter(move |cell| (cell.at.column < gap) == left).map(states);
        let both = |is: fn((bool, bool)) -> bool| of(true).any(is) && of(false).any(is);
        both(|(reporter, _)| reporter) || both(|(_, measure)| measure)
    };
    let captions = above.iter().rev().take_while(|row| is_caption(row) || says_of_each(row)).map(|row| row.index);
    let stated = above.iter().rev().take(CAPTION_ROWS).filter(says_of_each).map(|row| row.index);
    captions.chain(stated).collect()
}

/// In so many rows above two tables side by side stands what is said of each.
const CAPTION_ROWS: usize = 6;

/// So many rows tell whether a column is blank between two tables.
const ROWS_ALIKE: usize = 20;

/// The headers of two tables side by side begin within so many rows.
const FARTHEST_HEADERS: u32 = 4;

/// Whether a row heads columns of labels: a line that states a parameter is none.
fn heads_labels(row: &RowShape<'_>) -> bool {
    row.headings > 0 && !(row.parameter && row.words.len() <= 2)
}

/// Where two tables stand side by side of which the second is headed in a row: the place of the row in which the upper of
/// both headers begins, and the blank column between them. Labels are headed on both sides, and each side has figures.
fn pair(grid: &Grid, shapes: &[RowShape<'_>], place: usize, known: &dyn Words) -> Option<(usize, u32)> {
    let row = &shapes[place];
    let label = |place: usize, cell: &Cell| {
        let word = heading_word(shapes, place, cell, known)?;
        let is_label = matches!(
            word,
            ColumnWord::Ordinal
                | ColumnWord::Code
                | ColumnWord::Unit
                | ColumnWord::Indicator
                | ColumnWord::Period
                | ColumnWord::Category
        );
        is_label.then_some(word)
    };
    let mut before: Option<u32> = None;
    for cell in row.cells {
        let (second, left) = (cell.at.column, before.replace(cell.at.column));
        let Some(gap) = second.checked_sub(1).filter(|&gap| gap > 0 && left != Some(gap)) else { continue };
        let near = |other: &usize| shapes[*other].index.abs_diff(row.index) <= FARTHEST_HEADERS;
        let above = (0..place).rev().take_while(near);
        let headed = |other: &usize| heads_labels(&shapes[*other]);
        // Wherever the headers begin: most gaps are those below a heading of several columns, which are none.
        let mut starts = above.clone().filter(headed).chain([place]);
        if is_put_away(grid, gap) || !starts.any(|start| is_blank(&shapes[start..], gap)) {
            continue;
        }
        let headers: Vec<(usize, u32)> = above
            .chain((place..shapes.len()).take_while(near))
            .filter(headed)
            .flat_map(|other| {
                let left = shapes[other].cells.iter().filter(move |cell| cell.at.column < gap);
                left.filter(move |cell| label(other, cell).is_some()).map(move |cell| (other, cell.at.column))
            })
            .collect();
        let Some(first) = headers.iter().map(|&(_, column)| column).min() else { continue };
        let start = headers.iter().map(|&(other, _)| other).chain([place]).min().unwrap_or(place);
        let region = &shapes[start..];
        if !is_blank(region, gap) {
            continue;
        }
        let data = || region.iter().filter(|row| row.shape == Shape::Data).take(ROWS_ALIKE);
        let words = || data().filter_map(|row| row.cells.iter().find(|cell| cell.at.column == second)?.text());
        let is_second = match label(place, cell) {
            Some(ColumnWord::Ordinal | ColumnWord::Code) => true,
            // *Năm | Cấp cơ sở | Cấp huyện* beside a list of units, each under a caption of its own.
            Some(ColumnWord::Period | ColumnWord::Category) => !captions(grid, &shapes[..start], gap, known).is_empty(),
            // *Đơn vị* over the names of units, each over its figures, heads no labels; *Huyện* over figures of which one is
            // *đang cập nhật* heads none either.
            Some(_) => {
                let named = data().filter(|row| row.words.binary_search(&second).is_ok()).count();
                named > data().filter(|row| row.figures.contains(&second)).count()
            }
            None => words().filter(|text| known.is_unit(text)).count() > 1,
        };
        // *TT | Đơn vị* left of a blank column, all figures right of it, is one table.
        let figures =
            |from: u32, to: u32| data().any(|row| row.figures.iter().any(|&column| from < column && column < to));
        if is_second && figures(first, gap) && figures(second, u32::MAX) {
            return Some((start, gap));
        }
    }
    None
}

/// A list is folded in at most so many parts.
const MOST_FOLDS: usize = 4;

/// Where a list goes on to the right of itself under the same headings again, once or several times: *TT | Nội dung | Số lượng | TT |
/// Nội dung | Số lượng*. The first column of its second part.
fn folded(row: &RowShape<'_>, known: &dyn Words) -> Option<u32> {
    if row.shape != Shape::Words || !row.cells.windows(2).all(|pair| pair[0].at.column + 1 == pair[1].at.column) {
        return None;
    }
    let text = |cell: &Cell| cell.text().map(fold);
    // *Nội dung | ĐVT* and *Chỉ tiêu | Đơn vị tính* head the same.
    let head = |cell: &Cell| cell.text().and_then(|text| known.said(text).column_word);
    let same = |one: &Cell, other: &Cell| text(one) == text(other) || head(one).is_some() && head(one) == head(other);
    let repeats = |width: &usize| {
        let again = row.cells[*width..].iter().zip(row.cells);
        again.into_iter().all(|(one, other)| text(one).is_some() && same(one, other))
    };
    let count = row.cells.len();
    let widths = (2..=MOST_FOLDS).filter(|&parts| count.is_multiple_of(parts)).map(|parts| count / parts);
    let width = widths.filter(|&width| width > 1).find(repeats)?;
    let word = known.said(row.cells[0].text().unwrap_or_default()).column_word;
    let labels =
        matches!(word, Some(ColumnWord::Ordinal | ColumnWord::Code | ColumnWord::Unit | ColumnWord::Indicator));
    labels.then(|| row.cells[width].at.column)
}

/// What a heading says of its column, with the line below it where both are one: `Số thứ` over `tự`.
fn heading_word(shapes: &[RowShape<'_>], place: usize, cell: &Cell, known: &dyn Words) -> Option<ColumnWord> {
    let text = cell.text()?;
    let next = shapes.get(place + 1).filter(|next| next.index == shapes[place].index + 1);
    let line = next.and_then(|next| next.cells.iter().find(|below| below.at.column == cell.at.column)?.text());
    let whole = line.and_then(|line| known.said(&[text, line].join(" ")).column_word);
    whole.or_else(|| known.said(text).column_word)
}

/// Whether nothing stands in a column of a region; what stands below the tables behind a blank row may lie across both.
fn is_blank(region: &[RowShape<'_>], column: u32) -> bool {
    let goes_on = |at: usize| at < 3 || region[at - 1].index + 1 == region[at].index;
    let rows = region.iter().enumerate().take_while(|(at, row)| row.shape != Shape::End && goes_on(*at));
    let mut cells = rows.map(|(_, row)| row).take(ROWS_ALIKE).flat_map(|row| row.cells);
    cells.all(|cell| cell.at.column != column)
}

/// The cells of a sheet that are wanted, at their places.
fn only(grid: &Grid, wanted: impl Fn(CellRef) -> bool) -> Grid {
    let cells = grid.cells().iter().filter(|cell| wanted(cell.at)).cloned().collect();
    let merges: Vec<Range> = grid.merges().iter().filter(|range| wanted(range.start)).copied().collect();
    Grid::new(grid.name.clone(), grid.index, cells, merges).without_columns(grid.put_away().to_vec())
}

/// Whether a column was put away: it parts nothing.
fn is_put_away(grid: &Grid, column: u32) -> bool {
    grid.put_away().iter().any(|&(first, last)| (first..=last).contains(&column))
}

/// A sheet without what stands aside of its table, and that as columns of the table.
pub(super) struct Aside {
    pub part: Part,
    pub columns: Vec<Column>,
}

/// Parts a table from what stands right of it behind a blank column and bears no heading that means anything.
pub(super) fn aside(grid: &Grid, shapes: &[RowShape<'_>], known: &dyn Words) -> Option<Aside> {
    // `Số thứ | Tên chỉ` over `tự | tiêu` are headings too.
    let in_two_lines = |place: usize| {
        let words = shapes[place].cells.iter().filter(|cell| heading_word(shapes, place, cell, known).is_some());
        // `Tên đơn | 6 tháng | 6 tháng` over `vị | đầu năm | cuối năm`.
        let completed = || {
            shapes[place].words.len() > 2
                && shapes.get(place + 1).is_some_and(|below| header::completes(&shapes[place], below, known))
        };
        // Most lines above a table are a text of their own.
        shapes[place].shape != Shape::Data
            && shapes[place].cells.len() > 1
            && (words.take(2).count() == 2 || completed())
    };
    let is_header = |(place, row): (usize, &RowShape<'_>)| {
        row.headings >= 2 || (row.headings == 1 && row.cells.len() > 1) || in_two_lines(place)
    };
    let place = shapes.iter().enumerate().position(is_header)?;
    let region = &shapes[place..];
    let table: Vec<&RowShape<'_>> = region.iter().take_while(|row| row.shape != Shape::End).collect();
    let first = table.iter().flat_map(|row| row.cells.first()).map(|cell| cell.at.column).min()?;
    let last = table.iter().flat_map(|row| row.cells.last()).map(|cell| cell.at.column).max()?;
    let mut used = vec![false; (last - first + 1) as usize];
    table.iter().flat_map(|row| row.cells).for_each(|cell| used[(cell.at.column - first) as usize] = true);
    let blank = |column: &u32| !used[(column - first) as usize];
    let first_blank = (first + 1..last).find(blank)?;
    // How far right anything stands that means something, a total or not; and what merged blocks reach over.
    let (mut furthest, mut furthest_but_totals) = (first, first);
    let mut covered: Vec<(u32, u32)> = Vec::new();
    // *2018 | 2019 | | 2020*: a year among years is no calculation left there.
    let years = table.iter().filter(|row| row.shape == Shape::Times).flat_map(|row| row.cells);
    for column in years.filter(|cell| is_year(cell, known)).map(|cell| cell.at.column) {
        (furthest, furthest_but_totals) = (furthest.max(column), furthest_but_totals.max(column));
    }
    for cell in table.iter().flat_map(|row| row.cells) {
        let column = cell.at.column;
        if let Some(text) = cell.text().filter(|_| column > furthest_but_totals) {
            if means_something(text, known) {
                furthest_but_totals = column;
            } else if column > furthest && known.said(text).is_total {
                furthest = column;
            }
        }
        if column > first_blank {
            let block = grid.merge_at(cell.at).map(|range| (range.start.column, column));
            covered.extend(block.filter(|(from, to)| from < to));
        }
    }
    furthest = furthest.max(furthest_but_totals);
    let figures = || table.iter().filter(|row| row.shape == Shape::Data).flat_map(|row| &row.figures);
    let first_figure = figures().copied().filter(|&column| column > first).min();
    // Behind every blank column, the nearest first.
    let gap = (first + 1..last).filter(|column| blank(column) && !is_put_away(grid, *column)).find(|&gap| {
        // *Cộng thử*: a lone sum beside a table that has figures of its own.
        let lone = (gap + 1..last).all(|column| blank(&column));
        let sum = lone && first_figure.is_some_and(|figure| figure < gap);
        gap > if sum { furthest_but_totals } else { furthest }
            && !covered.iter().any(|&(from, to)| from <= gap && gap < to)
    })?;
    let rows = region[0].index..=table.last()?.index;
    let mut heads: BTreeMap<u32, CellRef> = BTreeMap::new();
    for cell in table.iter().flat_map(|row| row.cells).filter(|cell| cell.at.column > gap) {
        heads.entry(cell.at.column).or_insert(cell.at);
    }
    // What stands aside may begin beside the upper rows of the header: *check* over its sums.
    for row in shapes[..place].iter().rev() {
        let mut own = row.cells.iter().filter(|cell| {
            heads.get(&cell.at.column).is_some_and(|below| below.row == cell.at.row + 1) && !of_papers(cell, known)
        });
        let Some(first) = own.next() else { break };
        let found: Vec<CellRef> = std::iter::once(first.at).chain(own.map(|cell| cell.at)).collect();
        heads.extend(found.into_iter().map(|at| (at.column, at)));
    }
    let is_aside = |at: CellRef| {
        at.column > gap
            && (rows.contains(&at.row)
                || heads.get(&at.column).is_some_and(|head| (head.row..=*rows.end()).contains(&at.row)))
    };
    let column = |(&index, &head)| Column { index, role: ColumnRole::Value, heading: vec![head], told: None };
    let columns = heads.iter().map(column).collect();
    let across = Some(ColumnSpan { first, last: gap - 1 });
    let part = Part { grid: only(grid, |at| !is_aside(at)), from: region[0].index, across, whole: true };
    Some(Aside { part, columns })
}

/// Whether a cell above a table is one of what papers begin with, or says something of the table.
fn of_papers(cell: &Cell, known: &dyn Words) -> bool {
    cell.text().is_some_and(|text| {
        let said = known.said(text);
        is_motto(text)
            || said.is_reference
            || said.measure_line.is_some()
            || said.names_reporter
            || text.chars().count() > 15
    })
}

/// Whether a heading or a label tells what its column or row is about, however little.
fn means_something(text: &str, known: &dyn Words) -> bool {
    let said = known.said(text);
    // *Chênh lệch* beside a table checks it.
    said.column_word.is_some_and(|word| word != ColumnWord::Comparison)
        || !said.times.is_empty()
        || said.measure_word.is_some()
        || known.is_unit(text)
        || known.is_indicator(text)
}
