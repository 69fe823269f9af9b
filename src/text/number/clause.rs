//! What people write behind a number in words: how much of the plan it is, what it is worth, the rest of a sum of money.

use crate::text::fold::fold;
use crate::text::time::find_times;

/// Words that begin a clause of its own.
const HEADS: &[&str] =
    &["đạt", "bằng", "tăng", "giảm", "chiếm", "trị giá", "tổng trị giá", "với", "trong đó", "so với", "vượt"];

/// Those of them that begin names, too, and are followed by a number where they explain one: *5 bằng khen, 12 giấy khen* says two.
const BEFORE_NUMBERS: &[&str] = &["bằng", "tăng", "giảm", "với", "vượt"];

/// Words of powers of a thousand, greatest first, folded.
const POWERS: &[(&str, usize)] = &[("tỉ", 9), ("triệu", 6), ("nghìn", 3), ("ngàn", 3)];

/// What stands before a clause that explains a number, and the rest of the clause: *cuộc* and *96,7% kế hoạch* of *cuộc, đạt
/// 96,7% kế hoạch*. A clause without a figure explains none.
pub(super) fn told_apart(rest: &str) -> Option<(&str, &str)> {
    let begins = |(at, c): &(usize, char)| {
        let before = rest[..*at].trim_end();
        let bracketed = before.contains('(') && !before.ends_with(')');
        c.is_alphabetic() && !bracketed && (before.is_empty() || rest[..*at].ends_with([' ', ',', ';']))
    };
    rest.char_indices().filter(begins).find_map(|(at, _)| {
        let clause = &rest[at..];
        let head = HEADS.iter().find(|head| {
            let words = clause.split_whitespace().take(head.split(' ').count()).collect::<Vec<_>>().join(" ");
            fold(&words) == **head
        })?;
        let behind = clause.split_whitespace().skip(head.split(' ').count()).collect::<Vec<_>>();
        let at_once = BEFORE_NUMBERS.contains(head);
        let figures = behind.iter().take(if at_once { 1 } else { behind.len() });
        let figures = figures.into_iter().any(|word| word.contains(|c: char| c.is_ascii_digit()));
        let length = behind.first().map_or(clause.len(), |word| word.as_ptr().addr() - clause.as_ptr().addr());
        figures.then(|| (rest[..at].trim_end_matches([' ', ',', ';']), &clause[length..]))
    })
}

/// Whether a bracket behind a number says that it is not what the period came to: *(KH)*, *(dự kiến)*, *(6 tháng)*, *(năm 2021)*.
pub(super) fn changes(inner: &str) -> bool {
    const PLANS: &[&str] =
        &["kh", "kế hoạch", "chỉ tiêu", "ct", "dự kiến", "đăng kí", "đk", "giao", "dự toán", "mục tiêu", "đề nghị"];
    let folded = fold(inner);
    let plan =
        PLANS.iter().any(|plan| folded.strip_prefix(plan).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    let whole = inner.trim();
    plan || matches!(find_times(whole).as_slice(), [time] if time.at == (0..whole.len()))
}

/// Takes the next power of a sum of money into its digits: of *8* and *tỷ 450 triệu đồng* are left *8.450* and *tỷ đồng*. None where
/// nothing of the kind follows.
pub(super) fn next_power(rest: &str, plain: &mut String) -> Option<String> {
    let mut words = rest.split_whitespace();
    let (first, digits, lower) = (words.next()?, words.next()?, words.next()?);
    let power = |word: &str| {
        let folded = fold(word);
        POWERS.iter().find(|(known, _)| *known == folded).map(|(_, power)| *power)
    };
    let (greater, lesser) = (power(first)?, power(lower)?);
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let room = greater.checked_sub(lesser + decimals)?;
    if digits.len() > 3 || room < 3 || !decimals.is_multiple_of(3) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if decimals == 0 {
        plain.push('.');
    }
    plain.push_str(&format!("{digits:0>room$}"));
    let behind: Vec<&str> = words.collect();
    Some(std::iter::once(first).chain(behind).collect::<Vec<_>>().join(" "))
}
