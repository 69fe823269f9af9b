//! What a cell of figures says, in the measure of its indicator.

use crate::domain::{Amount, CellValue, Code, Fact, Indicator, Kind, Qualifier, State};
use crate::text::{
    Convention, Damage, MeasureWord, Modifier, NumberText, Value, day_pairs, fold, read_number, suspect,
};

use super::measured::are_apart;

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
    /// Which of the code's sentences tell it best; empty: its own.
    pub variant: &'static str,
    /// What the cell may have meant, where its damage tells.
    pub proposal: Option<Fact>,
}

impl Refusal {
    pub(super) fn new(code: Code) -> Refusal {
        Refusal { code, variant: "", proposal: None }
    }

    pub(super) fn variant(variant: &'static str) -> Refusal {
        Refusal { variant, ..Refusal::new(Code::CellNotNumber) }
    }

    fn proposing(self, proposal: Option<impl Into<Fact>>) -> Refusal {
        Refusal { proposal: proposal.map(Into::into), ..self }
    }
}

/// Reads a cell as a figure of an indicator. `stated`: the measure that its row, column or table names.
pub fn read(
    value: &CellValue,
    indicator: &Indicator,
    stated: Option<MeasureWord>,
    convention: Convention,
) -> Result<CellAmount, Refusal> {
    let refuse = |code| Err(Refusal::new(code));
    let mut typed = None;
    let read = match value {
        CellValue::Number(amount) => exact(in_measure(*amount, indicator, stated)?),
        CellValue::Percent(fraction) if indicator.measure.is_percent() => match fraction.scaled(2) {
            Some(percent) => exact(percent),
            None => return refuse(Code::CellNotNumber),
        },
        // A count that only looks like a percentage is whole behind its format.
        CellValue::Percent(fraction) => {
            let count = Some(*fraction).filter(|count| count.count().is_some_and(|count| count > 1));
            return Err(Refusal::variant("percent").proposing(count));
        }
        CellValue::Text(text) => {
            match read_number(text, convention).or_else(|| in_own_measure(text, indicator, convention)) {
                Some(NumberText::Value(number)) => {
                    typed = Some(number.plain.split_once('.').map_or(0, |(_, decimals)| decimals.len()));
                    written(&number, indicator, stated)?
                }
                Some(NumberText::Zero) => exact(Amount::ZERO),
                Some(NumberText::Missing) => CellAmount { state: State::Missing, ..exact(Amount::ZERO) },
                Some(NumberText::NotApplicable) => CellAmount { state: State::NotApplicable, ..exact(Amount::ZERO) },
                None => return Err(damaged(text, convention)),
            }
        }
        CellValue::Bool(_) => return refuse(Code::CellNotNumber),
        CellValue::Date(year, month, day) => return Err(taken_for_a_day(*year, *month, *day)),
        CellValue::Error(_) => return refuse(Code::CellError),
        CellValue::Uncomputed => return refuse(Code::CellUncomputed),
    };
    whole(read, indicator, typed)
}

fn exact(amount: Amount) -> CellAmount {
    CellAmount { state: State::Value(amount), qualifier: Qualifier::Exact, repaired: None }
}

