//! `Period`: a span of whole months, and `Month`, its step.
//!
//! The form of a period as text is `2021`, `2021-H1`, `2021-Q3`, `2021-05` or `2021-01..2021-09`: months, both ends
//! inclusive, and a span that has a shorter name always takes it. The year, half and quarter names count from the first
//! month of the statistical year, which is named by the calendar year of its last month (a union year 2021 that starts
//! in December runs from 2020-12 to 2021-11).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A calendar month, counted from January of year 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Month(i32);

impl Month {
    /// Month `month` (1 to 12) of `year`.
    pub fn new(year: i32, month: u32) -> Option<Month> {
        ((1..=12).contains(&month) && (0..=9999).contains(&year)).then(|| Month(year * 12 + month as i32 - 1))
    }

    /// The count of months since January of year 0, as stored in columns.
    pub const fn index(self) -> i32 {
        self.0
    }

    /// The month behind a count since January of year 0.
    pub const fn from_index(index: i32) -> Month {
        Month(index)
    }

    /// Its calendar year.
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// Its number in the calendar year, 1 to 12.
    pub const fn number(self) -> u32 {
        self.0.rem_euclid(12) as u32 + 1
    }

    /// The month `months` later (earlier where negative).
    pub const fn plus(self, months: i32) -> Month {
        Month(self.0 + months)
    }

    /// Reads `2021-05`.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) = text.trim().split_once('-')?;
        if year.len() != 4 || month.len() != 2 {
            return None;
        }
        Month::new(year.parse().ok()?, month.parse().ok()?)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

/// A span of whole months, both ends inclusive; never empty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Period {
    /// First month.
    pub from: Month,
    /// Last month, not before the first.
    pub to: Month,
}

impl Period {
    /// The span between two months, or `None` where it would be empty.
    pub fn new(from: Month, to: Month) -> Option<Period> {
        (from <= to).then_some(Period { from, to })
    }

    /// How many months it spans.
    pub const fn months(self) -> i32 {
        self.to.0 - self.from.0 + 1
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Period) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// The same months of the year before.
    pub const fn a_year_before(self) -> Period {
        self.moved(-12)
    }

    /// As many months, so many months later (earlier where negative).
    pub const fn moved(self, months: i32) -> Period {
        Period { from: self.from.plus(months), to: self.to.plus(months) }
    }

    /// The months both have, if any.
    pub fn overlap(self, other: Period) -> Option<Period> {
        Period::new(self.from.max(other.from), self.to.min(other.to))
    }
}

/// The statistical year: which month it starts in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Calendar {
    /// First month of the year, 1 to 12.
    pub year_starts: u32,
}

impl Default for Calendar {
    fn default() -> Calendar {
        Calendar { year_starts: 1 }
    }
}

impl Calendar {
    /// The statistical year of that name.
    pub fn year(self, name: i32) -> Period {
        let last = name * 12 + 11 - (13 - self.year_starts as i32) % 12;
        Period { from: Month(last - 11), to: Month(last) }
    }

    /// Part of the year: `count` months from its month number `first` (0 is the year's first month).
    pub fn part(self, year: i32, first: i32, count: i32) -> Period {
        let start = self.year(year).from;
        Period { from: start.plus(first), to: start.plus(first + count - 1) }
    }

    /// The name of the statistical year that a month lies in.
    pub fn year_of(self, month: Month) -> i32 {
        let last_of_same_year = self.year(month.year()).to;
        if month <= last_of_same_year { month.year() } else { month.year() + 1 }
    }

    /// The years and part-years that a span consists of, in order: for 2016-07..2021-06 in calendar years
    /// 2016-H2, 2017, 2018, 2019, 2020, 2021-H1.
    pub fn years(self, span: Period) -> Vec<Period> {
        (self.year_of(span.from)..=self.year_of(span.to)).filter_map(|year| self.year(year).overlap(span)).collect()
    }

