//! `Report`: the neutral document: everything that is shown, decided, in order, in words and typed cells. A writer turns
//! it into bytes and decides nothing but looks.

use super::chart::ChartSpec;
use super::format::Style;
use super::write::annotated::Remark;
use std::collections::BTreeMap;

use crate::domain::{Amount, FigureKey, Qualifier};
use crate::text::Language;

/// Doubts about a printed figure; each has a sign after the number and a note under its table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub struct Marks {
    /// Reports are missing below: `*`.
    pub incomplete: bool,
    /// A repaired cell is among its parts: `†`.
    pub repaired: bool,
    /// Two reports disagree on one of its parts: `‡`.
    pub disputed: bool,
}

impl Marks {
    /// The signs as printed after the number.
    pub fn signs(self) -> String {
        [(self.incomplete, '*'), (self.repaired, '†'), (self.disputed, '‡')]
            .into_iter()
            .filter_map(|(set, sign)| set.then_some(sign))
            .collect()
    }

    /// Both doubts together.
    pub fn and(self, other: Marks) -> Marks {
        Marks {
            incomplete: self.incomplete || other.incomplete,
            repaired: self.repaired || other.repaired,
            disputed: self.disputed || other.disputed,
        }
    }
}

/// A number with all that its printing needs. Nought is a number: it prints as `-`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Printed {
    /// The value, not rounded.
    pub amount: Amount,
    /// Its decimals and percent sign.
    pub style: Style,
    /// How exactly it is known.
    pub qualifier: Qualifier,
    /// What is doubtful about it.
    pub marks: Marks,
    /// The figure that it prints; none where it is made of several.
    pub figure: Option<FigureKey>,
}

/// A cell of a table by row and column, both from 0 below the header.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct At {
    /// Row, from 0 below the header.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
}

/// How a cell follows from others of its table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Formula {
    /// The sum of blocks, both corners inclusive.
    Sum(Vec<(At, At)>),
    /// `above × scale ÷ below`.
    Ratio {
        /// Above the line.
        above: At,
        /// Below the line.
        below: At,
        /// What the quotient is multiplied by.
        scale: u32,
    },
    /// One cell less another.
    Difference {
        /// What is taken from.
        of: At,
        /// What is taken away.
        less: At,
    },
    /// Growth a year over some months, compounded: `(closing ÷ opening)^(12 ÷ months) − 1`.
    Yearly {
        /// What stood at the end.
        closing: At,
        /// What stood at the start.
        opening: At,
        /// What lies between.
        months: i32,
    },
    /// The same as another cell: the closing value of a stock.
    Same(At),
}

/// One cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// Nothing belongs here: beside a heading.
    Blank,
    /// Words.
    Text(String),
    /// A number.
    Number(Printed),
    /// A number that follows from other cells; it is printed as computed here, and stays live in a spreadsheet.
    Formula(Formula, Printed),
    /// No figure: `…`.
    Missing,
    /// The question does not arise: `x`.
    NotApplicable,
    /// A link to the file that stands in another column of the row, at the cell that stands there too.
    Open {
        /// The column of the file.
        file: usize,
        /// The columns of sheet and cell, where the file has both.
        cell: Option<(usize, usize)>,
    },
}

impl Cell {
    /// The number in the cell, if there is one.
    pub fn printed(&self) -> Option<&Printed> {
        match self {
            Cell::Number(printed) | Cell::Formula(_, printed) => Some(printed),
            Cell::Blank | Cell::Text(_) | Cell::Missing | Cell::NotApplicable | Cell::Open { .. } => None,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

/// What a column holds, which decides its width and alignment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnKind {
    /// A running number.
    Index,
    /// The name of a row.
    Label,
    /// Numbers.
    Number,
    /// Short words: a measure, `24/25`, a cell.
    Short,
    /// Long words that wrap.
    Long,
}

/// One column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its heading, complete without the headings around it; lines are parted by `\n`.
    pub heading: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// What shows the size of the numbers of a column beside their digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shade {
    /// A bar from nought.
    Bars,
    /// A shade from the least to the greatest.
    Scale,
}

/// How a row looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// A row of figures.
    Normal,
    /// A heading for the rows under it, with or without figures of its own.
    Group,
    /// A total.
    Total,
}

