//! Rows of units below a header: groups, subtotals, totals, page breaks.

use super::header::{Column, Idle};
use super::numbers::{self, Figure, figure};
use super::page::{Fact, Page};
use super::words;
use super::world::bodies::Body;
use super::world::{Measured, World};
use crate::chance::Chance;
use crate::drawing::Draw;

/// What must be read of a measured thing.
pub fn told(unit: &str, measured: &Measured, period: &str, said: &str) -> String {
    let category = measured.part.map_or("", |part| part.code);
    format!("{unit} | {} | {category} | {period} | {said}", measured.thing.code)
}

/// What must be read of a figure.
pub fn fact(row: usize, column: usize, unit: &str, measured: &Measured, period: &str, drawn: &Figure) -> Fact {
    // Of what is not parted so nobody can tell what stands under a category.
    let of_nobody = measured.part.is_some_and(|part| {
        let parts = measured.thing.breakdown().map_or(&[][..], |breakdown| breakdown.parts);
        parts.iter().all(|own| own.code != part.code)
    });
    let told = (!drawn.said.is_empty() && !of_nobody).then(|| told(unit, measured, period, &drawn.said));
    Fact { row, column, told, doubtful: false, damaged: drawn.damaged }
}

/// A table's place on its page and what stands in its columns.
pub struct Table<'c> {
    pub left: usize,
    pub columns: &'c [Column],
    /// How many of them are no figures, at the left.
    pub keys: usize,
}

