//! One sheet a span of time, a unit, or a group of units.

use super::units_by_indicators::table;
use super::{Report, head, indicators_of_a_unit, page};
use crate::chance::Chance;
use crate::fidelity::frame::{self, Where};
use crate::fidelity::header::{self, Shape};
use crate::fidelity::lines::Table;
use crate::fidelity::page::Page;
use crate::fidelity::words::{self, Span};
use crate::fidelity::world::World;

pub fn report(world: &World, chance: &mut Chance) -> Report {
    let mut report = match chance.below(3) {
        0 => by_year(world, chance),
        1 => by_unit(world, chance),
        _ => by_group(world, chance),
    };
    if chance.once_in(4) {
        // A cover, or a sheet of notes, among them.
        let mut cover = Page { name: "Bìa".to_owned(), ..Page::default() };
        for line in ["LIÊN ĐOÀN LAO ĐỘNG", "SỐ LIỆU TỔNG HỢP", "Tháng 12/2021"] {
            let row = cover.row();
            cover.text(row, 1, line);
        }
        report.pages.insert(0, cover);
    }
    if chance.once_in(5) {
        // Somebody's old copy, put away.
        let mut old = report.pages[report.pages.len() - 1].clone();
        old.name = "cu".to_owned();
        old.hidden = true;
        old.facts.clear();
        report.pages.push(old);
    }
    report
}

fn by_year(world: &World, chance: &mut Chance) -> Report {
    let measured = world.some(1, 7, chance);
    let years = chance.some(&[2016, 2017, 2018, 2019, 2020], 2, 4);
    let before = chance.pick(&["", "Năm ", "nam ", "N ", "SL năm ", "BC "]);
    let pages = years
        .iter()
        .map(|&year| {
            let place = Where { sheet: format!("{before}{year}"), ..Where::default() };
            let mut page = page(&place.sheet, chance);
            if !chance.once_in(4) {
                frame::title_block(&mut page, world, &place, "", chance);
            }
            table(&mut page, world, Span::Year(year), &measured, chance);
            frame::signatures(&mut page, chance);
            page
        })
        .collect();
    Report { form: "", path: chance.pick(&["so-lieu", "tong-hop 2016-2020", "giai doan 2016-2020"]).to_owned(), pages }
}

fn by_unit(world: &World, chance: &mut Chance) -> Report {
    let span = world.span(chance);
    let bodies = chance.some(&world.bodies.units, 2.min(world.bodies.units.len()), 4);
    let pages = bodies
        .iter()
        .enumerate()
        .map(|(index, body)| {
            let name: String = words::body_alone(body, chance)
                .replace(['\n', '*', '(', ')', '/', ':', '\u{a0}'], " ")
                .trim()
                .to_owned();
            // A sheet's name holds 31 characters; a longer name is said in the block above.
            let fits = name.chars().count() <= 31;
            let mut place = Where { sheet: if fits { name } else { format!("{}", index + 1) }, ..Where::default() };
            if !fits {
                place.reporter_line = Some(body.name.clone());
            }
            let mut page = page(&place.sheet, chance);
            if !fits || !chance.once_in(3) {
                frame::title_block(&mut page, world, &place, "", chance);
            }
            indicators_of_a_unit::table(&mut page, world, &body.code, span, chance);
            frame::signatures(&mut page, chance);
            page
        })
        .collect();
    Report { form: "", path: span.file_name(chance), pages }
}

/// Members that no registry knows, under the unit that the sheet's name or a cell above the table says.
fn by_group(world: &World, chance: &mut Chance) -> Report {
    let span = world.span(chance);
    let period = world.show(span.period(world.knowledge.calendar));
    let groups = chance.some(&world.bodies.units, 1, 3);
    let measured = world.some(1, 5, chance);
    let above = chance.once_in(2);
    let strangers = if world.bodies.strangers.is_empty() {
        vec![world.bodies.units[0].clone()]
    } else {
        world.bodies.strangers.clone()
    };
    let known = world.bodies.strangers.is_empty();
    let pages = groups
        .iter()
        .enumerate()
        .map(|(index, group)| {
            let said: String = words::body_alone(group, chance)
                .replace(['\n', '*', '(', ')', '/', ':', '\u{a0}'], " ")
                .trim()
                .to_owned();
            let above = above || said.chars().count() > 31;
            let mut page = page(&if above { format!("{}", index + 1) } else { said.clone() }, chance);
            let row = page.row();
            page.text(row, 0, chance.pick(&["DANH SÁCH CÔNG ĐOÀN CƠ SỞ", "THỐNG KÊ CÁC CÔNG ĐOÀN CƠ SỞ"]));
            if above {
                page.row();
                let row = page.row();
                page.text(row, 1, &said);
            }
            let mut heads = header::key_heads(chance.pick(words::UNIT_HEADINGS), false, chance);
            heads.extend(header::indicator_heads(
                &measured,
                &period,
                &period,
                None,
                Shape::any(chance).simple(),
                0,
                chance,
            ));
            let columns = head(&mut page, &heads, chance);
            let table = Table::new(0, &columns);
            for (place, body) in strangers.iter().enumerate() {
                let row = page.row();
                if let Some(column) = table.ordinal() {
                    page.number(row, column, place + 1);
                }
                page.text(row, table.key(), &words::body(body, chance));
                let code = if known { body.code.clone() } else { format!("{}/{}", group.code, body.code) };
                table.fill(&mut page, row, &code, chance);
            }
            frame::signatures(&mut page, chance);
            page
        })
        .collect();
    Report { form: "", path: span.file_name(chance), pages }
}
