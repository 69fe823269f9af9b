//! Gathering: what was understood of each file, put together. Units that the registry lacks get their ids and codes here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::RandomState;

use super::resolve::Who;
use super::{Intake, ReportReading, decided, doubled, handover};
use crate::domain::{
    Code, Decided, FileSource, Finding, Found, Observation, Observations, Place, PrintedTotal, Registry, SheetSource,
    Unit, UnitId,
};
use crate::text::{fold, slug};

impl Intake<'_> {
    /// Puts files together in the order of their paths. Units that the registry lacks get their codes here, with one
    /// finding per reporting unit that lists them.
    pub fn gather(&self, mut reports: Vec<ReportReading>) -> Found<Observations> {
        reports.sort_by(|a, b| a.path.cmp(&b.path));
        let mut observations = Observations { units: self.knowledge.registry.clone(), ..Observations::default() };
        let mut met = Met::default();
        for report in reports {
            let file = observations.files.len() as u32;
            let before = observations.rows.len();
            for reading in report.sheets {
                let sheet = observations.sheets.len() as u32;
                observations.sheets.push(SheetSource { file, name: reading.name });
                let decided = reading.decided.into_iter();
                observations.decided.extend(decided.map(|(cell, decision)| Decided { sheet, cell, decision }));
                for mut table in reading.tables {
                    let mut units: Vec<Option<UnitId>> = vec![None; table.who.len()];
                    for row in &mut table.cells {
                        let place = row.unit.0 as usize;
                        // Only who has figures is enrolled.
                        row.unit = *units[place].get_or_insert_with(|| {
                            self.enrol(&table.who[place], &mut observations.units, &report.path, &mut met)
                        });
                        row.sheet = sheet;
                    }
                    add(&mut observations.rows, table.cells);
                    observations.totals.extend(table.totals.into_iter().map(|total| PrintedTotal {
                        indicator: total.indicator,
                        category: total.category,
                        period: total.period,
                        amount: total.amount,
                        label: total.label,
                        sheet,
                        cell: total.cell,
                        parts: total.parts,
                        blanks: total.blanks,
                        step: total.step,
                    }));
                }
            }
            observations.files.push(FileSource {
                path: report.path,
                sha256: report.sha256,
                observations: (observations.rows.len() - before) as u32,
            });
        }
        handover::hand_over(&mut observations, &self.knowledge.changes);
        let mut findings = met.findings;
        findings.extend(met.first.iter().map(|(&parent, path)| unknown(&observations.units, parent, path)));
        findings.extend(doubled::findings(&observations, self.knowledge));
        findings.extend(decided::outcome(&observations, self.knowledge));
        Found { value: observations, findings }
    }

    /// The id of who a row is about; a unit that the registry lacks is added under its parent.
    fn enrol(&self, who: &Who, units: &mut Registry, path: &str, met: &mut Met) -> UnitId {
        let (parent, name) = match who {
            Who::Known(id) => return *id,
            Who::Met(parent, name) => (self.enrol(parent, units, path, met), name),
        };
        // The same names come back report after report.
        if let Some(&id) = met.enrolled.get(&parent).and_then(|enrolled| enrolled.get(name)) {
            return id;
        }
        let Spelt { slug, alike } = met
            .spelt
            .entry(name.clone())
            .or_insert_with(|| Spelt { slug: slug(name), alike: self.library.units.alike(name) });
        let code = format!("{}/{slug}", units.get(parent).code);
        let id = match *units.with_code(&code) {
            [id, ..] => {
                met.compare(name, units.get(id), path);
                id
            }
            [] => {
                for alike in alike.clone() {
                    met.near(name, self.knowledge.registry.get(alike), path);
                }
                met.first.entry(parent).or_insert_with(|| path.to_owned());
                units.add(Unit::met(code, name.clone(), (parent, units.get(parent))))
            }
        };
        met.enrolled.entry(parent).or_default().insert(name.clone(), id);
        id
    }
}

/// Puts rows behind others. The first stay where they are: of one large file they are most of the memory.
fn add(rows: &mut Vec<Observation>, mut more: Vec<Observation>) {
    if rows.is_empty() {
        *rows = more;
    } else {
        rows.append(&mut more);
    }
}

/// The units below one that the registry lacks, as one finding at the first file that names any.
fn unknown(units: &Registry, parent: UnitId, path: &str) -> Finding {
    let below = units.children(parent).iter().map(|&child| units.get(child));
    let names: Vec<&str> = below.filter(|unit| !unit.registered).map(|unit| unit.name.as_str()).collect();
    let parent = units.get(parent);
    Finding::new(Code::UnitUnknown, Place::file(path))
        .unit(&parent.code)
        .with("parent", parent.name.clone())
        .with("count", names.len())
        .with("names", names.join("; "))
}

/// What a name comes to that the registry lacks, whoever it stands under.
struct Spelt {
    slug: String,
    /// Registered units that bear the name but for its diacritics.
    alike: Vec<UnitId>,
}

/// The units met that the registry lacks.
#[derive(Default)]
struct Met {
    /// Who was enrolled under whom, by name as written.
    enrolled: BTreeMap<UnitId, HashMap<String, UnitId, RandomState>>,
    spelt: HashMap<String, Spelt, RandomState>,
    /// The first file that names somebody below a unit whom the registry lacks.
    first: BTreeMap<UnitId, String>,
    /// Names that were told already, with the unit they are like.
    told: BTreeSet<(String, String)>,
    findings: Vec<Finding>,
}

impl Met {
    /// Codes have no diacritics: a second name of one code may be a second unit.
    fn compare(&mut self, name: &str, unit: &Unit, path: &str) {
        if *name != *unit.name && !unit.registered && fold(name) != fold(&unit.name) {
            self.tell(name, unit, path, Some("one"));
        }
    }

    /// A name that would be a registered unit's but for its diacritics.
    fn near(&mut self, name: &str, unit: &Unit, path: &str) {
        self.tell(name, unit, path, None);
    }

    fn tell(&mut self, name: &str, unit: &Unit, path: &str, variant: Option<&'static str>) {
        if !self.told.insert((fold(name), unit.code.clone())) {
            return;
        }
        let finding = Finding::new(Code::NameNear, Place::file(path))
            .unit(&unit.code)
            .with("name", name)
            .with("taken", unit.name.clone())
            .with("code", unit.code.clone());
        self.findings.push(match variant {
            Some(variant) => finding.variant(variant),
            None => finding,
        });
    }
}
