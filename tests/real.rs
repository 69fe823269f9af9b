//! Real workbooks of public offices, which this repository does not hold. Where the folder `../shared/real` is absent the
//! tests say so and pass.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// Sums over provinces, made apart from this program: year, then revenue, expenditure, transfers, balance, targeted.
const SUMS: [(&str, [f64; 5]); 5] = [
    ("2006", [200_228_898.0, 172_315_092.0, 57_659_118.0, 22_362_303.0, 35_296_815.0]),
    ("2007", [308_520_539.762, 214_866_402.513, 78_941_707.085, 39_849_948.6, 39_091_758.485]),
    ("2008", [419_278_224.0, 277_859_738.0, 94_679_309.0, 42_025_756.0, 52_653_550.0]),
    ("2009", [392_680_045.256, 376_690_394.260, 134_117_473.444, 38_753_979.034, 95_363_496.491]),
    ("2010", [728_300_189.572, 452_103_885.028, 139_813_150.864, 52_565_119.631, 87_248_031.233]),
];
const COLUMNS: [(&str, &str); 5] =
    [("revenue", ""), ("expenditure", ""), ("transfers", ""), ("transfers", "balance"), ("transfers", "targeted")];

/// Printed national totals that differ from the sum of the provinces.
const NATIONAL_DIFFERENCES: [(&str, &str); 14] = [
    ("Final_2006.xls", "C13"),
    ("Final_2006.xls", "E13"),
    ("Final_2006.xls", "F13"),
    ("Final_2006.xls", "H13"),
    ("Final_2008.xls", "C10"),
    ("Final_2008.xls", "F10"),
    ("Final_2008.xls", "G10"),
    ("Final_2008.xls", "H10"),
    ("Final_2008.xls", "I10"),
    ("Final_2009.xls", "C12"),
    ("Final_2009.xls", "F12"),
    ("Final_2009.xls", "G12"),
    ("Final_2009.xls", "H12"),
    ("Final_2010.xls", "H12"),
];
/// Some printed regional totals that differ from the sum of their provinces.
const REGIONAL_DIFFERENCES: [(&str, &str); 8] = [
    ("Final_2006.xls", "C72"),
    ("Final_2006.xls", "F31"),
    ("Final_2008.xls", "F28"),
    ("Final_2008.xls", "H39"),
    ("Final_2009.xls", "C30"),
    ("Final_2009.xls", "F57"),
    ("Final_2009.xls", "H30"),
    ("Final_2009.xls", "H63"),
];

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of real workbooks, or `None` with a printed line.
fn real(below: &str) -> Option<PathBuf> {
    let folder = package().join("../shared/real").join(below);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no real workbooks in ../shared/real/{below}");
    None
}

/// A copy of an example workspace with these workbooks under `reports/`.
fn workspace(example: &str, reports: &[(PathBuf, &str)]) -> TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(package().join("data").join(example)).expect("the example") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            fs::copy(&path, copy.path().join(path.file_name().expect("a name"))).expect("a copy");
        }
    }
    for (from, to) in reports {
        let to = copy.path().join("reports").join(to);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(from, to).expect("a copy");
    }
    copy
}

fn report(workspace: &TempDir) -> (Output, PathBuf) {
    let output = workspace.path().join("output");
    let run = Command::new(env!("CARGO_BIN_EXE_tongket"))
        .args(["report".as_ref(), workspace.path().as_os_str(), "--output".as_ref(), output.as_os_str()])
        .output()
        .expect("the program runs");
    (run, output)
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).expect("a csv file");
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// The row of `summary.csv` for a unit, indicator, category and period.
fn row<'r>(rows: &'r [Vec<String>], key: [&str; 4]) -> &'r [String] {
    let [unit, indicator, category, period] = key;
    let found: Vec<_> =
        rows.iter().filter(|r| r[0] == unit && r[2] == indicator && r[3] == category && r[4] == period).collect();
    assert_eq!(found.len(), 1, "{key:?}");
    found[0]
}

