//! Readings: what a sheet says, in its words, with its cell. Never decides what a word means.

use std::sync::Arc;

use smallvec::SmallVec;

use crate::domain::{Cell, CellRef, CellValue, Grid, Said};
use crate::text::{
    Label, MeasureWord, Ordinal, Span, fold, measure_line, measure_stated, read_ordinal, remark, signatory,
    split_ordinal,
};

use super::layout::{self, ColumnRole, Formula, Key, Layout, Row, RowKind, Suspect, ToldColumn};

/// A column of figures with the words over it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColumnReading {
    /// Its place on the sheet.
    pub index: u32,
    /// The cell that heads it.
    pub head: CellRef,
    /// The words of its heading, outermost first.
    pub path: Vec<String>,
    /// Whether it stands beside the table.
    pub beside: bool,
    /// What a recipe says of it.
    pub told: Option<ToldColumn>,
}

/// A row with its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowReading {
    /// Its place on the sheet.
    pub index: u32,
    /// Its labels with what their column names, without ordinals.
    pub labels: SmallVec<[(Key, Arc<str>); 2]>,
    /// The labels of the groups it stands in, outermost first.
    pub groups: Vec<Arc<str>>,
    /// The words of its measure column; a ditto mark is written out.
    pub measure: Arc<str>,
    /// What it is.
    pub kind: RowKind,
    /// What a recipe says of it.
    pub told: Option<Box<Said>>,
    /// What a recipe says of the groups it stands in, the nearest first.
    pub told_by_groups: Option<Box<Said>>,
}

/// What one table says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Readings {
    /// Lines above the table: those that stand over all tables of the sheet, then its own.
    pub lines: Vec<(CellRef, String)>,
    /// How many of them stand over other tables too.
    pub shared: usize,
    /// The measure that a line within its header or right below states.
    pub measure_within: Option<MeasureWord>,
    /// The measure that a note below the last table of a sheet states.
    pub measure_below: Option<MeasureWord>,
    /// The notes below the last table of the sheet that say something of all its figures.
    pub notes: Vec<String>,
    /// What stands below the last table of the sheet, where papers are signed.
    pub signed: Vec<String>,
    /// The numbered line over the first table of the sheet, where one stands over this table too: *1. Xã A*, *2. Xã B*.
    pub first_of_kind: Option<String>,
    /// Its columns of figures.
    pub columns: Vec<ColumnReading>,
    /// What columns come to by the row of their numbers.
    pub formulas: Vec<Formula>,
    /// Its rows, the same as the layout's.
    pub rows: Vec<RowReading>,
    /// Rows that may be the total of all others.
    pub suspects: Vec<Suspect>,
    /// Whether its rows are people.
    pub of_people: bool,
    /// What the recipe that it follows says of all cells.
    pub told: Option<Said>,
}

impl Readings {
    /// The words by which a row is known to people.
    pub fn row_label(&self, row: usize) -> &str {
        self.rows[row]
            .labels
            .iter()
            .rev()
            .map(|(_, label)| &**label)
            .find(|label| !label.is_empty())
            .unwrap_or_default()
    }

    /// The words by which a column is known to people.
    pub fn column_label(&self, column: usize) -> String {
        let parts: Vec<String> = self.columns[column].path.iter().map(|part| one_line(part)).collect();
        parts.join(" / ")
    }
}

/// A cover has no more lines.
const LONGEST_COVER: usize = 20;

/// The lines of a sheet that is a cover: a few words, and no figures.
pub fn cover(grid: &Grid) -> Vec<(CellRef, String)> {
    let cells = grid.cells();
    let few = cells.len() <= LONGEST_COVER && cells.iter().all(|cell| cell.text().is_some());
    let lines = cells.iter().filter(|_| few).map(|cell| (cell.at, cell.raw()));
    lines.collect()
}

/// *TH* beside *KH* is what was done, and no *Tập huấn*, *Tiểu học*.
fn with_what_was_done(mut path: Vec<String>, planned: impl Fn() -> bool) -> Vec<String> {
    if let Some(leaf) = path.last_mut()
        && matches!(fold(leaf).as_str(), "th" | "kqth")
        && planned()
    {
        "Thực hiện".clone_into(leaf);
    }
    path
}

/// Whether one of the columns next to one holds what was planned.
fn beside_a_plan(grid: &Grid, layout: &Layout, index: u32) -> bool {
    const NEAR: u32 = 2;
    layout.columns.iter().any(|column| {
        let leaf = column.heading.last().and_then(|&at| grid.get(at)).map(|cell| fold(&cell.raw()));
        let plan = leaf.is_some_and(|leaf| {
            matches!(
                leaf.as_str(),
                "kh" | "kế hoạch" | "ct" | "chỉ tiêu" | "chỉ tiêu giao" | "ct giao" | "kh giao" | "giao"
            )
        });
        plan && column.role == ColumnRole::Aside && column.index.abs_diff(index) <= NEAR
    })
}

