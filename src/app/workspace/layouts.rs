//! `layouts/*.toml`: recipes, one a file: where the tables of a form stand and what they mean.

use std::fs;
use std::path::Path;

use super::keys::{Keys, Said as Written, Source, choice};
use super::units;
use crate::app::fault::{Fault, Faults};
use crate::domain::{
    BreakdownId, Calendar, Catalogue, CategoryId, CellRef, ColumnRecipe, ColumnRole, ColumnSpan, IndicatorId, Meaning,
    Month, RECIPES, Recipe, Registry, RowRecipe, RowSpan, RowWord, Said, TableRecipe, WhichRows, label_key,
};
use crate::text::measure_word;

/// No sheet has more rows.
const SHEET_ROWS: u32 = 1_048_576;
/// No header has more rows.
const HEADER_ROWS: u32 = 20;

/// What recipes refer to.
pub struct Known<'a> {
    /// The statistical year.
    pub calendar: Calendar,
    /// The indicators.
    pub catalogue: &'a Catalogue,
    /// The units.
    pub registry: &'a Registry,
    /// The month in which units are meant.
    pub end: Option<Month>,
}

/// The recipes of a workspace, by the names of their files.
pub fn read_all(folder: &Path, known: &Known<'_>, faults: &Faults) -> Vec<Recipe> {
    let names = files(folder).unwrap_or_else(|error| {
        faults.push(Fault::new("file-unreadable", RECIPES, 0, "").with("cause", error.to_string()));
        Vec::new()
    });
    let read = |name: &String| read(name, &super::text(folder, name, faults)?, known, faults);
    names.iter().filter_map(read).collect()
}

/// The files of recipes, by name; none where there is no folder for them.
pub fn files(folder: &Path) -> std::io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder.join(RECIPES)) {
        Ok(entries) => entries.collect::<std::io::Result<Vec<_>>>()?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let names = entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut files: Vec<String> = names.filter(|name| is_recipe(name)).map(|name| format!("{RECIPES}/{name}")).collect();
    files.sort();
    Ok(files)
}

fn is_recipe(name: &str) -> bool {
    name.to_lowercase().ends_with(".toml") && !name.starts_with('.')
}

/// Reads one recipe.
fn read(name: &str, text: &str, known: &Known<'_>, faults: &Faults) -> Option<Recipe> {
    let source = Source::new(name, text, faults);
    let table = source.parse()?;
    let root = Keys::root(source, table.get_ref());
    let mut recipe = Recipe { name: name.to_owned(), ..Recipe::default() };
    if let Some(keys) = root.section("match") {
        recipe.files = keys.texts_or_one("file").into_iter().map(|file| file.value).collect();
        keys.done();
    }
    let bound = !recipe.files.is_empty();
    recipe.tables = root.sections("tables").into_iter().filter_map(|keys| table_of(keys, bound, known)).collect();
    root.done();
    Some(recipe)
}

fn table_of(keys: Keys<'_>, bound: bool, known: &Known<'_>) -> Option<TableRecipe> {
    let sheet = keys.text("sheet");
    let header = span(&keys, "header");
    let fingerprint = keys.text("fingerprint").and_then(|mark| {
        let found = u64::from_str_radix(&mark.value, 16).ok().filter(|_| mark.value.len() == 12);
        if found.is_none() {
            keys.fault("fingerprint-wrong", mark.line, "fingerprint", &[("found", mark.value)]);
        } else if !keys.has("header") {
            keys.fault("key-missing", mark.line, "header", &[("example", "header = \"5-7\"".to_owned())]);
        }
        found
    });
    if !bound && !keys.has("fingerprint") {
        keys.fault("recipe-unbound", keys.line, "", &[]);
    }
    let data = match keys.has("data") {
        true => span(&keys, "data"),
        false => keys.required("data").and(None),
    };
    if let (Some(header), Some(data)) = (&header, &data)
        && header.value.last.unwrap_or(header.value.first) >= data.value.first
    {
        keys.fault("rows-order", data.line, "data", &[]);
    }
    let across = keys.text("across").and_then(|said| across(&keys, "across", said));
    let said = said(&keys, known);
    let columns = keys.sections("columns").into_iter().filter_map(|keys| column_of(keys, known)).collect();
    let rows = keys.sections("rows").into_iter().filter_map(|keys| row_of(keys, known)).collect();
    keys.done();
    Some(TableRecipe {
        sheet: sheet.map(|said| said.value).unwrap_or_default(),
        header: header.map(|said| said.value),
        fingerprint,
        data: data?.value,
        across,
        said,
        columns,
        rows,
    })
}

