//! The units that a name may mean, and which of them it means for a report of somebody at some time.

use crate::domain::{Period, Registry, UnitId};

/// How a name was matched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UnitMatch {
    /// One unit.
    One(UnitId),
    /// One unit, but only without diacritics.
    Proposed(UnitId),
    /// Several units.
    Several(Vec<UnitId>),
    /// None.
    None,
}

/// The units that a text may name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Candidates {
    /// What a person decided, for all reports or for those of one unit.
    pub(super) decided: Vec<Decided>,
    pub(super) found: Vec<UnitId>,
    /// What depends on when and where; few names have any.
    pub(super) depending: Option<Box<Depending>>,
    /// Only without diacritics.
    pub(super) proposed: Vec<UnitId>,
}

/// The units that a name means only then or only there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Depending {
    /// Those that bear it as a part of theirs, where those found may be of another time.
    pub(super) elsewhen: Vec<UnitId>,
    /// Those found by a name without the place that it says: another district has one of that name too.
    pub(super) placed: Vec<UnitId>,
}

/// What a person decided of a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Decided {
    /// The unit under which it holds, at any date; empty: everywhere.
    pub(super) under: Vec<UnitId>,
    /// The unit meant, at any date.
    pub(super) units: Vec<UnitId>,
}

impl Candidates {
    /// Whether there are any.
    pub fn any(&self) -> bool {
        !self.decided.is_empty() || !self.found.is_empty() || !self.proposed.is_empty()
    }

    /// The same, but only as proposals: the name had to be put right first.
    pub fn only_proposed(mut self) -> Candidates {
        self.proposed.append(&mut self.found);
        self.decided.clear();
        self
    }

    /// Those that a person decided on: nothing else says that the text is a name.
    pub fn only_decided(self) -> Candidates {
        Candidates { decided: self.decided, ..Candidates::default() }
    }

    /// The one meant, for a report of `scope` and a period. What was decided for the nearest unit over it goes first.
    pub fn settle(&self, registry: &Registry, scope: Option<UnitId>, period: Option<Period>) -> UnitMatch {
        let above = scope.into_iter().chain(scope.into_iter().flat_map(|scope| registry.ancestors(scope)));
        let nearest = above.map(Some).chain([None]).find_map(|over| {
            self.decided.iter().find(|decided| match over {
                Some(over) => decided.under.contains(&over),
                None => decided.under.is_empty(),
            })
        });
        if let Some(decided) = nearest {
            return settle(decided.units.clone(), registry, scope, period);
        }
        let mut found = self.found.clone();
        if let Some(depending) = &self.depending {
            let lives = |id: &UnitId| period.is_none_or(|period| registry.get(*id).lives_in(period));
            if !found.iter().any(lives) && depending.elsewhen.iter().any(lives) {
                found.clone_from(&depending.elsewhen);
            }
            if let Some(scope) = scope.filter(|&scope| registry.get(scope).parent.is_some()) {
                let within = |id: UnitId| id == scope || registry.ancestors(id).any(|up| up == scope);
                found.retain(|&id| within(id) || !depending.placed.contains(&id));
            }
        }
        match settle(found, registry, scope, period) {
            UnitMatch::None => match settle(self.proposed.clone(), registry, scope, period) {
                UnitMatch::One(id) => UnitMatch::Proposed(id),
                other => other,
            },
            decided => decided,
        }
    }
}

/// The one unit meant of several of one name, for a report of `scope` and a period.
pub fn settle(mut found: Vec<UnitId>, registry: &Registry, scope: Option<UnitId>, period: Option<Period>) -> UnitMatch {
    found.sort();
    found.dedup();
    if let Some(period) = period {
        let living: Vec<UnitId> = found.iter().copied().filter(|&id| registry.get(id).lives_in(period)).collect();
        if !living.is_empty() {
            found = living;
        }
        // A report is written at the end of its period, by whoever bears the name then.
        let last: Vec<UnitId> = found.iter().copied().filter(|&id| registry.get(id).lives_at(period.to)).collect();
        if !last.is_empty() {
            found = last;
        }
    }
    if found.len() > 1
        && let Some(scope) = scope
    {
        let under: Vec<UnitId> =
            found.iter().copied().filter(|&id| id == scope || registry.ancestors(id).any(|up| up == scope)).collect();
        if !under.is_empty() {
            found = under;
        }
        // *Bắc Lương* among the districts of that province is its city: nobody lists himself.
        let others: Vec<UnitId> = found.iter().copied().filter(|&id| id != scope).collect();
        if let ([one], true) = (others.as_slice(), others.len() < found.len()) {
            return UnitMatch::Proposed(*one);
        }
    }
    match found.as_slice() {
        [] => UnitMatch::None,
        [one] => UnitMatch::One(*one),
        _ => UnitMatch::Several(found),
    }
}
