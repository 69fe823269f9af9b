//! Traps of Office Open XML.

use super::package::{Xlsx, worksheet};
use super::{seen, shows};

#[test]
fn what_a_sheet_declares_about_its_size_is_not_believed() {
    for dimension in ["1:69", "A1", "A1:XFD1048576", "C3:A1", "", "A1:A1:A1", "đ"] {
        let rows = "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"XFD2\"><v>2</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>3</v></c></row>";
        let sheet = format!("<worksheet><dimension ref=\"{dimension}\"/><sheetData>{rows}</sheetData></worksheet>");
        shows("a.xlsx", &Xlsx::of(&sheet).bytes(), &["A!B2 1", "A!XFD2 2", "A!A1048576 3"]);
    }
}

#[test]
fn sheets_of_other_kinds_and_broken_ones_do_not_take_the_others_with_them() {
    let data = worksheet("<row><c><v>1</v></c></row>");
    let book = Xlsx::of(&data)
        .sheet("Macro", "", "xlMacrosheet", Some("<macrosheet/>"))
        .sheet("Hộp", "state=\"hidden\"", "dialogsheet", None)
        .sheet("Biểu đồ", "", "chartsheet", Some("<chartsheet/>"))
        .sheet("Mất", "", "worksheet", None)
        .sheet("Cụt", "", "worksheet", Some("<worksheet><sheetData><row><c><v>1</v></c>"))
        .sheet("Lạ", "state=\"unheardOf\"", "worksheet", Some(&data))
        .sheet("Ngoài", "", "worksheet", Some(&worksheet("<row><c r=\"XFE1\"><v>1</v></c></row>")))
        .sheet("Chữ", "", "worksheet", Some(&worksheet("<row><c t=\"s\"><v>7</v></c></row>")))
        .sheet("Số", "", "worksheet", Some(&worksheet("<row><c t=\"n\"><v>một</v></c></row>")))
        .sheet("Không", "", "worksheet", Some("<worksheet/>"))
        .sheet("Cuối", "", "worksheet", Some(&data))
        .sheet("Cuối", "", "worksheet", Some(&data));
    let expected = [
        "A!A1 1",
        "Lạ!A1 1",
        "Cuối!A1 1",
        "Cuối!A1 1",
        "sheet-broken Mất",
        "sheet-broken Cụt",
        "sheet-broken Ngoài",
        "sheet-broken Chữ",
        "sheet-broken Số",
        "sheet-broken Không",
        "sheet-other Macro",
        "sheet-other Hộp",
    ];
    shows("a.xlsx", &book.bytes(), &expected);
}

#[test]
fn texts_are_read_however_they_are_written() {
    let rows = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>Tổng</t></is></c>\
        <c t=\"inlineStr\"><is><r><t>Đơn </t></r><r><t xml:space=\"preserve\"> vị</t></r><rPh><t>x</t></rPh></is></c>\
        <c t=\"str\"><f>A1</f><v>A &amp; B</v></c><c t=\"str\"><f>A1</f><v></v></c><c t=\"s\"><v>2</v></c>\
        <c t=\"inlineStr\"><is><t>Lie\u{302}n</t></is></c></row>";
    let strings = "<si><t>Sáng kiến</t></si><si><r><rPr><rFont val=\".VnTime\"/></rPr><t xml:space=\"preserve\">Tổ </t></r>\
        <r><t>trưởng</t></r><phoneticPr fontId=\"1\"/></si><si><t xml:space=\"preserve\"> dòng_x000A_hai </t></si>";
    let book = Xlsx { strings, ..Xlsx::of(&worksheet(rows)) };
    let expected =
        ["A!A1 Sáng kiến", "A!B1 Tổ trưởng", "A!C1 Tổng", "A!D1 Đơn vị", "A!E1 A & B", "A!G1  dòng\nhai ", "A!H1 Liên"];
    shows("a.xlsx", &book.bytes(), &expected);
}

const STYLES: &str = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0&quot;%&quot;\"/><numFmt numFmtId=\"165\" formatCode=\"dd/mm/yyyy\"/>\
    <numFmt numFmtId=\"166\" formatCode=\"0.0%;[Red]-0.0%\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs>";

#[test]
fn values_are_what_the_sheet_shows() {
    let rows = "<row><c><v>0.30000000000000004</v></c><c><v>1E3</v></c><c s=\"1\"><v>0.125</v></c><c s=\"2\"><v>12.5</v></c>\
        <c s=\"3\"><v>43830</v></c><c s=\"4\"><f>A1</f><v>0.5</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#REF!</v></c>\
        <c t=\"d\"><v>2019-12-31T00:00:00</v></c><c s=\"99\"><v>-1234567890123456789</v></c></row>\
        <row><c><f>1+1</f></c><c><f t=\"shared\" si=\"0\"/></c><c><f>A1</f><v/></c><c s=\"1\"/><c s=\"4\"><f>A1</f></c></row>";
    let book = Xlsx { styles: STYLES, ..Xlsx::of(&worksheet(rows)) };
    let expected = [
        "A!A1 0.3",
        "A!B1 1000",
        "A!C1 12.5%",
        "A!D1 12.5",
        "A!E1 2019-12-31",
        "A!F1 50%",
        "A!G1 TRUE",
        "A!H1 #REF!",
        "A!I1 2019-12-31",
        "A!J1 -1234567890123460000",
        "A!A2 =",
        "A!B2 =",
        "A!C2 =",
        "A!E2 =",
    ];
    shows("a.xlsx", &book.bytes(), &expected);
}

