//! What headings and labels mean: periods and measures are taken out, two languages are told apart, the rest is looked
//! up.

use std::borrow::Cow;

use crate::text::{
    ColumnWord, Label, MeasureWord, Span, find_times, fold, is_foreign, measure_word, time_fillers_only,
    without_foreign, words,
};

use crate::intake::vocabulary::{Lookup, Meaning, Vocabulary};

/// What a path of headings or labels says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sense {
    /// What it measures.
    pub lookup: Lookup,
    /// What the second language says, where it says something else.
    pub other: Option<Meaning>,
    /// The periods it names, outermost first.
    pub spans: Vec<Span>,
    /// The measure it names.
    pub measure: Option<MeasureWord>,
}

/// Reads a path, outermost first.
pub fn sense(path: &[&str], vocabulary: &Vocabulary) -> Sense {
    // *Bằng khen (cá nhân)*: what would be counted is a part, where the catalogue parts it so.
    if path.iter().any(|part| part.contains('(') && names_a_category_in_brackets(part, vocabulary)) {
        let opened: Vec<String> = path.iter().map(|part| part.replace(['(', ')'], " ")).collect();
        let opened: Vec<&str> = opened.iter().map(String::as_str).collect();
        let found = sense_of(&opened, vocabulary);
        if let Lookup::Known(Meaning::Indicator(_, Some(_))) = found.lookup {
            return found;
        }
    }
    let mut found = sense_of(path, vocabulary);
    // *Đơn thư đang giải quyết* are none of those that are.
    if let Lookup::Known(Meaning::Indicator(id, _)) = found.lookup
        && vocabulary.is_done(id)
        && path.iter().any(|part| words(part).iter().any(|word| word == "đang"))
    {
        found.lookup = Lookup::Unknown;
        return found;
    }
    // *% đoàn viên nữ*, *Kết nạp mới (+/-)* are not so many.
    if let Lookup::Known(Meaning::Indicator(id, _)) = found.lookup
        && !vocabulary.is_share(id)
        && path.iter().any(|part| says_share(part))
    {
        found.lookup = Lookup::Unknown;
        return found;
    }
    // *Kết nạp mới* over *New members*, the labels beside being merged over both.
    if let (Lookup::Unknown, [own @ .., leaf]) = (&found.lookup, path)
        && !own.is_empty()
        && leaf.is_ascii()
        && is_foreign(leaf)
        && !leaf.split_whitespace().any(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
        && let meant = sense_of(own, vocabulary)
        && matches!(meant.lookup, Lookup::Known(_))
    {
        return meant;
    }
    found
}

/// Whether a heading bears the sign of a share or of a difference. *Kinh phí công đoàn 2%* is called so, and what stands in brackets
/// says how it is shown beside: *Nữ (tỷ lệ %)*.
pub(super) fn says_share(heading: &str) -> bool {
    if ["+/-", "+,-", "+ / -", "±"].iter().any(|sign| heading.contains(sign)) {
        return true;
    }
    let mut depth = 0_i32;
    let mut before = ' ';
    for c in heading.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '%' if depth <= 0 && !before.is_ascii_digit() => return true,
            _ => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    false
}

/// Whether a bracket names nothing but a category.
fn names_a_category_in_brackets(text: &str, vocabulary: &Vocabulary) -> bool {
    let insides = text.split('(').skip(1).filter_map(|rest| rest.split_once(')'));
    insides.into_iter().any(|(inside, _)| {
        measure_word(inside.trim()).is_some()
            && match vocabulary.look_up(inside) {
                Lookup::Known(meaning) => matches!(meaning, Meaning::Category(..)),
                Lookup::Ambiguous(several) => several.iter().all(|one| matches!(one, Meaning::Category(..))),
                _ => false,
            }
    })
}

fn sense_of(path: &[&str], vocabulary: &Vocabulary) -> Sense {
    let mut spans = Vec::new();
    let mut measures: Vec<Option<MeasureWord>> = Vec::with_capacity(path.len());
    let mut parts: Vec<String> = Vec::with_capacity(path.len());
    let whole = whole_periods(path, vocabulary);
    for (place, part) in whole.iter().enumerate() {
        // The tenth group; the name of a commune says nothing here in any case.
        let part = part.strip_prefix("X.").unwrap_or(part);
        let part = if place + 1 < whole.len() { without_parting(part) } else { part };
        let (words, found) = match named_with_digits(part, vocabulary) {
            // *Nợ dưới 3 tháng*: a category of the catalogue that holds what would be read as a period.
            Lookup::Known(Meaning::Category(..)) => (part.to_owned(), Vec::new()),
            _ => without_times(part),
        };
        let (words, stated) = without_measure(&words);
        // *Triệu đồng* over several sums.
        let (words, stated) = match measure_word(words.trim()) {
            Some(money @ MeasureWord::Money(_)) if path.len() > 1 && stated.is_none() => (String::new(), Some(money)),
            _ => (words, stated),
        };
        measures.push(stated);
        // *Thực hiện năm 2020*, *Kết quả quý I*, *Nhiệm kỳ 2018–2023*, *Năm 2022 (số chính thức)*: nothing but when.
        let says_when = || time_fillers_only(&self::words(&words)) && names_nothing(&words, vocabulary);
        let tells_when = |word: ColumnWord| matches!(word, ColumnWord::Value | ColumnWord::Period);
        let only_when = !found.is_empty() && (Label::new(&words).column_word.is_some_and(tells_when) || says_when());
        spans.extend(found);
        parts.push(if only_when { String::new() } else { words });
    }
    let whole: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.trim().is_empty()).collect();
    let lookup = vocabulary.look_up_path(&whole);
    // What a heading over several columns says of another indicator is not said of this one.
    let of_another = |part: &str| match (&lookup, vocabulary.look_up(part)) {
        (Lookup::Known(Meaning::Indicator(id, _)), Lookup::Known(Meaning::Indicator(other, _))) => *id != other,
        _ => false,
    };
    let last = parts.len().saturating_sub(1);
    let own = parts.iter().zip(&measures).enumerate();
    let mut own = own.filter(|(at, (part, stated))| stated.is_some() && (*at == last || !of_another(part)));
    let measure = own.next_back().and_then(|(_, (_, stated))| *stated);
    if !matches!(lookup, Lookup::Unknown) || whole.is_empty() {
        let lookup = in_one_language(&lookup, &whole, vocabulary).unwrap_or(lookup);
        return Sense { lookup, other: None, spans, measure };
    }
    if let Some(meaning) = in_other_words(&whole, vocabulary) {
        return Sense { lookup: Lookup::Known(meaning), other: None, spans, measure };
    }
    // `Tổng thu NSNN\nTotal revenues`: each language by itself; they must say the same.
    let split: Vec<(String, Option<String>)> = whole.iter().map(|part| languages(part)).collect();
    let first: Vec<&str> = split.iter().map(|(first, _)| first.as_str()).collect();
    let lookup = vocabulary.look_up_path(&first);
    let second: Vec<&str> = split.iter().map(|(first, second)| second.as_deref().unwrap_or(first)).collect();
    let other = match (&lookup, vocabulary.look_up_path(&second)) {
        (Lookup::Known(meaning), Lookup::Known(said)) if said != *meaning => Some(said),
        (Lookup::Unknown, Lookup::Known(said)) => {
            return Sense { lookup: Lookup::Known(said), other: None, spans, measure };
        }
        _ => None,
    };
    Sense { lookup, other, spans, measure }
}

