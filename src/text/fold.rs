//! Folding: what is compared instead of the text itself.
//!
//! Two texts are the same words when their folds are equal: composed Unicode, lower case, one tone placement (*hoà* and
//! *hòa*), one spelling of final i and y (*kỳ* and *kì*), spaces, hyphens and punctuation reduced to single spaces.
//! Diacritics stay: Tân, Tấn and Tần are three units. [`bare`] drops them too; what matches only so is a proposal.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Composed Unicode, for texts that come from outside.
pub fn compose(text: &str) -> Cow<'_, str> {
    if is_composed(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether a text surely is composed: letters below the combining marks, and the block of the Vietnamese letters. Nearly
/// every text is, and need not be normalised.
fn is_composed(text: &str) -> bool {
    text.chars()
        .all(|c| c < '\u{300}' || ('\u{1E00}'..='\u{1EFF}').contains(&c) || ('\u{2010}'..='\u{2027}').contains(&c))
}

/// The words of a text, folded, in order.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut push = |word: &mut String| {
        if !word.is_empty() {
            words.push(canonical(std::mem::take(word)));
        }
    };
    for character in compose(text).chars() {
        match character {
            c if c.is_ascii_alphanumeric() => word.push(c.to_ascii_lowercase()),
            ' ' | '\n' => push(&mut word),
            // Invisible characters and the soft hyphen do not part a word.
            '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{00AD}' | '\u{2060}' => {}
            // Look-alikes of đ: eth and African d.
            'Ð' | 'ð' | 'Ɖ' | 'ɖ' | 'Đ' | 'đ' => word.push('đ'),
            // Full-width digits and letters.
            '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
                word.extend(char::from_u32(character as u32 - 0xFEE0).into_iter().flat_map(char::to_lowercase));
            }
            '%' => {
                push(&mut word);
                word.push('%');
                push(&mut word);
            }
            // In the block of the Vietnamese letters a capital stands before its small letter.
            '\u{1EA0}'..='\u{1EFF}' => word.extend(char::from_u32(character as u32 | 1)),
            c if c.is_alphanumeric() || is_combining_mark(c) => word.extend(c.to_lowercase()),
            _ => push(&mut word),
        }
    }
    push(&mut word);
    words
}

/// The folded text: its folded words with single spaces.
pub fn fold(text: &str) -> String {
    words(text).join(" ")
}

/// A folded text without diacritics.
pub fn bare(folded: &str) -> String {
    folded.nfd().filter(|c| !is_combining_mark(*c)).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// One spelling of a word that Vietnamese writes in two ways.
fn canonical(mut word: String) -> String {
    if !word.is_ascii() {
        move_tone(&mut word);
    }
    spell_i(word)
}

/// The vowels that end oa, oe and uy, and those that begin them, each with its five tones in one order.
const ENDS: [(char, [char; 5]); 3] =
    [('a', ['à', 'á', 'ả', 'ã', 'ạ']), ('e', ['è', 'é', 'ẻ', 'ẽ', 'ẹ']), ('y', ['ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'])];
const BEGINS: [(char, [char; 5]); 2] = [('o', ['ò', 'ó', 'ỏ', 'õ', 'ọ']), ('u', ['ù', 'ú', 'ủ', 'ũ', 'ụ'])];

/// *hoà, khoẻ, thuỷ* → *hòa, khỏe, thủy*: in an open syllable that ends in oa, oe or uy the tone goes to the first vowel.
/// After q the u is no vowel: *quý* stays.
fn move_tone(word: &mut String) {
    let mut letters = word.chars().rev();
    let (Some(last), Some(before)) = (letters.next(), letters.next()) else { return };
    let after_q = letters.next() == Some('q');
    let Some((first, toned)) = BEGINS.iter().find(|(vowel, _)| *vowel == before) else { return };
    let found = ENDS.iter().find_map(|(plain, tones)| Some((plain, tones.iter().position(|tone| *tone == last)?)));
    let Some((second, tone)) = found else { return };
    if matches!((first, second), ('o', 'a' | 'e') | ('u', 'y')) && !after_q {
        word.truncate(word.len() - last.len_utf8() - before.len_utf8());
        word.push(toned[tone]);
        word.push(*second);
    }
}

/// *kỳ, lý, Mỹ, quý, tỷ* → *kì, lí, mĩ, quí, tỉ*.
fn spell_i(word: String) -> String {
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
    let mut spelled: String = word;
    spelled.truncate(spelled.len() - last.len_utf8());
    spelled.push(*i);
    spelled
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
}
