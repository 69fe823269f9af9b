//! Words that betray structure: headings of columns that are no figures, totals, notes, the end of a table.

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

use super::fold::fold;
use super::time::{TimePhrase, without_times};

/// What the heading of a column says about it, where it is not a figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnWord {
    /// `TT`, `STT`.
    Ordinal,
    /// `Nội dung`, `Chỉ tiêu`: what is measured.
    Indicator,
    /// `Đơn vị`, `Tên đơn vị`, `Xã`: who reports.
    Unit,
    /// `Mã đơn vị`, `Mã`: a code.
    Code,
    /// `ĐVT`, `Đơn vị tính`: in what it is counted.
    Measure,
    /// `Năm`, `Kỳ`, `Quý`, `Tháng`: when.
    Period,
    /// `Phân tổ`, `Cấp`, `Loại`: which part.
    Category,
    /// `Số lượng`, `Giá trị`, `Số liệu`, `Thực hiện`, `Kỳ này`: the figure of whatever the row and title say.
    Value,
    /// `Kế hoạch`, `Chỉ tiêu giao`: planned, no observation.
    Plan,
    /// `Đạt (%)`, `So với kế hoạch`, `Tỷ lệ so với cùng kỳ`: a comparison, no observation.
    Comparison,
    /// `Cùng kỳ năm trước`, `Kỳ trước`: an earlier period, no observation.
    Before,
    /// `Ghi chú`.
    Note,
}

