//! `Outlook`: what every figure could be expected to be, from the other years of its unit and from what its peers did in
//! the same year.
//!
//! A z-score over the year's own series cannot pass √(n − 1): on five yearly points nothing is ever further than 2 from
//! their mean. So every point is left out in turn and held against a line through the *others* (a deleted residual; D. A.
//! Belsley, E. Kuh and R. E. Welsch, *Regression Diagnostics*, 1980), on a logarithmic scale, where growth is a line and a
//! slip of the decimal point a constant. The line is robust (Theil–Sen), and so is the noise it is measured by: that of
//! the same indicator over all units, or of the unit's own other years where it is larger, and never less than chance
//! makes of a count. A year in which the unit's siblings rose or fell alike is no news of the unit.

use std::collections::BTreeMap;

use super::robust::{median, slope, spread};
use crate::analysis::check::facts::{Fact, Facts, Operand};
use crate::domain::{Figures, Kind, Month, UnitId};

/// What figures of an office vary by from year to year at the least, on the logarithmic scale: a tenth.
const NATURAL: f64 = 0.1;
/// So many residuals tell the noise of an indicator; of fewer it is taken for [`UNKNOWN_NOISE`] times what must be.
const ENOUGH: usize = 8;
const UNKNOWN_NOISE: f64 = 1.3;
/// From so many other points on, a unit has a slope of its own.
const OWN_SLOPE: usize = 4;
/// How much less is known of two and of three other points than of more.
const OF_TWO: f64 = 2.0;
const OF_THREE: f64 = 1.3;
/// More series than this make a common movement.
const SIBLINGS: usize = 3;
/// A figure that stands alone is held against so many peers, whose sizes differ by this much at the least.
const PEERS: usize = 6;
const PEER_SPREAD: f64 = 0.7;

/// What a figure could be expected to be.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// On the logarithmic scale, and what is added to a value before the logarithm is taken.
    log: f64,
    started: f64,
    /// How far it may be off by chance: a standard deviation on the logarithmic scale.
    scale: f64,
    /// What the siblings' common movement made of it.
    common: f64,
    /// Whether only whole numbers occur.
    pub whole: bool,
    /// Whether it rests on the peers alone, for the unit has no other years.
    pub of_peers: bool,
}

impl Expected {
    /// How odd a value would be: standard deviations from what was expected.
    pub fn oddity(&self, value: f64) -> f64 {
        (log(value, self.started) - self.log) / self.scale
    }

    /// The same by the unit's other years alone, whatever its peers did.
    pub fn oddity_alone(&self, value: f64) -> f64 {
        (log(value, self.started) - (self.log - self.common)) / self.scale
    }

    /// How far a figure may be off by chance: a standard deviation on the logarithmic scale.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// The value that was expected.
    pub fn value(&self) -> f64 {
        (self.log.exp() - self.started).max(0.0)
    }
}

fn log(value: f64, started: f64) -> f64 {
    (value.max(0.0) + started).ln()
}

/// The figures of one unit and operand for the same months of several years, its borders unchanged.
struct Track {
    unit: UnitId,
    /// Indices into the facts.
    facts: Vec<usize>,
    /// Year and value, on the logarithmic scale.
    points: Vec<(f64, f64)>,
}

/// Tracks that are alike: of one operand, for the same months of the year.
type Alike = (Operand, (i32, i32));

/// See the module's text.
pub struct Outlook<'a> {
    pub facts: &'a Facts<'a>,
    /// By the index of the fact.
    expected: Vec<Option<Expected>>,
    /// The indices of the facts of every track.
    pub tracks: Vec<Vec<usize>>,
}

