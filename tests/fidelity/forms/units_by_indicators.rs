//! One row a unit, indicators in columns, one period.

use super::{Report, figures, head, page};
use tongket::domain::Period;

use crate::chance::Chance;
use crate::drawing::Draw;
use crate::fidelity::frame;
use crate::fidelity::header::{self, Running, Shape};
use crate::fidelity::lines::{Table, unit_rows};
use crate::fidelity::page::Page;
use crate::fidelity::words::{self, Span};
use crate::fidelity::world::{Measured, World};

pub fn report(world: &World, chance: &mut Chance) -> Report {
    let span = world.span(chance);
    let place = frame::period_place(world, span, chance);
    let mut page = page(&place.sheet, chance);
    frame::title_block(&mut page, world, &place, "", chance);
    let first = page.rows.len();
    let measured = world.some(1, 9, chance);
    // Several tables: one below the other, or side by side.
    match chance.below(10) {
        0 if measured.len() > 1 => {
            let half = measured.len() / 2;
            table(&mut page, world, span, &measured[..half], chance);
            if chance.once_in(2) {
                page.row();
            }
            let row = page.row();
            page.text(
                row,
                0,
                chance.pick(&["II. SỐ LIỆU KHÁC", "Biểu 2: Số liệu bổ sung", "B. Kết quả khác", "Bảng 2"]),
            );
            table(&mut page, world, span, &measured[half..], chance);
        }
        1 if measured.len() > 1 => {
            let half = measured.len() / 2;
            let mut left = Page { typing: page.typing, merges: page.merges, ..Page::default() };
            let mut right = left.clone();
            // A line over each, or none; one table may begin lower than the other.
            if chance.once_in(3) {
                let [one, other] = CAPTIONS[chance.below(CAPTIONS.len())];
                for (page, caption) in [(&mut left, one), (&mut right, other)] {
                    let row = page.row();
                    page.text(row, 0, caption);
                }
            }
            table(&mut left, world, span, &measured[..half], chance);
            table(&mut right, world, span, &measured[half..], chance);
            let (down, gap) = (page.rows.len(), left.width() + 1 + chance.below(2));
            let lower = if chance.once_in(4) { 1 + chance.below(3) } else { 0 };
            let (of_left, of_right) = if chance.once_in(2) { (lower, 0) } else { (0, lower) };
            page.beside(&left, 0, down + of_left);
            page.beside(&right, gap, down + of_right);
        }
        _ => table(&mut page, world, span, &measured, chance),
    }
    frame::signatures(&mut page, chance);
    frame::leftovers(&mut page, first, chance);
    Report { form: "", path: place.path, pages: vec![page] }
}

/// Lines over two tables side by side.
const CAPTIONS: &[[&str; 2]] = &[
    ["Bảng 1", "Bảng 2"],
    ["Biểu A: Số liệu chính", "Biểu B: Số liệu bổ sung"],
    ["I. Kết quả chung", "II. Kết quả khác"],
    ["1. SỐ LIỆU CƠ BẢN", "2. SỐ LIỆU KHÁC"],
];

/// One table of units by indicators.
pub fn table(page: &mut Page, world: &World, span: Span, measured: &[Measured], chance: &mut Chance) {
    let calendar = world.knowledge.calendar;
    let mut heads = header::key_heads(chance.pick(words::UNIT_HEADINGS), chance.once_in(12), chance);
    let shape = Shape::any(chance);
    let period = world.show(span.period(calendar));
    let to_date = world.show(match shape.running {
        Some(Running::Term) => Period { from: world.knowledge.term.period.from, ..span.period(calendar) },
        _ => span.to_date(calendar),
    });
    let figure_heads = header::indicator_heads(measured, &period, &to_date, None, shape, figures(&[]), chance);
    if chance.once_in(8) {
        heads.push(header::Head::group(
            chance.pick(&["Kết quả thực hiện", "Kết quả", "Số liệu", "Nội dung"]),
            figure_heads,
        ));
    } else {
        heads.extend(figure_heads);
    }
    heads.extend(header::idle_heads(chance));
    let columns = head(page, &heads, chance);
    unit_rows(page, &Table::new(0, &columns), world, chance);
    if chance.once_in(25) && page.width() > 3 {
        // A line across the sheet below the table.
        let row = page.row();
        page.block(row, 0, 1, 3, Draw::text("(Nguồn: Ban Tổ chức LĐLĐ, 2021)"));
    }
}
