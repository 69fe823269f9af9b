//! `ChartSpec`: what a chart shows, decided once by `compose`. Every number comes with its text, so that a renderer never
//! formats one.

use crate::domain::FigureKey;
use crate::text::Language;

/// A number with the text that prints it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Datum {
    /// For lengths and colours.
    pub value: f64,
    /// As printed: `4.561`, `trên 300`.
    pub text: String,
    /// The figure that it prints; none where it is made of several.
    pub figure: Option<FigureKey>,
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

/// A target with what was reached of it.
#[derive(Clone, PartialEq, Debug)]
pub struct TargetItem {
    /// What was to be reached.
    pub name: String,
    /// How much of it was, in per cent; the text says all: `12.345/12.000 (102,9%)`.
    pub done: Datum,
    /// Whether it was met.
    pub is_met: bool,
}

/// One unit at two times.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// Its name.
    pub name: String,
    /// The earlier value.
    pub from: Datum,
    /// The later one.
    pub to: Datum,
    /// What lies between, as printed: `+12,5%`, `−1,4 điểm`.
    pub change: String,
}

/// One bar of a Pareto chart.
#[derive(Clone, PartialEq, Debug)]
pub struct ParetoBar {
    /// Its name.
    pub name: String,
    /// Its value.
    pub datum: Datum,
    /// What it and all before it have of the whole, as printed.
    pub cumulated: String,
    /// Whether it is among the few that carry most.
    pub carries: bool,
}

/// What a step of a waterfall is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StepRole {
    /// A level: what there was, what there is.
    Level,
    /// What came or went.
    Change,
    /// What nobody can explain.
    Unexplained,
}

/// One step of a waterfall.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// A level, or what came (above nought) or went (below).
    pub datum: Datum,
    /// What it is.
    pub role: StepRole,
}

/// One number that stands for much.
#[derive(Clone, PartialEq, Debug)]
pub struct Card {
    /// What it is of.
    pub label: String,
    /// The number.
    pub datum: Datum,
    /// In what it is counted; empty where the number says it.
    pub measure: String,
    /// Whether it went up, and in which words; none where there is nothing to compare with.
    pub change: Option<(bool, String)>,
    /// Its course, for a small line.
    pub course: Vec<Option<f64>>,
}

/// Where other units stand behind the figures than before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Break {
    /// The category before which it lies.
    pub before: usize,
    /// What to say of it: `đổi phạm vi từ 7/2025`.
    pub text: String,
    /// Whether only those that the whole is made of are others: then a line goes on across it, in dashes.
    pub inside: bool,
}

/// An arrow from one column to a later one, with what lies between.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Growth {
    /// The category where it starts.
    pub from: usize,
    /// The category where it ends.
    pub to: usize,
    /// As printed: `+4,2%/năm`, `−62,1%`.
    pub text: String,
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
        /// Arrows of growth, from the left, none over another.
        growth: Vec<Growth>,
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
    /// Bars of what was reached, beside the line of 100 %.
    Targets {
        /// In the order they are shown.
        items: Vec<TargetItem>,
    },
    /// Two times, a line a unit.
    Slope {
        /// The names of the two times.
        ends: [String; 2],
        /// Two to twelve.
        pairs: Vec<Pair>,
    },
    /// Two times, a row a unit: a ring, a dot and what lies between.
    Dumbbell {
        /// The names of the two times.
        ends: [String; 2],
        /// At most eighteen.
        pairs: Vec<Pair>,
    },
    /// One small line a unit, all on one scale.
    Panels {
        /// Along every line.
        categories: Vec<String>,
        /// At most twelve.
        panels: Vec<Series>,
        /// The average of all, drawn thin in every panel.
        average: Option<Series>,
    },
    /// Bars from the largest, with what those before carry of the whole.
    Pareto {
        /// At most eighteen.
        bars: Vec<ParetoBar>,
    },
    /// From one level to another, step by step.
    Waterfall {
        /// Level, changes, level.
        steps: Vec<Step>,
    },
    /// A few numbers that stand for much.
    Cards {
        /// At most six.
        cards: Vec<Card>,
    },
}

/// What a chart shows.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartSpec {
    /// The stem of its file name: ASCII, `01-sang-kien-cai-tien-theo-cap`.
    pub name: String,
    /// The language of its words and numbers.
    pub language: Language,
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
    /// Where other units stand behind the figures than before; only kinds with categories in time show them.
    pub breaks: Vec<Break>,
    /// Numbers that the title cites and that are not drawn.
    pub cited: Vec<Datum>,
}
