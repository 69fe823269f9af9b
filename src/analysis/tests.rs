//! Tests of the whole stage: observations as text, the figures that must come of them as text.

use super::testing::{Case, amount};
use super::*;
use crate::domain::*;
use crate::text::Language;

/// Figures of these observations: every expected line `unit | indicator | category | period | figure` must hold, `none`
/// where there must be no figure. Returns the codes of the findings.
fn figures(case: &Case, rows: &str, expected: &str) -> Vec<Finding> {
    let observations = case.observations(rows);
    let found = analyse(&observations, &case.knowledge).expect("figures");
    for line in expected.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        let [unit, indicator, category, period, shown] = fields[..] else { panic!("five fields: {line}") };
        let indicator = case.indicator(indicator);
        let category = case.category(indicator, category);
        let period = if period == "term" { case.knowledge.term.period } else { case.period(period) };
        let figure = found.value.get(case.unit(unit), indicator, category, period);
        let figure = figure.map_or("none".to_owned(), |figure| case.show(figure));
        assert_eq!(figure, shown, "{line}\n{:?}", found.findings);
    }
    found.findings
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

const TWO: &str = "units: root; a<root; b<root\nindicators: sk flow; dv stock\nterm: 2017..2019";

#[test]
fn flows_add_over_units_and_years_and_say_what_is_missing() {
    let findings = figures(
        &Case::new(TWO),
        "a | sk | | 2017 | 10
         a | sk | | 2018 | 20
         a | sk | | 2019 | 30
         b | sk | | 2017 | 1
         b | sk | | 2019 | …",
        "a | sk | | 2017 | 10 own 1/1 0
         a | sk | | term | 60 own 3/3 0
         b | sk | | term | 1 own 1/3 2
         b | sk | | 2019 | none
         root | sk | | 2017 | 11 children 2/2 0
         root | sk | | 2018 | 20 children 1/2 1
         root | sk | | term | 61 children 2/2 2",
    );
    assert_eq!(codes(&findings), [""; 0]);
}

#[test]
fn quarters_halves_and_running_totals_make_the_year() {
    figures(
        &Case::new(TWO),
        "a | sk | | 2017-Q1 | 1
         a | sk | | 2017-01..2017-06 | 3
         a | sk | | 2017-01..2017-09 | 6
         a | sk | | 2017-Q4 | 4
         a | sk | | 2018-H1 | 5
         a | sk | | 2018 | 9
         a | sk | | 2019-01..2019-09 | 7",
        "a | sk | | 2017 | 10 own 1/1 0
         a | sk | | 2018 | 9 own 1/1 0
         a | sk | | 2019 | 7 own 1/1 1
         a | sk | | term | 26 own 3/3 1
         root | sk | | 2019 | 7 children 1/2 2",
    );
}

#[test]
fn a_term_reported_whole_stands_beside_its_years() {
    let findings = figures(
        &Case::new(TWO),
        "a | sk | | 2017-01..2019-12 | >300
         a | sk | | 2017 | 110
         a | sk | | 2018 | 120
         b | sk | | 2017-01..2019-12 | 50",
        "a | sk | | term | >300 own 3/3 0
         a | sk | | 2018 | 120 own 1/1 0
         a | sk | | 2019 | >70 own 1/1 0
         b | sk | | term | 50 own 3/3 0
         b | sk | | 2017 | none
         root | sk | | term | >350 children 2/2 0",
    );
    assert_eq!(codes(&findings), [""; 0]);
}

#[test]
fn periods_that_contradict_are_told_with_cells_and_the_reported_values_stand() {
    let findings = figures(
        &Case::new(TWO),
        "a | sk | | 2017 | 100
         a | sk | | 2017-H1 | 60
         a | sk | | 2017-H2 | 45
         a | sk | | 2018 | 1",
        "a | sk | | 2017 | 100? own 1/1 0
         a | sk | | 2018 | 1 own 1/1 0
         root | sk | | term | 101? children 1/2 4",
    );
    assert_eq!(codes(&findings), ["periods-contradict"]);
    assert_eq!(findings[0].detail(Language::Vi), "kỳ này ghi 60, tính từ A1 (2017); A3 (2017-H2) được 55, lệch 5");
    assert_eq!((findings[0].unit.as_str(), findings[0].period.as_str()), ("a", "2017-H1"));
}

