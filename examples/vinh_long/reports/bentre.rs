//! The old province Bến Tre: one list of districts a year, sector unions that lay their years side by side.

use rust_xlsxwriter::XlsxError;

use super::forms::{self, Column, INVENTED, Numbers, Row, Span, Total, UnitForm, What};
use super::paper::{self, Cell, Look, Paper};
use super::truth::{Fact, Truth};
use super::world::{AGENCIES, BEN_TRE, SECTORS};
use super::{Names, Report, SUPERIOR, districts, part, year, zone, zone_code};

const BODY: &str = "LIÊN ĐOÀN LAO ĐỘNG TỈNH BẾN TRE";

/// The columns of the province's list; the last is asked once a year.
pub fn columns(year: Option<usize>) -> Vec<Column> {
    let mut columns = vec![
        ("", "Số CNVCLĐ ở nơi có tổ chức công đoàn", What::Fact(Fact::Workers)),
        ("Đoàn viên công đoàn", "Tổng số", What::Fact(Fact::Members)),
        ("Đoàn viên công đoàn", "Trong đó: nữ", What::Fact(Fact::Women)),
        ("Số CĐCS", "Khu vực HCSN", What::Fact(Fact::PublicUnions)),
        ("Số CĐCS", "Khu vực doanh nghiệp", What::Fact(Fact::EnterpriseUnions)),
        ("", "Đoàn viên kết nạp mới", What::Fact(Fact::Joined)),
        ("", "Đoàn viên giảm", What::Fact(Fact::Left)),
        ("", "CĐCS thành lập mới", What::Fact(Fact::Founded)),
        ("Chăm lo đoàn viên, NLĐ", "Số lượt người được thăm hỏi, tặng quà", What::Fact(Fact::Visits)),
        ("Chăm lo đoàn viên, NLĐ", "Số tiền chăm lo, hỗ trợ (triệu đồng)", What::Cost(1)),
    ];
    columns.extend(year.map(|year| ("", "Tổ chức hội nghị đối thoại", What::Dialogue(year))));
    columns
}

