//! `Ratios`: rates and means as pairs of amounts, above and below the line, which add where quotients do not.
//!
//! A rate is numerator over denominator, a mean is mean × weight over weight. Only pairs whose two parts are both known
//! enter a sum, so that no unit is counted below the line that is missing above it.

use super::expectation::Expectations;
use super::ledger::{pack_category, unpack_category};
use super::marks::Marks;
use super::own::{OwnRow, Published};
use super::span::Spans;
use crate::domain::{Amount, Breakdown, Catalogue, CategoryId, IndicatorId, Kind, ObservationId, UnitId};

/// How one rate or mean is made.
struct Ratio {
    indicator: IndicatorId,
    /// Of a mean: none.
    numerator: Option<IndicatorId>,
    denominator: IndicatorId,
    /// Categories as columns' numbers: of the ratio, of what is above and of what is below the line.
    categories: Vec<[u16; 3]>,
    /// Whether the pairs of the years add up to the pair of the term.
    adds: bool,
}

/// An indicator and one of its categories.
pub(super) type Part = (IndicatorId, Option<CategoryId>);

/// All rates and means of a catalogue.
pub(super) struct Ratios(Vec<Ratio>);

/// Both parts for one period.
#[derive(Clone, Copy)]
struct Pair {
    above: i128,
    below: i128,
    marks: Marks,
    /// Whether both parts are known for the whole period.
    whole: bool,
    cells: [(u32, u32); 2],
}

impl Ratios {
    /// The rates and means whose parts are amounts.
    pub fn new(catalogue: &Catalogue) -> Ratios {
        let flow = |id: IndicatorId| catalogue.indicator(id).kind == Kind::Flow;
        let amount = |id: IndicatorId| matches!(catalogue.indicator(id).kind, Kind::Flow | Kind::Stock | Kind::Flag);
        let parted = |id: IndicatorId, by: &Breakdown| catalogue.breakdown(id).is_some_and(|own| own.code == by.code);
        let ratios = catalogue.iter().filter_map(|(id, indicator)| {
            let (numerator, denominator) = match indicator.kind {
                Kind::Rate => (Some(indicator.numerator.filter(|&n| amount(n))?), indicator.denominator?),
                Kind::Mean => (None, indicator.weight?),
                _ => return None,
            };
            if !amount(denominator) {
                return None;
            }
            let mut categories = vec![[0; 3]];
            if let Some(breakdown) = catalogue.breakdown(id) {
                let above = numerator.is_none_or(|n| parted(n, breakdown));
                let below = parted(denominator, breakdown);
                for category in 0..breakdown.categories.len() as u16 {
                    let packed = pack_category(Some(CategoryId::new(category)));
                    if above || below {
                        categories.push([packed, if above { packed } else { 0 }, if below { packed } else { 0 }]);
                    }
                }
            }
            let adds = numerator.is_none_or(flow) && (numerator.is_none() || flow(denominator));
            Some(Ratio { indicator: id, numerator, denominator, categories, adds })
        });
        Ratios(ratios.collect())
    }

    /// Every rate and each of its categories, with what is above and below its line.
    pub fn rates(&self) -> Vec<[Part; 3]> {
        let mut rates = Vec::new();
        for ratio in &self.0 {
            let Some(numerator) = ratio.numerator else { continue };
            for &[own, above, below] in &ratio.categories {
                let parts = [(ratio.indicator, own), (numerator, above), (ratio.denominator, below)];
                rates.push(parts.map(|(id, category)| (id, unpack_category(category))));
            }
        }
        rates
    }

    /// Whether pairs of this indicator add over time.
    pub fn adds(&self, indicator: IndicatorId) -> bool {
        self.0.iter().any(|ratio| ratio.indicator == indicator && ratio.adds)
    }

    /// The own pairs of one unit, from its own figures.
    pub fn of_unit(
        &self,
        unit: UnitId,
        spans: &Spans,
        expectations: &Expectations,
        rows: &[OwnRow],
        published: &[Published],
        cells: &mut Vec<ObservationId>,
    ) -> Vec<OwnRow> {
        let known = Parts { rows, published };
        let mut made = Vec::new();
        for ratio in &self.0 {
            let Some(expected) = expectations.get(unit, ratio.indicator) else { continue };
            for &categories in &ratio.categories {
                let pairs: Vec<Option<Pair>> =
                    (0..spans.all().len()).map(|period| known.pair(ratio, categories, period as u16, cells)).collect();
                for (period, &direct) in pairs.iter().enumerate() {
                    let years = spans.years_of(period);
                    let is_term = period >= spans.years().len();
                    let direct = direct.filter(|pair| !(is_term && ratio.adds) || pair.whole).or_else(|| {
                        let by_year = is_term && ratio.adds;
                        by_year.then(|| sum(&pairs[years.clone()], cells)).flatten().or(direct)
                    });
                    let excluded = direct.is_none() && known.excluded(ratio, categories, period as u16);
                    if direct.is_none() && !excluded {
                        continue;
                    }
                    let whole_term = is_term && ratio.adds && direct.is_some_and(|pair| pair.whole);
                    let (mut reported, mut due, mut gaps) = (0, 0, 0);
                    for year in years {
                        let there = pairs[year].is_some() || whole_term;
                        let owed = expected.potential[year] > 0 && !excluded;
                        reported += u32::from(there);
                        due += u32::from(there || owed);
                        if !whole_term && owed && !pairs[year].is_some_and(|pair| pair.whole) {
                            gaps += expected.potential[year];
                        }
                    }
                    let place = direct.map_or((0, 0), |pair| join(pair.cells, cells));
                    made.push(OwnRow {
                        unit,
                        indicator: ratio.indicator,
                        category: categories[0],
                        period: period as u16,
                        value: direct.map_or(0, |pair| pair.above),
                        denominator: direct.map_or(0, |pair| pair.below),
                        marks: direct.map_or(Marks::default(), |pair| pair.marks),
                        known: direct.is_some(),
                        excluded,
                        leaf: expected.leaf,
                        of_itself: false,
                        reported,
                        expected: due,
                        gaps: gaps.min(expected.potential[period]),
                        potential: expected.potential[period],
                        cells: place,
                        under: None,
                    });
                }
            }
        }
        made
    }
}

