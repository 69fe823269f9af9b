//! The summary workbook as others open it: its parts, its sheets, its links, and what another office program computes from
//! its formulas.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use super::committed;
use crate::sandbox::Sandbox;
use calamine::{Data, DataType, Reader, Xlsx, open_workbook_from_rs};
use zip::write::SimpleFileOptions;

/// The parts of a package by their names.
type Parts = BTreeMap<String, Vec<u8>>;

fn parts(bytes: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let count = archive.len();
    let read = |index: usize| {
        let mut part = archive.by_index(index).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its bytes");
        (part.name().expect("a name").into_owned(), content)
    };
    (0..count).map(read).collect()
}

fn text<'p>(parts: &'p Parts, name: &str) -> &'p str {
    std::str::from_utf8(&parts[name]).expect("UTF-8")
}

/// The workbook that a workspace gives.
fn workbook(workspace: &Path, language: &str) -> Vec<u8> {
    let output = tempfile::tempdir().expect("a folder");
    let run = Command::new(env!("CARGO_BIN_EXE_tongket"))
        .args(["report", "--lang", language, "--output"])
        .args([output.path(), workspace])
        .output()
        .expect("the program runs");
    assert!(run.status.code() != Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    std::fs::read(output.path().join("tong-ket.xlsx")).expect("a workbook")
}

const MIXED: &str = r#"
[[indicators]]
code = "members"
name = { vi = "Tổng số đoàn viên", en = "Members" }
group = "Đoàn viên"
kind = "stock"
measure = "người"
integer = true
[[indicators]]
code = "women"
name = { vi = "Đoàn viên nữ", en = "Women" }
group = "Đoàn viên"
part_of = "members"
kind = "stock"
measure = "người"
integer = true
[[indicators]]
code = "share"
name = { vi = "Tỷ lệ nữ", en = "Share of women" }
group = "Đoàn viên"
kind = "rate"
numerator = "women"
denominator = "members"
scale = 100
measure = "%"
[[indicators]]
code = "visits"
name = { vi = "Lượt thăm hỏi", en = "Visits" }
group = "Chăm lo"
kind = "flow"
measure = "lượt"
integer = true
[[indicators]]
code = "money"
name = { vi = "Số tiền chăm lo", en = "Money" }
group = "Chăm lo"
kind = "flow"
measure = "đồng"
"#;

/// Five units over five years: a flow with noughts and gaps, a stock, a part of it, their rate, and money in billions.
fn mixed() -> Sandbox {
    let config = "[workspace]\nname = \"LĐLĐ huyện\"\nunit = \"goc\"\ncompiled = \"2022-01-05\"\n\
                  [term]\nname = \"Giai đoạn 2017–2021\"\nfrom = \"2017-01\"\nto = \"2021-12\"\n";
    const COMMUNES: [&str; 5] = ["Xã An Bình", "Xã Bình Minh", "Xã Cao Viên", "Xã Dân Hòa", "Xã Đỗ Động"];
    let mut sandbox = Sandbox::district("LĐLĐ huyện", &COMMUNES, (2017, 2021), MIXED).file("tongket.toml", config);
    for year in 2017..2022_u32 {
        let row = |(place, name): (usize, &&'static str)| {
            let place = place as u32 + 1;
            let members = 100 * place + 7 * (year - 2017);
            let visits = match (place, year) {
                (2, _) => "0".to_owned(),
                (3, 2019) => String::new(),
                _ => (place * 3 + year - 2017).to_string(),
            };
            let money = 1_258_000_000_u64 * u64::from(place) + u64::from(year);
            (*name, vec![members.to_string(), (members / 3).to_string(), visits, money.to_string()])
        };
        let rows: Vec<(&str, Vec<String>)> = COMMUNES.iter().enumerate().map(row).collect();
        let headings = ["Tổng số đoàn viên", "Đoàn viên nữ", "Lượt thăm hỏi", "Số tiền chăm lo (đồng)"];
        sandbox = sandbox.table(&format!("bc-{year}.csv"), &format!("BÁO CÁO NĂM {year}"), &headings, &rows);
    }
    sandbox
}

/// What stands between two marks, each time.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

#[test]
fn every_table_is_one_of_the_spreadsheet_on_a_page_that_can_be_printed() {
    let sandbox = mixed();
    for bytes in [
        workbook(&committed::workspace("thanh-oai"), "vi"),
        workbook(&committed::workspace("vinh-long"), "en"),
        workbook(&sandbox.path("ws"), "vi"),
    ] {
        let parts = parts(&bytes);
        let mut tables = 0;
        for (name, _) in parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
            let sheet = text(&parts, name);
            for wanted in ["paperSize=\"9\"", "orientation=\"landscape\"", "fitToPage=\"1\""] {
                assert!(sheet.contains(wanted), "{name}: {wanted}");
            }
            assert!(sheet.contains("&amp;P/&amp;N"), "{name} has no number of its page");
            if !sheet.contains("<tablePart ") {
                continue;
            }
            tables += 1;
            assert!(!sheet.contains("<mergeCell"), "{name} has merged cells");
            assert!(sheet.contains("state=\"frozen\""), "{name}");
            for row in ["<row r=\"1\"", "<row r=\"2\"", "<row r=\"3\"", "<row r=\"4\""] {
                assert!(sheet.contains(row), "{name}: {row}");
            }
        }
        assert!(tables > 6, "{tables}");
        for (name, _) in parts.iter().filter(|(name, _)| name.starts_with("xl/tables/")) {
            let table = text(&parts, name);
            let headings: Vec<String> =
                between(table, " name=\"", "\"").iter().skip(1).map(|h| h.to_lowercase()).collect();
            assert_eq!(headings.iter().collect::<BTreeSet<_>>().len(), headings.len(), "{name}: {headings:?}");
            assert!(!table.contains("TableStyle"), "cells bring their own looks");
        }
        // A nought is where bars begin, and they are solid.
        for sheet in parts.keys().filter(|name| name.starts_with("xl/worksheets/sheet")) {
            for bar in between(text(&parts, sheet), "<x14:dataBar ", "</x14:dataBar>") {
                assert!(bar.contains("gradient=\"0\"") && bar.contains("<xm:f>0</xm:f>"), "{bar}");
            }
        }
        assert!(
            !parts.keys().any(|name| name.contains("vba") || name.contains("externalLink")),
            "no macros, no links out"
        );
    }
}

