//! Ratings: the class that a unit was given, or how many of the units below it have each class.
//!
//! A unit of one class is of none other, so its other classes are nought. Counts are what was reported: a class that was
//! left blank is not known, and all of them together make the number of units rated only where none is. A scale that was
//! replaced by another is other classes of one breakdown; no class is ever turned into another.

use std::cmp::Reverse;

use super::marks::Marks;
use super::series::Series;
use super::span::Span;
use super::time_graph::{Edge, Twice};
use super::worker::Value;
use crate::domain::{Amount, CategoryId};

/// What stands at the last date of a span.
#[derive(Clone, Copy)]
pub(super) enum Rated {
    /// The unit's own class.
    Class(Edge, CategoryId),
    /// Counts of the units below, at this date.
    Counts(i32),
}

/// The classes that one unit was given, one a date.
pub(super) struct Classes(Vec<(Edge, CategoryId)>);

impl Classes {
    /// Keeps one class a date, the later report's. Returns the dates at which reports disagree.
    pub fn new(pool: &[Series]) -> (Classes, Vec<Twice>) {
        let mut all: Vec<(Edge, CategoryId)> = Vec::new();
        for series in pool {
            all.extend(series.category.into_iter().flat_map(|class| series.classed.iter().map(move |&e| (e, class))));
        }
        all.sort_unstable_by_key(|(edge, _)| (edge.span, Reverse(edge.rank)));
        let mut kept: Vec<(Edge, CategoryId)> = Vec::with_capacity(all.len());
        let mut twice = Vec::new();
        for (edge, category) in all {
            match kept.last_mut() {
                Some((last, class)) if last.span == edge.span => {
                    if *class != category && !last.marks.has(Marks::SETTLED) {
                        last.marks |= Marks::DISPUTED;
                        twice.push((last.source, edge.source));
                    }
                }
                _ => kept.push((edge, category)),
            }
        }
        (Classes(kept), twice)
    }

    /// What stands at the last date inside a span. Counts of the units below go before a class of the same date.
    pub fn closing(&self, pool: &[Series], span: Span) -> Option<Rated> {
        let before = self.0.partition_point(|(edge, _)| edge.span.to <= span.to);
        let class = before.checked_sub(1).map(|last| self.0[last]).filter(|(edge, _)| edge.span.to > span.from);
        let counted = pool.iter().filter_map(|series| series.points.closing(span)).map(|point| point.span.to).max();
        match (class, counted) {
            (Some((edge, class)), counted) if counted.is_none_or(|to| to < edge.span.to) => {
                Some(Rated::Class(edge, class))
            }
            (_, counted) => counted.map(Rated::Counts),
        }
    }
}

impl Rated {
    /// Its date, as the month after.
    pub fn to(self) -> i32 {
        match self {
            Rated::Class(edge, _) => edge.span.to,
            Rated::Counts(to) => to,
        }
    }

    /// How many units are of a class, or were rated at all, with the observations behind it.
    pub fn value(self, pool: &[Series], category: Option<CategoryId>, sources: &mut Vec<u32>) -> Option<Value> {
        match self {
            Rated::Class(edge, class) => {
                sources.push(edge.source);
                let is_it = category.is_none_or(|category| category == class);
                let above = if is_it { Amount::ONE } else { 0 };
                Some(Value { above, below: Amount::ONE, marks: edge.marks, of_itself: true })
            }
            Rated::Counts(to) => {
                let points = |class: bool| {
                    let wanted = pool.iter().filter(move |series| series.category.is_some() == class);
                    wanted.map(move |series| (series.category, series.points.at(to).copied()))
                };
                let total = points(false).find_map(|(_, point)| point);
                let classes = || points(true).filter_map(|(_, point)| point);
                let below = total.map_or_else(|| classes().map(|point| point.value).sum(), |point| point.value);
                let stated = match category {
                    None => total,
                    Some(_) => points(true).find(|(found, _)| *found == category).and_then(|(_, point)| point),
                };
                let parts: Vec<Edge> = match stated {
                    Some(point) => vec![point],
                    None if category.is_none() && points(true).all(|(_, point)| point.is_some()) => classes().collect(),
                    None => return None,
                };
                let mut value = Value { above: 0, below, marks: Marks::default(), of_itself: false };
                for part in parts {
                    value.above += part.value;
                    value.marks |= part.marks;
                    sources.push(part.source);
                }
                Some(value)
            }
        }
    }
}
