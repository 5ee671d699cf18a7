//! Phiên đăng nhập: the browser holds a random token, the database its hash. Sessions can be listed and revoked.

use db::{Sql, args};
use rand::RngCore;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Right, Work, WorkError};

/// A session ends after a working day's length without use, and in any case after a week.
pub const IDLE_MS: i64 = 9 * 3_600_000;
/// The longest life of a session.
pub const LIFE_MS: i64 = 7 * 24 * 3_600_000;
/// A session's last use is written at most this often.
const TOUCH_EVERY_MS: i64 = 60_000;

db::row! {
    /// Phiên.
    pub struct Session {
        /// How lists and the trail name it.
        pub id: Uuid,
        /// Whose it is.
        pub person: Uuid,
        /// The post acted in.
        pub post: Option<Uuid>,
        /// When they signed in, ms UTC.
        pub created_at: i64,
        /// When it was last used.
        pub last_seen_at: i64,
        /// When it ends at the latest.
        pub expires_at: i64,
        /// When it was revoked.
        pub revoked_at: Option<i64>,
        /// signed_out, everywhere, password or admin.
        pub revoked_why: Option<String>,
        /// The browser, as it calls itself.
        pub user_agent: String,
        /// The network they came from.
        pub address: String,
    }
}

impl Session {
    /// Whether it still opens doors.
    pub fn is_live(&self, now_ms: i64) -> bool {
        self.revoked_at.is_none()
            && now_ms < self.expires_at
            && now_ms < self.last_seen_at + IDLE_MS
    }
}

const COLUMNS: &str = "id, person, post, created_at, last_seen_at, expires_at, revoked_at, revoked_why, user_agent, address";

/// Where a session comes from.
#[derive(Debug, Clone, Copy)]
pub struct From<'a> {
    /// The browser, as it calls itself.
    pub user_agent: &'a str,
    /// The network, as [`super::network_of`] gives it.
    pub address: &'a str,
}

/// Opens a session and returns it with the token for the browser's cookie.
pub async fn open(
    tx: &impl Sql,
    person: Uuid,
    post: Uuid,
    from: From<'_>,
    now_ms: i64,
) -> Result<(Session, String), WorkError> {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    let token = hex::encode(bytes);
    let session = Session {
        id: Uuid::now_v7(),
        person,
        post: Some(post),
        created_at: now_ms,
        last_seen_at: now_ms,
        expires_at: now_ms + LIFE_MS,
        revoked_at: None,
        revoked_why: None,
        user_agent: from.user_agent.chars().take(200).collect(),
        address: from.address.to_owned(),
    };
    tx.exec(
        "INSERT INTO people_session (token_hash, id, person, post, created_at, last_seen_at, expires_at, revoked_at,
           revoked_why, user_agent, address) VALUES ($1, $2, $3, $4, $5, $5, $6, NULL, NULL, $7, $8)",
        args![
            hash_of(&token),
            session.id,
            person,
            post,
            now_ms,
            session.expires_at,
            &session.user_agent,
            &session.address
        ],
    )
    .await?;
    Ok((session, token))
}

/// The live session behind a cookie's token.
pub async fn find(db: &impl Sql, token: &str, now_ms: i64) -> Result<Option<Session>, WorkError> {
    let sql = format!("SELECT {COLUMNS} FROM people_session WHERE token_hash = $1");
    let session: Option<Session> = db.opt(sql, args![hash_of(token)]).await?;
    Ok(session.filter(|session| session.is_live(now_ms)))
}

/// Notes that the session was used, at most once a minute.
pub async fn touch(db: &impl Sql, session: &Session, now_ms: i64) -> Result<(), WorkError> {
    if now_ms - session.last_seen_at >= TOUCH_EVERY_MS {
        db.exec(
            "UPDATE people_session SET last_seen_at = $2 WHERE id = $1",
            args![session.id, now_ms],
        )
        .await?;
    }
    Ok(())
}

