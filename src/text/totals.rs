//! Words of totals: `Tổng cộng`, `Cộng (I+II)`, `Toàn huyện`, `Mang sang`.

use super::fold::{fold, words};

/// Folded labels of a row or column that totals others.
pub(super) const TOTALS: &[&str] = &[
    "tổng cộng",
    "cộng",
    "tổng",
    "tổng số",
    "t số",
    "ts",
    "total",
    "sum",
    "toàn huyện",
    "toàn tỉnh",
    "toàn thành phố",
    "toàn tp",
    "toàn quận",
    "toàn ngành",
    "toàn thị xã",
    "toàn quốc",
    "cả nước",
    "cộng chung",
    "tổng chung",
    "tổng hợp",
    "cộng dồn các đơn vị",
    "tổng toàn huyện",
    "tổng toàn tỉnh",
    "grand total",
    "tổng cuối",
    "cộng toàn huyện",
    "cộng toàn tỉnh",
    "tổng cộng toàn huyện",
    "tổng cộng toàn tỉnh",
    "cộng các đơn vị",
    "toàn xã",
    "toàn khối",
    "tổng số total",
    "tổng 5 năm",
    "cộng 5 năm",
    "5 năm",
    "cả 5 năm",
    "cả giai đoạn",
    "tổng giai đoạn",
    "cả nhiệm kì",
    "tổng nhiệm kì",
    "cả năm",
];

/// Whether a label totals others by its words: `Tổng cộng`, `Cộng (I+II)`, `TỔNG SỐ - TOTAL (1)`, `Cộng khối xã`.
pub fn is_total(label: &str) -> bool {
    // Most labels begin with none of the letters that such labels begin with.
    let first = label.chars().find(|c| c.is_alphanumeric());
    matches!(first, Some('t' | 'T' | 'c' | 'C' | 's' | 'S' | 'g' | 'G' | 'm' | 'M' | '5'))
        && label.len() <= LONGEST_TOTAL
        && is_total_of(label, &fold(label))
}

/// No label that totals others is longer, with its brackets and its second language.
const LONGEST_TOTAL: usize = 160;

/// The same where the fold is at hand.
pub(super) fn is_total_of(label: &str, folded: &str) -> bool {
    // Every such label begins with one of these words.
    const STARTS: &[&str] = &[
        "tổng",
        "cộng",
        "to",
        "t cộng",
        "t số",
        "ts",
        "sum",
        "grand",
        "cả ",
        "5 năm",
        "mang sang",
        "chuyển sang",
        "số mang sang",
        "trang trước",
    ];
    if !STARTS.iter().any(|start| folded.starts_with(start)) {
        return false;
    }
    let head = label.split_once('(').map_or(label, |(before, _)| before);
    let folded = fold(head);
    if TOTALS.contains(&folded.as_str()) {
        return true;
    }
    // `Cộng I`, `Cộng khối xã`, `Tổng cộng khối trường học`; `Tổng toàn ngành`, `T. cộng`.
    let sums = ["cộng ", "tổng cộng ", "t cộng"].iter().any(|start| folded.starts_with(start));
    let scope = || folded.split(' ').all(|word| TOTAL_WORDS.contains(&word) || is_number(word));
    let carried = ["mang sang", "chuyển sang", "số mang sang"].iter().any(|phrase| folded.contains(phrase));
    // *Cộng thử* checks a sum and is none.
    let other = folded == "cộng đồng" || folded.starts_with("cộng đồng ") || folded.ends_with(" thử");
    (sums && !other) || scope() || carried
}

/// Words that a total and its scope are made of.
const TOTAL_WORDS: &[&str] = &[
    "tổng", "t", "cộng", "số", "toàn", "cả", "chung", "các", "khối", "nhóm", "mục", "phần", "trang", "huyện", "tỉnh",
    "quận", "ngành", "cụm", "tháng", "quí", "thị", "xã", "thành", "phố", "đơn", "vị", "giai", "đoạn", "nhiệm", "kì",
    "năm", "nước", "quốc",
];

/// `1`, `II`, `A`: what numbers a section.
fn is_number(word: &str) -> bool {
    (word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()))
        || matches!(word, "i" | "ii" | "iii" | "iv" | "v" | "vi" | "a" | "b" | "c")
}

/// Whether a label begins with the word for a sum: *Tổng số CĐCS*, *Cộng các loại*.
pub fn sums_up(label: &str) -> bool {
    words(label).first().is_some_and(|first| matches!(first.as_str(), "tổng" | "cộng"))
}
