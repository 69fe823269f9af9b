//! Tests of emulation scores: a table of criteria, figures as text, the points and their working as text.

use super::run;
use crate::analysis::analyse;
use crate::analysis::testing::{Case, amount};
use crate::domain::*;
use crate::text::{Bilingual, Language};

/// A scoring without anything in it.
fn scoring() -> Scoring {
    Scoring {
        name: Bilingual::default(),
        period: None,
        kinds: Vec::new(),
        decimals: 2,
        bonus_cap: None,
        deduction_cap: None,
        total_cap: None,
        blocks: Vec::new(),
        criteria: Vec::new(),
        conditions: Vec::new(),
        classes: Vec::new(),
    }
}

fn criterion(case: &Case, part: Part, indicator: &str, method: Method, points: &str, cap: &str) -> Criterion {
    Criterion {
        code: indicator.to_owned(),
        name: Bilingual { vi: indicator.to_owned(), en: indicator.to_owned() },
        group: String::new(),
        part,
        indicator: case.indicator(indicator),
        category: None,
        period: None,
        method,
        points: amount(points),
        cap: amount(cap),
        weight: Amount::whole(1),
    }
}

fn condition(require: Requirement, otherwise: Consequence) -> Condition {
    Condition { code: "c".to_owned(), name: Bilingual::default(), require, otherwise }
}

fn class(code: &str, from: &str) -> Class {
    Class { code: code.to_owned(), name: Bilingual::default(), from: amount(from) }
}

fn scored(case: &Case, rows: &str) -> (ScoreTable, Vec<Finding>) {
    let observations = case.observations(rows);
    let figures = analyse(&observations, &case.knowledge).expect("figures").value;
    let Found { value, findings } = run(&observations, &case.knowledge, &figures).expect("comparisons");
    (value.scores.expect("scores"), findings)
}

/// One unit a line: `rank unit total class (range): formula; …`.
fn shown(case: &Case, table: &ScoreTable) -> Vec<String> {
    let code = |unit: UnitId| case.knowledge.registry.get(unit).code.clone();
    let line = |score: &Score| {
        let working: Vec<String> = score
            .lines
            .iter()
            .map(|line| {
                let criterion = &table.scoring.criteria[line.criterion];
                let formula = line.formula(criterion, Language::Vi);
                let mark = if line.certain { "" } else { "?" };
                format!("{formula} [{}{mark}]", line.points)
            })
            .collect();
        let rank = score.rank.map_or("–".to_owned(), |rank| rank.to_string());
        let class = score.class.map_or("", |class| table.scoring.classes[class].code.as_str());
        let range = score.range.filter(|(best, worst)| best != worst);
        let range = range.map_or(String::new(), |(best, worst)| format!(" ({best}–{worst})"));
        format!("{rank} {} {} {class}{range}: {}", code(score.unit), score.total, working.join("; "))
    };
    table.blocks.iter().flat_map(|block| &block.scores).map(line).collect()
}

const UNITS: &str = "units: root; a<root; b<root; c<root; d<root
    indicators: sk flow; tn flow; dv stock; nu stock; ty rate nu dv 100
    term: 2019..2019\nbetter: higher sk dv ty; lower tn
    target: a sk 2019 >= 400\ntarget: b sk 2019 >= 100\ntarget: c sk 2019 >= 50";

