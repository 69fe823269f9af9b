//! What a row looks like by itself, before anything is known of its table.

use std::ops::RangeInclusive;
use std::rc::Rc;

use smallvec::SmallVec;

use crate::domain::{Amount, Cell, CellValue, Grid, in_row};
use crate::text::{ColumnWord, Label, fold, read_answer, read_ordinal, split_ordinal};

use super::{Words, lines, parameters};

/// What a row looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// A label and figures.
    Data,
    /// Years or other periods, and nothing that is a figure.
    Times,
    /// The numbers of the columns: `(1) (2) (3=1+2)`, `A B 1 2`.
    Numbers,
    /// Words only.
    Words,
    /// A signature, a note: nothing of a table follows without a new header.
    End,
}

/// Most rows hold no more words than a number, a name, a measure and a note: so many ask for no memory.
pub(super) type Few<T> = SmallVec<[T; 4]>;
/// Most rows hold no more figures.
pub(super) type Many<T> = SmallVec<[T; 14]>;

/// A row with what its cells look like.
pub(super) struct RowShape<'g> {
    pub index: u32,
    pub shape: Shape,
    pub cells: &'g [Cell],
    /// Columns whose cells are figures or stand for one.
    pub figures: Many<u32>,
    /// Columns whose cells are words.
    pub words: Few<u32>,
    /// How many of its words are neither ordinals nor measures.
    pub labels: usize,
    /// How many of its words are headings of columns that are no figures.
    pub headings: usize,
    /// A line that states a measure, a reporting unit or a parameter.
    pub parameter: bool,
    /// What its cells of words say, in their order.
    pub said: Few<Rc<Label>>,
}

/// Every row that holds something.
pub(super) fn rows<'g>(grid: &'g Grid, known: &dyn Words) -> Vec<RowShape<'g>> {
    let mut shapes: Vec<RowShape<'g>> = grid.rows().map(|row| look(row, grid.row(row), known)).collect();
    for place in 0..shapes.len() {
        if parameters::names_a_span(shapes[place].cells) {
            shapes[place].states();
        } else if let Some(values) = parameters::values(&shapes, place) {
            shapes[place].states();
            shapes[values].states();
        }
        if numbers_two_columns(&shapes, place, known) {
            shapes[place].shape = Shape::Numbers;
        }
        if is_row_of_its_neighbours(&shapes, place) {
            shapes[place].shape = Shape::Data;
        }
        if lines::is_row_of_answers(&shapes, place) {
            shapes[place].are_headings(known);
        } else {
            answer(&mut shapes, place, known);
        }
        if lines::is_parts_of_the_year(&shapes, place) || lines::quarters_of_years(&shapes, place, known) {
            shapes[place].shape = Shape::Times;
            shapes[place].figures.clear();
        }
        if lines::completes_names(&shapes, place, known) {
            shapes[place].are_headings(known);
        }
        if lines::is_line_of_a_header(grid, &shapes, place, known) {
            shapes[place].shape = Shape::Words;
            shapes[place].figures.clear();
        }
    }
    shapes
}

impl RowShape<'_> {
    /// Makes it a row of headings, all of whose cells are words.
    fn are_headings(&mut self, known: &dyn Words) {
        self.shape = Shape::Words;
        self.figures.clear();
        self.words = self.cells.iter().map(|cell| cell.at.column).collect();
        self.said = self.cells.iter().map(|cell| known.said(cell.text().unwrap_or_default())).collect();
        self.labels = self.words.len();
    }

    /// Makes it a line that states parameters: no row of a table, no heading.
    fn states(&mut self) {
        self.shape = Shape::Words;
        self.parameter = true;
        self.figures.clear();
        self.words.clear();
        self.said.clear();
        (self.labels, self.headings) = (0, 0);
    }
}

