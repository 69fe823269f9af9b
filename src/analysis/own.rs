//! `OwnFigures`: what every unit reported itself, for every year and the term, before anything is added over units.
//!
//! A unit without children stands for itself: its rows become figures at once, and the unit above gets a [`Tally`] of
//! them. Only units with children, and those that change their parent, hand their rows to the roll-up.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use super::expectation::Expectations;
use super::ledger::Ledger;
use super::marks::Marks;
use super::publish::Publisher;
use super::ratio::Ratios;
use super::restate::Trees;
use super::span::{Span, Spans};
use super::tally::Tallies;
use super::tell::Teller;
use super::worker::Worker;
use crate::domain::{
    Amount, BeforeMove, CategoryId, Figure, Finding, IndicatorId, Knowledge, ObservationId, Observations, UnitId,
};

/// What a unit itself has to say about one indicator, category and period.
// Aligned like a word, as amounts are: there are millions of rows.
#[repr(Rust, packed(8))]
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnRow {
    pub unit: UnitId,
    pub indicator: IndicatorId,
    /// As a column's number: 0 is the total.
    pub category: u16,
    /// Index into the spans: years first, then the term.
    pub period: u16,
    /// In raw steps; of a ratio, what is above the line.
    pub value: i128,
    /// Of a ratio, what is below the line; of a flag or rating, how many units answered; else 0.
    pub denominator: i128,
    pub marks: Marks,
    /// Whether there is a value; a row without one tells what is missing and what does not apply.
    pub known: bool,
    /// Whether the question does not arise.
    pub excluded: bool,
    /// Whether the unit stands for itself, without children.
    pub leaf: bool,
    /// Whether it speaks of the unit as a body, not of the units below: a union's own yes, or the class it was given.
    pub of_itself: bool,
    /// Years of the period that are there, and that should be.
    pub reported: u32,
    pub expected: u32,
    /// Leaf unit-years missing, and those that could be there.
    pub gaps: u32,
    pub potential: u32,
    /// Its cells: where they start in [`OwnFigures::cells`], and how many.
    pub cells: (u32, u32),
    /// Of the part of a year before a unit moved, under whom it stood; none: as the tree of the period says.
    pub under: Option<UnitId>,
}

/// What a unit reported of the part of a year in which it stood under another parent than at the year's end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parted {
    pub unit: UnitId,
    pub indicator: IndicatorId,
    pub category: Option<CategoryId>,
    /// Index of the year.
    pub year: u16,
    /// The months before it moved.
    pub span: Span,
    /// Under whom it stood then.
    pub parent: UnitId,
    pub value: i128,
    pub marks: Marks,
    /// Whether nothing else of the year is known.
    pub alone: bool,
}

impl Parted {
    /// The same for whoever asks how a figure came about.
    pub fn before_move(&self, spans: &Spans) -> BeforeMove {
        let year = spans.all()[usize::from(self.year)].period();
        BeforeMove {
            key: (self.unit, self.indicator, self.category, year),
            months: self.span.period(),
            parent: self.parent,
            value: Amount::from_raw(self.value),
            alone: self.alone,
        }
    }
}

/// A share or average that was reported as such, without its parts: it serves its own unit and period only.
#[derive(Clone, Copy, Debug)]
pub(super) struct Published {
    pub unit: UnitId,
    pub indicator: IndicatorId,
    pub category: Option<CategoryId>,
    pub period: u16,
    pub value: i128,
    pub marks: Marks,
    pub id: ObservationId,
}

/// See the module's text.
#[derive(Default)]
pub(super) struct OwnFigures {
    /// Figures of units that stand for themselves, sorted.
    pub figures: Vec<Figure>,
    /// Shares of such units with nothing below the line.
    pub undefined: Vec<SeriesPeriod>,
    /// What such units hand up.
    pub tallies: Tallies,
    /// Rows of units with children and of units that change their parent, by unit, indicator, category and period.
    pub rows: Vec<OwnRow>,
    /// The observations behind the rows.
    pub cells: Vec<ObservationId>,
    /// By unit, indicator, category and period.
    pub published: Vec<Published>,
    /// Parts of years of units that moved, by unit, indicator, category and year.
    pub parted: Vec<Parted>,
    /// Units, and years in which they moved that were reported as a whole: nothing says which part is whose.
    pub unparted: BTreeSet<(UnitId, u16)>,
}

/// Unit, indicator, category and the index of a period.
pub(super) type SeriesPeriod = (UnitId, IndicatorId, Option<CategoryId>, u16);

impl OwnFigures {
    /// The observations behind one of the rows.
    pub fn cells_of(&self, row: &OwnRow) -> &[ObservationId] {
        &self.cells[row.cells.0 as usize..(row.cells.0 + row.cells.1) as usize]
    }

    /// Adds what other, later units have to say.
    fn append(&mut self, other: OwnFigures) {
        let shift = self.cells.len() as u32;
        self.figures.extend(other.figures);
        self.undefined.extend(other.undefined);
        self.tallies.append(other.tallies);
        self.rows.extend(other.rows.into_iter().map(|row| OwnRow { cells: (row.cells.0 + shift, row.cells.1), ..row }));
        self.cells.extend(other.cells);
        self.published.extend(other.published);
        self.parted.extend(other.parted);
        self.unparted.extend(other.unparted);
    }
}

/// How many threads are worth starting.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// What making own figures needs to know.
#[derive(Clone, Copy)]
pub(super) struct OwnMaker<'a> {
    pub observations: &'a Observations,
    pub knowledge: &'a Knowledge,
    pub ledger: &'a Ledger<'a>,
    pub spans: &'a Spans,
    pub expectations: &'a Expectations,
    pub ratios: &'a Ratios,
    pub trees: &'a Trees<'a>,
    pub publisher: &'a Publisher<'a>,
}

impl<'a> OwnMaker<'a> {
    /// Goes through all units, on all cores. Units know nothing of one another, and what comes of them is put together in
    /// their order, so the number of cores changes nothing.
    pub fn run(self) -> (OwnFigures, Vec<Finding>) {
        let parts = self.ledger.parts();
        let mut all = OwnFigures::default();
        let mut teller = Teller::new(self.observations, self.knowledge, self.spans);
        let threads = cores().min(parts.len());
        let mut take = |(own, told)| {
            all.append(own);
            teller.append(told);
        };
        if threads < 2 {
            parts.into_iter().map(|part| Worker::new(self).units(part)).for_each(take);
            return (all, teller.finish());
        }
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            // What waits to be put together is little: it is taken up while the next parts are made.
            let (sender, receiver) = sync_channel(threads);
            let work = |sender: std::sync::mpsc::SyncSender<_>| {
                let (next, parts) = (&next, &parts);
                move || loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(part) = parts.get(index) else { break };
                    if sender.send((index, Worker::new(self).units(part.clone()))).is_err() {
                        break;
                    }
                }
            };
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work(sender.clone()))).collect();
            drop(sender);
            let mut waiting = BTreeMap::new();
            let mut wanted = 0;
            for (index, made) in receiver {
                waiting.insert(index, made);
                while let Some(made) = waiting.remove(&wanted) {
                    take(made);
                    wanted += 1;
                }
            }
            for worker in workers {
                worker.join().unwrap_or_else(|panic| resume_unwind(panic));
            }
        });
        (all, teller.finish())
    }
}
