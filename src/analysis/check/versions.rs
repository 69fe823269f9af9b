//! Reports that were sent again: a second file under the first one's name with something behind it, `_lần 2`, `_đính chính`,
//! that says mostly of what the first one said. Which of the two is used is told, for nobody compares files by hand.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::order;
use crate::domain::{CategoryId, Code, Finding, IndicatorId, Observations, Period, Place, Registry, State, UnitId};
use crate::text::slug;

/// What names of later versions end in, without diacritics.
const WORDS: &[&str] = &[
    "lan", "ban", "dinh", "chinh", "bo", "sung", "sua", "lai", "gui", "moi", "thay", "the", "copy", "final", "cuoi",
    "v", "v2", "v3", "version",
];

/// What is stated, whatever the value.
type Stated = (UnitId, IndicatorId, Option<CategoryId>, Period);

/// A report that was sent again.
pub(super) struct Again {
    /// The two files: indices into the files of the observations.
    pub earlier: u32,
    pub later: u32,
    /// What both state, and what they state differently.
    common: BTreeSet<Stated>,
    changed: usize,
}

impl Again {
    /// The units and periods of which it says what was said before.
    pub fn of(&self) -> BTreeSet<(UnitId, Period)> {
        self.common.iter().map(|&(unit, _, _, period)| (unit, period)).collect()
    }
}

/// All of them, in the order of the later file.
pub(super) fn sent_again(observations: &Observations) -> Vec<Again> {
    let mut named: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (at, file) in observations.files.iter().enumerate() {
        named.entry(base(&file.path)).or_default().push(at as u32);
    }
    named.retain(|_, files| files.len() > 1);
    if named.is_empty() {
        return Vec::new();
    }
    let asked: BTreeSet<u32> = named.values().flatten().copied().collect();
    let mut stated: BTreeMap<u32, BTreeMap<Stated, State>> = BTreeMap::new();
    for row in &observations.rows {
        let file = observations.sheets[row.sheet as usize].file;
        if asked.contains(&file) && row.state != State::Missing {
            let key = (row.unit, row.indicator, row.category, row.period);
            stated.entry(file).or_default().insert(key, row.state);
        }
    }
    let ranks = order::ranks(&observations.files);
    let mut found = Vec::new();
    for files in named.values_mut() {
        files.sort_by_key(|&file| ranks[file as usize]);
        for (place, &later) in files.iter().enumerate() {
            let Some(of_later) = stated.get(&later) else { continue };
            // The version right before it that it speaks of again.
            found.extend(files[..place].iter().rev().find_map(|&earlier| {
                let of_earlier = stated.get(&earlier)?;
                let both = of_later.iter().filter_map(|(key, state)| Some((*key, of_earlier.get(key)? != state)));
                let both: Vec<(Stated, bool)> = both.collect();
                let changed = both.iter().filter(|(_, changed)| *changed).count();
                let common = both.into_iter().map(|(key, _)| key).collect();
                let again = Again { earlier, later, common, changed };
                (again.common.len() * 2 > of_later.len()).then_some(again)
            }));
        }
    }
    found.sort_by_key(|again| (again.later, again.earlier));
    found
}

/// A note for each.
pub(super) fn notes(again: &[Again], observations: &Observations) -> Vec<Finding> {
    let path = |file: u32| observations.files[file as usize].path.as_str();
    let note = |one: &Again| {
        let finding = Finding::new(Code::ReportAgain, Place::file(path(one.later)))
            .with("earlier", path(one.earlier))
            .with("common", one.common.len())
            .with("changed", one.changed);
        match only(one, &observations.units) {
            Some(code) => finding.unit(code),
            None => finding,
        }
    };
    again.iter().map(note).collect()
}

fn only<'a>(again: &Again, units: &'a Registry) -> Option<&'a str> {
    let mut all = again.common.iter().map(|(unit, ..)| *unit);
    let first = all.next()?;
    all.all(|unit| unit == first).then(|| units.get(first).code.as_str())
}

/// A path without what tells its version: every folder and the name without the words and small numbers that it ends in.
fn base(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let part = |part: &str| {
        let slug = slug(part);
        let mut words: Vec<&str> = slug.split('-').collect();
        while words.len() > 1 && words.last().is_some_and(|word| is_version(word)) {
            words.pop();
        }
        words.join("-")
    };
    stem.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn is_version(word: &str) -> bool {
    WORDS.contains(&word) || (word.len() <= 2 && word.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::Case;
    use crate::text::Language;

    #[test]
    fn names_of_versions_are_those_of_the_first_with_something_behind_it() {
        for (one, other, same) in [
            ("2019/bc.xlsx", "2019/bc_lần 2.xls", true),
            ("2019/bc.xlsx", "2019/bc (2).xlsx", true),
            ("2019/bc.xlsx", "2019/bc_đính chính.xlsx", true),
            ("2019/bc.xlsx", "2019 bổ sung/bc.xlsx", true),
            ("2019/bc.xlsx", "2020/bc.xlsx", false),
            ("bc 2019.xlsx", "bc 2020.xlsx", false),
            ("xã A.xlsx", "xã B.xlsx", false),
        ] {
            assert_eq!(base(one) == base(other), same, "{one} {other}");
        }
    }

    #[test]
    fn a_report_sent_again_is_named_with_what_it_says_otherwise() {
        let case = Case::new("units: root; a<root; b<root\nindicators: sk flow; kt flow\nterm: 2017..2018");
        let told = |rows: &str| {
            let observations = case.observations(rows);
            let again = sent_again(&observations);
            let notes = notes(&again, &observations);
            notes.iter().map(|f| format!("{} {}: {}", f.place, f.unit, f.detail(Language::En))).collect::<Vec<_>>()
        };
        let first = "a | sk | | 2017 | 1 | bc.xlsx\na | kt | | 2017 | 2 | bc.xlsx\n";
        let wanted = "bc_lần 2.xlsx a: in the place of bc.xlsx: 2 figures stated again, 1 of them otherwise; this file's are used";
        assert_eq!(
            told(&format!("{first}a | sk | | 2017 | 1 | bc_lần 2.xlsx\na | kt | | 2017 | 3 | bc_lần 2.xlsx")),
            [wanted]
        );
        // Another year under another number, and a part of the year before beside this one's.
        assert!(told(&format!("{first}a | sk | | 2018 | 1 | bc 2.xlsx\na | kt | | 2018 | 3 | bc 2.xlsx")).is_empty());
        assert!(told(&format!("{first}a | sk | | 2017 | 1 | bc 2.xlsx\na | sk | | 2018 | 1 | bc 2.xlsx")).is_empty());
    }
}
