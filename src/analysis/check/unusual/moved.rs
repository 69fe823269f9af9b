//! Figures in a place that is another's: two rows exchanged, the values of a row shifted by a column.

use std::collections::{BTreeMap, BTreeSet};

use super::outlook::Expected;
use super::{Cell, EVIDENCE, Search, cost};
use crate::domain::{Code, Finding, UnitNames};

/// A row is looked at where one of its figures is so odd.
const SUSPICIOUS: f64 = 3.0;
/// Or where all of them together are odder than this on the average, which by chance is a half.
const STRAINED: f64 = 1.2;
/// In the right place, figures are no odder than this on the whole.
const FITS: f64 = 2.0;
/// A shift is seen in so many columns at least, and a whole sheet's in so many rows.
const SHIFTED: usize = 3;
const WHOLE: usize = 3;
/// So many pairs of rows of one sheet are exchanged at most.
const MOST_SWAPS: usize = 2;

/// The facts of one row, by column.
type Row = BTreeMap<u32, usize>;

pub(super) fn findings(search: &mut Search<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for cells in search.by_sheet() {
        let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
        for Cell { row, column, fact } in cells {
            rows.entry(row).or_default().insert(column, fact);
        }
        let all = |row: &Row| row.values().map(|&fact| cost(search.outlook.oddity(fact))).sum::<f64>();
        let is_odd = |row: &Row| {
            row.values().any(|&fact| search.outlook.oddity(fact).abs() >= SUSPICIOUS)
                || (all(row) >= EVIDENCE / 2.0 && all(row) >= STRAINED * row.len() as f64)
        };
        let rows: Vec<Row> = rows.into_values().collect();
        let odd: Vec<Row> = rows.iter().filter(|row| is_odd(row)).cloned().collect();
        let whole =
            runs(search, &rows, true).filter(|(_, found)| found.len() >= WHOLE && found.len() * 2 >= rows.len());
        if whole.is_none() {
            findings.extend(swapped(search, &odd));
        }
        findings.extend(shifted(search, &rows, &odd, whole));
    }
    findings
}

fn is_told(search: &Search<'_>, row: &Row) -> bool {
    row.values().any(|fact| search.told.contains(fact))
}

