//! Which unit a name means.
//!
//! Names keep their type word: *huyện Thanh Oai* and *xã Thanh Oai* are two units. A bare name counts only where it is
//! unique, under the unit that reports first; a name that two units bore is resolved by the period it stands in; a name
//! without its diacritics only proposes.

use std::collections::HashMap;

use crate::domain::{Period, Registry, UnitId};
use crate::text::{bare, expand, words};

/// Words before a name that say it is a union's, not whose.
const BODIES: &[&[&str]] = &[
    &["ban", "chấp", "hành", "công", "đoàn"],
    &["liên", "đoàn", "lao", "động"],
    &["công", "đoàn", "cơ", "sở"],
    &["nghiệp", "đoàn"],
    &["công", "đoàn"],
];

/// Type words and how they are shortened before a name.
const TYPES: &[(&[&str], &[&str])] = &[
    (&["tỉnh"], &["t"]),
    (&["thành", "phố"], &["tp"]),
    (&["huyện"], &["h"]),
    (&["quận"], &["q"]),
    (&["thị", "xã"], &["tx"]),
    (&["thị", "trấn"], &["tt"]),
    (&["xã"], &["x"]),
    (&["phường"], &["p"]),
    (&["đặc", "khu"], &["đk"]),
    (&["ngành"], &[]),
];

/// Words that names hold or leave out: *ngành Giáo dục và Đào tạo*, *CĐ GD&ĐT*; *các Khu công nghiệp*, *KCN*.
const LINKS: &[&str] = &["và", "các"];

/// How a name was matched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UnitMatch {
    /// One unit.
    One(UnitId),
    /// One unit, but only without diacritics.
    Proposed(UnitId),
    /// Several units.
    Several(Vec<UnitId>),
    /// None.
    None,
}

/// The units that a text may name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Candidates {
    found: Vec<UnitId>,
    /// Only without diacritics.
    proposed: Vec<UnitId>,
}

impl Candidates {
    /// Whether there are any.
    pub fn any(&self) -> bool {
        !self.found.is_empty() || !self.proposed.is_empty()
    }

    /// The one meant, for a report of `scope` and a period.
    pub fn settle(&self, registry: &Registry, scope: Option<UnitId>, period: Option<Period>) -> UnitMatch {
        match settle(self.found.clone(), registry, scope, period) {
            UnitMatch::None => match settle(self.proposed.clone(), registry, scope, period) {
                UnitMatch::One(id) => UnitMatch::Proposed(id),
                other => other,
            },
            decided => decided,
        }
    }
}

/// The names of a registry, folded.
pub struct UnitNames {
    /// With type word, without the words of the body.
    full: HashMap<String, Vec<UnitId>>,
    /// Without type word; `true`: the unit's own name has none.
    short: HashMap<String, Vec<(UnitId, bool)>>,
    /// Both, without diacritics.
    plain: HashMap<String, Vec<UnitId>>,
    /// Codes, folded.
    codes: HashMap<String, Vec<UnitId>>,
    /// The longest name, in words.
    longest: usize,
}

