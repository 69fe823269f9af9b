//! Fonts, fills, borders and number formats of the workbook.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::width::Face;
use crate::domain::Qualifier;
use crate::report::document::{ColumnKind, Marks, Printed, RowKind};
use crate::report::format::{Style, qualifier_word};
use crate::text::Language;

const FONT: &str = "Times New Roman";
const INK: u32 = 0x0011_1827;
const DARK: u32 = 0x0012_355B;
const MUTED: u32 = 0x004B_5563;
const LINK: u32 = 0x001F_5F99;
/// The thin lines of tables and lists.
pub const RULE: u32 = 0x00B6_C2CF;
const HEADER_FILL: u32 = 0x00DC_E6F1;
const GROUP_FILL: u32 = 0x00F3_F5F8;
const TOTAL_FILL: u32 = 0x00E9_EFF6;

/// The face of table cells.
pub const BODY: Face = Face { size: 12.0, bold: false };
/// The face of headings, groups and totals.
pub const STRONG: Face = Face { size: 12.0, bold: true };

/// The format that every other one is made from.
pub fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12).set_font_color(Color::RGB(INK))
}

/// A format of the front sheets and around tables.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Text {
    /// The title of the cover.
    CoverTitle,
    /// Unit and term on the cover.
    CoverLine,
    /// The title of a sheet.
    Title,
    /// A line under a title.
    Subtitle,
    /// A heading inside a sheet.
    Heading,
    /// Running text.
    Paragraph,
    /// Small print under a table.
    Note,
    /// A link.
    Link,
}

impl Text {
    /// The colour of links.
    pub const LINK_COLOUR: Color = Color::RGB(LINK);

    /// Its size and weight.
    pub const fn face(self) -> Face {
        match self {
            Text::CoverTitle => Face { size: 24.0, bold: true },
            Text::CoverLine => Face { size: 15.0, bold: false },
            Text::Title => Face { size: 15.0, bold: true },
            Text::Heading => Face { size: 13.0, bold: true },
            Text::Paragraph => Face { size: 13.0, bold: false },
            Text::Subtitle | Text::Note | Text::Link => Face { size: 12.0, bold: false },
        }
    }

    /// The format.
    pub fn format(self) -> Format {
        let face = self.face();
        let format = base().set_font_size(face.size).set_align(FormatAlign::VerticalCenter);
        let format = if face.bold { format.set_bold() } else { format };
        match self {
            Text::CoverTitle => format.set_font_color(Color::RGB(DARK)).set_text_wrap(),
            Text::CoverLine => format.set_text_wrap(),
            Text::Title => format.set_font_color(Color::RGB(DARK)),
            Text::Subtitle => format.set_font_color(Color::RGB(MUTED)).set_text_wrap().set_align(FormatAlign::Top),
            Text::Heading => {
                let rule = format.set_font_color(Color::RGB(DARK)).set_border_bottom(FormatBorder::Medium);
                rule.set_border_bottom_color(Color::RGB(DARK))
            }
            Text::Paragraph => format.set_text_wrap().set_align(FormatAlign::Top),
            Text::Note => {
                format.set_font_color(Color::RGB(MUTED)).set_italic().set_text_wrap().set_align(FormatAlign::Top)
            }
            Text::Link => format.set_font_color(Color::RGB(LINK)).set_text_wrap(),
        }
    }
}

/// What decides the format of a cell in a table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Look {
    /// Header, or a kind of row.
    pub row: LookRow,
    /// The kind of column.
    pub column: LookColumn,
    /// Steps moved in.
    pub indent: u8,
    /// The number in it.
    pub number: Option<LookNumber>,
    /// Whether its text would be taken for a formula when edited.
    pub quoted: bool,
}

/// The row of a [`Look`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LookRow {
    /// The header.
    Header,
    /// A row of figures.
    Normal,
    /// The heading of a group.
    Group,
    /// A total.
    Total,
}

impl From<RowKind> for LookRow {
    fn from(kind: RowKind) -> LookRow {
        match kind {
            RowKind::Normal => LookRow::Normal,
            RowKind::Group => LookRow::Group,
            RowKind::Total => LookRow::Total,
        }
    }
}

/// The alignment of a [`Look`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LookColumn {
    /// In the middle.
    Centre,
    /// Left, wrapped.
    Left,
    /// Right.
    Right,
}

impl From<ColumnKind> for LookColumn {
    fn from(kind: ColumnKind) -> LookColumn {
        match kind {
            ColumnKind::Index | ColumnKind::Short => LookColumn::Centre,
            ColumnKind::Label | ColumnKind::Long => LookColumn::Left,
            ColumnKind::Number => LookColumn::Right,
        }
    }
}

