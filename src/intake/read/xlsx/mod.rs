//! Office Open XML. calamine reads the cells, one after the other, so that they cost what is present. It is given a workbook
//! that was put right first ([`package`], [`cure`]): a file as it comes may make it refuse a sheet or all of them, or take
//! memory without measure. What it does not tell is looked up beside the cells ([`beside`]).

mod beside;
pub(super) mod book;
mod cure;
mod package;

use std::collections::HashMap;
use std::sync::Arc;

use calamine::{DataRef, Style, XlsxError};
use foldhash::fast::RandomState;

use super::archive::Archive;
use super::fonts::Fonts;
use super::shown::{Shown, iso_date};
use super::texts::Texts;
use super::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Sheet, Sheets, Trouble, guarded};
use crate::domain::{Cell, CellRef, CellValue};
use beside::Beside;
use book::Kind;
use package::{Opened, Workbook};

/// What the cells of every sheet refer to.
struct Shared {
    texts: Texts,
    /// The shared texts by where calamine keeps them, which is for as long as the workbook is open.
    strings: HashMap<usize, Arc<str>, RandomState>,
    /// How each style shows a number.
    shown: Vec<Shown>,
    fonts: Fonts,
    from_1904: bool,
    /// How many more cells may be read.
    budget: usize,
}

pub(super) fn sheets(mut archive: Archive<'_>) -> Result<Sheets, Trouble> {
    let book = book::read(&mut archive)?;
    if book.sheets.len() > MOST_SHEETS {
        return Err(Trouble::Limit("sheets", MOST_SHEETS));
    }
    let Opened { mut workbook, besides, texts } = package::open(&mut archive, &book)?;
    let mut shared = Shared {
        texts: Texts::with_room(texts),
        strings: HashMap::with_capacity_and_hasher(texts, RandomState::default()),
        shown: Vec::new(),
        fonts: Fonts::default(),
        from_1904: book.from_1904,
        budget: MOST_CELLS,
    };
    let mut sheets = Sheets::default();
    for (index, (entry, beside)) in book.sheets.into_iter().zip(besides).enumerate() {
        match (beside, entry.kind) {
            (Some(beside), _) => {
                let read = beside.and_then(|beside| guarded(|| shared.sheet(&mut workbook, index, beside)));
                sheets.add(&entry.name, index, entry.visible, read);
            }
            (None, Kind::Other) => sheets.other.push(entry.name),
            // A chart repeats what stands in cells.
            (None, _) => {}
        }
    }
    sheets.fonts = shared.fonts;
    Ok(sheets)
}

impl Shared {
    fn sheet(&mut self, workbook: &mut Workbook, index: usize, beside: Beside) -> Result<Sheet, Trouble> {
        let Beside { mut sheet, uncomputed } = beside;
        let name = index.to_string();
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(|error| told(&error))?;
        if self.shown.is_empty() {
            self.shown = reader.styles().iter().map(shown).collect();
            let own: Vec<usize> = (0..self.shown.len()).collect();
            self.fonts = Fonts::new(&reader.styles().iter().map(font).collect::<Vec<_>>(), &own);
        }
        loop {
            // A cell is read where it lies: to move it costs as much as to make something of it.
            let next = reader.next_cell_with_style_id();
            match &next {
                Ok(Some((cell, style))) => self.add(cell, *style, &mut sheet)?,
                Ok(None) => break,
                Err(error) => return Err(told(error)),
            }
        }
        drop(reader);
        if uncomputed {
            let mut reader = workbook.worksheet_cells_reader(&name).map_err(|error| told(&error))?;
            while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|error| told(&error))? {
                if cell.formula.is_some() && cell.value == DataRef::Empty {
                    sheet.cells.push(Cell { at: self.place(cell.pos)?, value: CellValue::Uncomputed });
                }
            }
        }
        Ok(sheet)
    }

    /// Adds what a cell holds to its sheet.
    #[inline]
    fn add(&mut self, cell: &calamine::Cell<DataRef<'_>>, style: usize, sheet: &mut Sheet) -> Result<(), Trouble> {
        if matches!(cell.get_value(), DataRef::Empty) {
            return Ok(());
        }
        let at = self.place(cell.get_position())?;
        if let (DataRef::SharedString(_) | DataRef::String(_), Some(font)) = (cell.get_value(), self.fonts.of(style)) {
            sheet.lettered.push((at, font));
        }
        let number = |number| self.shown.get(style).copied().unwrap_or_default().value(number, self.from_1904);
        let value = match cell.get_value() {
            DataRef::Empty => return Ok(()),
            DataRef::Int(value) => number(*value as f64),
            DataRef::Float(value) => number(*value),
            DataRef::DateTime(value) => number(value.as_f64()),
            DataRef::SharedString(text) => {
                let known = self.strings.entry(text.as_ptr().addr());
                CellValue::Text(Arc::clone(known.or_insert_with(|| self.texts.shared(text))))
            }
            DataRef::String(text) => self.texts.value(text),
            DataRef::Bool(value) => CellValue::Bool(*value),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                iso_date(text).unwrap_or_else(|| self.texts.value(text))
            }
            DataRef::Error(error) => CellValue::Error(error.to_string().into()),
        };
        sheet.cells.push(Cell { at, value });
        Ok(())
    }

    /// Where a cell stands that holds something.
    #[inline]
    fn place(&mut self, (row, column): (u32, u32)) -> Result<CellRef, Trouble> {
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(Trouble::Broken("a cell lies outside the sheet".to_owned()));
        }
        self.budget = self.budget.checked_sub(1).ok_or(Trouble::Limit("cells", MOST_CELLS))?;
        Ok(CellRef::new(row, column))
    }
}

/// How a style shows a number.
fn shown(style: &Style) -> Shown {
    let Some(format) = &style.number_format else { return Shown::Number };
    match Shown::by_code(&format.format_code) {
        // Of the formats that every program knows calamine has no code for those of some languages.
        Shown::Number if format.format_code == "General" => Shown::by_number(format.format_id.unwrap_or(0)),
        shown => shown,
    }
}

/// The name of a style's font.
fn font(style: &Style) -> String {
    style.font.as_ref().and_then(|font| font.name.clone()).unwrap_or_default()
}

/// What calamine says.
fn told(error: &XlsxError) -> Trouble {
    Trouble::Broken(error.to_string())
}
