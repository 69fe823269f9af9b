//! Traps of the binary formats.

use super::package::{number, record, short_record, wide, xls, zipped};
use super::shows;

/// Formats: the second style shows a percentage, the third a day.
fn styles() -> Vec<u8> {
    let style = |format: u16| record(0x00E0, &[&[0; 2], &format.to_le_bytes(), &[0; 16]]);
    [style(0), style(10), style(14)].concat()
}

fn formula(row: u16, column: u16, result: [u8; 8], flags: u16) -> Vec<u8> {
    let tokens: [u8; 5] = [3, 0, 0x1E, 1, 0];
    record(
        0x0006,
        &[&row.to_le_bytes(), &column.to_le_bytes(), &[0; 2], &result, &flags.to_le_bytes(), &[0; 4], &tokens],
    )
}

const TEXT: [u8; 8] = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
const EMPTY: [u8; 8] = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];

#[test]
fn stray_cells_and_wild_declarations_take_no_memory() {
    let wild = |rows: u32, columns: u16| {
        record(0x0200, &[&[0; 4], &rows.to_le_bytes(), &[0; 2], &columns.to_le_bytes(), &[0; 2]])
    };
    let several = record(
        0x00BD,
        &[&[9, 0, 5, 0], &[0, 0], &(4_u32 << 2 | 2).to_le_bytes(), &[1, 0], &(50_u32 << 2 | 3).to_le_bytes(), &[6, 0]],
    );
    for declared in [wild(u32::MAX, u16::MAX), wild(65_536, 256), wild(0, 0)] {
        let records = [declared, number(0, 0, 0, 1.5), several.clone(), number(65_535, 255, 0, 2.0)].concat();
        // So many sheets of full rectangles would be more than any machine has.
        let sheets: Vec<_> = ["A", "B", "C", "D"].map(|name| (name, 0, 0, records.clone())).into();
        let expected: Vec<String> = ["A", "B", "C", "D"]
            .iter()
            .flat_map(|name| ["A1 1.5", "F10 4", "G10 50%", "IV65536 2"].map(|cell| format!("{name}!{cell}")))
            .collect();
        assert_eq!(super::seen("a.xls", &xls(&styles(), &sheets)), expected);
    }
}

#[test]
fn formulas_are_the_value_that_they_were_saved_with() {
    let text = record(0x0207, &[&[3, 0, 0], b"abc"]);
    let records = [
        formula(0, 0, 7.0_f64.to_le_bytes(), 0),
        formula(0, 1, TEXT, 0),
        text,
        formula(0, 2, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF], 0),
        formula(0, 3, [2, 0, 0x17, 0, 0, 0, 0xFF, 0xFF], 0),
        formula(0, 4, EMPTY, 0),
        formula(0, 5, EMPTY, 2),
        formula(0, 6, TEXT, 0),
    ]
    .concat();
    let never = [number(0, 0, 2, 43_830.0), formula(1, 0, EMPTY, 0)].concat();
    let book = xls(&styles(), &[("A", 0, 0, records), ("B", 0, 0, never)]);
    shows(
        "a.xls",
        &book,
        &["A!A1 7", "A!B1 abc", "A!C1 TRUE", "A!D1 #REF!", "A!F1 =", "A!G1 =", "B!A1 2019-12-31", "B!A2 ="],
    );
}

#[test]
fn hidden_rows_columns_and_merged_blocks_are_told() {
    let row = record(0x0208, &[&[1, 0], &[0; 10], &[0x20, 0, 0, 0]]);
    let column = record(0x007D, &[&[2, 0, 3, 0, 9, 0, 0, 0, 1, 0, 0, 0]]);
    let merge = record(0x00E5, &[&[2, 0], &[0, 0, 1, 0, 0, 0, 1, 0], &[9, 0, 1, 0, 0, 0, 1, 0]]);
    let records = [column, row, number(0, 0, 0, 1.0), number(1, 0, 0, 2.0), number(1, 2, 0, 3.0), merge].concat();
    let book = xls(&styles(), &[("A", 0, 0, records.clone()), ("B", 1, 0, records.clone()), ("C", 2, 0, Vec::new())]);
    let expected = ["A!A1 1", "A!A2 2", "A!A1:B2", "rows-hidden A \"2\"", "columns-hidden A \"C\"", "sheet-hidden B"];
    shows("a.xls", &book, &expected);
}

