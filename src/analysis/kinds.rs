//! Tests of the kinds of indicators: each has its rule over units and its rule over time.

use super::analyse;
use super::testing::Case;
use super::tests::{codes, figures};
use crate::domain::*;
use crate::text::Language;

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
fn a_rate_whose_parts_come_from_two_levels_is_made_of_their_figures() {
    figures(
        &Case::new(
            "units: root; d<root; d1<d; d2<d\nindicators: nu stock; dv stock; tyle rate nu dv 100\nterm: 2017..2018",
        ),
        "d | dv | | 2017 | 200\nd1 | nu | | 2017 | 30\nd2 | nu | | 2017 | 20
         d | dv | | 2018 | 200\nd1 | nu | | 2018 | 30",
        "d | tyle | | 2017 | 25 (50/200) children 2/2 0
         d | tyle | | 2018 | none",
    );
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
