//! `scoring.toml`: how emulation points are given (optional).

use super::keys::{Keys, Said, Source, choice};
use super::layouts::Known;
use super::units;
use crate::app::fault::Faults;
use crate::domain::{
    Amount, Better, Block, CategoryId, Class, Comparator, Condition, Consequence, Criterion, IndicatorId, Kind, Method,
    Part, Period, Requirement, Scoring, Step, UnitKind,
};

/// Name of the file.
pub const FILE: &str = "scoring.toml";

/// The sections that hold criteria, with what they do to the score.
const PARTS: [(&str, Part); 3] = [("criteria", Part::Score), ("bonuses", Part::Bonus), ("deductions", Part::Deduction)];

/// How a figure becomes points, as it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Target,
    Each,
    Best,
    Rank,
    Steps,
}

const WAYS: [(Way, &str); 5] =
    [(Way::Target, "target"), (Way::Each, "each"), (Way::Best, "best"), (Way::Rank, "rank"), (Way::Steps, "steps")];

/// The keys that belong to one method only.
const OWN_KEYS: [(Way, &str); 5] = [
    (Way::Target, "target"),
    (Way::Target, "comparator"),
    (Way::Each, "per"),
    (Way::Rank, "step"),
    (Way::Steps, "steps"),
];

/// Reads the file. Where its heading is wrong there is nothing to give; every fault is told all the same.
pub fn read(text: &str, known: &Known<'_>, faults: &Faults) -> Option<Scoring> {
    let source = Source::new(FILE, text, faults);
    let table = source.parse()?;
    let root = Keys::root(source, table.get_ref());
    let scoring = root.required_section("scoring").map(|keys| heading(keys, root.has("blocks"), known));
    let blocks = blocks(root.sections("blocks"), known);
    let mut codes = Vec::new();
    let mut criteria = Vec::new();
    if !PARTS.iter().any(|(key, _)| root.has(key)) {
        root.fault("section-missing", 0, "criteria", &[("example", "[[criteria]]".to_owned())]);
    }
    for (key, part) in PARTS {
        let sections = root.sections(key);
        criteria.extend(sections.into_iter().filter_map(|keys| criterion(keys, key, part, &mut codes, known)));
    }
    let classes = classes(root.sections("classes"));
    let mut codes = Vec::new();
    let conditions = root.sections("conditions").into_iter();
    let conditions = conditions.filter_map(|keys| condition(keys, &classes, &mut codes, known)).collect();
    root.done();
    Some(Scoring { blocks, criteria, conditions, classes, ..scoring? })
}

fn heading(keys: Keys<'_>, has_blocks: bool, known: &Known<'_>) -> Scoring {
    let kinds = keys.texts_or_one("units");
    if let (true, Some(first)) = (has_blocks, kinds.first()) {
        keys.fault("scoring-both", first.line, "units", &[]);
    }
    let scoring = Scoring {
        name: keys.required_name("name").map(|said| said.value).unwrap_or_default(),
        period: period(&keys, known),
        kinds: kinds.into_iter().filter_map(|said| kind(&keys, said)).collect(),
        decimals: keys.whole("decimals", 0..=4).unwrap_or(2),
        bonus_cap: points(&keys, "bonus_cap"),
        deduction_cap: points(&keys, "deduction_cap"),
        total_cap: points(&keys, "total_cap"),
        blocks: Vec::new(),
        criteria: Vec::new(),
        conditions: Vec::new(),
        classes: Vec::new(),
    };
    keys.done();
    scoring
}

fn kind(keys: &Keys<'_>, said: Said<String>) -> Option<UnitKind> {
    let found = UnitKind::parse(&said.value);
    if found.is_none() {
        let known = UnitKind::ALL.iter().map(|(_, word)| *word);
        keys.fault("word-wrong", said.line, "units", &choice(&said.value, known));
    }
    found
}

