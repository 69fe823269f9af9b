//! The identity of a stock: what stood before, plus what came, less what went, is what stands now.

use super::digits::exchanged;
use super::facts::{Facts, Known};
use crate::analysis::span::Span;
use crate::domain::{Amount, Balance, Code, Figures, Finding, ObservationId, Severity, UnitId, UnitKind};

/// A finding wherever the opening, what came and what went are all known and do not make the closing.
pub(super) fn differences(facts: &Facts<'_>, figures: &Figures) -> Vec<Finding> {
    let units = &facts.observations.units;
    let mut findings = Vec::new();
    for balance in &facts.knowledge.catalogue.balances {
        for (unit, _) in units.iter() {
            let dates: Vec<Span> = facts.of(unit, (balance.stock, None)).iter().map(|fact| fact.span).collect();
            for (at, &closing) in dates.iter().enumerate() {
                // The nearest date before for which all in between is known.
                let found = dates[..at].iter().rev().find_map(|&opening| whole(facts, balance, unit, opening, closing));
                findings.extend(found.filter(|sides| sides.differ()).and_then(|sides| {
                    // A unit that took others over, or gave some away, grew by more than came.
                    let between = [sides.opening_at, sides.closing_at].map(Span::period);
                    let broken = figures.perimeters.breaks_between(unit, between[0], between[1]).next().is_some();
                    (!broken).then(|| finding(facts, balance, unit, &sides))
                }));
            }
        }
    }
    findings
}

/// All that the identity names.
struct Sides {
    opening_at: Span,
    closing_at: Span,
    opening: Known,
    closing: Known,
    came: Known,
    went: Known,
}

impl Sides {
    fn expected(&self) -> Amount {
        self.opening.value + self.came.value - self.went.value
    }

    fn differ(&self) -> bool {
        self.expected() != self.closing.value
    }
}

fn whole(facts: &Facts<'_>, balance: &Balance, unit: UnitId, opening_at: Span, closing_at: Span) -> Option<Sides> {
    let between = Span { from: opening_at.to, to: closing_at.to };
    let sum = |flows: &[crate::domain::IndicatorId]| {
        let mut sum = Known { value: Amount::ZERO, cells: Vec::new() };
        for &flow in flows {
            let part = facts.happened(unit, (flow, None), between)?;
            sum.value = sum.value.checked_add(part.value)?;
            sum.cells.extend(part.cells);
        }
        Some(sum)
    };
    Some(Sides {
        opening: facts.known(unit, (balance.stock, None), opening_at)?,
        closing: facts.known(unit, (balance.stock, None), closing_at)?,
        came: sum(&balance.gains)?,
        went: sum(&balance.losses)?,
        opening_at,
        closing_at,
    })
}

fn finding(facts: &Facts<'_>, balance: &Balance, unit: UnitId, sides: &Sides) -> Finding {
    let cell = sides.closing.cells[0];
    let place = facts.place(cell);
    let expected = sides.expected();
    let mut finding = facts
        .about(Finding::new(Code::StockUnexplained, place.clone()), cell)
        .indicator(&facts.knowledge.catalogue.indicator(balance.stock).code, None)
        .with("closing", sides.closing.value)
        .with("opening", sides.opening.value)
        .with("came", sides.came.value)
        .with("went", sides.went.value)
        .with("expected", expected)
        .with("difference", sides.closing.value - expected)
        .with("opened", facts.cells(&sides.opening.cells, &place))
        .with("cells", facts.cells(&[&sides.came.cells[..], &sides.went.cells[..]].concat(), &place));
    if let [(id, written, meant)] = exchanged_in(facts, sides)[..] {
        finding = finding.variant("digits").with("slipped", facts.cell(id, &place));
        finding = finding.with("written", written).with("meant", meant);
    }
    // A grassroots union knows its members by name; above it they also move between units.
    if facts.observations.units.get(unit).kind == UnitKind::Grassroots {
        finding.severity = Severity::Error;
    }
    finding
}

