//! The cells of a table: what its column, its row and what stands around the table say together.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Amount, Category, CategoryId, Cell, CellRef, CellValue, Code, Fact, Finding, Indicator, IndicatorId, Kind,
    Observation, Period, Qualifier, Ruling, State, UnitId, in_row,
};
use crate::intake::extract::one_line;
use crate::intake::layout::{self, RowKind};
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{MeasureWord, Span, find_times, fold};

use super::amount::{CellAmount, Refusal};
use super::context::Context;
use super::conventions::Writing;
use super::people::Who;
use super::table::{Part, Resolver, Table, merge};
use super::{amount, answer, when};

/// What came of a table's cells.
pub(super) struct Counted {
    /// Cells that mean something, by column.
    pub(super) understood: Vec<usize>,
    /// Those of them that hold no figure, by column.
    pub(super) refused: Vec<usize>,
    /// Rows of which a cell means something.
    pub(super) rows: usize,
    /// What the file says in cells that were repaired.
    pub(super) repaired: BTreeMap<CellRef, Amount>,
}

impl Counted {
    /// Nothing, of so many columns.
    pub(super) fn none(columns: usize) -> Counted {
        Counted { understood: vec![0; columns], refused: vec![0; columns], rows: 0, repaired: BTreeMap::new() }
    }
}

/// Whether a cell marks its column: *x*, a tick, 1.
fn is_mark(value: &CellValue) -> bool {
    match value {
        CellValue::Number(amount) => *amount == Amount::whole(1),
        CellValue::Bool(mark) => *mark,
        CellValue::Text(text) => {
            matches!(text.trim().to_lowercase().as_str(), "x" | "v" | "✓" | "✔" | "√" | "+" | "1" | "có")
        }
        _ => false,
    }
}

/// Whether a cell leaves its column unmarked: 0, a dash.
fn is_no_mark(value: &CellValue) -> bool {
    match value {
        CellValue::Number(amount) => amount.is_zero(),
        CellValue::Bool(mark) => !mark,
        CellValue::Text(text) => matches!(text.trim(), "" | "-" | "–" | "0"),
        _ => false,
    }
}

/// How long a heading's whole year is, in months.
const MONTHS_OF_A_YEAR: i32 = 12;

