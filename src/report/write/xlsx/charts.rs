//! The sheet of charts: each with its finding, a native chart that people can edit, and its source.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::names::SheetNames;
use super::numbers::Block;
use super::sheet::{across, link, page};
use super::style::Text;
use super::width::PADDING;
use super::{native, painted};
use crate::report::chart::{self, Break, ChartKind, ChartSpec};
use crate::report::document::Report;
use crate::report::theme::Theme;
use crate::text::phrase;

/// Columns of the sheet of charts, and the width of each in pixels.
const COLUMNS: u16 = 14;
const COLUMN: u32 = 72;
/// The height of a row under a chart, and how many of them it stands on.
const ROW: u32 = 24;
const ROWS: u32 = 21;

/// What to say of the breaks under a title: `ngắt trước 2025: đổi phạm vi từ 7/2025`.
fn remarks(spec: &ChartSpec) -> Vec<String> {
    let (ChartKind::Line { categories, .. }
    | ChartKind::Stacked { categories, .. }
    | ChartKind::Grouped { categories, .. }
    | ChartKind::Shares { categories, .. }) = &spec.kind
    else {
        return Vec::new();
    };
    let say = |one: &Break| {
        let period = categories.get(one.before)?.clone();
        let facts = [("period", period), ("text", one.text.clone())];
        Some(phrase("report.charts_sheet.break", spec.language, &facts))
    };
    spec.breaks.iter().filter_map(say).collect()
}

/// Writes every chart, one a page.
pub fn charts(
    sheet: &mut Worksheet,
    report: &Report,
    names: &SheetNames,
    theme: &Theme,
    blocks: &[Block],
) -> Result<(), XlsxError> {
    let width = f64::from(COLUMN) * f64::from(COLUMNS);
    sheet.set_name(&names.charts)?;
    sheet.set_screen_gridlines(false);
    for column in 0..COLUMNS {
        sheet.set_column_width_pixels(column, COLUMN)?;
    }
    let last = COLUMNS - 1;
    let contents = phrase("report.table.back", report.language, &[]);
    link(sheet, 0, 0, &SheetNames::link(&names.contents), &contents)?;
    let mut row = 1;
    let mut breaks = Vec::new();
    for (place, (spec, block)) in report.charts.iter().zip(blocks).enumerate() {
        if place > 0 {
            breaks.push(row);
        }
        let number = phrase("report.contents_page.chart", report.language, &[("number", format!("{:02}", place + 1))]);
        across(sheet, row, last, &format!("{number}. {}", spec.title), Text::Title, width)?;
        let remark = chart::remark(spec);
        let subtitle: Vec<String> = std::iter::once(spec.subtitle.clone()).chain(remark).chain(remarks(spec)).collect();
        let subtitle = subtitle.join("; ");
        across(sheet, row + 1, last, &subtitle, Text::Subtitle, width)?;
        row += 2;
        let top = row;
        row = match &spec.kind {
            ChartKind::HeatMap { columns, rows } => {
                painted::heat_map(sheet, top, columns, rows, COLUMNS, (theme, spec.language))?
            }
            ChartKind::Cards { cards } => painted::cards(sheet, top, cards, (theme, spec.language))?,
            _ => {
                for row in top..top + ROWS {
                    sheet.set_row_height_pixels(row, ROW)?;
                }
                let (size, language) = ((width as u32, ROW * ROWS), spec.language);
                let drawing = native::Drawing { sheet: &names.chart_numbers, block, theme, language, size };
                native::insert(sheet, top, spec, &drawing)?;
                top + ROWS
            }
        };
        across(sheet, row, last, &spec.source, Text::Note, width - PADDING)?;
        row += 2;
    }
    sheet.set_page_breaks(&breaks)?;
    sheet.set_print_area(0, 0, row.saturating_sub(2), last)?;
    page(sheet, report, &names.charts);
    Ok(())
}

/// The row of a chart on the sheet of charts, for links: the same arithmetic as [`charts`].
pub fn first_rows(report: &Report) -> Vec<u32> {
    let mut row = 1;
    let mut rows = Vec::new();
    for spec in &report.charts {
        rows.push(row);
        row += 4 + match &spec.kind {
            ChartKind::HeatMap { rows, .. } => rows.len() as u32 + 2,
            ChartKind::Cards { cards } => cards.len() as u32 + 1,
            _ => ROWS,
        };
    }
    rows
}
