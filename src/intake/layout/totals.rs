//! Total rows: the row kind that corrupts a sum. Arithmetic first: a row that equals the sum of the rows it stands over,
//! before or behind in most of its columns is their total; then structure and words, for printed totals may be wrong.

use crate::domain::{Amount, CellRef, CellValue, Grid};
use crate::text::{Convention, NumberText, read_number};

use super::{ColumnRole, Key, Layout, RowKind, Words};

/// A run of rows that one unnumbered row may total is at most this long where neither words nor numbers mark it.
const LONGEST_RUN: usize = 300;

/// What the rows look like to whoever looks for totals.
struct Body<'l> {
    labels: Vec<&'l str>,
    /// The rows' places on the sheet, and the columns of figures.
    grid: &'l Grid,
    places: Vec<u32>,
    columns: Vec<u32>,
    kinds: Vec<RowKind>,
    /// Rows that their words call a total.
    said: Vec<bool>,
    parents: &'l [Option<usize>],
    /// Rows with an ordinal.
    numbered: &'l [bool],
}

/// Marks the rows of a layout that total others.
pub(super) fn mark(grid: &Grid, layout: &mut Layout, parents: &[Option<usize>], numbered: &[bool], known: &dyn Words) {
    let role = |wanted: fn(&Key) -> bool| {
        layout.columns.iter().any(|column| matches!(&column.role, ColumnRole::Key(key) if wanted(key)))
    };
    // Rows of indicators are total only by their words: an indicator above its parts is a figure of its own.
    let by_indicators = role(|key| *key == Key::Indicator);
    let by_units = !by_indicators && role(|key| matches!(key, Key::Unit | Key::Code | Key::Open | Key::Period));
    let values: Vec<u32> =
        layout.columns.iter().filter(|column| column.role == ColumnRole::Value).map(|column| column.index).collect();
    let labels: Vec<&str> = layout
        .rows
        .iter()
        .map(|row| {
            let cell = row.labels.last().and_then(|&(_, at)| grid.get(at));
            cell.and_then(|cell| cell.text()).unwrap_or_default()
        })
        .collect();
    let said = labels
        .iter()
        .enumerate()
        .map(|(row, text)| {
            let is_item = layout.rows[row].kind == RowKind::Item;
            // *Tổng số* under the heading of an indicator is that indicator's own figure.
            let own = by_indicators && parents[row].is_some();
            is_item && !own && known.said(text).is_total && !known.is_unit(text)
        })
        .collect();
    let kinds = layout.rows.iter().map(|row| row.kind.clone()).collect();
    let places = layout.rows.iter().map(|row| row.index).collect();
    let mut body = Body { labels, grid, places, columns: values, kinds, said, parents, numbered };
    if by_units {
        body.by_structure();
        body.by_runs(known);
    }
    body.by_words();
    if by_units {
        body.of_all(known);
    }
    let kinds = body.kinds;
    for (row, kind) in layout.rows.iter_mut().zip(kinds) {
        row.kind = kind;
    }
}

