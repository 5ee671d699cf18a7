//! Gửi tệp từng phần: a sending is begun, its parts come one after the other, and it is finished. A cut connection, a closed
//! browser and a killed program lose nothing of what was acknowledged: the length of what lies on the disk tells where to go on.

use std::time::Duration;

use db::{Sql, args};
use files::{Arrived, FileId, parts::Parts};
use people::WorkError;
use shell::{App, Visit};
use uuid::Uuid;

use super::{Bringer, Delivery, Outcome, broken, messages, turn_away_unsent};
use crate::matter::MatterHead;

/// Sendings that one person may leave unfinished.
const MOST_UNFINISHED: i64 = 40;
/// Milliseconds that an unfinished sending is kept after its last part.
const KEPT_MS: i64 = messages::SENDING_KEPT_DAYS as i64 * 24 * 3_600_000;

db::row! {
    /// Lượt gửi tệp.
    pub(crate) struct Sending {
        /// Its id.
        pub id: Uuid,
        /// The matter it goes to.
        pub matter_id: Uuid,
        /// The name of the file.
        pub name: String,
        /// Its size as announced.
        pub bytes: i64,
        /// When it was begun.
        pub begun_at: i64,
        /// Its hash, once it is whole.
        pub source: Option<String>,
        /// What became of it, as JSON.
        pub outcome: Option<String>,
    }
}

const COLUMNS: &str = "id, matter_id, name, bytes, begun_at, source, outcome";

/// What the sender says of the file before any byte of it comes.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Announced {
    pub name: String,
    pub bytes: i64,
    /// When it last changed on the sender's machine, milliseconds.
    #[serde(default)]
    pub stamp: i64,
}

/// The sending of this file, begun now or begun before and broken off.
pub(crate) async fn begin(
    visit: &Visit,
    head: &MatterHead,
    announced: Announced,
) -> Result<Sending, WorkError> {
    let refuse = |sentence: String| Err(WorkError::invalid("files", sentence));
    let most = visit.app.settings().max_upload;
    if announced.bytes <= 0 {
        return refuse(messages::EMPTY_FILE.to_owned());
    }
    if announced.bytes as u64 > most as u64 {
        return refuse(crate::messages::too_large(most));
    }
    let work = Bringer::from(visit).begin().await?;
    if let Some(sentence) = turn_away_unsent(&work, head, &announced.name, announced.bytes).await? {
        work.commit().await?;
        return refuse(sentence);
    }
    let me = visit.actor.person;
    let known: Option<Sending> = work
        .tx
        .opt(
            format!(
                "SELECT {COLUMNS} FROM casefile_sending
                  WHERE person_id = $1 AND matter_id = $2 AND name = $3 AND bytes = $4 AND stamp = $5 AND outcome IS NULL
                  ORDER BY begun_at LIMIT 1"
            ),
            args![me, head.id, &announced.name, announced.bytes, announced.stamp],
        )
        .await?;
    if let Some(known) = known {
        return Ok(known);
    }
    let unfinished: i64 = work
        .tx
        .one(
            "SELECT count(*) FROM casefile_sending WHERE person_id = $1 AND outcome IS NULL",
            args![me],
        )
        .await?;
    if unfinished >= MOST_UNFINISHED {
        return refuse(messages::too_many_sendings(MOST_UNFINISHED));
    }
    let id = Uuid::now_v7();
    let sending = work
        .tx
        .one(
            format!(
                "INSERT INTO casefile_sending (unit_id, id, matter_id, person_id, name, bytes, stamp, begun_at, touched_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING {COLUMNS}"
            ),
            args![&head.unit, id, head.id, me, &announced.name, announced.bytes, announced.stamp, work.now_ms],
        )
        .await?;
    work.commit().await?;
    Ok(sending)
}

/// A sending of this person.
pub(crate) async fn own(visit: &Visit, id: Uuid) -> Result<Option<Sending>, WorkError> {
    let sql = format!("SELECT {COLUMNS} FROM casefile_sending WHERE id = $1 AND person_id = $2");
    Ok(visit
        .app
        .db()
        .opt(sql, args![id, visit.actor.person])
        .await?)
}

/// What this person has not finished sending to a matter.
pub(crate) async fn unfinished(visit: &Visit, matter: Uuid) -> Result<Vec<Sending>, WorkError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM casefile_sending WHERE person_id = $1 AND matter_id = $2 AND outcome IS NULL ORDER BY begun_at"
    );
    Ok(visit
        .app
        .db()
        .all(sql, args![visit.actor.person, matter])
        .await?)
}

