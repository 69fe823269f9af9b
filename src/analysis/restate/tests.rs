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
        let unit = case.unit(unit);
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

/// A case on the perimeter of the units at the end of the term.
fn successor(text: &str) -> Case {
    Case::new(&format!("{text}\n    perimeter: successor"))
}

const MERGED: &str = "units: root; a<root; b<root ..2018-06; c<root
    indicators: sk flow; dv stock; nu stock; tyle rate nu dv 100; luong mean dv
    term: 2017..2019
    changes: 2018-07 merge b>a";
const MERGED_ROWS: &str = "a | sk | | 2017 | 10\na | sk | | 2018 | 20\na | sk | | 2019 | 30
    b | sk | | 2017 | >1\nc | sk | | 2017 | 5\nc | sk | | 2018 | 5\nc | sk | | 2019 | 5
    a | dv | | 2017 | 10\na | nu | | 2017 | 5\nb | dv | | 2017 | 40\nb | nu | | 2017 | 1
    a | luong | | 2017 | 8\nb | luong | | 2017 | 3";

#[test]
fn a_merger_adds_what_the_units_reported_before_it() {
    let found = figures(
        &successor(MERGED),
        MERGED_ROWS,
        "a | sk | | 2017 | >11 own 1/1 0
         a | sk | | 2018 | 20 own 1/1 0
         a | sk | | term | >61 own 3/3 0
         b | sk | | 2017 | none
         b | sk | | term | none
         c | sk | | 2017 | 5 own 1/1 0
         a | dv | | 2017 | 50 own 1/1 0
         a | tyle | | 2017 | 12 (6/50) own 1/1 0
         a | luong | | 2017 | 4 (200/50) own 1/1 0
         root | sk | | 2017 | >16 children 2/2 0
         root | sk | | 2018 | 25 children 2/2 0
         root | sk | | term | >76 children 2/2 0
         root | tyle | | 2017 | 12 (6/50) children 1/2 1",
    );
    let figure = found.value.get(UnitId(1), IndicatorId(0), None, found.value.years[0]).expect("a figure");
    assert_eq!(figure.cells.len(), 2, "both cells stand behind the sum");
    assert!(found.value.perimeters.breaks_of(UnitId(1)).next().is_none(), "figures are carried across the merger");
}

#[test]
fn as_reported_a_merger_breaks_the_figures_and_stands_beside_the_other_perimeters() {
    let case = Case::new(MERGED);
    let found = figures(
        &case,
        MERGED_ROWS,
        "a | sk | | 2017 | 10 own 1/1 0
         b | sk | | 2017 | >1 own 1/1 0
         root | sk | | 2017 | >16 children 3/3 0",
    );
    let perimeters = &found.value.perimeters;
    let years = &found.value.years;
    let a = case.unit("a");
    let broken: Vec<String> = perimeters.breaks_of(a).map(|b| format!("{} {:?}", b.month, b.changes)).collect();
    assert_eq!(broken, ["2018-07 [0]"]);
    assert_eq!(perimeters.breaks_in(a, years[1]).count(), 1);
    assert_eq!(perimeters.breaks_in(a, years[2]).count(), 0);
    assert_eq!(perimeters.breaks_between(a, years[0], years[1]).count(), 1);
    assert_eq!(perimeters.breaks_between(a, years[1], years[2]).count(), 1, "a year that holds the change is of both");
    let side = |unit: &str, year: usize| {
        let row = perimeters.of((case.unit(unit), case.indicator("sk"), None, years[year])).expect("a row");
        PerimeterMode::ALL
            .map(|(mode, _)| row.on(mode).map_or("-".to_owned(), |f| f.value.amount().to_string()))
            .join(" ")
    };
    assert_eq!(side("a", 0), "10 11 11");
    assert_eq!(side("b", 0), "1 - -");
    assert_eq!(side("root", 0), "16 16 16");
}

