//! `Keys`: one table of a TOML file, read key by key. Whatever was not asked for is unknown and refused.

use std::cell::RefCell;
use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::app::fault::{Fault, Faults};
use crate::app::nearest::nearest;
use crate::domain::{Amount, Day, Month};
use crate::text::Bilingual;

/// A value with the line it was written on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said<T> {
    /// What was written.
    pub value: T,
    /// On which line.
    pub line: usize,
}

/// The file that keys stand in.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    file: &'a str,
    text: &'a str,
    faults: &'a Faults,
}

impl<'a> Source<'a> {
    /// A file with its text.
    pub fn new(file: &'a str, text: &'a str, faults: &'a Faults) -> Source<'a> {
        Source { file, text, faults }
    }

    /// Parses the file. Where it is no valid TOML every place is told, and there is nothing to read.
    pub fn parse(self) -> Option<Spanned<DeTable<'a>>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            let line = error.span().map_or(0, |span| self.line(&span));
            self.fault("syntax", line, "", &[("message", error.message().to_owned())]);
        }
        errors.is_empty().then_some(table)
    }

    fn line(self, span: &Range<usize>) -> usize {
        let before = self.text.as_bytes().get(..span.start).unwrap_or_default();
        before.iter().filter(|&&byte| byte == b'\n').count() + 1
    }

    fn fault(self, code: &'static str, line: usize, key: &str, facts: &[(&'static str, String)]) {
        self.faults.push(Fault::new(code, self.file, line, key).with_all(facts.iter().cloned()));
    }
}

/// What stands under a name of the writer's choice.
pub enum Entry<'a> {
    /// A text.
    Text(Said<String>),
    /// A table.
    Section(Keys<'a>),
}

/// How a name in both languages is written.
const BOTH: &str = "{ vi = \"…\", en = \"…\" }";

