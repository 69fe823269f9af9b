//! Cells of a sheet's part given other styles; cells and rows that are not there are put in where they belong.

use super::markup::{Tag, tags};
use super::styles::Styles;
use super::{AnnotateError, OfSheet};
use crate::domain::{CellRef, Range, Severity};

/// The remarks with those about covered cells of a merged block moved to its first cell, the only one that is seen.
pub fn uncovered<'r>(text: &str, of_sheet: OfSheet<'r>) -> OfSheet<'r> {
    let merges: Vec<Range> = tags(text)
        .filter(|tag| tag.name == "mergeCell" && !tag.closes)
        .filter_map(|tag| Range::parse(tag.attribute("ref")?))
        .collect();
    let mut moved = OfSheet::new();
    for (at, (severity, texts)) in of_sheet {
        let at = merges.iter().find(|merge| merge.contains(at)).map_or(at, |merge| merge.start);
        let (worst, all) = moved.entry(at).or_insert((severity, Vec::new()));
        *worst = (*worst).min(severity);
        all.extend(texts);
    }
    moved
}

/// The part with these cells coloured. Without styles it stays as it is.
pub fn colour(text: &str, of_sheet: &OfSheet<'_>, styles: Option<&mut Styles>) -> Result<String, AnnotateError> {
    let Some(styles) = styles else { return Ok(text.to_owned()) };
    let wanted = of_sheet.iter().map(|(&at, (severity, _))| (at, *severity)).collect();
    let mut painter = Painter {
        text,
        styles,
        wanted,
        next: 0,
        out: String::with_capacity(text.len() + 256 * of_sheet.len()),
        copied: 0,
        columns: Vec::new(),
        prefix: "",
        row: None,
        column: None,
        row_style: None,
    };
    let mut inside = false;
    for tag in tags(text) {
        match tag.name {
            "sheetData" if !inside && !tag.closes => {
                painter.prefix = tag.prefix;
                if tag.empty {
                    painter.write_over(&tag, &tag.opened());
                    painter.rows_before(u32::MAX);
                    painter.out.push_str(&tag.closing());
                    return Ok(painter.finish());
                }
                inside = true;
            }
            "sheetData" if inside && tag.closes => {
                painter.copy_to(tag.start);
                painter.rows_before(u32::MAX);
                return Ok(painter.finish());
            }
            "col" if !inside && !tag.closes => painter.columns(&tag),
            "row" if inside && !tag.closes => painter.row(&tag),
            "row" if inside => painter.end_of_row(&tag),
            "c" if inside && !tag.closes => painter.cell(&tag),
            _ => {}
        }
    }
    Err(AnnotateError::Form("a sheet of the workbook has no cells' part"))
}

struct Painter<'t, 's> {
    text: &'t str,
    styles: &'s mut Styles,
    /// By row and column.
    wanted: Vec<(CellRef, Severity)>,
    /// The first of them that was not written yet.
    next: usize,
    out: String,
    /// How far the text was copied.
    copied: usize,
    /// Styles of whole columns: first, last, style.
    columns: Vec<(u32, u32, usize)>,
    prefix: &'t str,
    /// The row and column that the text is in.
    row: Option<u32>,
    column: Option<u32>,
    row_style: Option<usize>,
}

impl Painter<'_, '_> {
    fn copy_to(&mut self, place: usize) {
        self.out.push_str(&self.text[self.copied..place]);
        self.copied = place;
    }

    fn write_over(&mut self, tag: &Tag<'_>, text: &str) {
        self.copy_to(tag.start);
        self.out.push_str(text);
        self.copied = tag.end;
    }

    fn finish(mut self) -> String {
        self.copy_to(self.text.len());
        self.out
    }

    fn columns(&mut self, tag: &Tag<'_>) {
        let number = |name| tag.attribute(name)?.parse::<u32>().ok();
        if let (Some(first), Some(last), Some(style)) = (number("min"), number("max"), number("style")) {
            self.columns.push((first.saturating_sub(1), last.saturating_sub(1), style as usize));
        }
    }

    /// The style that a cell would have which is not there.
    fn style_at(&self, column: u32) -> usize {
        let of_column = || self.columns.iter().find(|(first, last, _)| (*first..=*last).contains(&column));
        self.row_style.or_else(|| of_column().map(|(.., style)| *style)).unwrap_or(0)
    }

    fn row(&mut self, tag: &Tag<'_>) {
        // A row without a number follows the one before.
        let said = tag.attribute("r").and_then(|number| number.parse::<u32>().ok()).and_then(|n| n.checked_sub(1));
        let row = said.unwrap_or(self.row.map_or(0, |row| row.saturating_add(1)));
        self.copy_to(tag.start);
        self.rows_before(row);
        self.row = Some(row);
        self.column = None;
        let styled = matches!(tag.attribute("customFormat"), Some("1" | "true"));
        self.row_style = tag.attribute("s").filter(|_| styled).and_then(|style| style.parse().ok());
        if tag.empty && self.wanted.get(self.next).is_some_and(|(at, _)| at.row == row) {
            self.write_over(tag, &tag.opened());
            self.cells_before(row, u32::MAX);
            self.out.push_str(&tag.closing());
        }
    }

