//! Charts over the years: stacked levels, lines, groups and shares.

use super::course::{self, Course};
use super::frame::{self, Draft, Scale};
use super::{Drawn, Undrawn, titles};
use crate::domain::{Amount, Figure, IndicatorId, Kind, Movement, Period, Qualifier};
use crate::report::chart::{ChartKind, Datum, Growth, Series};
use crate::report::compose::picker::{Item, Picker};
use crate::report::format::{self, Style};

/// A stack of more parts cannot be told apart.
const MOST_PARTS: usize = 4;
/// Fewer years make no stack.
const FEWEST_COLUMNS: usize = 3;
/// Fewer points make no line.
const FEWEST_POINTS: usize = 4;

/// The chart of one indicator over the years: its parts stacked, or a line, or columns where the years are few.
pub fn trend(picker: &Picker, indicator: IndicatorId, chapter: &[IndicatorId]) -> Drawn {
    let parts = parts_to_show(picker, indicator);
    let kind = picker.indicator(Item::total(indicator)).kind;
    if kind == Kind::Rating {
        // How many were rated says nothing; how they were is a chart of shares.
        return Err(Undrawn::NotMeant);
    }
    if parts.len() >= 2 && matches!(kind, Kind::Flow | Kind::Stock) {
        return stacked(picker, indicator, &parts);
    }
    line(picker, super::lead(picker, indicator), chapter)
}

/// The parts that have a figure other than nought, the largest four in their own order.
fn parts_to_show(picker: &Picker, indicator: IndicatorId) -> Vec<Item> {
    let size = |item: &Item| {
        let figures = picker.years.iter().chain([&picker.term]).filter_map(|&p| picker.root_figure(*item, p));
        figures.map(|figure| figure.value.amount()).max().unwrap_or(Amount::ZERO)
    };
    let mut parts: Vec<Item> = picker.items(indicator);
    parts.retain(|item| item.category.is_some() && size(item) > Amount::ZERO);
    while parts.len() > MOST_PARTS {
        let smallest = parts.iter().enumerate().min_by_key(|(_, item)| size(item)).map(|(place, _)| place);
        parts.remove(smallest.unwrap_or_default());
    }
    parts
}

/// One series over these periods.
fn series(picker: &Picker, item: Item, name: &str, periods: &[Period], scale: &Scale) -> Series {
    let datum = |&period: &Period| frame::solid_figure(picker, item, period).map(|figure| scale.datum(picker, figure));
    Series { name: name.to_owned(), values: periods.iter().map(datum).collect() }
}

fn figures<'a>(picker: &Picker<'a>, item: Item, periods: &[Period]) -> Vec<&'a Figure> {
    periods.iter().filter_map(|&period| frame::solid_figure(picker, item, period)).collect()
}

/// The star note where a value of the series has one.
fn stars(picker: &Picker, all: &[Series]) -> Option<String> {
    frame::star_note(picker, all.iter().flat_map(|s| &s.values).flatten().map(|datum| datum.text.as_str()))
}

pub fn stack(picker: &Picker, indicator: IndicatorId) -> Drawn {
    let parts = parts_to_show(picker, indicator);
    if parts.len() < 2 { Err(Undrawn::NotMeant) } else { stacked(picker, indicator, &parts) }
}