#[test]
fn a_value_that_a_bound_allows_contradicts_nothing() {
    let rows = "a | sk | | 2017-01..2019-12 | >300
         a | sk | | 2017 | 110\na | sk | | 2018 | 120\na | sk | | 2019 | ";
    let case = Case::new(TWO);
    let more =
        figures(&case, &format!("{rows}115"), "a | sk | | 2019 | 115 own 1/1 0\na | sk | | term | >300 own 3/3 0");
    assert_eq!(codes(&more), [""; 0]);
    let less =
        figures(&case, &format!("{rows}15"), "a | sk | | 2019 | 15? own 1/1 0\na | sk | | term | >300? own 3/3 0");
    assert_eq!(codes(&less), ["periods-contradict"]);
}

#[test]
fn what_is_left_of_a_year_when_at_least_so_much_is_taken_away_is_at_most_the_rest() {
    figures(
        &Case::new("units: root; a<root\nindicators: sk flow\nterm: 2017-07..2018-12"),
        "a | sk | | 2017 | 100\na | sk | | 2017-H1 | >40",
        "a | sk | | 2017-H2 | <60 own 1/1 0",
    );
}

#[test]
fn of_the_same_fact_twice_the_later_report_is_used_and_marked() {
    let case = Case::new(TWO);
    let findings = figures(
        &case,
        "a | sk | | 2017 | 12 | bc-2017_lần 2.xlsx
         a | sk | | 2017 | 10 | bc-2017.xlsx
         b | sk | | 2017 | 5 | bc-2017_lần 2.xlsx
         b | sk | | 2017 | 5 | bc-2017.xlsx
         a | dv | | 2017 | 7 | bc-2017.xlsx
         a | dv | | 2017-12 | 8 | bc-2017_đính chính.xlsx",
        "a | sk | | 2017 | 12? own 1/1 0
         b | sk | | 2017 | 5 own 1/1 0
         a | dv | | 2017 | 8? own 1/1 0
         root | sk | | 2017 | 17? children 2/2 0",
    );
    assert_eq!(codes(&findings), ["fact-twice", "fact-twice"]);
    let detail = findings[0].detail(Language::Vi) + &findings[1].detail(Language::Vi);
    assert!(detail.contains("ghi 12") && detail.contains("bc-2017.xlsx › Sheet1 › A2 ghi 10"), "{detail}");
}

#[test]
fn stocks_close_their_period_and_are_never_carried_over() {
    let findings = figures(
        &Case::new(TWO),
        "a | dv | | 2017 | 100
         a | dv | | 2018-H1 | 110
         b | dv | | 2017 | 50
         b | dv | | 2019-12 | 60",
        "a | dv | | 2017 | 100 own 1/1 0
         a | dv | | 2018 | 110 own 1/1 0
         a | dv | | 2019 | none
         a | dv | | term | none
         b | dv | | 2018 | none
         b | dv | | term | 60 own 2/3 1
         root | dv | | 2017 | 150 children 2/2 0
         root | dv | | 2018 | 110 children 1/2 1
         root | dv | | 2019 | 60 children 1/2 1
         root | dv | | term | 60 children 1/2 2",
    );
    assert_eq!(codes(&findings), ["stock-not-closing"]);
    assert_eq!(findings[0].period, "2018");
}

const TREE: &str = "units: root; d<root; d1<d; d2<d; e<root; e1<e; e2<e
    indicators: sk flow; dv stock
    term: 2017..2018";