#[test]
fn a_split_needs_shares_and_without_them_the_old_unit_stays() {
    let units = "units: root; a<root ..2018-06; b<root 2018-07..; c<root 2018-07..
        indicators: sk flow
        term: 2017..2019";
    let rows = "a | sk | | 2017 | 101\nb | sk | | 2019 | 7\nc | sk | | 2019 | 8";
    let shared = successor(&format!("{units}\nchanges: 2018-07 split a>b:0.4,c:0.6"));
    let found = figures(
        &shared,
        rows,
        "a | sk | | 2017 | none
         b | sk | | 2017 | 40.4 own 1/1 0
         c | sk | | 2017 | 60.6 own 1/1 0
         b | sk | | term | 47.4 own 2/3 1
         root | sk | | 2017 | 101 children 2/2 0",
    );
    assert_eq!(found.findings.iter().filter(|f| f.code == Code::SplitUnshared).count(), 0);
    let unshared = successor(&format!("{units}\nchanges: 2018-07 split a>b,c"));
    let found = figures(
        &unshared,
        rows,
        "a | sk | | 2017 | 101 own 1/1 0
         b | sk | | 2017 | none
         b | sk | | 2019 | 7 own 1/1 0
         root | sk | | 2017 | 101 children 1/1 0",
    );
    let told: Vec<&Finding> = found.findings.iter().filter(|f| f.code == Code::SplitUnshared).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].unit, "a");
    assert_eq!(found.value.perimeters.breaks_of(unshared.unit("b")).count(), 1, "nothing was carried to it");
}

#[test]
fn a_unit_that_loses_a_part_and_lives_on_keeps_its_share_of_what_was_before() {
    let case = successor(
        "units: root; a<root; b<root 2018-01..
         indicators: sk flow
         term: 2017..2019
         changes: 2018-01 split a>a:0.75,b:0.25",
    );
    figures(
        &case,
        "a | sk | | 2017 | 100\na | sk | | 2018 | 70\na | sk | | 2019 | 60\nb | sk | | 2018 | 30\nb | sk | | 2019 | 40",
        "a | sk | | 2017 | 75 own 1/1 0
         a | sk | | 2018 | 70 own 1/1 0
         a | sk | | term | 205 own 3/3 0
         b | sk | | 2017 | 25 own 1/1 0
         b | sk | | term | 95 own 3/3 0
         root | sk | | term | 300 children 2/2 0",
    );
}

#[test]
fn figures_follow_a_chain_of_changes_as_far_as_the_date() {
    let text = "units: root; a<root ..2017-06; b<root 2017-07..2018-06; c<root
        indicators: sk flow
        term: 2016..2019
        changes: 2017-07 rename a>b; 2018-07 merge b>c";
    let rows = "a | sk | | 2016 | 1\nb | sk | | 2017 | 2\nc | sk | | 2016 | 10\nc | sk | | 2018 | 20";
    let whole = "c | sk | | 2016 | 11 own 1/1 0\nc | sk | | 2017 | 2 own 1/1 1\nroot | sk | | term | 33 children 1/1 2";
    figures(&successor(text), rows, whole);
    let early = "b | sk | | 2016 | 1 own 1/1 0\nc | sk | | 2016 | 10 own 1/1 0\na | sk | | 2016 | none";
    figures(&Case::new(&format!("{text}\nperimeter: successor 2018-01")), rows, early);
    let never = "a | sk | | 2016 | 1 own 1/1 0\nb | sk | | 2017 | 2 own 1/1 0\nroot | sk | | 2016 | 11 children 2/2 0";
    figures(&Case::new(&format!("{text}\nperimeter: successor 2017-06")), rows, never);
}

#[test]
fn the_figures_of_a_unit_that_moved_go_with_it() {
    figures(
        &successor(MOVED),
        MOVED_ROWS,
        "p | sk | | 2017 | 10 children 1/1 0
         p | sk | | term | 33 children 1/1 0
         q | sk | | 2017 | 50 children 2/2 0
         q | sk | | term | 156 children 2/2 0
         b | sk | | 2017 | 20 own 1/1 0
         q | dv | | 2017 | 6 children 2/2 0
         root | sk | | 2017 | 60 children 2/2 0
         root | sk | | term | 189 children 2/2 0",
    );
}

