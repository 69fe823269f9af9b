//! Quarters or years under each unit; columns are the parts of the indicator in the title, or indicators.

use super::{Report, head, page};
use crate::chance::Chance;
use crate::drawing::Draw;
use crate::fidelity::frame::{self, Where};
use crate::fidelity::header::{self, Column, Head, Nature};
use crate::fidelity::lines::{Table, fact};
use crate::fidelity::numbers::{self, figure};
use crate::fidelity::words::{self, Span};
use crate::fidelity::world::{Measured, World};

pub fn report(world: &World, chance: &mut Chance) -> Report {
    let year = 2017 + chance.below(4) as i32;
    let by_year = chance.once_in(3);
    let split: Vec<_> = world.things.iter().filter(|thing| thing.breakdown().is_some()).collect();
    let titled = !split.is_empty() && !chance.once_in(3);
    let (subject, list): (String, Vec<(String, Measured, Nature)>) = if titled {
        let thing = split[chance.below(split.len())];
        let nature = header::nature(thing, &mut Chance::new(7)).0;
        let parts = thing.breakdown().map_or(&[][..], |breakdown| breakdown.parts);
        let columns = parts
            .iter()
            .map(|part| (words::part(part, chance), Measured { thing, part: Some(part) }, nature))
            .collect();
        let name = words::in_one_line(&words::thing(thing, chance), chance);
        (chance.pick(&["KẾT QUẢ {}", "{}", "Tổng hợp {}", "Biểu {}"]).replace("{}", &name), columns)
    } else {
        let measured = world.some(1, 4, chance);
        let columns = measured.iter().map(|one| {
            let nature = header::nature(one.thing, &mut Chance::new(7)).0;
            (words::dressed(&words::measured(one, chance), chance), *one, nature)
        });
        (String::new(), columns.collect())
    };
    let place = Where {
        sheet: "Sheet1".to_owned(),
        path: "so-lieu".to_owned(),
        title_period: if by_year { String::new() } else { format!("năm {year}") },
        ..Where::default()
    };
    let mut page = page(&place.sheet, chance);
    frame::title_block(&mut page, world, &place, &subject, chance);
    let first = page.rows.len();
    let aside = chance.once_in(3);
    let mut heads =
        header::key_heads(chance.pick(&["Đơn vị", "Đơn vị/Quý", "Tên đơn vị", "Đơn vị, thời gian"]), false, chance);
    if aside {
        heads.push(Head::leaf(
            chance.pick(if by_year { &["Năm", "Thời gian"] } else { &["Quý", "Kỳ", "Thời gian"] }),
            Column::Measure,
        ));
    }
    heads.extend(list.iter().map(|(text, measured, nature)| {
        Head::leaf(
            text.clone(),
            Column::Figure { measured: *measured, period: String::new(), unit: None, nature: *nature },
        )
    }));
    let columns = head(&mut page, &heads, chance);
    let table = Table::new(0, &columns);
    let spans: Vec<Span> = if by_year {
        (2017..2020).map(Span::Year).collect()
    } else {
        (1..=4).map(|quarter| Span::Quarter(year, quarter)).collect()
    };
    let sums = chance.below(3);
    let bodies = chance.some(&world.bodies.units, 2.min(world.bodies.units.len()), 5);
    for (index, body) in bodies.iter().enumerate() {
        let name = words::body(body, chance);
        // The unit's own row, where the periods do not stand in a column beside it.
        let top = (!aside).then(|| page.row());
        let mut all = vec![0_u64; list.len()];
        for (number, span) in spans.iter().enumerate() {
            let row = page.row();
            let said = match span {
                Span::Quarter(_, quarter) => format!(
                    "{} {}",
                    chance.pick(&["Quý", "QUÝ", "- Quý", "Quý"]),
                    ["I", "II", "III", "IV"][*quarter as usize - 1]
                ),
                _ => format!("Năm {}", span.year()),
            };
            if aside {
                if number == 0 {
                    page.text(row, table.key(), &name);
                } else if page.merges {
                    page.put(row, table.key(), Draw::Above);
                }
                page.text(row, table.key() + 1, &said);
            } else {
                page.text(row, table.key(), &said);
            }
            let period = world.show(span.period(world.knowledge.calendar));
            for (offset, (_, measured, nature)) in list.iter().enumerate() {
                if chance.once_in(25) {
                    continue;
                }
                let drawn = figure(*nature, page.typing, chance);
                let column = table.keys + offset;
                page.facts.push(fact(row, column, &body.code, measured, &period, &drawn));
                all[offset] += drawn.tenths;
                page.put(row, column, drawn.cell);
            }
        }
        let total_row = match (top, sums) {
            (Some(row), 0) => Some(row),
            (_, 1) => {
                let row = page.row();
                page.text(row, table.keys - 1, chance.pick(&["Cộng", "Cả năm", "Tổng cộng", "Tổng"]));
                if aside && page.merges {
                    page.put(row, table.key(), Draw::Above);
                }
                Some(row)
            }
            _ => None,
        };
        if let Some(row) = total_row {
            for (offset, (sum, (_, _, nature))) in all.iter().zip(&list).enumerate() {
                if nature.adds() {
                    page.put(row, table.keys + offset, numbers::total(*sum, page.typing));
                }
            }
        }
        if let Some(top) = top {
            page.text(top, table.key(), &name);
            if let Some(column) = table.ordinal() {
                page.number(top, column, index + 1);
            }
        }
    }
    frame::signatures(&mut page, chance);
    frame::leftovers(&mut page, first, chance);
    Report { form: "", path: place.path, pages: vec![page] }
}
