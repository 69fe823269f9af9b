//! How a spreadsheet shows a number, told by its format: a rate typed as 12,5% is stored as 0.125, a date as a count of
//! days. The value is the same number; what it means is not.

use calamine::{ExcelDateTime, ExcelDateTimeType};

use crate::domain::{Amount, CellValue};

/// What a format makes of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Shown {
    /// A number.
    #[default]
    Number,
    /// A percentage.
    Percent,
    /// A date, counted in days.
    Date,
    /// The same, of which nothing but the month shows: *01/2019*.
    Month,
    /// The same, of which nothing but the year shows.
    Year,
}

impl Shown {
    /// By a format's code, `#,##0.0%` or `dd/mm/yyyy`. Words in quotes, signs behind a backslash and what stands in
    /// brackets (colours, conditions, languages) are no part of it.
    pub(super) fn by_code(code: &str) -> Shown {
        let mut shown = Shown::Number;
        let (mut day, mut month, mut year) = (false, false, 0);
        let mut signs = code.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '"' => drop(signs.by_ref().find(|&c| c == '"')),
                '\\' | '_' | '*' => drop(signs.next()),
                '[' => drop(signs.by_ref().find(|&c| c == ']')),
                // The first section is the one for positive numbers.
                ';' => break,
                '%' => return Shown::Percent,
                'd' | 'D' => (shown, day) = (Shown::Date, true),
                'y' | 'Y' => (shown, year) = (Shown::Date, year + 1),
                // `General` and `General "đồng"` in any language's letters end here.
                'G' | 'g' | '0' | '#' | '?' | '@' if shown == Shown::Number => {}
                'm' | 'M' if !code.contains(['h', 'H', 's', 'S', '0', '#']) => (shown, month) = (Shown::Date, true),
                'h' | 'H' | 's' | 'S' => day |= shown == Shown::Date,
                _ => {}
            }
        }
        // *3/15* that became *Mar-15* is damage, and no month that somebody wanted to show.
        match (day, month, year) {
            (false, false, 4..) => Shown::Year,
            (false, true, 4..) => Shown::Month,
            _ => shown,
        }
    }

    /// By the number of a format that every spreadsheet program knows.
    pub(super) fn by_number(id: u32) -> Shown {
        match id {
            9 | 10 => Shown::Percent,
            14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 => Shown::Date,
            _ => Shown::Number,
        }
    }

    /// The value of a cell that holds this number and shows it so.
    #[inline]
    pub(super) fn value(self, number: f64, from_1904: bool) -> CellValue {
        match self {
            Shown::Number => amount(number),
            Shown::Percent => match amount(number) {
                CellValue::Number(amount) => CellValue::Percent(amount),
                value => value,
            },
            Shown::Date => date(number, from_1904).unwrap_or_else(|| amount(number)),
            Shown::Month | Shown::Year => date(number, from_1904).map_or_else(|| amount(number), |day| self.again(day)),
        }
    }

    /// The value of a cell that was read already, as it is shown.
    pub(super) fn again(self, value: CellValue) -> CellValue {
        match (self, value) {
            (Shown::Percent, CellValue::Number(amount)) => CellValue::Percent(amount),
            (Shown::Month, CellValue::Date(year, month, _)) => CellValue::Text(format!("{month:02}/{year}").into()),
            (Shown::Year, CellValue::Date(year, ..)) => CellValue::Number(Amount::whole(i64::from(year))),
            (_, value) => value,
        }
    }
}

/// A number as the sheet shows it.
#[inline]
pub(super) fn amount(value: f64) -> CellValue {
    match Amount::from_float(value) {
        Some(amount) => CellValue::Number(amount),
        None => CellValue::Error(value.to_string().into()),
    }
}

/// The day of a count of days; none where the count is no day that a spreadsheet has.
fn date(days: f64, from_1904: bool) -> Option<CellValue> {
    /// 9999-12-31.
    const LAST: f64 = 2_958_466.0;
    if !(1.0..LAST).contains(&days) {
        return None;
    }
    let (year, month, day, ..) = ExcelDateTime::new(days, ExcelDateTimeType::DateTime, from_1904).to_ymd_hms_milli();
    Some(CellValue::Date(i32::from(year), u32::from(month), u32::from(day)))
}

/// `2019-12-31` or `2019-12-31T00:00:00`.
pub(super) fn iso_date(text: &str) -> Option<CellValue> {
    let mut parts = text.split('T').next().unwrap_or_default().splitn(3, '-').map(str::parse::<u32>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month @ 1..=12)), Some(Ok(day @ 1..=31))) => {
            Some(CellValue::Date(i32::try_from(year).ok()?, month, day))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_tell_what_a_number_is() {
        for (code, shown) in [
            ("General", Shown::Number),
            ("#,##0.00", Shown::Number),
            ("0.0%", Shown::Percent),
            ("0.0\\%", Shown::Number),
            ("0.0\" %\"", Shown::Number),
            ("[Red]0%;-0%", Shown::Percent),
            ("dd/mm/yyyy", Shown::Date),
            ("[$-42A]d mmmm yyyy", Shown::Date),
            ("mmm", Shown::Date),
            ("mmm-yy", Shown::Date),
            ("mm/yyyy", Shown::Month),
            ("\"Năm \"yyyy", Shown::Year),
            ("yyyy", Shown::Year),
            ("yyyy-mm-dd", Shown::Date),
            ("yyyy h:mm", Shown::Date),
            ("h:mm", Shown::Number),
            ("[h]:mm:ss", Shown::Number),
            ("#,##0\" đồng\"", Shown::Number),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", Shown::Number),
            ("#,##0 [$đ-42A]", Shown::Number),
            ("\"ngày\" dd \"tháng\" mm", Shown::Date),
            ("0.00E+00", Shown::Number),
        ] {
            assert_eq!(Shown::by_code(code), shown, "{code}");
        }
    }

    #[test]
    fn days_are_counted_from_either_epoch() {
        assert_eq!(Shown::Date.value(43_830.0, false), CellValue::Date(2019, 12, 31));
        assert_eq!(Shown::Date.value(42_368.0, true), CellValue::Date(2019, 12, 31));
        assert_eq!(Shown::Date.value(0.0, false), CellValue::Number(Amount::ZERO));
        assert_eq!(iso_date("2019-12-31T10:00:00"), Some(CellValue::Date(2019, 12, 31)));
        assert_eq!(iso_date("10:00"), None);
    }
}
