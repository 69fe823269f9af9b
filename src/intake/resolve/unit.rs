//! Which unit a name means.
//!
//! Names keep their type word: *huyện Thanh Oai* and *xã Thanh Oai* are two units. A bare name counts only where it is
//! unique, under the unit that reports first; a name that two units bore is resolved by the period it stands in; a name
//! without its diacritics only proposes, and so does one said in part (*Dệt Đại Đồng*, *UBND xã Bích Hòa*).

use std::borrow::Cow;

use foldhash::HashMap;

use crate::domain::{Decisions, Period, Registry, UnitId, UnitKind};
use crate::text::{Label, Span, bare, core_words, expand, fold, is_syllable, words};

use super::candidates::{Candidates, Decided, Depending, UnitMatch, settle};
use super::initials::Initials;
use super::unit_name::{
    EMPTY_FORMS, forms_first, is_federation, is_type_only, names_in, of_committee, parts_of_compound, place_of_zone,
    readings, says_where, spelled, split_forms, split_type, without_bodies, without_footnote, written_out,
};

/// Type words that say by themselves which unit is meant where only one bears them; the others head groups.
const ONLY_ONES: &[&str] = &["thành phố", "thị xã", "thị trấn"];

/// The names of a registry, folded.
pub struct UnitNames {
    /// What a person decided, by the whole name as written.
    decided: HashMap<String, Vec<Decided>>,
    /// With type word, without the words of the body.
    full: HashMap<String, Vec<UnitId>>,
    /// Without type word; `true`: the unit's own name has none.
    short: HashMap<String, Vec<(UnitId, bool)>>,
    /// Both, without diacritics; with the words that have them.
    plain: HashMap<String, Vec<(UnitId, Vec<String>)>>,
    /// Codes, folded.
    codes: HashMap<String, Vec<UnitId>>,
    /// The longest name, in words.
    longest: usize,
    /// Of each unit, those above it.
    above: Vec<Vec<UnitId>>,
    /// Whether a unit has not always been there.
    dated: bool,
    /// Units that have a federation, not a union.
    federations: Vec<UnitId>,
    /// The names of unions of sectors and zones, without type word: people shorten them behind.
    sectors: Vec<(Vec<String>, UnitId)>,
    /// Names without what people leave out: the legal form of an enterprise, the kind of a school, a type word within; with those
    /// words.
    firms: HashMap<String, Vec<(UnitId, Vec<usize>)>>,
    /// Such names of grassroots unions in words, to be found by the first or the last of them.
    cores: Vec<(Vec<String>, Vec<usize>, UnitId)>,
    by_first: HashMap<String, Vec<usize>>,
    by_last: HashMap<String, Vec<usize>>,
    /// Units below others by their type words: among districts *Thành phố* is the only city.
    types: HashMap<String, Vec<UnitId>>,
    /// Names by the first letters of their words: *BVĐK tỉnh*.
    initials: Initials,
    /// Names cut short before the place they say: *Cơ quan UBND* of *Cơ quan UBND huyện Cầu Đá* is that one only in its district.
    placed: HashMap<String, Vec<UnitId>>,
    /// Ends of names that would be read as a period, without diacritics: *Điện tử 3T*, *Nông trường 2019*.
    timed: Vec<Vec<String>>,
}

