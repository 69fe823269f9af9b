//! The tables beside the chapters: how stocks moved, own figures against the sums below, other perimeters, where a change
//! comes from. Each is there where it has something to say.

use super::organisation;
use super::picker::{Item, Picker};
use crate::domain::{Amount, Basis, Figure, Kind, PerimeterMode, Period, Qualifier, Receipt, UnitId};
use crate::report::document::{At, Cell, Column, ColumnKind, Formula, Marks, Printed, Row, RowKind, Table};
use crate::report::format::{self, Style};
use crate::text::has_phrase;

/// A longer table of differences serves nobody on paper; the findings name every one that matters.
const MOST_DIFFERENCES: usize = 400;

/// All of them, numbered after the tables before.
pub fn tables(picker: &Picker, before: usize) -> Vec<Table> {
    let all = [movement(picker), reconciliation(picker), perimeters(picker), change(picker), receipts(picker)];
    let mut tables = super::compared::tables(picker);
    tables.extend(all.into_iter().flatten());
    for (place, table) in tables.iter_mut().enumerate() {
        let number = format!("{:02}", before + place + 1);
        table.number = picker.say("report.table.number", &[("number", number)]);
    }
    tables
}

/// A table under construction: its key in the phrases, its columns, its rows.
pub(super) fn table(picker: &Picker, key: &str, columns: &[(&str, ColumnKind)], rows: Vec<Vec<Cell>>) -> Option<Table> {
    if rows.is_empty() {
        return None;
    }
    let say = |end: &str| picker.say(&format!("report.{key}.{end}"), &[("term", picker.term_apart())]);
    let columns = columns
        .iter()
        .map(|(name, kind)| Column { heading: picker.say(&format!("report.column.{name}"), &[]), kind: *kind })
        .collect();
    let rows: Vec<Row> = rows.into_iter().map(|cells| Row { kind: RowKind::Normal, indent: 0, cells }).collect();
    let note = say("note");
    let is_told = |sign: &str| note.split([' ', '“', '”', ';']).any(|word| word == sign);
    // Of a rank that may change something else is said than of a figure.
    let own = format!("report.{key}.incomplete");
    let incomplete = if has_phrase(&own) { own.as_str() } else { "report.mark.incomplete" };
    let mut notes: Vec<String> = super::tables::sign_notes(picker, &rows, is_told).into_iter().collect();
    notes.extend(super::tables::mark_notes(picker, &rows, incomplete));
    notes.push(note);
    Some(Table {
        number: String::new(),
        tab: say("tab"),
        title: say("title"),
        subtitle: super::tables::subtitle(picker, None),
        columns,
        rows,
        filter: true,
        shades: Vec::new(),
        on_screen: false,
        notes,
    })
}

/// A number that is made of figures.
pub(super) fn made(amount: Amount, style: Style, qualifier: Qualifier) -> Cell {
    Cell::Number(Printed { amount, style, qualifier, marks: Marks::default(), figure: None })
}

/// A difference of two cells that stays live, where they are what it was made from.
pub(super) fn difference(size: Printed, of: (At, Amount), less: (At, Amount)) -> Cell {
    let follows = of.1 - less.1 == size.amount && !size.style.percent;
    if follows { Cell::Formula(Formula::Difference { of: of.0, less: less.0 }, size) } else { Cell::Number(size) }
}

/// A growth as it is printed.
fn per_cent(amount: Amount) -> Printed {
    Printed { amount, style: Style::PERCENT, qualifier: Qualifier::Exact, marks: Marks::default(), figure: None }
}

/// A per cent of one cell in another that stays live, where they are what it was made from.
pub(super) fn percent(size: Option<Amount>, of: (At, Amount), base: (At, Amount)) -> Cell {
    /// Decimals of a quotient that are compared.
    const COMPARED: u32 = 6;
    let Some(size) = size else { return Cell::Missing };
    let printed = per_cent(size);
    let quotient = of.1.ratio(100, base.1).map(|quotient| quotient.rounded(COMPARED));
    if quotient == Some(size.rounded(COMPARED)) {
        Cell::Formula(Formula::Ratio { above: of.0, below: base.0, scale: 100 }, printed)
    } else {
        Cell::Number(printed)
    }
}

