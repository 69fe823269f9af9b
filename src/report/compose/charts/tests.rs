//! Charts that a person words, scales and colours that follow the figures, and what is noted of a reorganisation.

use crate::domain::{
    Amount, Break, Change, ChangeKind, ChangeOverTerm, ChartChoice, ChartForm, Comparisons, Figure, Figures,
    IndicatorId, Month, Number, PerimeterMode, Registry, UnitId,
};
use crate::report::chart::{Break as Mark, ChartKind, ChartSpec};
use crate::report::compose::compose;
use crate::report::compose::sample::{FUND, MEMBERS, Sample, WOMEN_SHARE, sample};
use crate::report::document::{Cell, Report};
use crate::report::write::ledger;
use crate::text::{Bilingual, Language};

fn report(sample: &Sample) -> Report {
    compose(&sample.figures, &Comparisons::default(), &sample.observations, &sample.knowledge, &sample.findings)
}

/// The one chart that is asked for of an indicator, and the report around it.
fn drawn(sample: &mut Sample, indicator: IndicatorId, form: ChartForm, title: Option<&str>) -> (ChartSpec, Report) {
    let title = title.map(Bilingual::same);
    sample.knowledge.charts = vec![ChartChoice { indicator, category: None, form, title }];
    let report = report(sample);
    let label = sample.knowledge.catalogue.indicator(indicator).name.get(sample.knowledge.language).to_owned();
    let mut charts = report.charts.iter().filter(|chart| chart.subtitle.starts_with(&label));
    let chart = charts.next().unwrap_or_else(|| panic!("no chart of {label}: {:#?}", report.notes)).clone();
    (chart, report)
}

/// The same figures after a change to those of an indicator.
fn changed(sample: &mut Sample, indicator: IndicatorId, change: impl Fn(&Figure) -> Amount) {
    let mut rows = sample.figures.rows().to_vec();
    for figure in rows.iter_mut().filter(|figure| figure.indicator == indicator) {
        figure.value = Number::Exact(change(figure));
    }
    sample.figures = Figures::new(rows, sample.figures.years.clone(), sample.figures.term.expect("a term"));
}

#[test]
fn a_title_that_a_person_wrote_cites_figures_and_the_ledger_has_them() {
    let mut wanted = sample(12, Language::Vi);
    let words = "Từ {first} năm {first_year} lên {last} năm {last_year} ({change}; {cagr}/năm); cả kỳ {total}";
    let (chart, report) = drawn(&mut wanted, MEMBERS, ChartForm::Line, Some(words));
    let root = |period: &str| {
        let period = wanted.knowledge.calendar.parse(period).expect("a period");
        wanted.figures.get(wanted.knowledge.root, MEMBERS, None, period).expect("a figure").value.amount()
    };
    let text = |amount: Amount| crate::text::show_number(&amount.to_string(), Language::Vi);
    let (first, last) = (root("2016-H2"), root("2021-H1"));
    let expected = format!("Từ {} năm 2016 lên {} năm 6/2021 (+{};", text(first), text(last), text(last - first));
    assert!(chart.title.starts_with(&expected), "{} is not {expected}", chart.title);
    assert!(chart.title.contains("%/năm)") && chart.alt.contains(&chart.title), "{}", chart.alt);
    let (ledger, place) = (ledger(&report), format!("bieu-do/{} › title", chart.name));
    let cited: Vec<&str> = ledger.lines().filter(|line| line.contains(&place)).collect();
    for number in [text(first), text(last)] {
        let of_number = |line: &&&str| line.contains(&format!("\"text\":\"{number}\""));
        let entry = cited.iter().find(of_number).unwrap_or_else(|| panic!("{number} is not in {cited:#?}"));
        assert!(entry.contains("\"indicator\":\"members\""), "{entry}");
    }
}

