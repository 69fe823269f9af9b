//! Printed totals against the exact sum of the cells that they cover.
//!
//! A total is right, within rounding, or wrong. It is right where it differs by no more than a spreadsheet's fifteen
//! significant digits lose, for no more is shown to anyone. Rounding is what the printed step explains: every part and
//! the total may be off by half of it. No tolerance is wider than that.

use super::digits::exchanged;
use crate::domain::{Amount, CellRef, Code, Finding, Knowledge, Observations, PrintedTotal, Range};

/// Digits that a spreadsheet keeps of a number.
const SIGNIFICANT: u32 = 15;
/// A finding names no more blank cells than a person will look up.
const BLANKS_NAMED: usize = 8;

/// A finding for every printed total that is not the sum of its parts.
pub(super) fn differences(observations: &Observations, knowledge: &Knowledge) -> Vec<Finding> {
    observations.totals.iter().filter_map(|total| difference(total, observations, knowledge)).collect()
}

fn difference(total: &PrintedTotal, observations: &Observations, knowledge: &Knowledge) -> Option<Finding> {
    // Nothing to add up: no claim about a sum.
    if total.parts.is_empty() && total.blanks.is_empty() {
        return None;
    }
    let difference = off_by(total)?;
    let code = if difference.abs() <= rounding(total) { Code::TotalRounded } else { Code::TotalDiffers };
    let catalogue = &knowledge.catalogue;
    let category = total.category.and_then(|c| catalogue.category(total.indicator, c));
    let mut finding = Finding::new(code, observations.place_of(total.sheet, total.cell))
        .indicator(&catalogue.indicator(total.indicator).code, category.map(|c| c.code.as_str()))
        .period(knowledge.calendar.show(total.period))
        .with("label", total.label.as_str())
        .with("printed", total.amount)
        .with("sum", total.amount - difference)
        .with("difference", difference)
        .with("cells", covered(total))
        .with("blanks", blanks(total));
    if let Some((cell, written)) = lost_thousands(total, difference) {
        let meant = written.scaled(3).unwrap_or(written);
        finding = finding.variant("thousands").with("slipped", cell.to_string());
        finding = finding.with("written", written).with("meant", meant);
    } else if let [(cell, written, meant)] = digits_exchanged(total, difference)[..] {
        finding = finding.variant("digits").with("slipped", cell.to_string());
        finding = finding.with("written", written).with("meant", meant);
    }
    if is_across(total) {
        finding = finding.variant("across");
    }
    if !total.blanks.is_empty() {
        finding = finding.variant("blanks");
    }
    Some(finding)
}

/// What a total is above the sum of its parts, if it is not their sum.
pub(super) fn off_by(total: &PrintedTotal) -> Option<Amount> {
    let sum = total.parts.iter().try_fold(Amount::ZERO, |sum, (_, part)| sum.checked_add(*part))?;
    let difference = total.amount.checked_add(-sum)?;
    (difference.abs() > dust(total)).then_some(difference)
}

/// The one part that makes the total right when it is taken a thousand times: 1.000 typed where the point is decimal is
/// stored as 1, and nothing in the cell itself tells.
fn lost_thousands(total: &PrintedTotal, difference: Amount) -> Option<(CellRef, Amount)> {
    let explains = |part: Amount| !part.is_zero() && part.scaled(3).is_some_and(|meant| meant - part == difference);
    let mut found = total.parts.iter().filter(|(_, part)| explains(*part));
    let only = found.next()?;
    found.next().is_none().then_some(*only)
}

/// The parts, and the total itself, that make it right when two neighbouring digits are exchanged: cell, what is written, and
/// what was meant. `difference`: what the total is above the sum.
pub(super) fn digits_exchanged(total: &PrintedTotal, difference: Amount) -> Vec<(CellRef, Amount, Amount)> {
    // Nine divides what such a slip makes of a number.
    if difference.raw() % 9 != 0 {
        return Vec::new();
    }
    let own = [(total.cell, total.amount, -difference)];
    let all = total.parts.iter().map(|&(cell, part)| (cell, part, difference)).chain(own);
    let found = all.filter_map(|(cell, written, off)| {
        let meant = written.checked_add(off)?;
        exchanged(written).contains(&meant).then_some((cell, written, meant))
    });
    found.collect()
}

