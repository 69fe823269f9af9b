//! `Lexicon`: what the texts of reports say and may mean, each found out once. The same labels and headings come back on
//! sheet after sheet and year after year, and everybody who works on a sheet asks about them.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use foldhash::fast::RandomState;

use crate::domain::{Knowledge, Period, UnitId};
use crate::text::{
    ColumnWord, Convention, Label, Spelling, expand, fold, is_damaged_number, read_number, split_ordinal,
    without_foreign, words,
};

use super::layout::Words;
use super::resolve::{
    self, Candidates, Sense, UnitMatch, UnitNames, counts_or_checks, heads_a_group, is_body, names_a_group,
    without_footnote,
};
use super::shortened::Shortened;
use super::vocabulary::{Lookup, Meaning, Vocabulary};

/// At most this many texts are remembered, in tens of megabytes; a sheet of a million different ones must not take
/// memory for each.
const MOST_TEXTS: usize = 1 << 17;
/// What stands before the name of a unit where a row totals it.
const TOTALS: &[&str] = &["tổng cộng ", "tổng số ", "tổng ", "cộng "];
/// Readers of several files ask at once: each shelf is locked by itself.
const SHELVES: usize = 32;
/// 2³² over the golden ratio: its products differ in their first bits, of which five tell a shelf.
const SPREAD: u32 = 0x9E37_79B1;

/// What texts say and may mean in one workspace.
pub struct Lexicon<'k> {
    knowledge: &'k Knowledge,
    /// The words of the catalogue.
    pub vocabulary: Vocabulary,
    /// The catalogue's names, to be found by less than all of their words.
    pub shortened: Shortened,
    /// The names of the registry.
    pub units: UnitNames,
    spelling: Spelling,
    entries: Shelves<Entry>,
    senses: Shelves<Sense>,
    /// What most texts say by themselves, which is nothing.
    nothing: Arc<Label>,
}

/// What is known of one text, found out when it is first asked for.
#[derive(Default)]
struct Entry {
    figure: OnceLock<bool>,
    taken: OnceLock<Option<Box<str>>>,
    said: OnceLock<Arc<Label>>,
    meant: OnceLock<Meant>,
    plain: OnceLock<Arc<str>>,
    title: OnceLock<Option<Meaning>>,
    mentioned: OnceLock<Box<[UnitId]>>,
    in_file_name: OnceLock<Box<[UnitId]>>,
    nobody: OnceLock<bool>,
    group: OnceLock<bool>,
}

/// What a text may mean as a label.
struct Meant {
    units: Candidates,
    body: bool,
    indicator: bool,
}

