//! Two terms side by side.

use super::frame::{self, Draft, Scale};
use super::{Drawn, Undrawn, titles, units};
use crate::domain::{Amount, Difference, Figure, Kind, Qualifier, UnitId};
use crate::report::chart::{ChartKind, Datum, Pair};
use crate::report::compose::picker::{Item, Picker};
use crate::report::format::{self, Style};

const FEWEST: usize = 3;
const MOST: usize = 12;

/// Units in the term before and in this one. Flows of unequal terms stand as averages a year.
pub fn slope(picker: &Picker, item: Item) -> Drawn {
    let named = picker.indicator(item);
    let before = picker.comparisons.term_before.as_ref().ok_or(Undrawn::NotMeant)?;
    if matches!(named.kind, Kind::Rating | Kind::Flag) {
        return Err(Undrawn::NotMeant);
    }
    // Terms of other units do not compare.
    if frame::is_broken(picker, before.term.period, picker.term) {
        return Err(Undrawn::NotMeant);
    }
    let averaged = named.kind == Kind::Flow && !before.equal_length;
    let mut found: Vec<(UnitId, &Figure, &Figure, Difference)> = picker
        .reporting_units()
        .filter_map(|unit| {
            let now = picker.figure(unit, item, picker.term)?;
            let then = before.figures.get(unit, item.indicator, item.category, before.term.period)?;
            let difference = picker.comparisons.with_term_before(picker.figures, now, named)?;
            // A unit with nothing in either term has no slope.
            let empty = then.value.amount().is_zero() && now.value.amount().is_zero();
            (!difference.broken && !empty).then_some((unit, then, now, difference))
        })
        .collect();
    units::check(picker, item, found.len(), FEWEST)?;
    let all = found.len();
    found.sort_by_key(|(_, _, now, _)| -now.value.amount());
    found.truncate(MOST);
    units::tells_apart(&found.iter().flat_map(|(_, then, now, _)| [*then, *now]).collect::<Vec<_>>())?;
    let scale = Scale::of(picker, item, found.iter().flat_map(|(_, then, now, _)| [*then, *now]));
    let growth = |difference: &Difference| match (&difference.yearly, averaged) {
        (Some(yearly), true) => yearly.growth,
        _ if difference.in_points => Some(difference.change),
        _ => difference.growth,
    };
    let change = |difference: &Difference| {
        let Some(size) = growth(difference) else { return String::new() };
        let style = Style { percent: !difference.in_points, ..Style::PERCENT };
        let text = format::signed(size, style, picker.language);
        if difference.in_points { format!("{text} {}", picker.say("report.chart.points_brief", &[])) } else { text }
    };
    let datum = |figure: &Figure, average: Option<Amount>| match average.filter(|_| averaged) {
        Some(amount) => Datum {
            value: scale.shown(amount).to_f64(),
            text: scale.text(picker, amount, figure.qualifier),
            figure: None,
        },
        None => scale.datum(picker, figure),
    };
    let pairs: Vec<Pair> = found
        .iter()
        .map(|(unit, then, now, difference)| Pair {
            name: picker.unit_name(*unit).to_owned(),
            from: datum(then, difference.yearly.map(|yearly| yearly.before)),
            to: datum(now, difference.yearly.map(|yearly| yearly.now)),
            change: change(difference),
        })
        .collect();
    // Less than half a hundredth is no growth; of shares every point counts.
    let least = Amount::whole(1).ratio(1, Amount::whole(2)).unwrap_or(Amount::ZERO);
    let rose = |difference: &Difference| {
        growth(difference).is_some_and(|size| size >= least || (difference.in_points && size > Amount::ZERO))
    };
    let higher = found.iter().filter(|(.., difference)| rose(difference)).count();
    let exact = |difference: &Difference| difference.qualifier == Qualifier::Exact;
    let most = found.iter().filter(|(.., d)| rose(d) && exact(d)).max_by_key(|(.., difference)| growth(difference));
    let say = |name: bool| {
        let mut facts = vec![("count", higher.to_string()), ("all", found.len().to_string())];
        match most.filter(|_| name) {
            Some((unit, _, _, difference)) => {
                facts.push(("unit", picker.unit_name(*unit).to_owned()));
                facts.push(("size", change(difference)));
                picker.say("report.chart.title.slope", &facts)
            }
            None => picker.say("report.chart.title.slope_none", &facts),
        }
    };
    let title = titles::first_that_fits(&[say(true), say(false)]);
    let mut notes = Vec::new();
    if averaged {
        notes.push(picker.say("report.chart.averaged", &[]));
    }
    if before.common_months > 0 {
        notes.push(picker.say("report.chart.common_months", &[("months", before.common_months.to_string())]));
    }
    if found.len() < all {
        let facts = [("shown", found.len().to_string()), ("all", all.to_string())];
        notes.push(picker.say("report.chart.largest_units", &facts));
    }
    notes.extend(frame::star_note(picker, pairs.iter().flat_map(|p| [p.from.text.as_str(), p.to.text.as_str()])));
    let label = picker.label(item);
    let facts = [
        ("label", label.clone()),
        ("measure", scale.measure.clone()),
        ("before", format::mid_sentence(before.term.name.trim())),
        ("now", picker.term_apart()),
    ];
    let subtitle = picker.say("report.chart.slope_subtitle", &facts);
    let kind = ChartKind::Slope { ends: [before.term.name.trim().to_owned(), picker.term_title()], pairs };
    Ok(Draft { item, label, form: "slope", title, subtitle, notes, kind, periods: Vec::new() }.framed(picker))
}
