//! One table: the meaning of its columns and rows, put together for every cell of figures.

use std::collections::BTreeMap;

use crate::domain::{
    Amount, CategoryId, CellRef, CellValue, Code, Finding, Grid, IndicatorId, Kind, Knowledge, Period, Place,
    Qualifier, State, UnitId,
};
use crate::intake::extract::{Readings, one_line, without_ordinal};
use crate::intake::layout::{Key, RowKind};
use crate::intake::vocabulary::{Lookup, Meaning, Vocabulary};
use crate::text::{ColumnWord, Convention, MeasureWord, column_word, convention, is_total, measure_word};

use super::context::{self, Context, Reporter};
use super::heading::{self, Sense};
use super::unit::{UnitMatch, UnitNames};

/// Who a row is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Who {
    /// A registered unit.
    Known(UnitId),
    /// A unit that the registry lacks, under another.
    Met(Box<Who>, String),
}

/// An understood cell, its unit not yet an id.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Who it is about: index into [`Table::who`].
    pub who: usize,
    /// What it measures.
    pub indicator: IndicatorId,
    /// Which part.
    pub category: Option<CategoryId>,
    /// For when.
    pub period: Period,
    /// What the cell says.
    pub state: State,
    /// How exactly.
    pub qualifier: Qualifier,
    /// Whether it was repaired.
    pub repaired: bool,
    /// Where it stands.
    pub cell: CellRef,
    /// The cell's text as found.
    pub raw: String,
}

/// A printed total, its sheet not yet an index.
#[derive(Clone, Debug)]
pub struct Total {
    pub indicator: IndicatorId,
    pub category: Option<CategoryId>,
    pub period: Period,
    pub amount: Amount,
    pub label: String,
    pub cell: CellRef,
    pub parts: Vec<(CellRef, Amount)>,
    pub blanks: Vec<(CellRef, String)>,
    pub step: Amount,
}

/// What is understood of one table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Whose figures it holds.
    pub who: Vec<Who>,
    /// Its cells of figures.
    pub cells: Vec<Reading>,
    /// Its printed totals.
    pub totals: Vec<Total>,
}

/// What one column or row contributes to the meaning of its cells.
#[derive(Clone, Debug, Default)]
struct Part {
    meaning: Option<Meaning>,
    period: Option<Period>,
    measure: Option<MeasureWord>,
    who: Option<usize>,
    /// Whether nothing of it is read.
    closed: bool,
    /// Whether it totals the other columns.
    total: bool,
}

/// Everything that a table is resolved with.
pub struct Resolver<'a> {
    pub knowledge: &'a Knowledge,
    pub vocabulary: &'a Vocabulary,
    pub units: &'a UnitNames,
    pub grid: &'a Grid,
    pub readings: &'a Readings,
    /// The file's path and the names of sheet, file and folders, nearest first.
    pub path: &'a str,
    pub names: &'a [&'a str],
}

/// Resolves one table.
pub fn resolve(resolver: &Resolver<'_>, findings: &mut Vec<Finding>) -> Table {
    let mut table = Table::default();
    let told = findings.len();
    let context =
        context::read(resolver.readings, resolver.names, resolver.knowledge, resolver.units, resolver.vocabulary);
    let mut columns = resolver.columns(&context, findings);
    if !columns.iter().all(|column| column.closed) {
        resolver.part_duplicates(&mut columns, findings);
        let rows = resolver.rows(&context, &columns, &mut table, findings);
        if resolver.cells(&context, &columns, &rows, &mut table, findings) {
            resolver.totals(&context, &columns, &rows, &mut table);
            return table;
        }
    }
    // Not one cell of it means anything here: one finding for the table, not one a row and column.
    findings.truncate(told);
    findings.push(resolver.not_read());
    Table::default()
}

