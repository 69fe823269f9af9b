use std::io::Read;

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::RowAccessor;

use super::{findings_csv, parquet, summary_csv, xlsx};
use crate::domain::{Comparisons, Month};
use crate::report::chart::{Break, ChartKind};
use crate::report::compose;
use crate::report::document::Report;
use crate::report::sample::{Sample, sample};
use crate::text::Language;

fn workbook(sample: &Sample) -> Vec<u8> {
    let report =
        compose(&sample.figures, &Comparisons::default(), &sample.observations, &sample.knowledge, &sample.findings);
    xlsx(&report).expect("a workbook")
}

/// Every part of a workbook by name.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    (0..zip.len())
        .map(|place| {
            let mut file = zip.by_index(place).expect("a part");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("text");
            (file.name().expect("a name").into_owned(), text)
        })
        .collect()
}

/// What stands between two marks, every time.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    text.split(open).skip(1).filter_map(|rest| rest.split_once(close)).map(|(inside, _)| inside).collect()
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert!(workbook(&sample(7, Language::Vi)) == workbook(&sample(7, Language::Vi)));
    let sample = sample(7, Language::Vi);
    let file = || parquet(&sample.observations, &sample.knowledge).expect("a file");
    assert!(file() == file());
}

#[test]
fn every_formula_carries_its_result_and_none_is_volatile() {
    let mut formulas = 0;
    for (name, text) in parts(&workbook(&sample(7, Language::Vi))) {
        if !name.starts_with("xl/worksheets/sheet") {
            continue;
        }
        for cell in between(&text, "<c ", "</c>") {
            let Some(formula) = between(cell, "<f>", "</f>").first().copied() else { continue };
            formulas += 1;
            let result = between(cell, "<v>", "</v>").first().copied().unwrap_or_default();
            let is_link = formula.starts_with("HYPERLINK(") && result == "Mở ô";
            assert!(is_link || result.parse::<f64>().is_ok_and(f64::is_finite), "{name}: {cell}");
            assert!(
                formula.starts_with("HYPERLINK('Nguồn'!$D$3&amp;F")
                    || (formula.contains('-') && formula.len() <= 7)
                    || formula.starts_with("SUM(")
                    || formula.starts_with("ROUND(SUM(")
                    || formula.starts_with("IFERROR(ROUND(")
                    || formula.len() <= 3,
                "{formula}"
            );
        }
    }
    assert!(formulas > 30, "{formulas}");
}

#[test]
fn sums_are_those_of_the_cells_above_them() {
    // Values by cell of every sheet; a formula of one block is recomputed from them.
    for (name, text) in parts(&workbook(&sample(7, Language::Vi))) {
        if !name.starts_with("xl/worksheets/sheet") {
            continue;
        }
        let cells: std::collections::BTreeMap<&str, &str> = between(&text, "<c ", "</c>")
            .into_iter()
            .filter(|cell| !cell.contains("t=\"s\""))
            .filter_map(|cell| Some((*between(cell, "r=\"", "\"").first()?, *between(cell, "<v>", "</v>").first()?)))
            .collect();
        for cell in between(&text, "<c ", "</c>") {
            let Some(block) = between(cell, "<f>SUM(", ")</f>").first().copied() else { continue };
            let Some((first, last)) = block.split_once(':') else { continue };
            let (first, last) =
                (crate::domain::CellRef::parse(first).expect("A1"), crate::domain::CellRef::parse(last).expect("A1"));
            let mut sum = 0.0;
            for row in first.row..=last.row {
                for column in first.column..=last.column {
                    let address = crate::domain::CellRef::new(row, column).to_string();
                    sum += cells.get(address.as_str()).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
                }
            }
            let result: f64 = between(cell, "<v>", "</v>")[0].parse().expect("a number");
            assert_eq!(result, sum, "{name}: {cell}");
        }
    }
}

