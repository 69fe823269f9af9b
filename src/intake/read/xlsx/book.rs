//! The parts of a workbook: which sheets there are and where each lies in the archive.

use std::collections::BTreeMap;

use crate::intake::read::Trouble;
use crate::intake::read::archive::Archive;
use crate::intake::read::xml::Piece;

/// What a workbook says of itself.
pub(super) struct Book {
    pub sheets: Vec<Entry>,
    /// The part of the shared texts.
    pub strings: String,
    /// The part of the formats.
    pub styles: String,
    /// Whether days are counted from 1904, as the first Macintoshes did.
    pub from_1904: bool,
}

/// One sheet of the workbook.
pub(super) struct Entry {
    pub name: String,
    pub visible: bool,
    pub kind: Kind,
    /// Its part; none where the workbook does not say.
    pub part: Option<String>,
}

/// What a sheet is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Cells, as far as one knows.
    Cells,
    /// A chart that fills a sheet: it repeats what stands in cells.
    Chart,
    /// Macros or a dialogue in the form of a sheet.
    Other,
}

/// What a part refers to.
pub(in crate::intake::read) struct Relation {
    /// The part's name in the archive.
    pub target: String,
    /// The last word of its type: transitional and strict workbooks differ before it.
    pub kind: String,
}

pub(super) fn read(archive: &mut Archive<'_>) -> Result<Book, Trouble> {
    const USUAL: &str = "xl/workbook.xml";
    // Where every writer puts it nobody need be asked for it.
    let package = if archive.has(USUAL) { BTreeMap::new() } else { relations(archive, "_rels/.rels", "")? };
    let main = package.into_values().find(|relation| relation.kind == "officeDocument").map(|main| main.target);
    let main = main.unwrap_or_else(|| USUAL.to_owned());
    let (folder, file) = main.rsplit_once('/').map_or(("", main.as_str()), |(folder, file)| (folder, file));
    let of = relations(archive, &format!("{folder}/_rels/{file}.rels"), folder)?;
    let part = |kind: &str, usual: &str| {
        let found = of.values().find(|relation| relation.kind == kind).map(|relation| relation.target.clone());
        found.unwrap_or_else(|| format!("{folder}/{usual}"))
    };
    let mut book = Book {
        sheets: Vec::new(),
        strings: part("sharedStrings", "sharedStrings.xml"),
        styles: part("styles", "styles.xml"),
        from_1904: false,
    };
    let Some(xml) = archive.xml(&main) else { return Err(Trouble::Broken(format!("{main} is missing"))) };
    let mut xml = xml?;
    loop {
        match xml.next()? {
            Piece::Start(start) => match start.name {
                b"sheet" => {
                    let relation = start.get("id").and_then(|id| of.get(&*id));
                    let kind = match relation.map(|relation| relation.kind.as_str()) {
                        Some("chartsheet") => Kind::Chart,
                        Some("dialogsheet" | "xlMacrosheet" | "xlIntlMacrosheet") => Kind::Other,
                        _ => Kind::Cells,
                    };
                    book.sheets.push(Entry {
                        name: start.get("name").unwrap_or_default().into_owned(),
                        visible: !matches!(start.raw(b"state"), Some(b"hidden" | b"veryHidden")),
                        kind,
                        part: relation.map(|relation| relation.target.clone()),
                    });
                }
                // An extension's element of the same name says nothing of dates.
                b"workbookPr" => book.from_1904 |= start.says("date1904"),
                _ => {}
            },
            Piece::End(b"workbook") | Piece::Done => break,
            _ => {}
        }
    }
    if book.sheets.is_empty() {
        return Err(Trouble::Broken("the workbook has no sheets".to_owned()));
    }
    Ok(book)
}

/// What a part refers to, by id; nothing where it has no list.
pub(in crate::intake::read) fn relations(
    archive: &mut Archive<'_>,
    list: &str,
    folder: &str,
) -> Result<BTreeMap<String, Relation>, Trouble> {
    let mut relations = BTreeMap::new();
    let Some(xml) = archive.xml(list) else { return Ok(relations) };
    let mut xml = xml?;
    loop {
        match xml.next()? {
            Piece::Start(start) if start.name == b"Relationship" => {
                let get = |name| start.get(name).unwrap_or_default();
                let kind = get("Type").rsplit('/').next().unwrap_or_default().to_owned();
                relations.insert(get("Id").into_owned(), Relation { target: resolve(folder, &get("Target")), kind });
            }
            Piece::Done => return Ok(relations),
            _ => {}
        }
    }
}

/// A target, as seen from a folder of the archive.
fn resolve(folder: &str, target: &str) -> String {
    let mut path = String::with_capacity(folder.len() + 1 + target.len());
    path.push_str(if target.starts_with('/') { "" } else { folder });
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => path.truncate(path.rfind('/').unwrap_or(0)),
            part => {
                path.push_str(if path.is_empty() { "" } else { "/" });
                path.push_str(part);
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_where_they_stand() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "./../xl2/a.xml"), "xl2/a.xml");
        assert_eq!(resolve("", "workbook.xml"), "workbook.xml");
        assert_eq!(resolve("", "../../../etc/passwd"), "etc/passwd");
    }
}
