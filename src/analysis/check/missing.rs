//! Completeness: which units sent nothing for a year, or nothing of some indicators, or nothing for some months, judged by
//! content, by the dates the units lived and by the tree of every year.

use std::collections::{BTreeMap, BTreeSet};

use super::versions::Again;
use crate::analysis::expectation::closes_over_units;
use crate::analysis::restate::{Lineage, Trees};
use crate::analysis::span::Spans;
use crate::domain::{
    Code, Completeness, Figures, Finding, Found, IndicatorId, Knowledge, Observations, Period, Place, Receipt,
    Registry, UnitId,
};

/// A finding names no more units than a person will read; the count is always there.
const UNITS_NAMED: usize = 100;

/// Who should have reported for which year of the term, and who did; and one finding for every year of the term in which
/// registered units without children sent nothing at all, one for years on end in which nobody did; one for all units that
/// in a year sent nothing of the same indicators, which they report in others; and one for all that left out the same months
/// of a year of which they reported others.
pub(super) fn reports(
    observations: &Observations,
    knowledge: &Knowledge,
    figures: &Figures,
    again: &[Again],
) -> Found<Completeness> {
    let years = &figures.years;
    let units = &observations.units;
    let spans = Spans::new(knowledge.calendar, knowledge.term.period);
    let lineage = Lineage::new(units, &knowledge.changes);
    let trees = Trees::new(units, &lineage, &spans, None);
    let senders = Senders::new(observations, years, &lineage, &trees);
    let owing = |year: usize, closing: bool| {
        let owes = |id: &UnitId| senders.is_asked(*id, year) && trees.owes(*id, year, &spans, closing);
        units.iter().map(|(id, _)| id).filter(owes).collect::<Vec<_>>()
    };
    let mut some = Vec::new();
    let mut leaves = BTreeSet::new();
    let mut silences = Vec::new();
    let mut matrix = Matrix { years: years.clone(), rows: BTreeMap::new() };
    for (year, &period) in years.iter().enumerate() {
        let asked = owing(year, false);
        let silent: Vec<UnitId> = asked.iter().copied().filter(|&id| !senders.sent(id, year)).collect();
        matrix.set(year, &asked, Receipt::Received);
        let twice =
            again.iter().flat_map(Again::of).filter(|(unit, of)| period.overlap(*of).is_some() && asked.contains(unit));
        matrix.set(year, &twice.map(|(unit, _)| unit).collect::<Vec<_>>(), Receipt::Again);
        matrix.set(year, &silent, Receipt::Missing);
        silences.push(Silence { period, by_all: silent.len() == asked.len(), units: silent.into_iter().collect() });
        for (lacking, indicators) in senders.lacking(year, knowledge, [&asked, &owing(year, true)]) {
            matrix.set(year, &lacking, Receipt::Partly);
            let names = indicators.iter().map(|&id| knowledge.catalogue.label(id, None, knowledge.language));
            let names = names.collect::<Vec<_>>().join("; ");
            let finding = finding(&lacking, period, observations, knowledge).variant("some").with("indicators", names);
            some.push(match indicators[..] {
                [only] => finding.indicator(&knowledge.catalogue.indicator(only).code, None),
                _ => finding,
            });
        }
        leaves.extend(asked);
    }
    let tell = |Silence { period, units, .. }| {
        finding(&units.into_iter().collect::<Vec<_>>(), period, observations, knowledge)
    };
    let mut findings: Vec<Finding> = joined(silences).into_iter().map(tell).chain(some).collect();
    let mut parts: BTreeMap<Period, Vec<UnitId>> = BTreeMap::new();
    for (unit, period) in left_out(observations, &leaves, years) {
        let year = years.iter().position(|year| year.contains(period));
        year.into_iter().for_each(|year| matrix.set(year, &[unit], Receipt::Partly));
        parts.entry(period).or_default().push(unit);
    }
    let told =
        parts.into_iter().map(|(period, units)| finding(&units, period, observations, knowledge).variant("part"));
    findings.extend(told);
    Found { value: matrix.finish(), findings }
}

/// Units that sent nothing, and whether nobody else was asked.
struct Silence {
    period: Period,
    units: BTreeSet<UnitId>,
    by_all: bool,
}

/// The same, years on end in which nobody sent anything as one.
fn joined(silences: Vec<Silence>) -> Vec<Silence> {
    let mut all: Vec<Silence> = Vec::new();
    for silence in silences.into_iter().filter(|silence| !silence.units.is_empty()) {
        match all.last_mut() {
            Some(last) if last.by_all && silence.by_all && last.period.to.plus(1) == silence.period.from => {
                last.period.to = silence.period.to;
                last.units.extend(silence.units);
            }
            _ => all.push(silence),
        }
    }
    all
}

