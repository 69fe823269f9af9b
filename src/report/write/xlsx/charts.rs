//! The sheet of charts: each with its finding, a native chart that people can edit, and its source. The numbers that the
//! charts draw stand on a sheet of their own, so that a chart never shows another number than its cells.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::names::SheetNames;
use super::sheet::{across, link, page};
use super::style::{BODY, RULE, STRONG, Text, base};
use super::width::PADDING;
use super::{native, painted};
use crate::report::chart::{self, ChartKind, ChartSpec, Datum, Series};
use crate::report::document::Report;
use crate::report::theme::Theme;
use crate::text::phrase;

/// Columns of the sheet of charts, and the width of each in pixels.
const COLUMNS: u16 = 14;
const COLUMN: u32 = 72;
/// The width of a column of numbers on their own sheet.
const NUMBERS: f64 = 110.0;
/// The width of the names beside them.
const NAMES: f64 = 360.0;
/// The height of a row under a chart, and how many of them it stands on.
const ROW: u32 = 24;
const ROWS: u32 = 21;

/// The numbers of one chart as they stand on the sheet of numbers.
pub struct Block {
    /// The row of the headings.
    pub head: u32,
    /// Names of the rows: categories of the chart.
    pub categories: Vec<String>,
    /// Columns: a heading and a number a row.
    pub columns: Vec<(String, Vec<Option<f64>>)>,
}

impl Block {
    /// The row of the first number and of the last.
    pub fn rows(&self) -> (u32, u32) {
        (self.head + 1, self.head + self.categories.len() as u32)
    }
}

fn values(series: &Series, count: usize) -> Vec<Option<f64>> {
    (0..count).map(|index| series.values.get(index)?.as_ref().map(|datum| datum.value)).collect()
}

/// What a chart draws, as rows and columns.
fn block(spec: &ChartSpec, head: u32, say: impl Fn(&str) -> String) -> Block {
    let data = |datum: &Datum| Some(datum.value);
    let of_series = |series: &[Series], count: usize| -> Vec<(String, Vec<Option<f64>>)> {
        series.iter().map(|one| (one.name.clone(), values(one, count))).collect()
    };
    let (categories, columns) = match &spec.kind {
        ChartKind::Stacked { categories, series, totals, .. } => {
            let mut columns = of_series(series, categories.len());
            if !totals.is_empty() {
                let totals = totals.iter().map(|total| total.as_ref().map(|datum| datum.value)).collect();
                columns.push((say("report.total"), totals));
            }
            (categories.clone(), columns)
        }
        ChartKind::Grouped { categories, series }
        | ChartKind::Line { categories, series }
        | ChartKind::Shares { categories, series } => (categories.clone(), of_series(series, categories.len())),
        ChartKind::Panels { categories, panels, average } => {
            let all: Vec<Series> = panels.iter().chain(average).cloned().collect();
            (categories.clone(), of_series(&all, categories.len()))
        }
        ChartKind::Ranking { items, .. } => (
            items.iter().map(|item| format!("{}. {}", item.rank, item.name)).collect(),
            vec![(say("report.column.value"), items.iter().map(|item| data(&item.datum)).collect())],
        ),
        ChartKind::Targets { items } => (
            items.iter().map(|item| item.name.clone()).collect(),
            vec![
                (say("report.charts_sheet.done"), items.iter().map(|item| data(&item.done)).collect()),
                (say("report.charts_sheet.planned"), items.iter().map(|_| Some(100.0)).collect()),
            ],
        ),
        ChartKind::Slope { ends, pairs } => (
            ends.to_vec(),
            pairs.iter().map(|pair| (pair.name.clone(), vec![data(&pair.from), data(&pair.to)])).collect(),
        ),
        ChartKind::Dumbbell { ends, pairs } => (
            pairs.iter().map(|pair| pair.name.clone()).collect(),
            vec![
                (ends[0].clone(), pairs.iter().map(|pair| data(&pair.from)).collect()),
                (ends[1].clone(), pairs.iter().map(|pair| data(&pair.to)).collect()),
                (
                    say("report.charts_sheet.base"),
                    pairs.iter().map(|pair| Some(pair.from.value.min(pair.to.value))).collect(),
                ),
                (
                    say("report.charts_sheet.gap"),
                    pairs.iter().map(|pair| Some(gap(pair.from.value, pair.to.value))).collect(),
                ),
                (say("report.charts_sheet.labels"), native::beside(pairs)),
            ],
        ),
        ChartKind::Pareto { bars } => {
            let whole: f64 = bars.iter().map(|bar| bar.datum.value).sum();
            let mut sum = 0.0;
            let shares = bars
                .iter()
                .map(|bar| {
                    sum += bar.datum.value;
                    // To the tenth of a per cent, as it is printed.
                    (whole > 0.0).then(|| (sum / whole * 1000.0).round() / 10.0)
                })
                .collect();
            (
                bars.iter().map(|bar| bar.name.clone()).collect(),
                vec![
                    (say("report.column.value"), bars.iter().map(|bar| data(&bar.datum)).collect()),
                    (say("report.charts_sheet.cumulated"), shares),
                ],
            )
        }
        ChartKind::Waterfall { steps } => {
            let (hidden, level, up, down) = native::waterfall(steps);
            (
                steps.iter().map(|step| step.name.clone()).collect(),
                vec![
                    (say("report.charts_sheet.base"), hidden),
                    (say("report.charts_sheet.level"), level),
                    (say("report.charts_sheet.up"), up),
                    (say("report.charts_sheet.down"), down),
                    (say("report.charts_sheet.labels"), native::tops(steps)),
                ],
            )
        }
        ChartKind::Cards { cards } => (
            cards.iter().map(|card| card.label.clone()).collect(),
            vec![(say("report.column.value"), cards.iter().map(|card| data(&card.datum)).collect())],
        ),
        ChartKind::HeatMap { columns, rows } => (
            rows.iter().map(|row| row.name.clone()).collect(),
            columns
                .iter()
                .enumerate()
                .map(|(place, name)| {
                    let value = |row: &crate::report::chart::HeatRow| row.values.get(place)?.as_ref().map(|d| d.value);
                    (name.clone(), rows.iter().map(value).collect())
                })
                .collect(),
        ),
    };
    Block { head, categories, columns }
}

