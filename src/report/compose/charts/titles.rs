//! Titles that say what a chart finds, made from its figures: a typed title is wrong as soon as a figure changes.

use crate::domain::{Amount, Figure, Period};
use crate::report::compose::picker::{Item, Picker};
use crate::report::format;

use super::course::Course;
use super::frame::{Scale, is_broken, period_in_words};

/// Two lines of a slide hold 110 letters; words that do not break where the line ends take some.
const LONGEST: usize = 102;

/// The first of these that fits; the last is cut where none does.
pub fn first_that_fits(titles: &[String]) -> String {
    let fitting = titles.iter().find(|title| title.chars().count() <= LONGEST);
    let title = fitting.cloned().or_else(|| titles.last().map(|title| format::shortened(title, LONGEST)));
    format::sentence_start(&title.unwrap_or_default())
}

/// What a row of years finds. `addition` follows where it fits.
pub fn trend(picker: &Picker, item: Item, figures: &[&Figure], scale: &Scale, addition: Option<String>) -> String {
    let figures = one_perimeter(picker, figures);
    let plain = |figure: &Figure| scale.marked(picker, figure);
    // Money is nothing without its measure; what is counted stands in the label or the subtitle too.
    let money = picker.indicator(item).measure.money.is_some();
    let text = |figure: &Figure, measured: bool| {
        if measured || money { scale.titled(picker, item, figure) } else { plain(figure) }
    };
    // A year stays on the line of its word.
    let when = |period: Period| period_in_words(picker, item, period).replace(' ', "\u{a0}");
    let printed: Vec<Amount> =
        figures.iter().map(|figure| scale.shown(figure.value.amount()).rounded(scale.style.decimals)).collect();
    let apart = |pair: &[&Figure]| pair[0].period.to.index() + 1 < pair[1].period.from.index();
    let course = match Course::of(&printed, scale.style.percent) {
        // Nobody knows what a year without a figure did.
        Some(Course::Rising) if figures.windows(2).any(apart) => Some(Course::Up),
        Some(Course::Falling) if figures.windows(2).any(apart) => Some(Course::Down),
        course => course,
    };
    let (first, last) = (figures.first().copied(), figures.last().copied());
    let two = |key: &str, label: &str, ends: Option<(&Figure, &Figure)>, measured: bool| {
        let (first, last) = ends?;
        let facts = [
            ("label", label.to_owned()),
            ("from", plain(first)),
            ("first", when(first.period)),
            ("to", text(last, measured)),
            ("last", when(last.period)),
        ];
        // "Đoàn viên giảm tăng" cannot be said.
        let moves = ["tăng", "giảm"].iter().any(|word| label.to_lowercase().ends_with(word));
        let key = if moves { key.replace("up", "up_after").replace("down", "down_after") } else { key.to_owned() };
        Some(picker.say(&format!("report.chart.title.{key}"), &facts))
    };
    // From where to where, and in which words.
    let movement = match &course {
        Some(Course::Rising) => Some(("rising", first.zip(last))),
        Some(Course::Falling) => Some(("falling", first.zip(last))),
        Some(Course::Up) => Some(("up", first.zip(last))),
        Some(Course::Down) => Some(("down", first.zip(last))),
        Some(Course::Leap(step)) => {
            let key = if printed[*step] < printed[step + 1] { "up" } else { "down" };
            Some((key, Some((figures[*step], figures[step + 1]))))
        }
        _ => None,
    };
    let say = |label: &str, measured: bool| match (&course, movement) {
        (_, Some((key, ends))) => two(key, label, ends, measured),
        (Some(Course::Level), _) => {
            let facts = [("label", label.to_owned()), ("value", text(first?, measured))];
            Some(picker.say("report.chart.title.level", &facts))
        }
        (Some(Course::Flat), _) => {
            let least = figures.iter().min_by_key(|figure| figure.value.amount())?;
            let most = figures.iter().max_by_key(|figure| figure.value.amount())?;
            let facts = [("label", label.to_owned()), ("least", plain(least)), ("most", text(most, measured))];
            Some(picker.say("report.chart.title.flat", &facts))
        }
        (Some(Course::Peak(places)), _) => {
            let years: Vec<String> = places.iter().map(|&place| when(figures[place].period)).collect();
            let facts = [
                ("label", label.to_owned()),
                ("value", text(figures[*places.first()?], measured)),
                ("years", years.join(&picker.say("report.and", &[]))),
            ];
            Some(picker.say("report.chart.title.peak", &facts))
        }
        _ => None,
    };
    let say =
        |label: &str, measured: bool| say(label, measured).unwrap_or_else(|| over_the_term(picker, item, label, scale));
    // Without the years, which stand in the subtitle; those of a single step do not.
    let brief = |label: &str| match (&course, movement) {
        (Some(Course::Leap(_)), _) | (_, None) => say(label, false),
        (_, Some((key, ends))) => two(&format!("{key}_brief"), label, ends, false).unwrap_or_else(|| say(label, false)),
    };
    let mut titles = Vec::new();
    let label = picker.label(item);
    if let Some(addition) = addition {
        titles.push(format!("{}; {addition}", say(&label, true)));
    }
    titles.push(say(&label, true));
    titles.push(say(&label, false));
    titles.push(brief(&label));
    // A label that is cut says less than none: it stands in the subtitle.
    titles.push(if course.is_some() { brief("").trim().to_owned() } else { brief(&format::shortened(&label, 45)) });
    first_that_fits(&titles)
}

/// The most years in a row behind which the same units stand; of equally many the latest. What lies beyond a break is
/// neither growth nor a peak.
fn one_perimeter<'s, 'f>(picker: &Picker, figures: &'s [&'f Figure]) -> &'s [&'f Figure] {
    let same = |a: &&Figure, b: &&Figure| !is_broken(picker, a.period, b.period);
    figures.chunk_by(same).max_by_key(|run| run.len()).unwrap_or(figures)
}

/// The plain value over the term.
fn over_the_term(picker: &Picker, item: Item, label: &str, scale: &Scale) -> String {
    let value = picker
        .root_figure(item, picker.term)
        .map_or_else(|| format::MISSING.to_owned(), |f| scale.titled(picker, item, f));
    let term = picker.term_name();
    picker.say("report.chart.title.term", &[("label", label.to_owned()), ("value", value), ("term", term)])
}
