//! `Grid`: one sheet of any format as neutral cells.
//!
//! Only the cells that hold something are kept, row by row, so that a sparse sheet costs what it holds and not the
//! rectangle it spans. A text that stands in many cells is kept once: cells share it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::amount::Amount;

/// A cell's place on its sheet, both counted from 0; prints as A1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CellRef {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

impl CellRef {
    /// The cell at a row and a column, both from 0.
    pub const fn new(row: u32, column: u32) -> CellRef {
        CellRef { row, column }
    }

    /// Reads `D18`.
    pub fn parse(text: &str) -> Option<CellRef> {
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, number) = text.split_at(digits);
        let mut column: u32 = 0;
        for letter in letters.bytes() {
            if !letter.is_ascii_uppercase() {
                return None;
            }
            column = column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)?;
        }
        let row: u32 = number.parse().ok()?;
        Some(CellRef { row: row.checked_sub(1)?, column: column.checked_sub(1)? })
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_name(self.column), self.row + 1)
    }
}

/// The letters of a column counted from 0: `A`, `Z`, `AA`.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|&b| char::from(b)).collect()
}

/// A block of cells, both corners inclusive; prints as `D6:D17`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Range {
    /// Top left.
    pub start: CellRef,
    /// Bottom right.
    pub end: CellRef,
}

impl Range {
    /// Reads `D6:D17`, or `D6` as a block of one cell.
    pub fn parse(text: &str) -> Option<Range> {
        let (start, end) = text.split_once(':').unwrap_or((text, text));
        let (start, end) = (CellRef::parse(start)?, CellRef::parse(end)?);
        (start.row <= end.row && start.column <= end.column).then_some(Range { start, end })
    }

    /// Whether a cell lies inside.
    pub fn contains(&self, cell: CellRef) -> bool {
        (self.start.row..=self.end.row).contains(&cell.row)
            && (self.start.column..=self.end.column).contains(&cell.column)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.start, self.end)
    }
}

/// What a cell holds; prints as people see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CellValue {
    /// A number, exactly as the spreadsheet shows it.
    Number(Amount),
    /// A number in a cell formatted as a percentage: 0.125 shows as 12,5%.
    Percent(Amount),
    /// Text, in composed Unicode. Cells of one workbook that say the same share it as a rule.
    Text(Arc<str>),
    /// Yes or no.
    Bool(bool),
    /// A date: year, month, day.
    Date(i32, u32, u32),
    /// An error such as `#REF!`.
    Error(Arc<str>),
    /// A formula that was saved without its result.
    Uncomputed,
}

impl fmt::Display for CellValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CellValue::Number(amount) => amount.fmt(f),
            CellValue::Percent(amount) => match amount.scaled(2) {
                Some(percent) => write!(f, "{percent}%"),
                None => amount.fmt(f),
            },
            CellValue::Text(text) | CellValue::Error(text) => f.write_str(text),
            CellValue::Bool(value) => f.write_str(if *value { "TRUE" } else { "FALSE" }),
            CellValue::Date(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
            CellValue::Uncomputed => f.write_str("="),
        }
    }
}

impl From<&str> for CellValue {
    fn from(text: &str) -> CellValue {
        CellValue::Text(text.into())
    }
}

impl From<String> for CellValue {
    fn from(text: String) -> CellValue {
        CellValue::Text(text.into())
    }
}

/// A cell with its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// Where it stands.
    pub at: CellRef,
    /// What it holds.
    pub value: CellValue,
}

impl Cell {
    /// Its text, if it holds text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            CellValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Where its text is kept: cells with the same key hold the same text (the reverse is only likely), so that what was
    /// found out about a text can be looked up instead of found out again. Good as long as the grid is not changed.
    pub fn text_key(&self) -> Option<usize> {
        self.text().map(|text| text.as_ptr().addr())
    }

    /// The cell's content for people, in Unicode.
    pub fn raw(&self) -> String {
        match &self.value {
            CellValue::Text(text) | CellValue::Error(text) => String::from(&**text),
            value => value.to_string(),
        }
    }
}

/// The cell in a column of a row, if it holds something.
pub fn in_row(row: &[Cell], column: u32) -> Option<&Cell> {
    // Most rows have no gap to the left.
    if let Some(cell) = row.get(column as usize).filter(|cell| cell.at.column == column) {
        return Some(cell);
    }
    row.binary_search_by_key(&column, |cell| cell.at.column).ok().map(|found| &row[found])
}

/// So many rows of a sheet are blank, as a rule, at most.
const FEW_BLANKS: usize = 4;