fn blocks(sections: Vec<Keys<'_>>, known: &Known<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for mut keys in sections {
        let taken = blocks.iter().map(|block| block.code.as_str());
        let code = code(&mut keys, "blocks", taken);
        let name = keys.required_name("name").map(|said| said.value).unwrap_or_default();
        let said = keys.texts("units");
        if said.is_empty() && !keys.has("units") {
            keys.fault("key-missing", keys.line, "units", &[("example", "units = [\"…\", \"…\"]".to_owned())]);
        }
        let mut members = Vec::new();
        for said in said {
            match units::find(known.registry, &said.value, known.end) {
                None => {
                    let facts = choice(&said.value, units::codes(known.registry));
                    keys.fault("reference-unknown", said.line, "units", &facts);
                }
                Some(id) if members.contains(&id) || blocks.iter().any(|block| block.units.contains(&id)) => {
                    keys.fault("block-twice", said.line, "units", &[("code", said.value)]);
                }
                Some(id) => members.push(id),
            }
        }
        keys.done();
        members.sort();
        blocks.push(Block { code, name, units: members });
    }
    blocks
}

/// One criterion, bonus or deduction.
fn criterion(
    mut keys: Keys<'_>,
    section: &str,
    part: Part,
    codes: &mut Vec<String>,
    known: &Known<'_>,
) -> Option<Criterion> {
    let code = code(&mut keys, section, codes.iter().map(String::as_str));
    codes.push(code.clone());
    let name = keys.required_name("name").map(|said| said.value).unwrap_or_default();
    let group = keys.text("group").map(|said| said.value).unwrap_or_default();
    let subject = subject(&keys, known);
    let period = period(&keys, known);
    let way = keys.required_word("method", &WAYS);
    let method = method(&keys, way.as_ref());
    let steps = way.as_ref().is_some_and(|said| said.value == Way::Steps);
    let worth = points(&keys, "points");
    if way.is_some() && !steps && !keys.has("points") {
        keys.fault("key-missing", keys.line, "points", &[("example", "points = 10".to_owned())]);
    }
    let cap = points(&keys, "cap");
    if way.as_ref().is_some_and(|said| said.value == Way::Each) && !keys.has("cap") {
        keys.fault("key-missing", keys.line, "cap", &[("example", "cap = 10".to_owned())]);
    }
    let weight = points(&keys, "weight").unwrap_or(Amount::whole(1));
    if let (Some((indicator, _)), Some(way)) = (subject, &way) {
        check_indicator(&keys, indicator, way, known);
    }
    keys.done();
    let highest = match &method {
        Some(Method::Steps(steps)) => steps.iter().map(|step| step.points).max(),
        _ => worth,
    };
    let (indicator, category) = subject?;
    let points = highest?;
    Some(Criterion {
        code,
        name,
        group,
        part,
        indicator,
        category,
        period,
        method: method?,
        points,
        cap: cap.unwrap_or(points),
        weight,
    })
}

/// The method with what belongs to it; keys of other methods are refused.
fn method(keys: &Keys<'_>, way: Option<&Said<Way>>) -> Option<Method> {
    let (target, comparator) = (keys.number("target"), keys.word("comparator", &Comparator::ALL));
    let (per, step) = (keys.number("per"), points(keys, "step"));
    let steps = keys.sections("steps");
    let way = way?;
    for (owner, key) in OWN_KEYS.into_iter().filter(|(owner, key)| *owner != way.value && keys.has(key)) {
        let word = |way| WAYS.iter().find(|(known, _)| *known == way).map_or("", |(_, word)| *word).to_owned();
        keys.fault("key-of-method", way.line, key, &[("method", word(owner)), ("found", word(way.value))]);
    }
    let missing = |key: &'static str, example: &str| {
        if !keys.has(key) {
            keys.fault("key-missing", way.line, key, &[("example", example.to_owned())]);
        }
    };
    match way.value {
        Way::Target => {
            if let (None, Some(comparator)) = (&target, &comparator) {
                keys.fault("key-missing", comparator.line, "target", &[("example", "target = 100".to_owned())]);
            }
            let comparator = comparator.map_or(Comparator::AtLeast, |said| said.value);
            Some(Method::Target(target.map(|target| (comparator, target.value))))
        }
        Way::Each => match per {
            Some(per) if per.value <= Amount::ZERO => {
                keys.fault("number-positive", per.line, "per", &[("found", per.value.to_string())]);
                None
            }
            Some(per) => Some(Method::Each(per.value)),
            None => Some(Method::Each(Amount::whole(1))),
        },
        Way::Best => Some(Method::Best),
        Way::Rank => {
            missing("step", "step = 1");
            step.map(Method::Rank)
        }
        Way::Steps => {
            missing("steps", "steps = [{ at_least = 90, points = 10 }, { at_least = 70, points = 5 }]");
            let steps: Vec<Step> = steps.into_iter().filter_map(self::step).collect();
            (!steps.is_empty()).then_some(Method::Steps(steps))
        }
    }
}

