//! `Labels`: what the labels of one sheet may mean, each found out once. A sheet says the same words over and over, and
//! everybody who works on it asks about them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::domain::{Knowledge, Period, UnitId};
use crate::text::{expand, words};

use super::layout;
use super::resolve::{Candidates, UnitMatch, UnitNames, is_body, without_footnote};
use super::vocabulary::{Lookup, Vocabulary};

/// What the labels of one sheet may mean.
pub struct Labels<'w> {
    knowledge: &'w Knowledge,
    vocabulary: &'w Vocabulary,
    units: &'w UnitNames,
    kept: RefCell<HashMap<String, Rc<Label>>>,
}

/// What one label may mean.
struct Label {
    units: Candidates,
    body: bool,
    indicator: bool,
}

impl<'w> Labels<'w> {
    /// Nothing asked yet.
    pub fn new(knowledge: &'w Knowledge, vocabulary: &'w Vocabulary, units: &'w UnitNames) -> Labels<'w> {
        Labels { knowledge, vocabulary, units, kept: RefCell::default() }
    }

    /// The unit that a whole label names, for a report of `scope` and a period.
    pub fn find(&self, label: &str, scope: Option<UnitId>, period: Option<Period>) -> UnitMatch {
        self.label(label).units.settle(&self.knowledge.registry, scope, period)
    }

    fn label(&self, text: &str) -> Rc<Label> {
        if let Some(label) = self.kept.borrow().get(text) {
            return Rc::clone(label);
        }
        let readings = expand(&words(without_footnote(text)));
        let indicator = matches!(self.vocabulary.look_up_readings(&readings), Lookup::Known(_) | Lookup::Ambiguous(_));
        let label = Label { body: is_body(&readings), indicator, units: self.units.candidates_of(readings) };
        let label = Rc::new(label);
        self.kept.borrow_mut().insert(text.to_owned(), Rc::clone(&label));
        label
    }
}

impl layout::Words for Labels<'_> {
    fn is_unit(&self, label: &str) -> bool {
        self.label(label).units.any()
    }

    fn is_body(&self, label: &str) -> bool {
        self.label(label).body
    }

    fn covers(&self, label: &str, other: &str) -> bool {
        match (self.find(label, None, None), self.find(other, None, None)) {
            (UnitMatch::One(unit), UnitMatch::One(other)) => {
                self.knowledge.registry.ancestors(other).any(|up| up == unit)
            }
            _ => false,
        }
    }

    fn is_indicator(&self, phrase: &str) -> bool {
        self.label(phrase).indicator
    }
}
