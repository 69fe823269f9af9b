//! A rule's SQL expression, as the query engine reads it, held to what a rule may say: each unit and span by itself, and
//! numbers where numbers belong.
//!
//! Sums and differences are decimals and compare exactly. Products and quotients are floats and compare within [`SLACK`], so
//! that no rule fails by the last bit of a float.

use polars::prelude::*;
use polars::sql::sql_expr;

use Sort::{Exact, Float, Truth};

use super::Operand;
use super::fault::ExpressionFault;
use crate::domain::{Catalogue, Kind};

/// How far two floats may be apart, relative to their size, and still be equal.
const SLACK: f64 = 1e-9;
/// The longest expression that is read, and the most words and signs in it: each may nest all that follows.
const LONGEST: usize = 2_000;
const MOST_PARTS: usize = 200;
/// Room for the engine's parser, which takes much for every step down.
const STACK: usize = 32 << 20;

/// An expression that can be asked, with the operands that it names in the order of their columns `0`, `1`, ….
pub(super) struct Expression {
    pub condition: Expr,
    pub operands: Vec<Operand>,
}

/// Reads an expression, or tells everything that is wrong with it.
pub(super) fn read(text: &str, catalogue: &Catalogue) -> Result<Expression, Vec<ExpressionFault>> {
    let too_long = || vec![ExpressionFault::TooLong];
    if text.len() > LONGEST || parts(text) > MOST_PARTS {
        return Err(too_long());
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let thread = thread.spawn_scoped(scope, || read_here(text, catalogue)).map_err(|_| too_long())?;
        thread.join().map_err(|_| vec![ExpressionFault::Unsupported(text.to_owned())])?
    })
}

/// The words and signs of an expression, rather more than less.
fn parts(text: &str) -> usize {
    let is_word = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '.' | '"');
    let signs = text.chars().filter(|&sign| !is_word(sign) && !sign.is_whitespace()).count();
    signs + text.split(|sign| !is_word(sign)).filter(|word| !word.is_empty()).count()
}

fn read_here(text: &str, catalogue: &Catalogue) -> Result<Expression, Vec<ExpressionFault>> {
    let syntax = |message: String| vec![ExpressionFault::Syntax(message)];
    let read = match sql_expr(text) {
        Ok(Expr::Alias(_, rest)) => return Err(syntax(format!("nothing may follow here: {rest}"))),
        Err(PolarsError::SQLInterface(told) | PolarsError::SQLSyntax(told)) => return Err(syntax(told.to_string())),
        read => read.map_err(|error| syntax(error.to_string()))?,
    };
    if read.into_iter().any(|part| matches!(part, Expr::SubPlan(..))) {
        return Err(vec![ExpressionFault::Unsupported("SELECT".to_owned())]);
    }
    let mut reader = Reader { catalogue, operands: Vec::new(), faults: Vec::new() };
    let condition = match reader.term(&read) {
        Some((Truth, condition)) => Some(condition),
        Some(_) => reader.fault(ExpressionFault::NotCondition),
        None => None,
    };
    if reader.operands.is_empty() && reader.faults.is_empty() {
        reader.faults.push(ExpressionFault::Nameless);
    }
    let Reader { operands, mut faults, .. } = reader;
    faults.sort();
    faults.dedup();
    condition.filter(|_| faults.is_empty()).map(|condition| Expression { condition, operands }).ok_or(faults)
}

/// What a part of an expression comes to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    /// A decimal.
    Exact,
    /// A float.
    Float,
    /// It holds or does not.
    Truth,
}

/// A part of an expression, as it is asked.
type Term = (Sort, Expr);

struct Reader<'a> {
    catalogue: &'a Catalogue,
    operands: Vec<Operand>,
    faults: Vec<ExpressionFault>,
}

