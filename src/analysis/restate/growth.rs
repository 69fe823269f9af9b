//! Where the change of an amount over the term comes from: the same units, units that began or ended, and the perimeter.

use std::collections::{BTreeMap, BTreeSet};

use super::carry::Restated;
use super::trees::Trees;
use crate::analysis::span::{Span, Spans, lives};
use crate::domain::{
    Amount, Basis, CategoryId, ChangeOverTerm, Figure, Figures, IndicatorId, Kind, Knowledge, Registry, UnitId,
};

/// What the parts of a change need to know.
pub(in crate::analysis) struct Growth<'a> {
    pub units: &'a Registry,
    pub knowledge: &'a Knowledge,
    pub target: &'a Trees<'a>,
    pub spans: &'a Spans,
    /// What every unit that exists at the date was before, itself included.
    pub before: &'a BTreeMap<UnitId, Vec<UnitId>>,
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
}

impl Growth<'_> {
    /// The parts of the change of units that have units below them, or that differ between perimeters.
    pub fn run(&self, touched: &BTreeSet<UnitId>, reported: &Figures, carried: Restated) -> Vec<ChangeOverTerm> {
        let Some((first, last)) = self.ends() else { return Vec::new() };
        let (from, to) = (self.spans.years()[first].period(), self.spans.years()[last].period());
        let mut keys: Vec<(UnitId, IndicatorId, Option<CategoryId>)> = touched
            .iter()
            .flat_map(|&unit| reported.of(unit).iter().chain(carried.of(unit)))
            .filter(|f| f.period == from || f.period == to)
            .map(|f| (f.unit, f.indicator, f.category))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let mut changes = Vec::new();
        for (unit, indicator, category) in keys {
            let kind = self.knowledge.catalogue.indicator(indicator).kind;
            if !matches!(kind, Kind::Flow | Kind::Stock) || !self.units.get(unit).registered {
                continue;
            }
            let value = |period| reported.get(unit, indicator, category, period).map_or(0, raw);
            let (opening, closing) = (value(from), value(to));
            let parts = self.parts(unit, (indicator, category), (first, last), carried);
            let has_children = !self.target.children(unit, last).is_empty();
            let inside = |period| carried.get((unit, indicator, category, period)).map_or(0, raw);
            let inside_change = inside(to) - inside(from);
            if !has_children && inside_change == closing - opening {
                continue;
            }
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
        changes
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

    fn parts(
        &self,
        unit: UnitId,
        series: (IndicatorId, Option<CategoryId>),
        (first, last): (usize, usize),
        carried: Restated,
    ) -> Parts {
        let get = |year: usize| carried.get((unit, series.0, series.1, self.spans.years()[year].period()));
        let closing = self.knowledge.catalogue.indicator(series.0).kind == Kind::Stock;
        match (get(first), get(last)) {
            (None, None) => Parts::default(),
            (Some(opening), Some(closing_figure)) => {
                let change = raw(closing_figure) - raw(opening);
                let from_children = [opening, closing_figure].iter().all(|f| f.basis == Basis::Children);
                let mut parts = Parts::default();
                if from_children {
                    let mut children: Vec<UnitId> =
                        [first, last].iter().flat_map(|&year| self.target.children(unit, year)).copied().collect();
                    children.sort_unstable();
                    children.dedup();
                    for child in children {
                        let below = self.parts(child, series, (first, last), carried);
                        parts.same += below.same;
                        parts.begun += below.begun;
                        parts.ended += below.ended;
                        parts.silent += below.silent;
                    }
                }
                // What a unit signed for itself is not taken apart.
                parts.same += change - parts.sum();
                parts
            }
            (None, Some(figure)) if self.lived(unit, first, closing) => {
                Parts { silent: raw(figure), ..Parts::default() }
            }
            (None, Some(figure)) => Parts { begun: raw(figure), ..Parts::default() },
            (Some(figure), None) if self.lived(unit, last, closing) => {
                Parts { silent: -raw(figure), ..Parts::default() }
            }
            (Some(figure), None) => Parts { ended: -raw(figure), ..Parts::default() },
        }
    }

    /// Whether a unit, or one of those that it was before, lived in a year.
    fn lived(&self, unit: UnitId, year: usize, closing: bool) -> bool {
        let year: Span = self.spans.years()[year];
        let alone = [unit];
        let who = self.before.get(&unit).map_or(&alone[..], Vec::as_slice);
        who.iter().any(|&one| lives(self.units.get(one), year, closing))
    }
}

fn raw(figure: &Figure) -> i128 {
    figure.value.amount().raw()
}