fn stacked(picker: &Picker, indicator: IndicatorId, parts: &[Item]) -> Drawn {
    frame::check(picker, parts)?;
    let total = Item::total(indicator);
    let additive = picker.is_additive(indicator);
    let kind = picker.indicator(total).kind;
    let with_figures =
        |period: &&Period| parts.iter().any(|&part| frame::solid_figure(picker, part, **period).is_some());
    let periods: Vec<Period> = picker.years.iter().filter(with_figures).copied().collect();
    if periods.len() < FEWEST_COLUMNS {
        return Err(Undrawn::TooFew);
    }
    if parts.iter().any(|&part| figures(picker, part, &periods).iter().any(|f| f.value.amount() < Amount::ZERO)) {
        return Err(Undrawn::NotMeant);
    }
    let of_parts = parts.iter().flat_map(|&part| figures(picker, part, &periods));
    let scale = Scale::of(picker, total, figures(picker, total, &periods).into_iter().chain(of_parts));
    let all: Vec<Series> = parts
        .iter()
        .map(|&part| series(picker, part, picker.category_name(part).unwrap_or_default(), &periods, &scale))
        .collect();
    let left_out = picker.items(indicator).iter().filter(|i| i.category.is_some() && picker.has_figures(**i)).count();
    // A total over some of the parts would contradict the stack under it.
    let totals = if additive && picker.has_figures(total) && left_out == parts.len() {
        series(picker, total, "", &periods, &scale).values
    } else {
        Vec::new()
    };

    let title_item = if additive && picker.has_figures(total) { total } else { parts[0] };
    let title_years = frame::comparable_years(picker, title_item);
    let addition = additive.then(|| largest_share(picker, indicator, parts)).flatten();
    let title = titles::trend(picker, title_item, &figures(picker, title_item, &title_years), &scale, addition);
    let breakdown = picker.knowledge.catalogue.breakdown(indicator).map(|b| b.name.get(picker.language));
    let facts = [
        ("name", picker.indicator(total).name.get(picker.language).to_owned()),
        ("breakdown", breakdown.map(format::mid_sentence).unwrap_or_default()),
    ];
    let subtitle = frame::subtitle(picker, &picker.say("report.chart.by_breakdown", &facts), &scale, "", &picker.years);
    let mut notes = Vec::new();
    if !additive {
        notes.push(picker.say("report.note.ladder", &[]));
    }
    if left_out > parts.len() {
        notes.push(picker.say("report.chart.largest_parts", &[("count", parts.len().to_string())]));
    }
    notes.extend(frame::part_years_note(picker, kind, &periods));
    notes.extend(stars(picker, &all));
    let categories = periods.iter().map(|&period| frame::period_label(picker, total, period)).collect();
    // Levels of a ladder hold one another: upon one another they would pass for a sum.
    let (form, kind) = if additive {
        ("parts", ChartKind::Stacked { categories, series: all, totals, growth: growth(picker, total, &periods) })
    } else {
        ("levels", ChartKind::Grouped { categories, series: all })
    };
    let label = picker.indicator(total).name.get(picker.language).to_owned();
    let draft = Draft { item: title_item, label, form, title, subtitle, notes, kind, periods: periods.clone() };
    Ok(draft.framed(picker))
}

/// Arrows of growth over the columns of these periods: growth a year where the years run one way, and of a step that made
/// nearly all of the movement its own change, with growth a year before and after it. None crosses a break.
fn growth(picker: &Picker, item: Item, periods: &[Period]) -> Vec<Growth> {
    let comparable = frame::comparable_years(picker, item);
    let totals: Vec<(usize, &Figure)> = periods
        .iter()
        .enumerate()
        .filter(|(_, period)| comparable.contains(period))
        .filter_map(|(place, &period)| Some((place, frame::solid_figure(picker, item, period)?)))
        .collect();
    let mut arrows = Vec::new();
    for run in totals.chunk_by(|(_, a), (_, b)| frame::is_one_organisation(picker, a.period, b.period)) {
        let values: Vec<Amount> = run.iter().map(|(_, figure)| figure.value.amount()).collect();
        match Course::of(&values, false) {
            Some(Course::Leap(step)) => {
                arrows.extend(yearly(picker, &run[..=step]));
                arrows.extend(leap(picker, run[step], run[step + 1]));
                arrows.extend(yearly(picker, &run[step + 1..]));
            }
            _ => arrows.extend(yearly(picker, run)),
        }
    }
    arrows
}

/// Growth a year from the first of some years to the last, where they are three and run one way.
fn yearly(picker: &Picker, run: &[(usize, &Figure)]) -> Option<Growth> {
    let [(from, opening), _, .., (to, closing)] = *run else { return None };
    let values: Vec<Amount> = run.iter().map(|(_, figure)| figure.value.amount()).collect();
    let growth = Movement { opening, closing, broken: false }.yearly_growth().filter(|_| course::is_trend(&values))?;
    let percent = format::signed(growth, Style::PERCENT, picker.language);
    Some(Growth { from, to, text: picker.say("report.chart.growth", &[("percent", percent)]) })
}

