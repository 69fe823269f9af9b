//! Who reports: the three old provinces with their districts, sector unions and zone unions, and what followed them.
//!
//! The structure is real (districts, dates, names of communes); every number is invented, and so are the names of the
//! enterprises and the choice of the fifteen communes with a union.

/// The old provinces: code, name.
pub const PROVINCES: [(&str, &str); 3] = [("ben-tre", "Bến Tre"), ("tra-vinh", "Trà Vinh"), ("vinh-long", "Vĩnh Long")];
/// Index of Bến Tre in [`PROVINCES`].
pub const BEN_TRE: usize = 0;
/// Index of Trà Vinh in [`PROVINCES`].
pub const TRA_VINH: usize = 1;
/// Index of the old Vĩnh Long in [`PROVINCES`].
pub const VINH_LONG: usize = 2;

/// A district, town or city with its federation, which ends on 30 June 2025.
pub struct District {
    /// Index in [`PROVINCES`].
    pub province: usize,
    /// Its code in `units.csv`.
    pub code: &'static str,
    /// Its name with the type word in small letters.
    pub name: &'static str,
    /// Members and grassroots unions at the start: those paid by the budget, which dissolve in June 2025.
    pub public: (u64, u64),
    /// Members and grassroots unions at the start: enterprises, which go on.
    pub enterprises: (u64, u64),
    /// Communes whose unions take over its enterprises, with their share in percent; the province takes the rest.
    pub heirs: &'static [(&'static str, u64)],
}

const fn district(
    province: usize,
    code: &'static str,
    name: &'static str,
    public: (u64, u64),
    enterprises: (u64, u64),
    heirs: &'static [(&'static str, u64)],
) -> District {
    District { province, code, name, public, enterprises, heirs }
}

/// All 26, in the official order of each province.
pub const DISTRICTS: [District; 26] = [
    district(
        BEN_TRE,
        "tp-ben-tre",
        "thành phố Bến Tre",
        (3_120, 64),
        (4_480, 61),
        &[("an-hoi", 45), ("phu-khuong", 40)],
    ),
    district(BEN_TRE, "chau-thanh-bt", "huyện Châu Thành", (2_640, 58), (3_050, 37), &[("giao-long", 70)]),
    district(BEN_TRE, "cho-lach", "huyện Chợ Lách", (1_870, 45), (410, 14), &[]),
    district(BEN_TRE, "mo-cay-nam", "huyện Mỏ Cày Nam", (2_310, 53), (2_620, 30), &[("mo-cay", 75)]),
    district(BEN_TRE, "giong-trom", "huyện Giồng Trôm", (2_450, 57), (760, 21), &[]),
    district(BEN_TRE, "binh-dai", "huyện Bình Đại", (2_080, 49), (2_390, 28), &[("binh-dai-xa", 80)]),
    district(BEN_TRE, "ba-tri", "huyện Ba Tri", (2_720, 60), (2_960, 34), &[("ba-tri-xa", 65)]),
    district(BEN_TRE, "thanh-phu", "huyện Thạnh Phú", (1_940, 47), (380, 12), &[]),
    district(BEN_TRE, "mo-cay-bac", "huyện Mỏ Cày Bắc", (1_760, 42), (690, 17), &[]),
    district(
        TRA_VINH,
        "tp-tra-vinh",
        "thành phố Trà Vinh",
        (2_890, 59),
        (5_240, 66),
        &[("tra-vinh-phuong", 40), ("long-duc", 45)],
    ),
    district(TRA_VINH, "cang-long", "huyện Càng Long", (2_270, 55), (2_480, 31), &[("cang-long-xa", 75)]),
    district(TRA_VINH, "cau-ke", "huyện Cầu Kè", (1_830, 44), (350, 11), &[]),
    district(TRA_VINH, "tieu-can", "huyện Tiểu Cần", (1_790, 43), (930, 19), &[]),
    district(TRA_VINH, "chau-thanh-tv", "huyện Châu Thành", (2_160, 52), (840, 18), &[]),
    district(TRA_VINH, "cau-ngang", "huyện Cầu Ngang", (2_010, 48), (460, 13), &[]),
    district(TRA_VINH, "tra-cu", "huyện Trà Cú", (2_340, 56), (2_150, 24), &[("tra-cu-xa", 85)]),
    district(TRA_VINH, "duyen-hai", "huyện Duyên Hải", (1_420, 36), (520, 12), &[("duyen-hai-phuong", 40)]),
    district(TRA_VINH, "tx-duyen-hai", "thị xã Duyên Hải", (1_280, 31), (1_990, 23), &[("duyen-hai-phuong", 90)]),
    district(
        VINH_LONG,
        "tp-vinh-long",
        "thành phố Vĩnh Long",
        (3_460, 68),
        (5_830, 72),
        &[("long-chau", 38), ("phuoc-hau", 36)],
    ),
    district(VINH_LONG, "long-ho", "huyện Long Hồ", (2_520, 57), (3_370, 39), &[("phu-quoi", 72)]),
    district(VINH_LONG, "mang-thit", "huyện Mang Thít", (1_690, 41), (720, 20), &[]),
    district(VINH_LONG, "vung-liem", "huyện Vũng Liêm", (2_380, 55), (610, 18), &[]),
    district(VINH_LONG, "tam-binh", "huyện Tam Bình", (2_240, 53), (890, 21), &[]),
    district(VINH_LONG, "tx-binh-minh", "thị xã Bình Minh", (1_580, 37), (2_710, 32), &[("cai-von", 78)]),
    district(VINH_LONG, "tra-on", "huyện Trà Ôn", (2_060, 50), (440, 14), &[]),
    district(VINH_LONG, "binh-tan", "huyện Bình Tân", (1_510, 35), (570, 15), &[]),
];

