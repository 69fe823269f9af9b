//! `Recipe`: what a person says about a form: where its tables stand and what they mean. What a recipe leaves out is
//! detected as ever. One file of `layouts/` is one recipe.

use super::indicator::{BreakdownId, CategoryId, IndicatorId};
use super::period::Period;
use super::unit::UnitId;
use crate::text::{MeasureWord, fold, slug, split_ordinal};

/// What a phrase means.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Meaning {
    /// An indicator, and a category of it where one is named.
    Indicator(IndicatorId, Option<CategoryId>),
    /// A category alone: it means something only with the group it stands in.
    Category(BreakdownId, CategoryId),
}

impl Meaning {
    /// The indicator, where it names one.
    pub fn indicator(self) -> Option<IndicatorId> {
        match self {
            Meaning::Indicator(indicator, _) => Some(indicator),
            Meaning::Category(..) => None,
        }
    }
}

/// A recipe.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Recipe {
    /// Its file relative to the workspace, with `/`: `layouts/bieu-01.toml`.
    pub name: String,
    /// The paths of the reports it is for, relative to `reports/`, as patterns; empty: wherever a header is found.
    pub files: Vec<String>,
    /// The tables of the form.
    pub tables: Vec<TableRecipe>,
}

/// One table of a form.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TableRecipe {
    /// The names of the sheets it stands on, as a pattern; empty: every sheet.
    pub sheet: String,
    /// The rows of its header, as on the sheet that the recipe was written for; empty: it has none.
    pub header: Option<RowSpan>,
    /// The mark of its header, in recipes twelve hexadecimal digits: the table stands where this header
    /// stands, further up or down than written.
    pub fingerprint: Option<u64>,
    /// The rows of its body; without an end, as far as the table reaches.
    pub data: RowSpan,
    /// The columns it lies in, where something else stands beside it; none: all of the sheet.
    pub across: Option<ColumnSpan>,
    /// What holds for all its cells unless a column or row says otherwise.
    pub said: Said,
    /// What is said of single columns.
    pub columns: Vec<ColumnRecipe>,
    /// What is said of single rows.
    pub rows: Vec<RowRecipe>,
}

/// Rows of a sheet, both ends inclusive, from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RowSpan {
    /// The first.
    pub first: u32,
    /// The last; none: as far as the table reaches.
    pub last: Option<u32>,
}

impl RowSpan {
    /// Whether a row lies within.
    pub fn contains(&self, row: u32) -> bool {
        self.first <= row && self.last.is_none_or(|last| row <= last)
    }
}

/// Columns of a sheet, both ends inclusive, from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ColumnSpan {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

impl ColumnSpan {
    /// Whether a column lies within.
    pub fn contains(&self, column: u32) -> bool {
        (self.first..=self.last).contains(&column)
    }

    /// Whether both share a column.
    pub fn meets(&self, other: &ColumnSpan) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// What a recipe says about the meaning of cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// What they measure.
    pub meaning: Option<Meaning>,
    /// For when.
    pub period: Option<Period>,
    /// About whom.
    pub unit: Option<UnitId>,
    /// In which measure.
    pub measure: Option<MeasureWord>,
}

impl Said {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Said::default()
    }

    /// This, completed by what another says.
    pub fn or(self, other: Said) -> Said {
        Said {
            meaning: self.meaning.or(other.meaning),
            period: self.period.or(other.period),
            unit: self.unit.or(other.unit),
            measure: self.measure.or(other.measure),
        }
    }
}

/// What a recipe says about columns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColumnRecipe {
    /// The first, from 0.
    pub first: u32,
    /// The last.
    pub last: u32,
    /// What they hold.
    pub role: ColumnRole,
    /// What their figures mean.
    pub said: Said,
}

/// What a recipe says about rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowRecipe {
    /// Which.
    pub which: WhichRows,
    /// What they are; none: as detected.
    pub role: Option<RowWord>,
    /// What their figures mean; of a group row, what the figures under it mean.
    pub said: Said,
}

/// Which rows a recipe speaks of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WhichRows {
    /// By their place on the sheet.
    At(RowSpan),
    /// By the words of the row and of the groups over it, outermost first, folded; as few as tell it from others.
    Label(Vec<String>),
}

/// What a row of a body is, in a recipe.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowWord {
    /// Figures of its own.
    Item,
    /// A heading over rows.
    Group,
    /// The sum of other rows.
    Total,
    /// Nothing that is read.
    Ignore,
}

impl RowWord {
    /// Every word as recipes write it.
    pub const WORDS: [(RowWord, &str); 4] =
        [(RowWord::Item, "item"), (RowWord::Group, "group"), (RowWord::Total, "total"), (RowWord::Ignore, "ignore")];
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnRole {
    /// `TT`.
    Ordinal,
    /// Labels of rows.
    Key(Key),
    /// The measure of each row.
    Measure,
    /// Figures.
    Value,
    /// Figures that total the columns beside them. Detection tells them from [`ColumnRole::Value`] by their meaning only.
    Total,
    /// Plans, comparisons, earlier periods: figures that are no observations of this report.
    Aside,
    /// Notes and anything else that is not read.
    Note,
}

/// What the labels of a key column name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Key {
    /// Units, by name.
    Unit,
    /// Units, by code.
    Code,
    /// Indicators.
    Indicator,
    /// Categories.
    Category,
    /// Periods.
    Period,
    /// Whatever their words say.
    Open,
}

impl ColumnRole {
    /// Every role with its word in recipes and inspections.
    pub const WORDS: [(ColumnRole, &str); 12] = [
        (ColumnRole::Ordinal, "ordinal"),
        (ColumnRole::Key(Key::Unit), "unit"),
        (ColumnRole::Key(Key::Code), "code"),
        (ColumnRole::Key(Key::Indicator), "indicator"),
        (ColumnRole::Key(Key::Category), "category"),
        (ColumnRole::Key(Key::Period), "period"),
        (ColumnRole::Key(Key::Open), "label"),
        (ColumnRole::Measure, "measure"),
        (ColumnRole::Value, "value"),
        (ColumnRole::Total, "total"),
        (ColumnRole::Aside, "aside"),
        (ColumnRole::Note, "ignore"),
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        ColumnRole::WORDS.iter().find(|(role, _)| *role == self).map_or("", |(_, word)| word)
    }

    /// What its labels name, where it holds labels.
    pub const fn key(self) -> Option<Key> {
        match self {
            ColumnRole::Key(key) => Some(key),
            _ => None,
        }
    }

    /// Whether its cells are figures.
    pub const fn is_value(self) -> bool {
        matches!(self, ColumnRole::Value | ColumnRole::Total)
    }
}

/// A label as recipes compare it: folded, without its ordinals.
pub fn label_key(label: &str) -> String {
    let line = label.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = line.as_str();
    loop {
        let (_, label) = split_ordinal(rest);
        if label == rest || label.is_empty() {
            return fold(rest);
        }
        rest = label;
    }
}

/// The folder of recipes in a workspace.
pub const RECIPES: &str = "layouts";

/// The recipe proposed for a report, relative to the workspace: `2019/Biểu 01.xlsx` → `layouts/2019-bieu-01.toml`.
pub fn recipe_name(path: &str) -> String {
    let stem = match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => stem,
        _ => path,
    };
    let name = slug(stem);
    format!("{RECIPES}/{}.toml", if name.is_empty() { "bieu" } else { &name })
}
