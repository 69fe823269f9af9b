//! What a person sees on the terminal: findings, the summary of a run, errors. Results go to stdout, messages to stderr.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use serde::Serialize;

use super::accept::Accepted;
use super::error::{Error, Operation};
use super::pipeline::Outcome;
use super::workspace::Addition;
use crate::domain::{
    Amount, Calendar, Catalogue, Finding, Knowledge, Observations, Senders, Severity, UnitId, UnitNames,
};
use crate::report::RETURNED;
use crate::text::{Language, in_lines, phrase, printable, show_number};

/// How many findings of one kind a terminal shows.
const CAP: usize = 8;

/// How the program speaks.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    /// In which language.
    pub language: Language,
    /// Results only.
    pub quiet: bool,
    /// Findings as JSON lines on stdout.
    pub json: bool,
    /// Whether colour is allowed.
    pub colour: bool,
    /// How wide the terminal is.
    pub width: usize,
}

/// Where text goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// Results.
    Out,
    /// Messages.
    Err,
}

impl Console {
    /// Whether messages reach a person who watches.
    pub fn is_watched(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Prints text. A reader that went away is no error.
    pub fn print(&self, stream: Stream, text: &str) -> Result<(), Error> {
        let choice = if self.colour { ColorChoice::Auto } else { ColorChoice::Never };
        let printed = match stream {
            Stream::Out => write_all(AutoStream::new(io::stdout().lock(), choice), text),
            Stream::Err => write_all(AutoStream::new(io::stderr().lock(), choice), text),
        };
        match printed {
            Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::io(Operation::Print, Path::new("stdout"), cause))
            }
            _ => Ok(()),
        }
    }

    /// Shows findings: as JSON lines on stdout where asked for, else in words on `stream`. `all` says where the whole
    /// list stands when a terminal shows only the first of each kind.
    pub fn findings(&self, outcome: &Outcome, knowledge: &Knowledge, stream: Stream, all: &str) -> Result<(), Error> {
        if self.json {
            return self.print(Stream::Out, &json_lines(&outcome.findings, self.language));
        }
        if self.quiet && stream == Stream::Err {
            return Ok(());
        }
        let terminal = match stream {
            Stream::Out => io::stdout().is_terminal(),
            Stream::Err => io::stderr().is_terminal(),
        };
        let words = Words {
            language: self.language,
            catalogue: &knowledge.catalogue,
            observations: &outcome.observations,
            names: UnitNames::new(&outcome.observations.units, self.language),
            calendar: knowledge.calendar,
            width: terminal.then_some(self.width),
        };
        let cap = terminal.then_some(CAP);
        let findings: Vec<&Finding> = outcome.findings.iter().collect();
        // Who asks what is the matter goes through the units; who wrote outputs is told what kinds of things there are.
        let text = match stream {
            Stream::Out => words.by_unit(&findings, cap, all),
            Stream::Err => words.findings(&findings, cap, all),
        };
        self.print(stream, &text)
    }

    /// Shows how much was read and found.
    pub fn tally(&self, outcome: &Outcome, with_figures: bool) -> Result<(), Error> {
        if self.quiet {
            return Ok(());
        }
        self.print(Stream::Err, &tally(outcome, self.language, with_figures))
    }

    /// Shows what was written and where.
    pub fn written(&self, outcome: &Outcome, folder: &Path) -> Result<(), Error> {
        let facts = [("count", outcome.written.len().to_string()), ("folder", folder.display().to_string())];
        let mut text = phrase("program.wrote", self.language, &facts);
        text.push('\n');
        // Copies for the units may be hundreds.
        let (copies, others): (Vec<&String>, Vec<&String>) =
            outcome.written.iter().partition(|name| name.starts_with(RETURNED) && name.contains('/'));
        for name in others {
            text.push_str(&format!("  {name}\n"));
        }
        if !copies.is_empty() {
            let facts = [("count", number(copies.len(), self.language)), ("folder", format!("{RETURNED}/"))];
            text.push_str(&format!("  {}\n", phrase("program.copies", self.language, &facts)));
        }
        let left = &outcome.left_over;
        if !left.files.is_empty() {
            let facts = [("count", left.files.len().to_string()), ("files", left.files.join(", "))];
            text.push_str(&phrase("program.left-over", self.language, &facts));
            text.push('\n');
        }
        for (folder, cause) in &left.unseen {
            let facts = [("folder", folder.clone()), ("cause", cause.to_string())];
            text.push_str(&phrase("program.left-over-unseen", self.language, &facts));
            text.push('\n');
        }
        let stream = if self.json { Stream::Err } else { Stream::Out };
        if self.quiet && stream == Stream::Err {
            return Ok(());
        }
        self.print(stream, &text)
    }

    /// Shows which decisions were written to a file, or which a person must write.
    pub fn accepted(&self, accepted: &Accepted, path: &Path) -> Result<(), Error> {
        if self.quiet {
            return Ok(());
        }
        let (key, additions): (&str, &[Addition]) = match accepted {
            Accepted::Nothing => ("accepted-nothing", &[]),
            Accepted::Written(additions) => ("accepted", additions),
            Accepted::ByHand(additions) => ("accepted-by-hand", additions),
        };
        let facts = [("count", number(additions.len(), self.language)), ("path", path.display().to_string())];
        let mut text = phrase(&format!("program.{key}"), self.language, &facts);
        text.push('\n');
        for section in additions.chunk_by(|a, b| a.under == b.under) {
            text.push_str(&format!("  {}\n", section[0].header()));
            for addition in section {
                text.push_str(&format!("  {}\n", addition.line()));
            }
        }
        self.print(Stream::Err, &text)
    }

    /// Prints why the program cannot go on.
    pub fn error(&self, error: &Error) {
        // There is nowhere left to say that saying it failed.
        let _ = self.print(Stream::Err, &format!("{}\n", error.chain(self.language)));
    }
}

