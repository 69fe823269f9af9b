//! Double subordination: one union that two bodies report, its sector and its territory say, stands twice where the
//! registry lacks it, for a name alone tells nobody whether it is one union or two.
//!
//! Nothing is merged on a guess. A name that just two bodies share, one of which leads by sector or stands above the other,
//! is told; a name that districts have in common (two schools called after one hero) only where its figures are the same.
//! What a person decided about the name is not asked again.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::resolve::{names_a_group, plain_name};
use crate::domain::{
    Amount, CategoryId, Code, Finding, IndicatorId, Knowledge, ObservationId, Observations, Period, Place, State,
    UnitId, UnitKind,
};
use crate::text::fold;

/// A finding names no more unions than a person will look up.
const NAMED: usize = 8;
/// So many digits of equal figures are no chance: a count of three digits beside one of two. Noughts at the end are none.
const DIGITS: u32 = 5;

/// A fact of a union: of what, when, how much, and where it was read.
type Fact = ((IndicatorId, Option<CategoryId>, Period), Amount, ObservationId);

/// Two unions of one name that may be one.
struct Pair {
    units: [UnitId; 2],
    /// One fact that both state, with its cells.
    cells: [ObservationId; 2],
    /// Whether all that both state is the same.
    alike: bool,
}

/// One finding for each two bodies below which names stand that may be one union each.
pub(super) fn findings(observations: &Observations, knowledge: &Knowledge) -> Vec<Finding> {
    let mut between: BTreeMap<(UnitId, UnitId, bool), Vec<Pair>> = BTreeMap::new();
    let shared = shared_names(observations);
    let facts = facts_of(observations, shared.values().flatten());
    for bearers in shared.values() {
        for mut pair in pairs(observations, bearers, &facts) {
            if pair.units.iter().any(|&unit| is_decided(knowledge, observations, unit)) {
                continue;
            }
            let body = |unit: UnitId| observations.units.get(unit).parent.unwrap_or(unit);
            // In the order of the registry, whoever was met first.
            if body(pair.units[0]) > body(pair.units[1]) {
                pair.units.reverse();
                pair.cells.reverse();
            }
            let [one, other] = pair.units.map(body);
            between.entry((one, other, pair.alike)).or_default().push(pair);
        }
    }
    between.into_iter().map(|(bodies, pairs)| finding(observations, bodies, &pairs)).collect()
}

/// Unregistered unions by name, where several bodies have one of that name.
fn shared_names(observations: &Observations) -> BTreeMap<String, Vec<UnitId>> {
    // The end of the code first: names are taken apart only where that is shared.
    let mut by_end: BTreeMap<&str, Vec<UnitId>> = BTreeMap::new();
    let met = observations.units.iter().filter(|(_, unit)| !unit.registered && unit.parent.is_some());
    for (id, unit) in met {
        let slug = unit.code.rsplit('/').next().unwrap_or_default();
        by_end.entry(slug.rsplit('-').next().unwrap_or_default()).or_default().push(id);
    }
    let mut shared: BTreeMap<String, Vec<UnitId>> = BTreeMap::new();
    for id in by_end.into_values().filter(|alike| alike.len() > 1).flatten() {
        let name = &observations.units.get(id).name;
        if !names_a_group(name) {
            shared.entry(plain_name(name)).or_default().push(id);
        }
    }
    shared.retain(|_, bearers| bearers.len() > 1);
    shared
}

/// What these unions state, in order.
fn facts_of<'u>(observations: &Observations, units: impl Iterator<Item = &'u UnitId>) -> BTreeMap<UnitId, Vec<Fact>> {
    let mut facts: BTreeMap<UnitId, Vec<Fact>> = units.map(|&unit| (unit, Vec::new())).collect();
    if facts.is_empty() {
        return facts;
    }
    for (index, row) in observations.rows.iter().enumerate() {
        if let (State::Value(amount), Some(of_unit)) = (row.state, facts.get_mut(&row.unit))
            && !amount.is_zero()
        {
            of_unit.push(((row.indicator, row.category, row.period), amount, ObservationId(index as u32)));
        }
    }
    facts.values_mut().for_each(|of_unit| of_unit.sort_unstable());
    facts
}

