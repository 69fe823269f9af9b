//! Checks: what was printed against its parts, what came against what should have come, what must hold against what does.
//! A check proposes; it never changes a value.

mod balance;
mod digits;
mod facts;
mod missing;
pub mod rules;
mod term;
mod totals;
mod unusual;
mod versions;

use super::AnalysisError;
use crate::domain::{Completeness, Figures, Finding, Found, Knowledge, Observations};

/// Runs all checks, and says who reported. The figures are there for checks of what was made of the observations.
///
/// # Errors
/// Where the query engine fails, which no data can make it do.
pub fn run(
    observations: &Observations,
    knowledge: &Knowledge,
    figures: &Figures,
) -> Result<Found<Completeness>, AnalysisError> {
    let facts = facts::Facts::new(observations, knowledge);
    let mut findings = totals::differences(observations, knowledge);
    let again = versions::sent_again(observations);
    findings.extend(versions::notes(&again, observations));
    let completeness = missing::reports(observations, knowledge, figures, &again).unload(&mut findings);
    findings.extend(term::without_data(observations, knowledge, figures));
    findings.extend(rules::findings(&facts)?);
    findings.extend(balance::differences(&facts, figures));
    findings.extend(unusual::findings(&facts, figures));
    findings.sort_by_cached_key(Finding::sort_key);
    Ok(Found { value: completeness, findings })
}
