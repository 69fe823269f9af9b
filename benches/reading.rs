//! What reading costs beside calamine alone, which inflates and walks every cell of the same workbooks once:
//! `cargo bench --bench reading`.
//!
//! First the generated province (`province`), on one core and file by file on all, in passes that take turns, so that
//! whatever else the machine does slows all of them alike, then reports that are ten times as long: into grids; to what
//! the tables say, which is all of detection and reading; and to observations, put together. Then the memory that a workbook of 1,000,000 cells takes, with names
//! of rows that come again and with a name for every row, each in a process of its own.
//!
//! With the name of a stage it does that stage alone, so often as a number says and of the long reports where a third word
//! follows, for whoever counts instructions:
//! `perf stat -e instructions:u target/release/deps/reading-… readings 20`.

mod province;

use std::fs;
use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use calamine::{Reader, Xlsx};
use rayon::prelude::*;
use tongket::app::workspace::Workspace;
use tongket::domain::Observation;
use tongket::intake::Intake;

/// How often each stage has its turn.
const TURNS: usize = 25;
/// Rows of the long reports.
const LONG_ROWS: u32 = 500;
/// Rows of the large workbook, each with a number, a name and ten figures.
const ROWS: u32 = 83_333;

/// How far reading goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Calamine,
    Grids,
    Readings,
    Observations,
}

impl Stage {
    const ALL: [(Stage, &'static str); 4] = [
        (Stage::Calamine, "calamine"),
        (Stage::Grids, "grids"),
        (Stage::Readings, "readings"),
        (Stage::Observations, "observations"),
    ];

    fn parse(word: &str) -> Option<Stage> {
        Stage::ALL.iter().find(|(_, name)| *name == word).map(|(stage, _)| *stage)
    }

    /// Reads all files so far, on all cores or on one; how many cells, sheets, tables or observations there are.
    fn run(self, workspace: &Workspace, files: &[(String, Vec<u8>)], on_all_cores: bool) -> usize {
        // Each pass begins with an intake that has met nothing, as a run of the program does.
        let intake = Intake::new(&workspace.knowledge);
        let count = |read: &(dyn Fn(&str, &[u8]) -> usize + Sync)| match on_all_cores {
            true => files.par_iter().with_max_len(1).map(|(path, bytes)| read(path, bytes)).sum(),
            false => files.iter().map(|(path, bytes)| read(path, bytes)).sum(),
        };
        let understood = |(path, bytes): &(String, Vec<u8>)| intake.read(path, bytes, "").value;
        match self {
            Stage::Calamine => count(&|_, bytes| walk(bytes)),
            Stage::Grids => count(&|path, bytes| intake.grids(path, bytes).value.len()),
            Stage::Readings => count(&|path, bytes| intake.readings(path, bytes, "").value.len()),
            Stage::Observations => {
                let reports = match on_all_cores {
                    true => files.par_iter().with_max_len(1).map(understood).collect(),
                    false => files.iter().map(understood).collect(),
                };
                intake.gather(reports).value.rows.len()
            }
        }
    }
}

/// Every cell of a workbook, by the streaming reader.
fn walk(bytes: &[u8]) -> usize {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let mut count = 0;
    for name in workbook.sheet_names() {
        let mut reader = workbook.worksheet_cells_reader(&name).expect("a sheet");
        while let Some(cell) = reader.next_cell().expect("a cell") {
            black_box(cell);
            count += 1;
        }
    }
    count
}

fn main() {
    // The harness of `cargo bench` adds flags of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [stage, "of", folder] => peak_of(Stage::parse(stage).expect("a stage"), Path::new(folder)),
        [stage, times, long @ ..] => {
            let (stage, times) = (Stage::parse(stage).expect("a stage"), times.parse().expect("a number"));
            let turns = |workspace: &Workspace, files: &[(String, Vec<u8>)]| {
                for _ in 0..times {
                    black_box(stage.run(workspace, files, false));
                }
            };
            if long.is_empty() { with_province(turns) } else { with_lists(turns) }
        }
        _ => {
            with_province(compare);
            with_lists(compare);
            [false, true].into_iter().for_each(remember);
        }
    }
}

fn with_province(then: impl FnOnce(&Workspace, &[(String, Vec<u8>)])) {
    let folder = tempfile::tempdir().expect("a folder");
    province::write(folder.path(), false).expect("the province is written");
    then(&Workspace::load(folder.path()).expect("a workspace"), &province::reports(folder.path()));
}

