//! The sheets without a table: cover, contents, notes.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Url, Worksheet, XlsxError};

use super::names::SheetNames;
use super::sheet::{across, link, page, pages};
use super::style::{RULE, Text};
use super::width::PADDING;
use crate::report::document::Report;
use crate::text::phrase;

/// The width of a sheet of text in pixels.
const WIDTH: u32 = 1000;

/// Writes texts one under the other.
struct Lines<'s> {
    sheet: &'s mut Worksheet,
    row: u32,
}

impl Lines<'_> {
    fn text(&mut self, text: &str, kind: Text) -> Result<(), XlsxError> {
        across(self.sheet, self.row, 0, text, kind, f64::from(WIDTH))?;
        self.row += 1;
        Ok(())
    }

    fn gap(&mut self, pixels: u32) -> Result<(), XlsxError> {
        self.sheet.set_row_height_pixels(self.row, pixels)?;
        self.row += 1;
        Ok(())
    }
}

/// What it is, whose, of which term, and what it finds.
pub fn cover(sheet: &mut Worksheet, report: &Report, names: &SheetNames) -> Result<(), XlsxError> {
    let say = |key: &str| phrase(key, report.language, &[]);
    sheet.set_name(&names.cover)?;
    sheet.set_screen_gridlines(false);
    sheet.set_column_width_pixels(0, WIDTH)?;
    let mut lines = Lines { sheet, row: 0 };
    lines.gap(16)?;
    lines.text(&report.unit, Text::CoverLine)?;
    lines.text(&report.title, Text::CoverTitle)?;
    lines.text(&report.term, Text::CoverLine)?;
    if report.workspace != report.unit {
        lines.text(&report.workspace, Text::Subtitle)?;
    }
    lines.gap(12)?;
    if !report.sentences.is_empty() {
        lines.text(&say("report.cover_page.highlights"), Text::Heading)?;
        lines.gap(6)?;
        for sentence in &report.sentences {
            lines.text(sentence, Text::Paragraph)?;
            lines.gap(6)?;
        }
    }
    lines.text(&say("report.cover_page.how"), Text::Heading)?;
    lines.gap(6)?;
    lines.text(&format!("{}.", report.coverage), Text::Paragraph)?;
    lines.text(&say("report.cover_page.see_notes"), Text::Paragraph)?;
    lines.gap(6)?;
    let (row, target) = (lines.row, SheetNames::link(&names.contents));
    link(sheet, row, 0, &target, &format!("{} →", names.contents))?;
    sheet.set_print_area(0, 0, row, 0)?;
    page(sheet, report, &names.cover);
    sheet.set_active(true);
    Ok(())
}

/// Every sheet with a link, then every chart.
pub fn contents(sheet: &mut Worksheet, report: &Report, names: &SheetNames) -> Result<(), XlsxError> {
    const NAMES: u32 = 250;
    let say = |key: &str| phrase(key, report.language, &[]);
    sheet.set_name(&names.contents)?;
    sheet.set_screen_gridlines(false);
    sheet.set_column_width_pixels(0, NAMES)?;
    sheet.set_column_width_pixels(1, WIDTH - NAMES)?;
    let width = f64::from(WIDTH);
    across(sheet, 0, 1, &names.contents, Text::Title, width)?;
    across(sheet, 1, 1, &say("report.contents_page.subtitle"), Text::Subtitle, width)?;
    across(sheet, 2, 1, &say("report.contents_page.tables"), Text::Heading, width)?;
    let mut row = 3;
    let mut tall = 120.0;
    let mut charts_at = 0;
    let own = [(names.cover.as_str(), format!("{} – {}", report.title, report.unit))];
    let tables = report.tables().enumerate().map(|(place, table)| (names.table(place), table.title.clone()));
    let notes = [(names.notes.as_str(), say("report.cover_page.how"))];
    for (name, title) in own.into_iter().chain(tables).chain(notes) {
        let lines = Text::Paragraph.face().lines(&title, width - f64::from(NAMES) - PADDING);
        let height = lines as f64 * Text::Paragraph.face().line() + 5.0;
        sheet.set_row_height_pixels(row, height as u32)?;
        tall += height;
        sheet.write_string_with_format(row, 1, &title, &ruled(Text::Paragraph.format()))?;
        let format = ruled(Text::Link.format());
        sheet.write_url_with_options(row, 0, Url::new(SheetNames::link(name)), name, "", Some(&format))?;
        row += 1;
    }
    if !report.charts.is_empty() {
        sheet.set_row_height_pixels(row, 12)?;
        row += 1;
        charts_at = row;
        across(sheet, row, 1, &say("report.contents_page.charts"), Text::Heading, width)?;
        row += 1;
        let first_rows = super::charts::first_rows(report);
        for (place, chart) in report.charts.iter().enumerate() {
            let lines = Text::Paragraph.face().lines(&chart.title, width - f64::from(NAMES) - PADDING);
            let height = lines as f64 * Text::Paragraph.face().line() + 5.0;
            sheet.set_row_height_pixels(row, height as u32)?;
            tall += height;
            // The files are numbered, so the number finds them.
            let number = chart.name.split('-').next().unwrap_or_default().to_owned();
            let name = phrase("report.contents_page.chart", report.language, &[("number", number)]);
            let target = format!("internal:'{}'!A{}", names.charts.replace('\'', "''"), first_rows[place] + 1);
            let format = ruled(Text::Link.format());
            sheet.write_url_with_options(row, 0, Url::new(target), &name, "", Some(&format))?;
            sheet.write_string_with_format(row, 1, &chart.title, &ruled(Text::Paragraph.format()))?;
            row += 1;
        }
    }
    sheet.set_print_area(0, 0, row.saturating_sub(1), 1)?;
    page(sheet, report, &names.contents);
    let pages = pages(width, tall);
    sheet.set_print_fit_to_pages(1, pages);
    if pages == 0 && charts_at > 0 {
        // Tables on one page, charts on the next.
        sheet.set_page_breaks(&[charts_at])?;
    }
    Ok(())
}

/// A thin line under an entry, the text in the middle.
fn ruled(format: Format) -> Format {
    format
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(Color::RGB(RULE))
        .set_align(FormatAlign::VerticalCenter)
}

/// How to read the report.
pub fn notes(sheet: &mut Worksheet, report: &Report, names: &SheetNames) -> Result<(), XlsxError> {
    sheet.set_name(&names.notes)?;
    sheet.set_screen_gridlines(false);
    sheet.set_column_width_pixels(0, WIDTH)?;
    let mut lines = Lines { sheet, row: 0 };
    lines.text(&names.notes, Text::Title)?;
    link(lines.sheet, 1, 0, &SheetNames::link(&names.contents), &phrase("report.table.back", report.language, &[]))?;
    lines.row = 2;
    for (place, note) in report.notes.iter().enumerate() {
        lines.text(&format!("{}. {note}", place + 1), Text::Paragraph)?;
        lines.gap(5)?;
    }
    let last = lines.row;
    sheet.set_print_area(0, 0, last.saturating_sub(1), 0)?;
    page(sheet, report, &names.notes);
    Ok(())
}
