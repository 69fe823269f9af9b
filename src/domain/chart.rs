//! `ChartChoice`: which charts a person wants of an indicator, in place of those chosen by what the figures are.

use super::indicator::{CategoryId, IndicatorId};
use crate::text::Bilingual;

/// A kind of chart, named by its question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChartForm {
    /// What matters in ten seconds? A few large numbers.
    Cards,
    /// How do size and parts change? Stacked columns with totals; side by side where levels do not add up.
    Stack,
    /// How does it run? A line over the years.
    Line,
    /// How much was it, year by year? Columns.
    Columns,
    /// Who is high, who is low? Bars in order.
    Ranking,
    /// Where and when? Units by years.
    HeatMap,
    /// Was it reached? Results against targets.
    Targets,
    /// What has become of it over two terms? A line a unit.
    Slope,
    /// How far apart at the beginning and at the end? A row a unit.
    Dumbbell,
    /// What is the shape of each? A small line a unit.
    Panels,
    /// What part has each? Columns of 100 %.
    Shares,
    /// Do few carry most? Bars with what they carry together.
    Pareto,
    /// Why did it change? Step by step.
    Waterfall,
    /// No chart at all.
    None,
}

impl ChartForm {
    /// Every kind with its word in `tongket.toml`.
    pub const ALL: [(ChartForm, &'static str); 14] = [
        (ChartForm::Cards, "cards"),
        (ChartForm::Stack, "stack"),
        (ChartForm::Line, "line"),
        (ChartForm::Columns, "columns"),
        (ChartForm::Ranking, "ranking"),
        (ChartForm::HeatMap, "heatmap"),
        (ChartForm::Targets, "targets"),
        (ChartForm::Slope, "slope"),
        (ChartForm::Dumbbell, "dumbbell"),
        (ChartForm::Panels, "panels"),
        (ChartForm::Shares, "shares"),
        (ChartForm::Pareto, "pareto"),
        (ChartForm::Waterfall, "waterfall"),
        (ChartForm::None, "none"),
    ];

    /// Its word in `tongket.toml`.
    pub fn code(self) -> &'static str {
        ChartForm::ALL.iter().find(|(form, _)| *form == self).map_or("", |(_, code)| code)
    }
}

/// What a title may cite: `{last}` is the figure of the last year. No number is typed, so none goes stale.
pub const TITLE_PLACES: [&str; 25] = [
    "name",
    "unit",
    "term",
    "first",
    "first_year",
    "last",
    "last_year",
    "change",
    "change_up",
    "change_down",
    "percent",
    "percent_up",
    "percent_down",
    "cagr",
    "cagr_up",
    "cagr_down",
    "total",
    "most",
    "most_year",
    "least",
    "least_year",
    "leader",
    "leader_value",
    "reported",
    "expected",
];

/// A piece of a title that a person wrote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TitlePiece<'t> {
    /// Words.
    Words(&'t str),
    /// The name of a place, without its brackets; known or not.
    Place(&'t str),
}

/// The pieces of a title in order. A bracket that is never closed opens a place that nobody knows.
pub fn title_pieces(text: &str) -> Vec<TitlePiece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, behind)) = rest.split_once('{') {
        if !words.is_empty() {
            pieces.push(TitlePiece::Words(words));
        }
        let open = &rest[words.len()..];
        let (place, after) = behind.split_once('}').unwrap_or((open, ""));
        pieces.push(TitlePiece::Place(place.trim()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(TitlePiece::Words(rest));
    }
    pieces
}

/// One chart that a person asks for. The choices of an indicator stand in place of the automatic ones.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChartChoice {
    /// Of which indicator.
    pub indicator: IndicatorId,
    /// Of which part; none: the total, or the first part that has figures.
    pub category: Option<CategoryId>,
    /// Of which kind.
    pub form: ChartForm,
    /// Its title, with places for figures; none: made of what the figures say.
    pub title: Option<Bilingual>,
}
