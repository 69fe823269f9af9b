//! The old province Vĩnh Long: every habit at once: a year, a half beside its year, reports that run from the start of
//! the year, a correction sent later, a district that reports what the province has reported already.

use rust_xlsxwriter::XlsxError;

use super::bentre::zone_sheet;
use super::forms::{self, Column, Numbers, Row, Span, Total, UnitForm, What};
use super::paper::{self, Cell, Paper};
use super::truth::{Fact, Truth};
use super::world::{DISTRICTS, SECTORS, VINH_LONG};
use super::{Names, Report, SUPERIOR, districts, part, year, zone, zone_code};

const BODY: &str = "LIÊN ĐOÀN LAO ĐỘNG TỈNH VĨNH LONG";

/// The district whose members of 2023 were first reported wrong, and by how many too many.
pub const CORRECTED: (&str, usize, u64) = ("tam-binh", 2023, 90);
/// The district that sent its report of 2024 a second time.
pub const SENT_TWICE: &str = "vung-liem";

fn columns(dialogue: Option<usize>) -> Vec<Column> {
    let mut columns = vec![
        ("Lao động, đoàn viên", "Số CNVCLĐ ở nơi có tổ chức công đoàn", What::Fact(Fact::Workers)),
        ("Lao động, đoàn viên", "Tổng số đoàn viên", What::Fact(Fact::Members)),
        ("Lao động, đoàn viên", "Số đoàn viên nữ", What::Fact(Fact::Women)),
        ("Lao động, đoàn viên", "Đoàn viên kết nạp mới", What::Fact(Fact::Joined)),
        ("Lao động, đoàn viên", "Đoàn viên giảm", What::Fact(Fact::Left)),
        ("Tổ chức", "Số CĐCS khu vực HCSN", What::Fact(Fact::PublicUnions)),
        ("Tổ chức", "Số CĐCS khu vực doanh nghiệp", What::Fact(Fact::EnterpriseUnions)),
        ("Tổ chức", "CĐCS thành lập mới", What::Fact(Fact::Founded)),
        ("Chăm lo", "Số lượt đoàn viên, NLĐ được thăm hỏi, tặng quà", What::Fact(Fact::Visits)),
        ("Chăm lo", "Số tiền chăm lo, hỗ trợ", What::Cost(1_000)),
    ];
    columns.extend(dialogue.map(|year| ("", "Tổ chức hội nghị đối thoại", What::Dialogue(year))));
    columns
}

/// All its reports.
pub fn all(truth: &Truth) -> Result<Vec<Report>, XlsxError> {
    let mut reports = Vec::new();
    let columns_2021 = columns(Some(0));
    let sheet = list(&columns_2021, 2021, year(2021), "NĂM 2021", "ngày 09 tháng 12 năm 2021").draw(truth);
    reports.push(("vinh-long/2021/tong-hop-nam-2021.xlsx".into(), paper::workbook(&[sheet])?));
    reports.push(("vinh-long/2022/6-thang-va-ca-nam-2022.xlsx".into(), paper::workbook(&[half_and_year(truth)])?));

    let spans = [
        ("Quý I", "Quý I năm 2023", part(2023, 0, 3), None, "ngày 03 tháng 3 năm 2023"),
        ("6 tháng", "6 tháng đầu năm 2023", part(2023, 0, 6), None, "ngày 05 tháng 6 năm 2023"),
        ("9 tháng", "9 tháng năm 2023", part(2023, 0, 9), None, "ngày 06 tháng 9 năm 2023"),
        ("Cả năm", "Năm 2023", year(2023), Some(2), "ngày 05 tháng 12 năm 2023"),
    ];
    let mut sheets: Vec<Paper> = Vec::new();
    for (sheet, period, span, dialogue, day) in spans {
        let columns = columns(dialogue);
        let slip = (span == year(CORRECTED.1)).then_some((CORRECTED.0, Fact::Members, CORRECTED.2));
        sheets.push(UnitForm { sheet, slip, ..list(&columns, 2023, span, period, day) }.draw(truth));
    }
    reports.push(("vinh-long/2023/bao-cao-luy-ke-2023.xlsx".into(), paper::workbook(&sheets)?));
    reports.push((
        "vinh-long/2023/tam-binh-2023-dinh-chinh.xlsx".into(),
        own_report(truth, CORRECTED.0, 2023, "ngày 15 tháng 01 năm 2024")?,
    ));

    let columns_2024 = columns(Some(3));
    let form = list(&columns_2024, 2024, year(2024), "Năm 2024", "ngày 06 tháng 12 năm 2024");
    let sheet = UnitForm { numbers: Numbers::Text, ..form }.draw(truth);
    reports.push(("vinh-long/2024/tong-hop-nam-2024.xlsx".into(), paper::workbook(&[sheet])?));
    reports.push((
        "vinh-long/2024/huyen-vung-liem-2024.xlsx".into(),
        own_report(truth, SENT_TWICE, 2024, "ngày 02 tháng 12 năm 2024")?,
    ));

    let plain = columns(None);
    for (file, period, span, day) in [
        ("6-thang-dau-nam-2025", "6 tháng đầu năm 2025", part(2025, 0, 6), "ngày 05 tháng 6 năm 2025"),
        ("ban-giao-7-thang-2025", "Lũy kế từ đầu năm đến ngày 30/6/2025", part(2025, 0, 7), "ngày 30 tháng 6 năm 2025"),
    ] {
        let sheet = list(&plain, 2025, span, period, day).draw(truth);
        reports.push((format!("vinh-long/2025/{file}.xlsx"), paper::workbook(&[sheet])?));
    }
    reports.push(("vinh-long/kcn/doan-vien-cdcs-2021-2025.csv".into(), zones(truth).csv(b',', true)));
    let spans: Vec<(String, Span)> = (2021..=2024).map(|name| (format!("Năm {name}"), year(name))).collect();
    let mut spans: Vec<(&str, Span)> = spans.iter().map(|(name, span)| (name.as_str(), *span)).collect();
    spans.push(("7 tháng đầu năm 2025", part(2025, 0, 7)));
    let bodies = (BODY, "CÔNG ĐOÀN CÁC KHU CÔNG NGHIỆP TỈNH VĨNH LONG");
    let own = zone_sheet(truth, bodies, &zone_code(VINH_LONG), &spans, "Vĩnh Long, ngày 30 tháng 6 năm 2025");
    reports.push(("vinh-long/kcn/to-chuc-cham-lo-2021-2025.xlsx".into(), paper::workbook(&[own])?));
    Ok(reports)
}

