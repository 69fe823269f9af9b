//! `Figure`: what we publish: a value with its basis — who reported, and from what.

use std::collections::VecDeque;

use super::amount::Amount;
use super::cells::Cells;
use super::completeness::Completeness;
use super::indicator::{CategoryId, IndicatorId};
use super::movement::Movement;
use super::observation::Qualifier;
use super::perimeter::Perimeters;
use super::period::Period;
use super::reconciliation::Reconciliation;
use super::unit::{Registry, UnitId};

/// The value of a figure. A rate keeps both parts: it is divided last, and rounded once, where it is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Number {
    /// A sum, a closing value or a published share, exact.
    Exact(Amount),
    /// `numerator × scale ÷ denominator`; the denominator is never zero.
    Ratio {
        /// Above the line.
        numerator: Amount,
        /// Below the line.
        denominator: Amount,
        /// What the quotient is multiplied by: 100 for a percentage.
        scale: u32,
    },
    /// Units that say yes, or are of one class, and of how many that answered.
    Tally {
        /// How many units.
        count: Amount,
        /// How many answered or were rated; never zero.
        of: Amount,
    },
}

impl Number {
    /// The value with twelve decimals, a ratio rounded half away from zero at the last of them.
    pub fn amount(self) -> Amount {
        match self {
            Number::Exact(amount) | Number::Tally { count: amount, .. } => amount,
            Number::Ratio { numerator, denominator, scale } => {
                numerator.ratio(i64::from(scale), denominator).unwrap_or(Amount::ZERO)
            }
        }
    }
}

/// A quotient is stated with at most this many decimals.
const QUOTIENT: u32 = 6;

impl Number {
    /// The value as files for other programs state it: a sum exactly, however many decimals it has, a quotient rounded.
    pub fn stated(self) -> Amount {
        match self {
            Number::Exact(_) | Number::Tally { .. } => self.amount(),
            Number::Ratio { .. } => self.amount().rounded(QUOTIENT),
        }
    }
}

/// What a figure rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Basis {
    /// The unit's own report.
    Own,
    /// The sum of its children's figures.
    Children,
}

impl Basis {
    /// The word in `summary.csv`.
    pub const fn code(self) -> &'static str {
        match self {
            Basis::Own => "own",
            Basis::Children => "children",
        }
    }
}

/// What we publish.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// Who it is about.
    pub unit: UnitId,
    /// What it measures.
    pub indicator: IndicatorId,
    /// Which part; none: the total.
    pub category: Option<CategoryId>,
    /// A year or part-year of the term, or the term itself.
    pub period: Period,
    /// The value.
    pub value: Number,
    /// How exactly it is known.
    pub qualifier: Qualifier,
    /// Own report or children.
    pub basis: Basis,
    /// With children: how many direct children have this figure. Without: how many years of the period have it.
    pub reported: u32,
    /// With children: how many direct children lived in the period. Without: how many years the period has.
    pub expected: u32,
    /// Leaf unit-years that are missing below.
    pub gaps: u32,
    /// Whether a repaired cell is among its parts.
    pub repaired: bool,
    /// Whether two reports disagree on one of its parts and nobody has decided.
    pub disputed: bool,
    /// The unit's own cells behind it; empty where it rests on its children's figures.
    pub cells: Cells,
}

impl Figure {
    /// Which figure it is.
    pub fn key(&self) -> FigureKey {
        (self.unit, self.indicator, self.category, self.period)
    }

    /// Whether nothing is missing: neither years nor units below. A figure that a unit itself reported for the whole
    /// period is complete, whoever of its children reported.
    pub fn is_complete(&self) -> bool {
        self.gaps == 0
    }
}

/// The key of a figure: unit, indicator, category, period.
pub type FigureKey = (UnitId, IndicatorId, Option<CategoryId>, Period);

/// What a unit did in the months of a year before it moved: it counts for the parent that it had then, and the rest of the
/// year for the one after.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BeforeMove {
    /// Who moved, and of which figure of its year this is a part.
    pub key: FigureKey,
    /// The months before the move.
    pub months: Period,
    /// Under whom it stood in them.
    pub parent: UnitId,
    /// How much of the year's figure belongs to them.
    pub value: Amount,
    /// Whether nothing else of the year is known.
    pub alone: bool,
}

/// All figures of a term.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Sorted by [`FigureKey`].
    rows: Vec<Figure>,
    /// Where the rows of each unit start, and where the last one's end; see [`starts`].
    starts: Vec<u32>,
    /// What stood on the eve of the term, for the year or part-year before it; sorted likewise.
    openings: Vec<Figure>,
    /// The years and part-years of the term, in order.
    pub years: Vec<Period>,
    /// The term.
    pub term: Option<Period>,
    /// The same figures for other perimeters, and where units changed.
    pub perimeters: Perimeters,
    /// The units with the tree that the figures are stated for; none: the tree of the registry.
    pub units: Option<Registry>,
    /// Who should have reported for which year, and who did; empty where nobody asked.
    pub completeness: Completeness,
    /// What units that moved within a year did before, each time under the parent of then.
    pub before_moves: Vec<BeforeMove>,
    /// Units that reported beside their children, by unit, indicator, category and period.
    pub reconciliations: Vec<Reconciliation>,
}

