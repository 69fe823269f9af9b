//! One table on one sheet: title, subtitle, link back, header, rows, notes.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    Color, ConditionalFormat3ColorScale, ConditionalFormatDataBar, ConditionalFormatType, Format, FormatAlign,
    Formula as XlsxFormula, IgnoreError, Table as XlsxTable, TableColumn, TableStyle, Url, Worksheet, XlsxError,
};

use super::names::SheetNames;
use super::style::{BODY, Look, LookColumn, LookNumber, LookRow, STRONG, Styles, Text};
use super::width::{Face, PADDING};
use crate::domain::{Amount, column_name};
use crate::report::document::{At, Cell, Column, ColumnKind, Formula, Marks, Printed, Report, RowKind, Shade, Table};
use crate::report::format;
use crate::text::{Language, phrase};

/// The row of the header; title, subtitle and the link back stand above it.
const HEADER: u32 = 3;
/// Rows are no lower than this, in pixels.
const LOWEST: f64 = 25.0;
/// A page across in a size that can be read, in pixels.
const WIDEST: f64 = 1300.0;
/// A wide screen, for tables that are not for paper.
const WIDEST_ON_SCREEN: f64 = 1650.0;
/// Narrower tables look lost, and leave no room for their titles.
const NARROWEST: f64 = 690.0;
/// The longest heading that a table of the spreadsheet takes.
const LONGEST_HEADING: usize = 250;
/// Bars behind numbers, and shades from the least to the greatest: pale enough for dark digits.
const BAR: u32 = 0x00BC_D4EC;
const SCALE: [u32; 3] = [0x00EE_F4FB, 0x00BC_D4EC, 0x0082_AEDA];
/// What a page of A4 holds between its margins, in pixels: the long side and the short one.
pub const LONG_SIDE: f64 = 1005.0;
pub const SHORT_SIDE: f64 = 680.0;
/// Print is not made smaller than this to save a page.
const SMALLEST: f64 = 0.7;
/// Of a table that is for looking things up, so many rows are printed.
const ROWS_OF_ONE_PAGE: u32 = 22;
/// Columns of words get no narrower than this.
const NARROW_WORDS: f64 = 130.0;
/// A line of a heading up to this width is not wrapped.
const ONE_LINE: f64 = 105.0;
/// One step moved in.
const INDENT: f64 = 10.0;
/// Digits that every spreadsheet keeps of a number.
const DIGITS: u32 = 15;
/// Decimals of a quotient.
const QUOTIENT: u32 = 6;
/// Excel's limit for the text of a cell, less some.
const LONGEST: usize = 32_000;

