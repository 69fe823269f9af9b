//! A rule's SQL expression, made into an expression of the query engine.
//!
//! Sums and differences stay whole numbers of 128 bits and compare exactly. Products and quotients are floats and compare
//! within [`SLACK`], so that no rule fails by the last bit of a float.

use polars::prelude::{DataType, Expr, NULL, col, lit, when};
use sqlparser::ast::{self, BinaryOperator, FunctionArg, FunctionArgExpr, FunctionArguments, UnaryOperator, Value};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Token;

use super::fault::ExpressionFault;
use crate::domain::{Amount, Catalogue, CategoryId, IndicatorId, Kind};

/// How far two floats may be apart, relative to their size, and still be equal.
const SLACK: f64 = 1e-9;
/// The longest expression that is read: chains of operators nest, and nesting has an end.
const LONGEST: usize = 2_000;
/// A whole number up to this multiplies exactly; no amount is so large that the product would not fit.
const EXACT_FACTOR: i64 = 1_000_000;

/// What an expression names: an indicator, or one category of it.
pub(super) type Operand = (IndicatorId, Option<CategoryId>);

/// An expression that can be asked, with the operands that it names in the order of their columns `0`, `1`, ….
pub(super) struct Expression {
    pub condition: Expr,
    pub operands: Vec<Operand>,
}

/// Reads an expression, or tells everything that is wrong with it.
pub(super) fn read(text: &str, catalogue: &Catalogue) -> Result<Expression, Vec<ExpressionFault>> {
    if text.len() > LONGEST {
        return Err(vec![ExpressionFault::TooLong]);
    }
    let parsed = parse(text).map_err(|message| vec![ExpressionFault::Syntax(message)])?;
    let mut reader = Reader { catalogue, operands: Vec::new(), faults: Vec::new() };
    let condition = match reader.term(&parsed) {
        Some(Term::Condition(condition)) => Some(condition),
        Some(_) => reader.fault(ExpressionFault::NotCondition),
        None => None,
    };
    if reader.operands.is_empty() && reader.faults.is_empty() {
        reader.faults.push(ExpressionFault::Nameless);
    }
    let mut faults = reader.faults;
    match condition {
        Some(condition) if faults.is_empty() => Ok(Expression { condition, operands: reader.operands }),
        _ => {
            faults.sort();
            faults.dedup();
            Err(faults)
        }
    }
}

fn parse(text: &str) -> Result<ast::Expr, String> {
    let said = |error: sqlparser::parser::ParserError| match error {
        sqlparser::parser::ParserError::TokenizerError(message)
        | sqlparser::parser::ParserError::ParserError(message) => message,
        sqlparser::parser::ParserError::RecursionLimitExceeded => "too many brackets within brackets".to_owned(),
    };
    let mut parser = Parser::new(&GenericDialect).try_with_sql(text).map_err(said)?;
    let parsed = parser.parse_expr().map_err(said)?;
    match parser.peek_token().token {
        Token::EOF => Ok(parsed),
        rest => Err(format!("nothing may follow here: {rest}")),
    }
}

/// A part of an expression.
enum Term {
    /// A number written in the rule.
    Constant(Amount),
    /// A sum in raw steps.
    Exact(Expr),
    /// A product or quotient.
    Float(Expr),
    /// What holds or does not.
    Condition(Expr),
}

