//! Rules, case by case.

use super::*;
use crate::analysis::check::facts::Facts;
use crate::analysis::testing::Case;
use crate::domain::{Rule, Severity};
use crate::text::{Bilingual, Language};

const WORKSPACE: &str = "units: root; a<root; b<root
    indicators: dv stock; nu stock; sk flow; tien flow; ty rate nu dv; xl rating; so-luong flow; cap flow
    breakdown: level additive cs,h cap
    term: 2017..2019";

fn case(expect: &str) -> Case {
    let mut case = Case::new(WORKSPACE);
    let message = Bilingual { vi: "Sai".to_owned(), en: "Wrong".to_owned() };
    case.knowledge.rules.push(Rule {
        code: "r".to_owned(),
        expect: expect.to_owned(),
        severity: Severity::Warning,
        message,
    });
    case
}

/// What a rule says of observations: `unit period` where it is broken, `? held count` where it is not all assessed.
fn told(expect: &str, rows: &str) -> Vec<String> {
    let case = case(expect);
    assert_eq!(faults(expect, &case.knowledge.catalogue), []);
    let observations = case.observations(rows);
    let findings = findings(&Facts::new(&observations, &case.knowledge)).expect("findings");
    let show = |finding: &Finding| match finding.code {
        Code::RuleUnassessed => finding.detail(Language::En).replace("rule r (Wrong): ", ""),
        _ => format!("{} {}", finding.unit, finding.period),
    };
    findings.iter().map(show).collect()
}

#[test]
fn a_rule_holds_or_names_where_it_does_not() {
    let rows = "a | dv | | 2017 | 100\na | nu | | 2017 | 100\nb | dv | | 2017 | 100\nb | nu | | 2017 | 101
        a | sk | | 2017 | 3\na | tien | | 2017 | 0.3\na | sk | | 2018 | 0\na | tien | | 2018 | 7";
    for (expect, wanted) in [
        ("nu <= dv", &["b 2017"][..]),
        ("NOT (nu > dv)", &["b 2017"]),
        ("dv - nu >= 0", &["b 2017"]),
        ("dv BETWEEN nu AND 200", &["b 2017"]),
        ("nu IN (100, 7)", &["b 2017"]),
        ("abs(nu - dv) = 0 or false", &["b 2017"]),
        ("nu / dv <= 1", &["b 2017"]),
        ("1.01 * dv = nu OR nu = dv", &[]),
        // Exact where a float is not: 0,1 × 3.
        ("tien = sk * 0.1 OR sk = 0", &[]),
        ("sk = 0 OR tien > 0", &[]),
        ("tien = 0 OR sk > 0", &["a 2018"]),
        ("ty <= 100", &["b 2017"]),
        ("2 * dv = nu + dv", &["b 2017"]),
        ("-nu >= -dv", &["b 2017"]),
        ("nu <> 101", &["b 2017"]),
        ("\"nu\" <= \"dv\"", &["b 2017"]),
    ] {
        assert_eq!(told(expect, rows), wanted, "{expect}");
    }
}

#[test]
fn what_is_not_known_is_counted_apart_and_is_no_failure() {
    let rows =
        "a | dv | | 2017 | 100\na | nu | | 2017 | 90\nb | nu | | 2017 | 5\nb | dv | | 2018 | ~3\nb | nu | | 2018 | 5";
    assert_eq!(told("nu <= dv", rows), ["held 1 times, 2 times something that it names is unknown"]);
    // What is divided by nothing has no value.
    assert_eq!(
        told("dv / nu > 1", "a | dv | | 2017 | 100\na | nu | | 2017 | 0"),
        ["held 0 times, 1 times something that it names is unknown"]
    );
    // A flow is held with what stands at the end of its span, whatever the span.
    let rows = "a | sk | | 2017-H1 | 9\na | dv | | 2017-Q2 | 5\na | sk | | 2017 | 9\na | dv | | 2017 | 10";
    assert_eq!(told("sk <= dv", rows), ["a 2017-H1"]);
}