impl Reader<'_> {
    fn fault<T>(&mut self, fault: ExpressionFault) -> Option<T> {
        self.faults.push(fault);
        None
    }

    fn unsupported(&mut self, expr: &Expr) -> Option<Term> {
        self.fault(ExpressionFault::Unsupported(quoted(expr)))
    }

    fn term(&mut self, expr: &Expr) -> Option<Term> {
        match expr {
            Expr::Column(code) => self.operand(code, None),
            Expr::Literal(value) => literal(value).or_else(|| self.unsupported(expr)),
            Expr::BinaryExpr { left, op, right } => self.binary(expr, left, *op, right),
            // Whatever stands behind NOT, the engine makes it something that holds or does not.
            Expr::Cast { expr, dtype, .. } if dtype.as_literal() == Some(&DataType::Boolean) => self.truth(expr),
            // A sum over all units at once, which SQL makes nought of nothing.
            Expr::Ternary { truthy, .. } if matches!(**truthy, Expr::Agg(_)) => self.unsupported(truthy),
            Expr::Ternary { predicate, truthy, falsy } => {
                let nothing = matches!(&**falsy, Expr::Literal(value) if value.is_null());
                let parts: &[&Expr] = if nothing { &[truthy] } else { &[truthy, falsy] };
                let (asked, chosen) = (self.truth(predicate), self.alike(expr, parts));
                let (sort, mut chosen) = chosen?;
                let otherwise = if nothing { lit(NULL) } else { chosen.pop()? };
                Some((sort, when(asked?.1).then(chosen.pop()?).otherwise(otherwise)))
            }
            Expr::Function { input, function } => self.function(expr, function, input),
            _ => self.unsupported(expr),
        }
    }

    fn function(&mut self, whole: &Expr, function: &FunctionExpr, input: &[Expr]) -> Option<Term> {
        use BooleanFunction::{IsIn, IsNotNull, IsNull, Not};
        match (function, input) {
            (FunctionExpr::StructExpr(StructFunction::FieldByName(category)), [Expr::Column(code)]) => {
                self.operand(code, Some(category))
            }
            (FunctionExpr::Coalesce, parts) => {
                let (sort, parts) = self.alike(whole, &parts.iter().collect::<Vec<_>>())?;
                Some((sort, coalesce(&parts)))
            }
            (FunctionExpr::Abs, [of]) => self.number(of).map(|(sort, of)| (sort, of.abs())),
            (FunctionExpr::Boolean(Not), [of]) => self.truth(of).map(|(_, of)| (Truth, of.not())),
            (FunctionExpr::Boolean(IsNull), [of]) => self.number(of).map(|(_, of)| (Truth, of.is_null())),
            (FunctionExpr::Boolean(IsNotNull), [of]) => self.number(of).map(|(_, of)| (Truth, of.is_not_null())),
            (FunctionExpr::Boolean(IsIn { .. }), [of, Expr::Agg(AggExpr::Implode { input, .. })]) => {
                let Expr::Literal(LiteralValue::Series(list)) = &**input else { return self.unsupported(whole) };
                let number = self.number(of)?;
                let mut any = lit(false);
                for value in list.iter() {
                    let shown = value.to_string();
                    match literal(&LiteralValue::from(value)) {
                        Some(value) if value.0 != Truth => any = any.or(compared(number.clone(), Operator::Eq, value)),
                        _ => return self.fault(ExpressionFault::Unsupported(shown)),
                    }
                }
                Some((Truth, any))
            }
            _ => self.unsupported(whole),
        }
    }

    fn binary(&mut self, whole: &Expr, left: &Expr, op: Operator, right: &Expr) -> Option<Term> {
        use Operator::{And, Eq, Gt, GtEq, Lt, LtEq, Minus, Multiply, Or, Plus, TrueDivide};
        // Both sides are read before either gives up, so that all faults are told at once.
        let (a, b) = match op {
            And | Or => (self.truth(left), self.truth(right)),
            Eq => match (self.term(left), self.term(right)) {
                (Some((Truth, a)), Some((Truth, b))) => return Some((Truth, a.eq(b))),
                (a, b) => (self.numeric(left, a), self.numeric(right, b)),
            },
            Lt | LtEq | Gt | GtEq | Plus | Minus | Multiply | TrueDivide => (self.number(left), self.number(right)),
            _ => return self.unsupported(whole),
        };
        let (a, b) = (a?, b?);
        Some(match op {
            And | Or => (Truth, binary_expr(a.1, op, b.1)),
            Plus | Minus if (a.0, b.0) == (Exact, Exact) => (Exact, binary_expr(a.1, op, b.1)),
            Plus | Minus | Multiply => (Float, binary_expr(float(a), op, float(b))),
            TrueDivide => {
                // What is divided by nothing has no value, and the rule cannot be held there.
                let (a, b) = (float(a), float(b));
                (Float, when(b.clone().neq(lit(0.0))).then(a / b).otherwise(lit(NULL)))
            }
            _ => (Truth, compared(a, op, b)),
        })
    }

    fn number(&mut self, expr: &Expr) -> Option<Term> {
        let term = self.term(expr);
        self.numeric(expr, term)
    }

    fn numeric(&mut self, expr: &Expr, term: Option<Term>) -> Option<Term> {
        match term? {
            (Truth, _) => self.fault(ExpressionFault::NumberWanted(quoted(expr))),
            number => Some(number),
        }
    }

    fn truth(&mut self, expr: &Expr) -> Option<Term> {
        match self.term(expr)? {
            (Truth, condition) => Some((Truth, condition)),
            _ => self.fault(ExpressionFault::ConditionWanted(quoted(expr))),
        }
    }

    /// Parts of which one is taken: all numbers, of one sort, or all conditions.
    fn alike(&mut self, whole: &Expr, parts: &[&Expr]) -> Option<(Sort, Vec<Expr>)> {
        let terms: Vec<Option<Term>> = parts.iter().map(|part| self.term(part)).collect();
        let terms: Vec<Term> = terms.into_iter().collect::<Option<_>>()?;
        let (least, most) = (terms.iter().map(|term| term.0).min()?, terms.iter().map(|term| term.0).max()?);
        match most {
            Truth if least != Truth => self.fault(ExpressionFault::NumberWanted(quoted(whole))),
            Float => Some((Float, terms.into_iter().map(float).collect())),
            _ => Some((most, terms.into_iter().map(|term| term.1).collect())),
        }
    }

    fn operand(&mut self, code: &str, category: Option<&str>) -> Option<Term> {
        let Some(id) = self.catalogue.find(code) else {
            return self.fault(ExpressionFault::IndicatorUnknown(code.to_owned()));
        };
        let category = match category {
            None => None,
            Some(wanted) => match self.catalogue.categories(id).find(|(_, known)| known.code == wanted) {
                Some((category, _)) => Some(category),
                None => {
                    let (indicator, category) = (code.to_owned(), wanted.to_owned());
                    return self.fault(ExpressionFault::CategoryUnknown { indicator, category });
                }
            },
        };
        if self.catalogue.indicator(id).kind == Kind::Rating {
            return self.fault(ExpressionFault::NotNumeric(code.to_owned()));
        }
        let operand = (id, category);
        let column = self.operands.iter().position(|known| *known == operand).unwrap_or_else(|| {
            self.operands.push(operand);
            self.operands.len() - 1
        });
        Some((Exact, col(column.to_string())))
    }
}

