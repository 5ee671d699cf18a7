//! Nhật ký trình chiếu: each time something stood on the court's screen, from when to when.

use std::collections::HashMap;

use db::{Sql, StorageError, args};
use people::{Work, WorkError};
use uuid::Uuid;

use crate::rules::{Content, Interval, seconds};

db::row! {
    /// Một lần hiện.
    pub struct Showing {
        /// Its number in the session.
        pub n: i64,
        /// The exhibit of the list, if it is one.
        pub exhibit_id: Option<Uuid>,
        /// The phase.
        pub phase: String,
        /// list, adjusted, unapproved, page.
        pub origin: String,
        /// The words that stood under the picture.
        pub caption: String,
        /// A statement of which BLTTHS Đ.308 speaks.
        pub statement: bool,
        /// Why it was shown all the same.
        pub ground: String,
        /// Who released it.
        pub shown_by: Uuid,
        /// Since, ms UTC.
        pub shown_at: i64,
        /// Until; open while it stands there.
        pub hidden_at: Option<i64>,
    }
}

impl Showing {
    /// From when to when.
    pub fn interval(&self) -> Interval {
        Interval {
            from: self.shown_at,
            to: self.hidden_at,
        }
    }
}

const COLUMNS: &str =
    "n, exhibit_id, phase, origin, caption, statement, ground, shown_by, shown_at, hidden_at";

/// The log of a session, in its order.
pub async fn showings_of(sql: &impl Sql, session: Uuid) -> Result<Vec<Showing>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM courtroom_showing WHERE session_id = $1 ORDER BY n"),
        args![session],
    )
    .await
}

/// Opens a line for what is released now.
pub(super) async fn open(
    work: &Work,
    (unit, session, matter): (&str, Uuid, Uuid),
    content: &Content,
) -> Result<Uuid, WorkError> {
    let id = Uuid::now_v7();
    let pages =
        serde_json::to_string(&content.parts).map_err(|e| WorkError::Broken(e.to_string()))?;
    work.tx
        .exec(
            "INSERT INTO courtroom_showing (unit_id, id, session_id, matter_id, n, exhibit_id, phase, origin, caption, pages, statement, ground, shown_by, shown_at)
             VALUES ($1, $2, $3, $4, (SELECT coalesce(max(n), 0) + 1 FROM courtroom_showing WHERE session_id = $3), $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            args![
                unit, id, session, matter, content.exhibit, &content.phase, &content.origin, &content.caption, pages,
                content.statement, &content.ground, work.actor.person, work.now_ms
            ],
        )
        .await?;
    Ok(id)
}

/// Closes the line that is open.
pub(super) async fn close(work: &Work, session: Uuid) -> Result<(), WorkError> {
    work.tx
        .exec(
            "UPDATE courtroom_showing SET hidden_at = $1 WHERE session_id = $2 AND hidden_at IS NULL",
            args![work.now_ms, session],
        )
        .await?;
    Ok(())
}

/// Seconds that each exhibit stood on the screen in a session, as of now.
pub(super) async fn used_in(
    sql: &impl Sql,
    session: Uuid,
    now_ms: i64,
) -> Result<HashMap<Uuid, i64>, StorageError> {
    let mut all: HashMap<Uuid, Vec<Interval>> = HashMap::new();
    for one in showings_of(sql, session).await? {
        if let Some(exhibit) = one.exhibit_id {
            all.entry(exhibit).or_default().push(one.interval());
        }
    }
    let used = all.into_iter().map(|(id, all)| (id, seconds(all, now_ms)));
    Ok(used.collect())
}

/// The same for the last rehearsal of a matter.
pub(crate) async fn used_in_rehearsal(
    sql: &impl Sql,
    matter: Uuid,
    now_ms: i64,
) -> Result<HashMap<Uuid, i64>, StorageError> {
    let last: Option<Uuid> = sql
        .opt(
            "SELECT id FROM courtroom_session WHERE matter_id = $1 AND kind = 'rehearsal' ORDER BY started_at DESC LIMIT 1",
            args![matter],
        )
        .await?;
    match last {
        Some(session) => used_in(sql, session, now_ms).await,
        None => Ok(HashMap::new()),
    }
}
