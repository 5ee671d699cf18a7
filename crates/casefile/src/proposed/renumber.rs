//! Đánh số bút lục: a run of leaves gets numbers of a series (cơ quan điều tra, viện kiểm sát, tòa án); the old ones are kept
//! and still lead to their pages.

use std::collections::HashMap;

use db::{Sql, StorageError, Tx, args};
use serde::{Deserialize, Serialize};
use text::LeafNumber;
use uuid::Uuid;

use super::messages;

db::row! {
    /// A number of a page, of one series.
    #[derive(PartialEq, Serialize, Deserialize)]
    pub struct LeafRow {
        /// Its id.
        pub id: Uuid,
        /// The page.
        pub page_id: Uuid,
        /// Whose series: `investigator`, `procuracy`, `court`.
        pub owner: String,
        /// As stamped or written.
        pub number: String,
        /// As compared.
        pub bl_key: String,
        /// Who gave it; none: read from the stamp.
        pub given_by: Option<Uuid>,
        /// When, ms UTC.
        pub given_at: i64,
        /// When it was replaced by another number.
        pub replaced_at: Option<i64>,
    }
}

db::row! {
    /// What names a page.
    #[derive(PartialEq, Serialize, Deserialize)]
    pub struct Naming {
        /// The page.
        pub id: Uuid,
        /// Its number.
        pub bl: Option<String>,
        /// As compared.
        pub bl_key: Option<String>,
        /// Whose series.
        pub bl_owner: Option<String>,
        /// Who wrote it.
        pub bl_by: Option<Uuid>,
        /// Something stands there that could not be read.
        pub bl_unclear: bool,
        /// What the whole file tells.
        pub bl_guess: Option<String>,
    }
}

/// The numbers of a page, of every series, old and new.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Numbers {
    /// What names it.
    pub naming: Naming,
    /// Its numbers.
    pub leaves: Vec<LeafRow>,
}

/// The series a page may be numbered in.
pub const OWNERS: [(&str, &str); 3] = [
    ("investigator", "Cơ quan điều tra"),
    ("procuracy", "Viện kiểm sát"),
    ("court", "Tòa án"),
];

/// The numbers of the written pages of a stretch, in the order of the file; blank pages carry none.
pub async fn numbers_of(
    sql: &impl Sql,
    matter: Uuid,
    first: i64,
    last: i64,
) -> Result<Vec<Numbers>, StorageError> {
    let pages: Vec<Naming> = sql
        .all(
            "SELECT id, bl, bl_key, bl_owner, bl_by, bl_unclear, bl_guess FROM casefile_page
              WHERE matter_id = $1 AND no BETWEEN $2 AND $3 AND NOT blank ORDER BY no",
            args![matter, first, last],
        )
        .await?;
    let leaves: Vec<LeafRow> = sql
        .all(
            "SELECT l.id, l.page_id, l.owner, l.number, l.bl_key, l.given_by, l.given_at, l.replaced_at
               FROM casefile_leaf l JOIN casefile_page p ON p.unit_id = l.unit_id AND p.id = l.page_id
              WHERE p.matter_id = $1 AND p.no BETWEEN $2 AND $3 ORDER BY l.given_at, l.id",
            args![matter, first, last],
        )
        .await?;
    let mut by_page: HashMap<Uuid, Vec<LeafRow>> = HashMap::new();
    for leaf in leaves {
        by_page.entry(leaf.page_id).or_default().push(leaf);
    }
    Ok(pages
        .into_iter()
        .map(|naming| Numbers {
            leaves: by_page.remove(&naming.id).unwrap_or_default(),
            naming,
        })
        .collect())
}

impl Numbers {
    /// "VKS 12", "cũ 37": the numbers beside the one that names the page.
    pub fn others(&self) -> Vec<String> {
        let naming = self.naming.bl.as_deref();
        let told = self
            .leaves
            .iter()
            .filter_map(|leaf| match leaf.replaced_at {
                Some(_) => Some(messages::old_number(&leaf.number)),
                None if Some(leaf.number.as_str()) == naming => None,
                None => Some(messages::number_of(&leaf.owner, &leaf.number)),
            });
        told.collect()
    }
}

/// The pages as they are numbered from `start` on: 37, 38, 39; or 37a, 37b where a letter stands.
pub fn renumbered(
    before: &[Numbers],
    owner: &str,
    start: LeafNumber,
    person: Uuid,
    now_ms: i64,
) -> Option<Vec<Numbers>> {
    let mut number = start;
    let mut after = Vec::with_capacity(before.len());
    for (at, page) in before.iter().enumerate() {
        if at > 0 {
            number = following(number)?;
        }
        after.push(numbered(page, owner, number, person, now_ms));
    }
    Some(after)
}

/// 37 after 36; 37b after 37a, and nothing after 37z.
fn following(number: LeafNumber) -> Option<LeafNumber> {
    match number.suffix {
        None => Some(LeafNumber::plain(number.number + 1)),
        Some(letter) if ('a'..='y').contains(&letter) => Some(LeafNumber {
            suffix: char::from_u32(u32::from(letter) + 1),
            ..number
        }),
        Some(_) => None,
    }
}

