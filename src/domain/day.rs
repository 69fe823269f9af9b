//! `Day`: a day of the calendar: when figures were put together, up to when they reach.

use super::Month;

/// A day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day {
    /// Its month.
    pub month: Month,
    /// Its number in the month, from 1.
    pub number: u32,
}

impl Day {
    /// A day that there is.
    pub fn new(month: Month, number: u32) -> Option<Day> {
        (1..=days(month)).contains(&number).then_some(Day { month, number })
    }

    /// The last day of a month.
    pub fn last_of(month: Month) -> Day {
        Day { month, number: days(month) }
    }

    /// Reads `2021-07-15`.
    pub fn parse(text: &str) -> Option<Day> {
        let (month, number) = text.trim().rsplit_once('-')?;
        if number.len() != 2 {
            return None;
        }
        Day::new(Month::parse(month)?, number.parse().ok()?)
    }
}

/// How many days a month has.
fn days(month: Month) -> u32 {
    let year = month.year();
    match month.number() {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_one_that_there_is() {
        for (text, expected) in [
            ("2021-06-30", Some((6, 30))),
            ("2021-06-31", None),
            ("2020-02-29", Some((2, 29))),
            ("2100-02-29", None),
            ("2000-02-29", Some((2, 29))),
            ("2021-6-30", None),
            ("30/6/2021", None),
        ] {
            assert_eq!(Day::parse(text).map(|day| (day.month.number(), day.number)), expected, "{text}");
        }
        let may = Month::new(2021, 5).expect("a month");
        assert_eq!(Day::last_of(may).number, 31);
    }
}
