//! Laws of restatement, held by random histories of units.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::carry::{Carried, Carrier, Restated};
use super::growth::Growth;
use super::takeover::Takeovers;
use super::{Lineage, Trees};
use crate::analysis::Kinds;
use crate::analysis::expectation::Expectations;
use crate::analysis::ledger::Ledger;
use crate::analysis::span::{Spans, lives};
use crate::analysis::testing::Case;
use crate::domain::*;

/// How many random cases hold a law.
const CASES: u32 = 10_000;

/// A history of units under two parents, made of a row of numbers: births, mergers, renames, splits, moves, ends.
struct History {
    case: Case,
    observations: Observations,
    spans: Spans,
}

/// Numbers that choices are taken from; when they run out, the first of everything.
struct Choices<'n>(std::slice::Iter<'n, u32>);

impl Choices<'_> {
    fn below(&mut self, count: usize) -> usize {
        self.0.next().map_or(0, |&number| number as usize % count.max(1))
    }
}

impl History {
    fn new(numbers: &[u32]) -> History {
        let mut choices = Choices(numbers.iter());
        let month = |index: usize| Month::from_index(2017 * 12 + index as i32);
        // Code, parent, first and last month as counts from the beginning of 2017.
        let mut units: Vec<(String, &str, usize, usize)> = Vec::new();
        let mut alive: Vec<(usize, &str)> = Vec::new();
        const FOREVER: usize = 99;
        for index in 0..3 + choices.below(3) {
            let parent = ["p", "q"][choices.below(2)];
            units.push((format!("u{index}"), parent, 0, FOREVER));
            alive.push((index, parent));
        }
        let mut changes = Vec::new();
        let mut now = 0;
        for _ in 0..choices.below(5) {
            now += 1 + choices.below(9);
            let date = month(now);
            let at = choices.below(alive.len());
            let (unit, parent) = alive[at];
            let mut born = |alive: &mut Vec<(usize, &'static str)>, parent: &'static str| {
                units.push((format!("u{}", units.len()), parent, now, FOREVER));
                alive.push((units.len() - 1, parent));
                units.len() - 1
            };
            match choices.below(6) {
                0 if alive.len() > 1 => {
                    alive.remove(at);
                    let (to, _) = alive[choices.below(alive.len())];
                    changes.push(format!("{date} merge u{unit}>u{to}"));
                    units[unit].3 = now - 1;
                }
                1 => {
                    alive.remove(at);
                    let to = born(&mut alive, parent);
                    changes.push(format!("{date} rename u{unit}>u{to}"));
                    units[unit].3 = now - 1;
                }
                2 => {
                    alive.remove(at);
                    let (one, two) = (born(&mut alive, parent), born(&mut alive, ["p", "q"][choices.below(2)]));
                    let share = choices.below(101);
                    changes.push(format!("{date} split u{unit}>u{one}:0.{share:03},u{two}:{}", rest(share)));
                    units[unit].3 = now - 1;
                }
                3 => {
                    let new = born(&mut alive, parent);
                    let share = choices.below(101);
                    changes.push(format!("{date} split u{unit}>u{unit}:0.{share:03},u{new}:{}", rest(share)));
                }
                4 => {
                    let other = if parent == "p" { "q" } else { "p" };
                    alive[at].1 = other;
                    changes.push(format!("{date} transfer u{unit}>{other}"));
                }
                _ => {
                    born(&mut alive, parent);
                }
            }
        }
        let mut text = "units: root; p<root; q<root".to_owned();
        for (code, parent, from, to) in &units {
            let to = if *to == FOREVER { String::new() } else { month(*to).to_string() };
            let from = if *from == 0 { String::new() } else { month(*from).to_string() };
            text.push_str(&format!("; {code}<{parent} {from}..{to}"));
        }
        text.push_str(&format!("\nindicators: sk flow\nterm: 2017..2019\nchanges: {}", changes.join("; ")));
        let case = Case::new(&text);
        let spans = Spans::new(case.knowledge.calendar, case.knowledge.term.period);
        let mut rows = String::new();
        for (code, ..) in &units {
            let unit = case.knowledge.registry.get(case.unit(code)).clone();
            for &span in spans.years() {
                if lives(&unit, span, false) {
                    let period = span.period();
                    let lived = Period {
                        from: unit.valid_from.map_or(period.from, |from| from.max(period.from)),
                        to: unit.valid_to.map_or(period.to, |to| to.min(period.to)),
                    };
                    let lived = case.knowledge.calendar.show(lived);
                    rows.push_str(&format!("{code} | sk | | {lived} | {}\n", choices.below(1000)));
                }
            }
        }
        let observations = case.observations(&rows);
        History { case, observations, spans }
    }

    fn lineage(&self) -> Lineage<'_> {
        Lineage::new(&self.observations.units, &self.case.knowledge.changes)
    }

