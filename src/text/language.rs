//! `Language`: Vietnamese or English, and words given in both.

use serde::{Deserialize, Serialize};

/// The language of outputs and messages.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

/// A name in both languages. In configuration it is written `{ vi = "…", en = "…" }`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Vietnamese.
    pub vi: String,
    /// English; the Vietnamese stands in where it is empty.
    #[serde(default)]
    pub en: String,
}

impl Bilingual {
    /// Words that stand for both languages: a sign, or what a person gave once only.
    pub fn same(words: &str) -> Bilingual {
        Bilingual { vi: words.to_owned(), en: String::new() }
    }

    /// The name in a language, the other's where that one is empty.
    pub fn get(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Vi => (&self.vi, &self.en),
            Language::En => (&self.en, &self.vi),
        };
        if first.is_empty() { second } else { first }
    }
}
