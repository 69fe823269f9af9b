//! The numbers that the native charts draw, on a sheet of their own, so that a chart never shows another number than its
//! cells.

use std::ops::Range;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::names::SheetNames;
use super::native;
use super::sheet::{LONG_SIDE, SHORT_SIDE, across, link, page};
use super::style::{BODY, Look, LookColumn, LookNumber, LookRow, STRONG, Styles, Text};
use super::width::PADDING;
use crate::domain::Qualifier;
use crate::report::chart::{Break, ChartKind, ChartSpec, Datum, HeatRow, Series};
use crate::report::document::{Marks, Report};
use crate::report::format::Style;
use crate::text::phrase;

/// The width of a column of numbers.
const NUMBERS: f64 = 118.0;
/// The least and the greatest width of the names beside them.
const NAMES: [f64; 2] = [200.0, 360.0];
/// The step between a name and the line before it.
const INDENT: f64 = 10.0;
/// The heights of a row of numbers, of a title over them, of the row between two charts.
const ROW: f64 = 22.0;
const TITLE: f64 = 26.0;
const GAP: f64 = 16.0;
/// What stands above the first chart, and what is printed again on every page.
const ABOVE: f64 = 84.0;
const REPEATED: f64 = 34.0;

/// Columns of numbers, each with its heading.
type Columns = Vec<(String, Vec<Option<f64>>)>;

/// The numbers of one chart as they stand on the sheet of numbers.
pub struct Block {
    /// The row of the headings.
    pub head: u32,
    /// What the rows are: the key of a heading.
    pub rows_are: &'static str,
    /// Names of the rows: categories of the chart.
    pub categories: Vec<String>,
    /// Columns: a heading and a number a row.
    pub columns: Columns,
}

impl Block {
    /// The row of the first number and of the last.
    pub fn rows(&self) -> (u32, u32) {
        (self.head + 1, self.head + self.categories.len() as u32)
    }
}

/// The stretches of a line between its breaks. Each is a series of its own: no spreadsheet leaves a piece of a line away.
pub fn stretches(breaks: &[Break], count: usize) -> Vec<Range<usize>> {
    let mut borders: Vec<usize> = breaks.iter().map(|one| one.before).filter(|&at| at > 0 && at < count).collect();
    borders.sort_unstable();
    borders.dedup();
    let starts = std::iter::once(0).chain(borders.iter().copied());
    starts.zip(borders.iter().copied().chain([count])).map(|(start, end)| start..end).collect()
}

fn values(series: &Series, count: usize) -> Vec<Option<f64>> {
    (0..count).map(|index| series.values.get(index)?.as_ref().map(|datum| datum.value)).collect()
}

/// What a chart draws, as rows and columns.
fn block(spec: &ChartSpec, head: u32, say: impl Fn(&str) -> String) -> Block {
    let data = |datum: &Datum| Some(datum.value);
    let of_series = |series: &[Series], count: usize| -> Columns {
        series.iter().map(|one| (one.name.clone(), values(one, count))).collect()
    };
    let (categories, columns): (Vec<String>, Columns) = match &spec.kind {
        ChartKind::Stacked { categories, series, totals, .. } => {
            let mut columns = of_series(series, categories.len());
            if !totals.is_empty() {
                let totals = totals.iter().map(|total| total.as_ref().map(|datum| datum.value)).collect();
                columns.push((say("report.total"), totals));
            }
            (categories.clone(), columns)
        }
        ChartKind::Line { categories, series } => {
            let stretches = stretches(&spec.breaks, categories.len());
            let mut columns = Vec::new();
            for one in series {
                let all = values(one, categories.len());
                for stretch in &stretches {
                    let inside = |(place, value): (usize, &Option<f64>)| value.filter(|_| stretch.contains(&place));
                    let since = format!("{} ({})", one.name, categories[stretch.start]);
                    let heading = if stretch.start == 0 { one.name.clone() } else { since };
                    columns.push((heading, all.iter().enumerate().map(inside).collect()));
                }
            }
            (categories.clone(), columns)
        }
        ChartKind::Grouped { categories, series } | ChartKind::Shares { categories, series } => {
            (categories.clone(), of_series(series, categories.len()))
        }
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
                    let value = |row: &HeatRow| row.values.get(place)?.as_ref().map(|d| d.value);
                    (name.clone(), rows.iter().map(value).collect())
                })
                .collect(),
        ),
    };
    let rows_are = match &spec.kind {
        ChartKind::Ranking { .. }
        | ChartKind::Dumbbell { .. }
        | ChartKind::Pareto { .. }
        | ChartKind::HeatMap { .. } => "unit",
        ChartKind::Targets { .. } | ChartKind::Cards { .. } => "indicator",
        ChartKind::Waterfall { .. } => "change",
        _ => "period",
    };
    Block { head, rows_are, categories, columns }
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

/// The digits after the point that all numbers of a column are written with.
fn decimals(values: &[Option<f64>]) -> u32 {
    let needed = |value: &f64| (0..2).find(|&digits| (value * 10_f64.powi(digits)).fract().abs() < 1e-9).unwrap_or(2);
    values.iter().flatten().map(needed).max().unwrap_or(0) as u32
}

