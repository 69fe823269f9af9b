//! Headers: trees of headings, drawn as people draw them.

use super::english;
pub use super::numbers::{Nature, Sort};
use super::page::Page;
use super::words;
use super::world::Measured;
use super::world::things::Thing;
use crate::chance::Chance;
use crate::drawing::Draw;

/// What stands in a column.
#[derive(Clone, Debug)]
pub enum Column {
    Ordinal,
    /// The name of the row: a unit, an indicator.
    Key,
    Code,
    Measure,
    /// Figures of one measured thing; of a unit and a period, where these do not change from row to row.
    Figure {
        measured: Measured,
        period: String,
        unit: Option<String>,
        nature: Nature,
    },
    /// A figure whose row says what is measured: of a unit and a period, where its column says them.
    Cell {
        unit: Option<String>,
        period: String,
    },
    /// The indicator's own figure beside its parts: the sum of the columns that many places away, and `rest` at most.
    Whole {
        measured: Measured,
        period: String,
        parts: Vec<usize>,
        rest: u64,
    },
    /// A sum of other columns, which is no fact; places counted from the first column of figures.
    Sum(Vec<usize>),
    /// Numbers that are no facts: plans, last year's, percentages, things that no catalogue knows.
    Idle(Idle),
    Note,
    Words(&'static [&'static str]),
}

/// Numbers that are no facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    Count,
    Percent,
}

/// A heading with what stands under it.
#[derive(Clone, Debug)]
pub struct Head {
    pub text: String,
    pub below: Vec<Head>,
    pub column: Option<Column>,
}

impl Head {
    pub fn leaf(text: impl Into<String>, column: Column) -> Head {
        Head { text: text.into(), below: Vec::new(), column: Some(column) }
    }

    pub fn group(text: impl Into<String>, below: Vec<Head>) -> Head {
        Head { text: text.into(), below, column: None }
    }

    pub fn depth(&self) -> usize {
        1 + self.below.iter().map(Head::depth).max().unwrap_or(0)
    }

    pub fn width(&self) -> usize {
        if self.below.is_empty() { 1 } else { self.below.iter().map(Head::width).sum() }
    }

    fn columns(&self, into: &mut Vec<Column>) {
        into.extend(self.column.clone());
        self.below.iter().for_each(|head| head.columns(into));
    }
}

/// The columns under headings, from left to right.
pub fn columns(heads: &[Head]) -> Vec<Column> {
    let mut all = Vec::new();
    heads.iter().for_each(|head| head.columns(&mut all));
    all
}

/// How the headings of a table are laid over its header rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// A heading stands in the first cell of what it covers, merged or not as the page does it.
    First,
    /// Without merges: a group's heading stands over each of its columns.
    Repeated,
    /// Without merges: a heading over one column only stands in the lowest row.
    Low,
    /// Headings of one level broken over two rows.
    Split,
    /// Headings of one level, in English in a second row.
    TwoLanguages,
}

impl Style {
    pub fn any(merges: bool, chance: &mut Chance) -> Style {
        match chance.below(8) {
            3 if chance.bilingual.is_none() && chance.once_in(3) => Style::TwoLanguages,
            0 if !merges => Style::Repeated,
            1 if !merges => Style::Low,
            2 if !merges => Style::Split,
            _ => Style::First,
        }
    }
}

/// A heading as a cell: a bare year is a number as often as not.
pub fn cell(text: &str, page: &Page) -> Draw {
    match text.parse::<u32>() {
        Ok(year) if text.len() == 4 && !page.typing.as_text => Draw::Number(year.to_string()),
        _ => Draw::text(text),
    }
}

