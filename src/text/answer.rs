//! Answers of yes and no, as people write or tick them.

use super::fold::{fold, is_letter_or_digit};

/// Whether a cell says yes (*có*, *x*, *✓*) or no (*không*, *chưa*, *-*); nothing where it says anything else.
pub fn read_answer(text: &str) -> Option<bool> {
    // *Không đạt* is the longest of them: most labels are told without a closer look.
    const LONGEST: usize = 8;
    if text.chars().filter(|&c| is_letter_or_digit(c)).nth(LONGEST).is_some() {
        return None;
    }
    match fold(text).as_str() {
        "có" | "x" | "1" | "rồi" | "đã" | "đã có" | "yes" | "đạt" => Some(true),
        "không" | "ko" | "k" | "chưa" | "0" | "no" | "chưa có" | "không có" | "chưa đạt" | "không đạt" => {
            Some(false)
        }
        "" => match text.trim() {
            "✓" | "✔" | "√" | "☑" | "☒" | "✗" | "✘" | "+" => Some(true),
            "☐" | "-" | "–" | "—" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
