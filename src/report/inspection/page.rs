//! One self-contained page: every sheet coloured by role, and behind every cell what it was taken for. Everything that
//! comes from a report is escaped; nothing is loaded from anywhere.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::domain::{
    Cell, CellRef, CellRole, Confidence, Finding, Grid, Inspection, Knowledge, RowRole, SheetInspection,
    TableInspection, column_name,
};
use crate::text::{Language, phrase};

use super::says::{says, sentence, shown};

/// At most so many cells and columns of a sheet are drawn; a browser holds no more in comfort.
const MOST_CELLS: usize = 40_000;
const MOST_COLUMNS: u32 = 80;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page of a file. `findings`: those of the file.
pub fn page(inspection: &Inspection, findings: &[Finding], knowledge: &Knowledge) -> String {
    let language = knowledge.language;
    let mut page = Page { html: String::new(), inspection, findings, knowledge };
    let title = page.say("page.title", &[("file", inspection.path.clone())]);
    page.put(&format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'unsafe-inline'\">\n<title>{}</title>\n<style>\n{STYLE}</style></head>\n<body>\n",
        if language == Language::Vi { "vi" } else { "en" },
        escaped(&title),
    ));
    page.head(&title);
    page.put("<div class=\"desk\"><main>\n");
    for (place, sheet) in inspection.sheets.iter().enumerate() {
        page.sheet(place, sheet);
    }
    page.findings();
    page.put("</main>\n");
    page.panel();
    page.put(&format!("</div>\n<script>\n{SCRIPT}</script>\n</body></html>\n"));
    page.html
}

struct Page<'a> {
    html: String,
    inspection: &'a Inspection,
    findings: &'a [Finding],
    knowledge: &'a Knowledge,
}

