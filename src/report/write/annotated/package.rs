//! An Office Open XML package that is changed in some parts and copied in all others.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::AnnotateError;
use super::markup::{escaped, tags, unescaped};

/// No part that is changed is larger than this when inflated.
const MOST_BYTES: u64 = 1 << 27;
/// The part that says what all parts are.
const TYPES: &str = "[Content_Types].xml";

/// A package in memory.
pub struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Parts as they are compared, with their place in the archive.
    places: BTreeMap<String, usize>,
    /// New texts of parts, by the name that they are compared by.
    changed: BTreeMap<String, String>,
    /// Parts that were not there, in order.
    added: Vec<String>,
}

/// A relation of a part to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// Its id.
    pub id: String,
    /// What the other is, as an address.
    pub kind: String,
    /// The other part's name; of a link outwards, its address.
    pub target: String,
}

impl<'b> Package<'b> {
    pub fn open(bytes: &'b [u8]) -> Result<Package<'b>, AnnotateError> {
        let zip = ZipArchive::new(Cursor::new(bytes))?;
        let mut places = BTreeMap::new();
        for place in 0..zip.len() {
            let name = zip.name_for_index(place).transpose()?.unwrap_or_default();
            if places.insert(comparable(&name), place).is_some() {
                return Err(AnnotateError::Form("two parts of the package have one name"));
            }
        }
        Ok(Package { zip, places, changed: BTreeMap::new(), added: Vec::new() })
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&comparable(name)) || self.changed.contains_key(&comparable(name))
    }

    /// A part's text.
    pub fn text(&mut self, name: &str) -> Result<String, AnnotateError> {
        let name = comparable(name);
        if let Some(text) = self.changed.get(&name) {
            return Ok(text.clone());
        }
        let place = *self.places.get(&name).ok_or(AnnotateError::Form("a part of the package is missing"))?;
        let mut bytes = Vec::new();
        self.zip.by_index(place)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(AnnotateError::Form("a part of the package is too large"));
        }
        String::from_utf8(bytes).map_err(|_| AnnotateError::Form("a part of the package is not in UTF-8"))
    }

    /// Gives a part another text, or adds it.
    pub fn replace(&mut self, name: &str, text: String) {
        let key = comparable(name);
        if !self.places.contains_key(&key) && !self.changed.contains_key(&key) {
            self.added.push(name.to_owned());
        }
        self.changed.insert(key, text);
    }

    /// The relations of a part; those of the package itself for an empty name.
    pub fn relations(&mut self, part: &str) -> Result<Vec<Relation>, AnnotateError> {
        let name = relations_of(part);
        if !self.has(&name) {
            return Ok(Vec::new());
        }
        let text = self.text(&name)?;
        let relations = tags(&text).filter(|tag| tag.name == "Relationship" && !tag.closes).filter_map(|tag| {
            let target = unescaped(tag.attribute("Target")?);
            let outward = tag.attribute("TargetMode") == Some("External");
            Some(Relation {
                id: unescaped(tag.attribute("Id")?),
                kind: tag.attribute("Type")?.to_owned(),
                target: if outward { target } else { resolved(part, &target) },
            })
        });
        Ok(relations.collect())
    }

    /// Adds a relation to a part and gives its id. `kind`: the last word of its address.
    pub fn relate(&mut self, part: &str, kind: &str, target: &str) -> Result<String, AnnotateError> {
        let known = self.relations(part)?;
        let free = |number: &usize| known.iter().all(|relation| relation.id != format!("rIdNote{number}"));
        let id = format!("rIdNote{}", (1..).find(free).unwrap_or(1));
        // Packages of the strict kind have other addresses; a sheet's own relations say which, else the package's.
        let roots = self.relations("")?;
        let strict = known.iter().chain(&roots).any(|relation| relation.kind.contains("purl.oclc.org"));
        let base = if strict {
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        } else {
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        };
        let name = relations_of(part);
        let text = if self.has(&name) { self.text(&name)? } else { NO_RELATIONS.to_owned() };
        let line = |prefix: &str| {
            format!("<{prefix}Relationship Id=\"{id}\" Type=\"{base}/{kind}\" Target=\"/{}\"/>", escaped(target))
        };
        self.replace(&name, inside(&text, "Relationships", line)?);
        Ok(id)
    }

    /// Says what a part is.
    pub fn declare(&mut self, part: &str, kind: &str) -> Result<(), AnnotateError> {
        let text = self.text(TYPES)?;
        let line = |prefix: &str| format!("<{prefix}Override PartName=\"/{}\" ContentType=\"{kind}\"/>", escaped(part));
        let text = inside(&text, "Types", line)?;
        self.replace(TYPES, text);
        Ok(())
    }

    /// A name for a new part that no other bears: `xl/comments3.xml`.
    pub fn free_name(&self, stem: &str, extension: &str) -> String {
        let name = |number: usize| format!("{stem}{number}.{extension}");
        let free = |number: &usize| !self.has(&name(*number));
        name((1..).find(free).unwrap_or(1))
    }

    /// The package as bytes: what was not changed as it stood, in its place, and what was added at the end.
    pub fn finish(mut self) -> Result<Vec<u8>, AnnotateError> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for place in 0..self.zip.len() {
            let file = self.zip.by_index_raw(place)?;
            let name = file.name()?.to_string();
            match self.changed.get(&comparable(&name)) {
                None => writer.raw_copy_file(file)?,
                Some(text) => {
                    let options = options(file.last_modified());
                    drop(file);
                    writer.start_file(name, options)?;
                    writer.write_all(text.as_bytes())?;
                }
            }
        }
        for name in &self.added {
            writer.start_file(name.as_str(), options(None))?;
            writer.write_all(self.changed[&comparable(name)].as_bytes())?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

const NO_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";

/// Never the clock: the same workbook gives the same copy.
fn options(modified: Option<DateTime>) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(modified.unwrap_or_default())
}

/// A text with a line put in at the end of an element, which may be empty. The line is given the element's prefix.
pub fn inside(text: &str, element: &str, line: impl Fn(&str) -> String) -> Result<String, AnnotateError> {
    let found = tags(text).filter(|tag| tag.name == element).last();
    let tag = found.ok_or(AnnotateError::Form("a part of the package lacks an element"))?;
    let line = line(tag.prefix);
    Ok(match (tag.closes, tag.empty) {
        (true, _) => format!("{}{line}{}", &text[..tag.start], &text[tag.start..]),
        (false, true) => {
            format!("{}{}{line}{}{}", &text[..tag.start], tag.opened(), tag.closing(), &text[tag.end..])
        }
        (false, false) => return Err(AnnotateError::Form("a part of the package ends early")),
    })
}

/// The part that holds the relations of another.
fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{file}.rels")
}

/// A target as a part's name: relative to the part that names it, or from the root.
fn resolved(part: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => part.split('/').collect(),
    };
    parts.pop();
    for step in target.split('/').filter(|step| !step.is_empty() && *step != ".") {
        match step {
            ".." => {
                parts.pop();
            }
            step => parts.push(step),
        }
    }
    parts.join("/")
}

/// A part's name as packages compare it: writers differ in case and slashes.
fn comparable(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
