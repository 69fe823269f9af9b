//! Texts in the place of a number that are none: what happened to them, and what they were where that can be told. A
//! proposal is for a person; nothing here is ever read as a figure.

use super::scan::clean;
use super::{Convention, NumberText, read_number};
use crate::text::fold::fold;

/// What happened to a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Damage {
    /// Letters typed for digits: `1o5`, `l2`.
    Letters,
    /// A stray space beside a separator, a letter for thousands, a short word for nothing: `1. 250`, `5k`, `K`.
    Typing,
    /// Two ends and no number: `10-15`, *từ 10 đến 15*.
    Range,
    /// Several numbers: `12 + 3`, `5 người, 3 lượt`.
    Several,
    /// A change, not what was reached: *tăng 5%*.
    Change,
    /// A number before words that are no measure: `12 gói lớn`.
    Words,
    /// A day that was a pair: `06-Dec`.
    Day,
    /// An error copied as text: `#REF!`.
    Error,
}

/// A text that is no number, with what happened to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suspicion {
    /// What happened.
    pub damage: Damage,
    /// The number it was, as a plain decimal, or the pair; none where nobody can tell.
    pub proposal: Option<String>,
}

/// What may have happened to a text that is no number. None where it is a number or a mark, or where nothing of one is
/// left in it.
pub fn suspect(text: &str, convention: Convention) -> Option<Suspicion> {
    if read_number(text, convention).is_some() {
        return None;
    }
    let clean = clean(text);
    let found = |damage, proposal| Some(Suspicion { damage, proposal });
    if is_error(&clean) {
        return found(Damage::Error, None);
    }
    if let Some(pairs) = day(&clean) {
        return found(Damage::Day, Some(pairs));
    }
    let read = |text: &str| match read_number(text, convention) {
        Some(NumberText::Value(value)) => Some(value.plain),
        _ => None,
    };
    if let Some(plain) = mended_letters(&clean).and_then(|mended| read(&mended)) {
        return found(Damage::Letters, Some(plain));
    }
    if let Some(plain) = mended_typing(&clean, convention) {
        return found(Damage::Typing, Some(plain));
    }
    if !clean.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let folded = fold(&clean);
    if ["tăng", "giảm"].iter().any(|word| folded.split(' ').next() == Some(word)) {
        return found(Damage::Change, None);
    }
    if is_range(&clean, &folded, &read) {
        return found(Damage::Range, None);
    }
    if let Some(sum) = several(&clean, &read) {
        return found(Damage::Several, sum);
    }
    // The number that a text begins with: as much of it as can be read.
    let end = clean.char_indices().skip(1).find(|(_, c)| c.is_alphabetic()).map(|(at, _)| at)?;
    let plain = clean.starts_with(|c: char| c.is_ascii_digit()).then(|| read(&clean[..end])).flatten();
    // `5 nam, 3 nữ` has no one number; what a bracket or a slash adds is no number beside it.
    let alone = !clean[end..].split(['(', '/']).next().unwrap_or_default().contains(|c: char| c.is_ascii_digit());
    match plain {
        Some(plain) if alone => found(Damage::Words, Some(plain)),
        Some(_) => found(Damage::Several, None),
        None => None,
    }
}

/// Whether a text stands in the place of a number for certain, damaged as it is: letters typed for digits, an addition, an
/// error copied as text. Ranges and days are left out: headings are made of them.
pub fn is_damaged_number(text: &str) -> bool {
    const LONGEST: usize = 16;
    let text = text.trim();
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || c == '#');
    if !begins || text.len() > LONGEST || text.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    match suspect(text, Convention::default()) {
        Some(Suspicion { damage: Damage::Letters | Damage::Error, .. }) => true,
        Some(Suspicion { damage: Damage::Several, proposal }) => proposal.is_some(),
        _ => false,
    }
}

fn is_error(clean: &str) -> bool {
    const ERRORS: [&str; 8] = ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"];
    ERRORS.contains(&clean) || (clean.len() > 1 && clean.bytes().all(|b| b == b'#'))
}

