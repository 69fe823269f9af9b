use super::compose;
use super::sample::{GOOD_WORKERS, IMPROVEMENTS, ISSUES, MEMBERS, Sample, WOMEN_SHARE, sample};
use crate::domain::{
    Amount, Basis, ChartChoice, ChartForm, Comparisons, Figure, Figures, Number, Observations, Registry, Unit, UnitId,
    UnitKind,
};
use crate::report::chart::{ChartKind, ChartSpec, Series};
use crate::report::document::{Cell, Formula, Report, RowKind, Table};
use crate::report::format;
use crate::text::Language;

fn report(sample: &Sample) -> Report {
    compose(&sample.figures, &Comparisons::default(), &sample.observations, &sample.knowledge, &sample.findings)
}

/// The same figures after a change to each.
fn changed(sample: &Sample, change: impl Fn(&mut Figure)) -> Sample {
    let mut rows = sample.figures.rows().to_vec();
    rows.iter_mut().for_each(change);
    with_figures(sample, rows)
}

fn with_figures(sample: &Sample, rows: Vec<Figure>) -> Sample {
    let term = sample.figures.term.expect("a term");
    Sample {
        figures: Figures::new(rows, sample.figures.years.clone(), term),
        observations: sample.observations.clone(),
        knowledge: sample.knowledge.clone(),
        findings: sample.findings.clone(),
    }
}

/// A table as text: one row a line, cells between bars; what follows from other cells starts with `=`.
fn drawn(table: &Table) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::Blank => String::new(),
        Cell::Text(words) => words.clone(),
        Cell::Open { .. } => "→".to_owned(),
        Cell::Missing => format::MISSING.to_owned(),
        Cell::NotApplicable => format::NOT_APPLICABLE.to_owned(),
        Cell::Number(p) | Cell::Formula(_, p) => {
            let text = format::qualified(p.amount, p.style, p.qualifier, Language::Vi);
            let live = if matches!(cell, Cell::Formula(..)) { "=" } else { "" };
            format!("{live}{text}{}", p.marks.signs())
        }
    };
    table.rows.iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
}

fn series(chart: &ChartSpec) -> Vec<Series> {
    match &chart.kind {
        ChartKind::Stacked { series, .. }
        | ChartKind::Grouped { series, .. }
        | ChartKind::Line { series, .. }
        | ChartKind::Shares { series, .. } => series.clone(),
        ChartKind::Panels { panels, .. } => panels.clone(),
        _ => Vec::new(),
    }
}

/// Every text that a reader sees.
fn texts(report: &Report) -> Vec<String> {
    let mut texts = vec![report.title.clone(), report.term.clone(), report.coverage.clone()];
    texts.extend(report.sentences.iter().chain(&report.notes).cloned());
    for table in report.tables() {
        texts.extend([table.number.clone(), table.tab.clone(), table.title.clone(), table.subtitle.clone()]);
        texts.extend(table.columns.iter().map(|column| column.heading.clone()));
        texts.extend(table.notes.iter().cloned());
        texts.extend(drawn(table));
    }
    for chart in &report.charts {
        texts.extend([chart.name.clone(), chart.title.clone(), chart.subtitle.clone(), chart.source.clone()]);
        texts.push(chart.alt.clone());
    }
    texts
}

#[test]
fn sentences_keep_qualifiers_small_numbers_and_what_is_missing() {
    let sentences = report(&sample(12, Language::Vi)).sentences;
    assert_eq!(sentences.len(), 4, "one a chapter");
    for (chapter, words) in [
        (
            0,
            "Trong giai đoạn 2016–2021, đã có 3.500 sáng kiến cải tiến được công nhận cấp cơ sở và 254 cấp trên cơ sở;",
        ),
        (0, "và cấp trên cơ sở 05 người (chưa có số liệu năm 2018 của Xã Mỹ Hưng)"),
        (1, "đã có trên 360 lượt người dự đối thoại"),
        (1, "; 135 nội dung được phản ánh (theo số liệu 11/12 đơn vị)"),
        (
            2,
            "Tính đến hết tháng 6/2021: đoàn viên công đoàn có 3.804 người, tăng 390 người (11,4%) so với cuối tháng 12/2016",
        ),
        (2, "tỷ lệ đoàn viên nữ là 51,6%, giảm 4,1 điểm phần trăm (từ 55,7%)"),
        (
            3,
            "1.584 lượt thăm hỏi đoàn viên (tại nhà 1.116; tại bệnh viện 468); tiền chăm lo đoàn viên là 568,3 tỷ đồng",
        ),
    ] {
        assert!(sentences[chapter].contains(words), "{}", sentences[chapter]);
    }
}

