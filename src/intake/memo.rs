//! `Memo`: answers kept by text. The reports of a workspace say the same words over and over — the same units every year,
//! the same headings in every file — so what a text means is worked out once.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

/// At most this many texts are kept: more than any workspace's own words, and a bound on what a hostile file can fill.
const MOST: usize = 1 << 16;

/// Answers kept by text. It never changes an answer, for what a text means depends on nothing but the workspace.
pub struct Memo<T> {
    answers: RwLock<HashMap<Box<str>, T>>,
}

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo { answers: RwLock::default() }
    }
}

impl<T: Clone> Memo<T> {
    /// The answer kept for a text, or the one that `make` gives.
    pub fn get(&self, text: &str, make: impl FnOnce() -> T) -> T {
        // A panic while answering leaves the answers before it as they are.
        if let Some(kept) = self.answers.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return kept.clone();
        }
        let made = make();
        let mut answers = self.answers.write().unwrap_or_else(PoisonError::into_inner);
        if answers.len() < MOST {
            answers.insert(text.into(), made.clone());
        }
        made
    }
}
