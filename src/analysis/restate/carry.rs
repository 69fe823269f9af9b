//! Carrying: figures as they were reported, stated for the units that exist at a date.
//!
//! A figure goes to what its unit became, whole or in shares, so nothing is lost and nothing made. Above the units that
//! changed, a figure changes only where a unit below it crossed its border: then that unit's figure goes with it. What
//! cannot be parted without a guess stays where it was.

use std::collections::{BTreeMap, BTreeSet};

use super::lineage::{Before, Heirs, Lineage, Part};
use super::recount::Untouched;
use super::sum::{Sum, amounts};
use super::takeover::Takeovers;
use super::trees::Trees;
use crate::analysis::expectation::Expectations;
use crate::analysis::own::Parted;
use crate::analysis::span::{Spans, lives};
use crate::domain::{
    Amount, Basis, CategoryId, Cells, Figure, FigureKey, Figures, IndicatorId, Kind, Knowledge, Month, Number,
    Observations, Period, UnitId,
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
    /// What every unit of the date was before.
    pub before: &'a Before,
    /// What stood under another parent for a part of a year, sorted.
    pub parted: &'a [Parted],
    pub as_of: Month,
    /// Whether the years of an indicator add up to the term.
    pub adds: &'a dyn Fn(IndicatorId) -> bool,
}

/// Figures for the units of a date, and what could not be carried.
#[derive(Default)]
pub(in crate::analysis) struct Carried {
    /// The figures of the units that differ, sorted; those of all others are what they were.
    pub made: Vec<Figure>,
    /// The units that differ.
    pub affected: BTreeSet<UnitId>,
    /// Shares, averages, answers and classes that cannot be added or parted: the unit they would go to, and which.
    pub dropped: BTreeSet<(UnitId, IndicatorId)>,
    /// Units that crossed a border while only the unit above reported: who, from where, to where.
    pub unmoved: BTreeSet<(UnitId, UnitId, UnitId)>,
}

/// The figures of a date: those that were made, and those of all other units as they were reported.
#[derive(Clone, Copy)]
pub(in crate::analysis) struct Restated<'f> {
    pub reported: &'f Figures,
    pub carried: &'f Carried,
}

impl<'f> Restated<'f> {
    /// The figures of one unit.
    pub fn of(self, unit: UnitId) -> &'f [Figure] {
        if !self.carried.affected.contains(&unit) {
            return self.reported.of(unit);
        }
        let made = &self.carried.made;
        let from = made.partition_point(|figure| figure.unit < unit);
        &made[from..from + made[from..].partition_point(|figure| figure.unit == unit)]
    }

    /// One figure, if there is one.
    pub fn get(self, key: FigureKey) -> Option<&'f Figure> {
        let of_unit = self.of(key.0);
        of_unit.binary_search_by_key(&key, Figure::key).ok().map(|found| &of_unit[found])
    }
}

/// Indicator and category.
pub(super) type Series = (IndicatorId, Option<CategoryId>);

/// The figures of a unit, series by series.
pub(super) fn by_series(figures: &[Figure]) -> impl Iterator<Item = (Series, &[Figure])> {
    let series = |figure: &Figure| (figure.indicator, figure.category);
    figures.chunk_by(move |a, b| series(a) == series(b)).map(move |figures| (series(&figures[0]), figures))
}

impl Carried {
    /// All figures of the date, those of units that do not differ among them. Millions of them stay where they are.
    pub fn put_into(self, reported: Figures, term: Period) -> Figures {
        let years = reported.years.clone();
        Figures::replaced(reported.into_rows(), |unit| self.affected.contains(&unit), self.made, years, term)
    }
}

pub(super) type Key = (UnitId, IndicatorId, Option<CategoryId>, usize);

/// One figure that is carried: with the index of its period, and what its unit became.
struct Step<'s> {
    figure: &'s Figure,
    period: usize,
    became: &'s Heirs,
}

