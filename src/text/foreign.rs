//! Where a text goes over into a second language written in plain letters: *Chi TX - Current expenditure*.

use super::abbreviation::is_abbreviation;
use super::syllable::is_bare_syllable;

/// Words of other languages that Vietnamese uses as its own: they part one thing from another.
const LOANS: &[&str] = &[
    "app", "clip", "covid", "email", "facebook", "fanpage", "internet", "online", "video", "web", "website", "youtube",
];

/// What a word may be of a second language.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// No Vietnamese word, with diacritics or without.
    Foreign,
    /// What may join such words: *in*, *the*, *of*; a sign between two languages.
    Link,
    Other,
}

/// A text without what is said in a second language, and that; `None` where nothing is.
pub fn without_foreign(text: &str) -> Option<(String, String)> {
    if text.is_ascii() && !text.contains(' ') {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let kinds: Vec<Word> = words.iter().map(|word| kind(word)).collect();
    let (mut own, mut foreign): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < words.len() {
        if kinds[at] != Word::Foreign {
            own.push(words[at]);
            at += 1;
            continue;
        }
        // *KHTNV - Not done*: from a sign on all is of the second language, also what might be Vietnamese without its marks.
        let doubtful = own.iter().rev().take_while(|word| may_be_foreign(word)).count();
        let from = own.len() - doubtful;
        if from > 1 && is_sign(own[from - 1]) {
            foreign.extend(own.drain(from..));
        }
        // A sign before the first foreign word parts the languages.
        if own.last().is_some_and(|word| is_sign(word)) {
            own.pop();
        }
        let run = kinds[at..].iter().take_while(|kind| **kind != Word::Other).count();
        let last = kinds[at..at + run].iter().rposition(|kind| *kind == Word::Foreign).unwrap_or(0);
        foreign.extend(&words[at..=at + last]);
        at += last + 1;
    }
    (!foreign.is_empty() && !own.is_empty()).then(|| (own.join(" "), foreign.join(" ")))
}

/// Whether some word of a text is of a second language.
pub fn is_foreign(text: &str) -> bool {
    text.split_whitespace().any(|word| kind(word) == Word::Foreign)
}

fn is_sign(word: &str) -> bool {
    matches!(word, "-" | "–" | "/")
}

/// Whether a word of plain letters, no abbreviation, may stand in either language.
fn may_be_foreign(word: &str) -> bool {
    let lower = |word: &str| word.chars().skip(1).any(|c| c.is_ascii_lowercase());
    word.bytes().all(|byte| byte.is_ascii_alphabetic()) && lower(word) && !is_abbreviation(&word.to_ascii_lowercase())
}

fn kind(word: &str) -> Word {
    if is_sign(word) {
        return Word::Link;
    }
    let letters: String =
        word.chars().filter(|c| !matches!(c, '\'' | '’' | '-' | ',' | '.' | ':' | ';' | '(' | ')')).collect();
    if letters.is_empty() || !letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Word::Other;
    }
    let small = letters.to_ascii_lowercase();
    // `HTXSNV`, `FDI`: letters that stand for words.
    let initials = !letters[1..].contains(|c: char| c.is_ascii_lowercase())
        && (small.len() < 5 || !small.contains(['a', 'e', 'i', 'o', 'u', 'y']));
    // *in*, *the*; `FROM`, `THE` between words in capitals.
    let has_vowel = small.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if (small.len() <= 3 && letters == small) || (initials && has_vowel && !is_abbreviation(&small)) {
        return Word::Link;
    }
    let of_one_language = initials || small.len() < 3 || LOANS.contains(&small.as_str()) || is_abbreviation(&small);
    if of_one_language || is_bare_syllable(&small) { Word::Other } else { Word::Foreign }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_language_is_parted_from_the_first() {
        for (text, own, foreign) in [
            ("Chi TX - Current expenditure", "Chi TX", "Current expenditure"),
            ("HN CBCCVC Staff conferences:", "HN CBCCVC", "Staff conferences:"),
            ("KNC / Commemorative medals", "KNC", "Commemorative medals"),
            ("b) KHTNV - Not done", "b) KHTNV", "Not done"),
            ("SỐ HS - PUPILS", "SỐ HS", "PUPILS"),
            ("CÂN ĐỐI / TRANSFERS FROM THE BUDGET CỦA XÃ", "CÂN ĐỐI CỦA XÃ", "TRANSFERS FROM THE BUDGET"),
            ("Số CĐCS mới - New grassroots unions", "Số CĐCS mới", "New grassroots unions"),
            ("Ban TTND - People's inspection boards", "Ban TTND", "People's inspection boards"),
            (
                "Thu NSNN - State revenue in the area của các đơn vị",
                "Thu NSNN của các đơn vị",
                "State revenue in the area",
            ),
        ] {
            assert_eq!(without_foreign(text), Some((own.to_owned(), foreign.to_owned())), "{text}");
        }
    }

    #[test]
    fn one_language_stays_whole() {
        for text in [
            "Chi TX",
            "Chi thuong xuyen ngan sach",
            "Hội nghị trực tuyến online",
            "Tổng số CĐCS - HTXSNV",
            "Vốn ODA, FDI",
            "Khai sinh - Khai tử",
            "Tap the, ca nhan duoc khen",
            "Bà Rịa - Vũng Tàu",
        ] {
            assert_eq!(without_foreign(text), None, "{text}");
        }
    }
}
