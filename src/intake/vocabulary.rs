//! `Vocabulary`: the words of the catalogue and the registry, folded and written out, ready to be looked up.
//!
//! A phrase of a report means something only when all its words are accounted for: by one indicator, by a category of
//! its breakdown, by fillers that carry no meaning. What is left over makes the phrase unknown; nothing is guessed.

use std::collections::BTreeMap;

use foldhash::HashSet;

pub use crate::domain::Meaning;
use crate::domain::{BreakdownId, Catalogue, CategoryId, IndicatorId, Kind, Knowledge};
use crate::text::{
    Bilingual, core_words, essence, expand, fold, may_go_unsaid, without_bearers, without_question, words,
};

/// The words of a workspace.
pub struct Vocabulary {
    /// Core words of indicators, by the words in order.
    pub(super) indicators: BTreeMap<Vec<String>, Vec<IndicatorId>>,
    /// The same, by the words sorted: *nữ đoàn viên* and *đoàn viên nữ*.
    pub(super) shuffled: BTreeMap<Vec<String>, Vec<IndicatorId>>,
    /// The core words of each indicator's names.
    names: Vec<Vec<Vec<String>>>,
    /// Core words of categories.
    pub(super) categories: BTreeMap<Vec<String>, Vec<(BreakdownId, CategoryId)>>,
    /// What a category's name adds to that of its indicator, where both begin alike: *cân đối* of *Bổ sung cân đối* for
    /// *Bổ sung từ ngân sách trung ương*.
    tails: BTreeMap<Vec<String>, Vec<(IndicatorId, CategoryId)>>,
    /// The first words of categories and of tails.
    begins: HashSet<String>,
    /// The breakdown of each indicator.
    pub(super) breakdowns: Vec<Option<BreakdownId>>,
    /// The indicator that each is an 'of which' of.
    pub(super) wholes: Vec<Option<IndicatorId>>,
    /// The longest name, in words.
    pub(super) longest: usize,
    /// Every word of a name.
    known: HashSet<String>,
    /// What names are about, their words sorted, with what they count.
    essences: BTreeMap<Vec<String>, Vec<(IndicatorId, Vec<String>)>>,
    /// What each indicator's measure counts.
    measures: Vec<Vec<String>>,
    /// Whether an indicator counts people who are there: whoever of them did something is fewer.
    people: Vec<bool>,
    /// Which of them are by their names done: *Đơn thư đã giải quyết*.
    done: Vec<bool>,
    /// Which of them are shares.
    shares: Vec<bool>,
    /// What each indicator is parted by, in core words: *Khu vực*.
    pub(super) parted: Vec<Vec<String>>,
}

/// What the only rating of a catalogue is called for short.
pub(super) const ONLY_RATING: &[&str] = &["xếp loại", "phân loại", "kết quả xếp loại", "kết quả phân loại"];

