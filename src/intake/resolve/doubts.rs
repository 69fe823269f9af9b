//! What is doubtful of figures that were read: in what they are counted, and whether they are there twice.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

use foldhash::HashSet;
use foldhash::fast::RandomState;

use crate::domain::{Amount, CellRef, CellValue, Code, Finding, IndicatorId, Kind, Observation, UnitKind};
use crate::text::{MeasureWord, counts_many};

use super::context::Context;
use super::people::Who;
use super::table::{Part, Resolver, Table};

/// Of several amounts in millions of đồng none is as large, if they are in millions.
const LARGE: i64 = 100_000;
/// The same of one, whoever's it is but the country's.
const LARGE_ALONE: i64 = 10_000_000;
/// Of several amounts in đồng all are never as small.
const SMALL: i64 = 10_000;
/// What nobody earns in a month, in đồng.
const MEAN_TOO_LARGE: i64 = 1_000_000_000;
const MEAN_TOO_SMALL: i64 = 10_000;

impl Resolver<'_> {
    /// Money of which nothing says in what it is counted, and whose amounts are absurd in the indicator's own measure: a grassroots
    /// union's 125.400.000 are no millions of đồng, a wage of 5,2 is none in đồng.
    pub(super) fn tell_magnitudes(
        &self,
        context: &Context,
        columns: &[Part],
        rows: &[Part],
        table: &Table,
        findings: &mut Vec<Finding>,
    ) {
        // By column, of each indicator and of all that are counted alike: the first cell, and the least and the most that is not
        // nought.
        type Of = (IndicatorId, CellRef, Amount, Amount, usize);
        let mut seen: BTreeMap<(u32, Option<IndicatorId>, i32), Of> = BTreeMap::new();
        let position: BTreeMap<u32, usize> =
            self.readings.columns.iter().enumerate().map(|(at, column)| (column.index, at)).collect();
        let stated = |at: CellRef| {
            let row = self.readings.rows.binary_search_by_key(&at.row, |row| row.index).ok();
            let measure = position.get(&at.column).zip(row);
            let measure = measure.and_then(|(&column, row)| context.measure_of(&columns[column], &rows[row]));
            matches!(measure, Some(MeasureWord::Money(_)))
        };
        for cell in &table.cells {
            let Some(power) = self.knowledge.catalogue.indicator(cell.indicator).measure.money else { continue };
            let plain = match &cell.raw {
                CellValue::Number(_) => true,
                CellValue::Text(text) => !text.contains(char::is_alphabetic),
                _ => false,
            };
            let Some(amount) = cell.state.amount().filter(|amount| plain && !amount.is_zero()) else { continue };
            if stated(cell.cell) {
                continue;
            }
            let amount = amount.abs();
            for of in [Some(cell.indicator), None] {
                let first = (cell.indicator, cell.cell, amount, amount, 0);
                let seen = seen.entry((cell.cell.column, of, power)).or_insert(first);
                *seen = (seen.0, seen.1, seen.2.min(amount), seen.3.max(amount), seen.4 + 1);
            }
        }
        let grassroots = |at: CellRef| {
            let cell = table.cells.iter().find(|cell| cell.cell == at);
            let who = cell.and_then(|cell| table.who.get(cell.unit.0 as usize));
            matches!(who, Some(Who::Known(id)) if self.knowledge.registry.get(*id).kind == UnitKind::Grassroots)
        };
        let mut told: Vec<u32> = Vec::new();
        // What one indicator tells of its column all of it need not tell again.
        for ((column, of, power), (indicator, first, least, most, count)) in seen.into_iter().rev() {
            let about = self.knowledge.catalogue.indicator(indicator);
            let in_dong = |amount: Amount| amount.scaled(power);
            let mean = about.kind == Kind::Mean && of.is_some();
            let how = match power {
                _ if mean && in_dong(least).is_none_or(|least| least >= Amount::whole(MEAN_TOO_LARGE)) => "large",
                _ if mean && in_dong(most).is_some_and(|most| most < Amount::whole(MEAN_TOO_SMALL)) => "small",
                6.. if count > 1 && least >= Amount::whole(LARGE) => "large",
                6.. if least >= Amount::whole(LARGE_ALONE) || least >= Amount::whole(LARGE) && grassroots(first) => {
                    "large"
                }
                0 if count > 1 && most < Amount::whole(SMALL) => "small",
                _ => continue,
            };
            if told.contains(&column) && count > 1 {
                continue;
            }
            told.push(column);
            findings.push(
                Finding::new(Code::MeasureUnknown, self.place(first))
                    .variant(how)
                    .indicator(&about.code, None)
                    .with("measure", about.measure.name.clone())
                    .with("value", if how == "large" { least } else { most }),
            );
        }
    }

    /// Shares of one among percents of the same column: 0,93 below 95,2 is 93 %, or it is not.
    pub(super) fn tell_shares(&self, table: &Table, findings: &mut Vec<Finding>) {
        const CLEARLY_PERCENT: i64 = 20;
        let percent = |cell: &&Observation| self.knowledge.catalogue.indicator(cell.indicator).measure.is_percent();
        let of = |cell: &Observation| (cell.cell.column, cell.indicator);
        let mut largest: BTreeMap<(u32, IndicatorId), Amount> = BTreeMap::new();
        for cell in table.cells.iter().filter(percent) {
            let amount = cell.state.amount().unwrap_or_default();
            let most = largest.entry(of(cell)).or_default();
            *most = (*most).max(amount);
        }
        let is_share = |amount: Amount| amount > Amount::ZERO && amount < Amount::whole(1);
        for cell in table.cells.iter().filter(percent) {
            let share = cell.state.amount().filter(|&amount| is_share(amount));
            let beside = largest.get(&of(cell)).is_some_and(|most| *most >= Amount::whole(CLEARLY_PERCENT));
            let typed = matches!(&cell.raw, CellValue::Number(_) | CellValue::Text(_));
            if let Some(share) = share.filter(|_| beside && typed && self.ruling(cell.cell).is_none()) {
                let about = self.knowledge.catalogue.indicator(cell.indicator);
                let finding = Finding::new(Code::MeasureUnknown, self.place(cell.cell)).variant("share");
                let finding = finding.indicator(&about.code, None).with("value", share);
                findings.push(finding.with("measure", about.measure.name.clone()));
            }
        }
    }

    /// A line over the table that says in what it counts and is not understood: *Đơn vị tính: nghìn USD*, *Đơn vị tính: nghìn người*.
    pub(super) fn tell_unclear_measure(
        &self,
        context: &Context,
        columns: &[Part],
        rows: &[Part],
        table: &Table,
        findings: &mut Vec<Finding>,
    ) {
        let Some(text) = &context.unclear else { return };
        let stated = |cell: &&Observation| {
            let column = self.readings.columns.iter().position(|column| column.index == cell.cell.column);
            let row = self.readings.rows.binary_search_by_key(&cell.cell.row, |row| row.index).ok();
            let measure = column.zip(row).and_then(|(column, row)| context.measure_of(&columns[column], &rows[row]));
            measure.is_some()
        };
        let many = counts_many(text);
        let doubtful = |cell: &&Observation| {
            let about = self.knowledge.catalogue.indicator(cell.indicator);
            about.measure.money.is_some() || (many && matches!(about.kind, Kind::Stock | Kind::Flow))
        };
        if let Some(first) = table.cells.iter().filter(doubtful).find(|cell| !stated(cell)) {
            let about = self.knowledge.catalogue.indicator(first.indicator);
            let finding = Finding::new(Code::MeasureUnknown, self.place(first.cell)).variant("line");
            findings.push(
                finding
                    .indicator(&about.code, None)
                    .with("text", text.clone())
                    .with("measure", about.measure.name.clone()),
            );
        }
    }

    /// Rows of one unit that say the same of the same: two houses in a list of houses are two, and what is equal is one fact.
    pub(super) fn tell_repeated(&self, table: &Table, findings: &mut Vec<Finding>) {
        // Of most tables every unit has one row.
        let mut last: Vec<Option<u32>> = vec![None; table.who.len()];
        let comes_again = |cell: &Observation| {
            let row = Some(cell.cell.row);
            std::mem::replace(&mut last[cell.unit.0 as usize], row).is_some_and(|before| Some(before) != row)
        };
        if !table.cells.iter().any(comes_again) {
            return;
        }
        // Facts are remembered by their hashes, for there may be a million; those that may come again are looked at.
        let state = RandomState::default();
        let mut seen: HashSet<u64> = HashSet::default();
        let counts = |cell: &&Observation| {
            let adds_up = matches!(self.knowledge.catalogue.indicator(cell.indicator).kind, Kind::Stock | Kind::Flow);
            adds_up && cell.state.amount().is_some_and(|amount| !amount.is_zero())
        };
        let fact = |cell: &Observation| (cell.unit, cell.indicator, cell.category, cell.period);
        let again = table.cells.iter().filter(counts).filter(|cell| !seen.insert(state.hash_one(fact(cell))));
        let again: BTreeSet<_> = again.map(fact).collect();
        let mut first: BTreeMap<_, &Observation> = BTreeMap::new();
        let mut told: BTreeSet<_> = BTreeSet::new();
        for cell in table.cells.iter().filter(counts).filter(|cell| again.contains(&fact(cell))) {
            let before = *first.entry(fact(cell)).or_insert(cell);
            let same = before.cell.row != cell.cell.row && before.state == cell.state;
            if same && self.ruling(cell.cell).is_none() && told.insert(fact(cell)) {
                let amount = cell.state.amount().unwrap_or_default();
                let about = self.knowledge.catalogue.indicator(cell.indicator);
                let finding = Finding::new(Code::FactTwice, self.place(cell.cell)).variant("rows");
                let finding = finding.indicator(&about.code, None).with("used", amount).with("other", amount);
                findings.push(finding.with("place", before.cell.to_string()));
            }
        }
    }
}
