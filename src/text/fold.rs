//! Folding: what is compared instead of the text itself.
//!
//! Two texts are the same words when their folds are equal: composed Unicode, lower case, one tone placement (*hoà* and
//! *hòa*), one spelling of final i and y (*kỳ* and *kì*), spaces, hyphens and punctuation reduced to single spaces.
//! Diacritics stay: Tân, Tấn and Tần are three units. [`bare`] drops them too; what matches only so is a proposal.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Composed Unicode, for texts that come from outside.
pub fn compose(text: &str) -> String {
    text.nfc().collect()
}

/// The words of a text, folded, in order.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut push = |word: &mut String| {
        if !word.is_empty() {
            words.push(canonical(word));
            word.clear();
        }
    };
    for character in text.nfc() {
        match character {
            // Invisible characters and the soft hyphen do not part a word.
            '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{00AD}' | '\u{2060}' => {}
            // Look-alikes of đ: eth and African d.
            'Ð' | 'ð' | 'Ɖ' | 'ɖ' | 'Đ' => word.push('đ'),
            // Full-width digits and letters.
            '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
                word.extend(char::from_u32(character as u32 - 0xFEE0).into_iter().flat_map(char::to_lowercase));
            }
            '%' => {
                push(&mut word);
                word.push('%');
                push(&mut word);
            }
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
fn canonical(word: &str) -> String {
    if word.is_ascii() {
        return spell_i(word.to_owned());
    }
    let mut letters: Vec<char> = word.nfd().collect();
    move_tone(&mut letters);
    spell_i(letters.into_iter().nfc().collect())
}

const TONES: [char; 5] = ['\u{0300}', '\u{0301}', '\u{0303}', '\u{0309}', '\u{0323}'];

/// *hoà, khoẻ, thuỷ* → *hòa, khỏe, thủy*: in an open syllable that ends in oa, oe or uy the tone goes to the first vowel.
/// After q the u is no vowel: *quý* stays.
fn move_tone(letters: &mut Vec<char>) {
    let n = letters.len();
    if n < 3 || !TONES.contains(&letters[n - 1]) {
        return;
    }
    let (first, second) = (letters[n - 3], letters[n - 2]);
    let pair = matches!((first, second), ('o', 'a' | 'e') | ('u', 'y'));
    let after_q = n >= 4 && letters[n - 4] == 'q';
    if pair && !after_q {
        letters.swap(n - 2, n - 1);
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
