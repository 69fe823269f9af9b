//! Office Open XML. Each part is walked once, as it is inflated: cells cost what is present, whatever `<dimension>`
//! declares, and merged blocks, what is hidden, percentages and formulas without a result come out of the same walk.
//! (The reader of calamine loses a sheet whose `<dimension>` it does not like and a workbook that holds a macro sheet, and
//! takes up to three walks for as much.)

pub(super) mod book;
mod sheet;
mod strings;
mod styles;

use std::sync::Arc;

use super::archive::Archive;
use super::fonts::Fonts;
use super::shown::Shown;
use super::texts::Texts;
use super::{MOST_CELLS, MOST_SHEETS, Sheets, Trouble, guarded};
use book::Kind;

/// What the cells of every sheet refer to.
struct Shared {
    texts: Texts,
    strings: Vec<Arc<str>>,
    styles: Vec<Shown>,
    fonts: Fonts,
    from_1904: bool,
}

pub(super) fn sheets(mut archive: Archive<'_>) -> Result<Sheets, Trouble> {
    let book = book::read(&mut archive)?;
    if book.sheets.len() > MOST_SHEETS {
        return Err(Trouble::Limit("sheets", MOST_SHEETS));
    }
    let strings = match archive.xml(&book.strings) {
        Some(xml) => strings::read(xml?)?,
        None => Vec::new(),
    };
    let (styles, fonts) = match archive.xml(&book.styles) {
        Some(xml) => styles::read(xml?)?,
        None => Default::default(),
    };
    let mut shared = Shared { texts: Texts::default(), strings, styles, fonts, from_1904: book.from_1904 };
    let mut sheets = Sheets::default();
    let mut budget = MOST_CELLS;
    for (index, entry) in book.sheets.into_iter().enumerate() {
        match entry.kind {
            Kind::Cells => {}
            Kind::Chart => continue,
            Kind::Other => {
                sheets.other.push(entry.name);
                continue;
            }
        }
        let part = entry.part.as_deref().and_then(|part| archive.xml(part));
        let read = match part {
            Some(Ok(xml)) => guarded(|| sheet::read(xml, &mut shared, &mut budget)),
            Some(Err(trouble)) => Err(trouble),
            None => Err(Trouble::Broken("the part of the sheet is missing".to_owned())),
        };
        sheets.add(&entry.name, index, entry.visible, read);
    }
    sheets.fonts = shared.fonts;
    Ok(sheets)
}
