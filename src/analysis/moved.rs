//! Units that moved within a year, and what was done with that year: nothing of it is silent.
//!
//! Flows of units that stand for themselves are parted where their reports tell the parts. All else of such a year counts
//! below whom the unit stands under at its end: a year that was reported as a whole; that of a unit with others below it,
//! whose reports would have to be parted one by one; and quotients of flows, whose parts above and below the line need not
//! be told for the same months.

use std::collections::{BTreeMap, BTreeSet};

use super::expectation::Expectations;
use super::own::Parted;
use super::restate::Trees;
use super::span::Spans;
use crate::domain::{Code, Figure, Figures, Finding, IndicatorId, Kind, Knowledge, Observations, Place, UnitId};

/// A finding names no more units than a person will look up.
const UNITS_NAMED: usize = 12;

/// What looking at such years needs to know.
pub(super) struct Moved<'a> {
    pub observations: &'a Observations,
    pub knowledge: &'a Knowledge,
    pub spans: &'a Spans,
    pub trees: &'a Trees<'a>,
    pub expectations: &'a Expectations,
}

/// Why a year is whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// It was reported so.
    Reported,
    /// Others stand below the unit.
    Body,
    /// It is a quotient of flows that were parted.
    Quotient,
}

impl Moved<'_> {
    /// One finding for each year, border and reason. `unparted`: years that were reported as a whole.
    pub fn findings(&self, unparted: &BTreeSet<(UnitId, u16)>, parted: &[Parted], figures: &Figures) -> Vec<Finding> {
        let mut whole: BTreeSet<(Why, UnitId, usize)> =
            unparted.iter().map(|&(unit, year)| (Why::Reported, unit, usize::from(year))).collect();
        for (unit, year) in self.trees.moved_within_years() {
            let period = self.spans.years()[year].period();
            for figure in figures.of(unit).iter().filter(|figure| figure.period == period) {
                whole.extend(self.why(figure, year, parted).map(|why| (why, unit, year)));
            }
        }
        let mut borders: BTreeMap<(usize, Why, UnitId, UnitId), Vec<UnitId>> = BTreeMap::new();
        for (why, unit, year) in whole {
            let earlier = self.trees.earlier_in(unit, year).last();
            let Some((&(_, from), to)) = earlier.zip(self.trees.parent(unit, year)) else { continue };
            borders.entry((year, why, from, to)).or_default().push(unit);
        }
        borders.into_iter().map(|(border, who)| self.finding(border, &who)).collect()
    }

    /// Why the figure of a year counts below one parent only, where it is made of what happened in all of the year.
    fn why(&self, figure: &Figure, year: usize, parted: &[Parted]) -> Option<Why> {
        let named = self.knowledge.catalogue.indicator(figure.indicator);
        let stands_alone = self.expectations.get(figure.unit, figure.indicator).is_none_or(|expected| expected.leaf);
        let happens = |id: IndicatorId| self.knowledge.catalogue.indicator(id).kind == Kind::Flow;
        let parts = [named.numerator, named.denominator, named.weight];
        let of_flows = || parts.into_iter().flatten().any(happens);
        match named.kind {
            Kind::Flow => (!stands_alone).then_some(Why::Body),
            Kind::Rate | Kind::Mean if !of_flows() => None,
            Kind::Rate | Kind::Mean if !stands_alone => Some(Why::Body),
            Kind::Rate | Kind::Mean => {
                let is_part = |p: &Parted| parts.contains(&Some(p.indicator));
                let of_year = |p: &&Parted| p.unit == figure.unit && usize::from(p.year) == year;
                parted.iter().filter(of_year).any(is_part).then_some(Why::Quotient)
            }
            // These stand at a date, and so does whom the unit stands under then.
            Kind::Stock | Kind::Flag | Kind::Rating => None,
        }
    }

    fn finding(&self, (year, why, from, to): (usize, Why, UnitId, UnitId), who: &[UnitId]) -> Finding {
        let units = &self.observations.units;
        let name = |unit: UnitId| units.get(unit).name.as_str();
        let mut names: Vec<String> = who.iter().take(UNITS_NAMED).map(|&unit| name(unit).to_owned()).collect();
        if who.len() > UNITS_NAMED {
            names.push(format!("… (+{})", who.len() - UNITS_NAMED));
        }
        let year = self.knowledge.calendar.show(self.spans.years()[year].period());
        let finding = Finding::new(Code::MovedWithinYear, Place::default())
            .unit(&units.get(from).code)
            .period(year.clone())
            .with("from", name(from))
            .with("to", name(to))
            .with("count", who.len())
            .with("units", names.join("; "))
            .with("year", year);
        match why {
            Why::Reported => finding,
            Why::Body => finding.variant("body"),
            Why::Quotient => finding.variant("quotient"),
        }
    }
}
