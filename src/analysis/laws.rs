//! Laws of the whole stage, held by ten thousand random cases each: what is known of time is true, contradictions are
//! found, the order of files changes nothing, sums are exact, and a figure never claims more than was expected.
//!
//! The graph of time is tried by itself. Laws of the whole stage try a hundred small worlds at once, side by side under one
//! root: what holds for each of them alone must hold beside the others.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::analyse;
use super::marks::Marks;
use super::restate::{Lineage, Trees};
use super::span::{Span, Spans};
use super::testing::Case;
use super::time_graph::{Edge, TimeGraph};
use crate::domain::*;

const MONTHS: i32 = 24;
/// How many worlds stand under one root.
const WORLDS: usize = 100;
/// So that there are ten thousand worlds.
const ROOTS: u32 = 100;

/// The true value of every month, and spans that were reported, as (from, to).
fn series() -> impl Strategy<Value = (Vec<i64>, Vec<(i32, i32)>)> {
    let spans = proptest::collection::vec((0..MONTHS, 1..=MONTHS), 0..14);
    (proptest::collection::vec(0..1000_i64, MONTHS as usize), spans).prop_map(|(truth, spans)| {
        let spans = spans.into_iter().map(|(from, months)| (from, (from + months).min(MONTHS))).collect();
        (truth, spans)
    })
}

fn sum(truth: &[i64], span: Span) -> i128 {
    truth[span.from as usize..span.to as usize].iter().map(|&v| i128::from(v)).sum()
}

fn edges(truth: &[i64], spans: &[(i32, i32)]) -> Vec<Edge> {
    let edge = |(source, &(from, to)): (usize, &(i32, i32))| {
        let span = Span { from, to };
        Edge { span, value: sum(truth, span), marks: Marks::default(), source: source as u32, rank: source as u64 }
    };
    spans.iter().enumerate().map(edge).collect()
}

/// Which month boundaries are connected, by spreading labels until nothing changes.
fn connected(spans: &[(i32, i32)]) -> Vec<i32> {
    let mut label: Vec<i32> = (0..=MONTHS).collect();
    loop {
        let before = label.clone();
        for &(from, to) in spans {
            let least = label[from as usize].min(label[to as usize]);
            (label[from as usize], label[to as usize]) = (least, least);
        }
        if label == before {
            return label;
        }
    }
}

