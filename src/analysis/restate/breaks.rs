//! Breaks: the dates from which the figures of a unit are of another perimeter than before.

use std::collections::{BTreeMap, BTreeSet};

use super::lineage::Lineage;
use crate::domain::{Break, Month, Registry, UnitId};

/// Every break, by unit and month. `carried` says whether the figures of a unit were carried across a month.
pub(super) fn breaks(units: &Registry, lineage: &Lineage, carried: impl Fn(UnitId, Month) -> bool) -> Vec<Break> {
    let mut found: BTreeMap<(UnitId, Month), (BTreeSet<u32>, bool)> = BTreeMap::new();
    let mut add = |unit: UnitId, month: Month, changes: &[u32], parted: bool| {
        if units.get(unit).valid_to.is_some_and(|end| end < month) {
            return;
        }
        let (all, shared) = found.entry((unit, month)).or_insert((BTreeSet::new(), true));
        all.extend(changes);
        *shared &= parted;
    };
    // Whoever stands above on one side only gained or lost.
    let one_side = |from: UnitId, to: Vec<UnitId>, month: Month| {
        let before: BTreeSet<UnitId> = lineage.ancestors(from, month.plus(-1)).into_iter().collect();
        let after: BTreeSet<UnitId> = to.into_iter().collect();
        before.symmetric_difference(&after).copied().collect::<Vec<_>>()
    };
    for (unit, event) in lineage.events() {
        for &to in &event.to {
            add(to, event.month, &event.changes, event.is_shared());
            for above in one_side(unit, lineage.ancestors(to, event.month), event.month) {
                if above != to {
                    add(above, event.month, &event.changes, event.is_shared());
                }
            }
        }
    }
    for (unit, month, _, change) in lineage.moves() {
        for above in one_side(unit, lineage.ancestors(unit, month), month) {
            add(above, month, &[change], true);
        }
    }
    found
        .into_iter()
        .map(|((unit, month), (changes, shared))| Break {
            unit,
            month,
            changes: changes.into_iter().collect(),
            carried: shared && carried(unit, month),
        })
        .collect()
}
