//! Names that somebody broke into two rows: *Công đoàn các Khu công nghiệp* over *tỉnh*, of which one has the figures.

use std::sync::Arc;

use super::layout::Words;
use super::lexicon::Lexicon;
use super::resolve::UnitMatch;
use crate::domain::{Cell, CellRef, Grid, in_row};
use crate::text::{is_part_word, read_ordinal};

/// Puts names together that stand in two rows, where the whole is the exact name of somebody or something and the first half
/// names nobody else by itself.
pub fn rejoin(grid: &mut Grid, known: &Lexicon<'_>) {
    let rows: Vec<u32> = grid.rows().collect();
    let mut joined: Vec<(CellRef, CellRef, Arc<str>)> = Vec::new();
    for pair in rows.windows(2) {
        let (above, below) = (grid.row(pair[0]), grid.row(pair[1]));
        // Nearly every row has figures, and its neighbours too.
        if pair[0] + 1 != pair[1] || above.len().min(below.len()) > 2 {
            continue;
        }
        let halves = lone(above, known)
            .and_then(|rest| Some((beside_figures(below, rest.at.column, known)?, rest, true)))
            .or_else(|| {
                lone(below, known).and_then(|rest| Some((beside_figures(above, rest.at.column, known)?, rest, false)))
            });
        let Some((kept, rest, from_above)) = halves else { continue };
        let (Some(kept_text), Some(rest_text)) = (kept.text(), rest.text()) else { continue };
        let (first, second) = if from_above { (rest_text, kept_text) } else { (kept_text, rest_text) };
        let whole = [first.trim(), second.trim()].join(" ");
        let is_taken = joined.last().is_some_and(|(kept, rest, _)| [kept.row, rest.row].contains(&pair[0]));
        let alone = names_exactly(first, known) && !are_one(first, &whole, known);
        if !is_taken && !alone && goes_on(second, known) && names_exactly(&whole, known) {
            joined.push((kept.at, rest.at, whole.into()));
        }
    }
    grid.rejoin(joined);
}

/// The only words of a row, perhaps behind its number.
fn lone<'g>(row: &'g [Cell], known: &Lexicon<'_>) -> Option<&'g Cell> {
    let (name, before) = row.split_last()?;
    let counts = |cell: &Cell| cell.text().is_none_or(|text| read_ordinal(text).is_some());
    (before.len() < 2 && before.iter().all(counts) && name.text().is_some_and(|text| is_name(text, known)))
        .then_some(name)
}

/// The words of a row in a column, where figures stand behind them.
fn beside_figures<'g>(row: &'g [Cell], column: u32, known: &Lexicon<'_>) -> Option<&'g Cell> {
    let name = in_row(row, column).filter(|cell| cell.text().is_some_and(|text| is_name(text, known)))?;
    let is_figure = |cell: &Cell| cell.at.column > column && cell.text().is_none_or(|text| known.words(text).is_none());
    row.iter().any(is_figure).then_some(name)
}

fn is_name(text: &str, known: &Lexicon<'_>) -> bool {
    read_ordinal(text).is_none() && known.words(text).is_some()
}

/// Whether words may be the end of a name: they begin small, or say nothing by themselves.
fn goes_on(text: &str, known: &Lexicon<'_>) -> bool {
    let says_nothing = || known.said(text).says_nothing() && !names_exactly(text, known) && !known.is_group(text);
    !is_part_word(text) && (text.trim_start().starts_with(char::is_lowercase) || says_nothing())
}

/// Whether two names are those of one unit.
fn are_one(name: &str, other: &str, known: &Lexicon<'_>) -> bool {
    let unit = |name: &str| match known.find(name, None, None) {
        UnitMatch::One(unit) => Some(unit),
        _ => None,
    };
    unit(name).is_some() && unit(name) == unit(other)
}

/// Whether a text is the exact name of a registered unit or of an indicator.
fn names_exactly(text: &str, known: &Lexicon<'_>) -> bool {
    matches!(known.find(text, None, None), UnitMatch::One(_)) || known.is_indicator(text)
}
