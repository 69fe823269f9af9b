//! Sheets drawn with bars, made into workbooks: `|` parts cells, `<` is merged with the cell to its left, `^` with the
//! cell above it, quotes make text of what looks like a number.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;

/// One cell of a drawing.
#[derive(Clone, PartialEq, Debug)]
pub enum Draw {
    Blank,
    Text(String),
    /// Text set in a font of its own.
    Lettered {
        text: String,
        font: String,
    },
    /// A number, as written.
    Number(String),
    /// A number shown as a percentage: `{12.5%}` is 0.125.
    Percent(f64),
    /// `{2023-12-06}`.
    Date(u16, u8, u8),
    /// `{#REF!}`.
    Error(String),
    /// `{=}`: a formula that was saved without its result.
    Formula,
    /// Merged with the cell to its left.
    Left,
    /// Merged with the cell above it.
    Above,
}

/// One sheet of a drawing.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    pub rows: Vec<Vec<Draw>>,
    pub hidden_rows: Vec<usize>,
    pub hidden_columns: Vec<usize>,
}

impl Draw {
    /// Reads a cell between two bars; `\n` is a line break.
    pub fn parse(cell: &str) -> Draw {
        let cell = cell.trim();
        match cell {
            "" => return Draw::Blank,
            "<" => return Draw::Left,
            "^" => return Draw::Above,
            "{=}" => return Draw::Formula,
            _ => {}
        }
        if let Some(inner) = cell.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            if let Some(percent) = inner.strip_suffix('%') {
                return Draw::Percent(percent.parse::<f64>().expect("a percentage") / 100.0);
            }
            if inner.starts_with('#') {
                return Draw::Error(inner.to_owned());
            }
            let parts: Vec<u16> = inner.split('-').map(|part| part.parse().expect("a date")).collect();
            return Draw::Date(parts[0], parts[1] as u8, parts[2] as u8);
        }
        if let Some(inner) = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            return Draw::text(&inner.replace("\\n", "\n"));
        }
        if cell.parse::<f64>().is_ok() && cell.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            return Draw::Number(cell.to_owned());
        }
        Draw::text(&cell.replace("\\n", "\n"))
    }

    /// The cell as it is drawn between two bars.
    pub fn show(&self) -> String {
        match self {
            Draw::Blank => String::new(),
            Draw::Text(text) | Draw::Lettered { text, .. } => {
                let line = text.replace('\n', "\\n");
                if line.starts_with(|c: char| c.is_ascii_digit() || c == '-') && line.parse::<f64>().is_ok() {
                    format!("\"{line}\"")
                } else {
                    line
                }
            }
            Draw::Number(number) => number.clone(),
            Draw::Percent(value) => format!("{{{}%}}", value * 100.0),
            Draw::Date(year, month, day) => format!("{{{year}-{month:02}-{day:02}}}"),
            Draw::Error(error) => format!("{{{error}}}"),
            Draw::Formula => "{=}".to_owned(),
            Draw::Left => "<".to_owned(),
            Draw::Above => "^".to_owned(),
        }
    }

    pub fn text(text: &str) -> Draw {
        Draw::Text(text.to_owned())
    }
}

impl Sheet {
    /// A row drawn with bars.
    pub fn draw(&mut self, line: &str) {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        self.rows.push(if line.contains('|') { inner.split('|').map(Draw::parse).collect() } else { Vec::new() });
    }

    fn at(&self, row: usize, column: usize) -> Option<&Draw> {
        self.rows.get(row)?.get(column)
    }

    /// How many columns and rows the block that begins at a cell spans.
    pub fn span(&self, row: usize, column: usize) -> (usize, usize) {
        let width = (1..).take_while(|&more| self.at(row, column + more) == Some(&Draw::Left)).count();
        let height = (1..).take_while(|&more| self.at(row + more, column) == Some(&Draw::Above)).count();
        (width + 1, height + 1)
    }

