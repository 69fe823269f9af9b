//! Period phrases: what a text says about time, in the words of reports and of file names.
//!
//! A phrase may leave its year open (*Quý I*, *6 tháng đầu năm*); the place around it (title, sheet, file, folder) then
//! gives the year. Which months a phrase means depends on the calendar and is decided where that is known.

mod days;
mod scan;
mod short;

use std::ops::Range;

use super::fold::{bare, fold};
use scan::{Scanner, is_mark};
use short::lone_period;

/// What a phrase says, before any calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Span {
    /// *năm 2021*.
    Year(i32),
    /// *6 tháng đầu năm*, *6 tháng cuối năm*: half 1 or 2.
    Half(Option<i32>, u8),
    /// *quý III*.
    Quarter(Option<i32>, u8),
    /// *tháng 5/2023*.
    Month(Option<i32>, u8),
    /// *9 tháng*, *5 tháng đầu năm*: the first months of the year.
    First(Option<i32>, u8),
    /// *giai đoạn 2016–2021*.
    Years(i32, i32),
    /// *từ tháng 7/2016 đến tháng 6/2021*, as year and month.
    Months((i32, u8), (i32, u8)),
    /// *tính đến 31/12/2019*, as year, month and day.
    AsOf(i32, u8, u8),
    /// *đến hết tháng 9*: from the year's first month to that month of the calendar.
    Until(Option<i32>, u8),
    /// *Quý I và II*, *3 tháng cuối năm*: so many months of the statistical year after its first so many.
    Part(Option<i32>, u8, u8),
    /// *từ tháng 7 đến tháng 12*, months of the calendar.
    Run(Option<i32>, u8, u8),
    /// *lũy kế từ đầu năm*: up to the end of whatever period stands beside it.
    Since(Since),
}

/// Where a running figure begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Since {
    /// *lũy kế*, *cộng dồn*, *từ đầu năm đến nay*: with the year.
    Year,
    /// *từ đầu nhiệm kỳ*: with the term.
    Term,
    /// *từ năm 2023 đến nay*.
    Named(i32),
}

impl Span {
    /// The year it names, if it names exactly one.
    pub fn year(self) -> Option<i32> {
        match self {
            Span::Year(year) | Span::AsOf(year, _, _) => Some(year),
            Span::Half(year, _) | Span::Quarter(year, _) | Span::Month(year, _) | Span::First(year, _) => year,
            Span::Until(year, _) | Span::Part(year, ..) | Span::Run(year, ..) => year,
            Span::Years(..) | Span::Months(..) | Span::Since(_) => None,
        }
    }

    /// The same span with its year filled in where it was open.
    pub fn in_year(self, filled: i32) -> Span {
        match self {
            Span::Half(None, n) => Span::Half(Some(filled), n),
            Span::Quarter(None, n) => Span::Quarter(Some(filled), n),
            Span::Month(None, n) => Span::Month(Some(filled), n),
            Span::First(None, n) => Span::First(Some(filled), n),
            Span::Until(None, n) => Span::Until(Some(filled), n),
            Span::Part(None, first, months) => Span::Part(Some(filled), first, months),
            Span::Run(None, from, to) => Span::Run(Some(filled), from, to),
            other => other,
        }
    }
}

/// A phrase with its place in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimePhrase {
    /// What it says.
    pub span: Span,
    /// The bytes of the text that say it.
    pub at: Range<usize>,
}

/// Every period phrase of a text, in order.
pub fn find_times(text: &str) -> Vec<TimePhrase> {
    if let Some(span) = lone_period(text) {
        let start = text.len() - text.trim_start().len();
        return vec![TimePhrase { span, at: start..text.trim_end().len() }];
    }
    if !names_a_number_of_time(text) && !mentions_quarter_or_half(text) && !mentions_running(text) {
        return Vec::new();
    }
    let scanner = Scanner::new(text);
    let mut found = Vec::new();
    let mut position = 0;
    while position < scanner.pieces.len() {
        if let Some(length) = scanner.day_of_a_paper(position) {
            position += length;
            continue;
        }
        match scanner.phrase(position) {
            Some((span, length)) => {
                let start = scanner.pieces[position].1.start;
                let end = scanner.pieces[position + length - 1].1.end;
                found.push(TimePhrase { span, at: start..end });
                position += length;
            }
            None => position += 1,
        }
    }
    told_better(text, &mut found);
    found
}

