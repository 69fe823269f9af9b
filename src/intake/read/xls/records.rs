//! The records of a workbook, looked through before foreign code reads them. Rows and columns that hold nothing are taken
//! out of the numbering, so that what spans a sheet costs what the sheet holds; declarations that are not needed are
//! blotted out; a formula becomes the value it was saved with.
//! Source: \[MS-XLS\], section 2.4, by the names in the comments.

use std::collections::HashMap;

use super::compound::{u16_at, u32_at};
use crate::domain::{CellRef, Range};
use crate::intake::read::fonts::Fonts;
use crate::intake::read::shown::Shown;
use crate::intake::read::{Sheet, Trouble};

/// What a sheet is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Kind {
    #[default]
    Cells,
    Chart,
    Other,
}

/// What the records of a sheet say besides its cells.
#[derive(Default)]
pub(super) struct Outline {
    pub kind: Kind,
    /// Where the workbook says where the sheet begins, for [`empty`].
    pub bound: usize,
    /// Merged blocks and what is hidden; no cells.
    pub sheet: Sheet,
    /// The rows and columns that hold something, in order: the reader counts only these.
    pub rows: Vec<u16>,
    pub columns: Vec<u16>,
    /// Cells that are shown as percentages, and dates of which nothing but month or year shows.
    pub shown: HashMap<(u16, u16), Shown>,
    /// Formulas that were saved without their result.
    pub uncomputed: Vec<(u16, u16)>,
    /// Formulas with an empty result, and whether any formula has another one.
    empty: Vec<(u16, u16)>,
    computed: bool,
    /// Why the sheet cannot be read.
    pub broken: Option<&'static str>,
}