/// Writes a table.
pub fn table(
    sheet: &mut Worksheet,
    table: &Table,
    name: &str,
    report: &Report,
    names: &SheetNames,
    styles: &mut Styles,
) -> Result<(), XlsxError> {
    let language = report.language;
    let last_column = table.columns.len().saturating_sub(1) as u16;
    let heading = if table.tab.is_empty() { table.title.clone() } else { format!("{}. {}", table.number, table.title) };
    // What stands above the table in one line makes the table wider rather than be cut.
    let above = Text::Title.face().room(&heading).max(Text::Subtitle.face().room(&table.subtitle)) + PADDING;
    let widths = widths(table, language, above.clamp(NARROWEST, LONG_SIDE));
    let total: f64 = widths.iter().sum();
    sheet.set_name(name)?;
    sheet.set_screen_gridlines(false);
    for (column, width) in widths.iter().enumerate() {
        sheet.set_column_width_pixels(column as u16, width.ceil() as u32)?;
    }

    line(sheet, 0, &heading, Text::Title, total)?;
    line(sheet, 1, &table.subtitle, Text::Subtitle, total)?;
    as_table(sheet, table, last_column)?;
    link(sheet, 2, 0, &SheetNames::link(&names.contents), &phrase("report.table.back", language, &[]))?;
    let header_height = header(sheet, table, &widths, styles)?;

    let room =
        table.rows.iter().flat_map(|row| &row.cells).filter_map(Cell::printed).any(|p| p.marks != Marks::default());
    let mut tall = 0.0;
    let is_trace = std::ptr::eq(table, &report.trace);
    for (place, row) in table.rows.iter().enumerate() {
        let at = HEADER + 1 + place as u32;
        let face = if row.kind == RowKind::Normal { BODY } else { STRONG };
        let mut height = LOWEST;
        for (column, cell) in row.cells.iter().enumerate() {
            let kind = table.columns[column].kind;
            // Words and numbers keep a step away from the line beside them.
            let indent = match kind {
                ColumnKind::Label => row.indent * 2 + 1,
                ColumnKind::Long | ColumnKind::Number => 1,
                ColumnKind::Index | ColumnKind::Short => 0,
            };
            let look = Look { row: row.kind.into(), column: kind.into(), indent, number: None, quoted: false };
            if let Some(row) = traced(cell, report).filter(|_| !is_trace) {
                let target = format!("internal:'{}'!A{}", names.trace().replace('\'', "''"), row + HEADER + 2);
                let tip = phrase("report.trace.tip", language, &[]);
                // Only the link stays: the number is written over its text.
                let link = Url::new(target).set_tip(tip);
                sheet.write_url_with_options(at, column as u16, link, format::MISSING, "", None)?;
            }
            if let Cell::Open { file, cell } = cell {
                let format = styles.get(look).clone().set_font_color(Text::LINK_COLOUR);
                open(sheet, (at, column as u16), (*file, *cell), names, language, &format)?;
                continue;
            }
            cell_at(sheet, (at, column as u16), cell, table, look, room, styles)?;
            if let Cell::Text(text) = cell {
                let width = widths[column] - PADDING - f64::from(indent) * INDENT;
                height = height.max(face.lines(text, width) as f64 * face.line() + 5.0);
            }
        }
        sheet.set_row_height_pixels(at, height as u32)?;
        tall += height;
    }

    let last_row = HEADER + table.rows.len() as u32;
    let mut at = last_row + 1;
    if !table.notes.is_empty() {
        sheet.set_row_height_pixels(at, 8)?;
        for note in &table.notes {
            for part in Text::Note.face().wrapped(note, total - PADDING) {
                at += 1;
                line(sheet, at, &part, Text::Note, total)?;
            }
        }
    }

    shade(sheet, table)?;
    if last_row > HEADER {
        // Years in headings are words, and a total stands beside years on purpose: no green corners for either.
        sheet.ignore_error_range(HEADER, 0, HEADER, last_column, IgnoreError::NumberStoredAsText)?;
        for (place, column) in table.columns.iter().enumerate() {
            let number = column.kind == ColumnKind::Number;
            let error = if number { IgnoreError::FormulaOmitsCells } else { IgnoreError::NumberStoredAsText };
            sheet.ignore_error_range(HEADER + 1, place as u16, last_row, place as u16, error)?;
        }
    }
    let frozen =
        table.columns.iter().take(2).filter(|c| matches!(c.kind, ColumnKind::Index | ColumnKind::Label)).count();
    sheet.set_freeze_panes(HEADER + 1, frozen as u16)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    let printed = if table.on_screen { (HEADER + ROWS_OF_ONE_PAGE).min(at.max(last_row)) } else { at.max(last_row) };
    sheet.set_print_area(0, 0, printed, last_column)?;
    page(sheet, report, name);
    let around = 60.0 + header_height + LOWEST * f64::from(at.saturating_sub(last_row));
    sheet.set_print_fit_to_pages(1, if table.on_screen { 1 } else { pages(total, tall + around) });
    Ok(())
}

/// The sheet's row of a table's row.
pub fn row(place: usize) -> u32 {
    HEADER + 1 + place as u32
}

/// The row of the trace that tells where a number comes from.
fn traced(cell: &Cell, report: &Report) -> Option<u32> {
    report.origins.get(&cell.printed()?.figure?)?.row
}

/// A link to a report's cell, made of what stands in other cells of the row, so that nothing read becomes a formula.
fn open(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (file, cell): (usize, Option<(usize, usize)>),
    names: &SheetNames,
    language: Language,
    format: &Format,
) -> Result<(), XlsxError> {
    let at = |column: usize| format!("{}{}", column_name(column as u32), row + 1);
    let (base_row, base_column) = BASE;
    let sources = names.sources().replace('\'', "''");
    let mut target = format!("'{sources}'!${}${}&{}", column_name(u32::from(base_column)), base_row + 1, at(file));
    let words = phrase("report.trace.open", language, &[]);
    if let Some((sheet, cells)) = cell {
        let (sheet, cells) = (at(sheet), at(cells));
        // Of several cells, the first.
        let first = format!("LEFT({cells},FIND(\",\",{cells}&\",\")-1)");
        target = format!("{target}&\"#'\"&SUBSTITUTE({sheet},\"'\",\"''\")&\"'!\"&{first}");
    }
    let formula = XlsxFormula::new(format!("=HYPERLINK({target},\"{words}\")")).set_result(&words);
    sheet.write_formula_with_format(row, column, formula, format)?;
    Ok(())
}

