//! Charts of units: ranked over the term, and mapped by year.

use super::course;
use super::frame::{self, Draft, Scale};
use super::{Drawn, Undrawn, titles};
use crate::domain::{Amount, Better, Figure, Kind, Number, Period, Qualifier, UnitId};
use crate::report::chart::{ChartKind, Datum, HeatRow, RankItem};
use crate::report::compose::picker::{Item, Picker};
use crate::report::format::{self, Style};

/// Fewer units need no ranking.
const FEWEST_RANKED: usize = 5;
/// More bars do not fit; the first ten and the last five are shown.
const MOST_BARS: usize = 20;
/// How many of the first are shown of many.
const FIRST_OF_MANY: usize = 10;
/// How many of the last are shown of many.
const LAST_OF_MANY: usize = 5;
/// How many bars are drawn in the strong colour.
const STRONG: usize = 3;
/// Fewer units or years make no map.
const FEWEST_ROWS: usize = 4;
const FEWEST_MAPPED_YEARS: usize = 3;
/// More rows do not fit.
const MOST_ROWS: usize = 18;

/// The figures of the reporting units over the term, best first; ties in the order of the registry.
pub(super) fn in_order<'a>(picker: &Picker<'a>, item: Item) -> Vec<(UnitId, &'a Figure)> {
    let mut found: Vec<(UnitId, &Figure)> =
        picker.reporting_units().filter_map(|unit| Some((unit, picker.figure(unit, item, picker.term)?))).collect();
    found.sort_by_key(|(_, figure)| figure.value.amount());
    if picker.indicator(item).better != Better::Lower {
        // A stable sort the other way round, so that ties keep their order.
        found.sort_by_key(|(_, figure)| -figure.value.amount());
    }
    found
}

/// What holds a chart of units back, if anything does.
pub(super) fn check(picker: &Picker, item: Item, found: usize, fewest: usize) -> Result<(), Undrawn> {
    let expected = picker.reporting_units().count();
    if expected == 0 || found == 0 {
        return Err(Undrawn::NotMeant);
    }
    let coverage = picker.coverage(item, picker.term);
    if coverage.reported * 10 < coverage.expected * 6 {
        return Err(Undrawn::Coverage);
    }
    if found < fewest { Err(Undrawn::TooFew) } else { Ok(()) }
}

/// Figures that are all alike, or of which most are only known roughly, show nothing by their order or shade.
pub(super) fn tells_apart(figures: &[&Figure]) -> Result<(), Undrawn> {
    if figures.iter().all(|figure| figure.value.amount().is_zero()) {
        return Err(Undrawn::AllZero);
    }
    let rough = figures.iter().filter(|figure| figure.qualifier != Qualifier::Exact).count();
    let alike = figures.windows(2).all(|pair| pair[0].value.amount() == pair[1].value.amount());
    if alike || rough * 2 > figures.len() { Err(Undrawn::NotMeant) } else { Ok(()) }
}

