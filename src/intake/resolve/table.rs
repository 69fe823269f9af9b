//! One table: the meaning of its columns and rows, put together for every cell of figures.

use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::domain::{
    Amount, CellRef, Code, Confidence, Finding, Grid, IndicatorId, Knowledge, Observation, Period, Place, Ruling, Said,
};
use crate::intake::categories::Over;
use crate::intake::decided::OfSheet;
use crate::intake::extract::{Readings, one_line};
use crate::intake::layout::{Key, Suspicion};
use crate::intake::lexicon::Lexicon;
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{MeasureWord, Since};

use super::cells::Counted;
use super::context::{self, Context};
use super::heading::Sense;
use super::people::{People, Who};
use super::reporter::Reporter;
use super::totals::Total;

/// What is understood of one table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Whose figures it holds.
    pub who: Vec<Who>,
    /// Its cells of figures. Until files are put together, their unit is a place in `who`, and their sheet is not told.
    pub cells: Vec<Observation>,
    /// Its printed totals.
    pub totals: Vec<Total>,
    /// The categories that stand over its rows, the nearest first.
    pub over: Vec<Over>,
}

/// What one column or row contributes to the meaning of its cells.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// What it measures.
    pub meaning: Option<Meaning>,
    /// For when.
    pub period: Option<Period>,
    /// Where its figures begin, if they run on from before.
    pub since: Option<Since>,
    /// In which measure.
    pub measure: Option<MeasureWord>,
    /// Who it is about: index into [`Table::who`].
    pub who: Option<usize>,
    /// Whether nothing of it is read.
    pub closed: bool,
    /// Whether it totals the other columns.
    pub total: bool,
    /// Whether its own words say what it measures, not those of its group.
    pub by_label: bool,
    /// Of a row, by which label it is a part of what its columns measure (*Trong đó: nữ* below a unit); of a column, of what its rows
    /// measure.
    pub within: Option<String>,
    /// Of a question of yes and no, which answer a mark in it gives: *Có* and *Không* side by side.
    pub answer: Option<bool>,
    /// Whether its words say that its figures are estimates: *Ước thực hiện*.
    pub about: bool,
    /// Whether its words say that its figures are sums of money.
    pub sums: bool,
    /// Whether its words say less than the catalogue's name, so that they are no evidence of what the table is.
    pub near: bool,
}

/// Everything that a table is resolved with.
pub struct Resolver<'a> {
    /// What the workspace knows.
    pub knowledge: &'a Knowledge,
    /// What texts say and may mean.
    pub lexicon: &'a Lexicon<'a>,
    /// The sheet.
    pub grid: &'a Grid,
    /// What the table says.
    pub readings: &'a Readings,
    /// The file's path.
    pub path: &'a str,
    /// The names of sheet, file and folders, nearest first.
    pub names: &'a [&'a str],
    /// The lines of a sheet before it that holds no table: whose and when the others are, where they do not say.
    pub cover: &'a [(CellRef, String)],
    /// What a person decided about cells of the sheet.
    pub decided: &'a OfSheet<'a>,
}

/// What was understood of a table on the way, for inspection.
pub struct Understood {
    /// What stands around it says.
    pub surroundings: Said,
    /// What its columns of figures say, in the order of the readings.
    pub columns: Vec<Part>,
    /// What its rows say, in the order of the readings; empty where no column means anything.
    pub rows: Vec<Part>,
    /// How much of it was understood.
    pub confidence: Confidence,
    /// Whether it was read.
    pub read: bool,
}

/// Resolves one table.
pub fn resolve(resolver: &Resolver<'_>, findings: &mut Vec<Finding>) -> (Table, Understood) {
    let readings = resolver.readings;
    let mut context = context::read(readings, resolver.names, resolver.knowledge, resolver.lexicon);
    context.look_at_cover(resolver.cover, resolver.knowledge, resolver.lexicon);
    context.look_at_references(&readings.lines, resolver.knowledge, resolver.lexicon);
    context.follow(readings.told, resolver.knowledge.calendar);
    let told = findings.len();
    let resolved = attempt(resolver, &context, findings);
    // *LƯỢT NGƯỜI PHÁT BIỂU* over a table that says nothing else: by less than all of a name.
    if !resolved.1.read
        && context.title.is_none()
        && let Some((title, meaning)) = resolver.titled_in_short()
    {
        context.title = Some(meaning);
        let mut anew = vec![title];
        let resolved = attempt(resolver, &context, &mut anew);
        if resolved.1.read {
            findings.truncate(told);
            findings.append(&mut anew);
            return resolved;
        }
    }
    resolved
}

