//! `[[charts]]` of `tongket.toml`: which charts a person wants in place of the automatic ones.
//!
//! ```toml
//! [[charts]]
//! indicator = "members"          # its automatic charts are left out …
//! kind = "line"                  # … and this one is drawn; another [[charts]] of the indicator adds another
//! [[charts]]
//! indicator = "improvements"
//! category = "base"
//! kind = "ranking"
//! title = "{leader} có nhiều sáng kiến nhất: {leader_value}"    # its own title, with places for figures
//! [[charts]]
//! indicator = "issues_raised"
//! kind = "none"
//! ```
//!
//! Numbers in titles are never typed, but for years of the term: they are cited, so that none goes stale.

use super::config::FILE;
use super::keys::{Keys, Said, choice};
use crate::app::fault::{Fault, Faults};
use crate::domain::{Catalogue, ChartChoice, ChartForm, Period, TITLE_PLACES, TitlePiece, title_pieces};
use crate::text::Bilingual;

/// Two lines of a slide hold no more letters.
const LONGEST_TITLE: usize = 110;

/// A choice as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    indicator: Said<String>,
    category: Option<Said<String>>,
    form: ChartForm,
    title: Option<Said<Bilingual>>,
    /// Its key in messages: `charts[2]`.
    key: String,
}

/// The charts asked for, in the order they are written.
pub fn read(root: &Keys<'_>) -> Vec<Written> {
    let mut written = Vec::new();
    for (place, keys) in root.sections("charts").into_iter().enumerate() {
        let indicator = keys.required("indicator");
        let category = keys.text("category");
        let form = keys.required_word("kind", &ChartForm::ALL);
        // What is not drawn has no title.
        let drawn = form.as_ref().is_none_or(|form| form.value != ChartForm::None);
        let title = if drawn { keys.words("title") } else { None };
        keys.done();
        if let (Some(indicator), Some(form)) = (indicator, form) {
            let key = format!("charts[{}]", place + 1);
            written.push(Written { indicator, category, form: form.value, title, key });
        }
    }
    written
}

/// What is wrong with a title: places that nobody knows, numbers that are typed, too many letters. `terms`: what years may
/// be of.
fn check_title(one: &Written, terms: &[Period], faults: &Faults) {
    let Some(title) = &one.title else { return };
    let fault = |code, facts: Vec<(&'static str, String)>| {
        faults.push(Fault::new(code, FILE, title.line, format!("{}.title", one.key)).with_all(facts));
    };
    for text in [&title.value.vi, &title.value.en] {
        let mut letters = 0;
        for piece in title_pieces(text) {
            match piece {
                TitlePiece::Place(place) if !TITLE_PLACES.contains(&place) => {
                    fault("title-place", choice(place, TITLE_PLACES.into_iter()).into());
                }
                TitlePiece::Place(_) => {}
                TitlePiece::Words(words) => {
                    letters += words.chars().count();
                    let typed = words.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
                    for number in typed.filter(|digits| !is_year(digits, terms)) {
                        fault("title-number", vec![("found", number.to_owned())]);
                    }
                }
            }
        }
        if letters > LONGEST_TITLE {
            fault("title-long", vec![("found", letters.to_string()), ("most", LONGEST_TITLE.to_string())]);
        }
    }
}

/// Whether digits name a year that one of the terms touches.
fn is_year(digits: &str, terms: &[Period]) -> bool {
    let year: Option<i32> = digits.parse().ok().filter(|_| digits.len() == 4);
    year.is_some_and(|year| terms.iter().any(|term| (term.from.year()..=term.to.year()).contains(&year)))
}

/// The charts asked for with their codes found. `terms`: the term and the one before.
pub fn resolve(written: &[Written], catalogue: &Catalogue, terms: &[Period], faults: &Faults) -> Vec<ChartChoice> {
    let mut choices = Vec::new();
    written.iter().for_each(|one| check_title(one, terms, faults));
    // Without a catalogue, what refers to it is not held against the file.
    for one in written.iter().filter(|_| !catalogue.indicators.is_empty()) {
        let fault = |said: &Said<String>, key: &str, known: Vec<&str>| {
            let facts = choice(&said.value, known.into_iter());
            faults.push(Fault::new("reference-unknown", FILE, said.line, format!("{}.{key}", one.key)).with_all(facts));
        };
        let Some(indicator) = catalogue.find(&one.indicator.value) else {
            let codes = catalogue.indicators.iter().map(|indicator| indicator.code.as_str()).collect();
            fault(&one.indicator, "indicator", codes);
            continue;
        };
        let categories = || catalogue.categories(indicator);
        let category = match &one.category {
            None => None,
            Some(said) => match categories().find(|(_, category)| category.code == said.value) {
                Some((category, _)) => Some(category),
                None => {
                    fault(said, "category", categories().map(|(_, category)| category.code.as_str()).collect());
                    continue;
                }
            },
        };
        let title = one.title.as_ref().map(|said| said.value.clone());
        choices.push(ChartChoice { indicator, category, form: one.form, title });
    }
    choices
}
