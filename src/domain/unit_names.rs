//! `UnitNames`: names of units that nobody can mistake for one another.

use std::collections::BTreeMap;

use super::{Month, Period, Registry, UnitId};
use crate::text::{Language, phrase};

/// Names as printed. A name that several units bear gets what tells them apart: the months of its life where they lived
/// one after the other (*LĐLĐ tỉnh Vĩnh Long (từ 7/2025)*), the unit above where they lived at once
/// (*LĐLĐ huyện Châu Thành, LĐLĐ tỉnh Bến Tre*).
#[derive(Clone, Debug, Default)]
pub struct UnitNames(BTreeMap<UnitId, String>);

impl UnitNames {
    /// The names of a registry's units; n log n in their number.
    pub fn new(units: &Registry, language: Language) -> UnitNames {
        let mut bearers: BTreeMap<&str, Vec<UnitId>> = BTreeMap::new();
        for (id, unit) in units.iter() {
            bearers.entry(&unit.name).or_default().push(id);
        }
        let mut told = BTreeMap::new();
        for (name, alike) in bearers.into_iter().filter(|(_, alike)| alike.len() > 1) {
            for &id in &alike {
                let lived = lives(units, id);
                let at_once = alike.iter().any(|&other| other != id && lives(units, other).overlaps(lived));
                let apart = if at_once { above(units, id, &alike) } else { lived.words(language) };
                if let Some(apart) = apart {
                    told.insert(id, if at_once { format!("{name}, {apart}") } else { format!("{name} ({apart})") });
                }
            }
        }
        UnitNames(told)
    }

    /// The name of a unit.
    pub fn of<'a>(&'a self, units: &'a Registry, unit: UnitId) -> &'a str {
        self.0.get(&unit).map_or(&units.get(unit).name, String::as_str)
    }

    /// The name behind a code. Of a code borne by several units one after the other it is the one that lived in the
    /// period; where the period does not tell, the name without its months.
    pub fn of_code<'a>(&'a self, units: &'a Registry, code: &str, period: Option<Period>) -> Option<&'a str> {
        let alive = |id: &&UnitId| period.is_none_or(|period| units.get(**id).lives_in(period));
        let bearers = units.with_code(code);
        let mut of_period = bearers.iter().filter(alive);
        match (of_period.next(), of_period.next()) {
            (Some(&only), None) => Some(self.of(units, only)),
            _ => bearers.last().map(|&id| units.get(id).name.as_str()),
        }
    }
}

/// First and last month of a life; none: without end on that side.
#[derive(Clone, Copy)]
struct Life(Option<Month>, Option<Month>);

impl Life {
    fn overlaps(self, other: Life) -> bool {
        let before = |end: Option<Month>, start: Option<Month>| end.zip(start).is_some_and(|(end, start)| end < start);
        !before(self.1, other.0) && !before(other.1, self.0)
    }

    fn words(self, language: Language) -> Option<String> {
        let show = |month: Month| format!("{}/{}", month.number(), month.year());
        let (key, facts) = match (self.0, self.1) {
            (None, None) => return None,
            (Some(from), None) => ("unit_life.from", vec![("from", show(from))]),
            (None, Some(to)) => ("unit_life.to", vec![("to", show(to))]),
            (Some(from), Some(to)) => ("unit_life.between", vec![("from", show(from)), ("to", show(to))]),
        };
        Some(phrase(key, language, &facts))
    }
}

fn lives(units: &Registry, id: UnitId) -> Life {
    let unit = units.get(id);
    Life(unit.valid_from, unit.valid_to)
}

/// The name of the nearest unit above that tells `id` from those that bear its name.
fn above(units: &Registry, id: UnitId, alike: &[UnitId]) -> Option<String> {
    let chain = |id: UnitId| units.ancestors(id).map(|unit| units.get(unit).name.as_str()).collect::<Vec<_>>();
    let others: Vec<Vec<&str>> = alike.iter().filter(|&&other| other != id).map(|&other| chain(other)).collect();
    chain(id).into_iter().find(|name| others.iter().all(|other| !other.contains(name))).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Unit, UnitKind};

    fn unit(code: &str, name: &str, parent: Option<u32>, life: (Option<i32>, Option<i32>)) -> Unit {
        Unit {
            code: code.into(),
            name: name.into(),
            kind: UnitKind::District,
            parent: parent.map(UnitId),
            valid_from: life.0.map(|year| Month::new(year, 7).expect("a true one")),
            valid_to: life.1.map(|year| Month::new(year, 6).expect("a true one")),
            aliases: Vec::new(),
            registered: true,
        }
    }

    #[test]
    fn a_name_borne_twice_says_when_or_under_whom() {
        let always = (None, None);
        let units = Registry::new(vec![
            unit("all", "Cả nước", None, always),
            unit("vl", "Tỉnh Vĩnh Long", Some(0), (None, Some(2025))),
            unit("vl", "Tỉnh Vĩnh Long", Some(0), (Some(2025), None)),
            unit("bt", "Tỉnh Bến Tre", Some(0), always),
            unit("tv", "Tỉnh Trà Vinh", Some(0), always),
            unit("ct-bt", "Huyện Châu Thành", Some(3), always),
            unit("ct-tv", "Huyện Châu Thành", Some(4), always),
        ]);
        let names = UnitNames::new(&units, Language::Vi);
        let all: Vec<&str> = (0..7).map(|id| names.of(&units, UnitId(id))).collect();
        assert_eq!(
            all,
            [
                "Cả nước",
                "Tỉnh Vĩnh Long (đến 6/2025)",
                "Tỉnh Vĩnh Long (từ 7/2025)",
                "Tỉnh Bến Tre",
                "Tỉnh Trà Vinh",
                "Huyện Châu Thành, Tỉnh Bến Tre",
                "Huyện Châu Thành, Tỉnh Trà Vinh",
            ]
        );
        let year = |year| Period {
            from: Month::new(year, 1).expect("a true one"),
            to: Month::new(year, 12).expect("a true one"),
        };
        let of = |period| names.of_code(&units, "vl", period).expect("a true one");
        assert_eq!(of(Some(year(2024))), "Tỉnh Vĩnh Long (đến 6/2025)");
        assert_eq!(of(Some(year(2026))), "Tỉnh Vĩnh Long (từ 7/2025)");
        assert_eq!(of(Some(year(2025))), "Tỉnh Vĩnh Long");
        assert_eq!(of(None), "Tỉnh Vĩnh Long");
        assert_eq!(names.of_code(&units, "nobody", None), None);
    }
}
