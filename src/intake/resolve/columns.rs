//! The meaning of a table's columns of figures.

use std::collections::BTreeMap;

use crate::domain::{CellRef, Code, Finding, IndicatorId, Kind, Period, UnitId, UnitKind, in_row};
use crate::intake::extract::{ColumnReading, RowReading};
use crate::intake::layout::{Key, RowKind, ToldColumn, Words};
use crate::intake::vocabulary::{Lookup, Meaning, ONLY_RATING};
use crate::text::{ColumnWord, MeasureWord, Span, fold, is_part, says_which_way, title_fillers_only, words};

use super::answer;
use super::candidates::UnitMatch;
use super::context::{Context, since};
use super::heading::{Sense, without_noise};
use super::nearly::is_sum_of_money;
use super::people::{Named, People};
use super::reporter::Reporter;
use super::table::{Part, Resolver, merge};
use super::unit_name::{heads_a_group, names_kinds};

/// What the last brackets of a heading hold; nothing where it has none.
pub(super) fn in_brackets(heading: &str) -> &str {
    let inner = heading.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let inner = inner.map_or("", |(_, inner)| inner);
    inner.rsplit_once(':').map_or(inner, |(_, measure)| measure).trim()
}

impl Resolver<'_> {
    /// The meaning of every column of figures; one finding for each that is not read, one for all where none is.
    pub(super) fn columns(
        &self,
        context: &Context,
        people: &mut People<'_, '_>,
        findings: &mut Vec<Finding>,
    ) -> Vec<Part> {
        let mut parts = Vec::with_capacity(self.readings.columns.len());
        let mut unknown: Vec<usize> = Vec::new();
        let beside_units = || {
            let items = || self.readings.rows.iter().filter(|row| row.kind == RowKind::Item);
            let names = |row: &&RowReading| row.labels.iter().any(|(_, label)| self.lexicon.is_registered(label));
            items().filter(names).count() * 2 > items().count()
        };
        let estimated = self.is_estimated();
        let is_count = |id: IndicatorId| self.knowledge.catalogue.indicator(id).measure.money.is_none();
        for (position, column) in self.readings.columns.iter().enumerate() {
            if let Some(told) = column.told {
                parts.push(self.told_column(position, told, context, people, findings));
                continue;
            }
            if self.is_pair(position) {
                self.column_not_read(position, &Lookup::Unknown, findings);
                parts.push(Part { closed: true, ..Part::default() });
                continue;
            }
            // Figures without any heading beside columns that have one: what somebody worked out there.
            let bare = column.path.is_empty() && self.readings.columns.iter().any(|other| !other.path.is_empty());
            if column.beside || bare {
                self.column_not_read(position, &Lookup::Empty, findings);
                parts.push(Part { closed: true, ..Part::default() });
                continue;
            }
            let path = self.meaningful(position);
            let sense = self.sense(&path);
            // *Tổng 5* over *năm* is one heading in two lines.
            let totals = |text: &str| self.lexicon.said(text).is_total;
            let total = column.path.last().is_some_and(|leaf| totals(leaf))
                || column.path.len() > 1 && totals(&column.path.join(" "));
            let mut part = Part {
                period: self.whole_year(column, &sense).or_else(|| self.period_in(&sense, context)),
                since: since(&sense.spans),
                measure: sense.measure.or_else(|| self.stated_over(position)),
                about: self.is_of_estimates(&column.path, estimated),
                total: total && sense.lookup == Lookup::Empty,
                ..Part::default()
            };
            let of_unit = column.path.len() > 1
                && column.path[..column.path.len() - 1].iter().any(|group| self.lexicon.is_registered(group));
            match &sense.lookup {
                // *Xã Bích Hòa* over *Khu vực nhà nước*; *Công ty TNHH Hoavina*, which is no *Công ty TNHH*. *Giáo dục* beside units is a
                // field of work.
                Lookup::Known(Meaning::Category(..))
                    if (of_unit || (!beside_units() && path.last().is_some_and(|leaf| self.names_one(leaf))))
                        && self.unit_column(position, context, people, &mut part) => {}
                // *Xếp loại* of something else: what stands there is none of the classes.
                Lookup::Known(Meaning::Indicator(id, None)) if self.rates_otherwise(position, *id) => {
                    part.closed = true;
                    self.column_not_read(position, &Lookup::Unknown, findings);
                }
                // *Số người bệnh hài lòng*, of which the catalogue knows but the share.
                Lookup::Known(Meaning::Indicator(id, None))
                    if path.last().is_some_and(|leaf| self.counts_a_rate(*id, leaf))
                        && sense.measure != Some(MeasureWord::Percent) =>
                {
                    part.closed = true;
                    self.column_not_read(position, &Lookup::Unknown, findings);
                }
                // *Lớp tập huấn (người)*
                Lookup::Known(Meaning::Indicator(id, _))
                    if self.is_for_each(&path)
                        || path.last().is_some_and(|leaf| self.counts_another_kind(*id, in_brackets(leaf), leaf)) =>
                {
                    part.closed = true;
                    self.column_not_read(position, &Lookup::Unknown, findings);
                }
                // *Công đoàn* under *Số tiền chăm lo*: who paid it.
                Lookup::Known(Meaning::Indicator(_, None))
                    if path.len() > 1 && path.last().is_some_and(|leaf| Self::names_but_the_union(leaf)) =>
                {
                    part.closed = true;
                    unknown.push(position);
                }
                // *Đoàn viên* is one of those whom the title's *Số tiền thăm hỏi* is parted by.
                Lookup::Known(Meaning::Indicator(id, None)) if self.parts_the_title(*id, &path, context).is_some() => {
                    part.meaning = self.parts_the_title(*id, &path, context);
                }
                Lookup::Known(Meaning::Indicator(id, None)) if self.is_another_column(*id, &path) => {
                    part.closed = true;
                    self.column_not_read(position, &Lookup::Unknown, findings);
                }
                Lookup::Known(meaning) => {
                    part.meaning = Some(self.one_language(position, *meaning, &sense, findings));
                    let of_title = |title: Meaning| merge(Some(title), Some(*meaning), self.knowledge).is_some();
                    if matches!(meaning, Meaning::Category(..))
                        && path.len() > 1
                        && !context.title.is_some_and(of_title)
                    {
                        unknown.push(position);
                    }
                }
                // *Doanh nghiệp*, *Xã, thị trấn* beside *Tổng số*, over the figures of rows that say what is counted.
                Lookup::Empty if !part.total && self.is_kind_beside_a_total(position) => {
                    part.closed = true;
                    self.column_not_read(position, &Lookup::Unknown, findings);
                }
                // *Nội dung | Chỉ tiêu*: what was planned.
                Lookup::Empty if self.is_headed_as_a_plan(position) => {
                    part.closed = true;
                    self.column_not_read(position, &Lookup::Unknown, findings);
                }
                Lookup::Empty => part.meaning = column.path.last().and_then(|leaf| self.level_of_title(leaf, context)),
                // *Cấp cơ sở* of two ladders: the one that what the title names climbs.
                Lookup::Ambiguous(several) if self.of_title(several, context).is_some() => {
                    part.meaning = self.of_title(several, context);
                }
                lookup => {
                    let named = self.part_of_title(&path, context);
                    let named = named.or_else(|| self.sum_of_what_is_named(&path, context));
                    match named.or_else(|| self.first_of_a_pair(position, &path)) {
                        Some(meaning) => part.meaning = Some(meaning),
                        None if self.unit_column(position, context, people, &mut part) => {}
                        None if self.part_of_rows(&path).is_some() => part.within = self.part_of_rows(&path),
                        None => {
                            part.closed = true;
                            match lookup {
                                Lookup::Unknown => unknown.push(position),
                                _ => self.column_not_read(position, lookup, findings),
                            }
                        }
                    }
                }
            }
            // *Xây mới* under *Kinh phí hỗ trợ (triệu đồng)*, in a table of houses; *Bằng khen* under *Tiền thưởng*.
            part.sums = self.holds_sums(&column.path);
            let counted =
                part.meaning.map(|meaning| meaning.indicator().or(context.title.and_then(Meaning::indicator)));
            if part.sums && !part.closed && counted.flatten().is_some_and(is_count) {
                part.closed = true;
                self.column_not_read(position, &Lookup::Unknown, findings);
            }
            if !part.closed && part.who.is_none() && !of_unit && self.is_column_of_others(&column.path, &part) {
                part.closed = true;
                self.column_not_read(position, &Lookup::Unknown, findings);
            }
            parts.push(part);
        }
        // *Năm 2024* below *KẾT QUẢ NĂM 2023 VÀ PHƯƠNG HƯỚNG NĂM 2024*.
        let ahead = context.when.ahead.and_then(|span| context.period_of(&[span], self.knowledge));
        for (position, part) in parts.iter_mut().enumerate() {
            if !part.closed && ahead.is_some() && part.period == ahead && part.period != context.period {
                part.closed = true;
                self.column_not_read(position, &Lookup::Unknown, findings);
            }
        }
        self.answers_side_by_side(&mut parts);
        unknown.retain(|&position| parts[position].answer.is_none());
        self.parts_beside_their_whole(context, &mut parts);
        unknown.retain(|&position| !matches!(parts[position].meaning, Some(Meaning::Indicator(_, Some(_)))));
        self.nearly_named_columns(&unknown, &mut parts, findings);
        if parts.iter().any(|part| part.near) {
            self.parts_beside_their_whole(context, &mut parts);
        }
        self.ladder_totals(context, &mut parts, findings);
        self.wholes_under_periods(context, &mut parts);
        self.sums_of_periods(context, &mut parts);
        self.sums_between_periods(context, &mut parts);
        self.whole_beside_a_part(context, &mut parts);
        self.wholes_beside_parts_of_rows(&mut parts);
        // Figures of units side by side: a total beside them totals units, not years.
        if parts.iter().any(|part| part.who.is_some()) {
            for part in parts.iter_mut().filter(|part| part.total) {
                part.closed = true;
            }
        } else {
            self.lone_totals(context, &mut parts, findings);
        }
        parts
    }

    /// Whether a column headed but *Xếp loại* holds words of which most are no class of the rating.
    fn rates_otherwise(&self, position: usize, rating: IndicatorId) -> bool {
        let column = &self.readings.columns[position];
        let catalogue = &self.knowledge.catalogue;
        let in_short = || column.path.last().is_some_and(|leaf| ONLY_RATING.contains(&fold(leaf).as_str()));
        if catalogue.indicator(rating).kind != Kind::Rating || !in_short() {
            return false;
        }
        let classes = catalogue.breakdown(rating).map(|breakdown| breakdown.categories.as_slice()).unwrap_or_default();
        let items = self.readings.rows.iter().filter(|row| row.kind == RowKind::Item);
        let texts = items.filter_map(|row| in_row(self.grid.row(row.index), column.index)?.text());
        let (named, others): (Vec<&str>, Vec<&str>) =
            texts.partition(|text| classes.iter().any(|class| answer::names(class, text)));
        others.len() > named.len()
    }

    /// Whether a heading is the name of one unit, and no proposal: *Huyện* for *Bệnh viện Đa khoa huyện* is none.
    fn names_one(&self, heading: &str) -> bool {
        matches!(self.lexicon.find(heading, None, None), UnitMatch::One(_))
    }

    /// *Có* and *Không* under one question, or beside rows or below a title that ask one: a mark in either column answers it.
    fn answers_side_by_side(&self, parts: &mut [Part]) {
        let catalogue = &self.knowledge.catalogue;
        let answer = |position: usize| match fold(self.readings.columns[position].path.last()?).as_str() {
            "có" => Some(true),
            "không" | "chưa" | "chưa có" | "không có" => Some(false),
            _ => None,
        };
        let asked = |part: &Part| {
            part.meaning.and_then(Meaning::indicator).filter(|&id| catalogue.indicator(id).kind == Kind::Flag)
        };
        for position in 1..parts.len() {
            let (left, right) = (answer(position - 1), answer(position));
            let over = |position: usize| self.readings.columns[position].path.split_last().map(|(_, over)| over);
            let question = asked(&parts[position - 1]).or(asked(&parts[position]));
            let same = over(position - 1) == over(position);
            let elsewhere = parts[position - 1].meaning.is_none() && parts[position].meaning.is_none();
            let asks = (question.is_some() && over(position).is_some_and(|over| !over.is_empty())) || elsewhere;
            if let (true, true, Some(left), Some(right)) = (asks, same, left, right)
                && left != right
            {
                for (at, answer) in [(position - 1, left), (position, right)] {
                    let part = &mut parts[at];
                    part.meaning = part.meaning.or(question.map(|id| Meaning::Indicator(id, None)));
                    part.answer = Some(answer);
                    part.closed &= elsewhere;
                }
            }
        }
    }

    /// Whether the only heading of a column, which no other shares, is *Chỉ tiêu*.
    fn is_headed_as_a_plan(&self, position: usize) -> bool {
        let column = &self.readings.columns[position];
        matches!(column.path.as_slice(), [only] if fold(only) == "chỉ tiêu") && column.head.column == column.index
    }

    /// A column that a recipe speaks of: what it leaves out, the heading says.
    fn told_column(
        &self,
        position: usize,
        told: ToldColumn,
        context: &Context,
        people: &mut People<'_, '_>,
        findings: &mut Vec<Finding>,
    ) -> Part {
        let sense = self.sense(&self.meaningful(position));
        let mut part = Part {
            meaning: told.said.meaning,
            period: told.said.period.or_else(|| match since(&sense.spans) {
                // What a recipe calls a total runs up to nothing of its own.
                Some(_) if told.total => None,
                _ => self
                    .whole_year(&self.readings.columns[position], &sense)
                    .or_else(|| self.period_in(&sense, context)),
            }),
            since: since(&sense.spans),
            about: self.is_of_estimates(&self.readings.columns[position].path, self.is_estimated()),
            measure: told.said.measure.or(sense.measure).or_else(|| self.stated_over(position)),
            sums: self.holds_sums(&self.readings.columns[position].path) && told.said.meaning.is_none(),
            who: told.said.unit.map(|unit| people.known(unit)),
            total: told.total,
            ..Part::default()
        };
        match &sense.lookup {
            _ if told.total || part.meaning.is_some() || part.who.is_some() => {}
            Lookup::Known(meaning) => part.meaning = Some(self.one_language(position, *meaning, &sense, findings)),
            // Its rows, or the recipe for the whole table, must say what it is.
            _ => part.within = self.part_of_rows(&self.meaningful(position)),
        }
        part
    }

    /// *Số tiền* under *Thu ĐPCĐ*, or under a title that names money: what that comes to.
    fn sum_of_what_is_named(&self, path: &[&str], context: &Context) -> Option<Meaning> {
        let (leaf, over) = path.split_last()?;
        // *Số thu* under *Thu kinh phí công đoàn*.
        let leaf = fold(&without_noise(leaf));
        let done = leaf.strip_prefix("số ").filter(|done| matches!(*done, "thu" | "chi" | "nợ"));
        if !is_sum_of_money(&leaf) && done.is_none() {
            return None;
        }
        let named = match (over, self.sense(over).lookup.clone()) {
            ([], _) => context.title?,
            (_, Lookup::Known(meaning)) => meaning,
            _ => return None,
        };
        let of_money = |id| {
            let indicator = self.knowledge.catalogue.indicator(id);
            let does = |done: &str| words(&indicator.name.vi).first().is_some_and(|first| first == done);
            indicator.measure.money.is_some() && done.is_none_or(does)
        };
        named.indicator().is_some_and(of_money).then_some(named)
    }

    /// *Trong đó: nữ* over rows that name indicators: of what each of them measures, that part.
    fn part_of_rows(&self, path: &[&str]) -> Option<String> {
        let named = |row: &RowReading| row.labels.iter().any(|(key, _)| *key == Key::Indicator);
        let leaf = path
            .last()
            .filter(|leaf| is_part(leaf) && path.iter().rev().skip(1).all(|over| title_fillers_only(&words(over))))?;
        self.readings.rows.iter().any(named).then(|| (*leaf).to_owned())
    }

    /// The year that *Cả năm 2019* names, whatever part of it the report is about.
    fn whole_year(&self, column: &ColumnReading, sense: &Sense) -> Option<Period> {
        let whole = column.path.last().is_some_and(|leaf| fold(leaf).starts_with("cả năm"));
        match sense.spans.last() {
            Some(Span::Year(year)) if whole => Some(self.knowledge.calendar.year(*year)),
            _ => None,
        }
    }

    fn period_in(&self, sense: &Sense, context: &Context) -> Option<Period> {
        (!sense.spans.is_empty()).then(|| context.period_of(&sense.spans, self.knowledge)).flatten()
    }

    /// A column headed by the name of a unit, the rows being indicators.
    fn unit_column(&self, position: usize, context: &Context, people: &mut People<'_, '_>, part: &mut Part) -> bool {
        let column = &self.readings.columns[position];
        for depth in (0..column.path.len()).rev() {
            // *3* below *QUẬN*
            let numbered = |name: &String| depth > 0 && name.bytes().all(|byte| byte.is_ascii_digit());
            let whole = Some(&column.path[depth])
                .filter(|name| numbered(name))
                .map(|name| [&column.path[depth - 1], name.as_str()].join(" "));
            match people.by_heading(whole.as_ref().unwrap_or(&column.path[depth]), column.head) {
                // *Viên chức* beside *Tổng số* in a district's own report sorts its people, though a union is called so.
                Named::Who(who)
                    if self.is_of_others(people.known_unit(who), context) && self.has_a_total_beside(position) =>
                {
                    return false;
                }
                Named::Who(who) => {
                    // What stands under or over the name must mean something itself.
                    let mut rest = self.meaningful(position);
                    let is_category = |part: &str| !self.categories_in(part, &[]).is_empty();
                    // *KCN Đại An* over its unions, *Khối doanh nghiệp* over its own.
                    let over = |part: &str| column.path[..depth].iter().any(|upper| upper == part);
                    let groups = |part: &str| self.lexicon.is_registered(part) || heads_a_group(part);
                    rest.retain(|part| {
                        let sorts = names_kinds(part) || (over(part) && groups(part));
                        let of_name = whole.is_some() && over(part) && *part == column.path[depth - 1];
                        *part != column.path[depth] && !of_name && (!sorts || is_category(part))
                    });
                    let sense = self.sense(&rest);
                    part.who = Some(who);
                    part.measure = sense.measure;
                    part.period = self.period_in(&sense, context);
                    part.since = since(&sense.spans);
                    match sense.lookup {
                        Lookup::Known(meaning) => part.meaning = Some(meaning),
                        Lookup::Empty => {}
                        _ => return false,
                    }
                    return true;
                }
                Named::Several => return false,
                Named::Nobody => {}
            }
        }
        false
    }

    /// Whether a unit is neither the district that reports nor one of its own.
    fn is_of_others(&self, unit: Option<UnitId>, context: &Context) -> bool {
        let registry = &self.knowledge.registry;
        match (unit, &context.reporter) {
            (Some(unit), Reporter::Known(own)) => {
                let district = matches!(registry.get(*own).kind, UnitKind::District | UnitKind::Commune);
                district && unit != *own && !registry.ancestors(unit).any(|up| up == *own)
            }
            _ => false,
        }
    }

    /// Whether another column totals, under the same heading or one further out.
    fn has_a_total_beside(&self, position: usize) -> bool {
        let columns = &self.readings.columns;
        let over = |at: usize| columns[at].path.split_last().map(|(_, over)| over).unwrap_or_default();
        let totals = |at: usize| columns[at].path.last().is_some_and(|leaf| self.lexicon.said(leaf).is_total);
        (0..columns.len()).any(|at| at != position && over(position).starts_with(over(at)) && totals(at))
    }

    /// Whether a column is headed but by what a kind of units is called, beside a total, over rows that name indicators.
    fn is_kind_beside_a_total(&self, position: usize) -> bool {
        let leaf = self.readings.columns[position].path.last();
        let kind = leaf.is_some_and(|leaf| {
            matches!(self.lexicon.said(leaf).column_word, Some(ColumnWord::Unit | ColumnWord::Category))
        });
        let named = |row: &RowReading| row.labels.iter().any(|(key, _)| *key == Key::Indicator);
        kind && self.readings.rows.iter().any(named) && self.has_a_total_beside(position)
    }

    /// The parts of a column's heading that say what is measured. *Số lượng*, *Năm*, *Thực hiện* say nothing about it.
    pub(super) fn meaningful(&self, position: usize) -> Vec<&str> {
        let path = &self.readings.columns[position].path;
        // A name set in lines, one row a line, may hold such words: *Tổng thu / NSNN / trên địa bàn / các tỉnh*.
        let whole: Vec<&str> = path.iter().map(String::as_str).collect();
        if matches!(self.sense(&whole).lookup, Lookup::Known(Meaning::Indicator(..))) {
            return whole;
        }
        let parts: Vec<&str> = whole.into_iter().filter(|part| self.carries_meaning(part)).collect();
        if matches!(self.sense(&parts).lookup, Lookup::Known(_)) {
            return parts;
        }
        // *Số tiền (nghìn đồng)* over the years of rows that name indicators.
        let by_rows = || self.readings.rows.iter().any(|row| row.labels.iter().any(|(key, _)| *key == Key::Indicator));
        let of_money =
            |part: &str| matches!(fold(part.split('(').next().unwrap_or(part)).as_str(), "số tiền" | "kinh phí");
        // *Kết quả qua các năm*, *Chia theo thời gian* over the years say nothing more.
        let over = |at: usize, part: &str| {
            at + 1 < path.len()
                && self.lexicon.said(part).times.is_empty()
                && (title_fillers_only(&words(part)) || (of_money(part) && by_rows()))
                && !matches!(self.sense(&[part]).lookup, Lookup::Known(_) | Lookup::Ambiguous(_))
        };
        // *Tăng* over *Đoàn viên kết nạp mới*, which happens in the period.
        let moves = |at: usize, part: &str| {
            at + 1 < path.len() && says_which_way(part) && self.lexicon.is_flow(&path[path.len() - 1])
        };
        let named = path.iter().map(String::as_str).enumerate();
        let kept = named.filter(|&(at, part)| !over(at, part) && !moves(at, part) && self.carries_meaning(part));
        kept.map(|(_, part)| part).collect()
    }

    /// The money that a heading of a column is in, though it says nothing else: *Thực hiện (nghìn đồng)*, over its years or alone.
    fn stated_over(&self, position: usize) -> Option<MeasureWord> {
        let path = &self.readings.columns[position].path;
        if !path.iter().any(|part| part.contains('(')) {
            return None;
        }
        let kept = self.meaningful(position);
        let passed = path.iter().rev().filter(|part| !kept.contains(&part.as_str()));
        let mut stated = passed.filter_map(|part| self.sense(&[part]).measure);
        stated.find(|measure| matches!(measure, MeasureWord::Money(_)))
    }

    fn carries_meaning(&self, part: &str) -> bool {
        let said = self.lexicon.said(part);
        // *Thực hiện năm 2020* says when.
        if !said.times.is_empty() {
            return true;
        }
        match said.column_word {
            Some(
                ColumnWord::Value
                | ColumnWord::Period
                | ColumnWord::Indicator
                | ColumnWord::Unit
                | ColumnWord::Category,
            ) => matches!(self.sense(&[part]).lookup, Lookup::Known(_)),
            _ => {
                !said.is_total || self.names_the_country(part) || matches!(self.sense(&[part]).lookup, Lookup::Known(_))
            }
        }
    }

    /// Whether *Toàn quốc* is a level here: only of the whole country's report it is the total.
    pub(super) fn names_the_country(&self, part: &str) -> bool {
        let root = self.knowledge.registry.get(self.knowledge.root);
        root.kind != UnitKind::Country && matches!(fold(part).as_str(), "toàn quốc" | "cả nước")
    }

    pub(super) fn column_not_read(&self, position: usize, lookup: &Lookup, findings: &mut Vec<Finding>) {
        if self.has_figures(position) {
            let at = self.readings.columns[position].head;
            findings.push(
                Finding::new(Code::ColumnNotRead, self.place(at))
                    .with("column", self.readings.column_label(position))
                    .with("candidates", self.candidates(lookup)),
            );
        }
    }

    pub(super) fn has_figures(&self, position: usize) -> bool {
        let index = self.readings.columns[position].index;
        self.readings.rows.iter().any(|row| self.grid.get(CellRef::new(row.index, index)).is_some())
    }

    /// A heading whose two languages disagree: the reading that no other column claims, and a finding in any case.
    fn one_language(&self, position: usize, meaning: Meaning, sense: &Sense, findings: &mut Vec<Finding>) -> Meaning {
        let Some(other) = sense.other else { return meaning };
        let claimed = |wanted: Meaning| {
            (0..self.readings.columns.len()).any(|column| {
                let sense = self.sense(&self.meaningful(column));
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
    pub(super) fn part_duplicates(&self, columns: &mut [Part], findings: &mut Vec<Finding>) {
        type Fact = (Meaning, Option<Period>, Option<usize>);
        let mut seen: BTreeMap<Fact, Vec<usize>> = BTreeMap::new();
        for (position, part) in columns.iter().enumerate() {
            if let (Some(meaning), false) = (part.meaning, part.closed || part.answer.is_some()) {
                seen.entry((meaning, part.period, part.who)).or_default().push(position);
            }
        }
        for ((meaning, ..), positions) in seen {
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
}
