//! Charts of how units differ: at two times, each by itself, and how few carry most.

use super::course;
use super::frame::{self, Draft, Scale};
use super::{Drawn, Undrawn, titles, units};
use crate::domain::{Amount, Figure, Kind, Period, Qualifier, UnitId};
use crate::report::chart::{ChartKind, Datum, Pair, ParetoBar, Series};
use crate::report::compose::picker::{Item, Picker};
use crate::report::format::{self, Style};

/// Fewer units have no gap between them.
const FEWEST_PAIRS: usize = 5;
/// More rows do not fit.
const MOST_ROWS: usize = 18;
const MOST_PANELS: usize = 12;
const FEWEST_PANELS: usize = 4;
/// Lines of units that are more than so many times apart in size do not share a scale.
const FAR_APART: f64 = 50.0;
/// Fewer years make no line.
const FEWEST_POINTS: usize = 4;
/// Of fewer units nobody asks which carry most.
const FEWEST_BARS: usize = 8;
/// What *most* means, in per cent.
const MOST_OF_ALL: i64 = 80;

/// Units at the first and the last year that compare.
pub fn dumbbell(picker: &Picker, item: Item) -> Drawn {
    let named = picker.indicator(item);
    if matches!(named.kind, Kind::Rating | Kind::Flag) {
        return Err(Undrawn::NotMeant);
    }
    let periods = frame::comparable_years(picker, item);
    let [first, .., last] = *periods.as_slice() else { return Err(Undrawn::TooFew) };
    let mut both: Vec<(UnitId, &Figure, &Figure)> = picker
        .reporting_units()
        .filter_map(|unit| Some((unit, picker.figure(unit, item, first)?, picker.figure(unit, item, last)?)))
        .collect();
    units::check(picker, item, both.len(), FEWEST_PAIRS)?;
    units::tells_apart(&both.iter().flat_map(|(_, old, new)| [*old, *new]).collect::<Vec<_>>())?;
    let all = both.len();
    let scale = Scale::of(picker, item, both.iter().flat_map(|(_, old, new)| [*old, *new]));
    let title = gap_title(picker, item, &both, (first, last), &scale);
    let moved = |(_, old, new): &(UnitId, &Figure, &Figure)| new.value.amount() - old.value.amount();
    both.sort_by_key(|pair| -moved(pair).abs());
    both.truncate(MOST_ROWS);
    both.sort_by_key(|(_, _, new)| -new.value.amount());
    let pairs = both
        .iter()
        .map(|&(unit, old, new)| Pair {
            name: picker.unit_name(unit).to_owned(),
            from: scale.datum(picker, old),
            to: scale.datum(picker, new),
            change: scale.change(picker, old, new),
        })
        .collect();
    let mut notes = Vec::new();
    if both.len() < all {
        let facts = [("shown", both.len().to_string()), ("all", all.to_string())];
        notes.push(picker.say("report.chart.most_moved", &facts));
    }
    let label = picker.label(item);
    let subtitle = frame::subtitle(picker, &label, &scale, &picker.say("report.chart.by_unit", &[]), &periods);
    let ends = [first, last].map(|period| frame::period_label(picker, item, period));
    let kind = ChartKind::Dumbbell { ends, pairs };
    Ok(Draft { item, label, form: "dumbbell", title, subtitle, notes, kind, periods: Vec::new() }.framed(picker))
}

/// Whether units have come nearer to one another.
fn gap_title(
    picker: &Picker,
    item: Item,
    both: &[(UnitId, &Figure, &Figure)],
    (first, last): (Period, Period),
    scale: &Scale,
) -> String {
    let gap = |values: Vec<Amount>| {
        let (low, high) = (values.iter().min().copied(), values.iter().max().copied());
        let rounded =
            |amount: Option<Amount>| scale.shown(amount.unwrap_or(Amount::ZERO)).rounded(scale.style.decimals);
        rounded(high) - rounded(low)
    };
    let old = gap(both.iter().map(|(_, old, _)| old.value.amount()).collect());
    let new = gap(both.iter().map(|(_, _, new)| new.value.amount()).collect());
    let key = match new.cmp(&old) {
        std::cmp::Ordering::Less | std::cmp::Ordering::Greater if course::is_flat(old, new, scale.style.percent) => {
            "report.chart.title.gap_flat"
        }
        std::cmp::Ordering::Less => "report.chart.title.gap_narrowed",
        std::cmp::Ordering::Greater => "report.chart.title.gap_widened",
        std::cmp::Ordering::Equal => "report.chart.title.gap_same",
    };
    let style = Style { percent: false, ..scale.style };
    let points = if scale.style.percent { picker.say("report.chart.points", &[]) } else { scale.measure.clone() };
    let plain = |amount| format::number(amount, style, picker.language);
    let text = |amount| format!("{} {points}", plain(amount)).trim().to_owned();
    let say = |key: &str, label: String| {
        let facts = [
            ("label", format::mid_sentence(&label)),
            ("old", plain(old)),
            ("new", text(new)),
            ("first", frame::period_in_words(picker, item, first)),
            ("last", frame::period_in_words(picker, item, last)),
        ];
        picker.say(key, &facts)
    };
    let label = picker.label(item);
    let brief = format!("{key}_brief");
    let short = format::shortened(&label, 30);
    titles::first_that_fits(&[say(key, label.clone()), say(&brief, label), say(&brief, short)])
}

