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
//! [[charts]]
//! indicator = "issues_raised"
//! kind = "none"
//! ```

use super::config::FILE;
use super::keys::{Keys, Said, choice};
use crate::app::fault::{Fault, Faults};
use crate::domain::{Catalogue, ChartChoice, ChartForm};

/// A choice as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    indicator: Said<String>,
    category: Option<Said<String>>,
    form: ChartForm,
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
        keys.done();
        if let (Some(indicator), Some(form)) = (indicator, form) {
            written.push(Written { indicator, category, form: form.value, key: format!("charts[{}]", place + 1) });
        }
    }
    written
}

/// The charts asked for with their codes found.
pub fn resolve(written: &[Written], catalogue: &Catalogue, faults: &Faults) -> Vec<ChartChoice> {
    let mut choices = Vec::new();
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
        choices.push(ChartChoice { indicator, category, form: one.form });
    }
    choices
}
