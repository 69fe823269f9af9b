//! Units that change: cases as text, on every perimeter.

use crate::analysis::analyse;
use crate::analysis::testing::Case;
use crate::domain::*;

/// Figures of these observations: every expected line `unit | indicator | category | period | figure` must hold, `none`
/// where there must be no figure.
#[track_caller]
fn figures(case: &Case, rows: &str, expected: &str) -> Found<Figures> {
    let found = analyse(&case.observations(rows), &case.knowledge).expect("figures");
    let mut wrong = Vec::new();
    for line in expected.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        let [unit, indicator, category, period, shown] = fields[..] else { panic!("five fields: {line}") };
        let indicator = case.indicator(indicator);
        let category = case.category(indicator, category);
        let period = if period == "term" { case.knowledge.term.period } else { case.period(period) };
        let (code, life) = unit.split_once('#').map_or((unit, 1), |(code, life)| (code, life.parse().expect("a life")));
        let unit = case.knowledge.registry.with_code(code)[life - 1];
        let figure = found.value.get(unit, indicator, category, period);
        let figure = figure.map_or("none".to_owned(), |figure| case.show(figure));
        if figure != shown {
            wrong.push(format!("{line}   but is   {figure}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n{:?}", wrong.join("\n"), found.findings);
    found
}

const MOVED: &str = "units: root; p<root; q<root; a<p; b<p; c<q
    indicators: sk flow; dv stock
    term: 2017..2019
    changes: 2018-07 transfer b>q";
const MOVED_ROWS: &str = "a | sk | | 2017 | 10\na | sk | | 2018 | 11\na | sk | | 2019 | 12
    b | sk | | 2017 | 20\nb | sk | | 2018 | 21\nb | sk | | 2019 | 22
    c | sk | | 2017 | 30\nc | sk | | 2018 | 31\nc | sk | | 2019 | 32
    a | dv | | 2017 | 1\na | dv | | 2019 | 1
    b | dv | | 2017 | 2\nb | dv | | 2019 | 3
    c | dv | | 2017 | 4\nc | dv | | 2019 | 5";

#[test]
fn a_unit_that_moves_counts_under_each_parent_while_it_stands_there() {
    figures(
        &Case::new(MOVED),
        MOVED_ROWS,
        "p | sk | | 2017 | 30 children 2/2 0
         p | sk | | 2018 | 11 children 1/1 0
         p | sk | | 2019 | 12 children 1/1 0
         p | sk | | term | 53 children 2/2 0
         q | sk | | 2017 | 30 children 1/1 0
         q | sk | | 2018 | 52 children 2/2 0
         q | sk | | term | 136 children 2/2 0
         b | sk | | term | 63 own 3/3 0
         p | dv | | 2017 | 3 children 2/2 0
         p | dv | | term | 1 children 1/1 1
         q | dv | | term | 8 children 2/2 2
         root | sk | | 2017 | 60 children 2/2 0
         root | sk | | term | 189 children 2/2 0
         root | dv | | 2019 | 9 children 2/2 0",
    );
}

#[test]
fn the_children_of_a_level_that_ends_stand_under_the_unit_above_it() {
    let case = Case::new(
        "units: root; p<root ..2018-06; q<root ..2018-06; a<p; b<p; c<q
         indicators: sk flow
         term: 2017..2019",
    );
    figures(
        &case,
        MOVED_ROWS.lines().filter(|row| row.contains("sk")).collect::<Vec<_>>().join("\n").as_str(),
        "p | sk | | 2017 | 30 children 2/2 0
         p | sk | | 2019 | none
         p | sk | | term | 30 children 2/2 0
         root | sk | | 2017 | 60 children 2/2 0
         root | sk | | 2018 | 63 children 3/3 0
         root | sk | | 2019 | 66 children 3/3 0
         root | sk | | term | 189 children 5/5 0",
    );
}
