//! A derivation on the terminal: a tree as wide as the terminal, each figure with its value and how its parts make it, each
//! cell with its place, its text and the period that it speaks of.

use crate::domain::{
    Addend, Derivation, Figure, Knowledge, Number, Observations, Registry, Ruling, State, UnitId, UnitNames, Way, Whole,
};
use crate::report::format::{self, Style};
use crate::text::{Language, in_lines, phrase, printable};

/// So many parts of one sum are shown to a person who watches.
pub(super) const MOST_PARTS: usize = 30;

/// Where names are looked up.
pub(super) struct Shown<'a> {
    pub(super) knowledge: &'a Knowledge,
    pub(super) units: &'a Registry,
    pub(super) observations: &'a Observations,
}

/// The whole tree.
pub(super) fn draw(derivation: &Derivation, shown: &Shown<'_>, width: usize, most: usize) -> String {
    let names = UnitNames::new(shown.units, shown.knowledge.language);
    let mut screen = Screen { shown, names, width, most, text: String::new() };
    let (unit, indicator, category, period) = derivation.key;
    let head = [screen.unit(unit), screen.label(indicator, category), screen.period(period)].join(" · ");
    screen.line("", "", &head);
    let value = screen.told(derivation);
    screen.line("", "", &value);
    screen.below(derivation, "");
    screen.text
}

struct Screen<'a> {
    shown: &'a Shown<'a>,
    names: UnitNames,
    width: usize,
    most: usize,
    text: String,
}

