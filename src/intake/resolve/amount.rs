//! What a cell of figures says, in the measure of its indicator.

use crate::domain::{Amount, CellValue, Code, Indicator, Kind, Qualifier, State};
use crate::text::{Convention, MeasureWord, Modifier, NumberText, fold, read_number};

/// What a cell of figures says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellAmount {
    /// The value, or why there is none.
    pub state: State,
    /// How exactly it is meant.
    pub qualifier: Qualifier,
    /// Whether it was repaired, from which amount.
    pub repaired: Option<Amount>,
}

/// Why a cell gives no value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// What is the matter.
    pub code: Code,
    /// What the cell may have meant, where its damage tells.
    pub proposal: String,
}

/// Reads a cell as a figure of an indicator. `stated`: the measure that its row, column or table names.
pub fn read(
    value: &CellValue,
    indicator: &Indicator,
    stated: Option<MeasureWord>,
    convention: Convention,
) -> Result<CellAmount, Refusal> {
    let refuse = |code| Err(Refusal { code, proposal: String::new() });
    let exact =
        |amount: Amount| CellAmount { state: State::Value(amount), qualifier: Qualifier::Exact, repaired: None };
    if indicator.kind == Kind::Flag {
        return match yes_or_no(value) {
            Some(yes) => Ok(exact(Amount::whole(i64::from(yes)))),
            None => refuse(Code::CellNotNumber),
        };
    }
    let read = match value {
        CellValue::Number(amount) => in_measure(exact(*amount), indicator, stated, None),
        CellValue::Percent(fraction) if indicator.measure.is_percent() => fraction.scaled(2).map(exact),
        CellValue::Percent(_) => return refuse(Code::CellNotNumber),
        CellValue::Text(text) => match read_number(text, convention) {
            Some(NumberText::Value(number)) => {
                if number.percent && !indicator.measure.is_percent() {
                    return refuse(Code::CellNotNumber);
                }
                let Some(amount) = Amount::parse(&number.plain) else { return refuse(Code::CellNotNumber) };
                let qualifier = match number.modifier {
                    Modifier::Exact => Qualifier::Exact,
                    Modifier::AtLeast => Qualifier::AtLeast,
                    Modifier::AtMost => Qualifier::AtMost,
                    Modifier::About => Qualifier::About,
                };
                in_measure(CellAmount { qualifier, ..exact(amount) }, indicator, stated, number.money)
            }
            Some(NumberText::Zero) => Some(exact(Amount::ZERO)),
            Some(NumberText::Missing) => Some(CellAmount { state: State::Missing, ..exact(Amount::ZERO) }),
            Some(NumberText::NotApplicable) => Some(CellAmount { state: State::NotApplicable, ..exact(Amount::ZERO) }),
            None => return refuse(Code::CellNotNumber),
        },
        CellValue::Bool(_) => return refuse(Code::CellNotNumber),
        // `6/12` (done of planned) that the spreadsheet took for a day: day and month are the pair.
        CellValue::Date(_, month, day) => {
            return Err(Refusal { code: Code::CellDate, proposal: format!("{day}/{month}") });
        }
        CellValue::Error(_) => return refuse(Code::CellError),
        CellValue::Uncomputed => return refuse(Code::CellUncomputed),
    };
    match read {
        Some(read) => whole(read, indicator, matches!(value, CellValue::Text(_))),
        None => refuse(Code::CellNotNumber),
    }
}

/// Money scaled to the indicator's measure: by the word beside the number, else by what row, column or table state. A
/// count is never scaled.
fn in_measure(
    read: CellAmount,
    indicator: &Indicator,
    stated: Option<MeasureWord>,
    beside: Option<i32>,
) -> Option<CellAmount> {
    let State::Value(amount) = read.state else { return Some(read) };
    let amount = match (indicator.measure.money, beside, stated) {
        (Some(own), Some(power), _) | (Some(own), None, Some(MeasureWord::Money(power))) => {
            amount.scaled(power - own)?
        }
        // `1,2 nghìn` of a count is a count in thousands.
        (None, Some(power), _) => amount.scaled(power)?,
        _ => amount,
    };
    Some(CellAmount { state: State::Value(amount), ..read })
}