#[test]
fn out_of_what_a_unit_signed_for_goes_what_left_it_where_that_is_known() {
    let own = "p | sk | | 2017 | 35\nq | sk | | 2017 | 31\nb | sk | | 2017 | 20";
    let found = figures(
        &successor(MOVED),
        own,
        "p | sk | | 2017 | 15 own 1/1 0
         q | sk | | 2017 | 51 own 1/2 0
         root | sk | | 2017 | 66 children 2/2 0",
    );
    assert!(found.findings.iter().all(|f| f.code != Code::PerimeterUnmoved), "{:?}", found.findings);
    let silent = "p | sk | | 2017 | 35\nq | sk | | 2017 | 31";
    let found = figures(&successor(MOVED), silent, "p | sk | | 2017 | 35 own 1/1 0\nq | sk | | 2017 | 31 own 1/1 0");
    let told: Vec<&Finding> = found.findings.iter().filter(|f| f.code == Code::PerimeterUnmoved).collect();
    assert_eq!(told.len(), 1, "{:?}", found.findings);
}

#[test]
fn a_level_that_ends_is_in_the_unit_above_it_already() {
    let text = "units: root; p<root; d<p ..2018-06; e<p ..2018-06; x<d; y<e
        indicators: sk flow
        term: 2017..2019";
    let rows = "x | sk | | 2017 | 1\nx | sk | | 2018 | 2\nx | sk | | 2019 | 3
        y | sk | | 2017 | 10\ny | sk | | 2018 | 20\ny | sk | | 2019 | 30";
    let ended = "p | sk | | 2017 | 11 children 2/2 0
        p | sk | | 2018 | 22 children 2/2 0
        p | sk | | term | 66 children 2/2 0
        d | sk | | 2017 | none
        root | sk | | 2017 | 11 children 1/1 0";
    figures(&successor(&format!("{text}\nchanges: 2018-07 merge d>p; 2018-07 merge e>p")), rows, ended);
    let transfers = "changes: 2018-07 transfer x>p; 2018-07 transfer y>p";
    figures(&successor(&format!("{text}\n{transfers}")), rows, ended);
}

#[test]
fn provinces_that_become_one_under_an_old_code_are_added_whatever_they_rest_on() {
    let case = successor(
        "units: vn; vl<vn ..2018-06; bt<vn ..2018-06; vl<vn 2018-07..; d<bt; e<bt
         indicators: sk flow
         term: 2017..2019
         changes: 2018-07 merge vl>vl#2; 2018-07 merge bt>vl#2",
    );
    figures(
        &case,
        "vl | sk | | 2017 | 100\nd | sk | | 2017 | 1\ne | sk | | 2017 | 2
         vl | sk | | 2018-H1 | 40\nd | sk | | 2018-H1 | 3\ne | sk | | 2018-H1 | 4
         vl#2 | sk | | 2018-H2 | 50\nvl#2 | sk | | 2019 | 99",
        "vl#2 | sk | | 2017 | 103 children 2/2 0
         vl#2 | sk | | 2019 | 99 own 0/2 0
         vl | sk | | 2017 | none
         vn | sk | | 2017 | 103 children 1/1 0",
    );
    let whole = "vl | sk | | 2018-H1 | 40\nvl#2 | sk | | 2018 | 95";
    let found = figures(&case, whole, "vl#2 | sk | | 2018 | 95 own 1/1 0\nvn | sk | | 2018 | 95 children 1/1 0");
    assert_eq!(found.findings.iter().filter(|f| f.code == Code::YearTakenOver).count(), 1);
    let as_reported = Case { knowledge: Knowledge { perimeter: Perimeter::default(), ..case.knowledge } };
    figures(&as_reported, whole, "vl | sk | | 2018 | 40 own 1/1 0\nvn | sk | | 2018 | 95 children 2/2 0");
}

