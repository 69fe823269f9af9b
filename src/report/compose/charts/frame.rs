//! What all charts share: the scale of their numbers, subtitle, source line and file name.

use std::collections::BTreeMap;

use crate::domain::{Amount, Day, Figure, FigureKey, Kind, Month, Period, Qualifier, UnitId};
use crate::report::chart::{Break, ChartKind, ChartSpec, Datum};
use crate::report::format::{self, Style};

use super::Undrawn;
use super::grows_with_time;
use crate::report::compose::organisation;
use crate::report::compose::picker::{Item, Picker};
use crate::text::Language;

/// A chart is drawn where at least this many hundredths of the units reported.
const ENOUGH: u64 = 60;
/// Labels of more than five digits are too wide for a column; money is then stated in the next larger measure.
const WIDE: i64 = 100_000;
/// So many letters of a subtitle fit on a line, and beside a key.
const LINE: usize = 96;
const BESIDE_A_KEY: usize = 70;
/// From here on a decimal says nothing in a picture.
const LONG: i64 = 1000;

/// How the numbers of one chart are stated.
#[derive(Clone, Debug)]
pub struct Scale {
    power: i32,
    /// Decimals and percent sign.
    pub style: Style,
    /// The measure as printed.
    pub measure: String,
}

impl Scale {
    /// Numbers as they are.
    pub fn plain(style: Style, measure: String) -> Scale {
        Scale { power: 0, style, measure }
    }

    /// Percentages.
    pub fn percent() -> Scale {
        Scale { power: 0, style: Style::PERCENT, measure: "%".to_owned() }
    }

    /// A scale that suits the largest of these figures.
    pub fn of<'f>(picker: &Picker, item: Item, figures: impl Iterator<Item = &'f Figure>) -> Scale {
        let measure = &picker.indicator(item).measure;
        let largest = figures.map(|figure| figure.value.amount().abs()).max().unwrap_or(Amount::ZERO);
        let mut style = picker.style(item);
        if largest >= Amount::whole(LONG) && !style.percent {
            style = Style::WHOLE;
        }
        let plain = Scale::plain(style, picker.measure(item));
        let Some(money) = measure.money else { return plain };
        let mut power = 0;
        while money - power < 12 && largest.scaled(power).is_some_and(|shown| shown >= Amount::whole(WIDE)) {
            power -= 3;
        }
        let key = match money - power {
            3 => "report.money.thousand",
            6 => "report.money.million",
            9 => "report.money.billion",
            12 => "report.money.trillion",
            _ => return plain,
        };
        if power == 0 {
            return plain;
        }
        let small = largest.scaled(power).is_some_and(|shown| shown < Amount::whole(LONG));
        let style = if small { Style { decimals: 1, percent: false } } else { Style::WHOLE };
        Scale { power, style, measure: picker.say(key, &[]) }
    }

    /// An amount as printed in the chart.
    pub fn text(&self, picker: &Picker, amount: Amount, qualifier: Qualifier) -> String {
        format::qualified(self.shown(amount), self.style, qualifier, picker.language)
    }

    /// A figure as printed in a title: with the signs of its doubts and its measure. English names of what is counted
    /// are plurals and hold their measure already.
    pub fn titled(&self, picker: &Picker, item: Item, figure: &Figure) -> String {
        let text = self.marked(picker, figure);
        let money = picker.indicator(item).measure.money.is_some();
        let said = !self.style.percent && !self.measure.is_empty() && (money || picker.language == Language::Vi);
        if said { format!("{text} {}", self.measure) } else { text }
    }

    /// A figure as printed beside others of the same measure.
    pub fn marked(&self, picker: &Picker, figure: &Figure) -> String {
        let text = self.text(picker, figure.value.amount(), figure.qualifier);
        format!("{text}{}", picker.marks(figure).signs())
    }

    /// What lies between two figures, as printed: the difference of the printed values, with its sign.
    pub fn change(&self, picker: &Picker, old: &Figure, new: &Figure) -> String {
        let rounded = |figure: &Figure| self.shown(figure.value.amount()).rounded(self.style.decimals);
        let text = format::signed(rounded(new) - rounded(old), Style { percent: false, ..self.style }, picker.language);
        if self.style.percent { format!("{text} {}", picker.say("report.chart.points_brief", &[])) } else { text }
    }

    /// The amount in the measure of the chart.
    pub fn shown(&self, amount: Amount) -> Amount {
        amount.scaled(self.power).unwrap_or(amount)
    }

    /// A figure with its text; an incomplete one takes a star.
    pub fn datum(&self, picker: &Picker, figure: &Figure) -> Datum {
        Datum {
            value: self.shown(figure.value.amount()).to_f64(),
            text: self.marked(picker, figure),
            figure: Some(figure_key(figure)),
        }
    }
}