fn write_all(mut stream: impl Write, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

/// So much of a finding as a screen has room for: a list of fifty names would push all else off it.
fn shortened(line: &str) -> String {
    const MOST: usize = 300;
    match line.char_indices().nth(MOST) {
        None => line.to_owned(),
        Some((end, _)) => {
            let end = line[..end].rfind(' ').unwrap_or(end);
            format!("{} …", line[..end].trim_end_matches([';', ',']))
        }
    }
}

/// Where to look names up.
struct Words<'a> {
    language: Language,
    catalogue: &'a Catalogue,
    observations: &'a Observations,
    names: UnitNames,
    calendar: Calendar,
    /// How wide the terminal is that shows it, if one does.
    width: Option<usize>,
}

impl Words<'_> {
    /// Findings in words by the units that can answer them, those with the gravest first; what only the office can answer
    /// stands before all.
    fn by_unit(&self, findings: &[&Finding], cap: Option<usize>, all: &str) -> String {
        let senders = Senders::new(self.observations);
        let mut groups: Vec<(Option<UnitId>, Vec<&Finding>)> = vec![(None, Vec::new())];
        for finding in findings {
            let unit = senders.of(finding);
            match groups.iter_mut().find(|(known, _)| *known == unit) {
                Some((_, group)) => group.push(finding),
                None => groups.push((unit, vec![finding])),
            }
        }
        let mut text = String::new();
        for (unit, group) in groups.into_iter().filter(|(_, group)| !group.is_empty()) {
            let name = match unit {
                Some(unit) => self.names.of(&self.observations.units, unit).to_owned(),
                None => self.say("office"),
            };
            let counts = counts(group.iter().copied(), self.language);
            self.line_of(&mut text, "", &format!("\u{1b}[1m=== {} ({counts}) ===\u{1b}[0m", printable(&name)));
            text.push('\n');
            text.push_str(&self.findings(&group, cap, all));
        }
        text
    }

    /// Findings in words, those of one code together under one headline; groups stand in the order of their first
    /// finding, so the gravest come first.
    fn findings(&self, findings: &[&Finding], cap: Option<usize>, all: &str) -> String {
        let mut groups: Vec<((Severity, String), Vec<&Finding>)> = Vec::new();
        for &finding in findings {
            let key = (finding.severity, headline(finding, self.language));
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, group)) => group.push(finding),
                None => groups.push((key, vec![finding])),
            }
        }
        let mut text = String::new();
        for ((_, headline), group) in groups {
            let shown = cap.map_or(group.len(), |cap| cap.min(group.len()));
            self.line_of(&mut text, "", &headline);
            let suggestion = |finding: &&Finding| printable(&finding.suggestion(self.language)).into_owned();
            let suggestions: Vec<String> = group.iter().map(suggestion).collect();
            for (index, finding) in group[..shown].iter().enumerate() {
                let line = printable(&self.line(finding)).into_owned();
                self.line_of(&mut text, "  ", &if cap.is_some() { shortened(&line) } else { line });
                // A hint that the next finding repeats is given once, after the last.
                let last = index + 1 == shown || suggestions[index] != suggestions[index + 1];
                if last && !suggestions[index].is_empty() {
                    self.line_of(&mut text, "  ", &format!("{}{}", self.say("suggestion"), suggestions[index]));
                }
            }
            if shown < group.len() {
                let facts = [("count", number(group.len() - shown, self.language)), ("where", all.to_owned())];
                self.line_of(&mut text, "  ", &phrase("console.more", self.language, &facts));
            }
            text.push('\n');
        }
        text
    }

    /// `bc-2019.xlsx › Biểu 01 › D18  (Sáng kiến cải tiến, cấp cơ sở): ghi 1.250, cộng được 1.205`.
    fn line(&self, finding: &Finding) -> String {
        let mut line = finding.place.to_string();
        if line.is_empty() {
            let period = self.calendar.parse(&finding.period);
            let name = self.names.of_code(&self.observations.units, &finding.unit, period);
            let parts = [name.unwrap_or(&finding.unit), finding.period.as_str()];
            line = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" › ");
        }
        let label = self.label(finding);
        if !label.is_empty() {
            line.push_str(if line.is_empty() { "" } else { "  " });
            line.push_str(&format!("({label})"));
        }
        let detail = finding.detail(self.language);
        if !detail.is_empty() {
            line.push_str(if line.is_empty() { "" } else { ": " });
            line.push_str(&detail);
        }
        line
    }

    /// The names of the indicator and the category concerned; a code that the catalogue lacks stands for itself.
    fn label(&self, finding: &Finding) -> String {
        let id = self.catalogue.find(&finding.indicator);
        let indicator =
            id.map_or(finding.indicator.as_str(), |id| self.catalogue.indicator(id).name.get(self.language));
        let category = id.and_then(|id| {
            self.catalogue.categories(id).map(|(_, category)| category).find(|c| c.code == finding.category)
        });
        let category = category.map_or(finding.category.as_str(), |category| category.name.get(self.language));
        [indicator, category].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Adds a line, on a terminal broken at words and what follows set in.
    fn line_of(&self, text: &mut String, indent: &str, line: &str) {
        let room = self.width.map_or(usize::MAX, |width| width.saturating_sub(indent.len() + 2));
        let lines = if self.width.is_some() { in_lines(line, room) } else { vec![line.to_owned()] };
        for (place, line) in lines.iter().enumerate() {
            text.push_str(&format!("{indent}{}{line}\n", if place == 0 { "" } else { "  " }));
        }
    }

    fn say(&self, key: &str) -> String {
        phrase(&format!("console.{key}"), self.language, &[])
    }
}

