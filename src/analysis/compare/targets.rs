//! Targets with what was reached of them, and units' targets beside those of their children.

use std::collections::BTreeMap;

use super::bounds::Bounds;
use super::elsewhere::Elsewhere;
use super::rankings::registered_children;
use crate::analysis::AnalysisError;
use crate::analysis::expectation::closes_over_units;
use crate::analysis::span::{Span, lives};
use crate::domain::{
    Amount, Catalogue, CategoryId, Code, Comparator, Figure, Finding, IndicatorId, Kind, Knowledge, Month,
    Observations, Pace, Period, Place, State, Target, TargetResult, TargetSum, UnitId,
};

/// Every target with what was reached, in the order of `targets.csv`.
pub(super) fn results(elsewhere: &mut Elsewhere<'_>) -> Result<Vec<TargetResult>, AnalysisError> {
    let Elsewhere { observations, knowledge, .. } = *elsewhere;
    if knowledge.targets.is_empty() {
        return Ok(Vec::new());
    }
    let reach = Reach::new(observations, &knowledge.catalogue);
    let measured: Vec<Period> = knowledge.targets.iter().map(|target| reach.measured(target)).collect();
    elsewhere.add(measured.iter().copied())?;
    let results = knowledge.targets.iter().zip(measured);
    Ok(results.map(|(target, measured)| result(target, measured, elsewhere)).collect())
}

fn result(target: &Target, measured: Period, elsewhere: &Elsewhere<'_>) -> TargetResult {
    let indicator = elsewhere.knowledge.catalogue.indicator(target.indicator);
    let actual = elsewhere.get(target.unit, target.indicator, target.category, measured);
    let value = actual.map(|figure| figure.value.amount());
    let open = measured != target.period;
    let certain = actual.is_some_and(|figure| {
        // Months to come are like reports to come.
        let figure = Figure { gaps: figure.gaps + u32::from(open), ..figure.clone() };
        settled(Bounds::of(&figure, indicator), target.comparator, target.value)
    });
    let percent = |of: Amount| value.and_then(|value| value.ratio(100, of));
    let pace = open.then(|| {
        let (months, of) = (measured.months(), target.period.months());
        let part = target.value.times(Amount::whole(i64::from(months)), Amount::whole(i64::from(of)));
        let due = part.filter(|_| indicator.kind == Kind::Flow).unwrap_or(target.value);
        let verdict = value.map(|value| target.comparator.judge(value, due));
        Pace { months, of, due, verdict, percent: percent(due) }
    });
    TargetResult {
        target: target.clone(),
        measured,
        actual: actual.cloned(),
        verdict: value.map(|value| target.comparator.judge(value, target.value)),
        certain,
        percent: percent(target.value),
        difference: value.map(|value| value - target.value),
        pace,
    }
}

/// Whether every value within bounds meets the target, or none does.
pub(super) fn settled(bounds: Bounds, comparator: Comparator, target: Amount) -> bool {
    let met = |raw| comparator.judge(Amount::from_raw(raw), target).is_met();
    match comparator {
        Comparator::Equal => bounds.is_exact() || !(bounds.low..=bounds.high).contains(&target.raw()),
        Comparator::AtLeast | Comparator::AtMost => met(bounds.low) == met(bounds.high),
    }
}

/// How far reports reach: the last month that any report speaks of, by indicator. What nobody has reported yet is the
/// middle of a term; what one unit has not reported is missing.
struct Reach<'a> {
    catalogue: &'a Catalogue,
    last: Vec<Option<Month>>,
}

