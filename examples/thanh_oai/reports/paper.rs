//! `Paper`: one sheet with its cells and looks, before it becomes a workbook or a csv file.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

/// What a cell holds.
#[derive(Clone)]
pub enum Cell {
    /// Words, or a number typed as words.
    Text(String),
    /// A number.
    Number(u64),
    /// A formula with the value that Excel keeps beside it.
    Sum(String, u64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A line at the top left.
    Plain,
    /// A line of the title block or the signature, centred.
    Centre,
    /// The same in bold.
    Title,
    /// A line in italics.
    Aside,
    /// The line that says what is invented.
    Warning,
    /// A heading.
    Head,
    /// A row's number in the table.
    Order,
    /// Words in the table.
    Words,
    /// A number in the table.
    Amount,
    /// Words of a group or total row.
    Total,
    /// A number of a group or total row.
    TotalAmount,
}

/// A block of cells: first row, first column, last row, last column, counted from 0.
type Block = (u32, u16, u32, u16);

/// One sheet. Rows and columns count from 0.
pub struct Paper {
    name: String,
    cells: BTreeMap<(u32, u16), (Cell, Look)>,
    merged: Vec<Block>,
    widths: Vec<f64>,
}

impl Paper {
    /// An empty sheet with these column widths in characters.
    pub fn new(name: &str, widths: Vec<f64>) -> Paper {
        Paper { name: name.to_owned(), cells: BTreeMap::new(), merged: Vec::new(), widths }
    }

    /// The last column.
    pub fn last_column(&self) -> u16 {
        self.widths.len() as u16 - 1
    }

    /// Writes one cell.
    pub fn put(&mut self, row: u32, column: u16, cell: impl Into<Cell>, look: Look) {
        self.cells.insert((row, column), (cell.into(), look));
    }

    /// Writes one cell over a block.
    pub fn span(&mut self, block: Block, cell: impl Into<Cell>, look: Look) {
        self.put(block.0, block.1, cell, look);
        if (block.0, block.1) != (block.2, block.3) {
            self.merged.push(block);
        }
    }

    /// Writes a line over the whole width.
    pub fn line(&mut self, row: u32, cell: impl Into<Cell>, look: Look) {
        self.span((row, 0, row, self.last_column()), cell, look);
    }

    /// The sheet as delimited text, with or without a byte-order mark.
    pub fn csv(&self, delimiter: u8, mark: bool) -> Vec<u8> {
        let mut text = String::from(if mark { "\u{feff}" } else { "" });
        let last = self.cells.keys().next_back().map_or(0, |&(row, _)| row);
        for row in 0..=last {
            let fields: Vec<String> =
                (0..=self.last_column()).map(|column| self.field(row, column, delimiter)).collect();
            text.push_str(&fields.join(&char::from(delimiter).to_string()));
            text.push_str("\r\n");
        }
        text.into_bytes()
    }

    fn field(&self, row: u32, column: u16, delimiter: u8) -> String {
        match self.cells.get(&(row, column)) {
            None => String::new(),
            Some((Cell::Number(value) | Cell::Sum(_, value), _)) => value.to_string(),
            Some((Cell::Text(text), _)) if text.contains(['"', '\n', char::from(delimiter)]) => {
                format!("\"{}\"", text.replace('"', "\"\""))
            }
            Some((Cell::Text(text), _)) => text.clone(),
        }
    }

    /// The rows that need more than one line.
    fn heights(&self) -> BTreeMap<u32, u32> {
        let mut heights = BTreeMap::new();
        for (&(row, _), (cell, look)) in &self.cells {
            let long = matches!(cell, Cell::Text(text) if text.chars().count() > 12);
            if *look == Look::Warning || *look == Look::Head && long {
                heights.insert(row, 46);
            }
        }
        heights
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(&self.name)?;
        sheet.set_landscape();
        sheet.set_paper_size(9);
        sheet.set_print_fit_to_pages(1, 0);
        for (column, width) in self.widths.iter().enumerate() {
            sheet.set_column_width(column as u16, *width)?;
        }
        for &(top, left, bottom, right) in &self.merged {
            let look = self.cells[&(top, left)].1;
            sheet.merge_range(top, left, bottom, right, "", &format(look))?;
        }
        for (&(row, column), (cell, look)) in &self.cells {
            match cell {
                Cell::Text(text) => sheet.write_string_with_format(row, column, text, &format(*look))?,
                Cell::Number(value) => sheet.write_number_with_format(row, column, *value as f64, &amount(*look))?,
                Cell::Sum(formula, value) => {
                    let formula = Formula::new(formula).set_result(value.to_string());
                    sheet.write_formula_with_format(row, column, formula, &amount(*look))?
                }
            };
        }
        for (row, height) in self.heights() {
            sheet.set_row_height(row, height)?;
        }
        Ok(())
    }
}

/// The sheets as one workbook, the same bytes each time.
pub fn workbook(papers: &[Paper]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2021, 7, 1)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_creation_datetime(&made)
            .set_comment("Số liệu minh họa. Figures made for illustration."),
    );
    for paper in papers {
        paper.write(workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

fn amount(look: Look) -> Format {
    format(look).set_num_format("#,##0")
}

fn format(look: Look) -> Format {
    let plain = Format::new().set_font_name("Times New Roman").set_font_size(12).set_align(FormatAlign::VerticalCenter);
    let boxed = |format: Format| format.set_border(FormatBorder::Thin).set_text_wrap();
    match look {
        Look::Plain => plain,
        Look::Centre => plain.set_align(FormatAlign::Center),
        Look::Title => plain.set_align(FormatAlign::Center).set_bold(),
        Look::Aside => plain.set_align(FormatAlign::Center).set_italic(),
        Look::Warning => {
            plain.set_align(FormatAlign::Center).set_italic().set_text_wrap().set_font_color(Color::RGB(0xb0_20_20))
        }
        Look::Head => boxed(plain).set_align(FormatAlign::Center).set_bold(),
        Look::Order => boxed(plain).set_align(FormatAlign::Center),
        Look::Words => boxed(plain),
        Look::Amount => boxed(plain).set_align(FormatAlign::Right),
        Look::Total => boxed(plain).set_bold(),
        Look::TotalAmount => boxed(plain).set_bold().set_align(FormatAlign::Right),
    }
}
