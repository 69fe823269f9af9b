//! What every chart must keep: no two texts touch, nothing leaves the safe frame, few sizes, enough contrast.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::samples::{COMMUNES, LONG, all, datum, names, series, spec};
use super::scene::{Scene, Shape};
use super::{
    Break, Card, ChartKind, ChartSpec, Datum, Growth, HeatRow, Pair, ParetoBar, RankItem, Step, StepRole, TargetItem,
    png, scene, svg,
};
use crate::report::theme::Theme;

/// The faults of a placed chart, one sentence each.
fn faults(scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    let safe = scene.safe();
    for (index, text) in scene.texts.iter().enumerate() {
        let area = text.area();
        if !safe.grown(0.5).holds(&area) {
            faults.push(format!("'{}' leaves the frame: {area:?}", text.text));
        }
        for other in &scene.texts[index + 1..] {
            if area.meets(&other.area()) {
                faults.push(format!("'{}' {area:?} touches '{}' {:?}", text.text, other.text, other.area()));
            }
        }
        let needed =
            if text.face.size >= 28.0 && text.face != super::text::Face::regular(text.face.size) { 3.0 } else { 4.4 };
        let contrast = text.colour.contrast(text.ground);
        if contrast < needed && text.face.size < 36.0 {
            faults.push(format!("'{}' cannot be read: contrast {contrast:.1}", text.text));
        }
        if text.face.size < 24.0 {
            faults.push(format!("'{}' is too small", text.text));
        }
        if text.glyphs.outline().is_empty() {
            faults.push(format!("'{}' shows nothing", text.text));
        }
    }
    let sizes: BTreeSet<u64> = scene.texts.iter().map(|text| text.face.size as u64).collect();
    if sizes.len() > 4 {
        faults.push(format!("too many sizes: {sizes:?}"));
    }
    let fills = fills(scene);
    if fills.len() > 5 {
        faults.push(format!("too many fills: {fills:?}"));
    }
    for shape in &scene.shapes {
        let area = shape.area();
        let finite = [area.left, area.top, area.right, area.bottom].iter().all(|side| side.is_finite());
        if !finite || !safe.grown(0.5).holds(&area) {
            faults.push(format!("a shape leaves the frame: {area:?}"));
        }
    }
    faults
}

/// The colours of filled areas, without their edges and the paper.
fn fills(scene: &Scene) -> BTreeSet<String> {
    let theme = scene.theme;
    let plain = theme.parts.iter().chain(&theme.steps).chain([&theme.fall]);
    let mut edges: BTreeSet<String> = plain.filter_map(|fill| fill.edge).map(|edge| edge.to_string()).collect();
    edges.extend([theme.paper.to_string(), theme.line.to_string(), theme.hatch.to_string()]);
    let colours = scene.shapes.iter().filter_map(|shape| match shape {
        Shape::Rect { colour, .. } | Shape::Polygon { colour, .. } => Some(colour.to_string()),
        Shape::Line { .. } => None,
    });
    colours.filter(|colour| !edges.contains(colour)).collect()
}

fn check(spec: &ChartSpec) {
    let theme = Theme::default();
    let scene = scene(spec, &theme).expect("a chart within its limits");
    let faults = faults(&scene);
    assert!(faults.is_empty(), "{}:\n{}", spec.name, faults.join("\n"));
}

#[test]
fn the_samples_are_faultless() {
    all().iter().for_each(check);
}

/// What a chart meets in the field.
#[derive(Clone, Copy, Debug)]
enum Case {
    OneUnit,
    Most,
    LongNames,
    Zeros,
    Missing,
    AllMissing,
    Big,
    Negative,
}

const CASES: [Case; 8] = [
    Case::OneUnit,
    Case::Most,
    Case::LongNames,
    Case::Zeros,
    Case::Missing,
    Case::AllMissing,
    Case::Big,
    Case::Negative,
];

impl Case {
    fn count(self, most: usize) -> usize {
        match self {
            Case::OneUnit => 1,
            Case::Most => most,
            _ => most.min(6),
        }
    }

