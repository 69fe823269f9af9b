//! A sender's workbook with one part of it anything at all, coloured and noted: it is refused, or the copy reads as the workbook
//! did. The first byte says which part, the second how many notes.
#![no_main]

use tongket_fuzz::annotated::{Remark, annotate, can_annotate};
use tongket_fuzz::bytes::zipped;
use tongket_fuzz::domain::{CellRef, Severity};

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [which, notes, part @ ..] = bytes else { return };
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>2</v></c></row>\
        <row r=\"3\"/></sheetData><legacyDrawing r:id=\"d\"/></worksheet>";
    let workbook = "<workbook><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
    let relations = |items: &[(&str, &str, &str)]| {
        let item = |(id, kind, target): &(&str, &str, &str)| {
            format!("<Relationship Id=\"{id}\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"/>")
        };
        format!("<Relationships>{}</Relationships>", items.iter().map(item).collect::<String>())
    };
    let package = relations(&[("a", "officeDocument", "xl/workbook.xml")]);
    let inner = relations(&[
        ("a", "worksheet", "worksheets/a.xml"),
        ("s", "sharedStrings", "sharedStrings.xml"),
        ("t", "styles", "styles.xml"),
    ]);
    let beside = relations(&[("c", "comments", "../comments1.xml"), ("d", "vmlDrawing", "../drawings/vmlDrawing1.vml")]);
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("xl/worksheets/a.xml", sheet.as_bytes()),
        ("xl/styles.xml", b"<styleSheet><fills><fill/></fills><cellXfs><xf/><xf numFmtId=\"9\"/></cellXfs></styleSheet>"),
        ("xl/comments1.xml", b"<comments><authors><author/></authors><commentList><comment ref=\"A1\" authorId=\"0\"><text><t>x</t></text></comment></commentList></comments>"),
        ("xl/drawings/vmlDrawing1.vml", b"<xml><v:shape id=\"_x0000_s1025\"/></xml>"),
        ("xl/worksheets/_rels/a.xml.rels", beside.as_bytes()),
        ("xl/_rels/workbook.xml.rels", inner.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("[Content_Types].xml", b"<Types><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"),
        ("_rels/.rels", package.as_bytes()),
        ("xl/sharedStrings.xml", b"<sst><si><t>A</t></si></sst>"),
    ];
    let which = usize::from(*which) % parts.len();
    parts[which].1 = part;
    let book = zipped(&parts);
    let remark = |at: u8| Remark {
        sheet: if at % 7 == 6 { "B" } else { "A" }.to_owned(),
        cell: CellRef::new(u32::from(at % 5), u32::from(at % 3)),
        severity: [Severity::Error, Severity::Warning, Severity::Note][usize::from(at % 3)],
        text: format!("ghi chú <{at}> & \"{at}\"\n\u{1}=1+1"),
    };
    let remarks: Vec<Remark> = (0..*notes % 8).map(remark).collect();
    let Ok((copy, written)) = annotate(&book, &remarks) else { return };
    assert!(written <= remarks.len());
    // What the program reads of the copy is what it reads of the workbook, and the copy can be annotated again.
    let [before, after] = [&book, &copy].map(|bytes| tongket_fuzz::read("Năm 2021.xlsx", bytes).value.rows);
    assert_eq!(before, after);
    assert!(can_annotate(&copy));
});