/// How much rounding to the printed step can explain.
fn rounding(total: &PrintedTotal) -> Amount {
    let parts = total.parts.len() as i128;
    Amount::from_raw(total.step.raw().saturating_mul(parts + 1) / 2)
}

/// How much the fifteen significant digits of a spreadsheet lose.
fn dust(total: &PrintedTotal) -> Amount {
    let parts = total.parts.len() as i128;
    let largest = total.parts.iter().map(|(_, part)| part.abs()).chain([total.amount.abs()]).max().unwrap_or_default();
    let digits = largest.raw().checked_ilog10().map_or(0, |log| log + 1);
    // The place of the fifteenth significant digit of the largest value, in raw steps; none below the last step kept.
    match digits.saturating_sub(SIGNIFICANT) {
        0 => Amount::ZERO,
        places => Amount::from_raw(10_i128.pow(places).saturating_mul(parts + 1) / 2),
    }
}

/// The block from the first covered cell to the last, as `D6:D17`.
fn covered(total: &PrintedTotal) -> String {
    let cells = || total.parts.iter().map(|(cell, _)| *cell).chain(total.blanks.iter().map(|(cell, _)| *cell));
    let (Some(start), Some(end)) = (cells().min(), cells().max()) else { return String::new() };
    if start == end { start.to_string() } else { Range { start, end }.to_string() }
}

/// Whether the total stands at the end of a row instead of below a column.
fn is_across(total: &PrintedTotal) -> bool {
    let in_row = |cell: &CellRef| cell.row == total.cell.row && cell.column != total.cell.column;
    !total.parts.is_empty() && total.parts.iter().all(|(cell, _)| in_row(cell))
}

