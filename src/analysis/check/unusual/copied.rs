//! A column that says the same as the one beside it, where two different things are counted.
//!
//! Two indicators are rightly equal at times (all members of a union pay their dues); how often these two are is counted
//! over all other sheets.

use std::collections::BTreeMap;

use super::{Cell, EVIDENCE, Equal, Search};
use crate::analysis::check::facts::Operand;
use crate::domain::{Code, Finding};

/// So many cells must be the same.
const LEAST: usize = 4;

/// The facts of two columns side by side, row by row.
type Beside = Vec<(usize, usize)>;

pub(super) fn findings(search: &mut Search<'_>) -> Vec<Finding> {
    let sheets = search.by_sheet();
    let mut usual: BTreeMap<(Operand, Operand), Equal> = BTreeMap::new();
    let mut besides: Vec<Beside> = Vec::new();
    for cells in &sheets {
        let mut columns: BTreeMap<u32, BTreeMap<u32, usize>> = BTreeMap::new();
        for &Cell { row, column, fact } in cells {
            columns.entry(column).or_default().insert(row, fact);
        }
        let columns: Vec<_> = columns.into_values().collect();
        for pair in columns.windows(2) {
            let rows: Vec<(usize, usize)> = pair[0]
                .iter()
                .filter_map(|(row, &left)| Some((left, *pair[1].get(row)?)))
                // Years side by side are reports beside those of the year before.
                .filter(|&(left, right)| !is_later(search, left, right))
                .filter(|&(left, right)| search.outlook.value(left) != 0.0 || search.outlook.value(right) != 0.0)
                .collect();
            for &(left, right) in &rows {
                let operands = (search.operand(left), search.operand(right));
                usual.entry(operands).or_default().count(equal(search, left, right));
            }
            besides.push(rows);
        }
    }
    let mut findings = Vec::new();
    for beside in &besides {
        findings.extend(told(search, beside, &usual));
    }
    findings
}

fn is_later(search: &Search<'_>, left: usize, right: usize) -> bool {
    let (a, b) = (search.outlook.fact(left), search.outlook.fact(right));
    a.key == b.key
}

fn equal(search: &Search<'_>, left: usize, right: usize) -> bool {
    search.outlook.fact(left).value == search.outlook.fact(right).value
}

fn told(
    search: &mut Search<'_>,
    beside: &[(usize, usize)],
    usual: &BTreeMap<(Operand, Operand), Equal>,
) -> Option<Finding> {
    let same: Vec<(usize, usize)> =
        beside.iter().copied().filter(|&(left, right)| equal(search, left, right)).collect();
    if same.len() < LEAST || same.len() * 2 < beside.len() {
        return None;
    }
    let operands = |left: usize, right: usize| (search.operand(left), search.operand(right));
    let mut here: BTreeMap<(Operand, Operand), Equal> = BTreeMap::new();
    for &(left, right) in beside {
        here.entry(operands(left, right)).or_default().count(equal(search, left, right));
    }
    let evidence: f64 = beside
        .iter()
        .map(|&(left, right)| {
            let key = operands(left, right);
            usual[&key].without(here[&key]).evidence(search.outlook.value(left), equal(search, left, right))
        })
        .sum();
    if evidence < EVIDENCE || same.iter().any(|(left, right)| search.told.contains(left) || search.told.contains(right))
    {
        return None;
    }
    // The copy is the column that fits its units' other years less.
    let oddity = |facts: &mut dyn Iterator<Item = usize>| -> f64 {
        facts.map(|fact| super::cost(search.outlook.oddity(fact))).sum()
    };
    let [left, right] = [oddity(&mut same.iter().map(|pair| pair.0)), oddity(&mut same.iter().map(|pair| pair.1))];
    let swap = left > right;
    let (copy, original): (Vec<usize>, Vec<usize>) =
        same.iter().map(|&(left, right)| if swap { (left, right) } else { (right, left) }).unzip();
    let facts = search.facts();
    let label = |fact: usize| {
        let (indicator, category) = search.operand(fact);
        let knowledge = facts.knowledge;
        knowledge.catalogue.label(indicator, category, knowledge.language)
    };
    let mut finding = search
        .at(Code::ColumnCopied, copy[0])
        .with("count", same.len())
        .with("rows", beside.len())
        .with("label", label(copy[0]))
        .with("other", label(original[0]))
        .with("cells", search.block(&original));
    if copy.iter().any(|&fact| search.outlook.fact(fact).key.unit() != search.outlook.fact(copy[0]).key.unit()) {
        finding = finding.unit("");
    }
    finding.place.cell = search.block(&copy);
    search.told.extend(copy);
    Some(finding)
}
