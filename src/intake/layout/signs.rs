//! `Signs`: what a text looks like by itself, whatever the workspace knows: a number, a heading, a note, a signature.

use crate::text::{
    ColumnWord, Convention, column_word, find_times, is_end_of_table, is_note, measure_line, measure_word, read_number,
    read_ordinal, reporting_unit,
};

/// What a text looks like by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Signs {
    /// A number or a mark that stands for one.
    pub number: bool,
    /// An ordinal and nothing else.
    pub ordinal: bool,
    /// A unit of measurement and nothing else.
    pub measure: bool,
    /// It names a period.
    pub times: bool,
    /// It names a period and nothing else.
    pub only_time: bool,
    /// The heading of a column that is no figure.
    pub heading: bool,
    /// It states a measure, a reporting unit or a parameter.
    pub parameter: bool,
    /// A note.
    pub note: bool,
    /// It ends the table.
    pub end: bool,
}

impl Signs {
    /// Looks at a text.
    pub fn of(text: &str) -> Signs {
        if read_number(text, Convention::Vietnamese).is_some() {
            let only_time = is_time_only(text);
            let ordinal = read_ordinal(text).is_some();
            return Signs { number: true, ordinal, times: only_time, only_time, ..Signs::default() };
        }
        let heading = matches!(
            column_word(text),
            Some(
                ColumnWord::Ordinal
                    | ColumnWord::Indicator
                    | ColumnWord::Unit
                    | ColumnWord::Code
                    | ColumnWord::Measure
                    | ColumnWord::Note
                    | ColumnWord::Period
            )
        );
        Signs {
            number: false,
            ordinal: read_ordinal(text).is_some(),
            measure: measure_word(text).is_some(),
            times: !find_times(text).is_empty(),
            only_time: is_time_only(text),
            heading,
            parameter: measure_line(text).is_some() || reporting_unit(text).is_some(),
            note: is_note(text),
            end: is_end_of_table(text),
        }
    }
}

/// Whether a text says a period and nothing else: *Năm 2017*, *Quý I*.
fn is_time_only(text: &str) -> bool {
    let trimmed = text.trim();
    match find_times(trimmed).as_slice() {
        [only] => only.at.start == 0 && only.at.end == trimmed.len(),
        _ => false,
    }
}
