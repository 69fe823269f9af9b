//! Words for units of measurement, and the lines that state one for a whole table.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::fold::fold;

/// A unit of measurement as a report writes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MeasureWord {
    /// Money, as a power of ten of a đồng.
    Money(i32),
    /// A percentage.
    Percent,
    /// A count of something: người, lượt, sáng kiến …
    Count,
}

/// Folded words of money and their powers of ten.
const MONEY: &[(&str, i32)] = &[
    ("1 000 vnđ", 3),
    ("1 000 vnd", 3),
    ("1000 vnđ", 3),
    ("1000 vnd", 3),
    ("x1000đ", 3),
    ("x 1000đ", 3),
    ("x1 000đ", 3),
    ("x 1 000đ", 3),
    ("x1000 đồng", 3),
    ("x 1000 đồng", 3),
    ("x 1 000 đồng", 3),
    ("100 000đ", 5),
    ("1 triệu đồng", 6),
    ("10 triệu đồng", 7),
    ("chục triệu đồng", 7),
    ("trăm triệu", 8),
    ("trăm triệu đồng", 8),
    ("1000 tỉ đồng", 12),
    ("ng đ", 3),
    ("ngđ", 3),
    ("nghin dong", 3),
    ("ngan dong", 3),
    ("nghđ", 3),
    ("000đ", 3),
    ("000 đ", 3),
    ("000 đồng", 3),
    ("nghìn", 3),
    ("ngàn", 3),
    ("trieu dong", 6),
    ("ti dong", 9),
    ("1 000 000 000đ", 9),
    ("1 000 000 000 đồng", 9),
    ("1 000 000 đồng", 6),
    ("1 000 000đ", 6),
    ("1 000 đồng", 3),
    ("1 000đ", 3),
    ("1 000 đ", 3),
    ("1000 đ", 3),
    ("1 000 000 đ", 6),
    ("nghìn vnđ", 3),
    ("ngàn vnđ", 3),
    ("tr", 6),
    ("tr vnđ", 6),
    ("tỉ vnđ", 9),
    ("1000 đồng", 3),
    ("1000đ", 3),
    ("ngàn đ", 3),
    ("ngàn đồng", 3),
    ("nghìn đ", 3),
    ("nghìn đồng", 3),
    ("nghìn tỉ đồng", 12),
    ("tr đ", 6),
    ("tr đồng", 6),
    ("trđ", 6),
    ("triệu", 6),
    ("triệu vnđ", 6),
    ("triệu đ", 6),
    ("triệu đồng", 6),
    ("tỉ", 9),
    ("tỉ đ", 9),
    ("tỉ đồng", 9),
    ("vnd", 0),
    ("vnđ", 0),
    ("đ", 0),
    ("đồng", 0),
    ("billions of dong", 9),
    ("millions of dong", 6),
    ("dong", 0),
];

/// Folded words of counts that stand where a unit of measurement is expected.
const COUNTS: &[&str] = &[
    "ban",
    "bài",
    "bản",
    "bằng",
    "buổi",
    "bộ",
    "ca",
    "cá nhân",
    "cái",
    "cán bộ",
    "chiếc",
    "chỉ tiêu",
    "cuộc",
    "cđcs",
    "công trình",
    "căn",
    "cờ",
    "doanh nghiệp",
    "dn",
    "gia đình",
    "giải",
    "giải pháp",
    "giấy",
    "hội nghị",
    "hộ",
    "khóa",
    "lao động",
    "lượt",
    "lượt người",
    "lần",
    "lớp",
    "lđ",
    "mái ấm",
    "người",
    "nhà",
    "nội dung",
    "phần",
    "phần quà",
    "quyển",
    "suất",
    "sáng kiến",
    "số người",
    "số vụ",
    "suất quà",
    "sk",
    "sản phẩm",
    "tập thể",
    "thỏa ước",
    "tin",
    "tổ",
    "vụ",
    "vụ việc",
    "ý kiến",
    "đoàn viên",
    "đv",
    "đơn vị",
    "đơn vị máu",
    "đv máu",
    "vé",
    "vé xe",
    "túi quà",
    "đề tài",
    "công nhân",
    "văn bản",
    "trường hợp",
    "em",
    "cháu",
    "xe",
    "ngôi nhà",
    "bằng khen",
    "giấy khen",
    "công đoàn cơ sở",
    "cuốn",
    "câu lạc bộ",
    "dự án",
    "mô hình",
    "ngày công",
    "thành viên",
    "tờ rơi",
    "đồng chí",
    "đ c",
    "hồ sơ",
    "lượt đoàn viên",
    "tổ công đoàn",
];

/// Every phrase of the lists.
pub(super) fn phrases() -> Vec<&'static str> {
    MONEY.iter().map(|(word, _)| *word).chain(COUNTS.iter().copied()).chain(["đơn vị tính"]).collect()
}

/// What a cell or a bracket says, if it is a unit of measurement and nothing else.
pub fn measure_word(text: &str) -> Option<MeasureWord> {
    measure_word_of(text, &fold(text))
}

