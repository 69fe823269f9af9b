//! Answers of yes and no, as people write or tick them.

use super::fold::{fold, is_letter_or_digit};

/// Whether a cell says yes (*có*, *x*, *✓*) or no (*không*, *chưa*, *-*); nothing where it says anything else.
pub fn read_answer(text: &str) -> Option<bool> {
    // *Không thành lập* is the longest of them: most labels are told without a closer look.
    const LONGEST: usize = 13;
    /// *Đã kí*, *chưa tổ chức*, *không ban hành*
    const DEEDS: &[&str] =
        &["tổ chức", "thực hiện", "kí", "kí kết", "xây dựng", "ban hành", "thành lập", "kiện toàn", "t c"];
    let mut letters = text.chars().filter(|&c| is_letter_or_digit(c));
    let begins = |c: char| {
        !c.is_ascii() || matches!(c.to_ascii_lowercase(), 'c' | 'k' | 'x' | 'r' | 'y' | 'v' | 'n' | '0' | '1')
    };
    if letters.next().is_some_and(|first| !begins(first)) || letters.nth(LONGEST - 1).is_some() {
        return None;
    }
    let folded = fold(text);
    let (head, deed) = folded.split_once(' ').unwrap_or((&folded, ""));
    match (head, DEEDS.contains(&deed)) {
        ("đã" | "có", true) => return Some(true),
        ("chưa" | "không", true) => return Some(false),
        _ => {}
    }
    match folded.as_str() {
        "có" | "x" | "1" | "rồi" | "đã" | "đã có" | "yes" | "đạt" | "v" => Some(true),
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