#[test]
fn the_workbook_looks_right_by_itself() {
    let mut wanted = sample(7, Language::Vi);
    // A unit whose name would be a formula.
    let mut units: Vec<_> = wanted.observations.units.iter().map(|(_, unit)| unit.clone()).collect();
    units[1].name = "=HYPERLINK(1)".to_owned();
    wanted.observations.units = crate::domain::Registry::new(units);
    let parts = parts(&workbook(&wanted));
    let part = |name: &str| parts.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str()).expect("a part");

    let fonts = between(part("xl/styles.xml"), "<font>", "</font>");
    assert!(fonts.iter().all(|font| font.contains("Times New Roman")), "{fonts:?}");
    assert!(part("xl/styles.xml").contains("&quot;trên &quot;#,##0"), "qualifiers are part of the number format");
    assert!(part("xl/sharedStrings.xml").contains("=HYPERLINK(1)"), "text stays text");
    // Links are made of cells alone: no name stands in a formula.
    let links = parts.iter().flat_map(|(_, text)| between(text, "<f>HYPERLINK(", "</f>"));
    assert!(links.clone().count() > 0 && links.clone().all(|link| link.starts_with("'Nguồn'!$D$3&amp;F")));

    let names = between(part("xl/workbook.xml"), "<sheet name=\"", "\"");
    assert_eq!(names.first().copied(), Some("Bìa"));
    for name in [
        "Mục lục",
        "Tổng hợp",
        "Biểu 01 Sáng kiến (năm)",
        "Biểu 02 Sáng kiến (đơn vị)",
        "Biểu đồ",
        "Cảnh báo",
        "Nguồn",
        "Truy vết",
        "Ghi chú",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
    let table = part("xl/worksheets/sheet4.xml");
    for wanted in ["orientation=\"landscape\"", "paperSize=\"9\"", "state=\"frozen\"", "Mục lục", "Times New Roman"]
    {
        assert!(table.contains(wanted), "{wanted}");
    }
    assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"), "header rows are repeated");
    let printed = between(part("xl/workbook.xml"), "_xlnm.Print_Area", "</definedName>");
    let trace = printed.iter().find(|area| area.contains("Truy vết")).expect("a print area");
    assert!(trace.ends_with("$J$26"), "one page of the trace: {trace}");
    assert!(part("docProps/core.xml").contains("2000-01-01T00:00:00Z"), "no clock");
}

#[test]
fn the_summary_is_ordered_and_keeps_its_columns() {
    let sample = sample(1, Language::Vi);
    let text = summary_csv(&sample.figures, &sample.observations, &sample.knowledge, false);
    let mut lines = text.lines();
    let header =
        "unit,unit_name,indicator,category,period,value,qualifier,basis,reported,expected,gaps,unit_from,unit_to";
    assert_eq!(lines.next(), Some(header));
    assert_eq!(lines.next(), Some("thanh-oai,LĐLĐ huyện Thanh Oai,improvements,base,2016-H2,18,,children,1,1,0,,"));
    let all: Vec<&str> = text.lines().collect();
    assert_eq!(
        all[7],
        "thanh-oai,LĐLĐ huyện Thanh Oai,improvements,base,2016-07..2021-06,279,,children,1,1,0,,"
            .replace("279", &term_sum(&all))
    );
    assert!(all.iter().any(|line| line.contains(",participants,,2017,5,at_least,own,1,1,0,,")), "{text}");
    assert!(all.iter().any(|line| line.starts_with("u0,Xã Bình Minh,women_share,,2017,51.401869,")), "{text}");
    assert!(!text.contains('\r'));
}

/// The sum of the six periods above the term's row.
fn term_sum(lines: &[&str]) -> String {
    let value = |line: &&str| line.split(',').nth(5).and_then(|v| v.parse::<i64>().ok()).expect("a value");
    lines[1..7].iter().map(value).sum::<i64>().to_string()
}

#[test]
fn two_lives_of_one_code_are_told_apart_by_their_months() {
    let mut sample = sample(2, Language::Vi);
    let mut units: Vec<_> = sample.observations.units.iter().map(|(_, unit)| unit.clone()).collect();
    units[1].valid_to = Month::new(2018, 6);
    units[2] = crate::domain::Unit { code: units[1].code.clone(), valid_from: Month::new(2018, 7), ..units[2].clone() };
    sample.observations.units = crate::domain::Registry::new(units);
    let text = summary_csv(&sample.figures, &sample.observations, &sample.knowledge, false);
    let lives = |end: &str| text.lines().filter(|line| line.starts_with("u0,") && line.ends_with(end)).count();
    assert!(lives(",,2018-06") > 0 && lives(",2018-07,") > 0, "{text}");
}

#[test]
fn units_outside_the_registry_stand_in_the_summary_only_when_asked_for() {
    let mut sample = sample(2, Language::Vi);
    let mut units: Vec<_> = sample.observations.units.iter().map(|(_, unit)| unit.clone()).collect();
    units[2].registered = false;
    sample.observations.units = crate::domain::Registry::new(units);
    let text = |all| summary_csv(&sample.figures, &sample.observations, &sample.knowledge, all);
    assert!(!text(false).contains("\nu1,"));
    assert!(text(true).contains("\nu1,"));
}

#[test]
fn findings_are_sentences_in_their_language() {
    let sample = sample(4, Language::Vi);
    let text = findings_csv(&sample.findings, Language::Vi);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "severity,code,unit,indicator,category,period,file,sheet,cell,message,suggestion");
    assert!(
        lines[1].starts_with("error,reports-empty,,improvements,base,,2019/bao-cao-2019.xlsx,Biểu 01,D18,\"Thư mục")
    );
    assert!(lines[2].starts_with("warning,report-missing,u3,,,2018,,,,Đơn vị chưa gửi báo cáo: "));
    assert!(findings_csv(&sample.findings, Language::En).contains("No report received: "));
}

