//! How analysis grows: a country of 700 districts × 200 grassroots unions × 5 years × 10 indicators, 7,000,000 observations
//! in memory, and a tenth and a hundredth of it: `cargo bench --bench scale`.
//!
//! Each size runs in a process of its own, so that its peak of memory is its own; what is measured is
//! [`tongket::analysis::analyse`] alone: ledger, graphs of time, restatement, roll-up, figures. The memory includes the
//! observations, but not the texts of their cells. All figures are invented.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use tongket::app::workspace::Workspace;
use tongket::domain::{
    Amount, CellRef, FileSource, IndicatorId, Observation, Observations, Period, Qualifier, SheetSource, State, Unit,
    UnitId, UnitKind,
};

/// Districts of each size.
const SIZES: [u32; 3] = [7, 70, 700];
const UNIONS: u32 = 200;
const YEARS: std::ops::RangeInclusive<i32> = 2021..=2025;
const INDICATORS: u16 = 10;

fn main() {
    // The harness of `cargo bench` adds flags of its own; a number is the size that this process is for.
    if let Some(districts) = std::env::args().skip(1).find_map(|argument| argument.parse().ok()) {
        return measure(districts);
    }
    println!("{:>12} {:>10} {:>12} {:>14} {:>10}", "observations", "figures", "seconds", "ns/observation", "peak MB");
    for districts in SIZES {
        let program = std::env::current_exe().expect("this program");
        let run = Command::new(program).arg(districts.to_string()).output().expect("the program runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        print!("{}", String::from_utf8_lossy(&run.stdout));
    }
}

#[allow(clippy::disallowed_methods)] // time is what is measured
fn measure(districts: u32) {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), districts);
    let workspace = Workspace::load(folder.path()).expect("a workspace");
    let observations = observe(&workspace, districts);
    let count = observations.rows.len();
    let start = Instant::now();
    let figures = tongket::analysis::analyse(&observations, &workspace.knowledge).expect("figures").value;
    let seconds = start.elapsed().as_secs_f64();
    let each = seconds * 1e9 / count as f64;
    println!("{count:>12} {:>10} {seconds:>12.3} {each:>14.0} {:>10}", figures.rows().len(), peak());
}

/// The workspace of so many districts.
fn write(folder: &Path, districts: u32) {
    let mut units = String::from("code,name,kind,parent\nq,Cả nước,country,\n");
    for district in 0..districts {
        units.push_str(&format!("h{district},Huyện {district},district,q\n"));
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
        "[workspace]\nname = \"Mẫu\"\nunit = \"q\"\n[term]\nname = \"{first}–{last}\"\nfrom = \"{first}-01\"\nto = \"{last}-12\"\n"
    );
    for (name, text) in [("tongket.toml", settings), ("indicators.toml", catalogue), ("units.csv", units)] {
        fs::write(folder.join(name), text).expect("a file");
    }
    fs::create_dir(folder.join("reports")).expect("a folder");
}

/// One report a district and year, its unions one below the other.
fn observe(workspace: &Workspace, districts: u32) -> Observations {
    let knowledge = &workspace.knowledge;
    let mut units = knowledge.registry.clone();
    let mut unions = Vec::new();
    for district in 0..districts {
        let parent = units.with_code(&format!("h{district}"))[0];
        for union in 0..UNIONS {
            unions.push(units.add(Unit {
                code: format!("h{district}/cdcs-{union}"),
                name: format!("CĐCS {union}"),
                kind: UnitKind::Grassroots,
                parent: Some(parent),
                valid_from: None,
                valid_to: None,
                aliases: Vec::new(),
                registered: false,
            }));
        }
    }
    let years: Vec<Period> = YEARS.map(|year| knowledge.calendar.year(year)).collect();
    let mut observations = Observations { units, ..Observations::default() };
    observations.rows.reserve_exact(unions.len() * years.len() * usize::from(INDICATORS));
    let mut seed = 1_u64;
    for &period in &years {
        for (district, unions) in unions.chunks(UNIONS as usize).enumerate() {
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
        raw: "".into(),
    }
}

/// The most memory that this process ever held, in megabytes; a dash where the system does not tell.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kilobytes.map_or("-".to_owned(), |kilobytes| (kilobytes / 1024).to_string())
}
