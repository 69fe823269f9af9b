//! Formats of cells, as far as they say what a number is.

use std::collections::HashMap;
use std::io::Read;

use crate::intake::read::Trouble;
use crate::intake::read::shown::Shown;
use crate::intake::read::xml::{Piece, Xml};

/// How each format of the workbook shows a number, by its number in `s="…"`.
pub(super) fn read<R: Read>(mut xml: Xml<R>) -> Result<Vec<Shown>, Trouble> {
    let mut own: HashMap<u32, Shown> = HashMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    loop {
        match xml.next()? {
            Piece::Start(start) => match start.name {
                b"numFmt" => {
                    if let (Some(id), Some(code)) = (start.number("numFmtId"), start.get("formatCode")) {
                        own.insert(id, Shown::by_code(&code));
                    }
                }
                b"cellXfs" => in_cells = !start.empty,
                b"xf" if in_cells => {
                    let id = start.number("numFmtId").unwrap_or(0);
                    formats.push(own.get(&id).copied().unwrap_or_else(|| Shown::by_number(id)));
                }
                _ => {}
            },
            // Nothing that follows says anything of numbers.
            Piece::End(b"cellXfs") | Piece::Done => return Ok(formats),
            _ => {}
        }
    }
}
