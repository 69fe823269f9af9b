//! Slips of the hand, as offices make them.

use tongket::domain::{Amount, CellRef, Code, Fact, Finding};

use super::world::{Sort, World, YEARS};
use crate::chance::Chance;

/// A kind of slip.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Slip {
    Ten,
    Hundred,
    Thousand,
    Money,
    Rows,
    Resent,
    Copied,
    Digits,
    Shifted,
}

impl Slip {
    pub const ALL: [Slip; 9] = [
        Slip::Ten,
        Slip::Hundred,
        Slip::Thousand,
        Slip::Money,
        Slip::Rows,
        Slip::Resent,
        Slip::Copied,
        Slip::Digits,
        Slip::Shifted,
    ];

    fn factor(self) -> Option<i64> {
        match self {
            Slip::Ten => Some(10),
            Slip::Hundred => Some(100),
            Slip::Thousand => Some(1000),
            _ => None,
        }
    }

    fn code(self) -> Code {
        match self {
            Slip::Ten | Slip::Hundred | Slip::Thousand => Code::ValueScaled,
            Slip::Money => Code::MoneyScaled,
            Slip::Rows => Code::RowsSwapped,
            Slip::Resent => Code::ReportResent,
            Slip::Copied => Code::ColumnCopied,
            Slip::Digits => Code::DigitsTransposed,
            Slip::Shifted => Code::ColumnsShifted,
        }
    }

    /// Whether a finding speaks of this kind.
    pub fn is_told_by(self, finding: &Finding) -> bool {
        let factor = finding.facts.iter().find(|(key, _)| *key == "factor").map(|(_, fact)| fact);
        let right = self.factor().is_none_or(|own| factor == Some(&Fact::Number(Amount::whole(own))));
        finding.code == self.code() && right
    }
}

/// What was planted: the kind, and the cells that are wrong.
#[derive(Debug)]
pub struct Planted {
    slip: Slip,
    file: String,
    cells: Vec<CellRef>,
}

impl Planted {
    /// Whether a finding tells this slip: its kind, at one of its cells.
    pub fn is(&self, finding: &Finding) -> bool {
        self.slip.is_told_by(finding) && self.points_to(finding)
    }

    /// Whether a finding names one of its cells.
    pub fn points_to(&self, finding: &Finding) -> bool {
        let block = &finding.place.cell;
        let (start, end) = block.split_once(':').unwrap_or((block, block));
        let (Some(start), Some(end)) = (corner(start), corner(end)) else { return false };
        let within = |cell: &CellRef| (start.0..=end.0).contains(&cell.row) && (start.1..=end.1).contains(&cell.column);
        finding.place.file == self.file && self.cells.iter().any(within)
    }
}

