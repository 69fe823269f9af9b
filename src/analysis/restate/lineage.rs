//! `Lineage`: what became of every unit, and where it stood in the tree, at any month.
//!
//! A merger and a rename hand a whole unit over, a split hands over parts of it, a transfer moves it to another parent.
//! Parts are intervals of the whole, so that parts of parts add up to it without rounding anything twice.

use std::collections::BTreeMap;

use crate::domain::{Amount, Change, ChangeKind, Month, Registry, UnitId};

/// A part of a unit: an interval of the whole `0..Amount::ONE`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::analysis) struct Part {
    from: i128,
    to: i128,
}

impl Part {
    /// The whole.
    pub const WHOLE: Part = Part { from: 0, to: Amount::ONE };

    /// The part of an amount. The parts of a whole add up to it exactly.
    pub fn of(self, amount: Amount) -> Amount {
        let up_to = |end: i128| {
            let (whole, rest) = (amount.raw().div_euclid(Amount::ONE), amount.raw().rem_euclid(Amount::ONE));
            whole * end + (rest * end).div_euclid(Amount::ONE)
        };
        Amount::from_raw(up_to(self.to) - up_to(self.from))
    }

    /// The interval between two shares of this part.
    fn between(self, from: i128, to: i128) -> Part {
        let at = |share: i128| self.from + (self.to - self.from) * share / Amount::ONE;
        Part { from: at(from), to: at(to) }
    }
}

/// Who a unit became, with which part.
pub(in crate::analysis) type Heirs = Vec<(UnitId, Part)>;

/// What every unit of a date was before, itself included. Most units never were another one.
pub(in crate::analysis) struct Before {
    units: Vec<UnitId>,
    others: BTreeMap<UnitId, Vec<UnitId>>,
}

impl Before {
    /// What a unit was, in order; nothing where it became others itself.
    pub fn of(&self, unit: UnitId) -> &[UnitId] {
        self.others.get(&unit).map_or_else(|| std::slice::from_ref(&self.units[unit.0 as usize]), Vec::as_slice)
    }
}

/// One thing that happened to a unit itself: what it became on one day.
#[derive(Debug)]
pub(in crate::analysis) struct Event {
    /// The first month after it.
    pub month: Month,
    /// What it became, by unit; empty where a split says no shares.
    heirs: Vec<(UnitId, Amount)>,
    /// Every unit that it became, shares or not.
    pub to: Vec<UnitId>,
    /// Indices into the changes, in order.
    pub changes: Vec<u32>,
}

impl Event {
    /// Whether figures can be carried across it.
    pub fn is_shared(&self) -> bool {
        !self.heirs.is_empty()
    }
}

/// See the module's text.
pub(in crate::analysis) struct Lineage<'a> {
    units: &'a Registry,
    events: BTreeMap<UnitId, Vec<Event>>,
    /// New parents by the first month under them.
    moves: BTreeMap<UnitId, Vec<(Month, UnitId, u32)>>,
}

