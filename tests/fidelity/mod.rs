//! Reading held against chance: true facts are drawn, written into reports as offices write them, and read back. What is
//! wrong or missed without a finding on its cell, row, column or sheet is a silent error; there may be none.
//!
//! `cargo run --release --example fidelity -- --seeds 500` reads more reports than the everyday test and says how many of
//! each form were read right; `--seed 17` shows one.

mod english;
mod file;
pub mod forms;
mod frame;
mod header;
pub mod judge;
mod lines;
mod lists;
mod mess;
mod numbers;
mod page;
mod script;
mod words;
pub mod world;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use tongket::domain::{Finding, Inspection};
use tongket::intake::Intake;

use crate::chance::Chance;
use crate::drawing::{Draw, Sheet};
use file::Format;
use judge::Outcome;
use script::Script;
use world::World;

/// One report, drawn, written, read and judged.
pub struct Trial {
    pub form: &'static str,
    pub outcome: Outcome,
    pub findings: Vec<Finding>,
    file: String,
    /// How it was written, in words.
    manner: String,
    sheets: Vec<Sheet>,
    world: World,
    read: Vec<String>,
    bytes: Vec<u8>,
}

/// One report, drawn and written.
pub struct Drawn {
    pub world: World,
    /// Its path as the intake is told it.
    pub file: String,
    pub bytes: Vec<u8>,
    form: &'static str,
    pages: Vec<page::Page>,
    sheets: Vec<Sheet>,
    /// Whether it comes as delimited text, its sheet being called as its file.
    stem: Option<String>,
    format: Format,
    script: Script,
}

/// Draws the report of a seed.
pub fn drawn(seed: u64) -> Drawn {
    let mut chance = Chance::new(seed);
    let world = World::new(&mut chance);
    let mut report = forms::report(&world, &mut chance);
    let script = Script::any(&mut chance);
    let mut taken = BTreeSet::new();
    for page in &mut report.pages {
        mess::soil(page, &mut chance);
        mess::hide(page, &mut chance);
        script.write(page, &mut chance);
        // A name cut at 31 letters may end in a blank, which no place in a finding shows.
        page.name.truncate(page.name.trim_end().len());
        // No two sheets of a workbook bear one name.
        while !taken.insert(page.name.to_lowercase()) {
            page.name = format!("{} b", page.name.chars().take(29).collect::<String>());
        }
        if page.hidden {
            page.must_tell.push("sheet-hidden");
        }
    }
    let mut sheets: Vec<Sheet> = report.pages.iter().map(page::Page::sheet).collect();
    let format = Format::any(&sheets, &mut chance);
    // A fraction that was a whole number is only so as a number.
    let damaged = report.pages.iter().any(|page| page.facts.iter().any(|fact| fact.damaged));
    let format = if damaged && (format.is_text() || format == Format::Web) { Format::Xlsx } else { format };
    if format.is_text() {
        // Who saves as text here writes decimals with a comma.
        for cell in sheets[0].rows.iter_mut().flatten() {
            if let Draw::Number(number) = cell
                && number.contains('.')
            {
                *cell = Draw::text(&number.replace('.', ","));
            }
        }
    }
    let bytes = format.write(&sheets);
    let file = format!("{}.{}", report.path, format.extension(&mut chance));
    let stem = format.is_text().then(|| report.path.rsplit('/').next().unwrap_or(&report.path).to_owned());
    Drawn { world, file, bytes, form: report.form, pages: report.pages, sheets, stem, format, script }
}

/// Draws the report of a seed and reads it.
pub fn trial(seed: u64) -> Trial {
    let Drawn { world, file, bytes, form, pages, sheets, stem, format, script } = drawn(seed);
    let intake = Intake::new(&world.knowledge);
    let mut findings = Vec::new();
    let reading = intake.read(&file, &bytes, "").unload(&mut findings);
    let observations = intake.gather(vec![reading]).unload(&mut findings);
    let read = judge::told(&world.knowledge, &observations);
    let lines = read.iter().map(|((sheet, cell), told)| format!("{sheet}!{cell}: {told}")).collect();
    let outcome = judge::judge(&pages, |page| stem.clone().unwrap_or_else(|| page.name.clone()), read, &findings);
    let manner = format!("{format:?}, {script:?}");
    Trial { form, outcome, findings, file, manner, sheets, world, read: lines, bytes }
}

