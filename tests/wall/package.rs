//! Files made by hand, part by part and record by record, the way no program would write them.

pub use crate::bytes::{number, record, short_record, wide, xls, zipped};

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of Office Open XML.
pub struct Xlsx {
    /// Name, attributes, last word of the type and content of each sheet; without content the part is missing.
    pub sheets: Vec<(&'static str, &'static str, &'static str, Option<String>)>,
    /// What stands in the workbook before its sheets.
    pub properties: &'static str,
    /// The shared texts, with the element around them or without.
    pub strings: &'static str,
    pub styles: &'static str,
    pub types: &'static str,
}

impl Default for Xlsx {
    fn default() -> Xlsx {
        Xlsx { sheets: Vec::new(), properties: "", strings: "", styles: "", types: TYPES }
    }
}

impl Xlsx {
    /// A workbook of one sheet.
    pub fn of(sheet: &str) -> Xlsx {
        Xlsx::default().sheet("A", "", "worksheet", Some(sheet))
    }

    /// With one more sheet.
    pub fn sheet(
        mut self,
        name: &'static str,
        attributes: &'static str,
        kind: &'static str,
        content: Option<&str>,
    ) -> Xlsx {
        self.sheets.push((name, attributes, kind, content.map(str::to_owned)));
        self
    }

    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let types = self.types;
        let mut list = String::new();
        let mut relations = String::from("<Relationships>");
        let mut parts: Vec<(String, String)> = Vec::new();
        for (number, (name, attributes, kind, content)) in self.sheets.iter().enumerate() {
            list.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{number}\" {attributes} r:id=\"r{number}\"/>"));
            relations.push_str(&format!(
                "<Relationship Id=\"r{number}\" Type=\"{types}/{kind}\" Target=\"worksheets/sheet{number}.xml\"/>"
            ));
            if let Some(content) = content {
                parts.push((format!("xl/worksheets/sheet{number}.xml"), content.clone()));
            }
        }
        relations.push_str(&format!(
            "<Relationship Id=\"s\" Type=\"{types}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>\
             <Relationship Id=\"t\" Type=\"{types}/styles\" Target=\"styles.xml\"/></Relationships>"
        ));
        let workbook = format!("<workbook>{}<sheets>{list}</sheets></workbook>", self.properties);
        parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations));
        parts.push(("xl/workbook.xml".to_owned(), workbook));
        let package = format!(
            "<Relationships><Relationship Id=\"a\" Type=\"{types}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        parts.push(("_rels/.rels".to_owned(), package));
        if !self.strings.is_empty() {
            let whole = self.strings.starts_with("<sst");
            let strings = if whole { self.strings.to_owned() } else { format!("<sst>{}</sst>", self.strings) };
            parts.push(("xl/sharedStrings.xml".to_owned(), strings));
        }
        if !self.styles.is_empty() {
            parts.push(("xl/styles.xml".to_owned(), format!("<styleSheet>{}</styleSheet>", self.styles)));
        }
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
        zipped(&parts)
    }
}

/// A sheet of these rows.
pub fn worksheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}
