//! Bytes of any spreadsheet → sheets as [`Grid`]s. This is the wall around the readers of foreign formats: what a file
//! says about itself is not believed, what breaks is a finding, and a panic inside a reader stays inside.

mod archive;
mod fonts;
mod foreign;
mod hidden;
mod html;
mod ods;
mod shown;
mod sniff;
mod table;
mod texts;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod xml2003;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::domain::{Cell, CellRef, Code, Finding, Found, Grid, Place, Range};
use fonts::Fonts;
use sniff::Content;

pub use fonts::Typefaces;

/// At most this many cells of one workbook are read: fifty times a province's yearly return.
const MOST_CELLS: usize = 5_000_000;
/// At most this many bytes are inflated from one workbook: a hundred a cell.
const MOST_BYTES: u64 = 1 << 29;
/// At most this many sheets of one workbook are read.
const MOST_SHEETS: usize = 1_000;

/// Rows that a sheet can have.
const MOST_ROWS: u32 = 1 << 20;
/// Columns that a sheet can have.
const MOST_COLUMNS: u32 = 1 << 14;

/// Why a workbook or one of its sheets gives no grid.
enum Trouble {
    /// Locked with a password.
    Password,
    /// Text in letters that cannot be told.
    Encoding,
    /// Broken, in the words of the reader.
    Broken(String),
    /// Beyond a limit: which, and how much is allowed.
    Limit(&'static str, usize),
}

/// What a reader makes of one sheet.
#[derive(Default)]
struct Sheet {
    name: String,
    /// Its place among the workbook's sheets.
    index: usize,
    /// Whether the sheet itself is hidden.
    hidden: bool,
    cells: Vec<Cell>,
    merges: Vec<Range>,
    /// Spans of rows, both ends inclusive.
    hidden_rows: Vec<(u32, u32)>,
    /// Spans of columns, both ends inclusive.
    hidden_columns: Vec<(u32, u32)>,
    /// Cells with text in a legacy font of the workbook.
    lettered: Vec<(CellRef, usize)>,
}

/// What a reader makes of a workbook: sheets in order, each read or in trouble.
#[derive(Default)]
struct Sheets {
    read: Vec<Sheet>,
    broken: Vec<(String, Trouble)>,
    /// Sheets that hold no cells but macros or a dialogue.
    other: Vec<String>,
    fonts: Fonts,
}

impl Sheets {
    /// Adds a sheet as it came out.
    fn add(&mut self, name: &str, index: usize, visible: bool, read: Result<Sheet, Trouble>) {
        match read {
            Ok(sheet) => self.read.push(Sheet { name: name.to_owned(), index, hidden: !visible, ..sheet }),
            // What nobody is meant to see need not be whole.
            Err(Trouble::Broken(_)) if !visible => {}
            Err(trouble) => self.broken.push((name.to_owned(), trouble)),
        }
    }
}

/// All sheets of a file that can be read with their legacy fonts, format by content. `path` is relative to `reports/` and names the file in
/// findings; its extension only serves to tell the user where it is wrong. `read_hidden`: whether hidden sheets and
/// columns are read too.
pub fn workbook(path: &str, bytes: &[u8], read_hidden: bool) -> Found<Vec<(Grid, Typefaces)>> {
    let mut findings = Vec::new();
    let nothing = |finding| Found { value: Vec::new(), findings: vec![finding] };
    let content = match guarded(|| sniff::content(bytes)) {
        Ok(Some(content)) => content,
        Ok(None) => {
            let finding = Finding::new(Code::FileFormat, Place::file(path));
            return nothing(finding.with("extension", extension(path)));
        }
        Err(trouble) => return nothing(explain(trouble, Place::file(path), Code::FileBroken)),
    };
    if !matches!(content, Content::Locked) && !content.extensions().contains(&extension(path).as_str()) {
        let finding = Finding::new(Code::FileExtension, Place::file(path));
        findings.push(finding.with("extension", extension(path)).with("format", content.extensions()[0]));
    }
    let sheets = guarded(|| match content {
        Content::Xlsx(archive) => xlsx::sheets(archive),
        Content::Xlsb(archive) => xlsb::sheets(archive),
        Content::Xls => xls::sheets(bytes),
        Content::Ods(archive) => ods::sheets(archive),
        Content::Xml(text) => xml2003::sheets(&text),
        Content::Html(text) => html::sheets(stem(path), &text),
        Content::Text(text) => table::sheets(stem(path), &text),
        Content::Unencoded => Err(Trouble::Encoding),
        Content::Locked => Err(Trouble::Password),
    });
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
    for name in sheets.other {
        findings.push(Finding::new(Code::SheetOther, Place::sheet(path, &name)));
    }
    let mut grids = Vec::with_capacity(sheets.read.len());
    for mut sheet in sheets.read {
        let place = Place::sheet(path, &sheet.name);
        if sheet.hidden && !read_hidden {
            // An empty sheet that nobody sees is nothing to tell.
            if !sheet.cells.is_empty() {
                findings.push(Finding::new(Code::SheetHidden, place).with("count", sheet.cells.len()));
            }
            continue;
        }
        hidden::settle(&mut sheet, read_hidden, &place, &mut findings);
        let typefaces = Typefaces::new(&sheets.fonts, sheet.lettered);
        let grid = Grid::new(sheet.name, sheet.index, sheet.cells, sheet.merges);
        let put_away = if read_hidden { Vec::new() } else { sheet.hidden_columns };
        grids.push((grid.without_columns(put_away), typefaces));
    }
    Found { value: grids, findings }
}

/// Readers, some of them foreign code, on untrusted bytes: a panic in one is that file's trouble, not ours.
fn guarded<T>(read: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Trouble::Broken("panic".to_owned())))
}

/// What goes on with a sheet that was read: a fault of ours on it must not take what the others say with it.
pub fn behind_wall<T>(sheet: Place, work: impl FnOnce() -> T) -> Result<T, Box<Finding>> {
    guarded(|| Ok(work())).map_err(|trouble| Box::new(explain(trouble, sheet, Code::SheetBroken)))
}

fn explain(trouble: Trouble, place: Place, broken: Code) -> Finding {
    match trouble {
        Trouble::Password => Finding::new(Code::FilePassword, place),
        Trouble::Encoding => Finding::new(Code::FileEncoding, place),
        Trouble::Broken(cause) => Finding::new(broken, place).with("cause", cause),
        Trouble::Limit(what, most) => {
            let most = if what == "bytes" { most >> 20 } else { most };
            Finding::new(Code::FileLimit, place).variant(what).with("most", most)
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_over_a_sheet_is_told_of_it_and_takes_nothing_else_with_it() {
        let place = || Place::sheet("a.xlsx", "Biểu 1");
        let broken = behind_wall(place(), || [1][std::hint::black_box(1)]).expect_err("a fault");
        assert_eq!((broken.code, &broken.place), (Code::SheetBroken, &place()));
        assert_eq!(behind_wall(place(), || 2).ok(), Some(2));
    }
}
