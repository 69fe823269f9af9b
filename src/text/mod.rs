//! Vietnamese writing: languages and phrases, legacy charsets, syllables, folding, numbers, period phrases, words that betray structure.
//!
//! This is the lowest stage: it knows no type of the field.

mod abbreviation;
mod answer;
mod bound;
mod charset;
mod comparison;
mod compound;
mod file_name;
mod fillers;
mod fold;
mod foreign;
mod label;
mod language;
mod lines;
mod measure;
mod number;
mod ordinal;
mod outcome;
mod paper;
mod pattern;
mod phrase;
mod printable;
mod slug;
mod spelling;
mod syllable;
mod time;
mod totals;
mod words;

pub use abbreviation::{expand, is_abbreviation};
pub use answer::read_answer;
pub use bound::{Bound, bound};
pub use charset::{Charset, Class, Evidence, Typeface, Verdict, classify, holds_unicode, marked_words, may_be_legacy};
pub use comparison::{compares_years, says_which_way};
pub use compound::is_compound;
pub use file_name::file_name;
pub use fillers::{
    core_words, essence, may_go_unsaid, time_fillers_only, title_fillers_only, title_words, without_bearers,
    without_question,
};
pub use fold::{bare, compose, fold, is_composed, words};
pub use foreign::{is_foreign, without_foreign};
pub use label::Label;
pub use language::{Bilingual, Language};
pub use lines::in_lines;
pub use measure::{MeasureWord, counts_many, measure_line, measure_stated, measure_word};
pub use number::{
    Convention, Damage, Modifier, NumberText, Suspicion, Value, Votes, day_pairs, is_damaged_number, read_number,
    show_number, suspect, written_in,
};
pub use ordinal::{Ordinal, is_page_mark, is_part, is_part_word, read_ordinal, split_ordinal};
pub use outcome::{
    Remark, narrows, narrows_by_body, remark, says_done, says_estimated, says_otherwise, says_planned, says_sex,
    titles_another, titles_bodies, titles_some,
};
pub use paper::{is_motto, reporting_unit, signatory};
pub use pattern::matches_pattern;
pub use phrase::{has_phrase, keys, phrase, word};
pub use printable::printable;
pub use slug::slug;
pub use spelling::Spelling;
pub use syllable::is_syllable;
pub use time::{Since, Span, TimePhrase, cuts_months, find_times, without_times};
pub use totals::{is_total, sums_up};
pub use words::ColumnWord;
