//! What a cell of a flag or a rating says: yes or no, a class, or how many units are of it.

use crate::domain::{Amount, Category, CategoryId, CellValue, Indicator, Kind, Qualifier, State};
use crate::text::{Convention, NumberText, expand, fold, read_answer, read_number, words};

use super::amount::{CellAmount, Refusal};

/// What was answered, and the class that it is about.
pub(super) type Answer = Result<(Option<CategoryId>, CellAmount), Refusal>;

/// Reads a cell of a flag or a rating; nothing where its indicator is neither, or where it holds a count of units. `about`:
/// the class that row or column name; `classes`: all that there are; `counted`: whether the column counts units, where *x*
/// ticks nothing.
pub(super) fn read(
    value: &CellValue,
    indicator: &Indicator,
    about: Option<CategoryId>,
    classes: &[Category],
    counted: bool,
) -> Option<Answer> {
    match indicator.kind {
        Kind::Flag => Some(flag(value).map(|said| (about, said))),
        Kind::Rating if counted && matches!(value, CellValue::Text(text) if fold(text) == "x") => None,
        Kind::Rating => rating(value, about, classes),
        _ => None,
    }
}

fn flag(value: &CellValue) -> Result<CellAmount, Refusal> {
    if is_missing(value) {
        return Ok(plain(State::Missing));
    }
    match yes_or_no(value) {
        Some(yes) => Ok(plain(State::Value(Amount::whole(i64::from(yes))))),
        None => Err(Refusal::variant("flag")),
    }
}

/// Under the name of a class a tick says that the unit is of it; under *Xếp loại* the cell names the class.
fn rating(value: &CellValue, about: Option<CategoryId>, classes: &[Category]) -> Option<Answer> {
    let CellValue::Text(text) = value else { return None };
    if is_missing(value) || (about.is_none() && is_dash(text)) {
        return Some(Ok((about, plain(State::Missing))));
    }
    if about.is_some() {
        return (yes_or_no(value) == Some(true) && fold(text) != "1").then_some(Ok((about, plain(State::Class))));
    }
    if read_number(text, Convention::Vietnamese).is_some() {
        return None;
    }
    let mut named = (0_u16..).zip(classes).filter(|(_, class)| names(class, text)).map(|(id, _)| CategoryId::new(id));
    Some(match (named.next(), named.next()) {
        (Some(class), None) => Ok((Some(class), plain(State::Class))),
        _ => Err(Refusal::variant("class")),
    })
}

/// Whether a text is the name of a class: *HTXSNV*, *Loại A*, *Đạt loại xuất sắc*.
pub(super) fn names(class: &Category, text: &str) -> bool {
    let said = fold(text);
    let short = without_fillers(&said);
    let own = [&class.code, &class.name.vi, &class.name.en].into_iter().chain(&class.aliases);
    let spelt = expand(&words(short));
    let initials = |name: &str| -> String { name.split(' ').filter_map(|word| word.chars().next()).collect() };
    // *H.T.T.N.V*, *K.HTNV*
    let letters: String = short.split(' ').collect();
    own.map(|name| fold(name)).filter(|name| !name.is_empty()).any(|name| {
        let plain = without_fillers(&name);
        name == said
            || plain == short
            || spelt.contains(&words(plain))
            || (letters.chars().count() >= FEWEST_LETTERS && initials(plain) == letters)
            // *Hoàn thành xuất sắc*
            || plain.strip_suffix(" nhiệm vụ").is_some_and(|task| task == short)
    })
}

/// So many first letters at least are a class.
const FEWEST_LETTERS: usize = 4;

/// A folded text without the words that may stand before any class.
fn without_fillers(folded: &str) -> &str {
    let mut rest = folded;
    while let Some(shorter) =
        ["đạt ", "xếp ", "loại ", "mức ", "hạng "].iter().find_map(|filler| rest.strip_prefix(filler))
    {
        rest = shorter;
    }
    rest
}

fn plain(state: State) -> CellAmount {
    CellAmount { state, qualifier: Qualifier::Exact, repaired: None }
}

fn is_missing(value: &CellValue) -> bool {
    let CellValue::Text(text) = value else { return false };
    read_number(text, Convention::Vietnamese) == Some(NumberText::Missing)
}

