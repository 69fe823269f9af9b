//! A district whose reports hold no slip: units small and large, counts and money, growth, noise, common years, gaps.

use std::collections::BTreeMap;

use tongket::domain::*;
use tongket::text::{Bilingual, Language};

use crate::chance::Chance;

/// The first year, and how many there are.
const FIRST: i32 = 2016;
pub const YEARS: usize = 5;
/// Where the figures begin on every sheet.
const ROW: u32 = 6;
const COLUMN: u32 = 2;

/// What an indicator counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Things that happen.
    Events,
    /// People that are there.
    People,
    /// Bodies that hardly change in number.
    Bodies,
    /// Millions, with a decimal.
    Money,
}

/// See the module's text. A value stands at year, unit and indicator, in tenths.
pub struct World {
    pub knowledge: Knowledge,
    pub sorts: Vec<Sort>,
    pub units: usize,
    /// Whether every unit sends its own file, with the indicators below each other, or the district one sheet a year.
    pub own_files: bool,
    pub values: BTreeMap<(usize, usize, usize), i64>,
    /// Totals below the columns, by year and indicator, as they were printed before any slip; none where a spreadsheet made
    /// them or where there are none.
    pub printed: BTreeMap<(usize, usize), i64>,
}

impl World {
    pub fn new(seed: u64) -> World {
        let mut chance = Chance::new(seed);
        let units = 6 + chance.below(15);
        let sorts: Vec<Sort> = (0..6 + chance.below(5))
            .map(|_| [Sort::Events, Sort::Events, Sort::People, Sort::Bodies, Sort::Money][chance.below(5)])
            .collect();
        let own_files = chance.once_in(4);
        let mut values = BTreeMap::new();
        for (indicator, sort) in sorts.iter().enumerate() {
            let size = match sort {
                Sort::Events => (5.0_f64.ln(), 2_000.0_f64.ln()),
                Sort::People => (100.0_f64.ln(), 20_000.0_f64.ln()),
                Sort::Bodies => (3.0_f64.ln(), 80.0_f64.ln()),
                Sort::Money => (10.0_f64.ln(), 5_000.0_f64.ln()),
            };
            let usual = size.0 + uniform(&mut chance) * (size.1 - size.0);
            let noise = match sort {
                Sort::Bodies => 0.02,
                Sort::People => 0.02 + 0.06 * uniform(&mut chance),
                Sort::Events | Sort::Money => 0.05 + 0.25 * uniform(&mut chance),
            };
            let growth = 0.15 * uniform(&mut chance) - 0.03;
            // Every other indicator has a year that went otherwise for all.
            let special = chance.once_in(2).then(|| (chance.below(YEARS), [0.4, 0.6, 1.6][chance.below(3)]));
            for unit in 0..units {
                let level = usual + 0.8 * normal(&mut chance);
                let own = growth + 0.03 * normal(&mut chance);
                for year in 0..YEARS {
                    if chance.once_in(20) {
                        continue;
                    }
                    let mut mean = (level + own * year as f64 + noise * normal(&mut chance)).exp();
                    if let Some((_, factor)) = special.filter(|(in_year, _)| *in_year == year && *sort != Sort::Bodies)
                    {
                        mean *= factor;
                    }
                    let tenths = match sort {
                        Sort::Events => poisson(&mut chance, mean) * 10,
                        Sort::People | Sort::Bodies => mean.round().max(1.0) as i64 * 10,
                        Sort::Money => (mean * 10.0).round() as i64,
                    };
                    values.insert((year, unit, indicator), tenths);
                }
            }
        }
        let mut printed = BTreeMap::new();
        if !own_files && chance.once_in(2) {
            for (&(year, _, indicator), value) in &values {
                *printed.entry((year, indicator)).or_insert(0) += value;
            }
        }
        World { knowledge: knowledge(units, &sorts), sorts, units, own_files, values, printed }
    }

    /// How many series there are.
    pub fn series(&self) -> usize {
        self.units * self.sorts.len()
    }

    /// The file and the cell of a value.
    pub fn place(&self, (year, unit, indicator): (usize, usize, usize)) -> (String, CellRef) {
        let name = FIRST + year as i32;
        match self.own_files {
            true => (format!("{name}/u{unit}.xlsx"), CellRef::new(ROW + indicator as u32, COLUMN)),
            false => (format!("{name}.xlsx"), CellRef::new(ROW + unit as u32, COLUMN + indicator as u32)),
        }
    }