impl Body<'_> {
    /// The amounts of a row, by column of figures.
    fn amounts(&self, row: usize) -> Vec<Option<Amount>> {
        self.columns.iter().map(|&column| amount(self.grid, CellRef::new(self.places[row], column))).collect()
    }

    /// The sums of rows, by column of figures.
    fn sums(&self, rows: &[usize]) -> Vec<Amount> {
        let mut sums = vec![Amount::ZERO; self.columns.len()];
        for &row in rows {
            self.add(row, &mut sums);
        }
        sums
    }

    fn add(&self, row: usize, sums: &mut [Amount]) {
        for (sum, &column) in sums.iter_mut().zip(&self.columns) {
            *sum = *sum + amount(self.grid, CellRef::new(self.places[row], column)).unwrap_or(Amount::ZERO);
        }
    }

    fn figures(&self, row: usize) -> usize {
        self.amounts(row).iter().flatten().filter(|amount| !amount.is_zero()).count()
    }

    /// A row of figures of its own that no words call a total.
    fn is_item(&self, row: usize) -> bool {
        self.kinds[row] == RowKind::Item && !self.said[row]
    }

    fn items(&self) -> Vec<usize> {
        (0..self.kinds.len()).filter(|&row| self.is_item(row)).collect()
    }

    /// Structure: a row of figures over rows of its own, innermost first.
    fn by_structure(&mut self) {
        for row in (0..self.kinds.len()).rev() {
            if self.is_item(row) {
                let under: Vec<usize> = self.under(row).collect();
                if !under.is_empty() {
                    self.kinds[row] = RowKind::Total(under);
                }
            }
        }
    }

    /// The items that stand under a row, directly or through others: they follow it without a gap.
    fn under(&self, row: usize) -> impl Iterator<Item = usize> {
        (row + 1..self.parents.len())
            .take_while(move |&other| {
                std::iter::successors(self.parents[other], |&up| self.parents[up]).any(|ancestor| ancestor == row)
            })
            .filter(|&other| self.is_item(other))
    }

    /// A row that bears no unit's name and equals the run of units right behind it: *Các xã*, unnumbered and unsaid.
    fn by_runs(&mut self, known: &dyn Words) {
        let items = self.items();
        for (place, &row) in items.iter().enumerate() {
            let label = self.labels[row];
            if known.is_unit(label) || known.is_body(label) || self.numbered[row] {
                continue;
            }
            let mut sums = self.sums(&[]);
            let run = items[place + 1..].iter().take(LONGEST_RUN);
            let mut covered: Vec<usize> = Vec::new();
            for &other in run {
                let registered = known.is_unit(self.labels[other]) || known.is_body(self.labels[other]);
                if !registered {
                    break;
                }
                covered.push(other);
                self.add(other, &mut sums);
            }
            let figures: Vec<(Amount, Amount)> = self
                .amounts(row)
                .into_iter()
                .zip(sums)
                .filter_map(|(printed, sum)| Some((printed?, sum)))
                .filter(|(printed, _)| !printed.is_zero())
                .collect();
            let all_equal = !figures.is_empty() && figures.iter().all(|&(printed, sum)| near(printed, sum));
            if all_equal && covered.len() >= 2 && (figures.len() >= 2 || covered.len() >= 3) {
                self.kinds[row] = RowKind::Total(covered);
            }
        }
    }

    /// Words: what the total covers is told by arithmetic where it can be.
    fn by_words(&mut self) {
        for row in 0..self.kinds.len() {
            if !self.said[row] {
                continue;
            }
            let section = self.section(row);
            let under: Vec<usize> = self.under(row).collect();
            let figures = self.figures(row);
            let exact = [&section, &under]
                .into_iter()
                .find(|covered| !covered.is_empty() && figures > 0 && self.matches(row, covered) == figures);
            let covered = match exact {
                Some(covered) => covered.clone(),
                None => {
                    let items = self.items();
                    let before: Vec<usize> = items.iter().copied().filter(|&other| other < row).collect();
                    let candidates = [items, section, before, under];
                    let best =
                        candidates.iter().filter(|covered| !covered.is_empty()).enumerate().max_by_key(
                            |(position, covered)| (self.matches(row, covered), std::cmp::Reverse(*position)),
                        );
                    best.map(|(_, covered)| covered.clone()).unwrap_or_default()
                }
            };
            self.kinds[row] = RowKind::Total(covered);
        }
    }

    /// The items since the last group row or total above a row.
    fn section(&self, row: usize) -> Vec<usize> {
        let start = (0..row)
            .rev()
            .find(|&other| self.said[other] || self.kinds[other] == RowKind::Group)
            .map_or(0, |other| other + 1);
        (start..row).filter(|&other| self.is_item(other)).collect()
    }

    /// The first or last row where it totals all others: it bears the name of the unit over them, or equals their sum in
    /// most of its columns. A row that looks like any other needs more than one column for that.
    fn of_all(&mut self, known: &dyn Words) {
        let items = self.items();
        let [first, .., last] = items.as_slice() else { return };
        let all = self.sums(&items);
        let numbered = items.iter().filter(|&&item| self.numbered[item]).count();
        for &row in &[*first, *last] {
            let others = items.len() - 1;
            let label = self.labels[row];
            let over = others >= 2
                && known.is_unit(label)
                && items.iter().filter(|&&other| known.covers(label, self.labels[other])).count() * 2 > others;
            let marked = !self.numbered[row] && numbered * 2 > others;
            let without: Vec<Amount> =
                all.iter().zip(self.amounts(row)).map(|(&sum, own)| sum - own.unwrap_or(Amount::ZERO)).collect();
            let equal = self.equal(row, &without, others);
            let (least, fewest) = if marked && !known.is_unit(label) { (1, 2) } else { (2, 3) };
            if over || (others >= fewest && equal >= least && equal * 2 > self.figures(row)) {
                self.kinds[row] = RowKind::Total(items.into_iter().filter(|&other| other != row).collect());
                return;
            }
        }
    }

    /// In how many columns a row equals the sum of others, within rounding.
    fn matches(&self, row: usize, covered: &[usize]) -> usize {
        self.equal(row, &self.sums(covered), covered.len())
    }

    /// In how many columns a row equals these sums of so many rows.
    fn equal(&self, row: usize, sums: &[Amount], rows: usize) -> usize {
        let slack = Amount::whole(rows as i64);
        let equals = |(printed, &sum): (Option<Amount>, &Amount)| {
            let Some(printed) = printed.filter(|printed| !printed.is_zero()) else { return false };
            if printed.is_whole() && !sum.is_whole() { (printed - sum).abs() <= slack } else { near(printed, sum) }
        };
        self.amounts(row).into_iter().zip(sums).filter(|&(printed, sum)| equals((printed, sum))).count()
    }
}

/// Equal but for the dust of binary fractions.
fn near(left: Amount, right: Amount) -> bool {
    let difference = (left - right).abs();
    difference.is_zero() || difference.raw() <= left.abs().raw() / 1_000_000_000_000
}

/// The number in a cell, read without any column's convention: good enough to recognise a sum.
fn amount(grid: &Grid, at: CellRef) -> Option<Amount> {
    match &grid.get(at)?.value {
        CellValue::Number(amount) | CellValue::Percent(amount) => Some(*amount),
        CellValue::Text(text) => match read_number(text, Convention::Vietnamese)? {
            NumberText::Value(value) => Amount::parse(&value.plain),
            NumberText::Zero => Some(Amount::ZERO),
            NumberText::Missing | NumberText::NotApplicable => None,
        },
        _ => None,
    }
}
