//! Spelling: what a text is taken for whose words are mistyped or bare of their diacritics.
//!
//! A word that Vietnamese spelling does not allow and no list holds is a slip of the fingers; where exactly one known word
//! is one slip away, that word is meant. A text without any diacritics is given those of the known phrases that it
//! consists of. Both are guesses: whoever uses them says so.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

use super::fold::{bare, fold, is_letter, is_letter_or_digit, words};
use super::syllable::is_syllable;

/// Shorter words have too many neighbours.
const SHORTEST: usize = 3;
/// Longer phrases are read piece by piece.
const LONGEST_PHRASE: usize = 12;
/// Longer texts are prose.
const LONGEST_TEXT: usize = 300;
/// What a phrase shorter than this means without its diacritics, others may mean too.
const SURE: usize = 2;

/// Words that join phrases: what they are though others have their letters.
const COMMON: &[(&str, &str)] = &[
    ("cap", "cấp"),
    ("co", "có"),
    ("cua", "của"),
    ("da", "đã"),
    ("duoc", "được"),
    ("hien", "hiện"),
    ("moi", "mới"),
    ("nam", "năm"),
    ("nu", "nữ"),
    ("so", "số"),
    ("tai", "tại"),
    ("thang", "tháng"),
    ("tong", "tổng"),
    ("va", "và"),
    ("ve", "về"),
];

/// Known words and phrases, by what slips and lost diacritics make of them.
#[derive(Debug, Default)]
struct Known {
    words: HashSet<String>,
    /// Known words by what one slip makes of them; `None`: of several.
    slips: HashMap<String, Option<String>>,
    /// Known phrases by their plain letters; `None`: of several.
    plain: HashMap<String, Option<String>>,
}

/// How the words of a workspace and of the field are spelt.
#[derive(Debug)]
pub struct Spelling {
    own: Known,
    field: &'static Known,
}

impl Known {
    /// What is known: `phrases` may come without diacritics, `names` are only held against slips.
    fn new<'w>(phrases: impl Iterator<Item = &'w str>, names: impl Iterator<Item = &'w str>) -> Known {
        let mut known = Known::default();
        for phrase in phrases {
            let words = words(phrase);
            for start in 0..words.len() {
                for end in start + 1..=words.len().min(start + LONGEST_PHRASE) {
                    let phrase = words[start..end].join(" ");
                    put(&mut known.plain, bare(&phrase), phrase);
                }
            }
            known.words.extend(words);
        }
        for name in names {
            known.words.extend(words(name));
        }
        let mut words: Vec<String> = known.words.iter().cloned().collect();
        words.sort_unstable();
        for word in words {
            let letters: Vec<char> = word.chars().collect();
            // Abbreviations have their neighbours for other meanings: *TLĐ*, *TƯLĐ*.
            if letters.len() < SHORTEST || !is_syllable(&word) {
                continue;
            }
            for slip in transposed(&letters).chain(shortened(&letters)) {
                if slip.chars().count() >= SHORTEST && slip != word {
                    put(&mut known.slips, slip, word.clone());
                }
            }
        }
        known
    }
}

