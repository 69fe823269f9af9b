//! Emulation scores: points for figures as `scoring.toml` gives them, with the working of every point.
//!
//! What is not reported earns nothing and fulfils no condition, and the score says that it can still change.

use std::collections::BTreeSet;

use super::bounds::Bounds;
use super::elsewhere::Elsewhere;
use super::places::{Entrant, places};
use super::points::Judge;
use super::rankings::registered_children;
use crate::analysis::span::lives;
use crate::domain::{
    Amount, Code, Consequence, Finding, Held, Knowledge, LeftOut, Part, Period, Place, Registry, Requirement, Score,
    ScoreBlock, ScoreLine, ScoreTable, Scoring, UnitId, WhyLeftOut, Working,
};

/// The periods that a scoring looks at.
pub(super) fn periods(scoring: &Scoring, knowledge: &Knowledge) -> BTreeSet<Period> {
    let own = period(scoring, knowledge);
    let criteria = scoring.criteria.iter().map(|criterion| criterion.period);
    let conditions = scoring.conditions.iter().filter_map(|condition| match condition.require {
        Requirement::Value { period, .. } => Some(period),
        _ => None,
    });
    criteria.chain(conditions).map(|period| period.unwrap_or(own)).chain([own]).collect()
}

fn period(scoring: &Scoring, knowledge: &Knowledge) -> Period {
    scoring.period.unwrap_or(knowledge.term.period)
}

/// The whole table, and what is to be told of it.
pub(super) fn table(scoring: &Scoring, elsewhere: &Elsewhere<'_>) -> (ScoreTable, Vec<Finding>) {
    let Elsewhere { observations, knowledge, .. } = elsewhere;
    let (units, period) = (&observations.units, period(scoring, knowledge));
    let there = |unit: &UnitId| lives(units.get(*unit), period.into(), false);
    let groups: Vec<(Option<usize>, Vec<UnitId>)> = match scoring.blocks.is_empty() {
        true => vec![(None, competitors(scoring, units, knowledge.root))],
        false => scoring.blocks.iter().enumerate().map(|(index, block)| (Some(index), block.units.clone())).collect(),
    };
    let mut findings = Vec::new();
    let mut blocks = Vec::new();
    for (block, members) in groups {
        let members: Vec<UnitId> = members.into_iter().filter(there).collect();
        let scorer = Scorer { scoring, judge: Judge::new(scoring, period, elsewhere), period, units };
        let block = scorer.block(block, &members);
        findings.extend(tell(&block, scoring, period, units, knowledge));
        blocks.push(block);
    }
    (ScoreTable { scoring: scoring.clone(), period, blocks }, findings)
}

/// Who is scored where there are no blocks: the root's children, or all units of some kinds below it.
fn competitors(scoring: &Scoring, units: &Registry, root: UnitId) -> Vec<UnitId> {
    if scoring.kinds.is_empty() {
        return registered_children(units, root).collect();
    }
    let meant = units.iter().filter(|(_, unit)| unit.registered && scoring.kinds.contains(&unit.kind));
    meant.filter(|(id, _)| units.ancestors(*id).any(|above| above == root)).map(|(id, _)| id).collect()
}

struct Scorer<'a> {
    scoring: &'a Scoring,
    judge: Judge<'a>,
    period: Period,
    units: &'a Registry,
}

/// A score with the least and the most that its total can be.
struct Draft {
    score: Score,
    total: Bounds,
    /// Whether a condition leaves the unit out, and whether that can change.
    out: bool,
    open: bool,
}