#[test]
fn changes_are_worded_by_their_size() {
    let members = |first: i64, last: i64| {
        let base = sample(2, Language::Vi);
        let (start, end) = (base.figures.years[0], base.figures.years[5]);
        let set = move |figure: &mut Figure| {
            if figure.indicator == MEMBERS && figure.unit == UnitId(0) {
                let value =
                    if figure.period == start { Some(first) } else { (figure.period.to == end.to).then_some(last) };
                figure.value = value.map_or(figure.value, |v| Number::Exact(Amount::whole(v)));
            }
        };
        report(&changed(&base, set)).sentences.join(" ")
    };
    for (first, last, words) in [
        (1000, 1004, "gần như không thay đổi"),
        (1000, 900, "giảm 100 người (10,0%)"),
        (1000, 2100, "gấp 2,1 lần"),
        (0, 2100, "đoàn viên công đoàn có 2.100 người;"),
    ] {
        let sentence = members(first, last);
        assert!(sentence.contains(words), "{first} → {last}: {sentence}");
    }
}

#[test]
fn a_rate_that_rounds_to_the_same_is_unchanged_and_never_down_by_nothing() {
    let base = sample(2, Language::Vi);
    let (start, end) = (base.figures.years[0], base.figures.years[5]);
    let with = |numerator: i64| {
        let set = move |figure: &mut Figure| {
            let first = figure.period == start;
            if figure.indicator == WOMEN_SHARE && (first || figure.period.to == end.to) {
                let above = if first { 619_000 } else { numerator };
                figure.value = Number::Ratio {
                    numerator: Amount::whole(above),
                    denominator: Amount::whole(1_000_000),
                    scale: 100,
                };
            }
        };
        report(&changed(&base, set)).sentences[2].clone()
    };
    for (numerator, words) in [
        (618_900, "tỷ lệ đoàn viên nữ là 61,9%, gần như không thay đổi"),
        (619_000, "tỷ lệ đoàn viên nữ là 61,9%, không thay đổi"),
        (618_000, "tỷ lệ đoàn viên nữ là 61,8%, gần như không thay đổi (−0,1 điểm phần trăm)"),
        (610_000, "tỷ lệ đoàn viên nữ là 61,0%, giảm 0,9 điểm phần trăm (từ 61,9%)"),
    ] {
        let sentence = with(numerator);
        assert!(sentence.contains(words), "{sentence}");
    }
}

#[test]
fn people_win_honours_and_no_honour_has_people() {
    for (name, vi) in [
        ("Danh hiệu “Công nhân giỏi”", "đã có 935 người đạt danh hiệu “Công nhân giỏi” cấp cơ sở"),
        ("Bằng khen của Tổng Liên đoàn", "đã có 935 người được tặng bằng khen của Tổng Liên đoàn cấp cơ sở"),
        ("Lao động giỏi", "lao động giỏi cấp cơ sở có 935 người"),
    ] {
        let mut sample = sample(12, Language::Vi);
        sample.knowledge.catalogue.indicators[GOOD_WORKERS.0 as usize].name.vi = name.to_owned();
        sample.knowledge.catalogue.indicators[IMPROVEMENTS.0 as usize].name.vi = "Đề tài".to_owned();
        let sentence = report(&sample).sentences[0].clone();
        assert!(sentence.contains(vi), "{sentence}");
    }
}

#[test]
fn charts_of_full_years_say_so_in_a_short_subtitle() {
    let report = report(&sample(12, Language::Vi));
    for chart in report.charts.iter().filter(|chart| matches!(chart.kind, ChartKind::HeatMap { .. })) {
        assert!(chart.subtitle.chars().count() <= 70, "{}", chart.subtitle);
    }
    let line = report.charts.iter().find(|c| c.subtitle.starts_with("Nội dung được phản ánh (")).expect("a line");
    assert!(line.subtitle.ends_with("các năm đủ 12 tháng 2017–2020; số liệu đến 31/12/2020"), "{}", line.subtitle);
    let note = "6 tháng cuối 2016 và 6 tháng đầu 2021 xem trong biểu số liệu.";
    assert!(line.source.contains(note), "{}", line.source);
    let titles: Vec<&String> = report.charts.iter().map(|chart| &chart.title).collect();
    assert!(titles.iter().all(|title| !title.contains('…')), "{titles:#?}");
}

