//! `Bound`: what the name of a parameter over a table bounds.

use super::fold::fold;

/// What a parameter of a report bounds: `tu_thang`, `Đến tháng`, `Năm`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// The first month.
    From,
    /// The last month.
    To,
    /// The year of both.
    Year,
}

/// What the name of a parameter bounds; `None` where it bounds nothing.
pub fn bound(name: &str) -> Option<Bound> {
    match fold(name).as_str() {
        "tu thang" | "từ tháng" => Some(Bound::From),
        "den thang" | "đến tháng" => Some(Bound::To),
        "nam" | "năm" | "year" => Some(Bound::Year),
        _ => None,
    }
}