#[test]
fn a_rule_names_categories_and_sums_them_where_the_total_is_not_given() {
    let rows = "a | cap | cs | 2017 | 3\na | cap | h | 2017 | 4\na | sk | | 2017 | 7
        b | cap | cs | 2017 | 3\nb | sk | | 2017 | 7";
    assert_eq!(told("cap.cs >= cap.h", "a | cap | cs | 2017 | 3\na | cap | h | 2017 | 4"), ["a 2017"]);
    assert_eq!(told("cap = sk", rows), ["held 1 times, 1 times something that it names is unknown"]);
}

#[test]
fn a_broken_rule_names_values_and_cells() {
    let case = case("nu <= dv");
    let observations = case.observations("b | nu | | 2017 | 1010 | x.xlsx\nb | dv | | 2017 | 100 | y.xlsx");
    let findings = findings(&Facts::new(&observations, &case.knowledge)).expect("findings");
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(finding.title(Language::Vi), "Sai");
    assert_eq!(finding.title(Language::En), "Wrong");
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.place.to_string(), "x.xlsx › Sheet1 › A1");
    assert_eq!(finding.detail(Language::Vi), " = 1.010 (A1);  = 100 (y.xlsx › Sheet1 › A2); quy tắc r: nu <= dv");
}

#[test]
fn parts_are_never_above_their_whole_unless_a_rule_says_it_already() {
    for (expect, code) in [("sk >= 0", Code::PartExceeds), ("dv >= nu", Code::RuleBroken)] {
        let mut case = case(expect);
        let (part, whole) = (case.indicator("nu"), case.indicator("dv"));
        case.knowledge.catalogue.indicators[part.0 as usize].part_of = Some(whole);
        let observations = case.observations("b | nu | | 2017 | 101\nb | dv | | 2017 | 100\nb | nu | | 2018 | 7");
        let findings = findings(&Facts::new(&observations, &case.knowledge)).expect("findings");
        let codes: Vec<Code> = findings.iter().map(|f| f.code).filter(|c| *c != Code::RuleUnassessed).collect();
        assert_eq!(codes, [code], "{expect}");
    }
}

#[test]
fn everything_wrong_with_an_expression_is_told_at_once() {
    use ExpressionFault::*;
    let case = Case::new(WORKSPACE);
    let unknown = |code: &str| IndicatorUnknown(code.to_owned());
    for (expect, wanted) in [
        ("nu <= dvv AND sx > 0", vec![unknown("dvv"), unknown("sx")]),
        ("cap.tw > 0", vec![CategoryUnknown { indicator: "cap".to_owned(), category: "tw".to_owned() }]),
        ("nu.x > 0", vec![CategoryUnknown { indicator: "nu".to_owned(), category: "x".to_owned() }]),
        ("so-luong > 0", vec![unknown("luong"), unknown("so")]),
        ("\"so-luong\" > 0", vec![]),
        ("nu + dv", vec![NotCondition]),
        ("1 < 2", vec![Nameless]),
        ("xl > 1", vec![NotNumeric("xl".to_owned())]),
        ("nu < dv < sk", vec![NumberWanted("nu < dv".to_owned())]),
        ("nu AND dv > 1", vec![ConditionWanted("nu".to_owned())]),
        ("upper(nu) = 3", vec![Unsupported("upper(nu)".to_owned())]),
        ("nu = 'ba'", vec![Unsupported("'ba'".to_owned())]),
        ("(SELECT 1) = nu", vec![Unsupported("(SELECT 1)".to_owned())]),
        ("nu % 2 = 0", vec![Unsupported("nu % 2".to_owned())]),
    ] {
        assert_eq!(faults(expect, &case.knowledge.catalogue), wanted, "{expect}");
    }
    for expect in ["", "nu <=", "nu <= dv; DROP TABLE dv", "nu <= dv dv", "((((", "nu ! dv", &"(".repeat(1000)] {
        let found = faults(expect, &case.knowledge.catalogue);
        assert!(matches!(found[..], [Syntax(_)]), "{expect}: {found:?}");
    }
    let long = format!("{} > 0", vec!["nu"; 2000].join(" + "));
    assert_eq!(faults(&long, &case.knowledge.catalogue), [TooLong]);
}