#[test]
fn every_method_shows_its_working() {
    // One unit is no more.
    let mut case = Case::new(&UNITS.replace("d<root", "d<root 2010-01..2018-12"));
    let steps = vec![
        Step { bound: amount("50"), comparator: Comparator::AtLeast, points: amount("5") },
        Step { bound: amount("30"), comparator: Comparator::AtLeast, points: amount("3") },
    ];
    let mut weighted = criterion(&case, Part::Score, "sk", Method::Best, "10", "10");
    weighted.weight = Amount::whole(2);
    case.knowledge.scoring = Some(Scoring {
        criteria: vec![
            criterion(&case, Part::Score, "sk", Method::Target(None), "20", "24"),
            weighted,
            criterion(&case, Part::Score, "dv", Method::Rank(amount("2")), "5", "5"),
            criterion(&case, Part::Score, "ty", Method::Steps(steps), "5", "5"),
            criterion(&case, Part::Bonus, "sk", Method::Each(amount("100")), "0.5", "2"),
            criterion(&case, Part::Deduction, "tn", Method::Each(amount("1")), "1.5", "4"),
        ],
        ..scoring()
    });
    let rows = "a | sk | | 2019 | 436\nb | sk | | 2019 | 150\nc | sk | | 2019 | 0
                a | tn | | 2019 | 0\nb | tn | | 2019 | 1\nc | tn | | 2019 | 4
                a | dv | | 2019 | 2000\nb | dv | | 2019 | 1000\nc | dv | | 2019 | 1000
                a | nu | | 2019 | 900\nb | nu | | 2019 | 600\nc | nu | | 2019 | 100";
    let (table, findings) = scored(&case, rows);
    assert_eq!(
        shown(&case, &table),
        [
            "1 a 51.8 : 436 ÷ 400 × 20 = 21,8 [21.8]; 436 ÷ 436 × 10 = 10 × 2 [20]; 5 − (1 − 1) × 2 = 5 [5]; \
             45 ≥ 30 = 3 [3]; 436 ÷ 100 × 0,5 = 2,18 → 2 [2]; 0 × 1,5 = 0 [0]",
            "2 b 38.13 : 150 ÷ 100 × 20 = 30 → 24 [24]; 150 ÷ 436 × 10 = 3,4404 × 2 [6.88]; 5 − (2 − 1) × 2 = 3 [3]; \
             60 ≥ 50 = 5 [5]; 150 ÷ 100 × 0,5 = 0,75 [0.75]; 1 × 1,5 = 1,5 [1.5]",
            "3 c 0 : 0 ÷ 50 × 20 = 0 [0]; 0 ÷ 436 × 10 = 0 × 2 [0]; 5 − (2 − 1) × 2 = 3 [3]; \
             10 = 0 [0]; 0 ÷ 100 × 0,5 = 0 [0]; 4 × 1,5 = 6 → 4 [4]",
        ]
        .map(|line| line.to_owned())
    );
    assert!(table.blocks[0].left_out.is_empty(), "{:?}", table.blocks[0].left_out);
    assert!(findings.iter().all(|finding| finding.code != Code::ScoreIncomplete), "{findings:?}");
    // Where it is there and silent, it may be the best: whoever is compared with it cannot be sure of the points.
    let all = Case::new(UNITS);
    case.knowledge.registry = all.knowledge.registry.clone();
    let (table, _) = scored(&case, rows);
    assert_eq!(table.blocks[0].left_out, [LeftOut { unit: case.unit("d"), reason: WhyLeftOut::NotReported }]);
    let certain: Vec<bool> = table.blocks[0].scores[0].lines.iter().map(|line| line.certain).collect();
    assert_eq!(certain, [true, false, false, true, true, true]);
}

#[test]
fn what_is_missing_earns_nothing_and_leaves_the_rank_open() {
    let mut case = Case::new(UNITS);
    case.knowledge.scoring = Some(Scoring {
        criteria: vec![
            criterion(&case, Part::Score, "sk", Method::Target(None), "20", "20"),
            criterion(&case, Part::Score, "dv", Method::Each(amount("100")), "1", "10"),
        ],
        ..scoring()
    });
    let rows = "a | sk | | 2019 | 400\nb | sk | | 2019 | 50\nb | dv | | 2019 | 500
                c | sk | | 2019 | 5\nc | dv | | 2019 | 100\nd | sk | | 2019 | 7\nd | dv | | 2019 | 100";
    let (table, findings) = scored(&case, rows);
    assert_eq!(
        shown(&case, &table),
        [
            "1 a 20 : 400 ÷ 400 × 20 = 20 [20];  [0?]",
            "2 b 15 : 50 ÷ 100 × 20 = 10 [10]; 500 ÷ 100 × 1 = 5 [5]",
            "3 c 3 : 5 ÷ 50 × 20 = 2 [2]; 100 ÷ 100 × 1 = 1 [1]",
            "4 d 1 : 7 ÷ … [0]; 100 ÷ 100 × 1 = 1 [1]",
        ]
        .map(|line| line.to_owned())
    );
    let codes: Vec<_> = findings.iter().map(|finding| (finding.code.as_str(), finding.unit.as_str())).collect();
    assert_eq!(codes, [("score-incomplete", "a"), ("score-no-target", "d")]);
    // Without the others' lead, what is missing can change the order.
    let rows = rows.replace("a | sk | | 2019 | 400", "a | sk | | 2019 | 240");
    let (table, _) = scored(&case, &rows);
    let ranges: Vec<_> = table.blocks[0].scores.iter().map(|score| (score.rank, score.range)).collect();
    assert_eq!(ranges[0], (Some(1), Some((1, 2))));
    assert_eq!(ranges[1], (Some(2), Some((1, 2))));
    assert_eq!(ranges[2], (Some(3), Some((3, 3))));
}

