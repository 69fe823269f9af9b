//! A drawn sheet as a web page, as programs export what they call an Excel file.

use std::fmt::Write;

use super::escaped;
use crate::drawing::{Draw, Sheet};

/// The bytes of a page with one table.
pub fn page(sheet: &Sheet) -> Vec<u8> {
    let mut text = format!(
        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta http-equiv=Content-Type content=\"text/html; charset=utf-8\">\
         <!--[if gte mso 9]><xml><x:Name>{}</x:Name></xml><![endif]--></head><body><table border=1>\n",
        escaped(&sheet.name)
    );
    let width = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    for (r, row) in sheet.rows.iter().enumerate() {
        text.push_str(if sheet.hidden_rows.contains(&r) { "<tr style='display:none'>" } else { "<tr>" });
        for column in 0..width {
            let cell = row.get(column).unwrap_or(&Draw::Blank);
            let value = match cell {
                Draw::Left | Draw::Above => continue,
                Draw::Text(words) | Draw::Lettered { text: words, .. } => escaped(words).replace('\n', "<br>"),
                Draw::Number(number) => number.replace('.', ","),
                _ => String::new(),
            };
            let (across, down) = sheet.span(r, column);
            text.push_str("<td");
            if across > 1 {
                write!(text, " colspan={across}").expect("a string");
            }
            if down > 1 {
                write!(text, " rowspan={down}").expect("a string");
            }
            if let Draw::Number(number) = cell {
                write!(text, " x:num=\"{number}\"").expect("a string");
            }
            write!(text, ">{value}</td>").expect("a string");
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</table></body></html>");
    text.into_bytes()
}
