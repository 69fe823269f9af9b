//! `[[decisions.cells]]` of `tongket.toml`: what a person decided about single cells of reports.
//!
//! ```toml
//! [[decisions.cells]]
//! file = "2019/bc-2019.xlsx"
//! sheet = "Biểu 01"
//! cell = "D18"
//! found = "1.250"          # what stood there when it was decided: anything else is a new report, and is read as such
//! hash = "3f9a0c12"        # optional: how the file's SHA-256 begins; any other file of that name is a new report too
//! decision = "correct"     # accept | correct | ignore
//! value = 1205             # of correct: in the indicator's own measure
//! reason = "đã hỏi lại xã" # why; only accept needs none
//! ```

use super::keys::Keys;
use crate::domain::{CellDecision, CellRef, Ruling};
use crate::text::compose;

/// Fewer digits of a hash fit too many files, and there are no more than this.
const HASH: std::ops::RangeInclusive<usize> = 8..=64;

#[derive(Clone, Copy)]
enum Word {
    Accept,
    Correct,
    Ignore,
}

const WORDS: [(Word, &str); 3] = [(Word::Accept, "accept"), (Word::Correct, "correct"), (Word::Ignore, "ignore")];

/// The decisions, in the order they are written. What is wrong in one is told, and that one left out.
pub fn read(sections: Vec<Keys<'_>>) -> Vec<CellDecision> {
    let mut decisions: Vec<CellDecision> = Vec::new();
    for keys in sections {
        let line = keys.line;
        if let Some(decision) = one(&keys) {
            if let Some(earlier) = decisions.iter().find(|earlier| earlier.place() == decision.place()) {
                keys.fault("cell-twice", line, "", &[("row", earlier.line.to_string())]);
            }
            decisions.push(decision);
        }
        keys.done();
    }
    decisions
}

fn one(keys: &Keys<'_>) -> Option<CellDecision> {
    let (file, sheet, cell) = (keys.required("file"), keys.required_whole("sheet"), keys.required("cell"));
    let (found, hash) = (keys.required_whole("found"), keys.text("hash"));
    let word = keys.required_word("decision", &WORDS);
    let (value, reason) = (keys.number("value"), keys.text("reason"));
    let at = cell.and_then(|said| {
        let at = CellRef::parse(&said.value);
        if at.is_none() {
            keys.fault("cell-wrong", said.line, "cell", &[("found", said.value)]);
        }
        at
    });
    let hash = match hash {
        None => Some(String::new()),
        Some(said) => {
            let digits = said.value.to_lowercase();
            let good = HASH.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
            if !good {
                keys.fault("hash-wrong", said.line, "hash", &[("found", said.value)]);
            }
            good.then_some(digits)
        }
    };
    let ruling = match (word?.value, &value) {
        (Word::Accept, None) => Some(Ruling::Accept),
        (Word::Ignore, None) => Some(Ruling::Ignore),
        (Word::Correct, Some(value)) => Some(Ruling::Correct(value.value)),
        (Word::Correct, None) => {
            // A number that is none was told already.
            if !keys.has("value") {
                keys.fault("key-missing", keys.line, "value", &[("example", "value = 1205".to_owned())]);
            }
            None
        }
        (Word::Accept | Word::Ignore, Some(value)) => {
            keys.fault("value-of-correct", value.line, "value", &[]);
            None
        }
    }?;
    if ruling != Ruling::Accept && !keys.has("reason") {
        keys.fault("key-missing", keys.line, "reason", &[("example", "reason = \"…\"".to_owned())]);
    }
    Some(CellDecision {
        file: compose(&file?.value),
        sheet: sheet?.value,
        cell: at?,
        found: found?.value,
        hash: hash?,
        ruling,
        reason: reason.map(|said| said.value).unwrap_or_default(),
        line: keys.line,
    })
}
