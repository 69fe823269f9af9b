//! Rows that are not read, and say so.

use crate::domain::{CellRef, Code, Finding};
use crate::intake::extract::{RowReading, one_line};
use crate::intake::vocabulary::Lookup;

use super::table::Resolver;

impl Resolver<'_> {
    /// Whether a row has anything in the columns of figures.
    pub(super) fn holds_figures(&self, row: &RowReading) -> bool {
        let at = |column: u32| self.grid.get(CellRef::new(row.index, column)).is_some();
        self.readings.columns.iter().any(|column| at(column.index))
    }

    /// Tells that a row is not read, where it holds figures.
    pub(super) fn row_not_read(&self, position: usize, lookup: &Lookup, findings: &mut Vec<Finding>) {
        let row = &self.readings.rows[position];
        if self.holds_figures(row) {
            let column = self.readings.columns.first().map_or(0, |column| column.index);
            let label: Vec<String> = row
                .groups
                .iter()
                .map(|group| &**group)
                .chain([self.readings.row_label(position)])
                .map(one_line)
                .collect();
            findings.push(
                Finding::new(Code::RowNotRead, self.place(CellRef::new(row.index, column)))
                    .with("row", label.join(" / "))
                    .with("candidates", self.candidates(lookup)),
            );
        }
    }
}