impl Outline {
    /// How many cells the reader spans.
    pub(super) fn area(&self) -> usize {
        self.rows.len() * self.columns.len()
    }
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const NUMBER: u16 = 0x0203;
const BOOL_ERR: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const STRING: u16 = 0x0207;
const MUL_RK: u16 = 0x00BD;
/// What no reader knows, so that it is passed over.
const BLOT: u16 = 0x0FFF;

/// A record: where its content stands.
#[derive(Clone, Copy)]
struct Record {
    kind: u16,
    from: usize,
    to: usize,
}

/// Looks a workbook through and changes what must be changed. One outline a sheet, in the workbook's order, and the fonts.
pub(super) fn look_through(stream: &mut Vec<u8>) -> Result<(Vec<Outline>, Fonts), Trouble> {
    let mut formats: HashMap<u16, Shown> = HashMap::new();
    let mut styles: Vec<u16> = Vec::new();
    let (mut names, mut fonts): (Vec<String>, Vec<usize>) = Default::default();
    let mut bounds = Vec::new();
    let mut at = 0;
    let mut old = false;
    while let Some(record) = record(stream, at) {
        let data = &stream[record.from..record.to];
        match record.kind {
            EOF => break,
            BOF => old = u16_at(data, 0) == 0x0500,
            // FilePass: all that follows is encrypted.
            0x002F => return Err(Trouble::Password),
            // Format
            0x041E => {
                formats.insert(u16_at(data, 0), Shown::by_code(&letters(data.get(2..).unwrap_or_default(), old)));
            }
            // Font: none has the number 4. The length of a name takes one byte, and of old there are no flags.
            0x0031 => {
                if names.len() == 4 {
                    names.push(String::new());
                }
                names.push(letters(data.get(if old { 14.. } else { 13.. }).unwrap_or_default(), old));
            }
            // XF
            0x00E0 => {
                styles.push(u16_at(data, 2));
                fonts.push(usize::from(u16_at(data, 0)));
            }
            // BoundSheet8
            0x0085 => bounds.push(record),
            _ => {}
        }
        at = record.to;
    }
    let look = |id: &u16| formats.get(id).copied().unwrap_or_else(|| Shown::by_number(u32::from(*id)));
    let shown = (0..).zip(styles.iter().map(look));
    let shown = shown.filter(|(_, shown)| matches!(shown, Shown::Percent | Shown::Month | Shown::Year)).collect();
    if bounds.is_empty() {
        return Err(Trouble::Broken("the workbook has no sheets".to_owned()));
    }
    let looks = Looks { shown, fonts: Fonts::new(&names, &fonts) };
    let mut outlines = Vec::with_capacity(bounds.len());
    for bound in bounds {
        if bound.to - bound.from < 8 {
            return Err(Trouble::Broken("a sheet has no name".to_owned()));
        }
        let (state, kind) = (stream[bound.from + 4] & 3, stream[bound.from + 5]);
        let kind = match kind {
            0 => Kind::Cells,
            2 => Kind::Chart,
            _ => Kind::Other,
        };
        // The reader gives up on states and kinds that it does not know.
        stream[bound.from + 4] = state.min(2);
        stream[bound.from + 5] = if kind == Kind::Cells { 0 } else { 1 };
        let start = u32_at(stream, bound.from) as usize;
        let mut outline = match kind {
            Kind::Cells => sheet(stream, start, &looks),
            Kind::Chart | Kind::Other => Outline::default(),
        };
        if kind != Kind::Cells || outline.broken.is_some() {
            empty(stream, bound.from);
        }
        outline.kind = kind;
        outline.bound = bound.from;
        outline.sheet.hidden = state != 0;
        outlines.push(outline);
    }
    Ok((outlines, looks.fonts))
}

/// Has a sheet read as an empty one, which stands at the end.
pub(super) fn empty(stream: &mut Vec<u8>, bound: usize) {
    let end = (stream.len() as u32).to_le_bytes();
    stream[bound..bound + 4].copy_from_slice(&end);
    stream.extend([0x09, 0x08, 4, 0, 0, 6, 0x10, 0, 0x0A, 0, 0, 0]);
}

/// What the styles of the workbook say.
struct Looks {
    /// Those that show percentages, and no more of a date than its month or year.
    shown: HashMap<u16, Shown>,
    fonts: Fonts,
}

/// The record at a place of the stream; none where the stream ends.
fn record(stream: &[u8], at: usize) -> Option<Record> {
    let from = at.checked_add(4)?;
    if from > stream.len() {
        return None;
    }
    let to = from + usize::from(u16_at(stream, at + 2));
    (to <= stream.len()).then_some(Record { kind: u16_at(stream, at), from, to })
}

/// A text behind its length (two bytes; of old, one): letters of one byte, or of two where its flags say so.
fn letters(data: &[u8], old: bool) -> String {
    if old {
        return data.iter().skip(1).map(|&byte| char::from(byte)).collect();
    }
    let letters = data.get(3..).unwrap_or_default();
    if data.get(2).is_some_and(|flags| flags & 1 == 1) {
        let units: Vec<u16> = letters.chunks_exact(2).map(|pair| u16_at(pair, 0)).collect();
        return String::from_utf16_lossy(&units);
    }
    letters.iter().map(|&byte| char::from(byte)).collect()
}

/// Looks one sheet through.
fn sheet(stream: &mut [u8], start: usize, looks: &Looks) -> Outline {
    let mut outline = Outline::default();
    let mut cells: Vec<Record> = Vec::new();
    let (mut at, mut depth) = (start, 0);
    loop {
        let Some(mut record) = record(stream, at) else {
            outline.broken = Some("the sheet ends early");
            return outline;
        };
        at = record.to;
        // A chart on the sheet is a sheet of its own inside of it.
        match record.kind {
            BOF => depth += 1,
            EOF => depth -= 1,
            _ if depth == 1 => {
                if record.kind == FORMULA {
                    record.kind = formula(stream, record, &mut outline);
                }
                note(stream, record, looks, &mut cells, &mut outline);
            }
            _ => {}
        }
        if depth <= 0 {
            break;
        }
    }
    // An empty result is an empty text or none at all. Where no formula of the sheet has another, none was computed.
    if !outline.computed {
        let empty = std::mem::take(&mut outline.empty);
        outline.uncomputed.extend(empty);
    }
    renumber(stream, &cells, &mut outline);
    outline
}

/// Notes what a record says; records of cells are kept for later.
fn note(stream: &mut [u8], record: Record, looks: &Looks, cells: &mut Vec<Record>, outline: &mut Outline) {
    let data = &stream[record.from..record.to];
    let sheet = &mut outline.sheet;
    match record.kind {
        // Number, RK, LabelSst, Label, RString, BoolErr, Formula with a text
        NUMBER | 0x027E | 0x00FD | 0x0204 | 0x00D6 | BOOL_ERR | FORMULA => {
            if data.len() < 8 {
                outline.broken = Some("a cell is cut off");
                return;
            }
            let (row, column, style) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4));
            if let Some(&shown) = looks.shown.get(&style) {
                outline.shown.insert((row, column), shown);
            }
            let font = looks.fonts.of(usize::from(style));
            if let (0x00FD | 0x0204 | 0x00D6 | FORMULA, Some(font)) = (record.kind, font) {
                sheet.lettered.push((CellRef::new(u32::from(row), u32::from(column)), font));
            }
            cells.push(record);
        }
        MUL_RK => {
            let (row, first, last) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, data.len().saturating_sub(2)));
            if last < first || data.len() != 6 + 6 * (usize::from(last - first) + 1) {
                outline.broken = Some("a row of cells is cut off");
                return;
            }
            let styled = (first..=last).zip(data[4..].chunks_exact(6));
            let shown = styled.filter_map(|(column, cell)| Some((column, *looks.shown.get(&u16_at(cell, 0))?)));
            outline.shown.extend(shown.map(|(column, shown)| ((row, column), shown)));
            cells.push(record);
        }
        // Row
        0x0208 if u16_at(data, 12) & 0x20 != 0 => {
            let row = u32::from(u16_at(data, 0));
            sheet.hidden_rows.push((row, row));
        }
        // ColInfo
        0x007D if u16_at(data, 8) & 1 != 0 || u16_at(data, 4) == 0 => {
            sheet.hidden_columns.push((u32::from(u16_at(data, 0)), u32::from(u16_at(data, 2))));
        }
        // MergeCells
        0x00E5 => {
            for block in data.get(2..).unwrap_or_default().chunks_exact(8).take(usize::from(u16_at(data, 0))) {
                let [first_row, last_row, first, last] = [0, 2, 4, 6].map(|at| u32::from(u16_at(block, at)));
                if first_row <= last_row && first <= last {
                    let (start, end) = (CellRef::new(first_row, first), CellRef::new(last_row, last));
                    sheet.merges.push(Range { start, end });
                }
            }
            blot(stream, record);
        }
        // Dimensions: the reader makes room for all that is declared.
        0x0200 => blot(stream, record),
        _ => {}
    }
}