/// Number, name and measure of an item.
pub(super) fn head(picker: &Picker, place: usize, item: Item) -> Vec<Cell> {
    vec![Cell::Text((place + 1).to_string()), Cell::Text(picker.label(item)), Cell::Text(picker.measure(item))]
}

/// The items of all indicators, in order.
pub(super) fn items<'p>(picker: &'p Picker) -> impl Iterator<Item = Item> + 'p {
    picker.knowledge.catalogue.iter().flat_map(|(indicator, _)| picker.items(indicator))
}

/// Opening, closing, change and growth of the root's stocks.
fn movement(picker: &Picker) -> Option<Table> {
    let columns = [
        ("index", ColumnKind::Index),
        ("indicator", ColumnKind::Label),
        ("measure", ColumnKind::Short),
        ("opening_date", ColumnKind::Short),
        ("opening", ColumnKind::Number),
        ("closing_date", ColumnKind::Short),
        ("closing", ColumnKind::Number),
        ("change", ColumnKind::Number),
        ("growth", ColumnKind::Number),
        ("yearly_growth", ColumnKind::Number),
    ];
    let mut rows = Vec::new();
    let mut reorganised = false;
    for item in items(picker).filter(|&item| picker.indicator(item).kind == Kind::Stock) {
        let Some(moved) = picker.figures.movement(picker.root, item.indicator, item.category, picker.term) else {
            continue;
        };
        if moved.opening.period == moved.closing.period {
            continue;
        }
        let row = rows.len();
        let change = Printed {
            amount: moved.change(),
            style: picker.style(item),
            qualifier: moved.qualifier(),
            marks: picker.marks(moved.opening).and(picker.marks(moved.closing)),
            figure: None,
        };
        let at = |column| At { row, column };
        let mut cells = head(picker, row, item);
        cells.push(Cell::Text(format::month(moved.opening.period.to)));
        cells.push(Cell::Number(picker.printed(item, moved.opening)));
        cells.push(Cell::Text(format::month(moved.closing.period.to)));
        cells.push(Cell::Number(picker.printed(item, moved.closing)));
        cells.push(Cell::Formula(Formula::Difference { of: at(6), less: at(4) }, change));
        let opening = (at(4), moved.opening.value.amount());
        cells.push(percent(moved.growth().filter(|_| !moved.broken), (at(7), moved.change()), opening));
        let other = organisation::is_reorganised(picker, moved.opening.period.to, moved.closing.period.to);
        reorganised |= other;
        let yearly = moved.yearly_growth().filter(|_| !moved.broken && !other).map(per_cent);
        cells.push(yearly.map_or(Cell::Missing, |growth| {
            Cell::Formula(Formula::Yearly { closing: at(6), opening: at(4), months: moved.months() }, growth)
        }));
        rows.push(cells);
    }
    let mut table = table(picker, "movement", &columns, rows)?;
    if reorganised {
        table.notes.push(picker.say("report.movement.reorganised", &[]));
        table.notes.extend(organisation::note(picker, &picker.years, false));
    }
    Some(table)
}

