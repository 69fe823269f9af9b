//! Text as it arrives → composed Unicode. The original stays in the file; a cell's `raw` is the decoded text.

use std::borrow::Cow;

use crate::domain::Grid;
use crate::text::compose;

/// Composes every text of a sheet: *Liên* typed as letters and combining marks is the same word.
pub fn to_unicode(grid: &mut Grid) {
    for text in grid.texts_mut() {
        if let Cow::Owned(composed) = compose(text) {
            *text = composed;
        }
    }
}
