//! Where things stand on a grid: title, header tree, key columns, roles of rows. Never turns a cell into an amount.
//!
//! A table is found from its body: rows that hold a label and figures. The header is what stands right above them over
//! the columns of the figures; the title block is what stands above the header. Words decide only what shapes leave open.

mod arrangement;
mod beside;
mod body;
mod columns;
mod count;
mod figures;
mod formulas;
mod header;
mod labels;
mod lines;
mod named;
mod parameters;
mod rows;
mod sections;
mod shape;
mod standing;
#[cfg(test)]
mod tests;
mod told;
mod totals;
mod twins;
mod whole_year;

pub use columns::{heading_texts, is_ditto, numbered_period, parted_by_period};
pub use figures::{amount, amount_of};
pub use formulas::Formula;
pub use named::Named;

use std::rc::Rc;

use smallvec::SmallVec;

use super::recipe::Placed;
use crate::domain::{CellRef, Grid, Said};
pub use crate::domain::{ColumnRole, ColumnSpan, Key};
use crate::text::Label;
use shape::{RowShape, Shape};

/// Where one table's parts stand.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Cells above the table that may say whose, when and what: title block and parameter lines.
    pub context: Vec<CellRef>,
    /// The columns, left first.
    pub columns: Vec<Column>,
    /// Whether the rows of the header are the lines of its headings.
    pub in_lines: bool,
    /// What the row of column numbers says that columns come to.
    pub formulas: Vec<Formula>,
    /// The rows of the body, top first.
    pub rows: Vec<Row>,
    /// Rows that may be totals, though nothing but their figures speaks for it.
    pub suspects: Vec<Suspect>,
    /// The rows of the header, top first.
    pub header: Vec<u32>,
    /// The first and the last row between which the body lies.
    pub body: (u32, u32),
    /// The columns it lies in, where something else stands beside it.
    pub across: Option<ColumnSpan>,
    /// What the recipe that it follows says of all cells.
    pub told: Option<Said>,
}

/// A row that may be the total of others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Suspect {
    /// Its place among the rows.
    pub row: usize,
    /// Of so many rows.
    pub count: usize,
    /// Why.
    pub why: Suspicion,
}

/// Why a row may be the total of others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Suspicion {
    /// It equals the sum of all others.
    All,
    /// It is no less than the sum of all others, figures of which are lost.
    Lost,
    /// It equals the sum of those below it whom no registry knows.
    Strangers,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its place, from 0.
    pub index: u32,
    /// What it holds.
    pub role: ColumnRole,
    /// The cells of its heading, outermost first.
    pub heading: Vec<CellRef>,
    /// What a recipe says of it.
    pub told: Option<ToldColumn>,
}

/// What a recipe says of a column of figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ToldColumn {
    /// What its figures mean.
    pub said: Said,
    /// Whether it totals the columns beside it.
    pub total: bool,
}

/// A row of a body.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its place, from 0.
    pub index: u32,
    /// What it is.
    pub kind: RowKind,
    /// Its labels: which column of [`Layout::columns`] and the cell that holds the words, which stands further up where a
    /// label is written once over several rows.
    pub labels: SmallVec<[(usize, CellRef); 2]>,
    /// The labels of the groups it stands in, outermost first.
    pub groups: Vec<CellRef>,
    /// What a recipe says of its figures or, of a group row, of those under it.
    pub told: Option<Box<Said>>,
}

/// What a row of a body is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// Figures of its own.
    Item,
    /// A heading over rows, without figures.
    Group,
    /// The sum of other rows, by their place in [`Layout::rows`].
    Total(Vec<usize>),
}

/// Whom or what a label names.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Names {
    /// A registered unit.
    pub unit: bool,
    /// It begins like the name of a union body: *CĐCS …*.
    pub body: bool,
    /// An indicator or a category.
    pub indicator: bool,
    /// Nobody: it is what groups of bodies are called.
    pub group: bool,
}

