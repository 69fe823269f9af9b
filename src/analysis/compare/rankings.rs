//! Siblings in order, by every indicator of which the catalogue says what is good.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::Bounds;
use super::elsewhere::Elsewhere;
use super::places::{Entrant, places};
use crate::analysis::expectation::closes_over_units;
use crate::analysis::span::{Span, lives};
use crate::domain::{
    Amount, Better, CategoryId, Figure, Indicator, IndicatorId, Kind, LeftOut, Period, Ranked, Ranking, Registry,
    State, UnitId, WhyLeftOut,
};

/// Indicator, category and period.
type Subject = (IndicatorId, Option<CategoryId>, Period);

/// The rankings of all units with registered children, by parent, indicator, category and period. Fewer than two units
/// make no order.
pub(super) fn rankings(elsewhere: &Elsewhere<'_>) -> Vec<Ranking> {
    let Elsewhere { observations, knowledge, figures, .. } = elsewhere;
    let (units, catalogue) = (&observations.units, &knowledge.catalogue);
    if catalogue.indicators.iter().all(|indicator| !is_ranked(indicator)) {
        return Vec::new();
    }
    let excused = Excused::new(elsewhere);
    let of_unit: BTreeMap<UnitId, &[Figure]> =
        figures.rows().chunk_by(|a, b| a.unit == b.unit).map(|rows| (rows[0].unit, rows)).collect();
    let mut rankings = Vec::new();
    for (parent, _) in units.iter().filter(|(_, unit)| unit.registered) {
        let children: Vec<UnitId> = registered_children(units, parent).collect();
        if children.len() < 2 {
            continue;
        }
        let mut subjects: BTreeMap<Subject, Vec<&Figure>> = BTreeMap::new();
        for child in &children {
            let rows = of_unit.get(child).copied().unwrap_or_default();
            for figure in rows.iter().filter(|figure| is_ranked(catalogue.indicator(figure.indicator))) {
                subjects.entry((figure.indicator, figure.category, figure.period)).or_default().push(figure);
            }
        }
        for (subject, figures) in subjects {
            let shape = catalogue.indicator(subject.0);
            let mut left_out =
                left_out(&children, &figures, units, closes_over_units(catalogue, subject.0), &excused, subject);
            let whole = sum(&figures, shape);
            let (figures, short) = by_months_lived(figures, units, shape, subject.2);
            left_out.extend(short.into_iter().map(|unit| LeftOut { unit, reason: WhyLeftOut::PartOfPeriod }));
            left_out.sort_unstable();
            if figures.len() > 1 {
                rankings.push(ranking(parent, subject, &figures, left_out, shape, whole));
            }
        }
    }
    rankings
}

/// The children that `units.csv` lists. Those met in reports only are not expected to be there, so they have no place.
pub(super) fn registered_children(units: &Registry, parent: UnitId) -> impl Iterator<Item = UnitId> {
    units.children(parent).iter().copied().filter(|&child| units.get(child).registered)
}

fn is_ranked(indicator: &Indicator) -> bool {
    indicator.better != Better::None && indicator.kind != Kind::Rating
}

fn ranking(
    parent: UnitId,
    (indicator, category, period): Subject,
    figures: &[&Figure],
    left_out: Vec<LeftOut>,
    shape: &Indicator,
    whole: Option<Amount>,
) -> Ranking {
    let absent: Vec<Bounds> = left_out
        .iter()
        .filter(|left| left.reason == WhyLeftOut::NotReported)
        .map(|_| oriented(Bounds::unknown(shape), shape.better))
        .collect();
    let entrants: Vec<Entrant> = figures.iter().map(|figure| entrant(figure, shape)).collect();
    let mut ranked: Vec<Ranked> = figures
        .iter()
        .zip(places(&entrants, &absent))
        .map(|(figure, place)| Ranked {
            unit: figure.unit,
            value: figure.value,
            rank: place.rank,
            range: place.range,
            tied: place.tied,
            share: whole.and_then(|whole| figure.value.amount().ratio(100, whole)),
        })
        .collect();
    // Stable: the figures stand in the order of the registry.
    ranked.sort_by_key(|ranked| ranked.rank);
    Ranking { parent, indicator, category, period, better: shape.better, ranked, left_out }
}