/// What each row of a file was taken for, with the groups it stands in.
fn roles(inspection: &Inspection) -> Vec<String> {
    let mut lines = Vec::new();
    for sheet in &inspection.sheets {
        let tables: Vec<_> = sheet.tables.iter().flat_map(|table| &table.rows).collect();
        for (row, role) in &sheet.rows {
            let path = tables.iter().find(|told| told.index == *row).map(|told| told.path.join(" / "));
            lines.push(format!("{}!{}: {} {}", sheet.grid.name, row + 1, role.word(), path.unwrap_or_default()));
        }
    }
    lines
}

impl Trial {
    /// Writes a workspace with the report into a folder.
    #[allow(dead_code, reason = "for whoever looks into one")]
    pub fn save(&self, folder: &Path) -> io::Result<()> {
        let path = folder.join("reports").join(&self.file);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        for (name, text) in &self.world.files {
            fs::write(folder.join(name), text)?;
        }
        fs::write(path, &self.bytes)
    }

    /// The report drawn with bars, what was read of it, and what went wrong.
    pub fn show(&self) -> String {
        let mut text = format!("{}\n{}\n{}\n", self.form, self.file, self.manner);
        let say = |text: &mut String, line: &str| writeln!(text, "{line}").expect("a string");
        let catalogue: Vec<&str> = self.world.things.iter().map(|thing| thing.code).collect();
        say(&mut text, &format!("catalogue: {}", catalogue.join(", ")));
        let bodies = &self.world.bodies;
        let units: Vec<String> = [&bodies.root]
            .into_iter()
            .chain(&bodies.parents)
            .chain(&bodies.units)
            .map(|body| format!("{} = {}", body.code, body.name))
            .collect();
        say(&mut text, &format!("units: {}", units.join("; ")));
        for sheet in &self.sheets {
            say(&mut text, &format!("sheet: {}{}", sheet.name, if sheet.hidden { " (hidden)" } else { "" }));
            if !sheet.hidden_rows.is_empty() || !sheet.hidden_columns.is_empty() {
                let (rows, columns) = (&sheet.hidden_rows, &sheet.hidden_columns);
                say(&mut text, &format!("hidden, counted from 0: rows {rows:?}, columns {columns:?}"));
            }
            for (index, row) in sheet.rows.iter().enumerate() {
                let cells: Vec<String> = row.iter().map(Draw::show).collect();
                say(&mut text, &format!("{:>3} | {} |", index + 1, cells.join(" | ")));
            }
        }
        say(&mut text, "rows:");
        let inspection = Intake::new(&self.world.knowledge).inspect(&self.file, &self.bytes, "").value;
        roles(&inspection).iter().for_each(|line| say(&mut text, &format!("  {line}")));
        say(&mut text, "read:");
        self.read.iter().for_each(|line| say(&mut text, &format!("  {line}")));
        for (name, lines) in [("silent:", &self.outcome.silent), ("with a finding:", &self.outcome.loud)] {
            say(&mut text, name);
            lines.iter().for_each(|line| say(&mut text, &format!("  {line}")));
        }
        say(&mut text, "findings:");
        for finding in &self.findings {
            say(&mut text, &format!("  {} {} {:?}", finding.code, finding.place, finding.facts));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::trial;

    /// How many reports the everyday test reads.
    const SEEDS: u64 = 150;
    /// How many of a hundred are at least read wholly right. The aim is 99 of any hundred; what is reached is held and only
    /// raised.
    const CLEAN: u64 = 99;

    #[test]
    fn reading_is_as_faithful_as_it_has_been() {
        let (mut clean, mut silent, mut told) = (0, 0, String::new());
        for seed in 0..SEEDS {
            let trial = trial(seed);
            clean += u64::from(trial.outcome.is_clean());
            silent += trial.outcome.silent.len();
            if !trial.outcome.silent.is_empty() {
                told.push_str(&format!("seed {seed}, {}\n", trial.show()));
            }
        }
        assert_eq!(silent, 0, "silent errors:\n{told}");
        assert!(clean * 100 >= SEEDS * CLEAN, "only {clean} of {SEEDS} reports are wholly right");
    }
}
