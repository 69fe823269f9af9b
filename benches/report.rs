//! How long the workbook and the charts take: `cargo bench --bench report`. The figures are invented: 30 districts, five
//! years, 30 indicators.

use std::sync::LazyLock;

use tongket::domain::{
    Amount, Basis, Calendar, Cells, Comparisons, Figure, Figures, IndicatorId, Knowledge, Number, Observations,
    Qualifier, UnitId,
};
use tongket::report::theme::Theme;
use tongket::report::{self, Report};

const INDICATORS: u16 = 30;
const DISTRICTS: u32 = 30;

static REPORT: LazyLock<Report> = LazyLock::new(document);

fn main() {
    divan::main();
}

/// What a province of thirty districts knows of thirty indicators.
fn knowledge() -> Knowledge {
    let folder = tempfile::tempdir().expect("a folder");
    let mut catalogue = String::new();
    for indicator in 0..INDICATORS {
        catalogue.push_str(&format!(
            "[[indicators]]\ncode = \"i{indicator}\"\nname = {{ vi = \"Chỉ tiêu số {indicator}\" }}\ngroup = \"Chương {}\"\n\
             kind = \"{}\"\nmeasure = \"người\"\ninteger = true\nbetter = \"higher\"\n",
            indicator / 6,
            if indicator % 5 == 4 { "stock" } else { "flow" },
        ));
    }
    let mut units =
        String::from("code,name,kind,parent,valid_from,valid_to,aliases\ntinh,LĐLĐ tỉnh mẫu,province,,,,\n");
    for district in 0..DISTRICTS {
        units.push_str(&format!("d{district},LĐLĐ huyện mẫu số {district},district,tinh,,,\n"));
    }
    let settings = "[workspace]\nname = \"Mẫu\"\nunit = \"tinh\"\n[term]\nname = \"Giai đoạn 2019–2023\"\nfrom = \"2019-01\"\nto = \"2023-12\"\n";
    for (name, text) in [("tongket.toml", settings), ("indicators.toml", &catalogue), ("units.csv", &units)] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    tongket::app::workspace::Workspace::load(folder.path()).expect("a workspace").knowledge
}

fn document() -> Report {
    let knowledge = knowledge();
    let calendar = Calendar::default();
    let term = knowledge.term.period;
    let years = calendar.years(term);
    let mut rows = Vec::new();
    for indicator in 0..INDICATORS {
        let mut of_root = vec![0; years.len()];
        let stock = indicator % 5 == 4;
        let mut push = |unit: u32, period, value: i64, basis| {
            rows.push(Figure {
                unit: UnitId(unit),
                indicator: IndicatorId(indicator),
                category: None,
                period,
                value: Number::Exact(Amount::whole(value)),
                qualifier: Qualifier::Exact,
                basis,
                reported: DISTRICTS,
                expected: DISTRICTS,
                gaps: 0,
                repaired: false,
                disputed: false,
                cells: Cells::default(),
            });
        };
        let over = |values: &[i64]| if stock { values[values.len() - 1] } else { values.iter().sum() };
        for district in 1..=DISTRICTS {
            let value = |year: usize| i64::from(district * 37 + u32::from(indicator) * 11) % 97 + 5 * year as i64;
            let values: Vec<i64> = (0..years.len()).map(value).collect();
            for (year, &period) in years.iter().enumerate() {
                of_root[year] += values[year];
                push(district, period, values[year], Basis::Own);
            }
            push(district, term, over(&values), Basis::Own);
        }
        for (year, &period) in years.iter().enumerate() {
            push(0, period, of_root[year], Basis::Children);
        }
        push(0, term, over(&of_root), Basis::Children);
    }
    let observations = Observations { units: knowledge.registry.clone(), ..Observations::default() };
    report::compose(&Figures::new(rows, years, term), &Comparisons::default(), &observations, &knowledge, &[])
}

/// The summary workbook of 30 districts, five years and 30 indicators.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn workbook(bencher: divan::Bencher) {
    let report = &*REPORT;
    bencher.bench_local(|| report::write::xlsx(report).expect("a workbook"));
}

/// Thirty charts, each as SVG and as pictures of 1920 × 1080 and 3840 × 2160, on two threads.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn thirty_charts_at_both_sizes(bencher: divan::Bencher) {
    let charts = &REPORT.charts;
    let theme = Theme::default();
    bencher.bench_local(|| {
        let work = |which: usize| {
            let chart = &charts[which % charts.len()];
            let svg = report::chart::svg(chart, &theme).expect("a drawing");
            [1920, 3840].map(|width| report::chart::png(&svg, width).expect("a picture").len())
        };
        std::thread::scope(|scope| {
            for half in 0..2 {
                scope.spawn(move || (0..15).map(|place| work(place * 2 + half).iter().sum::<usize>()).sum::<usize>());
            }
        });
    });
}
