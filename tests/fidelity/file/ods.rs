//! Drawn sheets as an OpenDocument spreadsheet: the least that is one.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::escaped;
use crate::drawing::{Draw, Sheet};

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Text as paragraphs; runs of spaces as their own elements.
fn paragraphs(text: &str) -> String {
    escaped(text).split('\n').map(|line| format!("<text:p>{}</text:p>", line.replace("  ", " <text:s/>"))).collect()
}

fn cell(sheet: &Sheet, row: usize, column: usize) -> String {
    let cell = sheet.rows[row].get(column).unwrap_or(&Draw::Blank);
    if matches!(cell, Draw::Left | Draw::Above) {
        return "<table:covered-table-cell/>".to_owned();
    }
    let (width, height) = sheet.span(row, column);
    let mut spans = String::new();
    if width * height > 1 {
        write!(spans, " table:number-columns-spanned=\"{width}\" table:number-rows-spanned=\"{height}\"")
            .expect("a string");
    }
    match cell {
        Draw::Text(text) => {
            format!("<table:table-cell office:value-type=\"string\"{spans}>{}</table:table-cell>", paragraphs(text))
        }
        Draw::Number(number) => {
            format!(
                "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"{spans}><text:p>{number}</text:p></table:table-cell>"
            )
        }
        Draw::Percent(value) => {
            format!("<table:table-cell office:value-type=\"percentage\" office:value=\"{value}\"{spans}/>")
        }
        Draw::Date(year, month, day) => format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{year}-{month:02}-{day:02}\"{spans}/>"
        ),
        Draw::Error(error) => format!(
            "<table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\"{spans}><text:p>{error}</text:p></table:table-cell>"
        ),
        Draw::Formula => format!("<table:table-cell table:formula=\"of:=[.A1]\"{spans}/>"),
        _ => format!("<table:table-cell{spans}/>"),
    }
}

/// The bytes of an ods workbook.
pub fn ods(sheets: &[Sheet]) -> Vec<u8> {
    let mut body = String::new();
    for sheet in sheets {
        let off = if sheet.hidden { " table:style-name=\"off\"" } else { "" };
        write!(body, "<table:table table:name=\"{}\"{off}>", escaped(&sheet.name)).expect("a string");
        let width = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
        for column in 0..width {
            let hidden = sheet.hidden_columns.contains(&column);
            body.push_str(if hidden {
                "<table:table-column table:visibility=\"collapse\"/>"
            } else {
                "<table:table-column/>"
            });
        }
        for row in 0..sheet.rows.len() {
            let hidden = sheet.hidden_rows.contains(&row);
            body.push_str(if hidden { "<table:table-row table:visibility=\"filter\">" } else { "<table:table-row>" });
            (0..width).for_each(|column| body.push_str(&cell(sheet, row, column)));
            body.push_str("</table:table-row>");
        }
        body.push_str("</table:table>");
    }
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" office:version=\"1.2\"><office:automatic-styles>\
         <style:style style:name=\"off\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{TYPE}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in [("mimetype", TYPE), ("content.xml", &content), ("META-INF/manifest.xml", &manifest)] {
        zip.start_file(name, stored).expect("an entry");
        zip.write_all(text.as_bytes()).expect("its content");
    }
    zip.finish().expect("an archive").into_inner()
}
