//! How reports word what the cases' workspace knows: indicators, categories, units, periods, numbers.

use super::chance::Chance;
use crate::drawing::Draw;

/// What a column or row measures, with the ways reports name it.
#[derive(Clone, Debug)]
pub struct Measured {
    pub code: &'static str,
    pub category: &'static str,
    /// The name by itself.
    pub names: &'static [&'static str],
    /// The group it stands under, and what it is called there; empty: it stands alone.
    pub groups: &'static [&'static str],
    pub leaves: &'static [&'static str],
    pub measure: &'static str,
}

macro_rules! measured {
    ($($code:literal $category:literal: $names:expr, $groups:expr, $leaves:expr, $measure:literal;)+) => {
        &[$(Measured {
            code: $code, category: $category, names: &$names, groups: &$groups, leaves: &$leaves, measure: $measure,
        },)+]
    };
}

const IMPROVEMENTS: [&str; 6] = [
    "Sáng kiến cải tiến",
    "Sáng kiến cải tiến được công nhận",
    "SKCT",
    "Số sáng kiến cải tiến kỹ thuật",
    "Sáng kiến cải tiến\nkỹ thuật",
    "Tổng số SKCT được công nhận",
];
const EXPERIENCE: [&str; 4] = ["Sáng kiến kinh nghiệm", "SKKN", "Sáng kiến kinh nghiệm được công nhận", "Số SKKN"];
const GOOD: [&str; 5] = [
    "Danh hiệu \"Công nhân giỏi\"",
    "Công nhân giỏi",
    "Danh hiệu “Công nhân giỏi”",
    "CN giỏi",
    "Số công nhân đạt danh hiệu Công nhân giỏi",
];
const MERIT: [&str; 2] = ["Bằng khen", "Số bằng khen"];
const WORKERS: [&str; 4] = ["Tổng số CNVCLĐ", "CNVCLĐ", "Tổng số lao động", "Số CNVC-LĐ"];
const MEMBERS: [&str; 5] =
    ["Tổng số đoàn viên", "Đoàn viên công đoàn", "Số đoàn viên", "ĐVCĐ", "Tổng số đoàn viên công đoàn"];
const BASE: [&str; 4] = ["Cấp cơ sở", "Cấp CS", "cơ sở", "CẤP CƠ SỞ"];
const DISTRICT: [&str; 3] = ["Cấp huyện", "Huyện", "Cấp Huyện"];
const CITY: [&str; 3] = ["Cấp thành phố", "Cấp TP", "Thành phố"];
const WOMEN: [&str; 4] = ["Trong đó: nữ", "Nữ", "- Trong đó nữ", "Tr.đó: Nữ"];
const ALL: [&str; 3] = ["Tổng số", "TS", "Tổng"];

/// What may be measured. The sheets never hold two of them that mean the same.
pub const MEASURED: &[Measured] = measured! {
    "improvements" "base": ["Sáng kiến cải tiến cấp cơ sở", "SKCT cấp CS", "Số sáng kiến cải tiến kỹ thuật được công nhận cấp cơ sở"], IMPROVEMENTS, BASE, "sáng kiến";
    "improvements" "district": ["Sáng kiến cải tiến cấp huyện", "SKCT cấp huyện"], IMPROVEMENTS, DISTRICT, "sáng kiến";
    "improvements" "city": ["Sáng kiến cải tiến cấp thành phố", "SKCT cấp TP"], IMPROVEMENTS, CITY, "sáng kiến";
    "experience" "base": ["Sáng kiến kinh nghiệm cấp cơ sở", "SKKN cấp CS", "SKKN được công nhận ở cấp cơ sở"], EXPERIENCE, BASE, "SK";
    "experience" "district": ["Sáng kiến kinh nghiệm cấp huyện", "SKKN cấp huyện"], EXPERIENCE, DISTRICT, "SK";
    "good_workers" "base": ["Danh hiệu Công nhân giỏi cấp cơ sở", "Công nhân giỏi cấp CS"], GOOD, BASE, "người";
    "good_workers" "city": ["Công nhân giỏi Thủ đô", "Danh hiệu \"Công nhân giỏi\" cấp thành phố"], GOOD, CITY, "người";
    "merit" "": ["Tổng số bằng khen", "Bằng khen"], MERIT, ALL, "bằng";
    "merit" "city": ["Bằng khen của UBND thành phố", "Bằng khen UBND TP"], MERIT, ["UBND thành phố", "UBND TP", "Của UBND thành phố"], "bằng";
    "merit" "federation": ["Bằng khen của LĐLĐ thành phố", "Bằng khen LĐLĐ TP"], MERIT, ["LĐLĐ thành phố", "LĐLĐ TP"], "bằng";
    "workers" "": WORKERS, WORKERS, ALL, "người";
    "workers_women" "": ["Lao động nữ", "Số lao động nữ"], WORKERS, WOMEN, "người";
    "members" "": MEMBERS, MEMBERS, ALL, "người";
    "members_women" "": ["Đoàn viên nữ", "Số đoàn viên nữ", "Nữ đoàn viên"], MEMBERS, WOMEN, "người";
    "members_new" "": ["Đoàn viên kết nạp mới", "Kết nạp mới", "Số ĐV kết nạp mới", "Phát triển đoàn viên mới"], [], [], "người";
    "dialogues" "": ["Số cuộc đối thoại", "Số cuộc\nđối thoại", "Tổng số cuộc đối thoại trong năm"], [], [], "cuộc";
    "voices" "": ["Lượt người phát biểu ý kiến", "Lượt người phát biểu ý kiến tại hội nghị đối thoại"], [], [], "lượt";
    "unions" "": ["Số CĐCS", "Số công đoàn cơ sở"], [], [], "CĐCS";
    "dues" "": ["Thu kinh phí công đoàn", "Thu KPCĐ"], [], [], "triệu đồng";
};