#[test]
fn a_word_that_the_reader_does_not_know_costs_no_sheet() {
    let rows = "<row><c t=\"e\"><v>#SPILL!</v></c><c t=\"str\"><v><![CDATA[A & B]]></v></c><c><v>một</v></c><c t=\"s\"><v>0</v></c></row>";
    let strings = "<sst uniqueCount=\"1152921504606846975\"><si><t>Xã&nbsp;A &amp; B</t></si></sst>";
    let book = Xlsx { strings, ..Xlsx::of(&worksheet(rows)) };
    shows("a.xlsx", &book.bytes(), &["A!A1 #N/A", "A!B1 A & B", "A!C1 một", "A!D1 Xã\u{a0}A & B"]);
}

#[test]
fn formats_without_measure_are_told() {
    let many = format!("<cellXfs>{}</cellXfs>", "<xf/>".repeat(140_000));
    let long = format!("<fonts><font><name val=\"{}\"/></font></fonts>", "a".repeat(10_000));
    for styles in [many, long] {
        let book = Xlsx { styles: styles.leak(), ..Xlsx::of(&worksheet("<row><c><v>1</v></c></row>")) };
        shows("a.xlsx", &book.bytes(), &["file-broken"]);
    }
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    for properties in ["<workbookPr date1904=\"1\"/>", "<workbookPr date1904=\"true\"/><ext><workbookPr/></ext>"] {
        let rows = "<row><c s=\"3\"><v>42368</v></c></row>";
        let book = Xlsx { styles: STYLES, properties, ..Xlsx::of(&worksheet(rows)) };
        shows("a.xlsx", &book.bytes(), &["A!A1 2019-12-31"]);
    }
}

#[test]
fn strict_workbooks_and_prefixed_names_are_read() {
    let sheet = "<?xml version=\"1.0\"?><x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row x:r=\"2\">\
        <x:c r=\"b2\" t=\"inlineStr\"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref=\"B2:C3\"/></x:mergeCells></x:worksheet>";
    let types = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    let book = Xlsx { types, ..Xlsx::of(sheet) };
    shows("a.xlsx", &book.bytes(), &["A!B2 a", "A!B2:C3"]);
}

#[test]
fn markup_that_aims_at_the_reader_is_harmless() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    let rows = "<row><c t=\"inlineStr\"><is><t>&b;&c;</t></is></c></row>";
    shows("a.xlsx", &Xlsx::of(&format!("{bomb}{}", worksheet(rows))).bytes(), &["A!A1 &b;&c;"]);
    // More merged blocks than any sheet has, rows that say where no row is, blocks the wrong way round.
    let sheet = "<worksheet><sheetData><row r=\"0\"><c><v>1</v></c></row></sheetData></worksheet>";
    shows("a.xlsx", &Xlsx::of(sheet).bytes(), &["sheet-broken A"]);
    let sheet = "<worksheet><sheetData/><mergeCells><mergeCell ref=\"B2:A1\"/><mergeCell ref=\"?\"/><mergeCell/></mergeCells></worksheet>";
    assert!(seen("a.xlsx", &Xlsx::of(sheet).bytes()).is_empty());
}

#[test]
fn a_workbook_without_its_lists_is_told() {
    shows(
        "a.xlsx",
        &super::package::zipped(&[("xl/workbook.xml", b"<workbook><sheets/></workbook>")]),
        &["file-broken"],
    );
    shows(
        "a.xlsx",
        &super::package::zipped(&[("[Content_Types].xml", b"<Types/>"), ("xl/a.xml", b"")]),
        &["file-broken"],
    );
    shows(
        "a.xlsx",
        &super::package::zipped(&[("word/document.xml", b"<a/>"), ("[Content_Types].xml", b"<Types/>")]),
        &["file-format"],
    );
}

#[test]
fn the_extension_is_not_believed() {
    let book = Xlsx::of(&worksheet("<row><c><v>1</v></c></row>")).bytes();
    for name in ["a.xls", "a.csv", "a.ods", "a"] {
        shows(name, &book, &["A!A1 1", "file-extension \"xlsx\""]);
    }
    shows("a.xlsm", &book, &["A!A1 1"]);
    shows("a.xlsx", b"a,b\n1,2\n", &["a!A1 a", "a!B1 b", "a!A2 1", "a!B2 2", "file-extension \"csv\""]);
}