#[test]
fn the_own_figure_stands_and_a_difference_from_the_children_is_told() {
    let rows = "d | sk | | 2017 | 10
         d1 | sk | | 2017 | 4
         d2 | sk | | 2017 | 5
         e | sk | | 2017 | 7
         e1 | sk | | 2017 | 3";
    let findings = figures(
        &Case::new(TREE),
        rows,
        "d | sk | | 2017 | 10 own 2/2 0
         e | sk | | 2017 | 7 own 1/2 0
         root | sk | | 2017 | 17 children 2/2 0",
    );
    assert_eq!(codes(&findings), ["own-differs"]);
    assert_eq!(findings[0].detail(Language::Vi), "d báo cáo 10, cộng 2 đơn vị trực thuộc được 9, lệch 1");
    let findings = figures(
        &Case::new(&format!("{TREE}\nprefer: children")),
        rows,
        "d | sk | | 2017 | 9 children 2/2 0
         e | sk | | 2017 | 3 children 1/2 1
         root | sk | | 2017 | 12 children 2/2 1",
    );
    assert_eq!(codes(&findings), ["own-differs"]);
}

#[test]
fn children_stand_where_the_unit_itself_is_silent() {
    figures(
        &Case::new(TREE),
        "d | sk | | 2017 | 10
         d1 | sk | | 2018 | 4
         d2 | sk | | 2018 | 5
         e1 | sk | | 2017 | 3",
        "d | sk | | 2017 | 10 own 0/2 0
         d | sk | | 2018 | 9 children 2/2 0
         d | sk | | term | 19 children 2/2 0
         e | sk | | 2017 | 3 children 1/2 1
         e | sk | | term | 3 children 1/2 3
         root | sk | | term | 22 children 2/2 3",
    );
}

#[test]
fn a_unit_whose_children_never_report_is_a_leaf() {
    figures(
        &Case::new(TREE),
        "d | sk | | 2017 | 10\ne1 | sk | | 2017 | 1\ne2 | sk | | 2017 | 1",
        "d | sk | | 2017 | 10 own 1/1 0
         d | sk | | term | 10 own 1/2 1
         root | sk | | 2017 | 12 children 2/2 0
         root | sk | | term | 12 children 2/2 3",
    );
}

#[test]
fn units_met_in_reports_count_as_children() {
    figures(
        &Case::new("units: root; d<root; e<root; x<d *; y<d *\nindicators: sk flow; dv stock\nterm: 2017..2018"),
        "x | sk | | 2017 | 1\ny | sk | | 2017 | 2\ny | sk | | 2018 | 4\nx | dv | | 2018 | 9",
        "d | sk | | 2017 | 3 children 2/2 0
         d | sk | | 2018 | 4 children 1/2 1
         d | dv | | 2018 | 9 children 1/1 0
         root | sk | | 2018 | 4 children 1/2 2
         root | sk | | term | 7 children 1/2 3",
    );
}

#[test]
fn units_are_expected_only_while_they_live() {
    figures(
        &Case::new("units: root; a<root ..2017-05; b<root\nindicators: sk flow; dv stock\nterm: 2017..2018"),
        "a | sk | | 2017-01..2017-05 | 1
         b | sk | | 2017 | 2\nb | sk | | 2018 | 3
         b | dv | | 2017 | 5",
        "root | sk | | 2017 | 3 children 2/2 0
         root | sk | | 2018 | 3 children 1/1 0
         a | sk | | term | 1 own 1/1 0
         root | dv | | 2017 | 5 children 1/1 0",
    );
}

#[test]
fn a_unit_whose_children_do_not_live_yet_owes_its_years_itself() {
    figures(
        &Case::new("units: root; a<root; b<root; c<b 2018-03..\nindicators: sk flow\nterm: 2017..2019"),
        "a | sk | | 2017 | 4
         c | sk | | 2019 | 1",
        "root | sk | | 2017 | 4 children 1/2 1
         root | sk | | 2018 | none
         root | sk | | term | 5 children 2/2 4",
    );
}

#[test]
fn what_does_not_apply_is_not_expected() {
    figures(
        &Case::new(TWO),
        "a | sk | | 2017 | 3\nb | sk | | 2017 | x\na | sk | | 2018 | x\nb | sk | | 2018 | x\na | sk | | 2019 | 1\nb | sk | | 2019 | 2",
        "root | sk | | 2017 | 3 children 1/1 0
         root | sk | | 2018 | none
         a | sk | | term | 4 own 2/2 0
         root | sk | | term | 6 children 2/2 0",
    );
}

