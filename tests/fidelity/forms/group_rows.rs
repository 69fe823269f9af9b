//! Group rows that name an indicator, a unit or a period over rows of another kind.

use super::{Report, head, page};
use crate::chance::Chance;
use crate::fidelity::frame::{self, Where};
use crate::fidelity::header::{self, Column, Head, Shape};
use crate::fidelity::lines::{Table, fact};
use crate::fidelity::lists::{indicator_rows, list_heads};
use crate::fidelity::numbers::{self, figure};
use crate::fidelity::page::Page;
use crate::fidelity::words::{self, Span};
use crate::fidelity::world::World;

pub fn report(world: &World, chance: &mut Chance) -> Report {
    match chance.below(3) {
        0 => units_under_indicators(world, chance),
        1 => indicators_under_units(world, chance),
        _ => units_under_periods(world, chance),
    }
}

fn numbered(page: &mut Page, table: &Table<'_>, row: usize, number: &str, text: &str) {
    match table.ordinal() {
        Some(column) => {
            page.text(row, column, number);
            page.text(row, table.key(), text);
        }
        None => page.text(row, table.key(), &format!("{number}. {text}")),
    }
}

const ROMAN: [&str; 6] = ["I", "II", "III", "IV", "V", "VI"];

/// An indicator, its units below it, years in columns.
fn units_under_indicators(world: &World, chance: &mut Chance) -> Report {
    let measured = world.some(1, 4, chance);
    let place = Where { sheet: "Sheet1".to_owned(), path: "so-lieu".to_owned(), ..Where::default() };
    let mut page = page(&place.sheet, chance);
    frame::title_block(&mut page, world, &place, "", chance);
    let first = page.rows.len();
    let years = chance.some(&[2017, 2018, 2019, 2020], 2, 4);
    let mut heads = header::key_heads(chance.pick(&["Nội dung", "Chỉ tiêu / Đơn vị", "Chỉ tiêu"]), false, chance);
    heads.extend(years.iter().map(|year| {
        Head::leaf(
            Span::Year(*year).heading(chance),
            Column::Cell { unit: None, period: world.show(world.knowledge.calendar.year(*year)) },
        )
    }));
    let columns = head(&mut page, &heads, chance);
    let table = Table::new(0, &columns);
    let bodies = chance.some(&world.bodies.units, 2.min(world.bodies.units.len()), 5);
    let totals = chance.once_in(2);
    for (index, one) in measured.iter().enumerate() {
        let (nature, _) = header::nature(one.thing, &mut Chance::new(7));
        let top = page.row();
        let text = words::in_one_line(&words::measured(one, chance), chance);
        numbered(&mut page, &table, top, ROMAN[index % 6], &text);
        let mut sums = vec![0_u64; years.len()];
        for (number, body) in bodies.iter().enumerate() {
            let row = page.row();
            let name = words::body(body, chance);
            match table.ordinal() {
                Some(column) => {
                    page.number(row, column, number + 1);
                    page.text(row, table.key(), &name);
                }
                None => page.text(row, table.key(), &format!("- {}", name.trim())),
            }
            for (offset, year) in years.iter().enumerate() {
                let drawn = figure(nature, page.typing, chance);
                let column = table.keys + offset;
                let period = world.show(world.knowledge.calendar.year(*year));
                page.facts.push(fact(row, column, &body.code, one, &period, &drawn));
                sums[offset] += drawn.tenths;
                page.put(row, column, drawn.cell);
            }
        }
        if totals && nature.adds() {
            for (offset, sum) in sums.iter().enumerate() {
                page.put(top, table.keys + offset, numbers::total(*sum, page.typing));
            }
        }
    }
    frame::signatures(&mut page, chance);
    frame::leftovers(&mut page, first, chance);
    Report { form: "", path: place.path, pages: vec![page] }
}

/// A unit, its indicators below it, years in columns.
fn indicators_under_units(world: &World, chance: &mut Chance) -> Report {
    let measured = world.some(1, 5, chance);
    let place = Where { sheet: "Sheet1".to_owned(), path: "so-lieu".to_owned(), ..Where::default() };
    let mut page = page(&place.sheet, chance);
    frame::title_block(&mut page, world, &place, "", chance);
    let first = page.rows.len();
    let years = chance.some(&[2017, 2018, 2019, 2020], 2, 4);
    let figures = years
        .iter()
        .map(|year| {
            Head::leaf(
                Span::Year(*year).heading(chance),
                Column::Cell { unit: None, period: world.show(world.knowledge.calendar.year(*year)) },
            )
        })
        .collect();
    let heads = list_heads(figures, chance);
    let columns = head(&mut page, &heads, chance);
    let table = Table::new(0, &columns);
    for (index, body) in chance.some(&world.bodies.units, 2.min(world.bodies.units.len()), 4).iter().enumerate() {
        let row = page.row();
        let name = words::body(body, chance);
        numbered(&mut page, &table, row, ["A", "B", "C", "D"][index % 4], name.trim());
        let simple: Vec<_> = measured.to_vec();
        indicator_rows(&mut page, &table, &simple, &body.code, chance);
    }
    frame::signatures(&mut page, chance);
    frame::leftovers(&mut page, first, chance);
    Report { form: "", path: place.path, pages: vec![page] }
}

/// A year, its units below it, indicators in columns.
fn units_under_periods(world: &World, chance: &mut Chance) -> Report {
    let measured = world.some(1, 5, chance);
    let place = Where { sheet: "Sheet1".to_owned(), path: "so-lieu".to_owned(), ..Where::default() };
    let mut page = page(&place.sheet, chance);
    frame::title_block(&mut page, world, &place, "", chance);
    let first = page.rows.len();
    let mut heads = header::key_heads(chance.pick(words::UNIT_HEADINGS), false, chance);
    heads.extend(header::indicator_heads(&measured, "?", "?", None, Shape::any(chance).simple(), 0, chance));
    let columns = head(&mut page, &heads, chance);
    let table = Table::new(0, &columns);
    let bodies = chance.some(&world.bodies.units, 2.min(world.bodies.units.len()), 5);
    let totals = chance.once_in(2);
    for (index, year) in chance.some(&[2017, 2018, 2019, 2020], 2, 3).into_iter().enumerate() {
        let top = page.row();
        let text = chance.pick(&["Năm {}", "NĂM {}", "Năm {}:"]).replace("{}", &year.to_string());
        numbered(&mut page, &table, top, ROMAN[index], &text);
        let period = world.show(world.knowledge.calendar.year(year));
        let before = page.facts.len();
        let mut sums = vec![0_u64; table.figures()];
        for (number, body) in bodies.iter().enumerate() {
            let row = page.row();
            if let Some(column) = table.ordinal() {
                page.number(row, column, number + 1);
            }
            page.text(row, table.key(), &words::body(body, chance));
            let values = table.fill(&mut page, row, &body.code, chance);
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        }
        for fact in &mut page.facts[before..] {
            fact.told = fact.told.as_ref().map(|told| told.replace("| ? |", &format!("| {period} |")));
        }
        if totals {
            table.sums(&mut page, top, &sums, false, chance);
        }
    }
    frame::signatures(&mut page, chance);
    frame::leftovers(&mut page, first, chance);
    Report { form: "", path: place.path, pages: vec![page] }
}
