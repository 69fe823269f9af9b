//! Figures as people type them, and as programs damage them.

use crate::chance::Chance;
use crate::drawing::Draw;

/// A figure on paper.
pub struct Figure {
    pub cell: Draw,
    /// What must be read: value and qualifier, or the mark for none; empty where nobody can tell, so that nothing may be
    /// read and a finding must say so.
    pub said: String,
    /// What stands there, in tenths, for the totals beside and below; none where nothing does.
    pub tenths: u64,
    /// Whether it was damaged, so that a finding must say so even where it is read.
    pub damaged: bool,
}

impl Figure {
    /// The same, standing for another amount in the totals.
    fn worth(self, tenths: u64) -> Figure {
        Figure { tenths, ..self }
    }
}

/// Tenths as a plain decimal, moved by a power of ten.
pub fn plain(tenths: u64, shift: i32) -> String {
    // Ten decimals hold every shift there is.
    let scaled = i128::from(tenths) * 10_i128.pow((9 + shift) as u32);
    let (whole, rest) = (scaled / 10_i128.pow(10), scaled % 10_i128.pow(10));
    if rest == 0 {
        return whole.to_string();
    }
    format!("{whole}.{}", format!("{rest:010}").trim_end_matches('0'))
}

fn grouped(tenths: u64, dot: char, comma: char) -> String {
    let digits = (tenths / 10).to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(dot);
        }
        text.push(digit);
    }
    if !tenths.is_multiple_of(10) {
        text.push_str(&format!("{comma}{}", tenths % 10));
    }
    text
}

/// How the figures of a sheet are typed.
#[derive(Clone, Copy, Default, Debug)]
pub struct Typing {
    /// All numbers are text.
    pub as_text: bool,
    /// Numbers as text are in the English convention.
    pub english: bool,
    /// Some were damaged.
    pub damaged: bool,
}

impl Typing {
    pub fn any(chance: &mut Chance) -> Typing {
        let as_text = chance.once_in(5);
        Typing { as_text, english: as_text && chance.once_in(6), damaged: chance.once_in(6) }
    }

    /// A figure as text.
    fn written(self, nature: Nature, tenths: u64) -> String {
        match self.english {
            // Money of three digits behind a comma could be either; nobody who means to be understood writes it so.
            true if !nature.counts() => grouped(tenths, ' ', '.').replace(' ', ""),
            true => grouped(tenths, ',', '.'),
            false => grouped(tenths, '.', ','),
        }
    }
}

/// How a column's figures are to be read.
#[derive(Clone, Copy, Debug)]
pub struct Nature {
    /// Figures lie below this.
    pub bound: u64,
    /// Only whole numbers.
    pub whole: bool,
    pub sort: Sort,
    /// The power of ten between what is written and the indicator's measure.
    pub shift: i32,
}

/// What kind of figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Counts and money.
    Amount,
    /// An average.
    Mean,
    Rate,
    /// Yes or no.
    Flag,
}

impl Nature {
    /// Whether figures can be added.
    pub fn adds(self) -> bool {
        self.sort == Sort::Amount
    }

    /// Whether they are whole by what they are.
    fn counts(self) -> bool {
        self.adds() && self.whole && self.shift == 0
    }
}