/// Row and column of `D6`.
fn corner(text: &str) -> Option<(u32, u32)> {
    let letters = text.chars().take_while(char::is_ascii_uppercase).count();
    let column = text[..letters].bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    Some((text[letters..].parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// Plants a slip; none where these reports have no place for it.
pub fn plant(world: &mut World, slip: Slip, seed: u64) -> Option<Planted> {
    let mut chance = Chance::new(seed ^ 0x511F);
    let year = chance.below(YEARS);
    let tries = 200;
    let touched: Vec<(usize, usize, usize)> = match slip {
        Slip::Ten | Slip::Hundred | Slip::Thousand => {
            let at = (0..tries).map(|_| pick(world, &mut chance)).find(|at| {
                let fits = slip != Slip::Thousand || world.sorts[at.2] != Sort::Money;
                fits && world.values.get(at).is_some_and(|value| *value >= 30)
            })?;
            *world.values.get_mut(&at)? *= slip.factor()?;
            vec![at]
        }
        Slip::Money => {
            let money: Vec<usize> = (0..world.sorts.len()).filter(|&at| world.sorts[at] == Sort::Money).collect();
            let indicator = *money.get(chance.below(money.len()))?;
            // A thousandth of what is written with one decimal would be nought.
            let all = world.values.iter().filter(|(at, _)| at.0 == year && at.2 == indicator);
            let less = chance.once_in(2) && all.map(|(_, value)| *value).min().is_some_and(|least| least >= 5_000);
            let units = if world.own_files { vec![chance.below(world.units)] } else { (0..world.units).collect() };
            let mut touched = Vec::new();
            for unit in units {
                if let Some(value) = world.values.get_mut(&(year, unit, indicator)).filter(|value| **value > 0) {
                    *value = if less { (*value / 1000).max(1) } else { *value * 1000 };
                    touched.push((year, unit, indicator));
                }
            }
            touched
        }
        Slip::Rows => {
            if world.own_files {
                return None;
            }
            let (a, step) = (chance.below(world.units), 1 + chance.below(world.units - 1));
            let b = (a + step) % world.units;
            for indicator in 0..world.sorts.len() {
                let [of_a, of_b] = [a, b].map(|unit| world.values.remove(&(year, unit, indicator)));
                of_a.map(|value| world.values.insert((year, b, indicator), value));
                of_b.map(|value| world.values.insert((year, a, indicator), value));
            }
            (0..world.sorts.len()).flat_map(|indicator| [(year, a, indicator), (year, b, indicator)]).collect()
        }
        Slip::Resent => {
            let year = 1 + chance.below(YEARS - 1);
            let units = if world.own_files { vec![chance.below(world.units)] } else { (0..world.units).collect() };
            let mut touched = Vec::new();
            for unit in units {
                for indicator in 0..world.sorts.len() {
                    world.values.remove(&(year, unit, indicator));
                    if let Some(&value) = world.values.get(&(year - 1, unit, indicator)) {
                        world.values.insert((year, unit, indicator), value);
                        touched.push((year, unit, indicator));
                    }
                }
            }
            touched
        }
        Slip::Copied => {
            if world.own_files {
                return None;
            }
            let left = chance.below(world.sorts.len() - 1);
            let mut touched = Vec::new();
            for unit in 0..world.units {
                world.values.remove(&(year, unit, left + 1));
                if let Some(&value) = world.values.get(&(year, unit, left)) {
                    world.values.insert((year, unit, left + 1), value);
                    touched.extend([(year, unit, left), (year, unit, left + 1)]);
                }
            }
            touched
        }
        Slip::Digits => {
            let (at, meant) = (0..tries).find_map(|_| {
                let at = pick(world, &mut chance);
                let value = *world.values.get(&at)?;
                let mut digits = value.to_string().into_bytes();
                // Not the tenth, which a count does not have.
                let pairs = digits.len().checked_sub(2).filter(|pairs| *pairs > 0)?;
                let first = chance.below(pairs);
                digits.swap(first, first + 1);
                if digits[0] == b'0' {
                    return None;
                }
                let other: i64 = String::from_utf8(digits).ok()?.parse().ok()?;
                // An exchange that hardly changes the value is nothing that anybody could see.
                let seen = (other as f64 / value as f64).ln().abs() > 0.4;
                seen.then_some((at, other))
            })?;
            world.values.insert(at, meant);
            vec![at]
        }
        Slip::Shifted => {
            if world.own_files {
                return None;
            }
            let first = chance.below(world.sorts.len().saturating_sub(4).max(1));
            let units = if chance.once_in(2) { vec![chance.below(world.units)] } else { (0..world.units).collect() };
            let mut touched = Vec::new();
            for unit in units {
                for indicator in (first + 1..world.sorts.len()).rev() {
                    world.values.remove(&(year, unit, indicator));
                    if let Some(&value) = world.values.get(&(year, unit, indicator - 1)) {
                        world.values.insert((year, unit, indicator), value);
                        touched.push((year, unit, indicator));
                    }
                }
                world.values.remove(&(year, unit, first));
            }
            touched
        }
    };
    let (file, _) = world.place(*touched.first()?);
    let cells = touched.iter().map(|&at| world.place(at).1).collect();
    Some(Planted { slip, file, cells })
}

/// A place of a value, whether or not there is one.
fn pick(world: &World, chance: &mut Chance) -> (usize, usize, usize) {
    (chance.below(YEARS), chance.below(world.units), chance.below(world.sorts.len()))
}
