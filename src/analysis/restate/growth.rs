//! Where the change of an amount over the term comes from: the same units, units that began or ended, and the perimeter.

use std::collections::{BTreeMap, BTreeSet};

use super::carry::{Restated, Series, by_series};
use super::lineage::Before;
use super::trees::Trees;
use crate::analysis::span::{Span, Spans, lives};
use crate::domain::{Amount, Basis, ChangeOverTerm, Figure, Figures, IndicatorId, Kind, Knowledge, Registry, UnitId};

/// What the parts of a change need to know.
pub(in crate::analysis) struct Growth<'a> {
    pub units: &'a Registry,
    pub knowledge: &'a Knowledge,
    pub target: &'a Trees<'a>,
    pub spans: &'a Spans,
    /// What every unit that exists at the date was before, itself included.
    pub before: &'a Before,
}

/// The parts below one unit, in raw steps.
#[derive(Clone, Copy, Default)]
struct Parts {
    same: i128,
    begun: i128,
    ended: i128,
    silent: i128,
}

impl Parts {
    fn sum(&self) -> i128 {
        self.same + self.begun + self.ended + self.silent
    }

    fn add(&mut self, other: &Parts) {
        self.same += other.same;
        self.begun += other.begun;
        self.ended += other.ended;
        self.silent += other.silent;
    }
}

impl Growth<'_> {
    /// The parts of the change of units that have units below them, or that differ between perimeters.
    pub fn run(&self, touched: &BTreeSet<UnitId>, reported: &Figures, carried: Restated) -> Vec<ChangeOverTerm> {
        let Some((first, last)) = self.ends() else { return Vec::new() };
        let (from, to) = (self.spans.years()[first].period(), self.spans.years()[last].period());
        let mut changes = Vec::new();
        for &unit in touched.iter().filter(|&&unit| self.units.get(unit).registered) {
            let figures = reported.of(unit).iter().chain(carried.of(unit));
            let ends = figures.filter(|f| f.period == from || f.period == to);
            let series = ends.map(|f| (f.indicator, f.category));
            let asked: BTreeSet<Series> = series.filter(|&(indicator, _)| self.is_amount(indicator)).collect();
            let parts = self.parts(unit, (first, last), carried);
            let has_children = !self.target.children(unit, last).is_empty();
            for (indicator, category) in asked {
                let value = |period| reported.get(unit, indicator, category, period).map_or(0, raw);
                let (opening, closing) = (value(from), value(to));
                let inside = |period| carried.get((unit, indicator, category, period)).map_or(0, raw);
                if !has_children && inside(to) - inside(from) == closing - opening {
                    continue;
                }
                let parts = parts.get(&(indicator, category)).copied().unwrap_or_default();
                changes.push(ChangeOverTerm {
                    unit,
                    indicator,
                    category,
                    from,
                    to,
                    opening: Amount::from_raw(opening),
                    closing: Amount::from_raw(closing),
                    same: Amount::from_raw(parts.same),
                    begun: Amount::from_raw(parts.begun),
                    ended: Amount::from_raw(parts.ended),
                    perimeter: Amount::from_raw(closing - opening - parts.sum()),
                    silent: Amount::from_raw(parts.silent),
                });
            }
        }
        changes
    }

    /// Whether the change of an indicator is one of amounts that add up.
    fn is_amount(&self, indicator: IndicatorId) -> bool {
        matches!(self.knowledge.catalogue.indicator(indicator).kind, Kind::Flow | Kind::Stock)
    }

    /// The first and the last year of one length: the part-years at the ends of a term are left out where whole years
    /// stand between them.
    fn ends(&self) -> Option<(usize, usize)> {
        let years = self.spans.years();
        let longest = years.iter().map(|year| year.months()).max()?;
        let first = years.iter().position(|year| year.months() == longest)?;
        let last = years.iter().rposition(|year| year.months() == longest)?;
        (first < last).then_some((first, last))
    }

    /// The parts of the change of every series of a unit, between the first year and the last.
    fn parts(&self, unit: UnitId, (first, last): (usize, usize), carried: Restated) -> BTreeMap<Series, Parts> {
        let mut all = BTreeMap::new();
        let mut from_children: BTreeMap<Series, i128> = BTreeMap::new();
        let [from, to] = [first, last].map(|year| self.spans.years()[year].period());
        for (series, figures) in by_series(carried.of(unit)).filter(|((indicator, _), _)| self.is_amount(*indicator)) {
            let at = |period| figures.iter().find(|figure| figure.period == period);
            let closing = self.knowledge.catalogue.indicator(series.0).kind == Kind::Stock;
            let parts = match (at(from), at(to)) {
                (None, None) => continue,
                (Some(opening), Some(figure)) => {
                    let change = raw(figure) - raw(opening);
                    if [opening, figure].iter().all(|f| f.basis == Basis::Children) {
                        from_children.insert(series, change);
                        continue;
                    }
                    // What a unit signed for itself is not taken apart.
                    Parts { same: change, ..Parts::default() }
                }
                (None, Some(figure)) if self.lived(unit, first, closing) => {
                    Parts { silent: raw(figure), ..Parts::default() }
                }
                (None, Some(figure)) => Parts { begun: raw(figure), ..Parts::default() },
                (Some(figure), None) if self.lived(unit, last, closing) => {
                    Parts { silent: -raw(figure), ..Parts::default() }
                }
                (Some(figure), None) => Parts { ended: -raw(figure), ..Parts::default() },
            };
            all.insert(series, parts);
        }
        if !from_children.is_empty() {
            let mut below: BTreeMap<Series, Parts> = BTreeMap::new();
            let mut children: Vec<UnitId> =
                [first, last].iter().flat_map(|&year| self.target.children(unit, year)).copied().collect();
            children.sort_unstable();
            children.dedup();
            for child in children {
                for (series, parts) in self.parts(child, (first, last), carried) {
                    below.entry(series).or_default().add(&parts);
                }
            }
            for (series, change) in from_children {
                let mut parts = below.get(&series).copied().unwrap_or_default();
                parts.same += change - parts.sum();
                all.insert(series, parts);
            }
        }
        all
    }

    /// Whether a unit, or one of those that it was before, lived in a year.
    fn lived(&self, unit: UnitId, year: usize, closing: bool) -> bool {
        let year: Span = self.spans.years()[year];
        let was = self.before.of(unit);
        let who = if was.is_empty() { std::slice::from_ref(&unit) } else { was };
        who.iter().any(|&one| lives(self.units.get(one), year, closing))
    }
}

fn raw(figure: &Figure) -> i128 {
    figure.value.amount().raw()
}
