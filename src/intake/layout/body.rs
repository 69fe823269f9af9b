//! The body of a table: where it ends, and which of its rows belong to it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::domain::{Cell, CellRef, Grid, in_row};
use crate::text::{Ordinal, fold, read_answer, read_ordinal, split_ordinal};

use super::header::{self, Header};
use super::shape::{RowShape, Shape};
use super::told::{self, Placed};
use super::{Column, ColumnRole, ColumnSpan, Key, Layout, Words, columns, formulas, rows};

/// Where the body ends: at a signature, a note, or the header of another table. Blank rows and the header repeated on a
/// second page do not end it.
pub(super) fn end(shapes: &[RowShape<'_>], header: &Header, data: usize, known: &dyn Words) -> usize {
    let repeated = |row: &RowShape<'_>| header.rows.iter().any(|&header| is_again(&shapes[header], row));
    let last_data = shapes.iter().rposition(|row| row.shape == Shape::Data);
    // *1. Xã Bích Hòa* over the table.
    let above = shapes[..header.first].iter().rev().take(TITLE_ROWS);
    let number = above.filter_map(lone_number).next();
    // Up to where notes, and words, are looked through already: none of them ends the body.
    let (mut notes, mut words) = (data, data);
    for (at, row) in shapes.iter().enumerate().skip(data) {
        match row.shape {
            Shape::End if at >= notes => match resumes(&shapes[at..], known) {
                Some(next) => notes = at + next,
                None => return at,
            },
            Shape::Words if at > data && (belongs(&shapes[at - 1], row, known) || repeats(&shapes[at - 1], row)) => {}
            Shape::Words | Shape::Times if at >= words && !repeated(row) => {
                match goes_on(shapes, at, last_data, &repeated, number, known) {
                    Some(next) => words = next,
                    None => return at,
                }
            }
            _ => {}
        }
    }
    shapes.len()
}

/// In so many rows above a header stands what numbers its table.
const TITLE_ROWS: usize = 4;

/// So many units named in a column are no chance.
const FEWEST_STRANGERS: usize = 2;

/// So many figures in the columns of a table's are no loose ones.
const FEWEST_FILLED: usize = 2;

/// A heading typed otherwise is the same in so much of its letters.
const LEAST_ALIKE: f64 = 0.75;

/// So many rows tell which columns hold figures.
const FEW_ROWS: usize = 5;

/// The kind of number before the only text of a row.
fn lone_number(row: &RowShape<'_>) -> Option<Ordinal> {
    let [cell] = row.cells else { return None };
    let number = split_ordinal(cell.text()?).0;
    number.filter(|number| matches!(number, Ordinal::Arabic(_) | Ordinal::Roman | Ordinal::Capital))
}

/// Whether a row of words right below a row of figures is another of them, its figure being no number: *b) Cấp tỉnh | người |
/// 10-15*. In what it counts may look like a heading: *CĐCS giải thể | CĐCS | 4; 67*.
fn belongs(above: &RowShape<'_>, row: &RowShape<'_>, known: &dyn Words) -> bool {
    let spoilt = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit()) || read_answer(text).is_some();
    let in_place = || {
        let last = row.words.last().filter(|column| above.figures.contains(column));
        let text = last.and_then(|&column| in_row(row.cells, column)).and_then(Cell::text);
        let named = |text: &str| known.is_indicator(split_ordinal(text).1);
        row.headings == 1 && text.is_some_and(spoilt) && row.cells.iter().filter_map(Cell::text).any(named)
    };
    above.shape == Shape::Data
        && above.index + 1 == row.index
        && (row.headings == 0 || in_place())
        && !row.parameter
        && row.words.first().is_some_and(|column| above.words.contains(column))
        && row.words[1..].iter().any(|column| above.figures.contains(column))
}

/// Whether a row right below another is one more of a list, its figure left blank: it has words where that has, or says the same in two
/// columns at least.
fn repeats(above: &RowShape<'_>, row: &RowShape<'_>) -> bool {
    let same = |&(column, text): &(u32, &str)| texts(above).any(|(other, over)| other == column && over == text);
    let alike = above.shape == Shape::Data && above.words == row.words && row.words.len() > 1;
    above.index + 1 == row.index && (alike || texts(row).filter(same).count() > 1)
}

