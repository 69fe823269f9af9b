//! A sender's own workbook annotated: what was coloured and noted is there, and every other part is byte for byte as it was.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{
    Chart, ChartType, ConditionalFormatCell, ConditionalFormatCellRule, Format, FormatBorder, Formula, Note, Workbook,
};
use tongket::domain::{CellRef, Severity};
use tongket::report::write::annotated::{Remark, annotate, can_annotate};
use zip::ZipArchive;

/// The parts of a package, inflated.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut parts = BTreeMap::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).expect("a part");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("an inflated part");
        assert!(parts.insert(file.name().expect("a name").to_string(), content).is_none(), "a name twice");
    }
    parts
}

/// A workbook as an office sends it: styles, formulas, a chart, a note of its own, a merged heading, a second sheet.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let framed = Format::new().set_border(FormatBorder::Thin).set_num_format("#,##0").set_bold();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Biểu 01 & \"phụ\"").expect("a name");
    sheet.merge_range(0, 0, 0, 2, "Báo cáo năm 2019", &Format::new().set_bold()).expect("a heading");
    for (row, (name, value)) in [("Xã A", 12.0), ("Xã B", 1_250.0), ("Xã C", 7.0)].into_iter().enumerate() {
        sheet.write_string(row as u32 + 2, 1, name).expect("a text");
        sheet.write_number_with_format(row as u32 + 2, 2, value, &framed).expect("a number");
    }
    sheet.write_formula(6, 2, Formula::new("=SUM(C3:C5)").set_result("1269")).expect("a formula");
    sheet.insert_note(2, 1, &Note::new("Ghi chú của xã").set_author("Văn thư")).expect("a note");
    let rule = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::GreaterThan(1_000))
        .set_format(Format::new().set_italic());
    sheet.add_conditional_format(2, 2, 4, 2, &rule).expect("a rule");
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values(("Biểu 01 & \"phụ\"", 2, 2, 4, 2));
    sheet.insert_chart(8, 0, &chart).expect("a chart");
    let other = workbook.add_worksheet();
    other.set_name("Biểu 02").expect("a name");
    other.write_string(0, 0, "=cmd|'/c calc'!A1").expect("a text");
    workbook.save_to_buffer().expect("a workbook")
}

fn remark(sheet: &str, cell: &str, severity: Severity, text: &str) -> Remark {
    let cell = CellRef::parse(cell).expect("a cell");
    Remark { sheet: sheet.to_owned(), cell, severity, text: text.to_owned() }
}

const SHEET: &str = "Biểu 01 & \"phụ\"";

fn annotated(bytes: &[u8]) -> (Vec<u8>, usize) {
    let remarks = [
        remark(SHEET, "C4", Severity::Error, "Ghi 1.250 <b>, có lẽ là 125\nĐề nghị kiểm tra & trả lời"),
        remark(SHEET, "C4", Severity::Warning, "Khác xu hướng"),
        remark(SHEET, "B3", Severity::Warning, "Tên viết khác"),
        remark(SHEET, "E9", Severity::Warning, "=cmd|'/c calc'!A1 để trống"),
        remark(SHEET, "C1", Severity::Note, "Ô trong khối gộp"),
        remark("Không có", "A1", Severity::Error, "không viết được"),
    ];
    annotate(bytes, &remarks).expect("an annotated copy")
}