    fn names(self, count: usize) -> Vec<String> {
        match self {
            Case::LongNames => vec![LONG.to_owned(); count],
            _ => names(&COMMUNES[..count]),
        }
    }

    fn value(self, row: usize, column: usize) -> Option<f64> {
        let plain = ((row * 37 + column * 23) % 89 + 4) as f64;
        match self {
            Case::Zeros => Some(0.0),
            Case::Missing => (row + column).is_multiple_of(2).then_some(plain),
            Case::AllMissing => None,
            Case::Big => Some(1e9 + plain * 1e7),
            Case::Negative => Some(plain - 50.0),
            _ => Some(plain),
        }
    }

    fn series(self, count: usize, categories: usize) -> Vec<super::Series> {
        (0..count)
            .map(|row| {
                let values: Vec<Option<f64>> = (0..categories).map(|column| self.value(row, column)).collect();
                series(&self.names(20)[row], &values)
            })
            .collect()
    }

    fn datum(self, row: usize, column: usize) -> Datum {
        datum(self.value(row, column).unwrap_or(0.0))
    }

    fn targets(self, count: usize) -> Vec<TargetItem> {
        let item = |row: usize| {
            let done = self.datum(row, 0);
            let text = format!("{}/{} ({}%)", done.text, done.text, row * 23);
            TargetItem {
                name: self.names(20)[row].clone(),
                done: Datum { value: row as f64 * 23.0, text, figure: None },
                is_met: row > 4,
            }
        };
        (0..count).map(item).collect()
    }

    fn pairs(self, count: usize) -> Vec<Pair> {
        let pair = |row: usize| Pair {
            name: self.names(20)[row].clone(),
            from: self.datum(row, 0),
            to: self.datum(row, 1),
            change: "+12,5%".into(),
        };
        (0..count).map(pair).collect()
    }

    fn bars(self, count: usize) -> Vec<ParetoBar> {
        let bar = |row: usize| ParetoBar {
            name: self.names(20)[row].clone(),
            datum: self.datum(row, 0),
            cumulated: format!("{}%", (row + 1) * 100 / count),
            carries: row * 3 < count,
        };
        (0..count).map(bar).collect()
    }

    fn steps(self, count: usize) -> Vec<Step> {
        let role = |row: usize| match row {
            0 => StepRole::Level,
            row if row + 1 == count => StepRole::Level,
            4 => StepRole::Unexplained,
            _ => StepRole::Change,
        };
        let step = |row: usize| {
            let mut datum = self.datum(row, 0);
            if row % 3 == 2 {
                datum.value = -datum.value;
                datum.text = format!("−{}", datum.text);
            }
            Step { name: self.names(20)[row].clone(), datum, role: role(row) }
        };
        (0..count).map(step).collect()
    }

    fn cards(self, count: usize) -> Vec<Card> {
        let card = |row: usize| Card {
            label: self.names(20)[row].clone(),
            datum: self.datum(row, 0),
            measure: "sáng kiến".into(),
            change: (row != 1).then(|| (row != 2, "tăng 12,5% so với năm 2017".into())),
            course: (0..5).map(|year| self.value(row, year)).collect(),
        };
        (0..count).map(card).collect()
    }