impl<'k> Lexicon<'k> {
    /// Nothing asked yet.
    pub fn new(knowledge: &'k Knowledge) -> Lexicon<'k> {
        Lexicon {
            knowledge,
            vocabulary: Vocabulary::new(knowledge),
            shortened: Shortened::new(knowledge),
            units: UnitNames::new(&knowledge.registry, &knowledge.decisions),
            spelling: spelling(knowledge),
            entries: Shelves::new(),
            senses: Shelves::new(),
            nothing: Arc::new(Label::new("")),
        }
    }

    /// What a text says by itself.
    pub fn said(&self, text: &str) -> Arc<Label> {
        self.said_in(&self.entry(text), text)
    }

    fn said_in(&self, entry: &Entry, text: &str) -> Arc<Label> {
        let said = entry.said.get_or_init(|| {
            let label = Label::new(self.taken(entry, text).unwrap_or(text));
            if label == *self.nothing { Arc::clone(&self.nothing) } else { Arc::new(label) }
        });
        Arc::clone(said)
    }

    /// What a text is taken for where its words are mistyped or bare of diacritics; `None` where it is taken as it stands.
    pub fn taken_for(&self, text: &str) -> Option<String> {
        self.taken(&self.entry(text), text).map(str::to_owned)
    }

    fn taken<'e>(&self, entry: &'e Entry, text: &str) -> Option<&'e str> {
        let taken = entry.taken.get_or_init(|| {
            let found = self.spelling.mended(text).or_else(|| {
                let found = self.spelling.accented(text)?;
                // What means something without diacritics needs none.
                let label = Label::new(text);
                let known = !label.says_nothing()
                    || !matches!(self.vocabulary.look_up(text), Lookup::Unknown)
                    || self.units.candidates_of(expand(&words(text))).any();
                (!known).then_some(found)
            });
            found.map(String::into_boxed_str)
        });
        taken.as_deref()
    }

    /// The unit that a whole label names, for a report of `scope` and a period.
    pub fn find(&self, label: &str, scope: Option<UnitId>, period: Option<Period>) -> UnitMatch {
        self.meant(&self.entry(label), label, |meant| meant.units.settle(&self.knowledge.registry, scope, period))
    }

    /// The unit named somewhere in a longer text by its full name with type word, the longest name first.
    pub fn mentioned(&self, text: &str, period: Option<Period>) -> UnitMatch {
        let entry = self.entry(text);
        let ids = entry.mentioned.get_or_init(|| self.units.mentioned(text).into());
        resolve::settle(ids.to_vec(), &self.knowledge.registry, None, period)
    }

    /// The unit named in the name of a file, a folder or a sheet.
    pub fn in_file_name(&self, name: &str, period: Option<Period>) -> UnitMatch {
        let entry = self.entry(name);
        let ids = entry.in_file_name.get_or_init(|| self.units.in_file_name(name).into());
        resolve::settle(ids.to_vec(), &self.knowledge.registry, None, period)
    }

    /// A line or name without its period phrases, brackets of measures and ordinals.
    pub fn without_noise(&self, line: &str) -> Arc<str> {
        self.without_noise_in(&self.entry(line), line)
    }

    fn without_noise_in(&self, entry: &Entry, line: &str) -> Arc<str> {
        Arc::clone(entry.plain.get_or_init(|| resolve::without_noise(line).into()))
    }

    /// What a title names beside units.
    pub fn title(&self, line: &str) -> Option<Meaning> {
        let entry = self.entry(line);
        *entry.title.get_or_init(|| {
            let meaning = |plain: &str| {
                let sense = self.units.without_names(plain);
                match self.vocabulary.look_up_title(&sense) {
                    Lookup::Known(meaning) => Some(meaning),
                    _ => None,
                }
            };
            let taken = || self.taken(&entry, line).map(resolve::without_noise);
            // *Tổng hợp TƯLĐTT - Collective agreements của các đơn vị*
            let one_language = || meaning(&resolve::without_noise(&without_foreign(line)?.0));
            meaning(&self.without_noise_in(&entry, line)).or_else(|| meaning(&taken()?)).or_else(one_language)
        })
    }

    /// What a path of headings or labels says, outermost first.
    pub fn sense(&self, path: &[&str]) -> Arc<Sense> {
        let joined;
        let key = match path {
            [only] => *only,
            _ => {
                joined = path.join("\u{1F}");
                &joined
            }
        };
        self.senses.get(key, || {
            let taken: Vec<Option<String>> = path.iter().map(|part| self.taken_for(part)).collect();
            if taken.iter().all(Option::is_none) {
                return resolve::sense(path, &self.vocabulary);
            }
            let parts: Vec<&str> =
                path.iter().zip(&taken).map(|(part, taken)| taken.as_deref().unwrap_or(part)).collect();
            resolve::sense(&parts, &self.vocabulary)
        })
    }

    /// Whether a label names no single body: a group of them (*Khối xã, thị trấn*), a heading, the total of a unit, what
    /// counts or checks.
    pub fn names_nobody(&self, label: &str) -> bool {
        *self.entry(label).nobody.get_or_init(|| {
            let (_, name) = split_ordinal(label);
            let said = self.said(name);
            let folded = fold(name);
            let whole = TOTALS.iter().find_map(|head| folded.strip_prefix(head));
            names_a_group(name)
                || counts_or_checks(label)
                || said.is_total
                || said.measure_word.is_some()
                || matches!(said.column_word, Some(ColumnWord::Unit | ColumnWord::Indicator | ColumnWord::Ordinal))
                || whole.is_some_and(|whole| self.is_registered(whole))
        })
    }

    /// Whether a label names a registered unit.
    pub fn is_registered(&self, label: &str) -> bool {
        Words::is_unit(self, label)
    }

    fn entry(&self, text: &str) -> Arc<Entry> {
        self.entries.get(text, Entry::default)
    }

    fn meant<T>(&self, entry: &Entry, text: &str, answer: impl FnOnce(&Meant) -> T) -> T {
        answer(entry.meant.get_or_init(|| {
            let readings = expand(&words(without_footnote(text)));
            let looked_up = self.vocabulary.look_up_readings(&readings);
            let known = |lookup: &Lookup| matches!(lookup, Lookup::Known(_) | Lookup::Ambiguous(_));
            let (mut indicator, body) = (known(&looked_up), is_body(&readings));
            // *Kinh phí hỗ trợ (triệu đồng)*, *Số HS - Pupils*: the name is what is left of it.
            if !indicator && !body && (text.contains('(') || text.contains([':', '/', '-', '\n'])) {
                indicator = known(&self.sense(&[text]).lookup);
            }
            let mut units = self.units.candidates_of(readings);
            if let (false, false, Some(taken)) = (indicator, units.any(), self.taken(entry, text)) {
                let readings = expand(&words(without_footnote(taken)));
                indicator = known(&self.vocabulary.look_up_readings(&readings));
                units = self.units.candidates_of(readings).only_proposed();
            }
            Meant { body, indicator, units }
        }))
    }
}

