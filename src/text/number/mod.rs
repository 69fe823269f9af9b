//! Numbers as people write them: `1.234.567` and `12,5` in Vietnamese, `1,234,567` and `12.5` in English.
//!
//! Reading is strict: a text is a number, a mark that stands for one, or neither. What could be read in two ways says so
//! ([`Value::ambiguous`]), and the column it stands in decides ([`Votes`]). What is neither may be a damaged number;
//! what it was is proposed ([`suspect`]), never read.

mod clause;
mod convention;
mod damage;
mod qualifier;
mod scan;
mod show;

use super::fold::fold;
use super::measure::{MeasureWord, measure_word, without_each};
use scan::{clean, plain_digits, sign, split_digits, strip_footnotes};

pub use convention::{Convention, Votes, written_in};
pub use damage::{Damage, Suspicion, day_pairs, is_damaged_number, suspect};
pub use qualifier::Modifier;
pub use show::show_number;

/// A number read from text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Value {
    /// Plain decimal with a point: `-1234.5`.
    pub plain: String,
    /// How exactly it is meant.
    pub modifier: Modifier,
    /// Whether a percent sign follows.
    pub percent: bool,
    /// The power of ten that a word multiplies it by (`622 nghìn`, `1,2 triệu lượt`, `3.000 tỷ`).
    pub scale: Option<i32>,
    /// What it counts, where a word says so; of money, in what.
    pub measure: Option<MeasureWord>,
    /// The word that says what it counts, folded: *người*, *lớp*.
    pub noun: Option<String>,
    /// Whether it is so much for each of something: *500.000đ/suất*. For each month or year it is what it is.
    pub each: bool,
    /// The second number of a pair (`31/20`, done of target; `2.589/4.298`, part of whole).
    pub second: Option<String>,
    /// The percentage behind it: `82 người (50,93%)`, `31/20 = 155%`.
    pub share: Option<String>,
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

/// Words that multiply a number, folded. *Tr* is none of them: it shortens *triệu đồng* only.
const SCALES: &[(&str, i32)] = &[
    ("nghìn tỉ", 12),
    ("ngàn tỉ", 12),
    ("trăm triệu", 8),
    ("nghìn", 3),
    ("ngàn", 3),
    ("vạn", 4),
    ("triệu", 6),
    ("tỉ", 9),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
];

/// Words that say that nothing happened, folded.
const NOTHING: &[&str] =
    &["không", "không có", "không nợ", "ko", "ko có", "k có", "không phát sinh", "chưa phát sinh", "none", "nil"];

/// Words that say that there is no figure, folded.
const NO_FIGURE: &[&str] = &[
    "chưa báo cáo",
    "chưa có số liệu",
    "chưa thống kê",
    "chưa thống kê được",
    "chưa tổng hợp",
    "không có số liệu",
    "không thống kê",
    "không thống kê được",
];

/// Reads a cell's text as a number or as a mark that stands for one; `None` where it is neither.
pub fn read_number(text: &str, convention: Convention) -> Option<NumberText> {
    // Most texts that are numbers are digits and nothing else.
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && !is_telephone(text) {
        return Some(NumberText::Value(Value { plain: text.to_owned(), ..Value::default() }));
    }
    if cannot_be_number(text) {
        return None;
    }
    let clean = clean(text);
    if let Some(mark) = read_mark(&clean) {
        return Some(mark);
    }
    let (modifier, body) = qualifier::split_front(strip_footnotes(&clean));
    let (negative, body) = sign(body);
    let (digits, rest) = split_digits(body)?;
    if is_telephone(digits) {
        return None;
    }
    let (mut plain, ambiguous) = plain_digits(digits, convention)?;
    if negative {
        plain.insert(0, '-');
    }
    let mut value = Value { plain, modifier, ambiguous, ..Value::default() };
    read_rest(rest, convention, &mut value).then_some(NumberText::Value(value))
}