fn numbered(page: &Numbers, owner: &str, number: LeafNumber, person: Uuid, now_ms: i64) -> Numbers {
    let written = number.to_string();
    let key = crate::bl_key(&written).unwrap_or_default();
    let mut now = page.clone();
    for leaf in now.leaves.iter_mut() {
        if leaf.owner == owner && leaf.replaced_at.is_none() {
            leaf.replaced_at = Some(now_ms);
        }
    }
    now.leaves.push(LeafRow {
        id: Uuid::now_v7(),
        page_id: page.naming.id,
        owner: owner.to_owned(),
        number: written.clone(),
        bl_key: key.clone(),
        given_by: Some(person),
        given_at: now_ms,
        replaced_at: None,
    });
    // The series that names the page is the one whose stamp named it; a page without a number is named by the first it gets.
    let is_naming = page.naming.bl.is_none()
        || page.naming.bl_owner.as_deref().unwrap_or("investigator") == owner;
    // A number that only the whole file told was stamped all the same: who cited it finds the page.
    if let (None, Some(told)) = (&page.naming.bl, &page.naming.bl_guess) {
        now.leaves.push(LeafRow {
            id: Uuid::now_v7(),
            page_id: page.naming.id,
            owner: owner.to_owned(),
            number: told.clone(),
            bl_key: crate::bl_key(told).unwrap_or_default(),
            given_by: None,
            given_at: now_ms,
            replaced_at: Some(now_ms),
        });
    }
    if is_naming {
        now.naming = Naming {
            id: page.naming.id,
            bl: Some(written),
            bl_key: Some(key),
            bl_owner: Some(owner.to_owned()),
            bl_by: Some(person),
            bl_unclear: false,
            bl_guess: None,
        };
    }
    now
}

/// Keeps the numbers of a page as they now stand.
pub(super) async fn keep(
    tx: &Tx,
    unit: &str,
    matter: Uuid,
    numbers: &Numbers,
    now_ms: i64,
) -> Result<(), StorageError> {
    let page = &numbers.naming;
    tx.exec(
        "UPDATE casefile_page SET bl = $1, bl_key = $2, bl_owner = $3, bl_by = $4, bl_unclear = $5, bl_guess = $6,
                revision = revision + 1, changed_at = $7
          WHERE matter_id = $8 AND id = $9",
        args![
            page.bl.as_deref(), page.bl_key.as_deref(), page.bl_owner.as_deref(), page.bl_by, page.bl_unclear,
            page.bl_guess.as_deref(), now_ms, matter, page.id
        ],
    )
    .await?;
    tx.exec(
        "DELETE FROM casefile_leaf WHERE page_id = $1",
        args![page.id],
    )
    .await?;
    for leaf in &numbers.leaves {
        tx.exec(
            "INSERT INTO casefile_leaf (unit_id, id, matter_id, page_id, owner, number, bl_key, given_by, given_at, replaced_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            args![
                unit, leaf.id, matter, leaf.page_id, &leaf.owner, &leaf.number, &leaf.bl_key, leaf.given_by, leaf.given_at,
                leaf.replaced_at
            ],
        )
        .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(bl: Option<&str>) -> Numbers {
        Numbers {
            naming: Naming {
                id: Uuid::nil(),
                bl: bl.map(str::to_owned),
                bl_key: bl.and_then(crate::bl_key),
                bl_owner: bl.map(|_| "investigator".to_owned()),
                bl_by: None,
                bl_unclear: false,
                bl_guess: None,
            },
            leaves: Vec::new(),
        }
    }

    fn named(pages: &[Numbers]) -> Vec<&str> {
        let all = pages.iter();
        all.map(|page| page.naming.bl.as_deref().unwrap_or("-"))
            .collect()
    }

    #[test]
    fn numbers_go_on_and_so_do_letters() {
        let pages = [page(Some("37")), page(None), page(Some("39"))];
        let new = |start: &str| {
            renumbered(
                &pages,
                "investigator",
                start.parse().unwrap(),
                Uuid::nil(),
                1,
            )
        };
        assert_eq!(named(&new("41").unwrap()), ["41", "42", "43"]);
        assert_eq!(named(&new("37a").unwrap()), ["37a", "37b", "37c"]);
        assert!(new("37y").is_none());
    }

    #[test]
    fn a_number_that_was_only_told_by_the_file_is_an_old_number_too() {
        let mut told = page(None);
        told.naming.bl_guess = Some("03".to_owned());
        let new = renumbered(
            &[told],
            "investigator",
            LeafNumber::plain(41),
            Uuid::nil(),
            1,
        );
        assert_eq!(new.unwrap()[0].others(), ["cũ 03"]);
    }

    #[test]
    fn another_body_numbers_beside_the_first_and_does_not_rename_the_page() {
        let start = LeafNumber::plain(1);
        let new = renumbered(&[page(Some("37"))], "procuracy", start, Uuid::nil(), 1).unwrap();
        assert_eq!(named(&new), ["37"]);
        assert_eq!(new[0].leaves[0].number, "01");
        let again = renumbered(&new, "procuracy", LeafNumber::plain(5), Uuid::nil(), 2).unwrap();
        let told: Vec<(&str, bool)> = again[0]
            .leaves
            .iter()
            .map(|leaf| (leaf.number.as_str(), leaf.replaced_at.is_some()))
            .collect();
        assert_eq!(told, [("01", true), ("05", false)]);
        assert_eq!(again[0].others(), ["cũ 01", "VKS 05"]);
    }
}
