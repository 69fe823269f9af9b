//! `[decisions]` of `tongket.toml`: what a person decided once, for all files.
//!
//! ```toml
//! [decisions.units]
//! "Cty CP May Thanh Oai" = "thanh-oai/may-thanh-oai"    # a name as reports write it, the unit's code
//! [decisions.units.giao-duc]                            # only in reports of this unit and of those under it
//! "An Phú" = "cs-an-phu-2"
//! ```
//!
//! A code `parent/name` is of a unit that needs no registry: so several spellings of one grassroots union become one.

use std::collections::BTreeMap;

use super::config::FILE;
use super::keys::{Entry, Keys, Said, choice};
use super::units;
use crate::app::fault::{Fault, Faults};
use crate::domain::{Decisions, NameDecision, Registry, Unit, UnitId};
use crate::text::fold;

/// The section of decided names.
pub const SECTION: &str = "decisions.units";

/// A decision as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The name that reports write.
    pub name: String,
    /// The code of the unit under which it holds; none: everywhere.
    pub under: Option<Said<String>>,
    /// The code of the unit meant.
    pub code: Said<String>,
}

impl Written {
    /// Its key in messages.
    fn key(&self) -> String {
        match &self.under {
            Some(under) => format!("{SECTION}.{}.\"{}\"", under.value, self.name),
            None => format!("{SECTION}.\"{}\"", self.name),
        }
    }
}

/// The names decided, in the order they are written.
pub fn read(keys: &Keys<'_>) -> Vec<Written> {
    let mut written = Vec::new();
    for (name, entry) in keys.entries_and_texts() {
        match entry {
            Entry::Text(code) => written.push(Written { name: name.value, under: None, code }),
            Entry::Section(inner) => {
                for (inner_name, entry) in inner.entries_and_texts() {
                    match entry {
                        Entry::Text(code) => {
                            written.push(Written { name: inner_name.value, under: Some(name.clone()), code });
                        }
                        Entry::Section(deep) => deep.fault(
                            "type-wrong",
                            inner_name.line,
                            "",
                            &[("example", format!("\"{}\" = \"…\"", inner_name.value))],
                        ),
                    }
                }
            }
        }
    }
    written
}

/// Decisions with their codes found. A unit that needs no registry is added to it, so that all its names mean one.
pub fn resolve(written: &[Written], registry: &mut Registry, faults: &Faults) -> Decisions {
    let mut decisions = Decisions::default();
    let mut taken: BTreeMap<(Option<&str>, String), &str> = BTreeMap::new();
    for one in written {
        let fault = |code, facts: Vec<(&'static str, String)>| {
            faults.push(Fault::new(code, FILE, one.code.line, one.key()).with_all(facts));
        };
        let under = one.under.as_ref().map(|under| bearers(registry, &under.value));
        if let (Some(said), Some([])) = (&one.under, under.as_deref()) {
            fault("reference-unknown", choice(&said.value, units::codes(registry)).into());
            continue;
        }
        let mut units = bearers(registry, &one.code.value);
        if units.is_empty() {
            match unregistered(registry, one) {
                Some(unit) => units.push(registry.add(unit)),
                None => {
                    fault("reference-unknown", choice(&one.code.value, units::codes(registry)).into());
                    continue;
                }
            }
        }
        let place = one.under.as_ref().map(|under| under.value.as_str());
        let earlier = taken.insert((place, fold(&one.name)), &one.code.value);
        let other = earlier.filter(|code| *code != one.code.value).map(str::to_owned);
        if let Some(other) = other.or_else(|| registered_bearer(registry, one, &units)) {
            fault("name-twice", vec![("name", one.name.clone()), ("other", other)]);
            continue;
        }
        decisions.units.push(NameDecision { name: one.name.clone(), under: under.unwrap_or_default(), units });
    }
    decisions
}

fn bearers(registry: &Registry, code: &str) -> Vec<UnitId> {
    registry.with_code(code).to_vec()
}

/// The unit behind `parent/name` where the registry has the parent.
fn unregistered(registry: &Registry, one: &Written) -> Option<Unit> {
    let (parent, slug) = one.code.value.rsplit_once('/')?;
    let parent = *bearers(registry, parent).last()?;
    let is_slug = !slug.is_empty()
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !slug.starts_with('-')
        && !slug.ends_with('-');
    is_slug.then(|| Unit::met(one.code.value.clone(), one.name.clone(), (parent, registry.get(parent))))
}

/// The code of the registered unit that bears a name decided for another: a decision settles what is in doubt, it does
/// not take a name from its bearer.
fn registered_bearer(registry: &Registry, one: &Written, units: &[UnitId]) -> Option<String> {
    if one.under.is_some() {
        return None;
    }
    let name = fold(&one.name);
    let bears = |unit: &Unit| std::iter::once(&unit.name).chain(&unit.aliases).any(|own| fold(own) == name);
    let bearers: Vec<UnitId> =
        registry.iter().filter(|(_, unit)| unit.registered && bears(unit)).map(|(id, _)| id).collect();
    let other = bearers.first().filter(|_| !bearers.iter().any(|id| units.contains(id)))?;
    Some(registry.get(*other).code.clone())
}

/// A decision to be added to the file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Addition {
    /// The code of the unit under which it holds; empty: everywhere.
    pub under: String,
    /// The name that reports write.
    pub name: String,
    /// The code of the unit meant.
    pub code: String,
    /// What a reader of the file calls the unit.
    pub unit: String,
}