/// The most months inside a span that disjoint connected parts can cover.
fn most_covered(spans: &[(i32, i32)], span: Span) -> i32 {
    let label = connected(spans);
    let mut best = vec![0; MONTHS as usize + 1];
    for to in span.from + 1..=span.to {
        best[to as usize] = best[to as usize - 1];
        for from in span.from..to {
            if label[from as usize] == label[to as usize] {
                best[to as usize] = best[to as usize].max(best[from as usize] + to - from);
            }
        }
    }
    best[span.to as usize]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn what_is_known_of_a_span_is_true_and_all_that_can_be_known((truth, spans) in series(), from in 0..MONTHS, months in 1..=MONTHS) {
        let mut graph = TimeGraph::default();
        prop_assert!(graph.build(&mut edges(&truth, &spans), &[]).is_empty());
        prop_assert!(graph.contradictions().is_empty());
        let span = Span { from, to: (from + months).min(MONTHS) };
        let mut covered = Vec::new();
        let known = graph.known(span, &mut covered);
        let label = connected(&spans);
        prop_assert_eq!(known.is_some_and(|k| k.whole), label[span.from as usize] == label[span.to as usize]);
        prop_assert_eq!(known.map_or(0, |k| k.value), covered.iter().map(|&part| sum(&truth, part)).sum::<i128>());
        prop_assert_eq!(covered.iter().map(|part| part.months()).sum::<i32>(), most_covered(&spans, span));
        prop_assert!(covered.iter().all(|&part| span.contains(part)));
        prop_assert!(covered.windows(2).all(|pair| pair[0].to <= pair[1].from));
    }

    #[test]
    fn the_cells_of_a_known_span_make_its_value((truth, spans) in series(), from in 0..MONTHS, months in 1..=MONTHS) {
        let mut graph = TimeGraph::default();
        let reported = edges(&truth, &spans);
        graph.build(&mut reported.clone(), &[]);
        let span = Span { from, to: (from + months).min(MONTHS) };
        let mut covered = Vec::new();
        graph.known(span, &mut covered);
        for part in covered {
            // Every boundary but the two ends is passed twice or never, so the ends are what the cells leave open.
            let mut sources = Vec::new();
            graph.sources(part, &mut sources, |_| {});
            let mut ends: BTreeMap<i32, usize> = BTreeMap::new();
            for &source in &sources {
                let edge = reported[source as usize].span;
                *ends.entry(edge.from).or_default() += 1;
                *ends.entry(edge.to).or_default() += 1;
            }
            let open: Vec<i32> = ends.into_iter().filter(|(_, count)| count % 2 == 1).map(|(at, _)| at).collect();
            prop_assert_eq!(open, [part.from, part.to]);
        }
    }

    #[test]
    fn every_planted_contradiction_is_found((truth, spans) in series(), pick in 0..1000_usize, off in 1..50_i64, ends in (0..MONTHS, 1..=MONTHS)) {
        let mut reported = edges(&truth, &spans);
        let label = connected(&spans);
        // A wrong value for a span that the others already tell.
        let (from, to) = (ends.0, (ends.0 + ends.1).min(MONTHS));
        let told = label[from as usize] == label[to as usize];
        let span = Span { from, to };
        let wrong = sum(&truth, span) + i128::from(off);
        let rank = (pick % (spans.len() + 1)) as u64;
        reported.push(Edge { span, value: wrong, marks: Marks::default(), source: 999, rank });
        let mut graph = TimeGraph::default();
        let twice = graph.build(&mut reported, &[]);
        let found = graph.contradictions();
        prop_assert_eq!(!twice.is_empty() || !found.is_empty(), told);
        for contradiction in found {
            prop_assert_eq!((contradiction.edge.value - contradiction.known).abs(), i128::from(off));
            prop_assert!(contradiction.edge.source == 999 || contradiction.path.contains(&999));
        }
    }

    #[test]
    fn the_order_of_reports_changes_nothing_that_is_known((truth, spans) in series(), wrong in proptest::collection::vec(-9..9_i64, 14), seed in any::<u64>()) {
        // Any values, true or not; each report keeps its rank, however they come in.
        let mut reported = edges(&truth, &spans);
        for (edge, off) in reported.iter_mut().zip(wrong) {
            edge.value += i128::from(off.max(0));
        }
        let told = |edges: &mut [Edge]| {
            let mut graph = TimeGraph::default();
            let twice = graph.build(edges, &[]);
            let found: Vec<_> = graph.contradictions().into_iter().map(|c| (c.edge, c.known, c.path)).collect();
            let spans = (0..MONTHS).map(|from| Span { from, to: MONTHS.min(from + 7) });
            let known: Vec<_> = spans.map(|span| graph.known(span, &mut Vec::new())).collect();
            (twice, found, known)
        };
        let mut shuffled = reported.clone();
        shuffled.sort_by_key(|edge| (edge.rank + 1).wrapping_mul(seed | 1).rotate_left(17));
        prop_assert_eq!(told(&mut reported), told(&mut shuffled));
    }
}

/// One of the worlds: a tree of up to four units, numbered so that parents come first, some of them met in reports only and
/// some with a short life, and what is reported.
#[derive(Clone, Debug)]
struct World {
    tree: Vec<(usize, bool, u8)>,
    rows: Vec<Row>,
}

/// Unit (0 is the world's own), indicator, category, period, value.
type Row = (usize, &'static str, &'static str, String);

impl World {
    /// Its units as text, under the root.
    fn units(&self, world: usize) -> String {
        let mut text = format!("w{world}u0<root");
        for (index, &(parent, registered, life)) in self.tree.iter().enumerate() {
            let parent = parent % (index + 1);
            let star = if registered { "" } else { " *" };
            let life = match life {
                0 if registered => " ..2017-08",
                1 if registered => " 2018-03..",
                _ => "",
            };
            text.push_str(&format!("; w{world}u{}<w{world}u{parent}{star}{life}", index + 1));
        }
        text
    }

