//! Worlds for the laws of restatement, each made of a row of numbers: chains of mergers, renames and splits with shares,
//! moves of unions and of whole districts, a level that ends, years that start in any month, unions that the registry
//! lacks, and reports of years, of parts of years, of whole lives, by unions and by those above them.

use crate::analysis::testing::Case;
use crate::domain::{Knowledge, Month, Observations, PerimeterMode, Period};

/// How many years a term has.
const YEARS: usize = 3;

/// Numbers that choices are taken from; when they run out, the first of everything.
pub(super) struct Choices<'n>(std::slice::Iter<'n, u32>);

impl<'n> Choices<'n> {
    pub fn new(numbers: &'n [u32]) -> Choices<'n> {
        Choices(numbers.iter())
    }

    pub fn below(&mut self, count: usize) -> usize {
        self.0.next().map_or(0, |&number| number as usize % count.max(1))
    }

    /// One case out of `count`; never when the numbers have run out.
    fn once_in(&mut self, count: usize) -> bool {
        self.below(count) == 1
    }
}

/// A unit with its parent in the registry, and its first month and the one behind its last, from the term's first.
#[derive(Clone, Debug)]
struct Unit {
    code: String,
    parent: String,
    from: Option<i32>,
    to: Option<i32>,
    /// Met in reports only.
    met: bool,
    /// Whether others stand below it.
    node: bool,
    /// Whether unions below it, or below what became it, are met in reports.
    bodied: bool,
    /// When it moved to another parent.
    moves: Vec<i32>,
}

/// What happens to units below one province.
#[derive(Clone, Debug, Default)]
pub(super) struct World {
    units: Vec<Unit>,
    changes: Vec<String>,
    rows: Vec<String>,
    /// The first month of the first change, from the term's first.
    pub first_change: Option<i32>,
    /// Whether a unit reported months before its life, or whole lives without their years.
    pub odd: bool,
    /// What unions reported of every year, added up; none where somebody above them reported too.
    pub told: Option<[i64; YEARS]>,
}

/// What is reported in worlds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reports {
    /// Years and parts of years, by unions only.
    Plain,
    /// Whole lives too, months before a life, and by bodies above unions.
    All,
}

/// A union that lives, and whom it stands under.
#[derive(Clone)]
struct Living {
    unit: usize,
    parent: String,
}

/// The making of a world.
struct Maker<'c, 'n> {
    choices: &'c mut Choices<'n>,
    name: String,
    start: i32,
    reports: Reports,
    world: World,
    alive: Vec<Living>,
    /// Districts that live.
    nodes: Vec<String>,
}

impl World {
    /// The world of a row of numbers; `start`: the first month of the term.
    fn new(number: usize, numbers: &[u32], start: Month, reports: Reports) -> World {
        let mut choices = Choices::new(numbers);
        let name = format!("w{number}");
        let mut maker = Maker {
            choices: &mut choices,
            name,
            start: start.index(),
            reports,
            world: World { told: Some([0; YEARS]), ..World::default() },
            alive: Vec::new(),
            nodes: Vec::new(),
        };
        maker.begin();
        let mut now = 0;
        for _ in 0..maker.choices.below(6) {
            now += 1 + maker.choices.below(9) as i32;
            maker.happens(now);
        }
        maker.report();
        maker.world
    }
}

impl Maker<'_, '_> {
    fn month(&self, at: i32) -> String {
        Month::from_index(self.start + at).to_string()
    }

    fn add(&mut self, code: String, parent: &str, from: Option<i32>, node: bool) -> usize {
        let (met, moves) = (code.contains('/'), Vec::new());
        self.world.units.push(Unit {
            code,
            parent: parent.to_owned(),
            from,
            to: None,
            met,
            node,
            bodied: false,
            moves,
        });
        self.world.units.len() - 1
    }

    fn begin(&mut self) {
        let name = self.name.clone();
        self.add(name.clone(), "root", None, true);
        for node in ["p", "q"] {
            self.add(format!("{name}{node}"), &name, None, true);
            self.nodes.push(format!("{name}{node}"));
        }
        if self.choices.below(2) == 1 {
            self.add(format!("{name}d"), &format!("{name}p"), None, true);
            self.nodes.push(format!("{name}d"));
        }
        for _ in 0..2 + self.choices.below(3) {
            let parent = self.nodes[self.choices.below(self.nodes.len())].clone();
            let unit = self.born(&parent, None);
            for union in ["x", "y"] {
                if self.choices.once_in(4) {
                    let code = self.world.units[unit].code.clone();
                    (self.world.units[unit].node, self.world.units[unit].bodied) = (true, true);
                    self.add(format!("{code}/{union}"), &code, None, false);
                }
            }
        }
    }

    fn born(&mut self, parent: &str, from: Option<i32>) -> usize {
        let code = format!("{}u{}", self.name, self.world.units.len());
        let unit = self.add(code, parent, from, false);
        self.alive.push(Living { unit, parent: parent.to_owned() });
        unit
    }

