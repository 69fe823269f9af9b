//! Web pages with tables, which many programs export under the name of a workbook. Tables come one below the other, with
//! the words between them as lines of one cell, the way Excel opens such a page.

use std::mem;

use super::texts::Texts;
use super::xml::{Piece, Start, Xml};
use super::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Sheet, Sheets, Trouble};
use crate::domain::{Amount, Cell, CellRef, CellValue, Range};

/// No cell spans more rows or columns.
const WIDEST: u32 = 1_000;

pub(super) fn sheets(stem: &str, html: &str) -> Result<Sheets, Trouble> {
    let mut page = Page::default();
    let mut xml = Xml::new(html.as_bytes(), html.len() as u64);
    // An element whose inside nobody sees.
    let mut unseen: Option<Vec<u8>> = None;
    loop {
        match xml.next()? {
            Piece::End(name) if unseen.as_deref().is_some_and(|unseen| name.eq_ignore_ascii_case(unseen)) => {
                unseen = None
            }
            Piece::Start(_) | Piece::End(_) | Piece::Text(_) if unseen.is_some() => {}
            Piece::Start(start) => {
                let name = start.name.to_ascii_lowercase();
                if !start.empty && matches!(name.as_slice(), b"style" | b"script" | b"title") {
                    unseen = Some(name);
                } else {
                    page.start(&name, &start)?;
                }
            }
            Piece::End(name) => page.end(&name.to_ascii_lowercase())?,
            Piece::Text(text) => text.push(&mut page.words),
            Piece::Done => break,
        }
    }
    while !page.tables.is_empty() {
        page.end(b"table")?;
    }
    page.line()?;
    let mut sheet = mem::take(&mut page.sheet);
    // Excel keeps the sheet's name in a remark.
    let named = html.split_once("<x:Name>").and_then(|(_, rest)| rest.split_once("</x:Name>"));
    sheet.name = named.map_or(stem, |(name, _)| name.trim()).to_owned();
    Ok(Sheets { read: vec![sheet], ..Sheets::default() })
}

/// A page in one of the encodings that say of themselves what they are; Windows' Western one where it says nothing.
/// `plain`: the same bytes, each as one letter.
pub(super) fn declared(bytes: &[u8], plain: &str) -> String {
    /// 0x80 to 0x9F; what the two encodings leave open stays as it is.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    /// Where Vietnamese differs: letters, and marks that follow their letter.
    const VIETNAMESE: [(u8, char); 16] = [
        (0xC3, 'Ă'),
        (0xCC, '\u{300}'),
        (0xD0, 'Đ'),
        (0xD2, '\u{309}'),
        (0xD5, 'Ơ'),
        (0xDD, 'Ư'),
        (0xDE, '\u{303}'),
        (0xE3, 'ă'),
        (0xEC, '\u{301}'),
        (0xF0, 'đ'),
        (0xF2, '\u{323}'),
        (0xF5, 'ơ'),
        (0xFD, 'ư'),
        (0xFE, '₫'),
        (0x8A, '\u{8A}'),
        (0x9A, '\u{9A}'),
    ];
    let head = &plain[..plain.floor_char_boundary(4096)];
    let vietnamese = head.to_ascii_lowercase().contains("windows-1258");
    let letter = |&byte: &u8| {
        let own = VIETNAMESE.iter().find(|(known, _)| vietnamese && *known == byte).map(|(_, letter)| *letter);
        own.unwrap_or_else(|| match byte {
            0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
            _ => char::from(byte),
        })
    };
    bytes.iter().map(letter).collect()
}

/// A page while it is read.
#[derive(Default)]
struct Page {
    sheet: Sheet,
    texts: Texts,
    /// Words that belong to the open cell, else to no table.
    words: String,
    /// The row that the next line or table takes.
    row: u32,
    /// Open tables, the innermost last.
    tables: Vec<Table>,
}

/// A table while it is read. A table inside of a cell stands below what the outer table has so far.
#[derive(Default)]
struct Table {
    row: Option<u32>,
    column: u32,
    /// Of each column, the first row that no cell from above reaches into.
    free: Vec<u32>,
    open: Option<Open>,
}

/// A cell while it is read.
struct Open {
    at: CellRef,
    /// The number behind what is shown, as Excel exports it.
    number: Option<Amount>,
}

