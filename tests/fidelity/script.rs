//! How a file's text is written: in one of Unicode's ways, or in fonts from before it.

use tongket::text::Charset;
use unicode_normalization::UnicodeNormalization;

use super::page::Page;
use crate::chance::Chance;
use crate::drawing::Draw;
use crate::letters;

/// How a file's text is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Script {
    Composed,
    /// Every mark apart.
    Decomposed,
    /// Hats and horns composed, tones apart, as some keyboards type.
    Combining,
    Legacy(Legacy),
}

/// Text typed in a font from before Unicode.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Legacy {
    charset: Charset,
    /// Whether cells name their font; else only their letters tell.
    fonts: bool,
    /// Headings stand in a font that has capitals only.
    capitals: bool,
    /// Only some columns are so.
    mixed: bool,
    /// A program dropped the soft hyphens, which are letters.
    damaged: bool,
}

impl Script {
    pub fn any(chance: &mut Chance) -> Script {
        match chance.below(14) {
            0 | 1 => Script::Decomposed,
            2 => Script::Combining,
            3 | 4 => {
                let charset = if chance.once_in(3) { Charset::Vni } else { Charset::Tcvn3 };
                let fonts = !chance.once_in(3);
                Script::Legacy(Legacy {
                    charset,
                    fonts,
                    capitals: fonts && charset == Charset::Tcvn3 && chance.once_in(2),
                    mixed: chance.once_in(4),
                    damaged: charset == Charset::Tcvn3 && chance.once_in(10),
                })
            }
            _ => Script::Composed,
        }
    }

    /// Writes all text of a page so.
    pub fn write(self, page: &mut Page, chance: &mut Chance) {
        if let Script::Legacy(legacy) = self {
            return legacy.write(page, chance);
        }
        for cell in page.rows.iter_mut().flatten() {
            if let Draw::Text(text) = cell {
                *text = match self {
                    Script::Decomposed => text.nfd().collect(),
                    Script::Combining => text.chars().flat_map(combining).collect(),
                    Script::Composed | Script::Legacy(_) => continue,
                };
            }
        }
    }
}

impl Legacy {
    fn write(self, page: &mut Page, chance: &mut Chance) {
        let width = page.width();
        // By column, as it comes of pasting: the names from the old file, or all but the names.
        let names = page.facts.iter().map(|fact| fact.column).min().unwrap_or(0);
        let before = chance.once_in(2);
        let chosen: Vec<bool> = (0..width).map(|column| !self.mixed || (column < names) == before).collect();
        let header = page.header.end;
        let fonts = match self.charset {
            Charset::Tcvn3 => [".VnTime", ".VnArial"],
            Charset::Vni => ["VNI-Times", "VNI-Helve"],
        };
        let font = fonts[chance.below(2)];
        let mut lost = false;
        for (row, cells) in page.rows.iter_mut().enumerate() {
            for cell in cells.iter_mut().enumerate().filter(|(column, _)| chosen[*column]).map(|(_, cell)| cell) {
                let Draw::Text(text) = cell else { continue };
                let mut encoded = letters::encode(self.charset, text);
                if self.damaged {
                    lost |= encoded.contains('\u{AD}');
                    encoded = encoded.replace('\u{AD}', "");
                }
                let font = if self.capitals && row < header { ".VnTimeH" } else { font };
                *cell = match self.fonts {
                    true => Draw::Lettered { text: encoded, font: font.to_owned() },
                    false => Draw::Text(encoded),
                };
            }
        }
        if lost {
            page.facts.iter_mut().for_each(|fact| fact.doubtful = true);
        }
        let name = letters::encode(self.charset, &page.name).trim_end().to_owned();
        if !self.mixed && chance.once_in(2) && name.encode_utf16().count() <= 31 {
            page.name = name;
        }
    }
}

/// A letter with its tone apart.
fn combining(letter: char) -> Vec<char> {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let apart: Vec<char> = letter.to_string().nfd().collect();
    match apart.iter().find(|mark| TONES.contains(mark)) {
        Some(tone) => {
            let rest: String = apart.iter().filter(|mark| *mark != tone).collect();
            rest.nfc().chain([*tone]).collect()
        }
        None => vec![letter],
    }
}