    fn end_of_row(&mut self, tag: &Tag<'_>) {
        self.copy_to(tag.start);
        if let Some(row) = self.row {
            self.cells_before(row, u32::MAX);
        }
    }

    fn cell(&mut self, tag: &Tag<'_>) {
        let Some(row) = self.row else { return };
        let said = tag.attribute("r").and_then(CellRef::parse).map(|at| at.column);
        let column = said.unwrap_or(self.column.map_or(0, |column| column.saturating_add(1)));
        self.column = Some(column);
        if self.wanted.get(self.next).is_none_or(|(at, _)| at.row > row || (at.row == row && at.column > column)) {
            return;
        }
        self.copy_to(tag.start);
        self.cells_before(row, column);
        let Some(&(at, severity)) = self.wanted.get(self.next) else { return };
        if (at.row, at.column) == (row, column) {
            let style = tag.attribute("s").and_then(|style| style.parse().ok()).unwrap_or(0);
            let coloured = self.styles.coloured(style, severity);
            self.write_over(tag, &tag.with("s", &coloured.to_string()));
            self.next += 1;
        }
    }

    /// Puts in the cells of a row that stand before a column and are not there.
    fn cells_before(&mut self, row: u32, column: u32) {
        while let Some(&(at, severity)) = self.wanted.get(self.next) {
            if at.row != row || at.column >= column {
                return;
            }
            let style = self.style_at(at.column);
            let coloured = self.styles.coloured(style, severity);
            self.out.push_str(&format!("<{}c r=\"{at}\" s=\"{coloured}\"/>", self.prefix));
            self.next += 1;
        }
    }

    /// Puts in the rows that stand before a row and are not there.
    fn rows_before(&mut self, row: u32) {
        self.row_style = None;
        while let Some(&(at, _)) = self.wanted.get(self.next).filter(|(at, _)| at.row < row) {
            self.out.push_str(&format!("<{}row r=\"{}\">", self.prefix, at.row + 1));
            self.cells_before(at.row, u32::MAX);
            self.out.push_str(&format!("</{}row>", self.prefix));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles() -> Styles {
        let text = "<s><fills><fill/></fills><cellXfs><xf/><xf/></cellXfs></s>";
        Styles::new(text.to_owned()).expect("styles")
    }

    fn coloured(text: &str, cells: &[&str]) -> String {
        let at = |cell: &&str| (CellRef::parse(cell).expect("a cell"), (Severity::Error, Vec::new()));
        colour(text, &cells.iter().map(at).collect(), Some(&mut styles())).expect("a part")
    }

    #[test]
    fn cells_that_are_there_change_their_style_and_nothing_else() {
        let text = "<x><sheetData><row r=\"2\" ht=\"9\"><c r=\"B2\" s=\"1\" t=\"s\"><v>4</v></c><c r=\"D2\"/></row></sheetData></x>";
        let expected = text.replace("s=\"1\"", "s=\"2\"").replace("<c r=\"D2\"/>", "<c r=\"D2\" s=\"3\"/>");
        assert_eq!(coloured(text, &["B2", "D2"]), expected);
    }

    #[test]
    fn cells_and_rows_that_are_not_there_are_put_in_where_they_belong() {
        let text = "<w><cols><col min=\"3\" max=\"3\" style=\"1\"/></cols><sheetData><row r=\"2\"><c r=\"B2\"/></row><row r=\"4\"/></sheetData></w>";
        let expected = "<w><cols><col min=\"3\" max=\"3\" style=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\" s=\"2\"/></row>\
            <row r=\"2\"><c r=\"A2\" s=\"2\"/><c r=\"B2\"/><c r=\"C2\" s=\"3\"/></row><row r=\"3\"><c r=\"C3\" s=\"3\"/></row>\
            <row r=\"4\"><c r=\"A4\" s=\"2\"/></row><row r=\"9\"><c r=\"B9\" s=\"2\"/></row></sheetData></w>";
        assert_eq!(coloured(text, &["A1", "A2", "C2", "C3", "A4", "B9"]), expected);
        assert_eq!(
            coloured("<x:w><x:sheetData /></x:w>", &["A1"]),
            "<x:w><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" s=\"2\"/></x:row></x:sheetData></x:w>"
        );
    }

    #[test]
    fn cells_without_their_names_are_counted() {
        let text = "<w><sheetData><row><c/><c/></row><row><c/></row></sheetData></w>";
        let expected = "<w><sheetData><row><c/><c s=\"2\"/></row><row><c s=\"2\"/></row></sheetData></w>";
        assert_eq!(coloured(text, &["B1", "A2"]), expected);
    }

    #[test]
    fn a_remark_on_a_covered_cell_goes_to_the_first_of_its_block() {
        let text = "<w><mergeCells><mergeCell ref=\"B2:C4\"/></mergeCells></w>";
        let at = |cell| CellRef::parse(cell).expect("a cell");
        let of_sheet = [(at("C3"), (Severity::Warning, vec!["a"])), (at("D3"), (Severity::Error, vec!["b"]))];
        let moved: Vec<_> = uncovered(text, of_sheet.into_iter().collect()).into_keys().collect();
        assert_eq!(moved, [at("B2"), at("D3")]);
    }
}