    /// Figures as units reported them, added over the tree of each year.
    fn reported(&self, trees: &Trees) -> Figures {
        let mut sums: BTreeMap<(UnitId, Period), (Amount, Basis)> = BTreeMap::new();
        let term = self.case.knowledge.term.period;
        for row in &self.observations.rows {
            let year = self.spans.years().iter().position(|span| span.period().contains(row.period)).expect("a year");
            let in_year = self.spans.years()[year].period();
            let value = row.state.amount().expect("a value");
            let mut at = Some(row.unit);
            while let Some(unit) = at {
                for period in [in_year, term] {
                    let basis = if unit == row.unit { Basis::Own } else { Basis::Children };
                    let sum = sums.entry((unit, period)).or_insert((Amount::ZERO, basis));
                    sum.0 = sum.0 + value;
                }
                at = trees.parent(unit, year);
            }
        }
        let figure = |((unit, period), (value, basis))| Figure {
            unit,
            indicator: IndicatorId(0),
            category: None,
            period,
            value: Number::Exact(value),
            qualifier: Qualifier::Exact,
            basis,
            reported: 1,
            expected: 1,
            gaps: 0,
            repaired: false,
            disputed: false,
            cells: Cells::default(),
        };
        let years = self.spans.years().iter().map(|year| year.period()).collect();
        Figures::new(sums.into_iter().map(figure).collect(), years, term)
    }

    fn carried(&self, lineage: &Lineage, reported: &Figures, trees: &Trees, as_of: Month) -> Figures {
        let knowledge = &self.case.knowledge;
        let target = Trees::new(&self.observations.units, lineage, &self.spans, Some(as_of));
        let ledger = Ledger::new(&self.observations, knowledge, &self.spans, Kinds::All, &mut Vec::new());
        let expectations = Expectations::new(&self.observations.units, knowledge, &ledger, &self.spans, trees);
        let carrier = Carrier {
            observations: &self.observations,
            knowledge,
            lineage,
            trees,
            target: &target,
            spans: &self.spans,
            expectations: &expectations,
            takeovers: &Takeovers::new(&self.observations, &knowledge.catalogue, lineage, knowledge.calendar),
            before: &lineage.before(as_of),
            parted: &[],
            as_of,
            adds: &|_| true,
        };
        carrier.run(reported).put_into(reported.clone(), knowledge.term.period)
    }
}

/// What is left of one for the second part of a split, in thousandths.
fn rest(share: usize) -> String {
    if share == 0 { "1".to_owned() } else { format!("0.{:03}", 1000 - share) }
}

fn history() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(0..10_000_u32, 0..70)
}

fn leaves(figures: &Figures, period: Period) -> Amount {
    figures.rows().iter().filter(|f| f.period == period && f.unit.0 > 2).map(|f| f.value.amount()).sum()
}

