//! Figures as people type them.

use super::chance::Chance;
use crate::drawing::Draw;

/// A figure on paper.
pub struct Figure {
    pub cell: Draw,
    /// What must be read: value and qualifier, or the mark for none.
    pub said: String,
    /// What stands there, in tenths, for the totals beside and below; none where nothing does.
    pub tenths: u64,
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

/// How a column's figures are to be read.
#[derive(Clone, Copy, Debug)]
pub struct Nature {
    /// Figures lie below this.
    pub bound: u64,
    /// Only whole numbers.
    pub whole: bool,
    pub rate: bool,
    /// The power of ten between what is written and the indicator's measure.
    pub shift: i32,
}

/// A figure of a column; `as_text` where all its numbers are text.
pub fn figure(nature: Nature, as_text: bool, chance: &mut Chance) -> Figure {
    if nature.rate {
        return rate(as_text, chance);
    }
    let mut tenths = chance.below(nature.bound as usize) as u64 * 10;
    if !nature.whole && chance.once_in(2) {
        tenths += chance.below(10) as u64;
    }
    let said = plain(tenths, nature.shift);
    let figure = |cell, said| Figure { cell, said, tenths };
    let whole = tenths.is_multiple_of(10);
    let value = tenths / 10;
    if tenths == 0 {
        let mark = chance.pick(&["-", "0", "Không", "–", "0", "không có", "0"]);
        return figure(if mark == "0" && !as_text { Draw::Number("0".to_owned()) } else { Draw::text(mark) }, said);
    }
    let text = grouped(tenths, '.', ',');
    match chance.below(120) {
        0 => return figure(Draw::text(&format!("trên {text}")), format!("{said} at_least")),
        1 => return figure(Draw::text(&format!("khoảng {text}")), format!("{said} about")),
        2 => return Figure { cell: Draw::text("…"), said: "…".to_owned(), tenths: 0 },
        3 => return Figure { cell: Draw::text("x"), said: "x".to_owned(), tenths: 0 },
        4 => return figure(Draw::text(&text.replace('.', "\u{a0}")), said),
        5 if whole && value < 10 => return figure(Draw::text(&format!("0{value}")), said),
        6 if whole && nature.shift == 0 && nature.whole => {
            return figure(Draw::text(&format!("{text}/{}", value + 40)), said);
        }
        7 if whole => {
            return figure(Draw::text(&format!("{text} (tăng {} so với năm trước)", chance.below(9) + 1)), said);
        }
        8 if whole && nature.whole => return figure(Draw::text(&format!("{text} ({},5%)", chance.below(90))), said),
        9 => return figure(Draw::text(&format!("  {text} ")), said),
        10 => return figure(Draw::text(&format!("hơn {text}")), format!("{said} at_least")),
        11 => return figure(Draw::text(&format!("≈ {text}")), format!("{said} about")),
        _ => {}
    }
    let cell = if as_text { Draw::text(&text) } else { Draw::Number(plain(tenths, 0)) };
    figure(cell, said)
}

fn rate(as_text: bool, chance: &mut Chance) -> Figure {
    let tenths = chance.below(999) as u64 + 1;
    let said = plain(tenths, 0);
    let cell = match chance.below(3) {
        0 if !as_text => Draw::Percent(tenths as f64 / 1000.0),
        1 => Draw::text(&format!("{}%", grouped(tenths, '.', ','))),
        _ if as_text => Draw::text(&grouped(tenths, '.', ',')),
        _ => Draw::Number(said.clone()),
    };
    Figure { cell, said, tenths }
}

/// A printed total.
pub fn total(tenths: u64, as_text: bool) -> Draw {
    if as_text { Draw::text(&grouped(tenths, '.', ',')) } else { Draw::Number(plain(tenths, 0)) }
}
