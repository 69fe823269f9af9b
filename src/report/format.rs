//! Every number that is printed: decimals, percent signs, qualifiers, the signs for zero and for no figure, the names of
//! periods. Rounding happens here and nowhere else, once, half away from zero.

use crate::domain::{Amount, Calendar, Indicator, Period, Qualifier};
use crate::text::{Language, phrase, show_number};

/// What stands for nothing: it did not happen.
pub const ZERO: &str = "-";
/// What stands where there is no figure.
pub const MISSING: &str = "…";
/// What stands where the question does not arise.
pub const NOT_APPLICABLE: &str = "x";

/// How the values of one indicator are printed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Style {
    /// Digits after the decimal point.
    pub decimals: u32,
    /// Whether a percent sign follows.
    pub percent: bool,
}

impl Style {
    /// Whole numbers.
    pub const WHOLE: Style = Style { decimals: 0, percent: false };
    /// Percentages with one decimal.
    pub const PERCENT: Style = Style { decimals: 1, percent: true };

    /// The style of an indicator; `fractions` says whether any of its values has one.
    pub fn of(indicator: &Indicator, fractions: bool) -> Style {
        if indicator.measure.is_percent() {
            Style::PERCENT
        } else if indicator.integer || !fractions {
            Style::WHOLE
        } else {
            Style { decimals: 1, percent: false }
        }
    }
}

/// A value with exactly the decimals and the percent sign of its style: `4.561`, `12,5%`.
pub fn number(amount: Amount, style: Style, language: Language) -> String {
    let rounded = amount.rounded(style.decimals).to_string();
    let padded = match (rounded.split_once('.'), style.decimals as usize) {
        (_, 0) => rounded,
        (Some((_, fraction)), decimals) => {
            let missing = decimals.saturating_sub(fraction.len());
            format!("{rounded}{}", "0".repeat(missing))
        }
        (None, decimals) => format!("{rounded}.{}", "0".repeat(decimals)),
    };
    let shown = show_number(&padded, language);
    if style.percent { format!("{shown}%") } else { shown }
}

/// A value with the word of its qualifier: `trên 300`.
pub fn qualified(amount: Amount, style: Style, qualifier: Qualifier, language: Language) -> String {
    with_word(number(amount, style, language), qualifier, language)
}

/// A value in running text: a whole number below ten takes a leading nought in Vietnamese (`05`).
pub fn running(amount: Amount, style: Style, qualifier: Qualifier, language: Language) -> String {
    let below_ten = Amount::ZERO < amount && amount < Amount::whole(10) && amount.is_whole();
    let plain = number(amount, style, language);
    let shown =
        if language == Language::Vi && below_ten && style == Style::WHOLE { format!("0{plain}") } else { plain };
    with_word(shown, qualifier, language)
}

fn with_word(shown: String, qualifier: Qualifier, language: Language) -> String {
    match qualifier_word(qualifier, language) {
        Some(word) => format!("{word} {shown}"),
        None => shown,
    }
}

/// The word of a qualifier; none for an exact value.
pub fn qualifier_word(qualifier: Qualifier, language: Language) -> Option<String> {
    let key = match qualifier {
        Qualifier::Exact => return None,
        Qualifier::AtLeast => "report.qualifier.at_least",
        Qualifier::AtMost => "report.qualifier.at_most",
        Qualifier::About => "report.qualifier.about",
    };
    Some(phrase(key, language, &[]))
}

/// A difference with its sign: `+12,5%`, `−1.234`; nought has none.
pub fn signed(amount: Amount, style: Style, language: Language) -> String {
    let shown = number(amount, style, language);
    if amount.rounded(style.decimals) > Amount::ZERO { format!("+{shown}") } else { shown }
}

/// The share of a part in a whole, as a percentage; none of nothing.
pub fn percentage(part: Amount, whole: Amount) -> Option<Amount> {
    part.ratio(100, whole)
}

/// A month as it is written: `6/2021`.
pub fn month(month: crate::domain::Month) -> String {
    format!("{}/{}", month.number(), month.year())
}

