//! Figures beside other figures: of the term before and of a year before, targets, siblings, and emulation scores.
//!
//! What is compared is made of the same observations by the same rules as the figures themselves. Where a comparison
//! rests on what is missing or inexact, `bounds` say what the truth could still be, and the comparison says so.

mod bounds;
mod elsewhere;
mod places;
mod points;
mod rankings;
mod score;
#[cfg(test)]
mod score_tests;
mod targets;
#[cfg(test)]
mod tests;

use super::AnalysisError;
use crate::domain::{
    Code, Comparisons, Figures, Finding, Found, Knowledge, Observations, Perimeter, PerimeterMode, Place, TermBefore,
};
use elsewhere::Elsewhere;

/// Compares the figures of the term with everything that the workspace names.
pub fn run(
    observations: &Observations,
    knowledge: &Knowledge,
    figures: &Figures,
) -> Result<Found<Comparisons>, AnalysisError> {
    let mut elsewhere = Elsewhere::new(observations, knowledge, figures);
    let term_before = match &knowledge.compare {
        Some(term) => {
            let common = term.period.overlap(knowledge.term.period).map_or(0, |common| common.months());
            Some(TermBefore {
                term: term.clone(),
                figures: elsewhere.term_before(term)?,
                common_months: common,
                equal_length: term.period.months() == knowledge.term.period.months(),
            })
        }
        None => None,
    };
    // A target is held against the units that it was set for, whatever perimeter figures are asked for on.
    let targets = match knowledge.perimeter.mode {
        PerimeterMode::AsReported => targets::results(&mut elsewhere)?,
        PerimeterMode::Successor | PerimeterMode::Constant => {
            let reported = Knowledge { perimeter: Perimeter::default(), ..knowledge.clone() };
            targets::results(&mut Elsewhere::new(observations, &reported, &Figures::default()))?
        }
    };
    let target_sums = targets::sums(&targets, &elsewhere);
    let rankings = rankings::rankings(&elsewhere);
    let (scores, told) = match &knowledge.scoring {
        Some(scoring) => {
            elsewhere.add(score::periods(scoring, knowledge))?;
            let (table, told) = score::table(scoring, &elsewhere);
            (Some(table), told)
        }
        None => Default::default(),
    };
    elsewhere.add_year_before()?;
    let (year_before, mut findings) = elsewhere.finish();
    findings.extend(overlap(knowledge));
    findings.extend(told);
    findings.extend(targets::tell(&targets, &target_sums, observations, knowledge));
    let value = Comparisons { term_before, year_before, targets, target_sums, rankings, scores };
    Ok(Found { value, findings })
}

/// Two terms with months in common: what happened in these is in both.
fn overlap(knowledge: &Knowledge) -> Option<Finding> {
    let before = knowledge.compare.as_ref()?;
    let common = before.period.overlap(knowledge.term.period)?;
    let finding = Finding::new(Code::TermsOverlap, Place::default()).period(knowledge.calendar.show(common));
    Some(
        finding
            .with("before", before.name.as_str())
            .with("term", knowledge.term.name.as_str())
            .with("count", common.months() as usize)
            .with("months", format!("{}..{}", common.from, common.to)),
    )
}
