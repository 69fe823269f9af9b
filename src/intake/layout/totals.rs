//! Total rows: the row kind that corrupts a sum. Arithmetic first: a row that equals the sum of the rows it stands over,
//! before or behind in most of its columns is their total; then structure and words, for printed totals may be wrong.

use crate::domain::{Amount, CellRef, CellValue, Grid};
use crate::text::{Convention, NumberText, is_total, read_number, split_ordinal};

use super::{ColumnRole, Key, Layout, RowKind, Words};

/// Marks the rows of a layout that total others.
pub(super) fn mark(grid: &Grid, layout: &mut Layout, parents: &[Option<usize>], known: &dyn Words) {
    // Rows of indicators are total only by their words: an indicator above its parts is a figure of its own.
    let by_units = layout
        .columns
        .iter()
        .any(|column| matches!(column.role, ColumnRole::Key(Key::Unit | Key::Code | Key::Open | Key::Period)))
        && !layout.columns.iter().any(|column| matches!(column.role, ColumnRole::Key(Key::Indicator)));
    let values: Vec<u32> =
        layout.columns.iter().filter(|column| column.role == ColumnRole::Value).map(|column| column.index).collect();
    let amounts: Vec<Vec<Option<Amount>>> = layout
        .rows
        .iter()
        .map(|row| values.iter().map(|&column| amount(grid, CellRef::new(row.index, column))).collect())
        .collect();
    let label = |row: usize| {
        let cell = layout.rows[row].labels.last().and_then(|&(_, at)| grid.get(at));
        cell.and_then(|cell| cell.text()).unwrap_or_default()
    };
    let count = layout.rows.len();
    let mut kinds: Vec<RowKind> = layout.rows.iter().map(|row| row.kind.clone()).collect();
    let is_item = |kinds: &[RowKind], row: usize| kinds[row] == RowKind::Item;
    let said: Vec<bool> = (0..count)
        .map(|row| {
            let text = label(row);
            let (_, rest) = split_ordinal(text);
            is_item(&kinds, row) && (is_total(text) || is_total(rest)) && !known.is_unit(text)
        })
        .collect();
    // Structure: a row of figures over rows of its own, innermost first.
    if by_units {
        for row in (0..count).rev() {
            if !is_item(&kinds, row) || said[row] {
                continue;
            }
            let under: Vec<usize> = descendants(row, parents).filter(|&d| is_item(&kinds, d) && !said[d]).collect();
            if !under.is_empty() {
                kinds[row] = RowKind::Total(under);
            }
        }
    }
    // Words: what the total covers is told by arithmetic where it can be.
    for row in 0..count {
        if !said[row] {
            continue;
        }
        let items: Vec<usize> =
            (0..count).filter(|&other| other != row && is_item(&kinds, other) && !said[other]).collect();
        let section = section(row, &kinds, &said);
        let before: Vec<usize> = items.iter().copied().filter(|&other| other < row).collect();
        let under: Vec<usize> = descendants(row, parents).filter(|&d| is_item(&kinds, d) && !said[d]).collect();
        let candidates = [items, section, before, under];
        let best = candidates
            .iter()
            .filter(|covered| !covered.is_empty())
            .enumerate()
            .max_by_key(|(position, covered)| (matches(&amounts, row, covered), std::cmp::Reverse(*position)));
        let covered = best.map(|(_, covered)| covered.clone()).unwrap_or_default();
        kinds[row] = RowKind::Total(covered);
    }
    // Arithmetic: an unregistered first or last row that equals the sum of all others in most of its columns.
    if by_units {
        let items: Vec<usize> = (0..count).filter(|&row| is_item(&kinds, row)).collect();
        if items.len() >= 4 {
            for &row in [items[0], items[items.len() - 1]].iter() {
                let others: Vec<usize> = items.iter().copied().filter(|&other| other != row).collect();
                let figures = amounts[row].iter().flatten().filter(|amount| !amount.is_zero()).count();
                // A row that bears a unit's name needs more than one column to be taken for the total of the others.
                let least = if known.is_unit(label(row)) { 2 } else { 1 };
                let equal = matches(&amounts, row, &others);
                if equal >= least && equal * 2 > figures {
                    kinds[row] = RowKind::Total(others);
                    break;
                }
            }
        }
    }
    for (row, kind) in layout.rows.iter_mut().zip(kinds) {
        row.kind = kind;
    }
}

/// The rows that stand under a row, directly or through others: they follow it without a gap.
fn descendants<'p>(row: usize, parents: &'p [Option<usize>]) -> impl Iterator<Item = usize> + 'p {
    (row + 1..parents.len()).take_while(move |&other| {
        std::iter::successors(parents[other], |&up| parents[up]).any(|ancestor| ancestor == row)
    })
}

/// The items since the last group row or total above a row.
fn section(row: usize, kinds: &[RowKind], said: &[bool]) -> Vec<usize> {
    let start =
        (0..row).rev().find(|&other| said[other] || kinds[other] == RowKind::Group).map_or(0, |other| other + 1);
    (start..row).filter(|&other| kinds[other] == RowKind::Item && !said[other]).collect()
}

/// In how many columns a row equals the sum of others, within rounding.
fn matches(amounts: &[Vec<Option<Amount>>], row: usize, covered: &[usize]) -> usize {
    (0..amounts[row].len())
        .filter(|&column| {
            let Some(printed) = amounts[row][column] else { return false };
            let sum: Amount = covered.iter().filter_map(|&other| amounts[other][column]).sum();
            let slack = Amount::whole(covered.len() as i64).scaled(0).unwrap_or(Amount::ZERO);
            let close =
                if printed.is_whole() && !sum.is_whole() { (printed - sum).abs() <= slack } else { near(printed, sum) };
            !printed.is_zero() && close
        })
        .count()
}

/// Equal but for the dust of binary fractions.
fn near(left: Amount, right: Amount) -> bool {
    let difference = (left - right).abs();
    difference.is_zero() || difference.to_f64() <= left.abs().to_f64() * 1e-12
}

/// The number in a cell, read without any column's convention: good enough to recognise a sum.
fn amount(grid: &Grid, at: CellRef) -> Option<Amount> {
    match &grid.get(at)?.value {
        CellValue::Number(amount) | CellValue::Percent(amount) => Some(*amount),
        CellValue::Text(text) => match read_number(text, Convention::Vietnamese)? {
            NumberText::Value(value) => Amount::parse(&value.plain),
            NumberText::Zero => Some(Amount::ZERO),
            NumberText::Missing | NumberText::NotApplicable => None,
        },
        _ => None,
    }
}