/// Where the way to the folder of the reports stands on the sheet of sources.
const BASE: (u32, u16) = (2, 3);

/// Says where the reports lie, for the links of the trace; whoever moves the workbook writes another way here.
pub fn base(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let (row, column) = BASE;
    let words = phrase("report.trace.base", report.language, &[]);
    let format = Text::Subtitle.format().unset_text_wrap();
    // Ends before its value and runs to the left, where the link back leaves room.
    let before = format.clone().set_align(FormatAlign::Right);
    sheet.write_string_with_format(row, column - 1, &words, &before)?;
    sheet.write_string_with_format(row, column, &report.reports, &format)?;
    Ok(())
}

/// On how many pages a table stands: one, or as many as it takes (0).
pub fn pages(width: f64, height: f64) -> u16 {
    u16::from((LONG_SIDE / width).min(SHORT_SIDE / height) >= SMALLEST)
}

/// Makes header and rows a table of the spreadsheet, without a style of its own: cells bring their looks. A total stands
/// below it, so that sorting leaves it there.
fn as_table(sheet: &mut Worksheet, table: &Table, last_column: u16) -> Result<(), XlsxError> {
    let totals = table.rows.iter().rev().take_while(|row| row.kind == RowKind::Total).count();
    let rows = (table.rows.len() - totals) as u32;
    if rows == 0 || table.columns.is_empty() {
        return Ok(());
    }
    let columns: Vec<TableColumn> =
        headings(table).iter().map(|heading| TableColumn::new().set_header(heading.as_str())).collect();
    // A name like that of a cell is not allowed; `tk_` never is.
    let name = format!("tk_{}", format::slug(&format!("{} {}", table.number, table.tab)).replace('-', "_"));
    let shown = XlsxTable::new()
        .set_name(format::shortened(&name, 200))
        .set_style(TableStyle::None)
        .set_autofilter(table.filter)
        .set_columns(&columns);
    sheet.add_table(HEADER, 0, HEADER + rows, last_column, &shown)?;
    Ok(())
}

/// The headings, each once: a table of the spreadsheet has no two alike, and none without words.
fn headings(table: &Table) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut headings = Vec::new();
    for column in &table.columns {
        let mut heading = format::shortened(&column.heading, LONGEST_HEADING);
        while heading.is_empty() || !known.insert(heading.to_lowercase()) {
            heading.push(' ');
        }
        headings.push(heading);
    }
    headings
}

/// Shows the size of the numbers: solid bars from nought, or shades from the least to the greatest.
fn shade(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    for &(place, kind) in &table.shades {
        let column = place as u16;
        let mut at = 0;
        // Groups and totals are left out: beside them all others would be small.
        for rows in table.rows.chunk_by(|a, b| a.kind == b.kind) {
            let (first, last) = (HEADER + 1 + at as u32, HEADER + (at + rows.len()) as u32);
            at += rows.len();
            if rows[0].kind != RowKind::Normal {
                continue;
            }
            match kind {
                Shade::Bars => {
                    let bars = ConditionalFormatDataBar::new()
                        .set_minimum(ConditionalFormatType::Number, 0)
                        .set_fill_color(Color::RGB(BAR))
                        .set_solid_fill(true)
                        .set_border_off(true);
                    sheet.add_conditional_format(first, column, last, column, &bars)?;
                }
                Shade::Scale => {
                    let [low, middle, high] = SCALE;
                    let scale = ConditionalFormat3ColorScale::new()
                        .set_minimum_color(Color::RGB(low))
                        .set_midpoint_color(Color::RGB(middle))
                        .set_maximum_color(Color::RGB(high));
                    sheet.add_conditional_format(first, column, last, column, &scale)?;
                }
            }
        }
    }
    Ok(())
}