impl<'a> Outlook<'a> {
    /// Holds every fact against the others.
    pub fn new(facts: &'a Facts<'a>, figures: &Figures) -> Outlook<'a> {
        let mut outlook = Outlook { facts, expected: vec![None; facts.rows().len()], tracks: Vec::new() };
        for (_, tracks) in tracks(facts, figures) {
            outlook.hold(tracks);
        }
        outlook
    }

    /// What was expected of a fact.
    pub fn of(&self, fact: usize) -> Option<&Expected> {
        self.expected[fact].as_ref()
    }

    /// How odd a fact is; nought where nothing could be expected.
    pub fn oddity(&self, fact: usize) -> f64 {
        self.of(fact).map_or(0.0, |expected| expected.oddity(self.value(fact)))
    }

    /// The value of a fact.
    pub fn value(&self, fact: usize) -> f64 {
        self.fact(fact).value.to_f64()
    }

    /// A fact by its index.
    pub fn fact(&self, fact: usize) -> &Fact {
        &self.facts.rows()[fact]
    }

    fn hold(&mut self, mut tracks: Vec<Track>) {
        let (started, whole) = self.start(&tracks);
        for track in &mut tracks {
            let value = |&fact: &usize| log(self.facts.rows()[fact].value.to_f64(), started);
            let logs: Vec<f64> = track.facts.iter().map(value).collect();
            track.points.iter_mut().zip(logs).for_each(|(point, log)| point.1 = log);
        }
        let slopes = Slopes::of(&tracks);
        let mut held: Vec<Held> = Vec::new();
        for (at, track) in tracks.iter().enumerate() {
            held.extend((0..track.points.len()).filter_map(|point| left_out(at, track, point, &slopes, whole)));
        }
        let unit = |held: &Held| held.residual / held.reach();
        let noise = match held.len() >= ENOUGH {
            true => spread(held.iter().map(unit)).max(1.0),
            false => UNKNOWN_NOISE,
        };
        let common = self.common(&tracks, &held, noise);
        for (held, common) in held.iter().zip(common) {
            let expected = Expected {
                log: held.log + common,
                started,
                scale: held.reach() * noise.max(held.own),
                common,
                whole,
                of_peers: false,
            };
            self.expected[held.fact] = Some(expected);
        }
        self.alone(&tracks, started, whole);
        self.tracks.extend(tracks.into_iter().map(|track| track.facts));
    }

    /// What is added before a logarithm is taken, so that nought has one: half of one where things are counted, else a
    /// hundredth of what is usual. And whether things are counted.
    fn start(&self, tracks: &[Track]) -> (f64, bool) {
        let of = |fact: &usize| &self.facts.rows()[*fact];
        let all = || tracks.iter().flat_map(|track| &track.facts).map(of);
        let money = all()
            .next()
            .is_some_and(|fact| self.facts.knowledge.catalogue.indicator(fact.key.indicator()).measure.money.is_some());
        if !money && all().all(|fact| fact.value.is_whole()) {
            return (0.5, true);
        }
        let mut values: Vec<f64> = all().map(|fact| fact.value.to_f64()).filter(|value| *value > 0.0).collect();
        (median(&mut values).unwrap_or(1.0) / 100.0, false)
    }

    /// What the siblings did in the same year, for every point: nought where they are few or did nothing out of the way.
    fn common(&self, tracks: &[Track], held: &[Held], noise: f64) -> Vec<f64> {
        let units = &self.facts.observations.units;
        let parent = |held: &Held| units.get(tracks[held.track].unit).parent;
        let mut together: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, one) in held.iter().enumerate() {
            let month = self.fact(one.fact).span.to;
            together.entry((parent(one), month)).or_default().push(at);
        }
        let mut common = vec![0.0; held.len()];
        for siblings in together.values().filter(|siblings| siblings.len() > SIBLINGS) {
            for &at in siblings {
                let mut others: Vec<f64> =
                    siblings.iter().filter(|&&other| other != at).map(|&other| held[other].residual).collect();
                let moved = median(&mut others).unwrap_or(0.0);
                if moved.abs() > held[at].base * noise {
                    common[at] = moved;
                }
            }
        }
        common
    }

    /// Figures without other years of their own, against their peers of the same year.
    fn alone(&mut self, tracks: &[Track], started: f64, whole: bool) {
        let units = &self.facts.observations.units;
        let mut together: BTreeMap<_, Vec<(usize, f64, bool)>> = BTreeMap::new();
        for track in tracks {
            for (&fact, &(_, log)) in track.facts.iter().zip(&track.points) {
                let month = self.facts.rows()[fact].span.to;
                let alone = self.expected[fact].is_none();
                together.entry((units.get(track.unit).parent, month)).or_default().push((fact, log, alone));
            }
        }
        for peers in together.values().filter(|peers| peers.len() > PEERS) {
            for &(fact, ..) in peers.iter().filter(|(.., alone)| *alone) {
                let mut others: Vec<f64> =
                    peers.iter().filter(|(other, ..)| *other != fact).map(|(_, log, _)| *log).collect();
                let Some(middle) = median(&mut others) else { continue };
                let scale = spread(others.iter().map(|log| log - middle)).max(PEER_SPREAD);
                let expected = Expected { log: middle, started, scale, common: 0.0, whole, of_peers: true };
                self.expected[fact] = Some(expected);
            }
        }
    }
}

/// A point held against the others of its track.
struct Held {
    track: usize,
    fact: usize,
    log: f64,
    residual: f64,
    /// The least noise there must be here, how much more a line that reaches here is off, and the noise of the others as
    /// multiples of the least.
    base: f64,
    leverage: f64,
    own: f64,
}

impl Held {
    fn reach(&self) -> f64 {
        self.base * self.leverage
    }
}

/// The noise that must be at a level: that of nature, and of a count that of chance, one over its root.
fn least_noise(log: f64, whole: bool) -> f64 {
    let chance = if whole { 1.0 / log.exp().max(0.5) } else { 0.0 };
    (NATURAL * NATURAL + chance).sqrt()
}

/// How alike units grow: the slope of all of them, and how far a unit's own is to be trusted beside it. What slopes of four
/// or five points vary by is noise as a rule, and then the common slope tells more (the idea of W. James and C. Stein,
/// 1961).
struct Slopes {
    common: f64,
    trust: f64,
}