/// One sheet.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The sheet's name as the file has it; of a csv file, the file's stem.
    pub name: String,
    /// Its place among the workbook's sheets, from 0.
    pub index: usize,
    /// The cells that hold something, by row and then by column.
    cells: Vec<Cell>,
    /// Start of each row's cells in `cells`; `rows[r]..rows[r + 1]` are row r's.
    rows: Vec<(u32, usize)>,
    /// Merged blocks, by their first cell; the value stands in that cell.
    merges: Vec<Range>,
    /// The most rows that a merged block spans.
    tallest: u32,
    /// Columns that were put away with what they held, as spans with both ends, in order.
    put_away: Vec<(u32, u32)>,
    /// What stood in the cells whose text was put into Unicode.
    undecoded: BTreeMap<CellRef, Arc<str>>,
    /// The sheet's name in Unicode, where it was in another charset.
    readable_name: Option<String>,
}

impl Grid {
    /// A sheet of these cells; blank text is dropped, the order does not matter.
    pub fn new(name: impl Into<String>, index: usize, mut cells: Vec<Cell>, mut merges: Vec<Range>) -> Grid {
        cells.retain(|cell| !matches!(&cell.value, CellValue::Text(text) if text.trim().is_empty()));
        if !cells.is_sorted_by_key(|cell| cell.at) {
            cells.sort_by_key(|cell| cell.at);
        }
        cells.dedup_by_key(|cell| cell.at);
        let mut rows: Vec<(u32, usize)> = Vec::new();
        for (position, cell) in cells.iter().enumerate() {
            if rows.last().is_none_or(|&(row, _)| row != cell.at.row) {
                rows.push((cell.at.row, position));
            }
        }
        merges.sort();
        let tallest = merges.iter().map(|range| range.end.row.saturating_sub(range.start.row) + 1).max().unwrap_or(0);
        Grid { name: name.into(), index, cells, rows, merges, tallest, ..Grid::default() }
    }

    /// Puts numbers into cells that hold nothing: what a person knows that should stand there. As found they stay blank.
    pub fn fill(&mut self, numbers: impl IntoIterator<Item = (CellRef, Amount)>) {
        let blank: Vec<(CellRef, Amount)> = numbers.into_iter().filter(|(at, _)| self.get(*at).is_none()).collect();
        if blank.is_empty() {
            return;
        }
        let Grid { name, index, mut cells, merges, put_away, mut undecoded, readable_name, .. } = std::mem::take(self);
        for (at, amount) in blank {
            cells.push(Cell { at, value: CellValue::Number(amount) });
            undecoded.insert(at, Arc::from(""));
        }
        *self = Grid { put_away, undecoded, readable_name, ..Grid::new(name, index, cells, merges) };
    }

    /// The same sheet, of which columns were put away.
    pub fn without_columns(self, put_away: Vec<(u32, u32)>) -> Grid {
        Grid { put_away, ..self }
    }

    /// Columns that were put away with what they held, as spans with both ends, in order.
    pub fn put_away(&self) -> &[(u32, u32)] {
        &self.put_away
    }

    /// All cells, by row and then by column.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cells of one row, by column.
    pub fn row(&self, row: u32) -> &[Cell] {
        // Few rows of a sheet are blank: a row stands where its number says, or a little before that.
        let first = self.rows.first().map_or(0, |&(first, _)| first);
        let guess = (row.wrapping_sub(first) as usize).min(self.rows.len().saturating_sub(1));
        let from = guess.saturating_sub(FEW_BLANKS);
        let near = self.rows.get(from..=guess).unwrap_or_default();
        let found = match near.iter().rposition(|&(found, _)| found == row) {
            Some(found) => Ok(from + found),
            None => self.rows.binary_search_by_key(&row, |&(r, _)| r),
        };
        match found {
            Ok(found) => {
                let end = self.rows.get(found + 1).map_or(self.cells.len(), |&(_, start)| start);
                &self.cells[self.rows[found].1..end]
            }
            Err(_) => &[],
        }
    }

