//! `Lettering`: measures, wraps and outlines text in Be Vietnam Pro.
//!
//! Shaping is usvg's (kerning, combining marks). A text is laid out once at 1000 px, which is the font's own unit, so that
//! its outline has whole numbers only and every size of it is a scale away.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use resvg::tiny_skia::PathSegment;
use resvg::usvg;

use crate::text::is_compound;

const FONTS: [&[u8]; 3] = [
    include_bytes!("../../../fonts/BeVietnamPro-Regular.ttf"),
    include_bytes!("../../../fonts/BeVietnamPro-SemiBold.ttf"),
    include_bytes!("../../../fonts/BeVietnamPro-Bold.ttf"),
];

/// usvg with our fonts and no others: the machine's own must not change a picture.
static OPTIONS: LazyLock<usvg::Options> = LazyLock::new(|| {
    let mut database = usvg::fontdb::Database::new();
    for font in FONTS {
        database.load_font_data(font.to_vec());
    }
    usvg::Options { fontdb: Arc::new(database), ..usvg::Options::default() }
});

/// The strokes' weight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Weight {
    Regular,
    SemiBold,
    Bold,
}

/// Size and weight of a text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Face {
    pub size: f64,
    pub weight: Weight,
}

impl Face {
    pub(super) fn regular(size: f64) -> Self {
        Self { size, weight: Weight::Regular }
    }

    pub(super) fn semibold(size: f64) -> Self {
        Self { size, weight: Weight::SemiBold }
    }

    pub(super) fn bold(size: f64) -> Self {
        Self { size, weight: Weight::Bold }
    }

    /// From one baseline to the next: Vietnamese capitals carry two marks.
    pub(super) fn leading(self) -> f64 {
        self.size * 1.25
    }

    /// The baseline that puts digits and capitals in the middle of a height.
    pub(super) fn baseline_at(self, centre: f64) -> f64 {
        centre + self.size * 0.365
    }
}

/// A text as it is drawn, in thousandths of its size.
#[derive(Clone, Debug, Default)]
pub(super) struct Glyphs {
    /// How far it runs.
    pub advance: f64,
    /// The upper end of its ink, seen from the baseline (negative: above).
    pub ink_top: f64,
    /// The lower end.
    pub ink_bottom: f64,
    segments: Vec<PathSegment>,
}

impl Glyphs {
    /// The path data of its outline; empty where nothing is to be seen.
    pub(super) fn outline(&self) -> String {
        let mut pen = Pen::default();
        for segment in &self.segments {
            pen.draw(*segment);
        }
        pen.written
    }
}

/// Every text that was laid out, for all charts of a run: units, years and small numbers come again in most of them.
static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
type Known = HashMap<(Weight, String), Arc<Glyphs>>;
/// More are not kept.
const MOST_KNOWN: usize = 20_000;

/// Measures and outlines texts, each only once.
#[derive(Default)]
pub(super) struct Lettering;

impl Lettering {
    pub(super) fn glyphs(&self, text: &str, weight: Weight) -> Arc<Glyphs> {
        let key = (weight, text.to_owned());
        // What another thread left half done is only a cache.
        let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(glyphs) = known().get(&key) {
            return glyphs.clone();
        }
        let glyphs = Arc::new(shape(text, weight).unwrap_or_default());
        let mut known = known();
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(key, glyphs.clone());
        glyphs
    }

    pub(super) fn width(&self, text: &str, face: Face) -> f64 {
        self.glyphs(text, face.weight).advance * face.size / 1000.0
    }