impl<'a> Lineage<'a> {
    /// Puts the changes of a workspace in order. The order of their rows does not matter.
    pub fn new(units: &'a Registry, changes: &[Change]) -> Lineage<'a> {
        let mut events: BTreeMap<UnitId, Vec<Event>> = BTreeMap::new();
        let mut moves: BTreeMap<UnitId, Vec<(Month, UnitId, u32)>> = BTreeMap::new();
        let mut order: Vec<u32> = (0..changes.len() as u32).collect();
        order.sort_by_key(|&index| {
            let change = &changes[index as usize];
            (change.from, change.month, change.to)
        });
        for index in order {
            let change = &changes[index as usize];
            let reborn = reborn(units, change);
            if change.kind == ChangeKind::Transfer && reborn.is_none() {
                moves.entry(change.from).or_default().push((change.month, change.to, index));
                continue;
            }
            let of_unit = events.entry(change.from).or_default();
            if of_unit.last().is_none_or(|last| last.month != change.month) {
                of_unit.push(Event { month: change.month, heirs: Vec::new(), to: Vec::new(), changes: Vec::new() });
            }
            if let Some(event) = of_unit.last_mut() {
                let to = reborn.unwrap_or(change.to);
                let whole = (change.kind != ChangeKind::Split).then_some(Amount::whole(1));
                event.heirs.extend(change.share.or(whole).map(|share| (to, share)));
                event.to.push(to);
                event.changes.push(index);
            }
        }
        for (unit, event) in reborn_below(units, changes) {
            events.entry(unit).or_default().push(event);
        }
        for event in events.values_mut().flatten() {
            let sum: Amount = event.heirs.iter().map(|(_, share)| *share).sum();
            if sum != Amount::whole(1) {
                event.heirs.clear();
            }
            event.changes.sort_unstable();
        }
        Lineage { units, events, moves }
    }

    /// Whether a unit was ever moved to another parent.
    pub fn moves_ever(&self, unit: UnitId) -> bool {
        self.moves.contains_key(&unit)
    }

    /// Everything that units became, by unit and month.
    pub fn events(&self) -> impl Iterator<Item = (UnitId, &Event)> {
        self.events.iter().flat_map(|(&unit, events)| events.iter().map(move |event| (unit, event)))
    }

    /// Every move: unit, first month, new parent, index of the change.
    pub fn moves(&self) -> impl Iterator<Item = (UnitId, Month, UnitId, u32)> {
        self.moves
            .iter()
            .flat_map(|(&unit, moves)| moves.iter().map(move |&(month, to, index)| (unit, month, to, index)))
    }

    /// The last month that a unit's figures of a span ending in `end` can speak of.
    pub fn stands(&self, unit: UnitId, end: Month) -> Month {
        self.units.get(unit).valid_to.map_or(end, |last| last.min(end))
    }

    /// What a unit, as it stood in the month `stood`, has become by `as_of`: parts that make the whole. A unit that was
    /// split without shares stays as it was.
    pub fn heirs(&self, unit: UnitId, stood: Month, as_of: Month) -> Heirs {
        let mut heirs = Vec::new();
        self.follow(unit, stood, as_of, Part::WHOLE, &mut heirs);
        heirs.sort_unstable();
        heirs
    }

    /// What every unit of a date was before. Of a unit that lost a part and lives on, what it was at first.
    pub fn before(&self, as_of: Month) -> Before {
        let mut others: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
        for &unit in self.events.keys() {
            others.entry(unit).or_default();
            for (heir, _) in self.heirs(unit, Month::from_index(i32::MIN / 2), as_of) {
                others.entry(heir).or_default().push(unit);
            }
        }
        for (&unit, was) in &mut others {
            if !self.events.contains_key(&unit) {
                was.push(unit);
            }
            was.sort_unstable();
        }
        Before { units: self.units.iter().map(|(unit, _)| unit).collect(), others }
    }

    fn follow(&self, unit: UnitId, stood: Month, as_of: Month, part: Part, into: &mut Heirs) {
        let next = self.next(unit, stood, as_of).filter(|event| event.is_shared());
        let Some(event) = next else {
            into.push((unit, part));
            return;
        };
        let mut share = 0;
        for &(heir, of_whole) in &event.heirs {
            let upper = share + of_whole.raw();
            // What another unit does on the same day comes after; what is left of the unit itself is past this event.
            let stood = if heir == unit { event.month } else { event.month.plus(-1) };
            self.follow(heir, stood, as_of, part.between(share, upper), into);
            share = upper;
        }
    }

    /// The first event of a unit after the month `stood` and not after `as_of`.
    pub fn next(&self, unit: UnitId, stood: Month, as_of: Month) -> Option<&Event> {
        let events = self.events.get(&unit)?;
        events.iter().find(|event| event.month > stood).filter(|event| event.month <= as_of)
    }

    /// The unit that a unit belongs to in a month. Where that one has ended, what it became whole; where it became
    /// nothing whole, the unit above it. Units met only in reports belong to whoever reported them, or to what that became.
    pub fn parent(&self, unit: UnitId, month: Month) -> Option<UnitId> {
        let stated = self.units.get(unit).parent;
        if !self.units.get(unit).registered {
            // What it belongs to may have become another unit whole; parts of it are nobody's but its own.
            let ended = stated.and_then(|parent| self.units.get(parent).valid_to).filter(|&end| end < month);
            let became = stated.zip(ended).map(|(parent, end)| self.heirs(parent, end, month));
            return match became.as_deref() {
                Some([(heir, _)]) => Some(*heir),
                _ => stated,
            };
        }
        let mut parent = self.moved(unit, month).or(stated)?;
        // Every step leaves a unit that ended earlier or goes up, so there are no more steps than units.
        for _ in 0..self.units.len() {
            let Some(end) = self.units.get(parent).valid_to.filter(|&end| end < month) else { break };
            let heirs = self.heirs(parent, end, month);
            parent = match heirs[..] {
                [(heir, _)] if heir != parent && heir != unit => heir,
                _ => self.moved(parent, end).or(self.units.get(parent).parent)?,
            };
        }
        Some(parent)
    }

    /// The parent that the last move before or in a month gave.
    fn moved(&self, unit: UnitId, month: Month) -> Option<UnitId> {
        let moves = self.moves.get(&unit)?;
        moves.iter().rev().find(|(from, ..)| *from <= month).map(|(_, parent, _)| *parent)
    }

    /// The units above in a month, parent first.
    pub fn ancestors(&self, unit: UnitId, month: Month) -> Vec<UnitId> {
        let mut above = Vec::new();
        let mut at = unit;
        while let Some(parent) = self.parent(at, month) {
            // A circle among moves is refused when the workspace is loaded.
            if parent == unit || above.contains(&parent) {
                break;
            }
            above.push(parent);
            at = parent;
        }
        above
    }
}

/// Units met only in reports, of a unit that became another one, and under the same name under what it became: each is
/// the one that it was before.
fn reborn_below(units: &Registry, changes: &[Change]) -> Vec<(UnitId, Event)> {
    let mut found: BTreeMap<UnitId, Event> = BTreeMap::new();
    for (index, change) in (0_u32..).zip(changes).filter(|(_, change)| change.kind != ChangeKind::Transfer) {
        let (from, to) = (units.get(change.from), units.get(change.to));
        let met = |id: &&UnitId| !units.get(**id).registered;
        for &child in units.children(change.from).iter().filter(met) {
            let before = units.get(child);
            let Some(name) = before.code.strip_prefix(from.code.as_str()) else { continue };
            let of_name = units.with_code(&format!("{}{name}", to.code)).iter();
            let begins = |id: &&UnitId| **id != child && units.get(**id).valid_from == Some(change.month);
            let Some(&heir) = of_name.filter(met).find(begins) else { continue };
            if before.valid_to == Some(change.month.plus(-1)) {
                let heirs = vec![(heir, Amount::whole(1))];
                let event = Event { month: change.month, heirs, to: vec![heir], changes: vec![index] };
                found.entry(child).or_insert(event);
            }
        }
    }
    found.into_iter().collect()
}

/// A unit that moves may be written as two lives of one code, each with its parent: then it became the second one.
fn reborn(units: &Registry, change: &Change) -> Option<UnitId> {
    let before = units.get(change.from);
    let ended = before.valid_to.is_some_and(|end| end < change.month);
    let lives = |id: &&UnitId| **id != change.from && units.get(**id).lives_at(change.month);
    let transfer = change.kind == ChangeKind::Transfer && ended;
    units.with_code(&before.code).iter().filter(|_| transfer).find(lives).copied()
}
