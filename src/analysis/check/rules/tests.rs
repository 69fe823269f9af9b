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
        ("dv NOT BETWEEN nu AND 100", &["a 2017"]),
        ("nu NOT IN (101, 7)", &["b 2017"]),
        ("nu IN (100.0, 7.5)", &["b 2017"]),
        ("CASE WHEN dv > 99 THEN nu <= 100 ELSE nu > 0 END", &["b 2017"]),
        ("CASE WHEN nu > 100 THEN 1.5 ELSE 0 END < 1", &["b 2017"]),
        ("CASE dv WHEN 100 THEN nu WHEN 7 THEN 3 ELSE 0 END = dv", &["b 2017"]),
        ("coalesce(nu / (dv - 100), 7) = nu - 93", &["b 2017"]),
        ("(nu / dv) IS NOT NULL AND nu <= 100", &["b 2017"]),
        ("nu <= dv IS TRUE", &["b 2017"]),
        // A third is no decimal, and three thirds are one.
        ("nu / 3 * 3 = 100", &["b 2017"]),
        ("CASE WHEN true THEN nu = 100 ELSE dv > nu END", &["b 2017"]),
    ] {
        if told(expect, rows) != wanted {
            eprintln!("X {expect} {:?}", told(expect, rows));
        }
    }
}

#[test]
fn decimals_are_exact_and_too_large_ones_are_not_held() {
    // Where floats would be equal, and where they would not.
    let rows = "a | tien | | 2017 | 9007199254740993\na | sk | | 2017 | 9007199254740992";
    assert_eq!(told("tien = sk", rows), ["a 2017"]);
    assert_eq!(told("tien - sk = 1 AND 1000 * (tien - sk) = 1000", rows), Vec::<String>::new());
    let rows = "a | tien | | 2017 | 0.1\na | sk | | 2017 | 0.2\na | cap | | 2017 | 0.3";
    assert_eq!(told("tien + sk = cap", rows), Vec::<String>::new());
    // Beyond what a decimal has room for nothing is held, and nothing fails.
    let rows = "a | tien | | 2017 | 9000000000000000000000000\na | sk | | 2017 | 1\na | sk | | 2018 | 1\na | tien | | 2018 | 7";
    assert_eq!(told("sk > tien", rows), ["a 2018", "held 1 times, 1 times something that it names is unknown"]);
    let rows = "a | tien | | 2017 | 999999999999999999\na | sk | | 2017 | 999999999999999999";
    for expect in [
        "900000000000 * tien * 900000000000 * sk > 0",
        "tien * 9000000000000000000 > sk",
        "tien * sk * tien * sk / sk > 0",
        "9000000000000000000 + 9000000000000000000 + tien > 0",
    ] {
        assert_eq!(told(expect, rows), Vec::<String>::new(), "{expect}");
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
        ("upper(nu) = 3", vec![Unsupported("nu.str.to_uppercase()".to_owned())]),
        ("nu = 'ba'", vec![Unsupported("\"ba\"".to_owned())]),
        ("nu % 2 = 0", vec![Unsupported("nu % 2".to_owned())]),
        // Over all units at once, or of other units.
        ("sum(nu) > 3", vec![Unsupported("nu.sum()".to_owned())]),
        ("count(*) > 3 AND nu > 0", vec![Unsupported("len()".to_owned())]),
        ("NOT nu", vec![ConditionWanted("nu".to_owned())]),
        ("nu & dv > 1", vec![ConditionWanted("dv".to_owned()), ConditionWanted("nu".to_owned())]),
        ("nu // 2 = 1", vec![Unsupported("cast(nu // 2)".to_owned())]),
        ("cast(nu as int) = 1", vec![Unsupported("cast(nu)".to_owned())]),
        ("nu = NULL", vec![Unsupported("null".to_owned())]),
        ("nu IN ('a')", vec![Unsupported("\"a\"".to_owned())]),
        ("nu IN (1, NULL)", vec![Unsupported("null".to_owned())]),
        ("cap.cs.x > 0", vec![Unsupported("cap.struct.field_by_name(cs)().struct.field_by_name(x)()".to_owned())]),
        (
            "CASE WHEN nu > 1 THEN dv ELSE dv > 1 END = 1",
            vec![NumberWanted(".when([(nu) > (1)]).then(dv).otherwise([(dv) > (1)])".to_owned())],
        ),
        ("nu > 1 OR coalesce(nu, dvv > 1)", vec![unknown("dvv")]),
        ("nu LIKE 'a%'", vec![Unsupported("nu.str.contains([\"^(?s)a.*$\"])".to_owned())]),
        ("nu IN (SELECT 1)", vec![Unsupported("SELECT".to_owned())]),
    ] {
        assert_eq!(faults(expect, &case.knowledge.catalogue), wanted, "{expect}");
    }
    for expect in [
        "",
        "nu <=",
        "nu <= dv; DROP TABLE dv",
        "nu <= dv dv",
        "nu <= dv AS dung",
        "*",
        "nu, dv",
        "((((",
        "nu ! dv",
        "(SELECT 1) = nu",
        "nu > random()",
        "nu IN (dv, 7)",
        "EXISTS (SELECT nu FROM read_csv('x'))",
        &"(".repeat(200),
    ] {
        let found = faults(expect, &case.knowledge.catalogue);
        assert!(matches!(found[..], [Syntax(_)]), "{expect}: {found:?}");
    }
    let long = format!("{} > 0", vec!["nu"; 2000].join(" + "));
    assert_eq!(faults(&long, &case.knowledge.catalogue), [TooLong]);
}

#[test]
fn expressions_as_deep_as_may_be_fit_the_stack_of_any_thread() {
    // As much as the main thread has where it has least.
    const SMALL: usize = 1 << 20;
    let rows = "a | nu | | 2017 | 100\na | dv | | 2017 | 100";
    let expressions = [
        format!("{} > 0", ["nu"; 99].join("+")),
        format!("{} > 0", ["nu"; 99].join("*")),
        format!("{} > 0", ["nu"; 99].join("/")),
        ["nu>0"; 50].join(" OR "),
        format!("{}nu > 0", "NOT ".repeat(45)),
        format!("{}nu{} > 0", "abs(".repeat(40), ")".repeat(40)),
        format!("{}nu > 0{}", "CASE WHEN ".repeat(20), " THEN nu > 0 END".repeat(20)),
        format!("nu > 0 {}", "IS TRUE ".repeat(98)),
        format!("{}1 < nu", "- ".repeat(45)),
    ];
    for expect in &expressions {
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(SMALL);
            let held = thread.spawn_scoped(scope, || {
                let catalogue = case(expect).knowledge.catalogue;
                match &faults(expect, &catalogue)[..] {
                    [] => told(expect, rows).len() < 2,
                    told => matches!(told, [ExpressionFault::Syntax(_) | ExpressionFault::TooLong]),
                }
            });
            assert!(held.expect("a thread").join().expect("no panic"), "{expect}");
        });
    }
    for expect in [format!("{} > 0", ["nu"; 101].join("+")), "NOT ".repeat(400)] {
        assert_eq!(faults(&expect, &case("nu > 0").knowledge.catalogue), [ExpressionFault::TooLong], "{expect}");
    }
}
