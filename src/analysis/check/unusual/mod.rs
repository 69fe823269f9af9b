//! Figures out of the way, and the slips that explain them: each with its evidence, none of them corrected.
//!
//! | module | looks for |
//! |---|---|
//! | `resent` | a report that says the same as that of the year or period before |
//! | `copied` | a column that says the same as its neighbour |
//! | `moved` | two rows exchanged, values of a row shifted by a column |
//! | `scaled` | ×10, ×100, ×1000, a unit of money mistaken, digits transposed; and what nothing explains |
//!
//! Evidence is a log-likelihood ratio: how many times (as a natural logarithm) likelier the figures are where the slip was
//! made than where it was not. A cell that one slip explains is not told again by another.

mod copied;
mod moved;
mod outlook;
mod resent;
mod robust;
mod scaled;

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, Operand};
use super::totals;
use crate::domain::{Amount, CellRef, Code, Figures, Finding};
use outlook::Outlook;

/// A slip is told where the figures are e⁹ (8.000) times likelier with it.
const EVIDENCE: f64 = 9.0;
/// The most that one odd figure says, in the same measure: wild values have other causes too.
const MOST: f64 = 12.0;

/// All of them, those that move their totals most first.
pub(super) fn findings(facts: &Facts<'_>, figures: &Figures) -> Vec<Finding> {
    let mut search = Search { outlook: Outlook::new(facts, figures), told: BTreeSet::new(), closing: closing(facts) };
    let mut findings = resent::findings(&mut search);
    findings.extend(copied::findings(&mut search));
    findings.extend(moved::findings(&mut search));
    findings.extend(scaled::findings(&mut search));
    findings
}

/// What is known, and which facts were told already.
struct Search<'a> {
    outlook: Outlook<'a>,
    told: BTreeSet<usize>,
    /// Facts of which an exchange of two digits makes a printed total right: which total, and what they would be.
    closing: BTreeMap<usize, (usize, Amount)>,
}

/// See [`Search::closing`].
fn closing(facts: &Facts<'_>) -> BTreeMap<usize, (usize, Amount)> {
    let mut meant: BTreeMap<(u32, CellRef), (usize, Amount)> = BTreeMap::new();
    for (at, total) in facts.observations.totals.iter().enumerate() {
        let found = totals::off_by(total).map(|off| totals::digits_exchanged(total, off)).unwrap_or_default();
        meant.extend(found.into_iter().map(|(cell, _, amount)| ((total.sheet, cell), (at, amount))));
    }
    let cell = |id| (facts.observations.get(id).sheet, facts.observations.get(id).cell);
    let all = facts.rows().iter().enumerate().filter(|_| !meant.is_empty());
    all.filter_map(|(at, fact)| Some((at, *meant.get(&cell(fact.id))?))).collect()
}

impl<'a> Search<'a> {
    fn facts(&self) -> &'a Facts<'a> {
        self.outlook.facts
    }

    fn operand(&self, fact: usize) -> Operand {
        let key = self.outlook.fact(fact).key;
        (key.indicator(), key.category())
    }

    /// Whether a fact is the only odd one of its row, and one of few of its column: a slip of a single cell.
    fn stands_out(&self, fact: usize) -> bool {
        const ODD: f64 = 2.7;
        let row = |fact: usize| self.facts().observations.get(self.outlook.fact(fact).id);
        let here = row(fact);
        let beside = (0..self.facts().rows().len()).filter(|&other| other != fact && row(other).sheet == here.sheet);
        let (mut in_column, mut odd) = (0, 0);
        for other in beside {
            let is_odd = self.outlook.oddity(other).abs() >= ODD;
            let at = row(other).cell;
            if at.row == here.cell.row && is_odd {
                return false;
            }
            if at.column == here.cell.column {
                in_column += 1;
                odd += usize::from(is_odd);
            }
        }
        odd * 4 <= in_column
    }

    /// A finding at the cell of a fact.
    fn at(&self, code: Code, fact: usize) -> Finding {
        let id = self.outlook.fact(fact).id;
        self.facts().about(Finding::new(code, self.facts().place(id)), id)
    }

    /// The block of cells from the first to the last of some facts of one sheet: `D6:D17`.
    fn block(&self, facts: &[usize]) -> String {
        let cells = || facts.iter().map(|&fact| self.facts().observations.get(self.outlook.fact(fact).id).cell);
        let (rows, columns) = (|| cells().map(|cell| cell.row), || cells().map(|cell| cell.column));
        let corner = |row: Option<u32>, column: Option<u32>| Some(crate::domain::CellRef::new(row?, column?));
        match (corner(rows().min(), columns().min()), corner(rows().max(), columns().max())) {
            (Some(start), Some(end)) if start != end => crate::domain::Range { start, end }.to_string(),
            (Some(only), _) => only.to_string(),
            _ => String::new(),
        }
    }

    /// The facts by sheet, each with its row and column, in the order of the sheet.
    fn by_sheet(&self) -> Vec<Vec<Cell>> {
        let observations = self.facts().observations;
        let mut sheets: Vec<Vec<Cell>> = vec![Vec::new(); observations.sheets.len()];
        for (fact, one) in self.facts().rows().iter().enumerate() {
            let row = observations.get(one.id);
            sheets[row.sheet as usize].push(Cell { row: row.cell.row, column: row.cell.column, fact });
        }
        sheets.iter_mut().for_each(|cells| cells.sort_unstable());
        sheets
    }
}

/// A fact where it stands on its sheet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Cell {
    row: u32,
    column: u32,
    fact: usize,
}

/// How unlikely an oddity is, as a natural logarithm, wild values cut off.
fn cost(oddity: f64) -> f64 {
    (oddity * oddity / 2.0).min(MOST)
}

/// How likely it is that two independent counts of about this size are equal: they differ by √(2v) as a rule.
fn coincidence(value: f64) -> f64 {
    1.0 / (1.0 + 2.0 * (std::f64::consts::PI * value.max(0.0)).sqrt())
}

/// How often pairs of figures are equal that no slip made equal.
#[derive(Clone, Copy, Default)]
struct Equal {
    pairs: u32,
    equal: u32,
}

/// What a pair weighs before any other pair was seen.
const PRIOR: f64 = 2.0;
/// Of a copy, so many figures are changed afterwards.
const TOUCHED: f64 = 0.1;

impl Equal {
    fn count(&mut self, equal: bool) {
        self.pairs += 1;
        self.equal += u32::from(equal);
    }

    fn without(self, other: Equal) -> Equal {
        Equal { pairs: self.pairs - other.pairs, equal: self.equal - other.equal }
    }

    /// What it says for a copy that two figures are equal, or that they are not, where others like them are equal as
    /// often as this.
    fn evidence(self, value: f64, equal: bool) -> f64 {
        let chance = (f64::from(self.equal) + PRIOR * coincidence(value)) / (f64::from(self.pairs) + PRIOR);
        match equal {
            true => ((1.0 - TOUCHED) / chance).ln(),
            false => (TOUCHED / (1.0 - chance).max(TOUCHED)).ln(),
        }
    }
}

/// A value as a sentence names an estimate: three digits that count.
fn estimate(value: f64, whole: bool) -> Amount {
    let digits = if value > 0.0 { 2 - value.log10().floor() as i32 } else { 0 };
    let digits = if whole { digits.min(0) } else { digits };
    let power = 10_f64.powi(digits.clamp(-18, 12));
    Amount::from_float((value * power).round() / power).unwrap_or_default()
}

#[cfg(test)]
mod tests;
