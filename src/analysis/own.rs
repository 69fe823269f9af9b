//! `OwnFigures`: what every unit reported itself, for every year and the term, before anything is added over units.

use std::panic::resume_unwind;

use super::expectation::{Expectations, Expected};
use super::ledger::{Entry, Ledger, closes, pack_category, span_of};
use super::marks::Marks;
use super::rating::{Classes, Rated};
use super::ratio::Ratios;
use super::series::{Points, Series};
use super::span::{Span, Spans, lives};
use super::tell::Teller;
use super::time_graph::Edge;
use crate::domain::{
    Amount, CategoryId, Finding, IndicatorId, Kind, Knowledge, ObservationId, Observations, State, Unit, UnitId,
};

/// What a unit itself has to say about one indicator, category and period.
// Aligned like a word, as amounts are: there are millions of rows.
#[repr(Rust, packed(8))]
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
    /// Of a ratio, what is below the line; of a flag or rating, how many units answered; else 0.
    pub denominator: i128,
    pub marks: Marks,
    /// Whether there is a value; a row without one tells what is missing and what does not apply.
    pub known: bool,
    /// Whether the question does not arise.
    pub excluded: bool,
    /// Whether the unit stands for itself, without children.
    pub leaf: bool,
    /// Whether it speaks of the unit as a body, not of the units below: a union's own yes, or the class it was given.
    pub of_itself: bool,
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

impl OwnFigures {
    /// Adds what other, later units have to say.
    fn append(&mut self, other: OwnFigures) {
        let shift = self.cells.len() as u32;
        self.cells.extend(other.cells);
        self.published.extend(other.published);
        self.rows.reserve_exact(other.rows.len());
        self.rows.extend(other.rows.into_iter().map(|row| OwnRow { cells: (row.cells.0 + shift, row.cells.1), ..row }));
    }
}

/// How many threads are worth starting.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// What is being looked at: one unit and indicator, and what is expected of it.
#[derive(Clone, Copy)]
struct Subject<'e> {
    unit: UnitId,
    indicator: IndicatorId,
    kind: Kind,
    expected: Expected<'e>,
}

/// What is known of one period.
#[derive(Clone, Copy, Default)]
pub(super) struct Value {
    pub above: i128,
    pub below: i128,
    pub marks: Marks,
    pub of_itself: bool,
}

/// Buffers that are kept from one row to the next: the known parts of a span, the months known of every year, the
/// observations behind a row, and the spans that rest on the categories.
#[derive(Default)]
struct Scratch {
    covered: Vec<Span>,
    there: Vec<i32>,
    sources: Vec<u32>,
    derived: Vec<Span>,
}

/// Makes the own figures of all units.
pub(super) struct OwnMaker<'a> {
    observations: &'a Observations,
    knowledge: &'a Knowledge,
    ledger: &'a Ledger,
    spans: &'a Spans,
    expectations: &'a Expectations,
    ratios: &'a Ratios,
    teller: Teller<'a>,
    figures: OwnFigures,
    /// One series for the total and one for each category, kept from one indicator to the next.
    pool: Vec<Series>,
    scratch: Scratch,
}

