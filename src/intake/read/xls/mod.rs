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
use super::{MOST_CELLS, MOST_SHEETS, Sheets, Trouble, guarded};
use crate::domain::{Cell, CellRef, CellValue};
use records::{Kind, Outline};

pub(super) fn sheets(bytes: &[u8]) -> Result<Sheets, Trouble> {
    let mut stream = compound::stream(bytes, &["Workbook", "Book"])?;
    let outlines = records::look_through(&mut stream)?;
    if outlines.len() > MOST_SHEETS {
        return Err(Trouble::Limit("sheets", MOST_SHEETS));
    }
    let area = outlines.iter().map(Outline::area).fold(0, usize::saturating_add);
    if area > 2 * MOST_CELLS {
        return Err(Trouble::Limit("cells", MOST_CELLS));
    }
    let bytes = compound::wrap("Workbook", stream);
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Trouble::Password,
        other => Trouble::Broken(other.to_string()),
    })?;
    let from_1904 = workbook.has_1904_epoch();
    let names: Vec<String> = workbook.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    let mut texts = Texts::default();
    let mut sheets = Sheets::default();
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
        let read = guarded(|| {
            let mut outline = outline;
            if let Some(cause) = outline.broken {
                return Err(Trouble::Broken(cause.to_owned()));
            }
            let range = workbook.worksheet_range(&name).map_err(|error| Trouble::Broken(error.to_string()))?;
            let (first_row, first_column) = range.start().unwrap_or_default();
            for (row, column, data) in range.used_cells() {
                let Some(value) = foreign::content(data, from_1904, &mut texts) else { continue };
                budget = budget.checked_sub(1).ok_or(Trouble::Limit("cells", MOST_CELLS))?;
                let place = (first_row as usize + row, first_column as usize + column);
                let at = (outline.rows.get(place.0), outline.columns.get(place.1));
                let (Some(&row), Some(&column)) = at else { continue };
                let at = CellRef::new(u32::from(row), u32::from(column));
                let value = match value {
                    CellValue::Number(amount) if outline.percents.contains(&(row, column)) => {
                        CellValue::Percent(amount)
                    }
                    value => value,
                };
                outline.sheet.cells.push(Cell { at, value });
            }
            for &(row, column) in &outline.uncomputed {
                let at = CellRef::new(u32::from(row), u32::from(column));
                outline.sheet.cells.push(Cell { at, value: CellValue::Uncomputed });
            }
            Ok(outline.sheet)
        });
        sheets.add(&name, index, visible, read);
    }
    Ok(sheets)
}
