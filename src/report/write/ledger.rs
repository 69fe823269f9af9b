//! `ledger.json`: every number that is printed anywhere, as it is printed, with the figure behind it and its place. So a
//! reader, or a test, finds what a number in a title or a sentence rests on.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::xlsx::{CHART_FOLDER, Places, WORKBOOK};
use crate::domain::FigureKey;
use crate::report::chart::{ChartKind, ChartSpec, Datum};
use crate::report::document::{Cell, ColumnKind, Printed, Report, Table};
use crate::report::format;

/// One printed number.
struct Entry {
    text: String,
    place: String,
    /// The figures that print so where it stands: one in a cell, none where the number is made of several.
    figures: Vec<FigureKey>,
}

/// All numbers, in the order of the outputs, one object a line.
pub fn ledger(report: &Report) -> String {
    let mut entries = Vec::new();
    let places = Places::of(report);
    for (place, table) in report.tables().enumerate() {
        table_entries(report, table, &places, place, &mut entries);
    }
    cover_entries(report, &places, &mut entries);
    for chart in &report.charts {
        chart_entries(chart, &mut entries);
    }
    json(report, &entries)
}

fn table_entries(report: &Report, table: &Table, places: &Places, which: usize, entries: &mut Vec<Entry>) {
    let sheet = format!("{WORKBOOK} › {}", places.table(which));
    // Names of files, cells and sums of bytes are no numbers.
    let is_listing = std::ptr::eq(table, &report.trace) || std::ptr::eq(table, &report.sources);
    for (row, line) in table.rows.iter().enumerate() {
        for (column, cell) in line.cells.iter().enumerate() {
            let place = || format!("{sheet} › {}", places.cell(row, column));
            match cell {
                Cell::Number(printed) | Cell::Formula(_, printed) => {
                    let figures = printed.figure.into_iter().collect();
                    entries.push(Entry { text: shown(printed, report), place: place(), figures });
                }
                Cell::Text(text) if !is_listing && table.columns[column].kind != ColumnKind::Index => {
                    words(text, &place(), &BTreeMap::new(), entries);
                }
                _ => {}
            }
        }
    }
    for text in [&table.title, &table.subtitle].into_iter().chain(&table.notes) {
        words(text, &sheet, &BTreeMap::new(), entries);
    }
}

/// A number as it is printed in a cell.
fn shown(printed: &Printed, report: &Report) -> String {
    if printed.amount.is_zero() {
        return format!("{}{}", format::ZERO, printed.marks.signs());
    }
    let text = format::qualified(printed.amount, printed.style, printed.qualifier, report.language);
    format!("{text}{}", printed.marks.signs())
}

/// The sentences of the cover and of the notes; their numbers are those of the tables of the whole.
fn cover_entries(report: &Report, places: &Places, entries: &mut Vec<Entry>) {
    let mut known: BTreeMap<String, BTreeSet<FigureKey>> = BTreeMap::new();
    let of_root = report.chapters.iter().map(|chapter| &chapter.by_year).chain([&report.summary]);
    for printed in of_root.flat_map(|table| &table.rows).flat_map(|row| &row.cells).filter_map(Cell::printed) {
        if let Some(figure) = printed.figure {
            for token in numbers(&shown(printed, report)) {
                known.entry(token.to_owned()).or_default().insert(figure);
            }
        }
    }
    let cover = format!("{WORKBOOK} › {}", places.cover());
    for text in [&report.term, &report.coverage].into_iter().chain(&report.sentences) {
        words(text, &cover, &known, entries);
    }
    let notes = format!("{WORKBOOK} › {}", places.notes());
    for text in &report.notes {
        words(text, &notes, &BTreeMap::new(), entries);
    }
}

fn chart_entries(chart: &ChartSpec, entries: &mut Vec<Entry>) {
    let name = format!("{CHART_FOLDER}/{}", chart.name);
    let mut known: BTreeMap<String, BTreeSet<FigureKey>> = BTreeMap::new();
    for datum in data(&chart.kind).into_iter().chain(&chart.cited) {
        if let Some(figure) = datum.figure {
            for token in numbers(&datum.text) {
                known.entry(token.to_owned()).or_default().insert(figure);
            }
        }
        let drawn = !chart.cited.iter().any(|cited| std::ptr::eq(cited, datum));
        if drawn && !datum.text.is_empty() {
            let figures = datum.figure.into_iter().collect();
            entries.push(Entry { text: datum.text.clone(), place: name.clone(), figures });
        }
    }
    for (part, text) in [("title", &chart.title), ("subtitle", &chart.subtitle), ("source", &chart.source)] {
        words(text, &format!("{name} › {part}"), &known, entries);
    }
    for text in labels(&chart.kind) {
        words(&text, &name, &known, entries);
    }
}

/// The numbers of a text that is no number itself.
fn words(text: &str, place: &str, known: &BTreeMap<String, BTreeSet<FigureKey>>, entries: &mut Vec<Entry>) {
    for token in numbers(text) {
        // A number below ten is written with a nought before it in running text.
        let plain = token.strip_prefix('0').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let found = known.get(token).or_else(|| known.get(plain?));
        let figures = found.map(|figures| figures.iter().copied().collect()).unwrap_or_default();
        entries.push(Entry { text: token.to_owned(), place: place.to_owned(), figures });
    }
}

