//! Phrases that say from when and until when, by months or days, and days by themselves.

use super::Span;
use super::scan::Scanner;

impl Scanner {
    /// `từ tháng 7/2016 đến tháng 6/2021`, `01/2016 - 06/2021`, `2016-07..2021-06`.
    pub(super) fn months_range(&self, at: usize) -> Option<(Span, usize)> {
        let mut position = at;
        if self.word(position) == Some("tu") {
            position += 1;
        }
        if let Some((span, length)) = self.days_range(position) {
            return Some((span, position + length - at));
        }
        // *01-06/2021*
        let begins = at == 0 || !matches!(self.sign(at - 1), Some('-' | '/' | '.'));
        if let (true, Some(from), Some('-'), Some(to), Some('/'), Some(year)) = (
            begins,
            self.small(position, 12),
            self.sign(position + 1),
            self.small(position + 2, 12),
            self.sign(position + 3),
            self.year(position + 4),
        ) && from < to
        {
            return Some((Span::Months((year, from), (year, to)), position + 5 - at));
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

    /// `01/7 đến 31/12/2019`, `01/7 - 31/12/2019`: the first day takes its year from the last.
    fn days_range(&self, at: usize) -> Option<(Span, usize)> {
        let mut position = at + usize::from(self.word(at) == Some("ngay"));
        let from_word = at.checked_sub(1).is_some_and(|before| self.word(before) == Some("tu"));
        let (_, sign, month) = (self.small(position, 31)?, self.sign(position + 1)?, self.small(position + 2, 12)?);
        position += 3;
        let mut linked = false;
        while self.sign(position) == Some('-') || matches!(self.word(position), Some("den" | "het")) {
            linked = true;
            position += 1;
        }
        position += usize::from(self.word(position) == Some("ngay"));
        let day = self.small(position, 31)?;
        let to = self.small(position + 2, 12)?;
        let told = linked && self.sign(position + 1) == Some(sign) && matches!(sign, '/' | '.') && day >= 1;
        // *Từ 15/4 đến 31/5*: the year stands elsewhere.
        if told && from_word && month < to && !matches!(self.sign(position + 3), Some('/' | '.')) {
            return Some((Span::Run(None, month, to), position + 3 - at));
        }
        let year = self.year(position + 4)?;
        let told = told && self.sign(position + 3) == Some(sign) && month <= to;
        told.then_some((Span::Months((year, month), (year, to)), position + 5 - at))
    }

    fn month_and_year(&self, at: usize) -> Option<((i32, u8), usize)> {
        let mut position = at;
        if self.word(position) == Some("ngay") {
            position += 1;
        }
        // A day before the month: 01/07/2016, *01 tháng 7 năm 2016*.
        let parted = |sign: char| self.sign(position + 1) == Some(sign) && self.sign(position + 3) == Some(sign);
        let in_words = self.word(position + 1) == Some("thang") && self.word(position + 3) == Some("nam");
        if (parted('/') || parted('.') || in_words)
            && let (Some(_), Some(month), Some(year)) =
                (self.small(position, 31), self.small(position + 2, 12), self.year(position + 4))
        {
            return Some(((year, month), position + 5 - at));
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
    pub(super) fn date(&self, at: usize) -> Option<(Span, usize)> {
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
    pub(super) fn day_of_a_paper(&self, at: usize) -> Option<usize> {
        if self.word(at) != Some("ngay") || self.months_range(at).is_some() {
            return None;
        }
        let says_a_period = (at.saturating_sub(3)..at).any(|before| {
            matches!(self.word(before), Some("den" | "tinh" | "toi" | "het" | "tai" | "chot" | "tu" | "lieu"))
        });
        let (_, length) = self.date(at)?;
        (!says_a_period).then_some(length)
    }
}
