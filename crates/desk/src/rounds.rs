//! Việc định kỳ: what comes round without being asked for – the ladder every hour, the digests every morning.

use chrono::NaiveTime;
use db::{Sql, StorageError, args};
use shell::{App, local_time};

use crate::{jobs_of, messages};

/// Rà thang cảnh báo.
pub const LADDER: &str = "desk.ladder";
/// Lập bản tin.
pub const DIGEST: &str = "desk.digest";
/// Gửi thư.
pub const MAIL: &str = "desk.mail";

const HOUR_MS: i64 = 3_600_000;
/// Rounds older than this are forgotten.
const KEPT_MS: i64 = 40 * 24 * HOUR_MS;

/// Giờ lập bản tin: before people come to work.
pub fn digest_hour() -> NaiveTime {
    NaiveTime::from_hms_opt(6, 30, 0).unwrap_or_default()
}

/// Queues what is due by now and was not queued yet; asked every half minute, by each program on the database.
pub async fn come_round(app: &App) -> Result<(), StorageError> {
    let now = local_time(app.now_ms());
    let hour = now.format("%Y-%m-%dT%H").to_string();
    once(app, LADDER, &hour, &hour, messages::LADDER_ROUND.to_owned()).await?;
    if now.time() >= digest_hour() {
        let day = now.date().to_string();
        once(app, DIGEST, &day, &day, jobs_of::morning_title(now.date())).await?;
    }
    Ok(())
}

/// Queues a job of a kind once for this key; whether it was queued now.
pub async fn once(
    app: &App,
    kind: &'static str,
    key: &str,
    payload: &str,
    title: String,
) -> Result<bool, StorageError> {
    let there: i64 = app
        .db()
        .one(
            "SELECT count(*) FROM desk_round WHERE kind = $1 AND key = $2",
            args![kind, key],
        )
        .await?;
    if there > 0 {
        return Ok(false);
    }
    let tx = app.db().begin().await?;
    let taken = tx
        .exec(
            "INSERT INTO desk_round (kind, key, at) VALUES ($1, $2, $3) ON CONFLICT (kind, key) DO NOTHING",
            args![kind, key, app.now_ms()],
        )
        .await?;
    if taken == 1 {
        jobs::queue(&tx, jobs_of::new_job(kind, key, payload, title)).await?;
        tx.exec(
            "DELETE FROM desk_round WHERE at < $1",
            args![app.now_ms() - KEPT_MS],
        )
        .await?;
    }
    tx.commit().await?;
    app.jobs().ring();
    Ok(taken == 1)
}
