//! Numbers as people write them: `1.234.567` and `12,5` in Vietnamese, `1,234,567` and `12.5` in English.
//!
//! Reading is strict: a text is a number, a mark that stands for one, or neither. What could be read in two ways says so
//! ([`Value::ambiguous`]), and the column it stands in decides ([`convention`]).

use super::fold::fold;
use super::language::Language;
use super::measure::{MeasureWord, measure_word};

/// Which sign groups thousands and which begins the decimals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Convention {
    /// `1.234,5`: the law's, and the default.
    #[default]
    Vietnamese,
    /// `1,234.5`.
    English,
}

/// How exactly a written number is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Modifier {
    /// As written.
    #[default]
    Exact,
    /// *trên*, *hơn*, `>`, *ít nhất*, … *trở lên*.
    AtLeast,
    /// *dưới*, `<`, *không quá*.
    AtMost,
    /// *khoảng*, *gần*, `~`.
    About,
}

/// A number read from text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Value {
    /// Plain decimal with a point: `-1234.5`.
    pub plain: String,
    /// How exactly it is meant.
    pub modifier: Modifier,
    /// Whether a percent sign follows.
    pub percent: bool,
    /// The power of ten of a đồng, where a word of money follows (`3.000 tỷ`).
    pub money: Option<i32>,
    /// The second number of a pair (`31/20`, done of target; `2.589/4.298`, part of whole).
    pub second: Option<String>,
    /// Whether the other convention would read another number.
    pub ambiguous: bool,
}

/// What a cell of a number column says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NumberText {
    /// A number.
    Value(Value),
    /// `-`, *không*: nothing happened.
    Zero,
    /// `…`: it happened, but there is no figure.
    Missing,
    /// `x`: the question does not arise.
    NotApplicable,
}

/// Qualifiers before a number, folded; the longest that fits counts.
const BEFORE: &[(&str, Modifier)] = &[
    ("trên", Modifier::AtLeast),
    ("hơn", Modifier::AtLeast),
    ("ít nhất", Modifier::AtLeast),
    ("tối thiểu", Modifier::AtLeast),
    ("không dưới", Modifier::AtLeast),
    ("từ", Modifier::AtLeast),
    ("over", Modifier::AtLeast),
    ("dưới", Modifier::AtMost),
    ("không quá", Modifier::AtMost),
    ("tối đa", Modifier::AtMost),
    ("nhiều nhất", Modifier::AtMost),
    ("chưa đến", Modifier::AtMost),
    ("under", Modifier::AtMost),
    ("khoảng", Modifier::About),
    ("gần", Modifier::About),
    ("xấp xỉ", Modifier::About),
    ("ước", Modifier::About),
    ("ước đạt", Modifier::About),
    ("chừng", Modifier::About),
    ("about", Modifier::About),
];

/// Reads a cell's text as a number or as a mark that stands for one; `None` where it is neither.
pub fn read_number(text: &str, convention: Convention) -> Option<NumberText> {
    if cannot_be_number(text) {
        return None;
    }
    let clean = clean(text);
    if let Some(mark) = read_mark(&clean) {
        return Some(mark);
    }
    let body = strip_footnotes(&clean);
    let (modifier, body) = split_modifier(body);
    let (negative, body) = accounting_negative(body);
    let (digits, rest) = split_digits(body)?;
    let (mut plain, ambiguous) = plain_digits(digits, convention)?;
    if negative {
        plain.insert(0, '-');
    }
    let mut value = Value { plain, modifier, ambiguous, ..Value::default() };
    read_rest(rest.trim(), convention, &mut value).then_some(NumberText::Value(value))
}

/// Long words before the first digit, or without any: told without a closer look. Nearly every label of a row is such.
fn cannot_be_number(text: &str) -> bool {
    const LONGEST_MARK: usize = 40;
    let head = text.find(|c: char| c.is_ascii_digit() || ('\u{FF10}'..='\u{FF19}').contains(&c)).unwrap_or(text.len());
    text[..head].trim().len() > LONGEST_MARK
        || (text.starts_with(char::is_alphabetic) && text[..head].split_whitespace().count() > 3)
}

/// One kind of space, of digit and of minus; no apostrophe in front.
fn clean(text: &str) -> String {
    let mapped: String = text
        .chars()
        .filter_map(|c| match c {
            '\u{A0}' | '\u{2007}' | '\u{2009}' | '\u{202F}' | '\t' | '\n' | '\r' => Some(' '),
            '\u{200B}'..='\u{200F}' | '\u{FEFF}' => None,
            '\u{FF10}'..='\u{FF19}' => char::from_u32(c as u32 - 0xFEE0),
            '−' => Some('-'),
            _ => Some(c),
        })
        .collect();
    mapped.trim().trim_start_matches('\'').trim().to_owned()
}

