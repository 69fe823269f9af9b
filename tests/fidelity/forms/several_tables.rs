//! Several tables on one sheet, one below the other, each with a line that says what it is of.

use super::indicators_of_a_unit;
use super::units_by_indicators;
use super::{Report, page};
use crate::chance::Chance;
use crate::drawing::Draw;
use crate::fidelity::frame::{self, Where};
use crate::fidelity::page::Page;
use crate::fidelity::words::{self, Span};
use crate::fidelity::world::World;

pub fn report(world: &World, chance: &mut Chance) -> Report {
    if chance.once_in(2) { by_year(world, chance) } else { by_unit(world, chance) }
}

fn gap(page: &mut Page, chance: &mut Chance) {
    (0..1 + chance.below(2)).for_each(|_| {
        page.row();
    });
}

/// The same figures of the same units, a table a year.
fn by_year(world: &World, chance: &mut Chance) -> Report {
    let place = Where { sheet: "Sheet1".to_owned(), path: "so-lieu".to_owned(), ..Where::default() };
    let mut page = page(&place.sheet, chance);
    frame::title_block(&mut page, world, &place, "", chance);
    let measured = world.some(1, 6, chance);
    let years = chance.some(&[2016, 2017, 2018, 2019, 2020], 2, 3);
    let words = chance.pick(&["Biểu {n}: Kết quả năm {y}", "{n}. Năm {y}", "NĂM {y}", "Bảng {n}. SỐ LIỆU NĂM {y}"]);
    for (index, year) in years.into_iter().enumerate() {
        let row = page.row();
        let text = words.replace("{n}", &(index + 1).to_string()).replace("{y}", &year.to_string());
        page.block(row, 0, 1, 3, Draw::text(&text));
        units_by_indicators::table(&mut page, world, Span::Year(year), &measured, chance);
        gap(&mut page, chance);
    }
    frame::signatures(&mut page, chance);
    Report { form: "", path: place.path, pages: vec![page] }
}

/// The official list, once for each unit.
fn by_unit(world: &World, chance: &mut Chance) -> Report {
    let span = world.span(chance);
    let place = frame::period_place(world, span, chance);
    let mut page = page(&place.sheet, chance);
    frame::title_block(&mut page, world, &place, "", chance);
    let words = chance.pick(&["Đơn vị: {}", "{n}. {}", "Đơn vị báo cáo: {}", "{}"]);
    let bodies = chance.some(&world.bodies.units, 2.min(world.bodies.units.len()), 3);
    for (index, body) in bodies.iter().enumerate() {
        let row = page.row();
        let name = words::body_alone(body, chance).replace('\n', " ");
        page.text(row, 0, &words.replace("{n}", &(index + 1).to_string()).replace("{}", name.trim()));
        indicators_of_a_unit::table(&mut page, world, &body.code, span, chance);
        gap(&mut page, chance);
    }
    frame::signatures(&mut page, chance);
    Report { form: "", path: place.path, pages: vec![page] }
}
