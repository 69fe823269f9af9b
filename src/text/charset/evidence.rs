//! In which charset a group of texts stands: by the words that only one reading makes Vietnamese.

use std::collections::BTreeSet;

use super::Charset;
use crate::text::{abbreviation, fold, is_syllable};

/// This many different words that only a legacy charset makes Vietnamese decide for it; one that cannot be mistaken is
/// enough where nothing speaks against it.
const ENOUGH: usize = 3;
/// From this many on, what is not decided is worth a person's look.
const WORTH_TELLING: usize = 2;

/// What a word with letters or signs beyond ASCII says about the charset it stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// A letter that only Unicode has, or a syllable that no legacy reading gives.
    Unicode,
    /// A syllable as it stands, and in a legacy charset too.
    Either,
    /// No syllable as it stands, but one (or an abbreviation such as *QĐ*) in these of [`Charset::ALL`].
    Legacy([bool; 2]),
    /// No syllable in any reading: a foreign word or name.
    Foreign,
    /// A single letter or sign: says nothing.
    Silent,
}

impl Class {
    /// Whether only that charset, or few, makes the word Vietnamese.
    pub fn is_legacy(self, charset: Charset) -> bool {
        matches!(self, Class::Legacy(fits) if fits[charset as usize])
    }
}

/// What texts of one group, such as a column, say about their charset; each different word counts once.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    legacy: [BTreeSet<String>; 2],
    against: BTreeSet<String>,
    unicode: bool,
    /// Whether a word has a sign between its letters: *N¨m*.
    unmistakable: bool,
}

/// What the evidence comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The texts stand in this charset, but for those that are Unicode beyond doubt.
    Legacy(Charset),
    /// Some words speak for this charset, too few or too many others against it.
    Unsure(Charset),
    /// Nothing speaks for a legacy charset.
    Plain,
}

impl Evidence {
    /// Takes a text into account.
    pub fn read(&mut self, text: &str) {
        // A text with letters that only Unicode has may still hold legacy words, in runs of another font.
        let proven = holds_unicode(text);
        self.unicode = self.unicode || proven;
        for word in marked_words(text) {
            match classify(word) {
                Class::Legacy(fits) => {
                    self.unmistakable = self.unmistakable || has_sign_inside(word);
                    for (words, _) in self.legacy.iter_mut().zip(fits).filter(|(_, fits)| *fits) {
                        words.insert(word.to_lowercase());
                    }
                }
                class @ (Class::Unicode | Class::Foreign) if !proven => {
                    self.unicode = self.unicode || class == Class::Unicode;
                    self.against.insert(word.to_lowercase());
                }
                _ => {}
            }
        }
    }

    /// Takes into account what another group's texts say.
    pub fn join(&mut self, other: &Evidence) {
        for (words, more) in self.legacy.iter_mut().zip(&other.legacy) {
            words.extend(more.iter().cloned());
        }
        self.against.extend(other.against.iter().cloned());
        self.unicode = self.unicode || other.unicode;
        self.unmistakable = self.unmistakable || other.unmistakable;
    }

    /// Whether no word speaks for a legacy charset.
    pub fn is_silent(&self) -> bool {
        self.legacy.iter().all(BTreeSet::is_empty)
    }

    /// Whether some text of the group is Unicode beyond doubt.
    pub fn holds_unicode(&self) -> bool {
        self.unicode
    }

    /// How many different words speak for a charset and against it: those that it does not make Vietnamese, though
    /// another reading may.
    pub fn count(&self, charset: Charset) -> (usize, usize) {
        let own = &self.legacy[charset as usize];
        let others = Charset::ALL.into_iter().filter(|other| *other != charset);
        let elsewhere: usize = others.map(|other| self.legacy[other as usize].difference(own).count()).sum();
        (own.len(), self.against.len() + elsewhere)
    }

    /// The charset that more different words speak for.
    fn foremost(&self) -> Charset {
        let [tcvn3, vni] = &self.legacy;
        if vni.len() > tcvn3.len() { Charset::Vni } else { Charset::Tcvn3 }
    }

    /// What the texts come to by themselves.
    pub fn verdict(&self) -> Verdict {
        let charset = self.foremost();
        let (fit, against) = self.count(charset);
        let certain = self.unmistakable && against == 0;
        if certain || (fit >= ENOUGH && fit >= 2 * against) {
            Verdict::Legacy(charset)
        } else if fit >= WORTH_TELLING && fit >= against {
            Verdict::Unsure(charset)
        } else {
            Verdict::Plain
        }
    }

    /// Whether the texts, too few to decide, do not speak against a charset.
    pub fn allows(&self, charset: Charset) -> bool {
        let (fit, against) = self.count(charset);
        fit >= against && (fit > 0 || !self.unicode)
    }

    /// Whether the texts bear out what their font says.
    pub fn bears_out(&self, charset: Charset) -> bool {
        let (fit, against) = self.count(charset);
        fit > 0 && fit >= against
    }
}