/// `1 | 2` between two headings and a label with its figure: the numbers of the columns.
fn numbers_two_columns(shapes: &[RowShape<'_>], place: usize, known: &dyn Words) -> bool {
    let row = &shapes[place];
    let [first, second] = row.cells else { return false };
    let number = |cell: &Cell| match &cell.value {
        CellValue::Number(amount) => amount.count(),
        CellValue::Text(text) => text.trim().parse().ok(),
        _ => None,
    };
    let (Some(above), Some(below)) = (place.checked_sub(1).and_then(|above| shapes.get(above)), shapes.get(place + 1))
    else {
        return false;
    };
    let columns = [first.at.column, second.at.column];
    (number(first), number(second)) == (Some(1), Some(2))
        && above.headings > 0
        && above.words.as_slice() == columns
        && below.cells.first().is_some_and(|cell| cell.at.column == columns[0] && words_in(cell, known).is_some())
}

/// Whether what looks like a row of periods is one of the rows around it: `Quý IV | 2050` below `Quý III | 2757`, where the
/// figure only looks like a year.
fn is_row_of_its_neighbours(shapes: &[RowShape<'_>], place: usize) -> bool {
    let row = &shapes[place];
    // *- 2027 | 2045*, the label being read as a number.
    let labelled = !row.words.is_empty() || row.cells.first().is_some_and(|cell| cell.text().is_some());
    if row.shape != Shape::Times || !labelled || row.figures.is_empty() {
        return false;
    }
    let first_is_time = |row: &RowShape<'_>| row.said.first().is_some_and(|label| label.is_time);
    // A label may be written once over several rows.
    let within = |some: &[u32], all: &[u32]| some.iter().all(|column| all.contains(column));
    let alike = |other: &&RowShape<'_>| {
        other.shape == Shape::Data
            && other.figures == row.figures
            && (within(&row.words, &other.words) || within(&other.words, &row.words))
    };
    let before = place.checked_sub(1).and_then(|before| shapes.get(before));
    let before = before.filter(|before| before.index + 1 == row.index);
    // *Quý II | 2078* below *Quý I | x | 3916*, one of which left a figure blank.
    let goes_on = before.is_some_and(|before| {
        before.shape == Shape::Data && before.words == row.words && first_is_time(before) && first_is_time(row)
    });
    let before = before.filter(alike);
    // Over the first row of figures stands the header, unless the label below is a period too.
    let after = shapes.get(place + 1).filter(|after| row.index + 1 == after.index).filter(alike);
    // *Trường A | 2022 | 6 tháng đầu năm | Thành lập Hội đồng | ✓* below a row that has a number in its place.
    let above = place.checked_sub(1).map(|above| &shapes[above]).filter(|above| above.index + 1 == row.index);
    let in_list = row.words.len() > 2
        && above.is_some_and(|above| {
            above.shape == Shape::Data
                && within(&row.figures, &above.figures)
                && row.words.iter().all(|column| above.cells.iter().any(|cell| cell.at.column == *column))
        });
    goes_on || in_list || before.is_some() || after.is_some_and(|after| first_is_time(after) && first_is_time(row))
}

/// *Xã Bích Hòa | Có*, *Xã Cao Dương | Chưa* below *Đơn vị | Có quy chế dân chủ*: answers to what a heading asks are figures, where
/// a row has no others.
fn answer(shapes: &mut [RowShape<'_>], place: usize, known: &dyn Words) {
    let row = &shapes[place];
    let label = row.words.first().copied();
    // *1* left of the label counts the row.
    let counts = |&figure: &u32| label.is_some_and(|label| figure < label);
    let alone = matches!(row.shape, Shape::Words | Shape::Data) && row.figures.iter().all(counts);
    if !alone || row.headings > 0 || row.parameter {
        return;
    }
    let is_answer = |cell: &&Cell| cell.text().is_some_and(|text| read_answer(text).is_some());
    let answers = || row.cells.iter().filter(|cell| Some(cell.at.column) > label).filter(is_answer);
    if answers().next().is_none() {
        return;
    }
    let Some(from) = shapes[..place].iter().rposition(|row| row.shape != Shape::Words || row.headings > 0) else {
        return;
    };
    let header = &shapes[from];
    let names = |text: &str| known.is_indicator(split_ordinal(text).1);
    let labelled = || row.cells.iter().filter_map(Cell::text).any(names);
    let asks = |cell: &&Cell| {
        let over = || shapes[from..place].iter().filter_map(|row| in_row(row.cells, cell.at.column)?.text());
        // *Đã ban hành quy* over *chế dân chủ*
        let lines: Few<&str> = over().collect();
        lines.len() > 1 && names(&lines.join(" "))
            || over().any(|text| names(text) || (known.said(text).column_word == Some(ColumnWord::Value) && labelled()))
    };
    let asked: Many<u32> = match header.headings {
        // Below a row of answers, or of figures.
        0 => answers().map(|cell| cell.at.column).filter(|column| header.figures.contains(column)).collect(),
        _ => answers().filter(asks).map(|cell| cell.at.column).collect(),
    };
    if asked.is_empty() {
        return;
    }
    let row = &mut shapes[place];
    let mut said = std::mem::take(&mut row.said).into_iter();
    for &column in &std::mem::take(&mut row.words) {
        let Some(label) = said.next() else { break };
        if !asked.contains(&column) {
            row.words.push(column);
            row.said.push(label);
        }
    }
    row.labels = row.labels.saturating_sub(asked.len());
    row.shape = Shape::Data;
    row.figures.extend(asked);
}

fn look<'g>(index: u32, cells: &'g [Cell], known: &dyn Words) -> RowShape<'g> {
    let mut figures = Many::new();
    let mut words = Few::new();
    let mut labels = 0;
    // How many headings there are, and which cell is the last of them.
    let (mut headings, mut last_heading) = (0, 0);
    // Whether all figures are years, of which one that is none tells enough, and how many cells are periods.
    let (mut only_times, mut times) = (true, 0);
    let mut parameter = false;
    let mut ends = 0;
    let mut said = Few::new();
    // Whether the first text is a note. `* | Công đoàn ngành`: a star in the column of numbers begins none.
    let mut is_note: Option<bool> = None;
    for (place, cell) in cells.iter().enumerate() {
        let is_text = cell.text().is_some_and(|text| read_ordinal(text).is_none());
        let Some(label) = words_in(cell, known) else {
            figures.push(cell.at.column);
            only_times = only_times && (is_year(cell, known) || is_worded_year(cell));
            if is_text && is_note.is_none() {
                is_note = cell.text().map(|text| known.said(text).is_note);
            }
            continue;
        };
        words.push(cell.at.column);
        labels += usize::from(is_text && label.ordinal.is_none() && label.measure_word.is_none());
        times += usize::from(label.is_time);
        if is_text {
            is_note.get_or_insert(label.is_note);
        }
        if matches!(
            label.column_word,
            Some(
                ColumnWord::Ordinal
                    | ColumnWord::Indicator
                    | ColumnWord::Unit
                    | ColumnWord::Code
                    | ColumnWord::Measure
                    | ColumnWord::Note
                    | ColumnWord::Period
            )
        ) && !label.is_end_of_table
        {
            headings += 1;
            last_heading = place;
        }
        parameter |= label.measure_line.is_some() || label.names_reporter;
        ends += usize::from(label.is_end_of_table);
        said.push(label);
    }
    parameter |= parameters::is_stated(cells, known);
    // `* | LĐLĐ huyện, thị xã`, `II | Đơn vị trực thuộc | 1994`: a row that is counted, neither heading nor signature whatever
    // its label says, nor in what it is counted: `2 | CĐCS | CĐCS | 49`. Headings further right are those of a table beside it.
    if let [first, _, rest @ ..] = cells
        && counts_row(first)
    {
        let beside = last_heading <= 1 || (last_heading == 2 && cells[2].at.column == first.at.column + 2);
        headings = if beside { 0 } else { headings };
        ends = if rest.is_empty() { 0 } else { ends };
    }
    // *31/12/2020 | 31/12/2021* beside the headings of labels.
    let only_times = only_times
        || headings > 0 && figures.len() > 1 && figures.len() == cells.iter().filter(|cell| is_day(cell)).count();
    if only_times {
        times += figures.len();
    }
    let shape = if is_numbering(cells) {
        Shape::Numbers
    } else if (figures.is_empty() && ends * 3 > words.len() && headings == 0)
        || (is_note == Some(true) && (figures.is_empty() || words.len() == 1))
        // *Người tổng hợp: Lê Thị Dung - ĐT | 0912345678*
        || (ends == words.len() && ends > 0 && cells.iter().filter(|cell| figures.contains(&cell.at.column)).all(is_telephone))
        // *Người lập: Lê Thị Mai | ĐT: | 0912345678*, *SĐT liên hệ | 0912345678*
        || (figures.len() == 1
            && cells.iter().filter(|cell| figures.contains(&cell.at.column)).all(is_telephone)
            && cells.first().and_then(Cell::text).is_some_and(|text| says_who_to_call(text, known)))
    {
        Shape::End
    } else if figures.is_empty() {
        if times > 0 && times == words.len() && times > 1 { Shape::Times } else { Shape::Words }
    } else if only_times && (times == cells.len() || headings > 0 || side_by_side(cells, known)) {
        if words.is_empty() && figures.len() == 1 { Shape::Words } else { Shape::Times }
    } else if words.is_empty() || (headings >= 2 && figures.len() <= words.len()) {
        // Figures without a label: a row under a label written once, told by the table it stands in.
        if headings >= 2 { Shape::Words } else { Shape::Data }
    } else {
        Shape::Data
    };
    RowShape { index, shape, cells, figures, words, labels, headings, parameter, said }
}

