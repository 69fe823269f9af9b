//! Roll-up: what units reported, added over the tree, level by level, the deepest first.
//!
//! Every level is one lazy query over columns: the figures of the level below are added by parent, joined with what the
//! parents reported themselves, and the one that stands is chosen. Amounts are whole numbers of 128 bits, so sums are
//! exact and no order of rows can change them. Units that stand for themselves come in as [`Tally`], one a parent.

use polars::prelude::*;

use super::AnalysisError;
use super::expectation::Expectations;
use super::marks::Marks;
use super::own::OwnRow;
use super::ratio::Ratios;
use super::restate::Trees;
use super::span::Spans;
use super::tally::Tally;
use crate::domain::{IndicatorId, Kind, Knowledge, UnitId};

/// What stands for a unit with children: its own figure, its children's, or the years of both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub unit: UnitId,
    pub indicator: IndicatorId,
    pub category: u16,
    pub period: u16,
    pub value: i128,
    pub denominator: i128,
    pub marks: Marks,
    /// Whether it rests on the children.
    pub children: bool,
    pub reported: u32,
    pub expected: u32,
    pub gaps: u32,
    /// Index of the unit's own row, where it has one.
    pub own: Option<u32>,
    /// The children's sum, where the unit has a complete figure of its own beside it.
    pub beside: Option<i128>,
    /// What the children's sum carries.
    pub children_marks: Marks,
    /// Whether all children are there, with nothing missing below them.
    pub all_there: bool,
}

/// What a query about one workspace needs to know.
pub(super) struct RollUp<'a> {
    pub knowledge: &'a Knowledge,
    pub spans: &'a Spans,
    pub expectations: &'a Expectations,
    pub ratios: &'a Ratios,
    pub trees: &'a Trees<'a>,
}

/// The columns that say which figure a row is.
const KEY: [&str; 4] = ["unit", "indicator", "category", "period"];
/// The columns of [`Marks::ALL`].
const MARKS: [&str; 5] = ["at_least", "at_most", "about", "repaired", "disputed"];

