//! Where the rows of a body stand, and what their labels say of them being counted.

use crate::domain::{CellRef, Grid};

use super::{ColumnRole, Key, Layout, Row, Words};

/// What the places of a layout's rows tell of them.
pub(super) struct Standing {
    /// The rows that they stand under.
    pub parents: Vec<Option<usize>>,
    /// Rows with an ordinal.
    pub numbered: Vec<bool>,
    /// Rows that are none of those that are counted.
    pub outside: Vec<bool>,
    /// Rows of categories below their unit.
    pub parted: Vec<bool>,
}

impl Standing {
    /// Room for so many rows.
    pub fn with_room(rows: usize) -> Standing {
        let bools = || Vec::with_capacity(rows);
        Standing { parents: Vec::with_capacity(rows), numbered: bools(), outside: bools(), parted: bools() }
    }
}

/// The words that say what a row is: *Tổng số* among categories is the whole of what stands beside it, no total of rows.
pub(super) fn label<'g>(grid: &'g Grid, layout: &Layout, row: &Row) -> &'g str {
    let names = |&&(key, _): &&(usize, CellRef)| layout.columns[key].role != ColumnRole::Key(Key::Category);
    let label = row.labels.iter().rev().find(names).or(row.labels.last());
    label.and_then(|&(_, at)| grid.get(at)).and_then(|cell| cell.text()).unwrap_or_default()
}

/// Whether a column of categories sorts a row: it is the whole among them, or its own cell there names its part. A word says
/// it, so that no arithmetic has to.
pub(super) fn is_sorted(grid: &Grid, layout: &Layout, row: &Row, known: &dyn Words) -> bool {
    let text = |at: CellRef| grid.get(at).and_then(|cell| cell.text()).unwrap_or_default();
    row.labels.iter().any(|&(key, at)| {
        layout.columns[key].role == ColumnRole::Key(Key::Category)
            && (at.row == row.index || known.said(text(at)).is_total)
    })
}

/// Rows that are none of the rows that are counted: outside the numbers, or without a code above somebody with a code, and
/// nobody's name.
pub(super) fn outside(
    grid: &Grid,
    layout: &Layout,
    labels: &[&str],
    standing: &Standing,
    known: &dyn Words,
) -> Vec<bool> {
    let codes = layout.columns.iter().find(|column| column.role == ColumnRole::Key(Key::Code)).map(|c| c.index);
    let code = |row: usize| grid.get(CellRef::new(layout.rows.get(row)?.index, codes?));
    let outside = standing.outside.iter().zip(labels).enumerate();
    let outside = outside.map(|(row, (&outside, label))| {
        outside || (code(row).is_none() && code(row + 1).is_some() && !known.is_unit(label)) || known.is_group(label)
    });
    outside.collect()
}
