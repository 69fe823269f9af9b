//! What is said of one cell: the same words on the page, on the terminal and for machines.

use crate::domain::{Cell, CellRole, CellValue, Finding, Inspection, Knowledge, Qualifier, SheetInspection, State};
use crate::text::{Language, phrase, show_number};

/// What is said of one cell, as pairs of a key of `[inspect.says]` and words.
pub fn says(
    inspection: &Inspection,
    sheet: &SheetInspection,
    cell: &Cell,
    findings: &[Finding],
    knowledge: &Knowledge,
) -> Vec<(&'static str, String)> {
    let language = knowledge.language;
    let word = |key: &str| phrase(&format!("inspect.{key}"), language, &[]);
    let role = sheet.role(cell.at);
    let mut says = vec![("raw", shown(sheet, cell, language)), ("role", word(&format!("cell.{}", role.word())))];
    if let Some((table, column)) = sheet.column_at(cell.at) {
        let heading = column.map(|column| column.path.join(" › ")).unwrap_or_default();
        let label = table.row(cell.at.row).map(|row| row.path.join(" › ")).unwrap_or_default();
        says.extend([("heading", heading), ("label", label)]);
    }
    if let Some(observation) = inspection.observation(sheet, cell.at) {
        let catalogue = &knowledge.catalogue;
        let indicator = catalogue.indicator(observation.indicator);
        let category = observation.category.and_then(|id| catalogue.category(observation.indicator, id));
        let unit = inspection.observations.units.get(observation.unit);
        says.extend([
            ("unit", format!("{} ({})", unit.name, unit.code)),
            ("indicator", format!("{} ({})", indicator.name.get(language), indicator.code)),
            ("category", category.map(|c| format!("{} ({})", c.name.get(language), c.code)).unwrap_or_default()),
            ("period", knowledge.calendar.show(observation.period)),
            ("value", value(observation.state, observation.qualifier, observation.repaired, language)),
            ("measure", indicator.measure.name.clone()),
        ]);
    }
    match role {
        CellRole::Unread => says.push(("why", word(&format!("why.{}", sheet.why(cell.at).word())))),
        CellRole::Total | CellRole::Subtotal if sheet.is_figure(cell) => says.push(("why", word("why.total"))),
        _ => {}
    }
    for finding in sheet.concerning(cell.at, findings) {
        says.push(("finding", sentence(finding, language)));
    }
    says.retain(|(_, words)| !words.is_empty());
    says
}

/// A finding in a sentence.
pub fn sentence(finding: &Finding, language: Language) -> String {
    let detail = finding.detail(language);
    let title = finding.title(language);
    if detail.is_empty() { title } else { format!("{title}: {detail}") }
}

fn value(state: State, qualifier: Qualifier, repaired: bool, language: Language) -> String {
    let word = |key: &str| phrase(&format!("inspect.says.{key}"), language, &[]);
    let mut words = match state {
        State::Value(amount) => show_number(&amount.to_string(), language),
        State::Class => word("class"),
        State::Missing => word("missing"),
        State::NotApplicable => word("not_applicable"),
    };
    if qualifier != Qualifier::Exact {
        words = format!("{words} {}", word(qualifier.code()));
    }
    if repaired {
        words = format!("{words} {}", word("repaired"));
    }
    words
}

/// A cell as it is shown in its place: figures in the reader's convention, years and ordinals as they stand.
pub fn shown(sheet: &SheetInspection, cell: &Cell, language: Language) -> String {
    match &cell.value {
        CellValue::Number(amount) if sheet.is_figure(cell) && sheet.column_at(cell.at).is_some() => {
            show_number(&amount.to_string(), language)
        }
        _ => cell.raw(),
    }
}