impl UnitNames {
    /// The names of a registry's units.
    pub fn new(registry: &Registry) -> UnitNames {
        let mut names = UnitNames {
            full: HashMap::new(),
            short: HashMap::new(),
            plain: HashMap::new(),
            codes: HashMap::new(),
            longest: 1,
        };
        for (id, unit) in registry.iter() {
            add(&mut names.codes, unit.code.to_lowercase(), id);
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                for reading in readings(name) {
                    names.longest = names.longest.max(reading.len() + 5);
                    let joined = reading.join(" ");
                    let (type_length, rest) = split_type(&reading);
                    let short = rest.join(" ");
                    add(&mut names.plain, bare(&joined), id);
                    add(&mut names.plain, bare(&short), id);
                    add(&mut names.short, short, (id, type_length == 0));
                    add(&mut names.full, joined, id);
                }
            }
        }
        names
    }

    /// Every unit that a whole text may name, from its words without footnotes, written out.
    pub fn candidates_of(&self, readings: Vec<Vec<String>>) -> Candidates {
        let mut found: Vec<UnitId> = Vec::new();
        let readings = names_in(readings);
        for reading in &readings {
            found.extend(self.full.get(&reading.join(" ")).into_iter().flatten());
        }
        if found.is_empty() {
            for reading in &readings {
                let (type_length, rest) = split_type(reading);
                let candidates = self.short.get(&rest.join(" ")).into_iter().flatten();
                // A type word in the text must not contradict the unit's own.
                found.extend(candidates.filter(|(_, untyped)| type_length == 0 || *untyped).map(|(id, _)| id));
            }
        }
        let mut proposed: Vec<UnitId> = Vec::new();
        if found.is_empty() {
            for reading in &readings {
                proposed.extend(self.plain.get(&bare(&reading.join(" "))).into_iter().flatten());
            }
        }
        Candidates { found, proposed }
    }

    /// The unit that bears a code.
    pub fn with_code(&self, code: &str, registry: &Registry, period: Option<Period>) -> UnitMatch {
        settle(self.codes.get(&code.trim().to_lowercase()).cloned().unwrap_or_default(), registry, None, period)
    }

    /// Every unit that may be named somewhere in a longer text by its full name with type word, the longest name first.
    pub fn mentioned(&self, text: &str) -> Vec<UnitId> {
        for reading in readings(text) {
            for length in (2..=reading.len().min(self.longest)).rev() {
                for window in reading.windows(length) {
                    if let Some(ids) = self.full.get(&window.join(" "))
                        && (split_type(window).0 > 0 || length >= 3)
                    {
                        return ids.clone();
                    }
                }
            }
        }
        Vec::new()
    }

    /// A title without the names of units in it.
    pub fn without_names(&self, title: &str) -> String {
        let mut rest = words(title);
        let mut at = 0;
        while at < rest.len() {
            let longest = (1..=(rest.len() - at).min(self.longest)).rev().find(|&length| {
                let window = &rest[at..at + length];
                let (type_length, short) = split_type(window);
                self.full.contains_key(&window.join(" "))
                    || (type_length > 0 || length > 1) && self.short.contains_key(&short.join(" "))
            });
            match longest {
                Some(length) => {
                    rest.drain(at..at + length);
                }
                None => at += 1,
            }
        }
        rest.join(" ")
    }

    /// The unit named in the name of a file or folder, where diacritics are rare: a whole name of two words or more.
    pub fn in_file_name(&self, name: &str, registry: &Registry, period: Option<Period>) -> UnitMatch {
        for reading in readings(name) {
            let plain: Vec<String> = reading.iter().map(|word| bare(word)).collect();
            for length in (2..=plain.len().min(self.longest)).rev() {
                for window in plain.windows(length) {
                    if let Some(ids) = self.plain.get(&window.join(" ")) {
                        return settle(ids.clone(), registry, None, period);
                    }
                }
            }
        }
        UnitMatch::None
    }
}

/// Whether a text begins with the words of a union body: *CĐCS Trường Tiểu học …*.
pub fn names_a_body(text: &str) -> bool {
    is_body(&expand(&words(text)))
}

/// The same from the words of a text, written out.
pub fn is_body(readings: &[Vec<String>]) -> bool {
    readings.iter().any(|reading| BODIES.iter().any(|body| starts_with(reading, body) && reading.len() > body.len()))
}

fn starts_with(words: &[String], head: &[&str]) -> bool {
    words.len() >= head.len() && head.iter().zip(words).all(|(a, b)| a == b)
}

/// The words of a name in each of its readings, without the words of the body, type words written out.
fn readings(name: &str) -> Vec<Vec<String>> {
    names_in(expand(&words(without_footnote(name))))
}

fn names_in(readings: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut readings: Vec<Vec<String>> = readings
        .into_iter()
        .map(|reading| {
            let mut rest = reading.as_slice();
            while let Some(body) = BODIES.iter().find(|body| starts_with(rest, body) && rest.len() > body.len()) {
                rest = &rest[body.len()..];
            }
            let rest: Vec<String> = rest.iter().filter(|word| !LINKS.contains(&word.as_str())).cloned().collect();
            written_out(&rest)
        })
        .filter(|reading| !reading.is_empty())
        .collect();
    readings.dedup();
    readings
}

/// `H. Thanh Oai` → *huyện Thanh Oai*.
fn written_out(words: &[String]) -> Vec<String> {
    for (full, short) in TYPES {
        if words.len() > 1 && short.contains(&words[0].as_str()) {
            return full.iter().map(|word| (*word).to_owned()).chain(words[1..].iter().cloned()).collect();
        }
    }
    words.to_vec()
}

fn split_type(words: &[String]) -> (usize, &[String]) {
    for (full, _) in TYPES {
        if starts_with(words, full) && words.len() > full.len() {
            return (full.len(), &words[full.len()..]);
        }
    }
    (0, words)
}

