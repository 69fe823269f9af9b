//! A part of a zipped workbook, the package around it whole: bytes inside an archive are out of a fuzzer's reach otherwise.
//! The first byte says which part.
#![no_main]

use tongket_fuzz::bytes::zipped;

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((&which, part)) = bytes.split_first() else { return };
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>2</v></c></row>\
        </sheetData></worksheet>";
    let workbook = "<workbook><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
    let relations = |kind: &str, target: &str| {
        format!("<Relationships><Relationship Id=\"a\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"/>\
            <Relationship Id=\"s\" Type=\"{TYPES}/sharedStrings\" Target=\"sharedStrings.xml\"/>\
            <Relationship Id=\"t\" Type=\"{TYPES}/styles\" Target=\"styles.xml\"/></Relationships>")
    };
    let (package, inner) = (relations("officeDocument", "xl/workbook.xml"), relations("worksheet", "worksheets/a.xml"));
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"0.0%\"/></numFmts><cellXfs><xf/><xf numFmtId=\"170\"/></cellXfs></styleSheet>";
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", package.as_bytes()),
        ("xl/_rels/workbook.xml.rels", inner.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/worksheets/a.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", b"<sst><si><t>A</t></si></sst>"),
        ("xl/styles.xml", styles.as_bytes()),
    ];
    let which = usize::from(which % 8);
    match which {
        6 => parts = vec![("content.xml", part)],
        7 => parts = vec![("content.xml", b"<office:document-content/>"), ("styles.xml", part)],
        _ => parts[which].1 = part,
    }
    tongket_fuzz::read("Năm 2021.xlsx", &zipped(&parts));
});