    fn change(&mut self, now: i32, words: String) {
        self.world.first_change.get_or_insert(now);
        let date = self.month(now);
        self.world.changes.push(format!("{date} {words}"));
    }

    /// The life of a union ends, with those met below it; some of them go along to what it became.
    fn ends(&mut self, unit: usize, now: i32, heir: Option<usize>) {
        self.world.units[unit].to = Some(now);
        if let Some(heir) = heir {
            self.world.units[heir].bodied |= self.world.units[unit].bodied;
        }
        let (code, heir) = (self.code(unit), heir.map(|heir| self.code(heir)));
        for at in 0..self.world.units.len() {
            if self.world.units[at].parent != code || !self.world.units[at].met {
                continue;
            }
            self.world.units[at].to = Some(now);
            let Some(heir) = &heir else { continue };
            let name = self.world.units[at].code.rsplit('/').next().unwrap_or_default().to_owned();
            let reborn = format!("{heir}/{name}");
            let known = self.world.units.iter().any(|unit| unit.code == reborn);
            if self.choices.below(2) == 1 && !known {
                let at = self.add(reborn, heir, Some(now), false);
                let above = self.world.units.iter().position(|unit| unit.code == *heir).expect("the heir");
                self.world.units[above].node = true;
                self.world.units[at].from = Some(now);
            }
        }
    }

    fn code(&self, unit: usize) -> String {
        self.world.units[unit].code.clone()
    }

    fn happens(&mut self, now: i32) {
        let at = self.choices.below(self.alive.len());
        let Living { unit, parent } = self.alive[at].clone();
        let code = self.code(unit);
        let bodied = self.world.units[unit].bodied;
        let what = match self.choices.below(9) {
            // Shares of a body leave the unions below it whole, which no report of its heirs would say.
            2 | 3 if bodied && self.reports == Reports::Plain => 1,
            what => what,
        };
        match what {
            0 if self.alive.len() > 1 => {
                self.alive.remove(at);
                let heir = self.alive[self.choices.below(self.alive.len())].unit;
                let to = self.code(heir);
                self.change(now, format!("merge {code}>{to}"));
                self.ends(unit, now, Some(heir));
            }
            1 => {
                self.alive.remove(at);
                let heir = self.born(&parent, Some(now));
                let to = self.code(heir);
                self.change(now, format!("rename {code}>{to}"));
                self.ends(unit, now, Some(heir));
            }
            2 => {
                self.alive.remove(at);
                let other = self.nodes[self.choices.below(self.nodes.len())].clone();
                let (one, two) = (self.born(&parent, Some(now)), self.born(&other, Some(now)));
                let (one, two) = (self.code(one), self.code(two));
                let share = self.choices.below(11);
                self.change(now, format!("split {code}>{one}:{},{two}:{}", tenths(share), tenths(10 - share)));
                self.ends(unit, now, None);
            }
            3 => {
                let new = self.born(&parent, Some(now));
                let new = self.code(new);
                let share = self.choices.below(11);
                self.change(now, format!("split {code}>{code}:{},{new}:{}", tenths(share), tenths(10 - share)));
            }
            4 | 5 => {
                let others: Vec<&String> = self.nodes.iter().filter(|node| **node != parent).collect();
                let to = others[self.choices.below(others.len())].clone();
                self.change(now, format!("transfer {code}>{to}"));
                self.world.units[unit].moves.push(now);
                self.alive[at].parent = to;
            }
            6..=8 if self.nodes.len() > 2 => self.level_changes(now, what),
            _ => {
                self.born(&parent, Some(now));
            }
        }
    }

    /// A district below a district is merged into it, dissolved or moved.
    fn level_changes(&mut self, now: i32, what: usize) {
        let (p, q, d) = (format!("{}p", self.name), format!("{}q", self.name), format!("{}d", self.name));
        let place = self.world.units.iter().position(|unit| unit.code == d).expect("the district");
        let above = if self.world.units[place].moves.is_empty() { p } else { q.clone() };
        if what == 8 && self.world.units[place].moves.is_empty() {
            self.change(now, format!("transfer {d}>{q}"));
            self.world.units[place].moves.push(now);
            return;
        }
        self.nodes.retain(|node| *node != d);
        self.world.units[place].to = Some(now);
        for at in 0..self.alive.len() {
            if self.alive[at].parent != d {
                continue;
            }
            self.alive[at].parent.clone_from(&above);
            let unit = self.alive[at].unit;
            self.world.units[unit].moves.push(now);
            if what == 7 {
                let code = self.code(unit);
                self.change(now, format!("transfer {code}>{above}"));
            }
        }
        if what != 7 {
            self.change(now, format!("merge {d}>{above}"));
        }
    }

