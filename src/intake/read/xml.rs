//! A reader of markup: starts, texts and ends one after the other, from any source, in as much memory as the longest piece
//! takes. It asks for no more than spreadsheets need and forgives what is nearly XML (HTML). What a document type
//! declares is passed over: no entity is ever expanded, nothing outside is ever opened.

use std::borrow::Cow;
use std::io::Read;

use super::Trouble;
use super::archive::trouble;

/// What the buffer begins with, and grows by.
const CHUNK: usize = 1 << 16;
/// No piece of markup or text is longer: a cell holds at most 32,767 characters.
const LONGEST: usize = 1 << 24;

/// Markup from a source.
pub(super) struct Xml<R> {
    source: R,
    buffer: Vec<u8>,
    /// The part of the buffer that is read and not yet given.
    at: usize,
    full: usize,
    begun: bool,
    ended: bool,
}

/// A piece of markup.
pub(super) enum Piece<'x> {
    /// An element begins.
    Start(Start<'x>),
    /// The element of that local name ends.
    End(&'x [u8]),
    /// Text between tags.
    Text(Text<'x>),
    /// Nothing follows.
    Done,
}

/// The start of an element.
#[derive(Clone, Copy)]
pub(super) struct Start<'x> {
    /// Its name without prefix.
    pub name: &'x [u8],
    /// Whether it ends at once, and no end follows.
    pub empty: bool,
    rest: &'x [u8],
}

/// Text as written.
#[derive(Clone, Copy)]
pub(super) struct Text<'x> {
    raw: &'x [u8],
    verbatim: bool,
}

impl<R: Read> Xml<R> {
    /// Markup from a source of about so many bytes.
    pub(super) fn new(source: R, expected: u64) -> Xml<R> {
        let room = usize::try_from(expected).unwrap_or(CHUNK).saturating_add(1).clamp(256, CHUNK);
        Xml { source, buffer: vec![0; room], at: 0, full: 0, begun: false, ended: false }
    }

