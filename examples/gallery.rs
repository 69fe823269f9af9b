//! Makes `docs/gallery/`: one picture of each kind of chart, at half size. Kinds that the example workspaces have figures
//! for come from them; the others show invented figures, and say so. `cargo run --example gallery`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tongket::app::pipeline;
use tongket::app::progress::Progress;
use tongket::app::workspace::{Workspace, list_reports};
use tongket::domain::{ChartChoice, ChartForm};
use tongket::report::chart::{ChartKind, ChartSpec, Datum, Growth, Pair, Series, Step, StepRole, TargetItem, png, svg};
use tongket::report::theme::Theme;
use tongket::text::Language;

/// Half of a slide.
const WIDTH: u32 = 960;
/// Where the workspaces lie.
const WORKSPACES: [&str; 2] = ["data/thanh-oai", "data/vinh-long"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = top.join("docs/gallery");
    fs::create_dir_all(&folder)?;
    let mut chosen: BTreeMap<&'static str, ChartSpec> = BTreeMap::new();
    for workspace in WORKSPACES.iter().map(|name| top.join(name)).filter(|path| path.is_dir()) {
        for chart in charts(&workspace)? {
            chosen.entry(name(&chart.kind)).or_insert(chart);
        }
    }
    for chart in invented() {
        chosen.entry(name(&chart.kind)).or_insert(chart);
    }
    let mut size = 0;
    for (name, chart) in &chosen {
        let picture = png(&svg(chart, &Theme::default())?, WIDTH)?;
        size += picture.len();
        println!("{name}.png {} kB: {}", picture.len() / 1000, chart.title);
        fs::write(folder.join(format!("{name}.png")), picture)?;
    }
    println!("{} pictures, {} kB", chosen.len(), size / 1000);
    Ok(())
}

/// The charts of a workspace's report.
fn charts(folder: &Path) -> Result<Vec<ChartSpec>, Box<dyn std::error::Error>> {
    let mut workspace = Workspace::load(folder)?;
    let (files, told) = list_reports(&workspace.reports());
    let progress = Progress::new("", files.len() as u64, false);
    let understood = pipeline::understand(&workspace, &files, told, &progress);
    let outcome = pipeline::examine(&workspace, understood)?;
    let mut charts = pipeline::document(&workspace, &outcome).charts;
    // Kinds that the automatic choice leaves out, asked for.
    let indicators = workspace.knowledge.catalogue.iter();
    let forms = [ChartForm::Pareto, ChartForm::Dumbbell, ChartForm::Panels, ChartForm::Waterfall];
    workspace.knowledge.charts = indicators
        .flat_map(|(indicator, _)| forms.map(|form| ChartChoice { indicator, category: None, form, title: None }))
        .collect();
    charts.extend(pipeline::document(&workspace, &outcome).charts);
    Ok(charts)
}

fn name(kind: &ChartKind) -> &'static str {
    match kind {
        ChartKind::Cards { .. } => "c12-con-so-noi-bat",
        ChartKind::Stacked { .. } => "c01-cot-chong",
        ChartKind::Grouped { .. } => "c01-cot-theo-cap",
        ChartKind::Line { .. } => "c02-duong",
        ChartKind::Ranking { .. } => "c03-xep-hang",
        ChartKind::HeatMap { .. } => "c04-ban-do-nhiet",
        ChartKind::Targets { .. } => "c05-chi-tieu-ket-qua",
        ChartKind::Slope { .. } => "c06-hai-giai-doan",
        ChartKind::Dumbbell { .. } => "c07-dau-cuoi-ky",
        ChartKind::Panels { .. } => "c08-luoi-nho",
        ChartKind::Shares { .. } => "c09-co-cau",
        ChartKind::Pareto { .. } => "c10-pareto",
        ChartKind::Waterfall { .. } => "c11-thac-nuoc",
    }
}

fn datum(value: f64, text: &str) -> Datum {
    Datum { value, text: text.to_owned(), figure: None }
}

/// A whole number with the dots that print it.
fn whole(value: i64) -> Datum {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    datum(value as f64, &text)
}

fn series(name: &str, values: &[i64]) -> Series {
    Series { name: name.to_owned(), values: values.iter().map(|&value| Some(whole(value))).collect() }
}

fn shares(name: &str, values: &[f64]) -> Series {
    let share = |&value: &f64| Some(datum(value, &format!("{value:.1}%").replace('.', ",")));
    Series { name: name.to_owned(), values: values.iter().map(share).collect() }
}

fn spec(title: &str, subtitle: &str, kind: ChartKind) -> ChartSpec {
    ChartSpec {
        name: "minh-hoa".to_owned(),
        language: Language::Vi,
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        source: "Số liệu minh họa, không phải của đơn vị nào. Invented figures.".to_owned(),
        alt: title.to_owned(),
        kind,
        breaks: Vec::new(),
        cited: Vec::new(),
    }
}

