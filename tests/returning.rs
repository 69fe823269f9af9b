//! What goes back to the units: `kiem-tra.xlsx` and the annotated copies of their own reports.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;

use crate::sandbox::Sandbox;

/// A report of one commune and a union of it, with a total that does not fit.
fn report(unit: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Biểu 01").expect("a name");
    for (column, heading) in ["TT", "Đơn vị", "Sáng kiến cải tiến"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, heading).expect("a text");
    }
    for (row, (name, value)) in [(unit, 12), ("Xã Tam Hưng", 5), ("Tổng cộng", 50)].into_iter().enumerate() {
        sheet.write_string(row as u32 + 1, 1, name).expect("a text");
        sheet.write_number(row as u32 + 1, 2, value).expect("a number");
    }
    workbook.save_to_buffer().expect("a workbook")
}

fn sandbox() -> Sandbox {
    Sandbox::new()
        .bytes("reports/2019/bc-kim-bai.xlsx", &report("Thị trấn Kim Bài"))
        .report_csv("2018/bc-tam-hung.csv", "TT,Đơn vị,Sáng kiến cải tiến\n1,Xã Tam Hưng,-4\n")
}

fn book(sandbox: &Sandbox, name: &str) -> Xlsx<Cursor<Vec<u8>>> {
    let bytes = std::fs::read(sandbox.path(name)).unwrap_or_else(|_| panic!("{name}: {:?}", sandbox.files("out")));
    Xlsx::new(Cursor::new(bytes)).expect("a workbook")
}

/// The texts of a sheet.
fn texts(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<String> {
    let range = book.worksheet_range(sheet).expect("a sheet");
    range
        .used_cells()
        .filter_map(|(.., value)| match value {
            Data::String(text) => Some(text.clone()),
            _ => None,
        })
        .collect()
}

#[test]
fn every_unit_with_something_to_answer_has_a_sheet_and_its_own_report_back_with_notes() {
    let sandbox = sandbox();
    let received = std::fs::read(sandbox.path("ws/reports/2019/bc-kim-bai.xlsx")).expect("a report");
    sandbox
        .run(&["report", "ws", "--output", "out"])
        .code(1)
        .stdout_contains("kiem-tra.xlsx")
        .stdout_contains("tra-lai/");
    let mut book = book(&sandbox, "out/kiem-tra.xlsx");
    let sheets = book.sheet_names();
    assert_eq!(sheets.len(), 4, "the list, the unit of the report, and the two communes: {sheets:?}");
    assert!(sheets.iter().any(|name| name.ends_with("Xã Tam Hưng")), "{sheets:?}");
    let contents = texts(&mut book, &sheets[0]);
    assert!(contents.iter().any(|text| text == "Xã Tam Hưng"), "{contents:?}");
    let page = sheets.iter().find(|name| name.contains("Thanh Oai")).expect("a sheet");
    let page = texts(&mut book, page);
    assert!(page.iter().any(|text| text.contains("2019/bc-kim-bai.xlsx › Biểu 01 › C4")), "{page:?}");
    assert!(page.iter().any(|text| text == "Đơn vị trả lời"), "{page:?}");
    let copies: Vec<String> = sandbox.files("out").into_iter().filter(|name| name.starts_with("tra-lai/")).collect();
    assert_eq!(copies.len(), 2, "{copies:?}");
    assert!(copies.contains(&"tra-lai/Xã Tam Hưng/2018/bc-tam-hung.csv.txt".to_owned()), "{copies:?}");
    let list =
        std::fs::read_to_string(sandbox.path("out/tra-lai/Xã Tam Hưng/2018/bc-tam-hung.csv.txt")).expect("a list");
    assert!(list.starts_with('\u{feff}') && list.contains("C2: cảnh báo\r\n"), "{list}");
    let copy = copies.iter().find(|name| name.ends_with("2019/bc-kim-bai.xlsx")).expect("a copy");
    let mut copied = self::book(&sandbox, &format!("out/{copy}"));
    let range = copied.worksheet_range("Biểu 01").expect("a sheet");
    assert_eq!(range.get_value((2, 2)), Some(&Data::Float(5.0)));
    // The report as received was not touched.
    assert_eq!(std::fs::read(sandbox.path("ws/reports/2019/bc-kim-bai.xlsx")).expect("a report"), received);
}

#[test]
fn check_writes_them_alone_where_it_is_told_where() {
    let sandbox = sandbox();
    sandbox.run(&["check", "ws"]).code(1);
    assert!(!sandbox.path("out").exists());
    sandbox.run(&["check", "ws", "--output", "out"]).code(1);
    let files = sandbox.files("out");
    assert!(files.contains(&"kiem-tra.xlsx".to_owned()) && files.len() == 3, "{files:?}");
    sandbox.run(&["check", "ws", "--output", "ws/reports/a"]).code(2);
}

#[test]
fn a_workspace_without_doubts_says_that_there_is_nothing_to_ask() {
    let config = std::fs::read_to_string(Sandbox::new().path("ws/tongket.toml")).expect("a configuration");
    let sandbox = Sandbox::new()
        .file("tongket.toml", &config.replace("2018-01", "2019-01"))
        .report_csv("bc-2019.csv", "TT,Đơn vị,Sáng kiến cải tiến\n1,Thị trấn Kim Bài,12\n2,Xã Tam Hưng,4\n");
    sandbox.run(&["report", "ws", "--output", "out"]).code(0);
    let mut book = book(&sandbox, "out/kiem-tra.xlsx");
    let sheets = book.sheet_names();
    assert_eq!(sheets.len(), 1);
    assert!(texts(&mut book, &sheets[0]).iter().any(|text| text.starts_with("Không có nội dung nào")));
    assert!(!sandbox.path("out/tra-lai").exists());
}

#[test]
fn a_copy_that_an_earlier_run_left_is_told() {
    let sandbox = sandbox();
    sandbox.run(&["report", "ws", "--output", "out"]);
    std::fs::remove_file(sandbox.path("ws/reports/2018/bc-tam-hung.csv")).expect("removed");
    let ran = sandbox.run(&["report", "ws", "--output", "out"]);
    ran.stdout_contains("tra-lai/Xã Tam Hưng/2018/bc-tam-hung.csv.txt");
}

#[test]
fn the_same_workspace_gives_the_same_bytes() {
    let sandbox = sandbox();
    for folder in ["one", "two"] {
        sandbox.run(&["check", "ws", "--output", folder]);
    }
    for name in sandbox.files("one") {
        let read = |folder: &str| std::fs::read(sandbox.path(&format!("{folder}/{name}"))).expect("an output");
        assert_eq!(read("one"), read("two"), "{name}");
    }
}
