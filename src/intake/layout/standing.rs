//! Where the rows of a body stand, and what their labels say of them being counted.

use crate::domain::{CellRef, Grid};

use super::{ColumnRole, Key, Layout, Named, Row, Words};

/// What the places of a layout's rows and their words tell of them.
pub(super) struct Standing<'g> {
    /// The words that say what they are.
    pub labels: Vec<&'g str>,
    /// What these name.
    pub named: Vec<Named>,
    /// The rows that they stand under.
    pub parents: Vec<Option<usize>>,
    /// Rows with an ordinal.
    pub numbered: Vec<bool>,
    /// Rows that are none of those that are counted.
    pub outside: Vec<bool>,
    /// Rows of categories below their unit.
    pub parted: Vec<bool>,
}

impl Standing<'_> {
    /// Room for so many rows.
    pub fn with_room(rows: usize) -> Self {
        let bools = || Vec::with_capacity(rows);
        Standing {
            labels: Vec::with_capacity(rows),
            named: Vec::with_capacity(rows),
            parents: Vec::with_capacity(rows),
            numbered: bools(),
            outside: bools(),
            parted: bools(),
        }
    }
}

/// Which of a row's labels says what it is: *Tổng số* among categories is the whole of what stands beside it, no total of
/// rows.
pub(super) fn label_at(layout: &Layout, labels: &[(usize, CellRef)]) -> Option<CellRef> {
    let names = |&&(key, _): &&(usize, CellRef)| layout.columns[key].role != ColumnRole::Key(Key::Category);
    labels.iter().rev().find(names).or(labels.last()).map(|&(_, at)| at)
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
pub(super) fn outside(grid: &Grid, layout: &Layout, standing: &Standing<'_>) -> Vec<bool> {
    let codes = layout.columns.iter().find(|column| column.role == ColumnRole::Key(Key::Code)).map(|c| c.index);
    let code = |row: usize| grid.get(CellRef::new(layout.rows.get(row)?.index, codes?));
    let outside = standing.outside.iter().zip(&standing.named).enumerate();
    let outside = outside.map(|(row, (&outside, named))| {
        outside || named.group || (code(row).is_none() && code(row + 1).is_some() && !named.registered)
    });
    outside.collect()
}

/// The rows that stand under a row, directly or through others: they follow it without a gap.
pub(super) fn descendants(parents: &[Option<usize>], row: usize) -> impl Iterator<Item = usize> {
    let up = |&row: &usize| parents[row];
    (row + 1..parents.len())
        .take_while(move |&other| std::iter::successors(parents[other], up).any(|ancestor| ancestor == row))
}
