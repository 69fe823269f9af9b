//! Words that carry no meaning: what may stand around the name of an indicator, in headings and in titles.

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

/// Phrases that carry no meaning of their own in the name of an indicator: *Tổng số sáng kiến được công nhận* and *Sáng
/// kiến* are one.
const FILLERS: &[&[&str]] = &[
    // *Sum of Đoàn viên*, as pivot tables head their columns.
    &["sum", "of"],
    &["cuối", "năm"],
    &["đến", "cuối", "năm"],
    &["cuối", "kì"],
    &["có", "đến", "cuối", "kì"],
    &["cuối", "quí"],
    &["được", "công", "nhận"],
    &["đã", "được", "công", "nhận"],
    &["đã", "được"],
    &["trong", "đó"],
    &["tr", "đó"],
    &["trđó"],
    &["t", "đó"],
    &["chia", "ra"],
    &["bao", "gồm"],
    &["tổng", "số"],
    &["tổng", "hợp"],
    &["t", "số"],
    &["số", "lượng"],
    &["đạt", "danh", "hiệu"],
    &["danh", "hiệu"],
    &["trong", "năm"],
    &["trong", "tháng"],
    &["trong", "quí"],
    &["trong", "kì"],
    &["trong", "kì", "báo", "cáo"],
    &["trên", "địa", "bàn"],
    &["trên", "địa", "bàn", "huyện"],
    &["trên", "địa", "bàn", "tỉnh"],
    &["trên", "địa", "bàn", "xã"],
    &["trên", "địa", "bàn", "phường"],
    &["trên", "địa", "bàn", "thành", "phố"],
    &["toàn", "huyện"],
    &["toàn", "tỉnh"],
    &["toàn", "ngành"],
    &["toàn", "xã"],
    &["toàn", "thành", "phố"],
    &["trong", "toàn", "huyện"],
    &["trong", "toàn", "tỉnh"],
    &["trong", "toàn", "ngành"],
    &["trong", "đơn", "vị"],
    &["tính", "đến", "cuối", "kì"],
    &["tính", "đến", "cuối", "năm"],
    &["hiện", "có"],
    &["hiện", "nay"],
    &["hiện", "tại"],
    &["các", "cấp"],
    &["các", "loại"],
    &["cả"],
    &["nếu", "có"],
    &["xảy", "ra"],
    &["đã", "xảy", "ra"],
    &["của", "đơn", "vị"],
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
    &["theo", "tháng"],
    &["theo", "quí"],
    &["theo", "năm"],
    &["theo", "từng", "tháng"],
    &["theo", "từng", "năm"],
    &["ở"],
    &["gồm"],
    &["the"],
    &["of"],
    &["number"],
];

/// Phrases that a title may hold around the name of an indicator.
const TITLE_FILLERS: &[&[&str]] = &[
    &["sổ", "theo", "dõi"],
    &["theo", "dõi"],
    &["báo", "cáo"],
    &["tổng", "hợp"],
    &["kết", "quả"],
    &["thống", "kê"],
    &["số", "liệu"],
    &["tình", "hình"],
    &["tiến", "độ"],
    &["thực", "hiện"],
    &["chia", "theo"],
    &["phân", "theo"],
    &["phân"],
    &["đơn", "vị"],
    &["giai", "đoạn"],
    &["thời", "kì"],
    &["thời", "gian"],
    &["chia"],
    &["đạt"],
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
    // Both kinds of what is built: one alone would be a part.
    &["xây", "dựng", "sửa", "chữa"],
    &["xây", "mới", "sửa", "chữa"],
    &["sửa", "chữa", "xây", "dựng"],
    &["xây", "sửa"],
    &["chỉ", "tiêu"],
    &["một"],
    &["xét", "tặng"],
    &["công", "nhận"],
    &["hỗ", "trợ"],
    &["đến", "cuối"],
    &["cuối"],
    &["doanh", "nghiệp"],
    &["công", "đoàn", "cơ", "sở"],
];

