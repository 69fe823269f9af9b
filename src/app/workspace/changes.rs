//! `changes.csv`: mergers, splits, renames, transfers.

use std::collections::BTreeMap;

use super::dates;
use super::keys::choice;
use super::rows::{self, Column, Row, needed, optional};
use super::units;
use crate::app::fault::Faults;
use crate::domain::{Amount, Change, ChangeKind, Month, Registry, UnitId};

/// Name of the file.
pub const FILE: &str = "changes.csv";
const COLUMNS: [Column; 5] = [needed("date"), needed("kind"), needed("from"), needed("to"), optional("share")];
const KINDS: [(ChangeKind, &str); 4] = [
    (ChangeKind::Merge, "merge"),
    (ChangeKind::Split, "split"),
    (ChangeKind::Rename, "rename"),
    (ChangeKind::Transfer, "transfer"),
];

/// Reads the file.
pub fn read(text: &str, registry: &Registry, faults: &Faults) -> Vec<Change> {
    let rows = rows::read(FILE, text, &COLUMNS, faults);
    let mut changes = Vec::new();
    for row in &rows {
        if let Some(change) = change(row, registry) {
            check_lives(row, &change, registry);
            changes.push((row, change));
        }
    }
    check_twice(&changes, registry);
    check_shares(&changes, registry);
    check_circles(&changes, registry);
    changes.into_iter().map(|(_, change)| change).collect()
}

fn change(row: &Row<'_>, registry: &Registry) -> Option<Change> {
    let date = row.required("date").and_then(|text| {
        let date = dates::parse(text);
        if date.is_none() {
            row.fault("date-wrong", "date", &[("found", text.to_owned())]);
        }
        date
    });
    let kind = row.word("kind", &KINDS);
    let month = date.map(dates::Date::first_whole_month);
    let from = unit(row, "from", registry, month.map(|m| m.plus(-1)));
    let to = unit(row, "to", registry, month);
    let share = share(row, kind);
    let (date, kind, from, to) = (date?, kind?, from?, to?);
    if from == to && kind != ChangeKind::Split {
        row.fault("reference-self", "to", &[("code", row.get("to").to_owned())]);
        return None;
    }
    Some(Change { date: date.show(), month: date.first_whole_month(), kind, from, to, share })
}

fn unit(row: &Row<'_>, column: &'static str, registry: &Registry, month: Option<Month>) -> Option<UnitId> {
    let code = row.required(column)?;
    let found = units::find(registry, code, month);
    if found.is_none() {
        row.fault("reference-unknown", column, &choice(code, units::codes(registry)));
    }
    found
}

fn share(row: &Row<'_>, kind: Option<ChangeKind>) -> Option<Amount> {
    let text = row.get("share");
    if text.is_empty() {
        return None;
    }
    if kind.is_some_and(|kind| kind != ChangeKind::Split) {
        row.fault("share-of-split", "share", &[]);
        return None;
    }
    let share = Amount::parse(text).filter(|share| (Amount::ZERO..=Amount::whole(1)).contains(share));
    if share.is_none() {
        row.fault("share-wrong", "share", &[("found", text.to_owned())]);
    }
    share
}

/// No gap and no overlap: the unit before lives until the change, the unit after from it on at the latest.
fn check_lives(row: &Row<'_>, change: &Change, registry: &Registry) {
    let (from, to) = (registry.get(change.from), registry.get(change.to));
    let last = change.month.plus(-1);
    let ends = matches!(change.kind, ChangeKind::Merge | ChangeKind::Rename);
    let wrong = match from.valid_to {
        Some(end) => end < last || (ends && end > change.month),
        None => ends,
    };
    if wrong {
        let found = from.valid_to.map_or_else(|| "…".to_owned(), |end| end.to_string());
        let facts = [("unit", from.code.clone()), ("found", found), ("month", last.to_string())];
        row.fault("change-end", "from", &facts);
    }
    if let Some(end) = to.valid_to
        && end < change.month
    {
        let facts = [("unit", to.code.clone()), ("found", end.to_string()), ("month", change.month.to_string())];
        row.fault("change-heir", "to", &facts);
    }
    if let Some(start) = to.valid_from
        && start > change.month
    {
        let facts = [("unit", to.code.clone()), ("found", start.to_string()), ("month", change.month.to_string())];
        row.fault("change-start", "to", &facts);
    }
}

/// On one day one thing happens to a unit: it becomes one other, or is split into several, or moves once.
fn check_twice(changes: &[(&Row<'_>, Change)], registry: &Registry) {
    for (position, (row, change)) in changes.iter().enumerate() {
        let same_day = changes[..position].iter().filter(|(_, other)| {
            let moves = |kind: ChangeKind| kind == ChangeKind::Transfer;
            other.from == change.from && other.month == change.month && moves(other.kind) == moves(change.kind)
        });
        for (other_row, other) in same_day {
            let parts = change.kind == ChangeKind::Split && other.kind == ChangeKind::Split && change.to != other.to;
            if !parts {
                let facts = [("unit", registry.get(change.from).code.clone()), ("row", other_row.line.to_string())];
                row.fault("change-twice", "from", &facts);
                break;
            }
        }
    }
}

/// The shares of one split are all given and make one whole, or none is given.
fn check_shares(changes: &[(&Row<'_>, Change)], registry: &Registry) {
    let mut splits: BTreeMap<(&str, UnitId), Vec<&(&Row<'_>, Change)>> = BTreeMap::new();
    for each in changes.iter().filter(|(_, change)| change.kind == ChangeKind::Split) {
        splits.entry((&each.1.date, each.1.from)).or_default().push(each);
    }
    for ((_, from), rows) in splits {
        // A cell that is no share was told already.
        if rows.iter().any(|(row, change)| !row.get("share").is_empty() && change.share.is_none()) {
            continue;
        }
        let shares: Vec<Amount> = rows.iter().filter_map(|(_, change)| change.share).collect();
        let sum: Amount = shares.iter().copied().sum();
        if !shares.is_empty() && (shares.len() < rows.len() || sum != Amount::whole(1)) {
            let facts = [("unit", registry.get(from).code.clone()), ("sum", sum.to_string())];
            rows[0].0.fault("share-sum", "share", &facts);
        }
    }
}

/// A unit never moves under one that stands below it.
fn check_move(row: &Row<'_>, change: &Change, registry: &Registry) {
    if registry.ancestors(change.to).any(|above| above == change.from) {
        let path = [change.from, change.to, change.from].map(|id| registry.get(id).code.clone());
        row.fault("circle", "to", &[("path", path.join(" → "))]);
    }
}

/// What a unit became never becomes that unit again: a unit that is formed anew is a new row of `units.csv`.
fn check_circles(changes: &[(&Row<'_>, Change)], registry: &Registry) {
    let mut next: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    for (row, change) in changes {
        if change.kind == ChangeKind::Transfer {
            check_move(row, change, registry);
        }
        if change.kind == ChangeKind::Transfer || change.from == change.to {
            continue;
        }
        // Does the unit after already lead back to the unit before?
        let mut reached = vec![change.to];
        let mut at = 0;
        while let Some(unit) = reached.get(at) {
            let further: Vec<UnitId> = next.get(unit).into_iter().flatten().copied().collect();
            reached.extend(further.into_iter().filter(|id| !reached.contains(id)).collect::<Vec<_>>());
            at += 1;
        }
        if reached.contains(&change.from) {
            let path = [change.from, change.to, change.from].map(|id| registry.get(id).code.clone());
            row.fault("circle", "to", &[("path", path.join(" → "))]);
        } else {
            next.entry(change.from).or_default().push(change.to);
        }
    }
}