const LEVELS: &str = "units: root; a<root; b<root
    indicators: gioi flow; sk flow; dv stock
    breakdown: sector additive x,y gioi dv
    breakdown: level ladder base,district sk
    term: 2017..2018";

#[test]
fn a_total_is_its_additive_categories_only_when_all_were_reported() {
    figures(
        &Case::new(LEVELS),
        "a | gioi | x | 2017 | 3\na | gioi | y | 2017-H1 | 1\na | gioi | y | 2017-H2 | 1
         a | gioi | x | 2018 | 9
         b | gioi | | 2017 | 100\nb | gioi | x | 2017 | 60\nb | gioi | y | 2017 | >41
         a | sk | base | 2017 | 5\na | sk | district | 2017 | 2
         a | dv | x | 2017 | 7\na | dv | y | 2017 | 1",
        "a | gioi | | 2017 | 5 own 1/1 0
         a | gioi | | 2018 | none
         a | gioi | | term | 5 own 1/2 1
         b | gioi | | 2017 | 100 own 1/1 0
         root | gioi | | 2017 | 105 children 2/2 0
         root | gioi | x | 2017 | 63 children 2/2 0
         root | gioi | y | 2017 | >43 children 2/2 0
         a | sk | | 2017 | none
         root | sk | | 2017 | none
         root | sk | base | 2017 | 5 children 1/2 1
         a | dv | | 2017 | 8 own 1/1 0",
    );
}

#[test]
fn a_figure_names_its_cells() {
    let case = Case::new(LEVELS);
    let observations = case.observations(
        "a | gioi | x | 2017 | 3\na | gioi | y | 2017-H1 | 1\na | gioi | y | 2017-H2 | 1\na | gioi | x | 2018 | 9",
    );
    let figures = analyse(&observations, &case.knowledge).expect("figures").value;
    let cells = |unit: &str, period: &str| -> Vec<u32> {
        let gioi = case.indicator("gioi");
        let figure = figures.get(case.unit(unit), gioi, None, case.period(period)).expect("a figure");
        figure.cells.iter().map(|id| id.0).collect()
    };
    assert_eq!(cells("a", "2017"), [0, 1, 2]);
    assert_eq!(cells("root", "2017"), [0; 0]);
}

const RATES: &str = "units: root; a<root; b<root; c<root
    indicators: nu stock; dv stock; sk flow; gv flow; tyle rate nu dv 100; sk_gv rate sk gv 1; luong mean dv
    term: 2017..2018";

#[test]
fn rates_are_recomputed_from_pairs_and_never_averaged() {
    let findings = figures(
        &Case::new(RATES),
        "a | nu | | 2017 | 1\na | dv | | 2017 | 4
         b | nu | | 2017 | 2\nb | dv | | 2017 | 100
         c | dv | | 2017 | 500
         a | tyle | | 2017 | 99
         c | tyle | | 2017 | 40
         a | nu | | 2018 | 0\na | dv | | 2018 | 0
         a | sk | | 2017 | 1\na | gv | | 2017 | 10\na | sk | | 2018 | 7",
        "a | tyle | | 2017 | 25 (1/4) own 1/1 0
         c | tyle | | 2017 | 40 own 1/1 0
         root | tyle | | 2017 | 2.88 (3/104) children 2/3 1
         a | tyle | | 2018 | none
         root | tyle | | 2018 | none
         a | sk_gv | | 2017 | 0.1 (1/10) own 1/1 0
         a | sk_gv | | term | 0.1 (1/10) own 1/2 1
         root | sk_gv | | term | 0.1 (1/10) children 1/3 5",
    );
    let undefined: Vec<&Finding> = findings.iter().filter(|f| f.code == Code::RateUndefined).collect();
    assert_eq!(undefined.len(), 2);
    assert_eq!(undefined[0].detail(Language::Vi), "a, kỳ 2018, 2017-01..2018-12");
}

