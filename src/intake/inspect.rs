//! What reading one file came to, put together for a person to look at.

use std::collections::BTreeMap;

use crate::domain::{
    CellRef, CellValue, ColumnInspection, ColumnRole, Found, Grid, Inspection, Key, RowInspection, RowRole, Said,
    SheetInspection, TableInspection,
};

use super::extract::{RowReading, one_line};
use super::layout::{self, Layout, Look, RowKind};
use super::resolve::Part;
use super::{Intake, Seen, SeenTable, recipe};

impl Intake<'_> {
    /// Reads one file and tells of every cell what it was taken for. `path` is relative to `reports/`, with `/`.
    pub fn inspect(&self, path: &str, bytes: &[u8], sha256: &str) -> Found<Inspection> {
        let mut seen = Vec::new();
        let mut findings = Vec::new();
        let reading = self.watch(path, bytes, sha256, Some(&mut seen)).unload(&mut findings);
        let observations = self.gather(vec![reading]).unload(&mut findings);
        let mut observed: Vec<BTreeMap<CellRef, usize>> = vec![BTreeMap::new(); seen.len()];
        for (place, row) in observations.rows.iter().enumerate() {
            observed[row.sheet as usize].insert(row.cell, place);
        }
        let sheets = seen.into_iter().zip(observed);
        let sheets = sheets.map(|(seen, observed)| sheet(seen, observed, &observations.rows)).collect();
        Found { value: Inspection { path: path.to_owned(), observations, sheets }, findings }
    }
}

type Observed = BTreeMap<CellRef, usize>;

fn sheet(seen: Seen, observed: Observed, rows: &[crate::domain::Observation]) -> SheetInspection {
    let roles = row_roles(&seen);
    let unit_of = |at: &CellRef| observed.get(at).map(|&place| rows[place].unit);
    let tables = seen
        .tables
        .iter()
        .map(|table| {
            let mut columns = columns(&seen.grid, table);
            for column in columns.iter_mut().filter(|column| column.said.unit.is_some()) {
                // Whom a column is about is known by its cells, once all units have their ids.
                let cells = table.layout.rows.iter().map(|row| CellRef::new(row.index, column.index));
                column.said.unit = cells.into_iter().find_map(|at| unit_of(&at));
            }
            TableInspection {
                header: table.layout.header.clone(),
                body: table.layout.body,
                across: table.layout.across,
                fingerprint: recipe::fingerprint(&seen.grid, &table.layout.header, table.layout.across),
                recipe: seen.recipe.clone(),
                confidence: table.understood.confidence,
                read: table.understood.read,
                said: table.understood.surroundings,
                columns,
                rows: rows_of(table),
            }
        })
        .collect();
    SheetInspection { tables, rows: roles, observed, grid: seen.grid }
}

fn columns(grid: &Grid, table: &SeenTable) -> Vec<ColumnInspection> {
    let parts = &table.understood.columns;
    let mut figures = table.readings.columns.iter().zip(parts).peekable();
    let path = |column: &layout::Column| -> Vec<String> {
        let texts = layout::heading_texts(grid, &column.heading, table.layout.in_lines);
        texts.iter().map(|text| one_line(text)).collect()
    };
    let columns = table.layout.columns.iter().map(|column| {
        let part = figures.next_if(|(reading, _)| reading.index == column.index).map(|(_, part)| part);
        ColumnInspection {
            index: column.index,
            role: match part {
                Some(part) if part.total => ColumnRole::Total,
                _ => column.role,
            },
            path: path(column),
            said: part.map(said).unwrap_or_default(),
            closed: part.is_some_and(|part| part.closed),
        }
    });
    columns.collect()
}

/// What a column or row says. Whom it is about is only marked: ids come when all files are together.
fn said(part: &Part) -> Said {
    let unit = part.who.map(|who| crate::domain::UnitId(who as u32));
    Said { meaning: part.meaning, period: part.period, unit, measure: part.measure }
}

