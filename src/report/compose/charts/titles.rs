//! Titles that say what a chart finds, made from its figures: a typed title is wrong as soon as a figure changes.

use crate::domain::{Amount, Figure, Period};
use crate::report::compose::picker::{Item, Picker};
use crate::report::format;

use super::frame::{Scale, period_in_words};

/// Two lines of a slide hold 110 letters; words that do not break where the line ends take some.
const LONGEST: usize = 102;

/// The first of these that fits; the last is cut where none does.
pub fn first_that_fits(titles: &[String]) -> String {
    let fitting = titles.iter().find(|title| title.chars().count() <= LONGEST);
    let title = fitting.cloned().or_else(|| titles.last().map(|title| format::shortened(title, LONGEST)));
    format::sentence_start(&title.unwrap_or_default())
}

/// How a row of figures runs.
enum Course<'f> {
    Rising(&'f Figure, &'f Figure),
    Falling(&'f Figure, &'f Figure),
    Level(&'f Figure),
    Peak(Vec<&'f Figure>),
}

fn course<'f>(figures: &[&'f Figure]) -> Option<Course<'f>> {
    let (&first, &last) = (figures.first()?, figures.last()?);
    let value = |figure: &Figure| figure.value.amount();
    let every =
        |holds: fn(Amount, Amount) -> bool| figures.windows(2).all(|pair| holds(value(pair[0]), value(pair[1])));
    if figures.len() < 2 {
        return None;
    }
    if every(|a, b| a == b) {
        return Some(Course::Level(first));
    }
    if every(|a, b| a < b) {
        return Some(Course::Rising(first, last));
    }
    if every(|a, b| a > b) {
        return Some(Course::Falling(first, last));
    }
    let highest = figures.iter().map(|figure| value(figure)).max()?;
    Some(Course::Peak(figures.iter().copied().filter(|figure| value(figure) == highest).collect()))
}

/// What a row of years finds. `addition` follows where it fits.
pub fn trend(picker: &Picker, item: Item, figures: &[&Figure], scale: &Scale, addition: Option<String>) -> String {
    let plain = |figure: &Figure| scale.marked(picker, figure);
    // Money is nothing without its measure; what is counted stands in the label or the subtitle too.
    let money = picker.indicator(item).measure.money.is_some();
    let text = |figure: &Figure, measured: bool| {
        if measured || money { scale.titled(picker, item, figure) } else { plain(figure) }
    };
    let when = |period: Period| period_in_words(picker, item, period);
    let two = |key: &str, label: &str, first: &Figure, last: &Figure, measured: bool| {
        let facts = [
            ("label", label.to_owned()),
            ("from", plain(first)),
            ("first", when(first.period)),
            ("to", text(last, measured)),
            ("last", when(last.period)),
        ];
        picker.say(key, &facts)
    };
    let say = |label: &str, measured: bool| match course(figures) {
        Some(Course::Rising(first, last)) => two("report.chart.title.rising", label, first, last, measured),
        Some(Course::Falling(first, last)) => two("report.chart.title.falling", label, first, last, measured),
        Some(Course::Level(figure)) => {
            picker.say("report.chart.title.level", &[("label", label.to_owned()), ("value", text(figure, measured))])
        }
        Some(Course::Peak(peaks)) => {
            let years: Vec<String> = peaks.iter().map(|figure| when(figure.period)).collect();
            let facts = [
                ("label", label.to_owned()),
                ("value", text(peaks[0], measured)),
                ("years", years.join(&picker.say("report.and", &[]))),
            ];
            picker.say("report.chart.title.peak", &facts)
        }
        None => over_the_term(picker, item, label, scale),
    };
    // Without the years, which stand in the subtitle.
    let brief = |label: &str| match course(figures) {
        Some(Course::Rising(first, last)) => two("report.chart.title.rising_brief", label, first, last, false),
        Some(Course::Falling(first, last)) => two("report.chart.title.falling_brief", label, first, last, false),
        _ => say(label, false),
    };
    let mut titles = Vec::new();
    let label = picker.label(item);
    if let Some(addition) = addition {
        titles.push(format!("{}; {addition}", say(&label, true)));
    }
    titles.push(say(&label, true));
    titles.push(say(&label, false));
    titles.push(brief(&label));
    titles.push(brief(&format::shortened(&label, 45)));
    first_that_fits(&titles)
}

/// The plain value over the term.
fn over_the_term(picker: &Picker, item: Item, label: &str, scale: &Scale) -> String {
    let value = picker
        .root_figure(item, picker.term)
        .map_or_else(|| format::MISSING.to_owned(), |f| scale.titled(picker, item, f));
    let term = picker.term_name();
    picker.say("report.chart.title.term", &[("label", label.to_owned()), ("value", value), ("term", term)])
}