#[test]
fn means_weigh_what_they_average() {
    figures(
        &Case::new(RATES),
        "a | luong | | 2017 | 8.5\na | dv | | 2017 | 40
         b | luong | | 2017 | 7\nb | dv | | 2017 | 10
         c | luong | | 2017 | 6",
        "a | luong | | 2017 | 8.5 (340/40) own 1/1 0
         root | luong | | 2017 | 8.2 (410/50) children 2/3 1
         c | luong | | 2017 | 6 own 1/1 0",
    );
}

#[test]
fn flags_count_the_units_that_say_yes_of_those_that_answered() {
    figures(
        &Case::new("units: root; d<root; a<d; b<d; c<d; e<root\nindicators: co flag\nterm: 2017..2018"),
        "root | co | | 2018 | 1\nd | co | | 2018 | 1\na | co | | 2018 | 1\nb | co | | 2018 | 0\ne | co | | 2018-06 | 1
         a | co | | 2017 | 0",
        "a | co | | 2018 | 1 of 1 own 1/1 0
         b | co | | term | 0 of 1 own 1/2 1
         d | co | | 2018 | 1 of 2 children 2/3 1
         root | co | | 2018 | 2 of 3 children 2/2 1
         root | co | | 2017 | 0 of 1 children 1/2 3
         root | co | | term | 2 of 3 children 2/2 4",
    );
}

const RATINGS: &str = "units: root; d<root; a<d; b<d; c<d; e<root; e1<e; e2<e
    indicators: hang rating
    breakdown: classes additive xs,tot,ht hang
    term: 2017..2018";

#[test]
fn ratings_are_units_by_class_of_those_rated() {
    let findings = figures(
        &Case::new(RATINGS),
        "a | hang | xs | 2017 | class\nb | hang | tot | 2017 | class\na | hang | tot | 2018 | class
         d | hang | xs | 2017 | class
         e | hang | xs | 2017 | 5\ne | hang | tot | 2017 | 3
         e | hang | xs | 2018 | 4\ne | hang | tot | 2018 | 3\ne | hang | ht | 2018 | 0",
        "a | hang | xs | 2017 | 1 of 1 own 1/1 0
         a | hang | tot | 2017 | 0 of 1 own 1/1 0
         a | hang | | 2017 | 1 own 1/1 0
         a | hang | tot | term | 1 of 1 own 2/2 0
         c | hang | xs | 2017 | none
         d | hang | xs | 2017 | 1 of 2 children 2/3 1
         d | hang | ht | 2017 | 0 of 2 children 2/3 1
         d | hang | | 2017 | 2 children 2/3 1
         e | hang | xs | 2017 | 5 of 8 own 1/1 0
         e | hang | ht | 2017 | none
         e | hang | | 2017 | none
         e | hang | | 2018 | 7 own 1/1 0
         root | hang | xs | 2017 | 6 of 10 children 2/2 1
         root | hang | xs | term | 4 of 8 children 2/2 3",
    );
    assert_eq!(codes(&findings), [""; 0]);
}

#[test]
fn one_unit_of_two_classes_at_one_date_is_told_by_their_names() {
    let mut case = Case::new(RATINGS);
    for (class, name) in case.knowledge.catalogue.breakdowns[0].categories.iter_mut().zip(["Xuất sắc", "Tốt", "HT"])
    {
        class.name.vi = name.to_owned();
    }
    let findings = figures(
        &case,
        "a | hang | xs | 2017 | class | bc.xlsx\na | hang | tot | 2017 | class | bc_lần 2.xlsx",
        "a | hang | tot | 2017 | 1 of 1? own 1/1 0\na | hang | xs | 2017 | 0 of 1? own 1/1 0",
    );
    assert_eq!(codes(&findings), ["fact-twice"]);
    let detail = findings[0].detail(Language::Vi);
    assert!(detail.contains("ghi Tốt") && detail.contains("ghi Xuất sắc"), "{detail}");
}

