//! Whether there are reports for every year of the term.

use crate::domain::{Code, Figures, Finding, Knowledge, Observations, Place};

/// One finding with the years of the term that no report speaks of. Where there is no figure at all, other findings say
/// why.
pub(super) fn without_data(observations: &Observations, knowledge: &Knowledge, figures: &Figures) -> Option<Finding> {
    let told =
        |year| observations.rows.iter().any(|row| row.state.amount().is_some() && row.period.overlap(year).is_some());
    let (there, silent): (Vec<_>, Vec<_>) = figures.years.iter().partition(|&&year| told(year));
    if there.is_empty() || silent.is_empty() {
        return None;
    }
    let periods: Vec<String> = silent.into_iter().map(|&year| knowledge.calendar.show(year)).collect();
    let finding = Finding::new(Code::TermWithoutData, Place::default())
        .with("periods", periods.join(", "))
        .with("term", knowledge.calendar.show(knowledge.term.period));
    Some(match &periods[..] {
        [only] => finding.period(only.clone()),
        _ => finding,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::Case;

    #[test]
    fn years_that_nobody_reported_are_named_once() {
        let case = Case::new("units: root; a<root\nindicators: sk flow\nterm: 2017..2020");
        let told = |rows: &str| {
            let observations = case.observations(rows);
            let figures = crate::analysis::analyse(&observations, &case.knowledge).expect("figures").value;
            without_data(&observations, &case.knowledge, &figures)
                .map(|finding| finding.detail(crate::text::Language::En))
        };
        let expected = "no report has figures of 2018, 2020, which belong to the term 2017-01..2020-12";
        assert_eq!(told("a | sk | | 2017 | 1\na | sk | | 2019-H1 | 1\na | sk | | 2020 | …").as_deref(), Some(expected));
        assert_eq!(told("a | sk | | 2017-01..2020-12 | 1"), None);
        assert_eq!(told(""), None);
    }
}