fn plain(figures: &Figures) -> Vec<(FigureKey, Amount)> {
    figures.rows().iter().map(|f| (f.key(), f.value.amount())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn the_parts_of_a_unit_make_the_whole_and_what_it_became_becomes_nothing_more(numbers in history(), months in 0..48_i32, raw in any::<i64>()) {
        let history = History::new(&numbers);
        let lineage = history.lineage();
        let as_of = Month::from_index(2016 * 12 + months);
        let amount = Amount::from_raw(i128::from(raw) * 7);
        for (unit, _) in history.observations.units.iter() {
            for stood in [2016 * 12, 2017 * 12 + 11, 2018 * 12 + 6].map(Month::from_index) {
                let heirs = lineage.heirs(unit, lineage.stands(unit, stood), as_of);
                prop_assert_eq!(heirs.iter().map(|(_, part)| part.of(amount)).sum::<Amount>(), amount);
                for (heir, _) in heirs {
                    let again = lineage.heirs(heir, as_of, as_of);
                    prop_assert!(again.len() == 1 && again[0].0 == heir);
                }
            }
        }
    }

    #[test]
    fn restating_loses_and_makes_nothing_and_the_parts_of_a_change_add_up(numbers in history(), months in 0..48_i32) {
        let history = History::new(&numbers);
        let lineage = history.lineage();
        let trees = Trees::new(&history.observations.units, &lineage, &history.spans, None);
        let reported = history.reported(&trees);
        let as_of = Month::from_index(2016 * 12 + months);
        let carried = history.carried(&lineage, &reported, &trees, as_of);
        for span in history.spans.all() {
            let period = span.period();
            prop_assert_eq!(leaves(&reported, period), leaves(&carried, period));
            let root = |figures: &Figures| figures.get(UnitId(0), IndicatorId(0), None, period).map(|f| f.value.amount());
            prop_assert_eq!(root(&reported), root(&carried));
            let nodes = [1, 2].map(|node| carried.get(UnitId(node), IndicatorId(0), None, period)).into_iter().flatten();
            let below: Amount = nodes.map(|f| f.value.amount()).sum();
            prop_assert_eq!(root(&carried).unwrap_or(Amount::ZERO), below);
        }
        let units = &history.observations.units;
        let target = Trees::new(units, &lineage, &history.spans, Some(as_of));
        let before = lineage.before(as_of);
        let growth = Growth { units, knowledge: &history.case.knowledge, target: &target, spans: &history.spans, before: &before };
        let all: BTreeSet<UnitId> = units.iter().map(|(id, _)| id).collect();
        let nothing = Carried::default();
        for change in growth.run(&all, &reported, Restated { reported: &carried, carried: &nothing }) {
            let parts = change.same + change.begun + change.ended + change.perimeter + change.silent;
            prop_assert_eq!(parts, change.closing - change.opening);
            prop_assert!(change.unit != UnitId(0) || change.perimeter.is_zero(), "nothing crosses the root's border");
        }
    }

    #[test]
    fn the_day_before_any_change_is_as_reported(numbers in history()) {
        let history = History::new(&numbers);
        let lineage = history.lineage();
        let trees = Trees::new(&history.observations.units, &lineage, &history.spans, None);
        let reported = history.reported(&trees);
        let first = history.case.knowledge.changes.iter().map(|change| change.month).min();
        let eve = first.unwrap_or(Month::from_index(2017 * 12)).plus(-1);
        let carried = history.carried(&lineage, &reported, &trees, eve);
        prop_assert_eq!(plain(&reported), plain(&carried));
    }

    #[test]
    fn the_order_of_rows_of_changes_does_not_matter(numbers in history(), seed in any::<u32>()) {
        let mut history = History::new(&numbers);
        let as_of = history.case.knowledge.term.period.to;
        let figures = |history: &History| {
            let lineage = history.lineage();
            let trees = Trees::new(&history.observations.units, &lineage, &history.spans, None);
            plain(&history.carried(&lineage, &history.reported(&trees), &trees, as_of))
        };
        let first = figures(&history);
        let changes = &mut history.case.knowledge.changes;
        let count = changes.len().max(1);
        changes.rotate_left(seed as usize % count);
        changes.reverse();
        prop_assert_eq!(first, figures(&history));
    }
}
