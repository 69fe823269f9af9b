//! An inspection on the terminal: each sheet as a table as wide as the terminal, coloured by role, then what its columns
//! mean. Without colour, `×` marks a figure that was not read and `Σ` a printed total.

use std::fmt::Write;

use crate::domain::{
    CellRef, CellRole, ColumnInspection, ColumnRole, Inspection, Knowledge, Meaning, RowRole, SheetInspection,
    column_name,
};
use crate::report::inspection::{confidence, reason, shown};
use crate::text::phrase;

/// A person who watches sees so many rows of a sheet.
const MOST_ROWS: usize = 300;
/// No column is wider.
const WIDEST: usize = 34;
/// No column is narrower.
const NARROWEST: usize = 3;
/// How wide the role of a row is written.
const ROLE: usize = 9;

const RESET: &str = "\u{1b}[0m";

/// Every sheet. `watched`: by a person at a terminal, to whom thousands of rows are no help.
pub(super) fn draw(inspection: &Inspection, knowledge: &Knowledge, width: usize, watched: bool) -> String {
    let screen = Screen { knowledge, width, most: if watched { MOST_ROWS } else { usize::MAX } };
    let mut text = screen.legend();
    for sheet in &inspection.sheets {
        screen.sheet(sheet, &mut text);
    }
    text
}

struct Screen<'a> {
    knowledge: &'a Knowledge,
    width: usize,
    most: usize,
}

