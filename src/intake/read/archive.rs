//! A zip archive of parts. Inflating has a limit for the archive as a whole, held while inflating: what an archive says
//! about its sizes is not believed.

use std::fmt;
use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::xml::Xml;
use super::{MOST_BYTES, Trouble};

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

    /// A part as markup; none where there is no such part.
    pub(super) fn xml(&mut self, name: &str) -> Option<Result<Xml<Part<'_, 'b>>, Trouble>> {
        let exact = self.zip.index_for_name(name.trim_start_matches('/'));
        let index = exact.or_else(|| {
            let name = comparable(name);
            self.names().position(|known| known == name)
        })?;
        let file = self.zip.by_index(index).map_err(|error| Trouble::Broken(error.to_string()));
        let left = &mut self.left;
        Some(file.map(|file| {
            let expected = file.size();
            Xml::new(Part { file, left }, expected)
        }))
    }

    /// A part as it is; none where there is no such part or it cannot be inflated.
    pub(super) fn bytes(&mut self, name: &str) -> Option<Vec<u8>> {
        let index = self.zip.index_for_name(name)?;
        let file = self.zip.by_index(index).ok()?;
        let mut bytes = Vec::new();
        Part { file, left: &mut self.left }.read_to_end(&mut bytes).ok()?;
        Some(bytes)
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
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