#[test]
fn one_broken_sheet_does_not_take_the_workbook_with_it() {
    let good = number(0, 0, 0, 1.0);
    let short = record(0x0203, &[&[0; 5]]);
    // A text that says to be longer than it is.
    let text_cut = record(0x0204, &[&[0; 6], &[0xFF, 0x7F, 0], b"abc"]);
    let number_cut = record(0x0203, &[&[0; 9]]);
    let crooked = record(0x00BD, &[&[0, 0, 9, 0], &[0; 6], &[3, 0]]);
    let mut book = xls(
        &styles(),
        &[
            ("Short", 0, 0, short),
            ("Good", 0, 0, good.clone()),
            ("Crooked", 0, 0, crooked),
            ("Number", 0, 0, number_cut),
            ("Text", 0, 0, text_cut),
            ("Macro", 0, 1, good.clone()),
            ("Chart", 0, 2, Vec::new()),
            ("Odd", 3, 0x40, good.clone()),
            ("Last", 0, 0, [good, number(1, 0, 0, 2.0)].concat()),
        ],
    );
    let told =
        ["sheet-broken Short", "sheet-broken Crooked", "sheet-broken Number", "sheet-other Macro", "sheet-other Odd"];
    shows("a.xls", &book, &[&["Good!A1 1", "Text!A1 abc", "Last!A1 1", "Last!A2 2"][..], &told].concat());
    // A record that is longer than the file.
    let at = book.windows(4).rposition(|window| window == [0x03, 0x02, 14, 0]).expect("the last cell");
    book[at + 2..at + 4].fill(0xFF);
    let told = [
        "sheet-broken Short",
        "sheet-broken Crooked",
        "sheet-broken Number",
        "sheet-broken Last",
        "sheet-other Macro",
        "sheet-other Odd",
    ];
    shows("a.xls", &book, &[&["Good!A1 1", "Text!A1 abc"][..], &told].concat());
}

#[test]
fn an_encrypted_workbook_is_told() {
    shows("a.xls", &xls(&record(0x002F, &[&[1, 0], &[0; 52]]), &[("A", 0, 0, Vec::new())]), &["file-password"]);
}

