//! Texts in charsets from before Unicode → Unicode.
//!
//! The font decides where the format tells it and the words bear it out; else the words of a column; else, where a column
//! has too few, those of the sheet. A cell never decides for itself, but it is spared where it is Unicode beyond doubt, or
//! reads as Unicode among cells that are. The grid keeps what was found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::extract::one_line;
use super::read::Typefaces;
use crate::domain::{CellRef, Code, Finding, Found, Grid, Place};
use crate::text::{
    Charset, Class, Evidence, Verdict, classify, holds_unicode, marked_words, may_be_legacy, measure_word,
};

/// Cells that share one answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// Set in fonts of that charset, all over the sheet.
    Font(Charset),
    /// The other cells of a column.
    Column(u32),
}

/// How a group is decoded.
#[derive(Clone, Copy)]
struct Plan {
    charset: Charset,
    /// Whether Unicode stands among its texts: then a cell needs a word that speaks for the charset.
    mixed: bool,
    /// Whether Unicode stands elsewhere on the sheet: then a cell without such a word is worth telling.
    beside: bool,
}

/// What is known of a sheet's charsets.
struct Survey {
    typefaces: Typefaces,
    groups: BTreeMap<Group, Evidence>,
    /// A group that stays as it is has no plan.
    plans: BTreeMap<Group, Plan>,
}

/// How many cells something happened to, with the first one's text before and after.
#[derive(Default)]
struct Tally {
    cells: usize,
    example: Option<(String, String)>,
}

/// What is told of one charset on a sheet.
#[derive(Default)]
struct Told {
    fonts: Vec<String>,
    decoded: Tally,
    /// Texts that stayed as they are though they may be of this charset.
    open: Tally,
    /// Texts that were decoded though they may be Unicode.
    followed: Tally,
    /// Texts that had lost letters.
    damaged: Tally,
}

/// Puts a sheet's texts and name into Unicode. Nearly every sheet costs one look at its texts.
pub fn to_unicode(path: &str, grid: &mut Grid, typefaces: Typefaces) -> Found<()> {
    let mut suspects = Evidence::default();
    texts(grid).filter(|(_, text)| may_be_legacy(text)).for_each(|(_, text)| suspects.read(text));
    if suspects.is_silent() {
        return Found::clean(());
    }
    let survey = Survey::of(grid, typefaces);
    let mut told: BTreeMap<Charset, Told> = BTreeMap::new();
    let mut decoded: Vec<(CellRef, Arc<str>)> = Vec::new();
    // Cells that share a text share what becomes of it.
    let mut outcomes: BTreeMap<(Option<usize>, Group, bool), Outcome> = BTreeMap::new();
    for cell in grid.cells() {
        let (Some(text), Some(plan)) = (cell.text(), survey.plan(cell.at)) else { continue };
        let face = survey.typefaces.of(cell.at).filter(|(typeface, _)| typeface.charset == plan.charset);
        let capitals = face.is_some_and(|(typeface, _)| typeface.capitals);
        let key = (cell.text_key(), survey.group(cell.at), capitals);
        let outcome = outcomes.entry(key).or_insert_with(|| decode(text, plan, capitals));
        let told = told.entry(plan.charset).or_default();
        told.count(text, outcome, plan.charset);
        if let Some(after) = &outcome.after {
            decoded.push((cell.at, Arc::clone(after)));
            if let Some((_, font)) = face
                && !told.fonts.iter().any(|known| known == font)
            {
                told.fonts.push(font.to_owned());
            }
        }
    }
    let place = Place::sheet(path, &grid.name);
    let mut findings = Vec::new();
    for (charset, told) in &told {
        findings.extend(survey.tell(*charset, told, &place));
    }
    findings.extend(survey.tell_unsure(grid, &place));
    let name = told.keys().find(|charset| speaks_for(&grid.name, **charset)).map(|charset| charset.decode(&grid.name));
    grid.decode(decoded, name);
    Found { value: (), findings }
}

impl Tally {
    fn add(&mut self, before: &str, after: &str) {
        self.cells += 1;
        self.example.get_or_insert_with(|| (one_line(before), one_line(after)));
    }

    /// The finding of that code about these cells, if there are any.
    fn tell(&self, code: Code, charset: Charset, place: &Place) -> Option<Finding> {
        let (before, after) = self.example.clone()?;
        let finding = Finding::new(code, place.clone()).with("charset", charset.name()).with("count", self.cells);
        Some(finding.with("before", before).with("after", after))
    }
}

impl Told {
    fn count(&mut self, text: &str, outcome: &Outcome, charset: Charset) {
        match &outcome.after {
            Some(after) if !text.is_ascii() => {
                self.decoded.add(text, after);
                if outcome.both_ways {
                    self.followed.add(text, after);
                }
                if outcome.damaged {
                    self.damaged.add(text, after);
                }
            }
            None if outcome.both_ways => self.open.add(text, &charset.decode(text)),
            _ => {}
        }
    }
}

fn texts(grid: &Grid) -> impl Iterator<Item = (CellRef, &str)> {
    grid.cells().iter().filter_map(|cell| Some((cell.at, cell.text()?)))
}

/// What a plan makes of one text.
#[derive(Default)]
struct Outcome {
    /// The text decoded; none where it stays as it is.
    after: Option<Arc<str>>,
    /// Whether it reads as Unicode too, so that it was decoded only like all of its column, or stays only like others there.
    both_ways: bool,
    /// Whether it had lost letters.
    damaged: bool,
}