impl Spelling {
    /// What a workspace knows beside the field: `phrases` may come without diacritics, `names` are only held against slips.
    pub fn new<'w>(phrases: impl Iterator<Item = &'w str>, names: impl Iterator<Item = &'w str>) -> Spelling {
        static FIELD: LazyLock<Known> = LazyLock::new(|| {
            let phrases: Vec<String> = field_phrases().collect();
            Known::new(phrases.iter().map(String::as_str), std::iter::empty())
        });
        Spelling { own: Known::new(phrases, names), field: &FIELD }
    }

    fn is_word(&self, word: &str) -> bool {
        self.own.words.contains(word) || self.field.words.contains(word)
    }

    /// Whether nobody knows a word and no syllable spells it. Most are known, which is sooner told.
    fn is_strange(&self, word: &str) -> bool {
        !self.is_word(word) && !is_syllable(word)
    }

    /// Whether any word of a text is one that nobody knows and no syllable spells: others are never mistyped.
    pub fn has_strange_words(&self, text: &str) -> bool {
        let open = !text.is_ascii() && text.len() <= LONGEST_TEXT;
        open && tokens(text).any(|at| self.is_strange(&fold(&text[at])))
    }

    /// What both know by a key: one value, none, or (`Some(None)`) several.
    #[allow(clippy::option_option)] // nothing known and several known are two things
    fn one(&self, key: &str, map: impl Fn(&Known) -> &HashMap<String, Option<String>>) -> Option<Option<&str>> {
        match (map(&self.own).get(key), map(self.field).get(key)) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => Some(one.as_deref()),
            (Some(one), Some(other)) => Some(one.as_deref().filter(|one| other.as_deref() == Some(one))),
        }
    }

    /// The text with its mistyped words put right; `None` where it has none that can be.
    pub fn mended(&self, text: &str) -> Option<String> {
        self.with_words(text, |word| self.one_slip_from(word))
    }

    /// The same, and words of plain letters with two of them in each other's place: right only where all of it names somebody, for
    /// names of other languages look like that too.
    pub fn mended_name(&self, text: &str) -> Option<String> {
        let swapped = |word: &str| {
            let letters: Vec<char> = word.chars().collect();
            let mut known = transposed(&letters).filter(|other| other != word && self.is_word(other));
            known.next().filter(|_| letters.len() >= SHORTEST && known.next().is_none())
        };
        self.with_words(text, |word| self.one_slip_from(word).or_else(|| swapped(word)))
    }

    /// A text of which every word that nobody knows and no syllable spells is what `meant` says.
    fn with_words(&self, text: &str, meant: impl Fn(&str) -> Option<String>) -> Option<String> {
        if text.is_ascii() || text.len() > LONGEST_TEXT {
            return None;
        }
        let mut changes: Vec<(Range<usize>, String)> = Vec::new();
        for at in tokens(text) {
            let word = fold(&text[at.clone()]);
            if self.is_strange(&word)
                && let Some(meant) = meant(&word)
            {
                changes.push((at, meant));
            }
        }
        replaced(text, changes)
    }

    /// The one known word that a word is one slip from.
    fn one_slip_from(&self, word: &str) -> Option<String> {
        let letters: Vec<char> = word.chars().collect();
        // Names of other languages are plain letters: *Samsung*, *Canon*.
        if letters.len() < SHORTEST || word.is_ascii() {
            return None;
        }
        if let Some(known) = self.one(word, |known| &known.slips) {
            return known.map(str::to_owned);
        }
        // A letter typed twice or beside the right one.
        let fewer: BTreeSet<String> =
            shortened(&letters).filter(|shorter| self.is_word(shorter) && is_syllable(shorter)).collect();
        let mut fewer = fewer.into_iter().filter(|shorter| shorter.chars().count() >= SHORTEST);
        fewer.next().filter(|_| fewer.next().is_none())
    }

    /// A text of words that are all known but for their diacritics with those of the phrases that it consists of: *Tổng sô đoàn
    /// vien*. Whoever takes it must know that it means something and the text as it stands nothing.
    pub fn respelled(&self, text: &str) -> Option<String> {
        const LONGEST: usize = 100;
        let plain = |at: Range<usize>| self.one(&bare(&fold(&text[at])), |known| &known.plain).is_some();
        if text.is_ascii() || text.len() > LONGEST || !tokens(text).all(plain) {
            return None;
        }
        self.accented(&bare(&text.to_lowercase())).filter(|found| fold(found) != fold(text))
    }

    /// A text of plain letters with the diacritics of the phrases that it consists of; `None` where some of its words may
    /// be several or none of them is known.
    pub fn accented(&self, text: &str) -> Option<String> {
        // *So nha “Mai am Cong doan”*: signs say nothing of letters.
        let plain = |c: char| c.is_ascii() || matches!(c, '“' | '”' | '‘' | '’' | '–' | '—' | '…');
        if !text.chars().all(plain) || text.len() > LONGEST_TEXT || !text.bytes().any(|byte| byte.is_ascii_alphabetic())
        {
            return None;
        }
        let at: Vec<Range<usize>> = tokens(text).collect();
        // The words side by side, and where each begins and ends there.
        let mut joined = String::with_capacity(text.len());
        let mut folded: Vec<Range<usize>> = Vec::with_capacity(at.len());
        for at in &at {
            joined.push_str(if folded.is_empty() { "" } else { " " });
            let from = joined.len();
            joined.push_str(&fold(&text[at.clone()]));
            folded.push(from..joined.len());
        }
        let mut changes: Vec<(Range<usize>, String)> = Vec::new();
        let mut position = 0;
        let mut known = 0;
        while position < folded.len() {
            let longest = (1..=(folded.len() - position).min(LONGEST_PHRASE)).rev().find_map(|length| {
                let key = &joined[folded[position].start..folded[position + length - 1].end];
                Some((length, self.one(key, |known| &known.plain)?))
            });
            match longest {
                Some((length, Some(phrase))) => {
                    known += usize::from(length >= SURE) * length;
                    for (word, at) in phrase.split(' ').zip(&at[position..position + length]) {
                        changes.push((at.clone(), word.to_owned()));
                    }
                    position += length;
                }
                Some((1, None)) => {
                    let common = COMMON.iter().find(|(plain, _)| *plain == &joined[folded[position].clone()]);
                    changes.push((at[position].clone(), common?.1.to_owned()));
                    position += 1;
                }
                Some((_, None)) => return None,
                None => position += 1,
            }
        }
        // Single words fit by chance.
        if known == 0 && folded.len() > 1 || known * 2 < folded.len() {
            return None;
        }
        replaced(text, changes)
    }
}

/// The text with some of its pieces changed; `None` where that changes nothing.
fn replaced(text: &str, changes: Vec<(Range<usize>, String)>) -> Option<String> {
    let mut changed = String::with_capacity(text.len() + 16);
    let mut from = 0;
    let mut any = false;
    for (at, word) in changes {
        any |= fold(&text[at.clone()]) != word;
        changed.push_str(&text[from..at.start]);
        changed.push_str(&word);
        from = at.end;
    }
    changed.push_str(&text[from..]);
    any.then_some(changed)
}