/// Units in order of their figure over the term.
pub fn ranking(picker: &Picker, item: Item) -> Drawn {
    let named = picker.indicator(item);
    if matches!(named.kind, Kind::Rating | Kind::Flag) {
        return Err(Undrawn::NotMeant);
    }
    let all = in_order(picker, item);
    let found = of_equal_lives(picker, item, &all);
    check(picker, item, found.len(), FEWEST_RANKED)?;
    let figures: Vec<&Figure> = found.iter().map(|(_, figure)| *figure).collect();
    tells_apart(&figures)?;
    let scale = Scale::of(picker, item, found.iter().map(|(_, figure)| *figure));
    let average = average(picker, item, &found).ok_or(Undrawn::NotMeant)?;
    let items = bars(picker, &found, &scale);

    let behind = |figure: &Figure| match named.better {
        Better::Lower => figure.value.amount() > average,
        Better::Higher | Better::None => figure.value.amount() < average,
    };
    let count = found.iter().filter(|(_, figure)| behind(figure)).count();
    let (leader, best) = found[0];
    let leaders = found.iter().filter(|(_, figure)| figure.value.amount() == best.value.amount()).count();
    let average_style = average_style(&scale, named.measure.is_percent(), scale.shown(average));
    // An average of values that are only known roughly is known as roughly.
    let exactness = if matches!(named.kind, Kind::Rate | Kind::Mean) {
        Qualifier::Exact
    } else {
        found.iter().fold(Qualifier::Exact, |all, (_, figure)| all.and(figure.qualifier))
    };
    let average_text = format::qualified(scale.shown(average), average_style, exactness, picker.language);
    let average_name =
        if matches!(named.kind, Kind::Rate | Kind::Mean) { "report.chart.overall" } else { "report.chart.average" };
    let (key, brief) = match named.better {
        Better::Lower => ("report.chart.title.rank_lower", "report.chart.title.rank_lower_brief"),
        Better::Higher => ("report.chart.title.rank_higher", "report.chart.title.rank_higher_brief"),
        Better::None => ("report.chart.title.rank_plain", "report.chart.title.rank_plain_brief"),
    };
    let leader_name = picker.unit_name(leader).to_owned();
    let shared = [
        ("unit", leader_name.clone()),
        ("count", format::running(Amount::whole(leaders as i64 - 1), Style::WHOLE, Qualifier::Exact, picker.language)),
    ];
    let leader_name = if leaders > 1 { picker.say("report.chart.title.rank_shared", &shared) } else { leader_name };
    let rate = matches!(named.kind, Kind::Rate | Kind::Mean);
    let level = picker.say(if rate { "report.chart.title.overall" } else { "report.chart.title.average" }, &[]);
    let say_title = |key: &str, unit: &str| {
        let facts = [
            ("unit", unit.to_owned()),
            ("value", scale.titled(picker, item, best)),
            ("count", count.to_string()),
            ("all", found.len().to_string()),
            ("level", level.clone()),
            ("average", average_text.clone()),
        ];
        picker.say(key, &facts)
    };
    // Who lies below a bound that is itself only a bound cannot be counted.
    let key = if exactness == Qualifier::Exact { key } else { brief };
    // A name that is cut says less than none.
    let nameless = if named.better == Better::Lower { "rank_lower_nameless" } else { "rank_nameless" };
    let nameless = format!("report.chart.title.{nameless}");
    let short = format::shortened(&leader_name, 30);
    let title = titles::first_that_fits(&[
        say_title(key, &leader_name),
        say_title(brief, &leader_name),
        say_title(if exactness == Qualifier::Exact { &nameless } else { brief }, &short),
    ]);
    let label = picker.label(item);
    let subtitle = frame::subtitle(picker, &label, &scale, &picker.say("report.chart.by_unit", &[]), &picker.years);
    let mut notes = Vec::new();
    if found.len() > MOST_BARS {
        let facts = [
            ("first", FIRST_OF_MANY.to_string()),
            ("last", LAST_OF_MANY.to_string()),
            ("all", found.len().to_string()),
        ];
        notes.push(picker.say("report.chart.first_and_last", &facts));
    }
    if found.len() < all.len() {
        let count = (all.len() - found.len()).to_string();
        notes.push(picker.say("report.chart.short_lives", &[("count", count)]));
    }
    notes.extend(few_note(picker, item, &items));
    notes.extend(frame::star_note(picker, items.iter().map(|bar| bar.datum.text.as_str())));
    let kind = ChartKind::Ranking {
        items,
        average: Some(Datum {
            value: scale.shown(average).to_f64(),
            text: picker.say(average_name, &[("value", average_text)]),
            figure: None,
        }),
    };
    let draft = Draft { item, label, form: "ranking", title, subtitle, notes, kind, periods: Vec::new() };
    Ok(draft.framed(picker))
}

/// Of what happens over time, the units that lived through as much of the term as any: less time is less by nature.
fn of_equal_lives<'f>(picker: &Picker, item: Item, found: &[(UnitId, &'f Figure)]) -> Vec<(UnitId, &'f Figure)> {
    let lived = |unit: UnitId| picker.months_lived(unit, picker.term);
    let most = found.iter().map(|&(unit, _)| lived(unit)).max().unwrap_or_default();
    let grows = super::grows_with_time(picker.indicator(item).kind);
    found.iter().copied().filter(|&(unit, _)| !grows || lived(unit) == most).collect()
}