impl<'a> OwnMaker<'a> {
    /// Gets ready.
    pub fn new(
        observations: &'a Observations,
        knowledge: &'a Knowledge,
        ledger: &'a Ledger,
        spans: &'a Spans,
        expectations: &'a Expectations,
        ratios: &'a Ratios,
    ) -> OwnMaker<'a> {
        let teller = Teller::new(observations, knowledge, spans);
        let (figures, pool, scratch) = (OwnFigures::default(), Vec::new(), Scratch::default());
        OwnMaker { observations, knowledge, ledger, spans, expectations, ratios, teller, figures, pool, scratch }
    }

    /// Goes through all units, on all cores. Units know nothing of one another, and what comes of them is put together in
    /// their order, so the number of cores changes nothing.
    pub fn run(self) -> (OwnFigures, Vec<Finding>) {
        let mut parts = self.ledger.parts(cores()).into_iter();
        let own = parts.next().unwrap_or_default();
        let others: Vec<OwnMaker<'a>> = std::thread::scope(|scope| {
            let fresh = || {
                OwnMaker::new(
                    self.observations,
                    self.knowledge,
                    self.ledger,
                    self.spans,
                    self.expectations,
                    self.ratios,
                )
            };
            let started: Vec<_> =
                parts.map(|part| (fresh(), part)).map(|(maker, part)| scope.spawn(move || maker.units(part))).collect();
            let first = self.units(own);
            let rest = started.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
            std::iter::once(first).chain(rest).collect()
        });
        let mut all = others.into_iter();
        let Some(mut first) = all.next() else { return Default::default() };
        for next in all {
            first.figures.append(next.figures);
            first.teller.append(next.teller);
        }
        (first.figures, first.teller.finish())
    }

    /// Goes through the units of a part of the ledger.
    fn units(mut self, entries: &[Entry]) -> OwnMaker<'a> {
        for unit in entries.chunk_by(|a, b| a.key.unit() == b.key.unit()) {
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
            if !ratios.is_empty() {
                self.figures.rows.extend(ratios);
                self.figures.rows[start..].sort_unstable_by_key(|row| (row.indicator, row.category, row.period));
            }
        }
        self
    }

    /// One unit and indicator: reads the series of all categories, then the total, which may rest on them.
    fn indicator(&mut self, entries: &[Entry]) {
        let (unit, indicator) = (entries[0].key.unit(), entries[0].key.indicator());
        let Some(expected) = self.expectations.get(unit, indicator) else { return };
        let kind = self.knowledge.catalogue.indicator(indicator).kind;
        let subject = Subject { unit, indicator, kind, expected };
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
            Kind::Flow => self.flow(subject, used, total),
            Kind::Stock | Kind::Flag => self.stock(subject, used, total),
            Kind::Rating => self.rating(subject, used),
        }
    }

    /// Takes the observations of one series apart: values, and spans in which the question does not arise.
    fn read(&self, entries: &[Entry], kind: Kind, into: &mut Series) {
        into.clear();
        for entry in entries {
            let row = &self.observations.rows[entry.id as usize];
            let span = span_of(row, kind);
            let settled = self.observations.decision_on(ObservationId(entry.id)).is_some();
            let edge = |value: i128| Edge {
                span,
                value,
                marks: Marks::of(row) | if settled { Marks::SETTLED } else { Marks::default() },
                source: entry.id,
                rank: self.ledger.rank(self.observations, entry.id),
            };
            match row.state {
                State::Value(amount) => into.reported.push(edge(amount.raw())),
                State::Class => into.classed.push(edge(Amount::ONE)),
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
        total.unwrap_or_else(|| self.empty_slot(None, used))
    }

    /// A slot for a series that nobody reported.
    fn empty_slot(&mut self, category: Option<CategoryId>, used: &mut usize) -> usize {
        if self.pool.len() == *used {
            self.pool.push(Series::default());
        }
        let slot = &mut self.pool[*used];
        slot.category = category;
        slot.clear();
        *used += 1;
        *used - 1
    }

    fn flow(&mut self, subject: Subject<'_>, mut used: usize, total: Option<usize>) {
        for slot in (0..used).filter(|&slot| Some(slot) != total) {
            let Series { graph, reported, .. } = &mut self.pool[slot];
            let twice = graph.build(reported, &[]);
            self.teller.facts_twice(&twice);
            let found = self.pool[slot].graph.contradictions();
            self.teller.contradictions(&found);
        }
        let parts = self.parts(subject.indicator, used).unwrap_or_default();
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
            self.flow_rows(subject, slot, parts);
        }
    }

    fn flow_rows(&mut self, subject: Subject<'_>, slot: usize, parts: &[usize]) {
        let spans = self.spans;
        let mut graph = std::mem::take(&mut self.pool[slot].graph);
        let mut scratch = std::mem::take(&mut self.scratch);
        for (period, &span) in spans.all().iter().enumerate() {
            let Scratch { covered, there, sources, derived } = &mut scratch;
            let known = graph.known(span, covered);
            there.clear();
            there.extend(spans.years().iter().map(|year| covered.iter().map(|&part| year.common(part)).sum::<i32>()));
            sources.clear();
            derived.clear();
            for &part in covered.iter() {
                graph.sources(part, sources, |span| derived.push(span));
            }
            for &span in derived.iter() {
                for &part in parts {
                    self.pool[part].graph.sources(span, sources, |_| {});
                }
            }
            let value = known.map(|known| Value { above: known.value, below: 0, marks: known.marks, of_itself: false });
            self.push(subject, slot, period, value, &mut scratch);
        }
        self.pool[slot].graph = graph;
        self.scratch = scratch;
    }

    fn stock(&mut self, subject: Subject<'_>, mut used: usize, total: Option<usize>) {
        for slot in 0..used {
            let Series { points, reported, .. } = &mut self.pool[slot];
            let twice = points.build(reported);
            self.teller.facts_twice(&twice);
        }
        // A flag is a count of units that say yes, so its categories are never parts of one unit's yes.
        let parts = if subject.kind == Kind::Stock {
            self.parts(subject.indicator, used).unwrap_or_default()
        } else {
            Vec::new()
        };
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
            self.stock_rows(subject, slot, parts);
        }
    }

    fn stock_rows(&mut self, subject: Subject<'_>, slot: usize, parts: &[usize]) {
        let spans = self.spans;
        let points = &self.pool[slot].points;
        let ended = |year: Span| self.ended(subject.unit, year);
        let closing = |year: Span| points.closing(year).filter(|point| point.span.to == year.to || !ended(year));
        let closing: Vec<Option<Edge>> = spans.years().iter().map(|&year| closing(year)).collect();
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.there.clear();
        scratch.there.extend(spans.years().iter().zip(&closing).map(|(y, point)| point.map_or(0, |_| y.months())));
        for period in 0..spans.all().len() {
            let last = spans.years_of(period).end - 1;
            let point = closing[last];
            scratch.sources.clear();
            match point {
                Some(point) if point.source == Edge::DERIVED => {
                    let at_date = parts.iter().filter_map(|&part| self.pool[part].points.at(point.span.to));
                    scratch.sources.extend(at_date.map(|part| part.source));
                }
                Some(point) => {
                    scratch.sources.push(point.source);
                    let early = point.span.to != spans.years()[last].to;
                    if early && subject.kind == Kind::Stock && period < spans.years().len() {
                        self.teller.stock_not_closing(point.source, spans.years()[period]);
                    }
                }
                None => {}
            }
            let is_flag = subject.kind == Kind::Flag;
            let below = if is_flag { Amount::ONE } else { 0 };
            let value = point.map(|p| Value { above: p.value, below, marks: p.marks, of_itself: is_flag });
            self.push(subject, slot, period, value, &mut scratch);
        }
        self.scratch = scratch;
    }

    /// Classes, or counts of units by class: every class has rows, for a unit of one class is of none other.
    fn rating(&mut self, subject: Subject<'_>, mut used: usize) {
        for slot in 0..used {
            let Series { points, reported, .. } = &mut self.pool[slot];
            let twice = points.build(reported);
            self.teller.facts_twice(&twice);
        }
        let (classes, twice) = Classes::new(&self.pool[..used]);
        self.teller.facts_twice(&twice);
        let names = self.knowledge.catalogue.categories(subject.indicator).map(|(category, _)| Some(category));
        let names: Vec<Option<CategoryId>> = std::iter::once(None).chain(names).collect();
        let slots: Vec<usize> = names
            .into_iter()
            .map(|category| {
                let found = self.pool[..used].iter().position(|series| series.category == category);
                found.unwrap_or_else(|| {
                    let slot = self.empty_slot(category, &mut used);
                    self.pool[slot].points.clear();
                    slot
                })
            })
            .collect();
        let spans = self.spans;
        let closing: Vec<Option<Rated>> = spans
            .years()
            .iter()
            .map(|&year| {
                let rated = classes.closing(&self.pool[..used], year)?;
                (rated.to() == year.to || !self.ended(subject.unit, year)).then_some(rated)
            })
            .collect();
        let mut scratch = std::mem::take(&mut self.scratch);
        for slot in slots {
            let category = self.pool[slot].category;
            let there = |(year, rated): (&Span, &Option<Rated>)| {
                let value = rated.and_then(|rated| rated.value(&self.pool[..used], category, &mut Vec::new()));
                value.map_or(0, |_| year.months())
            };
            scratch.there.clear();
            scratch.there.extend(spans.years().iter().zip(&closing).map(there));
            for period in 0..spans.all().len() {
                scratch.sources.clear();
                let rated = closing[spans.years_of(period).end - 1];
                let value = rated.and_then(|rated| rated.value(&self.pool[..used], category, &mut scratch.sources));
                self.push(subject, slot, period, value, &mut scratch);
            }
        }
        self.scratch = scratch;
    }

    /// Whether a unit ends in a year before its last month: then nothing of it closes the year.
    fn ended(&self, unit: UnitId, year: Span) -> bool {
        let unit = self.observations.units.get(unit);
        !lives(unit, year, true) && lives(unit, year, false)
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

    /// Adds the row of one period, from what `scratch` holds of it.
    fn push(&mut self, subject: Subject<'_>, slot: usize, period: usize, value: Option<Value>, scratch: &mut Scratch) {
        let Scratch { there, sources, .. } = scratch;
        let Subject { unit, indicator, kind, expected } = subject;
        let series = &self.pool[slot];
        let closing = closes(kind);
        let who = self.observations.units.get(unit);
        let (mut reported, mut due, mut gaps, mut inapplicable) = (0, 0, 0, 0);
        for year in self.spans.years_of(period) {
            let (span, there) = (self.spans.years()[year], there[year]);
            let excused = there == 0 && series.inapplicable.iter().any(|&not| excuses(not, span, closing));
            let owed = lives(who, span, closing) && !excused;
            reported += u32::from(there > 0);
            due += u32::from(there > 0 || owed);
            inapplicable += u32::from(excused);
            if owed && there < life_in(who, span) {
                gaps += expected.potential[year];
            }
        }
        // A row without a value is worth keeping only where it says more than its absence.
        let partly = closing && reported > 0;
        if value.is_none() && inapplicable == 0 && !partly {
            return;
        }
        let start = self.figures.cells.len();
        if value.is_some() {
            sources.retain(|&source| source != Edge::DERIVED);
            sources.sort_unstable();
            sources.dedup();
            self.figures.cells.extend(sources.iter().map(|&id| ObservationId(id)));
        }
        let Value { above, below, marks, of_itself } = value.unwrap_or_default();
        self.figures.rows.push(OwnRow {
            unit,
            indicator,
            category: pack_category(series.category),
            period: period as u16,
            value: above,
            denominator: below,
            marks,
            known: value.is_some(),
            excluded: value.is_none() && due == 0,
            leaf: expected.leaf,
            of_itself,
            reported,
            expected: due,
            gaps: gaps.min(expected.potential[period]),
            potential: expected.potential[period],
            cells: (start as u32, (self.figures.cells.len() - start) as u32),
        });
    }
}

/// How many months of a span a unit lives in.
fn life_in(unit: &Unit, span: Span) -> i32 {
    let from = unit.valid_from.map_or(span.from, |month| month.index());
    let to = unit.valid_to.map_or(span.to, |month| month.index() + 1);
    span.common(Span { from, to })
}

/// Whether *does not apply*, said for one span, excuses a year.
fn excuses(said: Span, year: Span, closing: bool) -> bool {
    if closing { year.contains(said) } else { said.contains(year) }
}