/// Folded headings. A heading in two languages is looked up by its parts.
const COLUMNS: &[(ColumnWord, &[&str])] = &[
    (ColumnWord::Ordinal, &["tt", "stt", "số tt", "s tt", "s t t", "số thứ tự", "no", "no.", "thứ tự"]),
    (
        ColumnWord::Indicator,
        &[
            "nội dung thu",
            "nội dung chi",
            "khoản thu",
            "khoản chi",
            "các khoản thu",
            "các khoản chi",
            "nội dung",
            "chỉ tiêu",
            "tên chỉ tiêu",
            "tiêu chí",
            "nội dung chỉ tiêu",
            "chỉ tiêu nội dung",
            "nội dung báo cáo",
            "items",
            "item",
            "indicator",
            "chỉ tiêu thống kê",
            "nội dung công việc",
            "danh mục",
            "hạng mục",
        ],
    ),
    (
        ColumnWord::Unit,
        &[
            "đơn vị",
            "tên đơn vị",
            "đơn vị báo cáo",
            "tên đơn vị báo cáo",
            "tên công đoàn",
            "doanh nghiệp",
            "tên doanh nghiệp",
            "công ti",
            "tên công ti",
            "trường",
            "tên trường",
            "tên cđcs",
            "cđcs",
            "công đoàn cơ sở",
            "tên công đoàn cơ sở",
            "công đoàn",
            "xã",
            "tên xã",
            "xã thị trấn",
            "xã phường",
            "xã phường thị trấn",
            "huyện",
            "quận huyện",
            "tỉnh thành phố",
            "tên tỉnh thành phố",
            "tỉnh",
            "địa phương",
            "địa bàn",
            "cơ quan đơn vị",
            "tên cơ quan đơn vị",
            "name of provinces and cities",
            "unit",
            "nơi đăng kí",
            "đơn vị trực thuộc",
            "công đoàn trực thuộc",
            "tên đơn vị trực thuộc",
            "lđlđ huyện",
            "tên huyện",
            "đơn vị công đoàn",
            "cđ cơ sở",
            "tên cơ sở",
            "liên đoàn lao động",
            "huyện thị xã thành phố",
            "name of provinces and cities under the central government",
            "name",
            "tên",
            "name of ministries central agencies",
            "cụm thi đua đơn vị",
        ],
    ),
    (
        ColumnWord::Code,
        &[
            "mã",
            "mã số",
            "mã đơn vị",
            "mã đv",
            "mã cđcs",
            "code",
            "mã xã",
            "mã huyện",
            "mã tỉnh",
            "unit code",
            "unit id",
            "ma don vi",
        ],
    ),
    (ColumnWord::Measure, &["dvt", "don vi tinh", "đvt", "đơn vị tính", "đ vị tính", "đv tính", "đơn vị đo"]),
    (
        ColumnWord::Period,
        &[
            "năm",
            "kì",
            "kì báo cáo",
            "thời gian",
            "quý",
            "quí",
            "qui",
            "tháng",
            "thang",
            "thời kì",
            "year",
            "period",
            "thời điểm",
            "giai đoạn",
            "năm báo cáo",
            "kì số liệu",
        ],
    ),
    (
        ColumnWord::Category,
        &[
            "phân tổ",
            "chi tiết",
            "cấp",
            "cấp khen",
            "cấp khen thưởng",
            "cơ quan khen",
            "cơ quan khen thưởng",
            "loại",
            "cấp công nhận",
            "chia theo",
            "loại hình",
            "loại sổ",
            "nhóm",
            "cấp độ",
            "phân loại",
            "category",
        ],
    ),
    (
        ColumnWord::Value,
        &[
            "số lượng",
            "giá trị",
            "số liệu",
            "kết quả",
            "thực hiện",
            "kì này",
            "quí này",
            "tháng này",
            "tổng số",
            "số",
            "value",
            "data",
            "quantity",
            "result",
            "results",
            "figure",
            "figures",
            "kết quả thực hiện",
            "thực hiện trong kì",
            "số thực hiện",
            "th",
            "trị số",
            "quyết toán",
            "số quyết toán",
            "quyết toán năm",
            "số cuối kì",
            "cuối kì",
            "số cuối năm",
            "đạt được",
            "đã tổ chức",
            "số đã tổ chức",
            "có đến cuối kì",
            "sl",
            "kq",
            "kq th",
            "ghi số",
            "năm báo cáo",
        ],
    ),
    (
        ColumnWord::Plan,
        &[
            "kế hoạch",
            "kh",
            "chỉ tiêu giao",
            "giao",
            "kế hoạch giao",
            "chỉ tiêu kế hoạch",
            "đăng kí",
            "dự toán",
            "kế hoạch năm",
            "chỉ tiêu năm",
            "mục tiêu",
            "plan",
        ],
    ),
    (
        ColumnWord::Comparison,
        &[
            "đạt %",
            "đạt",
            "tỉ lệ",
            "tỉ lệ %",
            "% đạt",
            "% thực hiện",
            "% kế hoạch",
            "tỉ lệ đạt",
            "so với kế hoạch",
            "so với cùng kì",
            "% so với cùng kì",
            "tăng giảm",
            "so sánh",
            "tỉ lệ đạt %",
            "% so với kế hoạch",
            "so với cùng kì năm trước",
            "% so với cùng kì năm trước",
            "so với cùng kì %",
            "tăng",
            "tăng giảm %",
            "% so kế hoạch",
            "% kì này so với cùng kì năm trước",
            "% hoàn thành",
            "đạt tỉ lệ %",
            "tỉ lệ hoàn thành",
            "so",
            "còn thiếu",
            "chênh lệch",
            "cao nhất",
            "thấp nhất",
            "trung bình",
            "đơn vị chưa nộp",
            "đơn vị chưa báo cáo",
            "số đơn vị chưa báo cáo",
            "số đơn vị báo cáo",
        ],
    ),
    (
        ColumnWord::Before,
        &[
            "cùng kì năm trước",
            "cùng kì",
            "kì trước",
            "quí trước",
            "tháng trước",
            "năm trước",
            "kì trước chuyển sang",
            "thực hiện cùng kì",
            "thực hiện năm trước",
            "thực hiện kì trước",
            "thực hiện cùng kì năm trước",
        ],
    ),
    (ColumnWord::Note, &["ghi chú", "chú thích", "note", "notes", "remark", "remarks", "giải thích", "lí do", "nguồn"]),
    (
        ColumnWord::Note,
        &[
            "ngày thành lập",
            "năm thành lập",
            "thời gian thành lập",
            // What forms on the web write down of themselves.
            "dấu thời gian",
            "timestamp",
            "thời gian gửi",
            "thời gian bắt đầu",
            "thời gian hoàn thành",
            "start time",
            "completion time",
            "ngày gửi",
            "ngày gửi bc",
            "ngày gửi báo cáo",
            "ngày nhận",
            "ngày nhận bc",
            "ngày nhận báo cáo",
            "ngày nộp",
            "ngày nộp bc",
            "ngày nộp báo cáo",
            "ngày kí",
            "ngày sinh",
            "năm sinh",
            "ngày vào đảng",
            "số quyết định",
            "số qđ",
            "ngày qđ",
            "ngày quyết định",
            "ngày đại hội",
        ],
    ),
];

