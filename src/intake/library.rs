//! `Library`: what the texts of reports may mean in one workspace, each found out once. The same labels and headings come
//! back on sheet after sheet and year after year, and files are read side by side.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use foldhash::fast::RandomState;

use crate::domain::{Knowledge, UnitId};
use crate::text::{ColumnWord, Label, Spelling, expand, split_ordinal, without_foreign, words};

use super::resolve::{
    self, Candidates, Sense, UnitNames, heads_a_group, is_body, lists_groups, without_footnote, without_remark,
};
use super::shortened::Shortened;
use super::vocabulary::{Lookup, Meaning, Vocabulary};

/// Headings that say how a figure came to be are no longer, in words.
const LONGEST_HEADING: usize = 2;

/// At most this many texts are remembered, in tens of megabytes; a sheet of a million different ones must not take
/// memory for each.
const MOST_TEXTS: usize = 1 << 17;
/// Readers of several files ask at once: each shelf is locked by itself.
const SHELVES: usize = 32;
/// 2³² over the golden ratio: its products differ in their first bits, of which five tell a shelf.
const SPREAD: u32 = 0x9E37_79B1;

/// The number of the next library.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// What texts may mean in one workspace, for all who read its files.
pub struct Library<'k> {
    /// No other has it: what was found out in one says nothing in another.
    pub(super) number: u64,
    /// What the workspace knows.
    pub knowledge: &'k Knowledge,
    /// The words of the catalogue.
    pub vocabulary: Vocabulary,
    /// The catalogue's names, to be found by less than all of their words.
    pub shortened: Shortened,
    /// The names of the registry.
    pub units: UnitNames,
    spelling: Spelling,
    entries: Shelves<Entry>,
    senses: Shelves<Sense>,
    nothing: Label,
}

/// What is known of one text, found out when it is first asked for. What most texts are not takes no memory of its own.
#[derive(Default)]
pub(super) struct Entry {
    /// Whether any of its words is spelt like none: only then it may be mistyped.
    strange: OnceLock<bool>,
    taken: OnceLock<Option<Box<str>>>,
    said: OnceLock<Option<Box<Label>>>,
    meant: OnceLock<Option<Box<Meant>>>,
    line: OnceLock<Box<Line>>,
    pub(super) figure: OnceLock<bool>,
    pub(super) nobody: OnceLock<bool>,
    group: OnceLock<bool>,
}

/// What a text may mean as a label.
#[derive(Default)]
pub(super) struct Meant {
    pub(super) units: Candidates,
    pub(super) body: bool,
    pub(super) indicator: bool,
}

/// What a text says as a line over a table or as the name of a file.
#[derive(Default)]
struct Line {
    plain: OnceLock<Box<str>>,
    title: OnceLock<Option<Meaning>>,
    mentioned: OnceLock<Box<[UnitId]>>,
    in_file_name: OnceLock<Box<[UnitId]>>,
}