/// *CĐCS chia theo khu vực* over its parts is *CĐCS*.
pub(super) fn without_parting(group: &str) -> &str {
    let lower = group.to_lowercase();
    let parting = ["chia theo", "phân theo"].iter().find_map(|phrase| lower.find(phrase));
    match parting.and_then(|at| group.get(..at)) {
        Some(named) if lower.len() == group.len() && !named.trim().is_empty() => {
            named.trim_end_matches([' ', ',', '('])
        }
        _ => group,
    }
}

/// What an indicator is under a group that says it in two languages: *Có mục tiêu Targeted* over *Bổ sung từ NSTW*.
fn in_one_language(lookup: &Lookup, path: &[&str], vocabulary: &Vocabulary) -> Option<Lookup> {
    let (Lookup::Known(Meaning::Indicator(id, None)), [groups @ .., leaf]) = (lookup, path) else { return None };
    let unknown = |group: &&str| vocabulary.look_up(group) == Lookup::Unknown;
    if !groups.iter().any(unknown) {
        return None;
    }
    let own = groups.iter().map(|group| if unknown(group) { languages(group).0 } else { (*group).to_owned() });
    let own: Vec<String> = own.collect();
    let own: Vec<&str> = own.iter().map(String::as_str).chain([*leaf]).collect();
    let parted = |found: &Lookup| matches!(found, Lookup::Known(Meaning::Indicator(of, Some(_))) if of == id);
    Some(vocabulary.look_up_path(&own)).filter(parted)
}

