//! Carrying: figures as they were reported, stated for the units that exist at a date.
//!
//! A figure goes to what its unit became, whole or in shares, so nothing is lost and nothing made. Above the units that
//! changed, a figure changes only where a unit below it crossed its border: then that unit's figure goes with it. What
//! cannot be parted without a guess stays where it was.

use std::collections::{BTreeMap, BTreeSet};

use super::lineage::{Heirs, Lineage, Part};
use super::sum::{Sum, amounts};
use super::takeover::Takeovers;
use super::trees::Trees;
use crate::analysis::expectation::{Expectations, closes_over_units};
use crate::analysis::span::{Spans, lives};
use crate::domain::{
    Amount, Basis, CategoryId, Figure, FigureKey, Figures, IndicatorId, Kind, Knowledge, Month, Number, Observations,
    State, UnitId,
};

/// What carrying figures needs to know.
pub(in crate::analysis) struct Carrier<'a> {
    pub observations: &'a Observations,
    pub knowledge: &'a Knowledge,
    pub lineage: &'a Lineage<'a>,
    /// The trees as units reported.
    pub trees: &'a Trees<'a>,
    /// The trees as of the date.
    pub target: &'a Trees<'a>,
    pub spans: &'a Spans,
    pub expectations: &'a Expectations,
    pub takeovers: &'a Takeovers<'a>,
    pub as_of: Month,
    /// Whether the years of an indicator add up to the term.
    pub adds: &'a dyn Fn(IndicatorId) -> bool,
}

/// Figures for the units of a date, and what could not be carried.
#[derive(Default)]
pub(in crate::analysis) struct Carried {
    pub rows: Vec<Figure>,
    /// Shares, averages, answers and classes that cannot be added or parted: the unit they would go to, and which.
    pub dropped: BTreeSet<(UnitId, IndicatorId)>,
    /// Units that crossed a border while only the unit above reported: who, from where, to where.
    pub unmoved: BTreeSet<(UnitId, UnitId, UnitId)>,
}

type Key = (UnitId, IndicatorId, Option<CategoryId>, usize);