impl Resolver<'_> {
    fn place(&self, cell: CellRef) -> Place {
        Place::cell(self.path, &self.grid.name, cell)
    }

    fn sheet(&self) -> Place {
        Place::sheet(self.path, &self.grid.name)
    }

    /// One finding for a table of which nothing is read, with its title and the first of its headings.
    fn not_read(&self) -> Finding {
        let title = self.readings.lines.iter().map(|(_, line)| line.as_str());
        let headings = self.readings.columns.iter().filter_map(|column| column.path.last()).map(String::as_str);
        let labels = self.readings.rows.iter().flat_map(|row| row.labels.iter().map(|(_, label)| label.as_str()));
        let mut shown: Vec<String> = Vec::new();
        for word in title.chain(headings).chain(labels).map(one_line).filter(|word| !word.is_empty()) {
            if !shown.contains(&word) && shown.len() < 8 {
                shown.push(word);
            }
        }
        Finding::new(Code::SheetNotRead, self.sheet()).with("words", shown.join("; "))
    }

    /// The meaning of every column of figures; one finding for each that is not read, one for all where none is.
    fn columns(&self, context: &Context, findings: &mut Vec<Finding>) -> Vec<Part> {
        let mut parts = Vec::with_capacity(self.readings.columns.len());
        let mut unread = Vec::new();
        for (position, column) in self.readings.columns.iter().enumerate() {
            let path: Vec<&str> =
                column.path.iter().map(String::as_str).filter(|part| self.carries_meaning(part)).collect();
            let sense = heading::read(&path, self.vocabulary);
            let total = column.path.last().is_some_and(|leaf| is_total(leaf));
            let mut part = Part {
                period: (!sense.spans.is_empty()).then(|| context.period_of(&sense.spans, self.knowledge)).flatten(),
                measure: sense.measure,
                total: total && sense.lookup == Lookup::Empty,
                ..Part::default()
            };
            match &sense.lookup {
                Lookup::Known(meaning) => part.meaning = Some(self.one_language(position, *meaning, &sense, findings)),
                Lookup::Empty => {}
                Lookup::Ambiguous(_) | Lookup::Unknown => {
                    part.closed = true;
                    unread.push((position, sense));
                }
            }
            parts.push(part);
        }
        for (position, sense) in unread {
            if self.has_figures(position) {
                let at = self.readings.columns[position].head;
                let mut finding = Finding::new(Code::ColumnNotRead, self.place(at))
                    .with("column", self.readings.column_label(position));
                finding = finding.with("candidates", self.candidates(&sense.lookup));
                findings.push(finding);
            }
        }
        parts
    }

    /// A heading whose two languages disagree: the reading that no other column claims, and a finding in any case.
    fn one_language(&self, position: usize, meaning: Meaning, sense: &Sense, findings: &mut Vec<Finding>) -> Meaning {
        let Some(other) = sense.other else { return meaning };
        let claimed = |wanted: Meaning| {
            self.readings.columns.iter().enumerate().any(|(column, reading)| {
                let path: Vec<&str> =
                    reading.path.iter().map(String::as_str).filter(|part| self.carries_meaning(part)).collect();
                let sense = heading::read(&path, self.vocabulary);
                column != position && sense.other.is_none() && sense.lookup == Lookup::Known(wanted)
            })
        };
        let taken = if claimed(meaning) && !claimed(other) { other } else { meaning };
        let at = self.readings.columns[position].head;
        findings.push(
            Finding::new(Code::HeadingLanguages, self.place(at))
                .with("column", self.readings.column_label(position))
                .with("first", self.show(meaning))
                .with("second", self.show(other))
                .with("taken", self.show(taken)),
        );
        taken
    }

    /// Two columns of one meaning: they are one where no row fills both (a heading merged over two), or where they are
    /// equal; otherwise neither is read.
    fn part_duplicates(&self, columns: &mut [Part], findings: &mut Vec<Finding>) {
        let mut seen: BTreeMap<(Meaning, Option<Period>), Vec<usize>> = BTreeMap::new();
        for (position, part) in columns.iter().enumerate() {
            if let (Some(meaning), false) = (part.meaning, part.closed) {
                seen.entry((meaning, part.period)).or_default().push(position);
            }
        }
        for ((meaning, _), positions) in seen {
            let [first, others @ ..] = positions.as_slice() else { continue };
            for other in others {
                let both = self.readings.rows.iter().filter(|row| row.kind == RowKind::Item).any(|row| {
                    let at = |position: usize| {
                        self.grid
                            .get(CellRef::new(row.index, self.readings.columns[position].index))
                            .map(|cell| &cell.value)
                    };
                    matches!((at(*first), at(*other)), (Some(a), Some(b)) if a != b)
                });
                if both {
                    for position in [*first, *other] {
                        columns[position].closed = true;
                    }
                    let at = |position: usize| self.readings.columns[position].head.to_string();
                    findings.push(
                        Finding::new(Code::HeadingTwice, self.sheet())
                            .with("meaning", self.show(meaning))
                            .with("first", at(*first))
                            .with("second", at(*other)),
                    );
                }
            }
        }
    }

    /// Headings such as *Số lượng*, *Năm*, *Thực hiện* say nothing about what is measured.
    fn carries_meaning(&self, part: &str) -> bool {
        match column_word(part) {
            Some(
                ColumnWord::Value
                | ColumnWord::Period
                | ColumnWord::Indicator
                | ColumnWord::Unit
                | ColumnWord::Category,
            ) => {
                matches!(self.vocabulary.look_up(part), Lookup::Known(_))
            }
            _ => !is_total(part) || matches!(self.vocabulary.look_up(part), Lookup::Known(_)),
        }
    }

    fn has_figures(&self, position: usize) -> bool {
        let index = self.readings.columns[position].index;
        self.readings.rows.iter().any(|row| self.grid.get(CellRef::new(row.index, index)).is_some())
    }

    fn show(&self, meaning: Meaning) -> String {
        let catalogue = &self.knowledge.catalogue;
        match meaning {
            Meaning::Indicator(id, category) => catalogue.label(id, category, self.knowledge.language),
            Meaning::Category(breakdown, category) => {
                let found = catalogue.breakdowns[breakdown.0 as usize].categories.get(category.0 as usize);
                found.map(|category| category.name.get(self.knowledge.language).to_owned()).unwrap_or_default()
            }
        }
    }

    fn candidates(&self, lookup: &Lookup) -> String {
        match lookup {
            Lookup::Ambiguous(several) => {
                several.iter().map(|&meaning| self.show(meaning)).collect::<Vec<_>>().join("; ")
            }
            _ => String::new(),
        }
    }

    /// The meaning of every row. A row of units always means someone; a row of indicators that is not understood is told.
    fn rows(&self, context: &Context, columns: &[Part], table: &mut Table, findings: &mut Vec<Finding>) -> Vec<Part> {
        let by_columns = columns.iter().any(|part| matches!(part.meaning, Some(Meaning::Indicator(..))));
        let mut people = People { resolver: self, context, table, known: BTreeMap::new(), findings: Vec::new() };
        let mut parts = Vec::with_capacity(self.readings.rows.len());
        for (position, row) in self.readings.rows.iter().enumerate() {
            let mut part = Part { measure: measure_word(&row.measure), ..Part::default() };
            if row.kind == RowKind::Group {
                part.closed = true;
                parts.push(part);
                continue;
            }
            let is_total_row = matches!(row.kind, RowKind::Total(_));
            for (key, label) in &row.labels {
                let label_only = without_ordinal(label);
                match key {
                    Key::Period => {
                        let sense = heading::read(&[label], self.vocabulary);
                        part.period = context.period_of(&sense.spans, self.knowledge);
                        part.closed |= part.period.is_none() && !is_total_row;
                    }
                    Key::Code => part.who = people.by_code(label).or(part.who),
                    Key::Category => match heading::read(&[&label_only], self.vocabulary).lookup {
                        Lookup::Known(meaning) => {
                            part.meaning = merge(part.meaning, Some(meaning), self.knowledge).unwrap_or(part.meaning)
                        }
                        _ if is_total(label) => {}
                        lookup => {
                            part.closed = true;
                            self.row_not_read(position, &lookup, findings);
                        }
                    },
                    Key::Unit if is_total_row => {}
                    Key::Unit => part.who = part.who.or_else(|| people.by_name(label, row)),
                    Key::Indicator => self.indicator_row(position, &label_only, &mut part, context, findings),
                    Key::Open if is_total_row => {}
                    Key::Open => self.open_row(position, label, &mut part, context, by_columns, &mut people, findings),
                }
            }
            if row.labels.is_empty() && !is_total_row {
                part.closed = true;
            }
            parts.push(part);
        }
        // Whose report it is matters where no row says who it is about.
        let needs_reporter = parts
            .iter()
            .zip(&self.readings.rows)
            .any(|(part, row)| row.kind == RowKind::Item && !part.closed && part.who.is_none());
        if needs_reporter {
            let reporter = people.reporter(true);
            for (part, row) in parts.iter_mut().zip(&self.readings.rows) {
                if row.kind == RowKind::Item && part.who.is_none() {
                    part.who = reporter;
                    part.closed |= reporter.is_none();
                }
            }
        }
        findings.append(&mut people.findings);
        parts
    }

    fn indicator_row(
        &self,
        position: usize,
        label: &str,
        part: &mut Part,
        context: &Context,
        findings: &mut Vec<Finding>,
    ) {
        let row = &self.readings.rows[position];
        let path: Vec<&str> = row.groups.iter().map(String::as_str).chain([label]).collect();
        let sense = heading::read(&path, self.vocabulary);
        part.measure = part.measure.or(sense.measure);
        // The period of a group row counts; one in the name of an indicator is part of the name's phrase.
        if !sense.spans.is_empty() {
            part.period = context.period_of(&sense.spans, self.knowledge);
        }
        match sense.lookup {
            Lookup::Known(meaning) => part.meaning = Some(meaning),
            Lookup::Empty if matches!(row.kind, RowKind::Total(_)) || is_total(label) => part.closed = true,
            lookup => {
                part.closed = true;
                if !matches!(row.kind, RowKind::Total(_)) {
                    self.row_not_read(position, &lookup, findings);
                }
            }
        }
    }

    /// A label whose column does not say what it names: a unit, an indicator or a period, in this order.
    #[allow(clippy::too_many_arguments)] // the three meanings need what each of their own functions needs
    fn open_row(
        &self,
        position: usize,
        label: &str,
        part: &mut Part,
        context: &Context,
        by_columns: bool,
        people: &mut People<'_, '_>,
        findings: &mut Vec<Finding>,
    ) {
        let row = &self.readings.rows[position];
        if let Some(who) = people.registered(label, row) {
            part.who = Some(who);
            return;
        }
        let path: Vec<String> = row.groups.iter().cloned().chain([without_ordinal(label)]).collect();
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let sense = heading::read(&path, self.vocabulary);
        match &sense.lookup {
            Lookup::Known(meaning) if !by_columns || matches!(meaning, Meaning::Category(..)) => {
                part.meaning = Some(*meaning);
                part.measure = part.measure.or(sense.measure);
                if !sense.spans.is_empty() {
                    part.period = context.period_of(&sense.spans, self.knowledge);
                }
            }
            Lookup::Empty if !sense.spans.is_empty() => part.period = context.period_of(&sense.spans, self.knowledge),
            _ if by_columns || context.title.is_some() => part.who = people.by_name(label, row),
            lookup => {
                part.closed = true;
                self.row_not_read(position, lookup, findings);
            }
        }
    }

    fn row_not_read(&self, position: usize, lookup: &Lookup, findings: &mut Vec<Finding>) {
        let row = &self.readings.rows[position];
        let has_figures =
            self.readings.columns.iter().any(|column| self.grid.get(CellRef::new(row.index, column.index)).is_some());
        if has_figures {
            let column = self.readings.columns.first().map_or(0, |column| column.index);
            let label: Vec<String> = row
                .groups
                .iter()
                .map(String::as_str)
                .chain([self.readings.row_label(position)])
                .map(one_line)
                .collect();
            findings.push(
                Finding::new(Code::RowNotRead, self.place(CellRef::new(row.index, column)))
                    .with("row", label.join(" / "))
                    .with("candidates", self.candidates(lookup)),
            );
        }
    }

    /// The cells of figures; whether any of them means something.
    fn cells(
        &self,
        context: &Context,
        columns: &[Part],
        rows: &[Part],
        table: &mut Table,
        findings: &mut Vec<Finding>,
    ) -> bool {
        if let Some((first, second)) = &context.when.contradiction {
            findings.push(
                Finding::new(Code::PeriodDiffers, self.sheet())
                    .with("first", first.clone())
                    .with("second", second.clone()),
            );
        }
        let mut understood = false;
        let mut without_period = 0;
        for (position, column) in columns.iter().enumerate() {
            if column.closed || column.total {
                continue;
            }
            let index = self.readings.columns[position].index;
            let convention = self.convention(index);
            for (line, row) in rows.iter().enumerate() {
                let reading = &self.readings.rows[line];
                if row.closed || reading.kind != RowKind::Item {
                    continue;
                }
                let at = CellRef::new(reading.index, index);
                let Some(cell) = self.grid.get(at) else { continue };
                let Some((indicator, category)) = self.meaning(column, row, context) else { continue };
                understood = true;
                let Some(who) = row.who else { continue };
                let Some(period) = self.period(column, row, context) else {
                    without_period += 1;
                    continue;
                };
                let about = &self.knowledge.catalogue.indicators[indicator.0 as usize];
                match super::amount::read(
                    &cell.value,
                    about,
                    row.measure.or(column.measure).or(context.measure),
                    convention,
                ) {
                    Ok(read) => {
                        if let Some(before) = read.repaired {
                            let after = read.state.amount().unwrap_or_default();
                            findings.push(
                                self.at_cell(Code::CellRepaired, at, position, line, indicator, category)
                                    .with("before", before)
                                    .with("after", after),
                            );
                        }
                        table.cells.push(Reading {
                            who,
                            indicator,
                            category,
                            period,
                            state: read.state,
                            qualifier: read.qualifier,
                            repaired: read.repaired.is_some(),
                            cell: at,
                            raw: cell.raw(),
                        });
                    }
                    Err(refusal) => {
                        let finding = self.at_cell(refusal.code, at, position, line, indicator, category);
                        findings.push(finding.with("text", cell.raw()).with("proposal", refusal.proposal));
                    }
                }
            }
        }
        table.cells.sort_by_key(|reading| reading.cell);
        if without_period > 0 {
            findings.push(Finding::new(Code::PeriodUnknown, self.sheet()).with("count", without_period as usize));
        }
        understood
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

    fn meaning(&self, column: &Part, row: &Part, context: &Context) -> Option<(IndicatorId, Option<CategoryId>)> {
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

    fn period(&self, column: &Part, row: &Part, context: &Context) -> Option<Period> {
        match (column.period, row.period) {
            (Some(column), Some(row)) => column.overlap(row).filter(|both| *both == column || *both == row),
            (one, other) => one.or(other).or(context.period),
        }
    }

    fn convention(&self, index: u32) -> Convention {
        let texts =
            self.readings.rows.iter().filter_map(|row| match &self.grid.get(CellRef::new(row.index, index))?.value {
                CellValue::Text(text) => Some(text.as_str()),
                _ => None,
            });
        convention(texts).0
    }

    /// Totals down (rows that total rows) and across (columns that total years or categories), of what adds up.
    fn totals(&self, context: &Context, columns: &[Part], rows: &[Part], table: &mut Table) {
        let amount = |row: usize, column: usize, indicator: IndicatorId| {
            let index = self.readings.columns[column].index;
            let cell = self.grid.get(CellRef::new(self.readings.rows[row].index, index))?;
            let about = self.knowledge.catalogue.indicator(indicator);
            let stated = rows[row].measure.or(columns[column].measure).or(context.measure);
            super::amount::read(&cell.value, about, stated, self.convention(index)).ok()?.state.amount()
        };
        let at = |row: usize, column: usize| {
            CellRef::new(self.readings.rows[row].index, self.readings.columns[column].index)
        };
        let adds = |indicator: IndicatorId| {
            matches!(self.knowledge.catalogue.indicator(indicator).kind, Kind::Flow | Kind::Stock)
        };
        for (row, reading) in self.readings.rows.iter().enumerate() {
            let RowKind::Total(covered) = &reading.kind else { continue };
            for (column, part) in columns.iter().enumerate().filter(|(_, part)| !part.closed && !part.total) {
                let Some((indicator, category)) = self.meaning(part, &rows[row], context).filter(|&(id, _)| adds(id))
                else {
                    continue;
                };
                let Some(period) = self.period(part, &rows[row], context) else { continue };
                let Some(printed) = amount(row, column, indicator) else { continue };
                let mut total = Total {
                    indicator,
                    category,
                    period,
                    amount: printed,
                    label: one_line(self.readings.row_label(row)),
                    cell: at(row, column),
                    parts: Vec::new(),
                    blanks: Vec::new(),
                    step: Amount::ZERO,
                };
                for &part_row in covered {
                    match amount(part_row, column, indicator) {
                        Some(amount) => total.parts.push((at(part_row, column), amount)),
                        None => total.blanks.push((at(part_row, column), one_line(self.readings.row_label(part_row)))),
                    }
                }
                total.finish(table);
            }
        }
        for (row, reading) in self.readings.rows.iter().enumerate() {
            if rows[row].closed || reading.kind == RowKind::Group {
                continue;
            }
            for (column, part) in columns.iter().enumerate().filter(|(_, part)| !part.closed) {
                let Some((indicator, category)) = self.meaning(part, &rows[row], context).filter(|&(id, _)| adds(id))
                else {
                    continue;
                };
                let covered: Vec<usize> = if part.total {
                    self.years_beside(columns, column, part)
                } else if category.is_none() {
                    self.categories_beside(columns, column, indicator)
                } else {
                    Vec::new()
                };
                let is_flow = self.knowledge.catalogue.indicator(indicator).kind == Kind::Flow;
                if covered.len() < 2 || (part.total && !is_flow) {
                    continue;
                }
                let Some(printed) = amount(row, column, indicator) else { continue };
                let first = columns[covered[0]].period.or(self.period(part, &rows[row], context));
                let last = columns[covered[covered.len() - 1]].period.or(first);
                let period = first
                    .zip(last)
                    .and_then(|(first, last)| Period::new(first.from.min(last.from), first.to.max(last.to)));
                let Some(period) = period else { continue };
                let mut total = Total {
                    indicator,
                    category,
                    period,
                    amount: printed,
                    label: self.readings.column_label(column),
                    cell: at(row, column),
                    parts: Vec::new(),
                    blanks: Vec::new(),
                    step: Amount::ZERO,
                };
                for part_column in covered {
                    match amount(row, part_column, indicator) {
                        Some(amount) => total.parts.push((at(row, part_column), amount)),
                        None => total.blanks.push((at(row, part_column), self.readings.column_label(part_column))),
                    }
                }
                total.finish(table);
            }
        }
    }

    /// The columns of years that a total column stands beside, of the same meaning.
    fn years_beside(&self, columns: &[Part], column: usize, total: &Part) -> Vec<usize> {
        (0..columns.len())
            .filter(|&other| {
                other != column
                    && !columns[other].closed
                    && !columns[other].total
                    && columns[other].period.is_some()
                    && columns[other].meaning == total.meaning
            })
            .collect()
    }

    /// The columns of all categories of an additive breakdown beside the column of its whole, for the same period.
    fn categories_beside(&self, columns: &[Part], column: usize, indicator: IndicatorId) -> Vec<usize> {
        let Some(breakdown) = self.knowledge.catalogue.breakdown(indicator).filter(|breakdown| breakdown.additive)
        else {
            return Vec::new();
        };
        let covered: Vec<usize> = (0..columns.len())
            .filter(|&other| {
                !columns[other].closed
                    && columns[other].period == columns[column].period
                    && matches!(columns[other].meaning, Some(Meaning::Indicator(id, Some(_))) if id == indicator)
            })
            .collect();
        if covered.len() == breakdown.categories.len() { covered } else { Vec::new() }
    }
}

impl Total {
    /// Keeps the total with the step it is printed in: whole numbers over fractions were rounded.
    fn finish(mut self, table: &mut Table) {
        if self.parts.is_empty() {
            return;
        }
        let decimals =
            |amount: Amount| amount.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len() as u32);
        let printed = decimals(self.amount);
        let finest = self.parts.iter().map(|&(_, amount)| decimals(amount)).max().unwrap_or(0);
        if finest > printed {
            self.step = Amount::whole(1).scaled(-(printed as i32)).unwrap_or(Amount::ZERO);
        }
        table.totals.push(self);
    }
}

