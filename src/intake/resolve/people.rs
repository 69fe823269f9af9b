//! Who the rows and columns of a table are about: the unit that a label names, looked up under its group first, or the
//! unit whose report it is.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::domain::{CellRef, Code, Finding, Period, Place, Severity, UnitId, UnitKind};
use crate::intake::extract::{RowReading, one_line, without_ordinal};
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{expand, is_part, reporting_unit, split_ordinal, words};

use super::candidates::UnitMatch;
use super::context::Context;
use super::reporter::Reporter;
use super::table::{Resolver, Table};
use super::unit_name::{names_a_body, names_a_group, plain_name, without_footnote};
use super::unit_words::SCHOOLS;

/// So many rows tell whose siblings a table lists.
const MOST_SIBLINGS: usize = 50;

/// Who a row is about.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Who {
    /// A registered unit.
    Known(UnitId),
    /// A unit that the registry lacks, under another.
    Met(Box<Who>, String),
}

/// What a label came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Named {
    /// Somebody: a place in [`Table::who`].
    Who(usize),
    /// Several units; told already.
    Several,
    /// Nobody.
    Nobody,
}

/// Who the rows of a table are about.
pub(super) struct People<'r, 't> {
    resolver: &'r Resolver<'r>,
    context: &'r Context,
    table: &'t mut Table,
    /// Places in [`Table::who`].
    places: HashMap<Who, usize, RandomState>,
    /// When the names stand that are looked up: names and codes are reused over time.
    pub(super) period: Option<Period>,
    /// Names of groups and reporters that were told already: many rows share one.
    told: HashSet<String>,
    pub(super) findings: Vec<Finding>,
}

impl<'r, 't> People<'r, 't> {
    pub(super) fn new(resolver: &'r Resolver<'r>, context: &'r Context, table: &'t mut Table) -> People<'r, 't> {
        let period = context.period;
        let places = HashMap::default();
        People { resolver, context, table, period, places, told: HashSet::new(), findings: Vec::new() }
    }

    fn keep(&mut self, who: Who) -> usize {
        if let Some(place) = self.places.get(&who) {
            return *place;
        }
        let place = self.table.who.len();
        self.places.insert(who.clone(), place);
        self.table.who.push(who);
        place
    }

    /// Whose report the table is in. `needed`: no row says who it is about, so that a missing name is told.
    pub(super) fn reporter(&mut self, needed: bool) -> Option<usize> {
        let root = self.resolver.knowledge.root;
        match &self.context.reporter {
            Reporter::Known(id) => Some(self.keep(Who::Known(*id))),
            Reporter::Proposed(name, id) => {
                if self.told.insert(name.clone()) {
                    self.propose(self.resolver.sheet(), name, *id, None);
                }
                Some(self.keep(Who::Known(*id)))
            }
            Reporter::Named(name, over) => {
                let over = Who::Known(over.unwrap_or(root));
                Some(self.keep(Who::Met(Box::new(over), one_line(name))))
            }
            Reporter::Several(name, ids) => {
                if needed {
                    let finding = self.ambiguous(self.resolver.sheet(), name, ids);
                    self.findings.push(finding);
                    return None;
                }
                Some(self.keep(Who::Known(root)))
            }
            Reporter::Unsaid => {
                if needed {
                    let name = self.resolver.knowledge.registry.get(root).name.clone();
                    self.findings.push(Finding::new(Code::UnitAssumed, self.resolver.sheet()).with("unit", name));
                }
                Some(self.keep(Who::Known(root)))
            }
        }
    }

    fn ambiguous(&self, place: Place, name: &str, ids: &[UnitId]) -> Finding {
        let registry = &self.resolver.knowledge.registry;
        let candidates: Vec<String> =
            ids.iter().map(|&id| format!("{} ({})", registry.get(id).name, registry.get(id).code)).collect();
        Finding::new(Code::UnitAmbiguous, place).with("name", one_line(name)).with("candidates", candidates.join("; "))
    }