impl Slopes {
    fn of(tracks: &[Track]) -> Slopes {
        let mut slopes: Vec<f64> = Vec::new();
        let mut chance: Vec<f64> = Vec::new();
        for track in tracks.iter().filter(|track| track.points.len() >= OWN_SLOPE) {
            let Some(own) = slope(&track.points) else { continue };
            slopes.push(own);
            let count = track.points.len() as f64;
            let mut starts: Vec<f64> = track.points.iter().map(|(x, y)| y - own * x).collect();
            let Some(start) = median(&mut starts) else { continue };
            let off = spread(track.points.iter().map(|(x, y)| y - start - own * x)) * (count / (count - 2.0)).sqrt();
            chance.push(off / width(&track.points).sqrt());
        }
        if slopes.len() <= SIBLINGS {
            return Slopes { common: 0.0, trust: 1.0 };
        }
        let common = median(&mut slopes).unwrap_or(0.0);
        let varied = spread(slopes.iter().map(|slope| slope - common));
        let chance = median(&mut chance).unwrap_or(0.0);
        let trust = if varied > 0.0 { (1.0 - (chance / varied).powi(2)).max(0.0) } else { 0.0 };
        Slopes { common, trust }
    }
}

/// The sum of the squared distances from the middle.
fn width(points: &[(f64, f64)]) -> f64 {
    let middle = points.iter().map(|(x, _)| x).sum::<f64>() / points.len() as f64;
    points.iter().map(|(x, _)| (x - middle).powi(2)).sum()
}

fn left_out(at: usize, track: &Track, point: usize, slopes: &Slopes, whole: bool) -> Option<Held> {
    let others: Vec<(f64, f64)> =
        track.points.iter().enumerate().filter(|(other, _)| *other != point).map(|(_, other)| *other).collect();
    let count = others.len() as f64;
    if others.len() < 2 {
        return None;
    }
    let has_slope = others.len() >= OWN_SLOPE;
    let trust = if has_slope { slopes.trust } else { 0.0 };
    let rise = if trust > 0.0 { trust * slope(&others)? + (1.0 - trust) * slopes.common } else { slopes.common };
    let mut starts: Vec<f64> = others.iter().map(|(x, y)| y - rise * x).collect();
    let start = median(&mut starts)?;
    let (x, y) = track.points[point];
    let log = start + rise * x;
    let middle = others.iter().map(|(x, _)| x).sum::<f64>() / count;
    let reach = trust * trust * (x - middle).powi(2) / width(&others).max(f64::MIN_POSITIVE);
    // A line through the points is nearer to them than the truth is.
    let own = match has_slope {
        true => {
            let off = others.iter().map(|(x, y)| (y - start - rise * x) / least_noise(start + rise * x, whole));
            spread(off) * (count / (count - 1.0 - trust)).sqrt()
        }
        false => 0.0,
    };
    let short = match others.len() {
        2 => OF_TWO,
        3 => OF_THREE,
        _ => 1.0,
    };
    Some(Held {
        track: at,
        fact: track.facts[point],
        log,
        residual: y - log,
        base: least_noise(log, whole),
        leverage: (1.0 + 1.0 / count + reach).sqrt() * short,
        own,
    })
}

/// All tracks, those that are alike together.
fn tracks(facts: &Facts<'_>, figures: &Figures) -> BTreeMap<Alike, Vec<Track>> {
    let mut all: BTreeMap<Alike, Vec<Track>> = BTreeMap::new();
    let mut start = 0;
    for of_key in facts.rows().chunk_by(|a, b| a.key == b.key) {
        let first = start;
        start += of_key.len();
        let key = of_key[0].key;
        let operand = (key.indicator(), key.category());
        // What falls below nought is a balance, which has no size to be measured by.
        let grows = matches!(facts.kind(operand), Kind::Flow | Kind::Stock | Kind::Mean);
        if !grows || of_key.iter().any(|fact| fact.value.raw() < 0) {
            continue;
        }
        let mut breaks: Vec<i32> =
            figures.perimeters.breaks_of(key.unit()).map(|other| Month::index(other.month)).collect();
        breaks.sort_unstable();
        let mut parted: BTreeMap<(i32, i32, usize), Track> = BTreeMap::new();
        for (at, fact) in of_key.iter().enumerate() {
            let months = fact.span.months();
            if months > 12 {
                continue;
            }
            let era = breaks.partition_point(|&month| month < fact.span.to);
            let track = parted.entry((months, fact.span.from.rem_euclid(12), era)).or_insert_with(|| Track {
                unit: key.unit(),
                facts: Vec::new(),
                points: Vec::new(),
            });
            track.facts.push(first + at);
            track.points.push((f64::from(fact.span.from) / 12.0, 0.0));
        }
        for ((months, phase, _), track) in parted {
            all.entry((operand, (months, phase))).or_default().push(track);
        }
    }
    all
}
