//! Why a figure changed, step by step: what came and went by the catalogue's own identity, by which units, or by year.

use super::course;
use super::frame::{self, Draft, Scale};
use super::{Drawn, Undrawn, titles};
use crate::domain::{Amount, Figure, Kind, Qualifier};
use crate::report::chart::{ChartKind, Datum, Step, StepRole};
use crate::report::compose::picker::{Item, Picker};
use crate::report::format;

/// More steps do not fit.
const MOST: usize = 9;

/// One step before it is printed.
struct Part {
    name: String,
    amount: Amount,
    role: StepRole,
    figure: Option<crate::domain::FigureKey>,
}

/// From opening to closing. `asked`: also by year, where nothing else tells why.
pub fn waterfall(picker: &Picker, item: Item, asked: bool) -> Drawn {
    let mut parts = identity(picker, item).or_else(|| by_units(picker, item));
    if asked && parts.is_none() {
        parts = by_year(picker, item);
    }
    let parts = parts.ok_or(Undrawn::NotMeant)?;
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Err(Undrawn::NotMeant) };
    let changes = &parts[1..parts.len() - 1];
    if changes.is_empty() || changes.iter().all(|part| part.amount.is_zero()) {
        return Err(Undrawn::AllZero);
    }
    if parts.len() > MOST {
        return Err(Undrawn::NotMeant);
    }
    let closing = picker.root_figure(item, picker.term).ok_or(Undrawn::NotMeant)?;
    let scale = Scale::of(picker, item, std::iter::once(closing));
    let steps = parts
        .iter()
        .map(|part| {
            let shown = scale.shown(part.amount);
            let text = match part.role {
                StepRole::Level => scale.text(picker, part.amount, Qualifier::Exact),
                StepRole::Change | StepRole::Unexplained => format::signed(shown, scale.style, picker.language),
            };
            let datum = Datum { value: shown.to_f64(), text, figure: part.figure };
            Step { name: part.name.clone(), datum, role: part.role }
        })
        .collect();
    let difference = last.amount - first.amount;
    let largest = changes.iter().filter(|part| {
        // What moved it in the direction that it went.
        (part.amount > Amount::ZERO) == (difference > Amount::ZERO)
    });
    let largest = largest.max_by_key(|part| part.amount.abs());
    // Of two that moved it alike neither did most.
    let largest = largest.filter(|most| changes.iter().filter(|part| part.amount == most.amount).count() == 1);
    let flat = course::is_flat(first.amount, last.amount, false);
    let key = match (difference.is_zero(), difference > Amount::ZERO) {
        (false, _) if flat => "report.chart.title.moved_flat",
        (true, _) => "report.chart.title.moved_none",
        (false, true) => "report.chart.title.moved_up",
        (false, false) => "report.chart.title.moved_down",
    };
    let say = |label: String, with_part: bool| {
        let facts = [
            ("label", label),
            ("size", scale.text(picker, difference.abs(), Qualifier::Exact)),
            ("from", scale.text(picker, first.amount, Qualifier::Exact)),
            ("to", scale.text(picker, last.amount, Qualifier::Exact)),
            ("measure", scale.measure.clone()),
        ];
        let head = picker.say(key, &facts);
        match largest.filter(|_| with_part && !flat) {
            Some(part) => {
                let size = format::signed(scale.shown(part.amount), scale.style, picker.language);
                // A step is a year, or what came or went.
                let year = part.name.chars().all(|letter| letter.is_ascii_digit());
                let (key, name) = if year {
                    ("report.chart.title.moved_most_in", picker.say("report.year", &[("year", part.name.clone())]))
                } else {
                    ("report.chart.title.moved_most", format::mid_sentence(&part.name))
                };
                format!("{head}{}", picker.say(key, &[("part", name), ("size", size)]))
            }
            None => head,
        }
    };
    let label = picker.label(item);
    let title = titles::first_that_fits(&[
        say(label.clone(), true),
        say(label.clone(), false),
        say(format::shortened(&label, 40), false),
    ]);
    let subtitle = frame::subtitle(picker, &label, &scale, "", &picker.years);
    let mut notes = Vec::new();
    if parts.iter().any(|part| part.role == StepRole::Unexplained) {
        notes.push(picker.say("report.chart.unexplained_note", &[]));
    }
    let kind = ChartKind::Waterfall { steps };
    Ok(Draft { item, label, form: "waterfall", title, subtitle, notes, kind, periods: Vec::new() }.framed(picker))
}

/// Whether a rule of the catalogue tells what came and went.
pub fn is_explained(picker: &Picker, item: Item) -> bool {
    identity(picker, item).is_some()
}

