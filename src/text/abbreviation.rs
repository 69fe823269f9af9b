//! The field's usual abbreviations, written out before words are compared.
//!
//! Both sides are written out — the catalogue's words and the report's — so that *SKCT* in a report meets *Sáng kiến cải
//! tiến* in the catalogue and the other way round. An abbreviation with two meanings (*ĐV*: đoàn viên, đơn vị) gives two
//! readings; the caller keeps the one that makes sense and refuses where both do.

use std::sync::LazyLock;

use foldhash::HashMap;

/// Folded abbreviation and what it can stand for, folded too.
const ABBREVIATIONS: &[(&str, &[&str])] = &[
    ("atld", &["an toàn lao động"]),
    ("atlđ", &["an toàn lao động"]),
    ("atvslđ", &["an toàn vệ sinh lao động"]),
    ("atvsv", &["an toàn vệ sinh viên"]),
    ("bch", &["ban chấp hành"]),
    ("bhlđ", &["bảo hộ lao động"]),
    ("bhtn", &["bảo hiểm thất nghiệp"]),
    ("bhxh", &["bảo hiểm xã hội"]),
    ("bhyt", &["bảo hiểm y tế"]),
    ("bk", &["bằng khen"]),
    ("blđst", &["bằng lao động sáng tạo"]),
    ("bq", &["bình quân"]),
    ("bs", &["bổ sung"]),
    ("bv", &["bệnh viện"]),
    ("cb", &["cán bộ"]),
    ("cbcc", &["cán bộ công chức"]),
    ("cbccvc", &["cán bộ công chức viên chức"]),
    ("cbccvclđ", &["cán bộ công chức viên chức lao động"]),
    ("cbcnv", &["cán bộ công nhân viên"]),
    ("cbcnvc", &["cán bộ công nhân viên chức"]),
    ("cbcnvclđ", &["cán bộ công nhân viên chức lao động"]),
    ("cbcnvlđ", &["cán bộ công nhân viên lao động"]),
    ("cbct", &["cán bộ chuyên trách"]),
    ("cbcđ", &["cán bộ công đoàn"]),
    ("cbgv", &["cán bộ giáo viên"]),
    ("cbgvcnv", &["cán bộ giáo viên công nhân viên"]),
    ("cbgvnv", &["cán bộ giáo viên nhân viên"]),
    ("cbngnlđ", &["cán bộ nhà giáo người lao động"]),
    ("cbnlđ", &["cán bộ người lao động"]),
    ("cbnv", &["cán bộ nhân viên"]),
    ("cbđv", &["cán bộ đoàn viên"]),
    ("cc", &["công chức"]),
    ("ccn", &["cụm công nghiệp"]),
    ("cdcs", &["công đoàn cơ sở"]),
    ("clb", &["câu lạc bộ"]),
    ("cn", &["công nhân"]),
    ("cng", &["công nhân giỏi"]),
    ("cnlđ", &["công nhân lao động"]),
    ("cnv", &["công nhân viên"]),
    ("cnvc", &["công nhân viên chức"]),
    ("cnvclđ", &["công nhân viên chức lao động"]),
    ("cnđv", &["công nhân đoàn viên"]),
    ("cp", &["cổ phần"]),
    ("cs", &["cơ sở"]),
    ("cstđ", &["chiến sĩ thi đua"]),
    ("cstđcs", &["chiến sĩ thi đua cơ sở"]),
    ("ct", &["chương trình", "công trình"]),
    ("cti", &["công ti"]),
    ("ctkt", &["cải tiến kĩ thuật"]),
    ("ctđ", &["cờ thi đua"]),
    ("cđ", &["công đoàn"]),
    ("cđcs", &["công đoàn cơ sở"]),
    ("cđgd", &["công đoàn giáo dục"]),
    ("cđn", &["công đoàn ngành"]),
    ("cđv", &["công đoàn viên"]),
    ("cđvc", &["công đoàn viên chức"]),
    ("dn", &["doanh nghiệp"]),
    ("dnnn", &["doanh nghiệp nhà nước"]),
    ("dtts", &["dân tộc thiểu số"]),
    ("gd", &["giáo dục"]),
    ("gdtx", &["giáo dục thường xuyên"]),
    ("gdđt", &["giáo dục đào tạo"]),
    ("gk", &["giấy khen"]),
    ("gs", &["giám sát"]),
    ("gt", &["giới thiệu", "giá trị"]),
    ("gtll", &["giá trị làm lợi"]),
    ("gv", &["giáo viên"]),
    ("gvcn", &["giáo viên chủ nhiệm"]),
    ("gvn", &["giỏi việc nước"]),
    ("gvnđvn", &["giỏi việc nước đảm việc nhà"]),
    ("hb", &["học bổng"]),
    ("hcsn", &["hành chính sự nghiệp"]),
    ("hmtn", &["hiến máu tình nguyện"]),
    ("hn", &["hội nghị"]),
    ("hncbcc", &["hội nghị cán bộ công chức"]),
    ("hncbccvc", &["hội nghị cán bộ công chức viên chức"]),
    ("hnnlđ", &["hội nghị người lao động"]),
    ("hs", &["học sinh"]),
    ("ht", &["hoàn thành"]),
    ("htnv", &["hoàn thành nhiệm vụ"]),
    ("httnv", &["hoàn thành tốt nhiệm vụ"]),
    ("htxs", &["hoàn thành xuất sắc"]),
    ("htxsnv", &["hoàn thành xuất sắc nhiệm vụ"]),
    ("hv", &["học viên"]),
    ("hđlđ", &["hợp đồng lao động"]),
    ("kcn", &["khu công nghiệp"]),
    ("khtnv", &["không hoàn thành nhiệm vụ"]),
    ("kk", &["khó khăn"]),
    ("kkt", &["khu kinh tế"]),
    ("kn", &["kết nạp", "kiến nghị", "kinh nghiệm"]),
    ("knc", &["kỉ niệm chương"]),
    ("kntc", &["khiếu nại tố cáo"]),
    ("kp", &["kinh phí"]),
    ("kpcđ", &["kinh phí công đoàn"]),
    ("kt", &["kiểm tra", "kĩ thuật", "khen thưởng"]),
    ("kv", &["khu vực"]),
    ("kvnn", &["khu vực nhà nước"]),
    ("ldld", &["liên đoàn lao động"]),
    ("ldlđ", &["liên đoàn lao động"]),
    ("lđ", &["lao động"]),
    ("lđlđ", &["liên đoàn lao động"]),
    ("lđst", &["lao động sáng tạo"]),
    ("lđtt", &["lao động tiên tiến", "lao động tập thể"]),
    ("macđ", &["mái ấm công đoàn"]),
    ("mn", &["mầm non"]),
    ("mtv", &["một thành viên"]),
    ("mâcđ", &["mái ấm công đoàn"]),
    ("ncqc", &["nữ công quần chúng"]),
    ("ngnlđ", &["nhà giáo người lao động"]),
    ("nlv", &["nơi làm việc"]),
    ("nlđ", &["người lao động"]),
    ("nn", &["nhà nước", "nông nghiệp"]),
    ("nnn", &["ngoài nhà nước"]),
    ("nscđ", &["ngân sách công đoàn"]),
    ("nsdlđ", &["người sử dụng lao động"]),
    ("nsnn", &["ngân sách nhà nước"]),
    ("nstw", &["ngân sách trung ương"]),
    ("nsđp", &["ngân sách địa phương"]),
    ("nv", &["nhiệm vụ", "nhân viên"]),
    ("nvtt", &["ngừng việc tập thể"]),
    ("nđ", &["nghiệp đoàn"]),
    ("pbgdpl", &["phổ biến giáo dục pháp luật"]),
    ("pbpl", &["phổ biến pháp luật"]),
    ("pl", &["pháp luật"]),
    ("pt", &["phát triển"]),
    ("ptnt", &["phát triển nông thôn"]),
    ("px", &["phân xưởng"]),
    ("qcdc", &["qui chế dân chủ"]),
    ("qcđt", &["qui chế đối thoại"]),
    ("sk", &["sáng kiến"]),
    ("skct", &["sáng kiến cải tiến"]),
    ("skctkt", &["sáng kiến cải tiến kĩ thuật"]),
    ("skkn", &["sáng kiến kinh nghiệm"]),
    ("sl", &["số lượng"]),
    ("sp", &["sản phẩm"]),
    ("st", &["số tiền"]),
    ("sv", &["sinh viên"]),
    ("sxkd", &["sản xuất kinh doanh"]),
    ("tc", &["tổ chức", "trợ cấp", "tài chính"]),
    ("th", &["tiểu học", "tập huấn"]),
    ("thcs", &["trung học cơ sở"]),
    ("thpt", &["trung học phổ thông"]),
    ("tl", &["thành lập"]),
    ("tlbq", &["tiền lương bình quân"]),
    ("tlđ", &["tổng liên đoàn"]),
    ("tn", &["tình nguyện", "thất nghiệp", "thu nhập"]),
    ("tnlđ", &["tai nạn lao động"]),
    ("tp", &["thành phố"]),
    ("tphcm", &["thành phố hồ chí minh"]),
    ("ts", &["tổng số"]),
    ("ttcp", &["thủ tướng chính phủ"]),
    ("ttg", &["thủ tướng"]),
    ("ttnd", &["thanh tra nhân dân"]),
    ("tuldtt", &["thỏa ước lao động tập thể"]),
    ("tulđtt", &["thỏa ước lao động tập thể"]),
    ("tvpl", &["tư vấn pháp luật"]),
    ("tw", &["trung ương"]),
    ("tx", &["thường xuyên", "thị xã"]),
    ("tđ", &["thi đua"]),
    ("tưlđ", &["thỏa ước lao động"]),
    ("tưlđtt", &["thỏa ước lao động tập thể"]),
    ("ubkt", &["ủy ban kiểm tra"]),
    ("ubnd", &["ủy ban nhân dân"]),
    ("uv", &["ủy viên"]),
    ("uvbch", &["ủy viên ban chấp hành"]),
    ("vc", &["viên chức"]),
    ("vn", &["việt nam", "văn nghệ"]),
    ("xd", &["xây dựng"]),
    ("xh", &["xã hội"]),
    ("xhh", &["xã hội hóa"]),
    ("xn", &["xí nghiệp"]),
    ("xnk", &["xuất nhập khẩu"]),
    ("xs", &["xuất sắc"]),
    ("đk", &["đăng kí", "định kì", "đặc khu", "điều kiện"]),
    ("đpcđ", &["đoàn phí công đoàn"]),
    ("đt", &["đối thoại", "đào tạo"]),
    ("đtnn", &["đầu tư nước ngoài"]),
    ("đtpt", &["đầu tư phát triển"]),
    ("đtđk", &["đối thoại định kì"]),
    ("đtđx", &["đối thoại đột xuất"]),
    ("đv", &["đoàn viên", "đơn vị"]),
    ("đvcđ", &["đoàn viên công đoàn"]),
    ("đvn", &["đảm việc nhà"]),
    ("đvưt", &["đoàn viên ưu tú"]),
];