#[test]
fn links_lead_to_sheets_that_there_are_and_back() {
    let bytes = workbook(&committed::workspace("thanh-oai"), "vi");
    let parts = parts(&bytes);
    let names: Vec<&str> = between(text(&parts, "xl/workbook.xml"), "<sheet name=\"", "\"");
    assert!(names.iter().all(|name| name.chars().count() <= 31), "{names:?}");
    let mut to_contents = 0;
    let mut from_contents = BTreeSet::new();
    for (place, name) in names.iter().enumerate() {
        let sheet = text(&parts, &format!("xl/worksheets/sheet{}.xml", place + 1));
        for target in between(sheet, "location=\"'", "'!") {
            assert!(names.contains(&target), "{name} leads to {target}");
            to_contents += usize::from(target == "Mục lục");
            if *name == "Mục lục" {
                from_contents.insert(target);
            }
        }
    }
    assert!(to_contents + 2 >= names.len(), "{to_contents} of {} sheets lead back", names.len());
    for name in names.iter().filter(|name| !["Mục lục", "Số liệu biểu đồ"].contains(name)) {
        assert!(from_contents.contains(name), "the contents do not name {name}");
    }
}

/// The names of the sheets with their parts, in order.
fn sheets(parts: &Parts) -> Vec<(&str, &str)> {
    let names = between(text(parts, "xl/workbook.xml"), "<sheet name=\"", "\"");
    let part = |(place, name)| (name, text(parts, &format!("xl/worksheets/sheet{}.xml", place + 1)));
    names.into_iter().enumerate().map(part).collect()
}

