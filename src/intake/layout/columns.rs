//! The columns of a table: what each holds, told by its heading and by its cells.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Deref;

use crate::domain::{Cell, CellRef, CellValue, Grid, in_row};
use crate::text::{
    ColumnWord, Label, core_words, fold, is_foreign, is_part, read_answer, says_which_way, split_ordinal,
    without_times, words,
};

use super::beside;
use super::header::{Covers, covers, heading};
use super::rows::cell_ordinal;
use super::shape::{Few, RowShape, YEARS, is_year};
use super::told::{self, Placed};
use super::{Column, ColumnRole, Key, Words};

/// The columns of a table, left first, and whether the rows of their header are the lines of its headings: *Tên đơn* over
/// *vị*, *06 tháng đầu* over *năm 2019*.
pub(super) fn columns(
    grid: &Grid,
    header_rows: &[u32],
    rows: &[&RowShape<'_>],
    known: &dyn Words,
    recipe: Option<&Placed<'_>>,
) -> (Vec<Column>, bool) {
    let covers = covers(grid, header_rows);
    let own = without_translation(grid, header_rows);
    let header_rows = own.as_slice();
    let in_lines = are_lines(grid, header_rows, &covers, known);
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
    let mut columns: Vec<Column> = Vec::with_capacity(indices.len());
    let mut texts: Vec<Texts<'_>> = Vec::with_capacity(indices.len());
    let mut of_categories: Vec<bool> = Vec::with_capacity(indices.len());
    let mut key_seen = false;
    let tallies = tallies(rows, &indices, known);
    let measures = header_rows.last().copied().filter(|&row| is_row_of_measures(grid, row, known));
    for (index, tally) in indices.into_iter().zip(tallies) {
        let mut cells = heading(grid, header_rows, index, &covers, first);
        // *ĐVT* below *Đơn vị* says what stands beside it, not what the column holds.
        let names_it =
            |at: &CellRef| grid.get(*at).and_then(Cell::text).is_some_and(|text| names_measures(text, known));
        if cells.len() > 1 && cells.last().is_some_and(|at| Some(at.row) == measures && names_it(at)) {
            cells.pop();
        }
        let heading = Heading::new(texts_over(grid, &cells, in_lines), known);
        let told = recipe.and_then(|recipe| told::column(recipe, index));
        let role = if let Some((role, _)) = told {
            role
        } else if key_seen
            && tally.figures + tally.words > 0
            && (heading.names_indicator()
                || (heading.names_unit() && (tally.figures > 0 || columns.last().is_some_and(holds_figures))))
        {
            ColumnRole::Value
        } else {
            role(&heading, &tally, &LazyCell::new(|| kinds(rows, index)), key_seen, &columns)
        };
        key_seen |= matches!(role, ColumnRole::Key(_));
        of_categories.push(told.is_none() && tally.categories > 0 && tally.categories == tally.indicators);
        texts.push(heading.texts);
        columns.push(Column { index, role, heading: cells, told: told.map(|(_, told)| told) });
    }
    beside::part_categories(&mut columns, &of_categories);
    beside::part_numbers_of_form(grid, &mut columns, rows);
    beside::part_terms_of_office(grid, &mut columns, rows);
    beside::part_days(&mut columns, &texts, rows, known);
    beside::part_plans(&mut columns, &texts, known);
    beside::part_rates(&mut columns, &texts, known);
    (columns, in_lines)
}

fn names_measures(text: &str, known: &dyn Words) -> bool {
    known.said(text).column_word == Some(ColumnWord::Measure)
}

/// Whether the lowest row of a header says but in what each column counts: *ĐVT | lượt | triệu đồng*.
fn is_row_of_measures(grid: &Grid, row: u32, known: &dyn Words) -> bool {
    let cells = grid.row(row);
    let measures = cells.iter().filter(|cell| cell.text().is_some_and(|text| known.said(text).measure_word.is_some()));
    let names = cells.iter().filter(|cell| cell.text().is_some_and(|text| names_measures(text, known)));
    let (measures, names) = (measures.count(), names.count());
    names == 1 && measures > 0 && names + measures == cells.len()
}

/// The rows of a header but for those that say the same as the one above in another language: *Unit | Members* below *Đơn vị | Đoàn
/// viên*.
fn without_translation(grid: &Grid, header_rows: &[u32]) -> Few<u32> {
    let translates = |upper: u32, lower: u32| {
        let (upper, lower) = (grid.row(upper), grid.row(lower));
        let columns = |cells: &[Cell]| cells.iter().map(|cell| cell.at.column).collect::<Few<u32>>();
        let mut texts = lower.iter().filter_map(Cell::text);
        let vietnamese = upper.iter().filter_map(Cell::text).any(|text| !text.is_ascii());
        lower.len() > 2
            && vietnamese
            && columns(upper) == columns(lower)
            && texts.clone().count() == lower.len()
            && texts.clone().all(str::is_ascii)
            && texts.any(is_foreign)
    };
    let of_place = |place: usize| place > 0 && translates(header_rows[place - 1], header_rows[place]);
    (0..header_rows.len()).filter(|&place| !of_place(place)).map(|place| header_rows[place]).collect()
}

/// The words over a column, outermost first; the lines of a heading as one text.
pub fn heading_texts(grid: &Grid, cells: &[CellRef], in_lines: bool) -> Vec<String> {
    texts_over(grid, cells, in_lines).into_iter().map(Cow::into_owned).collect()
}

/// The same where the sheet is at hand.
fn texts_over<'g>(grid: &'g Grid, cells: &[CellRef], in_lines: bool) -> Texts<'g> {
    let text = |cell: &'g Cell| cell.text().map_or_else(|| Cow::Owned(cell.raw()), Cow::Borrowed);
    let texts: Texts<'g> = cells.iter().filter_map(|&at| grid.get(at)).map(text).collect();
    if in_lines && texts.len() > 1 { Few::from_iter([Cow::Owned(texts.join(" "))]) } else { texts }
}