/// Phrases that may stand beside a period and say nothing but when, or how its figures came about.
const TIME_FILLERS: &[&[&str]] = &[
    &["nhiệm", "kì"],
    &["nk"],
    &["giai", "đoạn"],
    &["kết", "quả"],
    &["kq"],
    &["liệu"],
    &["thực", "hiện"],
    &["th"],
    &["cuối"],
    &["n"],
    &["năm"],
    &["năm", "gốc"],
    &["năm", "đầu", "nhiệm", "kì"],
    &["thứ"],
    &["thứ", "năm"],
    &["chính", "thức"],
    &["quyết", "toán"],
    &["5", "năm"],
    &["05", "năm"],
];

/// Phrases by their first words.
struct Phrases(HashMap<&'static str, Vec<&'static [&'static str]>>);

impl Phrases {
    fn new(lists: &[&'static [&'static [&'static str]]]) -> Phrases {
        let mut phrases: HashMap<_, Vec<_>> = HashMap::default();
        for phrase in lists.iter().copied().flatten() {
            phrases.entry(phrase[0]).or_default().push(*phrase);
        }
        Phrases(phrases)
    }

    /// How long the longest phrase is that words begin with.
    fn longest(&self, words: &[String]) -> Option<usize> {
        let phrases = self.0.get(words.first()?.as_str())?.iter();
        phrases.filter(|phrase| words.iter().take(phrase.len()).eq(phrase.iter())).map(|phrase| phrase.len()).max()
    }
}

/// Every phrase of the lists.
pub(super) fn phrases() -> impl Iterator<Item = String> {
    FILLERS
        .iter()
        .chain(TITLE_FILLERS)
        .chain(TIME_FILLERS)
        .chain(PARTICLES)
        .chain(COUNTED)
        .map(|phrase| phrase.join(" "))
}

/// The words of a name that carry meaning: fillers left out, unless nothing would be left.
pub fn core_words(words: &[String]) -> Vec<String> {
    static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[FILLERS]));
    without(words, &PHRASES)
}

/// The words of a title that carry meaning there: fillers and usual words of titles left out.
pub fn title_words(words: &[String]) -> Vec<String> {
    static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[FILLERS, TITLE_FILLERS]));
    without(words, &PHRASES)
}

/// Whether words carry no meaning in a title: fillers, usual words of titles, numbers.
pub fn title_fillers_only(words: &[String]) -> bool {
    title_words(words).iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the words beside a period say nothing more than when.
pub fn time_fillers_only(words: &[String]) -> bool {
    static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[FILLERS, TIME_FILLERS]));
    without(words, &PHRASES).iter().all(|word| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Names of bodies that begin with a filler or that are cut short, with what may follow and is then left out.
const BODIES: &[(&[&str], &[&[&str]])] = &[
    (&["tổng", "liên", "đoàn"], &[&["lao", "động"], &["việt", "nam"]]),
    (&["thủ", "tướng"], &[&["chính", "phủ"]]),
    (&["tổng", "công", "ti"], &[]),
    (&["tổng", "cục"], &[]),
];

fn without(words: &[String], fillers: &Phrases) -> Vec<String> {
    let mut core = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let starts = |rest: &[String], phrase: &[&str]| {
            rest.len() >= phrase.len() && phrase.iter().zip(rest).all(|(p, w)| p == w)
        };
        if let Some((body, tails)) = BODIES.iter().find(|(body, _)| starts(rest, body)) {
            core.extend_from_slice(&rest[..body.len()]);
            at += body.len();
            for tail in *tails {
                at += if starts(&words[at..], tail) { tail.len() } else { 0 };
            }
            continue;
        }
        match fillers.longest(rest) {
            Some(length) => at += length,
            None => {
                core.push(words[at].clone());
                at += 1;
            }
        }
    }
    core
}

