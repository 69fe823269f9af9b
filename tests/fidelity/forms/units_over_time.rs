//! One row a unit, spans of time in columns, the indicator in the title alone.

use super::indicators_over_time::{heading, one_year, spans};
use super::{Report, head, page};
use crate::chance::Chance;
use crate::fidelity::frame::{self, Where};
use crate::fidelity::header::{self, Column, Head};
use crate::fidelity::lines::{Table, unit_rows};
use crate::fidelity::words;
use crate::fidelity::world::World;

pub fn report(world: &World, chance: &mut Chance) -> Report {
    let all = world.measured();
    let one = all[chance.below(all.len())];
    let spans = spans(chance);
    let year = one_year(&spans).filter(|_| chance.once_in(2));
    let mut place = Where { sheet: "Sheet1".to_owned(), path: "so-lieu".to_owned(), ..Where::default() };
    place.title_period = match year {
        Some(year) => format!("năm {year}"),
        None if chance.once_in(2) => chance
            .pick(&["GIAI ĐOẠN 2016 - 2020", "giai đoạn 2016-2021", "qua các năm", "từ năm 2016 đến năm 2020"])
            .to_owned(),
        None => String::new(),
    };
    let (nature, stated) = header::nature(one.thing, chance);
    let name = words::in_one_line(&words::measured(&one, chance), chance);
    let shape = chance.pick(&[
        "{}",
        "BÁO CÁO {}",
        "Kết quả {} của các đơn vị",
        "Tổng hợp {} của các đơn vị",
        "BIỂU TỔNG HỢP {}",
        "Thống kê {}",
        "Biểu 3. {}",
    ]);
    let mut subject = shape.replace("{}", &name);
    if chance.once_in(3) {
        subject = subject.to_uppercase();
    }
    if chance.once_in(6) {
        // The title is the sheet's name only.
        place.sheet = name.replace('/', " ").chars().filter(|c| !"[]:*?/\\\"“”'".contains(*c)).take(31).collect();
        if place.sheet.chars().count() < 31 {
            subject = String::new();
        }
    }
    let mut page = page(&place.sheet, chance);
    frame::title_block(&mut page, world, &place, &subject, chance);
    if let Some(measure) = stated {
        let row = page.row();
        page.text(row, 3, &format!("Đơn vị tính: {measure}"));
    }
    let first = page.rows.len();
    let mut heads = header::key_heads(chance.pick(words::UNIT_HEADINGS), false, chance);
    let mut figures: Vec<Head> = spans
        .iter()
        .map(|span| {
            let period = world.show(span.period(world.knowledge.calendar));
            Head::leaf(
                heading(*span, year.is_some(), chance),
                Column::Figure { measured: one, period, unit: None, nature },
            )
        })
        .collect();
    let count = figures.len();
    if chance.once_in(3) {
        figures = vec![Head::group(
            chance.pick(&["Năm", "Kết quả qua các năm", "Thực hiện", "Chia theo thời gian"]),
            figures,
        )];
    }
    if chance.once_in(3) && nature.adds() {
        let head = Head::leaf(chance.pick(words::SUM_HEADINGS), Column::Sum((0..count).collect()));
        figures.push(head);
    }
    heads.extend(figures);
    heads.extend(header::idle_heads(chance));
    let columns = head(&mut page, &heads, chance);
    unit_rows(&mut page, &Table::new(0, &columns), world, chance);
    frame::signatures(&mut page, chance);
    frame::leftovers(&mut page, first, chance);
    Report { form: "", path: place.path, pages: vec![page] }
}
