//! What a person decided once and for all later files: `[decisions]` of `tongket.toml`.

use super::unit::UnitId;

/// Everything that was decided.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Decisions {
    /// Which units names mean, in the order they are written.
    pub units: Vec<NameDecision>,
}

/// Which unit a name means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameDecision {
    /// The name as reports write it.
    pub name: String,
    /// The unit whose reports, or below whom, it means that: all that bore the code, at any date. Empty: everywhere.
    pub under: Vec<UnitId>,
    /// The unit meant: all that bore the code, at any date.
    pub units: Vec<UnitId>,
}
