//! Notes on cells: the part of comments and the drawing that shows them, made new or added to those that are there.

use std::collections::{BTreeMap, BTreeSet};

use super::markup::{escaped, tags};
use super::package::{Package, inside};
use super::{AnnotateError, OfSheet};
use crate::domain::CellRef;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// Who the notes are from.
const AUTHOR: &str = "tongket";
/// Longer notes are cut: nobody reads more in a note, and a cell holds no more than 32,767 characters.
const MOST: usize = 2_000;
/// What may follow the drawing of notes in a sheet's part, in order.
const BEHIND: [&str; 8] =
    ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"];

/// Adds notes to a sheet and gives its part's text. `number`: the sheet's place, from 1.
pub fn add(
    package: &mut Package<'_>,
    part: &str,
    sheet: String,
    of_sheet: &OfSheet<'_>,
    number: usize,
) -> Result<String, AnnotateError> {
    let relations = package.relations(part)?;
    let by_kind = |kind: &str| {
        let found = relations.iter().find(|relation| relation.kind.rsplit('/').next() == Some(kind));
        found.map(|relation| relation.target.clone())
    };
    let known = match by_kind("comments") {
        Some(comments) => {
            let text = package.text(&comments)?;
            let known = commented(&text);
            let text = with_comments(text, of_sheet, &known)?;
            package.replace(&comments, text);
            known
        }
        None => {
            let comments = package.free_name("xl/comments", "xml");
            let none = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{MAIN}\"><authors></authors><commentList></commentList></comments>"
            );
            package.replace(&comments, with_comments(none, of_sheet, &BTreeSet::new())?);
            package.declare(&comments, COMMENTS)?;
            package.relate(part, "comments", &comments)?;
            BTreeSet::new()
        }
    };
    let fresh: Vec<(CellRef, usize)> = of_sheet
        .iter()
        .filter(|(at, _)| !known.contains(at))
        .map(|(&at, (_, texts))| (at, lines(&joined(texts))))
        .collect();
    // The sheet names its drawing of notes by an id; another drawing of that kind is of its headers.
    let legacy = tags(&sheet).find(|tag| tag.name == "legacyDrawing" && !tag.closes);
    let drawing = legacy.and_then(|tag| tag.attribute("id")).and_then(|id| relations.iter().find(|r| r.id == id));
    match drawing.map(|relation| relation.target.clone()) {
        Some(drawing) => {
            let text = package.text(&drawing)?;
            package.replace(&drawing, with_shapes(&text, &fresh)?);
            Ok(sheet)
        }
        None => {
            let drawing = package.free_name("xl/drawings/vmlDrawing", "vml");
            let text = format!(
                "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{number}\"/></o:shapelayout>{SHAPE_TYPE}<!-- _x0000_s{} --></xml>",
                number * 1024
            );
            package.replace(&drawing, with_shapes(&text, &fresh)?);
            package.declare(&drawing, DRAWING)?;
            let id = package.relate(part, "vmlDrawing", &drawing)?;
            with_drawing(sheet, &id)
        }
    }
}

/// The cells that have a note.
fn commented(text: &str) -> BTreeSet<CellRef> {
    let comments = tags(text).filter(|tag| tag.name == "comment" && !tag.closes);
    comments.filter_map(|tag| CellRef::parse(tag.attribute("ref")?)).collect()
}

/// Adds comments; what is said of a cell that has one stands under what it says.
fn with_comments(text: String, of_sheet: &OfSheet<'_>, known: &BTreeSet<CellRef>) -> Result<String, AnnotateError> {
    let more = of_sheet.iter().filter(|(at, _)| known.contains(at));
    let text = under(&text, &more.map(|(&at, (_, texts))| (at, format!("\n\n{}", joined(texts)))).collect())?;
    let author = tags(&text).filter(|tag| tag.name == "author" && !tag.closes).count();
    let text = inside(&text, "authors", |p| format!("<{p}author>{AUTHOR}</{p}author>"))?;
    inside(&text, "commentList", |p| {
        let fresh = of_sheet.iter().filter(|(at, _)| !known.contains(at));
        let comment = |(at, (_, texts)): (&CellRef, &(_, Vec<&str>))| {
            let run = run(p, &joined(texts));
            format!("<{p}comment ref=\"{at}\" authorId=\"{author}\"><{p}text>{run}</{p}text></{p}comment>")
        };
        fresh.map(comment).collect()
    })
}

