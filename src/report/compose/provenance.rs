//! Where the figures come from and what must be known about them: findings, files, the trace to cells, notes.

use std::collections::{BTreeMap, BTreeSet};

use super::picker::{Item, Picker};
use crate::domain::{
    Basis, Decided, Figure, FigureKey, Finding, Number, ObservationId, PerimeterMode, Place, Ruling, Severity,
};
use crate::report::document::{Cell, Column, ColumnKind, Origin, Row, RowKind, Table};
use crate::report::format;

/// A sheet of more rows serves nobody; all of them stand in the parquet file.
const MOST_TRACED: usize = 100_000;

/// So many digits tell the files of one term apart; the sources give all of them.
const SHORT_HASH: usize = 8;

/// A table of words.
fn listing(picker: &Picker, name: &str, columns: &[(&str, ColumnKind)], rows: Vec<Vec<Cell>>) -> Table {
    let empty = rows.is_empty().then(|| picker.say("report.empty", &[]));
    let count = format::number(crate::domain::Amount::whole(rows.len() as i64), format::Style::WHOLE, picker.language);
    let columns = columns
        .iter()
        .map(|(key, kind)| Column { heading: picker.say(&format!("report.column.{key}"), &[]), kind: *kind })
        .collect();
    Table {
        number: picker.say(&format!("report.{name}.tab"), &[]),
        tab: String::new(),
        title: picker.say(&format!("report.{name}.title"), &[]),
        // That there is nothing stands under the header.
        subtitle: if rows.is_empty() {
            String::new()
        } else {
            picker.say(&format!("report.{name}.subtitle"), &[("count", count)])
        },
        columns,
        rows: rows.into_iter().map(|cells| Row { kind: RowKind::Normal, indent: 0, cells }).collect(),
        filter: true,
        shades: Vec::new(),
        on_screen: name == "trace",
        notes: empty.into_iter().collect(),
    }
}

/// What was found, in the order it is shown.
pub fn findings(picker: &Picker, findings: &[Finding]) -> Table {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_cached_key(|finding| finding.sort_key());
    let columns = [
        ("severity", ColumnKind::Short),
        ("finding", ColumnKind::Long),
        ("suggestion", ColumnKind::Long),
        ("place", ColumnKind::Long),
        ("concerns", ColumnKind::Long),
        ("code", ColumnKind::Short),
    ];
    let rows = sorted.into_iter().map(|finding| finding_row(picker, finding)).collect();
    listing(picker, "findings", &columns, rows)
}

fn finding_row(picker: &Picker, finding: &Finding) -> Vec<Cell> {
    let severity = match finding.severity {
        Severity::Error => "report.severity.error",
        Severity::Warning => "report.severity.warning",
        Severity::Note => "report.severity.note",
    };
    let text = |text: String| if text.is_empty() { Cell::Blank } else { Cell::Text(text) };
    vec![
        Cell::Text(picker.say(severity, &[])),
        Cell::Text(message(finding, picker)),
        text(format::sentence_start(&finding.suggestion(picker.language))),
        text(finding.place.to_string()),
        text(concerns(picker, finding)),
        Cell::Text(finding.code.to_string()),
    ]
}

/// What is the matter, in one sentence.
pub fn message(finding: &Finding, picker: &Picker) -> String {
    let (title, detail) = (finding.title(picker.language), finding.detail(picker.language));
    if detail.is_empty() { title } else { format!("{title}: {detail}") }
}

