//! What columns are by those beside them: kinds beside what they part, numbers of a form, plans beside results.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::domain::{Cell, Grid};
use crate::text::{ColumnWord, fold, words};

use super::columns::heading_texts;
use super::shape::{Few, RowShape};
use super::{Column, ColumnRole, Key, Words};

/// Of two columns that name what is measured the one whose labels are but categories says which part of the other's:
/// *Đoàn viên | Nhà nước* under *Nội dung | Khu vực*.
pub(super) fn part_categories(columns: &mut [Column], of_categories: &[bool]) {
    let is_indicator = |column: &Column| column.role == ColumnRole::Key(Key::Indicator);
    let named = |column: &Column| matches!(column.role, ColumnRole::Key(Key::Unit | Key::Code));
    if columns.iter().zip(of_categories).any(|(column, parts)| named(column) || (is_indicator(column) && !parts)) {
        for (column, _) in
            columns.iter_mut().zip(of_categories).filter(|(column, parts)| is_indicator(column) && **parts)
        {
            column.role = ColumnRole::Key(Key::Category);
        }
    }
}

/// *Mã số* beside *Chỉ tiêu*, each number once: those of the form, no codes of units. In a list of units the indicator comes
/// again.
pub(super) fn part_numbers_of_form(grid: &Grid, columns: &mut [Column], rows: &[&RowShape<'_>]) {
    let place = |wanted: Key| columns.iter().position(|column| column.role == ColumnRole::Key(wanted));
    let (Some(code), Some(name)) = (place(Key::Code), place(Key::Indicator)) else { return };
    let of_units = |text: &str| words(text).iter().any(|word| OF_UNITS.contains(&word.as_str()));
    let heading = heading_texts(grid, &columns[code].heading, false);
    if heading.iter().any(|text| of_units(text)) {
        return;
    }
    let text = |row: &RowShape<'_>, column: usize| {
        let at = columns[column].index;
        row.cells.iter().find(|cell| cell.at.column == at).map(|cell| fold(&cell.raw()))
    };
    let (mut codes, mut names, mut count) = (BTreeSet::new(), BTreeSet::new(), 0);
    for row in rows {
        let (Some(code), Some(name)) = (text(row, code), text(row, name)) else { continue };
        if !codes.insert(code) {
            return;
        }
        names.insert(name);
        count += 1;
    }
    if count > 1 && names.len() * 2 > count {
        columns[code].role = ColumnRole::Ordinal;
    }
}