impl UnitNames {
    /// The names of a registry's units, and what was decided of names.
    pub fn new(registry: &Registry, decisions: &Decisions) -> UnitNames {
        let mut names = UnitNames {
            decided: HashMap::default(),
            full: HashMap::default(),
            short: HashMap::default(),
            plain: HashMap::default(),
            codes: HashMap::default(),
            longest: 1,
            above: registry.iter().map(|(id, _)| registry.ancestors(id).collect()).collect(),
            dated: registry.iter().any(|(_, unit)| unit.valid_from.is_some() || unit.valid_to.is_some()),
            federations: Vec::new(),
            sectors: Vec::new(),
            firms: HashMap::default(),
            cores: Vec::new(),
            by_first: HashMap::default(),
            by_last: HashMap::default(),
            types: HashMap::default(),
            initials: Initials::default(),
            placed: HashMap::default(),
            timed: Vec::new(),
        };
        // A unit that needs no registry is found by what was decided, not by its name anywhere.
        let registered = || registry.iter().filter(|(_, unit)| unit.registered);
        for (id, unit) in registered() {
            add(&mut names.codes, unit.code.to_lowercase(), id);
            if matches!(unit.kind, UnitKind::Country | UnitKind::Region | UnitKind::Province | UnitKind::District) {
                names.federations.push(id);
            }
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                names.timed.extend(timed(name));
                for words in without_bodies(&words(without_footnote(name))) {
                    names.initials.add(id, words);
                }
                for reading in readings(name) {
                    names.initials.add(id, &reading);
                    names.longest = names.longest.max(reading.len() + 5);
                    if matches!(unit.kind, UnitKind::Sector | UnitKind::Zone) {
                        names.sectors.push((split_type(&reading).1.to_vec(), id));
                    }
                    names.add_short(id, &reading);
                    let (forms, rest) = split_forms(&reading);
                    if unit.kind == UnitKind::Grassroots {
                        names.add_core(id, rest, &forms);
                    }
                    add(&mut names.firms, rest.join(" "), (id, forms));
                    // *CĐGD Tam Nông* for *Công đoàn Giáo dục huyện Tam Nông*, and *Tam Nông* among them.
                    for at in 1..reading.len() {
                        let (length, place) = split_type(&reading[at..]);
                        if length > 0 {
                            let without_type = [&reading[..at], place].concat();
                            names.initials.add(id, &without_type);
                            add(&mut names.firms, without_type.join(" "), (id, Vec::new()));
                            add(&mut names.firms, place.join(" "), (id, Vec::new()));
                            // *Xã An Bình* for *Hội LHPN xã An Bình*, where no commune is called so.
                            add(&mut names.firms, reading[at..].join(" "), (id, Vec::new()));
                        }
                    }
                    let (type_length, _) = split_type(&reading);
                    let type_word = reading[..type_length].join(" ");
                    if ONLY_ONES.contains(&type_word.as_str()) && unit.parent.is_some() {
                        add(&mut names.types, type_word, id);
                    }
                    add(&mut names.full, reading.join(" "), id);
                }
            }
        }
        // What stands behind a name that says where it is: *Viên chức tỉnh*, *các Khu công nghiệp Hà Nội*.
        for (id, unit) in registered() {
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                for reading in readings(name) {
                    for cut in 2..reading.len() {
                        let (head, place) = reading.split_at(cut);
                        if !is_type_only(head) && names.is_above(place, id) {
                            if unit.kind == UnitKind::Grassroots {
                                add(&mut names.placed, head.join(" "), id);
                            }
                            names.add_short(id, head);
                            names.initials.add(id, head);
                        }
                    }
                }
                // *Kế hoạch* of *Phòng Tài chính - Kế hoạch* is what was planned.
                let heads = |part: &[String]| Label::new(&part.join(" ")).column_word.is_some();
                for part in parts_of_compound(name).into_iter().filter(|part| !heads(part)) {
                    names.add_short(id, &part);
                }
            }
        }
        // *Khai Quang* among zones is *KCN Khai Quang*, where nobody else is called so.
        let zones = registered().filter(|(_, unit)| unit.kind == UnitKind::Zone);
        let mut bare_zones: Vec<(UnitId, Vec<String>)> = Vec::new();
        for (id, unit) in zones {
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                let places = readings(name).into_iter().filter_map(|reading| place_of_zone(name, &reading));
                bare_zones.extend(places.filter(|place| !names.short.contains_key(&place.join(" "))).map(|p| (id, p)));
            }
        }
        for (id, place) in bare_zones {
            add(&mut names.plain, bare(&place.join(" ")), (id, place.clone()));
            add(&mut names.short, place.join(" "), (id, false));
        }
        for decision in &decisions.units {
            let decided = Decided { under: decision.under.clone(), units: decision.units.clone() };
            for reading in expand(&words(without_footnote(&decision.name))) {
                add(&mut names.decided, reading.join(" "), decided.clone());
            }
        }
        names
    }

    fn add_core(&mut self, id: UnitId, core: &[String], forms: &[usize]) {
        let core = without_country(core);
        if let ([first, ..], Some(last)) = (core, core.last()) {
            let at = self.cores.len();
            add(&mut self.by_first, first.clone(), at);
            add(&mut self.by_last, last.clone(), at);
            self.cores.push((core.to_vec(), forms.to_vec(), id));
        }
    }

    fn add_short(&mut self, id: UnitId, reading: &[String]) {
        let (type_length, rest) = split_type(reading);
        add(&mut self.plain, bare(&reading.join(" ")), (id, reading.to_vec()));
        add(&mut self.plain, bare(&rest.join(" ")), (id, rest.to_vec()));
        add(&mut self.short, rest.join(" "), (id, type_length == 0));
    }

    /// Whether words name a unit above another, or are its bare type word.
    fn is_above(&self, place: &[String], id: UnitId) -> bool {
        let above = &self.above[id.0 as usize];
        is_type_only(place) || self.named(place).iter().any(|named| above.contains(named))
    }

    /// The units that words name, with type word or without.
    fn named(&self, reading: &[String]) -> Vec<UnitId> {
        if let Some(found) = self.full.get(&reading.join(" ")) {
            return found.clone();
        }
        self.named_in_short(reading)
    }

    /// The same by names without their type word.
    fn named_in_short(&self, reading: &[String]) -> Vec<UnitId> {
        let (type_length, rest) = split_type(reading);
        let candidates = self.short.get(&rest.join(" ")).into_iter().flatten();
        // A type word in the text must not contradict the unit's own.
        candidates.filter(|(_, untyped)| type_length == 0 || *untyped).map(|(id, _)| *id).collect()
    }

    /// Every unit that a whole text may name, from its words without footnotes, written out.
    pub fn candidates_of(&self, written: Vec<Vec<String>>) -> Candidates {
        let decided = if self.decided.is_empty() {
            Vec::new()
        } else {
            let known = written.iter().filter_map(|reading| self.decided.get(&reading.join(" ")));
            known.flatten().cloned().collect()
        };
        let federation = is_federation(&written);
        let readings = names_in(written);
        let full = |reading: &Vec<String>| self.full.get(&reading.join(" ")).into_iter().flatten().copied();
        let mut found: Vec<UnitId> = readings.iter().flat_map(full).collect();
        // *CĐ ngành GD&ĐT*, once of Education, later of Education and Training.
        let mut elsewhen: Vec<UnitId> = Vec::new();
        if self.dated && !found.is_empty() {
            elsewhen = readings.iter().flat_map(|reading| self.named_in_short(reading)).collect();
            elsewhen.retain(|id| !found.contains(id));
        }
        if found.is_empty() {
            found = readings.iter().flat_map(|reading| self.named(reading)).collect();
        }
        let mut placed: Vec<UnitId> = Vec::new();
        if !found.is_empty() && !self.placed.is_empty() {
            let cut = readings.iter().filter_map(|reading| self.placed.get(&reading.join(" "))).flatten();
            placed.extend(cut.filter(|id| found.contains(id)));
        }
        if found.is_empty() {
            found = readings.iter().flat_map(|reading| self.with_place(reading)).collect();
        }
        // Communes have a union, districts a federation.
        if federation && found.iter().any(|id| self.federations.contains(id)) {
            found.retain(|id| self.federations.contains(id));
        }
        let mut proposed: Vec<UnitId> = Vec::new();
        if found.is_empty() {
            for reading in &readings {
                let alike = self.plain.get(&bare(&reading.join(" "))).into_iter().flatten();
                proposed.extend(alike.filter(|(_, name)| may_be(reading, name)).map(|(id, _)| id));
            }
        }
        // *Công đoàn Giáo dục* for *Công đoàn ngành Giáo dục và Đào tạo*.
        if found.is_empty() && proposed.is_empty() {
            for reading in &readings {
                let (_, rest) = split_type(reading);
                let sectors = self.sectors.iter().filter(|(name, _)| rest.len() >= 2 && name.starts_with(rest));
                proposed.extend(sectors.map(|(_, id)| *id));
            }
            for reading in &readings {
                proposed.extend(self.said_in_part(reading));
            }
            proposed.sort_unstable();
            proposed.dedup();
        }
        let depends = !elsewhen.is_empty() || !placed.is_empty();
        let depending = depends.then(|| Box::new(Depending { elsewhen, placed }));
        Candidates { decided, found, depending, proposed }
    }

    /// The units that a text may name by the first letters of their words.
    pub fn by_initials(&self, text: &str) -> Candidates {
        let words = words(without_footnote(text));
        let written = without_bodies(&words);
        // *CĐCS* before a name shortens none of it.
        if !written.first().is_some_and(|name| self.initials.may_hold(name)) {
            return Candidates::default();
        }
        let written = written.into_iter().map(<[String]>::to_vec);
        let said = written.flat_map(|words| [spelled(words.clone()), words]).chain(names_in(expand(&words)));
        let mut proposed: Vec<UnitId> = said.flat_map(|words| self.initials.find(&words).collect::<Vec<_>>()).collect();
        proposed.sort_unstable();
        proposed.dedup();
        Candidates { proposed, ..Candidates::default() }
    }

    /// The units that words name which say less or more than the name: *Dệt Đại Đồng* for *Công ty Cổ phần Dệt Đại Đồng*,
    /// *Thành phố* for the only one, *UBND xã Bích Hòa* for the commune.
    fn said_in_part(&self, reading: &[String]) -> Vec<UnitId> {
        // *Tổng* is no *Tổng công ty*.
        if core_words(reading).is_empty() {
            return Vec::new();
        }
        if let Some(units) = self.types.get(&reading.join(" ")) {
            return units.clone();
        }
        if let Some(commune) = of_committee(reading) {
            return self.named(commune);
        }
        let turned = forms_first(reading);
        let (forms, rest) = split_forms(turned.as_deref().unwrap_or(reading));
        // *Khối doanh nghiệp* is no *Khối Đảng*.
        if matches!(rest, [only] if matches!(only.as_str(), "khối" | "cụm" | "nhóm")) {
            return Vec::new();
        }
        const SHORTEST: usize = 5;
        // *May 3* is short, and no other word.
        let numbered = rest.iter().any(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
        if forms.is_empty() && !numbered && rest.iter().map(String::len).sum::<usize>() < SHORTEST {
            return Vec::new();
        }
        let named = |rest: &[String]| -> Vec<UnitId> {
            let firms = self.firms.get(&rest.join(" ")).into_iter().flatten();
            firms.filter(|(_, own)| agree(&forms, own)).map(|(id, _)| *id).collect()
        };
        let whole = named(rest);
        if !whole.is_empty() {
            return whole;
        }
        // *Công ty TNHH Thép Đông Á - KCN Đồng An*: where it is, too.
        let cuts = (2..rest.len()).rev().filter(|&cut| !forms.is_empty() && says_where(&rest[cut..]));
        let placed = cuts.map(|cut| named(&rest[..cut])).find(|found| !found.is_empty());
        placed.unwrap_or_else(|| self.cut_short(rest, &forms))
    }

    /// The units whose names begin or end with words, which are a third of the name at least: *Sao Mai* for *Công ty TNHH Công
    /// nghiệp Sao Mai Việt Nam*.
    fn cut_short(&self, said: &[String], forms: &[usize]) -> Vec<UnitId> {
        const SHORTEST: usize = 4;
        let said = without_country(said);
        let letters: usize = said.iter().filter(|word| word.chars().all(char::is_alphabetic)).map(|w| w.len()).sum();
        let (Some(first), Some(last)) = (said.first(), said.last()) else { return Vec::new() };
        if letters < SHORTEST || split_type(said).0 > 0 {
            return Vec::new();
        }
        let known = |map: &HashMap<String, Vec<usize>>, word: &String| map.get(word).cloned().unwrap_or_default();
        let begin = known(&self.by_first, first).into_iter().filter(|&at| self.cores[at].0.starts_with(said));
        let end = known(&self.by_last, last).into_iter().filter(|&at| self.cores[at].0.ends_with(said));
        let fits = begin.chain(end).map(|at| &self.cores[at]);
        let fits = fits.filter(|(core, own, _)| core.len() <= 3 * said.len() && agree(forms, own));
        fits.map(|(_, _, id)| *id).collect()
    }

    /// A name with the place it is in behind it: *Xã Bích Hòa, huyện Thanh Oai*, *ngành GD&ĐT Hà Nội*.
    fn with_place(&self, reading: &[String]) -> Vec<UnitId> {
        if reading.len() > self.longest * 2 {
            return Vec::new();
        }
        let cuts = (1..reading.len()).rev().map(|cut| reading.split_at(cut));
        let mut fits = cuts.filter(|(head, _)| !is_type_only(head)).map(|(head, place)| {
            let mut named = self.named(head);
            named.retain(|&id| self.is_above(place, id));
            named
        });
        fits.find(|named| !named.is_empty()).unwrap_or_default()
    }

    /// The units whose names are a text's but for the diacritics of either.
    pub fn alike(&self, name: &str) -> Vec<UnitId> {
        let keys = readings(name).into_iter().map(|reading| bare(&reading.join(" ")));
        let mut ids: Vec<UnitId> = keys.filter_map(|key| self.plain.get(&key)).flatten().map(|(id, _)| *id).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// Whether which unit a name means may depend on when.
    pub fn any_dated(&self) -> bool {
        self.dated
    }

    /// Who bears the name or the code of a unit, at the same place, in a period in which that unit did not exist.
    pub fn bearer_then(&self, id: UnitId, registry: &Registry, period: Period) -> Option<UnitId> {
        let unit = registry.get(id);
        if !self.dated || unit.lives_in(period) {
            return None;
        }
        let readings = std::iter::once(&unit.name).chain(&unit.aliases).flat_map(|name| readings(name));
        let of_name = readings.filter_map(|reading| self.full.get(&reading.join(" "))).flatten();
        let bearers = of_name.chain(self.codes.get(&unit.code.to_lowercase()).into_iter().flatten());
        let then = |id: &&UnitId| registry.get(**id).parent == unit.parent && registry.get(**id).lives_in(period);
        let mut bearers: Vec<UnitId> = bearers.filter(then).copied().collect();
        bearers.sort_unstable();
        bearers.dedup();
        if let [one] = bearers[..] { Some(one) } else { None }
    }

    /// The unit that bears a code.
    pub fn with_code(&self, code: &str, registry: &Registry, period: Option<Period>) -> UnitMatch {
        settle(self.codes.get(&code.trim().to_lowercase()).cloned().unwrap_or_default(), registry, None, period)
    }

    /// Every unit that may be named somewhere in a longer text by its full name with type word, the longest name first.
    pub fn mentioned(&self, text: &str) -> Vec<UnitId> {
        for reading in readings(text) {
            for length in (2..=reading.len().min(self.longest)).rev() {
                for window in reading.windows(length) {
                    // *LĐLĐ H. CẦU KÈ* in the middle of a title.
                    let written = if window[0].len() <= 2 {
                        Cow::Owned(written_out(window.to_vec()))
                    } else {
                        Cow::Borrowed(window)
                    };
                    if let Some(ids) = self.full.get(&written.join(" "))
                        && (split_type(&written).0 > 0 || length >= 3)
                    {
                        return ids.clone();
                    }
                }
            }
        }
        Vec::new()
    }

    /// A title without the names of units in it.
    pub fn without_names(&self, title: &str) -> String {
        let mut rest = words(title);
        let mut at = 0;
        while at < rest.len() {
            let longest = (1..=(rest.len() - at).min(self.longest)).rev().find(|&length| {
                let window = &rest[at..at + length];
                let (type_length, short) = split_type(window);
                self.full.contains_key(&window.join(" "))
                    || (type_length > 0 || length > 1) && self.short.contains_key(&short.join(" "))
            });
            match longest {
                Some(length) => {
                    rest.drain(at..at + length);
                }
                None => at += 1,
            }
        }
        rest.join(" ")
    }

    /// A line without the names in it that would be read as periods: *Công ty Điện tử 3T năm 2018* is about a year.
    pub fn without_timed<'t>(&self, line: &'t str) -> Cow<'t, str> {
        if self.timed.is_empty() {
            return Cow::Borrowed(line);
        }
        let mut parts: Vec<&str> = line.split_whitespace().collect();
        let mut folded: Vec<String> = parts.iter().map(|part| bare(&fold(part))).collect();
        let before = parts.len();
        for name in &self.timed {
            while let Some(at) = folded.windows(name.len()).position(|window| window == name) {
                folded.drain(at..at + name.len());
                parts.drain(at..at + name.len());
            }
        }
        if parts.len() == before { Cow::Borrowed(line) } else { Cow::Owned(parts.join(" ")) }
    }

    /// The units that may be named in the name of a file or folder, where diacritics are rare: a whole name of two words or
    /// more.
    pub fn in_file_name(&self, name: &str) -> Vec<UnitId> {
        for reading in readings(name) {
            let plain: Vec<String> = reading.iter().map(|word| bare(word)).collect();
            for length in (2..=plain.len().min(self.longest)).rev() {
                for (at, window) in plain.windows(length).enumerate() {
                    let alike = self.plain.get(&window.join(" ")).into_iter().flatten();
                    let ids: Vec<UnitId> =
                        alike.filter(|(_, name)| may_be(&reading[at..at + length], name)).map(|(id, _)| *id).collect();
                    if !ids.is_empty() {
                        return ids;
                    }
                }
            }
        }
        Vec::new()
    }
}