#[test]
fn a_title_whose_place_has_no_figure_or_went_the_other_way_gives_way_and_the_notes_say_why() {
    let mut wanted = sample(12, Language::Vi);
    let (plain, _) = drawn(&mut wanted, MEMBERS, ChartForm::Line, None);
    let (chart, report) = drawn(&mut wanted, MEMBERS, ChartForm::Line, Some("Giảm {change_down}"));
    assert_eq!(chart.title, plain.title);
    let told = report.notes.iter().any(|note| note.contains("“Giảm {change_down}” không dùng được"));
    assert!(told, "{:#?}", report.notes);
    let (chart, _) = drawn(&mut wanted, MEMBERS, ChartForm::Line, Some("Tăng {change_up}"));
    assert!(chart.title.starts_with("Tăng ") && !chart.title.contains('+'), "{}", chart.title);
    let long = "{unit} ".repeat(8);
    let (chart, report) = drawn(&mut wanted, MEMBERS, ChartForm::Line, Some(&long));
    assert_eq!(chart.title, plain.title);
    assert!(report.notes.iter().any(|note| note.contains("quá hai dòng")), "{:#?}", report.notes);
    // Nothing is said of growth across a break of perimeter.
    let month = Month::new(2019, 7).expect("a month");
    wanted.figures.perimeters.breaks = vec![Break { unit: UnitId(0), month, changes: Vec::new(), carried: false }];
    let (chart, _) = drawn(&mut wanted, MEMBERS, ChartForm::Line, Some("Bình quân {cagr}/năm"));
    assert!(!chart.title.contains("Bình quân"), "{}", chart.title);
}

#[test]
fn units_too_far_apart_for_one_scale_are_drawn_as_indices_of_their_first_year() {
    let mut wanted = sample(6, Language::Vi);
    let (chart, _) = drawn(&mut wanted, MEMBERS, ChartForm::Panels, None);
    assert!(!chart.subtitle.contains("chỉ số"), "{}", chart.subtitle);
    // One unit becomes a thousand times as large.
    let large = UnitId(1);
    changed(&mut wanted, MEMBERS, |figure| {
        let amount = figure.value.amount();
        if figure.unit == large { amount.scaled(3).expect("small") } else { amount }
    });
    let (chart, _) = drawn(&mut wanted, MEMBERS, ChartForm::Panels, None);
    assert!(chart.subtitle.contains("(chỉ số, 2016 = 100)"), "{}", chart.subtitle);
    assert!(chart.source.contains("trên 50 lần"), "{}", chart.source);
    let ChartKind::Panels { panels, average: None, .. } = &chart.kind else { panic!("{:?}", chart.kind) };
    assert_eq!(panels.len(), 6);
    for panel in panels {
        let first = panel.values[0].as_ref().expect("a first year");
        assert_eq!((first.text.trim_end_matches('*'), first.figure), ("100,0", None), "{}", panel.name);
    }
    let largest = panels.iter().flat_map(|panel| panel.values.iter().flatten()).map(|datum| datum.value);
    assert!(largest.fold(0.0, f64::max) < 1000.0, "indices share a scale");
}

#[test]
fn a_map_with_values_on_both_sides_of_nought_prints_every_sign() {
    let mut wanted = sample(6, Language::Vi);
    let texts = |chart: &ChartSpec| -> Vec<String> {
        let ChartKind::HeatMap { rows, .. } = &chart.kind else { panic!("{:?}", chart.kind) };
        rows.iter().flat_map(|row| &row.values).flatten().map(|datum| datum.text.clone()).collect()
    };
    let (chart, _) = drawn(&mut wanted, FUND, ChartForm::HeatMap, None);
    assert!(texts(&chart).iter().all(|text| !text.starts_with('+')));
    changed(&mut wanted, FUND, |figure| {
        let amount = figure.value.amount();
        if figure.unit.0 % 2 == 0 { -amount } else { amount }
    });
    let (chart, _) = drawn(&mut wanted, FUND, ChartForm::HeatMap, None);
    let texts = texts(&chart);
    assert!(texts.iter().all(|text| text.starts_with(['+', '−'])), "{texts:?}");
    assert!(texts.iter().any(|text| text.starts_with('+')) && texts.iter().any(|text| text.starts_with('−')));
}

#[test]
fn a_chart_says_in_which_language_it_is() {
    for language in [Language::Vi, Language::En] {
        assert!(report(&sample(6, language)).charts.iter().all(|chart| chart.language == language));
    }
}