/// One pass through all figures.
struct Pass<'c, 'a> {
    to: &'c Carrier<'a>,
    figures: &'c Figures,
    heirs: BTreeMap<(UnitId, Month), Heirs>,
    sums: BTreeMap<Key, Sum>,
    /// Figures that something was taken out of.
    lessened: BTreeSet<Key>,
    carried: Carried,
}

impl<'a> Carrier<'a> {
    /// Carries all figures.
    pub fn run(&self, figures: &Figures) -> Carried {
        let Affected { differ, cross } = self.affected();
        if differ.is_empty() {
            return Carried::default();
        }
        let carried = Carried { affected: differ, ..Carried::default() };
        let mut pass = Pass {
            to: self,
            figures,
            heirs: BTreeMap::new(),
            sums: BTreeMap::new(),
            lessened: BTreeSet::new(),
            carried,
        };
        for &unit in cross.union(&pass.carried.affected.clone()) {
            let is_affected = pass.carried.affected.contains(&unit);
            for figure in figures.of(unit) {
                let Some(period) = self.period(figure) else { continue };
                let became = pass.heirs(unit, period);
                let step = Step { figure, period, became: &became };
                if is_affected {
                    pass.hand_over(&step);
                }
                pass.shift(&step);
            }
        }
        pass.tell_unmoved();
        let Pass { sums, lessened, mut carried, .. } = pass;
        let mut made = BTreeMap::new();
        for (key, sum) in sums {
            let finished = sum.finish().map(|f| Figure { unit: key.0, period: self.spans.all()[key.3].period(), ..f });
            made.extend(finished.map(|figure| (key, figure)));
        }
        let untouched = Untouched { figures, affected: &carried.affected };
        self.recount(&mut made, &lessened, &untouched, figures);
        carried.made = made.into_values().collect();
        carried.made.sort_unstable_by_key(Figure::key);
        carried
    }

    fn period(&self, figure: &Figure) -> Option<usize> {
        self.spans.all().iter().position(|span| span.period() == figure.period)
    }

    fn end(&self, period: usize) -> Month {
        Month::from_index(self.spans.all()[period].to - 1)
    }

    /// What a unit, as it stood in a period, has become.
    fn heirs_in(&self, unit: UnitId, period: usize, known: &mut BTreeMap<(UnitId, Month), Heirs>) -> Heirs {
        let stood = self.lineage.stands(unit, self.end(period));
        known.entry((unit, stood)).or_insert_with(|| self.lineage.heirs(unit, stood, self.as_of)).clone()
    }