#[test]
fn a_stock_opens_with_what_stood_on_the_eve_and_nothing_is_carried_further() {
    let case = Case::new("units: root; a<root; b<root\nindicators: dv stock; sk flow\nterm: 2017..2019");
    let observations = case.observations(
        "a | dv | | 2016 | 100\nb | dv | | 2016-H2 | 50\na | dv | | 2015 | 7
         a | dv | | 2017 | 110\nb | dv | | 2017 | 55
         a | dv | | 2019 | 121\nb | dv | | 2019 | 60
         a | sk | | 2016 | 5",
    );
    let found = analyse(&observations, &case.knowledge).expect("figures");
    let dv = case.indicator("dv");
    let moved = |unit: &str, period: &str| {
        let period = if period == "term" { case.knowledge.term.period } else { case.period(period) };
        found.value.movement(case.unit(unit), dv, None, period).map_or("none".to_owned(), |movement| {
            let growth = movement.yearly_growth().map_or("none".to_owned(), |growth| growth.rounded(2).to_string());
            let opening = case.knowledge.calendar.show(movement.opening.period);
            format!("{} from {opening} {growth}", movement.change())
        })
    };
    assert_eq!(moved("root", "2017"), "15 from 2016 10");
    assert_eq!(moved("root", "term"), "31 from 2016 6.46");
    assert_eq!(moved("root", "2018"), "none");
    assert_eq!(moved("a", "2019"), "none");
    assert_eq!(moved("a", "term"), "21 from 2016 6.56");
    // The old stock and the old flow are of no use; what opens the term is.
    assert_eq!(codes(&found.findings), ["period-outside"]);
    assert!(found.findings[0].detail(Language::Vi).starts_with("2 số liệu"), "{:?}", found.findings);
    assert!(found.value.rows().iter().all(|figure| figure.period.from >= case.knowledge.term.period.from));
}

#[test]
fn a_term_without_an_opening_is_told_from_its_first_year() {
    let case = Case::new("units: root; a<root\nindicators: dv stock\nterm: 2017..2019");
    let observations = case.observations("a | dv | | 2017 | 100\na | dv | | 2019 | 121");
    let figures = analyse(&observations, &case.knowledge).expect("figures").value;
    let movement = figures.movement(case.unit("root"), case.indicator("dv"), None, case.knowledge.term.period);
    let movement = movement.expect("two dates");
    assert_eq!((movement.opening.period, movement.months()), (case.period("2017"), 24));
    assert_eq!(movement.yearly_growth(), Some(Amount::whole(10)));
}

