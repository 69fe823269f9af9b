//! Names of units whose words are said by their first letters: *BVĐK tỉnh*, *TT KSBT*, *Cty May VH*. Whatever they are found by is
//! a proposal: whoever takes it says so.

use foldhash::{HashMap, HashSet};

use crate::domain::UnitId;
use crate::text::{bare, is_syllable};

/// Words that names hold or leave out.
const LINKS: &[&str] = &["và", "các", "va", "cac"];

/// A word of more letters is no abbreviation.
const LONGEST: usize = 8;

/// Letters that stand for a whole name are so many at least.
const FEWEST_ALONE: usize = 5;

/// A name of more words is none that anybody shortens so.
const MOST_WORDS: usize = 24;

/// The names of a registry by the first letters of their words.
#[derive(Default)]
pub(super) struct Initials {
    by_letters: HashMap<String, Vec<(UnitId, Vec<String>)>>,
    /// The first and the last of these letters: few strangers' names have both.
    ends: HashSet<(char, char)>,
    /// Whether some of the names are shortened themselves, so that a name in full may be one of them.
    any_shortened: bool,
    /// Words of the names that are surely no abbreviations.
    written_out: HashSet<String>,
}

impl Initials {
    /// Takes in a name, in words.
    pub fn add(&mut self, id: UnitId, name: &[String]) {
        for word in name {
            if is_shortened(word) {
                self.any_shortened = true;
            } else if !self.written_out.contains(word) {
                self.written_out.insert(word.clone());
            }
        }
        let letters = self.letters(name);
        self.ends.extend(letters.chars().next().zip(letters.chars().next_back()));
        let names = self.by_letters.entry(letters).or_default();
        if name.len() > 1 && !names.iter().any(|(other, words)| *other == id && words == name) {
            names.push((id, name.to_vec()));
        }
    }

    /// Whether any name may be among words as written: those of most strangers are written out.
    pub fn may_hold(&self, words: &[String]) -> bool {
        self.any_shortened || words.iter().any(|word| self.is_short(word))
    }

    /// The units whose names words may be, some of them by their first letters.
    pub fn find(&self, words: &[String]) -> impl Iterator<Item = UnitId> {
        // *TTKSBT*: so many letters are no chance.
        let alone = matches!(words, [only] if only.chars().count() >= FEWEST_ALONE && self.is_short(only));
        let short = alone || (2..MOST_WORDS).contains(&words.len());
        let names = (short && self.may_end_so(words))
            .then(|| self.by_letters.get(&self.letters(words)))
            .flatten()
            .into_iter()
            .flatten();
        names.filter(move |(_, name)| agree(words, name, alone)).map(|&(id, _)| id)
    }

    /// Whether some name's letters begin and end as those of words do, whichever of them are abbreviations.
    fn may_end_so(&self, words: &[String]) -> bool {
        let mut own = words.iter().filter(|word| !LINKS.contains(&word.as_str()));
        let Some(first) = own.next() else { return false };
        let last = own.next_back().unwrap_or(first);
        let letter = |c: Option<char>| c.and_then(|c| bare(c.encode_utf8(&mut [0; 4])).chars().next());
        let begins = letter(first.chars().next());
        let ends = [last.chars().next(), last.chars().next_back()];
        ends.into_iter().any(|end| begins.zip(letter(end)).is_some_and(|pair| self.ends.contains(&pair)))
    }

    /// Whether a word is an abbreviation. Words come again and again, those of the names above all.
    fn is_short(&self, word: &String) -> bool {
        !self.written_out.contains(word) && is_shortened(word)
    }

    /// The first letters of words without diacritics; all of those that no syllable has.
    fn letters(&self, words: &[String]) -> String {
        let mut letters = String::with_capacity(words.len());
        for word in words.iter().filter(|word| !LINKS.contains(&word.as_str())) {
            if self.is_short(word) || word.bytes().all(|byte| byte.is_ascii_digit()) {
                letters.push_str(&bare(word));
            } else {
                match word.chars().next() {
                    Some(first) if first.is_ascii() => letters.push(first),
                    Some(first) => letters.push_str(&bare(first.encode_utf8(&mut [0; 4]))),
                    None => {}
                }
            }
        }
        letters
    }
}

fn is_shortened(word: &str) -> bool {
    let number = word.bytes().all(|byte| byte.is_ascii_digit());
    word.len() <= LONGEST && !number && (word.chars().count() == 1 || !(is_syllable(word) || is_bare_syllable(word)))
}

