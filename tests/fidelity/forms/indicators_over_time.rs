//! One row an indicator, spans of time in columns, one unit.

use super::{Report, head, page};
use crate::chance::Chance;
use crate::fidelity::frame::{self, Where};
use crate::fidelity::header::{Column, Head};
use crate::fidelity::lines::Table;
use crate::fidelity::lists::{indicator_rows, list_heads};
use crate::fidelity::words::{self, Span};
use crate::fidelity::world::World;

/// Spans side by side that a person would put there: years, quarters of a year, halves.
pub fn spans(chance: &mut Chance) -> Vec<Span> {
    let year = 2017 + chance.below(4) as i32;
    match chance.below(6) {
        0 => (1..=4).map(|quarter| Span::Quarter(year, quarter)).collect(),
        1 => vec![Span::Half(year, 1), Span::Half(year, 2)],
        2 => vec![Span::Half(2016, 2), Span::Year(2017), Span::Year(2018), Span::Half(2019, 1)],
        _ => chance.some(&[2016, 2017, 2018, 2019, 2020], 2, 5).into_iter().map(Span::Year).collect(),
    }
}

/// The heading of a span, which its title's year may shorten.
pub fn heading(span: Span, year_in_title: bool, chance: &mut Chance) -> String {
    match span {
        Span::Quarter(_, quarter) if year_in_title => {
            format!("{} {}", chance.pick(&["Quý", "QUÝ", "Quí"]), ["I", "II", "III", "IV"][quarter as usize - 1])
        }
        Span::Half(_, half) if year_in_title => ["6 tháng đầu năm", "6 tháng cuối năm"][half as usize - 1].to_owned(),
        _ => span.heading(chance),
    }
}

/// Whether the spans lie in one year that a title can say once.
pub fn one_year(spans: &[Span]) -> Option<i32> {
    let year = spans[0].year();
    (spans.iter().all(|span| span.year() == year) && !matches!(spans[0], Span::Year(_))).then_some(year)
}

pub fn report(world: &World, chance: &mut Chance) -> Report {
    let body = &world.bodies.units[chance.below(world.bodies.units.len())];
    let spans = spans(chance);
    let year = one_year(&spans).filter(|_| chance.once_in(2));
    let mut place = Where { sheet: "Sheet1".to_owned(), path: "so-lieu".to_owned(), ..Where::default() };
    frame::unit_place(&mut place, body, chance);
    place.title_period = match year {
        Some(year) => format!("năm {year}"),
        None if chance.once_in(2) && one_year(&spans).is_none() => chance
            .pick(&["GIAI ĐOẠN 2016 - 2020", "giai đoạn 2016-2021", "Từ năm 2016 đến năm 2020", "5 NĂM 2016 - 2020"])
            .to_owned(),
        None => String::new(),
    };
    let mut page = page(&place.sheet, chance);
    frame::title_block(&mut page, world, &place, "", chance);
    let first = page.rows.len();
    let measured = world.some(1, 12, chance);
    let mut figures: Vec<Head> = spans
        .iter()
        .map(|span| {
            Head::leaf(
                heading(*span, year.is_some(), chance),
                Column::Cell { unit: None, period: world.show(span.period(world.knowledge.calendar)) },
            )
        })
        .collect();
    let count = figures.len();
    if chance.once_in(4) {
        let text = chance.pick(&["Kết quả thực hiện", "Thực hiện qua các năm", "Số liệu", "Kết quả qua các năm"]);
        figures = vec![Head::group(text, figures)];
    }
    if chance.once_in(4) {
        figures.push(Head::leaf(
            chance.pick(&["Tổng cộng", "Cộng", "Tổng giai đoạn", "Cả giai đoạn", "Tổng 5 năm"]),
            Column::Sum((0..count).collect()),
        ));
    }
    if chance.once_in(3) {
        figures.push(Head::leaf(chance.pick(words::NOTE_HEADINGS), Column::Note));
    }
    let heads = list_heads(figures, chance);
    let columns = head(&mut page, &heads, chance);
    indicator_rows(&mut page, &Table::new(0, &columns), &measured, &body.code, chance);
    frame::signatures(&mut page, chance);
    frame::leftovers(&mut page, first, chance);
    Report { form: "", path: place.path, pages: vec![page] }
}
