//! `OwnFigures`: what every unit reported itself, for every year and the term, before anything is added over units.

use super::expectation::{Expectations, Expected};
use super::ledger::{Entry, Ledger, closes, pack_category, span_of};
use super::marks::Marks;
use super::ratio::Ratios;
use super::series::{Points, Series};
use super::span::{Span, Spans, lives};
use super::tell::Teller;
use super::time_graph::{Edge, TimeGraph};
use crate::domain::{CategoryId, Finding, IndicatorId, Kind, Knowledge, ObservationId, Observations, State, UnitId};

/// What a unit itself has to say about one indicator, category and period.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnRow {
    pub unit: UnitId,
    pub indicator: IndicatorId,
    /// As a column's number: 0 is the total.
    pub category: u16,
    /// Index into the spans: years first, then the term.
    pub period: u16,
    /// In raw steps; of a ratio, what is above the line.
    pub value: i128,
    /// Of a ratio, what is below the line; else 0.
    pub denominator: i128,
    pub marks: Marks,
    /// Whether there is a value; a row without one tells what is missing and what does not apply.
    pub known: bool,
    /// Whether the question does not arise.
    pub excluded: bool,
    /// Whether the unit stands for itself, without children.
    pub leaf: bool,
    /// Years of the period that are there, and that should be.
    pub reported: u32,
    pub expected: u32,
    /// Leaf unit-years missing, and those that could be there.
    pub gaps: u32,
    pub potential: u32,
    /// Its cells: where they start in [`OwnFigures::cells`], and how many.
    pub cells: (u32, u32),
}

/// A share or average that was reported as such, without its parts: it serves its own unit and period only.
#[derive(Clone, Copy, Debug)]
pub(super) struct Published {
    pub unit: UnitId,
    pub indicator: IndicatorId,
    pub category: Option<CategoryId>,
    pub period: u16,
    pub value: i128,
    pub marks: Marks,
    pub id: ObservationId,
}

/// See the module's text.
#[derive(Default)]
pub(super) struct OwnFigures {
    /// By unit, indicator, category and period.
    pub rows: Vec<OwnRow>,
    /// The observations behind the rows.
    pub cells: Vec<ObservationId>,
    /// By unit, indicator, category and period.
    pub published: Vec<Published>,
}

/// Makes the own figures of all units.
pub(super) struct OwnMaker<'a> {
    pub observations: &'a Observations,
    pub knowledge: &'a Knowledge,
    pub ledger: &'a Ledger,
    pub spans: &'a Spans,
    pub expectations: &'a Expectations,
    pub teller: Teller<'a>,
    pub ratios: &'a Ratios,
    pub figures: OwnFigures,
    /// One series for the total and one for each category, kept from one indicator to the next.
    pub pool: Vec<Series>,
}