    /// Its observations as text, without their file.
    fn lines(&self, world: usize) -> impl Iterator<Item = String> {
        self.rows.iter().map(move |(unit, what, when, value)| format!("w{world}u{unit} | {what} | {when} | {value}"))
    }

    /// Whether something in it does not apply.
    fn excuses(&self) -> bool {
        self.rows.iter().any(|(.., value)| value == "x")
    }
}

/// Up to three units under one, as in [`World`].
fn tree() -> impl Strategy<Value = Vec<(usize, bool, u8)>> {
    proptest::collection::vec((0..100_usize, proptest::bool::weighted(0.8), 0..10_u8), 0..4)
}

fn row(units: usize) -> impl Strategy<Value = Row> {
    let indicator = vec![
        "sk |", "dv |", "gioi |", "gioi | x", "gioi | y", "nu |", "tyle |", "luong |", "co |", "hang | a", "hang | b",
    ];
    let period = vec!["2017", "2018", "2019", "2017-H1", "2018-Q4", "2017-01..2018-12", "2017-01..2019-12"];
    let value = prop_oneof![
        8 => (0..200_i64).prop_map(|v| v.to_string()),
        1 => Just("x".to_owned()),
        1 => Just("…".to_owned()),
        1 => (0..200_i64).prop_map(|v| format!(">{v}")),
    ];
    let row = (0..=units, proptest::sample::select(indicator), proptest::sample::select(period), value);
    row.prop_map(|(unit, what, when, value)| {
        let number = value.parse::<i64>().ok();
        let value = match (what, number) {
            ("co |", Some(number)) => (number % 2).to_string(),
            ("co |", None) if value.starts_with('>') => "1".to_owned(),
            ("hang | a" | "hang | b", Some(number)) if number % 2 == 0 => "class".to_owned(),
            _ => value,
        };
        (unit, what, when, value)
    })
}

fn worlds() -> impl Strategy<Value = Vec<World>> {
    let world = tree().prop_flat_map(|tree| {
        let rows = proptest::collection::vec(row(tree.len()), 0..8);
        (Just(tree), rows).prop_map(|(tree, rows)| World { tree, rows })
    });
    proptest::collection::vec(world, WORLDS)
}

/// The workspace that they all stand in.
fn case(units: impl Iterator<Item = String>) -> Case {
    let units: Vec<String> = units.collect();
    Case::new(&format!(
        "units: root; {}\nindicators: sk flow; dv stock; gioi flow; nu stock; tyle rate nu dv 100; luong mean dv; co flag; hang rating
         breakdown: sector additive x,y gioi\nbreakdown: classes additive a,b hang\nterm: 2017..2019",
        units.join("; ")
    ))
}

fn case_of(worlds: &[World]) -> Case {
    case(worlds.iter().enumerate().map(|(index, world)| world.units(index)))
}

fn lines_of(worlds: &[World]) -> Vec<String> {
    worlds.iter().enumerate().flat_map(|(index, world)| world.lines(index)).collect()
}

/// Of a world's unit, the number of the world.
fn world_of(code: &str) -> Option<usize> {
    code.strip_prefix('w')?.split('u').next()?.parse().ok()
}

