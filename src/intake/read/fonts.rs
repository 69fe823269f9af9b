//! Which cells of a sheet are set in a font from before Unicode. This is a second way through the sheet, gone only where
//! the texts look as if they needed it.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader, Xlsx, XlsxError};

use super::sniff::{self, Format};
use crate::domain::CellRef;
use crate::text::Typeface;

/// The legacy fonts of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Typefaces {
    /// The workbook's legacy fonts by name.
    names: Vec<(Typeface, String)>,
    /// Places in `names`, of cells with a style of their own.
    cells: BTreeMap<CellRef, Option<usize>>,
    /// The place of the font that all other cells have.
    default: Option<usize>,
}

impl Typefaces {
    /// The legacy font of a cell with its name; none where its font is another or not known.
    pub fn of(&self, at: CellRef) -> Option<(Typeface, &str)> {
        let place = self.cells.get(&at).copied().unwrap_or(self.default)?;
        self.names.get(place).map(|(typeface, name)| (*typeface, name.as_str()))
    }
}

/// The legacy fonts of one sheet of a workbook. Only Office Open XML tells fonts; of any other format, and where the sheet
/// breaks off, what is not known is left out.
pub fn typefaces(bytes: &[u8], sheet: &str) -> Typefaces {
    if sniff::format(bytes) != Some(Format::Xlsx) {
        return Typefaces::default();
    }
    let mut typefaces = Typefaces::default();
    // Foreign code on untrusted bytes, as in reading the cells; whatever breaks here was told there.
    let _ = catch_unwind(AssertUnwindSafe(|| collect(bytes, sheet, &mut typefaces)));
    typefaces
}

fn collect(bytes: &[u8], sheet: &str, typefaces: &mut Typefaces) -> Result<(), XlsxError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    let mut styles: Vec<Option<usize>> = Vec::with_capacity(reader.styles().len());
    for style in reader.styles() {
        let name = style.font.as_ref().and_then(|font| font.name.as_deref()).unwrap_or_default();
        styles.push(Typeface::of_font(name).map(|typeface| {
            typefaces.names.iter().position(|(_, known)| known == name).unwrap_or_else(|| {
                typefaces.names.push((typeface, name.to_owned()));
                typefaces.names.len() - 1
            })
        }));
    }
    typefaces.default = styles.first().copied().flatten();
    if typefaces.names.is_empty() {
        return Ok(());
    }
    while let Some((row, column, style)) = reader.next_style_id()? {
        typefaces.cells.insert(CellRef::new(row, column), styles.get(style).copied().flatten());
    }
    Ok(())
}