#[test]
fn tables_by_year_show_levels_as_a_ladder_and_add_up_over_time() {
    let report = report(&sample(4, Language::Vi));
    let rows = drawn(&report.chapters[0].by_year);
    assert_eq!(
        rows,
        [
            "1|Sáng kiến cải tiến được công nhận|||||||||",
            "1.1|Cấp cơ sở|sáng kiến|94|197|237|244|251|144|=1.167|4/4",
            "1.2|Cấp trên cơ sở|sáng kiến|7|13|19|22|22|12|=95|4/4",
            "2|Công nhân giỏi|||||||||",
            "2.1|Cấp cơ sở|người|28|49|47*|68|70|41|=303*|4/4",
            "2.2|Cấp trên cơ sở|người|0|0|0*|0|0|0|=0*|4/4",
        ]
    );
    assert!(report.chapters[0].by_year.notes.iter().any(|note| note.contains("bậc thang công nhận")));
    assert_eq!(report.chapters[0].by_year.columns[3].heading, "6 tháng cuối 2016");
}

#[test]
fn stocks_close_rates_divide_and_parts_add_up() {
    let report = report(&sample(2, Language::Vi));
    let members = &report.chapters[2];
    let by_year = drawn(&members.by_year);
    assert_eq!(by_year[0], "1|Đoàn viên công đoàn|người|439|442|445|448|451|454|=454|2/2");
    assert_eq!(by_year[1], "2|Trong đó: đoàn viên nữ|người|227|229|231|233|235|237|=237|2/2");
    // 227 × 100 ÷ 439 and so on.
    assert_eq!(by_year[2], "3|Tỷ lệ đoàn viên nữ|%|=51,7%|=51,8%|=51,9%|=52,0%|=52,1%|=52,2%|=52,2%|2/2");
    let term = members.by_year.columns.len() - 2;
    assert!(matches!(members.by_year.rows[0].cells[term], Cell::Formula(Formula::Same(_), _)));
    assert!(matches!(members.by_year.rows[2].cells[term], Cell::Formula(Formula::Ratio { scale: 100, .. }, _)));
    let visits = &report.chapters[3].by_unit[0];
    assert!(drawn(visits)[0].starts_with("1|Xã Bình Minh|=33|27|6|"), "{:?}", drawn(visits));
    let total = visits.rows.last().expect("a total");
    assert_eq!(total.kind, RowKind::Total);
    assert!(total.cells[2..].iter().all(|cell| matches!(cell, Cell::Formula(Formula::Sum(_), _))));
}

#[test]
fn a_total_that_is_not_the_sum_of_its_rows_stays_a_number_and_is_noted() {
    let base = sample(4, Language::Vi);
    let term = base.figures.term.expect("a term");
    let own = changed(&base, |figure| {
        if figure.unit == UnitId(0) && figure.indicator == IMPROVEMENTS && figure.period == term {
            figure.value = Number::Exact(Amount::whole(5000));
            figure.basis = Basis::Own;
        }
    });
    let chapter = &report(&own).chapters[0];
    let total = chapter.by_unit[0].rows.last().expect("a total");
    assert!(matches!(total.cells[2], Cell::Number(_)), "{:?}", total.cells[2]);
    assert!(matches!(total.cells[4], Cell::Formula(..)), "good workers still add up");
    let note = "Tổng số là số LĐLĐ huyện Thanh Oai tự báo cáo, không phải cộng các dòng trên: Sáng kiến cải tiến được công nhận cấp cơ sở";
    assert!(chapter.by_unit[0].notes.iter().any(|n| n.starts_with(note)), "{:?}", chapter.by_unit[0].notes);
    let term_column = chapter.by_year.columns.len() - 2;
    assert!(matches!(chapter.by_year.rows[1].cells[term_column], Cell::Number(_)));
}

