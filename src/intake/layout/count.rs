//! The numbers beside rows: who is counted, who lost a number, and who stands outside the count — a group, a subtotal.

use crate::domain::CellValue;
use crate::text::read_ordinal;

/// What stands beside a row in the column of ordinals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    /// Nothing that numbers.
    None,
    /// A number of the count.
    Number(i64),
    /// What begins a section: `I`, `A`.
    Section,
}

impl Mark {
    /// What a cell of the column of ordinals says; a label written there says nothing.
    pub fn of(cell: Option<&CellValue>) -> Mark {
        let number = match cell {
            Some(CellValue::Number(amount)) => amount.count(),
            Some(CellValue::Text(text)) => {
                let bare = text.trim().trim_start_matches('(').trim_end_matches([')', '.', ',']);
                match bare.parse() {
                    Ok(number) => Some(number),
                    // A star numbers nothing.
                    Err(_) if read_ordinal(text).is_some() && bare.chars().any(char::is_alphanumeric) => {
                        return Mark::Section;
                    }
                    Err(_) => None,
                }
            }
            _ => None,
        };
        number.map_or(Mark::None, Mark::Number)
    }
}

/// Which rows without a number are surely none of those that are counted: the count goes on behind them as if they were
/// not there, or begins again so late that whoever stands first among them leads it. `filled`: rows with figures that no
/// words call a total; they lost their number before others do.
pub(super) fn outside(marks: &[Mark], filled: &[bool]) -> Vec<bool> {
    let mut outside = vec![false; marks.len()];
    // The last number, and where what stands behind it begins.
    let (mut last, mut from) = (0, 0);
    for (place, mark) in marks.iter().enumerate() {
        match *mark {
            Mark::None => {}
            Mark::Section => from = place + 1,
            Mark::Number(next) => {
                let open = (place - from) as i64;
                // Who counts from nought counts nobody before it.
                let before = if next > last { last } else { 0 };
                let counted = next.saturating_sub(before).saturating_sub(1).max(0);
                // Of rows between two numbers that go on, some being counted, nobody knows which.
                if counted == 0 || (next <= last && counted < open) {
                    outside[from..place - counted as usize].fill(true);
                } else if next > last && (from..place).filter(|&row| filled[row]).count() as i64 == counted {
                    (from..place).filter(|&row| !filled[row]).for_each(|row| outside[row] = true);
                }
                (last, from) = (next, place + 1);
            }
        }
    }
    outside
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows drawn by their marks, `.` for none, `_` for none without figures, and the rows outside drawn by `o`.
    fn drawn(marks: &str) -> String {
        let filled: Vec<bool> = marks.split(' ').map(|mark| mark != "_").collect();
        let marks: Vec<Mark> = marks
            .split(' ')
            .map(|mark| match mark.parse() {
                Ok(number) => Mark::Number(number),
                Err(_) if matches!(mark, "." | "_") => Mark::None,
                Err(_) => Mark::Section,
            })
            .collect();
        let outside = outside(&marks, &filled);
        marks
            .iter()
            .zip(outside)
            .map(|(mark, outside)| {
                if outside {
                    'o'
                } else if *mark == Mark::None {
                    '.'
                } else {
                    '#'
                }
            })
            .collect()
    }

    #[test]
    fn rows_between_one_number_and_the_next_are_not_counted() {
        assert_eq!(drawn(". 1 2 . 3 4"), "o##o##");
        assert_eq!(drawn("1 2 . . 1 2"), "##oo##");
        assert_eq!(drawn(". 0 1 . 0 1"), "o##o##");
    }

    #[test]
    fn a_row_that_lost_its_number_is_counted() {
        assert_eq!(drawn("1 . 3"), "#.#");
        assert_eq!(drawn("1 2 . . 2 3"), "##o.##", "the second is the first of its group");
        assert_eq!(drawn("I 1 2 II . 2"), "####.#");
        assert_eq!(drawn("1 2 . _ _ 4"), "##.oo#", "who has figures was counted");
    }

    #[test]
    fn what_may_be_either_is_not_told() {
        assert_eq!(drawn("1 . . 3"), "#..#");
        assert_eq!(drawn("1 2 ."), "##.");
    }
}