    /// The unit under which names are looked up first: of the nearest group row that names one, else the reporter.
    fn scope(&self, groups: &[Arc<str>]) -> Option<UnitId> {
        let named = groups.iter().rev().find_map(|group| match self.look(group, self.context.reporter.unit()) {
            UnitMatch::One(id) | UnitMatch::Proposed(id) => Some(id),
            _ => None,
        });
        named.or(self.context.reporter.unit())
    }

    /// The whole label first: *X. Bích Hòa* is a commune. Then without its ordinal, then without a second language.
    fn look(&self, label: &str, scope: Option<UnitId>) -> UnitMatch {
        let resolver = self.resolver;
        let find = |text: &str| resolver.lexicon.find(text, scope, self.period);
        let mut found = find(label);
        for shorter in [split_ordinal(label).1, label.lines().next().unwrap_or_default()] {
            if matches!(found, UnitMatch::None | UnitMatch::Proposed(_)) && shorter != label {
                match find(shorter) {
                    UnitMatch::None => {}
                    better => found = better,
                }
            }
        }
        // *Duyên Sa (huyện)*, *Duyên Sa (TX)*: what it is stands behind its name.
        if !matches!(found, UnitMatch::One(_))
            && let Some((before, kind)) = split_ordinal(label).1.trim_end().trim_end_matches(')').rsplit_once('(')
            && words(kind).len() <= 2
            && let typed @ UnitMatch::One(_) = find(&format!("{kind} {before}"))
        {
            return typed;
        }
        // *TT Kim Bài (đơn vị điểm)*: whoever it is, that name is meant.
        if found == UnitMatch::None
            && let Some((before, _)) = label.trim_end().strip_suffix(')').and_then(|label| label.rsplit_once('('))
            && let UnitMatch::One(id) | UnitMatch::Proposed(id) = find(split_ordinal(before.trim()).1)
        {
            return UnitMatch::Proposed(id);
        }
        found
    }

    /// A registered unit.
    pub(super) fn known(&mut self, unit: UnitId) -> usize {
        self.keep(Who::Known(unit))
    }

    /// Who bears a code.
    pub(super) fn by_code(&mut self, code: &str) -> Option<usize> {
        let resolver = self.resolver;
        match resolver.lexicon.units().with_code(code, &resolver.knowledge.registry, self.period) {
            UnitMatch::One(id) => Some(self.keep(Who::Known(id))),
            _ => None,
        }
    }

    /// Who is named by the label of a row: a registered unit.
    pub(super) fn registered(&mut self, label: &str, row: &RowReading) -> Named {
        let scope = self.scope(&row.groups);
        let found = match self.look(label, scope) {
            UnitMatch::Several(ids) => {
                match self.resolver.of_kind(&ids, &row.groups).or_else(|| self.beside_its_siblings(&ids, row)) {
                    Some(only) => UnitMatch::Proposed(only),
                    None => UnitMatch::Several(ids),
                }
            }
            UnitMatch::One(id) => self.of_level(label, row, id).map_or(UnitMatch::One(id), UnitMatch::Proposed),
            found => found,
        };
        let column = self.resolver.readings.columns.first().map_or(0, |column| column.index);
        self.decide(found, label, scope, CellRef::new(row.index, column))
    }

