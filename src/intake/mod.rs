//! Workbook bytes → observations: `read` → `decode` → `layout` → `extract` → `resolve`.

mod decided;
mod decode;
mod doubled;
mod extract;
mod handover;
mod inspect;
mod layout;
mod lexicon;
mod read;
mod recipe;
mod resolve;
mod shortened;
mod strays;
mod titles;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::RandomState;

use crate::domain::{
    CellRef, Code, Decided, FileSource, Finding, Found, Grid, Knowledge, Observation, Observations, Place,
    PrintedTotal, Registry, SheetSource, Unit, UnitId,
};
use crate::text::{fold, slug};
pub use decided::unfit as decision_unfit;
use lexicon::Lexicon;
use resolve::{Resolver, Table, Who};

/// Reads reports for one workspace.
pub struct Intake<'k> {
    knowledge: &'k Knowledge,
    lexicon: Lexicon<'k>,
}

/// A sheet that was read, as whoever watches sees it.
struct Seen {
    /// The recipe that was followed.
    recipe: Option<String>,
    /// What each row looks like.
    looks: Vec<(u32, layout::Look)>,
    grid: Grid,
    tables: Vec<SeenTable>,
}

/// A table that was read, as whoever watches sees it.
struct SeenTable {
    layout: layout::Layout,
    readings: extract::Readings,
    understood: resolve::Understood,
}

/// What was understood of one file, before all files are put together.
#[derive(Debug)]
pub struct ReportReading {
    path: String,
    sha256: String,
    sheets: Vec<SheetReading>,
}

/// What was understood of one sheet.
#[derive(Debug)]
struct SheetReading {
    name: String,
    tables: Vec<Table>,
    /// The decisions that fit its cells: index into the workspace's.
    decided: Vec<(CellRef, u32)>,
}

