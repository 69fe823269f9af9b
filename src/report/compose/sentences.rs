//! What the figures say, in sentences for the text of a report: one paragraph a chapter, every number from a figure.

use super::charts::course;
use super::charts::frame::{Scale, is_broken};
use super::picker::{Item, Picker};
use crate::domain::{Amount, Basis, Better, Figure, IndicatorId, Kind, Qualifier};
use crate::report::format::{self, Style};
use crate::text::Language;

/// Honours that people receive: "1.258 người đạt danh hiệu …", never "danh hiệu … có 1.258 người".
const HONOURS: [&str; 6] = ["danh hiệu", "giải", "bằng khen", "giấy khen", "huân chương", "kỷ niệm chương"];

/// One paragraph for each chapter that has figures over the term.
pub fn sentences(picker: &Picker) -> Vec<String> {
    picker.chapters().iter().filter_map(|(_, indicators)| paragraph(picker, indicators)).collect()
}

fn paragraph(picker: &Picker, indicators: &[IndicatorId]) -> Option<String> {
    let of_kind = |stock: bool| -> Vec<Clause> {
        let wanted = |indicator: &&IndicatorId| picker.stands_at_a_date(Item::total(**indicator)) == stock;
        indicators.iter().filter(wanted).filter_map(|&indicator| clause(picker, indicator)).collect()
    };
    let mut sentences = Vec::new();
    let flows = of_kind(false);
    if !flows.is_empty() {
        let facts = [("term", picker.term_name()), ("clauses", joined(picker, &flows))];
        sentences.push(picker.say("report.sentence.term", &facts));
    }
    let stocks = of_kind(true);
    if !stocks.is_empty() {
        let facts = [("month", format::month(picker.term.to)), ("clauses", joined(picker, &stocks))];
        sentences.push(picker.say("report.sentence.closing", &facts));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// What one indicator says, in pieces: neighbours share what they have in common.
struct Clause {
    indicator: IndicatorId,
    /// Value, name, parts.
    text: String,
    /// Whether the number comes first: "có 4.561 sáng kiến".
    counted: bool,
    change: Option<Change>,
    /// How incomplete it is.
    partial: Option<String>,
}

/// A change with what it is measured from.
struct Change {
    text: String,
    /// None where the words say it already.
    since: Option<String>,
}

/// The clauses of one sentence. What several of them share is said once: the verb, the date they compare with, and how
/// complete they are.
fn joined(picker: &Picker, clauses: &[Clause]) -> String {
    let alike = clauses.len() > 1 && clauses.windows(2).all(|pair| pair[0].partial == pair[1].partial);
    let mut text = String::new();
    let (mut counted, mut since) = (false, None);
    for (place, clause) in clauses.iter().enumerate() {
        let named = picker.knowledge.catalogue.indicator(clause.indicator);
        let within = named.part_of.is_some_and(|whole| clauses[..place].iter().any(|other| other.indicator == whole));
        if place > 0 {
            text.push_str("; ");
        }
        let key = match (within, clause.counted && !counted, picker.stands_at_a_date(Item::total(clause.indicator))) {
            (true, _, _) => "report.clause.within",
            (false, true, false) => "report.clause.there_were",
            (false, true, true) => "report.clause.there_are",
            (false, false, _) => "report.clause.plain",
        };
        text.push_str(&picker.say(key, &[("clause", clause.text.clone())]));
        counted = clause.counted;
        if let Some(change) = &clause.change {
            text.push_str(&change.text);
            if let Some(from) = change.since.as_ref().filter(|from| since != Some(*from)) {
                text.push_str(&picker.say("report.change.since", &[("since", from.clone())]));
                since = Some(from);
            }
        }
        if let Some(partial) = clause.partial.as_ref().filter(|_| !alike || place + 1 == clauses.len()) {
            text.push_str(&if text.ends_with(')') { format!(", {partial}") } else { format!(" ({partial})") });
        }
    }
    text
}

/// What one indicator says: its value, the values of its parts, its change.
fn clause(picker: &Picker, indicator: IndicatorId) -> Option<Clause> {
    let items = picker.items(indicator);
    let found: Vec<(Item, &Figure)> =
        items.iter().filter_map(|&item| Some((item, picker.root_figure(item, picker.term)?))).collect();
    let (&(first, figure), rest) = found.split_first()?;
    let named = picker.indicator(first);
    let scale = scale(picker, first, &found);
    let measure = scale.measure.clone();
    let name = format::mid_sentence(named.name.get(picker.language));
    let counted_name = counted_name(picker, first, &name);
    let say = |key: &str, (item, figure): (Item, &Figure)| {
        let facts = [
            ("value", value(picker, &scale, figure)),
            ("measure", measure.clone()),
            ("name", counted_name.clone().unwrap_or_else(|| name.clone())),
            ("part", picker.category_name(item).map(format::mid_sentence).unwrap_or_default()),
        ];
        picker.say(key, &facts)
    };
    let (whole, part, more) = match (&counted_name, named.measure.is_percent(), named.kind) {
        (Some(_), _, _) => ("report.clause.counted", "report.clause.counted_part", "report.clause.counted_more"),
        (None, true, _) if named.better == Better::Higher => {
            ("report.clause.share", "report.clause.share_part", "report.clause.share_more")
        }
        (None, true, _) => ("report.clause.share_plain", "report.clause.share_plain_part", "report.clause.share_more"),
        (None, false, Kind::Rate | Kind::Mean) => {
            ("report.clause.reached", "report.clause.reached_part", "report.clause.named_more")
        }
        (None, false, _) if named.measure.money.is_some() || is_a_number(&name) => {
            ("report.clause.reached", "report.clause.reached_part", "report.clause.named_more")
        }
        (None, false, _) => ("report.clause.named", "report.clause.named_part", "report.clause.named_more"),
    };
    let mut text = say(if first.category.is_some() { part } else { whole }, (first, figure));
    if first.category.is_none() && !rest.is_empty() {
        // Parts of a total that was just given: they stand in brackets, without their measure.
        let parts: Vec<String> = rest.iter().map(|&part| say("report.clause.share_more", part)).collect();
        text.push_str(&format!(" ({})", parts.join("; ")));
    } else {
        for (place, &part) in rest.iter().enumerate() {
            text.push_str(&if place + 1 == rest.len() { picker.say("report.and", &[]) } else { ", ".to_owned() });
            text.push_str(&say(more, part));
        }
    }
    // An empty measure leaves a double space behind.
    let text = text.replace("  ", " ").trim().to_owned();
    let (change, partial) = (change(picker, first, &scale), partial(picker, &found));
    Some(Clause { indicator, text, counted: counted_name.is_some(), change, partial })
}

/// Money is stated in the measure that people say: *2.049 nghìn tỷ đồng*. Anything else as the tables print it.
fn scale(picker: &Picker, item: Item, found: &[(Item, &Figure)]) -> Scale {
    if picker.indicator(item).measure.money.is_some() {
        return Scale::of(picker, item, found.iter().map(|(_, figure)| *figure));
    }
    Scale::plain(picker.style(item), picker.measure(item))
}

/// The name as it follows a number, where it can. *4.561 sáng kiến cải tiến …* reads by itself where the name starts with
/// its measure; English names are plurals and read so wherever things are counted.
fn counted_name(picker: &Picker, item: Item, name: &str) -> Option<String> {
    let named = picker.indicator(item);
    let measure = format::mid_sentence(&picker.measure(item));
    let things = named.measure.money.is_none() && !named.measure.is_percent();
    if picker.language == Language::En {
        let counts = things && matches!(named.kind, Kind::Flow | Kind::Stock) && named.integer;
        return counts.then(|| name.to_owned());
    }
    let starts = |word: &str| name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if !measure.is_empty() && starts(&measure) {
        return Some(name.to_owned());
    }
    let people = things && matches!(measure.as_str(), "người" | "lượt người");
    let honour = HONOURS.iter().position(|&honour| starts(honour)).filter(|_| people)?;
    let key = if honour < 2 { "report.clause.honour_won" } else { "report.clause.honour_given" };
    Some(picker.say(key, &[("measure", measure), ("name", name.to_owned())]))
}

/// Names that are numbers themselves are so much; other names have so many.
fn is_a_number(name: &str) -> bool {
    name.starts_with("tổng ") || name.starts_with("số ")
}

fn value(picker: &Picker, scale: &Scale, figure: &Figure) -> String {
    format::running(scale.shown(figure.value.amount()), scale.style, figure.qualifier, picker.language)
}

/// Of stocks and rates: the change since the first year of the term. None where the two do not compare: a figure is
/// lacking, incomplete or qualified, or other units stand behind it.
fn change(picker: &Picker, item: Item, scale: &Scale) -> Option<Change> {
    let named = picker.indicator(item);
    if !matches!(named.kind, Kind::Stock | Kind::Rate) || item.category.is_some() {
        return None;
    }
    let (&first_year, &last_year) = (picker.years.first()?, picker.years.last()?);
    let before = picker.root_figure(item, first_year)?;
    let now = picker.root_figure(item, last_year)?;
    let compares = |figure: &Figure| figure.is_complete() && figure.qualifier == Qualifier::Exact;
    if first_year == last_year
        || is_broken(picker, first_year, last_year)
        || !compares(before)
        || !compares(now)
        || before.expected != now.expected
    {
        return None;
    }
    let style = scale.style;
    // Both are rounded first, so that the printed difference is that of the printed values.
    let rounded = |figure: &Figure| scale.shown(figure.value.amount()).rounded(style.decimals);
    let (old, new) = (rounded(before), rounded(now));
    let difference = new - old;
    let number = |amount: Amount, style: Style| format::running(amount, style, Qualifier::Exact, picker.language);
    let since = if picker.stands_at_a_date(item) {
        picker.say("report.change.closing", &[("month", format::month(first_year.to))])
    } else if picker.is_full_year(first_year) {
        picker.say("report.year", &[("year", picker.period_name(first_year))])
    } else {
        format::mid_sentence(&picker.period_name(first_year))
    };
    let say =
        |key: &str, facts: &[(&str, String)]| Some(Change { text: picker.say(key, facts), since: Some(since.clone()) });
    if before.value.amount() == now.value.amount() {
        return say("report.change.same", &[]);
    }
    let up = difference > Amount::ZERO;
    let points = Style { percent: false, ..style };
    let percent = format::percentage(difference, old);
    if course::is_flat(old, new, named.measure.is_percent()) {
        // How little it was stands in brackets, unless it rounds to nothing.
        let size = match (named.measure.is_percent(), percent) {
            (true, _) => {
                picker.say("report.change.points", &[("points", format::signed(difference, points, picker.language))])
            }
            (false, Some(percent)) => format::signed(percent, Style::PERCENT, picker.language),
            (false, None) => String::new(),
        };
        let told = size.chars().any(|digit| ('1'..='9').contains(&digit));
        return if told { say("report.change.flat_by", &[("size", size)]) } else { say("report.change.flat", &[]) };
    }
    if named.measure.is_percent() {
        let key = if up { "report.change.points_up" } else { "report.change.points_down" };
        return say(key, &[("points", number(difference.abs(), points)), ("from", number(old, style))]);
    }
    let percent = percent.filter(|_| old > Amount::ZERO)?;
    if percent >= Amount::whole(100) {
        let tenths = Style { decimals: 1, percent: false };
        // "Gấp 3 lần cuối tháng 12/2016": the date belongs to the words.
        let times = number(new.ratio(1, old)?, tenths);
        let text = picker.say("report.change.times", &[("times", times), ("since", since)]);
        return Some(Change { text, since: None });
    }
    let key = if up { "report.change.up" } else { "report.change.down" };
    let facts = [
        ("difference", number(difference.abs(), style)),
        (
            "measure",
            if picker.language == Language::En && named.measure.money.is_none() {
                String::new()
            } else {
                scale.measure.clone()
            },
        ),
        ("percent", number(percent.abs(), Style::PERCENT)),
    ];
    let mut change = say(key, &facts)?;
    change.text = change.text.replace("  ", " ");
    Some(change)
}

/// Says how many units stand behind figures that are not complete, or what they lack.
fn partial(picker: &Picker, found: &[(Item, &Figure)]) -> Option<String> {
    let &(item, figure) = found.iter().find(|(_, figure)| !figure.is_complete() && figure.basis == Basis::Children)?;
    let coverage = picker.coverage(item, picker.term);
    if coverage.missing.is_empty() {
        return picker.gaps(item, figure);
    }
    let facts = [("reported", coverage.reported.to_string()), ("expected", coverage.expected.to_string())];
    Some(picker.say("report.partial.units", &facts))
}
