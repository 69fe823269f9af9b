//! Reports in charsets from before Unicode: how the tests write them, and what must be true of every one.

use std::collections::BTreeSet;
use std::fmt::Write;

use tongket::domain::{Code, Qualifier};
use tongket::intake::Intake;
use tongket::text::{Charset, Language};

use crate::drawing::{self, Draw, Sheet};
use crate::letters::encode;
use crate::reading;

/// How some of a case's texts are lettered: `letters: tcvn3, font .VnTimeH, rows 2 3, columns A B`. The charset is `unicode`,
/// `tcvn3` or `vni`; without a font the workbook's own, without rows or columns all of them.
pub struct Lettering {
    charset: Option<Charset>,
    font: Option<String>,
    rows: Vec<usize>,
    columns: Vec<usize>,
}

impl Lettering {
    pub fn parse(line: &str) -> Lettering {
        let mut parts = line.split(',').map(str::trim);
        let charset = match parts.next() {
            Some("unicode") => None,
            Some("tcvn3") => Some(Charset::Tcvn3),
            Some("vni") => Some(Charset::Vni),
            other => panic!("{other:?} is no charset"),
        };
        let mut lettering = Lettering { charset, font: None, rows: Vec::new(), columns: Vec::new() };
        for part in parts {
            match part.split_once(' ') {
                Some(("font", name)) => lettering.font = Some(name.to_owned()),
                Some(("rows", list)) => {
                    lettering.rows = list.split(' ').map(|row| row.parse::<usize>().expect("a row") - 1).collect();
                }
                Some(("columns", list)) => {
                    lettering.columns =
                        list.split(' ').map(|column| usize::from(column.as_bytes()[0] - b'A')).collect();
                }
                _ => panic!("{part:?} says nothing about letters"),
            }
        }
        lettering
    }

    /// Letters the texts of a sheet so.
    pub fn apply(&self, sheet: &mut Sheet) {
        let chosen = |list: &[usize], at: usize| list.is_empty() || list.contains(&at);
        for (_, row) in sheet.rows.iter_mut().enumerate().filter(|(r, _)| chosen(&self.rows, *r)) {
            for (_, cell) in row.iter_mut().enumerate().filter(|(c, _)| chosen(&self.columns, *c)) {
                let Draw::Text(text) = cell else { continue };
                let text = self.charset.map_or_else(|| text.clone(), |charset| encode(charset, text));
                *cell = match &self.font {
                    Some(font) => Draw::Lettered { text, font: font.clone() },
                    None => Draw::Text(text),
                };
            }
        }
    }
}

fn sheet(lines: &[&str]) -> Sheet {
    let mut sheet = Sheet { name: "Sheet1".to_owned(), ..Sheet::default() };
    lines.iter().for_each(|line| sheet.draw(line));
    sheet
}

#[test]
fn the_raw_text_of_an_observation_is_what_the_file_holds() {
    let knowledge = reading::knowledge();
    let intake = Intake::new(&knowledge);
    let mut drawn = sheet(&[
        "| Biểu tổng hợp năm 2019 |",
        "| TT | Đơn vị | Lượt người phát biểu ý kiến |",
        "| 1 | Xã Bích Hòa | trên 300 |",
        "| 2 | Xã Bình Minh | khoảng 40 lượt |",
        "| 3 | Xã Tam Hưng | 12 |",
    ]);
    Lettering::parse("tcvn3").apply(&mut drawn);
    let (observations, findings) = reading::read(&intake, "bc.xlsx", &drawing::xlsx(&[drawn]));
    let read: Vec<_> = observations.rows.iter().map(|row| (row.raw.to_string(), row.qualifier)).collect();
    let expected = [
        ("tr\u{AA}n 300", Qualifier::AtLeast),
        ("kho\u{B6}ng 40 l\u{AD}\u{EE}t", Qualifier::About),
        ("12", Qualifier::Exact),
    ];
    assert_eq!(read, expected.map(|(raw, qualifier)| (raw.to_owned(), qualifier)), "{findings:?}");
}