/// Two meanings as one; `None` where they contradict.
#[allow(clippy::option_option)] // no meaning and a contradiction are two things
fn merge(one: Option<Meaning>, other: Option<Meaning>, knowledge: &Knowledge) -> Option<Option<Meaning>> {
    let (Some(one), Some(other)) = (one, other) else { return Some(one.or(other)) };
    let fits = |id: IndicatorId, breakdown| knowledge.catalogue.indicator(id).breakdown == Some(breakdown);
    match (one, other) {
        (Meaning::Indicator(a, None), Meaning::Indicator(b, category)) if a == b => {
            Some(Some(Meaning::Indicator(a, category)))
        }
        (Meaning::Indicator(a, category), Meaning::Indicator(b, None)) if a == b => {
            Some(Some(Meaning::Indicator(a, category)))
        }
        (Meaning::Indicator(id, None), Meaning::Category(breakdown, category))
        | (Meaning::Category(breakdown, category), Meaning::Indicator(id, None))
            if fits(id, breakdown) =>
        {
            Some(Some(Meaning::Indicator(id, Some(category))))
        }
        (one, other) if one == other => Some(Some(one)),
        _ => None,
    }
}

/// Who the rows of a table are about.
struct People<'r, 't> {
    resolver: &'r Resolver<'r>,
    context: &'r Context,
    table: &'t mut Table,
    /// Places in [`Table::who`].
    known: BTreeMap<Who, usize>,
    findings: Vec<Finding>,
}

