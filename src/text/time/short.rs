//! Periods said in short, alone in a cell or as the name of a sheet: *T9*, *QIII*, *Năm 22*, *Q.I/22*, *31/3/22*. Within other
//! words they would mean anything.

use super::Span;
use crate::text::fold::fold;

/// No such text is longer, in bytes.
const LONGEST: usize = 12;

/// Two digits between them are a year of this century.
const SHORT_YEARS: std::ops::RangeInclusive<i32> = 10..=45;

/// What a text says that is a period in short and nothing else.
pub(super) fn lone_period(text: &str) -> Option<Span> {
    let text = text.trim();
    // Most labels are longer, or begin otherwise.
    if text.len() > LONGEST || !text.starts_with(['T', 'Q', 'N', 'n', '1', '2', '3', '4', '5', '6', '7', '8', '9', '0'])
    {
        return None;
    }
    lone_part(text).or_else(|| short_year(text)).or_else(|| short_day(text)).or_else(|| part_of_short_year(text))
}

/// *T1* to *T12*, *Th.9*, *QI* to *Q.IV*: a part of the year.
fn lone_part(text: &str) -> Option<Span> {
    let number = |head: &[&str]| {
        let rest = head.iter().find_map(|head| text.strip_prefix(head))?;
        Some(rest.trim_start_matches(['.', ' ']))
    };
    if let Some(number) = number(&["Th", "TH", "T"]) {
        let digits = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        return number.parse().ok().filter(|month| digits && (1..=12).contains(month)).map(|n| Span::Month(None, n));
    }
    let number = number(&["Q"])?;
    let quarter = ["I", "II", "III", "IV"].iter().position(|roman| *roman == number);
    let quarter = quarter.or(["1", "2", "3", "4"].iter().position(|digit| *digit == number))?;
    Some(Span::Quarter(None, quarter as u8 + 1))
}

/// Two digits as a year.
fn year(digits: &str) -> Option<i32> {
    let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|year| plain && SHORT_YEARS.contains(year)).map(|year: i32| 2000 + year)
}

/// *Năm 22*, *năm '22*.
fn short_year(text: &str) -> Option<Span> {
    let (word, digits) = text.split_once(' ')?;
    let digits = digits.trim_start().trim_start_matches(['\'', '’', '‘']);
    (matches!(fold(word).as_str(), "năm" | "nam")).then(|| year(digits)).flatten().map(Span::Year)
}

/// *31/3/22*.
fn short_day(text: &str) -> Option<Span> {
    let sign = text.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
    let [day, month, short]: [&str; 3] = text.split(sign).collect::<Vec<_>>().try_into().ok()?;
    let within = |digits: &str, most: u8| digits.parse::<u8>().ok().filter(|number| (1..=most).contains(number));
    Some(Span::AsOf(year(short)?, within(month, 12)?, within(day, 31)?))
}

/// *Q.I/22*, *T6-22*, *6T22*.
fn part_of_short_year(text: &str) -> Option<Span> {
    let at = text.len().checked_sub(2).filter(|&at| text.is_char_boundary(at))?;
    let (head, digits) = text.split_at(at);
    let year = year(digits)?;
    let part = head.trim_end_matches(['/', '.', '-', ' ']);
    let months = part.strip_suffix('T').or_else(|| part.strip_suffix('t')).and_then(|count| count.parse::<u8>().ok());
    match months {
        Some(6) => Some(Span::Half(Some(year), 1)),
        Some(count @ 3..=11) => Some(Span::First(Some(year), count)),
        _ if part.len() < head.len() => lone_part(part).map(|part| part.in_year(year)),
        _ => None,
    }
}