/// The words of a table that a layout found.
pub fn readings(grid: &Grid, layout: &Layout) -> Readings {
    let lines = layout.context.iter().filter_map(|&at| grid.get(at)).map(|cell| (cell.at, cell.raw())).collect();
    let first_row = layout.rows.first().map_or(0, |row| row.index);
    let columns = layout
        .columns
        .iter()
        .filter(|column| column.role == ColumnRole::Value)
        .map(|column| ColumnReading {
            index: column.index,
            head: column.heading.last().copied().unwrap_or(CellRef::new(first_row, column.index)),
            path: with_what_was_done(
                whole_periods(layout::heading_texts(grid, &column.heading, layout.in_lines)),
                || beside_a_plan(grid, layout, column.index),
            ),
            beside: layout.across.is_some_and(|across| !across.contains(column.index)),
            told: column.told,
        })
        .collect();
    let measure_column =
        layout.columns.iter().find(|column| column.role == ColumnRole::Measure).map(|column| column.index);
    let nothing: Arc<str> = Arc::from("");
    let mut last_measure = Arc::clone(&nothing);
    // Rows of one group stand below one another.
    let mut last_groups: (&[CellRef], Vec<Arc<str>>) = (&[], Vec::new());
    let rows = layout
        .rows
        .iter()
        .map(|row| {
            let labels = row
                .labels
                .iter()
                .map(|&(column, at)| {
                    let key = match layout.columns[column].role {
                        ColumnRole::Key(key) => key,
                        _ => Key::Open,
                    };
                    let label = grid.get(at).map_or_else(|| Arc::clone(&nothing), shared);
                    // `Quý` over `III`; not over `Quý III`.
                    if key == Key::Period && read_ordinal(&label).is_some() {
                        let heading = layout.columns[column].heading.last().map(|&at| words(grid, at));
                        if let Some(period) = heading.and_then(|heading| layout::numbered_period(&heading)) {
                            return (key, format!("{period} {label}").into());
                        }
                    }
                    (key, label)
                })
                .collect();
            if let Some(column) = measure_column {
                let at = CellRef::new(row.index, column);
                let measure = grid.get(at).map_or_else(|| Arc::clone(&nothing), shared);
                // Merged over several rows it is that of each.
                let goes_on = || measure.is_empty() && grid.merge_at(at).is_some_and(|range| range.start != at);
                if !layout::is_ditto(&measure) && !goes_on() {
                    last_measure = measure;
                }
            }
            if last_groups.0 != row.groups {
                let groups = row.groups.iter().map(|&at| group_label(&words(grid, at)).into());
                last_groups = (&row.groups, groups.collect());
            }
            RowReading {
                index: row.index,
                labels,
                groups: last_groups.1.clone(),
                measure: Arc::clone(&last_measure),
                kind: row.kind.clone(),
                told: row.told.clone(),
                told_by_groups: told_by_groups(layout, row),
            }
        })
        .collect();
    Readings {
        lines,
        shared: 0,
        measure_within: measure_within(grid, layout),
        measure_below: None,
        notes: Vec::new(),
        signed: Vec::new(),
        first_of_kind: None,
        columns,
        formulas: layout.formulas.clone(),
        rows,
        suspects: layout.suspects.clone(),
        of_people: lists_people(grid, layout),
        told: layout.told,
    }
}

/// What a line among the headings of a table states for it: *ĐVT: 1.000 đồng* right below them, *(1.000 đồng)* over the names.
fn measure_within(grid: &Grid, layout: &Layout) -> Option<MeasureWord> {
    let first = *layout.header.first()?;
    let body = layout.rows.iter().find(|row| row.kind != RowKind::Group).map_or(first, |row| row.index);
    let value = layout.columns.iter().find(|column| column.role == ColumnRole::Value)?.index;
    // What stands over figures is said of their column.
    let over_all =
        |cell: &&Cell| cell.at.column < value || !layout.columns.iter().any(|column| column.heading.contains(&cell.at));
    let cells = (first..body).flat_map(|row| grid.row(row)).filter(over_all);
    cells.filter_map(Cell::text).find_map(|text| measure_line(text).flatten())
}

/// What a line right below a table states for it: *Ghi chú: Đơn vị tính là nghìn đồng*.
pub fn measure_below(grid: &Grid, layout: &Layout) -> Option<MeasureWord> {
    const NEAREST: u32 = 6;
    let end = layout.body.1;
    let below = (end + 1..=end + NEAREST).flat_map(|row| grid.row(row));
    below.filter_map(Cell::text).find_map(|text| measure_stated(text, false))
}

/// The notes below a table that say something of all its figures: *Ghi chú: số liệu trên là kế hoạch*.
pub fn notes_below(grid: &Grid, layout: &Layout) -> Vec<(CellRef, String)> {
    const NEAREST: u32 = 8;
    let end = layout.body.1;
    let below = (end + 1..=end + NEAREST).flat_map(|row| grid.row(row));
    let notes = below.filter_map(|cell| cell.text().map(|text| (cell.at, text.to_owned())));
    notes.filter(|(_, text)| remark(text).is_some()).collect()
}