impl Page {
    fn start(&mut self, name: &[u8], start: &Start<'_>) -> Result<(), Trouble> {
        match name {
            b"table" => {
                self.close_cell()?;
                self.line()?;
                self.tables.push(Table::default());
            }
            b"tr" => {
                self.close_cell()?;
                self.next_row();
                if hides(start)
                    && let Some(row) = self.tables.last().and_then(|table| table.row)
                {
                    self.sheet.hidden_rows.push((row, row));
                }
            }
            b"td" | b"th" => {
                self.close_cell()?;
                self.open_cell(start);
            }
            b"br" => self.words.push('\u{2028}'),
            b"p" | b"div" | b"li" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"center" => self.part()?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Trouble> {
        match name {
            b"table" => {
                self.close_cell()?;
                if let Some(table) = self.tables.pop() {
                    let reached = table.free.iter().copied().max().unwrap_or(0);
                    self.row = self.row.max(reached.min(MOST_ROWS));
                }
            }
            b"tr" | b"td" | b"th" => self.close_cell()?,
            b"p" | b"div" | b"li" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"center" => self.part()?,
            _ => {}
        }
        Ok(())
    }

    /// A paragraph begins or ends: a new line of the cell, or outside of cells a row of its own.
    fn part(&mut self) -> Result<(), Trouble> {
        if self.tables.last().is_some_and(|table| table.open.is_some()) {
            self.words.push('\u{2028}');
            return Ok(());
        }
        self.line()
    }

    fn next_row(&mut self) {
        let row = self.row;
        if let Some(table) = self.tables.last_mut() {
            table.row = Some(row);
            table.column = 0;
            self.row = row.saturating_add(1);
        }
    }

    fn open_cell(&mut self, start: &Start<'_>) {
        if self.tables.last().is_some_and(|table| table.row.is_none()) {
            self.next_row();
        }
        let Some(table) = self.tables.last_mut() else { return };
        let row = table.row.unwrap_or(0);
        let mut column = table.column;
        while table.free.get(column as usize).is_some_and(|&free| free > row) {
            column += 1;
        }
        let span = |name| get(start, name).and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, WIDEST);
        let (width, height) = (span("colspan"), span("rowspan"));
        table.column = column + width;
        if table.column > MOST_COLUMNS || row + height > MOST_ROWS {
            return;
        }
        if table.free.len() < table.column as usize {
            table.free.resize(table.column as usize, 0);
        }
        for free in &mut table.free[column as usize..table.column as usize] {
            *free = row + height;
        }
        let at = CellRef::new(row, column);
        if width * height > 1 {
            self.sheet.merges.push(Range { start: at, end: CellRef::new(row + height - 1, column + width - 1) });
        }
        // Excel and LibreOffice name it differently.
        let number = get(start, "num").or_else(|| get(start, "sdval")).and_then(|number| Amount::parse(&number));
        table.open = Some(Open { at, number });
        self.words.clear();
    }

    fn close_cell(&mut self) -> Result<(), Trouble> {
        let Some(open) = self.tables.last_mut().and_then(|table| table.open.take()) else { return Ok(()) };
        let words = tidy(&mem::take(&mut self.words));
        let value = match open.number.filter(|number| shows(&words, *number)) {
            Some(number) if words.ends_with('%') => CellValue::Percent(number),
            Some(number) => CellValue::Number(number),
            None => self.texts.value(&words),
        };
        self.put(open.at, value, &words)
    }

    /// Words outside of tables, as a row of their own.
    fn line(&mut self) -> Result<(), Trouble> {
        let lines = tidy(&mem::take(&mut self.words));
        for line in lines.lines().filter(|line| !line.is_empty()) {
            let at = CellRef::new(self.row, 0);
            let value = self.texts.value(line);
            self.put(at, value, line)?;
            self.row = self.row.saturating_add(1);
        }
        Ok(())
    }

    fn put(&mut self, at: CellRef, value: CellValue, words: &str) -> Result<(), Trouble> {
        if self.sheet.cells.len() >= MOST_CELLS {
            return Err(Trouble::Limit("cells", MOST_CELLS));
        }
        if !words.is_empty() && at.row < MOST_ROWS {
            self.sheet.cells.push(Cell { at, value });
        }
        Ok(())
    }
}

/// Whether words show this number, and not the day that it counts.
fn shows(words: &str, number: Amount) -> bool {
    let digits = |text: &str| -> Vec<u8> {
        text.bytes().filter(u8::is_ascii_digit).skip_while(|&digit| digit == b'0').collect()
    };
    let plain = words.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '%' | ')'));
    let (shown, meant) = (digits(words), digits(&number.to_string()));
    // What is shown may be rounded.
    let alike = shown.iter().zip(&meant).take_while(|(shown, meant)| shown == meant).count();
    plain && (number.is_zero() || alike + 1 > shown.len().min(meant.len()).min(3))
}