/// The same where the fold is at hand.
pub(super) fn measure_word_of(text: &str, folded: &str) -> Option<MeasureWord> {
    if folded.is_empty() || folded.len() > LONGEST {
        return None;
    }
    read(folded).or_else(|| per_head(text)).or_else(|| {
        if !text.contains(['-', '/', '\n', '–']) {
            return None;
        }
        // Two languages in one cell: `Triệu đồng - Millions of dong`. Both must say the same.
        let parts: Vec<MeasureWord> = text.split(['-', '/', '\n', '–']).filter_map(|part| read(&fold(part))).collect();
        match parts.as_slice() {
            [first, rest @ ..] if text.split(['-', '/', '\n', '–']).count() == parts.len() => {
                rest.iter().all(|other| other == first).then_some(*first)
            }
            _ => None,
        }
    })
}

/// *nghìn đồng/người/tháng*: what money is counted in, for each of whom and how long.
fn per_head(text: &str) -> Option<MeasureWord> {
    let head = without_each(text)?;
    read(&fold(head)).filter(|word| matches!(word, MeasureWord::Money(_)))
}

/// *đồng* of *đồng/người/tháng*, *triệu đồng* of *triệu đồng/suất*; `None` where nothing is said for each of something.
pub(super) fn without_each(text: &str) -> Option<&str> {
    const PER: &[&str] = &[
        "người",
        "tháng",
        "năm",
        "quí",
        "ngày",
        "lao động",
        "lđ",
        "đoàn viên",
        "đv",
        "cnvclđ",
        "ng",
        "suất",
        "suất ăn",
        "suất quà",
        "bữa",
        "bữa ăn",
        "hộ",
        "căn",
        "nhà",
    ];
    let (head, per) = text.split_once('/')?;
    let is_each = |per: &str| {
        let folded = fold(per);
        PER.contains(&folded.strip_prefix("1 ").or(folded.strip_prefix("một ")).unwrap_or(&folded))
    };
    per.trim_end_matches([')', '.']).split('/').all(is_each).then_some(head)
}

fn read(folded: &str) -> Option<MeasureWord> {
    if matches!(folded, "%" | "phần trăm" | "tỉ lệ %" | "percent") {
        return Some(MeasureWord::Percent);
    }
    WORDS.get(folded).copied()
}

/// No unit of measurement, in two languages, is longer.
const LONGEST: usize = 80;

/// The lists as one, to be looked up.
static WORDS: LazyLock<HashMap<&str, MeasureWord>> = LazyLock::new(|| {
    let money = MONEY.iter().map(|&(word, power)| (word, MeasureWord::Money(power)));
    money.chain(COUNTS.iter().map(|&word| (word, MeasureWord::Count))).collect()
});

/// Whether a measure counts by tens, thousands or more, and no money: *nghìn người*, *1.000 lượt*, *(1.000)*.
pub fn counts_many(text: &str) -> bool {
    const SCALES: &[&str] =
        &["1 000 000", "1 000", "1000", "nghìn", "ngàn", "vạn", "triệu", "trăm", "chục", "x1000", "x 1000"];
    let folded = fold(text);
    SCALES.iter().find_map(|scale| folded.strip_prefix(scale)).is_some_and(|rest| {
        rest.is_empty() || (rest.starts_with(' ') && read(rest.trim_start()) == Some(MeasureWord::Count))
    })
}

/// What a line such as `Đơn vị tính: triệu đồng`, `ĐVT: người` or `(Triệu đồng - Millions of dong)` states for the table
/// under it; `None` where the line is anything else. A line that names several measures states none of them.
pub fn measure_line(text: &str) -> Option<Option<MeasureWord>> {
    measure_line_of(text, &fold(text))
}

/// The same where the fold is at hand.
pub(super) fn measure_line_of(text: &str, folded: &str) -> Option<Option<MeasureWord>> {
    let inner = text.trim().trim_start_matches('(').trim_end_matches(')').trim();
    for head in ["đơn vị tính", "đvt", "đơn vị", "tính bằng", "dvt", "don vi tinh", "unit"] {
        let Some(rest) = folded.strip_prefix(head) else { continue };
        let stated = inner.split_once(':').map(|(_, stated)| stated.trim().trim_end_matches('.'));
        match stated {
            Some(stated) => {
                let word = measure_word(stated).or_else(|| only_money(stated));
                // `Đơn vị: Xã Bích Hòa` names a unit, not a measure.
                if head == "đơn vị" && word.is_none() {
                    return None;
                }
                return Some(word);
            }
            // *Đơn vị tính là nghìn đồng*
            None if !rest.is_empty() && head != "đơn vị" => {
                let rest = rest.trim_start().strip_prefix("là ").unwrap_or(rest);
                return Some(measure_word(rest.trim_end_matches('.')));
            }
            None => return None,
        }
    }
    match measure_word_of(inner, folded) {
        Some(word @ (MeasureWord::Money(_) | MeasureWord::Percent)) => Some(Some(word)),
        _ => None,
    }
}