/// A small line for each unit.
pub fn panels(picker: &Picker, item: Item) -> Drawn {
    let named = picker.indicator(item);
    if matches!(named.kind, Kind::Rating | Kind::Flag) {
        return Err(Undrawn::NotMeant);
    }
    let periods = frame::comparable_years(picker, item);
    let found: Vec<UnitId> = units::in_order(picker, item).into_iter().map(|(unit, _)| unit).collect();
    units::check(picker, item, found.len(), FEWEST_PANELS)?;
    if periods.len() < FEWEST_POINTS || units::comparable(picker, item, &found, &periods) == 0 {
        return Err(Undrawn::TooFew);
    }
    let figures = |unit: UnitId| periods.iter().map(move |&period| picker.figure(unit, item, period));
    let known: Vec<&Figure> = found.iter().flat_map(|&unit| figures(unit)).flatten().collect();
    units::tells_apart(&known)?;
    let scale = Scale::of(picker, item, known.iter().copied());
    let shown = &found[..found.len().min(MOST_PANELS)];
    let panels: Vec<Series> = shown
        .iter()
        .map(|&unit| Series {
            name: picker.unit_name(unit).to_owned(),
            values: figures(unit).map(|figure| figure.map(|figure| scale.datum(picker, figure))).collect(),
        })
        .collect();
    if named.kind != Kind::Rate && are_far_apart(&panels) {
        return indexed(picker, item, &found, &periods, &scale);
    }
    let is_rate = matches!(named.kind, Kind::Rate | Kind::Mean);
    let average = Series {
        name: picker.say(if is_rate { "report.chart.all_units" } else { "report.chart.mean_of_units" }, &[]),
        values: periods
            .iter()
            .map(|&period| {
                let amount = if is_rate {
                    picker.root_figure(item, period)?.value.amount()
                } else {
                    let of: Vec<Amount> =
                        found.iter().filter_map(|&u| Some(picker.figure(u, item, period)?.value.amount())).collect();
                    of.iter().copied().sum::<Amount>().ratio(1, Amount::whole(of.len() as i64))?
                };
                Some(Datum { value: scale.shown(amount).to_f64(), text: String::new(), figure: None })
            })
            .collect(),
    };
    let title = units::heat_title(picker, item, &found, &periods, &scale);
    let mut notes = Vec::new();
    if shown.len() < found.len() {
        let facts = [("shown", shown.len().to_string()), ("all", found.len().to_string())];
        notes.push(picker.say("report.chart.largest_units", &facts));
    }
    notes.extend(frame::full_years_note(picker, &periods));
    let label = picker.label(item);
    let subtitle = frame::subtitle(picker, &label, &scale, &picker.say("report.chart.by_unit", &[]), &periods);
    let categories = periods.iter().map(|&period| frame::period_label(picker, item, period)).collect();
    let kind = ChartKind::Panels { categories, panels, average: Some(average) };
    Ok(Draft { item, label, form: "panels", title, subtitle, notes, kind, periods: Vec::new() }.framed(picker))
}

/// Whether one scale would draw some of these lines flat on the floor.
fn are_far_apart(panels: &[Series]) -> bool {
    let size = |one: &Series| one.values.iter().flatten().map(|datum| datum.value.abs()).fold(0.0, f64::max);
    let sizes = || panels.iter().map(size).filter(|size| *size > 0.0);
    sizes().fold(0.0, f64::max) > sizes().fold(f64::INFINITY, f64::min) * FAR_APART
}

