//! How reports word things, units and periods.

use tongket::domain::{Calendar, Month, Period};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::english;
use super::world::Measured;
use super::world::bodies::Body;
use super::world::things::{Part, Thing};
use crate::chance::Chance;

/// Headings of the column of units, of indicators, of ordinals, of measures, of figures, of notes.
pub const UNIT_HEADINGS: &[&str] = &[
    "Đơn vị",
    "Tên đơn vị",
    "TÊN ĐƠN VỊ",
    "Tên công đoàn",
    "Đơn vị báo cáo",
    "Công đoàn cơ sở",
    "Tên CĐCS",
    "ĐƠN VỊ",
    "Tên\nđơn vị",
    "Công đoàn",
    "Đơn vị trực thuộc",
    "Tên đơn vị, địa phương",
    "Địa phương",
    "TÊN CÔNG ĐOÀN CƠ SỞ",
    "Các đơn vị",
    "Họ tên đơn vị",
];
pub const INDICATOR_HEADINGS: &[&str] = &[
    "Nội dung",
    "NỘI DUNG",
    "Chỉ tiêu",
    "Tên chỉ tiêu",
    "Tiêu chí",
    "Nội dung chỉ tiêu",
    "Nội dung\nchỉ tiêu",
    "Nội dung thống kê",
    "Các chỉ tiêu",
];
pub const ORDINAL_HEADINGS: &[&str] = &["TT", "STT", "Số TT", "Stt", "Số\nTT", "S\nTT", "S TT", "Số thứ tự"];
pub const MEASURE_HEADINGS: &[&str] = &["Đơn vị tính", "ĐVT", "Đơn vị\ntính", "Đvt", "Đ.vị tính", "Đơn vị tính "];
pub const VALUE_HEADINGS: &[&str] = &[
    "Số lượng",
    "Kết quả",
    "Thực hiện",
    "Số liệu",
    "Kỳ này",
    "Số\nlượng",
    "SL",
    "Kết quả thực hiện",
    "Kết quả đạt được",
    "Tổng số",
    "Thực hiện trong kỳ",
    "Giá trị",
];
pub const NOTE_HEADINGS: &[&str] = &["Ghi chú", "GHI CHÚ", "Ghi\nchú", "Ghi chú (nếu có)"];
pub const SUM_HEADINGS: &[&str] = &["Tổng cộng", "Cộng", "Tổng số", "TỔNG CỘNG", "Cộng chung", "Tổng", "TS"];
pub const TOTALS: &[&str] = &[
    "Tổng cộng",
    "TỔNG CỘNG",
    "Cộng",
    "Tổng số",
    "Toàn huyện",
    "Tổng",
    "TỔNG SỐ",
    "Cộng chung",
    "Tổng cộng:",
    "TỔNG CỘNG (I+II)",
    "CỘNG",
    "Tổng chung",
    "Tổng cộng toàn đơn vị",
    "T. cộng",
    "Tổng toàn ngành",
    "Toàn tỉnh",
];
pub const SUBTOTALS: &[&str] =
    &["Cộng", "Cộng {}", "Tổng {}", "Cộng nhóm", "Cộng mục {n}", "Tổng cộng {n}", "Cộng ({n})"];

pub fn without_marks(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().replace('đ', "d").replace('Đ', "D")
}

/// What surrounds words on paper: capitals, line breaks, spaces, footnotes.
pub fn dressed(words: &str, chance: &mut Chance) -> String {
    match chance.below(14) {
        0 => words.to_uppercase(),
        1 => words.replacen(' ', "\n", 1),
        2 => words.replacen(' ', "  ", 1),
        3 => format!("{words} "),
        4 => format!("{words} (1)"),
        5 => format!("{words}:"),
        6 => {
            let spaces: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
            match spaces.get(spaces.len() / 2).filter(|_| !words.contains('\n')) {
                Some(&at) => format!("{}\r\n{}", &words[..at], &words[at + 1..]),
                None => words.to_owned(),
            }
        }
        _ => words.to_owned(),
    }
}

/// Words with what they mean in English, where the report has two languages.
fn both(words: String, english: &str, chance: &Chance) -> String {
    match chance.bilingual {
        Some(sign) if !english.is_empty() && !words.contains(" - ") => format!("{}{sign}{english}", words.trim_end()),
        _ => words,
    }
}

/// Words in one line; those of two languages stay apart.
pub fn in_one_line(words: &str, chance: &Chance) -> String {
    let words = match (chance.bilingual, words.rfind('\n')) {
        (Some("\n"), Some(at)) => format!("{} - {}", &words[..at], &words[at + 1..]),
        _ => words.to_owned(),
    };
    words.replace(['\n', '\r'], " ")
}

/// A part of a thing, under a heading that names the thing.
pub fn part(part: &Part, chance: &mut Chance) -> String {
    let words = chance.pick(part.leaves).to_owned();
    both(words, english::name(part.code), chance)
}

/// An *of which*, under a heading that names what it is part of.
pub fn leaf(thing: &Thing, chance: &mut Chance) -> String {
    let words = chance.pick(thing.leaves).to_owned();
    both(words, english::name(thing.code), chance)
}