/// What a text with a number in it means as it stands.
fn named_with_digits(text: &str, vocabulary: &Vocabulary) -> Lookup {
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    if digits { vocabulary.look_up(text) } else { Lookup::Unknown }
}

fn names_nothing(words: &str, vocabulary: &Vocabulary) -> bool {
    matches!(vocabulary.look_up(words), Lookup::Unknown | Lookup::Empty)
}

/// What the innermost part calls by two names, of which the catalogue knows that in brackets as a category: *Cấp trường (cơ
/// sở)*.
fn in_other_words(path: &[&str], vocabulary: &Vocabulary) -> Option<Meaning> {
    let (leaf, groups) = path.split_last()?;
    let (before, inside) = leaf.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let known = |text: &str| vocabulary.look_up(text);
    if known(before) != Lookup::Unknown
        || !matches!(known(inside), Lookup::Known(Meaning::Category(..)) | Lookup::Ambiguous(_))
    {
        return None;
    }
    match vocabulary.look_up_path(&groups.iter().copied().chain([inside]).collect::<Vec<_>>()) {
        Lookup::Known(meaning) => Some(meaning),
        _ => None,
    }
}

/// A path in which no period is set in lines, one row a line: *6 tháng* over *đầu năm* are one part.
fn whole_periods<'p>(path: &[&'p str], vocabulary: &Vocabulary) -> Vec<Cow<'p, str>> {
    let mut parts: Vec<Cow<'p, str>> = Vec::with_capacity(path.len());
    for part in path {
        if let Some(last) = parts.last_mut() {
            let border = last.len();
            let joined = format!("{last} {part}");
            // *Nam*, *Nữ* over years.
            let men = path.len() > 2 && fold(last) == "nam" && matches!(vocabulary.look_up(last), Lookup::Known(_));
            if !men && find_times(&joined).iter().any(|phrase| phrase.at.start < border && phrase.at.end > border + 1) {
                *last = Cow::Owned(joined);
                continue;
            }
        }
        parts.push(Cow::Borrowed(part));
    }
    parts
}

/// A text without its period phrases, and the phrases.
fn without_times(text: &str) -> (String, Vec<Span>) {
    let phrases = find_times(text);
    if phrases.is_empty() {
        return (text.to_owned(), Vec::new());
    }
    let rest = crate::text::without_times(text, &phrases);
    (rest, phrases.into_iter().map(|phrase| phrase.span).collect())
}

/// A text without brackets that name a measure (`Giá trị làm lợi (triệu đồng)`, `Số lớp (ĐVT: lớp)`), number a column or a footnote, or give
/// the initials of the words before them (`Chi đầu tư phát triển (ĐTPT)`); and the measure.
fn without_measure(text: &str) -> (String, Option<MeasureWord>) {
    let mut kept = String::with_capacity(text.len());
    let mut measure = None;
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once('(') {
        let Some((inside, after)) = opened.split_once(')') else { break };
        kept.push_str(before);
        // `(ĐVT: người)`, `(Đơn vị tính: người)`, mistyped or not.
        let behind =
            inside.rsplit_once(':').map(|(_, measure)| measure).filter(|text| measure_word(text.trim()).is_some());
        let listed = inside.trim().trim_start_matches("ĐVT:").trim_start_matches("Đơn vị tính:");
        let stated = behind.unwrap_or(listed).trim();
        match measure_word(stated) {
            _ if explains(stated) => {}
            Some(word) => measure = Some(word),
            // `(1)`, `(2=3+4)`: the number of a column; `(*)`: a footnote.
            None if stated.chars().all(|c| c.is_ascii_digit() || matches!(c, '=' | '+' | '-' | '*' | ' ')) => {}
            None if says_how_pairs_stand(stated) => {}
            None if are_initials(stated, &kept) || repeats(stated, &kept) || stated.len() < inside.trim().len() => {}
            None => {
                kept.push('(');
                kept.push_str(inside);
                kept.push(')');
            }
        }
        kept.push(' ');
        rest = after;
    }
    kept.push_str(rest);
    // *Thu kinh phí công đoàn - triệu đồng*, *Giá trị làm lợi, nghìn đồng*
    if measure.is_none()
        && let Some((name, behind)) = kept.trim_end().rsplit_once([',', '-', '–', '\n'])
        && !name.trim().is_empty()
        && let Some(money @ MeasureWord::Money(_)) = measure_word(without_head(behind))
    {
        return (name.to_owned(), Some(money));
    }
    (kept, measure)
}