#[test]
fn the_binary_form_of_office_open_xml_is_read_with_all_that_belongs_to_it() {
    let cell = |kind: u16, column: u32, style: u8, value: &[u8]| {
        short_record(kind, &[&column.to_le_bytes(), &[style, 0, 0, 0], value])
    };
    let row = |row: u32, flags: u8| short_record(0, &[&row.to_le_bytes(), &[0; 6], &[0, flags, 0, 0, 0, 0, 0]]);
    let column =
        short_record(0x3C, &[&1_u32.to_le_bytes(), &1_u32.to_le_bytes(), &9_u32.to_le_bytes(), &[0; 4], &[1, 0]]);
    let block: Vec<u8> = [0_u32, 1, 2, 3].into_iter().flat_map(u32::to_le_bytes).collect();
    let sheet = [
        short_record(0x81, &[]),
        short_record(0x94, &[&[0xFF; 16]]),
        column,
        short_record(0x91, &[]),
        row(0, 0),
        cell(7, 0, 0, &0_u32.to_le_bytes()),
        cell(2, 1, 0, &(7_u32 << 2 | 2).to_le_bytes()),
        cell(5, 2, 1, &0.125_f64.to_le_bytes()),
        cell(9, 3, 2, &43_830.0_f64.to_le_bytes()),
        short_record(0x0D, &[&[0; 4], &(250_u32 << 2 | 3).to_le_bytes()]),
        row(5, 0x10),
        cell(8, 0, 0, &wide("Tổng")),
        cell(3, 2, 0, &[0x07]),
        cell(4, 3, 0, &[1]),
        cell(1, 4, 0, &[]),
        short_record(0x92, &[]),
        short_record(0xB0, &[&block]),
        short_record(0x82, &[]),
    ]
    .concat();
    let bundle = |state: u32, id: &str, name: &str| {
        short_record(0x9C, &[&state.to_le_bytes(), &[1, 0, 0, 0], &wide(id), &wide(name)])
    };
    let workbook =
        [bundle(0, "r1", "A"), bundle(1, "r1", "B"), bundle(0, "r2", "M"), bundle(0, "r3", "C"), bundle(0, "r9", "D")]
            .concat();
    let format = |id: u16| short_record(0x2F, &[&[0; 2], &id.to_le_bytes(), &[0; 12]]);
    let styles = [
        short_record(0x2C, &[&170_u16.to_le_bytes(), &wide("0.0%")]),
        format(170),
        short_record(0x269, &[]),
        format(0),
        format(170),
        format(14),
        short_record(0x26A, &[]),
    ]
    .concat();
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.bin\"/>\
        <Relationship Id=\"r2\" Type=\"x/xlMacrosheet\" Target=\"macrosheets/sheet1.bin\"/>\
        <Relationship Id=\"r3\" Type=\"x/worksheet\" Target=\"worksheets/sheet3.bin\"/></Relationships>";
    let strings = short_record(0x13, &[&[0], &wide("Lie\u{302}n đoàn")]);
    let cut = &sheet[..sheet.len() - 3];
    let book = zipped(&[
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/sharedStrings.bin", &strings),
        ("xl/styles.bin", &styles),
        ("xl/worksheets/sheet1.bin", &sheet),
        ("xl/worksheets/sheet3.bin", cut),
    ]);
    let expected = [
        "A!A1 Liên đoàn",
        "A!C1 12.5%",
        "A!D1 2019-12-31",
        "A!E1 2.5",
        "A!A6 Tổng",
        "A!C6 #DIV/0!",
        "A!D6 TRUE",
        "A!C1:D2",
        "sheet-broken C",
        "sheet-broken D",
        "sheet-other M",
        "rows-hidden A \"6\"",
        "columns-hidden A \"B\"",
        "sheet-hidden B",
    ];
    shows("a.xlsb", &book, &expected);
}

#[test]
fn fonts_from_before_unicode_are_told() {
    // The fifth font has the number 5, for none has the number 4; its letters are capitals that no letter tells.
    let font = |name: &str| record(0x0031, &[&[0; 14], &[name.len() as u8, 0], name.as_bytes()]);
    let style = |font: u16| record(0x00E0, &[&font.to_le_bytes(), &[0; 18]]);
    let fonts = ["Arial", "Arial", "Arial", "Arial", ".VnTimeH"].map(font).concat();
    let globals = [fonts, style(0), style(5)].concat();
    let label = |row: u16, style: u16, text: &[u8]| {
        record(
            0x0204,
            &[&row.to_le_bytes(), &[0; 2], &style.to_le_bytes(), &(text.len() as u16).to_le_bytes(), &[0], text],
        )
    };
    // *Đoàn viên công đoàn, sáng kiến cải tiến* in TCVN3.
    let text = b"\xA7o\xB5n vi\xAAn c\xABng \xAEo\xB5n, s\xB8ng ki\xD5n c\xB6i ti\xD5n";
    let records = [label(0, 1, text), label(1, 0, b"plain"), label(2, 1, b"stt")].concat();
    let seen = super::seen("a.xls", &xls(&globals, &[("A", 0, 0, records)]));
    assert_eq!(seen[..3], ["A!A1 ĐOÀN VIÊN CÔNG ĐOÀN, SÁNG KIẾN CẢI TIẾN", "A!A2 plain", "A!A3 STT"]);
}
