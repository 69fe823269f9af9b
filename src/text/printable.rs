//! Texts of strangers on a screen.

use std::borrow::Cow;

/// A text as it may be put on a terminal or on one line of a file: a control character, which could move the cursor, colour
/// what follows or end the line, is a blank, and a mark of direction, which could show a name as another, is left out.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.is_control() || turns(c)) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c });
    Cow::Owned(shown.collect())
}

/// Whether a character turns the direction of what follows.
fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_the_cursor_or_turns_the_line_is_not_shown() {
        assert_eq!(printable("Xã Tam Hưng"), "Xã Tam Hưng");
        assert_eq!(printable("a\u{1b}[31mb\u{0}c\nd"), "a [31mb c d");
        assert_eq!(printable("bc\u{202e}xslx.exe"), "bcxslx.exe");
    }
}
