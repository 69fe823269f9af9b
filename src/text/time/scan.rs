//! The pieces of a text, and the phrases that stand at one of them.

use std::ops::Range;

use super::{Since, Span};
use crate::text::fold::{bare, fold, is_letter};

/// From this day on a month is closed, whoever closes it before its end.
const LAST_DAYS: u8 = 28;

/// A piece of text: a number, a word without diacritics, or a sign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    Number(u32, usize),
    Word(String),
    Sign(char),
}

/// A text in pieces.
pub(super) struct Scanner {
    pub(super) pieces: Vec<(Piece, Range<usize>)>,
}

impl Scanner {
    pub(super) fn new(text: &str) -> Scanner {
        let mut pieces = Vec::new();
        let mut characters = text.char_indices().peekable();
        while let Some((start, first)) = characters.next() {
            let same_kind =
                |c: char| if first.is_ascii_digit() { c.is_ascii_digit() } else { is_letter(c) || is_mark(c) };
            if first.is_ascii_digit() || is_letter(first) {
                let mut end = start + first.len_utf8();
                while let Some((at, next)) = characters.next_if(|(_, c)| same_kind(*c)) {
                    end = at + next.len_utf8();
                }
                let slice = &text[start..end];
                let piece = match slice.parse::<u32>() {
                    Ok(number) => Piece::Number(number, slice.len()),
                    Err(_) if first.is_ascii_digit() => Piece::Sign('#'),
                    Err(_) => match fold(slice).as_str() {
                        // *Việt Nam 2017*: among words with their diacritics *nam* is no *năm*.
                        "nam" if !text.is_ascii() => Piece::Word("phuong nam".to_owned()),
                        // *Công ty Tiến Thắng 09 tháng năm 2020*
                        folded @ ("thắng" | "thăng" | "thẳng" | "thặng") => Piece::Word(folded.to_owned()),
                        folded => Piece::Word(bare(folded)),
                    },
                };
                pieces.push((piece, start..end));
            } else if !first.is_whitespace() && first != '_' {
                let sign = if matches!(first, '–' | '—' | '−' | '÷') { '-' } else { first };
                pieces.push((Piece::Sign(sign), start..start + first.len_utf8()));
            }
        }
        Scanner { pieces }
    }