/// Which figure it is.
pub fn figure_key(figure: &Figure) -> FigureKey {
    (figure.unit, figure.indicator, figure.category, figure.period)
}

/// What a chart says and shows, before it has a frame.
pub struct Draft {
    /// Whose coverage the source line tells.
    pub item: Item,
    /// What its file is called after.
    pub label: String,
    /// The last word of its file's name, and the word of its kind.
    pub form: &'static str,
    /// What it finds.
    pub title: String,
    /// Indicator, measure, period.
    pub subtitle: String,
    /// What must be known beside the source.
    pub notes: Vec<String>,
    /// What is drawn.
    pub kind: ChartKind,
    /// The periods of its categories, where they are periods.
    pub periods: Vec<Period>,
}

impl Draft {
    /// The chart with all that every chart has.
    pub fn framed(self, picker: &Picker) -> ChartSpec {
        let breaks = breaks(picker, &self.periods);
        let mut notes = self.notes;
        // Up to when the figures reach belongs under the title; where that is full, beside the source.
        let cut_off = cut_off(picker, self.item, &self.periods);
        let full = format!("{}; {cut_off}", self.subtitle);
        // The key of a map takes what is left of the line.
        let fits = full.chars().count() <= LINE && !matches!(self.kind, ChartKind::HeatMap { .. });
        let subtitle = if fits { full } else { self.subtitle };
        if !fits {
            notes.insert(0, format!("{}.", format::sentence_start(&cut_off)));
        }
        if breaks.iter().any(|one| !one.inside) {
            notes.push(picker.say("report.chart.break_note", &[]));
        } else {
            // Where the whole is of the same units all along, those that it is made of may not be.
            let flows = grows_with_time(picker.indicator(self.item).kind);
            notes.extend(organisation::note(picker, years_drawn(picker, &self.kind, &self.periods), flows));
        }
        let subject = (!matches!(self.kind, ChartKind::Cards { .. })).then_some(self.item);
        ChartSpec {
            name: file_name(picker, &self.label, self.form),
            alt: alt(picker, self.form, &subtitle, &self.title),
            source: source(picker, subject, years_drawn(picker, &self.kind, &self.periods), &notes),
            language: picker.language,
            title: self.title,
            subtitle,
            kind: self.kind,
            breaks,
            cited: Vec::new(),
        }
    }
}

/// The years that a chart sets beside each other; none of one that shows a single period.
fn years_drawn<'y>(picker: &'y Picker, kind: &ChartKind, periods: &'y [Period]) -> &'y [Period] {
    match kind {
        ChartKind::HeatMap { .. }
        | ChartKind::Panels { .. }
        | ChartKind::Dumbbell { .. }
        | ChartKind::Waterfall { .. } => &picker.years,
        _ => periods,
    }
}

/// The figure of the root for a period, unless too few units stand behind it.
pub fn solid_figure<'a>(picker: &Picker<'a>, item: Item, period: Period) -> Option<&'a Figure> {
    picker.root_figure(item, period).filter(|_| is_covered(picker, item, period))
}

/// Whether enough units stand behind the root's figure of a period.
pub fn is_covered(picker: &Picker, item: Item, period: Period) -> bool {
    let coverage = picker.coverage(item, period);
    coverage.own || coverage.reported as u64 * 100 >= coverage.expected as u64 * ENOUGH
}

