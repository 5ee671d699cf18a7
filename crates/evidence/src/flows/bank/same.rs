//! Giao dịch đã có: the same payment comes twice, in two sheets of one account that overlap, or in the sheets of both its sides.
//!
//! Within one sheet nothing is taken for the same: two equal payments of one day are two.

use chrono::NaiveDate;
use uuid::Uuid;

/// What tells a payment from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// Who paid.
    pub from: Uuid,
    /// Who was paid.
    pub to: Uuid,
    /// The day.
    pub on: Option<NaiveDate>,
    /// Đồng.
    pub amount: i64,
    /// The bank's number.
    pub code: String,
    /// Whose sheet it stands in; none where a person typed it.
    pub sheet_of: Option<Uuid>,
    /// The balance after it in that sheet.
    pub balance: Option<i64>,
}

/// Whether both may be one payment.
fn may_be_one(known: &Print, new: &Print) -> bool {
    let same_sum =
        (known.from, known.to, known.on, known.amount) == (new.from, new.to, new.on, new.amount);
    if !same_sum || known.on.is_none() {
        return false;
    }
    // Two banks give one payment two numbers; one bank gives two payments two numbers.
    let same_sheet = known.sheet_of.is_some() && known.sheet_of == new.sheet_of;
    let other_code = !known.code.is_empty() && !new.code.is_empty() && known.code != new.code;
    let other_balance =
        known.balance.is_some() && new.balance.is_some() && known.balance != new.balance;
    !(same_sheet && (other_code || other_balance))
}

/// For each new payment the known one that it is, each known one at most once.
pub fn matched(known: &[Print], new: &[Print]) -> Vec<Option<usize>> {
    let mut taken = vec![false; known.len()];
    let mut found = Vec::with_capacity(new.len());
    for one in new {
        let rank = |other: &Print| {
            (
                other.code == one.code && !one.code.is_empty(),
                other.balance == one.balance && one.balance.is_some(),
            )
        };
        let best = (0..known.len())
            .filter(|at| !taken[*at] && may_be_one(&known[*at], one))
            .max_by_key(|at| (rank(&known[*at]), std::cmp::Reverse(*at)));
        if let Some(at) = best {
            taken[at] = true;
        }
        found.push(best);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(amount: i64, code: &str, sheet_of: u128, balance: i64) -> Print {
        Print {
            from: Uuid::from_u128(1),
            to: Uuid::from_u128(2),
            on: NaiveDate::from_ymd_opt(2026, 5, 20),
            amount,
            code: code.to_owned(),
            sheet_of: Some(Uuid::from_u128(sheet_of)),
            balance: Some(balance),
        }
    }

    #[test]
    fn overlapping_sheets_of_one_account_meet_by_number_and_balance() {
        let known = [print(500, "FT1", 1, 900), print(500, "FT2", 1, 400)];
        let new = [
            print(500, "FT2", 1, 400),
            print(500, "FT3", 1, 100),
            print(700, "FT1", 1, 900),
        ];
        assert_eq!(matched(&known, &new), [Some(1), None, None]);
    }

    #[test]
    fn the_sheets_of_both_sides_meet_though_their_banks_number_differently() {
        let known = [print(500, "FT1", 1, 900)];
        let new = [print(500, "B-77", 2, 12_000), print(500, "B-78", 2, 12_500)];
        assert_eq!(
            matched(&known, &new),
            [Some(0), None],
            "two payments are not one, though both look like it"
        );
    }

    #[test]
    fn what_a_person_typed_is_met_by_its_row() {
        let typed = Print {
            code: String::new(),
            sheet_of: None,
            balance: None,
            ..print(500, "", 1, 0)
        };
        assert_eq!(
            matched(std::slice::from_ref(&typed), &[print(500, "FT1", 1, 900)]),
            [Some(0)]
        );
        let undated = Print { on: None, ..typed };
        assert_eq!(
            matched(
                std::slice::from_ref(&undated),
                &[print(500, "FT1", 1, 900), undated.clone()]
            ),
            [None, None]
        );
    }
}
