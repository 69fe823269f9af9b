//! What goes back to the units: the findings of each sender's reports, for `kiem-tra.xlsx` and for the annotated copies.

use std::collections::{BTreeMap, BTreeSet};

use super::picker::Picker;
use super::provenance::{concerns, message};
use crate::domain::{CellRef, Finding, Senders, Severity, UnitId};
use crate::report::document::{Cell, Column, ColumnKind, Report, Returned, Row, RowKind, Table};
use crate::report::format;
use crate::report::write::annotated::Remark;
use crate::text::file_name;

/// The folder of the annotated copies.
pub const FOLDER: &str = "tra-lai";

/// A copy with more notes than this serves nobody; all of them stand in `kiem-tra.xlsx`, and the gravest come first.
const MOST_REMARKS: usize = 2_000;

/// Findings by the unit that they go back to, in the order of the registry.
fn by_unit<'f>(picker: &Picker, findings: &'f [Finding]) -> BTreeMap<UnitId, Vec<&'f Finding>> {
    let senders = Senders::new(picker.observations);
    let mut by_unit: BTreeMap<UnitId, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity != Severity::Note) {
        by_unit.entry(senders.of(finding).unwrap_or(picker.root)).or_default().push(finding);
    }
    for findings in by_unit.values_mut() {
        findings.sort_by_cached_key(|finding| finding.sort_key());
    }
    by_unit
}

/// `kiem-tra.xlsx` as a document, one table a unit behind a table that lists them, and the copies to annotate.
pub fn returns(picker: &Picker, base: &Report, findings: &[Finding]) -> (Report, Vec<Returned>) {
    let by_unit = by_unit(picker, findings);
    let mut folders = BTreeSet::new();
    let mut pages = Vec::with_capacity(by_unit.len());
    let mut listed = Vec::with_capacity(by_unit.len());
    let mut returned = Vec::new();
    for (place, (&unit, findings)) in by_unit.iter().enumerate() {
        let name = picker.unit_name(unit).to_owned();
        let folder = unused(&file_name(&name), &mut folders);
        let files = files(picker, findings);
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count().to_string();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        listed.push(vec![
            Cell::Text((place + 1).to_string()),
            Cell::Text(name.clone()),
            Cell::Text(errors.clone()),
            Cell::Text(warnings.clone()),
            Cell::Text(files.len().to_string()),
        ]);
        pages.push(page(picker, (place + 1, &name), findings, &[("errors", errors), ("warnings", warnings)], &folder));
        let mut taken = BTreeSet::new();
        for (file, remarks) in files {
            let way: Vec<String> = file.split('/').map(file_name).collect();
            let name = unused(&format!("{FOLDER}/{folder}/{}", way.join("/")), &mut taken);
            returned.push(Returned { file: file.to_owned(), name, remarks });
        }
    }
    let report = Report {
        title: picker.say("report.returns.title", &[]),
        sentences: Vec::new(),
        summary: contents(picker, listed),
        chapters: Vec::new(),
        beside: pages,
        findings: blank(),
        sources: blank(),
        trace: blank(),
        origins: BTreeMap::new(),
        notes: Vec::new(),
        charts: Vec::new(),
        ..base.clone()
    };
    (report, returned)
}

/// The files in which findings stand on cells, with what to note there.
fn files<'f>(picker: &Picker, findings: &[&'f Finding]) -> BTreeMap<&'f str, Vec<Remark>> {
    let mut files: BTreeMap<&str, Vec<Remark>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| !Senders::is_of_the_office(finding.code)) {
        let Some(cell) = CellRef::parse(&finding.place.cell) else { continue };
        let suggestion = format::sentence_start(&finding.request(picker.language));
        let parts = [message(finding, picker), suggestion];
        let text: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let remarks = files.entry(&finding.place.file).or_default();
        if remarks.len() == MOST_REMARKS {
            continue;
        }
        remarks.push(Remark {
            sheet: finding.place.sheet.clone(),
            cell,
            severity: finding.severity,
            text: text.join("\n"),
        });
    }
    files
}

