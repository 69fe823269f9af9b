//! `Scoring`: how a workspace gives emulation points (*chấm điểm thi đua*); `ScoreTable`, the points given, with the
//! working of each.

use super::amount::Amount;
use super::figure::Number;
use super::indicator::{CategoryId, IndicatorId};
use super::period::Period;
use super::ranking::LeftOut;
use super::target::Comparator;
use super::unit::{UnitId, UnitKind};
use crate::text::{Bilingual, Language, show_number};

/// How points are given: `scoring.toml`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scoring {
    /// As printed over the table.
    pub name: Bilingual,
    /// The period that is scored; none: the term.
    pub period: Option<Period>,
    /// Which kinds of units are scored; empty: the children of the root, whatever their kind.
    pub kinds: Vec<UnitKind>,
    /// Digits after the point that the points of each criterion are rounded to, half away from zero.
    pub decimals: u32,
    /// The most that all bonuses together give.
    pub bonus_cap: Option<Amount>,
    /// The most that all deductions together take.
    pub deduction_cap: Option<Amount>,
    /// The most that a unit can have in all.
    pub total_cap: Option<Amount>,
    /// Groups of units that compete among themselves (*khối, cụm thi đua*); empty: all compete with all.
    pub blocks: Vec<Block>,
    /// What gives or takes points, in the order of the file: criteria, bonuses, deductions.
    pub criteria: Vec<Criterion>,
    /// What must hold beside the points.
    pub conditions: Vec<Condition>,
    /// Classes (*xếp loại*), the best first.
    pub classes: Vec<Class>,
}

/// Units that compete among themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// Its units.
    pub units: Vec<UnitId>,
}

/// What a criterion does to the score.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// It gives points.
    Score,
    /// It gives points on top (*điểm thưởng*).
    Bonus,
    /// It takes points away (*điểm trừ*).
    Deduction,
}

/// One criterion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Criterion {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// The section of the table that it stands in.
    pub group: String,
    /// Whether it gives or takes.
    pub part: Part,
    /// What it looks at.
    pub indicator: IndicatorId,
    /// Which part of that.
    pub category: Option<CategoryId>,
    /// In which period; none: the scoring's.
    pub period: Option<Period>,
    /// How a figure becomes points.
    pub method: Method,
    /// The points that the method speaks of.
    pub points: Amount,
    /// The most points it can give or take, before the weight.
    pub cap: Amount,
    /// What the points are multiplied by (*hệ số*).
    pub weight: Amount,
}

/// How a figure becomes points.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Method {
    /// The points times what was reached ÷ the target: the one given here for all, else that of `targets.csv`. Of *at
    /// most* it is target ÷ value beyond the target, of *exactly* all or nothing.
    Target(Option<(Comparator, Amount)>),
    /// The points for each so many.
    Each(Amount),
    /// The points times value ÷ the best value among the units that compete; where less is better, best ÷ value.
    Best,
    /// The points for the first, so many less for every rank below.
    Rank(Amount),
    /// The points of the first step, from the top, that the value reaches.
    Steps(Vec<Step>),
}

/// One step of a scale.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// What the value is compared with.
    pub bound: Amount,
    /// `AtLeast` where the value must reach the bound, `AtMost` where it must not pass it.
    pub comparator: Comparator,
    /// The points of the step.
    pub points: Amount,
}

/// What must hold beside the points.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// What must hold.
    pub require: Requirement,
    /// What follows where it does not.
    pub otherwise: Consequence,
}

/// What a condition asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Requirement {
    /// A value of an indicator.
    Value {
        /// What is looked at.
        indicator: IndicatorId,
        /// Which part of that.
        category: Option<CategoryId>,
        /// In which period; none: the scoring's.
        period: Option<Period>,
        /// How it is compared.
        comparator: Comparator,
        /// With what.
        value: Amount,
    },
    /// No criterion that gives points (bonuses aside) may give less than so many per cent of the most it can.
    EachCriterion(Amount),
    /// The unit has lived at least so many months at the end of the period.
    MonthsOfLife(u32),
    /// No figure that is scored lacks a report.
    Complete,
}

/// What follows where a condition does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Consequence {
    /// The class is at best this one: index into [`Scoring::classes`].
    ClassAtMost(usize),
    /// The total is at most this.
    PointsAtMost(Amount),
    /// The unit is not ranked.
    LeftOut,
}

/// A class by points.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Class {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// The fewest points for it.
    pub from: Amount,
}

/// The points given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScoreTable {
    /// How.
    pub scoring: Scoring,
    /// The period that was scored.
    pub period: Period,
    /// One for each block; one for all where there are no blocks.
    pub blocks: Vec<ScoreBlock>,
}

/// The scores of units that compete among themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScoreBlock {
    /// Index into [`Scoring::blocks`]; none: there are no blocks.
    pub block: Option<usize>,
    /// The best first; units that share a rank in the order of the registry.
    pub scores: Vec<Score>,
    /// Units that are not ranked and why, in the order of the registry.
    pub left_out: Vec<LeftOut>,
}