/// All its reports.
pub fn all(truth: &Truth) -> Result<Vec<Report>, XlsxError> {
    let mut reports = Vec::new();
    let list = |name: usize, names: Names| UnitForm {
        sheet: "Biểu 01",
        bodies: (SUPERIOR, BODY.to_owned()),
        title: "BÁO CÁO SỐ LIỆU HOẠT ĐỘNG CÔNG ĐOÀN CÁC HUYỆN, THÀNH PHỐ",
        period: "NĂM 2021",
        measures: "",
        columns: &[],
        span: year(name),
        rows: districts(BEN_TRE).map(|district| Row::Unit(names.of(district), district.code)).collect(),
        numbers: Numbers::Plain,
        total: Total::Last("Tổng cộng"),
        signed: "Bến Tre, ngày 10 tháng 12 năm 2021",
        note: "",
        slip: None,
    };
    let sheet = UnitForm { columns: &columns(Some(0)), ..list(2021, Names::Full) }.draw(truth);
    reports.push(("ben-tre/2021/bao-cao-nam-2021.xlsx".into(), paper::workbook(&[sheet])?));

    let sheet = UnitForm {
        columns: &columns(Some(1)),
        period: "NĂM 2022",
        numbers: Numbers::Dash,
        total: Total::First("Toàn tỉnh"),
        signed: "Bến Tre, ngày 08 tháng 12 năm 2022",
        ..list(2022, Names::Short)
    };
    reports.push(("ben-tre/2022/bao-cao-nam-2022.xlsx".into(), paper::workbook(&[sheet.draw(truth)])?));

    let mut rows: Vec<Row> = list(2023, Names::Type).rows;
    rows.insert(5, Row::Group("II", "Cụm thi đua số 2".into()));
    rows.insert(0, Row::Group("I", "Cụm thi đua số 1".into()));
    let sheet = UnitForm {
        columns: &columns(Some(2)),
        period: "Năm 2023",
        numbers: Numbers::Text,
        rows,
        signed: "Bến Tre, ngày 12 tháng 12 năm 2023",
        ..list(2023, Names::Type)
    };
    reports.push(("ben-tre/2023/bc-2023.xlsx".into(), paper::workbook(&[sheet.draw(truth)])?));

    reports.push(("ben-tre/2024/so-lieu-nam-2024.csv".into(), list_2024(truth).csv(b';', true)));

    let sheet = UnitForm {
        columns: &columns(None),
        title: "SỐ LIỆU BÀN GIAO CỦA LĐLĐ CÁC HUYỆN, THÀNH PHỐ",
        period: "7 tháng (từ ngày 01/12/2024 đến ngày 30/6/2025)",
        span: part(2025, 0, 7),
        numbers: Numbers::Dash,
        signed: "Bến Tre, ngày 30 tháng 6 năm 2025",
        note: "Ghi chú: các CĐCS hưởng 100% lương từ ngân sách nhà nước đã kết thúc hoạt động.",
        ..list(2025, Names::Full)
    };
    reports.push(("ben-tre/2025/ban-giao-30-6-2025.xlsx".into(), paper::workbook(&[sheet.draw(truth)])?));

    let years: Vec<(String, Span)> = (2021..=2024).map(|name| (format!("Năm {name}"), year(name))).collect();
    let mut spans: Vec<(&str, Span)> = years.iter().map(|(name, span)| (name.as_str(), *span)).collect();
    spans.push(("Quý I/2025", part(2025, 0, 3)));
    for (sector, file) in
        SECTORS.iter().filter(|sector| sector.province == BEN_TRE).zip(["vien-chuc", "giao-duc", "y-te"])
    {
        let body = format!("{} TỈNH BẾN TRE", sector.name.to_uppercase());
        let sheet = forms::spans_sheet(
            truth,
            "Tổng hợp",
            (BODY, &body),
            ("KẾT QUẢ HOẠT ĐỘNG CÔNG ĐOÀN", "Giai đoạn 2021 - 2025"),
            (sector.codes[0].1, &spans),
            "Bến Tre, ngày 26 tháng 02 năm 2025",
        );
        reports.push((format!("ben-tre/nganh/cd-{file}-2021-2025.xlsx"), paper::workbook(&[sheet])?));
    }
    reports
        .push(("ben-tre/2025/cd-moi-thang-3-den-thang-6-2025.xlsx".into(), agencies(truth, BEN_TRE, BODY, "Bến Tre")?));
    reports.push(("ben-tre/kcn/cac-cdcs-2021-2025.xlsx".into(), zones(truth)?));
    Ok(reports)
}

/// The unions of agencies, which lived from March to June 2025.
pub fn agencies(truth: &Truth, province: usize, body: &str, place: &str) -> Result<Vec<u8>, XlsxError> {
    let rows = AGENCIES.iter().filter(|(_, _, of)| *of == province);
    let sheet = UnitForm {
        sheet: "Biểu 01",
        bodies: (SUPERIOR, body.to_owned()),
        title: "SỐ LIỆU CÁC CÔNG ĐOÀN MỚI THÀNH LẬP",
        period: "Từ tháng 3/2025 đến tháng 6/2025",
        measures: "",
        columns: &columns(None),
        span: part(2025, 3, 4),
        rows: rows.map(|(code, name, _)| Row::Unit((*name).to_owned(), code)).collect(),
        numbers: Numbers::Dash,
        total: Total::Last("Cộng"),
        signed: &format!("{place}, ngày 30 tháng 6 năm 2025"),
        note: "",
        slip: None,
    };
    paper::workbook(&[sheet.draw(truth)])
}

