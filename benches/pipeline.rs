//! How long each stage after reading takes on the generated province (`province`): `cargo bench --bench pipeline`. What
//! reading takes tells `reading`.
//!
//! Stages are measured in one thread, each beside the floor or peer it is measured against; `whole_job` is the program as
//! a user runs it, on all cores, process start included.

mod province;

use std::process::Command;
use std::sync::LazyLock;

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
static REPORTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| province::reports(PROVINCE.path()));

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
