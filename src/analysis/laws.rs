//! Laws of the whole stage, held by random cases: what is known of time is true, contradictions are found, the order of
//! files changes nothing, sums are exact, and a figure never claims more than was expected.

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
    #![proptest_config(ProptestConfig::with_cases(200))]

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
}

/// A tree of up to 14 units, numbered so that parents come first; some are met in reports only.
fn tree() -> impl Strategy<Value = Vec<(usize, bool, u8)>> {
    proptest::collection::vec((0..100_usize, proptest::bool::weighted(0.8), 0..10_u8), 1..14)
}

/// The units of a tree as text. The third number gives some of them a short life.
fn units(tree: &[(usize, bool, u8)]) -> String {
    let mut text = "root".to_owned();
    for (index, &(parent, registered, life)) in tree.iter().enumerate() {
        let parent = match parent % (index + 1) {
            0 => "root".to_owned(),
            above => format!("u{}", above - 1),
        };
        let star = if registered { "" } else { " *" };
        let life = match life {
            0 if registered => " ..2017-08",
            1 if registered => " 2018-03..",
            _ => "",
        };
        text.push_str(&format!("; u{index}<{parent}{star}{life}"));
    }
    text
}

/// Random observations as lines without their file: unit, indicator, category, period, value.
fn rows(units: usize) -> impl Strategy<Value = Vec<String>> {
    let indicator = proptest::sample::select(vec!["sk |", "dv |", "gioi |", "gioi | x", "gioi | y", "nu |", "tyle |"]);
    let period = proptest::sample::select(vec![
        "2017",
        "2018",
        "2019",
        "2017-H1",
        "2018-Q4",
        "2017-01..2018-12",
        "2017-01..2019-12",
    ]);
    let value = prop_oneof![
        8 => (0..200_i64).prop_map(|v| v.to_string()),
        1 => Just("x".to_owned()),
        1 => Just("…".to_owned()),
        1 => (0..200_i64).prop_map(|v| format!(">{v}")),
    ];
    let row = (0..=units, indicator, period, value).prop_map(|(unit, i, p, v)| {
        let unit = unit.checked_sub(1).map_or("root".to_owned(), |u| format!("u{u}"));
        format!("{unit} | {i} | {p} | {v}")
    });
    proptest::collection::vec(row, 0..60)
}

fn case(tree: &[(usize, bool, u8)]) -> Case {
    Case::new(&format!(
        "units: {}\nindicators: sk flow; dv stock; gioi flow; nu stock; tyle rate nu dv 100
         breakdown: sector additive x,y gioi\nterm: 2017..2019",
        units(tree)
    ))
}

fn world() -> impl Strategy<Value = (Vec<(usize, bool, u8)>, Vec<String>)> {
    tree().prop_flat_map(|tree| {
        let count = tree.len();
        (Just(tree), rows(count))
    })
}

