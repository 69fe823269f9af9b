//! Figures out of the way, case by case.

use super::*;
use crate::analysis::testing::Case;
use crate::text::Language;

/// A workspace of so many units under one root.
fn case(units: usize) -> Case {
    let units: Vec<String> = (0..units).map(|at| format!("u{at}<root")).collect();
    Case::new(&format!(
        "units: root; {}\nindicators: sk flow; kt flow; hn flow; gv flow; dv stock\nterm: 2016..2020",
        units.join("; ")
    ))
}

fn told(case: &Case, rows: &str) -> Vec<Finding> {
    let observations = case.observations(rows);
    let figures = crate::analysis::analyse(&observations, &case.knowledge).expect("figures").value;
    let mut findings = findings(&Facts::new(&observations, &case.knowledge), &figures);
    findings.sort_by_cached_key(Finding::sort_key);
    findings
}

fn codes(case: &Case, rows: &str) -> Vec<String> {
    told(case, rows).iter().map(|f| format!("{} {} {}", f.code, f.unit, f.period)).collect()
}

/// Yearly values of one unit and indicator, from 2016 on; `-` where there is none.
fn years(unit: &str, indicator: &str, values: &[&str]) -> String {
    let rows = values.iter().enumerate().filter(|(_, value)| **value != "-");
    rows.map(|(at, value)| format!("{unit} | {indicator} | | {} | {value} | {}.xlsx\n", 2016 + at, 2016 + at)).collect()
}

#[test]
fn five_yearly_points_are_enough_to_tell() {
    let case = case(1);
    for (values, wanted) in [
        // A z-score over all five cannot pass 2, whatever the fourth says.
        (["1000", "1020", "1050", "4300", "1100"], &["value-unusual u0 2019"][..]),
        (["1000", "1020", "1050", "10700", "1100"], &["value-scaled u0 2019"]),
        (["1000", "1020", "1050", "107000", "1100"], &["value-scaled u0 2019"]),
        (["1000", "1020", "1050", "1070000", "1100"], &["value-scaled u0 2019"]),
        (["1000", "1020", "1050", "107", "1100"], &["value-scaled u0 2019"]),
        (["1290", "1300", "1310", "3120", "1330"], &["digits-transposed u0 2019"]),
        // What goes up and down by a power of ten itself is no witness of one.
        (["483", "33", "22", "-", "-"], &[]),
        // Growth is a line, not a surprise; nor is a value at the end of it.
        (["100", "200", "400", "800", "1600"], &[]),
        (["1000", "1020", "1050", "1070", "1100"], &[]),
        // Small counts do as they please.
        (["1", "3", "0", "2", "5"], &[]),
        (["0", "0", "0", "0", "0"], &[]),
        (["0", "0", "0", "0", "2"], &[]),
        (["7", "7", "7", "7", "7"], &[]),
    ] {
        assert_eq!(codes(&case, &years("u0", "sk", &values)), wanted, "{values:?}");
    }
}

#[test]
fn the_degenerate_cases_are_no_trap() {
    let case = case(1);
    // All others equal: their spread is nought, and a tenth more is still no news.
    assert_eq!(codes(&case, &years("u0", "dv", &["500", "500", "500", "530", "500"])), Vec::<String>::new());
    assert_eq!(codes(&case, &years("u0", "dv", &["500", "500", "500", "5000", "500"])), ["value-scaled u0 2019"]);
    // Three points, two, one.
    assert_eq!(codes(&case, &years("u0", "sk", &["500", "510", "520000"])), ["value-scaled u0 2018"]);
    assert_eq!(codes(&case, &years("u0", "sk", &["500", "510000"])), Vec::<String>::new());
    assert_eq!(codes(&case, &years("u0", "sk", &["500000"])), Vec::<String>::new());
    assert_eq!(codes(&case, ""), Vec::<String>::new());
    // Nothing among much, and what falls below nought is not measured.
    assert_eq!(codes(&case, &years("u0", "sk", &["500", "510", "0", "520", "530"])), ["value-unusual u0 2018"]);
    assert_eq!(codes(&case, &years("u0", "sk", &["500", "510", "-9", "520", "530"])), Vec::<String>::new());
    // Not exactly known, not measured.
    assert_eq!(codes(&case, &years("u0", "sk", &["500", "510", ">5", "520", "530"])), Vec::<String>::new());
}

#[test]
fn a_year_in_which_all_units_fall_is_no_news_of_any() {
    let case = case(6);
    let values = ["1000", "1010", "1020", "100", "1040"];
    let rows: String = (0..6).map(|at| years(&format!("u{at}"), "sk", &values)).collect();
    assert!(!codes(&case, &rows).iter().any(|told| told.starts_with("value")), "{:?}", codes(&case, &rows));
}

#[test]
fn what_moves_the_total_most_stands_first() {
    let case = case(3);
    let rows = years("u0", "sk", &["10", "11", "12", "130", "13"])
        + &years("u1", "sk", &["2000", "2100", "2200", "2", "2300"])
        + &years("u2", "sk", &["9000", "9100", "9200", "9300", "9400"]);
    let findings = told(&case, &rows);
    let units: Vec<&str> = findings.iter().map(|f| f.unit.as_str()).collect();
    assert_eq!(units, ["u1", "u0"], "{findings:?}");
    assert!(findings[0].weight > findings[1].weight);
    let second = findings[1].detail(Language::Vi);
    assert_eq!(
        second,
        "ghi 130, các năm khác: 2016: 10; 2017: 11; 2018: 12; 2020: 13; nếu chia cho 10 thì được 13, khớp với khoảng 13"
    );
}

#[test]
fn a_report_sent_again_is_told_once_for_the_sheet() {
    let case = case(2);
    let mut rows = String::new();
    for (unit, base) in [("u0", 310), ("u1", 870)] {
        for (at, indicator) in ["sk", "kt", "hn", "gv"].into_iter().enumerate() {
            let value = |year: usize| (base + 37 * at + 13 * year).to_string();
            let values: Vec<String> = [0, 1, 2, 2, 4].map(value).to_vec();
            rows += &years(unit, indicator, &values.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
    let findings = told(&case, &rows);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((finding.code, finding.period.as_str()), (Code::ReportResent, "2019"));
    assert_eq!(finding.place.file, "2019.xlsx");
    assert!(finding.detail(Language::Vi).starts_with("8 trong 8 số giống hệt kỳ 2018 (2018.xlsx › Sheet1 › "));
}

#[test]
fn an_estimate_has_three_digits_that_count() {
    for (value, whole, wanted) in [
        (1234.0, true, "1230"),
        (0.012345, false, "0.0123"),
        (7.6, true, "8"),
        (0.0, true, "0"),
        (1e20, true, "100000000000000000000"),
    ] {
        assert_eq!(estimate(value, whole).to_string(), wanted);
    }
}
