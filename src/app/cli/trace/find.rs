//! Which figure is meant: unit, indicator, category and period by code or by name, with the nearest where none bears it.

use crate::app::error::Error;
use crate::app::nearest::several_nearest;
use crate::domain::{CategoryId, FigureKey, Figures, IndicatorId, Knowledge, Observations, Period, Registry, UnitId};
use crate::text::{Bilingual, bare, fold, phrase};

/// What was asked for, in the words of the command line.
pub(super) struct Asked<'a> {
    pub(super) unit: Option<&'a str>,
    pub(super) indicator: &'a str,
    pub(super) category: Option<&'a str>,
    pub(super) period: Option<&'a str>,
}

/// Where to look.
pub(super) struct Finder<'a> {
    knowledge: &'a Knowledge,
    figures: &'a Figures,
    /// The units that figures are about.
    pub(super) units: &'a Registry,
}

/// Something with a code and names.
struct Named<T> {
    what: T,
    code: String,
    names: Vec<String>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(knowledge: &'a Knowledge, figures: &'a Figures, observations: &'a Observations) -> Finder<'a> {
        Finder { knowledge, figures, units: figures.units.as_ref().unwrap_or(&observations.units) }
    }

    /// The figure asked for; the root unit, the total and the term where nothing else is said.
    pub(super) fn key(&self, asked: &Asked<'_>) -> Result<FigureKey, Error> {
        // `improvements.base` says both.
        let (indicator, category) = match (asked.category, asked.indicator.rsplit_once('.')) {
            (None, Some((indicator, category))) if self.knowledge.catalogue.find(indicator).is_some() => {
                (indicator, Some(category))
            }
            (category, _) => (asked.indicator, category),
        };
        let id = self.indicator(indicator)?;
        let category = category.map(|word| self.category(id, word)).transpose()?;
        let period = asked.period.map_or(Ok(self.term()), |word| self.period(word))?;
        let unit = match asked.unit {
            Some(word) => self.unit(word, (id, category, period))?,
            None => self.knowledge.root,
        };
        Ok((unit, id, category, period))
    }

    fn term(&self) -> Period {
        self.figures.term.unwrap_or(self.knowledge.term.period)
    }

    fn indicator(&self, word: &str) -> Result<IndicatorId, Error> {
        let all = self.knowledge.catalogue.iter().map(|(id, indicator)| {
            let names = in_both(&indicator.name).into_iter().chain(indicator.aliases.iter().cloned()).collect();
            Named { what: id, code: indicator.code.clone(), names }
        });
        self.only("indicator", word, &all.collect::<Vec<_>>())
    }

    fn category(&self, indicator: IndicatorId, word: &str) -> Result<CategoryId, Error> {
        let all = self.knowledge.catalogue.categories(indicator).map(|(id, category)| {
            let names = in_both(&category.name).into_iter().chain(category.aliases.iter().cloned()).collect();
            Named { what: id, code: category.code.clone(), names }
        });
        self.only("category", word, &all.collect::<Vec<_>>())
    }

    /// A unit; of several that bore one code, the one with the figure asked for, else the last.
    fn unit(&self, word: &str, of: (IndicatorId, Option<CategoryId>, Period)) -> Result<UnitId, Error> {
        let units = self.units.iter();
        let all: Vec<Named<UnitId>> = units
            .map(|(id, unit)| {
                let names = std::iter::once(&unit.name).chain(&unit.aliases).cloned().collect();
                Named { what: id, code: unit.code.clone(), names }
            })
            .collect();
        let bearers: Vec<UnitId> = self.units.with_code(word).to_vec();
        let with_figure = |&&id: &&UnitId| self.figures.get(id, of.0, of.1, of.2).is_some();
        match bearers.iter().find(with_figure).or(bearers.last()) {
            Some(&unit) => Ok(unit),
            None => self.only("unit", word, &all),
        }
    }

    /// A period of which there are figures: a year or part-year of the term, or the term.
    fn period(&self, word: &str) -> Result<Period, Error> {
        let calendar = self.knowledge.calendar;
        let term = self.term();
        let is_term = fold(word) == fold(&self.knowledge.term.name);
        let periods: Vec<Period> = self.figures.years.iter().copied().chain([term]).collect();
        let said = if is_term { Some(term) } else { calendar.parse(word) };
        // The year in which a term begins or ends may be only in part of it.
        let found = said.and_then(|said| {
            let exact = periods.iter().find(|&&period| period == said);
            exact.or_else(|| self.figures.years.iter().find(|&&year| said.contains(year))).copied()
        });
        found.ok_or_else(|| {
            let shown: Vec<String> = periods.iter().map(|&period| calendar.show(period)).collect();
            self.refusal("period", &[("word", word.to_owned()), ("known", shown.join(", "))])
        })
    }

    /// The only one that bears a code or name; in other letters only where it is unique.
    fn only<T: Copy + PartialEq>(&self, what: &str, word: &str, all: &[Named<T>]) -> Result<T, Error> {
        let same = |test: &dyn Fn(&str) -> bool| -> Vec<&Named<T>> {
            all.iter().filter(|one| test(&one.code) || one.names.iter().any(|name| test(name))).collect()
        };
        let (folded, plain) = (fold(word), bare(&fold(word)));
        let mut found = same(&|name| name == word);
        for test in [&(|name: &str| fold(name) == folded) as &dyn Fn(&str) -> bool, &|name| bare(&fold(name)) == plain]
        {
            if found.is_empty() {
                found = same(test);
            }
        }
        let show = |one: &&Named<T>| match one.names.first() {
            Some(name) => format!("{} ({name})", one.code),
            None => one.code.clone(),
        };
        match found[..] {
            [one] => Ok(one.what),
            [] => {
                let words = all.iter().flat_map(|one| std::iter::once(&one.code).chain(&one.names));
                let near = several_nearest(word, words.map(String::as_str), 5);
                let near: Vec<&Named<T>> = all
                    .iter()
                    .filter(|one| {
                        near.iter().any(|near| one.code == *near || one.names.iter().any(|name| name == near))
                    })
                    .collect();
                // Where there are few, all are named.
                let few = if near.is_empty() && all.len() <= 12 { all.iter().collect() } else { near };
                let key = if few.is_empty() { what.to_owned() } else { format!("{what}-near") };
                let known: Vec<String> = few.iter().map(show).collect();
                Err(self.refusal(&key, &[("word", word.to_owned()), ("known", known.join("; "))]))
            }
            _ => {
                let known: Vec<String> = found.iter().take(12).map(show).collect();
                Err(self.refusal("several", &[("word", word.to_owned()), ("known", known.join("; "))]))
            }
        }
    }

    fn refusal(&self, key: &str, facts: &[(&str, String)]) -> Error {
        Error::Usage { sentence: phrase(&format!("trace.unknown.{key}"), self.knowledge.language, facts) }
    }
}

fn in_both(name: &Bilingual) -> Vec<String> {
    let mut names = vec![name.vi.clone()];
    if name.en != name.vi {
        names.push(name.en.clone());
    }
    names
}
