//! The constant perimeter: only units that report through the whole term, those that changed followed to what they became.

use std::collections::{BTreeMap, BTreeSet};

use super::carry::{Restated, key_of};
use super::sum::{Sum, amounts};
use super::trees::Trees;
use crate::analysis::expectation::closes_over_units;
use crate::analysis::span::{Spans, lives};
use crate::domain::{Basis, CategoryId, Cells, Figure, IndicatorId, Knowledge, Registry, UnitId};

type Series = (IndicatorId, Option<CategoryId>);

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
        let mut series: BTreeMap<Series, Vec<&Figure>> = BTreeMap::new();
        for figure in carried.rows() {
            series.entry((figure.indicator, figure.category)).or_default().push(figure);
        }
        let mut order: Vec<UnitId> = self.units.iter().map(|(id, _)| id).collect();
        order.sort_by_key(|&unit| std::cmp::Reverse(self.target.level(unit)));
        let mut chosen = Vec::new();
        for figures in series.into_values() {
            let is_wanted = |figure: &Figure| wanted.is_none_or(|wanted| wanted.contains(&figure.unit));
            chosen.extend(self.series(&figures, &order).into_iter().filter(is_wanted));
        }
        chosen.sort_unstable_by_key(key_of);
        chosen
    }

    fn series(&self, figures: &[&Figure], order: &[UnitId]) -> Vec<Figure> {
        let years = self.spans.years().len();
        let mut by_unit: BTreeMap<UnitId, Vec<Option<&Figure>>> = BTreeMap::new();
        for figure in figures {
            let year = self.spans.years().iter().position(|year| year.period() == figure.period);
            let of_unit = by_unit.entry(figure.unit).or_insert_with(|| vec![None; years]);
            if let Some(year) = year {
                of_unit[year] = Some(figure);
            }
        }
        let mut made: BTreeMap<UnitId, Vec<Figure>> = BTreeMap::new();
        for &unit in order {
            let Some(of_unit) = by_unit.get(&unit) else { continue };
            let whole: Option<Vec<&Figure>> = of_unit.iter().copied().collect();
            let children = self.target.children(unit, years - 1);
            let bearing: Vec<UnitId> = children.iter().copied().filter(|child| by_unit.contains_key(child)).collect();
            let own = whole.filter(|years| {
                let signed = years.iter().all(|f| f.basis == Basis::Own);
                years.iter().all(|f| f.is_complete()) && (bearing.is_empty() || signed)
            });
            let in_part = |child: &&UnitId| !made.contains_key(child) && self.comes_or_goes(**child);
            let kept = match own {
                // What the unit signed for, without those below it that came or went.
                Some(own) => self.without(&own, &bearing.iter().filter(in_part).copied().collect::<Vec<_>>(), &by_unit),
                None => self.together(unit, &bearing, &made),
            };
            if let Some(kept) = kept {
                made.insert(unit, kept);
            }
        }
        let Some(indicator) = figures.first().map(|figure| figure.indicator) else { return Vec::new() };
        made.into_values().flat_map(|years| self.with_term(indicator, years)).collect()
    }

    /// Whether a unit lives in a part of the term only.
    fn comes_or_goes(&self, unit: UnitId) -> bool {
        let unit = self.units.get(unit);
        self.spans.years().iter().any(|&year| !lives(unit, year, false))
    }

    fn without(
        &self,
        own: &[&Figure],
        away: &[UnitId],
        by_unit: &BTreeMap<UnitId, Vec<Option<&Figure>>>,
    ) -> Option<Vec<Figure>> {
        let mut kept = Vec::with_capacity(own.len());
        for (year, figure) in own.iter().enumerate() {
            let mut sum = Sum::default();
            sum.carry(figure, amounts(figure.value));
            for gone in away.iter().filter_map(|unit| by_unit.get(unit)?[year]) {
                sum.shift(gone, amounts(gone.value), true);
            }
            kept.push(Figure { gaps: 0, reported: figure.reported, expected: figure.reported, ..sum.finish()? });
        }
        Some(kept)
    }

    fn together(&self, unit: UnitId, bearing: &[UnitId], made: &BTreeMap<UnitId, Vec<Figure>>) -> Option<Vec<Figure>> {
        let kept: Vec<&Vec<Figure>> = bearing.iter().filter_map(|child| made.get(child)).collect();
        if kept.is_empty() {
            return None;
        }
        let count = kept.len() as u32;
        (0..self.spans.years().len())
            .map(|year| {
                let mut sum = Sum::default();
                kept.iter().for_each(|child| sum.shift(&child[year], amounts(child[year].value), false));
                let basis = Basis::Children;
                let cells = Cells::default();
                Some(Figure { unit, basis, cells, reported: count, expected: count, gaps: 0, ..sum.finish()? })
            })
            .collect()
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