/// The shortest run of a name's words in which a period is read before a year, though they say more; without diacritics.
fn timed(name: &str) -> Option<Vec<String>> {
    // Most names hold no digit, and to ask them all about periods takes a while.
    if !name.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<&str> = name.split_whitespace().collect();
    let holds = |run: &[&str]| {
        ["năm 2000", "tháng 7 năm 2000"].into_iter().any(|time| {
            let spans = |text: &str| Label::new(text).times.iter().map(|phrase| phrase.span).collect::<Vec<Span>>();
            let text = format!("{} {time}", run.join(" "));
            !Label::new(&text).is_time && spans(&text) != spans(time)
        })
    };
    // Most names say no period as a whole, and their runs are not asked.
    if !holds(&parts) {
        return None;
    }
    let mut runs = (2..=parts.len()).flat_map(|length| parts.windows(length));
    runs.find(|run| holds(run)).map(|run| run.iter().map(|part| bare(&fold(part))).collect())
}

/// Whether the legal forms and kinds that a text says are those of a registered name, which may say more of them.
fn agree(said: &[usize], own: &[usize]) -> bool {
    said.iter().all(|form| *form < EMPTY_FORMS || own.contains(form))
}

/// *Sao Mai* of *Sao Mai Việt Nam*.
fn without_country(words: &[String]) -> &[String] {
    match words {
        [rest @ .., viet, nam] if viet == "việt" && nam == "nam" && !rest.is_empty() => rest,
        _ => words,
    }
}

