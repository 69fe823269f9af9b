//! `Expectations`: which units and years a figure should rest on, so that every figure can say what is missing.
//!
//! Expected are the children of `units.csv` that live in the period, and of those met only in reports the ones that
//! report the indicator at all. Missing is counted in leaf unit-years: one for each year that a unit without living
//! children owes. A unit whose children never report an indicator while it does itself is a leaf for that indicator.

use std::collections::BTreeSet;

use super::ledger::{Ledger, span_of};
use super::restate::Trees;
use super::span::Spans;
use crate::domain::{Catalogue, IndicatorId, Kind, Knowledge, Observations, Registry, UnitId};

/// What is expected of one unit for one indicator, by period (years first, then the term).
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'e> {
    /// Whether the unit stands for itself: none of its children reports this.
    pub leaf: bool,
    /// Leaf unit-years that could be there.
    pub potential: &'e [u32],
    /// Direct children that should report; of a leaf, its years.
    pub expected: &'e [u32],
}

/// See the module's text.
pub(super) struct Expectations {
    /// Units that report an indicator, or have one below that does; sorted.
    pairs: Vec<(IndicatorId, UnitId)>,
    leaf: Vec<bool>,
    potential: Vec<u32>,
    expected: Vec<u32>,
    width: usize,
}

impl Expectations {
    /// Looks at who reports what, and at the trees.
    pub fn new(
        observations: &Observations,
        knowledge: &Knowledge,
        ledger: &Ledger,
        spans: &Spans,
        trees: &Trees,
    ) -> Expectations {
        let units = &observations.units;
        let pairs = active(observations, knowledge, ledger, spans, trees);
        let width = spans.all().len();
        let mut table = Expectations {
            leaf: vec![true; pairs.len()],
            potential: vec![0; pairs.len() * width],
            expected: vec![0; pairs.len() * width],
            pairs,
            width,
        };
        // Deepest first, so that a unit is complete before its parent needs it.
        let mut order: Vec<usize> = (0..table.pairs.len()).collect();
        order.sort_by_key(|&pair| std::cmp::Reverse(trees.level(table.pairs[pair].1)));
        let bases = [false, true].map(|closing| Base::new(units, spans, trees, closing));
        for pair in order {
            let (indicator, unit) = table.pairs[pair];
            let base = &bases[usize::from(closes_over_units(&knowledge.catalogue, indicator))];
            table.settle(pair, units, trees, base, unit);
            for index in 0..width {
                let Some(parent) = trees.parent(unit, index) else { continue };
                if let Ok(above) = table.pairs.binary_search(&(indicator, parent)) {
                    table.hand_up(pair, above, index, units.get(unit).registered, base, unit);
                }
            }
        }
        table
    }

    /// Completes one pair, once all children have handed up what they have.
    fn settle(&mut self, pair: usize, units: &Registry, trees: &Trees, base: &Base, unit: UnitId) {
        let row = pair * self.width;
        for index in 0..self.width {
            let slot = row + index;
            if self.leaf[pair] {
                self.potential[slot] = base.own_years(unit, index);
                self.expected[slot] = self.potential[slot];
                continue;
            }
            // What stands at a date is asked of those who are there at the end.
            let tree = if base.closing { base.years[index].last().copied().unwrap_or(index) } else { index };
            for &child in trees.children(unit, tree).iter().filter(|&&child| units.get(child).registered) {
                // What reporting children hand up comes on top of what their registered leaves owe.
                self.potential[slot] = self.potential[slot].wrapping_add(base.leaf_years(child, index));
                self.expected[slot] += u32::from(base.is_there(child, index));
            }
            let years = &base.years[index];
            if years.len() > 1 {
                self.potential[slot] = years.iter().map(|year| self.potential[row + year]).sum();
            } else if self.potential[slot] == 0 {
                // Nobody below it lived then: the unit itself owed the year.
                self.potential[slot] = base.own_years(unit, index);
            }
        }
    }

    fn hand_up(&mut self, pair: usize, above: usize, index: usize, registered: bool, base: &Base, unit: UnitId) {
        self.leaf[above] = false;
        let (from, to) = (pair * self.width + index, above * self.width + index);
        let already = if registered { base.leaf_years(unit, index) } else { 0 };
        // Wrapping: the difference may be negative until the parent adds what its registered children owe.
        let difference = self.potential[from].wrapping_sub(already);
        self.potential[to] = self.potential[to].wrapping_add(difference);
        self.expected[to] += u32::from(!registered);
    }

