//! Folding: what is compared instead of the text itself.
//!
//! Two texts are the same words when their folds are equal: composed Unicode, lower case, one tone placement (*hoà* and
//! *hòa*), one spelling of final i and y (*kỳ* and *kì*), spaces, hyphens and punctuation reduced to single spaces.
//! Diacritics stay: Tân, Tấn and Tần are three units. [`bare`] drops them too; what matches only so is a proposal.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Composed Unicode, for texts that come from outside.
pub fn compose(text: &str) -> String {
    if is_composed(text) { text.to_owned() } else { text.nfc().collect() }
}

/// Whether a text is surely composed: plain letters, precomposed Vietnamese and signs, which is nearly every text.
pub fn is_composed(text: &str) -> bool {
    // Up to U+02FF a letter is one byte or two, of which the first tells.
    const LAST: u8 = 0xCB;
    let mut rest = text;
    while let Some(high) = rest.bytes().position(|byte| byte > LAST) {
        let mut letters = rest[high..].chars();
        if !letters.next().is_some_and(|c| {
            matches!(c, '\u{1EA0}'..='\u{1EF9}' | '\u{2000}'..='\u{206F}' | '\u{20AB}' | '\u{2190}'..='\u{22FF}' | '\u{2500}'..='\u{27BF}')
        }) {
            return false;
        }
        rest = letters.as_str();
    }
    true
}

/// The words of a text, folded, in order.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, &mut |word| words.push(canonical(word).into_owned()));
    words
}

/// The folded text: its folded words with single spaces.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each_word(text, &mut |word| {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&canonical(word));
    });
    folded
}

fn each_word(text: &str, take: &mut dyn FnMut(&str)) {
    // What stands for a plain letter, or for nothing, is that before marks are put on letters: else they would be the next
    // time. So with small letters, as some marks stand on these alone: ǰ has no capital.
    if is_composed(text) {
        words_of(text.chars(), take);
    } else {
        words_of(text.chars().filter_map(plain).nfc().flat_map(small).nfc(), take);
    }
}

/// A letter as a small one.
fn small(character: char) -> impl Iterator<Item = char> {
    // The only capital whose small letter is two characters, the second a mark that might move.
    if character == 'İ' { 'i' } else { character }.to_lowercase()
}

/// A character as it is folded, as far as marks may follow it; none where it is invisible.
fn plain(character: char) -> Option<char> {
    match character {
        '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{00AD}' | '\u{2060}' => None,
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
            char::from_u32(character as u32 - 0xFEE0)
        }
        _ => Some(character),
    }
}

fn words_of(characters: impl Iterator<Item = char>, take: &mut dyn FnMut(&str)) {
    // Few words are longer, in bytes.
    let mut word = String::with_capacity(24);
    let mut push = |word: &mut String| {
        if !word.is_empty() {
            take(word);
            word.clear();
        }
    };
    for character in characters {
        match character {
            'a'..='z' | '0'..='9' => word.push(character),
            'A'..='Z' => word.push(character.to_ascii_lowercase()),
            // Invisible characters and the soft hyphen do not part a word.
            '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{00AD}' | '\u{2060}' => {}
            // The mark of a note; *m²* keeps its power.
            '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' if !is_length(&word) => {}
            // Look-alikes of đ: eth and African d.
            'Ð' | 'ð' | 'Ɖ' | 'ɖ' | 'Đ' => word.push('đ'),
            '%' => {
                push(&mut word);
                word.push('%');
                push(&mut word);
            }
            // Vietnamese letters with two marks: a capital stands before its small letter.
            '\u{1EA0}'..='\u{1EF9}' => word.push(char::from_u32(character as u32 | 1).unwrap_or(character)),
            // The other letters that Vietnamese has: small ones, and capitals that stand in a table of their own or right
            // before their small ones.
            'à'..='ö' | 'ø'..='ÿ' | 'ă' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => word.push(character),
            'À'..='Ö' | 'Ø'..='Þ' => word.push(char::from_u32(character as u32 + 0x20).unwrap_or(character)),
            'Ă' | 'Ĩ' | 'Ũ' | 'Ơ' | 'Ư' => word.push(char::from_u32(character as u32 + 1).unwrap_or(character)),
            c if c.is_ascii() => push(&mut word),
            c if is_letter_or_digit(c) || is_combining_mark(c) => word.extend(small(c)),
            _ => push(&mut word),
        }
    }
    push(&mut word);
}

