//! Statistics that a single wild value does not move.

/// What the median absolute deviation is multiplied by to be the standard deviation of a normal distribution (P. J.
/// Rousseeuw and C. Croux, *Alternatives to the Median Absolute Deviation*, JASA 88, 1993).
const NORMAL: f64 = 1.4826;

/// The middle of some numbers; of an even count the mean of the middle two; none of none. Puts them in order.
pub fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    Some(if values.len().is_multiple_of(2) { f64::midpoint(values[middle - 1], upper) } else { upper })
}

/// The standard deviation as the median absolute deviation from nought tells it; nought of nothing.
pub fn spread(values: impl Iterator<Item = f64>) -> f64 {
    let mut sizes: Vec<f64> = values.map(f64::abs).collect();
    median(&mut sizes).unwrap_or(0.0) * NORMAL
}

/// The slope of a line through points: the median of the slopes between all pairs (H. Theil 1950; P. K. Sen, *Estimates of
/// the Regression Coefficient Based on Kendall's Tau*, JASA 63, 1968). None where all stand at one place.
pub fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let pairs = points.iter().enumerate().flat_map(|(at, a)| points[at + 1..].iter().map(move |b| (a, b)));
    let mut slopes: Vec<f64> = pairs.filter(|(a, b)| a.0 != b.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0)).collect();
    median(&mut slopes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_nothing_one_and_many() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [3.0]), Some(3.0));
        assert_eq!(median(&mut [9.0, 1.0]), Some(5.0));
        assert_eq!(median(&mut [9.0, 1.0, 2.0]), Some(2.0));
    }

    #[test]
    fn one_wild_value_moves_neither_spread_nor_slope() {
        assert_eq!(spread([].into_iter()), 0.0);
        assert_eq!(spread([0.0, 0.0, 5.0].into_iter()), 0.0);
        assert!((spread([1.0, -1.0, 1.0, 1e9].into_iter()) - NORMAL).abs() < 1e-9);
        let line: Vec<(f64, f64)> = (0..9).map(|x| (f64::from(x), 2.0 * f64::from(x))).collect();
        assert_eq!(slope(&line), Some(2.0));
        let mut wild = line;
        wild[4].1 = 1e6;
        assert_eq!(slope(&wild), Some(2.0));
        assert_eq!(slope(&[(1.0, 2.0)]), None);
        assert_eq!(slope(&[(1.0, 2.0), (1.0, 7.0)]), None);
    }
}
