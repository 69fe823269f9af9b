//! Rows of which one label stands within another: a unit within its superior, an indicator within a theme.

use crate::intake::extract::{RowReading, without_ordinal};
use crate::intake::layout::{self, Key};
use crate::intake::vocabulary::{Lookup, Meaning};

use super::table::Resolver;
use super::unit_name::names_a_body;

impl Resolver<'_> {
    /// Whether a label that nobody knows stands beside the name of a registered unit.
    pub(super) fn is_beside_a_name(&self, row: &RowReading, label: &str) -> bool {
        let known = |text: &str| self.lexicon.is_registered(text);
        row.labels.iter().any(|(key, name)| *key == Key::Unit && known(name))
            && !known(label)
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
        let names = |key: &Key| matches!(key, Key::Indicator | Key::Open);
        let mut named = row.labels.iter().enumerate().filter(|(_, (key, _))| names(key));
        let (theme, (_, over)) = named.next()?;
        let (_, (_, label)) = named.next().filter(|_| named.next().is_none())?;
        let alone = |text: &str| self.sense(&[&without_ordinal(text)]).lookup.clone();
        let known = matches!(alone(label), Lookup::Known(Meaning::Indicator(..)));
        let somebody = self.lexicon.is_registered(over) || names_a_body(over);
        if !known || somebody || matches!(alone(over), Lookup::Known(_)) || !self.lexicon.said(over).times.is_empty() {
            return None;
        }
        let mut themed = row.clone();
        let (_, group) = themed.labels.remove(theme);
        themed.groups.push(group);
        Some(themed)
    }
}