/// Phrases that join and colour, and say nothing about what is counted: *được khen tặng*, *kết nạp vào Đảng*.
const PARTICLES: &[&[&str]] = &[
    &["tặng"],
    &["trao"],
    &["nhận"],
    &["phát", "sinh"],
    &["hiện"],
    &["còn"],
    &["cho"],
    &["từ"],
    &["vào"],
    &["với"],
    &["so", "sánh"],
    &["do"],
    &["vì"],
    &["trong"],
    &["trường", "hợp"],
    &["đang"],
    // *Kết quả xếp loại*, *Đánh giá, xếp loại*; *Đã ban hành quy chế*.
    &["kết", "quả"],
    &["đánh", "giá"],
    &["ban", "hành"],
];

/// What may be counted: *số vụ*, *số người*. Two phrases that count different things are not about the same.
const COUNTED: &[&[&str]] = &[
    &["người"],
    &["lượt"],
    &["cuộc"],
    &["vụ"],
    &["đơn", "vị"],
    &["bản"],
    &["buổi"],
    &["cặp"],
    &["đợt"],
    &["lớp"],
    &["suất"],
    &["cá", "nhân"],
    &["tập", "thể"],
];

/// What is not counted though it begins so: *hội nghị người lao động*.
const COMPOUNDS: &[&[&str]] =
    &[&["người", "lao", "động"], &["người", "sử", "dụng", "lao", "động"], &["đơn", "vị", "sự", "nghiệp"]];

/// What goes without saying behind such words, the longer first.
const UNSAID: &[(&[&str], &[&str])] = &[
    (&["giới", "thiệu", "đảng"], &["xem", "xét", "bồi", "dưỡng", "kết", "nạp"]),
    (&["giới", "thiệu", "đảng"], &["bồi", "dưỡng", "kết", "nạp"]),
    (&["giới", "thiệu", "đảng"], &["xem", "xét", "kết", "nạp"]),
    (&["giới", "thiệu", "đảng"], &["bồi", "dưỡng"]),
    (&["đối", "thoại"], &["nơi", "làm", "việc"]),
    (&["thỏa", "ước"], &["lao", "động", "tập", "thể"]),
    (&["nợ"], &["đọng"]),
    (&["lao", "động", "sáng", "tạo"], &["tổng", "liên", "đoàn"]),
    (&["kỉ", "niệm", "chương"], &["vì", "sự", "nghiệp", "xây", "dựng", "tổ", "chức", "công", "đoàn"]),
    (&["lương", "bình", "quân"], &["1", "người", "lao", "động"]),
    (&["lương", "bình", "quân"], &["một", "người", "lao", "động"]),
    (&["lương", "bình", "quân"], &["01", "người", "lao", "động"]),
    (&["lương", "bình", "quân"], &["mỗi", "người", "lao", "động"]),
    (&["lương", "bình", "quân"], &["người", "lao", "động"]),
];