/// The unions of one name that may be one, two by two.
fn pairs(observations: &Observations, bearers: &[UnitId], facts: &BTreeMap<UnitId, Vec<Fact>>) -> Vec<Pair> {
    if let &[one, other] = bearers {
        let crossing = crosses(observations, one, other);
        return compared(one, other, facts).filter(|pair| pair.alike || crossing).into_iter().collect();
    }
    // A name that many bear says little: only who states the same is looked at, by its first fact that few state.
    const FEW: usize = 4;
    let mut stated: BTreeMap<(IndicatorId, Option<CategoryId>, Period, Amount), Vec<UnitId>> = BTreeMap::new();
    for &unit in bearers {
        for &((indicator, category, period), amount, _) in &facts[&unit] {
            stated.entry((indicator, category, period, amount)).or_default().push(unit);
        }
    }
    let mut candidates: Vec<(UnitId, UnitId)> = Vec::new();
    for alike in stated.values().filter(|alike| alike.len() <= FEW) {
        for (place, &one) in alike.iter().enumerate() {
            candidates.extend(alike[place + 1..].iter().filter(|&&other| other != one).map(|&other| (one, other)));
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    candidates.retain(|(one, other)| !disagree(&facts[one], &facts[other]));
    let compared = candidates.into_iter().filter_map(|(one, other)| compared(one, other, facts));
    compared.filter(|pair| pair.alike).collect()
}

/// Whether two unions state two amounts of one thing: most do within their first facts, and need no second look.
fn disagree(mine: &[Fact], others: &[Fact]) -> bool {
    let (mut mine, mut others) = (mine.iter().peekable(), others.iter().peekable());
    while let (Some(one), Some(other)) = (mine.peek(), others.peek()) {
        match one.0.cmp(&other.0) {
            Ordering::Less => drop(mine.next()),
            Ordering::Greater => drop(others.next()),
            Ordering::Equal if one.1 != other.1 => return true,
            Ordering::Equal => drop((mine.next(), others.next())),
        }
    }
    false
}

/// Two unions beside each other; none where nothing of theirs is added up together.
fn compared(one: UnitId, other: UnitId, facts: &BTreeMap<UnitId, Vec<Fact>>) -> Option<Pair> {
    let (mine, others) = (&facts[&one], &facts[&other]);
    let (mut digits, mut differ, mut same, mut meeting) = (0, false, None, None);
    for &(key, amount, id) in mine {
        let of_series = others.partition_point(|(other, ..)| (other.0, other.1) < (key.0, key.1));
        for &(other, stated, cell) in others[of_series..].iter().take_while(|f| (f.0.0, f.0.1) == (key.0, key.1)) {
            if other == key && stated == amount {
                digits += amount.abs().rounded(0).to_string().trim_end_matches('0').len() as u32;
                same = same.or(Some([id, cell]));
            }
            differ |= other == key && stated != amount;
            meeting = meeting.or(other.2.overlap(key.2).map(|_| [id, cell]));
        }
    }
    let alike = !differ && digits >= DIGITS;
    same.or(meeting).map(|cells| Pair { units: [one, other], cells, alike })
}

/// Whether one body leads by sector and the other does not, or one stands above the other.
fn crosses(observations: &Observations, one: UnitId, other: UnitId) -> bool {
    let units = &observations.units;
    let parent = |unit: UnitId| units.get(unit).parent;
    let (Some(one), Some(other)) = (parent(one), parent(other)) else { return false };
    let by_sector = |body: UnitId| {
        let mut chain = std::iter::once(body).chain(units.ancestors(body));
        chain.any(|unit| matches!(units.get(unit).kind, UnitKind::Sector | UnitKind::Zone))
    };
    let above = |high: UnitId, low: UnitId| units.ancestors(low).any(|unit| unit == high);
    by_sector(one) != by_sector(other) || above(one, other) || above(other, one)
}

/// Whether a person said which unit the name means below this body.
fn is_decided(knowledge: &Knowledge, observations: &Observations, unit: UnitId) -> bool {
    let decisions = &knowledge.decisions.units;
    decisions.iter().any(|one| one.units.contains(&unit) && fold(&one.name) == fold(&observations.units.get(unit).name))
}

fn finding(observations: &Observations, (one, other, alike): (UnitId, UnitId, bool), pairs: &[Pair]) -> Finding {
    let units = &observations.units;
    let first = &pairs[0];
    let place = observations.place(first.cells[0]);
    let shown = |id: ObservationId| {
        let cell = observations.place(id);
        let place = if (&cell.file, &cell.sheet) == (&place.file, &place.sheet) { cell.cell } else { cell.to_string() };
        format!("{place}: {}", observations.get(id).raw)
    };
    let named = pairs.iter().take(NAMED).map(|pair| {
        let [mine, others] = pair.cells.map(shown);
        format!("{} ({mine}; {others})", units.get(pair.units[1]).name)
    });
    let mut names: Vec<String> = named.collect();
    if pairs.len() > NAMED {
        names.push(format!("… (+{})", pairs.len() - NAMED));
    }
    let [code, own] = first.units.map(|unit| units.get(unit).code.clone());
    let finding = Finding::new(Code::UnitDoubled, Place { cell: place.cell.clone(), ..place.clone() })
        .unit(&units.get(one).code)
        .with("count", pairs.len())
        .with("one", units.get(one).name.as_str())
        .with("other", units.get(other).name.as_str())
        .with("units", names.join("; "))
        .with("under", units.get(other).code.as_str())
        .with("name", units.get(first.units[1]).name.as_str())
        .with("code", code)
        .with("own", own);
    if alike { finding.variant("alike") } else { finding }
}