/// A4 across, one page wide, with a footer.
pub fn page(sheet: &mut Worksheet, report: &Report, name: &str) {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.55, 0.65, 0.3, 0.3).set_print_center_horizontally(true);
    // The number of a page is as large on a page that was made small.
    sheet.set_header_footer_scale_with_doc(false);
    let plain = |text: &str, limit: usize| format::shortened(text, limit).replace('&', "&&");
    let font = "&\"Times New Roman,Regular\"&10 ";
    let page = phrase("report.table.page", report.language, &[]);
    let (unit, name) = (plain(&report.unit, 60), plain(name, 40));
    sheet.set_footer(format!("&L{font}{unit}&C{font}{name}&R{font}{page} &P/&N"));
}

/// A text in one line over the empty cells at its right; what is longer than the table is cut.
fn line(sheet: &mut Worksheet, row: u32, text: &str, kind: Text, width: f64) -> Result<(), XlsxError> {
    let face = kind.face();
    let shown = face.cut(text, width);
    sheet.set_row_height_pixels(row, (face.line() + 6.0) as u32)?;
    sheet.write_string_with_format(row, 0, fitting(&shown), &kind.format().unset_text_wrap())?;
    Ok(())
}

/// A text across the width of a table.
pub fn across(
    sheet: &mut Worksheet,
    row: u32,
    last_column: u16,
    text: &str,
    kind: Text,
    width: f64,
) -> Result<(), XlsxError> {
    let face = kind.face();
    let format = kind.format().set_text_wrap();
    let lines = face.lines(text, width - PADDING);
    sheet.set_row_height_pixels(row, (lines as f64 * face.line() + 6.0) as u32)?;
    if last_column > 0 {
        sheet.merge_range(row, 0, row, last_column, "", &format)?;
    }
    sheet.write_string_with_format(row, 0, fitting(text), &format)?;
    Ok(())
}

/// A link to another sheet.
pub fn link(sheet: &mut Worksheet, row: u32, column: u16, target: &str, text: &str) -> Result<(), XlsxError> {
    sheet.write_url_with_options(
        row,
        column,
        Url::new(target),
        text,
        "",
        Some(&Text::Link.format().unset_text_wrap()),
    )?;
    Ok(())
}

/// Writes the header and gives its height.
fn header(sheet: &mut Worksheet, table: &Table, widths: &[f64], styles: &mut Styles) -> Result<f64, XlsxError> {
    let mut height: f64 = 32.0;
    for (place, heading) in headings(table).iter().enumerate() {
        let look = Look {
            row: LookRow::Header,
            column: LookColumn::Centre,
            indent: 0,
            number: None,
            quoted: is_formula_like(heading),
        };
        sheet.write_string_with_format(HEADER, place as u16, heading, styles.get(look))?;
        let lines = STRONG.lines(heading, widths[place] - PADDING - filter_button(table));
        height = height.max(lines as f64 * STRONG.line() + 10.0);
    }
    sheet.set_row_height_pixels(HEADER, height as u32)?;
    Ok(height)
}

/// The room that the button of a filter takes from a heading.
fn filter_button(table: &Table) -> f64 {
    if table.filter { 6.0 } else { 0.0 }
}

fn cell_at(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    table: &Table,
    look: Look,
    room: bool,
    styles: &mut Styles,
) -> Result<(), XlsxError> {
    let numbered = |printed: &Printed| Look { number: Some(LookNumber::of(printed, room)), ..look };
    match cell {
        Cell::Blank | Cell::Open { .. } => sheet.write_blank(row, column, styles.get(look))?,
        Cell::Missing => sheet.write_string_with_format(row, column, format::MISSING, styles.get(look))?,
        Cell::NotApplicable => sheet.write_string_with_format(row, column, format::NOT_APPLICABLE, styles.get(look))?,
        Cell::Number(printed) => {
            sheet.write_number_with_format(row, column, stored(printed), styles.get(numbered(printed)))?
        }
        Cell::Formula(formula, printed) => {
            let (text, result) = live(formula, printed, table);
            let formula = XlsxFormula::new(text).set_result(result.to_string());
            sheet.write_formula_with_format(row, column, formula, styles.get(numbered(printed)))?
        }
        Cell::Text(text) => {
            let kind = table.columns[column as usize].kind;
            match text.parse::<u32>() {
                Ok(number) if kind == ColumnKind::Index => {
                    sheet.write_number_with_format(row, column, number, styles.get(look))?
                }
                _ => {
                    let look = Look { quoted: is_formula_like(text), ..look };
                    sheet.write_string_with_format(row, column, fitting(text), styles.get(look))?
                }
            }
        }
    };
    Ok(())
}