impl RollUp<'_> {
    /// Adds own figures over the tree: `own` of units with children or several parents, `tallies` of all others, which
    /// stand for themselves and need no query.
    pub fn run(&self, own: &[OwnRow], tallies: &[Tally]) -> Result<Vec<Standing>, AnalysisError> {
        // A unit that never moves stands one level below its parent.
        let level = |tally: &Tally| self.trees.level(tally.parent) + 1;
        let levels = own.iter().map(|row| self.trees.level(row.unit)).chain(tallies.iter().map(level));
        let deepest = levels.max().unwrap_or(0);
        let mut by_depth: Vec<Vec<u32>> = vec![Vec::new(); deepest + 1];
        for (index, row) in own.iter().enumerate() {
            by_depth[self.trees.level(row.unit)].push(index as u32);
        }
        let mut tallied: Vec<Vec<&Tally>> = vec![Vec::new(); deepest + 1];
        for tally in tallies {
            tallied[level(tally)].push(tally);
        }
        let mut below: Option<LazyFrame> = None;
        let mut standing = Vec::new();
        for depth in (0..=deepest).rev() {
            let rows = &by_depth[depth];
            let (leaves, nodes): (Vec<u32>, Vec<u32>) = rows.iter().partition(|&&index| own[index as usize].leaf);
            let leaves = self.handed_up(self.leaf_frame(own, &leaves)?)?;
            let leaves =
                concat([counted(leaves), tally_frame(&tallied[depth])?], UnionArgs::default()).map_err(failed)?;
            let Some(kids) = below.take() else {
                below = Some(leaves);
                continue;
            };
            let waiting = (!self.trees.is_still()).then(|| kids.clone());
            let nodes = node_frame(own, &nodes)?;
            let expected = self.expected_frame(depth)?;
            let chosen = choose(kids, nodes, expected, self.spans.years().len() as u32, self.knowledge.prefer_children)
                .collect()
                .map_err(|source| AnalysisError { operation: "adding figures over units", source })?;
            extract(&chosen, &mut standing)?;
            let moving = MOVING.iter().filter(|_| !self.trees.is_still());
            let upwards: Vec<Expr> = UPWARDS.iter().chain(moving).map(|&name| col(name)).collect();
            let nodes = counted(self.handed_up(chosen.lazy().select(upwards))?);
            // Where units move, a parent may stand more than one level above; what waits for it is handed on.
            let next: Vec<LazyFrame> = waiting.into_iter().chain([leaves, nodes]).collect();
            below = Some(concat(next, UnionArgs::default()).map_err(failed)?);
        }
        Ok(standing)
    }

    /// What the levels above get of these rows: the term of a unit that had several parents goes to each of them with the
    /// years that it had it, and what is known of the term but of no year to the last. Of what does not add over time
    /// only the basis is parted so; the value is the last parent's.
    fn handed_up(&self, rows: LazyFrame) -> Result<LazyFrame, AnalysisError> {
        let years = self.spans.years().len() as u32;
        if self.trees.is_still() || years < 2 {
            return Ok(rows);
        }
        let series = ["unit", "indicator", "category"].map(col);
        let (moves, is_year) = (col("moves"), col("period").lt(lit(years)));
        let in_year = rows.clone().filter(moves.clone().and(is_year.clone()));
        let term = rows.clone().filter(moves.clone().and(is_year.clone().not()));
        let only = |name: &str, nothing: Expr| when(col("adds")).then(col(name)).otherwise(nothing).alias(name);
        let mut of_year = vec![lit(years).cast(DataType::UInt32).alias("period")];
        of_year.extend(["value", "denominator"].map(|name| only(name, col(name) - col(name))));
        of_year.extend(["known", "counted"].into_iter().chain(MARKS).map(|name| only(name, lit(false))));
        let of_year = in_year.with_columns(of_year);
        let last = term.clone().select(series.iter().cloned().chain([col("parent").alias("last")]).collect::<Vec<_>>());
        let nothing = ["known", "excluded", "counted"].into_iter().chain(MARKS).map(|name| lit(false).alias(name));
        let less =
            ["value", "denominator", "potential", "gaps"].map(|name| (col(name) - col(name) - col(name)).alias(name));
        let names: Vec<Expr> = UPWARDS.iter().chain(&MOVING).map(|&name| col(name)).collect();
        let taken = of_year
            .clone()
            .join(last, series.clone(), series, JoinArgs::new(JoinType::Inner))
            .with_columns(nothing.chain(less).chain([col("last").alias("parent")]).collect::<Vec<_>>())
            .select(names.clone());
        // The term itself tells nothing that its years do not, unless something of it is left.
        let term = term.with_column(col("known").and(col("adds").not()).alias("known"));
        let any = ["known", "counted"].into_iter().chain(MARKS).map(|name| col(name).max());
        let mut sums: Vec<Expr> = ["value", "denominator", "potential"].map(|name| col(name).sum()).into();
        sums.extend(any);
        sums.extend([col("excluded").min(), col("gaps").sum(), col("moves").max(), col("adds").max()]);
        let by = ["unit", "parent", "indicator", "category", "period"].map(col);
        let term = concat([of_year, term, taken], UnionArgs::default())
            .map_err(failed)?
            .group_by(by)
            .agg(sums)
            .with_columns([
                col("known").or(col("value").neq(lit(0_i128))).alias("known"),
                when(col("gaps").lt(lit(0))).then(lit(0)).otherwise(col("gaps")).alias("gaps"),
            ])
            .select(names);
        let rest = rows.filter(moves.and(is_year.not()).not());
        let all = concat([rest, term], UnionArgs::default()).map_err(failed)?;
        // Several levels may wait for these rows: they are made once.
        all.collect().map(IntoLazy::lazy).map_err(failed)
    }

    /// The rows of units that stand for themselves, as the level above needs them.
    fn leaf_frame(&self, own: &[OwnRow], rows: &[u32]) -> Result<LazyFrame, AnalysisError> {
        let closing: Vec<bool> = self
            .knowledge
            .catalogue
            .iter()
            .map(|(id, _)| super::expectation::closes_over_units(&self.knowledge.catalogue, id))
            .collect();
        let row = |index: &u32| &own[*index as usize];
        let each = || rows.iter().map(row);
        let above = |r: &OwnRow| r.under.map_or_else(|| self.parent(r.unit, usize::from(r.period)), |under| under.0);
        let mut columns = heads("parent", "", || each().map(|r| Head::of(r, above(r))));
        columns.extend([
            flags("known", each().map(|r| r.known)),
            flags("excluded", each().map(|r| r.excluded)),
            flags(
                "counted",
                each().map(|r| {
                    // Under the earlier parent it is one more than the tree of the year tells.
                    let of_tree = self.counts(r.unit, usize::from(r.period), closing[r.indicator.0 as usize]);
                    r.under.is_none() && of_tree
                }),
            ),
            counts("potential", each().map(|r| r.potential)),
            counts("gaps", each().map(|r| r.gaps)),
        ]);
        if !self.trees.is_still() {
            columns.push(ids("unit", each().map(|r| r.unit.0)));
            columns.push(flags("moves", each().map(|r| self.trees.moves(r.unit))));
            columns.push(flags("adds", each().map(|r| self.adds(r.indicator))));
        }
        frame(columns)
    }

    /// The unit above in a period, as a column's number.
    fn parent(&self, unit: UnitId, period: usize) -> u32 {
        self.trees.parent(unit, period).map_or(NOBODY, |parent| parent.0)
    }

    /// Whether the years of an indicator add up to the term.
    pub fn adds(&self, indicator: IndicatorId) -> bool {
        self.knowledge.catalogue.indicator(indicator).kind == Kind::Flow || self.ratios.adds(indicator)
    }

    /// Whether a unit is among the children that are expected in a period.
    fn counts(&self, unit: UnitId, period: usize, closing: bool) -> bool {
        self.trees.owes(unit, period, self.spans, closing)
    }

    /// What is expected of the units of one level that have children.
    fn expected_frame(&self, depth: usize) -> Result<LazyFrame, AnalysisError> {
        struct Row {
            unit: u32,
            parent: u32,
            indicator: u32,
            period: u32,
            expected: u32,
            potential: u32,
            counted: bool,
            adds: bool,
            moves: bool,
        }
        let catalogue = &self.knowledge.catalogue;
        let mut rows = Vec::new();
        for (unit, id, expected) in self.expectations.parents().filter(|(unit, ..)| self.trees.level(*unit) == depth) {
            let closing = super::expectation::closes_over_units(catalogue, id);
            for period in 0..self.spans.all().len() {
                rows.push(Row {
                    unit: unit.0,
                    parent: self.parent(unit, period),
                    indicator: u32::from(id.0),
                    period: period as u32,
                    expected: expected.expected[period],
                    potential: expected.potential[period],
                    counted: self.counts(unit, period, closing),
                    adds: self.adds(id),
                    moves: self.trees.moves(unit),
                });
            }
        }
        frame(vec![
            ids("unit", rows.iter().map(|r| r.unit)),
            ids("parent", rows.iter().map(|r| r.parent)),
            ids("indicator", rows.iter().map(|r| r.indicator)),
            ids("period", rows.iter().map(|r| r.period)),
            counts("due", rows.iter().map(|r| r.expected)),
            counts("potential", rows.iter().map(|r| r.potential)),
            flags("counted", rows.iter().map(|r| r.counted)),
            flags("adds", rows.iter().map(|r| r.adds)),
            flags("moves", rows.iter().map(|r| r.moves)),
        ])
    }
}

