//! The tables of comparison: the term before, targets, ranks, emulation scores. Each is there where there is something
//! to compare with.

use std::collections::BTreeSet;

use super::beside::{self, made, table};
use super::picker::{Item, Picker};
use super::tables::{subtitle_until, term_heading};
use crate::domain::{Amount, Comparator, LeftOut, Qualifier, ScoreTable, TargetResult, UnitId, Verdict, WhyLeftOut};
use crate::report::document::{At, Cell, Column, ColumnKind, Marks, Printed, Table};
use crate::report::format::{self, Style};

/// More ranks beside one another do not fit a page.
const WIDEST: usize = 6;
/// Digits of points.
const POINTS: Style = Style { decimals: 1, percent: false };

/// All of them, without their numbers.
pub fn tables(picker: &Picker) -> Vec<Table> {
    let mut tables: Vec<Table> = [term_before(picker), targets(picker)].into_iter().flatten().collect();
    tables.extend(rankings(picker));
    if let Some(scores) = &picker.comparisons.scores {
        tables.extend(scored(picker, scores));
    }
    tables
}

/// A growth in per cent, or a difference in points.
fn growth(size: Option<Amount>) -> Cell {
    size.map_or(Cell::Missing, |size| made(size, Style::PERCENT, Qualifier::Exact))
}

/// The root's figures beside those of the term before.
fn term_before(picker: &Picker) -> Option<Table> {
    let before = picker.comparisons.term_before.as_ref()?;
    let mut columns = vec![
        ("index", ColumnKind::Index),
        ("indicator", ColumnKind::Label),
        ("measure", ColumnKind::Short),
        ("term_before", ColumnKind::Number),
        ("this_term", ColumnKind::Number),
        ("change", ColumnKind::Number),
        ("growth", ColumnKind::Number),
    ];
    if !before.equal_length {
        let yearly = ["yearly_before", "yearly_now", "yearly_change"];
        columns.extend(yearly.map(|name| (name, ColumnKind::Number)));
    }
    let mut rows = Vec::new();
    for item in super::beside::items(picker) {
        let Some(now) = picker.root_figure(item, picker.term) else { continue };
        let Some(difference) = picker.comparisons.with_term_before(picker.figures, now, picker.indicator(item)) else {
            continue;
        };
        let then = before.figures.get(picker.root, item.indicator, item.category, before.term.period)?;
        let style = picker.style(item);
        let marks = Marks { incomplete: !difference.complete, repaired: false, disputed: difference.disputed };
        let points = Style { percent: false, ..style };
        let change = Printed {
            amount: difference.change,
            style: if difference.in_points { points } else { style },
            qualifier: difference.qualifier,
            marks,
            figure: None,
        };
        let at = |column| At { row: rows.len(), column };
        let (then_at, now_at) = ((at(3), then.value.amount()), (at(4), now.value.amount()));
        let mut cells = super::beside::head(picker, rows.len(), item);
        // The figures of the term before are not in the trace of this one.
        cells.push(Cell::Number(Printed { figure: None, ..picker.printed(item, then) }));
        cells.push(Cell::Number(picker.printed(item, now)));
        cells.push(beside::difference(change, now_at, then_at));
        cells.push(beside::percent(
            difference.growth.filter(|_| !difference.broken),
            (at(5), difference.change),
            then_at,
        ));
        if !before.equal_length {
            let tenth = Style { decimals: 1, percent: false };
            match &difference.yearly {
                Some(yearly) => {
                    cells.push(made(yearly.before, tenth, then.qualifier));
                    cells.push(made(yearly.now, tenth, now.qualifier));
                    cells.push(growth(yearly.growth.filter(|_| !difference.broken)));
                }
                None => cells.extend([Cell::Blank, Cell::Blank, Cell::Blank]),
            }
        }
        rows.push(cells);
    }
    let mut table = table(picker, "term_before", &columns, rows)?;
    table.columns[3].heading = term_heading(before.term.name.trim());
    table.columns[4].heading = term_heading(&picker.term_title());
    if before.common_months > 0 {
        let facts = [("months", before.common_months.to_string())];
        table.notes.push(picker.say("report.chart.common_months", &facts));
    }
    Some(table)
}

/// Every target with what was reached.
fn targets(picker: &Picker) -> Option<Table> {
    let columns = [
        ("index", ColumnKind::Index),
        ("indicator", ColumnKind::Label),
        ("unit", ColumnKind::Long),
        ("period", ColumnKind::Short),
        ("measure", ColumnKind::Short),
        ("comparator", ColumnKind::Short),
        ("target", ColumnKind::Number),
        ("actual", ColumnKind::Number),
        ("reached", ColumnKind::Number),
        ("difference", ColumnKind::Number),
        ("verdict", ColumnKind::Short),
        ("remark", ColumnKind::Long),
    ];
    // Whose report it is comes first.
    let mut results: Vec<&TargetResult> = picker.comparisons.targets.iter().collect();
    results.sort_by_key(|result| result.target.unit != picker.root);
    let rows = results.into_iter().enumerate().map(|(place, result)| target_row(picker, place, result)).collect();
    table(picker, "targets", &columns, rows)
}

