//! What the row of column numbers says that a column comes to: `(3=1+2)`, `4(=2*100/3)`.

use crate::domain::{Amount, Cell, CellValue};

/// The longest formula that is read.
const LONGEST: usize = 100;

/// What a column comes to by the others of its row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Formula {
    /// The column on the sheet.
    pub column: u32,
    /// As it stands in the row of numbers, without what brackets it.
    pub text: String,
    /// Whether it adds and takes away only.
    pub adds: bool,
    /// What is to be done, operands first.
    steps: Vec<Step>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    /// The figure in a column of the sheet.
    Column(u32),
    /// A number that is no column's: *100*.
    Number(Amount),
    /// An operator over the two before it.
    Apply(char),
}

/// The formulas of a row of column numbers.
pub(super) fn formulas(cells: &[Cell]) -> Vec<Formula> {
    let parted: Vec<(u32, String, Option<String>)> = cells
        .iter()
        .filter_map(|cell| {
            let text = match &cell.value {
                CellValue::Text(text) => text.to_string(),
                CellValue::Number(amount) => amount.to_string(),
                _ => return None,
            };
            let text: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
            let (number, formula) = match text.split_once('=') {
                Some((number, formula)) => (number, Some(balanced(formula))),
                None => (text.as_str(), None),
            };
            let number = number.trim_matches(['(', ')', '[', ']']).to_owned();
            number.parse::<u32>().is_ok().then_some((cell.at.column, number, formula))
        })
        .collect();
    let place = |number: &str| parted.iter().find(|(_, other, _)| other == number).map(|(column, ..)| *column);
    let last = parted.iter().filter_map(|(_, number, _)| number.parse().ok()).max().unwrap_or(0);
    let read = |(column, number, formula): &(u32, String, Option<String>)| {
        let formula = formula.as_ref().filter(|text| text.len() <= LONGEST)?;
        let steps = steps(formula, &place, last)?;
        let of_itself =
            steps.contains(&Step::Column(*column)) || !steps.iter().any(|step| matches!(step, Step::Column(_)));
        let adds = !steps.iter().any(|step| matches!(step, Step::Apply('*' | '/') | Step::Number(_)));
        (!of_itself).then(|| Formula { column: *column, text: format!("{number}={formula}"), adds, steps })
    };
    parted.iter().filter_map(read).collect()
}

/// A formula without the bracket that closes what was opened before it, and without the word for its measure.
fn balanced(formula: &str) -> String {
    let mut open = 0_i32;
    let end = formula.char_indices().find(|(_, sign)| {
        open += i32::from(*sign == '(') - i32::from(*sign == ')');
        open < 0
    });
    let formula = &formula[..end.map_or(formula.len(), |(end, _)| end)];
    formula.trim_end_matches("(%)").trim_end_matches('%').to_owned()
}

/// The steps of a formula, by the two stacks of E. W. Dijkstra; none where it names what is no column, or is none.
fn steps(formula: &str, place: &dyn Fn(&str) -> Option<u32>, last: u32) -> Option<Vec<Step>> {
    let rank = |sign: char| if matches!(sign, '*' | '/') { 2 } else { 1 };
    let (mut steps, mut held): (Vec<Step>, Vec<char>) = (Vec::new(), Vec::new());
    let mut rest = formula;
    let mut number_next = true;
    while let Some(sign) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        if digits > 0 {
            let (number, after) = rest.split_at(digits);
            steps.push(match place(number) {
                Some(column) => Step::Column(column),
                // No column is left out: *100* is a number where the columns end at 12.
                None if number.parse::<u32>().ok()? > last => Step::Number(Amount::parse(number)?),
                None => return None,
            });
            if !std::mem::take(&mut number_next) {
                return None;
            }
            rest = after.strip_prefix('%').unwrap_or(after);
            continue;
        }
        rest = &rest[sign.len_utf8()..];
        let sign = match sign {
            '×' | 'x' | 'X' | '*' => '*',
            ':' | '÷' | '/' => '/',
            '–' | '−' | '-' => '-',
            '+' | '(' | ')' => sign,
            _ => return None,
        };
        if sign == '(' && number_next {
            held.push(sign);
            continue;
        }
        if sign == '(' || number_next {
            return None;
        }
        while let Some(&top) = held.last().filter(|&&top| top != '(' && (sign == ')' || rank(top) >= rank(sign))) {
            steps.push(Step::Apply(top));
            held.pop();
        }
        if sign == ')' {
            held.pop()?;
        } else {
            held.push(sign);
            number_next = true;
        }
    }
    while let Some(top) = held.pop() {
        steps.push(Step::Apply(if top == '(' { return None } else { top }));
    }
    (!number_next && steps.len() > 1 || matches!(steps[..], [Step::Column(_)])).then_some(steps)
}

