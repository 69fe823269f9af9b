//! Changes since an edition in words, as JSON lines and as a table.

use serde::Serialize;

use super::changes::{CellChange, Changes, FigureChange, How};
use super::kept::{KeptFigure, KeptObservation};
use crate::app::error::{Error, Operation};
use crate::domain::Catalogue;
use crate::text::{Language, phrase, show_number};

/// How many cells of one figure a person is shown; files list all.
const CELLS: usize = 12;

/// The changes for a person.
pub fn words(changes: &Changes<'_>, catalogue: &Catalogue, language: Language) -> String {
    let say = |key: &str, facts: &[(&str, String)]| phrase(&format!("diff.{key}"), language, facts);
    let count = |count: usize| show_number(&count.to_string(), language);
    let (name, term) = changes.edition;
    let edition = [("name", name.to_owned()), ("term", term.to_owned())];
    if changes.figures.is_empty() && changes.inputs.is_empty() {
        return say("nothing", &edition) + "\n";
    }
    let mut text = say("title", &edition) + "\n";
    let facts = [How::Changed, How::New, How::Gone, How::Same].map(|how| (how.code(), count(changes.count(how))));
    text.push_str(&say("figures", &facts));
    text.push_str("\n\n");
    for change in &changes.figures {
        text.push_str(&figure(change, catalogue, language));
        let shown = change.cells.len().min(CELLS);
        for cell in &change.cells[..shown] {
            text.push_str(&format!("    {}\n", cell_words(cell, change.figure(), catalogue, language)));
        }
        if shown < change.cells.len() {
            let facts = [("count", count(change.cells.len() - shown))];
            text.push_str(&format!("    {}\n", say("more", &facts)));
        }
        if change.cells.is_empty() {
            text.push_str(&format!("    {}\n", say("no-cells", &[])));
        }
    }
    if !changes.inputs.is_empty() {
        text.push_str(if changes.figures.is_empty() { "" } else { "\n" });
        text.push_str(&say("inputs", &[("count", count(changes.inputs.len()))]));
        text.push('\n');
        for input in &changes.inputs {
            text.push_str(&format!("  {}  {}\n", say(&format!("how.{}", input.how.code()), &[]), input.path));
        }
    }
    text
}

/// `Xã Tân Lập › Sáng kiến – Cấp cơ sở › 2019: 1.205 → 1.250 (+45)`.
fn figure(change: &FigureChange<'_>, catalogue: &Catalogue, language: Language) -> String {
    let figure = change.figure();
    let none = || phrase("diff.none", language, &[]);
    let value =
        |side: Option<&KeptFigure>| side.map_or_else(none, |side| qualified(&side.value, &side.qualifier, language));
    let label = label(&figure.indicator, &figure.category, catalogue, language);
    let mut text = format!(
        "{} › {label} › {}: {} → {}",
        figure.unit_name,
        figure.period,
        value(change.before),
        value(change.after)
    );
    if let (How::Changed, Some(difference)) = (change.how, change.difference()) {
        let sign = if difference.raw() > 0 { "+" } else { "" };
        text.push_str(&format!(" ({sign}{})", show_number(&difference.to_string(), language)));
    }
    let standing = |side: &KeptFigure| {
        let facts = [("reported", side.reported.to_string()), ("expected", side.expected.to_string())];
        let mut words = vec![phrase(&format!("diff.{}", side.basis), language, &facts)];
        if side.gaps > 0 {
            words.push(phrase("diff.gaps", language, &[("count", show_number(&side.gaps.to_string(), language))]));
        }
        for (holds, key) in [(side.disputed, "diff.disputed"), (side.repaired, "diff.repaired")] {
            if holds {
                words.push(phrase(key, language, &[]));
            }
        }
        words.join(", ")
    };
    let (before, after) = (change.before.map(standing), change.after.map(standing));
    match (before, after) {
        (Some(before), Some(after)) if before != after => text.push_str(&format!("  [{before} → {after}]")),
        (_, Some(only)) if change.before.is_none() => text.push_str(&format!("  [{only}]")),
        _ => {}
    }
    text.push('\n');
    text
}

/// `thay đổi  bc-2019.xlsx › Biểu 01 › D11: 10 → 55`, with what it is about where that is not the figure's own.
fn cell_words(change: &CellChange<'_>, figure: &KeptFigure, catalogue: &Catalogue, language: Language) -> String {
    let how = phrase(&format!("diff.cell.{}", change.how.code()), language, &[]);
    let place = |row: &KeptObservation| format!("{} › {} › {}", row.file, row.sheet, row.cell);
    let places = match (change.before.map(place), change.after.map(place)) {
        (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
        (before, after) => after.or(before).unwrap_or_default(),
    };
    let value = |row: Option<&KeptObservation>| {
        row.map_or_else(|| phrase("diff.none", language, &[]), |row| said(row, language))
    };
    let values = match change.how {
        How::Same => value(change.after),
        _ => format!("{} → {}", value(change.before), value(change.after)),
    };
    let mut about: Vec<String> = Vec::new();
    if let Some(row) = change.after.or(change.before) {
        if (&row.unit, &row.unit_from) != (&figure.unit, &figure.unit_from) {
            about.push(row.unit.clone());
        }
        if (&row.indicator, &row.category) != (&figure.indicator, &figure.category) {
            about.push(label(&row.indicator, &row.category, catalogue, language));
        }
        if row.period != figure.period {
            about.push(row.period.clone());
        }
    }
    let about = if about.is_empty() { String::new() } else { format!("  ({})", about.join(", ")) };
    format!("{how}  {places}: {values}{about}")
}

/// What a cell says, as the program understood it.
fn said(row: &KeptObservation, language: Language) -> String {
    match row.state.as_str() {
        "missing" => "…".to_owned(),
        "not_applicable" => "x".to_owned(),
        "class" => row.raw.clone(),
        _ => qualified(&row.value, &row.qualifier, language),
    }
}

fn qualified(value: &str, qualifier: &str, language: Language) -> String {
    let sign = match qualifier {
        "at_least" => "≥ ",
        "at_most" => "≤ ",
        "about" => "≈ ",
        _ => "",
    };
    format!("{sign}{}", show_number(value, language))
}

/// The names of an indicator and category; a code that the catalogue no longer has stands for itself.
fn label(indicator: &str, category: &str, catalogue: &Catalogue, language: Language) -> String {
    let Some(id) = catalogue.find(indicator) else {
        return [indicator, category].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ");
    };
    let known = catalogue.categories(id).find(|(_, each)| each.code == category).map(|(id, _)| id);
    let label = catalogue.label(id, known, language);
    if known.is_none() && !category.is_empty() { format!("{label} – {category}") } else { label }
}

/// One figure for machines.
#[derive(Serialize)]
struct FigureLine<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    change: &'static str,
    unit: &'a str,
    unit_name: &'a str,
    indicator: &'a str,
    category: &'a str,
    period: &'a str,
    difference: Option<String>,
    before: Option<&'a KeptFigure>,
    after: Option<&'a KeptFigure>,
    cells: Vec<CellLine<'a>>,
}

