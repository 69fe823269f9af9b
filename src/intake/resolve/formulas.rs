//! The formulas of a row of column numbers, `(3=1+2)`, held against every row: on paper the columns are what the form says
//! they are, or one of the figures is wrong.

use std::collections::BTreeSet;

use crate::domain::{Amount, Cell, CellRef, CellValue, Code, Finding, IndicatorId, Severity};
use crate::intake::extract::one_line;
use crate::intake::layout::{Formula, RowKind};
use crate::text::{Convention, Modifier, NumberText, Value, read_number};

use super::context::Context;
use super::conventions::Writing;
use super::table::{Part, Resolver, Table};

/// A formula that fails in so many rows, and in most of all, is itself in doubt.
const DOUBTED: usize = 3;
/// What a quotient is off by at most for the digits that are kept of it.
const DUST: Amount = Amount::from_raw(1_000);

/// A figure as it is printed.
enum Printed {
    Figure(Amount),
    Blank,
    /// It is told already that something is the matter with it, or it is no number.
    Unclear,
}

/// A row in which a formula does not hold.
struct Broken {
    row: usize,
    cell: CellRef,
    printed: Amount,
    value: Amount,
    parts: Vec<CellRef>,
    blanks: Vec<CellRef>,
}

impl Resolver<'_> {
    /// A finding for every row in which a formula of the column numbers does not hold; one for the column where it holds
    /// in few.
    pub(super) fn formulas(
        &self,
        context: &Context,
        columns: &[Part],
        rows: &[Part],
        writings: &[Writing],
        table: &Table,
        findings: &mut Vec<Finding>,
    ) {
        let repaired = table.cells.iter().filter(|reading| reading.repaired).map(|reading| reading.cell);
        let mut silent: BTreeSet<CellRef> = repaired.chain(self.decided.keys().copied()).collect();
        // What is told of a printed total is not told again.
        silent.extend(table.totals.iter().filter(|total| total.is_across()).map(|total| total.cell));
        for formula in &self.readings.formulas {
            let place = |column: u32| self.readings.columns.iter().position(|known| known.index == column);
            let convention = |column: u32| place(column).map_or(Convention::default(), |at| writings[at].convention());
            let printed = |row: usize, column: u32| {
                let at = CellRef::new(self.readings.rows[row].index, column);
                if silent.contains(&at) { Printed::Unclear } else { printed(self.grid.get(at), convention(column)) }
            };
            let measured = |row: usize| {
                let part = place(formula.column).map(|at| &columns[at])?;
                self.meaning(part, &rows[row], context)
            };
            let counted = |id: IndicatorId| self.knowledge.catalogue.indicator(id).integer;
            let of_figures = |row: &usize| self.readings.rows[*row].kind != RowKind::Group;
            let mut held = 0;
            let mut broken = Vec::new();
            for row in (0..rows.len()).filter(of_figures) {
                let exact = measured(row).is_none_or(|(id, _)| counted(id));
                match self.hold(formula, row, exact, &printed) {
                    Some(None) => held += 1,
                    Some(Some(one)) => broken.push(one),
                    None => {}
                }
            }
            let doubted = broken.len() >= DOUBTED && broken.len() > held;
            let count = broken.len();
            for one in broken.iter().take(if doubted { 1 } else { count }) {
                let cells = |cells: &[CellRef]| cells.iter().map(CellRef::to_string).collect::<Vec<_>>().join(", ");
                let mut finding = Finding::new(Code::FormulaDiffers, self.place(one.cell))
                    .with("formula", formula.text.as_str())
                    .with("row", one_line(self.readings.row_label(one.row)))
                    .with("printed", one.printed)
                    .with("value", one.value.rounded(4))
                    .with("cells", cells(&one.parts))
                    .with("blanks", cells(&one.blanks))
                    .with("count", count)
                    .with("rows", count + held);
                if let Some((id, category)) = measured(one.row) {
                    let catalogue = &self.knowledge.catalogue;
                    let category = category.and_then(|category| catalogue.category(id, category));
                    finding = finding.indicator(&catalogue.indicator(id).code, category.map(|one| one.code.as_str()));
                }
                if doubted || !formula.adds {
                    finding.severity = Severity::Warning;
                }
                if doubted {
                    finding = finding.variant("column");
                } else if !one.blanks.is_empty() {
                    finding = finding.variant("blanks");
                }
                findings.push(finding);
            }
        }
    }

    /// Whether a formula holds in a row, or where it does not; none where it cannot be held.
    fn hold(
        &self,
        formula: &Formula,
        row: usize,
        counted: bool,
        printed: &dyn Fn(usize, u32) -> Printed,
    ) -> Option<Option<Broken>> {
        let Printed::Figure(own) = printed(row, formula.column) else { return None };
        let at = |column: u32| CellRef::new(self.readings.rows[row].index, column);
        let (mut parts, mut blanks) = (Vec::new(), Vec::new());
        let mut whole = own.is_whole();
        for column in formula.columns() {
            match printed(row, column) {
                Printed::Figure(amount) => {
                    whole &= amount.is_whole();
                    parts.push(at(column));
                }
                Printed::Blank if formula.adds => blanks.push(at(column)),
                Printed::Blank | Printed::Unclear => return None,
            }
        }
        if parts.is_empty() {
            return None;
        }
        let figure = |column: u32| match printed(row, column) {
            Printed::Figure(amount) => Some(amount),
            _ => Some(Amount::ZERO),
        };
        let value = formula.value(figure)?;
        // Every figure may be off by half of the step in which it is printed; what is counted is not.
        let figures = if formula.adds { parts.len() as i128 + 1 } else { 1 };
        let step = if formula.adds && counted && whole { Amount::ZERO } else { step(own) };
        let slack = Amount::from_raw(step.raw().saturating_mul(figures) / 2);
        let holds = |own: Amount, slack: Amount| {
            let dust = DUST.raw().max(value.abs().raw() / 1_000_000_000);
            own.checked_add(-value).is_some_and(|off| off.abs().raw() <= slack.raw().saturating_add(dust))
        };
        // A rate may be printed as a part of one or of a hundred, whatever the formula says.
        let scales: &[i32] = if formula.adds { &[0] } else { &[0, 2, -2] };
        let any = scales
            .iter()
            .any(|&scale| own.scaled(scale).zip(slack.scaled(scale)).is_some_and(|(own, slack)| holds(own, slack)));
        Some((!any).then(|| Broken { row, cell: at(formula.column), printed: own, value, parts, blanks }))
    }
}

/// The step in which a number is printed.
fn step(printed: Amount) -> Amount {
    let printed = printed.to_string();
    let decimals = printed.split_once('.').map_or(0, |(_, fraction)| fraction.len() as i32);
    Amount::whole(1).scaled(-decimals).unwrap_or(Amount::ZERO)
}

fn printed(cell: Option<&Cell>, convention: Convention) -> Printed {
    let Some(cell) = cell else { return Printed::Blank };
    match &cell.value {
        CellValue::Number(amount) | CellValue::Percent(amount) => Printed::Figure(*amount),
        CellValue::Text(text) if text.trim().is_empty() => Printed::Blank,
        CellValue::Text(text) => match read_number(text, convention) {
            // *trên 300*, *2 triệu*, *31/20* are more than a figure.
            Some(NumberText::Value(Value { modifier: Modifier::Exact, scale: None, second: None, plain, .. })) => {
                Amount::parse(&plain).map_or(Printed::Unclear, Printed::Figure)
            }
            Some(NumberText::Zero) => Printed::Figure(Amount::ZERO),
            Some(NumberText::Missing) => Printed::Blank,
            _ => Printed::Unclear,
        },
        _ => Printed::Unclear,
    }
}
