//! What the label of a row names, of all that rows are told by.

use crate::text::{ColumnWord, Ordinal, bare, fold, split_ordinal};

use super::Words;

/// What a label names.
#[derive(Clone, Copy, Default)]
pub struct Named {
    /// A unit, registered or not.
    pub unit: bool,
    /// A registered unit.
    pub registered: bool,
    /// A period, and nothing else.
    pub time: bool,
    /// An indicator, and nobody.
    pub indicator: bool,
    /// Nothing but a category.
    pub category: bool,
    /// The sum of others, by its words.
    pub total: bool,
    /// What was planned, or before, or a comparison.
    pub compared: bool,
    /// *Cả năm*: a period that may sum up those above it.
    pub whole_year: bool,
    /// What groups of bodies are called, and nobody's name.
    pub group: bool,
    /// The ordinal before it.
    pub prefix: Option<Ordinal>,
}

impl Named {
    /// What a label names, as far as `known` knows.
    pub fn new(label: &str, known: &dyn Words) -> Named {
        let (names, said) = (known.names(label), known.said(label));
        let unit = names.unit || names.body;
        let (prefix, plain) = split_ordinal(label);
        let indicator = !unit && if plain == label { names.indicator } else { known.is_indicator(plain) };
        let category = indicator && known.is_category(plain);
        // *- 6 tháng đầu năm*
        let dashed = matches!(prefix, Some(Ordinal::Dash | Ordinal::Plus));
        let time = said.is_time || (dashed && known.said(plain).is_time);
        let compared = matches!(said.column_word, Some(ColumnWord::Before | ColumnWord::Plan | ColumnWord::Comparison))
            || is_average(plain);
        Named {
            unit,
            registered: names.unit,
            time,
            indicator: indicator && !category,
            category,
            // *- Toàn quốc* is a level, where the catalogue knows it.
            total: said.is_total && !(category && bare(&fold(plain)).starts_with("toan")),
            compared,
            whole_year: label.starts_with(['c', 'C']) && fold(label) == "cả năm",
            group: names.group,
            prefix,
        }
    }
}

/// *Bình quân* below a total.
fn is_average(label: &str) -> bool {
    // Few labels begin like one.
    label.starts_with(['b', 'B', 't', 'T'])
        && matches!(fold(label).as_str(), "bình quân" | "trung bình" | "bq" | "bình quân chung" | "trung bình chung")
}