/// Every phrase of the lists.
pub(super) fn phrases() -> Vec<&'static str> {
    COLUMNS.iter().flat_map(|(_, list)| list.iter().copied()).collect()
}

/// What a heading says about its column; `None` where it names a figure or nothing known.
pub(super) fn column_word_of(heading: &str, folded: &str) -> Option<ColumnWord> {
    // *+/-*, *±*
    let signs = |c: char| matches!(c, '+' | '-' | '±' | '/' | '(' | ')' | ',' | ' ' | '−' | '–');
    if folded.is_empty() && heading.contains(['+', '±']) && heading.chars().all(signs) {
        return Some(ColumnWord::Comparison);
    }
    let direct = look_up(folded).or_else(|| of_so_many_years(folded));
    if direct.is_some() || !heading.contains(['(', '\n', '/', '–', '-']) {
        return direct;
    }
    // `Tỉnh, thành phố\nName of provinces and cities`, `STT\nNo`, `Chỉ tiêu - Items`: each part says the same.
    let without_bracket = heading.split_once('(').map_or(heading, |(before, _)| before);
    look_up(&fold(without_bracket)).or_else(|| {
        let parts: Vec<&str> = heading.split(['\n', '/', '–']).flat_map(|part| part.split(" - ")).collect();
        // One language may take two lines: `Số\nTT\nNo.`.
        let joined = |parts: &[&str]| look_up(&fold(&parts.join(" ")));
        let same = |at: usize| joined(&parts[..at]).filter(|word| joined(&parts[at..]) == Some(*word));
        (1..parts.len()).find_map(same).or_else(|| {
            let mut words = parts.iter().map(|part| look_up(&fold(part)));
            let first = words.next()??;
            words.all(|word| word == Some(first)).then_some(first)
        })
    })
}

/// *Kết quả 5 năm*, *Số liệu 05 năm thực hiện*: what was done in the time that the title names.
fn of_so_many_years(folded: &str) -> Option<ColumnWord> {
    let rest = folded.strip_suffix(" thực hiện").unwrap_or(folded).strip_suffix(" năm")?;
    let (before, number) = rest.rsplit_once(' ')?;
    let counts = number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    look_up(before).filter(|word| counts && *word == ColumnWord::Value)
}

/// The same of a heading that names periods: *Thực hiện năm 2019*, *Kế hoạch 6 tháng đầu năm 2020* are figures done and
/// planned, those under *Năm báo cáo (2022)* its figures.
pub(super) fn dated_column_word(heading: &str, times: &[TimePhrase]) -> Option<ColumnWord> {
    use ColumnWord::{Before, Comparison, Period, Plan, Value};
    let rest = without_times(heading, times);
    let folded = fold(&rest);
    match column_word_of(&rest, &folded)? {
        word @ (Value | Plan | Comparison | Before) => Some(word),
        Period if folded.ends_with("báo cáo") => Some(Value),
        _ => None,
    }
}

