//! Restatement: figures of units that changed, stated for the units of a perimeter.
//!
//! | module | does |
//! |---|---|
//! | `lineage` | what every unit became, and whom it stood under, at any month |
//! | `trees` | the tree of every period |
//! | `carry`, `sum`, `recount` | figures as reported, carried to the units of a date |
//! | `takeover` | the last, unfinished year of a unit that became another one |
//! | `constant` | those of the units that report through the whole term |
//! | `breaks` | the dates from which figures are of another perimeter |
//! | `growth` | where the change over the term comes from |

#[cfg(test)]
mod again;
mod breaks;
mod carry;
mod constant;
mod growth;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod laws_of_figures;
mod lineage;
mod recount;
mod sum;
mod takeover;
mod tell;
#[cfg(test)]
mod tests;
mod trees;
#[cfg(test)]
mod worlds;

use std::collections::{BTreeMap, BTreeSet};

use super::expectation::Expectations;
use super::own::Parted;
use super::span::Spans;
use crate::domain::{
    ChangeKind, Figure, FigureKey, Figures, Finding, IndicatorId, Knowledge, Month, Observations, PerimeterMode,
    Perimeters, Registry, SideBySide, UnitId,
};
use carry::{Carried, Carrier, Restated};
use lineage::Before;
use takeover::Takeovers;

pub(super) use lineage::Lineage;
pub(super) use trees::Trees;

/// What restating the figures of one term needs to know.
pub(super) struct Restater<'a> {
    pub observations: &'a Observations,
    pub knowledge: &'a Knowledge,
    pub lineage: &'a Lineage<'a>,
    pub trees: &'a Trees<'a>,
    pub spans: &'a Spans,
    pub expectations: &'a Expectations,
    /// What stood under another parent for a part of a year.
    pub parted: &'a [Parted],
    /// Whether the years of an indicator add up to the term.
    pub adds: &'a dyn Fn(IndicatorId) -> bool,
}