/// Who reported for which year.
fn receipts(picker: &Picker) -> Option<Table> {
    let completeness = &picker.figures.completeness;
    let columns = [("index", ColumnKind::Index), ("unit", ColumnKind::Label)];
    let cell = |receipt: &Receipt| match receipt {
        Receipt::Received => Cell::Text("✓".to_owned()),
        Receipt::Again => Cell::Text(picker.say("report.receipts.again", &[])),
        Receipt::Partly => Cell::Text(picker.say("report.receipts.partly", &[])),
        Receipt::Missing => Cell::Missing,
        Receipt::NotAsked => Cell::NotApplicable,
    };
    let rows = completeness.rows.iter().enumerate().map(|(place, (unit, receipts))| {
        let head = [Cell::Text((place + 1).to_string()), Cell::Text(picker.unit_name(*unit).to_owned())];
        head.into_iter().chain(receipts.iter().map(cell)).collect()
    });
    let mut table = table(picker, "receipts", &columns, rows.collect())?;
    let heading = |year: &Period| Column { heading: picker.period_name(*year), kind: ColumnKind::Short };
    table.columns.extend(completeness.years.iter().map(heading));
    let counts = (0..completeness.years.len()).map(|year| completeness.count(year));
    let counts = counts.map(|(came, all)| Cell::Text(format!("{came}/{all}")));
    let name = Cell::Text(picker.say("report.receipts.total", &[]));
    let cells = [Cell::Blank, name].into_iter().chain(counts).collect();
    table.rows.push(Row { kind: RowKind::Total, indent: 0, cells });
    Some(table)
}

/// What units reported themselves beside the sums of those below them, where both differ.
fn reconciliation(picker: &Picker) -> Option<Table> {
    let columns = [
        ("index", ColumnKind::Index),
        ("indicator", ColumnKind::Label),
        ("unit", ColumnKind::Long),
        ("period", ColumnKind::Short),
        ("own", ColumnKind::Number),
        ("children", ColumnKind::Number),
        ("difference", ColumnKind::Number),
        ("reported", ColumnKind::Short),
        ("stands", ColumnKind::Short),
    ];
    let mut rows = Vec::new();
    let lines = picker.figures.reconciliations.iter().filter(|line| !line.difference().is_zero());
    for line in lines.take(MOST_DIFFERENCES) {
        let item = Item { indicator: line.indicator, category: line.category };
        let row = rows.len();
        let number = |amount| made(amount, picker.style(item), Qualifier::Exact);
        let difference = Printed {
            amount: line.difference(),
            style: picker.style(item),
            qualifier: Qualifier::Exact,
            marks: Marks::default(),
            figure: None,
        };
        let (of, less) = (At { row, column: 4 }, At { row, column: 5 });
        let stands = match line.stands {
            Basis::Own => "report.basis.own",
            Basis::Children => "report.basis.children",
        };
        rows.push(vec![
            Cell::Text((row + 1).to_string()),
            Cell::Text(picker.label(item)),
            Cell::Text(picker.unit_name(line.unit).to_owned()),
            Cell::Text(picker.period_name(line.period)),
            number(line.own),
            number(line.children),
            Cell::Formula(Formula::Difference { of, less }, difference),
            Cell::Text(format!("{}/{}", line.reported, line.expected)),
            Cell::Text(picker.say(stands, &[])),
        ]);
    }
    table(picker, "reconciliation", &columns, rows)
}

/// Figures on every perimeter: the root's, then those of the units below it whose earlier figures another perimeter
/// carries to them.
fn perimeters(picker: &Picker) -> Option<Table> {
    let columns = [
        ("index", ColumnKind::Index),
        ("indicator", ColumnKind::Label),
        ("measure", ColumnKind::Short),
        ("unit", ColumnKind::Long),
        ("period", ColumnKind::Short),
        ("as_reported", ColumnKind::Number),
        ("successor", ColumnKind::Number),
        ("constant", ColumnKind::Number),
    ];
    let ends: Vec<Period> = match picker.years.as_slice() {
        [first, .., last] => vec![*first, *last, picker.term],
        _ => vec![picker.term],
    };
    let mut rows = Vec::new();
    for unit in std::iter::once(picker.root).chain(restated(picker)) {
        // The parts of units below the root are in the trace.
        for item in items(picker).filter(|item| unit == picker.root || item.category.is_none()) {
            // A date's figure of the term is the last year's over again.
            let repeats = |period: Period| picker.stands_at_a_date(item) && ends.len() > 1 && period == picker.term;
            for &period in ends.iter().filter(|&&period| !repeats(period)) {
                let sides = PerimeterMode::ALL.map(|(mode, _)| side(picker, unit, item, period, mode));
                if sides.iter().all(Option::is_none) {
                    continue;
                }
                let mut cells = head(picker, rows.len(), item);
                let name = if period == picker.term { picker.term_title() } else { picker.period_name(period) };
                cells.extend([Cell::Text(picker.units.get(unit).name.clone()), Cell::Text(name)]);
                cells.extend(sides.map(|cell| cell.unwrap_or(Cell::Missing)));
                rows.push(cells);
            }
        }
    }
    table(picker, "perimeters", &columns, rows)
}

