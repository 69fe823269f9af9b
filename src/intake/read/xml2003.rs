//! The XML of Excel 2003, which some programs still export under the name `.xls`.

use std::collections::HashMap;

use super::shown::{Shown, iso_date};
use super::texts::Texts;
use super::xml::{Piece, Start, Xml, cut};
use super::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Sheet, Sheets, Trouble};
use crate::domain::{Cell, CellRef, CellValue, Range};

type Reader<'x> = Xml<&'x [u8]>;

pub(super) fn sheets(xml: &str) -> Result<Sheets, Trouble> {
    let mut xml = Xml::new(xml.as_bytes(), xml.len() as u64);
    let mut book = Book { styles: HashMap::new(), texts: Texts::default(), budget: MOST_CELLS };
    let mut sheets = Sheets::default();
    let mut style = String::new();
    loop {
        match xml.next()? {
            Piece::Start(start) => match start.name {
                b"Style" => style = start.get("ID").unwrap_or_default().into_owned(),
                b"NumberFormat" => {
                    let shown = match start.get("Format").as_deref() {
                        Some("Percent") => Shown::Percent,
                        Some("General Date" | "Short Date" | "Medium Date" | "Long Date") => Shown::Date,
                        Some(code) => Shown::by_code(code),
                        None => Shown::Number,
                    };
                    book.styles.insert(style.clone(), shown);
                }
                b"Worksheet" => {
                    let index = sheets.read.len();
                    if index >= MOST_SHEETS {
                        return Err(Trouble::Limit("sheets", MOST_SHEETS));
                    }
                    let name = start.get("Name").unwrap_or_default().into_owned();
                    let sheet = if start.empty { Sheet::default() } else { book.sheet(&mut xml)? };
                    sheets.read.push(Sheet { name, index, ..sheet });
                }
                _ => {}
            },
            Piece::Done => return Ok(sheets),
            _ => {}
        }
    }
}

struct Book {
    styles: HashMap<String, Shown>,
    texts: Texts,
    budget: usize,
}

impl Book {
    fn style(&self, start: &Start<'_>) -> Option<Shown> {
        start.get("StyleID").map(|id| self.styles.get(&*id).copied().unwrap_or_default())
    }

    fn sheet(&mut self, xml: &mut Reader<'_>) -> Result<Sheet, Trouble> {
        let mut sheet = Sheet::default();
        let mut columns: Vec<(u32, u32, Shown)> = Vec::new();
        let (mut column, mut next, mut row_style) = (0, CellRef::new(0, 0), None);
        loop {
            match xml.next()? {
                Piece::Start(start) => match start.name {
                    b"Column" => {
                        let first = index(&start).unwrap_or(column);
                        let last = first.saturating_add(start.number("Span").unwrap_or(0)).min(MOST_COLUMNS);
                        column = last + 1;
                        if start.says("Hidden") {
                            sheet.hidden_columns.push((first, last));
                        }
                        columns.extend(self.style(&start).map(|shown| (first, last, shown)));
                    }
                    b"Row" => {
                        next = CellRef::new(index(&start).unwrap_or(next.row), 0);
                        row_style = self.style(&start);
                        let more = start.number::<u32>("Span").unwrap_or(0);
                        let last = next.row.saturating_add(more).min(MOST_ROWS);
                        if start.says("Hidden") {
                            sheet.hidden_rows.push((next.row, last));
                        }
                        if start.empty {
                            next.row = last + 1;
                        }
                    }
                    b"Cell" => {
                        let at = CellRef::new(next.row, index(&start).unwrap_or(next.column));
                        if at.row >= MOST_ROWS || at.column >= MOST_COLUMNS {
                            return Err(Trouble::Broken("a cell lies outside the sheet".to_owned()));
                        }
                        let more = |name| start.number::<u32>(name).unwrap_or(0);
                        let (across, down) = (more("MergeAcross").min(MOST_COLUMNS), more("MergeDown").min(MOST_ROWS));
                        next.column = at.column + across + 1;
                        if across + down > 0 {
                            let end = CellRef::new(at.row + down, at.column + across);
                            sheet.merges.push(Range { start: at, end });
                        }
                        let of_column = || {
                            let found = columns.iter().find(|(first, last, _)| (first..=last).contains(&&at.column));
                            found.map(|(_, _, shown)| *shown)
                        };
                        let shown = self.style(&start).or(row_style).or_else(of_column).unwrap_or_default();
                        let formula = start.raw(b"Formula").is_some();
                        let value = if start.empty { None } else { self.cell(xml, shown)? };
                        if let Some(value) = value.or_else(|| formula.then_some(CellValue::Uncomputed)) {
                            self.budget = self.budget.checked_sub(1).ok_or(Trouble::Limit("cells", MOST_CELLS))?;
                            sheet.cells.push(Cell { at, value });
                        }
                    }
                    b"Visible" if !start.empty => {
                        if let Piece::Text(text) = xml.next()? {
                            let mut state = String::new();
                            text.push(&mut state);
                            sheet.hidden = matches!(state.trim(), "SheetHidden" | "SheetVeryHidden");
                        }
                    }
                    _ => {}
                },
                Piece::End(b"Row") => next = CellRef::new(next.row + 1, 0),
                Piece::End(b"Worksheet") => return Ok(sheet),
                Piece::Done => return Err(cut()),
                _ => {}
            }
        }
    }

