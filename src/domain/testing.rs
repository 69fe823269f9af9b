//! Small figures and indicators for the tests of this folder.

use super::{
    Basis, Better, Calendar, Cells, Figure, Indicator, IndicatorId, Kind, Measure, Number, Period, Qualifier, UnitId,
};
use crate::text::Bilingual;

/// An indicator of a kind, without parts.
pub(crate) fn indicator(kind: Kind) -> Indicator {
    Indicator {
        code: "i".to_owned(),
        name: Bilingual::default(),
        aliases: Vec::new(),
        group: Bilingual::default(),
        kind,
        measure: Measure::default(),
        integer: true,
        breakdown: None,
        part_of: None,
        better: Better::Higher,
        numerator: None,
        denominator: None,
        weight: None,
        scale: 100,
    }
}

/// A complete, exact figure of the first unit and indicator; `2016..2020` is a span of years.
pub(crate) fn figure(value: Number, period: &str) -> Figure {
    let calendar = Calendar::default();
    let year = |text: &str| calendar.parse(text).unwrap_or_else(|| panic!("a period: {text}"));
    let (from, to) = period.split_once("..").unwrap_or((period, period));
    Figure {
        unit: UnitId(0),
        indicator: IndicatorId(0),
        category: None,
        period: Period { from: year(from).from, to: year(to).to },
        value,
        qualifier: Qualifier::Exact,
        basis: Basis::Own,
        reported: 1,
        expected: 1,
        gaps: 0,
        repaired: false,
        disputed: false,
        cells: Cells::default(),
    }
}
