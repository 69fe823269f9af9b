//! Indicators in rows, units in columns, one period.

use super::{Report, head, page};
use crate::chance::Chance;
use crate::fidelity::frame;
use crate::fidelity::header::{Column, Head};
use crate::fidelity::lines::Table;
use crate::fidelity::lists::{indicator_rows, list_heads};
use crate::fidelity::words;
use crate::fidelity::world::World;

pub fn report(world: &World, chance: &mut Chance) -> Report {
    let span = world.span(chance);
    let period = world.show(span.period(world.knowledge.calendar));
    let place = frame::period_place(world, span, chance);
    let mut page = page(&place.sheet, chance);
    frame::title_block(&mut page, world, &place, "", chance);
    let first = page.rows.len();
    let bodies = chance.some(&world.bodies.units, 2.min(world.bodies.units.len()), 8);
    let mut figures: Vec<Head> = bodies
        .iter()
        .map(|body| {
            Head::leaf(
                words::body(body, chance),
                Column::Cell { unit: Some(body.code.clone()), period: period.clone() },
            )
        })
        .collect();
    let count = figures.len();
    let total = Head::leaf(
        chance.pick(&["Tổng cộng", "Cộng", "Toàn huyện", "Tổng số", "Tổng"]),
        Column::Sum((0..count).collect()),
    );
    if chance.once_in(4) {
        figures = vec![Head::group(chance.pick(&["Đơn vị", "Các đơn vị", "Chia theo đơn vị", "Trong đó"]), figures)];
    }
    match chance.below(3) {
        0 => figures.push(total),
        1 => {
            let Column::Sum(parts) = total.column.clone().unwrap_or(Column::Note) else { unreachable!("a sum") };
            let shifted = Column::Sum(parts.iter().map(|part| part + 1).collect());
            figures.insert(0, Head { column: Some(shifted), ..total });
        }
        _ => {}
    }
    let heads = list_heads(figures, chance);
    let columns = head(&mut page, &heads, chance);
    let measured = world.some(2, 9, chance);
    indicator_rows(&mut page, &Table::new(0, &columns), &measured, "", chance);
    frame::signatures(&mut page, chance);
    frame::leftovers(&mut page, first, chance);
    Report { form: "", path: place.path, pages: vec![page] }
}
