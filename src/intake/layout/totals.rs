//! Total rows: the row kind that corrupts a sum. Arithmetic first: a row that equals the sum of the rows it stands over,
//! before or behind in most of its columns is their total; then structure and words, for printed totals may be wrong.

use std::collections::BTreeSet;

use smallvec::SmallVec;

use crate::domain::{Amount, Grid};
use crate::text::{Ordinal, fold, is_part, split_ordinal};

use super::figures::{Figures, Lead, near};
use super::sections::sections;
use super::standing::{self, Standing};
use super::{Column, ColumnRole, Key, Layout, RowKind, Suspect, Suspicion, Words, whole_year};

/// A run of rows that one unnumbered row may total is at most this long where neither words nor numbers mark it.
const LONGEST_RUN: usize = 300;

/// The totals of a table cover at most so many times its rows, all together; beyond that each stands for its own section,
/// lest a long list of totals that fit nothing be taken for the totals of everything.
const MOST_COVERED: usize = 64;

/// Sections that add up to figures of so many digits are no chance.
const FEWEST_DIGITS: usize = 6;

/// The sum of so many rows is no chance that nobody need hear of.
const FEWEST_SUSPECT: usize = 3;

/// What the rows look like to whoever looks for totals.
struct Body<'l> {
    labels: &'l [&'l str],
    figures: Figures,
    /// The largest amount of each row, as soon as runs are looked for.
    leads: Vec<Option<Lead>>,
    kinds: Vec<RowKind>,
    /// Of rows that arithmetic found to be the sum of the rows below them: which.
    heads: Vec<(usize, Vec<usize>)>,
    /// Rows that their words call a total.
    said: Vec<bool>,
    /// Rows whose label is a period.
    times: Vec<bool>,
    parents: &'l [Option<usize>],
    /// Rows with an ordinal.
    numbered: &'l [bool],
    /// Rows that name a registered unit.
    units: Vec<bool>,
    /// Rows that name a unit, registered or not.
    named: Vec<bool>,
    /// Rows that stand outside the numbers or codes of the rows around them.
    outside: Vec<bool>,
    /// Rows that may be the sum of all others and are not taken for their total.
    suspects: Vec<Suspect>,
    /// Rows that are parts of the row of a unit above them, and in its figures already (*Trong đó: nữ*), or other years'.
    parts: Vec<bool>,
    /// Whether a total in words is the sum of all rows.
    explained: bool,
    /// Rows that a column of categories says to be the whole or a part of somebody's own.
    sorted: Vec<bool>,
}

/// What the looks of a row say of it being a total.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Evidence {
    /// It stands outside the rows that are counted.
    For,
    /// It is counted, or named like somebody who reports.
    Against,
    /// It bears nobody's name, unlike the registered units beside it.
    Unlike,
    /// Nothing.
    None,
}

