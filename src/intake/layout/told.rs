//! Tables that stand where a recipe says. What it leaves out is detected as on any other sheet.

use crate::domain::{ColumnRole, Grid, RowSpan, RowWord, WhichRows, label_key};

use super::header::Header;
use super::shape::{self, RowShape, Shape};
use super::twins::{Part, captions};
use super::{Layout, RowKind, ToldColumn, Words, body, context};

pub(super) use crate::intake::recipe::Placed;

/// The tables of a sheet that recipes speak of, top first. A table that has no labels or no figures where it should be is
/// left out.
pub(super) fn follow(grid: &Grid, shapes: &[RowShape<'_>], words: &dyn Words, recipes: &[Placed<'_>]) -> Vec<Layout> {
    let mut layouts: Vec<Layout> = Vec::with_capacity(recipes.len());
    for recipe in recipes {
        let across = recipe.table.across;
        // A table begins below those before it, unless they lie in other columns.
        let apart = |other: &&Layout| across.zip(other.across).is_some_and(|(own, other)| !own.meets(&other));
        let above = layouts.iter().filter(|other| !apart(other)).map(|other| other.body.1 + 1).max().unwrap_or(0);
        let layout = match across {
            Some(across) => {
                let top = recipe.header().map_or(recipe.data().first, |header| header.first);
                // What stands right over another table beside this one is that one's.
                let beside = |other: &Placed<'_>| other.table.across.is_some_and(|other| !across.meets(&other));
                let gaps = [across.first.checked_sub(1), across.last.checked_add(1)];
                let gaps: Vec<u32> = gaps.into_iter().flatten().filter(|_| recipes.iter().any(beside)).collect();
                let over = &shapes[..shapes.partition_point(|shape| shape.index < top)];
                let own = gaps.iter().flat_map(|&gap| captions(grid, over, gap, words)).collect();
                let part = Part::beside(grid, top, across, own);
                table(&part.grid, &shape::rows(&part.grid, words), words, recipe, above)
            }
            None => table(grid, shapes, words, recipe, above),
        };
        layouts.extend(layout.map(|layout| Layout { across, ..layout }));
    }
    layouts
}

/// The table that a recipe speaks of, from a row on.
fn table(grid: &Grid, shapes: &[RowShape<'_>], words: &dyn Words, recipe: &Placed<'_>, floor: u32) -> Option<Layout> {
    let from = |row: u32| shapes.partition_point(|shape| shape.index < row);
    let floor = from(floor);
    let span = recipe.data();
    let start = from(span.first).max(floor);
    let rows: Vec<usize> = match recipe.header() {
        Some(header) => (floor..start).filter(|&at| header.contains(shapes[at].index)).collect(),
        None => Vec::new(),
    };
    let top = rows.first().copied().unwrap_or(start);
    let header = Header { first: top, rows, body: start };
    let end = match span.last {
        Some(last) => from(last.saturating_add(1)),
        None => {
            let data = (start..shapes.len()).find(|&at| shapes[at].shape == Shape::Data).unwrap_or(start);
            body::end(shapes, &header, data, words)
        }
    };
    if start >= end {
        return None;
    }
    let above = context(shapes, floor, top);
    body::layout(grid, shapes, &header, start..end, above, words, Some(recipe))
}

/// What a recipe says of a column: its role here, and what its figures mean.
pub(super) fn column(recipe: &Placed<'_>, index: u32) -> Option<(ColumnRole, ToldColumn)> {
    let told = recipe.table.columns.iter().find(|column| (column.first..=column.last).contains(&index))?;
    let total = told.role == ColumnRole::Total;
    Some((if total { ColumnRole::Value } else { told.role }, ToldColumn { said: told.said, total }))
}

/// Whether a recipe names a row of figures by its place: then it is one, whatever it looks like.
pub(super) fn names(recipe: Option<&Placed<'_>>, row: u32) -> bool {
    recipe.is_some_and(|recipe| {
        recipe.table.rows.iter().any(|told| match &told.which {
            WhichRows::At(span) => recipe.shifted(*span).contains(row),
            WhichRows::Label(_) => false,
        })
    })
}

/// Puts what a recipe says of rows beside them, and gives what it calls them.
pub(super) fn rows(grid: &Grid, layout: &mut Layout, recipe: &Placed<'_>) -> Vec<Option<RowWord>> {
    if recipe.table.rows.is_empty() {
        return vec![None; layout.rows.len()];
    }
    let mut found = Vec::with_capacity(layout.rows.len());
    for row in 0..layout.rows.len() {
        let path = path(grid, layout, row);
        let index = layout.rows[row].index;
        let told = recipe.table.rows.iter().find(|told| match &told.which {
            WhichRows::At(span) => recipe.shifted(*span).contains(index),
            WhichRows::Label(label) => path.ends_with(label),
        });
        if let Some(told) = told.filter(|told| !told.said.is_empty()) {
            layout.rows[row].told = Some(Box::new(told.said));
        }
        found.push(told.and_then(|told| told.role));
    }
    found
}

/// The words of a row and of the groups over it, outermost first, folded, without ordinals.
fn path(grid: &Grid, layout: &Layout, row: usize) -> Vec<String> {
    let row = &layout.rows[row];
    let own = row.labels.last().map(|&(_, at)| at);
    let cells = row.groups.iter().copied().chain(own).filter_map(|at| grid.get(at));
    cells.map(|cell| label_key(&cell.raw())).collect()
}

/// Makes rows what a recipe calls them. A total that arithmetic did not find covers nothing, so that it checks nothing.
pub(super) fn mark(layout: &mut Layout, words: &[Option<RowWord>]) {
    for (row, word) in layout.rows.iter_mut().zip(words) {
        match word {
            Some(RowWord::Item) => row.kind = RowKind::Item,
            Some(RowWord::Group | RowWord::Ignore) => row.kind = RowKind::Group,
            Some(RowWord::Total) if !matches!(row.kind, RowKind::Total(_)) => row.kind = RowKind::Total(Vec::new()),
            Some(RowWord::Total) | None => {}
        }
    }
}

impl Placed<'_> {
    /// Where the header stands on this sheet.
    fn header(&self) -> Option<RowSpan> {
        self.table.header.map(|span| self.shifted(span))
    }

    /// Where the body stands on this sheet.
    pub(super) fn data(&self) -> RowSpan {
        self.shifted(self.table.data)
    }

    fn shifted(&self, span: RowSpan) -> RowSpan {
        let shift = |row: u32| row.saturating_add_signed(self.shift);
        RowSpan { first: shift(span.first), last: span.last.map(shift) }
    }
}
