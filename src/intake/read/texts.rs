//! Texts of one workbook, each kept once.

use std::collections::HashSet;
use std::sync::Arc;

use crate::domain::CellValue;
use crate::text::compose;

/// The texts met so far.
#[derive(Default)]
pub(super) struct Texts(HashSet<Arc<str>>);

impl Texts {
    /// A text, composed, as the value of a cell.
    pub(super) fn value(&mut self, text: &str) -> CellValue {
        if let Some(known) = self.0.get(text) {
            return CellValue::Text(Arc::clone(known));
        }
        let composed: Arc<str> = compose(text).into();
        self.0.insert(Arc::clone(&composed));
        CellValue::Text(composed)
    }
}