#[test]
fn sizes_are_shown_by_solid_bars_from_nought_and_rates_by_the_ramp_behind_their_numbers() {
    let parts = parts(&workbook(&committed::workspace("thanh-oai"), "vi"));
    let (mut bars, mut scales) = (0, 0);
    for (name, sheet) in sheets(&parts) {
        assert!(!sheet.contains("sparkline"), "{name}: nothing is told by a small line alone");
        let solid: Vec<&str> = between(sheet, "<x14:dataBar ", "</x14:dataBar>");
        for bar in &solid {
            assert!(bar.contains("gradient=\"0\"") && bar.contains("<xm:f>0</xm:f>"), "{name}: {bar}");
        }
        let mut of_sheet = 0;
        for rule in between(sheet, "<conditionalFormatting sqref=\"", "</conditionalFormatting>") {
            let (area, rule) = rule.split_once('"').expect("an area");
            if rule.contains("<dataBar>") {
                assert!(rule.contains("<cfvo type=\"num\" val=\"0\"/>") && rule.contains("rgb=\"FFBCD4EC\""), "{rule}");
                of_sheet += 1;
            } else {
                let colours = between(rule, "<color rgb=\"FF", "\"");
                assert_eq!(colours, ["EEF4FB", "BCD4EC", "82AEDA"], "{name}");
                scales += 1;
            }
            // The numbers stand in the cells, and no total makes all others small.
            let (first, last) = area.split_once(':').expect("a column");
            let row = |cell: &str| -> u32 { cell.trim_start_matches(char::is_alphabetic).parse().expect("a row") };
            let column = first.trim_end_matches(char::is_numeric);
            for row in row(first)..=row(last) {
                let cell = between(sheet, &format!("<c r=\"{column}{row}\""), "</c>");
                assert!(cell.len() == 1 && cell[0].contains("<v>"), "{name} {column}{row}: {cell:?}");
            }
            let below = between(sheet, &format!("<c r=\"{column}{}\"", row(last) + 1), "</c>");
            assert!(below.len() == 1 && below[0].contains("<f>SUM(") || below[0].contains("<f>IFERROR("), "{below:?}");
        }
        assert_eq!(of_sheet, solid.len(), "{name}: every bar says that it is solid");
        bars += of_sheet;
    }
    assert!(bars >= 8 && scales >= 1, "{bars} bars, {scales} scales");
}

#[test]
fn every_sign_in_a_table_is_explained_on_its_sheet_and_no_two_tables_share_a_title() {
    let sandbox = mixed();
    let mut signs = 0;
    for bytes in [
        workbook(&committed::workspace("vinh-long"), "vi"),
        workbook(&committed::workspace("thanh-oai"), "vi"),
        workbook(&sandbox.path("ws"), "vi"),
    ] {
        let mut by_sheet: BTreeMap<String, Vec<(u32, Data)>> = BTreeMap::new();
        for ((sheet, row, _), value) in values(&bytes) {
            by_sheet.entry(sheet).or_default().push((row, value));
        }
        by_sheet.retain(|sheet, _| sheet.starts_with("Biểu ") && sheet != "Biểu đồ" || sheet == "Tổng hợp");
        assert!(by_sheet.len() > 4);
        for (sheet, cells) in &by_sheet {
            let texts: Vec<&str> =
                cells.iter().filter(|(row, _)| *row > 3).filter_map(|(_, cell)| cell.get_string()).collect();
            let notes = texts.iter().filter(|text| text.chars().count() > 12).copied().collect::<Vec<_>>().join(" ");
            let told = |sign: &str| notes.split([' ', '“', '”', ';']).any(|word| word == sign);
            for sign in ["…", "x"] {
                assert!(!texts.contains(&sign) || told(sign), "{sheet}: {sign} in {notes}");
                signs += usize::from(texts.contains(&sign));
            }
            let numbers = || cells.iter().filter_map(|(_, cell)| cell.get_float());
            assert!(numbers().all(|number| number != 0.0) || told("-"), "{sheet}: nought in {notes}");
        }
        let title =
            |cells: &Vec<(u32, Data)>| cells.iter().find(|(row, _)| *row == 0).map(|(_, cell)| cell.to_string());
        let words = |title: String| title.split_once(". ").map_or(title.clone(), |(_, words)| words.to_owned());
        let titles: Vec<String> = by_sheet.values().filter_map(title).map(words).collect();
        assert_eq!(titles.iter().collect::<BTreeSet<_>>().len(), titles.len(), "{titles:#?}");
    }
    assert!(signs > 4, "{signs}");
}

