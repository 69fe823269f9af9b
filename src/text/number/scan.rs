//! The characters of a number: what is cleaned away, which run of digits it begins with, what its separators mean.

use super::Convention;

/// One kind of space, of digit, of bracket and of minus; no apostrophe or quotation mark around it.
pub(super) fn clean(text: &str) -> String {
    let mapped: String = text
        .chars()
        .filter_map(|c| match c {
            '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Some(' '),
            '\t' | '\n' | '\r' => Some(' '),
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => None,
            // Full-width forms stand as far from their ASCII ones as the digits do.
            '\u{FF05}' | '\u{FF08}'..='\u{FF0C}' | '\u{FF0E}'..='\u{FF19}' => char::from_u32(c as u32 - 0xFEE0),
            '−' | '－' | '﹣' | '‐' | '‑' | '‒' | '―' => Some('-'),
            _ => Some(c),
        })
        .collect();
    const AROUND: [char; 9] = ['\'', '’', '‘', '`', '´', '"', '“', '”', ' '];
    mapped.trim_matches(AROUND).to_owned()
}

/// `(1)    419.278.223`, `1.250 (*)`, `1.250¹`: footnote marks are not part of the number.
pub(super) fn strip_footnotes(clean: &str) -> &str {
    let mut body = clean.trim_start_matches(['*', ' ']);
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((mark, after)) = body.strip_prefix(open).and_then(|rest| rest.split_once(close))
            && is_footnote(mark)
            && after.trim_start().starts_with(|c: char| c.is_ascii_digit())
        {
            body = after.trim_start();
        }
    }
    loop {
        let trimmed = body
            .trim_end_matches(|c| matches!(c, '*' | '†' | '‡' | ' ' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '⁽' | '⁾'));
        let mut shorter = trimmed;
        for (open, close) in [('(', ')'), ('[', ']')] {
            if let Some((before, mark)) = trimmed.strip_suffix(close).and_then(|inner| inner.rsplit_once(open))
                && !before.trim().is_empty()
                && is_footnote(mark)
            {
                shorter = before.trim_end();
            }
        }
        if shorter.len() == body.len() {
            return body;
        }
        body = shorter;
    }
}

fn is_footnote(mark: &str) -> bool {
    let starred = mark.bytes().all(|b| b.is_ascii_digit() || b == b'*');
    let lettered = mark.len() == 1 && mark.bytes().all(|b| b.is_ascii_lowercase());
    !mark.is_empty() && mark.len() <= 2 && (starred || lettered)
}

/// `(5)` is how accountants write −5. A plus sign says nothing.
pub(super) fn sign(body: &str) -> (bool, &str) {
    let begins = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    match body.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) if begins(inner.trim()) => (true, inner.trim()),
        _ => match body.strip_prefix(['-', '–', '—']).map(str::trim_start) {
            Some(rest) if begins(rest) => (true, rest),
            _ => match body.strip_prefix('+').map(str::trim_start) {
                Some(rest) if begins(rest) => (false, rest),
                _ => (false, body),
            },
        },
    }
}

/// The longest run of digits and separators at the start, and what follows.
pub(super) fn split_digits(body: &str) -> Option<(&str, &str)> {
    let bytes = body.as_bytes();
    let digit_at = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    // `,5` is a half.
    let halved = matches!(bytes.first(), Some(b'.' | b',')) && digit_at(1);
    if !halved && !digit_at(0) {
        return None;
    }
    let mut end = 0;
    while end < bytes.len() {
        match bytes[end] {
            b'0'..=b'9' => end += 1,
            b'.' | b',' if digit_at(end + 1) => end += 1,
            // A space groups thousands only where three digits and no more follow.
            b' ' if bytes[end + 1..].iter().take_while(|b| b.is_ascii_digit()).count() == 3 => end += 1,
            _ => break,
        }
    }
    Some((&body[..end], &body[end..]))
}

/// Digits with separators as a plain decimal, and whether the other convention would read another number.
pub(super) fn plain_digits(digits: &str, convention: Convention) -> Option<(String, bool)> {
    let digits = if digits.contains(' ') {
        let mut groups = digits.split(' ');
        let first = groups.next().unwrap_or_default();
        if first.len() > 3 || first.contains(['.', ',']) {
            return None;
        }
        digits.replace(' ', "")
    } else {
        digits.to_owned()
    };
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let grouped = |separator: char| {
        let mut groups = digits.split(['.', ',']).take(digits.matches(separator).count() + 1);
        let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()));
        first && groups.all(|g| g.len() == 3)
    };
    match (points, commas) {
        (0, 0) => Some((digits, false)),
        (p, c) if p > 0 && c > 0 => {
            // The last separator begins the decimals; the other groups.
            let (group, decimal) = if digits.rfind('.') > digits.rfind(',') { (',', '.') } else { ('.', ',') };
            if digits.matches(decimal).count() != 1 || !grouped(group) {
                return None;
            }
            Some((digits.replace(group, "").replace(decimal, "."), false))
        }
        (1, 0) | (0, 1) => {
            let separator = if points == 1 { '.' } else { ',' };
            let (whole, fraction) = digits.split_once(separator)?;
            let could_group = fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
            if could_group && groups_thousands(separator, convention) {
                return Some((format!("{whole}{fraction}"), true));
            }
            let whole = if whole.is_empty() { "0" } else { whole };
            Some((format!("{whole}.{fraction}"), could_group))
        }
        (_, 0) => grouped('.').then(|| (digits.replace('.', ""), false)),
        _ => grouped(',').then(|| (digits.replace(',', ""), false)),
    }
}

fn groups_thousands(separator: char, convention: Convention) -> bool {
    matches!((convention, separator), (Convention::Vietnamese, '.') | (Convention::English, ','))
}