impl<'a> Reach<'a> {
    fn new(observations: &Observations, catalogue: &'a Catalogue) -> Reach<'a> {
        let mut last: Vec<Option<Month>> = vec![None; catalogue.indicators.len()];
        for row in observations.rows.iter().filter(|row| matches!(row.state, State::Value(_) | State::Class)) {
            let slot = &mut last[row.indicator.0 as usize];
            *slot = (*slot).max(Some(row.period.to));
        }
        Reach { catalogue, last }
    }

    /// A rate reaches as far as both its parts do, or as it was published itself.
    fn of(&self, id: IndicatorId) -> Option<Month> {
        let last = |id: IndicatorId| self.last[id.0 as usize];
        let indicator = self.catalogue.indicator(id);
        let parts = indicator.numerator.zip(indicator.denominator);
        last(id).max(parts.and_then(|(above, below)| last(above).min(last(below))))
    }

    /// The part of a target's time that reports speak of; all of it where they have not come to it.
    fn measured(&self, target: &Target) -> Period {
        let reached = self.of(target.indicator).filter(|last| (target.period.from..=target.period.to).contains(last));
        Period { to: reached.unwrap_or(target.period.to), ..target.period }
    }
}

/// Units' targets beside those of their children, where what is measured adds up over units.
pub(super) fn sums(results: &[TargetResult], elsewhere: &Elsewhere<'_>) -> Vec<TargetSum> {
    let Elsewhere { observations, knowledge, .. } = elsewhere;
    let units = &observations.units;
    type Subject = (IndicatorId, Option<CategoryId>, Period);
    let mut by_subject: BTreeMap<(Subject, UnitId), usize> = BTreeMap::new();
    let subject = |target: &Target| (target.indicator, target.category, target.period);
    for (index, TargetResult { target, .. }) in results.iter().enumerate() {
        by_subject.insert((subject(target), target.unit), index);
    }
    let mut sums = Vec::new();
    for (parent, TargetResult { target, .. }) in results.iter().enumerate() {
        if !matches!(knowledge.catalogue.indicator(target.indicator).kind, Kind::Flow | Kind::Stock | Kind::Flag) {
            continue;
        }
        let closing = closes_over_units(&knowledge.catalogue, target.indicator);
        let (mut children, mut without) = (Vec::new(), Vec::new());
        for child in registered_children(units, target.unit) {
            match by_subject.get(&(subject(target), child)) {
                Some(&index) if results[index].target.comparator == target.comparator => children.push(index),
                _ if lives(units.get(child), Span::from(target.period), closing) => without.push(child),
                _ => {}
            }
        }
        if children.is_empty() {
            continue;
        }
        let sum: Amount = children.iter().map(|&index| results[index].target.value).sum();
        let enough = target.comparator.judge(sum, target.value).is_met();
        // A child without a target may still add to what is reached, and to what may not be passed.
        let suffices = match (target.comparator, enough) {
            _ if without.is_empty() => Some(enough),
            (Comparator::AtLeast, true) | (Comparator::AtMost, false) => Some(enough),
            _ => None,
        };
        let difference = sum - target.value;
        sums.push(TargetSum { parent, children, without, sum, difference, suffices });
    }
    sums
}

/// Tells of targets that nothing can be said of, and of those that cannot be reached through the children's.
pub(super) fn tell(
    results: &[TargetResult],
    sums: &[TargetSum],
    observations: &Observations,
    knowledge: &Knowledge,
) -> Vec<Finding> {
    let about = |code: Code, target: &Target| {
        let category = target.category.and_then(|category| knowledge.catalogue.category(target.indicator, category));
        Finding::new(code, Place::default())
            .unit(&observations.units.get(target.unit).code)
            .indicator(&knowledge.catalogue.indicator(target.indicator).code, category.map(|c| c.code.as_str()))
            .period(knowledge.calendar.show(target.period))
            .with("unit", observations.units.get(target.unit).name.as_str())
            .with("target", target.value)
    };
    let unknown = results.iter().filter(|result| result.actual.is_none());
    let unknown = unknown.map(|result| about(Code::TargetUnmeasured, &result.target));
    let differing = sums.iter().filter(|sum| sum.suffices == Some(false)).map(|sum| {
        about(Code::TargetsDiffer, &results[sum.parent].target)
            .with("count", sum.children.len())
            .with("sum", sum.sum)
            .with("difference", sum.difference)
    });
    unknown.chain(differing).collect()
}
