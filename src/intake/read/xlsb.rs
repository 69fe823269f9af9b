//! The binary form of Office Open XML: the same parts, each a list of records.
//! Source: \[MS-XLSB\], section 2.4, by the names in the comments. It does not tell a formula that was never computed.
//!
//! calamine's reader of this form is not used: it tells no percentage and nothing hidden, passes over a formula that gives an
//! error, believes lengths and numbers of texts (a wrong one is a panic), and refuses a workbook that holds a macro sheet.

use std::sync::Arc;

use super::archive::Archive;
use super::fonts::Fonts;
use super::shown::Shown;
use super::texts::Texts;
use super::xlsx::book::{Relation, relations};
use super::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Sheet, Sheets, Trouble, guarded};
use crate::domain::{Cell, CellRef, CellValue, Range};
use crate::text::compose;

/// What the cells of every sheet refer to.
#[derive(Default)]
struct Shared {
    texts: Texts,
    strings: Vec<Arc<str>>,
    styles: Vec<Shown>,
    fonts: Fonts,
    from_1904: bool,
}

pub(super) fn sheets(mut archive: Archive<'_>) -> Result<Sheets, Trouble> {
    let of = relations(&mut archive, "xl/_rels/workbook.bin.rels", "xl")?;
    let mut shared = Shared::default();
    let part = |kind: &str, usual: &str| {
        of.values()
            .find(|relation| relation.kind == kind)
            .map_or_else(|| usual.to_owned(), |found| found.target.clone())
    };
    each(archive.bytes(&part("sharedStrings", "xl/sharedStrings.bin"))?, |kind, data| {
        // SSTItem
        if kind == 0x13 {
            shared.strings.push(compose(&data.text(1)).into());
        }
        true
    });
    (shared.styles, shared.fonts) = styles(archive.bytes(&part("styles", "xl/styles.bin"))?);
    let mut entries = Vec::new();
    each(archive.bytes("xl/workbook.bin")?, |kind, data| {
        match kind {
            // WbProp
            0x99 => shared.from_1904 = data.byte(0) & 1 == 1,
            // BundleSh
            0x9C => {
                let (id, length) = (data.text(8), data.length(8));
                let relation = of.get(&id);
                entries.push((data.text(8 + length), data.u32(0) == 0, relation));
            }
            _ => {}
        }
        true
    });
    if entries.len() > MOST_SHEETS {
        return Err(Trouble::Limit("sheets", MOST_SHEETS));
    }
    let mut sheets = Sheets::default();
    let mut budget = MOST_CELLS;
    for (index, (name, visible, relation)) in entries.into_iter().enumerate() {
        match relation.map(|relation| relation.kind.as_str()) {
            Some("chartsheet") => continue,
            Some("dialogsheet" | "xlMacrosheet" | "xlIntlMacrosheet") => {
                sheets.other.push(name);
                continue;
            }
            _ => {}
        }
        let missing = || Trouble::Broken("the part of the sheet is missing".to_owned());
        let read = guarded(|| {
            let Relation { target, .. } = relation.ok_or_else(missing)?;
            let bytes = archive.bytes(target)?.ok_or_else(missing)?;
            sheet(bytes, &mut shared, &mut budget)
        });
        sheets.add(&name, index, visible, read);
    }
    sheets.fonts = shared.fonts;
    Ok(sheets)
}

fn styles(bytes: Option<Vec<u8>>) -> (Vec<Shown>, Fonts) {
    let mut own = std::collections::HashMap::new();
    let mut styles = Vec::new();
    let (mut fonts, mut of_styles) = (Vec::new(), Vec::new());
    let mut in_cells = false;
    each(bytes, |kind, data| {
        match kind {
            // Fmt
            0x2C => drop(own.insert(data.u16(0), Shown::by_code(&data.text(2)))),
            // Font
            0x2B => fonts.push(data.text(21)),
            // BeginCellXFs, EndCellXFs
            0x269 => in_cells = true,
            0x26A => in_cells = false,
            // XF
            0x2F if in_cells => {
                let id = data.u16(2);
                of_styles.push(usize::from(data.u16(4)));
                styles.push(own.get(&id).copied().unwrap_or_else(|| Shown::by_number(u32::from(id))));
            }
            _ => {}
        }
        true
    });
    (styles, Fonts::new(&fonts, &of_styles))
}