/// The plain average of the units; of a rate the rate of all, for rates are never averaged.
fn average(picker: &Picker, item: Item, found: &[(UnitId, &Figure)]) -> Option<Amount> {
    if matches!(picker.indicator(item).kind, Kind::Rate | Kind::Mean) {
        return picker.root_figure(item, picker.term).map(|figure| figure.value.amount());
    }
    let total: Amount = found.iter().map(|(_, figure)| figure.value.amount()).sum();
    total.ratio(1, Amount::whole(found.len() as i64))
}

/// An average of whole numbers has a decimal, unless it is whole or so large that the decimal says nothing.
fn average_style(scale: &Scale, percent: bool, average: Amount) -> Style {
    if percent {
        return Style::PERCENT;
    }
    let tenth = average.rounded(1);
    let whole = tenth.is_whole() || tenth.abs() >= Amount::whole(1000);
    Style { decimals: if whole { scale.style.decimals } else { 1 }, percent: false }
}

/// A share of fewer than so many moves with every single one.
const FEW: i64 = 30;
/// The sign of such a share.
const FEW_SIGN: char = '°';

/// A datum whose text says that its share is one of very few.
fn few_marked(figure: &Figure, datum: Datum) -> Datum {
    let few = matches!(figure.value, Number::Ratio { denominator, scale: 100, .. } if denominator < Amount::whole(FEW));
    if few { Datum { text: format!("{}{FEW_SIGN}", datum.text), ..datum } } else { datum }
}

/// What that sign means, where it stands.
fn few_note(picker: &Picker, item: Item, bars: &[RankItem]) -> Option<String> {
    let below = Item::total(picker.indicator(item).denominator?);
    let facts = [("count", FEW.to_string()), ("measure", picker.measure(below))];
    let marked = bars.iter().any(|bar| bar.datum.text.ends_with(FEW_SIGN));
    marked.then(|| picker.say("report.chart.few_behind", &facts))
}

fn bars(picker: &Picker, found: &[(UnitId, &Figure)], scale: &Scale) -> Vec<RankItem> {
    let rank = |figure: &Figure| {
        // Ties share the rank of the first of them.
        found.iter().position(|(_, other)| other.value.amount() == figure.value.amount()).unwrap_or_default() + 1
    };
    let bar = |place: usize| {
        let (unit, figure) = found[place];
        RankItem {
            rank: rank(figure).to_string(),
            name: picker.unit_name(unit).to_owned(),
            datum: few_marked(figure, scale.datum(picker, figure)),
            strong: place < STRONG,
        }
    };
    if found.len() <= MOST_BARS {
        return (0..found.len()).map(bar).collect();
    }
    let first = (0..FIRST_OF_MANY).map(bar);
    first.chain((found.len() - LAST_OF_MANY..found.len()).map(bar)).collect()
}

/// Units by years, darker for more.
pub fn heat_map(picker: &Picker, item: Item) -> Drawn {
    let named = picker.indicator(item);
    if matches!(named.kind, Kind::Rating | Kind::Flag) {
        return Err(Undrawn::NotMeant);
    }
    let periods: Vec<Period> = frame::comparable_years(picker, item);
    let units: Vec<UnitId> = in_order(picker, item).into_iter().map(|(unit, _)| unit).collect();
    let compared = comparable(picker, item, &units, &periods);
    check(picker, item, units.len(), FEWEST_ROWS)?;
    if periods.len() < FEWEST_MAPPED_YEARS || compared == 0 {
        return Err(Undrawn::TooFew);
    }
    let shown = &units[..units.len().min(MOST_ROWS)];
    let figures = |unit: UnitId| periods.iter().map(move |&period| picker.figure(unit, item, period));
    let known: Vec<&Figure> = shown.iter().flat_map(|&unit| figures(unit)).flatten().collect();
    if known.len() * 10 < shown.len() * periods.len() * 6 {
        return Err(Undrawn::Coverage);
    }
    tells_apart(&known)?;
    let scale = Scale::of(picker, item, known.iter().copied());
    // Colours on both sides of nought are equally dark: the sign tells them apart in grey.
    let signed = known.iter().any(|f| f.value.amount() < Amount::ZERO);
    let datum = |figure: &Figure| {
        let datum = scale.datum(picker, figure);
        if signed && datum.value > 0.0 { Datum { text: format!("+{}", datum.text), ..datum } } else { datum }
    };
    let rows: Vec<HeatRow> = shown
        .iter()
        .map(|&unit| HeatRow {
            name: picker.unit_name(unit).to_owned(),
            values: figures(unit).map(|figure| figure.map(datum)).collect(),
        })
        .collect();
    let title = heat_title(picker, item, &units, &periods, &scale);
    let label = picker.label(item);
    let subtitle = frame::brief_subtitle(picker, &label, &scale, &periods);
    let mut notes = Vec::new();
    if shown.len() < units.len() {
        let facts = [("shown", shown.len().to_string()), ("all", units.len().to_string())];
        notes.push(picker.say("report.chart.largest_units", &facts));
    }
    if periods.len() < picker.years.len() {
        notes.push(picker.say("report.chart.full_years_only", &[]));
    }
    notes.extend(frame::star_note(picker, rows.iter().flat_map(|row| &row.values).flatten().map(|d| d.text.as_str())));
    let kind = ChartKind::HeatMap {
        columns: periods.iter().map(|&period| frame::period_label(picker, item, period)).collect(),
        rows,
    };
    let draft = Draft { item, label, form: "heat", title, subtitle, notes, kind, periods: Vec::new() };
    Ok(draft.framed(picker))
}

