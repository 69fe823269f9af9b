//! Restatement: figures of units that changed, stated for the units of a perimeter.
//!
//! | module | does |
//! |---|---|
//! | `lineage` | what every unit became, and whom it stood under, at any month |
//! | `trees` | the tree of every period |

mod lineage;
#[cfg(test)]
mod tests;
mod trees;

pub(super) use lineage::Lineage;
pub(super) use trees::Trees;
