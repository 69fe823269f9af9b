//! `ExpressionFault`: what is wrong with the expression of a rule. Whoever loads a catalogue tells it in words.

/// What is wrong with an expression.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ExpressionFault {
    /// It is no SQL expression; what the parser says.
    Syntax(String),
    /// It is longer than any rule needs.
    TooLong,
    /// It names an indicator that the catalogue lacks.
    IndicatorUnknown(String),
    /// It names a category that the indicator lacks.
    CategoryUnknown {
        /// The indicator's code.
        indicator: String,
        /// What was written for the category.
        category: String,
    },
    /// It names a rating, which is no number.
    NotNumeric(String),
    /// It says nothing of any indicator.
    Nameless,
    /// The whole is a number, not something that holds or does not.
    NotCondition,
    /// This part must be a number.
    NumberWanted(String),
    /// This part must be something that holds or does not.
    ConditionWanted(String),
    /// SQL that rules do not know.
    Unsupported(String),
}
