//! The words of a unit's name: whose body it is, its type word, and the ways in which reports shorten and spell it.

use crate::text::{bare, core_words, expand, fold, is_abbreviation, words};

use super::unit_words::{BODIES, ENGLISH_FORMS, FEDERATION, LINKS, OF_CENTRES, OF_TRADES, SAME, SCHOOLS, SHORT, TYPES};

/// Whether a text begins with the words of a union body: *CĐCS Trường Tiểu học …*.
pub fn names_a_body(text: &str) -> bool {
    is_body(&expand(&words(text)))
}

/// The same from the words of a text, written out.
pub fn is_body(readings: &[Vec<String>]) -> bool {
    readings.iter().any(|reading| BODIES.iter().any(|body| starts_with(reading, body) && reading.len() > body.len()))
}

/// Whether a text is but a name that begins as those of places and workplaces do: *XÃ MINH TÂN*, *TRUNG TÂM Y TẾ*, *Xưởng may 1*.
pub(super) fn names_a_workplace(text: &str) -> bool {
    const OTHERS: &[&[&str]] = &[
        &["trung", "tâm"],
        &["trạm"],
        &["sở"],
        &["phòng"],
        &["chi", "cục"],
        &["kho", "bạc"],
        &["ngân", "hàng"],
        &["điện", "lực"],
        &["xưởng"],
        &["nông", "trường"],
        &["lâm", "trường"],
        &["khối"],
        &["cụm"],
    ];
    const NONE: &[&[&str]] = &[&["xã", "hội"], &["khối", "lượng"], &["phòng", "chống"], &["phòng", "ngừa"]];
    const LONGEST: usize = 12;
    let named = |reading: &Vec<String>| {
        let begins =
            |heads: &[&[&str]]| heads.iter().any(|head| starts_with(reading, head) && reading.len() > head.len());
        let typed = split_type(reading).0 > 0 || begins(FORMS) || begins(ZONES) || begins(OTHERS);
        typed && !begins(NONE) && !NONE.iter().any(|none| reading.iter().eq(none.iter())) && reading.len() <= LONGEST
    };
    !text.contains(':') && !names_kinds(text) && !lists_groups(text) && expand(&words(text)).iter().any(named)
}

/// Whether a text names a *Liên đoàn Lao động*: that of a province or a district, never of a commune.
pub(super) fn is_federation(readings: &[Vec<String>]) -> bool {
    readings.iter().any(|reading| starts_with(reading, FEDERATION))
}

/// What names of groups of bodies consist of: *LĐLĐ huyện, thị xã*, *Công đoàn ngành*, *CĐCS trực thuộc*, *Khối hành chính
/// sự nghiệp*. Schools are none: a commune may have one *Trường Tiểu học*.
const OF_GROUPS: &[&[&str]] = &[
    FEDERATION,
    &["công", "đoàn", "cơ", "sở"],
    &["công", "đoàn"],
    &["nghiệp", "đoàn"],
    &["cơ", "sở"],
    &["ngành"],
    &["huyện"],
    &["quận"],
    &["thị", "xã"],
    &["thị", "trấn"],
    &["thành", "phố"],
    &["tỉnh"],
    &["xã"],
    &["phường"],
    &["trực", "thuộc"],
    &["trực", "tiếp"],
    &["cấp", "trên"],
    &["các"],
    &["khối"],
    &["nhóm"],
    &["khác"],
    &["và"],
    &["đơn", "vị"],
    &["khu", "vực"],
    &["hành", "chính"],
    &["sự", "nghiệp"],
    &["doanh", "nghiệp"],
    &["sản", "xuất"],
    &["kinh", "doanh"],
    &["nhà", "nước"],
    &["ngoài"],
];

/// Whether a name is that of a group of bodies: any of them bears all of its words.
pub fn names_a_group(name: &str) -> bool {
    are_of_a_group(&words(name))
}

fn are_of_a_group(words: &[String]) -> bool {
    // Most names hold another word.
    let may_be =
        |word: &String| is_abbreviation(word) || OF_GROUPS.iter().any(|phrase| phrase.contains(&word.as_str()));
    if !words.iter().all(may_be) {
        return false;
    }
    let mut readings = expand(words).into_iter();
    readings.any(|reading| {
        let mut rest = reading.as_slice();
        while let Some(phrase) = OF_GROUPS.iter().find(|phrase| starts_with(rest, phrase)) {
            rest = &rest[phrase.len()..];
        }
        rest.is_empty() && !reading.is_empty()
    })
}

