//! Readings → observations: what the words of a table mean, with what the workspace knows. Unknown stays unknown, with a
//! finding.

mod amount;
mod answer;
mod candidates;
mod cells;
mod columns;
mod confidence;
mod context;
mod conventions;
mod doubts;
mod formulas;
mod groups;
mod heading;
mod initials;
mod measured;
mod nearly;
mod nested;
mod outcome;
mod pairs;
mod parted;
mod people;
mod repairs;
mod reporter;
mod rows;
mod sums;
mod table;
mod titled;
mod totals;
mod under;
mod unit;
mod unit_name;
mod unit_words;
mod unread;
mod when;

pub use candidates::{Candidates, UnitMatch, settle};
pub use heading::{Sense, sense, without_noise};
pub use people::Who;
pub use table::{Part, Resolver, Table, Understood, resolve};
pub use unit::UnitNames;
pub use unit_name::{
    counts_or_checks, heads_a_group, is_body, lists_groups, names_a_group, plain_name, without_footnote, without_remark,
};
pub use when::folders;

use crate::domain::Finding;

/// Adds to a finding which recipe would have its sheet read: the file's path, and the recipe's.
pub fn with_recipe(finding: Finding, path: &str) -> Finding {
    finding.with("file", path).with("recipe", crate::domain::recipe_name(path))
}