/// Whether a unit can be compared in a year: it must have lived when the figure stood, of a flow through all of the year.
fn compares(picker: &Picker, item: Item, unit: UnitId, year: Period) -> bool {
    picker.stands_at_a_date(item) || picker.lived_through(unit, year)
}

/// How many of the units can be compared between the first and the last year.
pub(super) fn comparable(picker: &Picker, item: Item, units: &[UnitId], periods: &[Period]) -> usize {
    let ends = [periods.first(), periods.last()];
    let there = |unit: UnitId, year: Option<&Period>| {
        year.is_some_and(|&year| picker.figure(unit, item, year).is_some() && compares(picker, item, unit, year))
    };
    units.iter().filter(|&&unit| ends.iter().all(|&year| there(unit, year))).count()
}

/// How many units have grown between the first and the last year, and which most.
pub(super) fn heat_title(picker: &Picker, item: Item, units: &[UnitId], periods: &[Period], scale: &Scale) -> String {
    let (first, last) = (periods[0], periods[periods.len() - 1]);
    let both: Vec<(UnitId, &Figure, &Figure)> = units
        .iter()
        .filter(|&&unit| [first, last].iter().all(|&year| compares(picker, item, unit, year)))
        .filter_map(|&unit| Some((unit, picker.figure(unit, item, first)?, picker.figure(unit, item, last)?)))
        .collect();
    let growth = |(_, old, new): &(UnitId, &Figure, &Figure)| new.value.amount() - old.value.amount();
    let moves = |(_, old, new): &(UnitId, &Figure, &Figure)| {
        !course::is_flat(old.value.amount(), new.value.amount(), scale.style.percent)
    };
    let grown = both.iter().filter(|unit| growth(unit) > Amount::ZERO && moves(unit)).count();
    let text = |figure: &Figure| scale.marked(picker, figure);
    // The first of the registry where several have grown alike.
    let most = both.iter().rev().max_by_key(|unit| growth(unit)).filter(|_| grown > 0);
    let key = match grown {
        0 if !both.iter().any(moves) => "report.chart.title.heat_flat",
        0 => "report.chart.title.heat_none",
        _ if grown == both.len() => "report.chart.title.heat_all",
        _ => "report.chart.title.heat",
    };
    let mut head = vec![
        ("count", grown.to_string()),
        ("all", both.len().to_string()),
        ("first", frame::period_in_words(picker, item, first)),
        ("last", frame::period_in_words(picker, item, last)),
    ];
    let mut titles = Vec::new();
    if let Some((unit, old, new)) = most {
        head.push(("from", text(old)));
        head.push(("to", scale.titled(picker, item, new)));
        // A name that is cut says less than none.
        head.push(("unit", picker.unit_name(*unit).to_owned()));
        for most in ["report.chart.title.heat_most", "report.chart.title.heat_most_brief"] {
            titles.push(format!("{}{}", picker.say(key, &head), picker.say(most, &head)));
        }
    }
    titles.push(picker.say(key, &head));
    titles::first_that_fits(&titles)
}
