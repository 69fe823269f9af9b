//! A workspace drawn by chance: a catalogue, a registry, a statistical year.

pub mod bodies;
pub mod things;

use std::fmt::Write;
use std::fs;

use tongket::app::workspace::Workspace;
use tongket::domain::{Knowledge, Period};

use super::english;
use super::words::Span;
use crate::chance::Chance;
use bodies::Bodies;
use things::{BREAKDOWNS, Breakdown, FIELDS, Part, Thing};

/// A workspace, with what chance knows of it.
pub struct World {
    pub knowledge: Knowledge,
    pub things: Vec<&'static Thing>,
    pub bodies: Bodies,
    /// Whether the statistical year begins in December.
    pub union: bool,
    /// Its workspace's files by name.
    pub files: [(&'static str, String); 3],
}

/// What a column or a row measures.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    pub thing: &'static Thing,
    pub part: Option<&'static Part>,
}

impl Thing {
    pub fn breakdown(&self) -> Option<&'static Breakdown> {
        BREAKDOWNS.iter().find(|breakdown| breakdown.code == self.breakdown)
    }

    /// Whether its figures are money.
    pub fn is_money(&self) -> bool {
        self.measure.ends_with("đồng")
    }
}

impl World {
    pub fn new(chance: &mut Chance) -> World {
        let things = draw_things(chance);
        let bodies = bodies::bodies(chance);
        let union = chance.once_in(3);
        let folder = tempfile::tempdir().expect("a folder");
        let files = files(&things, &bodies, union);
        for (name, text) in &files {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let workspace = Workspace::load(folder.path()).unwrap_or_else(|error| panic!("the drawn workspace: {error}"));
        World { knowledge: workspace.knowledge, things, bodies, union, files }
    }

    /// A period by its written form, as observations show it.
    pub fn show(&self, period: Period) -> String {
        self.knowledge.calendar.show(period)
    }

    /// A span that a report is about.
    pub fn span(&self, chance: &mut Chance) -> Span {
        Span::any(self.union, chance)
    }

    /// Everything that can be measured, in the catalogue's order: wholes before their parts.
    pub fn measured(&self) -> Vec<Measured> {
        let mut all = Vec::new();
        for &thing in &self.things {
            // A rating is nothing but its classes.
            if thing.kind != "rating" {
                all.push(Measured { thing, part: None });
            }
            let parts = thing.breakdown().map_or(&[][..], |breakdown| breakdown.parts);
            all.extend(parts.iter().map(|part| Measured { thing, part: Some(part) }));
        }
        all
    }

    /// Some of what can be measured.
    pub fn some(&self, least: usize, most: usize, chance: &mut Chance) -> Vec<Measured> {
        chance.some(&self.measured(), least, most)
    }
}

/// The files of a workspace.
fn files(things: &[&Thing], bodies: &Bodies, union: bool) -> [(&'static str, String); 3] {
    let year_starts = if union { 12 } else { 1 };
    let root = &bodies.root;
    let settings = format!(
        "[workspace]\nname = {:?}\nunit = {:?}\nyear_starts = {year_starts}\n[term]\nname = \"Giai đoạn 2016–2021\"\nfrom = \"2016-01\"\nto = \"2021-11\"\n",
        root.name, root.code
    );
    let mut units = String::from("code,name,kind,parent\n");
    for body in [root].into_iter().chain(&bodies.parents).chain(&bodies.units) {
        writeln!(units, "{},\"{}\",{},{}", body.code, body.name, body.kind, body.parent).expect("a string");
    }
    [("tongket.toml", settings), ("indicators.toml", catalogue(things)), ("units.csv", units)]
}

fn draw_things(chance: &mut Chance) -> Vec<&'static Thing> {
    let mut pool: Vec<&'static Thing> = FIELDS[chance.below(FIELDS.len())].iter().collect();
    if chance.once_in(3) {
        let more = FIELDS[chance.below(FIELDS.len())];
        pool.extend(more.iter().filter(|thing| !pool.iter().any(|known| known.code == thing.code)).collect::<Vec<_>>());
    }
    let mut things = chance.some(&pool, 1, 12);
    // What is a part needs its whole.
    things.retain(|thing| thing.part_of.is_empty());
    if things.is_empty() {
        things.push(pool[0]);
    }
    for thing in pool {
        if !thing.part_of.is_empty()
            && chance.once_in(2)
            && let Some(at) = things.iter().position(|known| known.code == thing.part_of)
        {
            things.insert(at + 1, thing);
        }
    }
    things
}

fn catalogue(things: &[&Thing]) -> String {
    let mut text = String::new();
    let list = |aliases: &[&str]| format!("{aliases:?}");
    for breakdown in BREAKDOWNS.iter().filter(|breakdown| things.iter().any(|thing| thing.breakdown == breakdown.code))
    {
        writeln!(
            text,
            "[breakdowns.{}]\nname = {{ vi = {:?}, en = {:?} }}\nadditive = {}\ncategories = [",
            breakdown.code, breakdown.name, breakdown.code, breakdown.additive
        )
        .expect("a string");
        for part in breakdown.parts {
            writeln!(
                text,
                "  {{ code = {:?}, name = {{ vi = {:?}, en = {:?} }}, aliases = {} }},",
                part.code,
                part.name,
                english::name(part.code),
                list(part.aliases)
            )
            .expect("a string");
        }
        text.push_str("]\n");
    }
    for thing in things {
        writeln!(
            text,
            "[[indicators]]\ncode = {:?}\nname = {{ vi = {:?}, en = {:?} }}\naliases = {}\ngroup = {:?}\nkind = {:?}",
            thing.code,
            thing.name,
            english::name(thing.code),
            list(thing.aliases),
            thing.chapter,
            thing.kind,
        )
        .expect("a string");
        if !thing.measure.is_empty() {
            writeln!(text, "measure = {:?}", thing.measure).expect("a string");
        }
        if thing.kind == "mean" && things.iter().any(|thing| thing.code == "workers") {
            text.push_str("weight = \"workers\"\n");
        }
        if !thing.breakdown.is_empty() {
            writeln!(text, "breakdown = {:?}", thing.breakdown).expect("a string");
        }
        if !thing.part_of.is_empty() {
            writeln!(text, "part_of = {:?}", thing.part_of).expect("a string");
        }
        if !matches!(thing.kind, "rate" | "flag") && !thing.is_money() {
            text.push_str("integer = true\n");
        }
        if thing.kind == "rate" {
            text.push_str("scale = 100\n");
        }
    }
    text
}