impl Page<'_> {
    fn put(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn say(&self, key: &str, facts: &[(&str, String)]) -> String {
        phrase(&format!("inspect.{key}"), self.knowledge.language, facts)
    }

    /// Words of our own, escaped like all others: a fact in them may be a report's.
    fn words(&self, key: &str, facts: &[(&str, String)]) -> String {
        escaped(&self.say(key, facts))
    }

    fn head(&mut self, title: &str) {
        let mut html =
            format!("<header><h1>{}</h1>\n<nav aria-label=\"{}\">", escaped(title), self.words("page.sheets", &[]));
        for (place, sheet) in self.inspection.sheets.iter().enumerate() {
            let counts = sheet.counts();
            let state = if counts.read == 0 {
                "none"
            } else if counts.unread > 0 {
                "some"
            } else {
                "all"
            };
            let name = escaped(&sheet.grid.name);
            let _ = write!(html, "<a class=\"{state}\" href=\"#s{place}\">{name} <b>{}</b></a> ", counts.read);
        }
        let _ = write!(
            html,
            "<a href=\"#findings\">{} <b>{}</b></a></nav>\n<p class=\"tools\"><label>{} <input type=\"search\" id=\"find\"></label> \
             <output id=\"found\" data-word=\"{}\"></output> <span class=\"hint\">{}</span></p>\n<ul class=\"legend\" \
             aria-label=\"{}\">",
            self.words("page.findings", &[]),
            self.findings.len(),
            self.words("page.search", &[]),
            self.words("page.found", &[]),
            self.words("page.hint", &[]),
            self.words("page.legend", &[]),
        );
        for role in CellRole::ALL {
            let name = self.words(&format!("cell.{}", role.word()), &[]);
            let _ = write!(html, "<li class=\"{} figure\">{name}</li>", role.word());
        }
        html.push_str("</ul></header>\n");
        self.put(&html);
    }

    fn sheet(&mut self, place: usize, sheet: &SheetInspection) {
        let counts = sheet.counts();
        let facts = [
            ("read", counts.read.to_string()),
            ("checked", counts.checked.to_string()),
            ("unread", counts.unread.to_string()),
        ];
        let key = if counts.read == 0 { "page.nothing" } else { "page.summary" };
        let class = if counts.read == 0 { "summary alarm" } else { "summary" };
        let mut html = format!(
            "<section id=\"s{place}\"><h2>{}</h2>\n<p class=\"{class}\">{}</p>\n",
            escaped(&sheet.grid.name),
            self.words(key, &facts)
        );
        for (number, table) in sheet.tables.iter().enumerate() {
            let facts = [
                ("number", (number + 1).to_string()),
                ("first", (table.header.first().unwrap_or(&table.body.0) + 1).to_string()),
                ("last", (table.body.1 + 1).to_string()),
            ];
            let mut line = self.words("page.table", &facts);
            let _ = match &table.recipe {
                Some(recipe) => {
                    write!(line, "; {}", self.words("page.followed", &[("recipe", recipe.clone())]))
                }
                None => write!(line, "; {}", escaped(&confidence(table.confidence, self.knowledge.language))),
            };
            if let Some(reason) = reason(table) {
                let _ = write!(line, "; <strong>{}</strong>", self.words(reason, &[]));
            }
            let _ = writeln!(html, "<p class=\"table\">{line}</p>");
        }
        self.put(&html);
        self.grid(place, sheet);
        self.put("</section>\n");
    }

    fn grid(&mut self, place: usize, sheet: &SheetInspection) {
        let shape = Shape::of(&sheet.grid);
        if shape.rows.is_empty() {
            return;
        }
        let mut html = String::from("<div class=\"scroll\"><table class=\"grid\"><thead><tr><th></th><th></th>");
        for column in shape.first..=shape.last {
            let _ = write!(html, "<th scope=\"col\">{}</th>", column_name(column));
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        let here = |finding: &&Finding| finding.place.sheet == sheet.grid.name;
        let findings: Vec<Finding> = self.findings.iter().filter(here).cloned().collect();
        let mut before: Option<u32> = None;
        for &row in &shape.rows {
            let role = sheet.rows.get(&row).copied();
            let gap = before.is_some_and(|before| row > before + 1);
            before = Some(row);
            let name = role.map_or("", RowRole::word);
            let words = role.map(|role| self.words(&format!("row.{}", role.word()), &[])).unwrap_or_default();
            let class = if gap { "gap" } else { "" };
            let label = sheet.table_at(row).and_then(|table| table.row(row)).map(|row| row.path.join(" › "));
            let label = escaped(&label.unwrap_or_default());
            let _ = write!(
                html,
                "<tr class=\"{class}\" data-label=\"{label}\"><th scope=\"row\">{}</th><th class=\"role {name}\">{words}</th>",
                row + 1
            );
            let mut column = shape.first;
            while column <= shape.last {
                let at = CellRef::new(row, column);
                column += 1;
                let span = match shape.span(at) {
                    Span::Hidden => continue,
                    Span::Block(wide, high) => span(wide, high),
                };
                match sheet.grid.get(at) {
                    Some(cell) => {
                        // As in a spreadsheet, a title runs on over the blank cells behind it.
                        let runs = span.is_empty() && matches!(role, Some(RowRole::Title | RowRole::Note));
                        let wide = if runs { shape.blank_behind(at) } else { 0 };
                        column += wide;
                        let run = if wide > 0 { format!(" colspan=\"{}\"", wide + 1) } else { span };
                        let spot = Spot { place, sheet, findings: &findings, span: &run, runs: wide > 0 };
                        self.cell(&mut html, &spot, cell);
                    }
                    None => {
                        let _ = write!(html, "<td{span}></td>");
                    }
                }
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody></table></div>\n");
        for (count, key) in [(shape.more_rows, "page.cut"), (shape.more_columns as usize, "page.wide")] {
            if count > 0 {
                let _ = writeln!(html, "<p class=\"alarm\">{}</p>", self.words(key, &[("count", count.to_string())]));
            }
        }
        self.put(&html);
    }

    fn cell(&self, html: &mut String, spot: &Spot<'_>, cell: &Cell) {
        let Spot { place, sheet, findings: told, span, runs } = *spot;
        let role = sheet.role(cell.at);
        let said = says(self.inspection, sheet, cell, told, self.knowledge);
        let mut data = String::new();
        let mut findings: Vec<&str> = Vec::new();
        for (key, words) in &said {
            match *key {
                "finding" => findings.push(words),
                // Its row has it.
                "label" => {}
                key => {
                    let _ = write!(data, " data-{key}=\"{}\"", escaped(words));
                }
            }
        }
        if !findings.is_empty() {
            let _ = write!(data, " data-finding=\"{}\"", escaped(&findings.join("\n")));
        }
        let figure = match cell.text() {
            _ if sheet.is_figure(cell) => " figure",
            None => " count",
            Some(_) => "",
        };
        // A finding of its own; those of its whole column or row are told at their heads.
        let run = if runs { " run" } else { "" };
        let own = cell.at.to_string();
        let marked = if told.iter().any(|finding| finding.place.cell == own) { " marked" } else { "" };
        let _ = write!(
            html,
            "<td{span} id=\"s{place}-{at}\" class=\"{}{figure}{marked}{run}\" tabindex=\"-1\"{data}><span>{}</span></td>",
            role.word(),
            escaped(&shown(sheet, cell, self.knowledge.language)),
            at = own,
        );
    }

    fn findings(&mut self) {
        let mut html = format!("<section id=\"findings\"><h2>{}</h2>\n", self.words("page.findings", &[]));
        if self.findings.is_empty() {
            let _ = writeln!(html, "<p>{}</p>", self.words("page.no_findings", &[]));
        }
        html.push_str("<ol>\n");
        let sheets: BTreeMap<&str, usize> =
            self.inspection.sheets.iter().enumerate().map(|(place, sheet)| (sheet.grid.name.as_str(), place)).collect();
        let language = self.knowledge.language;
        for finding in self.findings {
            let severity = finding.severity.code();
            let word = escaped(&phrase(&format!("console.{severity}"), language, &[]));
            let shown = [finding.place.sheet.as_str(), finding.place.cell.as_str()];
            let shown = shown.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" › ");
            let link = match sheets.get(finding.place.sheet.as_str()) {
                Some(place) if CellRef::parse(&finding.place.cell).is_some() => {
                    format!("<a href=\"#s{place}-{}\">{}</a>", escaped(&finding.place.cell), escaped(&shown))
                }
                Some(place) => format!("<a href=\"#s{place}\">{}</a>", escaped(&shown)),
                None => escaped(&shown),
            };
            let suggestion = escaped(&finding.suggestion(language));
            let _ = writeln!(
                html,
                "<li><b class=\"{severity}\">{word}</b> {link} {}<br><span class=\"hint\">{suggestion}</span></li>",
                escaped(&sentence(finding, language)),
            );
        }
        html.push_str("</ol></section>\n");
        self.put(&html);
    }

    /// The panel beside the sheets; the script fills it from the cell in focus.
    fn panel(&mut self) {
        let mut html = format!(
            "<aside id=\"panel\" aria-live=\"polite\"><p class=\"hint\">{}</p><h2></h2><dl hidden>",
            self.words("page.hint", &[])
        );
        for key in [
            "raw",
            "role",
            "heading",
            "label",
            "unit",
            "indicator",
            "category",
            "period",
            "value",
            "measure",
            "why",
            "finding",
        ] {
            let name = self.words(&format!("says.{key}"), &[]);
            let _ = write!(html, "<div data-key=\"{key}\"><dt>{name}</dt><dd></dd></div>");
        }
        html.push_str("</dl></aside>\n");
        self.put(&html);
    }
}

/// Where a cell is drawn.
struct Spot<'a> {
    place: usize,
    sheet: &'a SheetInspection,
    /// Those of its sheet.
    findings: &'a [Finding],
    span: &'a str,
    /// Whether it runs on over the blank cells behind it.
    runs: bool,
}

/// Why a table was not read as a whole: a key under `inspect`.
pub fn reason(table: &TableInspection) -> Option<&'static str> {
    match (table.read, table.confidence.words) {
        (true, _) => None,
        (false, 0) => Some("page.unknown"),
        (false, _) => Some("page.refused"),
    }
}

