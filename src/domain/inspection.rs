//! `Inspection`: what was understood of one file, cell by cell, for a person to look at.

use std::collections::BTreeMap;

use super::finding::Finding;
use super::grid::{Cell, CellRef, Grid};
use super::observation::{Observation, Observations};
use super::recipe::{ColumnRole, ColumnSpan, Key, Said};

/// What was understood of one file.
#[derive(Clone, Debug, Default)]
pub struct Inspection {
    /// Its path relative to `reports/`, with `/`.
    pub path: String,
    /// What its cells say.
    pub observations: Observations,
    /// Its sheets, in order.
    pub sheets: Vec<SheetInspection>,
}

/// What was understood of one sheet.
#[derive(Clone, Debug, Default)]
pub struct SheetInspection {
    /// The sheet.
    pub grid: Grid,
    /// Its tables, top first.
    pub tables: Vec<TableInspection>,
    /// What each row is that holds something.
    pub rows: BTreeMap<u32, RowRole>,
    /// The cells that were read, as places in [`Observations::rows`].
    pub observed: BTreeMap<CellRef, usize>,
}

/// What was understood of one table.
#[derive(Clone, Debug)]
pub struct TableInspection {
    /// The rows of its header.
    pub header: Vec<u32>,
    /// The first and the last row of its body.
    pub body: (u32, u32),
    /// The columns it lies in, where something else stands beside it.
    pub across: Option<ColumnSpan>,
    /// The mark of its header, by which a recipe finds it on other sheets.
    pub fingerprint: u64,
    /// The recipe that it was read by.
    pub recipe: Option<String>,
    /// How much of it was understood.
    pub confidence: Confidence,
    /// Whether it was read.
    pub read: bool,
    /// What the words around it say of all its cells.
    pub said: Said,
    /// Its columns, left first.
    pub columns: Vec<ColumnInspection>,
    /// Its rows, top first.
    pub rows: Vec<RowInspection>,
}

/// What was understood of one column.
#[derive(Clone, Debug)]
pub struct ColumnInspection {
    /// Its place, from 0.
    pub index: u32,
    /// What it holds.
    pub role: ColumnRole,
    /// The words of its heading, outermost first.
    pub path: Vec<String>,
    /// What its heading says of its cells.
    pub said: Said,
    /// Whether its figures were left because nobody knows what they are.
    pub closed: bool,
}

/// What was understood of one row of a body.
#[derive(Clone, Debug)]
pub struct RowInspection {
    /// Its place, from 0.
    pub index: u32,
    /// What it is.
    pub role: RowRole,
    /// The words of the groups it stands in, outermost first, and its own.
    pub path: Vec<String>,
    /// What its labels say of its cells; of a group row, of the rows under it.
    pub said: Said,
    /// Whether its label names whom it is about.
    pub names_unit: bool,
    /// Whether its figures were left because nobody knows what they are.
    pub closed: bool,
}

/// What a row is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RowRole {
    /// Above a table: whose it is, for when, in which measure.
    Title,
    /// Headings of columns.
    Header,
    /// `(1) (2) (3=1+2)`.
    Numbers,
    /// A heading over rows.
    Group,
    /// Figures of its own.
    Item,
    /// The sum of some rows.
    Subtotal,
    /// The sum of all rows.
    Total,
    /// A note, a signature.
    Note,
    /// Of no table.
    Unread,
}

/// What a cell is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CellRole {
    /// Above a table: whose it is, for when, in which measure.
    Title,
    /// The heading of a column.
    Header,
    /// The number of a column.
    Numbers,
    /// The name or code of a unit.
    Unit,
    /// Any other label of a row: indicator, category, period, ordinal, measure.
    Label,
    /// A figure that was read.
    Value,
    /// A heading over rows.
    Group,
    /// The sum of some rows or columns: it checks.
    Subtotal,
    /// The sum of all rows: it checks.
    Total,
    /// A note, a signature.
    Note,
    /// What was not read.
    Unread,
}

/// Why a cell of figures was not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unread {
    /// The table was refused as a whole.
    Refused,
    /// Nobody knows what its column is.
    Column,
    /// Nobody knows what its row is.
    Row,
    /// A plan, a comparison, an earlier period.
    Aside,
    /// A column or row that holds notes, or that a recipe leaves out.
    Left,
    /// Nothing says for when it is.
    Period,
    /// Outside every table.
    Outside,
    /// Its own content: a finding says so.
    Cell,
}

macro_rules! words {
    ($type:ident: $($variant:ident = $word:literal,)+) => {
        impl $type {
            /// Every one of them, in the order of legends.
            pub const ALL: &[$type] = &[$($type::$variant,)+];

            /// The word for it in outputs for machines, and the key of its words for people.
            pub const fn word(self) -> &'static str {
                match self { $($type::$variant => $word,)+ }
            }
        }
    };
}