/// The units below the root, living at the term's end, to which the successor perimeter carries figures of others.
fn restated(picker: &Picker) -> Vec<UnitId> {
    let sides = &picker.figures.perimeters.side_by_side;
    let amount = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure.value.amount());
    let lives = |unit: UnitId| picker.units.get(unit).lives_at(picker.term.to);
    picker
        .reporting_units()
        .filter(|&unit| unit != picker.root && lives(unit))
        .filter(|&unit| {
            let start = sides.partition_point(|side| side.unit < unit);
            let own = sides[start..].iter().take_while(|side| side.unit == unit);
            own.into_iter().any(|side| amount(&side.successor) != amount(&side.as_reported))
        })
        .collect()
}

/// One figure on one perimeter. As reported it is the figure of whoever bore the unit's code when the period ended.
fn side(picker: &Picker, unit: UnitId, item: Item, period: Period, mode: PerimeterMode) -> Option<Cell> {
    let bearers = picker.units.with_code(&picker.units.get(unit).code);
    let then = bearers.iter().copied().find(|&bearer| picker.units.get(bearer).lives_at(period.to));
    let unit = if mode == PerimeterMode::AsReported { then.unwrap_or(unit) } else { unit };
    let sides = picker.figures.perimeters.of((unit, item.indicator, item.category, period))?;
    let figure = sides.on(mode)?;
    // Only the perimeter asked for stands in the trace.
    let shown = picker.figures.perimeters.mode == mode;
    let printed = picker.printed(item, figure);
    Some(Cell::Number(Printed { figure: printed.figure.filter(|_| shown), ..printed }))
}

/// Where the change between the first and the last year comes from.
fn change(picker: &Picker) -> Option<Table> {
    let columns = [
        ("index", ColumnKind::Index),
        ("indicator", ColumnKind::Label),
        ("measure", ColumnKind::Short),
        ("opening", ColumnKind::Number),
        ("same", ColumnKind::Number),
        ("begun", ColumnKind::Number),
        ("ended", ColumnKind::Number),
        ("perimeter", ColumnKind::Number),
        ("silent", ColumnKind::Number),
        ("closing", ColumnKind::Number),
    ];
    let mut rows = Vec::new();
    for item in items(picker) {
        let Some(moved) = picker.figures.perimeters.change(picker.root, item.indicator, item.category) else {
            continue;
        };
        let style = picker.style(item);
        let row = rows.len();
        let mut cells = head(picker, row, item);
        let parts = [moved.opening, moved.same, moved.begun, moved.ended, moved.perimeter, moved.silent];
        cells.extend(parts.map(|amount| made(amount, style, Qualifier::Exact)));
        let closing = Printed {
            amount: moved.closing,
            style,
            qualifier: Qualifier::Exact,
            marks: Marks::default(),
            figure: None,
        };
        let block = (At { row, column: 3 }, At { row, column: 8 });
        let adds_up = parts.into_iter().sum::<Amount>() == moved.closing;
        cells.push(if adds_up { Cell::Formula(Formula::Sum(vec![block]), closing) } else { Cell::Number(closing) });
        rows.push(cells);
    }
    table(picker, "change_over_term", &columns, rows)
}