/// The cells that make the identity hold when two neighbouring digits are exchanged, with what they say and what was meant.
fn exchanged_in(facts: &Facts<'_>, sides: &Sides) -> Vec<(ObservationId, Amount, Amount)> {
    let off = sides.closing.value - sides.expected();
    let all = [(&sides.opening, off), (&sides.closing, -off), (&sides.came, off), (&sides.went, -off)];
    let cells = all.iter().flat_map(|(known, off)| known.cells.iter().map(move |&id| (id, *off)));
    let found = cells.filter_map(|(id, off)| {
        let written = facts.observations.get(id).state.amount()?;
        let meant = written.checked_add(off)?;
        exchanged(written).contains(&meant).then_some((id, written, meant))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::Case;
    use crate::text::Language;

    fn told(case: &Case, rows: &str) -> Vec<String> {
        let observations = case.observations(rows);
        let figures = crate::analysis::analyse(&observations, &case.knowledge).expect("figures").value;
        let facts = Facts::new(&observations, &case.knowledge);
        differences(&facts, &figures)
            .iter()
            .map(|f| format!("{} {}: {}", f.unit, f.period, f.detail(Language::En)))
            .collect()
    }

    fn case() -> Case {
        let mut case = Case::new(
            "units: root; a<root; b<root; old<root ..2018-06
             indicators: dv stock; in flow; out flow
             term: 2017..2019
             changes: 2018-07 merge old>b",
        );
        let [stock, came, went] = ["dv", "in", "out"].map(|code| case.indicator(code));
        case.knowledge.catalogue.balances.push(Balance { stock, gains: vec![came], losses: vec![went] });
        case
    }

    #[test]
    fn what_stood_and_came_and_went_makes_what_stands() {
        let case = case();
        let rows = "a | dv | | 2016 | 100\na | dv | | 2017 | 110\na | in | | 2017 | 15\na | out | | 2017 | 5
            a | in | | 2018-H1 | 4\na | in | | 2018-H2 | 6\na | out | | 2018 | 0\na | dv | | 2018 | 125";
        assert_eq!(told(&case, rows), ["a 2018: 110 (A2) + 10 − 0 = 120 (A5, A6, A7), this cell says 125: off by 5"]);
    }

    #[test]
    fn digits_exchanged_in_the_one_cell_that_explains_it_are_told() {
        let case = case();
        let suggested = |rows: &str| {
            let observations = case.observations(rows);
            let figures = crate::analysis::analyse(&observations, &case.knowledge).expect("figures").value;
            let found = differences(&Facts::new(&observations, &case.knowledge), &figures);
            found.iter().map(|finding| finding.suggestion(Language::En)).collect::<Vec<_>>()
        };
        let rows = "a | dv | | 2016 | 1500\na | in | | 2017 | 12\na | out | | 2017 | 4\na | dv | | 2017 | 1580";
        assert_eq!(suggested(rows), ["A4 says 1,580, perhaps with two digits exchanged: with 1,508 it is right"]);
        // 12 typed for 21 or 121 for 112: either would do.
        let rows = "a | dv | | 2016 | 1530\na | in | | 2017 | 12\na | out | | 2017 | 121\na | dv | | 2017 | 1430";
        assert!(!suggested(rows)[0].contains("digits"), "{:?}", suggested(rows));
    }

    #[test]
    fn what_is_not_all_known_or_changed_its_borders_is_not_held() {
        let case = case();
        let rows = "a | dv | | 2016 | 100\na | dv | | 2017 | 110\na | in | | 2017 | 15
            a | dv | | 2018 | ~500\na | in | | 2018 | 1\na | out | | 2018 | 1
            b | dv | | 2017 | 10\nb | dv | | 2018 | 90\nb | in | | 2018 | 1\nb | out | | 2018 | 1";
        assert_eq!(told(&case, rows), Vec::<String>::new());
        // Two years at once, where the year between is not known.
        let rows = "a | dv | | 2016 | 100\na | dv | | 2018 | 130\na | in | | 2017 | 10\na | in | | 2018 | 10
            a | out | | 2017-01..2018-12 | 0";
        assert_eq!(told(&case, rows).len(), 1);
    }
}