words! { RowRole:
    Title = "title", Header = "header", Numbers = "numbers", Group = "group", Item = "item",
    Subtotal = "subtotal", Total = "total", Note = "note", Unread = "unread",
}
words! { CellRole:
    Title = "title", Header = "header", Numbers = "numbers", Unit = "unit", Label = "label", Value = "value",
    Group = "group", Subtotal = "subtotal", Total = "total", Note = "note", Unread = "unread",
}
words! { Unread:
    Refused = "refused", Column = "column", Row = "row", Aside = "aside", Left = "left", Period = "period", Outside = "outside",
    Cell = "cell",
}

/// How many cells of a sheet were read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Figures that were read.
    pub read: usize,
    /// Printed totals: they check.
    pub checked: usize,
    /// Figures that were not read.
    pub unread: usize,
}

impl SheetInspection {
    /// How many of its cells were read.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for cell in self.grid.cells() {
            match self.role(cell.at) {
                CellRole::Value => counts.read += 1,
                CellRole::Subtotal | CellRole::Total if self.is_figure(cell) => counts.checked += 1,
                CellRole::Unread if self.is_figure(cell) => counts.unread += 1,
                _ => {}
            }
        }
        counts
    }

    /// Whether a cell stands where figures stand: in a column of figures, or, outside of tables, as anything but text.
    pub fn is_figure(&self, cell: &Cell) -> bool {
        match (self.column_at(cell.at), self.role(cell.at)) {
            (_, CellRole::Title | CellRole::Header | CellRole::Numbers | CellRole::Note) => false,
            (Some((_, Some(column))), role) => {
                let of_figures = column.role.is_value() || column.role == ColumnRole::Aside;
                of_figures && (cell.text().is_none() || role == CellRole::Value || role == CellRole::Unread)
            }
            (_, role) => role == CellRole::Unread && cell.text().is_none(),
        }
    }

    /// The table whose body or header a row lies in, or which it stands over.
    pub fn table_at(&self, row: u32) -> Option<&TableInspection> {
        self.tables.iter().find(|table| {
            let first = table.header.first().copied().unwrap_or(table.body.0);
            (first..=table.body.1).contains(&row)
        })
    }

    /// What the row of a cell is: in the table that the cell lies in, where tables stand side by side.
    fn row_at(&self, at: CellRef) -> Option<RowRole> {
        let beside = self.column_at(at).filter(|(table, _)| table.across.is_some());
        let own = beside.and_then(|(table, _)| table.row(at.row)).map(|row| row.role);
        own.or(self.rows.get(&at.row).copied())
    }

    /// What a cell is.
    pub fn role(&self, at: CellRef) -> CellRole {
        match self.row_at(at) {
            Some(RowRole::Title) => CellRole::Title,
            Some(RowRole::Header) => CellRole::Header,
            Some(RowRole::Numbers) => CellRole::Numbers,
            Some(RowRole::Note) => CellRole::Note,
            Some(RowRole::Group) => self.beside(at, CellRole::Group),
            Some(RowRole::Subtotal) => self.beside(at, CellRole::Subtotal),
            Some(RowRole::Total) => self.beside(at, CellRole::Total),
            Some(RowRole::Item) => self.beside(at, CellRole::Value),
            Some(RowRole::Unread) | None => CellRole::Unread,
        }
    }

    /// The role of a cell in the body of a table, in a row whose figures and labels have this role.
    fn beside(&self, at: CellRef, row: CellRole) -> CellRole {
        let Some((table, column)) = self.column_at(at) else { return row };
        let of_row = row != CellRole::Value;
        match column.map(|column| column.role) {
            Some(ColumnRole::Value | ColumnRole::Total | ColumnRole::Aside) if !table.read => CellRole::Unread,
            // A figure that stands in a sum alone is read, too.
            Some(ColumnRole::Value | ColumnRole::Total) if self.observed.contains_key(&at) => CellRole::Value,
            Some(ColumnRole::Value) if of_row => {
                if column.is_some_and(|c| c.closed) {
                    CellRole::Unread
                } else {
                    row
                }
            }
            Some(ColumnRole::Value | ColumnRole::Aside) => CellRole::Unread,
            Some(ColumnRole::Total) => {
                if of_row {
                    row
                } else {
                    CellRole::Subtotal
                }
            }
            Some(ColumnRole::Note) => CellRole::Note,
            Some(_) if of_row => row,
            Some(ColumnRole::Key(Key::Unit | Key::Code)) => CellRole::Unit,
            Some(ColumnRole::Key(Key::Open)) if self.names_unit(table, at.row) => CellRole::Unit,
            Some(_) => CellRole::Label,
            None => CellRole::Unread,
        }
    }

    /// Whether the label of a row names whom the row is about.
    fn names_unit(&self, table: &TableInspection, row: u32) -> bool {
        table.row(row).is_some_and(|row| row.names_unit)
    }

    /// The table in whose body a cell lies, and its column there.
    pub fn column_at(&self, at: CellRef) -> Option<(&TableInspection, Option<&ColumnInspection>)> {
        let mut tables = self.tables.iter().filter(|table| (table.body.0..=table.body.1).contains(&at.row));
        // What stands aside of a table and of every other is told with it.
        let first = tables.clone().next();
        let table = tables.find(|table| table.across.is_none_or(|across| across.contains(at.column))).or(first)?;
        Some((table, table.column(at.column)))
    }

    /// Why a cell that [`CellRole::Unread`] was given was not read.
    pub fn why(&self, at: CellRef) -> Unread {
        let Some((table, column)) = self.column_at(at) else { return Unread::Outside };
        let row = table.row(at.row);
        match column {
            _ if !table.read => Unread::Refused,
            None => Unread::Outside,
            Some(column) if column.role == ColumnRole::Aside => Unread::Aside,
            Some(column) if column.role == ColumnRole::Note => Unread::Left,
            Some(column) if column.closed => Unread::Column,
            Some(_) if row.is_some_and(|row| row.closed) => Unread::Row,
            Some(column) => {
                let when = [column.said.period, row.and_then(|row| row.said.period), table.said.period];
                if when.iter().all(Option::is_none) { Unread::Period } else { Unread::Cell }
            }
        }
    }

    /// The findings that concern a cell: its own, its column's and its row's; those of the whole sheet concern all.
    pub fn concerning<'f>(&'f self, at: CellRef, findings: &'f [Finding]) -> impl Iterator<Item = &'f Finding> {
        use super::finding::Code;
        let within = self.column_at(at).map(|(table, _)| table.header.clone()).unwrap_or_default();
        findings.iter().filter(move |finding| {
            if finding.place.sheet != self.grid.name {
                return false;
            }
            let Some(place) = CellRef::parse(&finding.place.cell) else { return false };
            match finding.code {
                Code::ColumnNotRead | Code::HeadingLanguages | Code::WordsProposed if within.contains(&place.row) => {
                    place == at || (place.column == at.column && within.contains(&place.row))
                }
                Code::RowNotRead
                | Code::TotalSuspected
                | Code::UnitAmbiguous
                | Code::NameProposed
                | Code::WordsProposed => place.row == at.row,
                Code::ColumnNotRead | Code::HeadingLanguages => place == at,
                _ => place == at,
            }
        })
    }
}

