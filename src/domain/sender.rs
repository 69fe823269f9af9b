//! `Senders`: who sent each file, and so who can answer what was found in it.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Code, Finding};
use super::observation::Observations;
use super::unit::{Registry, UnitId};

/// Findings that no sender can answer: they are about what the office itself wrote.
const OF_THE_OFFICE: [Code; 8] = [
    Code::DecisionFollowed,
    Code::DecisionUnfit,
    Code::RuleUnassessed,
    Code::RecipeUnfit,
    Code::RecipeTwice,
    Code::TermsOverlap,
    Code::ScoreNoTarget,
    Code::TargetUnmeasured,
];

/// Who sent what.
pub struct Senders<'a> {
    units: &'a Registry,
    of_files: BTreeMap<&'a str, UnitId>,
}

impl<'a> Senders<'a> {
    /// A file's sender is the unit that all its figures are of, or are below.
    pub fn new(observations: &'a Observations) -> Senders<'a> {
        let mut units: Vec<BTreeSet<UnitId>> = vec![BTreeSet::new(); observations.files.len()];
        let mut last = None;
        for row in &observations.rows {
            let file = observations.sheets[row.sheet as usize].file as usize;
            if last.replace((file, row.unit)) != Some((file, row.unit)) {
                units[file].insert(row.unit);
            }
        }
        let files = observations.files.iter().zip(units);
        let of_file = |(file, units)| {
            let file: &super::observation::FileSource = file;
            Some((file.path.as_str(), common(&observations.units, &units)?))
        };
        Senders { units: &observations.units, of_files: files.filter_map(of_file).collect() }
    }

    /// Whom a finding goes back to; none where only the office can answer it.
    pub fn of(&self, finding: &Finding) -> Option<UnitId> {
        if Senders::is_of_the_office(finding.code) {
            return None;
        }
        let of_code = || self.units.with_code(&finding.unit).last().copied();
        self.of_files.get(finding.place.file.as_str()).copied().or_else(of_code)
    }

    /// Whether only the office can answer such a finding.
    pub fn is_of_the_office(code: Code) -> bool {
        OF_THE_OFFICE.contains(&code)
    }
}

/// The lowest unit that is one of these or above them all.
fn common(registry: &Registry, units: &BTreeSet<UnitId>) -> Option<UnitId> {
    let line = |unit: UnitId| std::iter::once(unit).chain(registry.ancestors(unit));
    let (first, others) = (units.first()?, units.iter().skip(1));
    let mut common = *first;
    for &other in others {
        let above: BTreeSet<UnitId> = line(other).collect();
        common = line(common).find(|unit| above.contains(unit))?;
    }
    Some(common)
}