/// One unit's findings, with room for its answers.
fn page(
    picker: &Picker,
    (number, name): (usize, &str),
    findings: &[&Finding],
    counts: &[(&str, String); 2],
    folder: &str,
) -> Table {
    let mut facts = counts.to_vec();
    facts.extend([("unit", name.to_owned()), ("folder", format!("{FOLDER}/{folder}"))]);
    let columns = [
        ("index", ColumnKind::Index),
        ("severity", ColumnKind::Short),
        ("finding", ColumnKind::Long),
        ("place", ColumnKind::Long),
        ("concerns", ColumnKind::Long),
        ("request", ColumnKind::Long),
        ("answer", ColumnKind::Long),
    ];
    let text = |text: String| if text.is_empty() { Cell::Blank } else { Cell::Text(text) };
    let rows = findings.iter().enumerate().map(|(place, finding)| {
        vec![
            Cell::Text((place + 1).to_string()),
            Cell::Text(picker.say(&format!("report.severity.{}", finding.severity.code()), &[])),
            Cell::Text(message(finding, picker)),
            text(finding.place.to_string()),
            text(concerns(picker, finding)),
            text(format::sentence_start(&finding.request(picker.language))),
            Cell::Blank,
        ]
    });
    let rows = rows.map(|cells| Row { kind: RowKind::Normal, indent: 0, cells }).collect();
    Table {
        number: format!("{number:02}"),
        tab: name.to_owned(),
        title: picker.say("report.returns.page", &facts),
        subtitle: picker.say("report.returns.page_subtitle", &facts),
        columns: headed(picker, &columns),
        rows,
        filter: true,
        shades: Vec::new(),
        on_screen: false,
        notes: vec![picker.say("report.returns.how", &facts)],
    }
}

/// The units with how much there is to answer.
fn contents(picker: &Picker, listed: Vec<Vec<Cell>>) -> Table {
    let columns = [
        ("index", ColumnKind::Index),
        ("unit", ColumnKind::Label),
        ("errors", ColumnKind::Short),
        ("warnings", ColumnKind::Short),
        ("copies", ColumnKind::Short),
    ];
    let empty = listed.is_empty().then(|| picker.say("report.returns.nothing", &[]));
    Table {
        number: picker.say("report.contents", &[]),
        tab: String::new(),
        title: picker.say("report.returns.title", &[]),
        subtitle: picker.say("report.returns.subtitle", &[("count", listed.len().to_string())]),
        columns: headed(picker, &columns),
        rows: listed.into_iter().map(|cells| Row { kind: RowKind::Normal, indent: 0, cells }).collect(),
        filter: false,
        shades: Vec::new(),
        on_screen: false,
        notes: empty.into_iter().chain([picker.say("report.returns.notes", &[])]).collect(),
    }
}

fn headed(picker: &Picker, columns: &[(&str, ColumnKind)]) -> Vec<Column> {
    let heading = |key: &str| picker.say(&format!("report.column.{key}"), &[]);
    columns.iter().map(|(key, kind)| Column { heading: heading(key), kind: *kind }).collect()
}

/// A table that is not shown.
fn blank() -> Table {
    Table {
        number: String::new(),
        tab: String::new(),
        title: String::new(),
        subtitle: String::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        filter: false,
        shades: Vec::new(),
        on_screen: false,
        notes: Vec::new(),
    }
}

/// A name that no other bears, capitals aside, as Windows compares them: a number goes before its ending.
fn unused(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut copy = 2;
    while !taken.insert(candidate.to_lowercase()) {
        let dot = name.rfind('.').filter(|&dot| !name[dot..].contains('/')).unwrap_or(name.len());
        candidate = format!("{} ({copy}){}", &name[..dot], &name[dot..]);
        copy += 1;
    }
    candidate
}