/// Drops what the same text tells better: the count of months beside the span's two ends (*5 tháng (từ 01/7 đến
/// 30/11/2025)* are not the first five), and the part that shares its columns with the whole year (*6 tháng và cả năm
/// 2022*), which is the period of some of them only.
fn told_better(text: &str, found: &mut Vec<TimePhrase>) {
    let months = |span: Span| match span {
        Span::Months((from_year, from), (to_year, to)) => {
            Some((to_year - from_year) * 12 + i32::from(to) - i32::from(from) + 1)
        }
        _ => None,
    };
    let ranges: Vec<i32> = found.iter().filter_map(|phrase| months(phrase.span)).collect();
    if !ranges.is_empty() {
        found.retain(|phrase| !matches!(phrase.span, Span::First(_, count) if ranges.contains(&i32::from(count))));
    }
    if found.len() > 1 {
        let whole = |phrase: &TimePhrase| {
            matches!(phrase.span, Span::Year(_)) && bare(&fold(&text[..phrase.at.start])).trim_end().ends_with("ca")
        };
        if found.iter().any(whole) {
            found.retain(|phrase| matches!(phrase.span, Span::Year(_) | Span::Since(_)));
        }
    }
}

/// A text without such phrases of it, nor the words that lead to them: *trong*, *tính đến*, *của*.
pub fn without_times(text: &str, phrases: &[TimePhrase]) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for phrase in phrases {
        rest.push_str(without_lead(&text[from..phrase.at.start]));
        rest.push(' ');
        from = phrase.at.end;
    }
    rest.push_str(&text[from..]);
    rest
}

/// What stands before a phrase, without the words at its end that lead to it.
fn without_lead(before: &str) -> &str {
    const LEADS: &[&str] = &["trong", "đến", "tính", "hết", "của", "từ", "tại", "thời điểm", "ngày", "vào", "ở", "cả"];
    let mut kept = before;
    loop {
        let trimmed = kept.trim_end();
        let lead = LEADS.iter().find(|lead| {
            let start = trimmed.char_indices().rev().nth(lead.chars().count() - 1).map(|(at, _)| at);
            start.is_some_and(|at| {
                trimmed[at..].to_lowercase() == **lead && !trimmed[..at].ends_with(char::is_alphanumeric)
            })
        });
        match lead {
            Some(lead) => {
                let at = trimmed.char_indices().rev().nth(lead.chars().count() - 1).map_or(0, |(at, _)| at);
                kept = &trimmed[..at];
            }
            None => return kept,
        }
    }
}

/// Whether some digits may be of a period: four together, or any beside the words and letters of periods (*tháng*, *T5*,
/// *Q3*, *H1*). *Trường THCS số 2* names none.
fn names_a_number_of_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut digits, mut run) = (false, 0);
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii_digit() {
            run += 1;
            digits = true;
            let letter = at.checked_sub(1).and_then(|before| bytes.get(before));
            if run == 4 || letter.is_some_and(|letter| matches!(letter | 0x20, b't' | b'q' | b'h' | b'.')) {
                return true;
            }
            // `6T/2023`, `6 t`.
            if bytes[at + 1..].iter().find(|byte| **byte != b' ').is_some_and(|byte| byte | 0x20 == b't') {
                return true;
            }
        } else {
            run = 0;
        }
    }
    digits && ((hints_at_time(text) && has_time_word(text)) || names_a_day(text))
}

/// Whether a phrase for months says by its days that it begins or ends inside one: *15/7 đến 20/12/2019*.
pub fn cuts_months(phrase: &str) -> bool {
    let numbers: Vec<u32> = phrase
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    // Day, month and perhaps year of the first, all of the last, or neither year.
    let (first, last, month, year) = match *numbers.as_slice() {
        [first, _, last, month] => (first, last, month, 0),
        [first, _, last, month, year] | [first, _, _, last, month, year] => (first, last, month, year),
        _ => return false,
    };
    let leap = year % 4 == 0;
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    first != 1 || last < days
}

/// *Đến 31/12*: a day without its year.
fn names_a_day(text: &str) -> bool {
    let day = text
        .as_bytes()
        .windows(3)
        .any(|three| three[0].is_ascii_digit() && matches!(three[1], b'/' | b'.') && three[2].is_ascii_digit());
    day && bare(&fold(text)).contains("den ")
}

/// Whether some letters may be of *tháng*, *quý*, *nửa*, *năm*, with or without diacritics: told in one walk.
fn hints_at_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(2).any(|pair| match (pair[0] | 0x20, pair[1] | 0x20) {
        (b'q', b'u') | (b'a', b'n' | b'm') | (b'u', b'a') => true,
        // The first byte of *á*, *ă*, *ử* as UTF-8 and of combining marks.
        _ => {
            matches!(pair[0], 0xC3 | 0xC4 | 0xCC | 0xCD) && matches!(pair[1], 0xA1 | 0x81 | 0x82 | 0x83)
                || matches!(pair, [0xBB, 0xAC | 0xAD])
        }
    })
}

