//! `Comparisons`: figures beside those of the term before and of a year before, beside targets and beside each other.

use super::amount::Amount;
use super::figure::{Figure, FigureKey, Figures, Number};
use super::indicator::{Indicator, Kind};
use super::knowledge::Term;
use super::observation::Qualifier;
use super::perimeter::Perimeters;
use super::period::Period;
use super::ranking::Ranking;
use super::score::ScoreTable;
use super::target::{TargetResult, TargetSum};
use super::unit::UnitId;

/// Everything that figures were compared with.
#[derive(Clone, Debug, Default)]
pub struct Comparisons {
    /// The term before, where the workspace names one.
    pub term_before: Option<TermBefore>,
    /// Figures of the periods a year before those of the term, as far as they lie outside its own periods.
    pub year_before: Figures,
    /// Every target with what was reached, in the order of `targets.csv`.
    pub targets: Vec<TargetResult>,
    /// Targets of units beside the sum of their children's targets.
    pub target_sums: Vec<TargetSum>,
    /// Siblings in order, where the catalogue says which direction is good; by parent, indicator, category and period.
    pub rankings: Vec<Ranking>,
    /// Emulation scores, where the workspace says how to give them.
    pub scores: Option<ScoreTable>,
}

/// The term before the one that the report is about.
#[derive(Clone, Debug)]
pub struct TermBefore {
    /// Its name and months.
    pub term: Term,
    /// Its figures, made of the same observations: its years, and the term as a whole.
    pub figures: Figures,
    /// How many months lie in both terms: what happened in them is counted in both.
    pub common_months: i32,
    /// Whether both terms have as many months; where not, flows are compared by yearly average too.
    pub equal_length: bool,
}

impl Comparisons {
    /// A figure of the term beside the same one of the term before; none where either is not there. `figures` are those
    /// of the term.
    pub fn with_term_before(&self, figures: &Figures, figure: &Figure, indicator: &Indicator) -> Option<Difference> {
        let before = self.term_before.as_ref()?;
        let same = before.figures.get(figure.unit, figure.indicator, figure.category, before.term.period)?;
        Some(Difference::between(figure, same, indicator).on(&figures.perimeters, figure.unit))
    }

    /// A figure beside that of the same months a year before; none where that is not known.
    pub fn with_year_before(&self, figures: &Figures, figure: &Figure, indicator: &Indicator) -> Option<Difference> {
        let key = (figure.unit, figure.indicator, figure.category, figure.period.a_year_before());
        let before = self.of_year_before(figures, key)?;
        Some(Difference::between(figure, before, indicator).on(&figures.perimeters, figure.unit))
    }

    /// The figure of a period that lies a year before one of the term.
    fn of_year_before<'f>(&'f self, figures: &'f Figures, key: FigureKey) -> Option<&'f Figure> {
        let (unit, indicator, category, period) = key;
        let places = [Some(figures), self.term_before.as_ref().map(|before| &before.figures), Some(&self.year_before)];
        places.into_iter().flatten().find_map(|figures| figures.get(unit, indicator, category, period))
    }
}

/// What one figure has become of another of the same unit, indicator and category.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The period of the later figure.
    pub period: Period,
    /// The period of the earlier one.
    pub base: Period,
    /// The later value.
    pub now: Number,
    /// The earlier value.
    pub before: Number,
    /// How much it grew; of a percentage, by how many points.
    pub change: Amount,
    /// The same in per cent of the earlier value. None where that is nought or below, and of percentages: a per cent of
    /// per cents misleads.
    pub growth: Option<Amount>,
    /// Of a flow over periods of unequal length: the averages a year, which may be compared.
    pub yearly: Option<Yearly>,
    /// Whether the values are percentages, so that the change is in points.
    pub in_points: bool,
    /// How exactly the change is known.
    pub qualifier: Qualifier,
    /// Whether neither value lacks a report.
    pub complete: bool,
    /// Whether reports disagree on either value and nobody has decided.
    pub disputed: bool,
    /// Whether the unit stands for more, less or other now than before: the change is not all growth of the same.
    pub broken: bool,
}

/// Averages a year of two flows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Yearly {
    /// Of the later period.
    pub now: Amount,
    /// Of the earlier one.
    pub before: Amount,
    /// How much the average grew.
    pub change: Amount,
    /// In per cent of the earlier average; none where that is nought or below.
    pub growth: Option<Amount>,
}

impl Difference {
    /// The difference of two figures of one indicator.
    pub fn between(now: &Figure, before: &Figure, indicator: &Indicator) -> Difference {
        let (later, earlier) = (now.value.amount(), before.value.amount());
        let in_points = indicator.measure.is_percent();
        let unequal = now.period.months() != before.period.months();
        let yearly = (indicator.kind == Kind::Flow && unequal).then(|| Yearly::of(now, before)).flatten();
        Difference {
            period: now.period,
            base: before.period,
            now: now.value,
            before: before.value,
            change: later - earlier,
            growth: growth(later, earlier).filter(|_| !in_points),
            yearly,
            in_points,
            qualifier: now.qualifier.and(before.qualifier.negated()),
            complete: now.is_complete() && before.is_complete(),
            disputed: now.disputed || before.disputed,
            broken: false,
        }
    }

