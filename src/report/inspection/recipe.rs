//! The recipe that reproduces what was detected, with comments, ready to edit.

use std::fmt::Write;

use crate::domain::{
    ColumnInspection, ColumnRole, ColumnSpan, Inspection, Key, Knowledge, Meaning, RowInspection, RowRole, Said,
    SheetInspection, TableInspection, column_name, label_key,
};
use crate::text::{Language, MeasureWord, phrase};

/// Rows that were not understood are listed up to so many.
const UNREAD_ROWS: usize = 40;
/// Of a sheet without a table, so many rows are shown.
const FIRST_ROWS: usize = 12;

/// The text of the recipe.
pub fn recipe(inspection: &Inspection, knowledge: &Knowledge) -> String {
    let mut draft = Draft { text: String::new(), knowledge, inspection };
    draft.comment("head", &[("file", plain(&inspection.path))]);
    for key in ["head_2", "head_3", "head_4"] {
        draft.comment(key, &[]);
    }
    draft.line("");
    draft.line("[match]");
    let file = draft.say("file", &[]);
    draft.line(&format!("file = [{}]  # {file}", quoted(&inspection.path)));
    for sheet in &inspection.sheets {
        if sheet.tables.is_empty() && !sheet.grid.is_empty() {
            draft.unrecognised(sheet);
        }
        for table in &sheet.tables {
            draft.table(sheet, table);
        }
    }
    draft.text
}

struct Draft<'a> {
    text: String,
    knowledge: &'a Knowledge,
    inspection: &'a Inspection,
}

