//! `Series`: what one unit reported of one indicator and category; `Points`, the values of it that stand at a date.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::marks::Marks;
use super::span::Span;
use super::time_graph::{Edge, TimeGraph, Twice};
use crate::domain::CategoryId;

/// One series, with buffers that are kept from one to the next.
#[derive(Default)]
pub(super) struct Series {
    /// Which part; none: the total.
    pub category: Option<CategoryId>,
    /// The values reported.
    pub reported: Vec<Edge>,
    /// Of a rating: the dates at which the unit is in this class.
    pub classed: Vec<Edge>,
    /// Spans in which the question does not arise.
    pub inapplicable: Vec<Span>,
    /// Of a flow: what is known of time.
    pub graph: TimeGraph,
    /// Of what stands at a date: the values by date.
    pub points: Points,
}

impl Series {
    /// Forgets what was reported.
    pub fn clear(&mut self) {
        self.reported.clear();
        self.classed.clear();
        self.inapplicable.clear();
    }
}

/// The spans for which every part is known, with the sum of the parts: edges for a total that was not reported. Each
/// goes from one month boundary that all parts know to the next that is connected in all of them.
pub(super) fn sums_of_parts(pool: &[Series], parts: &[usize]) -> Vec<Edge> {
    let Some(&first) = parts.first() else { return Vec::new() };
    let mut open: BTreeMap<Vec<u32>, i32> = BTreeMap::new();
    let mut sums = Vec::new();
    for &boundary in pool[first].graph.boundaries() {
        let trees: Option<Vec<u32>> = parts.iter().map(|&part| pool[part].graph.tree_of(boundary)).collect();
        let Some(trees) = trees else { continue };
        let Some(from) = open.insert(trees, boundary) else { continue };
        let span = Span { from, to: boundary };
        let mut sum = Edge { span, value: 0, marks: Marks::default(), source: Edge::DERIVED, rank: 0 };
        for (value, marks) in parts.iter().filter_map(|&part| pool[part].graph.between(span)) {
            sum.value += value;
            sum.marks |= marks;
        }
        sums.push(sum);
    }
    sums
}

/// Values that stand at the last month of the span they were reported for.
#[derive(Default)]
pub(super) struct Points {
    /// One a date, by date.
    points: Vec<Edge>,
}

impl Points {
    /// Keeps one value a date, the later report's. Returns the facts that were stated twice with different values.
    pub fn build(&mut self, reported: &mut [Edge]) -> Vec<Twice> {
        reported.sort_unstable_by_key(|edge| (edge.span, Reverse(edge.rank)));
        self.points.clear();
        let mut twice = Vec::new();
        for &edge in reported.iter() {
            match self.points.last_mut() {
                Some(kept) if kept.span == edge.span => {
                    if kept.value != edge.value && !kept.marks.has(Marks::SETTLED) {
                        kept.marks |= Marks::DISPUTED;
                        twice.push((kept.source, edge.source));
                    }
                }
                _ => self.points.push(edge),
            }
        }
        twice
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.points.clear();
    }

    /// Adds derived values at dates that have none.
    pub fn add(&mut self, derived: &[Edge]) {
        let own = self.points.len();
        for &edge in derived {
            if self.points[..own].binary_search_by_key(&edge.span, |point| point.span).is_err() {
                self.points.push(edge);
            }
        }
        self.points.sort_unstable_by_key(|edge| edge.span);
    }

    /// The value at a date, given as the month after.
    pub fn at(&self, to: i32) -> Option<&Edge> {
        self.points.binary_search_by_key(&to, |point| point.span.to).ok().map(|found| &self.points[found])
    }

    /// The last value inside a span.
    pub fn closing(&self, span: Span) -> Option<Edge> {
        let before = self.points.partition_point(|point| point.span.to <= span.to);
        let point = *self.points.get(before.checked_sub(1)?)?;
        (point.span.to > span.from).then_some(point)
    }

    /// The dates at which every part has a value, with the sum of the parts.
    pub fn sums(pool: &[Series], parts: &[usize]) -> Vec<Edge> {
        let Some((&first, others)) = parts.split_first() else { return Vec::new() };
        let mut sums = Vec::new();
        for point in &pool[first].points.points {
            let mut sum = Edge { source: Edge::DERIVED, rank: 0, ..*point };
            let complete = others.iter().all(|&other| match pool[other].points.at(point.span.to) {
                Some(part) => {
                    sum.value += part.value;
                    sum.marks |= part.marks;
                    true
                }
                None => false,
            });
            if complete {
                sums.push(sum);
            }
        }
        sums
    }
}