/// The words over a column, outermost first.
type Texts<'g> = Few<Cow<'g, str>>;

/// Whether the rows of a header are lines: below every text but the first row's stands the rest of the one right above it,
/// and some heading says something only as a whole.
fn are_lines(grid: &Grid, header_rows: &[u32], covers: &Covers, known: &dyn Words) -> bool {
    let [first, lower @ ..] = header_rows else { return false };
    if lower.is_empty() || !covers.is_empty() {
        return false;
    }
    // *NGÂN SÁCH | NGÂN SÁCH* over different texts: groups, written over each of their columns.
    let same = |pair: &[Cell]| pair[0].text().is_some() && pair[0].text() == pair[1].text();
    if grid.row(*first).windows(2).any(same) {
        return false;
    }
    let mut broken = false;
    let says = |text: &str| {
        let said = known.said(text);
        let tells = said.column_word.is_some() || said.is_time || said.measure_word.is_some();
        tells || known.is_unit(text) || known.is_indicator(text)
    };
    for (&above, &row) in header_rows.iter().zip(lower) {
        for cell in grid.row(row) {
            let at = |row: u32| grid.get(CellRef::new(row, cell.at.column)).and_then(Cell::text);
            let (Some(upper), Some(line)) = (at(above), cell.text()) else { return false };
            // *Tên đơn* over *vị*, *Số* over *lượng*.
            broken |= above == *first && !(says(upper) && says(line)) && says(&[upper, line].join(" "));
        }
    }
    // *Thành lập mới* over *công đoàn cơ* over *sở* says something as a whole only.
    let whole = |cell: &Cell| {
        let at = |&row: &u32| grid.get(CellRef::new(row, cell.at.column)).and_then(Cell::text);
        let lines: Few<&str> = header_rows.iter().filter_map(at).collect();
        lines.len() > 2 && says(&lines.join(" ")) && !lines.iter().any(|line| says(line))
    };
    broken || grid.row(*first).iter().any(whole)
}

/// The words over a column.
struct Heading<'w> {
    texts: Texts<'w>,
    /// What each of them says of the column.
    words: Few<Option<ColumnWord>>,
    known: &'w dyn Words,
}