/// What lies between two values, to the thousandth, without the dust of floats.
fn gap(a: f64, b: f64) -> f64 {
    ((a - b).abs() * 1000.0).round() / 1000.0
}

/// Where the numbers of every chart stand, one block below the other.
pub fn blocks(report: &Report) -> Vec<Block> {
    let say = |key: &str| phrase(key, report.language, &[]);
    let mut blocks: Vec<Block> = Vec::new();
    let mut row = 3;
    for spec in &report.charts {
        let block = block(spec, row + 1, say);
        row = block.rows().1 + 3;
        blocks.push(block);
    }
    blocks
}

/// Writes the numbers of every chart.
pub fn numbers(sheet: &mut Worksheet, report: &Report, names: &SheetNames, blocks: &[Block]) -> Result<(), XlsxError> {
    let say = |key: &str| phrase(key, report.language, &[]);
    sheet.set_name(&names.chart_numbers)?;
    sheet.set_screen_gridlines(false);
    sheet.set_column_width_pixels(0, NAMES as u32)?;
    let ruled = |format: Format| format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(RULE));
    let head =
        ruled(base().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter));
    let (name, number) = (ruled(base().set_text_wrap()), ruled(base().set_num_format(r"#,##0;-#,##0;0")));
    let fraction = ruled(base().set_num_format("#,##0.0#;-#,##0.0#;0"));
    let width = NAMES + NUMBERS * blocks.iter().map(|block| block.columns.len()).max().unwrap_or(1) as f64;
    // What a page holds at the size that its width leaves.
    let page_height = 760.0 * (width / 1005.0).max(1.0);
    let (mut used, mut breaks) = (90.0, Vec::new());
    let mut widest = 1;
    for (place, (spec, block)) in report.charts.iter().zip(blocks).enumerate() {
        let title = format!("{}. {}", place + 1, spec.subtitle);
        sheet.write_string_with_format(block.head - 1, 0, &title, &base().set_bold())?;
        sheet.write_blank(block.head, 0, &head)?;
        let lines =
            block.columns.iter().map(|(heading, _)| STRONG.lines(heading, NUMBERS - PADDING)).max().unwrap_or(1);
        let head_height = STRONG.line() * lines as f64 + 6.0;
        sheet.set_row_height_pixels(block.head, head_height as u32)?;
        let heights: Vec<f64> = block
            .categories
            .iter()
            .map(|category| BODY.lines(category, NAMES - PADDING) as f64 * BODY.line() + 4.0)
            .collect();
        // A block stays on one page where it can.
        let height = head_height + heights.iter().sum::<f64>() + 63.0;
        if used + height > page_height && place > 0 {
            breaks.push(block.head - 1);
            used = 0.0;
        }
        used += height;
        for (index, height) in heights.iter().enumerate() {
            sheet.set_row_height_pixels(block.head + 1 + index as u32, *height as u32)?;
        }
        for (column, (heading, values)) in block.columns.iter().enumerate() {
            let at = column as u16 + 1;
            sheet.write_string_with_format(block.head, at, heading, &head)?;
            for (index, value) in values.iter().enumerate() {
                let row = block.head + 1 + index as u32;
                match value {
                    Some(value) => {
                        let format = if value.fract() == 0.0 { &number } else { &fraction };
                        sheet.write_number_with_format(row, at, *value, format)?
                    }
                    // A text would be drawn as nought.
                    None => sheet.write_blank(row, at, &number)?,
                };
            }
        }
        for (index, category) in block.categories.iter().enumerate() {
            sheet.write_string_with_format(block.head + 1 + index as u32, 0, category, &name)?;
        }
        widest = widest.max(block.columns.len() as u16);
    }
    let last = blocks.last().map_or(3, |block| block.rows().1);
    for column in 1..=widest {
        sheet.set_column_width_pixels(column, NUMBERS as u32)?;
    }
    across(sheet, 0, widest.min(8), &say("report.charts_sheet.numbers_title"), Text::Title, width)?;
    across(sheet, 1, widest.min(8), &say("report.charts_sheet.numbers_subtitle"), Text::Subtitle, width)?;
    link(sheet, 2, 0, &SheetNames::link(&names.charts), &say("report.charts_sheet.back"))?;
    sheet.ignore_error_range(0, 0, last, widest, rust_xlsxwriter::IgnoreError::NumberStoredAsText)?;
    sheet.set_page_breaks(&breaks)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_area(0, 0, last, widest)?;
    page(sheet, report, &names.chart_numbers);
    Ok(())
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
        let subtitle = std::iter::once(spec.subtitle.clone()).chain(remark).collect::<Vec<_>>().join("; ");
        across(sheet, row + 1, last, &subtitle, Text::Subtitle, width)?;
        row += 2;
        let top = row;
        row = match &spec.kind {
            ChartKind::HeatMap { columns, rows } => painted::heat_map(sheet, top, columns, rows, COLUMNS, theme)?,
            ChartKind::Cards { cards } => painted::cards(sheet, top, cards, theme)?,
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
            ChartKind::HeatMap { rows, .. } => rows.len() as u32 + 1,
            ChartKind::Cards { cards } => cards.len() as u32,
            _ => ROWS,
        };
    }
    rows
}