/// Đổi chức vụ đang dùng: the session acts in another of the person's posts.
pub async fn act_in(work: &Work, session: Uuid, post: Uuid) -> Result<(), WorkError> {
    let mine = crate::staff::post::posts_on(&work.tx, work.actor.person, work.today).await?;
    if !mine.iter().any(|held| held.id == post) {
        return Err(WorkError::NotFound);
    }
    let sql =
        "UPDATE people_session SET post = $3 WHERE id = $1 AND person = $2 AND revoked_at IS NULL";
    match work
        .tx
        .exec(sql, args![session, work.actor.person, post])
        .await?
    {
        0 => Err(WorkError::NotFound),
        _ => {
            work.note("session.post", "session", session, &post.to_string())
                .await
        }
    }
}

/// A person's sessions of the last month, the newest first.
pub async fn sessions_of(
    db: &impl Sql,
    person: Uuid,
    now_ms: i64,
) -> Result<Vec<Session>, WorkError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM people_session WHERE person = $1 AND last_seen_at > $2 ORDER BY last_seen_at DESC, id"
    );
    Ok(db
        .all(sql, args![person, now_ms - 30 * 24 * 3_600_000])
        .await?)
}

/// Đăng xuất, or end one of one's own sessions elsewhere.
pub async fn sign_out(work: &Work, session: Uuid) -> Result<(), WorkError> {
    end(work, work.actor.person, session, "signed_out").await
}

/// Đăng xuất khỏi mọi nơi; `except` is the session that stays. Returns how many ended.
pub async fn sign_out_everywhere(work: &Work, except: Option<Uuid>) -> Result<u64, WorkError> {
    let ended = revoke_all(
        &work.tx,
        work.actor.person,
        except,
        "everywhere",
        work.now_ms,
    )
    .await?;
    work.note("session.everywhere", "person", work.actor.person, "")
        .await?;
    Ok(ended)
}

/// Thu hồi phiên của người khác; `unit` is the unit of that person's post.
pub async fn revoke(work: &Work, unit: &str, person: Uuid, session: Uuid) -> Result<(), WorkError> {
    work.require(Right::PeopleSessionRevoke, unit).await?;
    let posts = crate::staff::post::posts_of(&work.tx, person).await?;
    if !posts.iter().any(|post| post.unit == unit) {
        return Err(WorkError::NotFound);
    }
    end(work, person, session, "admin").await
}

async fn end(work: &Work, person: Uuid, session: Uuid, why: &str) -> Result<(), WorkError> {
    let sql = "UPDATE people_session SET revoked_at = $3, revoked_why = $4
                WHERE id = $1 AND person = $2 AND revoked_at IS NULL";
    match work
        .tx
        .exec(sql, args![session, person, work.now_ms, why])
        .await?
    {
        0 => Err(WorkError::NotFound),
        _ => work.note("session.ended", "session", session, why).await,
    }
}

pub(crate) async fn revoke_all(
    tx: &impl Sql,
    person: Uuid,
    except: Option<Uuid>,
    why: &str,
    now_ms: i64,
) -> Result<u64, WorkError> {
    Ok(tx
        .exec(
            "UPDATE people_session SET revoked_at = $2, revoked_why = $3
              WHERE person = $1 AND revoked_at IS NULL AND id <> $4",
            args![person, now_ms, why, except.unwrap_or(Uuid::nil())],
        )
        .await?)
}

/// Removes sessions and failures that ended long ago; a job of the night.
pub async fn sweep(db: &impl Sql, now_ms: i64) -> Result<u64, WorkError> {
    let month_ago = now_ms - 30 * 24 * 3_600_000;
    db.exec(
        "DELETE FROM people_failure WHERE last_at < $1 AND locked_until < $1",
        args![month_ago],
    )
    .await?;
    Ok(db
        .exec(
            "DELETE FROM people_session WHERE last_seen_at < $1",
            args![month_ago],
        )
        .await?)
}

fn hash_of(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}