/// A commune with a union of its own since 2025.
pub struct Commune {
    /// Its code in `units.csv`.
    pub code: &'static str,
    /// Its name with the type word in small letters.
    pub name: &'static str,
    /// The old province that it lies in.
    pub province: usize,
    /// The month in which its union began, counted from the term's first; before, the province held its enterprises.
    pub since: usize,
}

const JULY: usize = 55;
const OCTOBER: usize = 58;

const fn commune(province: usize, code: &'static str, name: &'static str, since: usize) -> Commune {
    Commune { code, name, province, since }
}

/// The fifteen: nine founded with the new province, six in October.
pub const COMMUNES: [Commune; 15] = [
    commune(BEN_TRE, "an-hoi", "phường An Hội", JULY),
    commune(BEN_TRE, "phu-khuong", "phường Phú Khương", JULY),
    commune(BEN_TRE, "giao-long", "xã Giao Long", JULY),
    commune(BEN_TRE, "mo-cay", "xã Mỏ Cày", OCTOBER),
    commune(BEN_TRE, "binh-dai-xa", "xã Bình Đại", OCTOBER),
    commune(BEN_TRE, "ba-tri-xa", "xã Ba Tri", JULY),
    commune(TRA_VINH, "tra-vinh-phuong", "phường Trà Vinh", JULY),
    commune(TRA_VINH, "long-duc", "phường Long Đức", JULY),
    commune(TRA_VINH, "cang-long-xa", "xã Càng Long", OCTOBER),
    commune(TRA_VINH, "tra-cu-xa", "xã Trà Cú", OCTOBER),
    commune(TRA_VINH, "duyen-hai-phuong", "phường Duyên Hải", OCTOBER),
    commune(VINH_LONG, "long-chau", "phường Long Châu", JULY),
    commune(VINH_LONG, "phuoc-hau", "phường Phước Hậu", JULY),
    commune(VINH_LONG, "phu-quoi", "xã Phú Quới", JULY),
    commune(VINH_LONG, "cai-von", "phường Cái Vồn", OCTOBER),
];

/// The grassroots unions that hang directly on the new province, as one row of its reports.
pub const DIRECT: (&str, &str) = ("truc-thuoc", "Các CĐCS trực thuộc LĐLĐ tỉnh");
/// The zone union of the new province.
pub const ZONES: (&str, &str) = ("kcn", "Công đoàn các Khu công nghiệp và Khu kinh tế");

/// A union of a province's sector. All of them are paid by the budget but one.
pub struct Sector {
    /// Index in [`PROVINCES`].
    pub province: usize,
    /// Its codes, each with the first month in which it bears it.
    pub codes: &'static [(usize, &'static str)],
    /// Its name on its own reports.
    pub name: &'static str,
    /// Members and grassroots unions at the start.
    pub size: (u64, u64),
    /// Who takes it over in March 2025, in percent; nobody: it dissolves in June.
    pub heirs: &'static [(&'static str, u64)],
}

const fn sector(
    province: usize,
    codes: &'static [(usize, &'static str)],
    name: &'static str,
    size: (u64, u64),
    heirs: &'static [(&'static str, u64)],
) -> Sector {
    Sector { province, codes, name, size, heirs }
}

/// The sector unions.
pub const SECTORS: [Sector; 9] = [
    sector(
        BEN_TRE,
        &[(0, "vien-chuc-bt")],
        "Công đoàn Viên chức",
        (3_240, 46),
        &[("cq-dang-bt", 35), ("cq-ubnd-bt", 65)],
    ),
    sector(BEN_TRE, &[(0, "giao-duc-bt")], "Công đoàn ngành Giáo dục", (2_580, 41), &[("cq-ubnd-bt", 100)]),
    sector(BEN_TRE, &[(0, "y-te-bt")], "Công đoàn ngành Y tế", (2_910, 22), &[("cq-ubnd-bt", 100)]),
    sector(
        TRA_VINH,
        &[(0, "vien-chuc-tv")],
        "Công đoàn Viên chức",
        (3_090, 44),
        &[("cq-dang-tv", 40), ("cq-ubnd-tv", 60)],
    ),
    sector(TRA_VINH, &[(0, "giao-duc-tv")], "Công đoàn ngành Giáo dục", (2_370, 38), &[]),
    sector(TRA_VINH, &[(0, "y-te-tv")], "Công đoàn ngành Y tế", (2_640, 20), &[]),
    sector(VINH_LONG, &[(0, "vien-chuc-vl")], "Công đoàn Viên chức", (3_410, 48), &[]),
    sector(VINH_LONG, &[(0, "giao-duc-vl"), (24, "gddt-vl")], "Công đoàn ngành Giáo dục", (2_460, 39), &[]),
    sector(VINH_LONG, &[(0, "y-te-vl")], "Công đoàn ngành Y tế", (2_830, 21), &[]),
];