/// `lỗi[total-differs] Dòng "Tổng cộng" khác tổng các đơn vị`, with the severity in its colour.
fn headline(finding: &Finding, language: Language) -> String {
    let colour = match finding.severity {
        Severity::Error => "\u{1b}[1;31m",
        Severity::Warning => "\u{1b}[1;33m",
        Severity::Note => "\u{1b}[1;36m",
    };
    let severity = phrase(&format!("console.{}", finding.severity.code()), language, &[]);
    format!("{colour}{severity}[{}]\u{1b}[0m {}", finding.code, printable(&finding.title(language)))
}

fn number(count: usize, language: Language) -> String {
    show_number(&Amount::whole(count as i64).to_string(), language)
}

fn tally(outcome: &Outcome, language: Language, with_figures: bool) -> String {
    let count = |count: usize| number(count, language);
    let mut text = phrase(
        "console.tally",
        language,
        &[("files", count(outcome.files)), ("observations", count(outcome.observations.rows.len()))],
    );
    if with_figures {
        let facts = [("figures", count(outcome.figures.rows().len()))];
        text.push_str(&phrase("console.figures", language, &facts));
    }
    text.push('\n');
    text.push_str(&match outcome.findings.is_empty() {
        true => phrase("console.clean", language, &[]),
        false => counts(outcome.findings.iter(), language),
    });
    text.push('\n');
    text
}

