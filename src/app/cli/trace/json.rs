//! A derivation for machines: one object, parts inside parts down to the cells.

use serde::Serialize;

use super::screen::Shown;
use crate::app::error::{Error, Operation};
use crate::domain::{Addend, Derivation, Way, Whole};

/// A figure and what it was made of. Names and values are those of `summary.csv` and `extract`.
#[derive(Serialize)]
struct Node<'a> {
    unit: &'a str,
    unit_name: &'a str,
    indicator: &'a str,
    category: &'a str,
    period: String,
    /// Null where there is no figure.
    value: Option<String>,
    qualifier: &'static str,
    basis: &'static str,
    reported: u32,
    expected: u32,
    gaps: u32,
    repaired: bool,
    disputed: bool,
    /// How the parts make the value: `cells`, `weighted`, `ratio`, `units`, `categories`, `periods`, `carried`, `ratios_of_units`,
    /// `ratios_of_periods`, `nothing`.
    way: &'static str,
    /// Whether the parts make exactly the value.
    exact: bool,
    parts: Vec<Node<'a>>,
    cells: Vec<Cell<'a>>,
    missing: Vec<&'a str>,
}

#[derive(Serialize)]
struct Cell<'a> {
    sign: i8,
    unit: &'a str,
    indicator: &'a str,
    category: &'a str,
    period: String,
    value: Option<String>,
    qualifier: &'static str,
    raw: String,
    file: String,
    sheet: String,
    cell: String,
    repaired: bool,
    decision: Option<&'static str>,
    reason: &'a str,
}

/// The object as text.
pub(super) fn text(derivation: &Derivation, shown: &Shown<'_>) -> Result<String, Error> {
    let json = serde_json::to_string_pretty(&node(derivation, shown));
    json.map(|text| text + "\n").map_err(|cause| Error::step(Operation::Compose, "json", cause))
}

fn node<'a>(derivation: &'a Derivation, shown: &Shown<'a>) -> Node<'a> {
    let (unit, indicator, category, period) = derivation.key;
    let catalogue = &shown.knowledge.catalogue;
    let figure = derivation.figure.as_ref();
    let mean;
    let (way, exact, parts, cells, missing): (_, _, Vec<&Derivation>, &[Addend], &[_]) = match &derivation.way {
        Way::Nothing => ("nothing", figure.is_none(), Vec::new(), &[], &[]),
        Way::Cells { steps, exact } => ("cells", *exact, Vec::new(), steps, &[]),
        Way::Weighted { cell, weight } => {
            mean = [Addend { minus: false, cell: *cell }];
            ("weighted", true, vec![&**weight], &mean, &[])
        }
        Way::Ratio { above, below } => ("ratio", true, vec![&**above, &**below], &[], &[]),
        Way::Sum { of, parts, missing, off } => {
            let way = match of {
                Whole::Units => "units",
                Whole::Categories => "categories",
                Whole::Periods => "periods",
                Whole::Carried => "carried",
                Whole::RatiosOfUnits => "ratios_of_units",
                Whole::RatiosOfPeriods => "ratios_of_periods",
            };
            (way, off.is_none(), parts.iter().collect(), &[], missing)
        }
    };
    Node {
        unit: &shown.units.get(unit).code,
        unit_name: &shown.units.get(unit).name,
        indicator: &catalogue.indicator(indicator).code,
        category: category.and_then(|id| catalogue.category(indicator, id)).map_or("", |category| &category.code),
        period: shown.knowledge.calendar.show(period),
        value: figure.map(|figure| figure.value.stated().to_string()),
        qualifier: figure.map_or("", |figure| figure.qualifier.code()),
        basis: figure.map_or("", |figure| figure.basis.code()),
        reported: figure.map_or(0, |figure| figure.reported),
        expected: figure.map_or(0, |figure| figure.expected),
        gaps: figure.map_or(0, |figure| figure.gaps),
        repaired: figure.is_some_and(|figure| figure.repaired),
        disputed: figure.is_some_and(|figure| figure.disputed),
        way,
        exact,
        parts: parts.into_iter().map(|part| node(part, shown)).collect(),
        cells: cells.iter().map(|step| cell(step, shown)).collect(),
        missing: missing.iter().map(|&unit| shown.units.get(unit).code.as_str()).collect(),
    }
}

fn cell<'a>(step: &Addend, shown: &Shown<'a>) -> Cell<'a> {
    let row = shown.observations.get(step.cell);
    let place = shown.observations.place(step.cell);
    let catalogue = &shown.knowledge.catalogue;
    let category = row.category.and_then(|id| catalogue.category(row.indicator, id));
    let decision = shown.observations.decision_on(step.cell).map(|index| &shown.knowledge.decisions.cells[index]);
    Cell {
        sign: if step.minus { -1 } else { 1 },
        unit: &shown.units.get(row.unit).code,
        indicator: &catalogue.indicator(row.indicator).code,
        category: category.map_or("", |category| &category.code),
        period: shown.knowledge.calendar.show(row.period),
        value: row.state.amount().map(|amount| amount.to_string()),
        qualifier: row.qualifier.code(),
        raw: row.raw.to_string(),
        file: place.file,
        sheet: place.sheet,
        cell: place.cell,
        repaired: row.repaired,
        decision: decision.map(|decision| decision.ruling.code()),
        reason: decision.map_or("", |decision| &decision.reason),
    }
}
