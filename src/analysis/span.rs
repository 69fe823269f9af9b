//! `Span`: a period between two month boundaries, and `Spans`, the periods that figures are made for.

use crate::domain::{Calendar, Month, Period, Unit};

/// A span between two month boundaries: `from` inclusive, `to` exclusive, so that spans that touch share a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Span {
    /// First month.
    pub from: i32,
    /// The month after the last.
    pub to: i32,
}

impl Span {
    /// How many months it spans.
    pub const fn months(self) -> i32 {
        self.to - self.from
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Span) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// How many months both have.
    pub fn common(self, other: Span) -> i32 {
        (self.to.min(other.to) - self.from.max(other.from)).max(0)
    }

    /// As a period of months, both ends inclusive.
    pub const fn period(self) -> Period {
        Period { from: Month::from_index(self.from), to: Month::from_index(self.to - 1) }
    }
}

impl From<Period> for Span {
    fn from(period: Period) -> Span {
        Span { from: period.from.index(), to: period.to.index() + 1 }
    }
}

/// The periods that figures are made for: the years and part-years of the term in order, then the term itself, unless
/// it is one year only.
#[derive(Clone, Debug)]
pub(super) struct Spans {
    all: Vec<Span>,
    years: usize,
}

impl Spans {
    /// The spans of a term.
    pub fn new(calendar: Calendar, term: Period) -> Spans {
        let mut all: Vec<Span> = calendar.years(term).into_iter().map(Span::from).collect();
        let years = all.len();
        if years > 1 {
            all.push(term.into());
        }
        Spans { all, years }
    }

    /// Years, then the term.
    pub fn all(&self) -> &[Span] {
        &self.all
    }

    /// The years and part-years.
    pub fn years(&self) -> &[Span] {
        &self.all[..self.years]
    }

    /// The whole term.
    pub fn term(&self) -> Span {
        Span { from: self.all[0].from, to: self.all[self.all.len() - 1].to }
    }

    /// Which years a period consists of, as indices into [`Spans::years`].
    pub fn years_of(&self, index: usize) -> std::ops::Range<usize> {
        if index < self.years { index..index + 1 } else { 0..self.years }
    }
}

/// Whether a unit is expected to report for a span. What stands at a date (`closing`) is expected only of units that
/// exist at the span's last month: a unit that was merged in May has no membership in December.
pub(super) fn lives(unit: &Unit, span: Span, closing: bool) -> bool {
    let span = if closing { Span { from: span.to - 1, to: span.to } } else { span };
    unit.lives_in(span.period())
}
