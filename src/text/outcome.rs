//! What headings say of their figures beside what is measured: planned, reached, of another time, or of some only.

use super::fold::{fold, words};
use super::ordinal::split_ordinal;
use super::time::{find_times, without_times};

/// Whether the title of a table says that its figures are planned, registered or expected: none of them was reached yet. *Kết quả
/// thực hiện kế hoạch* says what was.
pub fn says_planned(title: &str) -> bool {
    const HEADS: &[&str] = &[
        "biểu",
        "bảng",
        "phụ lục",
        "tổng hợp",
        "danh sách",
        "số liệu",
        "bản",
        "về việc",
        "v v",
        "một số",
        "các",
        "nội dung",
        "phần",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
    ];
    const PLANS: &[&str] = &[
        "kế hoạch",
        "mục tiêu",
        "phấn đấu",
        "giao chỉ tiêu",
        "chỉ tiêu giao",
        "giao kế hoạch",
        "đăng kí",
        "dự kiến",
        "dự toán",
        "đề nghị",
        "đề xuất",
        "nhu cầu",
        "phương hướng",
        "nhiệm vụ trọng tâm",
        "phân bổ chỉ tiêu",
        "chương trình công tác",
        "phân bổ",
        "giao ước",
        "cam kết",
        "chỉ tiêu thi đua",
        "giao ct",
        "chỉ tiêu phấn đấu",
        "chỉ tiêu đăng kí",
        "chỉ tiêu kế hoạch",
        "chỉ tiêu được giao",
        "ke hoach",
        "giao chi tieu",
        "dang ki",
        "du kien",
        "du toan",
        "muc tieu",
        "phan dau",
        "kh",
    ];
    // *I. CHỈ TIÊU GIAO NĂM 2022*, *Biểu 1. Kế hoạch*
    let folded = fold(split_ordinal(title).1);
    let counts = |c: char| c.is_ascii_digit() || c == ' ';
    let mut rest = folded.trim_start_matches(counts);
    let after = |text: &str, head: &str| {
        text.strip_prefix(head)
            .filter(|rest| rest.is_empty() || rest.starts_with(' '))
            .map(|rest| rest.trim_start().len())
    };
    while let Some(length) = HEADS.iter().find_map(|head| after(rest, head)) {
        rest = rest[rest.len() - length..].trim_start_matches(counts);
    }
    // *BÁO CÁO DỰ KIẾN NĂM 2022*; of others that report the title may name what was planned.
    let foreseen = ["báo cáo dự kiến", "báo cáo phương hướng"].iter().any(|head| after(rest, head).is_some());
    let reports = format!(" {folded} ").contains(" báo cáo ");
    // *II. Chỉ tiêu năm 2022*, and no *Chỉ tiêu về tổ chức*.
    const DATED: &[&str] = &[
        "chỉ tiêu",
        "các chỉ tiêu",
        "chi tieu",
        "ct",
        "nhiệm vụ",
        "các nhiệm vụ",
        "chỉ tiêu nhiệm kì",
        "chỉ tiêu nhiệm vụ",
        "chỉ tiêu và nhiệm vụ",
        "nhiệm vụ và chỉ tiêu",
    ];
    let dated = || {
        let times = find_times(title);
        !times.is_empty() && DATED.contains(&fold(split_ordinal(&without_times(title, &times)).1).as_str())
    };
    (foreseen || !reports && (PLANS.iter().any(|plan| after(rest, plan).is_some()) || dated())) && !says_done(title)
}

/// Whether a title says that its figures were reached; *Dự kiến kết quả* and *Kế hoạch thực hiện* say that they will be.
pub fn says_done(title: &str) -> bool {
    const DONE: &[&str] = &["thực hiện", "kết quả", "đạt", "hoàn thành", "quyết toán", "th", "thuc hien", "ket qua"];
    const AHEAD: &[&str] = &["dự kiến", "kế hoạch", "đăng kí", "du kien", "ke hoach", "dang ki"];
    title.split([',', ';', '/', '+', '-', '–']).any(|piece| {
        let folded = format!(" {} ", fold(piece));
        DONE.iter().any(|phrase| {
            folded
                .match_indices(&format!(" {phrase} "))
                .any(|(at, _)| !AHEAD.iter().any(|plan| folded[..at].ends_with(plan)))
        })
    })
}

/// Whether a heading says that figures are estimates: *Ước thực hiện*, *Ước TH cả năm*.
pub fn says_estimated(heading: &str) -> bool {
    // *Thỏa ước*, *Tân Ước* are none.
    let words = if heading.contains(['ư', 'Ư']) { words(heading) } else { Vec::new() };
    let of_figures = |word: &String| matches!(word.as_str(), "thực" | "th" | "đạt" | "tính");
    // *SỐ LIỆU NĂM 2022 (ƯỚC)*
    if heading.ends_with(')') && fold(heading.rsplit('(').next().unwrap_or_default()) == "ước" {
        return true;
    }
    words.first().is_some_and(|word| word == "ước")
        || words.windows(2).any(|pair| pair[0] == "ước" && of_figures(&pair[1]))
}

