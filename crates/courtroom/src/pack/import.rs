//! Nhập nhật ký gói: a log that came home becomes a session like any other, with its showings, what ran of recordings, its clearances and its
//! notes. The same file twice changes nothing; a longer one of the same session adds what is new.

use casefile::MatterHead;
use db::{Sql, StorageError, args};
use people::WorkError;
use sha2::{Digest as _, Sha256};
use shell::{App, Visit};
use uuid::Uuid;

use super::{
    log::{self, Held, KIND, Sealed},
    messages,
    store::{self, Pack},
};
use crate::{
    act::{self, Recorded},
    list,
    rules::Screen,
};

db::row! {
    /// Nhật ký đã nhập.
    pub struct PackSession {
        /// The session.
        pub session_id: Uuid,
        /// The pack.
        pub pack_id: Uuid,
        /// The sealed file, by its content.
        pub log: String,
        /// Its lines.
        pub lines: i64,
        /// What was noticed.
        pub faults: String,
        /// When it came in.
        pub imported_at: i64,
        /// Who brought it.
        pub imported_by: Uuid,
    }
}

/// What became of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It came in.
    In {
        /// The session.
        session: Uuid,
        /// Showings.
        shown: usize,
        /// Whether it was ended.
        is_ended: bool,
        /// Sự kiện trình chiếu, as for a session online.
        recorded: Recorded,
    },
    /// Nothing in it was new.
    Known(Uuid),
}

/// The log of a session that was imported.
pub async fn by_session(
    sql: &impl Sql,
    session: Uuid,
) -> Result<Option<PackSession>, StorageError> {
    sql.opt(
        "SELECT session_id, pack_id, log, lines, faults, imported_at, imported_by FROM courtroom_pack_session WHERE session_id = $1",
        args![session],
    )
    .await
}

/// The logs of a matter, the newest first.
pub async fn of_matter(sql: &impl Sql, matter: Uuid) -> Result<Vec<PackSession>, StorageError> {
    sql.all(
        "SELECT session_id, pack_id, log, lines, faults, imported_at, imported_by FROM courtroom_pack_session
          WHERE matter_id = $1 ORDER BY imported_at DESC, session_id LIMIT 100",
        args![matter],
    )
    .await
}

fn bad(sentence: impl Into<String>) -> WorkError {
    WorkError::invalid("file", sentence.into())
}

/// Nhập nhật ký.
pub async fn import(visit: &Visit, matter: &MatterHead, file: &[u8]) -> Result<Outcome, WorkError> {
    let app = &visit.app;
    let sealed: Sealed = serde_json::from_slice(file).map_err(|_| bad(messages::NO_LOG))?;
    if sealed.kind != KIND || sealed.format != 1 || sealed.lines.is_empty() {
        return Err(bad(messages::NO_LOG));
    }
    let pack = pack_of(app, matter, &sealed).await?;
    let keys = pack
        .keys(app.key())
        .ok_or_else(|| bad(messages::UNKNOWN_PACK))?;
    let lines =
        log::opened(&sealed, &keys).map_err(|broken| bad(messages::log_broken(broken.0)))?;
    let held = log::folded(&lines);
    let ledger = app.ledger().clone();
    let work = people::Work::begin(
        app.db(),
        visit.actor.clone(),
        visit.now_ms,
        app.law(),
        ledger,
    );
    let work = work.await?;
    list::store::require(&work, matter).await?;
    // Two imports at once wait for each other here.
    list::store::hold(&work, matter).await?;
    if let Some(known) = by_session(&work.tx, sealed.session).await? {
        let before = kept(app, &known).await?;
        let shared = before.lines.len().min(sealed.lines.len());
        if before.lines[..shared] != sealed.lines[..shared] {
            return Err(bad(messages::OTHER_HISTORY));
        }
        if sealed.lines.len() <= before.lines.len() {
            return Ok(Outcome::Known(sealed.session));
        }
    }
    let bytes =
        serde_json::to_vec(&sealed).map_err(|fault| WorkError::Broken(fault.to_string()))?;
    let file = app.files().put(bytes).await;
    let file = file.map_err(|fault| WorkError::Broken(fault.to_string()))?;
    session(&work, matter, &pack, (sealed.session, &held)).await?;
    showings(&work, matter, &pack, (sealed.session, &held)).await?;
    playings(&work, matter, (sealed.session, &held)).await?;
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    work.tx
        .exec(
            "INSERT INTO courtroom_pack_session (unit_id, session_id, pack_id, matter_id, log, lines, faults, imported_at, imported_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (session_id) DO UPDATE SET log = excluded.log, lines = excluded.lines, faults = excluded.faults,
               imported_at = excluded.imported_at, imported_by = excluded.imported_by",
            args![
                &matter.unit, sealed.session, pack.id, matter.id, file.to_string(), count,
                messages::faults(held.resumed, held.set_back), work.now_ms, work.actor.person
            ],
        )
        .await?;
    store::noted(&work, pack.id, "log_imported").await?;
    let recorded = act::record(&work, matter, sealed.session).await?;
    // What was shown away from the network is a fact of its day too; a refusal is told on the report of the session.
    crate::act::record(&work, matter, sealed.session).await?;
    work.commit().await?;
    Ok(Outcome::In {
        session: sealed.session,
        shown: held.shown.len(),
        is_ended: held.is_ended,
        recorded,
    })
}

