//! Single figures out of the way, with what may have made them so: a power of ten, a unit of money, two digits exchanged; or
//! nothing that is known.

use std::collections::{BTreeMap, BTreeSet};

use super::{Search, estimate};
use crate::analysis::check::digits::exchanged;
use crate::analysis::check::facts::Operand;
use crate::analysis::span::Span;
use crate::domain::{Amount, Code, Finding, Kind, UnitId};

/// Nothing explains it, and it is told, from so many standard deviations on. Series are short and their noise is itself
/// uncertain, so this is far beyond what a normal distribution would ask for.
const ODD: f64 = 6.0;
/// With an explanation that fits, from so many on.
const EXPLAINED: f64 = 2.7;
/// What must speak for two digits exchanged, and how odd a figure must be: any has some digits whose exchange fits.
const EXCHANGED: f64 = 8.0;
const STRANGE: f64 = 3.0;
/// What it says that the exchange makes a printed total right: of totals a twentieth may be wrong, of their parts a twentieth
/// closes what is lacking by chance.
const CLOSES: f64 = 6.0;
/// How wide wild figures are spread on the logarithmic scale.
const WIDE: f64 = 4.6;
/// Below this a figure has two digits, and so much less speaks for it that their exchange fits.
const FEW: f64 = 100.0;
const SHORT: f64 = 4.0;
/// Corrected, a figure is no odder than this.
const FITS: f64 = 2.0;
/// What must speak for noughts too many, and for digits too few: a nought slips in sooner than a digit is lost.
const TOO_MANY: f64 = 6.0;
const TOO_FEW: f64 = 15.0;
/// Corrected, a figure is within this factor of what was expected and of the middle of its unit's other years, and as it
/// stands it is not, in powers of ten: a line that reaches beyond its points alone is no witness.
const CLOSE: f64 = 0.5;
/// The most that the oddity itself speaks for a power of ten.
const MOST: f64 = 20.0;
/// How far money may be from a thousand or a million times the usual, in powers of ten.
const NEAR: f64 = 0.35;
/// A figure that moves its total by less than this share (in millionths) is worth a note and no more.
const SMALL: u32 = 5_000;

pub(super) fn findings(search: &mut Search<'_>) -> Vec<Finding> {
    let mut findings = money(search);
    findings.extend(closing(search));
    let tracks = std::mem::take(&mut search.outlook.tracks);
    let ended = ended(search, &tracks);
    let end = |fact: usize| (search.outlook.fact(fact).key.unit(), search.outlook.fact(fact).span.to);
    let closing: Vec<bool> = (0..search.facts().rows().len()).map(|fact| ended.contains(&end(fact))).collect();
    for track in &tracks {
        let free = track.iter().copied().filter(|&fact| !search.told.contains(&fact) && !closing[fact]);
        let oddest = free.max_by(|&a, &b| search.outlook.oddity(a).abs().total_cmp(&search.outlook.oddity(b).abs()));
        let Some(fact) = oddest.filter(|&fact| search.outlook.oddity(fact).abs() >= EXPLAINED) else { continue };
        // The neighbours of a slip that was told are odd because of it.
        if track.iter().any(|fact| search.told.contains(fact)) {
            continue;
        }
        findings.extend(single(search, track, fact));
    }
    search.outlook.tracks = tracks;
    findings
}

/// The units that came to an end, with the month after: whatever stood at a date is nought in their last report. What they
/// say of their last year is out of the way, and rightly so.
fn ended(search: &Search<'_>, tracks: &[Vec<usize>]) -> BTreeSet<(UnitId, i32)> {
    let stocks = tracks.iter().filter(|track| search.facts().kind(search.operand(track[0])) == Kind::Stock);
    let last = stocks.filter_map(|track| track.split_last()).filter(|(last, before)| {
        search.outlook.value(**last) == 0.0 && before.iter().any(|&fact| search.outlook.value(fact) > 0.0)
    });
    last.map(|(&last, _)| (search.outlook.fact(last).key.unit(), search.outlook.fact(last).span.to)).collect()
}