/// What holds a chart of the root's figures back, if anything does.
pub fn check(picker: &Picker, items: &[Item]) -> Result<(), Undrawn> {
    let known: Vec<Item> =
        items.iter().copied().filter(|&item| picker.root_figure(item, picker.term).is_some()).collect();
    if known.is_empty() {
        return Err(Undrawn::NotMeant);
    }
    if known.iter().all(|&item| !is_covered(picker, item, picker.term)) {
        return Err(Undrawn::Coverage);
    }
    let figures =
        picker.years.iter().flat_map(|&year| known.iter().filter_map(move |&item| picker.root_figure(item, year)));
    if figures
        .chain(known.iter().filter_map(|&item| picker.root_figure(item, picker.term)))
        .all(|f| f.value.amount().is_zero())
    {
        return Err(Undrawn::AllZero);
    }
    Ok(())
}

/// Whether other units stand behind the later period than behind the earlier.
pub fn is_broken(picker: &Picker, earlier: Period, later: Period) -> bool {
    picker.figures.perimeters.breaks_between(picker.root, earlier, later).next().is_some()
}

/// Whether growth from the earlier period to the later is growth of the same organisation.
pub fn is_one_organisation(picker: &Picker, earlier: Period, later: Period) -> bool {
    !is_broken(picker, earlier, later) && !organisation::is_reorganised(picker, earlier.to, later.to)
}

/// The marks between periods where the root's units changed, or those that they are made of.
fn breaks(picker: &Picker, periods: &[Period]) -> Vec<Break> {
    let place = |month: Month| periods.iter().position(|period| month <= period.to).filter(|&place| place > 0);
    let mut marks: Vec<Break> = Vec::new();
    for change in picker.figures.perimeters.breaks_of(picker.root) {
        let text = picker.say("report.chart.break_mark", &[("month", format::month(change.month))]);
        match place(change.month) {
            Some(before) if marks.iter().all(|mark| mark.before != before) => {
                marks.push(Break { before, text, inside: false });
            }
            _ => {}
        }
    }
    let mut inside: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for month in organisation::reorganisations(picker) {
        if let Some(before) = place(month).filter(|before| marks.iter().all(|mark| mark.before != *before)) {
            inside.entry(before).or_default().push(format::month(month));
        }
    }
    marks.extend(inside.into_iter().map(|(before, months)| {
        let text = picker.say("report.chart.organisation_mark", &[("months", months.join(", "))]);
        Break { before, text, inside: true }
    }));
    marks
}

/// The name of a year under a column or in a map. A stock stands at the end of its period, whatever its length.
pub fn period_label(picker: &Picker, item: Item, period: Period) -> String {
    if !picker.stands_at_a_date(item) || picker.is_full_year(period) {
        return picker.period_name(period);
    }
    let calendar = picker.calendar();
    let year = calendar.year_of(period.to);
    if calendar.year(year).to == period.to { year.to_string() } else { format::month(period.to) }
}

/// The name of a year in a sentence: `năm 2017`, `tháng 6/2021`.
pub fn period_in_words(picker: &Picker, item: Item, period: Period) -> String {
    let label = period_label(picker, item, period);
    if label.len() == 4 {
        picker.say("report.year", &[("year", label)])
    } else if label == format::month(period.to) {
        picker.say("report.month", &[("month", label)])
    } else {
        format::mid_sentence(&label)
    }
}

/// The years that compare with one another: of what grows with time only the full ones, where there are some.
pub fn comparable_years(picker: &Picker, item: Item) -> Vec<Period> {
    let full: Vec<Period> = picker.years.iter().copied().filter(|&year| picker.is_full_year(year)).collect();
    if grows_with_time(picker.indicator(item).kind) && !full.is_empty() { full } else { picker.years.clone() }
}

