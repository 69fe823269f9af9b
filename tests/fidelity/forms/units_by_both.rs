//! One row a unit; indicators by spans of time, or spans of time by indicators, in columns.

use super::indicators_over_time::{heading, one_year, spans};
use super::{Report, figures, head, page};
use crate::chance::Chance;
use crate::fidelity::frame::{self, Where};
use crate::fidelity::header::{self, Column, Head, Shape};
use crate::fidelity::lines::{Table, unit_rows};
use crate::fidelity::words;
use crate::fidelity::world::{Measured, World};

pub fn report(world: &World, chance: &mut Chance) -> Report {
    let measured = world.some(2, 5, chance);
    let spans: Vec<_> = spans(chance).into_iter().take(4).collect();
    let year = one_year(&spans).filter(|_| chance.once_in(2));
    let place = Where {
        sheet: "Sheet1".to_owned(),
        path: "so-lieu".to_owned(),
        title_period: match year {
            Some(year) => format!("năm {year}"),
            None if chance.once_in(3) => "giai đoạn 2016 - 2020".to_owned(),
            None => String::new(),
        },
        ..Where::default()
    };
    let mut page = page(&place.sheet, chance);
    frame::title_block(&mut page, world, &place, "", chance);
    let first = page.rows.len();
    let mut heads = header::key_heads(chance.pick(words::UNIT_HEADINGS), chance.once_in(15), chance);
    let calendar = world.knowledge.calendar;
    if chance.once_in(2) {
        let shape = Shape::any(chance).simple();
        for span in &spans {
            let period = world.show(span.period(calendar));
            // The same words under each span.
            let below =
                header::indicator_heads(&measured, &period, &period, None, shape, figures(&heads), &mut chance.quiet());
            heads.push(Head::group(heading(*span, year.is_some(), chance), below));
        }
    } else {
        let deep = chance.once_in(2);
        for group in header::groups(&measured) {
            let (nature, stated) = header::nature(group[0].thing, chance);
            let over = |one: &Measured, text: String, chance: &mut Chance| {
                let nature = if one.thing.code == group[0].thing.code {
                    nature
                } else {
                    header::nature(one.thing, &mut chance.quiet()).0
                };
                let years = spans
                    .iter()
                    .map(|span| {
                        let period = world.show(span.period(calendar));
                        Head::leaf(
                            heading(*span, year.is_some(), chance),
                            Column::Figure { measured: *one, period, unit: None, nature },
                        )
                    })
                    .collect();
                Head::group(text, years)
            };
            let label = |text: String| match stated {
                Some(measure) => format!("{text} ({measure})"),
                None => text,
            };
            if !deep || group.len() == 1 {
                for one in &group {
                    let text = label(words::dressed(&words::measured(one, chance), chance));
                    heads.push(over(one, text, chance));
                }
                continue;
            }
            let root = group.iter().find(|one| one.thing.part_of.is_empty());
            let below = group
                .iter()
                .map(|one| {
                    let text = match (one.part, one.thing.part_of) {
                        (Some(part), _) => words::part(part, chance),
                        (None, "") => chance.pick(&["Tổng số", "TS"]).to_owned(),
                        _ => words::leaf(one.thing, chance),
                    };
                    over(one, text, chance)
                })
                .collect();
            match root {
                Some(root) => {
                    heads.push(Head::group(label(words::dressed(&words::thing(root.thing, chance), chance)), below))
                }
                None => heads.extend(
                    group.iter().map(|one| over(one, words::measured(one, chance), chance)).collect::<Vec<_>>(),
                ),
            }
        }
    }
    heads.extend(header::idle_heads(chance));
    let columns = head(&mut page, &heads, chance);
    unit_rows(&mut page, &Table::new(0, &columns), world, chance);
    frame::signatures(&mut page, chance);
    frame::leftovers(&mut page, first, chance);
    Report { form: "", path: place.path, pages: vec![page] }
}
