//! `Trees`: the tree of units in every period that figures are made for. Units that never move have one parent in all of
//! them; a roll-up asks only for those that do.

use std::collections::{BTreeMap, BTreeSet};

use super::lineage::Lineage;
use crate::analysis::span::{Span, Spans, lives};
use crate::domain::{Month, Registry, UnitId};

/// The trees of the periods, years first, then the term. In the term a unit has the parent of its last year, and a
/// parent has every child that it had in one of the years.
pub(in crate::analysis) struct Trees<'a> {
    units: &'a Registry,
    /// The parents of units that move, by period.
    moved: BTreeMap<UnitId, Vec<Option<UnitId>>>,
    /// Units and years in which they moved: under whom they stood earlier in the year, and when.
    parted: BTreeMap<(UnitId, usize), Vec<(Span, UnitId)>>,
    /// The children, by period, of units that others move to or from.
    children: BTreeMap<UnitId, Vec<Vec<UnitId>>>,
    /// Units and years in which a unit ended and all that was below it stands elsewhere: nothing is left to report.
    spent: BTreeSet<(UnitId, usize)>,
    /// Steps from the root, on the longest way through any of the trees.
    levels: Vec<u32>,
}

impl<'a> Trees<'a> {
    /// The trees as units stood in every period, or, with `as_of`, as they stand in that month or, of later periods, at
    /// their end.
    pub fn new(units: &'a Registry, lineage: &Lineage, spans: &Spans, as_of: Option<Month>) -> Trees<'a> {
        let mut trees = Trees {
            units,
            moved: BTreeMap::new(),
            parted: BTreeMap::new(),
            children: BTreeMap::new(),
            spent: BTreeSet::new(),
            levels: Vec::with_capacity(units.len()),
        };
        let dated = |unit: UnitId| units.get(unit).valid_to.is_some();
        for (id, unit) in units.iter() {
            // Only a move, or the end of the parent, gives a unit another parent.
            if !lineage.moves_ever(id) && !unit.parent.is_some_and(dated) {
                continue;
            }
            // Of what comes after the date a unit stands where it stood, as reported.
            let at = |end: i32| {
                let stood = lineage.stands(id, Month::from_index(end - 1));
                lineage.parent(id, as_of.map_or(stood, |as_of| as_of.max(stood)))
            };
            let parents: Vec<_> = spans.all().iter().map(|span| at(span.to)).collect();
            // Restated, a unit stands under one parent all year.
            let years = spans.years().iter().enumerate().filter(|_| as_of.is_none());
            let parted = years.map(|(year, &span)| (year, earlier_parents(lineage, units, id, span)));
            let before = trees.parted.len();
            trees.parted.extend(parted.filter(|(_, of_year)| !of_year.is_empty()).map(|(year, p)| ((id, year), p)));
            if trees.parted.len() > before || parents.iter().any(|&parent| parent != unit.parent) {
                trees.moved.insert(id, parents);
            }
        }
        let touched: BTreeSet<UnitId> = trees
            .moved
            .iter()
            .flat_map(|(&id, parents)| parents.iter().copied().chain([units.get(id).parent]))
            .flatten()
            .collect();
        for parent in touched {
            let mut by_period: Vec<Vec<UnitId>> = (0..spans.all().len()).map(|_| Vec::new()).collect();
            let stayed = units.children(parent).iter().filter(|child| !trees.moved.contains_key(child));
            for children in &mut by_period {
                children.extend(stayed.clone());
            }
            for (&child, parents) in &trees.moved {
                for (period, children) in by_period.iter_mut().enumerate() {
                    if spans.years_of(period).any(|year| parents[year] == Some(parent)) {
                        children.push(child);
                    }
                }
            }
            by_period.iter_mut().for_each(|children| children.sort_unstable());
            let end = units.get(parent).valid_to.map(|end| end.index() + 1);
            let ends_in = |year: &Span| end.is_some_and(|end| year.from < end && end < year.to);
            let nobody_left =
                |at: usize| by_period[at].iter().all(|&child| !lives(units.get(child), spans.years()[at], false));
            let spent = (0..spans.years().len()).filter(|&at| ends_in(&spans.years()[at]) && nobody_left(at));
            trees.spent.extend(spent.map(|year| (parent, year)));
            trees.children.insert(parent, by_period);
        }
        trees.level_all();
        trees
    }

    /// Whether every unit has one parent in all periods.
    pub fn is_still(&self) -> bool {
        self.moved.is_empty()
    }

    /// The unit above in a period.
    pub fn parent(&self, unit: UnitId, period: usize) -> Option<UnitId> {
        self.moved.get(&unit).map_or_else(|| self.units.get(unit).parent, |parents| parents[period])
    }

    /// Units whose parent is not the registry's in some period.
    pub fn movers(&self) -> impl Iterator<Item = UnitId> {
        self.moved.keys().copied()
    }

    /// Whether a unit has different parents in different periods, or in one of them.
    pub fn moves(&self, unit: UnitId) -> bool {
        let parents = self.moved.get(&unit);
        parents.is_some_and(|parents| parents.windows(2).any(|pair| pair[0] != pair[1]) || self.is_parted(unit))
    }

    fn is_parted(&self, unit: UnitId) -> bool {
        self.parted.range((unit, 0)..=(unit, usize::MAX)).next().is_some()
    }

    /// Of a unit that moved within a year: under whom it stood earlier in that year, and when.
    pub fn earlier_in(&self, unit: UnitId, year: usize) -> &[(Span, UnitId)] {
        self.parted.get(&(unit, year)).map_or(&[], Vec::as_slice)
    }

    /// Every unit and year in which it moved.
    pub fn moved_within_years(&self) -> impl Iterator<Item = (UnitId, usize)> {
        self.parted.keys().copied()
    }

    /// The units below in a period.
    pub fn children(&self, unit: UnitId, period: usize) -> &[UnitId] {
        self.children.get(&unit).map_or_else(|| self.units.children(unit), |children| &children[period])
    }

    /// Whether a unit is expected to report in a period, of what stands at a date (`closing`) at its end.
    pub fn owes(&self, unit: UnitId, period: usize, spans: &Spans, closing: bool) -> bool {
        let years = spans.years_of(period);
        let in_year = |year| lives(self.units.get(unit), spans.years()[year], closing);
        if closing {
            return in_year(years.end - 1);
        }
        years.into_iter().any(|year| in_year(year) && !self.spent.contains(&(unit, year)))
    }

    /// The units above in any period.
    pub fn all_parents(&self, unit: UnitId) -> impl Iterator<Item = UnitId> {
        let moved = self.moved.get(&unit);
        let still = self.units.get(unit).parent.filter(|_| moved.is_none());
        let parted = self.parted.range((unit, 0)..=(unit, usize::MAX));
        let earlier = parted.flat_map(|(_, of_year)| of_year.iter().map(|&(_, parent)| parent));
        moved.into_iter().flatten().flatten().copied().chain(still).chain(earlier)
    }

    /// Steps from the root, on the longest way: a unit is always deeper than whoever it stands under in any period.
    pub fn level(&self, unit: UnitId) -> usize {
        self.levels[unit.0 as usize] as usize
    }

    fn level_all(&mut self) {
        const UNKNOWN: u32 = u32::MAX;
        let mut levels = vec![UNKNOWN; self.units.len()];
        for (unit, _) in self.units.iter() {
            // Upwards until the levels are known, then down again. A circle through several years counts as cut.
            let mut way = vec![unit];
            while let Some(&at) = way.last() {
                let open = self.all_parents(at).find(|up| levels[up.0 as usize] == UNKNOWN && !way.contains(up));
                if let Some(up) = open {
                    way.push(up);
                    continue;
                }
                let above = self.all_parents(at).map(|up| levels[up.0 as usize]).filter(|&level| level != UNKNOWN);
                levels[at.0 as usize] = above.max().map_or(0, |level| level + 1);
                way.pop();
            }
        }
        self.levels = levels;
    }
}

/// Under whom a unit stood in a year before it moved to whom it stands under at its end, or at its own.
fn earlier_parents(lineage: &Lineage, units: &Registry, unit: UnitId, year: Span) -> Vec<(Span, UnitId)> {
    let from = units.get(unit).valid_from.map_or(year.from, |from| from.index().max(year.from));
    let to = units.get(unit).valid_to.map_or(year.to, |to| (to.index() + 1).min(year.to));
    let mut runs: Vec<(Span, Option<UnitId>)> = Vec::new();
    for month in from..to {
        let parent = lineage.parent(unit, Month::from_index(month));
        match runs.last_mut() {
            Some((span, last)) if *last == parent => span.to = month + 1,
            _ => runs.push((Span { from: month, to: month + 1 }, parent)),
        }
    }
    let last = runs.pop().and_then(|(_, parent)| parent);
    runs.into_iter().filter_map(|(span, parent)| Some((span, parent?))).filter(|(_, p)| Some(*p) != last).collect()
}