/// A day as offices write it: `30/6/2021`, `05/01/2022`: days below ten and the first two months have a nought before them.
pub fn day(day: crate::domain::Day) -> String {
    let month = day.month.number();
    let month_text = if month < 3 { format!("{month:02}") } else { month.to_string() };
    format!("{:02}/{month_text}/{}", day.number, day.month.year())
}

/// The heading of a period: `2017`, `6 tháng cuối 2016`, `Quý III/2021`, `1–9/2021`.
pub fn period(period: Period, calendar: Calendar, language: Language) -> String {
    let year = calendar.year_of(period.from);
    let first = period.from.index() - calendar.year(year).from.index();
    let (key, part) = match (first, period.months()) {
        (0, 12) => return year.to_string(),
        (0, 6) => ("report.period.first_half", String::new()),
        (6, 6) => ("report.period.second_half", String::new()),
        (0 | 3 | 6 | 9, 3) => {
            let quarter = (first / 3) as usize;
            let names = if language == Language::Vi { ["I", "II", "III", "IV"] } else { ["1", "2", "3", "4"] };
            ("report.period.quarter", names[quarter].to_owned())
        }
        _ => return span(period),
    };
    phrase(key, language, &[("year", year.to_string()), ("part", part)])
}

/// The months of a span: `7/2016–6/2021`, `1–9/2021`.
pub fn span(period: Period) -> String {
    if period.from == period.to {
        month(period.to)
    } else if period.from.year() == period.to.year() {
        format!("{}–{}", period.from.number(), month(period.to))
    } else {
        format!("{}–{}", month(period.from), month(period.to))
    }
}

/// A name in the middle of a sentence: its first letter small, unless it starts with an abbreviation (`CNVCLĐ`).
pub fn mid_sentence(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), second) if second.is_none_or(|c| !c.is_uppercase() && !c.is_ascii_digit()) => {
            first.to_lowercase().chain(name[first.len_utf8()..].chars()).collect()
        }
        _ => name.to_owned(),
    }
}

