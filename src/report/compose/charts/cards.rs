//! The numbers that matter in ten seconds: one of each chapter, with its change and its course.

use super::course;
use super::frame::{self, Draft, Scale};
use super::{Drawn, Undrawn, titles};
use crate::domain::{Amount, Kind, Qualifier};
use crate::report::chart::{Card, ChartKind};
use crate::report::compose::picker::{Item, Picker};
use crate::report::format::{self, Style};

const FEWEST: usize = 3;
const MOST: usize = 6;

/// The key numbers of the report, or of these items.
pub fn cards(picker: &Picker, asked: &[Item]) -> Drawn {
    let items = if asked.is_empty() { leading(picker) } else { asked.iter().copied().take(MOST).collect() };
    let cards: Vec<(Item, Card)> = items.into_iter().filter_map(|item| Some((item, card(picker, item)?))).collect();
    if cards.len() < FEWEST && asked.is_empty() {
        return Err(Undrawn::TooFew);
    }
    let Some(&(first, _)) = cards.first() else { return Err(Undrawn::NotMeant) };
    let title = title(picker, &cards);
    let subtitle = picker.say("report.chart.cards_subtitle", &[("term", picker.term_apart())]);
    let texts: Vec<String> = cards.iter().map(|(_, card)| card.datum.text.clone()).collect();
    let mut notes: Vec<String> = Vec::new();
    notes.extend(frame::star_note(picker, texts.iter().map(String::as_str)));
    let label = picker.say("report.chart.cards_label", &[]);
    let kind = ChartKind::Cards { cards: cards.into_iter().map(|(_, card)| card).collect() };
    Ok(Draft { item: first, label, form: "cards", title, subtitle, notes, kind, periods: Vec::new() }.framed(picker))
}

/// The first item of every chapter that has enough behind it, then the second ones.
fn leading(picker: &Picker) -> Vec<Item> {
    let chapters: Vec<Vec<Item>> = picker
        .chapters()
        .into_iter()
        .map(|(_, indicators)| {
            let leads = indicators.into_iter().map(|indicator| super::lead(picker, indicator));
            leads.filter(|&item| is_telling(picker, item)).collect()
        })
        .collect();
    let mut chosen: Vec<Item> = Vec::new();
    for round in 0..3 {
        for item in chapters.iter().filter_map(|items| items.get(round)) {
            if chosen.len() < MOST && (round == 0 || chosen.len() < FEWEST + 1) {
                chosen.push(*item);
            }
        }
    }
    // In the order of the chapters.
    chapters.into_iter().flatten().filter(|item| chosen.contains(item)).collect()
}

fn is_telling(picker: &Picker, item: Item) -> bool {
    let named = picker.indicator(item);
    !matches!(named.kind, Kind::Rating)
        && frame::solid_figure(picker, item, picker.term).is_some_and(|figure| !figure.value.amount().is_zero())
}

fn card(picker: &Picker, item: Item) -> Option<Card> {
    let figure = picker.root_figure(item, picker.term)?;
    let scale = Scale::of(picker, item, std::iter::once(figure));
    let measure = if scale.style.percent { String::new() } else { scale.measure.clone() };
    let course = frame::comparable_years(picker, item)
        .iter()
        .map(|&year| frame::solid_figure(picker, item, year).map(|figure| figure.value.amount().to_f64()))
        .collect();
    Some(Card {
        label: picker.label(item),
        datum: scale.datum(picker, figure),
        measure,
        change: change(picker, item),
        course,
    })
}

/// Whether the last comparable year is above the first, and by how much; none where they do not compare.
fn change(picker: &Picker, item: Item) -> Option<(bool, String)> {
    let periods = frame::comparable_years(picker, item);
    let [first, .., last] = *periods.as_slice() else { return None };
    let (old, new) = (picker.root_figure(item, first)?, picker.root_figure(item, last)?);
    let compares = |figure: &crate::domain::Figure| figure.is_complete() && figure.qualifier == Qualifier::Exact;
    if !compares(old) || !compares(new) || old.expected != new.expected || frame::is_broken(picker, first, last) {
        return None;
    }
    let style = picker.style(item);
    let (old, new) = (old.value.amount().rounded(style.decimals), new.value.amount().rounded(style.decimals));
    let [since, until] = [first, last].map(|period| frame::period_label(picker, item, period));
    let difference = new - old;
    let rises = difference > Amount::ZERO;
    if course::is_flat(old, new, style.percent) {
        return None;
    }
    let number = |amount: Amount, style| format::number(amount, style, picker.language);
    let tenths = Style { decimals: 1, percent: false };
    let (key, size) = if style.percent {
        (if rises { "report.card.points_up" } else { "report.card.points_down" }, number(difference.abs(), tenths))
    } else {
        // Nothing grows by a share of less than nothing.
        let percent = format::percentage(difference, old).filter(|_| old > Amount::ZERO)?;
        if percent >= Amount::whole(100) {
            ("report.card.times", number(new.ratio(1, old)?, tenths))
        } else {
            (if rises { "report.card.up" } else { "report.card.down" }, number(percent.abs(), Style::PERCENT))
        }
    };
    Some((rises, picker.say(key, &[("size", size), ("since", since), ("until", until)])))
}

/// The first numbers, as many as fit.
fn title(picker: &Picker, cards: &[(Item, Card)]) -> String {
    let told = |count: usize| {
        let clauses: Vec<String> = cards
            .iter()
            .take(count)
            .filter_map(|(item, _)| {
                let figure = picker.root_figure(*item, picker.term)?;
                let scale = Scale::of(picker, *item, std::iter::once(figure));
                let label = format::mid_sentence(&picker.label(*item));
                // "4.561 sáng kiến cải tiến": the name says what is counted.
                let measure = format::mid_sentence(&scale.measure);
                if !measure.is_empty() && label.starts_with(&format!("{measure} ")) {
                    return Some(format!("{} {label}", scale.marked(picker, figure)));
                }
                let facts = [("label", label), ("value", scale.titled(picker, *item, figure))];
                Some(picker.say("report.chart.title.card", &facts))
            })
            .collect();
        picker.say("report.chart.title.cards", &[("term", picker.term_title()), ("clauses", clauses.join("; "))])
    };
    titles::first_that_fits(&[told(3), told(2), told(1)])
}
