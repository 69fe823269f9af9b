//! Text and markup under the name of a workbook.

use super::{seen, shows};

fn utf16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn unicode_text_of_excel_is_read_under_any_name() {
    let text = "Đơn vị\tSáng kiến\r\n\"Xã A\"\t12\r\n\tổng\r\n";
    let cells = ["a!A1 Đơn vị", "a!B1 Sáng kiến", "a!A2 Xã A", "a!B2 12", "a!B3 ổng"];
    shows("a.txt", &utf16(text), &cells);
    shows("a.tsv", format!("\u{feff}{text}").as_bytes(), &cells);
    assert_eq!(seen("a.xls", &utf16(text)), [&cells[..], &["file-extension \"csv\""]].concat());
}

#[test]
fn text_in_letters_that_cannot_be_told_is_not_mangled() {
    // What Excel writes as CSV on a Vietnamese Windows: letters are lost. In TCVN3 they are all there.
    shows("a.csv", b"X\xE3 A;S\xE1ng ki?n\n1;2\n", &["file-encoding"]);
    let read = ["a!A1 Đơn vị", "a!B1 Sáng kiến", "a!A2 1", "a!B2 2", "text-decoded a"];
    assert_eq!(seen("a.csv", b"\xA7\xACn v\xDE;S\xB8ng ki\xD5n\r\n1;2\r\n"), read);
    shows("a.csv", b"\x00\x01\x02;\xFF\n;\n", &["file-format"]);
    shows("a.csv", b"M\xE9mo sans colonnes\n", &["file-format"]);
}

#[test]
fn a_web_page_under_the_name_of_a_workbook_is_read() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta charset=utf-8><style>td { mso-x: \"<td>\"; }</style>\
        <!--[if gte mso 9]><xml><x:Name>Biểu 01</x:Name></xml><![endif]--></head><body><![if !x]><p>BÁO C&Aacute;O</p><![endif]>\
        <table><tr><th rowspan=2>Đơn vị</th><th colspan=2>S&#225;ng&nbsp;kiến<br>năm 2019</th></tr><tr><th>Nam<th>Nữ</tr>\
        <tr style='display:none'><td>Xã A<td x:num=\"1234\">1.234<td>2</td></tr></table></body></html>";
    let expected = [
        "Biểu 01!A1 BÁO CÁO",
        "Biểu 01!A2 Đơn vị",
        "Biểu 01!B2 Sáng kiến\nnăm 2019",
        "Biểu 01!B3 Nam",
        "Biểu 01!C3 Nữ",
        "Biểu 01!A4 Xã A",
        "Biểu 01!B4 1234",
        "Biểu 01!C4 2",
        "Biểu 01!A2:A3",
        "Biểu 01!B2:C2",
        "file-extension \"html\"",
        "rows-hidden Biểu 01 \"4\"",
    ];
    shows("a.xls", page.as_bytes(), &expected);
    shows("a.xls", &utf16(page), &expected);
    shows("a.html", b"<html><body>no figures</body></html>", &["file-format"]);
}

#[test]
fn a_page_with_an_older_encoding_is_read_by_what_it_declares() {
    let page = b"<meta http-equiv=Content-Type content=\"text/html; charset=windows-1258\"><table><tr><td>\xD0o\xE0n vi\xEAn n\xF5i\xF2</table>";
    shows("a.html", page, &["a!A1 Đoàn viên nơị"]);
}

#[test]
fn the_xml_of_excel_2003_is_read() {
    let xml = "<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Worksheet ss:Name=\"A\"><Table><Row ss:Index=\"2\"><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"String\">Xã&#10;A</Data></Cell>\
        <Cell><Data ss:Type=\"Number\">12</Data></Cell></Row></Table></Worksheet></Workbook>";
    shows("a.xls", xml.as_bytes(), &["A!A2 Xã\nA", "A!C2 12", "A!A2:B2", "file-extension \"xml\""]);
    shows("a.xml", xml.trim_end_matches("</Workbook>").trim_end_matches("</Worksheet>").as_bytes(), &["file-broken"]);
}
