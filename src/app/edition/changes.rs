//! `Changes`: what is otherwise now than in an edition: figures, each with the cells behind it, and input files.

use std::collections::{BTreeMap, BTreeSet};

use super::kept::{Edition, KeptFigure, KeptObservation};
use crate::domain::{Amount, Catalogue, Period};

/// How something changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum How {
    /// Its value is another.
    Changed,
    /// It was not there.
    New,
    /// It is no longer there.
    Gone,
    /// Its value is the same; how exact, how complete or how well founded it is, is not. Of a cell: it stands elsewhere.
    Same,
    /// Nobody knows: the file could not be read then, or cannot be now.
    Unknown,
}

impl How {
    /// The word in files for other programs.
    pub const fn code(self) -> &'static str {
        match self {
            How::Changed => "changed",
            How::New => "new",
            How::Gone => "gone",
            How::Same => "same",
            How::Unknown => "unknown",
        }
    }
}

/// See the module's text.
#[derive(Debug)]
pub struct Changes<'a> {
    /// In the order of units, indicators, categories and time.
    pub figures: Vec<FigureChange<'a>>,
    /// Input files, by path.
    pub inputs: Vec<InputChange<'a>>,
    /// The name of the edition and its term.
    pub edition: (&'a str, &'a str),
}

/// One figure.
#[derive(Debug)]
pub struct FigureChange<'a> {
    /// How it changed.
    pub how: How,
    /// As it was published.
    pub before: Option<&'a KeptFigure>,
    /// As it is.
    pub after: Option<&'a KeptFigure>,
    /// The cells behind the change, by place.
    pub cells: Vec<CellChange<'a>>,
}

impl FigureChange<'_> {
    /// The figure as it is, else as it was.
    pub fn figure(&self) -> &KeptFigure {
        match (self.after, self.before) {
            (Some(figure), _) | (None, Some(figure)) => figure,
            (None, None) => unreachable!("a change has a side"),
        }
    }

    /// How much the value grew, where there are two.
    pub fn difference(&self) -> Option<Amount> {
        let value = |figure: &KeptFigure| Amount::parse(&figure.value);
        Some(value(self.after?)? - value(self.before?)?)
    }
}

/// One cell.
#[derive(Clone, Copy, Debug)]
pub struct CellChange<'a> {
    /// How it changed.
    pub how: How,
    /// As it was.
    pub before: Option<&'a KeptObservation>,
    /// As it is.
    pub after: Option<&'a KeptObservation>,
}

impl<'a> CellChange<'a> {
    fn either(&self) -> impl Iterator<Item = &'a KeptObservation> + use<'a> {
        self.after.into_iter().chain(self.before)
    }
}

/// One input file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct InputChange<'a> {
    /// Relative to the workspace.
    pub path: &'a str,
    /// How it changed.
    pub how: How,
}

/// A unit by its code and first month.
type UnitKey<'a> = (&'a str, &'a str);

impl<'a> Changes<'a> {
    /// What is otherwise in `after` than in `before`.
    pub fn between(before: &'a Edition, after: &'a Edition, catalogue: &Catalogue) -> Changes<'a> {
        let cells = cells(before, after);
        let behind = Behind::new(before, after, &cells, catalogue);
        let mut figures: Vec<FigureChange<'a>> = paired(before, after)
            .into_values()
            .filter_map(|(old, new)| {
                let how = match (old, new) {
                    (Some(old), Some(new)) if old.value != new.value => How::Changed,
                    (Some(old), Some(new)) => (!same_standing(old, new)).then_some(How::Same)?,
                    (None, _) => How::New,
                    (_, None) => How::Gone,
                };
                Some(FigureChange { how, before: old, after: new, cells: behind.cells(old, new) })
            })
            .collect();
        let order = Order::new(before, after, catalogue);
        figures.sort_by_cached_key(|change| order.of(change.figure(), after));
        let edition = (before.manifest.name.as_str(), before.manifest.term.as_str());
        Changes { figures, inputs: inputs(before, after), edition }
    }

    /// How many figures changed in a way.
    pub fn count(&self, how: How) -> usize {
        self.figures.iter().filter(|change| change.how == how).count()
    }
}