/// Draws a header from a row and a column on; the number of its rows.
pub fn draw(page: &mut Page, top: usize, left: usize, heads: &[Head], style: Style) -> usize {
    let depth = heads.iter().map(Head::depth).max().unwrap_or(1);
    if style == Style::Split && depth == 1 {
        return split(page, top, left, heads);
    }
    if style == Style::TwoLanguages
        && depth == 1
        && let Some(words) = columns(heads).iter().map(english::heading).collect::<Option<Vec<String>>>()
    {
        for (offset, (head, words)) in heads.iter().zip(words).enumerate() {
            page.text(top, left + offset, &head.text);
            page.text(top + 1, left + offset, &words);
        }
        return 2;
    }
    let mut column = left;
    for head in heads {
        place(page, top, column, head, depth, style);
        column += head.width();
    }
    while page.rows.len() < top + depth {
        page.row();
    }
    depth
}

fn place(page: &mut Page, row: usize, column: usize, head: &Head, depth: usize, style: Style) {
    let text = cell(&head.text, page);
    if head.below.is_empty() {
        if style == Style::Low {
            page.put(row + depth - 1, column, text)
        } else {
            page.block(row, column, depth, 1, text)
        }
        return;
    }
    let width = head.width();
    if style == Style::Repeated {
        (0..width).for_each(|offset| page.put(row, column + offset, text.clone()));
    } else {
        page.block(row, column, 1, width, text);
    }
    let mut at = column;
    for below in &head.below {
        place(page, row + 1, at, below, depth - 1, style);
        at += below.width();
    }
}

fn split(page: &mut Page, top: usize, left: usize, heads: &[Head]) -> usize {
    for (offset, head) in heads.iter().enumerate() {
        let text = head.text.replace(['\n', '\r'], " ");
        let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        match spaces.get(spaces.len() / 2) {
            Some(&at) if spaces.len() > 1 => {
                page.text(top, left + offset, text[..at].trim_end());
                page.text(top + 1, left + offset, text[at..].trim_start());
            }
            _ => {
                let text = cell(&text, page);
                page.put(top, left + offset, text);
            }
        }
    }
    while page.rows.len() < top + 2 {
        page.row();
    }
    2
}

/// The row of column numbers that may stand under a header.
pub fn numbers_row(page: &mut Page, left: usize, columns: &[Column], chance: &mut Chance) {
    if !chance.once_in(3) {
        return;
    }
    let row = page.row();
    let brackets = chance.once_in(2);
    let keys = columns
        .iter()
        .take_while(|column| matches!(column, Column::Ordinal | Column::Key | Column::Code | Column::Measure))
        .count();
    let letters = keys > 0 && chance.once_in(2);
    let number = |index: usize| if letters { index + 1 - keys } else { index + 1 };
    for (index, column) in columns.iter().enumerate() {
        if letters && index < keys {
            page.text(row, left + index, ["A", "B", "C", "D"][index]);
            continue;
        }
        let own = number(index);
        let parts = match column {
            Column::Sum(parts) | Column::Whole { parts, .. } if chance.once_in(2) => {
                parts.iter().map(|part| number(keys + part).to_string()).collect::<Vec<_>>().join("+")
            }
            // What was done of what was planned, which stand before it.
            Column::Idle(Idle::Percent) if index >= keys + 2 && chance.once_in(2) => {
                let (done, plan) = (number(index - 1), number(index - 2));
                chance
                    .pick(&["{d}/{p}", "{d}*100/{p}", "{d}:{p}", "{d}/{p}*100", "{d}/{p}%", "{d}/{p}x100"])
                    .replace("{d}", &done.to_string())
                    .replace("{p}", &plan.to_string())
            }
            _ => String::new(),
        };
        if !parts.is_empty() && chance.once_in(4) {
            page.text(row, left + index, &format!("{own}(={parts})"));
            continue;
        }
        let text = if parts.is_empty() { own.to_string() } else { format!("{own}={parts}") };
        let cell = if brackets || !parts.is_empty() { Draw::text(&format!("({text})")) } else { Draw::Number(text) };
        page.put(row, left + index, cell);
    }
}

