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

/// No name is longer, in bytes, however its letters are composed and whatever stands around them.
const LONGEST: usize = 24;

/// What the name of a parameter bounds; `None` where it bounds nothing.
pub fn bound(name: &str) -> Option<Bound> {
    // Most headings say more, or begin otherwise.
    let other = |c: char| c.is_ascii_alphabetic() && !matches!(c.to_ascii_lowercase(), 't' | 'd' | 'n' | 'y' | 'i');
    if name.len() > LONGEST || name.starts_with(other) {
        return None;
    }
    match fold(name).as_str() {
        "tu thang" | "từ tháng" => Some(Bound::From),
        "den thang" | "đến tháng" => Some(Bound::To),
        "nam" | "năm" | "year" => Some(Bound::Year),
        _ => None,
    }
}
