//! Merged blocks of Office Open XML, without a second walk through the sheet: the reader of cells does not tell them, and
//! its own function for them reads every cell again. They stand behind the cells in one element, which is looked for in
//! the inflated bytes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::MOST_BYTES;
use crate::domain::{CellRef, Range};

/// What the bytes of one sheet say besides its cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    /// Its merged blocks.
    pub merges: Vec<Range>,
    /// Whether a formula may stand without its result.
    pub uncomputed: bool,
}

/// The parts of the sheets by their place among the workbook's sheets; none where the workbook is written in a way that
/// this does not know, so that the slow way must be gone.
pub(super) fn parts(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<Vec<String>> {
    let workbook = text(archive, "xl/workbook.xml")?;
    let relations = text(archive, "xl/_rels/workbook.xml.rels")?;
    let targets: BTreeMap<&str, &str> = elements(&relations, "Relationship")
        .filter_map(|element| Some((attribute(element, "Id")?, attribute(element, "Target")?)))
        .collect();
    let sheets = workbook.split_once("<sheets")?.1.split_once("</sheets>")?.0;
    elements(sheets, "sheet")
        .map(|element| {
            let target = targets.get(attribute(element, "r:id")?)?;
            Some(match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            })
        })
        .collect()
}

/// Reads what stands beside the cells of a part; none where it cannot be told.
pub(super) fn beside(archive: &mut ZipArchive<Cursor<&[u8]>>, part: &str) -> Option<Beside> {
    const CHUNK: usize = 1 << 18;
    /// No pattern is longer.
    const OVERLAP: usize = 32;
    let mut reader = archive.by_name(part).ok()?;
    let mut beside = Beside::default();
    let mut buffer: Vec<u8> = Vec::with_capacity(CHUNK + OVERLAP);
    let mut seen_cells = false;
    loop {
        let kept = buffer.len();
        let read = reader.by_ref().take((CHUNK - kept.min(CHUNK / 2)) as u64).read_to_end(&mut buffer).ok()?;
        seen_cells = seen_cells || find(&buffer, b"<sheetData").is_some();
        beside.uncomputed = beside.uncomputed
            || [&b"</f></c>"[..], b"/></c>", b"<v></v>"].iter().any(|pattern| find(&buffer, pattern).is_some());
        if let Some(start) = find(&buffer, b"<mergeCells") {
            buffer.drain(..start);
            reader.by_ref().take(MOST_BYTES).read_to_end(&mut buffer).ok()?;
            beside.merges = merges(&buffer)?;
            break;
        }
        if read == 0 {
            break;
        }
        buffer.drain(..buffer.len().saturating_sub(OVERLAP));
    }
    // A prefix before every name (`<x:sheetData>`) hides all that is looked for.
    seen_cells.then_some(beside)
}

fn merges(bytes: &[u8]) -> Option<Vec<Range>> {
    let text = std::str::from_utf8(&bytes[..find(bytes, b"</mergeCells>")?]).ok()?;
    elements(text, "mergeCell")
        .map(|element| {
            let reference = attribute(element, "ref")?;
            let (start, end) = reference.split_once(':').unwrap_or((reference, reference));
            Some(Range { start: CellRef::parse(start)?, end: CellRef::parse(end)? })
        })
        .collect()
}

/// Where a pattern that begins with a rare byte first stands.
fn find(bytes: &[u8], pattern: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, pattern)
}

fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, part: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(part).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// The insides of every start of an element of that name.
fn elements<'x>(xml: &'x str, name: &'static str) -> impl Iterator<Item = &'x str> {
    xml.split('<').filter_map(move |piece| {
        let rest = piece.strip_prefix(name)?;
        let inside = rest.split('>').next()?;
        inside.starts_with([' ', '\n', '\r', '\t']).then_some(inside)
    })
}

fn attribute<'x>(element: &'x str, name: &str) -> Option<&'x str> {
    let mut rest = element;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        if before.is_some_and(char::is_whitespace)
            && let Some(value) = after.strip_prefix('=').map(str::trim_start)
        {
            let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            return value[1..].split(quote).next();
        }
        rest = &rest[at + name.len()..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_blocks_are_found_in_the_bytes() {
        let range = |from: &str, to: &str| Range {
            start: CellRef::parse(from).expect("a cell"),
            end: CellRef::parse(to).expect("a cell"),
        };
        let xml = "<mergeCells count=\"2\"><mergeCell ref=\"A1:B2\"/><mergeCell  ref='C3' /></mergeCells><x/>";
        assert_eq!(merges(xml.as_bytes()), Some(vec![range("A1", "B2"), range("C3", "C3")]));
        assert_eq!(merges(b"<mergeCells><mergeCell ref=\"A1"), None);
        assert_eq!(merges(b"<mergeCells><mergeCell ref=\"?\"/></mergeCells>"), None);
    }

    #[test]
    fn attributes_are_told_from_those_that_end_alike() {
        assert_eq!(attribute(" sheetId=\"1\" r:id=\"rId2\"", "r:id"), Some("rId2"));
        assert_eq!(attribute(" xId=\"1\" Id = 'a'", "Id"), Some("a"));
        assert_eq!(attribute(" name=\"Id\"", "Id"), None);
    }
}
