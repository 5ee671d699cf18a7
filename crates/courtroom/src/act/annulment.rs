//! Hủy phiên trình chiếu mở nhầm: the log stays and says so, the facts are withdrawn, no figure counts it; one button undoes it.

use casefile::MatterHead;
use db::{Sql, StorageError, args};
use people::{Work, WorkError};
use uuid::Uuid;

use super::{Recorded, record, take_back};
use crate::{list, messages, session};

db::row! {
    /// Lần hủy.
    pub(crate) struct Annulment {
        /// Why.
        pub(crate) why: String,
        /// Who.
        pub(crate) annulled_by: Uuid,
        /// When, ms UTC.
        pub(crate) annulled_at: i64,
    }
}

/// Letters of a reason.
const LONGEST: usize = 500;

/// The annulment of a session, if it is annulled.
pub(crate) async fn of(sql: &impl Sql, session: Uuid) -> Result<Option<Annulment>, StorageError> {
    sql.opt(
        "SELECT why, annulled_by, annulled_at FROM courtroom_annulment WHERE session_id = $1",
        args![session],
    )
    .await
}

/// Hủy phiên: only a trial that is over.
pub async fn annul(
    work: &Work,
    matter: &MatterHead,
    session: Uuid,
    why: &str,
) -> Result<(), WorkError> {
    list::store::require(work, matter).await?;
    // Two at once wait for each other here.
    list::store::hold(work, matter).await?;
    let row = session::by_id(&work.tx, session).await?;
    let row = row.ok_or(WorkError::NotFound)?;
    let why = text::nfc(why.trim());
    let bad = |sentence: String| Err(WorkError::invalid("why", sentence));
    if row.kind != "trial" || row.ended_at.is_none() {
        return bad(messages::ONLY_ENDED_TRIALS.to_owned());
    }
    if why.is_empty() {
        return bad(messages::ANNUL_WHY.to_owned());
    }
    if why.chars().count() > LONGEST {
        return bad(messages::too_long(LONGEST));
    }
    let done = work
        .tx
        .exec(
            "INSERT INTO courtroom_annulment (unit_id, session_id, why, annulled_by, annulled_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (session_id) DO NOTHING",
            args![&row.unit_id, session, &why, work.actor.person, work.now_ms],
        )
        .await?;
    if done == 0 {
        return Ok(());
    }
    take_back(work, matter, session, &why).await?;
    noted(work, session, "annulled").await
}

/// Bỏ hủy: the session counts again, and its days are recorded anew.
pub async fn reinstate(
    work: &Work,
    matter: &MatterHead,
    session: Uuid,
) -> Result<Recorded, WorkError> {
    list::store::require(work, matter).await?;
    list::store::hold(work, matter).await?;
    let gone = work
        .tx
        .exec(
            "DELETE FROM courtroom_annulment WHERE session_id = $1",
            args![session],
        )
        .await?;
    if gone == 0 {
        return Ok(Recorded::Nothing);
    }
    noted(work, session, "reinstated").await?;
    record(work, matter, session).await
}

async fn noted(work: &Work, session: Uuid, what: &str) -> Result<(), WorkError> {
    let action = format!("courtroom.session.{what}");
    work.note(&action, "courtroom.session", session, "").await
}
