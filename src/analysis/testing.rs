//! Cases as text: a tiny workspace and observations, one a line.
//!
//! ```text
//! units: root; a<root; b<root 2017-03..2018-12; x<root *      (`*`: met in reports only)
//! indicators: sk flow; members stock; share rate women members 100; wage mean members
//! breakdown: level additive base,district sk                  (`ladder` where levels do not add up)
//! term: 2017..2019
//! prefer: children
//! compare: 2013..2016
//! better: higher sk; lower tn
//! target: root sk 2017..2019 >= 500                            (one a line; `sk/base` for a category)
//! changes: 2018-07 merge b>c; 2018-07 split a>b:0.4,c:0.6; 2018-07 rename a>b; 2018-07 transfer c>root
//! perimeter: successor 2019-12
//! ```
//!
//! An observation is `unit | indicator | category | period | value | file`; a value may be `>300`, `<300`, `~300`, `…`
//! (missing), `x` (not applicable), `class` (of a rating: the unit is in this class) or `300!` (repaired).

use crate::domain::*;
use crate::text::{Bilingual, Language};

/// A tiny workspace.
pub(crate) struct Case {
    pub knowledge: Knowledge,
}

/// A plain decimal.
pub(crate) fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap_or_else(|| panic!("an amount: {text}"))
}

impl Case {
    /// Reads a workspace.
    pub fn new(text: &str) -> Case {
        let mut knowledge = Knowledge {
            name: String::new(),
            root: UnitId(0),
            language: Language::Vi,
            calendar: Calendar::default(),
            term: Term { name: String::new(), period: period("2017..2019") },
            compare: None,
            perimeter: Perimeter::default(),
            catalogue: Catalogue::default(),
            registry: Registry::default(),
            changes: Vec::new(),
            targets: Vec::new(),
            scoring: None,
            rules: Vec::new(),
            decisions: crate::domain::Decisions::default(),
            recipes: Vec::new(),
            charts: Vec::new(),
            prefer_children: false,
            compiled: None,
            read_hidden: false,
        };
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (key, rest) = line.split_once(':').expect("key: value");
            match key {
                "units" => knowledge.registry = units(rest),
                "indicators" => indicators(rest, &mut knowledge.catalogue),
                "breakdown" => breakdown(rest, &mut knowledge.catalogue),
                "term" => knowledge.term.period = period(rest.trim()),
                "compare" => {
                    knowledge.compare = Some(Term { name: rest.trim().to_owned(), period: period(rest.trim()) })
                }
                "better" => better(rest, &mut knowledge.catalogue),
                "target" => {
                    let target = target(rest, &knowledge);
                    knowledge.targets.push(target);
                }
                "changes" => knowledge.changes = changes(rest, &knowledge.registry),
                "perimeter" => knowledge.perimeter = perimeter(rest),
                "prefer" => knowledge.prefer_children = rest.trim() == "children",
                "year_starts" => knowledge.calendar.year_starts = rest.trim().parse().expect("a month"),
                other => panic!("unknown key {other}"),
            }
        }
        Case { knowledge }
    }

    pub fn indicator(&self, code: &str) -> IndicatorId {
        self.knowledge.catalogue.find(code).unwrap_or_else(|| panic!("an indicator: {code}"))
    }

    /// A unit by its code; of a code of several lives by the number of the life: `b#2`.
    pub fn unit(&self, code: &str) -> UnitId {
        life(&self.knowledge.registry, code)
    }

    pub fn period(&self, text: &str) -> Period {
        self.knowledge.calendar.parse(text).unwrap_or_else(|| panic!("a period: {text}"))
    }

    pub fn category(&self, indicator: IndicatorId, code: &str) -> Option<CategoryId> {
        if code.is_empty() {
            return None;
        }
        let mut categories = self.knowledge.catalogue.categories(indicator);
        Some(categories.find(|(_, category)| category.code == code).expect("a category").0)
    }

    /// The only sheet of a file, added where it is new.
    pub fn sheet(&self, observations: &mut Observations, path: &str) -> u32 {
        if let Some(found) = observations.files.iter().position(|file| file.path == path) {
            return found as u32;
        }
        observations.files.push(FileSource { path: path.to_owned(), sha256: String::new(), observations: 0 });
        let file = observations.files.len() as u32 - 1;
        observations.sheets.push(SheetSource { file, name: "Sheet1".to_owned() });
        file
    }

    /// Reads observations, in this order.
    pub fn observations(&self, rows: &str) -> Observations {
        let mut observations = Observations { units: self.knowledge.registry.clone(), ..Observations::default() };
        for (index, line) in rows.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
            let fields: Vec<&str> = line.split('|').map(str::trim).collect();
            let [unit, indicator, category, period, value] = fields[..5] else { panic!("five fields: {line}") };
            let indicator = self.indicator(indicator);
            let (value, repaired) = value.strip_suffix('!').map_or((value, false), |value| (value, true));
            let (qualifier, plain) = match value.split_at(value.chars().next().map_or(0, char::len_utf8)) {
                (">", rest) => (Qualifier::AtLeast, rest),
                ("<", rest) => (Qualifier::AtMost, rest),
                ("~", rest) => (Qualifier::About, rest),
                _ => (Qualifier::Exact, value),
            };
            let state = match plain {
                "…" => State::Missing,
                "x" => State::NotApplicable,
                "class" => State::Class,
                plain => State::Value(amount(plain)),
            };
            let sheet = self.sheet(&mut observations, fields.get(5).copied().unwrap_or("bc.xlsx"));
            observations.rows.push(Observation {
                unit: self.unit(unit),
                indicator,
                category: self.category(indicator, category),
                period: self.period(period),
                state,
                qualifier,
                repaired,
                sheet,
                cell: CellRef::new(index as u32, 0),
                raw: value.into(),
            });
        }
        observations
    }

    /// One figure as text: `value qualifier basis reported/expected gaps`, with `!` where repaired and `?` where disputed.
    pub fn show(&self, figure: &Figure) -> String {
        let value = match figure.value {
            Number::Exact(amount) => amount.to_string(),
            Number::Tally { count, of } => format!("{count} of {of}"),
            Number::Ratio { numerator, denominator, .. } => {
                format!("{} ({numerator}/{denominator})", figure.value.amount().rounded(2))
            }
        };
        let sign = match figure.qualifier {
            Qualifier::Exact => "",
            Qualifier::AtLeast => ">",
            Qualifier::AtMost => "<",
            Qualifier::About => "~",
        };
        let mut marks = String::new();
        if figure.repaired {
            marks.push('!');
        }
        if figure.disputed {
            marks.push('?');
        }
        let basis = figure.basis.code();
        format!("{sign}{value}{marks} {basis} {}/{} {}", figure.reported, figure.expected, figure.gaps)
    }
}

