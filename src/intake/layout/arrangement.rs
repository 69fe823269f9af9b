//! How the rows of a body are arranged: what comes below what, time and again.

use crate::domain::Cell;
use crate::text::{Ordinal, Span, split_ordinal};

use super::Named;
use super::rows::{Placing, cell_at, cell_ordinal, value_at};
use super::shape::RowShape;

impl Placing<'_> {
    /// Whether right below every row that a letter marks stands a row that is counted, and none above the first of them: from 1
    /// again or on from the last.
    pub(super) fn counts_anew_below_letters(&self) -> bool {
        let marks = |row: &RowShape<'_>| value_at(row, self.ordinals).and_then(cell_ordinal) == Some(Ordinal::Letter);
        let is_counted = |row: &&RowShape<'_>| {
            matches!(value_at(row, self.ordinals).and_then(cell_ordinal), Some(Ordinal::Arabic(1)))
        };
        let first = self.shapes.iter().position(|row| value_at(row, self.ordinals).and_then(cell_ordinal).is_some());
        if first.is_none_or(|first| !marks(self.shapes[first])) {
            return false;
        }
        let lettered = || (0..self.shapes.len()).filter(|&place| marks(self.shapes[place]));
        lettered().count() > 0 && lettered().all(|place| self.shapes.get(place + 1).is_some_and(is_counted))
    }

    /// Whether the first row that a dash or a plus marks stands below one of figures that nothing marks.
    pub(super) fn begins_dashes_below_plain_rows(&self) -> bool {
        let mark = |row: &RowShape<'_>| {
            let label = cell_at(row, self.key).and_then(Cell::text).unwrap_or_default();
            value_at(row, self.ordinals).and_then(cell_ordinal).or(split_ordinal(label).0)
        };
        let dashed = |row: &&RowShape<'_>| matches!(mark(row), Some(Ordinal::Dash | Ordinal::Plus));
        let above = self.shapes.iter().position(dashed).and_then(|first| first.checked_sub(1));
        above.is_some_and(|above| mark(self.shapes[above]).is_none())
    }

    /// Whether below every unit that has figures come the same categories with theirs: *- Khu vực nhà nước*. As headings of
    /// groups they stand over units, each once.
    pub(super) fn has_parted_units(&self) -> bool {
        if !self.named.iter().any(|named| named.category) {
            return false;
        }
        let filled = self.with_figures().map(|place| &self.named[place]);
        let named: Vec<&Named> = filled.filter(|named| named.unit || named.category).collect();
        let units = named.iter().filter(|named| named.unit).count();
        let first_below = named.windows(2).filter(|pair| pair[0].unit && pair[1].category).count();
        named.first().is_some_and(|first| first.unit)
            && first_below == units
            && named.last().is_some_and(|n| n.category)
    }

    /// Whether the first row that names a unit or a head names a head, and a unit stands below every head: a period, an indicator.
    pub(super) fn begins_with(&self, is_head: fn(&Named) -> bool) -> bool {
        if !self.named.iter().any(is_head) {
            return false;
        }
        let told = |named: &&Named| named.unit || is_head(named);
        let named: Vec<&Named> = self.named.iter().filter(told).collect();
        let headed = named.windows(2).filter(|pair| is_head(pair[0]) && pair[1].unit).count();
        let heads = named.iter().filter(|named| is_head(named)).count();
        heads > 1 && headed == heads && named.first().is_some_and(|first| is_head(first))
    }

    /// Whether periods stand behind all of several units that have figures of their own.
    pub(super) fn ends_with_times(&self) -> bool {
        if !self.named.iter().any(|named| named.time) {
            return false;
        }
        let filled = self.with_figures().map(|place| &self.named[place]);
        let named: Vec<&Named> = filled.filter(|named| named.unit || named.time).collect();
        let units = named.iter().take_while(|named| !named.time).count();
        units > 1 && units < named.len() && named[units..].iter().all(|named| named.time)
    }

    /// Whether the label of a row is a year, and that of the next a part of a year: *Năm 2020* over *Quý I*.
    pub(super) fn leads_times(&self, place: usize) -> bool {
        let span = |place: usize| {
            let label = self.shapes.get(place).and_then(|row| cell_at(row, self.key)).and_then(Cell::text)?;
            let said = self.known.said(label);
            said.times.first().filter(|_| said.is_time).map(|time| time.span)
        };
        matches!(span(place), Some(Span::Year(_)))
            && span(place + 1).is_some_and(|span| span.year().is_none() && !matches!(span, Span::Years(..)))
    }
}