    fn specs(self) -> Vec<ChartSpec> {
        let title = match self {
            Case::LongNames => {
                "Công đoàn các khu công nghiệp và chế xuất Hà Nội dẫn đầu cả giai đoạn với 12.345 sáng kiến; Công đoàn các \
                 khu công nghiệp và chế xuất Hải Phòng đứng thứ hai, các đơn vị còn lại cách khá xa hai đơn vị này"
            }
            _ => "Một đơn vị dẫn đầu",
        };
        let make = |kind: &str, chart| spec(&format!("{kind}-{self:?}"), title, &title.to_lowercase(), chart);
        let stacked = self.count(20);
        let totals = (0..stacked).map(|i| self.value(0, i).map(|value| datum(value * 4.0))).collect();
        let items = (0..self.count(20))
            .map(|i| RankItem {
                rank: (i + 1).to_string(),
                name: self.names(20)[i].clone(),
                datum: datum(self.value(i, 0).unwrap_or(0.0)),
                strong: i == 0,
            })
            .collect();
        let rows = (0..self.count(18))
            .map(|row| HeatRow {
                name: self.names(18)[row].clone(),
                values: (0..self.count(12)).map(|column| self.value(row, column).map(datum)).collect(),
            })
            .collect();
        vec![
            make(
                "stacked",
                ChartKind::Stacked {
                    categories: self.names(stacked),
                    series: self.series(4, stacked),
                    totals,
                    growth: arrows(true, stacked),
                },
            ),
            make(
                "grouped",
                ChartKind::Grouped {
                    categories: self.names(self.count(20)),
                    series: self.series(self.count(4).min(4), self.count(20)),
                },
            ),
            make(
                "line",
                ChartKind::Line {
                    categories: names(&COMMUNES[..self.count(20)]),
                    series: self.series(self.count(4), self.count(20)),
                },
            ),
            make(
                "ranking",
                ChartKind::Ranking {
                    items,
                    average: Some(Datum { value: 47.0, text: "Bình quân 47".into(), figure: None }),
                },
            ),
            make("heatmap", ChartKind::HeatMap { columns: self.names(self.count(12)), rows }),
            make("shares", ChartKind::Shares { categories: self.names(stacked), series: self.series(5, stacked) }),
            make("targets", ChartKind::Targets { items: self.targets(self.count(12)) }),
            make("slope", ChartKind::Slope { ends: ends(), pairs: self.pairs(self.count(12)) }),
            make("dumbbell", ChartKind::Dumbbell { ends: ends(), pairs: self.pairs(self.count(18)) }),
            make(
                "panels",
                ChartKind::Panels {
                    categories: names(&["2016", "2017", "2018", "2019", "2020", "2021"]),
                    panels: self.series(self.count(12), 6),
                    average: self.series(1, 6).pop(),
                },
            ),
            make("pareto", ChartKind::Pareto { bars: self.bars(self.count(18)) }),
            make("waterfall", ChartKind::Waterfall { steps: self.steps(self.count(9)) }),
            make("cards", ChartKind::Cards { cards: self.cards(self.count(6)) }),
        ]
    }
}

fn ends() -> [String; 2] {
    ["Giai đoạn 2011–2016".to_owned(), "Giai đoạn 2016–2021".to_owned()]
}

/// The same chart with a year in which units changed, and one in which those below them did.
fn broken(mut spec: ChartSpec) -> ChartSpec {
    let mark = |before, text: &str, inside| Break { before, text: text.to_owned(), inside };
    spec.breaks = vec![mark(3, "đổi phạm vi từ 7/2025", false), mark(2, "sắp xếp tổ chức 3/2024, 7/2024", true)];
    spec
}

#[test]
fn no_chart_breaks_on_what_the_field_brings() {
    for case in CASES {
        case.specs().iter().for_each(check);
    }
    for case in [Case::Most, Case::LongNames, Case::Missing, Case::Big] {
        case.specs().into_iter().map(broken).for_each(|spec| check(&spec));
    }
}

#[test]
fn a_missing_figure_is_told_apart_from_zero() {
    let texts = |case: Case| -> Vec<(String, bool)> {
        let theme = Theme::default();
        case.specs()
            .iter()
            .map(|spec| {
                let scene = scene(spec, &theme).expect("a chart within its limits");
                (spec.name.clone(), scene.texts.iter().any(|text| text.text == "…"))
            })
            .collect()
    };
    for (name, has_mark) in texts(Case::Missing) {
        // These show only what has a figure.
        let whole = ["ranking", "targets", "slope", "dumbbell", "pareto", "waterfall", "cards"];
        assert_eq!(has_mark, !whole.iter().any(|kind| name.starts_with(kind)), "{name}");
    }
    for (name, has_mark) in texts(Case::Zeros) {
        assert!(!has_mark, "{name}");
    }
}