/// How sure a table is, in words.
pub fn confidence(confidence: Confidence, language: Language) -> String {
    let facts = [
        ("percent", confidence.percent().to_string()),
        ("columns", confidence.columns.0.to_string()),
        ("all_columns", confidence.columns.1.to_string()),
        ("rows", confidence.rows.0.to_string()),
        ("all_rows", confidence.rows.1.to_string()),
        ("known", confidence.words.to_string()),
    ];
    phrase("inspect.page.sure", language, &facts)
}

fn span(wide: usize, high: usize) -> String {
    let mut span = String::new();
    if wide > 1 {
        let _ = write!(span, " colspan=\"{wide}\"");
    }
    if high > 1 {
        let _ = write!(span, " rowspan=\"{high}\"");
    }
    span
}

/// Which rows and columns of a sheet are drawn.
struct Shape<'g> {
    grid: &'g Grid,
    rows: Vec<u32>,
    first: u32,
    last: u32,
    more_rows: usize,
    more_columns: u32,
}

/// How a cell is drawn.
enum Span {
    /// Not: it lies in a block that begins elsewhere.
    Hidden,
    /// So many columns wide and rows high.
    Block(usize, usize),
}

impl Shape<'_> {
    fn of(grid: &Grid) -> Shape<'_> {
        let all: Vec<u32> = grid.rows().collect();
        let columns = || grid.cells().iter().map(|cell| cell.at.column);
        let (first, widest) = (columns().min().unwrap_or(0), columns().max().unwrap_or(0));
        let last = widest.min(first + MOST_COLUMNS - 1);
        let mut cells = 0;
        let fits = all.iter().take_while(|&&row| {
            cells += grid.row(row).len();
            cells <= MOST_CELLS
        });
        let rows = all[..fits.count()].to_vec();
        Shape { grid, first, last, more_rows: all.len() - rows.len(), rows, more_columns: widest - last }
    }

    /// How many cells behind one are blank and of no block.
    fn blank_behind(&self, at: CellRef) -> u32 {
        let blank = |column: &u32| {
            let at = CellRef::new(at.row, *column);
            self.grid.get(at).is_none() && self.grid.merge_at(at).is_none()
        };
        (at.column + 1..=self.last).take_while(blank).count() as u32
    }

    fn span(&self, at: CellRef) -> Span {
        let Some(range) = self.grid.merge_at(at) else { return Span::Block(1, 1) };
        let columns = range.start.column.max(self.first)..=range.end.column.min(self.last);
        let rows = || self.rows.iter().filter(|&&row| (range.start.row..=range.end.row).contains(&row));
        if *columns.start() != at.column || rows().next() != Some(&at.row) {
            return Span::Hidden;
        }
        // A block whose first row holds nothing else and is not drawn shows where it begins to be.
        Span::Block(columns.count(), rows().count())
    }
}

/// A text as it may stand in markup and between quotes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(letter),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}