#[test]
fn side_conditions_lower_the_class_limit_the_points_or_leave_out() {
    let mut case = Case::new(UNITS);
    let ty = case.indicator("ty");
    let value = Requirement::Value {
        indicator: ty,
        category: None,
        period: None,
        comparator: Comparator::AtLeast,
        value: amount("30"),
    };
    let base = Scoring {
        criteria: vec![
            criterion(&case, Part::Score, "sk", Method::Each(amount("10")), "1", "60"),
            criterion(&case, Part::Score, "dv", Method::Each(amount("100")), "1", "40"),
        ],
        classes: vec![class("tot", "85"), class("kha", "70"), class("tb", "50")],
        ..scoring()
    };
    let rows = "a | sk | | 2019 | 600\na | dv | | 2019 | 4000\na | nu | | 2019 | 1000
                b | sk | | 2019 | 600\nb | dv | | 2019 | 1500\nb | nu | | 2019 | 900
                c | sk | | 2019 | 300\nc | dv | | 2019 | 4000";
    let run = |conditions: Vec<Condition>, case: &mut Case| {
        case.knowledge.scoring = Some(Scoring { conditions, ..base.clone() });
        let (table, _) = scored(case, rows);
        let code = |unit: UnitId| case.knowledge.registry.get(unit).code.clone();
        let line = |score: &Score| {
            let class = score.class.map_or("", |class| table.scoring.classes[class].code.as_str());
            let held: String = score.conditions.iter().map(|held| format!(" {held:?}")).collect();
            let rank = score.rank.map_or("–".to_owned(), |rank| rank.to_string());
            format!("{rank} {} {} {class}{held}", code(score.unit), score.total)
        };
        table.blocks[0].scores.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(run(vec![], &mut case), ["1 a 100 tot", "2 b 75 kha", "3 c 70 kha"]);
    let lower = condition(value.clone(), Consequence::ClassAtMost(1));
    case.knowledge.scoring = Some(Scoring { conditions: vec![lower.clone()], ..base.clone() });
    let (_, findings) = scored(&case, rows);
    let told = findings.iter().filter(|finding| finding.code == Code::ScoreIncomplete);
    assert_eq!(told.map(|finding| finding.unit.as_str()).collect::<Vec<_>>(), ["c"], "nothing shows its share");
    assert_eq!(run(vec![lower], &mut case), ["1 a 100 kha No", "2 b 75 kha Yes", "3 c 70 kha Unknown"]);
    let limit = condition(value.clone(), Consequence::PointsAtMost(amount("69")));
    assert_eq!(run(vec![limit], &mut case), ["1 b 75 kha Yes", "2 a 69 tb No", "2 c 69 tb Unknown"]);
    let out = condition(value, Consequence::LeftOut);
    assert_eq!(run(vec![out], &mut case), ["1 b 75 kha Yes", "– a 100 tot No", "– c 70 kha Unknown"]);
    let weak = condition(Requirement::EachCriterion(amount("50")), Consequence::ClassAtMost(2));
    assert_eq!(run(vec![weak], &mut case), ["1 a 100 tot Yes", "2 b 75 tb No", "3 c 70 kha Yes"]);
    let mut young = Case::new(&UNITS.replace("b<root", "b<root 2019-03..2030-12"));
    let old_enough = condition(Requirement::MonthsOfLife(12), Consequence::LeftOut);
    assert_eq!(run(vec![old_enough], &mut young), ["1 a 100 tot Yes", "2 c 70 kha Yes", "– b 75 kha No"]);
}

#[test]
fn blocks_compete_among_themselves() {
    let mut case = Case::new(UNITS);
    let block = |code: &str, units: &[&str]| Block {
        code: code.to_owned(),
        name: Bilingual::default(),
        units: units.iter().map(|unit| case.unit(unit)).collect(),
    };
    case.knowledge.scoring = Some(Scoring {
        blocks: vec![block("one", &["a", "b"]), block("two", &["c", "d"])],
        criteria: vec![criterion(&case, Part::Score, "sk", Method::Best, "10", "10")],
        ..scoring()
    });
    let (table, _) =
        scored(&case, "a | sk | | 2019 | 40\nb | sk | | 2019 | 10\nc | sk | | 2019 | 2\nd | sk | | 2019 | 1");
    assert_eq!(
        shown(&case, &table),
        [
            "1 a 10 : 40 ÷ 40 × 10 = 10 [10]",
            "2 b 2.5 : 10 ÷ 40 × 10 = 2,5 [2.5]",
            "1 c 10 : 2 ÷ 2 × 10 = 10 [10]",
            "2 d 5 : 1 ÷ 2 × 10 = 5 [5]",
        ]
    );
}

mod laws {
    use super::*;
    use proptest::prelude::*;

    /// So many blocks compete under one root, each among themselves, so that there are ten thousand in all.
    const BLOCKS: usize = 50;
    const ROOTS: u32 = 200;

    proptest! {
        #![proptest_config(ProptestConfig { max_shrink_iters: 300, ..ProptestConfig::with_cases(ROOTS) })]

        #[test]
        fn the_working_adds_up_to_the_score_and_no_cap_is_passed(
            values in proptest::collection::vec(proptest::collection::vec((0..900_i64, 0..9_i64, 0..3000_i64), 1..5), BLOCKS),
            weight in 1..4_i64,
            caps in (1..30_i64, 1..12_i64, 1..60_i64),
        ) {
            let (mut units, mut rows) = (String::from("root"), String::new());
            for (block, values) in values.iter().enumerate() {
                for (unit, (sk, tn, dv)) in values.iter().enumerate() {
                    let unit = format!("b{block}u{unit}");
                    units.push_str(&format!("; {unit}<root"));
                    for (what, value) in [("sk", sk), ("tn", tn), ("dv", dv)] {
                        rows.push_str(&format!("{unit} | {what} | | 2019 | {value}\n"));
                    }
                }
            }
            let text = "indicators: sk flow; tn flow; dv stock\nterm: 2019..2019\nbetter: higher sk dv; lower tn";
            let mut case = Case::new(&format!("units: {units}\n{text}"));
            let mut best = criterion(&case, Part::Score, "dv", Method::Best, "30", "30");
            best.weight = Amount::whole(weight);
            let block = |(block, values): (usize, &Vec<_>)| Block {
                code: block.to_string(),
                name: Bilingual::default(),
                units: (0..values.len()).map(|unit| case.unit(&format!("b{block}u{unit}"))).collect(),
            };
            let target = Method::Target(Some((Comparator::AtLeast, amount("300"))));
            let scoring = Scoring {
                blocks: values.iter().enumerate().map(block).collect(),
                criteria: vec![
                    best,
                    criterion(&case, Part::Score, "sk", target, "33.3", "40"),
                    criterion(&case, Part::Score, "tn", Method::Rank(amount("3.5")), "10", "10"),
                    criterion(&case, Part::Bonus, "sk", Method::Each(amount("7")), "0.7", "20"),
                    criterion(&case, Part::Deduction, "tn", Method::Each(amount("1")), "2.25", "15"),
                ],
                bonus_cap: Some(Amount::whole(caps.0)),
                deduction_cap: Some(Amount::whole(caps.1)),
                total_cap: Some(Amount::whole(caps.2)),
                ..scoring()
            };
            case.knowledge.scoring = Some(scoring);
            let (table, _) = scored(&case, &rows);
            prop_assert_eq!(table.blocks.len(), BLOCKS);
            for (block, values) in table.blocks.iter().zip(&values) {
                prop_assert_eq!(block.scores.len(), values.len());
                for score in &block.scores {
                    let sum = |part| -> Amount {
                        let lines = score.lines.iter().filter(|line| table.scoring.criteria[line.criterion].part == part);
                        lines.map(|line| line.points).sum()
                    };
                    prop_assert_eq!(score.base, sum(Part::Score));
                    prop_assert_eq!(score.bonus, sum(Part::Bonus).min(Amount::whole(caps.0)));
                    prop_assert_eq!(score.deduction, sum(Part::Deduction).min(Amount::whole(caps.1)));
                    let whole = (score.base + score.bonus - score.deduction).max(Amount::ZERO);
                    prop_assert_eq!(score.total, whole.min(Amount::whole(caps.2)));
                    for line in &score.lines {
                        let criterion = &table.scoring.criteria[line.criterion];
                        let most = criterion.cap.times(criterion.weight, Amount::whole(1)).expect("a product").rounded(2);
                        prop_assert!(Amount::ZERO <= line.points && line.points <= most);
                        prop_assert_eq!(line.points, line.points.rounded(2));
                    }
                    let better = block.scores.iter().filter(|other| other.total > score.total).count() as u32;
                    prop_assert_eq!(score.rank, Some(better + 1));
                    prop_assert_eq!(score.range, Some((better + 1, better + 1)));
                }
            }
        }
    }
}
