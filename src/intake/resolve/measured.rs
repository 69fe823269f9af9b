//! What rows say beside their names: in what they are counted, and whether they compare.

use std::collections::BTreeMap;

use crate::domain::{CellRef, Code, Finding, IndicatorId, Kind};
use crate::intake::extract::one_line;
use crate::intake::layout::RowKind;
use crate::intake::vocabulary::Meaning;
use crate::text::{ColumnWord, Label, MeasureWord, Span, TimePhrase, counts_many, fold, measure_word, split_ordinal};

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

/// What counts people, and what counts what happened: neither is the other.
const PEOPLE: &[&str] = &["người", "lượt người", "đoàn viên", "lao động", "hội viên"];
const EVENTS: &[&str] = &["vụ", "cuộc", "hội nghị", "buổi", "lớp", "lần", "đợt", "ý kiến"];
/// What pays, owes and gets money, and is none.
const BODIES: &[&str] = &[
    "doanh nghiệp",
    "dn",
    "đơn vị",
    "công ti",
    "cđcs",
    "người",
    "lao động",
    "lượt",
    "cuộc",
    "vụ",
    "hộ",
    "suất",
    "nhà",
];
/// What is written and counted: neither people nor bodies.
const WRITINGS: &[&str] = &["sáng kiến", "sk", "bản", "thỏa ước", "đề tài", "giải pháp", "văn bản", "tờ rơi"];
/// Bodies that people belong to.
const UNIONS: &[&str] = &["đơn vị", "doanh nghiệp", "dn", "cđcs"];

/// What awards are counted in, which go to bodies and to people.
const AWARDS: &[&str] = &["bằng khen", "giấy khen", "bằng", "giấy", "tấm", "cái", "chiếc"];
/// Whom they honour: some of them.
const HONOURED: &[&str] = &["tập thể", "cá nhân"];

/// Whether what one word counts is never what the other counts: people, what happens, what is written, bodies. Both are folded.
pub(super) fn are_apart(own: &str, other: &str) -> bool {
    let kinds = [PEOPLE, EVENTS, WRITINGS, UNIONS];
    let kind = |word: &str| kinds.iter().position(|list| list.contains(&word));
    matches!((kind(own), kind(other)), (Some(one), Some(two)) if one != two)
}

/// *triệu đồng/người*, *người/CĐCS*: so much for each, and no sum. For each year it is the year's.
fn for_each(measure: &str) -> bool {
    let Some((first, second)) = measure.split_once('/') else { return false };
    let counts = |text: &str| measure_word(text.trim()).is_some();
    let time = ["năm", "quí", "tháng", "kì", "6 tháng"].contains(&fold(second).as_str());
    counts(first) && counts(second) && !time
}