/// Whether a heading over rows, columns or a table says that its figures are not what the period came to: planned, not reached, of
/// the period before or of its beginning, compared with another, or an average.
pub fn says_otherwise(heading: &str) -> bool {
    const UNDONE: &[&str] =
        &["chưa thực hiện", "chưa đạt", "chưa nộp", "chưa hoàn thành", "không đạt", "không hoàn thành"];
    const HEADS: &[&str] = &[
        "năm trước",
        "kì trước",
        "quí trước",
        "tháng trước",
        "cùng kì",
        "đầu năm",
        "đầu kì",
        "so sánh",
        "so với",
        "chênh lệch",
        "mức tăng",
        "tăng giảm",
        "tỉ lệ",
        "tỉ trọng",
        "điều chỉnh",
        "xếp hạng",
        "bình quân 1",
        "bình quân một",
        "bình quân mỗi",
        "số liệu bình quân",
        "số liệu năm trước",
    ];
    let text = split_ordinal(heading).1;
    let folded = fold(text);
    let begins = |head: &&str| folded.strip_prefix(*head).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if UNDONE.iter().any(begins) {
        return true;
    }
    (HEADS.iter().any(begins) || text.trim() == "%" || says_planned(heading)) && !says_done(heading)
}

/// Whether a heading names some of those whom figures are otherwise about, by who they are: *Dân tộc thiểu số*, *Đảng viên*, *Lao động
/// nữ*. *Nữ công* is a field of work.
pub fn narrows(heading: &str) -> bool {
    const HEADS: &[&str] = &[
        "dân tộc",
        "đồng bào dân tộc",
        "người dân tộc",
        "dtts",
        "đảng viên",
        "thanh niên",
        "hợp đồng",
        "biên chế",
        "người khuyết tật",
        "người nước ngoài",
        "doanh nghiệp trên",
        "doanh nghiệp dưới",
        "doanh nghiệp từ",
        "riêng",
        "tết",
        "dịp tết",
        "tháng công nhân",
    ];
    begins_with(heading, HEADS) || says_women(heading, &fold(heading))
}

/// Whether a title names women alone: *SỐ LIỆU LAO ĐỘNG NỮ*, and neither *LAO ĐỘNG, LAO ĐỘNG NỮ* nor *CÔNG TÁC NỮ CÔNG*.
fn says_women(title: &str, folded: &str) -> bool {
    // Most titles name none.
    if !holds(folded, "nữ") || title.contains([',', ';', '/']) {
        return false;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let of_women = |at: usize| words[at] == "nữ" && !matches!(words.get(at + 1), Some(&("công" | "giới")));
    (0..words.len()).any(of_women) && !words.iter().any(|word| matches!(*word, "nam" | "phụ" | "và"))
}

/// Whether a title or the name of a sheet says that figures are of some only, by who they are: *ĐOÀN VIÊN DÂN TỘC THIỂU SỐ*.
pub fn titles_some(title: &str, folded: &str) -> bool {
    const WHOM: &[&str] = &[
        "dân tộc thiểu số",
        "dtts",
        "là đảng viên",
        "là nữ",
        "nữ cnvclđ",
        "khuyết tật",
        "doanh nghiệp trên",
        "doanh nghiệp dưới",
    ];
    WHOM.iter().any(|whom| holds(folded, whom)) || says_women(title, folded)
}

/// The same by where they work: *SỐ LIỆU KHỐI DOANH NGHIỆP*. Of units that are all of one kind it goes without saying.
pub fn titles_bodies(folded: &str) -> bool {
    const BODIES: &[&str] = &[
        "khu vực sản xuất kinh doanh",
        "khu vực ngoài nhà nước",
        "khu vực hành chính sự nghiệp",
        "khối doanh nghiệp",
        "khối dn",
        "khối trường học",
        "khối hành chính sự nghiệp",
        "khối hcsn",
        "trong các doanh nghiệp",
        "tại các doanh nghiệp",
        "doanh nghiệp fdi",
        "ngoài quốc doanh",
        "ngoài nhà nước",
        "các đơn vị trường học",
    ];
    !holds(folded, "công đoàn khối") && BODIES.iter().any(|body| holds(folded, body))
}

/// The same of a heading: *Khu vực ngoài nhà nước*, *Tổ công đoàn số 1*. Units may be grouped so, too.
pub fn narrows_by_body(heading: &str) -> bool {
    const HEADS: &[&str] = &[
        "khu vực",
        "khối",
        "doanh nghiệp fdi",
        "doanh nghiệp nhà nước",
        "doanh nghiệp ngoài",
        "doanh nghiệp tư nhân",
        "doanh nghiệp có vốn",
        "tổ công đoàn",
        "công đoàn bộ phận",
        "các doanh nghiệp",
        "tại doanh nghiệp",
        "trong doanh nghiệp",
        "trong các doanh nghiệp",
        "các trường học",
        "các cơ quan",
    ];
    let folded = fold(split_ordinal(heading).1);
    begins_with(heading, HEADS) || titles_bodies(&fold(heading)) || folded == "doanh nghiệp"
}

/// What a title says that makes its figures others than those of the same names: *ĐƠN VỊ NỢ KINH PHÍ CÔNG ĐOÀN*, *CHĂM LO TẾT*.
pub fn titles_another(folded: &str) -> Option<&'static str> {
    const OTHERS: &[&str] = &[
        "nợ",
        "chưa nộp",
        "truy thu",
        "mất việc",
        "thiếu việc",
        "nghỉ việc",
        "thôi việc",
        "ngừng việc",
        "tăng thêm so với",
        "tết",
        "tháng công nhân",
        "covid 19",
        "so sánh chênh lệch",
        "ví dụ",
    ];
    OTHERS.iter().find(|other| holds(folded, other)).copied()
}