/// The pack that a log names: of this matter.
async fn pack_of(app: &App, matter: &MatterHead, sealed: &Sealed) -> Result<Pack, WorkError> {
    let pack = store::by_id(app.db(), sealed.pack).await?;
    let pack = pack.ok_or_else(|| bad(messages::UNKNOWN_PACK))?;
    if pack.matter_id == matter.id {
        return Ok(pack);
    }
    match casefile::head_of(app.db(), pack.matter_id).await? {
        // Another unit's case is not named here.
        Some(other) if other.unit == matter.unit => Err(bad(messages::other_matter(&other.title))),
        _ => Err(bad(messages::UNKNOWN_PACK)),
    }
}

async fn kept(app: &App, known: &PackSession) -> Result<Sealed, WorkError> {
    let broken = |fault: &dyn std::fmt::Display| WorkError::Broken(fault.to_string());
    let id = known
        .log
        .parse()
        .map_err(|fault: files::NotAFileId| broken(&fault))?;
    let bytes = app.files().get(id).await.map_err(|fault| broken(&fault))?;
    serde_json::from_slice(&bytes).map_err(|fault| broken(&fault))
}

/// The session as a row: over, without an address.
async fn session(
    work: &people::Work,
    matter: &MatterHead,
    pack: &Pack,
    (id, held): (Uuid, &Held),
) -> Result<(), WorkError> {
    let screen = serde_json::to_string(&Screen::default())
        .map_err(|fault| WorkError::Broken(fault.to_string()))?;
    let kind = match held.kind.as_str() {
        "rehearsal" => "rehearsal",
        _ => "trial",
    };
    work.tx
        .exec(
            "INSERT INTO courtroom_session (unit_id, id, matter_id, kind, approval_n, started_by, started_at, ended_at, court_key, key_ends_at, version, screen, notes, notes_rev)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, 0, 1, $9, $10, 1)
             ON CONFLICT (unit_id, id) DO UPDATE SET ended_at = excluded.ended_at, notes = excluded.notes",
            args![
                &matter.unit, id, matter.id, kind, pack.approval_n, pack.holder_id, held.from, held.to, screen, text::nfc(&held.notes)
            ],
        )
        .await?;
    Ok(())
}

async fn showings(
    work: &people::Work,
    matter: &MatterHead,
    pack: &Pack,
    (session, held): (Uuid, &Held),
) -> Result<(), WorkError> {
    for ((shown, from, to), n) in held.shown.iter().zip(1_i64..) {
        work.tx
            .exec(
                "INSERT INTO courtroom_showing (unit_id, id, session_id, matter_id, n, exhibit_id, phase, origin, caption, pages, statement, ground, shown_by, shown_at, hidden_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                 ON CONFLICT (unit_id, id) DO UPDATE SET hidden_at = excluded.hidden_at",
                args![
                    &matter.unit, shown.id, session, matter.id, n, shown.exhibit, &shown.phase, &shown.origin, &shown.caption,
                    shown.parts.to_string(), shown.statement, &shown.ground, pack.holder_id, *from, *to
                ],
            )
            .await?;
    }
    for (id, person, ground, at) in &held.cleared {
        work.tx
            .exec(
                "INSERT INTO courtroom_clearance (unit_id, id, session_id, person, ground, cleared_by, cleared_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
                 ON CONFLICT (unit_id, id) DO NOTHING",
                args![&matter.unit, *id, session, person, ground, pack.holder_id, *at],
            )
            .await?;
    }
    Ok(())
}

/// What ran of the recordings. A line that is brought again has the name it had, and ends where the longer log says.
async fn playings(
    work: &people::Work,
    matter: &MatterHead,
    (session, held): (Uuid, &Held),
) -> Result<(), WorkError> {
    for (ran, n) in held.played.iter().zip(1_i64..) {
        work.tx
            .exec(
                "INSERT INTO courtroom_playing (unit_id, id, session_id, showing_id, media_id, n, from_ms, begun_at, to_ms, ended_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                 ON CONFLICT (unit_id, id) DO UPDATE SET to_ms = excluded.to_ms, ended_at = excluded.ended_at",
                args![
                    &matter.unit, playing_id(session, n), session, ran.showing, ran.media, n, ran.from_ms, ran.begun_at, ran.to_ms, ran.ended_at
                ],
            )
            .await?;
    }
    Ok(())
}

/// The lines of a log give a recording's running no name of its own: its place in the session is one.
fn playing_id(session: Uuid, n: i64) -> Uuid {
    let hash = Sha256::digest(format!("{session}/playing/{n}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