#[test]
fn every_value_of_the_samples_is_printed() {
    let theme = Theme::default();
    for spec in all() {
        let scene = scene(&spec, &theme).expect("a chart within its limits");
        let printed: BTreeSet<&str> = scene.texts.iter().map(|text| text.text.as_str()).collect();
        let wanted: Vec<&Datum> = match &spec.kind {
            ChartKind::Stacked { series, totals, .. } => {
                series.iter().flat_map(|one| &one.values).chain(totals).flatten().filter(|d| d.value != 0.0).collect()
            }
            ChartKind::Grouped { series, .. } | ChartKind::Shares { series, .. } | ChartKind::Line { series, .. } => {
                series.iter().flat_map(|one| &one.values).flatten().collect()
            }
            ChartKind::Ranking { items, .. } => items.iter().map(|item| &item.datum).collect(),
            ChartKind::HeatMap { rows, .. } => rows.iter().flat_map(|row| &row.values).flatten().collect(),
            ChartKind::Targets { items } => items.iter().map(|item| &item.done).collect(),
            ChartKind::Slope { pairs, .. } | ChartKind::Dumbbell { pairs, .. } => {
                pairs.iter().flat_map(|pair| [&pair.from, &pair.to]).collect()
            }
            ChartKind::Panels { panels, .. } => panels.iter().filter_map(|one| one.values.last()?.as_ref()).collect(),
            ChartKind::Pareto { bars } => bars.iter().map(|bar| &bar.datum).collect(),
            ChartKind::Waterfall { steps } => steps.iter().map(|step| &step.datum).collect(),
            ChartKind::Cards { cards } => cards.iter().map(|card| &card.datum).collect(),
        };
        for datum in wanted {
            assert!(printed.contains(datum.text.as_str()), "{}: {}", spec.name, datum.text);
        }
    }
}

#[test]
fn a_bar_that_is_twice_the_value_is_twice_as_long() {
    let theme = Theme::default();
    let kind = ChartKind::Ranking {
        items: [200.0, 100.0]
            .iter()
            .map(|value| RankItem { rank: "1".into(), name: "x".into(), datum: datum(*value), strong: true })
            .collect(),
        average: None,
    };
    let scene = scene(&spec("x", "x", "x", kind), &theme).expect("a chart within its limits");
    let lengths: Vec<f64> = scene
        .shapes
        .iter()
        .filter(|shape| matches!(shape, Shape::Polygon { .. }))
        .map(|shape| shape.area().width())
        .collect();
    assert_eq!(lengths.len(), 2);
    assert!((lengths[0] - 2.0 * lengths[1]).abs() < 1e-6, "{lengths:?}");
}

#[test]
fn what_a_unit_is_called_is_never_markup() {
    let nasty = "</script><b>&\"'\u{0}\u{FFFE}]]>";
    for mut spec in Case::OneUnit.specs() {
        spec.title = nasty.into();
        spec.alt = nasty.into();
        spec.source = nasty.into();
        spec.name = "\"><script>".into();
        if let ChartKind::Ranking { items, .. } = &mut spec.kind {
            items[0].name = nasty.into();
        }
        let drawn = svg(&spec, &Theme::default()).expect("a chart within its limits");
        assert!(!drawn.contains("<b>") && !drawn.contains("script>"), "{drawn}");
        resvg::usvg::Tree::from_str(&drawn, &resvg::usvg::Options::default()).expect("well-formed XML");
    }
}

#[test]
fn the_same_chart_is_the_same_bytes() {
    for spec in all() {
        let draw = || svg(&spec, &Theme::default()).expect("a chart within its limits");
        assert_eq!(draw(), draw());
    }
}

#[test]
fn a_picture_needs_no_font_and_turns_no_text() {
    for spec in all() {
        let drawn = svg(&spec, &Theme::default()).expect("a chart within its limits");
        for word in ["<text", "font", "rotate", "href"] {
            assert!(!drawn.contains(word), "{}: {word}", spec.name);
        }
        assert!(drawn.contains(&format!("<desc id=\"{}-desc\">{}</desc>", spec.name, spec.alt)), "{}", spec.name);
    }
}