/// A unit that reports: its code, and the ways its name is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    pub code: &'static str,
    pub names: &'static [&'static str],
}

macro_rules! bodies {
    ($($code:literal: $($name:literal),+;)+) => { &[$(Body { code: $code, names: &[$($name),+] },)+] };
}

/// Registered communes.
pub const COMMUNES: &[Body] = bodies! {
    "kim-bai": "Thị trấn Kim Bài", "TT Kim Bài", "TT. Kim Bài", "CĐ thị trấn Kim Bài", "Kim Bài", "THỊ TRẤN KIM BÀI";
    "bich-hoa": "Xã Bích Hòa", "Xã Bích Hoà", "X. Bích Hòa", "CĐCS xã Bích Hòa", "BÍCH HÒA", "Xã  Bích\u{a0}Hòa";
    "binh-minh": "Xã Bình Minh", "CĐ xã Bình Minh", "Bình Minh", "X.Bình Minh", "Công đoàn xã Bình Minh";
    "cao-duong": "Xã Cao Dương", "Cao Dương", "xã Cao Dương", "CĐCS Xã Cao Dương", "Xã Cao\nDương";
    "tam-hung": "Xã Tam Hưng", "X. Tam Hưng", "CĐ xã Tam Hưng", "Công đoàn cơ sở xã Tam Hưng";
    "tan-uoc": "Xã Tân Ước", "XÃ TÂN ƯỚC", "Tân Ước", "CĐ xã Tân Ước";
    "thanh-mai": "Xã Thanh Mai", "Thanh Mai", "X Thanh Mai", "CĐ Xã Thanh Mai";
    "xuan-duong": "Xã Xuân Dương", "Xuân Dương", "Xã Xuân Dương (*)", "CĐCS xã Xuân Dương";
};

/// Registered unions of sectors and zones.
pub const SECTORS: &[Body] = bodies! {
    "giao-duc": "CĐ ngành Giáo dục", "Công đoàn ngành Giáo dục và Đào tạo", "CĐ ngành GD&ĐT", "Công đoàn Giáo dục";
    "y-te": "CĐ ngành Y tế", "Công đoàn ngành Y tế", "Ngành Y tế", "CĐYT";
    "khu-cn": "CĐ các KCN", "Công đoàn các Khu công nghiệp", "CĐ KCN";
};

/// Grassroots unions that the registry lacks; the code is what they get under the unit that reports them.
pub const GRASSROOTS: &[Body] = bodies! {
    "cdcs-truong-tieu-hoc-do-dong": "CĐCS Trường Tiểu học Đỗ Động";
    "cdcs-truong-thcs-kim-thu": "CĐCS Trường THCS Kim Thư";
    "cdcs-cong-ty-tnhh-may-hoa-binh": "CĐCS Công ty TNHH May Hòa Bình";
    "cdcs-tram-y-te-my-hung": "CĐCS Trạm Y tế Mỹ Hưng";
    "truong-mam-non-van-mai": "Trường Mầm non Vân Mai";
    "cong-ty-co-phan-tien-thang": "Công ty cổ phần Tiến Thắng";
};

/// Headings of the column of units, of indicators, of ordinals, of measures, of figures, of notes.
pub const UNIT_HEADINGS: &[&str] =
    &["Đơn vị", "Tên đơn vị", "TÊN ĐƠN VỊ", "Tên công đoàn", "Đơn vị báo cáo", "Công đoàn cơ sở", "Tên CĐCS", "ĐƠN VỊ"];
pub const INDICATOR_HEADINGS: &[&str] =
    &["Nội dung", "NỘI DUNG", "Chỉ tiêu", "Tên chỉ tiêu", "Tiêu chí", "Nội dung chỉ tiêu"];