impl Addition {
    /// Its line in the file.
    pub fn line(&self) -> String {
        format!("{} = {}  # {}", quoted(&self.name), quoted(&self.code), self.unit.replace(char::is_control, " "))
    }

    /// The header of the section it stands in.
    pub fn header(&self) -> String {
        match self.under.as_str() {
            "" => format!("[{SECTION}]"),
            // A code may hold what a bare key may not.
            under if under.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) => {
                format!("[{SECTION}.{under}]")
            }
            under => format!("[{SECTION}.{}]", quoted(under)),
        }
    }
}

/// A text as a TOML string on one line.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The file with decisions added: each behind the last line of its section, a new section at the end; every other byte
/// stays. None where the file would not say what it said before and the additions, and no more.
pub fn with_additions(text: &str, additions: &[Addition]) -> Option<String> {
    let before = parsed(text)?;
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut added = text.to_owned();
    for addition in additions {
        let line = format!("{}{line_end}", addition.line());
        match end_of_section(&added, &addition.header()) {
            // The last line of a file need not end.
            Some(end) if !added[..end].ends_with('\n') => {
                added.push_str(line_end);
                added.push_str(&line);
            }
            Some(end) => added.insert_str(end, &line),
            None => {
                if !added.is_empty() && !added.ends_with('\n') {
                    added.push_str(line_end);
                }
                added.push_str(&format!("{line_end}{}{line_end}{line}", addition.header()));
            }
        }
    }
    let mut wanted = before;
    for addition in additions {
        let mut table = &mut wanted;
        let path = ["decisions", "units", &addition.under];
        for key in path.into_iter().filter(|key| !key.is_empty()) {
            let inner = table.entry(key).or_insert_with(|| toml::Table::new().into());
            table = inner.as_table_mut()?;
        }
        table.insert(addition.name.clone(), addition.code.clone().into());
    }
    (parsed(&added)? == wanted).then_some(added)
}

fn parsed(text: &str) -> Option<toml::Table> {
    text.strip_prefix('\u{feff}').unwrap_or(text).parse().ok()
}

/// Behind the last line of a section that says something; none where there is no such section.
fn end_of_section(text: &str, header: &str) -> Option<usize> {
    let mut end = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let said = line.trim();
        if said.starts_with('[') {
            if end.is_some() {
                break;
            }
            let bare = said.split('#').next().unwrap_or_default();
            if bare.split_whitespace().collect::<String>() == header {
                end = Some(at);
            }
        } else if end.is_some() && !said.is_empty() && !said.starts_with('#') {
            end = Some(at);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn addition(under: &str, name: &str, code: &str) -> Addition {
        Addition { under: under.to_owned(), name: name.to_owned(), code: code.to_owned(), unit: "Xã".to_owned() }
    }

    #[test]
    fn additions_stand_in_their_section_and_nothing_else_changes() {
        let text = "# của văn phòng\n[workspace]\nname = \"x\"\n\n[decisions.units] # tên gọi\n\"A\" = \"a\"\n\n# kỳ\n[term]\nfrom = \"2016-07\"";
        let added = with_additions(text, &[addition("", "Xa \"B\"", "b"), addition("giao-duc", "An Phú", "c")]);
        let expected = "# của văn phòng\n[workspace]\nname = \"x\"\n\n[decisions.units] # tên gọi\n\"A\" = \"a\"\n\"Xa \\\"B\\\"\" = \"b\"  # Xã\n\n# kỳ\n[term]\nfrom = \"2016-07\"\n\n[decisions.units.giao-duc]\n\"An Phú\" = \"c\"  # Xã\n";
        assert_eq!(added.as_deref(), Some(expected));
        let windows = text.replace('\n', "\r\n");
        let added = with_additions(&windows, &[addition("", "B", "b")]).expect("a file with Windows line ends");
        assert!(added.contains("\"B\" = \"b\"  # Xã\r\n") && !added.replace("\r\n", "").contains('\n'), "{added}");
    }

    #[test]
    fn a_section_that_ends_the_file_without_a_line_end_is_added_to() {
        let added = with_additions("[decisions.units]\n\"A\" = \"a\"", &[addition("", "B", "b")]);
        assert_eq!(added.as_deref(), Some("[decisions.units]\n\"A\" = \"a\"\n\"B\" = \"b\"  # Xã\n"));
    }

    #[test]
    fn a_file_that_writes_its_decisions_in_another_way_is_left_alone() {
        for text in ["decisions.units = { A = \"a\" }\n", "[decisions]\nunits.A = \"a\"\n", "not toml"] {
            assert_eq!(with_additions(text, &[addition("", "B", "b")]), None, "{text}");
        }
        // A header in a text of several lines is none.
        let text = "[workspace]\nname = \"\"\"\n[decisions.units]\n\"\"\"\n";
        assert_eq!(with_additions(text, &[addition("", "B", "b")]), None);
    }

    proptest! {
        #[test]
        fn any_name_can_be_written_and_read_back(name in "\\PC{1,20}", code in "[a-z-]{1,9}") {
            let added = with_additions("[workspace]\n", &[addition("", &name, &code)]).expect("an addition");
            let table = parsed(&added).expect("valid TOML");
            prop_assert_eq!(table["decisions"]["units"][&name].as_str(), Some(code.as_str()));
        }
    }
}