fn read_mark(clean: &str) -> Option<NumberText> {
    match clean {
        "-" | "–" | "—" | "--" => return Some(NumberText::Zero),
        "x" | "X" | "×" => return Some(NumberText::NotApplicable),
        _ => {}
    }
    if !clean.is_empty() && clean.chars().all(|c| matches!(c, '.' | '…')) && (clean.contains('…') || clean.len() > 1)
    {
        return Some(NumberText::Missing);
    }
    matches!(fold(clean).as_str(), "không" | "không có" | "ko" | "không phát sinh").then_some(NumberText::Zero)
}

/// `(1)    419.278.223` and `1.250 (*)`: footnote marks are not part of the number.
fn strip_footnotes(clean: &str) -> &str {
    let mut body = clean;
    if let Some(rest) = body.strip_prefix('(')
        && let Some((mark, after)) = rest.split_once(')')
    {
        let is_mark = mark.len() <= 2 && !mark.is_empty() && mark.bytes().all(|b| b.is_ascii_digit() || b == b'*');
        if is_mark && after.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            body = after.trim_start();
        }
    }
    loop {
        let trimmed = body.trim_end_matches(['*', ' ', '¹', '²', '³']);
        let shorter = match trimmed.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
            Some((before, mark))
                if !before.trim().is_empty()
                    && !mark.is_empty()
                    && mark.len() <= 2
                    && mark.bytes().all(|b| b.is_ascii_digit() || b == b'*') =>
            {
                before.trim_end()
            }
            _ => trimmed,
        };
        if shorter.len() == body.len() {
            return body;
        }
        body = shorter;
    }
}

fn split_modifier(body: &str) -> (Modifier, &str) {
    for (sign, modifier) in [
        (">=", Modifier::AtLeast),
        ("≥", Modifier::AtLeast),
        (">", Modifier::AtLeast),
        ("<=", Modifier::AtMost),
        ("≤", Modifier::AtMost),
        ("<", Modifier::AtMost),
        ("~", Modifier::About),
        ("≈", Modifier::About),
    ] {
        if let Some(rest) = body.strip_prefix(sign) {
            return (modifier, rest.trim_start());
        }
    }
    if let Some(first_digit) = body.find(|c: char| c.is_ascii_digit()) {
        let head = fold(&body[..first_digit]);
        if let Some((_, modifier)) = BEFORE.iter().find(|(word, _)| *word == head) {
            return (*modifier, &body[first_digit..]);
        }
    }
    (Modifier::Exact, body)
}

/// `(5)` is how accountants write −5.
fn accounting_negative(body: &str) -> (bool, &str) {
    match body.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) if inner.starts_with(|c: char| c.is_ascii_digit()) => (true, inner),
        _ => match body.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, body),
        },
    }
}

/// The longest run of digits and separators at the start.
fn split_digits(body: &str) -> Option<(&str, &str)> {
    if !body.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let bytes = body.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let digit_follows = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        match bytes[end] {
            b'0'..=b'9' => end += 1,
            b'.' | b',' if digit_follows => end += 1,
            // A space groups thousands only where three digits and no more follow.
            b' ' if bytes[end + 1..].iter().take_while(|b| b.is_ascii_digit()).count() == 3 => end += 1,
            _ => break,
        }
    }
    Some((&body[..end], &body[end..]))
}

/// Digits with separators as a plain decimal, and whether the other convention would read another number.
fn plain_digits(digits: &str, convention: Convention) -> Option<(String, bool)> {
    let digits = if digits.contains(' ') {
        let mut groups = digits.split(' ');
        let first = groups.next().unwrap_or_default();
        if first.len() > 3 || first.contains(['.', ',']) {
            return None;
        }
        digits.replace(' ', "")
    } else {
        digits.to_owned()
    };
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let grouped = |separator: char| {
        let mut groups = digits.split(['.', ',']).take(digits.matches(separator).count() + 1);
        let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()));
        first && groups.all(|g| g.len() == 3)
    };
    match (points, commas) {
        (0, 0) => Some((digits, false)),
        (p, c) if p > 0 && c > 0 => {
            // The last separator begins the decimals; the other groups.
            let (group, decimal) = if digits.rfind('.') > digits.rfind(',') { (',', '.') } else { ('.', ',') };
            if digits.matches(decimal).count() != 1 || !grouped(group) {
                return None;
            }
            Some((digits.replace(group, "").replace(decimal, "."), false))
        }
        (1, 0) | (0, 1) => {
            let separator = if points == 1 { '.' } else { ',' };
            let (whole, fraction) = digits.split_once(separator)?;
            let could_group = fraction.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
            let groups_here =
                matches!((convention, separator), (Convention::Vietnamese, '.') | (Convention::English, ','));
            if could_group && groups_here {
                Some((format!("{whole}{fraction}"), true))
            } else {
                Some((format!("{whole}.{fraction}"), could_group))
            }
        }
        (_, 0) => grouped('.').then(|| (digits.replace('.', ""), false)),
        _ => grouped(',').then(|| (digits.replace(',', ""), false)),
    }
}