impl<'w> Heading<'w> {
    fn new(texts: Texts<'w>, known: &'w dyn Words) -> Heading<'w> {
        // *(%)* below *Tỷ lệ đoàn viên* is the measure of that.
        let measures = |text: &str| texts.len() > 1 && text.trim().starts_with('(') && text.trim().ends_with(')');
        let word = |text: &Cow<'_, str>| known.said(text).column_word.filter(|_| !measures(text));
        let words = texts.iter().map(word).collect();
        Heading { texts, words, known }
    }

    fn words(&self) -> impl Iterator<Item = ColumnWord> {
        self.words.iter().copied().flatten()
    }

    fn whole(&self) -> String {
        self.texts.join(" ")
    }

    /// What all texts say as one.
    fn said_by_all(&self) -> Option<ColumnWord> {
        self.known.said(&self.whole()).column_word
    }

    /// What the innermost text says, or all texts as one.
    fn leaf(&self) -> Option<ColumnWord> {
        let leaf = self.words.last().copied().flatten();
        if leaf.is_none() && self.texts.len() > 1 { self.said_by_all() } else { leaf }
    }

    /// Whether the heading says what is measured, or when: such a column holds figures even where its cells are words (*có*,
    /// *nhiều*).
    fn names_indicator(&self) -> bool {
        // *Có quy chế dân chủ* over *Kỳ này*.
        let of_value = |word: &Option<ColumnWord>| *word == Some(ColumnWord::Value);
        let named = || self.texts.iter().zip(&self.words).filter(|(_, word)| !of_value(word));
        // *Xếp loại* is a note, unless the catalogue rates units.
        let rates = |text: &str, word| word == ColumnWord::Note && self.known.is_indicator(text);
        if !named().all(|(text, word)| word.is_none_or(|word| rates(text, word))) {
            return false;
        }
        let Some((leaf, _)) = named().next_back() else { return false };
        let all = || named().map(|(text, _)| &**text).collect::<Vec<&str>>();
        // *Xếp loại năm 2019*
        let times = &self.known.said(leaf).times;
        let undated = || without_times(leaf, times);
        self.known.is_indicator(leaf)
            || (!times.is_empty() && self.known.is_indicator(undated().trim()))
            || self.known.said(leaf).is_time
            || (named().count() > 1 && self.known.is_indicator(&all().join(" ")))
    }

    /// Whether a unit is what the column is about.
    fn names_unit(&self) -> bool {
        self.words.last() == Some(&None) && self.texts.last().is_some_and(|text| self.known.is_unit(text))
    }

    /// A group of columns of plans or comparisons: none of its parts is an observation. A word that belongs to the name of
    /// an indicator is none: *Đăng ký* over *khai sinh*, *Tỷ lệ* over *đoàn viên nữ*; nor is *Tăng* over *Kết nạp mới*, which
    /// happens in the period and says why there are more.
    fn is_aside(&self) -> bool {
        let (Some((_, over)), Some((leaf, above))) = (self.texts.split_last(), self.words.split_last()) else {
            return false;
        };
        let aside = |word: &Option<ColumnWord>| {
            matches!(word, Some(ColumnWord::Plan | ColumnWord::Comparison | ColumnWord::Before))
        };
        let says = |text: &str| core_words(&words(text)).iter().any(|word| word.chars().any(char::is_alphabetic));
        let of_name = |text: &str| says(text) && self.known.is_indicator(&self.whole());
        // *Bổ sung từ NSTW có* over *mục tiêu*: the line above ends in a word that asks for more.
        // *CĐCS hiện có* does not.
        let ends_open = |text: &str| {
            let words = words(text);
            words.ends_with(&["có".to_owned()]) && !words.ends_with(&["hiện".to_owned(), "có".to_owned()])
        };
        let goes_on = |text: &Cow<'_, str>| of_name(text) && ends_open(text);
        let moves = |text: &str| says_which_way(text) && self.texts.last().is_some_and(|leaf| self.known.is_flow(leaf));
        (aside(leaf) && !over.last().is_some_and(goes_on))
            || over.iter().zip(above).any(|(text, word)| aside(word) && !of_name(text) && !moves(text))
    }
}

/// So many words at most are kinds of something.
const MOST_KINDS: usize = 5;

/// What is counted over a column's cells in the body.
#[derive(Default)]
struct Tally {
    figures: usize,
    words: usize,
    measures: usize,
    units: usize,
    indicators: usize,
    /// Those of them that name a category alone.
    categories: usize,
    times: usize,
    ordinals: usize,
    /// Figures that go on from the one before, or begin with 1.
    counting: usize,
    last: Option<i64>,
    /// Words that say yes or no.
    answers: usize,
    /// Words that say what was planned, done or compared.
    compared: usize,
    /// Whether the first name is that of an indicator, not of a unit.
    led_by_indicator: bool,
}

