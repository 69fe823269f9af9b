//! Every sentence that a user reads, in both languages, from one place: the files of `locales/`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::language::{Bilingual, Language};

/// The files of `locales/`; a new one is added here.
const FILES: [&str; 6] = [
    include_str!("../../locales/explain.toml"),
    include_str!("../../locales/inspect.toml"),
    include_str!("../../locales/intake.toml"),
    include_str!("../../locales/analysis.toml"),
    include_str!("../../locales/program.toml"),
    include_str!("../../locales/report.toml"),
];

static PHRASES: LazyLock<BTreeMap<String, Bilingual>> = LazyLock::new(|| {
    let mut phrases = BTreeMap::new();
    for file in FILES {
        // A test loads every file, so this cannot fail in a program that was tested.
        let table: toml::Table = file.parse().unwrap_or_default();
        flatten("", &table, &mut phrases);
    }
    phrases
});

/// Walks nested tables down to those that hold `vi` and `en`.
fn flatten(prefix: &str, table: &toml::Table, into: &mut BTreeMap<String, Bilingual>) {
    for (key, value) in table {
        let Some(inner) = value.as_table() else { continue };
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        let word = |language: &str| inner.get(language).and_then(toml::Value::as_str).map(str::to_owned);
        match (word("vi"), word("en")) {
            (Some(vi), Some(en)) => {
                into.insert(path, Bilingual { vi, en });
            }
            _ => flatten(&path, inner, into),
        }
    }
}

/// The sentence behind a key, with `{name}` replaced by its fact. A key that is missing shows itself.
pub fn phrase(key: &str, language: Language, facts: &[(&str, String)]) -> String {
    let Some(sentence) = PHRASES.get(key) else { return key.to_owned() };
    let mut text = String::new();
    let mut rest = sentence.get(language);
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        text.push_str(before);
        let Some(close) = after.find('}') else { break };
        let name = &after[1..close];
        match facts.iter().find(|(fact, _)| *fact == name) {
            Some((_, value)) => text.push_str(value),
            None => text.push_str(&after[..=close]),
        }
        rest = &after[close + 1..];
    }
    text.push_str(rest);
    text
}

/// The sentence behind a key that names no facts. A key that is missing gives nothing.
pub fn word(key: &str, language: Language) -> &'static str {
    PHRASES.get(key).map_or("", |sentence| sentence.get(language))
}

/// Whether there is a sentence behind a key.
pub fn has_phrase(key: &str) -> bool {
    PHRASES.contains_key(key)
}

/// Every key, for the tests that hold them complete.
pub fn keys() -> impl Iterator<Item = &'static str> {
    PHRASES.keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_phrases_is_valid() {
        for file in FILES {
            file.parse::<toml::Table>().expect("valid TOML");
        }
    }

    #[test]
    fn every_sentence_stands_in_both_languages_and_no_other() {
        fn walk(path: &str, table: &toml::Table) {
            let texts: Vec<&String> = table.iter().filter(|(_, value)| value.is_str()).map(|(key, _)| key).collect();
            assert!(texts.is_empty() || table.len() == 2 && texts == ["en", "vi"], "{path}: {texts:?}");
            for (key, value) in table {
                value.as_table().into_iter().for_each(|inner| walk(&format!("{path}.{key}"), inner));
            }
        }
        FILES.iter().for_each(|file| walk("", &file.parse().expect("valid TOML")));
    }

    #[test]
    fn both_languages_name_the_same_facts() {
        let names = |text: &str| -> Vec<String> {
            let mut found: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|part| part.split_once('}'))
                .map(|(name, _)| name.to_owned())
                .collect();
            found.sort();
            found.dedup();
            found
        };
        for (key, phrase) in PHRASES.iter() {
            assert_eq!(names(&phrase.vi), names(&phrase.en), "{key}");
        }
    }
}
