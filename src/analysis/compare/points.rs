//! `Judge`: one criterion's points for the units that compete, from their figures.

use std::collections::BTreeMap;

use super::bounds::Bounds;
use super::elsewhere::Elsewhere;
use super::places::{Entrant, places};
use super::rankings::entrant;
use super::targets::settled;
use crate::domain::{
    Amount, Better, Comparator, Criterion, Figure, FigureKey, Held, Indicator, Method, Number, Period, ScoreLine,
    Scoring, Step, UnitId, Working,
};

/// See the module's text.
pub(super) struct Judge<'a> {
    scoring: &'a Scoring,
    period: Period,
    elsewhere: &'a Elsewhere<'a>,
    targets: BTreeMap<FigureKey, (Comparator, Amount)>,
}

impl<'a> Judge<'a> {
    pub fn new(scoring: &'a Scoring, period: Period, elsewhere: &'a Elsewhere<'a>) -> Judge<'a> {
        let targets = elsewhere.knowledge.targets.iter();
        let key = |target: &crate::domain::Target| (target.unit, target.indicator, target.category, target.period);
        let targets = targets.map(|target| (key(target), (target.comparator, target.value))).collect();
        Judge { scoring, period, elsewhere, targets }
    }

    /// The most that a criterion can give or take.
    pub fn most(&self, criterion: usize) -> Amount {
        let criterion = &self.scoring.criteria[criterion];
        self.finished(criterion.cap, criterion).0
    }

    /// One criterion's lines, in the order of the units.
    pub fn lines(&self, index: usize, units: &[UnitId]) -> Vec<ScoreLine> {
        let criterion = &self.scoring.criteria[index];
        let indicator = self.elsewhere.knowledge.catalogue.indicator(criterion.indicator);
        let period = criterion.period.unwrap_or(self.period);
        let key = |unit: UnitId| (unit, criterion.indicator, criterion.category, period);
        let figure = |unit: UnitId| {
            let (unit, indicator, category, period) = key(unit);
            self.elsewhere.get(unit, indicator, category, period)
        };
        let figures: Vec<Option<&Figure>> = units.iter().map(|&unit| figure(unit)).collect();
        let field = Field::new(&figures, indicator);
        let mut ranks = field.ranks.iter();
        let lines = units.iter().zip(&figures).map(|(&unit, figure)| {
            let Some(figure) = figure else {
                return self.line(index, Working::NoFigure, Amount::ZERO, false);
            };
            let rank = ranks.next().copied().unwrap_or(1);
            let target = match &criterion.method {
                Method::Target(None) => self.targets.get(&key(unit)).copied(),
                Method::Target(given) => *given,
                _ => None,
            };
            let (working, raw) = working(criterion, indicator.better, figure.value, target, &field, rank);
            let bounds = Bounds::of(figure, indicator);
            let competes = matches!(criterion.method, Method::Best | Method::Rank(_));
            let certain = bounds.is_exact() && (!competes || field.certain);
            // More of what only earns more cannot earn more than the most.
            let full = raw >= criterion.cap && self.earns_at(criterion, &target, bounds.low);
            self.line(index, working, raw, certain || full)
        });
        lines.collect()
    }

    /// Whether the least that a value can be earns the most points already, and more of it never earns less.
    fn earns_at(&self, criterion: &Criterion, target: &Option<(Comparator, Amount)>, low: i128) -> bool {
        let least = Amount::from_raw(low);
        let worth = match (&criterion.method, target) {
            _ if low <= 0 => None,
            (Method::Each(each), _) => least.times(criterion.points, *each),
            (Method::Target(_), Some((Comparator::AtLeast, target))) => least.times(criterion.points, *target),
            _ => None,
        };
        worth.is_some_and(|worth| worth >= criterion.cap)
    }

    fn line(&self, index: usize, working: Working, raw: Amount, certain: bool) -> ScoreLine {
        let (points, capped) = self.finished(raw, &self.scoring.criteria[index]);
        ScoreLine { criterion: index, working, raw, points, capped, certain }
    }

    /// Points within the cap, weighted and rounded, and whether the cap cut them.
    fn finished(&self, raw: Amount, criterion: &Criterion) -> (Amount, bool) {
        let within = raw.clamp(Amount::ZERO, criterion.cap);
        let weighted = within.times(criterion.weight, Amount::whole(1)).unwrap_or(within);
        (weighted.rounded(self.scoring.decimals), raw > criterion.cap)
    }

    /// Whether a unit's figure fulfils a condition, and whether nothing missing can change that.
    pub fn holds(&self, key: FigureKey, comparator: Comparator, value: Amount) -> (Held, bool) {
        let (unit, indicator, category, period) = key;
        let Some(figure) = self.elsewhere.get(unit, indicator, category, period) else {
            return (Held::Unknown, false);
        };
        let met = comparator.judge(figure.value.amount(), value).is_met();
        let bounds = Bounds::of(figure, self.elsewhere.knowledge.catalogue.indicator(indicator));
        (if met { Held::Yes } else { Held::No }, settled(bounds, comparator, value))
    }
}

/// All who compete in one criterion.
struct Field {
    /// The best value.
    best: Option<Number>,
    /// The ranks of those who have a figure, in their order.
    ranks: Vec<u32>,
    /// Whether everybody's figure is known exactly.
    certain: bool,
}

impl Field {
    fn new(figures: &[Option<&Figure>], indicator: &Indicator) -> Field {
        let present = || figures.iter().flatten();
        let entrants: Vec<Entrant> = present().map(|figure| entrant(figure, indicator)).collect();
        let ranks: Vec<u32> = places(&entrants, &[]).iter().map(|place| place.rank).collect();
        let best = present().zip(&ranks).find(|(_, rank)| **rank == 1).map(|(figure, _)| figure.value);
        let certain = entrants.len() == figures.len() && entrants.iter().all(|entrant| entrant.bounds.is_exact());
        Field { best, ranks, certain }
    }
}

/// What a figure earns before cap, weight and rounding, and why. Where a product cannot be stated it earns nothing.
fn working(
    criterion: &Criterion,
    better: Better,
    number: Number,
    target: Option<(Comparator, Amount)>,
    field: &Field,
    rank: u32,
) -> (Working, Amount) {
    let (value, points) = (number.amount(), criterion.points);
    let earned = match &criterion.method {
        Method::Target(_) => {
            let Some((comparator, target)) = target else { return (Working::NoTarget(number), Amount::ZERO) };
            let met = comparator.judge(value, target).is_met();
            let earned = match comparator {
                Comparator::AtLeast if target > Amount::ZERO => value.times(points, target),
                Comparator::AtMost if !met && target >= Amount::ZERO => target.times(points, value),
                _ => Some(if met { points } else { Amount::ZERO }),
            };
            (Working::Target(number, comparator, target), earned)
        }
        Method::Each(each) => (Working::Each(number, *each), value.times(points, *each)),
        Method::Best => {
            let best = field.best.unwrap_or(number);
            let (over, under) = match better {
                Better::Lower => (best.amount(), value),
                Better::Higher | Better::None => (value, best.amount()),
            };
            // The best of them all earns all, even where it is nought and nothing can be divided.
            let earned =
                if over == under && better == Better::Lower { Some(points) } else { over.times(points, under) };
            (Working::Best(number, best), earned)
        }
        Method::Rank(step) => {
            let below = step.times(Amount::whole(i64::from(rank) - 1), Amount::whole(1));
            (Working::Rank(number, rank), below.map(|below| points - below))
        }
        Method::Steps(steps) => {
            let reaches = |step: &Step| step.comparator.judge(value, step.bound).is_met();
            let step = steps.iter().position(reaches);
            let earned = step.map_or(Amount::ZERO, |step| steps[step].points);
            (Working::Step(number, step), Some(earned))
        }
    };
    let (working, earned) = earned;
    (working, earned.unwrap_or(Amount::ZERO).max(Amount::ZERO))
}
