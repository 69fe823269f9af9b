//! `Picker`: picks figures for tables, sentences and charts, with their styles, labels and coverage.

use std::collections::BTreeSet;

use crate::domain::{
    Amount, Basis, Calendar, CategoryId, Comparisons, Figure, FigureKey, Figures, Indicator, IndicatorId, Kind,
    Knowledge, Observations, Period, Qualifier, Registry, State, UnitId, UnitKind, UnitNames,
};
use crate::report::document::{Cell, Marks, Printed};
use crate::report::format::{self, Style};
use crate::text::{Language, phrase};

/// Figures of this size are printed whole.
const A_DECIMAL_SAYS_NOTHING: i64 = 1_000_000;

/// What a figure measures: an indicator, or one part of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Item {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its part; none: the total.
    pub category: Option<CategoryId>,
}

impl Item {
    /// The whole indicator.
    pub const fn total(indicator: IndicatorId) -> Item {
        Item { indicator, category: None }
    }
}

/// One line of a chapter: an item with its label, or the heading over its parts.
#[derive(Clone, Debug)]
pub struct Line {
    /// What stands in it.
    pub item: Item,
    /// Whether it only heads the lines under it.
    pub heading: bool,
    /// Its number, `1` or `1.2`.
    pub index: String,
    /// Its name.
    pub label: String,
    /// Steps it is moved in.
    pub indent: u8,
}

/// One row of a table by unit.
#[derive(Clone, Copy, Debug)]
pub struct UnitRow {
    /// The unit.
    pub unit: UnitId,
    /// Whether it is a group over the rows under it.
    pub group: bool,
    /// Whether it stands under a group.
    pub inner: bool,
}

/// How many of the units that should have a figure have one.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Units with a figure.
    pub reported: usize,
    /// Units that lived in the period.
    pub expected: usize,
    /// Those without, in order.
    pub missing: Vec<UnitId>,
    /// Whether the unit above stated the figure itself.
    pub own: bool,
}

/// Picks figures for tables, sentences and charts.
pub struct Picker<'a> {
    pub figures: &'a Figures,
    pub comparisons: &'a Comparisons,
    pub observations: &'a Observations,
    pub knowledge: &'a Knowledge,
    pub units: &'a Registry,
    pub language: Language,
    pub root: UnitId,
    pub term: Period,
    pub years: Vec<Period>,
    /// The rows of tables by unit: children of the root, with those of regions under them.
    pub unit_rows: Vec<UnitRow>,
    names: UnitNames,
    not_applicable: BTreeSet<FigureKey>,
    fractional: BTreeSet<IndicatorId>,
    with_figures: BTreeSet<Item>,
    heard: BTreeSet<UnitId>,
}

