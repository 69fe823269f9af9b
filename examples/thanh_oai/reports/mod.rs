//! All reports of the example workspace, as (path under `reports/`, bytes).
//!
//! The totals over the term are those of a newspaper article on the district; everything by unit and year is invented
//! (`figures`). The same figures come in the forms that offices use (`forms`), on sheets of paper with cells (`paper`).

mod figures;
mod forms;
mod paper;

use figures::{Figures, PERIODS};
use forms::{CommuneForm, Names, Numbers};
use paper::Paper;
use rust_xlsxwriter::XlsxError;

/// A report: its path under `reports/`, with `/`, and its bytes.
pub type Report = (String, Vec<u8>);

/// Every report, in the order of paths within each kind of reporting unit.
pub fn all() -> Result<Vec<Report>, XlsxError> {
    let figures = Figures::invent();
    let mut reports = communes(&figures)?;
    reports.extend(education(&figures)?);
    let agencies: Vec<Paper> = (0..PERIODS.len()).map(|period| forms::agencies_sheet(&figures, period)).collect();
    reports.push(("nhieu-nam/khoi-co-quan-huyen.xlsx".into(), paper::workbook(&agencies)?));
    for (zone, path, with_total) in [
        (figures::BICH_HOA_ZONE, "nhieu-nam/cum-cong-nghiep-bich-hoa.xlsx", true),
        (figures::THANH_OAI_ZONE, "nhieu-nam/cum-cong-nghiep-thanh-oai.xlsx", false),
    ] {
        reports.push((path.into(), paper::workbook(&[forms::zone_sheet(&figures, zone, with_total)])?));
    }
    let members = [forms::members_sheet(&figures, false), forms::members_sheet(&figures, true)];
    reports.push(("nhieu-nam/doan-vien-cac-xa-2016-2021.xlsx".into(), paper::workbook(&members)?));
    Ok(reports)
}

/// The communes' figures, one row per unit: another habit of the office every year.
fn communes(figures: &Figures) -> Result<Vec<Report>, XlsxError> {
    let form = CommuneForm::default();
    let whole = |form: CommuneForm| paper::workbook(&[form.sheet(figures)]);
    let clusters: Vec<Paper> = (1..=3)
        .map(|cluster| CommuneForm { period: 3, names: Names::Lower, cluster: Some(cluster), ..form }.sheet(figures))
        .collect();
    Ok(vec![
        (
            "2016/bc-6-thang-cuoi-nam-2016-cac-xa.xlsx".into(),
            whole(CommuneForm { period: 0, names: Names::NewTone, numbers: Numbers::Plain, ..form })?,
        ),
        (
            "2017/bc-2017-cac-xa.xlsx".into(),
            whole(CommuneForm { period: 1, groups: true, subtotals: true, movement_row: true, ..form })?,
        ),
        (
            "2018/bc-2018-cac-xa.xlsx".into(),
            whole(CommuneForm { period: 2, names: Names::Union, numbers: Numbers::Text, ..form })?,
        ),
        ("2019/bc-2019-cac-xa.xlsx".into(), paper::workbook(&clusters)?),
        ("2020/bc-2020-thi-dua-cac-xa.xlsx".into(), whole(CommuneForm { period: 4, leaves: (0, 5), ..form })?),
        ("2020/bc-2020-skkn-doi-thoai-cac-xa.csv".into(), forms::communes_csv(figures, 4, (5, 10)).csv(b';', true)),
        (
            "2021/bc-6-thang-dau-nam-2021-cac-xa.xlsx".into(),
            whole(CommuneForm {
                period: 5,
                names: Names::Upper,
                groups: true,
                movement_row: true,
                total_first: true,
                ..form
            })?,
        ),
    ])
}

/// The education union's figures, one row per indicator.
fn education(figures: &Figures) -> Result<Vec<Report>, XlsxError> {
    let sheet = |period, numbers| forms::education_sheet(figures, period, numbers);
    Ok(vec![
        ("2016/nganh-giao-duc-6-thang-cuoi-nam-2016.xlsx".into(), paper::workbook(&[sheet(0, Numbers::Dash)])?),
        ("2017/bc-2017-nganh-giao-duc.xlsx".into(), paper::workbook(&[sheet(1, Numbers::Text)])?),
        ("2018/bc-2018-nganh-giao-duc.csv".into(), sheet(2, Numbers::Text).csv(b',', false)),
        ("2019/bc-2019-nganh-giao-duc.xlsx".into(), paper::workbook(&[sheet(3, Numbers::Text)])?),
        ("2020/bc-2020-nganh-giao-duc.xlsx".into(), paper::workbook(&[sheet(4, Numbers::Dash)])?),
        ("2021/nganh-giao-duc-6-thang-dau-nam-2021.xlsx".into(), paper::workbook(&[sheet(5, Numbers::Text)])?),
    ])
}
