//! Words that carry no meaning: what may stand around the name of an indicator, in headings and in titles.

/// Phrases that carry no meaning of their own in the name of an indicator: *Tổng số sáng kiến được công nhận* and *Sáng
/// kiến* are one.
const FILLERS: &[&[&str]] = &[
    &["được", "công", "nhận"],
    &["đã", "được"],
    &["trong", "đó"],
    &["tr", "đó"],
    &["trđó"],
    &["chia", "ra"],
    &["bao", "gồm"],
    &["tổng", "số"],
    &["số", "lượng"],
    &["đạt", "danh", "hiệu"],
    &["danh", "hiệu"],
    &["trong", "năm"],
    &["trong", "kì"],
    &["hiện", "có"],
    &["số"],
    &["tổng"],
    &["được"],
    &["đạt"],
    &["có"],
    &["các"],
    &["những"],
    &["của"],
    &["đã"],
    &["về"],
    &["tại"],
    &["là"],
    &["và"],
    &["theo"],
    &["ở"],
    &["gồm"],
    &["the"],
    &["of"],
    &["number"],
];

/// Phrases that a title may hold around the name of an indicator.
const TITLE_FILLERS: &[&[&str]] = &[
    &["báo", "cáo"],
    &["tổng", "hợp"],
    &["kết", "quả"],
    &["thống", "kê"],
    &["số", "liệu"],
    &["tình", "hình"],
    &["thực", "hiện"],
    &["chia", "theo"],
    &["đơn", "vị"],
    &["giai", "đoạn"],
    &["thời", "kì"],
    &["trong"],
    &["qua"],
    &["từng"],
    &["biểu"],
    &["bảng"],
    &["phụ", "lục"],
    &["năm"],
    &["hằng"],
    &["hàng"],
    &["trên", "địa", "bàn"],
    &["từ"],
    &["đến"],
    &["công", "đoàn"],
    &["liên", "đoàn", "lao", "động"],
    &["xã"],
    &["phường"],
    &["thị", "trấn"],
    &["thị", "xã"],
    &["huyện"],
    &["quận"],
    &["tỉnh"],
    &["thành", "phố"],
    &["trực", "thuộc"],
    &["toàn"],
    &["tổng", "kết"],
    // What fillers leave of *tổng hợp*, *tổng kết*, *số liệu*.
    &["hợp"],
    &["kết"],
    &["liệu"],
    &["sơ", "kết"],
    &["công", "tác"],
    &["hoạt", "động"],
    &["phong", "trào"],
    &["chi", "tiết"],
    &["danh", "sách"],
    &["các", "cấp"],
    &["mẫu"],
    &["cho"],
    &["tháng"],
    &["quí"],
    &["kì"],
    &["nhiệm", "kì"],
    &["cnvclđ"],
    &["cuối", "năm"],
    &["đầu", "năm"],
    &["hết"],
    &["tính"],
    &["ngành"],
    &["khối"],
];

/// The words of a name that carry meaning: fillers left out, unless nothing would be left.
pub fn core_words(words: &[String]) -> Vec<String> {
    without(words, &[FILLERS])
}

/// Whether words carry no meaning in a title: fillers, usual words of titles, numbers.
pub fn title_fillers_only(words: &[String]) -> bool {
    without(words, &[FILLERS, TITLE_FILLERS]).iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
}

fn without(words: &[String], lists: &[&[&[&str]]]) -> Vec<String> {
    let mut core = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let longest = lists
            .iter()
            .flat_map(|list| list.iter())
            .filter(|filler| filler.len() <= rest.len() && filler.iter().zip(rest).all(|(f, w)| f == w))
            .map(|filler| filler.len())
            .max();
        match longest {
            Some(length) => at += length,
            None => {
                core.push(words[at].clone());
                at += 1;
            }
        }
    }
    core
}