/// Adds a run of text to the comments of cells, in one pass.
fn under(text: &str, words: &BTreeMap<CellRef, String>) -> Result<String, AnnotateError> {
    let mut out = String::with_capacity(text.len() + 512 * words.len());
    let mut copied = 0;
    let mut open: Option<&String> = None;
    let mut written = 0;
    for tag in tags(text) {
        match tag.name {
            "comment" if !tag.closes => {
                open = tag.attribute("ref").and_then(CellRef::parse).and_then(|at| words.get(&at));
            }
            // Words of how a text is spoken end it, and runs stand before them.
            "rPh" | "phoneticPr" | "text" => {
                let ends = tag.empty || (tag.name == "text") == tag.closes;
                let Some(words) = open.filter(|_| ends) else { continue };
                out.push_str(&text[copied..tag.start]);
                copied = tag.start;
                if tag.name == "text" && tag.empty {
                    out.push_str(&format!("{}{}{}", tag.opened(), run(tag.prefix, words), tag.closing()));
                    copied = tag.end;
                } else {
                    out.push_str(&run(tag.prefix, words));
                }
                open = None;
                written += 1;
            }
            _ => {}
        }
    }
    out.push_str(&text[copied..]);
    match written == words.len() {
        true => Ok(out),
        false => Err(AnnotateError::Form("a note of the workbook cannot be read")),
    }
}

fn run(prefix: &str, words: &str) -> String {
    let p = prefix;
    format!(
        "<{p}r><{p}rPr><{p}sz val=\"10\"/><{p}rFont val=\"Times New Roman\"/></{p}rPr><{p}t xml:space=\"preserve\">{}</{p}t></{p}r>",
        escaped(words)
    )
}

/// The texts of one note.
fn joined(texts: &[&str]) -> String {
    let all = texts.join("\n\n");
    match all.char_indices().nth(MOST) {
        None => all,
        Some((end, _)) => format!("{}…", &all[..end]),
    }
}

/// How many lines a note takes in its frame.
fn lines(text: &str) -> usize {
    const LETTERS: usize = 44;
    text.lines().map(|line| line.chars().count().div_ceil(LETTERS).max(1)).sum()
}

/// The shape that all notes have.
const SHAPE_TYPE: &str = "<v:shapetype xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// The drawing with a frame for each note.
fn with_shapes(text: &str, fresh: &[(CellRef, usize)]) -> Result<String, AnnotateError> {
    let end = text.rfind("</xml>").ok_or(AnnotateError::Form("the drawing of the notes cannot be read"))?;
    // Frames are numbered behind those that are there.
    let numbers = text.match_indices("_x0000_s").filter_map(|(at, mark)| {
        let digits = &text[at + mark.len()..];
        let digits = &digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())];
        digits.parse::<u32>().ok()
    });
    let last = numbers.max().unwrap_or(1024);
    let mut shapes = String::new();
    if !text.contains("_x0000_t202\"") {
        shapes.push_str(SHAPE_TYPE);
    }
    for (place, &(at, lines)) in fresh.iter().enumerate() {
        shapes.push_str(&shape(at, lines, last.saturating_add(place as u32 + 1)));
    }
    Ok(format!("{}{shapes}{}", &text[..end], &text[end..]))
}

/// The frame of one note, beside its cell.
fn shape(at: CellRef, lines: usize, number: u32) -> String {
    let CellRef { row, column } = at;
    // A row of a sheet is about as high as a line of the note.
    let (top, bottom) = (row.saturating_sub(1), row.saturating_add(lines.clamp(3, 30) as u32));
    format!(
        "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\" id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:80pt;margin-top:5pt;width:240pt;height:{}pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 15, {top}, 4, {}, 20, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
        15 * lines.clamp(3, 30) + 15,
        column.saturating_add(1),
        column.saturating_add(5),
    )
}

/// The sheet's part with the drawing of its notes named where it belongs.
fn with_drawing(sheet: String, id: &str) -> Result<String, AnnotateError> {
    let worksheet = tags(&sheet).find(|tag| tag.name == "worksheet" && !tag.closes);
    let root = worksheet.ok_or(AnnotateError::Form("a sheet of the workbook cannot be read"))?;
    let strict = root.text.contains("purl.oclc.org");
    let namespace = if strict {
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    } else {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    };
    let named = format!("<{}legacyDrawing xmlns:r=\"{namespace}\" r:id=\"{id}\"/>", root.prefix);
    let mut depth = 0_usize;
    for tag in tags(&sheet).skip_while(|tag| tag.start <= root.start) {
        // Elements of extensions bear names like those that may follow.
        let belongs_behind = BEHIND.contains(&tag.name) || (tag.name == "worksheet" && tag.closes);
        if depth == 0 && belongs_behind {
            return Ok(format!("{}{named}{}", &sheet[..tag.start], &sheet[tag.start..]));
        }
        match (tag.closes, tag.empty) {
            (true, _) => depth = depth.saturating_sub(1),
            (false, false) => depth += 1,
            (false, true) => {}
        }
    }
    Err(AnnotateError::Form("a sheet of the workbook ends early"))
}
