//! Texts in charsets from before Unicode → Unicode.
//!
//! The font decides where the format tells it and the words bear it out; else the words of a column; else, where a column
//! has too few, those of the sheet. A cell never decides for itself, but it is spared where it is Unicode beyond doubt, or
//! reads as Unicode among cells that are. The grid keeps what was found.

use std::collections::BTreeMap;

use super::extract::one_line;
use super::read::Typefaces;
use crate::domain::{CellRef, Code, Finding, Found, Grid, Place};
use crate::text::{Charset, Class, Evidence, Verdict, classify, holds_unicode, marked_words, may_be_legacy};

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

/// What is told of one charset on a sheet.
#[derive(Default)]
struct Told {
    cells: usize,
    fonts: Vec<String>,
    /// A text before and after.
    example: Option<(String, String)>,
    /// A text that lost letters, before and after they were put back.
    damaged: Option<(String, String)>,
    /// Texts that stayed as they are though they may be of this charset.
    open: Vec<String>,
    /// Texts that were decoded though they may be Unicode.
    followed: Vec<String>,
}

/// Puts a sheet's texts and name into Unicode. `typefaces` tells the sheet's fonts; it is asked only where some text looks
/// legacy, so that nearly every sheet costs one look at its bytes.
pub fn to_unicode(path: &str, grid: &mut Grid, typefaces: impl FnOnce(&Grid) -> Typefaces) -> Found<()> {
    let mut suspects = Evidence::default();
    texts(grid).filter(|(_, text)| may_be_legacy(text)).for_each(|(_, text)| suspects.read(text));
    if suspects.is_silent() {
        return Found::clean(());
    }
    let survey = Survey::of(grid, typefaces(grid));
    let mut told: BTreeMap<Charset, Told> = BTreeMap::new();
    let mut decoded: Vec<(CellRef, String)> = Vec::new();
    for (at, text) in texts(grid) {
        let Some(plan) = survey.plan(at) else { continue };
        let face = survey.typefaces.of(at).filter(|(typeface, _)| typeface.charset == plan.charset);
        let told = told.entry(plan.charset).or_default();
        let after = match decode(text, plan, face.is_some_and(|(typeface, _)| typeface.capitals)) {
            Outcome::Same => continue,
            Outcome::Decoded(after) => after,
            Outcome::Followed(after) => {
                told.followed.push(one_line(text));
                after
            }
            Outcome::Open => {
                told.open.push(one_line(text));
                continue;
            }
        };
        told.cells += 1;
        if let Some((_, font)) = face
            && !told.fonts.iter().any(|known| known == font)
        {
            told.fonts.push(font.to_owned());
        }
        if !text.is_ascii() {
            told.example.get_or_insert_with(|| (one_line(text), one_line(&after)));
            if told.damaged.is_none() && plan.charset.has_lost_letters(text) {
                told.damaged = Some((one_line(text), one_line(&after)));
            }
        }
        decoded.push((at, after));
    }
    let place = Place::sheet(path, &grid.name);
    let mut findings = Vec::new();
    for (charset, told) in &told {
        findings.extend(survey.tell(*charset, told, &place));
        for (texts, variant) in [(&told.open, "open"), (&told.followed, "followed")] {
            let Some(first) = texts.first() else { continue };
            let finding = Finding::new(Code::TextUnsure, place.clone()).variant(variant);
            let finding = finding.with("charset", charset.name()).with("count", texts.len());
            findings.push(finding.with("before", first.clone()).with("after", charset.decode(first)));
        }
        if let Some((before, after)) = &told.damaged {
            let finding = Finding::new(Code::TextDamaged, place.clone());
            findings.push(finding.with("before", before.clone()).with("after", after.clone()));
        }
    }
    findings.extend(survey.tell_unsure(grid, &place));
    let name = told.keys().find(|charset| speaks_for(&grid.name, **charset)).map(|charset| charset.decode(&grid.name));
    grid.decode(decoded, name);
    Found { value: (), findings }
}

fn texts(grid: &Grid) -> impl Iterator<Item = (CellRef, &str)> {
    grid.cells().iter().filter_map(|cell| Some((cell.at, cell.text()?)))
}

/// What a plan makes of one text.
enum Outcome {
    Same,
    Decoded(String),
    /// It reads as Unicode too, but was decoded like all of its column.
    Followed(String),
    /// It reads as Unicode too, as others of its group do, and stays as it is.
    Open,
}

fn decode(text: &str, plan: Plan, capitals: bool) -> Outcome {
    let charset = plan.charset;
    let after = if text.is_ascii() {
        text.to_owned()
    } else if speaks_for(text, charset) {
        charset.decode(text)
    } else if holds_unicode(text) {
        // Runs of two fonts in one cell.
        charset.decode_own_words(text)
    } else if !marked_words(text).all(|word| charset.may_be(word)) {
        return Outcome::Same;
    } else if plan.mixed {
        return if charset.decode(text) == text { Outcome::Same } else { Outcome::Open };
    } else {
        charset.decode(text)
    };
    let after = if capitals { after.to_uppercase() } else { after };
    let both_ways = || !speaks_for(text, charset) && marked_words(text).any(|word| classify(word) == Class::Either);
    if after == text {
        Outcome::Same
    } else if plan.beside && both_ways() {
        Outcome::Followed(after)
    } else {
        Outcome::Decoded(after)
    }
}

/// Whether a text has a word that only that charset makes Vietnamese, and no letter that only Unicode has.
fn speaks_for(text: &str, charset: Charset) -> bool {
    !holds_unicode(text) && marked_words(text).any(|word| classify(word).is_legacy(charset))
}

impl Survey {
    /// Weighs the words of all cells, group by group.
    fn of(grid: &Grid, typefaces: Typefaces) -> Survey {
        let mut survey = Survey { typefaces, groups: BTreeMap::new(), plans: BTreeMap::new() };
        for (at, text) in texts(grid).filter(|(_, text)| !text.is_ascii()) {
            survey.groups.entry(survey.group(at)).or_default().read(text);
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

    /// What was decoded, by what evidence.
    fn tell(&self, charset: Charset, told: &Told, place: &Place) -> Option<Finding> {
        let (before, after) = told.example.clone()?;
        let mut evidence = Evidence::default();
        let decoded = self.plans.iter().filter(|(_, plan)| plan.charset == charset);
        decoded.for_each(|(group, _)| evidence.join(&self.groups[group]));
        let finding = Finding::new(Code::TextDecoded, place.clone())
            .with("charset", charset.name())
            .with("count", told.cells)
            .with("words", evidence.count(charset).0)
            .with("before", before)
            .with("after", after)
            .with("font", told.fonts.join(", "));
        Some(if told.fonts.is_empty() { finding } else { finding.variant("font") })
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