impl Term {
    fn float(self) -> Expr {
        match self {
            Term::Constant(amount) => lit(amount.to_f64()),
            Term::Exact(expr) => expr.cast(DataType::Float64) / lit(Amount::ONE as f64),
            Term::Float(expr) | Term::Condition(expr) => expr,
        }
    }
}

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

    fn term(&mut self, expr: &ast::Expr) -> Option<Term> {
        match expr {
            ast::Expr::Nested(inner) => self.term(inner),
            ast::Expr::Identifier(name) => self.operand(&name.value, None),
            ast::Expr::CompoundIdentifier(names) if names.len() == 2 => {
                self.operand(&names[0].value, Some(&names[1].value))
            }
            ast::Expr::Value(value) => match &value.value {
                Value::Number(digits, _) => match Amount::parse(digits) {
                    Some(amount) => Some(Term::Constant(amount)),
                    None => self.fault(ExpressionFault::Unsupported(digits.clone())),
                },
                Value::Boolean(truth) => Some(Term::Condition(lit(*truth))),
                _ => self.fault(ExpressionFault::Unsupported(expr.to_string())),
            },
            ast::Expr::UnaryOp { op: UnaryOperator::Plus, expr } => self.number(expr),
            ast::Expr::UnaryOp { op: UnaryOperator::Minus, expr } => Some(negated(self.number(expr)?)),
            ast::Expr::UnaryOp { op: UnaryOperator::Not, expr } => Some(Term::Condition(self.condition(expr)?.not())),
            ast::Expr::BinaryOp { left, op, right } => self.binary(expr, left, op, right),
            ast::Expr::Between { expr, negated, low, high } => {
                let (low, high) = (self.number(low), self.number(high));
                let (least, most) = (self.number(expr), self.number(expr));
                let within =
                    compared(least?, &BinaryOperator::GtEq, low?).and(compared(most?, &BinaryOperator::LtEq, high?));
                Some(Term::Condition(if *negated { within.not() } else { within }))
            }
            ast::Expr::InList { expr, list, negated } => {
                let mut any = lit(false);
                for one in list {
                    let (value, one) = (self.number(expr), self.number(one));
                    any = any.or(compared(value?, &BinaryOperator::Eq, one?));
                }
                Some(Term::Condition(if *negated { any.not() } else { any }))
            }
            ast::Expr::Function(function) => match absolute_of(function) {
                Some(inner) => Some(match self.number(inner)? {
                    Term::Constant(amount) => Term::Constant(amount.abs()),
                    Term::Exact(expr) => Term::Exact(absolute(expr, lit(0_i128))),
                    other => Term::Float(absolute(other.float(), lit(0.0))),
                }),
                None => self.fault(ExpressionFault::Unsupported(function.to_string())),
            },
            other => self.fault(ExpressionFault::Unsupported(other.to_string())),
        }
    }

    fn binary(&mut self, whole: &ast::Expr, left: &ast::Expr, op: &BinaryOperator, right: &ast::Expr) -> Option<Term> {
        use BinaryOperator::{And, Divide, Eq, Gt, GtEq, Lt, LtEq, Minus, Multiply, NotEq, Or, Plus};
        // Both sides are read before either gives up, so that all faults are told at once.
        match op {
            And | Or => {
                let (a, b) = (self.condition(left), self.condition(right));
                Some(Term::Condition(if *op == And { a?.and(b?) } else { a?.or(b?) }))
            }
            Eq | NotEq | Lt | LtEq | Gt | GtEq => {
                let (a, b) = (self.number(left), self.number(right));
                Some(Term::Condition(compared(a?, op, b?)))
            }
            Plus | Minus => {
                let (a, b) = (self.number(left), self.number(right));
                let (a, b) = (a?, if *op == Minus { negated(b?) } else { b? });
                Some(sum(a, b))
            }
            Multiply => {
                let (a, b) = (self.number(left), self.number(right));
                Some(product(a?, b?))
            }
            Divide => {
                let (a, b) = (self.number(left), self.number(right));
                let (a, b) = (a?.float(), b?.float());
                // What is divided by nothing has no value, and the rule cannot be held there.
                Some(Term::Float(when(b.clone().neq(lit(0.0))).then(a / b).otherwise(lit(NULL))))
            }
            _ => self.fault(ExpressionFault::Unsupported(whole.to_string())),
        }
    }

    fn number(&mut self, expr: &ast::Expr) -> Option<Term> {
        match self.term(expr)? {
            Term::Condition(_) => self.fault(ExpressionFault::NumberWanted(expr.to_string())),
            number => Some(number),
        }
    }

    fn condition(&mut self, expr: &ast::Expr) -> Option<Expr> {
        match self.term(expr)? {
            Term::Condition(condition) => Some(condition),
            _ => self.fault(ExpressionFault::ConditionWanted(expr.to_string())),
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
        Some(Term::Exact(col(column.to_string())))
    }
}