fn sheet(bytes: Vec<u8>, shared: &mut Shared, budget: &mut usize) -> Result<Sheet, Trouble> {
    let mut sheet = Sheet::default();
    let mut next = CellRef::new(0, 0);
    let (mut trouble, mut ended) = (None, false);
    each(Some(bytes), |kind, data| {
        match kind {
            // RowHdr
            0x00 => {
                next = CellRef::new(data.u32(0), 0);
                if data.byte(11) & 0x10 != 0 {
                    sheet.hidden_rows.push((next.row, next.row));
                }
            }
            // A cell with its column, or (Short…) one behind the last.
            0x01..=0x12 => {
                let (kind, value_at) = if kind <= 0x0B {
                    next.column = data.u32(0);
                    (kind, 8)
                } else {
                    (kind - 0x0B, 4)
                };
                let at = next;
                next.column = next.column.saturating_add(1);
                match content(kind, data, value_at, shared) {
                    _ if at.row >= MOST_ROWS || at.column >= MOST_COLUMNS => {
                        trouble = Some(Trouble::Broken("a cell lies outside the sheet".to_owned()));
                    }
                    Some(value) if *budget > 0 => {
                        *budget -= 1;
                        let font = shared.fonts.of(data.style(value_at));
                        if let (CellValue::Text(_), Some(font)) = (&value, font) {
                            sheet.lettered.push((at, font));
                        }
                        sheet.cells.push(Cell { at, value });
                    }
                    Some(_) => trouble = Some(Trouble::Limit("cells", MOST_CELLS)),
                    None => {}
                }
            }
            // ColInfo
            0x3C if data.u16(16) & 1 == 1 || data.u32(8) == 0 => {
                sheet.hidden_columns.push((data.u32(0), data.u32(4)));
            }
            // MergeCell
            0xB0 => {
                let (start, end) = (CellRef::new(data.u32(0), data.u32(8)), CellRef::new(data.u32(4), data.u32(12)));
                if start.row <= end.row && start.column <= end.column {
                    sheet.merges.push(Range { start, end });
                }
            }
            // EndSheet
            0x82 => ended = true,
            _ => {}
        }
        trouble.is_none()
    });
    match trouble {
        Some(trouble) => Err(trouble),
        None if ended => Ok(sheet),
        None => Err(Trouble::Broken("the sheet ends early".to_owned())),
    }
}

/// What a cell holds, if anything.
fn content(kind: u16, data: Data<'_>, at: usize, shared: &mut Shared) -> Option<CellValue> {
    let shown = shared.styles.get(data.style(at)).copied().unwrap_or_default();
    Some(match kind {
        // CellRk: a short number, in hundredths or whole or the upper half of a long one.
        0x02 => {
            let bits = data.u32(at);
            let number = match bits & 2 {
                0 => f64::from_bits(u64::from(bits & !3) << 32),
                _ => f64::from(bits.cast_signed() >> 2),
            };
            shown.value(if bits & 1 == 1 { number / 100.0 } else { number }, shared.from_1904)
        }
        // CellError, FmlaError
        0x03 | 0x0B => CellValue::Error(error(data.byte(at)).into()),
        // CellBool, FmlaBool
        0x04 | 0x0A => CellValue::Bool(data.byte(at) != 0),
        // CellReal, FmlaNum
        0x05 | 0x09 => {
            let bits = u64::from(data.u32(at)) | u64::from(data.u32(at + 4)) << 32;
            shown.value(f64::from_bits(bits), shared.from_1904)
        }
        // CellSt, FmlaString
        0x06 | 0x08 => shared.texts.value(&data.text(at)),
        // CellIsst
        0x07 => match shared.strings.get(data.u32(at) as usize) {
            Some(text) => CellValue::Text(Arc::clone(text)),
            None => CellValue::Error("#REF!".into()),
        },
        _ => return None,
    })
}

/// The name of an error by its number.
pub(super) fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

/// The content of a record; zero beyond its end.
#[derive(Clone, Copy)]
struct Data<'x>(&'x [u8]);

impl Data<'_> {
    fn byte(self, at: usize) -> u8 {
        self.0.get(at).copied().unwrap_or(0)
    }

    fn u16(self, at: usize) -> u16 {
        u16::from_le_bytes([self.byte(at), self.byte(at + 1)])
    }

    fn u32(self, at: usize) -> u32 {
        u32::from(self.u16(at)) | u32::from(self.u16(at + 2)) << 16
    }

    /// The style of a cell, which stands before its value.
    fn style(self, value: usize) -> usize {
        (self.u32(value - 4) & 0x00FF_FFFF) as usize
    }

    /// How many bytes a text takes with its length before it.
    fn length(self, at: usize) -> usize {
        let letters = self.u32(at);
        if letters == u32::MAX { 4 } else { (letters as usize).saturating_mul(2).saturating_add(4) }
    }

    fn text(self, at: usize) -> String {
        let end = at.saturating_add(self.length(at)).min(self.0.len());
        let letters = self.0.get((at + 4).min(end)..end).unwrap_or_default();
        let units: Vec<u16> = letters.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    }
}

/// Every record of a part, as long as `see` wants more: kinds take one byte or two, lengths one to four.
fn each(bytes: Option<Vec<u8>>, mut see: impl FnMut(u16, Data<'_>) -> bool) {
    let bytes = bytes.unwrap_or_default();
    let mut rest = bytes.as_slice();
    loop {
        let mut number = |most: usize| {
            let mut number = 0_u32;
            for place in 0..most {
                let (&byte, after) = rest.split_first()?;
                rest = after;
                number |= u32::from(byte & 0x7F) << (7 * place);
                if byte & 0x80 == 0 {
                    break;
                }
            }
            Some(number)
        };
        let (Some(kind), Some(length)) = (number(2), number(4)) else { return };
        let Some((data, after)) = rest.split_at_checked(length as usize) else { return };
        rest = after;
        if !see(kind as u16, Data(data)) {
            return;
        }
    }
}