#[test]
fn the_numbers_of_a_chart_stand_whole_on_one_page() {
    /// What A4 across holds between its margins: points high, pixels wide.
    const PAGE: (f64, f64) = (509.0, 1026.0);
    for name in ["thanh-oai", "vinh-long"] {
        let parts = parts(&workbook(&committed::workspace(name), "vi"));
        let (_, sheet) = *sheets(&parts).iter().find(|(name, _)| *name == "Số liệu biểu đồ").expect("the numbers");
        let number = |text: &str| text.parse::<f64>().expect("a number");
        let one = |text: &str, start: &str| between(text, start, "\"").first().map(|found| number(found));
        let width: f64 = between(sheet, "<col ", "/>")
            .into_iter()
            .map(|col| {
                let columns = one(col, "max=\"").expect("max") - one(col, "min=\"").expect("min") + 1.0;
                columns * one(col, " width=\"").expect("a width") * 8.0
            })
            .sum();
        let rows: Vec<(u32, f64, &str)> = between(sheet, "<row ", "</row>")
            .into_iter()
            .map(|row| (number(between(row, "r=\"", "\"")[0]) as u32, one(row, " ht=\"").unwrap_or(15.75), row))
            .collect();
        let mut ends: Vec<u32> = between(sheet, "<brk id=\"", "\"").iter().map(|id| number(id) as u32).collect();
        assert!(!ends.is_empty());
        let last = rows.last().expect("rows").0;
        ends.push(last);
        let (mut start, repeated) = (1, rows[0].1);
        for end in ends {
            let on_page: Vec<_> = rows.iter().filter(|(row, ..)| (start..=end).contains(row)).collect();
            let height: f64 = on_page.iter().map(|(_, height, _)| height).sum();
            let held = PAGE.0 * (width / PAGE.1).max(1.0) - if start > 1 { repeated } else { 0.0 };
            assert!(height <= held, "{name}: rows {start} to {end} are {height} of {held} points");
            // A page starts with the title of a chart.
            let cells = between(on_page[0].2, "<c r=\"", "\"").len();
            assert_eq!(cells, if start == 1 { on_page[0].2.matches("<c ").count() } else { 1 }, "{name}: row {start}");
            start = end + 1;
        }
    }
}

/// The values of all cells, by sheet and place.
fn values(bytes: &[u8]) -> BTreeMap<(String, u32, u32), Data> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let mut found = BTreeMap::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).expect("a sheet");
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            found.insert((sheet.clone(), top + row as u32, left + column as u32), value.clone());
        }
    }
    found
}

/// The places of all formulas.
fn formulas(bytes: &[u8]) -> BTreeMap<(String, u32, u32), String> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let mut found = BTreeMap::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_formula(&sheet).expect("a sheet");
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, formula) in range.used_cells().filter(|(.., formula)| !formula.is_empty()) {
            found.insert((sheet.clone(), top + row as u32, left + column as u32), formula.clone());
        }
    }
    found
}

