//! The workbook that calamine is given: the parts that tell of cells, each inflated once and within the limit, put right
//! where calamine would trip over them, under the names that it looks for. What the file says of its other parts, of kinds
//! of sheets, of their names and in which dialect, calamine never meets.

use std::io::{Cursor, Write};

use calamine::{Reader, Xlsx};
use memchr::{memchr_iter, memmem};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::beside::{self, Beside};
use super::book::{Book, Kind};
use super::cure;
use crate::intake::read::archive::Archive;
use crate::intake::read::{MOST_CELLS, Trouble};

/// A workbook as calamine reads it: its sheets are named by their places in the book.
pub(in crate::intake::read) type Workbook = Xlsx<Cursor<Vec<u8>>>;

/// What stands beside the cells of an entry; nothing where it holds no cells.
pub(super) type Looked = Option<Result<Beside, Trouble>>;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// A workbook has no more formats: Excel keeps 65,490 of cells at most, and as many of styles.
const MOST_STYLES: usize = 1 << 17;
/// So many bytes write a cell, as a rule: `<c r="D18" s="1"><v>12</v></c>` and its share of what stands around cells.
const USUAL_CELL: usize = 32;
/// So many bytes stand around a part in an archive at most, its name aside.
const MOST_AROUND: usize = 192;
/// No tag among the formats is longer: calamine copies what it says into every format that refers to it.
const LONGEST_STYLE: usize = 1 << 12;

/// A workbook that was opened.
pub(super) struct Opened {
    pub workbook: Workbook,
    /// What stands beside the cells of each entry of the book.
    pub besides: Vec<Looked>,
    /// How many texts its cells share.
    pub texts: usize,
}

/// Opens a workbook, and looks beside the cells of each entry of the book.
pub(super) fn open(archive: &mut Archive<'_>, book: &Book) -> Result<Opened, Trouble> {
    let mut parts = Parts::default();
    let mut relations = String::from("<Relationships>");
    let mut list = String::new();
    let mut besides = Vec::with_capacity(book.sheets.len());
    for (index, entry) in book.sheets.iter().enumerate() {
        if entry.kind != Kind::Cells {
            besides.push(None);
            continue;
        }
        let part = entry.part.as_deref().map_or(Ok(None), |part| archive.bytes(part)).and_then(|part| {
            let mut part = part.ok_or_else(|| Trouble::Broken("the part of the sheet is missing".to_owned()))?;
            cure::sheet(&mut part);
            let mut beside = beside::look(&part)?;
            beside.sheet.cells.reserve((part.len() / USUAL_CELL).min(MOST_CELLS));
            Ok((beside, part))
        });
        besides.push(Some(match part {
            Ok((beside, part)) => {
                parts.add(format!("xl/{index}.xml"), part);
                list.push_str(&format!("<sheet name=\"{index}\" id=\"{index}\"/>"));
                relations.push_str(&relation(&index.to_string(), "worksheet", &format!("{index}.xml")));
                Ok(beside)
            }
            Err(trouble) => Err(trouble),
        }));
    }
    let mut texts = 0;
    if let Some(mut strings) = archive.bytes(&book.strings)? {
        cure::strings(&mut strings);
        texts = memmem::find_iter(&strings, b"<si").count();
        if texts > MOST_CELLS {
            return Err(Trouble::Limit("cells", MOST_CELLS));
        }
        parts.add("xl/sharedStrings.xml", strings);
    }
    if let Some(mut styles) = archive.bytes(&book.styles)? {
        cure::text(&mut styles);
        bounded(&styles)?;
        parts.add("xl/styles.xml", styles);
    }
    let workbook =
        format!("<workbook><workbookPr date1904=\"{}\"/><sheets>{list}</sheets></workbook>", u8::from(book.from_1904));
    let package = format!("<Relationships>{}</Relationships>", relation("0", "officeDocument", "xl/workbook.xml"));
    parts.add("xl/workbook.xml", workbook);
    parts.add("xl/_rels/workbook.xml.rels", relations + "</Relationships>");
    parts.add("_rels/.rels", package);
    let bytes = parts.in_one().map_err(|error| Trouble::Broken(error.to_string()))?;
    let workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| Trouble::Broken(error.to_string()))?;
    Ok(Opened { workbook, besides, texts })
}

/// The parts of a workbook by name.
#[derive(Default)]
struct Parts(Vec<(String, Vec<u8>)>);

impl Parts {
    fn add(&mut self, name: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.0.push((name.into(), content.into()));
    }

    /// They in one archive, as they are: what is read at once need not be packed.
    fn in_one(self) -> Result<Vec<u8>, ZipError> {
        let room = self.0.iter().map(|(name, content)| content.len() + 2 * name.len() + MOST_AROUND).sum();
        let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(room)));
        let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, content) in self.0 {
            archive.start_file(name, plain)?;
            archive.write_all(&content)?;
        }
        Ok(archive.finish()?.into_inner())
    }
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
}

/// Formats take memory by what they say times how many there are.
fn bounded(styles: &[u8]) -> Result<(), Trouble> {
    let mut last = 0;
    let longest = memchr_iter(b'<', styles).map(|at| at - std::mem::replace(&mut last, at)).max().unwrap_or(0);
    let begins = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| styles.get(before));
        matches!(before, Some(b'<' | b':')) && !styles.get(at + 2).is_some_and(u8::is_ascii_alphanumeric)
    };
    if longest > LONGEST_STYLE || memmem::find_iter(styles, b"xf").filter(begins).count() > MOST_STYLES {
        return Err(Trouble::Broken("the formats of cells are beyond measure".to_owned()));
    }
    Ok(())
}