    /// The next piece.
    pub(super) fn next(&mut self) -> Result<Piece<'_>, Trouble> {
        loop {
            match self.peek(0)? {
                None => return Ok(Piece::Done),
                Some(b'<') => {}
                Some(_) => {
                    let end = self.find(1, b"<")?.unwrap_or(self.full - self.at);
                    return Ok(Piece::Text(Text { raw: self.take(end), verbatim: false }));
                }
            }
            match self.peek(1)? {
                Some(b'/') => {
                    let end = self.wanted(2, b">")?;
                    let inside = &self.take(end + 1)[2..end];
                    let length = inside.iter().position(|b| b.is_ascii_whitespace()).unwrap_or(inside.len());
                    return Ok(Piece::End(local(&inside[..length])));
                }
                Some(b'?') => {
                    let end = self.wanted(2, b">")?;
                    self.take(end + 1);
                }
                Some(b'!') if self.has(b"<!--")? => {
                    let end = self.wanted(4, b"-->")?;
                    self.take(end + 3);
                }
                Some(b'!') if self.has(b"<![CDATA[")? => {
                    let end = self.wanted(9, b"]]>")?;
                    return Ok(Piece::Text(Text { raw: &self.take(end + 3)[9..end], verbatim: true }));
                }
                Some(b'!') => {
                    let end = self.declaration()?;
                    self.take(end + 1);
                }
                Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' => return self.start().map(Piece::Start),
                // A lone `<`, as in HTML.
                _ => return Ok(Piece::Text(Text { raw: self.take(1), verbatim: true })),
            }
        }
    }

    /// Passes over everything up to the end of the element that has just begun.
    pub(super) fn skip(&mut self, name: &[u8]) -> Result<(), Trouble> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Piece::Start(start) if start.name == name && !start.empty => depth += 1,
                Piece::End(end) if end == name => depth -= 1,
                Piece::Done => return Err(cut()),
                _ => {}
            }
        }
        Ok(())
    }

    fn start(&mut self) -> Result<Start<'_>, Trouble> {
        // The first `>` that does not stand in a value.
        let mut end = 1;
        loop {
            let tag = &self.buffer[self.at + 1..self.full];
            match memchr::memchr3(b'>', b'"', b'\'', &tag[end - 1..]) {
                Some(more) => {
                    end += more;
                    let (before, sign) = (&tag[..end - 1], tag[end - 1]);
                    if sign == b'>' {
                        break;
                    }
                    let opens = before.trim_ascii_end().ends_with(b"=");
                    end = 1 + if opens { self.wanted(end + 1, &[sign])? } else { end };
                }
                None => {
                    end = self.full - self.at;
                    if !self.fill()? {
                        return Err(cut());
                    }
                }
            }
        }
        let inside = &self.take(end + 1)[1..end];
        let (inside, empty) = match inside.split_last() {
            Some((b'/', rest)) => (rest, true),
            _ => (inside, false),
        };
        let length = inside.iter().position(|b| b.is_ascii_whitespace() || *b == b'/').unwrap_or(inside.len());
        Ok(Start { name: local(&inside[..length]), empty, rest: &inside[length..] })
    }

    /// Where a declaration ends, with what it declares between brackets.
    fn declaration(&mut self) -> Result<usize, Trouble> {
        let mut depth = 0;
        let mut end = 2;
        loop {
            match self.peek(end)? {
                None => return Err(cut()),
                Some(b'[') => depth += 1,
                Some(b']') => depth -= 1,
                Some(b'>') if depth <= 0 => return Ok(end),
                Some(_) => {}
            }
            end += 1;
        }
    }

    fn take(&mut self, length: usize) -> &[u8] {
        let from = self.at;
        self.at += length;
        &self.buffer[from..self.at]
    }

    fn has(&mut self, beginning: &[u8]) -> Result<bool, Trouble> {
        while self.full - self.at < beginning.len() {
            if !self.fill()? {
                return Ok(false);
            }
        }
        Ok(self.buffer[self.at..].starts_with(beginning))
    }

    fn peek(&mut self, offset: usize) -> Result<Option<u8>, Trouble> {
        while self.at + offset >= self.full {
            if !self.fill()? {
                return Ok(None);
            }
        }
        Ok(Some(self.buffer[self.at + offset]))
    }

    fn wanted(&mut self, from: usize, pattern: &[u8]) -> Result<usize, Trouble> {
        self.find(from, pattern)?.ok_or_else(cut)
    }

    /// How far from here a pattern stands, looked for from `from` on.
    fn find(&mut self, mut from: usize, pattern: &[u8]) -> Result<Option<usize>, Trouble> {
        loop {
            let unread = &self.buffer[(self.at + from).min(self.full)..self.full];
            let found = match pattern {
                [byte] => memchr::memchr(*byte, unread),
                _ => memchr::memmem::find(unread, pattern),
            };
            if let Some(found) = found {
                return Ok(Some(from + found));
            }
            from = from.max((self.full - self.at).saturating_sub(pattern.len() - 1));
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Reads more; false where there is no more.
    fn fill(&mut self) -> Result<bool, Trouble> {
        if self.ended {
            return Ok(false);
        }
        if self.at > 0 {
            self.buffer.copy_within(self.at..self.full, 0);
            self.full -= self.at;
            self.at = 0;
        }
        if self.full == self.buffer.len() {
            if self.full >= LONGEST {
                return Err(Trouble::Limit("bytes", LONGEST));
            }
            self.buffer.resize((2 * self.full).max(CHUNK), 0);
        }
        let read = self.source.read(&mut self.buffer[self.full..]).map_err(trouble)?;
        self.full += read;
        self.ended = read == 0;
        if !self.begun && (self.full >= 3 || self.ended) {
            self.begun = true;
            self.mark()?;
        }
        Ok(read > 0)
    }

    /// Passes over a byte-order mark; what is written in UTF-16 is turned into UTF-8.
    fn mark(&mut self) -> Result<(), Trouble> {
        let wide: fn([u8; 2]) -> u16 = match &self.buffer[..self.full] {
            [0xEF, 0xBB, 0xBF, ..] => {
                self.at = 3;
                return Ok(());
            }
            [0xFF, 0xFE, ..] => u16::from_le_bytes,
            [0xFE, 0xFF, ..] => u16::from_be_bytes,
            _ => return Ok(()),
        };
        self.buffer.truncate(self.full);
        let room = 4 * LONGEST as u64;
        self.source.by_ref().take(room).read_to_end(&mut self.buffer).map_err(trouble)?;
        let units: Vec<u16> = self.buffer[2..].chunks_exact(2).map(|pair| wide([pair[0], pair[1]])).collect();
        self.buffer = String::from_utf16_lossy(&units).into_bytes();
        self.full = self.buffer.len();
        self.ended = true;
        Ok(())
    }
}

impl<'x> Start<'x> {
    /// The value of an attribute, by its name without prefix, as written.
    pub(super) fn raw(&self, name: &[u8]) -> Option<&'x [u8]> {
        self.attributes().find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// The value of an attribute, by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<Cow<'x, str>> {
        self.raw(name.as_bytes()).map(|raw| {
            // Few values have entities.
            if memchr::memchr(b'&', raw).is_none() {
                return String::from_utf8_lossy(raw);
            }
            let mut value = String::new();
            Text { raw, verbatim: false }.push(&mut value);
            value.into()
        })
    }

    /// The value of an attribute that is a number.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        std::str::from_utf8(self.raw(name.as_bytes())?).ok()?.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub(super) fn says(&self, name: &str) -> bool {
        matches!(self.raw(name.as_bytes()), Some(b"1" | b"true" | b"on"))
    }

    /// Attributes by their names without prefix, as written.
    pub(super) fn attributes(&self) -> Attributes<'x> {
        Attributes { rest: self.rest }
    }
}

