//! `tong-ket.xlsx`: the report as a workbook: cover, contents, one sheet a table, findings, sources, trace, notes.
//!
//! It must look right where nothing is recalculated and no table style is known: in a protected view, in a mail preview,
//! in another office program. So every formula carries its result, and every cell its own font, fill and border.

mod charts;
mod front;
mod names;
mod native;
mod numbers;
mod painted;
mod returns;
mod sheet;
mod style;
mod width;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

pub use self::returns::{RETURNS, returns};

use self::names::SheetNames;
use self::style::Styles;
use super::WriteError;
use crate::report::document::{At, Report};
use crate::report::theme::Theme;

/// The name of the workbook.
pub const WORKBOOK: &str = "tong-ket.xlsx";
/// The folder of the charts.
pub const CHART_FOLDER: &str = "bieu-do";

/// Where things stand in the workbook.
pub struct Places(SheetNames);

impl Places {
    /// The places of a report.
    pub fn of(report: &Report) -> Places {
        Places(SheetNames::of(report))
    }

    /// The sheet of the table at that place of [`Report::tables`].
    pub fn table(&self, place: usize) -> &str {
        self.0.table(place)
    }

    /// The sheet of the cover.
    pub fn cover(&self) -> &str {
        &self.0.cover
    }

    /// The sheet of the notes.
    pub fn notes(&self) -> &str {
        &self.0.notes
    }

    /// A cell of a table by row and column from 0.
    pub fn cell(&self, row: usize, column: usize) -> String {
        sheet::address(At { row, column })
    }
}

/// The report as a workbook.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, WriteError> {
    let mut workbook = fresh(report)?;
    let theme = Theme::default();
    let names = SheetNames::of(report);
    let mut styles = Styles::new(report.language);
    front::cover(workbook.add_worksheet(), report, &names)?;
    front::contents(workbook.add_worksheet(), report, &names)?;
    let own = report.own_tables().count();
    for (place, table) in report.tables().enumerate() {
        // The charts stand between the figures and what they rest on.
        if place == own && !report.charts.is_empty() {
            let blocks = numbers::blocks(report);
            charts::charts(workbook.add_worksheet(), report, &names, &theme, &blocks)?;
            numbers::numbers(workbook.add_worksheet(), report, &names, &blocks, &mut styles)?;
        }
        let sheet = workbook.add_worksheet();
        sheet::table(sheet, table, names.table(place), report, &names, &mut styles)?;
        if std::ptr::eq(table, &report.sources) {
            sheet::base(sheet, report)?;
        }
    }
    front::notes(workbook.add_worksheet(), report, &names)?;
    Ok(workbook.save_to_buffer()?)
}

/// A workbook without sheets: its default font, whose it is, and never the date of the run.
fn fresh(report: &Report) -> Result<Workbook, WriteError> {
    let mut workbook = Workbook::new();
    // The digits of the default font are 8 pixels wide, which gives columns of 72.
    workbook.set_default_format(&style::base(), 21, 72)?;
    // A date of the run would make every run another file.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(format!("{} – {}", report.title, report.unit))
        .set_subject(&report.term)
        .set_company(&report.unit)
        .set_author("tongket")
        .set_creation_datetime(&created);
    workbook.set_properties(&properties);
    Ok(workbook)
}
