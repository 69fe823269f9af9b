//! `Publisher`: turns what stands into figures, and tells where own and children disagree or a rate has no denominator.

use std::collections::BTreeSet;

use super::expectation::Expectations;
use super::ledger::unpack_category;
use super::marks::{Marks, contradict};
use super::own::{OwnFigures, OwnRow, Published, SeriesPeriod};
use super::ratio::Ratios;
use super::rollup::Standing;
use super::span::Spans;
use crate::domain::{
    Amount, Basis, CategoryId, Cells, Code, Figure, Figures, Finding, IndicatorId, Kind, Knowledge, Number,
    ObservationId, Place, Reconciliation, Registry, UnitId,
};

/// See the module's text.
pub(super) struct Publisher<'a> {
    pub units: &'a Registry,
    pub knowledge: &'a Knowledge,
    pub spans: &'a Spans,
    pub expectations: &'a Expectations,
    pub ratios: &'a Ratios,
}

/// What comes of a row.
pub(super) enum Minted {
    /// A figure.
    Figure(Figure),
    /// A share or average with nothing below the line.
    Undefined,
    /// Nothing to say.
    Nothing,
}

/// Unit, indicator and category.
type SeriesId = (UnitId, IndicatorId, Option<CategoryId>);

impl Publisher<'_> {
    /// The figure of a unit that stands for itself.
    pub fn mint_leaf(&self, row: &OwnRow, cells: &[ObservationId]) -> Minted {
        if row.known { self.mint(&stands_alone(row), cells) } else { Minted::Nothing }
    }

    fn mint(&self, row: &Standing, cells: &[ObservationId]) -> Minted {
        match self.number(row) {
            Some(value) => Minted::Figure(self.figure(row, value, cells.into())),
            None if self.is_over(row) => Minted::Nothing,
            None => Minted::Undefined,
        }
    }

    /// Makes all figures.
    pub fn run(&self, mut own: OwnFigures, standing: &[Standing], findings: &mut Vec<Finding>) -> Figures {
        let reconciliations = self.reconcile(&own, standing);
        self.tell_differences(&reconciliations, findings);
        let mut bodies = Vec::new();
        let mut undefined = std::mem::take(&mut own.undefined);
        for row in standing {
            // A row of a unit with children has cells only where it stands on its own.
            let index = row.own.filter(|_| !row.children);
            let cells = index.map_or(&[][..], |index| own.cells_of(&own.rows[index as usize]));
            match self.mint(row, cells) {
                Minted::Figure(figure) => bodies.push(figure),
                Minted::Undefined => {
                    undefined.push((row.unit, row.indicator, unpack_category(row.category), row.period))
                }
                Minted::Nothing => {}
            }
        }
        let years = self.spans.years().iter().map(|year| year.period()).collect();
        bodies.sort_unstable_by_key(Figure::key);
        let of_leaves = std::mem::take(&mut own.figures);
        let figures = Figures::merged(of_leaves, bodies, years, self.spans.term().period());
        self.tell_undefined(undefined, findings);
        let figures = self.add_rates_of_figures(figures);
        let mut figures = self.add_published(figures, own.published);
        figures.reconciliations = reconciliations;
        figures
    }

    fn number(&self, row: &Standing) -> Option<Number> {
        let indicator = self.knowledge.catalogue.indicator(row.indicator);
        let scale = match indicator.kind {
            Kind::Rate => indicator.scale,
            Kind::Mean => 1,
            Kind::Flag => return Some(tally(row)),
            Kind::Rating if row.category != 0 => return Some(tally(row)),
            _ => return Some(Number::Exact(Amount::from_raw(row.value))),
        };
        let (numerator, denominator) = (Amount::from_raw(row.value), Amount::from_raw(row.denominator));
        (!denominator.is_zero()).then_some(Number::Ratio { numerator, denominator, scale })
    }

    /// Whether a unit closed with nothing left: of nobody there is no share, and nothing to ask for.
    fn is_over(&self, row: &Standing) -> bool {
        let end = self.units.get(row.unit).valid_to;
        let empty = row.value == 0 && row.denominator == 0;
        empty && end.is_some_and(|end| end <= self.spans.all()[row.period as usize].period().to)
    }

    fn figure(&self, row: &Standing, value: Number, cells: Cells) -> Figure {
        Figure {
            unit: row.unit,
            indicator: row.indicator,
            category: unpack_category(row.category),
            period: self.spans.all()[row.period as usize].period(),
            value,
            qualifier: row.marks.qualifier(),
            basis: if row.children { Basis::Children } else { Basis::Own },
            reported: row.reported,
            expected: row.expected,
            gaps: row.gaps,
            repaired: row.marks.has(Marks::REPAIRED),
            disputed: row.marks.has(Marks::DISPUTED),
            cells,
        }
    }

    /// A rate whose parts come from different levels, one from the unit itself and one from those below it, has no pairs
    /// that add up. It is made of the two figures, where nothing of them is missing.
    fn add_rates_of_figures(&self, figures: Figures) -> Figures {
        let rates = self.ratios.rates();
        let mut added = Vec::new();
        for (unit, rate, _) in self.expectations.parents() {
            for &[(id, category), above, below] in rates.iter().filter(|[(id, _), ..]| *id == rate) {
                for period in self.spans.all().iter().map(|span| span.period()) {
                    if figures.get(unit, id, category, period).is_some_and(Figure::is_complete) {
                        continue;
                    }
                    let whole = |(id, category)| figures.get(unit, id, category, period).filter(|f| f.is_complete());
                    let (Some(above), Some(below)) = (whole(above), whole(below)) else { continue };
                    let (numerator, denominator) = (above.value.amount(), below.value.amount());
                    if denominator.is_zero() {
                        continue;
                    }
                    let scale = self.knowledge.catalogue.indicator(id).scale;
                    let counted = if above.basis == Basis::Children { above } else { below };
                    added.push(Figure {
                        indicator: id,
                        category,
                        value: Number::Ratio { numerator, denominator, scale },
                        qualifier: above.qualifier.and(below.qualifier.negated()),
                        repaired: above.repaired || below.repaired,
                        disputed: above.disputed || below.disputed,
                        cells: Cells::default(),
                        ..counted.clone()
                    });
                }
            }
        }
        self.put_in(figures, added)
    }

    /// The same figures with others put in, or put in the place of those of the same key.
    fn put_in(&self, figures: Figures, added: Vec<Figure>) -> Figures {
        if added.is_empty() {
            return figures;
        }
        let replaced: BTreeSet<_> = added.iter().map(Figure::key).collect();
        let years = figures.years.clone();
        let mut rows = figures.into_rows();
        rows.retain(|figure| !replaced.contains(&figure.key()));
        rows.extend(added);
        Figures::new(rows, years, self.spans.term().period())
    }

    /// A published share or average stands where its parts are not known: no figure was made from them, or only from
    /// some of the children.
    fn add_published(&self, figures: Figures, published: Vec<Published>) -> Figures {
        if published.is_empty() {
            return figures;
        }
        let mut added = Vec::new();
        for share in published {
            let period = self.spans.all()[share.period as usize].period();
            let made = figures.get(share.unit, share.indicator, share.category, period);
            if made.is_some_and(|made| made.basis == Basis::Own || made.gaps == 0) {
                continue;
            }
            let years = self.spans.years_of(share.period as usize).len() as u32;
            let expected = self.expectations.get(share.unit, share.indicator).filter(|expected| !expected.leaf);
            let expected = expected.map(|expected| expected.expected[share.period as usize]);
            let row = Standing {
                unit: share.unit,
                indicator: share.indicator,
                category: super::ledger::pack_category(share.category),
                period: share.period,
                value: share.value,
                denominator: 0,
                marks: share.marks,
                children: false,
                reported: made.map_or(if expected.is_some() { 0 } else { years }, |made| made.reported),
                expected: made.map_or(expected.unwrap_or(years), |made| made.expected),
                gaps: 0,
                own: None,
                beside: None,
                children_marks: Marks::default(),
                all_there: false,
            };
            added.push(self.figure(&row, Number::Exact(Amount::from_raw(share.value)), [share.id][..].into()));
        }
        self.put_in(figures, added)
    }

    /// What units reported beside their children, by unit, indicator, category and period.
    fn reconcile(&self, own: &OwnFigures, standing: &[Standing]) -> Vec<Reconciliation> {
        let mut lines: Vec<Reconciliation> = standing
            .iter()
            .filter_map(|row| {
                let (children, own) = (row.beside?, &own.rows[row.own? as usize]);
                let kind = self.knowledge.catalogue.indicator(row.indicator).kind;
                // What a body says of itself is no sum; quotients do not add.
                if own.of_itself || !matches!(kind, Kind::Flow | Kind::Stock | Kind::Rating) {
                    return None;
                }
                let both = ((own.value, own.marks), (children, row.children_marks));
                Some(Reconciliation {
                    unit: row.unit,
                    indicator: row.indicator,
                    category: unpack_category(row.category),
                    period: self.spans.all()[row.period as usize].period(),
                    own: Amount::from_raw(own.value),
                    children: Amount::from_raw(children),
                    reported: row.reported,
                    expected: row.expected,
                    differs: row.all_there && contradict(both.0, both.1),
                    stands: if row.children { Basis::Children } else { Basis::Own },
                })
            })
            .collect();
        lines.sort_unstable_by_key(|line| (line.unit, line.indicator, line.category, line.period));
        lines
    }

    /// Where a unit and all its children report, and their figures cannot both be true. A term whose years already
    /// tell it is not told again.
    fn tell_differences(&self, lines: &[Reconciliation], findings: &mut Vec<Finding>) {
        for series in lines.chunk_by(|a, b| (a.unit, a.indicator, a.category) == (b.unit, b.indicator, b.category)) {
            let term = self.spans.term().period();
            let of_years = series.iter().any(|line| line.differs && line.period != term);
            for line in series.iter().filter(|line| line.differs && !(of_years && line.period == term)) {
                findings.push(
                    self.about(Code::OwnDiffers, (line.unit, line.indicator, line.category))
                        .period(self.knowledge.calendar.show(line.period))
                        .with("unit", self.units.get(line.unit).name.as_str())
                        .with("own", line.own)
                        .with("children", line.children)
                        .with("difference", line.difference())
                        .with("count", line.reported as usize),
                );
            }
        }
    }

    fn tell_undefined(&self, mut undefined: Vec<SeriesPeriod>, findings: &mut Vec<Finding>) {
        undefined.sort_unstable();
        let series = |of: &SeriesPeriod| (of.0, of.1, of.2);
        for periods in undefined.chunk_by(|a, b| series(a) == series(b)) {
            let names: Vec<String> = periods.iter().map(|of| self.show(of.3)).collect();
            let finding = self
                .about(Code::RateUndefined, series(&periods[0]))
                .with("unit", self.units.get(periods[0].0).name.as_str())
                .with("periods", names.join(", "));
            findings.push(finding.period(if let [only] = &names[..] { only.clone() } else { String::new() }));
        }
    }

    fn show(&self, period: u16) -> String {
        self.knowledge.calendar.show(self.spans.all()[period as usize].period())
    }

    fn about(&self, code: Code, (unit, indicator, category): SeriesId) -> Finding {
        let catalogue = &self.knowledge.catalogue;
        let category = category.and_then(|c| catalogue.category(indicator, c));
        Finding::new(code, Place::default())
            .unit(&self.units.get(unit).code)
            .indicator(&catalogue.indicator(indicator).code, category.map(|c| c.code.as_str()))
    }
}

/// Units that say yes or are of a class, of those that answered; of none there is no share.
fn tally(row: &Standing) -> Number {
    let (count, of) = (Amount::from_raw(row.value), Amount::from_raw(row.denominator));
    if of.is_zero() { Number::Exact(count) } else { Number::Tally { count, of } }
}

/// The own row of a unit without children.
fn stands_alone(row: &OwnRow) -> Standing {
    Standing {
        unit: row.unit,
        indicator: row.indicator,
        category: row.category,
        period: row.period,
        value: row.value,
        denominator: row.denominator,
        marks: row.marks,
        children: false,
        reported: row.reported,
        expected: row.expected,
        gaps: row.gaps,
        own: None,
        beside: None,
        children_marks: Marks::default(),
        all_there: false,
    }
}
