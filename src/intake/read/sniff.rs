//! What a file is, by its content.

use super::Trouble;
use super::archive::Archive;
use super::table;
use crate::text::{Evidence, Verdict};

/// What a file holds, in a format that is read, or that it is locked.
pub(super) enum Content<'b> {
    /// Office Open XML, with or without macros.
    Xlsx(Archive<'b>),
    /// The binary form of the same.
    Xlsb(Archive<'b>),
    /// Excel 97–2003.
    Xls,
    /// OpenDocument.
    Ods(Archive<'b>),
    /// The XML of Excel 2003.
    Xml(String),
    /// A web page with tables, as many programs export under the name of a workbook.
    Html(String),
    /// Delimited text.
    Text(String),
    /// Delimited text in an encoding that does not say which it is.
    Unencoded,
    /// A workbook encrypted with a password.
    Locked,
}

impl Content<'_> {
    /// The file name extensions of the format, the usual one first.
    pub(super) const fn extensions(&self) -> &'static [&'static str] {
        match self {
            Content::Xlsx(_) => &["xlsx", "xlsm", "xltx", "xltm"],
            Content::Xlsb(_) => &["xlsb"],
            Content::Xls | Content::Locked => &["xls", "xlt"],
            Content::Ods(_) => &["ods"],
            Content::Xml(_) => &["xml"],
            Content::Html(_) => &["html", "htm"],
            Content::Text(_) | Content::Unencoded => &["csv", "tsv", "txt"],
        }
    }
}

/// What these bytes are; `None` where they are no spreadsheet.
pub(super) fn content(bytes: &[u8]) -> Result<Option<Content<'_>>, Trouble> {
    if bytes.starts_with(b"PK\x03\x04") {
        return zipped(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        // A compound file; an encrypted xlsx is one too, with a stream of that name in UTF-16.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = memchr::memmem::find(bytes, &name).is_some();
        return Ok(Some(if locked { Content::Locked } else { Content::Xls }));
    }
    let Some(text) = table::text(bytes) else {
        // Whatever the letters are, the signs that part columns are the same.
        let plain: String = bytes.iter().map(|&byte| char::from(byte)).collect();
        return Ok(match markup(&plain) {
            Some(Markup::Html) => Some(Content::Html(super::html::declared(bytes, &plain))),
            Some(Markup::Workbook) => Some(Content::Xml(super::html::declared(bytes, &plain))),
            None => (!plain.contains('\0') && table::looks_like(&plain)).then(|| unencoded(bytes, &plain)),
        });
    };
    Ok(match markup(&text) {
        Some(Markup::Html) => Some(Content::Html(text)),
        Some(Markup::Workbook) => Some(Content::Xml(text)),
        None => table::looks_like(&text).then_some(Content::Text(text)),
    })
}

/// Delimited text that is no Unicode. In a legacy Vietnamese charset its letters are all there, as in a sheet of the same font.
/// `plain`: the same bytes, each as one letter.
fn unencoded<'b>(bytes: &[u8], plain: &str) -> Content<'b> {
    let western = super::html::declared(bytes, plain).replace("\r\n", "\n").replace('\r', "\n");
    let mut evidence = Evidence::default();
    western.lines().take(SAMPLE).for_each(|line| evidence.read(line));
    match evidence.verdict() {
        Verdict::Legacy(_) => Content::Text(western),
        Verdict::Unsure(_) | Verdict::Plain => Content::Unencoded,
    }
}

/// So many lines tell the charset of a text.
const SAMPLE: usize = 500;

enum Markup {
    Html,
    Workbook,
}

/// Whether a text is markup that can hold tables.
fn markup(text: &str) -> Option<Markup> {
    let text = text.trim_start();
    if !text.starts_with('<') {
        return None;
    }
    let head = &text[..text.floor_char_boundary(4096)];
    if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && head.contains("Workbook") {
        return Some(Markup::Workbook);
    }
    let table = text.as_bytes().windows(6).any(|window| window.eq_ignore_ascii_case(b"<table"));
    table.then_some(Markup::Html)
}

/// A zip archive, told by its parts.
fn zipped(bytes: &[u8]) -> Result<Option<Content<'_>>, Trouble> {
    let archive = Archive::open(bytes)?;
    // What nearly every workbook is told by, without a look at all of its names.
    if archive.has("xl/workbook.xml") && !archive.has("xl/workbook.bin") {
        return Ok(Some(Content::Xlsx(archive)));
    }
    let (mut xlsx, mut xlsb, mut ods) = (false, false, false);
    for name in archive.names() {
        xlsb |= name == "xl/workbook.bin";
        xlsx |= name == "[content_types].xml" || (name.starts_with("xl/") && name.ends_with(".xml"));
        ods |= name == "content.xml";
    }
    // A text document or a presentation has content types too, but no workbook among its parts.
    let workbook = xlsx && archive.names().any(|name| name.starts_with("xl/") || name.ends_with("workbook.xml"));
    Ok(match (xlsb, workbook, ods) {
        (true, _, _) => Some(Content::Xlsb(archive)),
        (_, true, _) => Some(Content::Xlsx(archive)),
        (_, _, true) => Some(Content::Ods(archive)),
        _ => None,
    })
}
