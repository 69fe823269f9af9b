//! The new province Vĩnh Long, since July 2025: commune unions, its zones, what hangs on it directly.

use rust_xlsxwriter::XlsxError;

use super::bentre::{columns, zone_sheet};
use super::forms::{self, Numbers, Row, Total, UnitForm, What};
use super::paper::{self, Cell, Paper};
use super::truth::{Fact, JULY, Truth};
use super::world::{BEN_TRE, COMMUNES, Commune, DIRECT, ENTERPRISES, TRA_VINH, VINH_LONG};
use super::{Report, SUPERIOR, capital, part, zone, zone_code};

const BODY: &str = "LIÊN ĐOÀN LAO ĐỘNG TỈNH VĨNH LONG";
const ZONES: &str = "CÔNG ĐOÀN CÁC KHU CÔNG NGHIỆP VÀ KHU KINH TẾ";
const FIVE_MONTHS: &str = "5 tháng (từ ngày 01/7/2025 đến ngày 30/11/2025)";
const SIGNED: &str = "Vĩnh Long, ngày 05 tháng 12 năm 2025";

/// All its reports.
pub fn all(truth: &Truth) -> Result<Vec<Report>, XlsxError> {
    let span = part(2025, 7, 5);
    let first: Vec<&Commune> = COMMUNES.iter().filter(|commune| commune.since == JULY).collect();
    let mut rows = vec![Row::Group("I", "Công đoàn xã, phường".into())];
    rows.extend(first.iter().map(|commune| Row::Unit(format!("Công đoàn {}", commune.name), commune.code)));
    rows.push(Row::Group("II", "Các đơn vị khác".into()));
    rows.push(Row::Unit(DIRECT.1.to_owned(), DIRECT.0));
    let list = UnitForm {
        sheet: "Biểu 01",
        bodies: (SUPERIOR, BODY.to_owned()),
        title: "TỔNG HỢP SỐ LIỆU HOẠT ĐỘNG CÔNG ĐOÀN XÃ, PHƯỜNG",
        period: FIVE_MONTHS,
        measures: "",
        columns: &columns(Some(4)),
        span,
        rows,
        numbers: Numbers::Text,
        total: Total::Last("Tổng cộng"),
        signed: SIGNED,
        note: "Ghi chú: sáu công đoàn xã, phường thành lập tháng 10/2025 báo cáo riêng.",
        slip: None,
    };
    let mut reports =
        vec![("tinh-moi/2025/cong-doan-xa-phuong.xlsx".to_owned(), paper::workbook(&[list.draw(truth)])?)];

    let sheets: Vec<Paper> =
        COMMUNES.iter().filter(|commune| commune.since > JULY).map(|commune| late(truth, commune)).collect();
    reports.push(("tinh-moi/2025/sau-cong-doan-moi-thanh-lap.xlsx".into(), paper::workbook(&sheets)?));
    reports.push(("tinh-moi/2025/kcn-kkt-5-thang.xlsx".into(), zones(truth)?));
    reports.push(("tinh-moi/2025/khao-sat-tien-luong-2021-2025.xlsx".into(), paper::workbook(&[wages(truth)])?));
    Ok(reports)
}

/// A commune union's own report of its first two months.
fn late(truth: &Truth, commune: &Commune) -> Paper {
    let name = format!("Công đoàn {}", commune.name);
    forms::indicator_sheet(
        truth,
        &capital(commune.name),
        ("LĐLĐ tỉnh Vĩnh Long", &name),
        (commune.code, (commune.since, 59), "30/11/2025"),
        "Từ ngày 01/10/2025 đến ngày 30/11/2025",
        "Vĩnh Long, ngày 02 tháng 12 năm 2025",
    )
}

/// The grassroots unions of all zones, by the old province that they lie in.
fn zones(truth: &Truth) -> Result<Vec<u8>, XlsxError> {
    let span = part(2025, 7, 5);
    let columns = [
        ("", "Tổng số CNVCLĐ", What::Fact(Fact::Workers)),
        ("Đoàn viên", "Tổng số", What::Fact(Fact::Members)),
        ("Đoàn viên", "Nữ", What::Fact(Fact::Women)),
        ("Đoàn viên", "Kết nạp mới", What::Fact(Fact::Joined)),
        ("Đoàn viên", "Giảm", What::Fact(Fact::Left)),
    ];
    let mut rows = Vec::new();
    for (mark, province, name) in
        [("A", BEN_TRE, "Khu vực 1"), ("B", TRA_VINH, "Khu vực 2"), ("C", VINH_LONG, "Khu vực 3")]
    {
        rows.push(Row::Group(mark, name.into()));
        rows.extend(zone(province, span).into_iter().map(|(name, code)| Row::Unit(name, code)));
    }
    let list = UnitForm {
        sheet: "Danh sách CĐCS",
        bodies: (BODY, ZONES.to_owned()),
        title: "DANH SÁCH CÔNG ĐOÀN CƠ SỞ",
        period: FIVE_MONTHS,
        measures: "",
        columns: &columns,
        span,
        rows,
        numbers: Numbers::Dash,
        total: Total::Last("Tổng cộng"),
        signed: SIGNED,
        note: "",
        slip: None,
    };
    let codes = [BEN_TRE, TRA_VINH, VINH_LONG].map(zone_code).join("+");
    let own = zone_sheet(truth, (BODY, ZONES), &codes, &[("Từ 01/7/2025 đến 30/11/2025", span)], SIGNED);
    paper::workbook(&[list.draw(truth), own])
}

/// Wages of five years with the number of people that they were counted over.
fn wages(truth: &Truth) -> Paper {
    let known: Vec<usize> = (0..ENTERPRISES.len()).filter(|&at| ENTERPRISES[at].zone).collect();
    let names: Vec<String> = known.iter().map(|&at| format!("CĐCS {}", ENTERPRISES[at].name)).collect();
    forms::crossed_sheet(
        "Tiền lương",
        (BODY, ZONES),
        ("KHẢO SÁT TIỀN LƯƠNG", "Giai đoạn 2021 - 2025"),
        (
            &["Năm 2021", "Năm 2022", "Năm 2023", "Năm 2024", "Năm 2025"],
            &["Tiền lương bình quân tháng (đồng)", "Số người được tính"],
        ),
        &names,
        |unit, year, leaf| match truth.wage(known[unit], year) {
            None => "x".into(),
            Some((wage, people)) => Cell::Number(if leaf == 0 { wage } else { people }),
        },
        SIGNED,
    )
}