/// The list of 2024, as a program saves it: no merged cells, one row of headings.
fn list_2024(truth: &Truth) -> Paper {
    let columns = columns(Some(3));
    let mut paper = Paper::new("", vec![10.0; columns.len() + 2]);
    paper.put(0, 0, "LĐLĐ tỉnh Bến Tre", Look::Words);
    paper.put(1, 0, "Số liệu các huyện, thành phố năm 2024", Look::Words);
    paper.put(2, 0, INVENTED, Look::Words);
    paper.put(4, 0, "STT", Look::Head);
    paper.put(4, 1, "Đơn vị", Look::Head);
    for (column, (group, heading, what)) in (2..).zip(&columns) {
        let text = match (*group, *what) {
            ("Số CĐCS", _) | ("Đoàn viên công đoàn", What::Fact(Fact::Members)) => {
                format!("{heading} {}", group.to_lowercase())
            }
            ("Đoàn viên công đoàn", _) => "Số đoàn viên nữ".to_owned(),
            _ => (*heading).to_owned(),
        };
        let text = text.replace("Khu vực HCSN số CĐCS", "Số CĐCS khu vực HCSN");
        paper.put(4, column, text, Look::Head);
    }
    for (row, district) in (5..).zip(districts(BEN_TRE)) {
        paper.put(row, 0, Cell::Number(u64::from(row) - 4), Look::Order);
        paper.put(row, 1, Names::Full.of(district), Look::Words);
        for (column, &(_, _, what)) in (2..).zip(&columns) {
            paper.put(row, column, forms::value(truth, what, district.code, year(2024), Numbers::Text), Look::Amount);
        }
    }
    paper
}

/// The enterprises of the zones: under each indicator the years. What the zones' union counts itself stands on a sheet of
/// its own.
fn zones(truth: &Truth) -> Result<Vec<u8>, XlsxError> {
    let body = "CÔNG ĐOÀN CÁC KHU CÔNG NGHIỆP TỈNH BẾN TRE";
    let facts = [Fact::Workers, Fact::Members, Fact::Women, Fact::Joined, Fact::Left];
    let groups = ["Tổng số CNVCLĐ", "Tổng số đoàn viên", "Đoàn viên nữ", "Đoàn viên kết nạp mới", "Đoàn viên giảm"];
    let leaves = ["Năm 2021", "Năm 2022", "Năm 2023", "Năm 2024", "7 tháng 2025"];
    let spans = [year(2021), year(2022), year(2023), year(2024), part(2025, 0, 7)];
    let (names, codes): (Vec<String>, Vec<&str>) = zone(BEN_TRE, year(2021)).into_iter().unzip();
    let list = forms::crossed_sheet(
        "Các CĐCS",
        (BODY, body),
        ("SỐ LIỆU ĐOÀN VIÊN CÁC CÔNG ĐOÀN CƠ SỞ", "Giai đoạn 2021 - 2025"),
        (&groups, &leaves),
        &names,
        |unit, group, leaf| Cell::Number(truth.of(codes[unit], facts[group], spans[leaf])),
        "Bến Tre, ngày 30 tháng 6 năm 2025",
    );
    let own: Vec<(&str, Span)> = leaves.into_iter().zip(spans).collect();
    let own = zone_sheet(truth, (BODY, body), &zone_code(BEN_TRE), &own, "Bến Tre, ngày 30 tháng 6 năm 2025");
    paper::workbook(&[list, own])
}

/// What a zones' union counts itself: its grassroots unions, those founded, its gifts.
pub fn zone_sheet(truth: &Truth, bodies: (&str, &str), code: &str, spans: &[(&str, Span)], signed: &str) -> Paper {
    let lines = [
        ("Số CĐCS khu vực HCSN", What::Fact(Fact::PublicUnions)),
        ("Số CĐCS khu vực doanh nghiệp", What::Fact(Fact::EnterpriseUnions)),
        ("CĐCS thành lập mới", What::Fact(Fact::Founded)),
        ("Số lượt đoàn viên, NLĐ được thăm hỏi, tặng quà", What::Fact(Fact::Visits)),
        ("Số tiền chăm lo, hỗ trợ (triệu đồng)", What::Cost(1)),
    ];
    forms::lines_sheet(truth, "Tổ chức, chăm lo", bodies, "TỔ CHỨC VÀ CHĂM LO", &lines, (code, spans), signed)
}