pub const ORDINAL_HEADINGS: &[&str] = &["TT", "STT", "Số TT", "Stt", "Số\nTT"];
pub const MEASURE_HEADINGS: &[&str] = &["Đơn vị tính", "ĐVT", "Đơn vị\ntính", "Đvt"];
pub const VALUE_HEADINGS: &[&str] = &["Số lượng", "Kết quả", "Thực hiện", "Số liệu", "Kỳ này", "Số\nlượng"];
pub const NOTE_HEADINGS: &[&str] = &["Ghi chú", "GHI CHÚ"];
pub const TOTALS: &[&str] =
    &["Tổng cộng", "TỔNG CỘNG", "Cộng", "Tổng số", "Toàn huyện", "Tổng", "TỔNG SỐ", "Cộng toàn huyện"];
pub const SIGNATURES: &[&str] = &[
    "NGƯỜI LẬP BIỂU",
    "Thanh Oai, ngày 05 tháng 01 năm 2022",
    "TM. BAN THƯỜNG VỤ",
    "Ghi chú: số liệu gồm 3 đơn vị mới",
    "Nơi nhận:",
    "(*) Số liệu ước 6 tháng",
];

/// A period with the phrases for it.
pub fn period_phrase(period: &str, chance: &mut Chance) -> String {
    let (year, part) = period.split_once('-').unwrap_or((period, ""));
    let forms: &[&str] = match part {
        "" => &["năm {y}", "NĂM {y}", "Năm {y}", "Năm: {y}"],
        "H1" => &["6 tháng đầu năm {y}", "6 THÁNG ĐẦU NĂM {y}", "6T đầu năm {y}", "6 tháng đầu năm {y}"],
        "H2" => &["6 tháng cuối năm {y}", "6 THÁNG CUỐI NĂM {y}"],
        "Q1" => &["Quý I năm {y}", "quý I/{y}", "QUÝ 1 NĂM {y}"],
        "Q2" => &["Quý II năm {y}", "quý II/{y}"],
        "Q3" => &["Quý III năm {y}", "quý 3/{y}"],
        _ => &["Quý IV năm {y}", "quý IV/{y}"],
    };
    chance.pick(forms).replace("{y}", year)
}

/// The same for the name of a file.
pub fn period_in_file_name(period: &str, chance: &mut Chance) -> String {
    let (year, part) = period.split_once('-').unwrap_or((period, ""));
    let forms: &[&str] = match part {
        "" => &["bc-nam-{y}", "Bao cao nam {y}", "tong hop {y}", "báo cáo năm {y}", "{y}_bao_cao"],
        "H1" => &["bc 6 thang dau nam {y}", "bao-cao-6-thang-dau-nam-{y}"],
        "H2" => &["bc 6 thang cuoi nam {y}", "bao_cao_6_thang_cuoi_nam_{y}"],
        "Q1" => &["quy I nam {y}", "bc quy 1-{y}"],
        "Q2" => &["quy II nam {y}", "bc quy 2-{y}"],
        "Q3" => &["quy III nam {y}", "bc quy 3-{y}"],
        _ => &["quy IV nam {y}", "bc quy 4-{y}"],
    };
    chance.pick(forms).replace("{y}", year)
}

/// Words with what surrounds them in reports: capitals, line breaks, spaces, footnotes, a measure in brackets.
pub fn dressed(words: &str, measure: &str, chance: &mut Chance) -> String {
    let mut text = match chance.below(8) {
        0 => words.to_uppercase(),
        1 => words.replacen(' ', "\n", 1),
        2 => words.replacen(' ', "  ", 1),
        3 => format!("{words} "),
        _ => words.to_owned(),
    };
    match chance.below(10) {
        0 => text.push_str(" (1)"),
        1 => text = format!("{text} ({measure})"),
        2 => text = format!("{text}\n(ĐVT: {measure})"),
        _ => {}
    }
    text
}

/// A number as reports write it, and what must be read: value, or a mark that stands for one, with its qualifier.
pub fn number(value: u64, as_text: bool, chance: &mut Chance) -> (Draw, String) {
    let grouped = || {
        let digits = value.to_string();
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push('.');
            }
            text.push(digit);
        }
        text
    };
    let plain = value.to_string();
    if value == 0 {
        return match chance.below(4) {
            0 => (Draw::text("-"), plain),
            1 => (Draw::text("Không"), plain),
            _ => (Draw::Number("0".to_owned()), plain),
        };
    }
    match chance.below(40) {
        0 => return (Draw::text(&format!("trên {}", grouped())), format!("{plain} at_least")),
        1 => return (Draw::text("…"), "…".to_owned()),
        2 => return (Draw::text("x"), "x".to_owned()),
        3 => return (Draw::text(&grouped().replace('.', "\u{a0}")), plain),
        4 => return (Draw::text(&format!("{} người", grouped())), plain),
        5 if value < 10 => return (Draw::text(&format!("0{value}")), plain),
        _ => {}
    }
    if as_text { (Draw::text(&grouped()), plain) } else { (Draw::Number(plain.clone()), plain) }
}
