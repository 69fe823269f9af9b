//! Rules: expressions over indicator codes that must hold for one unit and period, the workspace's own and those that the
//! catalogue implies: a part is never above its whole.
//!
//! A rule is held where all that it names is known exactly; where only some of it is, it is counted as not assessed,
//! which is not a failure.

mod fault;
mod sql;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use polars::prelude::{DataFrame, Int128Chunked, IntoColumn, IntoLazy};

pub use fault::ExpressionFault;
use sql::Expression;

use super::facts::{Facts, Known, Operand};
use crate::analysis::AnalysisError;
use crate::analysis::ledger::closes;
use crate::analysis::span::Span;
use crate::domain::{Amount, Catalogue, Code, Finding, Kind, Place, UnitId};

/// A rule is held of figures up to this; beyond it decimals have no room for what rules make of them.
const LARGEST: Amount = Amount::from_raw(1_000_000_000_000_000_000 * Amount::ONE);
/// The digits of a decimal.
const PRECISION: usize = 38;

/// Everything that is wrong with a rule's expression.
pub fn faults(expect: &str, catalogue: &Catalogue) -> Vec<ExpressionFault> {
    sql::read(expect, catalogue).err().unwrap_or_default()
}

/// A finding for every unit and period for which a rule does not hold, and one for every rule that could not be held
/// everywhere.
pub(super) fn findings(facts: &Facts<'_>) -> Result<Vec<Finding>, AnalysisError> {
    let catalogue = &facts.knowledge.catalogue;
    let mut findings = Vec::new();
    let mut asked: BTreeSet<Vec<Operand>> = BTreeSet::new();
    for rule in &facts.knowledge.rules {
        // Faults were told when the workspace was loaded.
        let Ok(expression) = sql::read(&rule.expect, catalogue) else { continue };
        let mut named = expression.operands.clone();
        named.sort_unstable();
        asked.insert(named);
        let outcome = hold(&expression, facts)?;
        for case in &outcome.broken {
            let mut finding = broken(Code::RuleBroken, case, &expression, facts);
            finding.severity = rule.severity;
            let finding = finding.with("message", rule.message.clone()).with("rule", rule.code.as_str());
            findings.push(finding.with("expect", rule.expect.as_str()));
        }
        if outcome.unassessed > 0 {
            let finding = Finding::new(Code::RuleUnassessed, Place::default()).with("rule", rule.code.as_str());
            let finding = finding.with("message", rule.message.clone()).with("held", outcome.held);
            findings.push(finding.with("count", outcome.unassessed));
        }
    }
    for (id, part) in catalogue.iter() {
        let Some(whole) = part.part_of.filter(|whole| catalogue.indicator(*whole).kind == part.kind) else { continue };
        let mut named = vec![(id, None), (whole, None)];
        named.sort_unstable();
        // A workspace that says it in its own words is not told twice.
        if !matches!(part.kind, Kind::Flow | Kind::Stock) || asked.contains(&named) {
            continue;
        }
        let expect = format!("{} <= {}", quoted(&part.code), quoted(&catalogue.indicator(whole).code));
        let Ok(expression) = sql::read(&expect, catalogue) else { continue };
        let outcome = hold(&expression, facts)?;
        findings.extend(outcome.broken.iter().map(|case| broken(Code::PartExceeds, case, &expression, facts)));
    }
    Ok(findings)
}

/// A code as SQL names it whatever its signs.
fn quoted(code: &str) -> String {
    format!("\"{}\"", code.replace('"', "\"\""))
}

/// One unit and span with everything that a rule names.
struct CaseOfRule {
    known: Vec<Known>,
}

/// What became of a rule.
struct Held {
    broken: Vec<CaseOfRule>,
    /// How often it was held, and how often it could not be.
    held: usize,
    unassessed: usize,
}

/// Asks an expression of every unit and span that has to do with it, in one query.
fn hold(expression: &Expression, facts: &Facts<'_>) -> Result<Held, AnalysisError> {
    let operands = &expression.operands;
    let mut unassessed = 0;
    let mut cases = Vec::new();
    for (unit, span) in occasions(operands, facts) {
        let known: Option<Vec<Known>> = operands.iter().map(|&operand| facts.known(unit, operand, span)).collect();
        match known.filter(|known| known.iter().all(|known| known.value.abs() <= LARGEST)) {
            Some(known) => cases.push(CaseOfRule { known }),
            None => unassessed += 1,
        }
    }
    let failed = |source| AnalysisError { operation: "holding a rule", source };
    let columns = (0..operands.len()).map(|at| {
        let values = cases.iter().map(|case| case.known[at].value.raw()).collect();
        let values = Int128Chunked::from_vec(at.to_string().into(), values);
        values.into_decimal_unchecked(PRECISION, Amount::DECIMALS as usize).into_column()
    });
    let frame = DataFrame::new_infer_height(columns.collect()).map_err(failed)?;
    let answers = frame.lazy().with_column(expression.condition.clone().alias("holds")).collect().map_err(failed)?;
    let answers = answers.column("holds").map_err(failed)?.bool().map_err(failed)?.clone();
    let mut broken = Vec::new();
    let mut held = 0;
    for (case, holds) in cases.into_iter().zip(answers.iter()) {
        match holds {
            Some(true) => held += 1,
            Some(false) => {
                held += 1;
                broken.push(case);
            }
            None => unassessed += 1,
        }
    }
    Ok(Held { broken, held, unassessed })
}

/// The units and spans that an expression is about. What happens in a span is taken for that span, what stands at a date
/// at its end; where nothing happens, every date counts.
fn occasions(operands: &[Operand], facts: &Facts<'_>) -> BTreeSet<(UnitId, Span)> {
    let flows = operands.iter().any(|&operand| !closes(facts.kind(operand)));
    let mut parts: BTreeSet<Operand> = BTreeSet::new();
    for &(id, category) in operands.iter().filter(|&&operand| flows != closes(facts.kind(operand))) {
        let indicator = facts.knowledge.catalogue.indicator(id);
        parts.insert((id, category));
        parts.extend([indicator.numerator, indicator.denominator].into_iter().flatten().map(|part| (part, None)));
        if category.is_none() {
            parts.extend(facts.knowledge.catalogue.categories(id).map(|(category, _)| (id, Some(category))));
        }
    }
    let rows = facts.rows().iter();
    rows.filter(|fact| parts.contains(&(fact.key.indicator(), fact.key.category())))
        .map(|fact| (fact.key.unit(), fact.span))
        .collect()
}

fn broken(code: Code, case: &CaseOfRule, expression: &Expression, facts: &Facts<'_>) -> Finding {
    // No operand is without a cell.
    let first = case.known[0].cells[0];
    let place = facts.place(first);
    let operands = expression.operands.iter().zip(&case.known);
    let values: Vec<String> = operands.map(|(&operand, known)| facts.describe(operand, known, &place)).collect();
    facts.about(Finding::new(code, place), first).with("values", values.join("; "))
}