/// Columns of money of which nearly every figure is a thousand or a million times what was usual, or that part of it. The
/// usual is the middle of the unit's other years: a factor so coarse needs no line, and a whole column of wild values would
/// bend every line.
fn money(search: &mut Search<'_>) -> Vec<Finding> {
    let mut columns: BTreeMap<(u32, Operand, Span), Vec<Ratio>> = BTreeMap::new();
    for track in &search.outlook.tracks {
        let catalogue = &search.facts().knowledge.catalogue;
        let is_money =
            track.first().is_some_and(|&fact| catalogue.indicator(search.operand(fact).0).measure.money.is_some());
        let positive: Vec<usize> = track.iter().copied().filter(|&fact| search.outlook.value(fact) > 0.0).collect();
        if !is_money || positive.len() < 3 || track.iter().any(|fact| search.told.contains(fact)) {
            continue;
        }
        for &fact in &positive {
            let others = positive.iter().filter(|&&other| other != fact);
            let mut logs: Vec<f64> = others.map(|&other| search.outlook.value(other).log10()).collect();
            let Some(usual) = super::robust::median(&mut logs) else { continue };
            // Where the others are as far apart themselves, a factor of a thousand says nothing.
            let steady = super::robust::spread(logs.iter().map(|log| log - usual)) < NEAR;
            let row = search.facts().observations.get(search.outlook.fact(fact).id);
            let power = search.outlook.value(fact).log10() - usual;
            if steady {
                let column = (row.sheet, search.operand(fact), search.outlook.fact(fact).span);
                columns.entry(column).or_default().push(Ratio { fact, power, usual: 10_f64.powf(usual) });
            }
        }
    }
    let mut findings = Vec::new();
    for (_, ratios) in columns {
        let mut all: Vec<f64> = ratios.iter().map(|ratio| ratio.power).collect();
        let Some(middle) = super::robust::median(&mut all) else { continue };
        let near = |power: f64, wanted: i32, reach: f64| (power - f64::from(wanted)).abs() <= reach;
        let Some(power) = [3, 6, -3, -6].into_iter().find(|wanted| near(middle, *wanted, NEAR)) else { continue };
        let hit: Vec<Ratio> = ratios.into_iter().filter(|ratio| near(ratio.power, power, 2.0 * NEAR)).collect();
        let Some(largest) = hit.iter().max_by(|a, b| a.usual.total_cmp(&b.usual)).copied() else { continue };
        let mut finding = search
            .at(Code::MoneyScaled, largest.fact)
            .with("count", hit.len())
            .with("value", search.outlook.fact(largest.fact).value)
            .with("usual", estimate(largest.usual, false))
            .with("factor", Amount::whole(10_i64.pow(power.unsigned_abs())));
        finding.weight = weight(search, largest.fact, largest.usual);
        let cells: Vec<usize> = hit.iter().map(|ratio| ratio.fact).collect();
        if cells.len() > 1 {
            finding = finding.unit("");
            finding.place.cell = search.block(&cells);
        }
        findings.push(if power > 0 { finding } else { finding.variant("less") });
        search.told.extend(cells);
    }
    findings
}

/// How many powers of ten a figure is from what was usual.
#[derive(Clone, Copy)]
struct Ratio {
    fact: usize,
    power: f64,
    usual: f64,
}