    /// The widest of some texts.
    pub(super) fn widest<'t>(&self, texts: impl IntoIterator<Item = &'t str>, face: Face) -> f64 {
        texts.into_iter().map(|text| self.width(text, face)).fold(0.0, f64::max)
    }

    /// A text in lines of about equal width, at most so many; what does not fit is left out at a word's end, with `…`. Two
    /// lines part at a comma or the like, if there is one near the middle.
    pub(super) fn wrap(&self, text: &str, face: Face, width: f64, most: usize) -> Vec<String> {
        let words: Vec<&str> = words(text).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let whole = words.join(" ");
        if self.width(&whole, face) <= width {
            return vec![whole];
        }
        let widths: Vec<f64> = words.iter().map(|word| self.width(word, face)).collect();
        let space = self.width("n n", face) - self.width("nn", face);
        let fill = |limit: f64| -> Vec<usize> {
            let mut ends = Vec::new();
            let mut run = 0.0;
            for (index, word) in widths.iter().enumerate() {
                if index > 0 && run + space + word > limit {
                    ends.push(index);
                    run = *word;
                } else {
                    run += if index > 0 { space + word } else { *word };
                }
            }
            ends.push(words.len());
            ends
        };
        // A line is measured by its words; kerning with the spaces may add a little.
        let limit = width - face.size * 0.05;
        let mut ends = fill(limit);
        if ends.len() > most {
            let start = if most >= 2 { ends[most - 2] } else { 0 };
            let mut lines = join(&words, &ends[..most.saturating_sub(1)]);
            lines.push(self.shorten(&words[start..].join(" "), face, width));
            return lines.iter().map(|line| self.shorten(line, face, width)).collect();
        }
        if let [_, _] = ends.as_slice()
            && let Some(end) = middle(&words, &widths, space, limit)
        {
            return join(&words, &[end, words.len()]);
        }
        // The narrowest width that needs no more lines leaves no lonely last word.
        let (mut low, mut high) = (limit / 2.0, limit);
        for _ in 0..12 {
            let middle = (low + high) / 2.0;
            if fill(middle).len() > ends.len() { low = middle } else { high = middle }
        }
        if ends.len() > 1 {
            ends = fill(high);
        }
        join(&words, &ends).iter().map(|line| self.shorten(line, face, width)).collect()
    }

    /// Names in lines, at most so many each. A name that would be cut and starts like another leaves out what they share
    /// instead, or both might be cut alike.
    pub(super) fn names<'n>(
        &self,
        names: impl IntoIterator<Item = &'n str>,
        face: Face,
        width: f64,
        most: usize,
    ) -> Vec<Vec<String>> {
        let names: Vec<&str> = names.into_iter().collect();
        let cut: Vec<Vec<String>> = names.iter().map(|name| self.wrap(name, face, width, most)).collect();
        let told = |place: usize| {
            let is_cut = cut[place].last().is_some_and(|line| line.ends_with('…'));
            let others = names.iter().filter(|other| **other != names[place]).copied();
            match apart(names[place], others).filter(|_| is_cut) {
                Some(shorter) => self.wrap(&shorter, face, width, most),
                None => cut[place].clone(),
            }
        };
        (0..names.len()).map(told).collect()
    }

    /// A text on one line, cut with `…` at the end of a word if it is too long, in the word if the first one is.
    pub(super) fn shorten(&self, text: &str, face: Face, width: f64) -> String {
        let words: Vec<&str> = words(text).collect();
        let whole = words.join(" ");
        if self.width(&whole, face) <= width {
            return whole;
        }
        for kept in (1..words.len()).rev() {
            let shorter = format!("{}…", words[..kept].join(" ").trim_end_matches([',', ';', ':', '.', '–', '-', '(']));
            if self.width(&shorter, face) <= width {
                return shorter;
            }
        }
        let first: Vec<char> = words.first().map(|word| word.chars().collect()).unwrap_or_default();
        let (mut low, mut high) = (0, first.len());
        while low < high {
            let kept = (low + high).div_ceil(2);
            let cut: String = first[..kept].iter().collect();
            if self.width(&format!("{cut}…"), face) <= width { low = kept } else { high = kept - 1 }
        }
        let cut: String = first[..low].iter().collect();
        format!("{cut}…")
    }
}

