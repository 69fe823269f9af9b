//! Headings as offices write them, beyond the names of the catalogue: each alone in a report of one row, the way the
//! official form has it. What follows the arrow is the indicator, its category behind a dot; a dash where the words may
//! mean several things or none, so that nothing may be read.

use tongket::domain::{Calendar, Knowledge};
use tongket::intake::Intake;

use crate::drawing::{self, Draw, Sheet};
use crate::reading::{knowledge_of, read};

/// What a heading is read as: `improvements.base`, `-`.
fn meaning(intake: &Intake<'_>, knowledge: &Knowledge, heading: &str) -> String {
    let row = |cells: [&str; 3]| cells.map(Draw::text).to_vec();
    let rows = vec![row(["TT", "Nội dung", "Số lượng"]), row(["1", heading, "7"])];
    let sheet = Sheet { name: "Xã Bích Hòa".to_owned(), rows, ..Sheet::default() };
    let (observations, findings) = read(intake, "2020.xlsx", &drawing::xlsx(&[sheet]));
    let of_heading: Vec<_> = observations.rows.iter().filter(|row| row.cell.row == 1).collect();
    match of_heading.as_slice() {
        [] => {
            assert!(!findings.is_empty(), "{heading} is not read and nothing is said");
            "-".to_owned()
        }
        [one] => {
            let category = one.category.and_then(|category| knowledge.catalogue.category(one.indicator, category));
            let code = &knowledge.catalogue.indicator(one.indicator).code;
            category.map_or_else(|| code.clone(), |category| format!("{code}.{}", category.code))
        }
        several => panic!("{heading}: {several:?}"),
    }
}

#[test]
fn headings_of_the_field_are_read_beyond_the_catalogue() {
    let knowledge = knowledge_of("union");
    let intake = Intake::new(&knowledge);
    let mut wrong = Vec::new();
    for line in include_str!("cases/union/wordings.txt").lines() {
        let Some((heading, expected)) = line.split_once(" → ") else { continue };
        let found = meaning(&intake, &knowledge, heading.trim());
        if found != expected.trim() {
            wrong.push(format!("{heading} → {expected}, not {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The period of the one figure of a report: of its path, its title and the heading over it.
fn period(knowledge: &Knowledge, path: &str, title: &str, heading: &str) -> String {
    let rows = vec![
        vec![Draw::text(title)],
        vec![],
        ["TT", "Nội dung", heading].map(Draw::text).to_vec(),
        ["1", "Giấy khen", "7"].map(Draw::text).to_vec(),
    ];
    let sheet = Sheet { name: "Sheet1".to_owned(), rows, ..Sheet::default() };
    let intake = Intake::new(knowledge);
    let (observations, findings) = read(&intake, &format!("{path}.xlsx"), &drawing::xlsx(&[sheet]));
    match observations.rows.as_slice() {
        [] => {
            assert!(!findings.is_empty(), "{path} | {title} | {heading} is not read and nothing is said");
            "-".to_owned()
        }
        [one] => Calendar::default().show(one.period),
        several => panic!("{title}: {several:?}"),
    }
}

#[test]
fn periods_are_read_in_the_words_of_reports_or_told() {
    let calendar_year = knowledge_of("union");
    let union_year = Knowledge { calendar: Calendar { year_starts: 12 }, ..knowledge_of("union") };
    let mut wrong = Vec::new();
    for line in include_str!("cases/union/periods.txt").lines() {
        let Some((said, expected)) = line.split_once(" → ") else { continue };
        let [path, title, heading] = said.split(" | ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        let (expected, of_union_year) = match expected.split_once(" | ") {
            Some((expected, other)) => (expected, Some(other)),
            None => (expected, None),
        };
        let mut hold = |knowledge: &Knowledge, expected: &str, which: &str| {
            let found = period(knowledge, path, title, heading);
            if found != expected {
                wrong.push(format!("{said} → {expected}, not {found}{which}"));
            }
        };
        hold(&calendar_year, expected, "");
        if let Some(other) = of_union_year {
            hold(&union_year, other, " in the union's year");
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