/// Whether the first cell of a row is the number of the row.
fn counts_row(first: &Cell) -> bool {
    const MOST: i64 = 999;
    match &first.value {
        CellValue::Number(amount) => amount.count().is_some_and(|count| (1..=MOST).contains(&count)),
        _ => first.text().is_some_and(|text| read_ordinal(text).is_some()),
    }
}

/// What the words of a cell say; none where it holds a figure or a mark or fault in the place of one.
fn words_in(cell: &Cell, known: &dyn Words) -> Option<Rc<Label>> {
    match &cell.value {
        CellValue::Number(_) | CellValue::Percent(_) | CellValue::Uncomputed | CellValue::Error(_) => None,
        CellValue::Date(..) | CellValue::Bool(_) => None,
        CellValue::Text(text) => known.words(text),
    }
}

/// Years in neighbouring columns, each a little later than the one before or the first of another group: the heading of
/// columns, whatever stands left of them. `Năm 2018 | 2020` may be a label and its figure; `2020 | Năm 2021` is none.
fn side_by_side(cells: &[Cell], known: &dyn Words) -> bool {
    let mut years = cells.iter().filter(|cell| is_year(cell, known)).peekable();
    let (mut count, mut figures, mut beside) = (0, 0, 0);
    let (mut first, mut last): (Option<i64>, Option<(u32, i64)>) = (None, None);
    let begins = years.peek().is_some_and(|cell| year_of(cell).is_some());
    while let Some(cell) = years.next() {
        count += 1;
        beside += usize::from(years.peek().is_some_and(|next| next.at.column == cell.at.column + 1));
        let Some(year) = year_of(cell) else { continue };
        figures += 1;
        // The last may stand first: *2023 | 2022 | 2021*.
        let follows = |before: i64| {
            (before + 1..=before + 5).contains(&year) || year + 1 == before || (year < before && first == Some(year))
        };
        if last.is_some_and(|(column, before)| column + 1 == cell.at.column && !follows(before)) {
            return false;
        }
        first = first.or(Some(year));
        last = Some((cell.at.column, year));
    }
    // Beside headings that stand in the same row.
    let headings = cells.len() > count + 1;
    beside > 0 && (count > 2 || begins || figures == 0 || headings)
}