/// Whether a folded word is a length, of which areas and volumes are made.
fn is_length(word: &str) -> bool {
    matches!(word, "m" | "mm" | "cm" | "dm" | "dam" | "hm" | "km")
}

/// The same as [`char::is_alphabetic`]. The letters of nearly every text are told without a look into its tables.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}' => true,
        '\u{1EA0}'..='\u{1EF9}' => true,
        c => !c.is_ascii() && c.is_alphabetic(),
    }
}

/// The same as [`char::is_alphanumeric`], told likewise.
pub(super) fn is_letter_or_digit(c: char) -> bool {
    is_letter(c) || c.is_numeric()
}

/// A folded text without diacritics.
pub fn bare(folded: &str) -> String {
    if folded.is_ascii() {
        return folded.to_owned();
    }
    let mut plain = String::with_capacity(folded.len());
    for character in folded.chars() {
        match character {
            c if c.is_ascii() => plain.push(c),
            'đ' => plain.push('d'),
            'à' | 'á' | 'â' | 'ã' | 'ă' | 'ạ'..='ặ' => plain.push('a'),
            'è' | 'é' | 'ê' | 'ẹ'..='ệ' => plain.push('e'),
            'ì' | 'í' | 'ĩ' | 'ỉ' | 'ị' => plain.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ơ' | 'ọ'..='ợ' => plain.push('o'),
            'ù' | 'ú' | 'ũ' | 'ư' | 'ụ'..='ự' => plain.push('u'),
            'ý' | 'ỳ'..='ỹ' => plain.push('y'),
            c => plain.extend(std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c))),
        }
    }
    plain
}

/// One spelling of a word that Vietnamese writes in two ways.
fn canonical(word: &str) -> Cow<'_, str> {
    if let Some(moved) = tone_on_a_consonant(word) {
        return spell_i(Cow::Owned(moved));
    }
    // Most words end in a consonant.
    if word.as_bytes().last().is_some_and(|last| last.is_ascii() && *last != b'y') {
        return Cow::Borrowed(word);
    }
    spell_i(moved_tone(word).map_or(Cow::Borrowed(word), Cow::Owned))
}

/// The vowels that end an open syllable, without a tone and with each of the five.
const TONED: [(char, [char; 5]); 5] = [
    ('a', ['à', 'á', 'ã', 'ả', 'ạ']),
    ('e', ['è', 'é', 'ẽ', 'ẻ', 'ẹ']),
    ('y', ['ỳ', 'ý', 'ỹ', 'ỷ', 'ỵ']),
    ('o', ['ò', 'ó', 'õ', 'ỏ', 'ọ']),
    ('u', ['ù', 'ú', 'ũ', 'ủ', 'ụ']),
];

/// *hoà, khoẻ, thuỷ* → *hòa, khỏe, thủy*: in an open syllable that ends in oa, oe or uy the tone goes to the first vowel.
/// After q the u is no vowel: *quý* stays.
fn moved_tone(word: &str) -> Option<String> {
    let mut letters = word.char_indices().rev();
    let (_, last) = letters.next()?;
    let (at, first) = letters.next()?;
    if !matches!(first, 'o' | 'u') {
        return None;
    }
    let (plain, tone) = TONED[..3]
        .iter()
        .find_map(|(plain, toned)| toned.iter().position(|letter| *letter == last).map(|tone| (*plain, tone)))?;
    let pair = matches!((first, plain), ('o', 'a' | 'e') | ('u', 'y'));
    if !pair || letters.next().is_some_and(|(_, before)| before == 'q') {
        return None;
    }
    let (_, toned) = TONED[3..].iter().find(|(vowel, _)| *vowel == first)?;
    let mut moved = String::with_capacity(word.len());
    moved.push_str(&word[..at]);
    moved.push(toned[tone]);
    moved.push(plain);
    Some(moved)
}

/// *qủa, qúy, gía* → *quả, quý, giá*: the u of *qu* and the i of *gi* are no vowels, and a tone typed there is a slip.
fn tone_on_a_consonant(word: &str) -> Option<String> {
    // Few words begin so and end in a plain vowel.
    let (first, last) = (word.as_bytes().first()?, word.chars().next_back()?);
    if !matches!(first, b'q' | b'g') || !matches!(last, 'a' | 'e' | 'y' | 'o') {
        return None;
    }
    const I: [char; 5] = ['ì', 'í', 'ĩ', 'ỉ', 'ị'];
    let mut letters = word.chars().skip(1);
    let (glide, vowel, None) = (letters.next()?, letters.next()?, letters.next()) else { return None };
    let (plain, tone) = match first {
        b'q' => ('u', TONED[4].1.iter().position(|letter| *letter == glide)?),
        _ => ('i', I.iter().position(|letter| *letter == glide)?),
    };
    let (_, toned) = TONED[..4].iter().find(|(letter, _)| *letter == vowel)?;
    Some(format!("{}{plain}{}", char::from(*first), toned[tone]))
}