/// One table, whose keys are asked for one by one; [`Keys::done`] refuses the rest.
pub struct Keys<'a> {
    source: Source<'a>,
    table: &'a DeTable<'a>,
    path: String,
    /// The line that the table starts on.
    pub line: usize,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Keys<'a> {
    /// The keys of a whole file.
    pub fn root(source: Source<'a>, table: &'a DeTable<'a>) -> Keys<'a> {
        Keys { source, table, path: String::new(), line: 0, asked: RefCell::default() }
    }

    fn inner(&self, path: String, table: &'a DeTable<'a>, line: usize) -> Keys<'a> {
        Keys { source: self.source, table, path, line, asked: RefCell::default() }
    }

    /// The full name of one of these keys: `workspace.name`.
    pub fn path(&self, key: &str) -> String {
        match (self.path.as_str(), key) {
            ("", _) => key.to_owned(),
            (path, "") => path.to_owned(),
            (path, _) => format!("{path}.{key}"),
        }
    }

    /// Says what is wrong with a key.
    pub fn fault(&self, code: &'static str, line: usize, key: &str, facts: &[(&'static str, String)]) {
        self.source.fault(code, line, &self.path(key), facts);
    }

    /// Names the table in messages: `indicators.members` says more than `indicators[3]`.
    pub fn rename(&mut self, path: String) {
        self.path = path;
    }

    fn ask(&self, key: &'static str) -> Option<(&'a DeValue<'a>, usize)> {
        self.asked.borrow_mut().push(key);
        let (_, value) = self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key)?;
        Some((value.get_ref(), self.source.line(&value.span())))
    }

    fn wrong_type(&self, key: &str, line: usize, example: &str) {
        self.fault("type-wrong", line, key, &[("example", format!("{key} = {example}"))]);
    }

    fn missing(&self, key: &str, example: &str) {
        self.fault("key-missing", self.line, key, &[("example", format!("{key} = {example}"))]);
    }

    /// A text; none where the key is absent.
    pub fn text(&self, key: &'static str) -> Option<Said<String>> {
        let (value, line) = self.ask(key)?;
        match value.as_str() {
            Some(text) if text.trim().is_empty() => {
                self.fault("empty", line, key, &[]);
                None
            }
            Some(text) => Some(Said { value: text.trim().to_owned(), line }),
            None => {
                self.wrong_type(key, line, "\"…\"");
                None
            }
        }
    }

    /// A text that must be there.
    pub fn required(&self, key: &'static str) -> Option<Said<String>> {
        if !self.has(key) {
            self.asked.borrow_mut().push(key);
            self.missing(key, "\"…\"");
            return None;
        }
        self.text(key)
    }

    /// A text that must be there and is taken letter for letter, blank or not.
    pub fn required_whole(&self, key: &'static str) -> Option<Said<String>> {
        let Some((value, line)) = self.ask(key) else {
            self.missing(key, "\"…\"");
            return None;
        };
        let text = value.as_str();
        if text.is_none() {
            self.wrong_type(key, line, "\"…\"");
        }
        Some(Said { value: text?.to_owned(), line })
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.get_ref().as_ref() == key)
    }

    /// Yes or no.
    pub fn flag(&self, key: &'static str) -> Option<bool> {
        let (value, line) = self.ask(key)?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong_type(key, line, "true");
        }
        flag
    }

    /// A whole number within bounds.
    pub fn whole(&self, key: &'static str, bounds: RangeInclusive<u32>) -> Option<u32> {
        let (value, line) = self.ask(key)?;
        let Some(integer) = value.as_integer() else {
            self.wrong_type(key, line, &bounds.start().to_string());
            return None;
        };
        let number = u32::from_str_radix(integer.as_str(), integer.radix()).ok().filter(|n| bounds.contains(n));
        if number.is_none() {
            let facts = [
                ("from", bounds.start().to_string()),
                ("to", bounds.end().to_string()),
                ("found", integer.to_string()),
            ];
            self.fault("number-range", line, key, &facts);
        }
        number
    }

    /// A number, whole or with a decimal point; none where the key is absent.
    pub fn number(&self, key: &'static str) -> Option<Said<Amount>> {
        let (value, line) = self.ask(key)?;
        let whole = value.as_integer().filter(|integer| integer.radix() == 10).map(|integer| integer.as_str());
        let written = whole.or(value.as_float().map(|float| float.as_str()));
        let number = written.and_then(|text| Amount::parse(text.trim_start_matches('+')));
        if number.is_none() {
            self.wrong_type(key, line, "12.5");
        }
        Some(Said { value: number?, line })
    }

    /// One of several words.
    pub fn word<T: Copy>(&self, key: &'static str, words: &[(T, &'static str)]) -> Option<Said<T>> {
        let text = self.text(key)?;
        match words.iter().find(|(_, word)| *word == text.value) {
            Some((meaning, _)) => Some(Said { value: *meaning, line: text.line }),
            None => {
                let allowed = words.iter().map(|(_, word)| *word);
                self.fault("word-wrong", text.line, key, &choice(&text.value, allowed));
                None
            }
        }
    }

    /// A word that must be there.
    pub fn required_word<T: Copy>(&self, key: &'static str, words: &[(T, &'static str)]) -> Option<Said<T>> {
        if !self.has(key) {
            self.asked.borrow_mut().push(key);
            let words: Vec<String> = words.iter().map(|(_, word)| format!("\"{word}\"")).collect();
            self.missing(key, &words.join(" | "));
            return None;
        }
        self.word(key, words)
    }

    /// A month, `"2016-07"`, that must be there.
    pub fn required_month(&self, key: &'static str) -> Option<Said<Month>> {
        let text = self.required(key)?;
        self.as_month(key, text)
    }

    /// A month; none where the key is absent.
    pub fn month(&self, key: &'static str) -> Option<Said<Month>> {
        let text = self.text(key)?;
        self.as_month(key, text)
    }

    /// A day; none where the key is absent.
    pub fn day(&self, key: &'static str) -> Option<Said<Day>> {
        let text = self.text(key)?;
        match Day::parse(&text.value) {
            Some(day) => Some(Said { value: day, line: text.line }),
            None => {
                self.fault("day-wrong", text.line, key, &[("found", text.value)]);
                None
            }
        }
    }

    fn as_month(&self, key: &str, text: Said<String>) -> Option<Said<Month>> {
        match Month::parse(&text.value) {
            Some(month) => Some(Said { value: month, line: text.line }),
            None => {
                self.fault("month-wrong", text.line, key, &[("found", text.value)]);
                None
            }
        }
    }

    /// A list of texts; empty where the key is absent.
    pub fn texts(&self, key: &'static str) -> Vec<Said<String>> {
        let Some((value, line)) = self.ask(key) else { return Vec::new() };
        let Some(array) = value.as_array() else {
            self.wrong_type(key, line, "[\"…\", \"…\"]");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in array.iter() {
            let line = self.source.line(&item.span());
            match item.get_ref().as_str() {
                Some(text) if text.trim().is_empty() => self.fault("empty", line, key, &[]),
                Some(text) => texts.push(Said { value: text.trim().to_owned(), line }),
                None => self.wrong_type(key, line, "[\"…\", \"…\"]"),
            }
        }
        texts
    }

    /// A list of texts, or one text by itself; empty where the key is absent.
    pub fn texts_or_one(&self, key: &'static str) -> Vec<Said<String>> {
        let one = self.table.iter().any(|(name, value)| name.get_ref().as_ref() == key && value.get_ref().is_str());
        if one { self.text(key).into_iter().collect() } else { self.texts(key) }
    }

    /// A name in both languages that must be there.
    pub fn required_name(&self, key: &'static str) -> Option<Said<Bilingual>> {
        if !self.has(key) {
            self.asked.borrow_mut().push(key);
            self.missing(key, BOTH);
            return None;
        }
        self.name(key)
    }

    /// One text for both languages, or a name in both; none where the key is absent.
    pub fn words(&self, key: &'static str) -> Option<Said<Bilingual>> {
        let is_name =
            self.table.iter().any(|(name, value)| name.get_ref().as_ref() == key && value.get_ref().is_table());
        if is_name {
            return self.name(key);
        }
        self.text(key).map(|said| Said { value: Bilingual::same(&said.value), line: said.line })
    }

    /// The same, which must be there.
    pub fn required_words(&self, key: &'static str) -> Option<Said<Bilingual>> {
        if self.has(key) {
            self.words(key)
        } else {
            self.required(key).map(|_| Said { value: Bilingual::default(), line: 0 })
        }
    }

    fn name(&self, key: &'static str) -> Option<Said<Bilingual>> {
        let (value, line) = self.ask(key)?;
        let Some(table) = value.as_table() else {
            self.wrong_type(key, line, BOTH);
            return None;
        };
        let inner = self.inner(self.path(key), table, line);
        let (vi, en) = (inner.required("vi"), inner.text("en"));
        inner.done();
        Some(Said { value: Bilingual { vi: vi?.value, en: en.map(|en| en.value).unwrap_or_default() }, line })
    }

    /// A table of keys.
    pub fn section(&self, key: &'static str) -> Option<Keys<'a>> {
        let (value, line) = self.ask(key)?;
        match value.as_table() {
            Some(table) => Some(self.inner(self.path(key), table, line)),
            None => {
                self.fault("table-wrong", line, key, &[("example", format!("[{}]", self.path(key)))]);
                None
            }
        }
    }

    /// A table of keys that must be there.
    pub fn required_section(&self, key: &'static str) -> Option<Keys<'a>> {
        if !self.has(key) {
            self.asked.borrow_mut().push(key);
            self.fault("section-missing", 0, key, &[("example", format!("[{}]", self.path(key)))]);
            return None;
        }
        self.section(key)
    }

    /// A list of tables; empty where the key is absent.
    pub fn sections(&self, key: &'static str) -> Vec<Keys<'a>> {
        let Some((value, line)) = self.ask(key) else { return Vec::new() };
        let wrong = |line| self.fault("table-wrong", line, key, &[("example", format!("[[{}]]", self.path(key)))]);
        let Some(array) = value.as_array() else {
            wrong(line);
            return Vec::new();
        };
        let mut sections = Vec::new();
        for (index, item) in array.iter().enumerate() {
            let line = self.source.line(&item.span());
            match item.get_ref().as_table() {
                Some(table) => sections.push(self.inner(format!("{}[{}]", self.path(key), index + 1), table, line)),
                None => wrong(line),
            }
        }
        sections
    }

    /// The tables within, under names of the writer's choice, in the order they are written.
    pub fn entries(&self) -> Vec<(Said<String>, Keys<'a>)> {
        let mut entries = Vec::new();
        for (name, value) in self.table.iter() {
            let line = self.source.line(&name.span());
            let name = name.get_ref().to_string();
            match value.get_ref().as_table() {
                Some(table) => {
                    let keys = self.inner(self.path(&name), table, line);
                    entries.push((Said { value: name, line }, keys, value.span().start));
                }
                None => self.fault("table-wrong", line, &name, &[("example", format!("[{}]", self.path(&name)))]),
            }
        }
        entries.sort_by_key(|(name, _, start)| (name.line, *start));
        entries.into_iter().map(|(name, keys, _)| (name, keys)).collect()
    }

    /// Texts and tables under names of the writer's choice, in the order they are written.
    pub fn entries_and_texts(&self) -> Vec<(Said<String>, Entry<'a>)> {
        let mut entries = Vec::new();
        for (name, value) in self.table.iter() {
            let line = self.source.line(&name.span());
            let start = name.span().start;
            let name = Said { value: name.get_ref().to_string(), line };
            match (value.get_ref().as_table(), value.get_ref().as_str()) {
                (Some(table), _) => {
                    let keys = self.inner(self.path(&name.value), table, line);
                    entries.push((name, Entry::Section(keys), start));
                }
                (None, Some(text)) if !text.trim().is_empty() => {
                    let text = Said { value: text.trim().to_owned(), line: self.source.line(&value.span()) };
                    entries.push((name, Entry::Text(text), start));
                }
                (None, Some(_)) => self.fault("empty", line, &name.value, &[]),
                (None, None) => self.wrong_type(&name.value, line, "\"…\""),
            }
        }
        entries.sort_by_key(|(name, _, start)| (name.line, *start));
        entries.into_iter().map(|(name, entry, _)| (name, entry)).collect()
    }

    /// Refuses every key that was not asked for.
    pub fn done(self) {
        let asked = self.asked.borrow();
        for (name, _) in self.table.iter() {
            let key = name.get_ref().as_ref();
            if !asked.contains(&key) {
                let line = self.source.line(&name.span());
                self.fault("key-unknown", line, key, &choice(key, asked.iter().copied()));
            }
        }
    }
}

/// How many words a sentence lists before it breaks off.
const LISTED: usize = 12;

/// The facts of a word that is none of those allowed: the word, those allowed, and the one that was probably meant.
pub fn choice<'w>(found: &str, allowed: impl Iterator<Item = &'w str>) -> [(&'static str, String); 3] {
    let mut words: Vec<&str> = Vec::new();
    for word in allowed {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let near = nearest(found, words.iter().copied()).map(|near| format!("`{near}`"));
    if words.len() > LISTED {
        words.truncate(LISTED);
        words.push("…");
    }
    let instead = near.unwrap_or_else(|| words.join(" | "));
    [("found", found.to_owned()), ("allowed", words.join(", ")), ("instead", instead)]
}
