//! Files made by hand, part by part and record by record, the way no program would write them.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip archive of these parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("an archive").into_inner()
}

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of Office Open XML.
pub struct Xlsx {
    /// Name, attributes, last word of the type and content of each sheet; without content the part is missing.
    pub sheets: Vec<(&'static str, &'static str, &'static str, Option<String>)>,
    /// What stands in the workbook before its sheets.
    pub properties: &'static str,
    /// The shared texts, with the element around them or without.
    pub strings: &'static str,
    pub styles: &'static str,
    pub types: &'static str,
}

impl Default for Xlsx {
    fn default() -> Xlsx {
        Xlsx { sheets: Vec::new(), properties: "", strings: "", styles: "", types: TYPES }
    }
}

impl Xlsx {
    /// A workbook of one sheet.
    pub fn of(sheet: &str) -> Xlsx {
        Xlsx::default().sheet("A", "", "worksheet", Some(sheet))
    }

    /// With one more sheet.
    pub fn sheet(
        mut self,
        name: &'static str,
        attributes: &'static str,
        kind: &'static str,
        content: Option<&str>,
    ) -> Xlsx {
        self.sheets.push((name, attributes, kind, content.map(str::to_owned)));
        self
    }

    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let types = self.types;
        let mut list = String::new();
        let mut relations = String::from("<Relationships>");
        let mut parts: Vec<(String, String)> = Vec::new();
        for (number, (name, attributes, kind, content)) in self.sheets.iter().enumerate() {
            list.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{number}\" {attributes} r:id=\"r{number}\"/>"));
            relations.push_str(&format!(
                "<Relationship Id=\"r{number}\" Type=\"{types}/{kind}\" Target=\"worksheets/sheet{number}.xml\"/>"
            ));
            if let Some(content) = content {
                parts.push((format!("xl/worksheets/sheet{number}.xml"), content.clone()));
            }
        }
        relations.push_str(&format!(
            "<Relationship Id=\"s\" Type=\"{types}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>\
             <Relationship Id=\"t\" Type=\"{types}/styles\" Target=\"styles.xml\"/></Relationships>"
        ));
        let workbook = format!("<workbook>{}<sheets>{list}</sheets></workbook>", self.properties);
        parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations));
        parts.push(("xl/workbook.xml".to_owned(), workbook));
        let package = format!(
            "<Relationships><Relationship Id=\"a\" Type=\"{types}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        parts.push(("_rels/.rels".to_owned(), package));
        if !self.strings.is_empty() {
            let whole = self.strings.starts_with("<sst");
            let strings = if whole { self.strings.to_owned() } else { format!("<sst>{}</sst>", self.strings) };
            parts.push(("xl/sharedStrings.xml".to_owned(), strings));
        }
        if !self.styles.is_empty() {
            parts.push(("xl/styles.xml".to_owned(), format!("<styleSheet>{}</styleSheet>", self.styles)));
        }
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
        zipped(&parts)
    }
}

/// A sheet of these rows.
pub fn worksheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

/// A record of Excel 97–2003.
pub fn record(kind: u16, data: &[&[u8]]) -> Vec<u8> {
    let data = data.concat();
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), &data].concat()
}

/// A cell with a number.
pub fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    record(0x0203, &[&row.to_le_bytes(), &column.to_le_bytes(), &style.to_le_bytes(), &value.to_le_bytes()])
}

/// A workbook of Excel 97–2003: what stands before the sheets, then name, state, kind and records of each.
pub fn xls(globals: &[u8], sheets: &[(&str, u8, u8, Vec<u8>)]) -> Vec<u8> {
    let start = |kind: u16| record(0x0809, &[&0x0600_u16.to_le_bytes(), &kind.to_le_bytes(), &[0; 12]]);
    let end = record(0x000A, &[]);
    let bound = |at: usize, name: &str, state: u8, kind: u8| {
        record(0x0085, &[&(at as u32).to_le_bytes(), &[state, kind, name.len() as u8, 0], name.as_bytes()])
    };
    let bounds: usize = sheets.iter().map(|(name, state, kind, _)| bound(0, name, *state, *kind).len()).sum();
    let mut at = start(5).len() + globals.len() + bounds + end.len();
    let mut stream = [start(5), globals.to_vec()].concat();
    for (name, state, kind, records) in sheets {
        stream.extend(bound(at, name, *state, *kind));
        at += start(0x10).len() + records.len() + end.len();
    }
    stream.extend(&end);
    for (_, _, _, records) in sheets {
        stream.extend([start(0x10), records.clone(), end.clone()].concat());
    }
    compound("Workbook", stream)
}

/// The smallest compound file that holds a stream.
fn compound(name: &str, mut stream: Vec<u8>) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    stream.resize(stream.len().max(4096).next_multiple_of(SECTOR), 0);
    let sectors = (stream.len() / SECTOR) as u32;
    assert!(sectors + 2 <= 128, "one sector of the table is enough for tests");
    let mut file = vec![0_u8; SECTOR];
    let put = |bytes: &mut [u8], at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
    put(&mut file, 0, &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    for (at, value) in [(24, 0x3E_u16), (26, 3), (28, 0xFFFE), (30, 9), (32, 6)] {
        put(&mut file, at, &value.to_le_bytes());
    }
    for (at, value) in [(44, 1_u32), (48, 1), (56, 4096), (60, END), (68, END)] {
        put(&mut file, at, &value.to_le_bytes());
    }
    file[80..].fill(0xFF);
    let mut table = vec![0xFFFF_FFFD_u32, END];
    table.extend((3..sectors + 2).chain([END]));
    table.resize(128, u32::MAX);
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let mut directory = vec![0_u8; SECTOR];
    for (entry, (name, kind, child, start, size)) in
        [("Root Entry", 5_u8, 1_u32, END, 0), (name, 2, u32::MAX, 2, stream.len() as u32)].into_iter().enumerate()
    {
        let bytes = &mut directory[entry * 128..][..128];
        let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        put(bytes, 0, &utf16);
        put(bytes, 64, &(utf16.len() as u16 + 2).to_le_bytes());
        (bytes[66], bytes[67]) = (kind, 1);
        for (at, value) in [(68, u32::MAX), (72, u32::MAX), (76, child), (116, start), (120, size)] {
            put(bytes, at, &value.to_le_bytes());
        }
    }
    [file, directory, stream].concat()
}

/// A record of the binary form of Office Open XML.
pub fn short_record(kind: u16, data: &[&[u8]]) -> Vec<u8> {
    let data = data.concat();
    let mut bytes = if kind < 0x80 { vec![kind as u8] } else { vec![(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8] };
    let length = data.len();
    bytes.extend(if length < 0x80 {
        vec![length as u8]
    } else {
        vec![(length & 0x7F) as u8 | 0x80, (length >> 7) as u8]
    });
    bytes.extend(data);
    bytes
}

/// A text with its length before it, in two bytes a letter.
pub fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [&(units.len() as u32).to_le_bytes()[..], &units.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()]
        .concat()
}
