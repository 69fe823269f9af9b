//! `Completeness`: who should have reported for which year, and who did.

use super::period::Period;
use super::unit::UnitId;

/// What came of one unit for one year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Receipt {
    /// Nothing is lacking.
    Received,
    /// Nothing is lacking, and it was sent more than once.
    Again,
    /// Something came, but not all that the unit reports in other years, or not all months.
    Partly,
    /// Nothing came.
    Missing,
    /// The unit did not live, or others report for it.
    NotAsked,
}

/// Units and years.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Completeness {
    /// The years and part-years of the term.
    pub years: Vec<Period>,
    /// Every unit that is asked in any of them, in the order of the registry, with one entry a year.
    pub rows: Vec<(UnitId, Vec<Receipt>)>,
}

impl Completeness {
    /// Of how many units that were asked in a year something came, and how many were asked.
    pub fn count(&self, year: usize) -> (usize, usize) {
        let asked = self.rows.iter().map(|(_, row)| row[year]).filter(|receipt| *receipt != Receipt::NotAsked);
        asked.fold((0, 0), |(came, all), receipt| (came + usize::from(receipt != Receipt::Missing), all + 1))
    }
}
