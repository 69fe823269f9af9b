//! Compounds: two syllables that are one word. Vietnamese writes a space between them, but no line should end there.

use super::fold::fold;

/// The field's commonest compounds, folded.
const COMPOUNDS: &[(&str, &str)] = &[
    ("bình", "quân"),
    ("cao", "nhất"),
    ("chi", "bộ"),
    ("chính", "quyền"),
    ("công", "chức"),
    ("công", "nghiệp"),
    ("công", "nhân"),
    ("công", "nhận"),
    ("công", "đoàn"),
    ("cơ", "quan"),
    ("cơ", "sở"),
    ("cải", "tiến"),
    ("danh", "hiệu"),
    ("doanh", "nghiệp"),
    ("dẫn", "đầu"),
    ("giai", "đoạn"),
    ("giáo", "dục"),
    ("hội", "nghị"),
    ("khu", "vực"),
    ("kinh", "nghiệm"),
    ("kinh", "phí"),
    ("lao", "động"),
    ("liên", "tục"),
    ("liên", "đoàn"),
    ("ngân", "sách"),
    ("nội", "dung"),
    ("phong", "trào"),
    ("phát", "biểu"),
    ("sáng", "kiến"),
    ("thi", "đua"),
    ("thành", "phố"),
    ("thấp", "nhất"),
    ("thị", "trấn"),
    ("thị", "xã"),
    ("thỏa", "ước"),
    ("trung", "ương"),
    ("tăng", "trưởng"),
    ("tập", "thể"),
    ("tỉ", "lệ"),
    ("tổng", "số"),
    ("viên", "chức"),
    ("ý", "kiến"),
    ("đoàn", "viên"),
    ("đào", "tạo"),
    ("đơn", "vị"),
    ("đại", "biểu"),
    ("đề", "cập"),
    ("địa", "phương"),
    ("đối", "thoại"),
];

/// Whether two neighbouring words are the halves of one.
pub fn is_compound(first: &str, second: &str) -> bool {
    // Punctuation after the first half parts the two.
    if first.ends_with(|c: char| !c.is_alphanumeric()) {
        return false;
    }
    let (first, second) = (fold(first), fold(second));
    COMPOUNDS.binary_search(&(first.as_str(), second.as_str())).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_folded() {
        assert!(COMPOUNDS.is_sorted());
        for (first, second) in COMPOUNDS {
            assert_eq!((fold(first).as_str(), fold(second).as_str()), (*first, *second));
        }
    }

    #[test]
    fn halves_of_a_word_belong_together_and_neighbours_do_not() {
        assert!(is_compound("Cơ", "sở"));
        assert!(is_compound("đối", "thoại;"));
        assert!(!is_compound("sở", "cao"));
        assert!(!is_compound("cơ,", "sở"));
    }
}
