//! The example workspace `data/vinh-long`: its reports are what their program makes, every cell is read as what happened,
//! and the figures across the reform are those of the truth, added up here by hand from bodies and months.

#[allow(dead_code, reason = "the forms are drawn by the example")]
#[path = "../examples/vinh_long/reports/mod.rs"]
mod reports;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::committed;
use reports::truth::{Fact, JUNE, Truth};
use reports::world::{ENTERPRISES, ZONES};
use reports::{trade_code, zone_code};

fn workspace() -> PathBuf {
    committed::workspace("vinh-long")
}

/// The rows of a table with a heading, by column name.
fn table(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(bytes);
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// The month of the term behind `2020-12`, counted from 0.
fn month(text: &str) -> usize {
    let (year, month) = text.split_once('-').expect("a month");
    let (year, month): (usize, usize) = (year.parse().expect("a year"), month.parse().expect("a month"));
    year * 12 + month - (2020 * 12 + 12)
}

/// The months of a period in its text form.
fn span(text: &str) -> (usize, usize) {
    if let Some((from, to)) = text.split_once("..") {
        return (month(from), month(to));
    }
    let year = |name: &str| name.parse().expect("a year");
    match text.split_once('-') {
        None => reports::year(year(text)),
        Some((name, "H1")) => reports::part(year(name), 0, 6),
        Some((name, "H2")) => reports::part(year(name), 6, 6),
        Some((name, quarter)) if quarter.starts_with('Q') => {
            let quarter: usize = quarter[1..].parse().expect("a quarter");
            reports::part(year(name), 3 * (quarter - 1), 3)
        }
        Some(_) => (month(text), month(text)),
    }
}

/// What an indicator and category count; nothing for what is no fact of a month.
fn fact(indicator: &str, category: &str) -> Option<Fact> {
    Some(match (indicator, category) {
        ("workers", "") => Fact::Workers,
        ("members", "") => Fact::Members,
        ("members_women", "") => Fact::Women,
        ("members_new", "") => Fact::Joined,
        ("members_left", "") => Fact::Left,
        ("unions", "public") => Fact::PublicUnions,
        ("unions", "enterprise") => Fact::EnterpriseUnions,
        ("unions_new", "") => Fact::Founded,
        ("care_visits", "") => Fact::Visits,
        ("care_cost", "") => Fact::Cost,
        _ => return None,
    })
}

/// A unit of the registry or of a report as units of the truth.
fn bodies(unit: &str) -> String {
    let zones = || (0..3).map(zone_code).collect::<Vec<_>>();
    match unit {
        "kcn-bt" => zone_code(0),
        "kcn-tv" => zone_code(1),
        "kcn-vl" => zone_code(2),
        "cong-thuong-tv" => trade_code(),
        _ if unit == ZONES.0 => zones().join("+"),
        "cong-thuong-tv/cdcs-cong-ty-dien-hang-me" => "ct-dien-luc".to_owned(),
        "cong-thuong-tv/cdcs-cong-ty-xang-dau-ao-ba-om" => "ct-xang-dau".to_owned(),
        "cong-thuong-tv/cdcs-cong-ty-mia-duong-luu-cu" => "ct-duong".to_owned(),
        "cong-thuong-tv/cdcs-cong-ty-quan-ly-cho-cau-quan" => "ct-cho".to_owned(),
        _ => unit.to_owned(),
    }
}

#[test]
fn the_committed_reports_are_what_the_example_makes() {
    committed::holds(&workspace().join("reports"), reports::all().expect("reports"), "cargo run --example vinh_long");
}

#[test]
fn every_cell_is_read_as_what_happened() {
    let run = Command::new(env!("CARGO_BIN_EXE_tongket"))
        .args(["extract".as_ref(), workspace().as_os_str()])
        .output()
        .expect("the program runs");
    let truth = Truth::invent();
    let rows = table(&run.stdout);
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        let [unit, indicator, category, period, value] =
            ["unit", "indicator", "category", "period", "value"].map(|column| row[column].as_str());
        *seen.entry(row["file"].as_str()).or_default() += 1;
        let year = span(period).1 / 12;
        if row["raw"] == "x" && value.is_empty() {
            continue;
        }
        let happened = match (fact(indicator, category), indicator) {
            (Some(fact), _) => truth.of(&bodies(unit), fact, span(period)).to_string(),
            (None, "dialogue") => u8::from(truth.dialogue(unit, year)).to_string(),
            (None, "wage" | "wage_people") => {
                let at = ENTERPRISES.iter().position(|enterprise| enterprise.code == unit).expect("an enterprise");
                match truth.wage(at, year) {
                    Some((wage, people)) => if indicator == "wage" { wage } else { people }.to_string(),
                    None => String::new(),
                }
            }
            _ => "no such fact".to_owned(),
        };
        if happened != value {
            wrong.push(format!(
                "{} › {} › {}: {unit} {indicator} {category} {period} {value}, happened {happened}",
                row["file"], row["sheet"], row["cell"]
            ));
        }
    }
    // The slip that was corrected later is the only cell that is not what happened.
    assert_eq!(wrong.len(), 1, "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    assert!(wrong[0].contains("bao-cao-luy-ke-2023.xlsx › Cả năm › D15: tam-binh members"), "{}", wrong[0]);
    let expected: BTreeMap<&str, usize> = CELLS.into_iter().collect();
    assert_eq!(seen, expected, "observations by file");
}

/// Runs `report` on a workspace into a folder of its own and gives a table that it left.
fn reported(workspace: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let output = tempfile::tempdir().expect("a folder");
    let run = Command::new(env!("CARGO_BIN_EXE_tongket"))
        .args(["report".as_ref(), workspace.as_os_str(), "--output".as_ref(), output.path().as_os_str()])
        .output()
        .expect("the program runs");
    // The conflict is an error for a person to settle, not for the program to stop at.
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    table(&fs::read(output.path().join(name)).expect("a table"))
}

/// The years of the term with their months.
fn years() -> impl Iterator<Item = (String, (usize, usize))> {
    (2021..=2025).map(|name| (name.to_string(), reports::year(name)))
}

#[test]
fn figures_of_the_whole_area_are_what_happened_and_never_more_complete_than_all() {
    let truth = Truth::invent();
    let rows = reported(&workspace(), "summary.csv");
    for row in &rows {
        let [reported, expected]: [u32; 2] =
            ["reported", "expected"].map(|column| row[column].parse().expect("a count"));
        assert!(reported <= expected, "{row:?}");
    }
    let term = ("2020-12..2025-11".to_owned(), (0, 59));
    let facts = [
        ("workers", ""),
        ("members", ""),
        ("members_women", ""),
        ("members_new", ""),
        ("members_left", ""),
        ("unions", "public"),
        ("unions", "enterprise"),
        ("unions_new", ""),
        ("care_visits", ""),
        ("care_cost", ""),
    ];
    for (indicator, category) in facts {
        let fact = fact(indicator, category).expect("a fact");
        for (period, span) in years().chain([term.clone()]) {
            let found: Vec<_> = rows
                .iter()
                .filter(|row| row["unit"] == "dia-ban" && row["indicator"] == indicator && row["category"] == category)
                .filter(|row| row["period"] == period)
                .collect();
            assert_eq!(found.len(), 1, "{indicator} {category} {period}");
            // One district sent nothing for a quarter: its flows of that quarter are known to be missing.
            let holds_gap = !fact.is_stock() && span.0 <= 18 && span.1 >= 20;
            let gap = if holds_gap { truth.of("tra-cu", fact, (18, 20)) } else { 0 };
            let expected = (truth.of_all(fact, span) - gap).to_string();
            assert_eq!(found[0]["value"], expected, "{indicator} {category} {period}");
            // Who is expected where in the year of the reform is a question of perimeters.
            let moved = span.1 > 47;
            assert!(moved || (found[0]["gaps"] != "0") == holds_gap, "{indicator} {category} {period}: {:?}", found[0]);
        }
    }
    for (province, code) in ["ben-tre", "tra-vinh", "vinh-long"].into_iter().enumerate() {
        for (period, span) in years().take(4) {
            let found: Vec<_> = rows
                .iter()
                .filter(|row| row["unit"] == code && row["indicator"] == "members" && row["period"] == period)
                .collect();
            assert_eq!(found.len(), 1, "{code} {period}");
            assert_eq!(
                found[0]["value"],
                truth.of_province(Some(province), Fact::Members, span).to_string(),
                "{code} {period}"
            );
        }
    }
}

#[test]
fn the_conflict_and_the_missing_quarter_are_told() {
    let findings = reported(&workspace(), "findings.csv");
    let of = |code: &str| findings.iter().filter(|row| row["code"] == code).cloned().collect::<Vec<_>>();
    let twice = of("fact-twice");
    assert_eq!(twice.len(), 1);
    assert_eq!(twice[0]["unit"], "tam-binh");
    assert_eq!(
        (twice[0]["file"].as_str(), twice[0]["cell"].as_str()),
        ("vinh-long/2023/tam-binh-2023-dinh-chinh.xlsx", "D12")
    );
    assert!(
        twice[0]["message"].contains("bao-cao-luy-ke-2023.xlsx › Cả năm › D15 ghi 3.292"),
        "{}",
        twice[0]["message"]
    );
    let missing = of("report-missing");
    let about = |row: &BTreeMap<String, String>| [&row["unit"], &row["indicator"], &row["period"]].map(String::clone);
    // The form of Vĩnh Long for 2022 does not ask for dialogues.
    let expected = [["", "dialogue", "2022"], ["tra-cu", "", "2022-Q3"]].map(|row| row.map(str::to_owned));
    assert_eq!(missing.iter().map(about).collect::<Vec<_>>(), expected, "{missing:?}");
    assert!(missing[0]["message"].contains("11 đơn vị"), "{}", missing[0]["message"]);
    // Children's targets of 2024 fall short of their parent's.
    assert_eq!(of("targets-differ").len(), 1);
}

/// The members of the province at the ends of the five years, on the three perimeters.
fn worked(truth: &Truth) -> [(&'static str, Vec<u64>); 3] {
    let closing = |province: usize, year: usize| {
        let end = year * 12 + 11;
        truth.of_province(Some(province), Fact::Members, (end, end))
    };
    let end = |year: usize| (year * 12 + 11, year * 12 + 11);
    let new = truth.of_province(None, Fact::Members, end(4));
    let zones = ENTERPRISES.iter().filter(|each| each.zone && each.life == (0, 60)).map(|each| each.code);
    let zones: Vec<&str> = zones.collect();
    assert_eq!(zones.len(), 15);
    [
        ("as_reported", (0..4).map(|year| closing(2, year)).chain([new]).collect()),
        ("successor", (0..4).map(|year| (0..3).map(|old| closing(old, year)).sum()).chain([new]).collect()),
        ("constant", (0..5).map(|year| truth.of(&zones.join("+"), Fact::Members, end(year))).collect()),
    ]
}

#[test]
fn the_program_makes_the_worked_explanation_on_every_perimeter() {
    let copy = tempfile::tempdir().expect("a folder");
    for path in committed::files_below(&workspace()) {
        let to = copy.path().join(&path);
        fs::create_dir_all(to.parent().expect("a folder above")).expect("a folder");
        fs::copy(workspace().join(&path), to).expect("a copy");
    }
    let config = fs::read_to_string(workspace().join("tongket.toml")).expect("a configuration");
    for (mode, values) in worked(&Truth::invent()) {
        let as_of = if mode == "as_reported" { "" } else { "as_of = \"2025-07\"\n" };
        fs::write(copy.path().join("tongket.toml"), format!("{config}\n[perimeter]\nmode = \"{mode}\"\n{as_of}"))
            .expect("a configuration");
        let rows = reported(copy.path(), "summary.csv");
        for ((year, _), value) in years().zip(values) {
            // As reported, the years before the reform are those of the old province of this code.
            let life = if mode == "as_reported" && year != "2025" { "" } else { "2025-07" };
            let found: Vec<_> = rows
                .iter()
                .filter(|row| row["unit"] == "vinh-long" && row["unit_from"] == life && row["period"] == year)
                .filter(|row| row["indicator"] == "members" && row["category"].is_empty())
                .map(|row| row["value"].as_str())
                .collect();
            assert_eq!(found, [value.to_string()], "{mode} {year}");
        }
    }
}

#[test]
fn every_number_of_the_worked_explanation_is_what_happened() {
    let truth = Truth::invent();
    let page = fs::read_to_string(workspace().join("README.md")).expect("the page");
    let number = |value: u64| {
        let digits = value.to_string();
        let cut = digits.len() - 3;
        format!("{}.{}", &digits[..cut], &digits[cut..])
    };
    let at = |month: usize| (month, month);
    let closing = |province: Option<usize>, year: usize| truth.of_province(province, Fact::Members, at(year * 12 + 11));
    let [(_, as_reported), (_, successor), (_, constant)] = worked(&truth);
    let new = successor[4];
    let percent = |values: &[u64]| {
        let tenths = (values[4] as f64 / values[3] as f64 - 1.0) * 1000.0;
        format!(
            "{}{},{}%",
            if tenths < 0.0 { "−" } else { "+" },
            tenths.round().abs() as u64 / 10,
            tenths.round().abs() as u64 % 10
        )
    };
    let line = |name: &str, values: &[u64], last: &str| {
        let cells: Vec<String> = values.iter().map(|&value| number(value)).collect();
        format!("| {name} | {} | {last} |", cells.join(" | "))
    };
    let (left, joined) = (truth.of_all(Fact::Left, (48, 59)), truth.of_all(Fact::Joined, (48, 59)));
    let dissolved: u64 = truth
        .bodies
        .iter()
        .filter(|body| body.get(Fact::PublicUnions, JUNE - 1) > 0 && body.get(Fact::PublicUnions, JUNE) == 0)
        .map(|body| body.get(Fact::Left, JUNE))
        .sum();
    assert_eq!(successor[3] + joined - left, new, "opening, joined and left make the closing");
    for expected in [
        line("`as_reported`", &as_reported, "(break)"),
        line("`successor`, as of 2025-07", &successor, &percent(&successor)),
        line("`constant`", &constant, &percent(&constant)),
        format!(
            "{} (Bến Tre) + {} (Trà Vinh) + {} (",
            number(closing(Some(0), 3)),
            number(closing(Some(1), 3)),
            number(as_reported[3])
        ),
        format!("= {}", number(successor[3])),
        format!("{} + {} − {} = {}", number(successor[3]), number(joined), number(left), number(new)),
        format!("{} members left", number(left)),
        format!("{} of them in June", number(dissolved)),
        format!("{} thuộc các CĐCS", number(dissolved)),
        format!("({} members in 2024)", number(truth.of("vl-linh-kien", Fact::Members, at(47)))),
        format!("({} in 2022)", truth.of("vl-may-tre", Fact::Members, at(23))),
    ] {
        // Lines break where they are full.
        let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(&expected), "the page lacks: {expected}");
    }
}

/// How many facts each report states: rows times columns, and what stands on further sheets.
const CELLS: [(&str, usize); 35] = [
    ("ben-tre/2021/bao-cao-nam-2021.xlsx", 9 * 11),
    ("ben-tre/2022/bao-cao-nam-2022.xlsx", 9 * 11),
    ("ben-tre/2023/bc-2023.xlsx", 9 * 11),
    ("ben-tre/2024/so-lieu-nam-2024.csv", 9 * 11),
    ("ben-tre/2025/ban-giao-30-6-2025.xlsx", 9 * 10),
    ("ben-tre/2025/cd-moi-thang-3-den-thang-6-2025.xlsx", 2 * 10),
    ("ben-tre/kcn/cac-cdcs-2021-2025.xlsx", 5 * 5 * 5 + 5 * 5),
    ("ben-tre/nganh/cd-giao-duc-2021-2025.xlsx", 10 * 5),
    ("ben-tre/nganh/cd-vien-chuc-2021-2025.xlsx", 10 * 5),
    ("ben-tre/nganh/cd-y-te-2021-2025.xlsx", 10 * 5),
    ("tinh-moi/2025/cong-doan-xa-phuong.xlsx", 10 * 11),
    ("tinh-moi/2025/kcn-kkt-5-thang.xlsx", 16 * 5 + 5),
    ("tinh-moi/2025/khao-sat-tien-luong-2021-2025.xlsx", (16 + 16 + 16 + 16 + 16) * 2),
    ("tinh-moi/2025/sau-cong-doan-moi-thanh-lap.xlsx", 6 * 10),
    ("tra-vinh/2021/bao-cao-quy-nam-2021.xlsx", 9 * 10 * 4 + 9),
    // A district sent nothing for a quarter.
    ("tra-vinh/2022/bao-cao-quy-nam-2022.xlsx", 9 * 10 * 4 + 9 - 10),
    ("tra-vinh/2023/bao-cao-quy-nam-2023.xlsx", 9 * 10 * 4 + 9),
    ("tra-vinh/2024/bao-cao-quy-nam-2024.xlsx", 9 * 10 * 4 + 9),
    ("tra-vinh/2025/bao-cao-quy-nam-2025.xlsx", 9 * 10 * 3),
    ("tra-vinh/2025/cong-doan-khoi-co-quan.xlsx", 2 * 10),
    ("tra-vinh/kcn/danh-sach-cdcs.xlsx", 5 * 5 * 5 + 5 * 5),
    ("tra-vinh/nganh/cd-cong-thuong.xlsx", 5 * 5 * 5 + 5 * 5),
    ("tra-vinh/nganh/cd-giao-duc.xlsx", 10 * 5),
    ("tra-vinh/nganh/cd-vien-chuc.xlsx", 10 * 5),
    ("tra-vinh/nganh/cd-y-te.xlsx", 10 * 5),
    ("vinh-long/2021/tong-hop-nam-2021.xlsx", 11 * 11),
    ("vinh-long/2022/6-thang-va-ca-nam-2022.xlsx", 11 * 10 * 2),
    ("vinh-long/2023/bao-cao-luy-ke-2023.xlsx", 11 * 10 * 4 + 11),
    ("vinh-long/2023/tam-binh-2023-dinh-chinh.xlsx", 10),
    ("vinh-long/2024/huyen-vung-liem-2024.xlsx", 10),
    ("vinh-long/2024/tong-hop-nam-2024.xlsx", 11 * 11),
    ("vinh-long/2025/6-thang-dau-nam-2025.xlsx", 11 * 10),
    ("vinh-long/2025/ban-giao-7-thang-2025.xlsx", 11 * 10),
    // Six enterprises in the first two years, seven in the third, six after.
    ("vinh-long/kcn/doan-vien-cdcs-2021-2025.csv", (6 + 6 + 7 + 6 + 6) * 5),
    ("vinh-long/kcn/to-chuc-cham-lo-2021-2025.xlsx", 5 * 5),
];