impl People<'_, '_> {
    fn keep(&mut self, who: Who) -> usize {
        let next = self.table.who.len();
        let position = *self.known.entry(who.clone()).or_insert(next);
        if position == next {
            self.table.who.push(who);
        }
        position
    }

    /// Whose report the table is in. `needed`: no row says who it is about, so that a missing name is told.
    fn reporter(&mut self, needed: bool) -> Option<usize> {
        let root = self.resolver.knowledge.root;
        match &self.context.reporter {
            Reporter::Known(id) => Some(self.keep(Who::Known(*id))),
            Reporter::Named(name) => Some(self.keep(Who::Met(Box::new(Who::Known(root)), one_line(name)))),
            Reporter::Several(name, ids) => {
                if needed {
                    let finding = self.ambiguous(self.resolver.sheet(), name, ids);
                    self.findings.push(finding);
                    return None;
                }
                Some(self.keep(Who::Known(root)))
            }
            Reporter::Unsaid => {
                if needed {
                    let name = self.resolver.knowledge.registry.get(root).name.clone();
                    self.findings.push(Finding::new(Code::UnitAssumed, self.resolver.sheet()).with("unit", name));
                }
                Some(self.keep(Who::Known(root)))
            }
        }
    }

    fn ambiguous(&self, place: Place, name: &str, ids: &[UnitId]) -> Finding {
        let registry = &self.resolver.knowledge.registry;
        let candidates: Vec<String> =
            ids.iter().map(|&id| format!("{} ({})", registry.get(id).name, registry.get(id).code)).collect();
        Finding::new(Code::UnitAmbiguous, place).with("name", one_line(name)).with("candidates", candidates.join("; "))
    }

