//! Printed totals, down and across: they check, they are never observations.

use crate::domain::{
    Amount, CategoryId, Cell, CellRef, CellValue, IndicatorId, Kind, Observation, Period, Qualifier, Ruling, State,
    UnitId, in_row,
};
use crate::intake::extract::{RowReading, one_line};
use crate::intake::layout::RowKind;
use crate::intake::vocabulary::Meaning;
use crate::text::{Ordinal, read_ordinal, split_ordinal};

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
    /// Whether it is a figure of its own: a stock at the end of its periods.
    own: bool,
}

/// A table as totals need it.
struct Sums<'a> {
    resolver: &'a Resolver<'a>,
    context: &'a Context,
    columns: &'a [Part],
    rows: &'a [Part],
    writings: &'a [Writing],
}

impl Resolver<'_> {
    /// The last total, where it is the sum of all rows before it, which are counted.
    pub(super) fn total_of_all(&self) -> Option<u32> {
        let rows = &self.readings.rows;
        let first = rows.iter().position(|row| row.kind == RowKind::Item)?;
        let last = rows.iter().rposition(|row| matches!(row.kind, RowKind::Total(_)))?;
        let RowKind::Total(covered) = &rows[last].kind else { return None };
        // Where figures above are lost, those that break it down are what adds up to it.
        let above: Vec<usize> = match covered.iter().all(|&row| row > last) {
            true => (first..last).filter(|&row| rows[row].kind == RowKind::Item).collect(),
            false => covered.clone(),
        };
        let of_all = above.len() > 1 && above.contains(&first) && above.iter().all(|&row| row < last);
        let label = self.readings.row_label(last);
        let named = self.lexicon.said(label).is_total && !self.lexicon.is_registered(label);
        let counted = above.iter().filter(|&&row| self.is_counted(&rows[row])).count();
        (of_all && named && counted * 2 > above.len()).then(|| rows[last].index)
    }

    /// Whether a number stands before the label of a row.
    pub(super) fn is_counted(&self, row: &RowReading) -> bool {
        let first = self.grid.row(row.index).first().map(|cell| &cell.value);
        match first {
            Some(CellValue::Number(_)) => true,
            Some(CellValue::Text(text)) => {
                read_ordinal(text).is_some() || matches!(split_ordinal(text).0, Some(Ordinal::Arabic(_)))
            }
            _ => false,
        }
    }

    /// Totals down (rows that total rows) and across (columns that total years or categories), of what adds up; figures that stand
    /// in one of them alone are read.
    pub(super) fn totals(
        &self,
        context: &Context,
        columns: &[Part],
        rows: &[Part],
        writings: &[Writing],
        table: &mut Table,
    ) {
        let sums = Sums { resolver: self, context, columns, rows, writings };
        for (row, reading) in self.readings.rows.iter().enumerate() {
            if let RowKind::Total(covered) = &reading.kind {
                sums.down(row, covered, table);
            }
        }
        sums.all_across(table);
        self.figures_alone(&sums, table);
    }

    /// A figure that stands only in the total, nothing that it covers being filled, is that of the year or of the unit itself:
    /// *Cả năm* beside blank quarters, *CĐ Giáo dục huyện* over schools of which none says how many.
    fn figures_alone(&self, sums: &Sums<'_>, table: &mut Table) {
        let (columns, rows) = (sums.columns, sums.rows);
        let blank = |(at, _): &(CellRef, String)| self.grid.get(*at).is_none();
        // Nought is what a formula makes of blanks.
        let alone = |total: &Total| {
            total.own || !total.amount.is_zero() && total.parts.is_empty() && total.blanks.iter().all(blank)
        };
        let (found, kept): (Vec<Total>, Vec<Total>) = std::mem::take(&mut table.totals).into_iter().partition(alone);
        table.totals = kept;
        if found.is_empty() {
            return;
        }
        for total in found {
            let line = self.readings.rows.iter().position(|row| row.index == total.cell.row);
            let column = self.readings.columns.iter().position(|column| column.index == total.cell.column);
            let of = line.zip(column).and_then(|(line, column)| {
                let is_item = self.readings.rows[line].kind == RowKind::Item;
                let open = if is_item { columns[column].total } else { !columns[column].total };
                let who = columns[column].who.or(rows[line].who).filter(|_| open)?;
                Some((who, self.grid.get(total.cell)?, sums.read(line, column, total.indicator)?))
            });
            match of {
                Some((who, cell, read)) => table.cells.push(Observation {
                    unit: UnitId(who as u32),
                    indicator: total.indicator,
                    category: total.category,
                    period: total.period,
                    state: read.state,
                    qualifier: read.qualifier,
                    repaired: read.repaired.is_some(),
                    sheet: 0,
                    cell: total.cell,
                    raw: self.grid.as_found(cell),
                }),
                None if total.own && total.parts.is_empty() => {}
                None => table.totals.push(total),
            }
        }
        table.cells.sort_by_key(|reading| reading.cell);
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
        self.read_cell(self.resolver.grid.get(self.at(row, column)), row, column, indicator)
    }

    /// The same of a cell that is at hand; a correction stands even where nothing does.
    fn read_cell(&self, cell: Option<&Cell>, row: usize, column: usize, indicator: IndicatorId) -> Option<CellAmount> {
        match self.resolver.ruling(self.at(row, column)) {
            Some(Ruling::Correct(amount)) => {
                return Some(CellAmount { state: State::Value(amount), qualifier: Qualifier::Exact, repaired: None });
            }
            Some(Ruling::Ignore) => return None,
            Some(Ruling::Accept) | None => {}
        }
        let cell = cell?;
        let about = self.resolver.knowledge.catalogue.indicator(indicator);
        let stated = self.context.measure_of(&self.columns[column], &self.rows[row]);
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

    /// The totals in a row of the rows that it covers, column by column.
    fn down(&self, row: usize, covered: &[usize], table: &mut Table) {
        let label = one_line(self.resolver.readings.row_label(row));
        let mut totals: Vec<(usize, Total)> = Vec::with_capacity(self.columns.len());
        for (column, part) in self.columns.iter().enumerate().filter(|(_, part)| !part.closed && !part.total) {
            let Some((indicator, category)) = self.meaning(row, column) else { continue };
            let Some(period) = self.resolver.period(part, &self.rows[row], self.context) else { continue };
            let Some(printed) = self.printed(row, column, indicator) else { continue };
            let total = Total {
                indicator,
                category,
                period,
                amount: printed.0,
                written: printed.1,
                label: label.clone(),
                cell: self.at(row, column),
                parts: Vec::with_capacity(covered.len()),
                blanks: Vec::new(),
                step: Amount::ZERO,
                own: false,
            };
            totals.push((column, total));
        }
        for &other in covered {
            let cells = self.resolver.grid.row(self.resolver.readings.rows[other].index);
            for (column, total) in &mut totals {
                let cell = in_row(cells, self.resolver.readings.columns[*column].index);
                let read = self.read_cell(cell, other, *column, total.indicator);
                match read.and_then(|read| read.state.amount()) {
                    Some(amount) => total.parts.push((self.at(other, *column), amount)),
                    None => {
                        let label = one_line(self.resolver.readings.row_label(other));
                        total.blanks.push((self.at(other, *column), label));
                    }
                }
            }
        }
        for (_, total) in totals {
            let integer = self.resolver.knowledge.catalogue.indicator(total.indicator).integer;
            total.finish(integer, table);
        }
    }

    /// The totals in columns of the columns that they cover, row by row.
    fn all_across(&self, table: &mut Table) {
        let across: Vec<Vec<usize>> = (0..self.columns.len()).map(|column| self.years_beside(column)).collect();
        let catalogue = &self.resolver.knowledge.catalogue;
        let in_parts = self.columns.iter().any(|part| match part.meaning {
            Some(Meaning::Indicator(id, Some(_))) => catalogue.breakdown(id).is_some_and(|by| by.additive),
            _ => false,
        });
        if !in_parts && across.iter().all(Vec::is_empty) {
            return;
        }
        for (row, reading) in self.resolver.readings.rows.iter().enumerate() {
            if self.rows[row].closed || reading.kind == RowKind::Group {
                continue;
            }
            for (column, years) in across.iter().enumerate() {
                self.across(row, column, years, table);
            }
        }
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
        if covered.len() < 2 {
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
            own: false,
        };
        for &other in covered {
            match self.amount(row, other, indicator) {
                Some(amount) => total.parts.push((self.at(row, other), amount)),
                None => total.blanks.push((self.at(row, other), self.resolver.readings.column_label(other))),
            }
        }
        let sum = total.parts.iter().fold(Amount::ZERO, |sum, (_, amount)| sum + *amount);
        let last = covered.last().and_then(|&last| self.amount(row, last, indicator));
        let of_a_year = period.months() == 12 && covered.iter().all(|&other| self.is_within_a_year(other));
        // *Cả năm* of a stock is what stood at the end of the year, unless somebody added it up: as much as all parts or more.
        let (own, parts) = (total.amount, total.parts.len());
        let closing = last.is_none_or(|last| last == own)
            && (own < sum || parts == 1 && own != sum && own + own < sum + sum + sum);
        total.own = !is_flow && part.total && of_a_year && closing;
        // What stands at a date is not added over time.
        if is_flow || !part.total || total.parts.is_empty() || total.own {
            total.finish(self.resolver.knowledge.catalogue.indicator(indicator).integer, table);
        }
    }

    /// Whether a column is of a part of a year.
    fn is_within_a_year(&self, column: usize) -> bool {
        self.columns[column].period.is_some_and(|period| period.months() < 12)
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
                // *6 tháng* between the quarters adds up those that lie in it.
                let within = |own: Period| total.period.is_none_or(|all| all.from <= own.from && own.to <= all.to);
                !part.closed && !part.total && part.period.is_some_and(within) && part.meaning == total.meaning
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
    /// Whether it stands at the end of its row.
    pub(super) fn is_across(&self) -> bool {
        self.parts.iter().any(|(at, _)| at.row == self.cell.row)
    }

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
