//! `TimeGraph`: what the reports of one flow say about any span of time.
//!
//! Month boundaries are nodes, and a value reported for a span is an edge: the running total grows by so much between
//! the span's ends. A span whose ends are connected is known exactly, as the signed sum along the path, so that quarters
//! add up to a year and nine months less six give the third quarter. An edge between ends that are already connected is
//! a check. A span that was itself reported keeps the value that was reported for it.
//!
//! A union-find lets in the edges that connect something; they make a forest, which is then rooted and carries the
//! running totals: every path in it is unique, so a figure can name the cells along its path. All buffers are kept from
//! one series to the next.

use std::cmp::Reverse;

use super::marks::{Marks, contradict};
use super::span::Span;
use crate::domain::Qualifier;

/// A value reported for a span.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Edge {
    /// The span.
    pub span: Span,
    /// The value, in raw steps of an amount.
    pub value: i128,
    /// What it carries.
    pub marks: Marks,
    /// The observation it came from; [`Edge::DERIVED`]: the sum of the categories.
    pub source: u32,
    /// The order of reports: the later one is higher.
    pub rank: u64,
}

impl Edge {
    /// The source of an edge that no cell states.
    pub const DERIVED: u32 = u32::MAX;
}

/// Two observations of the very same span with different values: the one used, then the other.
pub(super) type Twice = (u32, u32);

/// A reported span that the others contradict.
#[derive(Clone, Debug)]
pub(super) struct Contradiction {
    /// The reported edge.
    pub edge: Edge,
    /// What the other reports make of the same span.
    pub known: i128,
    /// The observations that they make it from.
    pub path: Vec<u32>,
}

/// What is known of a span.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Known {
    /// The value of the parts that are known.
    pub value: i128,
    /// What they carry.
    pub marks: Marks,
    /// Whether the whole span is known.
    pub whole: bool,
}

/// See the module's text.
#[derive(Default)]
pub(super) struct TimeGraph {
    /// Distinct spans, by span; derived edges behind the reported ones.
    edges: Vec<Edge>,
    reported: usize,
    nodes: Vec<i32>,
    leader: Vec<u32>,
    tree: Vec<u32>,
    checks: Vec<u32>,
    /// Of the rooted forest, by node: tree, running total, steps to the root, and the edge up to the parent.
    root: Vec<u32>,
    total: Vec<i128>,
    depth: Vec<u32>,
    up: Vec<(u32, u32)>,
    starts: Vec<u32>,
    neighbours: Vec<(u32, u32)>,
    queue: Vec<u32>,
    order: Vec<u32>,
    /// Parts of the span asked for last, as pairs of nodes.
    parts: Vec<(u32, u32)>,
    best: Vec<(i32, u32)>,
    entry: Vec<Option<(i32, u32)>>,
}

impl TimeGraph {
    /// Takes in the edges of one series: `reported` by cells, and `derived` ones, which enter last, only where they add
    /// something. Returns the facts that were stated twice with different values.
    pub fn build(&mut self, reported: &mut [Edge], derived: &[Edge]) -> Vec<Twice> {
        let twice = self.take(reported);
        self.reported = self.edges.len();
        self.edges.extend_from_slice(derived);
        self.nodes.clear();
        self.nodes.extend(self.edges.iter().flat_map(|edge| [edge.span.from, edge.span.to]));
        self.nodes.sort_unstable();
        self.nodes.dedup();
        self.connect();
        self.plant();
        twice
    }

    /// Keeps one edge a span: the later report's.
    fn take(&mut self, reported: &mut [Edge]) -> Vec<Twice> {
        reported.sort_unstable_by_key(|edge| (edge.span, Reverse(edge.rank)));
        self.edges.clear();
        let mut twice = Vec::new();
        for &edge in reported.iter() {
            match self.edges.last_mut() {
                Some(kept) if kept.span == edge.span => {
                    if kept.value != edge.value && !kept.marks.has(Marks::SETTLED) {
                        kept.marks |= Marks::DISPUTED;
                        twice.push((kept.source, edge.source));
                    }
                }
                _ => self.edges.push(edge),
            }
        }
        twice
    }

    /// Lets the edges enter: exactly known ones before the others, longer spans first, of equal spans the later report.
    fn connect(&mut self) {
        self.leader.clear();
        self.leader.extend(0..self.nodes.len() as u32);
        self.tree.clear();
        self.checks.clear();
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        order.extend(0..self.edges.len() as u32);
        order.sort_unstable_by_key(|&index| {
            let edge = &self.edges[index as usize];
            let inexact = edge.marks.qualifier() != Qualifier::Exact;
            let derived = index as usize >= self.reported;
            (derived, inexact, Reverse(edge.span.months()), Reverse(edge.rank), edge.span)
        });
        for &index in &order {
            let edge = self.edges[index as usize];
            let (from, to) = (self.find(self.node(edge.span.from)), self.find(self.node(edge.span.to)));
            if from != to {
                self.leader[to as usize] = from;
                self.tree.push(index);
            } else if (index as usize) < self.reported {
                self.checks.push(index);
            }
        }
        self.order = order;
    }