#[test]
fn a_png_is_as_wide_as_asked_and_small() {
    let spec = all().swap_remove(8);
    let drawn = svg(&spec, &Theme::default()).expect("a chart within its limits");
    for (width, height) in [(1920_u32, 1080_u32), (960, 540)] {
        let picture = png(&drawn, width).expect("a picture");
        // The header's width and height stand at fixed places.
        assert_eq!(picture[16..24], [width.to_be_bytes(), height.to_be_bytes()].concat());
        assert!(picture.len() < 150_000, "{}", picture.len());
        assert_eq!(picture, png(&drawn, width).expect("a picture"));
    }
    assert!(png("<svg", 1920).is_err());
    assert!(png(&drawn, 0).is_err());
}

#[test]
fn more_than_a_slide_can_show_is_refused() {
    let rows = vec![HeatRow { name: "x".into(), values: vec![] }; 19];
    let kind = ChartKind::HeatMap { columns: names(&["2016"]), rows };
    let refused = svg(&spec("x", "x", "x", kind), &Theme::default()).expect_err("too many rows");
    assert_eq!(refused.to_string(), "a chart shows at most 18 rows, not 19");
    let kind = ChartKind::Line { categories: vec![], series: vec![] };
    assert!(svg(&spec("x", "x", "x", kind), &Theme::default()).is_err());
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => proptest::sample::select(COMMUNES.to_vec()).prop_map(str::to_owned),
        2 => (2000..2030_u32).prop_map(|year| year.to_string()),
        1 => proptest::collection::vec("[a-zđươ]{1,14}", 0..20).prop_map(|words| words.join(" ")),
    ]
}

fn any_value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        1 => Just(None),
        1 => Just(Some(0.0)),
        6 => (0..5_000_u32).prop_map(|value| Some(f64::from(value))),
        2 => (0..1_000_u32).prop_map(|value| Some(f64::from(value) / 10.0)),
        1 => (-100..100_i32).prop_map(|value| Some(f64::from(value))),
        1 => (0..2_000_000_000_u32).prop_map(|value| Some(f64::from(value))),
    ]
}

/// Two arrows, the second over the last step, where there are columns for them.
fn arrows(wanted: bool, columns: usize) -> Vec<Growth> {
    let arrow = |from: usize, to: usize, text: &str| Growth { from, to, text: text.to_owned() };
    match columns {
        _ if !wanted => Vec::new(),
        0 | 1 => Vec::new(),
        2 | 3 => vec![arrow(0, columns - 1, "+4,2%/năm")],
        _ => vec![arrow(0, columns - 2, "+4,2%/năm"), arrow(columns - 2, columns - 1, "−62,1%")],
    }
}

prop_compose! {
    fn any_chart()(
        kind in 0..13_usize,
        is_broken in proptest::bool::weighted(0.2),
        categories in proptest::collection::vec(any_text(), 1..=20),
        rows in proptest::collection::vec((any_text(), proptest::collection::vec(any_value(), 20)), 1..=18),
        title in proptest::collection::vec(any_text(), 0..12),
    ) -> ChartSpec {
        let title = title.join(" ");
        let series = |most: usize| {
            rows.iter().take(most).map(|(name, values)| series(name, &values[..categories.len()])).collect()
        };
        let kind = match kind {
            0 => ChartKind::Stacked { series: series(4), totals: series_total(&rows, categories.len()), growth: arrows(is_broken, categories.len()), categories },
            1 => ChartKind::Grouped { series: series(4), categories },
            2 => ChartKind::Line { series: series(4), categories },
            3 => ChartKind::Ranking {
                items: rows
                    .iter()
                    .filter_map(|(name, values)| Some((name, values[0]?)))
                    .chain([(&title, 3.0)])
                    .map(|(name, value)| RankItem { rank: "1".into(), name: name.clone(), datum: datum(value), strong: false })
                    .collect(),
                average: rows[0].1[1].map(datum),
            },
            4 => {
                let columns: Vec<String> = categories.into_iter().take(12).collect();
                let rows = rows
                    .iter()
                    .map(|(name, values)| HeatRow { name: name.clone(), values: values[..columns.len()].iter().map(|v| v.map(datum)).collect() })
                    .collect();
                ChartKind::HeatMap { columns, rows }
            }
            5 => ChartKind::Shares { series: series(5), categories },
            6 => ChartKind::Targets { items: pairs(&rows, 12).into_iter().map(target).collect() },
            7 => ChartKind::Slope { ends: ends(), pairs: pairs(&rows, 12) },
            8 => ChartKind::Dumbbell { ends: ends(), pairs: pairs(&rows, 18) },
            9 => ChartKind::Panels { panels: series(12), average: series(1).pop(), categories },
            10 => ChartKind::Pareto { bars: pairs(&rows, 18).into_iter().map(bar).collect() },
            11 => ChartKind::Waterfall { steps: pairs(&rows, 9).into_iter().map(step).collect() },
            _ => ChartKind::Cards { cards: pairs(&rows, 6).into_iter().map(card).collect() },
        };
        let spec = spec("any", &title, &title, kind);
        if is_broken { broken(spec) } else { spec }
    }
}