/// The change of one step in per cent.
fn leap(picker: &Picker, (from, opening): (usize, &Figure), (to, closing): (usize, &Figure)) -> Option<Growth> {
    let growth = Movement { opening, closing, broken: false }.growth()?;
    Some(Growth { from, to, text: format::signed(growth, Style::PERCENT, picker.language) })
}

/// Which part holds how much of the term's total.
fn largest_share(picker: &Picker, indicator: IndicatorId, parts: &[Item]) -> Option<String> {
    let whole = picker.root_figure(Item::total(indicator), picker.term)?.value.amount();
    let value = |item: &Item| picker.root_figure(*item, picker.term).map(|figure| figure.value.amount());
    let largest = parts.iter().filter(|item| value(item).is_some()).max_by_key(|item| value(item))?;
    let share = format::percentage(value(largest)?, whole)?;
    let facts = [
        ("part", format::mid_sentence(picker.category_name(*largest)?)),
        ("share", format::number(share, Style::PERCENT, picker.language)),
    ];
    Some(picker.say("report.chart.title.share", &facts))
}

/// A line with the lines of its 'of which', or columns where the years are few.
pub fn line(picker: &Picker, item: Item, chapter: &[IndicatorId]) -> Drawn {
    frame::check(picker, &[item])?;
    let named = picker.indicator(item);
    let periods: Vec<Period> = frame::comparable_years(picker, item);
    let drawn = figures(picker, item, &periods);
    if drawn.len() < FEWEST_POINTS {
        return columns(picker, item);
    }
    let within = chapter.iter().copied().filter(|&other| {
        let other = picker.knowledge.catalogue.indicator(other);
        other.part_of == Some(item.indicator) && other.kind == named.kind && other.measure == named.measure
    });
    let mut items = vec![item];
    items
        .extend(within.map(Item::total).filter(|&part| figures(picker, part, &periods).len() >= FEWEST_POINTS).take(3));
    let scale = Scale::of(picker, item, drawn.iter().copied());
    let all: Vec<Series> = items
        .iter()
        .map(|&item| series(picker, item, picker.indicator(item).name.get(picker.language), &periods, &scale))
        .collect();
    let title = titles::trend(picker, item, &drawn, &scale, None);
    let mut notes: Vec<String> = frame::full_years_note(picker, &periods).into_iter().collect();
    notes.extend(stars(picker, &all));
    let subtitle = frame::subtitle(picker, &picker.label(item), &scale, "", &periods);
    let kind = ChartKind::Line {
        categories: periods.iter().map(|&period| frame::period_label(picker, item, period)).collect(),
        series: all,
    };
    let draft =
        Draft { item, label: picker.label(item), form: "line", title, subtitle, notes, kind, periods: periods.clone() };
    Ok(draft.framed(picker))
}

/// Columns for the few years that there are.
pub fn columns(picker: &Picker, item: Item) -> Drawn {
    let kind = picker.indicator(item).kind;
    let known = |period: &&Period| frame::solid_figure(picker, item, **period).is_some();
    let periods: Vec<Period> = picker.years.iter().filter(known).copied().collect();
    if periods.len() < FEWEST_COLUMNS {
        return Err(Undrawn::TooFew);
    }
    let drawn = figures(picker, item, &periods);
    let scale = Scale::of(picker, item, drawn.iter().copied());
    let all = vec![series(picker, item, picker.indicator(item).name.get(picker.language), &periods, &scale)];
    let title_years = frame::comparable_years(picker, item);
    let title = titles::trend(picker, item, &figures(picker, item, &title_years), &scale, None);
    let mut notes: Vec<String> = frame::part_years_note(picker, kind, &periods).into_iter().collect();
    notes.extend(stars(picker, &all));
    let subtitle = frame::subtitle(picker, &picker.label(item), &scale, "", &picker.years);
    let kind = ChartKind::Grouped {
        categories: periods.iter().map(|&period| frame::period_label(picker, item, period)).collect(),
        series: all,
    };
    let draft = Draft {
        item,
        label: picker.label(item),
        form: "columns",
        title,
        subtitle,
        notes,
        kind,
        periods: periods.clone(),
    };
    Ok(draft.framed(picker))
}

