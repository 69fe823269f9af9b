//! Readings → observations: what the words of a table mean, with what the workspace knows. Unknown stays unknown, with a
//! finding.

mod amount;
mod context;
mod heading;
mod table;
mod unit;
mod when;

pub use table::{Resolver, Table, Who, resolve};
pub use unit::{UnitMatch, UnitNames, slug};
