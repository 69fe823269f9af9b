//! Rows of which one label stands within another: a unit within its superior, an indicator within a theme.

use std::sync::Arc;

use crate::domain::UnitId;
use crate::intake::extract::{RowReading, without_ordinal};
use crate::intake::layout::{self, Key};
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::words;

use super::table::Resolver;
use super::unit_name::{lists_groups, names_a_body, names_a_group, plain_name};

/// What units are, where a group of them says it: *LĐLĐ các huyện, thị xã*, *Khối Tiểu học*.
const KINDS: &[&[&str]] = &[
    &["huyện"],
    &["quận"],
    &["thị", "xã"],
    &["thành", "phố"],
    &["xã"],
    &["phường"],
    &["thị", "trấn"],
    &["mầm", "non"],
    &["mẫu", "giáo"],
    &["tiểu", "học"],
    &["trung", "học", "cơ", "sở"],
    &["trung", "học", "phổ", "thông"],
];

impl Resolver<'_> {
    /// The only one of several units of one name that is what the nearest group says of all: *Yên Thủy* under *LĐLĐ các huyện* is the
    /// district, and not its township.
    pub(super) fn of_kind(&self, units: &[UnitId], groups: &[Arc<str>]) -> Option<UnitId> {
        let said = |text: &str| {
            let words = plain_name(text);
            let words: Vec<&str> = words.split(' ').collect();
            let mut kinds: Vec<&[&str]> = Vec::new();
            let mut at = 0;
            // *Thị xã* is no *xã*.
            while at < words.len() {
                let kind = KINDS.iter().filter(|kind| words[at..].starts_with(kind)).max_by_key(|kind| kind.len());
                kinds.extend(kind);
                at += kind.map_or(1, |kind| kind.len());
            }
            kinds
        };
        let kinds = groups.iter().rev().map(|group| said(group)).find(|kinds| !kinds.is_empty())?;
        let is_such =
            |id: &UnitId| said(&self.knowledge.registry.get(*id).name).first().is_some_and(|kind| kinds.contains(kind));
        let mut fitting = units.iter().copied().filter(|id| is_such(id));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// Whether a label that nobody knows stands beside the name of a registered unit.
    pub(super) fn is_beside_a_name(&self, row: &RowReading, label: &str) -> bool {
        let known = |text: &str| self.lexicon.is_registered(text);
        row.labels.iter().any(|(key, name)| *key == Key::Unit && known(name))
            && (!known(label) || lists_groups(label))
            && self.lexicon.said(label).times.is_empty()
            && self.sense(&[&without_ordinal(label)]).lookup == Lookup::Unknown
    }

    /// A row of two columns of units of which one is the group of the other: *KCN Khai Quang | Công ty May 5*. The upper may
    /// stand on either side: *CĐCS Công ty May 5 | Thuộc xã*.
    pub(super) fn nested(&self, row: &RowReading) -> Option<RowReading> {
        let units = row.labels.iter().enumerate().filter(|(_, (key, _))| *key == Key::Unit);
        let [(left, (_, one)), (right, (_, other))] = units.collect::<Vec<_>>().try_into().ok()?;
        let over = |upper: &str, lower: &str| layout::Words::covers(self.lexicon, upper, lower);
        let known = |label: &str| self.lexicon.is_registered(label);
        // *LĐLĐ các huyện, thị xã* beside one of them sorts it, and stands neither above nor below.
        if [one, other].iter().any(|label| names_a_group(label) && !known(label) || lists_groups(label)) {
            return None;
        }
        let upper = if over(one, other) || (known(one) && !known(other)) {
            left
        } else if over(other, one) || (known(other) && !known(one)) {
            right
        } else {
            return None;
        };
        let mut nested = row.clone();
        let (_, group) = nested.labels.remove(upper);
        nested.groups.push(group);
        Some(nested)
    }

    /// A row of two columns of indicators of which the first says under what theme the second stands: *Dân chủ | Số cuộc đối
    /// thoại*.
    pub(super) fn themed(&self, row: &RowReading) -> Option<RowReading> {
        // *Nhóm* over *Dân chủ*, *Chăm lo* sorts as well, left of what is counted.
        let names = |at: usize, key: &Key| {
            matches!(key, Key::Indicator | Key::Open) || (*key == Key::Category && at + 1 < row.labels.len())
        };
        let mut named = row.labels.iter().enumerate().filter(|(at, (key, _))| names(*at, key));
        let (theme, (_, over)) = named.next()?;
        let (_, (_, label)) = named.next().filter(|_| named.next().is_none())?;
        let alone = |text: &str| self.sense(&[&without_ordinal(text)]).lookup.clone();
        let known = matches!(alone(label), Lookup::Known(Meaning::Indicator(..)));
        let somebody = self.lexicon.is_registered(over) || names_a_body(over);
        // *Số CNVCLĐ khối trường học* beside *CNVCLĐ*: some of them, not a theme.
        let (of_over, of_label) = (words(over), words(label));
        let says_more = of_over.windows(of_label.len().max(1)).any(|part| part == of_label);
        if !known
            || says_more
            || somebody
            || matches!(alone(over), Lookup::Known(_))
            || !self.lexicon.said(over).times.is_empty()
        {
            return None;
        }
        let mut themed = row.clone();
        let (_, group) = themed.labels.remove(theme);
        themed.groups.push(group);
        Some(themed)
    }
}
