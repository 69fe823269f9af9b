//! Legacy charsets: Vietnamese as it was written before Unicode.
//!
//! A legacy text holds the codes of an 8-bit font as if they were Latin letters and signs: *C«ng ®oµn* in TCVN3 (ABC, the
//! fonts .VnTime …), *Coâng ñoaøn* in VNI-Windows (VNI-Times …). Only the font says what they mean; where the font is not
//! known, [`Evidence`] counts which reading gives Vietnamese syllables.

mod evidence;

use std::borrow::Cow;

use super::is_syllable;
use evidence::is_word;
pub use evidence::{Class, Evidence, Verdict, classify, holds_unicode, marked_words, may_be_legacy};

/// A charset of fonts from before Unicode.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Charset {
    /// TCVN 5712 VN3, called ABC: one code a letter. Toned capitals have no codes of their own: capital fonts show the
    /// small letters' codes as capitals.
    Tcvn3,
    /// VNI-Windows: a letter and, behind it, its mark.
    Vni,
}

/// What a font's name says about the texts written in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Typeface {
    /// The charset that its letters stand in.
    pub charset: Charset,
    /// Whether it shows small letters as capitals (`.VnTimeH`).
    pub capitals: bool,
}

impl Typeface {
    /// The charset of a legacy font by its name; none for any other font.
    pub fn of_font(name: &str) -> Option<Typeface> {
        let begins = |prefix: &str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        if begins(".Vn") {
            Some(Typeface { charset: Charset::Tcvn3, capitals: name.ends_with('H') })
        } else if begins("VNI-") || begins("VNI ") {
            Some(Typeface { charset: Charset::Vni, capitals: false })
        } else {
            None
        }
    }
}

/// The letters of TCVN3 from code A1 on, `\0` where the fonts have none. (The standard's VN1 and VN2 put toned capitals at
/// 80–9F and in the gaps; the fonts do not, and what stands there in a file is a dash or a quotation mark.)
#[rustfmt::skip]
const TCVN3: [char; 95] = [
          'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', '\0',
    '\0', '\0', '\0', '\0', '\0', 'à', 'ả', 'ã', 'á', 'ạ', '\0', 'ằ', 'ẳ', 'ẵ', 'ắ', '\0',
    '\0', '\0', '\0', '\0', '\0', '\0', 'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', '\0', 'ẻ', 'ẽ',
    'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', '\0', '\0', '\0', 'ĩ', 'í', 'ị', 'ò',
    '\0', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù',
    '\0', 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', '\0',
];

/// The letters of VNI-Windows that are one code.
const VNI_ALONE: [(char, char); 9] =
    [('ñ', 'đ'), ('ô', 'ơ'), ('ö', 'ư'), ('í', 'í'), ('ì', 'ì'), ('æ', 'ỉ'), ('ó', 'ĩ'), ('ò', 'ị'), ('î', 'ỵ')];

/// The letters of VNI-Windows that are two codes: the first, the marks that may follow it, what they make of it.
const VNI_MARKED: [(char, &str, &str); 7] = [
    ('a', "ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    ('e', "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    ('o', "ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    ('u', "ùøûõï", "úùủũụ"),
    ('y', "ùøûõ", "ýỳỷỹ"),
    ('ô', "ùøûõï", "ớờởỡợ"),
    ('ö', "ùøûõï", "ứừửữự"),
];

impl Charset {
    /// Every charset.
    pub const ALL: [Charset; 2] = [Charset::Tcvn3, Charset::Vni];

    /// The name that users know it by.
    pub const fn name(self) -> &'static str {
        match self {
            Charset::Tcvn3 => "TCVN3 (ABC)",
            Charset::Vni => "VNI-Windows",
        }
    }

    /// A text of this charset in Unicode. What the charset has no code for stays as it is.
    pub fn decode(self, text: &str) -> String {
        self.letters(text).0
    }

    /// The text with only those words in Unicode that this charset alone makes Vietnamese: for texts in which Unicode stands
    /// too, such as runs of two fonts in one cell.
    pub fn decode_own_words(self, text: &str) -> String {
        let mut decoded = String::with_capacity(text.len() + 8);
        for piece in text.split_inclusive(|c| !is_word(c)) {
            let word = piece.trim_end_matches(|c| !is_word(c));
            if !word.is_ascii() && classify(word).is_legacy(self) {
                decoded.push_str(&self.decode(word));
                decoded.push_str(&piece[word.len()..]);
            } else {
                decoded.push_str(piece);
            }
        }
        decoded
    }

    /// A word of this charset in Unicode; none where it holds a letter that the charset lacks.
    fn decode_word(self, word: &str) -> Option<String> {
        let (decoded, strange) = self.letters(word);
        (!strange).then_some(decoded)
    }

    /// Whether a text of this charset has lost letters, which decoding puts back: the ư of TCVN3 is the invisible soft hyphen
    /// (U+00AD), which some programs drop.
    pub fn has_lost_letters(self, text: &str) -> bool {
        let letters: String = text.chars().map(|c| tcvn3(c).unwrap_or(c)).collect();
        self == Charset::Tcvn3 && matches!(with_lost_horns(&letters), Cow::Owned(_))
    }

    /// Whether a word, one of [`marked_words`] among legacy texts, may be of this charset: any syllable of it, a letter alone, and
    /// a name that is no syllable (*Krông*) where no Latin letters could write it so.
    pub fn may_be(self, word: &str) -> bool {
        match classify(word) {
            Class::Legacy(fits) => fits[self as usize],
            Class::Either => self.decode_word(word).is_some_and(|word| is_syllable(&word)),
            Class::Silent => word.chars().all(char::is_alphabetic),
            Class::Foreign => {
                let written_in_signs = self == Charset::Vni || word.contains(|c: char| !c.is_alphabetic());
                written_in_signs && self.decode_word(word).is_some()
            }
            Class::Unicode => false,
        }
    }

    /// The text decoded, and whether it holds Latin letters that the charset does not have.
    fn letters(self, text: &str) -> (String, bool) {
        let mut decoded = String::with_capacity(text.len() + 8);
        let mut strange = false;
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let letter = match self {
                Charset::Tcvn3 => tcvn3(character),
                Charset::Vni => match characters.peek().and_then(|&mark| vni_marked(character, mark)) {
                    Some(letter) => {
                        characters.next();
                        Some(letter)
                    }
                    None => vni_alone(character),
                },
            };
            strange = strange || (letter.is_none() && !character.is_ascii() && character.is_alphabetic());
            decoded.push(letter.unwrap_or(character));
        }
        match self {
            Charset::Tcvn3 => (with_toned_capitals(with_lost_horns(&decoded).into_owned()), strange),
            Charset::Vni => (decoded, strange),
        }
    }
}

