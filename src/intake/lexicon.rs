//! `Lexicon`: what texts say and may mean, for whoever reads one file. The same few labels are asked about again and
//! again while a sheet is worked on: they lie at hand, and nobody who reads another file waits for them.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::hash::Hash;
use std::rc::Rc;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::domain::{Kind, Period, UnitId};
use crate::text::{
    ColumnWord, Convention, Label, compares_years, fold, is_damaged_number, is_total, measure_word, read_number,
    read_ordinal, split_ordinal, without_times,
};

use super::layout::{Named, Names, Words};
use super::library::{Entry, Library, Meant};
use super::resolve::{self, Sense, UnitMatch, UnitNames, counts_or_checks, heads_a_group};
use super::shortened::Shortened;
use super::vocabulary::{Lookup, Meaning};

/// At most this many texts lie at hand; more than the labels of any sheet but a list of all its members.
const MOST_TEXTS: usize = 1 << 13;
/// So many of them lie in front. A power of two.
const IN_FRONT: usize = 1 << 10;
/// 2⁶⁴ over the golden ratio: its products differ in their first bits, which tell a place in front.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
/// What stands before the name of a unit where a row totals it.
const TOTALS: &[&str] = &["tổng cộng ", "tổng số ", "tổng ", "cộng "];
/// Stands between the parts of a path that are one key.
const BETWEEN: char = '\u{1F}';

/// What texts say and may mean, for one reader.
pub struct Lexicon<'l> {
    library: &'l Library<'l>,
    desk: Rc<Desk>,
}

/// What lies at hand.
struct Desk {
    /// The number of the library that it is from.
    library: u64,
    entries: RefCell<HashMap<Rc<str>, Rc<Known>, RandomState>>,
    /// Texts asked about last, each where the memory that it lies in tells: the text of one cell is asked about many times,
    /// and found again without a look at all of its letters but to compare them.
    front: RefCell<Vec<Option<Rc<Known>>>>,
    senses: RefCell<HashMap<Box<str>, Rc<Sense>, RandomState>>,
    /// What most texts say by themselves, which is nothing.
    nothing: Rc<Label>,
}

thread_local! {
    /// The desk of whoever read last on this thread: who reads the next file for the same workspace goes on at it.
    static DESK: RefCell<Option<Rc<Desk>>> = const { RefCell::new(None) };
}

/// A text that lies at hand.
struct Known {
    text: Rc<str>,
    entry: Arc<Entry>,
    said: OnceCell<Rc<Label>>,
    names: OnceCell<Names>,
    named: OnceCell<Named>,
}

impl Desk {
    fn new(library: u64) -> Desk {
        let nothing = Rc::new(Label::new(""));
        let front = RefCell::new(vec![None; IN_FRONT]);
        Desk { library, entries: RefCell::default(), front, senses: RefCell::default(), nothing }
    }
}