/// Whether a word is a syllable that lacks its diacritics: *tien*, *soat*.
fn is_bare_syllable(word: &str) -> bool {
    const VOWELS: &[(&str, &str)] = &[
        ("", ""),
        ("ie", "iê"),
        ("uo", "uô"),
        ("uo", "ươ"),
        ("ye", "yê"),
        ("ua", "uâ"),
        ("e", "ê"),
        ("u", "ư"),
        ("a", "â"),
        ("a", "ă"),
    ];
    // What a stop closes bears a tone.
    const TONED: &[(char, char)] = &[
        ('a', 'á'),
        ('ă', 'ắ'),
        ('â', 'ấ'),
        ('e', 'é'),
        ('ê', 'ế'),
        ('i', 'í'),
        ('o', 'ó'),
        ('ô', 'ố'),
        ('ơ', 'ớ'),
        ('u', 'ú'),
        ('ư', 'ứ'),
    ];
    let toned = |word: &str| {
        let (at, vowel) = word.char_indices().rev().find(|(_, c)| TONED.iter().any(|(bare, _)| bare == c))?;
        let toned = TONED.iter().find(|(bare, _)| *bare == vowel).map(|(_, toned)| *toned)?;
        Some(format!("{}{toned}{}", &word[..at], &word[at + vowel.len_utf8()..]))
    };
    let is_whole = |(bare, whole): &(&str, &str)| {
        let whole = if bare.is_empty() { word.to_owned() } else { word.replace(bare, whole) };
        word.contains(bare) && (is_syllable(&whole) || toned(&whole).is_some_and(|toned| is_syllable(&toned)))
    };
    word.is_ascii() && VOWELS.iter().any(is_whole)
}

/// Whether two names agree word by word, of which a run of either may be said by its first letters; one word at least, `any`, is
/// the same in both.
fn agree(one: &[String], other: &[String], any: bool) -> bool {
    let is_link = |word: &String| LINKS.contains(&word.as_str());
    match (one, other) {
        ([], []) => any,
        ([link, rest @ ..], _) if is_link(link) => agree(rest, other, any),
        (_, [link, rest @ ..]) if is_link(link) => agree(one, rest, any),
        ([word, rest @ ..], [name, others @ ..]) => {
            let same = word == name || (word.is_ascii() && *word == bare(name));
            (same && agree(rest, others, any || word.chars().count() > 1))
                || stands_for(word, other).is_some_and(|run| agree(rest, &other[run..], any))
                || stands_for(name, one).is_some_and(|run| agree(&one[run..], others, any))
        }
        _ => false,
    }
}

/// How many of some words an abbreviation stands for, links among them.
fn stands_for(short: &str, words: &[String]) -> Option<usize> {
    if !is_shortened(short) {
        return None;
    }
    let mut letters = short;
    let mut run = 0;
    while let Some(letter) = letters.chars().next() {
        let word = words.get(run)?;
        run += 1;
        if LINKS.contains(&word.as_str()) {
            continue;
        }
        // *HLHPN* for *Hội LHPN*.
        if let Some(rest) = letters.strip_prefix(word.as_str()).filter(|_| is_shortened(word)) {
            letters = rest;
            continue;
        }
        let first = word.chars().next()?;
        if first != letter && !(letter.is_ascii() && bare(word).starts_with(letter)) {
            return None;
        }
        letters = &letters[letter.len_utf8()..];
    }
    (run > 0).then_some(run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    #[test]
    fn names_are_found_by_the_first_letters_of_their_words() {
        let names =
            ["bệnh viện đa khoa tỉnh", "trung tâm kiểm soát bệnh tật", "chi cục dân số khhgđ", "công ty may vĩnh hưng"];
        let mut initials = Initials::default();
        for (id, name) in names.iter().enumerate() {
            initials.add(UnitId(id as u32), &words(name));
        }
        let find = |name: &str| initials.find(&words(name)).map(|id| id.0).collect::<Vec<_>>();
        assert_eq!(find("BVĐK tỉnh"), [0]);
        assert_eq!(find("BVDK tinh"), [0]);
        assert_eq!(find("TT kiểm soát BT"), [1]);
        assert_eq!(find("Chi cục Dân số - Kế hoạch hóa gia đình"), [2]);
        assert_eq!(find("C.ty May VH"), [3]);
        assert_eq!(find("TT Kiem soat BT"), [1]);
        // A few letters may be anything, and other words are other names.
        assert_eq!(find("TTKSBT"), [1]);
        assert_eq!(find("BVĐK"), [0u32; 0]);
        assert_eq!(find("Công ty Máy VH"), [0u32; 0]);
        assert_eq!(find("Bệnh viện Đống Khê tỉnh"), [0u32; 0]);
    }
}