impl Words for Lexicon<'_> {
    fn said(&self, text: &str) -> Arc<Label> {
        Lexicon::said(self, text)
    }

    fn words(&self, text: &str) -> Option<Arc<Label>> {
        let is_number = || read_number(text, Convention::Vietnamese).is_some() || is_damaged_number(text);
        let is_figure = || !is_telephone(text) && is_number();
        // Labels come again and again; what begins with a sign or a digit is seldom twice the same, and soon told.
        if !text.starts_with(char::is_alphabetic) {
            return (!is_figure()).then(|| self.said(text));
        }
        let entry = self.entry(text);
        (!entry.figure.get_or_init(is_figure)).then(|| self.said_in(&entry, text))
    }

    fn is_unit(&self, label: &str) -> bool {
        self.meant(&self.entry(label), label, |meant| meant.units.any())
    }

    fn is_body(&self, label: &str) -> bool {
        self.meant(&self.entry(label), label, |meant| meant.body)
    }

    fn is_group(&self, label: &str) -> bool {
        *self.entry(label).group.get_or_init(|| {
            let name = split_ordinal(without_footnote(label)).1;
            heads_a_group(name) && !Words::is_unit(self, label)
        })
    }

    fn covers(&self, label: &str, other: &str) -> bool {
        let over = |unit: UnitId, other: UnitId| self.knowledge.registry.ancestors(other).any(|up| up == unit);
        match (self.find(label, None, None), self.find(other, None, None)) {
            (UnitMatch::One(unit), UnitMatch::One(other)) => over(unit, other),
            // *CĐCS An Phú* below one of the units that have such a member.
            (UnitMatch::One(unit), UnitMatch::Several(others)) => others.iter().any(|&other| over(unit, other)),
            // Whom the registry does not know stands under the unit whose workspace it is.
            (UnitMatch::One(unit), UnitMatch::None) => unit == self.knowledge.root,
            _ => false,
        }
    }

    fn is_indicator(&self, phrase: &str) -> bool {
        self.meant(&self.entry(phrase), phrase, |meant| meant.indicator)
    }

    fn is_category(&self, phrase: &str) -> bool {
        matches!(self.sense(&[phrase]).lookup, Lookup::Known(Meaning::Category(..)))
    }

    fn is_title(&self, line: &str) -> bool {
        self.title(line).is_some()
    }
}

/// `0912345678`: ten or eleven digits after a nought.
fn is_telephone(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('0') && (10..=11).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How the words of a workspace and of the field are spelt.
fn spelling(knowledge: &Knowledge) -> Spelling {
    let catalogue = &knowledge.catalogue;
    let indicators = catalogue.iter().flat_map(|(_, indicator)| {
        let names = [&indicator.name.vi, &indicator.group.vi, &indicator.measure.name];
        names.into_iter().chain(&indicator.aliases)
    });
    let categories = catalogue.breakdowns.iter().flat_map(|breakdown| &breakdown.categories);
    let categories = categories.flat_map(|category| std::iter::once(&category.name.vi).chain(&category.aliases));
    let phrases = indicators.chain(categories).map(String::as_str);
    let units = knowledge.registry.iter().flat_map(|(_, unit)| std::iter::once(&unit.name).chain(&unit.aliases));
    Spelling::new(phrases, units.map(String::as_str))
}

type Shelf<T> = HashMap<Box<str>, Arc<T>, RandomState>;

/// A memory by text that several threads share. Nothing depends on what is in it but time: a full shelf is emptied.
struct Shelves<T>([RwLock<Shelf<T>>; SHELVES]);

impl<T> Shelves<T> {
    fn new() -> Shelves<T> {
        Shelves(std::array::from_fn(|_| RwLock::default()))
    }

    fn get(&self, text: &str, make: impl FnOnce() -> T) -> Arc<T> {
        // The end of a text tells its shelf well enough: the map on it hashes the whole.
        let end = text.bytes().rev().take(4).fold(text.len() as u32, |end, byte| end << 8 ^ u32::from(byte));
        let shelf = &self.0[end.wrapping_mul(SPREAD) as usize >> 27];
        // A thread that panicked left at worst an entry less.
        if let Some(kept) = shelf.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Arc::clone(kept);
        }
        let made = Arc::new(make());
        let mut shelf = shelf.write().unwrap_or_else(PoisonError::into_inner);
        if shelf.len() >= MOST_TEXTS / SHELVES {
            shelf.clear();
        }
        Arc::clone(shelf.entry(text.into()).or_insert(made))
    }
}
