//! `tongket.toml`: whose report it is, the term, the language.

use super::cell_decisions;
use super::charts;
use super::decisions;
use super::keys::{Keys, Said, Source};
use crate::app::fault::Faults;
use crate::domain::{Calendar, CellDecision, Day, Perimeter, PerimeterMode, Period, Term};
use crate::text::Language;

/// Name of the file.
pub const FILE: &str = "tongket.toml";

const LANGUAGES: [(Language, &str); 2] = [(Language::Vi, "vi"), (Language::En, "en")];

/// The file as written. What is wrong or missing is none, and told as a fault.
#[derive(Default)]
pub struct Config {
    /// Printed on the cover.
    pub name: String,
    /// Code of the unit whose report it is.
    pub unit: Option<Said<String>>,
    /// Language of outputs and messages.
    pub language: Language,
    /// The statistical year.
    pub calendar: Calendar,
    /// The term.
    pub term: Option<Term>,
    /// The term before.
    pub compare: Option<Term>,
    /// Which units figures are stated for.
    pub perimeter: Perimeter,
    /// Whether children's sums go before own figures.
    pub prefer_children: bool,
    /// Whether hidden columns and sheets are read.
    pub read_hidden: bool,
    /// The day on which the figures were put together.
    pub compiled: Option<Day>,
    /// What names were decided to mean.
    pub decisions: Vec<decisions::Written>,
    /// What was decided about single cells of reports.
    pub cell_decisions: Vec<CellDecision>,
    /// Which charts are wanted.
    pub charts: Vec<charts::Written>,
}

/// Reads the file.
pub fn read(text: &str, faults: &Faults) -> Config {
    let source = Source::new(FILE, text, faults);
    let Some(table) = source.parse() else { return Config::default() };
    let root = Keys::root(source, table.get_ref());
    let mut config = Config::default();
    if let Some(keys) = root.required_section("workspace") {
        config.name = keys.required("name").map(|name| name.value).unwrap_or_default();
        config.unit = keys.required("unit");
        config.language = keys.word("language", &LANGUAGES).map(|said| said.value).unwrap_or_default();
        config.calendar = Calendar { year_starts: keys.whole("year_starts", 1..=12).unwrap_or(1) };
        config.compiled = keys.day("compiled").map(|said| said.value);
        keys.done();
    }
    config.term = root.required_section("term").and_then(|keys| term(keys, config.calendar));
    if let Some(keys) = root.section("compare") {
        let line = keys.line;
        config.compare = term(keys, config.calendar);
        // What is compared with came before, whatever months the two have in common.
        if let (Some(term), Some(before)) = (&config.term, &config.compare)
            && before.period.from >= term.period.from
        {
            let facts = [("found", before.period.from.to_string()), ("term", term.period.from.to_string())];
            root.fault("compare-late", line, "compare.from", &facts);
        }
    }
    if let Some(keys) = root.section("perimeter") {
        let mode = keys.word("mode", &PerimeterMode::ALL);
        let as_of = keys.month("as_of").map(|said| said.value);
        config.perimeter = Perimeter { mode: mode.map(|said| said.value).unwrap_or_default(), as_of };
        keys.done();
    }
    if let Some(keys) = root.section("rollup") {
        let prefer = keys.word("prefer", &[(false, "own"), (true, "children")]);
        config.prefer_children = prefer.is_some_and(|said| said.value);
        keys.done();
    }
    if let Some(keys) = root.section("intake") {
        let hidden = keys.word("hidden", &[(false, "skip"), (true, "read")]);
        config.read_hidden = hidden.is_some_and(|said| said.value);
        keys.done();
    }
    if let Some(keys) = root.section("decisions") {
        config.decisions = keys.section("units").map(|units| decisions::read(&units)).unwrap_or_default();
        config.cell_decisions = cell_decisions::read(keys.sections("cells"));
        keys.done();
    }
    config.charts = charts::read(&root);
    root.done();
    config
}

/// The language that a file asks for, as far as it can be told; for messages about the file itself.
pub fn language_of(text: &str) -> Option<Language> {
    let table: toml::Table = text.parse().ok()?;
    let word = table.get("workspace")?.get("language")?.as_str()?;
    LANGUAGES.iter().find(|(_, name)| *name == word).map(|(language, _)| *language)
}

/// A named span. Without a name it is called by its text form.
fn term(keys: Keys<'_>, calendar: Calendar) -> Option<Term> {
    let name = keys.text("name");
    let (from, to) = (keys.required_month("from"), keys.required_month("to"));
    let term = from.zip(to).and_then(|(from, to)| {
        let period = Period::new(from.value, to.value);
        if period.is_none() {
            let facts = [("from", from.value.to_string()), ("to", to.value.to_string())];
            keys.fault("order-wrong", to.line, "to", &facts);
        }
        let period = period?;
        Some(Term { name: name.map_or_else(|| calendar.show(period), |said| said.value), period })
    });
    keys.done();
    term
}
