//! How faithfully reports are read, measured by chance: `cargo run --release --example fidelity -- --seeds 500` prints,
//! form by form, how many figures were read right, missed and wrong, how many files wholly right, and how often an error
//! was silent. `--from 1000` begins at another seed; `--list` names every file that was not read right; `--seed 17` shows
//! one report drawn with bars, and what was read of it; with `--save FOLDER` before it, it leaves the workspace there.

#[path = "../tests/bytes.rs"]
mod bytes;
#[path = "../tests/chance.rs"]
mod chance;
#[path = "../tests/drawing.rs"]
#[allow(dead_code, reason = "the tests read drawings, this example only makes them")]
mod drawing;
#[path = "../tests/fidelity/mod.rs"]
mod fidelity;
#[path = "../tests/letters.rs"]
mod letters;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{env, io};

use rayon::prelude::*;

/// What came of the reports of one form.
#[derive(Default)]
struct Tally {
    files: usize,
    clean: usize,
    facts: usize,
    right: usize,
    missed: usize,
    wrong: usize,
    silent: usize,
}

impl Tally {
    fn add(&mut self, outcome: &fidelity::judge::Outcome) {
        self.files += 1;
        self.clean += usize::from(outcome.is_clean());
        self.facts += outcome.facts;
        self.right += outcome.right;
        self.missed += outcome.missed;
        self.wrong += outcome.wrong;
        self.silent += outcome.silent.len();
    }

    fn line(&self, form: &str) -> String {
        let share = 100.0 * self.clean as f64 / self.files.max(1) as f64;
        format!(
            "{form:<28}{:>6}{:>8}{share:>7.1} %{:>9}{:>9}{:>8}{:>7}{:>8}",
            self.files, self.clean, self.facts, self.right, self.missed, self.wrong, self.silent
        )
    }
}

fn main() -> io::Result<()> {
    let usage =
        || io::Error::other("usage: fidelity [--seeds COUNT] [--from SEED] [--list] | [--save FOLDER] --seed SEED");
    let (mut seeds, mut from, mut list, mut folder) = (500, 0, false, None);
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|text| text.parse::<u64>().ok()).ok_or_else(usage);
        match argument.as_str() {
            "--seeds" => seeds = number()?,
            "--from" => from = number()?,
            "--list" => list = true,
            "--save" => folder = Some(PathBuf::from(arguments.next().ok_or_else(usage)?)),
            "--seed" => {
                let trial = fidelity::trial(number()?);
                print!("{}", trial.show());
                return folder.map_or(Ok(()), |folder| trial.save(&folder));
            }
            _ => return Err(usage()),
        }
    }
    let trials: Vec<_> = (from..from + seeds)
        .into_par_iter()
        .map(|seed| {
            let trial = fidelity::trial(seed);
            (seed, trial.form, trial.outcome, trial.findings)
        })
        .collect();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    for (seed, form, outcome, findings) in &trials {
        tallies.entry(form).or_default().add(outcome);
        all.add(outcome);
        if list && !outcome.is_clean() {
            println!(
                "seed {seed} ({form}): {} of {} right, {} silent",
                outcome.right,
                outcome.facts,
                outcome.silent.len()
            );
            for (kind, lines) in [("silent", &outcome.silent), ("told", &outcome.loud)] {
                lines.iter().take(2).for_each(|line| println!("    {kind}: {line}"));
            }
            for finding in findings.iter().take(4) {
                println!("    {} {} {:?}", finding.code, finding.place, finding.facts);
            }
        }
    }
    println!(
        "{:<28}{:>6}{:>8}{:>9}{:>9}{:>9}{:>8}{:>7}{:>8}",
        "form", "files", "clean", "", "figures", "right", "missed", "wrong", "silent"
    );
    for (form, tally) in &tallies {
        println!("{}", tally.line(form));
    }
    println!("{}", all.line("all"));
    Ok(())
}