/// Indicators of one chapter side by side: two to four of the same kind and measure, without parts.
pub fn grouped(picker: &Picker, chapter: &[IndicatorId]) -> Drawn {
    let alike = |&&other: &&IndicatorId| {
        let named = picker.knowledge.catalogue.indicator(other);
        let item = Item::total(other);
        matches!(named.kind, Kind::Flow | Kind::Stock)
            && named.part_of.is_none()
            && picker.items(other).len() == 1
            && picker.root_figure(item, picker.term).is_some_and(|figure| figure.qualifier == Qualifier::Exact)
    };
    let plain: Vec<IndicatorId> = chapter.iter().filter(alike).copied().collect();
    let first = *plain.first().ok_or(Undrawn::NotMeant)?;
    let like_first = |&&other: &&IndicatorId| {
        let (a, b) = (picker.knowledge.catalogue.indicator(first), picker.knowledge.catalogue.indicator(other));
        a.kind == b.kind && a.measure == b.measure
    };
    let items: Vec<Item> = plain.iter().filter(like_first).take(MOST_PARTS).map(|&id| Item::total(id)).collect();
    let &[a, b, ..] = items.as_slice() else { return Err(Undrawn::NotMeant) };
    frame::check(picker, &items)?;
    let periods: Vec<Period> = frame::comparable_years(picker, a);
    if items.iter().any(|&item| figures(picker, item, &periods).len() < FEWEST_COLUMNS) {
        return Err(Undrawn::TooFew);
    }
    let scale = Scale::of(picker, a, items.iter().flat_map(|&item| figures(picker, item, &periods)));
    let name = |item: Item| picker.indicator(item).name.get(picker.language);
    let all: Vec<Series> = items.iter().map(|&item| series(picker, item, name(item), &periods, &scale)).collect();
    let amount = |item: Item| picker.root_figure(item, picker.term).map(|figure| figure.value.amount());
    let share = amount(b).zip(amount(a)).and_then(|(b, a)| format::percentage(b, a)).ok_or(Undrawn::AllZero)?;
    let say_title = |limit: usize| {
        let facts = [
            ("a", format::mid_sentence(&format::shortened(name(a), limit))),
            ("b", format::mid_sentence(&format::shortened(name(b), limit))),
            ("share", format::number(share, Style::PERCENT, picker.language)),
            ("term", picker.term_name()),
            ("month", format::month(picker.term.to)),
        ];
        let at_a_date = picker.stands_at_a_date(a);
        picker.say(if at_a_date { "report.chart.title.grouped_closing" } else { "report.chart.title.grouped" }, &facts)
    };
    let title = titles::first_that_fits(&[say_title(60), say_title(30)]);
    let names: Vec<String> = items.iter().skip(1).map(|&item| format::mid_sentence(name(item))).collect();
    let label = std::iter::once(name(a).to_owned()).chain(names).collect::<Vec<_>>().join(", ");
    let subtitle = frame::subtitle(picker, &format::shortened(&label, 90), &scale, "", &periods);
    let notes: Vec<String> = frame::full_years_note(picker, &periods).into_iter().chain(stars(picker, &all)).collect();
    let kind = ChartKind::Grouped {
        categories: periods.iter().map(|&period| frame::period_label(picker, a, period)).collect(),
        series: all,
    };
    let draft = Draft { item: a, label, form: "grouped", title, subtitle, notes, kind, periods: periods.clone() };
    Ok(draft.framed(picker))
}

