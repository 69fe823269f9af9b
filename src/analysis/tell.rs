//! `Teller`: puts into words, as findings, what the analysis comes upon.

use std::collections::BTreeMap;

use super::span::{Span, Spans};
use super::time_graph::{Contradiction, Edge, Twice};
use crate::domain::{Amount, Code, Fact, Finding, Knowledge, ObservationId, Observations, Place, State};

/// A finding names no more cells than a person will look up.
const CELLS_NAMED: usize = 12;

/// See the module's text.
pub(super) struct Teller<'a> {
    observations: &'a Observations,
    knowledge: &'a Knowledge,
    term: Span,
    findings: Vec<Finding>,
    /// How many stocks of a file stand before the end of a year.
    not_closing: BTreeMap<(u32, Span), usize>,
}

impl<'a> Teller<'a> {
    pub fn new(observations: &'a Observations, knowledge: &'a Knowledge, spans: &Spans) -> Teller<'a> {
        Teller { observations, knowledge, term: spans.term(), findings: Vec::new(), not_closing: BTreeMap::new() }
    }

    /// A finding about one observation.
    fn about(&self, code: Code, id: u32) -> Finding {
        let row = &self.observations.rows[id as usize];
        let indicator = &self.knowledge.catalogue.indicator(row.indicator).code;
        let category = row.category.and_then(|c| self.knowledge.catalogue.category(row.indicator, c));
        Finding::new(code, self.observations.place(ObservationId(id)))
            .unit(&self.observations.units.get(row.unit).code)
            .indicator(indicator, category.map(|c| c.code.as_str()))
            .period(self.knowledge.calendar.show(row.period))
    }

    /// What an observation says: its amount, or the name of its class.
    fn value(&self, id: u32) -> Fact {
        let row = &self.observations.rows[id as usize];
        let class = row.category.filter(|_| row.state == State::Class);
        match class.and_then(|class| self.knowledge.catalogue.category(row.indicator, class)) {
            Some(class) => class.name.get(self.knowledge.language).to_owned().into(),
            None => row.state.amount().unwrap_or_default().into(),
        }
    }

    fn in_term(&self, id: u32) -> bool {
        self.term.common(self.observations.rows[id as usize].period.into()) > 0
    }

    /// The same fact stated twice with different values.
    pub fn facts_twice(&mut self, twice: &[Twice]) {
        for &(used, other) in twice {
            if !self.in_term(used) {
                continue;
            }
            let value = |id: u32| self.value(id);
            let finding = self
                .about(Code::FactTwice, used)
                .with("used", value(used))
                .with("other", value(other))
                .with("place", self.observations.place(ObservationId(other)).to_string());
            self.findings.push(finding);
        }
    }

    /// Reported spans that shorter or longer ones contradict.
    pub fn contradictions(&mut self, found: &[Contradiction]) {
        for Contradiction { edge, known, path } in found {
            if self.term.common(edge.span) == 0 {
                continue;
            }
            let (stated, known) = (Amount::from_raw(edge.value), Amount::from_raw(*known));
            let finding = self
                .about(Code::PeriodsContradict, edge.source)
                .with("stated", stated)
                .with("known", known)
                .with("difference", stated - known)
                .with("cells", self.cells(edge.source, path));
            self.findings.push(finding);
        }
    }

    /// Cells as a person names them: without the file and sheet where they are those of `beside`.
    fn cells(&self, beside: u32, path: &[u32]) -> String {
        let here = self.observations.place(ObservationId(beside));
        let cited: Vec<u32> = path.iter().copied().filter(|&id| id != Edge::DERIVED).collect();
        let mut names: Vec<String> = cited
            .iter()
            .take(CELLS_NAMED)
            .map(|&id| {
                let row = &self.observations.rows[id as usize];
                let place = self.observations.place(ObservationId(id));
                let period = self.knowledge.calendar.show(row.period);
                if place.file == here.file && place.sheet == here.sheet {
                    format!("{} ({period})", place.cell)
                } else {
                    format!("{place} ({period})")
                }
            })
            .collect();
        if cited.len() > CELLS_NAMED {
            names.push(format!("… (+{})", cited.len() - CELLS_NAMED));
        }
        names.join("; ")
    }

    /// A stock whose last value of a year stands before the year's end.
    pub fn stock_not_closing(&mut self, id: u32, year: Span) {
        let sheet = self.observations.rows[id as usize].sheet;
        let file = self.observations.sheets[sheet as usize].file;
        *self.not_closing.entry((file, year)).or_default() += 1;
    }

    /// Adds what another came upon.
    pub fn append(&mut self, other: Teller<'_>) {
        self.findings.extend(other.findings);
        for (stock, count) in other.not_closing {
            *self.not_closing.entry(stock).or_default() += count;
        }
    }

    /// Everything that was found.
    pub fn finish(mut self) -> Vec<Finding> {
        for ((file, year), count) in &self.not_closing {
            let finding =
                Finding::new(Code::StockNotClosing, Place::file(&self.observations.files[*file as usize].path))
                    .with("count", *count)
                    .with("month", crate::domain::Month::from_index(year.to - 1).to_string())
                    .period(self.knowledge.calendar.show(year.period()));
            self.findings.push(finding);
        }
        self.findings
    }
}
