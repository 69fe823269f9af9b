//! Printed totals, down and across: they check, they are never observations.

use crate::domain::{Amount, CategoryId, CellRef, IndicatorId, Kind, Period, Qualifier, Ruling, State};
use crate::intake::extract::one_line;
use crate::intake::layout::RowKind;
use crate::intake::vocabulary::Meaning;

use super::amount::{self, CellAmount};
use super::context::Context;
use super::conventions::Writing;
use super::table::{Part, Resolver, Table};

/// A printed total, its sheet not yet an index.
#[derive(Clone, Debug)]
pub struct Total {
    /// What it measures.
    pub indicator: IndicatorId,
    /// Which part.
    pub category: Option<CategoryId>,
    /// For when.
    pub period: Period,
    /// The printed amount.
    pub amount: Amount,
    /// The same before it was repaired.
    pub written: Amount,
    /// The words of its row or column.
    pub label: String,
    /// Where it stands.
    pub cell: CellRef,
    /// The cells that it covers with their amounts, blank ones left out.
    pub parts: Vec<(CellRef, Amount)>,
    /// Cells that it covers and that hold nothing, with the label of their row or column.
    pub blanks: Vec<(CellRef, String)>,
    /// The step that it was rounded to where its parts are finer.
    pub step: Amount,
}

/// A table as totals need it.
struct Sums<'a> {
    resolver: &'a Resolver<'a>,
    context: &'a Context,
    columns: &'a [Part],
    rows: &'a [Part],
    writings: Vec<Writing>,
}

impl Resolver<'_> {
    /// Totals down (rows that total rows) and across (columns that total years or categories), of what adds up.
    pub(super) fn totals(&self, context: &Context, columns: &[Part], rows: &[Part], table: &mut Table) {
        let down = self.readings.rows.iter().any(|row| matches!(row.kind, RowKind::Total(_)));
        let sums = Sums { resolver: self, context, columns, rows, writings: Vec::new() };
        let across: Vec<Vec<usize>> = (0..columns.len()).map(|column| sums.years_beside(column)).collect();
        let in_parts = columns.iter().any(|part| part.category().is_some());
        if !down && !in_parts && across.iter().all(Vec::is_empty) {
            return;
        }
        let sums = Sums { writings: self.writings(context, columns, rows), ..sums };
        for (row, reading) in self.readings.rows.iter().enumerate() {
            if let RowKind::Total(covered) = &reading.kind {
                for column in 0..columns.len() {
                    sums.down(row, column, covered, table);
                }
            }
        }
        for (row, reading) in self.readings.rows.iter().enumerate() {
            if rows[row].closed || reading.kind == RowKind::Group {
                continue;
            }
            for (column, years) in across.iter().enumerate() {
                sums.across(row, column, years, table);
            }
        }
    }
}

impl Part {
    fn category(&self) -> Option<CategoryId> {
        match self.meaning {
            Some(Meaning::Indicator(_, category)) => category,
            Some(Meaning::Category(_, category)) => Some(category),
            None => None,
        }
    }
}