#[test]
fn chapters_and_measures_are_named_in_the_language_of_the_output() {
    let mut wanted = sample(6, Language::En);
    let indicators = &mut wanted.knowledge.catalogue.indicators;
    // One of them names the chapter for all.
    indicators[MEMBERS.0 as usize].group.en = "Organisation".to_owned();
    indicators[MEMBERS.0 as usize].measure.english = "people in the union".to_owned();
    let chapters: Vec<String> = report(&wanted).chapters.into_iter().map(|chapter| chapter.name).collect();
    assert!(chapters.contains(&"Organisation".to_owned()) && !chapters.contains(&"Tổ chức".to_owned()), "{chapters:?}");
    let (chart, _) = drawn(&mut wanted, MEMBERS, ChartForm::Line, None);
    assert!(chart.subtitle.contains("people in the union"), "{}", chart.subtitle);
    wanted.knowledge.language = Language::Vi;
    let chapters: Vec<String> = report(&wanted).chapters.into_iter().map(|chapter| chapter.name).collect();
    assert!(chapters.contains(&"Tổ chức".to_owned()), "{chapters:?}");
}

#[test]
fn under_years_of_two_organisations_a_note_says_which_figures_follow_which() {
    let mut wanted = sample(6, Language::Vi);
    let change = |date: &str, kind| Change {
        date: date.to_owned(),
        month: Month::parse(&date[..7]).expect("a month"),
        kind,
        from: UnitId(1),
        to: UnitId(2),
        share: None,
    };
    let notes = |wanted: &Sample| -> Vec<String> {
        let report = report(wanted);
        report.chapters.iter().map(|chapter| chapter.by_year.notes.join(" ")).collect()
    };
    assert!(notes(&wanted).iter().all(|notes| !notes.contains("sắp xếp")));
    // A new name changes nothing of what is counted.
    wanted.knowledge.changes = vec![change("2018-03-01", ChangeKind::Rename)];
    assert!(notes(&wanted).iter().all(|notes| !notes.contains("sắp xếp")));
    wanted.knowledge.changes.push(change("2019-07-01", ChangeKind::Merge));
    let told = "Số liệu trước ngày 01/7/2019 tính theo tổ chức, đơn vị cũ (trước khi sắp xếp).";
    assert!(notes(&wanted).iter().all(|notes| notes.contains(told)), "{:#?}", notes(&wanted));
    let mixed = "Số phát sinh của năm 2019 gồm cả các tháng trước và sau khi sắp xếp.";
    assert!(notes(&wanted)[0].contains(mixed), "{:#?}", notes(&wanted));
    let (chart, _) = drawn(&mut wanted, WOMEN_SHARE, ChartForm::Line, None);
    assert!(chart.source.contains(told) && !chart.source.contains(mixed), "{}", chart.source);
    wanted.knowledge.changes.push(change("2018-12-01", ChangeKind::Transfer));
    assert!(notes(&wanted)[0].contains("trước các ngày 01/12/2018 và 01/7/2019"), "{:#?}", notes(&wanted));
    wanted.figures.perimeters.mode = PerimeterMode::Successor;
    let carried = "đã quy đổi về các đơn vị có đến tháng 6/2021";
    assert!(notes(&wanted)[0].contains(carried), "{:#?}", notes(&wanted));
    wanted.figures.perimeters.mode = PerimeterMode::Constant;
    assert!(notes(&wanted).iter().all(|notes| !notes.contains("sắp xếp")));
    wanted.figures.perimeters.mode = PerimeterMode::AsReported;
    wanted.knowledge.language = Language::En;
    assert!(notes(&wanted)[0].contains("follow the organisation as it was at the time"), "{:#?}", notes(&wanted));
}