fn step(keys: Keys<'_>) -> Option<Step> {
    let bounds = [("at_least", Comparator::AtLeast), ("at_most", Comparator::AtMost)];
    let given = bounds.map(|(key, comparator)| (keys.number(key), comparator));
    let one = exactly_one(&keys, &["at_least", "at_most"]);
    let worth = required_points(&keys, "points");
    keys.done();
    let (bound, comparator) = given.into_iter().find_map(|(bound, sign)| bound.map(|bound| (bound, sign)))?;
    one.then_some(Step { bound: bound.value, comparator, points: worth? })
}

/// What is scored must be an amount, and where units compete it must be said what is good.
fn check_indicator(keys: &Keys<'_>, id: IndicatorId, way: &Said<Way>, known: &Known<'_>) {
    let indicator = known.catalogue.indicator(id);
    if indicator.kind == Kind::Rating {
        keys.fault("indicator-unscored", way.line, "indicator", &[("code", indicator.code.clone())]);
    } else if indicator.better == Better::None && matches!(way.value, Way::Best | Way::Rank) {
        keys.fault("better-missing", way.line, "method", &[("code", indicator.code.clone())]);
    }
}

fn condition(mut keys: Keys<'_>, classes: &[Class], codes: &mut Vec<String>, known: &Known<'_>) -> Option<Condition> {
    let code = code(&mut keys, "conditions", codes.iter().map(String::as_str));
    codes.push(code.clone());
    let name = keys.required_name("name").map(|said| said.value).unwrap_or_default();
    let asks = exactly_one(&keys, &["indicator", "each_criterion", "months_of_life", "complete"]);
    let comparator = keys.word("comparator", &Comparator::ALL).map_or(Comparator::AtLeast, |said| said.value);
    let (each, months) = (points(&keys, "each_criterion"), keys.whole("months_of_life", 1..=120));
    let (period, complete) = (period(&keys, known), keys.flag("complete"));
    let require = if keys.has("indicator") {
        let (subject, value) = (subject(&keys, known), keys.number("value"));
        if value.is_none() && !keys.has("value") {
            keys.fault("key-missing", keys.line, "value", &[("example", "value = 90".to_owned())]);
        }
        subject.zip(value).map(|((indicator, category), value)| Requirement::Value {
            indicator,
            category,
            period,
            comparator,
            value: value.value,
        })
    } else {
        let each = each.map(Requirement::EachCriterion);
        each.or(months.map(Requirement::MonthsOfLife)).or(complete.and_then(|yes| yes.then_some(Requirement::Complete)))
    };
    let follows = exactly_one(&keys, &["class_at_most", "points_at_most", "left_out"]);
    let class = keys.text("class_at_most").and_then(|said| {
        let found = classes.iter().position(|class| class.code == said.value);
        if found.is_none() {
            let known = classes.iter().map(|class| class.code.as_str());
            keys.fault("reference-unknown", said.line, "class_at_most", &choice(&said.value, known));
        }
        found.map(Consequence::ClassAtMost)
    });
    let most = points(&keys, "points_at_most").map(Consequence::PointsAtMost);
    let left_out = keys.flag("left_out").and_then(|yes| yes.then_some(Consequence::LeftOut));
    keys.done();
    let otherwise = class.or(most).or(left_out).filter(|_| asks && follows);
    Some(Condition { code, name, require: require?, otherwise: otherwise? })
}