#[test]
fn the_constant_perimeter_holds_units_that_report_through_the_whole_term() {
    let case = Case::new(
        "units: root; a<root; b<root ..2018-06; c<root 2018-01..; d<root; e<root
         indicators: sk flow; dv stock
         term: 2017..2019
         changes: 2018-07 merge b>a
         perimeter: constant",
    );
    figures(
        &case,
        "a | sk | | 2017 | 1\na | sk | | 2018 | 2\na | sk | | 2019 | 3\nb | sk | | 2017 | 10
         c | sk | | 2018 | 100\nc | sk | | 2019 | 100
         d | sk | | 2017 | 1000\nd | sk | | 2019 | 1000
         e | sk | | 2017 | 10000\ne | sk | | 2018 | 10000\ne | sk | | 2019 | 10000
         a | dv | | 2017 | 5\na | dv | | 2018 | 6\na | dv | | 2019 | 7\nb | dv | | 2017 | 3",
        "root | sk | | 2017 | 10011 children 2/2 0
         root | sk | | 2019 | 10003 children 2/2 0
         root | sk | | term | 30016 children 2/2 0
         a | sk | | 2017 | 11 own 1/1 0
         c | sk | | 2019 | none
         d | sk | | 2019 | none
         root | dv | | 2017 | 8 children 1/1 0
         root | dv | | term | 7 children 1/1 0",
    );
}

#[test]
fn the_change_over_the_term_says_where_it_comes_from() {
    let case = Case::new(
        "units: root; p<root; q<root; a<p; b<p ..2018-06; c<q; n<p 2018-01..; o<p ..2017-12; s<p
         indicators: sk flow
         term: 2017..2019
         changes: 2018-07 merge b>c",
    );
    let found = figures(
        &case,
        "a | sk | | 2017 | 10\na | sk | | 2019 | 13\nb | sk | | 2017 | 20\nc | sk | | 2017 | 5\nc | sk | | 2019 | 27
         n | sk | | 2019 | 7\no | sk | | 2017 | 4\ns | sk | | 2019 | 2",
        "p | sk | | 2017 | 34 children 3/4 1\np | sk | | 2019 | 22 children 3/3 0",
    );
    let parts = |unit: &str| {
        let c = found.value.perimeters.change(case.unit(unit), case.indicator("sk"), None).expect("a change");
        assert_eq!(c.same + c.begun + c.ended + c.perimeter + c.silent, c.closing - c.opening, "{unit}");
        format!("{} same, {} begun, {} ended, {} perimeter, {} silent", c.same, c.begun, c.ended, c.perimeter, c.silent)
    };
    assert_eq!(parts("p"), "3 same, 7 begun, -4 ended, -20 perimeter, 2 silent");
    assert_eq!(parts("q"), "2 same, 0 begun, 0 ended, 20 perimeter, 0 silent");
    assert_eq!(parts("root"), "5 same, 7 begun, -4 ended, 0 perimeter, 2 silent");
}

#[test]
fn answers_and_published_shares_of_merged_units_are_not_added() {
    let case = successor(
        "units: root; a<root; b<root ..2018-06; c<root
         indicators: sk flow; co flag; tyle rate
         term: 2017..2019
         changes: 2018-07 merge b>a",
    );
    let found = figures(
        &case,
        "a | co | | 2017 | 1\nb | co | | 2017 | 1\na | tyle | | 2017 | 90\nb | tyle | | 2017 | 80",
        "a | co | | 2017 | 1 of 1 own 1/1 0",
    );
    assert!(found.findings.iter().any(|f| f.code == Code::PerimeterNotAdded), "{:?}", found.findings);
}

#[test]
fn a_unit_that_ended_with_nobody_left_below_it_owes_nothing_though_one_that_closed_long_before_stays_there() {
    let text = "units: root; p<root; z<p ..2018-06; n<p 2018-07..; a<z; old<z ..2017-11
        indicators: sk flow
        term: 2017..2019
        changes: 2018-07 merge z>n";
    let rows = "a | sk | | 2017 | 1\na | sk | | 2018 | 2\na | sk | | 2019 | 3\nold | sk | | 2017 | 9";
    figures(
        &Case::new(text),
        rows,
        "p | sk | | 2017 | 10 children 1/1 0
         p | sk | | 2018 | 2 children 1/1 0
         root | sk | | 2018 | 2 children 1/1 0
         root | sk | | term | 15 children 1/1 0",
    );
}

