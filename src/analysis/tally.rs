//! `Tally`: what units that stand for themselves hand up to the one above, added up as their figures are made, so that
//! the roll-up starts from one row a parent and not from one a grassroots union.

use super::marks::Marks;
use super::own::OwnRow;
use crate::domain::{IndicatorId, UnitId};

/// The children of one unit that need no row of their own, for one indicator, category and period.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally {
    pub parent: UnitId,
    pub indicator: IndicatorId,
    pub category: u16,
    pub period: u16,
    pub value: i128,
    pub denominator: i128,
    pub marks: Marks,
    /// Children with a value.
    pub reported: u32,
    /// Children that are expected and of whom the question does not arise.
    pub excluded: u32,
    /// Children with a value that nobody expected.
    pub uncounted: u32,
    /// Leaf unit-years that are there.
    pub covered: i64,
}

impl Tally {
    /// What one child hands up; `counted`: whether it is among those who are expected.
    pub fn of(row: &OwnRow, parent: UnitId, counted: bool) -> Tally {
        Tally {
            parent,
            indicator: row.indicator,
            category: row.category,
            period: row.period,
            value: row.value,
            denominator: row.denominator,
            marks: row.marks,
            reported: u32::from(row.known),
            excluded: u32::from(row.excluded && counted),
            uncounted: u32::from(row.known && !counted),
            covered: i64::from(row.potential) - i64::from(row.gaps),
        }
    }

    fn key(&self) -> (UnitId, IndicatorId, u16, u16) {
        (self.parent, self.indicator, self.category, self.period)
    }

    fn add(&mut self, other: &Tally) {
        self.value += other.value;
        self.denominator += other.denominator;
        self.marks |= other.marks;
        self.reported += other.reported;
        self.excluded += other.excluded;
        self.uncounted += other.uncounted;
        self.covered += other.covered;
    }
}

/// Tallies by parent. Children come one after the other, each with its rows in order, so a row is found where the one
/// before it was or next to it.
#[derive(Default)]
pub(super) struct Tallies {
    /// Of parents that are done with for now; a parent may come again.
    done: Vec<Tally>,
    /// Of the parent whose children are being counted, in order.
    open: Vec<Tally>,
    at: usize,
}

impl Tallies {
    /// Adds what one child hands up.
    pub fn add(&mut self, tally: Tally) {
        if self.open.first().is_some_and(|open| open.parent != tally.parent) {
            self.done.append(&mut self.open);
        }
        let key = tally.key();
        let here = |open: &[Tally], at: usize| open.get(at).is_some_and(|open| open.key() == key);
        let at = [self.at, self.at + 1, 0].into_iter().find(|&at| here(&self.open, at));
        self.at = match at.map_or_else(|| self.open.binary_search_by_key(&key, Tally::key), Ok) {
            Ok(found) => {
                self.open[found].add(&tally);
                found
            }
            Err(place) => {
                self.open.insert(place, tally);
                place
            }
        };
    }

    /// Adds those of other units.
    pub fn append(&mut self, mut other: Tallies) {
        self.done.append(&mut other.done);
        self.done.append(&mut other.open);
    }

    /// All tallies; of one parent there may be several for the same figure, to be added.
    pub fn into_rows(mut self) -> Vec<Tally> {
        self.done.append(&mut self.open);
        self.done
    }
}