    /// *Cầu Sậy* under *Tiểu học (2 trường)* is the school of that level, not the ward of that name.
    fn of_level(&self, label: &str, row: &RowReading, found: UnitId) -> Option<UnitId> {
        let group = without_ordinal(row.groups.last()?);
        // The level in all of its words: *THCS*, *Khối Tiểu học (2 trường)*.
        let written = expand(&words(group.split('(').next()?)).remove(0);
        let is_level = |rest: &[String]| {
            SCHOOLS.iter().any(|level| rest.iter().zip(*level).all(|(a, b)| a == b) && rest.len() >= level.len())
        };
        let from = (0..written.len()).find(|&at| is_level(&written[at..]))?;
        let level = written[from..].join(" ");
        let registry = &self.resolver.knowledge.registry;
        if is_level(&plain_name(&registry.get(found).name).split(' ').map(str::to_owned).collect::<Vec<_>>()) {
            return None;
        }
        match self.look(&format!("{level} {}", split_ordinal(label).1), self.scope(&row.groups)) {
            UnitMatch::One(id) | UnitMatch::Proposed(id) if id != found => Some(id),
            _ => None,
        }
    }

    /// Of several units of one name the one whose siblings most other rows of the same group name: *Đông Lĩnh* among districts is
    /// the district, not its town.
    fn beside_its_siblings(&self, ids: &[UnitId], row: &RowReading) -> Option<UnitId> {
        const FEWEST: usize = 2;
        let registry = &self.resolver.knowledge.registry;
        let over = |id: UnitId| registry.get(id).parent;
        let scope = self.scope(&row.groups);
        let rows = self.resolver.readings.rows.iter().filter(|other| other.groups == row.groups);
        let named = rows.take(MOST_SIBLINGS).filter_map(|other| match self.look(&other.labels.last()?.1, scope) {
            UnitMatch::One(id) => Some(over(id)),
            _ => None,
        });
        let parents: Vec<Option<UnitId>> = named.collect();
        let siblings = |id: UnitId| parents.iter().filter(|&&parent| parent == over(id)).count();
        let mut fits = ids.iter().copied().filter(|&id| siblings(id) >= FEWEST && siblings(id) * 2 > parents.len());
        fits.next().filter(|_| fits.next().is_none())
    }

    /// The same where nothing is open, and nothing to be told.
    pub(super) fn plainly(&mut self, label: &str, row: &RowReading) -> Option<usize> {
        match self.look(label, self.scope(&row.groups)) {
            UnitMatch::One(id) => Some(self.keep(Who::Known(id))),
            _ => None,
        }
    }

    /// The registered unit that somebody is.
    pub(super) fn known_unit(&self, who: usize) -> Option<UnitId> {
        match self.table.who.get(who) {
            Some(Who::Known(id)) => Some(*id),
            _ => None,
        }
    }

    /// Who is named by the heading of a column: a registered unit.
    pub(super) fn by_heading(&mut self, heading: &str, at: CellRef) -> Named {
        let scope = self.scope(&[]);
        let found = self.look(heading, scope);
        self.decide(found, heading, scope, at)
    }

    fn decide(&mut self, found: UnitMatch, label: &str, scope: Option<UnitId>, at: CellRef) -> Named {
        match found {
            UnitMatch::One(id) if !self.names_a_place_elsewhere(label, id) => Named::Who(self.keep(Who::Known(id))),
            UnitMatch::One(id) | UnitMatch::Proposed(id) => {
                self.propose(self.resolver.place(at), label, id, scope);
                Named::Who(self.keep(Who::Known(id)))
            }
            UnitMatch::Several(ids) => {
                let finding = self.ambiguous(self.resolver.place(at), label, &ids);
                self.findings.push(finding);
                Named::Several
            }
            UnitMatch::None => Named::Nobody,
        }
    }

    /// *Tân Hưng* in the list of a sector's schools may be the school there: that it is taken for the district is told.
    fn names_a_place_elsewhere(&self, label: &str, id: UnitId) -> bool {
        let kind = |id: UnitId| self.resolver.knowledge.registry.get(id).kind;
        let of_sector =
            self.context.reporter.unit().is_some_and(|over| matches!(kind(over), UnitKind::Sector | UnitKind::Zone));
        of_sector && kind(id) == UnitKind::District && !names_a_body(label) && !self.belongs(id)
    }