fn single(search: &mut Search<'_>, track: &[usize], fact: usize) -> Option<Finding> {
    let expected = *search.outlook.of(fact)?;
    let one = *search.outlook.fact(fact);
    let value = search.outlook.value(fact);
    let oddity = expected.oddity(value).abs();
    let mut others_of: Vec<f64> =
        track.iter().filter(|&&other| other != fact).map(|&other| search.outlook.value(other)).collect();
    // Of a figure without other years there is only what its peers say.
    let middle = super::robust::median(&mut others_of).unwrap_or_else(|| expected.value());
    let near = |value: f64, usual: f64| (value / usual).log10().abs() <= CLOSE;
    let told = |code: Code| {
        let mut finding = search
            .at(code, fact)
            .with("value", one.value)
            .with("usual", estimate(expected.value(), expected.whole))
            .with("years", others(search, fact));
        finding.weight = weight(search, fact, expected.value());
        finding
    };
    let scaled = powers(one.value, expected.whole).into_iter().filter_map(|(power, meant)| {
        let left = expected.oddity(meant.to_f64()).abs();
        // A whole number ends in as many noughts by chance once in so many times.
        let noughts = if expected.whole && power > 0 { f64::from(power) * std::f64::consts::LN_10 } else { 0.0 };
        let evidence = (oddity * oddity / 2.0).min(MOST) - left * left / 2.0 + noughts;
        let close = [expected.value(), middle].iter().all(|usual| near(meant.to_f64(), *usual) && !near(value, *usual));
        let enough = if power > 0 { TOO_MANY } else { TOO_FEW };
        (left <= FITS && close && evidence >= enough).then_some((left, power, meant))
    });
    // Where the other years are themselves a power of ten apart, that much says nothing.
    let (least, most) = others_of
        .iter()
        .filter(|value| **value > 0.0)
        .fold((f64::MAX, 0.0_f64), |(least, most), &value| (least.min(value), most.max(value)));
    let scaled = scaled.filter(|(_, power, _)| most < least * 10_f64.powi(power.abs()));
    // Peers alone tell no more than the coarsest slip.
    let scaled = scaled.filter(|(_, power, _)| !expected.of_peers || power.abs() == 3);
    let finding = if let Some((_, power, meant)) = scaled.min_by(|a, b| a.0.total_cmp(&b.0)) {
        let factor = Amount::whole(10_i64.pow(power.unsigned_abs()));
        let finding = told(Code::ValueScaled).with("factor", factor).with("meant", meant);
        if power > 0 { finding } else { finding.variant("less") }
    } else if expected.of_peers {
        return None;
    } else if let Some((_, meant)) = transposed(search, fact) {
        told(Code::DigitsTransposed).with("meant", meant)
    } else if oddity >= ODD {
        let finding = told(Code::ValueUnusual).with("oddity", estimate(oddity, false));
        if value < expected.value() { finding.variant("less") } else { finding }
    } else {
        return None;
    };
    let mut finding = finding;
    if finding.code == Code::ValueUnusual && finding.weight < SMALL {
        finding.severity = crate::domain::Severity::Note;
    }
    search.told.insert(fact);
    Some(finding)
}

/// What a value may have been: so many powers of ten less or more. A count that was multiplied ends in noughts; what was
/// divided was repaired or is no longer whole.
fn powers(value: Amount, whole: bool) -> Vec<(i32, Amount)> {
    let possible = [1, 2, 3, -1, -2, -3].into_iter().filter_map(|power| Some((power, value.scaled(-power)?)));
    possible.filter(|(_, meant)| !meant.is_zero() && (!whole || meant.is_whole())).collect()
}

