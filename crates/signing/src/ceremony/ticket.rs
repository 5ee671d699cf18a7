//! Phiếu ký: the row in which a signature waits, is claimed, and ends.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use db::{Sql, args};
use people::Work;
use uuid::Uuid;

use super::{CLAIM_MS, Order};
use crate::SigningError;
use crate::ceremony::prepare::Prepared;

/// Khóa ký ở đâu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyHome {
    /// A device that the server's settings name.
    Server,
    /// A token at the person's own machine, reached through `kiemsat sign-agent`.
    Agent,
}

impl KeyHome {
    /// Its id in data.
    pub const fn id(self) -> &'static str {
        match self {
            KeyHome::Server => "server",
            KeyHome::Agent => "agent",
        }
    }

    /// What people read.
    pub const fn name_vi(self) -> &'static str {
        match self {
            KeyHome::Server => "Thiết bị của cơ quan, gắn với máy chủ",
            KeyHome::Agent => "USB token tại máy người ký",
        }
    }

    /// The home with this id.
    pub fn parse(id: &str) -> Option<KeyHome> {
        [KeyHome::Server, KeyHome::Agent]
            .into_iter()
            .find(|home| home.id() == id)
    }
}

/// Trạng thái phiếu ký.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// For the person's signature.
    Waiting,
    /// Being signed, stamped and judged.
    Signing,
    /// Signed and accepted.
    Signed,
    /// Cancelled by the person, or replaced.
    Cancelled,
    /// Out of time.
    Expired,
}

impl State {
    /// Its id in data.
    pub const fn id(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Signing => "signing",
            State::Signed => "signed",
            State::Cancelled => "cancelled",
            State::Expired => "expired",
        }
    }

    /// What people read.
    pub const fn name_vi(self) -> &'static str {
        match self {
            State::Waiting => "Chờ ký",
            State::Signing => "Đang ký",
            State::Signed => "Đã ký",
            State::Cancelled => "Đã hủy",
            State::Expired => "Hết giờ",
        }
    }

    /// The state with this id.
    pub fn parse(id: &str) -> Option<State> {
        [
            State::Waiting,
            State::Signing,
            State::Signed,
            State::Cancelled,
            State::Expired,
        ]
        .into_iter()
        .find(|state| state.id() == id)
    }
}

db::row! {
    /// Phiếu ký.
    pub struct Ticket {
        /// The unit in whose log it stands.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// Who ordered it.
        pub purpose: String,
        /// The record there.
        pub object_id: Uuid,
        /// What is signed.
        pub title: String,
        /// Who signs.
        pub person_id: Uuid,
        /// Their name.
        pub person_name: String,
        /// The post they sign in.
        pub post_id: Uuid,
        /// The session that may sign.
        pub session_id: Uuid,
        /// With which certificate.
        pub certificate_id: Uuid,
        /// Its SHA-256, by which the agent finds it.
        pub fingerprint: String,
        /// Where the key is.
        pub key_home: String,
        /// How the key signs: rsa_pkcs1_sha256, rsa_pss_sha256, ecdsa_p256_sha256, ecdsa_p384_sha384.
        pub scheme: String,
        /// The level asked for: B-B, B-T, B-LT, B-LTA.
        pub level: String,
        /// Why, as written into the signature.
        pub reason: String,
        /// The file before, by its content.
        pub original: String,
        /// What is appended to it, but for the signature.
        pub prepared: String,
        /// JSON: where the signature goes ([`sign::KeptDraft`]).
        pub draft: String,
        /// Base64: the bytes that the key signs.
        pub message: String,
        /// waiting, signing, signed, cancelled, expired.
        pub state: String,
        /// Made.
        pub begun_at: i64,
        /// Dropped after this.
        pub expires_at: i64,
        /// A signing under way.
        pub claimed_at: Option<i64>,
        /// Signed or dropped.
        pub ended_at: Option<i64>,
        /// The signed file.
        pub signed: Option<String>,
        /// The level reached.
        pub level_reached: Option<String>,
        /// valid, indeterminate.
        pub verdict: Option<String>,
        /// JSON: our judgement when it was accepted.
        pub report: Option<String>,
        /// Why it was dropped, or why the last try failed.
        pub why: String,
        /// The page to go back to.
        pub back: String,
    }
}

impl Ticket {
    /// Trạng thái.
    pub fn standing(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Expired)
    }

    /// Where the key is.
    pub fn home(&self) -> KeyHome {
        KeyHome::parse(&self.key_home).unwrap_or(KeyHome::Agent)
    }

    /// Whether it can still be signed.
    pub fn is_open(&self, now_ms: i64) -> bool {
        matches!(self.standing(), State::Waiting | State::Signing) && now_ms < self.expires_at
    }
}

const SELECT: &str = "SELECT * FROM signing_ticket";

/// The ticket with this id.
pub async fn by_id(db: &impl Sql, id: Uuid) -> Result<Option<Ticket>, db::StorageError> {
    db.opt(format!("{SELECT} WHERE id = $1"), args![id]).await
}

/// The ticket still open for a record, whoever it waits for.
pub async fn open_of(
    db: &impl Sql,
    purpose: &str,
    object: Uuid,
) -> Result<Option<Ticket>, db::StorageError> {
    let sql = format!(
        "{SELECT} WHERE object_id = $1 AND purpose = $2 AND state IN ('waiting', 'signing')"
    );
    db.opt(sql, args![object, purpose]).await
}

