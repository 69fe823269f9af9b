//! The tables: all indicators over the term, and of each chapter one by year and one by unit.

use super::links::Links;
use super::picker::{Item, Line, Picker, UnitRow};
use crate::domain::{Amount, Basis, Day, Figure, IndicatorId, Kind, Month, Number, Period, Qualifier, UnitId};
use crate::report::document::{At, Cell, Chapter, Column, ColumnKind, Marks, Row, RowKind, Shade, Table};
use crate::report::format;

/// More columns of figures than this do not fit a page across in a size that can be read.
const WIDEST: usize = 10;

fn column(heading: impl Into<String>, kind: ColumnKind) -> Column {
    Column { heading: heading.into(), kind }
}

/// A term's name, its years on a line of their own: a spreadsheet would break them at the dash.
pub(super) fn term_heading(name: &str) -> String {
    match name.rsplit_once(' ') {
        Some((words, years)) if years.contains(['–', '-']) => format!("{words}\n{years}"),
        _ => name.to_owned(),
    }
}

/// All indicators over the term.
pub fn summary(picker: &Picker) -> Table {
    let say = |key: &str| picker.say(key, &[]);
    let columns = vec![
        column(say("report.column.index"), ColumnKind::Index),
        column(say("report.column.indicator"), ColumnKind::Label),
        column(say("report.column.measure"), ColumnKind::Short),
        column(term_heading(&picker.term_title()), ColumnKind::Number),
        column(say("report.column.reported"), ColumnKind::Short),
        column(say("report.column.basis"), ColumnKind::Short),
        column(say("report.column.remark"), ColumnKind::Long),
    ];
    let mut rows = Vec::new();
    let mut shown = Vec::new();
    for (place, (name, indicators)) in picker.chapters().into_iter().enumerate() {
        rows.push(Row {
            kind: RowKind::Group,
            indent: 0,
            cells: [Cell::Text(roman(place + 1)), Cell::Text(name)]
                .into_iter()
                .chain(std::iter::repeat_n(Cell::Blank, columns.len() - 2))
                .collect(),
        });
        let first = rows.len();
        let lines = picker.lines(&indicators);
        for line in &lines {
            let figure = picker.root_figure(line.item, picker.term);
            let mut cells = line_head(picker, line);
            if line.heading {
                let remark = ladder_remark(picker, line.item.indicator);
                cells.extend([Cell::Blank, Cell::Blank, Cell::Blank, remark]);
            } else {
                cells.push(picker.cell(picker.root, line.item, picker.term));
                cells.push(reported(picker, line.item));
                cells.push(figure.map_or(Cell::Blank, |figure| basis(picker, figure)));
                cells.push(remark(picker, line.item, figure));
            }
            rows.push(Row { kind: RowKind::Normal, indent: line.indent, cells });
        }
        let at = |line: usize| At { row: first + line, column: 3 };
        Links::new(&mut rows).lines(picker, &lines, at, |item| picker.root_figure(item, picker.term));
        shown.extend(lines);
    }
    let notes = notes(picker, &shown, &rows, NotesOf::Term);
    Table {
        number: say("report.summary.tab"),
        tab: String::new(),
        title: picker.say(
            "report.summary.title",
            &[("unit", picker.unit_name(picker.root).to_owned()), ("term", picker.term_apart())],
        ),
        subtitle: subtitle(picker, None),
        columns,
        rows,
        filter: false,
        shades: Vec::new(),
        on_screen: false,
        notes,
    }
}

/// The tables of every chapter.
pub fn chapters(picker: &Picker) -> Vec<Chapter> {
    let mut number = 0;
    let mut next = || {
        number += 1;
        picker.say("report.table.number", &[("number", format!("{number:02}"))])
    };
    let mut chapters = Vec::new();
    for (name, indicators) in picker.chapters() {
        let lines = picker.lines(&indicators);
        let by_year = by_year(picker, &name, &lines, next());
        let by_unit = if picker.unit_rows.is_empty() {
            Vec::new()
        } else {
            let portions = portions(&lines, picker);
            let whole = portions.len() == 1;
            portions.iter().map(|lines| by_unit(picker, &name, lines, whole, next())).collect()
        };
        chapters.push(Chapter { name, by_year, by_unit });
    }
    chapters
}

