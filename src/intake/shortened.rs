//! `Shortened`: headings and labels that say less than any name of the catalogue, and what stands around them says the
//! rest, or nothing else can be meant: *Số tiền* under the title *Chăm lo Tết*, *Lớp tập huấn* for *Lớp tập huấn cán bộ
//! công đoàn*. What it finds is a proposal: whoever takes it says so.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::domain::{IndicatorId, Knowledge};
use crate::text::{core_words, essence, expand, words};

use super::vocabulary::cores;

/// Words that make another indicator of the same thing: a name that has one means nothing without it.
const TELLING: &[&str] = &[
    "nữ", "nam", "mới", "giảm", "tăng", "thôi", "nợ", "thiếu", "chưa", "không", "ngoài", "chết", "nặng", "lệ", "bình",
    "quân", "tiền", "trị", "kinh", "phí", "ưu", "tú", "giỏi", "xuất", "sắc", "tốt", "đảng", "đột", "bổ", "lại",
];

/// Words that make another thing of what stands under them: *Nữ* under *Đoàn viên phát triển mới* are not all women members.
const CHANGING: &[&str] = &["mới", "giảm", "tăng", "thôi", "nợ", "chưa", "nghỉ", "đảng"];

/// Words that may stand before or behind a name and say nothing about what is counted.
const IDLE: &[&str] = &[
    "hỗ", "trợ", "tổ", "chức", "thực", "hiện", "kết", "quả", "toàn", "tham", "gia", "mở", "xây", "dựng", "việc", "kĩ",
    "thuật",
];

/// What may stand behind a name: whose all of it is, if one body reports.
const TAILS: &[&[&str]] = &[
    &["trực", "thuộc"],
    &["trong", "công", "ti"],
    &["trong", "đơn", "vị"],
    &["trong", "cơ", "quan"],
    &["trong", "trường"],
    &["tại", "công", "ti"],
    &["tại", "đơn", "vị"],
    &["tại", "cơ", "quan"],
    &["tại", "trường"],
];

/// Those who work have many names, of which a catalogue has one: *Tổng số CNVCLĐ*, *Tổng số lao động*, *CNLĐ*. The longer first.
const WORKERS: &[&[&str]] = &[
    &["cán", "bộ", "công", "chức", "viên", "chức", "người", "lao", "động"],
    &["cán", "bộ", "công", "nhân", "viên", "chức", "lao", "động"],
    &["cán", "bộ", "công", "chức", "viên", "chức", "lao", "động"],
    &["công", "nhân", "viên", "chức", "người", "lao", "động"],
    &["cán", "bộ", "giáo", "viên", "công", "nhân", "viên"],
    &["cán", "bộ", "nhà", "giáo", "người", "lao", "động"],
    &["cán", "bộ", "công", "nhân", "viên", "lao", "động"],
    &["công", "nhân", "viên", "chức", "lao", "động"],
    &["công", "chức", "viên", "chức", "lao", "động"],
    &["cán", "bộ", "giáo", "viên", "nhân", "viên"],
    &["cán", "bộ", "người", "lao", "động"],
    &["nhà", "giáo", "người", "lao", "động"],
    &["cán", "bộ", "công", "nhân", "viên", "chức"],
    &["cán", "bộ", "công", "nhân", "viên"],
    &["công", "nhân", "lao", "động"],
    &["cán", "bộ", "nhân", "viên"],
    &["công", "nhân", "viên", "chức"],
    &["người", "lao", "động"],
    &["công", "nhân", "viên"],
    &["lao", "động"],
];

/// What else a phrase may be called: whom something is done for, and what grows.
const OTHERWISE: &[(&[&str], &[&str])] = &[
    (&["đoàn", "viên", "công", "nhân", "viên", "chức", "lao", "động"], &["người"]),
    (&["đoàn", "viên", "công", "nhân", "lao", "động"], &["người"]),
    (&["đoàn", "viên", "người", "lao", "động"], &["người"]),
    (&["công", "nhân", "viên", "chức", "lao", "động"], &["người"]),
    (&["công", "nhân", "lao", "động"], &["người"]),
    (&["người", "lao", "động"], &["người"]),
    (&["phát", "triển", "đoàn", "viên"], &["kết", "nạp", "đoàn", "viên", "mới"]),
    (&["thành", "lập", "công", "đoàn", "cơ", "sở"], &["thành", "lập", "mới", "công", "đoàn", "cơ", "sở"]),
    (&["đoàn", "viên"], &["người"]),
];