/// A figure of a column.
pub fn figure(nature: Nature, typing: Typing, chance: &mut Chance) -> Figure {
    match nature.sort {
        Sort::Rate => return rate(nature, typing, chance),
        Sort::Flag => return flag(typing, chance),
        Sort::Amount | Sort::Mean => {}
    }
    let mut tenths = chance.below(nature.bound as usize) as u64 * 10;
    if !nature.whole && chance.once_in(2) {
        tenths += chance.below(10) as u64;
    }
    if nature.sort == Sort::Mean {
        tenths += 10;
    }
    let said = plain(tenths, nature.shift);
    let figure = |cell, said| Figure { cell, said, tenths, damaged: false };
    if typing.damaged
        && tenths > 0
        && chance.once_in(10)
        && let Some(damaged) = damaged(nature, tenths, &said, chance)
    {
        return damaged;
    }
    let whole = tenths.is_multiple_of(10);
    let value = tenths / 10;
    if tenths == 0 {
        let mark = chance.pick(&["-", "0", "Không", "–", "0", "không có", "0"]);
        return figure(
            if mark == "0" && !typing.as_text { Draw::Number("0".to_owned()) } else { Draw::text(mark) },
            said,
        );
    }
    let text = typing.written(nature, tenths);
    let cell = Draw::text;
    match chance.below(190) {
        0 => return figure(cell(&format!("trên {text}")), format!("{said} at_least")),
        1 => return figure(cell(&format!("khoảng {text}")), format!("{said} about")),
        2 => return Figure { tenths: 0, ..figure(cell("…"), "…".to_owned()) },
        3 => return Figure { tenths: 0, ..figure(cell("x"), "x".to_owned()) },
        4 if !typing.english => return figure(cell(&text.replace('.', "\u{a0}")), said),
        5 if whole && value < 10 => return figure(cell(&format!("0{value}")), said),
        6 if nature.counts() => return figure(cell(&format!("{text}/{}", value + 40)), said),
        7 if whole => {
            return figure(cell(&format!("{text} (tăng {} so với năm trước)", chance.below(9) + 1)), said);
        }
        8 if whole && nature.whole => return figure(cell(&format!("{text} ({},5%)", chance.below(90))), said),
        9 => return figure(cell(&format!("  {text} ")), said),
        10 => return figure(cell(&format!("hơn {text}")), format!("{said} at_least")),
        11 => return figure(cell(&format!("≈ {text}")), format!("{said} about")),
        12 => return figure(cell(&format!("(1)    {text}")), said),
        13 => return figure(cell(&format!("{text}{}", chance.pick(&["(*)", " *", "¹", " (2)"]))), said),
        14 if nature.counts() && value > 1 => {
            let part = 1 + chance.below(value as usize - 1) as u64;
            return figure(cell(&format!("{text} ({part} xây mới, {} sửa chữa)", value - part)), said);
        }
        15 if nature.counts() && value > 1 => {
            return figure(cell(&format!("{text}/{} = {}%", value + 10, 100 * value / (value + 10))), said);
        }
        16 if !typing.english => return figure(cell(&text.replace('.', "\u{2009}")), said),
        17 => {
            let wide = text.chars().map(|c| match c {
                '0'..='9' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
                other => other,
            });
            return figure(cell(&wide.collect::<String>()), said);
        }
        18 => return figure(cell(&format!("dưới {text}")), format!("{said} at_most")),
        19 => return figure(cell(&format!(">{text}")), format!("{said} at_least")),
        20 if nature.counts() => return figure(cell(&format!("ít nhất {text}")), format!("{said} at_least")),
        21 => return figure(cell(&format!("không quá {text}")), format!("{said} at_most")),
        22 => return figure(cell(&format!("xấp xỉ {text}")), format!("{said} about")),
        23 => return Figure { tenths: 0, ..figure(cell("..."), "…".to_owned()) },
        24 => return Figure { tenths: 0, ..figure(cell("chưa có số liệu"), "…".to_owned()) },
        25 => return Figure { tenths: 0, ..figure(cell("chưa báo cáo"), "…".to_owned()) },
        26 => return figure(cell(&format!("'{text}")), said),
        27 => return figure(cell(&format!("{text}.")), said),
        28 => return figure(cell(&format!("\u{a0}{text}\u{a0}")), said),
        29 if nature.adds() => return figure(cell(&format!("đạt {text}")), said),
        // Money says in what it is, whatever the heading says.
        30 | 31 if nature.adds() && !nature.whole && nature.shift == 0 => {
            return figure(cell(&format!("{text} {}", chance.pick(&["triệu đồng", "triệu", "tr.đ", "trđ"]))), said);
        }
        32 if nature.adds() && !nature.whole && nature.shift == 0 && !typing.english => {
            return figure(cell(&format!("{} tỷ đồng", value + 1)), plain(tenths / 10 * 10 + 10, 3))
                .worth(tenths / 10 * 10_000 + 10_000);
        }
        _ => {}
    }
    figure(if typing.as_text { cell(&text) } else { Draw::Number(plain(tenths, 0)) }, said)
}

