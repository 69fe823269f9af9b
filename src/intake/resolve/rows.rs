//! The meaning of a table's rows: who, what and when their labels and groups name.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{CellRef, Finding, IndicatorId, Period};
use crate::intake::extract::{RowReading, without_ordinal};
use crate::intake::layout::{Key, RowKind};
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{ColumnWord, Ordinal, Span, fold, is_part, says_planned, split_ordinal};

use super::columns::in_brackets;
use super::context::{Context, since};
use super::groups::Groups;
use super::measured::{WHOLE_YEAR, compares, is_aside};
use super::people::{Named, People};
use super::table::{Part, Resolver, merge};
use super::unit_name::names_a_body;

/// What holds for all rows of a table.
pub(super) struct Rows<'c> {
    pub(super) context: &'c Context,
    /// The columns name indicators.
    pub(super) by_columns: bool,
    /// A column names who each row is about.
    pub(super) by_units: bool,
    /// The registry knows codes of a column: then it should know all of them.
    by_codes: bool,
    /// How deep the groups stand that name units.
    pub(super) unit_depths: BTreeSet<usize>,
    /// What labels are taken for that say less than the catalogue's names, by their rows.
    nearly: BTreeMap<usize, Meaning>,
    /// The meaning of the columns.
    pub(super) columns: &'c [Part],
    /// Columns do not say what is measured, and some groups do.
    pub(super) groups_measure: bool,
    /// How deep the groups stand that name categories.
    pub(super) category_depths: BTreeSet<usize>,
    /// Categories stand below units, as parts of them.
    pub(super) parted_units: bool,
    /// The groups of the row that was asked last, and whether what stands below them may be no result.
    pub(super) doubtful: RefCell<(Vec<Arc<str>>, bool)>,
    /// The row that its words call the total of all above it: what stands below it uncounted breaks it down, or checks it.
    total_of_all: Option<u32>,
}

impl Rows<'_> {
    /// Where columns do not say what is measured the group of a row does.
    fn measure_by_group(&self, part: &mut Part, groups: &Groups) {
        if !self.by_columns {
            part.meaning = part.meaning.or(groups.meaning);
        }
    }
}

