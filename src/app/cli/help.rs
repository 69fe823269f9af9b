//! Help and usage errors in the reader's language: the words of `locales/program.toml` put into the command line's parser.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::{CLEAN, COULD_NOT_RUN};
use crate::text::{Language, phrase, word};

/// The language asked for on the command line, found before it is parsed: help is asked for there too.
pub(super) fn language_asked(arguments: &[OsString]) -> Option<Language> {
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let asked = words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--lang") {
        Some("") => words.get(at + 1).map(|word| word.to_string()),
        Some(rest) => rest.strip_prefix('=').map(str::to_owned),
        None => None,
    })?;
    match asked.as_str() {
        "vi" => Some(Language::Vi),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// The parser with its words in a language.
pub(super) fn command<C: CommandFactory>(language: Language) -> Command {
    let say = |key: &str| phrase(&format!("help.{key}"), language, &[]);
    let flag = |name: &'static str, short, action| {
        Arg::new(name).long(name).short(short).action(action).help(say(&format!("arg.{name}"))).global(true)
    };
    let root = C::command()
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', ArgAction::Help))
        .arg(flag("version", 'V', ArgAction::Version).global(false))
        .about(say("about"))
        .after_help(say("exit-codes"))
        .subcommand_help_heading(word("help.commands", language));
    translated(root, language).mut_subcommands(|sub| {
        let about = say(sub.get_name());
        translated(sub.about(about).disable_help_flag(true), language)
    })
}

fn translated(command: Command, language: Language) -> Command {
    let say = |key: &str| phrase(&format!("help.{key}"), language, &[]);
    let template = format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}\n", say("usage"));
    command.help_template(template).mut_args(|arg| {
        let heading = if arg.is_positional() { "help.arguments" } else { "help.options" };
        let words = say(&format!("arg.{}", arg.get_id()));
        arg.help(words).help_heading(word(heading, language))
    })
}

/// Prints help where it was asked for, else what is wrong with the command line; gives the exit code.
pub(super) fn explain(error: &clap::Error, language: Language) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that went away is no error.
            let _ = error.print();
            return CLEAN;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            return COULD_NOT_RUN;
        }
        _ => {}
    }
    eprintln!("{}{}", phrase("error.error", language, &[]), sentence(error, language));
    COULD_NOT_RUN
}

fn sentence(error: &clap::Error, language: Language) -> String {
    let context = |kind| error.get(kind).map(shown).filter(|text| !text.is_empty());
    let say = |key: &str, facts: &[(&str, String)]| phrase(&format!("usage.{key}"), language, facts);
    let word = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue);
    let mut text = match (error.kind(), value) {
        (ErrorKind::UnknownArgument, _) => say("unknown-argument", &[("word", word)]),
        (ErrorKind::InvalidSubcommand, _) => {
            let word = context(ContextKind::InvalidSubcommand).unwrap_or_default();
            say("unknown-command", &[("word", word)])
        }
        (ErrorKind::MissingRequiredArgument, _) => say("missing", &[("word", word)]),
        (ErrorKind::MissingSubcommand, _) => say("missing", &[("word", phrase("help.commands", language, &[]))]),
        (ErrorKind::InvalidValue, Some(value)) => {
            let allowed = context(ContextKind::ValidValue).unwrap_or_default();
            say("value", &[("value", value), ("word", word), ("allowed", allowed)])
        }
        (ErrorKind::InvalidValue, None) => say("value-missing", &[("word", word)]),
        (ErrorKind::ArgumentConflict, _) => say("conflict", &[("word", word)]),
        (kind, _) => say("other", &[("word", kind.to_string())]),
    };
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(near) = near.into_iter().find_map(context) {
        text.push_str(&format!("\n  {}", say("meant", &[("word", near)])));
    }
    text.push_str(&format!("\n  {}", say("see", &[("command", "tongket".to_owned())])));
    text
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::cli::Line;

    #[test]
    fn every_command_and_argument_has_help_in_both_languages() {
        for language in [Language::Vi, Language::En] {
            let mut root = command::<Line>(language);
            root.build();
            let mut pages = vec![root.render_help().to_string()];
            pages.extend(root.get_subcommands_mut().map(|sub| sub.render_help().to_string()));
            for page in pages {
                assert!(!page.contains("help."), "a phrase is missing:\n{page}");
                let foreign = ["Options:", "Commands:", "Arguments:", "Usage:", "Print help"];
                if language == Language::Vi {
                    assert!(!foreign.iter().any(|word| page.contains(word)), "{page}");
                }
            }
            root.debug_assert();
        }
    }
}
