//! Rows that are not read, and say so.

use crate::domain::{CellRef, Code, Finding};
use crate::intake::extract::{RowReading, one_line};
use crate::intake::layout::RowKind;
use crate::intake::vocabulary::Lookup;
use crate::text::{Convention, NumberText, counts_many, measure_word, read_number};

use super::table::{Part, Resolver};

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

    /// Tells figures that stand in the column of measures, where the row has none in its own: *Tổng số đoàn viên | 44 |*.
    pub(super) fn tell_figures_for_measures(&self, parts: &[Part], findings: &mut Vec<Finding>) {
        for (row, part) in self.readings.rows.iter().zip(parts) {
            let measure = row.measure.trim();
            let number = || matches!(read_number(measure, Convention::Vietnamese), Some(NumberText::Value(_)));
            if row.kind == RowKind::Item
                && part.meaning.is_some()
                && measure.starts_with(|c: char| c.is_ascii_digit())
                && measure_word(measure).is_none()
                && !counts_many(measure)
                && number()
                && !self.holds_figures(row)
            {
                let cells = self.grid.row(row.index).iter();
                let at = cells.map(|cell| (cell.at, cell.raw())).find(|(_, raw)| raw.trim() == measure);
                let column = self.readings.columns.first().map_or(0, |column| column.index);
                let at = at.map_or(CellRef::new(row.index, column), |(at, _)| at);
                let label = row.labels.last().map_or("", |(_, label)| label);
                findings.push(
                    Finding::new(Code::RowNotRead, self.place(at)).with("row", one_line(label)).with("candidates", ""),
                );
            }
        }
    }

    /// Below a row that names a unit and is not read nobody knows whose the rows are that name nobody.
    pub(super) fn refuse_below_strangers(&self, parts: &mut [Part], findings: &mut Vec<Finding>) {
        let names = |row: &RowReading| row.labels.iter().any(|(_, label)| self.lexicon.is_registered(label));
        let mut below = false;
        for (position, row) in self.readings.rows.iter().enumerate() {
            let part = &mut parts[position];
            if row.kind != RowKind::Item {
                continue;
            }
            if part.closed {
                below |= names(row);
            } else if part.who.is_some() {
                below = false;
            } else if below {
                part.closed = true;
                self.row_not_read(position, &Lookup::Empty, findings);
            }
        }
    }
}
