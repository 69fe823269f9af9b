//! Remarks as a plain text, for reports whose format cannot be annotated: one block a cell, in the order of the sheets.

use super::annotated::Remark;
use crate::report::format;
use crate::text::{Language, phrase, printable};

/// The list, as Windows' editor reads it: with a mark of its encoding and line ends of two characters.
pub fn remarks(file: &str, remarks: &[Remark], language: Language) -> String {
    let mut lines = vec![phrase("report.returns.listing", language, &[("file", file.to_owned())]), String::new()];
    for remark in remarks {
        let severity = phrase(&format!("report.severity.{}", remark.severity.code()), language, &[]);
        let sheet = if remark.sheet.is_empty() { String::new() } else { format!("{} › ", remark.sheet) };
        lines.push(format!("{sheet}{}: {}", remark.cell, format::mid_sentence(&severity)));
        lines.extend(remark.text.lines().map(|line| format!("    {line}")));
        lines.push(String::new());
    }
    let lines: Vec<_> = lines.iter().map(|line| printable(line)).collect();
    format!("\u{feff}{}", lines.join("\r\n"))
}