fn target_row(picker: &Picker, place: usize, result: &TargetResult) -> Vec<Cell> {
    let target = &result.target;
    let item = Item { indicator: target.indicator, category: target.category };
    let style = picker.style(item);
    let period = if target.period == picker.term { picker.term_title() } else { picker.period_name(target.period) };
    let verdict = match result.verdict {
        Some(Verdict::Exceeded) => "report.verdict.exceeded",
        Some(Verdict::Met) => "report.verdict.met",
        Some(Verdict::NotMet) => "report.verdict.not_met",
        None => "report.verdict.unknown",
    };
    let mut remarks = Vec::new();
    if result.is_open() {
        remarks.push(picker.say("report.remark.open", &[("period", picker.period_name(result.measured))]));
        if let Some(percent) = result.pace.and_then(|pace| pace.percent) {
            let percent = format::number(percent, Style::PERCENT, picker.language);
            remarks.push(picker.say("report.remark.pace", &[("percent", percent)]));
        }
    }
    if !result.certain && result.actual.is_some() {
        remarks.push(picker.say("report.remark.uncertain", &[]));
    }
    let remark = if remarks.is_empty() { Cell::Blank } else { Cell::Text(format::sentence_start(&remarks.join("; "))) };
    let actual = match &result.actual {
        Some(figure) => {
            // A figure of another span than the term and its years is not in the trace.
            let printed = picker.printed(item, figure);
            let known = picker.figure(figure.unit, item, figure.period).is_some();
            Cell::Number(Printed { figure: printed.figure.filter(|_| known), ..printed })
        }
        None => Cell::Missing,
    };
    let points = if style.percent { Style { percent: false, ..style } } else { style };
    let at = |column| At { row: place, column };
    let planned = (at(6), target.value);
    let reached = match &result.actual {
        // Of a limit, per cent says how far it was kept.
        Some(figure) if target.comparator == Comparator::AtMost => {
            beside::percent(result.percent, planned, (at(7), figure.value.amount()))
        }
        Some(figure) => beside::percent(result.percent, (at(7), figure.value.amount()), planned),
        None => growth(result.percent),
    };
    let gap = match (result.difference, &result.actual) {
        (Some(size), Some(figure)) => {
            let (amount, qualifier) = (size, Qualifier::Exact);
            let printed = Printed { amount, style: points, qualifier, marks: Marks::default(), figure: None };
            if style.percent {
                Cell::Number(printed)
            } else {
                beside::difference(printed, (at(7), figure.value.amount()), planned)
            }
        }
        (size, _) => size.map_or(Cell::Missing, |size| made(size, points, Qualifier::Exact)),
    };
    vec![
        Cell::Text((place + 1).to_string()),
        Cell::Text(picker.label(item)),
        Cell::Text(picker.unit_name(target.unit).to_owned()),
        Cell::Text(period),
        Cell::Text(picker.measure(item)),
        Cell::Text(target.comparator.sign().to_owned()),
        made(target.value, style, Qualifier::Exact),
        actual,
        reached,
        gap,
        Cell::Text(picker.say(verdict, &[])),
        remark,
    ]
}