/// The nature of a thing's figures, with the measure to state where it differs from the catalogue's.
pub fn nature(thing: &Thing, chance: &mut Chance) -> (Nature, Option<&'static str>) {
    let plain = Nature {
        bound: thing.bound,
        whole: !thing.is_money() && thing.kind != "rate",
        sort: match thing.kind {
            "rate" => Sort::Rate,
            "mean" => Sort::Mean,
            "flag" => Sort::Flag,
            _ => Sort::Amount,
        },
        shift: 0,
    };
    if !thing.is_money() || !chance.once_in(3) {
        return (plain, None);
    }
    let (shift, measure) = [
        (3, "tỷ đồng"),
        (3, "tỉ đồng"),
        (-3, "nghìn đồng"),
        (-3, "1.000đ"),
        (-6, "đồng"),
        (0, "tr.đ"),
        (0, "triệu đồng"),
    ][chance.below(7)];
    let bound = if shift > 0 { (thing.bound / 1000).max(5) } else { thing.bound * 10_u64.pow(-shift as u32) };
    (Nature { bound, whole: shift < 0, shift, ..plain }, Some(measure))
}

/// What a table makes of its indicators.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Parts stand under their whole.
    pub deep: bool,
    /// Parts stand under *Trong đó* or *Chia ra* under their whole.
    pub of_which: bool,
    /// Indicators stand under their chapters.
    pub chapters: bool,
    /// What was planned, what was done and what was the year before, side by side.
    pub compared: Option<&'static [&'static str]>,
    /// In the period, and from the start of the year or of the term.
    pub running: Option<Running>,
}

/// Since when a running total runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Running {
    Year,
    Term,
}

const COMPARED: &[&[&str]] = &[
    &["Kế hoạch", "Thực hiện", "Đạt (%)"],
    &["Chỉ tiêu giao", "Thực hiện", "Tỷ lệ (%)"],
    &["KH", "TH", "% TH/KH"],
    &["Cùng kỳ năm trước", "Kỳ này", "So sánh (%)"],
    &["Chỉ tiêu", "Kết quả", "Tỷ lệ đạt (%)"],
    &["Chỉ tiêu giao", "Thực hiện", "Đạt (%)", "Cùng kỳ năm trước"],
    &["Kỳ này", "Cùng kỳ năm trước", "Tăng, giảm (+,-)"],
    &["Thực hiện", "Kế hoạch"],
    &["Kỳ này", "Kỳ trước"],
];

/// What the headings of compared columns say of what was done.
const DONE: &[&str] = &["Thực hiện", "TH", "Kỳ này", "Kết quả"];

/// The columns that compare what was done, under one heading or beside each other.
pub fn compared(words: &[&str], done: impl Fn() -> Column) -> Vec<Head> {
    words
        .iter()
        .map(|word| match *word {
            word if DONE.contains(&word) => Head::leaf(word, done()),
            word if word.contains('%') => Head::leaf(word, Column::Idle(Idle::Percent)),
            word => Head::leaf(word, Column::Idle(Idle::Count)),
        })
        .collect()
}

/// Words of columns that compare.
pub fn any_comparison(chance: &mut Chance) -> &'static [&'static str] {
    COMPARED[chance.below(COMPARED.len())]
}

impl Shape {
    pub fn any(chance: &mut Chance) -> Shape {
        Shape {
            deep: chance.once_in(2),
            of_which: chance.once_in(3),
            chapters: chance.once_in(5),
            compared: if chance.once_in(9) { Some(any_comparison(chance)) } else { None },
            running: match chance.below(16) {
                0 => Some(Running::Year),
                1 => Some(Running::Term),
                _ => None,
            },
        }
    }

    /// Nothing but indicators and their parts.
    pub fn simple(self) -> Shape {
        Shape { chapters: false, compared: None, running: None, ..self }
    }
}

/// The family of a thing: it and what is part of it.
fn family(thing: &Thing) -> &'static str {
    if thing.part_of.is_empty() { thing.code } else { thing.part_of }
}

/// Measured things in groups that may share a heading, in the order met.
pub fn groups(measured: &[Measured]) -> Vec<Vec<Measured>> {
    let mut groups: Vec<Vec<Measured>> = Vec::new();
    for one in measured {
        match groups.iter_mut().find(|group| family(group[0].thing) == family(one.thing)) {
            Some(group) => group.push(*one),
            None => groups.push(vec![*one]),
        }
    }
    groups
}

