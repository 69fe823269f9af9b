//! A report that says the same as the one before: last year's file sent again under this year's name.
//!
//! Some figures rightly stay as they were (the number of unions, most of all small counts); how often those of the same
//! indicator do is counted over all other reports, and only what goes beyond that is evidence.

use std::collections::BTreeMap;

use super::{Cell, EVIDENCE, Equal, Search};
use crate::analysis::check::facts::Operand;
use crate::analysis::ledger::closes;
use crate::analysis::span::Span;
use crate::domain::{Code, Finding, UnitId};

/// So many figures must be the same.
const LEAST: usize = 3;

/// One fact beside that of the period before.
#[derive(Clone, Copy)]
struct Pair {
    unit: UnitId,
    operand: Operand,
    now: usize,
    before: usize,
    equal: bool,
    value: f64,
}

/// The figures of one sheet for one period, beside those so many months before.
type Group = (u32, i32, i32);

pub(super) fn findings(search: &mut Search<'_>) -> Vec<Finding> {
    let mut groups: BTreeMap<Group, Vec<Pair>> = BTreeMap::new();
    let mut usual: BTreeMap<(Operand, i32), Equal> = BTreeMap::new();
    for (sheet, cells) in search.by_sheet().iter().enumerate() {
        for &Cell { fact, .. } in cells {
            for (shift, pair) in pairs(search, fact) {
                let to = search.outlook.fact(fact).span.to;
                usual.entry((pair.operand, shift)).or_default().count(pair.equal);
                groups.entry((sheet as u32, to, shift)).or_default().push(pair);
            }
        }
    }
    let mut findings = Vec::new();
    for (group, pairs) in &groups {
        if let Some(finding) = told(search, group, pairs, &usual) {
            findings.push(finding);
            continue;
        }
        // One unit's rows among those of others.
        let mut of_units: BTreeMap<UnitId, Vec<Pair>> = BTreeMap::new();
        pairs.iter().for_each(|pair| of_units.entry(pair.unit).or_default().push(*pair));
        if of_units.len() > 1 {
            findings.extend(of_units.values().filter_map(|pairs| told(search, group, pairs, &usual)));
        }
    }
    findings
}

/// A fact beside the one a year before, and of parts of a year the one just before. Nought and nought say nothing.
fn pairs(search: &Search<'_>, fact: usize) -> Vec<(i32, Pair)> {
    let facts = search.facts();
    let one = search.outlook.fact(fact);
    let operand = search.operand(fact);
    let months = facts.observations.get(one.id).period.months();
    let mut shifts = vec![12];
    // What stands at a date may well stand there half a year later.
    if months < 12 && !closes(facts.kind(operand)) {
        shifts.push(months);
    }
    let mut found = Vec::new();
    for shift in shifts {
        let span = Span { from: one.span.from - shift, to: one.span.to - shift };
        let of = facts.of(one.key.unit(), operand);
        let Ok(at) = of.binary_search_by_key(&span, |fact| fact.span) else { continue };
        let before = fact - (of.partition_point(|other| other.span < one.span) - at);
        let (value, earlier) = (one.value, of[at].value);
        if value.is_zero() && earlier.is_zero() {
            continue;
        }
        let pair = Pair {
            unit: one.key.unit(),
            operand,
            now: fact,
            before,
            equal: value == earlier,
            value: value.to_f64().abs(),
        };
        found.push((shift, pair));
    }
    found
}

fn told(
    search: &mut Search<'_>,
    &(.., shift): &Group,
    pairs: &[Pair],
    usual: &BTreeMap<(Operand, i32), Equal>,
) -> Option<Finding> {
    let equal = pairs.iter().filter(|pair| pair.equal).count();
    if equal < LEAST || equal * 5 < pairs.len() * 4 {
        return None;
    }
    let mut here: BTreeMap<Operand, Equal> = BTreeMap::new();
    pairs.iter().for_each(|pair| here.entry(pair.operand).or_default().count(pair.equal));
    let evidence: f64 = pairs
        .iter()
        .map(|pair| {
            let elsewhere = usual[&(pair.operand, shift)].without(here[&pair.operand]);
            elsewhere.evidence(pair.value, pair.equal)
        })
        .sum();
    if evidence < EVIDENCE || pairs.iter().any(|pair| search.told.contains(&pair.now)) {
        return None;
    }
    let first = pairs
        .iter()
        .filter(|pair| pair.equal)
        .min_by_key(|pair| search.facts().observations.get(search.outlook.fact(pair.now).id).cell)?;
    let observations = search.facts().observations;
    let ids = [first.now, first.before].map(|fact| search.outlook.fact(fact).id);
    let [now, before] = ids.map(|id| observations.get(id));
    let same_sheet = now.sheet == before.sheet;
    let place = search.facts().place(ids[1]);
    let here = search.facts().place(ids[0]);
    let mut finding = search
        .at(Code::ReportResent, first.now)
        .indicator("", None)
        .with("equal", equal)
        .with("count", pairs.len())
        .with("before", search.facts().knowledge.calendar.show(before.period))
        .with("place", if same_sheet { place.cell } else { place.to_string() });
    let one_unit = pairs.iter().all(|pair| pair.unit == first.unit);
    if !one_unit {
        finding = finding.unit("");
    }
    let cells: Vec<usize> = pairs.iter().filter(|pair| pair.equal).map(|pair| pair.now).collect();
    let on_sheet: Vec<usize> = cells
        .iter()
        .copied()
        .filter(|&fact| observations.get(search.outlook.fact(fact).id).sheet == now.sheet)
        .collect();
    finding.place = crate::domain::Place { cell: search.block(&on_sheet), ..here };
    if same_sheet {
        finding = finding.variant("column");
    }
    search.told.extend(cells);
    Some(finding)
}
