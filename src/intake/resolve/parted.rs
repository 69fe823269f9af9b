//! Parts: what categories, titles and groups say that figures are of: *Khu vực nhà nước* beside *Tổng số CNVCLĐ*, over it, in the
//! title, or as a group row.

use std::sync::Arc;

use crate::domain::{BreakdownId, CategoryId, IndicatorId};
use crate::intake::categories::Over;
use crate::intake::extract::{RowReading, one_line, without_ordinal};
use crate::intake::layout::{Key, RowKind};
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{ColumnWord, fold, is_part, title_fillers_only, words};

use super::context::Context;
use super::groups::Groups;
use super::measured::is_aside;
use super::people::People;
use super::rows::Rows;
use super::table::{Part, Resolver};
use super::unit_name::{heads_a_group, names_a_body, names_a_group};

/// A line of more words is no title.
const LONGEST_TITLE: usize = 30;
/// So many lines over a table are looked at, the nearest ones.
const NEAREST_LINES: usize = 20;
/// What is said in more words is more than a category.
const LONGEST_CATEGORY: usize = 8;

/// Whether a line begins as the names of those do who issue papers.
pub(super) fn heads_a_paper(line: &str) -> bool {
    const ISSUERS: &[&str] = &["tổng liên đoàn", "tổng lđlđ", "ubnd", "ủy ban", "đảng", "sở", "bộ", "ban"];
    let folded = format!("{} ", fold(line));
    names_a_body(line)
        || ISSUERS.iter().any(|issuer| folded.strip_prefix(issuer).is_some_and(|rest| rest.starts_with(' ')))
}

/// The categories that meanings are; nothing where one of them is none.
fn categories(meanings: &[Meaning]) -> Vec<(BreakdownId, CategoryId)> {
    let category = |meaning: &Meaning| match *meaning {
        Meaning::Category(breakdown, category) => Some((breakdown, category)),
        Meaning::Indicator(..) => None,
    };
    meanings.iter().map(category).collect::<Option<Vec<_>>>().unwrap_or_default()
}