/// The list, to be looked up.
static LIST: LazyLock<HashMap<&str, &[&str]>> = LazyLock::new(|| ABBREVIATIONS.iter().copied().collect());

/// Every abbreviation and what it stands for.
pub(super) fn phrases() -> impl Iterator<Item = String> {
    ABBREVIATIONS
        .iter()
        .flat_map(|(short, meanings)| std::iter::once(*short).chain(meanings.iter().copied()))
        .map(str::to_owned)
}

/// Whether a folded word is an abbreviation of the field.
pub fn is_abbreviation(word: &str) -> bool {
    LIST.contains_key(word)
}

/// At most this many readings of one text are tried; a heading with more abbreviations of two meanings is no heading.
const MOST_READINGS: usize = 8;

/// Folded words with their abbreviations written out: one reading, or several where one has two meanings.
pub fn expand(words: &[String]) -> Vec<Vec<String>> {
    let mut readings: Vec<Vec<String>> = vec![Vec::with_capacity(words.len() + 4)];
    for (place, word) in words.iter().enumerate() {
        // *Xây dựng mới* is *xây mới*.
        let beside = |at: Option<usize>| at.and_then(|at| words.get(at)).map(String::as_str);
        if word == "dựng" && beside(place.checked_sub(1)) == Some("xây") && beside(Some(place + 1)) == Some("mới")
        {
            continue;
        }
        let meanings = match LIST.get(word.as_str()) {
            Some(meanings) => *meanings,
            // *Ngừng việc TT*: what it stands for elsewhere is told by other words.
            None if word == "tt" && place > 0 && words[place - 1] == "việc" => &["tập thể"],
            None => match before_next(word, words.get(place + 1)) {
                Some(meaning) => meaning,
                None => {
                    readings.iter_mut().for_each(|reading| reading.push(word.clone()));
                    continue;
                }
            },
        };
        let before = std::mem::take(&mut readings);
        for meaning in meanings {
            for reading in &before {
                if readings.len() < MOST_READINGS {
                    let mut longer = reading.clone();
                    longer.extend(meaning.split(' ').map(str::to_owned));
                    readings.push(longer);
                }
            }
        }
    }
    readings
}