    /// The root of a node's set. Paths are halved on the way.
    fn find(&mut self, mut node: u32) -> u32 {
        while self.leader[node as usize] != node {
            let parent = self.leader[node as usize];
            self.leader[node as usize] = self.leader[parent as usize];
            node = parent;
        }
        node
    }

    fn node(&self, boundary: i32) -> u32 {
        self.nodes.partition_point(|&node| node < boundary) as u32
    }

    fn find_node(&self, boundary: i32) -> Option<u32> {
        self.nodes.binary_search(&boundary).ok().map(|index| index as u32)
    }

    /// Roots every tree of the forest at its first node.
    fn plant(&mut self) {
        let count = self.nodes.len();
        self.starts.clear();
        self.starts.resize(count + 1, 0);
        for &index in &self.tree {
            let span = self.edges[index as usize].span;
            for end in [span.from, span.to] {
                let node = self.nodes.partition_point(|&n| n < end);
                self.starts[node + 1] += 1;
            }
        }
        for node in 0..count {
            self.starts[node + 1] += self.starts[node];
        }
        self.neighbours.clear();
        self.neighbours.resize(self.tree.len() * 2, (0, 0));
        self.queue.clear();
        self.queue.extend_from_slice(&self.starts[..count]);
        for &index in &self.tree {
            let span = self.edges[index as usize].span;
            let (from, to) = (self.node(span.from), self.node(span.to));
            for (node, other) in [(from, to), (to, from)] {
                let slot = &mut self.queue[node as usize];
                self.neighbours[*slot as usize] = (other, index);
                *slot += 1;
            }
        }
        const UNSEEN: u32 = u32::MAX;
        self.root.clear();
        self.root.resize(count, UNSEEN);
        self.total.clear();
        self.total.resize(count, 0);
        self.depth.clear();
        self.depth.resize(count, 0);
        self.up.clear();
        self.up.resize(count, (0, 0));
        for first in 0..count as u32 {
            if self.root[first as usize] != UNSEEN {
                continue;
            }
            self.root[first as usize] = first;
            self.queue.clear();
            self.queue.push(first);
            while let Some(node) = self.queue.pop() {
                let range = self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize;
                for &(other, index) in &self.neighbours[range] {
                    if self.root[other as usize] != UNSEEN {
                        continue;
                    }
                    let edge = &self.edges[index as usize];
                    let forward = self.nodes[node as usize] == edge.span.from;
                    let step = if forward { edge.value } else { -edge.value };
                    self.root[other as usize] = first;
                    self.total[other as usize] = self.total[node as usize] + step;
                    self.depth[other as usize] = self.depth[node as usize] + 1;
                    self.up[other as usize] = (node, index);
                    self.queue.push(other);
                }
            }
        }
    }

    /// The edges on the way from one node to another of the same tree, each with whether it is walked forwards.
    fn walk(&self, from: u32, to: u32, mut visit: impl FnMut(u32, bool)) {
        let (mut left, mut right) = (from, to);
        while left != right {
            // The deeper end climbs. Climbing from the left end walks an edge away from it, so a step from an edge's
            // start to its end is forwards; climbing from the right end is walked the other way round.
            if self.depth[left as usize] >= self.depth[right as usize] {
                let (parent, index) = self.up[left as usize];
                visit(index, self.nodes[left as usize] == self.edges[index as usize].span.from);
                left = parent;
            } else {
                let (parent, index) = self.up[right as usize];
                visit(index, self.nodes[right as usize] == self.edges[index as usize].span.to);
                right = parent;
            }
        }
    }

    fn marks_between(&self, from: u32, to: u32) -> Marks {
        let mut marks = Marks::default();
        self.walk(from, to, |index, forward| {
            let edge = self.edges[index as usize].marks;
            marks |= if forward { edge } else { edge.negated() };
        });
        marks
    }

    /// Every reported span that the others contradict. All edges of the circle are marked as disputed.
    pub fn contradictions(&mut self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for check in 0..self.checks.len() {
            let index = self.checks[check];
            let edge = self.edges[index as usize];
            let (from, to) = (self.node(edge.span.from), self.node(edge.span.to));
            let known = self.total[to as usize] - self.total[from as usize];
            let settled = edge.marks.has(Marks::SETTLED);
            if settled || !contradict((edge.value, edge.marks), (known, self.marks_between(from, to))) {
                continue;
            }
            let mut circle = Vec::new();
            self.walk(from, to, |step, _| circle.push(step));
            circle.sort_unstable_by_key(|&step| self.edges[step as usize].span);
            let path = circle.iter().map(|&step| self.edges[step as usize].source).collect();
            for step in circle.into_iter().chain([index]) {
                self.edges[step as usize].marks |= Marks::DISPUTED;
            }
            found.push(Contradiction { edge, known, path });
        }
        found
    }