/// One row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// How it looks.
    pub kind: RowKind,
    /// Steps that its label is moved in.
    pub indent: u8,
    /// One a column.
    pub cells: Vec<Cell>,
}

/// One table: header, rows, notes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Its short name, unique in the report: `Biểu 01`.
    pub number: String,
    /// A word or two on what it holds, for a tab: `Sáng kiến – năm`.
    pub tab: String,
    /// Its title.
    pub title: String,
    /// Measure, period, source, under the title.
    pub subtitle: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether readers will want to sort and filter its rows, and may: no number follows from other rows.
    pub filter: bool,
    /// Columns whose numbers are shown by their size too.
    pub shades: Vec<(usize, Shade)>,
    /// Whether it is for looking things up on a screen; of its many rows only a page is printed.
    pub on_screen: bool,
    /// What must be known to read it, under the table.
    pub notes: Vec<String>,
}

/// The tables of one group of indicators.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chapter {
    /// Its name.
    pub name: String,
    /// Rows: indicators; columns: years and the term.
    pub by_year: Table,
    /// Rows: units; columns: indicators over the term. Several where one would be too wide; none without units below.
    pub by_unit: Vec<Table>,
}

/// A figure by its codes, as `summary.csv` names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// The unit's code.
    pub unit: String,
    /// The indicator's.
    pub indicator: String,
    /// The category's; empty: the total.
    pub category: String,
    /// The period as text.
    pub period: String,
    /// The row of the trace, from 0 below its header; none where the trace was cut.
    pub row: Option<u32>,
}

/// Everything that is shown.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// The language it is in.
    pub language: Language,
    /// What the document is.
    pub title: String,
    /// Whose report it is.
    pub unit: String,
    /// The workspace's name, where it says more than the unit's.
    pub workspace: String,
    /// The term with its months.
    pub term: String,
    /// How complete it is, in a sentence.
    pub coverage: String,
    /// What the figures say, one paragraph a chapter.
    pub sentences: Vec<String>,
    /// All indicators over the term.
    pub summary: Table,
    /// The chapters, in the order of the catalogue.
    pub chapters: Vec<Chapter>,
    /// Targets, ranks, other perimeters, comparisons: as many as there is something to show in.
    pub beside: Vec<Table>,
    /// What was found.
    pub findings: Table,
    /// The files that were read.
    pub sources: Table,
    /// Each figure with the cells that made it.
    pub trace: Table,
    /// The codes of every figure and the first row of the trace that tells of it.
    pub origins: BTreeMap<FigureKey, Origin>,
    /// The way from the workbook to the folder of the reports, with `/`; empty where it is not known.
    pub reports: String,
    /// How to read the report: signs, rounding, perimeter, units missing, charts left out.
    pub notes: Vec<String>,
    /// The charts.
    pub charts: Vec<ChartSpec>,
}

impl Report {
    /// Every table in the order it is shown.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.own_tables().chain([&self.findings, &self.sources, &self.trace])
    }

    /// The tables of figures: all but what they rest on.
    pub fn own_tables(&self) -> impl Iterator<Item = &Table> {
        let chapters = self.chapters.iter().flat_map(|c| std::iter::once(&c.by_year).chain(&c.by_unit));
        std::iter::once(&self.summary).chain(chapters).chain(&self.beside)
    }
}

/// A copy of a report that goes back to its sender.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Returned {
    /// The report, relative to `reports/`, with `/`.
    pub file: String,
    /// The copy, relative to the outputs, with `/`: a name that Windows takes.
    pub name: String,
    /// What to note in it.
    pub remarks: Vec<Remark>,
}
