//! Office Open XML, by the streaming reader: cells cost what is present, whatever `<dimension>` declares.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::legacy::{date, range_of};
use super::merges::{self, Beside};
use super::{MOST_BYTES, MOST_CELLS, MOST_SHEETS, Sheets, Trouble};
use crate::domain::{Amount, Cell, CellRef, CellValue, Grid};
use crate::text::compose;

pub(super) fn sheets(bytes: &[u8]) -> Result<Sheets, Trouble> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| Trouble::Broken(error.to_string()))?;
    let mut inflated: u64 = 0;
    for index in 0..archive.len() {
        if let Ok(entry) = archive.by_index_raw(index) {
            inflated = inflated.saturating_add(entry.size());
        }
    }
    if inflated > MOST_BYTES {
        return Err(Trouble::Limit("bytes", MOST_BYTES as usize));
    }
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(trouble)?;
    let metadata = workbook.sheets_metadata().to_vec();
    if metadata.len() > MOST_SHEETS {
        return Err(Trouble::Limit("sheets", MOST_SHEETS));
    }
    // Every sheet's part, in the same order; else the reader's own ways.
    let parts = merges::parts(&mut archive).filter(|parts| parts.len() == metadata.len());
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
        let beside = parts.as_ref().and_then(|parts| merges::beside(&mut archive, &parts[index]));
        match read(&mut workbook, &sheet.name, index, beside, &mut budget) {
            Ok(grid) => sheets.read.push(grid),
            Err(trouble) => sheets.broken.push((sheet.name.clone(), trouble)),
        }
    }
    Ok(sheets)
}

fn trouble(error: XlsxError) -> Trouble {
    match error {
        XlsxError::Password => Trouble::Password,
        other => Trouble::Broken(other.to_string()),
    }
}

type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

fn read(
    workbook: &mut Workbook<'_>,
    name: &str,
    index: usize,
    beside: Option<Beside>,
    budget: &mut usize,
) -> Result<Grid, Trouble> {
    let mut cells = Vec::new();
    let mut percents: BTreeSet<usize> = BTreeSet::new();
    let uncomputed = beside.as_ref().is_none_or(|beside| beside.uncomputed);
    {
        let mut reader = workbook.worksheet_cells_reader(name).map_err(trouble)?;
        for (id, style) in reader.styles().iter().enumerate() {
            if style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%')) {
                percents.insert(id);
            }
        }
        let mut keep = |position: (u32, u32), value: CellValue| {
            *budget = budget.checked_sub(1).ok_or(Trouble::Limit("cells", MOST_CELLS))?;
            cells.push(Cell { at: CellRef::new(position.0, position.1), value });
            Ok(())
        };
        // A formula without its result is told from a blank cell only by the slower of the reader's ways; a percentage
        // in the same pass only where no such formula is.
        if uncomputed {
            while let Some(record) = reader.next_cell_with_formula_metadata().map_err(trouble)? {
                match content(&record.value) {
                    Some(value) => keep(record.pos, value)?,
                    None if record.formula.is_some() => keep(record.pos, CellValue::Uncomputed)?,
                    None => {}
                }
            }
        } else if percents.is_empty() {
            while let Some(cell) = reader.next_cell().map_err(trouble)? {
                let position = cell.get_position();
                if let Some(value) = content(cell.get_value()) {
                    keep(position, value)?;
                }
            }
        } else {
            while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(trouble)? {
                let position = cell.get_position();
                match content(cell.get_value()) {
                    Some(CellValue::Number(amount)) if percents.contains(&style) => {
                        keep(position, CellValue::Percent(amount))?;
                    }
                    Some(value) => keep(position, value)?,
                    None => {}
                }
            }
        }
    }
    if !percents.is_empty() && uncomputed {
        mark_percents(workbook, name, &percents, &mut cells)?;
    }
    let merges = match beside {
        Some(beside) => beside.merges,
        None => workbook.merge_cells_by_sheet_name(name).map_err(trouble)?.into_iter().map(range_of).collect(),
    };
    Ok(Grid::new(name, index, cells, merges))
}

/// What a cell holds, if anything.
fn content(value: &DataRef<'_>) -> Option<CellValue> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(value) => CellValue::Number(Amount::whole(*value)),
        DataRef::Float(value) => number(*value),
        DataRef::String(text) => CellValue::Text(compose(text).into()),
        DataRef::SharedString(text) => CellValue::Text(compose(text).into()),
        DataRef::Bool(value) => CellValue::Bool(*value),
        DataRef::DateTime(value) => date(value),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => super::legacy::iso_date(text),
        DataRef::Error(error) => CellValue::Error(error.to_string().into()),
    })
}

/// A number that the sheet shows as a percentage is told apart; the reader gives values and styles in separate passes,
/// so this one only runs where the workbook has such a format at all.
fn mark_percents(
    workbook: &mut Workbook<'_>,
    name: &str,
    percents: &BTreeSet<usize>,
    cells: &mut [Cell],
) -> Result<(), Trouble> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(trouble)?;
    let mut next = 0;
    while let Some((row, column, style)) = reader.next_style_id().map_err(trouble)? {
        if !percents.contains(&style) {
            continue;
        }
        let at = CellRef::new(row, column);
        // Cells come in the order of the file in both passes.
        let Some(offset) = cells[next..].iter().position(|cell| cell.at == at) else { continue };
        next += offset;
        if let CellValue::Number(amount) = cells[next].value {
            cells[next].value = CellValue::Percent(amount);
        }
    }
    Ok(())
}

pub(super) fn number(value: f64) -> CellValue {
    match Amount::from_float(value) {
        Some(amount) => CellValue::Number(amount),
        None => CellValue::Error(value.to_string().into()),
    }
}