/// The words of a text; a no-break space joins, what no picture or XML can show is dropped.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c == ' ' || c.is_control() || c == '\u{2028}' || c == '\u{2029}')
        .filter(|word| !word.is_empty())
}

/// A name without the words that it shares with others that start like it, but the first two and the one before they part;
/// none where it shares too few with any to save room.
fn apart<'n>(name: &str, others: impl Iterator<Item = &'n str>) -> Option<String> {
    const KEPT: usize = 2;
    let own: Vec<&str> = words(name).collect();
    let shared = |other: &str| words(other).zip(&own).take_while(|(theirs, ours)| theirs == *ours).count();
    let from = others.map(shared).filter(|shared| *shared > KEPT + 2).min()?.min(own.len()) - 1;
    Some(format!("{}… {}", own[..KEPT].join(" "), own[from..].join(" ")))
}

/// A text on one line as it is drawn and told.
pub(super) fn tidy(text: &str) -> String {
    let shown: String = words(text).collect::<Vec<_>>().join(" ");
    shown.chars().filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect()
}

/// Escapes a text for XML.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in tidy(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Where to part two lines, neither wider than the limit: near the middle, at a pause if there is one, not within a word.
fn middle(words: &[&str], widths: &[f64], space: f64, limit: f64) -> Option<usize> {
    let total: f64 = widths.iter().sum::<f64>() + space * (widths.len() as f64 - 1.0);
    let mut best: Option<(f64, usize)> = None;
    let mut before = 0.0;
    for end in 1..words.len() {
        before += widths[end - 1] + if end > 1 { space } else { 0.0 };
        let after = total - before - space;
        if before.max(after) > limit {
            continue;
        }
        let pause = if words[end - 1].ends_with([',', ';', ':', '.', '–']) { limit * 0.4 } else { 0.0 };
        let torn = if is_compound(words[end - 1], words[end]) { limit * 0.4 } else { 0.0 };
        let cost = (before - after).abs() - pause + torn;
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, end));
        }
    }
    best.map(|(_, end)| end)
}

fn join(words: &[&str], ends: &[usize]) -> Vec<String> {
    let mut start = 0;
    let mut lines = Vec::new();
    for end in ends {
        lines.push(words[start..*end].join(" "));
        start = *end;
    }
    lines
}

/// Lays a text out. `None` where nothing is to be seen.
fn shape(text: &str, weight: Weight) -> Option<Glyphs> {
    let weight = match weight {
        Weight::Regular => 400,
        Weight::SemiBold => 600,
        Weight::Bold => 700,
    };
    let document = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text font-family="Be Vietnam Pro" font-weight="{weight}" font-size="1000">{}</text></svg>"#,
        escape(text)
    );
    let tree = usvg::Tree::from_str(&document, &OPTIONS).ok()?;
    let [usvg::Node::Text(node)] = tree.root().children() else { return None };
    let mut glyphs = Glyphs { advance: f64::from(node.bounding_box().right()).max(0.0), ..Glyphs::default() };
    for child in node.flattened().children() {
        let usvg::Node::Path(path) = child else { continue };
        let ink = path.data().bounds();
        glyphs.ink_top = glyphs.ink_top.min(f64::from(ink.top()));
        glyphs.ink_bottom = glyphs.ink_bottom.max(f64::from(ink.bottom()));
        glyphs.segments.extend(path.data().segments());
    }
    Some(glyphs)
}

/// Writes path data: whole numbers, relative, no needless separator.
#[derive(Default)]
struct Pen {
    written: String,
    at: (i64, i64),
    start: (i64, i64),
    last: char,
}

impl Pen {
    fn draw(&mut self, segment: PathSegment) {
        match segment {
            PathSegment::MoveTo(to) => {
                self.step('m', &[to]);
                self.start = self.at;
            }
            PathSegment::LineTo(to) => self.step('l', &[to]),
            PathSegment::QuadTo(by, to) => self.step('q', &[by, to]),
            PathSegment::CubicTo(by, and, to) => self.step('c', &[by, and, to]),
            PathSegment::Close => {
                self.written.push('z');
                self.last = 'z';
                self.at = self.start;
            }
        }
    }

