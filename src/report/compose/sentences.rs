//! What the figures say, in sentences for the text of a report: one paragraph a chapter, every number from a figure.

use super::picker::{Item, Picker};
use crate::domain::{Amount, Basis, Figure, IndicatorId, Kind};
use crate::report::format::{self, Style};

/// One paragraph for each chapter that has figures over the term.
pub fn sentences(picker: &Picker) -> Vec<String> {
    picker.chapters().iter().filter_map(|(_, indicators)| paragraph(picker, indicators)).collect()
}

fn paragraph(picker: &Picker, indicators: &[IndicatorId]) -> Option<String> {
    let of_kind = |stock: bool| -> Vec<String> {
        let wanted = |indicator: &&IndicatorId| picker.stands_at_a_date(Item::total(**indicator)) == stock;
        indicators.iter().filter(wanted).filter_map(|&indicator| clause(picker, indicator)).collect()
    };
    let mut sentences = Vec::new();
    let flows = of_kind(false);
    if !flows.is_empty() {
        let term = picker.term_name();
        sentences.push(picker.say("report.sentence.term", &[("term", term), ("clauses", flows.join("; "))]));
    }
    let stocks = of_kind(true);
    if !stocks.is_empty() {
        let facts = [("month", format::month(picker.term.to)), ("clauses", stocks.join("; "))];
        sentences.push(picker.say("report.sentence.closing", &facts));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// What one indicator says: its value, the values of its parts, its change.
fn clause(picker: &Picker, indicator: IndicatorId) -> Option<String> {
    let items = picker.items(indicator);
    let found: Vec<(Item, &Figure)> =
        items.iter().filter_map(|&item| Some((item, picker.root_figure(item, picker.term)?))).collect();
    let (&(first, figure), rest) = found.split_first()?;
    let named = picker.indicator(first);
    let name = format::mid_sentence(named.name.get(picker.language));
    let measure = picker.measure(first);
    let say = |key: &str, item: Item, figure: &Figure| {
        let facts = [
            ("value", value(picker, item, figure)),
            ("measure", measure.to_owned()),
            ("name", name.clone()),
            ("part", picker.category_name(item).map(format::mid_sentence).unwrap_or_default()),
        ];
        picker.say(key, &facts)
    };
    // "4.561 sáng kiến cải tiến …" reads by itself where the name starts with its measure; else the name goes first.
    let counted = !measure.is_empty() && name.starts_with(&format::mid_sentence(measure));
    let (whole, part, more) = match (counted, named.measure.is_percent(), named.kind) {
        (true, _, _) => ("report.clause.counted", "report.clause.counted_part", "report.clause.counted_more"),
        (false, true, _) => ("report.clause.share", "report.clause.share_part", "report.clause.share_more"),
        (false, false, _) if named.measure.money.is_some() || named.kind == Kind::Rate || named.kind == Kind::Mean => {
            ("report.clause.reached", "report.clause.reached_part", "report.clause.named_more")
        }
        (false, false, _) => ("report.clause.named", "report.clause.named_part", "report.clause.named_more"),
    };
    let mut text = say(if first.category.is_some() { part } else { whole }, first, figure);
    for &(item, figure) in rest {
        text.push_str(", ");
        text.push_str(&say(more, item, figure));
    }
    if let Some(change) = change(picker, first) {
        text.push_str(&change);
    }
    if let Some(partial) = partial(picker, &found) {
        text.push_str(&partial);
    }
    // An empty measure leaves a double space behind.
    Some(text.replace("  ", " ").trim().to_owned())
}

fn value(picker: &Picker, item: Item, figure: &Figure) -> String {
    format::running(figure.value.amount(), picker.style(item), figure.qualifier, picker.language)
}

/// Of stocks and rates: the change since the first year of the term. None where the two do not compare: a figure is
/// lacking, incomplete or qualified, or other units stand behind it.
fn change(picker: &Picker, item: Item) -> Option<String> {
    let named = picker.indicator(item);
    if !matches!(named.kind, Kind::Stock | Kind::Rate) || item.category.is_some() {
        return None;
    }
    let &first_year = picker.years.first()?;
    let before = picker.root_figure(item, first_year)?;
    let now = picker.root_figure(item, *picker.years.last()?)?;
    let compares = |figure: &Figure| figure.is_complete() && figure.qualifier == crate::domain::Qualifier::Exact;
    if !compares(before) || !compares(now) || before.expected != now.expected || before.value == now.value {
        return None;
    }
    let style = picker.style(item);
    // Both are rounded first, so that the printed difference is that of the printed values.
    let (old, new) = (before.value.amount().rounded(style.decimals), now.value.amount().rounded(style.decimals));
    let difference = new - old;
    let number =
        |amount: Amount, style: Style| format::running(amount, style, crate::domain::Qualifier::Exact, picker.language);
    let since = if picker.stands_at_a_date(item) {
        picker.say("report.change.closing", &[("month", format::month(first_year.to))])
    } else if picker.is_full_year(first_year) {
        picker.say("report.year", &[("year", picker.period_name(first_year))])
    } else {
        format::mid_sentence(&picker.period_name(first_year))
    };
    let up = difference > Amount::ZERO;
    if named.measure.is_percent() {
        let points = Style { percent: false, ..style };
        let key = if up { "report.change.points_up" } else { "report.change.points_down" };
        let facts = [("points", number(difference.abs(), points)), ("from", number(old, style)), ("since", since)];
        return Some(picker.say(key, &facts));
    }
    let percent = format::percentage(difference, old)?;
    let half = Amount::parse("0.5")?;
    if percent.abs() < half {
        return Some(picker.say("report.change.flat", &[("since", since)]));
    }
    if percent >= Amount::whole(100) {
        let tenths = Style { decimals: 1, percent: false };
        let times = new.ratio(1, old)?;
        return Some(picker.say("report.change.times", &[("times", number(times, tenths)), ("since", since)]));
    }
    let key = if up { "report.change.up" } else { "report.change.down" };
    let facts = [
        ("difference", number(difference.abs(), style)),
        ("measure", picker.measure(item).to_owned()),
        ("percent", number(percent.abs(), Style::PERCENT)),
        ("since", since),
    ];
    Some(picker.say(key, &facts))
}

/// Says how many units stand behind figures that are not complete.
fn partial(picker: &Picker, found: &[(Item, &Figure)]) -> Option<String> {
    let &(item, figure) = found.iter().find(|(_, figure)| !figure.is_complete() && figure.basis == Basis::Children)?;
    let coverage = picker.coverage(item, picker.term);
    let reported = [("reported", coverage.reported.to_string()), ("expected", coverage.expected.to_string())];
    if coverage.missing.is_empty() {
        return (figure.gaps > 0).then(|| picker.say("report.partial.gaps", &[("gaps", figure.gaps.to_string())]));
    }
    Some(picker.say("report.partial.units", &reported))
}