impl Screen<'_> {
    fn say(&self, key: &str, facts: &[(&str, String)]) -> String {
        phrase(&format!("inspect.{key}"), self.knowledge.language, facts)
    }

    fn legend(&self) -> String {
        let mut text = String::new();
        let mut at = 0;
        for role in CellRole::ALL {
            let name = marked(*role, self.say(&format!("cell.{}", role.word()), &[]), true);
            let wide = letters(&name) + 3;
            if at > 0 && at + wide > self.width {
                text.push('\n');
                at = 0;
            }
            let _ = write!(text, "{}{name}{RESET}   ", colour(*role, true));
            at += wide;
        }
        text + "\n"
    }

    fn sheet(&self, sheet: &SheetInspection, text: &mut String) {
        let counts = sheet.counts();
        let facts = [
            ("read", counts.read.to_string()),
            ("checked", counts.checked.to_string()),
            ("unread", counts.unread.to_string()),
        ];
        let key = if counts.read == 0 { "page.nothing" } else { "page.summary" };
        let _ = writeln!(text, "\n\u{1b}[1m{}{RESET}\n{}", one_line(&sheet.grid.name), self.say(key, &facts));
        for (number, table) in sheet.tables.iter().enumerate() {
            let facts = [
                ("number", (number + 1).to_string()),
                ("first", (table.header.first().unwrap_or(&table.body.0) + 1).to_string()),
                ("last", (table.body.1 + 1).to_string()),
            ];
            let _ = write!(text, "{}; ", self.say("page.table", &facts));
            match &table.recipe {
                Some(recipe) => text.push_str(&self.say("page.followed", &[("recipe", recipe.clone())])),
                None => text.push_str(&confidence(table.confidence, self.knowledge.language)),
            }
            if let Some(reason) = reason(table) {
                let _ = write!(text, "; \u{1b}[1;31m{}{RESET}", self.say(reason, &[]));
            }
            text.push('\n');
        }
        self.grid(sheet, text);
        for table in &sheet.tables {
            let _ = writeln!(text, "\n{}:", self.say("page.columns", &[]));
            for column in &table.columns {
                let role = if column.closed && column.role.is_value() { "closed" } else { column.role.word() };
                let role = self.say(&format!("column.{role}"), &[]);
                let place = column_name(column.index);
                let line = format!("  {place:<3} {role}: {}{}", column.path.join(" › "), self.meaning(column));
                let _ = writeln!(text, "{}", cut(&one_line_after(&line, 2), self.width));
            }
        }
        text.push('\n');
    }

    /// ` → improvements / base`, where a heading says so.
    fn meaning(&self, column: &ColumnInspection) -> String {
        let catalogue = &self.knowledge.catalogue;
        if column.role == ColumnRole::Total || column.closed {
            return String::new();
        }
        match column.said.meaning {
            Some(Meaning::Indicator(id, category)) => {
                let category = category.and_then(|category| catalogue.category(id, category));
                let code = &catalogue.indicator(id).code;
                category.map_or(format!(" → {code}"), |category| format!(" → {code} / {}", category.code))
            }
            _ => String::new(),
        }
    }

    fn grid(&self, sheet: &SheetInspection, text: &mut String) {
        let rows: Vec<u32> = sheet.grid.rows().collect();
        let shown_rows = &rows[..rows.len().min(self.most)];
        let Some(last) = shown_rows.last() else { return };
        let number = (last + 1).to_string().len().max(2);
        let gutter = number + 1 + ROLE + 1;
        let widths = self.widths(sheet, shown_rows, self.width.saturating_sub(gutter));
        let _ = write!(text, "\u{1b}[2m{:gutter$}", "");
        for &(column, wide) in &widths.columns {
            let _ = write!(text, "{}", fitted(&column_name(column), wide + 1, false));
        }
        let _ = writeln!(text, "{RESET}");
        let mut before: Option<u32> = None;
        for &row in shown_rows {
            if before.is_some_and(|before| row > before + 1) {
                text.push('\n');
            }
            before = Some(row);
            let role = sheet.rows.get(&row).copied().unwrap_or(RowRole::Unread);
            let role = self.say(&format!("row.{}", role.word()), &[]);
            let _ = write!(text, "\u{1b}[2m{:>number$} {}{RESET}", row + 1, fitted(&role, ROLE + 1, false));
            self.row(sheet, row, &widths.columns, text);
            // Spaces at the end of a line serve nobody.
            text.truncate(text.trim_end_matches(' ').len());
            text.push('\n');
        }
        for (count, key) in [(rows.len() - shown_rows.len(), "page.cut"), (widths.left_out, "page.wide")] {
            if count > 0 {
                let _ = writeln!(text, "{}", self.say(key, &[("count", count.to_string())]));
            }
        }
    }

    fn row(&self, sheet: &SheetInspection, row: u32, columns: &[(u32, usize)], text: &mut String) {
        let mut place = 0;
        while let Some(&(column, wide)) = columns.get(place) {
            place += 1;
            let at = CellRef::new(row, column);
            let Some(cell) = sheet.grid.get(at) else {
                let _ = write!(text, "{:1$}", "", wide + 1);
                continue;
            };
            let role = sheet.role(at);
            let figure = sheet.is_figure(cell);
            let mut wide = wide + 1;
            let words = marked(role, one_line(&shown(sheet, cell, self.knowledge.language)), figure);
            // As in a spreadsheet, words run on over the blank cells behind them.
            while let Some(&(next, more)) = columns.get(place)
                && !figure
                && letters(&words) >= wide
                && sheet.grid.get(CellRef::new(row, next)).is_none()
            {
                wide += more + 1;
                place += 1;
            }
            let _ = write!(
                text,
                "{}{}{RESET}",
                colour(role, figure),
                fitted(&words, wide, figure || cell.text().is_none())
            );
        }
    }

    /// How wide each column is drawn, and how many are not: first what figures need, then what is left over for words.
    fn widths(&self, sheet: &SheetInspection, rows: &[u32], room: usize) -> Widths {
        let mut wanted: Vec<(u32, usize, usize)> = Vec::new();
        for &row in rows {
            for cell in sheet.grid.row(row) {
                let role = sheet.role(cell.at);
                // Titles run on over the cells behind them.
                let figure = sheet.is_figure(cell);
                let words = marked(role, shown(sheet, cell, self.knowledge.language), figure);
                let longest = words.split_whitespace().map(letters).max().unwrap_or(0);
                let (need, wish) = match role {
                    CellRole::Title | CellRole::Note | CellRole::Group => (NARROWEST, NARROWEST),
                    _ if figure => (letters(&words), letters(&words)),
                    CellRole::Header => (NARROWEST, letters(&words).min(longest.max(24))),
                    _ => (longest.min(12), letters(&words)),
                };
                let (need, wish) = (need.clamp(NARROWEST, WIDEST), wish.clamp(NARROWEST, WIDEST));
                match wanted.binary_search_by_key(&cell.at.column, |&(column, ..)| column) {
                    Ok(found) => {
                        wanted[found].1 = wanted[found].1.max(need);
                        wanted[found].2 = wanted[found].2.max(wish);
                    }
                    Err(place) => wanted.insert(place, (cell.at.column, need, wish)),
                }
            }
        }
        let mut taken = 0;
        let fits = wanted.iter().take_while(|(_, need, _)| {
            taken += need + 1;
            taken <= room
        });
        let count = fits.count().max(1).min(wanted.len());
        let mut left = room.saturating_sub(wanted[..count].iter().map(|(_, need, _)| need + 1).sum());
        let columns = wanted[..count].iter().map(|&(column, need, wish)| {
            let more = (wish - need.min(wish)).min(left);
            left -= more;
            (column, need + more)
        });
        Widths { columns: columns.collect(), left_out: wanted.len() - count }
    }
}

