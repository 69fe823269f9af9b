//! How a row of printed values runs: what a title may say of it, and where growth a year means something.

use crate::domain::Amount;

/// One step that makes so much of all movement, in hundredths, is what there is to tell.
const NEARLY_ALL: i64 = 75;
/// Fewer steps have no one step that stands out.
const FEWEST_STEPS: usize = 3;

/// How a row of values runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Course {
    /// All alike.
    Level,
    /// Nearly alike.
    Flat,
    /// Up in every step.
    Rising,
    /// Down in every step.
    Falling,
    /// Never down, but not up in every step.
    Up,
    /// Never up, but not down in every step.
    Down,
    /// The step from this place to the next makes nearly all of the movement.
    Leap(usize),
    /// Up and down; highest at these places.
    Peak(Vec<usize>),
}

impl Course {
    /// The course of values as they are printed; none of fewer than two. `shares`: whether they are per cents.
    pub fn of(values: &[Amount], shares: bool) -> Option<Course> {
        let (&first, &last) = (values.first()?, values.last()?);
        if values.len() < 2 {
            return None;
        }
        let every = |holds: fn(Amount, Amount) -> bool| values.windows(2).all(|pair| holds(pair[0], pair[1]));
        let (up, down) = (every(|a, b| a <= b), every(|a, b| a >= b));
        if up && down {
            return Some(Course::Level);
        }
        if if up || down { is_flat(first, last, shares) } else { is_narrow(values) } {
            return Some(Course::Flat);
        }
        if let Some(step) = leap(values) {
            return Some(Course::Leap(step));
        }
        Some(match (up, down) {
            (true, _) if every(|a, b| a < b) => Course::Rising,
            (true, _) => Course::Up,
            (_, true) if every(|a, b| a > b) => Course::Falling,
            (_, true) => Course::Down,
            (false, false) => {
                let highest = values.iter().max()?;
                Course::Peak((0..values.len()).filter(|&place| values[place] == *highest).collect())
            }
        })
    }
}

/// Whether a change is too small to be called one: less than half a hundredth of what it started from. Between shares
/// also less than half a point, unless they are so small that this is much.
pub fn is_flat(from: Amount, to: Amount, shares: bool) -> bool {
    let change = (to - from).abs();
    let below = |limit: i64| change.ratio(limit, from.abs()).is_some_and(|share| share < Amount::whole(1));
    from == to || below(200) || (shares && change + change < Amount::whole(1) && below(50))
}

/// Whether no value lies further than half a hundredth from the middle between the least and the greatest.
fn is_narrow(values: &[Amount]) -> bool {
    let (Some(&least), Some(&most)) = (values.iter().min(), values.iter().max()) else { return false };
    // Half the width beside the middle is the width beside the sum.
    (most - least).ratio(200, (most + least).abs()).is_some_and(|share| share < Amount::whole(1))
}

/// The one step that makes nearly all of the movement.
fn leap(values: &[Amount]) -> Option<usize> {
    let steps: Vec<Amount> = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let all: Amount = steps.iter().copied().sum();
    let (place, &largest) = steps.iter().enumerate().max_by_key(|(_, step)| **step)?;
    let share = largest.ratio(100, all)?;
    (steps.len() >= FEWEST_STEPS && share >= Amount::whole(NEARLY_ALL)).then_some(place)
}

/// Whether growth a year tells how values ran: what went the other way is at most half of what went theirs, and no one
/// step made nearly all of it.
pub fn is_trend(values: &[Amount]) -> bool {
    let with = |rises: bool| -> Amount {
        let steps = values.windows(2).map(|pair| pair[1] - pair[0]);
        steps.filter(|step| (*step > Amount::ZERO) == rises).map(Amount::abs).sum()
    };
    let (up, down) = (with(true), with(false));
    let (more, less) = if up > down { (up, down) } else { (down, up) };
    less + less <= more && leap(values).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(text: &str) -> Vec<Amount> {
        text.split(' ').map(|word| Amount::parse(word).expect("a number")).collect()
    }

    #[test]
    fn a_row_of_values_is_called_what_it_is() {
        for (values, expected) in [
            ("5", None),
            ("45.0 44.7", Some(Course::Flat)),
            ("1.0 1.4", Some(Course::Rising)),
            ("5 5 5", Some(Course::Level)),
            ("6599 6764 6893 7058 7142", Some(Course::Rising)),
            // A third of a point in four years is no fall.
            ("66.6 66.5 66.5 66.3 66.3", Some(Course::Flat)),
            ("61.9 62.1 62.0 62.4 62.2 61.9", Some(Course::Flat)),
            ("1000 1004", Some(Course::Flat)),
            ("1000 1005", Some(Course::Rising)),
            // Small shares that double are not flat, however few points they are.
            ("0.1 0.2 0.2", Some(Course::Up)),
            // Four years alike and one fall are no steady fall.
            ("91.9 91.9 91.8 91.8 87.7", Some(Course::Leap(3))),
            ("2353 2403 2448 2496 947", Some(Course::Leap(3))),
            ("10 11 100 101", Some(Course::Leap(1))),
            // Of two steps the larger is no exception.
            ("10 11 100", Some(Course::Rising)),
            ("100 90 90 80", Some(Course::Down)),
            ("795 932 1051 895", Some(Course::Peak(vec![2]))),
            ("0 1 0 1", Some(Course::Peak(vec![1, 3]))),
            ("-5 -3 -1", Some(Course::Rising)),
            ("0 0 0 8", Some(Course::Leap(2))),
        ] {
            assert_eq!(Course::of(&amounts(values), values.contains('.')), expected, "{values}");
        }
    }

    #[test]
    fn growth_a_year_is_said_of_trends_only() {
        assert!(is_trend(&amounts("741 791 836 884")));
        assert!(is_trend(&amounts("100 110 105 120")));
        assert!(!is_trend(&amounts("2353 2403 2448 2496 947")));
        assert!(!is_trend(&amounts("100 200 105")));
    }
}
