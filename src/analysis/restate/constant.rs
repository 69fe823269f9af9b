//! The constant perimeter: only units that report through the whole term, those that changed followed to what they became.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::carry::{Restated, Series, by_series};
use super::sum::{Sum, amounts};
use super::trees::Trees;
use crate::analysis::expectation::closes_over_units;
use crate::analysis::span::{Spans, lives};
use crate::domain::{Basis, Cells, Figure, IndicatorId, Knowledge, Registry, UnitId};

/// Of units with others below them the years of every series that is kept.
type Bodies = BTreeMap<UnitId, BTreeMap<Series, Vec<Figure>>>;

/// What there is of a series below a unit.
#[derive(Default)]
struct Below {
    /// How many units report through all years, and their years added up.
    kept: u32,
    years: Vec<Sum>,
    /// Those that do not, and came or went.
    away: Vec<UnitId>,
}

impl Below {
    /// Adds the years of a unit that is kept.
    fn add<'f>(&mut self, years: impl IntoIterator<Item = &'f Figure>) {
        self.kept += 1;
        for (at, figure) in years.into_iter().enumerate() {
            if self.years.len() == at {
                self.years.push(Sum::default());
            }
            self.years[at].count(figure);
        }
    }

    /// The years of the unit above, of those that are kept; nothing where none is.
    fn together(&self, unit: UnitId) -> Option<Vec<Figure>> {
        let (basis, cells, count) = (Basis::Children, Cells::default(), self.kept);
        let of_year = |sum: &Sum| {
            let sum = sum.clone().finish()?;
            Some(Figure { unit, basis, cells: cells.clone(), reported: count, expected: count, gaps: 0, ..sum })
        };
        (count > 0).then(|| self.years.iter().map(of_year).collect()).flatten()
    }
}

/// What the choice of units needs to know.
pub(in crate::analysis) struct Chooser<'a> {
    pub units: &'a Registry,
    pub knowledge: &'a Knowledge,
    /// The trees as of the date that figures were carried to.
    pub target: &'a Trees<'a>,
    pub spans: &'a Spans,
    /// Whether the years of an indicator add up to the term.
    pub adds: &'a dyn Fn(IndicatorId) -> bool,
}

impl Chooser<'_> {
    /// Of carried figures those of the units that report through all years, added up again above them; of `wanted` units
    /// only, where others are not asked for.
    pub fn run(&self, carried: Restated, wanted: Option<&BTreeSet<UnitId>>) -> Vec<Figure> {
        let is_wanted = |unit: UnitId| wanted.is_none_or(|wanted| wanted.contains(&unit));
        let mut order: Vec<UnitId> = self.units.iter().map(|(id, _)| id).collect();
        order.retain(|&unit| is_wanted(unit) || !self.children(unit).is_empty());
        order.sort_by_key(|&unit| Reverse(self.target.level(unit)));
        let (mut bodies, mut chosen) = (Bodies::new(), Vec::new());
        for unit in order {
            let below = self.below(unit, carried, &bodies);
            let mut made = BTreeMap::new();
            for (series, figures) in by_series(carried.of(unit)) {
                let whole: Option<Vec<&Figure>> = self.is_whole(figures).then(|| self.years(figures).collect());
                let below = below.get(&series);
                let signed = |years: &Vec<&Figure>| years.iter().all(|figure| figure.basis == Basis::Own);
                let kept = match (whole, below) {
                    (None, None) => None,
                    (Some(own), None) => self.without(&own, &[], series, carried),
                    // What the unit signed for, without those below it that came or went.
                    (Some(own), Some(below)) if signed(&own) => self.without(&own, &below.away, series, carried),
                    (_, Some(below)) => below.together(unit),
                };
                made.extend(kept.map(|years| (series, years)));
            }
            if is_wanted(unit) {
                let years = made.iter().map(|(series, years)| (series.0, years.clone()));
                chosen.extend(years.flat_map(|(indicator, years)| self.with_term(indicator, years)));
            }
            if !self.children(unit).is_empty() {
                bodies.insert(unit, made);
            }
        }
        chosen.sort_unstable_by_key(Figure::key);
        chosen
    }

    /// The units below at the end of the term.
    fn children(&self, unit: UnitId) -> &[UnitId] {
        self.target.children(unit, self.spans.years().len() - 1)
    }

    /// What there is below a unit. Of those that stand for themselves the figures are looked at where they are, for there
    /// are many; `bodies` holds what was kept of all others.
    fn below(&self, unit: UnitId, carried: Restated, bodies: &Bodies) -> BTreeMap<Series, Below> {
        let mut all: BTreeMap<Series, Below> = BTreeMap::new();
        for &child in self.children(unit) {
            let body = (!self.children(child).is_empty()).then(|| bodies.get(&child));
            for (series, figures) in by_series(carried.of(child)) {
                let below = all.entry(series).or_default();
                let kept = match body {
                    Some(body) => body.and_then(|made| made.get(&series)).map(|years| below.add(years)),
                    None => self.is_whole(figures).then(|| below.add(self.years(figures))),
                };
                if kept.is_none() && self.comes_or_goes(child) {
                    below.away.push(child);
                }
            }
        }
        all
    }

    /// Whether there is a complete figure of every year.
    fn is_whole(&self, figures: &[Figure]) -> bool {
        self.years(figures).count() == self.spans.years().len()
    }

    /// The complete figures of the first years, up to the first that has none.
    fn years<'f>(&'f self, figures: &'f [Figure]) -> impl Iterator<Item = &'f Figure> {
        // Both are in order.
        let mut years = self.spans.years().iter().map(|year| year.period()).peekable();
        figures
            .iter()
            .filter(move |figure| figure.is_complete() && years.next_if(|year| *year == figure.period).is_some())
    }

    /// Whether a unit lives in a part of the term only.
    fn comes_or_goes(&self, unit: UnitId) -> bool {
        let unit = self.units.get(unit);
        self.spans.years().iter().any(|&year| !lives(unit, year, false))
    }

    fn without(&self, own: &[&Figure], away: &[UnitId], series: Series, carried: Restated) -> Option<Vec<Figure>> {
        let mut kept = Vec::with_capacity(own.len());
        for figure in own {
            let mut sum = Sum::default();
            sum.carry(figure, amounts(figure.value));
            for gone in away.iter().filter_map(|&unit| carried.get((unit, series.0, series.1, figure.period))) {
                sum.shift(gone, amounts(gone.value), true);
            }
            kept.push(Figure { gaps: 0, reported: figure.reported, expected: figure.reported, ..sum.finish()? });
        }
        Some(kept)
    }

    /// The years, and the term that they make.
    fn with_term(&self, indicator: IndicatorId, years: Vec<Figure>) -> Vec<Figure> {
        let mut all = years;
        let count = all.len();
        if self.spans.all().len() == count {
            return all;
        }
        let period = self.spans.term().period();
        let Some(last) = all.last().cloned() else { return all };
        let leaf = last.basis == Basis::Own && !closes_over_units(&self.knowledge.catalogue, indicator);
        let (reported, expected) = if leaf { (count as u32, count as u32) } else { (last.reported, last.expected) };
        if (self.adds)(indicator) {
            let mut sum = Sum::default();
            all.iter().for_each(|year| sum.carry(year, amounts(year.value)));
            all.extend(sum.finish().map(|f| Figure { period, reported, expected, gaps: 0, basis: last.basis, ..f }));
        } else {
            all.push(Figure { period, ..last });
        }
        all
    }
}