/// Whether a text lists kinds of bodies: *LĐLĐ các huyện, thị xã, thành phố*, *Công đoàn ngành, khu công nghiệp*. No unit is
/// called so.
pub fn lists_groups(text: &str) -> bool {
    let is_kind = |part: &str| {
        let words = words(part);
        let zones = [&["khu", "công", "nghiệp"][..], &["cụm", "công", "nghiệp"], &["kcn"]];
        are_of_a_group(&words) || zones.iter().any(|zone| words.iter().eq(zone.iter()))
    };
    text.contains(',') && text.split(',').filter(|part| !part.trim().is_empty()).all(is_kind)
}

/// Whether a name begins as those of groups do: *Bậc Mầm non*, *Cụm số 2*, *Vùng Tây Bắc*.
pub fn heads_a_group(name: &str) -> bool {
    const HEADS: &[&[&str]] = &[
        &["khối"],
        &["bậc"],
        &["nhóm"],
        &["cụm"],
        &["vùng"],
        &["miền"],
        &["khu", "vực"],
        // The regions of the country.
        &["đồng", "bằng"],
        &["trung", "du"],
        &["bắc", "bộ"],
        &["bắc", "trung", "bộ"],
        &["nam", "trung", "bộ"],
        &["trung", "bộ"],
        &["duyên", "hải"],
        &["tây", "nguyên"],
        &["đông", "nam", "bộ"],
        &["tây", "nam", "bộ"],
        &["nam", "bộ"],
    ];
    let words = words(name);
    // *Cụm công nghiệp Kim Bài* is a place with companies, and may report.
    if starts_with(&words, &["cụm", "công", "nghiệp"]) {
        return false;
    }
    are_of_a_group(&words) || HEADS.iter().any(|head| words.len() > head.len() && starts_with(&words, head))
}

fn starts_with(words: &[String], head: &[&str]) -> bool {
    words.len() >= head.len() && head.iter().zip(words).all(|(a, b)| a == b)
}

/// A name as it is compared with others: folded, written out, without the words of the body.
pub fn plain_name(name: &str) -> String {
    readings(name).first().map(|reading| reading.join(" ")).unwrap_or_default()
}

/// The words of a name in each of its readings, without the words of the body, type words written out.
pub(super) fn readings(name: &str) -> Vec<Vec<String>> {
    let written = words(without_footnote(name));
    let mut readings = expand(&written);
    // *Trường TH Phú Lâm* is a school, and no course.
    let course = |reading: &Vec<String>| reading.windows(2).any(|pair| pair == ["tập", "huấn"]);
    if !course(&written) {
        readings.retain(|reading| !course(reading));
    }
    names_in(readings)
}

pub(super) fn names_in(readings: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut readings: Vec<Vec<String>> = readings
        .into_iter()
        .map(|reading| {
            let reading = spelled(numbered(reading));
            let mut rest = reading.as_slice();
            while let Some(body) = BODIES.iter().find(|body| starts_with(rest, body) && rest.len() > body.len()) {
                rest = &rest[body.len()..];
            }
            let ends =
                |form: &&&[&str]| rest.len() > form.len() && rest[rest.len() - form.len()..].iter().eq(form.iter());
            // Nearly every name ends otherwise.
            let may_end = rest.last().is_some_and(|last| last.is_ascii());
            let form = ENGLISH_FORMS.iter().find(|form| may_end && ends(form)).map_or(0, |form| form.len());
            let (of_body, count) = (reading.len() - rest.len(), rest.len() - form);
            let rest = reading.into_iter().skip(of_body).take(count).filter(|word| !LINKS.contains(&word.as_str()));
            one_name(written_out(rest.collect()))
        })
        .filter(|reading| !reading.is_empty())
        .collect();
    readings.dedup();
    readings
}