/// Whether a label says who made a report or whom to call, and names no unit.
fn says_who_to_call(text: &str, known: &dyn Words) -> bool {
    let folded = fold(text);
    let words = || folded.split(' ');
    let calls = words().any(|word| matches!(word, "sđt" | "đt" | "tel"))
        || ["người lập", "điện thoại", "liên hệ", "người báo cáo", "người tổng hợp"]
            .iter()
            .any(|head| folded.contains(head));
    let person = text.contains(" - ") && !known.is_body(text);
    // *2. Chi cân đối NSĐP - Local budget expenditure* over sums in đồng.
    let (ordinal, name) = split_ordinal(text);
    (calls || person) && ordinal.is_none() && !known.is_unit(text) && !known.is_indicator(name)
}

/// Whether a number is one to be called by.
fn is_telephone(cell: &Cell) -> bool {
    let digits = match &cell.value {
        CellValue::Number(amount) => {
            return amount.count().is_some_and(|count| (100_000_000..10_000_000_000).contains(&count));
        }
        CellValue::Text(text) => text,
        _ => return false,
    };
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '+');
    digits.chars().all(is_of_number) && digits.chars().filter(char::is_ascii_digit).count() >= 9
}

/// The year that a cell is, and nothing else.
fn year_of(cell: &Cell) -> Option<i64> {
    match &cell.value {
        CellValue::Number(amount) => amount.count(),
        CellValue::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Whole numbers between them may be years.
pub(super) const YEARS: RangeInclusive<i64> = 1975..=2100;
const FIRST_YEAR: Amount = Amount::from_raw(*YEARS.start() as i128 * Amount::ONE);
const LAST_YEAR: Amount = Amount::from_raw(*YEARS.end() as i128 * Amount::ONE);

/// Whether a cell is a year, or a text that says nothing but when.
pub(super) fn is_year(cell: &Cell, known: &dyn Words) -> bool {
    names_a_year(cell) || cell.text().is_some_and(|text| known.said(text).is_time)
}

/// *2023 (dự kiến)*, *Ước 2022*: beside other years one too; alone it may be a figure and what is said of it.
fn is_worded_year(cell: &Cell) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let text = cell.text().filter(|text| text.contains(char::is_alphabetic)).unwrap_or_default();
    let from = &text[text.find(digit).unwrap_or(text.len())..];
    let (year, rest) = from.split_at(from.find(|c: char| !digit(c)).unwrap_or(from.len()));
    let ends = !rest.starts_with(['.', ',', '/']);
    ends && year.len() == 4 && year.parse().is_ok_and(|year| YEARS.contains(&year))
}

/// Whether a number may be a year.
fn names_a_year(cell: &Cell) -> bool {
    matches!(&cell.value, CellValue::Number(amount) if (FIRST_YEAR..=LAST_YEAR).contains(amount) && amount.is_whole())
}

pub(super) fn is_day(cell: &Cell) -> bool {
    matches!(cell.value, CellValue::Date(..))
}

/// `1 2 3`, `(1) (2) (3=1+2)`, `A B 1 2`: each cell a number one more than the one before, a letter before the numbers,
/// or a formula that begins with its number.
/// *COT_1 | COT_2 | COT_3*: what a program calls the columns, one after the other.
fn are_codes(cells: &[Cell]) -> bool {
    let code = |cell: &Cell| -> Option<(String, u32)> {
        let text = cell.text()?.trim();
        let head = text.trim_end_matches(|sign: char| sign.is_ascii_digit());
        let number = text[head.len()..].parse().ok()?;
        let is_word = head.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b'.'));
        // *Q1 | Q2*, *T1 | T2* are periods.
        (is_word && head.bytes().filter(u8::is_ascii_alphabetic).count() > 1).then(|| (head.to_owned(), number))
    };
    let mut last: Option<(String, u32)> = None;
    cells.len() > 2
        && cells.iter().all(|cell| {
            let Some(own) = code(cell) else { return false };
            let follows = last.as_ref().is_none_or(|(head, number)| *head == own.0 && number + 1 == own.1);
            last = Some(own);
            follows
        })
}