    /// Whether delimited text can hold the sheet without loss.
    pub fn is_plain(&self) -> bool {
        self.hidden_rows.is_empty()
            && self.hidden_columns.is_empty()
            && self
                .rows
                .iter()
                .flatten()
                .all(|cell| matches!(cell, Draw::Blank | Draw::Text(_) | Draw::Lettered { .. } | Draw::Number(_)))
    }
}

/// The bytes of an xlsx workbook.
pub fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let percent = Format::new().set_num_format("0.0%");
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let plain = Format::new();
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name).expect("a sheet name");
        worksheet.set_hidden(sheet.hidden);
        for row in &sheet.hidden_rows {
            worksheet.set_row_hidden(*row as u32).expect("a row");
        }
        for column in &sheet.hidden_columns {
            worksheet.set_column_hidden(*column as u16).expect("a column");
        }
        for (r, row) in sheet.rows.iter().enumerate() {
            for (c, cell) in row.iter().enumerate() {
                let (at, column) = (r as u32, c as u16);
                let (width, height) = match cell {
                    Draw::Left | Draw::Above => continue,
                    _ => sheet.span(r, c),
                };
                if width * height > 1 {
                    let (last_row, last_column) = (at + height as u32 - 1, column + width as u16 - 1);
                    worksheet.merge_range(at, column, last_row, last_column, "", &plain).expect("a merged block");
                }
                match cell {
                    Draw::Blank | Draw::Left | Draw::Above => Ok(&mut *worksheet),
                    Draw::Text(text) => worksheet.write_string(at, column, text),
                    Draw::Lettered { text, font } => {
                        worksheet.write_string_with_format(at, column, text, &Format::new().set_font_name(font))
                    }
                    Draw::Number(number) => {
                        worksheet.write_number(at, column, number.parse::<f64>().expect("a number"))
                    }
                    Draw::Percent(value) => worksheet.write_number_with_format(at, column, *value, &percent),
                    Draw::Date(year, month, date) => {
                        let value = ExcelDateTime::from_ymd(*year, *month, *date).expect("a date");
                        worksheet.write_datetime_with_format(at, column, &value, &day)
                    }
                    Draw::Error(error) => worksheet.write_formula(at, column, Formula::new("A1").set_result(error)),
                    Draw::Formula => worksheet.write_formula(at, column, Formula::new("A1")),
                }
                .expect("a cell");
            }
        }
    }
    if sheets.iter().all(|sheet| sheet.hidden) {
        workbook.add_worksheet().set_name("Trống").expect("a sheet name");
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    if sheets.iter().any(|sheet| sheet.rows.iter().flatten().any(|cell| *cell == Draw::Formula)) {
        without_results(&bytes)
    } else {
        bytes
    }
}

/// The workbook with its empty results taken out, as programs write that do not compute.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut into = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut entry = from.by_index(index).expect("an entry");
        let name = entry.name().expect("a name").to_string();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("its content");
        if name.contains("worksheets/sheet") {
            let text = String::from_utf8(content).expect("xml");
            content = text.replace("><f>A1</f><v>0</v>", "><f>A1</f>").into_bytes();
        }
        into.start_file(name, SimpleFileOptions::default()).expect("an entry");
        into.write_all(&content).expect("its content");
    }
    into.finish().expect("an archive").into_inner()
}

/// A sheet as delimited text.
pub fn csv(sheet: &Sheet, delimiter: char) -> Vec<u8> {
    let width = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = String::from("\u{feff}");
    for row in &sheet.rows {
        for column in 0..width {
            if column > 0 {
                text.push(delimiter);
            }
            match row.get(column) {
                Some(Draw::Text(words) | Draw::Lettered { text: words, .. })
                    if words.contains([delimiter, '"', '\n']) =>
                {
                    text.push_str(&format!("\"{}\"", words.replace('"', "\"\"")));
                }
                Some(Draw::Text(words) | Draw::Lettered { text: words, .. }) => text.push_str(words),
                Some(Draw::Number(number)) => text.push_str(number),
                _ => {}
            }
        }
        text.push_str("\r\n");
    }
    text.into_bytes()
}