impl Carrier<'_> {
    /// Carries all figures.
    pub fn run(&self, figures: &Figures) -> Carried {
        let mut carried = Carried::default();
        let affected = self.affected();
        if affected.is_empty() {
            carried.rows = figures.rows().to_vec();
            return carried;
        }
        let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
        let mut heirs = BTreeMap::new();
        for figure in figures.rows() {
            let Some(period) = self.period(figure) else { continue };
            let became = self.heirs(figure.unit, period, &mut heirs);
            if affected.contains(&figure.unit) {
                self.hand_over(figure, period, &became, figures, &mut heirs, &mut sums, &mut carried);
            } else {
                carried.rows.push(figure.clone());
            }
            self.shift(figure, period, &became, figures, &mut heirs, &mut sums);
        }
        self.tell_unmoved(figures, &mut heirs, &mut carried);
        let mut made = BTreeMap::new();
        for (key, sum) in sums {
            let finished = sum.finish().map(|f| Figure { unit: key.0, period: self.spans.all()[key.3].period(), ..f });
            made.extend(finished.map(|figure| (key, figure)));
        }
        self.recount(&mut made, &carried.rows, figures);
        carried.rows.extend(made.into_values());
        carried.rows.sort_unstable_by_key(key_of);
        carried
    }

    fn period(&self, figure: &Figure) -> Option<usize> {
        self.spans.all().iter().position(|span| span.period() == figure.period)
    }

    fn end(&self, period: usize) -> Month {
        Month::from_index(self.spans.all()[period].to - 1)
    }

    /// What a unit, as it stood in a period, has become.
    fn heirs(&self, unit: UnitId, period: usize, known: &mut BTreeMap<(UnitId, Month), Heirs>) -> Heirs {
        let stood = self.lineage.stands(unit, self.end(period));
        known.entry((unit, stood)).or_insert_with(|| self.lineage.heirs(unit, stood, self.as_of)).clone()
    }

    /// Units whose figures may differ: those that changed, what they became, and those above a border that was crossed.
    fn affected(&self) -> BTreeSet<UnitId> {
        let mut affected = BTreeSet::new();
        for (unit, event) in self.lineage.events().filter(|(_, event)| event.month <= self.as_of && event.is_shared()) {
            affected.insert(unit);
            affected.extend(&event.to);
        }
        for unit in affected.clone() {
            for period in 0..self.spans.all().len() {
                affected.extend(self.trees.parent(unit, period).into_iter().chain(self.target.parent(unit, period)));
            }
        }
        let mut crossing: BTreeSet<UnitId> = affected.iter().copied().chain(self.trees.movers()).collect();
        crossing.extend(self.target.movers());
        let mut known = BTreeMap::new();
        for unit in crossing {
            for period in 0..self.spans.all().len() {
                let Some(parent) = self.trees.parent(unit, period) else { continue };
                let stayed = self.heirs(parent, period, &mut known);
                for (heir, _) in self.heirs(unit, period, &mut known) {
                    let now = self.target.parent(heir, period);
                    if stayed.iter().any(|(old, _)| Some(*old) == now) {
                        continue;
                    }
                    affected.insert(parent);
                    for above in stayed.iter().map(|(old, _)| *old).chain(now) {
                        affected.insert(above);
                        affected.extend(self.above(above, period));
                    }
                }
            }
        }
        affected
    }

    /// The units above in the tree of the date.
    fn above(&self, unit: UnitId, period: usize) -> Vec<UnitId> {
        self.lineage.ancestors(unit, self.as_of.max(self.end(period)))
    }

    /// Adds what a unit became the parts of its figure.
    #[expect(clippy::too_many_arguments, reason = "one step of one loop")]
    fn hand_over(
        &self,
        figure: &Figure,
        period: usize,
        became: &Heirs,
        figures: &Figures,
        heirs: &mut BTreeMap<(UnitId, Month), Heirs>,
        sums: &mut BTreeMap<Key, Sum>,
        carried: &mut Carried,
    ) {
        let kind = self.knowledge.catalogue.indicator(figure.indicator).kind;
        for (heir, amounts) in self.parts(figure, period, became, figures, heirs) {
            // A unit that became the one above it is in that one's figure already.
            if heir != figure.unit && self.is_within(figure, period, heir, figures, heirs) {
                continue;
            }
            // Nor is the part of a year counted that a new unit reported again with the whole.
            if period < self.spans.years().len() && self.takeovers.is_within(heir, figure) {
                continue;
            }
            let sum = sums.entry((heir, figure.indicator, figure.category, period)).or_default();
            let alone = sum.carried == 0 && amounts == self::amounts(figure.value);
            let published = matches!(kind, Kind::Rate | Kind::Mean) && matches!(figure.value, Number::Exact(_));
            let answer = matches!(kind, Kind::Flag | Kind::Rating) && figure.basis == Basis::Own;
            if (published || answer) && !alone {
                // Of two shares, answers or classes that are the same, one says it all; others make none together.
                let same = sum.clone().finish().is_some_and(|f| f.value == figure.value) && amounts != (0, 0);
                if !same {
                    carried.dropped.insert((heir, figure.indicator));
                }
                continue;
            }
            sum.carry(figure, amounts);
        }
    }

    /// The parts of a figure by heir. Of a term that is the sum of its years each year goes its own way.
    fn parts(
        &self,
        figure: &Figure,
        period: usize,
        became: &Heirs,
        figures: &Figures,
        heirs: &mut BTreeMap<(UnitId, Month), Heirs>,
    ) -> Vec<(UnitId, (i128, i128))> {
        let mut parts: BTreeMap<UnitId, (i128, i128)> = BTreeMap::new();
        let mut give = |became: &Heirs, (above, below): (i128, i128)| {
            for &(heir, part) in became {
                let part_of = |raw: i128| part.of(Amount::from_raw(raw)).raw();
                let sum = parts.entry(heir).or_default();
                sum.0 += part_of(above);
                sum.1 += part_of(below);
            }
        };
        let mut rest = amounts(figure.value);
        for (year, amounts) in self.years(figure, period, figures) {
            let of_year = self.heirs(figure.unit, year, heirs);
            let in_year = Figure { period: self.spans.years()[year].period(), cells: Vec::new(), ..figure.clone() };
            let counted = !of_year.iter().any(|(heir, _)| self.takeovers.is_within(*heir, &in_year));
            if of_year != *became || !counted {
                if counted {
                    give(&of_year, amounts);
                }
                rest = (rest.0 - amounts.0, rest.1 - amounts.1);
            }
        }
        give(became, rest);
        parts.into_iter().collect()
    }

    /// The figures of the years, where the figure is one of a term that they add up to.
    fn years(&self, figure: &Figure, period: usize, figures: &Figures) -> Vec<(usize, (i128, i128))> {
        let years = self.spans.years();
        if period < years.len() || !(self.adds)(figure.indicator) {
            return Vec::new();
        }
        let of_year = |(at, year): (usize, &crate::analysis::span::Span)| {
            let found = figures.get(figure.unit, figure.indicator, figure.category, year.period())?;
            Some((at, amounts(found.value)))
        };
        years.iter().enumerate().filter_map(of_year).collect()
    }

    /// Whether an heir is what a unit above became, so that its figure holds the unit's already.
    fn is_within(
        &self,
        figure: &Figure,
        period: usize,
        heir: UnitId,
        figures: &Figures,
        heirs: &mut BTreeMap<(UnitId, Month), Heirs>,
    ) -> bool {
        let stood = self.lineage.stands(figure.unit, self.end(period));
        let above = self.lineage.ancestors(figure.unit, stood);
        above.into_iter().any(|unit| {
            figures.get(unit, figure.indicator, figure.category, figure.period).is_some()
                && self.heirs(unit, period, heirs).iter().any(|(other, _)| *other == heir)
        })
    }

    /// Lets the figure of a unit that crossed a border go with it: out of all that was above it, into all that is.
    fn shift(
        &self,
        figure: &Figure,
        period: usize,
        became: &Heirs,
        figures: &Figures,
        heirs: &mut BTreeMap<(UnitId, Month), Heirs>,
        sums: &mut BTreeMap<Key, Sum>,
    ) {
        let years = self.spans.years().len();
        let mut rest = amounts(figure.value);
        if period >= years {
            for (_, amounts) in self.years(figure, period, figures) {
                rest = (rest.0 - amounts.0, rest.1 - amounts.1);
            }
            if rest == (0, 0) && (self.adds)(figure.indicator) {
                return;
            }
        }
        let Some(parent) = self.trees.parent(figure.unit, period) else { return };
        if figures.get(parent, figure.indicator, figure.category, figure.period).is_none() {
            return;
        }
        let stayed = self.heirs(parent, period, heirs);
        for &(heir, part) in became {
            let now = self.target.parent(heir, period);
            let merged = stayed.iter().any(|(unit, _)| *unit == heir || Some(*unit) == now);
            if merged {
                continue;
            }
            let part_of = |part: Part, raw: i128| part.of(Amount::from_raw(raw)).raw();
            let amounts = (part_of(part, rest.0), part_of(part, rest.1));
            let into: Vec<UnitId> =
                now.into_iter().flat_map(|now| [vec![now], self.above(now, period)].concat()).collect();
            for &(old, share) in &stayed {
                let amounts = (part_of(share, amounts.0), part_of(share, amounts.1));
                let out = [vec![old], self.above(old, period)].concat();
                let ways = [(&out, &into, true), (&into, &out, false)];
                for (way, other, away) in ways {
                    for &unit in way.iter().filter(|unit| !other.contains(unit)) {
                        let mut at = vec![period];
                        // What moved in a year moved in the term.
                        at.extend((period < years && years > 1 && (self.adds)(figure.indicator)).then_some(years));
                        for period in at {
                            let key = (unit, figure.indicator, figure.category, period);
                            sums.entry(key).or_default().shift(figure, amounts, away);
                        }
                    }
                }
            }
        }
    }

    /// Units that crossed a border while nobody reported them by themselves and the unit above reported for all.
    fn tell_unmoved(&self, figures: &Figures, heirs: &mut BTreeMap<(UnitId, Month), Heirs>, carried: &mut Carried) {
        let movers: BTreeSet<UnitId> = self.trees.movers().chain(self.target.movers()).collect();
        for unit in movers {
            for (year, span) in self.spans.years().iter().enumerate() {
                let (Some(parent), became) = (self.trees.parent(unit, year), self.heirs(unit, year, heirs)) else {
                    continue;
                };
                let stayed = self.heirs(parent, year, heirs);
                let ([(heir, _)], [(old, _)]) = (&became[..], &stayed[..]) else { continue };
                let Some(now) = self.target.parent(*heir, year) else { continue };
                if now == *old || heir == old || !lives(self.units().get(unit), *span, false) {
                    continue;
                }
                let reported = |unit: UnitId, basis: Option<Basis>| {
                    let from = figures.rows().partition_point(|f| f.unit < unit);
                    let rows = figures.rows()[from..].iter().take_while(|f| f.unit == unit);
                    rows.filter(|f| f.period == span.period()).any(|f| basis.is_none_or(|basis| f.basis == basis))
                };
                if !reported(unit, None) && reported(parent, Some(Basis::Own)) {
                    carried.unmoved.insert((unit, *old, now));
                }
            }
        }
    }

    fn units(&self) -> &crate::domain::Registry {
        &self.observations.units
    }

    /// Counts anew who reported and who was expected below the units whose figures were made.
    fn recount(&self, made: &mut BTreeMap<Key, Figure>, untouched: &[Figure], reported: &Figures) {
        let mut before: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
        for (unit, _) in self.units().iter() {
            for (heir, _) in self.lineage.heirs(unit, Month::from_index(i32::MIN / 2), self.as_of) {
                before.entry(heir).or_default().push(unit);
            }
        }
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
            let old = || untouched.binary_search_by_key(&wanted, key_of).ok().map(|at| &untouched[at]);
            made.get(&key).or_else(old).map(|figure| (figure.gaps, true))
        };
        // The deepest first, so that a unit's children are counted before it.
        let mut keys: Vec<Key> = made.keys().copied().collect();
        keys.sort_by_key(|&key| (std::cmp::Reverse(self.target.level(key.0)), key));
        for key in keys {
            let (unit, indicator, category, period) = key;
            let closing = closes_over_units(&self.knowledge.catalogue, indicator);
            let owed = |unit: UnitId, period: usize| {
                let who = before.get(&unit).map_or(&[][..], Vec::as_slice);
                who.iter().any(|&one| {
                    self.trees.owes(one, period, self.spans, closing)
                        && !excused(one, (one, indicator, category, period))
                })
            };
            let tree = if closing { self.spans.years_of(period).end - 1 } else { period };
            let children = self.target.children(unit, tree);
            let (mut there, mut expected, mut gaps, mut bearing) = (0, 0, 0, false);
            for &child in children.iter().filter(|child| before.contains_key(child)) {
                let active = self.expectations.get(child, indicator);
                bearing |= active.is_some();
                match find(made, (child, indicator, category, period)) {
                    Some((missing, _)) => {
                        there += 1;
                        expected += 1;
                        gaps += missing;
                    }
                    None if self.units().get(child).registered
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
                    made.remove(&key);
                    continue;
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
            for &one in before.get(&unit).into_iter().flatten().filter(|&&one| one != unit) {
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

/// Which figure it is.
pub(in crate::analysis) fn key_of(figure: &Figure) -> FigureKey {
    (figure.unit, figure.indicator, figure.category, figure.period)
}