impl TableInspection {
    /// A column by its place on the sheet.
    pub fn column(&self, index: u32) -> Option<&ColumnInspection> {
        self.columns.binary_search_by_key(&index, |column| column.index).ok().map(|found| &self.columns[found])
    }

    /// A row by its place on the sheet.
    pub fn row(&self, index: u32) -> Option<&RowInspection> {
        self.rows.binary_search_by_key(&index, |row| row.index).ok().map(|found| &self.rows[found])
    }
}

impl Inspection {
    /// What a cell says, where it was read.
    pub fn observation(&self, sheet: &SheetInspection, at: CellRef) -> Option<&Observation> {
        sheet.observed.get(&at).map(|&row| &self.observations.rows[row])
    }
}

/// How much of a table was understood, by its own words.
///
/// A table is trusted where most of it was understood, or where many of its words are the workspace's: the better of two
/// measures counts. *Share* is the smaller of two parts: columns of figures whose meaning is known and of whose cells at
/// least half hold a number, and rows of figures whose label is understood. *Evidence* is w ÷ (w + 3) for w different
/// words of the workspace: indicators, categories and units that headings and labels name. One word alone may stand in
/// any table by chance and needs 30 % of the table beside it; two words are evidence enough.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Confidence {
    /// Columns of figures that were understood, and all of them.
    pub columns: (usize, usize),
    /// Rows of figures that were understood, and all of them.
    pub rows: (usize, usize),
    /// How many different words of the workspace it names.
    pub words: usize,
}

impl Confidence {
    /// A table below this is refused, in per cent.
    pub const THRESHOLD: usize = 30;

    /// The confidence in per cent.
    pub fn percent(&self) -> usize {
        let share = |(known, all): (usize, usize)| (known * 100).checked_div(all).unwrap_or(0);
        let share = share(self.columns).min(share(self.rows));
        if self.words == 0 {
            return 0;
        }
        share.max(self.words * 100 / (self.words + 3))
    }

    /// Whether the table is read.
    pub fn is_enough(&self) -> bool {
        self.percent() >= Confidence::THRESHOLD
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_that_may_stand_anywhere_is_no_evidence_and_two_are() {
        let confidence = |columns, rows, words| Confidence { columns, rows, words };
        for (given, enough) in [
            (confidence((1, 1), (30, 30), 1), true),
            (confidence((1, 3), (8, 8), 1), true),
            (confidence((1, 4), (8, 8), 1), false),
            (confidence((4, 4), (1, 9), 1), false),
            (confidence((1, 12), (20, 20), 2), true),
            (confidence((1, 1), (5, 60), 5), true),
            (confidence((0, 0), (0, 0), 0), false),
            (confidence((2, 2), (8, 8), 0), false),
        ] {
            assert_eq!(given.is_enough(), enough, "{given:?}: {} %", given.percent());
        }
    }
}
