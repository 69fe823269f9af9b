//! Headings and labels that say less than the catalogue's names: what they are taken for, and that they are. Never in
//! silence, but where *Trong đó: nữ* stands right behind its whole.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::domain::{Category, CategoryId, CellRef, Code, Finding, IndicatorId};
use crate::intake::extract::{RowReading, one_line, without_ordinal};
use crate::intake::layout::{Key, RowKind};
use crate::intake::shortened::Shortened;
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{MeasureWord, core_words, expand, fold, is_part, is_part_word, measure_word, title_words, words};

use super::heading::{says_share, without_noise, without_parting};
use super::measured::are_apart;
use super::table::{Part, Resolver, merge};
use super::under::{comes_in_by, is_spending};
use super::unit_name::names_a_body;

impl Resolver<'_> {
    /// Gives columns that no name accounts for the meaning that what stands around them leaves; one finding for each, of
    /// those that are taken and of those that are not.
    pub(super) fn nearly_named_columns(&self, unknown: &[usize], parts: &mut [Part], findings: &mut Vec<Finding>) {
        // Where rows are indicators columns are not; *Số tiền* alone over them is what they come to.
        let of_indicators = |row: &RowReading| row.labels.iter().any(|(key, _)| *key == Key::Indicator);
        let rows_measure = self.readings.rows.iter().any(of_indicators);
        if let (true, [only]) = (rows_measure, unknown)
            && parts.iter().all(|part| part.closed || part.total)
            && self.meaningful(*only).iter().all(|part| is_sum_of_money(&without_noise(part)))
        {
            parts[*only].closed = false;
            return;
        }
        let title = self.title_words();
        let mut taken: BTreeMap<usize, (Meaning, bool)> = BTreeMap::new();
        for &position in unknown.iter().filter(|_| !rows_measure) {
            let path: Vec<String> = self.meaningful(position).into_iter().map(without_noise).collect();
            let path: Vec<&str> = path.iter().map(String::as_str).filter(|part| !part.trim().is_empty()).collect();
            let whole = self.whole_left_of(position, parts);
            // *Tổng số đoàn viên* and *Trong đó: nữ* under one heading, as without it; *Trong đó* may stand over *Nữ*.
            let parting = |part: &str| is_part_word(part) && core_words(&words(part)).is_empty();
            let parted = matches!(self.readings.columns[position].path.as_slice(), [.., parts, _] if parting(parts));
            let path: Vec<&str> = match path.as_slice() {
                [over @ .., parts, leaf] if parting(parts) => [over, &[*leaf]].concat(),
                _ => path,
            };
            if let (Some(whole), Some((leaf, over))) = (&whole, path.split_last())
                && (parted || is_part_word(leaf))
                && let Some((left, same)) = whole.split_last()
                && (over.is_empty() || over == same)
            {
                let whole: &[&str] = if over.is_empty() { whole } else { &[*left] };
                let joined: Vec<&str> = whole.iter().copied().chain([*leaf]).collect();
                if let Lookup::Known(meaning @ Meaning::Indicator(..)) = self.sense(&joined).lookup {
                    taken.insert(position, (meaning, true));
                    continue;
                }
            }
            let left = whole.unwrap_or_default();
            let meaning = match self.sense(&path).lookup {
                // A category under a group that says less than the indicator's name.
                Lookup::Known(part @ Meaning::Category(..)) => path.split_last().and_then(|(_, groups)| {
                    let (leaf, groups) = groups.split_last()?;
                    let whole = self.nearly(leaf, groups, &[], &title)?;
                    merge(Some(whole), Some(part), self.knowledge).flatten()
                }),
                _ => path.split_last().and_then(|(leaf, groups)| self.nearly(leaf, groups, &left, &title)),
            };
            let heading = self.readings.columns[position].path.join(" ");
            if let Some(meaning) = meaning.filter(|meaning| !self.counts_otherwise("", &heading, *meaning)) {
                taken.insert(position, (meaning, false));
            }
        }
        for &position in unknown {
            let claimed = |meaning: Meaning| {
                let period = parts[position].period;
                let exact = |other: usize| {
                    let part = &parts[other];
                    other != position && !part.closed && part.meaning == Some(meaning) && part.period == period
                };
                let near = |(&other, &(also, _)): (&usize, &(Meaning, bool))| {
                    other != position && also == meaning && parts[other].period == period
                };
                (0..parts.len()).any(exact) || taken.iter().any(near)
            };
            let found = taken.get(&position).filter(|(meaning, _)| !claimed(*meaning)).copied();
            let at = self.readings.columns[position].head;
            match found {
                Some((meaning, certain)) => {
                    if !certain {
                        findings.push(self.taken_for(at, &self.readings.column_label(position), meaning));
                    }
                    parts[position].meaning = Some(meaning);
                    parts[position].closed = false;
                    parts[position].near = !certain;
                }
                None if parts[position].closed => self.column_not_read(position, &Lookup::Unknown, findings),
                None => {}
            }
        }
    }

    /// The same for rows of indicators: by their place in the readings.
    pub(super) fn nearly_named_rows(&self) -> BTreeMap<usize, Meaning> {
        let title = self.title_words();
        let mut exact: BTreeSet<Meaning> = BTreeSet::new();
        let mut found: BTreeMap<usize, Meaning> = BTreeMap::new();
        let mut asked: BTreeMap<Vec<&str>, Option<Meaning>> = BTreeMap::new();
        for (position, row) in self.readings.rows.iter().enumerate().filter(|(_, row)| row.kind == RowKind::Item) {
            let Some((_, label)) = row.labels.iter().find(|(key, _)| *key == Key::Indicator) else { continue };
            let plain = without_ordinal(label);
            let groups: Vec<&str> = row.groups.iter().map(|group| &**group).collect();
            match self.sense(&[groups.as_slice(), &[plain.as_str()]].concat()).lookup {
                Lookup::Known(Meaning::Indicator(..)) if Self::names_but_the_union(label) => {
                    found.extend(self.part_cut_short(&plain, &groups).map(|part| (position, part)));
                }
                Lookup::Known(meaning) => {
                    exact.insert(meaning);
                }
                Lookup::Unknown => {
                    let path: Vec<&str> = [groups.as_slice(), &[&**label]].concat();
                    let near = *asked
                        .entry(path)
                        .or_insert_with_key(|path| self.nearly(&plain, &path[..path.len() - 1], &[], &title));
                    if let Some(near) = near.filter(|near| !self.counts_otherwise(&row.measure, label, *near)) {
                        found.insert(position, near);
                    }
                }
                _ => {}
            }
        }
        // Of two labels that come to the same nobody knows which is meant.
        let mut labels: BTreeMap<Meaning, HashSet<&str>> = BTreeMap::new();
        for (&position, &meaning) in &found {
            labels.entry(meaning).or_default().insert(self.readings.row_label(position));
        }
        found.retain(|_, meaning| !exact.contains(meaning) && labels[meaning].len() == 1);
        found
    }

    /// Whether what is said of a measure is another than that of what a label is taken for: *7 tổ* are no *đoàn viên*, *(tr.đ)* no
    /// visits.
    fn counts_otherwise(&self, measure: &str, label: &str, near: Meaning) -> bool {
        let Some(id) = near.indicator() else { return false };
        let own = &self.knowledge.catalogue.indicator(id).measure;
        if says_share(label) && !own.is_percent() {
            return true;
        }
        // *Số vụ TNLĐ chết người* are no people.
        let folded = fold(label);
        let head = folded.strip_prefix("số ").and_then(|rest| rest.split(' ').next());
        if head.is_some_and(|head| are_apart(&fold(&own.name), head)) {
            return true;
        }
        let stated = measure_word(measure).or(self.sense(&[label]).measure);
        match stated {
            Some(MeasureWord::Money(_)) => own.money.is_none(),
            Some(MeasureWord::Count) if measure_word(measure).is_some() => {
                own.money.is_some() || (fold(measure) != fold(&own.name) && measure_word(&own.name).is_some())
            }
            _ => false,
        }
    }

    /// The indicator that a title or the sheet's name names by less than all of its name, and the finding that tells so.
    pub(super) fn titled_in_short(&self) -> Option<(Finding, Meaning)> {
        let lines = self.readings.lines.iter().rev().map(|(at, line)| (Some(*at), line.as_str()));
        let mut lines = lines.chain(self.names.first().map(|name| (None, *name)));
        lines.find_map(|(at, line)| {
            let of_a_body = names_a_body(line) || self.lexicon.is_registered(line);
            let words = title_words(&words(without_parting(&without_noise(line))));
            let meant = self.lexicon.shortened().meant(&words.join(" ")).filter(|_| !of_a_body)?;
            let meaning = Meaning::Indicator(meant, None);
            let told = self.taken_for(CellRef::new(0, 0), line, meaning);
            let place = at.map_or_else(|| self.sheet(), |at| self.place(at));
            Some((Finding { place, ..told }, meaning))
        })
    }

    /// Whether a heading or label says but *Công đoàn*: beside *Doanh nghiệp* that is one of those who paid, not all of it.
    pub(super) fn names_but_the_union(text: &str) -> bool {
        matches!(words(&without_ordinal(text)).as_slice(), [one, two] if one == "công" && two == "đoàn")
    }

    /// What a heading or label is taken for, told.
    pub(super) fn taken_for(&self, at: CellRef, text: &str, meaning: Meaning) -> Finding {
        let finding = Finding::new(Code::WordsProposed, self.place(at)).variant("shortened");
        finding.with("text", one_line(text)).with("taken", self.show(meaning))
    }

    /// The indicator that words name by less than all of its name, or the part of it that a group over them names; none where that
    /// group parts other indicators.
    fn nearly(&self, leaf: &str, groups: &[&str], left: &[&str], title: &HashSet<String>) -> Option<Meaning> {
        if let Some(part) = self.part_cut_short(leaf, groups) {
            return Some(part);
        }
        let shortened = self.lexicon.shortened();
        let paid = || groups.iter().rev().chain(left).find_map(|group| shortened.paid_for(group));
        // *Kinh phí* under *Chăm lo Tết* is nothing that comes in.
        let strays = |id: &IndicatorId| {
            self.comes_in(*id)
                && is_sum_of_money(&without_noise(leaf))
                && !groups.iter().any(|group| comes_in_by(group))
        };
        let whole = self
            .shortly_named(leaf, groups, left, title)
            .filter(|id| groups.is_empty() || !strays(id))
            .or_else(|| self.named_twice(leaf, groups, title))
            .or_else(|| shortened.sum_called(&without_noise(leaf)))
            .or_else(|| is_sum_of_money(&without_noise(leaf)).then(paid)?);
        let whole = whole.filter(|&id| !groups.iter().any(|group| shortened.is_changed_by(id, group)));
        let whole = whole.filter(|&id| !self.says_of_others(id, leaf));
        let whole = whole.filter(|&id| !(is_spending(leaf) && self.comes_in(id)));
        let whole = Meaning::Indicator(whole?, None);
        let category = groups.iter().rev().find_map(|group| match self.sense(&[group]).lookup {
            Lookup::Known(part @ Meaning::Category(..)) => Some(part),
            _ => None,
        });
        merge(Some(whole), category, self.knowledge).flatten()
    }

    /// Whether a label is about some of whom or what no name of an indicator is: *Số cán bộ công đoàn* are not all workers, *Đề tài đang
    /// thực hiện* are none that were accepted.
    fn says_of_others(&self, id: IndicatorId, label: &str) -> bool {
        const OTHERS: &[&str] = &["cán bộ công đoàn", "đang"];
        let about = self.knowledge.catalogue.indicator(id);
        let says = |text: &str, phrase: &str| format!(" {} ", fold(text)).contains(&format!(" {phrase} "));
        let names = || std::iter::once(&about.name.vi).chain(&about.aliases);
        OTHERS.iter().any(|phrase| says(label, phrase) && !names().any(|name| says(name, phrase)))
    }

    /// *Tổng số CBGVNV (CNVCLĐ)*: an indicator by two of its names.
    fn named_twice(&self, leaf: &str, groups: &[&str], title: &HashSet<String>) -> Option<IndicatorId> {
        let (before, inside) = leaf.trim_end().strip_suffix(')')?.rsplit_once('(')?;
        let named = |text: &str| match self.sense(&[text]).lookup {
            Lookup::Known(Meaning::Indicator(id, None)) => Some(id),
            Lookup::Unknown => self.shortly_named(text, groups, &[], title),
            _ => None,
        };
        named(before).filter(|id| named(inside) == Some(*id))
    }

    /// *Điều lệ* under *Số cuộc kiểm tra*, which the catalogue parts by *Chấp hành Điều lệ* and others: the only part whose name
    /// holds all of its words.
    fn part_cut_short(&self, leaf: &str, groups: &[&str]) -> Option<Meaning> {
        let whole = groups.iter().rev().find_map(|group| match self.sense(&[group]).lookup {
            Lookup::Known(Meaning::Indicator(id, None)) => Some(id),
            _ => None,
        })?;
        // *Nguồn CĐ*, *Doanh nghiệp hỗ trợ*: where money comes from.
        const OF_SOURCES: &[&str] = &["nguồn", "từ", "do", "của", "kinh", "phí", "hỗ", "trợ", "tiền"];
        let written = expand(&words(&without_noise(leaf))).remove(0);
        let said: Vec<&String> = written.iter().filter(|word| !OF_SOURCES.contains(&word.as_str())).collect();
        let holds = |name: &String| {
            let name = expand(&words(name)).remove(0);
            !said.is_empty() && said.iter().all(|word| name.contains(word))
        };
        let categories = &self.knowledge.catalogue.breakdown(whole)?.categories;
        let named = |(position, category): (usize, &Category)| {
            let mut names = std::iter::once(&category.name.vi).chain(&category.aliases);
            names.any(holds).then(|| CategoryId::new(position as u16))
        };
        let mut fits = categories.iter().enumerate().filter_map(named);
        let category = fits.next()?;
        fits.next().is_none().then_some(Meaning::Indicator(whole, Some(category)))
    }

    /// The indicator that words name by less than all of its name: what is left out stands in their groups or beside them,
    /// in the title, or goes without saying.
    fn shortly_named(
        &self,
        leaf: &str,
        groups: &[&str],
        left: &[&str],
        title: &HashSet<String>,
    ) -> Option<IndicatorId> {
        let shortened = self.lexicon.shortened();
        // *Trong đó: nữ* under *Đảng viên*, whom nobody counts, is no part of anything else.
        let of_nobody =
            |group: &&str| self.sense(&[group]).lookup == Lookup::Unknown && shortened.meant(group).is_none();
        if is_part(leaf) && groups.last().is_some_and(of_nobody) {
            return None;
        }
        let leaf = without_noise(leaf);
        // What stands beside a group that is named says nothing of its parts.
        let is_named = |group: &&str| matches!(self.sense(&[group]).lookup, Lookup::Known(Meaning::Indicator(..)));
        let left = if groups.iter().any(is_named) { &[] } else { left };
        let mut around = Shortened::around(groups.iter().chain(left).copied());
        let completed = shortened.completed(&leaf, &around).filter(|_| !around.is_empty());
        completed
            .or_else(|| {
                // *Số người* under a heading that says nothing of it is not what the title speaks of.
                if !groups.is_empty() && shortened.is_bare(&leaf) {
                    return None;
                }
                // A leaf of what is named is never another thing of the title's.
                if groups.iter().any(is_named) {
                    return None;
                }
                around.extend(title.iter().cloned());
                shortened.completed(&leaf, &around).filter(|_| !around.is_empty())
            })
            .or_else(|| {
                // A part that is not understood is never passed over for its group.
                let named = groups.iter().any(|group| matches!(self.sense(&[group]).lookup, Lookup::Known(_)));
                let path: Vec<&str> = groups.iter().copied().chain([leaf.as_str()]).collect();
                shortened.meant(&path.join(" ")).or_else(|| shortened.meant(&leaf).filter(|_| !named))
            })
    }

    /// The words of the lines over a table, but for those that name whose papers they are (*Liên đoàn Lao động*), and of the
    /// sheet's name.
    fn title_words(&self) -> HashSet<String> {
        let lines = self.readings.lines.iter().map(|(_, line)| line.as_str());
        let lines = lines.filter(|line| {
            let said = self.lexicon.said(line);
            let of_a_body = names_a_body(line) || self.lexicon.is_registered(line);
            !of_a_body && !said.is_reference && said.measure_line.is_none() && !said.names_reporter
        });
        Shortened::around(lines.chain(self.names.first().copied()))
    }

    /// The heading of the nearest column to the left that names an indicator.
    fn whole_left_of(&self, position: usize, parts: &[Part]) -> Option<Vec<&str>> {
        let named = |part: &Part| matches!(part.meaning, Some(Meaning::Indicator(..))) && !part.closed;
        let left = (0..position).rev().find(|&other| named(&parts[other]))?;
        Some(self.meaningful(left))
    }
}

/// *Số tiền*, *Thành tiền*: an amount, nothing says of what.
pub(super) fn is_sum_of_money(heading: &str) -> bool {
    matches!(fold(heading).as_str(), "số tiền" | "tổng số tiền" | "tổng tiền" | "thành tiền" | "giá trị" | "kinh phí")
}
