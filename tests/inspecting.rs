//! `tongket inspect`: what a person and a machine are shown of one file, and what is refused.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::drawing::{self, Sheet};
use crate::reading::{self, Workbook};
use crate::sandbox::Sandbox;

/// The cases' workspace with one report.
fn sandbox(path: &str, bytes: &[u8]) -> Sandbox {
    let mut sandbox = Sandbox::empty();
    for name in ["tongket.toml", "indicators.toml", "units.csv"] {
        let text = fs::read(reading::folder().join("workspace").join(name)).expect("a file");
        sandbox = sandbox.bytes(name, &text);
    }
    sandbox.bytes(&format!("reports/{path}"), bytes)
}

fn case(wanted: &str) -> (String, Vec<u8>) {
    let found = reading::workbooks().into_iter().find(|case| case.name == wanted).expect("the case");
    (found.path, found.bytes)
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inspect").join(name)
}

/// A value with a line a row, a column, a cell: what differs is seen at once.
fn lines(value: &Value, depth: usize, into: &mut String) {
    let blank = " ".repeat(depth);
    match value {
        Value::Object(keys) if keys.values().any(holds_objects) => {
            let separate = |at: usize| if at + 1 < keys.len() { "," } else { "" };
            into.push_str(&format!("{blank}{{\n"));
            for (at, (key, value)) in keys.iter().enumerate() {
                if holds_objects(value) {
                    into.push_str(&format!("{blank} \"{key}\":\n"));
                    lines(value, depth + 1, into);
                    into.truncate(into.trim_end().len());
                    into.push_str(&format!("{}\n", separate(at)));
                } else {
                    into.push_str(&format!("{blank} \"{key}\": {value}{}\n", separate(at)));
                }
            }
            into.push_str(&format!("{blank}}}\n"));
        }
        Value::Array(list) => {
            into.push_str(&format!("{blank}[\n"));
            for (at, value) in list.iter().enumerate() {
                lines(value, depth + 1, into);
                into.truncate(into.trim_end().len());
                into.push_str(if at + 1 < list.len() { ",\n" } else { "\n" });
            }
            into.push_str(&format!("{blank}]\n"));
        }
        value => into.push_str(&format!("{blank}{value}\n")),
    }
}

fn holds_objects(value: &Value) -> bool {
    value.as_array().is_some_and(|list| list.first().is_some_and(Value::is_object))
}

/// A drawn sheet as a workbook.
fn drawn(name: &str, lines: &[&str]) -> Vec<u8> {
    let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
    lines.iter().for_each(|line| sheet.draw(line));
    drawing::xlsx(&[sheet])
}

#[test]
fn an_inspection_for_machines_is_as_the_golden_files_say() {
    for name in ["form-1-three-header-rows", "form-2-official", "damaged-cells"] {
        let (path, bytes) = case(name);
        let ran = sandbox(&path, &bytes).run(&["inspect", &format!("ws/reports/{path}"), "--json"]);
        let mut value: Value = serde_json::from_str(&ran.stdout).expect("one object");
        // Their words are the finding's own business.
        for finding in value["findings"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            finding.retain(|key, _| key != "message" && key != "suggestion");
        }
        let mut shown = String::new();
        lines(&value, 0, &mut shown);
        let file = golden(&format!("{name}.json"));
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs::write(&file, &shown).expect("the golden file is written");
        }
        let expected = fs::read_to_string(&file).expect("the golden file").replace("\r\n", "\n");
        assert!(shown == expected, "{name} differs from {}; UPDATE_CASES=1 writes\n{shown}", file.display());
    }
}

#[test]
fn every_cell_of_every_case_has_a_role_and_every_observation_its_cell() {
    for Workbook { name, workspace, path, bytes } in reading::workbooks() {
        let knowledge = reading::knowledge_of(&workspace);
        let intake = tongket::intake::Intake::new(&knowledge);
        let inspection = intake.inspect(&path, &bytes, "").value;
        let (observations, _) = reading::read(&intake, &path, &bytes);
        let read: usize = inspection.sheets.iter().map(|sheet| sheet.counts().read).sum();
        assert_eq!(read, observations.rows.len(), "{name}: figures shown as read");
        for sheet in &inspection.sheets {
            for at in sheet.observed.keys() {
                assert_eq!(sheet.role(*at).word(), "value", "{name} {at}");
            }
        }
    }
}

/// Holds that markup is well formed: every tag closed in its order, every attribute quoted, no stray bracket.
fn well_formed(html: &str) {
    const VOID: [&str; 3] = ["meta", "input", "br"];
    let mut open: Vec<String> = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").expect("a doctype");
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a stray bracket in {:?}", &rest[..at]);
        let end = rest[at..].find('>').expect("a tag ends") + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "…{:?}", &rest[..rest.len().min(80)]);
            continue;
        }
        let name = tag.split_whitespace().next().expect("a name").to_owned();
        assert_eq!(tag.matches('"').count() % 2, 0, "quotes in <{tag}>");
        if name == "script" || name == "style" {
            let close = format!("</{name}>");
            let end = rest.find(&close).expect("its end");
            rest = &rest[end + close.len()..];
        } else if !VOID.contains(&name.as_str()) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
}

