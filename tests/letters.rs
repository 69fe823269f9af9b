//! Text as it was typed in fonts from before Unicode.

use tongket::text::Charset;

/// Every Vietnamese letter with its codes in TCVN3 and VNI, from another implementation than the program's.
const LETTERS: &str = include_str!("../src/text/charset/letters.tsv");

/// The text as a legacy font's user typed it. TCVN3 gives toned capitals the codes of their small letters.
pub fn encode(charset: Charset, text: &str) -> String {
    let column = if charset == Charset::Tcvn3 { 1 } else { 2 };
    let code = |code: &str| char::from(u8::from_str_radix(code, 16).expect("a code"));
    let mut encoded = String::new();
    for letter in text.chars() {
        let line = LETTERS.lines().find(|line| line.strip_prefix(letter).is_some_and(|rest| rest.starts_with('\t')));
        match line.and_then(|line| line.split('\t').nth(column)) {
            Some(codes) => encoded.extend(codes.split(' ').map(code)),
            None => encoded.push(letter),
        }
    }
    encoded
}