/// Pairs of rows that fit better when they are exchanged, the best first.
fn swapped(search: &mut Search<'_>, rows: &[Row]) -> Vec<Finding> {
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (at, a) in rows.iter().enumerate() {
        for (other, b) in rows.iter().enumerate().skip(at + 1) {
            let evidence = exchange(search, a, b);
            if evidence >= EVIDENCE {
                found.push((evidence, at, other));
            }
        }
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut taken: BTreeSet<usize> =
        rows.iter().enumerate().filter(|(_, row)| is_told(search, row)).map(|(at, _)| at).collect();
    found.retain(|&(_, a, b)| {
        let free = !taken.contains(&a) && !taken.contains(&b);
        if free {
            taken.extend([a, b]);
        }
        free
    });
    // Nobody exchanges so many rows: something else is the matter with the sheet.
    if found.len() > MOST_SWAPS {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (_, a, b) in found {
        let (a, b) = (&rows[a], &rows[b]);
        let facts: Vec<usize> = b.values().copied().collect();
        let Some((&first, &second)) = a.values().next().zip(facts.first()) else { continue };
        let knowledge = search.facts().knowledge;
        let units = &search.facts().observations.units;
        let names = UnitNames::new(units, knowledge.language);
        let name = |fact: usize| names.of(units, search.outlook.fact(fact).key.unit()).to_owned();
        let mut finding = search
            .at(Code::RowsSwapped, first)
            .indicator("", None)
            .with("row", name(first))
            .with("other", name(second))
            .with("count", a.len())
            .with("cells", search.block(&facts));
        finding.place.cell = search.block(&a.values().copied().collect::<Vec<_>>());
        findings.push(finding);
        search.told.extend(a.values().chain(b.values()));
    }
    findings
}

/// What speaks for it that two rows were exchanged.
fn exchange(search: &Search<'_>, a: &Row, b: &Row) -> f64 {
    let outlook = &search.outlook;
    let (mut evidence, mut left, mut held) = (0.0, 0.0, 0);
    for (column, &in_a) in a {
        let Some(&in_b) = b.get(column) else { continue };
        let (Some(of_a), Some(of_b)) = (outlook.of(in_a), outlook.of(in_b)) else { continue };
        let same = search.operand(in_a) == search.operand(in_b) && outlook.fact(in_a).span == outlook.fact(in_b).span;
        if !same || of_a.of_peers || of_b.of_peers {
            return 0.0;
        }
        let (va, vb) = (outlook.value(in_a), outlook.value(in_b));
        let exchanged = cost(of_a.oddity(vb)) + cost(of_b.oddity(va));
        evidence += cost(of_a.oddity(va)) + cost(of_b.oddity(vb)) - exchanged;
        left += exchanged;
        held += 2;
    }
    let fits = held > 0 && left / f64::from(held) <= cost(FITS);
    if fits { evidence } else { 0.0 }
}

/// Rows whose values fit better in the column before or behind; those of one sheet are one slip. Where a whole sheet is
/// shifted all units seem to have moved alike, so its rows are first held against their own years alone.
fn shifted<'r>(
    search: &mut Search<'_>,
    rows: &[Row],
    odd: &'r [Row],
    whole: Option<(bool, Vec<Shifted<'r>>)>,
) -> Option<Finding> {
    let is_whole = whole.is_some();
    let (right, found) = whole.or_else(|| runs(search, odd, false))?;
    let all: Vec<usize> = found.iter().flat_map(|(cells, _)| cells).copied().collect();
    let mut finding = search
        .at(Code::ColumnsShifted, all[0])
        .indicator("", None)
        .with("count", found.len())
        .with("cells", search.block(&found[0].0));
    if found.len() > 1 {
        finding = finding.unit("");
    }
    finding.place.cell = search.block(&all);
    // What else stands in these rows is odd for the same reason.
    let told = if is_whole { rows.iter().collect() } else { found.iter().map(|(_, row)| *row).collect::<Vec<&Row>>() };
    search.told.extend(told.into_iter().flat_map(Row::values));
    Some(if right { finding.variant("right") } else { finding })
}

/// A run of cells, and the row that they stand in.
type Shifted<'r> = (Vec<usize>, &'r Row);

/// The rows that are shifted, each with its run of cells, in the direction in which more of them are.
fn runs<'r>(search: &Search<'_>, rows: &'r [Row], alone: bool) -> Option<(bool, Vec<Shifted<'r>>)> {
    let mut found: BTreeMap<bool, Vec<Shifted<'r>>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !is_told(search, row)) {
        let facts: Vec<usize> = row.values().copied().collect();
        let best = [true, false].map(|right| (run(search, &facts, right, alone), right));
        let best = best.into_iter().filter(|((evidence, _), _)| *evidence >= EVIDENCE);
        if let Some(((_, cells), right)) = best.max_by(|a, b| a.0.0.total_cmp(&b.0.0)) {
            found.entry(right).or_default().push((cells, row));
        }
    }
    found.into_iter().max_by_key(|(_, rows)| rows.len())
}

/// The run of a row's columns in which the values fit best where the one before (shifted right) or behind (shifted left)
/// was expected, and what speaks for it.
fn run(search: &Search<'_>, facts: &[usize], right: bool, alone: bool) -> (f64, Vec<usize>) {
    let outlook = &search.outlook;
    let oddity = |expected: &Expected, value: f64| {
        if alone { expected.oddity_alone(value) } else { expected.oddity(value) }
    };
    let gain = |at: usize| -> Option<f64> {
        let from = if right { at.checked_sub(1)? } else { at + 1 };
        let (here, there) = (outlook.of(facts[at])?, outlook.of(*facts.get(from)?)?);
        let same_unit = outlook.fact(facts[at]).key.unit() == outlook.fact(facts[from]).key.unit();
        // Years side by side follow each other too closely to tell.
        let other = search.operand(facts[at]) != search.operand(facts[from]);
        let value = outlook.value(facts[at]);
        let fits = oddity(there, value).abs() <= SUSPICIOUS;
        (same_unit && other && fits && !here.of_peers && !there.of_peers)
            .then(|| cost(oddity(here, value)) - cost(oddity(there, value)))
    };
    let (mut best, mut best_run) = (0.0, Vec::new());
    let (mut sum, mut start) = (0.0, 0);
    for at in 0..facts.len() {
        match gain(at) {
            Some(gain) if sum + gain > 0.0 => {
                sum += gain;
                if sum > best && at + 1 - start >= SHIFTED {
                    (best, best_run) = (sum, facts[start..=at].to_vec());
                }
            }
            _ => (sum, start) = (0.0, at + 1),
        }
    }
    (best, best_run)
}