fn classes(sections: Vec<Keys<'_>>) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    for mut keys in sections {
        let code = code(&mut keys, "classes", classes.iter().map(|class| class.code.as_str()));
        let name = keys.required_name("name").map(|said| said.value).unwrap_or_default();
        let from = required_points(&keys, "from").unwrap_or_default();
        if classes.last().is_some_and(|above| above.from <= from) {
            keys.fault("classes-order", keys.line, "from", &[("found", from.to_string())]);
        }
        keys.done();
        classes.push(Class { code, name, from });
    }
    classes
}

/// The code of a section, which then names it in messages.
fn code<'c>(keys: &mut Keys<'_>, section: &str, mut taken: impl Iterator<Item = &'c str>) -> String {
    let Some(code) = keys.required("code") else { return String::new() };
    keys.rename(format!("{section}.{}", code.value));
    if !super::catalogue::is_code(&code.value) {
        keys.fault("code-form", code.line, "code", &[("code", code.value.clone())]);
    }
    if taken.any(|other| other == code.value) {
        keys.fault("code-twice", code.line, "code", &[("code", code.value.clone())]);
    }
    code.value
}

/// The indicator and category that a section looks at.
fn subject(keys: &Keys<'_>, known: &Known<'_>) -> Option<(IndicatorId, Option<CategoryId>)> {
    let catalogue = known.catalogue;
    let said = keys.required("indicator");
    let category = keys.text("category");
    let said = said?;
    let Some(indicator) = catalogue.find(&said.value) else {
        let codes = catalogue.indicators.iter().map(|indicator| indicator.code.as_str());
        keys.fault("reference-unknown", said.line, "indicator", &choice(&said.value, codes));
        return None;
    };
    let Some(category) = category else { return Some((indicator, None)) };
    let found = catalogue.categories(indicator).find(|(_, known)| known.code == category.value).map(|(id, _)| id);
    if found.is_none() {
        let codes = catalogue.categories(indicator).map(|(_, known)| known.code.as_str());
        keys.fault("reference-unknown", category.line, "category", &choice(&category.value, codes));
    }
    found.map(|id| (indicator, Some(id)))
}

/// A period in its text form; none where it is not said.
fn period(keys: &Keys<'_>, known: &Known<'_>) -> Option<Period> {
    let said = keys.text("period")?;
    let period = known.calendar.parse(&said.value);
    if period.is_none() {
        keys.fault("period-wrong", said.line, "period", &[("found", said.value)]);
    }
    period
}

/// A number of points: nought or more.
fn points(keys: &Keys<'_>, key: &'static str) -> Option<Amount> {
    let said = keys.number(key)?;
    if said.value < Amount::ZERO {
        keys.fault("number-negative", said.line, key, &[("found", said.value.to_string())]);
        return None;
    }
    Some(said.value)
}

fn required_points(keys: &Keys<'_>, key: &'static str) -> Option<Amount> {
    if !keys.has(key) {
        keys.fault("key-missing", keys.line, key, &[("example", format!("{key} = 10"))]);
    }
    points(keys, key)
}

/// Whether exactly one of several keys is there; told where not.
fn exactly_one(keys: &Keys<'_>, allowed: &[&'static str]) -> bool {
    let given: Vec<&str> = allowed.iter().copied().filter(|key| keys.has(key)).collect();
    let facts = [("allowed", allowed.join(", ")), ("found", given.join(", "))];
    match given.len() {
        0 => keys.fault("one-of-missing", keys.line, "", &facts[..1]),
        1 => {}
        _ => keys.fault("one-of-several", keys.line, "", &facts),
    }
    given.len() == 1
}
