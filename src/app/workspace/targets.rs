//! `targets.csv`: planned values.

use super::keys::choice;
use super::rows::{self, Column, Row, needed, optional};
use super::units;
use crate::app::fault::Faults;
use crate::domain::{Amount, Calendar, Catalogue, CategoryId, Comparator, IndicatorId, Registry, Target};

/// Name of the file.
pub const FILE: &str = "targets.csv";
const COLUMNS: [Column; 6] = [
    needed("indicator"),
    optional("category"),
    needed("unit"),
    needed("period"),
    optional("comparator"),
    needed("target"),
];

/// Reads the file.
pub fn read(
    text: &str,
    calendar: Calendar,
    catalogue: &Catalogue,
    registry: &Registry,
    faults: &Faults,
) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    for row in rows::read(FILE, text, &COLUMNS, faults) {
        let Some(target) = target(&row, calendar, catalogue, registry) else { continue };
        let key = |t: &Target| (t.indicator, t.category, t.unit, t.period);
        if targets.iter().any(|other| key(other) == key(&target)) {
            row.fault("target-twice", "target", &[]);
        }
        targets.push(target);
    }
    targets
}

fn target(row: &Row<'_>, calendar: Calendar, catalogue: &Catalogue, registry: &Registry) -> Option<Target> {
    let indicator = indicator(row, catalogue);
    let category = indicator.map(|id| category(row, catalogue, id));
    let period = row.required("period").and_then(|text| {
        let period = calendar.parse(text);
        if period.is_none() {
            row.fault("period-wrong", "period", &[("found", text.to_owned())]);
        }
        period
    });
    let unit = row.required("unit").and_then(|code| {
        let found = units::find(registry, code, period.map(|p| p.to));
        if found.is_none() {
            row.fault("reference-unknown", "unit", &choice(code, units::codes(registry)));
        }
        found
    });
    let comparator = match row.get("comparator") {
        "" => Some(Comparator::AtLeast),
        _ => row.word("comparator", &Comparator::ALL),
    };
    let value = row.required("target").and_then(|text| {
        let value = Amount::parse(text);
        if value.is_none() {
            row.fault("number-wrong", "target", &[("found", text.to_owned())]);
        }
        value
    });
    // `4.561` typed for four thousand five hundred sixty-one is a plain decimal; where only whole numbers can be it shows.
    if let (Some(id), Some(value)) = (indicator, value)
        && catalogue.indicator(id).integer
        && !value.is_whole()
    {
        row.fault("number-fraction", "target", &[("found", row.get("target").to_owned())]);
    }
    Some(Target {
        indicator: indicator?,
        category: category??,
        unit: unit?,
        period: period?,
        comparator: comparator?,
        value: value?,
    })
}

fn indicator(row: &Row<'_>, catalogue: &Catalogue) -> Option<IndicatorId> {
    let code = row.required("indicator")?;
    let found = catalogue.find(code);
    if found.is_none() {
        let known = catalogue.indicators.iter().map(|i| i.code.as_str()).filter(|code| !code.is_empty());
        row.fault("reference-unknown", "indicator", &choice(code, known));
    }
    found
}

/// The category named, if one is; the outer none: a category that the indicator lacks.
fn category(row: &Row<'_>, catalogue: &Catalogue, indicator: IndicatorId) -> Option<Option<CategoryId>> {
    let code = row.get("category");
    if code.is_empty() {
        return Some(None);
    }
    let found = catalogue.categories(indicator).find(|(_, category)| category.code == code).map(|(id, _)| id);
    if found.is_none() && catalogue.breakdown(indicator).is_none() {
        let of = catalogue.indicator(indicator).code.clone();
        row.fault("category-none", "category", &[("indicator", of), ("found", code.to_owned())]);
    } else if found.is_none() {
        let known = catalogue.categories(indicator).map(|(_, category)| category.code.as_str());
        row.fault("reference-unknown", "category", &choice(code, known));
    }
    found.map(Some)
}