/// The parent of a unit without one; no unit bears this id, so nothing is ever added up there.
const NOBODY: u32 = u32::MAX;

/// What the level above needs of a row.
const UPWARDS: [&str; 16] = [
    "parent",
    "indicator",
    "category",
    "period",
    "value",
    "denominator",
    "at_least",
    "at_most",
    "about",
    "repaired",
    "disputed",
    "known",
    "excluded",
    "counted",
    "potential",
    "gaps",
];

/// What it needs beside, where units move.
const MOVING: [&str; 3] = ["unit", "moves", "adds"];

/// What is added up over the children of a unit: every row as a tally of one.
const TALLIED: [&str; 15] = [
    "parent",
    "indicator",
    "category",
    "period",
    "value",
    "denominator",
    "at_least",
    "at_most",
    "about",
    "repaired",
    "disputed",
    "reported",
    "not_asked",
    "uncounted",
    "covered",
];

/// Rows of single units, as tallies.
fn counted(rows: LazyFrame) -> LazyFrame {
    let one = |flag: Expr, name: &str| flag.cast(DataType::Int64).alias(name);
    rows.with_columns([
        one(col("known"), "reported"),
        one(col("excluded").and(col("counted")), "not_asked"),
        one(col("known").and(col("counted").not()), "uncounted"),
        (col("potential") - col("gaps")).alias("covered"),
    ])
    .select(TALLIED.map(col))
}