/// A rule of the form `closing = opening + joined - left` tells what came and went. What it leaves open stands as a step
/// of its own.
fn identity(picker: &Picker, item: Item) -> Option<Vec<Part>> {
    if item.category.is_some() {
        return None;
    }
    let catalogue = &picker.knowledge.catalogue;
    let code = &catalogue.indicator(item.indicator).code;
    let terms = picker.knowledge.rules.iter().find_map(|rule| {
        let (left, right) = rule.expect.split_once('=')?;
        (left.trim() == code).then(|| sum(right.trim_start_matches('=')))?
    })?;
    let (first_year, last_year) = (*picker.years.first()?, *picker.years.last()?);
    let amount = |figure: &Figure| figure.value.amount();
    let mut parts: Vec<Part> = Vec::new();
    let mut level = Amount::ZERO;
    for (place, (name, minus)) in terms.iter().enumerate() {
        let other = Item::total(catalogue.find(name)?);
        let kind = picker.indicator(other).kind;
        let label = picker.indicator(other).name.get(picker.language).to_owned();
        let (figure, role) = match (place, kind) {
            (0, Kind::Stock) => (picker.root_figure(other, first_year)?, StepRole::Level),
            (_, Kind::Flow) if place > 0 => (picker.root_figure(other, picker.term)?, StepRole::Change),
            _ => return None,
        };
        let signed = if *minus { -amount(figure) } else { amount(figure) };
        level = level + signed;
        parts.push(Part { name: label, amount: signed, role, figure: Some(frame::figure_key(figure)) });
    }
    let closing = picker.root_figure(item, last_year)?;
    let gap = amount(closing) - level;
    if !gap.is_zero() {
        let name = picker.say("report.chart.unexplained", &[]);
        parts.push(Part { name, amount: gap, role: StepRole::Unexplained, figure: None });
    }
    parts.push(level_at(picker, item, closing));
    Some(parts)
}

/// The terms of a sum of codes with their signs; none where it is anything else.
fn sum(text: &str) -> Option<Vec<(String, bool)>> {
    let mut terms: Vec<(String, bool)> = Vec::new();
    let (mut word, mut minus) = (String::new(), false);
    for letter in text.chars().chain(['+']) {
        match letter {
            '+' | '-' => {
                let code = word.trim().to_owned();
                if !code.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') || code.is_empty() {
                    return None;
                }
                terms.push((code, minus));
                word.clear();
                minus = letter == '-';
            }
            other => word.push(other),
        }
    }
    (terms.len() >= 2 && !terms[0].1).then_some(terms)
}

fn level_at(picker: &Picker, item: Item, figure: &Figure) -> Part {
    let name = picker.say("report.chart.level_at", &[("period", frame::period_label(picker, item, figure.period))]);
    let figure_key = Some(frame::figure_key(figure));
    Part { name, amount: figure.value.amount(), role: StepRole::Level, figure: figure_key }
}

/// By which units, where units changed.
fn by_units(picker: &Picker, item: Item) -> Option<Vec<Part>> {
    let moved = picker.figures.perimeters.change(picker.root, item.indicator, item.category)?;
    let named = |key: &str| picker.say(&format!("report.column.{key}"), &[]);
    let level = |period, amount| Part {
        name: picker.say("report.chart.level_at", &[("period", frame::period_label(picker, item, period))]),
        amount,
        role: StepRole::Level,
        figure: None,
    };
    let mut parts = vec![level(moved.from, moved.opening)];
    for (key, amount, role) in [
        ("same", moved.same, StepRole::Change),
        ("begun", moved.begun, StepRole::Change),
        ("ended", moved.ended, StepRole::Change),
        ("perimeter", moved.perimeter, StepRole::Change),
        ("silent", moved.silent, StepRole::Unexplained),
    ] {
        if !amount.is_zero() {
            parts.push(Part { name: named(key), amount, role, figure: None });
        }
    }
    parts.push(level(moved.to, moved.closing));
    Some(parts)
}

/// By year: what a stock gained and lost in each.
fn by_year(picker: &Picker, item: Item) -> Option<Vec<Part>> {
    if picker.indicator(item).kind != Kind::Stock {
        return None;
    }
    let figures: Vec<&Figure> =
        picker.years.iter().map(|&year| frame::solid_figure(picker, item, year)).collect::<Option<_>>()?;
    let (first, last) = (figures.first()?, figures.last()?);
    let mut parts = vec![level_at(picker, item, first)];
    for pair in figures.windows(2) {
        parts.push(Part {
            name: frame::period_label(picker, item, pair[1].period),
            amount: pair[1].value.amount() - pair[0].value.amount(),
            role: StepRole::Change,
            figure: None,
        });
    }
    parts.push(level_at(picker, item, last));
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_codes_is_read_with_its_signs() {
        let shown = |text: &str| {
            sum(text).map(|terms| {
                terms.iter().map(|(c, m)| format!("{}{c}", if *m { "-" } else { "+" })).collect::<String>()
            })
        };
        assert_eq!(shown(" a + b - c").as_deref(), Some("+a+b-c"));
        assert_eq!(shown("a * 2 + b"), None);
        assert_eq!(shown("a"), None);
    }
}