/// Resolves one table, given what stands around it.
fn attempt(resolver: &Resolver<'_>, context: &Context, findings: &mut Vec<Finding>) -> (Table, Understood) {
    let mut table = Table::default();
    let told = findings.len();
    let readings = resolver.readings;
    let mut people = People::new(resolver, context, &mut table);
    let mut columns = resolver.columns(context, &mut people, findings);
    let mut understood = Understood {
        surroundings: context.said(),
        columns: Vec::new(),
        rows: Vec::new(),
        confidence: Confidence::default(),
        read: false,
    };
    let mut code = Code::SheetNotRead;
    let refused = || resolver.planned(context).or_else(|| resolver.of_some(context, &columns));
    let planned = readings.told.is_none().then(refused).flatten();
    if planned.is_none() && !columns.iter().all(|column| column.closed) {
        resolver.part_duplicates(&mut columns, findings);
        for position in resolver.part_by_title(context, &mut columns) {
            resolver.column_not_read(position, &Lookup::Unknown, findings);
        }
        let context = context.in_year_of(&columns, resolver.knowledge.calendar);
        let mut rows = resolver.rows(&context, &columns, &mut people, findings);
        for position in resolver.part_by_title(&context, &mut rows) {
            resolver.row_not_read(position, &Lookup::Unknown, findings);
        }
        findings.append(&mut people.findings);
        // Of a sheet of many names this is as much memory as its cells.
        drop(people);
        let writings = resolver.writings(&context, &columns, &rows);
        let cells = resolver.cells(&context, &columns, &rows, &writings, &mut table, findings);
        resolver.drop_sums_of_steps(&rows, &mut table);
        understood.confidence = resolver.confidence(&context, &columns, &rows, &cells, &table);
        let any = cells.understood.iter().any(|&count| count > 0);
        // A recipe is a person's word: what it names is read.
        understood.read = any && (readings.told.is_some() || understood.confidence.is_enough());
        if understood.read {
            resolver.totals(&context, &columns, &rows, &writings, &mut table);
            resolver.formulas(&context, &columns, &rows, &writings, &table, findings);
            resolver.tell_taken(&columns, &rows, findings);
            resolver.tell_suspects(&rows, findings);
            resolver.judge_repairs(&cells.repaired, &mut table, &mut findings[told..]);
            table.over = resolver.categories_over(&columns);
            // Parts that nobody knows are refused as such.
            if table.over.iter().all(|over| !over.names.is_empty()) {
                resolver.tell_repeated(&table, findings);
            }
        } else if any {
            code = Code::SheetRefused;
        }
        understood.rows = rows;
    } else {
        let nothing = Counted::none(columns.len());
        understood.confidence = resolver.confidence(context, &columns, &[], &nothing, &table);
    }
    understood.columns = columns;
    if !understood.read {
        // Nothing of it means anything here, or too little to be trusted: one finding for the table, not one a row and
        // column, and not a few odd numbers. Where only whose it is is open, that is the one.
        let whose = findings.drain(told..).find(|finding| finding.code == Code::UnitAmbiguous);
        let means = understood.columns.iter().chain(&understood.rows).any(|part| part.meaning.is_some());
        let open = means && matches!(context.reporter, Reporter::Several(..));
        let whose = whose.filter(|finding| open && finding.place == resolver.sheet());
        let plan = planned.map(|title| {
            Finding::new(Code::SheetRefused, resolver.sheet()).variant("planned").with("words", one_line(&title))
        });
        findings.push(plan.or(whose).unwrap_or_else(|| resolver.not_read(code, &understood.confidence)));
        table = Table::default();
    }
    (table, understood)
}