/// *tháng*, *quý*, *nửa*, with or without diacritics.
fn has_time_word(text: &str) -> bool {
    let plain = bare(&fold(text));
    ["thang", "qui", "quy", "qyu", "nua", "nam"].iter().any(|word| plain.contains(word))
}

/// *Quý I*, *sáu tháng*: phrases that may hold no digit.
fn mentions_quarter_or_half(text: &str) -> bool {
    // *qu-* or *-áng*, without folding.
    if !hints_at_time(text) {
        return false;
    }
    let quarter = text.as_bytes().windows(2).any(|pair| pair.eq_ignore_ascii_case(b"qu"));
    if !quarter && !text.contains("áng") && !text.contains("ÁNG") && !text.contains(is_mark) {
        return false;
    }
    let folded = fold(text);
    folded.contains("quí")
        || folded.contains("qui ")
        || folded.contains("qúy")
        || folded.contains("qýu")
        || folded.contains("sáu tháng")
        || folded.contains("chín tháng")
}

/// *lũy kế*, *cộng dồn*, *từ đầu năm*, with or without diacritics.
fn mentions_running(text: &str) -> bool {
    let bytes = text.as_bytes();
    // *kế*, *dồn*, *đầu* and their plain letters: told without folding.
    let hint = bytes.windows(2).any(|pair| {
        matches!((pair[0] | 0x20, pair[1] | 0x20), (b'k', b'e') | (b'd', b'o') | (b'a', b'u'))
            || matches!(pair, [0xBA, 0xBE | 0xBF | 0xA6 | 0xA7] | [0xBB, 0x92 | 0x93] | [0xCC | 0xCD, _])
    });
    if !hint || text.len() > LONGEST_RUNNING {
        return false;
    }
    let plain = bare(&fold(text));
    ["luy ke", "cong don", "tu dau"].iter().any(|phrase| plain.contains(phrase))
}