    /// The unit under which names are looked up first: of the nearest group row that names one, else the reporter.
    fn scope(&self, groups: &[String]) -> Option<UnitId> {
        let resolver = self.resolver;
        let from_groups = groups.iter().rev().find_map(|group| {
            match resolver.units.find(group, &resolver.knowledge.registry, None, self.context.period) {
                UnitMatch::One(id) => Some(id),
                _ => None,
            }
        });
        from_groups.or(match self.context.reporter {
            Reporter::Known(id) => Some(id),
            _ => None,
        })
    }

    fn look(&self, label: &str, groups: &[String]) -> UnitMatch {
        let resolver = self.resolver;
        let scope = self.scope(groups);
        let find = |text: &str| resolver.units.find(text, &resolver.knowledge.registry, scope, self.context.period);
        // The whole label first: *X. Bích Hòa* is a commune. Then without its ordinal, then without a second language.
        let mut found = find(label);
        for shorter in [without_ordinal(label), label.lines().next().unwrap_or_default().to_owned()] {
            if matches!(found, UnitMatch::None | UnitMatch::Proposed(_)) && shorter != label {
                match find(&shorter) {
                    UnitMatch::None => {}
                    better => found = better,
                }
            }
        }
        found
    }

    fn registered(&mut self, label: &str, row: &crate::intake::extract::RowReading) -> Option<usize> {
        match self.look(label, &row.groups) {
            UnitMatch::One(id) | UnitMatch::Proposed(id) => Some(self.keep(Who::Known(id))),
            _ => None,
        }
    }

