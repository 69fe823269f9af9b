//! `Rows`: a table of a csv file, read by the names in its header, in any order.

use super::dates;
use super::keys::choice;
use crate::app::fault::{Fault, Faults};
use crate::domain::Month;
use crate::text::fold;

/// A column that a file may have.
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// Whether the file must have it.
    pub required: bool,
}

/// A column that must be there.
pub const fn needed(name: &'static str) -> Column {
    Column { name, required: true }
}

/// A column that may be left out.
pub const fn optional(name: &'static str) -> Column {
    Column { name, required: false }
}

/// The rows of a file, blank ones left out.
pub fn read<'f>(file: &'static str, text: &str, columns: &[Column], faults: &'f Faults) -> Vec<Row<'f>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut header: Option<Vec<Option<&'static str>>> = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, |at| at.line() as usize);
                faults.push(Fault::new("row-broken", file, line, "").with("cause", error.to_string()));
                continue;
            }
        };
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, |at| line_of(text, at));
        let Some(names) = &header else {
            header = Some(read_header(file, line, &record, columns, faults));
            continue;
        };
        let mut cells = Vec::new();
        for (index, cell) in record.iter().enumerate() {
            match names.get(index) {
                Some(Some(name)) => cells.push((*name, cell.to_owned())),
                Some(None) => {}
                None if cell.is_empty() => {}
                None => faults.push(
                    Fault::new("row-long", file, line, "").with("found", cell).with("columns", names.len().to_string()),
                ),
            }
        }
        rows.push(Row { file, line, cells, faults });
    }
    if header.is_none() {
        let names: Vec<&str> = columns.iter().map(|c| c.name).collect();
        faults.push(Fault::new("table-empty", file, 0, "").with("columns", names.join(",")));
    }
    rows
}

/// The header's columns: known ones by name, unknown ones as a fault.
fn read_header(
    file: &'static str,
    line: usize,
    record: &csv::StringRecord,
    columns: &[Column],
    faults: &Faults,
) -> Vec<Option<&'static str>> {
    let mut found: Vec<Option<&'static str>> = Vec::new();
    for cell in record {
        let column = columns.iter().find(|c| c.name == cell.to_lowercase()).map(|c| c.name);
        match column {
            Some(name) if found.contains(&Some(name)) => faults.push(Fault::new("column-twice", file, line, name)),
            None if !cell.is_empty() => {
                let facts = choice(cell, columns.iter().map(|c| c.name));
                faults.push(Fault::new("column-unknown", file, line, cell).with_all(facts));
            }
            _ => {}
        }
        found.push(column);
    }
    for column in columns.iter().filter(|c| c.required && !found.contains(&Some(c.name))) {
        let names: Vec<&str> = columns.iter().map(|c| c.name).collect();
        faults.push(Fault::new("column-missing", file, line, column.name).with("columns", names.join(",")));
    }
    found
}

/// The line that a record starts on. The position of a record that follows blank lines is the first of these.
fn line_of(text: &str, at: &csv::Position) -> usize {
    let rest = text.as_bytes().get(at.byte() as usize..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|byte| **byte == b'\n').count();
    at.line() as usize + blank
}

/// The sign that parts the header's columns; a comma where it has one column only.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: u8| header.bytes().filter(|&byte| byte == sign).count();
    let mut best = b',';
    for sign in [b';', b'\t'] {
        if count(sign) > count(best) {
            best = sign;
        }
    }
    best
}

/// One row, its cells by column.
pub struct Row<'f> {
    file: &'static str,
    /// Its line in the file; the header is line 1.
    pub line: usize,
    cells: Vec<(&'static str, String)>,
    faults: &'f Faults,
}

impl Row<'_> {
    /// A cell's text; empty where the file lacks the column or the row the cell.
    pub fn get(&self, column: &str) -> &str {
        self.cells.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell)
    }

    /// A text that must be there.
    pub fn required(&self, column: &'static str) -> Option<&str> {
        let text = self.get(column);
        if text.is_empty() {
            // A column that the file lacks was told once, at the header.
            if self.cells.iter().any(|(name, _)| *name == column) {
                self.fault("cell-empty", column, &[]);
            }
            return None;
        }
        Some(text)
    }

    /// One of several words that must be there.
    pub fn word<T: Copy>(&self, column: &'static str, words: &[(T, &'static str)]) -> Option<T> {
        let text = self.required(column)?;
        let found = words.iter().find(|(_, word)| *word == text.to_lowercase()).map(|(meaning, _)| *meaning);
        if found.is_none() {
            self.fault("word-wrong", column, &choice(text, words.iter().map(|(_, word)| *word)));
        }
        found
    }

    /// The month of a date; none where the cell is empty.
    pub fn month(&self, column: &'static str) -> Option<Month> {
        let text = self.get(column);
        if text.is_empty() {
            return None;
        }
        let month = dates::parse(text).map(|date| date.month);
        if month.is_none() {
            self.fault("date-wrong", column, &[("found", text.to_owned())]);
        }
        month
    }

    /// The parts of a cell that lists several, parted by `;`.
    pub fn list(&self, column: &str) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for part in self.get(column).split(';').map(str::trim).filter(|part| !part.is_empty()) {
            if !parts.iter().any(|known| fold(known) == fold(part)) {
                parts.push(part.to_owned());
            }
        }
        parts
    }

    /// Says what is wrong with a cell.
    pub fn fault(&self, code: &'static str, column: &str, facts: &[(&'static str, String)]) {
        self.faults.push(Fault::new(code, self.file, self.line, column).with_all(facts.iter().cloned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_by_its_header_whatever_its_order_and_separator() {
        let columns = [needed("code"), needed("name"), optional("aliases")];
        for text in [
            "code,name\na,Xã A\n",
            "name;code\n\"Xã A\";a\n",
            "name\tCODE\tAliases\r\n\r\nXã A\ta\t\r\n",
            "\ncode,name\n\na,Xã A",
        ] {
            let faults = Faults::default();
            let rows = read("units.csv", text, &columns, &faults);
            assert_eq!(rows.len(), 1, "{text}");
            assert_eq!((rows[0].get("code"), rows[0].get("name")), ("a", "Xã A"), "{text}");
            let line = text.lines().position(|line| line.contains("Xã A")).expect("a row") + 1;
            assert_eq!(rows[0].line, line, "{text:?}");
            assert!(faults.into_sorted().0.is_empty());
        }
    }
}
