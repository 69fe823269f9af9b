//! Slips, planted into reports that hold none, and what the checks say of them. `examples/slips.rs` prints how many of each
//! kind are found and how many findings are right.

mod plant;
mod world;

use std::collections::BTreeMap;

use tongket::analysis;
use tongket::domain::{Code, Finding};

pub use plant::Slip;
use plant::plant;
use world::World;

/// What the checks tell of figures out of the way.
const CODES: [Code; 8] = [
    Code::ValueUnusual,
    Code::ValueScaled,
    Code::MoneyScaled,
    Code::DigitsTransposed,
    Code::RowsSwapped,
    Code::ColumnsShifted,
    Code::ColumnCopied,
    Code::ReportResent,
];

fn findings(world: &World) -> Vec<Finding> {
    let (observations, knowledge) = (world.observations(), &world.knowledge);
    let figures = analysis::analyse(&observations, knowledge).expect("figures").value;
    let found = analysis::check::run(&observations, knowledge, &figures).expect("findings");
    found.findings.into_iter().filter(|finding| CODES.contains(&finding.code)).collect()
}

/// What came of reports without a slip.
#[derive(Default, Clone, Copy, Debug)]
pub struct Clean {
    /// Series: one unit's figures of one indicator.
    pub series: usize,
    /// Findings, all of them false.
    pub alarms: usize,
}

/// Reads the reports of so many districts that hold no slip.
pub fn clean(seeds: std::ops::Range<u64>) -> (Clean, Vec<String>) {
    let mut clean = Clean::default();
    let mut told = Vec::new();
    for seed in seeds {
        let world = World::new(seed);
        clean.series += world.series();
        for finding in findings(&world) {
            clean.alarms += 1;
            told.push(describe(seed, &finding));
        }
    }
    (clean, told)
}

/// How often a kind of slip was planted and found, and how often it was told.
#[derive(Default, Clone, Copy, Debug)]
pub struct Tally {
    pub planted: usize,
    pub found: usize,
    /// Told as something else that points to the same cells.
    pub otherwise: usize,
    /// Findings that speak of this kind, over all districts, and those of them that are right.
    pub told: usize,
    pub right: usize,
}

impl Tally {
    pub fn recall(&self) -> f64 {
        self.found as f64 / self.planted.max(1) as f64
    }

    pub fn precision(&self) -> f64 {
        if self.told == 0 { 1.0 } else { self.right as f64 / self.told as f64 }
    }
}

/// Plants one slip of each kind into so many districts, and judges what is told. Lists what was missed and what was wrong.
pub fn measure(seeds: std::ops::Range<u64>) -> (BTreeMap<Slip, Tally>, Vec<String>) {
    let mut tallies: BTreeMap<Slip, Tally> = Slip::ALL.iter().map(|slip| (*slip, Tally::default())).collect();
    let mut list = Vec::new();
    for seed in seeds {
        for (at, slip) in Slip::ALL.into_iter().enumerate() {
            // Each in a district of its own, so that one false alarm is not counted for every kind.
            let seed = seed * Slip::ALL.len() as u64 + at as u64;
            let mut world = World::new(seed);
            let Some(planted) = plant(&mut world, slip, seed) else { continue };
            let findings = findings(&world);
            let tally = tallies.get_mut(&slip).expect("every kind");
            tally.planted += 1;
            let found = findings.iter().any(|finding| planted.is(finding));
            tally.found += usize::from(found);
            if !found {
                tally.otherwise += usize::from(findings.iter().any(|finding| planted.points_to(finding)));
                list.push(format!("missed {slip:?} of {seed}: {planted:?}"));
            }
            for finding in &findings {
                for other in Slip::ALL.iter().filter(|other| other.is_told_by(finding)) {
                    let right = planted.is(finding) && *other == slip;
                    // A power of ten is told by one code; which one it is, the finding's factor says.
                    let tally = tallies.get_mut(other).expect("every kind");
                    tally.told += 1;
                    tally.right += usize::from(right);
                    if !right {
                        list.push(format!("wrong {other:?}, planted {slip:?}: {}", describe(seed, finding)));
                    }
                }
            }
        }
    }
    (tallies, list)
}

fn describe(seed: u64, finding: &Finding) -> String {
    let english = tongket::text::Language::En;
    format!("{seed} {} {} {}: {}", finding.code, finding.unit, finding.place, finding.detail(english))
}

#[test]
fn slips_are_found_and_told_rightly() {
    let (tallies, list) = measure(0..24);
    for slip in [Slip::Ten, Slip::Thousand, Slip::Rows, Slip::Resent, Slip::Copied, Slip::Shifted] {
        let tally = tallies[&slip];
        assert!(tally.recall() >= 0.85 && tally.precision() >= 0.85, "{slip:?} {tally:?}\n{}", list.join("\n"));
    }
    // Of most exchanges of digits five yearly figures show nothing: they move a figure by less than its own noise.
    let digits = tallies[&Slip::Digits];
    assert!(digits.recall() >= 0.12 && digits.precision() >= 0.5, "{digits:?}\n{}", list.join("\n"));
}

#[test]
fn reports_without_a_slip_raise_no_alarm() {
    let (clean, told) = clean(0..40);
    assert!(clean.series > 3_000 && clean.alarms * 200 <= clean.series, "{clean:?}\n{}", told.join("\n"));
}

#[test]
fn a_planted_slip_changes_what_it_says_it_changes() {
    for slip in Slip::ALL {
        let clean = World::new(3);
        let mut world = World::new(3);
        let planted = plant(&mut world, slip, 3).expect("a slip");
        assert_ne!(clean.values, world.values, "{slip:?} {planted:?}");
    }
}
