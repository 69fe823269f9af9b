//! `indicators.toml`: the catalogue, its breakdowns and rules.

use std::collections::BTreeMap;

use super::keys::{Keys, Said, Source, choice};
use crate::analysis::check::rules::{self, ExpressionFault};
use crate::app::fault::Faults;
use crate::domain::{
    Balance, Better, Breakdown, BreakdownId, Catalogue, Category, Indicator, IndicatorId, Kind, Measure, Rule, Severity,
};
use crate::text::{Bilingual, MeasureWord, fold, measure_word};

/// Name of the file.
pub const FILE: &str = "indicators.toml";

const KINDS: [(Kind, &str); 6] = [
    (Kind::Flow, "flow"),
    (Kind::Stock, "stock"),
    (Kind::Rate, "rate"),
    (Kind::Mean, "mean"),
    (Kind::Flag, "flag"),
    (Kind::Rating, "rating"),
];
const BETTER: [(Better, &str); 3] = [(Better::Higher, "higher"), (Better::Lower, "lower"), (Better::None, "none")];
const SEVERITIES: [(Severity, &str); 3] =
    [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];

/// Reads the file.
pub fn read(text: &str, faults: &Faults) -> (Catalogue, Vec<Rule>) {
    let source = Source::new(FILE, text, faults);
    let Some(table) = source.parse() else { return Default::default() };
    let root = Keys::root(source, table.get_ref());
    let mut catalogue = Catalogue::default();
    if let Some(section) = root.section("breakdowns") {
        for (code, keys) in section.entries() {
            check_code(&keys, "", &code);
            catalogue.breakdowns.push(breakdown(code.value, keys));
        }
    }
    let sections = root.sections("indicators");
    if sections.is_empty() {
        root.fault("section-missing", 0, "indicators", &[("example", "[[indicators]]".to_owned())]);
    }
    let written: Vec<Written> = sections.into_iter().map(|keys| Written::read(keys, &catalogue)).collect();
    let codes: Vec<&str> = written.iter().map(|w| w.indicator.code.as_str()).collect();
    let mut indicators = Vec::new();
    let mut owners = Owners::default();
    for (index, each) in written.iter().enumerate() {
        each.check_names(index, &codes, &mut owners);
        indicators.push(each.resolved(&codes, &written));
    }
    for (index, each) in written.iter().enumerate() {
        each.check_circle(index, &indicators);
    }
    catalogue.indicators = indicators;
    catalogue.balances =
        written.iter().enumerate().filter_map(|(at, each)| each.balance(at, &codes, &written)).collect();
    let rules = rules(root.sections("rules"), &catalogue);
    for each in written {
        each.keys.done();
    }
    root.done();
    (catalogue, rules)
}

fn breakdown(code: String, keys: Keys<'_>) -> Breakdown {
    let name = keys.required_name("name").map(|said| said.value).unwrap_or_default();
    let additive = keys.flag("additive").unwrap_or(true);
    let sections = keys.sections("categories");
    if sections.is_empty() {
        keys.fault("categories-missing", keys.line, "categories", &[]);
    }
    let mut categories: Vec<Category> = Vec::new();
    let mut owners = Owners::default();
    for (index, mut inner) in sections.into_iter().enumerate() {
        let code = inner.required("code");
        if let Some(code) = &code {
            inner.rename(keys.path(&format!("categories.{}", code.value)));
            check_code(&inner, "code", code);
            if categories.iter().any(|c| c.code == code.value) {
                inner.fault("code-twice", code.line, "code", &[("code", code.value.clone())]);
            }
        }
        let name = inner.required_name("name");
        let aliases = inner.texts("aliases");
        let label = code.as_ref().map_or_else(|| (index + 1).to_string(), |code| code.value.clone());
        owners.claim(&inner, index, &label, name.as_ref(), &aliases);
        categories.push(Category {
            code: code.map(|said| said.value).unwrap_or_default(),
            name: name.map(|said| said.value).unwrap_or_default(),
            aliases: aliases.into_iter().map(|said| said.value).collect(),
        });
        inner.done();
    }
    keys.done();
    Breakdown { code, name, additive, categories }
}

