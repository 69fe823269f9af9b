//! OpenDocument. Cells that repeat are written once with a count, so that what a sheet spans may be wide and what it holds
//! is little: blank repetitions are only counted.
//!
//! calamine's reader of this format is not used: it reads all sheets on opening, each as a full rectangle of up to a
//! hundred million cells, before anything can be asked; and it tells nothing of merged blocks, percentages, hidden rows and
//! columns, or formulas without a result.

use std::collections::HashSet;
use std::io::Read;

use super::archive::Archive;
use super::shown::{amount, iso_date};
use super::texts::Texts;
use super::xml::{Piece, Start, Xml, cut};
use super::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Sheet, Sheets, Trouble};
use crate::domain::{Cell, CellRef, CellValue, Range};

pub(super) fn sheets(mut archive: Archive<'_>) -> Result<Sheets, Trouble> {
    let manifest = archive.bytes("META-INF/manifest.xml")?.unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(Trouble::Password);
    }
    let Some(xml) = archive.xml("content.xml") else {
        return Err(Trouble::Broken("content.xml is missing".to_owned()));
    };
    let mut xml = xml?;
    let mut sheets = Sheets::default();
    let mut hidden: HashSet<String> = HashSet::new();
    let (mut texts, mut budget) = (Texts::default(), MOST_CELLS);
    let mut style = String::new();
    loop {
        match xml.next()? {
            Piece::Start(start) => match start.name {
                b"style" => style = start.get("name").unwrap_or_default().into_owned(),
                b"table-properties" if start.raw(b"display") == Some(b"false") => {
                    hidden.insert(style.clone());
                }
                // Deleted content, kept for whoever wants it back.
                b"tracked-changes" if !start.empty => xml.skip(b"tracked-changes")?,
                b"table" => {
                    let index = sheets.read.len();
                    if index >= MOST_SHEETS {
                        return Err(Trouble::Limit("sheets", MOST_SHEETS));
                    }
                    let name = start.get("name").unwrap_or_default().into_owned();
                    let unseen = start.get("style-name").is_some_and(|style| hidden.contains(&*style));
                    let mut table = Table { texts: &mut texts, budget: &mut budget, sheet: Sheet::default() };
                    if !start.empty {
                        table.read(&mut xml)?;
                    }
                    sheets.read.push(Sheet { name, index, hidden: unseen, ..table.sheet });
                }
                _ => {}
            },
            Piece::Done if sheets.read.is_empty() => return Err(cut()),
            Piece::Done => return Ok(sheets),
            _ => {}
        }
    }
}

struct Table<'a> {
    texts: &'a mut Texts,
    budget: &'a mut usize,
    sheet: Sheet,
}

impl Table<'_> {
    fn read<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), Trouble> {
        let (mut row, mut column) = (0, 0);
        loop {
            match xml.next()? {
                Piece::Start(start) => match start.name {
                    b"table-column" => {
                        let count = repeated(&start, "number-columns-repeated", MOST_COLUMNS);
                        if unseen(&start) {
                            self.sheet.hidden_columns.push((column, column + count - 1));
                        }
                        column = (column + count).min(MOST_COLUMNS);
                    }
                    b"table-row" => {
                        let count = repeated(&start, "number-rows-repeated", MOST_ROWS);
                        if unseen(&start) {
                            self.sheet.hidden_rows.push((row, row + count - 1));
                        }
                        if !start.empty {
                            self.row(xml, row, count)?;
                        }
                        row = (row + count).min(MOST_ROWS);
                    }
                    b"shapes" | b"forms" | b"dde-source" if !start.empty => {
                        let name = start.name.to_owned();
                        xml.skip(&name)?;
                    }
                    _ => {}
                },
                Piece::End(b"table") => return Ok(()),
                Piece::Done => return Err(cut()),
                _ => {}
            }
        }
    }

    /// A row that stands `count` times.
    fn row<R: Read>(&mut self, xml: &mut Xml<R>, row: u32, count: u32) -> Result<(), Trouble> {
        let first = self.sheet.cells.len();
        let mut column = 0;
        loop {
            match xml.next()? {
                Piece::Start(start) if matches!(start.name, b"table-cell" | b"covered-table-cell") => {
                    let covered = start.name == b"covered-table-cell";
                    let times = repeated(&start, "number-columns-repeated", MOST_COLUMNS);
                    let span = |name, most| repeated(&start, name, most);
                    let (width, height) =
                        (span("number-columns-spanned", MOST_COLUMNS), span("number-rows-spanned", MOST_ROWS));
                    let kind = Kind::of(&start);
                    let text = if start.empty { None } else { text(xml, covered)? };
                    if column >= MOST_COLUMNS || row >= MOST_ROWS {
                        continue;
                    }
                    let at = CellRef::new(row, column);
                    if width > 1 || height > 1 {
                        let end = CellRef::new(row + height - 1, column + width - 1);
                        self.sheet.merges.push(Range { start: at, end });
                    }
                    // What a merged block covers is not seen.
                    if let Some(value) = kind.value(text.as_deref(), self.texts).filter(|_| !covered) {
                        for repeat in 0..times.min(MOST_COLUMNS - column) {
                            self.put(CellRef::new(row, column + repeat), value.clone())?;
                        }
                    }
                    column = (column + times).min(MOST_COLUMNS);
                }
                Piece::End(b"table-row") => break,
                Piece::Done => return Err(cut()),
                _ => {}
            }
        }
        let cells = first..self.sheet.cells.len();
        if !cells.is_empty() {
            for repeat in 1..count.min(MOST_ROWS.saturating_sub(row)) {
                for place in cells.clone() {
                    let Cell { at, value } = self.sheet.cells[place].clone();
                    self.put(CellRef::new(at.row + repeat, at.column), value)?;
                }
            }
        }
        Ok(())
    }

    fn put(&mut self, at: CellRef, value: CellValue) -> Result<(), Trouble> {
        *self.budget = self.budget.checked_sub(1).ok_or(Trouble::Limit("cells", MOST_CELLS))?;
        self.sheet.cells.push(Cell { at, value });
        Ok(())
    }
}