/// What a heading is by its kind of words, where no list holds it as a whole: every word is one that such headings hold,
/// and one of them is the kind's own.
const KINDS: &[(ColumnWord, &[&str], &[&str])] = &[
    (ColumnWord::Measure, &["đơn vị tính", "vị tính", "đvt"], &["đơn", "vị", "tính", "đ", "đv", "đvt"]),
    (
        ColumnWord::Unit,
        &["đơn vị", "công đoàn", "địa phương", "tên cđcs", "tên cơ sở", "lđlđ"],
        &[
            "tên",
            "họ",
            "các",
            "danh",
            "sách",
            "đơn",
            "vị",
            "công",
            "đoàn",
            "cơ",
            "sở",
            "cđ",
            "cđcs",
            "lđlđ",
            "liên",
            "lao",
            "động",
            "trực",
            "thuộc",
            "báo",
            "cáo",
            "địa",
            "phương",
            "bàn",
            "cấp",
            "dưới",
            "huyện",
            "quận",
            "thị",
            "xã",
            "thành",
            "phố",
            "phường",
            "trấn",
            "ngành",
            "trường",
            "doanh",
            "nghiệp",
            "cơ",
            "quan",
            "và",
            "thời",
            "gian",
            "quí",
            "năm",
            "kì",
        ],
    ),
    (
        ColumnWord::Indicator,
        &["nội dung", "chỉ tiêu", "tiêu chí", "hạng mục", "danh mục"],
        &[
            "nội", "dung", "tên", "các", "chỉ", "tiêu", "chí", "thống", "kê", "báo", "cáo", "công", "việc", "hoạt",
            "động", "chính", "chủ", "yếu", "đơn", "vị", "hạng", "mục", "danh",
        ],
    ),
    (ColumnWord::Ordinal, &["tt", "stt", "thứ tự"], &["tt", "stt", "số", "s", "t", "thứ", "tự"]),
    (
        ColumnWord::Plan,
        &["kế hoạch", "kh", "giao", "dự toán", "đăng kí", "mục tiêu"],
        &[
            "kế", "hoạch", "kh", "chỉ", "tiêu", "giao", "được", "năm", "dự", "toán", "đăng", "kí", "số", "mục", "cả",
            "trong", "đầu", "tp", "thành", "phố", "tỉnh", "huyện", "quận", "tlđ", "lđlđ", "cấp", "trên",
        ],
    ),
    (
        ColumnWord::Comparison,
        &["%", "tỉ lệ", "so với", "so sánh", "so kế hoạch", "còn thiếu", "tăng giảm", "so năm"],
        &[
            "%", "tỉ", "lệ", "đạt", "so", "với", "sánh", "th", "kh", "kế", "hoạch", "thực", "hiện", "hoàn", "thành",
            "cùng", "kì", "năm", "trước", "này", "tăng", "giảm", "chỉ", "tiêu", "giao", "còn", "thiếu", "vượt", "+",
            "-",
        ],
    ),
    (
        ColumnWord::Before,
        &["cùng kì", "năm trước", "kì trước"],
        &["thực", "hiện", "cùng", "kì", "năm", "trước", "số", "liệu", "kết", "quả"],
    ),
    (
        ColumnWord::Value,
        &[
            "kết quả",
            "thực hiện",
            "số lượng",
            "số liệu",
            "giá trị",
            "trị số",
            "trả lời",
            "kì này",
            "năm nay",
            "trong kì",
            "trong tháng",
            "trong quí",
            "trong năm",
            "tổng số",
            "th",
            "sl",
        ],
        &[
            "kết", "quả", "trả", "lời", "thực", "hiện", "đạt", "được", "số", "lượng", "liệu", "giá", "trị", "kì",
            "này", "báo", "cáo", "trong", "năm", "nay", "có", "đến", "cuối", "thời", "điểm", "tính", "ước", "chính",
            "thức", "đã", "chốt", "tổng", "cộng", "th", "sl", "của", "cả", "hết", "tháng", "quí", "thống", "kê",
        ],
    ),
    (ColumnWord::Note, &["ghi chú", "chú thích", "ghi chép"], &["ghi", "chú", "thích", "chép", "nếu", "có", "khác"]),
    (
        ColumnWord::Note,
        &["sđt", "điện thoại", "địa chỉ", "email", "chủ tịch", "người kí", "họ tên", "xếp loại"],
        &[
            "sđt", "số", "điện", "thoại", "địa", "chỉ", "email", "liên", "hệ", "chủ", "tịch", "cđ", "cđcs", "công",
            "đoàn", "người", "kí", "họ", "tên", "và", "di", "động", "xếp", "loại",
        ],
    ),
];

