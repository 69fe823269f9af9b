//! Whose report a table is in: by the lines above it, by who signed below it, by the names of sheet, file and folders.

use std::borrow::Cow;

use crate::domain::{CellRef, Knowledge, Period, UnitId};
use crate::intake::extract::{Readings, is_numbered_line};
use crate::intake::lexicon::Lexicon;
use crate::text::{find_times, fold, reporting_unit, split_ordinal};

use super::candidates::UnitMatch;
use super::unit_name::{names_a_body, names_a_group, names_a_workplace};

/// Whose report a table is in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reporter {
    /// A registered unit.
    Known(UnitId),
    /// A registered unit, by its name without diacritics.
    Proposed(String, UnitId),
    /// A unit that the registry lacks, by its name, and the registered one that its paper names above it.
    Named(String, Option<UnitId>),
    /// A name that fits several units.
    Several(String, Vec<UnitId>),
    /// Nothing says.
    Unsaid,
}

impl Reporter {
    /// The registered unit, where it is one.
    pub fn unit(&self) -> Option<UnitId> {
        match self {
            Reporter::Known(id) | Reporter::Proposed(_, id) => Some(*id),
            Reporter::Named(..) | Reporter::Several(..) | Reporter::Unsaid => None,
        }
    }
}

/// The name in the numbered line over a table, where the one over the first table of the sheet names a unit and this one
/// nothing that is known: *2. Xã Lạ* below *1. Xã Bích Hòa* is another unit, not the same again.
pub(super) fn named_like_the_first(
    readings: &Readings,
    lexicon: &Lexicon<'_>,
    period: Option<Period>,
) -> Option<Reporter> {
    let first = split_ordinal(readings.first_of_kind.as_deref()?).1;
    let own = readings.lines[readings.shared..].iter().map(|(_, line)| line).find(|line| is_numbered_line(line))?;
    let means = lexicon.title(own).is_some() || !lexicon.said(own).times.is_empty();
    (!means && lexicon.find(first, None, period) != UnitMatch::None)
        .then(|| Reporter::Named(split_ordinal(own).1.to_owned(), None))
}

/// Who signed below the table, where nothing else says whose it is but for the body that it goes to.
pub(super) fn signed_by(
    signed: &[String],
    reporter: &Reporter,
    knowledge: &Knowledge,
    lexicon: &Lexicon<'_>,
    period: Option<Period>,
) -> Option<Reporter> {
    let registry = &knowledge.registry;
    let above = match reporter {
        Reporter::Known(id) => Some(*id),
        Reporter::Unsaid => None,
        _ => return None,
    };
    signed.iter().find_map(|text| match lexicon.find(text, None, period) {
        UnitMatch::One(id) if above.is_none_or(|above| registry.ancestors(id).any(|up| up == above)) => {
            Some(Reporter::Known(id))
        }
        UnitMatch::None if is_a_grassroots_union(text) => Some(Reporter::Named(text.clone(), above)),
        _ => None,
    })
}

/// Whether a text is but the name of a grassroots union, registered or not: *CĐCS Công ty A*.
fn is_a_grassroots_union(text: &str) -> bool {
    let folded = fold(text);
    let named = ["cđcs ", "công đoàn cơ sở "].iter().find_map(|head| folded.strip_prefix(head));
    named.is_some_and(|name| name.split(' ').count() > 1) && !text.contains(':') && find_times(text).is_empty()
}

/// The lines above a table, those of a cell apart where each names a body: the superior one, and whose report it is.
fn apart<'l>(
    above: &'l [(CellRef, String)],
    lexicon: &Lexicon<'_>,
    period: Option<Period>,
) -> Cow<'l, [(CellRef, String)]> {
    let bodies = |line: &str| {
        let mut parts = line.lines().map(str::trim).filter(|part| !part.is_empty());
        let one = lexicon.find(line, None, period) != UnitMatch::None;
        !one && parts.clone().count() > 1 && parts.all(|part| is_body(part, lexicon, period))
    };
    if !above.iter().any(|(_, line)| line.contains('\n') && bodies(line)) {
        return Cow::Borrowed(above);
    }
    let lines = above.iter().flat_map(|(at, line)| match bodies(line) {
        true => {
            line.lines().map(str::trim).filter(|part| !part.is_empty()).map(|part| (*at, part.to_owned())).collect()
        }
        false => vec![(*at, line.clone())],
    });
    Cow::Owned(lines.collect())
}

