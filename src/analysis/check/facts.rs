//! `Facts`: what every unit says exactly of every indicator and span, once, with its cell: what the checks look things up in.

use crate::analysis::ledger::{closes, span_of};
use crate::analysis::order;
use crate::analysis::span::Span;
use crate::domain::{
    Amount, CategoryId, Finding, IndicatorId, Kind, Knowledge, ObservationId, Observations, Period, Place, Qualifier,
    State, UnitId,
};
use crate::text::show_number;

/// An indicator, or one category of it.
pub(super) type Operand = (IndicatorId, Option<CategoryId>);

/// What a series of facts is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct SeriesKey(UnitId, IndicatorId, Option<CategoryId>);

impl SeriesKey {
    pub fn new(unit: UnitId, indicator: IndicatorId, category: Option<CategoryId>) -> SeriesKey {
        SeriesKey(unit, indicator, category)
    }

    pub fn unit(self) -> UnitId {
        self.0
    }

    pub fn indicator(self) -> IndicatorId {
        self.1
    }

    pub fn category(self) -> Option<CategoryId> {
        self.2
    }
}

/// One statement of a report; of two that state the same fact, the later one's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fact {
    pub key: SeriesKey,
    /// Of what stands at a date: its last month.
    pub span: Span,
    pub value: Amount,
    pub id: ObservationId,
}

/// A value and the cells it rests on.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub value: Amount,
    pub cells: Vec<ObservationId>,
}

/// See the module's text.
pub(super) struct Facts<'a> {
    pub observations: &'a Observations,
    pub knowledge: &'a Knowledge,
    /// By unit, indicator, category and span.
    rows: Vec<Fact>,
}