/// *Phường 01* is *Phường 1*, and so is *P1*; *Q10* is a district, *Q3* may be a quarter.
fn numbered(mut reading: Vec<String>) -> Vec<String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    const QUARTERS: u32 = 4;
    let typed = reading.first().and_then(|first| {
        let number = first.get(1..).filter(|rest| is_number(rest))?;
        match first.as_bytes()[0] {
            b'p' => Some(["phường".to_owned(), number.to_owned()]),
            b'q' if number.parse().is_ok_and(|number: u32| number > QUARTERS) => {
                Some(["quận".to_owned(), number.to_owned()])
            }
            _ => None,
        }
    });
    if let Some(typed) = typed {
        reading.splice(..1, typed);
    }
    for word in &mut reading {
        if word.len() == 2 && word.starts_with('0') && is_number(word) {
            word.remove(0);
        }
    }
    reading
}

/// `CĐYT` → *công đoàn y tế*.
pub(super) fn spelled(reading: Vec<String>) -> Vec<String> {
    let mut spelled: Vec<String> = Vec::with_capacity(reading.len() + 2);
    for (at, word) in reading.iter().enumerate() {
        let next = reading.get(at + 1);
        let of_hospital = || at > 0 && matches!(reading[at - 1].as_str(), "viện" | "bv" | "khám");
        let long = match word.as_str() {
            // Elsewhere these letters stand for other words: *đặc khu*, *công nghiệp*.
            "đk" if of_hospital() => Some("đa khoa"),
            "tt" if next.is_some_and(|next| OF_CENTRES.contains(&next.as_str())) => Some("trung tâm"),
            "pt" if next.is_some_and(|next| matches!(next.as_str(), "dân" | "dtnt")) => Some("phổ thông"),
            "ts" | "lt" | "vt" if at > 0 && OF_TRADES.contains(&reading[at - 1].as_str()) => {
                ["thủy sản", "lương thực", "vận tải"].into_iter().find(|long| long.starts_with(&word[..1]))
            }
            "ct" if next.is_some_and(|next| matches!(next.as_str(), "cp" | "tnhh" | "cổ" | "trách")) => {
                Some("công ti")
            }
            "yt" if at > 0 && reading[at - 1] == "ngành" => Some("y tế"),
            "lđ" if next.is_some_and(|next| next == "lđ") => Some("liên đoàn"),
            "lđ" if at > 0 && reading[at - 1] == "lđ" => Some("lao động"),
            "cn" if next.is_some_and(|next| next.bytes().all(|byte| byte.is_ascii_digit())) => Some("chi nhánh"),
            _ => SHORT.iter().find(|(short, _)| short == word).map(|(_, long)| *long),
        };
        match long {
            Some(long) => spelled.extend(long.split(' ').map(str::to_owned)),
            None => spelled.push(word.clone()),
        }
    }
    spelled
}

/// `H. Thanh Oai` → *huyện Thanh Oai*.
pub(super) fn written_out(words: Vec<String>) -> Vec<String> {
    // *T.X Sơn Tây*, *T.P Tân An*.
    if let [first, second, rest @ ..] = words.as_slice()
        && first == "t"
        && !rest.is_empty()
        && let Some((full, _)) = TYPES.iter().find(|(_, short)| short.contains(&format!("t{second}").as_str()))
    {
        return full.iter().map(|word| (*word).to_owned()).chain(rest.iter().cloned()).collect();
    }
    for (full, short) in TYPES {
        if words.len() > 1 && short.contains(&words[0].as_str()) {
            return full.iter().map(|word| (*word).to_owned()).chain(words.into_iter().skip(1)).collect();
        }
    }
    words
}

/// The one name that stands for all that mean the same.
fn one_name(mut words: Vec<String>) -> Vec<String> {
    let mut at = 0;
    while at < words.len() {
        if words[at] == "trường" && SCHOOLS.iter().any(|school| starts_with(&words[at + 1..], school)) {
            words.remove(at);
        }
        if let Some((long, short)) = SAME.iter().find(|(long, _)| starts_with(&words[at..], long)) {
            words.splice(at..at + long.len(), short.iter().map(|word| (*word).to_owned()));
        }
        at += 1;
    }
    words
}

/// The other names of a body that unites several: *Khu công nghiệp và Khu kinh tế* is also *các Khu kinh tế*.
pub(super) fn parts_of_compound(name: &str) -> Vec<Vec<String>> {
    let words: Vec<String> = expand(&words(without_footnote(name))).into_iter().next().map(spelled).unwrap_or_default();
    let holds =
        |wanted: &[&str]| words.windows(wanted.len()).any(|window| window.iter().zip(wanted).all(|(a, b)| a == b));
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let mut parts = Vec::new();
    if holds(&["khu", "công", "nghiệp"]) {
        for other in [&["kinh", "tế"], &["chế", "xuất"]] {
            if holds(other) {
                parts.push(owned(&["khu", other[0], other[1]]));
            }
        }
    }
    parts
}