/// Whether a spreadsheet would take a text for a formula when somebody edits it.
fn is_formula_like(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@'])
}

fn fitting(text: &str) -> String {
    format::shortened(text, LONGEST)
}

/// The number that a cell stores: percentages as fractions of one, and no more digits than every spreadsheet keeps.
fn stored(printed: &Printed) -> f64 {
    kept(scaled(printed, printed.amount)).to_f64()
}

/// An amount with the digits that spreadsheets keep.
fn kept(amount: Amount) -> Amount {
    amount.rounded(DIGITS.saturating_sub(whole_digits(amount)))
}

fn whole_digits(amount: Amount) -> u32 {
    amount.abs().to_string().split('.').next().map_or(0, |whole| whole.len() as u32)
}

fn scaled(printed: &Printed, amount: Amount) -> Amount {
    if printed.style.percent { amount.scaled(-2).unwrap_or(amount) } else { amount }
}

/// A formula with its result. Sums of fractions are rounded to the decimals of their parts, where a sum of floats would
/// drift away from the exact sum.
fn live(formula: &Formula, printed: &Printed, table: &Table) -> (String, f64) {
    match formula {
        Formula::Sum(blocks) => {
            let ranges: Vec<String> = blocks
                .iter()
                .map(
                    |&(first, last)| {
                        if first == last { address(first) } else { format!("{}:{}", address(first), address(last)) }
                    },
                )
                .collect();
            let sum = format!("SUM({})", ranges.join(","));
            match decimals(blocks, printed, table) {
                None => (format!("={sum}"), stored(printed)),
                Some(decimals) => {
                    let result = scaled(printed, printed.amount).rounded(decimals).to_f64();
                    (format!("=ROUND({sum},{decimals})"), result)
                }
            }
        }
        Formula::Difference { of, less } => {
            let (left, right) = (address(*of), address(*less));
            match decimals(&[(*of, *of), (*less, *less)], printed, table) {
                None => (format!("={left}-{right}"), stored(printed)),
                Some(decimals) => {
                    let result = scaled(printed, printed.amount).rounded(decimals).to_f64();
                    (format!("=ROUND({left}-{right},{decimals})"), result)
                }
            }
        }
        Formula::Yearly { closing, opening, months } => {
            let (closing, opening) = (address(*closing), address(*opening));
            let result = scaled(printed, printed.amount.rounded(QUOTIENT)).to_f64();
            let growth = format!("ROUND(({closing}/{opening})^(12/{months})-1,{})", QUOTIENT + 2);
            (format!("=IFERROR({growth},\"{}\")", format::MISSING), result)
        }
        Formula::Same(other) => (format!("={}", address(*other)), stored(printed)),
        Formula::Ratio { above, below, scale, .. } => {
            let (over, under) = (address(*above), address(*below));
            // Rounded as in summary.csv, so that every program shows the very same quotient.
            let decimals = QUOTIENT + if printed.style.percent { 2 } else { 0 };
            let factor = if printed.style.percent { *scale / 100 } else { *scale };
            let quotient = if factor == 1 { format!("{over}/{under}") } else { format!("{over}*{factor}/{under}") };
            let result = scaled(printed, printed.amount.rounded(QUOTIENT)).to_f64();
            (format!("=IFERROR(ROUND({quotient},{decimals}),\"{}\")", format::MISSING), result)
        }
    }
}

/// The decimals that a sum of fractions is rounded to; none where every part is whole. As many as its parts have, less
/// those in which the sum of floats could come out otherwise than the exact one.
fn decimals(blocks: &[(At, At)], total: &Printed, table: &Table) -> Option<u32> {
    let parts: Vec<Printed> = blocks
        .iter()
        .flat_map(|&(first, last)| {
            (first.row..=last.row).flat_map(move |row| (first.column..=last.column).map(move |column| (row, column)))
        })
        .filter_map(|(row, column)| table.rows[row].cells[column].printed().copied())
        .collect();
    let decimals_of = |part: &Printed| {
        kept(scaled(part, part.amount)).to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len() as u32)
    };
    let most = parts.iter().map(decimals_of).max().filter(|&decimals| decimals > 0)?;
    let exact = scaled(total, total.amount);
    let sum: f64 = parts.iter().map(stored).sum();
    let agrees = |&decimals: &u32| {
        let floats = Amount::from_float(sum).map(|sum| sum.rounded(decimals));
        floats == Some(exact.rounded(decimals))
    };
    // One digit less than is kept, for a sum that stands near the middle of two.
    let fits = (DIGITS - 1).saturating_sub(whole_digits(exact));
    (0..=most.min(fits)).rev().find(agrees).or(Some(most))
}