/// Unit, indicator and period of a finding in words.
pub fn concerns(picker: &Picker, finding: &Finding) -> String {
    let mut parts = Vec::new();
    if !finding.unit.is_empty() {
        let known = picker.name_of_code(&finding.unit, picker.calendar().parse(&finding.period));
        parts.push(known.unwrap_or(&finding.unit).to_owned());
    }
    if !finding.indicator.is_empty() {
        let catalogue = &picker.knowledge.catalogue;
        let label = catalogue.find(&finding.indicator).map(|indicator| {
            let category = catalogue
                .categories(indicator)
                .find(|(_, category)| category.code == finding.category)
                .map(|(category, _)| category);
            picker.label(Item { indicator, category })
        });
        parts.push(label.unwrap_or_else(|| finding.indicator.clone()));
    }
    if !finding.period.is_empty() {
        let period = picker.calendar().parse(&finding.period).map(|period| picker.period_name(period));
        parts.push(period.unwrap_or_else(|| finding.period.clone()));
    }
    parts.join("; ")
}

/// The files that were read.
pub fn sources(picker: &Picker) -> Table {
    let columns = [
        ("index", ColumnKind::Index),
        ("file", ColumnKind::Long),
        ("observations", ColumnKind::Number),
        ("sha256", ColumnKind::Long),
    ];
    let files = &picker.observations.files;
    let rows = files
        .iter()
        .enumerate()
        .map(|(place, file)| {
            vec![
                Cell::Text((place + 1).to_string()),
                Cell::Text(file.path.clone()),
                count(file.observations),
                Cell::Text(file.sha256.clone()),
            ]
        })
        .collect();
    listing(picker, "sources", &columns, rows)
}

fn count(value: u32) -> Cell {
    Cell::Number(crate::report::document::Printed {
        amount: crate::domain::Amount::whole(i64::from(value)),
        style: format::Style::WHOLE,
        qualifier: crate::domain::Qualifier::Exact,
        marks: crate::report::document::Marks::default(),
        figure: None,
    })
}

/// Each figure of a registered unit with the cells behind it; what rests on other figures says so.
pub fn trace(picker: &Picker) -> (Table, BTreeMap<FigureKey, Origin>) {
    let columns = [
        ("indicator", ColumnKind::Long),
        ("unit", ColumnKind::Long),
        ("period", ColumnKind::Short),
        ("value", ColumnKind::Number),
        ("origin", ColumnKind::Long),
        ("file", ColumnKind::Long),
        ("sheet", ColumnKind::Short),
        ("cells", ColumnKind::Short),
        ("sha256", ColumnKind::Short),
        ("open", ColumnKind::Short),
    ];
    let mut origins = BTreeMap::new();
    let mut rows = Vec::new();
    let mut figures: Vec<&Figure> =
        picker.figures.rows().iter().filter(|figure| picker.units.get(figure.unit).registered).collect();
    figures.sort_by_key(|f| (f.unit, f.indicator, f.category, f.period == picker.term, f.period));
    for figure in figures {
        let first = rows.len();
        trace_rows(picker, figure, &mut rows);
        let key = (figure.unit, figure.indicator, figure.category, figure.period);
        origins.insert(key, origin(picker, figure, (first < MOST_TRACED).then_some(first as u32)));
    }
    let all = rows.len();
    rows.truncate(MOST_TRACED);
    rows.extend(decided_apart(picker));
    let mut table = listing(picker, "trace", &columns, rows);
    if all > MOST_TRACED {
        let facts = [("shown", MOST_TRACED.to_string()), ("all", all.to_string())];
        table.notes.push(picker.say("report.trace.cut", &facts));
    }
    (table, origins)
}

fn origin(picker: &Picker, figure: &Figure, row: Option<u32>) -> Origin {
    let catalogue = &picker.knowledge.catalogue;
    let category = figure.category.and_then(|category| catalogue.category(figure.indicator, category));
    Origin {
        unit: picker.units.get(figure.unit).code.clone(),
        indicator: catalogue.indicator(figure.indicator).code.clone(),
        category: category.map(|category| category.code.clone()).unwrap_or_default(),
        period: picker.calendar().show(figure.period),
        row,
    }
}