/// The value of an attribute, whose name may be in capitals.
fn get(start: &Start<'_>, name: &str) -> Option<String> {
    let (_, value) = start.attributes().find(|(known, _)| known.eq_ignore_ascii_case(name.as_bytes()))?;
    Some(String::from_utf8_lossy(value).trim().to_owned())
}

/// Whether an element is put out of sight.
fn hides(start: &Start<'_>) -> bool {
    get(start, "style").is_some_and(|style| style.replace(' ', "").to_ascii_lowercase().contains("display:none"))
}

/// Words as a page shows them: space is one space, and only line breaks break lines.
fn tidy(words: &str) -> String {
    let space = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{a0}');
    let lines = words
        .split('\u{2028}')
        .map(|line| line.split(space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<String> {
        let sheets = sheets("x", html).unwrap_or_default();
        let cells = sheets.read[0].cells.iter().map(|cell| format!("{} {}", cell.at, cell.raw()));
        cells.chain(sheets.read[0].merges.iter().map(|range| format!("merged {range}"))).collect()
    }

    #[test]
    fn a_page_is_read_as_it_is_seen() {
        let html = "<html><head><title>x</title><style>td { a: b }</style></head><body><h3>B&Aacute;O C&#193;O <b>2019</b></h3>\
            <TABLE border=1><TR><TD ROWSPAN=2>TT<TD rowspan='2'>Đơn\n  vị</td><th colspan=2>Sáng<br>kiến</th></tr>\
            <tr><td>Cơ sở<td>Huyện</tr><tr><td>1<td><p>Xã A</p><td x:num=\"1234.5\">1.234,5</td><td x:num=\"0.5\">50%</td></tr>\
            </table>Người lập<br/>biểu<table><td>a</table>";
        let expected = [
            "A1 BÁO CÁO 2019",
            "A2 TT",
            "B2 Đơn vị",
            "C2 Sáng\nkiến",
            "C3 Cơ sở",
            "D3 Huyện",
            "A4 1",
            "B4 Xã A",
            "C4 1234.5",
            "D4 50%",
            "A5 Người lập",
            "A6 biểu",
            "A7 a",
            "merged A2:A3",
            "merged B2:B3",
            "merged C2:D2",
        ];
        assert_eq!(read(html), expected);
    }

    #[test]
    fn the_number_behind_a_cell_is_taken_where_the_cell_shows_it() {
        for (cell, value) in [
            ("<td sdval=\"0.375\" sdnum=\"1066;\">37.5%", "A1 37.5%"),
            ("<td x:num=\"1234.5678\">1.234,57", "A1 1234.5678"),
            ("<td x:num=\"-1999.96\">(2.000,0)", "A1 (2.000,0)"),
            ("<td x:num=\"43802\">03.12.2019", "A1 03.12.2019"),
            ("<td x:num=\"43802\">2019-12-03", "A1 2019-12-03"),
            ("<td x:num=\"0\">-", "A1 0"),
            ("<td x:num>12", "A1 12"),
        ] {
            assert_eq!(read(&format!("<table><tr>{cell}</tr></table>")), [value], "{cell}");
        }
    }

    #[test]
    fn wild_spans_take_no_memory() {
        let html = "<table><tr><td rowspan=99999999 colspan=99999999>a</td><td colspan=99999>b</td></tr><tr><td>c</td></tr></table>";
        assert_eq!(read(html), ["A1 a", "ALM1 b", "ALM2 c", "merged A1:ALL1000", "merged ALM1:BXX1"]);
    }

    #[test]
    fn letters_are_told_by_what_the_page_declares() {
        let page = |charset: &str| {
            let mut bytes = format!("<meta charset={charset}>Th").into_bytes();
            bytes.extend(b"\xEA\xECu L\xEA \x96");
            let plain: String = bytes.iter().map(|&byte| char::from(byte)).collect();
            crate::text::compose(&declared(&bytes, &plain)).rsplit('>').next().map(str::to_owned)
        };
        assert_eq!(page("windows-1258").as_deref(), Some("Thếu Lê –"));
        assert_eq!(page("windows-1252").as_deref(), Some("Thêìu Lê –"));
    }
}