/// What goes without saying beside some words: *Đoàn viên ưu tú* are recommended to the Party, *Giỏi việc nước, đảm việc nhà* are women.
/// Those who are admitted are new.
const UNDERSTOOD: &[(&[&str], &str)] =
    &[(&["ưu", "tú"], "đảng"), (&["đảm", "việc", "nhà"], "nữ"), (&["kết", "nạp", "đoàn", "viên"], "mới")];

/// Words that join the parts of a name, for which there are signs too: *Tỷ lệ đoàn viên / CNVCLĐ*.
const LINKS: &[&str] = &["trên", "với", "so", "của", "từ"];

/// Words of sums of money, which tell nothing of what is paid for.
const OF_MONEY: &[&str] =
    &["số", "tổng", "tiền", "trị", "giá", "kinh", "phí", "thành", "chi", "tặng", "trao", "cho", "mức", "bằng"];

/// The names of a workspace's indicators, to be found by less than all of their words.
pub struct Shortened {
    names: Vec<Name>,
    /// In the names of how many indicators each word stands.
    spread: HashMap<String, usize>,
}

/// A name in one of its readings.
struct Name {
    of: IndicatorId,
    /// Whether it is a sum of money.
    money: bool,
    /// Its core words, in order.
    core: Vec<String>,
    /// What it is about, in order.
    about: Vec<String>,
    /// What it counts, by its own words and by its measure.
    counted: Vec<String>,
}

/// What is left over when the words of a heading are found in those of a name.
struct Fit {
    kept: usize,
    missing: Vec<String>,
    /// Whether the heading's words are the first of the name's.
    first: bool,
    /// Whether it holds the first two words of the name and the last two: *Tuyên truyền PL* for *Tuyên truyền, phổ biến pháp luật*.
    ends: bool,
}

impl Shortened {
    /// The names of the catalogue.
    pub fn new(knowledge: &Knowledge) -> Shortened {
        let mut names: Vec<Name> = Vec::new();
        let mut spread: HashMap<String, usize> = HashMap::new();
        for (of, indicator) in knowledge.catalogue.iter() {
            let mut own: BTreeSet<String> = BTreeSet::new();
            let measure = essence(&words(&indicator.measure.name)).1;
            for core in std::iter::once(&indicator.name.vi).chain(&indicator.aliases).flat_map(|name| cores(name)) {
                own.extend(core.iter().cloned());
                let of_workers = measure.iter().any(|noun| noun == "người");
                let others = if of_workers { with_other_workers(&core) } else { Vec::new() };
                for core in std::iter::once(core).chain(others) {
                    let (about, mut counted) = essence(&core);
                    counted.extend(measure.iter().cloned());
                    names.push(Name { of, money: indicator.measure.money.is_some(), core, about, counted });
                }
            }
            for word in own {
                *spread.entry(word).or_default() += 1;
            }
        }
        Shortened { names, spread }
    }

