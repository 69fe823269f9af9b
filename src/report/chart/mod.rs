//! Charts for slides: a [`ChartSpec`] says what is drawn; this room only draws.

mod spec;

pub use spec::{ChartKind, ChartSpec, Datum, HeatRow, RankItem, Series};
