//! How the numbers of each column are written, decided by all its texts together; the texts that are written otherwise
//! are told.

use crate::domain::{CellRef, CellValue, Code, Finding, IndicatorId, Range};
use crate::text::{Convention, NumberText, Votes, read_number, written_in};

use super::table::Resolver;

/// How many cells a finding lists before it breaks off.
const LISTED: usize = 12;

/// How the numbers of one column are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Writing {
    /// What most of its texts say, else most of the table's.
    said: Option<Convention>,
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
    /// How each column is written.
    pub(super) fn writings(&self) -> Vec<Writing> {
        let mut columns = vec![(Writing::default(), Votes::default()); self.readings.columns.len()];
        for line in 0..self.readings.rows.len() {
            for (position, (writing, votes)) in columns.iter_mut().enumerate() {
                if let Some((_, text)) = self.text_at(line, position)
                    && text.contains(['.', ',', '．', '，'])
                {
                    votes.cast(text);
                    writing.separated.push(line);
                }
            }
        }
        let table = columns.iter().fold(Votes::default(), |all, (_, votes)| all.and(*votes)).winner();
        columns.into_iter().map(|(writing, votes)| Writing { said: votes.winner().or(table), ..writing }).collect()
    }

    fn text_at(&self, line: usize, position: usize) -> Option<(CellRef, &str)> {
        let at = CellRef::new(self.readings.rows[line].index, self.readings.columns[position].index);
        match self.grid.get(at).map(|cell| &cell.value) {
            Some(CellValue::Text(text)) => Some((at, text)),
            _ => None,
        }
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
                (None, Some(first)) if doubtful => *first,
                _ => continue,
            };
            let finding = Finding::new(Code::ColumnConvention, self.place(first))
                .with("column", self.readings.column_label(position))
                .with("convention", if convention == Convention::Vietnamese { "1.234,5" } else { "1,234.5" })
                .with("cells", list(&other))
                .with("doubtful", list(&either));
            findings.push(match (other.is_empty(), either.is_empty()) {
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