/// Rows: indicators; columns: years and the term.
fn by_year(picker: &Picker, chapter: &str, lines: &[Line], number: String) -> Table {
    let say = |key: &str| picker.say(key, &[]);
    let mut columns = vec![
        column(say("report.column.index"), ColumnKind::Index),
        column(say("report.column.indicator"), ColumnKind::Label),
        column(say("report.column.measure"), ColumnKind::Short),
    ];
    // A term of one year has no years beside it.
    let years: &[Period] = if picker.years == [picker.term] { &[] } else { &picker.years };
    let first = columns.len();
    columns.extend(years.iter().map(|&year| column(picker.period_name(year), ColumnKind::Number)));
    let term = columns.len();
    columns.push(column(term_heading(&picker.term_title()), ColumnKind::Number));
    columns.push(column(say("report.column.reported"), ColumnKind::Short));

    let mut rows = Vec::new();
    for line in lines {
        let mut cells = line_head(picker, line);
        if line.heading {
            cells.extend(std::iter::repeat_n(Cell::Blank, columns.len() - cells.len()));
        } else {
            cells.extend(years.iter().map(|&year| picker.cell(picker.root, line.item, year)));
            cells.push(picker.cell(picker.root, line.item, picker.term));
            cells.push(reported(picker, line.item));
        }
        let kind = if line.heading { RowKind::Group } else { RowKind::Normal };
        rows.push(Row { kind, indent: line.indent, cells });
    }

    let mut links = Links::new(&mut rows);
    for (offset, &year) in years.iter().enumerate() {
        let at = |line: usize| At { row: line, column: first + offset };
        links.lines(picker, lines, at, |item| picker.root_figure(item, year));
    }
    for (row, line) in lines.iter().enumerate().filter(|(_, line)| !line.heading && !years.is_empty()) {
        let at = |column: usize| At { row, column };
        match picker.indicator(line.item).kind {
            Kind::Flow => links.sum(at(term), vec![(at(first), at(term - 1))]),
            Kind::Stock | Kind::Flag | Kind::Rating => links.same(at(term), at(term - 1)),
            Kind::Rate | Kind::Mean => {}
        }
    }
    let at = |line: usize| At { row: line, column: term };
    links.lines(picker, lines, at, |item| picker.root_figure(item, picker.term));

    let notes = notes(picker, lines, &rows, NotesOf::Years);
    Table {
        number,
        tab: picker.say("report.by_year.tab", &[("chapter", chapter.to_owned())]),
        title: picker.say(
            if years.is_empty() { "report.by_year.title_one" } else { "report.by_year.title" },
            &[("chapter", chapter.to_owned()), ("term", picker.term_apart())],
        ),
        subtitle: subtitle(picker, None),
        columns,
        rows,
        filter: false,
        shades: Vec::new(),
        on_screen: false,
        notes,
    }
}