/// The numbers in a text: digits with the points and commas between them, and a percent sign.
fn numbers(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = &rest[start..];
        let mut end = 0;
        let letters: Vec<(usize, char)> = tail.char_indices().collect();
        for (place, (at, letter)) in letters.iter().enumerate() {
            let next_is_digit = letters.get(place + 1).is_some_and(|(_, next)| next.is_ascii_digit());
            match letter {
                c if c.is_ascii_digit() => end = at + 1,
                '.' | ',' if next_is_digit => {}
                '%' => {
                    end = at + 1;
                    break;
                }
                _ => break,
            }
        }
        found.push(&tail[..end]);
        rest = &tail[end..];
    }
    found
}

/// Every number that a chart draws.
fn data(kind: &ChartKind) -> Vec<&Datum> {
    match kind {
        ChartKind::Stacked { series, totals, .. } => {
            series.iter().flat_map(|one| &one.values).chain(totals).flatten().collect()
        }
        ChartKind::Grouped { series, .. } | ChartKind::Line { series, .. } | ChartKind::Shares { series, .. } => {
            series.iter().flat_map(|one| &one.values).flatten().collect()
        }
        ChartKind::Panels { panels, average, .. } => {
            panels.iter().chain(average).flat_map(|one| &one.values).flatten().collect()
        }
        ChartKind::Ranking { items, average } => items.iter().map(|item| &item.datum).chain(average).collect(),
        ChartKind::HeatMap { rows, .. } => rows.iter().flat_map(|row| &row.values).flatten().collect(),
        ChartKind::Targets { items } => items.iter().map(|item| &item.done).collect(),
        ChartKind::Slope { pairs, .. } | ChartKind::Dumbbell { pairs, .. } => {
            pairs.iter().flat_map(|pair| [&pair.from, &pair.to]).collect()
        }
        ChartKind::Pareto { bars } => bars.iter().map(|bar| &bar.datum).collect(),
        ChartKind::Waterfall { steps } => steps.iter().map(|step| &step.datum).collect(),
        ChartKind::Cards { cards } => cards.iter().map(|card| &card.datum).collect(),
    }
}

/// The words of a chart that hold numbers beside those it draws.
fn labels(kind: &ChartKind) -> Vec<String> {
    match kind {
        ChartKind::Stacked { categories, growth, .. } => {
            categories.iter().chain(growth.iter().map(|arrow| &arrow.text)).cloned().collect()
        }
        ChartKind::Grouped { categories, .. }
        | ChartKind::Line { categories, .. }
        | ChartKind::Shares { categories, .. }
        | ChartKind::Panels { categories, .. } => categories.clone(),
        ChartKind::Ranking { items, .. } => items.iter().flat_map(|item| [&item.rank, &item.name]).cloned().collect(),
        ChartKind::HeatMap { columns, rows } => {
            columns.iter().chain(rows.iter().map(|row| &row.name)).cloned().collect()
        }
        ChartKind::Targets { items } => items.iter().map(|item| item.name.clone()).collect(),
        ChartKind::Slope { ends, pairs } | ChartKind::Dumbbell { ends, pairs } => {
            ends.iter().chain(pairs.iter().flat_map(|pair| [&pair.name, &pair.change])).cloned().collect()
        }
        ChartKind::Pareto { bars } => bars.iter().flat_map(|bar| [&bar.name, &bar.cumulated]).cloned().collect(),
        ChartKind::Waterfall { steps } => steps.iter().map(|step| step.name.clone()).collect(),
        ChartKind::Cards { cards } => {
            let change = |card: &crate::report::chart::Card| card.change.as_ref().map(|(_, words)| words.clone());
            cards.iter().flat_map(|card| std::iter::once(card.label.clone()).chain(change(card))).collect()
        }
    }
}

fn json(report: &Report, entries: &[Entry]) -> String {
    let mut text = String::from("[");
    for (place, entry) in entries.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{}{{\"text\":", if place == 0 { "\n" } else { ",\n" });
        quoted(&mut text, &entry.text);
        text.push_str(",\"place\":");
        quoted(&mut text, &entry.place);
        text.push_str(",\"figures\":[");
        for (which, figure) in entry.figures.iter().filter_map(|key| report.origins.get(key)).enumerate() {
            text.push_str(if which == 0 { "{" } else { ",{" });
            let keys = [
                ("unit", &figure.unit),
                ("indicator", &figure.indicator),
                ("category", &figure.category),
                ("period", &figure.period),
            ];
            for (at, (key, value)) in keys.into_iter().enumerate() {
                let _ = write!(text, "{}\"{key}\":", if at == 0 { "" } else { "," });
                quoted(&mut text, value);
            }
            text.push('}');
        }
        text.push_str("]}");
    }
    text.push_str("\n]\n");
    text
}

fn quoted(text: &mut String, words: &str) {
    text.push('"');
    for letter in words.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            control if control < ' ' => {
                let _ = write!(text, "\\u{:04x}", u32::from(control));
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_sentences() {
        let text = "Giai đoạn 2016–2021: 4.561 sáng kiến (tăng 12,5%), trên 300 lượt, 05 việc.";
        assert_eq!(numbers(text), ["2016", "2021", "4.561", "12,5%", "300", "05"]);
    }
}