/// Up to which day the figures reach: of what stands at a date the day of every year, of what adds up the last one.
fn cut_off(picker: &Picker, item: Item, periods: &[Period]) -> String {
    let last = periods.last().unwrap_or(&picker.term).to;
    let day = |month| format::day(Day::last_of(month));
    let yearly = periods.iter().rev().find(|period| period.to.number() != last.number());
    let say = |key: &str, month: Month| {
        let of_year = Day::last_of(month);
        let yearly = format!("{:02}/{:02}", of_year.number, month.number());
        picker.say(&format!("report.chart.cut_off.{key}"), &[("yearly", yearly), ("last", day(last))])
    };
    match yearly {
        _ if periods.len() < 2 || !picker.stands_at_a_date(item) => say("one", last),
        None => say("every", last),
        Some(other) => say("every_and", other.to),
    }
}

/// Indicator, measure, the years that are drawn.
pub fn subtitle(picker: &Picker, label: &str, scale: &Scale, detail: &str, periods: &[Period]) -> String {
    let facts = [
        ("label", label.to_owned()),
        ("measure", scale.measure.clone()),
        ("term", span(picker, periods)),
        ("detail", detail.to_owned()),
    ];
    let key = if scale.measure.is_empty() { "report.chart.subtitle_plain" } else { "report.chart.subtitle" };
    picker.say(key, &facts)
}

/// The term, or the full years of it where only those are drawn.
fn span(picker: &Picker, periods: &[Period]) -> String {
    if periods.len() == picker.years.len() {
        return picker.term_apart();
    }
    picker.say("report.chart.full_span", &[("years", years(picker, periods))])
}

/// The first and the last of some years: `2017–2020`.
fn years(picker: &Picker, periods: &[Period]) -> String {
    match periods {
        [] => String::new(),
        [only] => picker.period_name(*only),
        [first, .., last] => format!("{}–{}", picker.period_name(*first), picker.period_name(*last)),
    }
}

/// The subtitle of a map, which shares its line with the key: as much as fits.
pub fn brief_subtitle(picker: &Picker, label: &str, scale: &Scale, periods: &[Period]) -> String {
    let by_unit = picker.say("report.chart.by_unit_and_year", &[]);
    let full = subtitle(picker, label, scale, &by_unit, periods);
    let short = if scale.measure.is_empty() { label.to_owned() } else { format!("{label} ({})", scale.measure) };
    let with_years = format!("{short}, {}", years(picker, periods));
    let fits = |text: &String| text.chars().count() <= BESIDE_A_KEY;
    [full, with_years, short].into_iter().find(fits).unwrap_or_else(|| label.to_owned())
}

/// That only full years are drawn, where the term has others.
pub fn full_years_note(picker: &Picker, periods: &[Period]) -> Option<String> {
    let others: Vec<Period> = picker.years.iter().copied().filter(|year| !periods.contains(year)).collect();
    listed(picker, &others).map(|others| picker.say("report.chart.full_years", &[("periods", others)]))
}

/// A note that part-years are drawn, of what is smaller in them by nature.
pub fn part_years_note(picker: &Picker, kind: Kind, periods: &[Period]) -> Option<String> {
    let part: Vec<Period> = periods.iter().copied().filter(|&period| !picker.is_full_year(period)).collect();
    let named = listed(picker, &part).filter(|_| grows_with_time(kind) && part.len() < periods.len());
    named.map(|periods| picker.say("report.chart.part_years", &[("periods", periods)]))
}

/// Periods in a sentence: `6 tháng cuối 2016 và 6 tháng đầu 2021`; none of none.
fn listed(picker: &Picker, periods: &[Period]) -> Option<String> {
    let names: Vec<String> = periods.iter().map(|&period| format::mid_sentence(&picker.period_name(period))).collect();
    match names.split_last()? {
        (last, []) => Some(last.clone()),
        (last, first) => Some(format!("{}{}{last}", first.join(", "), picker.say("report.and", &[]))),
    }
}