fn is_dash(text: &str) -> bool {
    matches!(text.trim(), "-" | "–" | "—")
}

fn yes_or_no(value: &CellValue) -> Option<bool> {
    match value {
        CellValue::Bool(yes) => Some(*yes),
        CellValue::Number(amount) if amount.is_zero() => Some(false),
        CellValue::Number(amount) if *amount == Amount::whole(1) => Some(true),
        CellValue::Text(text) => read_answer(text),
        _ => None,
    }
}

/// Whether a text is a class of a scale that rates by *Tốt*, *Khá*, *Trung bình*, which no other has.
pub(super) fn is_of_another_scale(text: &str) -> bool {
    matches!(fold(text).as_str(), "khá" | "giỏi" | "trung bình" | "tb" | "yếu" | "kém" | "loại khá" | "loại trung bình")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Better, Measure};
    use crate::text::Bilingual;

    fn indicator(kind: Kind) -> Indicator {
        Indicator {
            code: "x".to_owned(),
            name: Bilingual::default(),
            aliases: Vec::new(),
            group: Bilingual::default(),
            kind,
            measure: Measure::default(),
            integer: false,
            breakdown: None,
            part_of: None,
            better: Better::None,
            numerator: None,
            denominator: None,
            weight: None,
            scale: 1,
        }
    }

    fn shown(answer: Option<Answer>) -> String {
        match answer {
            None => "number".to_owned(),
            Some(Err(refusal)) => refusal.variant.to_owned(),
            Some(Ok((class, said))) => {
                let class = class.map_or(String::new(), |class| format!(" {}", class.index()));
                match said.state {
                    State::Value(amount) => format!("{amount}{class}"),
                    state => format!("{state:?}{class}"),
                }
            }
        }
    }

    #[test]
    fn flags_say_yes_or_no_and_nothing_else() {
        for (text, expected) in [
            ("Có", "1"),
            ("x", "1"),
            ("X", "1"),
            ("✓", "1"),
            ("không", "0"),
            ("Chưa có", "0"),
            ("-", "0"),
            ("…", "Missing"),
            ("35", "flag"),
            ("đang xây dựng", "flag"),
        ] {
            let answer = read(&CellValue::Text(text.into()), &indicator(Kind::Flag), None, &[], false);
            assert_eq!(shown(answer), expected, "{text}");
        }
        let answer = read(&CellValue::Bool(false), &indicator(Kind::Flag), None, &[], false);
        assert_eq!(shown(answer), "0");
    }

    #[test]
    fn a_rating_names_its_class_or_ticks_it_or_counts_units() {
        let class = |code: &str, name: &str, alias: &str| Category {
            code: code.to_owned(),
            name: Bilingual { vi: name.to_owned(), en: String::new() },
            aliases: vec![alias.to_owned()],
        };
        let classes = [
            class("excellent", "Hoàn thành xuất sắc nhiệm vụ", "HTXSNV"),
            class("good", "Hoàn thành tốt nhiệm vụ", "Tốt"),
            class("a", "Loại A", ""),
        ];
        for (text, about, expected) in [
            ("HTXSNV", None, "Class 0"),
            ("hoàn thành  tốt nhiệm vụ", None, "Class 1"),
            ("Xếp loại: Tốt", None, "Class 1"),
            ("A", None, "Class 2"),
            ("Vững mạnh", None, "class"),
            ("-", None, "Missing"),
            ("…", None, "Missing"),
            ("45", None, "number"),
            ("x", Some(CategoryId::new(1)), "Class 1"),
            ("✓", Some(CategoryId::new(0)), "Class 0"),
            ("12", Some(CategoryId::new(0)), "number"),
            ("-", Some(CategoryId::new(0)), "number"),
        ] {
            let answer = read(&CellValue::Text(text.into()), &indicator(Kind::Rating), about, &classes, false);
            assert_eq!(shown(answer), expected, "{text}");
        }
        let number = CellValue::Number(Amount::whole(12));
        assert_eq!(shown(read(&number, &indicator(Kind::Rating), Some(CategoryId::new(0)), &classes, false)), "number");
    }
}