/// How many findings of each severity there are.
fn counts<'f>(findings: impl Iterator<Item = &'f Finding> + Clone, language: Language) -> String {
    let of = |severity| number(findings.clone().filter(|finding| finding.severity == severity).count(), language);
    let facts = [("errors", of(Severity::Error)), ("warnings", of(Severity::Warning)), ("notes", of(Severity::Note))];
    phrase("console.counts", language, &facts)
}

/// A finding for machines: the columns of `findings.csv`.
#[derive(Serialize)]
pub struct Line<'a> {
    severity: &'static str,
    code: &'static str,
    unit: &'a str,
    indicator: &'a str,
    category: &'a str,
    period: &'a str,
    file: &'a str,
    sheet: &'a str,
    cell: &'a str,
    message: String,
    suggestion: String,
}

impl<'a> Line<'a> {
    /// A finding in the words of a language.
    pub fn of(finding: &'a Finding, language: Language) -> Line<'a> {
        let (title, detail) = (finding.title(language), finding.detail(language));
        Line {
            severity: finding.severity.code(),
            code: finding.code.as_str(),
            unit: &finding.unit,
            indicator: &finding.indicator,
            category: &finding.category,
            period: &finding.period,
            file: &finding.place.file,
            sheet: &finding.place.sheet,
            cell: &finding.place.cell,
            message: if detail.is_empty() { title } else { format!("{title}: {detail}") },
            suggestion: finding.suggestion(language),
        }
    }
}

fn json_lines(findings: &[Finding], language: Language) -> String {
    let mut text = String::new();
    for finding in findings {
        // Texts and nothing else: this cannot fail.
        text.push_str(&serde_json::to_string(&Line::of(finding, language)).unwrap_or_default());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CellRef, Code, Place};

    fn total(cell: u32) -> Finding {
        Finding::new(Code::FileSkipped, Place::cell("bc-2019.pdf", "Biểu 01", CellRef::new(cell, 3)))
            .with("extension", ".pdf")
    }

    #[test]
    fn findings_of_one_code_stand_under_one_headline_and_are_capped() {
        let observations = Observations::default();
        let catalogue = Catalogue::default();
        let (names, calendar) = (UnitNames::default(), Calendar::default());
        let words = Words {
            language: Language::Vi,
            catalogue: &catalogue,
            observations: &observations,
            names,
            calendar,
            width: None,
        };
        let findings: Vec<Finding> = (0..5).map(total).collect();
        let findings: Vec<&Finding> = findings.iter().collect();
        let whole = words.findings(&findings, None, "findings.csv");
        assert_eq!(whole.matches("[file-skipped]").count(), 1);
        assert_eq!(whole.matches("bc-2019.pdf › Biểu 01 › D").count(), 5);
        assert_eq!(whole.matches("gợi ý: ").count(), 1);
        let capped = words.findings(&findings, Some(2), "findings.csv");
        assert_eq!(capped.matches("bc-2019.pdf › Biểu 01 › D").count(), 2);
        assert!(capped.contains("còn 3 phát hiện nữa") && capped.contains("findings.csv"), "{capped}");
    }

    #[test]
    fn a_line_for_machines_is_one_object_with_the_columns_of_the_csv() {
        let lines = json_lines(&[total(17)], Language::Vi);
        let value: serde_json::Value = serde_json::from_str(lines.trim_end()).expect("valid JSON");
        assert_eq!((value["severity"].as_str(), value["cell"].as_str()), (Some("note"), Some("D18")));
        assert_eq!(value.as_object().map(|o| o.len()), Some(11));
    }
}