/// One row for every sheet that a figure has cells on; one row for a figure that rests on other figures.
fn trace_rows(picker: &Picker, figure: &Figure, rows: &mut Vec<Vec<Cell>>) {
    let item = Item { indicator: figure.indicator, category: figure.category };
    let head = |origin: &str| {
        vec![
            Cell::Text(picker.label(item)),
            Cell::Text(picker.unit_name(figure.unit).to_owned()),
            Cell::Text(picker.period_name(figure.period)),
            Cell::Number(picker.printed(item, figure)),
            Cell::Text(picker.say(origin, &[])),
        ]
    };
    let own_cells = new_cells(picker, item, figure);
    if own_cells.is_empty() {
        let origin = match (figure.value, figure.basis) {
            (Number::Ratio { .. }, _) => "report.origin.ratio",
            (_, Basis::Children) => "report.origin.children",
            (_, Basis::Own) if figure.cells.is_empty() => "report.origin.parts",
            (_, Basis::Own) => "report.origin.years",
        };
        let of_units = [("reported", figure.reported.to_string()), ("expected", figure.expected.to_string())];
        let words = match (figure.value, figure.basis) {
            (Number::Exact(_) | Number::Tally { .. }, Basis::Children) => {
                Cell::Text(picker.say("report.origin.of_units", &of_units))
            }
            _ => Cell::Blank,
        };
        rows.push(head(origin).into_iter().chain([words]).chain(std::iter::repeat_n(Cell::Blank, 4)).collect());
        return;
    }
    let mut cells = own_cells;
    // What somebody decided about stands in rows of its own, with the reason.
    let source = |id: ObservationId| (picker.observations.get(id).sheet, picker.observations.decision_on(id));
    cells.sort_by_key(|&id| (source(id), picker.observations.get(id).cell));
    for on_sheet in cells.chunk_by(|&a, &b| source(a) == source(b)) {
        let place = picker.observations.place(on_sheet[0]);
        let names: Vec<String> = on_sheet.iter().map(|&id| picker.observations.get(id).cell.to_string()).collect();
        let place = source_cells(picker, place, names.join(", "));
        let mut row = head(if figure.repaired { "report.origin.repaired" } else { "report.origin.cell" });
        if let Some(decision) = picker.observations.decision_on(on_sheet[0]) {
            row[4] = Cell::Text(decided(picker, decision));
        }
        rows.push(row.into_iter().chain(place).collect());
    }
}

/// File, sheet, cells and bytes of a source, with the way to open it.
fn source_cells(picker: &Picker, place: Place, cells: String) -> [Cell; 5] {
    // Other formats have no cells that a link can name.
    let has_cells =
        [".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"].iter().any(|ending| place.file.to_lowercase().ends_with(ending));
    let open = Cell::Open { file: 5, cell: has_cells.then_some((6, 7)) };
    let bytes = picker.observations.files.iter().find(|file| file.path == place.file);
    let bytes = bytes.map_or(Cell::Blank, |file| Cell::Text(file.sha256.chars().take(SHORT_HASH).collect()));
    [Cell::Text(place.file), Cell::Text(place.sheet), Cell::Text(cells), bytes, open]
}

/// Decisions about cells that no figure rests on: what was left out, printed totals.
fn decided_apart(picker: &Picker) -> Vec<Vec<Cell>> {
    let observations = picker.observations;
    let ids = if observations.decided.is_empty() { &[][..] } else { picker.figures.rows() };
    let shown = ids.iter().filter(|figure| picker.units.get(figure.unit).registered);
    let shown: BTreeSet<usize> =
        shown.flat_map(|figure| figure.cells.iter().filter_map(|&id| observations.decision_on(id))).collect();
    let apart = observations.decided.iter().filter(|one| !shown.contains(&(one.decision as usize)));
    let row = |one: &Decided| {
        let at = (one.sheet, one.cell);
        let read = observations.rows.iter().find(|row| (row.sheet, row.cell) == at);
        let total = observations.totals.iter().find(|total| (total.sheet, total.cell) == at);
        let about = read.map(|row| (row.indicator, row.category, row.period));
        let about = about.or_else(|| total.map(|total| (total.indicator, total.category, total.period)));
        let unit =
            read.map(|row| picker.unit_name(row.unit).to_owned()).or_else(|| total.map(|total| total.label.clone()));
        let text = |text: Option<String>| text.map_or(Cell::Blank, Cell::Text);
        let mut row = vec![
            text(about.map(|(indicator, category, _)| picker.label(Item { indicator, category }))),
            text(unit),
            text(about.map(|(.., period)| picker.period_name(period))),
            Cell::Missing,
            Cell::Text(decided(picker, one.decision as usize)),
        ];
        row.extend(source_cells(picker, observations.place_of(one.sheet, one.cell), one.cell.to_string()));
        row
    };
    apart.map(row).collect()
}

