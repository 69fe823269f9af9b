//! One sheet: its cells, what is merged and what is hidden.

use std::io::Read;
use std::sync::Arc;

use super::{Shared, strings};
use crate::domain::{Amount, Cell, CellRef, CellValue, Range};
use crate::intake::read::shown::{Shown, iso_date};
use crate::intake::read::xml::{Piece, Start, Xml, cut};
use crate::intake::read::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Sheet, Trouble};

/// How the value of a cell is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Number,
    Shared,
    Text,
    Inside,
    Bool,
    Error,
    Date,
}

/// A cell while it is read.
struct Open {
    at: CellRef,
    written: Written,
    shown: Shown,
    style: usize,
    formula: bool,
    valued: bool,
}

pub(super) fn read<R: Read>(mut xml: Xml<R>, shared: &mut Shared, budget: &mut usize) -> Result<Sheet, Trouble> {
    let mut sheet = Sheet::default();
    // Where the next cell stands that does not say it.
    let mut next = CellRef::new(0, 0);
    let mut open: Option<Open> = None;
    let mut value = String::new();
    let mut in_value = false;
    let mut cells_seen = false;
    loop {
        match xml.next()? {
            Piece::Start(start) => match start.name {
                b"c" => {
                    let cell = cell(&start, next, shared)?;
                    next = CellRef::new(cell.at.row, cell.at.column + 1);
                    if !start.empty {
                        open = Some(cell);
                        value.clear();
                    }
                }
                b"v" => in_value = !start.empty,
                b"f" => {
                    if let Some(cell) = &mut open {
                        cell.formula = true;
                    }
                }
                b"is" if open.is_some() && !start.empty => {
                    strings::inside(&mut xml, b"is", &mut value)?;
                    if let Some(cell) = &mut open {
                        cell.valued = true;
                        cell.written = Written::Inside;
                    }
                }
                b"row" => {
                    let row = match start.number::<u32>("r") {
                        Some(number) => number.checked_sub(1).filter(|&row| row < MOST_ROWS).ok_or_else(off)?,
                        None => next.row,
                    };
                    next = CellRef::new(row, 0);
                    if start.says("hidden") {
                        sheet.hidden_rows.push((row, row));
                    }
                    if start.empty {
                        next.row = row + 1;
                    }
                }
                b"col" => {
                    let narrow = start.number::<f64>("width").is_some_and(|width| width <= 0.0);
                    if let (Some(first), Some(last)) = (start.number::<u32>("min"), start.number::<u32>("max"))
                        && (start.says("hidden") || narrow)
                    {
                        sheet.hidden_columns.push((first.saturating_sub(1), last.saturating_sub(1)));
                    }
                }
                b"mergeCell" => {
                    if let Some(range) = start.get("ref").and_then(|reference| Range::parse(&reference)) {
                        sheet.merges.push(range);
                    }
                }
                b"sheetData" => cells_seen = true,
                _ => {}
            },
            Piece::Text(text) if in_value => text.push(&mut value),
            Piece::End(b"v") => {
                in_value = false;
                if let Some(cell) = &mut open {
                    cell.valued = !value.is_empty() || cell.written == Written::Text;
                }
            }
            Piece::End(b"c") => {
                if let Some(cell) = open.take()
                    && let Some(value) = content(&cell, &value, shared)?
                {
                    *budget = budget.checked_sub(1).ok_or(Trouble::Limit("cells", MOST_CELLS))?;
                    if let (CellValue::Text(_), Some(font)) = (&value, shared.fonts.of(cell.style)) {
                        sheet.lettered.push((cell.at, font));
                    }
                    sheet.cells.push(Cell { at: cell.at, value });
                }
            }
            Piece::End(b"row") => next = CellRef::new(next.row + 1, 0),
            Piece::End(b"worksheet") => return Ok(sheet),
            Piece::Done if cells_seen => return Err(cut()),
            Piece::Done => return Err(Trouble::Broken("no cells".to_owned())),
            _ => {}
        }
    }
}

/// A cell as its start describes it.
fn cell(start: &Start<'_>, next: CellRef, shared: &Shared) -> Result<Open, Trouble> {
    let mut cell =
        Open { at: next, written: Written::Number, shown: Shown::Number, style: 0, formula: false, valued: false };
    for (name, value) in start.attributes() {
        match name {
            b"r" => cell.at = place(value).ok_or_else(off)?,
            b"s" => {
                cell.style = whole(value).unwrap_or(0) as usize;
                cell.shown = shared.styles.get(cell.style).copied().unwrap_or_default();
            }
            b"t" => {
                cell.written = match value {
                    b"s" => Written::Shared,
                    b"str" => Written::Text,
                    b"inlineStr" => Written::Inside,
                    b"b" => Written::Bool,
                    b"e" => Written::Error,
                    b"d" => Written::Date,
                    _ => Written::Number,
                };
            }
            _ => {}
        }
    }
    if cell.at.column >= MOST_COLUMNS {
        return Err(off());
    }
    Ok(cell)
}

/// What a cell holds, if anything.
fn content(cell: &Open, value: &str, shared: &mut Shared) -> Result<Option<CellValue>, Trouble> {
    if !cell.valued {
        return Ok(cell.formula.then_some(CellValue::Uncomputed));
    }
    Ok(Some(match cell.written {
        Written::Number => number(value, cell.shown, shared.from_1904)?,
        Written::Shared => {
            let text = whole(value.as_bytes()).and_then(|id| shared.strings.get(id as usize));
            let text = text.ok_or_else(|| Trouble::Broken(format!("{}: shared text {value} is missing", cell.at)))?;
            CellValue::Text(Arc::clone(text))
        }
        Written::Text => shared.texts.value(&strings::unescape(value)),
        Written::Inside => shared.texts.value(value),
        Written::Bool => CellValue::Bool(matches!(value.trim(), "1" | "true")),
        Written::Error => CellValue::Error(value.into()),
        Written::Date => match iso_date(value) {
            Some(date) => date,
            None => shared.texts.value(value),
        },
    }))
}

fn number(text: &str, shown: Shown, from_1904: bool) -> Result<CellValue, Trouble> {
    // Most numbers are short and whole, or have a few decimals: what is written is then what is meant.
    if shown != Shown::Date
        && text.len() <= 15
        && !text.contains(['e', 'E', '+', ' '])
        && let Some(amount) = Amount::parse(text)
    {
        return Ok(if shown == Shown::Percent { CellValue::Percent(amount) } else { CellValue::Number(amount) });
    }
    let number: f64 = text.trim().parse().map_err(|_| Trouble::Broken(format!("{text:?} is no number")))?;
    Ok(shown.value(number, from_1904))
}

/// `D18`, in either case.
fn place(reference: &[u8]) -> Option<CellRef> {
    let letters = reference.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let column =
        reference[..letters].iter().fold(0, |sum, byte| 26 * sum + u32::from(byte.to_ascii_uppercase() - b'A') + 1);
    let row = whole(&reference[letters..])?.checked_sub(1).filter(|&row| row < MOST_ROWS)?;
    Some(CellRef::new(row, column - 1))
}

/// A whole number of at most nine digits.
fn whole(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| 10 * sum + u32::from(digit - b'0')))
}

fn off() -> Trouble {
    Trouble::Broken("a cell lies outside the sheet".to_owned())
}