impl Sums<'_> {
    fn at(&self, row: usize, column: usize) -> CellRef {
        let readings = self.resolver.readings;
        CellRef::new(readings.rows[row].index, readings.columns[column].index)
    }

    fn amount(&self, row: usize, column: usize, indicator: IndicatorId) -> Option<Amount> {
        self.read(row, column, indicator)?.state.amount()
    }

    fn read(&self, row: usize, column: usize, indicator: IndicatorId) -> Option<CellAmount> {
        let at = self.at(row, column);
        match self.resolver.ruling(at) {
            Some(Ruling::Correct(amount)) => {
                return Some(CellAmount { state: State::Value(amount), qualifier: Qualifier::Exact, repaired: None });
            }
            Some(Ruling::Ignore) => return None,
            Some(Ruling::Accept) | None => {}
        }
        let cell = self.resolver.grid.get(at)?;
        let about = self.resolver.knowledge.catalogue.indicator(indicator);
        let stated = self.rows[row].measure.or(self.columns[column].measure).or(self.context.measure);
        amount::read(&cell.value, about, stated, self.writings[column].convention()).ok()
    }

    /// A printed amount, and what the file says where that was repaired.
    fn printed(&self, row: usize, column: usize, indicator: IndicatorId) -> Option<(Amount, Amount)> {
        let read = self.read(row, column, indicator)?;
        let amount = read.state.amount()?;
        Some((amount, read.repaired.unwrap_or(amount)))
    }

    /// What a cell measures, where it adds up.
    fn meaning(&self, row: usize, column: usize) -> Option<(IndicatorId, Option<CategoryId>)> {
        let catalogue = &self.resolver.knowledge.catalogue;
        self.resolver
            .meaning(&self.columns[column], &self.rows[row], self.context)
            .filter(|&(id, _)| matches!(catalogue.indicator(id).kind, Kind::Flow | Kind::Stock))
    }

    fn down(&self, row: usize, column: usize, covered: &[usize], table: &mut Table) {
        let part = &self.columns[column];
        if part.closed || part.total {
            return;
        }
        let Some((indicator, category)) = self.meaning(row, column) else { return };
        let Some(period) = self.resolver.period(part, &self.rows[row], self.context) else { return };
        let Some(printed) = self.printed(row, column, indicator) else { return };
        let mut total = Total {
            indicator,
            category,
            period,
            amount: printed.0,
            written: printed.1,
            label: one_line(self.resolver.readings.row_label(row)),
            cell: self.at(row, column),
            parts: Vec::new(),
            blanks: Vec::new(),
            step: Amount::ZERO,
        };
        for &other in covered {
            match self.amount(other, column, indicator) {
                Some(amount) => total.parts.push((self.at(other, column), amount)),
                None => {
                    let label = one_line(self.resolver.readings.row_label(other));
                    total.blanks.push((self.at(other, column), label));
                }
            }
        }
        total.finish(self.resolver.knowledge.catalogue.indicator(indicator).integer, table);
    }

    fn across(&self, row: usize, column: usize, years: &[usize], table: &mut Table) {
        let part = &self.columns[column];
        if part.closed {
            return;
        }
        let Some((indicator, category)) = self.meaning(row, column) else { return };
        let of_categories;
        let covered: &[usize] = if part.total {
            years
        } else if category.is_none() {
            of_categories = self.categories_beside(column, indicator);
            &of_categories
        } else {
            return;
        };
        let is_flow = self.resolver.knowledge.catalogue.indicator(indicator).kind == Kind::Flow;
        if covered.len() < 2 || (part.total && !is_flow) {
            return;
        }
        let Some(printed) = self.printed(row, column, indicator) else { return };
        let own = self.resolver.period(part, &self.rows[row], self.context);
        let first = self.columns[covered[0]].period.or(own);
        let last = self.columns[covered[covered.len() - 1]].period.or(first);
        let span =
            first.zip(last).and_then(|(first, last)| Period::new(first.from.min(last.from), first.to.max(last.to)));
        let Some(period) = span else { return };
        let mut total = Total {
            indicator,
            category,
            period,
            amount: printed.0,
            written: printed.1,
            label: self.resolver.readings.column_label(column),
            cell: self.at(row, column),
            parts: Vec::new(),
            blanks: Vec::new(),
            step: Amount::ZERO,
        };
        for &other in covered {
            match self.amount(row, other, indicator) {
                Some(amount) => total.parts.push((self.at(row, other), amount)),
                None => total.blanks.push((self.at(row, other), self.resolver.readings.column_label(other))),
            }
        }
        total.finish(self.resolver.knowledge.catalogue.indicator(indicator).integer, table);
    }

    /// The columns of years that a total column stands beside, of the same meaning.
    fn years_beside(&self, column: usize) -> Vec<usize> {
        let total = &self.columns[column];
        if !total.total || total.closed {
            return Vec::new();
        }
        (0..self.columns.len())
            .filter(|&other| {
                let part = &self.columns[other];
                !part.closed && !part.total && part.period.is_some() && part.meaning == total.meaning
            })
            .collect()
    }

    /// The columns of all categories of an additive breakdown beside the column of its whole, for the same period.
    fn categories_beside(&self, column: usize, indicator: IndicatorId) -> Vec<usize> {
        let catalogue = &self.resolver.knowledge.catalogue;
        let Some(breakdown) = catalogue.breakdown(indicator).filter(|breakdown| breakdown.additive) else {
            return Vec::new();
        };
        let covered: Vec<usize> = (0..self.columns.len())
            .filter(|&other| {
                let part = &self.columns[other];
                !part.closed
                    && part.period == self.columns[column].period
                    && matches!(part.meaning, Some(Meaning::Indicator(id, Some(_))) if id == indicator)
            })
            .collect();
        if covered.len() == breakdown.categories.len() { covered } else { Vec::new() }
    }
}

/// How many significant digits a spreadsheet keeps.
const SPREADSHEET_DIGITS: usize = 15;

impl Total {
    /// Keeps the total with the step it is printed in. Amounts that are measured (money) are each rounded to what is
    /// printed, so that a sum may differ by half a step a part; counts are exact, and so is a float printed to the
    /// fifteen digits that a spreadsheet holds.
    fn finish(mut self, counted: bool, table: &mut Table) {
        if self.parts.is_empty() && self.blanks.is_empty() {
            return;
        }
        let printed = self.amount.to_string();
        let digits = printed.bytes().filter(u8::is_ascii_digit).count();
        if !counted && digits < SPREADSHEET_DIGITS {
            let decimals = printed.split_once('.').map_or(0, |(_, fraction)| fraction.len() as i32);
            self.step = Amount::whole(1).scaled(-decimals).unwrap_or(Amount::ZERO);
        }
        table.totals.push(self);
    }
}
