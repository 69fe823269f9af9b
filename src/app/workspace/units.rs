//! `units.csv`: the unit registry.

use std::collections::BTreeMap;

use super::catalogue::is_code;
use super::keys::choice;
use super::rows::{self, Column, Row, needed, optional};
use crate::app::fault::{Fault, Faults};
use crate::domain::{Month, Registry, Unit, UnitId, UnitKind};
use crate::text::fold;

/// Name of the file.
pub const FILE: &str = "units.csv";
const COLUMNS: [Column; 7] = [
    needed("code"),
    needed("name"),
    needed("kind"),
    needed("parent"),
    optional("valid_from"),
    optional("valid_to"),
    optional("aliases"),
];

/// Reads the file.
pub fn read(text: &str, faults: &Faults) -> Registry {
    let rows = rows::read(FILE, text, &COLUMNS, faults);
    let mut units: Vec<Unit> = rows.iter().map(unit).collect();
    check_unique(&units, &rows);
    let by_code = index(&units);
    for (at, row) in rows.iter().enumerate() {
        units[at].parent = parent(row, &units[at], &units, &by_code);
    }
    check_circles(&mut units, &rows);
    check_root(&units, &rows, faults);
    Registry::new(units)
}

fn unit(row: &Row<'_>) -> Unit {
    let code = row.required("code").unwrap_or_default().to_owned();
    if !code.is_empty() && !is_code(&code) {
        row.fault("code-form", "code", &[("code", code.clone())]);
    }
    let (valid_from, valid_to) = (row.month("valid_from"), row.month("valid_to"));
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && from > to
    {
        row.fault("order-wrong", "valid_to", &[("from", from.to_string()), ("to", to.to_string())]);
    }
    Unit {
        code,
        name: row.required("name").unwrap_or_default().to_owned(),
        kind: row.word("kind", &UnitKind::ALL).unwrap_or(UnitKind::Grassroots),
        parent: None,
        valid_from,
        valid_to,
        aliases: row.list("aliases"),
        registered: true,
    }
}

/// Whether two units lived at the same time.
fn overlap(a: &Unit, b: &Unit) -> bool {
    let starts_by_end = |start: Option<Month>, end: Option<Month>| start.zip(end).is_none_or(|(s, e)| s <= e);
    starts_by_end(a.valid_from, b.valid_to) && starts_by_end(b.valid_from, a.valid_to)
}

fn index(units: &[Unit]) -> BTreeMap<String, Vec<usize>> {
    let mut by_code: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        by_code.entry(unit.code.clone()).or_default().push(at);
    }
    by_code
}

/// At any one date a code belongs to one unit, and so does an alias. Names may repeat: a bare name counts only where it
/// is unique, which reading finds out.
fn check_unique(units: &[Unit], rows: &[Row<'_>]) {
    let mut codes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut aliases: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        let earlier = codes.entry(&unit.code).or_default();
        if !unit.code.is_empty()
            && let Some(other) = earlier.iter().find(|other| overlap(&units[**other], unit))
        {
            let facts = [("code", unit.code.clone()), ("row", rows[*other].line.to_string())];
            rows[at].fault("unit-code-twice", "code", &facts);
        }
        earlier.push(at);
        for alias in &unit.aliases {
            let earlier = aliases.entry(fold(alias)).or_default();
            if let Some(other) = earlier.iter().find(|other| overlap(&units[**other], unit)) {
                let facts = [("name", alias.clone()), ("other", units[*other].code.clone())];
                rows[at].fault("name-twice", "aliases", &facts);
            }
            earlier.push(at);
        }
    }
}

fn parent(row: &Row<'_>, unit: &Unit, units: &[Unit], by_code: &BTreeMap<String, Vec<usize>>) -> Option<UnitId> {
    let code = row.get("parent");
    if code.is_empty() {
        return None;
    }
    let Some(bearers) = by_code.get(code) else {
        let known = by_code.keys().map(String::as_str).filter(|known| !known.is_empty());
        row.fault("reference-unknown", "parent", &choice(code, known));
        return None;
    };
    if code == unit.code {
        row.fault("reference-self", "parent", &[("code", code.to_owned())]);
        return None;
    }
    // Of several units that bore the code, the latest that lived while this one did.
    let alive = bearers.iter().rev().find(|at| overlap(&units[**at], unit));
    if alive.is_none() {
        row.fault("parent-dead", "parent", &[("code", code.to_owned())]);
    }
    alive.map(|at| UnitId(*at as u32))
}

/// A unit is not its own ancestor. A circle is told once, at its first row, and cut there.
fn check_circles(units: &mut [Unit], rows: &[Row<'_>]) {
    for at in 0..units.len() {
        let mut path = vec![at];
        while let Some(next) = path.last().and_then(|last| units[*last].parent) {
            let next = next.0 as usize;
            if path.contains(&next) {
                if next == at {
                    let codes: Vec<&str> = path.iter().chain([&at]).map(|i| units[*i].code.as_str()).collect();
                    rows[at].fault("circle", "parent", &[("path", codes.join(" → "))]);
                    units[at].parent = None;
                }
                break;
            }
            path.push(next);
        }
    }
}

fn check_root(units: &[Unit], rows: &[Row<'_>], faults: &Faults) {
    if units.is_empty() {
        return;
    }
    let roots: Vec<usize> = (0..units.len()).filter(|at| rows[*at].get("parent").is_empty()).collect();
    if roots.is_empty() {
        faults.push(Fault::new("root-missing", FILE, 0, "parent"));
    }
    for (position, at) in roots.iter().enumerate() {
        if let Some(first) = roots[..position].iter().find(|first| overlap(&units[**first], &units[*at])) {
            let facts = [("code", units[*at].code.clone()), ("root", units[*first].code.clone())];
            rows[*at].fault("root-twice", "parent", &facts);
        }
    }
}

/// The unit that bears a code in a month, or, where no month is asked, its only or latest bearer.
pub fn find(registry: &Registry, code: &str, month: Option<Month>) -> Option<UnitId> {
    let bearers = registry.with_code(code);
    let alive = month.and_then(|month| {
        bearers.iter().find(|id| {
            let unit = registry.get(**id);
            unit.valid_from.is_none_or(|from| from <= month) && unit.valid_to.is_none_or(|to| month <= to)
        })
    });
    alive.or(bearers.last()).copied()
}

/// Every code, for suggestions.
pub fn codes(registry: &Registry) -> impl Iterator<Item = &str> {
    registry.iter().map(|(_, unit)| unit.code.as_str()).filter(|code| !code.is_empty())
}
