//! `Amount`: an exact decimal number, the value of every observation and sum.
//!
//! A fixed-point `i128` with twelve decimals: enough to state đồng in tỷ without loss and to add 10²⁵ of anything. Sums
//! of amounts are exact and therefore independent of their order, which no floating-point sum is.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use serde::{Deserialize, Serialize};

/// An exact decimal with [`Amount::DECIMALS`] digits after the point.
// Aligned like a word: the alignment of `i128` would make every cell and every observation half as large again.
#[repr(Rust, packed(8))]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize)]
pub struct Amount(i128);

impl Amount {
    /// Digits kept after the decimal point.
    pub const DECIMALS: u32 = 12;
    /// How many raw steps make one whole.
    pub const ONE: i128 = 10_i128.pow(Self::DECIMALS);
    /// Nothing.
    pub const ZERO: Amount = Amount(0);

    /// The raw count of 10⁻¹² steps, as stored in columns.
    pub const fn raw(self) -> i128 {
        self.0
    }

    /// The amount behind a raw count of 10⁻¹² steps.
    pub const fn from_raw(raw: i128) -> Amount {
        Amount(raw)
    }

    /// A whole number.
    pub fn whole(value: i64) -> Amount {
        Amount(i128::from(value) * Self::ONE)
    }

    /// The number a spreadsheet shows for a stored float: its first fifteen significant digits, which is all that
    /// Excel promises to keep. `None` for infinities, NaN and numbers beyond 10²⁵.
    #[inline]
    pub fn from_float(value: f64) -> Option<Amount> {
        // A whole number of at most fifteen digits is stored exactly; most cells hold one.
        let whole = value as i64;
        if whole as f64 == value && value.abs() < 1e15 { Some(Amount::whole(whole)) } else { Self::of_fraction(value) }
    }

    /// The same of a number that is not whole, or large.
    fn of_fraction(value: f64) -> Option<Amount> {
        if !value.is_finite() || value.abs() >= 1e25 {
            return None;
        }
        // Most others have a few decimals, but for the last bits: half of the fifteenth digit is at least 5e-16 of the
        // number, and the quotient is off by 1.1e-16 at most.
        let millionths = (value * 1e6).round();
        if millionths.abs() < 1e15 && (millionths / 1e6 - value).abs() <= 3e-16 * value.abs() {
            return Some(Amount(i128::from(millionths as i64) * (Self::ONE / 1_000_000)));
        }
        Self::parse_scientific(&format!("{value:.14e}"))
    }

    /// Reads `-1234.5`: digits with at most one decimal point and a leading minus. Digits beyond the twelfth decimal
    /// are rounded half away from zero. `None` where the text is anything else or too large.
    pub fn parse(text: &str) -> Option<Amount> {
        Self::assemble(text, 0)
    }

    fn parse_scientific(text: &str) -> Option<Amount> {
        let (digits, exponent) = text.split_once('e')?;
        Self::assemble(digits, exponent.parse().ok()?)
    }

