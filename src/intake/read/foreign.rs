//! The cells that calamine reads.

use calamine::{Data, ExcelDateTime};

use super::shown::{Shown, amount, iso_date};
use super::texts::Texts;
use crate::domain::{Amount, CellValue};

/// What a cell holds, if anything.
pub(super) fn content(data: &Data, from_1904: bool, texts: &mut Texts) -> Option<CellValue> {
    Some(match data {
        Data::Empty => return None,
        Data::Int(value) => CellValue::Number(Amount::whole(*value)),
        Data::Float(value) => amount(*value),
        Data::String(text) => texts.value(text),
        Data::Bool(value) => CellValue::Bool(*value),
        Data::DateTime(value) => date(*value, from_1904),
        Data::DateTimeIso(text) | Data::DurationIso(text) => iso_date(text).unwrap_or_else(|| texts.value(text)),
        Data::Error(error) => CellValue::Error(error.to_string().into()),
    })
}

/// A date; a duration stays the number it is.
fn date(value: ExcelDateTime, from_1904: bool) -> CellValue {
    let shown = if value.is_datetime() { Shown::Date } else { Shown::Number };
    shown.value(value.as_f64(), from_1904)
}