type Rows = [(String, Vec<Option<f64>>)];

fn pairs(rows: &Rows, most: usize) -> Vec<Pair> {
    let pair = |(name, values): &(String, Vec<Option<f64>>)| Pair {
        name: name.clone(),
        from: datum(values[0].unwrap_or(0.0)),
        to: datum(values[1].unwrap_or(7.0)),
        change: values[2].map(|value| datum(value).text).unwrap_or_default(),
    };
    rows.iter().take(most).map(pair).collect()
}

fn target(pair: Pair) -> TargetItem {
    let text = format!("{}/{} ({}%)", pair.from.text, pair.to.text, pair.change);
    let done = Datum { value: pair.from.value, text, figure: None };
    TargetItem { name: pair.name, is_met: pair.from.value > 100.0, done }
}

fn bar(pair: Pair) -> ParetoBar {
    ParetoBar { name: pair.name, carries: pair.to.value > 50.0, datum: pair.from, cumulated: "80,5%".into() }
}

fn step(pair: Pair) -> Step {
    let role = if pair.to.value > 2000.0 { StepRole::Level } else { StepRole::Change };
    Step { name: pair.name, datum: pair.from, role }
}

fn card(pair: Pair) -> Card {
    Card {
        label: pair.name,
        course: vec![Some(pair.from.value), None, Some(pair.to.value), Some(3.0)],
        datum: pair.from,
        measure: "triệu đồng".into(),
        change: (!pair.change.is_empty()).then_some((true, pair.change)),
    }
}

fn series_total(rows: &[(String, Vec<Option<f64>>)], count: usize) -> Vec<Option<Datum>> {
    rows[0].1[..count].iter().map(|value| value.map(datum)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_data_makes_texts_touch_or_leave_the_frame(spec in any_chart()) {
        let theme = Theme::default();
        let scene = scene(&spec, &theme).expect("a chart within its limits");
        let faults = faults(&scene);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// `cargo test --lib write_the_samples -- --ignored --nocapture`, then look at them.
#[test]
#[ignore = "writes pictures for people to look at"]
fn write_the_samples() {
    let folder = std::env::temp_dir().join("tongket-charts");
    std::fs::create_dir_all(&folder).expect("a folder for the samples");
    let theme = Theme::default();
    for spec in all().into_iter().chain(CASES.into_iter().flat_map(Case::specs)) {
        let drawn = svg(&spec, &theme).expect("a chart within its limits");
        let picture = png(&drawn, 1920).expect("a picture");
        println!("{}: svg {} kB, png {} kB", spec.name, drawn.len() / 1000, picture.len() / 1000);
        std::fs::write(folder.join(format!("{}.svg", spec.name)), drawn).expect("written");
        std::fs::write(folder.join(format!("{}.png", spec.name)), picture).expect("written");
    }
    println!("{}", folder.display());
}