    /// The words of texts that may say what a heading leaves out.
    pub fn around<'t>(texts: impl Iterator<Item = &'t str>) -> HashSet<String> {
        texts.flat_map(|text| expand(&words(text))).flatten().collect()
    }

    /// Whether a phrase says what is counted and nothing of what it is about: *Số người*, *Số vụ*.
    pub fn is_bare(&self, phrase: &str) -> bool {
        expand(&words(phrase)).iter().all(|reading| essence(&core_words(reading)).0.is_empty())
    }

    /// The indicator that a phrase names by some of its words, the others being said around it; `None` where none is or
    /// several are.
    pub fn completed(&self, phrase: &str, around: &HashSet<String>) -> Option<IndicatorId> {
        let fits = self.fits(phrase);
        let said = fits.iter().filter(|(_, fit)| fit.missing.iter().all(|word| around.contains(word)));
        let least = said.clone().map(|(_, fit)| fit.missing.len()).min()?;
        only(said.filter(|(_, fit)| fit.missing.len() == least).map(|(id, _)| *id))
    }

    /// The only sum of money of which a phrase says the same in other words for money: *Tiền quà Tết*, *Số tiền tặng quà Tết* for *Trị
    /// giá quà Tết*.
    pub fn sum_called(&self, phrase: &str) -> Option<IndicatorId> {
        let rest = |words: &[String]| {
            let tells = |word: &&String| !OF_MONEY.contains(&word.as_str()) && !LINKS.contains(&word.as_str());
            let mut rest: Vec<String> = words.iter().filter(tells).cloned().collect();
            rest.sort();
            rest
        };
        let of_money = |words: &[String]| {
            let pair = |one: &str, two: &str| words.windows(2).any(|pair| pair[0] == one && pair[1] == two);
            words.iter().any(|word| word == "tiền") || pair("kinh", "phí") || pair("trị", "giá") || pair("giá", "trị")
        };
        let readings: Vec<Vec<String>> = expand(&words(phrase)).into_iter().filter(|words| of_money(words)).collect();
        let said: Vec<Vec<String>> = readings.iter().map(|reading| rest(&core_words(reading))).collect();
        let same = |name: &&Name| name.money && said.iter().any(|said| said.len() > 1 && *said == rest(&name.core));
        only(self.names.iter().filter(same).map(|name| name.of))
    }

    /// The only sum of money that is paid for what a group says: *Số tiền* under *Quà Tết tặng đoàn viên* is *Trị giá quà Tết*.
    pub fn paid_for(&self, group: &str) -> Option<IndicatorId> {
        let said: HashSet<String> = expand(&words(group)).into_iter().flatten().collect();
        let fits = self.names.iter().filter(|name| name.money).filter_map(|name| {
            let helps = |word: &str| matches!(word, "hỗ" | "trợ");
            let tells =
                |word: &&String| !OF_MONEY.contains(&word.as_str()) && !LINKS.contains(&word.as_str()) && !helps(word);
            let rest: Vec<&String> = name.core.iter().filter(tells).collect();
            (rest.len() > 1 && rest.iter().all(|word| said.contains(*word))).then_some((name.of, rest.len()))
        });
        let fits: Vec<(IndicatorId, usize)> = fits.collect();
        let most = fits.iter().map(|(_, words)| *words).max()?;
        only(fits.into_iter().filter(|(_, words)| *words == most).map(|(id, _)| id))
    }

    /// Whether a group says what no name of an indicator does, and changes what is counted.
    pub fn is_changed_by(&self, id: IndicatorId, group: &str) -> bool {
        let said = |word: &&String| CHANGING.contains(&word.as_str());
        let of_name = |word: &String| self.names.iter().any(|name| name.of == id && name.core.contains(word));
        let words = words(group);
        let changes: Vec<&String> = words.iter().filter(said).collect();
        // *Tăng, giảm* over *Tăng* and *Giảm* says both.
        changes.len() == 1 && !of_name(changes[0])
    }

    /// The only indicator whose name holds all words of a phrase, where the phrase says at least half of it and nothing
    /// that tells it from others is left out.
    pub fn meant(&self, phrase: &str) -> Option<IndicatorId> {
        let mut fits = self.fits(phrase);
        // What is all of one name is not meant by less than all of another.
        if fits.iter().any(|(_, fit)| fit.missing.is_empty()) {
            fits.retain(|(_, fit)| fit.missing.is_empty());
        }
        let said: HashSet<String> = expand(&words(phrase)).into_iter().flatten().collect();
        let goes_without_saying = |word: &String| {
            UNDERSTOOD.iter().any(|(beside, other)| other == word && beside.iter().all(|word| said.contains(*word)))
        };
        let tells = |word: &String| TELLING.contains(&word.as_str()) && !goes_without_saying(word);
        // *Kết nạp đoàn viên* is no *Đoàn viên kết nạp Đảng*, which would say so.
        if fits.iter().any(|(_, fit)| !fit.missing.iter().any(tells)) {
            fits.retain(|(_, fit)| !fit.missing.iter().any(tells));
        }
        let one = only(fits.iter().map(|(id, _)| *id))?;
        let shared = |word: &String| self.spread.get(word).is_some_and(|&names| names > 1);
        fits.iter()
            .any(|(_, fit)| {
                fit.kept >= 2
                    && fit.kept >= fit.missing.len()
                    && !fit.missing.iter().any(tells)
                    && (fit.first || fit.ends || fit.missing.iter().all(shared))
            })
            .then_some(one)
    }

    /// The names that hold all words of a phrase.
    fn fits(&self, phrase: &str) -> Vec<(IndicatorId, Fit)> {
        let mut found = Vec::new();
        let readings = expand(&words(phrase)).into_iter().map(|reading| without_tail(&core_words(&reading)));
        for core in readings.flat_map(|core| [called_otherwise(&core), Some(core)]).flatten() {
            let (about, counted) = essence(&core);
            let turns = |nouns: &[String]| nouns.iter().any(|noun| noun == "lượt");
            for name in &self.names {
                let same = counted.iter().any(|noun| name.counted.contains(noun));
                if !counted.is_empty() && (!same || turns(&counted) != turns(&name.counted)) {
                    continue;
                }
                let by_words = within(&core, &name.core);
                let by_sense = within(&about, &name.about).or_else(|| {
                    // *Số vụ* alone, where the title says of what.
                    let bare = about.is_empty() && !counted.is_empty() && !name.about.is_empty();
                    bare.then(|| Fit { kept: 0, missing: name.about.clone(), first: false, ends: false })
                });
                found.extend([by_words, by_sense].into_iter().flatten().map(|fit| (name.of, fit)));
            }
        }
        found
    }
}

