//! `Expectations`: which units and years a figure should rest on, so that every figure can say what is missing.
//!
//! Expected are the children of `units.csv` that live in the period, and of those met only in reports the ones that
//! report the indicator at all. Missing is counted in leaf unit-years: one for each year that a unit without living
//! children owes. A unit whose children never report an indicator while it does itself is a leaf for that indicator.

use super::ledger::Ledger;
use super::restate::Trees;
use super::sets::Sets;
use super::span::Spans;
use crate::domain::{Catalogue, IndicatorId, Kind, Knowledge, Registry, UnitId};

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
    /// Where the pairs of each unit start, and where the last one's end.
    starts: Vec<u32>,
    /// By unit, the indicators that it reports or has one below that does.
    indicators: Vec<IndicatorId>,
    /// Of each pair its place among those of units with children; [`LEAF`]: it stands for itself.
    nodes: Vec<u32>,
    potential: Vec<u32>,
    expected: Vec<u32>,
    width: usize,
    /// What the registry alone says, of what happens and of what stands at a date: all that is expected of leaves.
    bases: [Base; 2],
    /// By indicator, which of the two.
    closing: Vec<bool>,
}

/// The place of a pair that stands for itself.
const LEAF: u32 = u32::MAX;

impl Expectations {
    /// Looks at who reports what, and at the trees.
    pub fn new(units: &Registry, knowledge: &Knowledge, ledger: &Ledger, spans: &Spans, trees: &Trees) -> Expectations {
        let catalogue = &knowledge.catalogue;
        let mut order: Vec<UnitId> = units.iter().map(|(id, _)| id).collect();
        // Deepest first, so that a unit is complete before its parent needs it.
        order.sort_by_key(|&unit| std::cmp::Reverse(trees.level(unit)));
        let Active { own, below } = Active::new(units, knowledge, ledger, trees, &order);
        let mut starts = Vec::with_capacity(units.len() + 1);
        let (mut indicators, mut nodes, mut count) = (Vec::new(), Vec::new(), 0);
        for (unit, _) in units.iter() {
            starts.push(indicators.len() as u32);
            for (id, _) in catalogue.iter().filter(|(id, _)| own.has(unit, *id) || below.has(unit, *id)) {
                indicators.push(id);
                nodes.push(if below.has(unit, id) { count } else { LEAF });
                count += u32::from(below.has(unit, id));
            }
        }
        starts.push(indicators.len() as u32);
        let width = spans.all().len();
        let mut table = Expectations {
            starts,
            indicators,
            nodes,
            potential: vec![0; count as usize * width],
            expected: vec![0; count as usize * width],
            width,
            bases: [false, true].map(|closing| Base::new(units, spans, trees, closing, &order)),
            closing: catalogue.iter().map(|(id, _)| closes_over_units(catalogue, id)).collect(),
        };
        for unit in order {
            let registered = units.get(unit).registered;
            for pair in table.pairs_of(unit) {
                table.settle(pair, units, trees, unit);
                let mut last = (None, None);
                for index in 0..width {
                    let parent = trees.parent(unit, index);
                    if parent != last.0 {
                        last = (parent, parent.and_then(|parent| table.find(parent, table.indicators[pair])));
                    }
                    if let Some(above) = last.1 {
                        table.hand_up(pair, above, index, registered, unit);
                    }
                }
            }
        }
        table
    }

    fn pairs_of(&self, unit: UnitId) -> std::ops::Range<usize> {
        self.starts[unit.0 as usize] as usize..self.starts[unit.0 as usize + 1] as usize
    }

    fn find(&self, unit: UnitId, indicator: IndicatorId) -> Option<usize> {
        let pairs = self.pairs_of(unit);
        self.indicators[pairs.clone()].binary_search(&indicator).ok().map(|found| pairs.start + found)
    }

    fn base(&self, pair: usize) -> &Base {
        &self.bases[usize::from(self.closing[self.indicators[pair].0 as usize])]
    }

    /// Completes one pair, once all children have handed up what they have.
    fn settle(&mut self, pair: usize, units: &Registry, trees: &Trees, unit: UnitId) {
        if self.nodes[pair] == LEAF {
            return;
        }
        let row = self.nodes[pair] as usize * self.width;
        let base = &self.bases[usize::from(self.closing[self.indicators[pair].0 as usize])];
        for index in 0..self.width {
            let slot = row + index;
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

    fn hand_up(&mut self, pair: usize, above: usize, index: usize, registered: bool, unit: UnitId) {
        let to = self.nodes[above] as usize * self.width + index;
        let already = if registered { self.base(pair).leaf_years(unit, index) } else { 0 };
        // Wrapping: the difference may be negative until the parent adds what its registered children owe.
        let difference = self.at(pair, unit).potential[index].wrapping_sub(already);
        self.potential[to] = self.potential[to].wrapping_add(difference);
        self.expected[to] += u32::from(!registered && self.base(pair).is_there(unit, index));
    }

    /// What is expected of a unit for an indicator; nothing where neither it nor anyone below reports that.
    pub fn get(&self, unit: UnitId, indicator: IndicatorId) -> Option<Expected<'_>> {
        Some(self.at(self.find(unit, indicator)?, unit))
    }

    fn at(&self, pair: usize, unit: UnitId) -> Expected<'_> {
        match self.nodes[pair] {
            LEAF => {
                let own = self.base(pair).own(unit);
                Expected { leaf: true, potential: own, expected: own }
            }
            node => {
                let range = node as usize * self.width..(node as usize + 1) * self.width;
                Expected { leaf: false, potential: &self.potential[range.clone()], expected: &self.expected[range] }
            }
        }
    }

    /// Everything that is expected of units with children.
    pub fn parents(&self) -> impl Iterator<Item = (UnitId, IndicatorId, Expected<'_>)> {
        let units = (0..self.starts.len() as u32 - 1).map(UnitId);
        let pairs = units.flat_map(|unit| self.pairs_of(unit).map(move |pair| (unit, pair)));
        let nodes = pairs.filter(|&(_, pair)| self.nodes[pair] != LEAF);
        nodes.map(|(unit, pair)| (unit, self.indicators[pair], self.at(pair, unit)))
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

/// Who reports which indicator in the term, and who has one below that does; a rate is reported by its parts.
struct Active {
    own: Sets,
    below: Sets,
}

impl Active {
    fn new(
        units: &Registry,
        knowledge: &Knowledge,
        ledger: &Ledger,
        trees: &Trees,
        deepest_first: &[UnitId],
    ) -> Active {
        let (mut own, mut below) = (ledger.reported().clone(), ledger.reported().like());
        for (id, indicator) in knowledge.catalogue.iter() {
            for part in [indicator.numerator, indicator.denominator, indicator.weight].into_iter().flatten() {
                units
                    .iter()
                    .filter(|(unit, _)| ledger.reported().has(*unit, part))
                    .for_each(|(unit, _)| own.add(unit, id));
            }
        }
        for &unit in deepest_first {
            for parent in trees.all_parents(unit) {
                below.hand_up(unit, parent, &own);
            }
        }
        Active { own, below }
    }
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
    fn new(units: &Registry, spans: &Spans, trees: &Trees, closing: bool, deepest_first: &[UnitId]) -> Base {
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
        for &unit in deepest_first {
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

    /// By period, how many of its years a unit lives in.
    fn own(&self, unit: UnitId) -> &[u32] {
        &self.own[unit.0 as usize * self.width..(unit.0 as usize + 1) * self.width]
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
