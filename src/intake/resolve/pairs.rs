//! Headings and labels that name two things over cells that hold two numbers.

use crate::domain::{CellRef, in_row};
use crate::intake::extract::RowReading;
use crate::intake::layout::RowKind;
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{Convention, MeasureWord, NumberText, fold, is_foreign, is_part, measure_word, read_number};

use super::table::Resolver;

impl Resolver<'_> {
    /// Whether a heading names two things and its cells hold two numbers: *Số đoàn viên/Nữ* over *252/131*.
    pub(super) fn is_pair(&self, position: usize) -> bool {
        let column = &self.readings.columns[position];
        // *Số đoàn viên (nữ)* over *45 (22)*, *45 (nữ 22)*, *45 (22 nữ)*.
        let women = column.path.last().is_some_and(|leaf| {
            leaf.split_once('(').is_some_and(|(_, inner)| is_part(inner.trim_end_matches([')', ' '])))
        });
        let texts = || {
            let cells =
                self.readings.rows.iter().filter_map(|row| self.grid.get(CellRef::new(row.index, column.index)));
            cells.filter_map(|cell| cell.text())
        };
        if women && texts().any(holds_its_part) {
            return true;
        }
        let Some(leaf) = column.path.last().filter(|leaf| leaf.contains('/')) else { return false };
        // *Sáng kiến/giá trị làm lợi (trđ)*, *Số người (nam/nữ)*
        let bracketed = leaf.split_once('(').and_then(|(before, rest)| Some((before, rest.split_once(')')?.0)));
        let inner = bracketed.map_or(leaf.as_str(), |(before, inner)| if inner.contains('/') { inner } else { before });
        let named =
            |text: &str| !text.trim().is_empty() && text.chars().all(|c| c.is_alphabetic() || " ,\n".contains(c));
        let pair = inner
            .split_once('/')
            .is_some_and(|(one, other)| named(one) && named(other) && !other.contains('/') && !is_foreign(other));
        let cells = self.readings.rows.iter().filter_map(|row| self.grid.get(CellRef::new(row.index, column.index)));
        // *DN tổ chức HNNLĐ/Tổng số DN*: the first is a part of the second.
        let of_whole = inner.split_once('/').is_some_and(|(_, whole)| fold(whole).starts_with("tổng"));
        // *TH/KH*: the first is what was done.
        let of_plan = inner.split('/').any(|text| self.lexicon.said(text).column_word.is_some());
        pair && !of_plan
            && !of_whole
            && matches!(measure_word(inner), None | Some(MeasureWord::Count))
            && cells.filter_map(|cell| cell.text()).any(are_two)
    }

    /// *Số ĐV/Tổng số LĐ* over *1.900/2.050*: what the first of both numbers counts.
    pub(super) fn first_of_a_pair(&self, position: usize, path: &[&str]) -> Option<Meaning> {
        let (leaf, over) = path.split_last()?;
        let (first, _) = leaf.split_once('/')?;
        let column = self.readings.columns[position].index;
        let is_pair = |text: &str| matches!(read_number(text, Convention::Vietnamese), Some(NumberText::Value(value)) if value.second.is_some());
        let items = self.readings.rows.iter().filter(|row| row.kind == RowKind::Item);
        let cells = items.filter_map(|row| self.grid.get(CellRef::new(row.index, column)));
        let (pairs, others): (Vec<_>, Vec<_>) = cells.partition(|cell| cell.text().is_some_and(is_pair));
        match self.sense(&over.iter().copied().chain([first.trim()]).collect::<Vec<_>>()).lookup {
            Lookup::Known(meaning @ Meaning::Indicator(..)) if pairs.len() > others.len() => Some(meaning),
            _ => None,
        }
    }

    /// Whether a heading counts an indicator for each of something: *Giá trị làm lợi/sáng kiến*.
    pub(super) fn is_for_each(&self, path: &[&str]) -> bool {
        let Some((named, each)) = path.last().and_then(|leaf| leaf.split('(').next()?.rsplit_once('/')) else {
            return false;
        };
        measure_word(each.trim()) == Some(MeasureWord::Count)
            && matches!(self.sense(&[named]).lookup, Lookup::Known(Meaning::Indicator(..)))
    }

    /// Whether a row names a whole with its part and holds both numbers: *Tổng số CNVCLĐ, trong đó nữ | 45/30*.
    pub(super) fn is_row_of_pairs(&self, row: &RowReading, label: &str) -> bool {
        let folded = fold(label);
        let (Some(whole), true) = (folded.strip_suffix(" nữ"), label.contains(['/', '(', ',', ';', '-', ':'])) else {
            return false;
        };
        let cells = self.grid.row(row.index);
        let texts = self.readings.columns.iter().filter_map(|column| in_row(cells, column.index)?.text());
        !whole.is_empty() && texts.into_iter().any(|text| are_two(text) || holds_its_part(text))
    }
}

/// *45/30*
fn are_two(text: &str) -> bool {
    text.split_once('/').is_some_and(|(one, other)| is_number(one) && is_number(other))
}

/// *45 (30)*, *45 (nữ 30)*, *45 (30 nữ)*
fn holds_its_part(text: &str) -> bool {
    let of_word = |c: char| c.is_alphabetic() || matches!(c, ' ' | ':');
    text.trim()
        .strip_suffix(')')
        .and_then(|text| text.split_once('('))
        .is_some_and(|(whole, part)| is_number(whole) && is_number(part.trim_matches(of_word)))
}

fn is_number(text: &str) -> bool {
    let of_number = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b' ');
    text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().all(of_number)
}
