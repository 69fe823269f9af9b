//! `tongket explain`: what a finding's code means and what to do.

use clap::Args;

use super::CLEAN;
use crate::app::console::{Console, Stream};
use crate::app::error::Error;
use crate::app::nearest::nearest;
use crate::domain::Code;
use crate::text::{Language, phrase};

#[derive(Args)]
pub(super) struct Options {
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

pub(super) fn run(options: &Options, console: Console) -> Result<u8, Error> {
    let language = console.language;
    let text = match &options.code {
        None => Code::ALL.iter().map(|code| format!("{}\n", headline(*code, language))).collect(),
        Some(word) => match Code::ALL.iter().find(|code| code.as_str() == word) {
            Some(code) => whole(*code, language),
            None => return Err(unknown(word, language)),
        },
    };
    console.print(Stream::Out, &text)?;
    Ok(CLEAN)
}

fn headline(code: Code, language: Language) -> String {
    let severity = phrase(&format!("console.{}", code.severity().code()), language, &[]);
    format!("{severity}[{code}] {}", words(code, "title", language))
}

fn whole(code: Code, language: Language) -> String {
    let mut text = format!("{}\n", headline(code, language));
    for (part, label) in [("detail", "explain.what"), ("suggestion", "explain.todo")] {
        let words = words(code, part, language);
        if !words.is_empty() {
            text.push_str(&format!("  {}{words}\n", phrase(label, language, &[])));
        }
    }
    text
}

/// The words of a code with `…` where a finding names its facts.
fn words(code: Code, part: &str, language: Language) -> String {
    let sentence = phrase(&format!("finding.{code}.{part}"), language, &[]);
    let mut text = String::new();
    for (index, piece) in sentence.split('{').enumerate() {
        match piece.split_once('}') {
            Some((_, rest)) if index > 0 => text.push_str(&format!("…{rest}")),
            _ => text.push_str(piece),
        }
    }
    text
}

fn unknown(word: &str, language: Language) -> Error {
    let mut sentence = phrase("explain.unknown", language, &[("code", word.to_owned())]);
    if let Some(near) = nearest(word, Code::ALL.iter().map(|code| code.as_str())) {
        sentence.push_str(&format!("\n  {}", phrase("usage.meant", language, &[("word", near.to_owned())])));
    }
    Error::Usage { sentence }
}