impl Resolver<'_> {
    /// The cells of figures, and how many of them mean something.
    #[allow(clippy::too_many_arguments)] // a cell's meaning is put together from all of them
    pub(super) fn cells(
        &self,
        context: &Context,
        columns: &[Part],
        rows: &[Part],
        writings: &[Writing],
        table: &mut Table,
        findings: &mut Vec<Finding>,
    ) -> Counted {
        if let Some((first, second)) = &context.when.contradiction {
            findings.push(
                Finding::new(Code::PeriodDiffers, self.sheet())
                    .with("first", first.clone())
                    .with("second", second.clone()),
            );
        }
        // Columns or rows may tell the two periods apart that a title names.
        let undated = |parts: &[Part]| parts.iter().all(|part| part.period.is_none());
        if let (Some((first, second)), true) = (&context.when.joined, undated(columns) && undated(rows)) {
            // *NĂM 2022, 6 THÁNG ĐẦU NĂM 2023*: neither is within the other.
            let apart = matches!(find_times(first).as_slice(), [time] if matches!(time.span, Span::Year(_)));
            let finding = Finding::new(Code::PeriodDiffers, self.sheet());
            let finding = finding.variant(if apart { "apart" } else { "joined" });
            findings.push(finding.with("first", first.clone()).with("second", second.clone()));
        }
        let by_term = matches!(context.when.span, Some(Span::Years(..)));
        if let (Some(line), true) = (&context.when.partly, by_term && undated(columns) && undated(rows)) {
            let finding = Finding::new(Code::PeriodDiffers, self.sheet()).variant("partly");
            findings.push(finding.with("first", line.clone()));
        }
        let of_days = |span: Span| matches!(span, Span::Months(..) | Span::Run(..) | Span::AsOf(..) | Span::Month(..));
        if let (Some(days), true) = (&context.when.days, context.when.span.is_some_and(of_days)) {
            findings.push(Finding::new(Code::PeriodDiffers, self.sheet()).variant("days").with("first", days.clone()));
        }
        let mut counted = Counted::none(columns.len());
        let understood = &mut counted.understood;
        let mut without_period = 0;
        let mut meaningless: Vec<(usize, usize)> = Vec::new();
        let first = self.readings.rows.first().map_or(u32::MAX, |row| row.index);
        let merged = self.grid.merges().iter().any(|range| range.start.row >= first);
        // Ratings of which some are classes of another scale, by their columns.
        let mut foreign: BTreeSet<(usize, IndicatorId)> = BTreeSet::new();
        let counts: Vec<OnceCell<bool>> = vec![OnceCell::new(); columns.len()];
        let open: Vec<usize> =
            (0..columns.len()).filter(|&column| !columns[column].closed && !columns[column].total).collect();
        for (line, row) in rows.iter().enumerate() {
            let reading = &self.readings.rows[line];
            if row.closed || reading.kind != RowKind::Item {
                continue;
            }
            let mut any = false;
            let cells = self.grid.row(reading.index);
            for &position in &open {
                let column = &columns[position];
                let Some(cell) = in_row(cells, self.readings.columns[position].index) else { continue };
                let at = cell.at;
                let ruling = self.ruling(at);
                let Some((indicator, category)) = self.meaning(column, row, context) else {
                    meaningless.push((position, line));
                    continue;
                };
                understood[position] += 1;
                any = true;
                let Some(who) = column.who.or(row.who) else { continue };
                let Some(period) = self.period(column, row, context) else {
                    without_period += 1;
                    continue;
                };
                let who = self.bearer_then(who, period, table);
                let about = &self.knowledge.catalogue.indicators[indicator.0 as usize];
                let stated = context.measure_of(column, row);
                let contradicts = |variant: &'static str| {
                    let finding = self.at_cell(Code::CellNotNumber, at, position, line, indicator, category);
                    let finding = finding.variant(variant).with("text", cell.raw()).with("proposal", "");
                    finding.with("measure", about.measure.name.clone())
                };
                // *- Đạt | %*: a share of the figure above it, whatever the row's indicator.
                let of_share = stated == Some(MeasureWord::Percent) && !about.measure.is_percent();
                let of_share = of_share && !matches!(about.kind, Kind::Rate | Kind::Flag | Kind::Rating);
                if of_share && ruling.is_none() && layout::amount_of(&cell.value).is_some() {
                    counted.refused[position] += 1;
                    findings.push(contradicts("percent"));
                    continue;
                }
                // *Kinh phí (triệu đồng)* beside *Lớp tập huấn* are no classes.
                let counts_by_row = matches!(about.kind, Kind::Stock | Kind::Flow) && about.measure.money.is_none();
                if column.sums && counts_by_row && ruling.is_none() && layout::amount_of(&cell.value).is_some() {
                    counted.refused[position] += 1;
                    findings.push(contradicts("measure"));
                    continue;
                }
                if merged && ruling.is_none() && self.is_shared(at, line, position, &open) {
                    counted.refused[position] += 1;
                    findings.push(contradicts("merged"));
                    continue;
                }
                let classes = self.knowledge.catalogue.breakdown(indicator).map_or(&[][..], |by| &by.categories);
                let convention = writings[position].convention();
                let by_row = rows[line].meaning.and_then(Meaning::indicator) == Some(indicator);
                let in_units = about.kind == Kind::Rating
                    && (*counts[position].get_or_init(|| {
                        // What one class counts the others count too.
                        let same =
                            |other: &usize| columns[*other].meaning.and_then(Meaning::indicator) == Some(indicator);
                        self.counts_units(position)
                            || open.iter().filter(|other| same(other)).any(|&other| self.counts_units(other))
                    }) || (by_row && open.iter().any(|&other| self.holds_units(line, other))));
                // *Tổng số CĐCS được xếp loại* beside or below its classes is what they come to.
                let of_class = |part: &Part| match part.meaning {
                    Some(Meaning::Indicator(id, Some(_))) => id == indicator,
                    Some(Meaning::Category(of, _)) => about.breakdown == Some(of),
                    _ => false,
                };
                if about.kind == Kind::Rating
                    && category.is_none()
                    && ruling.is_none()
                    && layout::amount_of(&cell.value).is_some()
                    && (columns.iter().any(of_class) || rows.iter().any(of_class))
                {
                    continue;
                }
                let marked = column.answer.filter(|_| ruling.is_none());
                if marked.is_some() && is_no_mark(&cell.value) {
                    continue;
                }
                let mark = marked.filter(|_| is_mark(&cell.value)).map(|yes| {
                    let state = State::Value(Amount::whole(i64::from(yes)));
                    (category, CellAmount { state, qualifier: Qualifier::Exact, repaired: None })
                });
                let read = decided(ruling, about, category)
                    .or(mark)
                    .map(Ok)
                    .or_else(|| answer::read(&cell.value, about, category, classes, in_units))
                    .unwrap_or_else(|| {
                        // So many unions of no class at all.
                        if about.kind == Kind::Rating && category.is_none() {
                            return Err(Refusal::variant("class"));
                        }
                        amount::read(&cell.value, about, stated, convention).map(|read| (category, read))
                    });
                match read {
                    Ok((category, read)) => {
                        if stated.is_none() && about.measure.money.is_some() && !reading.measure.trim().is_empty() {
                            findings.push(
                                self.at_cell(Code::MeasureUnknown, at, position, line, indicator, category)
                                    .with("text", one_line(&reading.measure))
                                    .with("measure", about.measure.name.clone()),
                            );
                        }
                        if let Some(before) = read.repaired {
                            counted.repaired.insert(at, before);
                            let after = read.state.amount().unwrap_or_default();
                            findings.push(
                                self.at_cell(Code::CellRepaired, at, position, line, indicator, category)
                                    .with("before", before)
                                    .with("after", after),
                            );
                        }
                        if about.is_count() && read.state.amount().is_some_and(|amount| amount < Amount::ZERO) {
                            let finding = self.at_cell(Code::CellNegative, at, position, line, indicator, category);
                            findings.push(finding.with("text", cell.raw()));
                        }
                        table.cells.push(Observation {
                            unit: UnitId(who as u32),
                            indicator,
                            category,
                            period,
                            state: read.state,
                            qualifier: if column.about { read.qualifier.and(Qualifier::About) } else { read.qualifier },
                            repaired: read.repaired.is_some(),
                            sheet: 0,
                            cell: at,
                            raw: self.grid.as_found(cell),
                        });
                    }
                    Err(refusal) => {
                        counted.refused[position] += 1;
                        if refusal.variant == "class" && cell.text().is_some_and(answer::is_of_another_scale) {
                            foreign.insert((position, indicator));
                        }
                        let finding = self
                            .at_cell(refusal.code, at, position, line, indicator, category)
                            .with("text", cell.raw())
                            .with("measure", about.measure.name.clone())
                            .with("classes", self.class_names(classes))
                            .with("proposal", refusal.proposal.unwrap_or(Fact::Text(String::new())));
                        let told = if refusal.variant.is_empty() { finding } else { finding.variant(refusal.variant) };
                        findings.push(told);
                    }
                }
            }
            counted.rows += usize::from(any);
        }
        self.drop_classes_of_another_scale(&foreign, table, findings);
        if !table.cells.is_sorted_by_key(|reading| reading.cell) {
            table.cells.sort_by_key(|reading| reading.cell);
        }
        // Headings that name whole years stand against *6 tháng* in the name of their file.
        let whole = || table.cells.iter().all(|cell| cell.period.months() == MONTHS_OF_A_YEAR);
        if let (Some(name), Some(cell)) = (&context.when.part_by_name, table.cells.first())
            && whole()
        {
            let year = self.knowledge.calendar.year_of(cell.period.to).to_string();
            let told = Finding::new(Code::PeriodDiffers, self.sheet());
            findings.push(told.with("first", year).with("second", name.clone()));
        }
        self.part_repetitions(table, findings);
        self.tell_magnitudes(context, columns, rows, table, findings);
        self.tell_shares(table, findings);
        self.tell_unclear_measure(context, columns, rows, table, findings);
        let measured = |position: usize, line: usize| {
            let (column, row) = (&columns[position], &rows[line]);
            let read = !column.closed && !column.total && !row.closed;
            let item = self.readings.rows[line].kind == RowKind::Item;
            (read && item).then(|| self.meaning(column, row, context)).flatten().map(|(indicator, _)| indicator)
        };
        self.dissenters(writings, &measured, findings);
        if without_period > 0 {
            findings.push(Finding::new(Code::PeriodUnknown, self.sheet()).with("count", without_period as usize));
        }
        if counted.rows > 0 {
            self.meaningless(&meaningless, &counted.understood, findings);
        }
        counted
    }

    /// Who bore the name of a row then: names are reused over time, and the columns of one row may tell of both bearers.
    fn bearer_then(&self, who: usize, period: Period, table: &mut Table) -> usize {
        let Who::Known(id) = table.who[who] else { return who };
        match self.lexicon.units().bearer_then(id, &self.knowledge.registry, period).map(Who::Known) {
            Some(bearer) => table.who.iter().position(|other| *other == bearer).unwrap_or_else(|| {
                table.who.push(bearer);
                table.who.len() - 1
            }),
            None => who,
        }
    }

    /// Whether some cell of a column is a number that answers no question of yes and no.
    fn counts_units(&self, position: usize) -> bool {
        let rows = &self.readings.rows;
        (0..rows.len()).any(|row| rows[row].kind == RowKind::Item && self.holds_units(row, position))
    }

    /// The same of one cell: *Quý I | 15* says that in *Quý II | x* nothing is ticked.
    fn holds_units(&self, row: usize, position: usize) -> bool {
        let at = CellRef::new(self.readings.rows[row].index, self.readings.columns[position].index);
        layout::amount(self.grid, at).is_some_and(|amount| amount > Amount::whole(1))
    }

    /// Cells of one row that say different values of one fact: none of them is read.
    fn part_repetitions(&self, table: &mut Table, findings: &mut Vec<Finding>) {
        let fact = |reading: &Observation| (reading.unit, reading.indicator, reading.category, reading.period);
        let mut dropped: Vec<CellRef> = Vec::new();
        for row in table.cells.chunk_by(|a, b| a.cell.row == b.cell.row) {
            for (place, one) in row.iter().enumerate() {
                let counts = |reading: &Observation| self.ruling(reading.cell) != Some(Ruling::Ignore);
                let differs =
                    |other: &&Observation| fact(other) == fact(one) && other.state != one.state && counts(other);
                let other = row[..place].iter().filter(|_| counts(one)).find(differs);
                if let Some(other) = other {
                    dropped.extend([other.cell, one.cell]);
                }
            }
        }
        for pair in dropped.chunks(2) {
            let [first, second] = pair else { continue };
            let Some(one) = table.cells.iter().find(|reading| reading.cell == *first) else { continue };
            findings.push(
                Finding::new(Code::HeadingTwice, self.place(*first))
                    .with("meaning", self.show(Meaning::Indicator(one.indicator, one.category)))
                    .with("first", first.to_string())
                    .with("second", second.to_string()),
            );
        }
        if !dropped.is_empty() {
            dropped.sort_unstable();
            table.cells.retain(|reading| dropped.binary_search(&reading.cell).is_err());
        }
    }

    /// Cells whose row and column together mean nothing are told: by column where nothing of it is read, else by row.
    fn meaningless(&self, cells: &[(usize, usize)], understood: &[usize], findings: &mut Vec<Finding>) {
        let mut told_columns: Vec<usize> = Vec::new();
        let mut told_rows: Vec<usize> = Vec::new();
        for &(position, line) in cells {
            if understood[position] == 0 {
                if !told_columns.contains(&position) {
                    told_columns.push(position);
                    self.column_not_read(position, &Lookup::Empty, findings);
                }
            } else {
                told_rows.push(line);
            }
        }
        told_rows.sort_unstable();
        told_rows.dedup();
        for line in told_rows {
            self.row_not_read(line, &Lookup::Empty, findings);
        }
    }

    /// *Xuất sắc; Tốt; Khá*.
    fn class_names(&self, classes: &[Category]) -> String {
        let names: Vec<&str> = classes.iter().map(|class| class.name.get(self.knowledge.language)).collect();
        names.join("; ")
    }

    fn at_cell(
        &self,
        code: Code,
        at: CellRef,
        column: usize,
        row: usize,
        indicator: IndicatorId,
        category: Option<CategoryId>,
    ) -> Finding {
        let catalogue = &self.knowledge.catalogue;
        let category = category
            .and_then(|category| catalogue.category(indicator, category))
            .map(|category| category.code.as_str());
        Finding::new(code, self.place(at))
            .indicator(&catalogue.indicator(indicator).code, category)
            .with("row", one_line(self.readings.row_label(row)))
            .with("column", self.readings.column_label(column))
    }

    /// *Tốt* beside *Khá* is of a scale that the catalogue does not have: it is told, and none of the catalogue's *Hoàn thành tốt nhiệm vụ*.
    fn drop_classes_of_another_scale(
        &self,
        foreign: &BTreeSet<(usize, IndicatorId)>,
        table: &mut Table,
        findings: &mut Vec<Finding>,
    ) {
        for &(position, indicator) in foreign {
            let column = self.readings.columns[position].index;
            // As decoded, whatever the file holds.
            let text = |cell: &Observation| self.grid.get(cell.cell).and_then(Cell::text).unwrap_or_default();
            let in_short = |cell: &Observation| {
                let folded = fold(text(cell));
                !folded.is_empty() && !folded.contains("hoàn thành") && !folded.starts_with("ht")
            };
            let drops = |cell: &Observation| {
                let same = cell.cell.column == column && cell.indicator == indicator && cell.category.is_some();
                same && in_short(cell) && self.ruling(cell.cell).is_none()
            };
            let classes = self.knowledge.catalogue.breakdown(indicator).map_or(&[][..], |by| &by.categories);
            for cell in table.cells.iter().filter(|cell| drops(cell)) {
                let Ok(line) = self.readings.rows.binary_search_by_key(&cell.cell.row, |row| row.index) else {
                    continue;
                };
                let finding = self.at_cell(Code::CellNotNumber, cell.cell, position, line, indicator, None);
                let finding =
                    finding.variant("class").with("text", text(cell)).with("proposal", "").with("measure", "");
                findings.push(finding.with("classes", self.class_names(classes)));
            }
            table.cells.retain(|cell| !drops(cell));
        }
    }

    /// Whether a figure is merged over several columns that are read, or over rows of several names: of which it is nobody knows.
    fn is_shared(&self, at: CellRef, line: usize, position: usize, open: &[usize]) -> bool {
        let Some(range) = self.grid.merge_at(at) else { return false };
        let columns = open.iter().map(|&other| self.readings.columns[other].index);
        let over_columns =
            columns.filter(|column| (range.start.column..=range.end.column).contains(column)).count() > 1;
        let rows = &self.readings.rows;
        let below = rows[line + 1..].iter().take_while(|row| row.index <= range.end.row);
        let over_rows = below.filter(|row| row.kind == RowKind::Item).any(|row| row.labels != rows[line].labels);
        // One heading over all of it is that of a column in several parts.
        let same = |other: &&usize| self.readings.columns[**other].path == self.readings.columns[position].path;
        over_rows || over_columns && !open.iter().filter(same).count().gt(&1)
    }

    /// What a cell measures: its column and row, and the title where these name no indicator.
    pub(super) fn meaning(
        &self,
        column: &Part,
        row: &Part,
        context: &Context,
    ) -> Option<(IndicatorId, Option<CategoryId>)> {
        if let Some(label) = &row.within {
            return match self.part_named(column, context, label) {
                Some(Meaning::Indicator(indicator, category)) => Some((indicator, category)),
                _ => None,
            };
        }
        if let Some(label) = &column.within {
            return match self.part_named(row, context, label) {
                Some(Meaning::Indicator(indicator, category)) => Some((indicator, category)),
                _ => None,
            };
        }
        let own = merge(column.meaning, row.meaning, self.knowledge)?;
        let whole = match own {
            Some(Meaning::Indicator(..)) => own,
            _ => merge(own, context.title, self.knowledge)?,
        };
        match whole {
            Some(Meaning::Indicator(indicator, category)) => Some((indicator, category)),
            _ => None,
        }
    }

    /// The months of a cell: of its column and row where they agree, else of the table.
    pub(super) fn period(&self, column: &Part, row: &Part, context: &Context) -> Option<Period> {
        let (calendar, term) = (self.knowledge.calendar, &self.knowledge.term);
        match (column.period, row.period) {
            // *Lũy kế* beside the rows of quarters.
            (_, Some(row)) if let Some(since) = column.since => when::running(since, row, calendar, term),
            (Some(column), _) if let Some(since) = row.since => when::running(since, column, calendar, term),
            (None, None) if column.since.is_some() || row.since.is_some() => None,
            (Some(column), Some(row)) => column.overlap(row).filter(|both| *both == column || *both == row),
            (one, other) => one.or(other).or(context.period),
        }
    }
}

/// What a cell counts for by a person's word; none where nothing but the cell says it. A corrected number cannot say which
/// class a rating is of.
fn decided(
    ruling: Option<Ruling>,
    about: &Indicator,
    category: Option<CategoryId>,
) -> Option<(Option<CategoryId>, CellAmount)> {
    let state = match ruling? {
        Ruling::Accept => return None,
        Ruling::Correct(_) if about.kind == Kind::Rating && category.is_none() => return None,
        Ruling::Correct(amount) => State::Value(amount),
        Ruling::Ignore => State::Missing,
    };
    Some((category, CellAmount { state, qualifier: Qualifier::Exact, repaired: None }))
}