impl<'k> Intake<'k> {
    /// Gets ready to read reports with a workspace's knowledge.
    pub fn new(knowledge: &'k Knowledge) -> Intake<'k> {
        Intake { knowledge, lexicon: Lexicon::new(knowledge) }
    }

    /// Reads one file; pure, so that files can be read side by side. `path` is relative to `reports/`, with `/`.
    pub fn read(&self, path: &str, bytes: &[u8], sha256: &str) -> Found<ReportReading> {
        self.watch(path, bytes, sha256, None)
    }

    /// Reads one file and shows every sheet, once it was read, to whoever watches.
    fn watch(
        &self,
        path: &str,
        bytes: &[u8],
        sha256: &str,
        mut watching: Option<&mut Vec<Seen>>,
    ) -> Found<ReportReading> {
        let mut findings = Vec::new();
        let grids = self.grids(path, bytes).unload(&mut findings);
        let decided = decided::of_file(self.knowledge, path, sha256, &grids).unload(&mut findings);
        let mut sheets = Vec::with_capacity(grids.len());
        let mut followed: Vec<&str> = Vec::new();
        for (mut grid, decided) in grids.into_iter().zip(decided) {
            grid.fill(decided::given(&decided));
            let recipes = recipe::of_sheet(&self.knowledge.recipes, path, &grid);
            followed.extend(recipes.recipe.map(|recipe| recipe.name.as_str()));
            let mut seen = watching.is_some().then(Vec::new);
            let tables = self.sheet(path, &grid, &recipes, &decided, &mut findings, seen.as_mut());
            let decided = decided.iter().map(|(&cell, &(place, _))| (cell, place as u32)).collect();
            sheets.push(SheetReading { name: grid.name.clone(), tables, decided });
            if let (Some(watching), Some(tables)) = (watching.as_deref_mut(), seen) {
                let looks = layout::looks(&grid, &self.lexicon);
                watching.push(Seen { recipe: recipes.recipe.map(|recipe| recipe.name.clone()), looks, grid, tables });
            }
        }
        for recipe in self.knowledge.recipes.iter().filter(|recipe| recipe::names_file(recipe, path)) {
            if !recipe.tables.is_empty() && !followed.contains(&recipe.name.as_str()) {
                findings.push(Finding::new(Code::RecipeUnfit, Place::file(path)).with("recipe", recipe.name.clone()));
            }
        }
        Found { value: ReportReading { path: path.to_owned(), sha256: sha256.to_owned(), sheets }, findings }
    }

    /// The sheets of one file as cells, in Unicode: what [`Intake::read`] goes on from.
    pub fn grids(&self, path: &str, bytes: &[u8]) -> Found<Vec<Grid>> {
        let Found { value, mut findings } = read::workbook(path, bytes, self.knowledge.read_hidden);
        let decoded = value.into_iter().map(|(mut grid, typefaces)| {
            decode::to_unicode(path, &mut grid, typefaces).unload(&mut findings);
            grid
        });
        Found { value: decoded.collect(), findings }
    }

    fn sheet(
        &self,
        path: &str,
        grid: &Grid,
        recipes: &recipe::Followed<'_>,
        decided: &decided::OfSheet<'_>,
        findings: &mut Vec<Finding>,
        mut seen: Option<&mut Vec<SeenTable>>,
    ) -> Vec<Table> {
        if grid.is_empty() {
            return Vec::new();
        }
        let layouts = layout::detect(grid, &self.lexicon, &recipes.tables);
        let place = || Place::sheet(path, &grid.name);
        if let (Some(recipe), Some(other)) = (recipes.recipe, recipes.other) {
            let finding = Finding::new(Code::RecipeTwice, place()).with("recipe", recipe.name.clone());
            findings.push(finding.with("other", other.name.clone()));
        }
        if let Some(recipe) = recipes.recipe.filter(|_| layouts.len() < recipes.tables.len()) {
            let finding = Finding::new(Code::RecipeUnfit, place()).variant("sheet").with("recipe", recipe.name.clone());
            findings.push(finding);
        }
        if layouts.is_empty() {
            if recipes.recipe.is_none() {
                let finding = Finding::new(Code::SheetNotRead, place()).with("words", first_words(grid));
                findings.push(resolve::with_recipe(finding, path));
            }
            return Vec::new();
        }
        // A sheet's name tells more than its file's, a file's more than its folders'; *Sheet1* tells nothing.
        let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let mut names = vec![grid.readable_name(), stem];
        names.extend(folders.rsplit('/').filter(|folder| !folder.is_empty()));
        if recipes.recipe.is_none() {
            findings.extend(strays::findings(path, grid, &layouts, &self.lexicon));
        }
        let mut tables = Vec::with_capacity(layouts.len());
        let mut inherited: Vec<(CellRef, String)> = Vec::new();
        for layout in layouts {
            let mut readings = extract::readings(grid, &layout);
            // What stands over the first table of a sheet stands over all of them, behind their own titles.
            let own = readings.lines.clone();
            if !inherited.is_empty() {
                // But a numbered line is that table's alone where the next have theirs.
                let numbered = |(_, line): &&(CellRef, String)| extract::is_numbered_line(line);
                let has_its_own = own.iter().any(|line| numbered(&line));
                let mut over: Vec<_> =
                    inherited.iter().filter(|line| !has_its_own || !numbered(line)).cloned().collect();
                readings.shared = over.len();
                readings.first_of_kind =
                    inherited.iter().rfind(numbered).filter(|_| has_its_own).map(|(_, line)| line.clone());
                over.extend(own);
                readings.lines = over;
            } else {
                inherited = own;
            }
            let resolver = Resolver {
                knowledge: self.knowledge,
                lexicon: &self.lexicon,
                grid,
                readings: &readings,
                path,
                names: &names,
                decided,
            };
            let (table, understood) = resolve::resolve(&resolver, findings);
            if understood.read {
                findings.extend(strays::in_notes(path, grid, &layout));
            }
            tables.push(table);
            if let Some(seen) = seen.as_deref_mut() {
                seen.push(SeenTable { layout, readings, understood });
            }
        }
        tables
    }

    /// Puts files together in the order of their paths. Units that the registry lacks get their codes here, with one
    /// finding per reporting unit that lists them.
    pub fn gather(&self, mut reports: Vec<ReportReading>) -> Found<Observations> {
        reports.sort_by(|a, b| a.path.cmp(&b.path));
        let mut observations = Observations { units: self.knowledge.registry.clone(), ..Observations::default() };
        let mut met = Met::default();
        for report in reports {
            let file = observations.files.len() as u32;
            let before = observations.rows.len();
            for reading in report.sheets {
                let sheet = observations.sheets.len() as u32;
                observations.sheets.push(SheetSource { file, name: reading.name });
                let decided = reading.decided.into_iter();
                observations.decided.extend(decided.map(|(cell, decision)| Decided { sheet, cell, decision }));
                for table in reading.tables {
                    let mut who: Vec<Option<UnitId>> = vec![None; table.who.len()];
                    for reading in table.cells {
                        // Only who has figures is enrolled.
                        let unit = *who[reading.who].get_or_insert_with(|| {
                            self.enrol(&table.who[reading.who], &mut observations.units, &report.path, &mut met)
                        });
                        observations.rows.push(Observation {
                            unit,
                            indicator: reading.indicator,
                            category: reading.category,
                            period: reading.period,
                            state: reading.state,
                            qualifier: reading.qualifier,
                            repaired: reading.repaired.is_some(),
                            sheet,
                            cell: reading.cell,
                            raw: reading.raw,
                        });
                    }
                    observations.totals.extend(table.totals.into_iter().map(|total| PrintedTotal {
                        indicator: total.indicator,
                        category: total.category,
                        period: total.period,
                        amount: total.amount,
                        label: total.label,
                        sheet,
                        cell: total.cell,
                        parts: total.parts,
                        blanks: total.blanks,
                        step: total.step,
                    }));
                }
            }
            observations.files.push(FileSource {
                path: report.path,
                sha256: report.sha256,
                observations: (observations.rows.len() - before) as u32,
            });
        }
        handover::hand_over(&mut observations, &self.knowledge.changes);
        let mut listed: BTreeMap<UnitId, Vec<(String, String)>> = BTreeMap::new();
        for ((parent, _), names) in met.names {
            listed.entry(parent).or_default().extend(names);
        }
        let mut findings = met.findings;
        let unknown = listed.into_iter().map(|(parent, names)| {
            let parent = observations.units.get(parent);
            let first = names.first().map(|(_, path)| path.clone()).unwrap_or_default();
            let list: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
            Finding::new(Code::UnitUnknown, Place::file(&first))
                .unit(&parent.code)
                .with("parent", parent.name.clone())
                .with("count", list.len())
                .with("names", list.join("; "))
        });
        findings.extend(unknown);
        findings.extend(doubled::findings(&observations, self.knowledge));
        findings.extend(decided::outcome(&observations, self.knowledge));
        Found { value: observations, findings }
    }

    /// The id of who a row is about; a unit that the registry lacks is added under its parent.
    fn enrol(&self, who: &Who, units: &mut Registry, path: &str, met: &mut Met) -> UnitId {
        let (parent, name) = match who {
            Who::Known(id) => return *id,
            Who::Met(parent, name) => (self.enrol(parent, units, path, met), name),
        };
        // The same names come back report after report.
        if let Some(&id) = met.enrolled.get(&parent).and_then(|enrolled| enrolled.get(name)) {
            return id;
        }
        let Spelt { slug, alike } = met
            .spelt
            .entry(name.clone())
            .or_insert_with(|| Spelt { slug: slug(name), alike: self.lexicon.units.alike(name) });
        let code = format!("{}/{slug}", units.get(parent).code);
        let id = match *units.with_code(&code) {
            [id, ..] => {
                met.compare(name, units.get(id), path);
                id
            }
            [] => {
                for alike in alike.clone() {
                    met.near(name, self.knowledge.registry.get(alike), path);
                }
                let id = units.add(Unit::met(code, name.clone(), (parent, units.get(parent))));
                met.names.entry((parent, id)).or_default().push((name.clone(), path.to_owned()));
                id
            }
        };
        met.enrolled.entry(parent).or_default().insert(name.clone(), id);
        id
    }
}

/// What a name comes to that the registry lacks, whoever it stands under.
struct Spelt {
    slug: String,
    /// Registered units that bear the name but for its diacritics.
    alike: Vec<UnitId>,
}

/// The units met that the registry lacks.
#[derive(Default)]
struct Met {
    /// Who was enrolled under whom, by name as written.
    enrolled: BTreeMap<UnitId, HashMap<String, UnitId, RandomState>>,
    spelt: HashMap<String, Spelt, RandomState>,
    /// Their names and files, by parent and unit.
    names: BTreeMap<(UnitId, UnitId), Vec<(String, String)>>,
    /// Names that were told already, with the unit they are like.
    told: BTreeSet<(String, String)>,
    findings: Vec<Finding>,
}

impl Met {
    /// Codes have no diacritics: a second name of one code may be a second unit.
    fn compare(&mut self, name: &str, unit: &Unit, path: &str) {
        if *name != *unit.name && !unit.registered && fold(name) != fold(&unit.name) {
            self.tell(name, unit, path, Some("one"));
        }
    }

    /// A name that would be a registered unit's but for its diacritics.
    fn near(&mut self, name: &str, unit: &Unit, path: &str) {
        self.tell(name, unit, path, None);
    }

    fn tell(&mut self, name: &str, unit: &Unit, path: &str, variant: Option<&'static str>) {
        if !self.told.insert((fold(name), unit.code.clone())) {
            return;
        }
        let finding = Finding::new(Code::NameNear, Place::file(path))
            .unit(&unit.code)
            .with("name", name)
            .with("taken", unit.name.clone())
            .with("code", unit.code.clone());
        self.findings.push(match variant {
            Some(variant) => finding.variant(variant),
            None => finding,
        });
    }
}

/// The first words of a sheet, for a finding that says it was not read.
fn first_words(grid: &Grid) -> String {
    let words: Vec<String> =
        grid.cells().iter().filter_map(|cell| cell.text()).map(extract::one_line).take(4).collect();
    words.join("; ")
}