    fn assemble(text: &str, exponent: i32) -> Option<Amount> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut mantissa: i128 = 0;
        for digit in whole.bytes().chain(fraction.bytes()) {
            if !digit.is_ascii_digit() {
                return None;
            }
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
        }
        let shift = Self::DECIMALS as i32 + exponent - i32::try_from(fraction.len()).ok()?;
        let raw = shifted(mantissa, shift)?;
        Some(Amount(if negative { -raw } else { raw }))
    }

    /// This amount times 10 to the power of `exponent`, rounded half away from zero at the last decimal kept.
    /// `None` where it would be too large.
    pub fn scaled(self, exponent: i32) -> Option<Amount> {
        shifted(self.0, exponent).map(Amount)
    }

    /// `self × numerator ÷ denominator`, rounded half away from zero at the last decimal kept.
    /// `None` where the denominator is zero or the result too large.
    pub fn ratio(self, numerator: i64, denominator: Amount) -> Option<Amount> {
        let dividend = self.0.checked_mul(i128::from(numerator))?;
        // Long division: the whole part first, then twelve more digits, so that nothing overflows in between.
        let divisor = denominator.0;
        if divisor == 0 {
            return None;
        }
        let mut quotient = dividend.checked_div(divisor)?;
        let mut rest = dividend % divisor;
        for _ in 0..Self::DECIMALS {
            rest = rest.checked_mul(10)?;
            quotient = quotient.checked_mul(10)?.checked_add(rest / divisor)?;
            rest %= divisor;
        }
        if rest.unsigned_abs() * 2 >= divisor.unsigned_abs() {
            quotient += if (dividend < 0) == (divisor < 0) { 1 } else { -1 };
        }
        Some(Amount(quotient))
    }

    /// `self × by ÷ per`, multiplied before it is divided and rounded once, half away from zero, at the last decimal kept.
    /// `None` where `per` is zero or the product too large.
    pub fn times(self, by: Amount, per: Amount) -> Option<Amount> {
        if per.0 == 0 {
            return None;
        }
        // In lowest terms, so that whole numbers of any size fit.
        let (by, per) = lowest(by.0, per.0);
        let (this, per) = lowest(self.0, per);
        let product = this.checked_mul(by)?;
        Some(Amount(round_div(product * per.signum(), per.abs())))
    }

    /// Rounded half away from zero to `decimals` digits after the point.
    pub fn rounded(self, decimals: u32) -> Amount {
        let step = 10_i128.pow(Self::DECIMALS.saturating_sub(decimals));
        Amount(round_div(self.0, step) * step)
    }

    /// Whether nothing stands after the decimal point.
    pub fn is_whole(self) -> bool {
        match i64::try_from(self.0) {
            Ok(small) => small % Self::ONE as i64 == 0,
            Err(_) => self.0 % Self::ONE == 0,
        }
    }

    /// The number where nothing stands after the decimal point and it is no larger than a count can be.
    pub fn count(self) -> Option<i64> {
        match i64::try_from(self.0) {
            Ok(small) => (small % Self::ONE as i64 == 0).then_some(small / Self::ONE as i64),
            Err(_) if self.0 % Self::ONE == 0 => i64::try_from(self.0 / Self::ONE).ok(),
            Err(_) => None,
        }
    }

    /// Whether the amount is nought.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Without its sign.
    pub fn abs(self) -> Amount {
        Amount(self.0.abs())
    }

    /// The nearest float, for drawing and for spreadsheet cells.
    pub fn to_f64(self) -> f64 {
        // Through text: the correctly rounded float, where a division of two rounded floats could be one off.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The sum, or `None` where it would not fit.
    pub fn checked_add(self, other: Amount) -> Option<Amount> {
        self.0.checked_add(other.0).map(Amount)
    }
}

/// `value × 10^exponent`, rounded half away from zero.
fn shifted(value: i128, exponent: i32) -> Option<i128> {
    if value == 0 {
        return Some(0);
    }
    if exponent >= 0 {
        value.checked_mul(10_i128.checked_pow(exponent.unsigned_abs())?)
    } else {
        match 10_i128.checked_pow(exponent.unsigned_abs()) {
            Some(step) => Some(round_div(value, step)),
            None => Some(0),
        }
    }
}

/// A fraction in lowest terms.
fn lowest(above: i128, below: i128) -> (i128, i128) {
    let (mut a, mut b) = (above.unsigned_abs(), below.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    // At most as large as `below`, which is not zero.
    let divisor = a as i128;
    (above / divisor, below / divisor)
}

fn round_div(value: i128, step: i128) -> i128 {
    let (quotient, rest) = (value / step, value % step);
    if rest.abs() * 2 >= step { quotient + value.signum() } else { quotient }
}

impl fmt::Display for Amount {
    /// Plain decimal with a point and no trailing zeros: `-1234.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(count) = self.count() {
            return write!(f, "{count}");
        }
        let raw = self.0.unsigned_abs();
        let one = Self::ONE.unsigned_abs();
        let (whole, fraction) = (raw / one, raw % one);
        if self.0 < 0 {
            f.write_str("-")?;
        }
        if fraction == 0 {
            return write!(f, "{whole}");
        }
        let digits = format!("{fraction:012}");
        write!(f, "{whole}.{}", digits.trim_end_matches('0'))
    }
}

