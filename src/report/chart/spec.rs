//! `ChartSpec`: what a chart shows, decided once by `compose`. Every number comes with its text, so that a renderer never
//! formats one.

/// A number with the text that prints it.
#[derive(Clone, PartialEq, Debug)]
pub struct Datum {
    /// For lengths and colours.
    pub value: f64,
    /// As printed: `4.561`, `trên 300`.
    pub text: String,
}

/// One named series over the categories of its chart; `None`: no figure.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// One a category.
    pub values: Vec<Option<Datum>>,
}

/// One bar of a ranking.
#[derive(Clone, PartialEq, Debug)]
pub struct RankItem {
    /// Its rank as printed; ties share one.
    pub rank: String,
    /// Its name.
    pub name: String,
    /// Its value.
    pub datum: Datum,
    /// Whether it is drawn in the strong colour.
    pub strong: bool,
}

/// One row of a heat map; `None`: no figure.
#[derive(Clone, PartialEq, Debug)]
pub struct HeatRow {
    /// Its name.
    pub name: String,
    /// One a column.
    pub values: Vec<Option<Datum>>,
}

/// The shape of a chart, with its data.
#[derive(Clone, PartialEq, Debug)]
pub enum ChartKind {
    /// Stacked columns, first series at the base. `totals` stand above the columns; empty where parts are no partition.
    Stacked {
        /// Under the columns: years as a rule.
        categories: Vec<String>,
        /// Two to four parts.
        series: Vec<Series>,
        /// One a category, or none at all.
        totals: Vec<Option<Datum>>,
    },
    /// Columns side by side, one group a category.
    Grouped {
        /// Under the groups.
        categories: Vec<String>,
        /// One to four series.
        series: Vec<Series>,
    },
    /// Lines over time with their values at the points.
    Line {
        /// Under the points.
        categories: Vec<String>,
        /// One to four lines, named at their ends.
        series: Vec<Series>,
    },
    /// Horizontal bars in order, with an average line.
    Ranking {
        /// Best first.
        items: Vec<RankItem>,
        /// The average with its name (`Bình quân 182`).
        average: Option<Datum>,
    },
    /// Rows × columns, darker for more, every cell with its value, `…` where there is no figure.
    HeatMap {
        /// Above the columns.
        columns: Vec<String>,
        /// At most eighteen.
        rows: Vec<HeatRow>,
    },
    /// Columns parted to 100 %.
    Shares {
        /// Under the columns.
        categories: Vec<String>,
        /// Two to five parts; values are percentages.
        series: Vec<Series>,
    },
}

/// What a chart shows.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartSpec {
    /// The stem of its file name: ASCII, `01-sang-kien-cai-tien-theo-cap`.
    pub name: String,
    /// What it finds, in at most two lines.
    pub title: String,
    /// Indicator, measure, period.
    pub subtitle: String,
    /// Where the figures come from and how complete they are; notes.
    pub source: String,
    /// For those who cannot see it: type, what, main figure.
    pub alt: String,
    /// Its shape and data.
    pub kind: ChartKind,
}
