//! Drawn sheets as the binary form of Office Open XML.

use std::fmt::Write;

use super::{blocks, error, look, looks, serial};
use crate::bytes::{short_record, wide, zipped};
use crate::drawing::{Draw, Sheet};

/// The bytes of an xlsb workbook.
pub fn xlsb(sheets: &[Sheet]) -> Vec<u8> {
    let looks = looks(sheets);
    let (mut strings, mut bundles, mut relations) = (Vec::new(), Vec::new(), String::from("<Relationships>"));
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let state = u32::from(sheet.hidden).to_le_bytes();
        let id = format!("r{index}");
        bundles.push(short_record(0x9C, &[&state, &[index as u8 + 1, 0, 0, 0], &wide(&id), &wide(&sheet.name)]));
        let target = format!("worksheets/sheet{index}.bin");
        write!(relations, "<Relationship Id=\"{id}\" Type=\"x/worksheet\" Target=\"{target}\"/>").expect("a string");
        let style = |cell: &Draw| looks.iter().position(|known| *known == look(cell)).unwrap_or(0) as u8;
        parts.push((format!("xl/{target}"), records(sheet, &style, &mut strings)));
    }
    relations.push_str("</Relationships>");
    let mut styles = Vec::new();
    styles.extend(looks.iter().flat_map(|look| short_record(0x2B, &[&[0; 21], &wide(&look.font)])));
    styles.extend(short_record(0x269, &[]));
    for (place, look) in looks.iter().enumerate() {
        styles.extend(short_record(0x2F, &[&[0; 2], &look.format.to_le_bytes(), &[place as u8, 0], &[0; 10]]));
    }
    styles.extend(short_record(0x26A, &[]));
    let strings: Vec<u8> = strings.iter().flat_map(|text| short_record(0x13, &[&[0], &wide(text)])).collect();
    let bundles = bundles.concat();
    let mut all: Vec<(&str, &[u8])> = vec![
        ("xl/workbook.bin", &bundles),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/sharedStrings.bin", &strings),
        ("xl/styles.bin", &styles),
    ];
    all.extend(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    zipped(&all)
}

fn records(sheet: &Sheet, style: &dyn Fn(&Draw) -> u8, strings: &mut Vec<String>) -> Vec<u8> {
    let mut records = short_record(0x81, &[]);
    for column in &sheet.hidden_columns {
        let column = (*column as u32).to_le_bytes();
        records.extend(short_record(0x3C, &[&column, &column, &9_u32.to_le_bytes(), &[0; 4], &[1, 0]]));
    }
    records.extend(short_record(0x91, &[]));
    for (r, row) in sheet.rows.iter().enumerate() {
        let hidden = if sheet.hidden_rows.contains(&r) { 0x10 } else { 0 };
        records.extend(short_record(0, &[&(r as u32).to_le_bytes(), &[0; 6], &[0, hidden, 0, 0, 0, 0, 0]]));
        for (column, cell) in row.iter().enumerate() {
            let put = |kind: u16, value: &[u8]| {
                short_record(kind, &[&(column as u32).to_le_bytes(), &[style(cell), 0, 0, 0], value])
            };
            match cell {
                Draw::Text(text) | Draw::Lettered { text, .. } => {
                    let text = text.replace('\r', "");
                    let place = strings.iter().position(|known| *known == text).unwrap_or_else(|| {
                        strings.push(text);
                        strings.len() - 1
                    });
                    records.extend(put(7, &(place as u32).to_le_bytes()));
                }
                Draw::Number(value) => records.extend(put(5, &value.parse::<f64>().expect("a number").to_le_bytes())),
                Draw::Percent(value) => records.extend(put(5, &value.to_le_bytes())),
                Draw::Date(year, month, day) => records.extend(put(5, &serial(*year, *month, *day).to_le_bytes())),
                Draw::Error(name) => records.extend(put(3, &[error(name)])),
                Draw::Formula | Draw::Blank | Draw::Left | Draw::Above => {}
            }
        }
    }
    records.extend(short_record(0x92, &[]));
    for block in blocks(sheet) {
        let block: Vec<u8> = block.into_iter().flat_map(|edge| (edge as u32).to_le_bytes()).collect();
        records.extend(short_record(0xB0, &[&block]));
    }
    records.extend(short_record(0x82, &[]));
    records
}
