//! `Sets`: for every unit a set of indicators, as bits, for there are many units.

use crate::domain::{IndicatorId, UnitId};

/// See the module's text.
#[derive(Clone)]
pub(super) struct Sets {
    /// How many words the set of one unit takes.
    words: usize,
    bits: Vec<u64>,
}

impl Sets {
    /// Empty sets of so many units.
    pub fn new(units: usize, indicators: usize) -> Sets {
        let words = indicators.div_ceil(64);
        Sets { words, bits: vec![0; units * words] }
    }

    /// Empty sets of the same units.
    pub fn like(&self) -> Sets {
        Sets { words: self.words, bits: vec![0; self.bits.len()] }
    }

    fn place(&self, unit: UnitId, indicator: IndicatorId) -> (usize, u64) {
        (unit.0 as usize * self.words + usize::from(indicator.0 / 64), 1 << (indicator.0 % 64))
    }

    /// Puts an indicator into the set of a unit.
    pub fn add(&mut self, unit: UnitId, indicator: IndicatorId) {
        let (word, bit) = self.place(unit, indicator);
        self.bits[word] |= bit;
    }

    /// Whether an indicator is in the set of a unit.
    pub fn has(&self, unit: UnitId, indicator: IndicatorId) -> bool {
        let (word, bit) = self.place(unit, indicator);
        self.bits[word] & bit != 0
    }

    /// Puts into the set of a unit all that is in that of another one, here or in `others`.
    pub fn hand_up(&mut self, from: UnitId, to: UnitId, others: &Sets) {
        let [from, to] = [from, to].map(|unit| unit.0 as usize * self.words);
        for word in 0..self.words {
            self.bits[to + word] |= self.bits[from + word] | others.bits[from + word];
        }
    }
}