impl<'l> Lexicon<'l> {
    /// A place to read at.
    pub fn new(library: &'l Library<'l>) -> Lexicon<'l> {
        let desk = DESK.with_borrow_mut(|kept| match kept {
            Some(desk) if desk.library == library.number => Rc::clone(desk),
            _ => Rc::clone(kept.insert(Rc::new(Desk::new(library.number)))),
        });
        Lexicon { library, desk }
    }

    /// The catalogue's names, to be found by less than all of their words.
    pub fn shortened(&self) -> &'l Shortened {
        &self.library.shortened
    }

    /// The names of the registry.
    pub fn units(&self) -> &'l UnitNames {
        &self.library.units
    }

    /// What a text says by itself.
    pub fn said(&self, text: &str) -> Rc<Label> {
        self.said_in(&self.known(text), text)
    }

    fn said_in(&self, known: &Known, text: &str) -> Rc<Label> {
        let said = known.said.get_or_init(|| match self.library.said(&known.entry, text) {
            Some(label) => Rc::new(label.clone()),
            None => Rc::clone(&self.desk.nothing),
        });
        Rc::clone(said)
    }

    /// What a text is taken for where its words are mistyped or bare of diacritics; `None` where it is taken as it stands.
    pub fn taken_for(&self, text: &str) -> Option<String> {
        self.library.taken(&self.known(text).entry, text).map(str::to_owned)
    }

    /// The unit that a whole label names, for a report of `scope` and a period.
    pub fn find(&self, label: &str, scope: Option<UnitId>, period: Option<Period>) -> UnitMatch {
        let settled = |meant: &Meant| meant.units.settle(&self.library.knowledge.registry, scope, period);
        self.meant(label, settled).unwrap_or(UnitMatch::None)
    }

    /// The unit named somewhere in a longer text by its full name with type word, the longest name first.
    pub fn mentioned(&self, text: &str, period: Option<Period>) -> UnitMatch {
        self.settle(self.library.mentioned(&self.known(text).entry, text), period)
    }

    /// The unit named in the name of a file, a folder or a sheet.
    pub fn in_file_name(&self, name: &str, period: Option<Period>) -> UnitMatch {
        self.settle(self.library.in_file_name(&self.known(name).entry, name), period)
    }

    fn settle(&self, units: &[UnitId], period: Option<Period>) -> UnitMatch {
        resolve::settle(units.to_vec(), &self.library.knowledge.registry, None, period)
    }

    /// A line or name without its period phrases, brackets of measures and ordinals.
    pub fn without_noise(&self, line: &str) -> String {
        self.library.without_noise(&self.known(line).entry, line).to_owned()
    }

    /// What a title names beside units.
    pub fn title(&self, line: &str) -> Option<Meaning> {
        self.library.title(&self.known(line).entry, line)
    }

    /// Whether a category's name begins with a word.
    pub fn begins_category(&self, word: &str) -> bool {
        self.library.vocabulary.begins_category(word)
    }

    /// What a path of headings or labels says, outermost first.
    pub fn sense(&self, path: &[&str]) -> Rc<Sense> {
        let mut joined = String::new();
        let key = match path {
            [only] => *only,
            _ => {
                for (place, part) in path.iter().enumerate() {
                    if place > 0 {
                        joined.push(BETWEEN);
                    }
                    joined.push_str(part);
                }
                &joined
            }
        };
        if let Some(sense) = self.desk.senses.borrow().get(key) {
            return Rc::clone(sense);
        }
        let sense = Rc::new(Sense::clone(&self.library.sense(key, path)));
        keep(&self.desk.senses, key.into(), &sense);
        sense
    }

    /// Whether a label names no single body: a group of them (*Khối xã, thị trấn*), a heading, a letter that counts columns, the
    /// total of a unit, what counts or checks.
    pub fn names_nobody(&self, label: &str) -> bool {
        *self.known(label).entry.nobody.get_or_init(|| {
            let (_, name) = split_ordinal(label);
            let said = self.said(name);
            let folded = fold(name);
            let whole = TOTALS.iter().find_map(|head| folded.strip_prefix(head));
            heads_a_group(name)
                || is_of_no_unit(&folded)
                // *Chỉ tiêu giao toàn tỉnh*
                || ["chỉ tiêu ", "kế hoạch "].iter().any(|head| folded.starts_with(head))
                // *Toàn huyện năm 2019*
                || (!said.times.is_empty() && is_total(&without_times(name, &said.times)))
                || read_ordinal(name).is_some()
                || counts_or_checks(label)
                || said.is_total
                || said.measure_word.is_some()
                || matches!(
                    said.column_word,
                    Some(
                        ColumnWord::Unit
                            | ColumnWord::Indicator
                            | ColumnWord::Ordinal
                            | ColumnWord::Plan
                            | ColumnWord::Comparison
                            | ColumnWord::Before
                    )
                )
                || whole.is_some_and(|whole| self.is_registered(whole))
        })
    }

    /// Whether a label names a registered unit.
    pub fn is_registered(&self, label: &str) -> bool {
        Words::is_unit(self, label)
    }

    fn known(&self, text: &str) -> Rc<Known> {
        let spread = (text.as_ptr().addr() as u64).wrapping_mul(SPREAD);
        let place = (spread >> (u64::BITS - IN_FRONT.ilog2())) as usize;
        if let Some(known) = self.desk.front.borrow()[place].as_ref().filter(|known| &*known.text == text) {
            return Rc::clone(known);
        }
        let known = self.at_hand(text);
        self.desk.front.borrow_mut()[place] = Some(Rc::clone(&known));
        known
    }

    fn at_hand(&self, text: &str) -> Rc<Known> {
        if let Some(known) = self.desk.entries.borrow().get(text) {
            return Rc::clone(known);
        }
        let text: Rc<str> = text.into();
        let known = Rc::new(Known {
            text: Rc::clone(&text),
            entry: self.library.entry(&text),
            said: OnceCell::new(),
            names: OnceCell::new(),
            named: OnceCell::new(),
        });
        keep(&self.desk.entries, text, &known);
        known
    }

    /// Asks something of what a label means; `None` where the workspace knows nothing by it.
    fn meant<T>(&self, label: &str, question: impl FnOnce(&Meant) -> T) -> Option<T> {
        self.library.meant(&self.known(label).entry, label).map(question)
    }
}

