//! Composed Unicode: `Hoà` typed on one machine and on another must be the same text.

use unicode_normalization::UnicodeNormalization;

/// The text in composed form (NFC).
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}
