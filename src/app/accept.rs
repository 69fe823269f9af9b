//! `check --accept`: names that were matched only without their diacritics, written into `[decisions]` once and for all
//! later files. What is ambiguous is never accepted: a person writes it.

use std::collections::BTreeMap;
use std::fs;

use super::error::{Error, Operation};
use super::pipeline::Outcome;
use super::store;
use super::workspace::{Addition, CONFIG, Workspace, with_additions};
use crate::domain::{Code, Fact, Finding};
use crate::text::fold;

/// What came of accepting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Accepted {
    /// There was nothing to accept.
    Nothing,
    /// These were written.
    Written(Vec<Addition>),
    /// The file is written in a way that cannot be added to; a person adds these.
    ByHand(Vec<Addition>),
}

/// Writes the names proposed by the findings into `tongket.toml`, and takes these findings away: they are decided now.
pub fn accept(workspace: &Workspace, outcome: &mut Outcome) -> Result<Accepted, Error> {
    let additions = proposed(&outcome.findings);
    if additions.is_empty() {
        return Ok(Accepted::Nothing);
    }
    let path = workspace.folder.join(CONFIG);
    // As it is now, not as it was when the run began: somebody may have it open.
    let text = fs::read_to_string(&path).map_err(|cause| Error::io(Operation::OpenPath, &path, cause))?;
    let Some(text) = with_additions(&text, &additions) else { return Ok(Accepted::ByHand(additions)) };
    store::replace(&path, text.as_bytes())?;
    outcome.findings.retain(|finding| !addition(finding).is_some_and(|one| holds(&additions, &one)));
    Ok(Accepted::Written(additions))
}

/// Whether an addition says what another does, in other letters perhaps.
fn holds(additions: &[Addition], one: &Addition) -> bool {
    let same = |other: &Addition| other.under == one.under && fold(&other.name) == fold(&one.name);
    additions.iter().any(|other| same(other) && other.code == one.code)
}

/// One addition for each name proposed, by unit and name; a name that two findings take for two units is ambiguous.
fn proposed(findings: &[Finding]) -> Vec<Addition> {
    let mut names: BTreeMap<(String, String), Vec<Addition>> = BTreeMap::new();
    for one in findings.iter().filter_map(addition) {
        names.entry((one.under.clone(), fold(&one.name))).or_default().push(one);
    }
    let mut additions: Vec<Addition> = names
        .into_values()
        .filter(|several| several.iter().all(|one| one.code == several[0].code))
        .filter_map(|several| several.into_iter().min())
        .collect();
    additions.sort_by(|a, b| (&a.under, &a.code, &a.name).cmp(&(&b.under, &b.code, &b.name)));
    additions
}

/// What a finding proposes; none where it proposes nothing that holds for all files.
fn addition(finding: &Finding) -> Option<Addition> {
    let fact = |wanted: &str| {
        finding.facts.iter().find(|(key, _)| *key == wanted).and_then(|(_, fact)| match fact {
            Fact::Text(text) => Some(text.clone()),
            Fact::Number(_) | Fact::Words(_) => None,
        })
    };
    (finding.code == Code::NameProposed).then_some(())?;
    Some(Addition { under: fact("under")?, name: fact("name")?, code: finding.unit.clone(), unit: fact("taken")? })
}
