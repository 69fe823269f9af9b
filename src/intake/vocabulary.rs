//! `Vocabulary`: the words of the catalogue and the registry, folded and written out, ready to be looked up.
//!
//! A phrase of a report means something only when all its words are accounted for: by one indicator, by a category of
//! its breakdown, by fillers that carry no meaning. What is left over makes the phrase unknown; nothing is guessed.

use std::collections::BTreeMap;

use crate::domain::{BreakdownId, CategoryId, IndicatorId, Knowledge};
use crate::text::{core_words, expand, title_core_words, words};

/// The words of a workspace.
pub struct Vocabulary {
    /// Core words of indicators, by the words in order.
    indicators: BTreeMap<Vec<String>, Vec<IndicatorId>>,
    /// The same, by the words sorted: *nữ đoàn viên* and *đoàn viên nữ*.
    shuffled: BTreeMap<Vec<String>, Vec<IndicatorId>>,
    /// Core words of categories.
    categories: BTreeMap<Vec<String>, Vec<(BreakdownId, CategoryId)>>,
    /// The breakdown of each indicator.
    breakdowns: Vec<Option<BreakdownId>>,
    /// The indicator that each is an 'of which' of.
    wholes: Vec<Option<IndicatorId>>,
    /// The longest name, in words.
    longest: usize,
}

/// What a phrase means.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Meaning {
    /// An indicator, and a category of it where one is named.
    Indicator(IndicatorId, Option<CategoryId>),
    /// A category alone: it means something only with the group it stands in.
    Category(BreakdownId, CategoryId),
}

/// What looking up a phrase came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lookup {
    /// One meaning.
    Known(Meaning),
    /// Several meanings.
    Ambiguous(Vec<Meaning>),
    /// Nothing but fillers: *Tổng số*, *Số lượng*.
    Empty,
    /// Words that nothing accounts for.
    Unknown,
}

impl Vocabulary {
    /// The words of a workspace's catalogue.
    pub fn new(knowledge: &Knowledge) -> Vocabulary {
        let catalogue = &knowledge.catalogue;
        let mut vocabulary = Vocabulary {
            indicators: BTreeMap::new(),
            shuffled: BTreeMap::new(),
            categories: BTreeMap::new(),
            breakdowns: catalogue.indicators.iter().map(|indicator| indicator.breakdown).collect(),
            wholes: catalogue.indicators.iter().map(|indicator| indicator.part_of).collect(),
            longest: 1,
        };
        for (id, indicator) in catalogue.iter() {
            for name in std::iter::once(&indicator.name.vi).chain([&indicator.name.en]).chain(&indicator.aliases) {
                for core in cores(name) {
                    vocabulary.longest = vocabulary.longest.max(core.len());
                    let mut sorted = core.clone();
                    sorted.sort();
                    insert(&mut vocabulary.indicators, core, id);
                    insert(&mut vocabulary.shuffled, sorted, id);
                }
            }
        }
        for (index, breakdown) in catalogue.breakdowns.iter().enumerate() {
            for (position, category) in breakdown.categories.iter().enumerate() {
                let id = (BreakdownId(index as u16), CategoryId(position as u16));
                for name in std::iter::once(&category.name.vi).chain([&category.name.en]).chain(&category.aliases) {
                    for core in cores(name) {
                        // *Cấp cơ sở* is also written *cơ sở*, *CS*: the word for the ladder itself may be left out.
                        if core.len() > 1 && core[0] == "cấp" {
                            insert(&mut vocabulary.categories, core[1..].to_vec(), id);
                        } else if core.first().is_some_and(|first| first != "cấp") {
                            let mut longer = vec!["cấp".to_owned()];
                            longer.extend(core.iter().cloned());
                            vocabulary.longest = vocabulary.longest.max(longer.len());
                            insert(&mut vocabulary.categories, longer, id);
                        }
                        vocabulary.longest = vocabulary.longest.max(core.len());
                        insert(&mut vocabulary.categories, core, id);
                    }
                }
            }
        }
        vocabulary
    }

    /// What a phrase means by itself.
    pub fn look_up(&self, phrase: &str) -> Lookup {
        self.settle(expand(&words(phrase)).iter().map(|reading| self.explain(&core_words(reading))))
    }

    /// What a title means: more words around the name are allowed than in a heading.
    pub fn look_up_title(&self, title: &str) -> Lookup {
        self.settle(expand(&words(title)).iter().map(|reading| self.explain(&title_core_words(reading))))
    }

    /// What a path of headings or row labels means, outermost first. The innermost part that is understood with as few
    /// of its groups as needed decides; a part that is not understood is never skipped in favour of its group.
    pub fn look_up_path(&self, path: &[&str]) -> Lookup {
        let Some(leaf) = path.last() else { return Lookup::Empty };
        let alone = self.look_up(leaf);
        let mut best = alone.clone();
        if let Lookup::Known(Meaning::Indicator(leaf_id, _)) = alone {
            // *Nữ* may be an alias, but under another indicator it is that one's women.
            return match self.nearest_indicator(&path[..path.len() - 1]) {
                Some(group) if !self.belongs(leaf_id, group) && words(leaf).len() < 3 => {
                    match self.look_up(&path.join(" ")) {
                        Lookup::Known(meaning) => Lookup::Known(meaning),
                        _ => Lookup::Unknown,
                    }
                }
                _ => alone,
            };
        }
        for start in (0..path.len() - 1).rev() {
            let joined = self.look_up(&path[start..].join(" "));
            match joined {
                Lookup::Known(Meaning::Indicator(..)) => return joined,
                Lookup::Known(_) if !matches!(best, Lookup::Known(_)) => best = joined,
                Lookup::Ambiguous(_) if matches!(best, Lookup::Unknown | Lookup::Empty) => best = joined,
                _ => {}
            }
            // A group whose own words say nothing more than its part repeats is passed over.
            if let (
                Lookup::Known(Meaning::Category(breakdown, category)),
                Lookup::Known(Meaning::Indicator(id, None)),
            ) = (&alone, self.look_up(path[start]))
            {
                if self.breakdowns[id.0 as usize] == Some(*breakdown) {
                    return Lookup::Known(Meaning::Indicator(id, Some(*category)));
                }
            }
            if let (Lookup::Empty, found @ Lookup::Known(Meaning::Indicator(..))) = (&alone, self.look_up(path[start]))
            {
                return found;
            }
        }
        best
    }