struct Widths {
    columns: Vec<(u32, usize)>,
    left_out: usize,
}

/// The colours of roles, as far as every terminal has them.
fn colour(role: CellRole, figure: bool) -> &'static str {
    match role {
        CellRole::Title => "\u{1b}[35m",
        CellRole::Header => "\u{1b}[1;34m",
        CellRole::Numbers | CellRole::Note => "\u{1b}[2m",
        CellRole::Unit => "\u{1b}[36m",
        CellRole::Label => "",
        CellRole::Value => "\u{1b}[32m",
        CellRole::Group => "\u{1b}[1;33m",
        CellRole::Subtotal => "\u{1b}[33m",
        CellRole::Total => "\u{1b}[1;7;33m",
        CellRole::Unread if figure => "\u{1b}[1;31m",
        CellRole::Unread => "\u{1b}[2;31m",
    }
}

/// A figure with the mark that says without colour what it is.
fn marked(role: CellRole, words: String, figure: bool) -> String {
    match role {
        CellRole::Unread if figure => format!("×{words}"),
        CellRole::Subtotal | CellRole::Total if figure => format!("Σ{words}"),
        _ => words,
    }
}

/// How many columns of a terminal a text takes: marks over letters take none.
fn letters(text: &str) -> usize {
    text.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).count()
}

/// A text on one line, without anything that would move the cursor.
fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same, its first so many spaces kept.
fn one_line_after(text: &str, spaces: usize) -> String {
    format!("{:spaces$}{}", "", one_line(text))
}

fn cut(text: &str, width: usize) -> String {
    if letters(text) <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// A text in a column, a space behind it: figures to the right.
fn fitted(text: &str, wide: usize, right: bool) -> String {
    let text = cut(text, wide - 1);
    let blank = " ".repeat(wide - 1 - letters(&text));
    if right { format!("{blank}{text} ") } else { format!("{text}{blank} ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_keep_their_width_and_nothing_moves_the_cursor() {
        assert_eq!(fitted("Xã Bích Hòa", 8, false), "Xã Bíc… ");
        assert_eq!(fitted("12", 5, true), "  12 ");
        assert_eq!(one_line("a\u{1b}[2Jb\r\nc"), "a [2Jb c");
        assert_eq!(letters("Hòa"), 3, "a mark over a letter takes no room");
    }
}
