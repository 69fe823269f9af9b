//! Names of sheets: at most 31 characters, unique, without the characters that Excel forbids.

use std::collections::BTreeSet;

use crate::report::document::{Report, Table};
use crate::report::format::shortened;
use crate::text::phrase;

/// Excel's limit, in characters.
const LONGEST: usize = 31;

/// The names of all sheets of a workbook.
pub struct SheetNames {
    /// The cover.
    pub cover: String,
    /// The contents.
    pub contents: String,
    /// The notes.
    pub notes: String,
    /// The charts.
    pub charts: String,
    /// The numbers that they draw.
    pub chart_numbers: String,
    tables: Vec<String>,
}

impl SheetNames {
    pub fn of(report: &Report) -> SheetNames {
        let say = |key: &str| clean(&phrase(key, report.language, &[]));
        let (cover, contents, notes) = (say("report.cover"), say("report.contents"), say("report.notes"));
        let (charts, chart_numbers) = (say("report.charts_sheet.tab"), say("report.charts_sheet.numbers_tab"));
        let own = [&cover, &contents, &notes, &charts, &chart_numbers];
        let mut taken: BTreeSet<String> = own.iter().map(|name| name.to_lowercase()).collect();
        let tables = report.tables().map(|table| unique(&wanted(table), &mut taken)).collect();
        SheetNames { cover, contents, notes, charts, chart_numbers, tables }
    }

    /// The sheet of the table at that place of [`Report::tables`].
    pub fn table(&self, place: usize) -> &str {
        &self.tables[place]
    }

    /// The sheet of the trace: the last table.
    pub fn trace(&self) -> &str {
        self.tables.last().map_or("", String::as_str)
    }

    /// The sheet of the sources: the last but one.
    pub fn sources(&self) -> &str {
        self.tables.iter().rev().nth(1).map_or("", String::as_str)
    }

    /// Where a link to the top of a sheet leads.
    pub fn link(sheet: &str) -> String {
        format!("internal:'{}'!A1", sheet.replace('\'', "''"))
    }
}

/// Number and tab of a table; of a long tab its end stays, which tells years from units.
fn wanted(table: &Table) -> String {
    let number = clean(&table.number);
    if table.tab.is_empty() {
        return number;
    }
    let tab = clean(&table.tab);
    let room = LONGEST.saturating_sub(number.chars().count() + 1);
    if tab.chars().count() <= room {
        return format!("{number} {tab}");
    }
    let (head, end) = tab.rsplit_once(" (").map_or((tab.as_str(), String::new()), |(h, e)| (h, format!(" ({e}")));
    format!("{number} {}{end}", shortened(head, room.saturating_sub(end.chars().count())))
}

fn clean(name: &str) -> String {
    let allowed =
        |c: char| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control() { ' ' } else { c };
    let name: String = name.chars().map(allowed).collect();
    name.trim().trim_matches('\'').to_owned()
}

fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let name: String = name.chars().take(LONGEST).collect();
    let mut candidate = name.trim_end().to_owned();
    let mut copy = 2;
    while candidate.is_empty() || !taken.insert(candidate.to_lowercase()) {
        let end = format!(" {copy}");
        let head: String = name.chars().take(LONGEST - end.len()).collect();
        candidate = format!("{}{end}", head.trim_end());
        copy += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_short_unique_and_clean() {
        let mut taken = BTreeSet::new();
        assert_eq!(clean("Thu/chi: [2016]"), "Thu chi   2016");
        assert_eq!(unique("Nguồn", &mut taken), "Nguồn");
        assert_eq!(unique("nguồn", &mut taken), "nguồn 2");
        let long = "Một cái tên dài hơn ba mươi mốt ký tự";
        for _ in 0..3 {
            let name = unique(long, &mut taken);
            assert!(name.chars().count() <= LONGEST, "{name}");
        }
        assert_eq!(taken.len(), 5);
    }
}