/// All figures as text, by key.
fn shown(case: &Case, rows: &[String]) -> BTreeMap<FigureKey, String> {
    let figures = analyse(&case.observations(&rows.join("\n")), &case.knowledge).expect("figures").value;
    let show = |f: &Figure| ((f.unit, f.indicator, f.category, f.period), case.show(f));
    figures.rows().iter().map(show).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 300, ..ProptestConfig::with_cases(ROOTS) })]

    #[test]
    fn no_figure_claims_more_than_was_expected_or_hides_what_is_missing(worlds in worlds()) {
        let case = case_of(&worlds);
        let figures = analyse(&case.observations(&lines_of(&worlds).join("\n")), &case.knowledge).expect("figures").value;
        let units = &case.knowledge.registry;
        let told = |f: &Figure| format!("{} {} {}", units.get(f.unit).code, case.knowledge.calendar.show(f.period), case.show(f));
        for f in figures.rows() {
            prop_assert!(f.reported <= f.expected, "{}", told(f));
            prop_assert!(f.basis == Basis::Own || f.reported > 0, "{}", told(f));
            match f.value {
                Number::Ratio { denominator, .. } => prop_assert!(!denominator.is_zero(), "{}", told(f)),
                Number::Tally { count, of } => prop_assert!(count <= of && !of.is_zero(), "{}", told(f)),
                Number::Exact(_) => {}
            }
        }
        let sk = case.indicator("sk");
        // A year that the unit told itself owes nothing to its children, and so does the term for that year.
        let told_itself = |f: &Figure| {
            figures.years.iter().filter(|year| f.period.contains(**year)).chain([&f.period]).any(|&period| {
                figures.get(f.unit, sk, None, period).is_some_and(|own| own.basis == Basis::Own)
            })
        };
        let (lineage, spans) = (Lineage::new(units, &[]), Spans::new(case.knowledge.calendar, case.knowledge.term.period));
        let trees = Trees::new(units, &lineage, &spans, None);
        let of_children = |f: &&Figure| f.indicator == sk && f.basis == Basis::Children && f.gaps == 0;
        for f in figures.rows().iter().filter(of_children).filter(|f| !told_itself(f)) {
            let period = spans.all().iter().position(|span| span.period() == f.period).expect("a period");
            for &child in trees.children(f.unit, period) {
                let unit = units.get(child);
                let excused = world_of(&unit.code).is_none_or(|world| worlds[world].excuses());
                let owes = trees.owes(child, period, &spans, false) && !trees.moves(child);
                if unit.registered && owes && !excused {
                    let found = figures.get(child, sk, None, f.period);
                    prop_assert!(found.is_some_and(Figure::is_complete), "{} below {}", unit.code, told(f));
                }
            }
        }
        let keys: Vec<FigureKey> = figures.rows().iter().map(|f| (f.unit, f.indicator, f.category, f.period)).collect();
        prop_assert!(keys.is_sorted() && keys.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn the_order_of_files_and_cells_changes_no_figure(worlds in worlds(), seed in 0..1000_u64) {
        let case = case_of(&worlds);
        // Each row in its own file; paths keep the rows' order of lateness, however they are shuffled.
        let file = |(row, line): (usize, String)| format!("{line} | bc {row}.xlsx");
        let filed: Vec<String> = worlds
            .iter()
            .enumerate()
            .flat_map(|(index, world)| world.lines(index).enumerate().map(file).collect::<Vec<_>>())
            .collect();
        let mut shuffled = filed.clone();
        shuffled.sort_by_key(|row| {
            let number = row.bytes().fold(seed, |hash, b| hash.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(u64::from(b) + 1));
            number >> 32
        });
        prop_assert_eq!(shown(&case, &filed), shown(&case, &shuffled));
    }

    #[test]
    fn a_year_is_the_own_figure_or_the_sum_of_the_children(worlds in proptest::collection::vec((tree(), proptest::collection::vec(proptest::option::of(0..1_000_000_000_i64), 6)), WORLDS)) {
        let worlds: Vec<World> = worlds
            .into_iter()
            .map(|(tree, values)| {
                let stated = values[..=tree.len()].iter().enumerate();
                let rows = stated.filter_map(|(unit, v)| v.map(|v| (unit, "sk |", "2018", format!("{v}.5")))).collect();
                World { tree, rows }
            })
            .collect();
        let case = case_of(&worlds);
        let observations = case.observations(&lines_of(&worlds).join("\n"));
        // The oracle: in every tree, units stand behind those above them.
        let units = &case.knowledge.registry;
        let mut expected: Vec<Option<Amount>> = vec![None; units.len()];
        let (lineage, spans) = (Lineage::new(units, &[]), Spans::new(case.knowledge.calendar, case.knowledge.term.period));
        let trees = Trees::new(units, &lineage, &spans, None);
        for unit in (0..units.len()).rev() {
            let below = trees.children(UnitId(unit as u32), 1).iter().filter_map(|child| expected[child.0 as usize]);
            let below: Vec<Amount> = below.collect();
            let own = observations.rows.iter().find(|row| row.unit.0 as usize == unit).and_then(|row| row.state.amount());
            expected[unit] = own.or_else(|| (!below.is_empty()).then(|| below.into_iter().sum()));
        }
        let figures = analyse(&observations, &case.knowledge).expect("figures").value;
        for (unit, expected) in expected.into_iter().enumerate() {
            for period in ["2018", "2017-01..2019-12"] {
                let unit = UnitId(unit as u32);
                let found = figures.get(unit, case.indicator("sk"), None, case.period(period));
                prop_assert_eq!(found.map(|f| f.value.amount()), expected, "{} {}", &units.get(unit).code, period);
            }
        }
    }

    #[test]
    fn a_total_is_never_its_parts_counted_again(parts in proptest::collection::vec((0..500_i64, 0..500_i64, any::<bool>()), WORLDS)) {
        let case = case(parts.iter().enumerate().map(|(unit, _)| format!("w{unit}u0<root")));
        let mut rows = Vec::new();
        for (unit, &(x, y, with_total)) in parts.iter().enumerate() {
            rows.push(format!("w{unit}u0 | gioi | x | 2018 | {x}"));
            rows.push(format!("w{unit}u0 | gioi | y | 2018 | {y}"));
            if with_total {
                rows.push(format!("w{unit}u0 | gioi | | 2018 | {}", x + y));
            }
        }
        let expected: i64 = parts.iter().map(|(x, y, _)| x + y).sum();
        let figures = analyse(&case.observations(&rows.join("\n")), &case.knowledge).expect("figures").value;
        let root = figures.get(UnitId(0), case.indicator("gioi"), None, case.period("2018"));
        prop_assert_eq!(root.map(|f| f.value), Some(Number::Exact(Amount::whole(expected))));
    }

    #[test]
    fn years_that_start_in_any_month_and_terms_of_any_length_are_told_exactly(
        start in 1..=12_u32,
        from in 0..MONTHS,
        months in 1..=MONTHS,
        reports in proptest::collection::vec(series(), WORLDS),
    ) {
        // Month 0 of the series is January 2017; reports reach beyond the term on both sides.
        let month = |at: i32| Month::new(2017, 1).expect("a month").plus(at);
        let term = Period { from: month(from), to: month((from + months).min(MONTHS) - 1) };
        let mut case = case(reports.iter().enumerate().map(|(unit, _)| format!("w{unit}u0<root")));
        case.knowledge.calendar.year_starts = start;
        case.knowledge.term.period = term;
        let mut rows = Vec::new();
        for (unit, (truth, spans)) in reports.iter().enumerate() {
            for &(from, to) in spans {
                let value = sum(truth, Span { from, to });
                rows.push(format!("w{unit}u0 | sk | | {}..{} | {value}", month(from), month(to - 1)));
            }
        }
        let found = analyse(&case.observations(&rows.join("\n")), &case.knowledge).expect("figures");
        let contradicted = found.findings.iter().any(|f| matches!(f.code, Code::PeriodsContradict | Code::FactTwice));
        prop_assert!(!contradicted, "{:?}", found.findings);
        let figures = found.value;
        let sk = case.indicator("sk");
        let mut periods = figures.years.clone();
        prop_assert_eq!(periods[0].from, term.from);
        prop_assert!(periods.windows(2).all(|pair| pair[0].to.plus(1) == pair[1].from));
        prop_assert_eq!(periods[periods.len() - 1].to, term.to);
        periods.push(term);
        for period in periods {
            let at = |month: Month| month.index() - 2017 * 12;
            let span = Span { from: at(period.from), to: at(period.to) + 1 };
            let mut whole = 0;
            let mut any = false;
            for (unit, (truth, spans)) in reports.iter().enumerate() {
                let label = connected(spans);
                let figure = figures.get(case.unit(&format!("w{unit}u0")), sk, None, period);
                let known = label[span.from as usize] == label[span.to as usize];
                prop_assert_eq!(figure.is_some_and(Figure::is_complete), known);
                if let (Some(figure), true) = (figure, known) {
                    prop_assert_eq!(figure.value.amount(), Amount::from_raw(sum(truth, span) * Amount::ONE));
                    whole += 1;
                }
                any |= figure.is_some();
            }
            let root = figures.get(UnitId(0), sk, None, period);
            prop_assert_eq!(root.is_some(), any);
            prop_assert!(root.is_none_or(|root| root.is_complete() == (whole == WORLDS) || root.gaps > 0));
        }
    }
}