    /// Tells a name that was matched without its diacritics, and under whom where it is unique only there. A name that
    /// only its period decides can be no decision for all files.
    fn propose(&mut self, place: Place, label: &str, id: UnitId, scope: Option<UnitId>) {
        let registry = &self.resolver.knowledge.registry;
        let unit = registry.get(id);
        let name = one_line(split_ordinal(without_footnote(label)).1);
        let alone = |scope| self.resolver.lexicon.find(&name, scope, None) == UnitMatch::Proposed(id);
        let under = match scope {
            _ if alone(None) => Some(""),
            Some(scope) if alone(Some(scope)) => Some(registry.get(scope).code.as_str()),
            _ => None,
        };
        let told = Finding::new(Code::NameProposed, place)
            .unit(&unit.code)
            .with("name", name)
            .with("taken", unit.name.clone());
        self.findings.push(match under {
            Some(under) => told.with("under", under),
            None => told,
        });
    }

    /// Somebody whom the registry lacks, under the group or the reporter.
    pub(super) fn unregistered(&mut self, label: &str, row: &RowReading) -> Named {
        if !label.chars().any(char::is_alphabetic) || self.resolver.lexicon.names_nobody(label) {
            return Named::Nobody;
        }
        // *Xã Bình Minh, Xã Cao Dương*: whose part is which nobody knows.
        let names: Vec<&str> =
            label.split([',', ';', '+', '\n']).map(str::trim).filter(|name| !name.is_empty()).collect();
        if names.len() > 1 {
            let scope = self.scope(&row.groups);
            let found: Vec<UnitId> = names
                .iter()
                .filter_map(|name| match self.look(name, scope) {
                    UnitMatch::One(id) => Some(id),
                    _ => None,
                })
                .collect();
            if found.len() == names.len() {
                let column = self.resolver.readings.columns.first().map_or(0, |column| column.index);
                let place = self.resolver.place(CellRef::new(row.index, column));
                let finding = self.ambiguous(place, label, &found);
                self.findings.push(finding);
                return Named::Several;
            }
        }
        let parent = match self.scope(&row.groups) {
            Some(id) => Who::Known(id),
            None => match self.reporter(false) {
                Some(reporter) => self.table.who[reporter].clone(),
                None => return Named::Nobody,
            },
        };
        let name = one_line(split_ordinal(label).1);
        Named::Who(self.keep(Who::Met(Box::new(parent), name)))
    }

    /// How deep the groups stand that name units, 0 being the outermost.
    pub(super) fn unit_depths(&self) -> BTreeSet<usize> {
        let scope = self.context.reporter.unit();
        let groups = self.resolver.readings.rows.iter().flat_map(|row| row.groups.iter().enumerate());
        groups.filter(|(_, group)| self.look(group, scope) != UnitMatch::None).map(|(depth, _)| depth).collect()
    }

    /// Whether a text names what the catalogue knows, and nobody.
    fn is_of_catalogue(&self, text: &str) -> bool {
        match &self.resolver.sense(&[&without_ordinal(text)]).lookup {
            Lookup::Known(_) => true,
            Lookup::Ambiguous(several) => several.iter().all(|meaning| matches!(meaning, Meaning::Category(..))),
            _ => false,
        }
    }

    /// Whether a unit is the reporter or one below, as far as somebody is known to report.
    fn belongs(&self, id: UnitId) -> bool {
        let registry = &self.resolver.knowledge.registry;
        self.context.reporter.unit().is_none_or(|over| id == over || registry.ancestors(id).any(|up| up == over))
    }

