//! What a sheet costs: questions about its words, and rows that its totals cover, in proportion to its cells whatever its
//! shape.

use std::cell::Cell as Counter;
use std::rc::Rc;

use super::*;
use crate::domain::{Amount, Cell, CellValue};

/// Knows communes and initiatives, and counts how often it is asked.
#[derive(Default)]
struct Asked(Counter<usize>);

impl Asked {
    fn count(&self) {
        self.0.set(self.0.get() + 1);
    }
}

impl Words for Asked {
    fn said(&self, text: &str) -> Rc<Label> {
        self.count();
        Rc::new(Label::new(text))
    }

    fn words(&self, text: &str) -> Option<Rc<Label>> {
        Some(self.said(text))
    }

    fn is_unit(&self, label: &str) -> bool {
        self.count();
        label.starts_with("Xã")
    }

    fn is_body(&self, label: &str) -> bool {
        self.count();
        label.starts_with("CĐCS")
    }

    fn named(&self, label: &str) -> Named {
        Named::new(label, self)
    }

    fn is_group(&self, _: &str) -> bool {
        false
    }

    fn covers(&self, _: &str, _: &str) -> bool {
        self.count();
        false
    }

    fn is_indicator(&self, phrase: &str) -> bool {
        self.count();
        phrase.contains("áng kiến")
    }

    fn is_category(&self, _: &str) -> bool {
        false
    }

    fn is_flow(&self, _: &str) -> bool {
        false
    }

    fn is_title(&self, _: &str) -> bool {
        false
    }
}

/// A sheet of texts, numbers being figures; blank ones hold nothing.
fn grid(rows: &[Vec<String>]) -> Grid {
    let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
        cells.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(move |(column, text)| Cell {
            at: CellRef::new(row as u32, column as u32),
            value: text
                .parse()
                .map_or_else(|_| text.as_str().into(), |number| CellValue::Number(Amount::whole(number))),
        })
    });
    Grid::new("", 0, cells.collect(), Vec::new())
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// Sheets of about so many rows or columns.
fn shapes(size: usize) -> Vec<(&'static str, Vec<Vec<String>>)> {
    let head = || vec![row(&["TT", "Đơn vị", "Sáng kiến", "Sáng kiến cấp huyện"])];
    let item = |place: usize| row(&["", &format!("Xã {place}"), &(place % 90 + 7).to_string(), "3"]);
    let table = |rows: Vec<Vec<String>>| [head(), rows].concat();
    let many = |of: &dyn Fn(usize) -> Vec<String>| (0..size).map(of).collect::<Vec<_>>();
    let wide = |cell: &dyn Fn(usize) -> String| (0..size).map(cell).collect::<Vec<_>>();
    vec![
        ("a long list", table(many(&item))),
        ("members nobody knows", table(many(&|place| row(&["", &format!("Thôn {place}"), "5", "1"])))),
        (
            "words below a table",
            [table(vec![item(1)]), many(&|place| row(&["", &format!("Đã xem lần {place}")]))].concat(),
        ),
        (
            "a table that goes on below many notes",
            [table(vec![item(1)]), many(&|_| row(&["Ghi chú: số liệu ước tính"])), vec![item(2)]].concat(),
        ),
        (
            "totals that fit nothing",
            table(many(&|place| {
                if place % 2 == 0 { item(place) } else { row(&["", "Tổng cộng", "999983", "999979"]) }
            })),
        ),
        (
            "heads over four rows each",
            table(many(&|place| row(&["", &format!("Thôn {place}"), if place % 5 == 0 { "48" } else { "12" }, "4"]))),
        ),
        (
            "lists left below a table behind blank rows",
            [
                table(vec![item(1)]),
                many(&|place| if place % 2 == 0 { Vec::new() } else { row(&["", "", "", "", "", "12"]) }),
            ]
            .concat(),
        ),
        (
            "a wide sheet",
            vec![
                wide(&|place| format!("Sáng kiến {place}")),
                wide(&|place| if place == 0 { "Xã A".to_owned() } else { "7".to_owned() }),
            ],
        ),
        (
            "a sheet with every other column blank",
            vec![
                wide(&|place| if place % 2 == 0 { format!("Đơn vị {place}") } else { String::new() }),
                wide(&|place| if place % 2 == 0 { "7".to_owned() } else { String::new() }),
            ],
        ),
    ]
}

#[test]
fn twice_the_rows_or_columns_cost_twice_the_questions() {
    let asked = |rows: &[Vec<String>]| {
        let (grid, words) = (grid(rows), Asked::default());
        detect(&grid, &words, &[]);
        words.0.get()
    };
    for ((shape, small), (_, large)) in shapes(300).iter().zip(shapes(600)) {
        let (small, large) = (asked(small), asked(&large));
        assert!(large <= 2 * small + 200, "{shape}: {small} questions, then {large}");
    }
}

#[test]
fn totals_that_fit_nothing_do_not_each_cover_everything() {
    let covered = |size: usize| {
        let shapes = shapes(size);
        let (_, rows) = shapes.iter().find(|(shape, _)| *shape == "totals that fit nothing").expect("a sheet");
        let layouts = detect(&grid(rows), &Asked::default(), &[]);
        let covers = |row: &Row| if let RowKind::Total(covered) = &row.kind { covered.len() } else { 0 };
        layouts.iter().flat_map(|layout| &layout.rows).map(covers).sum::<usize>()
    };
    let (small, large) = (covered(600), covered(1200));
    assert!(small > 0 && large <= 2 * small + 200, "{small} rows, then {large}");
}