fn is_numbering(cells: &[Cell]) -> bool {
    let letters = cells.iter().map(|cell| cell.text().map(str::trim));
    if cells.len() > 1
        && letters.zip(b'A'..=b'Z').all(|(text, letter)| text.is_some_and(|text| text.as_bytes() == [letter]))
    {
        return true;
    }
    if are_codes(cells) {
        return true;
    }
    // `A | 1`, `A | (1)` under a label and one column of figures.
    if let [letter, number] = cells
        && letter.text().map(str::trim) == Some("A")
        && match &number.value {
            CellValue::Number(amount) => amount.count() == Some(1),
            CellValue::Text(text) => text.trim().trim_start_matches('(').trim_end_matches(')') == "1",
            _ => false,
        }
    {
        return true;
    }
    // What somebody left beside the table.
    let stands_aside = |numbers: usize, last: Option<(i64, u32)>, cell: &Cell| {
        numbers > 2 && last.is_some_and(|(_, column)| column + 1 < cell.at.column)
    };
    let bracketed = |text: &str| text.trim().starts_with('(') && text.trim().ends_with(')');
    if cells.len() < 3 && !(cells.len() == 2 && cells.iter().all(|cell| cell.text().is_some_and(bracketed))) {
        return false;
    }
    let mut last: Option<(i64, u32)> = None;
    let mut numbers = 0;
    let mut letters = 0;
    for cell in cells {
        let number = match &cell.value {
            CellValue::Number(amount) => amount.count(),
            CellValue::Text(text) => {
                let text = text.trim().trim_start_matches('(').trim_end_matches(')').trim();
                let mut characters = text.chars();
                let is_word = characters.next().is_some_and(char::is_alphabetic);
                if is_word && numbers == 0 && characters.next().is_none() {
                    letters += 1;
                    continue;
                }
                if is_word {
                    if stands_aside(numbers, last, cell) {
                        break;
                    }
                    return false;
                }
                text.split('=').next().unwrap_or_default().trim_matches(['(', ')', ' ']).parse().ok()
            }
            // A dead formula in the number's place says nothing against the others.
            CellValue::Error(_) => continue,
            _ => None,
        };
        let Some(number) = number else { return false };
        // The first number is small, or this is a row of figures.
        // A column put away took its number with it.
        let follows = |(before, column): (i64, u32)| {
            number == before + 1 || number - before == i64::from(cell.at.column - column)
        };
        if last.is_none_or(follows) && (last.is_some() || (0..=2).contains(&number)) {
            last = Some((number, cell.at.column));
            numbers += 1;
        } else if stands_aside(numbers, last, cell) {
            break;
        } else {
            return false;
        }
    }
    numbers >= 2 || (numbers == 1 && letters >= 2)
}