/// The matrix of units and years under construction.
struct Matrix {
    years: Vec<Period>,
    rows: BTreeMap<UnitId, Vec<Receipt>>,
}

impl Matrix {
    fn set(&mut self, year: usize, units: &[UnitId], receipt: Receipt) {
        for unit in units {
            self.rows.entry(*unit).or_insert_with(|| vec![Receipt::NotAsked; self.years.len()])[year] = receipt;
        }
    }

    fn finish(self) -> Completeness {
        Completeness { years: self.years, rows: self.rows.into_iter().collect() }
    }
}

/// Who sent what for which year.
struct Senders<'a> {
    units: &'a Registry,
    trees: &'a Trees<'a>,
    /// Who sent anything, by unit and year; what a unit below sent, or one that took the unit over, counts.
    sent: BTreeSet<(UnitId, usize)>,
    /// Who sent anything itself in the term, and who stands above such a unit in a year of it.
    own: BTreeSet<UnitId>,
    below: BTreeSet<UnitId>,
    /// The years that units sent something of an indicator for.
    of: BTreeMap<IndicatorId, BTreeMap<UnitId, BTreeSet<usize>>>,
}

impl<'a> Senders<'a> {
    fn new(observations: &'a Observations, years: &[Period], lineage: &Lineage, trees: &'a Trees<'a>) -> Senders<'a> {
        let units = &observations.units;
        let (sent, own, below, of) = Default::default();
        let mut senders = Senders { units, trees, sent, own, below, of };
        let mut told: BTreeSet<(UnitId, IndicatorId, Period)> = BTreeSet::new();
        told.extend(observations.rows.iter().map(|row| (row.unit, row.indicator, row.period)));
        let mut before: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
        for (unit, event) in lineage.events() {
            event.to.iter().for_each(|&heir| before.entry(heir).or_default().push(unit));
        }
        for &(unit, indicator, period) in &told {
            let in_years = || years.iter().enumerate().filter(move |(_, year)| period.overlap(**year).is_some());
            for (year, _) in in_years() {
                senders.note(unit, indicator, year);
            }
            // A report of the whole year speaks of the months before a unit was taken over.
            for &one in before.get(&unit).into_iter().flatten().filter(|&&one| one != unit) {
                let within = |end| period.from <= end && end < period.to;
                if units.get(one).valid_to.is_some_and(within) {
                    let last =
                        in_years().filter(|(_, year)| units.get(one).valid_to <= Some(year.to)).map(|(at, _)| at);
                    last.take(1).for_each(|year| senders.note(one, indicator, year));
                }
            }
        }
        for &(unit, year) in &senders.sent.clone() {
            let mut at = unit;
            // What stands below a unit in a year is asked no further up than the root.
            for _ in 0..units.len() {
                let Some(above) = trees.parent(at, year) else { break };
                senders.below.insert(above);
                senders.sent.insert((above, year));
                at = above;
            }
        }
        senders
    }

    fn note(&mut self, unit: UnitId, indicator: IndicatorId, year: usize) {
        self.own.insert(unit);
        self.sent.insert((unit, year));
        self.of.entry(indicator).or_default().entry(unit).or_default().insert(year);
    }

    fn sent(&self, unit: UnitId, year: usize) -> bool {
        self.sent.contains(&(unit, year))
    }

    /// Whether a unit is one that reports by itself in a year: it has no registered unit below it then, or speaks for all
    /// of them. Where a unit above speaks for its children and none of them ever does, they owe nothing.
    fn is_asked(&self, unit: UnitId, year: usize) -> bool {
        let children = self.trees.children(unit, year);
        let has_children = children.iter().any(|&child| self.units.get(child).registered);
        let mut above = std::iter::successors(self.trees.parent(unit, year), |&at| self.trees.parent(at, year));
        self.units.get(unit).registered
            && (!has_children || self.speaks_for_its_children(unit))
            && !above.any(|above| self.speaks_for_its_children(above))
    }

    /// Whether a unit reports itself and nobody below it ever does.
    fn speaks_for_its_children(&self, unit: UnitId) -> bool {
        self.own.contains(&unit) && !self.below.contains(&unit)
    }

    /// Indicators that units report in other years and not in this one, though all of the time between its first and its
    /// last report everybody is asked for it: by the units that lack the same ones. Who sent nothing at all is told
    /// already. Of `owing` the first are asked for what happened in the year, the others for what stands at its end.
    fn lacking(
        &self,
        year: usize,
        knowledge: &Knowledge,
        owing: [&[UnitId]; 2],
    ) -> BTreeMap<Vec<UnitId>, Vec<IndicatorId>> {
        let mut lacking: BTreeMap<Vec<UnitId>, Vec<IndicatorId>> = BTreeMap::new();
        for (&indicator, of) in &self.of {
            let asked = || of.values().flatten();
            if asked().min() > Some(&year) || asked().max() < Some(&year) {
                continue;
            }
            let closing = usize::from(closes_over_units(&knowledge.catalogue, indicator));
            let lacks = |unit: &UnitId| of.get(unit).is_some_and(|years| !years.contains(&year));
            let who: Vec<UnitId> =
                owing[closing].iter().copied().filter(|unit| lacks(unit) && self.sent(*unit, year)).collect();
            if !who.is_empty() {
                lacking.entry(who).or_default().push(indicator);
            }
        }
        lacking
    }
}

/// The months of a year, within a unit's life, that none of its figures covers while others of that year are covered.
fn left_out(observations: &Observations, leaves: &BTreeSet<UnitId>, years: &[Period]) -> Vec<(UnitId, Period)> {
    let mut covered: BTreeMap<UnitId, Vec<Period>> = leaves.iter().map(|&unit| (unit, Vec::new())).collect();
    for row in &observations.rows {
        if let Some(spans) = covered.get_mut(&row.unit) {
            spans.push(row.period);
        }
    }
    let mut found = Vec::new();
    for (unit, mut spans) in covered {
        spans.sort_unstable();
        spans.dedup();
        let life = observations.units.get(unit);
        for year in years {
            let from = life.valid_from.map_or(year.from, |from| from.max(year.from));
            let to = life.valid_to.map_or(year.to, |to| to.min(year.to));
            let Some(lived) = Period::new(from, to) else { continue };
            let mut next = lived.from;
            let mut gaps = Vec::new();
            for span in spans.iter().filter_map(|span| span.overlap(lived)) {
                gaps.extend(Period::new(next, span.from.plus(-1)));
                next = next.max(span.to.plus(1));
            }
            gaps.extend(Period::new(next, lived.to));
            // Who sent nothing at all is told of the whole year.
            if gaps != [lived] {
                found.extend(gaps.into_iter().map(|gap| (unit, gap)));
            }
        }
    }
    found
}

fn finding(silent: &[UnitId], period: Period, observations: &Observations, knowledge: &Knowledge) -> Finding {
    let units = &observations.units;
    let mut names: Vec<&str> = silent.iter().take(UNITS_NAMED).map(|&id| units.get(id).name.as_str()).collect();
    let more = format!("… (+{})", silent.len().saturating_sub(UNITS_NAMED));
    if silent.len() > UNITS_NAMED {
        names.push(&more);
    }
    let finding = Finding::new(Code::ReportMissing, Place::default())
        .period(knowledge.calendar.show(period))
        .with("count", silent.len())
        .with("units", names.join("; "));
    match silent {
        [only] => finding.unit(&units.get(*only).code),
        _ => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::check::versions::sent_again;
    use crate::analysis::testing::Case;

    fn missing(case: &Case, rows: &str) -> Vec<String> {
        let observations = case.observations(rows);
        let figures = crate::analysis::analyse(&observations, &case.knowledge).expect("figures").value;
        reports(&observations, &case.knowledge, &figures, &sent_again(&observations))
            .findings
            .into_iter()
            .map(|f| {
                let units = f.facts.iter().find(|(key, _)| *key == "units").map(|(_, fact)| fact.clone());
                match units {
                    Some(crate::domain::Fact::Text(units)) => format!("{}: {units}", f.period),
                    other => format!("{}: {other:?}", f.period),
                }
            })
            .collect()
    }

    #[test]
    fn units_that_sent_nothing_are_named_by_year_while_they_live() {
        let case =
            Case::new("units: root; a<root; b<root ..2017-12; c<root 2018-03..\nindicators: sk flow\nterm: 2017..2018");
        let rows = "a | sk | | 2017 | 1\nb | sk | | 2017 | 2\nc | sk | | 2018 | …";
        assert_eq!(missing(&case, rows), ["2018: a"]);
        assert_eq!(missing(&case, "a | sk | | 2017-01..2018-12 | 9"), ["2017: b", "2018: c"]);
    }

    #[test]
    fn years_on_end_that_nobody_reported_are_told_once() {
        let case = Case::new("units: root; a<root; b<root; c<root ..2019-12\nindicators: sk flow\nterm: 2016..2021");
        let rows = "a | sk | | 2017 | 1\nb | sk | | 2018 | 2";
        let told = ["2016: a; b; c", "2017: b; c", "2018: a; c", "2019-01..2021-12: a; b; c"];
        assert_eq!(missing(&case, rows), told);
    }

    #[test]
    fn the_matrix_says_of_every_unit_and_year_what_came() {
        let case = Case::new(
            "units: root; a<root; b<root ..2017-12; c<root 2018-03..; d<root\nindicators: sk flow\nterm: 2017..2018",
        );
        let rows = "a | sk | | 2017 | 1\nb | sk | | 2017 | 2\nc | sk | | 2018 | 3\nd | sk | | 2017 | 1\nd | sk | | 2018-Q1 | 1";
        let observations = case.observations(rows);
        let figures = crate::analysis::analyse(&observations, &case.knowledge).expect("figures").value;
        let matrix = reports(&observations, &case.knowledge, &figures, &sent_again(&observations)).value;
        let sign = |receipt: &Receipt| match receipt {
            Receipt::Received => '+',
            Receipt::Again => '2',
            Receipt::Partly => '/',
            Receipt::Missing => '-',
            Receipt::NotAsked => 'x',
        };
        let lines: Vec<String> = matrix.rows.iter().map(|(_, row)| row.iter().map(sign).collect()).collect();
        assert_eq!(lines, ["+-", "+x", "x+", "+/"]);
        assert_eq!([matrix.count(0), matrix.count(1)], [(3, 3), (2, 3)]);
    }

    #[test]
    fn months_that_a_unit_left_out_are_told_within_its_life() {
        let case = Case::new(
            "units: root; a<root; b<root ..2017-06; c<root; d<root
             indicators: sk flow; dv stock
             term: 2017..2018",
        );
        let rows = "a | sk | | 2017-Q1 | 1\na | sk | | 2017-Q2 | 1\na | sk | | 2017-Q4 | 1\na | sk | | 2018 | 1
            b | sk | | 2017-Q1 | 1
            c | sk | | 2017-Q2 | 1\nc | sk | | 2017-01..2017-09 | 3\nc | dv | | 2017 | 5\nc | dv | | 2018 | 5
            d | sk | | 2017-01..2018-06 | 5";
        assert_eq!(missing(&case, rows), ["2018: c", "2017-Q2: b", "2017-Q3: a", "2018-H2: d"]);
    }

    #[test]
    fn a_year_that_lacks_what_units_report_in_others_is_told_once_for_all_of_them() {
        let case = Case::new(
            "units: root; a<root; b<root; c<root
             indicators: sk flow; hn flow; dv stock
             term: 2017..2019",
        );
        let rows = "a | sk | | 2017 | 1\na | hn | | 2017 | 1\na | sk | | 2019 | 1\na | hn | | 2019 | 1
            b | sk | | 2017 | 1\nb | hn | | 2017 | 1\nb | sk | | 2019 | 1\nb | hn | | 2019 | 1
            a | dv | | 2017 | 1\na | dv | | 2018 | 1\na | dv | | 2019 | 1
            b | dv | | 2017 | 1\nb | dv | | 2018 | 1\nb | dv | | 2019 | 1
            c | dv | | 2018 | 1\nc | dv | | 2019 | 1";
        assert_eq!(missing(&case, rows), ["2017: c", "2018: a; b"]);
    }

    #[test]
    fn who_owes_a_report_follows_the_tree_and_the_units_of_every_year() {
        let case = Case::new(
            "units: root; p<root; z<p ..2018-06; n<p 2018-07..; a<z; old<z ..2017-12; m<p ..2018-06
             indicators: sk flow
             term: 2017..2019
             changes: 2018-07 merge z>n; 2018-07 merge m>n",
        );
        // The zone is no leaf when its unions stand elsewhere, and the last half year of m is in the report of n.
        let rows = "a | sk | | 2017 | 1\na | sk | | 2018 | 2\na | sk | | 2019 | 3\nold | sk | | 2017 | 9
            m | sk | | 2017 | 1\nn | sk | | 2018 | 5\nn | sk | | 2019 | 5";
        assert_eq!(missing(&case, rows), Vec::<String>::new());
    }

    #[test]
    fn a_unit_that_always_reports_for_its_children_is_asked_itself() {
        let case =
            Case::new("units: root; d<root; d1<d; d2<d; e<root; e1<e; e2<e\nindicators: sk flow\nterm: 2017..2018");
        let rows = "d | sk | | 2017 | 1\ne1 | sk | | 2017 | 1\ne1 | sk | | 2018 | 1";
        assert_eq!(missing(&case, rows), ["2017: e2", "2018: d; e2"]);
    }
}
