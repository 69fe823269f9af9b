//! One row an indicator, one unit and one period: the official form.

use super::{Report, head, page};
use crate::chance::Chance;
use crate::fidelity::frame;
use crate::fidelity::header::{self, Column, Head, Idle};
use crate::fidelity::lines::Table;
use crate::fidelity::lists::{indicator_rows, list_heads};
use crate::fidelity::page::Page;
use crate::fidelity::words::{self, Span};
use crate::fidelity::world::World;

pub fn report(world: &World, chance: &mut Chance) -> Report {
    let span = world.span(chance);
    let mut place = frame::period_place(world, span, chance);
    let body = &world.bodies.units[chance.below(world.bodies.units.len())];
    frame::unit_place(&mut place, body, chance);
    let mut page = page(&place.sheet, chance);
    frame::title_block(&mut page, world, &place, "", chance);
    let first = page.rows.len();
    if chance.once_in(6) {
        let row = page.row();
        page.text(row, 0, chance.pick(&["A- SỐ LIỆU", "A. SỐ LIỆU", "I. PHẦN SỐ LIỆU"]));
    }
    table(&mut page, world, &body.code, span, chance);
    frame::signatures(&mut page, chance);
    frame::leftovers(&mut page, first, chance);
    Report { form: "", path: place.path, pages: vec![page] }
}

/// One list of indicators with one column of figures, and what may stand beside it.
pub fn table(page: &mut Page, world: &World, unit: &str, span: Span, chance: &mut Chance) {
    let calendar = world.knowledge.calendar;
    let period = world.show(span.period(calendar));
    let cell = |period: &str| Column::Cell { unit: None, period: period.to_owned() };
    let value = chance.pick(words::VALUE_HEADINGS);
    let mut figures = match chance.below(12) {
        0 | 3 => header::compared(header::any_comparison(chance), || cell(&period)),
        1 => vec![
            Head::group(
                "Thực hiện",
                vec![Head::leaf("Kỳ này", cell(&period)), Head::leaf("Cùng kỳ năm trước", Column::Idle(Idle::Count))],
            ),
            Head::leaf("(%) kỳ này so với cùng kỳ năm trước", Column::Idle(Idle::Percent)),
        ],
        2 => vec![
            Head::leaf(value, cell(&period)),
            Head::leaf(chance.pick(&["Cùng kỳ năm trước", "Cùng kỳ"]), Column::Idle(Idle::Count)),
        ],
        _ => vec![Head::leaf(value, cell(&period))],
    };
    if chance.once_in(2) {
        figures.push(Head::leaf(chance.pick(words::NOTE_HEADINGS), Column::Note));
    }
    let heads = list_heads(figures, chance);
    let columns = head(page, &heads, chance);
    let measured = world.some(2, 14, chance);
    indicator_rows(page, &Table::new(0, &columns), &measured, unit, chance);
}
