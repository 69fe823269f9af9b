//! `Derivation`: how a figure came about, down to the cells: a tree whose parts make the whole, with how they make it.

use super::amount::Amount;
use super::figure::{Figure, FigureKey};
use super::observation::ObservationId;
use super::unit::UnitId;

/// A figure and what it was made of.
#[derive(Clone, PartialEq, Debug)]
pub struct Derivation {
    /// Which figure.
    pub key: FigureKey,
    /// The figure; none where nothing was reported that makes one.
    pub figure: Option<Figure>,
    /// What it was made of.
    pub way: Way,
}

/// How the parts of a figure make it.
#[derive(Clone, PartialEq, Debug)]
pub enum Way {
    /// There is nothing behind it.
    Nothing,
    /// Cells, added and subtracted.
    Cells {
        /// In the order of the sum.
        steps: Vec<Addend>,
        /// Whether the steps add up to the value; where not, the cells are named without the arithmetic.
        exact: bool,
    },
    /// Other figures, added up.
    Sum {
        /// What they have in common.
        of: Whole,
        /// In order.
        parts: Vec<Derivation>,
        /// Direct children that lived in the period and have no figure.
        missing: Vec<UnitId>,
        /// What the parts add up to where that is not the figure.
        off: Option<Amount>,
    },
    /// A mean that was reported, standing for as many as its weight says.
    Weighted {
        /// The cell of the mean.
        cell: ObservationId,
        /// The weight.
        weight: Box<Derivation>,
    },
    /// One figure over another.
    Ratio {
        /// Above the line.
        above: Box<Derivation>,
        /// Below the line.
        below: Box<Derivation>,
    },
}

/// What the parts of a sum are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whole {
    /// The figures of the units below.
    Units,
    /// The categories of the indicator.
    Categories,
    /// The years of the term.
    Periods,
    /// The figures of units that became this one, as they were reported.
    Carried,
    /// Quotients of the units below: what is above their lines is added up, and what is below.
    RatiosOfUnits,
    /// Quotients of the years.
    RatiosOfPeriods,
}

/// One cell of a sum.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Addend {
    /// Whether its amount is taken away: nine months less six.
    pub minus: bool,
    /// The cell.
    pub cell: ObservationId,
}