/// The workbook without the results of its formulas, so that whoever opens it has to compute them.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts(bytes) {
        writer.start_file(&name, SimpleFileOptions::default()).expect("a part");
        let content = if name.starts_with("xl/worksheets/sheet") {
            let sheet = String::from_utf8(content).expect("UTF-8");
            let mut kept = String::new();
            for (place, piece) in sheet.split("</f><v>").enumerate() {
                let piece = if place == 0 { piece } else { piece.split_once("</v>").expect("the end of a result").1 };
                kept.push_str(piece);
                kept.push_str("</f>");
            }
            kept.truncate(kept.len() - "</f>".len());
            kept.into_bytes()
        } else {
            content
        };
        writer.write_all(&content).expect("its bytes");
    }
    writer.finish().expect("a package").into_inner()
}

/// The workbook as LibreOffice computes and saves it; none where there is no LibreOffice.
fn recalculated(bytes: &[u8]) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (folder.path().join("from.xlsx"), folder.path().join("out"));
    std::fs::write(&from, without_results(bytes)).expect("a file");
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let run = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", "xlsx", "--outdir"])
        .args([to.as_os_str(), from.as_os_str()])
        .output();
    match run {
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => None,
        other => {
            let said = other.expect("LibreOffice starts");
            Some(std::fs::read(to.join("from.xlsx")).unwrap_or_else(|_| panic!("{said:?}")))
        }
    }
}

#[test]
fn another_program_computes_what_the_cells_show() {
    let sandbox = mixed();
    for bytes in [
        workbook(&committed::workspace("thanh-oai"), "vi"),
        workbook(&committed::workspace("vinh-long"), "vi"),
        workbook(&sandbox.path("ws"), "vi"),
    ] {
        let (shown, formulas) = (values(&bytes), formulas(&bytes));
        assert!(formulas.len() > 20, "{}", formulas.len());
        let volatile = ["NOW(", "TODAY(", "OFFSET(", "INDIRECT(", "RAND", "[@"];
        let moving: Vec<&String> = formulas.values().filter(|f| volatile.iter().any(|word| f.contains(word))).collect();
        assert!(moving.is_empty(), "{moving:?}");
        let Some(copy) = recalculated(&bytes) else {
            eprintln!("no LibreOffice here: nothing was recalculated");
            return;
        };
        let computed = values(&copy);
        let mut compared = 0;
        for (place, formula) in formulas.iter().filter(|(_, formula)| !formula.contains("HYPERLINK")) {
            let (Some(Data::Float(shown)), Some(Data::Float(computed))) = (shown.get(place), computed.get(place))
            else {
                panic!("{place:?} = {formula}: {:?} and {:?}", shown.get(place), computed.get(place));
            };
            assert!(shown == computed, "{place:?} = {formula}: {shown} and {computed}");
            compared += 1;
        }
        assert!(compared > 20, "{compared}");
        // What is no formula is kept as it was written, to the last digit.
        for (place, cell) in shown.iter().filter(|(place, _)| !formulas.contains_key(*place)) {
            assert_eq!(computed.get(place), Some(cell), "{place:?}");
        }
    }
}

#[test]
fn the_day_of_the_summary_comes_from_the_workspace_alone() {
    let sandbox = mixed();
    sandbox.run(&["report", "ws", "--output", "out"]);
    let found = values(&std::fs::read(sandbox.path("out/tong-ket.xlsx")).expect("a workbook"));
    let says = |words: &str| found.values().any(|cell| matches!(cell, Data::String(text) if text.contains(words)));
    assert!(says("nguồn: 5 tệp báo cáo của 5/5 đơn vị; tổng hợp ngày 05/01/2022"));
    assert!(says("Nguồn: báo cáo của 5/5 đơn vị; tổng hợp ngày 05/01/2022."));
    assert!(says("số liệu đến 31/12 hằng năm"));

    let wrong = Sandbox::new().file(
        "tongket.toml",
        "[workspace]\nname = \"X\"\nunit = \"thanh-oai\"\ncompiled = \"2022-02-30\"\n[term]\nfrom = \"2018-01\"\nto = \"2019-12\"\n",
    );
    let ran = wrong.run(&["report", "ws", "--output", "out"]);
    let ran = ran.code(2);
    assert!(ran.stderr.contains("2022-02-30"), "{}", ran.stderr);
}
