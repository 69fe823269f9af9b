//! What stands under a heading that makes it a part of something else: *CNVCLĐ* under *Tiền chăm lo Tết (trđ)* are not all workers.

use crate::domain::{CategoryId, IndicatorId, Kind};
use crate::intake::extract::RowReading;
use crate::intake::layout::RowKind;
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{MeasureWord, Ordinal, expand, fold, split_ordinal, words};

use super::context::Context;
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
    "tham quan",
    "nghỉ mát",
    "tháng công nhân",
    "kiểm tra",
    "giám sát",
    "đối thoại",
    "tranh chấp",
];
/// What a title says of whom or what it counts, where these are few of those who are there.
const COUNTED: &[&str] = &["số lượt", "số tiền", "bị", "khám", "hội thao", "kỉ luật", "tham quan", "nghỉ mát"];

/// The same where the columns of a report say but who there is.
const REACHED: &[&str] = &["được", "thăm hỏi", "tập huấn", "chăm lo"];

impl Resolver<'_> {
    /// The same of the label of a row. Sections are called after anything: only what a dash marks is a part of what stands over
    /// it, or what stands among nothing but people, as *Đoàn viên* beside *NLĐ chưa là đoàn viên* below *Lượt người được thăm hỏi*.
    pub(super) fn is_below_another(&self, id: IndicatorId, row: &RowReading, label: &str) -> bool {
        let dashed = matches!(split_ordinal(label).0, Some(Ordinal::Dash | Ordinal::Plus));
        let parted = |group: &str| says_whom_it_reached(group) && self.stands_among_people(row);
        let groups = row.groups.iter().map(|group| &**group);
        let groups = groups.filter(|group| dashed || is_spending(group) || parted(group));
        let groups: Vec<&str> = groups.collect();
        let about = self.knowledge.catalogue.indicator(id);
        let visits = fold(&row.measure).starts_with("lượt") && fold(&about.measure.name) == "người";
        self.is_of_another(id, &groups, label)
            || (visits && about.kind == Kind::Stock)
            || (dashed && self.comes_in(id) && groups.last().is_some_and(|group| self.is_spent_on(group)))
    }

    /// Whether a dash marks a part that by its words is the same as what stands over it with a figure of its own: *- Thăm hỏi* below *Số
    /// lượt thăm hỏi, hỗ trợ*.
    pub(super) fn repeats_its_whole(&self, id: IndicatorId, row: &RowReading, label: &str) -> bool {
        let (mark, plain) = split_ordinal(label);
        let said = self.lexicon.said(plain);
        if !matches!(mark, Some(Ordinal::Dash | Ordinal::Plus)) || said.is_total || said.column_word.is_some() {
            return false;
        }
        let Some(group) = row.groups.last() else { return false };
        let same = matches!(self.sense(&[group]).lookup, Lookup::Known(Meaning::Indicator(of, None)) if of == id);
        let rows = &self.readings.rows;
        let at = rows.partition_point(|other| other.index < row.index);
        let whole =
            || rows[..at].iter().rev().find(|other| other.labels.last().is_some_and(|(_, label)| label == group));
        same && whole().is_some_and(|whole| self.holds_figures(whole))
    }

    /// The category of an indicator that the words of a group over its row name among others: *Khen thưởng của UBND tỉnh* over *Bằng
    /// khen*; none where they name several.
    pub(super) fn category_over(&self, id: IndicatorId, row: &RowReading) -> Option<CategoryId> {
        const FEWEST_WORDS: usize = 2;
        let categories = &self.knowledge.catalogue.breakdown(id)?.categories;
        let own = fold(&self.knowledge.catalogue.indicator(id).name.vi);
        let named = |group: &str| -> Vec<CategoryId> {
            let said = format!(" {} ", fold(group));
            let is_named = |name: &String| {
                let name = fold(name);
                name.split(' ').count() >= FEWEST_WORDS && said.contains(&format!(" {name} ")) && !own.contains(&name)
            };
            let all = (0_u16..).zip(categories);
            let found = all.filter(|(_, one)| std::iter::once(&one.name.vi).chain(&one.aliases).any(is_named));
            found.map(|(at, _)| CategoryId::new(at)).collect()
        };
        row.groups.iter().rev().map(|group| named(group)).find(|found| !found.is_empty()).and_then(|found| match *found
        {
            [only] => Some(only),
            _ => None,
        })
    }

    /// Whether a row and the one before or after it, right below the row that heads their group, say but who there is, or nothing
    /// that is known.
    fn stands_among_people(&self, row: &RowReading) -> bool {
        const MOST: usize = 6;
        let rows = &self.readings.rows;
        let at = rows.partition_point(|other| other.index < row.index);
        let within = |other: &&RowReading| other.kind == RowKind::Item && other.groups == row.groups;
        let of_people =
            |other: &&RowReading| other.labels.iter().all(|(_, label)| self.says_who(split_ordinal(label).1));
        let above = rows[..at].iter().rev().take_while(within);
        let below = rows[at + 1..].iter().take(1).filter(within);
        above.clone().take(MOST + 1).count() <= MOST
            && above.clone().all(|other| of_people(&other))
            && above.chain(below).any(|other| of_people(&other))
    }

    /// Whether a label names a stock by who there is, or nothing that is known.
    fn says_who(&self, label: &str) -> bool {
        match self.sense(&[label]).lookup {
            Lookup::Known(Meaning::Indicator(id, _)) => {
                self.knowledge.catalogue.indicator(id).kind == Kind::Stock && names_whom(label)
            }
            _ => true,
        }
    }

    /// Whether a heading names a sum of money that does not come in: *Kinh phí chăm lo Tết*.
    fn is_spent_on(&self, group: &str) -> bool {
        match self.sense(&[group]).lookup {
            Lookup::Known(Meaning::Indicator(other, _)) => {
                self.knowledge.catalogue.indicator(other).measure.money.is_some() && !self.comes_in(other)
            }
            _ => false,
        }
    }

    /// The part of what a title names that the only heading of a column names too, though it is an indicator by itself.
    pub(super) fn parts_the_title(&self, id: IndicatorId, path: &[&str], context: &Context) -> Option<Meaning> {
        let (&[leaf], Some(Meaning::Indicator(title, None))) = (path, context.title) else { return None };
        let name = &self.knowledge.catalogue.indicator(title).name.vi;
        match self.sense(&[name, leaf]).lookup {
            Lookup::Known(part @ Meaning::Indicator(of, Some(_))) if of == title && of != id => Some(part),
            _ => None,
        }
    }

    /// Whether the heading of a column that by itself names an indicator is something else under its groups, or under the title.
    pub(super) fn is_another_column(&self, id: IndicatorId, path: &[&str]) -> bool {
        path.split_last().is_some_and(|(leaf, groups)| {
            self.is_of_another(id, groups, leaf) || (groups.is_empty() && self.is_of_another_title(id, leaf))
        })
    }

    /// Whether a column headed but by who there is stands under a title that counts something done to some of them: *Đoàn viên* in
    /// *SỐ LƯỢT NGƯỜI KHÁM SỨC KHỎE*.
    fn is_of_another_title(&self, id: IndicatorId, leaf: &str) -> bool {
        let about = self.knowledge.catalogue.indicator(id);
        // A report on several things may say anything in its title; one whose columns are but who there is counts what it is called.
        let columns = &self.readings.columns;
        let only_people = || columns.iter().all(|column| column.path.last().is_some_and(|leaf| names_whom(leaf)));
        let counts = |line: &str| {
            let folded = format!(" {} ", fold(line));
            let names_all = matches!(self.lexicon.title(line), Some(Meaning::Indicator(named, _)) if named == id);
            let of_report = ["báo cáo", "tổng hợp"].iter().any(|word| folded.contains(word));
            let says = |list: &[&str]| list.iter().any(|word| folded.contains(&format!(" {word} ")));
            !names_all && (says(COUNTED) && !of_report || (says(COUNTED) || says(REACHED)) && only_people())
        };
        let all = fold(leaf).starts_with("tổng ");
        about.kind == Kind::Stock
            && about.measure.money.is_none()
            && !all
            && names_whom(leaf)
            && self.readings.lines.iter().any(|(_, line)| counts(line))
    }

    /// Whether an indicator is income by its name: *Thu kinh phí công đoàn*.
    pub(super) fn comes_in(&self, id: IndicatorId) -> bool {
        first_word(&self.knowledge.catalogue.indicator(id).name.vi).as_deref() == Some("thu")
    }

    /// Whether a leaf that by itself names an indicator is something else under its groups: who is there among those that
    /// something was done for, or what was spent of what comes in.
    fn is_of_another(&self, id: IndicatorId, groups: &[&str], leaf: &str) -> bool {
        let about = self.knowledge.catalogue.indicator(id);
        let is_part = |other: IndicatorId| {
            about.part_of == Some(other) || self.knowledge.catalogue.indicator(other).part_of == Some(id)
        };
        let (prefix, plain) = split_ordinal(leaf);
        let counts = fold(plain).starts_with("tổng ");
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

/// *Lượt người được thăm hỏi*, *CNVCLĐ bị kỷ luật*: of those who are there, those whom something reached.
fn says_whom_it_reached(group: &str) -> bool {
    fold(group).split(' ').any(|word| matches!(word, "được" | "bị" | "lượt"))
}

/// Whether words say but who there is: *CNVCLĐ*, *Đoàn viên nữ*, *CĐCS*.
fn names_whom(text: &str) -> bool {
    const WHOM: &[&str] = &[
        "đoàn", "viên", "công", "nhân", "chức", "người", "lao", "động", "cán", "bộ", "cơ", "sở", "nữ", "giáo", "hội",
        "số", "tại", "cho",
    ];
    expand(&words(text)).iter().any(|reading| reading.iter().all(|word| WHOM.contains(&word.as_str())))
}

/// *Chi*, *II. Phần chi*, *Tổng số chi*: what is spent.
pub(super) fn is_spending(group: &str) -> bool {
    first_word(group).as_deref() == Some("chi")
}

/// *Thu*, *I. Phần thu*: what comes in.
pub(super) fn comes_in_by(group: &str) -> bool {
    first_word(group).as_deref() == Some("thu")
}

/// The first word of a text that says something.
fn first_word(text: &str) -> Option<String> {
    words(split_ordinal(text).1).into_iter().find(|word| !matches!(word.as_str(), "số" | "tổng" | "phần"))
}