/// By unit, where its figures start among sorted ones, and behind the last unit where they end. A unit has few of millions,
/// mostly as many as the one before it; else its last one is looked for from its first in steps that double.
fn starts(rows: &[Figure]) -> Vec<u32> {
    let units = rows.last().map_or(0, |last| last.unit.0 as usize + 1);
    let mut starts = Vec::with_capacity(units + 1);
    let (mut from, mut count) = (0, 1);
    while let Some(first) = rows.get(from) {
        // Units before it that have none start where it does.
        starts.resize(first.unit.0 as usize + 1, from as u32);
        let is_of_unit = |at: usize| rows.get(from + at).is_some_and(|figure| figure.unit == first.unit);
        if !is_of_unit(count - 1) || is_of_unit(count) {
            let mut step = 1;
            while is_of_unit(step) {
                step *= 2;
            }
            let ahead = &rows[from..rows.len().min(from + step)];
            count = ahead.partition_point(|figure| figure.unit == first.unit);
        }
        from += count;
    }
    starts.push(from as u32);
    starts
}

impl Figures {
    /// These figures for a term and its years.
    pub fn new(mut rows: Vec<Figure>, years: Vec<Period>, term: Period) -> Figures {
        // Stable, for figures mostly come as few long runs in order, which it finds and merges.
        if !rows.is_sorted_by_key(Figure::key) {
            rows.sort_by_key(Figure::key);
        }
        Figures { starts: starts(&rows), rows, years, term: Some(term), ..Figures::default() }
    }

    /// These figures for a term and its years, both `rows` and `more` sorted. Millions of rows stay in one piece of memory:
    /// from behind, each is moved once, and those before the first of `more` not at all.
    pub fn merged(mut rows: Vec<Figure>, more: Vec<Figure>, years: Vec<Period>, term: Period) -> Figures {
        debug_assert!(rows.is_sorted_by_key(Figure::key) && more.is_sorted_by_key(Figure::key));
        let (mut from, mut to) = (rows.len(), rows.len() + more.len());
        if let Some(any) = more.first() {
            let blank = Figure { cells: Cells::default(), ..any.clone() };
            rows.resize(to, blank);
        }
        for figure in more.into_iter().rev() {
            while from > 0 && rows[from - 1].key() > figure.key() {
                (from, to) = (from - 1, to - 1);
                rows.swap(from, to);
            }
            to -= 1;
            rows[to] = figure;
        }
        Figures { starts: starts(&rows), rows, years, term: Some(term), ..Figures::default() }
    }

    /// The same with others in the place of all figures of some units. Of millions of rows most stay where they are: what
    /// finds no place that was left waits for the next one.
    pub fn replaced(
        mut rows: Vec<Figure>,
        gone: impl Fn(UnitId) -> bool,
        more: Vec<Figure>,
        years: Vec<Period>,
        term: Period,
    ) -> Figures {
        debug_assert!(rows.is_sorted_by_key(Figure::key) && more.is_sorted_by_key(Figure::key));
        let mut more = more.into_iter().peekable();
        let mut waiting: VecDeque<Figure> = VecDeque::new();
        // Rows are right up to `to`; from there to `from` there is room.
        let mut to = 0;
        // A unit has many rows, one after the other.
        let mut last = None;
        for from in 0..rows.len() {
            let unit = rows[from].unit;
            let goes = match last {
                Some((of, goes)) if of == unit => goes,
                _ => last.insert((unit, gone(unit))).1,
            };
            if !goes {
                let key = rows[from].key();
                waiting.extend(std::iter::from_fn(|| more.next_if(|figure| figure.key() < key)));
            }
            while to < from && !waiting.is_empty() {
                rows[to] = waiting.pop_front().expect("some wait");
                to += 1;
            }
            match waiting.pop_front() {
                None if goes => {}
                None => {
                    rows.swap(to, from);
                    to += 1;
                }
                Some(figure) => {
                    let moved = std::mem::replace(&mut rows[from], figure);
                    to += 1;
                    if !goes {
                        waiting.push_back(moved);
                    }
                }
            }
        }
        rows.truncate(to);
        rows.extend(waiting);
        rows.extend(more);
        Figures { starts: starts(&rows), rows, years, term: Some(term), ..Figures::default() }
    }

    /// The same, with what stood on the eve of the term: figures of the year or part-year that ends there.
    #[must_use]
    pub fn with_openings(mut self, mut openings: Vec<Figure>) -> Figures {
        openings.sort_unstable_by_key(Figure::key);
        self.openings = openings;
        self
    }

    /// All figures, without what goes with them.
    pub fn into_rows(self) -> Vec<Figure> {
        self.rows
    }

    /// Figures of periods that are neither the term nor its years.
    pub fn beside(mut rows: Vec<Figure>) -> Figures {
        rows.sort_by_key(Figure::key);
        Figures { starts: starts(&rows), rows, ..Figures::default() }
    }

    /// All figures by unit, indicator, category and period.
    pub fn rows(&self) -> &[Figure] {
        &self.rows
    }

