//! Words around a number that say how exactly it is meant.

use crate::text::fold::fold;

/// How exactly a written number is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Modifier {
    /// As written.
    #[default]
    Exact,
    /// *trên*, *hơn*, `>`, *ít nhất*, … *trở lên*.
    AtLeast,
    /// *dưới*, `<`, *không quá*.
    AtMost,
    /// *khoảng*, *gần*, `~`.
    About,
}

/// Signs before a number; the longest that fits counts.
const SIGNS: &[(&str, Modifier)] = &[
    (">=", Modifier::AtLeast),
    ("=>", Modifier::AtLeast),
    ("≥", Modifier::AtLeast),
    (">", Modifier::AtLeast),
    ("<=", Modifier::AtMost),
    ("=<", Modifier::AtMost),
    ("≤", Modifier::AtMost),
    ("<", Modifier::AtMost),
    ("~", Modifier::About),
    ("≈", Modifier::About),
    ("≃", Modifier::About),
    ("±", Modifier::About),
];

/// Words before a number, folded.
const BEFORE: &[(&str, Modifier)] = &[
    ("at least", Modifier::AtLeast),
    ("cao hơn", Modifier::AtLeast),
    ("hơn", Modifier::AtLeast),
    ("không dưới", Modifier::AtLeast),
    ("không ít hơn", Modifier::AtLeast),
    ("lớn hơn", Modifier::AtLeast),
    ("more than", Modifier::AtLeast),
    ("nhiều hơn", Modifier::AtLeast),
    ("over", Modifier::AtLeast),
    ("quá", Modifier::AtLeast),
    ("trên", Modifier::AtLeast),
    ("tối thiểu", Modifier::AtLeast),
    ("từ", Modifier::AtLeast),
    ("vượt", Modifier::AtLeast),
    ("ít nhất", Modifier::AtLeast),
    ("at most", Modifier::AtMost),
    ("chưa tới", Modifier::AtMost),
    ("chưa đầy", Modifier::AtMost),
    ("chưa đến", Modifier::AtMost),
    ("dưới", Modifier::AtMost),
    ("không quá", Modifier::AtMost),
    ("less than", Modifier::AtMost),
    ("nhiều nhất", Modifier::AtMost),
    ("nhỏ hơn", Modifier::AtMost),
    ("thấp hơn", Modifier::AtMost),
    ("tối đa", Modifier::AtMost),
    ("under", Modifier::AtMost),
    ("up to", Modifier::AtMost),
    ("ít hơn", Modifier::AtMost),
    ("about", Modifier::About),
    ("around", Modifier::About),
    ("chừng", Modifier::About),
    ("cỡ", Modifier::About),
    ("gần", Modifier::About),
    ("khoảng", Modifier::About),
    ("nearly", Modifier::About),
    ("ngót", Modifier::About),
    ("trên dưới", Modifier::About),
    ("vào khoảng", Modifier::About),
    ("xấp xỉ", Modifier::About),
    ("ước", Modifier::About),
    ("ước chừng", Modifier::About),
    ("ước khoảng", Modifier::About),
    ("ước tính", Modifier::About),
];

/// Words behind a number, folded.
const BEHIND: &[(&str, Modifier)] = &[
    ("trở lên", Modifier::AtLeast),
    ("or more", Modifier::AtLeast),
    ("trở xuống", Modifier::AtMost),
    ("or less", Modifier::AtMost),
];

/// Words that say only that the number follows.
const FILLERS: &[&str] = &["có", "là", "được", "đã", "đạt"];

/// Takes the sign or the words that qualify a number off its front. Words that do not are left where they are.
pub(super) fn split_front(body: &str) -> (Modifier, &str) {
    if body.starts_with(|c: char| c.is_ascii_digit()) {
        return (Modifier::Exact, body);
    }
    for (sign, modifier) in SIGNS {
        if let Some(rest) = body.strip_prefix(sign) {
            return (*modifier, rest.trim_start());
        }
    }
    let Some(first_digit) = body.find(|c: char| c.is_ascii_digit()) else { return (Modifier::Exact, body) };
    // What stands between the words and the digits must be space alone: *Khu vực 1: − 5* is none of this.
    if !body[..first_digit].ends_with(char::is_whitespace) {
        return (Modifier::Exact, body);
    }
    let head = fold(&body[..first_digit]);
    let words: Vec<&str> = head.split(' ').collect();
    let begin = words.iter().take_while(|word| FILLERS.contains(word)).count();
    let end = words.len() - words[begin..].iter().rev().take_while(|word| FILLERS.contains(word)).count();
    let said = words[begin..end].join(" ");
    match BEFORE.iter().find(|(word, _)| *word == said) {
        Some((_, modifier)) => (*modifier, &body[first_digit..]),
        None if said.is_empty() && !head.is_empty() => (Modifier::Exact, &body[first_digit..]),
        _ => (Modifier::Exact, body),
    }
}

/// Takes the words that qualify a number off the end of a folded text.
pub(super) fn split_end(folded: &str) -> (Option<Modifier>, &str) {
    for (words, modifier) in BEHIND {
        if let Some(rest) = folded.strip_suffix(words)
            && (rest.is_empty() || rest.ends_with(' '))
        {
            return (Some(*modifier), rest.trim_end());
        }
    }
    (None, folded)
}

/// What a bracket behind a number says of it: `1.250 (ước)`.
pub(super) fn in_bracket(inner: &str) -> Option<Modifier> {
    let said = fold(inner);
    BEFORE.iter().find(|(word, modifier)| *word == said && *modifier == Modifier::About).map(|(_, modifier)| *modifier)
}