fn literal(value: &LiteralValue) -> Option<Term> {
    match value.to_any_value()? {
        AnyValue::Boolean(truth) => Some((Truth, lit(truth))),
        number if number.is_integer() => Some((Exact, lit(number.extract::<i128>()?))),
        number if number.is_float() => Some((Float, lit(number.extract::<f64>()?))),
        _ => None,
    }
}

fn float((sort, expr): Term) -> Expr {
    if sort == Exact { expr.cast(DataType::Float64) } else { expr }
}

/// Whether two numbers compare like this: exactly, or within [`SLACK`].
fn compared(a: Term, op: Operator, b: Term) -> Expr {
    if (a.0, b.0) == (Exact, Exact) {
        return binary_expr(a.1, op, b.1);
    }
    let (a, b) = (float(a), float(b));
    let slack = (a.clone().abs() + b.clone().abs()) * lit(SLACK);
    let above = a - b;
    match op {
        Operator::Eq => above.abs().lt_eq(slack),
        Operator::Lt => above.lt(lit(0.0) - slack),
        Operator::LtEq => above.lt_eq(slack),
        Operator::Gt => above.gt(slack),
        _ => above.gt_eq(lit(0.0) - slack),
    }
}

/// A part of an expression as a person would have written it, or nearly.
fn quoted(expr: &Expr) -> String {
    match expr {
        Expr::Column(code) => code.to_string(),
        Expr::Cast { expr, .. } => format!("cast({})", quoted(expr)),
        Expr::BinaryExpr { left, op, right } => {
            let sign = op.to_string().replace("==", "=").replace('&', "AND").replace('|', "OR");
            format!("{} {sign} {}", quoted(left), quoted(right))
        }
        other => {
            let text = format!("{other:?}").replace("dyn int: ", "").replace("dyn float: ", "");
            text.split("col(\"").map(|part| part.replacen("\")", "", usize::from(part.contains("\")")))).collect()
        }
    }
}