/// Letters that look like digits, made digits: in words that hold a digit, or are nothing but such letters.
fn mended_letters(clean: &str) -> Option<String> {
    let digit = |c: char| match c {
        'o' | 'O' | 'О' | 'о' => Some('0'),
        'l' | 'I' | '|' => Some('1'),
        _ => None,
    };
    let is_sign = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '/' | '(' | ')' | '-' | '+');
    let mut mended = String::with_capacity(clean.len());
    for (place, word) in clean.split(' ').enumerate() {
        if place > 0 {
            mended.push(' ');
        }
        let alike = word.chars().all(|c| is_sign(c) || digit(c).is_some());
        let marked = word.contains(|c: char| c.is_ascii_digit()) || clean.chars().count() == 1;
        if alike && marked {
            mended.extend(word.chars().map(|c| digit(c).unwrap_or(c)));
        } else {
            mended.push_str(word);
        }
    }
    (mended != clean).then_some(mended)
}

/// `1. 250` and `1 .250`; `5k`; a lone *K* (*không*).
fn mended_typing(clean: &str, convention: Convention) -> Option<String> {
    let read = |text: &str| match read_number(text, convention) {
        Some(NumberText::Value(value)) => Some(value),
        _ => None,
    };
    if matches!(clean, "k" | "K") {
        return Some("0".to_owned());
    }
    if let Some(value) = clean.strip_suffix(['k', 'K']).and_then(|number| read(number.trim_end())) {
        let (whole, fraction) = value.plain.split_once('.').unwrap_or((&value.plain, ""));
        return (fraction.len() <= 3).then(|| format!("{whole}{fraction:0<3}"));
    }
    let bytes = clean.as_bytes();
    let is_separator = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| matches!(b, b'.' | b','));
    let without: String = clean
        .char_indices()
        .filter(|&(at, c)| c != ' ' || !(is_separator(at.checked_sub(1)) || is_separator(Some(at + 1))))
        .map(|(_, c)| c)
        .collect();
    let only_signs = without.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
    (only_signs && without != clean).then(|| read(&without)).flatten().map(|value| value.plain)
}

fn is_range(clean: &str, folded: &str, read: &impl Fn(&str) -> Option<String>) -> bool {
    let by_words = folded.contains(" đến ") || folded.contains(" tới ");
    let by_sign = clean
        .split_once(['-', '–', '—', '÷'])
        .or_else(|| clean.split_once("..."))
        .is_some_and(|(from, to)| read(from.trim()).is_some() && read(to.trim()).is_some());
    by_words || by_sign
}

/// Two numbers or more beside each other; their sum where plus signs stand between them.
fn several(clean: &str, read: &impl Fn(&str) -> Option<String>) -> Option<Option<String>> {
    let numbers = |signs: &[char]| -> Option<Vec<String>> {
        let parts: Option<Vec<String>> = clean.split(signs).map(|part| read(part.trim())).collect();
        parts.filter(|parts| parts.len() > 1)
    };
    if let Some(parts) = numbers(&['+']) {
        let sum = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(part.parse().ok()?));
        return Some(sum.map(|sum| sum.to_string()));
    }
    let apart = numbers(&[';', '&']).or_else(|| numbers(&[','])).or_else(|| numbers(&[' '])).is_some();
    let by_words = clean.split(" và ").map(|part| read(part.trim())).all(|part| part.is_some());
    (apart || by_words).then_some(None)
}