#[test]
fn a_stock_has_no_yearly_growth_across_a_break_of_perimeter_and_has_it_where_it_is_carried_across() {
    let text = "units: root; a<root; b<root ..2018-06
        indicators: dv stock
        term: 2017..2019
        changes: 2018-07 merge b>a";
    let rows = "a | dv | | 2016 | 50\na | dv | | 2017 | 60\nb | dv | | 2016 | 40\nb | dv | | 2017 | 50
        a | dv | | 2018 | 100\na | dv | | 2019 | 120";
    let growth = |case: &Case, period: &str| {
        let figures = analyse(&case.observations(rows), &case.knowledge).expect("figures").value;
        let period = if period == "term" { case.knowledge.term.period } else { case.period(period) };
        let moved = figures.movement(case.unit("a"), case.indicator("dv"), None, period).expect("two dates");
        (moved.broken, moved.yearly_growth().map(|growth| growth.rounded(2).to_string()))
    };
    let reported = Case::new(text);
    assert_eq!(growth(&reported, "term"), (true, None));
    assert_eq!(growth(&reported, "2018"), (true, None));
    assert_eq!(growth(&reported, "2017"), (false, Some("20".to_owned())));
    assert_eq!(growth(&reported, "2019"), (false, Some("20".to_owned())), "what opens 2019 is of the new perimeter");
    assert_eq!(growth(&successor(text), "term"), (false, Some("10.06".to_owned())));
}

#[test]
fn a_unit_that_closed_with_nothing_left_is_not_asked_for_a_share_of_nothing() {
    let case = Case::new(
        "units: root; a<root ..2018-12; b<root
         indicators: nu stock; dv stock; tyle rate nu dv 100
         term: 2017..2019",
    );
    let rows = "a | nu | | 2017 | 1\na | dv | | 2017 | 2\na | nu | | 2018 | 0\na | dv | | 2018 | 0
        b | nu | | 2017 | 1\nb | dv | | 2017 | 2\nb | nu | | 2018 | 0\nb | dv | | 2018 | 0
        b | nu | | 2019 | 1\nb | dv | | 2019 | 2";
    let found = analyse(&case.observations(rows), &case.knowledge).expect("figures");
    let undefined: Vec<&Finding> = found.findings.iter().filter(|f| f.code == Code::RateUndefined).collect();
    let told: Vec<(&str, &str)> = undefined.iter().map(|f| (f.unit.as_str(), f.period.as_str())).collect();
    assert_eq!(told, [("b", "2018"), ("root", "2018")]);
}

/// The half before the move, told by itself.
const HALF: &str = "\nb | sk | | 2018-H1 | 8 | nua-nam.xlsx";

#[test]
fn a_year_within_which_a_unit_moves_is_parted_where_its_reports_tell_the_parts() {
    let rows = format!("{MOVED_ROWS}{HALF}");
    let found = figures(
        &Case::new(MOVED),
        &rows,
        "b | sk | | 2018 | 21 own 1/1 0
         p | sk | | 2018 | 19 children 2/2 0
         p | sk | | term | 61 children 2/2 0
         q | sk | | 2018 | 44 children 2/2 0
         q | sk | | term | 128 children 2/2 0
         root | sk | | 2018 | 63 children 2/2 0
         root | sk | | term | 189 children 2/2 0",
    );
    assert!(found.findings.iter().all(|finding| finding.code != Code::MovedWithinYear), "{:?}", found.findings);
    figures(
        &Case::new(&format!("{MOVED}\nperimeter: successor 2019-12")),
        &rows,
        "p | sk | | 2018 | 11 children 1/1 0
         p | sk | | term | 33 children 1/1 0
         q | sk | | 2018 | 52 children 2/2 0
         q | sk | | term | 156 children 2/2 0
         root | sk | | term | 189 children 2/2 0",
    );
    // The day before the move is as reported.
    figures(
        &Case::new(&format!("{MOVED}\nperimeter: successor 2018-06")),
        &rows,
        "p | sk | | 2018 | 19 children 2/2 0
         q | sk | | 2018 | 44 children 2/2 0
         p | sk | | term | 61 children 2/2 0",
    );
}