/// A number that somebody typed, in the measure of its indicator: by the words beside it, else by what row, column or
/// table state.
fn written(number: &Value, indicator: &Indicator, stated: Option<MeasureWord>) -> Result<CellAmount, Refusal> {
    let amount = |plain: &str| Amount::parse(plain).ok_or_else(|| Refusal::new(Code::CellNotNumber));
    let value = amount(&number.plain)?;
    let scaled = |power: i32| value.scaled(power).ok_or_else(|| Refusal::new(Code::ValueTooLarge));
    // *120 người* of classes, *500.000đ/suất* of a sum.
    let own = fold(&indicator.measure.name);
    let another = number.noun.as_deref().is_some_and(|noun| are_apart(&own, noun));
    if another || (number.each && indicator.kind == Kind::Flow && !own.contains('/')) {
        return Err(Refusal::variant("measure"));
    }
    let value = if indicator.measure.is_percent() {
        match (&number.share, &number.second) {
            // `82 người (50,93%)`, `31/20 = 155%`: the percentage is the figure here.
            (Some(share), _) if !number.percent => amount(share)?,
            (None, Some(whole)) => {
                let ratio = value.ratio(100, amount(whole)?).map(|ratio| ratio.rounded(2));
                return Err(Refusal::variant("perhaps").proposing(ratio));
            }
            _ if number.measure.is_some() || number.scale.is_some() => return Err(Refusal::variant("measure")),
            _ => value,
        }
    } else if number.percent {
        return Err(Refusal::variant("percent"));
    } else {
        match (indicator.measure.money, number.measure, number.scale) {
            (Some(own), Some(MeasureWord::Money(power)), scale) => scaled(power + scale.unwrap_or(0) - own)?,
            (Some(own), None, Some(scale)) => scaled(scale - own)?,
            (Some(_), None, None) => in_measure(value, indicator, stated)?,
            (None, None | Some(MeasureWord::Count), scale) => scaled(scale.unwrap_or(0))?,
            // People in a column of money, money in a column of people.
            _ => return Err(Refusal::variant("measure")),
        }
    };
    let qualifier = match number.modifier {
        Modifier::Exact => Qualifier::Exact,
        Modifier::AtLeast => Qualifier::AtLeast,
        Modifier::AtMost => Qualifier::AtMost,
        Modifier::About => Qualifier::About,
    };
    Ok(CellAmount { qualifier, ..exact(value) })
}

/// Money scaled to the indicator's measure. A count is never scaled.
fn in_measure(amount: Amount, indicator: &Indicator, stated: Option<MeasureWord>) -> Result<Amount, Refusal> {
    match (indicator.measure.money, stated) {
        (Some(own), Some(MeasureWord::Money(power))) if power != own => {
            amount.scaled(power - own).ok_or_else(|| Refusal::new(Code::ValueTooLarge))
        }
        _ => Ok(amount),
    }
}

/// `12 gói thầu` where the catalogue counts in *gói thầu*: a word that no list need know.
fn in_own_measure(text: &str, indicator: &Indicator, convention: Convention) -> Option<NumberText> {
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (number, word) = text.split_at(end);
    let own = fold(word);
    (!own.is_empty() && own == fold(&indicator.measure.name)).then(|| read_number(number, convention)).flatten()
}

/// Why a text is no figure, with what it may have been.
fn damaged(text: &str, convention: Convention) -> Refusal {
    let Some(suspicion) = suspect(text, convention) else { return Refusal::new(Code::CellNotNumber) };
    let number = || suspicion.proposal.as_deref().and_then(Amount::parse);
    match suspicion.damage {
        Damage::Letters => Refusal::variant("letters").proposing(number()),
        Damage::Typing | Damage::Words => Refusal::variant("perhaps").proposing(number()),
        Damage::Range => Refusal::variant("range"),
        Damage::Several => match number() {
            Some(sum) => Refusal::variant("several-sum").proposing(Some(sum)),
            None => Refusal::variant("several"),
        },
        Damage::Change => Refusal::variant("change"),
        Damage::Day => Refusal::new(Code::CellDate).proposing(suspicion.proposal),
        Damage::Error => Refusal::new(Code::CellError),
    }
}

/// `6/12` (done of planned) that the spreadsheet took for a day, or a number that was only shown as one: the days of the
/// first years that a spreadsheet knows are small numbers.
fn taken_for_a_day(year: i32, month: u32, day: u32) -> Refusal {
    const LAST_SMALL: i32 = 1930;
    let proposal = match u32::try_from(year) {
        Ok(_) if year <= LAST_SMALL => serial(year, month, day).map(|serial| Fact::Number(Amount::whole(serial))),
        Ok(year) => Some(Fact::Text(day_pairs(year, month, day))),
        Err(_) => None,
    };
    Refusal::new(Code::CellDate).proposing(proposal)
}

/// The number behind a day as spreadsheets count: 1 is the first of January 1900, and 1900 has a 29 February.
fn serial(year: i32, month: u32, day: u32) -> Option<i64> {
    const BEFORE_MONTH: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let years = i64::from(year - 1900);
    let before = BEFORE_MONTH.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    let leap_day = i64::from(month > 2 && year % 4 == 0);
    let serial = years * 365 + (years + 3) / 4 + before + leap_day + i64::from(day);
    (serial > 0).then_some(serial)
}