/// The bodies that sign below a table: *TM. BAN CHẤP HÀNH CĐCS XÃ A*, *CĐCS XÃ A* over *CHỦ TỊCH*.
pub fn signed_below(grid: &Grid, layout: &Layout) -> Vec<String> {
    const NEAREST: u32 = 12;
    let end = layout.body.1;
    let is_office = |cell: &Cell| {
        let folded = cell.text().map(fold).unwrap_or_default();
        ["chủ tịch", "phó chủ tịch", "kt chủ tịch"].iter().any(|office| folded.starts_with(office))
    };
    let signs = |cell: &&Cell| {
        let below = CellRef::new(cell.at.row + 1, cell.at.column);
        cell.text().is_some_and(|text| signatory(text) != text.trim()) || grid.get(below).is_some_and(is_office)
    };
    let below = (end + 1..=end + NEAREST).flat_map(|row| grid.row(row)).filter(signs);
    below.filter_map(Cell::text).map(|text| signatory(text).to_owned()).collect()
}

/// Whether the rows are people: *Họ và tên* stands before any unit.
fn lists_people(grid: &Grid, layout: &Layout) -> bool {
    const NAMES: &[&str] = &["họ tên", "họ và tên", "họ tên đoàn viên", "họ và tên đoàn viên", "ho va ten"];
    let told = layout.columns.iter().find_map(|column| {
        let heading = column.heading.last().map(|&at| fold(&words(grid, at))).unwrap_or_default();
        let of_units = matches!(column.role, ColumnRole::Key(Key::Unit | Key::Code));
        if NAMES.contains(&heading.as_str()) { Some(true) } else { of_units.then_some(false) }
    });
    told.unwrap_or(false)
}

/// A path in which the number of a part of the year stands with its word: *Quý* over *III*.
fn whole_periods(path: Vec<String>) -> Vec<String> {
    // Few headings have a number below them.
    if !path.iter().skip(1).any(|part| read_ordinal(part).is_some()) {
        return path;
    }
    let mut parts: Vec<String> = Vec::with_capacity(path.len());
    for part in path {
        if let Some(last) = parts.last_mut()
            && let Some(period) = layout::numbered_period(last)
            && read_ordinal(&part).is_some()
        {
            *last = format!("{period} {part}");
        } else if let Some(last) = parts.last()
            && let Some(period) = layout::parted_by_period(last)
            && read_ordinal(&part).is_some()
        {
            parts.push(format!("{period} {part}"));
        } else if matches!(part.trim(), "I" | "II" | "III" | "IV")
            && parts.last().is_some_and(|last| names_a_year(last))
        {
            parts.push(format!("Quý {part}"));
        } else {
            parts.push(part);
        }
    }
    parts
}

fn names_a_year(text: &str) -> bool {
    let said = Label::new(text);
    said.is_time && matches!(said.times.as_slice(), [only] if matches!(only.span, Span::Year(_)))
}

/// What a recipe says of the groups that a row stands in, the nearest first.
fn told_by_groups(layout: &Layout, row: &Row) -> Option<Box<Said>> {
    layout.told?;
    let groups = row.groups.iter().rev().filter_map(|at| {
        let place = layout.rows.binary_search_by_key(&at.row, |row| row.index).ok()?;
        layout.rows[place].told.as_deref().copied()
    });
    groups.reduce(Said::or).map(Box::new)
}

/// What a cell holds, as its grid has it where that is text.
fn shared(cell: &Cell) -> Arc<str> {
    match &cell.value {
        CellValue::Text(text) => Arc::clone(text),
        _ => cell.raw().into(),
    }
}

/// The words in a cell; a year in a heading is a word too.
fn words(grid: &Grid, at: CellRef) -> String {
    match grid.get(at) {
        Some(cell) => match &cell.value {
            CellValue::Text(text) => text.to_string(),
            _ => cell.raw(),
        },
        None => String::new(),
    }
}

/// The label of a group without its ordinal. *X. Tân Phong* may be a commune as well as the tenth group.
fn group_label(label: &str) -> String {
    if label.trim_start().starts_with("X.") { label.trim().to_owned() } else { without_ordinal(label) }
}

/// A label without the ordinal before it.
pub fn without_ordinal(label: &str) -> String {
    split_ordinal(label).1.to_owned()
}

/// Whether a line is one of several that are numbered: *1. Xã Bích Hòa*, *Bảng 2. Năm 2018*.
pub fn is_numbered_line(line: &str) -> bool {
    matches!(split_ordinal(line).0, Some(Ordinal::Arabic(..) | Ordinal::Roman | Ordinal::Capital))
}

/// A text on one line.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