fn period(text: &str) -> Period {
    let calendar = Calendar::default();
    if let Some(period) = calendar.parse(text) {
        return period;
    }
    let (from, to) = text.split_once("..").unwrap_or_else(|| panic!("a period: {text}"));
    let year = |text: &str| calendar.year(text.parse().unwrap_or_else(|_| panic!("a year: {text}")));
    Period { from: year(from).from, to: year(to).to }
}

fn units(text: &str) -> Registry {
    let mut units: Vec<Unit> = Vec::new();
    for word in text.split(';').map(str::trim) {
        let mut fields = word.split_whitespace();
        let name = fields.next().expect("a unit");
        let (code, parent) = match name.split_once('<') {
            Some((code, parent)) => (code, units.iter().position(|u| u.code == parent).map(|p| UnitId(p as u32))),
            None => (name, None),
        };
        let mut unit = Unit {
            code: code.to_owned(),
            name: code.to_owned(),
            kind: UnitKind::District,
            parent,
            valid_from: None,
            valid_to: None,
            aliases: Vec::new(),
            registered: true,
        };
        for field in fields {
            match field.split_once("..") {
                Some((from, to)) => (unit.valid_from, unit.valid_to) = (Month::parse(from), Month::parse(to)),
                None => unit.registered = field != "*",
            }
        }
        units.push(unit);
    }
    Registry::new(units)
}

fn life(registry: &Registry, text: &str) -> UnitId {
    let (code, life) = text.split_once('#').map_or((text, 1), |(code, life)| (code, life.parse().expect("a life")));
    *registry.with_code(code).get(life - 1).unwrap_or_else(|| panic!("a unit: {text}"))
}

