//! What was reached of the targets.

use super::frame::{self, Draft, Scale};
use super::{Drawn, Undrawn, titles};
use crate::domain::{Amount, Comparator, Figure, TargetResult};
use crate::report::chart::{ChartKind, Datum, TargetItem};
use crate::report::compose::picker::{Item, Picker};
use crate::report::format::{self, Style};

const FEWEST: usize = 3;
const MOST: usize = 10;

/// The root's targets; of one that is set for several periods, the term's or else the last. `asked`: only this item's.
pub fn targets(picker: &Picker, asked: Option<Item>) -> Drawn {
    let mut found: Vec<(Item, &TargetResult, &Figure)> = Vec::new();
    for result in &picker.comparisons.targets {
        let target = &result.target;
        let item = Item { indicator: target.indicator, category: target.category };
        let Some(actual) = result.actual.as_ref().filter(|_| target.unit == picker.root) else { continue };
        if target.value <= Amount::ZERO || asked.is_some_and(|asked| asked != item) {
            continue;
        }
        match found.iter_mut().find(|(other, ..)| *other == item) {
            Some(other) if asked.is_none() => {
                let better = other.1.target.period != picker.term
                    && (target.period == picker.term || target.period.to > other.1.target.period.to);
                if better {
                    *other = (item, result, actual);
                }
            }
            _ => found.push((item, result, actual)),
        }
    }
    if found.len() < if asked.is_some() { 1 } else { FEWEST } {
        return Err(if found.is_empty() { Undrawn::NotMeant } else { Undrawn::TooFew });
    }
    let all = found.len();
    found.truncate(MOST);
    let items: Vec<(TargetItem, Amount)> =
        found.iter().map(|&(item, result, actual)| bar(picker, item, result, actual)).collect();
    let met = items.iter().filter(|(item, _)| item.is_met).count();
    let lowest = items.iter().filter(|(item, _)| !item.is_met).min_by_key(|(_, done)| *done);
    let percent = |amount| format::number(amount, Style::PERCENT, picker.language);
    let say = |limit: usize| {
        let mut facts = vec![("count", met.to_string()), ("all", items.len().to_string())];
        match lowest {
            Some((item, done)) => {
                facts.push(("name", format::mid_sentence(&format::shortened(&item.name, limit))));
                facts.push(("percent", percent(*done)));
                picker.say("report.chart.title.targets", &facts)
            }
            None => picker.say("report.chart.title.targets_all", &facts),
        }
    };
    let title = titles::first_that_fits(&[say(80), say(45), say(25)]);
    let (first, result, _) = found[0];
    let facts = [("unit", picker.unit_name(picker.root).to_owned()), ("term", period_name(picker, result))];
    let subtitle = picker.say("report.chart.targets_subtitle", &facts);
    let mut notes = vec![picker.say("report.chart.targets_note", &[])];
    if found.iter().any(|(_, result, _)| result.target.comparator == Comparator::AtMost) {
        notes.push(picker.say("report.chart.targets_inverted", &[]));
    }
    if found.len() < all {
        let facts = [("shown", found.len().to_string()), ("all", all.to_string())];
        notes.push(picker.say("report.chart.first_targets", &facts));
    }
    notes.extend(frame::star_note(picker, items.iter().map(|(item, _)| item.done.text.as_str())));
    let label = picker.say("report.chart.targets_label", &[]);
    let kind = ChartKind::Targets { items: items.into_iter().map(|(item, _)| item).collect() };
    Ok(Draft { item: first, label, form: "targets", title, subtitle, notes, kind, periods: Vec::new() }.framed(picker))
}

fn period_name(picker: &Picker, result: &TargetResult) -> String {
    if result.measured == picker.term { picker.term_apart() } else { picker.period_name(result.measured) }
}

/// One target with how much of it was reached, in per cent: of a limit, how far it was kept.
fn bar(picker: &Picker, item: Item, result: &TargetResult, actual: &Figure) -> (TargetItem, Amount) {
    let target = &result.target;
    let scale = Scale::of(picker, item, std::iter::once(actual));
    let value = actual.value.amount();
    let done = match target.comparator {
        Comparator::AtMost if value > Amount::ZERO => format::percentage(target.value, value),
        // Nothing of what was to stay below a limit.
        Comparator::AtMost => Some(Amount::whole(1000)),
        Comparator::AtLeast | Comparator::Equal => format::percentage(value, target.value),
    }
    .unwrap_or(Amount::ZERO);
    let planned = scale.text(picker, target.value, crate::domain::Qualifier::Exact);
    let reached = scale.marked(picker, actual);
    let facts = [
        ("reached", reached),
        ("planned", planned),
        ("percent", format::number(done, Style::PERCENT, picker.language)),
    ];
    let key = match target.comparator {
        Comparator::AtMost => "report.chart.target_limit",
        Comparator::AtLeast | Comparator::Equal => "report.chart.target_text",
    };
    let text = picker.say(key, &facts);
    let is_met = result.verdict.is_some_and(|verdict| verdict.is_met());
    let figure = Some(frame::figure_key(actual));
    let datum = Datum { value: done.rounded(1).to_f64(), text, figure };
    (TargetItem { name: picker.label(item), done: datum, is_met }, done)
}