/// What one unit reported: amounts by (indicator, category, period), and published averages.
struct Parts<'p> {
    rows: &'p [OwnRow],
    published: &'p [Published],
}

impl Parts<'_> {
    fn row(&self, indicator: IndicatorId, category: u16, period: u16) -> Option<&OwnRow> {
        let key = (indicator, category, period);
        let found = self.rows.binary_search_by_key(&key, |row| (row.indicator, row.category, row.period)).ok()?;
        Some(&self.rows[found])
    }

    fn excluded(&self, ratio: &Ratio, [_, above, below]: [u16; 3], period: u16) -> bool {
        let excluded = |id, category| self.row(id, category, period).is_some_and(|row| row.excluded);
        ratio.numerator.is_some_and(|id| excluded(id, above)) || excluded(ratio.denominator, below)
    }

    fn pair(
        &self,
        ratio: &Ratio,
        [own, above, below]: [u16; 3],
        period: u16,
        cells: &mut Vec<ObservationId>,
    ) -> Option<Pair> {
        let denominator = self.row(ratio.denominator, below, period).filter(|row| row.known)?;
        if let Some(numerator) = ratio.numerator {
            let numerator = self.row(numerator, above, period).filter(|row| row.known)?;
            return Some(Pair {
                above: numerator.value,
                below: denominator.value,
                // More below the line makes a ratio smaller.
                marks: numerator.marks | denominator.marks.negated(),
                whole: numerator.gaps == 0 && denominator.gaps == 0,
                cells: [numerator.cells, denominator.cells],
            });
        }
        let mean = self.published.iter().find(|published| {
            published.indicator == ratio.indicator
                && pack_category(published.category) == own
                && published.period == period
        })?;
        let above = times(mean.value, denominator.value)?;
        cells.push(mean.id);
        Some(Pair {
            above,
            below: denominator.value,
            marks: mean.marks,
            whole: denominator.gaps == 0,
            cells: [(cells.len() as u32 - 1, 1), denominator.cells],
        })
    }
}

/// The pairs of the years added up; nothing where no year has one.
fn sum(pairs: &[Option<Pair>], cells: &mut Vec<ObservationId>) -> Option<Pair> {
    let mut known = pairs.iter().flatten();
    let mut total = *known.next()?;
    for pair in known {
        total.above += pair.above;
        total.below += pair.below;
        total.marks |= pair.marks;
        let rest = join(pair.cells, cells);
        total.cells = [join(total.cells, cells), rest];
    }
    Some(Pair { whole: false, ..total })
}

/// Puts two stretches of cells behind one another.
fn join([first, second]: [(u32, u32); 2], cells: &mut Vec<ObservationId>) -> (u32, u32) {
    if second.1 == 0 {
        return first;
    }
    let start = cells.len();
    for (from, count) in [first, second] {
        for index in from..from + count {
            let id = cells[index as usize];
            if !cells[start..].contains(&id) {
                cells.push(id);
            }
        }
    }
    (start as u32, (cells.len() - start) as u32)
}

/// The product of two amounts, exact where the weight is whole.
fn times(mean: i128, weight: i128) -> Option<i128> {
    let whole = mean.checked_mul(weight / Amount::ONE)?;
    let rest = mean.checked_mul(weight % Amount::ONE)?;
    let half = Amount::ONE / 2 * rest.signum();
    whole.checked_add((rest + half) / Amount::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_exact_where_the_weight_is_whole_and_rounded_where_not() {
        let raw = |text: &str| Amount::parse(text).expect("an amount").raw();
        for (mean, weight, product) in
            [("8.5", "40", "340"), ("7654321.123456789012", "30000", "229629633703.70367036"), ("-0.5", "0.5", "-0.25")]
        {
            assert_eq!(times(raw(mean), raw(weight)), Some(raw(product)), "{mean} × {weight}");
        }
    }
}
