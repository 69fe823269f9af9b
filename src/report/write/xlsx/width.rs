//! Widths of texts in Times New Roman, for columns and wrapped rows. The writer's own measure knows only another font.

use std::sync::LazyLock;

/// Pixels a point at the resolution that Excel counts in.
const PIXELS: f64 = 96.0 / 72.0;
/// What a cell keeps free on both sides together, in pixels.
pub const PADDING: f64 = 12.0;

/// The share of a width that is counted on.
const SLACK: f64 = 0.95;

/// Thousandths of the font size, from space to tilde.
const REGULAR: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];
const BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944,
    722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556,
    444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394,
    220, 394, 520,
];

/// A font size in points and whether it is bold.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Face {
    /// Size in points.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
}

impl Face {
    /// The height of one line in pixels.
    pub fn line(self) -> f64 {
        (self.size * PIXELS * 1.26).ceil()
    }

    /// The width of a text on one line in pixels.
    pub fn width(self, text: &str) -> f64 {
        let units: u32 = text.chars().map(|letter| u32::from(self.units(letter))).sum();
        f64::from(units) / 1000.0 * self.size * PIXELS
    }

    /// The width in which a text stands on one line for sure.
    pub fn room(self, text: &str) -> f64 {
        (self.width(text) / SLACK).ceil() + 1.0
    }

    fn units(self, letter: char) -> u16 {
        let known = WIDTHS.get(letter as usize).copied().unwrap_or((1000, 1000));
        if self.bold { known.1 } else { known.0 }
    }

    /// How many lines a text takes in a width, wrapped at words. Other programs measure a little wider; a line too many
    /// does no harm, a cut one does.
    pub fn lines(self, text: &str, width: f64) -> usize {
        let width = width * SLACK;
        text.split('\n').map(|paragraph| self.paragraph_lines(paragraph, width)).sum()
    }

    /// A text in lines that each fit a width, parted at words.
    pub fn wrapped(self, text: &str, width: f64) -> Vec<String> {
        let width = width * SLACK;
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ') {
            match lines.last_mut().filter(|line| self.width(line) + self.width(" ") + self.width(word) <= width) {
                Some(line) => {
                    line.push(' ');
                    line.push_str(word);
                }
                None => lines.push(word.to_owned()),
            }
        }
        lines
    }

    /// A text cut to a width, which a cut one ends with `…`.
    pub fn cut(self, text: &str, width: f64) -> String {
        if self.width(text) <= width {
            return text.to_owned();
        }
        let mut used = self.width("…");
        let fits = |letter: &char| {
            used += self.width(letter.encode_utf8(&mut [0; 4]));
            used <= width
        };
        let head: String = text.chars().take_while(fits).collect();
        format!("{}…", head.trim_end())
    }

    fn paragraph_lines(self, text: &str, width: f64) -> usize {
        let space = self.width(" ");
        let (mut lines, mut used) = (1, 0.0);
        for word in text.split(' ') {
            let word_width = self.width(word);
            if used > 0.0 && used + space + word_width > width {
                lines += 1;
                used = 0.0;
            }
            // A word wider than the cell is broken inside.
            let broken = ((word_width / width.max(1.0)).ceil() - 1.0).max(0.0);
            lines += broken as usize;
            used += word_width - broken * width + if used > 0.0 { space } else { 0.0 };
        }
        lines
    }
}

/// The widths, regular and bold, of all letters up to the arrows.
static WIDTHS: LazyLock<Vec<(u16, u16)>> = LazyLock::new(|| {
    let widths = |code: u32| {
        let letter = char::from_u32(code).unwrap_or(' ');
        let plain = plain(letter);
        let of = |table: &[u16; 95]| match table.get((plain as usize).wrapping_sub(32)) {
            Some(&units) if plain.is_ascii() => units + horn(letter),
            _ => 1000,
        };
        (of(&REGULAR), of(&BOLD))
    };
    (0..0x2200).map(widths).collect()
});

/// The ASCII letter that is as wide.
fn plain(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let base = crate::report::format::plain_letter(small);
    match letter {
        '–' | '†' | '‡' => '0',
        '“' | '”' => 'a',
        '‘' | '’' | '›' | '‹' => '(',
        '\u{a0}' => ' ',
        '−' => '+',
        _ if small != letter => base.to_ascii_uppercase(),
        _ => base,
    }
}

/// What the horn of ơ and ư adds.
fn horn(letter: char) -> u16 {
    if "ơờớởỡợưừứửữựƯỪỨỬỮỰ".contains(letter) { 80 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_letters_are_as_wide_as_their_base() {
        let face = Face { size: 12.0, bold: false };
        assert_eq!(face.width("đặ"), face.width("da"));
        assert_eq!(face.width("4.561"), 4.0 * 8.0 + 4.0);
        assert!(Face { bold: true, ..face }.width("Tổng") > face.width("Tổng"));
    }

    #[test]
    fn texts_wrap_at_words() {
        let face = Face { size: 12.0, bold: false };
        assert_eq!(face.lines("một hai", 200.0), 1);
        assert_eq!(face.lines("một hai", 30.0), 2);
        assert_eq!(face.lines("một\nhai\nba", 200.0), 3);
        assert_eq!(face.lines("0000000000", 42.2), 2);
        assert_eq!(face.lines("00000000000", 42.2), 3);
        assert_eq!(face.lines("một hai ba", face.room("một hai ba")), 1);
        assert_eq!(face.wrapped("một hai ba", 60.0), ["một hai", "ba"]);
        assert_eq!(face.cut("một hai", 200.0), "một hai");
        assert!(face.width(&face.cut("một hai ba bốn năm", 80.0)) <= 80.0);
        assert!(face.cut("một hai ba bốn năm", 80.0).ends_with('…'));
    }
}