impl<'a> Facts<'a> {
    /// The facts of the term, of the one before where it is compared, and of what opens either.
    pub fn new(observations: &'a Observations, knowledge: &'a Knowledge) -> Facts<'a> {
        let ranks = order::ranks(&observations.files);
        let rank = |id: ObservationId| {
            let sheet = &observations.sheets[observations.get(id).sheet as usize];
            (ranks[sheet.file as usize], id)
        };
        let terms: Vec<Period> = [Some(&knowledge.term), knowledge.compare.as_ref()]
            .into_iter()
            .flatten()
            // What stood in the year before opens a term.
            .map(|term| Period { from: term.period.from.plus(-12), to: term.period.to })
            .collect();
        let mut rows: Vec<Fact> = Vec::with_capacity(observations.rows.len());
        for (index, row) in observations.rows.iter().enumerate() {
            let State::Value(value) = row.state else { continue };
            if row.qualifier != Qualifier::Exact || !terms.iter().any(|term| term.overlap(row.period).is_some()) {
                continue;
            }
            let span = span_of(row, knowledge.catalogue.indicator(row.indicator).kind);
            let key = SeriesKey::new(row.unit, row.indicator, row.category);
            rows.push(Fact { key, span, value, id: ObservationId(index as u32) });
        }
        rows.sort_unstable_by(|a, b| (a.key, a.span).cmp(&(b.key, b.span)).then_with(|| rank(b.id).cmp(&rank(a.id))));
        rows.dedup_by_key(|fact| (fact.key, fact.span));
        Facts { observations, knowledge, rows }
    }

    /// All facts, by unit, indicator, category and span.
    pub fn rows(&self) -> &[Fact] {
        &self.rows
    }

    /// The facts of one unit and operand, by span.
    pub fn of(&self, unit: UnitId, (indicator, category): Operand) -> &[Fact] {
        let key = SeriesKey::new(unit, indicator, category);
        let start = self.rows.partition_point(|fact| fact.key < key);
        let length = self.rows[start..].partition_point(|fact| fact.key == key);
        &self.rows[start..start + length]
    }

    /// The kind of an operand's indicator.
    pub fn kind(&self, operand: Operand) -> Kind {
        self.knowledge.catalogue.indicator(operand.0).kind
    }

    /// What was stated for exactly this span; of what stands at a date, at its last month.
    pub fn stated(&self, unit: UnitId, operand: Operand, span: Span) -> Option<&Fact> {
        let span = if closes(self.kind(operand)) { Span { from: span.to - 1, to: span.to } } else { span };
        let facts = self.of(unit, operand);
        facts.binary_search_by_key(&span, |fact| fact.span).ok().map(|found| &facts[found])
    }

    /// What is known for this span: stated, or the sum of all categories where they add up, or the quotient of a rate's
    /// parts.
    pub fn known(&self, unit: UnitId, operand: Operand, span: Span) -> Option<Known> {
        if let Some(fact) = self.stated(unit, operand, span) {
            return Some(Known { value: fact.value, cells: vec![fact.id] });
        }
        let catalogue = &self.knowledge.catalogue;
        let (id, None) = operand else { return None };
        let indicator = catalogue.indicator(id);
        if let (Kind::Rate, Some(above), Some(below)) = (indicator.kind, indicator.numerator, indicator.denominator) {
            let (above, below) = (self.known(unit, (above, None), span)?, self.known(unit, (below, None), span)?);
            let value = above.value.ratio(i64::from(indicator.scale), below.value)?;
            return Some(Known { value, cells: [above.cells, below.cells].concat() });
        }
        if !matches!(indicator.kind, Kind::Flow | Kind::Stock) || !catalogue.breakdown(id)?.additive {
            return None;
        }
        let mut sum = Known { value: Amount::ZERO, cells: Vec::new() };
        for (category, _) in catalogue.categories(id) {
            let part = self.stated(unit, (id, Some(category)), span)?;
            sum.value = sum.value.checked_add(part.value)?;
            sum.cells.push(part.id);
        }
        Some(sum)
    }

    /// What happened in a span, stated as a whole or in parts that fill it without gap.
    pub fn happened(&self, unit: UnitId, operand: Operand, span: Span) -> Option<Known> {
        if let Some(known) = self.known(unit, operand, span) {
            return Some(known);
        }
        let mut sum = Known { value: Amount::ZERO, cells: Vec::new() };
        let mut at = span.from;
        while at < span.to {
            // The longest that begins here.
            let mut facts = self.of(unit, operand).iter();
            let next = facts.rfind(|fact| fact.span.from == at && fact.span.to <= span.to)?;
            sum.value = sum.value.checked_add(next.value)?;
            sum.cells.push(next.id);
            at = next.span.to;
        }
        Some(sum)
    }

    /// Where a fact was read.
    pub fn place(&self, id: ObservationId) -> Place {
        self.observations.place(id)
    }

    /// Says of a finding what the cell of an observation is about.
    pub fn about(&self, finding: Finding, id: ObservationId) -> Finding {
        let row = self.observations.get(id);
        let catalogue = &self.knowledge.catalogue;
        let category = row.category.and_then(|category| catalogue.category(row.indicator, category));
        finding
            .unit(&self.observations.units.get(row.unit).code)
            .indicator(&catalogue.indicator(row.indicator).code, category.map(|category| category.code.as_str()))
            .period(self.knowledge.calendar.show(row.period))
    }

    /// `Đoàn viên nữ = 120 (D5)`: an operand with its value and cells, each with its file where it is not beside `here`.
    pub fn describe(&self, operand: Operand, known: &Known, here: &Place) -> String {
        let language = self.knowledge.language;
        let label = self.knowledge.catalogue.label(operand.0, operand.1, language);
        let value = show_number(&known.value.rounded(6).to_string(), language);
        format!("{label} = {value} ({})", self.cells(&known.cells, here))
    }

    /// Cells as a person looks them up from `here`: those of the same sheet by themselves.
    pub fn cells(&self, ids: &[ObservationId], here: &Place) -> String {
        const NAMED: usize = 8;
        let mut names: Vec<String> = ids.iter().take(NAMED).map(|&id| self.cell(id, here)).collect();
        if ids.len() > NAMED {
            names.push(format!("… (+{})", ids.len() - NAMED));
        }
        names.join(", ")
    }

    /// One cell, seen from `here`.
    pub fn cell(&self, id: ObservationId, here: &Place) -> String {
        let place = self.place(id);
        if place.file == here.file && place.sheet == here.sheet { place.cell } else { place.to_string() }
    }
}