/// The letter that a character stands for in TCVN3.
fn tcvn3(character: char) -> Option<char> {
    let place = u32::from(character).checked_sub(0xA1)?;
    TCVN3.get(place as usize).copied().filter(|letter| *letter != '\0')
}

/// The letter that a single character stands for in VNI-Windows.
fn vni_alone(character: char) -> Option<char> {
    let (_, letter) = VNI_ALONE.iter().find(|(code, _)| *code == small(character))?;
    Some(in_case_of(character, *letter))
}

/// The letter that two characters stand for in VNI-Windows; the first one's case counts.
fn vni_marked(base: char, mark: char) -> Option<char> {
    if mark.is_ascii() {
        return None;
    }
    let (_, marks, letters) = VNI_MARKED.iter().find(|(code, ..)| *code == small(base))?;
    let place = marks.chars().position(|known| known == small(mark))?;
    letters.chars().nth(place).map(|letter| in_case_of(base, letter))
}

fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

fn in_case_of(model: char, letter: char) -> char {
    if model.is_uppercase() { letter.to_uppercase().next().unwrap_or(letter) } else { letter }
}

/// *đợc, trởng* → *được, trưởng*: no syllable ends in ơc or ơng, so that the ư before them was lost.
fn with_lost_horns(text: &str) -> Cow<'_, str> {
    let mut mended = Cow::Borrowed(text);
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let rest = &text.as_bytes()[at + letter.len_utf8()..];
        let closed = matches!(rest, [b'c' | b'C', ..] | [b'n' | b'N', b'g' | b'G', ..]);
        if closed && "ơờớởỡợƠ".contains(letter) && !matches!(before, 'ư' | 'Ư') {
            let capital = letter == 'Ơ' || rest[0].is_ascii_uppercase();
            let mended = mended.to_mut();
            let from_end = text.len() - at;
            mended.insert(mended.len() - from_end, if capital { 'Ư' } else { 'ư' });
        }
        before = letter;
    }
    mended
}

/// *ĐOàN VIÊN CÔNG ĐOàN Nữ* → *ĐOÀN VIÊN CÔNG ĐOÀN NỮ*: TCVN3 has no codes for toned capitals, so that among capitals a small
/// toned letter is one.
fn with_toned_capitals(text: String) -> String {
    // A small letter that would have been written as a capital, had it been meant as one.
    let surely_small = |c: char| c.is_lowercase() && (c.is_ascii() || "ăâêôơưđ".contains(c));
    let all_capitals = |word: &str| word.chars().skip(1).any(char::is_uppercase) && !word.chars().any(surely_small);
    let words = || text.split(|c: char| !c.is_alphabetic());
    if !words().any(all_capitals) || !text.chars().any(|c| c.is_lowercase() && !c.is_ascii()) {
        return text;
    }
    if !text.chars().any(surely_small) {
        return text.to_uppercase();
    }
    let mut mended = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
        if all_capitals(bare) { mended.push_str(&word.to_uppercase()) } else { mended.push_str(word) }
    }
    mended
}

#[cfg(test)]
mod tests;
