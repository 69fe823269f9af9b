//! `Label`: a text with its fold, for whoever asks several things of it. Folding is what costs.

use super::fold::fold;
use super::measure::{self, MeasureWord};
use super::words::{self, ColumnWord};

/// A text with its fold.
#[derive(Clone, Debug)]
pub struct Label<'t> {
    text: &'t str,
    folded: String,
}

impl<'t> Label<'t> {
    /// Folds a text, once.
    pub fn new(text: &'t str) -> Label<'t> {
        Label { text, folded: fold(text) }
    }

    /// What it says as the heading of a column.
    pub fn column_word(&self) -> Option<ColumnWord> {
        words::column_word_of(self.text, &self.folded)
    }

    /// What it says as a unit of measurement.
    pub fn measure_word(&self) -> Option<MeasureWord> {
        measure::measure_word_of(self.text, &self.folded)
    }

    /// What it says as a line about a table's measure.
    pub fn measure_line(&self) -> Option<Option<MeasureWord>> {
        measure::measure_line_of(self.text, &self.folded)
    }

    /// Whether it ends a table.
    pub fn is_end_of_table(&self) -> bool {
        words::is_end_of_table_of(self.text, &self.folded)
    }

    /// Whether it totals others.
    pub fn is_total(&self) -> bool {
        words::is_total_of(self.text, &self.folded)
    }
}
