//! Which cells of a table follow from others: totals, rates, closing values.
//!
//! A cell becomes a formula only where the formula gives exactly the figure that analysis gave; anywhere else the figure
//! stands as a number, so that a spreadsheet that recalculates never shows another value than the one computed here.

use super::picker::{Item, Line, Picker};
use crate::domain::{Amount, Figure, Kind, Number};
use crate::report::document::{At, Cell, Formula, Row};

/// The cells of a table that is being built.
pub struct Links<'t> {
    rows: &'t mut [Row],
}

impl<'t> Links<'t> {
    pub fn new(rows: &'t mut [Row]) -> Links<'t> {
        Links { rows }
    }

    fn amount(&self, at: At) -> Option<Amount> {
        self.rows[at.row].cells[at.column].printed().map(|printed| printed.amount)
    }

    /// Makes a number a formula.
    fn set(&mut self, at: At, formula: Formula) {
        let cell = &mut self.rows[at.row].cells[at.column];
        if let Cell::Number(printed) = cell {
            *cell = Cell::Formula(formula, *printed);
        }
    }

    /// The cell is the sum of these blocks, if it is.
    pub fn sum(&mut self, at: At, blocks: Vec<(At, At)>) {
        let Some(total) = self.amount(at) else { return };
        let cells = blocks.iter().flat_map(|&(first, last)| {
            (first.row..=last.row)
                .flat_map(move |row| (first.column..=last.column).map(move |column| At { row, column }))
        });
        let amounts: Vec<Amount> = cells.filter_map(|cell| self.amount(cell)).collect();
        if !amounts.is_empty() && amounts.iter().copied().sum::<Amount>() == total {
            self.set(at, Formula::Sum(blocks));
        }
    }

    /// The cell repeats another, if it does.
    pub fn same(&mut self, at: At, other: At) {
        if self.amount(at).is_some() && self.amount(at) == self.amount(other) {
            self.set(at, Formula::Same(other));
        }
    }

    /// The cell is a quotient of two others, if they hold both its parts.
    pub fn ratio(&mut self, at: At, figure: &Figure, above: At, below: At) {
        let Number::Ratio { numerator, denominator, scale } = figure.value else { return };
        let plain = |at: At| self.rows[at.row].cells[at.column].printed().is_some_and(|p| !p.style.percent);
        let percent = !plain(at);
        let parts_stand = self.amount(above) == Some(numerator) && self.amount(below) == Some(denominator);
        // A percentage is stored as a fraction of one, so its scale must be a whole number of hundreds.
        if parts_stand && plain(above) && plain(below) && (!percent || scale % 100 == 0) {
            self.set(at, Formula::Ratio { above, below, scale });
        }
    }

    /// Links the lines of a chapter with one another, in one column (or row) of the table.
    pub fn lines<'f>(
        &mut self,
        picker: &Picker,
        lines: &[Line],
        at: impl Fn(usize) -> At,
        figure: impl Fn(Item) -> Option<&'f Figure>,
    ) {
        let total_line = |wanted| lines.iter().position(|line| line.item == Item::total(wanted) && !line.heading);
        for (index, line) in lines.iter().enumerate() {
            if line.heading || line.item.category.is_some() {
                continue;
            }
            let indicator = picker.indicator(line.item);
            let parts = lines[index + 1..]
                .iter()
                .take_while(|next| next.item.indicator == line.item.indicator && next.item.category.is_some())
                .count();
            if parts > 0 && picker.is_additive(line.item.indicator) && indicator.kind != Kind::Rate {
                self.sum(at(index), vec![(at(index + 1), at(index + parts))]);
            }
            let part_lines = (indicator.numerator.and_then(total_line), indicator.denominator.and_then(total_line));
            if let ((Some(above), Some(below)), Some(figure)) = (part_lines, figure(line.item)) {
                self.ratio(at(index), figure, at(above), at(below));
            }
        }
    }
}