/// Rows of `changes.csv`.
fn changes(text: &str, registry: &Registry) -> Vec<Change> {
    let unit = |text: &str| life(registry, text);
    let mut changes = Vec::new();
    for row in text.split(';').map(str::trim).filter(|row| !row.is_empty()) {
        let [date, kind, way] = row.split_whitespace().collect::<Vec<_>>()[..] else { panic!("date kind way: {row}") };
        let kind = match kind {
            "merge" => ChangeKind::Merge,
            "split" => ChangeKind::Split,
            "rename" => ChangeKind::Rename,
            "transfer" => ChangeKind::Transfer,
            other => panic!("unknown change {other}"),
        };
        let (from, to) = way.split_once('>').expect("from>to");
        for to in to.split(',') {
            let (to, share) = to.split_once(':').map_or((to, None), |(to, share)| (to, Some(amount(share))));
            let month = Month::parse(date).expect("a month");
            changes.push(Change { date: format!("{date}-01"), month, kind, from: unit(from), to: unit(to), share });
        }
    }
    changes
}

fn perimeter(text: &str) -> Perimeter {
    let mut words = text.split_whitespace();
    let word = words.next().expect("a perimeter");
    let mode = PerimeterMode::ALL.iter().find(|(_, name)| *name == word).expect("a perimeter").0;
    Perimeter { mode, as_of: words.next().and_then(Month::parse) }
}

fn indicators(text: &str, catalogue: &mut Catalogue) {
    for word in text.split(';').map(str::trim) {
        let fields: Vec<&str> = word.split_whitespace().collect();
        let find = |index: usize| {
            let code = *fields.get(index)?;
            Some(catalogue.find(code).unwrap_or_else(|| panic!("an indicator: {code}")))
        };
        let kind = match fields[1] {
            "flow" => Kind::Flow,
            "stock" => Kind::Stock,
            "rate" => Kind::Rate,
            "mean" => Kind::Mean,
            "flag" => Kind::Flag,
            "rating" => Kind::Rating,
            other => panic!("unknown kind {other}"),
        };
        let indicator = Indicator {
            code: fields[0].to_owned(),
            name: Bilingual::default(),
            aliases: Vec::new(),
            group: Bilingual::default(),
            kind,
            measure: Measure::default(),
            integer: false,
            breakdown: None,
            part_of: None,
            better: Better::None,
            numerator: if kind == Kind::Rate { find(2) } else { None },
            denominator: if kind == Kind::Rate { find(3) } else { None },
            weight: if kind == Kind::Mean { find(2) } else { None },
            scale: fields.get(4).map_or(100, |scale| scale.parse().expect("a scale")),
        };
        catalogue.indicators.push(indicator);
    }
}

fn better(text: &str, catalogue: &mut Catalogue) {
    for word in text.split(';').map(str::trim) {
        let (direction, codes) = word.split_once(' ').expect("a direction and indicators");
        for code in codes.split_whitespace() {
            let id = catalogue.find(code).unwrap_or_else(|| panic!("an indicator: {code}"));
            let better = if direction == "lower" { Better::Lower } else { Better::Higher };
            catalogue.indicators[id.0 as usize].better = better;
        }
    }
}

fn target(text: &str, knowledge: &Knowledge) -> Target {
    let fields: Vec<&str> = text.split_whitespace().collect();
    let [unit, indicator, span, sign, value] = fields[..] else { panic!("five fields: {text}") };
    let (indicator, category) = indicator.split_once('/').unwrap_or((indicator, ""));
    let indicator = knowledge.catalogue.find(indicator).expect("an indicator");
    Target {
        indicator,
        category: knowledge.catalogue.categories(indicator).find(|(_, c)| c.code == category).map(|(id, _)| id),
        unit: *knowledge.registry.with_code(unit).first().expect("a unit"),
        period: period(span),
        comparator: Comparator::ALL.iter().find(|(_, known)| *known == sign).expect("a comparator").0,
        value: amount(value),
    }
}

fn breakdown(text: &str, catalogue: &mut Catalogue) {
    let fields: Vec<&str> = text.split_whitespace().collect();
    let id = BreakdownId(catalogue.breakdowns.len() as u16);
    let category = |code: &str| Category { code: code.to_owned(), name: Bilingual::default(), aliases: Vec::new() };
    catalogue.breakdowns.push(Breakdown {
        code: fields[0].to_owned(),
        name: Bilingual::default(),
        additive: fields[1] == "additive",
        categories: fields[2].split(',').map(category).collect(),
    });
    for code in &fields[3..] {
        let indicator = catalogue.find(code).expect("an indicator");
        catalogue.indicators[indicator.0 as usize].breakdown = Some(id);
    }
}