/// Rows: units; columns: indicators over the term; those of the whole chapter, or a part of them.
fn by_unit(picker: &Picker, chapter: &str, lines: &[Line], whole: bool, number: String) -> Table {
    let say = |key: &str| picker.say(key, &[]);
    let mut columns = vec![
        column(say("report.column.index"), ColumnKind::Index),
        column(say("report.column.unit"), ColumnKind::Label),
    ];
    let first = columns.len();
    let one_measure = lines.iter().all(|line| picker.measure(line.item) == picker.measure(lines[0].item));
    for line in lines {
        let mut heading = picker.indicator(line.item).name.get(picker.language).to_owned();
        if let Some(category) = picker.category_name(line.item) {
            heading = format!("{heading}\n{category}");
        }
        let measure = picker.measure(line.item);
        if !one_measure && !measure.is_empty() {
            heading = format!("{heading}\n({measure})");
        }
        columns.push(column(heading, ColumnKind::Number));
    }

    let mut rows = Vec::new();
    let (mut outer_number, mut inner_number) = (0, 0);
    for row in &picker.unit_rows {
        let index = if row.inner {
            inner_number += 1;
            inner_number.to_string()
        } else {
            outer_number += 1;
            if row.group { roman(outer_number) } else { outer_number.to_string() }
        };
        rows.push(unit_row(picker, row, index, lines));
    }
    let total = rows.len();
    let total_label = picker.say("report.total", &[("unit", picker.unit_name(picker.root).to_owned())]);
    rows.push(Row {
        kind: RowKind::Total,
        indent: 0,
        cells: [Cell::Blank, Cell::Text(total_label)]
            .into_iter()
            .chain(lines.iter().map(|line| picker.cell(picker.root, line.item, picker.term)))
            .collect(),
    });

    let mut own_totals = Vec::new();
    let mut links = Links::new(&mut rows);
    for (offset, line) in lines.iter().enumerate() {
        let column = first + offset;
        let indicator = picker.indicator(line.item);
        if matches!(indicator.kind, Kind::Flow | Kind::Stock | Kind::Flag | Kind::Rating) {
            for group in groups(&picker.unit_rows) {
                let block = (At { row: group.0 + 1, column }, At { row: group.1, column });
                links.sum(At { row: group.0, column }, vec![block]);
            }
            links.sum(At { row: total, column }, outer_blocks(&picker.unit_rows, column));
        }
    }
    for (row, unit) in picker.unit_rows.iter().map(|row| row.unit).chain([picker.root]).enumerate() {
        let at = |line: usize| At { row, column: first + line };
        links.lines(picker, lines, at, |item| picker.figure(unit, item, picker.term));
    }
    for (offset, line) in lines.iter().enumerate() {
        let number_only = matches!(rows[total].cells[first + offset], Cell::Number(_));
        let own = picker.root_figure(line.item, picker.term).is_some_and(|figure| figure.basis == Basis::Own);
        let units_reported = picker.coverage(line.item, picker.term).reported > 0;
        if number_only && own && units_reported && picker.indicator(line.item).kind != Kind::Rate {
            own_totals.push(picker.label(line.item));
        }
    }

    let shades = shades(picker, lines, &rows, first);
    let mut notes = notes(picker, lines, &rows, NotesOf::Units);
    if !own_totals.is_empty() {
        let facts = [("unit", picker.unit_name(picker.root).to_owned()), ("names", own_totals.join("; "))];
        notes.push(picker.say("report.note.own_total", &facts));
    }
    let measure = if one_measure { picker.measure(lines[0].item) } else { String::new() };
    let mut names: Vec<&str> = lines.iter().map(|line| picker.indicator(line.item).name.get(picker.language)).collect();
    names.dedup();
    let facts = [
        ("chapter", chapter.to_owned()),
        ("term", picker.term_apart()),
        ("names", names.iter().map(|name| format::mid_sentence(name)).collect::<Vec<_>>().join("; ")),
    ];
    Table {
        number,
        tab: picker.say("report.by_unit.tab", &[("chapter", if whole { chapter } else { names[0] }.to_owned())]),
        title: picker.say(if whole { "report.by_unit.title" } else { "report.by_unit.title_one" }, &facts),
        subtitle: subtitle(picker, Some(measure)),
        columns,
        rows,
        filter: !picker.unit_rows.iter().any(|row| row.group),
        shades,
        on_screen: false,
        notes,
    }
}

/// Fewer units are compared by their digits.
const FEWEST_SHADED: usize = 5;

/// Bars for what is counted, shades for rates, where there are enough units and none is below nought.
fn shades(picker: &Picker, lines: &[Line], rows: &[Row], first: usize) -> Vec<(usize, Shade)> {
    let shade = |(place, line): (usize, &Line)| {
        let cells =
            rows.iter().filter(|row| row.kind == RowKind::Normal).filter_map(|row| row.cells[first + place].printed());
        let amounts: Vec<Amount> = cells.map(|printed| printed.amount).collect();
        let is_even = amounts.windows(2).all(|pair| pair[0] == pair[1]);
        if amounts.len() < FEWEST_SHADED || is_even || amounts.iter().any(|amount| *amount < Amount::ZERO) {
            return None;
        }
        let rate = matches!(picker.indicator(line.item).kind, Kind::Rate | Kind::Mean);
        Some((first + place, if rate { Shade::Scale } else { Shade::Bars }))
    };
    lines.iter().enumerate().filter_map(shade).collect()
}

fn unit_row(picker: &Picker, row: &UnitRow, index: String, lines: &[Line]) -> Row {
    let figures = lines.iter().map(|line| picker.cell(row.unit, line.item, picker.term));
    Row {
        kind: if row.group { RowKind::Group } else { RowKind::Normal },
        indent: u8::from(row.inner),
        cells: [Cell::Text(index), Cell::Text(picker.unit_name(row.unit).to_owned())]
            .into_iter()
            .chain(figures)
            .collect(),
    }
}

