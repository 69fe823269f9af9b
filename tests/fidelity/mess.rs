//! What happens to a sheet between the form and the office that reads it: it is moved, stretched, typed over, saved by
//! another program.

use super::page::Page;
use crate::chance::Chance;
use crate::drawing::Draw;

/// Moves, stretches and soils a page.
pub fn soil(page: &mut Page, chance: &mut Chance) {
    if chance.once_in(12) {
        slip(page, chance);
    }
    if chance.once_in(12)
        && let Some(column) = page.facts.iter().map(|fact| fact.column).min()
    {
        page.insert_column(column);
    }
    if chance.once_in(8) && page.rows.len() > 4 {
        let row = 1 + chance.below(page.rows.len() - 1);
        if !page.is_merged_over(row) {
            page.insert_row(row);
        }
    }
    if chance.once_in(6) {
        (0..1 + chance.below(2)).for_each(|_| page.insert_column(0));
    }
    if chance.once_in(6) {
        (0..1 + chance.below(3)).for_each(|_| page.insert_row(0));
    }
}

/// Two letters of a word change places. What the word names may then be left out, if a finding says so.
fn slip(page: &mut Page, chance: &mut Chance) {
    let first = page.facts.iter().map(|fact| fact.row).min().unwrap_or(0);
    let last = page.facts.iter().map(|fact| fact.row).max().unwrap_or(0);
    let figures = page.facts.iter().map(|fact| fact.column).min().unwrap_or(0);
    let mut words = Vec::new();
    for row in first.saturating_sub(3)..=last {
        for (column, cell) in page.rows[row].iter().enumerate().filter(|(column, _)| row < first || *column < figures) {
            if let Draw::Text(text) = cell
                && text.chars().filter(|c| c.is_alphabetic()).count() > 8
            {
                words.push((row, column, text.clone()));
            }
        }
    }
    if words.is_empty() {
        return;
    }
    let (row, column, text) = words[chance.below(words.len())].clone();
    let mut letters: Vec<char> = text.chars().collect();
    let at: Vec<usize> = (1..letters.len() - 1)
        .filter(|&at| letters[at].is_alphabetic() && letters[at + 1].is_alphabetic() && letters[at] != letters[at + 1])
        .collect();
    if at.is_empty() {
        return;
    }
    let at = at[chance.below(at.len())];
    letters.swap(at, at + 1);
    page.text(row, column, &letters.into_iter().collect::<String>());
    page.facts.iter_mut().for_each(|fact| fact.doubtful = true);
}

/// Rows that a filter hides, columns that somebody put away.
pub fn hide(page: &mut Page, chance: &mut Chance) {
    let mut columns: Vec<usize> = page.facts.iter().map(|fact| fact.column).collect();
    columns.sort_unstable();
    columns.dedup();
    if page.hidden || columns.is_empty() {
        return;
    }
    if chance.once_in(12) {
        for _ in 0..1 + chance.below(3) {
            let row = page.facts[chance.below(page.facts.len())].row;
            if !page.hidden_rows.contains(&row) {
                page.hidden_rows.push(row);
            }
        }
        page.must_tell.push("rows-hidden");
    }
    let column = columns[chance.below(columns.len())];
    match chance.below(24) {
        0 => last_year(page, column, chance),
        // Nobody sees what stands in the column: neither headings that reach no further nor the lines above.
        1 if columns.len() > 1 && page.merges && page.header.start > 0 => {
            let above = |cells: &Vec<Draw>| matches!(cells.get(column), Some(Draw::Text(_) | Draw::Number(_)));
            if page.rows[..page.header.start].iter().any(above) {
                return;
            }
            page.facts.retain(|fact| fact.column != column);
            page.hidden_columns.push(column);
            page.must_tell.push("columns-hidden");
        }
        _ => {}
    }
}

/// A hidden column of last year's figures before another.
fn last_year(page: &mut Page, column: usize, chance: &mut Chance) {
    let rows: Vec<usize> = page.facts.iter().filter(|fact| fact.column == column).map(|fact| fact.row).collect();
    page.insert_column(column);
    let head = rows[0].saturating_sub(1).min(page.header.end.saturating_sub(1));
    if page.rows[head].get(column).is_none_or(|cell| *cell == Draw::Blank) {
        page.text(head, column, chance.pick(&["Năm trước", "Cùng kỳ", "Số cũ"]));
    }
    rows.into_iter().for_each(|row| page.number(row, column, chance.below(300)));
    page.hidden_columns.push(column);
    page.must_tell.push("columns-hidden");
}