/// The score of one unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Score {
    /// Whose.
    pub unit: UnitId,
    /// One for each criterion, in order.
    pub lines: Vec<ScoreLine>,
    /// What the criteria give.
    pub base: Amount,
    /// What the bonuses give, capped.
    pub bonus: Amount,
    /// What the deductions take, capped.
    pub deduction: Amount,
    /// Base and bonus less deduction, within 0 and all caps.
    pub total: Amount,
    /// One for each condition, in order.
    pub conditions: Vec<Held>,
    /// Index into [`Scoring::classes`]; none: below the last, or there are none.
    pub class: Option<usize>,
    /// 1 for the best; units of one total share a rank. None: left out of the ranking.
    pub rank: Option<u32>,
    /// The best rank and the worst, whatever missing reports turn out to be.
    pub range: Option<(u32, u32)>,
    /// Whether every line rests on figures that nothing missing can change.
    pub complete: bool,
}

/// Whether a condition holds for a unit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Held {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Nothing shows that it does: it has the consequences of *no*.
    Unknown,
}

/// What one criterion gives one unit, or takes from it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScoreLine {
    /// Index into [`Scoring::criteria`].
    pub criterion: usize,
    /// What the points rest on.
    pub working: Working,
    /// What the method gives, before cap, weight and rounding.
    pub raw: Amount,
    /// The points: capped, weighted, rounded. Of a deduction, what is taken away: never below nought.
    pub points: Amount,
    /// Whether the cap cut it.
    pub capped: bool,
    /// Whether nothing that is missing or inexact can change the points.
    pub certain: bool,
}

/// What points rest on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Working {
    /// There is no figure: no points.
    NoFigure,
    /// There is a figure and no target to compare it with: no points.
    NoTarget(Number),
    /// What was reached, and the target.
    Target(Number, Comparator, Amount),
    /// So many, each so many.
    Each(Number, Amount),
    /// The value, and the best.
    Best(Number, Number),
    /// The value and its rank among the units that compete.
    Rank(Number, u32),
    /// The value and the step it reaches: index into the steps; none: no step.
    Step(Number, Option<usize>),
}

impl Working {
    /// The unit's own value.
    pub fn value(&self) -> Option<Number> {
        match self {
            Working::NoFigure => None,
            Working::NoTarget(value)
            | Working::Target(value, ..)
            | Working::Each(value, _)
            | Working::Best(value, _)
            | Working::Rank(value, _)
            | Working::Step(value, _) => Some(*value),
        }
    }
}

impl ScoreLine {
    /// The working as a person would write it beside the points: `436 ÷ 400 × 20 = 21,8 → 20`. Signs and numbers only,
    /// so it needs no words; empty where there is no figure.
    pub fn formula(&self, criterion: &Criterion, language: Language) -> String {
        let show = |amount: Amount| show_number(&amount.rounded(4).to_string(), language);
        let number = |number: &Number| show(number.amount());
        let points = show(criterion.points);
        let start = match &self.working {
            Working::NoFigure => return String::new(),
            Working::NoTarget(value) => return format!("{} ÷ …", number(value)),
            Working::Target(value, Comparator::AtLeast, target) => {
                format!("{} ÷ {} × {points}", number(value), show(*target))
            }
            Working::Target(value, comparator @ Comparator::AtMost, target) => {
                let within = comparator.judge(value.amount(), *target).is_met();
                match within {
                    true => format!("{} ≤ {}", number(value), show(*target)),
                    false => format!("{} ÷ {} × {points}", show(*target), number(value)),
                }
            }
            Working::Target(value, Comparator::Equal, target) => {
                let sign = if value.amount() == *target { "=" } else { "≠" };
                format!("{} {sign} {}", number(value), show(*target))
            }
            Working::Each(value, each) if *each == Amount::whole(1) => format!("{} × {points}", number(value)),
            Working::Each(value, each) => format!("{} ÷ {} × {points}", number(value), show(*each)),
            Working::Best(value, best) if value.amount() > best.amount() => {
                format!("{} ÷ {} × {points}", number(best), number(value))
            }
            Working::Best(value, best) => format!("{} ÷ {} × {points}", number(value), number(best)),
            Working::Rank(_, rank) => match &criterion.method {
                Method::Rank(step) => format!("{points} − ({rank} − 1) × {}", show(*step)),
                _ => points,
            },
            Working::Step(value, step) => match (&criterion.method, step) {
                (Method::Steps(steps), Some(step)) => {
                    let Step { bound, comparator, .. } = steps[*step];
                    format!("{} {} {}", number(value), comparator.sign(), show(bound))
                }
                _ => number(value),
            },
        };
        let mut text = format!("{start} = {}", show(self.raw));
        if self.capped {
            text.push_str(&format!(" → {}", show(criterion.cap)));
        }
        if criterion.weight != Amount::whole(1) {
            text.push_str(&format!(" × {}", show(criterion.weight)));
        }
        text
    }
}
