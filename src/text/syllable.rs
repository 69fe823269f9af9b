//! Vietnamese syllables: which words the spelling allows.
//!
//! A word is one syllable: an onset, a rhyme and a tone that stands on a certain vowel. The model is that of the spelling
//! taught in schools, with final k and k before every vowel for place names (*Bắc Kạn, Đắk Lắk*); it knows no words, so it allows more
//! syllables than the language uses.

use std::sync::LazyLock;

use foldhash::HashSet;

use super::fold::bare;

/// The vowels without a tone and with each of the five.
const VOWELS: [(char, [char; 5]); 12] = [
    ('a', ['à', 'á', 'ả', 'ã', 'ạ']),
    ('ă', ['ằ', 'ắ', 'ẳ', 'ẵ', 'ặ']),
    ('â', ['ầ', 'ấ', 'ẩ', 'ẫ', 'ậ']),
    ('e', ['è', 'é', 'ẻ', 'ẽ', 'ẹ']),
    ('ê', ['ề', 'ế', 'ể', 'ễ', 'ệ']),
    ('i', ['ì', 'í', 'ỉ', 'ĩ', 'ị']),
    ('o', ['ò', 'ó', 'ỏ', 'õ', 'ọ']),
    ('ô', ['ồ', 'ố', 'ổ', 'ỗ', 'ộ']),
    ('ơ', ['ờ', 'ớ', 'ở', 'ỡ', 'ợ']),
    ('u', ['ù', 'ú', 'ủ', 'ũ', 'ụ']),
    ('ư', ['ừ', 'ứ', 'ử', 'ữ', 'ự']),
    ('y', ['ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ']),
];

/// Places in [`VOWELS`] of the two tones that a syllable closed by a stop can have: sắc and nặng.
const SHARP: [usize; 2] = [1, 4];

const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x",
];

/// Every rhyme without its tone.
const RHYMES: &str = "a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu \
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi ok om on ong ooc oong \
    op ot ô ôc ôi ôk ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh \
    uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y ych yêm yên yêng yêt yêu ynh yt";

/// The longest syllable, *nghiêng*.
const LONGEST: usize = 7;

/// Whether a word can be a Vietnamese syllable, in small letters, capitals or both, in composed Unicode.
pub fn is_syllable(word: &str) -> bool {
    let mut plain = String::with_capacity(2 * LONGEST);
    let mut tone = None;
    for (index, letter) in word.chars().flat_map(char::to_lowercase).enumerate() {
        if index == LONGEST {
            return false;
        }
        let which = |toned: &[char; 5]| toned.iter().position(|toned| *toned == letter);
        let in_list = || VOWELS.iter().find_map(|(vowel, toned)| Some((vowel, which(toned)?)));
        let toned = (!letter.is_ascii()).then(in_list).flatten();
        match toned {
            Some(_) if tone.is_some() => return false,
            Some((vowel, which)) => {
                tone = Some((index, which));
                plain.push(*vowel);
            }
            None => plain.push(letter),
        }
    }
    ONSETS.iter().any(|onset| {
        let Some(rhyme) = plain.strip_prefix(onset) else { return false };
        let before = onset.chars().count();
        is_rhyme(rhyme)
            && spelled_so(onset, rhyme)
            && match tone {
                Some((index, which)) => {
                    index.checked_sub(before).is_some_and(|at| bears_tone(rhyme, at))
                        && (SHARP.contains(&which)
                            || !rhyme.ends_with(['c', 'h', 'p', 't', 'k'])
                            || rhyme.ends_with("nh"))
                }
                // Without a tone no syllable ends in a stop, but for names of other languages of the country.
                None => !rhyme.ends_with(['c', 'p', 't']) && !rhyme.ends_with("ch"),
            }
    })
}

/// Whether a word in small plain letters can be a Vietnamese syllable that lost its diacritics.
pub(super) fn is_bare_syllable(word: &str) -> bool {
    static BARE: LazyLock<HashSet<String>> = LazyLock::new(|| RHYMES.split_whitespace().map(bare).collect());
    ONSETS.iter().any(|onset| {
        let onset = if *onset == "đ" { "d" } else { onset };
        word.strip_prefix(onset).is_some_and(|rhyme| BARE.contains(rhyme))
    })
}