/// The figures of those who lived through as much of a period as anybody, and the others: what happens over time is less
/// where there was less of it, and a province of five months is not behind those of five years.
fn by_months_lived<'f>(
    figures: Vec<&'f Figure>,
    units: &Registry,
    shape: &Indicator,
    period: Period,
) -> (Vec<&'f Figure>, Vec<UnitId>) {
    if shape.kind != Kind::Flow {
        return (figures, Vec::new());
    }
    let lived = |figure: &&Figure| {
        let unit = units.get(figure.unit);
        let from = unit.valid_from.map_or(period.from, |from| from.max(period.from));
        let to = unit.valid_to.map_or(period.to, |to| to.min(period.to));
        to.index() - from.index()
    };
    let most = figures.iter().map(lived).max().unwrap_or_default();
    let (whole, short): (Vec<&Figure>, Vec<&Figure>) = figures.into_iter().partition(|figure| lived(figure) == most);
    (whole, short.into_iter().map(|figure| figure.unit).collect())
}

/// A figure among its competitors: the higher is the better.
pub(super) fn entrant(figure: &Figure, indicator: &Indicator) -> Entrant {
    let value = figure.value.amount().raw();
    let value = if indicator.better == Better::Lower { -value } else { value };
    Entrant { value, bounds: oriented(Bounds::of(figure, indicator), indicator.better) }
}

fn oriented(bounds: Bounds, better: Better) -> Bounds {
    if better == Better::Lower { bounds.negated() } else { bounds }
}

/// What the figures add up to, where they are parts of a whole.
fn sum(figures: &[&Figure], indicator: &Indicator) -> Option<Amount> {
    if !matches!(indicator.kind, Kind::Flow | Kind::Stock | Kind::Flag) {
        return None;
    }
    let amounts = || figures.iter().map(|figure| figure.value.amount());
    if amounts().any(|amount| amount < Amount::ZERO) {
        return None;
    }
    Some(amounts().sum()).filter(|sum: &Amount| !sum.is_zero())
}

/// The children of the period that have no figure, and why.
fn left_out(
    children: &[UnitId],
    figures: &[&Figure],
    units: &Registry,
    closing: bool,
    excused: &Excused,
    subject: Subject,
) -> Vec<LeftOut> {
    let span = Span::from(subject.2);
    let ranked: BTreeSet<UnitId> = figures.iter().map(|figure| figure.unit).collect();
    let missing = children.iter().filter(|child| !ranked.contains(child));
    let there = missing.filter(|&&child| lives(units.get(child), span, false));
    let reason = |child: UnitId| {
        if closing && !lives(units.get(child), span, true) {
            WhyLeftOut::Ended
        } else if excused.holds(child, subject) {
            WhyLeftOut::NotApplicable
        } else {
            WhyLeftOut::NotReported
        }
    };
    there.map(|&child| LeftOut { unit: child, reason: reason(child) }).collect()
}

/// Who said that a question does not arise, and for when.
struct Excused(BTreeMap<(UnitId, IndicatorId, Option<CategoryId>), Vec<Period>>);

impl Excused {
    fn new(elsewhere: &Elsewhere<'_>) -> Excused {
        let mut said: BTreeMap<_, Vec<Period>> = BTreeMap::new();
        for row in elsewhere.observations.rows.iter().filter(|row| row.state == State::NotApplicable) {
            said.entry((row.unit, row.indicator, row.category)).or_default().push(row.period);
        }
        Excused(said)
    }

    fn holds(&self, unit: UnitId, (indicator, category, period): Subject) -> bool {
        let said = |category| self.0.get(&(unit, indicator, category));
        let periods = said(category).into_iter().chain(said(None)).flatten();
        periods.into_iter().any(|said| said.overlap(period).is_some())
    }
}
