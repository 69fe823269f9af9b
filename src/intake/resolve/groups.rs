//! The groups that a row stands in: what they say about indicator and period, and whom they name.

use crate::intake::extract::{RowReading, without_ordinal};
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{MeasureWord, Span};

use super::context::Context;
use super::people::{Named, People};
use super::table::{Part, Resolver};
use super::unit_name::names_a_group;

/// What the groups say that a row stands in.
#[derive(Default)]
pub(super) struct Groups {
    pub(super) meaning: Option<Meaning>,
    pub(super) spans: Vec<Span>,
    /// In which measure: *III. Số thu KPCĐ (tỷ đồng)* over units.
    pub(super) measure: Option<MeasureWord>,
}

impl Resolver<'_> {
    /// What the groups of a row say about indicator and period, the nearest that says something.
    pub(super) fn groups(&self, row: &RowReading, context: &Context) -> Groups {
        let titled = matches!(context.title, Some(Meaning::Indicator(..)));
        let told = row.told_by_groups.as_deref().copied().unwrap_or_default();
        let mut groups = Groups { meaning: told.meaning, ..Groups::default() };
        let path: Vec<&str> = row.groups.iter().map(|group| &**group).collect();
        for end in (1..=path.len()).rev() {
            let sense = self.sense(&path[..end]);
            // *(Nông trường B đã trừ 4 suất năm 2021)* between rows is a note.
            if groups.spans.is_empty() && !path[end - 1].trim_start().starts_with('(') {
                groups.spans.clone_from(&sense.spans);
            }
            // *Công đoàn cơ sở* over some of the units of what the title names sorts them.
            let sorts = titled && names_a_group(&without_ordinal(path[end - 1]));
            if let (None, Lookup::Known(meaning)) = (groups.meaning, &sense.lookup)
                && !sorts
            {
                groups.meaning = Some(*meaning);
            }
            groups.measure = groups.measure.or(sense.measure);
        }
        groups
    }

    /// Takes who a row is about from the groups it stands in; where they name several, the row is not read.
    pub(super) fn ask_group(row: &RowReading, of_units: bool, part: &mut Part, people: &mut People<'_, '_>) {
        match people.by_group(row, of_units) {
            Named::Who(who) => part.who = Some(who),
            Named::Several => part.closed = true,
            Named::Nobody => {}
        }
    }
}