#[derive(Serialize)]
struct CellLine<'a> {
    change: &'static str,
    before: Option<&'a KeptObservation>,
    after: Option<&'a KeptObservation>,
}

#[derive(Serialize)]
struct InputLine<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    change: &'static str,
    path: &'a str,
}

/// The changes as one JSON object a line: figures, then input files.
pub fn json_text(changes: &Changes<'_>) -> Result<String, Error> {
    let mut text = String::new();
    let mut add = |line: serde_json::Result<String>| -> Result<(), Error> {
        text.push_str(&line.map_err(|cause| Error::step(Operation::Compose, "jsonl", cause))?);
        text.push('\n');
        Ok(())
    };
    for change in &changes.figures {
        let figure = change.figure();
        let cells = change.cells.iter();
        add(serde_json::to_string(&FigureLine {
            kind: "figure",
            change: change.how.code(),
            unit: &figure.unit,
            unit_name: &figure.unit_name,
            indicator: &figure.indicator,
            category: &figure.category,
            period: &figure.period,
            difference: change.difference().map(|difference| difference.to_string()),
            before: change.before,
            after: change.after,
            cells: cells
                .map(|cell| CellLine { change: cell.how.code(), before: cell.before, after: cell.after })
                .collect(),
        }))?;
    }
    for input in &changes.inputs {
        add(serde_json::to_string(&InputLine { kind: "input", change: input.how.code(), path: input.path }))?;
    }
    Ok(text)
}

const COLUMNS: [&str; 22] = [
    "change",
    "unit",
    "unit_name",
    "indicator",
    "category",
    "period",
    "before",
    "after",
    "difference",
    "qualifier_before",
    "qualifier_after",
    "basis_before",
    "basis_after",
    "gaps_before",
    "gaps_after",
    "cell_change",
    "cell_unit",
    "file",
    "sheet",
    "cell",
    "cell_before",
    "cell_after",
];

/// The changes as a table, one row for each figure and cell; a figure without cells has one row.
pub fn csv_text(changes: &Changes<'_>) -> Result<String, Error> {
    let failed = |cause: String| Error::step(Operation::Compose, "csv", cause);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(|cause| failed(cause.to_string()))?;
    for change in &changes.figures {
        let figure = change.figure();
        let side =
            |of: fn(&KeptFigure) -> String| [change.before, change.after].map(|side| side.map(of).unwrap_or_default());
        let mut row = vec![
            change.how.code().to_owned(),
            guarded(&figure.unit),
            guarded(&figure.unit_name),
            guarded(&figure.indicator),
            guarded(&figure.category),
            figure.period.clone(),
        ];
        row.extend(side(|figure| figure.value.clone()));
        row.push(change.difference().map(|difference| difference.to_string()).unwrap_or_default());
        row.extend(side(|figure| figure.qualifier.clone()));
        row.extend(side(|figure| figure.basis.clone()));
        row.extend(side(|figure| figure.gaps.to_string()));
        let none = [None];
        let cells: Vec<Option<&CellChange<'_>>> = change.cells.iter().map(Some).collect();
        for cell in if cells.is_empty() { &none[..] } else { &cells[..] } {
            let mut row = row.clone();
            let sides = cell.map(|cell| [cell.before, cell.after]).unwrap_or_default();
            let about = sides[1].or(sides[0]);
            row.push(cell.map(|cell| cell.how.code().to_owned()).unwrap_or_default());
            row.extend(
                [about.map(|row| &row.unit), about.map(|row| &row.file), about.map(|row| &row.sheet)]
                    .map(|text| text.map(|text| guarded(text)).unwrap_or_default()),
            );
            row.push(about.map(|row| row.cell.clone()).unwrap_or_default());
            row.extend(sides.map(|side| side.map(|side| guarded(&side.raw)).unwrap_or_default()));
            writer.write_record(row).map_err(|cause| failed(cause.to_string()))?;
        }
    }
    let bytes = writer.into_inner().map_err(|cause| failed(cause.to_string()))?;
    String::from_utf8(bytes).map_err(|cause| failed(cause.to_string()))
}

/// Words that a spreadsheet would take for a formula are kept from becoming one.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