fn is_rhyme(rhyme: &str) -> bool {
    static RHYMES_BY_LETTERS: LazyLock<HashSet<&str>> = LazyLock::new(|| RHYMES.split_ascii_whitespace().collect());
    RHYMES_BY_LETTERS.contains(rhyme)
}

/// Whether the spelling writes that onset before that rhyme: *ca* and *ke*, *ga* and *ghe*.
fn spelled_so(onset: &str, rhyme: &str) -> bool {
    let front = rhyme.starts_with(['i', 'e', 'ê', 'y']);
    match onset {
        "" => true,
        _ if !glides(onset, rhyme) => false,
        "c" | "ng" => !front,
        // *gì, giêng*: there the i of *gi* is the rhyme's.
        "g" => !front || rhyme.starts_with('i'),
        "gh" | "ngh" => rhyme.starts_with(['i', 'e', 'ê']),
        "gi" => !rhyme.starts_with(['i', 'y']),
        "qu" => !rhyme.starts_with(['u', 'ư']) && (!rhyme.starts_with('o') || rhyme == "oai"),
        "h" | "k" | "l" | "m" | "s" | "t" | "th" | "v" => !rhyme.starts_with('y') || rhyme == "y",
        _ => !rhyme.starts_with('y'),
    }
}

/// Whether a rhyme that begins with a glide (*oan, uy*) may follow an onset: hardly ever after lips and some others.
fn glides(onset: &str, rhyme: &str) -> bool {
    if !["oa", "oă", "oe", "uâ", "uê", "uơ", "uy"].iter().any(|glide| rhyme.starts_with(glide)) {
        return true;
    }
    match onset {
        "b" => rhyme == "uyt",
        "c" | "m" | "p" | "r" => false,
        "g" => rhyme == "oa",
        "n" | "v" => rhyme == "oan",
        "ph" => rhyme == "uy",
        "s" => rhyme != "oa" && !rhyme.starts_with("oe"),
        "tr" => !rhyme.starts_with('o'),
        "đ" => rhyme.starts_with("oa"),
        _ => true,
    }
}

/// Whether a rhyme's tone may stand on that letter: on the letter with a hat, horn or breve; else on the vowel before a
/// final consonant; else on the middle one of three and the first of two, in *oa, oe, uy* on either.
fn bears_tone(rhyme: &str, at: usize) -> bool {
    let vowels: Vec<char> = rhyme.chars().take_while(|c| VOWELS.iter().any(|(vowel, _)| vowel == c)).collect();
    let closed = rhyme.chars().count() > vowels.len();
    if let Some(marked) = vowels.iter().rposition(|vowel| !vowel.is_ascii()) {
        return at == marked;
    }
    match vowels.as_slice() {
        [_] => at == 0,
        [_, _] if closed => at == 1,
        ['o', 'a' | 'e'] | ['u', 'y'] => at <= 1,
        [_, _] => at == 0,
        _ => at == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_reports_are_syllables() {
        let text = "Liên đoàn Lao động huyện Thanh Oai tổng hợp số sáng kiến cải tiến kỹ thuật được công nhận cấp cơ sở \
            giai đoạn hai nghìn không trăm hai mươi nghiêng khuya khuỷu quýt quyên quốc quà quý giếng gì giữa giá \
            khoẻ khỏe hoà hòa thuỷ thủy luỹ lũy xoáy ngoằn ngoèo rượu người Bắc Kạn Đắk Lắk Mỹ Đức yêu yếu ở ạ \
            xã phường thị trấn thuở uỷ ủy uỵch thuyết huýt hoẵng loắt choắt xoong THƯỞNG Ước ỦY \
            buýt noãn voan soát goá truyền đoá toà choá";
        for word in text.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn other_words_are_none() {
        for word in [
            "",
            "Société",
            "Générale",
            "élève",
            "naïve",
            "Champs",
            "Müller",
            "déjà",
            "cụngt",
            "tuýp",
            "ngh",
            "đ",
            "gế",
            "chớnh1",
            "chớnh",
            "hoàn\u{300}",
            "toà\u{301}",
            "cát t",
            "thùât",
            "cảt",
            "cat",
            "nghà",
            "ngế",
            "cê",
            "bý",
            "người dân",
            "tiễnn",
            "hoản hảo",
            "điẹn",
            "lức-",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