    /// What the reports say.
    pub fn observations(&self) -> Observations {
        let mut observations = Observations { units: self.knowledge.registry.clone(), ..Observations::default() };
        let mut files: BTreeMap<String, u32> = BTreeMap::new();
        for (&(year, unit, indicator), &tenths) in &self.values {
            let (path, cell) = self.place((year, unit, indicator));
            let sheet = *files.entry(path.clone()).or_insert_with(|| {
                let file = observations.files.len() as u32;
                observations.files.push(FileSource { path, sha256: String::new(), observations: 0 });
                observations.sheets.push(SheetSource { file, name: "Sheet1".to_owned() });
                file
            });
            let amount = Amount::whole(tenths).scaled(-1).expect("small");
            observations.rows.push(Observation {
                unit: UnitId(1 + unit as u32),
                indicator: IndicatorId(indicator as u16),
                category: None,
                period: self.knowledge.calendar.year(FIRST + year as i32),
                state: State::Value(amount),
                qualifier: Qualifier::Exact,
                repaired: false,
                sheet,
                cell,
                raw: amount.to_string().into(),
            });
        }
        for (&(year, indicator), &tenths) in &self.printed {
            let of = |unit: usize| self.values.get(&(year, unit, indicator)).map(|tenths| (unit, *tenths));
            let parts: Vec<(usize, i64)> = (0..self.units).filter_map(of).collect();
            let Some(sheet) = files.get(&self.place((year, 0, indicator)).0) else { continue };
            let cell = |unit: usize| self.place((year, unit, indicator)).1;
            let amount = |tenths: i64| Amount::whole(tenths).scaled(-1).expect("small");
            observations.totals.push(PrintedTotal {
                indicator: IndicatorId(indicator as u16),
                category: None,
                period: self.knowledge.calendar.year(FIRST + year as i32),
                amount: amount(tenths),
                label: "Cộng".to_owned(),
                sheet: *sheet,
                cell: cell(self.units),
                parts: parts.into_iter().map(|(unit, tenths)| (cell(unit), amount(tenths))).collect(),
                blanks: Vec::new(),
                step: Amount::ZERO,
            });
        }
        observations
    }
}

/// Between nought and one.
pub fn uniform(chance: &mut Chance) -> f64 {
    chance.below(1_000_000) as f64 / 1e6
}

/// Normally distributed (G. E. P. Box and M. E. Muller, 1958).
fn normal(chance: &mut Chance) -> f64 {
    let radius = (-2.0 * uniform(chance).max(1e-6).ln()).sqrt();
    radius * (std::f64::consts::TAU * uniform(chance)).cos()
}

/// A count with this mean.
fn poisson(chance: &mut Chance, mean: f64) -> i64 {
    if mean > 50.0 {
        return (mean + mean.sqrt() * normal(chance)).round().max(0.0) as i64;
    }
    let (mut count, mut left) = (0, uniform(chance));
    let limit = (-mean).exp();
    while left > limit {
        left *= uniform(chance);
        count += 1;
    }
    count
}

fn named(name: String) -> Bilingual {
    Bilingual { vi: name.clone(), en: name }
}

fn knowledge(units: usize, sorts: &[Sort]) -> Knowledge {
    let unit = |code: String, parent| Unit {
        name: code.clone(),
        code,
        kind: UnitKind::Commune,
        parent,
        valid_from: None,
        valid_to: None,
        aliases: Vec::new(),
        registered: true,
    };
    let mut all = vec![unit("root".to_owned(), None)];
    all.extend((0..units).map(|at| unit(format!("u{at}"), Some(UnitId(0)))));
    let indicator = |(at, sort): (usize, &Sort)| Indicator {
        code: format!("i{at}"),
        name: named(format!("i{at}")),
        aliases: Vec::new(),
        group: Bilingual::default(),
        kind: if matches!(sort, Sort::Events | Sort::Money) { Kind::Flow } else { Kind::Stock },
        measure: Measure { name: String::new(), english: String::new(), money: (*sort == Sort::Money).then_some(6) },
        integer: *sort != Sort::Money,
        breakdown: None,
        part_of: None,
        better: Better::None,
        numerator: None,
        denominator: None,
        weight: None,
        scale: 100,
    };
    let calendar = Calendar::default();
    let term = Period { from: calendar.year(FIRST).from, to: calendar.year(FIRST + YEARS as i32 - 1).to };
    let indicators = sorts.iter().enumerate().map(indicator).collect();
    Knowledge {
        name: String::new(),
        root: UnitId(0),
        language: Language::En,
        calendar,
        term: Term { name: String::new(), period: term },
        compare: None,
        compiled: None,
        perimeter: Perimeter::default(),
        catalogue: Catalogue { indicators, ..Catalogue::default() },
        registry: Registry::new(all),
        changes: Vec::new(),
        targets: Vec::new(),
        scoring: None,
        rules: Vec::new(),
        decisions: Decisions::default(),
        recipes: Vec::new(),
        charts: Vec::new(),
        prefer_children: false,
        read_hidden: false,
    }
}
