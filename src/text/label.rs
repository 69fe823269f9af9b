//! `Label`: all that a text says by itself, for whoever asks several things of it. Folding is what costs.

use super::comparison::compares_years;
use super::fold::fold;
use super::measure::{self, MeasureWord};
use super::ordinal::{Ordinal, read_ordinal, split_ordinal};
use super::paper;
use super::time::{Span, TimePhrase, find_times};
use super::totals;
use super::words::{self, ColumnWord};

/// What a text says by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The ordinal that it is, and nothing else.
    pub ordinal: Option<Ordinal>,
    /// The ordinal before its words.
    pub prefix: Option<Ordinal>,
    /// The column that it heads.
    pub column_word: Option<ColumnWord>,
    /// The unit of measurement that it is.
    pub measure_word: Option<MeasureWord>,
    /// What it says as a line about a table's measure.
    pub measure_line: Option<Option<MeasureWord>>,
    /// The periods that it names.
    pub times: Vec<TimePhrase>,
    /// It names a period and says nothing else: *Năm 2017*, *Quý I*.
    pub is_time: bool,
    /// It ends a table.
    pub is_end_of_table: bool,
    /// It is a note under a table.
    pub is_note: bool,
    /// It totals others, whatever ordinal stands before it.
    pub is_total: bool,
    /// It says whose report it is.
    pub names_reporter: bool,
    /// It is the date of a signature: when it was signed, not what it is about.
    pub is_signature_date: bool,
    /// It refers to a decision or is the date of a signature: the times that it names are not the report's.
    pub is_reference: bool,
}

/// What may stand before a period that is all that a text says: *Cả năm 2019*, *Trong quý I*, *Cả giai đoạn 2020-2024*.
const LEADS: &[&str] = &["", "cả", "trong", "cả giai đoạn", "giai đoạn", "cả nhiệm kì", "nhiệm kì", "toàn giai đoạn"];

/// *2018 (1)*, *Năm 2019 (\*)*: without the mark of a note.
fn without_mark(text: &str) -> &str {
    let bracketed = text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('('));
    match bracketed {
        Some((before, "1" | "2" | "3" | "4" | "*" | "**" | "a" | "b")) => before.trim_end(),
        _ => text,
    }
}

impl Label {
    /// Whether its words are none that reports are made of: it may name anything.
    pub fn says_nothing(&self) -> bool {
        self.ordinal.is_none()
            && self.column_word.is_none()
            && self.measure_word.is_none()
            && self.measure_line.is_none()
            && !self.is_time
            && !self.is_end_of_table
            && !self.is_note
            && !self.is_total
            && !self.names_reporter
    }

    /// Reads a text.
    pub fn new(text: &str) -> Label {
        let folded = fold(text);
        let times = find_times(text);
        // *- Quý I:* under its unit.
        // *(Năm 2021)*
        let closing = if text.trim_start().starts_with('(') { ')' } else { ':' };
        let ends = |c: char| c.is_whitespace() || c == closing || matches!(c, ':' | '.');
        let end = without_mark(text).trim_end_matches(ends).len();
        let is_time = matches!(times.as_slice(), [only]
            if only.at.end == end && LEADS.contains(&fold(&text[..only.at.start]).as_str()));
        let runs = times.iter().any(|time| matches!(time.span, Span::Since(_)));
        let is_signature_date = paper::is_signature_date_of(&folded);
        let (prefix, rest) = split_ordinal(text);
        let compared = if compares_years(text) { Some(ColumnWord::Comparison) } else { None };
        Label {
            ordinal: read_ordinal(text),
            prefix,
            column_word: compared
                .or_else(|| words::column_word_of(text, &folded))
                .or_else(|| if times.is_empty() { None } else { words::dated_column_word(text, &times) }),
            measure_word: measure::measure_word_of(text, &folded),
            measure_line: measure::measure_line_of(text, &folded),
            is_time,
            times,
            is_end_of_table: paper::is_end_of_table_of(&folded),
            is_note: paper::is_note(text),
            // *Cộng dồn từ đầu năm* adds up time, not what stands beside it.
            is_total: !runs && (totals::is_total_of(text, &folded) || (prefix.is_some() && totals::is_total(rest))),
            names_reporter: paper::reporting_unit(text).is_some(),
            is_signature_date,
            is_reference: is_signature_date || paper::is_reference_of(&folded),
        }
    }
}