impl Resolver<'_> {
    /// Whether a row or a column that names an indicator counts something else: *Số vụ tai nạn lao động có người chết | vụ* are no
    /// people, *Lớp tập huấn | người* no classes, *Mái ấm Công đoàn | triệu đồng* no houses, *Bằng khen (tập thể)* not all of them.
    pub(super) fn counts_another_kind(&self, id: IndicatorId, measure: &str, label: &str) -> bool {
        if measure.trim() != "%" && self.counts_a_rate(id, label) {
            return true;
        }
        let about = self.knowledge.catalogue.indicator(id);
        if !matches!(about.kind, Kind::Stock | Kind::Flow | Kind::Mean) {
            return false;
        }
        let own = fold(&about.measure.name);
        // *- Số người* below *Lớp tập huấn* says in what it counts by itself.
        let folded = fold(split_ordinal(label).1);
        let named = folded.strip_prefix("tổng ").unwrap_or(&folded).strip_prefix("số ").unwrap_or_default();
        let said = fold(measure);
        let money = about.measure.money.is_some();
        let of_kind = match measure_word(measure.trim()) {
            Some(MeasureWord::Money(_)) => !money,
            Some(MeasureWord::Count) => money,
            _ => counts_many(measure) && own != said,
        };
        // *Tiền ăn ca (đồng/suất)* is a price by itself.
        let sums = about.kind == Kind::Flow || (about.kind == Kind::Stock && !money);
        of_kind
            || (sums && for_each(measure) && !own.contains('/'))
            || are_apart(&own, &said)
            || are_apart(&own, named)
            || (HONOURED.contains(&said.as_str()) && AWARDS.contains(&own.as_str()))
    }

    /// Whether the headings of a column say that it holds sums of money, whatever its rows are called: *Kinh phí (triệu đồng)*, *Tiền
    /// thưởng* over *Bằng khen*.
    pub(super) fn holds_sums(&self, path: &[String]) -> bool {
        const HEADS: &[&str] = &[
            "số tiền",
            "tổng số tiền",
            "tổng tiền",
            "thành tiền",
            "kinh phí",
            "tổng kinh phí",
            "tiền thưởng",
            "tiền hỗ trợ",
        ];
        let Some((leaf, groups)) = path.split_last() else { return false };
        let stated = |part: &String| self.sense(&[part]).measure;
        // *Thực hiện (đồng)* says in what money is counted beside it.
        let says_nothing = |part: &String| {
            let plain = self.lexicon.without_noise(part);
            self.lexicon.said(&plain).column_word == Some(ColumnWord::Value) && fold(&plain) != "giá trị"
        };
        let is_money = |part: &String| matches!(stated(part), Some(MeasureWord::Money(_))) && !says_nothing(part);
        if stated(leaf) == Some(MeasureWord::Count) {
            return false;
        }
        let heads = |part: &String| HEADS.contains(&fold(&self.lexicon.without_noise(part)).as_str());
        is_money(leaf) || heads(leaf) || groups.iter().any(|group| is_money(group) || heads(group))
    }

    /// Whether a label counts what an indicator gives the share of: *Số người bệnh hài lòng*, and no *Tỷ lệ hài lòng của người bệnh*.
    pub(super) fn counts_a_rate(&self, id: IndicatorId, label: &str) -> bool {
        let about = self.knowledge.catalogue.indicator(id);
        let counts = |text: &str| {
            let folded = fold(text);
            let counts = ["số ", "tổng số "].iter().any(|head| folded.starts_with(head));
            counts && !folded.split(' ').any(|word| matches!(word, "tỉ" | "lệ" | "%" | "mức" | "điểm"))
        };
        let names = || std::iter::once(&about.name.vi).chain(&about.aliases);
        let begins = |text: &str, head: &str| {
            text.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        // *Số doanh nghiệp nợ lương*, of which the catalogue knows the sum.
        let bodies = |text: &str| {
            let folded = fold(text);
            let plain = folded.strip_prefix("tổng ").unwrap_or(&folded);
            BODIES.iter().any(|body| plain.strip_prefix("số ").is_some_and(|rest| begins(rest, body)))
        };
        (about.kind == Kind::Rate && counts(label) && !names().any(|name| counts(name)))
            || (about.measure.money.is_some() && bodies(label) && !names().any(|name| bodies(name)))
    }

    /// *I | Số tiền hỗ trợ | nghìn đồng* without a figure: the rows below it that say nothing else are in it too.
    pub(super) fn measures_of_groups(&self, parts: &mut [Part]) {
        if self.readings.rows.iter().all(|row| row.measure.is_empty()) {
            return;
        }
        let mut stated: BTreeMap<&str, MeasureWord> = BTreeMap::new();
        for (row, part) in self.readings.rows.iter().zip(parts) {
            match self.lexicon.said(&row.measure).measure_word {
                Some(measure @ MeasureWord::Money(_)) if !self.holds_figures(row) => {
                    stated.extend(row.labels.last().map(|(_, label)| (&**label, measure)));
                }
                None if part.measure.is_none() && !stated.is_empty() => {
                    part.measure = row.groups.iter().rev().find_map(|group| stated.get(&**group)).copied();
                }
                _ => {}
            }
        }
    }

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
