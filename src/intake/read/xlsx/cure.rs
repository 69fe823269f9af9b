//! What calamine trips over in a part, put right before it is asked: it gives up a sheet, or a workbook, for one word that
//! says nothing of any cell. What is left, calamine refuses, and that is told.

use std::borrow::Cow;

use memchr::arch::all::packedpair::HeuristicFrequencyRank;
use memchr::{memchr, memchr3, memmem, memrchr};

use crate::intake::read::xml;

/// Errors that calamine knows; any other loses it the sheet.
const ERRORS: [&[u8]; 7] = [b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"];

/// How often signs stand in a sheet: its cells are tags, of which each has blanks, equals signs and quotes. Attributes are
/// found by their letters.
struct InTags;

impl HeuristicFrequencyRank for InTags {
    fn rank(&self, byte: u8) -> u8 {
        if byte.is_ascii_alphanumeric() { 0 } else { u8::MAX }
    }
}

/// Puts a sheet right.
pub(super) fn sheet(part: &mut Vec<u8>) {
    text(part);
    // What it declares of its size is never needed, and a reason to refuse it: `1:69`, `C3:A1`.
    let cells = memmem::find(part, b"sheetData").unwrap_or(part.len());
    blank(&mut part[..cells], b"dimension");
    // Most sheets have none of the signs of what is rare.
    let is_plain = memchr3(b'!', b'\'', b'&', part).is_none();
    if !is_plain {
        verbatim(part);
    }
    let errors: [&[u8]; 2] = [b" t=\"e\"", b" t='e'"];
    for error in &errors[..if is_plain { 1 } else { 2 }] {
        rewrite(part, &memmem::FinderBuilder::new().build_forward_with_ranker(InTags, error), |rest| {
            let value = memmem::find(rest, b"<v>").or_else(|| memmem::find(rest, b":v>"))? + 3;
            let word = &rest[value..value + memchr(b'<', &rest[value..])?];
            let unknown = !word.is_empty() && !ERRORS.contains(&word);
            unknown.then(|| ([&rest[..value], b"#N/A"].concat().into(), value + word.len()))
        });
    }
    if !is_plain {
        entities(part);
    }
}

/// Text as it stands, which is passed over in a value, is written out.
fn verbatim(part: &mut Vec<u8>) {
    rewrite(part, &memmem::Finder::new(b"<![CDATA["), |rest| {
        let end = memmem::find(rest, b"]]>")?;
        let verbatim = String::from_utf8_lossy(&rest[9..end]);
        let escaped = verbatim.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        Some((escaped.into_bytes().into(), end + 3))
    });
}

/// Puts the shared texts right.
pub(super) fn strings(part: &mut Vec<u8>) {
    text(part);
    // Room is made for as many as are declared.
    rewrite(part, &memmem::Finder::new(b"uniqueCount"), |_| Some((b"declared".into(), b"uniqueCount".len())));
    entities(part);
}

/// Makes a part UTF-8, and has it say nothing else.
pub(super) fn text(part: &mut Vec<u8>) {
    let wide: Option<fn([u8; 2]) -> u16> = match part.as_slice() {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(wide) = wide {
        let units: Vec<u16> = part[2..].chunks_exact(2).map(|pair| wide([pair[0], pair[1]])).collect();
        *part = String::from_utf16_lossy(&units).into_bytes();
    } else if simdutf8::basic::from_utf8(part).is_err() {
        *part = String::from_utf8_lossy(part).into_owned().into_bytes();
    }
    let head = part.len().min(256);
    blank(&mut part[..head], b"?xml ");
}

/// Entities that XML does not know stand for themselves, or for the sign that they are in a web page.
fn entities(part: &mut Vec<u8>) {
    rewrite(part, &memmem::Finder::new(b"&"), |rest| {
        let name = rest.iter().take(12).position(|&byte| byte == b';').map(|end| &rest[1..end]);
        match name.and_then(|name| Some((name, xml::entity(std::str::from_utf8(name).ok()?)?))) {
            Some((b"amp" | b"lt" | b"gt" | b"quot" | b"apos" | [b'#', ..], sign)) if sign != '\0' => None,
            Some((name, sign)) if sign != '\0' => Some((sign.to_string().into_bytes().into(), name.len() + 2)),
            _ => Some((b"&amp;".into(), 1)),
        }
    });
}

/// Blanks the first tag of that name.
fn blank(head: &mut [u8], name: &[u8]) {
    let Some(at) = memmem::find(head, name) else { return };
    let tag = memrchr(b'<', &head[..at]).zip(memchr(b'>', &head[at..]));
    if let Some((start, length)) = tag {
        head[start..=at + length].fill(b' ');
    }
}

/// Puts something else where a pattern stands: `by` is given what follows, the pattern included, and says what comes in
/// the place of how many bytes.
fn rewrite<'b>(part: &mut Vec<u8>, pattern: &memmem::Finder<'_>, by: impl Fn(&[u8]) -> Option<(Cow<'b, [u8]>, usize)>) {
    let (mut written, mut done) = (Vec::new(), 0);
    for at in pattern.find_iter(part) {
        if at >= done
            && let Some((new, length)) = by(&part[at..])
        {
            written.extend_from_slice(&part[done..at]);
            written.extend_from_slice(&new);
            done = at + length;
        }
    }
    if done > 0 {
        written.extend_from_slice(&part[done..]);
        *part = written;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_calamine_trips_over_is_put_right_and_all_else_stays() {
        let whole = "<worksheet><dimension ref=\"A1\"/><sheetData><c t=\"e\"><v>#REF!</v></c><c t=\"str\"><v>&lt;&#7893;&#x1ED5;</v></c></sheetData></worksheet>";
        let size = " ".repeat("<dimension ref=\"A1\"/>".len());
        for (found, right) in [
            (whole, whole.replace("<dimension ref=\"A1\"/>", &size)),
            ("<x:dimension><x:sheetData>", format!("{}<x:sheetData>", " ".repeat(13))),
            ("<dimension ref=\"A1:Jfinding24\"/>", " ".repeat(32)),
            ("<sheetData><dimension/>", "<sheetData><dimension/>".to_owned()),
            ("<v><![CDATA[A & <B>]]></v>", "<v>A &amp; &lt;B&gt;</v>".to_owned()),
            ("<v><![CDATA[A", "<v><![CDATA[A".to_owned()),
            ("<c t=\"e\"><f>A1</f><v>#SPILL!</v></c>", "<c t=\"e\"><f>A1</f><v>#N/A</v></c>".to_owned()),
            ("<x:c t='e'><x:v>Err:508</x:v></x:c>", "<x:c t='e'><x:v>#N/A</x:v></x:c>".to_owned()),
            ("<c t=\"e\"><v></v></c>", "<c t=\"e\"><v></v></c>".to_owned()),
            ("a & b &nbsp;&c; &#0;", "a &amp; b \u{a0}&amp;c; &amp;#0;".to_owned()),
            ("<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>", format!("{}<a/>", " ".repeat(39))),
        ] {
            let mut part = found.as_bytes().to_vec();
            sheet(&mut part);
            assert_eq!(String::from_utf8_lossy(&part), right, "{found}");
        }
    }

    #[test]
    fn a_part_becomes_utf_8_whatever_it_was() {
        let wide = |bytes: fn(u16) -> [u8; 2]| "\u{feff}<a>Tổ</a>".encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        for mut part in [wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
            text(&mut part);
            assert_eq!(String::from_utf8_lossy(&part), "<a>Tổ</a>");
        }
        let mut part = b"<a>\xE9</a>".to_vec();
        text(&mut part);
        assert_eq!(String::from_utf8_lossy(&part), "<a>\u{fffd}</a>");
    }
}
