//! Readings → observations: what the words of a table mean, with what the workspace knows. Unknown stays unknown, with a
//! finding.

mod amount;
mod cells;
mod columns;
mod context;
mod conventions;
mod heading;
mod people;
mod repairs;
mod rows;
mod table;
mod totals;
mod unit;
mod unit_name;
mod when;

pub use heading::{Sense, sense, without_noise};
pub use people::Who;
pub use table::{Resolver, Table, resolve};
pub use unit::{Candidates, UnitMatch, UnitNames, settle, slug};
pub use unit_name::{is_body, without_footnote};