/// Each group row with the last row under it.
fn groups(rows: &[UnitRow]) -> Vec<(usize, usize)> {
    let ends_at = |start: usize| start + rows[start + 1..].iter().take_while(|row| row.inner).count();
    (0..rows.len()).filter(|&row| rows[row].group).map(|row| (row, ends_at(row))).collect()
}

/// The rows that add up to the total, as blocks of rows that touch.
fn outer_blocks(rows: &[UnitRow], column: usize) -> Vec<(At, At)> {
    let mut blocks: Vec<(At, At)> = Vec::new();
    for (row, _) in rows.iter().enumerate().filter(|(_, row)| !row.inner) {
        let at = At { row, column };
        match blocks.last_mut() {
            Some((_, last)) if last.row + 1 == row => *last = at,
            _ => blocks.push((at, at)),
        }
    }
    blocks
}

/// The lines of tables by unit: headings and what nobody reported are left out, and no table is wider than a page.
fn portions(lines: &[Line], picker: &Picker) -> Vec<Vec<Line>> {
    let shown: Vec<Line> =
        lines.iter().filter(|line| !line.heading && picker.has_figures(line.item)).cloned().collect();
    let mut portions: Vec<Vec<Line>> = Vec::new();
    for indicator in shown.chunk_by(|a, b| a.item.indicator == b.item.indicator) {
        match portions.last_mut() {
            Some(portion) if portion.len() + indicator.len() <= WIDEST => portion.extend_from_slice(indicator),
            _ => portions.push(indicator.to_vec()),
        }
    }
    portions
}

/// Number, name and measure of a line.
fn line_head(picker: &Picker, line: &Line) -> Vec<Cell> {
    let measure = if line.heading { Cell::Blank } else { Cell::Text(picker.measure(line.item)) };
    vec![Cell::Text(line.index.clone()), Cell::Text(line.label.clone()), measure]
}

/// How many of the units (or, without units, of the years) have the figure: `24/25`.
fn reported(picker: &Picker, item: Item) -> Cell {
    let coverage = picker.coverage(item, picker.term);
    if coverage.expected > 0 {
        return Cell::Text(format!("{}/{}", coverage.reported, coverage.expected));
    }
    picker
        .root_figure(item, picker.term)
        .map_or(Cell::Missing, |figure| Cell::Text(format!("{}/{}", figure.reported, figure.expected)))
}

fn basis(picker: &Picker, figure: &Figure) -> Cell {
    let key = match (figure.value, figure.basis) {
        (Number::Ratio { .. }, _) => "report.basis.ratio",
        (_, Basis::Own) => "report.basis.own",
        (_, Basis::Children) => "report.basis.children",
    };
    Cell::Text(picker.say(key, &[]))
}

/// What must be said beside one figure of the term.
fn remark(picker: &Picker, item: Item, figure: Option<&Figure>) -> Cell {
    let mut remarks = Vec::new();
    if let Some(figure) = figure {
        if picker.indicator(item).kind == Kind::Stock {
            remarks.push(picker.say("report.remark.closing", &[("month", format::month(picker.term.to))]));
        }
        match figure.qualifier {
            Qualifier::Exact => {}
            Qualifier::AtLeast => remarks.push(picker.say("report.remark.at_least", &[])),
            Qualifier::AtMost => remarks.push(picker.say("report.remark.at_most", &[])),
            Qualifier::About => remarks.push(picker.say("report.remark.about", &[])),
        }
        // Units without any figure are named once, under the table's title.
        let missing: Vec<UnitId> =
            picker.coverage(item, picker.term).missing.into_iter().filter(|&unit| !picker.is_silent(unit)).collect();
        if missing.is_empty() {
            remarks.extend(picker.gaps(item, figure));
        } else {
            let names: Vec<&str> = missing.iter().map(|&unit| picker.unit_name(unit)).collect();
            let names = format::few_names(&names, 3, picker.language);
            remarks.push(picker.say("report.remark.missing", &[("names", names)]));
        }
        if figure.repaired {
            remarks.push(picker.say("report.remark.repaired", &[]));
        }
        if figure.disputed {
            remarks.push(picker.say("report.remark.disputed", &[]));
        }
    } else if !picker.has_figures(item) {
        remarks.push(picker.say("report.remark.never", &[]));
    }
    if remarks.is_empty() { Cell::Blank } else { Cell::Text(format::sentence_start(&remarks.join("; "))) }
}

fn ladder_remark(picker: &Picker, indicator: IndicatorId) -> Cell {
    if picker.is_additive(indicator) { Cell::Blank } else { Cell::Text(picker.say("report.note.ladder", &[])) }
}