/// All figures as text, by key.
fn shown(case: &Case, rows: &[String]) -> BTreeMap<FigureKey, String> {
    let figures = analyse(&case.observations(&rows.join("\n")), &case.knowledge).expect("figures").value;
    let show = |f: &Figure| ((f.unit, f.indicator, f.category, f.period), case.show(f));
    figures.rows().iter().map(show).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_figure_claims_more_than_was_expected_or_hides_what_is_missing((tree, rows) in world()) {
        let case = case(&tree);
        let figures = analyse(&case.observations(&rows.join("\n")), &case.knowledge).expect("figures").value;
        for f in figures.rows() {
            prop_assert!(f.reported <= f.expected, "{}", case.show(f));
            prop_assert!(f.basis == Basis::Own || f.reported > 0, "{}", case.show(f));
            if let Number::Ratio { denominator, .. } = f.value {
                prop_assert!(!denominator.is_zero());
            }
        }
        let units = &case.knowledge.registry;
        let sk = case.indicator("sk");
        // A year that the unit told itself owes nothing to its children, and so does the term for that year.
        let told_itself = |f: &Figure| {
            figures.rows().iter().any(|own| {
                own.unit == f.unit && own.indicator == sk && own.basis == Basis::Own && f.period.contains(own.period)
            })
        };
        let (lineage, spans) = (Lineage::new(units, &[]), Spans::new(case.knowledge.calendar, case.knowledge.term.period));
        let trees = Trees::new(units, &lineage, &spans, None);
        let rows_of = |f: &&Figure| f.indicator == sk && f.basis == Basis::Children && f.gaps == 0;
        for f in figures.rows().iter().filter(rows_of).filter(|f| !told_itself(f)) {
            let period = spans.all().iter().position(|span| span.period() == f.period).expect("a period");
            for &child in trees.children(f.unit, period) {
                let unit = units.get(child);
                let found = figures.get(child, sk, None, f.period);
                let owes = trees.owes(child, period, &spans, false) && !trees.moves(child);
                if unit.registered && owes && !rows.iter().any(|row| row.ends_with("| x")) {
                    prop_assert!(found.is_some_and(Figure::is_complete), "{} {}", unit.code, case.show(f));
                }
            }
        }
        let keys: Vec<FigureKey> = figures.rows().iter().map(|f| (f.unit, f.indicator, f.category, f.period)).collect();
        prop_assert!(keys.is_sorted() && keys.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn the_order_of_files_and_cells_changes_no_figure((tree, rows) in world(), seed in 0..1000_u64) {
        let case = case(&tree);
        // Each row in its own file; paths keep the rows' order of lateness, however they are shuffled.
        let filed: Vec<String> = rows.iter().enumerate().map(|(i, row)| format!("{row} | bc {i}.xlsx")).collect();
        let mut shuffled = filed.clone();
        shuffled.sort_by_key(|row| {
            let number = row.bytes().fold(seed, |hash, b| hash.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(u64::from(b) + 1));
            number >> 32
        });
        prop_assert_eq!(shown(&case, &filed), shown(&case, &shuffled));
    }

    #[test]
    fn a_year_is_the_own_figure_or_the_sum_of_the_children(tree in tree(), values in proptest::collection::vec(proptest::option::of(0..1_000_000_000_i64), 16)) {
        let case = case(&tree);
        let name = |unit: usize| if unit == 0 { "root".to_owned() } else { format!("u{}", unit - 1) };
        let rows: Vec<String> = (0..=tree.len())
            .filter_map(|unit| values[unit].map(|v| format!("{} | sk | | 2018 | {v}.5", name(unit))))
            .collect();
        // The oracle: twice the value, so that halves are whole.
        let units = &case.knowledge.registry;
        let mut expected: Vec<Option<i64>> = vec![None; units.len()];
        let (lineage, spans) = (Lineage::new(units, &[]), Spans::new(case.knowledge.calendar, case.knowledge.term.period));
        let trees = Trees::new(units, &lineage, &spans, None);
        for unit in (0..units.len()).rev() {
            let sums: Vec<i64> =
                trees.children(UnitId(unit as u32), 1).iter().filter_map(|child| expected[child.0 as usize]).collect();
            let children = (!sums.is_empty()).then(|| sums.iter().sum());
            expected[unit] = values[unit].map(|v| 2 * v + 1).or(children);
        }
        let figures = analyse(&case.observations(&rows.join("\n")), &case.knowledge).expect("figures").value;
        for (unit, expected) in expected.into_iter().enumerate() {
            for period in ["2018", "2017-01..2019-12"] {
                let found = figures.get(UnitId(unit as u32), case.indicator("sk"), None, case.period(period));
                let twice = found.map(|f| f.value.amount() + f.value.amount());
                prop_assert_eq!(twice, expected.map(Amount::whole), "{} {}", name(unit), period);
            }
        }
    }

    #[test]
    fn a_total_is_never_its_parts_counted_again(parts in proptest::collection::vec((0..500_i64, 0..500_i64, any::<bool>()), 1..8)) {
        let tree: Vec<_> = parts.iter().map(|_| (0, true, 9)).collect();
        let case = case(&tree);
        let mut rows = Vec::new();
        for (unit, &(x, y, with_total)) in parts.iter().enumerate() {
            rows.push(format!("u{unit} | gioi | x | 2018 | {x}"));
            rows.push(format!("u{unit} | gioi | y | 2018 | {y}"));
            if with_total {
                rows.push(format!("u{unit} | gioi | | 2018 | {}", x + y));
            }
        }
        let expected: i64 = parts.iter().map(|(x, y, _)| x + y).sum();
        let figures = analyse(&case.observations(&rows.join("\n")), &case.knowledge).expect("figures").value;
        let root = figures.get(UnitId(0), case.indicator("gioi"), None, case.period("2018"));
        prop_assert_eq!(root.map(|f| f.value), Some(Number::Exact(Amount::whole(expected))));
    }
}
