//! Checks: what was printed against its parts, what came against what should have come. A check proposes; it never
//! changes a value.

mod missing;
mod term;
mod totals;

use crate::domain::{Figures, Finding, Knowledge, Observations};

/// Runs all checks. The figures are there for checks of what was made of the observations.
pub fn run(observations: &Observations, knowledge: &Knowledge, figures: &Figures) -> Vec<Finding> {
    let mut findings = totals::differences(observations, knowledge);
    findings.extend(missing::reports(observations, knowledge, figures));
    findings.extend(term::without_data(observations, knowledge, figures));
    findings.sort_by_cached_key(Finding::sort_key);
    findings
}