/// An indicator as written: its references are still words.
struct Written<'a> {
    keys: Keys<'a>,
    code: Option<Said<String>>,
    kind: Option<Said<Kind>>,
    name: Option<Said<Bilingual>>,
    aliases: Vec<Said<String>>,
    part_of: Option<Said<String>>,
    numerator: Option<Said<String>>,
    denominator: Option<Said<String>>,
    weight: Option<Said<String>>,
    gains: Vec<Said<String>>,
    losses: Vec<Said<String>>,
    indicator: Indicator,
}

impl<'a> Written<'a> {
    fn read(mut keys: Keys<'a>, catalogue: &Catalogue) -> Written<'a> {
        let code = keys.required("code");
        if let Some(code) = &code {
            keys.rename(format!("indicators.{}", code.value));
            check_code(&keys, "code", code);
        }
        let name = keys.required_name("name");
        let aliases = keys.texts("aliases");
        let kind = keys.required_word("kind", &KINDS);
        let kind_value = kind.as_ref().map(|said| said.value);
        let scale = keys.whole("scale", 1..=1_000_000).unwrap_or(100);
        let needs_measure = matches!(kind_value, Some(Kind::Flow | Kind::Stock | Kind::Mean));
        let measure = if needs_measure { keys.required_words("measure") } else { keys.words("measure") };
        let measure = match measure {
            Some(said) => said.value,
            // A share of a hundred needs no word.
            None if kind_value == Some(Kind::Rate) && scale == 100 => Bilingual::same("%"),
            None => Bilingual::default(),
        };
        let breakdown = keys.text("breakdown").and_then(|said| {
            let found = catalogue.breakdowns.iter().position(|b| b.code == said.value);
            if found.is_none() {
                let known = catalogue.breakdowns.iter().map(|b| b.code.as_str());
                keys.fault("reference-unknown", said.line, "breakdown", &choice(&said.value, known));
            }
            found.map(|index| BreakdownId(index as u16))
        });
        let indicator = Indicator {
            code: code.as_ref().map(|said| said.value.clone()).unwrap_or_default(),
            name: name.as_ref().map(|said| said.value.clone()).unwrap_or_default(),
            aliases: aliases.iter().map(|said| said.value.clone()).collect(),
            group: keys.words("group").map(|said| said.value).unwrap_or_default(),
            kind: kind_value.unwrap_or(Kind::Flow),
            measure: measure_of(measure),
            integer: keys.flag("integer").unwrap_or(false),
            breakdown,
            part_of: None,
            better: keys.word("better", &BETTER).map(|said| said.value).unwrap_or_default(),
            numerator: None,
            denominator: None,
            weight: None,
            scale,
        };
        let [part_of, numerator, denominator, weight] =
            ["part_of", "numerator", "denominator", "weight"].map(|key| keys.text(key));
        let [gains, losses] = ["gains", "losses"].map(|key| keys.texts_or_one(key));
        Written { keys, code, kind, name, aliases, part_of, numerator, denominator, weight, gains, losses, indicator }
    }

    /// Codes and names belong to one indicator each.
    fn check_names(&self, index: usize, codes: &[&str], owners: &mut Owners) {
        if let Some(code) = &self.code
            && codes[..index].contains(&code.value.as_str())
        {
            self.keys.fault("code-twice", code.line, "code", &[("code", code.value.clone())]);
        }
        owners.claim(&self.keys, index, &self.indicator.code, self.name.as_ref(), &self.aliases);
    }

    /// The indicator with its references found.
    fn resolved(&self, codes: &[&str], all: &[Written<'_>]) -> Indicator {
        let find = |key: &str, said: &Option<Said<String>>| -> Option<IndicatorId> {
            let said = said.as_ref()?;
            let found = codes.iter().position(|code| *code == said.value);
            match found {
                None => {
                    let known = codes.iter().copied().filter(|code| !code.is_empty());
                    self.keys.fault("reference-unknown", said.line, key, &choice(&said.value, known));
                }
                Some(_) if said.value == self.indicator.code => {
                    self.keys.fault("reference-self", said.line, key, &[("code", said.value.clone())]);
                }
                Some(index) if key != "part_of" && !all[index].can_be_part() => {
                    self.keys.fault("part-kind", said.line, key, &[("code", said.value.clone())]);
                }
                Some(_) => {}
            }
            found.map(|index| IndicatorId(index as u16))
        };
        let mut indicator = self.indicator.clone();
        indicator.part_of = find("part_of", &self.part_of);
        indicator.numerator = find("numerator", &self.numerator);
        indicator.denominator = find("denominator", &self.denominator);
        indicator.weight = find("weight", &self.weight);
        let Some(kind) = &self.kind else { return indicator };
        if kind.value == Kind::Rate {
            // A rate with neither is a published share, which stands for its own unit only.
            match (&self.numerator, &self.denominator) {
                (Some(said), None) => self.half_rate("denominator", said.line),
                (None, Some(said)) => self.half_rate("numerator", said.line),
                _ => {}
            }
        }
        for (key, said, owner) in [
            ("numerator", &self.numerator, Kind::Rate),
            ("denominator", &self.denominator, Kind::Rate),
            ("weight", &self.weight, Kind::Mean),
        ] {
            if let Some(said) = said
                && kind.value != owner
            {
                let word = KINDS.iter().find(|(k, _)| *k == owner).map_or("", |(_, word)| *word);
                self.keys.fault("key-of-kind", said.line, key, &[("kind", word.to_owned())]);
            }
        }
        indicator
    }

    /// What changes a stock, where the catalogue says so.
    fn balance(&self, index: usize, codes: &[&str], all: &[Written<'_>]) -> Option<Balance> {
        let flows = |key: &str, said: &[Said<String>]| -> Vec<IndicatorId> {
            let mut found = Vec::new();
            for said in said {
                let is_flow = |at: &usize| all[*at].kind.as_ref().is_none_or(|kind| kind.value == Kind::Flow);
                match codes.iter().position(|code| *code == said.value) {
                    Some(at) if is_flow(&at) => found.push(IndicatorId(at as u16)),
                    Some(_) => self.keys.fault("flow-kind", said.line, key, &[("code", said.value.clone())]),
                    None => {
                        let known = codes.iter().copied().filter(|code| !code.is_empty());
                        self.keys.fault("reference-unknown", said.line, key, &choice(&said.value, known));
                    }
                }
            }
            found
        };
        let (gains, losses) = (flows("gains", &self.gains), flows("losses", &self.losses));
        let said = self.gains.first().map(|said| ("gains", said)).or(self.losses.first().map(|said| ("losses", said)));
        let (key, said) = said?;
        if self.kind.as_ref().is_some_and(|kind| kind.value != Kind::Stock) {
            self.keys.fault("key-of-kind", said.line, key, &[("kind", "stock".to_owned())]);
        }
        Some(Balance { stock: IndicatorId(index as u16), gains, losses })
    }

    fn can_be_part(&self) -> bool {
        self.kind.as_ref().is_none_or(|kind| matches!(kind.value, Kind::Flow | Kind::Stock | Kind::Flag))
    }

    fn half_rate(&self, missing: &str, line: usize) {
        self.keys.fault("rate-parts", line, missing, &[("missing", missing.to_owned())]);
    }

    /// An indicator is no part of itself, at any remove. A circle is told once, at its first indicator.
    fn check_circle(&self, index: usize, indicators: &[Indicator]) {
        let Some(said) = &self.part_of else { return };
        let mut path = vec![index];
        while let Some(next) = path.last().and_then(|last| indicators[*last].part_of) {
            let next = next.0 as usize;
            if next == index && path.len() > 1 && path.iter().all(|at| *at >= index) {
                let codes: Vec<&str> = path.iter().chain([&index]).map(|i| indicators[*i].code.as_str()).collect();
                self.keys.fault("circle", said.line, "part_of", &[("path", codes.join(" → "))]);
            }
            if path.contains(&next) {
                return;
            }
            path.push(next);
        }
    }
}

/// Who bears a name; two may not bear the same.
#[derive(Default)]
struct Owners(BTreeMap<String, (usize, String)>);

impl Owners {
    fn claim(
        &mut self,
        keys: &Keys<'_>,
        owner: usize,
        label: &str,
        name: Option<&Said<Bilingual>>,
        aliases: &[Said<String>],
    ) {
        let names = name.into_iter().flat_map(|said| {
            [&said.value.vi, &said.value.en].map(|text| ("name", Said { value: text.clone(), line: said.line }))
        });
        for (key, said) in names.chain(aliases.iter().map(|said| ("aliases", said.clone()))) {
            let form = fold(&said.value);
            if form.is_empty() {
                continue;
            }
            let (other, other_label) = self.0.entry(form).or_insert_with(|| (owner, label.to_owned()));
            if *other != owner {
                let facts = [("name", said.value.clone()), ("other", other_label.clone())];
                keys.fault("name-twice", said.line, key, &facts);
            }
        }
    }
}

fn rules(sections: Vec<Keys<'_>>, catalogue: &Catalogue) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for mut keys in sections {
        let code = keys.required("code");
        if let Some(code) = &code {
            keys.rename(format!("rules.{}", code.value));
            check_code(&keys, "code", code);
            if rules.iter().any(|rule| rule.code == code.value) {
                keys.fault("code-twice", code.line, "code", &[("code", code.value.clone())]);
            }
        }
        let expect = keys.required("expect");
        if let Some(expect) = &expect {
            for fault in rules::faults(&expect.value, catalogue) {
                expression_fault(&keys, expect, fault, catalogue);
            }
        }
        rules.push(Rule {
            code: code.map(|said| said.value).unwrap_or_default(),
            expect: expect.map(|said| said.value).unwrap_or_default(),
            severity: keys.word("severity", &SEVERITIES).map_or(Severity::Error, |said| said.value),
            message: keys.required_name("message").map(|said| said.value).unwrap_or_default(),
        });
        keys.done();
    }
    rules
}

/// Says what is wrong with a rule's expression, and what was probably meant.
fn expression_fault(keys: &Keys<'_>, expect: &Said<String>, wrong: ExpressionFault, catalogue: &Catalogue) {
    let codes = || catalogue.indicators.iter().map(|indicator| indicator.code.as_str());
    let fault = |code: &'static str, facts: &[(&'static str, String)]| keys.fault(code, expect.line, "expect", facts);
    match wrong {
        ExpressionFault::Syntax(message) => fault("rule-syntax", &[("message", message)]),
        ExpressionFault::TooLong => fault("rule-long", &[]),
        ExpressionFault::IndicatorUnknown(name) => {
            // A code with a sign of arithmetic in it is read as arithmetic unless it stands in quotes.
            let quoted = codes().find(|code| {
                code.contains(|sign: char| !sign.is_alphanumeric() && sign != '_')
                    && code.contains(name.as_str())
                    && expect.value.contains(code)
            });
            match quoted {
                Some(code) => fault("rule-quotes", &[("code", code.to_owned())]),
                None => fault("reference-unknown", &choice(&name, codes())),
            }
        }
        ExpressionFault::CategoryUnknown { indicator, category } => {
            let id = catalogue.find(&indicator);
            let known: Vec<&str> =
                id.into_iter().flat_map(|id| catalogue.categories(id)).map(|(_, known)| known.code.as_str()).collect();
            match known.is_empty() {
                false => fault("reference-unknown", &choice(&category, known.into_iter())),
                true => fault("rule-category", &[("code", indicator), ("found", category)]),
            }
        }
        ExpressionFault::NotNumeric(code) => fault("rule-rating", &[("code", code)]),
        ExpressionFault::Nameless => fault("rule-nameless", &[]),
        ExpressionFault::NotCondition => fault("rule-number", &[]),
        ExpressionFault::NumberWanted(part) => fault("rule-number-wanted", &[("part", part)]),
        ExpressionFault::ConditionWanted(part) => fault("rule-condition-wanted", &[("part", part)]),
        ExpressionFault::Unsupported(part) => fault("rule-unsupported", &[("part", part)]),
    }
}

fn check_code(keys: &Keys<'_>, key: &str, code: &Said<String>) {
    if !is_code(&code.value) {
        keys.fault("code-form", code.line, key, &[("code", code.value.clone())]);
    }
}

/// Whether a text can be a code: no spaces, and none of the signs that separate codes in files.
pub fn is_code(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '/'))
}

fn measure_of(words: Bilingual) -> Measure {
    let Bilingual { vi: name, en: english } = words;
    let money = match measure_word(&name) {
        Some(MeasureWord::Money(power)) => Some(power),
        Some(MeasureWord::Percent | MeasureWord::Count) | None => None,
    };
    Measure { name, english, money }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_money_give_their_power_of_ten() {
        for (word, power) in [
            ("đồng", Some(0)),
            ("Nghìn  đồng", Some(3)),
            ("ngàn đồng", Some(3)),
            ("triệu đồng", Some(6)),
            ("tỷ đồng", Some(9)),
            ("tỉ đồng", Some(9)),
            ("người", None),
            ("hội đồng", None),
        ] {
            assert_eq!(measure_of(Bilingual::same(word)).money, power, "{word}");
        }
    }
}
