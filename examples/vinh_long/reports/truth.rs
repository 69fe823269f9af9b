//! The truth: what happened in each body, month by month. Reports are views of it, and a test computes from it what must
//! come out, by plain addition over bodies and months.
//!
//! A body is the smallest group of members that is never parted: the offices and schools of a district, those of its
//! enterprises that go to one heir, a sector union's part for one heir, one enterprise. Its owner is the unit that
//! reports it, and changes with the reform.

use std::collections::BTreeMap;

use super::world::{COMMUNES, DIRECT, DISTRICTS, ENTERPRISES, SECTORS, TRA_VINH};

/// Months of the term, from December 2020 (0) to November 2025 (59).
pub const MONTHS: usize = 60;
/// March 2025: sector unions of two provinces end.
pub const MARCH: usize = 51;
/// June 2025: unions paid by the budget dissolve.
pub const JUNE: usize = 54;
/// July 2025: the three provinces are one and have no districts.
pub const JULY: usize = 55;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fact {
    /// Employees where there is a union, at a month's end.
    Workers,
    /// Members at a month's end.
    Members,
    /// Women among them.
    Women,
    /// Grassroots unions of bodies paid by the budget.
    PublicUnions,
    /// Grassroots unions of enterprises.
    EnterpriseUnions,
    /// Members admitted in a month.
    Joined,
    /// Members lost in a month.
    Left,
    /// Grassroots unions founded in a month.
    Founded,
    /// Visits and gifts in a month.
    Visits,
    /// Their cost, triệu đồng.
    Cost,
}

impl Fact {
    /// Whether it stands at a date.
    pub fn is_stock(self) -> bool {
        self <= Fact::EnterpriseUnions
    }
}

const FACTS: [Fact; 10] = [
    Fact::Workers,
    Fact::Members,
    Fact::Women,
    Fact::PublicUnions,
    Fact::EnterpriseUnions,
    Fact::Joined,
    Fact::Left,
    Fact::Founded,
    Fact::Visits,
    Fact::Cost,
];

/// See the module's text.
pub struct Body {
    /// The old province that it lies in.
    pub province: usize,
    /// Who reports it, from which month on; nobody: it is not there.
    owners: Vec<(usize, Option<&'static str>)>,
    facts: BTreeMap<Fact, [u64; MONTHS]>,
}

impl Body {
    /// Who reports it in a month.
    pub fn owner(&self, month: usize) -> Option<&'static str> {
        self.owners.iter().rev().find(|(from, _)| *from <= month).and_then(|(_, owner)| *owner)
    }

    /// One value of one month.
    pub fn get(&self, fact: Fact, month: usize) -> u64 {
        self.facts[&fact][month]
    }
}

/// All bodies.
pub struct Truth {
    /// In the order of the world's lists.
    pub bodies: Vec<Body>,
}