/// Those whose time is over.
pub(super) async fn overdue(db: &impl Sql, now_ms: i64) -> Result<Vec<Ticket>, db::StorageError> {
    let sql = format!(
        "{SELECT} WHERE state IN ('waiting', 'signing') AND expires_at <= $1
            AND (claimed_at IS NULL OR claimed_at <= $2) ORDER BY expires_at LIMIT 100"
    );
    db.all(sql, args![now_ms, now_ms - CLAIM_MS]).await
}

/// Writes a ticket.
pub(super) async fn insert(
    work: &Work,
    session: Uuid,
    order: Order,
    prepared: Prepared,
    expires_at: i64,
) -> Result<Ticket, SigningError> {
    let id = Uuid::now_v7();
    let back = match order.back.as_str() {
        "" => format!("/signing/tickets/{id}"),
        back => back.to_owned(),
    };
    work.tx
        .exec(
            "INSERT INTO signing_ticket (unit_id, id, purpose, object_id, title, person_id, person_name, post_id, session_id,
               certificate_id, fingerprint, key_home, scheme, level, reason, original, prepared, draft, message, state,
               begun_at, expires_at, why, back, found)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 'waiting',
               $20, $21, '', $22, $23)",
            args![
                &order.unit,
                id,
                &order.purpose,
                order.object,
                &order.title,
                work.actor.person,
                &work.actor.name,
                work.actor.post,
                session,
                prepared.certificate.id,
                &prepared.certificate.fingerprint,
                &prepared.certificate.key_home,
                &prepared.certificate.scheme,
                prepared.level.code(),
                &order.reason,
                prepared.original.to_string(),
                prepared.appended.to_string(),
                &prepared.draft,
                &prepared.message,
                work.now_ms,
                expires_at,
                &back,
                text::fold(&format!("{} {}", order.title, work.actor.name))
            ],
        )
        .await?;
    work.note(
        "signing.begun",
        "signing_ticket",
        id,
        &format!("{} {}", order.purpose, order.object),
    )
    .await?;
    by_id(&work.tx, id).await?.ok_or(SigningError::NoTicket)
}

/// Những phiếu mà chương trình này đang ký: a claim that stands in the table and not here is nobody's any more. The program died, or the
/// request was dropped, or another program of the office has it for the same person: whichever is accepted first counts.
static HELD: Mutex<BTreeSet<Uuid>> = Mutex::new(BTreeSet::new());

/// Phiếu đang ký ở đây: let go when the try ends, however it ends.
pub(super) struct Held(Uuid);

impl Held {
    /// None: this program is signing it at this moment.
    pub(super) fn of(ticket: &Ticket) -> Option<Held> {
        held().insert(ticket.id).then(|| Held(ticket.id))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        held().remove(&self.0);
    }
}

fn held() -> MutexGuard<'static, BTreeSet<Uuid>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes the ticket for one try of its person. What a killed server held is taken up again at once: it is not held here.
pub(super) async fn claim(
    db: &impl Sql,
    ticket: &Ticket,
    _: &Held,
    now_ms: i64,
) -> Result<bool, db::StorageError> {
    let changed = db
        .exec(
            "UPDATE signing_ticket SET state = 'signing', claimed_at = $3
              WHERE unit_id = $1 AND id = $2 AND state IN ('waiting', 'signing')",
            args![&ticket.unit_id, ticket.id, now_ms],
        )
        .await?;
    Ok(changed == 1)
}

/// The try failed: the ticket waits again and says why.
pub(super) async fn release(
    db: &impl Sql,
    ticket: &Ticket,
    claimed_at: i64,
    why: &str,
) -> Result<(), db::StorageError> {
    db.exec(
        "UPDATE signing_ticket SET state = 'waiting', claimed_at = NULL, why = $4
          WHERE unit_id = $1 AND id = $2 AND state = 'signing' AND claimed_at = $3",
        args![&ticket.unit_id, ticket.id, claimed_at, why],
    )
    .await?;
    Ok(())
}

/// Ends an open ticket without a signature. One that is being signed is not ended, unless its own person says so and nobody here signs it.
pub(super) async fn end(
    work: &Work,
    ticket: &Ticket,
    state: State,
    why: &str,
) -> Result<(), SigningError> {
    let is_left = ticket.person_id == work.actor.person && !held().contains(&ticket.id);
    let claimed_before = match is_left {
        true => i64::MAX,
        false => work.now_ms - CLAIM_MS,
    };
    let changed = work
        .tx
        .exec(
            "UPDATE signing_ticket SET state = $3, ended_at = $4, why = $5
              WHERE unit_id = $1 AND id = $2 AND (state = 'waiting' OR (state = 'signing' AND claimed_at <= $6))",
            args![
                &ticket.unit_id,
                ticket.id,
                state.id(),
                work.now_ms,
                why,
                claimed_before
            ],
        )
        .await?;
    match changed {
        1 => Ok(()),
        _ => Err(SigningError::Ended(
            by_id(&work.tx, ticket.id)
                .await?
                .map_or(State::Expired, |now| now.standing()),
        )),
    }
}

/// Ends a ticket out of time whose person holds the post no more.
pub(super) async fn let_go(
    db: &impl Sql,
    ticket: &Ticket,
    now_ms: i64,
) -> Result<(), db::StorageError> {
    db.exec(
        "UPDATE signing_ticket SET state = 'expired', ended_at = $3, why = $4
          WHERE unit_id = $1 AND id = $2 AND state IN ('waiting', 'signing')",
        args![
            &ticket.unit_id,
            ticket.id,
            now_ms,
            crate::messages::OUT_OF_TIME
        ],
    )
    .await?;
    Ok(())
}