/// Marks the rows of a layout that total others.
pub(super) fn mark(grid: &Grid, layout: &mut Layout, standing: &Standing<'_>, known: &dyn Words) {
    let Standing { labels, named, parents, numbered, .. } = standing;
    let role = |wanted: fn(&Key) -> bool| {
        layout.columns.iter().any(|column| matches!(&column.role, ColumnRole::Key(key) if wanted(key)))
    };
    // Rows of indicators are total only by their words: an indicator above its parts is a figure of its own.
    let by_indicators = role(|key| *key == Key::Indicator);
    let by_units = !by_indicators && role(|key| matches!(key, Key::Unit | Key::Code | Key::Open | Key::Period));
    // What somebody worked out beside the table without any heading is not what it totals.
    let headed = layout.columns.iter().any(|column| column.role == ColumnRole::Value && !column.heading.is_empty());
    let is_value = |column: &&Column| column.role == ColumnRole::Value && !(headed && column.heading.is_empty());
    let values: Vec<u32> = layout.columns.iter().filter(is_value).map(|column| column.index).collect();
    let mut leads: Vec<bool> = layout.rows.iter().map(|row| row.kind == RowKind::Group).collect();
    parents.iter().flatten().for_each(|&parent| leads[parent] = true);
    let groups: BTreeSet<String> = labels
        .iter()
        .zip(leads)
        .filter(|(_, leads)| *leads)
        .map(|(label, _)| fold(split_ordinal(label).1))
        .filter(|group| !group.is_empty())
        .collect();
    let said = labels
        .iter()
        .enumerate()
        .map(|(row, text)| {
            let is_item = layout.rows[row].kind == RowKind::Item;
            // *Tổng số* under the heading of an indicator is that indicator's own figure; below the last of its parts it sums them up.
            let own = by_indicators && parents[row].is_some_and(|parent| !known.is_category(labels[parent]));
            // *Tổng Công đoàn xã Ba Tri* below the row of that commune sums it up.
            let apart = whole_year::stands_for_itself(standing, row, known);
            is_item && !own && !apart && ((named[row].total && !named[row].registered) || sums_up(text, &groups))
        })
        .collect();
    let times = named.iter().map(|named| named.time).collect();
    let kinds = layout.rows.iter().map(|row| row.kind.clone()).collect();
    let outside = standing::outside(grid, layout, standing);
    let sorted: Vec<bool> = layout.rows.iter().map(|row| standing::is_sorted(grid, layout, row, known)).collect();
    let told = named.iter().zip(&sorted).map(|(named, &sorted)| (named.registered || sorted, named.unit || sorted));
    let (units, bodies): (Vec<bool>, Vec<bool>) = told.map(|(unit, body)| (by_units && unit, by_units && body)).unzip();
    let figures = Figures::new(grid, &layout.rows, &values);
    let part = |(row, label): (usize, &&str)| {
        // *- Tập thể* below a unit; *- Quý I* is no part of it.
        let dashed = || matches!(named[row].prefix, Some(Ordinal::Dash | Ordinal::Plus));
        let marked = || dashed() && !named[row].registered && !named[row].time;
        let below = || parents[row].is_some_and(|parent| named[parent].registered);
        let is_part = || is_part(label) || standing.parted.get(row) == Some(&true) || (marked() && below());
        // *Cùng kỳ năm trước* below the total is nobody's either.
        let compared = named[row].compared && !named[row].registered;
        by_units && ((parents[row].is_some() && is_part()) || compared)
    };
    let parts = labels.iter().enumerate().map(part).collect();
    let (heads, suspects) = (Vec::new(), Vec::new());
    let mut body = Body {
        labels,
        figures,
        leads: Vec::new(),
        kinds,
        heads,
        said,
        times,
        parents,
        numbered,
        units,
        named: bodies,
        outside,
        suspects,
        parts,
        explained: false,
        sorted,
    };
    body.explained = by_units && body.is_explained();
    if by_units {
        body.by_sections();
        body.by_structure();
        body.by_runs(known);
    }
    body.by_words();
    if by_units {
        body.of_all(known);
    }
    let Body { kinds, heads, mut suspects, .. } = body;
    // What was suspected first may have been proved since.
    suspects.retain(|suspect| kinds[suspect.row] == RowKind::Item);
    layout.suspects = suspects;
    for (row, kind) in layout.rows.iter_mut().zip(kinds) {
        row.kind = kind;
    }
    // What only arithmetic tells to be the total of the rows below it is their group, as a numbered heading would be.
    for (head, covered) in heads {
        let Some(label) = layout.rows[head].labels.last().map(|&(_, at)| at) else { continue };
        // *Trong đó: nữ* below a member stands in the same group.
        for row in covered.into_iter().flat_map(|row| std::iter::once(row).chain(standing::descendants(parents, row))) {
            let groups = &mut layout.rows[row].groups;
            if !groups.contains(&label) {
                // What stands higher on the sheet is the outer group.
                let place = groups.partition_point(|group| group.row < label.row);
                groups.insert(place, label);
            }
        }
    }
}

