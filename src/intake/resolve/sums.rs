//! Columns and rows that add up others: the steps of a ladder, periods, whatever *Tổng số* stands beside.

use crate::domain::{Amount, Cell, CellRef, Finding, Period, in_row};
use crate::intake::extract::RowReading;
use crate::intake::layout::{self, Key, RowKind};
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{Span, fold};

use super::context::Context;
use super::table::{Part, Resolver};
use super::when;

impl Resolver<'_> {
    /// A column called a total that adds up the steps of a ladder in every row is no figure of the indicator: steps are
    /// never added. One that differs is the indicator's own.
    pub(super) fn ladder_totals(&self, context: &Context, parts: &mut [Part], findings: &mut Vec<Finding>) {
        let catalogue = &self.knowledge.catalogue;
        for position in 0..parts.len() {
            let titled = context.title.and_then(Meaning::indicator).filter(|_| parts[position].total);
            let id = match (parts[position].meaning, titled) {
                (Some(Meaning::Indicator(id, None)), _) | (None, Some(id)) => id,
                _ => continue,
            };
            let said = self.readings.columns[position].path.last().is_some_and(|leaf| self.lexicon.said(leaf).is_total);
            if !said || catalogue.breakdown(id).is_none_or(|breakdown| breakdown.additive) {
                continue;
            }
            let steps: Vec<usize> = (0..parts.len())
                .filter(|&other| {
                    parts[other].period == parts[position].period
                        && match parts[other].meaning {
                            Some(Meaning::Indicator(step, Some(_))) => step == id,
                            Some(Meaning::Category(of, _)) => {
                                titled.is_some() && catalogue.indicator(id).breakdown == Some(of)
                            }
                            _ => false,
                        }
                })
                .collect();
            // A step whose heading is not understood is a step all the same.
            let last = steps.last().copied().unwrap_or(position);
            let unread = (position + 1..=last + 1).filter(|&other| parts.get(other).is_some_and(|part| part.closed));
            let all: Vec<usize> = steps.iter().copied().chain(unread).collect();
            let ladder = |steps: &[usize]| steps.len() >= 2 && self.adds_up(position, steps);
            parts[position].closed |= ladder(&steps) || ladder(&all);
            // With a step put away nobody can tell whether they add up.
            let column = |position: usize| self.readings.columns[position].index;
            let last = column(last.max(position));
            let away = |&(from, to): &(u32, u32)| column(position) < to && from <= last + 1;
            if !parts[position].closed && !steps.is_empty() && self.grid.put_away().iter().any(away) {
                parts[position].closed = true;
                self.column_not_read(position, &Lookup::Empty, findings);
            }
        }
    }

    /// A column without a period of its own that adds up the periods beside it in most rows is their total, whatever its
    /// words: *TS*, *Lũy kế*.
    pub(super) fn sums_of_periods(&self, context: &Context, parts: &mut [Part]) {
        let about = |part: &Part| part.meaning.or(context.title);
        for position in 0..parts.len() {
            let whole = &parts[position];
            if (whole.period.is_some() && whole.since.is_none()) || whole.closed || whole.total || whole.who.is_some() {
                continue;
            }
            let periods: Vec<usize> = (0..parts.len())
                .filter(|&other| {
                    let part = &parts[other];
                    part.period.is_some()
                        && part.since.is_none()
                        && about(part) == about(whole)
                        && !part.closed
                        && part.who.is_none()
                })
                .collect();
            let adds_up = || {
                let (equal, rows) = self.sums(position, &periods);
                equal * 2 > rows
            };
            parts[position].total = periods.len() >= 2 && adds_up();
            // *Lũy kế* beside *Quý I*, *Quý II* runs up to the last of them.
            let last = periods.iter().filter_map(|&other| parts[other].period).max_by_key(|period| period.to);
            if parts[position].total && parts[position].since.is_some() {
                parts[position].period = None;
            } else if let (Some(since), Some(last), true) =
                (parts[position].since, last, self.names_no_period(position))
            {
                parts[position].period = when::running(since, last, self.knowledge.calendar, &self.knowledge.term);
            }
        }
    }

    /// *Tổng số* beside some of its parts under each period, of what the title names: where it is not their sum, it is the whole; so it
    /// is where parts are missing that it holds.
    pub(super) fn wholes_under_periods(&self, context: &Context, parts: &mut [Part]) {
        let catalogue = &self.knowledge.catalogue;
        let Some(Meaning::Indicator(id, None)) = context.title else { return };
        let by = catalogue.breakdown(id).filter(|by| by.additive).and(catalogue.indicator(id).breakdown);
        let is_part = |part: &Part| match part.meaning {
            Some(Meaning::Category(of, _)) => by == Some(of),
            Some(Meaning::Indicator(of, Some(_))) => by.is_some() && of == id,
            // *Trong đó: Nữ*
            Some(Meaning::Indicator(of, None)) => catalogue.indicator(of).part_of == Some(id),
            None => false,
        };
        for position in 0..parts.len() {
            let part = &parts[position];
            let open = part.total && !part.closed && part.period.is_some() && part.who.is_none();
            let beside: Vec<usize> = (0..parts.len())
                .filter(|&other| is_part(&parts[other]) && parts[other].period == part.period)
                .collect();
            if open && !beside.is_empty() && (!self.adds_up(position, &beside) || self.lacks_a_part(position, &beside))
            {
                (parts[position].total, parts[position].meaning) = (false, Some(Meaning::Indicator(id, None)));
                for other in beside {
                    if let Some(Meaning::Category(_, category)) = parts[other].meaning {
                        parts[other].meaning = Some(Meaning::Indicator(id, Some(category)));
                    }
                }
            }
        }
    }

    /// *6 tháng đầu năm* between *Quý I*, *Quý II* and *Quý III* is their total where it adds them up in every row.
    pub(super) fn sums_between_periods(&self, context: &Context, parts: &mut [Part]) {
        let about = |part: &Part| (part.meaning.or(context.title), part.who);
        let open = |part: &Part| part.period.filter(|_| !part.closed && !part.total);
        let own = |part: &Part| open(part).filter(|_| part.since.is_none());
        for position in 0..parts.len() {
            // *Lũy kế 6 tháng đầu năm* behind *Quý II*, too.
            let Some(whole) = open(&parts[position]) else { continue };
            let alike = (0..parts.len()).filter(|&other| about(&parts[other]) == about(&parts[position]));
            let periods: Vec<(usize, Period)> = alike.filter_map(|other| Some((other, own(&parts[other])?))).collect();
            parts[position].total = parted(whole, &periods).is_some_and(|members| self.adds_up(position, &members));
        }
    }

    /// The same of rows: *Quý I* below its months.
    pub(super) fn rows_between_periods(&self, rows: &mut [Part], columns: &[Part]) {
        let own = |part: &Part| part.period.filter(|_| !part.closed && part.since.is_none());
        let lengths: Vec<i32> = rows.iter().filter_map(own).map(Period::months).collect();
        if lengths.iter().all(|length| Some(length) == lengths.first()) {
            return;
        }
        let readings = &self.readings.rows;
        let open: Vec<usize> = (0..columns.len()).filter(|&column| !columns[column].closed).collect();
        for position in 0..rows.len() {
            let Some(whole) = own(&rows[position]).filter(|_| readings[position].kind == RowKind::Item) else {
                continue;
            };
            // *Năm 2021* stands over its quarters, and in no group of that name itself.
            let groups = |at: usize| {
                let groups = readings[at].groups.iter();
                groups.filter(|group| !self.lexicon.said(group).is_time).collect::<Vec<_>>()
            };
            let about = |at: usize| (rows[at].who, rows[at].meaning, &rows[at].within, groups(at));
            let alike =
                (0..rows.len()).filter(|&at| readings[at].kind == RowKind::Item && about(at) == about(position));
            let periods: Vec<(usize, Period)> = alike.filter_map(|at| Some((at, own(&rows[at])?))).collect();
            let Some(members) = parted(whole, &periods) else { continue };
            let amount = |at: usize, column: usize| self.amount_in(self.grid.row(readings[at].index), column);
            let sum = |column: usize| {
                members.iter().filter_map(|&at| amount(at, column)).fold(Amount::ZERO, |sum, part| sum + part)
            };
            let mut filled = open.iter().filter_map(|&column| Some((column, amount(position, column)?))).peekable();
            let adds_up = filled.peek().is_some() && filled.all(|(column, printed)| printed == sum(column));
            rows[position].closed = adds_up;
        }
    }

    /// *Cả năm* beside *Tháng 12* is the year's figure, and no total of the periods beside it: they are not all of it, and do not
    /// add up to it.
    pub(super) fn whole_beside_a_part(&self, context: &Context, parts: &mut [Part]) {
        let (calendar, term) = (self.knowledge.calendar, &self.knowledge.term);
        for position in 0..parts.len() {
            let part = &parts[position];
            // A recipe says of a column whether it is a total.
            let open = self.readings.columns[position].told.map_or(part.total, |told| !told.total);
            if !open || part.since.is_some() {
                continue;
            }
            let beside: Vec<(usize, Period)> = (0..parts.len())
                .filter(|&other| !parts[other].closed && !parts[other].total)
                .filter(|&other| parts[other].meaning == part.meaning && parts[other].who == part.who)
                .filter_map(|other| Some((other, parts[other].period?)))
                .collect();
            let leaf = self.readings.columns[position].path.last().map(|leaf| fold(leaf)).unwrap_or_default();
            // *Cả năm* under *Năm 2021*, else of the year of all or of the periods beside it.
            let own = part.period.filter(|period| period.months() == 12);
            let year_of = |period: Period| calendar.year_of(period.to);
            let year = own.map(year_of).or(context.when.year).or(beside.last().map(|(_, period)| year_of(*period)));
            let whole = match (leaf.as_str(), year) {
                ("cả năm", Some(year)) => Some(calendar.year(year)),
                ("cả nhiệm kì" | "cả giai đoạn", _) => {
                    context.period.filter(|p| p.months() > 12).or(Some(term.period))
                }
                _ => None,
            };
            let Some(whole) = whole else { continue };
            // The first year of a term may begin before it.
            let within = beside.iter().filter(|(_, period)| whole.overlap(*period).is_some() && *period != whole);
            let within: Vec<(usize, Period)> = within.copied().collect();
            let adds_up = || {
                let columns: Vec<usize> = within.iter().map(|(at, _)| *at).collect();
                let (equal, rows) = self.sums(position, &columns);
                columns.len() > 1 && equal * 2 > rows
            };
            // Of years of which one was put away nobody can tell whether they add up.
            let column = |position: usize| self.readings.columns[position].index;
            let first = within.iter().map(|&(at, _)| column(at)).min();
            let away = |&(from, to): &(u32, u32)| first.is_some_and(|first| first < to) && from < column(position);
            if !within.is_empty() && self.grid.put_away().iter().any(away) {
                continue;
            }
            // *6 tháng*, *9 tháng* run into one another.
            if !within.is_empty() && parted(whole, &within).is_none() && !adds_up() {
                (parts[position].total, parts[position].period) = (false, Some(whole));
            }
        }
    }

    /// Whether a column says that it runs on from before, and not how far.
    fn names_no_period(&self, position: usize) -> bool {
        self.sense(&self.meaningful(position)).spans.iter().all(|span| matches!(span, Span::Since(_)))
    }

    /// Whether a column is the sum of others in every row that fills it.
    fn adds_up(&self, column: usize, others: &[usize]) -> bool {
        let (equal, rows) = self.sums(column, others);
        rows > 0 && equal == rows
    }

    /// Whether in some row a column holds more than others add up to, one of which says nothing there.
    fn lacks_a_part(&self, column: usize, others: &[usize]) -> bool {
        let items = self.readings.rows.iter().filter(|row| row.kind == RowKind::Item);
        items.into_iter().any(|row| {
            let cells = self.grid.row(row.index);
            let parts: Vec<Option<Amount>> = others.iter().map(|&other| self.amount_in(cells, other)).collect();
            let sum = parts.iter().flatten().fold(Amount::ZERO, |sum, part| sum + *part);
            self.amount_in(cells, column).is_some_and(|whole| whole > sum) && parts.iter().any(Option::is_none)
        })
    }

    /// In how many rows that fill a column it is the sum of others, and how many fill it.
    fn sums(&self, column: usize, others: &[usize]) -> (usize, usize) {
        let items = self.readings.rows.iter().filter(|row| row.kind == RowKind::Item);
        let (mut equal, mut rows) = (0, 0);
        for row in items {
            let cells = self.grid.row(row.index);
            let amount = |column: usize| self.amount_in(cells, column);
            let Some(printed) = amount(column) else { continue };
            let sum = others.iter().filter_map(|&other| amount(other)).fold(Amount::ZERO, |sum, part| sum + part);
            // A row in which a part is spoilt or missing tells nothing, unless the others are all of it.
            let holds = |column: usize| in_row(cells, self.readings.columns[column].index).is_some();
            if printed != sum && others.iter().any(|&other| holds(other) && amount(other).is_none()) {
                continue;
            }
            equal += usize::from(printed == sum);
            rows += 1;
        }
        (equal, rows)
    }

    /// What the cell of a column comes to in a row.
    pub(super) fn amount_in(&self, cells: &[Cell], column: usize) -> Option<Amount> {
        in_row(cells, self.readings.columns[column].index).and_then(|cell| layout::amount_of(&cell.value))
    }

    /// *Tổng số* beside nothing that it could total is the figure itself, where row or title say of what; with other
    /// columns beside it, nobody knows what it totals.
    pub(super) fn lone_totals(&self, context: &Context, parts: &mut [Part], findings: &mut Vec<Finding>) {
        let open = |part: &Part| !part.closed && !part.total;
        let totals_years = parts.iter().any(|part| open(part) && part.period.is_some());
        let by_rows = !parts.iter().any(|part| open(part) && matches!(part.meaning, Some(Meaning::Indicator(..))));
        // Columns that are not understood may be what it totals.
        let aside = |position: usize| {
            let column = &self.readings.columns[position];
            column.beside || column.path.is_empty()
        };
        let others = (0..parts.len()).filter(|&other| !parts[other].total && !aside(other)).count();
        // Periods that are not read are what it totals.
        let unread = parts.iter().any(|part| part.closed && part.period.is_some());
        // *Tổng số* beside categories over rows that name indicators is each row's own whole.
        let named = |row: &RowReading| row.labels.iter().any(|(key, _)| *key == Key::Indicator);
        let of_categories =
            |part: &Part| !open(part) || part.within.is_some() || matches!(part.meaning, Some(Meaning::Category(..)));
        let whole_of_rows = self.readings.rows.iter().any(named) && parts.iter().all(of_categories);
        // What a recipe calls a total is one.
        let told = |position: usize| self.readings.columns[position].told.is_some();
        for (position, part) in parts.iter_mut().enumerate().filter(|(_, part)| part.total && !totals_years) {
            if told(position) {
                continue;
            }
            let whole = whole_of_rows || (by_rows && context.title.is_some());
            if others == 0 || (whole && !unread && !self.stands_apart(position)) {
                // The whole beside its categories, or the only column.
                part.total = false;
            } else {
                part.closed = true;
                self.column_not_read(position, &Lookup::Empty, findings);
            }
        }
    }

    /// Whether nothing stands in the column left of one: what is behind it was left there, to check by.
    fn stands_apart(&self, position: usize) -> bool {
        let column = &self.readings.columns[position];
        let Some(left) = column.index.checked_sub(1) else { return false };
        let rows = self.readings.rows.iter().map(|row| row.index).chain([column.head.row]);
        rows.map(|row| CellRef::new(row, left))
            .all(|at| self.grid.get(at).is_none() && self.grid.merge_at(at).is_none())
    }
}

/// Which of some periods are all of another, each as long as the next: the months of a quarter, the quarters of a year.
fn parted(whole: Period, periods: &[(usize, Period)]) -> Option<Vec<usize>> {
    let within = |period: &Period| whole.contains(*period) && *period != whole;
    let mut lengths: Vec<i32> = periods.iter().map(|(_, period)| *period).filter(within).map(Period::months).collect();
    lengths.sort_unstable();
    lengths.dedup();
    lengths.into_iter().find_map(|length| {
        let mut members: Vec<(Period, usize)> = periods
            .iter()
            .filter(|(_, period)| within(period) && period.months() == length)
            .map(|&(at, period)| (period, at))
            .collect();
        members.sort_unstable();
        let follows = members.windows(2).all(|pair| pair[0].0.to.plus(1) == pair[1].0.from);
        let complete = follows && members.len() as i32 * length == whole.months();
        complete.then(|| members.into_iter().map(|(_, at)| at).collect())
    })
}