/// What zones are called before their place.
const ZONES: &[&[&str]] = &[
    &["cụm", "khu", "công", "nghiệp"],
    &["cụm", "công", "nghiệp"],
    &["khu", "công", "nghiệp"],
    &["khu", "chế", "xuất"],
    &["khu", "kinh", "tế"],
];

/// Whether words over columns say nothing but of what kind the units under them are: *Chia ra các KCN*, *Các xã*.
pub fn names_kinds(text: &str) -> bool {
    let mut readings = expand(&words(text)).into_iter().map(|reading| core_words(&reading));
    readings.any(|reading| {
        let mut rest = reading.as_slice();
        while let Some(phrase) = OF_GROUPS.iter().chain(ZONES).find(|phrase| starts_with(rest, phrase)) {
            rest = &rest[phrase.len()..];
        }
        rest.is_empty()
    })
}

/// The place of a single zone, from the words of its name: *KCN Khai Quang*. The union of all zones of a province has none.
pub(super) fn place_of_zone(name: &str, words: &[String]) -> Option<Vec<String>> {
    let head = ZONES.iter().find(|head| starts_with(words, head) && words.len() > head.len())?;
    let place = &words[head.len()..];
    (!names_a_body(name) && !is_type_only(place)).then(|| place.to_vec())
}

/// What an enterprise, a school or a part of one is, before its name; people leave it out.
const FORMS: &[&[&str]] = &[
    &["trường"],
    &["công", "ti"],
    &["doanh", "nghiệp"],
    &["chi", "nhánh"],
    &["tổng", "công", "ti"],
    &["trách", "nhiệm", "hữu", "hạn"],
    &["cổ", "phần"],
    &["một", "thành", "viên"],
    &["1", "thành", "viên"],
    &["tập", "đoàn"],
    &["doanh", "nghiệp", "tư", "nhân"],
    &["hợp", "tác", "xã"],
    &["xí", "nghiệp"],
    &["nhà", "máy"],
    &["phân", "xưởng"],
    &["tổ", "công", "đoàn"],
    &["công", "đoàn", "bộ", "phận"],
    &["khoa"],
    &["tiểu", "học"],
    &["trung", "học", "cơ", "sở"],
    &["trung", "học", "phổ", "thông"],
    &["phổ", "thông"],
    &["mầm", "non"],
    &["mẫu", "giáo"],
    &["bệnh", "viện"],
    &["đa", "khoa"],
    &["cơ", "quan"],
];

/// So many of them, the first, say nothing: *Trường CĐSP*, *Công ty May 10* of what is registered without.
pub(super) const EMPTY_FORMS: usize = 3;

/// The legal forms that the words of an enterprise's name begin with, as their places in the list, and the rest.
pub(super) fn split_forms(words: &[String]) -> (Vec<usize>, &[String]) {
    let (mut forms, mut rest) = (Vec::new(), words);
    while let Some(at) = FORMS.iter().position(|form| starts_with(rest, form) && rest.len() > form.len()) {
        forms.push(at);
        rest = &rest[FORMS[at].len()..];
    }
    (forms, rest)
}

/// The same name with its legal form before it: *May Đông Phong (Công ty CP)*. None where none stands behind.
pub(super) fn forms_first(words: &[String]) -> Option<Vec<String>> {
    let ends = |at: usize| {
        let mut rest = &words[at..];
        while let Some(form) = FORMS.iter().find(|form| starts_with(rest, form)) {
            rest = &rest[form.len()..];
        }
        rest.is_empty()
    };
    let cut = (1..words.len()).find(|&at| ends(at))?;
    Some([&words[cut..], &words[..cut]].concat())
}

