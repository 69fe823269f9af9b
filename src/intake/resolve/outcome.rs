//! Headings over rows, columns and tables that say that what stands below is not what the period came to, or not of all.

use crate::domain::{IndicatorId, Kind, UnitKind};
use crate::intake::extract::{RowReading, without_ordinal};
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{
    Remark, fold, narrows, narrows_by_body, remark, says_done, says_estimated, says_otherwise, says_planned, says_sex,
    words,
};

use super::candidates::UnitMatch;
use super::rows::Rows;
use super::table::{Part, Resolver};
use super::unit_name::heads_a_group;

/// *Ký mới thỏa* over *ước lao động*: a name in lines.
fn says_agreement(path: &[String]) -> bool {
    words(&path.join(" ")).windows(2).any(|pair| pair[0] == "thỏa" && pair[1] == "ước")
}

impl Resolver<'_> {
    /// Whether a row stands below a heading by which it is no result, or is of some only: *II. Phương hướng năm 2022*, *Đề nghị khen
    /// thưởng*, *Dân tộc thiểu số*. Units may be grouped by what they are.
    pub(super) fn is_row_of_others(&self, row: &RowReading, part: &Part, all: &Rows<'_>) -> bool {
        if !self.may_be_of_others(row, all) {
            return false;
        }
        let groups: Vec<&str> = row.groups.iter().map(|group| &**group).collect();
        let label = row.labels.last().map_or("", |(_, label)| label);
        let units = Self::names_units(row);
        let measured = || -> Vec<IndicatorId> {
            let of_columns = || all.columns.iter().filter(|column| !column.closed).map(|column| column.meaning);
            let of_columns = || of_columns().flatten().filter_map(Meaning::indicator).collect::<Vec<_>>();
            let own: Vec<IndicatorId> = part.meaning.and_then(Meaning::indicator).into_iter().collect();
            let own = if own.is_empty() { of_columns() } else { own };
            let title = || all.context.title.and_then(Meaning::indicator);
            if own.is_empty() { title().into_iter().collect() } else { own }
        };
        let of_a_part = |group: &str| {
            // *Khối hành chính sự nghiệp* over units sorts them, *Khu vực ngoài nhà nước* over districts parts each.
            let sorts = |group: &str| {
                let folded = fold(group);
                folded.starts_with("cấp ") || heads_a_group(group) && !folded.starts_with("khu vực")
            };
            let parts_each = || self.is_wide(label) && !sorts(&without_ordinal(group));
            (!units || says_sex(group) || parts_each()) && self.is_part_of_none(group, &measured())
        };
        let of_some = |group: &str| self.is_of_some(group, label, units, &measured) || of_a_part(group);
        // *Trong đó: nữ* is taken for what it says.
        let of_some = |group: &str| part.within.is_none() && of_some(group);
        groups.iter().any(|group| self.is_otherwise(group, part.meaning) || of_some(group))
            && !self.says_more(&groups, label)
    }

    /// Whether a row stands below any heading that could say so. Rows of one group follow each other, and are asked once.
    fn may_be_of_others(&self, row: &RowReading, all: &Rows<'_>) -> bool {
        if row.groups.is_empty() {
            return false;
        }
        let mut last = all.doubtful.borrow_mut();
        if last.0 != row.groups {
            let is_category = |group: &str| matches!(self.sense(&[group]).lookup, Lookup::Known(Meaning::Category(..)));
            let doubtful = |group: &str| {
                says_otherwise(group)
                    || says_planned(group)
                    || narrows(group)
                    || narrows_by_body(group)
                    || says_sex(&without_ordinal(group))
                    || is_category(&without_ordinal(group))
            };
            *last = (row.groups.clone(), row.groups.iter().any(|group| doubtful(group)));
        }
        last.1
    }

    /// The same of a column and the headings over its last.
    pub(super) fn is_column_of_others(&self, path: &[String], part: &Part) -> bool {
        let Some((leaf, groups)) = path.split_last() else { return false };
        let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
        let measured = || part.meaning.and_then(Meaning::indicator).into_iter().collect::<Vec<_>>();
        // *Doanh nghiệp* over *Nhà nước* and *Ngoài nhà nước* is what they are parts of.
        let is_whole = matches!(part.meaning, Some(Meaning::Indicator(_, None)) | None);
        let of_some = |group: &str| {
            is_whole
                && (self.is_of_some(group, leaf, false, &measured)
                    || (part.meaning.is_some() && self.is_part_of_none(group, &measured())))
        };
        groups.iter().any(|group| self.is_otherwise(group, part.meaning) || of_some(group))
            && !self.says_more(&groups, leaf)
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

    /// Whether a column holds estimates, by its headings or by what stands around the table.
    pub(super) fn is_of_estimates(&self, path: &[String], estimated: bool) -> bool {
        let own = path.iter().any(|text| says_estimated(text)) && !says_agreement(path);
        own || (estimated && !path.iter().any(|text| says_done(text)))
    }

    /// Whether the title or the sheet's name say that figures are estimates: *ƯỚC THỰC HIỆN NĂM 2023*, *Ước*.
    pub(super) fn is_estimated(&self) -> bool {
        let titles = || self.readings.lines.iter().map(|(_, line)| line.as_str());
        let named = self.names.first().map(|name| words(name));
        let begins = named.is_some_and(|name| name.first().is_some_and(|word| word == "ước" || word == "uoc"));
        let noted = self.readings.notes.iter().any(|note| remark(note) == Some(Remark::Estimated));
        begins || noted || titles().any(says_estimated)
    }

    /// Whether a heading says that figures of an indicator are planned, compared or of another time. A rate compares by itself.
    fn is_otherwise(&self, heading: &str, meaning: Option<Meaning>) -> bool {
        let kind = meaning.and_then(Meaning::indicator).map(|id| self.knowledge.catalogue.indicator(id).kind);
        let says = if matches!(kind, Some(Kind::Rate | Kind::Mean)) { says_planned } else { says_otherwise };
        says(heading) && !self.is_known_heading(heading)
    }

    /// Whether a heading names some of those only whom indicators are about, and neither them nor what stands below it.
    fn is_of_some(
        &self,
        heading: &str,
        label: &str,
        over_units: bool,
        measured: &dyn Fn() -> Vec<IndicatorId>,
    ) -> bool {
        let by_person = narrows(heading);
        if !by_person && (over_units || !narrows_by_body(heading)) || self.lexicon.is_registered(heading) {
            return false;
        }
        let plain = without_ordinal(heading);
        match self.sense(&[&plain]).lookup {
            // *Lao động nữ* over those of them who are so and so.
            Lookup::Known(Meaning::Indicator(id, None)) => {
                let catalogue = &self.knowledge.catalogue;
                by_person && measured().iter().all(|&of| of != id && catalogue.indicator(of).part_of != Some(id))
            }
            Lookup::Known(_) | Lookup::Ambiguous(_) => false,
            _ => !fold(label).contains(&fold(&plain)),
        }
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