    /// What everybody reports.
    fn report(&mut self) {
        for at in 0..self.world.units.len() {
            let unit = self.world.units[at].clone();
            let all = self.reports == Reports::All;
            if unit.node && !(all && self.choices.once_in(12)) {
                continue;
            }
            let (from, to) = (unit.from.unwrap_or(-99), unit.to.unwrap_or(99));
            if all && !unit.node && self.choices.once_in(24) {
                self.row(&unit, (from.max(0), to.min(12 * YEARS as i32)));
                self.world.odd = true;
                continue;
            }
            for year in 0..YEARS as i32 {
                let life = (from.max(year * 12), to.min(year * 12 + 12));
                if life.0 < life.1 {
                    self.year(&unit, year, life);
                }
            }
        }
    }

    /// What a unit reports of a year in which it lives from one month to before another.
    fn year(&mut self, unit: &Unit, year: i32, (from, to): (i32, i32)) {
        if to == year * 12 + 12 && self.choices.below(4) > 0 {
            let (value, month) = (self.choices.below(1000), self.month(to - 1));
            self.world.rows.push(format!("{} | dv | | {month} | {value}", unit.code));
        }
        let within = |at: &i32| from < *at && *at < to;
        let moved = unit.moves.iter().copied().find(within);
        let parted = moved.unwrap_or(from + 1 + self.choices.below((to - from - 1).max(1) as usize) as i32);
        match self.choices.below(if unit.node { 5 } else { 10 }) {
            5 => {}
            6 if within(&parted) => {
                self.row(unit, (from, parted));
                self.row(unit, (parted, to));
            }
            7 if within(&parted) => self.row(unit, (from, parted)),
            8 if from > year * 12 && self.reports == Reports::All => {
                self.row(unit, (year * 12, to));
                self.world.odd = true;
            }
            _ => self.row(unit, (from, to)),
        }
    }

    fn row(&mut self, unit: &Unit, (from, to): (i32, i32)) {
        if from >= to {
            return;
        }
        let value = self.choices.below(1000);
        let (first, last) = (self.month(from), self.month(to - 1));
        self.world.rows.push(format!("{} | sk | | {first}..{last} | {value}", unit.code));
        match &mut self.world.told {
            Some(told) if !unit.node => told[(from / 12) as usize] += value as i64,
            told => *told = None,
        }
    }
}

fn tenths(share: usize) -> String {
    if share == 10 { "1".to_owned() } else { format!("0.{share}") }
}

/// Worlds side by side under one root.
pub(super) struct Worlds {
    pub case: Case,
    pub all: Vec<World>,
    pub observations: Observations,
    /// The first month of the term.
    pub start: Month,
}

impl Worlds {
    /// The worlds of rows of numbers, in years that start in a month.
    pub fn new(numbers: &[Vec<u32>], year_starts: u32, reports: Reports) -> Worlds {
        // A year is named by its last month.
        let year = if year_starts == 1 { 2017 } else { 2016 };
        let start = Month::new(year, year_starts).expect("a month");
        let all: Vec<World> =
            numbers.iter().enumerate().map(|(number, numbers)| World::new(number, numbers, start, reports)).collect();
        let show = |at: Option<i32>| at.map_or(String::new(), |at| start.plus(at).to_string());
        let unit = |unit: &Unit| {
            let met = if unit.met { " *" } else { "" };
            let life = format!("{}..{}", show(unit.from), show(unit.to.map(|to| to - 1)));
            format!("; {}<{} {life}{met}", unit.code, unit.parent)
        };
        // Units of the registry come before those met in reports.
        let units = |met: bool| all.iter().flat_map(|world| &world.units).filter(move |u| u.met == met).map(unit);
        let units: String = units(false).chain(units(true)).collect();
        let changes: Vec<&str> = all.iter().flat_map(|world| &world.changes).map(String::as_str).collect();
        let end = start.plus(12 * YEARS as i32 - 1);
        let case = Case::new(&format!(
            "units: root{units}\nindicators: sk flow; dv stock\nyear_starts: {year_starts}\nterm: {start}..{end}\nchanges: {}",
            changes.join("; ")
        ));
        let rows: Vec<&str> = all.iter().flat_map(|world| &world.rows).map(String::as_str).collect();
        let observations = case.observations(&rows.join("\n"));
        Worlds { case, all, observations, start }
    }

    /// What is known, with figures for the units of a month; none: as reported.
    pub fn knowledge(&self, as_of: Option<Month>) -> Knowledge {
        let mut knowledge = self.case.knowledge.clone();
        if as_of.is_some() {
            knowledge.perimeter.mode = PerimeterMode::Successor;
            knowledge.perimeter.as_of = as_of;
        }
        knowledge
    }

    /// The years of the term.
    pub fn years(&self) -> Vec<Period> {
        self.case.knowledge.calendar.years(self.case.knowledge.term.period)
    }
}