/// Puts something at hand; too much at hand is put back.
fn keep<K: Eq + Hash, T>(kept: &RefCell<HashMap<K, Rc<T>, RandomState>>, text: K, value: &Rc<T>) {
    let mut kept = kept.borrow_mut();
    if kept.len() >= MOST_TEXTS {
        kept.clear();
    }
    kept.insert(text, Rc::clone(value));
}

impl Words for Lexicon<'_> {
    fn said(&self, text: &str) -> Rc<Label> {
        Lexicon::said(self, text)
    }

    fn words(&self, text: &str) -> Option<Rc<Label>> {
        let is_number = || read_number(text, Convention::Vietnamese).is_some() || is_damaged_number(text);
        // *1.000đ* is what figures are counted in.
        let is_measure = || {
            let plain = text.trim().trim_start_matches('(').trim_end_matches(')');
            plain.ends_with(char::is_alphabetic) && measure_word(plain).is_some()
        };
        // *2021/2020 (%)* heads a column.
        let is_figure = || !is_telephone(text) && is_number() && !is_measure() && !compares_years(text);
        // Labels come again and again; what begins with a sign or a digit is seldom twice the same, and soon told.
        if !text.starts_with(char::is_alphabetic) {
            return (!is_figure()).then(|| self.said(text));
        }
        let known = self.known(text);
        (!known.entry.figure.get_or_init(is_figure)).then(|| self.said_in(&known, text))
    }

    fn is_unit(&self, label: &str) -> bool {
        self.meant(label, |meant| meant.units.any()).unwrap_or(false)
    }

    fn is_body(&self, label: &str) -> bool {
        self.meant(label, |meant| meant.body).unwrap_or(false)
    }

    fn names(&self, label: &str) -> Names {
        let known = self.known(label);
        *known.names.get_or_init(|| {
            let group = self.library.is_group(&known.entry, label);
            match self.library.meant(&known.entry, label) {
                Some(meant) => Names { unit: meant.units.any(), body: meant.body, indicator: meant.indicator, group },
                None => Names { group, ..Names::default() },
            }
        })
    }

    fn named(&self, label: &str) -> Named {
        *self.known(label).named.get_or_init(|| Named::new(label, self))
    }

    fn is_group(&self, label: &str) -> bool {
        self.library.is_group(&self.known(label).entry, label)
    }

    fn covers(&self, label: &str, other: &str) -> bool {
        let knowledge = self.library.knowledge;
        let over = |unit: UnitId, other: UnitId| knowledge.registry.ancestors(other).any(|up| up == unit);
        match (self.find(label, None, None), self.find(other, None, None)) {
            (UnitMatch::One(unit), UnitMatch::One(other) | UnitMatch::Proposed(other)) => over(unit, other),
            // *CĐCS An Phú* below one of the units that have such a member.
            (UnitMatch::One(unit), UnitMatch::Several(others)) => others.iter().any(|&other| over(unit, other)),
            // Whom the registry does not know stands under the unit whose workspace it is.
            (UnitMatch::One(unit), UnitMatch::None) => unit == knowledge.root,
            _ => false,
        }
    }

    fn is_indicator(&self, phrase: &str) -> bool {
        self.meant(phrase, |meant| meant.indicator).unwrap_or(false)
    }

    fn is_category(&self, phrase: &str) -> bool {
        matches!(self.sense(&[phrase]).lookup, Lookup::Known(Meaning::Category(..)))
    }

    fn is_flow(&self, phrase: &str) -> bool {
        match self.library.vocabulary.look_up(phrase) {
            Lookup::Known(Meaning::Indicator(id, _)) => {
                self.library.knowledge.catalogue.indicator(id).kind == Kind::Flow
            }
            _ => false,
        }
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

/// Whether a folded label names what several units come to, and none of them: *Bình quân chung*, *Còn lại*.
fn is_of_no_unit(folded: &str) -> bool {
    const HEADS: &[&str] = &[
        "bình quân",
        "bq",
        "mức bình quân",
        "trung bình",
        "còn lại",
        "phấn đấu",
        "chung toàn",
        "tổng thể",
        "tổng hợp chung",
    ];
    HEADS.iter().any(|head| folded.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        || matches!(folded, "tc" | "chung" | "xếp loại")
}
