//! The styles of a workbook, with fills added: a coloured cell keeps font, border, alignment and form of its number.

use std::collections::BTreeMap;

use super::AnnotateError;
use super::markup::tags;
use super::package::inside;
use crate::domain::Severity;

/// The styles as a part's text.
pub struct Styles {
    text: String,
    /// Every style of cells, as it is written.
    formats: Vec<String>,
    /// How many of them were there.
    own: usize,
    /// How many fills were there.
    fills: usize,
    prefix: String,
    /// The coloured styles made, by the style that they are made of.
    made: BTreeMap<(usize, Severity), usize>,
}

/// The fills, in the order they are added.
const FILLS: [(Severity, &str); 3] =
    [(Severity::Error, "FFFFC7CE"), (Severity::Warning, "FFFFEB9C"), (Severity::Note, "FFDDEBF7")];

impl Styles {
    pub fn new(text: String) -> Result<Styles, AnnotateError> {
        let mut formats = Vec::new();
        let (mut fills, mut inside, mut prefix) = (0, "", String::new());
        let mut begun: Option<usize> = None;
        for tag in tags(&text) {
            match (inside, tag.name) {
                ("", "cellXfs" | "fills") if !tag.closes && !tag.empty => inside = tag.name,
                (outer, name) if outer == name && tag.closes => inside = "",
                ("fills", "fill") if !tag.closes => fills += 1,
                ("cellXfs", "xf") => {
                    tag.prefix.clone_into(&mut prefix);
                    match (tag.closes, tag.empty) {
                        (false, true) => formats.push(tag.text.to_owned()),
                        (false, false) => begun = Some(tag.start),
                        (true, _) => formats.extend(begun.take().map(|start| text[start..tag.end].to_owned())),
                    }
                }
                _ => {}
            }
        }
        if formats.is_empty() || fills == 0 {
            return Err(AnnotateError::Form("the workbook's styles cannot be read"));
        }
        Ok(Styles { own: formats.len(), text, formats, fills, prefix, made: BTreeMap::new() })
    }

    /// The style that is another one with the colour of a severity.
    pub fn coloured(&mut self, style: usize, severity: Severity) -> usize {
        // A style that is not there is the first.
        let style = if style < self.own { style } else { 0 };
        if let Some(&made) = self.made.get(&(style, severity)) {
            return made;
        }
        let fill = self.fills + FILLS.iter().position(|(of, _)| *of == severity).unwrap_or(0);
        let format = &self.formats[style];
        let coloured = match tags(format).next() {
            Some(tag) => {
                let with_fill = tag.with("fillId", &fill.to_string());
                let head = tags(&with_fill).next().map_or(with_fill.clone(), |tag| tag.with("applyFill", "1"));
                format!("{head}{}", &format[tag.end..])
            }
            None => format.clone(),
        };
        self.formats.push(coloured);
        self.made.insert((style, severity), self.formats.len() - 1);
        self.formats.len() - 1
    }

    /// The part with what was made.
    pub fn finish(self) -> Result<String, AnnotateError> {
        if self.made.is_empty() {
            return Ok(self.text);
        }
        let p = &self.prefix;
        let fills: String = FILLS
            .iter()
            .map(|(_, colour)| {
                format!(
                    "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{colour}\"/><{p}bgColor \
                     indexed=\"64\"/></{p}patternFill></{p}fill>"
                )
            })
            .collect();
        let text = inside(&self.text, "fills", |_| fills.clone())?;
        let text = inside(&text, "cellXfs", |_| self.formats[self.own..].concat())?;
        let text = counted(&text, "fills", self.fills + FILLS.len());
        Ok(counted(&text, "cellXfs", self.formats.len()))
    }
}

/// The text with the count of an element, which is how many it holds.
fn counted(text: &str, element: &str, count: usize) -> String {
    match tags(text).find(|tag| tag.name == element && !tag.closes) {
        Some(tag) => format!("{}{}{}", &text[..tag.start], tag.with("count", &count.to_string()), &text[tag.end..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coloured_style_is_the_style_with_another_fill() {
        let text = "<styleSheet><fills count=\"2\"><fill/><fill/></fills><cellStyleXfs><xf/></cellStyleXfs><cellXfs count=\"2\">\
                    <xf fontId=\"0\" fillId=\"0\"/><xf fontId=\"3\" fillId=\"1\" borderId=\"2\"><alignment wrapText=\"1\"/></xf>\
                    </cellXfs></styleSheet>";
        let mut styles = Styles::new(text.to_owned()).expect("styles");
        assert_eq!((styles.coloured(1, Severity::Error), styles.coloured(1, Severity::Error)), (2, 2));
        assert_eq!((styles.coloured(0, Severity::Warning), styles.coloured(99, Severity::Warning)), (3, 3));
        let text = styles.finish().expect("a part");
        for part in [
            "<fills count=\"5\">",
            "<cellXfs count=\"4\">",
            "<xf fontId=\"3\" fillId=\"2\" borderId=\"2\" applyFill=\"1\"><alignment wrapText=\"1\"/></xf>",
            "<xf fontId=\"0\" fillId=\"3\" applyFill=\"1\"/></cellXfs>",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
