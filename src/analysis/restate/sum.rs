//! `Sum`: parts of figures added up, with all that they carry.

use crate::domain::{Amount, Basis, Cells, Figure, Number, ObservationId, Qualifier};

/// Parts of figures of one key, as they are added.
#[derive(Clone, Default)]
pub(super) struct Sum {
    above: i128,
    below: i128,
    scale: Option<u32>,
    tally: bool,
    /// What the parts carry.
    carries: Option<Figure>,
    cells: Vec<ObservationId>,
    /// How many parts there are that were carried as such.
    pub carried: usize,
    /// Whether every one of them is what a unit itself reported.
    pub own: bool,
    /// Leaf unit-years missing below the parts.
    pub gaps: u32,
}

/// Above and below the line.
pub(super) fn amounts(number: Number) -> (i128, i128) {
    match number {
        Number::Exact(amount) => (amount.raw(), 0),
        Number::Ratio { numerator, denominator, .. } => (numerator.raw(), denominator.raw()),
        Number::Tally { count, of } => (count.raw(), of.raw()),
    }
}

impl Sum {
    /// Adds what a unit hands over of its figure.
    pub fn carry(&mut self, figure: &Figure, amounts: (i128, i128)) {
        self.own = figure.basis == Basis::Own && (self.own || self.carried == 0);
        self.carried += 1;
        self.gaps += figure.gaps;
        self.add(figure, amounts, false);
        self.cells.extend_from_slice(&figure.cells);
    }

    /// Adds the figure of a unit that came in, or takes away that of one that left.
    pub fn shift(&mut self, figure: &Figure, amounts: (i128, i128), away: bool) {
        let (above, below) = amounts;
        self.add(figure, if away { (-above, -below) } else { amounts }, away);
        self.cells.extend_from_slice(&figure.cells);
    }

    /// Adds the figure of a unit to a sum over units, of which no cells are told.
    pub fn count(&mut self, figure: &Figure) {
        self.add(figure, amounts(figure.value), false);
    }

    fn add(&mut self, figure: &Figure, (above, below): (i128, i128), away: bool) {
        self.above += above;
        self.below += below;
        match figure.value {
            Number::Ratio { scale, .. } => self.scale = Some(scale),
            Number::Tally { .. } => self.tally = true,
            Number::Exact(_) => {}
        }
        let qualifier = if away { figure.qualifier.negated() } else { figure.qualifier };
        match &mut self.carries {
            None => self.carries = Some(Figure { qualifier, cells: Cells::default(), ..figure.clone() }),
            Some(all) => {
                all.qualifier = all.qualifier.and(qualifier);
                all.repaired |= figure.repaired;
                all.disputed |= figure.disputed;
            }
        }
    }

    /// The sum; nothing where there are no parts or nothing stands below the line.
    pub fn finish(mut self) -> Option<Figure> {
        let carries = self.carries?;
        let (above, below) = (Amount::from_raw(self.above), Amount::from_raw(self.below));
        let value = match (self.scale, self.tally) {
            (Some(_), _) if below.is_zero() => return None,
            (Some(scale), _) => Number::Ratio { numerator: above, denominator: below, scale },
            (None, true) if !below.is_zero() => Number::Tally { count: above, of: below },
            _ => Number::Exact(above),
        };
        let basis = if self.own && self.carried > 0 { Basis::Own } else { Basis::Children };
        self.cells.sort_unstable();
        self.cells.dedup();
        let cells = Cells::from(self.cells);
        let qualifier: Qualifier = carries.qualifier;
        Some(Figure { value, qualifier, basis, cells, gaps: self.gaps, ..carries })
    }
}
