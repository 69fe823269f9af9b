//! Handing over: unions met in reports of a body that became another one, and met under the same name below that one.
//!
//! Grassroots unions need no registry, so nothing says that one of them went along when its district was merged. Where the
//! same name stands under the old body before the change only and under the new one after it only, it is one union: its
//! life under the old body ends, and that under the new one begins, with the change.

use std::collections::BTreeMap;

use crate::domain::{Change, ChangeKind, Month, Observations, UnitId};

/// Bounds the lives of such unions.
pub(super) fn hand_over(observations: &mut Observations, changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    // Of every union the earliest and the latest month that a report of it ends in.
    let mut told: BTreeMap<UnitId, (Month, Month)> = BTreeMap::new();
    for row in observations.rows.iter().filter(|row| !observations.units.get(row.unit).registered) {
        let (first, last) = told.entry(row.unit).or_insert((row.period.to, row.period.to));
        (*first, *last) = ((*first).min(row.period.to), (*last).max(row.period.to));
    }
    for change in changes.iter().filter(|change| change.kind != ChangeKind::Transfer) {
        let units = &observations.units;
        let (from, to) = (units.get(change.from).code.clone(), units.get(change.to).code.clone());
        let mut pairs = Vec::new();
        for &old in units.children(change.from) {
            let code = &units.get(old).code;
            let Some(name) = code.strip_prefix(&from).filter(|_| told.get(&old).is_some_and(|t| t.1 < change.month))
            else {
                continue;
            };
            let begins = |id: &&UnitId| told.get(id).is_some_and(|told| told.0 >= change.month);
            let below = |id: &&UnitId| units.get(**id).parent == Some(change.to);
            let same = units.with_code(&format!("{to}{name}")).iter();
            pairs.extend(same.filter(below).find(begins).map(|&new| (old, new)));
        }
        for (old, new) in pairs {
            observations.units.bound(old, None, Some(change.month.plus(-1)));
            observations.units.bound(new, Some(change.month), None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Amount, CellRef, IndicatorId, Observation, Period, Qualifier, Registry, State, Unit, UnitKind,
    };

    /// A district `a` that was merged into `b` on 1 July 2018, each with unions met in reports, and the periods they were
    /// met in. Returns the bounds of each union's life.
    fn bounds(met: &[(&str, &str)]) -> Vec<String> {
        let district = |code: &str| Unit {
            code: code.to_owned(),
            name: code.to_owned(),
            kind: UnitKind::District,
            parent: None,
            valid_from: None,
            valid_to: Month::parse("2018-06").filter(|_| code == "a"),
            aliases: Vec::new(),
            registered: true,
        };
        let mut units = Registry::new(vec![district("a"), district("b")]);
        let mut rows = Vec::new();
        for &(code, months) in met {
            let parent = UnitId(u32::from(code.starts_with('b')));
            let unit = match units.with_code(code) {
                [known] => *known,
                _ => units.add(Unit::met(code.to_owned(), code.to_owned(), (parent, &units.get(parent).clone()))),
            };
            let (from, to) = months.split_once("..").expect("months");
            let month = |text: &str| Month::parse(text).expect("a month");
            rows.push(Observation {
                unit,
                indicator: IndicatorId(0),
                category: None,
                period: Period { from: month(from), to: month(to) },
                state: State::Value(Amount::ZERO),
                qualifier: Qualifier::Exact,
                repaired: false,
                sheet: 0,
                cell: CellRef::new(0, 0),
                raw: "".into(),
            });
        }
        let mut observations = Observations { units, rows, ..Observations::default() };
        let date = "2018-07-01".to_owned();
        let month = Month::parse("2018-07").expect("a month");
        let change = Change { date, month, kind: ChangeKind::Merge, from: UnitId(0), to: UnitId(1), share: None };
        hand_over(&mut observations, &[change]);
        let show = |month: Option<Month>| month.map_or(String::new(), |month| month.to_string());
        let met = observations.units.iter().skip(2);
        met.map(|(_, unit)| format!("{} {}..{}", unit.code, show(unit.valid_from), show(unit.valid_to))).collect()
    }

    #[test]
    fn one_name_before_a_merger_and_after_it_is_one_union() {
        let met = [("a/x", "2017-01..2017-12"), ("a/x", "2018-01..2018-06"), ("b/x", "2018-01..2018-12")];
        assert_eq!(bounds(&met), ["a/x ..2018-06", "b/x 2018-07.."]);
    }

    #[test]
    fn one_name_under_both_bodies_at_once_is_two_unions() {
        let met = [("a/x", "2017-01..2017-12"), ("b/x", "2017-01..2017-12"), ("b/x", "2018-01..2018-12")];
        assert_eq!(bounds(&met), ["a/x ..2018-06", "b/x .."]);
    }

    #[test]
    fn another_name_is_another_union() {
        let met = [("a/x", "2017-01..2017-12"), ("b/y", "2018-01..2018-12")];
        assert_eq!(bounds(&met), ["a/x ..2018-06", "b/y .."]);
    }
}
