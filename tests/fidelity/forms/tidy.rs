//! A long table: a row says its unit, its period and what it counts.

use super::{Report, page};
use crate::chance::Chance;
use crate::drawing::Draw;
use crate::fidelity::header;
use crate::fidelity::lines::fact;
use crate::fidelity::numbers::figure;
use crate::fidelity::page::Page;
use crate::fidelity::words::{self, Span};
use crate::fidelity::world::World;

/// How a row says its period.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Year,
    YearAndQuarter,
    Phrase,
}

pub fn report(world: &World, chance: &mut Chance) -> Report {
    let mut page = page(chance.pick(&["Dữ liệu", "Sheet1", "data", "CSDL"]), chance);
    let bodies = chance.some(&world.bodies.units, 1, 4);
    let measured = world.some(1, 4, chance);
    let said = [Said::Year, Said::Year, Said::YearAndQuarter, Said::Phrase][chance.below(4)];
    let spans: Vec<Span> = match said {
        Said::Year => chance.some(&[2017, 2018, 2019, 2020], 1, 3).into_iter().map(Span::Year).collect(),
        Said::YearAndQuarter => (1..=4).map(|quarter| Span::Quarter(2018, quarter)).collect(),
        Said::Phrase => vec![Span::Half(2018, 1), Span::Half(2018, 2), Span::Year(2019)],
    };
    // One row a fact, or one row a unit and period with a column for each thing.
    let wide = chance.once_in(3);
    let once = chance.once_in(2);
    let ditto = chance.once_in(4).then(|| chance.pick(&["\"", "nt", "-nt-", "“"]));
    let parts = !wide && chance.once_in(3) && measured.iter().all(|one| one.thing.part_of.is_empty());
    let measures = !wide && chance.once_in(3);
    let mut heads: Vec<String> = vec![chance.pick(&["Đơn vị", "Tên đơn vị", "Đơn vị báo cáo"]).to_owned()];
    match said {
        Said::Year => heads.push(chance.pick(&["Năm", "Năm báo cáo", "NĂM"]).to_owned()),
        Said::YearAndQuarter => heads.extend(["Năm".to_owned(), "Quý".to_owned()]),
        Said::Phrase => heads.push(chance.pick(&["Kỳ", "Kỳ báo cáo", "Thời gian"]).to_owned()),
    }
    let natures: Vec<_> = measured.iter().map(|one| header::nature(one.thing, &mut Chance::new(7)).0).collect();
    if wide {
        heads.extend(measured.iter().map(|one| words::dressed(&words::measured(one, chance), chance)));
    } else {
        heads.push(chance.pick(&["Chỉ tiêu", "Tên chỉ tiêu", "Nội dung"]).to_owned());
        if parts {
            heads.push(chance.pick(&["Phân tổ", "Chia theo", "Phân loại", "Cấp"]).to_owned());
        }
        if measures {
            heads.push(chance.pick(&["ĐVT", "Đơn vị tính"]).to_owned());
        }
        heads.push(chance.pick(&["Giá trị", "Số lượng", "Số liệu", "Kết quả"]).to_owned());
    }
    let row = page.row();
    for (column, text) in heads.iter().enumerate() {
        page.text(row, column, text);
    }
    for body in &bodies {
        let name = words::body(body, chance);
        let mut first = true;
        for span in &spans {
            let period = world.show(span.period(world.knowledge.calendar));
            let rows: Vec<usize> = if wide { vec![0] } else { (0..measured.len()).collect() };
            for one in rows {
                let row = page.row();
                match (first || !once, ditto) {
                    (true, _) => page.text(row, 0, &name),
                    (false, Some(mark)) => page.text(row, 0, mark),
                    (false, None) if page.merges => page.put(row, 0, Draw::Above),
                    (false, None) => {}
                }
                first = false;
                let mut column = 1;
                match (said, span) {
                    (Said::YearAndQuarter, Span::Quarter(year, quarter)) => {
                        page.number(row, 1, year);
                        if chance.once_in(2) {
                            page.number(row, 2, quarter)
                        } else {
                            page.text(row, 2, ["I", "II", "III", "IV"][*quarter as usize - 1])
                        }
                        column = 3;
                    }
                    (Said::Year, span) => {
                        page.number(row, 1, span.year());
                        column = 2;
                    }
                    (_, span) => {
                        let text = span.phrase(chance);
                        page.text(row, 1, &text);
                        column += 1;
                    }
                }
                let put = |page: &mut Page, column: usize, index: usize, chance: &mut Chance| {
                    let drawn = figure(natures[index], page.typing, chance);
                    page.facts.push(fact(row, column, &body.code, &measured[index], &period, &drawn));
                    page.put(row, column, drawn.cell);
                };
                if wide {
                    for index in 0..measured.len() {
                        put(&mut page, column + index, index, chance);
                    }
                    continue;
                }
                let this = &measured[one];
                if parts {
                    page.text(row, column, &words::in_one_line(&words::thing(this.thing, chance), chance));
                    if let Some(part) = this.part {
                        page.text(row, column + 1, &words::in_one_line(&words::part(part, chance), chance));
                    }
                    column += 2;
                } else {
                    page.text(row, column, &words::in_one_line(&words::measured(this, chance), chance));
                    column += 1;
                }
                if measures {
                    page.text(row, column, this.thing.measure);
                    column += 1;
                }
                put(&mut page, column, one, chance);
            }
        }
    }
    Report { form: "", path: chance.pick(&["du-lieu", "data", "ket xuat"]).to_owned(), pages: vec![page] }
}
