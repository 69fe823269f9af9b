//! How the numbers of each column are written, decided by all its texts together; the texts that are written otherwise
//! are told.

use crate::domain::{Cell, CellRef, Code, Finding, IndicatorId, Range, in_row};
use crate::text::{Convention, NumberText, Votes, read_number, written_in};

use super::context::Context;
use super::table::{Part, Resolver};

/// How many cells a finding lists before it breaks off.
const LISTED: usize = 12;

/// How the numbers of one column are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Writing {
    /// What most of its texts say, else most of the table's.
    said: Option<Convention>,
    /// Whether its own texts say it.
    own: bool,
    /// The lines whose text has a separator in it.
    separated: Vec<usize>,
}

impl Writing {
    /// What its texts are read by: the law's convention where none says anything.
    pub(super) fn convention(&self) -> Convention {
        self.said.unwrap_or_default()
    }
}

impl Resolver<'_> {
    /// How each column is written, its texts held against what they measure.
    pub(super) fn writings(&self, context: &Context, columns: &[Part], rows: &[Part]) -> Vec<Writing> {
        let is_count = |position: usize, line: usize| {
            let measured = self.meaning(&columns[position], &rows[line], context);
            measured.is_some_and(|(indicator, _)| self.knowledge.catalogue.indicator(indicator).is_count())
        };
        let mut found = vec![(Writing::default(), Votes::default()); self.readings.columns.len()];
        for (line, row) in self.readings.rows.iter().enumerate() {
            let cells = self.grid.row(row.index);
            for (position, (writing, votes)) in found.iter_mut().enumerate() {
                let cell = in_row(cells, self.readings.columns[position].index);
                if let Some(text) = cell.and_then(Cell::text)
                    && text.contains(['.', ',', '．', '，'])
                {
                    votes.cast(text, is_count(position, line));
                    writing.separated.push(line);
                }
            }
        }
        let table = found.iter().fold(Votes::default(), |all, (_, votes)| all.and(*votes)).winner();
        found
            .into_iter()
            .map(|(writing, votes)| Writing {
                said: votes.winner().or(table),
                own: votes.winner().is_some(),
                ..writing
            })
            .collect()
    }

    fn text_at(&self, line: usize, position: usize) -> Option<(CellRef, &str)> {
        let at = CellRef::new(self.readings.rows[line].index, self.readings.columns[position].index);
        Some((at, self.grid.get(at)?.text()?))
    }

    /// One finding for each column with numbers in the other convention than its own, or with numbers that either could
    /// read and nothing decides. Of counts the two do not differ: a count has no decimals. `measured`: what a cell
    /// measures, by column and line; none where it is not read.
    pub(super) fn dissenters(
        &self,
        writings: &[Writing],
        measured: &dyn Fn(usize, usize) -> Option<IndicatorId>,
        findings: &mut Vec<Finding>,
    ) {
        for (position, writing) in writings.iter().enumerate() {
            let convention = writing.convention();
            let (mut other, mut either): (Vec<CellRef>, Vec<CellRef>) = (Vec::new(), Vec::new());
            let mut doubtful = false;
            // What the law asks for needs no word; that another column decides otherwise does.
            let by_table = !writing.own && convention == Convention::English;
            for &line in &writing.separated {
                let (Some((at, text)), Some(indicator)) = (self.text_at(line, position), measured(position, line))
                else {
                    continue;
                };
                let Some(NumberText::Value(value)) = read_number(text, convention) else { continue };
                if written_in(text).is_some_and(|said| said != convention) {
                    other.push(at);
                } else if value.ambiguous
                    && value.share.is_none()
                    && !self.knowledge.catalogue.indicator(indicator).integer
                {
                    either.push(at);
                    // `1.258` is what the law asks for: no question, where nothing speaks against it.
                    doubtful |= writing.said.is_none() && value.plain.contains('.');
                }
            }
            let first = match (other.first(), either.first()) {
                (Some(first), _) => *first,
                (None, Some(first)) if doubtful || by_table => *first,
                _ => continue,
            };
            let finding = Finding::new(Code::ColumnConvention, self.place(first))
                .with("column", self.readings.column_label(position))
                .with("convention", if convention == Convention::Vietnamese { "1.234,5" } else { "1,234.5" })
                .with("cells", list(&other))
                .with("doubtful", list(&either));
            findings.push(match (other.is_empty(), either.is_empty()) {
                (true, _) if by_table => finding.variant("table"),
                (true, _) => finding.variant("either"),
                (false, true) => finding,
                (false, false) => finding.variant("both"),
            });
        }
    }
}

/// `D4, D7:D9`, the first of them.
fn list(cells: &[CellRef]) -> String {
    let mut runs: Vec<Range> = Vec::new();
    for &cell in cells {
        match runs.last_mut() {
            Some(run) if run.end.row + 1 == cell.row => run.end = cell,
            _ => runs.push(Range { start: cell, end: cell }),
        }
    }
    let mut shown: Vec<String> = runs
        .iter()
        .take(LISTED)
        .map(|run| if run.start == run.end { run.start.to_string() } else { run.to_string() })
        .collect();
    if runs.len() > LISTED {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}