#[test]
fn the_page_is_one_well_formed_file_that_loads_nothing_and_holds_nothing_unescaped() {
    let evil = "</span><script>alert(1)</script>\" onmouseover='x' &amp;";
    let bytes = drawn(
        "<b>Biểu'&\"1",
        &[
            "| BÁO CÁO NĂM 2019 | | |",
            &format!("| TT | Đơn vị | Kết nạp mới | Số buổi {evil} |"),
            &format!("| 1 | CĐCS {evil} | 3 | 4 |"),
            "| 2 | Xã Bích Hòa | 5 | 6 |",
        ],
    );
    let sandbox = sandbox("2019/a&i'.xlsx", &bytes);
    sandbox.run(&["inspect", "2019/a&i'.xlsx", "--workspace", "ws", "--html=page.html"]).code(0);
    let html = fs::read_to_string(sandbox.path("page.html")).expect("the page");
    well_formed(&html);
    assert_eq!(html.matches("<script").count(), 1, "only the page's own script");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onmouseover=&#39;x&#39; &amp;amp;"));
    for outside in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
    for Workbook { name, workspace, path, bytes } in reading::workbooks() {
        let knowledge = reading::knowledge_of(&workspace);
        let found = tongket::intake::Intake::new(&knowledge).inspect(&path, &bytes, "");
        let html = tongket::report::inspection::page(&found.value, &found.findings, &knowledge);
        println!("{name}");
        well_formed(&html);
    }
}

#[test]
fn a_recipe_is_written_where_it_is_asked_for_once_and_followed_from_then_on() {
    let (path, bytes) = case("form-2-path-labels");
    let sandbox = sandbox(&path, &bytes);
    let before = sandbox.run(&["extract", "ws"]).stdout;
    let wrote = sandbox.run(&["xem", &format!("ws/reports/{path}"), "--recipe"]).stdout;
    assert!(wrote.contains("layouts"), "{wrote}");
    assert_eq!(sandbox.files("ws/layouts"), ["2020-thanh-mai.toml"]);
    assert_eq!(sandbox.run(&["extract", "ws"]).stdout, before);
    let file = sandbox.path("ws/layouts/2020-thanh-mai.toml");
    let text = fs::read_to_string(&file).expect("the recipe");
    sandbox
        .run(&["inspect", &path, "--workspace", "ws", "--recipe"])
        .code(2)
        .stderr_contains("2020-thanh-mai.toml đã có");
    assert_eq!(fs::read_to_string(&file).expect("the recipe"), text, "somebody may have worked on it");
    fs::write(&file, text.replace("indicator = \"merit_groups\"", "indicator = \"dialogues\"")).expect("edited");
    let after = sandbox.run(&["extract", "ws"]).stdout;
    assert!(after.contains(",dialogues,") && !after.contains(",merit_groups,"), "{after}");
    fs::write(&file, text.replace("role = \"measure\"", "roel = \"measure\"")).expect("broken");
    sandbox.run(&["check", "ws"]).code(2).stderr_contains("layouts/2020-thanh-mai.toml:").stderr_contains("`role`");
}

#[test]
fn a_table_of_which_one_word_is_known_is_refused_whole_with_the_way_to_have_it_read() {
    let lines = [
        "| DANH SÁCH NĂM 2019 | | | | | |",
        "| TT | Họ và tên | Tuổi nghề | Số đoàn viên | Bậc thợ | Hệ số | Mã |",
        "| 1 | Nguyễn Văn An | 12 | 3 | 4 | 7 | 31 |",
        "| 2 | Trần Thị Bình | 15 | 1 | 5 | 8 | 32 |",
        "| 3 | Lê Văn Cường | 21 | 2 | 6 | 9 | 33 |",
    ];
    let sandbox = sandbox("2019/danh-sach.xlsx", &drawn("Sheet1", &lines));
    let before = sandbox.files("ws");
    let ran = sandbox.run(&["check", "ws", "--json"]);
    let findings: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let of_file: Vec<&Value> = findings.iter().filter(|finding| finding["file"] == "2019/danh-sach.xlsx").collect();
    assert_eq!(of_file.len(), 1, "{of_file:#?}");
    assert_eq!(of_file[0]["code"], "sheet-refused");
    let suggestion = of_file[0]["suggestion"].as_str().expect("a suggestion");
    assert!(suggestion.contains("layouts/2019-danh-sach.toml"), "{suggestion}");
    assert!(suggestion.contains("tongket inspect \"reports/2019/danh-sach.xlsx\" --recipe"), "{suggestion}");
    assert_eq!(sandbox.run(&["extract", "ws"]).stdout.lines().count(), 1, "not one odd number");
    assert_eq!(sandbox.files("ws"), before, "nothing is written unasked");
    // The command that the finding names does what it says, where it says.
    sandbox.run_in("ws", &["inspect", "reports/2019/danh-sach.xlsx", "--recipe"]);
    assert_eq!(sandbox.files("ws/layouts"), ["2019-danh-sach.toml"]);
    // Whoever keeps the recipe vouches for what it names.
    assert!(sandbox.run(&["extract", "ws"]).stdout.contains(",members,"), "the recipe names the column");
}

#[test]
fn the_terminal_shows_without_colour_what_was_read_and_what_was_not() {
    let (path, bytes) = case("columns-not-known");
    let sandbox = sandbox(&path, &bytes);
    let ran = sandbox.run(&["inspect", &format!("ws/reports/{path}")]);
    assert!(!ran.stdout.contains('\u{1b}'), "no colour where no terminal is");
    let ran = ran.stdout_contains("×5").stdout_contains("Xã Bích Hòa").stdout_contains("→ members_new");
    ran.stdout_contains("chưa rõ là chỉ tiêu nào").stdout_contains("[column-not-read]");
    sandbox.run(&["inspect", &path, "--workspace", "ws", "--sheet", "Biểu*"]).code(2).stderr_contains("Sheet1");
    sandbox.run(&["inspect", "khong-co.xlsx", "--workspace", "ws"]).code(2);
}
