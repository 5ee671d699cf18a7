//! Sổ gói giao: recipient, purpose, last day, the sealed words that open it, and who took what.

use casefile::MatterHead;
use chrono::NaiveDate;
use db::{Sql, StorageError, args};
use people::{Right, Work, WorkError, sign_in::SealingKey};
use rand::Rng as _;
use uuid::Uuid;

use crate::{
    copies::{Kind, store::ask},
    messages,
    selection::Selection,
};

db::row! {
    /// Gói giao.
    pub struct Share {
        /// The unit of its matter.
        pub unit_id: String,
        /// The copy it is.
        pub copy_id: Uuid,
        /// Its matter.
        pub matter_id: Uuid,
        /// To whom.
        pub recipient: String,
        /// What for.
        pub purpose: String,
        /// The last day on which it can be taken.
        pub ends_on: NaiveDate,
        /// The sealed words that open it; empty once it is withdrawn.
        pub key_sealed: String,
        /// When it was withdrawn.
        pub withdrawn_at: Option<i64>,
        /// By whom.
        pub withdrawn_by: Option<Uuid>,
        /// Why.
        pub why: String,
    }
}

impl Share {
    /// Whether it can be taken on this day.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.withdrawn_at.is_none() && today <= self.ends_on
    }

    /// The words that open it.
    pub fn key(&self, sealing: &SealingKey) -> Option<String> {
        sealing.open(&self.key_sealed, self.copy_id)
    }
}

db::row! {
    /// Một lần lấy gói, hoặc xem mã mở.
    pub struct Taking {
        /// package, key.
        pub what: String,
        /// Who.
        pub taken_by: Uuid,
        /// When.
        pub taken_at: i64,
    }
}

/// What is given to whom.
pub struct NewShare {
    /// What part of the file.
    pub selection: Selection,
    /// To whom.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// The last day.
    pub ends_on: NaiveDate,
}

/// Letters and digits that are not taken for one another.
const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// Words that open a package: five groups of five.
fn fresh_key() -> String {
    let mut rng = rand::rng();
    let group = |rng: &mut rand::rngs::ThreadRng| -> String {
        (0..5)
            .map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())]))
            .collect()
    };
    let groups: Vec<String> = (0..5).map(|_| group(&mut rng)).collect();
    groups.join("-")
}

/// Lập gói giao: kept, queued.
pub async fn give(
    work: &Work,
    sealing: &SealingKey,
    matter: &MatterHead,
    new: &NewShare,
) -> Result<Uuid, WorkError> {
    work.require_for(Right::ArchiveShare, &matter.unit, &matter.assigned)
        .await?;
    if new.ends_on < work.today {
        return Err(WorkError::invalid("ends_on", messages::ENDS_BEFORE_TODAY));
    }
    let title = messages::share_title(&new.recipient);
    let id = ask(work, matter, Kind::Share, &title, &new.selection).await?;
    let sealed = sealing.seal(&fresh_key(), id)?;
    work.tx
        .exec(
            "INSERT INTO archive_share (unit_id, copy_id, matter_id, recipient, purpose, ends_on, key_sealed, why)
             VALUES ($1, $2, $3, $4, $5, $6, $7, '')",
            args![&matter.unit, id, matter.id, &new.recipient, &new.purpose, new.ends_on, &sealed],
        )
        .await?;
    Ok(id)
}

/// Thu hồi: the words that open it are forgotten; its file goes after the commit.
pub async fn withdraw(work: &Work, share: &Share, why: &str) -> Result<(), WorkError> {
    let why = text::clean(why);
    if why.is_empty() {
        return Err(WorkError::invalid("why", messages::NO_REASON));
    }
    let changed = work
        .tx
        .exec(
            "UPDATE archive_share SET withdrawn_at = $3, withdrawn_by = $4, why = $5, key_sealed = ''
              WHERE unit_id = $1 AND copy_id = $2 AND withdrawn_at IS NULL",
            args![&share.unit_id, share.copy_id, work.now_ms, work.actor.person, &why],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::ChangedMeanwhile);
    }
    work.tx
        .exec(
            "UPDATE archive_copy SET state = 'refused', why = $3 WHERE unit_id = $1 AND id = $2 AND state = 'waiting'",
            args![&share.unit_id, share.copy_id, messages::WITHDRAWN],
        )
        .await?;
    work.note("archive.share.withdrawn", "archive.copy", share.copy_id, "")
        .await
}

/// Ghi một lần lấy.
pub async fn taken(work: &Work, share: &Share, what: &str) -> Result<(), WorkError> {
    work.tx
        .exec(
            "INSERT INTO archive_taking (unit_id, id, copy_id, what, taken_by, taken_at) VALUES ($1, $2, $3, $4, $5, $6)",
            args![&share.unit_id, Uuid::now_v7(), share.copy_id, what, work.actor.person, work.now_ms],
        )
        .await?;
    let action = format!("archive.share.{what}_taken");
    work.note(&action, "archive.copy", share.copy_id, "").await
}

/// The package of a copy.
pub async fn of_copy(sql: &impl Sql, copy: Uuid) -> Result<Option<Share>, StorageError> {
    sql.opt(
        "SELECT * FROM archive_share WHERE copy_id = $1",
        args![copy],
    )
    .await
}

/// The packages of a matter.
pub async fn of_matter(sql: &impl Sql, matter: Uuid) -> Result<Vec<Share>, StorageError> {
    sql.all(
        "SELECT * FROM archive_share WHERE matter_id = $1",
        args![matter],
    )
    .await
}

/// Who took the package and who saw its key, newest first.
pub async fn takings(sql: &impl Sql, copy: Uuid) -> Result<Vec<Taking>, StorageError> {
    sql.all(
        "SELECT what, taken_by, taken_at FROM archive_taking WHERE copy_id = $1 ORDER BY taken_at DESC, id DESC",
        args![copy],
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_packages_open_with_the_same_words() {
        let (one, other) = (fresh_key(), fresh_key());
        assert_ne!(one, other);
        assert_eq!(one.len(), 29);
        assert!(
            one.chars()
                .all(|c| c == '-' || LETTERS.contains(&(c as u8)))
        );
    }
}