/// The unions that took over sector unions for four months: code, name, province.
pub const AGENCIES: [(&str, &str, usize); 4] = [
    ("cq-dang-bt", "Công đoàn các cơ quan Đảng tỉnh", BEN_TRE),
    ("cq-ubnd-bt", "Công đoàn các cơ quan UBND tỉnh", BEN_TRE),
    ("cq-dang-tv", "Công đoàn các cơ quan Đảng tỉnh", TRA_VINH),
    ("cq-ubnd-tv", "Công đoàn các cơ quan UBND tỉnh", TRA_VINH),
];

/// A grassroots union of an enterprise in an industrial zone, or (the last four) of the trade and industry union.
pub struct Enterprise {
    /// Index in [`PROVINCES`].
    pub province: usize,
    /// Its code in `units.csv`.
    pub code: &'static str,
    /// Its name after *CĐCS*.
    pub name: &'static str,
    /// Members at the start.
    pub members: u64,
    /// Its first month and the one after its last.
    pub life: (usize, usize),
    /// Whether it belongs to a zone's union; otherwise to the trade and industry union of Trà Vinh.
    pub zone: bool,
}

const fn enterprise(province: usize, code: &'static str, name: &'static str, members: u64) -> Enterprise {
    Enterprise { province, code, name, members, life: (0, 60), zone: true }
}

const fn trade(code: &'static str, name: &'static str, members: u64) -> Enterprise {
    Enterprise { province: TRA_VINH, code, name, members, life: (0, 60), zone: false }
}

/// The enterprises that are known one by one.
pub const ENTERPRISES: [Enterprise; 21] = [
    enterprise(BEN_TRE, "bt-may", "Công ty May Hàm Luông", 9_420),
    enterprise(BEN_TRE, "bt-giay", "Công ty Giày Rạch Miễu", 7_860),
    enterprise(BEN_TRE, "bt-thuy-san", "Công ty Thủy sản Ba Lai", 2_940),
    enterprise(BEN_TRE, "bt-dua", "Công ty Chế biến dừa Cồn Quy", 1_780),
    enterprise(BEN_TRE, "bt-bao-bi", "Công ty Bao bì Sông Tiền", 860),
    enterprise(TRA_VINH, "tv-giay", "Công ty Giày Cổ Chiên", 13_650),
    enterprise(TRA_VINH, "tv-may", "Công ty May Ba Động", 4_280),
    enterprise(TRA_VINH, "tv-day-dien", "Công ty Dây điện Long Toàn", 3_570),
    enterprise(TRA_VINH, "tv-than", "Công ty Than hoạt tính Cồn Chim", 640),
    enterprise(TRA_VINH, "tv-thuy-san", "Công ty Thủy sản Láng Thé", 1_310),
    enterprise(VINH_LONG, "vl-giay", "Công ty Giày Cái Cá", 14_980),
    enterprise(VINH_LONG, "vl-may", "Công ty May Phù Sa", 6_240),
    enterprise(VINH_LONG, "vl-thuc-an", "Công ty Thức ăn Sông Hậu", 1_150),
    enterprise(VINH_LONG, "vl-duoc", "Công ty Dược phẩm Cửu Long Giang", 1_620),
    enterprise(VINH_LONG, "vl-gom", "Công ty Gốm sứ Lò Gạch", 540),
    Enterprise { life: (24, 60), ..enterprise(VINH_LONG, "vl-linh-kien", "Công ty Linh kiện Ánh Sao", 1_900) },
    Enterprise { life: (0, 36), ..enterprise(VINH_LONG, "vl-may-tre", "Công ty Mây tre Bến Xưa", 420) },
    trade("ct-dien-luc", "Công ty Điện Hàng Me", 410),
    trade("ct-xang-dau", "Công ty Xăng dầu Ao Bà Om", 290),
    trade("ct-duong", "Công ty Mía đường Lưu Cừ", 530),
    trade("ct-cho", "Công ty Quản lý chợ Cầu Quan", 160),
];

/// The enterprise of the zone that the trade and industry union of Trà Vinh lists too.
pub const LISTED_TWICE: &str = "tv-day-dien";
