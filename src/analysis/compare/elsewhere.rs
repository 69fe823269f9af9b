//! `Elsewhere`: figures of periods that are none of the term's: the term before, a year before, targets' own spans.
//!
//! They are made of the same observations by the same rules, as if the period were a term.

use std::collections::BTreeSet;

use crate::analysis::{AnalysisError, Kinds, figures_of, of_term};
use crate::domain::{
    CategoryId, Code, Figure, Figures, Finding, Found, IndicatorId, Knowledge, Observations, Period, State, Term,
    UnitId,
};

/// See the module's text.
pub(super) struct Elsewhere<'a> {
    pub observations: &'a Observations,
    pub knowledge: &'a Knowledge,
    /// Those of the term.
    pub figures: &'a Figures,
    before: Option<Figures>,
    made: Vec<Figure>,
    others: Figures,
    /// The periods of `others`.
    periods: BTreeSet<Period>,
    /// Every period that is reported.
    reported: BTreeSet<Period>,
    findings: Vec<Finding>,
}

impl<'a> Elsewhere<'a> {
    /// Knows the figures of the term.
    pub fn new(observations: &'a Observations, knowledge: &'a Knowledge, figures: &'a Figures) -> Elsewhere<'a> {
        let mut reported = BTreeSet::new();
        let mut last = None;
        for row in observations.rows.iter().filter(|row| matches!(row.state, State::Value(_) | State::Class)) {
            // Cell after cell of a sheet speaks of one period.
            if last != Some(row.period) {
                reported.insert(row.period);
                last = Some(row.period);
            }
        }
        Elsewhere {
            observations,
            knowledge,
            figures,
            before: None,
            made: Vec::new(),
            others: Figures::default(),
            periods: BTreeSet::new(),
            reported,
            findings: Vec::new(),
        }
    }

    /// Makes the figures of the term before, with all that is found on the way.
    pub fn term_before(&mut self, term: &Term) -> Result<Figures, AnalysisError> {
        // What lies outside that term was told, or is the term's own.
        let told = |finding: &Finding| !matches!(finding.code, Code::PeriodOutside | Code::PeriodAcross);
        let Found { value: figures, findings } = of_term(term.period, self.observations, self.knowledge)?;
        self.findings.extend(findings.into_iter().filter(told));
        self.before = Some(figures.clone());
        Ok(figures)
    }

    /// Makes the figures of some periods, as far as they are not there yet.
    pub fn add(&mut self, wanted: impl IntoIterator<Item = Period>) -> Result<(), AnalysisError> {
        // What is said of a period as such (what is missing in it, that it ends before its stocks) was said of the term's.
        let told =
            |finding: &Finding| matches!(finding.code, Code::FactTwice | Code::PeriodsContradict | Code::OwnDiffers);
        let wanted: BTreeSet<Period> = wanted.into_iter().filter(|&period| !self.has(period)).collect();
        for period in wanted {
            let Found { value: figures, findings } = figures_of(period, Kinds::All, self.observations, self.knowledge)?;
            self.findings.extend(findings.into_iter().filter(told));
            self.made.extend(figures.rows().iter().filter(|figure| figure.period == period).cloned());
            self.periods.insert(period);
        }
        self.others = Figures::beside(self.made.clone());
        Ok(())
    }

    /// Makes the figures of the periods a year before those of the term, where a report can say something of them.
    pub fn add_year_before(&mut self) -> Result<(), AnalysisError> {
        let wanted: Vec<Period> = self.figures.years.iter().map(|year| year.a_year_before()).collect();
        let speaks = |period: &Period| self.reported.iter().any(|reported| period.contains(ends(*reported)));
        let wanted: Vec<Period> = wanted.into_iter().filter(speaks).collect();
        self.add(wanted)
    }

    fn has(&self, period: Period) -> bool {
        let known = |figures: &Figures| figures.years.contains(&period) || figures.term == Some(period);
        known(self.figures) || self.before.as_ref().is_some_and(known) || self.periods.contains(&period)
    }

    /// One figure, of whatever period it was made for.
    pub fn get(
        &self,
        unit: UnitId,
        indicator: IndicatorId,
        category: Option<CategoryId>,
        period: Period,
    ) -> Option<&Figure> {
        let places = [Some(self.figures), self.before.as_ref(), Some(&self.others)];
        places.into_iter().flatten().find_map(|figures| figures.get(unit, indicator, category, period))
    }

    /// The figures of other periods than both terms', and what was found.
    pub fn finish(self) -> (Figures, Vec<Finding>) {
        (self.others, self.findings)
    }
}

/// The last month of a period: a figure of a span needs a report that ends in it.
fn ends(period: Period) -> Period {
    Period { from: period.to, to: period.to }
}