/// One chart of each kind that the workspaces may have no figures for.
fn invented() -> Vec<ChartSpec> {
    let years: Vec<String> = (2021..=2025).map(|year| year.to_string()).collect();
    let parts = [
        series("Doanh nghiệp", &[61_200, 63_900, 66_100, 69_800, 72_400]),
        series("Giáo dục", &[31_500, 31_900, 32_000, 32_200, 32_100]),
        series("Y tế", &[9_800, 9_900, 10_100, 10_000, 10_200]),
        series("Khác", &[7_400, 7_300, 7_100, 7_000, 6_800]),
    ];
    let total = |year: usize| -> i64 {
        parts.iter().filter_map(|part| part.values[year].as_ref()).map(|datum| datum.value as i64).sum()
    };
    let totals = (0..years.len()).map(|year| Some(whole(total(year)))).collect();
    let pair = |name: &str, from: i64, to: i64, change: &str| Pair {
        name: name.to_owned(),
        from: whole(from),
        to: whole(to),
        change: change.to_owned(),
    };
    let target = |name: &str, done: f64, text: &str| TargetItem {
        name: name.to_owned(),
        done: datum(done, text),
        is_met: done >= 100.0,
    };
    let step = |name: &str, value: i64, role: StepRole| {
        let plain = whole(value);
        let text = match (role, value < 0) {
            (StepRole::Level, _) => plain.text,
            (_, true) => format!("−{}", plain.text),
            (_, false) => format!("+{}", plain.text),
        };
        Step { name: name.to_owned(), datum: datum(value as f64, &text), role }
    };
    vec![
        spec(
            "Đoàn viên tăng bình quân 2,5%/năm; khối doanh nghiệp chiếm 59,6%",
            "Đoàn viên theo khu vực (người), giai đoạn 2021–2025",
            ChartKind::Stacked {
                categories: years.clone(),
                series: parts.to_vec(),
                totals,
                growth: vec![Growth { from: 0, to: 4, text: "+2,5%/năm".to_owned() }],
            },
        ),
        spec(
            "Khối doanh nghiệp chiếm 59,6% năm 2025, tăng 3,9 điểm phần trăm so với năm 2021",
            "Cơ cấu đoàn viên theo khu vực (%), giai đoạn 2021–2025",
            ChartKind::Shares {
                categories: years.clone(),
                series: vec![
                    shares("Doanh nghiệp", &[55.7, 56.5, 57.3, 58.7, 59.6]),
                    shares("Giáo dục", &[28.7, 28.2, 27.8, 27.1, 26.4]),
                    shares("Y tế", &[8.9, 8.8, 8.8, 8.4, 8.4]),
                    shares("Khác", &[6.7, 6.5, 6.1, 5.8, 5.6]),
                ],
            },
        ),
        spec(
            "4/6 chỉ tiêu đạt và vượt; thấp nhất: đối thoại định kỳ (81,3%)",
            "Kết quả so với chỉ tiêu giao, giai đoạn 2021–2025",
            ChartKind::Targets {
                items: vec![
                    target("Kết nạp đoàn viên", 102.9, "12.345/12.000 (102,9%)"),
                    target("Sáng kiến cải tiến được công nhận", 131.4, "3.942/3.000 (131,4%)"),
                    target("Thỏa ước lao động tập thể ký mới", 100.0, "150/150 (100,0%)"),
                    target("Đối thoại định kỳ tại doanh nghiệp", 81.3, "488/600 (81,3%)"),
                    target("Tham gia bảo hiểm y tế", 98.6, "94,7%/96,0% (98,6%)"),
                    target("Nhà “Mái ấm Công đoàn”", 184.0, "92/50 (184,0%)"),
                ],
            },
        ),
        spec(
            "5/7 đơn vị cao hơn nhiệm kỳ trước; tăng mạnh nhất Khối doanh nghiệp (+41,2%)",
            "Sáng kiến được công nhận theo đơn vị, hai nhiệm kỳ",
            ChartKind::Slope {
                ends: ["Nhiệm kỳ 2016–2020".to_owned(), "Nhiệm kỳ 2021–2025".to_owned()],
                pairs: vec![
                    pair("Khối doanh nghiệp", 1_020, 1_440, "+41,2%"),
                    pair("Ngành Giáo dục", 1_310, 1_395, "+6,5%"),
                    pair("Ngành Y tế", 640, 702, "+9,7%"),
                    pair("Khối cơ quan", 512, 540, "+5,5%"),
                    pair("Cụm số 1", 388, 361, "−7,0%"),
                    pair("Cụm số 2", 240, 282, "+17,5%"),
                    pair("Cụm số 3", 205, 148, "−27,8%"),
                ],
            },
        ),
        spec(
            "6/6 đơn vị có đoàn viên tăng từ năm 2021 đến năm 2025",
            "Đoàn viên công đoàn (người) theo đơn vị, giai đoạn 2021–2025",
            ChartKind::Panels {
                categories: years,
                panels: vec![
                    series("Khối doanh nghiệp", &[4_120, 4_380, 4_610, 4_890, 5_240]),
                    series("Ngành Giáo dục", &[3_150, 3_190, 3_200, 3_220, 3_210]),
                    series("Ngành Y tế", &[980, 990, 1_010, 1_000, 1_020]),
                    series("Khối cơ quan", &[1_540, 1_490, 1_500, 1_530, 1_560]),
                    series("Cụm số 1", &[2_210, 2_350, 2_190, 2_400, 2_480]),
                    series("Cụm số 2", &[1_870, 1_910, 2_020, 2_150, 2_300]),
                ],
                average: Some(series("bình quân các đơn vị", &[2_312, 2_385, 2_422, 2_532, 2_635])),
            },
        ),
        spec(
            "Kết nạp 4.510 nhưng 5.980 người ra khỏi tổ chức nên cuối kỳ còn 117.397 đoàn viên",
            "Biến động đoàn viên công đoàn (người), giai đoạn 2021–2025",
            ChartKind::Waterfall {
                steps: vec![
                    step("Đầu kỳ", 118_867, StepRole::Level),
                    step("Kết nạp", 4_510, StepRole::Change),
                    step("Chuyển đến", 1_240, StepRole::Change),
                    step("Chuyển đi", -1_240, StepRole::Change),
                    step("Ra khỏi tổ chức", -5_980, StepRole::Change),
                    step("Cuối kỳ", 117_397, StepRole::Level),
                ],
            },
        ),
    ]
}