/// What happens is counted in any of these: *Số vụ đình công* is *Số cuộc đình công*.
const HAPPENING: &[&str] = &["vụ", "cuộc", "lần", "đợt"];

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
            names: vec![Vec::new(); catalogue.indicators.len()],
            categories: BTreeMap::new(),
            tails: BTreeMap::new(),
            begins: HashSet::default(),
            breakdowns: catalogue.indicators.iter().map(|indicator| indicator.breakdown).collect(),
            wholes: catalogue.indicators.iter().map(|indicator| indicator.part_of).collect(),
            longest: 1,
            known: HashSet::default(),
            essences: BTreeMap::new(),
            measures: catalogue.indicators.iter().map(|indicator| essence(&words(&indicator.measure.name)).1).collect(),
            people: catalogue
                .indicators
                .iter()
                .map(|indicator| indicator.kind == Kind::Stock && fold(&indicator.measure.name) == "người")
                .collect(),
            done: catalogue
                .indicators
                .iter()
                .map(|indicator| words(&indicator.name.vi).iter().any(|word| word == "đã"))
                .collect(),
            shares: catalogue.indicators.iter().map(|one| one.measure.is_percent() || one.kind == Kind::Rate).collect(),
            parted: catalogue
                .iter()
                .map(|(id, _)| {
                    let name = catalogue.breakdown(id).and_then(|by| cores(&by.name.vi).into_iter().next());
                    name.unwrap_or_default()
                })
                .collect(),
        };
        for (id, indicator) in catalogue.iter() {
            for name in names(&indicator.name, &indicator.code).chain(&indicator.aliases) {
                let cores = cores(name).into_iter();
                // *Mái ấm Công đoàn* is *Nhà Mái ấm Công đoàn*.
                let counted = |core: &[String]| core.len() > 3 && matches!(core[0].as_str(), "nhà" | "ban" | "bản");
                for core in cores.flat_map(|core| {
                    let rest = counted(&core).then(|| core[1..].to_vec());
                    std::iter::once(core).chain(rest)
                }) {
                    vocabulary.longest = vocabulary.longest.max(core.len());
                    let mut sorted = core.clone();
                    sorted.sort();
                    vocabulary.names[id.0 as usize].push(core.clone());
                    let (mut about, counted) = essence(&core);
                    about.sort();
                    // *ĐV nữ* may be *đơn vị nữ*, and is not every *Nữ*; no sum is every sum.
                    if !matches!(about.as_slice(), [only] if matches!(only.as_str(), "nữ" | "nam" | "tiền")) {
                        insert(&mut vocabulary.essences, about, (id, counted));
                    }
                    insert(&mut vocabulary.indicators, core, id);
                    insert(&mut vocabulary.shuffled, sorted, id);
                }
            }
        }
        // *Xếp loại* is the only rating that there is.
        let mut ratings = catalogue.iter().filter(|(_, indicator)| indicator.kind == Kind::Rating);
        if let (Some((only, _)), None) = (ratings.next(), ratings.next()) {
            for name in ONLY_RATING {
                insert(&mut vocabulary.indicators, core_words(&words(name)), only);
            }
        }
        for (index, breakdown) in catalogue.breakdowns.iter().enumerate() {
            for (position, category) in breakdown.categories.iter().enumerate() {
                let id = (BreakdownId(index as u16), CategoryId::new(position as u16));
                for name in names(&category.name, &category.code).chain(&category.aliases) {
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
        vocabulary.find_headless(catalogue);
        vocabulary.find_tails();
        let names = vocabulary.indicators.keys().chain(vocabulary.categories.keys());
        vocabulary.known = names.flatten().cloned().collect();
        let parts = vocabulary.categories.keys().chain(vocabulary.tails.keys());
        vocabulary.begins = parts.filter_map(|part| part.first()).cloned().collect();
        vocabulary
    }

    /// Categories with and without the word for what they part: *Khu vực ngoài nhà nước* and *ngoài nhà nước*, *FDI* and
    /// *doanh nghiệp FDI*. What another category is called already it stays.
    fn find_headless(&mut self, catalogue: &Catalogue) {
        const HEADS: &[&[&str]] = &[&["khu", "vực"], &["khối"], &["doanh", "nghiệp"], SOURCE];
        const SOURCE: &[&str] = &["nguồn"];
        const FREE: &[&[&str]] = &[&["khu", "vực"], &["khối"]];
        for (index, breakdown) in catalogue.breakdowns.iter().enumerate() {
            let categories = breakdown.categories.iter().enumerate();
            let named: Vec<(CategoryId, Vec<String>)> = categories
                .flat_map(|(position, category)| {
                    let names = std::iter::once(&category.name.vi).chain(&category.aliases);
                    names.flat_map(|name| cores(name)).map(move |core| (CategoryId::new(position as u16), core))
                })
                .collect();
            let starts =
                |core: &[String], head: &[&str]| core.len() > head.len() && head.iter().zip(core).all(|(h, w)| h == w);
            // *Loại hình doanh nghiệp* parts enterprises: *DN nhà nước* is *Nhà nước*.
            let about = cores(&breakdown.name.vi).into_iter().next().unwrap_or_default();
            let says =
                |head: &[&str]| about.windows(head.len()).any(|words| head.iter().zip(words).all(|(h, w)| h == w));
            for head in HEADS {
                let parted = says(head) || named.iter().any(|(_, core)| starts(core, head));
                // *Khối HCSN*, whatever the breakdown is called.
                if !parted && !FREE.contains(head) {
                    continue;
                }
                for (category, core) in &named {
                    // *Nguồn công đoàn* without its head is any union.
                    if starts(core, head) && *head == SOURCE {
                        continue;
                    }
                    let other = if starts(core, head) {
                        core[head.len()..].to_vec()
                    } else {
                        head.iter().map(|word| (*word).to_owned()).chain(core.iter().cloned()).collect()
                    };
                    let id = (BreakdownId(index as u16), *category);
                    let taken = self.categories.get(&other).is_some_and(|ids| ids.iter().any(|(of, _)| of.0 == id.0.0));
                    if !taken {
                        self.longest = self.longest.max(other.len());
                        insert(&mut self.categories, other, id);
                    }
                }
            }
        }
    }

    fn find_tails(&mut self) {
        let mut tails = BTreeMap::new();
        for (core, ids) in &self.categories {
            for (indicator, names) in self.names.iter().enumerate() {
                let own = ids.iter().filter(|(breakdown, _)| self.breakdowns[indicator] == Some(*breakdown));
                for &(_, category) in own {
                    for name in names {
                        let shared = core.iter().zip(name).take_while(|(a, b)| a == b).count();
                        if (1..core.len()).contains(&shared) && shared < name.len() {
                            insert(&mut tails, core[shared..].to_vec(), (IndicatorId(indicator as u16), category));
                        }
                    }
                }
            }
        }
        self.tails = tails;
    }

    /// Whether an indicator counts what is done, and nothing that is still going on.
    pub fn is_done(&self, id: IndicatorId) -> bool {
        self.done[id.0 as usize]
    }

    /// Whether an indicator is a share.
    pub fn is_share(&self, id: IndicatorId) -> bool {
        self.shares[id.0 as usize]
    }

    /// What a phrase means by itself.
    pub fn look_up(&self, phrase: &str) -> Lookup {
        self.look_up_readings(&expand(&words(phrase)))
    }

    /// Whether a category's name begins with a word, written out: few words of a line do.
    pub fn begins_category(&self, word: &str) -> bool {
        let begins = |first: &String| {
            let mut from = self.categories.range(vec![first.clone()]..);
            from.next().is_some_and(|(name, _)| name.first() == Some(first))
        };
        expand(&[word.to_owned()]).iter().filter_map(|reading| reading.first()).any(begins)
    }

    /// What a phrase means word by word.
    pub(super) fn look_up_closely(&self, phrase: &str) -> Lookup {
        self.settle(expand(&words(phrase)).iter().map(|reading| self.explain_closely(&core_words(reading))))
    }

    /// The same where the words are at hand, written out.
    pub fn look_up_readings(&self, readings: &[Vec<String>]) -> Lookup {
        self.settle(readings.iter().map(|reading| match self.explain(&core_words(reading)) {
            // *Số đoàn viên đạt danh hiệu*: of all members some.
            Lookup::Known(Meaning::Indicator(id, None)) if self.people[id.0 as usize] && says_of_some(reading) => {
                Lookup::Unknown
            }
            Lookup::Unknown => {
                let rest = without_bearers(reading).or_else(|| without_question(reading));
                rest.map_or(Lookup::Unknown, |rest| self.explain(&core_words(rest)))
            }
            found => found,
        }))
    }

    /// What a leaf means under an indicator by any of its names: *Trong đó: nữ* under *Tổng số ĐVCĐ* is *Đoàn viên nữ*.
    pub(super) fn part_of(&self, group: IndicatorId, leaf: &str) -> Option<Lookup> {
        let mut found: Vec<Meaning> = Vec::new();
        for reading in expand(&words(leaf)) {
            found.extend(self.part_in_words(group, &core_words(&reading)));
        }
        found.sort();
        found.dedup();
        match found.as_slice() {
            [] => None,
            [one] => Some(Lookup::Known(*one)),
            _ => Some(Lookup::Ambiguous(found)),
        }
    }

    /// The same by the leaf's core words.
    fn part_in_words(&self, group: IndicatorId, leaf: &[String]) -> Vec<Meaning> {
        let mut found: Vec<Meaning> = Vec::new();
        if !leaf.is_empty() {
            let tails = self.tails.get(leaf).into_iter().flatten().filter(|(id, _)| *id == group);
            found.extend(tails.map(|&(id, category)| Meaning::Indicator(id, Some(category))));
            for name in &self.names[group.0 as usize] {
                let mut together: Vec<String> = name.iter().chain(leaf).cloned().collect();
                together.sort();
                let ids = self.shuffled.get(&together).into_iter().flatten();
                found.extend(ids.map(|&id| Meaning::Indicator(id, None)));
            }
            if found.is_empty() {
                // An 'of which' of the group, all of whose other words the group's names hold.
                let of_group = |word: &String| self.names[group.0 as usize].iter().flatten().any(|other| other == word);
                let parts = (0..self.wholes.len()).filter(|&part| self.wholes[part] == Some(group));
                let fits = parts.filter(|&part| {
                    self.names[part].iter().any(|name| {
                        leaf.iter().all(|word| name.contains(word))
                            && name.iter().all(|word| leaf.contains(word) || of_group(word))
                    })
                });
                found.extend(fits.map(|part| Meaning::Indicator(IndicatorId(part as u16), None)));
            }
        }
        found
    }

    /// A part named together with its whole, in any order: *Số ĐVCĐ nữ*, *Bổ sung từ NSTW có mục tiêu*.
    fn explain_part(&self, core: &[String]) -> Vec<Meaning> {
        if core.iter().any(|word| !self.known.contains(word)) {
            return Vec::new();
        }
        for length in (1..core.len().min(self.longest + 1)).rev() {
            let mut found: Vec<Meaning> = Vec::new();
            for start in 0..=core.len() - length {
                let end = start + length;
                let Some(wholes) = self.indicators.get(&core[start..end]) else { continue };
                let rest: Vec<String> = core[..start].iter().chain(&core[end..]).cloned().collect();
                for &whole in wholes {
                    found.extend(self.part_in_words(whole, &rest));
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// One answer from the readings of one phrase.
    pub(super) fn settle(&self, readings: impl Iterator<Item = Lookup>) -> Lookup {
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

    /// Core words, all accounted for or none: word by word, else by what the phrase is about.
    pub(super) fn explain(&self, core: &[String]) -> Lookup {
        match self.explain_closely(core) {
            Lookup::Unknown => self.explain_essence(core),
            found => found,
        }
    }

    /// What a phrase is about by its words without particles and what is counted, in any order: *Số cặp đăng ký kết hôn*
    /// and *Đăng ký kết hôn*, *Số đoàn viên được kết nạp vào Đảng* and *Đoàn viên kết nạp Đảng*.
    pub(super) fn explain_essence(&self, core: &[String]) -> Lookup {
        // Most names of units hold a word that is in no name here and never goes without saying.
        if core.iter().any(|word| !self.known.contains(word) && !may_go_unsaid(word)) {
            return Lookup::Unknown;
        }
        let mut found: Vec<Meaning> = self.about(core).into_iter().map(|id| Meaning::Indicator(id, None)).collect();
        for start in 0..core.len() {
            if !found.is_empty() {
                break;
            }
            if !self.begins.contains(&core[start]) {
                continue;
            }
            // No name holds a word that is not known.
            let known = core[start..].iter().take(self.longest).take_while(|word| self.known.contains(*word)).count();
            for end in (start + 1..=start + known).rev() {
                let ids = self.categories.get(&core[start..end]).map(Vec::as_slice).unwrap_or_default();
                let tails = self.tails.get(&core[start..end]).map(Vec::as_slice).unwrap_or_default();
                if ids.is_empty() && tails.is_empty() {
                    continue;
                }
                let rest: Vec<String> = core[..start].iter().chain(&core[end..]).cloned().collect();
                for indicator in self.about(&rest) {
                    let own = |breakdown| self.breakdowns[indicator.0 as usize] == Some(breakdown);
                    let named = ids.iter().filter(|(breakdown, _)| own(*breakdown)).map(|&(_, category)| category);
                    let added = tails.iter().filter(|(id, _)| *id == indicator).map(|&(_, category)| category);
                    found.extend(named.chain(added).map(|category| Meaning::Indicator(indicator, Some(category))));
                }
                if !found.is_empty() {
                    break;
                }
            }
        }
        if found.is_empty() {
            found = self.explain_part(core);
        }
        found.sort();
        found.dedup();
        match found.as_slice() {
            [] => Lookup::Unknown,
            [one] => Lookup::Known(*one),
            _ => Lookup::Ambiguous(found),
        }
    }

    /// The indicators that a phrase is about, by its essence.
    fn about(&self, core: &[String]) -> Vec<IndicatorId> {
        let (mut about, counted) = essence(core);
        if about.is_empty() {
            return Vec::new();
        }
        about.sort();
        let mut found: Vec<IndicatorId> = Vec::new();
        for numbered in [true, false] {
            if !numbered {
                // A number that the catalogue's name lacks says nothing more: *Thu KPCĐ 2%*.
                about.retain(|word| !word.bytes().all(|byte| byte.is_ascii_digit()));
            }
            for (id, own) in self.essences.get(&about).into_iter().flatten() {
                let measure = &self.measures[id.0 as usize];
                let happens = |noun: &String| HAPPENING.contains(&noun.as_str());
                let fits = |noun: &String| {
                    let same = |other: &String| other == noun || (happens(noun) && happens(other));
                    own.iter().chain(measure).any(same)
                };
                let turns = |nouns: &[String]| nouns.iter().any(|noun| noun == "lượt");
                // *Số vụ chết người* are no people.
                let happened = counted.first().is_some_and(happens);
                let agree = counted.iter().any(fits)
                    && (!happened || counted.first().is_some_and(fits))
                    && (turns(&counted) == (turns(own) || turns(measure)));
                if (counted.is_empty() || agree) && !found.contains(id) {
                    found.push(*id);
                }
            }
            if !found.is_empty() {
                break;
            }
        }
        found
    }

    /// Core words, all accounted for or none.
    fn explain_closely(&self, core: &[String]) -> Lookup {
        if core.is_empty() {
            return Lookup::Empty;
        }
        if core.iter().any(|word| !self.known.contains(word)) {
            return Lookup::Unknown;
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
    /// kinh nghiệm – Sáng kiến*, *Số công nhân đạt danh hiệu Công nhân giỏi*) or another of the indicator's names does
    /// (*Tiền lương bình quân tháng* of what is called *Lương bình quân* and *Tiền lương bình quân tháng của người lao động*).
    fn named(&self, core: &[String]) -> Vec<IndicatorId> {
        if let Some(ids) = self.indicators.get(core) {
            return ids.clone();
        }
        for length in (1..core.len().min(self.longest + 1)).rev() {
            for start in 0..=core.len() - length {
                let end = start + length;
                let Some(ids) = self.indicators.get(&core[start..end]) else { continue };
                let name = &core[start..end];
                let rest = || core[..start].iter().chain(&core[end..]);
                if rest().all(|word| name.contains(word)) {
                    return ids.clone();
                }
                // What stands around one name of an indicator is said in another of it.
                if let [id] = ids.as_slice()
                    && rest().all(|word| self.names[id.0 as usize].iter().any(|other| other.contains(word)))
                {
                    return ids.clone();
                }
            }
        }
        Vec::new()
    }
}

/// Whether words end in what only some of those before it did or were given.
fn says_of_some(words: &[String]) -> bool {
    const ENDS: &[&[&str]] = &[&["đạt", "danh", "hiệu"], &["được", "công", "nhận"], &["được", "hỗ", "trợ"]];
    ENDS.iter().any(|end| words.len() > end.len() && words[words.len() - end.len()..].iter().eq(end.iter()))
}

/// The names in both languages. Who has no English one writes the code in its place: *kp* is an abbreviation, and would be read
/// as *kinh phí*.
fn names<'n>(name: &'n Bilingual, code: &'n str) -> impl Iterator<Item = &'n String> {
    let plain = |en: &String| expand(&words(en)).iter().flatten().eq(&words(en));
    std::iter::once(&name.vi).chain(Some(&name.en).filter(move |en| *en != code || plain(en)))
}

fn of_indicators(ids: &[IndicatorId]) -> Lookup {
    match ids {
        [id] => Lookup::Known(Meaning::Indicator(*id, None)),
        several => Lookup::Ambiguous(several.iter().map(|&id| Meaning::Indicator(id, None)).collect()),
    }
}

/// The core words of a name in each of its readings; a name that would be left without any keeps all.
pub(super) fn cores(name: &str) -> Vec<Vec<String>> {
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