impl Resolver<'_> {
    /// Above the steps of a ladder in rows below a unit, a figure that adds them up in every case is none of the indicator's: steps
    /// are never added.
    fn drop_sums_of_steps(&self, rows: &[Part], table: &mut Table) {
        // *Cộng* below *Cấp cơ sở*, *Cấp huyện* in the column of categories, too.
        let sums_up = |(key, label): &(Key, Arc<str>)| *key == Key::Category && self.lexicon.said(label).is_total;
        let totals = || self.readings.rows.iter().any(|row| row.labels.iter().any(sums_up));
        if rows.iter().all(|row| row.within.is_none()) && !totals() {
            return;
        }
        let catalogue = &self.knowledge.catalogue;
        let is_ladder = |id: IndicatorId| catalogue.breakdown(id).is_some_and(|breakdown| !breakdown.additive);
        let mut steps: BTreeMap<_, (Amount, usize)> = BTreeMap::new();
        for cell in table.cells.iter().filter(|cell| cell.category.is_some() && is_ladder(cell.indicator)) {
            let sum = steps.entry((cell.indicator, cell.unit, cell.period)).or_default();
            *sum = (sum.0 + cell.state.amount().unwrap_or_default(), sum.1 + 1);
        }
        let sums = |cell: &Observation| {
            let of = steps.get(&(cell.indicator, cell.unit, cell.period))?;
            (of.1 > 1).then(|| cell.state.amount() == Some(of.0))
        };
        let whole = |cell: &&Observation| cell.category.is_none() && is_ladder(cell.indicator);
        let mut adds_up: BTreeMap<IndicatorId, bool> = BTreeMap::new();
        for cell in table.cells.iter().filter(whole) {
            if let Some(equal) = sums(cell) {
                *adds_up.entry(cell.indicator).or_insert(true) &= equal;
            }
        }
        table.cells.retain(|cell| !whole(&cell) || adds_up.get(&cell.indicator) != Some(&true));
    }

    /// Tells every text of what was read that was taken for another than it says, once.
    fn tell_taken(&self, columns: &[Part], rows: &[Part], findings: &mut Vec<Finding>) {
        let readings = self.readings;
        let first = readings.columns.first().map_or(0, |column| column.index);
        let mut texts: Vec<(CellRef, &str)> = Vec::new();
        for (at, line) in &readings.lines {
            let said = self.lexicon.said(line);
            if !said.times.is_empty() || said.measure_line.is_some() || self.lexicon.title(line).is_some() {
                texts.push((*at, line));
            }
        }
        for (column, _) in readings.columns.iter().zip(columns).filter(|(_, part)| !part.closed) {
            texts.extend(column.path.iter().map(|part| (column.head, part.as_str())));
        }
        for (row, part) in readings.rows.iter().zip(rows).filter(|(_, part)| !part.closed) {
            let at = CellRef::new(row.index, first);
            let means = |label: &str| {
                part.by_label && !self.lexicon.is_registered(label) || !self.lexicon.said(label).times.is_empty()
            };
            let labels = row.labels.iter().map(|(_, label)| label).chain(&row.groups).filter(|label| means(label));
            texts.extend(labels.chain([&row.measure]).map(|label| (at, &**label)));
        }
        let mut told: HashSet<&str> = HashSet::new();
        for (at, text) in texts {
            if let Some(taken) = self.lexicon.taken_for(text)
                && told.insert(text)
            {
                let finding = Finding::new(Code::WordsProposed, self.place(at)).with("text", one_line(text));
                findings.push(finding.with("taken", one_line(&taken)));
            }
        }
    }

    /// Tells every row that is read and may be a total.
    fn tell_suspects(&self, rows: &[Part], findings: &mut Vec<Finding>) {
        let readings = self.readings;
        for suspect in readings.suspects.iter().filter(|suspect| !rows[suspect.row].closed) {
            let row = readings.rows[suspect.row].index;
            let columns = readings.columns.iter().map(|column| CellRef::new(row, column.index));
            let Some(first) = columns.into_iter().find(|&at| self.grid.get(at).is_some()) else { continue };
            let finding = Finding::new(Code::TotalSuspected, self.place(first));
            let finding = finding.with("row", one_line(readings.row_label(suspect.row))).with("count", suspect.count);
            findings.push(match suspect.why {
                Suspicion::All => finding,
                Suspicion::Lost => finding.variant("lost"),
                Suspicion::Strangers => finding.variant("below"),
            });
        }
    }

    /// What a person decided that a cell counts for.
    pub(super) fn ruling(&self, cell: CellRef) -> Option<Ruling> {
        self.decided.get(&cell).map(|(_, decision)| decision.ruling)
    }

    pub(super) fn place(&self, cell: CellRef) -> Place {
        Place::cell(self.path, &self.grid.name, cell)
    }

    pub(super) fn sheet(&self) -> Place {
        Place::sheet(self.path, &self.grid.name)
    }

    /// What a path of headings or labels says, outermost first.
    pub(super) fn sense(&self, path: &[&str]) -> Rc<Sense> {
        self.lexicon.sense(path)
    }

    /// One finding for a table of which nothing is read, with its title and the first of its headings.
    fn not_read(&self, code: Code, confidence: &Confidence) -> Finding {
        let title = self.readings.lines.iter().map(|(_, line)| line.as_str());
        let headings = self.readings.columns.iter().filter_map(|column| column.path.last()).map(String::as_str);
        let labels = self.readings.rows.iter().flat_map(|row| row.labels.iter().map(|(_, label)| &**label));
        let mut shown: Vec<String> = Vec::new();
        for word in title.chain(headings).chain(labels).map(one_line).filter(|word| !word.is_empty()) {
            if shown.len() >= 5 {
                break;
            }
            if !shown.contains(&word) {
                shown.push(word);
            }
        }
        let finding = Finding::new(code, self.sheet()).with("words", shown.join("; "));
        super::with_recipe(finding, self.path)
            .with("columns", confidence.columns.0)
            .with("all_columns", confidence.columns.1)
            .with("rows", confidence.rows.0)
            .with("all_rows", confidence.rows.1)
            .with("known", confidence.words)
            .with("percent", confidence.percent())
            .with("least", Confidence::THRESHOLD)
    }

    pub(super) fn show(&self, meaning: Meaning) -> String {
        let catalogue = &self.knowledge.catalogue;
        match meaning {
            Meaning::Indicator(id, category) => catalogue.label(id, category, self.knowledge.language),
            Meaning::Category(breakdown, category) => {
                let found = catalogue.breakdowns[breakdown.0 as usize].categories.get(usize::from(category.index()));
                found.map(|category| category.name.get(self.knowledge.language).to_owned()).unwrap_or_default()
            }
        }
    }

    pub(super) fn candidates(&self, lookup: &Lookup) -> String {
        match lookup {
            Lookup::Ambiguous(several) => {
                several.iter().map(|&meaning| self.show(meaning)).collect::<Vec<_>>().join("; ")
            }
            _ => String::new(),
        }
    }
}

/// Two meanings as one; `None` where they contradict.
#[allow(clippy::option_option)] // no meaning and a contradiction are two things
pub(super) fn merge(one: Option<Meaning>, other: Option<Meaning>, knowledge: &Knowledge) -> Option<Option<Meaning>> {
    let (Some(one), Some(other)) = (one, other) else { return Some(one.or(other)) };
    let fits = |id: IndicatorId, breakdown| knowledge.catalogue.indicator(id).breakdown == Some(breakdown);
    match (one, other) {
        (Meaning::Indicator(a, None), Meaning::Indicator(b, category)) if a == b => {
            Some(Some(Meaning::Indicator(a, category)))
        }
        (Meaning::Indicator(a, category), Meaning::Indicator(b, None)) if a == b => {
            Some(Some(Meaning::Indicator(a, category)))
        }
        (Meaning::Indicator(id, None), Meaning::Category(breakdown, category))
        | (Meaning::Category(breakdown, category), Meaning::Indicator(id, None))
            if fits(id, breakdown) =>
        {
            Some(Some(Meaning::Indicator(id, Some(category))))
        }
        (one, other) if one == other => Some(Some(one)),
        _ => None,
    }
}
