//! What a file is, by its content.

use std::io::Cursor;

/// A format that is read, or a locked workbook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    /// Office Open XML, with or without macros.
    Xlsx,
    /// The binary form of the same.
    Xlsb,
    /// Excel 97–2003.
    Xls,
    /// OpenDocument.
    Ods,
    /// Delimited text.
    Text,
    /// A workbook encrypted with a password.
    Locked,
}

impl Format {
    /// The file name extensions of the format, the usual one first.
    pub(super) const fn extensions(self) -> &'static [&'static str] {
        match self {
            Format::Xlsx => &["xlsx", "xlsm", "xltx", "xltm"],
            Format::Xlsb => &["xlsb"],
            Format::Xls | Format::Locked => &["xls", "xlt"],
            Format::Ods => &["ods"],
            Format::Text => &["csv", "tsv", "txt"],
        }
    }
}

/// The format of these bytes; `None` where they are no spreadsheet.
pub(super) fn format(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PK\x03\x04") {
        return zipped(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        // A compound file; an encrypted xlsx is one too, with a stream of that name in UTF-16.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = bytes.windows(name.len()).any(|window| window == name);
        return Some(if locked { Format::Locked } else { Format::Xls });
    }
    super::table::looks_like(bytes).then_some(Format::Text)
}

/// A zip archive, told by its entries; a broken one is told by the names that stand in its bytes, so that the reader can
/// say what is broken.
fn zipped(bytes: &[u8]) -> Option<Format> {
    let names: Vec<String> = match zip::ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive.file_names().filter_map(Result::ok).map(|name| name.to_lowercase()).collect(),
        Err(_) => {
            let holds = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
            // Cut off before any name that tells: still an archive that cannot be opened.
            let ods = holds(b"content.xml") && !holds(b"xl/");
            return Some(if ods { Format::Ods } else { Format::Xlsx });
        }
    };
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if has("xl/workbook.bin") {
        Some(Format::Xlsb)
    } else if names.iter().any(|name| name.starts_with("xl/") && name.ends_with(".xml")) {
        Some(Format::Xlsx)
    } else if has("content.xml") {
        Some(Format::Ods)
    } else {
        None
    }
}
