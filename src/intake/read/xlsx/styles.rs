//! Styles of cells, as far as they say what a number is and which letters a text is in.

use std::collections::HashMap;
use std::io::Read;

use crate::intake::read::Trouble;
use crate::intake::read::fonts::Fonts;
use crate::intake::read::shown::Shown;
use crate::intake::read::xml::{Piece, Xml};

/// How each style of the workbook shows a number, by its number in `s="…"`, and its fonts.
pub(super) fn read<R: Read>(mut xml: Xml<R>) -> Result<(Vec<Shown>, Fonts), Trouble> {
    let mut own: HashMap<u32, Shown> = HashMap::new();
    let mut formats = Vec::new();
    let (mut fonts, mut of_styles): (Vec<String>, Vec<usize>) = Default::default();
    let mut in_cells = false;
    loop {
        match xml.next()? {
            Piece::Start(start) => match start.name {
                b"numFmt" => {
                    if let (Some(id), Some(code)) = (start.number("numFmtId"), start.get("formatCode")) {
                        own.insert(id, Shown::by_code(&code));
                    }
                }
                b"font" => fonts.push(String::new()),
                b"name" => {
                    if let (Some(font), Some(name)) = (fonts.last_mut(), start.get("val")) {
                        name.as_ref().clone_into(font);
                    }
                }
                b"cellXfs" => in_cells = !start.empty,
                b"xf" if in_cells => {
                    let id = start.number("numFmtId").unwrap_or(0);
                    of_styles.push(start.number("fontId").unwrap_or(0));
                    formats.push(own.get(&id).copied().unwrap_or_else(|| Shown::by_number(id)));
                }
                _ => {}
            },
            // Nothing that follows says anything of numbers.
            Piece::End(b"cellXfs") | Piece::Done => return Ok((formats, Fonts::new(&fonts, &of_styles))),
            _ => {}
        }
    }
}