    /// The rows that hold something, in order.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator {
        self.rows.iter().map(|&(row, _)| row)
    }

    /// The cell at a place, if it holds something.
    pub fn get(&self, at: CellRef) -> Option<&Cell> {
        in_row(self.row(at.row), at.column)
    }

    /// Merged blocks.
    pub fn merges(&self) -> &[Range] {
        &self.merges
    }

    /// The merged block that a cell lies in.
    pub fn merge_at(&self, at: CellRef) -> Option<Range> {
        // Sorted by their first cell: only blocks that begin at most so many rows above can reach down to the cell.
        let from = self.merges.partition_point(|range| range.start.row + self.tallest <= at.row);
        let nearby = self.merges[from..].iter().take_while(|range| range.start <= at);
        nearby.copied().find(|range| range.contains(at))
    }

    /// Whether nothing is on the sheet.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Puts decoded texts in the place of those found, which [`Grid::as_found`] still tells, and gives the sheet a name that
    /// can be read. `texts` are by cell, in order.
    pub fn decode(&mut self, texts: Vec<(CellRef, Arc<str>)>, name: Option<String>) {
        let mut texts = texts.into_iter().peekable();
        for cell in &mut self.cells {
            if let CellValue::Text(text) = &mut cell.value
                && let Some((at, decoded)) = texts.next_if(|(at, _)| *at == cell.at)
            {
                self.undecoded.insert(at, std::mem::replace(text, decoded));
            }
        }
        self.readable_name = name;
    }

    /// Gives names that stand in two rows to the one that has the figures: where it stands, where its other half is taken away, and
    /// the whole. What else stands in the row of that half, as its number, goes along.
    pub fn rejoin(&mut self, names: Vec<(CellRef, CellRef, Arc<str>)>) {
        if names.is_empty() {
            return;
        }
        let Grid { name, index, mut cells, merges, put_away, mut undecoded, readable_name, .. } = std::mem::take(self);
        // One pass over the cells, however many names there are.
        let rests: BTreeSet<CellRef> = names.iter().map(|(_, rest, _)| *rest).collect();
        let rows: BTreeMap<u32, u32> = names.iter().map(|(kept, rest, _)| (rest.row, kept.row)).collect();
        let wholes: BTreeMap<CellRef, Arc<str>> = names.into_iter().map(|(kept, _, whole)| (kept, whole)).collect();
        let receives: BTreeSet<u32> = wholes.keys().map(|kept| kept.row).collect();
        let filled: BTreeSet<CellRef> =
            cells.iter().map(|cell| cell.at).filter(|at| receives.contains(&at.row)).collect();
        cells.retain(|cell| !rests.contains(&cell.at));
        for cell in &mut cells {
            let goes_to = rows.get(&cell.at.row).map(|&row| CellRef::new(row, cell.at.column));
            if let Some(at) = goes_to.filter(|at| !filled.contains(at)) {
                cell.at = at;
            } else if let Some(whole) = wholes.get(&cell.at)
                && let CellValue::Text(text) = &mut cell.value
            {
                undecoded.entry(cell.at).or_insert(std::mem::replace(text, Arc::clone(whole)));
            }
        }
        *self = Grid { put_away, undecoded, readable_name, ..Grid::new(name, index, cells, merges) };
    }

    /// What a cell holds as the file has it, whatever charset it is in: the `raw` of an observation.
    pub fn as_found(&self, cell: &Cell) -> CellValue {
        self.undecoded.get(&cell.at).map_or_else(|| cell.value.clone(), |text| CellValue::Text(Arc::clone(text)))
    }

    /// The sheet's name in Unicode, for what its words mean; [`Grid::name`] is what people find the sheet by.
    pub fn readable_name(&self) -> &str {
        self.readable_name.as_deref().unwrap_or(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_merged_block_of_a_cell_is_found_wherever_it_lies_in_it() {
        let range = |from: &str, to: &str| Range {
            start: CellRef::parse(from).expect("a cell"),
            end: CellRef::parse(to).expect("a cell"),
        };
        let merges = vec![range("B2", "D2"), range("A2", "A9"), range("C4", "D5"), range("E1", "E1")];
        let grid = Grid::new("", 0, Vec::new(), merges.clone());
        for row in 0..12 {
            for column in 0..8 {
                let at = CellRef::new(row, column);
                let expected = merges.iter().copied().find(|range| range.contains(at));
                assert_eq!(grid.merge_at(at), expected, "{at}");
            }
        }
    }

    #[test]
    fn a_cell_takes_no_more_than_four_words() {
        assert!(size_of::<Cell>() <= 32, "{}", size_of::<Cell>());
    }

    #[test]
    fn cells_are_named_as_the_spreadsheet_names_them() {
        for (row, column, name) in
            [(0, 0, "A1"), (17, 3, "D18"), (0, 25, "Z1"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(CellRef::new(row, column).to_string(), name);
            assert_eq!(CellRef::parse(name), Some(CellRef::new(row, column)));
        }
        for wrong in ["", "A", "1", "A0", "a1", "A1B"] {
            assert_eq!(CellRef::parse(wrong), None, "{wrong}");
        }
        for (block, shown) in [("D6:D17", "D6:D17"), ("C3", "C3:C3")] {
            assert_eq!(Range::parse(block).map(|range| range.to_string()).as_deref(), Some(shown));
        }
        for wrong in ["A1:", "B2:A1", "A1:B2:C3", "1:69"] {
            assert_eq!(Range::parse(wrong), None, "{wrong}");
        }
    }
}