/// The number format of a [`Look`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LookNumber {
    /// Decimals and percent sign.
    pub style: Style,
    /// The word before it.
    pub qualifier: Qualifier,
    /// The signs after it.
    pub marks: Marks,
    /// Whether a number without signs leaves room for one, so that the digits of a column stand in line.
    pub room: bool,
}

impl LookNumber {
    /// The format of a number in a table that has signs or not.
    pub fn of(printed: &Printed, room: bool) -> LookNumber {
        LookNumber { style: printed.style, qualifier: printed.qualifier, marks: printed.marks, room }
    }
}

/// The formats of one workbook, each made once.
pub struct Styles {
    language: Language,
    known: BTreeMap<Look, Format>,
}

impl Styles {
    /// No format yet.
    pub fn new(language: Language) -> Styles {
        Styles { language, known: BTreeMap::new() }
    }

    /// The format of a cell.
    pub fn get(&mut self, look: Look) -> &Format {
        let language = self.language;
        self.known.entry(look).or_insert_with(|| make(look, language))
    }
}

fn make(look: Look, language: Language) -> Format {
    let format =
        base().set_border(FormatBorder::Thin).set_border_color(Color::RGB(RULE)).set_align(FormatAlign::VerticalCenter);
    let format = match look.row {
        LookRow::Header => {
            let format =
                format.set_bold().set_font_color(Color::RGB(DARK)).set_background_color(Color::RGB(HEADER_FILL));
            let format = format.set_border_bottom(FormatBorder::Medium).set_border_bottom_color(Color::RGB(DARK));
            return format
                .set_border_top(FormatBorder::Medium)
                .set_border_top_color(Color::RGB(DARK))
                .set_text_wrap()
                .set_align(FormatAlign::Center);
        }
        LookRow::Normal => format,
        LookRow::Group => format.set_bold().set_background_color(Color::RGB(GROUP_FILL)),
        LookRow::Total => {
            let format = format.set_bold().set_background_color(Color::RGB(TOTAL_FILL));
            format.set_border_top(FormatBorder::Medium).set_border_top_color(Color::RGB(DARK))
        }
    };
    let format = match look.column {
        LookColumn::Centre => format.set_align(FormatAlign::Center).set_text_wrap(),
        LookColumn::Left => format.set_align(FormatAlign::Left).set_indent(look.indent).set_text_wrap(),
        // Numbers keep away from the line by their format: not every program moves a right-aligned number in.
        LookColumn::Right if look.number.is_some() => format.set_align(FormatAlign::Right),
        LookColumn::Right => format.set_align(FormatAlign::Right).set_num_format("General;General;General;@_)_)"),
    };
    let format = if look.quoted { format.set_quote_prefix() } else { format };
    match look.number {
        Some(number) => format.set_num_format(number_format(number, language)),
        None => format,
    }
}

/// The format of whole numbers in pictures, whose dots do not follow the region of the viewer.
pub fn fixed(language: Language) -> &'static str {
    match language {
        Language::Vi => r"[>=1000000]#\.###\.##0;[>=1000]#\.##0;0",
        Language::En => "#,##0",
    }
}

/// The number format: word, digits, signs; negative; nought as a dash.
pub fn number_format(number: LookNumber, language: Language) -> String {
    let digits = match (number.style.decimals, number.style.percent) {
        (0, false) => "#,##0".to_owned(),
        (decimals, false) => format!("#,##0.{}", "0".repeat(decimals as usize)),
        (0, true) => "0%".to_owned(),
        (decimals, true) => format!("0.{}%", "0".repeat(decimals as usize)),
    };
    let before = qualifier_word(number.qualifier, language).map(|word| format!("\"{word} \"")).unwrap_or_default();
    let signs = number.marks.signs();
    let room = if signs.is_empty() && number.room { "_*" } else { "" };
    let after = if signs.is_empty() { String::new() } else { format!("\"{signs}\"") };
    let after = format!("{after}{room}_)_)");
    format!("{before}{digits}{after};{before}-{digits}{after};\"-{signs}\"{room}_)_)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_formats_keep_words_and_signs_beside_the_number() {
        let plain =
            LookNumber { style: Style::WHOLE, qualifier: Qualifier::Exact, marks: Marks::default(), room: false };
        assert_eq!(number_format(plain, Language::Vi), "#,##0_)_);-#,##0_)_);\"-\"_)_)");
        let over = LookNumber { qualifier: Qualifier::AtLeast, ..plain };
        assert!(number_format(over, Language::Vi).starts_with("\"trên \"#,##0_)_);"));
        let marks = Marks { incomplete: true, ..Marks::default() };
        let marked = LookNumber { style: Style::PERCENT, marks, ..plain };
        assert_eq!(number_format(marked, Language::En), "0.0%\"*\"_)_);-0.0%\"*\"_)_);\"-*\"_)_)");
    }
}
