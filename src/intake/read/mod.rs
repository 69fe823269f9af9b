//! Bytes of any spreadsheet → sheets as [`Grid`]s. This is the wall around the readers of foreign formats: what a file
//! says about itself is not believed, what breaks is a finding, and a panic inside a reader stays inside.

mod fonts;
mod legacy;
mod merges;
mod sniff;
mod table;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::domain::{Code, Finding, Found, Grid, Place};
use sniff::Format;

pub use fonts::{Typefaces, typefaces};

/// At most this many cells of one workbook are read: fifty times a province's yearly return.
const MOST_CELLS: usize = 5_000_000;
/// At most this many bytes are inflated from one workbook.
const MOST_BYTES: u64 = 1 << 30;
/// At most this many sheets of one workbook are read.
const MOST_SHEETS: usize = 1_000;

/// Why a workbook or one of its sheets gives no grid.
enum Trouble {
    /// Locked with a password.
    Password,
    /// Broken, in the words of the reader.
    Broken(String),
    /// Beyond a limit: which, and how much is allowed.
    Limit(&'static str, usize),
}

/// What a reader makes of a workbook: sheets in order, each read or in trouble, and sheets that are hidden.
#[derive(Default)]
struct Sheets {
    read: Vec<Grid>,
    broken: Vec<(String, Trouble)>,
    hidden: Vec<String>,
}

/// All sheets of a file that can be read, format by content. `path` is relative to `reports/` and names the file in
/// findings; its extension only serves to tell the user where it is wrong.
pub fn workbook(path: &str, bytes: &[u8]) -> Found<Vec<Grid>> {
    let mut findings = Vec::new();
    let Some(format) = sniff::format(bytes) else {
        let finding = Finding::new(Code::FileFormat, Place::file(path)).with("extension", extension(path));
        return Found { value: Vec::new(), findings: vec![finding] };
    };
    if format == Format::Locked {
        return Found { value: Vec::new(), findings: vec![Finding::new(Code::FilePassword, Place::file(path))] };
    }
    if !format.extensions().contains(&extension(path).as_str()) {
        let finding = Finding::new(Code::FileExtension, Place::file(path));
        findings.push(finding.with("extension", extension(path)).with("format", format.extensions()[0]));
    }
    // The readers are foreign code on untrusted bytes: a panic in one is that file's trouble, not ours.
    let sheets = catch_unwind(AssertUnwindSafe(|| match format {
        Format::Xlsx => xlsx::sheets(bytes),
        Format::Xlsb => legacy::xlsb(bytes),
        Format::Xls => legacy::xls(bytes),
        Format::Ods => legacy::ods(bytes),
        Format::Text => table::sheets(stem(path), bytes),
        Format::Locked => Err(Trouble::Password),
    }))
    .unwrap_or_else(|_| Err(Trouble::Broken("panic".to_owned())));
    let sheets = match sheets {
        Ok(sheets) => sheets,
        Err(trouble) => {
            findings.push(explain(trouble, Place::file(path), Code::FileBroken));
            return Found { value: Vec::new(), findings };
        }
    };
    for (name, trouble) in sheets.broken {
        findings.push(explain(trouble, Place::sheet(path, &name), Code::SheetBroken));
    }
    for name in sheets.hidden {
        findings.push(Finding::new(Code::SheetHidden, Place::sheet(path, &name)));
    }
    Found { value: sheets.read, findings }
}

fn explain(trouble: Trouble, place: Place, broken: Code) -> Finding {
    match trouble {
        Trouble::Password => Finding::new(Code::FilePassword, place),
        Trouble::Broken(cause) => Finding::new(broken, place).with("cause", cause),
        Trouble::Limit(what, most) => Finding::new(Code::FileLimit, place).with("what", what).with("most", most),
    }
}

fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
