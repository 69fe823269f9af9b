//! The formats that reports come in.

mod ods;
mod web;
mod xls;
mod xlsb;
mod xml2003;

use crate::chance::Chance;
use crate::drawing::{self, Draw, Sheet};

/// What a report is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Xlsx,
    /// Excel 97–2003.
    Xls,
    Xlsb,
    Ods,
    /// The XML of Excel 2003, under the name of a workbook.
    Xml2003,
    /// A web page, under the name of a workbook.
    Web,
    /// Delimited text.
    Delimited(char),
    /// What Excel calls Unicode text: UTF-16 with tabs.
    UnicodeText,
}

impl Format {
    /// A format that holds these sheets without loss.
    pub fn any(sheets: &[Sheet], chance: &mut Chance) -> Format {
        let holds = |wanted: fn(&Draw) -> bool| sheets.iter().flat_map(|sheet| &sheet.rows).flatten().any(wanted);
        let formulas = holds(|cell| matches!(cell, Draw::Formula));
        let fonts = holds(|cell| matches!(cell, Draw::Lettered { .. }));
        // A page keeps no space at the front of a text, and no day behind the words that show it.
        let exact = holds(|cell| match cell {
            Draw::Text(text) => text.starts_with("  "),
            other => matches!(other, Draw::Date(..) | Draw::Percent(_) | Draw::Error(_) | Draw::Formula),
        });
        let format = match chance.below(24) {
            0..=2 => Format::Xls,
            3 | 4 => Format::Xlsb,
            5 | 6 => Format::Ods,
            7 => Format::Xml2003,
            8 => Format::Web,
            9 => Format::Delimited(','),
            10 => Format::Delimited(';'),
            11 => Format::Delimited('\t'),
            12 => Format::UnicodeText,
            _ => Format::Xlsx,
        };
        let [first, rest @ ..] = sheets else { return Format::Xlsx };
        let fits = match format {
            Format::Xlsx => true,
            Format::Xls | Format::Xlsb => !formulas,
            Format::Ods | Format::Xml2003 => !fonts,
            Format::Web => !fonts && !exact && rest.is_empty() && !first.hidden && first.hidden_columns.is_empty(),
            // The name of the sheet is lost, so it must not tell anything.
            Format::Delimited(_) | Format::UnicodeText => {
                !fonts && rest.is_empty() && first.name == "Sheet1" && first.is_plain()
            }
        };
        if fits { format } else { Format::Xlsx }
    }

    /// Whether it is text, where numbers are written as a person here would.
    pub fn is_text(self) -> bool {
        matches!(self, Format::Delimited(_) | Format::UnicodeText)
    }

    /// What its files are called, and now and then what it is not.
    pub fn extension(self, chance: &mut Chance) -> &'static str {
        let lies = chance.once_in(20);
        match self {
            Format::Xlsx => {
                if lies {
                    "xls"
                } else {
                    "xlsx"
                }
            }
            Format::Xls => {
                if lies {
                    "xlsx"
                } else {
                    "xls"
                }
            }
            Format::Xlsb => "xlsb",
            Format::Ods => "ods",
            Format::Xml2003 | Format::Web => "xls",
            Format::Delimited(_) => {
                if lies {
                    "txt"
                } else {
                    "csv"
                }
            }
            Format::UnicodeText => "txt",
        }
    }

    pub fn write(self, sheets: &[Sheet]) -> Vec<u8> {
        match self {
            Format::Xlsx => drawing::xlsx(sheets),
            Format::Xls => xls::xls(sheets),
            Format::Xlsb => xlsb::xlsb(sheets),
            Format::Ods => ods::ods(sheets),
            Format::Xml2003 => xml2003::xml(sheets),
            Format::Web => web::page(&sheets[0]),
            Format::Delimited(delimiter) => {
                let text = drawing::csv(&sheets[0], delimiter);
                // Other programs than Excel write no mark at the front.
                if sheets[0].rows.len().is_multiple_of(2) { text[3..].to_vec() } else { text }
            }
            Format::UnicodeText => {
                let text = String::from_utf8(drawing::csv(&sheets[0], '\t')).expect("text");
                text.encode_utf16().flat_map(u16::to_le_bytes).collect()
            }
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\r', "")
}

/// A day as spreadsheets count them.
fn serial(year: u16, month: u8, day: u8) -> f64 {
    let before = |year: u32| 365 * year + year / 4 - year / 100 + year / 400;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let months = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days = months[..usize::from(month) - 1].iter().sum::<u32>() + u32::from(day);
    // 1 is the first of January 1900, and 1900 has a 29 February.
    f64::from(before(u32::from(year) - 1) - before(1899) + days + 1)
}

/// How a binary format shows a cell.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Look {
    font: String,
    /// The number of a built-in format: 10 a percentage, 14 a day.
    format: u16,
}

/// The looks of a workbook's cells; a cell's look is a place in the list.
fn looks(sheets: &[Sheet]) -> Vec<Look> {
    let mut looks = vec![Look { font: "Arial".to_owned(), format: 0 }];
    for cell in sheets.iter().flat_map(|sheet| &sheet.rows).flatten() {
        let look = look(cell);
        if !looks.contains(&look) {
            looks.push(look);
        }
    }
    looks
}

fn look(cell: &Draw) -> Look {
    let font = match cell {
        Draw::Lettered { font, .. } => font,
        _ => "Arial",
    };
    let format = match cell {
        Draw::Percent(_) => 10,
        Draw::Date(..) => 14,
        _ => 0,
    };
    Look { font: font.to_owned(), format }
}

/// The number of an error.
fn error(name: &str) -> u8 {
    match name {
        "#DIV/0!" => 0x07,
        "#VALUE!" => 0x0F,
        "#REF!" => 0x17,
        "#NAME?" => 0x1D,
        _ => 0x2A,
    }
}

/// The merged blocks of a sheet: first and last row, first and last column.
fn blocks(sheet: &Sheet) -> Vec<[usize; 4]> {
    let mut blocks = Vec::new();
    for (r, row) in sheet.rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !matches!(cell, Draw::Left | Draw::Above)) {
            let (width, height) = sheet.span(r, c);
            if width * height > 1 && *cell != Draw::Blank {
                blocks.push([r, r + height - 1, c, c + width - 1]);
            }
        }
    }
    blocks
}