    /// A month of the calendar year in a text such as *tháng 5/2023*: always the calendar's, whatever the year starts in.
    pub fn month(self, year: i32, month: u32) -> Option<Period> {
        Month::new(year, month).map(|m| Period { from: m, to: m })
    }

    /// The text form of a period, the shortest name it has.
    pub fn show(self, period: Period) -> String {
        let year = self.year_of(period.from);
        let whole = self.year(year);
        let first = period.from.0 - whole.from.0;
        match (first, period.months()) {
            (0, 12) => format!("{year:04}"),
            (0 | 6, 6) => format!("{year:04}-H{}", first / 6 + 1),
            (0 | 3 | 6 | 9, 3) => format!("{year:04}-Q{}", first / 3 + 1),
            (_, 1) => period.from.to_string(),
            _ => format!("{}..{}", period.from, period.to),
        }
    }

    /// Reads the text form of a period; `None` where it is none.
    pub fn parse(self, text: &str) -> Option<Period> {
        let text = text.trim();
        if let Some((from, to)) = text.split_once("..") {
            return Period::new(Month::parse(from)?, Month::parse(to)?);
        }
        let year_text = text.get(..4)?;
        if !year_text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year: i32 = year_text.parse().ok()?;
        match text.get(4..)? {
            "" => Some(self.year(year)),
            "-H1" => Some(self.part(year, 0, 6)),
            "-H2" => Some(self.part(year, 6, 6)),
            "-Q1" => Some(self.part(year, 0, 3)),
            "-Q2" => Some(self.part(year, 3, 3)),
            "-Q3" => Some(self.part(year, 6, 3)),
            "-Q4" => Some(self.part(year, 9, 3)),
            _ => Month::parse(text).map(|m| Period { from: m, to: m }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_span_takes_the_shortest_name_it_has() {
        let calendar = Calendar::default();
        for text in ["2021", "2021-H1", "2021-H2", "2021-Q3", "2021-05", "2021-01..2021-09", "2016-07..2021-06"] {
            let period = calendar.parse(text).map(|p| calendar.show(p));
            assert_eq!(period.as_deref(), Some(text));
        }
        assert_eq!(calendar.parse("2021-01..2021-12").map(|p| calendar.show(p)).as_deref(), Some("2021"));
        for wrong in ["", "21", "2021-13", "2021-H3", "2021-05..2021-04", "2021-5", "20210", "năm 2021"] {
            assert_eq!(calendar.parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_union_year_is_named_by_its_last_month() {
        let union = Calendar { year_starts: 12 };
        let year = union.year(2021);
        assert_eq!((year.from.to_string(), year.to.to_string()), ("2020-12".into(), "2021-11".into()));
        assert_eq!(union.year_of(Month::new(2020, 12).expect("a month")), 2021);
        assert_eq!(union.show(union.part(2023, 0, 6)), "2023-H1");
    }

    #[test]
    fn a_term_is_cut_into_years_and_part_years() {
        let calendar = Calendar::default();
        let term = calendar.parse("2016-07..2021-06").expect("a period");
        let names: Vec<String> = calendar.years(term).into_iter().map(|p| calendar.show(p)).collect();
        assert_eq!(names, ["2016-H2", "2017", "2018", "2019", "2020", "2021-H1"]);
    }

    proptest! {
        #[test]
        fn a_shown_period_is_read_back(start in 1_u32..=12, from in 1900 * 12..2100 * 12_i32, months in 0..80_i32) {
            let calendar = Calendar { year_starts: start };
            let period = Period { from: Month(from), to: Month(from + months) };
            prop_assert_eq!(calendar.parse(&calendar.show(period)), Some(period));
        }

        #[test]
        fn every_month_lies_in_the_year_it_is_said_to(start in 1_u32..=12, month in 1900 * 12..2100 * 12_i32) {
            let calendar = Calendar { year_starts: start };
            let year = calendar.year(calendar.year_of(Month(month)));
            prop_assert!(year.from.0 <= month && month <= year.to.0);
            prop_assert_eq!(year.months(), 12);
        }
    }
}
