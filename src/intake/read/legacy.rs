//! Binary workbooks (`.xls`, `.xlsb`) and OpenDocument, whose readers give whole ranges.

use std::io::Cursor;

use calamine::{
    Data, Dimensions, ExcelDateTime, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb,
    XlsbError,
};

use super::xlsx::number;
use super::{MOST_CELLS, MOST_SHEETS, Sheets, Trouble};
use crate::domain::{self, Amount, Cell, CellRef, CellValue, Grid};
use crate::text::compose;

pub(super) fn xls(bytes: &[u8]) -> Result<Sheets, Trouble> {
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Trouble::Password,
        other => Trouble::Broken(other.to_string()),
    })?;
    walk(&mut workbook, |workbook, name| {
        workbook.merge_cells_by_sheet_name(name).map_err(|error| Trouble::Broken(error.to_string()))
    })
}

pub(super) fn xlsb(bytes: &[u8]) -> Result<Sheets, Trouble> {
    let mut workbook: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsbError::Password => Trouble::Password,
        other => Trouble::Broken(other.to_string()),
    })?;
    walk(&mut workbook, |_, _| Ok(Vec::new()))
}

pub(super) fn ods(bytes: &[u8]) -> Result<Sheets, Trouble> {
    let mut workbook: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => Trouble::Password,
        other => Trouble::Broken(other.to_string()),
    })?;
    walk(&mut workbook, |_, _| Ok(Vec::new()))
}

fn walk<'b, R>(
    workbook: &mut R,
    merges: impl Fn(&R, &str) -> Result<Vec<Dimensions>, Trouble>,
) -> Result<Sheets, Trouble>
where
    R: Reader<Cursor<&'b [u8]>>,
{
    let metadata = workbook.sheets_metadata().to_vec();
    if metadata.len() > MOST_SHEETS {
        return Err(Trouble::Limit("sheets", MOST_SHEETS));
    }
    let mut sheets = Sheets::default();
    let mut budget = MOST_CELLS;
    for (index, sheet) in metadata.iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            sheets.hidden.push(sheet.name.clone());
            continue;
        }
        let read = match workbook.worksheet_range(&sheet.name) {
            Ok(range) => cells(&range, &mut budget).and_then(|cells| {
                let merges = merges(workbook, &sheet.name)?.into_iter().map(range_of).collect();
                Ok(Grid::new(sheet.name.clone(), index, cells, merges))
            }),
            Err(error) => Err(Trouble::Broken(format!("{error:?}"))),
        };
        match read {
            Ok(grid) => sheets.read.push(grid),
            Err(trouble) => sheets.broken.push((sheet.name.clone(), trouble)),
        }
    }
    Ok(sheets)
}

fn cells(range: &Range<Data>, budget: &mut usize) -> Result<Vec<Cell>, Trouble> {
    let Some((first_row, first_column)) = range.start() else { return Ok(Vec::new()) };
    let mut cells = Vec::new();
    for (row, column, data) in range.used_cells() {
        let value = match data {
            Data::Empty => continue,
            Data::Int(value) => CellValue::Number(Amount::whole(*value)),
            Data::Float(value) => number(*value),
            Data::String(text) if is_error(text) => CellValue::Error(text.as_str().into()),
            Data::String(text) => CellValue::Text(compose(text).into()),
            Data::Bool(value) => CellValue::Bool(*value),
            Data::DateTime(value) => date(value),
            Data::DateTimeIso(text) | Data::DurationIso(text) => iso_date(text),
            Data::Error(error) => CellValue::Error(error.to_string().into()),
        };
        *budget = budget.checked_sub(1).ok_or(Trouble::Limit("cells", MOST_CELLS))?;
        cells.push(Cell { at: CellRef::new(first_row + row as u32, first_column + column as u32), value });
    }
    Ok(cells)
}

/// OpenDocument gives error cells as text.
fn is_error(text: &str) -> bool {
    matches!(text, "#DIV/0!" | "#N/A" | "#NAME?" | "#NULL!" | "#NUM!" | "#REF!" | "#VALUE!")
}

/// A date; a duration stays the number it is.
pub(super) fn date(value: &ExcelDateTime) -> CellValue {
    if !value.is_datetime() {
        return number(value.as_f64());
    }
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    CellValue::Date(i32::from(year), u32::from(month), u32::from(day))
}

/// `2019-12-31` or `2019-12-31T00:00:00`; anything else stays text.
pub(super) fn iso_date(text: &str) -> CellValue {
    let mut parts = text.split('T').next().unwrap_or_default().splitn(3, '-').map(str::parse::<u32>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => CellValue::Date(year as i32, month, day),
        _ => CellValue::Text(text.into()),
    }
}

pub(super) fn range_of(dimensions: Dimensions) -> domain::Range {
    domain::Range {
        start: CellRef::new(dimensions.start.0, dimensions.start.1),
        end: CellRef::new(dimensions.end.0, dimensions.end.1),
    }
}