/// Whether words without some of their diacritics may be a name: *Xa Bich Hòa* is *Xã Bích Hòa*, but *Tấn Lập* is another
/// name than *Tân Lập*. What no syllable spells is a slip: *Hụê*.
fn may_be(reading: &[String], name: &[String]) -> bool {
    let bare_name = name.iter().all(|word| word.is_ascii());
    let agree = |(said, meant): (&String, &String)| said == meant || said.is_ascii() || bare_name || !is_syllable(said);
    reading.len() == name.len() && reading.iter().zip(name).all(agree)
}

fn add<T: PartialEq>(map: &mut HashMap<String, Vec<T>>, key: String, value: T) {
    let list = map.entry(key).or_default();
    if !list.contains(&value) {
        list.push(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Unit, UnitKind};

    fn registry() -> Registry {
        let unit = |code: &str, name: &str, parent: Option<u32>, aliases: &[&str]| Unit {
            code: code.to_owned(),
            name: name.to_owned(),
            kind: UnitKind::Commune,
            parent: parent.map(UnitId),
            valid_from: None,
            valid_to: None,
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            registered: true,
        };
        Registry::new(vec![
            unit("thanh-oai", "LĐLĐ huyện Thanh Oai", None, &[]),
            unit("bich-hoa", "Xã Bích Hòa", Some(0), &[]),
            unit("tan-lap", "Xã Tân Lập", Some(0), &[]),
            unit("giao-duc", "Công đoàn ngành Giáo dục", Some(0), &["CĐ GD&ĐT"]),
            unit("xa-thanh-oai", "Xã Thanh Oai", Some(0), &[]),
            unit("hcm", "Hồ Chí Minh", Some(0), &[]),
        ])
    }

    #[test]
    fn names_are_matched_in_the_ways_reports_write_them() {
        let registry = registry();
        let names = UnitNames::new(&registry, &Decisions::default());
        let find =
            |text: &str| names.candidates_of(expand(&words(without_footnote(text)))).settle(&registry, None, None);
        for (text, code) in [
            ("LĐLĐ huyện Thanh Oai", "thanh-oai"),
            ("Liên đoàn Lao động H. Thanh Oai", "thanh-oai"),
            ("HUYỆN THANH OAI", "thanh-oai"),
            ("Xã Thanh Oai", "xa-thanh-oai"),
            ("Bích Hoà", "bich-hoa"),
            ("CĐCS xã Bích Hòa", "bich-hoa"),
            ("X. Bích Hòa (1)", "bich-hoa"),
            ("CĐ ngành Giáo dục", "giao-duc"),
            ("Công đoàn Giáo dục và đào tạo", "giao-duc"),
            ("CĐ GD&ĐT", "giao-duc"),
            ("TP. HỒ CHÍ MINH", "hcm"),
        ] {
            let expected = registry.with_code(code).first().map_or(UnitMatch::None, |&id| UnitMatch::One(id));
            assert_eq!(find(text), expected, "{text}");
        }
        // The type word contradicts, the bare name is borne by two, the diacritics are missing.
        assert_eq!(find("Huyện Bích Hòa"), UnitMatch::None);
        assert_eq!(find("Thanh Oai"), UnitMatch::Several(vec![UnitId(0), UnitId(4)]));
        assert_eq!(find("Xa Tan Lap"), UnitMatch::Proposed(UnitId(2)));
    }
}
