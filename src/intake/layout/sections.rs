//! Rows that fall into sections without any mark: each begins with the sum of its rows, and all of them add up to the total.

use crate::domain::Amount;

use super::figures::near;

/// Parts rows of figures into heads and the members that each sums up, given what all rows add up to and the printed total
/// of the table; `None` where that total does not prove every row to be counted twice, or where the rows do not fall so.
pub(super) fn sections<'a>(
    rows: usize,
    sums: &[Amount],
    total: &[Option<Amount>],
    amounts: impl Fn(usize) -> &'a [Option<Amount>],
) -> Option<Vec<(usize, Vec<usize>)>> {
    let printed = |column: usize| total[column].filter(|amount| !amount.is_zero());
    let columns: Vec<usize> = (0..total.len()).filter(|&column| printed(column).is_some()).collect();
    let twice = |&column: &usize| printed(column).is_some_and(|amount| near(amount + amount, sums[column]));
    if columns.is_empty() || rows < 2 || !columns.iter().all(twice) {
        return None;
    }
    let of = |row: usize| -> Vec<Amount> {
        columns.iter().map(|&column| amounts(row)[column].unwrap_or(Amount::ZERO)).collect()
    };
    let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut at = 0;
    while at < rows {
        let head = of(at);
        let mut left = head.clone();
        let mut end = at + 1;
        while end < rows && (end == at + 1 || left.iter().any(|left| !left.is_zero())) {
            left.iter_mut().zip(of(end)).for_each(|(left, amount)| *left = *left - amount);
            end += 1;
        }
        if end == at + 1 || !head.iter().zip(&left).all(|(&head, &left)| near(head, head - left)) {
            return None;
        }
        // Who has nothing to add belongs to whoever stands above.
        while end < rows && of(end).iter().all(|amount| amount.is_zero()) {
            end += 1;
        }
        found.push((at, (at + 1..end).collect()));
        at = end;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(rows: &[i64], total: i64) -> Option<Vec<(usize, Vec<usize>)>> {
        let amount = Amount::whole;
        let sums = [amount(rows.iter().sum())];
        let amounts: Vec<Option<Amount>> = rows.iter().map(|&row| Some(amount(row))).collect();
        sections(rows.len(), &sums, &[Some(amount(total))], |row| &amounts[row..=row])
    }

    #[test]
    fn heads_and_members_are_told_by_the_total_of_all() {
        assert_eq!(parted(&[17, 8, 9, 5, 3, 2], 22), Some(vec![(0, vec![1, 2]), (3, vec![4, 5])]));
        assert_eq!(parted(&[32, 32, 14, 6, 8, 0], 46), Some(vec![(0, vec![1]), (2, vec![3, 4, 5])]));
    }

    #[test]
    fn equal_neighbours_are_no_section_unless_the_total_counts_them_once() {
        assert_eq!(parted(&[32, 32, 14, 14], 92), None);
        assert_eq!(parted(&[5, 3, 1], 9), None);
    }
}