/// `06-Dec`, `Dec-06`, `06-Thg12`, `06/12/2023`: a day in the place of a number, as the pairs it may have been.
fn day(clean: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let number = |text: &str| text.parse::<u32>().ok();
    let month = |text: &str| {
        let lower = text.to_lowercase();
        let named = MONTHS.iter().position(|month| *month == lower).map(|at| at as u32 + 1);
        named.or_else(|| number(lower.strip_prefix("thg")?.trim())).filter(|month| (1..=12).contains(month))
    };
    let parts: Vec<&str> = clean.split(['-', '/', '.']).map(str::trim).collect();
    match parts.as_slice() {
        [day, name] if number(day).is_some() && month(name).is_some() => {
            Some(day_pairs(0, month(name)?, number(day).filter(|day| (1..=31).contains(day))?))
        }
        // `Dec-20` was twelve of twenty.
        [name, second] if number(second).is_some() && month(name).is_some() => {
            Some(format!("{}/{}", month(name)?, number(second)?))
        }
        [first, middle, last] if [first, middle, last].iter().all(|part| number(part).is_some()) => {
            let (year, day) = match (first.len(), last.len()) {
                (4, 1 | 2) => (number(first)?, number(last)?),
                (1 | 2, 4) => (number(last)?, number(first)?),
                _ => return None,
            };
            let month = number(middle)?;
            let is_day = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
            is_day.then(|| day_pairs(year, month, day))
        }
        _ => None,
    }
}

/// The pairs that a spreadsheet may have taken for a day: day and month in the order that the machine's country writes
/// them, or month and year where it is the first of a month. Year 0: not known.
pub fn day_pairs(year: u32, month: u32, day: u32) -> String {
    let mut pairs = vec![format!("{day}/{month}")];
    if day != month {
        pairs.push(format!("{month}/{day}"));
    }
    if day == 1 && year >= 2000 {
        pairs.push(format!("{month}/{}", year % 100));
    }
    pairs.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_numbers_are_told_with_what_they_were() {
        for (text, damage, proposal) in [
            ("1o5", Damage::Letters, Some("105")),
            ("l.25O", Damage::Letters, Some("1250")),
            ("O", Damage::Letters, Some("0")),
            ("1O người", Damage::Letters, Some("10")),
            ("1. 250", Damage::Typing, Some("1250")),
            ("1 .250 ,5", Damage::Typing, Some("1250.5")),
            ("5k", Damage::Typing, Some("5000")),
            ("1,5 K", Damage::Typing, Some("1500")),
            ("K", Damage::Typing, Some("0")),
            ("10-15", Damage::Range, None),
            ("10 – 15", Damage::Range, None),
            ("từ 10 đến 15 người", Damage::Range, None),
            ("12 + 3", Damage::Several, Some("15")),
            ("5 người, 3 lượt", Damage::Several, None),
            ("12; 5", Damage::Several, None),
            ("12 5", Damage::Several, None),
            ("5 và 3", Damage::Several, None),
            ("5 nam, 3 nữ", Damage::Several, None),
            ("12 gói (năm 2019)", Damage::Words, Some("12")),
            ("tăng 5%", Damage::Change, None),
            ("giảm 12 người", Damage::Change, None),
            ("12 gói lớn", Damage::Words, Some("12")),
            ("06-Dec", Damage::Day, Some("6/12; 12/6")),
            ("Dec-20", Damage::Day, Some("12/20")),
            ("6-Thg12", Damage::Day, Some("6/12; 12/6")),
            ("25/12/2023", Damage::Day, Some("25/12; 12/25")),
            ("2020-06-01", Damage::Day, Some("1/6; 6/1; 6/20")),
            ("#REF!", Damage::Error, None),
            ("####", Damage::Error, None),
        ] {
            let proposal = proposal.map(str::to_owned);
            assert_eq!(suspect(text, Convention::Vietnamese), Some(Suspicion { damage, proposal }), "{text}");
        }
        for text in ["1o5", "12 + 3", "#REF!", "1O người"] {
            assert!(is_damaged_number(text), "{text}");
        }
        for text in ["105", "I.1", "l2", "10-15", "2016-2021", "06-Dec", "12 gói", "1. Sáng kiến", "1.1. Đoàn viên"]
        {
            assert!(!is_damaged_number(text), "{text}");
        }
        for text in ["", "105", "trên 300", "-", "x", "Tốt", "xem phụ lục", "Hoàn thành", "II", "lol"] {
            assert_eq!(suspect(text, Convention::Vietnamese), None, "{text}");
        }
    }
}
