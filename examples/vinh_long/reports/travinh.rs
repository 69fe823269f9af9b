//! The old province Trà Vinh: one workbook a year with a sheet a quarter, sector unions on form 2-HĐCĐ, lists of
//! grassroots unions for its zones and for trade and industry.

use rust_xlsxwriter::XlsxError;

use super::bentre::{agencies, zone_sheet};
use super::forms::{self, Column, Numbers, Row, Span, Total, UnitForm, What};
use super::paper::{self, Paper};
use super::truth::{Fact, Truth, trade_list};
use super::world::{ENTERPRISES, LISTED_TWICE, SECTORS, TRA_VINH};
use super::{Names, Report, SUPERIOR, districts, part, trade_code, year, zone, zone_code};

const BODY: &str = "LIÊN ĐOÀN LAO ĐỘNG TỈNH TRÀ VINH";
const QUARTERS: [&str; 4] = ["Quý I", "Quý II", "Quý III", "Quý IV"];

/// The district that sent nothing for a quarter, and that quarter: year, number from 0.
pub const SILENT: (&str, usize, usize) = ("tra-cu", 2022, 2);
/// The year whose third quarter stands only in a nine months' report.
pub const NINE_MONTHS: usize = 2023;

fn columns(dialogue: Option<usize>) -> Vec<Column> {
    let mut columns = vec![
        ("", "Số CNVCLĐ ở nơi có tổ chức CĐ", What::Fact(Fact::Workers)),
        ("Đoàn viên cuối kỳ", "TS", What::Fact(Fact::Members)),
        ("Đoàn viên cuối kỳ", "Tr.đó: nữ", What::Fact(Fact::Women)),
        ("Trong kỳ", "ĐV kết nạp mới", What::Fact(Fact::Joined)),
        ("Trong kỳ", "ĐV giảm", What::Fact(Fact::Left)),
        ("Trong kỳ", "CĐCS thành lập mới", What::Fact(Fact::Founded)),
        ("Số CĐCS", "Khu vực HCSN", What::Fact(Fact::PublicUnions)),
        ("Số CĐCS", "Khu vực DN", What::Fact(Fact::EnterpriseUnions)),
        ("Thăm hỏi, tặng quà", "Số lượt đoàn viên, NLĐ được thăm hỏi, tặng quà", What::Fact(Fact::Visits)),
        ("Thăm hỏi, tặng quà", "Số tiền chăm lo, hỗ trợ (đồng)", What::Cost(1_000_000)),
    ];
    columns.extend(dialogue.map(|year| ("", "Tổ chức hội nghị đối thoại (có: x)", What::Dialogue(year))));
    columns
}

/// All its reports.
pub fn all(truth: &Truth) -> Result<Vec<Report>, XlsxError> {
    let mut reports = Vec::new();
    for name in 2021..=2024 {
        let sheets: Vec<Paper> = (0..4).map(|number| quarter(truth, name, number)).collect();
        reports.push((format!("tra-vinh/{name}/bao-cao-quy-nam-{name}.xlsx"), paper::workbook(&sheets)?));
    }
    let last = [
        (QUARTERS[0], "Quý I năm 2025", part(2025, 0, 3), "ngày 05 tháng 3 năm 2025"),
        (QUARTERS[1], "Quý II năm 2025", part(2025, 3, 3), "ngày 04 tháng 6 năm 2025"),
        ("Tháng 6", "Tháng 6 năm 2025 (bàn giao)", part(2025, 6, 1), "ngày 30 tháng 6 năm 2025"),
    ];
    let sheets: Vec<Paper> =
        last.into_iter().map(|(sheet, period, span, day)| list(truth, sheet, period, span, None, 2025, day)).collect();
    reports.push(("tra-vinh/2025/bao-cao-quy-nam-2025.xlsx".into(), paper::workbook(&sheets)?));

    for (sector, file) in
        SECTORS.iter().filter(|sector| sector.province == TRA_VINH).zip(["vien-chuc", "giao-duc", "y-te"])
    {
        let ends_early = !sector.heirs.is_empty();
        let mut sheets = Vec::new();
        for name in 2021..=2025 {
            let (sheet, span, period, until) = match (name, ends_early) {
                (2025, true) => {
                    ("Quý I-2025".to_owned(), part(2025, 0, 3), "QUÝ I NĂM 2025".to_owned(), "28/02/2025".to_owned())
                }
                (2025, false) => (
                    "7 tháng 2025".to_owned(),
                    part(2025, 0, 7),
                    "LŨY KẾ TỪ NGÀY 01/12/2024 ĐẾN NGÀY 30/6/2025".to_owned(),
                    "30/6/2025".to_owned(),
                ),
                _ => (format!("Năm {name}"), year(name), format!("NĂM {name}"), format!("30/11/{name}")),
            };
            sheets.push(forms::indicator_sheet(
                truth,
                &sheet,
                ("LĐLĐ tỉnh Trà Vinh", &format!("{} tỉnh Trà Vinh", sector.name)),
                (sector.codes[0].1, span, &until),
                &period,
                &format!("Trà Vinh, ngày 03 tháng 12 năm {name}").replace("tháng 12 năm 2025", "tháng 7 năm 2025"),
            ));
        }
        reports.push((format!("tra-vinh/nganh/cd-{file}.xlsx"), paper::workbook(&sheets)?));
    }
    reports.push(("tra-vinh/nganh/cd-cong-thuong.xlsx".into(), trade(truth)?));
    let zones = enterprises(truth, "Công đoàn các Khu công nghiệp", |span| zone(TRA_VINH, span));
    let spans: Vec<(String, Span)> = years();
    let spans: Vec<(&str, Span)> = spans.iter().map(|(name, span)| (name.as_str(), *span)).collect();
    let bodies = (BODY, "CÔNG ĐOÀN CÁC KHU CÔNG NGHIỆP TỈNH TRÀ VINH");
    let own = zone_sheet(truth, bodies, &zone_code(TRA_VINH), &spans, "Trà Vinh, ngày 30 tháng 6 năm 2025");
    let zones: Vec<Paper> = zones.into_iter().chain([own]).collect();
    reports.push(("tra-vinh/kcn/danh-sach-cdcs.xlsx".into(), paper::workbook(&zones)?));
    reports.push(("tra-vinh/2025/cong-doan-khoi-co-quan.xlsx".into(), agencies(truth, TRA_VINH, BODY, "Trà Vinh")?));
    Ok(reports)
}

