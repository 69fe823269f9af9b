//! A zip archive of parts. Inflating has a limit for the archive as a whole, held while inflating: what an archive says
//! about its sizes is not believed.

use std::fmt;
use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::xml::Xml;
use super::{MOST_BYTES, Trouble};

/// Room for so many bytes may be taken because a file says so.
const MOST_ROOM: usize = 1 << 26;

/// An archive in memory.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes may still be inflated.
    left: u64,
}

/// A part while it is inflated.
pub(super) struct Part<'a, 'b> {
    file: ZipFile<'a, Cursor<&'b [u8]>>,
    left: &'a mut u64,
}

/// More was inflated than is allowed.
#[derive(Debug)]
pub(super) struct TooMuch;

impl<'b> Archive<'b> {
    /// Opens an archive.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Archive<'b>, Trouble> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Trouble::Broken(error.to_string()))?;
        Ok(Archive { zip, left: MOST_BYTES })
    }

    /// The names of its parts as [`Archive::xml`] compares them: writers differ in case and slashes.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.zip.file_names().filter_map(Result::ok).map(|name| comparable(&name))
    }

    /// Whether it has a part of exactly that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// A part as markup; none where there is no such part.
    pub(super) fn xml(&mut self, name: &str) -> Option<Result<Xml<Part<'_, 'b>>, Trouble>> {
        let part = self.part(name)?;
        Some(part.map(|part| {
            let expected = part.file.size();
            Xml::new(part, expected)
        }))
    }

    /// A part as it is, inflated; none where there is no such part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(mut part) = self.part(name).transpose()? else { return Ok(None) };
        let declared = usize::try_from(part.file.size()).unwrap_or(usize::MAX);
        // A little more than is there, so that the end is met without room for a last small piece being made.
        let mut bytes = Vec::with_capacity(declared.min(MOST_ROOM) + 512);
        part.read_to_end(&mut bytes).map_err(trouble)?;
        Ok(Some(bytes))
    }

    fn part(&mut self, name: &str) -> Option<Result<Part<'_, 'b>, Trouble>> {
        let exact = self.zip.index_for_name(name.trim_start_matches('/'));
        let index = exact.or_else(|| {
            let name = comparable(name);
            self.names().position(|known| known == name)
        })?;
        let left = &mut self.left;
        let file = self.zip.by_index(index).map_err(|error| Trouble::Broken(error.to_string()));
        Some(file.map(|file| Part { file, left }))
    }
}

impl Read for Part<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        *self.left = self.left.checked_sub(read as u64).ok_or_else(|| io::Error::other(TooMuch))?;
        Ok(read)
    }
}

impl fmt::Display for TooMuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too much is inflated")
    }
}

impl std::error::Error for TooMuch {}

fn comparable(name: &str) -> String {
    let name = name.trim_start_matches(['/', '\\']).to_lowercase();
    if name.contains('\\') { name.replace('\\', "/") } else { name }
}

/// What went wrong while a part was inflated.
pub(super) fn trouble(error: io::Error) -> Trouble {
    match error.downcast::<TooMuch>() {
        Ok(_) => Trouble::Limit("bytes", MOST_BYTES as usize),
        Err(error) => Trouble::Broken(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::intake::read::xml::Piece;

    #[test]
    fn inflating_ends_at_the_limit_whatever_the_archive_declares() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("xl/A.xml", SimpleFileOptions::default()).expect("an entry");
        zip.write_all(&[b' '; 100_000]).expect("its content");
        let bytes = zip.finish().expect("an archive").into_inner();
        let open = |left| Archive::open(&bytes).map(|archive| Archive { left, ..archive });
        let read = |left| open(left).and_then(|mut archive| archive.bytes("/xl/a.XML"));
        assert_eq!(read(100_000).ok().flatten().map(|part| part.len()), Some(100_000));
        assert!(matches!(read(99_999), Err(Trouble::Limit("bytes", _))));
        let walk = |left| {
            open(left).and_then(|mut archive| {
                match archive.xml("xl/A.xml").map(|xml| xml?.next().map(|piece| matches!(piece, Piece::Text(_)))) {
                    Some(walked) => walked,
                    None => Ok(false),
                }
            })
        };
        assert_eq!(walk(100_000).ok(), Some(true));
        assert!(matches!(walk(50_000), Err(Trouble::Limit("bytes", _))));
    }
}