    /// What is known of a span, and which parts of it, in `covered`. Nothing where no part of it is known.
    pub fn known(&mut self, span: Span, covered: &mut Vec<Span>) -> Option<Known> {
        covered.clear();
        self.parts.clear();
        if let Some(edge) = self.stated(span) {
            covered.push(span);
            return Some(Known { value: edge.value, marks: edge.marks, whole: true });
        }
        match (self.find_node(span.from), self.find_node(span.to)) {
            (Some(from), Some(to)) if self.root[from as usize] == self.root[to as usize] => self.parts.push((from, to)),
            _ => self.fill(span),
        }
        let mut known = Known { value: 0, marks: Marks::default(), whole: false };
        for &(from, to) in &self.parts {
            let part = Span { from: self.nodes[from as usize], to: self.nodes[to as usize] };
            covered.push(part);
            let stated = self.stated(part);
            known.value += stated.map_or(self.total[to as usize] - self.total[from as usize], |edge| edge.value);
            known.marks |= stated.map_or_else(|| self.marks_between(from, to), |edge| edge.marks);
        }
        known.whole = matches!(covered[..], [part] if part == span);
        (!covered.is_empty()).then_some(known)
    }

    /// The edge that was reported for exactly this span.
    pub fn stated(&self, span: Span) -> Option<&Edge> {
        let found = self.edges[..self.reported].binary_search_by_key(&span, |edge| edge.span).ok()?;
        Some(&self.edges[found])
    }

    /// Finds the disjoint parts inside a span that are known and together cover most months; of equal choices the
    /// earlier one, and no part that could be longer.
    fn fill(&mut self, span: Span) {
        let (low, high) = (self.node(span.from), self.nodes.partition_point(|&node| node <= span.to) as u32);
        const SKIP: u32 = u32::MAX;
        // best[i]: the most months covered up to node low + i, and the node at which the part ending there starts.
        self.best.clear();
        self.entry.clear();
        self.entry.resize(self.nodes.len(), None);
        for node in low..high {
            let before = self.best.last().map_or(0, |&(months, _)| months);
            let boundary = self.nodes[node as usize];
            let entry = &mut self.entry[self.root[node as usize] as usize];
            let ending = entry.map(|(saved, start)| (saved + boundary, start)).filter(|&(months, _)| months > before);
            let best = ending.unwrap_or((before, SKIP));
            // Starting a part here saves what was covered before, less the boundary that its end will add.
            if entry.is_none_or(|(saved, _)| best.0 - boundary > saved) {
                *entry = Some((best.0 - boundary, node));
            }
            self.best.push(best);
        }
        let mut node = high;
        while node > low {
            let (_, start) = self.best[(node - 1 - low) as usize];
            if start == SKIP {
                node -= 1;
            } else {
                self.parts.push((start, node - 1));
                node = start + 1;
            }
        }
        self.parts.reverse();
    }

    /// The observations behind a part that [`TimeGraph::known`] covered; `derived` is told the spans that rest on the
    /// categories instead.
    pub fn sources(&self, part: Span, into: &mut Vec<u32>, mut derived: impl FnMut(Span)) {
        if let Some(edge) = self.stated(part) {
            into.push(edge.source);
            return;
        }
        let (Some(from), Some(to)) = (self.find_node(part.from), self.find_node(part.to)) else { return };
        self.walk(from, to, |index, _| {
            let edge = &self.edges[index as usize];
            if edge.source == Edge::DERIVED {
                derived(edge.span);
            } else {
                into.push(edge.source);
            }
        });
    }

    /// The month boundaries that this series knows, in order.
    pub fn boundaries(&self) -> &[i32] {
        &self.nodes
    }

    /// The tree that a boundary stands in: two boundaries of one tree are connected.
    pub fn tree_of(&self, boundary: i32) -> Option<u32> {
        self.find_node(boundary).map(|node| self.root[node as usize])
    }

    /// The value and marks between two boundaries of one tree.
    pub fn between(&self, span: Span) -> Option<(i128, Marks)> {
        if let Some(edge) = self.stated(span) {
            return Some((edge.value, edge.marks));
        }
        let (from, to) = (self.find_node(span.from)?, self.find_node(span.to)?);
        (self.root[from as usize] == self.root[to as usize])
            .then(|| (self.total[to as usize] - self.total[from as usize], self.marks_between(from, to)))
    }
}
