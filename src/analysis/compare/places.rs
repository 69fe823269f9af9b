//! Places in an order: ranks with ties, and how far missing reports can move them.

use super::bounds::Bounds;

/// One competitor: the higher value is the better.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entrant {
    /// The value that ranks it.
    pub value: i128,
    /// What the true value can be; the value lies within.
    pub bounds: Bounds,
}

/// A place, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// Its rank: one more than there are better ones, so that equals share it.
    pub rank: u32,
    /// The best and the worst rank that can be true.
    pub range: (u32, u32),
    /// Whether somebody else has the same rank.
    pub tied: bool,
}

/// The places of all entrants, in their order; `absent` compete with values that nobody knows.
pub(super) fn places(entrants: &[Entrant], absent: &[Bounds]) -> Vec<Place> {
    let sorted = |values: &mut dyn Iterator<Item = i128>| {
        let mut values: Vec<i128> = values.collect();
        values.sort_unstable();
        values
    };
    let bounds = || entrants.iter().map(|entrant| entrant.bounds).chain(absent.iter().copied());
    let values = sorted(&mut entrants.iter().map(|entrant| entrant.value));
    let lows = sorted(&mut bounds().map(|bounds| bounds.low));
    let highs = sorted(&mut bounds().map(|bounds| bounds.high));
    let above = |sorted: &[i128], value: i128| (sorted.len() - sorted.partition_point(|&other| other <= value)) as u32;
    entrants
        .iter()
        .map(|Entrant { value, bounds }| {
            let same = values.partition_point(|other| other <= value) - values.partition_point(|other| other < value);
            // Its own upper bound is above its lower one and is no competitor.
            let itself = u32::from(!bounds.is_exact());
            Place {
                rank: 1 + above(&values, *value),
                range: (1 + above(&lows, bounds.high), 1 + above(&highs, bounds.low) - itself),
                tied: same > 1,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(value: i128) -> Entrant {
        Entrant { value, bounds: Bounds { low: value, high: value } }
    }

    #[test]
    fn equals_share_a_rank_and_the_next_counts_them_all() {
        let ranks = |values: &[i128]| -> Vec<u32> {
            let entrants: Vec<Entrant> = values.iter().copied().map(exact).collect();
            places(&entrants, &[]).iter().map(|place| place.rank).collect()
        };
        assert_eq!(ranks(&[30, 20, 20, 10]), [1, 2, 2, 4]);
        assert_eq!(ranks(&[5, 5, 5]), [1, 1, 1]);
        assert_eq!(ranks(&[]), [] as [u32; 0]);
    }

    #[test]
    fn one_who_is_missing_can_push_everybody_down() {
        let placed = places(&[exact(30), exact(20)], &[Bounds { low: 0, high: i128::MAX }]);
        assert_eq!(placed.iter().map(|place| place.range).collect::<Vec<_>>(), [(1, 2), (2, 3)]);
        // Where less is better and the best is nought already, nobody can pass it.
        let placed = places(&[exact(0), exact(-7)], &[Bounds { low: i128::MIN, high: 0 }]);
        assert_eq!(placed.iter().map(|place| place.range).collect::<Vec<_>>(), [(1, 1), (2, 3)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn the_order_of_units_changes_no_rank(values in proptest::collection::vec(0..12_i128, 1..20), seed in any::<usize>()) {
            let entrants: Vec<Entrant> = values.iter().copied().map(exact).collect();
            let turned: Vec<Entrant> = (0..values.len()).map(|at| entrants[(at + seed % values.len()) % values.len()]).collect();
            let (straight, turned_places) = (places(&entrants, &[]), places(&turned, &[]));
            for at in 0..values.len() {
                prop_assert_eq!(straight[(at + seed % values.len()) % values.len()], turned_places[at]);
                prop_assert_eq!(straight[at].range, (straight[at].rank, straight[at].rank));
                // A rank says how many are better, and no more.
                let better = values.iter().filter(|&&other| other > values[at]).count() as u32;
                prop_assert_eq!(straight[at].rank, better + 1);
            }
        }

        #[test]
        fn whatever_the_truth_turns_out_to_be_the_rank_lies_in_its_range(
            known in proptest::collection::vec((0..12_i128, 0..4_i128, 0..4_i128), 1..12),
            absent in proptest::collection::vec((0..6_i128, 0..6_i128), 0..4),
            truth in proptest::collection::vec(0..100_usize, 16),
        ) {
            let entrants: Vec<Entrant> = known.iter().map(|&(value, under, over)| Entrant {
                value,
                bounds: Bounds { low: value - under, high: value + over },
            }).collect();
            let away: Vec<Bounds> = absent.iter().map(|&(low, more)| Bounds { low, high: low + more }).collect();
            let all = entrants.iter().map(|entrant| entrant.bounds).chain(away.iter().copied());
            let truths: Vec<i128> = all.zip(&truth).map(|(bounds, pick)| {
                bounds.low + *pick as i128 % (bounds.high - bounds.low + 1)
            }).collect();
            for (place, value) in places(&entrants, &away).iter().zip(&truths) {
                let rank = 1 + truths.iter().filter(|other| *other > value).count() as u32;
                prop_assert!(place.range.0 <= rank && rank <= place.range.1, "{place:?} {rank}");
                // Among those that are there, what is known is one of the truths.
                prop_assert!(!absent.is_empty() || (place.range.0..=place.range.1).contains(&place.rank));
            }
        }
    }
}
