//! A sender's own workbook with cells coloured and a note on each, everything else as it was.
//!
//! The package is edited, not written anew: the parts that must change are changed in their text, at the places that must
//! change, and every other part is copied as it stands, still deflated. So macros, charts, pictures, formulas, widths and
//! what no library knows survive. A workbook that cannot be edited so is refused, never half annotated.

mod cells;
mod markup;
mod notes;
mod package;
mod styles;

use std::collections::BTreeMap;

use self::package::{Package, Relation};
use self::styles::Styles;
use crate::domain::{CellRef, Severity};

/// A remark about one cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// The sheet's name.
    pub sheet: String,
    /// The cell.
    pub cell: CellRef,
    /// How grave it is, which is the colour.
    pub severity: Severity,
    /// What to say; several lines.
    pub text: String,
}

/// Why a workbook cannot be annotated.
#[derive(Debug, thiserror::Error)]
pub enum AnnotateError {
    /// It is no zip archive, or a broken one.
    #[error("the package cannot be opened or put together")]
    Package(#[from] zip::result::ZipError),
    /// A part cannot be read or written.
    #[error("a part of the package cannot be read")]
    Part(#[from] std::io::Error),
    /// A part is not what it must be.
    #[error("{0}")]
    Form(&'static str),
}

/// The notes and colours of one sheet, by cell.
type OfSheet<'r> = BTreeMap<CellRef, (Severity, Vec<&'r str>)>;

/// Whether a file is a workbook that can be annotated: an Office Open XML package with sheets.
pub fn can_annotate(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && Package::open(bytes).and_then(|mut package| workbook(&mut package)).is_ok()
}

/// The workbook with these remarks. Those about sheets that it does not have are left out; the count says how many were
/// written.
pub fn annotate(bytes: &[u8], remarks: &[Remark]) -> Result<(Vec<u8>, usize), AnnotateError> {
    let mut package = Package::open(bytes)?;
    let book = workbook(&mut package)?;
    let mut by_sheet: BTreeMap<&str, OfSheet<'_>> = BTreeMap::new();
    for remark in remarks {
        let of_sheet = by_sheet.entry(&remark.sheet).or_default();
        let (severity, texts) = of_sheet.entry(remark.cell).or_insert((remark.severity, Vec::new()));
        *severity = (*severity).min(remark.severity);
        texts.push(&remark.text);
    }
    let mut styles = match &book.styles {
        Some(part) => Some(Styles::new(package.text(part)?)?),
        None => None,
    };
    let mut written = 0;
    for (place, (name, part)) in book.sheets.iter().enumerate() {
        let Some(of_sheet) = by_sheet.remove(name.as_str()) else { continue };
        let text = package.text(part)?;
        let of_sheet = cells::uncovered(&text, of_sheet);
        let coloured = cells::colour(&text, &of_sheet, styles.as_mut())?;
        written += of_sheet.len();
        let with_notes = notes::add(&mut package, part, coloured, &of_sheet, place + 1)?;
        package.replace(part, with_notes);
    }
    if let (Some(styles), Some(part)) = (styles, &book.styles) {
        package.replace(part, styles.finish()?);
    }
    Ok((package.finish()?, written))
}

/// The parts of a workbook that matter here.
struct Book {
    /// Sheets by name, with their parts.
    sheets: Vec<(String, String)>,
    styles: Option<String>,
}

fn workbook(package: &mut Package<'_>) -> Result<Book, AnnotateError> {
    let is = |relation: &Relation, kind: &str| relation.kind.rsplit('/').next() == Some(kind);
    let roots = package.relations("")?;
    let main = roots.iter().find(|relation| is(relation, "officeDocument"));
    let main = main.ok_or(AnnotateError::Form("the package has no main part"))?.target.clone();
    let relations = package.relations(&main)?;
    let text = package.text(&main)?;
    let mut sheets = Vec::new();
    for tag in markup::tags(&text).filter(|tag| tag.name == "sheet" && !tag.closes) {
        let (Some(name), Some(id)) = (tag.attribute("name"), tag.attribute("id")) else { continue };
        let relation = relations.iter().find(|relation| relation.id == id && is(relation, "worksheet"));
        sheets.extend(relation.map(|relation| (markup::unescaped(name), relation.target.clone())));
    }
    if sheets.is_empty() {
        return Err(AnnotateError::Form("the workbook has no sheets"));
    }
    let styles = relations.iter().find(|relation| is(relation, "styles")).map(|relation| relation.target.clone());
    Ok(Book { sheets, styles })
}
