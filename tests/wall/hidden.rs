//! What is hidden: rows are read and told, columns and sheets are told and read where the workspace asks for them.

use std::io::Cursor;

use calamine::{Reader, Xlsx as Peer};
use rust_xlsxwriter::Workbook;

use super::package::zipped;
use super::{seen, seen_by};
use crate::sandbox::Sandbox;

/// A workbook as Excel writes it: a filtered row, a column put away, a sheet hidden and one well hidden.
fn book() -> Vec<u8> {
    let mut workbook = Workbook::new();
    for name in ["A", "B", "C", "D"] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).expect("a name");
        match name {
            "B" | "D" => sheet.set_hidden(true),
            "C" => sheet.set_very_hidden(true),
            _ => &mut *sheet,
        };
        for (row, column) in (0..6).flat_map(|row| (0..4).map(move |column| (row, column))) {
            if name != "D" {
                sheet.write_number(row, column, f64::from(10 * row + u32::from(column))).expect("a cell");
            }
        }
    }
    let sheet = workbook.worksheet_from_name("A").expect("a sheet");
    sheet.merge_range(5, 1, 5, 2, "gộp", &rust_xlsxwriter::Format::new()).expect("a block");
    for row in [1, 2, 4] {
        sheet.set_row_hidden(row).expect("a row");
    }
    sheet.set_column_hidden(1).expect("a column");
    sheet.set_column_hidden(9).expect("a column");
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn hidden_rows_are_read_and_hidden_columns_and_sheets_are_not() {
    let seen = seen("a.xlsx", &book());
    let cells: Vec<&str> = seen.iter().filter_map(|line| line.strip_prefix("A!")).collect();
    // Of column B only the block that reaches into column C is seen.
    assert!(cells.contains(&"A2 10") && cells.contains(&"B6 gộp") && !cells.contains(&"B2 11"), "{cells:?}");
    let told = ["rows-hidden A \"2–3, 5\"", "columns-hidden A \"B\"", "sheet-hidden B", "sheet-hidden C"];
    assert_eq!(seen[seen.len() - 4..], told);
    assert!(!seen.iter().any(|line| line.starts_with(['B', 'C', 'D'])));
}

#[test]
fn hidden_columns_and_sheets_are_read_where_the_workspace_asks() {
    let mut knowledge = crate::reading::knowledge();
    knowledge.read_hidden = true;
    let seen = seen_by(&knowledge, "a.xlsx", &book());
    assert!(["A!B2 11", "B!A1 0", "C!D6 53"].iter().all(|cell| seen.iter().any(|line| line == cell)), "{seen:?}");
    assert_eq!(seen.last().map(String::as_str), Some("rows-hidden A \"2–3, 5\""));
}

#[test]
fn the_key_in_tongket_toml_is_followed() {
    let sandbox = |key: &str| {
        let text = format!(
            "[workspace]\nname = \"A\"\nunit = \"thanh-oai\"\n[term]\nfrom = \"2018-01\"\nto = \"2019-12\"\n[intake]\nhidden = \"{key}\"\n"
        );
        let mut workbook = Workbook::new();
        workbook.add_worksheet().set_name("Mục lục").expect("a name");
        let sheet = workbook.add_worksheet().set_hidden(true);
        let rows = [
            ["BÁO CÁO NĂM 2019", ""],
            ["Đơn vị", "Sáng kiến cải tiến"],
            ["Thị trấn Kim Bài", "12"],
            ["Xã Tam Hưng", "30"],
        ];
        sheet.write_row_matrix(0, 0, rows).expect("cells");
        let bytes = workbook.save_to_buffer().expect("a workbook");
        Sandbox::new().file("tongket.toml", &text).bytes("reports/bc.xlsx", &bytes)
    };
    let skipped = sandbox("skip").run(&["check", "ws"]);
    skipped.stdout_contains("sheet-hidden").stdout_contains("hidden = \"read\"").stdout_contains("7 ô");
    let read = sandbox("read").run(&["extract", "ws"]).stdout;
    assert!(read.contains("kim-bai") && read.contains(",30,"), "{read}");
    let told = sandbox("read").run(&["check", "ws"]).stdout;
    assert!(!told.contains("sheet-hidden") && !told.contains("setting-unused"), "{told}");
}

#[test]
fn the_peer_agrees_on_which_sheets_are_hidden() {
    let peer: Peer<_> = Peer::new(Cursor::new(book())).expect("a workbook");
    let hidden: Vec<String> = peer
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible != calamine::SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    assert_eq!(hidden, ["B", "C", "D"]);
}

#[test]
fn open_documents_tell_what_is_hidden_merged_and_shown_as_a_percentage() {
    let content = r#"<office:document-content><office:automatic-styles>
<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:tracked-changes><table:table-cell><text:p>cũ</text:p></table:table-cell></table:tracked-changes>
<table:table table:name="A"><table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="16382"/>
<table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string"><text:p>Báo<text:s/>cáo</text:p><text:p>năm</text:p>
<office:annotation><text:p>x</text:p></office:annotation></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="percentage" office:value="0.125"/></table:table-row>
<table:table-row table:visibility="filter"><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="date" office:date-value="2019-12-31"/><table:table-cell office:value-type="float" office:value="1"/>
<table:table-cell table:formula="of:=1"/><table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row><table:table-cell table:formula="of:=1/0" calcext:value-type="error" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>
</table:table><table:table table:name="B" table:style-name="off"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"#;
    let expected = [
        "A!A1 Báo cáo\nnăm",
        "A!C1 12.5%",
        "A!C2 7",
        "A!D2 7",
        "A!A3 2019-12-31",
        "A!C3 =",
        "A!A4 2019-12-31",
        "A!C4 =",
        "A!A1048575 #DIV/0!",
        "A!A1:B2",
        "rows-hidden A \"2\"",
        "columns-hidden A \"B\"",
        "sheet-hidden B",
    ];
    assert_eq!(seen("a.ods", &zipped(&[("content.xml", content.as_bytes())])), expected);
}

#[test]
fn what_repeats_without_end_meets_the_limit() {
    let content = "<table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" \
        office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>";
    assert_eq!(seen("a.ods", &zipped(&[("content.xml", content.as_bytes())])), ["file-limit \"cells\""]);
}

#[test]
fn a_locked_open_document_is_told() {
    let manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    assert_eq!(
        seen("a.ods", &zipped(&[("META-INF/manifest.xml", manifest), ("content.xml", b"\x01\x02")])),
        ["file-password"]
    );
}