/// What a letter stands for before a word: *C. sở*, *C. huyện*, *T. phố*.
fn before_next(word: &str, next: Option<&String>) -> Option<&'static [&'static str]> {
    match (word, next?.as_str()) {
        ("c", "sở") => Some(&["cơ"]),
        ("c", "xã" | "huyện" | "quận" | "tỉnh" | "thành" | "tp" | "trung" | "tw" | "cơ" | "ngành") => {
            Some(&["cấp"])
        }
        ("t", "phố") => Some(&["thành"]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{fold, words};

    #[test]
    fn the_list_is_sorted_and_folded() {
        assert!(ABBREVIATIONS.is_sorted_by_key(|(short, _)| *short));
        for (short, meanings) in ABBREVIATIONS {
            assert_eq!(fold(short), *short);
            for meaning in *meanings {
                assert_eq!(fold(meaning), *meaning);
            }
        }
    }

    #[test]
    fn abbreviations_are_written_out_and_double_ones_give_two_readings() {
        assert_eq!(expand(&words("Số SKCT cấp CS")), [words("Số sáng kiến cải tiến cấp cơ sở")]);
        assert_eq!(expand(&words("ĐV mới")), [words("đoàn viên mới"), words("đơn vị mới")]);
        assert_eq!(expand(&words("Ngừng việc TT")), [words("ngừng việc tập thể")]);
        assert_eq!(expand(&words("TT Kim Bài")), [words("tt Kim Bài")]);
        assert_eq!(expand(&words("Xây dựng mới")), [words("xây mới")]);
        assert_eq!(expand(&words("C. sở")), [words("cơ sở")]);
        assert_eq!(expand(&words("C. T.phố")), [words("c thành phố")]);
        assert_eq!(expand(&words("C. quận")), [words("cấp quận")]);
    }
}
