//! How many slips of the hand the checks find, and how many of their findings are right, measured by chance:
//! `cargo run --example slips -- --seeds 200` plants one slip of each kind into each of so many districts (6–20 units, 6–10
//! indicators, five years) and prints recall and precision of every kind, and how often reports without a slip raise an
//! alarm. `--from 1000` begins at another seed; `--list` names every slip that was missed and every finding that is wrong.

#[path = "../tests/chance.rs"]
#[allow(dead_code, reason = "more kinds of chance are drawn for reports that are read")]
mod chance;
#[path = "../tests/slips/mod.rs"]
mod slips;

use std::{env, io};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let number = |flag: &str, usual: u64| match arguments.iter().position(|text| text == flag) {
        Some(at) => arguments
            .get(at + 1)
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| io::Error::other("usage: slips [--seeds COUNT] [--from SEED] [--list]")),
        None => Ok(usual),
    };
    let (seeds, from) = (number("--seeds", 200)?, number("--from", 0)?);
    let (tallies, mut list) = slips::measure(from..from + seeds);
    println!(
        "{:<10}{:>9}{:>9}{:>12}{:>8}{:>8}{:>12}",
        "slip", "planted", "recall", "otherwise", "told", "right", "precision"
    );
    for (slip, tally) in tallies {
        let (recall, precision) = (tally.recall(), tally.precision());
        let name = format!("{slip:?}");
        let (planted, otherwise, told, right) = (tally.planted, tally.otherwise, tally.told, tally.right);
        println!("{name:<10}{planted:>9}{recall:>9.3}{otherwise:>12}{told:>8}{right:>8}{precision:>12.3}");
    }
    let (clean, told) = slips::clean(from..from + seeds);
    let share = clean.series as f64 / clean.alarms.max(1) as f64;
    println!("without a slip: {} alarms in {} series, one in {share:.0}", clean.alarms, clean.series);
    list.extend(told.into_iter().map(|told| format!("alarm {told}")));
    if arguments.iter().any(|text| text == "--list") {
        list.iter().for_each(|line| println!("{line}"));
    }
    Ok(())
}
