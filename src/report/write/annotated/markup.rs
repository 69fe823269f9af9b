//! Tags of a text in XML, where they stand in it, so that a part can be changed at single places.

use std::ops::Range;

/// A tag.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'t> {
    /// The whole tag, from `<` to `>`.
    pub text: &'t str,
    /// Where it begins in the part.
    pub start: usize,
    /// Where what follows it begins.
    pub end: usize,
    /// Its name without the prefix.
    pub name: &'t str,
    /// Its prefix with the colon; empty where it has none.
    pub prefix: &'t str,
    /// Whether it ends an element.
    pub closes: bool,
    /// Whether it is an element of its own: `<c/>`.
    pub empty: bool,
}

impl<'t> Tag<'t> {
    /// The text of an attribute as it is written, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<&'t str> {
        self.value(name).map(|range| &self.text[range])
    }

    /// Where the text of an attribute stands in the tag.
    fn value(&self, name: &str) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let mut at = self.text.find(char::is_whitespace)?;
        loop {
            at += bytes[at..].iter().position(|b| !b.is_ascii_whitespace())?;
            let end = at + bytes[at..].iter().position(|&b| b == b'=')?;
            let own = self.text[at..end].trim();
            let quote = end + bytes[end..].iter().position(|&b| b == b'"' || b == b'\'')?;
            let close = quote + 1 + bytes[quote + 1..].iter().position(|&b| b == bytes[quote])?;
            if own.rsplit(':').next() == Some(name) {
                return Some(quote + 1..close);
            }
            at = close + 1;
        }
    }

    /// The tag with an attribute set, in its place where it is there.
    pub fn with(&self, name: &str, value: &str) -> String {
        match self.value(name) {
            Some(range) => format!("{}{value}{}", &self.text[..range.start], &self.text[range.end..]),
            None => {
                let end = self.text.len() - if self.empty { 2 } else { 1 };
                format!("{} {name}=\"{value}\"{}", self.text[..end].trim_end(), &self.text[end..])
            }
        }
    }

    /// An empty element's tag as one that begins an element.
    pub fn opened(&self) -> String {
        match self.empty {
            true => format!("{}>", self.text[..self.text.len() - 2].trim_end()),
            false => self.text.to_owned(),
        }
    }

    /// The tag that ends this element.
    pub fn closing(&self) -> String {
        format!("</{}{}>", self.prefix, self.name)
    }
}

/// The tags of a text in order; comments, instructions and character data are passed over.
pub fn tags(text: &str) -> Tags<'_> {
    Tags { text, at: 0 }
}

/// See [`tags`].
pub struct Tags<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Tags<'t> {
    type Item = Tag<'t>;

    fn next(&mut self) -> Option<Tag<'t>> {
        loop {
            let start = self.at + self.text[self.at..].find('<')?;
            let rest = &self.text[start..];
            let passed = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")]
                .into_iter()
                .find(|(opening, _)| rest.starts_with(opening));
            if let Some((opening, closing)) = passed {
                self.at = start + opening.len() + rest[opening.len()..].find(closing)? + closing.len();
                continue;
            }
            let end = start + length(rest)?;
            self.at = end;
            let text = &self.text[start..end];
            let closes = text.starts_with("</");
            let inner = text.trim_start_matches(['<', '/']);
            let name_end = inner.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(inner.len());
            let whole = &inner[..name_end];
            let colon = whole.find(':').map_or(0, |colon| colon + 1);
            let (prefix, name) = whole.split_at(colon);
            return Some(Tag { text, start, end, name, prefix, closes, empty: text.ends_with("/>") });
        }
    }
}

/// How long the tag is that a text begins with: `>` in an attribute's text does not end it.
fn length(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

/// A text as it may stand in an element or an attribute; what XML cannot hold is left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// The text that an attribute says.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(end) = rest.find(';') else { break };
        let entity = &rest[1..end];
        let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
        let said = match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => match entity.strip_prefix("#x").or(entity.strip_prefix("#X")) {
                Some(digits) => number(digits, 16),
                None => entity.strip_prefix('#').and_then(|digits| number(digits, 10)),
            },
        };
        match said {
            Some(c) => out.push(c),
            None => out.push_str(&rest[..=end]),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_between_what_only_looks_like_tags() {
        let text = "<?xml v='<a>'?><!-- <b> --><x:row r=\"1\" t='>'><![CDATA[<c>]]><c/></x:row>";
        let found: Vec<_> = tags(text).map(|tag| (tag.prefix, tag.name, tag.closes, tag.empty)).collect();
        assert_eq!(found, [("x:", "row", false, false), ("", "c", false, true), ("x:", "row", true, false)]);
    }

    #[test]
    fn an_attribute_is_set_in_its_place_or_added() {
        let tag = tags("<c r=\"A1\" s='3' t=\"s\"/>").next().expect("a tag");
        assert_eq!(tag.with("s", "9"), "<c r=\"A1\" s='9' t=\"s\"/>");
        assert_eq!(tag.with("u", "9"), "<c r=\"A1\" s='3' t=\"s\" u=\"9\"/>");
        assert_eq!(tags("<c>").next().expect("a tag").with("s", "9"), "<c s=\"9\">");
    }

    #[test]
    fn what_is_escaped_comes_back() {
        let text = "a<b>&\"c\" – ố\u{202e}";
        assert_eq!(unescaped(&escaped(text)), text);
        assert_eq!(escaped("a\u{0}\u{1b}b"), "ab");
        assert_eq!(unescaped("&#x1EA1;&#38;&none;&"), "ạ&&none;&");
    }
}
