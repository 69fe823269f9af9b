//! Vietnamese writing: languages and phrases, folding, numbers, period phrases, words that betray structure.
//!
//! This is the lowest stage: it knows no type of the field.

mod language;
mod number;
mod phrase;

pub use language::{Bilingual, Language};
pub use number::show_number;
pub use phrase::{has_phrase, keys, phrase};
