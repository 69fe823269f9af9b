//! `kiem-tra.xlsx`: the units that have something to answer, and a sheet for each, ready to print and to send back.

use rust_xlsxwriter::Url;

use super::names::SheetNames;
use super::sheet;
use super::style::{Look, Styles, Text};
use crate::report::document::{Cell, ColumnKind, Report, RowKind};
use crate::report::write::WriteError;

/// The name of the workbook.
pub const RETURNS: &str = "kiem-tra.xlsx";
/// The column of the units on the sheet that lists them.
const UNITS: u16 = 1;

/// The workbook: the summary of the document lists its other tables, in their order.
pub fn returns(report: &Report) -> Result<Vec<u8>, WriteError> {
    let mut workbook = super::fresh(report)?;
    let names = SheetNames::of(report);
    let mut styles = Styles::new(report.language);
    let contents = workbook.add_worksheet();
    sheet::table(contents, &report.summary, &names.contents, report, &names, &mut styles)?;
    // The list of the tables has no list above it.
    contents.write_blank(2, 0, &Text::Subtitle.format())?;
    for (place, row) in report.summary.rows.iter().enumerate() {
        if let Cell::Text(unit) = &row.cells[usize::from(UNITS)] {
            let target = Url::new(SheetNames::link(names.table(place + 1)));
            let look = Look {
                row: RowKind::Normal.into(),
                column: ColumnKind::Label.into(),
                indent: 1,
                number: None,
                quoted: false,
            };
            let format = styles.get(look).clone().set_font_color(Text::LINK_COLOUR);
            contents.write_url_with_options(sheet::row(place), UNITS, target, unit, "", Some(&format))?;
        }
    }
    for (place, table) in report.beside.iter().enumerate() {
        let sheet = workbook.add_worksheet();
        sheet::table(sheet, table, names.table(place + 1), report, &names, &mut styles)?;
    }
    Ok(workbook.save_to_buffer()?)
}