/// Whose report stands under some lines, in a sheet, file and folders of some names, the nearest first.
pub(super) fn reporter(
    above: &[(CellRef, String)],
    names: &[&str],
    knowledge: &Knowledge,
    lexicon: &Lexicon<'_>,
    period: Option<Period>,
) -> Reporter {
    let registry = &knowledge.registry;
    let above = &apart(above, lexicon, period)[..];
    let decide = |name: &str, found: UnitMatch| match found {
        UnitMatch::One(id) => Some(Reporter::Known(id)),
        UnitMatch::Proposed(id) => Some(Reporter::Proposed(name.to_owned(), id)),
        UnitMatch::Several(ids) => Some(Reporter::Several(name.to_owned(), ids)),
        UnitMatch::None => None,
    };
    // `Đơn vị báo cáo: …`, its name in the same cell or the next.
    // The nearest counts: one further up is that of a table above without figures.
    for (position, (at, line)) in above.iter().enumerate().rev() {
        let named = match reporting_unit(line) {
            Some(name) => name,
            None if line.trim_end().ends_with(':') && reporting_unit(&format!("{line} x")).is_some() => {
                match above.get(position + 1) {
                    Some((next, name)) if next.row == at.row => name.as_str(),
                    _ => continue,
                }
            }
            None => continue,
        };
        return decide(named, lexicon.find(named, None, period))
            .unwrap_or_else(|| Reporter::Named(named.to_owned(), superior_named(above, lexicon, period)));
    }
    // The block top left: the superior body, then the body itself; then whatever names a unit; the names of sheet and file.
    let left = above.iter().map(|(at, _)| at.column).min().unwrap_or(0);
    // *CÔNG ĐOÀN CƠ SỞ* on a line of its own is nobody's name.
    let block: Vec<&str> = above
        .iter()
        .filter(|(at, line)| at.column == left && !names_a_group(line))
        .map(|(_, line)| line.as_str())
        .take(2)
        .collect();
    let mut said: Vec<Reporter> = Vec::new();
    let mut superior = None;
    if let [first, second] = block.as_slice()
        && is_body(first, lexicon, period)
    {
        superior = Some(*first);
        let over = match lexicon.find(first, None, period) {
            UnitMatch::One(id) => Some(id),
            _ => None,
        };
        // *LĐLĐ HUYỆN A* over *CÔNG ĐOÀN NGÀNH GIÁO DỤC HUYỆN*, which is not the province's.
        let of_district = [" huyện", " quận", " thị xã"].iter().any(|end| fold(second).ends_with(end));
        let elsewhere = |id: UnitId| {
            let below = |over: UnitId| id == over || registry.ancestors(id).any(|up| up == over);
            of_district && over.is_some_and(|over| over != knowledge.root && !below(over))
        };
        let untimed = || lexicon.said(second).times.is_empty();
        match lexicon.find(second, None, period) {
            UnitMatch::One(id) if elsewhere(id) => return Reporter::Named((*second).to_owned(), over),
            UnitMatch::None if names_a_body(second) || (names_a_workplace(second) && untimed()) => {
                return Reporter::Named((*second).to_owned(), over);
            }
            found => said.extend(decide(second, found)),
        }
    }
    // *Kính gửi: LĐLĐ huyện*: to whom it goes.
    let addresses = |line: &str| fold(line).starts_with("kính gửi");
    let lines = || {
        let lines = above.iter().map(|(_, line)| line.as_str());
        lines.filter(|line| !lexicon.said(line).is_reference && !addresses(line))
    };
    let own = || lines().filter(|line| Some(*line) != superior || said_nothing_else(&block, lexicon, period));
    said.extend(own().filter_map(|line| decide(line, lexicon.find(line, None, period))));
    // *1. Phương Trung* over the first of several tables.
    let numbered: Vec<&str> = own().filter(|line| is_numbered_line(line)).collect();
    said.extend(numbered.iter().rev().find_map(|line| {
        let name = split_ordinal(line).1;
        decide(name, lexicon.find(name, None, period))
    }));
    said.extend(own().filter_map(|line| decide(line, lexicon.mentioned(line, period))));
    // *Báo cáo của Hà Giang*, *Số liệu năm 2019 - Hà Giang*: nothing else stands behind.
    said.extend(own().filter_map(|line| {
        let line = lexicon.without_noise(line);
        let tails = ["của ", "CỦA ", "Của ", " - ", " – ", ": "].iter().filter_map(|link| line.rsplit_once(link));
        tails.map(|(_, tail)| tail.trim()).find_map(|tail| match lexicon.find(tail, None, period) {
            UnitMatch::One(id) => Some(Reporter::Known(id)),
            UnitMatch::Proposed(id) => Some(Reporter::Proposed(tail.to_owned(), id)),
            _ => None,
        })
    }));
    for name in names {
        let whole = decide(name, lexicon.find(&lexicon.without_noise(name), None, period));
        said.extend(match whole.or_else(|| decide(name, lexicon.in_file_name(name, period))) {
            // In the names of files and sheets diacritics are rare.
            Some(Reporter::Proposed(_, id)) => Some(Reporter::Known(id)),
            found => found,
        });
    }
    // *Xã Minh Tân*, a sheet below *LĐLĐ HUYỆN A*, is not the district, though no registry knows it.
    if let (Some(sheet), Some(Reporter::Known(over))) = (names.first(), said.first())
        && names_a_workplace(sheet)
        && lexicon.said(sheet).times.is_empty()
        && lexicon.find(sheet, None, period) == UnitMatch::None
        && lexicon.in_file_name(sheet, period) == UnitMatch::None
    {
        return Reporter::Named((*sheet).to_owned(), Some(*over));
    }
    // A unit that another place names below the first is who reports: the first is the body it reports to.
    let mut reporter = match said.first() {
        Some(first) => first.clone(),
        // *LĐLĐ HUYỆN BÌNH LỘC* over a second table, whom no registry knows, is not the one of the first.
        None if names.is_empty() => {
            let mut bodies = own().filter(|line| heads_a_block(line) && !lexicon.said(line).is_end_of_table);
            return bodies.next_back().map_or(Reporter::Unsaid, |line| Reporter::Named(line.trim().to_owned(), None));
        }
        None => return Reporter::Unsaid,
    };
    let unit = |reporter: &Reporter| match reporter {
        Reporter::Known(id) | Reporter::Proposed(_, id) => Some(*id),
        _ => None,
    };
    for other in &said[1..] {
        if let (Some(upper), Some(lower)) = (unit(&reporter), unit(other))
            && registry.ancestors(lower).any(|up| up == upper)
        {
            reporter = other.clone();
        }
        // *xa-hoa-binh* of two communes below the district: which of them nobody knows, but it is not the district.
        if let (Some(upper), Reporter::Several(_, ids)) = (unit(&reporter), other)
            && ids.iter().all(|&lower| registry.ancestors(lower).any(|up| up == upper))
        {
            reporter = other.clone();
        }
    }
    reporter
}