impl<'a> Picker<'a> {
    pub fn new(
        figures: &'a Figures,
        comparisons: &'a Comparisons,
        observations: &'a Observations,
        knowledge: &'a Knowledge,
    ) -> Picker<'a> {
        let read = if observations.units.is_empty() { &knowledge.registry } else { &observations.units };
        let units = figures.units.as_ref().unwrap_or(read);
        let term = figures.term.unwrap_or(knowledge.term.period);
        let years = if figures.years.is_empty() { knowledge.calendar.years(term) } else { figures.years.clone() };
        let mut picker = Picker {
            figures,
            comparisons,
            observations,
            knowledge,
            units,
            language: knowledge.language,
            root: knowledge.root,
            term,
            years,
            unit_rows: Vec::new(),
            names: UnitNames::new(units, knowledge.language),
            not_applicable: BTreeSet::new(),
            fractional: BTreeSet::new(),
            with_figures: BTreeSet::new(),
            heard: BTreeSet::new(),
        };
        for row in &observations.rows {
            if row.state == State::NotApplicable {
                picker.not_applicable.insert((row.unit, row.indicator, row.category, row.period));
            }
        }
        let mut large = BTreeSet::new();
        for figure in figures.rows() {
            let amount = figure.value.amount();
            if !amount.is_whole() {
                picker.fractional.insert(figure.indicator);
            }
            if amount.abs() >= Amount::whole(A_DECIMAL_SAYS_NOTHING) {
                large.insert(figure.indicator);
            }
            picker.with_figures.insert(Item { indicator: figure.indicator, category: figure.category });
            picker.heard.insert(figure.unit);
        }
        picker.fractional.retain(|indicator| !large.contains(indicator));
        picker.unit_rows = picker.rows_below();
        picker
    }

    /// The children of the root. A region does not report, it groups: its units stand under it.
    fn rows_below(&self) -> Vec<UnitRow> {
        let shown = |id: &&UnitId| {
            let unit = self.units.get(**id);
            unit.lives_in(self.term) && (unit.registered || self.heard.contains(id))
        };
        let mut rows = Vec::new();
        for &unit in self.units.children(self.root).iter().filter(shown) {
            let inner: Vec<UnitId> = if self.units.get(unit).kind == UnitKind::Region {
                self.units.children(unit).iter().filter(shown).copied().collect()
            } else {
                Vec::new()
            };
            rows.push(UnitRow { unit, group: !inner.is_empty(), inner: false });
            rows.extend(inner.into_iter().map(|unit| UnitRow { unit, group: false, inner: true }));
        }
        rows
    }

    /// The units that report: rows that are no group.
    pub fn reporting_units(&self) -> impl Iterator<Item = UnitId> {
        self.unit_rows.iter().filter(|row| !row.group).map(|row| row.unit)
    }

    pub fn say(&self, key: &str, facts: &[(&str, String)]) -> String {
        phrase(key, self.language, facts)
    }

    pub fn calendar(&self) -> Calendar {
        self.knowledge.calendar
    }

    /// The name of a unit, with what tells it from others of that name.
    pub fn unit_name(&self, unit: UnitId) -> &str {
        self.names.of(self.units, unit)
    }

    /// The name of the unit that bore a code in a period.
    pub fn name_of_code(&self, code: &str, period: Option<Period>) -> Option<&str> {
        self.names.of_code(self.units, code, period)
    }

    /// Whether the unit lived through all of the period.
    pub fn lived_through(&self, unit: UnitId, period: Period) -> bool {
        let unit = self.units.get(unit);
        unit.lives_at(period.from) && unit.lives_at(period.to)
    }

    /// In how many months of a period a unit lived.
    pub fn months_lived(&self, unit: UnitId, period: Period) -> i32 {
        let unit = self.units.get(unit);
        let from = unit.valid_from.map_or(period.from, |from| from.max(period.from));
        let to = unit.valid_to.map_or(period.to, |to| to.min(period.to));
        (to.index() - from.index() + 1).max(0)
    }

    /// The months in which a unit must have lived to be asked for the item: of what stands at a date its month, of what
    /// is told year by year the last year, else the period.
    fn asked_in(&self, item: Item, period: Period) -> Period {
        match self.indicator(item).kind {
            _ if self.stands_at_a_date(item) => Period { from: period.to, to: period.to },
            Kind::Flag | Kind::Rating => Period { from: period.to, to: period.to },
            _ => period,
        }
    }

    /// Whether the unit lived when the item is asked for.
    fn is_asked(&self, unit: UnitId, item: Item, period: Period) -> bool {
        self.units.get(unit).lives_in(self.asked_in(item, period))
    }

    pub fn indicator(&self, item: Item) -> &'a Indicator {
        self.knowledge.catalogue.indicator(item.indicator)
    }

    /// Whether the item stands at a date: a stock, or a quotient of stocks.
    pub fn stands_at_a_date(&self, item: Item) -> bool {
        let named = self.indicator(item);
        let above = named.numerator.map(|above| self.knowledge.catalogue.indicator(above).kind);
        named.kind == Kind::Stock || (named.kind == Kind::Rate && above == Some(Kind::Stock))
    }

    /// The measure as printed. Where a catalogue names it in Vietnamese only, the usual ones are known in English.
    pub fn measure(&self, item: Item) -> String {
        let named = self.indicator(item);
        let english = named.measure.english.trim();
        if self.language == Language::En && !english.is_empty() {
            return english.to_owned();
        }
        let name = match (named.measure.name.trim(), named.kind) {
            // Those that say yes, those of a class: units.
            ("", Kind::Flag | Kind::Rating) => return self.say("report.measure_word.don-vi", &[]),
            (name, _) => name,
        };
        let key = format!("report.measure_word.{}", format::slug(name));
        let word = if self.language == Language::Vi { key.clone() } else { self.say(&key, &[]) };
        if word == key { name.to_owned() } else { word }
    }

    pub fn style(&self, item: Item) -> Style {
        Style::of(self.indicator(item), self.fractional.contains(&item.indicator))
    }

    pub fn figure(&self, unit: UnitId, item: Item, period: Period) -> Option<&'a Figure> {
        self.figures.get(unit, item.indicator, item.category, period)
    }

    pub fn root_figure(&self, item: Item, period: Period) -> Option<&'a Figure> {
        self.figure(self.root, item, period)
    }

    /// Whether any unit has a figure of the item in any period.
    pub fn has_figures(&self, item: Item) -> bool {
        self.with_figures.contains(&item)
    }

    pub fn marks(&self, figure: &Figure) -> Marks {
        Marks { incomplete: !figure.is_complete(), repaired: figure.repaired, disputed: figure.disputed }
    }

    pub fn printed(&self, item: Item, figure: &Figure) -> Printed {
        Printed {
            amount: figure.value.amount(),
            style: self.style(item),
            qualifier: figure.qualifier,
            marks: self.marks(figure),
            figure: Some((figure.unit, figure.indicator, figure.category, figure.period)),
        }
    }

    /// The figure as a cell: a number, `…` or `x`.
    pub fn cell(&self, unit: UnitId, item: Item, period: Period) -> Cell {
        match self.figure(unit, item, period) {
            Some(figure) => Cell::Number(self.printed(item, figure)),
            None => self.absent(unit, item, period),
        }
    }

    fn absent(&self, unit: UnitId, item: Item, period: Period) -> Cell {
        let asked = |period: Period| !self.not_applicable.contains(&(unit, item.indicator, item.category, period));
        let years_asked = self.years.iter().any(|&year| asked(year));
        if !self.is_asked(unit, item, period) || !asked(period) || (period == self.term && !years_asked) {
            Cell::NotApplicable
        } else {
            Cell::Missing
        }
    }

    /// The term's name in the middle of a sentence.
    pub fn term_name(&self) -> String {
        let name = self.knowledge.term.name.trim();
        match self.language {
            Language::Vi => format::mid_sentence(name),
            Language::En => self.english_term("report.term_in_words").unwrap_or_else(|| name.to_owned()),
        }
    }

    /// The term's name by itself.
    pub fn term_title(&self) -> String {
        let name = self.knowledge.term.name.trim();
        let english = (self.language == Language::En).then(|| self.english_term("report.term_titled")).flatten();
        english.unwrap_or_else(|| name.to_owned())
    }

    /// The term's name behind a comma.
    pub fn term_apart(&self) -> String {
        format::mid_sentence(&self.term_title())
    }

    /// The usual names of terms in English: a workspace gives them in Vietnamese only.
    fn english_term(&self, key: &str) -> Option<String> {
        let name = self.knowledge.term.name.trim();
        let (kind, years) = [("Giai đoạn ", "period"), ("Nhiệm kỳ ", "term"), ("Năm ", "year")]
            .into_iter()
            .find_map(|(word, kind)| Some((kind, name.strip_prefix(word)?)))?;
        Some(self.say(&format!("{key}.{kind}"), &[("years", years.to_owned())]))
    }

    /// The heading of a year or part-year.
    pub fn period_name(&self, period: Period) -> String {
        format::period(period, self.calendar(), self.language)
    }

    pub fn is_full_year(&self, period: Period) -> bool {
        period.months() == 12
    }

    /// The chapters: groups of the catalogue in the order they first appear, with their indicators.
    pub fn chapters(&self) -> Vec<(String, Vec<IndicatorId>)> {
        let mut chapters: Vec<(&str, Vec<IndicatorId>)> = Vec::new();
        for (id, indicator) in self.knowledge.catalogue.iter() {
            let group = indicator.group.get(Language::Vi).trim();
            match chapters.iter_mut().find(|(known, _)| *known == group) {
                Some((_, indicators)) => indicators.push(id),
                None => chapters.push((group, vec![id])),
            }
        }
        // One indicator of a chapter that names it in the language names it for all.
        let name = |group: &str, indicators: &[IndicatorId]| {
            let groups = || indicators.iter().map(|&id| &self.knowledge.catalogue.indicator(id).group);
            let english = groups().map(|group| group.en.trim()).find(|name| !name.is_empty());
            match (self.language, english) {
                _ if group.is_empty() => self.say("report.other_group", &[]),
                (Language::En, Some(english)) => english.to_owned(),
                _ => group.to_owned(),
            }
        };
        chapters.into_iter().map(|(group, indicators)| (name(group, &indicators), indicators)).collect()
    }

    /// The items of an indicator that are shown: the total where it has figures, and all parts where one of them has.
    pub fn items(&self, indicator: IndicatorId) -> Vec<Item> {
        let total = Item::total(indicator);
        let parts: Vec<Item> = self
            .knowledge
            .catalogue
            .categories(indicator)
            .map(|(category, _)| Item { indicator, category: Some(category) })
            .collect();
        let parted = parts.iter().any(|&part| self.has_figures(part));
        let mut items = Vec::new();
        if self.has_figures(total) || !parted {
            items.push(total);
        }
        if parted {
            items.extend(parts);
        }
        items
    }

    /// The lines of indicators: each with its parts under it.
    pub fn lines(&self, indicators: &[IndicatorId]) -> Vec<Line> {
        let catalogue = &self.knowledge.catalogue;
        let mut lines = Vec::new();
        for (number, &indicator) in indicators.iter().enumerate() {
            let named = catalogue.indicator(indicator);
            let name = named.name.get(self.language);
            let part_of = named.part_of.is_some_and(|whole| indicators.contains(&whole));
            let label = if part_of {
                self.say("report.of_which", &[("name", format::mid_sentence(name))])
            } else {
                name.to_owned()
            };
            let items = self.items(indicator);
            let with_total = items.iter().any(|item| item.category.is_none());
            let indent = u8::from(part_of);
            lines.push(Line {
                item: Item::total(indicator),
                heading: !with_total,
                index: (number + 1).to_string(),
                label,
                indent,
            });
            for (place, item) in items.iter().filter(|item| item.category.is_some()).enumerate() {
                lines.push(Line {
                    item: *item,
                    heading: false,
                    index: format!("{}.{}", number + 1, place + 1),
                    label: self.category_name(*item).unwrap_or_default().to_owned(),
                    indent: indent + 1,
                });
            }
        }
        lines
    }

    /// The name of an item's category.
    pub fn category_name(&self, item: Item) -> Option<&'a str> {
        let category = self.knowledge.catalogue.category(item.indicator, item.category?)?;
        Some(category.name.get(self.language))
    }

    /// Whether the parts of an indicator add up to it.
    pub fn is_additive(&self, indicator: IndicatorId) -> bool {
        self.knowledge.catalogue.breakdown(indicator).is_some_and(|breakdown| breakdown.additive)
    }

    /// Name and category as one phrase: *Sáng kiến cải tiến được công nhận cấp cơ sở*.
    pub fn label(&self, item: Item) -> String {
        let name = self.indicator(item).name.get(self.language);
        match (self.category_name(item), self.language) {
            (Some(category), Language::Vi) => format!("{name} {}", format::mid_sentence(category)),
            (Some(category), Language::En) => format!("{name} ({})", format::mid_sentence(category)),
            (None, _) => name.to_owned(),
        }
    }

    /// Which reporting units have a figure of the item.
    pub fn coverage(&self, item: Item, period: Period) -> Coverage {
        let expected: Vec<UnitId> = self.reporting_units().filter(|&unit| self.is_asked(unit, item, period)).collect();
        let missing: Vec<UnitId> =
            expected.iter().copied().filter(|&unit| self.figure(unit, item, period).is_none()).collect();
        Coverage {
            reported: expected.len() - missing.len(),
            expected: expected.len(),
            missing,
            own: self.root_figure(item, period).is_some_and(|figure| figure.basis == Basis::Own),
        }
    }

    /// Whether a unit has reported nothing at all.
    pub fn is_silent(&self, unit: UnitId) -> bool {
        !self.heard.contains(&unit)
    }

    /// How many of the units reported anything at all, and which did not.
    pub fn whole_coverage(&self) -> Coverage {
        let units: Vec<UnitId> = self.reporting_units().collect();
        let missing: Vec<UnitId> = units.iter().copied().filter(|&unit| self.is_silent(unit)).collect();
        Coverage { reported: units.len() - missing.len(), expected: units.len(), missing, own: false }
    }

    /// What a figure lacks beside the units that reported nothing at all: the years by name where they are few.
    pub fn gaps(&self, item: Item, figure: &Figure) -> Option<String> {
        /// More holes are only counted.
        const NAMED: usize = 2;
        if figure.gaps == 0 {
            return None;
        }
        let lacks =
            |unit: UnitId, year: Period| self.is_asked(unit, item, year) && self.figure(unit, item, year).is_none();
        let (mut of_silent, mut holes) = (0, Vec::new());
        for unit in self.reporting_units() {
            for &year in self.years.iter().filter(|&&year| lacks(unit, year)) {
                if self.is_silent(unit) {
                    of_silent += 1;
                } else {
                    holes.push((unit, year));
                }
            }
        }
        let explained = of_silent + holes.len() == figure.gaps as usize;
        if explained && holes.len() <= NAMED {
            let hole = |&(unit, year): &(UnitId, Period)| {
                let period = if self.is_full_year(year) {
                    self.say("report.year", &[("year", self.period_name(year))])
                } else {
                    format::mid_sentence(&self.period_name(year))
                };
                self.say("report.gap", &[("period", period), ("unit", self.unit_name(unit).to_owned())])
            };
            let named: Vec<String> = holes.iter().map(hole).collect();
            return (!named.is_empty()).then(|| self.say("report.gaps_named", &[("gaps", named.join("; "))]));
        }
        let gaps = Amount::whole(i64::from(figure.gaps));
        let gaps = format::running(gaps, Style::WHOLE, Qualifier::Exact, self.language);
        Some(self.say("report.gaps_counted", &[("gaps", gaps)]))
    }

    /// From how many files and units, when they were put together, and which units are missing.
    pub fn source_sentence(&self) -> String {
        let coverage = self.whole_coverage();
        let key = if coverage.expected == 0 { "report.table.source_single" } else { "report.table.source" };
        let mut text = self.say(key, &self.coverage_facts(&coverage));
        if let Some(day) = self.knowledge.compiled {
            text.push_str(&self.say("report.chart.compiled", &[("day", format::day(day))]));
        }
        if !coverage.missing.is_empty() {
            text.push_str(&self.say("report.table.missing", &[("names", self.few_names(&coverage.missing, 3))]));
        }
        text
    }

    /// How many units reported anything at all, and which did not.
    pub fn coverage_sentence(&self) -> String {
        let coverage = self.whole_coverage();
        let mut facts = self.coverage_facts(&coverage);
        let key = match (coverage.expected, coverage.missing.is_empty()) {
            (0, _) => "report.coverage.single",
            (_, true) => "report.coverage.complete",
            (_, false) => "report.coverage.incomplete",
        };
        facts.push(("missing", self.few_names(&coverage.missing, 6)));
        self.say(key, &facts)
    }

    fn coverage_facts(&self, coverage: &Coverage) -> Vec<(&'static str, String)> {
        vec![
            ("files", self.observations.files.len().to_string()),
            ("reported", coverage.reported.to_string()),
            ("expected", coverage.expected.to_string()),
        ]
    }

    fn few_names(&self, units: &[UnitId], shown: usize) -> String {
        let names: Vec<&str> = units.iter().map(|&unit| self.unit_name(unit)).collect();
        format::few_names(&names, shown, self.language)
    }
}
