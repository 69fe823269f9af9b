//! Who reports: registries of several kinds, with the ways their units' names are written.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::chance::Chance;
use crate::fidelity::words::without_marks;

/// A unit that reports.
#[derive(Clone, Debug)]
pub struct Body {
    pub code: String,
    /// As the registry, or a person who writes in full, names it.
    pub name: String,
    pub kind: &'static str,
    pub parent: String,
    /// Ways to write it that mean this unit and no other of the registry.
    pub names: Vec<String>,
    pub registered: bool,
    /// What reports in two languages call it beside its name; nothing where they have no word.
    pub english: String,
}

/// A registry: its root first.
pub struct Bodies {
    pub root: Body,
    /// Units that report to the root, or to a unit of `parents`.
    pub units: Vec<Body>,
    /// Units between the root and its units.
    pub parents: Vec<Body>,
    /// Units that the registry does not know; codes without the unit they stand under.
    pub strangers: Vec<Body>,
    /// Headings of groups of units that are no units themselves.
    pub groups: &'static [&'static str],
}

/// Lower case, without diacritics, words joined by hyphens.
pub fn slug(name: &str) -> String {
    let plain: String = name.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect();
    let plain = plain.replace('đ', "d");
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Names of places, some of which lie close to one another.
const PLACES: &[&str] = &[
    "Bích Hòa",
    "Bình Minh",
    "Cao Dương",
    "Cao Viên",
    "Tam Hưng",
    "Tân Ước",
    "Thanh Mai",
    "Xuân Dương",
    "Mỹ Hưng",
    "Đỗ Động",
    "Tân Phong",
    "Tấn Phong",
    "Kim Thư",
    "Phương Trung",
    "Hồng Dương",
    "Liên Châu",
    "Thanh Thủy",
    "Cự Khê",
    "Dân Hòa",
    "Thanh Văn",
    "Vân Hồ",
    "Kỳ Sơn",
    "Quỳnh Lưu",
    "Đắk Hà",
    "Ứng Hòa",
    "Đông Anh",
    "Sóc Sơn",
    "Phú Quý",
    "Hòa Bình",
    "Hoa Bình",
    "Lý Sơn",
    "Châu Thành A",
    "Châu Thành",
    "Vị Thủy",
    "Long Mỹ",
    "Phụng Hiệp",
    "Ngã Bảy",
    "Mỏ Cày Nam",
    "Mỏ Cày Bắc",
    "Ba Tri",
    "Giồng Trôm",
];
const TOWNS: &[&str] = &["Kim Bài", "Vân Đình", "Chợ Mới", "Phố Lu", "Tân Phong"];
const PROVINCES: &[&str] = &[
    "Hà Giang",
    "Tuyên Quang",
    "Cao Bằng",
    "Lạng Sơn",
    "Lào Cai",
    "Yên Bái",
    "Thái Nguyên",
    "Bắc Kạn",
    "Phú Thọ",
    "Bắc Giang",
    "Hòa Bình",
    "Sơn La",
    "Hà Nội",
    "Hải Phòng",
    "Quảng Ninh",
    "Hải Dương",
    "Hưng Yên",
    "Nam Định",
    "Thái Bình",
    "Thanh Hóa",
    "Nghệ An",
    "Bà Rịa - Vũng Tàu",
    "Đắk Lắk",
    "Thừa Thiên Huế",
    "TP. Hồ Chí Minh",
    "Quảng Nam",
    "Quảng Ngãi",
    "Hậu Giang",
    "An Giang",
    "Kiên Giang",
];
const REGIONS: &[&str] =
    &["Miền núi phía Bắc", "Đồng bằng sông Hồng", "Bắc Trung Bộ và Duyên hải miền Trung", "Tây Nguyên", "Đông Nam Bộ"];
const COMPANIES: &[&str] = &[
    "Công ty TNHH May Hòa Bình",
    "Công ty Cổ phần Tiến Thắng",
    "Công ty TNHH MTV Sao Mai",
    "Công ty TNHH Điện tử 3T",
    "Công ty CP Xây dựng số 5",
    "Công ty TNHH Giày Đông Anh",
    "Công ty TNHH Cà phê Đắk Hà",
    "Công ty CP Dệt 8-3",
    "Công ty TNHH Nhựa Tân Phú",
];
const SCHOOLS: &[&str] = &[
    "Trường Tiểu học Đỗ Động",
    "Trường THCS Kim Thư",
    "Trường Mầm non Vân Mai",
    "Trường THPT Nguyễn Du",
    "Trường Tiểu học Tân Ước",
    "Trường Mầm non Tân Ước",
    "Trường THCS Tân Ước",
    "Trường THPT Thanh Oai B",
    "Trường Mầm non 1-6",
];
const OFFICES: &[&str] = &[
    "Cơ quan Huyện ủy",
    "Trạm Y tế Mỹ Hưng",
    "Kho bạc Nhà nước",
    "Chi cục Thuế",
    "Bệnh viện Đa khoa",
    "Phòng Giáo dục",
];

fn body(code: &str, name: &str, kind: &'static str, parent: &str, names: Vec<String>) -> Body {
    let mut all = vec![name.to_owned(), name.to_uppercase()];
    all.extend(names);
    Body {
        code: code.to_owned(),
        name: name.to_owned(),
        kind,
        parent: parent.to_owned(),
        names: all,
        registered: true,
        english: String::new(),
    }
}

/// A place of a kind: its registered name is `long` and the place; the others are ways to write the kind.
fn place(place: &str, kind: &'static str, long: &str, others: &[&str], parent: &str, alone: bool) -> Body {
    let name = format!("{long} {place}");
    let mut names: Vec<String> = others.iter().map(|other| other.replace("{}", place)).collect();
    if alone {
        names.extend([place.to_owned(), place.to_uppercase()]);
    }
    let kind_in_english = match long.rsplit(' ').next() {
        Some("huyện") => "district",
        Some("quận") => "urban district",
        Some("phố") => "city",
        Some("trấn" | "xã") if long != "Xã" => "town",
        Some("Phường") => "ward",
        Some("tỉnh") => "province",
        _ => "commune",
    };
    let english = format!("{} {kind_in_english}", without_marks(place));
    Body { english, ..body(&slug(&name), &name, kind, parent, names) }
}

const COMMUNE: &[&str] =
    &["xã {}", "X. {}", "X.{}", "CĐ xã {}", "CĐCS xã {}", "Công đoàn xã {}", "Công đoàn cơ sở xã {}"];
const TOWN: &[&str] = &["TT {}", "TT. {}", "CĐ thị trấn {}", "CĐCS TT {}", "thị trấn {}"];
const WARD: &[&str] = &["P. {}", "P.{}", "CĐ phường {}", "phường {}", "Công đoàn phường {}"];
const DISTRICT: &[&str] =
    &["Huyện {}", "H. {}", "LĐLĐ H. {}", "Liên đoàn Lao động huyện {}", "Liên đoàn LĐ huyện {}", "LĐLĐ Huyện {}"];
const QUARTER: &[&str] = &["Quận {}", "Q. {}", "LĐLĐ Q. {}", "LĐLĐ Quận {}", "Liên đoàn Lao động quận {}"];
const BOROUGH: &[&str] = &["Thị xã {}", "TX {}", "TX. {}", "LĐLĐ TX {}", "LĐLĐ thị xã {}"];
const CITY: &[&str] = &["Thành phố {}", "TP {}", "TP. {}", "Tp. {}", "LĐLĐ TP {}", "LĐLĐ TP. {}"];

fn company(name: &str, parent: &str) -> Body {
    let short = name.replace("Công ty", "Cty");
    let names = vec![
        short.clone(),
        format!("CĐCS {name}"),
        format!("CĐCS {short}"),
        name.replace("Cổ phần", "CP"),
        format!("CĐ {name}"),
    ];
    body(&slug(name), name, "grassroots", parent, names)
}

fn school(name: &str, parent: &str) -> Body {
    let short = name.replace("Tiểu học", "TH").replace("Mầm non", "MN");
    let names = vec![short, format!("CĐCS {name}"), format!("CĐ {name}"), name.replace("Trường ", "CĐCS trường ")];
    body(&slug(name), name, "grassroots", parent, names)
}

fn sectors(parent: &str) -> Vec<Body> {
    let of = |code: &str, name: &str, kind, names: &[&str]| {
        body(code, name, kind, parent, names.iter().map(|name| (*name).to_owned()).collect())
    };
    vec![
        of(
            "giao-duc",
            "Công đoàn ngành Giáo dục và Đào tạo",
            "sector",
            &[
                "CĐ ngành Giáo dục",
                "CĐ ngành GD&ĐT",
                "Công đoàn Giáo dục",
                "CĐ Giáo dục và Đào tạo",
                "Công đoàn ngành Giáo dục",
            ],
        ),
        of("y-te", "Công đoàn ngành Y tế", "sector", &["CĐ ngành Y tế", "Ngành Y tế", "Công đoàn Y tế", "CĐ Y tế"]),
        of(
            "vien-chuc",
            "Công đoàn Viên chức tỉnh",
            "sector",
            &["CĐ Viên chức tỉnh", "Công đoàn Viên chức", "CĐ Viên chức", "CĐVC tỉnh"],
        ),
        of(
            "kcn",
            "Công đoàn các Khu công nghiệp",
            "zone",
            &["CĐ các KCN", "CĐ các Khu công nghiệp", "Công đoàn các KCN", "CĐ KCN"],
        ),
    ]
}

/// Somebody the registry does not know, whose code is its name under the unit that it stands under.
fn stranger(name: &str) -> Body {
    let mut stranger = body(&slug(name), name, "grassroots", "", Vec::new());
    stranger.registered = false;
    stranger
}

fn strangers(chance: &mut Chance) -> Vec<Body> {
    let mut names: Vec<String> = chance.some(SCHOOLS, 1, 4).iter().map(|name| format!("CĐCS {name}")).collect();
    names.extend(chance.some(COMPANIES, 1, 3).iter().map(|name| (*name).to_owned()));
    names.extend(chance.some(OFFICES, 1, 4).iter().map(|name| format!("CĐCS {name}")));
    names.iter().map(|name| stranger(name)).collect()
}

/// A registry that the seed chooses.
pub fn bodies(chance: &mut Chance) -> Bodies {
    let mut bodies = match chance.below(6) {
        0 | 1 => district(chance),
        2 => province(chance),
        3 => country(chance),
        4 => employers(chance, true),
        _ => employers(chance, false),
    };
    // Names that differ by a mark only get codes of their own.
    let mut taken = BTreeSet::new();
    for unit in &mut bodies.units {
        while !taken.insert(unit.code.clone()) {
            unit.code.push_str("-2");
        }
    }
    bodies
}

fn district(chance: &mut Chance) -> Bodies {
    let root = place("Thanh Oai", "district", "LĐLĐ huyện", DISTRICT, "", false);
    let places = chance.some(PLACES, 3, 14);
    let towns = chance.some(TOWNS, 0, 2);
    let alone = |name: &str| places.iter().chain(&towns).filter(|other| slug(other) == slug(name)).count() == 1;
    let wards = chance.once_in(4);
    let mut units: Vec<Body> = Vec::new();
    for name in &places {
        let (long, others) = if wards { ("Phường", WARD) } else { ("Xã", COMMUNE) };
        units.push(place(name, "commune", long, others, &root.code, alone(name)));
    }
    units.extend(towns.iter().map(|name| place(name, "commune", "Thị trấn", TOWN, &root.code, alone(name))));
    if chance.once_in(2) {
        units.extend(sectors(&root.code).into_iter().take(2));
    }
    Bodies {
        root,
        units,
        parents: Vec::new(),
        strangers: strangers(chance),
        groups: &["Khối xã, thị trấn", "Khối hành chính sự nghiệp", "Khối trường học", "Khối doanh nghiệp"],
    }
}

fn province(chance: &mut Chance) -> Bodies {
    let root = place("Hậu Giang", "province", "LĐLĐ tỉnh", &["LĐLĐ TỈNH {}", "Liên đoàn Lao động tỉnh {}"], "", false);
    let places: Vec<&str> = chance.some(PLACES, 4, 12).into_iter().filter(|name| !name.contains("Hậu")).collect();
    let alone = |name: &str| places.iter().filter(|other| slug(other) == slug(name)).count() == 1;
    let mut units = Vec::new();
    for name in &places {
        let (long, others) = [
            ("LĐLĐ huyện", DISTRICT),
            ("LĐLĐ huyện", DISTRICT),
            ("LĐLĐ quận", QUARTER),
            ("LĐLĐ thị xã", BOROUGH),
            ("LĐLĐ thành phố", CITY),
        ][chance.below(5)];
        units.push(place(name, "district", long, others, &root.code, alone(name)));
    }
    units.extend(sectors(&root.code).into_iter().take(chance.below(5)));
    Bodies {
        root,
        units,
        parents: Vec::new(),
        strangers: strangers(chance),
        groups: &["LĐLĐ huyện, thị xã, thành phố", "Công đoàn ngành", "CĐCS trực thuộc"],
    }
}

fn country(chance: &mut Chance) -> Bodies {
    let root = body("ca-nuoc", "Cả nước", "country", "", Vec::new());
    let with_regions = chance.once_in(2);
    let mut units = Vec::new();
    let mut parents = Vec::new();
    let places = chance.some(PROVINCES, 6, 18);
    let size = places.len().div_ceil(3);
    for (index, some) in places.chunks(size.max(2)).enumerate() {
        let parent = if with_regions {
            let region = body(&slug(REGIONS[index]), REGIONS[index], "region", &root.code, Vec::new());
            parents.push(region.clone());
            region.code
        } else {
            root.code.clone()
        };
        for name in some {
            let others = if name.starts_with("TP") {
                vec!["Thành phố Hồ Chí Minh".to_owned(), "TP Hồ Chí Minh".to_owned()]
            } else {
                vec![format!("Tỉnh {name}"), format!("tỉnh {name}")]
            };
            let english = format!("{} province", without_marks(name.trim_start_matches("TP. ")));
            units.push(Body { english, ..body(&slug(name), name, "province", &parent, others) });
        }
    }
    Bodies { root, units, parents, strangers: Vec::new(), groups: REGIONS }
}

fn employers(chance: &mut Chance, schools: bool) -> Bodies {
    let (root, names, groups): (Body, &[&str], &[&str]) = if schools {
        (
            body("cd-giao-duc", "Công đoàn ngành Giáo dục huyện Vân Hồ", "sector", "", Vec::new()),
            SCHOOLS,
            &["Bậc Mầm non", "Bậc Tiểu học", "Bậc THCS"],
        )
    } else {
        (
            body("cd-kcn", "Công đoàn các Khu công nghiệp tỉnh Vĩnh Lộc", "zone", "", Vec::new()),
            COMPANIES,
            &["KCN Vĩnh Lộc 1", "Cụm số 2", "Doanh nghiệp FDI"],
        )
    };
    let units = chance
        .some(names, 3, 9)
        .into_iter()
        .map(|name| if schools { school(name, &root.code) } else { company(name, &root.code) })
        .collect();
    let strangers = chance.some(OFFICES, 0, 3).iter().map(|name| stranger(&format!("CĐCS {name}"))).collect();
    Bodies { root, units, parents: Vec::new(), strangers, groups }
}