    /// The figures of one unit.
    pub fn of(&self, unit: UnitId) -> &[Figure] {
        let at = unit.0 as usize;
        self.starts.get(at..at + 2).map_or(&[], |ends| &self.rows[ends[0] as usize..ends[1] as usize])
    }

    /// One figure, if there is one.
    pub fn get(
        &self,
        unit: UnitId,
        indicator: IndicatorId,
        category: Option<CategoryId>,
        period: Period,
    ) -> Option<&Figure> {
        let (rows, wanted) = (self.of(unit), (unit, indicator, category, period));
        let found = rows.binary_search_by_key(&wanted, Figure::key).ok()?;
        Some(&rows[found])
    }

    /// What stood at the beginning of a year or of the term: the closing figure of the year before.
    pub fn opening(
        &self,
        unit: UnitId,
        indicator: IndicatorId,
        category: Option<CategoryId>,
        period: Period,
    ) -> Option<&Figure> {
        if let Some(before) = self.years.iter().find(|year| year.to.plus(1) == period.from) {
            return self.get(unit, indicator, category, *before);
        }
        let wanted = (unit, indicator, category);
        let found = self.openings.binary_search_by_key(&wanted, |f| (f.unit, f.indicator, f.category)).ok()?;
        Some(&self.openings[found]).filter(|opening| opening.period.to.plus(1) == period.from)
    }

    /// How a stock moved through a year, or through the term, which closes with its last year. A term whose opening nobody
    /// reported is told from the first of its years that has a figure, which [`Movement::opening`] says.
    pub fn movement(
        &self,
        unit: UnitId,
        indicator: IndicatorId,
        category: Option<CategoryId>,
        period: Period,
    ) -> Option<Movement<'_>> {
        let last = self.years.iter().find(|year| year.to == period.to)?;
        let closing = self.get(unit, indicator, category, *last)?;
        let first_year = || {
            let earlier = self.years.iter().filter(|year| period.contains(**year) && year.to < period.to);
            earlier.filter_map(|&year| self.get(unit, indicator, category, year)).next()
        };
        let opening = self.opening(unit, indicator, category, period).or_else(first_year)?;
        // A stock stands at the end of its period: what changed before that day is in the opening already.
        let between = |figure: &Figure| Period { from: figure.period.to, to: figure.period.to };
        let broken = self.perimeters.breaks_between(unit, between(opening), between(closing)).next().is_some();
        Some(Movement { opening, closing, broken })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Month, testing};

    fn figure(unit: u32, month: i32) -> Figure {
        let month = Month::from_index(month);
        let period = Period { from: month, to: month };
        Figure { unit: UnitId(unit), period, ..testing::figure(Number::Exact(Amount::ZERO), "2016") }
    }

    proptest! {
        #[test]
        fn figures_that_replace_those_of_some_units_stand_in_order_in_their_place(
            rows in proptest::collection::btree_set((0..12_u32, 0..40_i32), 0..150),
            more in proptest::collection::btree_set((0..12_u32, 0..40_i32), 0..150),
            gone in any::<u16>(),
        ) {
            let goes = |unit: UnitId| gone >> unit.0 & 1 == 1;
            let all = |keys: &BTreeSet<(u32, i32)>, kept: bool| -> Vec<Figure> {
                let of_kind = keys.iter().filter(|(unit, _)| !kept || !goes(UnitId(*unit)));
                of_kind.map(|&(unit, month)| figure(unit, month)).collect()
            };
            let more: BTreeSet<_> = more.into_iter().filter(|(unit, _)| goes(UnitId(*unit))).collect();
            let term = Period { from: Month::from_index(0), to: Month::from_index(39) };
            let figures = Figures::replaced(all(&rows, false), goes, all(&more, false), Vec::new(), term);
            let mut expected = [all(&rows, true), all(&more, false)].concat();
            expected.sort_by_key(Figure::key);
            prop_assert_eq!(figures.rows(), &expected[..]);
        }

        #[test]
        fn figures_put_among_others_stand_in_order_and_every_unit_finds_its_own(
            rows in proptest::collection::btree_map((0..12_u32, 0..40_i32), any::<bool>(), 0..150)
        ) {
            let all: Vec<Figure> = rows.keys().map(|&(unit, month)| figure(unit, month)).collect();
            let some = |put_in: bool| {
                let of_kind = rows.iter().filter(|(_, is_put_in)| **is_put_in == put_in);
                of_kind.map(|(&(unit, month), _)| figure(unit, month)).collect::<Vec<_>>()
            };
            let term = Period { from: Month::from_index(0), to: Month::from_index(39) };
            let figures = Figures::merged(some(false), some(true), Vec::new(), term);
            prop_assert_eq!(figures.rows(), &all[..]);
            for unit in (0..14).map(UnitId) {
                let own: Vec<Figure> = all.iter().filter(|figure| figure.unit == unit).cloned().collect();
                prop_assert_eq!(figures.of(unit), &own[..]);
            }
            for figure in &all {
                prop_assert_eq!(figures.get(figure.unit, figure.indicator, None, figure.period), Some(figure));
            }
        }
    }
}
