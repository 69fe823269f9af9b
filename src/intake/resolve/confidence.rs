//! How much of a table was understood: what [`Confidence`] is made of.

use std::collections::BTreeSet;

use crate::domain::{CellRef, Confidence};
use crate::intake::layout::RowKind;

use super::cells::Counted;
use super::context::Context;
use super::people::Who;
use super::reporter::Reporter;
use super::table::{Part, Resolver, Table};

impl Resolver<'_> {
    /// The confidence in a table whose cells were counted; without `rows`, none of its columns means anything.
    pub(super) fn confidence(
        &self,
        context: &Context,
        columns: &[Part],
        rows: &[Part],
        counted: &Counted,
        table: &Table,
    ) -> Confidence {
        let known = |column: usize| columns[column].total || counted.understood[column] > 0 && sound(counted, column);
        // What somebody worked out beside the table says nothing of how well it is understood.
        let of_table = |column: usize| !self.readings.columns[column].beside;
        let filled =
            |column: &usize| of_table(*column) && (counted.understood[*column] > 0 || self.has_figures(*column));
        let of_figures: Vec<usize> = (0..columns.len()).filter(filled).collect();
        let unread = |line: &usize| {
            let closed = rows.get(*line).is_none_or(|row| row.closed);
            closed && self.readings.rows[*line].kind == RowKind::Item && self.row_has_figures(*line)
        };
        let unread_rows = (0..self.readings.rows.len()).filter(unread).count();
        let open = columns.iter().chain(rows).filter(|part| !part.closed);
        let mut meanings = BTreeSet::new();
        let mut near = BTreeSet::new();
        let mut units = BTreeSet::new();
        for part in open {
            if part.near {
                near.extend(part.meaning)
            } else {
                meanings.extend(part.meaning)
            }
            if let Some(Who::Known(unit)) = part.who.map(|who| &table.who[who]) {
                units.insert(*unit);
            }
        }
        meanings.extend(context.title);
        // Whose report it is says nothing of the table; neither does the workspace's own unit, taken for want of another.
        units.remove(&self.knowledge.root);
        if let Reporter::Known(reporter) = context.reporter {
            units.remove(&reporter);
        }
        // One name cut short may be about anything; two of them bear each other out. People are nobody's report.
        let words = meanings.len() + units.len() + near.len().saturating_sub(1);
        Confidence {
            columns: (of_figures.iter().filter(|&&column| known(column)).count(), of_figures.len()),
            rows: (counted.rows, counted.rows + unread_rows),
            // Words beside which no figure means anything are no evidence.
            words: if counted.rows > 0 && !self.readings.of_people { words } else { 0 },
        }
    }

    fn row_has_figures(&self, line: usize) -> bool {
        let row = self.readings.rows[line].index;
        self.readings.columns.iter().any(|column| self.grid.get(CellRef::new(row, column.index)).is_some())
    }
}

/// Whether at least half of a column's cells hold what its heading says they do.
fn sound(counted: &Counted, column: usize) -> bool {
    counted.refused[column] * 2 <= counted.understood[column]
}