/// The same phrase in other words, if it has any.
fn called_otherwise(core: &[String]) -> Option<Vec<String>> {
    OTHERWISE.iter().find_map(|(phrase, other)| {
        let from = core.windows(phrase.len()).position(|words| words.iter().eq(phrase.iter()))?;
        let other = other.iter().map(|word| (*word).to_owned());
        Some(core[..from].iter().cloned().chain(other).chain(core[from + phrase.len()..].iter().cloned()).collect())
    })
}

/// Words without what may stand behind a name.
fn without_tail(core: &[String]) -> Vec<String> {
    let ends = |tail: &&&[&str]| core.len() > tail.len() && core[core.len() - tail.len()..].iter().eq(tail.iter());
    let tail = TAILS.iter().find(ends).map_or(0, |tail| tail.len());
    core[..core.len() - tail].to_vec()
}

/// A name of those who work with each of their other names in its place.
fn with_other_workers(name: &[String]) -> Vec<Vec<String>> {
    let at = |phrase: &[&str]| name.windows(phrase.len()).position(|words| words.iter().eq(phrase.iter()));
    let Some((own, from)) = WORKERS.iter().find_map(|own| Some((own, at(own)?))) else { return Vec::new() };
    let with = |other: &&[&str]| {
        let other = other.iter().map(|word| (*word).to_owned());
        name[..from].iter().cloned().chain(other).chain(name[from + own.len()..].iter().cloned()).collect()
    };
    WORKERS.iter().filter(|other| *other != own).map(with).collect()
}

/// The words of a phrase in those of a name; `None` where it says anything else, or nothing.
fn within(phrase: &[String], name: &[String]) -> Option<Fit> {
    let mut missing: Vec<String> = name.iter().filter(|word| !LINKS.contains(&word.as_str())).cloned().collect();
    let mut kept = 0;
    for (place, word) in phrase.iter().enumerate() {
        // *Tổ công đoàn* is a body, *tổ chức* may be left out.
        let idle =
            IDLE.contains(&word.as_str()) && (word != "tổ" || phrase.get(place + 1).is_some_and(|w| w == "chức"));
        match missing.iter().position(|other| other == word) {
            Some(at) => {
                missing.remove(at);
                kept += 1;
            }
            None if name.contains(word) || idle || LINKS.contains(&word.as_str()) => {}
            None if word.bytes().all(|byte| byte.is_ascii_digit()) => {}
            None => return None,
        }
    }
    let first = kept <= name.len() && name[..kept].iter().all(|word| phrase.contains(word));
    let said = |words: &[String]| words.iter().all(|word| phrase.contains(word));
    let ends = name.len() > 4 && said(&name[name.len() - 2..]);
    // *Giỏi việc nước, đảm việc nhà* ends its name.
    let ends = ends && (said(&name[..2]) || (kept > 4 && kept <= name.len() && said(&name[name.len() - kept..])));
    (kept > 0).then_some(Fit { kept, missing, first, ends })
}

fn only(ids: impl Iterator<Item = IndicatorId>) -> Option<IndicatorId> {
    let mut ids: Vec<IndicatorId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    match ids.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