/// Turns a formula into the value that it was saved with, or notes that it has none. A text stands in a record behind it.
/// Gives the kind that the record now is.
fn formula(stream: &mut [u8], record: Record, outline: &mut Outline) -> u16 {
    let data = &mut stream[record.from..record.to];
    if data.len() < 22 {
        outline.broken = Some("a formula is cut off");
        return BLOT;
    }
    let place = (u16_at(data, 0), u16_at(data, 2));
    // CalcOnLoad: the program that wrote it left the computing to whoever opens it.
    let to_compute = data[14] & 2 != 0;
    let kind = match (u16_at(data, 12), data[6]) {
        (0xFFFF, 0) => FORMULA,
        (0xFFFF, error @ (1 | 2)) => {
            (data[6], data[7]) = (data[8], error - 1);
            BOOL_ERR
        }
        (0xFFFF, _) => BLOT,
        _ => NUMBER,
    };
    if kind == FORMULA {
        // No tokens: what is computed how is nobody's business here.
        data[20..22].fill(0);
        // The text follows, behind what the formula shares with others.
        let mut at = record.to;
        for _ in 0..4 {
            let Some(next) = self::record(stream, at) else { break };
            match next.kind {
                STRING => {
                    outline.computed = true;
                    return FORMULA;
                }
                // ShrFmla, Array, Table, Continue
                0x04BC | 0x0221 | 0x0236 | 0x003C => at = next.to,
                _ => break,
            }
        }
    }
    if matches!(kind, FORMULA | BLOT) {
        let list = if kind == FORMULA || to_compute { &mut outline.uncomputed } else { &mut outline.empty };
        list.push(place);
        blot(stream, record);
        return BLOT;
    }
    outline.computed = true;
    stream[record.from - 4..record.from - 2].copy_from_slice(&kind.to_le_bytes());
    kind
}

fn blot(stream: &mut [u8], record: Record) {
    stream[record.from - 4..record.from - 2].copy_from_slice(&BLOT.to_le_bytes());
}

/// Gives cells the numbers of their rows and columns among those that hold something.
fn renumber(stream: &mut [u8], cells: &[Record], outline: &mut Outline) {
    let mut columns = [false; 1 << 16];
    let mut rows = Vec::new();
    for cell in cells {
        let data = &stream[cell.from..cell.to];
        let first = u16_at(data, 2);
        let last = if cell.kind == MUL_RK { u16_at(data, data.len() - 2) } else { first };
        columns[usize::from(first)..=usize::from(last)].fill(true);
        rows.push(u16_at(data, 0));
    }
    rows.sort_unstable();
    rows.dedup();
    outline.columns = (0..=u16::MAX).zip(columns).filter(|(_, used)| *used).map(|(column, _)| column).collect();
    outline.rows = rows;
    let place = |list: &[u16], number| (list.partition_point(|&known| known < number) as u16).to_le_bytes();
    for cell in cells {
        let data = &mut stream[cell.from..cell.to];
        let row = place(&outline.rows, u16_at(data, 0));
        data[..2].copy_from_slice(&row);
        let column = place(&outline.columns, u16_at(data, 2));
        data[2..4].copy_from_slice(&column);
        if cell.kind == MUL_RK {
            // All columns between the first and the last hold something, so that they stay neighbours.
            let end = data.len() - 2;
            let last = place(&outline.columns, u16_at(data, end));
            data[end..].copy_from_slice(&last);
        }
    }
}
