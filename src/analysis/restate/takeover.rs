//! Takeovers: the last, unfinished year of a unit that became another one.
//!
//! Who reports a year is who is there at its end, and a report of a whole year by the unit that took over speaks of the
//! months before too. So a unit that ended within a year owes nothing of it where such a report is there; and where it
//! reported its months all the same and its heir is a new unit, they are in the heir's report already and are not counted
//! again. An heir that was there before may have left them out: then both are added, as each reported them.

use std::collections::{BTreeMap, BTreeSet};

use super::lineage::Lineage;
use crate::analysis::span::Spans;
use crate::domain::{
    Amount, Basis, Calendar, Catalogue, CategoryId, Figure, FigureKey, Figures, IndicatorId, Kind, Number,
    Observations, Period, UnitId,
};

/// See the module's text.
pub(in crate::analysis) struct Takeovers<'a> {
    observations: &'a Observations,
    catalogue: &'a Catalogue,
    /// What units that took others over reported, and for which spans.
    told: BTreeMap<(UnitId, IndicatorId, Option<CategoryId>), Vec<Period>>,
}

impl<'a> Takeovers<'a> {
    /// Looks at the reports of all units that took others over.
    pub fn new(
        observations: &'a Observations,
        catalogue: &'a Catalogue,
        lineage: &Lineage,
        calendar: Calendar,
    ) -> Takeovers<'a> {
        // Of a unit that ended with a year nobody else reports that year.
        let ends_within = |unit: UnitId| {
            let end = observations.units.get(unit).valid_to;
            end.is_some_and(|end| calendar.year(calendar.year_of(end)).to != end)
        };
        let mut is_heir = vec![false; observations.units.len()];
        let events = lineage.events().filter(|&(unit, _)| ends_within(unit));
        events.flat_map(|(_, event)| &event.to).for_each(|heir| is_heir[heir.0 as usize] = true);
        let mut told: BTreeMap<_, Vec<Period>> = BTreeMap::new();
        // There are millions of rows to look at, which most of the time is needless.
        let rows = if is_heir.contains(&true) { observations.rows.as_slice() } else { &[] };
        let of_heirs = rows.iter().filter(|row| is_heir[row.unit.0 as usize]);
        for row in of_heirs.filter(|row| row.state.amount().is_some()) {
            told.entry((row.unit, row.indicator, row.category)).or_default().push(row.period);
        }
        Takeovers { observations, catalogue, told }
    }

    /// Whether what a unit reported in a year speaks of the months of it in which another one still lived.
    pub fn covers(
        &self,
        heir: UnitId,
        one: UnitId,
        indicator: IndicatorId,
        category: Option<CategoryId>,
        year: Period,
    ) -> bool {
        let unit = self.observations.units.get(one);
        let Some(end) = unit.valid_to.filter(|&end| year.from <= end && end < year.to) else { return false };
        let begun = unit.valid_from.map_or(year.from, |from| from.max(year.from));
        let named = self.catalogue.indicator(indicator);
        let asked = named.denominator.or(named.weight).unwrap_or(indicator);
        let of_all =
            self.told.range((heir, asked, None)..).take_while(|((unit, i, _), _)| (*unit, *i) == (heir, asked));
        let mut spans = of_all.filter(|((.., c), _)| category.is_none() || *c == category || c.is_none());
        spans.any(|(_, spans)| spans.iter().any(|span| span.from <= begun && span.to > end && span.to <= year.to))
    }

    /// Whether the figure of a unit for its last year is in the report of a new unit already.
    pub fn is_within(&self, heir: UnitId, figure: &Figure) -> bool {
        let units = &self.observations.units;
        let ended = units.get(figure.unit).valid_to;
        let newer = ended.is_some() && units.get(heir).valid_from > ended;
        newer && self.covers(heir, figure.unit, figure.indicator, figure.category, figure.period)
    }

    /// Takes such figures out of the sums above them. Returns who they were of, and who reported them again.
    pub fn take_out(
        &self,
        figures: Figures,
        lineage: &Lineage,
        spans: &Spans,
        adds: &dyn Fn(IndicatorId) -> bool,
    ) -> (Figures, BTreeSet<(UnitId, UnitId)>) {
        let mut less: BTreeMap<FigureKey, (Amount, Amount)> = BTreeMap::new();
        let mut twice = BTreeSet::new();
        let (term, years) = (spans.term().period(), figures.years.len());
        for (unit, event) in lineage.events() {
            let from = figures.rows().partition_point(|figure| figure.unit < unit);
            let own = figures.rows()[from..].iter().take_while(|figure| figure.unit == unit);
            for figure in own.filter(|figure| figure.period != term || years == 1) {
                // What stands at a date is asked of who is there then.
                let kind = self.catalogue.indicator(figure.indicator).kind;
                let Some(&heir) = event.to.iter().find(|&&heir| self.is_within(heir, figure)) else { continue };
                if !matches!(kind, Kind::Flow | Kind::Rate | Kind::Mean) {
                    continue;
                }
                twice.insert((unit, heir));
                let (above, below) = super::sum::amounts(figure.value);
                let stood = lineage.stands(unit, figure.period.to);
                for parent in lineage.ancestors(unit, stood) {
                    let of = |period| figures.get(parent, figure.indicator, figure.category, period);
                    if of(figure.period).is_none_or(|sum| sum.basis == Basis::Own) {
                        break;
                    }
                    let whole = adds(figure.indicator) && years > 1;
                    let whole = whole && of(term).is_some_and(|sum| sum.basis == Basis::Children);
                    for period in [Some(figure.period), whole.then_some(term)].into_iter().flatten() {
                        let sum = less.entry((parent, figure.indicator, figure.category, period)).or_default();
                        *sum = (sum.0 + Amount::from_raw(above), sum.1 + Amount::from_raw(below));
                    }
                }
            }
        }
        if less.is_empty() {
            return (figures, twice);
        }
        let mut rest = Figures::new(Vec::new(), figures.years.clone(), term);
        rest.reconciliations.clone_from(&figures.reconciliations);
        let rows = figures.into_rows().into_iter().map(|mut figure| {
            if let Some(&(above, below)) = less.get(&figure.key()) {
                figure.value = without(figure.value, above, below);
            }
            figure
        });
        let reconciliations = rest.reconciliations;
        let mut figures = Figures::new(rows.collect(), rest.years, term);
        figures.reconciliations = reconciliations;
        (figures, twice)
    }
}

fn without(number: Number, above: Amount, below: Amount) -> Number {
    match number {
        Number::Exact(amount) => Number::Exact(amount - above),
        Number::Ratio { numerator, denominator, scale } if denominator != below => {
            Number::Ratio { numerator: numerator - above, denominator: denominator - below, scale }
        }
        other => other,
    }
}
