//! What cannot be carried without a guess, as findings.

use std::collections::{BTreeMap, BTreeSet};

use super::Restater;
use crate::domain::{Code, Figures, Finding, IndicatorId, Month, Place, UnitId};

/// A finding names no more units than a person will read.
const UNITS_NAMED: usize = 20;

/// What could not be carried, or is in two reports.
pub(super) struct Doubts<'d> {
    pub dropped: &'d BTreeSet<(UnitId, IndicatorId)>,
    pub unmoved: &'d BTreeSet<(UnitId, UnitId, UnitId)>,
    pub twice: BTreeSet<(UnitId, UnitId)>,
}

pub(super) fn tell(
    restater: &Restater,
    reported: &Figures,
    doubts: &Doubts,
    as_of: Month,
    findings: &mut Vec<Finding>,
) {
    let units = &restater.observations.units;
    let name = |unit: UnitId| units.get(unit).name.as_str();
    for (unit, event) in restater.lineage.events().filter(|(_, event)| !event.is_shared() && event.month <= as_of) {
        // Nothing was reported before the split: there is nothing to carry.
        let from = reported.rows().partition_point(|figure| figure.unit < unit);
        let mut own = reported.rows()[from..].iter().take_while(|figure| figure.unit == unit);
        if !own.any(|figure| figure.period.from < event.month) {
            continue;
        }
        let to: Vec<&str> = event.to.iter().map(|&to| name(to)).collect();
        let date = event.changes.first().map(|&index| restater.knowledge.changes[index as usize].date.as_str());
        findings.push(
            Finding::new(Code::SplitUnshared, Place::default())
                .unit(&units.get(unit).code)
                .with("unit", name(unit))
                .with("units", to.join("; "))
                .with("date", date.unwrap_or_default()),
        );
    }
    let mut borders: BTreeMap<(UnitId, UnitId), Vec<UnitId>> = BTreeMap::new();
    for &(unit, from, to) in doubts.unmoved {
        borders.entry((from, to)).or_default().push(unit);
    }
    for ((from, to), who) in borders {
        let mut names: Vec<&str> = who.iter().take(UNITS_NAMED).map(|&unit| name(unit)).collect();
        let more = format!("… (+{})", who.len().saturating_sub(UNITS_NAMED));
        if who.len() > UNITS_NAMED {
            names.push(&more);
        }
        findings.push(
            Finding::new(Code::PerimeterUnmoved, Place::default())
                .unit(&units.get(from).code)
                .with("from", name(from))
                .with("to", name(to))
                .with("count", who.len())
                .with("units", names.join("; ")),
        );
    }
    for &(unit, heir) in &doubts.twice {
        findings.push(
            Finding::new(Code::YearTakenOver, Place::default())
                .unit(&units.get(unit).code)
                .with("unit", name(unit))
                .with("heir", name(heir)),
        );
    }
    for &(unit, indicator) in doubts.dropped {
        let catalogue = &restater.knowledge.catalogue;
        findings.push(
            Finding::new(Code::PerimeterNotAdded, Place::default())
                .unit(&units.get(unit).code)
                .indicator(&catalogue.indicator(indicator).code, None)
                .with("unit", name(unit))
                .with("indicator", catalogue.label(indicator, None, restater.knowledge.language)),
        );
    }
}