    /// What stands in a cell that has begun; remarks are no part of it.
    fn cell(&mut self, xml: &mut Reader<'_>, shown: Shown) -> Result<Option<CellValue>, Trouble> {
        let mut kind: Option<String> = None;
        let mut text = String::new();
        let mut inside = false;
        loop {
            match xml.next()? {
                Piece::Start(start) if start.name == b"Comment" && !start.empty => xml.skip(b"Comment")?,
                Piece::Start(start) if start.name == b"Data" => {
                    kind = Some(start.get("Type").unwrap_or_default().into_owned());
                    inside = !start.empty;
                }
                Piece::Text(piece) if inside => piece.push(&mut text),
                Piece::End(b"Data") => inside = false,
                Piece::End(b"Cell") => break,
                Piece::Done => return Err(cut()),
                _ => {}
            }
        }
        Ok(match kind.as_deref() {
            None => None,
            Some("Number") => match text.trim().parse() {
                Ok(number) => Some(shown.value(number, false)),
                Err(_) => Some(self.texts.value(&text)),
            },
            Some("DateTime") => Some(iso_date(text.trim()).unwrap_or_else(|| self.texts.value(&text))),
            Some("Boolean") => Some(CellValue::Bool(text.trim() == "1")),
            Some("Error") => Some(CellValue::Error(text.trim().into())),
            Some(_) => Some(self.texts.value(&text)),
        })
    }
}

/// Where an element says that it stands, counted from 1.
fn index(start: &Start<'_>) -> Option<u32> {
    start.number::<u32>("Index")?.checked_sub(1).filter(|&index| index < MOST_ROWS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_merges_and_what_is_hidden_are_read() {
        let xml = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>
<Worksheet ss:Name="Năm 2019"><Table ss:ExpandedColumnCount="99999999">
<Column ss:Index="2" ss:Hidden="1" ss:Span="1"/>
<Row><Cell ss:MergeAcross="2" ss:MergeDown="1"><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>Báo</B> cáo</ss:Data>
<Comment><Data>x</Data></Comment></Cell><Cell><Data ss:Type="Number">1.5</Data></Cell></Row>
<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="p"><Data ss:Type="Number">0.5</Data></Cell>
<Cell ss:Formula="=RC"/><Cell><Data ss:Type="DateTime">2019-12-31T00:00:00.000</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="Ẩn"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#;
        let sheets = sheets(xml).unwrap_or_default();
        let sheet = &sheets.read[0];
        let cells: Vec<String> = sheet.cells.iter().map(|cell| format!("{} {}", cell.at, cell.raw())).collect();
        assert_eq!(cells, ["A1 Báo cáo", "D1 1.5", "B4 50%", "C4 =", "D4 2019-12-31", "E4 #REF!"]);
        assert_eq!(
            (sheet.name.as_str(), sheet.merges.as_slice()),
            ("Năm 2019", [Range::parse("A1:C2").expect("a block")].as_slice())
        );
        assert_eq!(
            (sheet.hidden_rows.as_slice(), sheet.hidden_columns.as_slice()),
            ([(3, 3)].as_slice(), [(1, 2)].as_slice())
        );
        assert!(sheets.read[1].hidden && !sheet.hidden);
    }
}
