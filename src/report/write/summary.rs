//! `summary.csv` and `findings.csv`: figures and findings for other programs. Their columns are a contract.

use super::csv::Csv;
use crate::domain::{Figure, Figures, Finding, Knowledge, Observations, Period};
use crate::text::Language;

const SUMMARY: [&str; 13] = [
    "unit",
    "unit_name",
    "indicator",
    "category",
    "period",
    "value",
    "qualifier",
    "basis",
    "reported",
    "expected",
    "gaps",
    "unit_from",
    "unit_to",
];

const FINDINGS: [&str; 11] =
    ["severity", "code", "unit", "indicator", "category", "period", "file", "sheet", "cell", "message", "suggestion"];

/// Every figure: units in the order of the registry, indicators in that of the catalogue, a total before its parts,
/// periods in time with the term last. Units outside the registry only where all are asked for. Codes are used again over
/// time, so every row ends with the first and the last month of its unit; empty where the registry states none.
pub fn summary_csv(figures: &Figures, observations: &Observations, knowledge: &Knowledge, all_units: bool) -> String {
    let units = if observations.units.is_empty() { &knowledge.registry } else { &observations.units };
    let mut rows: Vec<&Figure> =
        figures.rows().iter().filter(|figure| all_units || units.get(figure.unit).registered).collect();
    let in_time = |period: Period| (Some(period) == figures.term, period.from, period.to);
    rows.sort_by_key(|f| (f.unit, f.indicator, f.category, in_time(f.period)));
    let mut csv = Csv::with_header(&SUMMARY);
    for figure in rows {
        let unit = units.get(figure.unit);
        let catalogue = &knowledge.catalogue;
        let category = figure.category.and_then(|category| catalogue.category(figure.indicator, category));
        csv.words(&unit.code)
            .words(&unit.name)
            .words(&catalogue.indicator(figure.indicator).code)
            .words(category.map_or("", |category| category.code.as_str()))
            .raw(&knowledge.calendar.show(figure.period))
            .raw(&figure.value.stated().to_string())
            .raw(figure.qualifier.code())
            .raw(figure.basis.code())
            .raw(&figure.reported.to_string())
            .raw(&figure.expected.to_string())
            .raw(&figure.gaps.to_string())
            .raw(&unit.valid_from.map_or(String::new(), |month| month.to_string()))
            .raw(&unit.valid_to.map_or(String::new(), |month| month.to_string()))
            .end_row();
    }
    csv.finish()
}

/// Every finding with its sentence.
pub fn findings_csv(findings: &[Finding], language: Language) -> String {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_cached_key(|finding| finding.sort_key());
    let mut csv = Csv::with_header(&FINDINGS);
    for finding in sorted {
        let (title, detail) = (finding.title(language), finding.detail(language));
        let message = if detail.is_empty() { title } else { format!("{title}: {detail}") };
        csv.raw(finding.severity.code())
            .raw(finding.code.as_str())
            .words(&finding.unit)
            .words(&finding.indicator)
            .words(&finding.category)
            .raw(&finding.period)
            .words(&finding.place.file)
            .words(&finding.place.sheet)
            .raw(&finding.place.cell)
            .words(&message)
            .words(&finding.suggestion(language))
            .end_row();
    }
    csv.finish()
}