/// Words as they are written, with and without those before a name that say it is a union's, or a school's.
pub(super) fn without_bodies(words: &[String]) -> Vec<&[String]> {
    const SHORT: &[&str] = &["cđ", "cd", "trường", "truong", "trg", "tr"];
    // Nothing else is shortened so.
    let words = match words {
        [first, rest @ ..] if matches!(first.as_str(), "cđcs" | "cdcs") => rest,
        words => words,
    };
    let mut all = vec![words];
    let mut rest = words;
    while let [first, others @ ..] = rest
        && SHORT.contains(&first.as_str())
    {
        rest = others;
        all.push(rest);
    }
    all
}

/// A commune's name of its people's committee's: *UBND xã Bích Hòa*. Those of districts have unions of their own.
pub(super) fn of_committee(words: &[String]) -> Option<&[String]> {
    const COMMUNES: &[&[&str]] = &[&["xã"], &["phường"], &["thị", "trấn"], &["đặc", "khu"]];
    let rest = [&["ủy", "ban", "nhân", "dân"][..], &["ubnd"][..]]
        .iter()
        .find_map(|head| starts_with(words, head).then(|| &words[head.len()..]))?;
    COMMUNES.iter().any(|commune| starts_with(rest, commune)).then_some(rest)
}

/// Whether words say where something is: *KCN Đồng An*, *huyện Thanh Oai*.
pub(super) fn says_where(words: &[String]) -> bool {
    split_type(words).0 > 0 || ZONES.iter().any(|zone| starts_with(words, zone))
}

/// How many of a name's first words are its type word, and the rest.
pub(super) fn split_type(words: &[String]) -> (usize, &[String]) {
    for (full, _) in TYPES {
        if starts_with(words, full) && words.len() > full.len() {
            return (full.len(), &words[full.len()..]);
        }
    }
    (0, words)
}

/// Whether words are a type word and nothing else: the *tỉnh* of *Công đoàn Viên chức tỉnh*.
pub(super) fn is_type_only(words: &[String]) -> bool {
    TYPES.iter().any(|(full, _)| full.len() == words.len() && starts_with(words, full))
}

/// What English says of a body beside its place, folded: *Bich Hoa commune*, *Tan An city*.
const ENGLISH: &[&str] = &[
    "commune",
    "ward",
    "district",
    "urban",
    "rural",
    "town",
    "township",
    "citi",
    "province",
    "provincial",
    "region",
    "of",
];

/// *Xã Bích Hòa - Bich Hoa commune*, *Phường Phú Quý / Phu Quy ward*: behind a name the same place in plain letters.
fn without_english(name: &str) -> &str {
    // A dash may be a long one.
    if !name.bytes().any(|byte| matches!(byte, b'\n' | b'-' | b'/' | b'(' | 0xE2)) {
        return name;
    }
    let own = |sign: &str| {
        let (own, english) = name.rsplit_once(sign)?;
        let english = if sign == "(" { english.strip_suffix(')')? } else { english };
        let place = words(english).into_iter().filter(|word| !ENGLISH.contains(&word.as_str()));
        let place: Vec<String> = place.collect();
        let plain: Vec<String> = words(own).iter().map(|word| bare(word)).collect();
        let same = english.is_ascii() && !place.is_empty();
        (same && plain.ends_with(&place)).then(|| own.trim_end())
    };
    ["\n", " - ", " – ", " / ", "("].into_iter().find_map(own).unwrap_or(name)
}

/// Tells whether a label counts or checks something, as nobody's name does: *Số trang:*, *Tổng số đơn vị đã báo cáo*,
/// *Chênh lệch*.
pub fn counts_or_checks(label: &str) -> bool {
    const HEADS: &[&[&str]] = &[
        &["số"],
        &["tổng", "số"],
        &["ghi", "chú"],
        &["so", "sánh"],
        &["so", "với"],
        &["cùng", "kì"],
        &["năm", "trước"],
        &["kế", "hoạch"],
        &["tỉ", "lệ"],
        &["trong", "đó"],
        &["chia", "ra"],
        &["ngoài", "ra"],
    ];
    const CHECKS: &[&str] =
        &["kiểm tra", "chênh lệch", "đối chiếu", "so sánh", "cộng thử", "check", "ok", "sai", "đúng"];
    let words = words(label);
    HEADS.iter().any(|head| words.len() > head.len() && starts_with(&words, head))
        || CHECKS.contains(&words.join(" ").as_str())
}