impl<'c> Table<'c> {
    pub fn new(left: usize, columns: &'c [Column]) -> Table<'c> {
        let keys = columns
            .iter()
            .take_while(|column| matches!(column, Column::Ordinal | Column::Key | Column::Code | Column::Measure))
            .count();
        Table { left, columns, keys }
    }

    fn at(&self, wanted: fn(&Column) -> bool) -> Option<usize> {
        self.columns.iter().position(wanted).map(|at| at + self.left)
    }

    pub fn key(&self) -> usize {
        self.at(|column| matches!(column, Column::Key)).unwrap_or(self.left)
    }

    pub fn ordinal(&self) -> Option<usize> {
        self.at(|column| matches!(column, Column::Ordinal))
    }

    pub fn measure(&self) -> Option<usize> {
        self.at(|column| matches!(column, Column::Measure))
    }

    pub fn code(&self) -> Option<usize> {
        self.at(|column| matches!(column, Column::Code))
    }

    /// How many columns hold, or may hold, figures.
    pub fn figures(&self) -> usize {
        self.columns.len() - self.keys
    }

    /// Writes the figures of a row: what stands in each column, in tenths.
    pub fn fill(&self, page: &mut Page, row: usize, unit: &str, chance: &mut Chance) -> Vec<u64> {
        let mut values = vec![0_u64; self.figures()];
        let first = self.left + self.keys;
        // Sums after what they are sums of.
        for pass in 0..2 {
            for (index, column) in self.columns[self.keys..].iter().enumerate() {
                let at = first + index;
                match (pass, column) {
                    (0, Column::Figure { measured, period, unit: own, nature }) => {
                        if chance.once_in(25) {
                            continue;
                        }
                        let drawn = figure(*nature, page.typing, chance);
                        let unit = own.as_deref().unwrap_or(unit);
                        page.facts.push(fact(row, at, unit, measured, period, &drawn));
                        values[index] = drawn.tenths;
                        page.put(row, at, drawn.cell);
                    }
                    (1, Column::Whole { measured, period, parts, rest }) => {
                        let more = if *rest == 0 { 0 } else { chance.below(*rest as usize) as u64 * 10 };
                        let sum = parts.iter().map(|&part| values[part]).sum::<u64>() + more;
                        page.put(row, at, numbers::total(sum, page.typing));
                        page.facts.push(Fact {
                            row,
                            column: at,
                            told: Some(told(unit, measured, period, &numbers::plain(sum, 0))),
                            doubtful: false,
                            damaged: false,
                        });
                        values[index] = sum;
                    }
                    (1, Column::Sum(parts)) => {
                        let sum = parts.iter().map(|&part| values[part]).sum();
                        page.put(row, at, numbers::total(sum, page.typing));
                        values[index] = sum;
                    }
                    (0, Column::Idle(Idle::Count)) => {
                        values[index] = chance.below(90) as u64 * 10;
                        page.put(row, at, numbers::total(values[index], page.typing));
                    }
                    (0, Column::Idle(Idle::Percent)) => {
                        let share = chance.below(1300) as u64;
                        page.put(
                            row,
                            at,
                            if chance.once_in(3) {
                                Draw::Percent(share as f64 / 1000.0)
                            } else {
                                numbers::total(share, page.typing)
                            },
                        );
                    }
                    (0, Column::Note) if chance.once_in(6) => {
                        page.text(
                            row,
                            at,
                            chance.pick(&[
                                "Tăng 3 so với năm 2016",
                                "Thiếu 02 đơn vị",
                                "x",
                                "Số liệu ước",
                                "QĐ số 12/QĐ-LĐLĐ ngày 05/3/2017",
                                "15",
                            ]),
                        );
                    }
                    (0, Column::Note) if chance.once_in(20) => page.number(row, at, 1 + chance.below(60)),
                    (0, Column::Words(words)) => page.text(row, at, chance.pick(words)),
                    _ => {}
                }
            }
        }
        values
    }

    /// What a column's figures have a part of that is women's.
    fn women_of(&self, column: &Column, world: &World) -> Option<Measured> {
        let Column::Figure { measured, unit: None, .. } = column else { return None };
        let code = format!("{}_women", measured.thing.code);
        let thing = world.things.iter().find(|thing| thing.code == code && measured.part.is_none())?;
        Some(Measured { thing, part: None })
    }

    /// Whether some column has such a part and none is it.
    fn parts_by_women(&self, world: &World) -> bool {
        let women = |column: &Column| match column {
            Column::Figure { measured, .. } | Column::Whole { measured, .. } => measured.thing.code.ends_with("_women"),
            _ => false,
        };
        self.columns.iter().any(|column| self.women_of(column, world).is_some()) && !self.columns.iter().any(women)
    }

    /// *Trong đó: nữ* below a unit.
    fn women(&self, page: &mut Page, unit: &str, world: &World, chance: &mut Chance) {
        let row = page.row();
        page.text(
            row,
            self.key(),
            chance.pick(&["Trong đó: nữ", "- Trong đó: Nữ", "  Tr.đó: nữ", "- Nữ", "Trong đó nữ"]),
        );
        for (index, column) in self.columns.iter().enumerate() {
            let (Some(measured), Column::Figure { period, nature, .. }) = (self.women_of(column, world), column) else {
                continue;
            };
            let drawn = figure(*nature, page.typing, chance);
            page.facts.push(fact(row, self.left + index, unit, &measured, period, &drawn));
            page.put(row, self.left + index, drawn.cell);
        }
    }

    /// Writes sums under or over the columns that can be added.
    pub fn sums(&self, page: &mut Page, row: usize, sums: &[u64], blanks: bool, chance: &mut Chance) {
        for (index, (column, sum)) in self.columns[self.keys..].iter().zip(sums).enumerate() {
            let adds = match column {
                Column::Figure { nature, .. } => nature.adds(),
                Column::Whole { .. } | Column::Sum(_) => true,
                Column::Idle(idle) => *idle == Idle::Count,
                _ => false,
            };
            if !adds || (blanks && chance.once_in(3)) {
                continue;
            }
            page.put(row, self.left + self.keys + index, numbers::total(*sum, page.typing));
        }
    }
}

/// Units below a heading, or below none.
struct Section {
    /// Begins a block of sections under this heading.
    over: Option<&'static str>,
    heading: Option<String>,
    units: Vec<(String, Body)>,
}

impl Section {
    fn new(heading: Option<String>, units: Vec<(String, Body)>) -> Section {
        Section { over: None, heading, units }
    }
}

fn sections(world: &World, chance: &mut Chance) -> Vec<Section> {
    let bodies = &world.bodies;
    let all = |bodies: &[Body], parent: &str| -> Vec<(String, Body)> {
        bodies
            .iter()
            .map(|body| {
                (if body.registered { body.code.clone() } else { format!("{parent}/{}", body.code) }, body.clone())
            })
            .collect()
    };
    let root = &bodies.root.code;
    if !bodies.parents.is_empty() && !chance.once_in(4) {
        return bodies
            .parents
            .iter()
            .map(|parent| {
                let below: Vec<Body> = bodies.units.iter().filter(|unit| unit.parent == parent.code).cloned().collect();
                Section::new(Some(words::body(parent, chance)), all(&below, root))
            })
            .filter(|section| !section.units.is_empty())
            .collect();
    }
    let units = chance.some(&bodies.units, bodies.units.len().min(2), 14);
    let strangers = if chance.once_in(2) { bodies.strangers.clone() } else { Vec::new() };
    match chance.below(5) {
        // Strangers under a unit of the registry that leads them.
        0 if !strangers.is_empty() => {
            let lead = &units[chance.below(units.len())];
            let rest: Vec<Body> = units.iter().filter(|unit| unit.code != lead.code).cloned().collect();
            let mut sections = vec![Section::new(Some(words::body(lead, chance)), all(&strangers, &lead.code))];
            if !rest.is_empty() {
                let heading = bodies.groups[0].to_owned();
                sections.insert(0, Section::new(Some(heading), all(&rest, root)));
            }
            sections
        }
        1 | 2 => {
            let mut mixed = all(&units, root);
            mixed.extend(all(&strangers, root));
            let count = 1 + chance.below(bodies.groups.len().min(3));
            let size = mixed.len().div_ceil(count).max(1);
            mixed
                .chunks(size)
                .zip(bodies.groups)
                .map(|(some, heading)| {
                    let heading =
                        words::dressed(heading, chance).trim_end_matches([':', ' ']).replace(['\n', '\r'], " ");
                    Section::new(Some(heading), some.to_vec())
                })
                .collect()
        }
        3 => vec![Section::new(None, all(&units, root)), Section::new(None, all(&strangers, root))],
        _ => vec![Section::new(None, all(&units, root))],
    }
}

/// What a table's rows do beside naming units.
#[derive(Clone, Debug)]
struct Manner {
    total_first: bool,
    total_last: bool,
    /// What the total row says; nothing once in a while.
    total_words: String,
    /// The total row's words stand in the column of ordinals.
    total_left: bool,
    /// Some columns of a total row are blank.
    blanks: bool,
    /// What a printed total says too much.
    excess: u64,
    /// Subtotals: none, beside the group's heading, or in a row of their own below.
    subtotals: Subtotals,
    marks: Marks,
    break_after: Option<usize>,
    /// Below every unit stands which part of its figures are women's.
    women: bool,
    /// What stands below the total beside other years' or planned figures.
    compared: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Subtotals {
    None,
    Heading,
    Below,
}

/// Rows below a total that are no unit's.
const COMPARED: &[&str] = &[
    "So với cùng kỳ năm trước",
    "Cùng kỳ năm trước",
    "So sánh với kế hoạch (%)",
    "Tỷ lệ so với kế hoạch",
    "Kế hoạch năm",
];

/// How group rows are marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Marks {
    /// I, II or A, B in the column of ordinals, or before the heading where there is none.
    Roman,
    Letter,
    Star,
    /// Nothing but the words.
    None,
}

impl Manner {
    fn any(world: &World, chance: &mut Chance) -> Manner {
        let place = chance.below(4);
        let subtotals = [Subtotals::None, Subtotals::Heading, Subtotals::Heading, Subtotals::Below][chance.below(4)];
        let total_words = match chance.below(8) {
            0 => String::new(),
            1 => words::body(&world.bodies.root, chance),
            _ => chance.pick(words::TOTALS).to_owned(),
        };
        Manner {
            total_first: place == 1,
            total_last: place >= 2,
            total_left: chance.once_in(3),
            blanks: chance.once_in(12),
            // A total without words can only be told by its sums.
            excess: if !total_words.is_empty() && chance.once_in(15) { 10 * (1 + chance.below(40) as u64) } else { 0 },
            total_words,
            subtotals,
            marks: [Marks::Roman, Marks::Roman, Marks::Letter, Marks::Star, Marks::None][chance.below(5)],
            break_after: chance.once_in(8).then(|| 2 + chance.below(6)),
            women: chance.once_in(6),
            compared: chance.once_in(20).then(|| chance.pick(COMPARED)),
        }
    }
}

/// The rows of units under the page's last header.
pub fn unit_rows(page: &mut Page, table: &Table<'_>, world: &World, chance: &mut Chance) {
    let mut manner = Manner::any(world, chance);
    // Without a mark only sums and the column of ordinals tell a group from a unit that left its figures blank.
    if manner.subtotals != Subtotals::Heading && table.ordinal().is_none() && manner.marks == Marks::None {
        manner.marks = Marks::Roman;
    }
    manner.women &= table.parts_by_women(world);
    let mut sections = sections(world, chance);
    if sections.len() > 1 && sections.iter().all(|section| section.heading.is_some()) && chance.once_in(4) {
        let second = sections.len().div_ceil(2);
        let [one, other] = BLOCKS[chance.below(BLOCKS.len())];
        (sections[0].over, sections[second].over) = (Some(one), Some(other));
        manner.marks = Marks::Roman;
    }
    let width = table.figures();
    // The block of sections that is open: the row of its heading, and its sums.
    let mut block: Option<(usize, Vec<u64>)> = None;
    let mut blocks = 0;
    let total_row = manner.total_first.then(|| page.row());
    let mut sums = vec![0_u64; width];
    let (mut ordinal, mut written) = (0, 0);
    let running = chance.once_in(2);
    let words_of_numbers = chance.once_in(6);
    let last = sections.iter().map(|section| section.units.len()).sum::<usize>();
    for (index, section) in sections.iter().enumerate() {
        if let Some(over) = section.over {
            close(page, table, block.take(), manner.subtotals, blocks, chance);
            let row = page.row();
            let letter = ["A", "B"][blocks % 2];
            blocks += 1;
            match table.ordinal() {
                Some(column) => {
                    page.text(row, column, letter);
                    page.text(row, table.key(), over);
                }
                None => page.text(row, table.key(), &format!("{letter}. {over}")),
            }
            block = Some((row, vec![0; width]));
        }
        let group_row = section.heading.as_ref().map(|heading| {
            let row = page.row();
            let mark = match manner.marks {
                Marks::Roman => ["I", "II", "III", "IV", "V", "VI"][index % 6],
                Marks::Letter => ["A", "B", "C", "D", "E", "F"][index % 6],
                Marks::Star => "*",
                Marks::None => "",
            };
            match table.ordinal() {
                Some(column) if !mark.is_empty() => {
                    page.text(row, column, mark);
                    page.text(row, table.key(), heading);
                }
                Some(column) if page.merges && manner.subtotals == Subtotals::None => {
                    page.block(row, column, 1, table.columns.len(), Draw::text(heading))
                }
                _ => {
                    let dot = if mark.is_empty() || mark == "*" { "" } else { "." };
                    page.text(row, table.key(), format!("{mark}{dot} {heading}").trim());
                }
            }
            if manner.marks != Marks::None || !running {
                ordinal = 0;
            }
            row
        });
        let mut part = vec![0_u64; width];
        for (unit, body) in &section.units {
            let row = page.row();
            ordinal += 1;
            if let Some(column) = table.ordinal()
                && !chance.once_in(30)
            {
                let cell = if words_of_numbers || page.typing.as_text {
                    Draw::text(&ordinal.to_string())
                } else {
                    Draw::Number(ordinal.to_string())
                };
                page.put(row, column, cell);
            }
            if let Some(column) = table.code()
                && body.registered
            {
                page.text(row, column, &body.code);
            }
            page.text(row, table.key(), &words::body(body, chance));
            for (sum, value) in part.iter_mut().zip(table.fill(page, row, unit, chance)) {
                *sum += value;
            }
            if manner.women {
                table.women(page, unit, world, chance);
            }
            if chance.once_in(40) {
                page.row();
            }
            written += 1;
            if manner.break_after == Some(written) && written < last {
                let so_far: Vec<u64> = sums.iter().zip(&part).map(|(sum, part)| sum + part).collect();
                page_break(page, table, &so_far, chance);
            }
        }
        match (manner.subtotals, group_row) {
            (Subtotals::Heading, Some(row)) => table.sums(page, row, &part, false, chance),
            (Subtotals::Below, _) if sections.len() > 1 && !section.units.is_empty() => {
                let row = page.row();
                let number = ["I", "II", "III", "IV", "V", "VI"][index % 6];
                let words = chance
                    .pick(words::SUBTOTALS)
                    .replace("{n}", number)
                    .replace("{}", section.heading.as_deref().unwrap_or("nhóm"));
                page.text(row, table.key(), &words);
                table.sums(page, row, &part, false, chance);
            }
            _ => {}
        }
        if let Some((_, block)) = &mut block {
            block.iter_mut().zip(&part).for_each(|(sum, part)| *sum += part);
        }
        sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
    }
    close(page, table, block, manner.subtotals, blocks, chance);
    let row = match (total_row, manner.total_last) {
        (Some(row), _) => row,
        (None, true) => page.row(),
        (None, false) => return,
    };
    let column = if manner.total_left { table.left } else { table.key() };
    if !manner.total_words.is_empty() {
        if manner.total_left && page.merges && table.key() > table.left {
            page.block(row, column, 1, table.key() + 1 - table.left, Draw::text(&manner.total_words));
        } else {
            page.text(row, column, &manner.total_words);
        }
    }
    sums.iter_mut().for_each(|sum| *sum += manner.excess);
    table.sums(page, row, &sums, manner.blanks, chance);
    if let Some(words) = manner.compared.filter(|_| manner.total_last) {
        let row = page.row();
        page.text(row, table.key(), words);
        let others: Vec<u64> = sums.iter().map(|_| 10 * chance.below(400) as u64).collect();
        table.sums(page, row, &others, true, chance);
    }
}

/// Headings over groups of groups.
const BLOCKS: &[[&str; 2]] = &[
    ["KHỐI ĐỊA PHƯƠNG", "KHỐI TRỰC THUỘC"],
    ["Khu vực phía Bắc", "Khu vực phía Nam"],
    ["Khối thứ nhất", "Khối thứ hai"],
    ["CỤM SỐ 1", "CỤM SỐ 2"],
];

/// Writes the sums of a block of sections that is complete, where groups have theirs.
fn close(
    page: &mut Page,
    table: &Table<'_>,
    block: Option<(usize, Vec<u64>)>,
    subtotals: Subtotals,
    blocks: usize,
    chance: &mut Chance,
) {
    let Some((row, sums)) = block else { return };
    match subtotals {
        Subtotals::None => {}
        Subtotals::Heading => table.sums(page, row, &sums, false, chance),
        Subtotals::Below => {
            let letter = ["A", "B"][(blocks + 1) % 2];
            let row = page.row();
            page.text(row, table.key(), &chance.pick(&["Cộng {}", "Cộng ({})", "Tổng {}"]).replace("{}", letter));
            table.sums(page, row, &sums, false, chance);
        }
    }
}

/// The header again, as on the next printed page, with the page's number as often as not.
pub fn header_again(page: &mut Page, table: &Table<'_>, chance: &mut Chance) {
    if chance.once_in(2) {
        let row = page.row();
        page.text(
            row,
            table.left + chance.below(table.columns.len()),
            chance.pick(&["Trang 2", "2", "Trang 2/3", "- 2 -"]),
        );
    }
    if !chance.once_in(3) {
        let header: Vec<Vec<Draw>> = page.rows[page.header.clone()].to_vec();
        page.rows.extend(header);
    }
}

/// The seam between two printed pages: carried sums, the page's number, the header again.
fn page_break(page: &mut Page, table: &Table<'_>, sums: &[u64], chance: &mut Chance) {
    let carried = chance.once_in(3);
    if carried {
        let row = page.row();
        page.text(
            row,
            table.key(),
            chance.pick(&["Cộng chuyển sang trang sau", "Chuyển sang trang", "Cộng trang 1", "Cộng trang"]),
        );
        table.sums(page, row, sums, false, chance);
    }
    header_again(page, table, chance);
    if carried && chance.once_in(2) {
        let row = page.row();
        page.text(
            row,
            table.key(),
            chance.pick(&["Mang sang", "Số mang sang", "Trang trước mang sang", "Cộng mang sang"]),
        );
        table.sums(page, row, sums, false, chance);
    }
}