/// A cell of the table on its sheet.
pub fn address(at: At) -> String {
    format!("{}{}", column_name(at.column as u32), at.row as u32 + HEADER + 2)
}

/// The widths of all columns in pixels: as wide as their numbers need, words wrapped within reason.
fn widths(table: &Table, language: Language, narrowest: f64) -> Vec<f64> {
    let mut widths: Vec<f64> =
        table.columns.iter().enumerate().map(|(place, column)| width(table, place, column, language)).collect();
    let total = |widths: &[f64]| widths.iter().sum::<f64>();
    // The widest column of words gives way first.
    let widest = if table.on_screen { WIDEST_ON_SCREEN } else { WIDEST };
    while total(&widths) > widest {
        let words = |&(place, width): &(usize, &f64)| is_elastic(table.columns[place].kind) && *width > NARROW_WORDS;
        let widest = widths.iter().enumerate().filter(words).max_by(|a, b| a.1.total_cmp(b.1)).map(|(place, _)| place);
        let Some(widest) = widest else { break };
        widths[widest] -= 10.0;
    }
    // Where the page leaves room, words are not wrapped.
    for (place, column) in table.columns.iter().enumerate().filter(|(_, column)| is_elastic(column.kind)) {
        let room = LONG_SIDE - total(&widths);
        let texts = table.rows.iter().filter_map(|row| match &row.cells[place] {
            Cell::Text(text) => Some(BODY.room(text) + f64::from(row.indent * 2 + 1) * INDENT + PADDING),
            _ => None,
        });
        let wanted = texts.fold(0.0, f64::max) - widths[place];
        if column.kind == ColumnKind::Label && wanted > 0.0 && wanted <= room {
            widths[place] += wanted;
        }
    }
    let missing = narrowest - total(&widths);
    let index = |kind: ColumnKind| kind == ColumnKind::Index;
    let stretch: f64 = table.columns.iter().zip(&widths).filter(|(c, _)| !index(c.kind)).map(|(_, width)| *width).sum();
    if missing > 0.0 && stretch > 0.0 {
        for (_, width) in table.columns.iter().zip(&mut widths).filter(|(column, _)| !index(column.kind)) {
            *width += *width * missing / stretch;
        }
    }
    widths
}

/// Whether the words of a column can be wrapped to save width.
fn is_elastic(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Label | ColumnKind::Long)
}

fn width(table: &Table, place: usize, column: &Column, language: Language) -> f64 {
    let longest_word = column.heading.split([' ', '\n']).map(|word| STRONG.width(word)).fold(0.0, f64::max)
        + filter_button(table) * 2.0;
    // A line of the heading stands in one line if it is short, else in two.
    let line_width = |line: &str| {
        let width = STRONG.room(line) + filter_button(table);
        // Words do not part in the middle.
        if width <= ONE_LINE { width } else { (width / 2.0 + 15.0).clamp(ONE_LINE, 160.0) }
    };
    let headed = column.heading.split('\n').map(line_width).fold(0.0, f64::max);
    let mut content: f64 = 0.0;
    for row in &table.rows {
        let face: Face = if row.kind == RowKind::Normal { BODY } else { STRONG };
        let width = match &row.cells[place] {
            Cell::Text(text) => face.room(text) + f64::from(row.indent) * 2.0 * INDENT,
            cell => cell.printed().map_or(0.0, |printed| number_width(printed, face, language)),
        };
        content = content.max(width);
    }
    let wanted = match column.kind {
        ColumnKind::Index => content.max(28.0),
        ColumnKind::Number => (content + INDENT).max(headed).max(70.0),
        ColumnKind::Short => content.clamp(64.0, 190.0),
        ColumnKind::Label => (content + INDENT).clamp(200.0, 400.0),
        ColumnKind::Long => (content + INDENT).clamp(110.0, 560.0),
    };
    wanted.max(longest_word) + PADDING
}

/// The width of a number with its word and signs, and with one digit more than it has.
fn number_width(printed: &Printed, face: Face, language: Language) -> f64 {
    let text = format::qualified(printed.amount, printed.style, printed.qualifier, language);
    face.width(&text) + face.width("0*") + face.width(&printed.marks.signs())
}
