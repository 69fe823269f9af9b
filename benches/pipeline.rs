//! How long each stage takes on the generated province (`province`): `cargo bench`.
//!
//! Stages are measured in one thread, each beside the floor or peer it is measured against; `whole_job` is the program as
//! a user runs it, on all cores, process start included.

mod province;

use std::fs;
use std::hint::black_box;
use std::io::Cursor;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use calamine::{Reader, Xlsx};
use tempfile::TempDir;
use tongket::app::workspace::Workspace;
use tongket::domain::{Comparisons, Figures, Finding, Observations};
use tongket::intake::Intake;
use tongket::report::chart::ChartKind;
use tongket::report::theme::Theme;
use tongket::{analysis, report};

/// The province, written once for all benches.
static PROVINCE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    province::write(folder.path(), false).expect("the province is written");
    folder
});

/// What the program knows of it.
static WORKSPACE: LazyLock<Workspace> = LazyLock::new(|| Workspace::load(PROVINCE.path()).expect("a workspace"));

/// Its workbooks as bytes, by path.
static REPORTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut paths: Vec<PathBuf> = Vec::new();
    for year in province::YEARS {
        let folder = PROVINCE.path().join(format!("reports/{year}"));
        paths.extend(fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()));
    }
    paths.sort();
    let name = |path: &PathBuf| {
        let inside = path.strip_prefix(PROVINCE.path().join("reports")).expect("inside reports");
        inside.to_string_lossy().replace('\\', "/")
    };
    paths.iter().map(|path| (name(path), fs::read(path).expect("a file"))).collect()
});

static OBSERVATIONS: LazyLock<Observations> = LazyLock::new(understand);
static FIGURES: LazyLock<Figures> = LazyLock::new(|| {
    analysis::analyse(&OBSERVATIONS, &WORKSPACE.knowledge).expect("figures").unload(&mut Vec::<Finding>::new())
});

fn main() {
    divan::main();
}

fn understand() -> Observations {
    let intake = Intake::new(&WORKSPACE.knowledge);
    let readings = REPORTS.iter().map(|(path, bytes)| intake.read(path, bytes, "").value).collect();
    intake.gather(readings).value
}

/// The floor of reading: every cell of every workbook once, by the streaming reader.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn read_calamine_alone(bencher: divan::Bencher) {
    LazyLock::force(&REPORTS);
    bencher.bench_local(|| {
        let mut count = 0;
        for (_, bytes) in REPORTS.iter() {
            let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).expect("a workbook");
            for name in workbook.sheet_names() {
                let mut reader = workbook.worksheet_cells_reader(&name).expect("a sheet");
                while let Some(cell) = reader.next_cell().expect("a cell") {
                    black_box(cell);
                    count += 1;
                }
            }
        }
        count
    });
}

/// Bytes to sheets as cells.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn read_grids(bencher: divan::Bencher) {
    LazyLock::force(&REPORTS);
    let intake = Intake::new(&WORKSPACE.knowledge);
    bencher.bench_local(|| REPORTS.iter().map(|(path, bytes)| intake.grids(path, bytes).value.len()).sum::<usize>());
}

/// Bytes to observations: read, decode, layout, extract, resolve.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn read_to_observations(bencher: divan::Bencher) {
    LazyLock::force(&REPORTS);
    LazyLock::force(&WORKSPACE);
    bencher.bench_local(understand);
}

/// Observations to figures, with the checks.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn analyse_and_check(bencher: divan::Bencher) {
    LazyLock::force(&OBSERVATIONS);
    bencher.bench_local(|| {
        let figures = analysis::analyse(&OBSERVATIONS, &WORKSPACE.knowledge).expect("figures").value;
        analysis::check::run(&OBSERVATIONS, &WORKSPACE.knowledge, &figures)
    });
}

/// Figures to the neutral document.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn compose(bencher: divan::Bencher) {
    LazyLock::force(&FIGURES);
    bencher
        .bench_local(|| report::compose(&FIGURES, &Comparisons::default(), &OBSERVATIONS, &WORKSPACE.knowledge, &[]));
}

/// The document to the summary workbook.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn write_workbook(bencher: divan::Bencher) {
    let document = report::compose(&FIGURES, &Comparisons::default(), &OBSERVATIONS, &WORKSPACE.knowledge, &[]);
    bencher.bench_local(|| report::write::xlsx(&document).expect("a workbook"));
}

/// The observations as parquet.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn write_observations(bencher: divan::Bencher) {
    LazyLock::force(&OBSERVATIONS);
    bencher.bench_local(|| report::write::parquet(&OBSERVATIONS, &WORKSPACE.knowledge).expect("a file"));
}

/// One chart of each shape, drawn and turned into a picture of 1920 × 1080.
#[divan::bench(args = ["cards", "columns", "line", "ranking", "heat map"], sample_count = 20, sample_size = 1)]
fn chart_picture(bencher: divan::Bencher, shape: &str) {
    let document = report::compose(&FIGURES, &Comparisons::default(), &OBSERVATIONS, &WORKSPACE.knowledge, &[]);
    let chart = document.charts.iter().find(|chart| match chart.kind {
        ChartKind::Grouped { .. } => shape == "columns",
        ChartKind::Line { .. } => shape == "line",
        ChartKind::Ranking { .. } => shape == "ranking",
        ChartKind::HeatMap { .. } => shape == "heat map",
        ChartKind::Cards { .. } => shape == "cards",
        _ => false,
    });
    let chart = chart.expect("a chart of that shape");
    let theme = Theme::default();
    bencher.bench_local(|| {
        let svg = report::chart::svg(chart, &theme).expect("a drawing");
        report::chart::png(&svg, 1920).expect("a picture")
    });
}

/// The whole job, as a user runs it.
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
