//! `Unit`: who reports, and `Registry`, all units with their tree.
//!
//! A unit is its code plus dates, never its name: names and codes are reused over time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::period::{Month, Period};

/// Index of a unit in its [`Registry`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct UnitId(pub u32);

/// What kind of body a unit is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitKind {
    /// The whole country.
    Country,
    /// A group of provinces.
    Region,
    /// A province or a city under the centre.
    Province,
    /// A district, town or city under a province.
    District,
    /// A commune, ward or township.
    Commune,
    /// A sector union.
    Sector,
    /// An industrial or economic zone.
    Zone,
    /// A grassroots union (CĐCS).
    Grassroots,
}

impl UnitKind {
    /// Every kind with its word in `units.csv`.
    pub const ALL: [(UnitKind, &'static str); 8] = [
        (UnitKind::Country, "country"),
        (UnitKind::Region, "region"),
        (UnitKind::Province, "province"),
        (UnitKind::District, "district"),
        (UnitKind::Commune, "commune"),
        (UnitKind::Sector, "sector"),
        (UnitKind::Zone, "zone"),
        (UnitKind::Grassroots, "grassroots"),
    ];

    /// The kind that a word of `units.csv` names.
    pub fn parse(word: &str) -> Option<UnitKind> {
        Self::ALL.iter().find(|(_, name)| *name == word).map(|(kind, _)| *kind)
    }
}

/// A body that reports, or that others report under.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Its code, unique at any one date.
    pub code: String,
    /// Its name with its type word (*Huyện Thanh Oai*).
    pub name: String,
    /// What kind of body it is.
    pub kind: UnitKind,
    /// The unit it belongs to; none for the root.
    pub parent: Option<UnitId>,
    /// First month of its life; none: always was.
    pub valid_from: Option<Month>,
    /// Last month of its life; none: still is.
    pub valid_to: Option<Month>,
    /// Other names that reports use for it.
    pub aliases: Vec<String>,
    /// Whether `units.csv` lists it; otherwise it was met in a report.
    pub registered: bool,
}

impl Unit {
    /// A unit met in a report, under `parent`, whose life it shares: who stood under a body that ended reports elsewhere
    /// from then on, under another name or code.
    pub fn met(code: String, name: String, (id, parent): (UnitId, &Unit)) -> Unit {
        Unit {
            code,
            name,
            kind: UnitKind::Grassroots,
            parent: Some(id),
            valid_from: parent.valid_from,
            valid_to: parent.valid_to,
            aliases: Vec::new(),
            registered: false,
        }
    }

    /// Whether the unit exists in a month.
    pub fn lives_at(&self, month: Month) -> bool {
        self.lives_in(Period { from: month, to: month })
    }

    /// Whether the unit existed in any month of the period.
    pub fn lives_in(&self, period: Period) -> bool {
        self.valid_from.is_none_or(|from| from <= period.to) && self.valid_to.is_none_or(|to| to >= period.from)
    }
}

/// All units of a workspace: those of `units.csv` first, in its order, then those met in reports.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    units: Vec<Unit>,
    children: Vec<Vec<UnitId>>,
    by_code: BTreeMap<String, Vec<UnitId>>,
}

impl Registry {
    /// A registry of these units; parents must stand within it.
    pub fn new(units: Vec<Unit>) -> Registry {
        let mut children = vec![Vec::new(); units.len()];
        let mut by_code: BTreeMap<String, Vec<UnitId>> = BTreeMap::new();
        for (index, unit) in units.iter().enumerate() {
            let id = UnitId(index as u32);
            if let Some(parent) = unit.parent {
                children[parent.0 as usize].push(id);
            }
            by_code.entry(unit.code.clone()).or_default().push(id);
        }
        Registry { units, children, by_code }
    }

    /// Adds a unit met in a report and returns its id.
    pub fn add(&mut self, unit: Unit) -> UnitId {
        let id = UnitId(self.units.len() as u32);
        if let Some(parent) = unit.parent {
            self.children[parent.0 as usize].push(id);
        }
        self.by_code.entry(unit.code.clone()).or_default().push(id);
        self.units.push(unit);
        self.children.push(Vec::new());
        id
    }

    /// Says when a unit met in reports began or ended.
    pub fn bound(&mut self, id: UnitId, from: Option<Month>, to: Option<Month>) {
        let unit = &mut self.units[id.0 as usize];
        (unit.valid_from, unit.valid_to) = (from.or(unit.valid_from), to.or(unit.valid_to));
    }

    /// The unit behind an id.
    pub fn get(&self, id: UnitId) -> &Unit {
        &self.units[id.0 as usize]
    }

    /// The units that bear a code, at any date.
    pub fn with_code(&self, code: &str) -> &[UnitId] {
        self.by_code.get(code).map_or(&[], Vec::as_slice)
    }

    /// Direct children, in the order of `units.csv`.
    pub fn children(&self, id: UnitId) -> &[UnitId] {
        &self.children[id.0 as usize]
    }

    /// Every id with its unit, in order.
    pub fn iter(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        self.units.iter().enumerate().map(|(index, unit)| (UnitId(index as u32), unit))
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is no unit.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The chain of ancestors, parent first.
    pub fn ancestors(&self, id: UnitId) -> impl Iterator<Item = UnitId> {
        std::iter::successors(self.get(id).parent, |&parent| self.get(parent).parent)
    }

    /// Steps up to the root.
    pub fn depth(&self, id: UnitId) -> usize {
        self.ancestors(id).count()
    }
}
