//! Đối chiếu số dư: each balance against the one before it, the whole against what the sheet says of itself. A break is named.

use super::read::{Entry, Statement};
use crate::flows::messages;

/// What does not balance, in sentences; `None` at its head where nothing could be checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many steps from one balance to the next were checked.
    pub steps: usize,
    /// Rows whose balance does not follow, with the sentence.
    pub breaks: Vec<(usize, String)>,
    /// What of the whole does not fit.
    pub whole: Vec<String>,
}

/// Checks a statement. Some banks write the newest row first; the order is the one that leaves fewer breaks.
pub fn check(told: &Statement) -> Checked {
    let entries: Vec<(usize, &Entry)> = told.entries().collect();
    let turned: Vec<(usize, &Entry)> = entries.iter().rev().copied().collect();
    let (down, up) = (steps(&entries, told.opening), steps(&turned, told.opening));
    let is_turned = up.breaks.len() < down.breaks.len()
        || up.breaks.len() == down.breaks.len() && falls(&entries);
    let (mut checked, last) = match is_turned {
        true => (up, turned.last()),
        false => (down, entries.last()),
    };
    if let (Some(closing), Some((row, entry))) = (told.closing, last)
        && let Some(balance) = entry.balance
        && balance != closing
    {
        checked
            .whole
            .push(messages::closing_differs(*row, balance, closing));
    }
    if let Some((out, into)) = told.sums {
        let sum = |of: fn(&Entry) -> i64| entries.iter().map(|(_, entry)| of(entry)).sum::<i64>();
        let (read_out, read_in) = (sum(|one| one.out), sum(|one| one.into));
        if (out, into) != (read_out, read_in) {
            checked
                .whole
                .push(messages::sums_differ((out, into), (read_out, read_in)));
        }
    }
    checked
}

fn falls(entries: &[(usize, &Entry)]) -> bool {
    match (entries.first(), entries.last()) {
        (Some((_, first)), Some((_, last))) => first.on > last.on,
        _ => false,
    }
}

fn steps(entries: &[(usize, &Entry)], opening: Option<i64>) -> Checked {
    let mut checked = Checked::default();
    let mut before = opening;
    for (row, entry) in entries {
        let should = before.map(|before| before + entry.into - entry.out);
        if let (Some(should), Some(balance)) = (should, entry.balance) {
            checked.steps += 1;
            if should != balance {
                checked.breaks.push((
                    *row,
                    messages::balance_breaks(before.unwrap_or(0), entry.into, entry.out, balance),
                ));
            }
        }
        // A row without a balance carries the sum on; after a break the sheet's own word is taken up again.
        before = entry.balance.or(should);
    }
    checked
}

#[cfg(test)]
mod tests {
    use super::super::read::{Line, What};
    use super::*;

    fn told(rows: &[(i64, i64, i64)]) -> Statement {
        let lines = rows
            .iter()
            .enumerate()
            .map(|(at, (out, into, balance))| Line {
                n: at + 7,
                cells: Vec::new(),
                what: What::Entry(Box::new(Entry {
                    on: chrono::NaiveDate::from_ymd_opt(2026, 5, 20).unwrap_or_default(),
                    out: *out,
                    into: *into,
                    balance: Some(*balance),
                    ..Entry::default()
                })),
            });
        Statement {
            lines: lines.collect(),
            ..Statement::default()
        }
    }

    #[test]
    fn a_break_is_named_by_its_row_and_the_rest_still_checked() {
        let rows = [
            (0, 500, 1_500),
            (200, 0, 1_300),
            (0, 50, 1_400),
            (100, 0, 1_300),
        ];
        let checked = check(&Statement {
            opening: Some(1_000),
            closing: Some(1_250),
            sums: Some((300, 550)),
            ..told(&rows)
        });
        assert_eq!(checked.steps, 4);
        assert_eq!(checked.breaks.len(), 1);
        assert_eq!(checked.breaks[0].0, 9);
        assert!(
            checked.breaks[0].1.contains("1.350"),
            "{:?}",
            checked.breaks
        );
        assert_eq!(
            checked.whole.len(),
            1,
            "the sums are right, the closing balance is not: {:?}",
            checked.whole
        );
    }

    #[test]
    fn a_sheet_with_the_newest_row_first_is_checked_from_below() {
        let checked = check(&told(&[
            (100, 0, 1_250),
            (0, 50, 1_350),
            (200, 0, 1_300),
            (0, 500, 1_500),
        ]));
        assert!(checked.breaks.is_empty(), "{:?}", checked.breaks);
    }

    #[test]
    fn a_sum_that_differs_from_the_rows_is_told() {
        let checked = check(&Statement {
            sums: Some((1, 2)),
            ..told(&[(0, 500, 500)])
        });
        assert_eq!(checked.whole.len(), 1);
    }
}