/// What a cell says that it holds.
struct Kind {
    name: String,
    value: Option<String>,
    formula: bool,
}

impl Kind {
    fn of(start: &Start<'_>) -> Kind {
        let mut kind = Kind { name: String::new(), value: None, formula: false };
        for (name, _) in start.attributes() {
            match name {
                b"value-type" => {
                    // LibreOffice repeats it in a space of names of its own, with more to say.
                    let every = start.attributes().filter(|(name, _)| *name == b"value-type");
                    let last = every.map(|(_, value)| value).find(|value| *value == b"error");
                    let named = last.or(start.raw(b"value-type")).unwrap_or_default();
                    kind.name = String::from_utf8_lossy(named).into_owned();
                }
                b"value" | b"date-value" | b"boolean-value" | b"string-value" => {
                    kind.value = std::str::from_utf8(name).ok().and_then(|name| start.get(name)).map(Into::into);
                }
                b"formula" => kind.formula = true,
                _ => {}
            }
        }
        kind
    }

    /// What the cell holds, if anything; `text`: what it shows, which may be nothing.
    fn value(&self, text: Option<&str>, texts: &mut Texts) -> Option<CellValue> {
        if self.formula && self.value.is_none() && text.is_none() {
            return Some(CellValue::Uncomputed);
        }
        let text = text.unwrap_or_default();
        let number = || self.value.as_deref().and_then(|value| value.trim().parse::<f64>().ok());
        let error = self.name == "error" || (self.formula && is_error(text));
        match (self.name.as_str(), number()) {
            _ if error => Some(CellValue::Error(text.into())),
            ("percentage", Some(number)) => Some(match amount(number) {
                CellValue::Number(amount) => CellValue::Percent(amount),
                other => other,
            }),
            ("float" | "currency", Some(number)) => Some(amount(number)),
            ("boolean", _) => Some(CellValue::Bool(self.value.as_deref() == Some("true"))),
            ("date", _) => Some(self.value.as_deref().and_then(iso_date).unwrap_or_else(|| texts.value(text))),
            _ => {
                let text = self.value.as_deref().filter(|_| self.name == "string").unwrap_or(text);
                (!text.is_empty()).then(|| texts.value(text))
            }
        }
    }
}

fn is_error(text: &str) -> bool {
    matches!(text, "#DIV/0!" | "#N/A" | "#NAME?" | "#NULL!" | "#NUM!" | "#REF!" | "#VALUE!") || text.starts_with("Err:")
}

/// How often something is repeated: at least once, at most so often.
fn repeated(start: &Start<'_>, name: &str, most: u32) -> u32 {
    start.number::<u32>(name).unwrap_or(1).clamp(1, most)
}

/// Whether rows or columns are put out of sight, by hand or by a filter.
fn unseen(start: &Start<'_>) -> bool {
    matches!(start.raw(b"visibility"), Some(b"collapse" | b"filter"))
}

/// The paragraphs of a cell that has begun. Remarks and drawings are no part of it.
fn text<R: Read>(xml: &mut Xml<R>, covered: bool) -> Result<Option<String>, Trouble> {
    let cell: &[u8] = if covered { b"covered-table-cell" } else { b"table-cell" };
    let mut text = String::new();
    let (mut paragraphs, mut depth) = (0, 0);
    loop {
        match xml.next()? {
            Piece::Start(start) => match start.name {
                b"p" | b"h" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                    depth += usize::from(!start.empty);
                }
                b"s" => text.extend(std::iter::repeat_n(' ', repeated(&start, "c", 100) as usize)),
                b"tab" => text.push('\t'),
                b"line-break" => text.push('\n'),
                b"annotation" | b"frame" | b"custom-shape" | b"rect" | b"ruby-text" if !start.empty => {
                    let name = start.name.to_owned();
                    xml.skip(&name)?;
                }
                _ => {}
            },
            Piece::Text(piece) if depth > 0 => piece.push(&mut text),
            Piece::End(b"p" | b"h") => depth = depth.saturating_sub(1),
            Piece::End(end) if end == cell => return Ok((paragraphs > 0).then_some(text)),
            Piece::Done => return Err(cut()),
            _ => {}
        }
    }
}