#[test]
fn the_parquet_file_holds_every_observation_exactly() {
    let sample = sample(3, Language::Vi);
    let bytes = parquet(&sample.observations, &sample.knowledge).expect("a file");
    // The reader wants a real file.
    let path = std::env::temp_dir().join(format!("tongket-parquet-{}", std::process::id()));
    std::fs::write(&path, &bytes).expect("written");
    let file = std::fs::File::open(&path).expect("a file");
    std::fs::remove_file(&path).expect("removed");
    let reader = SerializedFileReader::new(file).expect("readable");
    let rows: Vec<_> = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), sample.observations.rows.len());
    for (row, observation) in rows.iter().zip(&sample.observations.rows) {
        let exact = observation.state.amount().map(|amount| amount.to_string()).unwrap_or_default();
        assert_eq!(row.get_string(13).expect("exact text"), &exact);
        assert_eq!(row.get_double(5).ok(), observation.state.amount().map(|amount| amount.to_f64()));
        assert_eq!(row.get_string(10).expect("a cell"), &observation.cell.to_string());
    }
}

#[test]
fn every_number_leads_to_its_trace_and_stands_in_the_ledger() {
    let sample = sample(7, Language::Vi);
    let report =
        compose(&sample.figures, &Comparisons::default(), &sample.observations, &sample.knowledge, &sample.findings);
    let parts = parts(&xlsx(&report).expect("a workbook"));
    let sheet = parts.iter().find(|(name, _)| name == "xl/worksheets/sheet4.xml").expect("the first table");
    let links = between(&sheet.1, "<hyperlink ref=\"", "\"/>");
    let numbers =
        report.chapters[0].by_year.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.printed().is_some());
    // One more leads back to the contents.
    assert_eq!(links.len(), numbers.count() + 1, "{links:?}");

    let ledger = super::ledger(&report);
    let title = &report.charts[1].title;
    let told: Vec<&str> =
        ledger.lines().filter(|line| line.contains(&format!("{} › title", report.charts[1].name))).collect();
    for number in title.split([' ', '(', ')', ',', ';']).filter(|word| word.len() == 4 && word.starts_with("20")) {
        assert!(told.iter().any(|line| line.starts_with(&format!("{{\"text\":\"{number}\""))), "{number}: {told:#?}");
    }
    let with_figure = told.iter().filter(|line| line.contains("\"indicator\":\"improvements\"")).count();
    assert!(with_figure > 0, "the value of a title is the figure that the chart draws: {told:#?}");
    assert!(ledger.starts_with("[\n{") && ledger.ends_with("}\n]\n"));
}

#[test]
fn a_native_line_shows_its_points_and_stops_at_a_break() {
    let sample = sample(7, Language::Vi);
    let mut report =
        compose(&sample.figures, &Comparisons::default(), &sample.observations, &sample.knowledge, &sample.findings);
    report.charts.retain(|chart| matches!(chart.kind, ChartKind::Line { .. }));
    report.charts.truncate(1);
    let series_of = |report: &Report| -> Vec<String> {
        let parts = parts(&xlsx(report).expect("a workbook"));
        let chart = parts.iter().find(|(name, _)| name == "xl/charts/chart1.xml").expect("a chart");
        between(&chart.1, "<c:ser>", "</c:ser>").into_iter().map(str::to_owned).collect()
    };
    let whole = series_of(&report);
    assert!(!whole.is_empty());
    for series in &whole {
        assert!(series.contains("<c:symbol val=\"") && !series.contains("<c:symbol val=\"none\""), "{series}");
    }
    report.charts[0].breaks =
        vec![Break { before: 2, text: "sắp xếp tổ chức 7/2018".to_owned(), inside: true }];
    let cut = series_of(&report);
    assert_eq!(cut.len(), 2 * whole.len());
    let values = |series: &str| between(series, "<c:val>", "</c:val>")[0].to_owned();
    let drawn = |series: &str| -> Vec<usize> {
        let places = between(&values(series), "<c:pt idx=\"", "\"").into_iter().map(str::to_owned).collect::<Vec<_>>();
        places.iter().map(|place| place.parse().expect("a place")).collect()
    };
    assert!(
        drawn(&cut[0]).iter().all(|place| *place < 2) && drawn(&cut[1]).iter().all(|place| *place >= 2),
        "{cut:#?}"
    );
    let together = [drawn(&cut[0]), drawn(&cut[1])].concat();
    assert_eq!(together, drawn(&whole[0]), "no point is lost");
    let parts = parts(&xlsx(&report).expect("a workbook"));
    let texts = &parts.iter().find(|(name, _)| name == "xl/sharedStrings.xml").expect("texts").1;
    let ChartKind::Line { categories, .. } = &report.charts[0].kind else { unreachable!("lines only") };
    let told = format!("ngắt trước {}: sắp xếp tổ chức 7/2018", categories[2]);
    assert!(texts.contains(&told), "the break is named under the title");
}
