//! The forms that offices use, one a file.

mod categories_over;
mod group_rows;
mod indicators_of_a_unit;
mod indicators_over_time;
mod one_sheet_each;
mod periods_under_units;
mod several_tables;
mod tidy;
mod units_as_columns;
mod units_by_both;
mod units_by_indicators;
mod units_over_time;

use super::header::{self, Column, Head, Style};
use super::lines::Table;
use super::numbers::Typing;
use super::page::Page;
use super::world::World;
use crate::chance::Chance;

/// A workbook with the path it came under.
pub struct Report {
    pub form: &'static str,
    /// Folders and file without extension.
    pub path: String,
    pub pages: Vec<Page>,
}

type Form = fn(&World, &mut Chance) -> Report;

/// The forms by name and how often they are met.
const FORMS: &[(&str, usize, Form)] = &[
    ("1 units x indicators", 6, units_by_indicators::report),
    ("2 indicators of a unit", 4, indicators_of_a_unit::report),
    ("3 indicators over time", 2, indicators_over_time::report),
    ("3 units over time", 2, units_over_time::report),
    ("4 units x indicators x time", 3, units_by_both::report),
    ("5 one sheet each", 3, one_sheet_each::report),
    ("6 tidy", 2, tidy::report),
    ("7 periods under units", 2, periods_under_units::report),
    ("8 units as columns", 2, units_as_columns::report),
    ("9 group rows", 2, group_rows::report),
    ("6 several tables", 2, several_tables::report),
    ("10 categories over", 2, categories_over::report),
];

/// A report in a form that the seed chooses.
pub fn report(world: &World, chance: &mut Chance) -> Report {
    let all: usize = FORMS.iter().map(|(_, often, _)| often).sum();
    let mut draw = chance.below(all);
    for (name, often, form) in FORMS {
        if draw < *often {
            return Report { form: name, ..form(world, chance) };
        }
        draw -= often;
    }
    unreachable!("the draw lies below the sum")
}

/// A new page.
fn page(name: &str, chance: &mut Chance) -> Page {
    Page { name: name.to_owned(), typing: Typing::any(chance), merges: !chance.once_in(3), ..Page::default() }
}

/// Draws a table's header; gives its columns.
fn head(page: &mut Page, heads: &[Head], chance: &mut Chance) -> Vec<Column> {
    let style = Style::any(page.merges, chance);
    let top = page.row();
    let depth = header::draw(page, top, 0, heads, style);
    let columns = header::columns(heads);
    header::numbers_row(page, 0, &columns, chance);
    page.header = top..top + depth;
    columns
}

/// How many columns of figures stand before the next heading.
fn figures(heads: &[Head]) -> usize {
    let columns = header::columns(heads);
    Table::new(0, &columns).figures()
}