    fn by_code(&mut self, code: &str) -> Option<usize> {
        let resolver = self.resolver;
        match resolver.units.with_code(code, &resolver.knowledge.registry, self.context.period) {
            UnitMatch::One(id) => Some(self.keep(Who::Known(id))),
            _ => None,
        }
    }

    fn by_name(&mut self, label: &str, row: &crate::intake::extract::RowReading) -> Option<usize> {
        if label.trim().is_empty() {
            return None;
        }
        let place = || {
            self.resolver
                .place(CellRef::new(row.index, self.resolver.readings.columns.first().map_or(0, |column| column.index)))
        };
        match self.look(label, &row.groups) {
            UnitMatch::One(id) => Some(self.keep(Who::Known(id))),
            UnitMatch::Proposed(id) => {
                let unit = self.resolver.knowledge.registry.get(id);
                self.findings.push(
                    Finding::new(Code::NameProposed, place())
                        .unit(&unit.code)
                        .with("name", one_line(label))
                        .with("taken", unit.name.clone()),
                );
                Some(self.keep(Who::Known(id)))
            }
            UnitMatch::Several(ids) => {
                let finding = self.ambiguous(place(), label, &ids);
                self.findings.push(finding);
                None
            }
            UnitMatch::None => {
                let parent = match self.scope(&row.groups) {
                    Some(id) => Who::Known(id),
                    None => {
                        let reporter = self.reporter(false)?;
                        self.table.who[reporter].clone()
                    }
                };
                let name = one_line(&without_ordinal(label));
                Some(self.keep(Who::Met(Box::new(parent), name)))
            }
        }
    }
}