impl Restater<'_> {
    /// The month whose units figures are carried to.
    fn as_of(&self) -> Month {
        self.knowledge.perimeter.as_of.unwrap_or(self.knowledge.term.period.to)
    }

    fn takeovers(&self) -> Takeovers<'_> {
        Takeovers::new(self.observations, &self.knowledge.catalogue, self.lineage, self.knowledge.calendar)
    }

    fn carried(&self, reported: &Figures, target: &Trees, takeovers: &Takeovers, before: &Before) -> Carried {
        let carrier = Carrier {
            observations: self.observations,
            knowledge: self.knowledge,
            lineage: self.lineage,
            trees: self.trees,
            target,
            spans: self.spans,
            expectations: self.expectations,
            takeovers,
            before,
            parted: self.parted,
            as_of: self.as_of(),
            adds: self.adds,
        };
        carrier.run(reported)
    }

    /// What stood on the eve of the term, on the perimeter asked for.
    pub fn openings(&self, reported: Figures) -> Vec<Figure> {
        match self.knowledge.perimeter.mode {
            PerimeterMode::AsReported => reported.into_rows(),
            PerimeterMode::Successor => {
                let target = Trees::new(&self.observations.units, self.lineage, self.spans, Some(self.as_of()));
                let carried = self.carried(&reported, &target, &self.takeovers(), &self.lineage.before(self.as_of()));
                carried.put_into(reported, self.spans.term().period()).into_rows()
            }
            // Who reports through the whole term cannot be told from its eve.
            PerimeterMode::Constant => Vec::new(),
        }
    }

    /// The figures on the perimeter asked for, with those of the others, breaks and the parts of changes beside them.
    pub fn run(&self, mut reported: Figures, findings: &mut Vec<Finding>) -> Figures {
        let (mode, as_of) = (self.knowledge.perimeter.mode, self.as_of());
        let perimeters = Perimeters { mode, as_of: Some(as_of), ..Perimeters::default() };
        let units = &self.observations.units;
        let dated = units.iter().any(|(_, unit)| unit.valid_from.is_some() || unit.valid_to.is_some());
        if self.knowledge.changes.is_empty() && !dated && mode != PerimeterMode::Constant {
            reported.perimeters = perimeters;
            return reported;
        }
        let target = Trees::new(units, self.lineage, self.spans, Some(as_of));
        let takeovers = self.takeovers();
        let (mut reported, twice) = takeovers.take_out(reported, self.lineage, self.spans, self.adds);
        let before = self.lineage.before(as_of);
        let carried = self.carried(&reported, &target, &takeovers, &before);
        let doubts = tell::Doubts { dropped: &carried.dropped, unmoved: &carried.unmoved, twice };
        tell::tell(self, &reported, &doubts, as_of, findings);
        let term = self.spans.term().period();
        let successor = Restated { reported: &reported, carried: &carried };
        let touched = self.touched();
        let chooser =
            constant::Chooser { units, knowledge: self.knowledge, target: &target, spans: self.spans, adds: self.adds };
        // Beside the others only what is shown side by side.
        let wanted = (mode != PerimeterMode::Constant).then_some(&touched);
        let growth =
            growth::Growth { units, knowledge: self.knowledge, target: &target, spans: self.spans, before: &before };
        // Both look at all figures, and at nothing of one another.
        let (chosen, changes) = std::thread::scope(|scope| {
            let changes = scope.spawn(|| growth.run(&touched, &reported, successor));
            let chosen = chooser.run(successor, wanted);
            (chosen, changes.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let constant = Figures::new(chosen, reported.years.clone(), term);
        let stuck: BTreeSet<UnitId> = carried.unmoved.iter().flat_map(|&(_, from, to)| [from, to]).collect();
        let across =
            |unit: UnitId, month: Month| mode != PerimeterMode::AsReported && month <= as_of && !stuck.contains(&unit);
        let perimeters = Perimeters {
            side_by_side: side_by_side(&touched, successor, &constant),
            breaks: breaks::breaks(units, self.lineage, across),
            changes,
            ..perimeters
        };
        let reconciliations = std::mem::take(&mut reported.reconciliations);
        let (mut figures, tree) = match mode {
            PerimeterMode::AsReported => (reported, None),
            PerimeterMode::Successor => {
                // One after the other: what was made is put in its place before the units are written anew.
                let figures = carried.put_into(reported, term);
                (figures, Some(self.registry(&target, &before, as_of, |_| true)))
            }
            PerimeterMode::Constant => {
                let there: BTreeSet<UnitId> = constant.rows().iter().map(|figure| figure.unit).collect();
                let tree = self.registry(&target, &before, as_of, |unit| there.contains(&unit));
                (constant, Some(tree))
            }
        };
        figures.reconciliations = reconciliations;
        figures.perimeters = perimeters;
        figures.units = tree;
        figures
    }

    /// The root, and every unit that a change names, with those above them on both sides.
    fn touched(&self) -> BTreeSet<UnitId> {
        let mut touched = BTreeSet::from([self.knowledge.root]);
        for change in &self.knowledge.changes {
            touched.extend([change.from, change.to]);
            touched.extend(self.lineage.parent(change.from, change.month.plus(-1)));
            if change.kind != ChangeKind::Transfer {
                touched.extend(self.lineage.parent(change.to, change.month));
            }
        }
        touched
    }

    /// The units with the tree of the date: those that became others stand nowhere, and those that they became have been
    /// there as long. Ids stay what they were.
    fn registry(&self, target: &Trees, before: &Before, as_of: Month, shown: impl Fn(UnitId) -> bool) -> Registry {
        let units = &self.observations.units;
        // In all years up to the date units stand where they stand then; what moves later is told with its years.
        let first_year = 0;
        let restated = units.iter().map(|(id, unit)| {
            let mut unit = unit.clone();
            let was = before.of(id);
            if was.is_empty() {
                return crate::domain::Unit { parent: None, ..unit };
            }
            let became = self.lineage.next(id, self.lineage.stands(id, as_of), as_of).is_some_and(|e| e.is_shared());
            unit.parent = target.parent(id, first_year).filter(|_| !became && shown(id));
            let first = was.iter().map(|&one| units.get(one).valid_from).min();
            unit.valid_from = first.flatten();
            unit
        });
        Registry::new(restated.collect())
    }
}

fn side_by_side(touched: &BTreeSet<UnitId>, successor: Restated, constant: &Figures) -> Vec<SideBySide> {
    let mut rows: BTreeMap<FigureKey, [Option<Figure>; 3]> = BTreeMap::new();
    for &unit in touched {
        for (at, figures) in
            [successor.reported.of(unit), successor.of(unit), constant.of(unit)].into_iter().enumerate()
        {
            for figure in figures {
                rows.entry(figure.key()).or_default()[at] = Some(figure.clone());
            }
        }
    }
    rows.into_iter()
        .map(|((unit, indicator, category, period), [as_reported, successor, constant])| SideBySide {
            unit,
            indicator,
            category,
            period,
            as_reported,
            successor,
            constant,
        })
        .collect()
}
