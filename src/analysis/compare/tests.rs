//! Tests of the whole comparison: observations as text, what must come of them as text.

use super::*;
use crate::analysis::analyse;
use crate::analysis::testing::Case;
use crate::domain::*;

fn compared(case: &Case, rows: &str) -> (Figures, Comparisons, Vec<Finding>) {
    let observations = case.observations(rows);
    let figures = analyse(&observations, &case.knowledge).expect("figures").value;
    let Found { value, findings } = run(&observations, &case.knowledge, &figures).expect("comparisons");
    (figures, value, findings)
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// One figure of the term beside that of the term before: `change growth% | yearly change growth%`.
fn with_term_before(case: &Case, rows: &str, unit: &str, indicator: &str) -> String {
    let (figures, comparisons, _) = compared(case, rows);
    let id = case.indicator(indicator);
    let figure = figures.get(case.unit(unit), id, None, case.knowledge.term.period).expect("a figure of the term");
    let Some(difference) = comparisons.with_term_before(&figures, figure, case.knowledge.catalogue.indicator(id))
    else {
        return "none".to_owned();
    };
    let show = |change: Amount, growth: Option<Amount>| {
        format!("{change} {}%", growth.map_or("…".to_owned(), |growth| growth.rounded(1).to_string()))
    };
    let mut text = show(difference.change, difference.growth);
    if let Some(yearly) = difference.yearly {
        text.push_str(&format!(" | {}", show(yearly.change, yearly.growth)));
    }
    if !difference.complete {
        text.push_str(" incomplete");
    }
    text
}

const TERMS: &str = "units: root; a<root; b<root\nindicators: sk flow; dv stock\nterm: 2017..2019\ncompare: 2014..2016";

#[test]
fn the_term_before_is_made_of_the_same_reports() {
    let rows = "a | sk | | 2014..2016 | 30
                b | sk | | 2014 | 1
                b | sk | | 2015 | 2
                b | sk | | 2016 | 3
                a | sk | | 2017..2019 | 50
                b | sk | | 2017..2019 | 13
                a | dv | | 2016 | 100
                b | dv | | 2016 | 100
                a | dv | | 2019 | 110
                b | dv | | 2019 | 100";
    let rows = rows.replace("2014..2016", "2014-01..2016-12").replace("2017..2019", "2017-01..2019-12");
    let case = Case::new(TERMS);
    assert_eq!(with_term_before(&case, &rows, "root", "sk"), "27 75%");
    assert_eq!(with_term_before(&case, &rows, "a", "sk"), "20 66.7%");
    // Members stand at the end of the term, whatever was not reported before.
    assert!(with_term_before(&case, &rows, "root", "dv").starts_with("10 5%"));
    let (_, comparisons, findings) = compared(&case, &rows);
    let before = comparisons.term_before.expect("a term before");
    assert_eq!((before.common_months, before.equal_length), (0, true));
    assert!(!codes(&findings).contains(&"terms-overlap"));
}

#[test]
fn terms_that_overlap_or_differ_in_length_say_so() {
    let case = Case::new(&TERMS.replace("2014..2016", "2014..2017"));
    let rows = "a | sk | | 2014-01..2017-12 | 40\nb | sk | | 2014-01..2017-12 | 40
                a | sk | | 2017-01..2019-12 | 45\nb | sk | | 2017-01..2019-12 | 45";
    assert_eq!(with_term_before(&case, rows, "root", "sk"), "10 12.5% | 10 50%");
    let (_, comparisons, findings) = compared(&case, rows);
    let before = comparisons.term_before.expect("a term before");
    assert_eq!((before.common_months, before.equal_length), (12, false));
    assert_eq!(codes(&findings), ["terms-overlap"]);
    assert_eq!(findings[0].period, "2017");
}

#[test]
fn what_is_missing_in_either_term_is_said_and_disputes_of_the_term_before_are_told() {
    let case = Case::new(TERMS);
    let rows = "a | sk | | 2015 | 30 | cu.xlsx\na | sk | | 2015 | 31 | cu_lan 2.xlsx\na | sk | | 2018 | 50";
    assert_eq!(with_term_before(&case, rows, "a", "sk"), "19 61.3% incomplete");
    let (_, _, findings) = compared(&case, rows);
    assert_eq!(codes(&findings), ["fact-twice"]);
    assert_eq!(with_term_before(&case, "a | sk | | 2018 | 50", "a", "sk"), "none");
}

#[test]
fn every_year_has_the_year_before_beside_it_even_the_first_and_parts_of_years() {
    let case = Case::new("units: root; a<root\nindicators: sk flow\nterm: 2017-07..2019-06");
    let rows = "a | sk | | 2016-H2 | 10\na | sk | | 2017 | 30\na | sk | | 2017-H1 | 12
                a | sk | | 2018-H1 | 15\na | sk | | 2018 | 40\na | sk | | 2019-H1 | 16";
    let (figures, comparisons, _) = compared(&case, rows);
    let sk = case.indicator("sk");
    let shape = case.knowledge.catalogue.indicator(sk);
    let shown: Vec<String> = figures
        .years
        .iter()
        .map(|&year| {
            let figure = figures.get(case.unit("a"), sk, None, year).expect("a figure");
            let difference = comparisons.with_year_before(&figures, figure, shape);
            let change = difference.map_or("none".to_owned(), |difference| difference.change.to_string());
            format!("{} {change}", case.knowledge.calendar.show(year))
        })
        .collect();
    assert_eq!(shown, ["2017-H2 8", "2018 10", "2019-H1 1"]);
}

/// What became of the targets, one a line: `measured actual percent verdict`, `?` where it can still change, and what is due.
fn targets(case: &Case, rows: &str) -> Vec<String> {
    let (_, comparisons, _) = compared(case, rows);
    let show = |amount: Option<Amount>| amount.map_or("…".to_owned(), |amount| amount.rounded(1).to_string());
    let result = |result: &TargetResult| {
        let mut text = format!(
            "{} {} {}% {}",
            case.knowledge.calendar.show(result.measured),
            show(result.value().map(Number::amount)),
            show(result.percent),
            result.verdict.map_or("…", Verdict::code),
        );
        if !result.certain {
            text.push('?');
        }
        if let Some(pace) = &result.pace {
            let verdict = pace.verdict.map_or("…", Verdict::code);
            text.push_str(&format!(" | {}/{} due {} {verdict}", pace.months, pace.of, pace.due));
        }
        text
    };
    comparisons.targets.iter().map(result).collect()
}

#[test]
fn targets_are_met_exceeded_or_not_by_their_comparator() {
    let case = Case::new(
        "units: root; a<root; b<root
         indicators: sk flow; dv stock; nu stock; ty rate nu dv 100; tn flow
         term: 2017..2019
         target: root sk 2017 >= 40
         target: root sk 2018 >= 41
         target: root sk 2017 <= 50
         target: root sk 2018 = 40
         target: root ty 2018 >= 50
         target: a ty 2018 >= 75.1
         target: root tn 2018 <= 0",
    );
    let rows = "a | sk | | 2017 | 20\nb | sk | | 2017 | 20\na | sk | | 2018 | 20\nb | sk | | 2018 | 20
                a | dv | | 2018 | 40\nb | dv | | 2018 | 10\na | nu | | 2018 | 30\nb | nu | | 2018 | 2
                a | tn | | 2018 | 0\nb | tn | | 2018 | 0";
    assert_eq!(
        targets(&case, rows),
        [
            "2017 40 100% met",
            "2018 40 97.6% not_met",
            "2017 40 80% exceeded",
            "2018 40 100% met",
            "2018 64 128% exceeded",
            "2018 75 99.9% not_met",
            "2018 0 …% met",
        ]
        .map(|line| line.to_owned())
    );
}

#[test]
fn what_missing_reports_can_still_change_is_marked() {
    let case = Case::new(
        "units: root; a<root; b<root\nindicators: sk flow; dv stock\nterm: 2017..2019
         target: root sk 2017 >= 15\ntarget: root sk 2017 >= 25\ntarget: root sk 2017 <= 15\ntarget: root sk 2017 <= 25
         target: root sk 2017 = 20\ntarget: a sk 2018 >= 300\ntarget: a sk 2018 >= 301\ntarget: b sk 2017 >= 1",
    );
    let mut case = case;
    for indicator in &mut case.knowledge.catalogue.indicators {
        indicator.integer = true;
    }
    let rows = "a | sk | | 2017 | 20\na | sk | | 2018 | >300\nb | sk | | 2018 | 1";
    let verdicts: Vec<String> =
        targets(&case, rows).iter().map(|line| line.rsplit(' ').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(verdicts, ["exceeded", "not_met?", "not_met", "exceeded?", "met?", "met", "not_met?", "…?"]);
    let (_, _, findings) = compared(&case, rows);
    assert_eq!(codes(&findings), ["target-unmeasured"]);
    assert_eq!((findings[0].unit.as_str(), findings[0].period.as_str()), ("b", "2017"));
}

#[test]
fn in_the_middle_of_a_term_a_flow_is_held_against_its_part_of_the_target_and_a_stock_against_all_of_it() {
    let case = Case::new(
        "units: root; a<root; b<root\nindicators: sk flow; dv stock\nterm: 2017..2021
         target: root sk 2017..2021 >= 100\ntarget: root dv 2017..2021 >= 100\ntarget: root sk 2019 >= 30
         target: root sk 2021 >= 30",
    );
    let rows = "a | sk | | 2017 | 20\nb | sk | | 2017 | 10\na | sk | | 2018 | 10\nb | sk | | 2018 | 10
                a | sk | | 2019-H1 | 5\nb | sk | | 2019-H1 | 5
                a | dv | | 2018 | 40\nb | dv | | 2018 | 50";
    assert_eq!(
        targets(&case, rows),
        [
            "2017-01..2019-06 60 60% not_met? | 30/60 due 50 exceeded",
            "2017-01..2018-12 90 90% not_met? | 24/60 due 100 not_met",
            "2019-H1 10 33.3% not_met? | 6/12 due 15 not_met",
            "2021 … …% …?",
        ]
        .map(|line| line.to_owned())
    );
}

#[test]
fn the_targets_of_children_are_added_up_beside_their_parents() {
    let case = Case::new(
        "units: root; a<root; b<root; c<root\nindicators: sk flow; ty rate sk sk 100\nterm: 2017..2019
         target: root sk 2017 >= 100\ntarget: a sk 2017 >= 60\ntarget: b sk 2017 >= 30\ntarget: c sk 2017 >= 5
         target: root sk 2018 >= 100\ntarget: a sk 2018 >= 60\ntarget: b sk 2018 >= 50
         target: root sk 2019 <= 10\ntarget: a sk 2019 <= 6\ntarget: b sk 2019 <= 3
         target: root ty 2017 >= 50\ntarget: a ty 2017 >= 40",
    );
    let (_, comparisons, findings) = compared(&case, "a | sk | | 2017 | 1");
    let shown: Vec<_> = comparisons
        .target_sums
        .iter()
        .map(|sum| {
            (sum.sum.to_string(), sum.difference.to_string(), sum.children.len(), sum.without.len(), sum.suffices)
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("95".to_owned(), "-5".to_owned(), 3, 0, Some(false)),
            ("110".to_owned(), "10".to_owned(), 2, 1, Some(true)),
            ("9".to_owned(), "-1".to_owned(), 2, 1, None),
        ]
    );
    assert_eq!(codes(&findings).iter().filter(|code| **code == "targets-differ").count(), 1);
}

/// The order of `root`'s children, one a unit: `rank unit value share range`, and who is left out and why.
fn ranking(case: &Case, rows: &str, indicator: &str, period: &str) -> (Vec<String>, Vec<String>) {
    let (_, comparisons, _) = compared(case, rows);
    let (id, period) = (case.indicator(indicator), case.period(period));
    let found = comparisons.rankings.iter().find(|ranking| ranking.indicator == id && ranking.period == period);
    let Some(ranking) = found else { return Default::default() };
    let code = |unit: UnitId| case.knowledge.registry.get(unit).code.clone();
    let ranked = ranking.ranked.iter().map(|ranked| {
        let share = ranked.share.map_or("…".to_owned(), |share| share.rounded(1).to_string());
        let (best, worst) = ranked.range;
        let range = if ranked.certain() { String::new() } else { format!(" {best}–{worst}") };
        format!("{} {} {} {share}%{range}", ranked.rank, code(ranked.unit), ranked.value.amount().rounded(1))
    });
    let left = ranking.left_out.iter().map(|left| format!("{} {}", code(left.unit), left.reason.code()));
    (ranked.collect(), left.collect())
}

const SIBLINGS: &str = "units: root; a<root; b<root; c<root; d<root; e<root 2010-01..2017-06; f<root *
    indicators: sk flow; dv stock; ty rate sk dv 100; khac flow\nterm: 2017..2019\nbetter: higher sk dv; lower ty";

#[test]
fn siblings_share_a_rank_and_those_left_out_are_named_with_the_reason() {
    let mut case = Case::new(SIBLINGS);
    for indicator in &mut case.knowledge.catalogue.indicators[..2] {
        indicator.integer = true;
    }
    let all =
        "a | sk | | 2018 | 30\nb | sk | | 2018 | 50\nc | sk | | 2018 | 30\nd | sk | | 2018 | 10\nf | sk | | 2018 | 99";
    let (ranked, left) = ranking(&case, all, "sk", "2018");
    assert_eq!(ranked, ["1 b 50 41.7%", "2 a 30 25%", "2 c 30 25%", "4 d 10 8.3%"]);
    assert!(left.is_empty(), "{left:?}");
    let some = "a | dv | | 2017 | 300\nb | dv | | 2017 | 500\nc | dv | | 2017 | x\ne | dv | | 2017-Q1 | 40";
    let (ranked, left) = ranking(&case, some, "dv", "2017");
    assert_eq!(ranked, ["1 b 500 62.5% 1–2", "2 a 300 37.5% 2–3"]);
    assert_eq!(left, ["c not_applicable", "d not_reported", "e ended"]);
    assert_eq!(ranking(&case, all, "khac", "2018"), Default::default(), "nobody says what is good there");
}

#[test]
fn where_less_is_better_the_least_is_first() {
    let case = Case::new(SIBLINGS);
    let rows = "a | sk | | 2018 | 30\nb | sk | | 2018 | 50\nc | sk | | 2018 | 30\nd | sk | | 2018 | 0
                a | dv | | 2018 | 100\nb | dv | | 2018 | 100\nc | dv | | 2018 | 50\nd | dv | | 2018 | 10";
    let (ranked, _) = ranking(&case, rows, "ty", "2018");
    assert_eq!(ranked, ["1 d 0 …%", "2 a 30 …%", "3 b 50 …%", "4 c 60 …%"]);
}

#[test]
fn a_unit_that_lived_in_fewer_months_is_not_ranked_by_what_happened_in_them() {
    let case = Case::new(
        "units: root; a<root ..2019-06; b<root ..2019-06; c<root 2019-07..
         indicators: sk flow; dv stock
         term: 2017..2019
         better: higher sk dv",
    );
    let rows = "a | sk | | 2019-H1 | 30\nb | sk | | 2019-H1 | 50\nc | sk | | 2019-H2 | 20
                a | sk | | 2018 | 60\nb | sk | | 2018 | 45\na | sk | | 2017 | 10\nb | sk | | 2017 | 10";
    let (ranked, left) = ranking(&case, rows, "sk", "2017-01..2019-12");
    assert_eq!(ranked, ["1 b 105 46.7%", "2 a 100 44.4%"], "shares are of all of it");
    assert_eq!(left, ["c part_of_period"]);
    // Of the last year each had six months.
    let (ranked, left) = ranking(&case, rows, "sk", "2019");
    assert_eq!(ranked, ["1 b 50 50%", "2 a 30 30%", "3 c 20 20%"]);
    assert!(left.is_empty(), "{left:?}");
}

mod laws {
    use super::*;
    use proptest::prelude::*;

    /// So many families of siblings stand under one root, so that there are ten thousand in all.
    const FAMILIES: usize = 100;

    proptest! {
        #![proptest_config(ProptestConfig { max_shrink_iters: 300, ..ProptestConfig::with_cases(100) })]

        #[test]
        fn shares_of_siblings_add_up_to_their_parents_figure(families in proptest::collection::vec(proptest::collection::vec(0..100_000_i64, 2..8), FAMILIES)) {
            let (mut units, mut rows) = (String::from("root"), String::new());
            for (family, values) in families.iter().enumerate() {
                units.push_str(&format!("; p{family}<root"));
                for (at, value) in values.iter().enumerate() {
                    units.push_str(&format!("; p{family}u{at}<p{family}"));
                    rows.push_str(&format!("p{family}u{at} | sk | | 2018 | {value}\n"));
                }
            }
            let case = Case::new(&format!("units: {units}\nindicators: sk flow\nterm: 2017..2019\nbetter: higher sk"));
            let (figures, comparisons, _) = compared(&case, &rows);
            let year = case.period("2018");
            for (family, values) in families.iter().enumerate() {
                let parent = case.unit(&format!("p{family}"));
                let ranking = comparisons.rankings.iter().find(|one| one.parent == parent && one.period == year);
                let ranking = ranking.expect("a ranking");
                let whole = figures.get(parent, case.indicator("sk"), None, year).expect("the parent's figure");
                let sum: Amount = ranking.ranked.iter().map(|ranked| ranked.value.amount()).sum();
                prop_assert_eq!(sum, Amount::whole(values.iter().sum()));
                prop_assert_eq!(sum, whole.value.amount());
                if sum.is_zero() {
                    prop_assert!(ranking.ranked.iter().all(|ranked| ranked.share.is_none()));
                } else {
                    let shares: Amount = ranking.ranked.iter().filter_map(|ranked| ranked.share).sum();
                    prop_assert_eq!(shares.rounded(9), Amount::whole(100));
                }
            }
        }
    }
}
