//! `Movement`: what happened to a stock between two dates: its change, and by how much it grew a year.

use super::amount::Amount;
use super::figure::Figure;
use super::observation::Qualifier;

/// A stock at two dates. Each side is the closing figure of its period; nothing is carried over from before it.
#[derive(Clone, Copy, Debug)]
pub struct Movement<'f> {
    /// What stood at the end of [`Figure::period`] of this figure.
    pub opening: &'f Figure,
    /// What stood at the end of [`Figure::period`] of this one.
    pub closing: &'f Figure,
    /// Whether a break of perimeter lies between the two dates: then they are not of the same units.
    pub broken: bool,
}

impl Movement<'_> {
    /// How many months lie between the two dates.
    pub fn months(&self) -> i32 {
        self.closing.period.to.index() - self.opening.period.to.index()
    }

    /// Closing less opening.
    pub fn change(&self) -> Amount {
        self.closing.value.amount() - self.opening.value.amount()
    }

    /// How exactly the change is known: what opens is taken away, so *at least* of it becomes *at most*.
    pub fn qualifier(&self) -> Qualifier {
        self.closing.qualifier.and(self.opening.qualifier.negated())
    }

    /// Whether both sides rest on everything that was expected. Growth between an opening of five units and a closing of
    /// ten tells of reports, not of the stock.
    pub fn is_comparable(&self) -> bool {
        self.opening.is_complete() && self.closing.is_complete()
    }

    /// The change in per cent of the opening; none where a side is incomplete or only bounded, or nothing stood at first.
    pub fn growth(&self) -> Option<Amount> {
        let opening = self.base()?;
        self.change().ratio(100, opening)
    }

    /// Growth a year in per cent, compounded (CAGR): `(closing ÷ opening)^(12 ÷ months) − 1`. None where there is no
    /// [`Movement::growth`], less than a year between the dates (part of a year says nothing of a whole one), or a break of
    /// perimeter between them: what other units brought or took is no growth.
    ///
    /// The root is found with whole numbers, so it is the same on every machine; six decimals of a per cent are right.
    pub fn yearly_growth(&self) -> Option<Amount> {
        let opening = self.base()?;
        let closing = self.closing.value.amount();
        let months = u32::try_from(self.months()).ok().filter(|&months| months >= 12 && !self.broken)?;
        let factor = closing.ratio(1, opening).filter(|factor| *factor >= Amount::ZERO)?;
        let step = greatest_common_divisor(months, 12);
        let yearly = power(root(factor.raw(), months / step)?, 12 / step)?;
        Amount::from_raw(yearly - Amount::ONE).scaled(2).map(|growth| growth.rounded(6))
    }

    /// The opening, where it can be grown from.
    fn base(&self) -> Option<Amount> {
        let exact = matches!(self.qualifier(), Qualifier::Exact | Qualifier::About);
        let opening = self.opening.value.amount();
        (exact && self.is_comparable() && opening > Amount::ZERO && self.months() > 0).then_some(opening)
    }
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// `base` to a whole power; both in steps of an amount. None where it would not fit.
fn power(base: i128, exponent: u32) -> Option<i128> {
    (0..exponent).try_fold(Amount::ONE, |product, _| Some(product.checked_mul(base)? / Amount::ONE))
}

/// The largest number whose power is not above `value`, by halving.
fn root(value: i128, degree: u32) -> Option<i128> {
    if degree == 1 || value == 0 {
        return Some(value);
    }
    let (mut low, mut high) = (0, value.max(Amount::ONE).checked_add(1)?);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        // What does not fit is above.
        if power(middle, degree).is_some_and(|power| power <= value) {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Month, Number, Period, testing};
    use proptest::prelude::*;

    fn figure(value: i64, year: i32, month: u32) -> Figure {
        let to = Month::new(year, month).unwrap_or(Month::from_index(0));
        Figure { period: Period { from: to, to }, ..testing::figure(Number::Exact(Amount::whole(value)), "2016") }
    }

    fn shown(opening: &Figure, closing: &Figure) -> String {
        let movement = Movement { opening, closing, broken: false };
        let percent = |growth: Option<Amount>| growth.map_or("none".to_owned(), |g| g.rounded(4).to_string());
        format!("{} {} {}", movement.change(), percent(movement.growth()), percent(movement.yearly_growth()))
    }

    #[test]
    fn a_stock_moves_by_its_change_and_grows_by_its_root() {
        for (opening, closing, expected) in [
            (figure(100, 2015, 12), figure(121, 2017, 12), "21 21 10"),
            (figure(100, 2015, 12), figure(200, 2020, 12), "100 100 14.8698"),
            (figure(200, 2015, 12), figure(100, 2020, 12), "-100 -50 -12.9449"),
            // 66 months: five years and a half
            (figure(100, 2015, 12), figure(150, 2021, 6), "50 50 7.6506"),
            (figure(100, 2015, 12), figure(110, 2016, 6), "10 10 none"),
            (figure(100, 2015, 12), figure(110, 2016, 12), "10 10 10"),
            (figure(0, 2015, 12), figure(110, 2017, 12), "110 none none"),
            (figure(100, 2015, 12), figure(0, 2017, 12), "-100 -100 -100"),
            (figure(1, 2015, 12), figure(1_000_000_000, 2020, 12), "999999999 99999999900 6209.5734"),
        ] {
            assert_eq!(shown(&opening, &closing), expected);
        }
    }

    #[test]
    fn bounds_and_gaps_have_a_change_and_no_growth() {
        let (opening, closing) = (figure(100, 2015, 12), figure(121, 2017, 12));
        let bounded = Figure { qualifier: Qualifier::AtLeast, ..opening.clone() };
        assert_eq!(shown(&bounded, &closing), "21 none none");
        assert_eq!(Movement { opening: &bounded, closing: &closing, broken: false }.qualifier(), Qualifier::AtMost);
        let partial = Figure { gaps: 1, ..closing.clone() };
        assert_eq!(shown(&opening, &partial), "21 none none");
        let about = Figure { qualifier: Qualifier::About, ..closing.clone() };
        assert_eq!(shown(&opening, &about), "21 21 10");
    }

    proptest! {
        #[test]
        fn what_grew_by_its_yearly_growth_reaches_the_closing(opening in 1..10_000_000_i64, closing in 0..10_000_000_i64, months in 12..240_i32) {
            let (first, mut last) = (figure(opening, 2000, 1), figure(closing, 2000, 1));
            last.period.to = last.period.to.plus(months);
            let growth = Movement { opening: &first, closing: &last, broken: false }.yearly_growth().map(Amount::to_f64);
            let reached = (1.0 + growth.unwrap_or(f64::NAN) / 100.0).powf(f64::from(months) / 12.0) * opening as f64;
            prop_assert!((reached - closing as f64).abs() <= 1e-5 * (opening + closing) as f64, "{} {}", reached, closing);
        }
    }
}
