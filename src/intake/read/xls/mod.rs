//! Excel 97–2003. calamine reads the cells, but of records that were looked through first: it spans every sheet as a full
//! rectangle and believes what a sheet declares, so that one stray cell or one wrong number would take all memory, and one
//! broken sheet the workbook. What it does not tell (what is hidden, percentages, formulas without a result) the same look
//! finds out.

mod compound;
mod records;

use std::io::Cursor;

use calamine::{Reader, Xls, XlsError};

use super::foreign;
use super::texts::Texts;
use super::{MOST_CELLS, MOST_SHEETS, Sheet, Sheets, Trouble, guarded};
use crate::domain::{Cell, CellRef, CellValue};
use records::{Kind, Outline};

type Workbook = Xls<Cursor<Vec<u8>>>;

pub(super) fn sheets(bytes: &[u8]) -> Result<Sheets, Trouble> {
    let mut stream = compound::stream(bytes, &["Workbook", "Book"])?;
    let (outlines, fonts) = records::look_through(&mut stream)?;
    if outlines.len() > MOST_SHEETS {
        return Err(Trouble::Limit("sheets", MOST_SHEETS));
    }
    let area = outlines.iter().map(Outline::area).fold(0, usize::saturating_add);
    if area > 2 * MOST_CELLS {
        return Err(Trouble::Limit("cells", MOST_CELLS));
    }
    let bounds: Vec<usize> = outlines.iter().map(|outline| outline.bound).collect();
    let mut whole = guarded(|| open(stream.clone()));
    let names: Vec<String> = match &whole {
        Ok(workbook) => names(workbook),
        // Something in one of the sheets: each is then opened without the others.
        Err(_) => names(&open(with_only(&stream, &bounds, None))?),
    };
    let mut texts = Texts::default();
    let mut sheets = Sheets { fonts, ..Sheets::default() };
    let mut budget = MOST_CELLS;
    for (index, (name, outline)) in names.into_iter().zip(outlines).enumerate() {
        match outline.kind {
            Kind::Cells => {}
            Kind::Chart => continue,
            Kind::Other => {
                sheets.other.push(name);
                continue;
            }
        }
        let visible = !outline.sheet.hidden;
        let read = guarded(|| match &mut whole {
            Ok(workbook) => sheet(workbook, &name, outline, &mut texts, &mut budget),
            Err(_) => {
                let mut alone = open(with_only(&stream, &bounds, Some(index)))?;
                sheet(&mut alone, &name, outline, &mut texts, &mut budget)
            }
        });
        sheets.add(&name, index, visible, read);
    }
    Ok(sheets)
}

fn open(stream: Vec<u8>) -> Result<Workbook, Trouble> {
    Xls::new(Cursor::new(compound::wrap("Workbook", stream))).map_err(|error| match error {
        XlsError::Password => Trouble::Password,
        other => Trouble::Broken(other.to_string()),
    })
}

fn names(workbook: &Workbook) -> Vec<String> {
    workbook.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect()
}

/// The workbook with all sheets empty but one.
fn with_only(stream: &[u8], bounds: &[usize], kept: Option<usize>) -> Vec<u8> {
    let mut stream = stream.to_vec();
    for (index, &bound) in bounds.iter().enumerate() {
        if Some(index) != kept {
            records::empty(&mut stream, bound);
        }
    }
    stream
}

fn sheet(
    workbook: &mut Workbook,
    name: &str,
    mut outline: Outline,
    texts: &mut Texts,
    budget: &mut usize,
) -> Result<Sheet, Trouble> {
    if let Some(cause) = outline.broken {
        return Err(Trouble::Broken(cause.to_owned()));
    }
    let from_1904 = workbook.has_1904_epoch();
    let range = workbook.worksheet_range(name).map_err(|error| Trouble::Broken(error.to_string()))?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let Some(value) = foreign::content(data, from_1904, texts) else { continue };
        *budget = budget.checked_sub(1).ok_or(Trouble::Limit("cells", MOST_CELLS))?;
        let place = (first_row as usize + row, first_column as usize + column);
        let (Some(&row), Some(&column)) = (outline.rows.get(place.0), outline.columns.get(place.1)) else { continue };
        let value = match outline.shown.get(&(row, column)) {
            Some(shown) => shown.again(value),
            None => value,
        };
        outline.sheet.cells.push(Cell { at: at(row, column), value });
    }
    let uncomputed = outline.uncomputed.iter().map(|&(row, column)| at(row, column));
    outline.sheet.cells.extend(uncomputed.map(|at| Cell { at, value: CellValue::Uncomputed }));
    Ok(outline.sheet)
}

fn at(row: u16, column: u16) -> CellRef {
    CellRef::new(u32::from(row), u32::from(column))
}