/// The ranks of the root's children over the term, indicators side by side.
fn rankings(picker: &Picker) -> Vec<Table> {
    let of_term = |r: &&crate::domain::Ranking| r.parent == picker.root && r.period == picker.term;
    let all: Vec<&crate::domain::Ranking> = picker.comparisons.rankings.iter().filter(of_term).collect();
    let portions = all.chunks(WIDEST).collect::<Vec<_>>();
    let mut tables = Vec::new();
    let count = portions.len();
    for (place, portion) in portions.into_iter().enumerate() {
        let mut units: Vec<UnitId> = portion
            .iter()
            .flat_map(|ranking| {
                let ranked = ranking.ranked.iter().map(|ranked| ranked.unit);
                ranked.chain(ranking.left_out.iter().map(|left| left.unit))
            })
            .collect();
        units.sort_unstable();
        units.dedup();
        let rows: Vec<Vec<Cell>> = units
            .iter()
            .enumerate()
            .map(|(place, &unit)| {
                let mut cells =
                    vec![Cell::Text((place + 1).to_string()), Cell::Text(picker.unit_name(unit).to_owned())];
                cells.extend(portion.iter().map(|ranking| match ranking.of(unit) {
                    Some(ranked) => {
                        let marks = Marks { incomplete: !ranked.certain(), ..Marks::default() };
                        let amount = Amount::whole(i64::from(ranked.rank));
                        let qualifier = Qualifier::Exact;
                        Cell::Number(Printed { amount, style: Style::WHOLE, qualifier, marks, figure: None })
                    }
                    None => match ranking.left_out.iter().find(|left| left.unit == unit).map(|left| left.reason) {
                        Some(WhyLeftOut::NotApplicable | WhyLeftOut::Ended | WhyLeftOut::PartOfPeriod) => {
                            Cell::NotApplicable
                        }
                        _ => Cell::Missing,
                    },
                }));
                cells
            })
            .collect();
        let columns = [("index", ColumnKind::Index), ("unit", ColumnKind::Label)];
        let Some(mut table) = table(picker, "rankings", &columns, rows) else { continue };
        table.columns.extend(portion.iter().map(|ranking| Column {
            heading: picker.label(Item { indicator: ranking.indicator, category: ranking.category }),
            kind: ColumnKind::Number,
        }));
        // An `x` alone does not say that a unit was there too short.
        let short = |left: &&LeftOut| left.reason == WhyLeftOut::PartOfPeriod;
        let short: BTreeSet<UnitId> =
            portion.iter().flat_map(|ranking| ranking.left_out.iter().filter(short)).map(|left| left.unit).collect();
        for unit in short {
            let facts = [("unit", picker.unit_name(unit).to_owned())];
            table.notes.push(picker.say("report.left_out.part_of_period", &facts));
        }
        if count > 1 {
            table.title = format!("{} ({}/{count})", table.title, place + 1);
        }
        tables.push(table);
    }
    tables
}

/// Emulation points, one table a block.
fn scored(picker: &Picker, scores: &ScoreTable) -> Vec<Table> {
    let mut tables = Vec::new();
    let classed = !scores.scoring.classes.is_empty();
    for block in &scores.blocks {
        let rows: Vec<Vec<Cell>> = block
            .scores
            .iter()
            .map(|score| {
                let whole = |amount| made(amount, POINTS, Qualifier::Exact);
                let rank = score.rank.map_or(Cell::Missing, |rank| {
                    let certain = score.range.is_none_or(|(best, worst)| best == worst);
                    let marks = Marks { incomplete: !certain, ..Marks::default() };
                    let amount = Amount::whole(i64::from(rank));
                    Cell::Number(Printed {
                        amount,
                        style: Style::WHOLE,
                        qualifier: Qualifier::Exact,
                        marks,
                        figure: None,
                    })
                });
                let mut cells = vec![rank, Cell::Text(picker.unit_name(score.unit).to_owned())];
                cells.extend(score.lines.iter().map(|line| {
                    let marks = Marks { incomplete: !line.certain, ..Marks::default() };
                    let (amount, qualifier) = (line.points, Qualifier::Exact);
                    Cell::Number(Printed { amount, style: POINTS, qualifier, marks, figure: None })
                }));
                cells.extend([whole(score.bonus), whole(score.deduction), whole(score.total)]);
                if !classed {
                    return cells;
                }
                let class = score.class.and_then(|class| scores.scoring.classes.get(class));
                cells.push(class.map_or(Cell::Blank, |class| Cell::Text(class.name.get(picker.language).to_owned())));
                cells
            })
            .collect();
        let columns = [("rank", ColumnKind::Number), ("unit", ColumnKind::Label)];
        let Some(mut table) = table(picker, "scores", &columns, rows) else { continue };
        let column = |heading: String, kind| Column { heading, kind };
        let criteria = scores.scoring.criteria.iter();
        table.columns.extend(criteria.map(|c| column(c.name.get(picker.language).to_owned(), ColumnKind::Number)));
        for name in ["bonus", "deduction", "total"] {
            table.columns.push(column(picker.say(&format!("report.column.{name}"), &[]), ColumnKind::Number));
        }
        if classed {
            table.columns.push(column(picker.say("report.column.class", &[]), ColumnKind::Short));
        }
        let named = block.block.and_then(|block| scores.scoring.blocks.get(block));
        let name = scores.scoring.name.get(picker.language);
        table.title = match named {
            Some(block) => format!("{name} – {}", block.name.get(picker.language)),
            None => name.to_owned(),
        };
        for left in &block.left_out {
            let facts = [("unit", picker.unit_name(left.unit).to_owned())];
            let key = format!("report.left_out.{}", left.reason.code());
            table.notes.push(picker.say(&key, &facts));
        }
        table.subtitle = subtitle_until(picker, None, scores.period.to);
        tables.push(table);
    }
    tables
}