#[test]
fn nought_missing_and_not_applicable_stay_apart() {
    let base = sample(3, Language::Vi);
    let chapter = |report: &Report| drawn(&report.chapters[3].by_unit[0]);
    let mut rows = base.figures.rows().to_vec();
    // One unit has accidents, so that the column is shown; the second said that it does not apply, the third nothing.
    let mut accident = rows[0].clone();
    accident.unit = UnitId(1);
    accident.indicator = super::sample::NEVER;
    accident.category = None;
    accident.period = base.figures.term.expect("a term");
    accident.value = Number::Exact(Amount::ZERO);
    accident.gaps = 0;
    rows.push(accident);
    let rows = chapter(&report(&with_figures(&base, rows)));
    let last = |row: usize| rows[row].rsplit('|').next().map(str::to_owned);
    assert_eq!([last(0), last(1), last(2)], [Some("0".into()), Some("x".into()), Some("…".into())]);
}

#[test]
fn regions_group_their_units_and_add_up_in_two_steps() {
    let base = sample(4, Language::Vi);
    let mut units: Vec<Unit> = base.observations.units.iter().map(|(_, unit)| unit.clone()).collect();
    // The first unit becomes a region over the next two; its figures already stand for them.
    units[1].kind = UnitKind::Region;
    units[2].parent = Some(UnitId(1));
    units[3].parent = Some(UnitId(1));
    let registry = Registry::new(units);
    let observations = Observations { units: registry.clone(), ..base.observations.clone() };
    let mut knowledge = base.knowledge.clone();
    knowledge.registry = registry;
    let rows: Vec<Figure> = base
        .figures
        .rows()
        .iter()
        .filter(|figure| figure.indicator == ISSUES)
        .map(|figure| {
            let of = |unit: u32| {
                let found = base.figures.get(UnitId(unit), figure.indicator, figure.category, figure.period);
                found.expect("a figure").value.amount()
            };
            let value = match figure.unit {
                UnitId(0) => of(2) + of(3) + of(4),
                UnitId(1) => of(2) + of(3),
                _ => figure.value.amount(),
            };
            Figure { value: Number::Exact(value), ..figure.clone() }
        })
        .collect();
    let nested = Sample { observations, knowledge, ..with_figures(&base, rows) };
    let table = &report(&nested).chapters[1].by_unit[0];
    assert_eq!(
        drawn(table),
        ["I|Xã Bình Minh|=36", "1|Xã Tam Hưng|15", "2|Thị trấn Kim Bài|21", "2|Xã Mỹ Hưng|3", "|Tổng số|=39"]
    );
}

#[test]
fn charts_are_chosen_by_what_the_figures_are() {
    let report = report(&sample(12, Language::Vi));
    let charts = &report.charts;
    assert!(charts.len() >= 6, "{}", charts.len());
    assert!(matches!(charts[0].kind, ChartKind::Cards { .. }), "what matters comes first");
    let levels = charts.iter().find(|chart| chart.name.ends_with("theo-cap")).expect("levels");
    let ChartKind::Grouped { categories, .. } = &levels.kind else {
        panic!("a ladder must not be stacked: {levels:?}")
    };
    assert_eq!(categories, &["6 tháng cuối 2016", "2017", "2018", "2019", "2020", "6 tháng đầu 2021"]);
    assert!(levels.source.contains("Các cấp là bậc thang công nhận, không cộng với nhau."));
    assert_eq!(levels.name, "02-sang-kien-cai-tien-duoc-cong-nhan-theo-cap");

    let line = |name: &str| {
        let found = charts.iter().find(|c| c.subtitle.starts_with(name) && matches!(c.kind, ChartKind::Line { .. }));
        let ChartKind::Line { categories, .. } = &found.expect(name).kind else { unreachable!("found as line") };
        categories.clone()
    };
    assert_eq!(line("Nội dung được phản ánh"), ["2017", "2018", "2019", "2020"], "part-years are no fall");
    assert_eq!(line("Đoàn viên công đoàn"), ["2016", "2017", "2018", "2019", "2020", "6/2021"], "a stock has a date");
    assert!(charts.iter().any(|chart| matches!(chart.kind, ChartKind::Ranking { .. })));
    assert!(charts.iter().any(|chart| matches!(chart.kind, ChartKind::HeatMap { .. })));
    let additive = charts.iter().find(|chart| chart.subtitle.contains("theo nơi thăm")).expect("visits");
    let ChartKind::Stacked { totals, .. } = &additive.kind else { unreachable!("visits are stacked") };
    assert_eq!(totals.len(), 6, "parts that add up have totals");
}