/// What a person decided about a cell, and why.
fn decided(picker: &Picker, decision: usize) -> String {
    let decision = &picker.knowledge.decisions.cells[decision];
    let key = match decision.ruling {
        Ruling::Correct(_) => "report.origin.corrected",
        Ruling::Accept => "report.origin.accepted",
        Ruling::Ignore => "report.origin.ignored",
    };
    let facts = [("found", decision.found.clone()), ("reason", decision.reason.clone())];
    picker.say(key, &facts).trim_end_matches([':', ' ']).to_owned()
}

/// The cells of a figure; of the term only where they do not already stand with its years.
fn new_cells(picker: &Picker, item: Item, figure: &Figure) -> Vec<ObservationId> {
    if figure.period != picker.term {
        return figure.cells.to_vec();
    }
    let of_years: BTreeSet<ObservationId> = picker
        .years
        .iter()
        .filter(|&&year| year != picker.term)
        .filter_map(|&year| picker.figure(figure.unit, item, year))
        .flat_map(|figure| figure.cells.iter().copied())
        .collect();
    figure.cells.iter().copied().filter(|cell| !of_years.contains(cell)).collect()
}

/// How to read the report.
pub fn notes(picker: &Picker) -> Vec<String> {
    let say = |key: &str| picker.say(key, &[]);
    let mut notes = vec![
        say("report.note.all_signs"),
        say("report.note.all_marks"),
        say("report.note.rounding"),
        say("report.note.totals"),
        say("report.note.kinds"),
        perimeter(picker),
    ];
    let ladder = |b: &crate::domain::Breakdown| !b.additive;
    if picker.knowledge.catalogue.breakdowns.iter().any(ladder) {
        notes.push(say("report.note.ladder"));
    }
    if picker.calendar().year_starts != 1 {
        let year = picker.calendar().year(picker.calendar().year_of(picker.term.to));
        let facts = [("year", picker.period_name(year)), ("months", format::span(year))];
        notes.push(picker.say("report.note.year", &facts));
    }
    notes.push(format!("{}.", picker.coverage_sentence()));
    let silent: Vec<String> = picker
        .knowledge
        .catalogue
        .iter()
        .filter(|(id, _)| picker.items(*id).iter().all(|&item| !picker.has_figures(item)))
        .map(|(_, indicator)| indicator.name.get(picker.language).to_owned())
        .collect();
    if !silent.is_empty() {
        notes.push(picker.say("report.note.never", &[("names", silent.join("; "))]));
    }
    notes
}

/// Which units the figures are stated for.
fn perimeter(picker: &Picker) -> String {
    let perimeters = &picker.figures.perimeters;
    let month = perimeters.as_of.unwrap_or(picker.term.to);
    let facts = [("month", format!("{:02}/{}", month.number(), month.year()))];
    match perimeters.mode {
        PerimeterMode::AsReported => picker.say("report.note.perimeter", &[]),
        PerimeterMode::Successor => picker.say("report.note.perimeter-successor", &facts),
        PerimeterMode::Constant => picker.say("report.note.perimeter-constant", &facts),
    }
}
