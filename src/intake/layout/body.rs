//! The body of a table: where it ends, what its columns hold, which labels and groups its rows stand under.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::domain::{Cell, CellRef, CellValue, Grid};
use crate::text::{ColumnWord, Ordinal, core_words, fold, read_ordinal, split_ordinal, words};

use super::header::{self, Header, covers, heading};
use super::shape::{RowShape, Shape, is_year};
use super::told::{self, Placed};
use super::{Column, ColumnRole, Key, Layout, Row, RowKind, Words, totals};

/// Where the body ends: at a signature, a note, or the header of another table. Blank rows and the header repeated on a
/// second page do not end it.
pub(super) fn end(shapes: &[RowShape<'_>], header: &Header, data: usize, known: &dyn Words) -> usize {
    let mut at = data;
    while at < shapes.len() {
        let row = &shapes[at];
        match row.shape {
            Shape::Data | Shape::Numbers => {}
            Shape::End if resumes(&shapes[at..], known) => {}
            Shape::End => return at,
            Shape::Words | Shape::Times => {
                let repeated =
                    |row: &RowShape<'_>| header.rows.iter().any(|&header| texts(&shapes[header]).eq(texts(row)));
                if !repeated(row) && starts_another(shapes, at, &repeated) {
                    return at;
                }
            }
        }
        at += 1;
    }
    at
}

/// The texts of a row with their columns.
fn texts<'g>(row: &RowShape<'g>) -> impl Iterator<Item = (u32, &'g str)> + use<'g> {
    row.cells.iter().filter_map(|cell| Some((cell.at.column, cell.text()?)))
}

/// Whether a table goes on behind a note: the next figures have a label that the workspace knows, and no header.
fn resumes(shapes: &[RowShape<'_>], known: &dyn Words) -> bool {
    let Some(next) = shapes.iter().position(|row| row.shape == Shape::Data) else { return false };
    if shapes[..next].iter().any(|row| row.headings > 0 || row.shape == Shape::Times) {
        return false;
    }
    let row = &shapes[next];
    row.cells.iter().filter_map(|cell| cell.text()).filter(|text| row_label(text)).any(|text| {
        let label = split_ordinal(text).1;
        known.is_unit(text) || known.is_unit(label) || known.is_indicator(label)
    })
}

fn row_label(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 2
}

/// Whether a row of words begins another table: before the next figures comes a row of headings that are not the table's
/// own again, as under *Trang 2*.
fn starts_another(shapes: &[RowShape<'_>], at: usize, repeated: &dyn Fn(&RowShape<'_>) -> bool) -> bool {
    for (place, row) in shapes.iter().enumerate().skip(at) {
        match row.shape {
            Shape::Words | Shape::Times if repeated(row) => return false,
            Shape::Data => return false,
            Shape::End => return false,
            Shape::Times => return true,
            Shape::Words if row.headings >= 2 || (row.headings == 1 && row.words.len() >= 3) => return true,
            // `Đơn vị | Bằng khen` over `Xã Bích Hòa | 12`: a label, and the heading of the one column of figures.
            Shape::Words if row.headings == 1 && row.words.len() == 2 && heads(row, &shapes[place + 1..]) => {
                return true;
            }
            Shape::Words | Shape::Numbers => {}
        }
    }
    false
}

/// Whether the second of two words stands right over figures and the first over words.
fn heads(row: &RowShape<'_>, below: &[RowShape<'_>]) -> bool {
    let Some(next) = below.first().filter(|next| next.shape == Shape::Data) else { return false };
    next.words.first() == row.words.first() && next.figures.first() == row.words.last()
}

/// The layout of a body; `None` where it has no key or no figures. `recipe`: what is said of it.
#[allow(clippy::too_many_arguments)] // a table is known by its sheet, its rows, what stands around it, and what is said
pub(super) fn layout(
    grid: &Grid,
    shapes: &[RowShape<'_>],
    header: &Header,
    body: Range<usize>,
    context: Vec<CellRef>,
    known: &dyn Words,
    recipe: Option<&Placed<'_>>,
) -> Option<Layout> {
    let span = (shapes.get(body.start)?.index, shapes[..body.end].last()?.index);
    let header_rows: Vec<u32> = header.rows.iter().map(|&row| shapes[row].index).collect();
    let repeats = |row: &RowShape<'_>| header.rows.iter().any(|&header| texts(&shapes[header]).eq(texts(row)));
    let rows: Vec<&RowShape<'_>> =
        shapes[body].iter().filter(|row| told::names(recipe, row.index) || is_body(row) && !repeats(row)).collect();
    let columns = columns(grid, &header_rows, &rows, known, recipe);
    let has = |wanted: fn(&ColumnRole) -> bool| columns.iter().any(|column| wanted(&column.role));
    if !has(|role| matches!(role, ColumnRole::Key(_))) || !has(|role| *role == ColumnRole::Value) {
        return None;
    }
    let told = recipe.map(|recipe| recipe.table.said);
    let mut layout = Layout { context, columns, rows: Vec::new(), header: header_rows, body: span, across: None, told };
    place_rows(grid, &rows, &mut layout, known, recipe);
    Some(layout)
}

/// Whether a row between the first and the last of a body belongs to it.
fn is_body(row: &RowShape<'_>) -> bool {
    !matches!(row.shape, Shape::Numbers | Shape::End)
}

/// Whether a heading says what is measured, or when: such a column holds figures even where its cells are words (*có*,
/// *nhiều*).
fn names_indicator(grid: &Grid, heading: &[CellRef], known: &dyn Words) -> bool {
    let texts: Vec<&str> = heading.iter().filter_map(|&at| grid.get(at)?.text()).collect();
    let plain = texts.iter().all(|text| known.said(text).column_word.is_none());
    let names =
        |leaf: &&str| known.is_indicator(leaf) || known.said(leaf).is_time || known.is_indicator(&texts.join(" "));
    plain && texts.last().is_some_and(names)
}

/// What is counted over a column's cells in the body.
#[derive(Default)]
struct Tally {
    figures: usize,
    words: usize,
    measures: usize,
    units: usize,
    indicators: usize,
    times: usize,
    ordinals: usize,
}

fn columns(
    grid: &Grid,
    header_rows: &[u32],
    rows: &[&RowShape<'_>],
    known: &dyn Words,
    recipe: Option<&Placed<'_>>,
) -> Vec<Column> {
    let covers = covers(grid, header_rows);
    let mut used: BTreeSet<u32> = BTreeSet::new();
    let mut last: &[Cell] = &[];
    for cells in rows.iter().map(|row| row.cells).chain(header_rows.iter().map(|&row| grid.row(row))) {
        // Most rows fill the columns that the row before fills.
        if !cells.iter().map(|cell| cell.at.column).eq(last.iter().map(|cell| cell.at.column)) {
            used.extend(cells.iter().map(|cell| cell.at.column));
            last = cells;
        }
    }
    let indices: Vec<u32> = used.into_iter().collect();
    let first = indices.first().copied().unwrap_or(0);
    let mut columns: Vec<Column> = Vec::new();
    let mut key_seen = false;
    for index in indices {
        let heading = heading(grid, header_rows, index, &covers, first);
        let tally = tally(rows, index, known);
        let names_indicator = key_seen && names_indicator(grid, &heading, known);
        let told = recipe.and_then(|recipe| told::column(recipe, index));
        let role = if let Some((role, _)) = told {
            role
        } else if names_indicator && tally.figures + tally.words > 0 {
            ColumnRole::Value
        } else {
            role(grid, &heading, &tally, key_seen, &columns, known)
        };
        key_seen |= matches!(role, ColumnRole::Key(_));
        columns.push(Column { index, role, heading, told: told.map(|(_, told)| told) });
    }
    columns
}

fn tally(rows: &[&RowShape<'_>], column: u32, known: &dyn Words) -> Tally {
    let mut tally = Tally::default();
    for row in rows {
        let Ok(found) = row.cells.binary_search_by_key(&column, |cell| cell.at.column) else { continue };
        let cell = &row.cells[found];
        let Ok(place) = row.words.binary_search(&column) else {
            tally.figures += 1;
            tally.ordinals += usize::from(cell_ordinal(&cell.value).is_some());
            tally.times += usize::from(is_year(cell, known));
            continue;
        };
        let text = cell.text().unwrap_or_default();
        let said = &row.said[place];
        tally.words += 1;
        tally.ordinals += usize::from(said.ordinal.is_some());
        tally.measures += usize::from(said.measure_word.is_some() || is_ditto(text));
        tally.times += usize::from(!said.times.is_empty());
        let (_, label) = split_ordinal(text);
        tally.units += usize::from(known.is_unit(text) || (label != text && known.is_unit(label)));
        tally.indicators += usize::from(known.is_indicator(label));
    }
    tally
}

/// Marks that repeat the cell above.
pub fn is_ditto(text: &str) -> bool {
    matches!(text.trim(), "“" | "”" | "\"" | "''" | "nt" | "-nt-" | "″" | "//")
}

fn role(
    grid: &Grid,
    heading: &[CellRef],
    tally: &Tally,
    key_seen: bool,
    before: &[Column],
    known: &dyn Words,
) -> ColumnRole {
    let text = |at: &CellRef| grid.get(*at).and_then(|cell| cell.text()).unwrap_or_default();
    let column_word = |at: &CellRef| known.said(text(at)).column_word;
    let leaf = heading.last().and_then(column_word);
    let mostly_words = tally.words > tally.figures;
    if heading.iter().filter_map(column_word).any(is_aside) {
        return ColumnRole::Aside;
    }
    // `S / T / T`, a letter a row; `STT / I`, the first group taken for a part of the header.
    let all_ordinals = tally.ordinals == tally.words + tally.figures;
    let spelled = || heading.iter().map(text).collect::<Vec<_>>().join(" ");
    if all_ordinals
        && (heading.iter().filter_map(column_word).any(|word| word == ColumnWord::Ordinal)
            || heading.len() > 1 && known.said(&spelled()).column_word == Some(ColumnWord::Ordinal))
    {
        return ColumnRole::Ordinal;
    }
    match leaf {
        Some(ColumnWord::Ordinal) => return ColumnRole::Ordinal,
        Some(ColumnWord::Note) => return ColumnRole::Note,
        Some(ColumnWord::Measure) => return ColumnRole::Measure,
        Some(ColumnWord::Unit | ColumnWord::Indicator | ColumnWord::Category) if mostly_words => {
            if tally.measures * 2 > tally.words && tally.units == 0 {
                return ColumnRole::Measure;
            }
            return ColumnRole::Key(voted_key(leaf, tally));
        }
        Some(ColumnWord::Code) if heading.len() == 1 => return ColumnRole::Key(Key::Code),
        Some(ColumnWord::Period) if tally.times * 2 > tally.words + tally.figures => {
            return ColumnRole::Key(Key::Period);
        }
        // `Quý` over I, II, 3: the number of a part of the year that stands beside it.
        Some(ColumnWord::Period) if heading.last().is_some_and(|at| numbered_period(text(at))) && all_ordinals => {
            return ColumnRole::Key(Key::Period);
        }
        _ => {}
    }
    if mostly_words {
        if all_ordinals && !key_seen && heading.is_empty() {
            return ColumnRole::Ordinal;
        }
        if tally.measures == tally.words && key_seen {
            return ColumnRole::Measure;
        }
        let figures_before = before.iter().any(|column| column.role == ColumnRole::Value);
        let matched = tally.units + tally.indicators + tally.times;
        if !figures_before && (!key_seen || matched * 2 >= tally.words) {
            return ColumnRole::Key(voted_key(None, tally));
        }
        return ColumnRole::Note;
    }
    if tally.figures == 0 {
        return ColumnRole::Note;
    }
    if !key_seen && heading.is_empty() && tally.ordinals == tally.figures + tally.words {
        return ColumnRole::Ordinal;
    }
    ColumnRole::Value
}

/// *Quý*, *Tháng*: a period whose cells hold its number only.
pub fn numbered_period(heading: &str) -> bool {
    matches!(fold(heading).as_str(), "quí" | "tháng")
}

/// A group of columns of plans or comparisons: none of its parts is an observation.
fn is_aside(word: ColumnWord) -> bool {
    matches!(word, ColumnWord::Plan | ColumnWord::Comparison | ColumnWord::Before)
}

/// What the labels of a key column name: their own words decide by majority, the heading where they do not.
fn voted_key(word: Option<ColumnWord>, tally: &Tally) -> Key {
    let half = tally.words.div_ceil(2).max(1);
    let by_heading = match word {
        Some(ColumnWord::Unit) => Key::Unit,
        Some(ColumnWord::Indicator) => Key::Indicator,
        Some(ColumnWord::Category) => Key::Category,
        _ => Key::Open,
    };
    if tally.units >= half && tally.units > tally.indicators {
        Key::Unit
    } else if tally.indicators >= half && tally.indicators > tally.units && by_heading != Key::Category {
        Key::Indicator
    } else if tally.times >= half && by_heading == Key::Open {
        Key::Period
    } else {
        by_heading
    }
}

fn cell_ordinal(value: &CellValue) -> Option<Ordinal> {
    match value {
        CellValue::Number(amount) if amount.is_whole() => Some(Ordinal::Arabic(1)),
        CellValue::Text(text) => read_ordinal(text),
        _ => None,
    }
}

/// How deep an ordinal stands; the lower, the further out.
fn rank(ordinal: Ordinal) -> u8 {
    match ordinal {
        Ordinal::Capital => 10,
        Ordinal::Roman => 20,
        Ordinal::Arabic(parts) => 30 + parts.min(5),
        Ordinal::Letter => 40,
        Ordinal::Dash => 50,
        Ordinal::Plus | Ordinal::Star => 60,
    }
}

/// The rank of a group row without an ordinal: as far out as a Roman numeral.
const UNNUMBERED_GROUP: u8 = 20;
/// The rank of a row of figures without an ordinal: under whatever stands above it.
const UNNUMBERED_ITEM: u8 = 100;

fn place_rows(
    grid: &Grid,
    shapes: &[&RowShape<'_>],
    layout: &mut Layout,
    known: &dyn Words,
    recipe: Option<&Placed<'_>>,
) {
    let keys: Vec<usize> =
        (0..layout.columns.len()).filter(|&c| matches!(layout.columns[c].role, ColumnRole::Key(_))).collect();
    let ordinal_column =
        layout.columns.iter().find(|column| column.role == ColumnRole::Ordinal).map(|column| column.index);
    let measure_column =
        layout.columns.iter().find(|column| column.role == ColumnRole::Measure).map(|column| column.index);
    let label_end = keys.last().map_or(0, |&key| layout.columns[key].index);
    let mut stack: Vec<(u8, CellRef, usize)> = Vec::new();
    let mut parents: Vec<Option<usize>> = Vec::new();
    let mut numbered: Vec<bool> = Vec::new();
    let mut last_labels: Vec<Option<CellRef>> = vec![None; keys.len()];
    let mut last_rank = UNNUMBERED_ITEM;
    let rank_of_items = rank(Ordinal::Arabic(1));
    let by_indicators = layout.columns.iter().any(|column| column.role == ColumnRole::Key(Key::Indicator));
    let figures: Vec<u32> = layout
        .columns
        .iter()
        .filter(|column| matches!(column.role, ColumnRole::Value | ColumnRole::Aside))
        .map(|column| column.index)
        .collect();
    let key = keys.last().map(|&key| layout.columns[key].index);
    let is_unit = |label: &str| known.is_unit(label) || known.is_body(label);
    let blank_units = may_be_blank(shapes, &figures, key, &is_unit);
    let is_time = |label: &str| known.said(label).is_time;
    let blank_times = may_be_blank(shapes, &figures, key, &is_time);
    let labelled_time = |place: usize| {
        let row: Option<&&RowShape<'_>> = shapes.get(place);
        let cell = row.and_then(|row| row.cells.iter().find(|cell| Some(cell.at.column) == key));
        cell.and_then(Cell::text).is_some_and(is_time)
    };
    for (place, shape) in shapes.iter().enumerate() {
        let row = shape.index;
        let has_figures = has_figures(shape, &figures);
        let lone = shape
            .cells
            .iter()
            .find(|cell| cell.at.column <= label_end && cell.text().is_some_and(|text| read_ordinal(text).is_none()));
        // A label written once over several rows: another key to its right goes on, and no words stand left of it. A code
        // is never meant for the row below.
        let continues = |position: usize| {
            let column = layout.columns[keys[position]].index;
            let by_code = layout.columns[keys[position]].role == ColumnRole::Key(Key::Code);
            let right = keys[position + 1..]
                .iter()
                .any(|&key| grid.get(CellRef::new(row, layout.columns[key].index)).is_some());
            let left = lone.is_some_and(|cell| cell.at.column < column);
            !by_code && !left && (right || keys.len() > 1 && lone.is_none())
        };
        let mut labels: Vec<(usize, CellRef)> = Vec::new();
        for (position, &key) in keys.iter().enumerate() {
            let at = CellRef::new(row, layout.columns[key].index);
            if let Some(cell) = grid.get(at) {
                if cell.text().is_some_and(is_ditto)
                    && let Some(above) = last_labels[position]
                {
                    labels.push((key, above));
                    continue;
                }
                labels.push((key, at));
                last_labels[position] = Some(at);
                // A new outer label ends what stood under the old one.
                last_labels[position + 1..].iter_mut().for_each(|label| *label = None);
            } else if let Some(above) =
                merged_above(grid, at).or(last_labels[position].filter(|_| continues(position) && has_figures))
            {
                labels.push((key, above));
            }
        }
        if labels.is_empty() {
            // A group or total may be written in the ordinal's column, merged over the labels.
            match lone {
                Some(cell) => labels.push((keys[0], cell.at)),
                None if !has_figures => continue,
                None => {}
            }
        }
        let own = labels.iter().rev().find(|(_, at)| at.row == row).map(|(_, at)| *at);
        let text = own.and_then(|at| grid.get(at)).and_then(|cell| cell.text()).unwrap_or_default();
        // A row that says in what it is counted, or is known by several labels, has its figures left blank: no group.
        let measured = measure_column.is_some_and(|column| grid.get(CellRef::new(row, column)).is_some());
        let counts = has_figures
            || measured
            || (blank_units
                && is_unit(text)
                && read_prefix(text) != Some(Ordinal::Star)
                && !leads(shapes, place, key, ordinal_column, known))
            || (blank_times && is_time(text))
            || labels.iter().filter(|(_, at)| at.row == row).count() > 1;
        let (prefix, rest) = split_ordinal(text);
        let beside = ordinal_column
            .and_then(|column| grid.get(CellRef::new(row, column)))
            .and_then(|cell| cell_ordinal(&cell.value));
        // *X. Bích Hòa* is a commune, not the tenth row.
        let prefix = prefix.filter(|prefix| *prefix == Ordinal::Star || !known.is_unit(text));
        // *- Quý I*: a period under its unit, with a dash or without.
        let prefix = prefix.filter(|prefix| *prefix != Ordinal::Dash || !known.said(rest).is_time);
        // A star before units marks a group of them; among indicators it is a part.
        let rank = |ordinal: Ordinal| {
            if ordinal == Ordinal::Star && !by_indicators { UNNUMBERED_GROUP } else { rank(ordinal) }
        };
        let part_of_above = is_part_word(rest);
        let rank = match (beside, prefix) {
            (Some(beside), None) => rank(beside),
            (Some(beside), Some(prefix)) => rank(beside).max(rank(prefix)),
            (None, Some(prefix)) => rank(prefix),
            (None, None) if part_of_above && counts => last_rank.saturating_add(1),
            (None, None) if !counts => UNNUMBERED_GROUP,
            // Periods one below the other stand under the row above them.
            (None, None) if is_time(rest) && (labelled_time(place + 1) || place > 0 && labelled_time(place - 1)) => {
                UNNUMBERED_ITEM + 1
            }
            // Among numbered units a row that lost its number is one of them, not a part of the one above.
            (None, None) if !by_indicators && last_rank >= rank_of_items && !is_time(rest) => last_rank,
            (None, None) => UNNUMBERED_ITEM,
        };
        if !has_figures && is_page_mark(text) {
            continue;
        }
        if !has_figures && part_of_above && core_words(&words(rest)).is_empty() {
            // `Trong đó:` alone changes nothing: what follows belongs to the row above it.
            continue;
        }
        while stack.last().is_some_and(|&(outer, ..)| outer >= rank) {
            stack.pop();
        }
        let groups = stack.iter().map(|&(_, at, _)| at).collect();
        parents.push(stack.last().map(|&(_, _, parent)| parent));
        numbered.push(beside.is_some() || prefix.is_some());
        if let Some(at) = own {
            stack.push((rank, at, layout.rows.len()));
        }
        if counts && rank <= UNNUMBERED_ITEM {
            last_rank = rank;
        }
        let kind = if counts { RowKind::Item } else { RowKind::Group };
        layout.rows.push(Row { index: row, kind, labels, groups, told: None });
    }
    match recipe {
        Some(recipe) => {
            let words = told::rows(grid, layout, recipe);
            told::mark(layout, &words);
            totals::mark(grid, layout, &parents, &numbered, known);
            told::mark(layout, &words);
        }
        None => totals::mark(grid, layout, &parents, &numbered, known),
    }
}

/// Whether a unit without figures and without a number stands over its members: the numbers begin again below it, with
/// somebody whom the registry lacks.
fn leads(shapes: &[&RowShape<'_>], place: usize, key: Option<u32>, ordinals: Option<u32>, known: &dyn Words) -> bool {
    let cell =
        |row: &RowShape<'_>, column: Option<u32>| row.cells.iter().find(|cell| Some(cell.at.column) == column).cloned();
    let Some(next) = shapes.get(place + 1) else { return false };
    let first = cell(next, ordinals).is_some_and(|cell| match &cell.value {
        CellValue::Number(amount) => amount.count() == Some(1),
        CellValue::Text(text) => text.trim_matches(|c: char| !c.is_alphanumeric()) == "1",
        _ => false,
    });
    let stranger = cell(next, key).is_some_and(|cell| cell.text().is_some_and(|text| !known.is_unit(text)));
    cell(shapes[place], ordinals).is_none() && first && stranger
}

/// *Trang 2*, *Trang 2/3*, *- 2 -*: the number of a printed page.
fn is_page_mark(text: &str) -> bool {
    let words = words(text);
    let numbers = words.strip_prefix(&["trang".to_owned()][..]).unwrap_or(&words);
    !numbers.is_empty()
        && numbers.len() <= 2
        && numbers.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The ordinal before a label.
fn read_prefix(label: &str) -> Option<Ordinal> {
    split_ordinal(label).0
}

fn has_figures(row: &RowShape<'_>, figures: &[u32]) -> bool {
    row.cells.iter().any(|cell| figures.binary_search(&cell.at.column).is_ok())
}

/// Whether most rows whose label is such have figures: then one without them left them blank, and is no group.
fn may_be_blank(shapes: &[&RowShape<'_>], figures: &[u32], key: Option<u32>, is_such: &dyn Fn(&str) -> bool) -> bool {
    let (mut filled, mut blank) = (0, 0);
    for row in shapes {
        let label = row.cells.iter().find(|cell| Some(cell.at.column) == key).and_then(Cell::text);
        if label.is_some_and(is_such) {
            if has_figures(row, figures) { filled += 1 } else { blank += 1 }
        }
    }
    filled > blank
}

/// *Trong đó: nữ*, *Chia ra:*, *Tr.đó*: what belongs to the row above.
fn is_part_word(label: &str) -> bool {
    let rest = label.trim_start_matches(|c: char| !c.is_alphabetic());
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    if end > "gồm".len() + 2 || !matches!(rest[..end].to_lowercase().as_str(), "trong" | "tr" | "chia" | "bao" | "gồm")
    {
        return false;
    }
    let words = words(label);
    let starts = |head: &[&str]| words.len() >= head.len() && head.iter().zip(&words).all(|(a, b)| a == b);
    starts(&["trong", "đó"])
        || starts(&["chia", "ra"])
        || starts(&["tr", "đó"])
        || starts(&["bao", "gồm"])
        || starts(&["gồm"])
}

/// The first cell of a merged block that a blank cell lies in.
fn merged_above(grid: &Grid, at: CellRef) -> Option<CellRef> {
    let range = grid.merge_at(at)?;
    grid.get(range.start)
        .map(|cell| cell.at)
        .filter(|cell| cell.column == at.column && header::merge_from(grid, *cell).is_some())
}