/// *Lần 1*, *Lần 2*, each over the days on which it was: of none of them is the row alone. Nor is a unit's row of the day of *Đại hội
/// gần nhất*, where each unit stands once.
pub(super) fn part_days(
    columns: &mut [Column],
    texts: &[Few<Cow<'_, str>>],
    rows: &[&RowShape<'_>],
    known: &dyn Words,
) {
    let headed = |place: usize| {
        let leaf = texts[place].last();
        leaf.is_some_and(|leaf| known.said(leaf).column_word == Some(ColumnWord::Period) || known.said(leaf).is_time)
    };
    let text = |row: &RowShape<'_>, index: u32| {
        row.cells.iter().find(|cell| cell.at.column == index).and_then(Cell::text).map(str::to_owned)
    };
    let is_day = |text: &String| text.split(['/', '-', '.']).count() == 3;
    let of_days = |place: &usize| {
        let column = &columns[*place];
        column.role == ColumnRole::Key(Key::Period)
            && column.told.is_none()
            && !headed(*place)
            && rows.iter().filter_map(|row| text(row, column.index)).all(|text| is_day(&text))
    };
    let days: Vec<usize> = (0..columns.len()).filter(of_days).collect();
    let once = |units: &Column| {
        let names: Vec<String> = rows.iter().filter_map(|row| text(row, units.index)).collect();
        names.iter().collect::<BTreeSet<_>>().len() == names.len()
    };
    let beside_units = || columns.iter().find(|column| column.role == ColumnRole::Key(Key::Unit)).is_some_and(once);
    if days.len() > 1 || (days.len() == 1 && beside_units()) {
        for place in days {
            columns[place].role = ColumnRole::Note;
        }
    }
}

/// *Nhiệm kỳ* beside units that stand once each: whose committee sits how long, no period of their figures.
pub(super) fn part_terms_of_office(grid: &Grid, columns: &mut [Column], rows: &[&RowShape<'_>]) {
    let is_term = |column: &Column| {
        let leaf = || heading_texts(grid, &column.heading, false).pop();
        column.role == ColumnRole::Key(Key::Period)
            && leaf().is_some_and(|leaf| matches!(fold(&leaf).as_str(), "nhiệm kì" | "nk" | "khóa" | "nhiệm kì đh"))
    };
    let Some(term) = columns.iter().position(is_term) else { return };
    let Some(units) = columns.iter().find(|column| column.role == ColumnRole::Key(Key::Unit)) else { return };
    let name = |row: &&&RowShape<'_>| row.cells.iter().find(|cell| cell.at.column == units.index)?.text().map(fold);
    let names: Vec<String> = rows.iter().filter_map(|row| name(&row)).collect();
    if names.iter().collect::<BTreeSet<_>>().len() == names.len() {
        columns[term].role = ColumnRole::Note;
    }
}

/// Words of the headings of codes that units bear.
const OF_UNITS: &[&str] = &["đơn", "vị", "đv", "cđcs", "xã", "huyện", "tỉnh"];

/// *Chỉ tiêu* over figures, beside *Kết quả* or *Đạt (%)* under the same heading, is what was planned.
/// `texts`: the words over each column.
pub(super) fn part_plans(columns: &mut [Column], texts: &[Few<Cow<'_, str>>], known: &dyn Words) {
    let word = |place: usize| texts[place].last().and_then(|leaf| known.said(leaf).column_word);
    let over = |place: usize| texts[place].split_last().map(|(_, over)| over);
    for place in 0..columns.len() {
        let plan = columns[place].role == ColumnRole::Value
            && word(place) == Some(ColumnWord::Indicator)
            && texts[place].last().is_some_and(|leaf| fold(leaf).starts_with("chỉ tiêu"));
        // *Chỉ tiêu | Quý I*: what was done in part of the year.
        let dated = |other: usize| {
            columns[other].role == ColumnRole::Value
                && texts[other].last().is_some_and(|leaf| !known.said(leaf).times.is_empty())
        };
        let beside = |other: usize| {
            let done = matches!(word(other), Some(ColumnWord::Value | ColumnWord::Comparison)) || dated(other);
            // *Chỉ tiêu* beside *Kết quả* over its quarters.
            let under_done = || {
                let says_done = |text: &Cow<'_, str>| known.said(text).column_word == Some(ColumnWord::Value);
                over(place).is_some_and(<[_]>::is_empty) && texts[other].iter().any(says_done)
            };
            (done && over(other) == over(place)) || (columns[other].role == ColumnRole::Value && under_done())
        };
        if plan && (place + 1..columns.len()).take(FEW_COLUMNS).any(beside) {
            columns[place].role = ColumnRole::Aside;
        }
        // *Đăng ký | Đạt*: what was reached of what was planned, where nothing else says what was done.
        let reached = columns[place].role == ColumnRole::Aside
            && texts[place].last().is_some_and(|leaf| matches!(fold(leaf).as_str(), "đạt" | "đạt được"));
        let alike = |other: usize| over(other) == over(place);
        let around = || {
            (place.saturating_sub(FEW_COLUMNS)..columns.len().min(place + FEW_COLUMNS)).filter(|&other| alike(other))
        };
        let planned = |other: usize| {
            word(other) == Some(ColumnWord::Plan) || texts[other].last().is_some_and(|leaf| fold(leaf) == "chỉ tiêu")
        };
        if reached && around().any(planned) && !around().any(|other| word(other) == Some(ColumnWord::Value)) {
            columns[place].role = ColumnRole::Value;
        }
    }
}

/// *Tỷ lệ (%)*, and *Tăng* beside *Giảm*, where nothing is planned, done or compared are figures of their own, and not passed over.
pub(super) fn part_rates(columns: &mut [Column], texts: &[Few<Cow<'_, str>>], known: &dyn Words) {
    let compares = |texts: &Few<Cow<'_, str>>| {
        texts.iter().any(|text| {
            let word = known.said(text).column_word;
            matches!(word, Some(ColumnWord::Plan | ColumnWord::Value | ColumnWord::Before))
                || fold(text).starts_with("chỉ tiêu")
        })
    };
    let is_rate =
        |texts: &[Cow<'_, str>]| matches!(texts, [only] if matches!(fold(only).as_str(), "tỉ lệ" | "tỉ lệ %"));
    let leaf = |place: usize, word: &str| {
        texts.get(place).and_then(|texts| texts.last()).is_some_and(|leaf| fold(leaf) == word)
    };
    let gains = |place: usize| leaf(place, "tăng") && leaf(place + 1, "giảm");
    let own = |place: usize| is_rate(&texts[place]) || gains(place);
    let found: Vec<usize> =
        (0..columns.len()).filter(|&place| columns[place].role == ColumnRole::Aside && own(place)).collect();
    if !found.is_empty() && !texts.iter().any(compares) {
        found.into_iter().for_each(|place| columns[place].role = ColumnRole::Value);
    }
}

/// What belongs to one plan stands within so many columns.
const FEW_COLUMNS: usize = 4;
