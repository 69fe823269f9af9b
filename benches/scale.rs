//! How analysis grows: a country of 700 districts × 200 grassroots unions × 5 years × 10 indicators, 7,000,000 observations
//! in memory, and a tenth and a hundredth of it: `cargo bench --bench scale`.
//!
//! Each size is tried twice: with units that never change, and with one district in fifty merged into its neighbour in the
//! middle of the term, all figures restated for the districts of its end.
//!
//! Each size runs in a process of its own, so that its peak of memory is its own; what is measured is
//! [`tongket::analysis::analyse`] alone: ledger, graphs of time, restatement, roll-up, figures. The memory includes the
//! observations with what their cells hold: numbers, as reading leaves them. All figures are invented.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use tongket::app::workspace::Workspace;
use tongket::domain::{
    Amount, CellRef, CellValue, FileSource, IndicatorId, Observation, Observations, Period, Qualifier, Registry,
    SheetSource, State, Unit, UnitId,
};

/// Districts of each size.
const SIZES: [u32; 3] = [7, 70, 700];
const UNIONS: u32 = 200;
const YEARS: std::ops::RangeInclusive<i32> = 2021..=2025;
const INDICATORS: u16 = 10;
/// What a process is told when districts merge, one in so many, at the beginning of this year.
const MERGED: &str = "merged";
const EVERY: u32 = 50;
const MERGER: i32 = 2024;

fn main() {
    // The harness of `cargo bench` adds flags of its own; a number is the size that this process is for.
    if let Some(districts) = std::env::args().skip(1).find_map(|argument| argument.parse().ok()) {
        return measure(districts, std::env::args().any(|argument| argument == MERGED));
    }
    println!(
        "{:>12} {:>10} {:>12} {:>14} {:>10} {:>8}",
        "observations", "figures", "seconds", "ns/observation", "peak MB", "mergers"
    );
    for (words, districts) in [&[][..], &[MERGED]].into_iter().flat_map(|words| SIZES.map(|size| (words, size))) {
        let program = std::env::current_exe().expect("this program");
        let run = Command::new(program).arg(districts.to_string()).args(words).output().expect("the program runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        print!("{}", String::from_utf8_lossy(&run.stdout));
    }
}

#[allow(clippy::disallowed_methods)] // time is what is measured
fn measure(districts: u32, merged: bool) {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), districts, merged);
    let workspace = Workspace::load(folder.path()).expect("a workspace");
    let observations = observe(&workspace, districts, merged);
    let count = observations.rows.len();
    let start = Instant::now();
    let figures = tongket::analysis::analyse(&observations, &workspace.knowledge).expect("figures").value;
    let seconds = start.elapsed().as_secs_f64();
    let each = seconds * 1e9 / count as f64;
    let mergers = workspace.knowledge.changes.len();
    println!("{count:>12} {:>10} {seconds:>12.3} {each:>14.0} {:>10} {mergers:>8}", figures.rows().len(), peak());
}

/// The district that another one becomes part of.
fn heir(district: u32, merged: bool) -> Option<u32> {
    (merged && (district == 1 || district % EVERY == EVERY - 1)).then(|| district - 1)
}

/// The workspace of so many districts.
fn write(folder: &Path, districts: u32, merged: bool) {
    let mut units = String::from("code,name,kind,parent,valid_to\nq,Cả nước,country,,\n");
    let mut changes = String::from("date,kind,from,to,share\n");
    for district in 0..districts {
        let heir = heir(district, merged);
        let end = heir.map_or(String::new(), |_| format!("{}-12", MERGER - 1));
        units.push_str(&format!("h{district},Huyện {district},district,q,{end}\n"));
        if let Some(heir) = heir {
            changes.push_str(&format!("{MERGER}-01-01,merge,h{district},h{heir},\n"));
        }
    }
    let mut catalogue = String::new();
    for indicator in 0..INDICATORS {
        let kind = if indicator % 3 == 2 { "stock" } else { "flow" };
        catalogue.push_str(&format!(
            "[[indicators]]\ncode = \"i{indicator}\"\nname = {{ vi = \"Chỉ tiêu {indicator}\", en = \"Indicator {indicator}\" }}\n\
             kind = \"{kind}\"\nmeasure = \"người\"\ninteger = true\n"
        ));
    }
    let (first, last) = (YEARS.start(), YEARS.end());
    let settings = format!(
        "[workspace]\nname = \"Mẫu\"\nunit = \"q\"\n[term]\nname = \"{first}–{last}\"\nfrom = \"{first}-01\"\nto = \"{last}-12\"\n\
         [perimeter]\nmode = \"{}\"\n",
        if merged { "successor" } else { "as_reported" }
    );
    let files =
        [("tongket.toml", settings), ("indicators.toml", catalogue), ("units.csv", units), ("changes.csv", changes)];
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("a file");
    }
    fs::create_dir(folder.join("reports")).expect("a folder");
}

/// One report a district and year, its unions one below the other.
fn observe(workspace: &Workspace, districts: u32, merged: bool) -> Observations {
    let knowledge = &workspace.knowledge;
    let mut units = knowledge.registry.clone();
    // Of each district before and after the mergers; from then on they stand under what the district became.
    let mut unions = Vec::new();
    for district in 0..districts {
        let before = add(&mut units, district, district);
        let after = heir(district, merged).map_or_else(|| before.clone(), |heir| add(&mut units, heir, district));
        unions.push([before, after]);
    }
    let years: Vec<Period> = YEARS.map(|year| knowledge.calendar.year(year)).collect();
    let mut observations = Observations { units, ..Observations::default() };
    observations.rows.reserve_exact(unions.len() * UNIONS as usize * years.len() * usize::from(INDICATORS));
    let mut seed = 1_u64;
    for (year, &period) in YEARS.zip(&years) {
        for (district, unions) in unions.iter().enumerate() {
            let unions = &unions[usize::from(year >= MERGER)];
            let file = observations.files.len() as u32;
            let path = format!("{}/bc h{district}.xlsx", knowledge.calendar.show(period));
            observations.files.push(FileSource { path, sha256: String::new(), observations: 0 });
            observations.sheets.push(SheetSource { file, name: "Sheet1".to_owned() });
            for (row, &unit) in (0_u32..).zip(unions) {
                for indicator in 0..INDICATORS {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    observations.rows.push(observation(unit, indicator, period, (seed >> 54) as i64, file, row));
                }
            }
        }
    }
    observations
}

/// The unions of a district, under it or under what it became.
fn add(units: &mut Registry, under: u32, district: u32) -> Vec<UnitId> {
    let (id, parent) =
        units.with_code(&format!("h{under}")).first().map(|&id| (id, units.get(id).clone())).expect("it");
    let met = |union| Unit::met(format!("h{under}/cdcs-{district}-{union}"), format!("CĐCS {union}"), (id, &parent));
    (0..UNIONS).map(|union| units.add(met(union))).collect()
}

fn observation(unit: UnitId, indicator: u16, period: Period, value: i64, sheet: u32, row: u32) -> Observation {
    Observation {
        unit,
        indicator: IndicatorId(indicator),
        category: None,
        period,
        state: State::Value(Amount::whole(value)),
        qualifier: Qualifier::Exact,
        repaired: false,
        sheet,
        cell: CellRef::new(row, u32::from(indicator)),
        raw: CellValue::Number(Amount::whole(value)),
    }
}

/// The most memory that this process ever held, in megabytes; a dash where the system does not tell.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kilobytes.map_or("-".to_owned(), |kilobytes| (kilobytes / 1024).to_string())
}