/// The runs of letters of a text.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|&(_, c)| is_letter(c))?;
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = rest.next_if(|&(_, c)| is_letter_or_digit(c)) {
            end = at + next.len_utf8();
        }
        Some(start..end)
    })
}

/// A word with two neighbouring letters in each other's place, one pair at a time.
fn transposed(letters: &[char]) -> impl Iterator<Item = String> + '_ {
    (1..letters.len()).map(|at| {
        let mut letters = letters.to_vec();
        letters.swap(at - 1, at);
        letters.into_iter().collect()
    })
}

/// A word without one of its letters.
fn shortened(letters: &[char]) -> impl Iterator<Item = String> + '_ {
    (0..letters.len())
        .map(|at| letters.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, letter)| letter).collect())
}

fn put(map: &mut HashMap<String, Option<String>>, key: String, value: String) {
    map.entry(key)
        .and_modify(|held| {
            if held.as_ref().is_some_and(|held| *held != value) {
                *held = None;
            }
        })
        .or_insert(Some(value));
}

/// The phrases of the field that reports use beside the words of a catalogue.
fn field_phrases() -> impl Iterator<Item = String> {
    const OTHERS: &[&str] = &[
        "tháng",
        "quí",
        "năm",
        "đầu năm",
        "cuối năm",
        "nửa đầu năm",
        "giai đoạn",
        "nhiệm kì",
        "lũy kế",
        "cộng dồn",
        "từ",
        "đến",
        "tính đến ngày",
        "tính đến hết",
        "lũy kế từ đầu năm",
        "từ đầu năm đến nay",
        "từ đầu nhiệm kì",
        "6 tháng đầu năm",
        "6 tháng cuối năm",
        "9 tháng đầu năm",
        "liên đoàn lao động",
        "công đoàn cơ sở",
        "công đoàn",
        "huyện",
        "quận",
        "thị xã",
        "thành phố",
        "xã",
        "phường",
        "thị trấn",
        "tỉnh",
        "người lập biểu",
        "ghi chú",
        "nơi nhận",
        "ban thường vụ",
        "chủ tịch",
        "cộng hòa xã hội chủ nghĩa việt nam",
        "độc lập tự do hạnh phúc",
        "sáu",
        "chín",
    ];
    let lists = [super::words::phrases(), super::totals::TOTALS.to_vec(), super::measure::phrases(), OTHERS.to_vec()];
    let told = lists.into_iter().flatten().map(str::to_owned);
    told.chain(super::fillers::phrases()).chain(super::abbreviation::phrases())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelling() -> Spelling {
        let phrases =
            ["số sáng kiến cải tiến được công nhận", "cấp cơ sở", "đoàn viên kết nạp mới", "tháng", "nghìn đồng"];
        Spelling::new(phrases.into_iter(), ["Hải Phòng", "Xã Tân Lập", "Xã Tấn Phong"].into_iter())
    }

    #[test]
    fn a_word_that_no_spelling_allows_is_the_one_known_word_a_slip_away() {
        for (text, meant) in [
            ("06 táhng cuối năm 2018", "06 tháng cuối năm 2018"),
            ("(nhgìn đồng)", "(nghìn đồng)"),
            ("tỉnh Hiả Phòng", "tỉnh hải Phòng"),
            ("CẢI TINẾ", "CẢI tiến"),
            ("Đoàn vêin kết nạp", "Đoàn viên kết nạp"),
            ("ságn kiến", "sáng kiến"),
            ("Sáng kiếnn", "Sáng kiến"),
            ("nghn đồng", "nghn đồng"),
        ] {
            assert_eq!(spelling().mended(text).unwrap_or_else(|| text.to_owned()), meant, "{text}");
        }
    }

    #[test]
    fn a_word_of_plain_letters_is_put_right_in_a_name_only() {
        let name = |text: &str| spelling().mended_name(text);
        assert_eq!(spelling().mended("Xã Tấn Phnog"), None);
        assert_eq!(name("Xã Tấn Phnog").as_deref(), Some("Xã Tấn phong"));
        assert_eq!(name("Công ty Samsung"), None);
    }

    #[test]
    fn words_that_may_be_right_are_left() {
        for text in ["Xã Tần Lập", "Cán bộ", "Công ty Samsung", "Société Générale", "Sáng tạo", "1.258", "ĐVCĐ"]
        {
            assert_eq!(spelling().mended(text), None, "{text}");
        }
    }

    #[test]
    fn plain_letters_are_given_the_diacritics_of_known_phrases() {
        let spelling = spelling();
        assert_eq!(spelling.accented("Sang kien cap co so").as_deref(), Some("sáng kiến cấp cơ sở"));
        assert_eq!(spelling.accented("So sang kien (cap co so)").as_deref(), Some("số sáng kiến (cấp cơ sở)"));
        assert_eq!(spelling.accented("Business plan"), None);
        assert_eq!(spelling.accented("Sáng kiến"), None);
    }
}