#[test]
fn a_sheet_is_found_by_the_name_it_has_and_understood_by_the_name_it_means() {
    let knowledge = reading::knowledge();
    let intake = Intake::new(&knowledge);
    let mut drawn = sheet(&["| TT | Đơn vị | Kết nạp mới |", "| 1 | Xã Bích Hòa | 3 |", "| 2 | Xã Bình Minh | 4 |"]);
    Lettering::parse("tcvn3").apply(&mut drawn);
    drawn.name = encode(Charset::Tcvn3, "Quý III năm 2018");
    let (observations, findings) = reading::read(&intake, "bc.xlsx", &drawing::xlsx(std::slice::from_ref(&drawn)));
    assert_eq!(observations.sheets[0].name, drawn.name);
    let periods: Vec<String> = observations.rows.iter().map(|row| knowledge.calendar.show(row.period)).collect();
    assert_eq!(periods, ["2018-Q3", "2018-Q3"], "{findings:?}");
}

#[test]
fn every_case_in_a_legacy_charset_says_the_same_as_in_unicode() {
    let workspaces = reading::workspaces();
    let mut failures = String::new();
    let mut unsure = BTreeSet::new();
    // What is legacy already is not encoded twice, and Unicode's own ways of writing one letter have no legacy form.
    let unicode_only = |case: &reading::Case| case.told.contains(|c| matches!(c, '\u{300}'..='\u{36F}' | 'Ð'));
    let cases = reading::cases();
    let cases = cases.into_iter().filter(|(_, case)| !case.expected.contains("text-") && !unicode_only(case));
    for (file, case) in cases {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let knowledge = &workspaces[case.workspace.as_str()];
        let intake = Intake::new(knowledge);
        for lettering in ["tcvn3", "vni", "tcvn3, font .VnTime", "vni, font VNI-Times"] {
            let mut sheets = case.sheets.clone();
            sheets.iter_mut().for_each(|sheet| Lettering::parse(lettering).apply(sheet));
            let path = format!("{}.xlsx", case.path);
            let (observations, mut findings) = reading::read(&intake, &path, &drawing::xlsx(&sheets));
            findings.retain(|finding| finding.code != Code::TextDecoded);
            // A sheet with two marked words in all may stay as it is, if it is told.
            if findings.iter().any(|finding| finding.code == Code::TextUnsure) && observations.rows.is_empty() {
                unsure.insert(name.clone());
                continue;
            }
            let found = reading::show(knowledge, &observations, findings);
            if found != case.expected {
                writeln!(failures, "{name} in {lettering}: expected\n{}\nfound\n{found}", case.expected)
                    .expect("a string");
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(unsure.len() <= 1, "{unsure:?}");
}

#[test]
fn text_in_a_font_of_capitals_is_capitals() {
    let knowledge = reading::knowledge();
    let intake = Intake::new(&knowledge);
    let mut drawn =
        sheet(&["| TT | Đơn vị | Kết nạp mới |", "| 1 | xã Bích Hòa | 3 |", "| 2 | CĐCS trường mầm non Ánh Sao | 4 |"]);
    Lettering::parse("tcvn3, font .VnTimeH").apply(&mut drawn);
    let (observations, findings) = reading::read(&intake, "bc-2019.xlsx", &drawing::xlsx(&[drawn]));
    let names: Vec<&str> = observations.rows.iter().map(|row| observations.units.get(row.unit).name.as_str()).collect();
    assert_eq!(names, ["Xã Bích Hòa", "CĐCS TRƯỜNG MẦM NON ÁNH SAO"], "{findings:?}");
    let told = findings.iter().find(|finding| finding.code == Code::TextDecoded).expect("a note");
    let detail = told.detail(Language::En);
    assert!(detail.contains(".VnTimeH") && detail.contains("“§¬n vÞ” → “ĐƠN VỊ”"), "{detail}");
}