/// Whether two figures of one value are known equally well.
fn same_standing(old: &KeptFigure, new: &KeptFigure) -> bool {
    let standing = |figure: &KeptFigure| KeptFigure { unit_name: String::new(), ..figure.clone() };
    standing(old) == standing(new)
}

type FigureId<'a> = (UnitKey<'a>, &'a str, &'a str, Option<Period>);
type Pair<'a, T> = (Option<&'a T>, Option<&'a T>);

/// Figures of one unit, indicator, category and period, as they were and as they are.
fn paired<'a>(before: &'a Edition, after: &'a Edition) -> BTreeMap<FigureId<'a>, Pair<'a, KeptFigure>> {
    let mut pairs: BTreeMap<FigureId<'a>, Pair<'a, KeptFigure>> = BTreeMap::new();
    fn id<'a>(edition: &Edition, figure: &'a KeptFigure) -> FigureId<'a> {
        let period = edition.period(&figure.period);
        ((&figure.unit, &figure.unit_from), &figure.indicator, &figure.category, period)
    }
    for figure in &before.figures {
        pairs.entry(id(before, figure)).or_default().0 = Some(figure);
    }
    for figure in &after.figures {
        pairs.entry(id(after, figure)).or_default().1 = Some(figure);
    }
    pairs
}

/// The cells that are otherwise than they were, by what they say of whom.
fn cells<'a>(before: &'a Edition, after: &'a Edition) -> Vec<CellChange<'a>> {
    type Fact<'a> = (UnitKey<'a>, &'a str, &'a str, Option<Period>);
    type Sides<'a> = (Vec<&'a KeptObservation>, Vec<&'a KeptObservation>);
    let mut facts: BTreeMap<Fact<'a>, Sides<'a>> = BTreeMap::new();
    fn fact<'a>(edition: &Edition, row: &'a KeptObservation) -> Fact<'a> {
        ((&row.unit, &row.unit_from), &row.indicator, &row.category, edition.period(&row.period))
    }
    for row in &before.observations {
        facts.entry(fact(before, row)).or_default().0.push(row);
    }
    for row in &after.observations {
        facts.entry(fact(after, row)).or_default().1.push(row);
    }
    fn place(row: &KeptObservation) -> (&str, &str, &str) {
        (&row.file, &row.sheet, &row.cell)
    }
    fn says(row: &KeptObservation) -> (&str, &str, &str, bool) {
        (&row.state, &row.value, &row.qualifier, row.repaired)
    }
    let mut changes = Vec::new();
    for (mut old, mut new) in facts.into_values() {
        // The same cell that says the same; the same cell; the same words elsewhere; another cell of the same file.
        take(&mut old, &mut new, |a, b| place(a) == place(b) && says(a) == says(b), |_, _| {});
        let mut keep = |how, a, b| changes.push(CellChange { how, before: Some(a), after: Some(b) });
        take(&mut old, &mut new, |a, b| place(a) == place(b), |a, b| keep(How::Changed, a, b));
        take(&mut old, &mut new, |a, b| says(a) == says(b), |a, b| keep(How::Same, a, b));
        take(&mut old, &mut new, |a, b| a.file == b.file, |a, b| keep(How::Changed, a, b));
        changes.extend(old.into_iter().map(|row| CellChange { how: How::Gone, before: Some(row), after: None }));
        changes.extend(new.into_iter().map(|row| CellChange { how: How::New, before: None, after: Some(row) }));
    }
    changes
}

