//! A sheet under construction, with what must be read of it.

use super::chance::Chance;
use super::words::{self, Measured};
use crate::drawing::{Draw, Sheet};

/// What a cell must be read as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    pub row: u32,
    pub column: u32,
    /// `unit | indicator | category | period | value`.
    pub told: String,
}

/// A sheet under construction.
#[derive(Default)]
pub struct Page {
    pub name: String,
    pub rows: Vec<Vec<Draw>>,
    pub facts: Vec<Fact>,
    /// Numbers are text.
    pub as_text: bool,
    /// Merged blocks are drawn; else only their first cell.
    pub merges: bool,
}

impl Page {
    pub fn row(&mut self) -> usize {
        self.rows.push(Vec::new());
        self.rows.len() - 1
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
        self.put(row, column, Draw::text(text));
    }

    /// Text over a block of cells.
    pub fn block(&mut self, row: usize, column: usize, height: usize, width: usize, text: &str) {
        self.text(row, column, text);
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

    /// A figure and what it must be read as; blank once in a while, which must be read as nothing. Returns what stands in
    /// the cell, for totals.
    pub fn figure(
        &mut self,
        at: (usize, usize),
        unit: &str,
        measured: &Measured,
        period: &str,
        chance: &mut Chance,
    ) -> u64 {
        if chance.once_in(25) {
            return 0;
        }
        let bound =
            if measured.code.starts_with("workers") || measured.code.starts_with("members") { 3000 } else { 60 };
        let value = chance.below(bound) as u64;
        let (cell, said) = words::number(value, self.as_text, chance);
        self.put(at.0, at.1, cell);
        self.facts.push(Fact {
            row: at.0 as u32,
            column: at.1 as u32,
            told: format!("{unit} | {} | {} | {period} | {said}", measured.code, measured.category),
        });
        if said.starts_with(|c: char| c.is_ascii_digit()) { value } else { 0 }
    }

    pub fn sheet(&self) -> Sheet {
        Sheet { name: self.name.clone(), hidden: false, rows: self.rows.clone() }
    }
}
