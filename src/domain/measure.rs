//! `Measure`: the unit of measurement of an indicator, and the powers of ten between measures of money.

/// What an indicator is counted in, as it is printed: *người*, *sáng kiến*, *triệu đồng*, *%*.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Measure {
    /// The words as reports write them, Vietnamese as a rule.
    pub name: String,
    /// The words in English, where the catalogue gives them; else empty.
    pub english: String,
    /// Of money: which power of ten of a đồng it is (0 đồng, 3 nghìn, 6 triệu, 9 tỷ). `None` for anything but money.
    pub money: Option<i32>,
}

impl Measure {
    /// Whether values are percentages.
    pub fn is_percent(&self) -> bool {
        self.name.trim() == "%"
    }
}