/// Takes pairs that match out of both lists.
fn take<'a>(
    old: &mut Vec<&'a KeptObservation>,
    new: &mut Vec<&'a KeptObservation>,
    matches: impl Fn(&KeptObservation, &KeptObservation) -> bool,
    mut pair: impl FnMut(&'a KeptObservation, &'a KeptObservation),
) {
    old.retain(|a| match new.iter().position(|b| matches(a, b)) {
        Some(at) => {
            pair(a, new.remove(at));
            false
        }
        None => true,
    });
}

/// Which changed cells stand behind a figure: those of its unit and all below, of its indicator or the parts of its rate.
struct Behind<'a, 'c> {
    cells: &'c [CellChange<'a>],
    by_subject: BTreeMap<(UnitKey<'a>, &'a str), Vec<usize>>,
    catalogue: &'c Catalogue,
    before: &'a Edition,
    after: &'a Edition,
}

impl<'a, 'c> Behind<'a, 'c> {
    fn new(
        before: &'a Edition,
        after: &'a Edition,
        cells: &'c [CellChange<'a>],
        catalogue: &'c Catalogue,
    ) -> Behind<'a, 'c> {
        let mut by_subject: BTreeMap<(UnitKey<'a>, &'a str), Vec<usize>> = BTreeMap::new();
        let (trees, mut all) = ([Tree::new(before), Tree::new(after)], BTreeSet::new());
        for (index, change) in cells.iter().enumerate() {
            all.clear();
            for (tree, row) in trees.iter().zip([change.before, change.after]) {
                let Some(row) = row else { continue };
                all.extend(
                    tree.upwards((&row.unit, &row.unit_from)).into_iter().map(|unit| (unit, row.indicator.as_str())),
                );
            }
            for subject in &all {
                by_subject.entry(*subject).or_default().push(index);
            }
        }
        Behind { cells, by_subject, catalogue, before, after }
    }

    fn cells(&self, old: Option<&'a KeptFigure>, new: Option<&'a KeptFigure>) -> Vec<CellChange<'a>> {
        let Some(figure) = new.or(old) else { return Vec::new() };
        let period = match new {
            Some(new) => self.after.period(&new.period),
            None => old.and_then(|old| self.before.period(&old.period)),
        };
        let unit = (figure.unit.as_str(), figure.unit_from.as_str());
        let mut found: Vec<usize> = self
            .parts(&figure.indicator)
            .into_iter()
            .filter_map(|part| self.by_subject.get(&(unit, part)))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        let of_category = |change: &CellChange<'_>| {
            let mut rows = change.either();
            figure.category.is_empty()
                || rows.any(|row| row.category == figure.category || row.indicator != figure.indicator)
        };
        found.retain(|&index| of_category(&self.cells[index]));
        let in_period = |change: &CellChange<'_>| {
            let spans = [(self.before, change.before), (self.after, change.after)];
            let mut spans = spans.into_iter().filter_map(|(edition, row)| edition.period(&row?.period));
            spans.any(|span| period.is_some_and(|period| period.overlap(span).is_some()))
        };
        // A year may follow from its neighbours: a term less its other years.
        let inside: Vec<usize> = found.iter().copied().filter(|&index| in_period(&self.cells[index])).collect();
        let mut cells: Vec<CellChange<'a>> =
            if inside.is_empty() { found } else { inside }.into_iter().map(|index| self.cells[index]).collect();
        cells.sort_by_key(|change| change.either().next().map(|row| (&row.file, &row.sheet, cell_order(&row.cell))));
        cells
    }

    /// An indicator with the parts that it is computed from.
    fn parts<'s>(&'s self, code: &'s str) -> Vec<&'s str> {
        let mut parts = vec![code];
        if let Some(id) = self.catalogue.find(code) {
            let indicator = self.catalogue.indicator(id);
            let others = [indicator.numerator, indicator.denominator, indicator.weight];
            parts.extend(others.into_iter().flatten().map(|id| self.catalogue.indicator(id).code.as_str()));
        }
        parts
    }
}

/// Rows before columns, by number: D9 before D11.
fn cell_order(cell: &str) -> (usize, usize, &str) {
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic).count();
    (cell[letters..].parse().unwrap_or(usize::MAX), letters, &cell[..letters])
}

