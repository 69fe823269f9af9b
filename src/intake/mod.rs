//! Workbook bytes → observations: `read` → `decode` → `layout` → `extract` → `resolve`.

mod broken;
mod categories;
mod decided;
mod decode;
mod doubled;
mod extract;
mod gather;
mod handover;
mod inspect;
mod layout;
mod lexicon;
mod library;
mod paths;
mod read;
mod recipe;
mod resolve;
mod shortened;
mod strays;
mod titles;
mod vocabulary;

use crate::domain::{CellRef, Code, Finding, Found, Grid, Knowledge, Place};
use crate::text::{Remark, find_times, remark};
pub use decided::unfit as decision_unfit;
use extract::Readings;
use lexicon::Lexicon;
use library::Library;
use resolve::{Resolver, Table};

/// Reads reports for one workspace.
pub struct Intake<'k> {
    knowledge: &'k Knowledge,
    library: Library<'k>,
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

/// A sheet that is being read.
struct Opened<'a> {
    path: &'a str,
    grid: &'a Grid,
    recipes: &'a recipe::Followed<'a>,
    lexicon: &'a Lexicon<'a>,
}

/// A table that was read, as whoever watches sees it.
struct SeenTable {
    layout: layout::Layout,
    readings: Readings,
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
        Intake { knowledge, library: Library::new(knowledge) }
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
        let lexicon = Lexicon::new(&self.library);
        let grids = self.filled(path, bytes, sha256).unload(&mut findings);
        let mut sheets = Vec::with_capacity(grids.len());
        let mut followed: Vec<&str> = Vec::new();
        let mut cover: Vec<(CellRef, String)> = Vec::new();
        for (grid, decided) in grids {
            let recipes = recipe::of_sheet(&self.knowledge.recipes, path, &grid);
            followed.extend(recipes.recipe.map(|recipe| recipe.name.as_str()));
            let mut seen = watching.is_some().then(Vec::new);
            let opened = Opened { path, grid: &grid, recipes: &recipes, lexicon: &lexicon };
            let place = Place::sheet(path, &grid.name);
            let tables =
                read::behind_wall(place, || self.sheet(&opened, &cover, &decided, &mut findings, seen.as_mut()));
            let tables = tables.unwrap_or_else(|broken| {
                findings.push(*broken);
                Vec::new()
            });
            if tables.is_empty() {
                cover.extend(extract::cover(&grid));
            }
            let decided = decided.iter().map(|(&cell, &(place, _))| (cell, place as u32)).collect();
            sheets.push(SheetReading { name: grid.name.clone(), tables, decided });
            if let (Some(watching), Some(tables)) = (watching.as_deref_mut(), seen) {
                let looks = layout::looks(&grid, &lexicon);
                watching.push(Seen { recipe: recipes.recipe.map(|recipe| recipe.name.clone()), looks, grid, tables });
            }
        }
        self.part(path, &mut sheets, &mut findings);
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

    /// The same with the numbers that persons decided to stand in blank cells, names that were broken into two rows put together, and
    /// what was decided about each sheet.
    fn filled(&self, path: &str, bytes: &[u8], sha256: &str) -> Found<Vec<(Grid, decided::OfSheet<'k>)>> {
        let mut findings = Vec::new();
        let mut grids = self.grids(path, bytes).unload(&mut findings);
        let decided = decided::of_file(self.knowledge, path, sha256, &grids).unload(&mut findings);
        let lexicon = Lexicon::new(&self.library);
        for (grid, decided) in grids.iter_mut().zip(&decided) {
            grid.fill(decided::given(decided));
            broken::rejoin(grid, &lexicon);
        }
        Found { value: grids.into_iter().zip(decided).collect(), findings }
    }

    /// What the tables of one file say, in its own words: what [`Intake::read`] finds the meaning of.
    pub fn readings(&self, path: &str, bytes: &[u8], sha256: &str) -> Found<Vec<Readings>> {
        let mut findings = Vec::new();
        let mut all = Vec::new();
        let lexicon = Lexicon::new(&self.library);
        for (grid, _) in self.filled(path, bytes, sha256).unload(&mut findings) {
            let recipes = recipe::of_sheet(&self.knowledge.recipes, path, &grid);
            let opened = Opened { path, grid: &grid, recipes: &recipes, lexicon: &lexicon };
            let tables = tables_of(&opened, &mut findings);
            all.extend(tables.into_iter().map(|(_, readings)| readings));
        }
        Found { value: all, findings }
    }