/// The texts of a row with their columns.
fn texts<'g>(row: &RowShape<'g>) -> impl Iterator<Item = (u32, &'g str)> + use<'g> {
    row.cells.iter().filter_map(|cell| Some((cell.at.column, cell.text()?)))
}

/// Whether a row is one of a header again, as on the next page, in capitals or not; of several texts one may be typed
/// otherwise.
fn is_again(header: &RowShape<'_>, row: &RowShape<'_>) -> bool {
    if !texts(header).map(|(column, _)| column).eq(texts(row).map(|(column, _)| column)) {
        return false;
    }
    // *2021 | 2022* where the first header has *2018 | 2019*.
    let number = |cell: &&Cell| cell.text().is_none();
    let differs = |cell: &Cell| in_row(row.cells, cell.at.column).is_some_and(|other| other.value != cell.value);
    if header.cells.iter().filter(number).any(differs) {
        return false;
    }
    let pairs = texts(header).zip(texts(row)).map(|((_, one), (_, other))| (fold(one), fold(other)));
    let mut differing = pairs.filter(|(one, other)| one != other);
    let Some((one, other)) = differing.next() else { return true };
    // *Tổng số CNVCLĐ* and *Tổng số đoàn viên*, *Năm 2018* and *Năm 2019* are no slips of one another.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let alike = strsim::normalized_levenshtein(&one, &other) >= LEAST_ALIKE && digits(&one) == digits(&other);
    alike && differing.next().is_none() && header.words.len() > 3 && row.headings > 0
}

/// Where a table goes on behind a note, if it does: the next figures have a label that the workspace knows, and no header.
fn resumes(shapes: &[RowShape<'_>], known: &dyn Words) -> Option<usize> {
    let next = shapes.iter().position(|row| row.shape == Shape::Data)?;
    if shapes[..next].iter().any(|row| row.headings > 0 || row.shape == Shape::Times) {
        return None;
    }
    let names = |text: &str| {
        let label = split_ordinal(text).1;
        known.is_unit(text) || known.is_unit(label) || known.is_indicator(label)
    };
    let mut labels = shapes[next].cells.iter().filter_map(|cell| cell.text()).filter(|text| row_label(text));
    labels.any(names).then_some(next)
}

fn row_label(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 2
}

/// Up to where a body goes on with a row of words, if it does not begin another table there: before the next figures comes
/// a row of headings that are not the table's own again, as under *Trang 2*. `last_data`: the last row of figures. `number`: what
/// numbers the table.
fn goes_on(
    shapes: &[RowShape<'_>],
    at: usize,
    last_data: Option<usize>,
    repeated: &dyn Fn(&RowShape<'_>) -> bool,
    number: Option<Ordinal>,
    known: &dyn Words,
) -> Option<usize> {
    // Whose, what and when is said anew, as in *2. Xã Bình Minh*, *Bảng 2. Giấy khen*, or the next number: the same header
    // again is another table's.
    let caption = |row: &RowShape<'_>| {
        let [cell] = row.cells else { return false };
        let text = cell.text().unwrap_or_default();
        let label = split_ordinal(text).1;
        known.is_unit(label) || known.is_body(label) || known.is_indicator(label) || known.is_title(text)
    };
    let mut anew = false;
    for (place, row) in shapes.iter().enumerate().skip(at) {
        if matches!(row.shape, Shape::Words | Shape::Times) && repeated(row) {
            return (!anew).then_some(place);
        }
        anew |= row.said.iter().any(|said| said.names_reporter || (!said.times.is_empty() && !said.is_reference));
        anew |= (number.is_some() && lone_number(row) == number) || caption(row);
        match row.shape {
            Shape::Data | Shape::End => return Some(place),
            // A period over nothing heads nothing.
            Shape::Times => return last_data.is_none_or(|last| last <= place).then_some(place + 1),
            Shape::Words if row.headings >= 2 || (row.headings == 1 && row.words.len() >= 3) => return None,
            // *Tên đơn | Tặng cờ thi | Chiến sĩ* over *vị | đua (cờ) | thi đua*
            Shape::Words
                if row.words.len() > 2 && shapes.get(place + 1).is_some_and(|next| set_in_lines(row, next, known)) =>
            {
                return None;
            }
            // `Đơn vị | Bằng khen` over `Xã Bích Hòa | 12`: a label, and the heading of the one column of figures.
            Shape::Words if row.headings == 1 && row.words.len() == 2 && heads(row, &shapes[place + 1..]) => {
                return None;
            }
            Shape::Words | Shape::Numbers => {}
        }
    }
    Some(shapes.len())
}

/// Whether two rows of words are the lines of one header: the lower ends a heading of the upper.
fn set_in_lines(upper: &RowShape<'_>, lower: &RowShape<'_>, known: &dyn Words) -> bool {
    lower.shape == Shape::Words && lower.words.len() > 2 && header::completes(upper, lower, known)
}

/// Whether the second of two words stands right over figures, with nothing but its parts between, and the first over words.
fn heads(row: &RowShape<'_>, below: &[RowShape<'_>]) -> bool {
    let is_row = |next: &RowShape<'_>| next.shape == Shape::Data && !next.words.is_empty();
    let Some(next) = below.iter().position(is_row) else { return false };
    // The first row of figures may leave some of them blank; one without a label is the total.
    let rows = below.iter().take(next + FEW_ROWS).filter(|row| row.shape == Shape::Data);
    // What stands left of it or below the labels, as the number of a page, is none.
    let label = row.words.first().copied().unwrap_or_default();
    let figures: Vec<u32> = rows.flat_map(|row| row.figures.iter().copied().filter(|&column| column > label)).collect();
    let (between, next) = (&below[..next], &below[next]);
    let is_part = |row: &RowShape<'_>| match row.shape {
        Shape::Numbers | Shape::Data => true,
        // A group, or headings under the second word.
        _ => row.words.len() == 1 || row.words.iter().all(|column| figures.contains(column)),
    };
    let first_figure = figures.iter().min();
    next.words.first() == row.words.first() && first_figure == row.words.last() && between.iter().all(is_part)
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
    let mut span = (shapes.get(body.start)?.index, shapes[..body.end].last()?.index);
    let mut header_rows: Vec<u32> = header.rows.iter().map(|&row| shapes[row].index).collect();
    let below = header.rows.last().map_or(body.start, |&last| last + 1);
    let numbers = shapes[below..body.end].iter().find(|row| row.shape == Shape::Numbers);
    let repeats = |row: &RowShape<'_>| header.rows.iter().any(|&header| is_again(&shapes[header], row));
    let mut rows: Vec<&RowShape<'_>> = Vec::with_capacity(body.len());
    rows.extend(shapes[body].iter().filter(|row| told::names(recipe, row.index) || is_body(row) && !repeats(row)));
    if recipe.is_none_or(|recipe| recipe.data().last.is_none()) {
        rows.truncate(without_leftovers(&rows, known));
        rows.truncate(without_remarks(&rows, known));
        rows.truncate(without_words(&rows, known));
        span.1 = rows.last()?.index;
    }
    let formulas = formulas::formulas(numbers.map_or(&[], |row| row.cells));
    let (mut columns, in_lines) = columns::columns(grid, &header_rows, &rows, known, recipe);
    let has = |wanted: fn(&ColumnRole) -> bool| columns.iter().any(|column| wanted(&column.role));
    if !has(|role| matches!(role, ColumnRole::Key(_))) || !has(|role| *role == ColumnRole::Value) {
        return None;
    }
    let others = if recipe.is_none() { labels_of_others(&rows, &columns) } else { None };
    if let Some(first) = others {
        columns.retain(|column| column.index < first || column.role == ColumnRole::Value);
        header_rows.retain(|&row| grid.row(row).iter().any(|cell| cell.at.column < first));
    }
    let told = recipe.map(|recipe| recipe.table.said);
    let mut layout = Layout {
        context,
        columns,
        in_lines,
        formulas,
        rows: Vec::new(),
        suspects: Vec::new(),
        header: header_rows,
        body: span,
        across: None,
        told,
    };
    rows::place(grid, &rows, &mut layout, known, recipe);
    if told.is_none() {
        let left = others.map(|first| ColumnSpan { first: layout.columns[0].index, last: first.saturating_sub(1) });
        layout.across = left.or_else(|| before_strangers(grid, &layout, known));
    }
    Some(layout)
}

/// The first column of another table beside this one, under one header with it: right of figures units are named again, and most
/// rows name another there.
fn labels_of_others(rows: &[&RowShape<'_>], columns: &[Column]) -> Option<u32> {
    let is_unit = |column: &Column| column.role == ColumnRole::Key(Key::Unit);
    let own = columns.iter().position(is_unit)?;
    let figure = own + columns[own..].iter().position(|column| column.role == ColumnRole::Value)?;
    let others = figure + columns[figure..].iter().position(is_unit)?;
    let text = |row: &RowShape<'_>, place: usize| {
        let column = columns[place].index;
        texts(row).find(|&(other, text)| other == column && read_ordinal(text).is_none()).map(|(_, text)| fold(text))
    };
    let (mut same, mut differing) = (0, 0);
    for (one, other) in rows.iter().filter_map(|row| text(row, own).zip(text(row, others))) {
        if one == other { same += 1 } else { differing += 1 }
    }
    let numbers = columns[others - 1].role == ColumnRole::Ordinal;
    (differing > same).then(|| columns[if numbers { others - 1 } else { others }].index)
}

/// The columns left of another table's labels, where it stands beside this one and its header was not told from this one's: a
/// column without a heading names units, and what is right of it counts for them, whoever stands first in its row.
fn before_strangers(grid: &Grid, layout: &Layout, known: &dyn Words) -> Option<ColumnSpan> {
    let is_value = |column: &Column| column.role == ColumnRole::Value;
    let last = layout.columns.iter().rposition(is_value)?;
    let first = layout.columns.iter().position(is_value)?;
    let names = |column: &&Column| {
        let cells = layout.rows.iter().filter_map(|row| grid.get(CellRef::new(row.index, column.index))?.text());
        let (units, others): (Vec<&str>, Vec<&str>) = cells.partition(|text| known.is_unit(text));
        units.len() >= FEWEST_STRANGERS && units.len() >= others.len()
    };
    let between = layout.columns[first..last].iter().filter(|c| c.role == ColumnRole::Note && c.heading.is_empty());
    let labels = between.clone().find(names)?.index;
    Some(ColumnSpan { first: layout.columns[0].index, last: labels.saturating_sub(1) })
}

/// How many rows of a body are left without what stands below it behind a blank row and under other columns than its
/// labels: figures that somebody left there, a list of telephone numbers. One row that fills the columns of figures may be
/// the total.
fn without_leftovers(rows: &[&RowShape<'_>], known: &dyn Words) -> usize {
    let named = |row: &RowShape<'_>| {
        let known = |text: &str| {
            let label = split_ordinal(text).1;
            known.is_unit(text) || known.is_unit(label) || known.is_body(label) || known.is_indicator(label)
        };
        row.cells.iter().filter_map(Cell::text).any(known)
    };
    let blank_above = |&place: &usize| rows[place].index > rows[place - 1].index + 1;
    if !(1..rows.len()).any(|place| blank_above(&place)) {
        return rows.len();
    }
    // By column, the first row of figures with its label there; by row, the most figures in a row up to it.
    let mut labels: BTreeMap<u32, usize> = BTreeMap::new();
    let mut most: Vec<usize> = Vec::with_capacity(rows.len());
    for (place, row) in rows.iter().enumerate() {
        let of_row = if row.shape == Shape::Data { row.figures.len() } else { 0 };
        most.push(most.last().map_or(of_row, |most| of_row.max(*most)));
        if row.shape == Shape::Data {
            labels_of(row).for_each(|column| {
                labels.entry(column).or_insert(place);
            });
        }
    }
    let mut end = rows.len();
    while let Some(from) = (1..end).rev().find(blank_above) {
        let block = &rows[from..end];
        // Names of people and their telephone numbers.
        let is_list = |row: &&RowShape<'_>| row.shape == Shape::Words && row.words.len() > 1 && !named(row);
        if block.iter().all(is_list) {
            end = from;
            continue;
        }
        let among = |column: u32| labels.get(&column).is_some_and(|&first| first < from);
        // Codes may begin behind the blank row, beside names that stand where those above it do.
        // *| 2018 | II | 57 | 278 | 7*: a row as full as any above it, its label being written once over several. Behind a name that
        // is known few figures do.
        let as_full = |row: &RowShape<'_>| {
            let above = rows[..from].iter().rev().find(|above| above.shape == Shape::Data);
            let alike = |above: &&RowShape<'_>| {
                (row.figures.len() > FEWEST_FILLED && above.figures == row.figures)
                    || (named(row) && behind_label(above).eq(behind_label(row)))
            };
            row.shape == Shape::Data && above.is_some_and(alike)
        };
        let goes_on = |row: &&RowShape<'_>| {
            labels_of(row).next().is_some_and(among) || (named(row) && labels_of(row).any(among)) || as_full(row)
        };
        if !labels.values().any(|&first| first < from) || block.iter().any(goes_on) {
            break;
        }
        if let [row] = block
            && row.words.is_empty()
            && row.figures.len() * 2 > most[from - 1]
        {
            break;
        }
        end = from;
    }
    end
}

