//! Titles, names of sheets and notes that say of all figures of a table that they are no results, or of some only.

use std::cell::LazyCell;

use crate::domain::{BreakdownId, IndicatorId, Kind};
use crate::intake::extract::{RowReading, without_ordinal};
use crate::intake::layout::Key;
use crate::intake::vocabulary::{Lookup, Meaning};
use crate::text::{
    Remark, fold, remark, says_done, says_otherwise, says_planned, says_sex, titles_another, titles_bodies, titles_some,
};

use super::context::Context;
use super::heading::without_noise;
use super::measured::compares;
use super::parted::heads_a_paper;
use super::table::{Part, Resolver};

impl Resolver<'_> {
    /// The title that says that all figures are planned or registered, where no column says that some were reached.
    pub(super) fn planned(&self, context: &Context) -> Option<String> {
        let titles = || self.readings.lines.iter().map(|(_, line)| line.as_str());
        // *II. KẾT QUẢ THỰC HIỆN* in a file called *KH 2023*.
        let done = |title: &str| says_done(title) && !self.lexicon.said(title).is_reference;
        let stem = self.names.iter().take(2).copied().filter(|_| !titles().any(done));
        let rates = |id: IndicatorId| matches!(self.knowledge.catalogue.indicator(id).kind, Kind::Rate | Kind::Mean);
        // Columns or rows that name their periods know better.
        let says_when = |text: &str| !self.lexicon.said(text).times.is_empty();
        let of_time = |row: &RowReading| row.labels.iter().any(|(_, label)| says_when(label));
        let dated = self.readings.columns.iter().any(|column| column.path.iter().any(|part| says_when(part)))
            || self.readings.rows.iter().any(of_time);
        // *TỶ LỆ ĐOÀN VIÊN* over *Tổng số | Đoàn viên | Tỷ lệ*: the others are none.
        let compared_apart =
            || self.readings.columns.iter().any(|column| column.path.iter().any(|part| compares(part)));
        // *SO SÁNH SỐ LIỆU CÁC ĐƠN VỊ*: with each other.
        let of_units = |title: &str| ["các đơn vị", "giữa các"].iter().any(|word| fold(title).contains(word));
        let otherwise = |title: &str| {
            let named = self.lexicon.title(title).and_then(Meaning::indicator);
            let apart = says_planned(title) || !compared_apart() && !of_units(title);
            !dated && apart && named.is_none_or(|id| !rates(id)) && says_otherwise(title)
        };
        // A sheet called *Tăng giảm* holds differences of years.
        let differs = |name: &&str| {
            matches!(fold(name).as_str(), "%" | "tăng giảm" | "tăng giảm %" | "tỉ lệ" | "tỉ lệ %" | "chênh lệch")
        };
        let compared = self.names.first().copied().filter(differs);
        let noted = self.readings.notes.iter().map(String::as_str).find(|note| remark(note) == Some(Remark::Others));
        let title = titles().chain(stem).find(|title| says_planned(title) || otherwise(title));
        let title = title.or(compared).or(noted)?;
        // *Đăng ký khai sinh* is what is counted.
        let counted = context
            .title
            .and_then(Meaning::indicator)
            .is_some_and(|id| says_planned(&self.knowledge.catalogue.indicator(id).name.vi));
        let done = |part: &String| {
            let folded = fold(part);
            folded == "th" || ["thực hiện", "kết quả", "đạt"].iter().any(|word| folded.contains(word))
        };
        let said = |label: &str| matches!(fold(label).as_str(), "thực hiện" | "th" | "kết quả" | "kết quả thực hiện");
        let reached = self.readings.columns.iter().any(|column| column.path.iter().any(done))
            || self.readings.rows.iter().any(|row| row.labels.iter().any(|(_, label)| said(&without_ordinal(label))));
        (!counted && !reached).then(|| title.to_owned())
    }

    /// The title or the name of the sheet that says that a table is of some of those only whom its columns name: *ĐOÀN VIÊN DÂN TỘC
    /// THIỂU SỐ* over *Số đoàn viên*.
    pub(super) fn of_some(&self, context: &Context, columns: &[Part]) -> Option<String> {
        let lines = self.readings.lines.iter().map(|(_, line)| line.as_str());
        let of_units = |row: &RowReading| Self::names_units(row);
        let by_units = || self.readings.rows.iter().any(of_units);
        let parted = LazyCell::new(|| {
            !by_units() || self.readings.rows.iter().any(|row| row.labels.iter().any(|(_, label)| self.is_wide(label)))
        });
        let catalogue = &self.knowledge.catalogue;
        let whole = |meaning: Meaning| match meaning {
            Meaning::Indicator(id, None) => Some(id),
            _ => None,
        };
        // Columns say what is measured, or rows, or the title.
        let measured = LazyCell::new(|| -> Vec<IndicatorId> {
            let open = || columns.iter().filter(|part| !part.closed);
            let of_columns: Vec<IndicatorId> = open().filter_map(|part| part.meaning).filter_map(whole).collect();
            let labels = self.readings.rows.iter().flat_map(|row| &row.labels);
            let labels = labels.filter(|(key, _)| matches!(key, Key::Indicator | Key::Open));
            let of_rows = labels.filter_map(|(_, label)| match self.sense(&[&without_ordinal(label)]).lookup {
                Lookup::Known(meaning) => whole(meaning),
                _ => None,
            });
            let of_rows: Vec<IndicatorId> = if of_columns.is_empty() { of_rows.collect() } else { Vec::new() };
            let titled = || open().filter_map(|_| context.title.and_then(whole)).collect();
            [of_columns, of_rows].into_iter().find(|found| !found.is_empty()).unwrap_or_else(titled)
        });
        let parts = |of: BreakdownId| measured.iter().any(|&id| catalogue.indicator(id).breakdown == Some(of));
        // What the catalogue parts one of them by is read as a part elsewhere.
        let parts_one = |line: &str| {
            let whole = self.categories_in(line, &[]);
            let known = if whole.is_empty() { self.categories_within(line) } else { whole };
            known.iter().any(|(of, _)| parts(*of))
        };
        let of_bodies =
            |line: &str, folded: &str| titles_bodies(folded) && !self.lexicon.is_registered(line) && !parts_one(line);
        // *(Khu vực ngoài nhà nước)*, *Nữ*, where nothing is parted so, and no *BHXH* over *Nợ BHXH*.
        let heads = |words: &str| {
            let mut headings = self.readings.columns.iter().flat_map(|column| &column.path);
            headings.any(|heading| fold(heading).contains(words))
        };
        let of_a_part = |line: &str| {
            let plain = line.trim_matches(['(', ')', ' ']);
            !self.lexicon.is_registered(plain)
                && !heads_a_paper(plain)
                && self.is_part_of_none(plain, &measured)
                && (says_sex(plain) || *parted)
                && !heads(&fold(&without_noise(plain)))
        };
        // Where a row or a heading says so too, the title is of several things.
        let labels = || self.readings.rows.iter().flat_map(|row| &row.labels).map(|(_, label)| &**label);
        let another = |line: &str, folded: &str| {
            let named = |word: &str| measured.iter().any(|&id| fold(&catalogue.indicator(id).name.vi).contains(word));
            let says = |word: &str| named(word) || heads(word) || labels().any(|label| fold(label).contains(word));
            titles_another(folded).is_some_and(|word| !says(word))
                && !self.lexicon.said(line).is_reference
                && (by_units() || !parts_one(line))
        };
        let title = lines.chain(self.names.first().copied()).find(|line| {
            let folded = fold(line);
            titles_some(line, &folded)
                || (of_bodies(line, &folded) && *parted)
                || of_a_part(line)
                || another(line, &folded)
        })?;
        let said_by_title = match (context.title, self.lexicon.title(title)) {
            (Some(Meaning::Indicator(_, Some(_))), _) => true,
            (Some(Meaning::Category(of, _)), _) | (_, Some(Meaning::Category(of, _))) => parts(of),
            _ => false,
        };
        // Beside *Nữ CNVCLĐ* the others are of all.
        let of_all = |id: &IndicatorId| {
            let name = &catalogue.indicator(*id).name.vi;
            !titles_some(name, &fold(name))
        };
        let of_some = !said_by_title && measured.iter().all(of_all) || another(title, &fold(title));
        (of_some && !measured.is_empty()).then(|| title.to_owned())
    }
}