fn kind_of(folded: &str) -> Option<ColumnWord> {
    static WORDS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| KINDS.iter().flat_map(|(.., all)| *all).copied().collect());
    // Few texts hold nothing but such words.
    if folded.split(' ').any(|word| !WORDS.contains(word)) {
        return None;
    }
    let holds = |phrase: &str| {
        folded.match_indices(phrase).any(|(at, _)| {
            let (before, after) = (&folded[..at], &folded[at + phrase.len()..]);
            (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
        })
    };
    let kind = KINDS.iter().find(|(_, own, all)| {
        folded.split(' ').all(|word| all.contains(&word)) && own.iter().any(|phrase| holds(phrase))
    });
    kind.map(|(word, ..)| *word)
}

fn look_up(folded: &str) -> Option<ColumnWord> {
    static WORDS: LazyLock<HashMap<&str, ColumnWord>> = LazyLock::new(|| {
        // The first list that holds a word decides.
        let words = COLUMNS.iter().rev().flat_map(|(word, list)| list.iter().map(|&text| (text, *word)));
        words.collect()
    });
    WORDS.get(folded).copied().or_else(|| if folded.len() > LONGEST_HEADING { None } else { kind_of(folded) })
}

/// No heading of a kind of its own is longer, in bytes of its fold.
const LONGEST_HEADING: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Label;
    use crate::text::paper::is_note;
    use crate::text::reporting_unit;
    use crate::text::totals::{TOTALS, is_total};

    #[test]
    fn headings_of_columns_are_known() {
        for (heading, word) in [
            ("STT\nNo", ColumnWord::Ordinal),
            ("Tỉnh, thành phố\nName of provinces and cities", ColumnWord::Unit),
            ("Chỉ tiêu - Items", ColumnWord::Indicator),
            ("Đơn vị tính", ColumnWord::Measure),
            ("Đạt (%)", ColumnWord::Comparison),
            ("Ghi chú", ColumnWord::Note),
            ("Nơi đăng ký", ColumnWord::Unit),
        ] {
            assert_eq!(Label::new(heading).column_word, Some(word), "{heading}");
        }
        assert_eq!(Label::new("Sáng kiến cải tiến").column_word, None);
    }

    #[test]
    fn every_word_for_a_total_passes_the_first_look() {
        for label in TOTALS {
            assert!(is_total(label), "{label}");
        }
    }

    #[test]
    fn totals_notes_and_signatures_are_known_by_their_words() {
        for label in ["Tổng cộng", "CỘNG (I+II)", "TỔNG SỐ - TOTAL (1)", "Cộng khối xã", "Toàn huyện"]
        {
            assert!(is_total(label), "{label}");
        }
        for label in ["Cộng đồng", "Cộng thử", "Tổng số đoàn viên", "Xã Cộng Hòa"] {
            assert!(!is_total(label), "{label}");
        }
        assert!(Label::new("NGƯỜI LẬP BIỂU").is_end_of_table);
        assert!(Label::new("Thanh Oai, ngày 05 tháng 01 năm 2018").is_end_of_table);
        assert!(!Label::new("Số liệu tính đến ngày 31 tháng 12 năm 2019").is_end_of_table);
        assert!(is_note("Ghi chú: (1) chưa bao gồm các khoản thu quản lý qua ngân sách"));
        assert_eq!(reporting_unit("Đơn vị báo cáo: CĐCS Xã Bích Hòa"), Some("CĐCS Xã Bích Hòa"));
        assert_eq!(reporting_unit("Đơn vị tính: người"), None);
        assert_eq!(reporting_unit("Đơn vị: triệu đồng"), None);
    }
}
