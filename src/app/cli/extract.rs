//! `tongket extract`: the observations, cell by cell. The names and order of the columns are a contract; additions go at
//! the end.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{Session, exit_code, slashed};
use crate::app::console::Stream;
use crate::app::error::{Error, Operation};
use crate::app::pipeline::{self, Outcome};
use crate::app::progress::Progress;
use crate::app::workspace::{ReportFile, Workspace, list_reports};
use crate::domain::{Finding, Knowledge, Observation, Observations};
use crate::text::phrase;

#[derive(Args)]
pub(super) struct Options {
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[arg(id = "workspace_option", long = "workspace", value_name = "DIR")]
    workspace: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "csv", value_name = "csv|jsonl")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Jsonl,
}

pub(super) fn run(options: &Options, session: Session) -> Result<u8, Error> {
    let folder = match (&options.workspace, options.paths.first()) {
        (Some(folder), _) => folder.clone(),
        (None, Some(path)) => Workspace::around(path)?,
        (None, None) => PathBuf::from("."),
    };
    let (workspace, console) = session.load(&folder)?;
    let (files, mut told) = collect(&options.paths, &workspace)?;
    if files.is_empty() {
        told.push(super::reports_empty(&workspace));
    }
    let title = phrase("console.reading", console.language, &[]);
    let progress = Progress::new(&title, files.len() as u64, console.is_watched());
    let outcome = pipeline::understand(&workspace, &files, told, &progress);
    drop(progress);
    let Outcome { observations, .. } = &outcome;
    let text = match options.format {
        Format::Csv => csv_text(observations, &workspace.knowledge)?,
        Format::Jsonl => json_text(observations, &workspace.knowledge)?,
    };
    console.print(Stream::Out, &text)?;
    // Stdout belongs to the observations here.
    let messages = crate::app::console::Console { json: false, ..console };
    let all = phrase("console.all", console.language, &[]);
    messages.findings(&outcome, &workspace.knowledge, Stream::Err, &all)?;
    messages.tally(&outcome, false)?;
    Ok(exit_code(&outcome))
}

/// The files behind the paths, each once, named relative to `reports/` where they lie in it.
fn collect(paths: &[PathBuf], workspace: &Workspace) -> Result<(Vec<ReportFile>, Vec<Finding>), Error> {
    let real = |path: &Path| path.canonicalize().map_err(|cause| Error::io(Operation::OpenPath, path, cause));
    let home = real(&workspace.folder)?;
    let reports = home.join(crate::app::workspace::REPORTS);
    let (mut files, mut findings): (Vec<ReportFile>, Vec<Finding>) = Default::default();
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    for path in paths {
        let own = real(path)?;
        // The workspace itself stands for its reports: the registry beside them is no report.
        let start = if own == home { reports.clone() } else { own.clone() };
        let inside = start.strip_prefix(&reports).ok().map(slashed);
        let listed = if fs::metadata(&start).is_ok_and(|data| data.is_dir()) {
            let (listed, told) = list_reports(&start);
            let prefix = inside.filter(|inside| !inside.is_empty()).map_or(String::new(), |inside| inside + "/");
            findings.extend(told.into_iter().map(|mut finding| {
                finding.place.file = format!("{prefix}{}", finding.place.file);
                finding
            }));
            listed.into_iter().map(|file| (format!("{prefix}{}", file.name), file.path)).collect()
        } else {
            let name = own.file_name().map(|name| slashed(Path::new(name))).unwrap_or_default();
            vec![(inside.unwrap_or(name), start)]
        };
        for (name, file) in listed {
            if !seen.insert(real(&file)?) {
                continue;
            }
            // Two files of one name would be one place: the second goes by its whole path.
            let taken = files.iter().any(|other| other.name == name);
            files.push(ReportFile { name: if taken { slashed(&file) } else { name }, path: file });
        }
    }
    files.sort();
    Ok((files, findings))
}

/// One observation as it is printed.
#[derive(Serialize)]
struct Row<'a> {
    unit: &'a str,
    unit_name: &'a str,
    indicator: &'a str,
    category: &'a str,
    period: String,
    value: String,
    qualifier: &'static str,
    raw: String,
    file: &'a str,
    sheet: &'a str,
    cell: String,
}

const COLUMNS: [&str; 11] =
    ["unit", "unit_name", "indicator", "category", "period", "value", "qualifier", "raw", "file", "sheet", "cell"];

