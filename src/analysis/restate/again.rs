//! What was restated to a date, reported again by the units of that date: how the law of idempotence is put.

use std::collections::{BTreeMap, BTreeSet};

use super::worlds::Worlds;
use crate::analysis::testing::Case;
use crate::domain::*;

/// What a figure is of, by name, with its amount.
pub(super) type Plain = BTreeMap<(String, IndicatorId, Period), Amount>;

/// The units of a date, by name, and what they reported of the years that end by then.
pub(super) struct Again {
    pub case: Case,
    pub observations: Observations,
    units: BTreeSet<String>,
    years: Vec<Period>,
}

impl Again {
    /// Of figures restated to a date: no unit has become another one since, and nothing has changed yet.
    pub fn new(worlds: &Worlds, restated: &Figures, as_of: Month) -> Again {
        let tree = restated.units.as_ref().unwrap_or(&worlds.observations.units);
        let begun = |id: UnitId| tree.get(id).valid_from.is_none_or(|from| from <= as_of);
        let ended = |id: UnitId| worlds.observations.units.get(id).valid_to.is_some_and(|to| to < as_of);
        let stands = |id: UnitId| {
            let chain = || std::iter::once(id).chain(tree.ancestors(id));
            chain().last() == Some(worlds.case.knowledge.root) && chain().all(|id| begun(id) && !ended(id))
        };
        let standing: Vec<UnitId> = tree.iter().map(|(id, _)| id).filter(|&id| stands(id)).collect();
        let line = |&id: &UnitId| {
            let unit = tree.get(id);
            let parent = unit.parent.map(|parent| format!("<{}", tree.get(parent).code)).unwrap_or_default();
            let life = unit.valid_from.map(|from| format!(" {from}..")).unwrap_or_default();
            let met = if unit.registered { "" } else { " *" };
            format!("{}{parent}{life}{met}", unit.code)
        };
        let calendar = worlds.case.knowledge.calendar;
        let term = worlds.case.knowledge.term.period;
        let case = Case::new(&format!(
            "units: {}\nindicators: sk flow; dv stock\nyear_starts: {}\nterm: {}..{}",
            standing.iter().map(line).collect::<Vec<_>>().join("; "),
            worlds.start.number(),
            term.from,
            term.to,
        ));
        let years: Vec<Period> = calendar.years(term).into_iter().filter(|year| year.to <= as_of).collect();
        let stock = worlds.case.indicator("dv");
        let children = |unit: UnitId| standing.iter().copied().filter(move |&id| tree.get(id).parent == Some(unit));
        let below = |figure: &Figure| -> Option<Amount> {
            let of = |id| restated.get(id, figure.indicator, None, figure.period);
            children(figure.unit).filter_map(of).map(|figure| figure.value.amount()).reduce(|one, other| one + other)
        };
        let mut rows = String::new();
        for figure in restated.rows() {
            let period = figure.period;
            if !standing.contains(&figure.unit) || !years.contains(&period) {
                continue;
            }
            // What a union counts that others have become part of may be more than its members do: its own total.
            let unit = tree.get(figure.unit);
            let members = children(figure.unit).any(|id| !tree.get(id).registered);
            let amount = figure.value.amount();
            let told = below(figure).is_none_or(|sum| members && sum != amount);
            if told {
                let from = unit.valid_from.map_or(period.from, |from| from.max(period.from));
                let (name, from) = if figure.indicator == stock { ("dv", period.to) } else { ("sk", from) };
                rows.push_str(&format!("{} | {name} | | {from}..{} | {amount}\n", unit.code, period.to));
            }
        }
        let units = standing.iter().map(|&id| tree.get(id).code.clone()).collect();
        let observations = case.observations(&rows);
        Again { case, observations, units, years }
    }

    /// What is known, with figures for the units of the date.
    pub fn knowledge(&self, as_of: Month) -> Knowledge {
        let mut knowledge = self.case.knowledge.clone();
        knowledge.perimeter.mode = PerimeterMode::Successor;
        knowledge.perimeter.as_of = Some(as_of);
        knowledge
    }

    /// The figures that are compared: of the units of the date, in the years that end by then.
    pub fn plain(&self, figures: &Figures, units: &Registry) -> Plain {
        let rows = figures.rows().iter().filter(|figure| self.years.contains(&figure.period));
        let named = rows.map(|figure| {
            ((units.get(figure.unit).code.clone(), figure.indicator, figure.period), figure.value.amount())
        });
        named.filter(|((unit, ..), _)| self.units.contains(unit)).collect()
    }
}