/// A unit's code and name.
type Named = (String, &'static str);

/// Districts and sector unions with the code that they bear in a year.
fn units(name: usize) -> (Vec<Named>, Vec<Named>) {
    let month = (name - 2021) * 12;
    let sectors = SECTORS.iter().filter(|sector| sector.province == VINH_LONG).map(|sector| {
        let (from, code) =
            sector.codes.iter().rev().find(|(from, _)| *from <= month).copied().unwrap_or(sector.codes[0]);
        let grown = if from > 0 { " và Đào tạo" } else { "" };
        (format!("{}{grown} tỉnh", sector.name), code)
    });
    (districts(VINH_LONG).map(|district| (Names::Full.of(district), district.code)).collect(), sectors.collect())
}

fn list<'a>(columns: &'a [Column], name: usize, span: Span, period: &'a str, day: &'a str) -> UnitForm<'a> {
    let (districts, sectors) = units(name);
    let mut rows = vec![Row::Group("I", "LĐLĐ huyện, thị xã, thành phố".into())];
    rows.extend(districts.into_iter().map(|(name, code)| Row::Unit(name, code)));
    rows.push(Row::Group("II", "Công đoàn ngành".into()));
    rows.extend(sectors.into_iter().map(|(name, code)| Row::Unit(name, code)));
    UnitForm {
        sheet: "Tổng hợp",
        bodies: (SUPERIOR, BODY.to_owned()),
        title: "TỔNG HỢP SỐ LIỆU HOẠT ĐỘNG CÔNG ĐOÀN",
        period,
        measures: "Đơn vị tính tiền: nghìn đồng",
        columns,
        span,
        rows,
        numbers: Numbers::Dash,
        total: Total::Last("Tổng cộng (I+II)"),
        signed: day,
        note: "",
        slip: None,
    }
}

/// Under each indicator the half and the whole year, which holds the half.
fn half_and_year(truth: &Truth) -> Paper {
    let facts = columns(None);
    let groups: Vec<String> = facts
        .iter()
        .map(|(_, heading, what)| match what {
            What::Cost(_) => format!("{heading} (nghìn đồng)"),
            What::Fact(_) | What::Dialogue(_) => (*heading).to_owned(),
        })
        .collect();
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    let (districts, sectors) = units(2022);
    let (names, codes): (Vec<String>, Vec<&str>) = districts.into_iter().chain(sectors).unzip();
    let spans = [part(2022, 0, 6), year(2022)];
    forms::crossed_sheet(
        "Biểu 01",
        (SUPERIOR, BODY),
        (
            "SỐ LIỆU HOẠT ĐỘNG CÔNG ĐOÀN 6 THÁNG VÀ CẢ NĂM 2022",
            "(Kèm theo Báo cáo số 112/BC-LĐLĐ ngày 08 tháng 12 năm 2022)",
        ),
        (&groups, &["6 tháng đầu năm 2022", "Năm 2022"]),
        &names,
        |unit, group, leaf| forms::value(truth, facts[group].2, codes[unit], spans[leaf], Numbers::Dash),
        "Vĩnh Long, ngày 08 tháng 12 năm 2022",
    )
}

/// A district's own report of a year.
fn own_report(truth: &Truth, code: &'static str, name: usize, day: &str) -> Result<Vec<u8>, XlsxError> {
    let district = DISTRICTS.iter().find(|district| district.code == code).map_or("", |district| district.name);
    let sheet = forms::indicator_sheet(
        truth,
        "2-HĐCĐ",
        ("LĐLĐ tỉnh Vĩnh Long", &format!("LĐLĐ {district}")),
        (code, year(name), &format!("30/11/{name}")),
        &format!("NĂM {name}"),
        day,
    );
    paper::workbook(&[sheet])
}

/// The enterprises of the zones as a program exports them.
fn zones(truth: &Truth) -> Paper {
    let facts = [
        ("Tổng số CNVCLĐ", Fact::Workers),
        ("Tổng số đoàn viên", Fact::Members),
        ("Đoàn viên nữ", Fact::Women),
        ("Đoàn viên kết nạp mới", Fact::Joined),
        ("Đoàn viên giảm", Fact::Left),
    ];
    let mut rows = Vec::new();
    let years = (2021..=2024).map(|name| (format!("Năm {name}"), year(name)));
    for (period, span) in years.chain([("7 tháng đầu năm 2025".to_owned(), part(2025, 0, 7))]) {
        for (name, code) in zone(VINH_LONG, span) {
            for (heading, fact) in facts {
                let amount = Cell::Number(truth.of(code, fact, span));
                rows.push(vec![name.as_str().into(), period.as_str().into(), heading.into(), amount]);
            }
        }
    }
    forms::tidy(&["Đơn vị", "Kỳ báo cáo", "Chỉ tiêu", "Giá trị"], rows)
}