    pub(super) fn word(&self, position: usize) -> Option<&str> {
        match &self.pieces.get(position)?.0 {
            Piece::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn sign(&self, position: usize) -> Option<char> {
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

    pub(super) fn small(&self, position: usize, most: u32) -> Option<u8> {
        match self.pieces.get(position)?.0 {
            Piece::Number(number, digits) if digits <= 2 && (1..=most).contains(&number) => Some(number as u8),
            _ => None,
        }
    }

    pub(super) fn year(&self, position: usize) -> Option<i32> {
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
        let in_words = |number: u8| {
            let ends = self.pieces.len() == position + 1 || self.word(position + 1) == Some("nam");
            (ends || self.year_after(position + 1).0.is_some()).then_some(number)
        };
        match self.word(position)? {
            "i" => Some(1),
            "ii" => Some(2),
            "iii" => Some(3),
            "iv" => Some(4),
            "mot" | "nhat" => in_words(1),
            "hai" => in_words(2),
            "ba" => in_words(3),
            "tu" | "bon" => in_words(4),
            _ => None,
        }
    }

    /// *tháng sáu năm 2022*: the month in words, and how many they are. Without its year *tháng sau* is the next.
    fn month_in_words(&self, at: usize) -> Option<(u8, usize)> {
        const MONTHS: [&str; 10] = ["mot", "hai", "ba", "tu", "", "sau", "bay", "tam", "chin", "muoi"];
        let place = |at: usize| self.word(at).and_then(|word| MONTHS.iter().position(|month| *month == word));
        let (month, length) = match (self.word(at)?, self.word(at + 1)) {
            ("gieng", _) => (1, 1),
            ("chap", _) => (12, 1),
            ("muoi", Some("mot")) => (11, 2),
            ("muoi", Some("hai")) => (12, 2),
            _ => (place(at)? as u8 + 1, 1),
        };
        self.year_after(at + length).0.is_some().then_some((month, length))
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
        // *Quý I/21*, *T5/21*
        if at == position + 1
            && self.sign(position) == Some('/')
            && let Some(short) = self.small(at, 45).filter(|&short| short >= 10)
            && self.sign(at + 1) != Some('/')
        {
            return (Some(2000 + i32::from(short)), 2);
        }
        match self.year(at) {
            // `6 tháng 2018-2019` names two years, so neither.
            Some(year) if !(self.sign(at + 1) == Some('-') && self.year(at + 2).is_some()) => {
                (Some(year), at + 1 - position)
            }
            _ => (None, 0),
        }
    }

    /// The phrase that begins at a piece, and how many pieces it takes.
    pub(super) fn phrase(&self, at: usize) -> Option<(Span, usize)> {
        self.since(at)
            .or_else(|| self.months_range(at))
            .or_else(|| self.run_of_months(at))
            .or_else(|| self.until(at))
            .or_else(|| self.date(at))
            .or_else(|| self.years_range(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.bare_month(at))
            .or_else(|| self.single_year(at))
    }

    /// Whether words stand at a piece, one after the other.
    fn words(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(place, word)| self.word(at + place) == Some(word))
    }

    /// `lũy kế từ đầu năm đến nay`, `cộng dồn`, `từ đầu nhiệm kỳ`, `từ năm 2023 đến nay`.
    fn since(&self, at: usize) -> Option<(Span, usize)> {
        const HEADS: &[&[&str]] = &[&["luy", "ke"], &["cong", "don"]];
        const FROM: &[(&[&str], Since)] = &[
            (&["tu", "dau", "nam"], Since::Year),
            (&["tu", "dau", "nhiem", "ki"], Since::Term),
            (&["tu", "dau", "giai", "doan"], Since::Term),
            (&["nhiem", "ki"], Since::Term),
            (&["giai", "doan"], Since::Term),
            (&["ca", "nhiem", "ki"], Since::Term),
        ];
        const TO: &[&[&str]] = &[
            &["den", "nay"],
            &["den", "ki", "nay"],
            &["den", "ki", "bao", "cao"],
            &["den", "cuoi", "ki"],
            &["den", "cuoi", "ki", "bao", "cao"],
            &["den", "het", "ki"],
            &["den", "thoi", "diem", "bao", "cao"],
            &["den", "thoi", "diem", "hien", "tai"],
            &["trong", "nam"],
            &["nam", "nay"],
        ];
        // *Đến cuối quý*, and no *đến hết quý II*.
        const TO_THIS: &[&[&str]] = &[
            &["den", "cuoi", "qui"],
            &["den", "cuoi", "thang"],
            &["den", "het", "qui"],
            &["den", "het", "thang"],
            &["den", "qui", "nay"],
            &["den", "thang", "nay"],
        ];
        let longest = |at: usize, phrases: &[&[&str]]| {
            phrases.iter().filter(|phrase| self.words(at, phrase)).map(|phrase| phrase.len()).max().unwrap_or(0)
        };
        if self.word(at) == Some("tu") {
            // `từ năm 2023 đến nay`, `từ đầu năm 2023 đến nay`
            let skip = usize::from(self.word(at + 1) == Some("dau"));
            let named = at + 1 + skip + usize::from(self.word(at + 1 + skip) == Some("nam"));
            if let Some(year) = self.year(named)
                && self.words(named + 1, &["den", "nay"])
            {
                return Some((Span::Since(Since::Named(year)), named + 3 - at));
            }
        }
        let head = longest(at, HEADS);
        let mut position = at + head;
        if head > 0 && matches!(self.word(position), Some("tinh" | "ke")) {
            position += 1;
        }
        let from =
            FROM.iter().filter(|(phrase, _)| self.words(position, phrase)).max_by_key(|(phrase, _)| phrase.len());
        let since = match from {
            // *Nhiệm kỳ* alone is no beginning.
            Some((phrase, since)) if head > 0 || phrase[0] == "tu" => {
                position += phrase.len();
                *since
            }
            _ if head > 0 => Since::Year,
            _ => return None,
        };
        // *Từ đầu năm 2021*: the year it begins in is that of the figures.
        let to_this = longest(position, TO_THIS);
        let open = self.quarter_number(position + to_this).is_none() && self.small(position + to_this, 12).is_none();
        position += longest(position, TO).max(if open { to_this } else { 0 });
        Some((Span::Since(since), position - at))
    }

    /// `từ tháng 7 đến tháng 12 năm 2021`, `tháng 1-6/2021`, `T1-T6/2021`: one year for both months.
    fn run_of_months(&self, at: usize) -> Option<(Span, usize)> {
        let begins = self.word(at) == Some("tu");
        let mut position = at + usize::from(begins);
        if !matches!(self.word(position), Some("thang" | "t")) {
            return None;
        }
        let short = self.word(position) == Some("t");
        let from = self.small(position + 1, 12)?;
        position += 2;
        let mut linked = false;
        while matches!(self.sign(position), Some('-' | '.'))
            || matches!(self.word(position), Some("den" | "het" | "toi"))
        {
            linked = true;
            position += 1;
        }
        if !linked {
            return None;
        }
        position += usize::from(matches!(self.word(position), Some("thang" | "t")));
        let to = self.small(position, 12)?;
        let (year, more) = self.year_after(position + 1);
        // *Từ tháng 4 đến tháng 4 năm 2020*
        if from == to && begins && year.is_some() {
            return Some((Span::Month(year, from), position + 1 + more - at));
        }
        (from != to && (year.is_some() || !short)).then_some((Span::Run(year, from, to), position + 1 + more - at))
    }

    /// `đến hết tháng 9 năm 2021`, `tính đến quý III/2021`.
    fn until(&self, at: usize) -> Option<(Span, usize)> {
        if !matches!(self.word(at), Some("den" | "toi" | "het")) {
            return None;
        }
        let mut position = at + 1;
        while matches!(self.word(position), Some("het" | "cuoi")) {
            position += 1;
        }
        // *Đến 30/9*, *tính đến ngày 15/11*: a day whose year stands elsewhere, and no *đến 5/8 chỉ tiêu*.
        let named =
            self.word(position) == Some("ngay") || at.checked_sub(1).is_some_and(|at| self.word(at) == Some("tinh"));
        let mut day = position + usize::from(self.word(position) == Some("ngay"));
        day += usize::from(self.sign(day) == Some(':'));
        if let Some((month, end)) = self.ticked_day(day) {
            return Some((Span::Until(None, month), end - at));
        }
        // *Tính đến ngày 31 tháng 5*
        if let (Some(_), Some("thang"), Some(month)) =
            (self.small(day, 31), self.word(day + 1), self.small(day + 2, 12))
            && named
        {
            // With its year it is a day.
            let dated = self.year_after(day + 3).0.is_some();
            return (!dated).then_some((Span::Until(None, month), day + 3 - at));
        }
        if let (Some(of_month), Some('/' | '.'), Some(month)) =
            (self.small(day, 31), self.sign(day + 1), self.small(day + 2, 12))
            && (named || of_month >= LAST_DAYS)
            && !matches!(self.sign(day + 3), Some('/' | '.'))
        {
            return Some((Span::Until(None, month), day + 3 - at));
        }
        match self.word(position)? {
            "thang" | "t" => {
                let month = self.small(position + 1, 12)?;
                let (year, more) = self.year_after(position + 2);
                Some((Span::Until(year, month), position + 2 + more - at))
            }
            "qui" | "q" => {
                let quarter = self.quarter_number(position + 1)?;
                let (year, more) = self.year_after(position + 2);
                Some((Span::Part(year, 0, 3 * quarter), position + 2 + more - at))
            }
            _ => None,
        }
    }

    /// *☑ 31/5 ☐ 30/11*, *[x] 31/5 [ ] 30/11*: the month of the day that is ticked, and where the choice ends.
    fn ticked_day(&self, at: usize) -> Option<(u8, usize)> {
        let (mut position, mut ticked, mut days) = (at, None, 0);
        loop {
            let (tick, length) = match (self.sign(position), self.word(position + 1), self.sign(position + 2)) {
                (Some('☑' | '☒' | '✓' | '✔'), ..) => (true, 1),
                (Some('☐' | '□'), ..) => (false, 1),
                (Some('['), Some("x"), Some(']')) => (true, 3),
                (Some('['), None, _) if self.sign(position + 1) == Some(']') => (false, 2),
                _ => break,
            };
            let day = position + length;
            let (Some(_), Some('/'), Some(month)) = (self.small(day, 31), self.sign(day + 1), self.small(day + 2, 12))
            else {
                break;
            };
            if tick && ticked.replace(month).is_some() {
                return None;
            }
            (position, days) = (day + 3, days + 1);
        }
        ticked.filter(|_| days > 1).map(|month| (month, position))
    }

    /// `2016-2021`, `2016 đến 2021`, `từ năm 2016 đến năm 2021`. A school year is neither year nor years.
    fn years_range(&self, at: usize) -> Option<(Span, usize)> {
        let start = if self.word(at) == Some("nam") { at + 1 } else { at };
        let from = self.year(start)?;
        let mut position = start + 1;
        // *Năm 2021 và 2022*, *các năm 2021, 2022, 2023*: one after the other.
        let mut last = from;
        while self.sign(position) == Some(',') || self.word(position) == Some("va") {
            let next = position + 1 + usize::from(self.word(position + 1) == Some("nam"));
            if self.year(next) != Some(last + 1) {
                break;
            }
            (last, position) = (last + 1, next + 1);
        }
        if last > from {
            return Some((Span::Years(from, last), position - at));
        }
        let mut linked = false;
        while matches!(self.sign(position), Some('-' | '.')) || matches!(self.word(position), Some("den" | "nam")) {
            linked |= self.word(position) != Some("nam");
            position += 1;
        }
        let to = match self.year(position) {
            Some(to) => to,
            // *2016-20*, but no *2023 đến 30/9/2023*
            None => {
                let day = self.word(start + 1) == Some("den") || matches!(self.sign(position + 1), Some('-' | '/'));
                let short = i32::from(self.small(position, 99).filter(|&short| short > 12)?);
                let to = from / 100 * 100 + short;
                if position != start + 2 || day || to > 2100 {
                    return None;
                }
                to
            }
        };
        (linked && from < to && !self.in_school_year(start)).then_some((Span::Years(from, to), position + 1 - at))
    }

    fn in_school_year(&self, at: usize) -> bool {
        at >= 2 && self.word(at - 1) == Some("hoc") && self.word(at - 2) == Some("nam")
    }

    fn part_of_year(&self, at: usize) -> Option<(Span, usize)> {
        // 2021-H1, 2021-Q3 and 2021-05.
        // *2022.06*, nothing between them.
        if let (Some(year), Some('.'), Some(Piece::Number(_, 2))) =
            (self.year(at), self.sign(at + 1), self.pieces.get(at + 2).map(|(piece, _)| piece))
            && self.pieces[at].1.end + 1 == self.pieces[at + 2].1.start
            && self.sign(at + 3) != Some('.')
        {
            return Some((Span::Month(Some(year), self.small(at + 2, 12)?), 3));
        }
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
            Some("qui" | "quy" | "qyu" | "q") => {
                let dot = usize::from(matches!(self.sign(at + 1), Some('.' | ':')));
                let first = self.quarter_number(at + 1 + dot)?;
                // *Quý I và II*, *Quý 1+2*, *Quý I, II, III*: one after the other.
                let (mut last, mut length) = (first, 2 + dot);
                while matches!(self.sign(at + length), Some('+' | ',' | '-' | '&'))
                    || matches!(self.word(at + length), Some("va" | "den"))
                {
                    let more = 1 + usize::from(matches!(self.word(at + length + 1), Some("qui" | "quy" | "qyu" | "q")));
                    match self.quarter_number(at + length + more) {
                        Some(next) if next > last => {
                            last = next;
                            length += more + 1;
                        }
                        _ => break,
                    }
                }
                if last > first {
                    let (year, more) = self.year_after(at + length);
                    return Some((Span::Part(year, 3 * (first - 1), 3 * (last - first + 1)), length + more));
                }
                return open(length, Span::Quarter, first);
            }
            // *QII/2021*, *QuýIII*
            Some(word) if glued_quarter(word).is_some() => {
                return open(1, Span::Quarter, glued_quarter(word)?);
            }
            Some("thang" | "t") => {
                if let Some((month, length)) = self.month_in_words(at + 1) {
                    return open(1 + length, Span::Month, month);
                }
                let colon = usize::from(matches!(self.sign(at + 1), Some(':' | '.')));
                let number = self.small(at + 1 + colon, 12)?;
                // *Lương bình quân tháng* over *06 tháng cuối năm*: the number counts the months that follow.
                let counted = matches!(self.word(at + 2 + colon), Some("thang" | "t"));
                if counted && self.small(at + 3 + colon, 12).is_none() {
                    return None;
                }
                // A bare `T5` needs its year; `tháng 5` does not.
                let result = open(2 + colon, Span::Month, number)?;
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
                let length = 2 + usize::from(self.word(at + 2) == Some("nam"));
                let told = length == 3 || self.year(at + 2).is_some();
                return if told { open(length, Span::Half, half) } else { None };
            }
            _ => {}
        }
        let count = match self.word(at) {
            Some("sau") => 6,
            Some("chin") => 9,
            Some("ba") => 3,
            _ => self.small(at, 12)?,
        };
        // *Nợ trên 06 tháng*, *từ 3 tháng đến 12 tháng*: how long something lasts.
        let before = at.checked_sub(1).and_then(|before| self.word(before));
        let lasts = matches!(before, Some("tren" | "duoi" | "hon"))
            || (before == Some("tu") && matches!(self.word(at + 2), Some("den" | "tro")));
        if lasts && self.word(at + 1) == Some("thang") {
            return None;
        }
        // *3 quý năm 2022*
        if let (2 | 3, Some("qui" | "quy")) = (count, self.word(at + 1))
            && self.number(at).is_some()
        {
            let length = 2 + usize::from(self.word(at + 2) == Some("dau"));
            let span = if count == 2 { |year, _| Span::Half(year, 1) } else { |year, _| Span::First(year, 9) };
            return open(length, span, count).filter(|(span, _)| span.year().is_some());
        }
        let length = match self.word(at + 1) {
            Some("thang") => 2,
            // A bare `3T` is part of a name, unless a year follows or nothing else stands there.
            Some("t")
                if self.number(at).is_some()
                    && (self.year_after(at + 2).0.is_some()
                        || matches!(self.word(at + 2), Some("dau" | "cuoi"))
                        || self.in_brackets(at, 2)
                        || self.pieces.len() == 2) =>
            {
                2
            }
            _ => return None,
        };
        if count != 6 && count < 12 && self.word(at + length) == Some("cuoi") {
            let (year, more) = self.year_after(at + length + 1);
            return Some((Span::Part(year, 12 - count, count), length + 1 + more));
        }
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

    /// Whether so many pieces stand alone in brackets.
    fn in_brackets(&self, at: usize, length: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.sign(before) == Some('(')) && self.sign(at + length) == Some(')')
    }

    /// `11/2020`, `11-2020`: a month, unless it numbers a paper or a form: *Biểu 02/2021*, *15/2021/QĐ*.
    fn bare_month(&self, at: usize) -> Option<(Span, usize)> {
        let month = self.small(at, 12)?;
        let year = self.year(at + 2)?;
        // *1. 2018* is the first of years.
        let glued = |at: usize| self.pieces[at].1.end == self.pieces[at + 1].1.start;
        let joined = match self.sign(at + 1) {
            Some('/' | '-') => true,
            Some('.') => glued(at) && glued(at + 1),
            _ => false,
        };
        let before = at.checked_sub(1);
        let numbers = before.is_some_and(|before| {
            self.sign(before).is_some_and(|sign| sign != '(' && sign != ':')
                || matches!(self.word(before), Some("so" | "bieu" | "mau" | "luc" | "phieu" | "bang" | "lan" | "pl"))
        });
        let goes_on = matches!(self.sign(at + 3), Some('/' | '-'));
        (joined && !numbers && !goes_on).then_some((Span::Month(Some(year), month), 3))
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

/// `QII`, `QuýIII`: a quarter whose number no space parts from its word.
fn glued_quarter(word: &str) -> Option<u8> {
    let number = ["quy", "qui", "qyu", "q"].iter().find_map(|head| {
        let roman = word.strip_prefix(head)?;
        ["i", "ii", "iii", "iv"].iter().position(|known| *known == roman)
    });
    // *Qui* is the word itself.
    number.filter(|_| word != "qui").map(|number| number as u8 + 1)
}

/// A combining mark stays with its letter.
pub(super) fn is_mark(character: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&character)
}
