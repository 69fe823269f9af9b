//! Which decisions about cells still fit a report: the file, the sheet and the text of the cell must be those that the
//! person saw who decided.

use std::collections::BTreeMap;

use crate::domain::{
    Amount, CellDecision, CellRef, Code, Finding, Found, Grid, Knowledge, Observations, Place, Ruling,
};
use crate::text::compose;

/// The decisions that fit the cells of one sheet, each with its place among all.
pub type OfSheet<'k> = BTreeMap<CellRef, (usize, &'k CellDecision)>;

/// The decisions that fit the cells of a file, by the sheet's place among `grids`; those that do not are told.
pub fn of_file<'k>(knowledge: &'k Knowledge, path: &str, sha256: &str, grids: &[Grid]) -> Found<Vec<OfSheet<'k>>> {
    let mut fitting: Vec<OfSheet> = vec![OfSheet::new(); grids.len()];
    let mut findings = Vec::new();
    let all = knowledge.decisions.cells.iter().enumerate();
    for (place, decision) in all.filter(|(_, decision)| decision.file == path) {
        let same = |name: &str| name == decision.sheet || compose(name) == compose(&decision.sheet);
        let Some(sheet) = grids.iter().position(|grid| same(&grid.name)) else {
            findings.push(unfit(decision, "sheet"));
            continue;
        };
        let grid = &grids[sheet];
        let text = grid.get(decision.cell).map(|cell| grid.as_found(cell).to_string()).unwrap_or_default();
        if compose(text.trim()) != compose(decision.found.trim()) {
            findings.push(unfit(decision, "text").with("text", text));
        } else if !sha256.starts_with(&decision.hash) {
            let short = sha256.get(..8).unwrap_or(sha256);
            findings.push(unfit(decision, "file").with("text", text).with("hash", short));
        } else {
            fitting[sheet].insert(decision.cell, (place, decision));
        }
    }
    Found { value: fitting, findings }
}

/// The amounts that a person gave to cells.
pub fn given<'d>(of_sheet: &'d OfSheet<'_>) -> impl Iterator<Item = (CellRef, Amount)> + use<'d> {
    of_sheet.iter().filter_map(|(&at, (_, decision))| match decision.ruling {
        Ruling::Correct(amount) => Some((at, amount)),
        Ruling::Accept | Ruling::Ignore => None,
    })
}

/// A decision that is not followed, and why. What stands there counts as it stands.
pub fn unfit(decision: &CellDecision, why: &'static str) -> Finding {
    Finding::new(Code::DecisionUnfit, decision.place())
        .with("line", decision.line)
        .with("decision", decision.ruling.code())
        .with("found", decision.found.clone())
        .with("reason", decision.reason.clone())
        .variant(why)
}

/// What came of the decisions, once all files are together: those followed, and those that nothing was there for.
pub fn outcome(observations: &Observations, knowledge: &Knowledge) -> Vec<Finding> {
    let found = observations.decided.iter().map(|one| {
        let decision = &knowledge.decisions.cells[one.decision as usize];
        let row = observations.rows.iter().position(|row| (row.sheet, row.cell) == (one.sheet, one.cell));
        let total = observations.totals.iter().any(|total| (total.sheet, total.cell) == (one.sheet, one.cell));
        if decision.ruling != Ruling::Accept && row.is_none() && !total {
            return unfit(decision, "unread");
        }
        let finding = followed(decision, observations.place_of(one.sheet, one.cell));
        match row.map(|row| &observations.rows[row]) {
            None => finding,
            Some(row) => {
                let category = row.category.and_then(|category| knowledge.catalogue.category(row.indicator, category));
                finding
                    .unit(&observations.units.get(row.unit).code)
                    .indicator(
                        &knowledge.catalogue.indicator(row.indicator).code,
                        category.map(|category| category.code.as_str()),
                    )
                    .period(knowledge.calendar.show(row.period))
            }
        }
    });
    found.collect()
}

fn followed(decision: &CellDecision, place: Place) -> Finding {
    let finding = Finding::new(Code::DecisionFollowed, place)
        .with("found", decision.found.clone())
        .with("reason", decision.reason.clone())
        .variant(decision.ruling.code());
    match decision.ruling {
        Ruling::Correct(value) => finding.with("value", value),
        Ruling::Accept | Ruling::Ignore => finding,
    }
}