    /// Who the group is about that a row of a period or an indicator stands in. `of_units`: the groups of this table are
    /// units, whether registered or not.
    pub(super) fn by_group(&mut self, row: &RowReading, of_units: bool) -> Named {
        for (depth, group) in row.groups.iter().enumerate().rev() {
            let scope = self.scope(&row.groups[..depth]);
            // *Đơn vị báo cáo: Công đoàn xã Nậm Lành* right below the header.
            let group = reporting_unit(group).unwrap_or(group);
            // *II. Tài chính*, *Khu công nghiệp* in a district's report are no *Sở Tài chính* and no *Công đoàn các KCN*.
            let elsewhere = |id: UnitId| !names_a_body(group) && !self.belongs(id);
            match self.look(group, scope) {
                UnitMatch::One(id) | UnitMatch::Proposed(id) if elsewhere(id) => {}
                UnitMatch::One(id) => return Named::Who(self.keep(Who::Known(id))),
                UnitMatch::Proposed(id) => {
                    if self.told.insert(group.to_string()) {
                        self.propose(self.resolver.sheet(), group, id, scope);
                    }
                    return Named::Who(self.keep(Who::Known(id)));
                }
                UnitMatch::Several(ids) => {
                    if self.told.insert(group.to_string()) {
                        let finding = self.ambiguous(self.resolver.sheet(), group, &ids);
                        self.findings.push(finding);
                    }
                    return Named::Several;
                }
                // *Năm 2018* below *Cộng toàn huyện*: what all came to then is nobody's. *Quý I* below *Cả năm* below a unit is that
                // unit's.
                UnitMatch::None if self.resolver.lexicon.said(group).is_total => {
                    if !row.groups[..depth].iter().any(|outer| self.resolver.lexicon.is_registered(outer)) {
                        return Named::Nobody;
                    }
                }
                // *Quý I* over its months.
                UnitMatch::None if self.resolver.lexicon.said(group).is_time => {}
                // *Trong đó: - Nữ* over other parts of a total.
                UnitMatch::None if is_part(group) => {}
                // *LĐLĐ tỉnh* over *Bằng khen*: who awards them, not whose they are. *Công đoàn cơ sở thành lập mới* over
                // *Trong đó: ngoài nhà nước*: what is counted.
                UnitMatch::None if self.is_of_catalogue(group) => {}
                UnitMatch::None if of_units || (names_a_body(group) && !names_a_group(&without_ordinal(group))) => {
                    let parent = match scope {
                        Some(id) => Who::Known(id),
                        None => Who::Known(self.resolver.knowledge.root),
                    };
                    return Named::Who(self.keep(Who::Met(Box::new(parent), one_line(group))));
                }
                UnitMatch::None => {}
            }
        }
        Named::Nobody
    }

    /// A code that the registry lacks in a row whose name says who it is, or does not.
    pub(super) fn unknown_code(&mut self, code: &str, row: &RowReading, named: bool) {
        let column = self.resolver.readings.columns.first().map_or(0, |column| column.index);
        let place = self.resolver.place(CellRef::new(row.index, column));
        let mut finding = Finding::new(Code::UnitCodeUnknown, place).with("code", one_line(code));
        if named {
            finding = finding.variant("named");
            finding.severity = Severity::Warning;
        }
        self.findings.push(finding);
    }

    /// A code and a name in one row that mean two units: the code counts. Whether they do.
    pub(super) fn held_against(&mut self, who: usize, label: &str, row: &RowReading) -> bool {
        let Who::Known(by_code) = self.table.who[who] else { return false };
        let scope = self.scope(&row.groups);
        if let UnitMatch::One(by_name) = self.look(label, scope)
            && by_name != by_code
        {
            let registry = &self.resolver.knowledge.registry;
            let column = self.resolver.readings.columns.first().map_or(0, |column| column.index);
            let unit = registry.get(by_code);
            self.findings.push(
                Finding::new(Code::UnitsDiffer, self.resolver.place(CellRef::new(row.index, column)))
                    .unit(&unit.code)
                    .with("code", unit.code.clone())
                    .with("taken", unit.name.clone())
                    .with("name", one_line(label))
                    .with("other", registry.get(by_name).name.clone()),
            );
            return true;
        }
        false
    }
}
