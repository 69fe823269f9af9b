//! The words that names of units are made of: bodies, types, schools, and how reports shorten and spell them.

/// Words before a name that say it is a union's, not whose.
pub(super) const BODIES: &[&[&str]] = &[
    &["ban", "chấp", "hành", "công", "đoàn"],
    FEDERATION,
    &["công", "đoàn", "cơ", "sở"],
    &["nghiệp", "đoàn"],
    &["công", "đoàn"],
    // Typed without diacritics.
    &["lien", "doan", "lao", "dong"],
    &["cong", "doan", "co", "so"],
    &["cong", "doan"],
];

/// The body of a province or a district.
pub(super) const FEDERATION: &[&str] = &["liên", "đoàn", "lao", "động"];

/// Type words and how they are shortened before a name.
pub(super) const TYPES: &[(&[&str], &[&str])] = &[
    (&["tỉnh"], &["t"]),
    (&["thành", "phố"], &["tp"]),
    (&["huyện"], &["h"]),
    (&["quận"], &["q"]),
    (&["thị", "xã"], &["tx"]),
    (&["thị", "trấn"], &["tt"]),
    (&["xã"], &["x"]),
    (&["phường"], &["p"]),
    (&["đặc", "khu"], &["đk"]),
    (&["ngành"], &[]),
];

/// Words that names hold or leave out: *ngành Giáo dục và Đào tạo*, *CĐ GD&ĐT*; *các Khu công nghiệp*, *KCN*.
pub(super) const LINKS: &[&str] = &["và", "các"];

/// What names of units shorten beyond the field's list, folded; in headings these letters mean other things.
pub(super) const SHORT: &[(&str, &str)] = &[
    ("bv", "bệnh viện"),
    ("cp", "cổ phần"),
    ("cti", "công ti"),
    ("ctcp", "công ti cổ phần"),
    ("cx", "chế xuất"),
    ("cyt", "công đoàn y tế"),
    ("cđvc", "công đoàn viên chức"),
    ("cđyt", "công đoàn y tế"),
    ("dntn", "doanh nghiệp tư nhân"),
    ("hcm", "hồ chí minh"),
    ("htx", "hợp tác xã"),
    ("kcx", "khu chế xuất"),
    ("mg", "mẫu giáo"),
    ("mn", "mầm non"),
    ("mtv", "một thành viên"),
    ("th", "tiểu học"),
    ("thcs", "trung học cơ sở"),
    ("thpt", "trung học phổ thông"),
    ("tnhh", "trách nhiệm hữu hạn"),
    ("ttyt", "trung tâm y tế"),
    ("cđsp", "cao đẳng sư phạm"),
    ("dtnt", "dân tộc nội trú"),
    ("dv", "dịch vụ"),
    ("gdtx", "giáo dục thường xuyên"),
    ("pkđk", "phòng khám đa khoa"),
    ("ptdtnt", "phổ thông dân tộc nội trú"),
    ("px", "phân xưởng"),
    ("tphcm", "thành phố hồ chí minh"),
    ("vp", "văn phòng"),
    ("xn", "xí nghiệp"),
    ("xnk", "xuất nhập khẩu"),
    ("1tv", "một thành viên"),
    ("gtvt", "giao thông vận tải"),
    ("sx", "sản xuất"),
    ("tm", "thương mại"),
    ("tmdv", "thương mại dịch vụ"),
    ("vn", "việt nam"),
    ("vietnam", "việt nam"),
    // One name in several spellings.
    ("ôtô", "ô tô"),
    ("lăk", "lắk"),
    ("lắc", "lắk"),
    ("đăk", "đắk"),
    ("đắc", "đắk"),
];

/// What follows *TT* where it is a centre, no township: *TT Y tế*, *TT GDTX*.
pub(super) const OF_CENTRES: &[&str] =
    &["giáo", "gdtx", "gdnn", "y", "dạy", "văn", "hỗ", "kiểm", "phát", "dịch", "bảo"];

/// What stands before the short name of a trade: *Cty CP TS An Phong*, *HTX VT Hòa Long*.
pub(super) const OF_TRADES: &[&str] = &["cp", "phần", "tnhh", "hạn", "htx", "mtv", "px", "xn", "xưởng", "xã"];

/// One body under a longer and a shorter name, and names that are said in another way.
pub(super) const SAME: &[(&[&str], &[&str])] = &[
    (&["giáo", "dục", "đào", "tạo"], &["giáo", "dục"]),
    (&["khu", "công", "nghiệp", "khu", "chế", "xuất"], &["khu", "công", "nghiệp"]),
    (&["khu", "công", "nghiệp", "chế", "xuất"], &["khu", "công", "nghiệp"]),
    (&["khu", "công", "nghiệp", "khu", "kinh", "tế"], &["khu", "công", "nghiệp"]),
    (&["khu", "công", "nghiệp", "kinh", "tế"], &["khu", "công", "nghiệp"]),
    (&["khu", "kinh", "tế", "khu", "công", "nghiệp"], &["khu", "công", "nghiệp"]),
    (&["thủ", "đô"], &["hà", "nội"]),
    // *BV ĐK*, *PK ĐK*: elsewhere *ĐK* is *đăng ký*.
    (&["bệnh", "viện", "đăng", "kí"], &["bệnh", "viện", "đa", "khoa"]),
    (&["phòng", "khám", "đăng", "kí"], &["phòng", "khám", "đa", "khoa"]),
    (&["bắc", "cạn"], &["bắc", "kạn"]),
];

/// What a school's name says of its level, with or without *trường* before it.
pub(super) const SCHOOLS: &[&[&str]] = &[
    &["tiểu", "học"],
    &["trung", "học"],
    &["trung", "cấp"],
    &["phổ", "thông"],
    &["mầm", "non"],
    &["mẫu", "giáo"],
    &["cao", "đẳng"],
    &["đại", "học"],
];

/// What firms call themselves in English, behind their names: *Tosan Vietnam Co., Ltd*.
pub(super) const ENGLISH_FORMS: &[&[&str]] = &[
    &["co", "ltd"],
    &["company", "limited"],
    &["joint", "stock", "company"],
    &["jsc"],
    &["corp"],
    &["corporation"],
    &["inc"],
    &["ltd"],
];