    fn nearest_indicator(&self, groups: &[&str]) -> Option<IndicatorId> {
        groups.iter().rev().find_map(|group| match self.look_up(group) {
            Lookup::Known(Meaning::Indicator(id, _)) => Some(id),
            _ => None,
        })
    }

    /// Whether an indicator is the group's own or an 'of which' of it.
    fn belongs(&self, leaf: IndicatorId, group: IndicatorId) -> bool {
        std::iter::successors(Some(leaf), |id| self.wholes[id.0 as usize]).take(16).any(|id| id == group)
    }

    /// One answer from the readings of one phrase.
    fn settle(&self, readings: impl Iterator<Item = Lookup>) -> Lookup {
        let mut meanings: Vec<Meaning> = Vec::new();
        let mut empty = false;
        for reading in readings {
            match reading {
                Lookup::Known(meaning) => meanings.push(meaning),
                Lookup::Ambiguous(several) => meanings.extend(several),
                Lookup::Empty => empty = true,
                Lookup::Unknown => {}
            }
        }
        meanings.sort();
        meanings.dedup();
        match meanings.as_slice() {
            [] if empty => Lookup::Empty,
            [] => Lookup::Unknown,
            [one] => Lookup::Known(*one),
            _ => Lookup::Ambiguous(meanings),
        }
    }

    /// Core words, all accounted for or none.
    fn explain(&self, core: &[String]) -> Lookup {
        if core.is_empty() {
            return Lookup::Empty;
        }
        if let Some(ids) = self.indicators.get(core) {
            return of_indicators(ids);
        }
        if let Some(ids) = self.categories.get(core) {
            return match ids.as_slice() {
                [(breakdown, category)] => Lookup::Known(Meaning::Category(*breakdown, *category)),
                several => Lookup::Ambiguous(several.iter().map(|&(b, c)| Meaning::Category(b, c)).collect()),
            };
        }
        let mut found: Vec<Meaning> = Vec::new();
        // A category somewhere in the words, and the rest an indicator that is parted so.
        for start in 0..core.len() {
            for end in (start + 1..=core.len().min(start + self.longest)).rev() {
                let Some(ids) = self.categories.get(&core[start..end]) else { continue };
                let rest: Vec<String> = core[..start].iter().chain(&core[end..]).cloned().collect();
                for indicator in self.named(&rest) {
                    for (breakdown, category) in ids {
                        if self.breakdowns[indicator.0 as usize] == Some(*breakdown) {
                            found.push(Meaning::Indicator(indicator, Some(*category)));
                        }
                    }
                }
                if !found.is_empty() {
                    found.sort();
                    found.dedup();
                    return match found.as_slice() {
                        [one] => Lookup::Known(*one),
                        _ => Lookup::Ambiguous(found),
                    };
                }
            }
        }
        let mut sorted = core.to_vec();
        sorted.sort();
        match self.shuffled.get(&sorted) {
            Some(ids) => of_indicators(ids),
            None => {
                let ids = self.named(core);
                if ids.is_empty() { Lookup::Unknown } else { of_indicators(&ids) }
            }
        }
    }

    /// The indicators that words name: exactly, or with a repetition of words that the name already holds (*Sáng kiến
    /// kinh nghiệm – Sáng kiến*).
    fn named(&self, core: &[String]) -> Vec<IndicatorId> {
        if let Some(ids) = self.indicators.get(core) {
            return ids.clone();
        }
        for end in (1..core.len()).rev() {
            if let Some(ids) = self.indicators.get(&core[..end]) {
                return if core[end..].iter().all(|word| core[..end].contains(word)) {
                    ids.clone()
                } else {
                    Vec::new()
                };
            }
        }
        Vec::new()
    }
}

fn of_indicators(ids: &[IndicatorId]) -> Lookup {
    match ids {
        [id] => Lookup::Known(Meaning::Indicator(*id, None)),
        several => Lookup::Ambiguous(several.iter().map(|&id| Meaning::Indicator(id, None)).collect()),
    }
}

/// The core words of a name in each of its readings; a name that would be left without any keeps all.
fn cores(name: &str) -> Vec<Vec<String>> {
    expand(&words(name))
        .into_iter()
        .map(|reading| {
            let core = core_words(&reading);
            if core.is_empty() { reading } else { core }
        })
        .filter(|core| !core.is_empty())
        .collect()
}

fn insert<T: PartialEq>(map: &mut BTreeMap<Vec<String>, Vec<T>>, words: Vec<String>, id: T) {
    let ids = map.entry(words).or_default();
    if !ids.contains(&id) {
        ids.push(id);
    }
}
