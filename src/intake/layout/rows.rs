//! The rows of a body: which labels and groups each stands under, and whether it holds figures of its own.

use smallvec::SmallVec;

use crate::domain::{Cell, CellRef, CellValue, Grid, in_row};
use crate::text::{
    Ordinal, core_words, is_page_mark, is_part, is_part_word, read_ordinal, split_ordinal, sums_up, words,
};

use super::count::{self, Mark};
use super::shape::{RowShape, is_year};
use super::standing::{self, Standing};
use super::told::{self, Placed};
use super::totals;
use super::{Column, ColumnRole, Key, Layout, Named, Row, RowKind, Words};

/// The ordinal that a cell is.
pub(super) fn cell_ordinal(value: &CellValue) -> Option<Ordinal> {
    match value {
        CellValue::Number(amount) if amount.is_whole() => Some(Ordinal::Arabic(1)),
        // *1.2*, typed as a number.
        CellValue::Number(amount) => {
            amount.scaled(2).is_some_and(|hundredths| hundredths.is_whole()).then_some(Ordinal::Arabic(2))
        }
        CellValue::Text(text) => read_ordinal(text),
        _ => None,
    }
}

/// Whether a mark is one of those that sections bear: *A*, *II*.
fn heads_a_section(prefix: Option<Ordinal>) -> bool {
    matches!(prefix, Some(Ordinal::Capital | Ordinal::Roman))
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
/// The rank of letters that head numbers: *a) Khối phường* over *1*, *2*, *3*.
const LETTERED_GROUP: u8 = 25;
/// The rank of a row of figures without an ordinal where dashes stand below such rows.
const OVER_DASHES: u8 = 45;
/// The rank of a row that a number counts.
const ITEM: u8 = 31;

/// Within so many rows the same units come again as parts.
const FARTHEST_AGAIN: usize = 200;

/// Puts the rows of a body into its layout.
pub(super) fn place(
    grid: &Grid,
    shapes: &[&RowShape<'_>],
    layout: &mut Layout,
    known: &dyn Words,
    recipe: Option<&Placed<'_>>,
) {
    let standing = Placing::new(grid, shapes, layout, known).place(layout);
    match recipe {
        Some(recipe) => {
            let words = told::rows(grid, layout, recipe);
            told::mark(layout, &words);
            totals::mark(grid, layout, &standing, known);
            told::mark(layout, &words);
        }
        None => totals::mark(grid, layout, &standing, known),
    }
}

/// A body whose rows are placed, top first.
pub(super) struct Placing<'a> {
    pub(super) grid: &'a Grid,
    pub(super) shapes: &'a [&'a RowShape<'a>],
    pub(super) known: &'a dyn Words,
    /// The key columns: their places in the layout, on the sheet, and whether they hold codes.
    pub(super) keys: Vec<(usize, u32, bool)>,
    /// The column of the innermost labels.
    pub(super) key: Option<u32>,
    pub(super) measures: Option<u32>,
    pub(super) ordinals: Option<u32>,
    /// Columns of categories that the first row leaves blank: a blank there is no category, and repeats none.
    pub(super) left_open: Vec<u32>,
    /// What stands in the column of ordinals, row by row.
    pub(super) marks: Vec<Mark>,
    /// Which rows hold figures.
    pub(super) filled: Vec<bool>,
    /// Columns of words that rows of figures fill and groups leave blank: telephone numbers, places.
    pub(super) particulars: Vec<u32>,
    pub(super) by_indicators: bool,
    /// Rows of units, and of periods, may have their figures left blank.
    pub(super) blank_units: bool,
    pub(super) blank_times: bool,
    /// Whether most rows of indicators that name a category have figures.
    pub(super) blank_parts: bool,
    /// What the label of each row names.
    pub(super) named: Vec<Named>,
    /// Groups of units are marked by letters or Roman numerals.
    pub(super) marked_groups: bool,
    /// Whether a label begins with the first of capital letters or Roman numerals.
    pub(super) lettered: bool,
    /// Whether dashes and pluses begin below indicators that bear no number: *Tổng số CNVCLĐ*, *- Nữ*.
    pub(super) over_dashes: bool,
    /// Whether below every letter rows are counted from 1.
    pub(super) letters_over_numbers: bool,
    /// Rows that are none of those that are counted.
    pub(super) outside: Vec<bool>,
    /// Whether categories stand below units, as parts of their figures.
    pub(super) parted_units: bool,
    /// Whether dashes stand before units, as marks of a list.
    pub(super) dashed_units: bool,
    /// Whether indicators with the sums of what stands below them head the units: *1 | Hiến máu | 60* over *- Trạm Y tế | 33*.
    pub(super) headed_by_indicators: bool,
    /// Whether periods with the sums of what stands below them head the units: *Năm 2018 | 15* over *Xã Bích Hòa | 9*.
    pub(super) headed_by_times: bool,
    /// Whether periods stand below the last of several units and below no other: *Năm 2020*, *Năm 2019* at the end of a table are
    /// what all came to.
    pub(super) closed_by_times: bool,
}

/// What is known of the row before, and of the groups it stands in.
struct Above {
    /// Groups and rows that the next may stand under: how deep each stands, its label, its place in the layout.
    stack: Vec<(u8, CellRef, usize)>,
    /// The last label of each key column.
    labels: Vec<Option<CellRef>>,
    /// Which of them are parts of the row above them, with figures of their own.
    parts: SmallVec<[usize; 2]>,
    /// How deep the last row of figures stood.
    rank: u8,
}

impl<'a> Placing<'a> {
    fn new(grid: &'a Grid, shapes: &'a [&'a RowShape<'a>], layout: &Layout, known: &'a dyn Words) -> Placing<'a> {
        let column =
            |wanted: ColumnRole| layout.columns.iter().find(|column| column.role == wanted).map(|column| column.index);
        let keys: Vec<(usize, u32, bool)> = (0..layout.columns.len())
            .filter_map(|place| match layout.columns[place].role {
                ColumnRole::Key(key) => Some((place, layout.columns[place].index, key == Key::Code)),
                _ => None,
            })
            .collect();
        let of_role = |wanted: fn(&ColumnRole) -> bool| -> Vec<u32> {
            layout.columns.iter().filter(|column| wanted(&column.role)).map(|column| column.index).collect()
        };
        let figures = of_role(|role| matches!(role, ColumnRole::Value | ColumnRole::Aside));
        let ordinals = column(ColumnRole::Ordinal);
        // Figures stand last, as a rule.
        let is_figure = |cell: &Cell| figures.binary_search(&cell.at.column).is_ok();
        let holds = |row: &&RowShape<'_>| row.cells.iter().rev().any(is_figure);
        let mut placing = Placing {
            grid,
            shapes,
            known,
            key: keys.last().map(|&(_, index, _)| index),
            keys,
            measures: column(ColumnRole::Measure),
            ordinals,
            particulars: of_role(|role| *role == ColumnRole::Note),
            left_open: Vec::new(),
            marks: shapes.iter().map(|row| Mark::of(value_at(row, ordinals))).collect(),
            filled: shapes.iter().map(holds).collect(),
            by_indicators: layout.columns.iter().any(|column| column.role == ColumnRole::Key(Key::Indicator)),
            blank_units: false,
            blank_times: false,
            blank_parts: false,
            named: Vec::with_capacity(shapes.len()),
            marked_groups: false,
            lettered: false,
            over_dashes: false,
            letters_over_numbers: false,
            outside: Vec::new(),
            parted_units: false,
            dashed_units: false,
            headed_by_indicators: false,
            headed_by_times: false,
            closed_by_times: false,
        };
        let begins = |text: &str| text.trim_start().starts_with(['A', 'I', '(']) && split_ordinal(text).0.is_some();
        for row in shapes {
            let label = cell_at(row, placing.key).and_then(Cell::text);
            placing.lettered |= label.is_some_and(begins);
            placing.named.push(label.map_or(Named::default(), |text| known.named(text)));
        }
        let dashed = |named: &Named| named.prefix == Some(Ordinal::Dash) && named.registered;
        placing.dashed_units = !placing.by_indicators && placing.named.iter().any(dashed);
        placing.letters_over_numbers = placing.counts_anew_below_letters();
        placing.over_dashes = placing.by_indicators && placing.begins_dashes_below_plain_rows();
        let rows = placing.named.iter().zip(&placing.filled);
        let filled: Vec<bool> = rows.map(|(named, &filled)| filled && !named.total).collect();
        placing.outside = count::outside(&placing.marks, &filled);
        placing.parted_units = !placing.by_indicators && placing.has_parted_units();
        if placing.parted_units {
            // *Đầu tư nước ngoài* below *Ngoài nhà nước*: a part that nobody knows.
            for (place, row) in shapes.iter().enumerate().skip(1) {
                let label = cell_at(row, placing.key).and_then(Cell::text).unwrap_or_default();
                let bare = value_at(row, placing.ordinals).is_none() && !placing.named[place].total;
                if bare && placing.named[place - 1].category && !placing.named[place].unit && !label.is_empty() {
                    placing.named[place].category = true;
                }
            }
        }
        placing.closed_by_times = !placing.by_indicators && placing.ends_with_times();
        placing.headed_by_times = !placing.by_indicators && placing.begins_with(|named| named.time);
        placing.headed_by_indicators = !placing.by_indicators && placing.begins_with(|named| named.indicator);
        let particulars = std::mem::take(&mut placing.particulars);
        let with_figures = || placing.with_figures().map(|place| shapes[place]);
        let mostly = |column: &u32| {
            with_figures().filter(|row| cell_at(row, Some(*column)).is_some()).count() * 2 > with_figures().count()
        };
        placing.particulars = particulars.into_iter().filter(mostly).collect();
        let is_marked = |place: usize| {
            let label = || cell_at(shapes[place], placing.key).and_then(Cell::text).unwrap_or_default();
            let before = heads_a_section(placing.named[place].prefix);
            (before && !placing.known.is_unit(label())) || placing.marks[place] == Mark::Section
        };
        let marked: Vec<bool> = (0..shapes.len()).map(is_marked).collect();
        // A group may have the sum of its rows beside it: *II. Bình Minh | 1226* over rows without any mark.
        let is_section = |row: usize| marked[row] && (!placing.filled[row] || marked.get(row + 1) == Some(&false));
        placing.marked_groups = !placing.by_indicators && (0..shapes.len()).filter(|&row| is_section(row)).count() > 1;
        placing.left_open = placing.open_categories(layout);
        placing.blank_units = placing.may_be_blank(|named| named.unit);
        placing.blank_times = placing.may_be_blank(|named| named.time);
        placing.blank_parts = placing.by_indicators && placing.may_be_blank(|named| named.category);
        placing
    }

    /// The columns of categories that the first row of figures leaves blank, unless that is the total of all, and those that say the same
    /// again in the row below.
    fn open_categories(&self, layout: &Layout) -> Vec<u32> {
        let first = self.with_figures().find(|&place| !self.named[place].total).map(|place| self.shapes[place]);
        let is_category = |column: &&Column| column.role == ColumnRole::Key(Key::Category);
        let blank = |column: &u32| first.is_some_and(|row| cell_at(row, Some(*column)).is_none());
        let text = |row: &RowShape<'a>, column: u32| cell_at(row, Some(column)).and_then(Cell::text);
        let says_again = |column: &u32| {
            let mut pairs = self.shapes.windows(2).filter_map(|two| text(two[0], *column).zip(text(two[1], *column)));
            pairs.any(|(one, next)| one == next)
        };
        let columns = layout.columns.iter().filter(is_category).map(|column| column.index);
        columns.filter(|column| blank(column) || says_again(column)).collect()
    }

    /// Whether a label names a unit, registered or not.
    fn names_unit(&self, label: &str) -> bool {
        self.known.named(label).unit
    }

    /// Whether a row is a category below its unit.
    fn parts_its_unit(&self, place: usize) -> bool {
        self.parted_units && self.named[place].category
    }

    fn is_time(&self, label: &str) -> bool {
        self.known.said(label).is_time
    }

    /// Whether a row is labelled by a period.
    fn labelled_time(&self, place: Option<usize>) -> bool {
        place.and_then(|place| self.named.get(place)).is_some_and(|named| named.time)
    }

    /// The rows that hold figures.
    pub(super) fn with_figures(&self) -> impl Iterator<Item = usize> {
        (0..self.filled.len()).filter(|&place| self.filled[place])
    }

    /// Whether most rows whose label is such have figures: then one without them left them blank, and is no group.
    fn may_be_blank(&self, is_such: fn(&Named) -> bool) -> bool {
        let (mut filled, mut blank) = (0, 0);
        for (&has_figures, _) in self.filled.iter().zip(&self.named).filter(|(_, named)| is_such(named)) {
            if has_figures { filled += 1 } else { blank += 1 }
        }
        filled > blank
    }

    /// Places all rows, and says what their places tell of them.
    fn place(&self, layout: &mut Layout) -> Standing<'a> {
        let mut standing = Standing::with_room(self.shapes.len());
        layout.rows.reserve(self.shapes.len());
        let (stack, labels, parts) = (Vec::new(), vec![None; self.keys.len()], SmallVec::new());
        let mut above = Above { stack, labels, parts, rank: UNNUMBERED_ITEM };
        for (place, shape) in self.shapes.iter().enumerate() {
            let has_figures = self.filled[place];
            let Some(labels) = self.labels(shape, has_figures, &mut above.labels) else { continue };
            let own = labels.iter().rev().find(|(_, at)| at.row == shape.index).map(|(_, at)| *at);
            let text = own.and_then(|at| in_row(shape.cells, at.column)).and_then(Cell::text).unwrap_or_default();
            let (prefix, rest) = split_ordinal(text);
            let counts = has_figures || self.left_blank(place, &labels, text, prefix);
            // *Nữ* in a column of categories is a part of what its row names, side by side with *Tổng số*.
            let own_key = labels.iter().rev().find(|(_, at)| at.row == shape.index).map(|&(key, _)| key);
            let of_category = own_key.is_some_and(|key| layout.columns[key].role == ColumnRole::Key(Key::Category));
            let part = !of_category
                && (is_part_word(rest) || (!self.by_indicators && is_part(rest)) || self.parts_its_unit(place));
            if shape.cells.len() == 1 && is_page_mark(text) {
                continue;
            }
            if !has_figures && part && core_words(&words(rest)).is_empty() {
                // `Trong đó:` alone changes nothing: what follows belongs to the row above it.
                continue;
            }
            if !has_figures && self.named[place].total && !self.by_indicators && shape.cells.len() == 1 {
                // Neither does *Cộng trang* that was not filled in: the group goes on behind it.
                continue;
            }
            let beside = value_at(shape, self.ordinals).and_then(cell_ordinal);
            let prefix = prefix.filter(|&prefix| self.numbers(place, prefix, text, rest));
            // *Sáng kiến* over *Cấp cơ sở* and *Cấp huyện*, the number before it being written once too: side by side.
            let inherits = labels.iter().any(|&(_, at)| at.row < shape.index);
            let shared = inherits && beside.is_none() && (prefix.is_none() || of_category);
            // *1 | Xã Bích Hòa | Quý I* over *| | Quý II*.
            let beside_time = || above.rank < UNNUMBERED_ITEM && self.labelled_time(place.checked_sub(1));
            let rank = match shared && counts && !part && (!self.is_time(rest) || beside_time()) {
                true => above.rank,
                false => self.rank(place, (beside, prefix), rest, counts, part, above.rank),
            };
            // *Trong đó: Nữ* below *A | Khối HCSN* heads nobody of that group.
            let below_part = |place: usize| !part && !self.by_indicators && above.parts.contains(&place);
            while above.stack.last().is_some_and(|&(outer, _, place)| outer >= rank || below_part(place)) {
                above.stack.pop();
            }
            let groups = above.stack.iter().map(|&(_, at, _)| at).collect();
            standing.parents.push(above.stack.last().map(|&(_, _, parent)| parent));
            standing.numbered.push(beside.is_some() || prefix.is_some());
            standing.outside.push(self.outside[place]);
            let (label, mut named) = self.named_by(place, standing::label_at(layout, &labels));
            // *2 | Huyện Cầu Đá | Tổng số*: all of that unit's.
            named.total &= !self.names_its_unit(shape, &labels);
            standing.labels.push(label);
            standing.named.push(named);
            standing.parted.push(self.parts_its_unit(place));
            if let Some(at) = own.filter(|_| !(self.closed_by_times && self.is_time(rest))) {
                above.stack.push((rank, at, layout.rows.len()));
                if part && counts {
                    above.parts.push(layout.rows.len());
                }
            }
            above.parts.retain(|part| above.stack.iter().any(|&(_, _, place)| place == *part));
            // One part below another stands under the same whole.
            if counts && rank <= UNNUMBERED_ITEM && !part {
                above.rank = rank;
            }
            let kind = if counts { RowKind::Item } else { RowKind::Group };
            layout.rows.push(Row { index: shape.index, kind, labels, groups, told: None });
        }
        standing
    }

    /// The words of a row in a cell, and what they name.
    fn named_by(&self, place: usize, at: Option<CellRef>) -> (&'a str, Named) {
        let row = self.shapes[place];
        let own = at.filter(|at| at.row == row.index);
        let cell = match own {
            Some(at) => in_row(row.cells, at.column),
            None => at.and_then(|at| self.grid.get(at)),
        };
        // *2022* is no word, and a period all the same.
        if cell.is_some_and(|cell| cell.text().is_none() && is_year(cell, self.known)) {
            return ("", Named { time: true, ..Named::default() });
        }
        let label = cell.and_then(Cell::text).unwrap_or_default();
        // Most rows have their words in the column of labels, which were asked already.
        match own {
            Some(at) if Some(at.column) == self.key => (label, self.named[place]),
            _ => (label, self.known.named(label)),
        }
    }

    /// Whether a row without figures has them left blank, and is no group: it says in what it is counted, is known by
    /// several labels or by particulars, or is one of many like it that have figures.
    fn left_blank(&self, place: usize, labels: &[(usize, CellRef)], text: &str, prefix: Option<Ordinal>) -> bool {
        let shape = self.shapes[place];
        cell_at(shape, self.measures).is_some()
            || labels.iter().filter(|(_, at)| at.row == shape.index).count() > 1
            || self.particulars.iter().any(|&column| cell_at(shape, Some(column)).is_some())
            || (self.blank_times && self.is_time(text) && !self.leads_times(place))
            || (self.blank_units && prefix != Some(Ordinal::Star) && self.names_unit(text) && !self.leads(place, text))
            || (prefix.is_none() && self.names_unit(text) && self.stands_over_nobody(place))
            || self.part_left_blank(place, text)
            || self.indented_like_the_next(place, text)
            || (self.marked_groups && self.is_unmarked(shape, text))
    }

    /// *Trong đó: nữ* whose figure was left blank, and *Khu vực nhà nước* among others that have theirs: what follows is no part of
    /// it, unless a dash or a category says so.
    fn part_left_blank(&self, place: usize, text: &str) -> bool {
        let women = || core_words(&words(split_ordinal(text).1)) == ["nữ"];
        let next = self.named.get(place + 1);
        let parts =
            next.is_some_and(|next| next.category || matches!(next.prefix, Some(Ordinal::Dash | Ordinal::Plus)));
        // The same units again below *Trong đó: nữ* are parts of it.
        let label = |row: &&RowShape<'_>| cell_at(row, self.key).and_then(Cell::text).map(str::to_owned);
        let again = || {
            let below = self.shapes.get(place + 1).and_then(label);
            below.is_some()
                && self.shapes[place.saturating_sub(FARTHEST_AGAIN)..place].iter().any(|row| label(row) == below)
        };
        let of_many = || self.blank_parts && self.named[place].category;
        // *I | Nữ* heads what follows, and so does what stands below nothing.
        let heads = || place == 0 || self.marks[place] == Mark::Section || heads_a_section(split_ordinal(text).0);
        (!parts && women() && !heads() && !again()) || of_many()
    }

    /// Whether a row without any ordinal, in its column or before its label, names somebody, not a total.
    fn is_unmarked(&self, shape: &RowShape<'_>, text: &str) -> bool {
        let marked = split_ordinal(text).0.is_some() || value_at(shape, self.ordinals).is_some();
        let in_column = cell_at(shape, self.key).is_some() && shape.cells.len() == 1;
        !marked
            && in_column
            && !self.known.is_unit(text)
            && !self.known.is_group(text)
            && !self.known.said(text).is_total
            && !is_page_mark(text)
    }

    /// Whether a label begins with the same blanks as the next: what stands side by side is no group over each other.
    fn indented_like_the_next(&self, place: usize, text: &str) -> bool {
        let indent = |text: &str| text.len() - text.trim_start().len();
        let next = self.shapes.get(place + 1).and_then(|next| cell_at(next, self.key)).and_then(Cell::text);
        self.by_indicators && indent(text) > 1 && next.is_some_and(|next| indent(next) == indent(text))
    }

    /// Whether a label begins with the same blanks as the one before.
    fn indented_like_the_last(&self, place: usize) -> bool {
        let indent = |place: usize| {
            let text = self.shapes.get(place).and_then(|row| cell_at(row, self.key)).and_then(Cell::text)?;
            Some(text.len() - text.trim_start().len())
        };
        let last = place.checked_sub(1).and_then(indent);
        last.is_some_and(|last| last > 1) && last == indent(place)
    }

    /// Whether right behind a row comes a section, a total, or nothing: as a group it would have no members.
    fn stands_over_nobody(&self, place: usize) -> bool {
        let Some(next) = self.shapes.get(place + 1) else { return true };
        let Some(text) = cell_at(next, self.key).and_then(Cell::text) else { return false };
        let section =
            matches!(split_ordinal(text).0, Some(Ordinal::Capital | Ordinal::Roman)) && !self.names_unit(text);
        let section = section || self.marks[place + 1] == Mark::Section;
        // *Cả năm* over *Quý I*, *Quý II* below their unit is none of its siblings' sum.
        let of_times = || self.labelled_time(Some(place + 2));
        section || (self.known.said(text).is_total && !of_times())
    }

    /// Whether a unit without figures stands over its members: outside the count, before one of its own or somebody whom
    /// the registry lacks.
    fn leads(&self, place: usize, unit: &str) -> bool {
        let next = self.shapes.get(place + 1).and_then(|next| cell_at(next, self.key)).and_then(Cell::text);
        self.outside[place] && next.is_some_and(|text| !self.known.is_unit(text) || self.known.covers(unit, text))
    }

    /// Whether what looks like an ordinal before a label is one.
    fn numbers(&self, place: usize, prefix: Ordinal, text: &str, rest: &str) -> bool {
        let named = &self.named[place];
        match prefix {
            Ordinal::Star => true,
            // *- Quý I*: a period under its unit, with a dash or without.
            Ordinal::Dash if self.is_time(rest) => false,
            // *- Xã Lạ Hoắc*, whom nobody knows, between *- Xã Bích Hòa* and *- Xã Tam Hưng*.
            Ordinal::Dash if self.dashed_units && !named.category && !named.indicator && !is_part(rest) => false,
            // *X. Bích Hòa* is a commune, not the tenth row; neither is *X. Thanh Thyủ* where nothing begins with *I.*
            Ordinal::Capital | Ordinal::Roman if !self.by_indicators && !self.lettered => false,
            // *- Giáo dục* below *Sáng kiến* is a field of work, though a union is called so.
            _ => !self.known.is_unit(text) || (self.by_indicators && self.known.is_indicator(rest)),
        }
    }

    /// How deep a row stands.
    fn rank(
        &self,
        place: usize,
        ordinals: (Option<Ordinal>, Option<Ordinal>),
        rest: &str,
        counts: bool,
        part_of_above: bool,
        last: u8,
    ) -> u8 {
        // A star before units marks a group of them; among indicators it is a part.
        let rank = |ordinal: Ordinal| match ordinal {
            Ordinal::Star if !self.by_indicators => UNNUMBERED_GROUP,
            Ordinal::Letter if self.letters_over_numbers => LETTERED_GROUP,
            _ => rank(ordinal),
        };
        match ordinals {
            // `3.3 | Trong đó: nữ` beside `3.2 | Ngoài nhà nước`.
            (Some(beside @ Ordinal::Arabic(2..)), None)
                if part_of_above && counts && self.by_indicators && rank(beside) == last =>
            {
                last
            }
            // `3 | Trong đó: nữ`: the number counts lines, not things of their own.
            (Some(beside), None) if part_of_above && counts && matches!(beside, Ordinal::Arabic(_)) => {
                last.max(rank(beside)).saturating_add(1)
            }
            (Some(beside), None) => rank(beside),
            // *- Trong đó: nữ*, *- Nữ* below a unit, whether it is numbered or not.
            (None, Some(_)) if part_of_above && counts && !self.by_indicators => last.saturating_add(1),
            (Some(beside), Some(prefix)) => rank(beside).max(rank(prefix)),
            (None, Some(prefix)) => rank(prefix),
            // As far in as the part above it, *Trong đó: nữ* is one beside it.
            (None, None) if part_of_above && counts && self.by_indicators && self.indented_like_the_last(place) => last,
            (None, None) if part_of_above && counts => last.saturating_add(1),
            (None, None) if !counts && self.over_dashes => OVER_DASHES,
            (None, None) if !counts || ((self.headed_by_times || self.closed_by_times) && self.is_time(rest)) => {
                UNNUMBERED_GROUP
            }
            (None, None) if self.is_time(rest) && self.leads_times(place) => UNNUMBERED_ITEM,
            // Periods one below the other stand under the row above them.
            (None, None)
                if self.is_time(rest)
                    && (self.labelled_time(Some(place + 1)) || self.labelled_time(place.checked_sub(1))) =>
            {
                UNNUMBERED_ITEM + 1
            }
            (None, None) if self.headed_by_indicators && self.named[place].unit => UNNUMBERED_ITEM,
            // Among numbered units a row that lost its number is one of them, not a part of the one above.
            (None, None) if !self.by_indicators && last >= ITEM && !self.is_time(rest) => last,
            // *Tổng số CĐCS* behind the last of its ratings.
            (None, None) if self.by_indicators && last >= ITEM && sums_up(rest) => last,
            (None, None) if self.over_dashes => OVER_DASHES,
            (None, None) => UNNUMBERED_ITEM,
        }
    }
}

pub(super) fn cell_at<'g>(row: &RowShape<'g>, column: Option<u32>) -> Option<&'g Cell> {
    in_row(row.cells, column?)
}

pub(super) fn value_at<'g>(row: &RowShape<'g>, column: Option<u32>) -> Option<&'g CellValue> {
    cell_at(row, column).map(|cell| &cell.value)
}
