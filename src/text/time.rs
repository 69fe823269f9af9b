//! Period phrases: what a text says about time, in the words of reports and of file names.
//!
//! A phrase may leave its year open (*Quý I*, *6 tháng đầu năm*); the place around it (title, sheet, file, folder) then
//! gives the year. Which months a phrase means depends on the calendar and is decided where that is known.

use std::ops::Range;

use super::fold::{bare, fold};

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
}

impl Span {
    /// The year it names, if it names exactly one.
    pub fn year(self) -> Option<i32> {
        match self {
            Span::Year(year) | Span::AsOf(year, _, _) => Some(year),
            Span::Half(year, _) | Span::Quarter(year, _) | Span::Month(year, _) | Span::First(year, _) => year,
            Span::Years(..) | Span::Months(..) => None,
        }
    }

    /// The same span with its year filled in where it was open.
    pub fn in_year(self, filled: i32) -> Span {
        match self {
            Span::Half(None, n) => Span::Half(Some(filled), n),
            Span::Quarter(None, n) => Span::Quarter(Some(filled), n),
            Span::Month(None, n) => Span::Month(Some(filled), n),
            Span::First(None, n) => Span::First(Some(filled), n),
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

/// A piece of text: a number, a word without diacritics, or a sign.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    Number(u32, usize),
    Word(String),
    Sign(char),
}

struct Scanner {
    pieces: Vec<(Piece, Range<usize>)>,
}

/// Every period phrase of a text, in order.
pub fn find_times(text: &str) -> Vec<TimePhrase> {
    if !names_a_number_of_time(text) && !mentions_quarter_or_half(text) {
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
    found
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
    digits && hints_at_time(text) && has_time_word(text)
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
    ["thang", "qui", "quy", "nua", "nam"].iter().any(|word| plain.contains(word))
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
    folded.contains("quí") || folded.contains("sáu tháng") || folded.contains("chín tháng")
}

impl Scanner {
    fn new(text: &str) -> Scanner {
        let mut pieces = Vec::new();
        let mut characters = text.char_indices().peekable();
        while let Some((start, first)) = characters.next() {
            let same_kind =
                |c: char| if first.is_ascii_digit() { c.is_ascii_digit() } else { c.is_alphabetic() || is_mark(c) };
            if first.is_ascii_digit() || first.is_alphabetic() {
                let mut end = start + first.len_utf8();
                while let Some((at, next)) = characters.next_if(|(_, c)| same_kind(*c)) {
                    end = at + next.len_utf8();
                }
                let slice = &text[start..end];
                let piece = match slice.parse::<u32>() {
                    Ok(number) => Piece::Number(number, slice.len()),
                    Err(_) if first.is_ascii_digit() => Piece::Sign('#'),
                    Err(_) => Piece::Word(bare(&fold(slice))),
                };
                pieces.push((piece, start..end));
            } else if !first.is_whitespace() && first != '_' {
                let sign = if matches!(first, '–' | '—' | '−' | '÷') { '-' } else { first };
                pieces.push((Piece::Sign(sign), start..start + first.len_utf8()));
            }
        }
        Scanner { pieces }
    }

    fn word(&self, position: usize) -> Option<&str> {
        match &self.pieces.get(position)?.0 {
            Piece::Word(word) => Some(word),
            _ => None,
        }
    }

    fn sign(&self, position: usize) -> Option<char> {
        match self.pieces.get(position)?.0 {
            Piece::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    fn number(&self, position: usize) -> Option<u32> {
        match self.pieces.get(position)?.0 {
            Piece::Number(number, _) => Some(number),
            _ => None,
        }
    }

    fn small(&self, position: usize, most: u32) -> Option<u8> {
        match self.pieces.get(position)?.0 {
            Piece::Number(number, digits) if digits <= 2 && (1..=most).contains(&number) => Some(number as u8),
            _ => None,
        }
    }

    fn year(&self, position: usize) -> Option<i32> {
        match self.pieces.get(position)?.0 {
            Piece::Number(number, 4) if (1975..=2100).contains(&number) => Some(number as i32),
            _ => None,
        }
    }

    /// Roman I to IV or a digit: the number of a quarter.
    fn quarter_number(&self, position: usize) -> Option<u8> {
        if let Some(number) = self.small(position, 4) {
            return Some(number);
        }
        match self.word(position)? {
            "i" => Some(1),
            "ii" => Some(2),
            "iii" => Some(3),
            "iv" => Some(4),
            _ => None,
        }
    }

    /// The year after a phrase: `/2022`, `năm 2022`, `-2022`, `2022`, `(2022)`; how many pieces it takes.
    fn year_after(&self, position: usize) -> (Option<i32>, usize) {
        let mut at = position;
        while matches!(self.sign(at), Some('/' | '-' | '.' | ',' | '(' | ':')) || matches!(self.word(at), Some("nam")) {
            at += 1;
            if at > position + 2 {
                break;
            }
        }
        match self.year(at) {
            // `6 tháng 2018-2019` names two years, so neither.
            Some(year) if !(self.sign(at + 1) == Some('-') && self.year(at + 2).is_some()) => {
                (Some(year), at + 1 - position)
            }
            _ => (None, 0),
        }
    }

    fn phrase(&self, at: usize) -> Option<(Span, usize)> {
        self.months_range(at)
            .or_else(|| self.date(at))
            .or_else(|| self.years_range(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.single_year(at))
    }

    /// `từ tháng 7/2016 đến tháng 6/2021`, `01/2016 - 06/2021`, `2016-07..2021-06`.
    fn months_range(&self, at: usize) -> Option<(Span, usize)> {
        let mut position = at;
        if self.word(position) == Some("tu") {
            position += 1;
        }
        let (from, length) = self.month_and_year(position)?;
        position += length;
        let mut linked = false;
        while self.sign(position) == Some('-')
            || self.sign(position) == Some('.')
            || matches!(self.word(position), Some("den" | "het"))
        {
            linked = true;
            position += 1;
        }
        if !linked {
            return None;
        }
        let (to, length) = self.month_and_year(position)?;
        (from <= to).then_some((Span::Months(from, to), position + length - at))
    }

    fn month_and_year(&self, at: usize) -> Option<((i32, u8), usize)> {
        let mut position = at;
        // A day before the month: 01/07/2016.
        let has_day = self.small(position, 31).is_some()
            && self.sign(position + 1) == Some('/')
            && self.small(position + 2, 12).is_some()
            && self.sign(position + 3) == Some('/')
            && self.year(position + 4).is_some();
        if self.word(position) == Some("ngay") {
            position += 1;
        }
        if has_day {
            let month = self.small(position + 2, 12)?;
            return Some(((self.year(position + 4)?, month), position + 5 - at));
        }
        if matches!(self.word(position), Some("thang" | "t")) {
            position += 1;
        }
        if let (Some(month), Some(sign)) = (self.small(position, 12), self.sign(position + 1))
            && matches!(sign, '/' | '-' | '.')
        {
            return Some(((self.year(position + 2)?, month), position + 3 - at));
        }
        if let (Some(month), Some("nam")) = (self.small(position, 12), self.word(position + 1)) {
            return Some(((self.year(position + 2)?, month), position + 3 - at));
        }
        if let (Some(year), Some('-'), Some(month)) =
            (self.year(position), self.sign(position + 1), self.small(position + 2, 12))
        {
            // `2016-07`, but not the start of `2016-07-31`'s day.
            return Some(((year, month), position + 3 - at));
        }
        None
    }

    /// `31/12/2019`, `ngày 31 tháng 12 năm 2019`, `2019-12-31`.
    fn date(&self, at: usize) -> Option<(Span, usize)> {
        let mut position = at;
        if self.word(position) == Some("ngay") {
            position += 1;
        }
        let part = |sign: char| self.sign(position + 1) == Some(sign) && self.sign(position + 3) == Some(sign);
        if part('/') || part('-') || part('.') {
            if let (Some(day), Some(month), Some(year)) =
                (self.small(position, 31), self.small(position + 2, 12), self.year(position + 4))
            {
                return Some((Span::AsOf(year, month, day), position + 5 - at));
            }
            if let (Some(year), Some(month), Some(day)) =
                (self.year(position), self.small(position + 2, 12), self.small(position + 4, 31))
            {
                return Some((Span::AsOf(year, month, day), position + 5 - at));
            }
        }
        if self.word(position + 1) == Some("thang")
            && self.word(position + 3) == Some("nam")
            && let (Some(day), Some(month), Some(year)) =
                (self.small(position, 31), self.small(position + 2, 12), self.year(position + 4))
        {
            return Some((Span::AsOf(year, month, day), position + 5 - at));
        }
        None
    }

    /// *ngày 12/6/2021*: when a paper was signed or received, not what it is about. *Đến ngày*, *tại ngày* say a period.
    fn day_of_a_paper(&self, at: usize) -> Option<usize> {
        if self.word(at) != Some("ngay") || self.months_range(at).is_some() {
            return None;
        }
        let says_a_period = (at.saturating_sub(3)..at).any(|before| {
            matches!(self.word(before), Some("den" | "tinh" | "toi" | "het" | "tai" | "chot" | "tu" | "lieu"))
        });
        let (_, length) = self.date(at)?;
        (!says_a_period).then_some(length)
    }

    /// `2016-2021`, `2016 đến 2021`, `từ năm 2016 đến năm 2021`. A school year is neither year nor years.
    fn years_range(&self, at: usize) -> Option<(Span, usize)> {
        let start = if self.word(at) == Some("nam") { at + 1 } else { at };
        let from = self.year(start)?;
        let mut position = start + 1;
        let mut linked = false;
        while matches!(self.sign(position), Some('-' | '.')) || matches!(self.word(position), Some("den" | "nam")) {
            linked |= self.word(position) != Some("nam");
            position += 1;
        }
        let to = self.year(position)?;
        (linked && from < to && !self.in_school_year(start)).then_some((Span::Years(from, to), position + 1 - at))
    }

    fn in_school_year(&self, at: usize) -> bool {
        at >= 2 && self.word(at - 1) == Some("hoc") && self.word(at - 2) == Some("nam")
    }

    fn part_of_year(&self, at: usize) -> Option<(Span, usize)> {
        // 2021-H1, 2021-Q3 and 2021-05.
        if let (Some(year), Some('-')) = (self.year(at), self.sign(at + 1)) {
            match self.word(at + 2) {
                Some("h") => return Some((Span::Half(Some(year), self.small(at + 3, 2)?), 4)),
                Some("q") => return Some((Span::Quarter(Some(year), self.small(at + 3, 4)?), 4)),
                _ => {}
            }
            if let Some(Piece::Number(_, 2)) = self.pieces.get(at + 2).map(|(piece, _)| piece)
                && self.sign(at + 3) != Some('-')
            {
                return Some((Span::Month(Some(year), self.small(at + 2, 12)?), 3));
            }
            return None;
        }
        let open = |length: usize, span: fn(Option<i32>, u8) -> Span, number: u8| {
            let (year, more) = self.year_after(at + length);
            // *6 tháng đầu năm* of a year that stands elsewhere: its *năm* is part of the phrase.
            let half = matches!(self.word(at + length - 1), Some("dau" | "cuoi"));
            let own = usize::from(year.is_none() && half && self.word(at + length) == Some("nam"));
            Some((span(year, number), length + more + own))
        };
        match self.word(at) {
            Some("qui" | "q") => {
                let dot = usize::from(self.sign(at + 1) == Some('.'));
                return open(2 + dot, Span::Quarter, self.quarter_number(at + 1 + dot)?);
            }
            Some("thang" | "t") => {
                let number = self.small(at + 1, 12)?;
                // A bare `T5` needs its year; `tháng 5` does not.
                let result = open(2, Span::Month, number)?;
                return (self.word(at) == Some("thang") || result.0.year().is_some()).then_some(result);
            }
            Some("h") => {
                let number = self.small(at + 1, 2)?;
                let result = open(2, Span::Half, number)?;
                return result.0.year().is_some().then_some(result);
            }
            Some("nua") => {
                let half = match self.word(at + 1)? {
                    "dau" => 1,
                    "cuoi" | "sau" => 2,
                    _ => return None,
                };
                let term = self.word(at + 2) == Some("nam");
                return if term { open(3, Span::Half, half) } else { None };
            }
            _ => {}
        }
        let count = match self.word(at) {
            Some("sau") => 6,
            Some("chin") => 9,
            Some("ba") => 3,
            _ => self.small(at, 12)?,
        };
        let length = match self.word(at + 1) {
            Some("thang") => 2,
            // A bare `3T` is part of a name, unless a year follows or nothing else stands there.
            Some("t")
                if self.number(at).is_some()
                    && (self.year_after(at + 2).0.is_some()
                        || matches!(self.word(at + 2), Some("dau" | "cuoi"))
                        || self.pieces.len() == 2) =>
            {
                2
            }
            _ => return None,
        };
        let half = match (count, self.word(at + length)) {
            (6, Some("cuoi")) => Some((2, 1)),
            (6, Some("dau")) => Some((1, 1)),
            (6, _) => Some((1, 0)),
            (_, Some("dau")) => None,
            (1 | 2, _) => return None,
            _ => None,
        };
        match half {
            Some((number, more)) => open(length + more, Span::Half, number),
            None => {
                let more = usize::from(self.word(at + length) == Some("dau"));
                let span: fn(Option<i32>, u8) -> Span =
                    if count == 12 { |year, n| year.map_or(Span::First(None, n), Span::Year) } else { Span::First };
                open(length + more, span, count)
            }
        }
    }

    /// `năm 2021`, `2021`. Not the year of a document's number (`15/2021/QĐ`), not one of a school year.
    fn single_year(&self, at: usize) -> Option<(Span, usize)> {
        let (position, year) = match self.word(at) {
            Some("nam" | "fy") => {
                let position = if self.sign(at + 1) == Some(':') { at + 2 } else { at + 1 };
                (position, self.year(position)?)
            }
            _ => (at, self.year(at)?),
        };
        if self.in_school_year(position) || (position >= 2 && self.in_school_year(position - 2)) {
            return None;
        }
        let in_number = |sign: Option<char>| sign == Some('/');
        if in_number(self.sign(position + 1)) && self.word(position + 2).is_some() {
            return None;
        }
        Some((Span::Year(year), position + 1 - at))
    }
}

/// A combining mark stays with its letter.
fn is_mark(character: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            ("từ tháng 7/2016 đến tháng 6/2021", vec![Span::Months((2016, 7), (2021, 6))]),
            ("01/07/2016 - 30/06/2021", vec![Span::Months((2016, 7), (2021, 6))]),
            ("Số liệu tính đến ngày 31/12/2019", vec![Span::AsOf(2019, 12, 31)]),
            ("đến ngày 30 tháng 11 năm 2020", vec![Span::AsOf(2020, 11, 30)]),
            ("2016-H2", vec![Span::Half(Some(2016), 2)]),
            ("bc-2017-cac-xa", vec![Span::Year(2017)]),
            ("bao_cao_6_thang_dau_nam_2018", vec![Span::Half(Some(2018), 1)]),
            ("quy 1-2019", vec![Span::Quarter(Some(2019), 1)]),
            ("FY 2007", vec![Span::Year(2007)]),
            ("2021-05", vec![Span::Month(Some(2021), 5)]),
            ("6 tháng cuối năm", vec![Span::Half(None, 2)]),
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