fn column_of(keys: Keys<'_>, known: &Known<'_>) -> Option<ColumnRecipe> {
    let place = keys.required("column").and_then(|said| across(&keys, "column", said));
    let words = ColumnRole::WORDS;
    let role = keys.word("role", &words);
    let said = said(&keys, known);
    if let Some(role) = role.as_ref().filter(|role| !role.value.is_value() && !said.is_empty()) {
        keys.fault("role-means-nothing", role.line, "role", &[("found", role.value.word().to_owned())]);
    }
    keys.done();
    let ColumnSpan { first, last } = place?;
    Some(ColumnRecipe { first, last, role: role.map_or(ColumnRole::Value, |role| role.value), said })
}

/// Columns as recipes write them: `"C"` or `"C-F"`.
fn across(keys: &Keys<'_>, key: &'static str, said: Written<String>) -> Option<ColumnSpan> {
    let (first, last) = said.value.split_once([':', '-']).unwrap_or((&said.value, &said.value));
    let column = |name: &str| CellRef::parse(&format!("{}1", name.trim().to_uppercase())).map(|at| at.column);
    let found = column(first).zip(column(last)).filter(|(first, last)| first <= last);
    if found.is_none() {
        keys.fault("columns-wrong", said.line, key, &[("found", said.value)]);
    }
    found.map(|(first, last)| ColumnSpan { first, last })
}

fn row_of(keys: Keys<'_>, known: &Known<'_>) -> Option<RowRecipe> {
    let at = span(&keys, "row");
    let label = keys.text("label");
    let role = keys.word("role", &RowWord::WORDS).map(|role| role.value);
    let said = said(&keys, known);
    let which = match (at, label) {
        (Some(at), None) => Some(WhichRows::At(at.value)),
        (None, Some(label)) => {
            Some(WhichRows::Label(label.value.split(" / ").map(label_key).filter(|part| !part.is_empty()).collect()))
        }
        _ => {
            if !(keys.has("row") ^ keys.has("label")) {
                keys.fault("row-unnamed", keys.line, "", &[]);
            }
            None
        }
    };
    keys.done();
    Some(RowRecipe { which: which?, role, said })
}

/// What a table, column or row is said to mean.
fn said(keys: &Keys<'_>, known: &Known<'_>) -> Said {
    let indicator = keys.text("indicator").and_then(|code| indicator(keys, code, known.catalogue));
    let category = keys.text("category");
    let period = keys.text("period").and_then(|said| {
        let period = known.calendar.parse(&said.value);
        if period.is_none() {
            keys.fault("period-wrong", said.line, "period", &[("found", said.value)]);
        }
        period
    });
    let unit = keys.text("unit").and_then(|code| {
        let month = period.map(|period| period.to).or(known.end);
        let found = units::find(known.registry, &code.value, month);
        if found.is_none() && !known.registry.is_empty() {
            let facts = choice(&code.value, units::codes(known.registry));
            keys.fault("reference-unknown", code.line, "unit", &facts);
        }
        found
    });
    let measure = keys.text("measure").and_then(|said| {
        let found = measure_word(&said.value);
        if found.is_none() {
            keys.fault("measure-wrong", said.line, "measure", &[("found", said.value)]);
        }
        found
    });
    let meaning = match (indicator, category) {
        (Some(id), Some(code)) => category_of(keys, code, id, known.catalogue),
        (Some(id), None) => Some(Meaning::Indicator(id, None)),
        // Without its indicator, where that was said and is wrong, a category cannot be held against anything.
        (None, Some(code)) if !keys.has("indicator") => category_alone(keys, code, known.catalogue),
        _ => None,
    };
    Said { meaning, period, unit, measure }
}