/// What every row has, whoever it is of: which figure it is, or a part of, its amounts and what they carry.
struct Head {
    /// The unit, or the one above it.
    unit: u32,
    indicator: IndicatorId,
    category: u16,
    period: u16,
    value: i128,
    denominator: i128,
    marks: Marks,
}

impl Head {
    fn of(row: &OwnRow, unit: u32) -> Head {
        let &OwnRow { indicator, category, period, value, denominator, marks, .. } = row;
        Head { unit, indicator, category, period, value, denominator, marks }
    }
}

/// The columns of heads: the unit's under the name `unit`, those of amounts and marks with a prefix.
fn heads<R: Iterator<Item = Head>>(unit: &str, prefix: &str, each: impl Fn() -> R) -> Vec<Column> {
    let named = |name: &str| format!("{prefix}{name}");
    let mut columns = vec![
        ids(unit, each().map(|head| head.unit)),
        ids("indicator", each().map(|head| u32::from(head.indicator.0))),
        ids("category", each().map(|head| u32::from(head.category))),
        ids("period", each().map(|head| u32::from(head.period))),
        amounts(&named("value"), each().map(|head| head.value)),
        amounts(&named("denominator"), each().map(|head| head.denominator)),
    ];
    let marks = MARKS.into_iter().zip(Marks::ALL);
    columns.extend(marks.map(|(name, mark)| flags(&named(name), each().map(|head| head.marks.has(mark)))));
    columns
}

fn tally_frame(tallies: &[&Tally]) -> Result<LazyFrame, AnalysisError> {
    let each = || tallies.iter();
    let head = |t: &&Tally| Head {
        unit: t.parent.0,
        indicator: t.indicator,
        category: t.category,
        period: t.period,
        value: t.value,
        denominator: t.denominator,
        marks: t.marks,
    };
    let mut columns = heads("parent", "", || each().map(head));
    columns.extend([
        counts("reported", each().map(|t| t.reported)),
        counts("not_asked", each().map(|t| t.excluded)),
        counts("uncounted", each().map(|t| t.uncounted)),
        Column::new("covered".into(), each().map(|t| t.covered).collect::<Vec<i64>>()),
    ]);
    frame(columns)
}

/// What units with children reported themselves.
fn node_frame(own: &[OwnRow], rows: &[u32]) -> Result<LazyFrame, AnalysisError> {
    let each = || rows.iter().map(|&index| &own[index as usize]);
    let mut columns = heads("unit", "own_", || each().map(|r| Head::of(r, r.unit.0)));
    columns.extend([
        flags("own_known", each().map(|r| r.known)),
        flags("own_excluded", each().map(|r| r.excluded)),
        flags("own_itself", each().map(|r| r.of_itself)),
        counts("own_years", each().map(|r| r.reported)),
        counts("own_gaps", each().map(|r| r.gaps)),
        ids("own_row", rows.iter().copied()),
    ]);
    frame(columns)
}

