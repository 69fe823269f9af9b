//! The example workspace `data/thanh-oai`: its reports are what their program makes, and the article's ten figures come
//! out of them, in `summary.csv` and in the workbook.

#[path = "../examples/thanh_oai/reports/mod.rs"]
mod reports;

use std::path::{Path, PathBuf};
use std::process::Command;

use super::committed;
use calamine::{Data, Reader, open_workbook_auto};

/// The article's figures: indicator, category, its words, value, qualifier.
const PUBLISHED: [(&str, &str, &str, u32, &str); 10] = [
    ("improvements", "base", "Cấp cơ sở", 4_561, ""),
    ("improvements", "above", "Cấp trên cơ sở", 436, ""),
    ("good_workers", "base", "Cấp cơ sở", 1_258, ""),
    ("good_workers", "district", "Cấp huyện", 336, ""),
    ("good_workers", "city", "Cấp thành phố", 5, ""),
    ("experience_initiatives", "base", "Cấp cơ sở", 4_776, ""),
    ("experience_initiatives", "district", "Cấp huyện", 2_184, ""),
    ("experience_initiatives", "city", "Cấp thành phố", 322, ""),
    ("dialogue_participants", "", "Lượt người phát biểu ý kiến", 300, "at_least"),
    ("issues_raised", "", "Nội dung được đề cập", 35, ""),
];

fn workspace() -> PathBuf {
    committed::workspace("thanh-oai")
}

#[test]
fn the_committed_reports_are_what_the_example_makes() {
    committed::holds(&workspace().join("reports"), reports::all().expect("reports"), "cargo run --example thanh_oai");
}

#[test]
fn golden_the_ten_figures_of_the_article_come_out() {
    let output = tempfile::tempdir().expect("a folder");
    let run = Command::new(env!("CARGO_BIN_EXE_tongket"))
        .args(["report".as_ref(), workspace().as_os_str(), "--output".as_ref(), output.path().as_os_str()])
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(0), "{said}");

    let mut summary = csv::Reader::from_path(output.path().join("summary.csv")).expect("summary.csv");
    let rows: Vec<csv::StringRecord> = summary.records().map(|row| row.expect("a row")).collect();
    for (indicator, category, _, value, qualifier) in PUBLISHED {
        let found: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| row.iter().collect::<Vec<_>>())
            .filter(|row| {
                row[0] == "thanh-oai" && row[2] == indicator && row[3] == category && row[4] == "2016-07..2021-06"
            })
            .collect();
        let value = value.to_string();
        // unit, unit_name, indicator, category, period, value, qualifier, basis, reported, expected, gaps, unit_from, unit_to
        let expected = [value.as_str(), qualifier, "children", "25", "25", "0"];
        assert_eq!(found.len(), 1, "{indicator} {category}");
        assert_eq!(found[0][5..11], expected, "{indicator} {category}");
    }
    for indicator in ["improvements", "good_workers", "experience_initiatives"] {
        let totals = rows.iter().filter(|row| &row[2] == indicator && row[3].is_empty()).count();
        assert_eq!(totals, 0, "levels of {indicator} are a ladder and are never totalled");
    }

    let cells = cells_of(&output.path().join("tong-ket.xlsx"));
    for (indicator, _, words, value, _) in PUBLISHED {
        let stands = cells.iter().any(|row| {
            row.iter().any(|cell| matches!(cell, Data::String(text) if text.contains(words)))
                && row.iter().any(|cell| matches!(cell, Data::Float(number) if *number == f64::from(value)))
        });
        assert!(stands, "{indicator}: a row of the workbook with {words} and {value}");
    }
    let sentence = cells.iter().flatten().any(|cell| matches!(cell, Data::String(text) if text.contains("trên 300")));
    assert!(sentence || said.contains("trên 300"), "the qualifier survives to the printed sentence");
}

/// The rows of all sheets of a workbook, one after the other.
fn cells_of(path: &Path) -> Vec<Vec<Data>> {
    let mut workbook = open_workbook_auto(path).expect("a workbook");
    let sheets = workbook.worksheets();
    sheets.into_iter().flat_map(|(_, range)| range.rows().map(<[Data]>::to_vec).collect::<Vec<_>>()).collect()
}
