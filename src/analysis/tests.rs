//! Tests of the whole stage: observations as text, the figures that must come of them as text.

use super::testing::{Case, amount};
use super::*;
use crate::domain::*;
use crate::text::Language;

/// Figures of these observations: every expected line `unit | indicator | category | period | figure` must hold, `none`
/// where there must be no figure. Returns the codes of the findings.
pub(super) fn figures(case: &Case, rows: &str, expected: &str) -> Vec<Finding> {
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

pub(super) fn codes(findings: &[Finding]) -> Vec<&'static str> {
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
    let missing = check::run(&case.observations(""), &case.knowledge, &found.value).expect("findings").findings;
    assert_eq!(codes(&missing), ["report-missing"]);
}
