//! `Worker`: makes the own figures of some units, one after the other, with buffers that are kept from one to the next.

use std::ops::Range;

use super::expectation::{Expected, closes_over_units};
use super::ledger::{Entry, closes, pack_category, span_of};
use super::marks::Marks;
use super::own::{OwnFigures, OwnMaker, OwnRow, Parted, Published};
use super::publish::Minted;
use super::rating::{Classes, Rated};
use super::series::{Points, Series};
use super::span::{Span, lives};
use super::tally::Tally;
use super::tell::Teller;
use super::time_graph::{Edge, Known, TimeGraph};
use crate::domain::{Amount, CategoryId, IndicatorId, Kind, ObservationId, State, Unit, UnitId};

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

/// See the module's text.
pub(super) struct Worker<'a> {
    to: OwnMaker<'a>,
    teller: Teller<'a>,
    all: OwnFigures,
    /// Rows and cells of the unit whose turn it is.
    rows: Vec<OwnRow>,
    cells: Vec<ObservationId>,
    /// One series for the total and one for each category, kept from one indicator to the next.
    pool: Vec<Series>,
    scratch: Scratch,
    covered: Vec<Span>,
    /// By indicator, whether only units that live at the end of a period are expected.
    closing: Vec<bool>,
    /// The periods in the order of figures, a term behind its first year.
    order: Vec<usize>,
}