impl Formula {
    /// The columns that it names, as they come.
    pub fn columns(&self) -> impl Iterator<Item = u32> {
        self.steps.iter().filter_map(|step| if let Step::Column(column) = step { Some(*column) } else { None })
    }

    /// What it comes to with these figures; none where one lacks, where something is divided by nought, or where the result
    /// is too large.
    pub fn value(&self, figure: impl Fn(u32) -> Option<Amount>) -> Option<Amount> {
        let mut stack: Vec<Amount> = Vec::new();
        for step in &self.steps {
            let value = match *step {
                Step::Column(column) => figure(column)?,
                Step::Number(number) => number,
                Step::Apply(sign) => {
                    let (b, a) = (stack.pop()?, stack.pop()?);
                    match sign {
                        '+' => a.checked_add(b)?,
                        '-' => a.checked_add(-b)?,
                        '*' => a.times(b, Amount::whole(1))?,
                        _ => a.times(Amount::whole(1), b)?,
                    }
                }
            };
            stack.push(value);
        }
        stack.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CellRef;

    fn row(texts: &[&str]) -> Vec<Cell> {
        let cell = |(column, text): (usize, &&str)| Cell {
            at: CellRef::new(0, column as u32),
            value: CellValue::Text((*text).into()),
        };
        texts.iter().enumerate().map(cell).collect()
    }

    /// What the formulas of a row come to where column A holds 10, B 20, C 30 and so on.
    fn told(texts: &[&str]) -> Vec<String> {
        let figure = |column: u32| Some(Amount::whole(10 * (i64::from(column) + 1)));
        let show = |formula: &Formula| {
            let value = formula.value(figure).map_or("?".to_owned(), |value| value.rounded(3).to_string());
            format!("{} {value}{}", formula.text, if formula.adds { "" } else { " ratio" })
        };
        formulas(&row(texts)).iter().map(show).collect()
    }

    #[test]
    fn formulas_are_read_however_they_are_typed() {
        for (texts, wanted) in [
            (&["(1)", "(2)", "(3=1+2)"][..], &["3=1+2 30"][..]),
            (&["1", "2", "3 = 1 + 2"], &["3=1+2 30"]),
            (&["1", "2", "(3)=(1)+(2)"], &["3=(1)+(2) 30"]),
            (&["1", "2", "3", "4(=2*100/3)"], &["4=2*100/3 66.667 ratio"]),
            (&["1", "2", "3", "4=3/2x100%"], &["4=3/2x100 150 ratio"]),
            (&["1", "2", "3=2:1 (%)"], &["3=2:1 2 ratio"]),
            (&["A", "B", "1", "2=3-1", "3"], &["2=3-1 20"]),
            (&["1=2+3+4", "2", "3", "4"], &["1=2+3+4 90"]),
            (&["1", "2", "3", "4=(1+2)/3*100"], &["4=(1+2)/3*100 100 ratio"]),
            (&["1", "2", "3", "4=3-2-1", "5=3-(2-1)"], &["4=3-2-1 0", "5=3-(2-1) 20"]),
            (&["1", "2", "3=2"], &["3=2 20"]),
            // None of these can be held.
            (&["1", "2", "3=A+B"], &[]),
            (&["1", "3", "4=2+3"], &[]),
            (&["1", "2", "3=1+...+2"], &[]),
            (&["1", "2", "3=1+", "4=", "5==1", "6=1 2"], &[]),
            (&["1", "2", "3=((1+2)", "4=3+4"], &[]),
            (&["1", "2", "3=100"], &[]),
        ] {
            assert_eq!(told(texts), wanted, "{texts:?}");
        }
    }

    #[test]
    fn what_cannot_be_computed_comes_to_nothing() {
        let [formula] = &formulas(&row(&["1", "2", "3=1/2"]))[..] else { panic!("one formula") };
        assert_eq!(formula.value(|_| Some(Amount::ZERO)), None);
        assert_eq!(formula.value(|column| (column == 0).then_some(Amount::ZERO)), None);
        let [formula] = &formulas(&row(&["1", "2", "3=1*2"]))[..] else { panic!("one formula") };
        assert_eq!(formula.value(|_| Amount::from_float(9e24)), None);
    }
}