#[test]
fn own_figures_are_reconciled_with_the_children_at_every_level() {
    let case = Case::new(
        "units: root; d<root; d1<d; d2<d; e<root; e1<e; e2<e\nindicators: sk flow; dv stock\nterm: 2017..2018",
    );
    let observations = case.observations(
        "root | sk | | 2017 | 30
         d | sk | | 2017 | 10\nd1 | sk | | 2017 | 4\nd2 | sk | | 2017 | 5
         e | sk | | 2017 | 20\ne1 | sk | | 2017 | 3
         d | dv | | 2017 | 9\nd1 | dv | | 2017 | 4\nd2 | dv | | 2017 | >4",
    );
    let found = analyse(&observations, &case.knowledge).expect("figures");
    let lines: Vec<String> = found
        .value
        .reconciliations
        .iter()
        .map(|line| {
            let unit = &case.knowledge.registry.get(line.unit).code;
            let indicator = &case.knowledge.catalogue.indicator(line.indicator).code;
            let differs = if line.differs { "differs" } else { "agrees" };
            let (own, children, difference) = (line.own, line.children, line.difference());
            let period = case.knowledge.calendar.show(line.period);
            format!(
                "{unit} {indicator} {period} {own} − {children} = {difference} {}/{} {differs}",
                line.reported, line.expected
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "root sk 2017 30 − 30 = 0 2/2 agrees",
            "d sk 2017 10 − 9 = 1 2/2 differs",
            "d dv 2017 9 − 8 = 1 2/2 agrees",
            "e sk 2017 20 − 3 = 17 1/2 agrees",
        ]
    );
    assert_eq!(codes(&found.findings), ["own-differs"]);
}

#[test]
fn what_lies_outside_the_term_is_told_once_a_file_and_nothing_is_cut() {
    let case = Case::new("units: root; a<root; b<root\nindicators: sk flow\nterm: 2017-07..2018-12");
    let findings = figures(
        &case,
        "a | sk | | 2015 | 3 | cu.xlsx\nb | sk | | 2015 | 3 | cu.xlsx
         a | sk | | 2017 | 10 | bc.xlsx
         b | sk | | 2017 | 10 | bc.xlsx\nb | sk | | 2017-H1 | 4 | bc.xlsx",
        "a | sk | | 2017-H2 | none
         b | sk | | 2017-H2 | 6 own 1/1 0
         b | sk | | term | 6 own 1/2 1",
    );
    assert_eq!(codes(&findings), ["period-across", "period-outside", "period-outside"]);
    assert_eq!(findings[0].place.to_string(), "bc.xlsx");
    assert!(findings[2].detail(Language::Vi).starts_with("2 số liệu"), "{findings:?}");
}

#[test]
fn a_term_of_one_year_has_one_figure_each() {
    let case = Case::new("units: root; a<root\nindicators: sk flow\nterm: 2018");
    figures(&case, "a | sk | | 2018 | 3", "root | sk | | term | 3 children 1/1 0");
    let found = analyse(&case.observations("a | sk | | 2018 | 3"), &case.knowledge).expect("figures").value;
    assert_eq!(found.rows().len(), 2);
}

#[test]
fn the_union_year_begins_in_december() {
    figures(
        &Case::new("units: root; a<root\nindicators: sk flow\nyear_starts: 12\nterm: 2017-12..2019-11"),
        "a | sk | | 2018 | 3\na | sk | | 2019-Q1 | 1",
        "root | sk | | 2018 | 3 children 1/1 0
         root | sk | | 2019 | 1 children 1/1 1
         root | sk | | term | 4 children 1/1 1",
    );
}

#[test]
fn repairs_and_qualifiers_reach_the_sum() {
    figures(
        &Case::new(TWO),
        "a | sk | | 2017 | 1258!\nb | sk | | 2017 | >300\na | sk | | 2018 | ~5\nb | sk | | 2018 | <3",
        "root | sk | | 2017 | >1558! children 2/2 0
         root | sk | | 2018 | ~8 children 2/2 0
         root | sk | | term | ~1566! children 2/2 2",
    );
}

#[test]
fn an_absurd_number_is_told_and_left_out() {
    let huge = "9".repeat(20);
    let findings = figures(
        &Case::new(TWO),
        &format!("a | sk | | 2017 | {huge}\nb | sk | | 2017 | 1"),
        "root | sk | | 2017 | 1 children 1/2 1",
    );
    assert_eq!(codes(&findings), ["value-too-large"]);
    assert!(amount(&huge) > Amount::whole(i64::MAX));
}

#[test]
fn every_finding_of_this_stage_has_its_words() {
    let raised = [
        Code::FactTwice,
        Code::OwnDiffers,
        Code::PeriodAcross,
        Code::PeriodOutside,
        Code::PeriodsContradict,
        Code::RateUndefined,
        Code::ReportMissing,
        Code::StockNotClosing,
        Code::TotalDiffers,
        Code::TotalRounded,
        Code::ValueTooLarge,
    ];
    for code in raised {
        for part in ["title", "detail", "suggestion"] {
            assert!(crate::text::has_phrase(&format!("finding.{code}.{part}")), "{code} {part}");
        }
    }
}

#[test]
fn no_observations_make_no_figures() {
    let case = Case::new(TWO);
    let found = analyse(&case.observations(""), &case.knowledge).expect("figures");
    assert!(found.value.rows().is_empty() && found.findings.is_empty());
    assert_eq!(found.value.years.len(), 3);
    let missing = check::run(&case.observations(""), &case.knowledge, &found.value);
    assert_eq!(codes(&missing), ["report-missing"; 3]);
}
