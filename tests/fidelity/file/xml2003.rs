//! Drawn sheets as the XML of Excel 2003.

use std::fmt::Write;

use super::escaped;
use crate::drawing::{Draw, Sheet};

/// The bytes of a workbook.
pub fn xml(sheets: &[Sheet]) -> Vec<u8> {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
         <Styles><Style ss:ID=\"p\"><NumberFormat ss:Format=\"Percent\"/></Style></Styles>",
    );
    for sheet in sheets {
        write!(text, "<Worksheet ss:Name=\"{}\"><Table>", escaped(&sheet.name)).expect("a string");
        for column in &sheet.hidden_columns {
            write!(text, "<Column ss:Index=\"{}\" ss:Hidden=\"1\"/>", column + 1).expect("a string");
        }
        for (r, row) in sheet.rows.iter().enumerate() {
            let hidden = if sheet.hidden_rows.contains(&r) { " ss:Hidden=\"1\"" } else { "" };
            write!(text, "<Row ss:Index=\"{}\"{hidden}>", r + 1).expect("a string");
            (0..row.len()).for_each(|column| text.push_str(&cell(sheet, r, column)));
            text.push_str("</Row>");
        }
        text.push_str("</Table>");
        if sheet.hidden {
            text.push_str("<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>");
        }
        text.push_str("</Worksheet>");
    }
    text.push_str("</Workbook>");
    text.into_bytes()
}

fn cell(sheet: &Sheet, row: usize, column: usize) -> String {
    let cell = &sheet.rows[row][column];
    let (kind, value) = match cell {
        Draw::Blank | Draw::Left | Draw::Above => return String::new(),
        Draw::Formula => return format!("<Cell ss:Index=\"{}\" ss:Formula=\"=RC[1]\"/>", column + 1),
        Draw::Text(text) | Draw::Lettered { text, .. } => ("String", escaped(text).replace('\n', "&#10;")),
        Draw::Number(number) => ("Number", number.clone()),
        Draw::Percent(value) => ("Number", value.to_string()),
        Draw::Date(year, month, day) => ("DateTime", format!("{year}-{month:02}-{day:02}T00:00:00.000")),
        Draw::Error(error) => ("Error", error.clone()),
    };
    let (width, height) = sheet.span(row, column);
    let mut attributes = format!(" ss:Index=\"{}\"", column + 1);
    if width > 1 {
        write!(attributes, " ss:MergeAcross=\"{}\"", width - 1).expect("a string");
    }
    if height > 1 {
        write!(attributes, " ss:MergeDown=\"{}\"", height - 1).expect("a string");
    }
    if matches!(cell, Draw::Percent(_)) {
        attributes.push_str(" ss:StyleID=\"p\"");
    }
    format!("<Cell{attributes}><Data ss:Type=\"{kind}\">{value}</Data></Cell>")
}
