//! `Ledger`: the observations that carry a value, put together by unit.
//!
//! The observations of a country can be millions, so the ledger is four bytes for each of them: its id. What one unit
//! reported is few enough to be sorted when its turn comes, see [`Ledger::entries_of`].

use std::ops::Range;

use super::sets::Sets;
use super::span::{Span, Spans};
use super::{Kinds, eve, order};
use crate::domain::{
    Amount, CategoryId, Code, Finding, IndicatorId, Kind, Knowledge, Observation, ObservationId, Observations, Place,
    State, UnitId,
};

/// A category as a column's number: 0 is the total.
pub(super) fn pack_category(category: Option<CategoryId>) -> u16 {
    category.map_or(0, |c| c.index() + 1)
}

/// The category behind a column's number.
pub(super) fn unpack_category(packed: u16) -> Option<CategoryId> {
    packed.checked_sub(1).map(CategoryId::new)
}

/// One observation of a unit: indicator, category and id packed into one number that sorts as they do, the total before
/// its categories, the observations of one series in their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Entry(u64);

impl Entry {
    fn new(indicator: IndicatorId, category: Option<CategoryId>, id: u32) -> Entry {
        Entry(u64::from(indicator.0) << 48 | u64::from(pack_category(category)) << 32 | u64::from(id))
    }

    pub fn indicator(self) -> IndicatorId {
        IndicatorId((self.0 >> 48) as u16)
    }

    pub fn category(self) -> Option<CategoryId> {
        unpack_category((self.0 >> 32) as u16)
    }

    /// Index of the observation.
    pub fn id(self) -> u32 {
        self.0 as u32
    }

    /// Indicator and category as one number.
    pub fn series(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

/// See the module's text.
pub(super) struct Ledger<'a> {
    observations: &'a Observations,
    /// Observations by unit, those of one unit in their order.
    ids: Vec<u32>,
    /// Where those of each unit start, and where the last one's end.
    starts: Vec<u32>,
    file_ranks: Vec<u32>,
    reported: Sets,
}

/// Greater amounts are not figures of any office, and a sum of millions of smaller ones always fits.
const LIMIT: i128 = 10_i128.pow(18) * Amount::ONE;

impl<'a> Ledger<'a> {
    /// Puts the observations together, and tells of those that cannot take part.
    pub fn new(
        observations: &'a Observations,
        knowledge: &Knowledge,
        spans: &Spans,
        kinds: Kinds,
        findings: &mut Vec<Finding>,
    ) -> Ledger<'a> {
        let mut strays = Strays::new(observations.files.len());
        let kind_of: Vec<Kind> = knowledge.catalogue.iter().map(|(_, indicator)| indicator.kind).collect();
        let takes_part = |row: &Observation| {
            let kind = kind_of[row.indicator.0 as usize];
            let asked = kinds == Kinds::All || kind == Kind::Stock && spans.term().contains(span_of(row, kind));
            asked && row.state != State::Missing && !is_too_large(row)
        };
        // How many there are of each unit tells where they stand: counted once, then put there.
        let mut starts = vec![0_u32; observations.units.len() + 1];
        let mut reported = Sets::new(observations.units.len(), kind_of.len());
        for (index, row) in observations.rows.iter().enumerate() {
            if takes_part(row) {
                if spans.term().common(span_of(row, kind_of[row.indicator.0 as usize])) > 0 {
                    reported.add(row.unit, row.indicator);
                }
                starts[row.unit.0 as usize + 1] += 1;
                if row.state != State::NotApplicable {
                    strays.look_at(row, kind_of[row.indicator.0 as usize], observations, knowledge, spans);
                }
            } else if kinds == Kinds::All && is_too_large(row) {
                let place = observations.place(ObservationId(index as u32));
                findings.push(
                    Finding::new(Code::ValueTooLarge, place)
                        .with("value", row.state.amount().unwrap_or_default())
                        .unit(&observations.units.get(row.unit).code)
                        .indicator(&knowledge.catalogue.indicator(row.indicator).code, None),
                );
            }
        }
        for unit in 1..starts.len() {
            starts[unit] += starts[unit - 1];
        }
        let mut ids = vec![0; starts.last().map_or(0, |&count| count as usize)];
        let mut free = starts.clone();
        // Of the eve of a term there is mostly nothing.
        let any = if ids.is_empty() { &[][..] } else { &observations.rows[..] };
        for (index, row) in any.iter().enumerate().filter(|(_, row)| takes_part(row)) {
            let slot = &mut free[row.unit.0 as usize];
            ids[*slot as usize] = index as u32;
            *slot += 1;
        }
        strays.tell(observations, knowledge, spans.term(), findings);
        Ledger { observations, ids, starts, file_ranks: order::ranks(&observations.files), reported }
    }

    /// Whether there is nothing to make figures of.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Who reports which indicator in the term.
    pub fn reported(&self) -> &Sets {
        &self.reported
    }

    fn ids_of(&self, unit: UnitId) -> &[u32] {
        let at = unit.0 as usize;
        &self.ids[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// What a unit reported, by indicator and category.
    pub fn entries_of(&self, unit: UnitId, into: &mut Vec<Entry>) {
        into.clear();
        into.extend(self.ids_of(unit).iter().map(|&id| {
            let row = &self.observations.rows[id as usize];
            Entry::new(row.indicator, row.category, id)
        }));
        into.sort_unstable();
    }

    /// All units in their order, in parts that are worth a thread each and the same on every machine.
    pub fn parts(&self) -> Vec<Range<u32>> {
        const WORTH_A_THREAD: u32 = 5_000;
        let mut parts = Vec::new();
        let mut first = 0;
        for unit in 1..self.starts.len() {
            let is_last = unit + 1 == self.starts.len();
            if is_last || self.starts[unit] - self.starts[first as usize] >= WORTH_A_THREAD {
                parts.push(first..unit as u32);
                first = unit as u32;
            }
        }
        parts
    }

    /// A number that is higher for the later of two reports; within a file, for the later cell.
    pub fn rank(&self, id: u32) -> u64 {
        let sheet = &self.observations.sheets[self.observations.rows[id as usize].sheet as usize];
        u64::from(self.file_ranks[sheet.file as usize]) << 32 | u64::from(id)
    }
}

fn is_too_large(row: &Observation) -> bool {
    matches!(row.state, State::Value(amount) if amount.raw().unsigned_abs() >= LIMIT.unsigned_abs())
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