/// How many words of a phrase go without saying, and how many of them are still said: a budget is the state's, what the
/// centre's adds to goes to the local one, what a union counts is the union's, and *(được) cấp* at the end is what is done
/// with whatever is awarded.
fn understood(rest: &[String], before: &[String]) -> Option<(usize, usize)> {
    let starts = |phrase: &[&str]| rest.len() >= phrase.len() && phrase.iter().zip(rest).all(|(p, w)| p == w);
    let follows = |phrase: &[&str]| {
        before.len() >= phrase.len() && phrase.iter().zip(&before[before.len() - phrase.len()..]).all(|(p, w)| p == w)
    };
    // *Giá trị làm lợi từ sáng kiến*: of nothing else.
    const OF: &[&str] = &["từ", "của", "do", "nhờ"];
    if follows(&["làm", "lợi"]) || before == ["tiền", "thưởng"] {
        let link = usize::from(rest.first().is_some_and(|word| OF.contains(&word.as_str())));
        let named = rest.get(link..).unwrap_or_default();
        let many = usize::from(named.first().is_some_and(|word| word == "các"));
        if named.get(many..).is_some_and(|named| named.iter().take(2).eq(["sáng", "kiến"])) {
            return Some((link + many + 2, 0));
        }
    }
    if before.is_empty() {
        // *Tổ chức hội nghị*, *Tiền lương*.
        const EVENTS: &[&str] = &["hội", "đại", "đối", "lớp", "cuộc", "buổi"];
        let event = starts(&["tổ", "chức"]) && rest.get(2).is_some_and(|word| EVENTS.contains(&word.as_str()));
        return if event { Some((2, 0)) } else { starts(&["tiền", "lương"]).then_some((1, 0)) };
    }
    // *Số người được tính tiền lương*
    if starts(&["tiền", "lương"]) {
        return Some((1, 0));
    }
    for (behind, phrase) in UNSAID {
        if starts(phrase) && behind.iter().all(|word| before.iter().any(|said| said == word)) {
            return Some((phrase.len(), 0));
        }
    }
    // *CĐCS xếp loại hoàn thành tốt nhiệm vụ*
    if starts(&["xếp", "loại"]) && rest.len() > 3 {
        return Some((2, 0));
    }
    if starts(&["tổ", "chức"]) {
        // *Số đơn vị tổ chức hội nghị*; *Tổ chức, đoàn viên* is a chapter.
        return Some((2, 0));
    }
    if starts(&["ngân", "sách", "nhà", "nước"]) {
        Some((4, 2))
    } else if starts(&["cho", "ngân", "sách", "địa", "phương"]) && follows(&["ngân", "sách", "trung", "ương"])
    {
        Some((5, 0))
    } else if starts(&["công", "đoàn"]) && !starts(&["công", "đoàn", "cơ", "sở"]) {
        Some((2, 0))
    } else {
        (rest == ["cấp"]).then_some((1, 0))
    }
}

/// Whether [`essence`] may leave a word out of what a phrase is about, in some phrase or other.
pub fn may_go_unsaid(word: &str) -> bool {
    // Of the phrases that are told one by one.
    const ELSEWHERE: &[&str] = &[
        "của", "nhờ", "các", "sáng", "kiến", "tổ", "chức", "tiền", "lương", "xếp", "loại", "ngân", "sách", "nhà",
        "nước", "địa", "phương", "công", "đoàn", "cấp", "kinh", "phí", "doanh", "nghiệp", "giá", "trị", "kết", "nạp",
        "phát", "triển", "thành", "lập", "%",
    ];
    static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let phrases =
            [PARTICLES, COUNTED].into_iter().flatten().copied().chain(UNSAID.iter().map(|(_, phrase)| *phrase));
        phrases.flatten().chain(ELSEWHERE).copied().collect()
    });
    WORDS.contains(word) || word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A title without those who bear it: *CNLĐ đạt danh hiệu “Công nhân giỏi”*; `None` where nobody is named before it.
pub fn without_bearers(words: &[String]) -> Option<&[String]> {
    const PEOPLE: &[&str] =
        &["số", "lượng", "tổng", "công", "nhân", "viên", "chức", "lao", "động", "cán", "bộ", "đoàn", "người"];
    let title = words.windows(3).position(|three| three == ["đạt", "danh", "hiệu"])?;
    let borne = title > 0 && words[..title].iter().all(|word| PEOPLE.contains(&word.as_str()));
    borne.then(|| &words[title..])
}

/// *Tổng số CĐCS được đánh giá*: of those that are judged, not of all; *Đánh giá, xếp loại* is said of a rating.
fn judges(words: &[String]) -> bool {
    words.iter().take(2).eq(["đánh", "giá"]) && words.get(2).is_none_or(|next| next != "xếp")
}