#[test]
fn only_the_parts_that_must_change_change() {
    let before = workbook();
    let (after, written) = annotated(&before);
    assert_eq!(written, 4, "four cells of the one sheet");
    let (old, new) = (parts(&before), parts(&after));
    let changed: Vec<&str> =
        new.iter().filter(|(name, content)| old.get(*name) != Some(content)).map(|(n, _)| n.as_str()).collect();
    assert_eq!(
        changed,
        ["xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
    );
    assert!(old.keys().all(|name| new.contains_key(name)), "no part is lost");
    assert_eq!(annotated(&before).0, after, "the same workbook gives the same copy");
}

#[test]
fn values_formulas_and_looks_stay_and_notes_are_added_to_those_that_were_there() {
    let (after, _) = annotated(&workbook());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(after.clone())).expect("a workbook");
    let range = book.worksheet_range(SHEET).expect("a sheet");
    assert_eq!(range.get_value((3, 2)), Some(&Data::Float(1_250.0)));
    assert_eq!(
        book.worksheet_formula(SHEET).expect("formulas").get_value((6, 2)).map(String::as_str),
        Some("SUM(C3:C5)")
    );
    let new = parts(&after);
    let text = |name: &str| String::from_utf8(new[name].clone()).expect("a text");
    let comments = text("xl/comments1.xml");
    assert!(comments.contains("Ghi chú của xã") && comments.contains("Tên viết khác"), "{comments}");
    assert_eq!(comments.matches("<comment ref=\"B3\"").count(), 1, "one note a cell");
    assert!(comments.contains("Ghi 1.250 &lt;b&gt;, có lẽ là 125\nĐề nghị kiểm tra &amp; trả lời\n\nKhác xu hướng"));
    assert!(comments.contains("<comment ref=\"A1\""), "a covered cell's note goes to the first of its block");
    let sheet = text("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<c r=\"E9\" s=\""), "a blank cell is put in: {sheet}");
    assert_eq!(sheet.matches("<legacyDrawing").count(), 1);
    // The coloured style is the framed one with another fill.
    let styles = text("xl/styles.xml");
    let style_of = |cell: &str| -> usize {
        let at = sheet.find(&format!("<c r=\"{cell}\" s=\"")).expect("the cell") + 11 + cell.len();
        sheet[at..].split('"').next().and_then(|digits| digits.parse().ok()).expect("a style")
    };
    let formats = styles.split("<cellXfs").nth(1).and_then(|rest| rest.split("</cellXfs>").next()).expect("styles");
    let formats: Vec<&str> = formats.split("<xf ").skip(1).collect();
    let (plain, red) = (formats[style_of("C3")], formats[style_of("C4")]);
    let same = |name: &str| {
        let value = |format: &str| {
            format.split(&format!("{name}=\"")).nth(1).and_then(|v| v.split('"').next()).map(str::to_owned)
        };
        assert_eq!(value(plain), value(red), "{name}");
    };
    for name in ["numFmtId", "fontId", "borderId"] {
        same(name);
    }
    assert!(red.contains("applyFill=\"1\"") && styles.contains("FFFFC7CE"), "{red}");
}

#[test]
fn a_sheet_without_notes_gets_the_parts_that_notes_need() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Sheet1").expect("a name").write_number(0, 0, 5).expect("a number");
    let before = workbook.save_to_buffer().expect("a workbook");
    let (after, _) = annotate(&before, &[remark("Sheet1", "A1", Severity::Error, "Sai")]).expect("a copy");
    let (old, new) = (parts(&before), parts(&after));
    let added: Vec<&String> = new.keys().filter(|name| !old.contains_key(*name)).collect();
    assert_eq!(added, ["xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/_rels/sheet1.xml.rels"]);
    let text = |name: &str| String::from_utf8(new[name].clone()).expect("a text");
    assert!(text("[Content_Types].xml").contains("PartName=\"/xl/comments1.xml\""));
    assert!(text("xl/worksheets/sheet1.xml").contains("r:id=\"rIdNote2\"/></worksheet>"));
    // What is annotated can be annotated again.
    let (twice, _) =
        annotate(&after, &[remark("Sheet1", "A1", Severity::Error, "Vẫn sai")]).expect("a copy of the copy");
    let comments = String::from_utf8(parts(&twice)["xl/comments1.xml"].clone()).expect("a text");
    assert!(comments.contains("Sai") && comments.contains("Vẫn sai"));
}

#[test]
fn what_is_no_workbook_of_that_kind_is_refused() {
    for bytes in [&b"PK\x03\x04 not a zip"[..], b"TT,A\n1,2\n", b""] {
        assert!(!can_annotate(bytes));
        assert!(annotate(bytes, &[]).is_err());
    }
    assert!(can_annotate(&workbook()));
    let bomb = crate::bytes::zipped(&[("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", b"<Relationships/>")]);
    assert!(annotate(&bomb, &[]).is_err(), "a package without a main part");
}

#[test]
fn notes_blocks_and_remarks_by_the_thousand_are_put_together_in_one_pass() {
    // Merged blocks, notes and remarks by the thousand: nothing may look at all of one for each of the other.
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Sheet1").expect("a name");
    for row in 0..4_000 {
        sheet.merge_range(row, 4, row, 6, "x", &Format::new()).expect("a block");
        sheet.insert_note(row, 0, &Note::new("của xã")).expect("a note");
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let remarks: Vec<Remark> =
        (1..=2_000).map(|row| remark("Sheet1", &format!("A{row}"), Severity::Error, "Sai")).collect();
    let (copy, written) = annotate(&bytes, &remarks).expect("a copy");
    assert_eq!(written, 2_000);
    let comments = String::from_utf8(parts(&copy)["xl/comments1.xml"].clone()).expect("a text");
    assert_eq!((comments.matches("Sai<").count(), comments.matches("của xã<").count()), (2_000, 4_000));
}