/// Who stands above whom, or stood there once, or came of whom.
struct Tree<'a>(BTreeMap<UnitKey<'a>, Vec<UnitKey<'a>>>);

impl<'a> Tree<'a> {
    fn new(edition: &'a Edition) -> Tree<'a> {
        let mut above: BTreeMap<UnitKey<'a>, Vec<UnitKey<'a>>> = BTreeMap::new();
        for unit in edition.units.iter().filter(|unit| !unit.parent.is_empty()) {
            let parents = above.entry((&unit.unit, &unit.unit_from)).or_default();
            parents.push((&unit.parent, &unit.parent_from));
        }
        Tree(above)
    }

    /// A unit and all above it, each once.
    fn upwards(&self, unit: UnitKey<'a>) -> BTreeSet<UnitKey<'a>> {
        let mut all = BTreeSet::new();
        let mut open = vec![unit];
        while let Some(unit) = open.pop() {
            if all.insert(unit) {
                open.extend(self.0.get(&unit).into_iter().flatten());
            }
        }
        all
    }
}

/// The order that changes are shown in: that of the workspace now, what it no longer knows last.
struct Order<'a> {
    units: BTreeMap<UnitKey<'a>, usize>,
    indicators: BTreeMap<String, usize>,
    categories: BTreeMap<(String, String), usize>,
}

impl<'a> Order<'a> {
    fn new(before: &'a Edition, after: &'a Edition, catalogue: &Catalogue) -> Order<'a> {
        let mut units = BTreeMap::new();
        for unit in after.units.iter().chain(&before.units) {
            let next = units.len();
            units.entry((unit.unit.as_str(), unit.unit_from.as_str())).or_insert(next);
        }
        let (mut indicators, mut categories) = (BTreeMap::new(), BTreeMap::new());
        for (id, indicator) in catalogue.iter() {
            indicators.insert(indicator.code.clone(), id.0 as usize);
            for (category, each) in catalogue.categories(id) {
                categories.insert((indicator.code.clone(), each.code.clone()), usize::from(category.index()) + 1);
            }
        }
        Order { units, indicators, categories }
    }

    fn of(&self, figure: &KeptFigure, after: &Edition) -> impl Ord + use<> {
        let unit = self.units.get(&(figure.unit.as_str(), figure.unit_from.as_str())).copied().unwrap_or(usize::MAX);
        let indicator = self.indicators.get(&figure.indicator).copied().unwrap_or(usize::MAX);
        let category = (figure.indicator.clone(), figure.category.clone());
        let place = match figure.category.is_empty() {
            true => 0,
            false => self.categories.get(&category).copied().unwrap_or(usize::MAX),
        };
        let period = after.period(&figure.period);
        let months = period.map_or(0, |period| period.months());
        (unit, indicator, category.0, place, category.1, months > 12, period)
    }
}

/// Input files that are new, gone or have other bytes, and those of which that cannot be told.
fn inputs<'a>(before: &'a Edition, after: &'a Edition) -> Vec<InputChange<'a>> {
    let mut sides: BTreeMap<&'a str, (Option<&str>, Option<&str>)> = BTreeMap::new();
    for input in &before.manifest.inputs {
        sides.entry(&input.path).or_default().0 = Some(&input.sha256);
    }
    for input in &after.manifest.inputs {
        sides.entry(&input.path).or_default().1 = Some(&input.sha256);
    }
    let unread = |side: Option<&str>| side.is_some_and(str::is_empty);
    let changed = sides.into_iter().filter(|(_, (old, new))| old != new || unread(*old));
    changed
        .map(|(path, sides)| {
            let how = match sides {
                (None, _) => How::New,
                (_, None) => How::Gone,
                (old, new) if unread(old) || unread(new) => How::Unknown,
                _ => How::Changed,
            };
            InputChange { path, how }
        })
        .collect()
}