/// What a question asks about: *Đơn vị đã ký thỏa ước lao động tập thể chưa?*; `None` where nothing is asked.
pub fn without_question(words: &[String]) -> Option<&[String]> {
    let (last, rest) = words.split_last()?;
    let rest = match (last.as_str(), rest) {
        ("chưa" | "không", [rest @ .., before]) if before == "hay" => rest,
        ("chưa" | "không", rest) => rest,
        _ => return None,
    };
    // *6. Đơn vị …*: the number of the question, and whom it asks.
    let number = rest.iter().take_while(|word| word.bytes().all(|byte| byte.is_ascii_digit())).count();
    let rest = &rest[number..];
    Some(rest.strip_prefix(&["đơn".to_owned(), "vị".to_owned()]).unwrap_or(rest))
}

/// The words of a phrase that say what it is about, without particles and what is counted, and what is counted.
pub fn essence(core: &[String]) -> (Vec<String>, Vec<String>) {
    static COMPOUND: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[COMPOUNDS]));
    static PARTICLE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[PARTICLES]));
    static WHAT_IS_COUNTED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[COUNTED]));
    let mut words: Vec<String> = Vec::with_capacity(core.len());
    let mut counted = Vec::new();
    let mut at = 0;
    while at < core.len() {
        let rest = &core[at..];
        // What employers pay to unions is a name of its own, and no sum of money; *Thu kinh phí*, *Nợ kinh phí* are of nothing else.
        let paid = words.last().is_some_and(|word| matches!(word.as_str(), "thu" | "nợ" | "nộp"));
        let kpcd = ["kinh", "phí", "công", "đoàn"];
        let named = rest.iter().take(4).eq(kpcd);
        if named || (paid && rest.iter().take(2).eq(["kinh", "phí"])) {
            words.extend(kpcd.map(String::from));
            at += if named { 4 } else { 2 };
            continue;
        }
        // *Doanh nghiệp tổ chức hội nghị*: what is counted is the one who does.
        if counted.is_empty() && words.is_empty() && rest.iter().take(4).eq(["doanh", "nghiệp", "tổ", "chức"]) {
            counted.push("doanh nghiệp".to_owned());
            at += 4;
        } else if let Some((length, 0)) = understood(rest, &words).filter(|_| !words.is_empty()) {
            at += length;
        } else if let Some(length) = COMPOUND.longest(rest) {
            words.extend_from_slice(&rest[..length]);
            at += length;
        } else if let Some((length, kept)) = understood(rest, &words)
            .or_else(|| (rest.iter().take(2).eq(["tổ", "chức"]) && !counted.is_empty()).then_some((2, 0)))
        {
            words.extend_from_slice(&rest[..kept]);
            at += length;
        } else if let Some(length) = PARTICLE.longest(rest).filter(|_| !judges(rest)) {
            at += length;
        } else if let Some(length) = WHAT_IS_COUNTED.longest(rest) {
            counted.push(rest[..length].join(" "));
            at += length;
        } else if rest[0] == "%" {
            at += 1;
        } else {
            // Two words for an amount of money.
            let money = [["giá", "trị"], ["kinh", "phí"]]
                .iter()
                .any(|phrase| phrase.iter().zip(rest).all(|(p, w)| p == w) && rest.len() > 1);
            words.push(if money { "tiền".to_owned() } else { rest[0].clone() });
            at += 1 + usize::from(money);
        }
    }
    // *Đoàn viên mới* is *Đoàn viên kết nạp mới*, *Phát triển đoàn viên mới*.
    if words.iter().any(|word| word == "mới") {
        let newly = [["kết", "nạp"], ["phát", "triển"], ["thành", "lập"]];
        let at = (1..words.len()).find(|&at| newly.iter().any(|verb| verb[0] == words[at - 1] && verb[1] == words[at]));
        if let Some(at) = at
            && words.len() > 3
        {
            words.drain(at - 1..=at);
        }
    }
    (words, counted)
}