/// What may follow the digits: a percent sign, a second number, words of measure, a bracket. False where anything else
/// does.
fn read_rest(rest: &str, convention: Convention, value: &mut Value) -> bool {
    let rest = rest.trim().trim_end_matches('.').trim_end();
    if rest.is_empty() {
        return true;
    }
    if let Some(after) = rest.strip_prefix('%') {
        value.percent = true;
        return read_rest(after, convention, value);
    }
    if let Some(after) = rest.strip_prefix('/') {
        if value.second.is_some() {
            return false;
        }
        let Some((digits, after)) = split_digits(after.trim_start()) else {
            // `12 / -` and the like are no pairs.
            return false;
        };
        let Some((plain, _)) = plain_digits(digits, convention) else { return false };
        value.second = Some(plain);
        return read_rest(after, convention, value);
    }
    if rest == "+" || fold(rest) == "trở lên" {
        value.modifier = Modifier::AtLeast;
        return true;
    }
    if rest.starts_with('(') && rest.ends_with(')') {
        // `82 người (50,93%)`, `121 (81 xây mới, 40 sửa chữa)`: the bracket explains, it does not change.
        return true;
    }
    let word_end = rest.find(['(', '/']).unwrap_or(rest.len());
    let (word, after) = rest.split_at(word_end);
    // `1. Sáng kiến` is a numbered label, not one initiative.
    if !word.starts_with(char::is_alphabetic) {
        return false;
    }
    match measure_word(word) {
        Some(MeasureWord::Money(power)) => value.money = Some(power),
        Some(MeasureWord::Percent) => value.percent = true,
        Some(MeasureWord::Count) => {}
        None if fold(word) == "nghìn" || fold(word) == "ngàn" => value.money = Some(3),
        None => return false,
    }
    read_rest(after, convention, value)
}

/// The convention of a column, decided by all its texts together: a text that only one convention can read votes for
/// it. Vietnamese where nothing decides; `true` where both have votes.
pub fn convention<'t>(texts: impl IntoIterator<Item = &'t str>) -> (Convention, bool) {
    let (mut vietnamese, mut english) = (0_usize, 0_usize);
    for text in texts {
        let clean = clean(text);
        let Some(start) = clean.find(|c: char| c.is_ascii_digit()) else { continue };
        let Some((digits, _)) = split_digits(&clean[start..]) else { continue };
        let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
        let decimals = |separator: char| digits.rsplit(separator).next().is_some_and(|tail| tail.len() != 3);
        match (points, commas) {
            (p, c) if p > 0 && c > 0 => {
                if digits.rfind(',') > digits.rfind('.') {
                    vietnamese += 1;
                } else {
                    english += 1;
                }
            }
            (p, 0) if p > 1 => vietnamese += 1,
            (0, c) if c > 1 => english += 1,
            (1, 0) if decimals('.') => english += 1,
            (0, 1) if decimals(',') => vietnamese += 1,
            _ => {}
        }
    }
    let chosen = if english > vietnamese { Convention::English } else { Convention::Vietnamese };
    (chosen, english > 0 && vietnamese > 0)
}