/// A number with the fifteen digits that every spreadsheet keeps.
fn kept(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

/// How high the rows of a block are: its head, then each of its categories.
fn heights(block: &Block, names: f64) -> (f64, Vec<f64>) {
    let heading = |(heading, _): &(String, _)| STRONG.lines(heading, NUMBERS - PADDING);
    let head = block.columns.iter().map(heading).max().unwrap_or(1) as f64 * STRONG.line() + 8.0;
    let row = |name: &String| (BODY.lines(name, names - PADDING - INDENT) as f64 * BODY.line() + 4.0).max(ROW);
    (head, block.categories.iter().map(row).collect())
}

/// Writes the numbers of every chart.
pub fn numbers(
    sheet: &mut Worksheet,
    report: &Report,
    names: &SheetNames,
    blocks: &[Block],
    styles: &mut Styles,
) -> Result<(), XlsxError> {
    let say = |key: &str| phrase(key, report.language, &[]);
    sheet.set_name(&names.chart_numbers)?;
    sheet.set_screen_gridlines(false);
    let longest = blocks.iter().flat_map(|block| &block.categories).map(|name| BODY.room(name)).fold(0.0, f64::max);
    let beside = (longest + INDENT + PADDING).clamp(NAMES[0], NAMES[1]);
    sheet.set_column_width_pixels(0, beside.ceil() as u32)?;
    let plain = Look { row: LookRow::Normal, column: LookColumn::Left, indent: 1, number: None, quoted: false };
    let head = Look { row: LookRow::Header, column: LookColumn::Centre, indent: 0, ..plain };
    let number = |decimals| {
        let style = Style { decimals, percent: false };
        let number = LookNumber { style, qualifier: Qualifier::Exact, marks: Marks::default(), room: false };
        Look { column: LookColumn::Right, number: Some(number), ..plain }
    };
    let widest = blocks.iter().map(|block| block.columns.len() as u16).max().unwrap_or(1);
    let width = beside + NUMBERS * f64::from(widest);
    // What a page holds at the size that its width leaves.
    let page_height = SHORT_SIDE * (width / LONG_SIDE).max(1.0) - GAP;
    let (mut used, mut breaks) = (ABOVE, Vec::new());
    for (place, (spec, block)) in report.charts.iter().zip(blocks).enumerate() {
        let (head_height, heights) = heights(block, beside);
        // A block stays on one page where it can.
        let height = TITLE + head_height + heights.iter().sum::<f64>();
        if used + height > page_height && place > 0 {
            breaks.push(block.head - 1);
            used = REPEATED;
        }
        used += height + 2.0 * GAP;
        let title = format!("{}. {}", place + 1, spec.subtitle);
        sheet.set_row_height_pixels(block.head - 1, TITLE as u32)?;
        sheet.write_string_with_format(block.head - 1, 0, &title, &Text::Title.format().set_font_size(13))?;
        sheet.set_row_height_pixels(block.head, head_height as u32)?;
        let rows_are = say(&format!("report.column.{}", block.rows_are));
        sheet.write_string_with_format(block.head, 0, rows_are, styles.get(head))?;
        for (column, (heading, values)) in block.columns.iter().enumerate() {
            let at = column as u16 + 1;
            sheet.write_string_with_format(block.head, at, heading, styles.get(head))?;
            // Key numbers are of many measures.
            let one_measure = !matches!(spec.kind, ChartKind::Cards { .. });
            for (index, value) in values.iter().enumerate() {
                let row = block.head + 1 + index as u32;
                let alike = if one_measure { values } else { std::slice::from_ref(value) };
                let format = styles.get(number(decimals(alike)));
                match value {
                    Some(value) => sheet.write_number_with_format(row, at, kept(*value), format)?,
                    // A text would be drawn as nought.
                    None => sheet.write_blank(row, at, format)?,
                };
            }
        }
        for (index, (category, height)) in block.categories.iter().zip(&heights).enumerate() {
            let row = block.head + 1 + index as u32;
            sheet.set_row_height_pixels(row, *height as u32)?;
            sheet.write_string_with_format(row, 0, category, styles.get(plain))?;
        }
        let last = block.rows().1;
        sheet.set_row_height_pixels(last + 1, GAP as u32)?.set_row_height_pixels(last + 2, GAP as u32)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_at_its_breaks_and_nowhere_else() {
        let at = |places: &[usize]| -> Vec<Break> {
            places.iter().map(|&before| Break { before, text: String::new(), inside: false }).collect()
        };
        let cut = |places: &[usize]| -> Vec<(usize, usize)> {
            stretches(&at(places), 5).into_iter().map(|stretch| (stretch.start, stretch.end)).collect()
        };
        assert_eq!(cut(&[]), [(0, 5)]);
        assert_eq!(cut(&[4, 2, 4]), [(0, 2), (2, 4), (4, 5)]);
        // Before the first year and after the last there is nothing to cut.
        assert_eq!(cut(&[0, 5]), [(0, 5)]);
    }

    #[test]
    fn the_numbers_of_a_column_have_as_many_decimals_as_the_longest_of_them() {
        assert_eq!(decimals(&[Some(102.4), None, Some(96.0)]), 1);
        assert_eq!(decimals(&[Some(66.62), Some(66.5)]), 2);
        assert_eq!(decimals(&[Some(156_009.0)]), 0);
        assert_eq!(decimals(&[Some(0.1 + 0.2), None]), 1);
    }

    #[test]
    fn a_number_has_no_more_digits_than_a_spreadsheet_keeps() {
        assert_eq!(kept(7402.596790015739), 7402.59679001574);
        assert_eq!(kept(-156_009.0), -156_009.0);
        assert_eq!(kept(0.0), 0.0);
    }
}