impl Resolver<'_> {
    /// *Tổng số* beside *Nữ* under each year, where rows say what is counted, is the whole of the row, and no total of years.
    pub(super) fn wholes_beside_parts_of_rows(&self, parts: &mut [Part]) {
        let over = |position: usize| self.readings.columns[position].path.split_last().map(|(_, over)| over);
        for position in 0..parts.len() {
            let whole = &parts[position];
            let open = whole.total && !whole.closed && whole.period.is_some() && whole.who.is_none();
            let beside = |other: usize| {
                let part = &parts[other];
                part.within.is_some() && !part.closed && part.period == whole.period && over(other) == over(position)
            };
            if open && over(position).is_some_and(|over| !over.is_empty()) && (0..parts.len()).any(beside) {
                parts[position].total = false;
            }
        }
    }

    /// *Khu vực nhà nước* beside *Tổng số CNVCLĐ*, under *Trong đó* or not: a column that names but a category is that part of
    /// the nearest column to the left that names a whole, where that is parted so, nothing else stands between, and it is no less
    /// than its part.
    pub(super) fn parts_beside_their_whole(&self, context: &Context, parts: &mut [Part]) {
        let catalogue = &self.knowledge.catalogue;
        let breakdown = |id: IndicatorId| catalogue.indicator(id).breakdown;
        if self.readings.rows.iter().any(|row| row.labels.iter().any(|(key, _)| *key == Key::Indicator)) {
            return;
        }
        let under_part = |position: usize| {
            let path = &self.readings.columns[position].path;
            path.split_last().is_some_and(|(_, over)| over.iter().any(|text| is_part(text)))
        };
        let mut whole: Option<(usize, IndicatorId)> = None;
        for position in 0..parts.len() {
            let sense = self.sense(&self.meaningful(position));
            let named: Vec<(BreakdownId, CategoryId)> = match &sense.lookup {
                Lookup::Known(meaning) => categories(&[*meaning]),
                Lookup::Ambiguous(several) => categories(several),
                _ => Vec::new(),
            };
            if named.is_empty() {
                whole = match parts[position].meaning {
                    Some(Meaning::Indicator(id, None))
                        if whole.is_some_and(|(_, of)| catalogue.indicator(id).part_of == Some(of)) =>
                    {
                        whole
                    }
                    Some(Meaning::Indicator(id, None)) if !parts[position].closed => Some((position, id)),
                    // *Nữ* under *Khu vực nhà nước*, between two sectors, or under *Trong đó* beside one.
                    _ if parts[position].closed && (self.stands_in_a_category(position) || under_part(position)) => {
                        whole
                    }
                    _ => None,
                };
                continue;
            }
            let Some((at, id)) = whole else { continue };
            // What the title measures is parted, but for what a column measures itself, or stands under *Trong đó*.
            let of_title = context.title.is_some_and(|title| match title {
                Meaning::Indicator(title, _) => {
                    let own = |part: &Part| part.meaning == Some(Meaning::Indicator(title, None)) && !part.closed;
                    title != id && breakdown(title) == breakdown(id) && !under_part(position) && !parts.iter().any(own)
                }
                Meaning::Category(..) => false,
            });
            let same = |other: &Part| other.period == parts[at].period && other.who == parts[at].who;
            let own = named.iter().find(|(of, _)| Some(*of) == breakdown(id)).copied();
            if let Some((_, category)) = own
                && !of_title
                && same(&parts[position])
                && self.is_part(position, at)
            {
                let part = &mut parts[position];
                (part.meaning, part.closed) = (Some(Meaning::Indicator(id, Some(category))), false);
            } else if own.is_none()
                && same(&parts[position])
                && let Some(women) = self.of_which(position, id)
            {
                let part = &mut parts[position];
                (part.meaning, part.closed) = (Some(women), false);
            }
        }
    }

    /// *Trong đó: nữ* beside a whole that the catalogue does not part by sex, as it does others: the indicator of its own that
    /// it has for them.
    fn of_which(&self, position: usize, whole: IndicatorId) -> Option<Meaning> {
        let catalogue = &self.knowledge.catalogue;
        let leaf = self.readings.columns[position].path.last()?;
        match self.sense(&[&catalogue.indicator(whole).name.vi, leaf]).lookup {
            Lookup::Known(meaning @ Meaning::Indicator(id, None)) if catalogue.indicator(id).part_of == Some(whole) => {
                Some(meaning)
            }
            _ => None,
        }
    }

    /// Whether a heading over a column names a category.
    pub(super) fn stands_in_a_category(&self, position: usize) -> bool {
        let path = &self.readings.columns[position].path;
        path.split_last().is_some_and(|(_, over)| over.iter().any(|text| !self.categories_in(text, &[]).is_empty()))
    }

    /// Whether in most rows that fill both columns one is no more than the other.
    pub(super) fn is_part(&self, part: usize, whole: usize) -> bool {
        let items = self.readings.rows.iter().filter(|row| row.kind == RowKind::Item);
        let (mut less, mut rows) = (0, 0);
        for row in items {
            let cells = self.grid.row(row.index);
            let amounts = (self.amount_in(cells, part), self.amount_in(cells, whole));
            let (Some(part), Some(whole)) = amounts else { continue };
            less += usize::from(part <= whole);
            rows += 1;
        }
        less * 2 > rows || rows == 0
    }

    /// What a heading means under the indicator that the title names: *Cân đối* under *Bổ sung từ ngân sách trung ương*.
    pub(super) fn part_of_title(&self, path: &[&str], context: &Context) -> Option<Meaning> {
        let Some(Meaning::Indicator(title, None)) = context.title else { return None };
        let whole: Vec<&str> = std::iter::once(self.knowledge.catalogue.indicator(title).name.vi.as_str())
            .chain(path.iter().copied())
            .collect();
        match self.sense(&whole).lookup {
            Lookup::Known(meaning @ Meaning::Indicator(id, Some(_))) if id == title => Some(meaning),
            _ => None,
        }
    }

    /// *LAO ĐỘNG KHU VỰC NGOÀI NHÀ NƯỚC* over *Tổng số lao động*: the columns or rows of what the title parts are that part, where
    /// none of them names one itself.
    pub(super) fn part_by_title(&self, context: &Context, parts: &mut [Part]) -> Vec<usize> {
        let Some(Meaning::Indicator(title, Some(category))) = context.title else { return Vec::new() };
        let breakdown = |id: IndicatorId| self.knowledge.catalogue.indicator(id).breakdown;
        let of_title = |id: IndicatorId| breakdown(id).is_some() && breakdown(id) == breakdown(title);
        let names_a_part = |part: &Part| match part.meaning {
            Some(Meaning::Indicator(id, own)) => own.is_some_and(|own| own != category) && of_title(id),
            Some(Meaning::Category(of, _)) => breakdown(title) == Some(of),
            None => false,
        };
        if parts.iter().any(names_a_part) {
            return Vec::new();
        }
        let mut refused = Vec::new();
        for (position, part) in parts.iter_mut().enumerate() {
            let Some(Meaning::Indicator(id, None)) = part.meaning else { continue };
            if of_title(id) {
                part.meaning = Some(Meaning::Indicator(id, Some(category)));
            } else if self.knowledge.catalogue.indicator(id).part_of.is_some_and(of_title) && !part.closed {
                // The women of one sector are not those of the whole.
                (part.closed, part.meaning) = (true, None);
                refused.push(position);
            }
        }
        refused
    }

    /// The categories that group rows, the lines above the table and the sheet's name put over its rows, the nearest first.
    pub(super) fn categories_over(&self, columns: &[Part]) -> Vec<Over> {
        let readings = self.readings;
        let mut wholes: Vec<IndicatorId> = columns
            .iter()
            .filter_map(|part| match part.meaning {
                Some(Meaning::Indicator(id, None)) if !part.closed => Some(id),
                _ => None,
            })
            .collect();
        wholes.sort_unstable();
        wholes.dedup();
        wholes.retain(|&id| self.knowledge.catalogue.indicator(id).breakdown.is_some());
        let mut all: Vec<Over> = Vec::new();
        let beside = |row: &RowReading| {
            let category = row.labels.iter().find(|(key, _)| *key == Key::Category);
            category.filter(|_| Self::names_units(row)).map(|(_, label)| label.clone())
        };
        let alike = |a: &RowReading, b: &RowReading| a.groups == b.groups && beside(a) == beside(b);
        for rows in readings.rows.chunk_by(alike) {
            let named = |group: &Arc<str>| {
                let whole = self.categories_in(group, &wholes);
                // *Cấp huyện công nhận*
                let names = if whole.is_empty() { self.categories_within(group) } else { whole };
                (group.to_string(), names)
            };
            let within = rows[0].index..=rows[rows.len() - 1].index;
            let over = |(words, names)| Over { rows: within.clone(), words, names };
            // What nobody knows beside a unit is a category all the same.
            let own = beside(&rows[0]).filter(|label| {
                let said = self.lexicon.said(label);
                let known = self.categories_in(label, &wholes);
                let parts = known.is_empty()
                    && columns.iter().any(|column| {
                        let Some(Meaning::Indicator(whole, None)) = column.meaning else { return false };
                        let name = &self.knowledge.catalogue.indicator(whole).name.vi;
                        matches!(self.sense(&[name, label]).lookup, Lookup::Known(Meaning::Indicator(_, None)))
                    });
                !parts
                    && (!said.is_total || self.names_the_country(label))
                    && !is_part(label)
                    && !is_aside(&said)
                    && said.column_word != Some(ColumnWord::Value)
            });
            all.extend(own.as_ref().map(named).map(over));
            let nearest = rows[0].groups.iter().rev().map(named).find(|(_, names)| !names.is_empty());
            let strange = || {
                let group = rows[0].groups.last()?;
                let plain = without_ordinal(group);
                let sorts = names_a_group(&plain) || heads_a_group(&plain) || self.lexicon.is_registered(group);
                let known = sorts || self.lexicon.said(group).is_total || !self.lexicon.said(group).times.is_empty();
                (!known && self.sense(&[&plain]).lookup == Lookup::Unknown).then(|| (group.to_string(), Vec::new()))
            };
            all.extend(nearest.or_else(strange).map(over));
        }
        // *TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM* on top is whose paper it is.
        let above = readings
            .lines
            .iter()
            .rev()
            .take(NEAREST_LINES)
            .map(|(_, line)| line.as_str())
            .filter(|line| !heads_a_paper(line));
        let table = above.chain(self.names.first().copied()).map(|words| {
            let whole = self.categories_in(words, &wholes);
            (words, if whole.is_empty() { self.categories_within(words) } else { whole })
        });
        let table = table.filter(|(_, names)| !names.is_empty());
        all.extend(table.map(|(words, names)| Over { rows: 0..=u32::MAX, words: one_line(words), names }));
        all
    }

    /// The categories that a longer line over a table names: *TỔNG HỢP SÁNG KIẾN CẤP HUYỆN NĂM 2019*, *(Khu vực ngoài nhà nước)*. Names
    /// of bodies are whose report it is, but behind *của*.
    pub(super) fn categories_within(&self, line: &str) -> Vec<(BreakdownId, CategoryId)> {
        let said = self.lexicon.said(line);
        let spoken = words(line);
        if said.is_reference || said.measure_line.is_some() || names_a_body(line) || spoken.len() > LONGEST_TITLE {
            return Vec::new();
        }
        let mut found: Vec<(BreakdownId, CategoryId)> = Vec::new();
        let mut start = 0;
        while start < spoken.len() {
            if !self.lexicon.begins_category(&spoken[start]) {
                start += 1;
                continue;
            }
            let longest = (start + 2..=spoken.len().min(start + LONGEST_CATEGORY)).rev();
            let category = longest.map(|end| (end, spoken[start..end].join(" "))).find_map(|(end, phrase)| {
                // *CÁC CÔNG ĐOÀN CƠ SỞ* are no *cấp cơ sở*.
                let of_union = start > 1 && names_a_group(&spoken[start - 2..end].join(" "));
                let of_body = of_union || names_a_body(&phrase) && (start == 0 || spoken[start - 1] != "của");
                let named = match &self.sense(&[&phrase]).lookup {
                    Lookup::Known(meaning) => categories(&[*meaning]),
                    Lookup::Ambiguous(several) => categories(several),
                    _ => Vec::new(),
                };
                (!named.is_empty() && !of_body).then_some((end, named))
            });
            match category {
                Some((end, named)) => {
                    found.extend(named);
                    start = end;
                }
                None => start += 1,
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What a text that is nothing but a category may name: *SL khu vực nhà nước*, or *Cân đối* of one of some wholes
    /// (*Bổ sung từ NSTW*).
    pub(super) fn categories_in(&self, text: &str, wholes: &[IndicatorId]) -> Vec<(BreakdownId, CategoryId)> {
        let text = without_ordinal(text);
        let spoken = words(&text);
        let catalogue = &self.knowledge.catalogue;
        let starts = (0..spoken.len()).take_while(|&start| title_fillers_only(&spoken[..start]));
        for start in starts {
            let rest = if start == 0 { text.clone() } else { spoken[start..].join(" ") };
            let meanings = match &self.sense(&[&rest]).lookup {
                // *CNVCLĐ khu vực nhà nước* over rows of *CNVCLĐ*.
                Lookup::Known(Meaning::Indicator(id, Some(category))) if wholes.contains(id) => {
                    catalogue.indicator(*id).breakdown.map(|of| Meaning::Category(of, *category)).into_iter().collect()
                }
                Lookup::Known(meaning) => vec![*meaning],
                Lookup::Ambiguous(several) => several.clone(),
                _ if spoken.len() - start > LONGEST_CATEGORY => continue,
                _ => {
                    let part = |&id: &IndicatorId| {
                        let known = self.sense(&[&catalogue.indicator(id).name.vi, &rest]).lookup.clone();
                        match known {
                            Lookup::Known(Meaning::Indicator(of, Some(category))) if of == id => {
                                Some(Meaning::Category(catalogue.indicator(id).breakdown?, category))
                            }
                            _ => None,
                        }
                    };
                    wholes.iter().filter_map(part).collect()
                }
            };
            let mut found = categories(&meanings);
            found.sort_unstable();
            found.dedup();
            if !meanings.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// *Tỉnh* over figures of what the title names, which the catalogue parts by *Cấp tỉnh* and others.
    pub(super) fn level_of_title(&self, leaf: &str, context: &Context) -> Option<Meaning> {
        let Some(Meaning::Indicator(id, None)) = context.title else { return None };
        let leaf = words(leaf);
        let is_level = |name: &str| words(name).split_first().is_some_and(|(head, rest)| head == "cấp" && rest == leaf);
        let categories = &self.knowledge.catalogue.breakdown(id)?.categories;
        let place = categories.iter().position(|category| !leaf.is_empty() && is_level(&category.name.vi))?;
        Some(Meaning::Indicator(id, Some(CategoryId::new(place as u16))))
    }

    /// The one of several categories that the title's indicator has.
    pub(super) fn of_title(&self, several: &[Meaning], context: &Context) -> Option<Meaning> {
        let Some(Meaning::Indicator(id, _)) = context.title else { return None };
        let breakdown = self.knowledge.catalogue.indicator(id).breakdown?;
        let own = |meaning: &&Meaning| matches!(meaning, Meaning::Category(of, _) if *of == breakdown);
        let mut own = several.iter().filter(own);
        own.next().copied().filter(|_| own.next().is_none())
    }

    /// What the cell of a column of categories says: as a part of what its row names (*Có mục tiêu* of *Bổ sung từ NSTW*, *Nữ* of
    /// *Tổng số CNVCLĐ*), else by itself.
    pub(super) fn category_in(&self, row: &RowReading, label: &str) -> Lookup {
        let label = without_ordinal(label);
        let alone = self.sense(&[&label]).lookup.clone();
        if matches!(alone, Lookup::Empty | Lookup::Known(Meaning::Category(..))) {
            return alone;
        }
        let of = row.labels.iter().filter(|(key, _)| matches!(key, Key::Indicator | Key::Open));
        let parts = of.filter_map(|(_, whole)| match &self.sense(&[&without_ordinal(whole), &label]).lookup {
            Lookup::Known(meaning @ Meaning::Indicator(..)) => Some(Lookup::Known(*meaning)),
            _ => None,
        });
        let mut parts: Vec<Lookup> = parts.collect();
        if parts.len() == 1 { parts.remove(0) } else { alone }
    }

    /// What a group over a unit comes to that nobody knows, where others name what is measured: *Cấp Trung ương* beside *Cấp cơ sở*
    /// says what the title does not.
    pub(super) fn unknown_over(&self, row: &RowReading, groups: &Groups, all: &Rows<'_>) -> Option<Lookup> {
        let beside = row.groups.len().checked_sub(1).is_some_and(|depth| all.category_depths.contains(&depth));
        let group = row.groups.last().filter(|_| (all.groups_measure && groups.meaning.is_none()) || beside)?;
        let group = without_ordinal(group);
        let sorts = names_a_group(&group) || heads_a_group(&group) || self.lexicon.is_registered(&group);
        let unknown = !sorts && groups.spans.is_empty() && self.sense(&[&group]).lookup == Lookup::Unknown;
        unknown.then_some(Lookup::Unknown)
    }

    /// The registered name behind *Trong đó:*.
    pub(super) fn member_behind_part<'t>(&self, label: &'t str) -> Option<&'t str> {
        let (head, name) = label.split_once(':')?;
        (is_part(head) && (self.lexicon.is_registered(name) || names_a_body(name))).then(|| name.trim())
    }

    /// *Trong đó: nữ* below a unit: of what each column measures, the part that the label names. Below a total it is a part
    /// of that.
    pub(super) fn part_of_unit(
        &self,
        row: &RowReading,
        label: &str,
        part: &mut Part,
        all: &Rows<'_>,
        people: &mut People<'_, '_>,
    ) -> Option<Lookup> {
        if row.groups.last().is_some_and(|whole| self.lexicon.said(whole).is_total) {
            part.closed = true;
            return None;
        }
        // *Trong đó: Nữ* below the sum of a group is a part of that sum.
        let sums_up = |group: &Arc<str>| {
            let above = self.readings.rows.iter().enumerate().rev().skip_while(|(_, other)| other.index >= row.index);
            let mut named = above.filter(|(at, _)| *self.readings.row_label(*at) == **group);
            named.next().is_some_and(|(_, other)| matches!(other.kind, RowKind::Total(_)))
        };
        if row.groups.last().is_some_and(|group| !self.lexicon.is_registered(group) && sums_up(group)) {
            part.closed = true;
            return None;
        }
        let label = without_ordinal(label);
        let named = all.columns.iter().any(|column| self.part_named(column, all.context, &label).is_some());
        Self::ask_group(row, true, part, people);
        part.within = Some(label);
        (!named || (part.who.is_none() && !part.closed)).then_some(Lookup::Unknown)
    }

    /// Whether a label that is no category names a part of what some column measures: *Tập thể* under *Bằng khen*.
    pub(super) fn parts_by_name(&self, label: &str, all: &Rows<'_>) -> bool {
        let plain = without_ordinal(label);
        let other = |column: &Part| match self.part_named(column, all.context, &plain) {
            Some(Meaning::Indicator(_, category)) => category.is_none(),
            _ => false,
        };
        self.sense(&[&plain]).lookup == Lookup::Unknown && all.columns.iter().any(other)
    }

    /// What a label names as a part of what a column measures.
    pub(super) fn part_named(&self, column: &Part, context: &Context, label: &str) -> Option<Meaning> {
        let Some(Meaning::Indicator(whole, None)) = column.meaning.or(context.title) else { return None };
        match self.sense(&[&self.knowledge.catalogue.indicator(whole).name.vi, label]).lookup {
            Lookup::Known(meaning @ Meaning::Indicator(..)) if meaning != Meaning::Indicator(whole, None) => {
                Some(meaning)
            }
            _ => None,
        }
    }
}