    fn affected(&self) -> Affected {
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
        // Under whom a part of a year stood is a border like any other.
        for part in self.parted {
            let stood = Month::from_index(part.span.to - 1);
            let above = |unit| std::iter::once(unit).chain(self.above(unit, usize::from(part.year)));
            let old = self.lineage.heirs(part.parent, stood, self.as_of).into_iter().flat_map(|(old, _)| above(old));
            let became = self.lineage.heirs(part.unit, stood, self.as_of).into_iter();
            let new = became.filter_map(|(heir, _)| self.now(part, heir)).flat_map(above);
            let (old, new): (Vec<UnitId>, Vec<UnitId>) = (old.collect(), new.collect());
            if old != new {
                affected.insert(part.parent);
                affected.extend(old.into_iter().chain(new));
            }
        }
        for &unit in &crossing {
            for period in 0..self.spans.all().len() {
                let Some(parent) = self.trees.parent(unit, period) else { continue };
                let stayed = self.heirs_in(parent, period, &mut known);
                for (heir, _) in self.heirs_in(unit, period, &mut known) {
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
        Affected { differ: affected, cross: crossing }
    }

    /// The units above in the tree of the date.
    fn above(&self, unit: UnitId, period: usize) -> Vec<UnitId> {
        self.lineage.ancestors(unit, self.as_of.max(self.lineage.stands(unit, self.end(period))))
    }

    /// Under whom stands at the date what became of a unit that stood elsewhere for a part of a year.
    fn now(&self, part: &Parted, heir: UnitId) -> Option<UnitId> {
        let date = self.as_of.max(Month::from_index(part.span.to - 1));
        self.lineage.parent(heir, self.lineage.stands(heir, date))
    }

    fn units(&self) -> &'a crate::domain::Registry {
        &self.observations.units
    }
}

/// Units whose figures may differ: those that changed, what they became, and those above a border that was crossed; and
/// the units that may have crossed one.
struct Affected {
    differ: BTreeSet<UnitId>,
    cross: BTreeSet<UnitId>,
}

impl Pass<'_, '_> {
    fn heirs(&mut self, unit: UnitId, period: usize) -> Heirs {
        self.to.heirs_in(unit, period, &mut self.heirs)
    }

    /// Adds what a unit became the parts of its figure.
    fn hand_over(&mut self, step: &Step) {
        let &Step { figure, period, .. } = step;
        let kind = self.to.knowledge.catalogue.indicator(figure.indicator).kind;
        for (heir, amounts) in self.parts(step) {
            // A unit that became the one above it is in that one's figure already.
            if heir != figure.unit && self.is_within(figure, period, heir) {
                continue;
            }
            // Nor is the part of a year counted that a new unit reported again with the whole.
            if period < self.to.spans.years().len() && self.to.takeovers.is_within(heir, figure) {
                continue;
            }
            let sum = self.sums.entry((heir, figure.indicator, figure.category, period)).or_default();
            let alone = sum.carried == 0 && amounts == self::amounts(figure.value);
            let published = matches!(kind, Kind::Rate | Kind::Mean) && matches!(figure.value, Number::Exact(_));
            let answer = matches!(kind, Kind::Flag | Kind::Rating) && figure.basis == Basis::Own;
            if (published || answer) && !alone {
                // Of two shares, answers or classes that are the same, one says it all; others make none together.
                let same = sum.clone().finish().is_some_and(|f| f.value == figure.value) && amounts != (0, 0);
                if !same {
                    self.carried.dropped.insert((heir, figure.indicator));
                }
                continue;
            }
            sum.carry(figure, amounts);
        }
    }

    /// The parts of a figure by heir. Of a term that is the sum of its years each year goes its own way.
    fn parts(&mut self, step: &Step) -> Vec<(UnitId, (i128, i128))> {
        let &Step { figure, period, became } = step;
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
        for (year, amounts) in self.years(figure, period) {
            let of_year = self.heirs(figure.unit, year);
            let in_year =
                Figure { period: self.to.spans.years()[year].period(), cells: Cells::default(), ..figure.clone() };
            let counted = !of_year.iter().any(|(heir, _)| self.to.takeovers.is_within(*heir, &in_year));
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
    fn years(&self, figure: &Figure, period: usize) -> Vec<(usize, (i128, i128))> {
        let years = self.to.spans.years();
        if period < years.len() || !(self.to.adds)(figure.indicator) {
            return Vec::new();
        }
        let of_year = |(at, year): (usize, &crate::analysis::span::Span)| {
            let found = self.figures.get(figure.unit, figure.indicator, figure.category, year.period())?;
            Some((at, amounts(found.value)))
        };
        years.iter().enumerate().filter_map(of_year).collect()
    }

    /// Whether an heir is what a unit above became, so that its figure holds the unit's already.
    fn is_within(&mut self, figure: &Figure, period: usize, heir: UnitId) -> bool {
        let stood = self.to.lineage.stands(figure.unit, self.to.end(period));
        let above = self.to.lineage.ancestors(figure.unit, stood);
        above.into_iter().any(|unit| {
            self.figures.get(unit, figure.indicator, figure.category, figure.period).is_some()
                && self.heirs(unit, period).iter().any(|(other, _)| *other == heir)
        })
    }

    /// Lets the figure of a unit that crossed a border go with it: out of all that was above it, into all that is. What
    /// it reported before it moved within a year crosses another border than the rest of that year.
    fn shift(&mut self, step: &Step) {
        let &Step { figure, period, became } = step;
        let mut rest = amounts(figure.value);
        if period >= self.to.spans.years().len() {
            for (_, amounts) in self.years(figure, period) {
                rest = (rest.0 - amounts.0, rest.1 - amounts.1);
            }
            if rest == (0, 0) && (self.to.adds)(figure.indicator) {
                return;
            }
        }
        let key = (figure.unit, figure.indicator, figure.category, period);
        let key_of = |p: &Parted| (p.unit, p.indicator, p.category, usize::from(p.year));
        let first = self.to.parted.partition_point(|part| key_of(part) < key);
        for part in self.to.parted[first..].iter().take_while(|part| key_of(part) == key) {
            rest.0 -= part.value;
            let stood = Month::from_index(part.span.to - 1);
            let stayed = self.to.lineage.heirs(part.parent, stood, self.to.as_of);
            for &(heir, share) in became {
                let now = self.to.now(part, heir);
                let merged = stayed.iter().any(|(old, _)| *old == heir || Some(*old) == now);
                if let Some(now) = now.filter(|_| !merged) {
                    self.cross(step, of(share, (part.value, 0)), &stayed, now);
                }
            }
        }
        let Some(parent) = self.to.trees.parent(figure.unit, period) else { return };
        if self.figures.get(parent, figure.indicator, figure.category, figure.period).is_none() {
            return;
        }
        let stayed = self.heirs(parent, period);
        for &(heir, part) in became {
            let now = self.to.target.parent(heir, period);
            // Nor does a unit cross anything that stands where it stood: what that became took all of it along.
            let merged = now == Some(parent) || stayed.iter().any(|(unit, _)| *unit == heir || Some(*unit) == now);
            if let Some(now) = now.filter(|_| !merged) {
                self.cross(step, of(part, rest), &stayed, now);
            }
        }
    }

    /// Takes amounts out of what a unit stood under, as that is at the date, and puts them into what it stands under now.
    fn cross(&mut self, step: &Step, amounts: (i128, i128), stayed: &Heirs, now: UnitId) {
        let &Step { figure, period, .. } = step;
        let years = self.to.spans.years().len();
        let into = [vec![now], self.to.above(now, period)].concat();
        for &(old, share) in stayed {
            let amounts = of(share, amounts);
            let out = [vec![old], self.to.above(old, period)].concat();
            for (way, other, away) in [(&out, &into, true), (&into, &out, false)] {
                for &unit in way.iter().filter(|unit| !other.contains(unit)) {
                    let mut at = vec![period];
                    // What moved in a year moved in the term.
                    at.extend((period < years && years > 1 && (self.to.adds)(figure.indicator)).then_some(years));
                    for period in at {
                        let key = (unit, figure.indicator, figure.category, period);
                        self.sums.entry(key).or_default().shift(figure, amounts, away);
                        if away {
                            self.lessened.insert(key);
                        }
                    }
                }
            }
        }
    }

    /// Units that crossed a border while nobody reported them by themselves and the unit above reported for all.
    fn tell_unmoved(&mut self) {
        let movers: BTreeSet<UnitId> = self.to.trees.movers().chain(self.to.target.movers()).collect();
        for unit in movers {
            for (year, span) in self.to.spans.years().iter().enumerate() {
                let (Some(parent), became) = (self.to.trees.parent(unit, year), self.heirs(unit, year)) else {
                    continue;
                };
                let stayed = self.heirs(parent, year);
                let ([(heir, _)], [(old, _)]) = (&became[..], &stayed[..]) else { continue };
                let Some(now) = self.to.target.parent(*heir, year) else { continue };
                if now == *old || heir == old || !lives(self.to.units().get(unit), *span, false) {
                    continue;
                }
                let reported = |unit: UnitId, basis: Option<Basis>| {
                    let rows = self.figures.of(unit).iter();
                    rows.filter(|f| f.period == span.period()).any(|f| basis.is_none_or(|basis| f.basis == basis))
                };
                if !reported(unit, None) && reported(parent, Some(Basis::Own)) {
                    self.carried.unmoved.insert((unit, *old, now));
                }
            }
        }
    }
}

/// A part of amounts above and below the line.
fn of(part: Part, (above, below): (i128, i128)) -> (i128, i128) {
    let part_of = |raw: i128| part.of(Amount::from_raw(raw)).raw();
    (part_of(above), part_of(below))
}