/// `0912345678`, `0243.3873.012`: a nought before eight digits or more that no fraction follows.
fn is_telephone(digits: &str) -> bool {
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    let second = digits.as_bytes().get(1);
    digits.starts_with('0') && second.is_some_and(u8::is_ascii_digit) && count >= 9
}

/// Long words before the first digit, or without any: told without a closer look. Nearly every label of a row is such.
fn cannot_be_number(text: &str) -> bool {
    const LONGEST_MARK: usize = 40;
    let head = text.find(|c: char| c.is_ascii_digit() || ('\u{FF10}'..='\u{FF19}').contains(&c)).unwrap_or(text.len());
    text[..head].trim().len() > LONGEST_MARK
        || (text.starts_with(char::is_alphabetic) && text[..head].split_whitespace().count() > 4)
}

fn read_mark(clean: &str) -> Option<NumberText> {
    if clean.is_empty() {
        return None;
    }
    if clean.chars().all(|c| matches!(c, '-' | '–' | '—' | ' ')) {
        return Some(NumberText::Zero);
    }
    if matches!(clean, "x" | "X" | "×") {
        return Some(NumberText::NotApplicable);
    }
    if clean.chars().all(|c| matches!(c, '.' | '…' | ' ')) && (clean.contains('…') || clean.len() > 1) {
        return Some(NumberText::Missing);
    }
    // No such word holds a digit.
    if !clean.starts_with(char::is_alphabetic) || clean.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let said = fold(clean);
    let one_of = |words: &[&str]| words.contains(&said.as_str());
    if one_of(NOTHING) {
        Some(NumberText::Zero)
    } else if one_of(NO_FIGURE) {
        Some(NumberText::Missing)
    } else {
        None
    }
}

/// What may follow the digits: a percent sign, a second number, words of measure, a bracket. False where anything else
/// does.
fn read_rest(rest: &str, convention: Convention, value: &mut Value) -> bool {
    // `1.000.000,-` and `1.000.` are habits of writing by hand.
    let rest = rest.trim();
    let rest = rest.strip_prefix(",-").or(rest.strip_prefix(".-")).unwrap_or(rest);
    let rest = rest.trim_end_matches(['.', ',', ';', ' ']).trim_start();
    if rest.is_empty() {
        return true;
    }
    // *58 cuộc, đạt 96,7% kế hoạch*
    if let Some((before, share)) = clause::told_apart(rest) {
        value.share = percentage(share, convention);
        return before.is_empty() || read_rest(before, convention, value);
    }
    // *8 tỷ 450 triệu đồng*
    if let Some(rest) = clause::next_power(rest, &mut value.plain) {
        return read_rest(&rest, convention, value);
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
    if let Some(after) = rest.strip_prefix('=') {
        value.share = percentage(after.trim_start(), convention);
        return value.share.is_some();
    }
    if rest == "+" {
        value.modifier = Modifier::AtLeast;
        return true;
    }
    if let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        // `82 người (50,93%)`, `121 (81 xây mới, 40 sửa chữa)`: the bracket explains; `300 (KH), 345 (TH)`, `345 (dự kiến)` and
        // `310 (năm 2021)` are something else.
        if clause::changes(inner) || inner.find(')') < inner.find('(') {
            return false;
        }
        value.share = percentage(inner.trim(), convention);
        value.modifier = qualifier::in_bracket(inner).unwrap_or(value.modifier);
        return true;
    }
    // *12 đ/c*: comrades.
    if let Some(after) = rest.strip_prefix("đ/c").or(rest.strip_prefix("Đ/c")) {
        value.measure = Some(MeasureWord::Count);
        return read_rest(after, convention, value);
    }
    // *đồng/tháng*, *đ/suất*: so much for each.
    if let Some(head) = without_each(rest).filter(|head| head.starts_with(char::is_alphabetic)) {
        value.each = !rest[head.len()..].split('/').skip(1).all(|per| is_time_word(per.trim()));
        return read_words(head, value);
    }
    let word_end = rest.find(['(', '/', '=']).unwrap_or(rest.len());
    let (word, after) = rest.split_at(word_end);
    // `1. Sáng kiến` is a numbered label, not one initiative.
    word.starts_with(char::is_alphabetic) && read_words(word, value) && read_rest(after, convention, value)
}