/// Headings for columns of indicators over one period; `to_date` is what runs to its end. `first` columns
/// of figures stand to the left of them.
pub fn indicator_heads(
    measured: &[Measured],
    period: &str,
    to_date: &str,
    unit: Option<&str>,
    shape: Shape,
    first: usize,
    chance: &mut Chance,
) -> Vec<Head> {
    let mut heads: Vec<(&'static str, Head)> = Vec::new();
    let mut at = first;
    for group in groups(measured) {
        let chapter = group[0].thing.chapter;
        let (nature, stated) = nature(group[0].thing, chance);
        // One group counts in one measure only where all of it is money or none is.
        let own = |one: &Measured, chance: &mut Chance| {
            if one.thing.code == group[0].thing.code { nature } else { self::nature(one.thing, &mut chance.quiet()).0 }
        };
        let label = |name: String, chance: &mut Chance| match stated {
            Some(measure) => format!("{name} ({measure})"),
            None => words::with_measure(name, group[0].thing.measure, chance),
        };
        let figure = |one: &Measured, chance: &mut Chance| Column::Figure {
            measured: *one,
            period: period.to_owned(),
            unit: unit.map(str::to_owned),
            nature: own(one, chance),
        };
        let leaf = |text: String, one: &Measured, chance: &mut Chance| -> Head {
            let column = figure(one, chance);
            if let Some(words) = shape.compared {
                return Head::group(text, compared(words, || column.clone()));
            }
            if let Some(since) = shape.running
                && to_date != period
                && one.thing.kind == "flow"
            {
                let mut running = column.clone();
                if let Column::Figure { period, .. } = &mut running {
                    to_date.clone_into(period);
                }
                let now = chance.pick(&["Trong kỳ", "Kỳ này", "Trong kỳ báo cáo"]);
                let all = match since {
                    Running::Year => chance.pick(&["Lũy kế từ đầu năm", "Luỹ kế", "Cộng dồn từ đầu năm", "Lũy kế"]),
                    Running::Term => {
                        chance.pick(&["Lũy kế từ đầu nhiệm kỳ", "Luỹ kế từ đầu nhiệm kỳ đến nay", "Từ đầu nhiệm kỳ"])
                    }
                };
                return Head::group(text, vec![Head::leaf(now, column), Head::leaf(all, running)]);
            }
            Head::leaf(text, column)
        };
        let deep = shape.deep && (group.len() > 1);
        if !deep {
            for one in &group {
                let dressed = words::dressed(&words::measured(one, chance), chance);
                let text = if one.thing.code == group[0].thing.code { label(dressed, chance) } else { dressed };
                let head = leaf(text, one, chance);
                at += head.width();
                heads.push((chapter, head));
            }
            continue;
        }
        let whole_of = |one: &Measured| one.part.is_none() && one.thing.part_of.is_empty();
        let mut below = Vec::new();
        let mut parts = Vec::new();
        let whole = group.iter().find(|one| whole_of(one));
        let additive = group[0].thing.breakdown().is_some_and(|breakdown| breakdown.additive);
        let plain = shape.compared.is_none() && shape.running.is_none();
        let ladder_sum = whole.is_none() && !additive && plain && group[0].part.is_some() && chance.once_in(5);
        let mut place = at + usize::from(whole.is_some() || ladder_sum) * if plain { 1 } else { 0 };
        let mut rest = Vec::new();
        #[allow(clippy::explicit_counter_loop, reason = "the place is counted in figures")]
        for one in group.iter().filter(|one| !whole_of(one)) {
            let text = match one.part {
                Some(part) => words::part(part, chance),
                None => words::leaf(one.thing, chance),
            };
            if one.part.is_some() {
                parts.push(place);
            }
            place += 1;
            let text = if shape.of_which {
                text.rsplit(": ").next().unwrap_or(&text).trim_start_matches("- Trong đó ").to_owned()
            } else {
                text
            };
            rest.push(leaf(text, one, chance));
        }
        if let Some(one) = whole {
            let text = chance.pick(&["Tổng số", "TS", "Tổng", "Tổng số", "T.số", "TỔNG SỐ"]).to_owned();
            if plain && additive && !parts.is_empty() && nature.shift == 0 {
                let complete = group[0].thing.breakdown().is_some_and(|breakdown| breakdown.parts.len() == parts.len());
                let column = Column::Whole {
                    measured: *one,
                    period: period.to_owned(),
                    parts,
                    rest: if complete { 0 } else { nature.bound },
                };
                below.push(Head::leaf(text, column));
            } else {
                below.push(leaf(text, one, chance));
            }
        } else if ladder_sum {
            below.push(Head::leaf(chance.pick(words::SUM_HEADINGS), Column::Sum(parts)));
        }
        if shape.of_which && whole.is_some() && !rest.is_empty() {
            below.push(Head::group(chance.pick(&["Trong đó", "Trong đó:", "Chia ra", "Chia ra:", "TRONG ĐÓ"]), rest));
        } else {
            below.extend(rest);
        }
        let name =
            words::thing(group.iter().find(|one| one.thing.part_of.is_empty()).unwrap_or(&group[0]).thing, chance);
        let name = label(words::dressed(&name, chance), chance);
        let head = Head::group(name, below);
        at += head.width();
        heads.push((chapter, head));
    }
    if !shape.chapters {
        return heads.into_iter().map(|(_, head)| head).collect();
    }
    let mut chapters: Vec<Head> = Vec::new();
    for (chapter, head) in heads {
        match chapters.last_mut() {
            Some(last) if last.text == chapter => last.below.push(head),
            _ => chapters.push(Head::group(chapter, vec![head])),
        }
    }
    chapters
}

/// Columns that say nothing of any fact, for the end of a table.
pub fn idle_heads(chance: &mut Chance) -> Vec<Head> {
    let mut heads = Vec::new();
    if chance.once_in(7) {
        heads.push(Head::leaf(
            chance.pick(&["Số buổi văn nghệ", "Diện tích (m2)", "Số người nghe", "Số xe"]),
            Column::Idle(Idle::Count),
        ));
    }
    if chance.once_in(6) {
        heads.push(Head::leaf(
            chance.pick(&["Xếp loại", "Chủ tịch CĐ", "Địa chỉ", "Người ký"]),
            Column::Words(&["Tốt", "Khá", "Nguyễn Văn An", "Thôn 3", "Trần Thị Bình"]),
        ));
    }
    if chance.once_in(10) {
        heads.push(Head::leaf(
            chance.pick(&["SĐT", "Số điện thoại", "Điện thoại"]),
            Column::Words(&["0912345678", "0987 654 321", "0243.3873.012"]),
        ));
    }
    if chance.once_in(3) {
        heads.push(Head::leaf(chance.pick(words::NOTE_HEADINGS), Column::Note));
    }
    heads
}

/// The columns of ordinals, codes and names at the left of a table.
pub fn key_heads(name: &str, with_code: bool, chance: &mut Chance) -> Vec<Head> {
    let mut heads = Vec::new();
    if !chance.once_in(4) {
        heads.push(Head::leaf(chance.pick(words::ORDINAL_HEADINGS), Column::Ordinal));
    }
    if with_code {
        heads.push(Head::leaf(chance.pick(&["Mã", "Mã đơn vị", "Mã số"]), Column::Code));
    }
    heads.push(Head::leaf(name, Column::Key));
    if let Some(sign) = chance.bilingual {
        for head in &mut heads {
            let english = match head.column {
                Some(Column::Ordinal) => "No.",
                Some(Column::Key) if words::UNIT_HEADINGS.contains(&name) => "Unit",
                Some(Column::Key) => "Indicator",
                _ => continue,
            };
            head.text = format!("{}{sign}{english}", head.text);
        }
    }
    heads
}