/// Its parts on the disk.
pub(crate) fn parts_of(app: &App, id: Uuid) -> Parts {
    app.files().parts(id.as_u128())
}

/// How much of it is there: all of it, once it was whole.
pub(crate) async fn offset(app: &App, sending: &Sending) -> Result<u64, WorkError> {
    let there = parts_of(app, sending.id).bytes().await.map_err(broken)?;
    if there > 0 || sending.source.is_none() {
        return Ok(there);
    }
    let whole = again(app, sending).await?;
    Ok(whole.map_or(0, |whole| whole.bytes()))
}

/// Notes that a part came, so that the sending is kept on.
pub(crate) async fn touch(app: &App, id: Uuid) -> Result<(), WorkError> {
    app.db()
        .exec(
            "UPDATE casefile_sending SET touched_at = $1 WHERE id = $2",
            args![app.now_ms(), id],
        )
        .await?;
    Ok(())
}

/// Hands the whole file in, once: asked again, it tells what became of it. None while parts are missing.
pub(crate) async fn finish(
    visit: &Visit,
    head: &MatterHead,
    sending: &Sending,
) -> Result<Option<Vec<Outcome>>, WorkError> {
    if let Some(told) = &sending.outcome {
        return serde_json::from_str(told).map(Some).map_err(broken);
    }
    let app = &visit.app;
    let parts = parts_of(app, sending.id);
    let there = parts.bytes().await.map_err(broken)?;
    let whole = match there == sending.bytes as u64 {
        true => parts.take().await.map_err(broken)?,
        // The program was killed after the file was whole and before it was said.
        false if there == 0 => again(app, sending).await?,
        false => None,
    };
    let Some(content) = whole else {
        return Ok(None);
    };
    app.db()
        .exec(
            "UPDATE casefile_sending SET source = $1 WHERE id = $2",
            args![content.id().to_string(), sending.id],
        )
        .await?;
    let bringer = Bringer {
        since: sending.begun_at,
        ..Bringer::from(visit)
    };
    let name = sending.name.clone();
    let outcomes = bringer.hand_in(head, Delivery { name, content }).await?;
    let told = serde_json::to_string(&outcomes).map_err(broken)?;
    app.db()
        .exec(
            "UPDATE casefile_sending SET outcome = $1, touched_at = $2 WHERE id = $3",
            args![told, app.now_ms(), sending.id],
        )
        .await?;
    Ok(Some(outcomes))
}

/// The whole file out of the store, where it already went there.
async fn again(app: &App, sending: &Sending) -> Result<Option<Arrived>, WorkError> {
    let Some(source) = sending.source.as_deref() else {
        return Ok(None);
    };
    let id: FileId = source.parse().map_err(broken)?;
    match app.files().arrived_again(id).await {
        Ok(whole) => Ok(Some(whole)),
        Err(files::FileError::Missing(_)) => Ok(None),
        Err(cause) => Err(broken(cause)),
    }
}

/// Gives a sending up.
pub(crate) async fn give_up(app: &App, id: Uuid) -> Result<(), WorkError> {
    parts_of(app, id).discard().await.map_err(broken)?;
    app.db()
        .exec("DELETE FROM casefile_sending WHERE id = $1", args![id])
        .await?;
    Ok(())
}

/// Forgets what came of a file that may not be kept, name and all; also when it came as a member of an archive.
pub(crate) async fn forget(
    sql: &impl Sql,
    matter: Uuid,
    source: &str,
) -> Result<(), db::StorageError> {
    sql.exec(
        "DELETE FROM casefile_sending WHERE source = $1 OR (matter_id = $2 AND outcome LIKE $3)",
        args![source, matter, format!("%{source}%")],
    )
    .await?;
    Ok(())
}

/// Takes away what nobody goes on with.
pub(crate) async fn sweep(app: &App) -> Result<(), WorkError> {
    let old: Vec<Uuid> = app
        .db()
        .all(
            "SELECT id FROM casefile_sending WHERE touched_at < $1",
            args![app.now_ms() - KEPT_MS],
        )
        .await?;
    for id in old {
        give_up(app, id).await?;
    }
    let kept = Duration::from_millis(KEPT_MS as u64);
    app.files().sweep_parts(kept).await.map_err(broken)?;
    Ok(())
}