fn negated(term: Term) -> Term {
    match term {
        Term::Constant(amount) => Term::Constant(-amount),
        Term::Exact(expr) => Term::Exact(lit(0_i128) - expr),
        other => Term::Float(lit(0.0) - other.float()),
    }
}

fn sum(a: Term, b: Term) -> Term {
    match (a, b) {
        (Term::Constant(a), Term::Constant(b)) => match a.checked_add(b) {
            Some(sum) => Term::Constant(sum),
            None => Term::Float(lit(a.to_f64() + b.to_f64())),
        },
        (Term::Constant(a), Term::Exact(b)) | (Term::Exact(b), Term::Constant(a)) => Term::Exact(b + raw(a)),
        (Term::Exact(a), Term::Exact(b)) => Term::Exact(a + b),
        (a, b) => Term::Float(a.float() + b.float()),
    }
}

fn product(a: Term, b: Term) -> Term {
    let factor = |amount: Amount| amount.count().filter(|count| count.abs() <= EXACT_FACTOR);
    match (a, b) {
        (Term::Constant(a), Term::Exact(b)) | (Term::Exact(b), Term::Constant(a)) => match factor(a) {
            Some(count) => Term::Exact(b * lit(i128::from(count))),
            None => Term::Float(Term::Constant(a).float() * Term::Exact(b).float()),
        },
        (a, b) => Term::Float(a.float() * b.float()),
    }
}

fn raw(amount: Amount) -> Expr {
    lit(amount.raw())
}

fn absolute(expr: Expr, zero: Expr) -> Expr {
    when(expr.clone().lt(zero.clone())).then(zero - expr.clone()).otherwise(expr)
}

fn compared(a: Term, op: &BinaryOperator, b: Term) -> Expr {
    let (a, b) = match (a, b) {
        (Term::Exact(a), Term::Exact(b)) => return exactly(a, op, b),
        (Term::Exact(a), Term::Constant(b)) => return exactly(a, op, raw(b)),
        (Term::Constant(a), Term::Exact(b)) => return exactly(raw(a), op, b),
        (Term::Constant(a), Term::Constant(b)) => return exactly(raw(a), op, raw(b)),
        (a, b) => (a.float(), b.float()),
    };
    let slack = (absolute(a.clone(), lit(0.0)) + absolute(b.clone(), lit(0.0))) * lit(SLACK);
    let above = a - b;
    match op {
        BinaryOperator::Eq => absolute(above, lit(0.0)).lt_eq(slack),
        BinaryOperator::NotEq => absolute(above, lit(0.0)).gt(slack),
        BinaryOperator::Lt => above.lt(lit(0.0) - slack),
        BinaryOperator::LtEq => above.lt_eq(slack),
        BinaryOperator::Gt => above.gt(slack),
        _ => above.gt_eq(lit(0.0) - slack),
    }
}

fn exactly(a: Expr, op: &BinaryOperator, b: Expr) -> Expr {
    match op {
        BinaryOperator::Eq => a.eq(b),
        BinaryOperator::NotEq => a.neq(b),
        BinaryOperator::Lt => a.lt(b),
        BinaryOperator::LtEq => a.lt_eq(b),
        BinaryOperator::Gt => a.gt(b),
        _ => a.gt_eq(b),
    }
}

/// What stands in the brackets of `ABS(…)`.
fn absolute_of(function: &ast::Function) -> Option<&ast::Expr> {
    if !function.name.to_string().eq_ignore_ascii_case("abs") {
        return None;
    }
    match &function.args {
        FunctionArguments::List(list) => match &list.args[..] {
            [FunctionArg::Unnamed(FunctionArgExpr::Expr(inner))] => Some(inner),
            _ => None,
        },
        _ => None,
    }
}