/// `Hà Nội (2)`, `Hà Nội (*)`: a footnote mark is no part of the name. Neither is a second language behind a line break.
pub fn without_footnote(name: &str) -> &str {
    let trimmed = name.trim().trim_end_matches(['*', ' ']);
    match trimmed.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((before, mark))
            if !before.trim().is_empty()
                && mark.len() <= 2
                && mark.bytes().all(|b| b.is_ascii_digit() || b == b'*') =>
        {
            before.trim_end()
        }
        _ => trimmed,
    }
}

/// The one unit meant of several of one name, for a report of `scope` and a period.
pub fn settle(mut found: Vec<UnitId>, registry: &Registry, scope: Option<UnitId>, period: Option<Period>) -> UnitMatch {
    found.sort();
    found.dedup();
    if let Some(period) = period {
        let living: Vec<UnitId> = found.iter().copied().filter(|&id| registry.get(id).lives_in(period)).collect();
        if !living.is_empty() {
            found = living;
        }
    }
    if found.len() > 1
        && let Some(scope) = scope
    {
        let under: Vec<UnitId> =
            found.iter().copied().filter(|&id| id == scope || registry.ancestors(id).any(|up| up == scope)).collect();
        if !under.is_empty() {
            found = under;
        }
    }
    match found.as_slice() {
        [] => UnitMatch::None,
        [one] => UnitMatch::One(*one),
        _ => UnitMatch::Several(found),
    }
}

fn add<T: PartialEq>(map: &mut HashMap<String, Vec<T>>, key: String, value: T) {
    let list = map.entry(key).or_default();
    if !list.contains(&value) {
        list.push(value);
    }
}

/// The code of a unit that the registry lacks: its name in ASCII, lower case, every other run of characters a hyphen.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for character in bare(&crate::text::compose(name).to_lowercase()).chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Unit, UnitKind};

    fn registry() -> Registry {
        let unit = |code: &str, name: &str, parent: Option<u32>, aliases: &[&str]| Unit {
            code: code.to_owned(),
            name: name.to_owned(),
            kind: UnitKind::Commune,
            parent: parent.map(UnitId),
            valid_from: None,
            valid_to: None,
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            registered: true,
        };
        Registry::new(vec![
            unit("thanh-oai", "LĐLĐ huyện Thanh Oai", None, &[]),
            unit("bich-hoa", "Xã Bích Hòa", Some(0), &[]),
            unit("tan-lap", "Xã Tân Lập", Some(0), &[]),
            unit("giao-duc", "Công đoàn ngành Giáo dục", Some(0), &["CĐ GD&ĐT"]),
            unit("xa-thanh-oai", "Xã Thanh Oai", Some(0), &[]),
            unit("hcm", "Hồ Chí Minh", Some(0), &[]),
        ])
    }

    #[test]
    fn names_are_matched_in_the_ways_reports_write_them() {
        let registry = registry();
        let names = UnitNames::new(&registry);
        let find =
            |text: &str| names.candidates_of(expand(&words(without_footnote(text)))).settle(&registry, None, None);
        for (text, code) in [
            ("LĐLĐ huyện Thanh Oai", "thanh-oai"),
            ("Liên đoàn Lao động H. Thanh Oai", "thanh-oai"),
            ("HUYỆN THANH OAI", "thanh-oai"),
            ("Xã Thanh Oai", "xa-thanh-oai"),
            ("Bích Hoà", "bich-hoa"),
            ("CĐCS xã Bích Hòa", "bich-hoa"),
            ("X. Bích Hòa (1)", "bich-hoa"),
            ("CĐ ngành Giáo dục", "giao-duc"),
            ("Công đoàn Giáo dục và đào tạo", "giao-duc"),
            ("CĐ GD&ĐT", "giao-duc"),
            ("TP. HỒ CHÍ MINH", "hcm"),
        ] {
            let expected = registry.with_code(code).first().map_or(UnitMatch::None, |&id| UnitMatch::One(id));
            assert_eq!(find(text), expected, "{text}");
        }
        // The type word contradicts, the bare name is borne by two, the diacritics are missing.
        assert_eq!(find("Huyện Bích Hòa"), UnitMatch::None);
        assert_eq!(find("Thanh Oai"), UnitMatch::Several(vec![UnitId(0), UnitId(4)]));
        assert_eq!(find("Xa Tan Lap"), UnitMatch::Proposed(UnitId(2)));
    }

    #[test]
    fn slugs_are_ascii() {
        assert_eq!(slug("CĐCS Trường Tiểu học Đỗ Động (2)"), "cdcs-truong-tieu-hoc-do-dong-2");
    }
}
