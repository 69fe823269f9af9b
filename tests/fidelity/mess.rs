//! What happens to a sheet between the form and the office that reads it: it is moved, stretched, typed over, saved by
//! another program.

use unicode_normalization::UnicodeNormalization;

use super::chance::Chance;
use super::page::Page;
use crate::drawing::Draw;

/// How a file's text is encoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Composed,
    /// Every mark apart.
    Decomposed,
    /// Hats and horns composed, tones apart, as some keyboards type.
    Combining,
}

/// Moves, stretches and soils a page.
pub fn soil(page: &mut Page, chance: &mut Chance) {
    if chance.once_in(12) {
        slip(page, chance);
    }
    if chance.once_in(12)
        && let Some(column) = page.facts.iter().map(|fact| fact.column).min()
    {
        page.insert_column(column);
    }
    if chance.once_in(8) && page.rows.len() > 4 {
        let row = 1 + chance.below(page.rows.len() - 1);
        if !page.is_merged_over(row) {
            page.insert_row(row);
        }
    }
    if chance.once_in(6) {
        (0..1 + chance.below(2)).for_each(|_| page.insert_column(0));
    }
    if chance.once_in(6) {
        (0..1 + chance.below(3)).for_each(|_| page.insert_row(0));
    }
}

/// Two letters of a word change places. What the word names may then be left out, if a finding says so.
fn slip(page: &mut Page, chance: &mut Chance) {
    let first = page.facts.iter().map(|fact| fact.row).min().unwrap_or(0);
    let last = page.facts.iter().map(|fact| fact.row).max().unwrap_or(0);
    let figures = page.facts.iter().map(|fact| fact.column).min().unwrap_or(0);
    let mut words = Vec::new();
    for row in first.saturating_sub(3)..=last {
        for (column, cell) in page.rows[row].iter().enumerate().filter(|(column, _)| row < first || *column < figures) {
            if let Draw::Text(text) = cell
                && text.chars().filter(|c| c.is_alphabetic()).count() > 8
            {
                words.push((row, column, text.clone()));
            }
        }
    }
    if words.is_empty() {
        return;
    }
    let (row, column, text) = words[chance.below(words.len())].clone();
    let mut letters: Vec<char> = text.chars().collect();
    let at: Vec<usize> = (1..letters.len() - 1)
        .filter(|&at| letters[at].is_alphabetic() && letters[at + 1].is_alphabetic() && letters[at] != letters[at + 1])
        .collect();
    if at.is_empty() {
        return;
    }
    let at = at[chance.below(at.len())];
    letters.swap(at, at + 1);
    page.text(row, column, &letters.into_iter().collect::<String>());
    page.facts.iter_mut().for_each(|fact| fact.doubtful = true);
}

/// Encodes all text of a page.
pub fn encode(page: &mut Page, encoding: Encoding) {
    for cell in page.rows.iter_mut().flatten() {
        if let Draw::Text(text) = cell {
            *text = match encoding {
                Encoding::Composed => continue,
                Encoding::Decomposed => text.nfd().collect(),
                Encoding::Combining => text.chars().flat_map(combining).collect(),
            };
        }
    }
}

/// A letter with its tone apart.
fn combining(letter: char) -> Vec<char> {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let apart: Vec<char> = letter.to_string().nfd().collect();
    match apart.iter().find(|mark| TONES.contains(mark)) {
        Some(tone) => {
            let rest: String = apart.iter().filter(|mark| *mark != tone).collect();
            rest.nfc().chain([*tone]).collect()
        }
        None => vec![letter],
    }
}
