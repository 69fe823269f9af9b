//! Rows of indicators: numbered, nested, with their parts below them.

use super::header::{self, Column, Idle};
use super::lines::{Table, fact, header_again};
use super::numbers::{self, Figure, Nature, figure};
use super::page::Page;
use super::words::{self, in_one_line as one_line};
use super::world::Measured;
use crate::chance::Chance;
use crate::drawing::Draw;

/// How a list of indicators is written.
#[derive(Clone, Copy, Debug)]
struct Manner {
    /// Parts stand below their whole.
    nested: bool,
    /// *Chia ra:* or *Trong đó:* in a row of its own above the parts.
    of_which: bool,
    child: Child,
    chapters: bool,
    ditto: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Child {
    Dash,
    Plus,
    Letter,
    Spaces,
    /// 1.1, 1.2 in the column of ordinals.
    Decimal,
}

/// The figures of one indicator row; what stands in each column, in tenths.
#[expect(clippy::too_many_arguments, reason = "a row is all of this")]
fn fill(
    page: &mut Page,
    table: &Table<'_>,
    row: usize,
    one: &Measured,
    nature: Nature,
    unit: &str,
    whole: Option<&[u64]>,
    chance: &mut Chance,
) -> Vec<u64> {
    let first = table.left + table.keys;
    let mut values = vec![0_u64; table.figures()];
    for pass in 0..2 {
        for (index, column) in table.columns[table.keys..].iter().enumerate() {
            let at = first + index;
            match (pass, column) {
                (0, Column::Cell { unit: own, period }) => {
                    let unit = own.as_deref().unwrap_or(unit);
                    let drawn = match whole {
                        Some(sums) => Figure {
                            cell: numbers::total(sums[index], page.typing),
                            said: numbers::plain(sums[index], nature.shift),
                            tenths: sums[index],
                            damaged: false,
                        },
                        None if chance.once_in(25) => continue,
                        None => figure(nature, page.typing, chance),
                    };
                    page.facts.push(fact(row, at, unit, one, period, &drawn));
                    values[index] = drawn.tenths;
                    page.put(row, at, drawn.cell);
                }
                (1, Column::Sum(parts)) if nature.adds() => {
                    values[index] = parts.iter().map(|&part| values[part]).sum();
                    page.put(row, at, numbers::total(values[index], page.typing));
                }
                (0, Column::Idle(Idle::Count)) => {
                    page.put(row, at, numbers::total(10 * chance.below(120) as u64, page.typing))
                }
                (0, Column::Idle(Idle::Percent)) => {
                    page.put(row, at, numbers::total(chance.below(1300) as u64, page.typing))
                }
                (0, Column::Note) if chance.once_in(8) => page.text(
                    row,
                    at,
                    chance.pick(&["Tăng 3 so với năm 2016", "x", "Số liệu ước", "QĐ số 12/QĐ-LĐLĐ ngày 05/3/2017"]),
                ),
                _ => {}
            }
        }
    }
    values
}

/// The rows of a list of indicators of one unit.
pub fn indicator_rows(page: &mut Page, table: &Table<'_>, measured: &[Measured], unit: &str, chance: &mut Chance) {
    let manner = Manner {
        nested: !chance.once_in(4),
        of_which: chance.once_in(4),
        child: [Child::Dash, Child::Dash, Child::Plus, Child::Letter, Child::Spaces, Child::Decimal][chance.below(6)],
        chapters: chance.once_in(3),
        ditto: chance.once_in(5).then(|| chance.pick(&["\"", "“", "nt", "-nt-", "''", "”", "- nt -"])),
    };
    let mut last_measure = String::new();
    let (mut ordinal, mut chapter, mut chapters) = (0, "", 0);
    let mut turn = chance.once_in(9).then(|| 1 + chance.below(3));
    for (index, group) in header::groups(measured).into_iter().enumerate() {
        if turn == Some(index) {
            header_again(page, table, chance);
            turn = None;
        }
        if manner.chapters && group[0].thing.chapter != chapter {
            chapter = group[0].thing.chapter;
            let number = ["I", "II", "III", "IV"][chapters % 4];
            chapters += 1;
            let row = page.row();
            match table.ordinal() {
                Some(column) => {
                    page.text(row, column, number);
                    page.text(row, table.key(), chapter);
                }
                None => page.text(row, table.key(), &format!("{number}. {chapter}")),
            }
            if chance.once_in(2) {
                ordinal = 0;
            }
        }
        let mut write = |page: &mut Page,
                         label: &str,
                         number: Option<String>,
                         one: Option<(&Measured, Nature, Option<&str>)>,
                         whole: Option<&[u64]>,
                         chance: &mut Chance|
         -> (usize, Vec<u64>) {
            let row = page.row();
            let mut label = label.to_owned();
            if let (Some((_, _, Some(stated))), None) = (one, table.measure()) {
                label = format!("{label} ({stated})");
            }
            match (number, table.ordinal()) {
                (Some(number), Some(column)) => {
                    let cell = match number.parse::<u32>() {
                        Ok(_) if !page.typing.as_text => Draw::Number(number),
                        _ => Draw::text(&number),
                    };
                    page.put(row, column, cell);
                    page.text(row, table.key(), &label);
                }
                (Some(number), None) => page.text(row, table.key(), &format!("{number}. {label}")),
                (None, _) => page.text(row, table.key(), &label),
            }
            let Some((one, nature, stated)) = one else { return (row, Vec::new()) };
            if let Some(column) = table.measure() {
                let measure = stated.unwrap_or(one.thing.measure);
                match manner.ditto {
                    Some(mark) if measure == last_measure => page.text(row, column, mark),
                    _ => page.text(row, column, measure),
                }
                measure.clone_into(&mut last_measure);
            }
            if whole.is_some_and(<[u64]>::is_empty) {
                return (row, Vec::new());
            }
            (row, fill(page, table, row, one, nature, unit, whole, chance))
        };
        let whole = group.iter().find(|one| one.part.is_none() && one.thing.part_of.is_empty());
        if !manner.nested || group.len() == 1 {
            for one in &group {
                ordinal += 1;
                let (nature, stated) = header::nature(one.thing, chance);
                let label =
                    words::dressed(&one_line(&words::measured(one, chance), chance), chance).replace(['\n', '\r'], " ");
                write(
                    page,
                    label.trim_end_matches(':'),
                    Some(ordinal.to_string()),
                    Some((one, nature, stated)),
                    None,
                    chance,
                );
            }
            continue;
        }
        ordinal += 1;
        let (nature, stated) = header::nature(group[0].thing, chance);
        let name = words::thing(whole.unwrap_or(&group[0]).thing, chance);
        let root = match whole {
            Some(one) => one.thing,
            None => group.iter().find(|one| one.thing.part_of.is_empty()).unwrap_or(&group[0]).thing,
        };
        let name = if whole.is_none() && root.code != group[0].thing.code { words::thing(root, chance) } else { name };
        // A group of an *of which* alone stands under the name of what it is part of.
        let name = if whole.is_none() && !group[0].thing.part_of.is_empty() {
            words::measured(&group[0], chance)
        } else {
            name
        };
        let name = words::dressed(&one_line(&name, chance), chance).replace(['\n', '\r'], " ");
        let name = name.trim_end_matches([':', ' ']).to_owned();
        if whole.is_none() && !group[0].thing.part_of.is_empty() {
            for one in &group {
                let (nature, stated) = header::nature(one.thing, chance);
                let label = one_line(&words::measured(one, chance), chance);
                write(page, &label, Some(ordinal.to_string()), Some((one, nature, stated)), None, chance);
                ordinal += 1;
            }
            ordinal -= 1;
            continue;
        }
        let parts: Vec<&Measured> =
            group.iter().filter(|one| one.part.is_some() || !one.thing.part_of.is_empty()).collect();
        let complete = group[0].thing.breakdown().is_some_and(|breakdown| {
            breakdown.additive && breakdown.parts.len() == parts.iter().filter(|one| one.part.is_some()).count()
        });
        let sums_up = whole.is_some() && complete;
        let tail = if manner.of_which {
            String::new()
        } else {
            chance.pick(&["", "", ", chia ra:", ", trong đó:", ". Chia ra:"]).to_owned()
        };
        let label = format!("{name}{tail}");
        let nothing: [u64; 0] = [];
        let (row, _) = write(
            page,
            &label,
            Some(ordinal.to_string()),
            whole.map(|one| (one, nature, stated)),
            sums_up.then_some(&nothing),
            chance,
        );
        if manner.of_which {
            write(
                page,
                chance.pick(&["Trong đó:", "Chia ra:", "- Trong đó:", "Chia ra", "Trong đó"]),
                None,
                None,
                None,
                chance,
            );
        }
        let mut sums = vec![0_u64; table.figures()];
        for (place, one) in parts.iter().enumerate() {
            let leaf = match one.part {
                Some(part) => words::part(part, chance),
                None => words::leaf(one.thing, chance),
            };
            let leaf = one_line(&leaf, chance);
            let leaf = if one.part.is_some() || manner.of_which {
                leaf.rsplit(": ").next().unwrap_or(&leaf).trim_start_matches("- Trong đó ").to_owned()
            } else {
                leaf.trim_start_matches("- ").to_owned()
            };
            let (label, number) = match manner.child {
                Child::Dash => (format!("- {leaf}"), None),
                Child::Plus => (format!("+ {leaf}"), None),
                Child::Letter => (format!("{}) {leaf}", ["a", "b", "c", "d"][place % 4]), None),
                Child::Spaces => (format!("    {leaf}"), None),
                Child::Decimal => (leaf, Some(format!("{ordinal}.{}", place + 1))),
            };
            let own = if one.thing.code == group[0].thing.code {
                (nature, stated)
            } else {
                header::nature(one.thing, &mut chance.quiet())
            };
            let (_, values) = write(page, &label, number, Some((one, own.0, own.1)), None, chance);
            if one.part.is_some() {
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
            }
        }
        if let (true, Some(one)) = (sums_up, whole) {
            fill(page, table, row, one, nature, unit, Some(&sums), chance);
        }
    }
}

/// The header of a list of indicators over the given columns of figures.
pub fn list_heads(figures: Vec<header::Head>, chance: &mut Chance) -> Vec<header::Head> {
    let mut heads = header::key_heads(chance.pick(words::INDICATOR_HEADINGS), false, chance);
    if !chance.once_in(4) {
        heads.push(header::Head::leaf(chance.pick(words::MEASURE_HEADINGS), Column::Measure));
    }
    heads.extend(figures);
    heads
}