/// What programs and fingers do to a figure; none where this one is not hurt by what was drawn.
fn damaged(nature: Nature, tenths: u64, said: &str, chance: &mut Chance) -> Option<Figure> {
    let value = tenths / 10;
    let whole = tenths.is_multiple_of(10);
    let lost = |cell| Some(Figure { cell, said: String::new(), tenths, damaged: true });
    match chance.below(8) {
        // A point typed for thousands where the machine takes it for a decimal one.
        0 | 1 if nature.counts() && value >= 1000 && !value.is_multiple_of(1000) => {
            let cell = Draw::Number(format!("{}", value as f64 / 1000.0));
            Some(Figure { cell, said: said.to_owned(), tenths, damaged: true })
        }
        // A pair taken for a day.
        2 | 3 if nature.counts() && (1..=12).contains(&value) => {
            lost(Draw::Date(2023, 1 + chance.below(12) as u8, value as u8))
        }
        4 if nature.counts() => {
            let digits = value.to_string();
            let at = digits.find(['0', '1'])?;
            let letter = if &digits[at..=at] == "0" { chance.pick(&["o", "O"]) } else { chance.pick(&["l", "I"]) };
            // A letter alone, or in front, is a word as well as a number.
            let typed = format!("{}{letter}{}", &digits[..at], &digits[at + 1..]);
            (at > 0).then(|| lost(Draw::text(&typed)))?
        }
        5 => lost(Draw::Error(chance.pick(&["#REF!", "#DIV/0!", "#VALUE!"]).to_owned())),
        6 if whole => {
            lost(Draw::text(chance.pick(&["xem phụ lục", "12 + 3", "10-15", "đang cập nhật", "2 xã; 3 huyện"])))
        }
        7 => lost(Draw::Formula),
        _ => None,
    }
}

fn rate(nature: Nature, typing: Typing, chance: &mut Chance) -> Figure {
    let tenths = chance.below(999) as u64 + 1;
    let said = plain(tenths, 0);
    let text = typing.written(nature, tenths);
    let cell = match chance.below(6) {
        0 | 1 if !typing.as_text => Draw::Percent(tenths as f64 / 1000.0),
        2 | 3 => Draw::text(&format!("{text}%")),
        4 if chance.once_in(12) => Draw::text(&format!("{} người ({text}%)", chance.below(90) + 1)),
        _ if typing.as_text => Draw::text(&text),
        _ => Draw::Number(said.clone()),
    };
    Figure { cell, said, tenths, damaged: false }
}

fn flag(typing: Typing, chance: &mut Chance) -> Figure {
    let yes = chance.once_in(2);
    let word = if yes {
        chance.pick(&["x", "Có", "có", "✓", "1", "X"])
    } else {
        chance.pick(&["không", "Chưa", "0", "-"])
    };
    let cell = match word {
        "0" | "1" if !typing.as_text => Draw::Number(word.to_owned()),
        _ => Draw::text(word),
    };
    Figure { cell, said: u8::from(yes).to_string(), tenths: 0, damaged: false }
}

/// A printed total.
pub fn total(tenths: u64, typing: Typing) -> Draw {
    let count = Nature { bound: 0, whole: tenths.is_multiple_of(10), sort: Sort::Amount, shift: 0 };
    if typing.as_text { Draw::text(&typing.written(count, tenths)) } else { Draw::Number(plain(tenths, 0)) }
}
