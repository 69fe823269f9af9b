//! Which cells of a sheet are set in a font from before Unicode. This is a second way through the sheet, gone only where
//! the texts look as if they needed it.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader, Xlsx, XlsxError};

use super::sniff::{self, Content};
use crate::domain::{CellRef, Grid};
use crate::text::Typeface;

/// The legacy fonts of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Typefaces {
    /// The workbook's legacy fonts by name.
    names: Vec<(Typeface, String)>,
    /// The font that cells have which say nothing else: a place in `names`.
    default: Option<usize>,
    /// The fonts of the other cells.
    cells: BTreeMap<CellRef, Option<usize>>,
}

impl Typefaces {
    /// The legacy font of a cell with its name; none where its font is another or not known.
    pub fn of(&self, at: CellRef) -> Option<(Typeface, &str)> {
        let place = self.cells.get(&at).copied().unwrap_or(self.default)?;
        self.names.get(place).map(|(typeface, name)| (*typeface, name.as_str()))
    }
}

/// The legacy fonts of one sheet of a workbook, for the cells that the grid holds. Only Office Open XML tells fonts; of any
/// other format, and where the sheet breaks off, what is not known is left out.
pub fn typefaces(bytes: &[u8], grid: &Grid) -> Typefaces {
    let mut typefaces = Typefaces::default();
    if let Ok(Some(Content::Xlsx(_))) = sniff::content(bytes) {
        // Foreign code on untrusted bytes, as in reading the cells; whatever breaks here was told there.
        let _ = catch_unwind(AssertUnwindSafe(|| collect(bytes, grid, &mut typefaces)));
    }
    typefaces
}

fn collect(bytes: &[u8], grid: &Grid, typefaces: &mut Typefaces) -> Result<(), XlsxError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let mut reader = workbook.worksheet_cells_reader(&grid.name)?;
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
        let (at, font) = (CellRef::new(row, column), styles.get(style).copied().flatten());
        if font != typefaces.default && grid.get(at).is_some() {
            typefaces.cells.insert(at, font);
        }
    }
    Ok(())
}
