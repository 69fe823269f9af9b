//! `Ledger`: the observations that carry a value, sorted so that every unit, indicator and category is one slice.
//!
//! The observations of a province can be millions, so an entry is sixteen bytes: unit, indicator and category packed
//! into one number that sorts as they do, and the observation's id.

use super::span::{Span, Spans};
use super::{Kinds, eve, order};
use crate::domain::{
    Amount, CategoryId, Code, Finding, IndicatorId, Kind, Knowledge, Observation, ObservationId, Observations, Place,
    State, UnitId,
};

/// Unit, indicator and category as one number that sorts as they do, the total before its categories.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct SeriesKey(u64);

impl SeriesKey {
    pub fn new(unit: UnitId, indicator: IndicatorId, category: Option<CategoryId>) -> SeriesKey {
        SeriesKey(u64::from(unit.0) << 32 | u64::from(indicator.0) << 16 | u64::from(pack_category(category)))
    }

    pub fn unit(self) -> UnitId {
        UnitId((self.0 >> 32) as u32)
    }

    pub fn indicator(self) -> IndicatorId {
        IndicatorId((self.0 >> 16) as u16)
    }

    pub fn category(self) -> Option<CategoryId> {
        unpack_category(self.0 as u16)
    }
}

/// A category as a column's number: 0 is the total.
pub(super) fn pack_category(category: Option<CategoryId>) -> u16 {
    category.map_or(0, |c| c.0 + 1)
}

/// The category behind a column's number.
pub(super) fn unpack_category(packed: u16) -> Option<CategoryId> {
    packed.checked_sub(1).map(CategoryId)
}

/// One observation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub key: SeriesKey,
    pub id: u32,
}

/// See the module's text.
pub(super) struct Ledger {
    entries: Vec<Entry>,
    file_ranks: Vec<u32>,
}

/// Greater amounts are not figures of any office, and a sum of millions of smaller ones always fits.
const LIMIT: i128 = 10_i128.pow(18) * Amount::ONE;

impl Ledger {
    /// Sorts the observations, and tells of those that cannot take part.
    pub fn new(
        observations: &Observations,
        knowledge: &Knowledge,
        spans: &Spans,
        kinds: Kinds,
        findings: &mut Vec<Finding>,
    ) -> Ledger {
        let mut entries = Vec::with_capacity(if kinds == Kinds::All { observations.rows.len() } else { 0 });
        let mut strays = Strays::new(observations.files.len());
        for (index, row) in observations.rows.iter().enumerate() {
            let kind = knowledge.catalogue.indicator(row.indicator).kind;
            if kinds == Kinds::Stocks && !(kind == Kind::Stock && spans.term().contains(span_of(row, kind))) {
                continue;
            }
            match row.state {
                State::Missing => continue,
                State::NotApplicable => {}
                State::Value(amount) if amount.raw().unsigned_abs() >= LIMIT.unsigned_abs() => {
                    let place = observations.place(ObservationId(index as u32));
                    findings.push(
                        Finding::new(Code::ValueTooLarge, place)
                            .with("value", amount)
                            .unit(&observations.units.get(row.unit).code)
                            .indicator(&knowledge.catalogue.indicator(row.indicator).code, None),
                    );
                    continue;
                }
                State::Value(_) | State::Class => strays.look_at(row, kind, observations, knowledge, spans),
            }
            entries.push(Entry { key: SeriesKey::new(row.unit, row.indicator, row.category), id: index as u32 });
        }
        entries.sort_unstable_by_key(|entry| (entry.key, entry.id));
        strays.tell(observations, knowledge, spans.term(), findings);
        Ledger { entries, file_ranks: order::ranks(&observations.files) }
    }

    /// All entries, by key.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries in so many parts of about equal length, or fewer; those of one unit stand in one part.
    pub fn parts(&self, count: usize) -> Vec<&[Entry]> {
        // Fewer are done sooner than a thread is started.
        const WORTH_A_THREAD: usize = 20_000;
        let length = (self.entries.len() / count.max(1)).max(WORTH_A_THREAD);
        let mut parts = Vec::new();
        let mut rest = &self.entries[..];
        while rest.len() > length {
            let unit = rest[length].key.unit();
            let (part, others) = rest.split_at(rest.partition_point(|entry| entry.key.unit() <= unit));
            parts.push(part);
            rest = others;
        }
        parts.push(rest);
        parts
    }

    /// A number that is higher for the later of two reports; within a file, for the later cell.
    pub fn rank(&self, observations: &Observations, id: u32) -> u64 {
        let sheet = &observations.sheets[observations.rows[id as usize].sheet as usize];
        u64::from(self.file_ranks[sheet.file as usize]) << 32 | u64::from(id)
    }
}

/// The span that an observation stands for: of what stands at a date, its last month.
pub(super) fn span_of(row: &Observation, kind: Kind) -> Span {
    let span = Span::from(row.period);
    if closes(kind) { Span { from: span.to - 1, to: span.to } } else { span }
}

/// Whether values of this kind stand at a date.
pub(super) fn closes(kind: Kind) -> bool {
    matches!(kind, Kind::Stock | Kind::Flag | Kind::Rating)
}

/// Values outside the term, counted by file: an old report among the new ones is one thing to tell, not a thousand.
struct Strays {
    outside: Vec<usize>,
    across: Vec<usize>,
}

impl Strays {
    fn new(files: usize) -> Strays {
        Strays { outside: vec![0; files], across: vec![0; files] }
    }

    fn look_at(
        &mut self,
        row: &Observation,
        kind: Kind,
        observations: &Observations,
        knowledge: &Knowledge,
        spans: &Spans,
    ) {
        let span = span_of(row, kind);
        let term = spans.term();
        if term.contains(span) {
            return;
        }
        // What stood on the eve of the term opens it.
        if kind == Kind::Stock && Span::from(eve(term.period(), knowledge.calendar)).contains(span) {
            return;
        }
        // The term before has its own use.
        if knowledge.compare.as_ref().is_some_and(|before| Span::from(before.period).contains(span)) {
            return;
        }
        let file = observations.sheets[row.sheet as usize].file as usize;
        if term.common(span) == 0 {
            self.outside[file] += 1;
        } else {
            self.across[file] += 1;
        }
    }

    fn tell(self, observations: &Observations, knowledge: &Knowledge, term: Span, findings: &mut Vec<Finding>) {
        let term = knowledge.calendar.show(term.period());
        for (code, counts) in [(Code::PeriodOutside, self.outside), (Code::PeriodAcross, self.across)] {
            for (file, count) in observations.files.iter().zip(counts) {
                if count > 0 {
                    let finding = Finding::new(code, Place::file(&file.path));
                    findings.push(finding.with("count", count).with("term", term.clone()));
                }
            }
        }
    }
}
