//! Archives and records made byte by byte, for the formats that no crate writes and for files that no program would write.

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
        let letters = name.encode_utf16().count() as u8;
        let (flag, name) = if name.is_ascii() { (0, name.as_bytes().to_vec()) } else { (1, utf16(name)) };
        record(0x0085, &[&(at as u32).to_le_bytes(), &[state, kind, letters, flag], &name])
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

/// The smallest compound file that holds a stream: its table of sectors first, then its directory.
fn compound(name: &str, mut stream: Vec<u8>) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    stream.resize(stream.len().max(4096).next_multiple_of(SECTOR), 0);
    let sectors = (stream.len() / SECTOR) as u32;
    // A sector of the table holds 128 entries, for itself too.
    let tables = (1..).find(|tables| 128 * tables >= tables + 1 + sectors).expect("a size");
    assert!(tables <= 109, "the header holds the places of so many");
    let first = tables + 1;
    let mut file = vec![0_u8; SECTOR];
    let put = |bytes: &mut [u8], at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
    put(&mut file, 0, &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    for (at, value) in [(24, 0x3E_u16), (26, 3), (28, 0xFFFE), (30, 9), (32, 6)] {
        put(&mut file, at, &value.to_le_bytes());
    }
    for (at, value) in [(44, tables), (48, tables), (56, 4096), (60, END), (68, END)] {
        put(&mut file, at, &value.to_le_bytes());
    }
    file[76..].fill(0xFF);
    (0..tables).for_each(|table| put(&mut file, 76 + 4 * table as usize, &table.to_le_bytes()));
    let mut table = vec![0xFFFF_FFFD_u32; tables as usize];
    table.push(END);
    table.extend((first + 1..first + sectors).chain([END]));
    table.resize(128 * tables as usize, u32::MAX);
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let mut directory = vec![0_u8; SECTOR];
    for (entry, (name, kind, child, start, size)) in
        [("Root Entry", 5_u8, 1_u32, END, 0), (name, 2, u32::MAX, first, stream.len() as u32)].into_iter().enumerate()
    {
        let bytes = &mut directory[entry * 128..][..128];
        let name = utf16(name);
        put(bytes, 0, &name);
        put(bytes, 64, &(name.len() as u16 + 2).to_le_bytes());
        (bytes[66], bytes[67]) = (kind, 1);
        for (at, value) in [(68, u32::MAX), (72, u32::MAX), (76, child), (116, start), (120, size)] {
            put(bytes, at, &value.to_le_bytes());
        }
    }
    [file, directory, stream].concat()
}

/// Text in two bytes a letter.
pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A record of the binary form of Office Open XML.
pub fn short_record(kind: u16, data: &[&[u8]]) -> Vec<u8> {
    let data = data.concat();
    let mut bytes = if kind < 0x80 { vec![kind as u8] } else { vec![(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8] };
    let mut length = data.len();
    while length >= 0x80 {
        bytes.push((length & 0x7F) as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend(data);
    bytes
}

/// A text with its length before it, in two bytes a letter.
pub fn wide(text: &str) -> Vec<u8> {
    [&(text.encode_utf16().count() as u32).to_le_bytes()[..], &utf16(text)].concat()
}
