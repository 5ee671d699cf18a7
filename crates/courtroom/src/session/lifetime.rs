//! Mở phiên, kết thúc phiên; địa chỉ của màn hình phiên tòa: random, short-lived, taken back at any moment.

use casefile::MatterHead;
use db::{Sql, args};
use people::{Right, Work, WorkError};
use rand::RngCore;
use uuid::Uuid;

use super::{log, store};
use crate::{
    act::{self, Recorded},
    list,
    rules::Screen,
};

/// A trial day with its evening; the console makes another key for the next day.
pub const KEY_LASTS: i64 = 14 * 3_600_000;

/// 256 bits nobody guesses, as the address of a session or the name of a picture.
pub(super) fn unguessable() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0_u8; 52];
    rand::rng().fill_bytes(&mut bytes);
    // 52 letters of five bits.
    bytes
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte & 31)]))
        .collect()
}

/// Mở phiên on the approved list; one that is open already is gone on with.
pub async fn start(work: &Work, matter: &MatterHead, kind: &str) -> Result<Uuid, WorkError> {
    work.require_for(Right::CourtroomPresent, &matter.unit, &matter.assigned)
        .await?;
    let kind = if kind == "rehearsal" {
        "rehearsal"
    } else {
        "trial"
    };
    // Two starts at once wait for each other here.
    list::store::hold(work, matter).await?;
    let open: Option<Uuid> = work
        .tx
        .opt(
            "SELECT id FROM courtroom_session WHERE matter_id = $1 AND ended_at IS NULL ORDER BY started_at DESC LIMIT 1",
            args![matter.id],
        )
        .await?;
    if let Some(open) = open {
        return Ok(open);
    }
    let approved = list::approved(&work.tx, matter.id).await?;
    let screen =
        serde_json::to_string(&Screen::default()).map_err(|e| WorkError::Broken(e.to_string()))?;
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO courtroom_session (unit_id, id, matter_id, kind, approval_n, started_by, started_at, ended_at, court_key, key_ends_at, version, screen, notes, notes_rev)
             VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, $8, $9, 1, $10, '', 1)",
            args![
                &matter.unit, id, matter.id, kind, approved.map(|turn| turn.n), work.actor.person, work.now_ms,
                unguessable(), work.now_ms + KEY_LASTS, screen
            ],
        )
        .await?;
    noted(work, id, "started", kind).await?;
    Ok(id)
}

/// Kết thúc phiên: the screen goes dark, the court's address opens no more, what was shown stays in the log, and that a trial showed it
/// becomes a fact.
pub async fn end(work: &Work, matter: &MatterHead, id: Uuid) -> Result<Recorded, WorkError> {
    require(work, matter).await?;
    let row = store::hold(work, id).await?;
    log::close(work, id, &row.screen()?).await?;
    store::keep(work, id, &row.screen()?.held(false).darken(work.now_ms)).await?;
    work.tx
        .exec(
            "UPDATE courtroom_session SET ended_at = $1, court_key = NULL WHERE id = $2",
            args![work.now_ms, id],
        )
        .await?;
    noted(work, id, "ended", "").await?;
    act::record(work, matter, id).await
}

/// Địa chỉ mới: the one before opens no more.
pub async fn new_key(work: &Work, matter: &MatterHead, id: Uuid) -> Result<(), WorkError> {
    require(work, matter).await?;
    store::hold(work, id).await?;
    work.tx
        .exec(
            "UPDATE courtroom_session SET court_key = $1, key_ends_at = $2 WHERE id = $3",
            args![unguessable(), work.now_ms + KEY_LASTS, id],
        )
        .await?;
    noted(work, id, "key_made", "").await
}

/// Thu hồi địa chỉ: no screen of the court shows anything until a new one is made.
pub async fn revoke_key(work: &Work, matter: &MatterHead, id: Uuid) -> Result<(), WorkError> {
    require(work, matter).await?;
    let row = store::hold(work, id).await?;
    log::close(work, id, &row.screen()?).await?;
    store::keep(work, id, &row.screen()?.darken(work.now_ms)).await?;
    work.tx
        .exec(
            "UPDATE courtroom_session SET court_key = NULL WHERE id = $1",
            args![id],
        )
        .await?;
    noted(work, id, "key_revoked", "").await
}

pub(super) async fn require(work: &Work, matter: &MatterHead) -> Result<(), WorkError> {
    work.require_for(Right::CourtroomPresent, &matter.unit, &matter.assigned)
        .await
}

pub(super) async fn noted(
    work: &Work,
    id: Uuid,
    what: &str,
    detail: &str,
) -> Result<(), WorkError> {
    let action = format!("courtroom.session.{what}");
    work.note(&action, "courtroom.session", id, detail).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_addresses_are_alike_and_each_fits_into_an_address() {
        let (one, other) = (unguessable(), unguessable());
        assert_ne!(one, other);
        assert_eq!(one.len(), 52);
        assert!(one.chars().all(|c| c.is_ascii_alphanumeric()));
    }
}
