//! A small writer of comma-separated values (RFC 4180) with `\n` line ends.

/// One text under construction.
#[derive(Default)]
pub struct Csv {
    text: String,
    started: bool,
}

impl Csv {
    /// A text with its header row.
    pub fn with_header(columns: &[&str]) -> Csv {
        let mut csv = Csv::default();
        for column in columns {
            csv.raw(column);
        }
        csv.end_row();
        csv
    }

    /// Adds words. What a spreadsheet would take for a formula is kept from becoming one by a leading apostrophe.
    pub fn words(&mut self, text: &str) -> &mut Csv {
        if text.starts_with(['=', '+', '@', '\t', '\r']) || begins_like_a_formula(text) {
            return self.raw(&format!("'{text}"));
        }
        self.raw(text)
    }

    /// Adds a number or code of our own.
    pub fn raw(&mut self, text: &str) -> &mut Csv {
        if self.started {
            self.text.push(',');
        }
        self.started = true;
        if text.contains([',', '"', '\n', '\r']) {
            self.text.push('"');
            self.text.push_str(&text.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(text);
        }
        self
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.text.push('\n');
        self.started = false;
    }

    /// The whole text.
    pub fn finish(self) -> String {
        self.text
    }
}

/// Whether words behind a dash would be computed: *-2+3*, *- Nữ*, but neither a dash alone nor a negative number.
fn begins_like_a_formula(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('-') else { return false };
    let rest = rest.trim_start_matches(['-', ' ']);
    rest.chars().any(|sign| !(sign.is_ascii_digit() || matches!(sign, '.' | ',' | '%' | ' ' | '\u{a0}')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be_and_never_become_formulas() {
        let mut csv = Csv::with_header(&["a", "b"]);
        csv.words("Xã \"Tân\", Đội").words("=SUM(A1)").end_row();
        csv.words("hai\ndòng").words("-5").end_row();
        csv.words("-2+3+cmd|' /C calc'!A0").words("- Nữ").end_row();
        csv.words("-").words("-1.250,5 %").end_row();
        assert_eq!(
            csv.finish(),
            "a,b\n\"Xã \"\"Tân\"\", Đội\",'=SUM(A1)\n\"hai\ndòng\",-5\n'-2+3+cmd|' /C calc'!A0,'- Nữ\n-,\"-1.250,5 %\"\n"
        );
    }
}