/// The attributes of an element.
pub(super) struct Attributes<'x> {
    rest: &'x [u8],
}

impl<'x> Iterator for Attributes<'x> {
    type Item = (&'x [u8], &'x [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.trim_ascii_start();
        let length = rest.iter().position(|b| *b == b'=' || b.is_ascii_whitespace()).unwrap_or(rest.len());
        if length == 0 {
            return None;
        }
        let (name, rest) = rest.split_at(length);
        let after = rest.trim_ascii_start();
        let Some((b'=', after)) = after.split_first() else {
            self.rest = after;
            return Some((local(name), &[]));
        };
        let value = after.trim_ascii_start();
        let (value, rest) = match value.split_first() {
            Some((quote @ (b'"' | b'\''), inside)) => {
                let end = inside.iter().position(|b| b == quote).unwrap_or(inside.len());
                (&inside[..end], inside.get(end + 1..).unwrap_or_default())
            }
            _ => value.split_at(value.iter().position(u8::is_ascii_whitespace).unwrap_or(value.len())),
        };
        self.rest = rest;
        Some((local(name), value))
    }
}

impl Text<'_> {
    /// Adds the text, with its entities resolved.
    pub(super) fn push(&self, into: &mut String) {
        let text = String::from_utf8_lossy(self.raw);
        if self.verbatim || memchr::memchr(b'&', self.raw).is_none() {
            into.push_str(&text);
            return;
        }
        let mut rest = &*text;
        while let Some(start) = rest.find('&') {
            into.push_str(&rest[..start]);
            rest = &rest[start..];
            let entity = rest.find(';').filter(|end| *end < 12).and_then(|end| Some((entity(&rest[1..end])?, end)));
            match entity {
                Some((sign, end)) => {
                    into.push(sign);
                    rest = &rest[end + 1..];
                }
                None => {
                    into.push('&');
                    rest = &rest[1..];
                }
            }
        }
        into.push_str(rest);
    }
}