/// A plain decimal (`-1234567.5`) in the convention of a language (`−1.234.567,5`). A text that is no plain decimal
/// comes back unchanged.
pub fn show_number(plain: &str, language: Language) -> String {
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return plain.to_owned();
    }
    let (group, point) = match language {
        Language::Vi => ('.', ','),
        Language::En => (',', '.'),
    };
    let mut shown = String::with_capacity(plain.len() + whole.len() / 3 + 3);
    if negative {
        shown.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            shown.push(group);
        }
        shown.push(digit);
    }
    if !fraction.is_empty() {
        shown.push(point);
        shown.push_str(fraction);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(text: &str) -> Option<String> {
        match read_number(text, Convention::Vietnamese) {
            Some(NumberText::Value(value)) => Some(value.plain),
            _ => None,
        }
    }

    #[test]
    fn numbers_are_written_in_the_convention_of_the_language() {
        for (plain, vi, en) in [
            ("0", "0", "0"),
            ("4561", "4.561", "4,561"),
            ("-1234567.5", "−1.234.567,5", "−1,234,567.5"),
            ("999", "999", "999"),
            ("1000000", "1.000.000", "1,000,000"),
        ] {
            assert_eq!(show_number(plain, Language::Vi), vi);
            assert_eq!(show_number(plain, Language::En), en);
        }
        assert_eq!(show_number("D18", Language::Vi), "D18");
    }

    #[test]
    fn numbers_of_reports_are_read() {
        for (text, read) in [
            ("4.561", "4561"),
            ("1,5", "1.5"),
            ("05", "05"),
            ("1.258.000.000", "1258000000"),
            ("1 234 567", "1234567"),
            ("1\u{a0}234", "1234"),
            ("１２", "12"),
            ("(5)", "-5"),
            ("−7", "-7"),
            ("(1)\u{a0}\u{a0}\u{a0}\u{a0} 419.278.223", "419278223"),
            ("1.250 (*)", "1250"),
            ("1.234,56", "1234.56"),
            ("82 người (50,93%)", "82"),
            ("121 (81 xây mới, 40 sửa chữa)", "121"),
            ("0,125", "0.125"),
            ("1.5", "1.5"),
        ] {
            assert_eq!(plain(text).as_deref(), Some(read), "{text}");
        }
        for text in [
            "",
            "abc",
            "1.2.3",
            "12.34.567",
            "Xã 5",
            "5 xã",
            "1/2/2020",
            "2016-2021",
            "3 (=1+2) xã",
            "1. Sáng kiến",
            "2) Đoàn viên",
        ] {
            assert_eq!(read_number(text, Convention::Vietnamese), None, "{text}");
        }
    }

    #[test]
    fn marks_stay_apart() {
        for (text, mark) in [
            ("-", NumberText::Zero),
            ("–", NumberText::Zero),
            ("Không có", NumberText::Zero),
            ("…", NumberText::Missing),
            ("...", NumberText::Missing),
            ("x", NumberText::NotApplicable),
        ] {
            assert_eq!(read_number(text, Convention::Vietnamese), Some(mark), "{text}");
        }
    }

    #[test]
    fn qualifiers_percents_money_and_pairs_survive() {
        let read = |text: &str| match read_number(text, Convention::Vietnamese) {
            Some(NumberText::Value(value)) => value,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(read("trên 300").modifier, Modifier::AtLeast);
        assert_eq!(read("Trên 300 lượt").modifier, Modifier::AtLeast);
        assert_eq!(read("≥ 20").modifier, Modifier::AtLeast);
        assert_eq!(read("không quá 12").modifier, Modifier::AtMost);
        assert_eq!(read("khoảng 1.200").modifier, Modifier::About);
        assert!(read("12,5%").percent);
        assert_eq!(read("3.000 tỷ").money, Some(9));
        assert_eq!(read("31/20").second.as_deref(), Some("20"));
        assert_eq!(read("2.589/4.298").second.as_deref(), Some("4298"));
        assert!(read("1.258").ambiguous);
        assert!(!read("1.258.000").ambiguous);
    }

    #[test]
    fn a_column_decides_its_convention_by_all_its_cells() {
        assert_eq!(convention(["1.258", "12"]), (Convention::Vietnamese, false));
        assert_eq!(convention(["1,258", "1,258.5"]), (Convention::English, false));
        assert_eq!(convention(["1,258,000", "3.5"]), (Convention::English, false));
        assert_eq!(convention(["12,5", "3.5"]), (Convention::Vietnamese, true));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(whole in 0_i64..10_i64.pow(15), fraction in 0_u32..1000) {
            let expected = format!("{whole}.{fraction:03}9");
            for (language, convention) in [(Language::Vi, Convention::Vietnamese), (Language::En, Convention::English)] {
                let shown = show_number(&expected, language);
                let Some(NumberText::Value(value)) = read_number(&shown, convention) else {
                    return Err(TestCaseError::fail(shown));
                };
                prop_assert_eq!(&value.plain, &expected);
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC*") {
            let _ = read_number(&text, Convention::Vietnamese);
            let _ = convention([text.as_str()]);
        }
    }
}