impl<'a> Row<'a> {
    /// The row of an observation that has a value; the other states are no figures.
    fn of(row: &'a Observation, observations: &'a Observations, knowledge: &'a Knowledge) -> Option<Row<'a>> {
        let value = row.state.amount()?;
        let unit = observations.units.get(row.unit);
        let sheet = &observations.sheets[row.sheet as usize];
        let category = row.category.and_then(|category| knowledge.catalogue.category(row.indicator, category));
        Some(Row {
            unit: &unit.code,
            unit_name: &unit.name,
            indicator: &knowledge.catalogue.indicator(row.indicator).code,
            category: category.map_or("", |category| &category.code),
            period: knowledge.calendar.show(row.period),
            value: value.to_string(),
            qualifier: row.qualifier.code(),
            raw: row.raw.to_string(),
            file: &observations.files[sheet.file as usize].path,
            sheet: &sheet.name,
            cell: row.cell.to_string(),
        })
    }
}

fn csv_text(observations: &Observations, knowledge: &Knowledge) -> Result<String, Error> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    let failed = |cause: csv::Error| Error::step(Operation::Compose, "csv", cause);
    writer.write_record(COLUMNS).map_err(failed)?;
    for row in observations.rows.iter().filter_map(|row| Row::of(row, observations, knowledge)) {
        writer.serialize(row).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|cause| Error::step(Operation::Compose, "csv", cause.to_string()))?;
    String::from_utf8(bytes).map_err(|cause| Error::step(Operation::Compose, "csv", cause))
}

fn json_text(observations: &Observations, knowledge: &Knowledge) -> Result<String, Error> {
    let mut text = String::new();
    for row in observations.rows.iter().filter_map(|row| Row::of(row, observations, knowledge)) {
        let line = serde_json::to_string(&row).map_err(|cause| Error::step(Operation::Compose, "jsonl", cause))?;
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::*;
    use crate::text::{Bilingual, Language};

    fn knowledge() -> Knowledge {
        let calendar = Calendar::default();
        let unit = Unit {
            code: "tan-lap".into(),
            name: "Xã \"Tân, Lập\"".into(),
            kind: UnitKind::Commune,
            parent: None,
            valid_from: None,
            valid_to: None,
            aliases: Vec::new(),
            registered: true,
        };
        let indicator = Indicator {
            code: "improvements".into(),
            name: Bilingual::default(),
            aliases: Vec::new(),
            group: Bilingual::default(),
            kind: Kind::Flow,
            measure: Measure::default(),
            integer: true,
            breakdown: None,
            part_of: None,
            better: Better::None,
            numerator: None,
            denominator: None,
            weight: None,
            scale: 100,
        };
        Knowledge {
            name: String::new(),
            root: UnitId(0),
            language: Language::Vi,
            calendar,
            term: Term { name: String::new(), period: calendar.year(2019) },
            compare: None,
            perimeter: Perimeter::default(),
            catalogue: Catalogue { indicators: vec![indicator], ..Catalogue::default() },
            registry: Registry::new(vec![unit]),
            changes: Vec::new(),
            targets: Vec::new(),
            scoring: None,
            rules: Vec::new(),
            decisions: crate::domain::Decisions::default(),
            recipes: Vec::new(),
            charts: Vec::new(),
            prefer_children: false,
            compiled: None,
            read_hidden: false,
        }
    }

    fn observations(knowledge: &Knowledge) -> Observations {
        let row = |state, cell, raw: &str| Observation {
            unit: UnitId(0),
            indicator: IndicatorId(0),
            category: None,
            period: knowledge.calendar.year(2019),
            state,
            qualifier: Qualifier::AtLeast,
            repaired: false,
            sheet: 0,
            cell: CellRef::new(cell, 3),
            raw: raw.into(),
        };
        Observations {
            rows: vec![
                row(State::Value(Amount::whole(1205)), 17, "trên 1.205"),
                row(State::Missing, 18, "…"),
                row(State::NotApplicable, 19, "x"),
            ],
            files: vec![FileSource { path: "2019/bc.xlsx".into(), sha256: String::new(), observations: 1 }],
            sheets: vec![SheetSource { file: 0, name: "Biểu 01".into() }],
            units: knowledge.registry.clone(),
            ..Observations::default()
        }
    }

    #[test]
    fn only_values_are_printed_in_the_columns_of_the_contract() {
        let knowledge = knowledge();
        let observations = observations(&knowledge);
        assert_eq!(
            csv_text(&observations, &knowledge).expect("csv"),
            "unit,unit_name,indicator,category,period,value,qualifier,raw,file,sheet,cell\n\
             tan-lap,\"Xã \"\"Tân, Lập\"\"\",improvements,,2019,1205,at_least,trên 1.205,2019/bc.xlsx,Biểu 01,D18\n"
        );
        let line = json_text(&observations, &knowledge).expect("jsonl");
        let value: serde_json::Value = serde_json::from_str(line.trim_end()).expect("one object");
        assert_eq!((value["value"].as_str(), value["category"].as_str()), (Some("1205"), Some("")));
        let order: Vec<usize> = COLUMNS.iter().filter_map(|c| line.find(&format!("\"{c}\":"))).collect();
        assert_eq!(order.len(), COLUMNS.len());
        assert!(order.is_sorted());
    }
}