/// The measure that a longer line states for the table under it, behind *ĐVT* or, with `bracketed`, as money in brackets: *THU
/// KINH PHÍ NĂM 2019 (ĐVT: 1.000 đồng)*, *THU, CHI (nghìn đồng)*.
pub fn measure_stated(text: &str, bracketed: bool) -> Option<MeasureWord> {
    // All that is looked for has one of these.
    if !text.contains(['đ', 'Đ', ':', '(']) {
        return None;
    }
    let lower = text.to_lowercase();
    for head in ["đvt", "đơn vị tính", "đv tính", "tính bằng"] {
        let Some(at) = lower.find(head) else { continue };
        // The same letters in both: lower case may be of another length only where a letter is none of Vietnamese.
        let rest = lower.get(at..).map(|rest| rest.trim_end_matches([')', '.', ' ', '\n']));
        if let Some(Some(word)) = rest.and_then(measure_line) {
            return Some(word);
        }
    }
    // *(Đơn vị: nghìn đồng)*
    if let Some(Some(MeasureWord::Money(power))) = lower
        .find("đơn vị:")
        .and_then(|at| lower.get(at..))
        .map(|rest| measure_word(rest["đơn vị:".len()..].trim_end_matches([')', '.', ' ', '\n']).trim()))
    {
        return Some(MeasureWord::Money(power));
    }
    let money = |text: &str| measure_word(text.trim()).filter(|word| matches!(word, MeasureWord::Money(_)));
    // *Người: người - Số tiền: nghìn đồng*
    if let Some(word) = lower.rsplit_once("tiền:").and_then(|(_, tail)| money(tail.trim_end_matches([')', '.']))) {
        return Some(word);
    }
    // *(Đơn vị nghìn đồng)*
    let inner = |rest: &str| {
        let (inner, _) = rest.split_once(')')?;
        let plain = inner.trim().strip_prefix("đơn vị").or(inner.trim().strip_prefix("Đơn vị"));
        plain.and_then(money).or_else(|| money(inner).filter(|_| bracketed))
    };
    text.split('(').skip(1).find_map(inner)
}

/// Of several measures the one of money, where the others count: *Người, nghìn đồng*.
fn only_money(stated: &str) -> Option<MeasureWord> {
    let words: Option<Vec<MeasureWord>> = stated.split([',', ';']).map(measure_word).collect();
    let mut money = words?.into_iter().filter(|word| matches!(word, MeasureWord::Money(_)));
    money.next().filter(|_| money.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_known_in_their_usual_spellings() {
        for (text, word) in [
            ("triệu đồng", MeasureWord::Money(6)),
            ("Tr.đ", MeasureWord::Money(6)),
            ("1.000đ", MeasureWord::Money(3)),
            ("1.000 đồng", MeasureWord::Money(3)),
            ("ngàn đồng", MeasureWord::Money(3)),
            ("Tỷ đồng", MeasureWord::Money(9)),
            ("%", MeasureWord::Percent),
            ("Người", MeasureWord::Count),
            ("Triệu đồng - Millions of dong", MeasureWord::Money(6)),
            ("nghìn đồng/người/tháng", MeasureWord::Money(3)),
            ("1.000đ/tháng", MeasureWord::Money(3)),
        ] {
            assert_eq!(measure_word(text), Some(word), "{text}");
        }
        assert_eq!(measure_word("Xã Bích Hòa"), None);
    }

    #[test]
    fn a_title_may_state_the_measure_of_its_table() {
        for (text, word) in [
            ("THU KINH PHÍ NĂM 2019 (ĐVT: 1.000 đồng)", Some(MeasureWord::Money(3))),
            ("THU KINH PHÍ\nĐơn vị tính: nghìn đồng", Some(MeasureWord::Money(3))),
            ("THU, CHI NĂM 2019 - ĐVT: Tỷ đồng", Some(MeasureWord::Money(9))),
            ("I. KINH PHÍ CÔNG ĐOÀN (nghìn đồng)", Some(MeasureWord::Money(3))),
            ("BÁO CÁO TÀI CHÍNH NĂM 2019 (Đơn vị: nghìn đồng)", Some(MeasureWord::Money(3))),
            ("Số tiền hỗ trợ (đợt 1)", None),
            ("Báo cáo (bản chính)", None),
        ] {
            assert_eq!(measure_stated(text, true), word, "{text}");
        }
    }

    #[test]
    fn lines_that_state_a_measure_are_told_from_lines_that_name_a_unit() {
        assert_eq!(measure_line("Đơn vị tính: Triệu đồng"), Some(Some(MeasureWord::Money(6))));
        assert_eq!(measure_line("(ĐVT: người)"), Some(Some(MeasureWord::Count)));
        assert_eq!(measure_line("Tỷ đồng - Billions of dong"), Some(Some(MeasureWord::Money(9))));
        assert_eq!(measure_line("Đơn vị: Xã Bích Hòa"), None);
        assert_eq!(measure_line("Đơn vị tính: sáng kiến, người"), Some(None));
        assert_eq!(measure_line("ĐVT: Người, nghìn đồng"), Some(Some(MeasureWord::Money(3))));
        assert_eq!(measure_line("ĐVT: đồng, triệu đồng"), Some(None));
        assert_eq!(measure_line("Đơn vị"), None);
    }
}