    /// What is expected of a unit for an indicator; nothing where neither it nor anyone below reports that.
    pub fn get(&self, unit: UnitId, indicator: IndicatorId) -> Option<Expected<'_>> {
        let pair = self.pairs.binary_search(&(indicator, unit)).ok()?;
        Some(self.at(pair))
    }

    fn at(&self, pair: usize) -> Expected<'_> {
        let range = pair * self.width..(pair + 1) * self.width;
        Expected { leaf: self.leaf[pair], potential: &self.potential[range.clone()], expected: &self.expected[range] }
    }

    /// Everything that is expected of units with children.
    pub fn parents(&self) -> impl Iterator<Item = (UnitId, IndicatorId, Expected<'_>)> {
        let pairs = self.pairs.iter().enumerate();
        pairs.filter(|&(pair, _)| !self.leaf[pair]).map(|(pair, &(indicator, unit))| (unit, indicator, self.at(pair)))
    }
}

/// Whether only units that live at the end of a period are expected.
pub(super) fn closes_over_units(catalogue: &Catalogue, indicator: IndicatorId) -> bool {
    let closes = |part: Option<IndicatorId>| {
        part.is_some_and(|id| matches!(catalogue.indicator(id).kind, Kind::Stock | Kind::Flag))
    };
    let indicator = catalogue.indicator(indicator);
    match indicator.kind {
        Kind::Stock | Kind::Flag | Kind::Rating => true,
        Kind::Rate => closes(indicator.numerator) && closes(indicator.denominator),
        // A mean is weighted over all years of a period, like what is added up.
        Kind::Mean | Kind::Flow => false,
    }
}

/// Every (indicator, unit) that reports in the term, with all units above; a rate is reported by its parts.
fn active(
    observations: &Observations,
    knowledge: &Knowledge,
    ledger: &Ledger,
    spans: &Spans,
    trees: &Trees,
) -> Vec<(IndicatorId, UnitId)> {
    let mut derived: Vec<Vec<IndicatorId>> = vec![Vec::new(); knowledge.catalogue.indicators.len()];
    for (id, indicator) in knowledge.catalogue.iter() {
        for part in [indicator.numerator, indicator.denominator, indicator.weight].into_iter().flatten() {
            derived[part.0 as usize].push(id);
        }
    }
    let mut pairs = BTreeSet::new();
    let mut last = None;
    for entry in ledger.entries() {
        let (unit, indicator) = (entry.key.unit(), entry.key.indicator());
        let kind = knowledge.catalogue.indicator(indicator).kind;
        let span = span_of(&observations.rows[entry.id as usize], kind);
        if last == Some((unit, indicator)) || spans.term().common(span) == 0 {
            continue;
        }
        last = Some((unit, indicator));
        for &id in std::iter::once(&indicator).chain(&derived[indicator.0 as usize]) {
            let mut open = vec![unit];
            while let Some(unit) = open.pop() {
                if pairs.insert((id, unit)) {
                    open.extend(trees.all_parents(unit));
                }
            }
        }
    }
    pairs.into_iter().collect()
}

/// What the registry alone says, by unit and period.
struct Base {
    width: usize,
    closing: bool,
    /// The years of each period.
    years: Vec<Vec<usize>>,
    there: Vec<bool>,
    own: Vec<u32>,
    leaves: Vec<u32>,
}

impl Base {
    fn new(units: &Registry, spans: &Spans, trees: &Trees, closing: bool) -> Base {
        let width = spans.all().len();
        let mut base = Base {
            width,
            closing,
            years: (0..width).map(|index| spans.years_of(index).collect()).collect(),
            there: Vec::with_capacity(units.len() * width),
            own: Vec::with_capacity(units.len() * width),
            leaves: vec![0; units.len() * width],
        };
        for (id, _) in units.iter() {
            for index in 0..width {
                base.there.push(trees.owes(id, index, spans, closing));
                let years = spans.years_of(index).filter(|&year| trees.owes(id, year, spans, closing));
                base.own.push(years.count() as u32);
            }
        }
        let mut order: Vec<UnitId> = units.iter().map(|(id, _)| id).collect();
        order.sort_by_key(|&id| std::cmp::Reverse(trees.level(id)));
        for unit in order {
            let row = unit.0 as usize * width;
            for index in 0..width {
                let registered = trees.children(unit, index).iter().filter(|&&child| units.get(child).registered);
                let below: u32 = registered.map(|child| base.leaves[child.0 as usize * width + index]).sum();
                let years = &base.years[index];
                base.leaves[row + index] = if years.len() > 1 {
                    years.iter().map(|year| base.leaves[row + year]).sum()
                } else if below == 0 {
                    base.own[row + index]
                } else {
                    below
                };
            }
        }
        base
    }

    /// Whether a unit is expected in a period.
    fn is_there(&self, unit: UnitId, index: usize) -> bool {
        self.there[unit.0 as usize * self.width + index]
    }

    /// How many years of a period a unit lives in.
    fn own_years(&self, unit: UnitId, index: usize) -> u32 {
        self.own[unit.0 as usize * self.width + index]
    }

    /// How many leaf unit-years the registered units below owe; of a leaf, its own.
    fn leaf_years(&self, unit: UnitId, index: usize) -> u32 {
        self.leaves[unit.0 as usize * self.width + index]
    }
}
