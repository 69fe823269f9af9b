//! Text as it arrives → composed Unicode. The original stays in the file; a cell's `raw` is the decoded text.

use crate::domain::Grid;
use crate::text::{compose, is_composed};

/// Composes every text of a sheet: *Liên* typed as letters and combining marks is the same word.
pub fn to_unicode(grid: &mut Grid) {
    for text in grid.texts_mut() {
        if !is_composed(text) {
            *text = compose(text).into();
        }
    }
}