#[test]
fn of_a_unit_that_reported_only_the_months_before_it_moved_the_new_parent_has_nothing() {
    let rows = MOVED_ROWS.replace("b | sk | | 2018 | 21\n", "");
    assert_ne!(rows, MOVED_ROWS);
    figures(
        &Case::new(MOVED),
        &format!("{rows}{HALF}"),
        "b | sk | | 2018 | 8 own 1/1 1
         p | sk | | 2018 | 19 children 2/2 0
         q | sk | | 2018 | 31 children 1/2 1
         root | sk | | 2018 | 50 children 2/2 1",
    );
}

#[test]
fn a_year_that_cannot_be_parted_stays_whole_and_is_told_of() {
    let found = figures(&Case::new(MOVED), MOVED_ROWS, "q | sk | | 2018 | 52 children 2/2 0");
    let told: Vec<&Finding> = found.findings.iter().filter(|f| f.code == Code::MovedWithinYear).collect();
    assert_eq!(told.len(), 1, "{:?}", found.findings);
    assert_eq!((told[0].unit.as_str(), told[0].period.as_str()), ("p", "2018"));
}

const MET: &str = "units: root; h1<root ..2018-12; h2<root; h1/x<h1 ..2018-12 *; h1/y<h1 ..2018-12 *; h2/z<h2 *
    ; h2/x<h2 2019-01.. *; h2/y<h2 2019-01.. *
    indicators: sk flow
    term: 2017..2019";
const MET_ROWS: &str = "h1/x | sk | | 2017 | 10\nh1/x | sk | | 2018 | 10\nh1/y | sk | | 2017 | 20
    h1/y | sk | | 2018 | 20\nh2/z | sk | | 2017 | 30\nh2/z | sk | | 2018 | 30\nh2/z | sk | | 2019 | 31
    h2/x | sk | | 2019 | 11\nh2/y | sk | | 2019 | 21";

#[test]
fn unions_met_below_a_unit_that_is_merged_go_along_and_are_the_same_under_its_heir() {
    let units = MET.replace("\n    ; ", "; ");
    figures(
        &Case::new(&format!("{units}\nchanges: 2019-01 merge h1>h2\nperimeter: successor 2019-12")),
        MET_ROWS,
        "h1 | sk | | 2017 | none
         h1/x | sk | | 2017 | none
         h2 | sk | | 2017 | 60 children 3/3 0
         h2 | sk | | 2019 | 63 children 3/3 0
         h2 | sk | | term | 183 children 3/3 0
         h2/x | sk | | 2017 | 10 own 1/1 0
         h2/x | sk | | term | 31 own 3/3 0
         root | sk | | 2017 | 60 children 1/1 0
         root | sk | | term | 183 children 1/1 0",
    );
    figures(
        &Case::new(&format!("{units}\nchanges: 2019-01 merge h1>h2")),
        MET_ROWS,
        "h1 | sk | | 2017 | 30 children 2/2 0
         h2 | sk | | 2017 | 30 children 1/1 0
         h2 | sk | | term | 123 children 3/3 0
         root | sk | | term | 183 children 2/2 0",
    );
}

#[test]
fn unions_met_below_a_unit_that_is_split_leave_its_shares_alone() {
    let case = Case::new(
        "units: root; h<root ..2018-12; q<root; r<root; h/x<h ..2018-12 *; h/y<h ..2018-12 *
         indicators: sk flow
         term: 2017..2019
         changes: 2019-01 split h>q:0.4,r:0.6
         perimeter: successor 2019-12",
    );
    figures(
        &case,
        "h/x | sk | | 2017 | 10\nh/y | sk | | 2017 | 20\nh/x | sk | | 2018 | 10\nh/y | sk | | 2018 | 20",
        "h | sk | | 2017 | none
         q | sk | | 2017 | 12 children 1/1 0
         r | sk | | 2017 | 18 children 1/1 0
         root | sk | | 2017 | 30 children 2/2 0",
    );
}