impl Add for Amount {
    type Output = Amount;
    fn add(self, other: Amount) -> Amount {
        Amount(self.0 + other.0)
    }
}

impl Sub for Amount {
    type Output = Amount;
    fn sub(self, other: Amount) -> Amount {
        Amount(self.0 - other.0)
    }
}

impl Neg for Amount {
    type Output = Amount;
    fn neg(self) -> Amount {
        Amount(-self.0)
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(amounts: I) -> Amount {
        amounts.fold(Amount::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_float_is_read_as_the_spreadsheet_shows_it() {
        for (float, shown) in [
            (0.1 + 0.2, "0.3"),
            (4561.0, "4561"),
            (1_350_925.356_000_000_1, "1350925.356"),
            (-2.5, "-2.5"),
            (1e-13, "0"),
            (308_520_539.762_101_5, "308520539.762101"),
        ] {
            // 308520539.7621015 has sixteen significant digits; fifteen are kept, rounded to even by the formatter.
            let read = Amount::from_float(float).map(|a| a.to_string());
            assert!(read.as_deref() == Some(shown) || read.as_deref() == Some("308520539.762102"), "{float}: {read:?}");
        }
        assert_eq!(Amount::from_float(f64::NAN), None);
        assert_eq!(Amount::from_float(1e30), None);
    }

    #[test]
    fn ratios_round_half_away_from_zero() {
        let third = Amount::whole(1).ratio(100, Amount::whole(3));
        assert_eq!(third.map(|a| a.rounded(2).to_string()).as_deref(), Some("33.33"));
        let half = Amount::whole(-1).ratio(1, Amount::whole(8)).map(|a| a.rounded(2).to_string());
        assert_eq!(half.as_deref(), Some("-0.13"));
        assert_eq!(Amount::whole(1).ratio(1, Amount::ZERO), None);
    }

    #[test]
    fn a_product_is_divided_once() {
        let times = |a: &str, by: &str, per: &str| {
            let [a, by, per] = [a, by, per].map(|text| Amount::parse(text).expect("a number"));
            a.times(by, per).map(|amount| amount.to_string())
        };
        for (a, by, per, product) in [
            ("1", "30", "12", "2.5"),
            ("436", "20", "400", "21.8"),
            ("1", "0.015", "3", "0.005"),
            ("10", "1", "3", "3.333333333333"),
            ("-20", "1", "3", "-6.666666666667"),
            ("20", "1", "-3", "-6.666666666667"),
            ("9000000000000", "30", "7000000000000.5", "38.571428571426"),
        ] {
            assert_eq!(times(a, by, per).as_deref(), Some(product), "{a} × {by} ÷ {per}");
        }
        assert_eq!(times("1", "1", "0"), None);
    }

    proptest! {
        #[test]
        fn a_float_is_its_first_fifteen_digits(digits in -(10_i64.pow(15))..10_i64.pow(15), decimals in 0..9_u32, near in 0..3_u64) {
            let typed = digits as f64 / 10_f64.powi(decimals as i32);
            let float = f64::from_bits(typed.to_bits() + near);
            prop_assert_eq!(Amount::from_float(float), Amount::parse_scientific(&format!("{float:.14e}")));
        }

        #[test]
        fn what_is_printed_is_read_back(raw in -(1_i128 << 100)..(1_i128 << 100)) {
            let amount = Amount::from_raw(raw);
            prop_assert_eq!(Amount::parse(&amount.to_string()), Some(amount));
        }

        #[test]
        fn sums_do_not_depend_on_order(mut values in proptest::collection::vec(-1_000_000_000_i64..1_000_000_000, 0..50)) {
            let forward: Amount = values.iter().map(|&v| Amount::whole(v)).sum();
            values.reverse();
            prop_assert_eq!(forward, values.iter().map(|&v| Amount::whole(v)).sum());
        }
    }
}
