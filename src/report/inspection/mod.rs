//! What was understood of one file, drawn for people: as a page, and as a recipe ready to edit.

mod page;
mod recipe;
mod says;

pub use page::{confidence, page, reason};
pub use recipe::recipe;
pub use says::{says, sentence, shown};