/// What the cells of each of these columns are, which are all that the rows fill.
fn tallies(rows: &[&RowShape<'_>], columns: &[u32], known: &dyn Words) -> Vec<Tally> {
    let mut tallies: Vec<Tally> = columns.iter().map(|_| Tally::default()).collect();
    for row in rows {
        let mut words = row.words.iter().zip(&row.said).peekable();
        let mut of_row = columns.iter().zip(&mut tallies);
        for cell in row.cells {
            let Some((_, tally)) = of_row.find(|(column, _)| **column == cell.at.column) else { break };
            match words.next_if(|(column, _)| **column == cell.at.column) {
                Some((_, said)) => tally.count_words(cell.text().unwrap_or_default(), said, known),
                None => tally.count_figure(cell, known),
            }
        }
    }
    tallies
}

/// The words that come in a column, while they are few. Of few columns anybody asks.
fn kinds(rows: &[&RowShape<'_>], column: u32) -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    let worded = rows.iter().filter(|row| row.words.contains(&column));
    for text in worded.filter_map(|row| in_row(row.cells, column)).filter_map(Cell::text) {
        kinds.insert(fold(text));
        if kinds.len() > MOST_KINDS {
            break;
        }
    }
    kinds
}

/// Whether words are but *Tập thể* and *Cá nhân*: beside names they are no measures.
fn tell_who_is_praised(kinds: &BTreeSet<String>) -> bool {
    kinds.len() == 2 && kinds.iter().all(|kind| matches!(kind.as_str(), "tập thể" | "cá nhân"))
}

impl Tally {
    fn count_figure(&mut self, cell: &Cell, known: &dyn Words) {
        self.figures += 1;
        let number = match &cell.value {
            CellValue::Number(amount) => amount.count(),
            _ => None,
        };
        self.ordinals += usize::from(number.is_some() || cell_ordinal(&cell.value).is_some());
        self.times += usize::from(number.map_or_else(|| is_year(cell, known), |number| YEARS.contains(&number)));
        // Only a column of nothing but numbers that count is one.
        if self.counting + 1 == self.figures {
            let goes_on = || number.zip(self.last).is_some_and(|(number, last)| number == last + 1);
            self.counting += usize::from(number == Some(1) || goes_on());
            self.last = number;
        }
    }

    /// Whether its figures count rows: 1, 2, 3.
    fn counts(&self) -> bool {
        self.figures > 1 && self.counting == self.figures
    }

    /// Whether a few words come again and again: *Kế hoạch*, *Thực hiện* beside each unit.
    fn repeats(&self, kinds: &impl Deref<Target = BTreeSet<String>>) -> bool {
        let few = |kinds: usize| (2..=MOST_KINDS).contains(&kinds) && kinds * 2 <= self.words;
        self.figures == 0 && few(kinds.len())
    }

    fn count_words(&mut self, text: &str, said: &Label, known: &dyn Words) {
        // What repeats the cell above is whatever that is.
        if is_ditto(text) {
            return;
        }
        self.words += 1;
        // Only a column of nothing but answers is one.
        if self.answers + 1 == self.words {
            self.answers += usize::from(read_answer(text).is_some());
        }
        self.compared += usize::from(matches!(
            said.column_word,
            Some(ColumnWord::Plan | ColumnWord::Value | ColumnWord::Comparison | ColumnWord::Before)
        ));
        self.ordinals += usize::from(said.ordinal.is_some());
        self.measures += usize::from(said.measure_word.is_some());
        self.times += usize::from(!said.times.is_empty());
        let (_, label) = split_ordinal(text);
        let names = known.names(text);
        let bare = if label == text { names } else { known.names(label) };
        self.units += usize::from(names.unit || bare.unit);
        if bare.indicator {
            self.led_by_indicator |= self.units + self.indicators == 0;
            self.indicators += 1;
            self.categories += usize::from(known.is_category(label));
        }
    }
}

/// Marks that repeat the cell above, with dashes and blanks around them or without: *- nt -*.
pub fn is_ditto(text: &str) -> bool {
    // Most labels begin with another letter.
    if text.starts_with(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'n' | 'N')) {
        return false;
    }
    let around = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '_' | '.');
    let mark = text.trim_start_matches(around);
    // Few labels begin like one.
    if !mark.starts_with(['“', '”', '"', '\'', '″', '/', 'n', 'N']) {
        return false;
    }
    let mark = mark.trim_end_matches(around);
    matches!(mark, "“" | "”" | "\"" | "''" | "″" | "//")
        || (mark.starts_with(['n', 'N']) && matches!(fold(mark).as_str(), "nt" | "n t" | "n.t" | "như trên"))
}