#[test]
fn titles_state_a_finding_with_numbers_of_the_figures() {
    for (units, language) in [(5, Language::Vi), (12, Language::Vi), (25, Language::Vi), (25, Language::En)] {
        let report = report(&sample(units, language));
        let mut names: Vec<&str> = report.charts.iter().map(|chart| chart.name.as_str()).collect();
        for chart in &report.charts {
            assert!(chart.title.chars().count() <= 110, "{}", chart.title);
            assert!(
                chart.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{}",
                chart.name
            );
            assert!(chart.alt.contains(&chart.title));
            for one in series(chart) {
                let (ChartKind::Stacked { categories, .. } | ChartKind::Line { categories, .. }) = &chart.kind else {
                    continue;
                };
                assert_eq!(one.values.len(), categories.len());
            }
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), report.charts.len());
    }
    let titles: Vec<String> = report(&sample(12, Language::Vi)).charts.into_iter().map(|chart| chart.title).collect();
    let titles: Vec<String> = titles.into_iter().map(|title| title.replace('\u{a0}', " ")).collect();
    for title in [
        "Sáng kiến cải tiến được công nhận cấp cơ sở tăng liên tục, từ 597 (năm 2017) lên 792 (năm 2020)",
        "Công đoàn Cụm công nghiệp Thanh Oai dẫn đầu với 313 sáng kiến; 5/12 đơn vị dưới mức bình quân 291,7",
        "Nội dung được phản ánh cao nhất vào năm 2017 và năm 2019 với 28* nội dung",
        "Đoàn viên công đoàn tăng liên tục, từ 3.414 (năm 2016) lên 3.804 người (tháng 6/2021)",
    ] {
        assert!(titles.iter().any(|t| t == title), "{titles:#?}");
    }
}

#[test]
fn many_units_are_ranked_by_their_first_and_last() {
    let report = report(&sample(25, Language::Vi));
    let ranking = report.charts.iter().find(|c| matches!(c.kind, ChartKind::Ranking { .. })).expect("a ranking");
    let ChartKind::Ranking { items, average } = &ranking.kind else { unreachable!("found as ranking") };
    assert_eq!(items.len(), 15);
    assert!(average.is_some());
    assert!(items.windows(2).all(|pair| pair[0].datum.value >= pair[1].datum.value));
    assert!(ranking.source.contains("Gồm 10 đơn vị đứng đầu và 5 đơn vị đứng cuối trong 25 đơn vị."));
    let heat = report.charts.iter().find(|c| matches!(c.kind, ChartKind::HeatMap { .. })).expect("a map");
    let ChartKind::HeatMap { rows, columns } = &heat.kind else { unreachable!("found as map") };
    assert_eq!((rows.len(), columns.len()), (18, 4));
}

#[test]
fn a_chart_that_would_mislead_is_left_out_and_said_so() {
    let base = sample(10, Language::Vi);
    // Only four of ten units reported improvements.
    let few: Vec<Figure> =
        base.figures.rows().iter().filter(|f| f.indicator != IMPROVEMENTS || f.unit.0 <= 4).cloned().collect();
    let thin = report(&with_figures(&base, few));
    assert!(thin.charts.iter().all(|chart| !chart.subtitle.starts_with("Sáng kiến cải tiến")));
    assert!(
        thin.notes.iter().any(|note| note.contains("Sáng kiến cải tiến") && note.contains("60%")),
        "{:?}",
        thin.notes
    );

    let zero = changed(&base, |f| {
        if f.indicator == ISSUES {
            f.value = Number::Exact(Amount::ZERO);
        }
    });
    let zero = report(&zero);
    assert!(zero.charts.iter().all(|chart| !chart.subtitle.starts_with("Nội dung")));
    assert!(zero.notes.iter().any(|note| note.contains("mọi số liệu bằng không")));
}

#[test]
fn every_text_is_a_sentence_in_its_language_and_no_key_is_left() {
    for language in [Language::Vi, Language::En] {
        for text in texts(&report(&sample(25, language))) {
            let key = text.split("report.").skip(1).any(|rest| rest.starts_with(char::is_alphanumeric));
            assert!(!key, "{text}");
            assert!(!text.contains(['{', '}']), "{text}");
            assert!(!text.contains("  "), "{text:?}");
        }
    }
}

