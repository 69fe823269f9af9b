//! Repairs against the printed totals of their columns: a total that holds with the repaired cells proves them; one that
//! holds only with what the file says disproves them, and then the cells are fractions that no count can be.

use std::collections::BTreeMap;

use crate::domain::{Amount, CellRef, Code, Fact, Finding, Place};

use super::table::{Resolver, Table};
use super::totals::Total;

/// What a total says of the repaired cells that it covers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verdict {
    Proved,
    Disproved,
    Silent,
}

impl Resolver<'_> {
    /// Holds every repaired cell of a table, with what the file says there, against the totals over it. `findings`: those
    /// of this table.
    pub(super) fn judge_repairs(
        &self,
        repaired: &BTreeMap<CellRef, Amount>,
        table: &mut Table,
        findings: &mut [Finding],
    ) {
        if repaired.is_empty() {
            return;
        }
        let is_read = |cell: CellRef| table.cells.binary_search_by_key(&cell, |reading| reading.cell).is_ok();
        let before = |cell: CellRef| repaired.get(&cell).copied().filter(|_| is_read(cell));
        let mut disproved: Vec<CellRef> = Vec::new();
        for total in &table.totals {
            let repaired: Vec<CellRef> =
                total.parts.iter().map(|(cell, _)| *cell).filter(|cell| before(*cell).is_some()).collect();
            let verdict = if repaired.is_empty() { Verdict::Silent } else { verdict(total, &before) };
            for cell in repaired {
                let place = self.place(cell);
                let about = |finding: &&mut Finding| finding.code == Code::CellRepaired && finding.place == place;
                match (verdict, findings.iter_mut().find(about)) {
                    (Verdict::Proved, Some(finding)) => prove(finding, total),
                    (Verdict::Disproved, Some(finding)) => {
                        disprove(finding, total, &place);
                        disproved.push(cell);
                    }
                    _ => {}
                }
            }
        }
        if !disproved.is_empty() {
            table.cells.retain(|reading| !disproved.contains(&reading.cell));
            // A total of refused cells holds nothing together any more.
            table.totals.retain(|total| total.parts.iter().all(|(cell, _)| !disproved.contains(cell)));
        }
    }
}

/// What a total says of the cells under it that were repaired: with them it must hold, without them it must not.
fn verdict(total: &Total, before: &dyn Fn(CellRef) -> Option<Amount>) -> Verdict {
    let repaired: Amount = total.parts.iter().map(|(_, amount)| *amount).sum();
    let written: Amount = total.parts.iter().map(|(cell, amount)| before(*cell).unwrap_or(*amount)).sum();
    if repaired == total.amount {
        Verdict::Proved
    } else if written == total.written {
        Verdict::Disproved
    } else {
        Verdict::Silent
    }
}

fn prove(finding: &mut Finding, total: &Total) {
    if finding.facts.iter().all(|(key, _)| *key != "total") {
        let told = finding.clone().variant("proved").with("total", total.cell.to_string());
        *finding = told.with("label", total.label.clone()).with("sum", total.amount);
    }
}

/// The cell is told as the fraction it is, in the place of its repair.
fn disprove(finding: &mut Finding, total: &Total, place: &Place) {
    let fact = |key: &str| {
        let found = finding.facts.iter().find(|(name, _)| *name == key);
        found.map_or(Fact::Text(String::new()), |(_, fact)| fact.clone())
    };
    *finding = Finding {
        unit: finding.unit.clone(),
        indicator: finding.indicator.clone(),
        category: finding.category.clone(),
        ..Finding::new(Code::CellFraction, place.clone())
    }
    .with("row", fact("row"))
    .with("column", fact("column"))
    .with("text", fact("before"))
    .with("proposal", Fact::Text(String::new()))
    .with("total", total.cell.to_string())
    .variant("totalled");
}
