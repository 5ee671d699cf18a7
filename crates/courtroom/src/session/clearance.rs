//! Đã khai tại phiên tòa (BLTTHS Đ.308): noted once for a person, with the ground; after that their statements are released without a
//! second confirmation in this session.

use casefile::MatterHead;
use db::{Sql, StorageError, args};
use people::{Work, WorkError};
use serde::Serialize;
use uuid::Uuid;

use super::{lifetime, store};
use crate::messages;

db::row! {
    /// Một người đã khai.
    #[derive(Serialize)]
    pub struct Clearance {
        /// Who.
        pub person: String,
        /// Căn cứ công bố.
        pub ground: String,
    }
}

/// Everybody noted in a session.
pub(crate) async fn of_session(
    sql: &impl Sql,
    session: Uuid,
) -> Result<Vec<Clearance>, StorageError> {
    sql.all(
        "SELECT person, ground FROM courtroom_clearance WHERE session_id = $1 ORDER BY cleared_at, id",
        args![session],
    )
    .await
}

/// The ground noted for a person, however the name was typed.
pub(super) async fn ground_of(
    sql: &impl Sql,
    session: Uuid,
    person: &str,
) -> Result<Option<String>, StorageError> {
    let asked = text::fold(person.trim());
    if asked.is_empty() {
        return Ok(None);
    }
    let all = of_session(sql, session).await?;
    let found = all
        .into_iter()
        .find(|one| text::fold(one.person.trim()) == asked);
    Ok(found.map(|one| one.ground))
}

/// Ghi nhận một người đã khai tại phiên tòa và căn cứ công bố lời khai của họ.
pub async fn clear(
    work: &Work,
    matter: &MatterHead,
    session: Uuid,
    (person, ground): (&str, &str),
) -> Result<(), WorkError> {
    lifetime::require(work, matter).await?;
    let row = store::hold(work, session).await?;
    let (person, ground) = (text::clean(person), text::clean(ground));
    if person.is_empty() {
        return Err(WorkError::invalid("person", messages::NO_PERSON));
    }
    if ground.is_empty() {
        return Err(WorkError::invalid("ground", messages::NO_GROUND));
    }
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO courtroom_clearance (unit_id, id, session_id, person, ground, cleared_by, cleared_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![&row.unit_id, id, session, person, ground, work.actor.person, work.now_ms],
        )
        .await?;
    lifetime::noted(work, session, "cleared", &id.to_string()).await
}
