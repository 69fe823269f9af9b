//! The labels of a row: its own, those written once over several rows, and what a ditto repeats.

use smallvec::SmallVec;

use crate::domain::{Cell, CellRef, Grid, in_row};
use crate::text::read_ordinal;

use super::columns::is_ditto;
use super::header;
use super::rows::{Placing, cell_at};
use super::shape::RowShape;

impl Placing<'_> {
    /// The labels of a row: its own, or those that are written once over several rows; `None` where it has neither labels
    /// nor figures.
    pub(super) fn labels(
        &self,
        shape: &RowShape<'_>,
        has_figures: bool,
        last: &mut [Option<CellRef>],
    ) -> Option<SmallVec<[(usize, CellRef); 2]>> {
        let row = shape.index;
        let label_end = self.key.unwrap_or(0);
        let is_words = |cell: &&Cell| cell.text().is_some_and(|text| read_ordinal(text).is_none());
        let lone = || shape.cells.iter().take_while(|cell| cell.at.column <= label_end).find(is_words);
        // A label written once over several rows: another key to its right goes on, and no words stand left of it. A code
        // is never meant for the row below.
        let continues = |position: usize| {
            let (_, column, is_code) = self.keys[position];
            let right = !self.left_open.contains(&column)
                && self.keys[position + 1..].iter().any(|&(_, key, _)| cell_at(shape, Some(key)).is_some());
            let left = || lone().is_some_and(|cell| cell.at.column < column);
            !is_code && right && !left()
        };
        let mut labels = SmallVec::new();
        for (position, &(key, column, _)) in self.keys.iter().enumerate() {
            let at = CellRef::new(row, column);
            if let Some(cell) = in_row(shape.cells, column) {
                if cell.text().is_some_and(is_ditto)
                    && let Some(above) = last[position].or_else(|| self.said_above(at))
                {
                    labels.push((key, above));
                    continue;
                }
                labels.push((key, at));
                last[position] = Some(at);
                // A new outer label ends what stood under the old one.
                last[position + 1..].iter_mut().for_each(|label| *label = None);
            } else if let Some(above) =
                merged_above(self.grid, at).or(last[position].filter(|_| continues(position) && has_figures))
            {
                labels.push((key, above));
            } else if has_figures && lone().is_some_and(|cell| cell.at.column < column) {
                // *Tổng cộng* left of the names: what goes on below it is the total, and not the last of those it totals.
                last[position] = None;
            }
        }
        if labels.is_empty() {
            // A group or total may be written in the ordinal's column, merged over the labels.
            match lone() {
                Some(cell) => labels.push((self.keys[0].0, cell.at)),
                None if !has_figures => return None,
                None => {}
            }
        }
        Some(labels)
    }

    /// The nearest cell above a ditto that is none itself: it is meant, whatever was named anew beside it.
    fn said_above(&self, at: CellRef) -> Option<CellRef> {
        let above =
            self.shapes.iter().rev().filter(|row| row.index < at.row).filter_map(|row| in_row(row.cells, at.column));
        above.map(|cell| (cell.at, cell.text().is_some_and(is_ditto))).find(|(_, ditto)| !ditto).map(|(at, _)| at)
    }

    /// Whether a row names a registered unit in one column and something else in another.
    pub(super) fn names_its_unit(&self, shape: &RowShape<'_>, labels: &[(usize, CellRef)]) -> bool {
        let mut outer = labels.iter().rev().skip(1).filter(|(_, at)| at.row == shape.index);
        outer.any(|(_, at)| {
            in_row(shape.cells, at.column).and_then(Cell::text).is_some_and(|text| self.known.is_unit(text))
        })
    }
}

/// The first cell of a merged block that a blank cell lies in.
fn merged_above(grid: &Grid, at: CellRef) -> Option<CellRef> {
    let range = grid.merge_at(at)?;
    grid.get(range.start)
        .map(|cell| cell.at)
        .filter(|cell| cell.column == at.column && header::merge_from(grid, *cell).is_some())
}
