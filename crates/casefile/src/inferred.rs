//! Số bút lục suy ra: a stamp that could not be read, told from the numbers before and after it. Only ever a proposal:
//! it is shown as "suy ra, cần kiểm tra" and becomes the page's number when a person writes it.

use std::collections::{BTreeMap, BTreeSet};

use db::{Sql, StorageError, args};
use uuid::Uuid;

use crate::page::PageView;

/// The longest run of unread numbers between two that were read.
const LONGEST: i64 = 12;

db::row! {
    /// What the numbering shows of a page.
    pub(crate) struct Seen {
        /// Its place.
        pub no: i64,
        /// Its number, as read or written.
        pub bl_key: Option<String>,
        /// Read, not blank, and nobody has said that it carries none.
        pub is_open: bool,
    }
}

/// What the numbering of a file shows, from a page to a page.
pub(crate) async fn seen(
    sql: &impl Sql,
    matter: Uuid,
    first: i64,
    last: i64,
) -> Result<Vec<Seen>, StorageError> {
    sql.all(
        "SELECT no, bl_key, CASE WHEN status = 'read' AND NOT blank AND bl_by IS NULL THEN TRUE ELSE FALSE END AS is_open
           FROM casefile_page WHERE matter_id = $1 AND no BETWEEN $2 AND $3 ORDER BY no",
        args![matter, first, last],
    )
    .await
}

/// Numbers for pages without one: between two pages that carry numbers, when there are exactly as many pages as numbers
/// missing, every one of those pages may carry a number, and no other page carries it.
pub(crate) fn inferred(seen: &[Seen]) -> BTreeMap<i64, i64> {
    let known: BTreeSet<&str> = seen
        .iter()
        .filter_map(|one| one.bl_key.as_deref())
        .collect();
    let numbered: Vec<usize> = (0..seen.len())
        .filter(|at| seen[*at].bl_key.is_some())
        .collect();
    let plain = |at: usize| seen[at].bl_key.as_deref()?.parse::<i64>().ok();
    let mut told = BTreeMap::new();
    for pair in numbered.windows(2) {
        let (Some(before), Some(after)) = (plain(pair[0]), plain(pair[1])) else {
            continue;
        };
        let between = &seen[pair[0] + 1..pair[1]];
        let pages = seen[pair[1]].no - seen[pair[0]].no;
        let fits = after - before == pages && between.len() as i64 == pages - 1;
        if !fits || between.is_empty() || pages > LONGEST || between.iter().any(|one| !one.is_open)
        {
            continue;
        }
        for (page, number) in between.iter().zip(before + 1..) {
            if !known.contains(number.to_string().as_str()) {
                told.insert(page.no, number);
            }
        }
    }
    told
}

/// Puts the proposals on these pages, which follow one another.
pub(crate) async fn propose(
    sql: &impl Sql,
    matter: Uuid,
    pages: &mut [PageView],
) -> Result<(), StorageError> {
    let (Some(first), Some(last)) = (pages.first(), pages.last()) else {
        return Ok(());
    };
    let near = seen(sql, matter, first.no - LONGEST, last.no + LONGEST).await?;
    let told = inferred(&near);
    for page in pages {
        page.bl_guess = told.get(&page.no).map(|number| format!("{number:02}"));
    }
    Ok(())
}

/// The page that should carry this number, when none was read with it.
pub(crate) async fn page_of(
    sql: &impl Sql,
    matter: Uuid,
    key: &str,
) -> Result<Option<i64>, StorageError> {
    let Ok(number) = key.parse::<i64>() else {
        return Ok(None);
    };
    let all = seen(sql, matter, 1, i64::MAX).await?;
    let told = inferred(&all);
    Ok(told
        .iter()
        .find(|(_, told)| **told == number)
        .map(|(no, _)| *no))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "12" a number, "?" a page that may carry one, "-" a blank page.
    fn told(pages: &str) -> Vec<(i64, i64)> {
        let seen: Vec<Seen> = pages
            .split(' ')
            .zip(1..)
            .map(|(page, no)| Seen {
                no,
                bl_key: Some(page.to_owned()).filter(|page| !["?", "-"].contains(&page.as_str())),
                is_open: page == "?",
            })
            .collect();
        inferred(&seen).into_iter().collect()
    }

    #[test]
    fn a_number_is_told_only_where_its_neighbours_leave_no_doubt() {
        assert_eq!(told("2 ? ? ? 6"), [(2, 3), (3, 4), (4, 5)]);
        assert_eq!(told("? 1 ? 3 ?"), [(3, 2)]);
        for doubtful in [
            "16 ? 17",
            "6 ? 9",
            "1 - 3",
            "1 ? - 4",
            "37 37a ? 39",
            "29 ? 28",
            "1 ?",
            "5 ? 7 6",
            "",
        ] {
            assert_eq!(told(doubtful), [], "{doubtful}");
        }
    }
}
