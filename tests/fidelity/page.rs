//! A sheet under construction, with what must be read of it.

use std::ops::Range;

use super::numbers::Typing;
use crate::drawing::{Draw, Sheet};

/// What a cell must be read as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    pub row: usize,
    pub column: usize,
    /// `unit | indicator | category | period | value`; none where nobody can tell, so that nothing may be read.
    pub told: Option<String>,
    /// A slip makes it doubtful: it may be left out, if a finding says so.
    pub doubtful: bool,
    /// A finding must say that the cell was damaged.
    pub damaged: bool,
}

/// A sheet under construction.
#[derive(Clone, Default)]
pub struct Page {
    pub name: String,
    pub rows: Vec<Vec<Draw>>,
    pub facts: Vec<Fact>,
    pub hidden: bool,
    pub hidden_rows: Vec<usize>,
    pub hidden_columns: Vec<usize>,
    /// Findings that must be told of the sheet, by their codes.
    pub must_tell: Vec<&'static str>,
    /// The rows of its last table's header.
    pub header: Range<usize>,
    pub typing: Typing,
    /// Merged blocks are drawn; else only their first cell.
    pub merges: bool,
}

impl Page {
    /// A new row at the end.
    pub fn row(&mut self) -> usize {
        self.rows.push(Vec::new());
        self.rows.len() - 1
    }

    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    pub fn put(&mut self, row: usize, column: usize, cell: Draw) {
        while self.rows.len() <= row {
            self.rows.push(Vec::new());
        }
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            cells.resize(column + 1, Draw::Blank);
        }
        cells[column] = cell;
    }

    pub fn text(&mut self, row: usize, column: usize, text: &str) {
        self.put(row, column, if text.is_empty() { Draw::Blank } else { Draw::text(text) });
    }

    pub fn number(&mut self, row: usize, column: usize, number: impl ToString) {
        self.put(row, column, Draw::Number(number.to_string()));
    }

    /// Text over a block of cells.
    pub fn block(&mut self, row: usize, column: usize, height: usize, width: usize, cell: Draw) {
        self.put(row, column, cell);
        if !self.merges {
            return;
        }
        for r in row..row + height {
            for c in column..column + width {
                if r == row && c > column {
                    self.put(r, c, Draw::Left);
                } else if r > row && c == column {
                    self.put(r, c, Draw::Above);
                }
            }
        }
    }

    /// A blank row before another. Not inside a merged block.
    pub fn insert_row(&mut self, at: usize) {
        self.rows.insert(at, Vec::new());
        let rows = self.facts.iter_mut().map(|fact| &mut fact.row).chain(&mut self.hidden_rows);
        rows.filter(|row| **row >= at).for_each(|row| *row += 1);
    }

    /// A blank column before another; merged blocks over the place grow.
    pub fn insert_column(&mut self, at: usize) {
        for cells in self.rows.iter_mut().filter(|cells| cells.len() > at) {
            let inside = at > 0 && cells[at] == Draw::Left;
            cells.insert(at, if inside { Draw::Left } else { Draw::Blank });
        }
        let columns = self.facts.iter_mut().map(|fact| &mut fact.column).chain(&mut self.hidden_columns);
        columns.filter(|column| **column >= at).for_each(|column| *column += 1);
    }

    /// Another page to the right of this one.
    pub fn beside(&mut self, other: &Page, column: usize, down: usize) {
        for (row, cells) in other.rows.iter().enumerate() {
            for (offset, cell) in cells.iter().enumerate().filter(|(_, cell)| **cell != Draw::Blank) {
                self.put(row + down, column + offset, cell.clone());
            }
        }
        self.facts.extend(other.facts.iter().map(|fact| Fact {
            row: fact.row + down,
            column: fact.column + column,
            ..fact.clone()
        }));
    }

    /// Whether a merged block passes through the seam above a row.
    pub fn is_merged_over(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|cells| cells.contains(&Draw::Above))
    }

    pub fn sheet(&self) -> Sheet {
        Sheet {
            name: self.name.clone(),
            hidden: self.hidden,
            rows: self.rows.clone(),
            hidden_rows: self.hidden_rows.clone(),
            hidden_columns: self.hidden_columns.clone(),
        }
    }
}
