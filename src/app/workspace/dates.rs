//! Dates of registry files: `2025-07` or `2025-07-01`.

use crate::domain::Month;

/// A date as written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Date {
    /// The month it lies in.
    pub month: Month,
    /// Its day; 1 where only a month was written.
    pub day: u32,
}

impl Date {
    /// The first month that lies wholly after or on the date.
    pub fn first_whole_month(self) -> Month {
        if self.day == 1 { self.month } else { self.month.plus(1) }
    }

    /// As `2025-07-01`.
    pub fn show(self) -> String {
        format!("{}-{:02}", self.month, self.day)
    }
}

/// Reads a date; `None` where it is none.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(month) = Month::parse(text) {
        return Some(Date { month, day: 1 });
    }
    let (month, day) = text.rsplit_once('-')?;
    let month = Month::parse(month)?;
    if day.len() != 2 {
        return None;
    }
    let day: u32 = day.parse().ok()?;
    (1..=days(month)).contains(&day).then_some(Date { month, day })
}

fn days(month: Month) -> u32 {
    let year = month.year();
    match month.number() {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_month_or_a_day_that_exists() {
        for (text, shown, whole) in [
            ("2025-07", "2025-07-01", "2025-07"),
            ("2025-07-01", "2025-07-01", "2025-07"),
            ("2024-02-29", "2024-02-29", "2024-03"),
        ] {
            let date = parse(text).expect("a date");
            assert_eq!((date.show(), date.first_whole_month().to_string()), (shown.into(), whole.into()));
        }
        for wrong in ["", "2025", "2025-13", "2025-02-29", "2025-7-1", "01/07/2025", "2025-07-1"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