/// Whether a line over a table is but the name of a body.
fn heads_a_block(line: &str) -> bool {
    const HEADS: &[&str] = &["lđlđ", "liên đoàn lao động", "cđcs", "công đoàn cơ sở", "công đoàn ngành"];
    const LONGEST: usize = 10;
    let folded = fold(line);
    let named = HEADS.iter().any(|head| folded.strip_prefix(head).is_some_and(|rest| rest.starts_with(' ')));
    named && folded.split(' ').count() <= LONGEST && !line.contains(':') && find_times(line).is_empty()
}

/// The registered body that a line names as the one above: *Công đoàn cấp trên: Công đoàn ngành Y tế*.
fn superior_named(above: &[(CellRef, String)], lexicon: &Lexicon<'_>, period: Option<Period>) -> Option<UnitId> {
    let named = above.iter().filter_map(|(_, line)| {
        let (head, name) = line.split_once(':')?;
        let head = fold(head);
        matches!(
            head.as_str(),
            "công đoàn cấp trên" | "cđ cấp trên" | "đơn vị cấp trên" | "cấp trên" | "cđ cấp trên trực tiếp"
        )
        .then(|| name.trim())
    });
    named
        .filter_map(|name| match lexicon.find(name, None, period) {
            UnitMatch::One(id) => Some(id),
            _ => None,
        })
        .next()
}

/// Whether the second line of the block names nobody, so that its first line is the body itself.
fn said_nothing_else(block: &[&str], lexicon: &Lexicon<'_>, period: Option<Period>) -> bool {
    block.get(1).is_none_or(|second| lexicon.find(second, None, period) == UnitMatch::None)
}

fn is_body(line: &str, lexicon: &Lexicon<'_>, period: Option<Period>) -> bool {
    names_a_body(line)
        || lexicon.find(line, None, period) != UnitMatch::None
        || ["ủy ban nhân dân", "ubnd "].iter().any(|head| fold(line).starts_with(head))
        || names_a_workplace(line)
}