/// What layout asks of the words: the only knowledge it has.
pub trait Words {
    /// What a text says by itself.
    fn said(&self, text: &str) -> Rc<Label>;
    /// The same of a text in a cell; none where it is a figure, or a mark or fault in the place of one.
    fn words(&self, text: &str) -> Option<Rc<Label>>;
    /// Whether a label names a registered unit.
    fn is_unit(&self, label: &str) -> bool;
    /// Whether a label begins like the name of a union body: *CĐCS …*.
    fn is_body(&self, label: &str) -> bool;
    /// Whom or what a label names, asked at once.
    fn names(&self, label: &str) -> Names {
        Names {
            unit: self.is_unit(label),
            body: self.is_body(label),
            indicator: self.is_indicator(label),
            group: self.is_group(label),
        }
    }
    /// What the label of a row names.
    fn named(&self, label: &str) -> Named;
    /// Whether a label is what groups of bodies are called, and nobody's name: *Bậc Mầm non*, *Khối xã, thị trấn*.
    fn is_group(&self, label: &str) -> bool;
    /// Whether a label names a registered unit that stands over the unit that another names.
    fn covers(&self, label: &str, other: &str) -> bool;
    /// Whether a phrase names an indicator or a category.
    fn is_indicator(&self, phrase: &str) -> bool;
    /// Whether a phrase names a category and no indicator.
    fn is_category(&self, phrase: &str) -> bool;
    /// Whether a phrase names what happens in a period, and no stock.
    fn is_flow(&self, phrase: &str) -> bool;
    /// Whether a line over a table names what it measures.
    fn is_title(&self, line: &str) -> bool;
}

/// The tables of a sheet, top first: where a recipe says, or where they are found; of tables side by side the left one
/// first.
pub fn detect(grid: &Grid, words: &dyn Words, recipes: &[Placed<'_>]) -> Vec<Layout> {
    let shapes = shape::rows(grid, words);
    if !recipes.is_empty() {
        return told::follow(grid, &shapes, words, recipes);
    }
    if let Some(mut layouts) = twins::part(grid, &shapes, words) {
        layouts.sort_by_key(|layout| layout.body.0);
        return layouts;
    }
    if let Some(twins::Aside { part, columns }) = twins::aside(grid, &shapes, words) {
        let mut layouts = part.detect(words);
        // What stands aside is no part of the table, but it is not passed over in silence.
        if let Some(first) = layouts.iter_mut().find(|layout| layout.across.is_some()) {
            first.columns.extend(columns);
        }
        return layouts;
    }
    let mut layouts: Vec<Layout> = Vec::new();
    let mut floor = 0;
    let mut headed = 0;
    let mut at = 0;
    while at < shapes.len() {
        if shapes[at].shape != Shape::Data {
            at += 1;
            continue;
        }
        let header = header::above(grid, &shapes, floor, at, words);
        // Rows below a header of nothing but plans are no list without one.
        let alone = || header::none_above(&shapes, floor, at, words).filter(|_| at >= headed);
        let Some(header) = header.or_else(alone) else {
            at += 1;
            continue;
        };
        let end = body::end(&shapes, &header, at, words);
        let context = context(&shapes, floor, header.first);
        match body::layout(grid, &shapes, &header, header.body..end, context, words, None) {
            Some(layout) => {
                layouts.push(layout);
                floor = end;
                at = end;
            }
            None => {
                headed = if header.rows.is_empty() { headed } else { end };
                at += 1;
            }
        }
    }
    layouts
}

/// Every cell between the table before and the header, but for the notes that end the table before: *(Nguồn: …, 2021)*
/// under one table says nothing of the next.
/// Neither does a row that a table above left behind, nor a table without any figures.
fn context(shapes: &[RowShape<'_>], floor: usize, header: usize) -> Vec<CellRef> {
    let mut cells = Vec::new();
    let (mut attached, mut of_table) = (floor > 0, false);
    for at in floor..header {
        let row = &shapes[at];
        let goes_on = at > 0 && shapes[at - 1].index + 1 == row.index;
        attached &= goes_on && row.cells.len() > 1 && row.headings == 0;
        of_table = (of_table && goes_on) || (row.headings > 1 && !row.parameter && row.shape == Shape::Words);
        if !attached && !of_table && (floor == 0 || row.shape != Shape::End) {
            cells.extend(row.cells.iter().map(|cell| cell.at));
        }
    }
    cells
}

/// What a row looks like by itself, for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// The numbers of the columns.
    Numbers,
    /// A note, a signature.
    Note,
    /// Anything else.
    Other,
}

/// What each row that holds something looks like.
pub fn looks(grid: &Grid, words: &dyn Words) -> Vec<(u32, Look)> {
    let look = |shape| match shape {
        Shape::Numbers => Look::Numbers,
        Shape::End => Look::Note,
        _ => Look::Other,
    };
    shape::rows(grid, words).iter().map(|row| (row.index, look(row.shape))).collect()
}