fn indicator(keys: &Keys<'_>, code: Written<String>, catalogue: &Catalogue) -> Option<IndicatorId> {
    let found = catalogue.find(&code.value);
    if found.is_none() && !catalogue.indicators.is_empty() {
        let known = catalogue.indicators.iter().map(|i| i.code.as_str()).filter(|code| !code.is_empty());
        keys.fault("reference-unknown", code.line, "indicator", &choice(&code.value, known));
    }
    found
}

/// A category of an indicator, as `code` or `breakdown.code`.
fn category_of(keys: &Keys<'_>, code: Written<String>, id: IndicatorId, catalogue: &Catalogue) -> Option<Meaning> {
    let breakdown = catalogue.breakdown(id).map(|breakdown| format!("{}.", breakdown.code)).unwrap_or_default();
    let wanted = code.value.strip_prefix(&breakdown).unwrap_or(&code.value);
    let found = catalogue.categories(id).find(|(_, category)| category.code == wanted).map(|(id, _)| id);
    if found.is_none() && catalogue.breakdown(id).is_none() {
        let facts = [("found", code.value.clone()), ("indicator", catalogue.indicator(id).code.clone())];
        keys.fault("category-none", code.line, "category", &facts);
    } else if found.is_none() {
        let known = catalogue.categories(id).map(|(_, category)| category.code.as_str());
        keys.fault("reference-unknown", code.line, "category", &choice(&code.value, known));
    }
    found.map(|category| Meaning::Indicator(id, Some(category)))
}

/// A category without its indicator: of the only breakdown that has it, or of the one named before a dot.
fn category_alone(keys: &Keys<'_>, code: Written<String>, catalogue: &Catalogue) -> Option<Meaning> {
    let mut all: Vec<(String, String, Meaning)> = Vec::new();
    for (index, breakdown) in catalogue.breakdowns.iter().enumerate() {
        for (place, category) in breakdown.categories.iter().enumerate() {
            let meaning = Meaning::Category(BreakdownId(index as u16), CategoryId::new(place as u16));
            all.push((format!("{}.{}", breakdown.code, category.code), category.code.clone(), meaning));
        }
    }
    let fits = |(whole, short, _): &&(String, String, Meaning)| *whole == code.value || *short == code.value;
    let found: Vec<_> = all.iter().filter(fits).collect();
    match found.as_slice() {
        [(_, _, meaning)] => Some(*meaning),
        [] => {
            let known = all.iter().flat_map(|(whole, short, _)| [short.as_str(), whole.as_str()]);
            keys.fault("reference-unknown", code.line, "category", &choice(&code.value, known));
            None
        }
        several => {
            let wholes: Vec<String> = several.iter().map(|(whole, ..)| format!("\"{whole}\"")).collect();
            let facts = [("found", code.value.clone()), ("allowed", wholes.join(" | "))];
            keys.fault("category-several", code.line, "category", &facts);
            None
        }
    }
}

/// Rows as recipes write them, counted from 1: `"5"`, `"5-7"` or, as far as the table reaches, `"9-"`.
fn span(keys: &Keys<'_>, key: &'static str) -> Option<Written<RowSpan>> {
    let said = keys.text(key)?;
    let row = |text: &str| text.trim().parse::<u32>().ok()?.checked_sub(1).filter(|row| *row < SHEET_ROWS);
    let most = if key == "header" { HEADER_ROWS } else { SHEET_ROWS };
    let found = match said.value.split_once('-') {
        None => row(&said.value).map(|row| RowSpan { first: row, last: Some(row) }),
        Some((first, "")) if key != "header" => row(first).map(|first| RowSpan { first, last: None }),
        Some((first, last)) => row(first)
            .zip(row(last))
            .filter(|(first, last)| first <= last && last - first < most)
            .map(|(first, last)| RowSpan { first, last: Some(last) }),
    };
    if found.is_none() {
        keys.fault("rows-wrong", said.line, key, &[("found", said.value)]);
    }
    found.map(|value| Written { value, line: said.line })
}