/// `Hà Nội (2)`, `Hà Nội (*)`, `Hà Nội [a]`: a footnote mark is no part of the name. Neither is its English form behind it.
pub fn without_footnote(name: &str) -> &str {
    let trimmed = name.trim().trim_end_matches(['*', ' ']);
    let bracketed = |open: char, close: char| trimmed.strip_suffix(close)?.rsplit_once(open);
    let is_mark = |mark: &str| match mark.as_bytes() {
        // `Mỹ Lợi (A)` is a name.
        [letter] if letter.is_ascii_lowercase() => true,
        mark => mark.len() <= 2 && mark.iter().all(|b| b.is_ascii_digit() || *b == b'*'),
    };
    without_english(match bracketed('(', ')').or_else(|| bracketed('[', ']')) {
        Some((before, mark)) if !before.trim().is_empty() && is_mark(mark) => before.trim_end(),
        _ => trimmed,
    })
}

/// A name without what brackets behind it say of its life: *Tam Hưng (sáp nhập từ 1/7)*. None where they say anything else:
/// *Công ty May (chi nhánh 2)* is another.
pub fn without_remark(name: &str) -> Option<&str> {
    const OF_LIFE: &[&str] = &[
        "bổ sung",
        "điều chỉnh",
        "gửi lại",
        "sáp nhập",
        "hợp nhất",
        "giải thể",
        "thành lập",
        "tách",
        "đổi tên",
        "tên cũ",
        "kể từ",
        "từ ngày",
        "từ tháng",
    ];
    let (before, remark) = name.trim().strip_suffix(')')?.rsplit_once('(')?;
    let remark = fold(remark);
    (!before.trim().is_empty() && OF_LIFE.iter().any(|phrase| remark.contains(phrase))).then(|| before.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_the_same_have_the_same_words() {
        for (left, right) in [
            ("CĐ ngành GD&ĐT", "Công đoàn ngành Giáo dục và Đào tạo"),
            ("CĐ GD-ĐT", "Công đoàn Giáo dục"),
            ("CĐGD", "Công đoàn Giáo dục"),
            ("CĐYT", "Công đoàn Y tế"),
            ("CĐVC", "CĐ Viên chức"),
            ("CĐ các KCN&CX", "Công đoàn các Khu công nghiệp và Chế xuất"),
            ("CĐ KCN-CX", "CĐ KCN"),
            ("CĐCS trường TH Đỗ Động", "CĐCS Trường Tiểu học Đỗ Động"),
            ("CĐCS THCS Kim Thư", "CĐ trường Trung học cơ sở Kim Thư"),
            ("CĐCS Cty TNHH MTV May Hòa Bình", "Công ty trách nhiệm hữu hạn một thành viên May Hoà Bình"),
            ("Cty CP Sông Đà", "Công ty cổ phần Sông Đà"),
            ("Đắc Lắc", "Đắk Lắk"),
            ("Đăk Lăk", "Đắk Lắk"),
            ("Bắc Cạn", "Bắc Kạn"),
            ("LĐLĐ Tp.HCM", "LĐLĐ thành phố Hồ Chí Minh"),
            ("Công đoàn Thủ đô", "Hà Nội"),
            ("TX Sơn Tây", "LĐLĐ thị xã Sơn Tây"),
            ("Xã Bích Hòa - Bich Hoa commune", "Xã Bích Hòa"),
            ("LĐLĐ quận Kỳ Sơn / Ky Son urban district (*)", "LĐLĐ quận Kỳ Sơn"),
            ("Bà Rịa - Vũng Tàu\nBa Ria - Vung Tau province", "Bà Rịa - Vũng Tàu"),
            ("Đắk Lắk (Dak Lak)", "Đắk Lắk"),
        ] {
            let (left, right) = (readings(left), readings(right));
            assert!(left.iter().any(|reading| right.contains(reading)), "{left:?} {right:?}");
        }
        for name in ["CĐ KCN - CX", "Trường Mầm non Hoa Sen - Times City", "Nhà máy 1 - ABC", "Bà Rịa - Vũng Tàu"]
        {
            assert_eq!(without_footnote(name), name);
        }
        assert!(counts_or_checks("Số đơn vị đã gửi báo cáo:") && counts_or_checks("Chênh lệch"));
        assert!(!counts_or_checks("Sở Y tế") && !counts_or_checks("Kiểm tra Đảng ủy"));
    }
}