/// Whether a text has letters that only Unicode has: those between the Latin letters of 8-bit fonts and Vietnamese ones
/// with two marks.
pub fn holds_unicode(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{100}'..='\u{1B0}' | '\u{300}'..='\u{36F}' | '\u{1EA0}'..='\u{1EF9}'))
}

/// What words are made of: letters, and the signs that legacy fonts show as letters.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphabetic() || ('\u{A1}'..='\u{FF}').contains(&c)
}

/// The words of a text that hold more than ASCII.
pub fn marked_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_word(c)).filter(|word| !word.is_ascii())
}

/// What a word says, one of [`marked_words`].
pub fn classify(word: &str) -> Class {
    if holds_unicode(word) {
        return Class::Unicode;
    }
    if word.chars().count() < 2 {
        return match word {
            // The đ of amounts: *1.000®*.
            "®" => Class::Legacy([true, false]),
            "ñ" => Class::Legacy([false, true]),
            _ => Class::Silent,
        };
    }
    // Quotation marks, bullets and footnote marks at a word are no letters of it.
    let bare = word.trim_start_matches(['«', '·', '©', '¡', '¿']).trim_end_matches(['»', '¹', '²', '³', '®', '°']);
    let plain = !bare.is_ascii() && is_syllable(bare);
    let decoded = Charset::ALL.map(|charset| charset.decode_word(word));
    let fits =
        decoded.each_ref().map(|word| word.as_deref().is_some_and(|word| is_syllable(word) || is_abbreviation(word)));
    match (plain, fits.contains(&true)) {
        (true, false) => Class::Unicode,
        (true, true) => Class::Either,
        (false, true) => Class::Legacy(fits),
        (false, false) => Class::Foreign,
    }
}

/// Whether a sign stands between two ASCII letters that no one writes there but by a legacy font.
fn has_sign_inside(word: &str) -> bool {
    let mut letters = word.chars();
    let (Some(mut before), Some(mut sign)) = (letters.next(), letters.next()) else { return false };
    letters.any(|after| {
        let inside = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
        let found = inside && matches!(sign, '\u{A1}'..='\u{BF}') && !matches!(sign, '·' | '\u{AD}' | 'µ');
        (before, sign) = (sign, after);
        found
    })
}

/// *LĐLĐ, QĐ, CNVCLĐ*: capitals with a Đ and no vowel. *TƯLĐTT*: one of the field.
fn is_abbreviation(word: &str) -> bool {
    (word.len() > 4 && abbreviation::is_abbreviation(&fold(word)))
        || word.contains('Đ') && word.chars().all(|c| c == 'Đ' || (c.is_ascii_uppercase() && !"AEIOUY".contains(c)))
}

/// Whether a text may be legacy at all, by a look at its bytes: beside an ASCII letter stands a character that a legacy
/// font shows as a letter and that no Vietnamese word holds (*C«ng, ®oµn, ñoaøn*), or behind a vowel a letter that no
/// Vietnamese word has there (*Lieân, Coâng*). Nearly no text of today has one.
pub fn may_be_legacy(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let bytes = text.as_bytes();
    let ascii = |at: usize| bytes.get(at).copied().filter(u8::is_ascii_alphabetic);
    bytes.array_windows().enumerate().any(|(at, pair)| {
        let code = match *pair {
            [0xC2, low @ 0xA1..=0xBF] => low,
            [0xC3, low @ 0x80..=0xBF] => low + 0x40,
            _ => return false,
        };
        let before = ascii(at.wrapping_sub(1));
        if SUSPECT[usize::from(code)] {
            return before.is_some() || ascii(at + 2).is_some();
        }
        match before {
            // Behind these: ÀÁÂÃ ÈÉÊ Õ ÙÚ; behind O: Â Õ Ù.
            Some(b'a' | b'A' | b'e' | b'E') => matches!(code & 0xDF, 0xC0..=0xC3 | 0xC8..=0xCA | 0xD5 | 0xD9 | 0xDA),
            Some(b'o' | b'O') => matches!(code & 0xDF, 0xC2 | 0xD5 | 0xD9),
            _ => false,
        }
    })
}

/// By code: whether a legacy font shows a letter there and Unicode none that Vietnamese has.
const SUSPECT: [bool; 256] = {
    let mut suspect = [false; 256];
    let mut code = 0xA1;
    while code < 0xFF {
        suspect[code] = super::TCVN3[code - 0xA1] != '\0';
        code += 1;
    }
    // Letters of VNI-Windows where TCVN3 has none, and then what Vietnamese words hold: ÀÁÂÃ ÈÉÊ ÌÍ ÒÓÔÕ ÙÚ Ý.
    suspect[0xC4] = true;
    suspect[0xC5] = true;
    suspect[0xDB] = true;
    let vietnamese: [u8; 16] =
        [0xC0, 0xC1, 0xC2, 0xC3, 0xC8, 0xC9, 0xCA, 0xCC, 0xCD, 0xD2, 0xD3, 0xD4, 0xD5, 0xD9, 0xDA, 0xDD];
    let mut index = 0;
    while index < vietnamese.len() {
        suspect[vietnamese[index] as usize] = false;
        suspect[vietnamese[index] as usize + 0x20] = false;
        index += 1;
    }
    suspect
};
