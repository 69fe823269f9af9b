//! `Indicator`: what is measured; `Breakdown` and `Category`, its parts; `Catalogue`, all of them.

use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

use super::measure::Measure;
use crate::text::{Bilingual, Language};

/// Index of an indicator in its [`Catalogue`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct IndicatorId(pub u16);

/// Index of a breakdown in its [`Catalogue`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct BreakdownId(pub u16);

/// Index of a category within the breakdown of its indicator.
// Counted from one, so that *the total or a category* is no larger: there are millions of observations and figures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub struct CategoryId(NonZeroU16);

impl CategoryId {
    /// The category at a place of its breakdown.
    pub const fn new(index: u16) -> CategoryId {
        // No breakdown has as many categories as there are numbers.
        CategoryId(NonZeroU16::MIN.saturating_add(index))
    }

    /// Its place in the breakdown.
    pub const fn index(self) -> u16 {
        self.0.get() - 1
    }
}

impl From<u16> for CategoryId {
    fn from(index: u16) -> CategoryId {
        CategoryId::new(index)
    }
}

impl From<CategoryId> for u16 {
    fn from(category: CategoryId) -> u16 {
        category.index()
    }
}

/// How an indicator behaves over units and time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Happens in a span: adds over units and over time.
    Flow,
    /// Stands at a date: adds over units at one date; over time its closing value.
    Stock,
    /// Numerator over denominator: recomputed, never averaged.
    Rate,
    /// An average with a weight: recomputed from mean × weight.
    Mean,
    /// Yes or no: the number of units that say yes.
    Flag,
    /// A class: the number of units per class.
    Rating,
}

/// Which direction is good, for ranking and colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither.
    #[default]
    None,
}

/// One part of an indicator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Category {
    /// Its code, unique in the breakdown.
    pub code: String,
    /// Its name in both languages.
    pub name: Bilingual,
    /// Other words that reports use for it.
    pub aliases: Vec<String>,
}

/// A way to part an indicator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breakdown {
    /// Its code.
    pub code: String,
    /// Its name in both languages.
    pub name: Bilingual,
    /// Whether its categories add up to the indicator; a ladder of recognition levels does not.
    pub additive: bool,
    /// Its parts, in the order they are shown.
    pub categories: Vec<Category>,
}

/// What is measured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Indicator {
    /// Its code.
    pub code: String,
    /// Its name in both languages.
    pub name: Bilingual,
    /// Other words that reports use for it.
    pub aliases: Vec<String>,
    /// The chapter of the outputs that it stands in, in both languages; empty: a last one for all others.
    pub group: Bilingual,
    /// How it behaves over units and time.
    pub kind: Kind,
    /// What it is counted in.
    pub measure: Measure,
    /// Whether it can only be whole.
    pub integer: bool,
    /// How it is parted.
    pub breakdown: Option<BreakdownId>,
    /// The indicator that it is an 'of which' of.
    pub part_of: Option<IndicatorId>,
    /// Which direction is good.
    pub better: Better,
    /// Of a rate: what is above the line.
    pub numerator: Option<IndicatorId>,
    /// Of a rate: what is below the line.
    pub denominator: Option<IndicatorId>,
    /// Of a mean: what weighs it.
    pub weight: Option<IndicatorId>,
    /// Of a rate: what the quotient is multiplied by (100 for %).
    pub scale: u32,
}

impl Indicator {
    /// Whether it counts something: then it is whole and never below nought.
    pub fn is_count(&self) -> bool {
        self.integer && matches!(self.kind, Kind::Flow | Kind::Stock)
    }
}

/// What changes a stock: opening + gains − losses = closing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Balance {
    /// What stands at a date.
    pub stock: IndicatorId,
    /// What came to it in a span.
    pub gains: Vec<IndicatorId>,
    /// What left it in a span.
    pub losses: Vec<IndicatorId>,
}

/// All indicators of a workspace.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// In the order of `indicators.toml`.
    pub indicators: Vec<Indicator>,
    /// In the order of `indicators.toml`.
    pub breakdowns: Vec<Breakdown>,
    /// Stocks whose changes are indicators too.
    pub balances: Vec<Balance>,
}

impl Catalogue {
    /// The indicator behind an id.
    pub fn indicator(&self, id: IndicatorId) -> &Indicator {
        &self.indicators[id.0 as usize]
    }

    /// How an indicator is parted.
    pub fn breakdown(&self, id: IndicatorId) -> Option<&Breakdown> {
        self.indicator(id).breakdown.map(|b| &self.breakdowns[b.0 as usize])
    }

    /// The categories of an indicator with their ids, in order; empty where it is not parted.
    pub fn categories(&self, id: IndicatorId) -> impl Iterator<Item = (CategoryId, &Category)> {
        let categories = self.breakdown(id).map_or(&[][..], |b| &b.categories);
        categories.iter().enumerate().map(|(index, category)| (CategoryId::new(index as u16), category))
    }

    /// One category of an indicator.
    pub fn category(&self, id: IndicatorId, category: CategoryId) -> Option<&Category> {
        self.breakdown(id)?.categories.get(usize::from(category.index()))
    }

    /// Every indicator with its id, in order.
    pub fn iter(&self) -> impl Iterator<Item = (IndicatorId, &Indicator)> {
        self.indicators.iter().enumerate().map(|(index, indicator)| (IndicatorId(index as u16), indicator))
    }

    /// The indicator that bears a code.
    pub fn find(&self, code: &str) -> Option<IndicatorId> {
        self.iter().find(|(_, indicator)| indicator.code == code).map(|(id, _)| id)
    }

    /// The name of an indicator or, where a category is given, of both: *Sáng kiến cải tiến – Cấp cơ sở*.
    pub fn label(&self, id: IndicatorId, category: Option<CategoryId>, language: Language) -> String {
        let name = self.indicator(id).name.get(language);
        match category.and_then(|c| self.category(id, c)) {
            Some(category) => format!("{name} – {}", category.name.get(language)),
            None => name.to_owned(),
        }
    }
}