/// A measure without the words that lead to it: *ĐVT nghìn đồng*, *tính bằng triệu đồng*.
fn without_head(measure: &str) -> &str {
    let text = measure.trim();
    let heads = ["ĐVT:", "ĐVT", "đvt:", "đvt", "đơn vị tính:", "đơn vị tính", "tính bằng", "đơn vị"];
    heads.iter().find_map(|head| text.strip_prefix(head)).unwrap_or(text).trim()
}

/// Whether a bracket says that figures are pairs, what was done standing first: `(thực hiện/chỉ tiêu)`.
fn says_how_pairs_stand(inside: &str) -> bool {
    let Some((first, second)) = inside.split_once('/') else { return false };
    matches!(words(first).join(" ").as_str(), "thực hiện" | "th" | "kết quả" | "đạt")
        && matches!(
            words(second).join(" ").as_str(),
            "chỉ tiêu" | "ct" | "kế hoạch" | "kh" | "chỉ tiêu giao" | "ct giao" | "kh giao" | "giao" | "đăng kí" | "đk"
        )
}

/// Whether a bracket says no more than how the same was counted: *(có mặt cuối kỳ)*, *(kể cả Chủ tịch)*.
fn explains(inside: &str) -> bool {
    const HEADS: &[&str] =
        &["có mặt", "kể cả", "bao gồm", "gồm", "còn hiệu lực", "nếu có", "tại thời điểm", "thời điểm"];
    let folded = fold(inside);
    // *Nữ (tỷ lệ %)* over *6.655 (55%)*.
    if folded == "tỉ lệ %" {
        return true;
    }
    // *(có = x)*, *(đánh dấu x nếu có)*
    let of_legend = |word: &str| {
        matches!(word, "có" | "x" | "không" | "đánh" | "dấu" | "nếu" | "=" | "0" | "1" | "ghi" | "tích" | "vào" | "ô")
    };
    if folded.split(' ').all(of_legend) && folded.split(' ').any(|word| matches!(word, "x" | "có")) {
        return true;
    }
    HEADS.iter().any(|head| folded.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Whether a bracket says in what something is counted by its own name: `Số học sinh nữ (học sinh)`.
fn repeats(inside: &str, before: &str) -> bool {
    let (inside, before) = (words(inside), words(before));
    !inside.is_empty() && before.windows(inside.len()).any(|window| window == inside)
}

/// Whether a bracket holds the initials of the words right before it.
fn are_initials(inside: &str, before: &str) -> bool {
    let letters: Vec<char> = inside.chars().flat_map(char::to_lowercase).collect();
    let words = words(before);
    letters.len() > 1
        && words.len() >= letters.len()
        && words[words.len() - letters.len()..].iter().zip(&letters).all(|(word, letter)| word.starts_with(*letter))
}

/// Vietnamese first, then a second language in plain letters: by lines, around a dash or slash, or by its words.
fn languages(text: &str) -> (String, Option<String>) {
    let lines: Vec<&str> = text
        .split(['\n', '\r'])
        .flat_map(|line| line.split(" - "))
        .flat_map(|line| line.split(" / "))
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let foreign = |line: &str| {
        line.is_ascii() && line.chars().any(|c| c.is_ascii_lowercase()) || line.is_ascii() && line.contains(' ')
    };
    let Some(start) = (1..lines.len()).find(|&start| {
        // *tỉnh* over *An Giang* is one language in two lines.
        lines[start..].iter().all(|line| foreign(line))
            && lines[start..].iter().any(|line| is_foreign(line))
            && lines[..start].iter().any(|line| !line.is_ascii())
    }) else {
        // *Số học sihn*: one strange word with nothing before it that parts languages is mistyped.
        let parted = |(own, foreign): &(String, String)| {
            let capital = foreign.starts_with(char::is_uppercase) && text.chars().any(char::is_lowercase);
            foreign.contains(' ') || capital || text.contains(['/', '–']) || text.contains(" - ") || own.is_empty()
        };
        let parts = without_foreign(text).filter(parted);
        return parts.map_or_else(|| (text.to_owned(), None), |(own, foreign)| (own, Some(foreign)));
    };
    (lines[..start].join(" "), Some(lines[start..].join(" ")))
}

/// A line or name without its period phrases, brackets of measures and ordinals.
pub fn without_noise(text: &str) -> String {
    let (words, _) = without_times(text);
    let (words, _) = without_measure(&words);
    crate::text::split_ordinal(words.trim()).1.to_owned()
}