#[test]
fn the_settled_budgets_of_five_years_add_up_province_by_province() {
    let Some(real) = real("budget") else { return };
    let names: Vec<String> = (2006..=2010).map(|year| format!("Final_{year}.xls")).collect();
    let reports: Vec<(PathBuf, &str)> = names.iter().map(|name| (real.join(name), name.as_str())).collect();
    let workspace = workspace("ngan-sach-2006-2010", &reports);
    let (run, output) = report(&workspace);
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(matches!(run.status.code(), Some(0 | 1)), "{said}");

    let summary = rows(&output.join("summary.csv"));
    for (year, sums) in SUMS {
        for ((indicator, category), sum) in COLUMNS.into_iter().zip(sums) {
            let row = row(&summary, ["viet-nam", indicator, category, year]);
            let value: f64 = row[5].parse().expect("a number");
            assert!((value - sum).abs() < 0.0006, "{indicator} {category} {year}: {value} and not {sum}");
            assert_eq!(row[7], "children", "{indicator} {category} {year}: a printed total is never an own figure");
        }
    }
    let of_2009 = summary.iter().any(|row| row[0] == "ha-tay" && row[4] == "2009");
    assert!(!of_2009, "Hà Tây ended in 2008");
    assert_eq!(row(&summary, ["ha-tay", "revenue", "", "2007"])[5], "5702866.7466765");

    let findings = rows(&output.join("findings.csv"));
    for (file, cell) in NATIONAL_DIFFERENCES.into_iter().chain(REGIONAL_DIFFERENCES) {
        // severity, code, unit, indicator, category, period, file, sheet, cell, message, suggestion
        let told = findings.iter().any(|row| row[1].starts_with("total-") && row[6].ends_with(file) && row[8] == cell);
        assert!(told, "{file} {cell} differs from its parts and no finding says so");
    }
    let unread = findings.iter().filter(|row| row[1] == "sheet-not-read").count();
    assert_eq!(unread, 24, "the other eight sheets of three workbooks are listed as not read");
}

/// Revenue of Hà Nội and of Hà Tây, which became part of it on 2008-08-01, as their cells say: year, Hà Nội, Hà Tây.
const HA_NOI: [(&str, &str, &str); 5] = [
    ("2006", "28340684", "2261137"),
    ("2007", "41987330.5133596", "5702866.7466765"),
    ("2008", "66641687", ""),
    ("2009", "52740943.564408", ""),
    ("2010", "115301111.144135", ""),
];

#[test]
fn the_revenue_of_ha_noi_stands_as_reported_and_on_the_perimeter_of_today() {
    let Some(real) = real("budget") else { return };
    let names: Vec<String> = (2006..=2010).map(|year| format!("Final_{year}.xls")).collect();
    let reports: Vec<(PathBuf, &str)> = names.iter().map(|name| (real.join(name), name.as_str())).collect();
    let summary_of = |perimeter: &str| {
        let workspace = workspace("ngan-sach-2006-2010", &reports);
        let path = workspace.path().join("tongket.toml");
        let config = fs::read_to_string(&path).expect("a configuration");
        fs::write(&path, format!("{config}\n[perimeter]\nmode = \"{perimeter}\"\n")).expect("a configuration");
        let (run, output) = report(&workspace);
        assert!(matches!(run.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&run.stderr));
        let findings = rows(&output.join("findings.csv"));
        (rows(&output.join("summary.csv")), findings)
    };
    let (reported, _) = summary_of("as_reported");
    let (successor, findings) = summary_of("successor");
    let decimal = |text: &str| if text.is_empty() { 0.0 } else { text.parse::<f64>().expect("a number") };
    let (mut sum, mut whole) = (0.0, 0.0);
    for (year, ha_noi, ha_tay) in HA_NOI {
        let key = ["ha-noi", "revenue", "", year];
        assert_eq!(row(&reported, key)[5], ha_noi, "{year} as reported");
        assert!((decimal(&row(&successor, key)[5]) - decimal(ha_noi) - decimal(ha_tay)).abs() < 1e-6, "{year}");
        assert_eq!(row(&successor, key)[8..11], ["1", "1", "0"], "{year}: nothing is missing");
        // The country is the same on both.
        let country = ["viet-nam", "revenue", "", year];
        assert_eq!(row(&reported, country)[5], row(&successor, country)[5], "{year}");
        sum += decimal(ha_noi);
        whole += decimal(ha_noi) + decimal(ha_tay);
    }
    assert_eq!(row(&successor, ["viet-nam", "revenue", "", "2007"])[8..11], ["63", "63", "0"]);
    let term = |rows: &[Vec<String>]| decimal(&row(rows, ["ha-noi", "revenue", "", "2006-01..2010-12"])[5]);
    assert!((term(&reported) - sum).abs() < 1e-6 && (term(&successor) - whole).abs() < 1e-6);
    assert!(!successor.iter().any(|row| row[0] == "ha-tay"), "Hà Tây is within Hà Nội");
    // Parts of two other provinces came too, and nothing says how much: told, and not guessed.
    let told: Vec<&str> = findings.iter().filter(|f| f[1] == "split-unshared").map(|f| f[2].as_str()).collect();
    assert_eq!(told, ["hoa-binh", "vinh-phuc"]);
}