impl Truth {
    /// Invents it, always the same.
    pub fn invent() -> Truth {
        let mut dice = Dice(0x7669_6e68_6c6f_6e67);
        let mut bodies = Vec::new();
        for district in &DISTRICTS {
            let gone = vec![(0, Some(district.code)), (JULY, None)];
            let province = district.province;
            bodies.push(
                Growth { size: district.public, women: 62, budget: true, life: (0, MONTHS) }
                    .body(province, gone, &mut dice),
            );
            let mut rest = 100;
            for &(heir, percent) in district.heirs {
                rest -= percent;
                let since = COMMUNES.iter().find(|commune| commune.code == heir).map_or(JULY, |commune| commune.since);
                let mut owners = vec![(0, Some(district.code)), (JULY, Some(DIRECT.0))];
                owners.push((since, Some(heir)));
                bodies.push(Growth::of(part(district.enterprises, percent), 56).body(province, owners, &mut dice));
            }
            let owners = vec![(0, Some(district.code)), (JULY, Some(DIRECT.0))];
            bodies.push(Growth::of(part(district.enterprises, rest), 52).body(province, owners, &mut dice));
        }
        for sector in &SECTORS {
            let heirs: &[(&'static str, u64)] = if sector.heirs.is_empty() { &[("", 100)] } else { sector.heirs };
            for &(heir, percent) in heirs {
                let mut owners: Vec<_> = sector.codes.iter().map(|&(from, code)| (from, Some(code))).collect();
                if !heir.is_empty() {
                    owners.push((MARCH, Some(heir)));
                }
                owners.push((JULY, None));
                let growth = Growth { size: part(sector.size, percent), women: 66, budget: true, life: (0, MONTHS) };
                bodies.push(growth.body(sector.province, owners, &mut dice));
            }
        }
        for enterprise in &ENTERPRISES {
            let mut owners = vec![(0, None), (enterprise.life.0, Some(enterprise.code)), (enterprise.life.1, None)];
            if !enterprise.zone {
                owners.push((JULY, Some(DIRECT.0)));
            }
            owners.sort_by_key(|&(from, _)| from);
            let growth = Growth { size: (enterprise.members, 1), women: 71, budget: false, life: enterprise.life };
            bodies.push(growth.body(enterprise.province, owners, &mut dice));
        }
        Truth { bodies }
    }

    /// A unit's value for a span of months, both ends inclusive: of a stock, its last month's. Several units are named
    /// with a plus between.
    pub fn of(&self, units: &str, fact: Fact, span: (usize, usize)) -> u64 {
        self.sum(fact, span, |body, month| units.split('+').any(|unit| body.owner(month) == Some(unit)))
    }

    /// The same for all units that an old province reported, or since July the new one.
    pub fn of_province(&self, province: Option<usize>, fact: Fact, span: (usize, usize)) -> u64 {
        self.sum(fact, span, |body, month| match province {
            Some(province) => month < JULY && body.province == province,
            None => month >= JULY,
        })
    }

    /// The same for everybody.
    pub fn of_all(&self, fact: Fact, span: (usize, usize)) -> u64 {
        self.sum(fact, span, |_, _| true)
    }

    fn sum(&self, fact: Fact, (from, to): (usize, usize), counts: impl Fn(&Body, usize) -> bool) -> u64 {
        let from = if fact.is_stock() { to } else { from };
        let months = (from..=to).flat_map(|month| self.bodies.iter().map(move |body| (body, month)));
        months
            .filter(|&(body, month)| body.owner(month).is_some() && counts(body, month))
            .map(|(body, month)| body.get(fact, month))
            .sum()
    }

    /// Whether a district held a dialogue conference in a year of the term (0 to 4).
    pub fn dialogue(&self, unit: &str, year: usize) -> bool {
        let letters: u64 = unit.bytes().map(u64::from).sum();
        !(letters + 3 * year as u64).is_multiple_of(5)
    }

    /// The mean monthly wage of an enterprise in a year of the term (0 to 4), đồng, and the number of people counted.
    pub fn wage(&self, enterprise: usize, year: usize) -> Option<(u64, u64)> {
        let Enterprise { code, life, province, .. } = ENTERPRISES[enterprise];
        let month = year * 12 + 11;
        // One that ends with the year has nobody left to count.
        let closes = life.1 < MONTHS && month + 1 == life.1;
        if closes || !(life.0..life.1).contains(&month) {
            return None;
        }
        let wage = 6_150_000 + 95_000 * (enterprise as u64 * 7 % 11) + 60_000 * province as u64 + 410_000 * year as u64;
        Some((wage, self.of(code, Fact::Workers, (month, month)) * 96 / 100))
    }
}

use super::world::Enterprise;

fn part((members, unions): (u64, u64), percent: u64) -> (u64, u64) {
    (members * percent / 100, (unions * percent / 100).max(1))
}

/// How a body grows.
struct Growth {
    /// Members and grassroots unions at the start.
    size: (u64, u64),
    /// Women, in percent.
    women: u64,
    /// Whether the budget pays it: then it hardly grows, and dissolves in June 2025.
    budget: bool,
    /// Its first month and the one after its last.
    life: (usize, usize),
}

impl Growth {
    fn of(size: (u64, u64), women: u64) -> Growth {
        Growth { size, women, budget: false, life: (0, MONTHS) }
    }

    fn body(self, province: usize, owners: Vec<(usize, Option<&'static str>)>, dice: &mut Dice) -> Body {
        let mut facts: BTreeMap<Fact, [u64; MONTHS]> = FACTS.iter().map(|&fact| (fact, [0; MONTHS])).collect();
        let (mut members, mut unions) = self.size;
        let mut women = members * (self.women + dice.between(0, 6)) / 100;
        let (late, early) = (self.life.0 > 0, self.life.1 < MONTHS);
        let founders = if late { std::mem::take(&mut members) } else { 0 };
        let founding_women = if late { std::mem::take(&mut women) } else { 0 };
        let more_workers = if self.budget { 1 } else { dice.between(9, 21) };
        for month in self.life.0..self.life.1 {
            let dissolves = self.budget && month == JUNE;
            let rate = if self.budget { (3, 3) } else { (17, 14) };
            let mut joined = members * dice.between(0, rate.0) / 1000 + dice.between(0, 2);
            let mut left = (members * dice.between(0, rate.1) / 1000).min(members / 20);
            let mut founded = u64::from(!self.budget && unions > 1 && dice.between(0, 9) == 0);
            let mut visits = members * dice.between(1, 5) / 100;
            if dissolves {
                (joined, left, founded, visits) = (0, members, 0, 0);
            }
            let mut joined_women = joined * dice.between(45, 75) / 100;
            let mut left_women = if dissolves { women } else { (left * dice.between(45, 75) / 100).min(women) };
            if late && month == self.life.0 {
                (joined, joined_women, left, left_women, founded) = (founders, founding_women, 0, 0, 1);
            }
            if early && month + 1 == self.life.1 {
                (joined, joined_women, left, left_women) = (0, 0, members, women);
            }
            members = members + joined - left;
            women = women + joined_women - left_women;
            unions = match () {
                () if dissolves || early && month + 1 == self.life.1 => 0,
                () if late => 1,
                () => unions + founded,
            };
            let own = if self.budget { Fact::PublicUnions } else { Fact::EnterpriseUnions };
            let values = [
                (Fact::Workers, members * (100 + more_workers) / 100),
                (Fact::Members, members),
                (Fact::Women, women),
                (own, unions),
                (Fact::Joined, joined),
                (Fact::Left, left),
                (Fact::Founded, founded),
                (Fact::Visits, visits),
                (Fact::Cost, visits * dice.between(4, 7) / 10),
            ];
            for (fact, value) in values {
                facts.entry(fact).or_insert([0; MONTHS])[month] = value;
            }
        }
        Body { province, owners, facts }
    }
}

/// The members of the trade and industry union of Trà Vinh.
pub fn trade_list() -> impl Iterator<Item = &'static Enterprise> {
    ENTERPRISES.iter().filter(|enterprise| enterprise.province == TRA_VINH && !enterprise.zone)
}

/// A splitmix64 generator: the same throws on every machine.
struct Dice(u64);

impl Dice {
    /// A number from `low` to `high`, both included.
    fn between(&mut self, low: u64, high: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        low + (bits ^ (bits >> 31)) % (high - low + 1)
    }
}
