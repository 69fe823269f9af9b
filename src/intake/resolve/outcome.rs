//! Headings over rows, columns and tables that say that what stands below is not what the period came to, or not of all.

use crate::domain::Kind;
use crate::intake::extract::RowReading;
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{narrows, narrows_by_body, says_otherwise, says_planned};

use super::table::{Part, Resolver};

impl Resolver<'_> {
    /// Whether a row stands below a heading by which it is no result, or is of some only: *II. Phương hướng năm 2022*, *Đề nghị khen
    /// thưởng*, *Dân tộc thiểu số*. Units may be grouped by what they are.
    pub(super) fn is_row_of_others(&self, row: &RowReading, part: &Part) -> bool {
        let groups: Vec<&str> = row.groups.iter().map(|group| &**group).collect();
        let label = row.labels.last().map_or("", |(_, label)| label);
        let units = Self::names_units(row);
        groups.iter().any(|group| self.is_otherwise(group, part.meaning) || self.is_of_some(group, units))
            && !self.says_more(&groups, label)
    }

    /// The same of a column and the headings over its last.
    pub(super) fn is_column_of_others(&self, path: &[String], part: &Part) -> bool {
        let Some((leaf, groups)) = path.split_last() else { return false };
        let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
        groups.iter().any(|group| self.is_otherwise(group, part.meaning) || self.is_of_some(group, false))
            && !self.says_more(&groups, leaf)
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
