//! Which of two reports is the later one: the natural order of their paths.
//!
//! Offices name a corrected report by adding to its name (`bc_lần 2.xlsx`, `bc_đính chính.xlsx`), so a name comes before
//! the same name with something behind it, and numbers compare by value (`lần 2` before `lần 10`).

use std::cmp::Ordering;

use crate::domain::FileSource;

/// The place of every file in the natural order of paths, by its index in `files`.
pub(super) fn ranks(files: &[FileSource]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by(|&a, &b| natural(&files[a].path, &files[b].path));
    let mut ranks = vec![0; files.len()];
    for (rank, index) in order.into_iter().enumerate() {
        ranks[index] = rank as u32;
    }
    ranks
}

/// Compares two paths folder by folder, the file's extension last.
fn natural(a: &str, b: &str) -> Ordering {
    let (a_stem, a_extension) = split_extension(a);
    let (b_stem, b_extension) = split_extension(b);
    let folders = a_stem.split('/').zip(b_stem.split('/')).map(|(a, b)| natural_name(a, b));
    folders
        .fold(Ordering::Equal, Ordering::then)
        .then_with(|| a_stem.split('/').count().cmp(&b_stem.split('/').count()))
        .then_with(|| a_extension.cmp(b_extension))
        .then_with(|| a.cmp(b))
}

fn split_extension(path: &str) -> (&str, &str) {
    match path.rfind('.') {
        Some(dot) if !path[dot..].contains('/') => path.split_at(dot),
        _ => (path, ""),
    }
}

/// Compares two names letter by letter without regard to case, runs of digits by their value.
fn natural_name(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (Some(x), Some(y)) = (a.chars().next(), b.chars().next()) else {
            return a.len().cmp(&b.len());
        };
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (x, rest_a) = split_digits(a);
            let (y, rest_b) = split_digits(b);
            (a, b) = (rest_a, rest_b);
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            (a, b) = (&a[x.len_utf8()..], &b[y.len_utf8()..]);
            x.to_lowercase().cmp(y.to_lowercase())
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The digits that a text starts with, without leading zeros, and what follows them.
fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (digits.trim_start_matches('0'), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corrected_report_comes_after_the_one_it_corrects() {
        for (earlier, later) in [
            ("2019/bc.xlsx", "2019/bc_lần 2.xlsx"),
            ("2019/bc.xlsx", "2019/bc (2).xlsx"),
            ("2019/bc_lần 2.xlsx", "2019/bc_lần 10.xlsx"),
            ("2019/bc.xlsx", "2019/bc_đính chính.xls"),
            ("2019/BC_lần 1.xlsx", "2019/bc_lần 02.xlsx"),
            ("2019/z.xlsx", "2020/a.xlsx"),
            ("2019/z.xlsx", "2019 bổ sung/a.xlsx"),
            ("bc.xls", "bc.xlsx"),
        ] {
            assert_eq!(natural(earlier, later), Ordering::Less, "{earlier} < {later}");
            assert_eq!(natural(later, earlier), Ordering::Greater, "{later} > {earlier}");
        }
    }
}