/// The query of one level: children added up, beside what the unit reported itself, and which of the two stands.
fn choose(kids: LazyFrame, own: LazyFrame, expected: LazyFrame, years: u32, prefer_children: bool) -> LazyFrame {
    let when =
        |condition: &Expr, then: Expr, otherwise: Expr| self::when(condition.clone()).then(then).otherwise(otherwise);
    let mut sums = vec![
        col("value").sum().alias("kids_value"),
        col("denominator").sum().alias("kids_denominator"),
        col("reported").sum().alias("kids_reported"),
        col("not_asked").sum().alias("kids_excluded"),
        col("uncounted").sum().alias("kids_uncounted"),
        col("covered").sum().alias("kids_covered"),
    ];
    sums.extend(MARKS.map(|mark| col(mark).max().alias(format!("kids_{mark}"))));
    let kids = kids
        .filter(col("parent").neq(lit(NOBODY)))
        .group_by([col("parent"), col("indicator"), col("category"), col("period")])
        .agg(sums)
        .rename(["parent"], ["unit"], true);

    let key = KEY.map(col);
    let by_year = [col("unit"), col("indicator"), col("period")];
    let joined = kids
        .join(own, &key, &key, JoinArgs::new(JoinType::Full).with_coalesce(JoinCoalesce::CoalesceColumns))
        .join(expected, by_year.clone(), by_year, JoinArgs::new(JoinType::Inner))
        .with_columns([
            col("own_known").fill_null(lit(false)),
            col("own_excluded").fill_null(lit(false)),
            col("own_itself").fill_null(lit(false)),
            col("own_years").fill_null(lit(0)),
            col("own_gaps").fill_null(lit(0)),
            col("kids_reported").fill_null(lit(0)),
            col("kids_excluded").fill_null(lit(0)),
            col("kids_uncounted").fill_null(lit(0)),
            col("kids_covered").fill_null(lit(0)),
        ])
        .with_columns([
            col("kids_reported").gt(lit(0)).alias("kids_known"),
            (col("potential") - col("kids_covered")).alias("kids_gaps"),
            (col("due") - col("kids_excluded") + col("kids_uncounted")).alias("expected"),
        ])
        // The own figure stands, unless the workspace prefers the children's, or it covers only part of the time and
        // the children's covers all.
        .with_column(
            col("kids_known")
                .and(
                    col("own_known")
                        .not()
                        .or(lit(prefer_children))
                        // A body's own yes is not the count of the units below that say yes.
                        .or(col("own_itself"))
                        .or(col("adds").and(col("own_gaps").gt(lit(0))).and(col("kids_gaps").eq(lit(0)))),
                )
                .alias("children"),
        );
    let pick = |name: &str| when(&col("children"), col(format!("kids_{name}")), col(format!("own_{name}"))).alias(name);
    let mut chosen: Vec<Expr> = ["value", "denominator"].into_iter().chain(MARKS).map(pick).collect();
    chosen.extend([
        col("own_known").or(col("kids_known")).alias("known"),
        when(&col("own_known").and(col("children").not()), col("own_gaps"), col("kids_gaps")).alias("gaps"),
    ]);
    let chosen = joined.with_columns(chosen).with_columns([
        col("known").not().and(col("own_excluded").or(col("expected").eq(lit(0)))).alias("excluded"),
        when(&col("own_excluded").and(col("known").not()), lit(0_i64), col("gaps")).alias("gaps"),
    ]);

    // A term of which neither the unit nor its children tell the whole is the sum of its years, each on its own basis.
    let mut sums = vec![
        col("value").sum().alias("years_value"),
        col("denominator").sum().alias("years_denominator"),
        col("known").cast(DataType::Int64).sum().alias("years_known"),
        col("children").max().alias("years_children"),
        col("children").not().max().alias("years_own"),
        (col("potential") - col("gaps")).sum().alias("years_covered"),
    ];
    sums.extend(MARKS.map(|mark| col(mark).max().alias(format!("years_{mark}"))));
    let series = [col("unit"), col("indicator"), col("category")];
    let by_year =
        chosen.clone().filter(col("period").lt(lit(years)).and(col("known"))).group_by(series.clone()).agg(sums);
    let term_is_open = col("period").gt_eq(lit(years)).and(col("adds")).and(col("known")).and(col("gaps").gt(lit(0)));
    let others_know_more =
        when(&col("children"), col("years_own"), col("years_children").and(col("years_known").gt(col("own_years"))));
    let mix = |name: &str| when(&col("mixed"), col(format!("years_{name}")), col(name)).alias(name);
    let mut mixed: Vec<Expr> = ["value", "denominator"].into_iter().chain(MARKS).map(mix).collect();
    mixed.extend([
        when(&col("mixed"), col("potential") - col("years_covered"), col("gaps")).alias("gaps"),
        col("children").or(col("mixed")).alias("children"),
    ]);
    chosen
        .join(by_year, series.clone(), series, JoinArgs::new(JoinType::Left))
        .with_column(term_is_open.and(others_know_more).fill_null(lit(false)).alias("mixed"))
        .with_columns(mixed)
}