    /// The same, marked where the perimeter of the unit breaks in between.
    fn on(self, perimeters: &Perimeters, unit: UnitId) -> Difference {
        let broken = perimeters.breaks_between(unit, self.base, self.period).next().is_some();
        Difference { broken, ..self }
    }
}

impl Yearly {
    fn of(now: &Figure, before: &Figure) -> Option<Yearly> {
        let average = |figure: &Figure| {
            let months = Amount::whole(i64::from(figure.period.months()));
            figure.value.amount().ratio(12, months)
        };
        let (now, before) = (average(now)?, average(before)?);
        Some(Yearly { now, before, change: now - before, growth: growth(now, before) })
    }
}

/// How much more `now` is than `before`, in per cent.
fn growth(now: Amount, before: Amount) -> Option<Amount> {
    (before > Amount::ZERO).then(|| (now - before).ratio(100, before)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Break;
    use crate::domain::testing::{figure, indicator};
    use proptest::prelude::*;

    fn number(text: &str) -> Number {
        Number::Exact(Amount::parse(text).expect("a number"))
    }

    #[test]
    fn terms_of_unequal_length_are_compared_by_yearly_average_too() {
        let improvements = indicator(Kind::Flow);
        let (now, before) = (figure(number("3000"), "2016..2020"), figure(number("1500"), "2012..2015"));
        let difference = Difference::between(&now, &before, &improvements);
        assert_eq!((difference.change, difference.growth), (Amount::whole(1500), Some(Amount::whole(100))));
        let yearly = difference.yearly.expect("terms of five and four years");
        assert_eq!((yearly.now, yearly.before), (Amount::whole(600), Amount::whole(375)));
        assert_eq!(yearly.growth, Some(Amount::whole(60)));
        let members = indicator(Kind::Stock);
        assert_eq!(Difference::between(&now, &before, &members).yearly, None, "what stands at a date has no average");
        let equal = Difference::between(&now, &figure(number("1500"), "2011..2015"), &improvements);
        assert_eq!(equal.yearly, None);
    }

    #[test]
    fn percentages_differ_by_points_and_nothing_grows_from_nought() {
        let mut share = indicator(Kind::Rate);
        share.measure.name = "%".to_owned();
        let rate = |numerator, denominator| Number::Ratio {
            numerator: Amount::whole(numerator),
            denominator: Amount::whole(denominator),
            scale: 100,
        };
        let difference = Difference::between(&figure(rate(3, 4), "2020"), &figure(rate(1, 2), "2019"), &share);
        assert_eq!((difference.change, difference.growth), (Amount::whole(25), None));
        assert!(difference.in_points);
        let flow = indicator(Kind::Flow);
        let difference = Difference::between(&figure(number("5"), "2020"), &figure(number("0"), "2019"), &flow);
        assert_eq!((difference.change, difference.growth), (Amount::whole(5), None));
    }

    #[test]
    fn a_difference_is_as_exact_as_both_its_ends() {
        let flow = indicator(Kind::Flow);
        let (mut now, mut before) = (figure(number("345"), "2020"), figure(number("300"), "2019"));
        before.qualifier = Qualifier::AtLeast;
        assert_eq!(Difference::between(&now, &before, &flow).qualifier, Qualifier::AtMost);
        now.qualifier = Qualifier::AtLeast;
        assert_eq!(Difference::between(&now, &before, &flow).qualifier, Qualifier::About);
        now.gaps = 1;
        assert!(!Difference::between(&now, &before, &flow).complete);
    }

    #[test]
    fn a_difference_across_a_change_of_perimeter_is_marked() {
        let flow = indicator(Kind::Flow);
        let (now, before) = (figure(number("5"), "2020"), figure(number("4"), "2019"));
        let term = now.period;
        let mut figures = Figures::new(vec![now.clone(), before], vec![term], term);
        let comparisons = Comparisons::default();
        let broken = |figures: &Figures| comparisons.with_year_before(figures, &now, &flow).map(|there| there.broken);
        assert_eq!(broken(&figures), Some(false));
        let merged = Break { unit: UnitId(0), month: term.from, changes: vec![0], carried: false };
        figures.perimeters.breaks = vec![Break { carried: true, ..merged.clone() }];
        assert_eq!(broken(&figures), Some(false), "figures that were carried across are of one perimeter");
        figures.perimeters.breaks = vec![merged];
        assert_eq!(broken(&figures), Some(true));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn what_was_before_and_the_change_make_what_is_now(now in 0..1_000_000_000_i64, before in 0..1_000_000_000_i64) {
            let amount = |value| Number::Exact(Amount::whole(value));
            let flow = indicator(Kind::Flow);
            let there = Difference::between(&figure(amount(now), "2020"), &figure(amount(before), "2019"), &flow);
            let back = Difference::between(&figure(amount(before), "2020"), &figure(amount(now), "2019"), &flow);
            prop_assert_eq!(there.before.amount() + there.change, there.now.amount());
            prop_assert_eq!(there.change, -back.change);
            prop_assert_eq!(there.growth.is_some(), before > 0);
        }
    }
}
