//! How a figure came about. Figures keep their cells, not the way from the cells to the value: the way is found again here,
//! and counts only where its arithmetic gives exactly the figure. Where no way does, the parts are named with what they add
//! up to, so that nobody is shown a sum that is none.

use std::collections::{BTreeMap, BTreeSet};

use super::restate::{Lineage, Trees};
use super::span::Spans;
use crate::domain::{
    Addend, Amount, Basis, BeforeMove, CategoryId, Derivation, Figure, FigureKey, Figures, Kind, Knowledge, Number,
    ObservationId, Observations, Period, Registry, UnitId, Way, Whole,
};

/// Finds how one figure came about.
pub fn derive(key: FigureKey, figures: &Figures, observations: &Observations, knowledge: &Knowledge) -> Derivation {
    let read = if observations.units.is_empty() { &knowledge.registry } else { &observations.units };
    let units = figures.units.as_ref().unwrap_or(read);
    let spans = Spans::new(knowledge.calendar, figures.term.unwrap_or(knowledge.term.period));
    let lineage = Lineage::new(read, &knowledge.changes);
    let trees = Trees::new(read, &lineage, &spans, None);
    let periods: Vec<Period> = spans.all().iter().map(|span| span.period()).collect();
    let as_stated = figures.units.is_some();
    Deriver { figures, observations, knowledge, units, trees: &trees, periods: &periods, as_stated, as_reported: false }
        .derive(key)
}

#[derive(Clone, Copy)]
struct Deriver<'a> {
    figures: &'a Figures,
    observations: &'a Observations,
    knowledge: &'a Knowledge,
    units: &'a Registry,
    /// The tree of every period as units reported, and the periods.
    trees: &'a Trees<'a>,
    periods: &'a [Period],
    /// Whether figures are stated for one tree, whatever stood when they were reported.
    as_stated: bool,
    /// Whether figures are looked up as the units reported them, whatever the perimeter.
    as_reported: bool,
}