/// Under the title: in what is counted, up to the end of the term, from whom.
pub(super) fn subtitle(picker: &Picker, measure: Option<String>) -> String {
    subtitle_until(picker, measure, picker.term.to)
}

/// Under the title of a table whose figures end with a month.
pub(super) fn subtitle_until(picker: &Picker, measure: Option<String>, end: Month) -> String {
    let measure = measure.filter(|measure| !measure.is_empty());
    let measure = measure.map(|measure| picker.say("report.table.measure", &[("measure", measure)]));
    let reach = [("day", format::day(Day::last_of(end)))];
    let reach = picker.say("report.table.reach", &reach);
    let reach = if measure.is_some() { format::mid_sentence(&reach) } else { reach };
    let source = picker.source_sentence();
    measure.into_iter().chain([reach, source]).collect::<Vec<_>>().join("; ")
}

/// Which table the notes are for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NotesOf {
    Term,
    Years,
    Units,
}

/// The notes that a table needs, and no others.
fn notes(picker: &Picker, lines: &[Line], rows: &[Row], of: NotesOf) -> Vec<String> {
    let mut notes: Vec<String> = sign_notes(picker, rows, |_| false).into_iter().collect();
    notes.extend(mark_notes(picker, rows, "report.mark.incomplete"));
    let ladder = |line: &Line| line.item.category.is_some() && !picker.is_additive(line.item.indicator);
    if of != NotesOf::Term && lines.iter().any(ladder) {
        notes.push(picker.say("report.note.ladder", &[]));
    }
    let stock = |line: &Line| picker.indicator(line.item).kind == Kind::Stock && !line.heading;
    if of != NotesOf::Term && lines.iter().any(stock) {
        notes.push(picker.say("report.note.stock", &[]));
    }
    let flow = |line: &Line| picker.indicator(line.item).kind == Kind::Flow && !line.heading;
    if of == NotesOf::Years {
        notes.extend(super::organisation::note(picker, &picker.years, lines.iter().any(flow)));
    }
    if of == NotesOf::Years && lines.iter().any(flow) && picker.years.iter().any(|&year| !picker.is_full_year(year)) {
        let parts: Vec<String> =
            picker.years.iter().filter(|year| !picker.is_full_year(**year)).map(|&y| picker.period_name(y)).collect();
        notes.push(picker.say("report.note.part_years", &[("periods", parts.join(", "))]));
    }
    notes
}

/// What the signs for nothing, for no figure and for no question mean, of those that stand in a table and are not told
/// in another note.
pub(super) fn sign_notes(picker: &Picker, rows: &[Row], told: impl Fn(&str) -> bool) -> Option<String> {
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let signs: Vec<String> = [
        (format::ZERO, cells().filter_map(Cell::printed).any(|printed| printed.amount.is_zero()), "zero"),
        (format::MISSING, cells().any(|cell| *cell == Cell::Missing), "missing"),
        (format::NOT_APPLICABLE, cells().any(|cell| *cell == Cell::NotApplicable), "not_applicable"),
    ]
    .into_iter()
    .filter(|(sign, used, _)| *used && !told(sign))
    .map(|(_, _, key)| picker.say(&format!("report.sign.{key}"), &[]))
    .collect();
    (!signs.is_empty()).then(|| picker.say("report.note.signs", &[("signs", signs.join("; "))]))
}

/// What the marks after numbers mean, of those that stand in a table. `incomplete`: the key of the first of them.
pub(super) fn mark_notes(picker: &Picker, rows: &[Row], incomplete: &str) -> Vec<String> {
    let printed = rows.iter().flat_map(|row| &row.cells).filter_map(Cell::printed);
    let marks = printed.fold(Marks::default(), |all, printed| all.and(printed.marks));
    [(marks.incomplete, incomplete), (marks.repaired, "report.mark.repaired"), (marks.disputed, "report.mark.disputed")]
        .into_iter()
        .filter(|(used, _)| *used)
        .map(|(_, key)| picker.say(key, &[]))
        .collect()
}

/// A small number in Roman numerals, for the headings of groups.
fn roman(mut number: usize) -> String {
    const STEPS: [(usize, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut text = String::new();
    for (value, letters) in STEPS {
        while number >= value {
            text.push_str(letters);
            number -= value;
        }
    }
    text
}
