//! How long each stage takes on the generated province (`province`): `cargo bench`.
//!
//! `calamine_alone` is the floor that reading is measured against; `whole_job` is the program as a user runs it, process
//! start included.

mod province;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use calamine::{Reader, Xlsx, open_workbook};
use tempfile::TempDir;

/// The province, written once for all benches.
static PROVINCE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    province::write(folder.path(), false).expect("the province is written");
    folder
});

fn main() {
    divan::main();
}

/// The province's workbooks.
fn workbooks() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for year in province::YEARS {
        let folder = PROVINCE.path().join(format!("reports/{year}"));
        found.extend(fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()));
    }
    found.sort();
    found
}

/// How many cells of a workbook hold something, by the streaming reader.
fn cells(path: &Path) -> usize {
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
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

#[divan::bench(sample_count = 10, sample_size = 1)]
fn calamine_alone(bencher: divan::Bencher) {
    let workbooks = workbooks();
    bencher.bench_local(|| workbooks.iter().map(|path| cells(path)).sum::<usize>());
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn whole_job(bencher: divan::Bencher) {
    let output = PROVINCE.path().join("output");
    bencher.bench_local(|| {
        let run = Command::new(env!("CARGO_BIN_EXE_tongket"))
            .args(["report".as_ref(), PROVINCE.path().as_os_str(), "--output".as_ref(), output.as_os_str()])
            .output()
            .expect("the program runs");
        assert!(matches!(run.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&run.stderr));
    });
}
