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
    let of_code = |part: &str| phrase(&format!("explain.code.{code}.{part}"), language, &[]);
    for (label, words) in [
        ("explain.checks", of_code("what")),
        ("explain.why", of_code("why")),
        ("explain.example", of_code("example")),
        ("explain.what", words(code, "detail", language)),
        ("explain.todo", words(code, "suggestion", language)),
    ] {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::keys;

    #[test]
    fn every_code_says_what_is_checked_why_and_by_an_example() {
        for code in Code::ALL {
            for language in [Language::Vi, Language::En] {
                let text = whole(*code, language);
                assert!(
                    text.lines().count() >= 5 && !text.contains("explain.") && !text.contains("finding."),
                    "{text}"
                );
            }
        }
        let explained = keys().filter_map(|key| key.strip_prefix("explain.code.")?.split('.').next());
        for code in explained {
            assert!(Code::ALL.iter().any(|known| known.as_str() == code), "there is no finding {code}");
        }
    }
}
