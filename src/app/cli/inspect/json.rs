//! An inspection for machines. The names of the keys are a contract; additions go at the end.

use serde::Serialize;

use crate::app::console;
use crate::app::error::{Error, Operation};
use crate::domain::{
    Cell, CellRole, Counts, Finding, Inspection, Knowledge, Meaning, Said, SheetInspection, State, TableInspection,
    column_name,
};

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    sheets: Vec<Sheet<'a>>,
    findings: Vec<console::Line<'a>>,
}

#[derive(Serialize)]
struct Sheet<'a> {
    sheet: &'a str,
    read: usize,
    checked: usize,
    unread: usize,
    tables: Vec<Table<'a>>,
    rows: Vec<Row<'a>>,
    cells: Vec<CellLine<'a>>,
}

#[derive(Serialize)]
struct Table<'a> {
    header: Vec<u32>,
    first: u32,
    last: u32,
    fingerprint: String,
    read: bool,
    recipe: Option<&'a str>,
    confidence: usize,
    columns_understood: [usize; 2],
    rows_understood: [usize; 2],
    known_words: usize,
    #[serde(flatten)]
    says: Says<'a>,
    columns: Vec<Column<'a>>,
}

#[derive(Serialize)]
struct Column<'a> {
    column: String,
    role: &'static str,
    path: &'a [String],
    read: bool,
    #[serde(flatten)]
    says: Says<'a>,
}

#[derive(Serialize)]
struct Row<'a> {
    row: u32,
    role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a [String]>,
    #[serde(flatten)]
    says: Says<'a>,
}

/// What is said of a table, a column or a row; what is not said is left out.
#[derive(Serialize, Default)]
struct Says<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    indicator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
}

#[derive(Serialize)]
struct CellLine<'a> {
    cell: String,
    role: &'static str,
    raw: String,
    #[serde(flatten)]
    observation: Option<Observed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
}

#[derive(Serialize)]
struct Observed<'a> {
    unit: &'a str,
    unit_name: &'a str,
    indicator: &'a str,
    category: &'a str,
    period: String,
    value: String,
    qualifier: &'static str,
    state: &'static str,
}

/// The inspection as one object.
pub(super) fn text(inspection: &Inspection, findings: &[Finding], knowledge: &Knowledge) -> Result<String, Error> {
    let writer = Writer { inspection, knowledge };
    let file = File {
        file: &inspection.path,
        sheets: inspection.sheets.iter().map(|sheet| writer.sheet(sheet)).collect(),
        findings: findings.iter().map(|finding| console::Line::of(finding, knowledge.language)).collect(),
    };
    let text = serde_json::to_string(&file).map_err(|cause| Error::step(Operation::Compose, "json", cause))?;
    Ok(text + "\n")
}

struct Writer<'a> {
    inspection: &'a Inspection,
    knowledge: &'a Knowledge,
}

impl<'a> Writer<'a> {
    fn sheet(&self, sheet: &'a SheetInspection) -> Sheet<'a> {
        let Counts { read, checked, unread } = sheet.counts();
        let rows = sheet.rows.iter().map(|(&row, role)| {
            let inside = sheet.table_at(row).and_then(|table| table.row(row));
            Row {
                row: row + 1,
                role: role.word(),
                path: inside.map(|row| row.path.as_slice()),
                says: inside.map(|row| self.says(&row.said)).unwrap_or_default(),
            }
        });
        Sheet {
            sheet: &sheet.grid.name,
            read,
            checked,
            unread,
            tables: sheet.tables.iter().map(|table| self.table(table)).collect(),
            rows: rows.collect(),
            cells: sheet.grid.cells().iter().map(|cell| self.cell(sheet, cell)).collect(),
        }
    }

    fn table(&self, table: &'a TableInspection) -> Table<'a> {
        let confidence = table.confidence;
        let columns = table.columns.iter().map(|column| Column {
            column: column_name(column.index),
            role: column.role.word(),
            path: &column.path,
            read: table.read && column.role.is_value() && !column.closed,
            says: self.says(&column.said),
        });
        Table {
            header: table.header.iter().map(|row| row + 1).collect(),
            first: table.body.0 + 1,
            last: table.body.1 + 1,
            fingerprint: format!("{:012x}", table.fingerprint),
            read: table.read,
            recipe: table.recipe.as_deref(),
            confidence: confidence.percent(),
            columns_understood: [confidence.columns.0, confidence.columns.1],
            rows_understood: [confidence.rows.0, confidence.rows.1],
            known_words: confidence.words,
            says: self.says(&table.said),
            columns: columns.collect(),
        }
    }

    fn says(&self, said: &Said) -> Says<'a> {
        let catalogue = &self.knowledge.catalogue;
        let (indicator, category) = match said.meaning {
            Some(Meaning::Indicator(id, category)) => {
                let category = category.and_then(|category| catalogue.category(id, category));
                (Some(catalogue.indicator(id).code.as_str()), category.map(|category| category.code.as_str()))
            }
            Some(Meaning::Category(breakdown, category)) => {
                let found = catalogue.breakdowns[breakdown.0 as usize].categories.get(usize::from(category.index()));
                (None, found.map(|category| category.code.as_str()))
            }
            None => (None, None),
        };
        Says {
            unit: said.unit.map(|unit| self.inspection.observations.units.get(unit).code.as_str()),
            indicator,
            category,
            period: said.period.map(|period| self.knowledge.calendar.show(period)),
        }
    }

    fn cell(&self, sheet: &'a SheetInspection, cell: &Cell) -> CellLine<'a> {
        let role = sheet.role(cell.at);
        let observation = self.inspection.observation(sheet, cell.at).map(|row| {
            let catalogue = &self.knowledge.catalogue;
            let unit = self.inspection.observations.units.get(row.unit);
            let category = row.category.and_then(|category| catalogue.category(row.indicator, category));
            Observed {
                unit: &unit.code,
                unit_name: &unit.name,
                indicator: &catalogue.indicator(row.indicator).code,
                category: category.map_or("", |category| &category.code),
                period: self.knowledge.calendar.show(row.period),
                value: row.state.amount().map(|amount| amount.to_string()).unwrap_or_default(),
                qualifier: row.qualifier.code(),
                state: match row.state {
                    State::Value(_) | State::Class => "value",
                    State::Missing => "missing",
                    State::NotApplicable => "not_applicable",
                },
            }
        });
        CellLine {
            cell: cell.at.to_string(),
            role: role.word(),
            raw: cell.raw(),
            observation,
            why: (role == CellRole::Unread).then(|| sheet.why(cell.at).word()),
        }
    }
}