impl Resolver<'_> {
    /// The meaning of every row. A row of units always means someone; a row of indicators that is not understood is told.
    pub(super) fn rows(
        &self,
        context: &Context,
        columns: &[Part],
        people: &mut People<'_, '_>,
        findings: &mut Vec<Finding>,
    ) -> Vec<Part> {
        let by_codes = self
            .readings
            .rows
            .iter()
            .any(|row| row.labels.iter().any(|(key, label)| *key == Key::Code && people.by_code(label).is_some()));
        let is_category =
            |text: &str| matches!(self.sense(&[&without_ordinal(text)]).lookup, Lookup::Known(Meaning::Category(..)));
        let parts_a_unit = |row: &RowReading| {
            let label = row.labels.last().filter(|(key, _)| matches!(key, Key::Unit | Key::Open));
            row.groups.last().is_some_and(|group| self.lexicon.is_registered(group))
                && label.is_some_and(|(_, label)| is_category(label))
        };
        let all = Rows {
            context,
            by_columns: columns.iter().any(|part| matches!(part.meaning, Some(Meaning::Indicator(..)))),
            by_units: self.readings.rows.iter().any(|row| {
                let names = |key: &Key| matches!(key, Key::Unit | Key::Code);
                row.labels.iter().any(|(key, _)| names(key))
            }),
            by_codes,
            unit_depths: people.unit_depths(),
            nearly: BTreeMap::new(),
            columns,
            groups_measure: false,
            category_depths: BTreeSet::new(),
            parted_units: self.readings.rows.iter().any(parts_a_unit),
            doubtful: RefCell::default(),
            total_of_all: self.total_of_all(),
        };
        let measures = |group: &Arc<str>| matches!(self.sense(&[&without_ordinal(group)]).lookup, Lookup::Known(_));
        let of_groups = || self.readings.rows.chunk_by(|a, b| a.groups == b.groups).flat_map(|rows| &rows[0].groups);
        let all = if all.by_columns {
            all
        } else {
            let runs = self
                .readings
                .rows
                .chunk_by(|a, b| a.groups == b.groups)
                .flat_map(|rows| rows[0].groups.iter().enumerate());
            let category_depths = runs.filter(|(_, group)| is_category(group)).map(|(depth, _)| depth).collect();
            Rows { nearly: self.nearly_named_rows(), groups_measure: of_groups().any(measures), category_depths, ..all }
        };
        let mut parts: Vec<Part> = Vec::with_capacity(self.readings.rows.len());
        // The last row that names a whole, below which categories may stand that no group row heads.
        let mut above: Option<(IndicatorId, usize)> = None;
        for (position, row) in self.readings.rows.iter().enumerate() {
            let part = match row.kind {
                RowKind::Group => {
                    above = None;
                    Part { closed: true, ..Part::default() }
                }
                RowKind::Item | RowKind::Total(_) => {
                    let whole = above.filter(|&(_, at)| self.readings.rows[at].groups == row.groups).map(|(id, _)| id);
                    self.row(position, &all, whole, people, findings)
                }
            };
            above = match part.meaning {
                Some(Meaning::Indicator(id, None)) => Some((id, position)),
                Some(Meaning::Indicator(id, Some(_))) if above.is_some_and(|(whole, _)| whole == id) => above,
                _ => None,
            };
            parts.push(part);
        }
        self.measures_of_groups(&mut parts);
        self.measures_written_once(&mut parts, findings);
        self.refuse_below_strangers(&mut parts, findings);
        self.tell_figures_for_measures(&parts, findings);
        self.rows_between_periods(&mut parts, columns);
        // Whose report it is matters where neither row nor column says who it is about.
        let by_reporter =
            |part: &Part, row: &RowReading| row.kind == RowKind::Item && !part.closed && part.who.is_none();
        let said_by_columns = columns.iter().filter(|part| !part.closed).all(|part| part.who.is_some());
        if !said_by_columns && parts.iter().zip(&self.readings.rows).any(|(part, row)| by_reporter(part, row)) {
            let reporter = people.reporter(true);
            for (part, row) in parts.iter_mut().zip(&self.readings.rows) {
                if by_reporter(part, row) {
                    part.who = reporter;
                    part.closed |= reporter.is_none();
                }
            }
        }
        parts
    }

    /// Whether a row's labels say whom it is about, and not what.
    pub(super) fn names_units(row: &RowReading) -> bool {
        let has = |wanted: Key| row.labels.iter().any(|(key, _)| *key == wanted);
        (has(Key::Unit) || has(Key::Code) || has(Key::Open)) && !has(Key::Indicator)
    }

    fn row(
        &self,
        position: usize,
        all: &Rows<'_>,
        whole: Option<IndicatorId>,
        people: &mut People<'_, '_>,
        findings: &mut Vec<Finding>,
    ) -> Part {
        let nested = self.nested(&self.readings.rows[position]).or_else(|| self.themed(&self.readings.rows[position]));
        let row = nested.as_ref().unwrap_or(&self.readings.rows[position]);
        let is_total_row = matches!(row.kind, RowKind::Total(_));
        let groups = self.groups(row, all.context);
        let mut part = Part { measure: self.lexicon.said(&row.measure).measure_word, ..Part::default() };
        if !groups.spans.is_empty() {
            part.period = all.context.period_of(&groups.spans, self.knowledge);
            part.since = since(&groups.spans);
        }
        people.period = self.row_period(row, &groups, all);
        let told = row.told.as_deref().copied().unwrap_or_default();
        let mut unread: Option<Lookup> = None;
        let mut unknown_code: Option<&str> = None;
        let mut nobody_above = false;
        let mut of_category: Option<Meaning> = None;
        for (key, label) in &row.labels {
            // The label of a row that a recipe gives a meaning names what is measured, whatever its words say.
            let key = if told.meaning.is_some() && *key == Key::Open { &Key::Indicator } else { key };
            match key {
                Key::Code | Key::Unit | Key::Open if told.unit.is_some() => {}
                // Somebody's own codes left of the names; *LĐLĐ các huyện, thị xã*, which sorts them.
                Key::Open | Key::Unit if self.is_beside_a_name(row, label) => {}
                Key::Code => match people.by_code(label) {
                    Some(who) => part.who = Some(who),
                    None => unknown_code = Some(label),
                },
                Key::Category if is_aside(&self.lexicon.said(label)) => part.closed = true,
                Key::Category if self.lexicon.said(label).column_word == Some(ColumnWord::Value) => {}
                Key::Category if Self::names_units(row) && (is_part(label) || self.parts_by_name(label, all)) => {
                    part.within = Some(without_ordinal(label));
                }
                // Beside units it may sort them: their figures tell.
                Key::Category if all.by_columns && Self::names_units(row) => {}
                Key::Category => match &self.category_in(row, label) {
                    Lookup::Known(meaning) => {
                        of_category = Some(*meaning);
                        part.by_label = true;
                    }
                    _ if self.lexicon.said(label).is_total && !self.names_the_country(label) => {}
                    lookup => unread = Some(lookup.clone()),
                },
                Key::Indicator => {
                    let before = part.meaning;
                    let mut found = self.indicator_row(row, label, whole, &mut part, all.context);
                    // *Học sinh khu vực nhà nước* beside *Học sinh*, in what it counts.
                    if let (Some(Meaning::Indicator(id, Some(_))), Some(Meaning::Indicator(same, None))) =
                        (before, part.meaning)
                        && id == same
                    {
                        part.meaning = before;
                    }
                    if let (Some(Lookup::Unknown), Some(meaning)) = (&found, all.nearly.get(&position)) {
                        let column = self.readings.columns.first().map_or(0, |column| column.index);
                        findings.push(self.taken_for(CellRef::new(row.index, column), label, *meaning));
                        part.meaning = Some(*meaning);
                        part.by_label = true;
                        part.near = true;
                        found = None;
                    }
                    unread = unread.or(found);
                    part.closed &= told.meaning.is_none();
                    if part.who.is_none() && !all.by_units {
                        Self::ask_group(row, false, &mut part, people);
                        // Beside groups that name units one that names nobody may be a unit too, misspelt.
                        let strange = |(depth, group): (usize, &Arc<str>)| {
                            all.unit_depths.contains(&depth) && self.sense(&[group]).lookup == Lookup::Unknown
                        };
                        if part.who.is_none() && !part.closed && row.groups.iter().enumerate().any(strange) {
                            nobody_above = true;
                        }
                    }
                }
                // Whose a sum is tells whose figure stands in it alone.
                Key::Unit | Key::Open if is_total_row => part.who = part.who.or(people.plainly(label, row)),
                Key::Period if is_total_row => {}
                Key::Period | Key::Unit | Key::Open => {
                    let found = self.named_row(row, *key, label, &mut part, &groups, all, people);
                    unread = unread.or(found);
                }
            }
        }
        // *Nữ* beside *Tổng số CNVCLĐ* is an indicator of its own; a category that the row's indicator lacks is nobody's.
        match (of_category, merge(part.meaning, of_category, self.knowledge)) {
            (Some(Meaning::Indicator(..)), _) => part.meaning = of_category,
            (_, Some(merged)) => part.meaning = merged,
            (_, None) => unread = unread.or(Some(Lookup::Unknown)),
        }
        if told.meaning.is_some() {
            part.meaning = told.meaning;
            part.by_label = true;
            unread = None;
        }
        let groups_told = row.told_by_groups.as_deref().copied().unwrap_or_default();
        part.period = told.period.or(groups_told.period).or(part.period);
        part.measure = told.measure.or(part.measure).or(groups_told.measure).or(groups.measure);
        if let Some(unit) = told.unit.or(groups_told.unit) {
            part.who = Some(people.known(unit));
            unread = None;
            nobody_above = false;
        }
        if nobody_above {
            unread = unread.or(Some(Lookup::Unknown));
        }
        if is_total_row {
            part.closed |= unread.is_some();
            all.measure_by_group(&mut part, &groups);
            return part;
        }
        // Columns may tell the categories apart.
        let by_category = |column: &Part| matches!(column.meaning, Some(Meaning::Category(..)));
        if let (Some(Meaning::Indicator(id, None)), None, false) = (part.meaning, told.meaning, row.groups.is_empty())
            && !all.columns.iter().any(by_category)
            && let Some(category) = self.category_over(id, row)
        {
            part.meaning = Some(Meaning::Indicator(id, Some(category)));
        }
        let as_told = told.meaning.is_some() || groups_told.meaning.is_some();
        if !as_told && !part.closed && self.is_row_of_others(row, &part, all) {
            unread = unread.or(Some(Lookup::Unknown));
        }
        let nobody = all.by_units && part.who.is_none() && !part.closed;
        if let Some(code) = unknown_code
            && (nobody || all.by_codes)
            && self.holds_figures(row)
        {
            people.unknown_code(code, row, part.who.is_some());
            if nobody {
                part.closed = true;
                return part;
            }
        }
        if row.labels.is_empty() || nobody {
            unread = unread.or(Some(Lookup::Empty));
        }
        if let Some(lookup) = unread {
            part.closed = true;
            self.row_not_read(position, &lookup, findings);
        }
        part
    }

    /// When a row is about, as far as its units may depend on it.
    fn row_period(&self, row: &RowReading, groups: &Groups, all: &Rows<'_>) -> Option<Period> {
        if !self.lexicon.units().any_dated() {
            return all.context.period;
        }
        let of_labels = row.labels.iter().filter(|(key, _)| *key == Key::Period);
        let mut spans = groups.spans.clone();
        for (_, label) in of_labels {
            spans.extend(self.lexicon.said(label).times.iter().map(|time| time.span));
        }
        // Of several columns the last: who bore the name before is asked cell by cell.
        let of_columns = || all.columns.iter().filter_map(|column| column.period).max_by_key(|period| period.to);
        let last = if spans.is_empty() { of_columns() } else { None };
        last.or_else(|| all.context.period_of(&spans, self.knowledge))
    }

    fn indicator_row(
        &self,
        row: &RowReading,
        label: &str,
        whole: Option<IndicatorId>,
        part: &mut Part,
        context: &Context,
    ) -> Option<Lookup> {
        let (written, label) = (label, without_ordinal(label));
        // *Khu vực nhà nước* right below *CNVCLĐ*, side by side with it.
        if let (Lookup::Known(category @ Meaning::Category(..)), Some(whole)) = (&self.sense(&[&label]).lookup, whole)
            && let Some(merged) = merge(Some(Meaning::Indicator(whole, None)), Some(*category), self.knowledge)
        {
            part.meaning = merged;
            part.by_label = true;
            return None;
        }
        let groups: Vec<&str> = row.groups.iter().map(|group| &**group).collect();
        let mut path: Vec<&str> = groups.iter().copied().chain([label.as_str()]).collect();
        // *- Chỉ tiêu giao*, *- Thực hiện*, *- Đạt* below the row that names the indicator.
        let said = self.lexicon.said(&label);
        if !groups.is_empty() && said.column_word.is_some() {
            let measured = || matches!(self.sense(&groups).lookup, Lookup::Known(Meaning::Indicator(..)));
            if is_aside(&said) && measured() {
                part.closed = true;
                return None;
            }
            if said.column_word == Some(ColumnWord::Value) && measured() {
                path = groups;
            }
        }
        // *Tổng số* of what the title names, and the women among them.
        let titled = context.title.and_then(Meaning::indicator);
        if let Some(whole) = titled.map(|id| &self.knowledge.catalogue.indicator(id).name.vi)
            && row.kind == RowKind::Item
            && path.iter().any(|part| self.lexicon.said(part).is_total)
            && path.iter().all(|part| self.lexicon.said(part).is_total || is_part(part))
        {
            let parts = path.iter().copied().filter(|part| !self.lexicon.said(part).is_total);
            path = std::iter::once(whole.as_str()).chain(parts).collect();
        }
        let sense = self.sense(&path);
        part.measure = part.measure.or(sense.measure);
        // The period of a group row counts; one in the name of an indicator is part of the name's phrase.
        if !sense.spans.is_empty() {
            part.period = context.period_of(&sense.spans, self.knowledge);
            part.since = since(&sense.spans);
        }
        let stated = if row.measure.trim().is_empty() { in_brackets(&label) } else { &row.measure };
        match &sense.lookup {
            Lookup::Known(Meaning::Indicator(_, None)) if Self::names_but_the_union(&label) => Some(Lookup::Unknown),
            Lookup::Known(Meaning::Indicator(id, _))
                if self.counts_another_kind(*id, stated, &label) || self.is_row_of_pairs(row, &label) =>
            {
                Some(Lookup::Unknown)
            }
            Lookup::Known(Meaning::Indicator(id, None))
                if self.is_below_another(*id, row, written) || self.repeats_its_whole(*id, row, written) =>
            {
                Some(Lookup::Unknown)
            }
            Lookup::Known(meaning) => {
                part.meaning = Some(*meaning);
                part.by_label = true;
                None
            }
            Lookup::Empty if self.lexicon.said(&label).is_total && matches!(row.kind, RowKind::Total(_)) => {
                part.closed = true;
                None
            }
            lookup => Some(lookup.clone()),
        }
    }

    /// A label that may name a unit, an indicator or a period; what it came to where it is not understood.
    #[allow(clippy::too_many_arguments)] // the three meanings need what each of their own functions needs
    fn named_row(
        &self,
        row: &RowReading,
        key: Key,
        label: &str,
        part: &mut Part,
        groups: &Groups,
        all: &Rows<'_>,
        people: &mut People<'_, '_>,
    ) -> Option<Lookup> {
        // *Trong đó: CĐCS Công ty May 5* below its district.
        let label = self.member_behind_part(label).unwrap_or(label);
        // *Xã A (ví dụ, xóa khi gửi)*
        if fold(label).contains("ví dụ") {
            return Some(Lookup::Unknown);
        }
        // *Công ty 6T*, *Nông trường 2019*: a registered name is no period.
        let said = self.lexicon.said(label);
        let times = match label {
            // *Cả năm* below *6 tháng*, *9 tháng*.
            _ if fold(label) == "cả năm" => &WHOLE_YEAR[..],
            // *Q3* beside the code of the third district.
            _ if self.lexicon.is_registered(label) || (key == Key::Unit && part.who.is_some()) => &[],
            _ => &said.times,
        };
        // *Tăng (+), giảm (-)* below the years of a unit, too.
        if (!times.is_empty() || key == Key::Period) && (compares(label) || is_aside(&said) || says_planned(label)) {
            part.closed = true;
            return None;
        }
        if !times.is_empty() && (key == Key::Period || self.sense(&[&without_ordinal(label)]).lookup == Lookup::Empty) {
            // *Quý I* under the row of its unit.
            let before = row.labels.iter().take_while(|(_, other)| **other != *label);
            let before = before.filter(|(key, _)| *key == Key::Period).flat_map(|(_, label)| {
                let said = self.lexicon.said(label);
                said.times.iter().map(|time| time.span).collect::<Vec<_>>()
            });
            // *15/03/2019* beside what happened on that day: it counts for the month.
            let on_a_day = key == Key::Period && label.trim_start().starts_with(|c: char| c.is_ascii_digit());
            let of_row = |span: Span| match span {
                Span::AsOf(year, month, _) if on_a_day => Span::Month(Some(year), month),
                span => span,
            };
            let times = before.chain(times.iter().map(|time| of_row(time.span)));
            let spans: Vec<Span> = groups.spans.iter().copied().chain(times).collect();
            part.period = all.context.period_of(&spans, self.knowledge);
            part.since = since(&spans);
            // Behind the period the row may name its own unit.
            let names = |(key, other): &(Key, Arc<str>)| matches!(key, Key::Unit | Key::Code) && **other != *label;
            let named = row.labels.iter().any(names);
            if part.who.is_none() && !named {
                Self::ask_group(row, all.by_columns && !row.groups.is_empty(), part, people);
            }
            all.measure_by_group(part, groups);
            return part.period.is_none().then_some(Lookup::Empty);
        }
        // *- Công đoàn ngành, khu công nghiệp* below *Tổng cộng* breaks it down, though somebody is called so.
        let dashed = matches!(split_ordinal(label).0, Some(Ordinal::Dash | Ordinal::Plus));
        if dashed
            && self.lexicon.is_registered(label)
            && all.total_of_all.is_some_and(|total| total < row.index)
            && !self.is_counted(row)
        {
            part.closed = true;
            return Some(Lookup::Unknown);
        }
        let measured = all.by_columns || matches!(all.context.title, Some(Meaning::Indicator(..)));
        // *Chỉ tiêu giao*, *Thực hiện*, *Tỷ lệ (%)* below a unit.
        if measured && row.groups.last().is_some_and(|group| self.lexicon.is_registered(group)) {
            if is_aside(&said) {
                part.closed = true;
                return None;
            }
            if said.column_word == Some(ColumnWord::Value) && !self.lexicon.is_registered(label) {
                Self::ask_group(row, false, part, people);
                return None;
            }
        }
        if measured && !row.groups.is_empty() && !self.lexicon.is_registered(label) {
            let plain = without_ordinal(label);
            let below = row.groups.last().is_some_and(|group| self.lexicon.is_registered(group));
            // *- Tập thể* below a unit, under *Bằng khen*.
            let named = || {
                let marked = matches!(split_ordinal(label).0, Some(Ordinal::Dash | Ordinal::Plus));
                let names = |column: &Part| self.part_named(column, all.context, &plain).is_some();
                below && marked && all.columns.iter().any(names)
            };
            let category = || matches!(self.sense(&[&plain]).lookup, Lookup::Known(Meaning::Category(..)));
            if is_part(label) || category() || named() {
                return self.part_of_unit(row, label, part, all, people);
            }
            // *Đầu tư nước ngoài* below a unit, beside parts that are known.
            if all.parted_units && below && !names_a_body(label) {
                return Some(Lookup::Unknown);
            }
        }
        if part.who.is_some() && key != Key::Open {
            // The code said who; of two names nobody knows which counts.
            let by_code = row.labels.iter().any(|(key, code)| *key == Key::Code && people.by_code(code) == part.who);
            if key == Key::Unit
                && let Some(who) = part.who
                && people.held_against(who, label, row)
                && !by_code
            {
                return Some(Lookup::Unknown);
            }
            all.measure_by_group(part, groups);
            return None;
        }
        let within = || {
            let group = row.groups.last().filter(|group| measured && is_part(group));
            group.map(|group| without_ordinal(group))
        };
        match people.registered(label, row) {
            Named::Who(who) => {
                part.who = part.who.or(Some(who));
                all.measure_by_group(part, groups);
                // *II. Trong đó: nữ* over units that stood below *I. Tổng số*.
                part.within = within();
                return self.unknown_over(row, groups, all);
            }
            Named::Several => {
                part.closed = true;
                return None;
            }
            Named::Nobody => {}
        }
        if key != Key::Unit {
            let label = without_ordinal(label);
            let path: Vec<&str> = row.groups.iter().map(|group| &**group).chain([label.as_str()]).collect();
            let sense = self.sense(&path);
            match &sense.lookup {
                Lookup::Known(meaning) if !all.by_columns || matches!(meaning, Meaning::Category(..)) => {
                    part.meaning = Some(*meaning);
                    part.by_label = true;
                    part.measure = part.measure.or(sense.measure);
                    if !sense.spans.is_empty() {
                        part.period = all.context.period_of(&sense.spans, self.knowledge);
                        part.since = since(&sense.spans);
                    }
                    if part.who.is_none() && !all.by_units {
                        Self::ask_group(row, false, part, people);
                    }
                    return None;
                }
                _ if all.by_columns || all.context.title.is_some() || groups.meaning.is_some() => {}
                lookup => return Some(lookup.clone()),
            }
        }
        all.measure_by_group(part, groups);
        // *- Khối doanh nghiệp*, *Theo sổ phụ ngân hàng* below *Tổng cộng*; words alone are those who sign.
        if all.total_of_all.is_some_and(|total| total < row.index) && !self.is_counted(row) {
            part.closed = true;
            let amounts = |column: usize| self.amount_in(self.grid.row(row.index), column).is_some();
            return (0..all.columns.len()).any(amounts).then_some(Lookup::Unknown);
        }
        match people.unregistered(label, row) {
            Named::Who(who) => {
                part.who = Some(who);
                part.within = within();
                None
            }
            Named::Several => {
                part.closed = true;
                None
            }
            Named::Nobody => Some(Lookup::Empty),
        }
    }
}