#[test]
fn where_much_of_the_whole_is_of_other_units_afterwards_charts_are_marked_and_growth_a_year_stops() {
    let mut wanted = sample(6, Language::Vi);
    let month = Month::new(2019, 7).expect("a month");
    let (date, kind) = ("2019-07-01".to_owned(), ChangeKind::Merge);
    wanted.knowledge.changes = vec![Change { date, month, kind, from: UnitId(1), to: UnitId(2), share: None }];
    let line = |wanted: &mut Sample| drawn(wanted, MEMBERS, ChartForm::Line, None);
    let growth = |report: &Report| {
        let table = report.beside.iter().find(|table| table.tab == "Biến động").expect("a table").clone();
        let yearly = table.rows[0].cells.last().expect("a cell").clone();
        (yearly, table.notes.join(" "))
    };
    // Two units that became one leave the whole as it was.
    let (chart, report) = line(&mut wanted);
    assert!(chart.breaks.is_empty() && matches!(growth(&report).0, Cell::Formula(..)));

    let years = wanted.figures.years.clone();
    let whole = Amount::whole(1000);
    let moved = |ended: i64| ChangeOverTerm {
        unit: UnitId(0),
        indicator: MEMBERS,
        category: None,
        from: years[0],
        to: years[5],
        opening: whole,
        closing: whole - Amount::whole(ended),
        same: Amount::ZERO,
        begun: Amount::ZERO,
        ended: -Amount::whole(ended),
        perimeter: Amount::ZERO,
        silent: Amount::ZERO,
    };
    wanted.figures.perimeters.changes = vec![moved(99)];
    assert!(line(&mut wanted).0.breaks.is_empty(), "less than a tenth");
    wanted.figures.perimeters.changes = vec![moved(100)];
    let (chart, report) = line(&mut wanted);
    let mark = Mark { before: 3, text: "sắp xếp tổ chức 7/2019".to_owned(), inside: true };
    assert_eq!(chart.breaks, [mark]);
    assert!(chart.source.contains("trước khi sắp xếp"), "{}", chart.source);
    let (yearly, notes) = growth(&report);
    assert_eq!(yearly, Cell::Missing);
    assert!(notes.contains("Không tính bình quân năm qua lần sắp xếp tổ chức."), "{notes}");
    // The root's own perimeter says more, and is told alone.
    wanted.figures.perimeters.breaks = vec![Break { unit: UnitId(0), month, changes: Vec::new(), carried: false }];
    let (chart, _) = line(&mut wanted);
    assert_eq!(chart.breaks.iter().map(|mark| (mark.before, mark.inside)).collect::<Vec<_>>(), [(3, false)]);
}

#[test]
fn the_source_of_what_stands_at_a_date_says_who_reported_in_which_years() {
    let mut wanted = sample(6, Language::Vi);
    let (chart, _) = drawn(&mut wanted, MEMBERS, ChartForm::Line, None);
    assert!(chart.source.starts_with("Nguồn: báo cáo của 6/6 đơn vị."), "{}", chart.source);
    // One unit ends with the year 2018, and its figures with it.
    let mut units: Vec<_> = wanted.observations.units.iter().map(|(_, unit)| unit.clone()).collect();
    units[1].valid_to = Month::new(2018, 12);
    wanted.observations.units = Registry::new(units);
    let end = Month::new(2018, 12).expect("a month");
    let rows = wanted.figures.rows().iter().filter(|figure| figure.unit != UnitId(1) || figure.period.to <= end);
    wanted.figures =
        Figures::new(rows.cloned().collect(), wanted.figures.years.clone(), wanted.figures.term.expect("a term"));
    let (chart, _) = drawn(&mut wanted, MEMBERS, ChartForm::Line, None);
    let told = "Nguồn: báo cáo của 6/6 đơn vị (6 tháng cuối 2016–2018), 5/5 đơn vị (2019–6 tháng đầu 2021).";
    assert!(chart.source.starts_with(told), "{}", chart.source);
    // What happens over time is of all who were there.
    let (chart, _) = drawn(&mut wanted, FUND, ChartForm::Line, None);
    assert!(!chart.source.contains("đơn vị (2"), "{}", chart.source);
    // A year that somebody did not report is a gap, which is named, and not another organisation.
    let gone = |figure: &&Figure| figure.unit != UnitId(3);
    let rows = wanted.figures.rows().iter().filter(gone).cloned().collect();
    wanted.figures = Figures::new(rows, wanted.figures.years.clone(), wanted.figures.term.expect("a term"));
    let (chart, _) = drawn(&mut wanted, MEMBERS, ChartForm::Line, None);
    assert!(chart.source.contains("4/5 đơn vị; chưa có: Thị trấn Kim Bài"), "{}", chart.source);
}