/// What a column holds. `kinds`: the words that come in it, while they are few.
fn role(
    heading: &Heading<'_>,
    tally: &Tally,
    kinds: &impl Deref<Target = BTreeSet<String>>,
    key_seen: bool,
    before: &[Column],
) -> ColumnRole {
    let leaf = heading.leaf();
    let mostly_words = tally.words > tally.figures;
    if heading.is_aside() {
        return ColumnRole::Aside;
    }
    // `S / T / T`, a letter a row; `STT / I`, the first group taken for a part of the header.
    let all_ordinals = tally.ordinals == tally.words + tally.figures;
    let spelled = || heading.said_by_all() == Some(ColumnWord::Ordinal);
    // *TT | CN* under *Bằng khen*: groups and persons, no numbers of rows.
    let praised = key_seen && heading.texts.len() > 1 && tally.figures > 0 && !tally.counts();
    if all_ordinals
        && !praised
        && (heading.words().any(|word| word == ColumnWord::Ordinal) || heading.texts.len() > 1 && spelled())
    {
        return ColumnRole::Ordinal;
    }
    // `nam` without its breve over years is no count of men.
    let bare_year = leaf.is_none() && matches!(heading.texts.as_slice(), [text] if fold(text) == "nam");
    if bare_year && tally.times > 1 && tally.times == tally.words + tally.figures {
        return ColumnRole::Key(Key::Period);
    }
    let named = before.iter().any(|column| matches!(column.role, ColumnRole::Key(Key::Unit | Key::Open)));
    let sorts = || named && mostly_words && tally.units + tally.indicators + tally.times == 0 && tally.repeats(kinds);
    match leaf {
        // *Nội dung* over *Đăng ký*, *Được công nhận* beside each unit.
        Some(ColumnWord::Indicator) if before.iter().all(|column| column.role != ColumnRole::Value) && sorts() => {
            return ColumnRole::Key(Key::Category);
        }
        Some(ColumnWord::Ordinal) if praised => {}
        Some(ColumnWord::Ordinal) => return ColumnRole::Ordinal,
        // *Nguồn* over *Ngân sách*, *Xã hội hóa*, which the catalogue parts by.
        Some(ColumnWord::Note) if mostly_words && tally.categories * 2 > tally.words && tally.units == 0 => {
            return ColumnRole::Key(Key::Category);
        }
        Some(ColumnWord::Note) => return ColumnRole::Note,
        Some(ColumnWord::Measure) => return ColumnRole::Measure,
        // *Nội dung* behind the figures tells what was done.
        Some(ColumnWord::Indicator)
            if mostly_words && key_seen && tally.units + tally.indicators == 0 && before.iter().any(holds_figures) =>
        {
            return ColumnRole::Note;
        }
        Some(ColumnWord::Unit | ColumnWord::Indicator | ColumnWord::Category) if mostly_words => {
            // *Đoàn viên*, *Giấy khen* under *Nội dung* are what is counted, not in what.
            let kinds = leaf == Some(ColumnWord::Category) && (tally.categories > 0 || tell_who_is_praised(kinds));
            if leaf != Some(ColumnWord::Indicator)
                && !kinds
                && tally.measures > 0
                && tally.measures * 2 >= tally.words
                && tally.units == 0
            {
                return ColumnRole::Measure;
            }
            return ColumnRole::Key(voted_key(leaf, tally));
        }
        Some(ColumnWord::Code)
            if heading.words().count() == heading.texts.len() || heading.said_by_all() == Some(ColumnWord::Code) =>
        {
            return ColumnRole::Key(Key::Code);
        }
        Some(ColumnWord::Period) if tally.times * 2 > tally.words + tally.figures => {
            return ColumnRole::Key(Key::Period);
        }
        // `Quý` over I, II, 3, perhaps *Cả năm*: the number of a part of the year that stands beside it.
        Some(ColumnWord::Period)
            if heading.texts.last().is_some_and(|text| numbered_period(text).is_some())
                && tally.ordinals * 2 > tally.words + tally.figures =>
        {
            return ColumnRole::Key(Key::Period);
        }
        // Whatever it is headed, behind figures too: *UBND tỉnh*, *LĐLĐ tỉnh*, which the catalogue parts by.
        None if mostly_words
            && key_seen
            && tally.categories * 2 > tally.words
            && tally.units + tally.indicators + tally.times == 0 =>
        {
            return ColumnRole::Key(Key::Category);
        }
        _ => {}
    }
    // *Công đoàn xã Nà Lầu* over *2016*, *2017* under *Đơn vị/năm*.
    // Codes beside them say of whom.
    let only_codes =
        before.iter().all(|c| !matches!(c.role, ColumnRole::Key(key) if key != Key::Code) && !holds_figures(c));
    if (!key_seen || only_codes) && tally.figures > 1 && tally.times >= tally.figures && !heading.names_indicator() {
        return ColumnRole::Key(Key::Open);
    }
    // *A, 1, 2, B, 1* left of the labels, whatever stands over it.
    if all_ordinals && !key_seen && (tally.words > 0 || tally.counts()) && !heading.names_indicator() {
        return ColumnRole::Ordinal;
    }
    if mostly_words {
        let figures_before = before.iter().any(|column| column.role == ColumnRole::Value);
        let compares = tally.compared > 1 && tally.compared == tally.words;
        if key_seen && !figures_before && (compares || tell_who_is_praised(kinds)) {
            return ColumnRole::Key(Key::Category);
        }
        // *Giới tính* over nothing but *Nữ*: whom of all it is about.
        let of_part = named && kinds.len() == 1 && kinds.iter().all(|kind| is_part(kind));
        if of_part && !figures_before {
            return ColumnRole::Key(Key::Category);
        }
        if tally.measures == tally.words && key_seen {
            return ColumnRole::Measure;
        }
        // Yes and no under a heading answer it, whether it is understood or not.
        if key_seen && !heading.texts.is_empty() && tally.answers == tally.words {
            return ColumnRole::Value;
        }
        let matched = tally.units + tally.indicators + tally.times;
        if !figures_before && named && matched == 0 && tally.repeats(kinds) {
            return ColumnRole::Key(Key::Category);
        }
        if !figures_before && (!key_seen || matched * 2 >= tally.words) {
            return ColumnRole::Key(voted_key(None, tally));
        }
        return ColumnRole::Note;
    }
    if tally.figures == 0 {
        return ColumnRole::Note;
    }
    if !key_seen && heading.texts.is_empty() && tally.ordinals == tally.figures + tally.words {
        return ColumnRole::Ordinal;
    }
    ColumnRole::Value
}