fn years() -> Vec<(String, Span)> {
    let years = (2021..=2024).map(|name| (format!("Năm {name}"), year(name)));
    years.chain([("7 tháng 2025".to_owned(), part(2025, 0, 7))]).collect()
}

/// A quarter's sheet; in one year the third reports nine months.
fn quarter(truth: &Truth, name: usize, number: usize) -> Paper {
    let dialogue = (number == 3).then_some(name - 2021);
    let day = ["ngày 04 tháng 3", "ngày 03 tháng 6", "ngày 05 tháng 9", "ngày 04 tháng 12"][number];
    let day = format!("{day} năm {name}");
    match (name, number) {
        (NINE_MONTHS, 2) => {
            let period = format!("9 tháng đầu năm {name}");
            list(truth, "9 tháng", &period, part(name, 0, 9), dialogue, name, &day)
        }
        _ => {
            let period = format!("{} năm {name}", QUARTERS[number]);
            list(truth, QUARTERS[number], &period, part(name, number * 3, 3), dialogue, name, &day)
        }
    }
}

fn list(
    truth: &Truth,
    sheet: &str,
    period: &str,
    span: Span,
    dialogue: Option<usize>,
    name: usize,
    day: &str,
) -> Paper {
    let names = if name == 2024 { Names::Upper } else { Names::Type };
    let silent = |code: &str| code == SILENT.0 && span == part(SILENT.1, SILENT.2 * 3, 3);
    let rows = districts(TRA_VINH).map(|district| match silent(district.code) {
        true => Row::Silent(names.of(district), "chưa gửi báo cáo"),
        false => Row::Unit(names.of(district), district.code),
    });
    UnitForm {
        sheet,
        bodies: (SUPERIOR, BODY.to_owned()),
        title: "BÁO CÁO KẾT QUẢ HOẠT ĐỘNG CÔNG ĐOÀN",
        period,
        measures: "",
        columns: &columns(dialogue),
        span,
        rows: rows.collect(),
        numbers: if name < 2023 { Numbers::Dash } else { Numbers::Text },
        total: Total::Last("Cộng"),
        signed: &format!("Trà Vinh, {day}"),
        note: "",
        slip: None,
    }
    .draw(truth)
}

/// A list of grassroots unions, a sheet a year.
fn enterprises(truth: &Truth, body: &str, units: impl Fn(Span) -> Vec<(String, &'static str)>) -> Vec<Paper> {
    let columns = [
        ("", "Tổng số CNVCLĐ", What::Fact(Fact::Workers)),
        ("Đoàn viên", "Tổng số", What::Fact(Fact::Members)),
        ("Đoàn viên", "Nữ", What::Fact(Fact::Women)),
        ("Đoàn viên", "Kết nạp mới", What::Fact(Fact::Joined)),
        ("Đoàn viên", "Giảm", What::Fact(Fact::Left)),
    ];
    let sheet = |(sheet, span): (String, Span)| {
        let signed = match span.1 {
            54 => "Trà Vinh, ngày 30 tháng 6 năm 2025".to_owned(),
            last => format!("Trà Vinh, ngày 06 tháng 12 năm {}", 2021 + last / 12),
        };
        let period = if span.1 > 47 {
            "Lũy kế từ ngày 01/12/2024 đến ngày 30/6/2025".to_owned()
        } else {
            sheet.clone()
        };
        UnitForm {
            sheet: &sheet,
            bodies: (BODY, format!("{} TỈNH TRÀ VINH", body.to_uppercase())),
            title: "DANH SÁCH CÔNG ĐOÀN CƠ SỞ",
            period: &period,
            measures: "",
            columns: &columns,
            span,
            rows: units(span).into_iter().map(|(name, code)| Row::Unit(name, code)).collect(),
            numbers: Numbers::Dash,
            total: Total::Last("Cộng"),
            signed: &signed,
            note: "",
            slip: None,
        }
        .draw(truth)
    };
    years().into_iter().map(sheet).collect()
}

/// The trade and industry union lists its four grassroots unions, and one of the zones that it looks after too.
fn trade(truth: &Truth) -> Result<Vec<u8>, XlsxError> {
    let sheets = enterprises(truth, "Công đoàn ngành Công Thương", |_| {
        let twice = ENTERPRISES.iter().filter(|each| each.code == LISTED_TWICE);
        trade_list().chain(twice).map(|each| (format!("CĐCS {}", each.name), each.code)).collect()
    });
    let spans = years();
    let spans: Vec<(&str, Span)> = spans.iter().map(|(name, span)| (name.as_str(), *span)).collect();
    let bodies = (BODY, "CÔNG ĐOÀN NGÀNH CÔNG THƯƠNG TỈNH TRÀ VINH");
    let own = zone_sheet(truth, bodies, &trade_code(), &spans, "Trà Vinh, ngày 30 tháng 6 năm 2025");
    paper::workbook(&sheets.into_iter().chain([own]).collect::<Vec<_>>())
}