/// `nghìn`, `triệu lượt`, `người trở lên`, `tỷ đồng`.
fn read_words(text: &str, value: &mut Value) -> bool {
    let folded = fold(text);
    let (modifier, words) = qualifier::split_end(&folded);
    value.modifier = modifier.unwrap_or(value.modifier);
    let scale = SCALES.iter().find_map(|(word, power)| {
        let rest = words.strip_prefix(word)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| (*power, rest.trim_start()))
    });
    let counted = scale.map_or(words, |(_, rest)| rest);
    value.scale = scale.map(|(power, _)| power).or(value.scale);
    if counted.is_empty() {
        return scale.is_some() || modifier.is_some();
    }
    let measure = if counted.len() == folded.len() { measure_word(text) } else { measure_word(counted) };
    match measure {
        Some(MeasureWord::Percent) => value.percent = true,
        Some(measure) => {
            value.measure = Some(measure);
            value.noun = (measure == MeasureWord::Count).then(|| counted.to_owned());
        }
        None => return false,
    }
    true
}

fn is_time_word(per: &str) -> bool {
    matches!(fold(per).as_str(), "tháng" | "năm" | "quí" | "ngày")
}

/// A text that is a percentage and nothing else, as a plain decimal.
fn percentage(text: &str, convention: Convention) -> Option<String> {
    let (_, body) = qualifier::split_front(text);
    let (digits, rest) = split_digits(body)?;
    let (plain, _) = plain_digits(digits, convention)?;
    rest.trim().starts_with('%').then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::language::Language;
    use proptest::prelude::*;

    fn plain(text: &str) -> Option<String> {
        match read_number(text, Convention::Vietnamese) {
            Some(NumberText::Value(value)) => Some(value.plain),
            _ => None,
        }
    }

    fn read(text: &str) -> Value {
        match read_number(text, Convention::Vietnamese) {
            Some(NumberText::Value(value)) => value,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn numbers_of_reports_are_read() {
        for (text, read) in [
            ("4.561", "4561"),
            ("1,5", "1.5"),
            (",5", "0.5"),
            ("05", "05"),
            ("1.258.000.000", "1258000000"),
            ("1 234 567", "1234567"),
            ("1\u{a0}234", "1234"),
            ("1\u{2009}234", "1234"),
            ("1\u{3000}234", "1234"),
            ("１２", "12"),
            ("１．２５８", "1258"),
            ("５０％", "50"),
            ("(5)", "-5"),
            ("( 1.250 )", "-1250"),
            ("−7", "-7"),
            ("– 7", "-7"),
            ("+7", "7"),
            ("'1.250", "1250"),
            ("\"1.250\"", "1250"),
            ("(1)\u{a0}\u{a0}\u{a0}\u{a0} 419.278.223", "419278223"),
            ("(*) 1.250", "1250"),
            ("1.250 (*)", "1250"),
            ("1.250(*)", "1250"),
            ("1.250*", "1250"),
            ("1.250 (1)", "1250"),
            ("1.250 [2]", "1250"),
            ("1.250 (a)", "1250"),
            ("1.250¹", "1250"),
            ("1.250⁽²⁾", "1250"),
            ("1.234,56", "1234.56"),
            ("1.250.", "1250"),
            ("1.250,", "1250"),
            ("1.250;", "1250"),
            ("1.000.000,-", "1000000"),
            ("82 người (50,93%)", "82"),
            ("12 đ/c", "12"),
            ("121 (81 xây mới, 40 sửa chữa)", "121"),
            ("đạt 120 người", "120"),
            ("41/40 đạt 102,5%", "41"),
            ("8/5, đạt 160%", "8"),
            ("58 cuộc, đạt 96,7% kế hoạch", "58"),
            ("312 lượt, trị giá 155,5 triệu đồng", "312"),
            ("15 người; tăng 3 so với năm 2021", "15"),
            ("142 (tăng 22 so với năm 2021)", "142"),
            ("hơn 150 đơn vị máu", "150"),
            ("8 tỷ 450 triệu đồng", "8.450"),
            ("1 tỷ 250 triệu 5 nghìn đồng", "1.250005"),
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
            "5 xã, đạt 100%",
            "5 bằng khen, 12 giấy khen",
            "1. Sáng kiến, đạt 3 giải",
            "1,5 tỷ 450 triệu đồng",
            "8 tỷ 4500 triệu đồng",
            "8 triệu 2 tỷ",
            "1/2/2020",
            "2016-2021",
            "10-15",
            "12 + 3",
            "1o5",
            "3 (=1+2) xã",
            "1. Sáng kiến",
            "2) Đoàn viên",
            "tăng 5%",
            "Năm 2019",
            "Quý 1",
            "Khu vực 1: − 5",
            "300 (KH), 345 (TH)",
            "345 (dự kiến)",
            "345 (6 tháng)",
            "310 (năm 2021)",
        ] {
            assert_eq!(read_number(text, Convention::Vietnamese), None, "{text}");
        }
    }

    #[test]
    fn marks_stay_apart() {
        for (text, mark) in [
            ("-", NumberText::Zero),
            ("–", NumberText::Zero),
            ("- -", NumberText::Zero),
            ("－", NumberText::Zero),
            ("Không có", NumberText::Zero),
            ("…", NumberText::Missing),
            ("...", NumberText::Missing),
            ("Chưa có số liệu", NumberText::Missing),
            ("x", NumberText::NotApplicable),
        ] {
            assert_eq!(read_number(text, Convention::Vietnamese), Some(mark), "{text}");
        }
    }

    #[test]
    fn qualifiers_survive_before_and_behind() {
        for (text, modifier, number) in [
            ("trên 300", Modifier::AtLeast, "300"),
            ("Trên 300 lượt", Modifier::AtLeast, "300"),
            ("≥ 20", Modifier::AtLeast, "20"),
            ("300 trở lên", Modifier::AtLeast, "300"),
            ("từ 300 người trở lên", Modifier::AtLeast, "300"),
            ("300+", Modifier::AtLeast, "300"),
            ("đã đạt trên 300", Modifier::AtLeast, "300"),
            ("không quá 12", Modifier::AtMost, "12"),
            ("12 trở xuống", Modifier::AtMost, "12"),
            ("khoảng 1.200", Modifier::About, "1200"),
            ("ước đạt 1.200", Modifier::About, "1200"),
            ("trên dưới 300", Modifier::About, "300"),
            ("1.200 (ước tính)", Modifier::About, "1200"),
            ("~300", Modifier::About, "300"),
            ("có 300", Modifier::Exact, "300"),
        ] {
            let value = read(text);
            assert_eq!((value.modifier, value.plain.as_str()), (modifier, number), "{text}");
        }
    }

    #[test]
    fn percents_scales_measures_and_pairs_survive() {
        assert!(read("12,5%").percent && read("đạt 105%").percent && read("12 phần trăm").percent);
        assert_eq!((read("3.000 tỷ").scale, read("3.000 tỷ").measure), (Some(9), None));
        assert_eq!((read("hơn 1,2 triệu lượt").scale, read("622 nghìn").scale), (Some(6), Some(3)));
        assert_eq!(read("11,8 triệu đoàn viên").measure, Some(MeasureWord::Count));
        assert_eq!(read("5 triệu đồng").scale, Some(6));
        assert_eq!(read("9.150.000 đồng/người/tháng").measure, Some(MeasureWord::Money(0)));
        assert_eq!((read("7,5 triệu đồng/tháng").scale, read("25.000đ/suất").plain.as_str()), (Some(6), "25000"));
        assert_eq!((read("5 tr").scale, read("5 tr").measure), (None, Some(MeasureWord::Money(6))));
        assert_eq!(read("1,2 tỷ đồng").measure, Some(MeasureWord::Money(0)));
        assert_eq!(read("31/20").second.as_deref(), Some("20"));
        assert_eq!(read("31 / 20 người = 155%").share.as_deref(), Some("155"));
        assert_eq!(read("2.589/4.298 (60,24%)").second.as_deref(), Some("4298"));
        assert_eq!(read("82 người (50,93%)").share.as_deref(), Some("50.93"));
        assert_eq!(read("121 (81 xây mới, 40 sửa chữa)").share, None);
        assert!(read("1.258").ambiguous);
        assert!(!read("1.258.000").ambiguous);
    }

    /// The ways in which one number is written that mean the same.
    fn dressings() -> impl Strategy<Value = (&'static str, &'static str)> {
        const AROUND: &[(&str, &str)] = &[
            ("", ""),
            (" ", "\u{a0}"),
            ("'", ""),
            ("", " (*)"),
            ("", "¹"),
            ("(1)  ", ""),
            ("", " người"),
            ("", "."),
            ("đạt ", " lượt"),
            ("", " (12,5%)"),
        ];
        proptest::sample::select(AROUND)
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(whole in 0_i64..10_i64.pow(15), fraction in 0_u32..1000) {
            let expected = format!("{whole}.{fraction:03}9");
            for (language, convention) in [(Language::Vi, Convention::Vietnamese), (Language::En, Convention::English)] {
                for expected in [&expected, &format!("-{expected}")] {
                    let shown = show_number(expected, language);
                    let Some(NumberText::Value(value)) = read_number(&shown, convention) else {
                        return Err(TestCaseError::fail(shown));
                    };
                    prop_assert_eq!(&value.plain, expected);
                }
            }
        }

        #[test]
        fn a_whole_number_is_read_the_same_in_any_dress(number in 0_i64..10_i64.pow(12), (before, behind) in dressings()) {
            for (language, convention) in [(Language::Vi, Convention::Vietnamese), (Language::En, Convention::English)] {
                let text = format!("{before}{}{behind}", show_number(&number.to_string(), language));
                let Some(NumberText::Value(value)) = read_number(&text, convention) else {
                    return Err(TestCaseError::fail(text));
                };
                prop_assert_eq!(&value.plain, &number.to_string(), "{}", text);
            }
        }

        #[test]
        fn full_width_and_thin_spaced_digits_are_the_same_number(number in 1000_i64..10_i64.pow(12)) {
            let grouped = show_number(&number.to_string(), Language::Vi);
            let wide: String = grouped.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c)).collect();
            for text in [wide, grouped.replace('.', "\u{2009}"), grouped.replace('.', "\u{a0}")] {
                prop_assert_eq!(plain(&text), Some(number.to_string()), "{}", text);
            }
        }

        #[test]
        fn only_one_convention_reads_what_is_written_in_it(number in 0_i64..10_i64.pow(12), tenths in 1_u32..10) {
            let number = format!("{number}.{tenths}");
            for (language, convention) in [(Language::Vi, Convention::Vietnamese), (Language::En, Convention::English)] {
                prop_assert_eq!(written_in(&show_number(&number, language)), Some(convention));
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC*") {
            for convention in [Convention::Vietnamese, Convention::English] {
                let _ = read_number(&text, convention);
                let _ = suspect(&text, convention);
            }
            let _ = written_in(&text);
        }

        #[test]
        fn what_is_read_is_never_suspected(number in 0_i64..10_i64.pow(12), (before, behind) in dressings()) {
            let text = format!("{before}{}{behind}", show_number(&number.to_string(), Language::Vi));
            prop_assert_eq!(suspect(&text, Convention::Vietnamese), None);
        }
    }
}
