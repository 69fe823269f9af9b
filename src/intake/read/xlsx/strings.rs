//! Texts: those that the sheets share, and those that stand in a cell.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use crate::intake::read::Trouble;
use crate::intake::read::xml::{Piece, Xml, cut};
use crate::text::compose;

/// The texts that cells refer to by number.
pub(super) fn read<R: Read>(mut xml: Xml<R>) -> Result<Vec<Arc<str>>, Trouble> {
    let mut strings = Vec::new();
    let mut text = String::new();
    loop {
        match xml.next()? {
            Piece::Start(start) if start.name == b"si" => {
                text.clear();
                if !start.empty {
                    inside(&mut xml, b"si", &mut text)?;
                }
                strings.push(compose(&text).into());
            }
            Piece::End(b"sst") | Piece::Done => return Ok(strings),
            _ => {}
        }
    }
}

/// The text inside of an element that has begun, its runs joined. How it is pronounced is no part of it.
pub(super) fn inside<R: Read>(xml: &mut Xml<R>, element: &[u8], into: &mut String) -> Result<(), Trouble> {
    let mut run = String::new();
    // Whether inside of a `t`, and whether its spaces count.
    let mut text = None;
    loop {
        match xml.next()? {
            Piece::Start(start) if start.empty => {}
            Piece::Start(start) if start.name == b"rPh" => xml.skip(b"rPh")?,
            Piece::Start(start) if start.name == b"t" => text = Some(start.raw(b"space") == Some(b"preserve")),
            Piece::Text(piece) if text.is_some() => piece.push(&mut run),
            Piece::End(b"t") => {
                let spaces = text.take().unwrap_or(true);
                into.push_str(&unescape(if spaces { &run } else { run.trim_matches([' ', '\t', '\r', '\n']) }));
                run.clear();
            }
            Piece::End(end) if end == element => return Ok(()),
            Piece::Done => return Err(cut()),
            _ => {}
        }
    }
}

/// Signs that XML cannot hold stand as `_x000D_`.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find("_x") else { return text.into() };
    let mut plain = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(sign) = rest.chars().next() {
        let escaped = rest.strip_prefix("_x").and_then(|rest| {
            let digits = rest.get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            let sign = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
            rest[4..].starts_with('_').then_some(sign)
        });
        let length = if escaped.is_some() { 7 } else { sign.len_utf8() };
        plain.push(escaped.unwrap_or(sign));
        rest = &rest[length..];
    }
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_pronunciations_left_out() {
        let xml = "<sst><si><t>Tổng  số</t></si><si><r><rPr><b/></rPr><t>Sáng </t></r><r><t xml:space=\"preserve\"> kiến\
                   </t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si><si/><si><t/></si><si><t>a_x000D_\nb_x005F_c_xyz</t></si></sst>";
        let strings = read(Xml::new(xml.as_bytes(), 0)).unwrap_or_default();
        let strings: Vec<&str> = strings.iter().map(|text| &**text).collect();
        assert_eq!(strings, ["Tổng  số", "Sáng kiến", "", "", "a\r\nb_c_xyz"]);
    }
}