/// The value with two neighbouring digits exchanged that fits best, with what speaks for it: how much likelier it is that one
/// of its exchanges was meant than that it is some wild figure, of any size within a power of ten or so.
fn transposed(search: &Search<'_>, fact: usize) -> Option<(f64, Amount)> {
    let expected = search.outlook.of(fact).filter(|expected| !expected.of_peers)?;
    let (value, oddity) = (search.outlook.value(fact), search.outlook.oddity(fact).abs());
    let all = exchanged(search.outlook.fact(fact).value);
    let fits = all.iter().map(|meant| (expected.oddity(meant.to_f64()).abs(), *meant));
    let (left, meant) = fits.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let closes = search.closing.get(&fact).is_some_and(|(_, closing)| *closing == meant);
    let wild = WIDE / (expected.scale() * std::f64::consts::TAU.sqrt()) * value / meant.to_f64();
    let odd = (oddity * oddity / 2.0).min(MOST);
    // The more digits, the sooner some exchange of them fits by chance; and small counts are wild themselves.
    let chance = (all.len() as f64).ln() + if value < FEW { SHORT } else { 0.0 };
    let evidence = odd - left * left / 2.0 + wild.ln() - chance + if closes { CLOSES } else { 0.0 };
    let seen = closes && oddity > left || left <= FITS / 2.0 && oddity >= STRANGE && search.stands_out(fact);
    (seen && evidence >= EXCHANGED).then_some((evidence, meant))
}

/// Figures of which an exchange of two digits makes a printed total right, and fits the other years better: one for a total.
fn closing(search: &mut Search<'_>) -> Vec<Finding> {
    let totals = search.closing.iter().map(|(&fact, &(total, _))| (fact, total));
    let mut found: Vec<(f64, usize, usize)> = totals
        .filter(|(fact, _)| !search.told.contains(fact))
        .filter_map(|(fact, total)| Some((transposed(search, fact)?.0, fact, total)))
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut told = BTreeSet::new();
    let best: Vec<usize> =
        found.into_iter().filter(|(.., total)| told.insert(*total)).map(|(_, fact, _)| fact).collect();
    let mut findings = Vec::new();
    for fact in best {
        let track = search.outlook.tracks.iter().find(|track| track.contains(&fact)).cloned().unwrap_or_default();
        if track.iter().all(|fact| !search.told.contains(fact)) {
            findings.extend(single(search, &track, fact));
        }
    }
    findings
}

/// `2017: 100; 2018: 104`: what the unit says of other years.
fn others(search: &Search<'_>, fact: usize) -> String {
    const NAMED: usize = 6;
    let facts = search.facts();
    let one = search.outlook.fact(fact);
    let calendar = facts.knowledge.calendar;
    let of = facts.of(one.key.unit(), search.operand(fact));
    let alike = |span: Span| {
        span != one.span && span.months() == one.span.months() && (span.from - one.span.from).rem_euclid(12) == 0
    };
    let mut alike: Vec<_> = of.iter().filter(|other| alike(other.span)).collect();
    alike.sort_by_key(|other| (other.span.from - one.span.from).abs());
    alike.truncate(NAMED);
    alike.sort_by_key(|other| other.span);
    let language = facts.knowledge.language;
    let show = |other: &&crate::analysis::check::facts::Fact| {
        let period = calendar.show(facts.observations.get(other.id).period);
        format!("{period}: {}", crate::text::show_number(&other.value.to_string(), language))
    };
    alike.iter().map(show).collect::<Vec<_>>().join("; ")
}

/// How much the figure moves its total, in millionths: of what all siblings state for the same span.
fn weight(search: &Search<'_>, fact: usize, usual: f64) -> u32 {
    let facts = search.facts();
    let one = search.outlook.fact(fact);
    let operand = search.operand(fact);
    let value = search.outlook.value(fact);
    let moved = (value - usual).abs();
    let units = &facts.observations.units;
    let adds = matches!(facts.kind(operand), Kind::Flow | Kind::Stock);
    let siblings = units.get(one.key.unit()).parent.filter(|_| adds).map(|parent| units.children(parent));
    let others = siblings.unwrap_or_default().iter().filter(|&&unit| unit != one.key.unit());
    let total: f64 =
        others.filter_map(|&unit| facts.stated(unit, operand, one.span)).map(|other| other.value.to_f64()).sum();
    let share = moved / (total + usual.max(0.0)).max(f64::MIN_POSITIVE);
    (share * 1e6).min(f64::from(u32::MAX)) as u32
}