impl Scorer<'_> {
    fn block(&self, block: Option<usize>, members: &[UnitId]) -> ScoreBlock {
        let columns: Vec<Vec<ScoreLine>> =
            (0..self.scoring.criteria.len()).map(|index| self.judge.lines(index, members)).collect();
        let mut drafts = Vec::new();
        let mut left_out = Vec::new();
        let mut absent = Vec::new();
        for (index, &unit) in members.iter().enumerate() {
            let lines: Vec<ScoreLine> = columns.iter().map(|column| column[index].clone()).collect();
            let silent = lines.iter().all(|line| line.working == Working::NoFigure);
            let draft = self.draft(unit, lines);
            if silent {
                left_out.push(LeftOut { unit, reason: WhyLeftOut::NotReported });
                absent.push(draft.total);
                continue;
            }
            if draft.out {
                left_out.push(LeftOut { unit, reason: WhyLeftOut::Condition });
                if draft.open {
                    absent.push(draft.total);
                }
            }
            drafts.push(draft);
        }
        let competing = |draft: &&Draft| !draft.out;
        let entrants: Vec<Entrant> = drafts
            .iter()
            .filter(competing)
            .map(|draft| Entrant { value: draft.score.total.raw(), bounds: draft.total })
            .collect();
        let mut placed = places(&entrants, &absent).into_iter();
        let mut scores: Vec<Score> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let place = if draft.out { None } else { placed.next() };
            scores.push(Score {
                rank: place.map(|place| place.rank),
                range: place.map(|place| place.range),
                ..draft.score
            });
        }
        // Stable: the units stand in the order of the registry. Those without a rank come last.
        scores.sort_by_key(|score| score.rank.unwrap_or(u32::MAX));
        ScoreBlock { block, scores, left_out }
    }

    /// The score of one unit, before its rank.
    fn draft(&self, unit: UnitId, lines: Vec<ScoreLine>) -> Draft {
        let points = |part, of: &dyn Fn(&ScoreLine) -> Amount| -> Amount {
            let lines = lines.iter().filter(|line| self.scoring.criteria[line.criterion].part == part);
            lines.map(of).sum()
        };
        let given = |line: &ScoreLine| line.points;
        let least = |line: &ScoreLine| if line.certain { line.points } else { Amount::ZERO };
        let most = |line: &ScoreLine| if line.certain { line.points } else { self.judge.most(line.criterion) };
        let capped = |amount: Amount, cap: Option<Amount>| cap.map_or(amount, |cap| amount.min(cap));
        let [bonus, bonus_low, bonus_high] = [&given as &dyn Fn(&ScoreLine) -> Amount, &least, &most]
            .map(|of| capped(points(Part::Bonus, of), self.scoring.bonus_cap));
        let [taken, taken_low, taken_high] = [&given as &dyn Fn(&ScoreLine) -> Amount, &least, &most]
            .map(|of| capped(points(Part::Deduction, of), self.scoring.deduction_cap));
        let base = points(Part::Score, &given);
        let within = |amount: Amount| capped(amount.max(Amount::ZERO), self.scoring.total_cap);
        let mut total = within(base + bonus - taken);
        let mut low = within(points(Part::Score, &least) + bonus_low - taken_high);
        let mut high = within(points(Part::Score, &most) + bonus_high - taken_low);

        let mut conditions = Vec::with_capacity(self.scoring.conditions.len());
        let mut best_class = 0;
        let (mut out, mut surely_out, mut open) = (false, false, false);
        for condition in &self.scoring.conditions {
            let (held, firm) = self.holds(&condition.require, unit, &lines);
            conditions.push(held);
            let (applies, may_apply) = (held != Held::Yes, held != Held::Yes || !firm);
            match &condition.otherwise {
                Consequence::ClassAtMost(class) if applies => best_class = best_class.max(*class),
                Consequence::ClassAtMost(_) => {}
                Consequence::PointsAtMost(most) => {
                    total = if applies { total.min(*most) } else { total };
                    low = if may_apply { low.min(*most) } else { low };
                    high = if applies && firm { high.min(*most) } else { high };
                }
                Consequence::LeftOut => {
                    out |= applies;
                    surely_out |= applies && firm;
                    open |= !firm;
                }
            }
        }
        let class = self.scoring.classes.iter().position(|class| total >= class.from);
        let complete = lines.iter().all(|line| line.certain);
        let score = Score {
            unit,
            base,
            bonus,
            deduction: taken,
            total,
            conditions,
            class: class.map(|class| class.max(best_class)),
            rank: None,
            range: None,
            complete,
            lines,
        };
        let open = open && !surely_out;
        // Who may be left out in the end may beat nobody.
        let low = if open { i128::MIN } else { low.raw().min(total.raw()) };
        Draft { score, total: Bounds { low, high: high.raw().max(total.raw()) }, out, open }
    }

    /// Whether a requirement holds, and whether nothing missing can change that.
    fn holds(&self, require: &Requirement, unit: UnitId, lines: &[ScoreLine]) -> (Held, bool) {
        let held = |yes: bool| if yes { Held::Yes } else { Held::No };
        match require {
            Requirement::Value { indicator, category, period, comparator, value } => {
                let period = period.unwrap_or(self.period);
                self.judge.holds((unit, *indicator, *category, period), *comparator, *value)
            }
            Requirement::EachCriterion(percent) => {
                let weak = |line: &&ScoreLine| {
                    let part = self.scoring.criteria[line.criterion].part;
                    let least = self.judge.most(line.criterion).times(*percent, Amount::whole(100));
                    part == Part::Score && least.is_some_and(|least| line.points < least)
                };
                let weak: Vec<&ScoreLine> = lines.iter().filter(weak).collect();
                if weak.iter().any(|line| line.certain) {
                    (Held::No, true)
                } else if weak.is_empty() {
                    // Points that are not certain may turn out to be fewer, too.
                    (Held::Yes, lines.iter().all(|line| line.certain))
                } else {
                    (Held::Unknown, false)
                }
            }
            Requirement::MonthsOfLife(months) => {
                let unit = self.units.get(unit);
                let end = unit.valid_to.map_or(self.period.to, |to| to.min(self.period.to));
                let lived = unit.valid_from.is_none_or(|from| end.index() - from.index() + 1 >= *months as i32);
                (held(lived), true)
            }
            Requirement::Complete => {
                let complete = lines.iter().all(|line| line.certain);
                (held(complete), complete)
            }
        }
    }
}

/// Tells of scores that rest on missing figures, and of criteria without a target to compare with.
fn tell(
    block: &ScoreBlock,
    scoring: &Scoring,
    period: Period,
    units: &Registry,
    knowledge: &Knowledge,
) -> Vec<Finding> {
    let language = knowledge.language;
    let shown = knowledge.calendar.show(period);
    let mut findings = Vec::new();
    for score in &block.scores {
        for (code, concerns) in [
            (Code::ScoreIncomplete, (|line| !line.certain) as fn(&ScoreLine) -> bool),
            (Code::ScoreNoTarget, |line| matches!(line.working, Working::NoTarget(_))),
        ] {
            let lines = score.lines.iter().filter(|line| concerns(line));
            let mut names: Vec<&str> = lines.map(|line| scoring.criteria[line.criterion].name.get(language)).collect();
            if code == Code::ScoreIncomplete {
                let conditions = scoring.conditions.iter().zip(&score.conditions);
                let unknown = conditions.filter(|(_, held)| **held == Held::Unknown);
                names.extend(unknown.map(|(condition, _)| condition.name.get(language)));
            }
            if !names.is_empty() {
                let unit = units.get(score.unit);
                findings.push(
                    Finding::new(code, Place::default())
                        .unit(&unit.code)
                        .period(shown.clone())
                        .with("unit", unit.name.as_str())
                        .with("count", names.len())
                        .with("criteria", names.join("; ")),
                );
            }
        }
    }
    findings
}
