//! Categories that stand over whole tables, or over groups of units: *Khu vực nhà nước* as a caption, as the name of a sheet,
//! as a group row.
//!
//! Such a group may sort units, each with all that it has, or part what each of them has. Only where the same figure of the
//! same unit comes again under another category of one breakdown is it certain that they are parts. Where it stands once,
//! it is read as the whole, and told where the unit is one that leads others and so is nobody's to sort.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

use foldhash::fast::RandomState;

use super::resolve::{Table, Who};
use super::{Intake, SheetReading};
use crate::domain::{
    BreakdownId, CategoryId, CellRef, Code, Finding, IndicatorId, Kind, Observation, Period, Place, State, UnitKind,
};
use crate::text::fold;

/// A category that stands over rows of a table and that no heading or label of their figures names.
#[derive(Clone, Debug)]
pub struct Over {
    /// The rows below it.
    pub rows: RangeInclusive<u32>,
    /// Its own words.
    pub words: String,
    /// What they may name, a category a breakdown; nothing where nobody knows them.
    pub names: Vec<(BreakdownId, CategoryId)>,
}

/// A figure, whichever part of it.
type Fact<'t> = (&'t Who, IndicatorId, Period);

/// Figures that are not read, by indicator and column: under what words, how many, and the first.
type Unfit = BTreeMap<(IndicatorId, u32), (String, usize, CellRef)>;

/// What stands over a cell: a category of the breakdown asked for, or words that nobody knows.
type Named<'t> = (Option<CategoryId>, &'t str);

impl Table {
    /// The nearest category of a breakdown over a cell, or what stands there and is not known, with its words.
    fn over(&self, cell: CellRef, breakdown: BreakdownId) -> Option<Named<'_>> {
        let mut above = self.over.iter().filter(|over| over.rows.contains(&cell.row));
        above.find_map(|over| {
            let mut named = over.names.iter().filter(|(of, _)| *of == breakdown);
            match (named.next(), named.next()) {
                (Some(&(_, category)), None) => Some((Some(category), over.words.as_str())),
                // *CẤP CƠ SỞ VÀ CẤP HUYỆN*: which of them nobody knows.
                (Some(_), Some(_)) => Some((None, over.words.as_str())),
                (None, _) => over.names.is_empty().then_some((None, over.words.as_str())),
            }
        })
    }

    /// What stands over all rows of a table that names categories of a breakdown, and nothing nearer to one of them does.
    fn over_all(&self, breakdown: BreakdownId) -> bool {
        let named = |over: &Over| over.names.is_empty() || over.names.iter().any(|(of, _)| *of == breakdown);
        let mut nearest = self.over.iter().filter(|over| named(over));
        let rows = self.cells.iter().map(|cell| cell.cell.row);
        let all = |over: &Over| rows.clone().all(|row| over.rows.contains(&row));
        nearest.next().is_some_and(all)
    }

    /// What stands nearest over a cell, where nobody knows it.
    fn unknown_over(&self, cell: CellRef) -> Option<&str> {
        let nearest = self.over.iter().find(|over| over.rows.contains(&cell.row))?;
        nearest.names.is_empty().then_some(nearest.words.as_str())
    }
}

