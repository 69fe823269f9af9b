//! All reports of the example workspace, as (path under `reports/`, bytes).
//!
//! `world` says who reports, `truth` what happened month by month, `forms` how an office sets it down; the sheets of
//! paper are those of the other example.

mod bentre;
mod forms;
#[allow(dead_code, reason = "shared with the other example, which uses more of it")]
#[allow(clippy::duplicate_mod, reason = "the tests look at both examples")]
#[path = "../../thanh_oai/reports/paper.rs"]
mod paper;
mod province;
mod travinh;
pub mod truth;
mod vinhlong;
pub mod world;

use forms::Span;
use rust_xlsxwriter::XlsxError;
use truth::Truth;
use world::{DISTRICTS, District, ENTERPRISES};

/// A report: its path under `reports/`, with `/`, and its bytes.
pub type Report = (String, Vec<u8>);

/// The body above every province.
const SUPERIOR: &str = "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM";

/// Every report, by province, the new one last.
pub fn all() -> Result<Vec<Report>, XlsxError> {
    let truth = Truth::invent();
    let mut reports = bentre::all(&truth)?;
    reports.extend(travinh::all(&truth)?);
    reports.extend(vinhlong::all(&truth)?);
    reports.extend(province::all(&truth)?);
    Ok(reports)
}

/// A year of the term, 2021 to 2025.
pub fn year(name: usize) -> Span {
    part(name, 0, 12)
}

/// Months of a year: `count` from its month `first`, counted from December as 0.
pub fn part(name: usize, first: usize, count: usize) -> Span {
    let start = (name - 2021) * 12 + first;
    (start, start + count - 1)
}

/// How districts are named.
#[derive(Clone, Copy)]
enum Names {
    /// *LĐLĐ huyện Ba Tri*.
    Full,
    /// *Huyện Ba Tri*.
    Type,
    /// *H. Ba Tri*, *TX. Duyên Hải*, *TP. Bến Tre*.
    Short,
    /// *LĐLĐ HUYỆN BA TRI*.
    Upper,
}

impl Names {
    fn of(self, district: &District) -> String {
        let name = district.name;
        match self {
            Names::Full => format!("LĐLĐ {name}"),
            Names::Type => capital(name),
            Names::Short => name.replace("huyện ", "H. ").replace("thị xã ", "TX. ").replace("thành phố ", "TP. "),
            Names::Upper => format!("LĐLĐ {}", name.to_uppercase()),
        }
    }
}

/// The text with its first letter as a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The districts of a province.
fn districts(province: usize) -> impl Iterator<Item = &'static District> {
    DISTRICTS.iter().filter(move |district| district.province == province)
}

/// The enterprises of a province's zones that live in a span: name, code.
fn zone(province: usize, span: Span) -> Vec<(String, &'static str)> {
    ENTERPRISES
        .iter()
        .filter(|each| each.zone && each.province == province && each.life.0 <= span.1 && each.life.1 > span.0)
        .map(|each| (format!("CĐCS {}", each.name), each.code))
        .collect()
}

/// All enterprises of a province's zones as one unit of the truth.
pub fn zone_code(province: usize) -> String {
    let codes: Vec<&str> =
        ENTERPRISES.iter().filter(|each| each.zone && each.province == province).map(|each| each.code).collect();
    codes.join("+")
}

/// The grassroots unions of trade and industry as one unit of the truth.
pub fn trade_code() -> String {
    let codes: Vec<&str> = ENTERPRISES.iter().filter(|each| !each.zone).map(|each| each.code).collect();
    codes.join("+")
}
