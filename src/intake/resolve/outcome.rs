//! Headings over rows, columns and tables that say that what stands below is not what the period came to, or not of all.

use crate::domain::{IndicatorId, Kind, UnitKind};
use crate::intake::extract::{RowReading, without_ordinal};
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{narrows, narrows_by_body, says_otherwise, says_planned, says_sex, split_ordinal, words};

use super::candidates::UnitMatch;
use super::rows::Rows;
use super::table::{Part, Resolver};

impl Resolver<'_> {
    /// Whether a row stands below a heading by which it is no result, or is of some only: *II. Phương hướng năm 2022*, *Đề nghị khen
    /// thưởng*, *Dân tộc thiểu số*. Units may be grouped by what they are.
    pub(super) fn is_row_of_others(&self, row: &RowReading, part: &Part, all: &Rows<'_>) -> bool {
        let groups: Vec<&str> = row.groups.iter().map(|group| &**group).collect();
        let label = row.labels.last().map_or("", |(_, label)| label);
        let units = Self::names_units(row);
        let measured = || -> Vec<IndicatorId> {
            let of_columns = all.columns.iter().filter(|column| !column.closed).map(|column| column.meaning);
            let own = of_columns.chain([part.meaning]).flatten().filter_map(Meaning::indicator);
            let own: Vec<IndicatorId> = own.collect();
            let title = || all.context.title.and_then(Meaning::indicator);
            if own.is_empty() { title().into_iter().collect() } else { own }
        };
        let of_a_part = |group: &str| {
            part.within.is_none()
                && (!units || says_sex(group) || self.is_wide(label))
                && self.is_part_of_none(group, &measured())
        };
        groups
            .iter()
            .any(|group| self.is_otherwise(group, part.meaning) || self.is_of_some(group, units) || of_a_part(group))
            && !self.says_more(&groups, label)
    }

    /// Whether a heading is a part by which none of some indicators is parted: *Nữ*, *Khu vực ngoài nhà nước*.
    pub(super) fn is_part_of_none(&self, heading: &str, indicators: &[IndicatorId]) -> bool {
        let plain = without_ordinal(heading);
        match self.sense(&[&plain]).lookup {
            Lookup::Known(Meaning::Category(of, _)) => {
                !indicators.iter().any(|&id| self.knowledge.catalogue.indicator(id).breakdown == Some(of))
            }
            _ => says_sex(&plain),
        }
    }

    /// Whether a label names a unit that has others below it, of all kinds.
    pub(super) fn is_wide(&self, label: &str) -> bool {
        matches!(self.lexicon.find(label, None, None), UnitMatch::One(id) if self.knowledge.registry.get(id).kind == UnitKind::District)
    }

    /// The same of a column and the headings over its last.
    pub(super) fn is_column_of_others(&self, path: &[String], part: &Part) -> bool {
        let Some((leaf, groups)) = path.split_last() else { return false };
        let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
        groups.iter().any(|group| self.is_otherwise(group, part.meaning) || self.is_of_some(group, false))
            && !self.says_more(&groups, leaf)
    }

    /// Whether the title or the sheet's name begin by saying that figures are estimates: *ƯỚC THỰC HIỆN NĂM 2023*, *Ước*.
    pub(super) fn is_estimated(&self) -> bool {
        let titles = self.readings.lines.iter().map(|(_, line)| line.as_str()).chain(self.names.first().copied());
        titles.map(|title| words(split_ordinal(title).1)).any(|title| {
            let begins = title.first().is_some_and(|word| word == "ước" || word == "uoc");
            begins && title.get(1).is_none_or(|next| next != "mơ")
        })
    }

    /// Whether a heading says that figures of an indicator are planned, compared or of another time. A rate compares by itself.
    fn is_otherwise(&self, heading: &str, meaning: Option<Meaning>) -> bool {
        let kind = meaning.and_then(Meaning::indicator).map(|id| self.knowledge.catalogue.indicator(id).kind);
        let says = if matches!(kind, Some(Kind::Rate | Kind::Mean)) { says_planned } else { says_otherwise };
        says(heading) && !self.is_known_heading(heading)
    }

    fn is_of_some(&self, heading: &str, over_units: bool) -> bool {
        (narrows(heading) || (!over_units && narrows_by_body(heading))) && !self.is_known_heading(heading)
    }

    /// Whether a heading names an indicator, a category or a unit, whatever it begins with.
    fn is_known_heading(&self, heading: &str) -> bool {
        self.lexicon.is_registered(heading)
            || matches!(self.sense(&[heading]).lookup, Lookup::Known(_) | Lookup::Ambiguous(_))
    }

    /// Whether headings belong to what they and a label name together.
    fn says_more(&self, groups: &[&str], label: &str) -> bool {
        let path: Vec<&str> = groups.iter().copied().chain([label]).collect();
        self.sense(&path).lookup != self.sense(&[label]).lookup
    }
}
