//! What stands around the tables of a paper: mottoes, numbers of papers, signatures, notes, who reports, what a title promises.

use super::fold::fold;
use super::time::find_times;

/// What is done with a report on a day that says nothing of its period: *Ngày nhận báo cáo: 15/02/2022*.
const HANDLED: &[&str] = &["nhận", "lập", "gửi", "nộp", "in", "kí", "cập nhật", "ban hành"];

/// *Thanh Oai, ngày 05 tháng 01 năm 2018*: when it was signed, not what it is about; of a text folded.
pub(super) fn is_signature_date_of(folded: &str) -> bool {
    if !folded.contains("ngày") {
        return false;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let at = |word: &str| words.iter().position(|w| *w == word);
    match (at("ngày"), at("tháng"), at("năm")) {
        (Some(day), Some(month), Some(year)) => day < month && month < year && !words.contains(&"đến"),
        // *…, ngày 20/12/2021*, and nothing behind it.
        (Some(day), None, None) => {
            let numbers = words[day + 1..].iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
            day + 4 == words.len()
                && numbers
                && !words[..day].iter().any(|word| matches!(*word, "đến" | "số" | "tính" | "tại"))
        }
        _ => false,
    }
}

/// *(Kèm theo Quyết định số 1339/QĐ-BTC ngày 12/06/2008)*, *Số: 45/BC-LĐLĐ*: the papers that a report goes with, and when
/// it was handled.
pub(super) fn is_reference_of(folded: &str) -> bool {
    let handled = |rest: &str| {
        HANDLED.iter().any(|verb| rest.strip_prefix(verb).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    };
    folded.strip_prefix("ngày ").is_some_and(handled)
        || folded.starts_with("kèm theo")
        || folded.starts_with("ban hành kèm theo")
        || folded.strip_prefix("số ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        || folded.contains("quyết định số")
        || folded.starts_with("căn cứ")
}

/// Whether a row's text ends the table: signatures, recipients, place and date.
pub(super) fn is_end_of_table_of(folded: &str) -> bool {
    const STARTS: &[&str] = &[
        "người lập",
        "người tổng hợp",
        "tm ban",
        "tm bch",
        "tm ",
        "kt chủ tịch",
        "chủ tịch",
        "phó chủ tịch",
        "nơi nhận",
        "thủ trưởng",
        "người báo cáo",
        "xác nhận của",
        "kế toán",
        "thủ quỹ",
        "trưởng ban",
        "ban thường vụ",
        "kí tên",
        "cán bộ tổng hợp",
        "người kiểm tra",
        "giám đốc",
        "lập biểu",
        "ban chấp hành",
    ];
    STARTS.iter().any(|start| folded.starts_with(start)) || is_signature_date_of(folded)
}

/// What stands top right on anybody's paper and says nothing of its tables: the motto, the number of the form.
pub fn is_motto(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "cộng hòa xã hội",
        "độc lập tự do",
        "đảng cộng sản việt nam",
        "mẫu số",
        "mẫu ",
        "biểu số",
        "phụ lục",
        "trang ",
    ];
    let folded = fold(text);
    STARTS.iter().any(|start| folded.starts_with(start))
}

/// Whether a row's text is a note: `Ghi chú: …`, `(*) …`, `Nguồn: …`.
pub fn is_note(text: &str) -> bool {
    let trimmed = text.trim_start();
    let raised = |sign: char| matches!(sign, '¹' | '²' | '³' | '⁴'..='⁹');
    if trimmed.starts_with("(*)") || trimmed.starts_with("**") || trimmed.starts_with(raised) {
        return true;
    }
    // *\* Không tính đoàn viên đã nghỉ hưu trong năm 2020*
    const LEFT_OUT: &[&str] = &[
        "không tính ",
        "không kể ",
        "không gồm ",
        "không bao gồm ",
        "chưa tính ",
        "chưa kể ",
        "chưa gồm ",
        "chưa bao gồm ",
    ];
    let remark = trimmed.strip_prefix(['*', '(']).map(fold);
    if remark.is_some_and(|remark| LEFT_OUT.iter().any(|head| remark.starts_with(head))) {
        return true;
    }
    let Some((head, _)) = trimmed.split_once(':') else { return false };
    matches!(
        fold(head).as_str(),
        "ghi chú"
            | "nguồn"
            | "chú thích"
            | "lưu"
            | "lưu ý"
            | "remark"
            | "note"
            | "notes"
            | "source"
            | "nguồn số liệu"
            | "chú ý"
            | "điện thoại"
            | "điện thoại liên hệ"
            | "liên hệ"
            | "nhận xét"
            | "đánh giá chung"
    )
}

/// The body for which somebody signs, without the words that say so: *TM. BAN CHẤP HÀNH CĐCS XÃ A*.
pub fn signatory(text: &str) -> &str {
    const HEADS: &[&[&str]] =
        &[&["tm", "t m"], &["ban chấp hành", "bch", "ban thường vụ", "btv", "thường trực", "ban chap hanh"]];
    const LONGEST: usize = 16;
    let mut rest = text.trim();
    for heads in HEADS {
        // Few texts begin so.
        if !rest.starts_with(['T', 't', 'B', 'b']) {
            continue;
        }
        let ends = rest.char_indices().take(LONGEST).map(|(at, _)| at);
        let ends = ends.filter(|&at| rest[at..].starts_with([' ', '.', '\n']));
        let head = ends.filter(|&end| heads.contains(&fold(&rest[..end]).as_str())).last();
        rest = head.map_or(rest, |end| rest[end..].trim_start_matches(['.', ' ', '\n']));
    }
    rest
}

/// The name behind `Đơn vị báo cáo: …`, `Tên đơn vị: …`, `Công đoàn cơ sở: …`; `None` where the text is no such line.
pub fn reporting_unit(text: &str) -> Option<&str> {
    let (head, name) = text.split_once(':')?;
    let known = matches!(
        fold(head).as_str(),
        "đơn vị báo cáo"
            | "tên đơn vị"
            | "đơn vị"
            | "tên đơn vị báo cáo"
            | "công đoàn cơ sở"
            | "đơn vị gửi"
            | "đơn vị lập"
            | "cđcs"
            | "đơn vị gửi báo cáo"
            | "đơn vị lập báo cáo"
            | "reporting unit"
            | "don vi bao cao"
            | "ten don vi"
            | "don vi gui bao cao"
    );
    let name = name.trim().trim_matches(['.', '…', '_']).trim();
    (known && !name.is_empty() && super::measure::measure_line(text).is_none() && find_times(name).is_empty())
        .then_some(name)
}