/// Where the figures come from, how complete they are, and what must be known.
fn source(picker: &Picker, item: Option<Item>, years: &[Period], notes: &[String]) -> String {
    // Where several indicators stand side by side, who reported at all.
    let coverage = item.map_or_else(|| picker.whole_coverage(), |item| picker.coverage(item, picker.term));
    let facts = |names: String| {
        [
            ("reported", coverage.reported.to_string()),
            ("expected", coverage.expected.to_string()),
            ("unit", picker.unit_name(picker.root).to_owned()),
            ("names", names),
        ]
    };
    let names: Vec<&str> = coverage.missing.iter().map(|&unit: &UnitId| picker.unit_name(unit)).collect();
    let key = match (coverage.expected, coverage.own && coverage.reported == 0, names.len()) {
        (0, _, _) | (_, true, _) => "report.chart.source_own",
        (_, _, 0) => "report.chart.source",
        _ => "report.chart.source_missing",
    };
    let by_year = item.filter(|_| names.is_empty()).and_then(|item| reporters_by_year(picker, item, years));
    let compiled =
        picker.knowledge.compiled.map(|day| picker.say("report.chart.compiled", &[("day", format::day(day))]));
    let whole = || picker.say(key, &facts(format::few_names(&names, 3, picker.language)));
    let mut text = by_year.unwrap_or_else(whole);
    text.push_str(&compiled.unwrap_or_default());
    text.push('.');
    for note in notes {
        text.push(' ');
        text.push_str(note);
    }
    text
}

/// Who stands behind the years of a chart, where that is not the same in all of them: of what stands at a date those who
/// report are others after a reorganisation.
fn reporters_by_year(picker: &Picker, item: Item, years: &[Period]) -> Option<String> {
    /// More runs of years than these are no line to read.
    const MOST_RUNS: usize = 3;
    let of_year = |&year: &Period| {
        let coverage = picker.coverage(item, year);
        (year, coverage.reported, coverage.expected)
    };
    let all: Vec<(Period, usize, usize)> = years.iter().map(of_year).collect();
    if !picker.stands_at_a_date(item) || all.iter().any(|&(_, _, expected)| expected == 0) {
        return None;
    }
    let runs: Vec<&[(Period, usize, usize)]> = all.chunk_by(|a, b| (a.1, a.2) == (b.1, b.2)).collect();
    let part = |run: &&[(Period, usize, usize)]| {
        let (_, reported, expected) = run[0];
        let periods: Vec<Period> = run.iter().map(|(year, ..)| *year).collect();
        let facts = [
            ("reported", reported.to_string()),
            ("expected", expected.to_string()),
            ("years", self::years(picker, &periods)),
        ];
        picker.say("report.chart.source_part", &facts)
    };
    let parts: Vec<String> = runs.iter().map(part).collect();
    let listed = (2..=MOST_RUNS).contains(&parts.len()).then(|| parts.join(", "))?;
    Some(picker.say("report.chart.source_years", &[("parts", listed)]))
}

/// What the signs after numbers mean, of those that a text has.
pub fn star_note<'t>(picker: &Picker, texts: impl Iterator<Item = &'t str>) -> Option<String> {
    let texts: Vec<&str> = texts.collect();
    let used = [('*', "incomplete"), ('†', "repaired"), ('‡', "disputed")]
        .into_iter()
        .filter(|(sign, _)| texts.iter().any(|text| text.contains(*sign)))
        .map(|(_, key)| picker.say(&format!("report.chart.mark.{key}"), &[]));
    let notes: Vec<String> = used.collect();
    (!notes.is_empty()).then(|| notes.join(" "))
}

/// The stem of a file name, still without its number.
pub fn file_name(picker: &Picker, label: &str, kind: &str) -> String {
    let slug = format::slug(label);
    let mut stem = String::new();
    for word in slug.split('-') {
        if stem.len() + word.len() > 40 {
            break;
        }
        if !stem.is_empty() {
            stem.push('-');
        }
        stem.push_str(word);
    }
    format!("{stem}-{}", picker.say(&format!("report.chart.slug.{kind}"), &[]))
}

/// For those who cannot see it: the kind of chart, what it shows, what it finds.
pub fn alt(picker: &Picker, kind: &str, subtitle: &str, title: &str) -> String {
    let facts = [
        ("kind", picker.say(&format!("report.chart.kind.{kind}"), &[])),
        ("subtitle", format::mid_sentence(subtitle)),
        ("title", title.to_owned()),
    ];
    picker.say("report.chart.alt", &facts)
}