/// Whether a column holds figures that count.
fn holds_figures(column: &Column) -> bool {
    column.role == ColumnRole::Value
}

/// *Quý*, *Tháng*, also without diacritics: a period whose cells hold its number only.
pub fn numbered_period(heading: &str) -> Option<&'static str> {
    // Most headings begin otherwise.
    if !heading.trim_start().starts_with(['q', 'Q', 't', 'T']) {
        return None;
    }
    match fold(heading).as_str() {
        "quí" | "qui" => Some("Quý"),
        "tháng" | "thang" => Some("Tháng"),
        _ => None,
    }
}

/// *Đoàn viên mới kết nạp theo tháng*: a heading whose parts are the numbers of periods.
pub fn parted_by_period(heading: &str) -> Option<&'static str> {
    let last = heading.split_whitespace().next_back()?;
    let period = numbered_period(last)?;
    fold(heading).split(' ').rev().nth(1).filter(|word| matches!(*word, "theo" | "từng" | "các")).map(|_| period)
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
    // Units below the indicators that head them.
    let below =
        by_heading == Key::Indicator && tally.units + tally.indicators >= half && tally.units * 3 >= tally.words;
    // Of two units below each indicator one is misspelt.
    let as_many = below && tally.led_by_indicator && tally.units == tally.indicators;
    // Under *Đơn vị*, *KCN / Loại hình*, the parts of units below them.
    let of_units = by_heading == Key::Unit || (by_heading == Key::Open && !tally.led_by_indicator);
    let parted = of_units && tally.units > 0 && tally.categories > 0 && tally.categories == tally.indicators;
    if as_many || parted || ((tally.units >= half || below) && tally.units > tally.indicators) {
        Key::Unit
    } else if tally.indicators >= half && tally.indicators > tally.units && by_heading != Key::Category {
        Key::Indicator
    } else if tally.times >= half && by_heading == Key::Open {
        Key::Period
    } else {
        by_heading
    }
}