/// A name of a thing, as any of those who fill in forms might write it.
pub fn thing(thing: &Thing, chance: &mut Chance) -> String {
    let words = in_vietnamese(thing, chance);
    both(words, english::name(thing.code), chance)
}

fn in_vietnamese(thing: &Thing, chance: &mut Chance) -> String {
    match chance.below(5) {
        0 => thing.name,
        1 if !thing.aliases.is_empty() => chance.pick(thing.aliases),
        _ if !thing.said.is_empty() => chance.pick(thing.said),
        _ => thing.name,
    }
    .to_owned()
}

/// What is measured, in one heading.
pub fn measured(measured: &Measured, chance: &mut Chance) -> String {
    let name = in_vietnamese(measured.thing, chance);
    let words = match measured.part {
        // An English tail closes a heading.
        Some(_) if name.contains(" - ") || name.contains('\n') => {
            let tail = measured.part.map_or("", |part| chance.pick(part.tails));
            format!("{} {tail}", measured.thing.name)
        }
        Some(part) => format!("{name} {}", chance.pick(part.tails)),
        None => name,
    };
    both(words, &english::measured(measured), chance)
}

/// A measure as words beside or below a heading; none once in a while.
pub fn with_measure(name: String, measure: &str, chance: &mut Chance) -> String {
    match chance.below(9) {
        _ if measure.is_empty() => name,
        0 => format!("{name} ({measure})"),
        1 => format!("{name}\n(ĐVT: {measure})"),
        2 => format!("{name}\n({measure})"),
        _ => name,
    }
}

/// A unit's name as some clerk types it, in a report of two languages with its English one.
pub fn body(body: &Body, chance: &mut Chance) -> String {
    let words = body_alone(body, chance);
    both(words, &body.english, chance)
}

/// A unit's name as some clerk types it.
pub fn body_alone(body: &Body, chance: &mut Chance) -> String {
    if !body.registered {
        let name = body.name.clone();
        return match chance.below(8) {
            0 => name.to_uppercase(),
            1 => name.replacen(' ', "  ", 1),
            2 => format!("{name} "),
            _ => name,
        };
    }
    let name = body.names[chance.below(body.names.len())].clone();
    match chance.below(16) {
        0 => name.replacen(' ', "  ", 1),
        1 => name.replacen(' ', "\u{a0}", 1),
        2 => format!("{name} (*)"),
        3 => name.replace("òa", "oà").replace("ủy", "uỷ"),
        4 => name.replace("Mỹ", "Mĩ").replace("Kỳ", "Kì").replace("Lý", "Lí").replace("Quý", "Quí"),
        5 => format!(" {name} "),
        6 => name.replacen(' ', "\n", 1),
        7 => format!("{name}."),
        _ => name,
    }
}

/// A unit's name for the name of a file.
pub fn body_in_file_name(body: &Body, chance: &mut Chance) -> String {
    let name = &body.name;
    match chance.below(3) {
        0 => name.clone(),
        1 => without_marks(name),
        _ => without_marks(name).to_lowercase().replace(' ', "-"),
    }
}

/// A span that reports are about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Span {
    Year(i32),
    Half(i32, i32),
    Quarter(i32, i32),
    NineMonths(i32),
    Month(i32, u32),
    /// *tính đến ngày*, the last one of a month: from the start of the statistical year.
    AsOf(i32, u32, u32),
}

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

impl Span {
    /// Any span of the term; `union`: the year begins in December.
    pub fn any(union: bool, chance: &mut Chance) -> Span {
        let year = 2017 + chance.below(4) as i32;
        match chance.below(11) {
            10 => match (union, chance.once_in(2)) {
                (true, true) => Span::AsOf(year, 5, 31),
                (true, false) => Span::AsOf(year, 11, 30),
                (false, true) => Span::AsOf(year, 6, 30),
                (false, false) => Span::AsOf(year, 12, 31),
            },
            0..=4 => Span::Year(year),
            5 => Span::Half(year, 1),
            6 => Span::Half(year, 2),
            7 => Span::Quarter(year, 1 + chance.below(4) as i32),
            8 => Span::NineMonths(year),
            _ => Span::Month(year, 1 + chance.below(12) as u32),
        }
    }

    pub fn year(self) -> i32 {
        match self {
            Span::Year(year)
            | Span::Half(year, _)
            | Span::Quarter(year, _)
            | Span::NineMonths(year)
            | Span::Month(year, _)
            | Span::AsOf(year, ..) => year,
        }
    }

    pub fn period(self, calendar: Calendar) -> Period {
        match self {
            Span::Year(year) => calendar.year(year),
            Span::Half(year, half) => calendar.part(year, 6 * (half - 1), 6),
            Span::Quarter(year, quarter) => calendar.part(year, 3 * (quarter - 1), 3),
            Span::NineMonths(year) => calendar.part(year, 0, 9),
            Span::Month(year, month) => {
                let month = Month::new(year, month).expect("a month");
                Period { from: month, to: month }
            }
            Span::AsOf(year, month, _) => {
                let month = Month::new(year, month).expect("a month");
                Period { from: calendar.year(calendar.year_of(month)).from, to: month }
            }
        }
    }