/// What is told of years within which somebody moved: variant, from whom, period, count.
fn told_of_moves(found: &Found<Figures>) -> Vec<String> {
    let moves = found.findings.iter().filter(|finding| finding.code == Code::MovedWithinYear);
    let told = moves.map(|finding| {
        let fact = |key: &str| match finding.facts.iter().find(|(name, _)| *name == key).map(|(_, fact)| fact) {
            Some(Fact::Text(text)) => text.clone(),
            Some(Fact::Number(amount)) => amount.to_string(),
            _ => "–".to_owned(),
        };
        format!("{} {} {} {}", fact("variant"), finding.unit, finding.period, fact("count"))
    });
    told.collect()
}

#[test]
fn a_district_that_moves_within_a_year_takes_the_whole_year_along_and_that_is_told() {
    let text = "units: root; p<root; q<root; d<p; x<d; y<p
        indicators: sk flow; dv stock; kham flow; tyle rate sk kham 100
        term: 2017..2019
        changes: 2018-07 transfer d>q";
    let rows = "x | sk | | 2018-H1 | 3\nx | sk | | 2018-H2 | 4\ny | sk | | 2018 | 10\nx | dv | | 2018 | 9";
    let found = figures(
        &Case::new(text),
        rows,
        "p | sk | | 2018 | 10 children 1/1 0
         q | sk | | 2018 | 7 children 1/1 0
         q | dv | | 2018 | 9 children 1/1 0",
    );
    assert_eq!(told_of_moves(&found), ["body p 2018 1"]);
    let finding = found.findings.iter().find(|f| f.code == Code::MovedWithinYear).expect("a finding");
    assert!(finding.detail(crate::text::Language::Vi).contains("(d), cùng các đơn vị trực thuộc"), "{finding:?}");
    // What stands at a date is where the unit stands then.
    let found = figures(&Case::new(text), "x | dv | | 2018 | 9", "q | dv | | 2018 | 9 children 1/1 0");
    assert!(told_of_moves(&found).is_empty());
}

#[test]
fn quotients_of_flows_that_were_parted_are_told_to_be_whole() {
    let text = "units: root; p<root; q<root; a<p; b<p; c<q
        indicators: sk flow; kham flow; tyle rate sk kham 100
        term: 2017..2019
        changes: 2018-07 transfer b>q";
    let halves = "a | sk | | 2018 | 5\nb | sk | | 2018-H1 | 1\nb | sk | | 2018-H2 | 2\nb | kham | | 2018-H1 | 10\nb | kham | | 2018-H2 | 10";
    let found = figures(
        &Case::new(text),
        halves,
        "p | sk | | 2018 | 6 children 2/2 0
         q | sk | | 2018 | 2 children 1/2 1
         q | tyle | | 2018 | 15 (3/20) children 1/2 1",
    );
    assert_eq!(told_of_moves(&found), ["quotient p 2018 1"]);
    // Nothing was parted: the year is whole for all of them, which is told once.
    let found =
        figures(&Case::new(text), "b | sk | | 2018 | 3\nb | kham | | 2018 | 20", "q | sk | | 2018 | 3 children 1/2 1");
    assert_eq!(told_of_moves(&found), ["- p 2018 1".replace('-', "–")]);
}

#[test]
fn a_nought_that_was_reported_stays_one_whatever_it_is_added_to() {
    let case = successor(
        "units: root; q<root; u<q ..2017-05; v<q 2017-06..; w<q 2017-06..; u/x<u ..2017-05 *
         indicators: sk flow
         term: 2017..2019
         changes: 2017-06 split u>v:0.5,w:0.5",
    );
    figures(
        &case,
        "u/x | sk | | 2017-01..2017-05 | 0\nv | sk | | 2017-06..2017-12 | 0\nw | sk | | 2017-06..2017-12 | 0",
        "v | sk | | 2017 | 0 children 1/1 0
         w | sk | | 2017 | 0 children 1/1 0
         q | sk | | 2017 | 0 children 2/2 0
         root | sk | | 2017 | 0 children 1/1 0",
    );
}
