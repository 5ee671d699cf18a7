//! Nhật ký trình chiếu: each time something stood on the court's screen, from when to when.

use std::collections::HashMap;

use db::{Sql, StorageError, args};
use people::{Work, WorkError};
use uuid::Uuid;

use crate::rules::{Content, Interval, Screen, Shown, seconds};

db::row! {
    /// Một lần hiện.
    pub struct Showing {
        /// Its id.
        pub id: Uuid,
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
    "id, n, exhibit_id, phase, origin, caption, statement, ground, shown_by, shown_at, hidden_at";

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

db::row! {
    /// Một lần phát băng ghi.
    pub struct Playing {
        /// The line of the log under which it stood.
        pub showing_id: Uuid,
        /// From which mark …
        pub from_ms: i64,
        /// … to which; open while it runs.
        pub to_ms: Option<i64>,
    }
}

/// What ran of the recordings of a session, in its order.
pub async fn playings_of(sql: &impl Sql, session: Uuid) -> Result<Vec<Playing>, StorageError> {
    sql.all(
        "SELECT showing_id, from_ms, to_ms FROM courtroom_playing WHERE session_id = $1 ORDER BY n",
        args![session],
    )
    .await
}

/// A recording begins to run.
pub(super) async fn open_playing(
    work: &Work,
    (unit, session): (&str, Uuid),
    (showing, media): (Uuid, Uuid),
    from_ms: i64,
) -> Result<(), WorkError> {
    work.tx
        .exec(
            "INSERT INTO courtroom_playing (unit_id, id, session_id, showing_id, media_id, n, from_ms, begun_at)
             VALUES ($1, $2, $3, $4, $5, (SELECT coalesce(max(n), 0) + 1 FROM courtroom_playing WHERE session_id = $3), $6, $7)",
            args![unit, Uuid::now_v7(), session, showing, media, from_ms, work.now_ms],
        )
        .await?;
    Ok(())
}

/// It stops, at the mark where it stands.
pub(super) async fn close_playing(
    work: &Work,
    session: Uuid,
    screen: &Screen,
) -> Result<(), WorkError> {
    let content = screen.content.as_ref();
    let media = content.and_then(|content| content.parts.iter().find_map(Shown::media));
    let at = media.map_or(0, |media| media.play.position(work.now_ms));
    let at = match media.map_or(0, |media| media.duration_ms) {
        0 => at,
        end => at.min(end),
    };
    work.tx
        .exec(
            "UPDATE courtroom_playing SET to_ms = $1, ended_at = $2 WHERE session_id = $3 AND ended_at IS NULL",
            args![at, work.now_ms, session],
        )
        .await?;
    Ok(())
}

/// Closes the line that is open, and what runs under it.
pub(super) async fn close(work: &Work, session: Uuid, screen: &Screen) -> Result<(), WorkError> {
    close_playing(work, session, screen).await?;
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
