//! The figures of a body.

use std::cell::RefCell;

use crate::domain::{Amount, CellRef, CellValue, Grid};
use crate::text::{Convention, MeasureWord, NumberText, Votes, read_number};

use super::Row;

/// The amounts of a body, row by row: every cell is looked up and read once, into however many sums it goes.
pub(super) struct Figures {
    /// How many columns of figures there are.
    pub width: usize,
    amounts: Vec<Option<Amount>>,
    /// Cells whose figure is lost, by row and column, in order.
    lost: Vec<(usize, usize)>,
    /// The rows that were summed last, which are all items more than once, and their sums.
    summed: RefCell<(Vec<usize>, Vec<Amount>)>,
}

impl Figures {
    pub fn new(grid: &Grid, rows: &[Row], columns: &[u32]) -> Figures {
        let width = columns.len();
        let amounts = Vec::with_capacity(rows.len() * width);
        let mut figures = Figures { width, amounts, lost: Vec::new(), summed: RefCell::default() };
        let mut writings = vec![Writing::default(); width];
        for (place, row) in rows.iter().enumerate() {
            let cells = grid.row(row.index);
            let mut next = 0;
            for (position, &column) in columns.iter().enumerate() {
                while cells.get(next).is_some_and(|cell| cell.at.column < column) {
                    next += 1;
                }
                let value = cells.get(next).filter(|cell| cell.at.column == column).map(|cell| &cell.value);
                match value {
                    // Most figures are numbers.
                    Some(CellValue::Number(amount)) => figures.amounts.push(Some(*amount)),
                    Some(value) => {
                        if let CellValue::Text(text) = value {
                            writings[position].add(text);
                        }
                        let amount = summand(value, Convention::Vietnamese);
                        if amount.is_none() && is_lost(value) {
                            figures.lost.push((place, position));
                        }
                        figures.amounts.push(amount);
                    }
                    None => figures.amounts.push(None),
                }
            }
        }
        for (position, _) in writings.iter().enumerate().filter(|(_, writing)| writing.is_english()) {
            for (place, row) in rows.iter().enumerate() {
                let cell = grid.get(CellRef::new(row.index, columns[position]));
                let value = cell.map(|cell| &cell.value).filter(|value| matches!(value, CellValue::Text(_)));
                if let Some(value) = value {
                    figures.amounts[place * width + position] = summand(value, Convention::English);
                }
            }
        }
        figures
    }

    /// The amounts of a row, by column of figures.
    pub fn row(&self, row: usize) -> &[Option<Amount>] {
        &self.amounts[row * self.width..][..self.width]
    }

    /// The sums of rows, by column of figures.
    pub fn sums(&self, rows: &[usize]) -> Vec<Amount> {
        let mut last = self.summed.borrow_mut();
        if rows.len() > 1 && last.0 == rows {
            return last.1.clone();
        }
        let mut sums = vec![Amount::ZERO; self.width];
        for &row in rows {
            self.add(row, &mut sums);
        }
        if rows.len() > 1 {
            *last = (rows.to_vec(), sums.clone());
        }
        sums
    }

    /// Adds a row to sums.
    pub fn add(&self, row: usize, sums: &mut [Amount]) {
        for (sum, amount) in sums.iter_mut().zip(self.row(row)) {
            if let Some(amount) = *amount {
                *sum = *sum + amount;
            }
        }
    }

    /// The largest amount of a row, the first of several.
    pub fn lead(&self, row: usize) -> Option<Lead> {
        let mut lead = Lead { column: 0, most: Amount::ZERO, filled: 0 };
        for (column, amount) in self.row(row).iter().enumerate() {
            let Some(amount) = *amount else { continue };
            lead.filled += 1;
            if amount > lead.most {
                (lead.column, lead.most) = (column, amount);
            }
        }
        (!lead.most.is_zero()).then_some(lead)
    }

    /// The columns in which a row holds something that is no number: a dead formula, damage, a mark for what is missing. A sum
    /// without it that differs does not speak against a total.
    pub fn lost(&self, row: usize) -> impl Iterator<Item = usize> {
        let from = self.lost.partition_point(|&(other, _)| other < row);
        self.lost[from..].iter().take_while(move |&&(other, _)| other == row).map(|&(_, column)| column)
    }
}

/// The largest amount of a row that is more than nothing: what sums exceed soonest.
#[derive(Clone, Copy)]
pub(super) struct Lead {
    pub column: usize,
    pub most: Amount,
    /// How many columns the row fills.
    pub filled: usize,
}

/// How the texts of a column are written, as far as they tell.
#[derive(Clone, Copy, Default)]
struct Writing {
    /// By texts that only one convention could read.
    told: Votes,
    /// By those too that either could, if they are whole: `1,258` beside `345`.
    whole: Votes,
}

impl Writing {
    fn add(&mut self, text: &str) {
        if text.contains(['.', ',', '．', '，']) {
            self.told.cast(text, false);
            self.whole.cast(text, true);
        }
    }

    fn is_english(&self) -> bool {
        self.told.winner().or(self.whole.winner()) == Some(Convention::English)
    }
}

/// Whether what is no number stands for one: anything but a mark for what does not apply.
fn is_lost(value: &CellValue) -> bool {
    match value {
        CellValue::Text(text) => read_number(text, Convention::Vietnamese) != Some(NumberText::NotApplicable),
        _ => true,
    }
}

/// Equal but for the dust of binary fractions.
pub(super) fn near(left: Amount, right: Amount) -> bool {
    let difference = (left - right).abs();
    // Multiplied rather than divided: a division of such numbers costs more than all the sum did. Most that differ do so
    // by much more than a shift tells.
    let perhaps = || difference.raw() <= left.abs().raw() >> 39;
    let dust = || difference.raw().checked_mul(1_000_000_000_000).is_some_and(|scaled| scaled <= left.abs().raw());
    difference.is_zero() || (perhaps() && dust())
}

/// The number in a cell, read without any column's convention: good enough to recognise a sum.
pub fn amount(grid: &Grid, at: CellRef) -> Option<Amount> {
    amount_of(&grid.get(at)?.value)
}

/// What a cell adds to the sum of its column: nothing that can be told where it says its own measure, `487 tỷ đồng`.
fn summand(value: &CellValue, convention: Convention) -> Option<Amount> {
    let CellValue::Text(text) = value else { return amount_of(value) };
    match read_number(text, convention)? {
        NumberText::Value(value) if value.scale.is_some() || matches!(value.measure, Some(MeasureWord::Money(_))) => {
            None
        }
        NumberText::Value(value) => Amount::parse(&value.plain),
        NumberText::Zero => Some(Amount::ZERO),
        NumberText::Missing | NumberText::NotApplicable => None,
    }
}

/// The same of what a cell holds.
pub fn amount_of(value: &CellValue) -> Option<Amount> {
    match value {
        CellValue::Number(amount) | CellValue::Percent(amount) => Some(*amount),
        CellValue::Text(text) => match read_number(text, Convention::Vietnamese)? {
            NumberText::Value(value) => Amount::parse(&value.plain),
            NumberText::Zero => Some(Amount::ZERO),
            NumberText::Missing | NumberText::NotApplicable => None,
        },
        _ => None,
    }
}
