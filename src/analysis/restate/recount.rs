//! Who reported and who was expected below the units whose figures were made anew.

use std::collections::{BTreeMap, BTreeSet};

use super::carry::{Carrier, Key};
use super::sum::amounts;
use crate::analysis::expectation::closes_over_units;
use crate::domain::{Basis, Figure, FigureKey, Figures, Month, State, UnitId};

/// The figures of the units that do not differ.
pub(super) struct Untouched<'f> {
    pub figures: &'f Figures,
    pub affected: &'f BTreeSet<UnitId>,
}

impl Untouched<'_> {
    fn get(&self, (unit, indicator, category, period): FigureKey) -> Option<&Figure> {
        self.figures.get(unit, indicator, category, period).filter(|_| !self.affected.contains(&unit))
    }
}

impl Carrier<'_> {
    /// Counts anew who reported and who was expected below the units whose figures were made. `lessened`: those that
    /// something was taken out of.
    pub fn recount(
        &self,
        made: &mut BTreeMap<Key, Figure>,
        lessened: &BTreeSet<Key>,
        untouched: &Untouched,
        reported: &Figures,
    ) {
        let before = self.before;
        let mut not_applicable = BTreeSet::new();
        for row in self.observations.rows.iter().filter(|row| row.state == State::NotApplicable) {
            not_applicable.insert((row.unit, row.indicator, row.category, row.period));
        }
        let excused = |unit: UnitId, (_, indicator, category, period): Key| {
            let asked = self.spans.all()[period].period();
            let mut said = not_applicable.range((unit, indicator, category, least())..);
            said.by_ref()
                .take_while(|n| (n.0, n.1, n.2) == (unit, indicator, category))
                .any(|n| n.3.overlap(asked).is_some())
        };
        let find = |made: &BTreeMap<Key, Figure>, key: Key| -> Option<(u32, bool)> {
            let wanted: FigureKey = (key.0, key.1, key.2, self.spans.all()[key.3].period());
            made.get(&key).or_else(|| untouched.get(wanted)).map(|figure| (figure.gaps, true))
        };
        // The deepest first, so that a unit's children are counted before it.
        let mut keys: Vec<Key> = made.keys().copied().collect();
        keys.sort_by_key(|&key| (std::cmp::Reverse(self.target.level(key.0)), key));
        for key in keys {
            let (unit, indicator, category, period) = key;
            let closing = closes_over_units(&self.knowledge.catalogue, indicator);
            let owed = |unit: UnitId, period: usize| {
                before.of(unit).iter().any(|&one| {
                    self.trees.owes(one, period, self.spans, closing)
                        && !excused(one, (one, indicator, category, period))
                })
            };
            let tree = if closing { self.spans.years_of(period).end - 1 } else { period };
            let children = self.target.children(unit, tree);
            let (mut there, mut expected, mut gaps, mut bearing) = (0, 0, 0, false);
            for &child in children.iter().filter(|child| !before.of(**child).is_empty()) {
                let active = self.expectations.get(child, indicator);
                bearing |= active.is_some();
                match find(made, (child, indicator, category, period)) {
                    Some((missing, _)) => {
                        there += 1;
                        expected += 1;
                        gaps += missing;
                    }
                    None if self.observations.units.get(child).registered
                        && !self.is_empty(child, period)
                        && owed(child, period) =>
                    {
                        expected += 1;
                        gaps += active.map_or(1, |active| active.potential[period]);
                    }
                    None => {}
                }
            }
            let own = made.get(&key).is_some_and(|figure| figure.basis == Basis::Own);
            if bearing || !own {
                if there == 0 && !own {
                    // All that it told of stands elsewhere now; or it came whole from a unit whose parts do not.
                    // A nought that nothing was taken out of was reported.
                    let is_rest = |figure: &Figure| lessened.contains(&key) && amounts(figure.value) == (0, 0);
                    if made.get(&key).is_none_or(is_rest) {
                        made.remove(&key);
                        continue;
                    }
                    (there, expected) = (1, expected.max(1));
                }
                if let Some(figure) = made.get_mut(&key) {
                    (figure.reported, figure.expected) = (there, expected);
                    if !own {
                        figure.gaps = gaps;
                    }
                }
                continue;
            }
            // A unit that stands for itself is there in the years that one of those it came from reported.
            let there = |year: usize| find(made, (unit, indicator, category, year)).is_some();
            let years = self.spans.years_of(period);
            let (mut known, mut due) = (0, 0);
            for year in years.clone() {
                known += u32::from(there(year));
                due += u32::from(there(year) || owed(unit, year));
            }
            // Missing is counted in years of this unit, whichever of those it came from is silent.
            let mut missing = i64::from(made.get(&key).map_or(0, |figure| figure.gaps));
            for &one in before.of(unit).iter().filter(|&&one| one != unit) {
                let said =
                    |period: usize| reported.get(one, indicator, category, self.spans.all()[period].period()).is_some();
                let silent = years.clone().filter(|&year| {
                    let asked = self.trees.owes(one, year, self.spans, closing);
                    asked && !said(year) && !excused(one, (one, indicator, category, year))
                });
                for year in silent {
                    let asked = self.spans.years()[year].period();
                    let told = self.takeovers.covers(unit, one, indicator, category, asked);
                    missing += i64::from(!said(period) && !told) - i64::from(said(period) && told);
                }
            }
            let by_year = |year: usize| match find(made, (unit, indicator, category, year)) {
                Some((gaps, _)) => gaps,
                None => u32::from(owed(unit, year)),
            };
            let most = if period < self.spans.years().len() { 1 } else { years.clone().map(by_year).sum::<u32>() };
            if let Some(figure) = made.get_mut(&key) {
                if known == 0 {
                    (known, due) = (due.max(1), due.max(1));
                }
                (figure.reported, figure.expected) = (known, due);
                figure.gaps = u32::try_from(missing).unwrap_or(0).min(most);
            }
        }
    }

    /// Whether all that stood below a unit, and was all it told of, stands elsewhere now.
    fn is_empty(&self, unit: UnitId, period: usize) -> bool {
        self.target.children(unit, period).is_empty() && !self.trees.children(unit, period).is_empty()
    }
}

fn least() -> crate::domain::Period {
    let month = Month::from_index(i32::MIN);
    crate::domain::Period { from: month, to: month }
}
