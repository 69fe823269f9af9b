//! `tong-ket.xlsx`: the report as a workbook: cover, contents, one sheet a table, findings, sources, trace, notes.
//!
//! It must look right where nothing is recalculated and no table style is known: in a protected view, in a mail preview,
//! in another office program. So every formula carries its result, and every cell its own font, fill and border.

mod charts;
mod front;
mod names;
mod native;
mod painted;
mod sheet;
mod style;
mod width;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use self::names::SheetNames;
use self::style::Styles;
use super::WriteError;
use crate::report::document::Report;
use crate::report::theme::Theme;

/// The report as a workbook.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, WriteError> {
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

    let theme = Theme::default();
    let names = SheetNames::of(report);
    let mut styles = Styles::new(report.language);
    front::cover(workbook.add_worksheet(), report, &names)?;
    front::contents(workbook.add_worksheet(), report, &names)?;
    let own = report.own_tables().count();
    for (place, table) in report.tables().enumerate() {
        // The charts stand between the figures and what they rest on.
        if place == own && !report.charts.is_empty() {
            let blocks = charts::blocks(report);
            charts::charts(workbook.add_worksheet(), report, &names, &theme, &blocks)?;
            charts::numbers(workbook.add_worksheet(), report, &names, &blocks)?;
        }
        sheet::table(workbook.add_worksheet(), table, names.table(place), report, &names, &mut styles)?;
    }
    front::notes(workbook.add_worksheet(), report, &names)?;
    Ok(workbook.save_to_buffer()?)
}
