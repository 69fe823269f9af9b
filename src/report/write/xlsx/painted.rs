//! Charts that a spreadsheet shows best as cells: maps of shades, and key numbers.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::style::{base, fixed};
use crate::report::chart::{Card, Datum, HeatRow, Shades};
use crate::report::format;
use crate::report::theme::{Colour, Theme};
use crate::text::Language;

/// The height of a row of a map, of a card, in pixels.
const ROW: u32 = 25;
const CARD: u32 = 52;
/// The height of the row below them.
const GAP: u32 = 8;

fn rgb(colour: Colour) -> Color {
    Color::RGB(u32::from_be_bytes([0, colour.red, colour.green, colour.blue]))
}

/// Writes a text or number over some columns.
fn across(
    sheet: &mut Worksheet,
    (row, first, last): (u32, u16, u16),
    content: &Content,
    format: &Format,
) -> Result<(), XlsxError> {
    if last > first {
        sheet.merge_range(row, first, row, last, "", format)?;
    }
    match content {
        Content::Text(text) => sheet.write_string_with_format(row, first, *text, format)?,
        Content::Number(number) => sheet.write_number_with_format(row, first, *number, format)?,
    };
    Ok(())
}

enum Content<'a> {
    Text(&'a str),
    Number(f64),
}

/// A number where its format prints it as the pictures do, else its printed text.
fn content(datum: &Datum) -> Content<'_> {
    let plain = datum.value.fract() == 0.0 && datum.value > 0.0 && datum.text.chars().all(|c| !c.is_alphabetic());
    let bare = datum.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    if plain && bare { Content::Number(datum.value) } else { Content::Text(&datum.text) }
}

/// Leaves a little room below cells, and gives the row after it.
fn gap(sheet: &mut Worksheet, row: u32) -> Result<u32, XlsxError> {
    sheet.set_row_height_pixels(row, GAP)?;
    Ok(row + 1)
}

/// Writes a map of units by years and gives the row after it.
pub fn heat_map(
    sheet: &mut Worksheet,
    top: u32,
    columns: &[String],
    rows: &[HeatRow],
    across_all: u16,
    (theme, language): (&Theme, Language),
) -> Result<u32, XlsxError> {
    let each = (across_all.saturating_sub(4) / columns.len().max(1) as u16).clamp(1, 2);
    let names = across_all.saturating_sub(each * columns.len() as u16).max(1);
    let place = |index: usize| {
        let first = names + each * index as u16;
        (first, first + each - 1)
    };
    let middle = base().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let white = |format: Format| format.set_border(FormatBorder::Thin).set_border_color(Color::White);
    sheet.set_row_height_pixels(top, ROW)?;
    for (index, heading) in columns.iter().enumerate() {
        let (first, last) = place(index);
        across(sheet, (top, first, last), &Content::Text(heading), &middle.clone().set_bold())?;
    }
    let shades = Shades::new(rows);
    let name = base().set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter);
    for (offset, row) in rows.iter().enumerate() {
        let at = top + 1 + offset as u32;
        sheet.set_row_height_pixels(at, ROW)?;
        across(sheet, (at, 0, names - 1), &Content::Text(&format::shortened(&row.name, 44)), &name)?;
        for index in 0..columns.len() {
            let (first, last) = place(index);
            match row.values.get(index).and_then(Option::as_ref) {
                Some(datum) => {
                    let fill = shades.fill(datum.value, theme);
                    let format = white(middle.clone())
                        .set_background_color(rgb(fill.colour))
                        .set_font_color(rgb(fill.ink))
                        .set_num_format(fixed(language));
                    across(sheet, (at, first, last), &content(datum), &format)?;
                }
                None => across(sheet, (at, first, last), &Content::Text(format::MISSING), &white(middle.clone()))?,
            }
        }
    }
    gap(sheet, top + 1 + rows.len() as u32)
}

/// Writes key numbers, one a row, and gives the row after them.
pub fn cards(
    sheet: &mut Worksheet,
    top: u32,
    cards: &[Card],
    (theme, language): (&Theme, Language),
) -> Result<u32, XlsxError> {
    let plain = base()
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(rgb(theme.hatch));
    let number =
        plain.clone().set_bold().set_font_size(22).set_font_color(rgb(theme.heading)).set_num_format(fixed(language));
    for (offset, card) in cards.iter().enumerate() {
        let row = top + offset as u32;
        sheet.set_row_height_pixels(row, CARD)?;
        across(sheet, (row, 0, 4), &Content::Text(&card.label), &plain)?;
        across(sheet, (row, 5, 7), &content(&card.datum), &number.clone().set_align(FormatAlign::Right))?;
        across(sheet, (row, 8, 9), &Content::Text(&card.measure), &plain.clone().set_indent(1))?;
        let change = match &card.change {
            Some((rises, words)) => format!("{} {words}", if *rises { "▲" } else { "▼" }),
            None => String::new(),
        };
        across(sheet, (row, 10, 13), &Content::Text(&change), &plain)?;
    }
    gap(sheet, top + cards.len() as u32)
}