fn decode(text: &str, plan: Plan, capitals: bool) -> Outcome {
    let charset = plan.charset;
    let in_capitals = |text: String| if capitals { text.to_uppercase() } else { text };
    let decoded = |after: String, both_ways: bool| {
        let after = in_capitals(after);
        let damaged = charset.has_lost_letters(text);
        if after == text { Outcome::default() } else { Outcome { after: Some(after.into()), both_ways, damaged } }
    };
    if text.is_ascii() {
        return decoded(text.to_owned(), false);
    }
    if speaks_for(text, charset) {
        return decoded(charset.decode(text), false);
    }
    if holds_unicode(text) {
        // Runs of two fonts in one cell.
        return decoded(charset.decode_own_words(text), false);
    }
    // `1.370 trđ`: abbreviations of money are no syllables.
    let may_be = |word: &str| charset.may_be(word) || measure_word(&charset.decode(word)).is_some();
    if !marked_words(text).all(may_be) {
        return Outcome::default();
    }
    if plan.mixed {
        return Outcome { both_ways: charset.decode(text) != text, ..Outcome::default() };
    }
    let both_ways = plan.beside && marked_words(text).any(|word| classify(word) == Class::Either);
    decoded(charset.decode(text), both_ways)
}

/// Whether a text has a word that only that charset makes Vietnamese, and no letter that only Unicode has.
fn speaks_for(text: &str, charset: Charset) -> bool {
    !holds_unicode(text) && marked_words(text).any(|word| classify(word).is_legacy(charset))
}

impl Survey {
    /// Weighs the words of all cells, group by group.
    fn of(grid: &Grid, typefaces: Typefaces) -> Survey {
        let mut survey = Survey { typefaces, groups: BTreeMap::new(), plans: BTreeMap::new() };
        let mut seen: BTreeSet<(Option<usize>, Group)> = BTreeSet::new();
        for cell in grid.cells() {
            let Some(text) = cell.text().filter(|text| !text.is_ascii()) else { continue };
            let group = survey.group(cell.at);
            if seen.insert((cell.text_key(), group)) {
                survey.groups.entry(group).or_default().read(text);
            }
        }
        let mut columns = Evidence::default();
        for (group, evidence) in &survey.groups {
            if let Group::Column(_) = group {
                columns.join(evidence);
            }
        }
        let beside = survey.groups.values().any(Evidence::holds_unicode);
        let plan = |group: Group, own: &Evidence| match (group, own.verdict(), columns.verdict()) {
            (Group::Font(charset), ..) if own.bears_out(charset) => {
                Some(Plan { charset, mixed: own.holds_unicode(), beside })
            }
            (_, Verdict::Legacy(charset), _) => Some(Plan { charset, mixed: own.holds_unicode(), beside }),
            // A column with a word or two follows the sheet, unless they say otherwise.
            (Group::Column(_), _, Verdict::Legacy(charset)) if own.allows(charset) => {
                Some(Plan { charset, mixed: columns.holds_unicode(), beside })
            }
            _ => None,
        };
        survey.plans = survey.groups.iter().filter_map(|(group, own)| Some((*group, plan(*group, own)?))).collect();
        survey
    }

    fn group(&self, at: CellRef) -> Group {
        match self.typefaces.of(at) {
            Some((typeface, _)) => Group::Font(typeface.charset),
            None => Group::Column(at.column),
        }
    }

    fn plan(&self, at: CellRef) -> Option<Plan> {
        self.plans.get(&self.group(at)).copied()
    }

    /// What was decoded, by what evidence, and what of it is in doubt.
    fn tell(&self, charset: Charset, told: &Told, place: &Place) -> impl Iterator<Item = Finding> {
        let mut evidence = Evidence::default();
        let planned = self.plans.iter().filter(|(_, plan)| plan.charset == charset);
        planned.for_each(|(group, _)| evidence.join(&self.groups[group]));
        let decoded = told.decoded.tell(Code::TextDecoded, charset, place).map(|finding| {
            let finding = finding.with("words", evidence.count(charset).0).with("font", told.fonts.join(", "));
            if told.fonts.is_empty() { finding } else { finding.variant("font") }
        });
        let unsure = |tally: &Tally, variant| {
            tally.tell(Code::TextUnsure, charset, place).map(|finding| finding.variant(variant))
        };
        let damaged = told.damaged.tell(Code::TextDamaged, charset, place);
        [decoded, unsure(&told.open, "open"), unsure(&told.followed, "followed"), damaged].into_iter().flatten()
    }

    /// What some words of the groups without a plan may be.
    fn tell_unsure(&self, grid: &Grid, place: &Place) -> Option<Finding> {
        let mut rest = Evidence::default();
        for (group, evidence) in &self.groups {
            let spoken_for = Charset::ALL.into_iter().any(|charset| evidence.bears_out(charset));
            if spoken_for && !self.plans.contains_key(group) {
                rest.join(evidence);
            }
        }
        let (Verdict::Legacy(charset) | Verdict::Unsure(charset)) = rest.verdict() else { return None };
        let (_, example) = texts(grid).find(|(at, text)| self.plan(*at).is_none() && speaks_for(text, charset))?;
        let (words, against) = rest.count(charset);
        let finding = Finding::new(Code::TextUnsure, place.clone())
            .with("charset", charset.name())
            .with("words", words)
            .with("against", against)
            .with("before", one_line(example))
            .with("after", one_line(&charset.decode(example)));
        Some(finding)
    }
}