/// How the parts of an indicator share it, year by year; only where they add up to it in every year drawn.
pub fn shares(picker: &Picker, indicator: IndicatorId) -> Drawn {
    let total = Item::total(indicator);
    let parts: Vec<Item> = picker.items(indicator).into_iter().filter(|item| item.category.is_some()).collect();
    if !picker.is_additive(indicator) || !(2..=5).contains(&parts.len()) {
        return Err(Undrawn::NotMeant);
    }
    frame::check(picker, &[total])?;
    let adds_up = |period: &&Period| {
        let whole = frame::solid_figure(picker, total, **period).map(|figure| figure.value.amount());
        let amounts: Option<Vec<Amount>> =
            parts.iter().map(|&part| picker.root_figure(part, **period).map(|f| f.value.amount())).collect();
        let (Some(whole), Some(amounts)) = (whole, amounts) else { return false };
        whole > Amount::ZERO
            && amounts.iter().all(|a| *a >= Amount::ZERO)
            && amounts.into_iter().sum::<Amount>() == whole
    };
    let periods: Vec<Period> = picker.years.iter().filter(adds_up).copied().collect();
    // Shares of a few of the years would pass for those of the term.
    if periods.len() < 2 || periods.len() * 10 < picker.years.len() * 6 {
        return Err(Undrawn::TooFew);
    }
    let share = |part: Item, period: Period| {
        let whole = picker.root_figure(total, period)?.value.amount();
        format::percentage(picker.root_figure(part, period)?.value.amount(), whole)
    };
    let text = |share: Amount| format::number(share, Style::PERCENT, picker.language);
    let datum = |share: Amount| Datum {
        value: share.rounded(Style::PERCENT.decimals).to_f64(),
        text: text(share),
        figure: None,
    };
    let all: Vec<Series> = parts
        .iter()
        .map(|&part| Series {
            name: picker.category_name(part).unwrap_or_default().to_owned(),
            values: periods.iter().map(|&period| share(part, period).map(datum)).collect(),
        })
        .collect();
    let (first, last) = (periods[0], periods[periods.len() - 1]);
    let largest = parts.iter().copied().max_by_key(|&part| share(part, last)).ok_or(Undrawn::NotMeant)?;
    let (old, new) = share(largest, first).zip(share(largest, last)).ok_or(Undrawn::NotMeant)?;
    let (old, new) = (old.rounded(1), new.rounded(1));
    let key = match new.cmp(&old) {
        std::cmp::Ordering::Less | std::cmp::Ordering::Greater if course::is_flat(old, new, true) => {
            "report.chart.title.share_flat"
        }
        std::cmp::Ordering::Greater => "report.chart.title.share_up",
        std::cmp::Ordering::Less => "report.chart.title.share_down",
        std::cmp::Ordering::Equal => "report.chart.title.share_level",
    };
    let name = picker.indicator(total).name.get(picker.language);
    let say_title = |key: &str, limit: usize| {
        let facts = [
            ("part", picker.category_name(largest).unwrap_or_default().to_owned()),
            ("name", format::mid_sentence(&format::shortened(name, limit))),
            ("share", text(new)),
            ("points", format::number((new - old).abs(), Style { decimals: 1, percent: false }, picker.language)),
            ("first", frame::period_in_words(picker, total, first)),
            ("last", frame::period_in_words(picker, total, last)),
        ];
        picker.say(key, &facts)
    };
    let title = titles::first_that_fits(&[
        say_title(key, 60),
        say_title(key, 25),
        say_title("report.chart.title.share_alone", 60),
        say_title("report.chart.title.share_alone", 25),
    ]);
    let breakdown = picker.knowledge.catalogue.breakdown(indicator).map(|b| b.name.get(picker.language));
    let facts =
        [("name", format::mid_sentence(name)), ("breakdown", breakdown.map(format::mid_sentence).unwrap_or_default())];
    let subtitle =
        frame::subtitle(picker, &picker.say("report.chart.shares_of", &facts), &Scale::percent(), "", &picker.years);
    let kind = ChartKind::Shares {
        categories: periods.iter().map(|&period| frame::period_label(picker, total, period)).collect(),
        series: all,
    };
    let draft = Draft {
        item: total,
        label: name.to_owned(),
        form: "shares",
        title,
        subtitle,
        notes: vec![picker.say("report.chart.shares_round", &[])],
        kind,
        periods: periods.clone(),
    };
    Ok(draft.framed(picker))
}