/// An indicator that can only be whole. `typed`: with how many decimals somebody typed the text, if it is one. A numeric cell with a fraction of at most three decimals is a whole number that
/// lost its thousands (1.258 typed where the point is decimal; 12.500 is kept as 12.5), and is repaired; so is text with
/// exactly three decimals. Any other fraction is refused.
fn whole(read: CellAmount, indicator: &Indicator, typed: Option<usize>) -> Result<CellAmount, Refusal> {
    let State::Value(amount) = read.state else { return Ok(read) };
    if !indicator.integer || amount.is_whole() {
        return Ok(read);
    }
    let refusal = Refusal::new(Code::CellFraction);
    if amount.abs() < Amount::whole(1) || typed.is_some_and(|decimals| decimals != 3) {
        return Err(refusal);
    }
    match amount.scaled(3) {
        Some(thousands) if thousands.is_whole() => {
            Ok(CellAmount { state: State::Value(thousands), repaired: Some(amount), ..read })
        }
        _ => Err(refusal),
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
            group: Bilingual::default(),
            kind: Kind::Flow,
            measure: Measure { name: measure.to_owned(), english: String::new(), money },
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
            Err(refusal) => {
                let proposal = match refusal.proposal {
                    Some(Fact::Text(text)) => text,
                    Some(Fact::Number(amount)) => amount.to_string(),
                    Some(Fact::Words(_)) | None => String::new(),
                };
                let words = [refusal.code.as_str(), refusal.variant, &proposal];
                words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
            }
        }
    }

    #[test]
    fn cells_are_read_in_the_measure_of_their_indicator() {
        let count = indicator(true, "lượt", None);
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
            (CellValue::Date(2023, 12, 6), &count, None, "cell-date 6/12; 12/6"),
            (CellValue::Date(2020, 6, 1), &count, None, "cell-date 1/6; 6/1; 6/20"),
            (CellValue::Date(1900, 1, 1), &count, None, "cell-date 1"),
            (CellValue::Date(1900, 3, 1), &count, None, "cell-date 61"),
            (CellValue::Date(1904, 1, 1), &count, None, "cell-date 1462"),
            (CellValue::Date(1904, 12, 31), &count, None, "cell-date 1827"),
            (CellValue::Error("#REF!".into()), &count, None, "cell-error"),
            (CellValue::Uncomputed, &count, None, "cell-uncomputed"),
            (text("xem phụ lục"), &count, None, "cell-not-number"),
            (number("1500000"), &money, Some(MeasureWord::Money(0)), "1.5"),
            (text("3.000 tỷ"), &money, Some(MeasureWord::Money(6)), "3000000"),
            (number("12.5"), &money, None, "12.5"),
            (number("40"), &count, Some(MeasureWord::Money(6)), "40"),
            (CellValue::Percent(Amount::parse("0.125").unwrap_or_default()), &share, None, "12.5"),
            (text("1.250"), &count, None, "1250"),
            (text("1o5"), &count, None, "cell-not-number letters 105"),
            (text("12 + 3"), &count, None, "cell-not-number several-sum 15"),
            (text("105%"), &count, None, "cell-not-number percent"),
            (CellValue::Percent(Amount::whole(45)), &count, None, "cell-not-number percent 45"),
            (text("5 triệu đồng"), &count, None, "cell-not-number measure"),
            (text("622 nghìn"), &count, None, "622000"),
            (text("12 gói"), &indicator(true, "Gói", None), None, "12"),
            (text("12 gói"), &count, None, "cell-not-number perhaps 12"),
            (text("5 tr"), &money, Some(MeasureWord::Money(3)), "5"),
            (text("1,2 tỷ đồng"), &money, Some(MeasureWord::Money(3)), "1200"),
            (text("12 người"), &money, None, "cell-not-number measure"),
            (text("82 người (50,93%)"), &count, None, "82"),
            (text("82 người (50,93%)"), &share, None, "50.93"),
            (text("31/20 = 155%"), &share, None, "155"),
            (text("2.589/4.298"), &share, None, "cell-not-number perhaps 60.24"),
            (text("12,5%"), &share, None, "12.5"),
            (number("12.5"), &share, None, "12.5"),
        ];
        for (value, indicator, stated, expected) in cases {
            assert_eq!(shown(value.clone(), indicator, stated), expected, "{value:?}");
        }
    }
}