#[test]
fn the_long_table_of_registers_is_read_and_takes_its_period_from_the_folder() {
    let Some(real) = real("registers") else { return };
    let file = real.join("thongke.xlsx");
    let workspace = workspace("ho-tich-hau-giang", &[(file, "2022/thongke.xlsx")]);
    let (run, output) = report(&workspace);
    assert!(matches!(run.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&run.stderr));

    let summary = rows(&output.join("summary.csv"));
    for (indicator, category, value) in [
        ("entries", "", "525264"),
        ("entries_typed", "", "340817"),
        ("fields", "", "13664926"),
        ("entries", "birth", "358180"),
        ("entries_typed", "death", "33335"),
        ("entries", "parentage", "167"),
        ("fields", "status", "164225"),
    ] {
        let row = row(&summary, ["hau-giang", indicator, category, "2022"]);
        assert_eq!(row[5], value, "{indicator} {category}");
        assert_eq!(row[8..10], ["5", "8"], "five of eight districts reported {indicator} {category}");
    }
    for (unit, value) in [("long-my", "82781"), ("tx-long-my", "71959"), ("vi-thanh", "87431"), ("vi-thuy", "86945")] {
        assert_eq!(row(&summary, [unit, "entries", "birth", "2022"])[5], value, "{unit}");
    }
}

/// A catalogue for the plan of 2003, whose headings run over six rows.
const PLAN: &str = r#"
[[indicators]]
code = "revenue"
name = { vi = "Tổng thu NSNN trên địa bàn các tỉnh, TP trực thuộc trung ương" }
kind = "flow"
measure = "triệu đồng"
[[indicators]]
code = "targeted"
name = { vi = "Chi chương trình mục tiêu quốc gia" }
aliases = ["Tr.đó: chi C.trình M.tiêu quốc gia CT 135, dự án 5 trha rừng và kinh phí thực hiện một số nhiệm vụ khác"]
kind = "flow"
measure = "triệu đồng"
"#;

#[test]
fn a_sheet_in_tcvn3_gives_the_same_as_its_twin_in_unicode() {
    let Some(real) = real("budget") else { return };
    let workspace = workspace("ngan-sach-2006-2010", &[(real.join("Plan_2003.xls"), "Plan_2003.xls")]);
    fs::write(workspace.path().join("indicators.toml"), PLAN).expect("a catalogue");
    let run = Command::new(env!("CARGO_BIN_EXE_tongket"))
        .args(["extract", "reports/Plan_2003.xls", "--workspace", "."])
        .current_dir(workspace.path())
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&run.stderr);
    let mut reader = csv::Reader::from_reader(run.stdout.as_slice());
    // unit, unit_name, indicator, category, period, value, qualifier, raw, file, sheet, cell
    let read: Vec<Vec<String>> =
        reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
    let of_sheet = |name: &str| -> Vec<Vec<String>> {
        let rows = read.iter().filter(|row| row[9] == name);
        rows.map(|row| [&row[..1], &row[2..9], &row[10..]].concat()).collect()
    };
    let (tcvn3, unicode) = (of_sheet("Sheet1"), of_sheet("Sheet1 (2)"));
    assert!(tcvn3.len() >= 122, "61 provinces, two columns: {}\n{said}", tcvn3.len());
    assert_eq!(tcvn3, unicode);
    for (unit, value) in [("ha-noi", "19348000"), ("hai-duong", "845000"), ("dak-lak", "420500"), ("ca-mau", "453900")]
    {
        assert!(tcvn3.iter().any(|row| row[0] == unit && row[1] == "revenue" && row[4] == value), "{unit}\n{said}");
    }
    assert_eq!(said.matches("[text-decoded]").count(), 1, "one sheet is decoded, the other left alone\n{said}");
}