impl Screen<'_> {
    fn language(&self) -> Language {
        self.shown.knowledge.language
    }

    fn say(&self, key: &str, facts: &[(&str, String)]) -> String {
        phrase(&format!("trace.{key}"), self.language(), facts)
    }

    fn unit(&self, unit: UnitId) -> String {
        self.names.of(self.shown.units, unit).to_owned()
    }

    fn label(&self, indicator: crate::domain::IndicatorId, category: Option<crate::domain::CategoryId>) -> String {
        self.shown.knowledge.catalogue.label(indicator, category, self.language())
    }

    fn period(&self, period: crate::domain::Period) -> String {
        let knowledge = self.shown.knowledge;
        if period == knowledge.term.period {
            return knowledge.term.name.clone();
        }
        format::period(period, knowledge.calendar, self.language())
    }

    /// A line with the tree's strokes before it, wrapped at words; what is wrapped stands under its first line.
    fn line(&mut self, first: &str, rest: &str, text: &str) {
        let text = printable(text);
        let room = self.width.saturating_sub(first.chars().count()).max(20);
        for (place, line) in in_lines(&text, room).iter().enumerate() {
            self.text.push_str(&format!("{}{line}\n", if place == 0 { first } else { rest }));
        }
    }

    /// The value with its measure and doubts, and how its parts make it.
    fn told(&self, derivation: &Derivation) -> String {
        let Some(figure) = &derivation.figure else { return self.say("no_figure", &[]) };
        let mut told = self.value(derivation.key.1, figure);
        let way = self.way(derivation, figure);
        if !way.is_empty() {
            told.push_str(&format!(" — {way}"));
        }
        let doubts = [(figure.gaps > 0, "incomplete"), (figure.repaired, "repaired"), (figure.disputed, "disputed")];
        for (doubt, key) in doubts {
            if doubt {
                told.push_str(&format!("; {}", self.say(&format!("doubt.{key}"), &[])));
            }
        }
        told
    }

    fn value(&self, indicator: crate::domain::IndicatorId, figure: &Figure) -> String {
        let about = self.shown.knowledge.catalogue.indicator(indicator);
        let whole = figure.value.amount().is_whole();
        let style = Style::of(about, !whole);
        // A sum is shown with all its decimals: what follows must add up.
        let amount = match figure.value {
            Number::Exact(amount) if !style.percent => crate::text::show_number(&amount.to_string(), self.language()),
            value => format::number(value.amount(), style, self.language()),
        };
        let word = format::qualifier_word(figure.qualifier, self.language()).map_or(String::new(), |word| word + " ");
        let measure = if style.percent { String::new() } else { format!(" {}", about.measure.name) };
        format!("{word}{amount}{measure}").trim_end().to_owned()
    }

    fn amount(&self, amount: crate::domain::Amount) -> String {
        crate::text::show_number(&amount.to_string(), self.language())
    }

    fn way(&self, derivation: &Derivation, figure: &Figure) -> String {
        match &derivation.way {
            Way::Nothing => String::new(),
            Way::Cells { steps, exact } if steps.len() > 1 => {
                if *exact {
                    self.sum(steps)
                } else {
                    self.say("way.cells", &[("count", steps.len().to_string())])
                }
            }
            Way::Cells { .. } => String::new(),
            Way::Weighted { weight, .. } => {
                let weight = weight.figure.as_ref().map_or(String::new(), |f| self.amount(f.value.amount()));
                self.say("way.weighted", &[("weight", weight)])
            }
            Way::Ratio { above, below } => {
                let part =
                    |part: &Derivation| part.figure.as_ref().map_or(String::new(), |f| self.amount(f.value.amount()));
                let scale = match figure.value {
                    Number::Ratio { scale, .. } => scale.to_string(),
                    Number::Exact(_) | Number::Tally { .. } => String::new(),
                };
                self.say("way.ratio", &[("above", part(above)), ("below", part(below)), ("scale", scale)])
            }
            Way::Sum { of, parts, off, .. } => {
                let key = match of {
                    Whole::Units => "units",
                    Whole::Categories => "categories",
                    Whole::Periods => "periods",
                    Whole::Carried => "carried",
                    Whole::RatiosOfUnits => "ratios_of_units",
                    Whole::RatiosOfPeriods => "ratios_of_periods",
                };
                let facts = [
                    ("count", parts.len().to_string()),
                    ("reported", figure.reported.to_string()),
                    ("expected", figure.expected.to_string()),
                ];
                let mut way = self.say(&format!("way.{key}"), &facts);
                if let Some(off) = off {
                    way.push_str(&format!("; {}", self.say("way.off", &[("sum", self.amount(*off))])));
                }
                way
            }
        }
    }

    /// `= 40 + 12 − 9`.
    fn sum(&self, steps: &[Addend]) -> String {
        let mut text = String::from("=");
        for (place, step) in steps.iter().enumerate() {
            let amount = self.shown.observations.get(step.cell).state.amount().unwrap_or_default();
            let sign = if step.minus { "−" } else { "+" };
            if place > 0 || step.minus {
                text.push_str(&format!(" {sign}"));
            }
            text.push_str(&format!(" {}", self.amount(amount)));
        }
        text
    }

    /// What a figure was made of, under its strokes.
    fn below(&mut self, derivation: &Derivation, strokes: &str) {
        match &derivation.way {
            Way::Nothing => {}
            Way::Cells { steps, .. } => {
                for (place, step) in steps.iter().enumerate() {
                    let text = self.cell(step, derivation);
                    self.branch(strokes, place + 1 == steps.len(), &text);
                }
            }
            Way::Weighted { cell, weight } => {
                let text = self.cell(&Addend { minus: false, cell: *cell }, derivation);
                self.branch(strokes, false, &text);
                let name = self.label(weight.key.1, weight.key.2);
                self.part(&name, weight, strokes, true);
            }
            Way::Ratio { above, below } => {
                for (part, last) in [(above, false), (below, true)] {
                    let name = self.label(part.key.1, part.key.2);
                    self.part(&name, part, strokes, last);
                }
            }
            Way::Sum { of, parts, missing, .. } => {
                let shown = if parts.len() > self.most { self.most } else { parts.len() };
                let more = parts.len() - shown;
                for (place, part) in parts[..shown].iter().enumerate() {
                    let name = match of {
                        Whole::Units | Whole::Carried | Whole::RatiosOfUnits => self.unit(part.key.0),
                        Whole::Categories => self.label(part.key.1, part.key.2),
                        Whole::Periods | Whole::RatiosOfPeriods => self.period(part.key.3),
                    };
                    let last = place + 1 == shown && more == 0 && missing.is_empty();
                    self.part(&name, part, strokes, last);
                }
                if more > 0 {
                    let text = self.say("more", &[("count", more.to_string())]);
                    self.branch(strokes, missing.is_empty(), &text);
                }
                if !missing.is_empty() {
                    let names: Vec<String> = missing.iter().map(|&unit| self.unit(unit)).collect();
                    let text = self.say("missing", &[("names", names.join("; "))]);
                    self.branch(strokes, true, &text);
                }
            }
        }
    }

    fn part(&mut self, name: &str, part: &Derivation, strokes: &str, last: bool) {
        let text = format!("{name}: {}", self.told(part));
        self.branch(strokes, last, &text);
        self.below(part, &format!("{strokes}{}", if last { "   " } else { "│  " }));
    }

    fn branch(&mut self, strokes: &str, last: bool, text: &str) {
        let first = format!("{strokes}{}", if last { "└─ " } else { "├─ " });
        let rest = format!("{strokes}{}", if last { "     " } else { "│    " });
        self.line(&first, &rest, text);
    }

    /// `2019/bc.xlsx › Biểu 01 › D18: "1.250" (6 tháng đầu 2019)`.
    fn cell(&self, step: &Addend, derivation: &Derivation) -> String {
        let row = self.shown.observations.get(step.cell);
        let place = self.shown.observations.place(step.cell);
        let mut text = format!("{place}: \"{}\"", row.raw);
        if let State::Value(amount) = row.state
            && ![self.amount(amount), amount.to_string()].contains(&row.raw.to_string())
        {
            text.push_str(&format!(" → {}", self.amount(amount)));
        }
        if row.period != derivation.key.3 {
            text.push_str(&format!(" ({})", self.period(row.period)));
        }
        if row.unit != derivation.key.0 {
            text.push_str(&format!(" [{}]", self.unit(row.unit)));
        }
        if row.category != derivation.key.2 || row.indicator != derivation.key.1 {
            text.push_str(&format!(" [{}]", self.label(row.indicator, row.category)));
        }
        if row.repaired {
            text.push_str(&format!("; {}", self.say("doubt.repaired", &[])));
        }
        if let Some(decision) = self.shown.observations.decision_on(step.cell) {
            let decision = &self.shown.knowledge.decisions.cells[decision];
            let key = if decision.ruling == Ruling::Accept { "decided.accept" } else { "decided.correct" };
            text.push_str(&format!("; {}", self.say(key, &[("reason", decision.reason.clone())])));
        }
        text.trim_end_matches([':', ' ']).to_owned()
    }
}