/// The columns of a row's figures but for the number of its label.
fn behind_label<'s>(row: &'s RowShape<'_>) -> impl Iterator<Item = u32> + use<'s> {
    let first_word = row.words.first().copied().unwrap_or_default();
    row.figures.iter().copied().filter(move |&column| column >= first_word)
}

/// The columns of a row's labels: a code and a name stand side by side, what stands right of the figures is a note.
fn labels_of<'s>(row: &'s RowShape<'_>) -> impl Iterator<Item = u32> + use<'s> {
    let first_word = row.words.first().copied().unwrap_or_default();
    let first_figure = row.figures.iter().copied().find(|&figure| first_word < figure);
    let words = row.words.iter().zip(&row.said).filter(|(_, said)| said.ordinal.is_none());
    words.map(|(&column, _)| column).filter(move |&column| first_figure.is_none_or(|first| column < first))
}

/// How many rows of a body are left without remarks below it that hold a number beside them: *Số trang: | 73*, *Kiểm tra | 0*.
fn without_remarks(rows: &[&RowShape<'_>], known: &dyn Words) -> usize {
    let is_remark = |row: &&RowShape<'_>| {
        let [label, ..] = row.cells else { return false };
        let Some(text) = label.text() else { return false };
        let named = known.is_unit(text) || known.is_body(text) || known.is_indicator(text);
        !named
            && row.shape == Shape::Data
            && (is_check(text) || (text.trim_end().ends_with(':') && !known.said(text).is_total))
    };
    // What stands below a remark in words is one too.
    let below = rows.iter().rev().take_while(|row| is_remark(row) || row.shape == Shape::Words).count();
    let from = rows.len() - below;
    rows[from..].iter().position(is_remark).map_or(rows.len(), |first| from + first)
}

/// How many rows of a body are left without lines of words below it that name nobody and nothing: *Như trên (12 đơn vị);*.
fn without_words(rows: &[&RowShape<'_>], known: &dyn Words) -> usize {
    let named = |text: &str| {
        let label = split_ordinal(text).1;
        let said = known.said(text);
        known.is_unit(text)
            || known.is_unit(label)
            || known.is_body(label)
            || known.is_indicator(label)
            || said.is_total
    };
    let is_line = |row: &&&RowShape<'_>| {
        let [cell] = row.cells else { return false };
        row.shape == Shape::Words && cell.text().is_some_and(|text| !named(text))
    };
    rows.len() - rows.iter().rev().take_while(is_line).count()
}

/// Whether a label heads figures to check by.
fn is_check(label: &str) -> bool {
    matches!(fold(label).as_str(), "kiểm tra" | "kiểm tra lại" | "đối chiếu" | "chênh lệch" | "cộng thử" | "check")
}

/// Whether a row between the first and the last of a body belongs to it.
fn is_body(row: &RowShape<'_>) -> bool {
    !matches!(row.shape, Shape::Numbers | Shape::End)
}