    fn step(&mut self, command: char, points: &[resvg::tiny_skia::Point]) {
        // A repeated letter may be left out; after `m` it would mean `l`.
        let mut separated = self.last != command || command == 'm';
        if separated {
            self.written.push(command);
            self.last = command;
        }
        let mut end = self.at;
        for point in points {
            end = (point.x.round() as i64, point.y.round() as i64);
            for number in [end.0 - self.at.0, end.1 - self.at.1] {
                if !separated && number >= 0 {
                    self.written.push(' ');
                }
                separated = false;
                // Writing to a string cannot fail.
                let _ = write!(self.written, "{number}");
            }
        }
        self.at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_evenly_and_cut_at_words() {
        let letters = Lettering;
        let face = Face::regular(32.0);
        for (text, width, most, expected) in [
            ("Sở Nội vụ", 240.0, 3, "Sở Nội vụ"),
            ("Trường Mầm non Hoa Phượng", 240.0, 3, "Trường | Mầm non | Hoa Phượng"),
            ("Xã, thị trấn và các cơ quan", 300.0, 2, "Xã, thị trấn và | các cơ quan"),
            ("412 sáng kiến; 13 đơn vị chưa đạt", 400.0, 2, "412 sáng kiến; | 13 đơn vị chưa đạt"),
            ("Công đoàn các khu công nghiệp và chế xuất Hà Nội", 240.0, 2, "Công đoàn | các khu công…"),
            ("Nghiêngnghiêngnghiêng", 100.0, 2, "Nghi…"),
            ("trên\u{a0}300 người", 160.0, 2, "trên\u{a0}300 | người"),
            (" \t\n ", 100.0, 2, ""),
        ] {
            assert_eq!(letters.wrap(text, face, width, most).join(" | "), expected, "{text}");
        }
    }

    #[test]
    fn names_that_would_be_cut_alike_leave_out_what_they_share() {
        let name = |number: u32| format!("Công đoàn các khu công nghiệp và chế xuất số {number} tỉnh Phú Thọ");
        let (long, other) = ([name(1), name(2)], "Xã An Bình".to_owned());
        let face = Face::regular(28.0);
        let names = long.iter().chain([&other]).map(String::as_str);
        let lines = Lettering.names(names, face, 420.0, 1);
        assert_eq!(lines[0], ["Công đoàn… số 1 tỉnh Phú Thọ"]);
        assert_eq!(lines[1], ["Công đoàn… số 2 tỉnh Phú Thọ"]);
        assert_eq!(lines[2], ["Xã An Bình"]);
        assert_eq!(apart("Xã An Bình", ["Xã An Bình Đông"].into_iter()), None);
    }

    #[test]
    fn marks_above_letters_count_as_ink_and_kerning_as_width() {
        let letters = Lettering;
        let plain = letters.glyphs("E", Weight::Bold);
        let marked = letters.glyphs("Ế", Weight::Bold);
        assert!(marked.ink_top < plain.ink_top - 150.0, "{} {}", marked.ink_top, plain.ink_top);
        let face = Face::bold(1000.0);
        let apart = letters.width("V", face) + letters.width("A", face);
        assert!(letters.width("VA", face) < apart);
    }

    #[test]
    fn a_decomposed_text_runs_as_far_as_a_composed_one() {
        let letters = Lettering;
        let face = Face::regular(1000.0);
        let (composed, decomposed) = ("đơn vị", "đơn vi\u{323}");
        assert!((letters.width(composed, face) - letters.width(decomposed, face)).abs() < 1.0);
    }

    #[test]
    fn an_outline_is_whole_numbers() {
        let outline = Lettering.glyphs("4.561 sáng kiến", Weight::SemiBold).outline();
        assert!(outline.starts_with('m') && outline.ends_with('z') && !outline.contains('.'), "{outline}");
    }
}