impl<'a> Deriver<'a> {
    fn figure(&self, key: FigureKey) -> Option<&'a Figure> {
        let (unit, indicator, category, period) = key;
        let stated = self.figures.get(unit, indicator, category, period);
        if !self.as_reported {
            return stated;
        }
        self.figures.perimeters.of(key).map_or(stated, |all| all.as_reported.as_ref())
    }

    fn derive(&self, key: FigureKey) -> Derivation {
        let Some(figure) = self.figure(key) else {
            return Derivation { key, figure: None, way: Way::Nothing };
        };
        Derivation { key, figure: Some(figure.clone()), way: self.way(key, figure) }
    }

    /// The first way that gives the figure exactly; else the nearest there is.
    fn way(&self, key: FigureKey, figure: &Figure) -> Way {
        if let Number::Ratio { numerator, denominator, .. } = figure.value {
            let ways = [
                self.weighted(key, figure, (numerator, denominator)),
                self.quotient(key, (numerator, denominator)),
                self.pairs(Whole::RatiosOfUnits, self.children(key), (numerator, denominator)),
                self.pairs(Whole::RatiosOfPeriods, self.years(key), (numerator, denominator)),
            ];
            return ways.into_iter().flatten().next().unwrap_or_else(|| named(figure));
        }
        let value = figure.value.amount();
        let of_children = figure.basis == Basis::Children;
        let own = || {
            if figure.cells.is_empty() {
                return None;
            }
            self.sum(Whole::Categories, self.categories(key, figure), value)
                .or_else(|| self.sum(Whole::Periods, self.years_behind(key, figure), value))
                .or_else(|| self.cells(key, figure, value))
        };
        let below = || {
            let children = self.sum(Whole::Units, self.children(key), value);
            children.or_else(|| self.sum_with_moves(key, value)).filter(|_| of_children)
        };
        let others = || {
            self.sum(Whole::Carried, self.forerunners(key), value)
                .or_else(|| self.sum(Whole::Periods, self.years(key), value))
                .or_else(|| self.sum(Whole::Categories, self.parts(key), value))
        };
        let found = own().or_else(below).or_else(others);
        found.unwrap_or_else(|| if figure.cells.is_empty() { self.off(key, value) } else { named(figure) })
    }

    /// A sum of other figures, where it gives the value.
    fn sum(&self, of: Whole, keys: Vec<FigureKey>, value: Amount) -> Option<Way> {
        let as_reported = self.as_reported || of == Whole::Carried;
        let deriver = Deriver { as_reported, ..*self };
        let (there, missing): (Vec<FigureKey>, Vec<FigureKey>) =
            keys.into_iter().partition(|&key| deriver.figure(key).is_some());
        let total: Amount = there.iter().filter_map(|&key| deriver.figure(key)).map(|f| f.value.amount()).sum();
        if there.is_empty() || total != value {
            return None;
        }
        let parts = there.into_iter().map(|key| deriver.derive(key)).collect();
        Some(Way::Sum { of, parts, missing: self.owing(of, &missing), off: None })
    }

    /// The sum over the units below, of those that moved within the year only what they did while they stood here.
    fn sum_with_moves(&self, key: FigureKey, value: Amount) -> Option<Way> {
        let (unit, indicator, category, year) = key;
        let alike = |of: FigureKey| (of.1, of.2, of.3) == (indicator, category, year);
        let moves: Vec<&BeforeMove> = self.figures.before_moves.iter().filter(|part| alike(part.key)).collect();
        if moves.is_empty() || (self.as_stated && !self.as_reported) {
            return None;
        }
        let keys = self.children(key);
        let mut parts = Vec::new();
        for &child in keys.iter().filter(|&&child| self.figure(child).is_some()) {
            let left: Vec<&BeforeMove> = moves.iter().copied().filter(|part| part.key == child).collect();
            if left.is_empty() {
                parts.push(self.derive(child));
            } else if !left.iter().any(|part| part.alone) {
                parts.extend(self.after_moves(child, &left));
            }
        }
        parts.extend(moves.iter().filter(|part| part.parent == unit).filter_map(|part| self.before_move(part)));
        let total: Amount = parts.iter().filter_map(|part| part.figure.as_ref()).map(|f| f.value.amount()).sum();
        let missing: Vec<FigureKey> = keys.into_iter().filter(|&key| self.figure(key).is_none()).collect();
        let missing = self.owing(Whole::Units, &missing);
        (total == value).then_some(Way::Sum { of: Whole::Units, parts, missing, off: None })
    }

    /// What a unit did before it moved, with the cells that say so.
    fn before_move(&self, part: &BeforeMove) -> Option<Derivation> {
        let (unit, indicator, category, _) = part.key;
        let of_year = self.figure(part.key)?;
        let within = |period: Period| part.months.contains(period);
        let mut figure = Figure { period: part.months, value: Number::Exact(part.value), ..of_year.clone() };
        let cells = of_year.cells.iter().copied().filter(|&id| within(self.observations.get(id).period));
        figure.cells = cells.collect::<Vec<ObservationId>>().into();
        let key = (unit, indicator, category, part.months);
        let way = self.cells(key, &figure, part.value).unwrap_or_else(|| {
            // The year was told as a whole, and these months beside it.
            let rows = self.observations.rows.iter().enumerate();
            let own = rows.filter(|(_, row)| (row.unit, row.indicator, row.category) == (unit, indicator, category));
            let own = own.filter(|(_, row)| within(row.period) && row.state.amount().is_some());
            figure.cells = own.map(|(index, _)| ObservationId(index as u32)).collect::<Vec<ObservationId>>().into();
            self.cells(key, &figure, part.value).unwrap_or_else(|| named(&figure))
        });
        Some(Derivation { key, figure: Some(figure), way })
    }

    /// What a unit did in a year after its last move: the year less what was before.
    fn after_moves(&self, key: FigureKey, before: &[&BeforeMove]) -> Option<Derivation> {
        let of_year = self.figure(key)?;
        let from = before.iter().map(|part| part.months.to.plus(1)).max()?;
        let period = Period { from, to: key.3.to };
        let value = of_year.value.amount() - before.iter().map(|part| part.value).sum::<Amount>();
        let Way::Cells { mut steps, mut exact } = self.way(key, of_year) else { return None };
        for part in before {
            let Way::Cells { steps: less, exact: as_exact } = self.before_move(part)?.way else { return None };
            exact &= as_exact;
            for step in less {
                match steps.iter().position(|other| *other == step) {
                    Some(same) => drop(steps.remove(same)),
                    None => steps.push(Addend { minus: !step.minus, cell: step.cell }),
                }
            }
        }
        let key = (key.0, key.1, key.2, period);
        let cells = steps.iter().map(|step| step.cell).collect::<Vec<ObservationId>>().into();
        let figure = Figure { period, value: Number::Exact(value), cells, ..of_year.clone() };
        Some(Derivation { key, figure: Some(figure), way: Way::Cells { steps, exact } })
    }

    /// Who of those without a figure lived in the period.
    fn owing(&self, of: Whole, missing: &[FigureKey]) -> Vec<UnitId> {
        let alive = missing.iter().filter(|(unit, .., period)| self.units.get(*unit).lives_in(*period));
        if of == Whole::Units { alive.map(|(unit, ..)| *unit).collect() } else { Vec::new() }
    }

    /// The children's figures although they do not make the whole, with what they add up to.
    fn off(&self, key: FigureKey, value: Amount) -> Way {
        let keys = self.children(key);
        let parts: Vec<Derivation> =
            keys.iter().filter(|&&key| self.figure(key).is_some()).map(|&key| self.derive(key)).collect();
        if parts.is_empty() {
            return Way::Nothing;
        }
        let total = parts.iter().filter_map(|part| part.figure.as_ref()).map(|f| f.value.amount()).sum();
        let missing: Vec<FigureKey> = keys.into_iter().filter(|&key| self.figure(key).is_none()).collect();
        let missing = self.owing(Whole::Units, &missing);
        Way::Sum { of: Whole::Units, parts, missing, off: (total != value).then_some(total) }
    }

    /// One figure over another, where both are those of the quotient.
    fn quotient(&self, key: FigureKey, (numerator, denominator): (Amount, Amount)) -> Option<Way> {
        let (unit, id, category, period) = key;
        let catalogue = &self.knowledge.catalogue;
        let (above, below) = (catalogue.indicator(id).numerator?, catalogue.indicator(id).denominator?);
        let part = |part| {
            // A part has the category only where it is broken down alike.
            let alike = catalogue.indicator(part).breakdown == catalogue.indicator(id).breakdown;
            (unit, part, category.filter(|_| alike), period)
        };
        let amount = |key| self.figure(key).map(|figure| figure.value.amount());
        let fits = amount(part(above)) == Some(numerator) && amount(part(below)) == Some(denominator);
        let derived = |id| Box::new(self.derive(part(id)));
        fits.then(|| Way::Ratio { above: derived(above), below: derived(below) })
    }

    /// A mean as it was reported, times its weight.
    fn weighted(&self, key: FigureKey, figure: &Figure, (above, below): (Amount, Amount)) -> Option<Way> {
        let (unit, id, category, period) = key;
        let catalogue = &self.knowledge.catalogue;
        let weight = catalogue.indicator(id).weight?;
        let alike = catalogue.indicator(weight).breakdown == catalogue.indicator(id).breakdown;
        let weight = (unit, weight, category.filter(|_| alike), period);
        let of_mean = |&&cell: &&ObservationId| {
            let row = self.observations.get(cell);
            let amount = row.state.amount().filter(|_| row.indicator == id);
            amount.and_then(|amount| amount.times(below, Amount::whole(1))) == Some(above)
        };
        let cell = *figure.cells.iter().find(of_mean)?;
        let fits = self.figure(weight)?.value.amount() == below;
        fits.then(|| Way::Weighted { cell, weight: Box::new(self.derive(weight)) })
    }

    /// Quotients whose parts add up to those of a quotient.
    fn pairs(&self, of: Whole, keys: Vec<FigureKey>, (numerator, denominator): (Amount, Amount)) -> Option<Way> {
        let parts: Vec<Derivation> =
            keys.iter().filter(|&&key| self.figure(key).is_some()).map(|&key| self.derive(key)).collect();
        let pairs = parts.iter().filter_map(|part| match part.figure.as_ref()?.value {
            Number::Ratio { numerator, denominator, .. } => Some((numerator, denominator)),
            Number::Exact(_) | Number::Tally { .. } => None,
        });
        let pairs: Vec<(Amount, Amount)> = pairs.collect();
        let sums = pairs.iter().fold((Amount::ZERO, Amount::ZERO), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
        let missing: Vec<FigureKey> = keys.iter().copied().filter(|&key| self.figure(key).is_none()).collect();
        let missing = self.owing(if of == Whole::RatiosOfUnits { Whole::Units } else { of }, &missing);
        (!pairs.is_empty() && sums == (numerator, denominator)).then_some(Way::Sum { of, parts, missing, off: None })
    }

    /// The figures of the units below.
    fn children(&self, (unit, indicator, category, period): FigureKey) -> Vec<FigureKey> {
        let place = self.periods.iter().position(|&known| known == period);
        let children = match place.filter(|_| self.as_reported || !self.as_stated) {
            Some(place) => self.trees.children(unit, place),
            None => self.units.children(unit),
        };
        children.iter().map(|&child| (child, indicator, category, period)).collect()
    }

    /// The years of the term.
    fn years(&self, (unit, indicator, category, period): FigureKey) -> Vec<FigureKey> {
        let years = self.figures.years.iter().filter(|&&year| year != period && period.contains(year));
        years.map(|&year| (unit, indicator, category, year)).collect()
    }

    /// The years of a flow, where the cells of the whole are those of its years and no others.
    fn years_behind(&self, key: FigureKey, figure: &Figure) -> Vec<FigureKey> {
        let years = self.years(key);
        let of_years: BTreeSet<ObservationId> =
            years.iter().filter_map(|&key| self.figure(key)).flat_map(|year| year.cells.iter().copied()).collect();
        let own: BTreeSet<ObservationId> = figure.cells.iter().copied().collect();
        let is_flow = self.knowledge.catalogue.indicator(key.1).kind == Kind::Flow;
        if is_flow && own == of_years { years } else { Vec::new() }
    }

    /// The categories of an indicator.
    fn parts(&self, (unit, indicator, category, period): FigureKey) -> Vec<FigureKey> {
        let additive = self.knowledge.catalogue.breakdown(indicator).is_some_and(|breakdown| breakdown.additive);
        if category.is_some() || !additive {
            return Vec::new();
        }
        let all = self.knowledge.catalogue.categories(indicator);
        all.map(|(category, _)| (unit, indicator, Some(category), period)).collect()
    }

    /// The same, where the whole was not reported but its parts were.
    fn categories(&self, key: FigureKey, figure: &Figure) -> Vec<FigureKey> {
        let of_parts = figure.cells.iter().all(|&id| self.observations.get(id).category.is_some());
        if of_parts { self.parts(key) } else { Vec::new() }
    }

    /// The unit itself and all that became it, as they reported.
    fn forerunners(&self, (unit, indicator, category, period): FigureKey) -> Vec<FigureKey> {
        if self.as_reported {
            return Vec::new();
        }
        let mut units = vec![unit];
        let mut next = 0;
        while let Some(&to) = units.get(next) {
            let became = self.knowledge.changes.iter().filter(|change| {
                change.to == to && change.month > period.from && self.units.get(change.from).parent != Some(to)
            });
            for change in became {
                if !units.contains(&change.from) {
                    units.push(change.from);
                }
            }
            next += 1;
        }
        units.into_iter().map(|unit| (unit, indicator, category, period)).collect()
    }

    /// The cells, with their signs where the sum is the value.
    fn cells(&self, key: FigureKey, figure: &Figure, value: Amount) -> Option<Way> {
        let flow = self.knowledge.catalogue.indicator(key.1).kind == Kind::Flow;
        let plain = || figure.cells.iter().map(|&cell| Addend { minus: false, cell }).collect::<Vec<Addend>>();
        let steps = if flow { self.path(&figure.cells)? } else { plain() };
        let amount = |step: &Addend| {
            let amount = self.observations.get(step.cell).state.amount().unwrap_or(Amount::ZERO);
            if step.minus { Amount::ZERO - amount } else { amount }
        };
        let exact = steps.iter().map(amount).sum::<Amount>() == value;
        exact.then_some(Way::Cells { steps, exact })
    }

    /// Cells of a flow as paths through time: from the earliest month boundary to the latest, forwards or back.
    fn path(&self, cells: &[ObservationId]) -> Option<Vec<Addend>> {
        let mut by_category: BTreeMap<Option<CategoryId>, Vec<ObservationId>> = BTreeMap::new();
        for &cell in cells {
            by_category.entry(self.observations.get(cell).category).or_default().push(cell);
        }
        let mut steps = Vec::with_capacity(cells.len());
        for mut open in by_category.into_values() {
            while !open.is_empty() {
                let mut ends: BTreeMap<i32, usize> = BTreeMap::new();
                for &cell in &open {
                    let (from, to) = self.boundaries(cell);
                    *ends.entry(from).or_default() += 1;
                    *ends.entry(to).or_default() += 1;
                }
                let mut at = *ends.iter().find(|(_, count)| *count % 2 == 1)?.0;
                while let Some(next) = open.iter().position(|&cell| {
                    let (from, to) = self.boundaries(cell);
                    from == at || to == at
                }) {
                    let cell = open.remove(next);
                    let (from, to) = self.boundaries(cell);
                    steps.push(Addend { minus: at == to, cell });
                    at = if at == to { from } else { to };
                }
            }
        }
        Some(steps)
    }

    /// The month boundaries of a cell's period.
    fn boundaries(&self, cell: ObservationId) -> (i32, i32) {
        let Period { from, to } = self.observations.get(cell).period;
        (from.index(), to.index() + 1)
    }
}

/// The cells without the arithmetic.
fn named(figure: &Figure) -> Way {
    let steps: Vec<Addend> = figure.cells.iter().map(|&cell| Addend { minus: false, cell }).collect();
    if steps.is_empty() { Way::Nothing } else { Way::Cells { steps, exact: false } }
}