impl OwnMaker<'_> {
    /// Goes through all units.
    pub fn run(mut self) -> (OwnFigures, Vec<Finding>) {
        let ledger = self.ledger;
        for unit in ledger.units() {
            let start = self.figures.rows.len();
            let published = self.figures.published.len();
            for entries in unit.chunk_by(|a, b| a.key.indicator() == b.key.indicator()) {
                self.indicator(entries);
            }
            let published = &self.figures.published[published..];
            let ratios = self.ratios.of_unit(
                unit[0].key.unit(),
                self.spans,
                self.expectations,
                &self.figures.rows[start..],
                published,
                &mut self.figures.cells,
            );
            self.figures.rows.extend(ratios);
        }
        (self.figures, self.teller.finish())
    }

    /// One unit and indicator: reads the series of all categories, then the total, which may rest on them.
    fn indicator(&mut self, entries: &[Entry]) {
        let (unit, indicator) = (entries[0].key.unit(), entries[0].key.indicator());
        let Some(expected) = self.expectations.get(unit, indicator) else { return };
        let kind = self.knowledge.catalogue.indicator(indicator).kind;
        let mut used = 0;
        let mut total = None;
        for series in entries.chunk_by(|a, b| a.key == b.key) {
            let category = series[0].key.category();
            if category.is_none() {
                total = Some(used);
            }
            if self.pool.len() == used {
                self.pool.push(Series::default());
            }
            let mut slot = std::mem::take(&mut self.pool[used]);
            self.read(series, kind, &mut slot);
            slot.category = category;
            self.pool[used] = slot;
            used += 1;
        }
        match kind {
            Kind::Rate | Kind::Mean => self.publish(unit, indicator, used),
            Kind::Flow => self.flow(unit, indicator, used, total, expected),
            Kind::Stock | Kind::Flag => self.stock(unit, indicator, used, total, expected),
            Kind::Rating => {}
        }
    }

    /// Takes the observations of one series apart: values, and spans in which the question does not arise.
    fn read(&self, entries: &[Entry], kind: Kind, into: &mut Series) {
        into.reported.clear();
        into.inapplicable.clear();
        for entry in entries {
            let row = &self.observations.rows[entry.id as usize];
            let span = span_of(row, kind);
            match row.state {
                State::Value(amount) => into.reported.push(Edge {
                    span,
                    value: amount.raw(),
                    marks: Marks::of(row),
                    source: entry.id,
                    rank: self.ledger.rank(self.observations, entry.id),
                }),
                State::NotApplicable => into.inapplicable.push(span),
                State::Missing => {}
            }
        }
    }

    /// The categories that a total which was not reported would be the sum of, as indices into the pool; none where
    /// they do not add up or one has no value. A category in which the question does not arise is no part.
    fn parts(&self, indicator: IndicatorId, used: usize) -> Option<Vec<usize>> {
        let breakdown = self.knowledge.catalogue.breakdown(indicator).filter(|b| b.additive)?;
        let mut parts = Vec::with_capacity(breakdown.categories.len());
        for category in 0..breakdown.categories.len() as u16 {
            let slot = self.pool[..used].iter().position(|series| series.category == Some(CategoryId(category)))?;
            if !self.pool[slot].reported.is_empty() {
                parts.push(slot);
            } else if self.pool[slot].inapplicable.is_empty() {
                return None;
            }
        }
        (!parts.is_empty()).then_some(parts)
    }

    /// The slot of the total, made where it was not reported but its parts were.
    fn total_slot(&mut self, total: Option<usize>, used: &mut usize) -> usize {
        total.unwrap_or_else(|| {
            if self.pool.len() == *used {
                self.pool.push(Series::default());
            }
            let slot = &mut self.pool[*used];
            slot.category = None;
            slot.reported.clear();
            slot.inapplicable.clear();
            *used += 1;
            *used - 1
        })
    }

    fn flow(
        &mut self,
        unit: UnitId,
        indicator: IndicatorId,
        mut used: usize,
        total: Option<usize>,
        expected: Expected<'_>,
    ) {
        for slot in (0..used).filter(|&slot| Some(slot) != total) {
            let Series { graph, reported, .. } = &mut self.pool[slot];
            let twice = graph.build(reported, &[]);
            self.teller.facts_twice(&twice);
            let found = self.pool[slot].graph.contradictions();
            self.teller.contradictions(&found);
        }
        let parts = self.parts(indicator, used).unwrap_or_default();
        let derived = super::series::sums_of_parts(&self.pool, &parts);
        if total.is_some() || !derived.is_empty() {
            let slot = self.total_slot(total, &mut used);
            let Series { graph, reported, .. } = &mut self.pool[slot];
            let twice = graph.build(reported, &derived);
            let found = graph.contradictions();
            self.teller.facts_twice(&twice);
            self.teller.contradictions(&found);
        }
        let mut order: Vec<usize> = (0..used).collect();
        order.sort_unstable_by_key(|&slot| self.pool[slot].category);
        for slot in order {
            let parts = if self.pool[slot].category.is_none() { &parts[..] } else { &[] };
            let mut graph = std::mem::take(&mut self.pool[slot].graph);
            self.flow_rows(unit, indicator, slot, &mut graph, parts, expected);
            self.pool[slot].graph = graph;
        }
    }

    fn flow_rows(
        &mut self,
        unit: UnitId,
        indicator: IndicatorId,
        slot: usize,
        graph: &mut TimeGraph,
        parts: &[usize],
        expected: Expected<'_>,
    ) {
        let spans = self.spans;
        let mut covered = Vec::new();
        for (period, &span) in spans.all().iter().enumerate() {
            let known = graph.known(span, &mut covered);
            let there: Vec<i32> = spans.years().iter().map(|y| covered.iter().map(|&c| y.common(c)).sum()).collect();
            let cells = gather(|sources| {
                for &part in &covered {
                    let mut derived = Vec::new();
                    graph.sources(part, sources, |span| derived.push(span));
                    for span in derived {
                        for &slot in parts {
                            self.pool[slot].graph.sources(span, sources, |_| {});
                        }
                    }
                }
            });
            let value = known.map(|known| (known.value, known.marks));
            self.push(unit, indicator, slot, period, value, &there, expected, cells);
        }
    }

    fn stock(
        &mut self,
        unit: UnitId,
        indicator: IndicatorId,
        mut used: usize,
        total: Option<usize>,
        expected: Expected<'_>,
    ) {
        for slot in 0..used {
            let Series { points, reported, .. } = &mut self.pool[slot];
            let twice = points.build(reported);
            self.teller.facts_twice(&twice);
        }
        // A flag is a count of units that say yes, so its categories are never parts of one unit's yes.
        let kind = self.knowledge.catalogue.indicator(indicator).kind;
        let parts = if kind == Kind::Stock { self.parts(indicator, used).unwrap_or_default() } else { Vec::new() };
        let derived = Points::sums(&self.pool, &parts);
        if total.is_some() || !derived.is_empty() {
            let slot = self.total_slot(total, &mut used);
            if total.is_none() {
                self.pool[slot].points.clear();
            }
            self.pool[slot].points.add(&derived);
        }
        let mut order: Vec<usize> = (0..used).collect();
        order.sort_unstable_by_key(|&slot| self.pool[slot].category);
        for slot in order {
            let parts = if self.pool[slot].category.is_none() { &parts[..] } else { &[] };
            self.stock_rows(unit, indicator, slot, parts, expected, kind == Kind::Stock);
        }
    }

    fn stock_rows(
        &mut self,
        unit: UnitId,
        indicator: IndicatorId,
        slot: usize,
        parts: &[usize],
        expected: Expected<'_>,
        tell: bool,
    ) {
        let spans = self.spans;
        // A unit that no longer exists at the end of a year has no closing value there.
        let ended = |year: Span| {
            let unit = self.observations.units.get(unit);
            !lives(unit, year, true) && lives(unit, year, false)
        };
        let closing: Vec<Option<Edge>> = spans
            .years()
            .iter()
            .map(|&year| self.pool[slot].points.closing(year).filter(|point| point.span.to == year.to || !ended(year)))
            .collect();
        let there: Vec<i32> =
            spans.years().iter().zip(&closing).map(|(year, point)| point.map_or(0, |_| year.months())).collect();
        for period in 0..spans.all().len() {
            let years = spans.years_of(period);
            let point = closing[years.end - 1];
            if let (Some(point), true) = (point, tell && period < spans.years().len()) {
                if point.span.to != spans.years()[period].to && point.source != Edge::DERIVED {
                    self.teller.stock_not_closing(point.source, spans.years()[period]);
                }
            }
            let cells = gather(|sources| match point {
                Some(point) if point.source == Edge::DERIVED => sources.extend(
                    parts.iter().filter_map(|&part| self.pool[part].points.at(point.span.to)).map(|part| part.source),
                ),
                Some(point) => sources.push(point.source),
                None => {}
            });
            let value = point.map(|point| (point.value, point.marks));
            self.push(unit, indicator, slot, period, value, &there, expected, cells);
        }
    }

    /// Keeps published shares for their own unit and period.
    fn publish(&mut self, unit: UnitId, indicator: IndicatorId, used: usize) {
        for slot in 0..used {
            let Series { graph, reported, category, .. } = &mut self.pool[slot];
            let twice = graph.build(reported, &[]);
            self.teller.facts_twice(&twice);
            for (period, &span) in self.spans.all().iter().enumerate() {
                let Some(edge) = graph.stated(span) else { continue };
                self.figures.published.push(Published {
                    unit,
                    indicator,
                    category: *category,
                    period: period as u16,
                    value: edge.value,
                    marks: edge.marks,
                    id: ObservationId(edge.source),
                });
            }
        }
    }

    /// Adds the row of one period. `there`: how many months of each year are known.
    #[expect(clippy::too_many_arguments, reason = "the columns of one row")]
    fn push(
        &mut self,
        unit: UnitId,
        indicator: IndicatorId,
        slot: usize,
        period: usize,
        value: Option<(i128, Marks)>,
        there: &[i32],
        expected: Expected<'_>,
        cells: Vec<u32>,
    ) {
        let spans = self.spans;
        let series = &self.pool[slot];
        let closing = closes(self.knowledge.catalogue.indicator(indicator).kind);
        let who = self.observations.units.get(unit);
        let (mut reported, mut due, mut gaps, mut inapplicable) = (0, 0, 0, 0);
        for year in spans.years_of(period) {
            let span = spans.years()[year];
            let excused = there[year] == 0 && series.inapplicable.iter().any(|&not| excuses(not, span, closing));
            let owed = lives(who, span, closing) && !excused;
            reported += u32::from(there[year] > 0);
            due += u32::from(there[year] > 0 || owed);
            inapplicable += u32::from(excused);
            if there[year] < span.months() && owed {
                gaps += expected.potential[year];
            }
        }
        // A row without a value is worth keeping only where it says more than its absence.
        let partly = closing && reported > 0;
        if value.is_none() && inapplicable == 0 && !partly {
            return;
        }
        let start = self.figures.cells.len() as u32;
        let (value, marks) = match value {
            Some((value, marks)) => {
                self.figures.cells.extend(cells.iter().map(|&id| ObservationId(id)));
                (Some(value), marks)
            }
            None => (None, Marks::default()),
        };
        self.figures.rows.push(OwnRow {
            unit,
            indicator,
            category: pack_category(series.category),
            period: period as u16,
            value: value.unwrap_or_default(),
            denominator: 0,
            marks,
            known: value.is_some(),
            excluded: value.is_none() && due == 0,
            leaf: expected.leaf,
            reported,
            expected: due,
            gaps: gaps.min(expected.potential[period]),
            potential: expected.potential[period],
            cells: (start, self.figures.cells.len() as u32 - start),
        });
    }
}

/// The distinct observations that a row rests on.
fn gather(collect: impl FnOnce(&mut Vec<u32>)) -> Vec<u32> {
    let mut sources = Vec::new();
    collect(&mut sources);
    sources.retain(|&source| source != Edge::DERIVED);
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// Whether *does not apply*, said for one span, excuses a year.
fn excuses(said: Span, year: Span, closing: bool) -> bool {
    if closing { year.contains(said) } else { said.contains(year) }
}