#[test]
fn every_figure_is_traced_to_its_cells_or_to_what_it_rests_on() {
    let base = sample(3, Language::Vi);
    let report = report(&base);
    let trace = drawn(&report.trace);
    let own = "Sáng kiến cải tiến được công nhận cấp cơ sở|Xã Bình Minh|2017|47|Báo cáo gốc|2017/bao-cao-2017.xlsx|Biểu 01|C7|01234567|→";
    assert!(trace.iter().any(|row| row == own), "{:?}", &trace[..20]);
    let sum =
        |row: &&String| row.contains("|LĐLĐ huyện Thanh Oai|2017|") && row.ends_with("|Cộng các đơn vị|3/3 đơn vị||||");
    assert!(trace.iter().find(sum).is_some(), "{:?}", &trace[..20]);
    assert_eq!(trace.len(), base.figures.rows().len());
    assert!(drawn(&report.sources)[0].starts_with("1|2016-H2/bao-cao-2016-H2.xlsx|"));
    assert!(drawn(&report.findings)[0].starts_with("Lỗi|"), "errors first");
}

#[test]
fn an_empty_workspace_gives_an_empty_report() {
    let base = sample(0, Language::Vi);
    let report = compose(&Figures::default(), &Comparisons::default(), &Observations::default(), &base.knowledge, &[]);
    assert!(report.sentences.is_empty());
    assert!(report.charts.is_empty());
    assert!(report.chapters.iter().all(|chapter| chapter.by_unit.is_empty()));
    assert_eq!(report.findings.notes, ["Không có dòng nào."]);
}

#[test]
fn a_person_chooses_the_charts_of_an_indicator() {
    let mut wanted = sample(12, Language::Vi);
    let choice = |indicator, form| ChartChoice { indicator, category: None, form, title: None };
    wanted.knowledge.charts = vec![
        choice(MEMBERS, ChartForm::Waterfall),
        choice(ISSUES, ChartForm::None),
        choice(WOMEN_SHARE, ChartForm::Shares),
    ];
    let report = report(&wanted);
    let about = |name: &str| report.charts.iter().filter(|c| c.subtitle.starts_with(name)).collect::<Vec<_>>();
    let members = about("Đoàn viên công đoàn (");
    assert!(matches!(members.as_slice(), [ChartSpec { kind: ChartKind::Waterfall { .. }, .. }]), "{members:#?}");
    assert!(about("Nội dung được phản ánh").is_empty());
    let told = "Không vẽ biểu đồ cơ cấu 100% của “Tỷ lệ đoàn viên nữ”: ";
    assert!(report.notes.iter().any(|note| note.starts_with(told)), "{:#?}", report.notes);
}

#[test]
fn every_form_is_drawn_or_the_notes_say_what_it_needs() {
    let report = report(&sample(12, Language::Vi));
    let told = |form: &str| report.notes.iter().any(|note| note.starts_with(&format!("Không có {form}: cần ")));
    assert!(told("biểu đồ chỉ tiêu – kết quả") && told("biểu đồ so hai giai đoạn"), "{:#?}", report.notes);
    assert!(!told("bản đồ nhiệt") && !told("biểu đồ xếp hạng"));
}

#[test]
fn where_units_change_lines_break_and_nothing_is_said_of_growth() {
    let base = sample(6, Language::Vi);
    let mut broken = with_figures(&base, base.figures.rows().to_vec());
    broken.figures.perimeters.breaks = vec![crate::domain::Break {
        unit: UnitId(0),
        month: crate::domain::Month::new(2019, 7).expect("a month"),
        changes: Vec::new(),
        carried: false,
    }];
    let line = |sample: &Sample| {
        let charts = report(sample).charts;
        charts.into_iter().find(|c| c.name.ends_with("doan-vien-cong-doan-theo-nam")).expect("a line of members")
    };
    assert!(line(&base).breaks.is_empty());
    let marked = line(&broken);
    // The fourth column is the year that July 2019 lies in.
    assert_eq!(
        marked.breaks.iter().map(|mark| (mark.before, mark.text.as_str())).collect::<Vec<_>>(),
        [(3, "đổi phạm vi từ 7/2019")]
    );
    assert!(marked.source.contains("không so sánh trực tiếp hai bên"), "{}", marked.source);
    let movement = |sample: &Sample| {
        let table = report(sample).beside.into_iter().find(|table| table.tab == "Biến động").expect("a table");
        drawn(&table)[0].clone()
    };
    assert!(movement(&base).ends_with('%'), "{}", movement(&base));
    assert!(movement(&broken).ends_with("|…|…"), "{}", movement(&broken));
}