/// A report of each district whose unions, ten times as many, have names of their own.
fn with_lists(then: impl FnOnce(&Workspace, &[(String, Vec<u8>)])) {
    let folder = tempfile::tempdir().expect("a folder");
    province::write_workspace(folder.path(), false).expect("a workspace");
    let reports = (0..province::DISTRICTS).map(|district| {
        let unions = (0..LONG_ROWS).map(|row| format!("CĐCS Công ty số {}", 1 + LONG_ROWS * district as u32 + row));
        let bytes = province::workbook(&province::district_name(district), 2023, district as u64, unions);
        (format!("2023/bc-2023-huyen-{:02}.xlsx", district + 1), bytes.expect("a workbook"))
    });
    let reports: Vec<(String, Vec<u8>)> = reports.collect();
    then(&Workspace::load(folder.path()).expect("a workspace"), &reports);
}

/// The stages in turns, each beside calamine alone.
#[allow(clippy::disallowed_methods)] // time is what is measured
fn compare(workspace: &Workspace, files: &[(String, Vec<u8>)]) {
    for on_all_cores in [false, true] {
        let mut spent = [(); 4].map(|()| (Vec::with_capacity(TURNS), Vec::with_capacity(TURNS)));
        for _ in 0..TURNS {
            for ((stage, _), (seconds, busy)) in Stage::ALL.into_iter().zip(&mut spent) {
                let (start, before) = (Instant::now(), processor());
                black_box(stage.run(workspace, files, on_all_cores));
                seconds.push(start.elapsed().as_secs_f64());
                busy.extend(before.zip(processor()).map(|(before, after)| after - before));
            }
        }
        println!("{} files, {}", files.len(), if on_all_cores { "on all cores" } else { "on one core" });
        println!("{:>14} {:>10} {:>12} {:>14} {:>12}", "", "ms", "÷ calamine", "processor ms", "÷ calamine");
        let medians = spent.map(|(mut seconds, mut busy)| (median(&mut seconds), median(&mut busy)));
        for ((_, name), (seconds, busy)) in Stage::ALL.into_iter().zip(medians) {
            let (by_clock, by_processor) = (seconds / medians[0].0, busy / medians[0].1);
            let (seconds, busy) = (1e3 * seconds, 1e3 * busy);
            println!("{name:>14} {seconds:>10.1} {by_clock:>12.2} {busy:>14.1} {by_processor:>12.2}");
        }
    }
}

fn median(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The seconds that all threads of this process were at work; none where the system does not tell.
fn processor() -> Option<f64> {
    let threads = fs::read_dir("/proc/self/task").ok()?;
    let of_thread = |thread: fs::DirEntry| -> Option<f64> {
        let told = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        told.split_whitespace().next()?.parse::<f64>().ok()
    };
    Some(threads.flatten().filter_map(of_thread).sum::<f64>() / 1e9)
}

/// The most memory that each stage holds of a workbook of 1,000,000 cells.
fn remember(each_its_own_name: bool) {
    let folder = tempfile::tempdir().expect("a folder");
    province::write_workspace(folder.path(), false).expect("a workspace");
    fs::create_dir_all(folder.path().join("reports/2023")).expect("a folder");
    let name = |row: u32| match each_its_own_name {
        true => format!("CĐCS Công ty số {row}"),
        false => province::union_name(row % province::ROWS),
    };
    let bytes = province::workbook(&province::district_name(0), 2023, 7, (0..ROWS).map(name)).expect("a workbook");
    fs::write(folder.path().join("reports/2023/bc-2023-huyen-01.xlsx"), bytes).expect("a file");
    println!("1,000,000 cells, {}", if each_its_own_name { "a name for every row" } else { "names that come again" });
    println!("{:>14} {:>10} {:>10} {:>24}", "", "count", "peak MB", "MB above observations");
    for (_, name) in Stage::ALL {
        let program = std::env::current_exe().expect("this program");
        let run = Command::new(program).args([name, "of"]).arg(folder.path()).output().expect("the program runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        print!("{name:>14} {}", String::from_utf8_lossy(&run.stdout));
    }
}

/// What one stage comes to, and the most memory that this process held.
fn peak_of(stage: Stage, folder: &Path) {
    let workspace = Workspace::load(folder).expect("a workspace");
    let count = stage.run(&workspace, &province::reports(folder), false);
    let yielded = if stage == Stage::Observations { count * size_of::<Observation>() } else { 0 } as f64 / 1e6;
    let peak = peak();
    println!("{count:>10} {peak:>10.0} {:>24.0}", peak - yielded);
}

/// The most memory that this process ever held, in megabytes; no number where the system does not tell.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes * 1024.0 / 1e6)
}