impl Draft<'_> {
    fn language(&self) -> Language {
        self.knowledge.language
    }

    fn say(&self, key: &str, facts: &[(&str, String)]) -> String {
        phrase(&format!("inspect.recipe.{key}"), self.language(), facts)
    }

    fn line(&mut self, line: &str) {
        // A string takes everything.
        let _ = writeln!(self.text, "{line}");
    }

    fn comment(&mut self, key: &str, facts: &[(&str, String)]) {
        let words = self.say(key, facts);
        self.line(&format!("# {words}"));
    }

    fn heading(&mut self, sheet: &SheetInspection) {
        let name = self.say("sheet", &[("sheet", plain(&sheet.grid.name))]);
        self.line("");
        self.line(&format!("# ---- {name} ----"));
    }

    /// A sheet without a table: how it begins, and what to fill in.
    fn unrecognised(&mut self, sheet: &SheetInspection) {
        self.heading(sheet);
        self.comment("not_read", &[]);
        for row in sheet.grid.rows().take(FIRST_ROWS) {
            let cells: Vec<String> = sheet.grid.row(row).iter().map(|cell| plain(&cell.raw())).collect();
            self.line(&format!("#   {}: {}", row + 1, cells.join(" | ")));
        }
        self.comment("skeleton", &[]);
        for line in ["[[tables]]", "HEADER", "header = \"5-6\"", "data = \"7-\"", "", "[[tables.columns]]"] {
            let name = format!("sheet = {}", quoted(&sheet.grid.name));
            self.line(format!("# {}", if line == "HEADER" { &name } else { line }).trim_end());
        }
        for line in
            ["column = \"B\"", "role = \"unit\"", "", "[[tables.columns]]", "column = \"C\"", "indicator = \"…\""]
        {
            self.line(format!("# {line}").trim_end());
        }
    }

    fn table(&mut self, sheet: &SheetInspection, table: &TableInspection) {
        self.heading(sheet);
        self.line("[[tables]]");
        if !sheet.grid.name.is_empty() {
            self.line(&format!("sheet = {}", quoted(&sheet.grid.name)));
        }
        if let (Some(first), Some(last)) = (table.header.first(), table.header.last()) {
            let rows = if first == last { format!("{}", first + 1) } else { format!("{}-{}", first + 1, last + 1) };
            self.line(&format!("header = \"{rows}\""));
            let words = self.say("fingerprint", &[]);
            self.line(&format!("# fingerprint = \"{:012x}\"  # {words}", table.fingerprint));
        }
        let words = self.say("data", &[("last", (table.body.1 + 1).to_string())]);
        self.line(&format!("data = \"{}-\"  # {words}", table.body.0 + 1));
        if let Some(ColumnSpan { first, last }) = table.across {
            let words = self.say("across", &[]);
            self.line(&format!("across = \"{}-{}\"  # {words}", column_name(first), column_name(last)));
        }
        if let Some(meaning) = table.said.meaning.filter(|_| needs_title(table)) {
            let words = self.say("title_says", &[]);
            let line = self.meaning(meaning).join("\n");
            self.line(&format!("{line}  # {words}"));
        }
        let said = Said { meaning: None, ..table.said };
        self.remarks(&said);
        // What stands beside the table is none of its columns.
        let own = |column: &&ColumnInspection| table.across.is_none_or(|across| across.contains(column.index));
        for column in table.columns.iter().filter(own) {
            self.column(column);
        }
        self.rows(table);
    }

    /// What was read around the table and belongs to the file rather than to the form.
    fn remarks(&mut self, said: &Said) {
        let words = self.say("read_here", &[]);
        for line in self.rest(said) {
            self.line(&format!("# {line}  # {words}"));
        }
    }

    /// Unit, period and measure as keys.
    fn rest(&self, said: &Said) -> Vec<String> {
        let unit = said.unit.map(|unit| self.inspection.observations.units.get(unit));
        let unit = unit.filter(|unit| unit.registered).map(|unit| format!("unit = {}", quoted(&unit.code)));
        let period = said.period.map(|period| format!("period = \"{}\"", self.knowledge.calendar.show(period)));
        let measure = said.measure.and_then(measure).map(|measure| format!("measure = \"{measure}\""));
        [unit, period, measure].into_iter().flatten().collect()
    }

    /// A meaning as keys.
    fn meaning(&self, meaning: Meaning) -> Vec<String> {
        let catalogue = &self.knowledge.catalogue;
        match meaning {
            Meaning::Indicator(id, category) => {
                let indicator = format!("indicator = {}", quoted(&catalogue.indicator(id).code));
                let category = category.and_then(|category| catalogue.category(id, category));
                let category = category.map(|category| format!("category = {}", quoted(&category.code)));
                std::iter::once(indicator).chain(category).collect()
            }
            Meaning::Category(breakdown, category) => {
                let breakdown = &catalogue.breakdowns[breakdown.0 as usize];
                let code =
                    breakdown.categories.get(usize::from(category.index())).map_or("", |category| &category.code);
                vec![format!("category = {}", quoted(&format!("{}.{code}", breakdown.code)))]
            }
        }
    }

    fn column(&mut self, column: &ColumnInspection) {
        let heading = plain(&column.path.join(" / "));
        let place = format!("column = \"{}\"", column_name(column.index));
        let place = if heading.is_empty() { place } else { format!("{place}  # {heading}") };
        self.line("");
        if column.closed {
            self.comment("unread_column", &[]);
            for line in ["[[tables.columns]]", &place, "indicator = \"…\""] {
                self.line(&format!("# {line}"));
            }
            return;
        }
        self.line("[[tables.columns]]");
        self.line(&place);
        let meaning = column.said.meaning.filter(|_| column.role == ColumnRole::Value);
        let lines = meaning.map(|meaning| self.meaning(meaning)).unwrap_or_default();
        // Whom a column is about belongs to the form; for when may change from one report to the next.
        let unit = Said { unit: column.said.unit, ..Said::default() };
        let unit = if column.role.is_value() { self.rest(&unit) } else { Vec::new() };
        if lines.is_empty() && unit.is_empty() {
            self.line(&format!("role = \"{}\"", column.role.word()));
        }
        for line in lines.iter().chain(&unit) {
            self.line(line);
        }
        if column.role.is_value() {
            self.remarks(&Said { meaning: None, unit: None, ..column.said });
        }
    }

    fn rows(&mut self, table: &TableInspection) {
        let by_label = one_label_says_what(table);
        let mut told: Vec<(Vec<String>, Meaning)> = Vec::new();
        for row in &table.rows {
            // What stands below *Cùng kỳ năm trước* means something and is not read.
            let unread = row.closed && row.role == RowRole::Item;
            let said = row.said.meaning.filter(|_| !unread && (by_label || row.role == RowRole::Group));
            let Some(meaning) = said else { continue };
            let entry = match unique(table, row) {
                Some(label) => vec![format!("label = {}", quoted(&label))],
                None => vec![format!("row = \"{}\"  # {}", row.index + 1, plain(&row.path.join(" / ")))],
            };
            if !told.contains(&(entry.clone(), meaning)) {
                told.push((entry, meaning));
            }
        }
        for (entry, meaning) in told {
            self.line("");
            self.line("[[tables.rows]]");
            for line in entry.iter().chain(&self.meaning(meaning)) {
                self.line(line);
            }
        }
        let closed = |row: &&RowInspection| row.closed && row.role == RowRole::Item && !row.path.is_empty();
        let unread: Vec<&RowInspection> = table.rows.iter().filter(closed).collect();
        if unread.is_empty() || !by_label {
            return;
        }
        self.line("");
        self.comment("unread_row", &[]);
        for row in unread.iter().take(UNREAD_ROWS) {
            let place = match unique(table, row) {
                Some(label) => format!("label = {}", quoted(&label)),
                None => format!("row = \"{}\"  # {}", row.index + 1, plain(&row.path.join(" / "))),
            };
            for line in ["[[tables.rows]]", &place, "indicator = \"…\""] {
                self.line(&format!("# {line}"));
            }
        }
        if unread.len() > UNREAD_ROWS {
            self.comment("more_rows", &[("count", (unread.len() - UNREAD_ROWS).to_string())]);
        }
    }
}

