//! The word that was probably meant.

use crate::text::{bare, fold};

/// The candidate nearest to a word, whatever its case, diacritics and separators, where one is near enough to be meant.
/// Ties go to the first.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let plain = |text: &str| bare(&fold(text));
    let word = plain(word);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let folded = plain(candidate);
        let distance = strsim::osa_distance(&word, &folded);
        // A third of the letters may be wrong.
        let limit = folded.chars().count().max(word.chars().count()).div_ceil(3);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The candidates that were probably meant, the nearest first, at most so many; a word that a candidate holds is near too.
pub fn several_nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>, most: usize) -> Vec<&'c str> {
    let plain = |text: &str| bare(&fold(text));
    let word = plain(word);
    let mut near: Vec<(usize, &str)> = Vec::new();
    for candidate in candidates {
        let folded = plain(candidate);
        let limit = folded.chars().count().max(word.chars().count()).div_ceil(3);
        let distance = match word.chars().count() >= 3 && folded.contains(&word) {
            true => 1,
            false => strsim::osa_distance(&word, &folded),
        };
        if distance <= limit {
            near.push((distance, candidate));
        }
    }
    near.sort_by_key(|(distance, _)| *distance);
    near.truncate(most);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_proposed_only_where_it_is_near() {
        let keys = ["name", "unit", "language", "year_starts"];
        for (typed, meant) in [
            ("langauge", Some("language")),
            ("Year-Starts", Some("year_starts")),
            ("nam", Some("name")),
            ("ủnit", Some("unit")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, keys), meant, "{typed}");
        }
    }
}