/// No text that names a running figure is longer, in bytes.
const LONGEST_RUNNING: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_that_ends_in_nam_is_no_part_of_the_year_behind_it() {
        for (text, phrase) in [
            ("Tổng LĐLĐ Việt Nam 2017", "2017"),
            ("TỈNH QUẢNG NAM 2018", "2018"),
            ("Quảng Nam năm 2018", "năm 2018"),
            ("bc nam 2018", "nam 2018"),
        ] {
            let found = find_times(text);
            assert_eq!(found.iter().map(|phrase| &text[phrase.at.clone()]).collect::<Vec<_>>(), [phrase], "{text}");
        }
    }

    #[test]
    fn period_phrases_are_read() {
        for (text, expected) in [
            ("NĂM 2006", vec![Span::Year(2006)]),
            ("2017", vec![Span::Year(2017)]),
            ("6 tháng đầu năm 2023", vec![Span::Half(Some(2023), 1)]),
            ("6T/2023", vec![Span::Half(Some(2023), 1)]),
            ("6 tháng năm 2023", vec![Span::Half(Some(2023), 1)]),
            ("6 tháng cuối năm 2016", vec![Span::Half(Some(2016), 2)]),
            ("9 tháng đầu năm 2021", vec![Span::First(Some(2021), 9)]),
            ("5 tháng đầu năm 2025", vec![Span::First(Some(2025), 5)]),
            ("Quý III năm 2022", vec![Span::Quarter(Some(2022), 3)]),
            ("Q3/2022", vec![Span::Quarter(Some(2022), 3)]),
            ("Quý I", vec![Span::Quarter(None, 1)]),
            ("tháng 5/2023", vec![Span::Month(Some(2023), 5)]),
            ("tháng 5 năm 2023", vec![Span::Month(Some(2023), 5)]),
            ("Tháng 05", vec![Span::Month(None, 5)]),
            ("Giai đoạn 2016 – 2021", vec![Span::Years(2016, 2021)]),
            ("từ năm 2018 đến năm 2023", vec![Span::Years(2018, 2023)]),
            ("Số đoàn viên đến 31/12", vec![Span::Until(None, 12)]),
            ("đạt đến 5/8 chỉ tiêu", vec![]),
            ("Công ty Tiến Thắng 09 tháng năm 2020", vec![Span::First(Some(2020), 9)]),
            ("T.9", vec![Span::Month(None, 9)]),
            ("Th12", vec![Span::Month(None, 12)]),
            ("QIII", vec![Span::Quarter(None, 3)]),
            ("Q.IV", vec![Span::Quarter(None, 4)]),
            ("Q 2", vec![Span::Quarter(None, 2)]),
            ("Năm 22", vec![Span::Year(2022)]),
            ("năm '19", vec![Span::Year(2019)]),
            ("5 năm 22", vec![]),
            ("Năm 5", vec![]),
            ("Q.I/22", vec![Span::Quarter(Some(2022), 1)]),
            ("Q2-22", vec![Span::Quarter(Some(2022), 2)]),
            ("T6.22", vec![Span::Month(Some(2022), 6)]),
            ("6T22", vec![Span::Half(Some(2022), 1)]),
            ("31/3/22", vec![Span::AsOf(2022, 3, 31)]),
            ("THÁNG SÁU NĂM 2022", vec![Span::Month(Some(2022), 6)]),
            ("Tháng mười hai năm 2022", vec![Span::Month(Some(2022), 12)]),
            ("trong tháng sau", vec![]),
            ("QUÝ HAI NĂM 2022", vec![Span::Quarter(Some(2022), 2)]),
            ("Quý ba", vec![Span::Quarter(None, 3)]),
            ("Quỹ ba mẹ nuôi", vec![]),
            ("3 QUÝ ĐẦU NĂM 2022", vec![Span::First(Some(2022), 9)]),
            ("2 quý năm 2022", vec![Span::Half(Some(2022), 1)]),
            ("2022.06", vec![Span::Month(Some(2022), 6)]),
            ("năm 2022. 12 đơn vị", vec![Span::Year(2022)]),
            ("từ tháng 7/2016 đến tháng 6/2021", vec![Span::Months((2016, 7), (2021, 6))]),
            ("01/07/2016 - 30/06/2021", vec![Span::Months((2016, 7), (2021, 6))]),
            ("01-06/2021", vec![Span::Months((2021, 1), (2021, 6))]),
            ("Từ ngày 01/7/2025 đến ngày 30/11/2025", vec![Span::Months((2025, 7), (2025, 11))]),
            (
                "từ ngày 01 tháng 12 năm 2024 đến hết ngày 30 tháng 6 năm 2025",
                vec![Span::Months((2024, 12), (2025, 6))],
            ),
            ("5 tháng (từ ngày 01/7/2025 đến ngày 30/11/2025)", vec![Span::Months((2025, 7), (2025, 11))]),
            ("6 tháng và cả năm 2022", vec![Span::Year(2022)]),
            ("Cả năm 2022", vec![Span::Year(2022)]),
            ("Số liệu tính đến ngày 31/12/2019", vec![Span::AsOf(2019, 12, 31)]),
            ("đến ngày 30 tháng 11 năm 2020", vec![Span::AsOf(2020, 11, 30)]),
            ("2016-H2", vec![Span::Half(Some(2016), 2)]),
            ("bc-2017-cac-xa", vec![Span::Year(2017)]),
            ("bao_cao_6_thang_dau_nam_2018", vec![Span::Half(Some(2018), 1)]),
            ("quy 1-2019", vec![Span::Quarter(Some(2019), 1)]),
            // Two letters changed places.
            ("Kỳ báo cáo: Qýu III - 2020", vec![Span::Quarter(Some(2020), 3)]),
            ("FY 2007", vec![Span::Year(2007)]),
            ("2021-05", vec![Span::Month(Some(2021), 5)]),
            ("6 tháng cuối năm", vec![Span::Half(None, 2)]),
            ("Tiền lương bình quân tháng 06 tháng cuối năm 2017", vec![Span::Half(Some(2017), 2)]),
            ("Lương tháng 6T cuối năm 2016", vec![Span::Half(Some(2016), 2)]),
            ("Từ tháng 4 đến tháng 4 năm 2020", vec![Span::Month(Some(2020), 4)]),
            ("Lũy kế từ đầu năm đến cuối quý", vec![Span::Since(Since::Year)]),
            ("Công ty TNHH Điện tử 3T", vec![]),
            ("Thực hiện Nghị quyết số 02-NQ/TW ngày 12/6/2021", vec![]),
            ("Năm học 2019-2020", vec![]),
            ("Quyết định số 15/2021/QĐ-TLĐ", vec![]),
            ("Sáng kiến", vec![]),
            ("Xã 5", vec![]),
            ("Biểu 01", vec![]),
        ] {
            let found: Vec<Span> = find_times(text).into_iter().map(|phrase| phrase.span).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_scanner(text in "\\PC*") {
            for phrase in find_times(&text) {
                prop_assert!(text.get(phrase.at).is_some());
            }
        }
    }
}