/// Whether the title says what some cells measure: neither their column nor their row names an indicator.
fn needs_title(table: &TableInspection) -> bool {
    let named = |said: &Said| matches!(said.meaning, Some(Meaning::Indicator(..)));
    let columns = table.columns.iter().filter(|column| column.role == ColumnRole::Value && !column.closed);
    let mut rows = table.rows.iter().filter(|row| row.role == RowRole::Item && !row.closed);
    columns.into_iter().any(|column| !named(&column.said)) && rows.any(|row| !named(&row.said))
}

/// Whether one column of labels says what is measured: where several say it together, a label alone tells nothing.
fn one_label_says_what(table: &TableInspection) -> bool {
    let mut keys = table.columns.iter().filter_map(|column| column.role.key());
    let says = |key: &Key| matches!(key, Key::Indicator | Key::Category | Key::Open);
    let last = table.columns.iter().rev().find_map(|column| column.role.key());
    keys.by_ref().filter(says).count() == 1 && last.is_some_and(|last| says(&last))
}

/// The fewest words of a row's path that tell it from every row of another meaning; none where nothing does. A label that
/// stands once is told with its group: *Cấp huyện* alone would say too much of other reports.
fn unique(table: &TableInspection, row: &RowInspection) -> Option<String> {
    let keys = |row: &RowInspection| row.path.iter().map(|part| label_key(part)).collect::<Vec<String>>();
    let own = keys(row);
    if row.path.iter().any(|part| part.contains(" / ")) {
        return None;
    }
    (0..own.len()).rev().find_map(|from| {
        let words = &own[from..];
        let alike = || table.rows.iter().filter(|other| keys(other).ends_with(words));
        let alone = words.len() == 1 && from > 0 && alike().count() == 1;
        let told = !alone
            && words.iter().all(|word| !word.is_empty())
            && alike().all(|other| other.said.meaning == row.said.meaning && other.closed == row.closed);
        told.then(|| row.path[from..].iter().map(|part| plain(part)).collect::<Vec<_>>().join(" / "))
    })
}

/// The word for a measure where it scales; counts need none.
fn measure(word: MeasureWord) -> Option<&'static str> {
    match word {
        MeasureWord::Money(0) => Some("đồng"),
        MeasureWord::Money(3) => Some("nghìn đồng"),
        MeasureWord::Money(6) => Some("triệu đồng"),
        MeasureWord::Money(9) => Some("tỷ đồng"),
        MeasureWord::Percent => Some("%"),
        MeasureWord::Money(_) | MeasureWord::Count => None,
    }
}

/// Words of a report on one line of a comment: nothing in them may end it.
fn plain(text: &str) -> String {
    let letters: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