/// What stands between `&` and `;`: a number or a name of XML or HTML 4. All else stays as it is written.
pub(super) fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    const NAMES: [(&str, char); 12] = [
        ("lt", '<'),
        ("gt", '>'),
        ("amp", '&'),
        ("quot", '"'),
        ("apos", '\''),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
    ];
    /// U+00A0 to U+00FF, in order.
    const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
        sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml \
        Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
        times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
        egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
        ugrave uacute ucirc uuml yacute thorn yuml";
    let named = NAMES.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign);
    named.or_else(|| {
        let place = LATIN.split_ascii_whitespace().position(|known| known == name)?;
        char::from_u32(0xA0 + place as u32)
    })
}

/// A name without its prefix.
fn local(name: &[u8]) -> &[u8] {
    match memchr::memrchr(b':', name) {
        Some(colon) => &name[colon + 1..],
        None => name,
    }
}

/// What is said of markup that ends in the middle.
pub(super) fn cut() -> Trouble {
    Trouble::Broken("XML ends early".to_owned())
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// The pieces of a text, read a few bytes at a time.
    fn pieces(xml: &[u8], step: usize) -> String {
        struct Slow<'x>(&'x [u8], usize);
        impl Read for Slow<'_> {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let length = self.1.min(self.0.len()).min(into.len());
                into[..length].copy_from_slice(&self.0[..length]);
                self.0 = &self.0[length..];
                Ok(length)
            }
        }
        let mut reader = Xml::new(Slow(xml, step), 0);
        let mut said = String::new();
        loop {
            match reader.next() {
                Ok(Piece::Start(start)) => {
                    said.push('<');
                    said.push_str(&String::from_utf8_lossy(start.name));
                    for (name, _) in start.attributes() {
                        let name = String::from_utf8_lossy(name);
                        said.push_str(&format!(" {name}={}", start.get(&name).unwrap_or_default()));
                    }
                    said.push_str(if start.empty { "/>" } else { ">" });
                }
                Ok(Piece::End(name)) => said.push_str(&format!("</{}>", String::from_utf8_lossy(name))),
                Ok(Piece::Text(text)) => text.push(&mut said),
                Ok(Piece::Done) => return said,
                Err(_) => return said + "!",
            }
        }
    }

    #[test]
    fn markup_comes_in_pieces_however_its_source_gives_it() {
        let cases: [(&[u8], &str); 12] = [
            (b"<a><b x=\"1\" y='2>3'/>t&amp;u</a>", "<a><b x=1 y=2>3/>t&u</a>"),
            (b"<?xml version=\"1.0\"?><x:a x:r = \"1\" ></x:a >", "<a r=1></a>"),
            (b"<a><!-- <b> --><![CDATA[<c>&amp;]]></a>", "<a><c>&amp;</a>"),
            (b"<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;&#7893;&#x1ED5;&nbsp;</a>", "<a>&e;ổổ\u{a0}</a>"),
            (b"\xEF\xBB\xBF<a/>", "<a/>"),
            (b"<td rowspan=2 nowrap title=it's>5 < 6 & 7</td>", "<td rowspan=2 nowrap= title=it's>5 < 6 & 7</td>"),
            (b"<a", "!"),
            (b"<a>text", "<a>text"),
            (b"<!-- never ends", "!"),
            (b"", ""),
            (b"\xFF\xFE<\0a\0>\0\xD5\x1E<\0/\0a\0>\0", "<a>ổ</a>"),
            (b"\xFE\xFF\0<\0a\0/\0>", "<a/>"),
        ];
        for (xml, expected) in cases {
            for step in [1, 2, 3, 7, 1000] {
                assert_eq!(pieces(xml, step), expected, "{}", String::from_utf8_lossy(xml));
            }
        }
    }

    #[test]
    fn no_piece_takes_all_memory() {
        let mut reader = Xml::new(io::repeat(b'x'), 0);
        assert!(matches!(reader.next(), Err(Trouble::Limit(..))));
    }
}