impl Body<'_> {
    /// The amounts of a row, by column of figures.
    fn amounts(&self, row: usize) -> &[Option<Amount>] {
        self.figures.row(row)
    }

    /// The sums of rows, by column of figures.
    fn sums(&self, rows: &[usize]) -> Vec<Amount> {
        self.figures.sums(rows)
    }

    fn add(&self, row: usize, sums: &mut [Amount]) {
        self.figures.add(row, sums);
    }

    fn figures(&self, row: usize) -> usize {
        self.amounts(row).iter().flatten().filter(|amount| !amount.is_zero()).count()
    }

    /// A row of figures of its own that no words call a total.
    fn is_item(&self, row: usize) -> bool {
        self.kinds[row] == RowKind::Item && !self.said[row] && !self.parts[row]
    }

    /// A row that may total others by arithmetic alone: a quarter is never the sum of the quarters before it.
    fn may_total(&self, row: usize) -> bool {
        let reports = self.numbered[row] && self.units[row] && !self.outside[row];
        !(self.times[row] || self.sorted[row] || (self.explained && reports)) && self.is_item(row)
    }

    /// Whether what words call a total is the sum of all rows: then none of them that is counted sums up others.
    fn is_explained(&self) -> bool {
        let items = self.items();
        let all = self.sums(&items);
        let is_all = |row: usize| self.figures(row) > 0 && self.equal(row, &all, 0) == self.figures(row);
        items.len() > 1 && (0..self.kinds.len()).any(|row| self.said[row] && is_all(row))
    }

    fn items(&self) -> Vec<usize> {
        let mut items = Vec::with_capacity(self.kinds.len());
        items.extend((0..self.kinds.len()).filter(|&row| self.is_item(row)));
        items
    }

    /// Sections without any mark, which a printed total proves: a row that words call one, or one at either end that has no
    /// words, or figures too long for chance.
    fn by_sections(&mut self) {
        let ends: BTreeSet<usize> = [0, self.kinds.len().saturating_sub(1)].into();
        let (nameless, named): (Vec<usize>, Vec<usize>) =
            ends.into_iter().filter(|&row| self.may_total(row)).partition(|&row| self.labels[row].is_empty());
        let mut items = self.items();
        items.retain(|item| !nameless.contains(item));
        if items.iter().any(|&item| self.parents[item].is_some()) {
            return;
        }
        let all = self.sums(&items);
        let marked: Vec<usize> = (0..self.kinds.len()).filter(|&row| self.said[row]).chain(nameless).collect();
        let found = marked.into_iter().find_map(|row| self.sections_of(row, &items, &all)).or_else(|| {
            named.into_iter().filter(|&row| self.is_third(row, &all)).find_map(|row| {
                let others: Vec<usize> = items.iter().copied().filter(|&item| item != row).collect();
                self.sections_of(row, &others, &self.sums(&others))
            })
        });
        // Who is counted heads nobody.
        let counted = |(head, _): &(usize, Vec<usize>)| self.numbered[*head] && !self.outside[*head];
        for (head, members) in found.filter(|found| !found.iter().any(counted)).unwrap_or_default() {
            self.heads.push((head, members.clone()));
            self.kinds[head] = RowKind::Total(members);
        }
    }

    /// Whether a row is not counted and its figures, too long for chance, are a third of what all rows add up to.
    fn is_third(&self, row: usize, all: &[Amount]) -> bool {
        let is_third = |(amount, sum): (&Option<Amount>, &Amount)| amount.is_none_or(|own| near(own + own + own, *sum));
        !self.numbered[row]
            && self.amounts(row).iter().zip(all).all(is_third)
            && self.digits(row, &self.sums(&[row])) >= FEWEST_DIGITS
    }

    /// The sections that some rows fall into by a total that proves them, given their sums: heads, and the members of each.
    fn sections_of(&self, total: usize, items: &[usize], sums: &[Amount]) -> Option<Vec<(usize, Vec<usize>)>> {
        let found = sections(items.len(), sums, self.amounts(total), |item| self.amounts(items[item]))?;
        let rows = |members: Vec<usize>| members.into_iter().map(|member| items[member]).collect();
        Some(found.into_iter().map(|(head, members)| (items[head], rows(members))).collect())
    }

    /// Structure: a row of figures over rows of its own, innermost first.
    fn by_structure(&mut self) {
        for row in (0..self.kinds.len()).rev() {
            if self.is_item(row) {
                let under: Vec<usize> = self.under(row).collect();
                // A year over its quarters is a figure of its own, until theirs are known to add up to it.
                let of_times = self.times[row] && under.iter().all(|&row| self.times[row]);
                // *(Năm 2021)* below a unit is the year before.
                let compared = matches!(under.as_slice(), [only] if self.times[*only]);
                if !under.is_empty() && !of_times && !compared {
                    self.kinds[row] = RowKind::Total(under);
                }
            }
        }
    }

    /// The items that stand under a row, directly or through others: they follow it without a gap.
    fn under(&self, row: usize) -> impl Iterator<Item = usize> {
        standing::descendants(self.parents, row).filter(|&other| self.is_item(other))
    }

    /// Arithmetic: a row that equals the run of rows right below it, or right above it, in its columns. How much must be
    /// equal depends on what else speaks for or against a total: its label, its number.
    fn by_runs(&mut self, known: &dyn Words) {
        self.leads = (0..self.kinds.len()).map(|row| self.figures.lead(row)).collect();
        // Room for the sums of the rows that are tried.
        let mut sums = vec![Amount::ZERO; self.figures.width];
        // The items below a row, the nearest last.
        let mut below: Vec<usize> = Vec::with_capacity(self.kinds.len());
        for row in self.items().into_iter().rev() {
            match self.may_total(row).then(|| self.headed(row, &below, &mut sums, known)).flatten() {
                Some(covered) => {
                    self.heads.push((row, covered.clone()));
                    self.kinds[row] = RowKind::Total(covered);
                }
                None => {
                    self.suspects.extend(self.over_strangers(row, &below));
                    below.push(row);
                }
            }
        }
        let mut above: Vec<usize> = Vec::with_capacity(below.len());
        for row in below.into_iter().rev() {
            match self.may_total(row).then(|| self.run(row, above.iter().rev(), &mut sums)).flatten() {
                Some(mut covered) => {
                    covered.sort_unstable();
                    self.kinds[row] = RowKind::Total(covered);
                }
                None => above.push(row),
            }
        }
    }

    /// A registered unit that equals the sum of all those right below it whom no registry knows, by too few digits to prove it.
    fn over_strangers(&self, row: usize, below: &[usize]) -> Option<Suspect> {
        if !self.units[row] || self.numbered[row] || !self.may_total(row) {
            return None;
        }
        let mut sums = vec![Amount::ZERO; self.figures.width];
        let (mut count, mut last) = (0, row);
        for &other in below.iter().rev().take(LONGEST_RUN) {
            if self.units[other] || self.is_parted(last, other) {
                break;
            }
            self.add(other, &mut sums);
            (count, last) = (count + 1, other);
        }
        let figures = self.figures(row);
        let equal = figures > 0 && self.equal(row, &sums, count) == figures;
        (count >= FEWEST_SUSPECT && equal).then_some(Suspect { row, count, why: Suspicion::Strangers })
    }

    /// The rows that a row totals of those below it, the nearest last.
    fn headed(&self, row: usize, below: &[usize], sums: &mut [Amount], known: &dyn Words) -> Option<Vec<usize>> {
        let below = || below.iter().rev();
        // A registered unit over its own members, whatever the sums say.
        let covers = |other: &&usize| self.units[row] && known.covers(self.labels[row], self.labels[**other]);
        let led = below().take(LONGEST_RUN).take_while(covers).count();
        // Periods that close the table stand under nobody.
        let times = below().take_while(|&&other| self.times[other] && self.parents[other].is_some()).count();
        let led = led.max(if times >= 2 { times } else { 0 });
        let covered = || below().take(led).copied().collect::<Vec<_>>();
        let alone = led == 1 && !self.numbered[row] && self.matches(row, &covered()) == self.figures(row);
        if led >= 2 || alone { Some(covered()) } else { self.run(row, below(), sums) }
    }

    /// The shortest run of rows, nearest first, that a row is the sum of. `sums`: room for a sum in each column.
    fn run<'i>(
        &self,
        row: usize,
        others: impl Iterator<Item = &'i usize> + Clone,
        sums: &mut [Amount],
    ) -> Option<Vec<usize>> {
        let printed = self.amounts(row);
        let Lead { column: lead, most, filled } = self.leads[row]?;
        sums.fill(Amount::ZERO);
        // The columns in which the rows covered lack something.
        let mut open: SmallVec<[usize; 16]> = SmallVec::new();
        let (mut of_lead, mut last, mut parted) = (Amount::ZERO, row, false);
        for (place, &other) in others.clone().take(LONGEST_RUN).enumerate() {
            let count = place + 1;
            of_lead = of_lead + self.amounts(other)[lead].unwrap_or(Amount::ZERO);
            if of_lead > most + Amount::whole(count as i64) {
                return None;
            }
            self.add(other, sums);
            for column in self.figures.lost(other) {
                open.push(column);
            }
            parted |= self.is_parted(last, other);
            last = other;
            let near = differs_little(printed, sums, &open, filled);
            if !near && !parted {
                continue;
            }
            let covered = || others.clone().take(count).copied();
            let evidence = self.evidence(row, covered());
            // Nobody who is counted sums up what stands in another section.
            if evidence == Evidence::Against && parted {
                return None;
            }
            if near && self.proves(row, sums, &open, count, evidence) {
                return Some(covered().collect());
            }
        }
        None
    }

    /// Whether a group or a total stands between two rows.
    fn is_parted(&self, row: usize, other: usize) -> bool {
        let (first, last) = (row.min(other), row.max(other));
        (first + 1..last).any(|between| self.said[between] || self.kinds[between] == RowKind::Group)
    }

    /// What a row's looks say of it being a total.
    fn evidence(&self, row: usize, mut covered: impl Iterator<Item = usize>) -> Evidence {
        match (self.outside[row], self.named[row] || self.numbered[row]) {
            (true, _) => Evidence::For,
            // A registered unit over bodies whom no registry knows: its own, where they add up to it.
            (false, true) if self.units[row] && !self.numbered[row] && !covered.any(|other| self.units[other]) => {
                Evidence::None
            }
            (false, true) => Evidence::Against,
            (false, false) if covered.all(|other| self.units[other]) => Evidence::Unlike,
            (false, false) => Evidence::None,
        }
    }

    /// Whether sums of so many rows are what is printed: in most columns, and with more digits than chance would match.
    fn proves(&self, row: usize, sums: &[Amount], open: &[usize], rows: usize, evidence: Evidence) -> bool {
        let (mut equal, mut other, mut digits, mut lacking) = (0, 0, 0, 0);
        for (column, (printed, sum)) in self.amounts(row).iter().zip(sums).enumerate() {
            match printed.filter(|printed| !(printed.is_zero() && sum.is_zero())) {
                Some(printed) if near(printed, *sum) => {
                    equal += 1;
                    digits += printed.to_string().bytes().filter(u8::is_ascii_digit).count();
                }
                Some(printed) if *sum <= printed && open.contains(&column) => lacking += 1,
                Some(_) => other += 1,
                // A rate is not added, and a total may leave a column out.
                None => {}
            }
        }
        // A long number is no chance, whatever the other columns lack.
        let sure = match evidence {
            Evidence::For => true,
            Evidence::Unlike => equal >= 2,
            Evidence::None => other == 0 && digits >= 5,
            Evidence::Against => false,
        };
        if equal < lacking && !sure {
            return false;
        }
        match (evidence, rows) {
            // One of many figures may be damaged; a unit that lost its number is not the sum of the one above it by a digit.
            (Evidence::For, 0..=1) => {
                equal >= 1 && (other == 0 || equal > 3 * other) && (digits > 2 || !self.units[row])
            }
            (Evidence::For, _) => equal > 2 * other,
            // Two units may report the same figures.
            (Evidence::Against, 0..=1) => false,
            // One column may hold what no sum can read.
            (Evidence::Against, _) => equal >= 2 && digits >= 9 && (other == 0 || (digits >= 12 && equal >= 4 * other)),
            (Evidence::Unlike | Evidence::None, 0..=1) => equal >= 2 && other == 0 && digits >= 6,
            (Evidence::Unlike, _) => equal > 2 * other && digits >= 2,
            // The two rows below a unit that reports may come to a few small figures of its own by chance.
            (Evidence::None, _) => equal > 2 * other && digits >= if self.units[row] && rows == 2 { 6 } else { 4 },
        }
    }

    /// Words: what the total covers is told by arithmetic where it can be.
    fn by_words(&mut self) {
        let items = self.items();
        // What most totals, which are those of their section or of the rows under them, are not held against.
        let mut all: Option<Vec<Amount>> = None;
        let mut room = MOST_COVERED * self.kinds.len();
        // The sums of the items above the row.
        let mut above = vec![Amount::ZERO; self.figures.width];
        let mut before = 0;
        for row in 0..self.kinds.len() {
            if !self.said[row] {
                continue;
            }
            let section = self.section(row);
            let under: Vec<usize> = self.under(row).collect();
            let (of_section, of_under) = (self.matches(row, &section), self.matches(row, &under));
            let figures = self.figures(row);
            let covered = if figures > 0 && of_section == figures && !section.is_empty() {
                section
            } else if figures > 0 && of_under == figures && !under.is_empty() {
                under
            } else {
                let all = all.get_or_insert_with(|| self.sums(&items));
                while items.get(before).is_some_and(|&item| item < row) {
                    self.add(items[before], &mut above);
                    before += 1;
                }
                let candidates = [
                    (items.len(), self.equal(row, all, items.len())),
                    (section.len(), of_section),
                    (before, self.equal(row, &above, before)),
                    (under.len(), of_under),
                ];
                let filled = candidates.iter().enumerate().filter(|(_, (rows, _))| *rows > 0);
                match filled.max_by_key(|(place, (_, equal))| (*equal, std::cmp::Reverse(*place))) {
                    Some((0, (rows, _))) if *rows <= room => items.clone(),
                    Some((2, (rows, _))) if *rows <= room => items[..before].to_vec(),
                    Some((0..=2, _)) => section,
                    Some(_) => under,
                    None => Vec::new(),
                }
            };
            room = room.saturating_sub(covered.len());
            self.kinds[row] = RowKind::Total(covered);
        }
    }

    /// The items since the last group row or total above a row.
    fn section(&self, row: usize) -> Vec<usize> {
        let start = (0..row)
            .rev()
            .find(|&other| self.said[other] || self.kinds[other] == RowKind::Group)
            .map_or(0, |other| other + 1);
        (start..row).filter(|&other| self.is_item(other)).collect()
    }

    /// The digits of the figures of a row that equal sums.
    fn digits(&self, row: usize, sums: &[Amount]) -> usize {
        let equal =
            self.amounts(row).iter().zip(sums).filter_map(|(amount, sum)| amount.filter(|amount| near(*amount, *sum)));
        equal.map(|amount| amount.to_string().bytes().filter(u8::is_ascii_digit).count()).sum()
    }

    /// The first or last row where it totals all others: it bears the name of the unit over them, or equals their sum in
    /// most of its columns. A row that looks like any other needs more than one column for that.
    fn of_all(&mut self, known: &dyn Words) {
        let mut items = self.items();
        items.retain(|&item| !self.labels[item].is_empty() || self.figures(item) > 0);
        let [first, .., last] = items.as_slice() else { return };
        let all = self.sums(&items);
        let numbered = items.iter().filter(|&&item| self.numbered[item]).count();
        for &row in &[*first, *last] {
            let others = items.len() - 1;
            let label = self.labels[row];
            let marked = !self.numbered[row] && numbered * 2 > others;
            let without: Vec<Amount> =
                all.iter().zip(self.amounts(row)).map(|(&sum, own)| sum - own.unwrap_or(Amount::ZERO)).collect();
            let equal = self.equal(row, &without, others);
            // Over one only whose figures are its own, too.
            let over = (others >= 2 || (marked && equal == self.figures(row)))
                && known.is_unit(label)
                && items.iter().filter(|&&other| known.covers(label, self.labels[other])).count() * 2 > others;
            // A few small numbers of a unit may add up by chance.
            let by_chance = known.is_unit(label) && self.digits(row, &without) < 6;
            let (least, fewest) = if marked && !known.is_unit(label) { (1, 2) } else { (2, 3) };
            if over || (!by_chance && others >= fewest && equal >= least && equal * 2 > self.figures(row)) {
                self.kinds[row] = RowKind::Total(items.into_iter().filter(|&other| other != row).collect());
                self.suspects.clear();
                return;
            }
            let added = items.iter().filter(|&&other| other != row && self.figures(other) > 0).count();
            let whole = equal > 0 && equal == self.figures(row);
            let open = || !known.is_unit(label) && self.outweighs(row, &without, &items);
            if added >= FEWEST_SUSPECT && !self.times[row] && (whole || open()) {
                let why = if whole { Suspicion::All } else { Suspicion::Lost };
                self.suspects.push(Suspect { row, count: others, why });
            }
        }
    }

    /// Whether a row is the sum of others in every column it fills, or more than it where figures of theirs are lost.
    fn outweighs(&self, row: usize, sums: &[Amount], others: &[usize]) -> bool {
        let lost = |column: usize| {
            others.iter().any(|&other| other != row && self.figures.lost(other).any(|place| place == column))
        };
        let mut filled = self.amounts(row).iter().zip(sums).enumerate().filter_map(|(column, (&amount, &sum))| {
            amount.filter(|amount| !amount.is_zero()).map(|amount| (column, amount, sum))
        });
        self.figures(row) > 0
            && filled.all(|(column, amount, sum)| near(amount, sum) || (sum <= amount && lost(column)))
    }

    /// In how many columns a row equals the sum of others, within rounding.
    fn matches(&self, row: usize, covered: &[usize]) -> usize {
        self.equal(row, &self.sums(covered), covered.len())
    }

    /// In how many columns a row equals these sums of so many rows.
    fn equal(&self, row: usize, sums: &[Amount], rows: usize) -> usize {
        let slack = Amount::whole(rows as i64);
        let equals = |&(&printed, &sum): &(&Option<Amount>, &Amount)| {
            let Some(printed) = printed.filter(|printed| !printed.is_zero()) else { return false };
            if printed.is_whole() && !sum.is_whole() { (printed - sum).abs() <= slack } else { near(printed, sum) }
        };
        self.amounts(row).iter().zip(sums).filter(equals).count()
    }
}

/// Whether sums are what is printed in more than two thirds of the columns that are filled: else they prove nothing, and that is
/// soon told of nearly all sums that are tried.
fn differs_little(printed: &[Option<Amount>], sums: &[Amount], open: &[usize], filled: usize) -> bool {
    let differs = |&(column, (&printed, &sum)): &(usize, (&Option<Amount>, &Amount))| {
        printed.is_some_and(|printed| !(near(printed, sum) || (sum <= printed && open.contains(&column))))
    };
    printed.iter().zip(sums).enumerate().filter(differs).take(filled / 3 + 1).count() * 3 < filled.max(1)
}

/// *Tổng Khối xã, thị trấn* under the heading *Khối xã, thị trấn*.
fn sums_up(label: &str, groups: &BTreeSet<String>) -> bool {
    if groups.is_empty() {
        return false;
    }
    let folded = fold(label);
    let rest = ["tổng cộng ", "tổng số ", "tổng ", "cộng "].iter().filter_map(|head| folded.strip_prefix(head));
    rest.into_iter().any(|rest| groups.contains(rest))
}