impl Intake<'_> {
    /// Makes figures of a file that come again under other categories the parts that they are; of what has no such parts
    /// nobody knows what is meant, and it is not read.
    pub(super) fn part(&self, path: &str, sheets: &mut [SheetReading], findings: &mut Vec<Finding>) {
        let overs = sheets.iter().flat_map(|sheet| &sheet.tables).flat_map(|table| &table.over);
        let breakdowns: BTreeSet<BreakdownId> = overs.flat_map(|over| &over.names).map(|(of, _)| *of).collect();
        for breakdown in breakdowns {
            let again = self.come_again(sheets, breakdown);
            let mut again = again.into_iter();
            for sheet in sheets.iter_mut() {
                let place = Place::sheet(path, &sheet.name);
                for table in &mut sheet.tables {
                    if again.next() == Some(true) {
                        self.part_table(&place, table, breakdown, findings);
                    } else {
                        findings.extend(self.assume(&place, table, breakdown));
                    }
                }
            }
        }
        for sheet in sheets.iter_mut() {
            let place = Place::sheet(path, &sheet.name);
            sheet.tables.iter_mut().for_each(|table| self.refuse_unknown_parts(&place, table, findings));
        }
    }

    /// Of a figure that comes again under other words that nobody knows, no part is read: *Loại hình* with *Cổ phần* and *TNHH*
    /// beside one unit.
    fn refuse_unknown_parts(&self, place: &Place, table: &mut Table, findings: &mut Vec<Finding>) {
        if table.over.iter().all(|over| !over.names.is_empty()) {
            return;
        }
        let mut met: HashMap<_, &str, RandomState> = HashMap::default();
        let again = table.cells.iter().any(|cell| {
            let Some(words) = table.unknown_over(cell.cell) else { return false };
            let fact = (cell.unit, cell.indicator, cell.category, cell.period);
            fold(met.entry(fact).or_insert(words)) != fold(words)
        });
        if !again {
            return;
        }
        let mut cells = std::mem::take(&mut table.cells);
        let mut unfit = Unfit::new();
        cells.retain(|cell| match table.unknown_over(cell.cell) {
            Some(words) => {
                let told = (cell.indicator, cell.cell.column);
                unfit.entry(told).or_insert_with(|| (words.to_owned(), 0, cell.cell)).1 += 1;
                false
            }
            None => true,
        });
        table.cells = cells;
        findings.extend(unfit.into_iter().map(|((indicator, _), (words, count, first))| {
            let place = Place::cell(&place.file, &place.sheet, first);
            Finding::new(Code::ColumnNotRead, place)
                .variant("strange")
                .with("name", self.knowledge.catalogue.label(indicator, None, self.knowledge.language))
                .with("words", words)
                .with("count", count)
        }));
    }

    fn is_parted(&self, indicator: IndicatorId, breakdown: BreakdownId) -> bool {
        let indicator = self.knowledge.catalogue.indicator(indicator);
        indicator.breakdown == Some(breakdown) && indicator.kind != Kind::Rating
    }

    /// Of each table, whether a figure of it stands under another category too, in it or in another one.
    fn come_again(&self, sheets: &[SheetReading], breakdown: BreakdownId) -> Vec<bool> {
        let tables: Vec<&Table> = sheets.iter().flat_map(|sheet| &sheet.tables).collect();
        let mut again = vec![false; tables.len()];
        // Under which category a figure was met first, and in which table.
        let mut met: HashMap<Fact<'_>, (Named<'_>, usize), RandomState> = HashMap::default();
        for (at, table) in tables.iter().enumerate().filter(|(_, table)| !table.over.is_empty()) {
            for cell in table.cells.iter().filter(|cell| cell.category.is_none()) {
                let Some(named) = table.over(cell.cell, breakdown) else { continue };
                let fact = (&table.who[cell.unit.0 as usize], cell.indicator, cell.period);
                let (first, before) = *met.entry(fact).or_insert((named, at));
                if first.0 != named.0 || (named.0.is_none() && fold(first.1) != fold(named.1)) {
                    (again[before], again[at]) = (true, true);
                }
            }
        }
        again
    }

    fn is_whole(&self, cell: &Observation, breakdown: BreakdownId) -> bool {
        cell.category.is_none() && self.is_parted(cell.indicator, breakdown)
    }

    fn part_table(&self, place: &Place, table: &mut Table, breakdown: BreakdownId, findings: &mut Vec<Finding>) {
        let mut cells = std::mem::take(&mut table.cells);
        let mut unfit = Unfit::new();
        cells.retain_mut(|cell| {
            let Some((category, words)) = table.over(cell.cell, breakdown) else { return true };
            if self.is_whole(cell, breakdown) && category.is_some() {
                cell.category = category;
                return true;
            }
            if cell.category.is_some() {
                return true;
            }
            let told = (cell.indicator, cell.cell.column);
            unfit.entry(told).or_insert_with(|| (words.to_owned(), 0, cell.cell)).1 += 1;
            false
        });
        let mut totals = std::mem::take(&mut table.totals);
        for total in totals.iter_mut().filter(|total| total.category.is_none()) {
            let of = |cell: CellRef| table.over(cell, breakdown).and_then(|(category, _)| category);
            let categories: BTreeSet<_> = total.parts.iter().map(|&(cell, _)| of(cell)).collect();
            if let ([Some(category)], true) =
                (categories.into_iter().collect::<Vec<_>>().as_slice(), self.is_parted(total.indicator, breakdown))
            {
                total.category = Some(*category);
            }
        }
        (table.cells, table.totals) = (cells, totals);
        let catalogue = &self.knowledge.catalogue;
        let name = &catalogue.breakdowns[breakdown.0 as usize].name;
        findings.extend(unfit.into_iter().map(|((indicator, _), (words, count, first))| {
            let place = Place::cell(&place.file, &place.sheet, first);
            Finding::new(Code::ColumnNotRead, place)
                .variant("parted")
                .with("name", catalogue.label(indicator, None, self.knowledge.language))
                .with("words", words)
                .with("breakdown", name.get(self.knowledge.language).to_owned())
                .with("count", count)
        }));
    }

    /// What stands under a category of it without coming again. Over all rows of a table about units that lead others it is what the
    /// figures are of; elsewhere it may sort the units, and they are read as the whole. Both are told.
    fn assume(&self, place: &Place, table: &mut Table, breakdown: BreakdownId) -> Vec<Finding> {
        let leads = |who: &Who| match who {
            Who::Known(unit) => self.knowledge.registry.get(*unit).kind != UnitKind::Grassroots,
            Who::Met(..) => false,
        };
        let over_all = table.over_all(breakdown);
        let mut cells = std::mem::take(&mut table.cells);
        // *Tổng số* beside the categories that the title names.
        let beside: BTreeSet<IndicatorId> =
            cells.iter().filter(|cell| cell.category.is_some()).map(|cell| cell.indicator).collect();
        let parted = cells.iter().any(|cell| self.is_whole(cell, breakdown) && !beside.contains(&cell.indicator));
        let mut told: BTreeMap<(&'static str, IndicatorId, String), (usize, CellRef)> = BTreeMap::new();
        cells.retain_mut(|cell| {
            let value = matches!(cell.state, State::Value(_)) && cell.category.is_none();
            if !value || beside.contains(&cell.indicator) || !leads(&table.who[cell.unit.0 as usize]) {
                return true;
            }
            let Some((category, words)) = table.over(cell.cell, breakdown) else { return true };
            let (how, keep) = match (self.is_parted(cell.indicator, breakdown), category) {
                (true, Some(category)) if over_all => {
                    cell.category = Some(category);
                    ("part", true)
                }
                (true, None) if over_all => ("several", false),
                (true, _) => ("", true),
                // Beside what is parted: *Số đoàn viên* under *LAO ĐỘNG, ĐOÀN VIÊN KHU VỰC NHÀ NƯỚC*.
                (false, Some(_)) if over_all && parted => ("", true),
                (false, _) => return true,
            };
            told.entry((how, cell.indicator, words.to_owned())).or_insert((0, cell.cell)).0 += 1;
            keep
        });
        table.cells = cells;
        let findings = told.into_iter().map(|((how, indicator, words), (count, first))| {
            let name = self.knowledge.catalogue.label(indicator, None, self.knowledge.language);
            let finding = Finding::new(Code::WholeAssumed, Place::cell(&place.file, &place.sheet, first))
                .with("name", name)
                .with("words", words)
                .with("count", count);
            if how.is_empty() { finding } else { finding.variant(how) }
        });
        findings.collect()
    }
}