/// What a note below a table says of all its figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Remark {
    /// They are planned, or of some only.
    Others,
    /// They are estimates.
    Estimated,
    /// They are counted up to some day.
    Closed,
}

/// *Ghi chú: Số liệu trên là kế hoạch năm 2022*, *(\*) Số liệu ước thực hiện*, *Số liệu mới tính đến 30/9*. None for any other note.
pub fn remark(note: &str) -> Option<Remark> {
    const FEWEST_WORDS: usize = 5;
    let folded = fold(note);
    let rest =
        ["ghi chú ", "lưu ý ", "chú thích "].iter().find_map(|head| folded.strip_prefix(head)).unwrap_or(&folded);
    // *Số liệu ước* is written beside a figure.
    let of_all = ["số liệu", "các số liệu", "số trên"].iter().any(|head| rest.starts_with(head));
    if !of_all || rest.split(' ').count() < FEWEST_WORDS {
        return None;
    }
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| holds(rest, phrase));
    if says(&["là kế hoạch", "kế hoạch", "dự kiến", "là chỉ tiêu", "chỉ tính", "chỉ của", "đăng kí"])
    {
        Some(Remark::Others)
    } else if says(&["ước", "ước tính", "ước thực hiện"]) {
        Some(Remark::Estimated)
    } else if says(&["tính đến", "đến ngày", "đến hết", "chốt"]) {
        Some(Remark::Closed)
    } else {
        None
    }
}

/// Whether a heading says nothing but women or men: *I. Nữ*. *nam* is a year, as machines write it.
pub fn says_sex(heading: &str) -> bool {
    let rest = split_ordinal(heading).1.trim();
    rest == "Nam" || fold(rest) == "nữ"
}

/// Whether folded words hold a phrase.
fn holds(folded: &str, phrase: &str) -> bool {
    folded.match_indices(phrase).any(|(at, _)| {
        let (before, behind) = (&folded[..at], &folded[at + phrase.len()..]);
        (before.is_empty() || before.ends_with(' ')) && (behind.is_empty() || behind.starts_with(' '))
    })
}

/// Whether the words of a heading begin with one of some phrases.
fn begins_with(heading: &str, heads: &[&str]) -> bool {
    let folded = fold(split_ordinal(heading).1);
    heads.iter().any(|head| folded.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_of_what_is_planned_is_told_from_one_of_what_was_done() {
        for title in [
            "GIAO CHỈ TIÊU PHÁT TRIỂN ĐOÀN VIÊN NĂM 2019",
            "BẢNG ĐĂNG KÝ THI ĐUA",
            "Kế hoạch hoạt động năm 2020",
            "KH 2019",
            "DỰ KIẾN KẾT QUẢ NĂM 2021",
            "PHẦN II: MỤC TIÊU NĂM 2024",
            "B. Chỉ tiêu, nhiệm vụ năm 2024",
            "KẾ HOẠCH THỰC HIỆN NĂM 2021",
        ] {
            assert!(says_planned(title), "{title}");
        }
        for title in [
            "KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM 2019",
            "Kế hoạch và kết quả",
            "KẾ HOẠCH, THỰC HIỆN 2019",
            "BÁO CÁO NĂM 2019",
            "TH 2019",
            "Khai sinh",
        ] {
            assert!(!says_planned(title), "{title}");
        }
    }
}
