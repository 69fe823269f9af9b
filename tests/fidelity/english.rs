//! What things, parts and headings are called in English, for reports in two languages.

use super::header::Column;
use super::world::Measured;

const THINGS: &[(&str, &str)] = &[
    ("improvements", "Recognised improvements"),
    ("experience", "Experience initiatives"),
    ("benefit", "Benefit"),
    ("works", "Emulation works and products"),
    ("creative", "Creative labour diplomas"),
    ("good_workers", "Skilled workers"),
    ("flags", "Emulation flags"),
    ("merit", "Certificates of merit"),
    ("letters", "Letters of commendation"),
    ("champions", "Emulation fighters"),
    ("advanced", "Advanced workers"),
    ("medals", "Commemorative medals"),
    ("workers", "Workers"),
    ("workers_women", "Women workers"),
    ("members", "Union members"),
    ("members_women", "Women members"),
    ("members_new", "New members"),
    ("members_lost", "Members lost"),
    ("recommended", "Members recommended to the Party"),
    ("admitted", "Members admitted to the Party"),
    ("unions", "Grassroots unions"),
    ("unions_new", "New grassroots unions"),
    ("women_share", "Share of women members"),
    ("wage", "Average monthly wage"),
    ("charter", "Democracy charter in force"),
    ("grades", "Classification of grassroots unions"),
    ("dialogues", "Dialogues"),
    ("workers_meetings", "Workers' conferences"),
    ("staff_meetings", "Staff conferences"),
    ("voices", "Statements made"),
    ("issues", "Issues raised"),
    ("agreements", "Collective agreements"),
    ("inspections", "Inspections"),
    ("boards", "People's inspection boards"),
    ("supported", "Workers supported"),
    ("support_money", "Support money"),
    ("houses", "Union shelters"),
    ("accidents", "Labour accidents"),
    ("dues", "Union funds collected"),
    ("fees", "Union fees collected"),
    ("arrears", "Enterprises in arrears"),
    ("revenue", "State revenue in the area"),
    ("expenditure", "Local budget expenditure"),
    ("transfers", "Transfers from the central budget"),
    ("investment", "Development investment"),
    ("recurrent", "Current expenditure"),
    ("births", "Births registered"),
    ("deaths", "Deaths registered"),
    ("marriages", "Marriages registered"),
    ("pupils", "Pupils"),
    ("pupils_women", "Girl pupils"),
    ("teachers", "Teachers"),
    ("classes", "Classes"),
    ("base", "Grassroots level"),
    ("district", "District level"),
    ("province", "Province level"),
    ("committee", "By the People's Committee"),
    ("federation", "By the provincial federation"),
    ("confederation", "By the General Confederation"),
    ("public", "State sector"),
    ("private", "Non-state sector"),
    ("built", "Newly built"),
    ("repaired", "Repaired"),
    ("balance", "Balancing"),
    ("targeted", "Targeted"),
    ("excellent", "Excellent"),
    ("well", "Well done"),
    ("done", "Done"),
    ("failed", "Not done"),
];

/// A thing's or a part's name by its code.
pub fn name(code: &str) -> &'static str {
    THINGS.iter().find(|(known, _)| *known == code).map(|(_, name)| *name).unwrap_or_else(|| panic!("{code}"))
}

/// What is measured, in one heading.
pub fn measured(measured: &Measured) -> String {
    match measured.part {
        Some(part) => format!("{}, {}", name(measured.thing.code), name(part.code).to_lowercase()),
        None => name(measured.thing.code).to_owned(),
    }
}

/// The heading of a column, where it has one.
pub fn heading(column: &Column) -> Option<String> {
    Some(match column {
        Column::Ordinal => "No.".to_owned(),
        Column::Key => "Unit".to_owned(),
        Column::Code => "Code".to_owned(),
        Column::Note => "Notes".to_owned(),
        Column::Figure { measured: one, .. } | Column::Whole { measured: one, .. } => measured(one),
        Column::Sum(_) => "Total".to_owned(),
        _ => return None,
    })
}