impl<'a> Worker<'a> {
    /// Gets ready.
    pub fn new(to: OwnMaker<'a>) -> Worker<'a> {
        let catalogue = &to.knowledge.catalogue;
        let mut order: Vec<usize> = (0..to.spans.all().len()).collect();
        order.sort_by_key(|&period| to.spans.all()[period].period());
        Worker {
            to,
            teller: Teller::new(to.observations, to.knowledge, to.spans),
            all: OwnFigures::default(),
            rows: Vec::new(),
            cells: Vec::new(),
            pool: Vec::new(),
            scratch: Scratch::default(),
            covered: Vec::new(),
            closing: catalogue.iter().map(|(id, _)| closes_over_units(catalogue, id)).collect(),
            order,
        }
    }

    /// Goes through the units of a part of the ledger.
    pub fn units(mut self, part: Range<u32>) -> (OwnFigures, Teller<'a>) {
        let mut entries = Vec::new();
        for unit in part.map(UnitId) {
            self.to.ledger.entries_of(unit, &mut entries);
            self.rows.clear();
            self.cells.clear();
            let (published, parted) = (self.all.published.len(), self.all.parted.len());
            for entries in entries.chunk_by(|a, b| a.indicator() == b.indicator()) {
                self.indicator(unit, entries);
            }
            let published = &self.all.published[published..];
            let OwnMaker { ratios, spans, expectations, .. } = self.to;
            let made = ratios.of_unit(unit, spans, expectations, &self.rows, published, &mut self.cells);
            if !made.is_empty() {
                self.rows.extend(made);
                self.rows.sort_unstable_by_key(|row| (row.indicator, row.category, row.period));
            }
            self.hand_over(unit, parted);
        }
        (self.all, self.teller)
    }

    /// Makes figures of the rows of a unit that stands for itself, and hands on what the units above need.
    fn hand_over(&mut self, unit: UnitId, parted: usize) {
        let OwnMaker { trees, publisher, .. } = self.to;
        let moves = trees.moves(unit);
        let parent = trees.parent(unit, 0);
        for series in self.rows.chunk_by(|a, b| (a.indicator, a.category) == (b.indicator, b.category)) {
            for &period in &self.order {
                let Some(row) = series.iter().find(|row| usize::from(row.period) == period).filter(|row| row.leaf)
                else {
                    continue;
                };
                let (from, count) = (row.cells.0 as usize, row.cells.1 as usize);
                match publisher.mint_leaf(row, &self.cells[from..from + count]) {
                    Minted::Figure(figure) => self.all.figures.push(figure),
                    Minted::Undefined => {
                        let category = super::ledger::unpack_category(row.category);
                        self.all.undefined.push((unit, row.indicator, category, row.period));
                    }
                    Minted::Nothing => {}
                }
            }
            for row in series {
                if row.leaf && !moves {
                    let Some(parent) = parent else { continue };
                    let closing = self.closing[row.indicator.0 as usize];
                    let counted = trees.owes(unit, usize::from(row.period), self.to.spans, closing);
                    self.all.tallies.add(Tally::of(row, parent, counted));
                    continue;
                }
                let start = self.all.cells.len() as u32;
                let (from, count) = (row.cells.0 as usize, row.cells.1 as usize);
                self.all.cells.extend_from_slice(&self.cells[from..from + count]);
                let mut rest = OwnRow { cells: (start, row.cells.1), ..*row };
                let key = (row.indicator, super::ledger::unpack_category(row.category), row.period);
                // What is of the months before it moved goes to the one above then.
                for part in self.all.parted[parted..].iter().filter(|p| (p.indicator, p.category, p.year) == key) {
                    rest.value -= part.value;
                    // Nothing is said of the months after the move.
                    rest.known &= !part.alone;
                    rest.marks |= part.marks.negated();
                    let (under, cells) = (Some(part.parent), (start, 0));
                    let of_part = OwnRow { value: part.value, marks: part.marks, known: true, under, cells, ..rest };
                    self.all.rows.push(OwnRow { gaps: 0, potential: 0, excluded: false, ..of_part });
                }
                self.all.rows.push(rest);
            }
        }
    }

    /// One unit and indicator: reads the series of all categories, then the total, which may rest on them.
    fn indicator(&mut self, unit: UnitId, entries: &[Entry]) {
        let indicator = entries[0].indicator();
        let Some(expected) = self.to.expectations.get(unit, indicator) else { return };
        let kind = self.to.knowledge.catalogue.indicator(indicator).kind;
        let subject = Subject { unit, indicator, kind, expected };
        let mut used = 0;
        let mut total = None;
        for series in entries.chunk_by(|a, b| a.series() == b.series()) {
            let category = series[0].category();
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
            let id = entry.id();
            let row = &self.to.observations.rows[id as usize];
            let span = span_of(row, kind);
            let settled = self.to.observations.decision_on(ObservationId(id)).is_some();
            let marks = Marks::of(row) | if settled { Marks::SETTLED } else { Marks::default() };
            let edge = |value: i128| Edge { span, value, marks, source: id, rank: self.to.ledger.rank(id) };
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
        let breakdown = self.to.knowledge.catalogue.breakdown(indicator).filter(|b| b.additive)?;
        let mut parts = Vec::with_capacity(breakdown.categories.len());
        for category in 0..breakdown.categories.len() as u16 {
            let slot =
                self.pool[..used].iter().position(|series| series.category == Some(CategoryId::new(category)))?;
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
        let spans = self.to.spans;
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
            if known.is_some() && subject.expected.leaf && period < spans.years().len() {
                self.part(subject, self.pool[slot].category, period, &mut graph, covered);
            }
            let value = known.map(|known| Value { above: known.value, below: 0, marks: known.marks, of_itself: false });
            self.push(subject, slot, period, value, &mut scratch);
        }
        self.pool[slot].graph = graph;
        self.scratch = scratch;
    }

    /// Of a year in which the unit moved, what it reported of the months before.
    fn part(
        &mut self,
        subject: Subject<'_>,
        category: Option<CategoryId>,
        year: usize,
        graph: &mut TimeGraph,
        covered: &[Span],
    ) {
        let Subject { unit, indicator, .. } = subject;
        let months = |parts: &[Span]| parts.iter().map(|part| part.months()).sum::<i32>();
        for &(span, parent) in self.to.trees.earlier_in(unit, year) {
            let across = covered.iter().any(|part| part.common(span) > 0 && !span.contains(*part));
            match graph.known(span, &mut self.covered) {
                // What is known of some months only is all that was said of them, unless a longer span is told too.
                Some(Known { value, marks, whole }) if whole || !across => {
                    let alone = months(&self.covered) == months(covered);
                    let year = year as u16;
                    let part = Parted { unit, indicator, category, year, span, parent, value, marks, alone };
                    self.all.parted.push(part);
                }
                None if !across => {}
                _ => {
                    self.all.unparted.insert((unit, year as u16));
                }
            }
        }
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
        let spans = self.to.spans;
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
        let names = self.to.knowledge.catalogue.categories(subject.indicator).map(|(category, _)| Some(category));
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
        let spans = self.to.spans;
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
        let unit = self.to.observations.units.get(unit);
        !lives(unit, year, true) && lives(unit, year, false)
    }

    /// Keeps published shares for their own unit and period.
    fn publish(&mut self, unit: UnitId, indicator: IndicatorId, used: usize) {
        for slot in 0..used {
            let Series { graph, reported, category, .. } = &mut self.pool[slot];
            let twice = graph.build(reported, &[]);
            self.teller.facts_twice(&twice);
            for (period, &span) in self.to.spans.all().iter().enumerate() {
                let Some(edge) = graph.stated(span) else { continue };
                self.all.published.push(Published {
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
        let who = self.to.observations.units.get(unit);
        let (mut reported, mut due, mut gaps, mut inapplicable) = (0, 0, 0, 0);
        for year in self.to.spans.years_of(period) {
            let (span, there) = (self.to.spans.years()[year], there[year]);
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
        let start = self.cells.len();
        if value.is_some() {
            sources.retain(|&source| source != Edge::DERIVED);
            sources.sort_unstable();
            sources.dedup();
            self.cells.extend(sources.iter().map(|&id| ObservationId(id)));
        }
        let Value { above, below, marks, of_itself } = value.unwrap_or_default();
        self.rows.push(OwnRow {
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
            cells: (start as u32, (self.cells.len() - start) as u32),
            under: None,
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
