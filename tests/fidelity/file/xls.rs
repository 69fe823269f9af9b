//! Drawn sheets as a workbook of Excel 97–2003.

use super::{blocks, error, look, looks, serial};
use crate::bytes::{number, record, utf16, xls as workbook};
use crate::drawing::{Draw, Sheet};

/// The bytes of an xls workbook.
pub fn xls(sheets: &[Sheet]) -> Vec<u8> {
    let looks = looks(sheets);
    let mut globals = Vec::new();
    // No font has the number 4, so the first four are the plain one.
    for font in ["Arial"; 4].into_iter().chain(looks.iter().map(|look| look.font.as_str())) {
        globals.extend(record(0x0031, &[&[0; 14], &[font.len() as u8, 0], font.as_bytes()]));
    }
    for (place, look) in looks.iter().enumerate() {
        globals.extend(record(0x00E0, &[&(place as u16 + 5).to_le_bytes(), &look.format.to_le_bytes(), &[0; 16]]));
    }
    let sheets: Vec<(&str, u8, u8, Vec<u8>)> = sheets
        .iter()
        .map(|sheet| {
            let style = |cell: &Draw| looks.iter().position(|known| *known == look(cell)).unwrap_or(0) as u16;
            (sheet.name.as_str(), u8::from(sheet.hidden), 0, records(sheet, &style))
        })
        .collect();
    workbook(&globals, &sheets)
}

fn records(sheet: &Sheet, style: &dyn Fn(&Draw) -> u16) -> Vec<u8> {
    let mut records = Vec::new();
    for column in &sheet.hidden_columns {
        let column = (*column as u16).to_le_bytes();
        records.extend(record(0x007D, &[&column, &column, &[9, 0, 0, 0, 1, 0, 0, 0]]));
    }
    for (r, row) in sheet.rows.iter().enumerate() {
        let at = r as u16;
        let hidden = if sheet.hidden_rows.contains(&r) { 0x20 } else { 0 };
        records.extend(record(0x0208, &[&at.to_le_bytes(), &[0; 10], &[hidden, 0, 0, 0]]));
        for (column, cell) in row.iter().enumerate() {
            let (column, style) = (column as u16, style(cell));
            let head = [at.to_le_bytes(), column.to_le_bytes(), style.to_le_bytes()].concat();
            match cell {
                Draw::Text(text) | Draw::Lettered { text, .. } => {
                    let text = text.replace('\r', "");
                    let narrow: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
                    let (flag, letters) = narrow.map_or_else(|| (1, utf16(&text)), |narrow| (0, narrow));
                    let length = (text.encode_utf16().count() as u16).to_le_bytes();
                    records.extend(record(0x0204, &[&head, &length, &[flag], &letters]));
                }
                // Small whole numbers have a shorter form.
                Draw::Number(value) => records.extend(match value.parse::<i32>() {
                    Ok(whole) if whole.unsigned_abs() < 1 << 29 => {
                        record(0x027E, &[&head, &(whole.cast_unsigned() << 2 | 2).to_le_bytes()])
                    }
                    _ => number(at, column, style, value.parse().expect("a number")),
                }),
                Draw::Percent(value) => records.extend(number(at, column, style, *value)),
                Draw::Date(year, month, day) => {
                    records.extend(number(at, column, style, serial(*year, *month, *day)));
                }
                Draw::Error(name) => records.extend(record(0x0205, &[&head, &[error(name), 1]])),
                Draw::Formula | Draw::Blank | Draw::Left | Draw::Above => {}
            }
        }
    }
    for block in blocks(sheet) {
        let block: Vec<u8> = block.into_iter().flat_map(|edge| (edge as u16).to_le_bytes()).collect();
        records.extend(record(0x00E5, &[&[1, 0], &block]));
    }
    records
}
