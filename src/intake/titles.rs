//! Titles: what the line over a table names beside its own usual words. More words around a name are allowed than in a
//! heading.

use super::vocabulary::{Lookup, Meaning, Vocabulary};
use crate::domain::{CategoryId, IndicatorId};
use crate::text::{core_words, expand, title_fillers_only, words};

/// So many words before and behind what a title is about are looked past.
const LONGEST_TITLE: usize = 12;

impl Vocabulary {
    /// What a title means: more words around the name are allowed than in a heading.
    pub fn look_up_title(&self, title: &str) -> Lookup {
        self.settle(expand(&words(title)).iter().map(|reading| self.explain_title(&core_words(reading))))
    }

    /// A title's core words: the longest name of an indicator in them, perhaps a category of it, and words around that
    /// titles usually hold.
    fn explain_title(&self, core: &[String]) -> Lookup {
        if core.is_empty() {
            return Lookup::Empty;
        }
        for length in (1..=core.len().min(self.longest)).rev() {
            let mut found: Vec<Meaning> = Vec::new();
            for start in 0..=core.len() - length {
                let end = start + length;
                let name = &core[start..end];
                let mut sorted = name.to_vec();
                sorted.sort();
                let ids = self.indicators.get(name).or_else(|| self.shuffled.get(&sorted));
                for &id in ids.into_iter().flatten() {
                    // *Huyện* alone may be part of a place; *cấp huyện* is a category.
                    let rest = [&core[..start], &core[end..]];
                    let category = self.category_between(id, rest, 2);
                    // *CẤP CƠ SỞ VÀ CẤP HUYỆN*: which of them nobody knows.
                    if category.is_none() && rest.iter().all(|words| self.says_nothing_of(id, words)) {
                        found.push(Meaning::Indicator(id, None));
                    } else {
                        let category = category.or_else(|| self.category_between(id, rest, 1));
                        let several = category.is_some_and(|category| self.names_another(id, rest, category));
                        let category = category.map(|category| Some(category).filter(|_| !several));
                        found.extend(category.map(|category| Meaning::Indicator(id, category)));
                    }
                }
            }
            found.sort();
            found.dedup();
            match found.as_slice() {
                [] => {}
                [one] => return Lookup::Known(*one),
                _ => return Lookup::Ambiguous(found),
            }
        }
        self.explain_title_essence(core)
    }

    /// Whether words of a title add nothing to an indicator: usual words of titles, and by what it is parted, in full or
    /// by the first words: *phân theo loại hình*.
    fn says_nothing_of(&self, id: IndicatorId, words: &[String]) -> bool {
        let name = &self.parted[id.0 as usize];
        let parts = |at: usize| {
            let length = name.iter().zip(&words[at..]).take_while(|(own, word)| own == word).count();
            // *Theo giới tính năm 2023*: the year took a word of it along.
            let cut = at + length == words.len();
            length >= if cut { 1 } else { name.len().clamp(1, 2) }
                && title_fillers_only(&words[..at])
                && title_fillers_only(&words[at + length..])
        };
        title_fillers_only(words) || (0..words.len()).any(parts)
    }

    /// The longest part of a title that is about an indicator, with nothing around it but what titles usually hold.
    fn explain_title_essence(&self, core: &[String]) -> Lookup {
        // Usual words of titles come in phrases: *báo cáo* is one, *báo* is none.
        let heads = (0..core.len().min(LONGEST_TITLE)).filter(|&start| title_fillers_only(&core[..start]));
        for start in heads {
            let ends = (start + 2..=core.len()).rev().take(LONGEST_TITLE);
            // *, chia theo đối tượng*
            let parts = |end: usize| core[end..].iter().take(2).any(|word| word == "theo");
            for end in ends.filter(|&end| title_fillers_only(&core[end..]) || parts(end)) {
                let explained = self.explain(&core[start..end]);
                let tail_says_nothing = |id: IndicatorId| self.says_nothing_of(id, &core[end..]);
                match explained {
                    Lookup::Known(Meaning::Indicator(id, _)) if !tail_says_nothing(id) => {}
                    Lookup::Known(Meaning::Indicator(id, Some(one))) if self.names_another(id, [core, &[]], one) => {
                        return Lookup::Known(Meaning::Indicator(id, None));
                    }
                    Lookup::Known(meaning @ Meaning::Indicator(..)) => return Lookup::Known(meaning),
                    Lookup::Ambiguous(several) => return Lookup::Ambiguous(several),
                    _ => {}
                }
            }
        }
        Lookup::Unknown
    }

    /// Whether the rest of a title names another category of an indicator beside one.
    fn names_another(&self, id: IndicatorId, rest: [&[String]; 2], one: CategoryId) -> bool {
        let Some(own) = self.breakdowns[id.0 as usize] else { return false };
        let mut named: Vec<(usize, usize, CategoryId)> = Vec::new();
        for (side, words) in rest.iter().enumerate() {
            for start in 0..words.len() {
                // *Huyện* alone may be a place.
                let least = if start > 0 && words[start - 1] == "cấp" { 1 } else { 2 };
                for end in start + least..=words.len().min(start + self.longest) {
                    let ids = self.categories.get(&words[start..end]).into_iter().flatten();
                    let of_own = ids.filter(|(breakdown, _)| *breakdown == own);
                    named.extend(
                        of_own.map(|&(_, category)| (side * words.len() + start, side * words.len() + end, category)),
                    );
                }
            }
        }
        // *Khu vực nhà nước* inside *ngoài khu vực nhà nước* is no other.
        let within = |a: &(usize, usize, CategoryId), b: &(usize, usize, CategoryId)| {
            (b.0..=b.1).contains(&a.0) && (b.0..=b.1).contains(&a.1) && b.1 - b.0 > a.1 - a.0
        };
        let outer: Vec<_> = named.iter().filter(|one| !named.iter().any(|other| within(one, other))).collect();
        outer.iter().any(|(.., category)| *category != one)
    }

    /// The category of an indicator that the rest of a title names in so many words or more, beside its usual words.
    fn category_between(&self, id: IndicatorId, rest: [&[String]; 2], least: usize) -> Option<CategoryId> {
        let own = self.breakdowns[id.0 as usize]?;
        for (side, words) in rest.iter().enumerate() {
            if !title_fillers_only(rest[1 - side]) {
                continue;
            }
            for length in (least..=words.len().min(self.longest)).rev() {
                for start in 0..=words.len() - length {
                    let end = start + length;
                    let ids = self.categories.get(&words[start..end]).into_iter().flatten();
                    let mut ids = ids.filter(|(breakdown, _)| *breakdown == own).map(|&(_, category)| category);
                    if let Some(category) = ids.next()
                        && title_fillers_only(&words[..start])
                        && title_fillers_only(&words[end..])
                    {
                        return Some(category);
                    }
                }
            }
        }
        None
    }
}
