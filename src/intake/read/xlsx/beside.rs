//! What a sheet says beside its cells, and calamine does not tell: what is merged, what is hidden, and whether a formula
//! may have no result. Bytes are searched first; only what is there is walked.

use memchr::{memchr, memmem, memrchr};

use crate::domain::Range;
use crate::intake::read::xml::{Piece, Xml};
use crate::intake::read::{Sheet, Trouble};

/// What stands beside the cells of a sheet.
pub(super) struct Beside {
    /// A sheet with all but its cells.
    pub sheet: Sheet,
    /// Whether a formula seems to have no result.
    pub uncomputed: bool,
}

/// Looks through a sheet.
pub(super) fn look(part: &[u8]) -> Result<Beside, Trouble> {
    let mut beside = Beside { sheet: Sheet::default(), uncomputed: false };
    let data = b"sheetData";
    let (Some(from), Some(to)) = (memmem::find(part, data), memmem::rfind(part, data)) else { return Ok(beside) };
    let start = memrchr(b'<', &part[..from]).unwrap_or(from);
    let (head, cells, tail) = (&part[..start], &part[from..to], &part[to..]);
    // A sheet's own names may all have the same prefix.
    let prefix = part.get(start + 1..from).unwrap_or_default();
    around(head, &mut beside.sheet)?;
    if memmem::find(tail, b"mergeCell").is_some() {
        around(tail, &mut beside.sheet)?;
    }
    if memmem::find(cells, b"hidden").is_some() {
        rows(cells, prefix, &mut beside.sheet)?;
    }
    beside.uncomputed = uncomputed(cells, prefix);
    Ok(beside)
}

/// Columns put away, which stand before the cells, and merged blocks, which stand behind them.
fn around(part: &[u8], sheet: &mut Sheet) -> Result<(), Trouble> {
    let mut xml = Xml::new(part, part.len() as u64);
    loop {
        match xml.next()? {
            Piece::Start(start) if start.name == b"col" => {
                let narrow = start.number::<f64>("width").is_some_and(|width| width <= 0.0);
                if let (Some(first), Some(last)) = (start.number::<u32>("min"), start.number::<u32>("max"))
                    && (start.says("hidden") || narrow)
                {
                    sheet.hidden_columns.push((first.saturating_sub(1), last.saturating_sub(1)));
                }
            }
            Piece::Start(start) if start.name == b"mergeCell" => {
                sheet.merges.extend(start.get("ref").and_then(|reference| Range::parse(&reference)));
            }
            Piece::Done => return Ok(()),
            _ => {}
        }
    }
}

/// Rows put away. A row that does not say where it stands follows the one before.
fn rows(cells: &[u8], prefix: &[u8], sheet: &mut Sheet) -> Result<(), Trouble> {
    let mut next = 0;
    for at in starts(cells, &[b"<", prefix, b"row"].concat()) {
        if let Piece::Start(start) = Xml::new(&cells[at..], 0).next()? {
            let row = start.number::<u32>("r").map_or(next, |number| number.saturating_sub(1));
            next = row.saturating_add(1);
            if start.says("hidden") {
                sheet.hidden_rows.push((row, row));
            }
        }
    }
    Ok(())
}

/// Whether anything but a value follows a formula.
fn uncomputed(cells: &[u8], prefix: &[u8]) -> bool {
    let end = [b"</", prefix, b"f>"].concat();
    let (value, end) = ([b"<", prefix, b"v>"].concat(), memmem::Finder::new(&end));
    starts(cells, &[b"<", prefix, b"f"].concat()).any(|at| {
        let formula = &cells[at..];
        let tag = memchr(b'>', formula).map(|last| last + 1);
        let after = tag.and_then(|length| match formula[length - 2] {
            b'/' => Some(length),
            _ => end.find(&formula[length..]).map(|found| length + found + end.needle().len()),
        });
        let result = after.and_then(|after| formula[after..].strip_prefix(value.as_slice()));
        result.is_none_or(|result| result.starts_with(b"<"))
    })
}

/// Where elements begin whose tags begin so.
fn starts(cells: &[u8], tag: &[u8]) -> impl Iterator<Item = usize> {
    let ends = |at: &usize| matches!(cells.get(at + tag.len()), Some(b' ' | b'>' | b'/' | b'\t'..=b'\r'));
    memmem::find_iter(cells, tag).filter(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(part: &str) -> Option<Beside> {
        look(part.as_bytes()).ok()
    }

    #[test]
    fn a_formula_whose_result_is_not_seen_is_suspected_and_no_other() {
        for (rows, expected) in [
            ("<c><v>1</v></c><c/><c s=\"1\"></c><c><fx/></c>", false),
            ("<c><f>A1>B1</f><v>1</v></c><c t=\"str\"><f t=\"shared\" si=\"0\"/><v>a</v></c>", false),
            ("<c><f>A1</f></c>", true),
            ("<c><f>A1</f><v>1</v></c><c><f t=\"shared\" si=\"0\"/></c>", true),
            ("<c><f>A1</f><v/></c>", true),
            ("<c><f>A1</f><v></v></c>", true),
            ("<c><f>A1</f\n><v>1</v></c>", true),
            ("<c><f>A1", true),
        ] {
            let part = format!("<worksheet><sheetData><row>{rows}</row></sheetData></worksheet>");
            assert_eq!(seen(&part).map(|beside| beside.uncomputed), Some(expected), "{rows}");
            let tags = ["worksheet", "sheetData", "row", "c", "f", "v"];
            let prefixed = tags.into_iter().fold(part, |part, tag| {
                [">", "/>", " ", "\n"].into_iter().fold(part, |part, end| {
                    let put = |part: String, slash: &str| {
                        part.replace(&format!("<{slash}{tag}{end}"), &format!("<{slash}x:{tag}{end}"))
                    };
                    put(put(part, ""), "/")
                })
            });
            assert_eq!(seen(&prefixed).map(|beside| beside.uncomputed), Some(expected), "{prefixed}");
        }
    }

    #[test]
    fn what_is_merged_and_hidden_is_found_around_the_cells() {
        let part = "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"5\" width=\"0\"/><col min=\"9\" max=\"9\" width=\"8\"/></cols>\
            <sheetData><row r=\"4\" hidden=\"true\"><c/></row><row hidden=\"1\"/><row r=\"9\" hidden=\"0\"/><rows hidden=\"1\"/></sheetData>\
            <mergeCells><mergeCell ref=\"B2:C3\"/><mergeCell ref=\"C3:B2\"/></mergeCells></worksheet>";
        let Some(Beside { sheet, .. }) = seen(part) else { panic!("a sheet is looked through") };
        assert_eq!(sheet.hidden_columns, [(1, 2), (4, 4)]);
        assert_eq!(sheet.hidden_rows, [(3, 3), (4, 4)]);
        assert_eq!(sheet.merges, Range::parse("B2:C3").as_slice());
        assert!(look(b"<worksheet><sheetData/><mergeCells><mergeCell").is_err());
    }
}