/// *kỳ, lý, Mỹ, quý, tỷ* → *kì, lí, mĩ, quí, tỉ*.
fn spell_i(word: Cow<'_, str>) -> Cow<'_, str> {
    const Y: [(char, char); 6] = [('y', 'i'), ('ý', 'í'), ('ỳ', 'ì'), ('ỷ', 'ỉ'), ('ỹ', 'ĩ'), ('ỵ', 'ị')];
    let mut letters = word.chars().rev();
    let (Some(last), Some(before)) = (letters.next(), letters.next()) else { return word };
    let Some((_, i)) = Y.iter().find(|(y, _)| *y == last) else { return word };
    let consonant = match before {
        'h' | 'k' | 'l' | 'm' | 's' | 't' | 'v' => true,
        'u' => letters.next() == Some('q'),
        _ => false,
    };
    if !consonant {
        return word;
    }
    let mut spelled = word.into_owned();
    spelled.truncate(spelled.len() - last.len_utf8());
    spelled.push(*i);
    Cow::Owned(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_of_one_word_fold_to_one() {
        for (left, right) in [
            ("Hoà Bình", "HÒA BÌNH"),
            ("khoẻ", "khỏe"),
            ("luỹ kế", "lũy kế"),
            ("nhiệm kì", "Nhiệm kỳ"),
            ("tỷ đồng", "tỉ đồng"),
            ("Mỹ Đức", "Mĩ Đức"),
            ("Quý I", "quí I"),
            ("Kết qủa", "Kết quả"),
            ("Qúy II", "Quý II"),
            ("gía trị", "giá trị"),
            ("Bà Rịa - Vũng Tàu", "Bà Rịa−Vũng Tàu"),
            ("Ðống Đa", "Đống Đa"),
            ("Thu\u{0309}y", "Thủy"),
            ("HÀ\u{a0}NAM", "Hà Nam"),
            ("công\nđoàn", "Công  đoàn"),
        ] {
            assert_eq!(fold(left), fold(right), "{left} / {right}");
        }
    }

    #[test]
    fn what_is_folded_is_folded_whatever_marks_follow_it() {
        for (text, folded) in [
            ("Cİ\u{d3c}", "ci\u{d3c}"),
            ("İ\u{d3c}\u{307}", "i\u{d3c}\u{307}"),
            ("a\u{200B}\u{301}", "á"),
            ("Ａ\u{301}", "á"),
            ("J\u{30c}", "\u{1f0}"),
            ("\u{130}\u{301}", "í"),
            ("ＨÀ ＮＡＭ ２０２０", "hà nam 2020"),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
            assert_eq!(fold(&fold(text)), folded, "{text:?}, folded again");
        }
    }

    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (left, right) in
            [("Tân", "Tấn"), ("Tấn", "Tần"), ("Hoà Bình", "Hoa Bình"), ("Quý", "Quy"), ("thủy", "thúy"), ("tay", "tai")]
        {
            assert_ne!(fold(left), fold(right), "{left} / {right}");
        }
        assert_eq!(bare(&fold("Tấn Đạt")), "tan dat");
    }

    #[test]
    fn a_tone_after_q_or_before_a_consonant_stays() {
        assert_eq!(fold("quỳ"), "quì");
        assert_eq!(fold("hoàn"), "hoàn");
        assert_eq!(fold("huỳnh"), "huỳnh");
    }

    #[test]
    fn the_short_ways_go_where_the_long_ways_go() {
        // Every Vietnamese letter, as one sign and as letter and marks.
        let letters = ('\u{C0}'..='\u{1B0}').chain('\u{1EA0}'..='\u{1EF9}').filter(|c| c.is_alphabetic());
        for letter in letters {
            for word in [format!("{letter}"), format!("ho{letter}"), format!("q{letter}n"), format!("thu{letter}")] {
                let apart: String = word.nfd().collect();
                assert_eq!(fold(&word), fold(&apart), "{word}");
                let marks = |text: &str| text.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>();
                assert_eq!(bare(&fold(&word)), marks(&fold(&word)).replace('đ', "d"), "{word}");
            }
        }
    }
}