/// A sentence that starts with a capital.
pub fn sentence_start(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// At most `limit` characters, cut at a word with an ellipsis.
pub fn shortened(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    let kept = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", kept.trim_end_matches([' ', ',', ';', '–', '-']))
}

/// The first names of a list, and how many more there are: `A, B, C và 5 đơn vị khác`.
pub fn few_names(names: &[&str], shown: usize, language: Language) -> String {
    // One more name is as short as "and one other".
    if names.len() <= shown + 1 {
        return names.join(", ");
    }
    let rest = Amount::whole((names.len() - shown) as i64);
    let rest = running(rest, Style::WHOLE, Qualifier::Exact, language);
    phrase("report.names_more", language, &[("names", names[..shown].join(", ")), ("count", rest)])
}

/// A Vietnamese text as a file name: ASCII, small letters, every other run of characters one hyphen.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        let plain = plain_letter(letter);
        if plain.is_ascii_alphanumeric() {
            slug.push(plain);
        } else if !('\u{300}'..='\u{36f}').contains(&letter) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The letter below the diacritics of a small Vietnamese letter; anything else unchanged.
pub fn plain_letter(letter: char) -> char {
    const FAMILIES: [(char, &str); 7] = [
        ('a', "àáảãạăằắẳẵặâầấẩẫậ"),
        ('e', "èéẻẽẹêềếểễệ"),
        ('i', "ìíỉĩị"),
        ('o', "òóỏõọôồốổỗộơờớởỡợ"),
        ('u', "ùúủũụưừứửữự"),
        ('y', "ỳýỷỹỵ"),
        ('d', "đ"),
    ];
    FAMILIES.iter().find(|(_, family)| family.contains(letter)).map_or(letter, |(plain, _)| *plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Amount {
        Amount::parse(text).expect("an amount")
    }

    #[test]
    fn numbers_are_rounded_half_away_from_zero_and_keep_their_decimals() {
        let tenth = Style { decimals: 1, percent: false };
        for (value, style, vi, en) in [
            ("4561", Style::WHOLE, "4.561", "4,561"),
            ("0.5", Style::WHOLE, "1", "1"),
            ("-0.5", Style::WHOLE, "−1", "−1"),
            ("1350925.35", tenth, "1.350.925,4", "1,350,925.4"),
            ("12", tenth, "12,0", "12.0"),
            ("12.45", Style::PERCENT, "12,5%", "12.5%"),
            ("0.04", tenth, "0,0", "0.0"),
        ] {
            assert_eq!(number(parse(value), style, Language::Vi), vi);
            assert_eq!(number(parse(value), style, Language::En), en);
        }
    }

    #[test]
    fn qualifiers_are_words_before_the_number() {
        let three_hundred = parse("300");
        for (qualifier, vi, en) in [
            (Qualifier::Exact, "300", "300"),
            (Qualifier::AtLeast, "trên 300", "over 300"),
            (Qualifier::AtMost, "dưới 300", "under 300"),
            (Qualifier::About, "khoảng 300", "about 300"),
        ] {
            assert_eq!(qualified(three_hundred, Style::WHOLE, qualifier, Language::Vi), vi);
            assert_eq!(qualified(three_hundred, Style::WHOLE, qualifier, Language::En), en);
        }
    }

    #[test]
    fn running_text_writes_small_numbers_with_a_leading_nought() {
        let show = |value: &str, language| running(parse(value), Style::WHOLE, Qualifier::Exact, language);
        assert_eq!(show("5", Language::Vi), "05");
        assert_eq!(show("10", Language::Vi), "10");
        assert_eq!(show("0", Language::Vi), "0");
        assert_eq!(show("5", Language::En), "5");
    }

    #[test]
    fn periods_are_named_as_people_name_them() {
        let calendar = Calendar::default();
        for (text, vi, en) in [
            ("2017", "2017", "2017"),
            ("2016-H2", "6 tháng cuối 2016", "2nd half 2016"),
            ("2021-H1", "6 tháng đầu 2021", "1st half 2021"),
            ("2021-Q3", "Quý III/2021", "Q3 2021"),
            ("2021-05", "5/2021", "5/2021"),
            ("2021-01..2021-09", "1–9/2021", "1–9/2021"),
            ("2016-07..2021-06", "7/2016–6/2021", "7/2016–6/2021"),
        ] {
            let span = calendar.parse(text).expect("a period");
            assert_eq!(period(span, calendar, Language::Vi), vi);
            assert_eq!(period(span, calendar, Language::En), en);
        }
    }

    #[test]
    fn names_take_a_small_letter_in_a_sentence_but_abbreviations_do_not() {
        for (name, mid) in
            [("Đoàn viên nữ", "đoàn viên nữ"), ("CNVCLĐ được khen", "CNVCLĐ được khen"), ("", ""), ("Ý kiến", "ý kiến")]
        {
            assert_eq!(mid_sentence(name), mid);
        }
    }

    #[test]
    fn file_names_are_ascii() {
        assert_eq!(slug("Sáng kiến cải tiến: Cấp cơ sở (2016–2021)"), "sang-kien-cai-tien-cap-co-so-2016-2021");
        assert_eq!(slug("ĐƯỜNG THỦY"), "duong-thuy");
    }

    #[test]
    fn long_texts_are_cut_at_a_word() {
        assert_eq!(shortened("một hai ba bốn", 9), "một hai…");
        assert_eq!(shortened("một hai", 9), "một hai");
        assert_eq!(few_names(&["A", "B", "C"], 2, Language::Vi), "A, B, C");
        assert_eq!(few_names(&["A", "B", "C", "D"], 2, Language::Vi), "A, B và 02 đơn vị khác");
    }

    proptest! {
        #[test]
        fn a_printed_whole_number_is_the_value_rounded(raw in -(1_i128 << 90)..(1_i128 << 90)) {
            let amount = Amount::from_raw(raw);
            let shown = number(amount, Style::WHOLE, Language::Vi).replace('.', "").replace('−', "-");
            prop_assert_eq!(Amount::parse(&shown), Some(amount.rounded(0)));
        }
    }
}
