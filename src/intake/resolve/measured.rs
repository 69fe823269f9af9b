//! What rows say beside their names: in what they are counted, and whether they compare.

use crate::domain::{CellRef, Code, Finding};
use crate::intake::extract::one_line;
use crate::intake::layout::RowKind;
use crate::intake::vocabulary::Meaning;
use crate::text::{ColumnWord, Label, MeasureWord, Span, TimePhrase, fold};

use super::table::{Part, Resolver};

/// What *Cả năm* says: all months of a year that stands elsewhere.
pub(super) static WHOLE_YEAR: [TimePhrase; 1] = [TimePhrase { span: Span::Part(None, 0, 12), at: 0..0 }];

/// Whether the label of a row that names periods compares them: *So với năm 2021*, *Tăng, giảm 2023 - 2019*, *2023/2019 (%)*.
pub(super) fn compares(label: &str) -> bool {
    const HEADS: &[&str] = &["so", "tăng", "giảm", "chênh", "tỉ", "tốc", "bình"];
    let folded = fold(label);
    folded.split(' ').next().is_some_and(|first| HEADS.contains(&first))
        || folded.contains(" so ")
        || label.contains('%')
        || matches!(label.trim(), "+/-" | "±" | "+ / -" | "(+/-)")
}

/// Whether a label says that its row is planned, compared, or of another time.
pub(super) fn is_aside(said: &Label) -> bool {
    // *Chỉ tiêu* beside *Thực hiện* is what was planned.
    let planned = Some(ColumnWord::Indicator);
    matches!(said.column_word, Some(ColumnWord::Plan | ColumnWord::Comparison | ColumnWord::Before))
        || said.column_word == planned
}

impl Resolver<'_> {
    /// *Nghìn đồng* beside the first of several sums of money is written once for all of them, where most rows leave theirs
    /// blank; a blank below another measure is told else.
    pub(super) fn measures_written_once(&self, parts: &mut [Part], findings: &mut Vec<Finding>) {
        let rows = &self.readings.rows;
        let items = || rows.iter().filter(|row| row.kind == RowKind::Item);
        let blank = items().filter(|row| row.measure.trim().is_empty()).count();
        let count = items().count();
        if blank == 0 || blank == count {
            return;
        }
        let once = blank * 2 >= count;
        let mut above: Option<MeasureWord> = None;
        for (position, part) in parts.iter_mut().enumerate() {
            let row = &rows[position];
            if row.kind != RowKind::Item || part.closed {
                continue;
            }
            let about = part.meaning.and_then(Meaning::indicator).map(|id| self.knowledge.catalogue.indicator(id));
            let own = about.and_then(|about| about.measure.money);
            match (own, above) {
                _ if !row.measure.trim().is_empty() || part.measure.is_some() => {
                    above = part.measure.filter(|measure| matches!(measure, MeasureWord::Money(_)));
                }
                (Some(own), Some(MeasureWord::Money(other))) if own != other => {
                    if once {
                        part.measure = above;
                    } else {
                        let column = self.readings.columns.first().map_or(0, |column| column.index);
                        let finding = Finding::new(Code::MeasureUnknown, self.place(CellRef::new(row.index, column)));
                        let measure = about.map(|about| about.measure.name.clone()).unwrap_or_default();
                        let label = one_line(self.readings.row_label(position));
                        findings.push(finding.variant("blank").with("row", label).with("measure", measure));
                    }
                }
                (None, _) => above = None,
                _ => {}
            }
        }
    }
}