/// `D11 (Xã Tân Lập), D14 (Xã Mỹ Hưng)`.
fn blanks(total: &PrintedTotal) -> String {
    let named = total.blanks.iter().take(BLANKS_NAMED);
    let mut names: Vec<String> = named
        .map(|(cell, label)| if label.is_empty() { cell.to_string() } else { format!("{cell} ({label})") })
        .collect();
    if total.blanks.len() > BLANKS_NAMED {
        names.push(format!("… (+{})", total.blanks.len() - BLANKS_NAMED));
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Case, amount};
    use crate::text::Language;
    use proptest::prelude::*;

    /// A total in D18 over D6…, with `-` for a blank cell.
    fn check(printed: &str, parts: &[&str], step: &str) -> Option<Finding> {
        let case = Case::new("units: a\nindicators: sk flow");
        let mut observations = case.observations("");
        let cell = |row: usize| CellRef::new(5 + row as u32, 3);
        let mut total = PrintedTotal {
            indicator: case.indicator("sk"),
            category: None,
            period: case.period("2019"),
            amount: amount(printed),
            label: "Tổng cộng".to_owned(),
            sheet: case.sheet(&mut observations, "bc-2019.xlsx"),
            cell: CellRef::new(17, 3),
            parts: Vec::new(),
            blanks: Vec::new(),
            step: amount(step),
        };
        for (row, part) in parts.iter().enumerate() {
            match *part {
                "-" => total.blanks.push((cell(row), format!("Xã {row}"))),
                part => total.parts.push((cell(row), amount(part))),
            }
        }
        observations.totals.push(total);
        let findings = differences(&observations, &case.knowledge);
        findings.into_iter().next()
    }

    #[test]
    fn a_total_is_right_or_within_rounding_or_wrong() {
        for (printed, parts, step, expected) in [
            ("6", &["1", "2", "3"][..], "0", None),
            ("7", &["1", "2", "3"], "0", Some("total-differs")),
            ("5", &["1", "2", "3"], "0", Some("total-differs")),
            // three parts and the total, each off by at most a half
            ("8", &["1", "2", "3"], "1", Some("total-rounded")),
            ("9", &["1", "2", "3"], "1", Some("total-differs")),
            ("6.01", &["1", "2", "3"], "0", Some("total-differs")),
            // what fifteen significant digits lose
            ("308520539.762102", &["300000000.5", "8520539.262101"], "0", None),
            ("308520539.762105", &["300000000.5", "8520539.262101"], "0", Some("total-differs")),
            ("0.1", &["0.1", "0.000000000003"], "0", Some("total-differs")),
            ("50", &["-", "-"], "0", Some("total-differs")),
            ("0", &["-", "-"], "0", None),
            ("50", &[], "0", None),
        ] {
            let found = check(printed, parts, step);
            assert_eq!(found.map(|f| f.code.as_str()), expected, "{printed} {parts:?} {step}");
        }
    }

    #[test]
    fn a_wrong_total_names_its_cells_both_amounts_and_the_blank_cells() {
        let finding = check("1250", &["1000", "205", "-"], "0").expect("a finding");
        assert_eq!(finding.title(Language::Vi), "Dòng \"Tổng cộng\" khác tổng các đơn vị");
        assert_eq!(finding.detail(Language::Vi), "ghi 1.250, cộng D6:D8 được 1.205, lệch 45");
        assert_eq!(finding.suggestion(Language::Vi), "D8 (Xã 2) để trống — đơn vị chưa báo cáo?");
        assert_eq!(finding.place.to_string(), "bc-2019.xlsx › Sheet1 › D18");
        assert_eq!((finding.indicator.as_str(), finding.period.as_str()), ("sk", "2019"));
        let slipped = check("1250", &["1", "205", "45"], "0").expect("a finding");
        assert_eq!(slipped.suggestion(Language::Vi), "D6 ghi 1, có lẽ mất hàng nghìn: nếu là 1.000 thì tổng đúng");
        assert!(
            !check("1252", &["1", "1", "251"], "0").expect("a finding").suggestion(Language::Vi).contains("hàng nghìn")
        );
        // 102 typed for 120; where two cells would explain it, neither is named.
        let turned = check("325", &["102", "205"], "0").expect("a finding");
        assert_eq!(turned.suggestion(Language::Vi), "D6 ghi 102, có lẽ đổi chỗ hai chữ số: nếu là 120 thì đúng");
        let turned = check("235", &["120", "205"], "0").expect("a finding");
        assert!(
            turned.suggestion(Language::Vi).starts_with("D18 ghi 235, có lẽ"),
            "{}",
            turned.suggestion(Language::Vi)
        );
        let either = check("325", &["102", "102", "103"], "0").expect("a finding");
        assert!(!either.suggestion(Language::Vi).contains("chữ số"));
        let less = check("5", &["1", "2", "3"], "0").expect("a finding");
        assert_eq!(less.detail(Language::Vi), "ghi 5, cộng D6:D8 được 6, lệch −1");
        assert!(!less.suggestion(Language::Vi).contains("để trống"));
    }

    proptest! {
        #[test]
        fn rounded_parts_never_make_an_error(parts in proptest::collection::vec(-10_000_000_i64..10_000_000, 1..40)) {
            // Parts with three decimals, shown as whole numbers; the total is rounded from the true sum.
            let thousandth = |v: i64| Amount::whole(v).scaled(-3).expect("small");
            let sum: Amount = parts.iter().map(|&v| thousandth(v)).sum();
            let shown: Vec<String> = parts.iter().map(|&v| thousandth(v).rounded(0).to_string()).collect();
            let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
            let found = check(&sum.rounded(0).to_string(), &shown, "1");
            prop_assert!(found.is_none_or(|f| f.code == Code::TotalRounded));
        }
    }
}