/// A small line for each unit, each as a part of its own first year: units too far apart in size for one scale.
fn indexed(picker: &Picker, item: Item, found: &[UnitId], periods: &[Period], scale: &Scale) -> Drawn {
    let style = Style { decimals: 1, percent: false };
    let index = |figure: &Figure, base: &Figure| {
        let amount = figure.value.amount().ratio(100, base.value.amount())?.rounded(style.decimals);
        let text = format!("{}{}", format::number(amount, style, picker.language), picker.marks(figure).signs());
        Some(Datum { value: amount.to_f64(), text, figure: None })
    };
    // What has nothing in the first year has no index.
    let base = |unit: UnitId| picker.figure(unit, item, periods[0]).filter(|f| f.value.amount() > Amount::ZERO);
    let line = |unit: UnitId| {
        let base = base(unit)?;
        let values = periods.iter().map(|&period| index(picker.figure(unit, item, period)?, base)).collect();
        Some(Series { name: picker.unit_name(unit).to_owned(), values })
    };
    let panels: Vec<Series> = found.iter().filter_map(|&unit| line(unit)).take(MOST_PANELS).collect();
    if panels.len() < FEWEST_PANELS {
        return Err(Undrawn::TooFew);
    }
    let year = frame::period_label(picker, item, periods[0]);
    let mut notes = vec![picker.say("report.chart.index_note", &[("year", year.clone())])];
    if panels.len() < found.len() {
        let facts = [("shown", panels.len().to_string()), ("all", found.len().to_string())];
        notes.push(picker.say("report.chart.indexed_units", &facts));
    }
    notes.extend(frame::full_years_note(picker, periods));
    let label = picker.label(item);
    let measure = picker.say("report.chart.index", &[("year", year)]);
    let index_scale = Scale::plain(style, measure);
    let by_unit = picker.say("report.chart.by_unit", &[]);
    let subtitle = frame::subtitle(picker, &label, &index_scale, &by_unit, periods);
    let title = units::heat_title(picker, item, found, periods, scale);
    let categories = periods.iter().map(|&period| frame::period_label(picker, item, period)).collect();
    let kind = ChartKind::Panels { categories, panels, average: None };
    Ok(Draft { item, label, form: "panels", title, subtitle, notes, kind, periods: Vec::new() }.framed(picker))
}

/// Whether a few units carry most of a total. `asked`: also where they do not.
pub fn pareto(picker: &Picker, item: Item, asked: bool) -> Drawn {
    let named = picker.indicator(item);
    if !(named.kind == Kind::Flow || (named.kind == Kind::Stock && asked)) {
        return Err(Undrawn::NotMeant);
    }
    let mut found: Vec<(UnitId, &Figure)> =
        picker.reporting_units().filter_map(|unit| Some((unit, picker.figure(unit, item, picker.term)?))).collect();
    found.sort_by_key(|(_, figure)| -figure.value.amount());
    units::check(picker, item, found.len(), FEWEST_BARS)?;
    units::tells_apart(&found.iter().map(|(_, figure)| *figure).collect::<Vec<_>>())?;
    if found.iter().any(|(_, figure)| figure.value.amount() < Amount::ZERO) {
        return Err(Undrawn::NotMeant);
    }
    let whole: Amount = found.iter().map(|(_, figure)| figure.value.amount()).sum();
    let mut sum = Amount::ZERO;
    let cumulated: Vec<Amount> = found
        .iter()
        .map(|(_, figure)| {
            sum = sum + figure.value.amount();
            format::percentage(sum, whole).unwrap_or(Amount::ZERO)
        })
        .collect();
    let few = 1 + cumulated.iter().position(|share| *share >= Amount::whole(MOST_OF_ALL)).unwrap_or(found.len() - 1);
    // Where the few are most of all, the answer is no: ranked bars say it better.
    if (few * 3 > found.len() && !asked) || few > MOST_ROWS - 1 {
        return Err(Undrawn::NotMeant);
    }
    let scale = Scale::of(picker, item, found.iter().map(|(_, figure)| *figure));
    let percent = |share: Amount| format::number(share, Style::PERCENT, picker.language);
    // Units with nothing are told as one.
    let some = found.iter().filter(|(_, figure)| !figure.value.amount().is_zero()).count();
    let shown = if found.len() > MOST_ROWS || some < found.len() { some.min(MOST_ROWS - 1) } else { found.len() };
    let mut bars: Vec<ParetoBar> = (0..shown)
        .map(|place| ParetoBar {
            name: picker.unit_name(found[place].0).to_owned(),
            datum: scale.datum(picker, found[place].1),
            cumulated: percent(cumulated[place]),
            carries: place < few,
        })
        .collect();
    if shown < found.len() {
        let rest: Amount = found[shown..].iter().map(|(_, figure)| figure.value.amount()).sum();
        let text = scale.text(picker, rest, Qualifier::Exact);
        let count = [("count", (found.len() - shown).to_string())];
        bars.push(ParetoBar {
            name: picker.say("report.chart.the_rest", &count),
            datum: Datum { value: scale.shown(rest).to_f64(), text, figure: None },
            cumulated: percent(Amount::whole(100)),
            carries: false,
        });
    }
    let say = |label: String| {
        let facts = [
            ("few", few.to_string()),
            ("all", found.len().to_string()),
            ("share", percent(cumulated[few - 1])),
            ("label", format::mid_sentence(&label)),
        ];
        picker.say("report.chart.title.pareto", &facts)
    };
    let label = picker.label(item);
    let title = titles::first_that_fits(&[say(label.clone()), say(format::shortened(&label, 45))]);
    let subtitle = frame::subtitle(picker, &label, &scale, &picker.say("report.chart.by_unit", &[]), &picker.years);
    let notes = frame::star_note(picker, bars.iter().map(|bar| bar.datum.text.as_str())).into_iter().collect();
    let kind = ChartKind::Pareto { bars };
    Ok(Draft { item, label, form: "pareto", title, subtitle, notes, kind, periods: Vec::new() }.framed(picker))
}
