//! Which cells of a sheet are set in a font from before Unicode, as far as a format tells fonts: Office Open XML in both
//! forms and Excel 97–2003. Fonts of single letters in a cell are not told apart.

use crate::domain::CellRef;
use crate::text::Typeface;

/// The legacy fonts of a workbook, by the styles that cells have.
#[derive(Default)]
pub(super) struct Fonts {
    names: Vec<(Typeface, String)>,
    /// A place in `names` for each style; empty where no font is a legacy one.
    styles: Vec<Option<usize>>,
}

impl Fonts {
    /// The workbook's fonts by name, and which of them each style has.
    pub(super) fn new(fonts: &[String], styles: &[usize]) -> Fonts {
        let mut names: Vec<(Typeface, String)> = Vec::new();
        let places: Vec<Option<usize>> = fonts
            .iter()
            .map(|name| {
                let typeface = Typeface::of_font(name)?;
                Some(names.iter().position(|(_, known)| known == name).unwrap_or_else(|| {
                    names.push((typeface, name.clone()));
                    names.len() - 1
                }))
            })
            .collect();
        if names.is_empty() {
            return Fonts::default();
        }
        let styles = styles.iter().map(|&font| places.get(font).copied().flatten()).collect();
        Fonts { names, styles }
    }

    /// The legacy font of a style, for [`Typefaces`]; none where its font is another.
    pub(super) fn of(&self, style: usize) -> Option<usize> {
        self.styles.get(style).copied().flatten()
    }
}

/// The legacy fonts of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Typefaces {
    /// The workbook's legacy fonts by name.
    names: Vec<(Typeface, String)>,
    /// The cells with text in such a font, in order: a place in `names`.
    cells: Vec<(CellRef, usize)>,
}

impl Typefaces {
    /// The fonts of these cells, as [`Fonts::of`] told them.
    pub(super) fn new(fonts: &Fonts, mut cells: Vec<(CellRef, usize)>) -> Typefaces {
        if cells.is_empty() {
            return Typefaces::default();
        }
        cells.sort_unstable();
        Typefaces { names: fonts.names.clone(), cells }
    }

    /// The legacy font of a cell with its name; none where its font is another or not known.
    pub fn of(&self, at: CellRef) -> Option<(Typeface, &str)> {
        let found = self.cells.binary_search_by_key(&at, |(known, _)| *known).ok()?;
        self.names.get(self.cells[found].1).map(|(typeface, name)| (*typeface, name.as_str()))
    }
}
