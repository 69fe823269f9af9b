//! Delimited text: the delimiter and the byte-order mark are found out, not asked for.

use super::texts::Texts;
use super::{MOST_CELLS, Sheet, Sheets, Trouble};
use crate::domain::{Cell, CellRef};

const DELIMITERS: [u8; 4] = *b",;\t|";
/// How many lines decide on the delimiter.
const SAMPLE: usize = 40;

/// Whether a text stands in columns: at least two lines, and a delimiter that most lines agree on.
pub(super) fn looks_like(text: &str) -> bool {
    delimiter(text).is_some()
}

pub(super) fn sheets(stem: &str, text: &str) -> Result<Sheets, Trouble> {
    let delimiter = delimiter(text).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut texts = Texts::default();
    let mut cells = Vec::new();
    // The parser passes over blank lines, which are rows to a spreadsheet: they are the line ends a record begins with.
    let mut row: u32 = 0;
    for record in reader.records() {
        let record = record.map_err(|error| Trouble::Broken(error.to_string()))?;
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let blank = text.as_bytes().iter().skip(start).take_while(|&&byte| byte == b'\n').count();
        row = row.saturating_add(blank as u32);
        for (column, field) in record.iter().enumerate() {
            if !field.trim().is_empty() {
                cells.push(Cell { at: CellRef::new(row, column as u32), value: texts.value(field) });
            }
        }
        row = row.saturating_add(1);
        if cells.len() > MOST_CELLS {
            return Err(Trouble::Limit("cells", MOST_CELLS));
        }
    }
    let sheet = Sheet { name: stem.to_owned(), cells, ..Sheet::default() };
    Ok(Sheets { read: vec![sheet], ..Sheets::default() })
}

/// UTF-8 or, with its byte-order mark, UTF-16; `None` for anything else and for text with NUL in it.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    let wide = |from: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| from([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    let text = match bytes {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes)?,
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok()?,
        _ => String::from_utf8(bytes.to_vec()).ok()?,
    };
    // One kind of line end.
    (!text.contains('\0')).then(|| text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The delimiter that most lines hold, the same number of times; `None` where no line of a sample of two or more does.
fn delimiter(text: &str) -> Option<u8> {
    let lines = records(text);
    if lines.len() < 2 {
        return None;
    }
    DELIMITERS
        .into_iter()
        .map(|delimiter| {
            let counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, delimiter)).collect();
            let lines_with = counts.iter().filter(|&&count| count > 0).count();
            let mut sorted = counts.clone();
            sorted.sort_unstable();
            let typical = sorted[sorted.len() / 2];
            let agreeing = counts.iter().filter(|&&count| count == typical && count > 0).count();
            (agreeing, lines_with, delimiter)
        })
        .filter(|&(agreeing, _, _)| agreeing * 2 >= lines.len())
        .max_by_key(|&(agreeing, lines_with, delimiter)| (agreeing, lines_with, delimiter != b','))
        .map(|(_, _, delimiter)| delimiter)
        .or_else(|| ragged(&lines))
}

/// The delimiter of lines that lack the empty cells at their ends, each as long as it is filled: one that prose seldom holds
/// twice in a line.
fn ragged(lines: &[&str]) -> Option<u8> {
    let often = |delimiter: u8| lines.iter().filter(|line| outside_quotes(line, delimiter) > 1).count();
    let found = b";\t|".iter().map(|&delimiter| (often(delimiter), delimiter)).max_by_key(|&(lines, _)| lines)?;
    (found.0 > 1 && found.0 * 2 >= lines.len()).then_some(found.1)
}

/// The first lines that hold something; a line end between quotes parts no lines.
fn records(text: &str) -> Vec<&str> {
    let mut records = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                records.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        if records.len() > 4 * SAMPLE {
            break;
        }
    }
    records.push(&text[start..]);
    records.retain(|line| !line.trim().is_empty());
    records.truncate(SAMPLE);
    records
}

fn outside_quotes(line: &str, delimiter: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for byte in line.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        } else if byte == delimiter && !quoted {
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_lines_agree_on() {
        assert_eq!(delimiter("a;b;c\n1,5;2;3\n4,5;6;7\n"), Some(b';'));
        assert_eq!(delimiter("a,b\n\"x;y\",2\n"), Some(b','));
        assert_eq!(delimiter("a\tb\n1\t2\n"), Some(b'\t'));
        assert_eq!(delimiter("\"a\nx\";\"b, c\"\n1;2\n"), Some(b';'));
        assert_eq!(delimiter("a;b;c;d\n1;2;3\n1;2;3;4;5;6\n1;2;3;4;5\n1;2\n\n"), Some(b';'));
        assert_eq!(delimiter("Đây là một bức thư.\nKhông có bảng nào.\n"), None);
    }

    #[test]
    fn rows_keep_their_numbers_over_blank_lines_and_quoted_line_ends() {
        for text in ["a,b\n\n1,2\n", "\u{feff}a,b\r\n\r\n1,2\r\n", "\"a\nx\",b\n,\n1,2"] {
            let sheets = sheets("x", &super::text(text.as_bytes()).expect("text")).unwrap_or_default();
            let places: Vec<String> = sheets.read[0].cells.iter().map(|cell| cell.at.to_string()).collect();
            assert_eq!(places, ["A1", "B1", "A3", "B3"], "{text:?}");
        }
    }
}
