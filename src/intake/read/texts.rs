//! Texts of one workbook, each kept once.

use std::collections::HashSet;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::domain::CellValue;
use crate::text::{compose, is_composed};

/// The texts met so far.
#[derive(Default)]
pub(super) struct Texts(HashSet<Arc<str>, RandomState>);

impl Texts {
    /// No texts yet, with room for so many.
    pub(super) fn with_room(texts: usize) -> Texts {
        Texts(HashSet::with_capacity_and_hasher(texts, RandomState::default()))
    }

    /// A text, composed, as the value of a cell.
    pub(super) fn value(&mut self, text: &str) -> CellValue {
        CellValue::Text(self.shared(text))
    }

    /// A text, composed, as all share it who say it.
    pub(super) fn shared(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let composed: Arc<str> = if is_composed(text) { text.into() } else { compose(text).into() };
        self.0.insert(Arc::clone(&composed));
        composed
    }
}
