//! Completeness: which units sent nothing for a year, or for some months of one, judged by content and by the dates the
//! units lived.

use std::collections::BTreeMap;

use crate::domain::{Code, Figures, Finding, Knowledge, Observations, Period, Place, UnitId};

/// A finding names no more units than a person will read; the count is always there.
const UNITS_NAMED: usize = 100;

/// One finding for every year of the term in which registered units without children sent nothing at all, and one for all
/// units that left out the same months of a year of which they reported others.
pub(super) fn reports(observations: &Observations, knowledge: &Knowledge, figures: &Figures) -> Vec<Finding> {
    let units = &observations.units;
    let years = &figures.years;
    // Who sent anything, by unit and year; a report of a unit below counts for those above.
    let mut sent = vec![false; units.len() * years.len()];
    let mut own = vec![false; units.len()];
    for row in &observations.rows {
        for (year, &period) in years.iter().enumerate() {
            if row.period.overlap(period).is_some() {
                sent[row.unit.0 as usize * years.len() + year] = true;
                own[row.unit.0 as usize] = true;
            }
        }
    }
    let mut below = vec![false; units.len()];
    for (id, _) in units.iter().filter(|(id, _)| own[id.0 as usize]) {
        for above in units.ancestors(id) {
            below[above.0 as usize] = true;
            for year in 0..years.len() {
                sent[above.0 as usize * years.len() + year] |= sent[id.0 as usize * years.len() + year];
            }
        }
    }
    let leaves: Vec<UnitId> = units
        .iter()
        .filter(|(id, unit)| {
            let has_children = units.children(*id).iter().any(|&child| units.get(child).registered);
            unit.registered
                && (!has_children || stands_for_its_children(*id, &own, &below))
                // Where a unit above reports for its children and none of them ever does, they owe nothing.
                && !units.ancestors(*id).any(|above| stands_for_its_children(above, &own, &below))
        })
        .map(|(id, _)| id)
        .collect();
    let mut findings = Vec::new();
    for (year, &period) in years.iter().enumerate() {
        let silent: Vec<UnitId> = leaves
            .iter()
            .copied()
            .filter(|&id| units.get(id).lives_in(period) && !sent[id.0 as usize * years.len() + year])
            .collect();
        if !silent.is_empty() {
            findings.push(finding(&silent, period, observations, knowledge));
        }
    }
    let mut parts: BTreeMap<Period, Vec<UnitId>> = BTreeMap::new();
    for (unit, period) in left_out(observations, &leaves, years) {
        parts.entry(period).or_default().push(unit);
    }
    let told =
        parts.into_iter().map(|(period, units)| finding(&units, period, observations, knowledge).variant("part"));
    findings.extend(told);
    findings
}

/// The months of a year, within a unit's life, that none of its figures covers while others of that year are covered.
fn left_out(observations: &Observations, leaves: &[UnitId], years: &[Period]) -> Vec<(UnitId, Period)> {
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

/// Whether a unit reports itself and nobody below it ever does.
fn stands_for_its_children(unit: UnitId, own: &[bool], below: &[bool]) -> bool {
    own[unit.0 as usize] && !below[unit.0 as usize]
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
    use crate::analysis::testing::Case;

    fn missing(case: &Case, rows: &str) -> Vec<String> {
        let observations = case.observations(rows);
        let figures = crate::analysis::analyse(&observations, &case.knowledge).expect("figures").value;
        reports(&observations, &case.knowledge, &figures)
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
        assert_eq!(missing(&case, rows), ["2017-Q2: b", "2017-Q3: a", "2018-H2: d"]);
    }

    #[test]
    fn a_unit_that_always_reports_for_its_children_is_asked_itself() {
        let case =
            Case::new("units: root; d<root; d1<d; d2<d; e<root; e1<e; e2<e\nindicators: sk flow\nterm: 2017..2018");
        let rows = "d | sk | | 2017 | 1\ne1 | sk | | 2017 | 1\ne1 | sk | | 2018 | 1";
        assert_eq!(missing(&case, rows), ["2017: e2", "2018: d; e2"]);
    }
}