/// An indicator that can only be whole. A numeric cell with a fraction of at most three decimals is a whole number that
/// lost its thousands (1.258 typed where the point is decimal; 12.500 is kept as 12.5), and is repaired; so is text with
/// exactly three decimals. Any other fraction is refused.
fn whole(read: CellAmount, indicator: &Indicator, typed: bool) -> Result<CellAmount, Refusal> {
    let State::Value(amount) = read.state else { return Ok(read) };
    if !indicator.integer || amount.is_whole() {
        return Ok(read);
    }
    let refusal = Refusal { code: Code::CellFraction, proposal: String::new() };
    let decimals = amount.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if amount.abs().to_f64() < 1.0 || (typed && decimals != 3) {
        return Err(refusal);
    }
    match amount.scaled(3) {
        Some(thousands) if thousands.is_whole() => {
            Ok(CellAmount { state: State::Value(thousands), repaired: Some(amount), ..read })
        }
        _ => Err(refusal),
    }
}

fn yes_or_no(value: &CellValue) -> Option<bool> {
    match value {
        CellValue::Bool(yes) => Some(*yes),
        CellValue::Number(amount) if amount.is_zero() => Some(false),
        CellValue::Number(amount) if *amount == Amount::whole(1) => Some(true),
        CellValue::Text(text) => match fold(text).as_str() {
            "có" | "x" | "1" | "rồi" | "đã" | "yes" | "đạt" => Some(true),
            "không" | "chưa" | "0" | "no" | "chưa có" | "không có" => Some(false),
            "" if matches!(text.trim(), "✓" | "✔" | "√" | "☑") => Some(true),
            "" if matches!(text.trim(), "-" | "–" | "☐") => Some(false),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Better, Measure};
    use crate::text::Bilingual;

    fn indicator(integer: bool, measure: &str, money: Option<i32>) -> Indicator {
        Indicator {
            code: "x".to_owned(),
            name: Bilingual::default(),
            aliases: Vec::new(),
            group: String::new(),
            kind: Kind::Flow,
            measure: Measure { name: measure.to_owned(), money },
            integer,
            breakdown: None,
            part_of: None,
            better: Better::None,
            numerator: None,
            denominator: None,
            weight: None,
            scale: 1,
        }
    }

    fn shown(value: CellValue, indicator: &Indicator, stated: Option<MeasureWord>) -> String {
        match read(&value, indicator, stated, Convention::Vietnamese) {
            Ok(CellAmount { state: State::Value(amount), qualifier, repaired }) => {
                format!("{amount}{}{}", qualifier.code(), if repaired.is_some() { " repaired" } else { "" })
            }
            Ok(other) => format!("{:?}", other.state),
            Err(refusal) => format!("{} {}", refusal.code, refusal.proposal).trim().to_owned(),
        }
    }

    #[test]
    fn cells_are_read_in_the_measure_of_their_indicator() {
        let count = indicator(true, "sáng kiến", None);
        let money = indicator(false, "triệu đồng", Some(6));
        let share = indicator(false, "%", None);
        let text = |text: &str| CellValue::Text(text.into());
        let number = |text: &str| CellValue::Number(Amount::parse(text).unwrap_or_default());
        let cases = [
            (text("4.561"), &count, None, "4561"),
            (text("trên 300"), &count, None, "300at_least"),
            (number("1.258"), &count, None, "1258 repaired"),
            (number("1.2585"), &count, None, "cell-fraction"),
            (number("12.5"), &count, None, "12500 repaired"),
            (number("0.5"), &count, None, "cell-fraction"),
            (text("12,5"), &count, None, "cell-fraction"),
            (text("1,258"), &count, None, "1258 repaired"),
            (text("-"), &count, None, "0"),
            (text("…"), &count, None, "Missing"),
            (text("x"), &count, None, "NotApplicable"),
            (CellValue::Date(2023, 12, 6), &count, None, "cell-date 6/12"),
            (CellValue::Error("#REF!".into()), &count, None, "cell-error"),
            (CellValue::Uncomputed, &count, None, "cell-uncomputed"),
            (text("xem phụ lục"), &count, None, "cell-not-number"),
            (number("1500000"), &money, Some(MeasureWord::Money(0)), "1.5"),
            (text("3.000 tỷ"), &money, Some(MeasureWord::Money(6)), "3000000"),
            (number("12.5"), &money, None, "12.5"),
            (number("40"), &count, Some(MeasureWord::Money(6)), "40"),
            (CellValue::Percent(Amount::parse("0.125").unwrap_or_default()), &share, None, "12.5"),
            (text("12,5%"), &share, None, "12.5"),
            (number("12.5"), &share, None, "12.5"),
        ];
        for (value, indicator, stated, expected) in cases {
            assert_eq!(shown(value.clone(), indicator, stated), expected, "{value:?}");
        }
    }
}
