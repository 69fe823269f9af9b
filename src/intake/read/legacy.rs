//! The binary workbooks, `.xls` and `.xlsb`, whose cells calamine reads.

use std::io::Cursor;

use calamine::{Data, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError};

use super::archive::Archive;
use super::shown::{Shown, amount, iso_date};
use super::texts::Texts;
use super::{MOST_CELLS, MOST_SHEETS, Sheet, Sheets, Trouble, guarded};
use crate::domain::{Amount, Cell, CellRef, CellValue, Range};

pub(super) fn xls(bytes: &[u8]) -> Result<Sheets, Trouble> {
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Trouble::Password,
        other => Trouble::Broken(other.to_string()),
    })?;
    let from_1904 = workbook.has_1904_epoch();
    let mut texts = Texts::default();
    each(&mut workbook, |workbook, name, budget| {
        let broken = |error: XlsError| Trouble::Broken(error.to_string());
        let range = workbook.worksheet_range(name).map_err(broken)?;
        let mut sheet = Sheet::default();
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let Some(value) = content(data, from_1904, &mut texts) else { continue };
            *budget = budget.checked_sub(1).ok_or(Trouble::Limit("cells", MOST_CELLS))?;
            sheet.cells.push(Cell { at: CellRef::new(first_row + row as u32, first_column + column as u32), value });
        }
        let merges = workbook.merge_cells_by_sheet_name(name).map_err(broken)?;
        sheet.merges = merges.into_iter().map(block).collect();
        Ok(sheet)
    })
}

pub(super) fn xlsb(bytes: &[u8], _archive: Archive<'_>) -> Result<Sheets, Trouble> {
    let mut workbook: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsbError::Password => Trouble::Password,
        other => Trouble::Broken(other.to_string()),
    })?;
    let from_1904 = workbook.has_1904_epoch();
    let mut texts = Texts::default();
    each(&mut workbook, |workbook, name, budget| {
        let broken = |error: XlsbError| Trouble::Broken(error.to_string());
        let mut reader = workbook.worksheet_cells_reader(name).map_err(broken)?;
        let mut sheet = Sheet::default();
        while let Some(cell) = reader.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            let Some(value) = content(&Data::from(cell.get_value().clone()), from_1904, &mut texts) else { continue };
            *budget = budget.checked_sub(1).ok_or(Trouble::Limit("cells", MOST_CELLS))?;
            sheet.cells.push(Cell { at: CellRef::new(row, column), value });
        }
        Ok(sheet)
    })
}

/// Every sheet of a workbook; one that cannot be read does not take the others with it.
fn each<'b, R: Reader<Cursor<&'b [u8]>>>(
    workbook: &mut R,
    mut read: impl FnMut(&mut R, &str, &mut usize) -> Result<Sheet, Trouble>,
) -> Result<Sheets, Trouble> {
    let metadata = workbook.sheets_metadata().to_vec();
    if metadata.len() > MOST_SHEETS {
        return Err(Trouble::Limit("sheets", MOST_SHEETS));
    }
    let mut sheets = Sheets::default();
    let mut budget = MOST_CELLS;
    for (index, entry) in metadata.iter().enumerate() {
        match entry.typ {
            SheetType::WorkSheet => {
                let sheet = guarded(|| read(workbook, &entry.name, &mut budget));
                sheets.add(&entry.name, index, entry.visible == SheetVisible::Visible, sheet);
            }
            SheetType::ChartSheet => {}
            _ => sheets.other.push(entry.name.clone()),
        }
    }
    Ok(sheets)
}

/// What a cell holds, if anything.
fn content(data: &Data, from_1904: bool, texts: &mut Texts) -> Option<CellValue> {
    Some(match data {
        Data::Empty => return None,
        Data::Int(value) => CellValue::Number(Amount::whole(*value)),
        Data::Float(value) => amount(*value),
        Data::String(text) => texts.value(text),
        Data::Bool(value) => CellValue::Bool(*value),
        Data::DateTime(value) => date(*value, from_1904),
        Data::DateTimeIso(text) | Data::DurationIso(text) => iso_date(text).unwrap_or_else(|| texts.value(text)),
        Data::Error(error) => CellValue::Error(error.to_string().into()),
    })
}

/// A date; a duration stays the number it is.
fn date(value: ExcelDateTime, from_1904: bool) -> CellValue {
    let shown = if value.is_datetime() { Shown::Date } else { Shown::Number };
    shown.value(value.as_f64(), from_1904)
}

fn block(dimensions: Dimensions) -> Range {
    Range {
        start: CellRef::new(dimensions.start.0, dimensions.start.1),
        end: CellRef::new(dimensions.end.0, dimensions.end.1),
    }
}