fn rows_of(table: &SeenTable) -> Vec<RowInspection> {
    let none = Part::default();
    let layout = &table.layout;
    let part = |row: usize| table.understood.rows.get(row).unwrap_or(&none);
    let keys: Vec<Key> = layout.columns.iter().filter_map(|column| column.role.key()).collect();
    let mut rows: Vec<RowInspection> = Vec::with_capacity(layout.rows.len());
    for (place, (row, reading)) in layout.rows.iter().zip(&table.readings.rows).enumerate() {
        let part = part(place);
        let names_unit = match keys.as_slice() {
            keys if keys.iter().any(|key| matches!(key, Key::Unit | Key::Code)) => true,
            _ => part.who.is_some() && part.period.is_none() && !part.by_label && reading.labels.len() == 1,
        };
        rows.push(RowInspection {
            index: row.index,
            role: row_role(&row.kind, layout),
            path: path(reading),
            said: Said { meaning: part.meaning.filter(|_| part.by_label), unit: None, ..said(part) },
            names_unit,
            closed: part.closed && row.kind != RowKind::Group,
        });
    }
    // What the rows under a group were taken for by its name, the group says.
    for (place, row) in layout.rows.iter().enumerate() {
        let part = part(place);
        let (Some(meaning), false) = (part.meaning, part.by_label) else { continue };
        let over = row.groups.iter().rev().filter_map(|group| {
            let found = layout.rows.binary_search_by_key(&group.row, |row| row.index).ok()?;
            (layout.rows[found].kind == RowKind::Group).then_some(found)
        });
        if let Some(over) = over.into_iter().next() {
            rows[over].said.meaning.get_or_insert(meaning);
        }
    }
    rows
}

/// The words of the groups that a row stands in and its own.
fn path(row: &RowReading) -> Vec<String> {
    let own = row.labels.last().map(|(_, label)| &**label).filter(|label| !label.is_empty());
    row.groups.iter().map(|group| &**group).chain(own).map(one_line).collect()
}

fn row_role(kind: &RowKind, layout: &Layout) -> RowRole {
    match kind {
        RowKind::Item => RowRole::Item,
        RowKind::Group => RowRole::Group,
        RowKind::Total(covered) => {
            let items = layout.rows.iter().filter(|row| row.kind == RowKind::Item).count();
            if covered.is_empty() || covered.len() >= items { RowRole::Total } else { RowRole::Subtotal }
        }
    }
}

/// What each row is that holds something.
fn row_roles(seen: &Seen) -> BTreeMap<u32, RowRole> {
    let grid = &seen.grid;
    let mut roles: BTreeMap<u32, RowRole> = seen.looks.iter().map(|&(row, _)| (row, RowRole::Unread)).collect();
    // What follows a note or a signature under a table and holds no figures belongs to it.
    let mut ended = false;
    for &(row, look) in &seen.looks {
        let inside = |table: &SeenTable| (table.layout.body.0..=table.layout.body.1).contains(&row);
        let under = seen.tables.iter().any(|table| table.layout.body.1 < row);
        ended = (ended || look == Look::Note) && under && !seen.tables.iter().any(inside);
        if look == Look::Note || (ended && !has_numbers(grid, row)) {
            roles.insert(row, RowRole::Note);
        }
    }
    for table in &seen.tables {
        let layout = &table.layout;
        let texts = |row: u32| grid.row(row).iter().filter_map(|cell| cell.text()).collect::<Vec<_>>();
        let headings: Vec<Vec<&str>> = layout.header.iter().map(|&row| texts(row)).collect();
        for at in &layout.context {
            let role = roles.entry(at.row).or_insert(RowRole::Title);
            if *role == RowRole::Unread {
                *role = RowRole::Title;
            }
        }
        let top = layout.header.first().copied().unwrap_or(layout.body.0);
        for &(row, look) in seen.looks.iter().filter(|(row, _)| (top..=layout.body.1).contains(row)) {
            let role = match look {
                Look::Numbers => RowRole::Numbers,
                Look::Note => RowRole::Note,
                Look::Other if layout.header.contains(&row) || headings.contains(&texts(row)) => RowRole::Header,
                // *Trong đó:* alone.
                Look::Other => RowRole::Group,
            };
            roles.insert(row, role);
        }
        for row in &layout.rows {
            roles.insert(row.index, row_role(&row.kind, layout));
        }
    }
    roles
}

fn has_numbers(grid: &Grid, row: u32) -> bool {
    grid.row(row).iter().any(|cell| matches!(cell.value, CellValue::Number(_) | CellValue::Percent(_)))
}