impl<'k> Library<'k> {
    /// Nothing asked yet.
    pub fn new(knowledge: &'k Knowledge) -> Library<'k> {
        Library {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            knowledge,
            vocabulary: Vocabulary::new(knowledge),
            shortened: Shortened::new(knowledge),
            units: UnitNames::new(&knowledge.registry, &knowledge.decisions),
            spelling: spelling(knowledge),
            entries: Shelves::new(),
            senses: Shelves::new(),
            nothing: Label::new(""),
        }
    }

    /// What is known of a text.
    pub(super) fn entry(&self, text: &str) -> Arc<Entry> {
        self.entries.get(text, Entry::default)
    }

    /// What a text says by itself, which of most is nothing.
    pub(super) fn said<'e>(&self, entry: &'e Entry, text: &str) -> Option<&'e Label> {
        let said = entry.said.get_or_init(|| {
            let label = Label::new(self.taken(entry, text).unwrap_or(text));
            (label != self.nothing).then(|| Box::new(label))
        });
        said.as_deref()
    }

    /// What a text is taken for where its words are mistyped or bare of diacritics; `None` where it is taken as it stands.
    pub(super) fn taken<'e>(&self, entry: &'e Entry, text: &str) -> Option<&'e str> {
        let taken = entry.taken.get_or_init(|| {
            let mended = if self.is_strange(entry, text) { self.spelling.mended(text) } else { None };
            let found = mended.or_else(|| {
                let found = self.spelling.accented(text)?;
                // What means something without diacritics needs none.
                let label = Label::new(text);
                let known = !label.says_nothing()
                    || !matches!(self.vocabulary.look_up(text), Lookup::Unknown)
                    || self.units.candidates_of(expand(&words(text))).any();
                (!known).then_some(found)
            });
            // *Đoàn vien nữ*: words that are syllables, of no name.
            let found = found.or_else(|| {
                let found = self.spelling.respelled(text)?;
                let means = |text: &str| matches!(self.vocabulary.look_up(text), Lookup::Known(_));
                let nothing = Label::new(text).says_nothing()
                    && self.vocabulary.look_up(text) == Lookup::Unknown
                    && !self.units.candidates_of(expand(&words(text))).any();
                (nothing && means(&found)).then_some(found)
            });
            found.map(String::into_boxed_str)
        });
        taken.as_deref()
    }

    fn is_strange(&self, entry: &Entry, text: &str) -> bool {
        *entry.strange.get_or_init(|| self.spelling.has_strange_words(text))
    }

    /// What a text may mean as a label; `None`: nothing that the workspace knows.
    pub(super) fn meant<'e>(&self, entry: &'e Entry, text: &str) -> Option<&'e Meant> {
        let meant = entry.meant.get_or_init(|| {
            let readings = expand(&words(without_footnote(text)));
            let looked_up = self.vocabulary.look_up_readings(&readings);
            let known = |lookup: &Lookup| matches!(lookup, Lookup::Known(_) | Lookup::Ambiguous(_));
            let (mut indicator, body) = (known(&looked_up), is_body(&readings));
            // *Kinh phí hỗ trợ (triệu đồng)*, *Số HS - Pupils*: the name is what is left of it.
            if !indicator && !body && (text.contains('(') || text.contains([':', '/', '-', '\n'])) {
                indicator = known(&self.sense(text, &[text]).lookup);
            }
            // *+ Kế hoạch* of an indicator is no *Phòng Tài chính - Kế hoạch*.
            let heads = || Label::new(split_ordinal(text).1).column_word;
            let says_how = || matches!(heads(), Some(ColumnWord::Plan | ColumnWord::Value | ColumnWord::Comparison));
            let listed = lists_groups(text) || (readings[0].len() <= LONGEST_HEADING && says_how());
            let mut units = self.units.candidates_of(readings);
            if listed {
                units = units.only_decided();
                return (body || indicator || units.any()).then(|| Box::new(Meant { units, body, indicator }));
            }
            if !indicator
                && !units.any()
                && let Some(taken) = self.taken(entry, text)
            {
                let readings = expand(&words(without_footnote(taken)));
                indicator = known(&self.vocabulary.look_up_readings(&readings));
                units = self.units.candidates_of(readings).only_proposed();
            }
            if !indicator
                && !units.any()
                && self.is_strange(entry, text)
                && let Some(name) = self.spelling.mended_name(text)
            {
                units = self.units.candidates_of(expand(&words(without_footnote(&name)))).only_proposed();
            }
            if !indicator
                && !units.any()
                && let Some(name) = without_remark(text)
            {
                units = self.units.candidates_of(expand(&words(name))).only_proposed();
            }
            // *An Phong Seafood JSC (Công ty CP Thủy sản An Phong)*
            if !indicator
                && !units.any()
                && let Some((foreign, name)) = text.trim().strip_suffix(')').and_then(|text| text.rsplit_once('('))
                && foreign.is_ascii()
            {
                units = self.units.candidates_of(expand(&words(name))).only_proposed();
            }
            if !indicator && !units.any() {
                units = self.units.by_initials(text);
            }
            (body || indicator || units.any()).then(|| Box::new(Meant { units, body, indicator }))
        });
        meant.as_deref()
    }

    /// Whether a label is what groups of bodies are called, and nobody's name.
    pub(super) fn is_group(&self, entry: &Entry, label: &str) -> bool {
        *entry.group.get_or_init(|| {
            let name = split_ordinal(without_footnote(label)).1;
            heads_a_group(name) && !self.meant(entry, label).is_some_and(|meant| meant.units.any())
        })
    }

    /// A line or name without its period phrases, brackets of measures and ordinals.
    pub(super) fn without_noise<'e>(&self, entry: &'e Entry, line: &str) -> &'e str {
        self.line(entry).plain.get_or_init(|| resolve::without_noise(line).into())
    }

    /// What a title names beside units.
    pub(super) fn title(&self, entry: &Entry, line: &str) -> Option<Meaning> {
        *self.line(entry).title.get_or_init(|| {
            let meaning = |plain: &str| {
                let sense = self.units.without_names(plain);
                match self.vocabulary.look_up_title(&sense) {
                    Lookup::Known(meaning) => Some(meaning),
                    _ => None,
                }
            };
            let taken = || self.taken(entry, line).map(resolve::without_noise);
            // *Tổng hợp TƯLĐTT - Collective agreements của các đơn vị*
            let one_language = || meaning(&resolve::without_noise(&without_foreign(line)?.0));
            meaning(self.without_noise(entry, line)).or_else(|| meaning(&taken()?)).or_else(one_language)
        })
    }

    /// The units that may be named somewhere in a longer text.
    pub(super) fn mentioned<'e>(&self, entry: &'e Entry, text: &str) -> &'e [UnitId] {
        self.line(entry).mentioned.get_or_init(|| self.units.mentioned(text).into())
    }

    /// The units that may be named in the name of a file, a folder or a sheet.
    pub(super) fn in_file_name<'e>(&self, entry: &'e Entry, name: &str) -> &'e [UnitId] {
        self.line(entry).in_file_name.get_or_init(|| self.units.in_file_name(name).into())
    }

    #[allow(clippy::unused_self)] // one of the questions about an entry
    fn line<'e>(&self, entry: &'e Entry) -> &'e Line {
        entry.line.get_or_init(Box::default)
    }

    /// What a path of headings or labels says, outermost first; `key`: its parts as one text.
    pub(super) fn sense(&self, key: &str, path: &[&str]) -> Arc<Sense> {
        self.senses.get(key, || {
            let entries: Vec<Arc<Entry>> = path.iter().map(|part| self.entry(part)).collect();
            let parts = entries.iter().zip(path).map(|(entry, part)| self.taken(entry, part).unwrap_or(part));
            resolve::sense(&parts.collect::<Vec<_>>(), &self.vocabulary)
        })
    }
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
