//! What stands under a heading that makes it a part of something else: *CNVCLĐ* under *Tiền chăm lo Tết (trđ)* are not all workers.

use crate::domain::{IndicatorId, Kind};
use crate::intake::extract::RowReading;
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{MeasureWord, Ordinal, expand, fold, split_ordinal, words};

use super::table::Resolver;

/// What is done to or by some of those who are there.
const DEEDS: &[&str] = &[
    "tham gia",
    "tham dự",
    "được",
    "bị",
    "hỗ trợ",
    "tặng",
    "chăm lo",
    "kỉ luật",
    "hội thao",
    "khen thưởng",
    "tư vấn",
    "tập huấn",
    "thăm",
    "khám",
    "trợ cấp",
    "vay vốn",
    "tuyên truyền",
    "học tập",
];

impl Resolver<'_> {
    /// The same of the label of a row. Sections are called after anything: only what a dash marks is a part of what stands over it.
    pub(super) fn is_below_another(&self, id: IndicatorId, row: &RowReading, label: &str) -> bool {
        let dashed = matches!(split_ordinal(label).0, Some(Ordinal::Dash | Ordinal::Plus));
        let groups = row.groups.iter().map(|group| &**group).filter(|group| dashed || is_spending(group));
        self.is_of_another(id, &groups.collect::<Vec<_>>(), label)
    }

    /// Whether an indicator is income by its name: *Thu kinh phí công đoàn*.
    pub(super) fn comes_in(&self, id: IndicatorId) -> bool {
        first_word(&self.knowledge.catalogue.indicator(id).name.vi).as_deref() == Some("thu")
    }

    /// Whether a leaf that by itself names an indicator is something else under its groups: who is there among those that
    /// something was done for, or what was spent of what comes in.
    pub(super) fn is_of_another(&self, id: IndicatorId, groups: &[&str], leaf: &str) -> bool {
        let about = self.knowledge.catalogue.indicator(id);
        let is_part = |other: IndicatorId| {
            about.part_of == Some(other) || self.knowledge.catalogue.indicator(other).part_of == Some(id)
        };
        let (prefix, plain) = split_ordinal(leaf);
        let counts = ["số ", "tổng ", "tổng số "].iter().any(|head| fold(plain).starts_with(head));
        if self.comes_in(id) && groups.iter().any(|group| is_spending(group)) {
            return true;
        }
        if counts || !names_whom(plain) || about.kind != Kind::Stock || about.measure.money.is_some() {
            return false;
        }
        groups.iter().any(|group| {
            let sense = self.sense(&[group]);
            match sense.lookup {
                Lookup::Known(Meaning::Indicator(other, _)) if other == id || is_part(other) => false,
                _ if matches!(sense.measure, Some(MeasureWord::Money(_))) => true,
                Lookup::Known(Meaning::Indicator(other, _)) => {
                    self.knowledge.catalogue.indicator(other).kind == Kind::Flow
                        && !matches!(
                            prefix,
                            Some(Ordinal::Arabic(_) | Ordinal::Roman | Ordinal::Capital | Ordinal::Letter)
                        )
                }
                Lookup::Unknown => {
                    let folded = format!(" {} ", fold(group));
                    DEEDS.iter().any(|deed| folded.contains(&format!(" {deed} ")))
                }
                _ => false,
            }
        })
    }
}

/// Whether words say but who there is: *CNVCLĐ*, *Đoàn viên nữ*, *CĐCS*.
fn names_whom(text: &str) -> bool {
    const WHOM: &[&str] =
        &["đoàn", "viên", "công", "nhân", "chức", "người", "lao", "động", "cán", "bộ", "cơ", "sở", "nữ", "giáo", "hội"];
    expand(&words(text)).iter().any(|reading| reading.iter().all(|word| WHOM.contains(&word.as_str())))
}

/// *Chi*, *II. Phần chi*, *Tổng số chi*: what is spent.
pub(super) fn is_spending(group: &str) -> bool {
    first_word(group).as_deref() == Some("chi")
}

/// The first word of a text that says something.
fn first_word(text: &str) -> Option<String> {
    words(split_ordinal(text).1).into_iter().find(|word| !matches!(word.as_str(), "số" | "tổng" | "phần"))
}