    /// The same from the start of its year.
    pub fn to_date(self, calendar: Calendar) -> Period {
        let period = self.period(calendar);
        Period { from: calendar.year(calendar.year_of(period.to)).from, to: period.to }
    }

    fn forms(self) -> Vec<String> {
        match self {
            Span::Year(y) => [
                format!("năm {y}"),
                format!("NĂM {y}"),
                format!("Năm {y}"),
                format!("năm: {y}"),
                format!("cả năm {y}"),
                format!("12 tháng năm {y}"),
            ]
            .into(),
            Span::Half(y, 1) => [
                format!("6 tháng đầu năm {y}"),
                format!("6 THÁNG ĐẦU NĂM {y}"),
                format!("6T đầu năm {y}"),
                format!("sáu tháng đầu năm {y}"),
                format!("6 tháng năm {y}"),
                format!("06 tháng đầu năm {y}"),
            ]
            .into(),
            Span::Half(y, _) => [
                format!("6 tháng cuối năm {y}"),
                format!("6 THÁNG CUỐI NĂM {y}"),
                format!("06 tháng cuối năm {y}"),
                format!("6T cuối năm {y}"),
            ]
            .into(),
            Span::Quarter(y, q) => {
                let r = ROMAN[q as usize - 1];
                [
                    format!("Quý {r} năm {y}"),
                    format!("quý {r}/{y}"),
                    format!("QUÝ {q} NĂM {y}"),
                    format!("Quý {q}/{y}"),
                    format!("quí {r} năm {y}"),
                    format!("Quý {r} - {y}"),
                ]
                .into()
            }
            Span::NineMonths(y) => [
                format!("9 tháng đầu năm {y}"),
                format!("9 THÁNG NĂM {y}"),
                format!("09 tháng năm {y}"),
                format!("chín tháng đầu năm {y}"),
            ]
            .into(),
            Span::Month(y, m) => [
                format!("tháng {m} năm {y}"),
                format!("THÁNG {m:02} NĂM {y}"),
                format!("tháng {m}/{y}"),
                format!("Tháng {m:02}/{y}"),
            ]
            .into(),
            Span::AsOf(y, m, d) => [
                format!("tính đến ngày {d}/{m:02}/{y}"),
                format!("Số liệu tính đến {d}/{m:02}/{y}"),
                format!("tính đến ngày {d} tháng {m} năm {y}"),
                format!("TÍNH ĐẾN NGÀY {d}/{m:02}/{y}"),
                format!("(đến {d}/{m:02}/{y})"),
            ]
            .into(),
        }
    }

    /// In a title.
    pub fn phrase(self, chance: &mut Chance) -> String {
        let forms = self.forms();
        forms[chance.below(forms.len())].clone()
    }

    /// Over a column or beside a row.
    pub fn heading(self, chance: &mut Chance) -> String {
        match self {
            Span::Year(year) => match chance.below(4) {
                0 => format!("Năm\n{year}"),
                1 => format!("NĂM {year}"),
                2 => format!("Năm {year}"),
                _ => year.to_string(),
            },
            _ => {
                let text = self.phrase(chance);
                if chance.once_in(4) { text.replacen(' ', "\n", 1) } else { text }
            }
        }
    }

    /// In a sheet's name.
    pub fn sheet_name(self, chance: &mut Chance) -> String {
        let text = match self {
            Span::Year(year) => chance
                .pick(&["Năm {y}", "{y}", "nam {y}", "Bieu {y}", "BC năm {y}", "SL {y}"])
                .replace("{y}", &year.to_string()),
            _ => {
                let text = self.phrase(chance);
                // A sheet's name holds 31 characters.
                let short = || self.forms().into_iter().min_by_key(|form| form.chars().count()).unwrap_or_default();
                if text.chars().count() > 31 { short() } else { text }
            }
        };
        text.replace(['/', ':'], "-")
    }

    /// In a file's name.
    pub fn file_name(self, chance: &mut Chance) -> String {
        let before = chance.pick(&["bc", "Bao cao", "tong hop", "báo cáo", "BIEU THONG KE", "so lieu", "01_BC"]);
        let text = match self {
            Span::Year(year) => chance.pick(&["nam {y}", "năm {y}", "{y}", "Nam{y}"]).replace("{y}", &year.to_string()),
            Span::Month(y, m) => format!("{} {m:02}-{y}", chance.pick(&["thang", "tháng", "Thang"])),
            Span::AsOf(..) => self.phrase(chance).replace(['/', ':'], chance.pick(&["-", "."])),
            _ => {
                let text = self.phrase(chance).replace(['/', ':'], " ");
                if chance.once_in(2) { text } else { without_marks(&text) }
            }
        };
        let name = format!("{before} {text}");
        let name = match chance.below(3) {
            0 => name.replace(' ', "-"),
            1 => name.replace(' ', "_"),
            _ => name,
        };
        let after = chance.pick(&["", "", "", " (2)", "_lan 2", " - Copy", "_gui LDLD"]);
        format!("{name}{after}")
    }
}