/// Reads the rows of a level back.
fn extract(level: &DataFrame, into: &mut Vec<Standing>) -> Result<(), AnalysisError> {
    let ids = |name: &str| level.column(name).and_then(|c| c.u32()).map_err(failed);
    let counts = |name: &str| level.column(name).and_then(|c| c.i64()).map_err(failed);
    let amounts = |name: &str| level.column(name).and_then(|c| c.i128()).map_err(failed);
    let flags = |name: &str| level.column(name).and_then(|c| c.bool()).map_err(failed);
    let (unit, indicator, category, period) = (ids("unit")?, ids("indicator")?, ids("category")?, ids("period")?);
    let (value, denominator, kids_value) = (amounts("value")?, amounts("denominator")?, amounts("kids_value")?);
    let (reported, expected, gaps) = (counts("kids_reported")?, counts("expected")?, counts("gaps")?);
    let (own_gaps, kids_gaps, own_row) = (counts("own_gaps")?, counts("kids_gaps")?, ids("own_row")?);
    let (known, children, own_known) = (flags("known")?, flags("children")?, flags("own_known")?);
    let columns_of =
        |prefix: &str| MARKS.iter().map(|name| flags(&format!("{prefix}{name}"))).collect::<Result<Vec<_>, _>>();
    let (marks, kids_marks) = (columns_of("")?, columns_of("kids_")?);
    let set = |columns: &[&BooleanChunked], row: usize| {
        let there = columns.iter().zip(Marks::ALL).filter(|(column, _)| column.get(row) == Some(true));
        there.fold(Marks::default(), |all, (_, mark)| all | mark)
    };
    let count = |column: &Int64Chunked, row: usize| u32::try_from(column.get(row).unwrap_or(0)).unwrap_or(0);
    for row in 0..level.height() {
        if known.get(row) != Some(true) {
            continue;
        }
        let complete = |column: &Int64Chunked| column.get(row) == Some(0);
        let both = own_known.get(row) == Some(true) && complete(own_gaps) && count(reported, row) > 0;
        into.push(Standing {
            unit: UnitId(unit.get(row).unwrap_or(NOBODY)),
            indicator: IndicatorId(indicator.get(row).unwrap_or(0) as u16),
            category: category.get(row).unwrap_or(0) as u16,
            period: period.get(row).unwrap_or(0) as u16,
            value: value.get(row).unwrap_or(0),
            denominator: denominator.get(row).unwrap_or(0),
            marks: set(&marks, row),
            children: children.get(row) == Some(true),
            reported: count(reported, row),
            expected: count(expected, row),
            gaps: count(gaps, row),
            own: own_row.get(row),
            beside: kids_value.get(row).filter(|_| both),
            children_marks: set(&kids_marks, row),
            all_there: complete(kids_gaps) && count(reported, row) == count(expected, row),
        });
    }
    Ok(())
}

fn failed(source: PolarsError) -> AnalysisError {
    AnalysisError { operation: "reading a level of the tree", source }
}

fn frame(columns: Vec<Column>) -> Result<LazyFrame, AnalysisError> {
    let frame = DataFrame::new_infer_height(columns);
    frame.map(IntoLazy::lazy).map_err(|source| AnalysisError { operation: "putting rows into columns", source })
}

fn ids(name: &str, values: impl Iterator<Item = u32>) -> Column {
    Column::new(name.into(), values.collect::<Vec<u32>>())
}

fn counts(name: &str, values: impl Iterator<Item = u32>) -> Column {
    Column::new(name.into(), values.map(i64::from).collect::<Vec<i64>>())
}

fn amounts(name: &str, values: impl Iterator<Item = i128>) -> Column {
    Column::new(name.into(), values.collect::<Vec<i128>>())
}

fn flags(name: &str, values: impl Iterator<Item = bool>) -> Column {
    Column::new(name.into(), values.collect::<Vec<bool>>())
}