    /// What the tables of a sheet mean.
    fn sheet(
        &self,
        opened: &Opened<'_>,
        cover: &[(CellRef, String)],
        decided: &decided::OfSheet<'_>,
        findings: &mut Vec<Finding>,
        mut seen: Option<&mut Vec<SeenTable>>,
    ) -> Vec<Table> {
        let &Opened { path, grid, lexicon, .. } = opened;
        // A sheet's name tells more than its file's, a file's more than its folders'; *Sheet1* tells nothing.
        let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let mut names = vec![grid.readable_name(), stem];
        let folders = resolve::folders(folders);
        names.extend(folders.iter().map(|folder| &**folder));
        let mut tables = Vec::new();
        for (layout, readings) in tables_of(opened, findings) {
            let resolver = Resolver {
                knowledge: self.knowledge,
                lexicon,
                grid,
                readings: &readings,
                path,
                names: &names,
                cover,
                decided,
            };
            let strays = [strays::in_notes(path, grid, &layout), strays::in_names(path, grid, &layout)];
            // Of a sheet of many names where its rows stand is as much memory as its words, and nobody asks any more.
            let layout = seen.is_some().then_some(layout);
            let (table, understood) = resolve::resolve(&resolver, findings);
            if understood.read {
                findings.extend(strays.into_iter().flatten());
            }
            tables.push(table);
            if let (Some(seen), Some(layout)) = (seen.as_deref_mut(), layout) {
                seen.push(SeenTable { layout, readings, understood });
            }
        }
        tables
    }
}

/// The tables of a sheet: where they stand, and what they say.
fn tables_of(opened: &Opened<'_>, findings: &mut Vec<Finding>) -> Vec<(layout::Layout, Readings)> {
    let &Opened { path, grid, recipes, lexicon } = opened;
    if grid.is_empty() {
        return Vec::new();
    }
    let layouts = layout::detect(grid, lexicon, &recipes.tables);
    let place = || Place::sheet(path, &grid.name);
    if let (Some(recipe), Some(other)) = (recipes.recipe, recipes.other) {
        let finding = Finding::new(Code::RecipeTwice, place()).with("recipe", recipe.name.clone());
        findings.push(finding.with("other", other.name.clone()));
    }
    if let Some(recipe) = recipes.recipe.filter(|_| layouts.len() < recipes.tables.len()) {
        let finding = Finding::new(Code::RecipeUnfit, place()).variant("sheet").with("recipe", recipe.name.clone());
        findings.push(finding);
    }
    if recipes.recipe.is_none() {
        if layouts.is_empty() {
            let finding = Finding::new(Code::SheetNotRead, place()).with("words", first_words(grid));
            findings.push(resolve::with_recipe(finding, path));
        } else {
            findings.extend(strays::findings(path, grid, &layouts, lexicon));
        }
    }
    let mut tables = Vec::with_capacity(layouts.len());
    let mut inherited: Vec<(CellRef, String)> = Vec::new();
    let several = layouts.len() > 1;
    for layout in layouts {
        let mut readings = extract::readings(grid, &layout);
        // What stands over the first table of a sheet stands over all of them, behind their own titles.
        if !inherited.is_empty() {
            let own = std::mem::take(&mut readings.lines);
            // But a numbered line is that table's alone where the next have theirs.
            let numbered = |(_, line): &&(CellRef, String)| extract::is_numbered_line(line);
            let has_its_own = own.iter().any(|line| numbered(&line));
            let mut over: Vec<_> = inherited.iter().filter(|line| !has_its_own || !numbered(line)).cloned().collect();
            readings.shared = over.len();
            readings.first_of_kind =
                inherited.iter().rfind(numbered).filter(|_| has_its_own).map(|(_, line)| line.clone());
            over.extend(own);
            readings.lines = over;
        } else if several {
            inherited.clone_from(&readings.lines);
        }
        tables.push((layout, readings));
    }
    if let Some((layout, readings)) = tables.last_mut() {
        readings.measure_below = extract::measure_below(grid, layout);
        let signed = extract::signed_below(grid, layout);
        let notes = extract::notes_below(grid, layout);
        for (_, readings) in &mut tables {
            readings.signed.clone_from(&signed);
            // *Số liệu mới tính đến 30/9/2022* stands as well above.
            let closed = notes.iter().filter(|(_, note)| remark(note) == Some(Remark::Closed));
            readings.lines.extend(closed.cloned());
            // What a mark explains is said of what bears it, a cell as a rule; *2022\** over a column makes others of its figures.
            let of_time = |part: &String| part.contains('*') && !find_times(part).is_empty();
            let marked = readings.columns.iter().any(|column| column.path.iter().any(of_time));
            let explains = |note: &str| note.trim_start_matches('(').starts_with('*');
            let of_all = |note: &&str| !explains(note) || (marked && remark(note) == Some(Remark::Others));
            readings.notes = notes.iter().map(|(_, note)| note.as_str()).filter(of_all).map(str::to_owned).collect();
        }
    }
    tables
}

/// The first words of a sheet, for a finding that says it was not read.
fn first_words(grid: &Grid) -> String {
    let words: Vec<String> =
        grid.cells().iter().filter_map(|cell| cell.text()).map(extract::one_line).take(4).collect();
    words.join("; ")
}
