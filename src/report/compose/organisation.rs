//! What must be known of figures over time where units were reorganised within them: which organisation figures before it
//! follow.

use std::collections::BTreeSet;

use super::picker::Picker;
use crate::domain::{Amount, ChangeKind, Day, Month, PerimeterMode, Period};
use crate::report::format;

/// More dates than these are told by the first and the last.
const MOST_DATES: usize = 3;

/// The note for figures of these years; none where units were the same in all of them. `flows`: whether some of the
/// figures happen over time, so that a year with the change in it holds months of both.
pub fn note(picker: &Picker, years: &[Period], flows: bool) -> Option<String> {
    let (first, last) = (years.first()?.from, years.last()?.to);
    // A new name alone changes nothing of what is counted. What was there from the first month is all there is.
    let within = |month: Month| first < month && month <= last;
    let changes = picker.knowledge.changes.iter().filter(|change| change.kind != ChangeKind::Rename);
    let dates: BTreeSet<Day> = changes.filter(|change| within(change.month)).filter_map(day).collect();
    let (&earliest, &latest) = (dates.first()?, dates.last()?);
    let named: Vec<String> = dates.iter().map(|&day| format::day(day)).collect();
    let (key, named) = match &named[..] {
        [only] => ("one", only.clone()),
        [before @ .., end] if named.len() <= MOST_DATES => {
            ("several", format!("{}{}{end}", before.join(", "), picker.say("report.and", &[])))
        }
        _ => ("many", String::new()),
    };
    let as_of = picker.figures.perimeters.as_of.unwrap_or(picker.term.to);
    let facts = [
        ("dates", named),
        ("first", format::day(earliest)),
        ("last", format::day(latest)),
        ("month", format::month(as_of)),
    ];
    let mode = match picker.figures.perimeters.mode {
        PerimeterMode::AsReported => "reported",
        // What comes after the date asked for is as reported again.
        PerimeterMode::Successor if latest.month <= as_of => "carried",
        PerimeterMode::Successor => "reported",
        // Only units that are there all along are counted.
        PerimeterMode::Constant => return None,
    };
    let mut note = picker.say(&format!("report.organisation.{mode}_{key}"), &facts);
    let mixed = |year: &&Period| dates.iter().any(|day| year.from < day.month && day.month <= year.to);
    let mixed: Vec<String> = years.iter().filter(mixed).map(|&year| picker.period_name(year)).collect();
    if flows && mode == "reported" && !mixed.is_empty() {
        note.push(' ');
        note.push_str(&picker.say("report.organisation.mixed", &[("years", mixed.join(", "))]));
    }
    Some(note)
}

/// What units that ended or began, and no other became, make of the whole where it is another organisation afterwards.
const ANOTHER: i64 = 10;

/// The months in which the units below the root were reorganised, where the whole is of others afterwards: of at least one
/// indicator a tenth went with units that ended, or came with new ones. Where units only joined or parted, the whole goes on.
pub fn reorganisations(picker: &Picker) -> Vec<Month> {
    let perimeters = &picker.figures.perimeters;
    let is_another = perimeters.changes.iter().filter(|change| change.unit == picker.root).any(|change| {
        let whole = change.opening.abs().max(change.closing.abs());
        let others = change.begun.abs() + change.ended.abs();
        others.ratio(100, whole).is_some_and(|share| share >= Amount::whole(ANOTHER))
    });
    if perimeters.mode == PerimeterMode::Constant || !is_another {
        return Vec::new();
    }
    let changes = picker.knowledge.changes.iter().filter(|change| change.kind != ChangeKind::Rename);
    let months: BTreeSet<Month> = changes.map(|change| change.month).collect();
    months.into_iter().filter(|month| picker.term.from < *month && *month <= picker.term.to).collect()
}

/// Whether the units below the root were reorganised after a month and no later than another.
pub fn is_reorganised(picker: &Picker, after: Month, until: Month) -> bool {
    reorganisations(picker).into_iter().any(|month| after < month && month <= until)
}

/// The day of a change; where only its month is written, the first of it.
fn day(change: &crate::domain::Change) -> Option<Day> {
    Day::parse(&change.date).or_else(|| Day::new(change.month, 1))
}
