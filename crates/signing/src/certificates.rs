//! Chứng thư số của cán bộ và đơn vị (NĐ 68/2024/NĐ-CP): who holds which, where its key is, until when.

mod add;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use db::{Sql, args};
use people::{Actor, Reach, Right, Rights, Work};
use sign::Certificate as X509;
use uuid::Uuid;

use crate::SigningError;
use crate::ceremony::KeyHome;

pub use add::{New, add, read};

db::row! {
    /// Chứng thư số.
    pub struct Certificate {
        /// The procuracy that keeps it.
        pub unit_id: String,
        /// Its id here.
        pub id: Uuid,
        /// Its holder; none: the unit itself.
        pub person_id: Option<Uuid>,
        /// The holder's name when it was added.
        pub holder: String,
        /// DER, base 64.
        pub certificate: String,
        /// JSON: the certificates of the authorities above, DER in base 64.
        pub above: String,
        /// SHA-256, hexadecimal.
        pub fingerprint: String,
        /// Whom it names.
        pub name: String,
        /// The whole subject.
        pub subject: String,
        /// Who issued it.
        pub issuer: String,
        /// Its number.
        pub serial: String,
        /// Its first moment.
        pub valid_from: i64,
        /// Its last moment.
        pub valid_to: i64,
        /// How its key signs.
        pub scheme: String,
        /// server, agent.
        pub key_home: String,
        /// The device of the server's settings.
        pub device: String,
        /// When it was added.
        pub added_at: i64,
        /// When its use ended here.
        pub ended_at: Option<i64>,
        /// Why.
        pub ended_why: String,
        /// The last step of the warnings that was told.
        pub warned: Option<i32>,
    }
}

impl Certificate {
    /// Where the key is.
    pub fn home(&self) -> KeyHome {
        KeyHome::parse(&self.key_home).unwrap_or(KeyHome::Agent)
    }

    /// Whether it is in its time and in use.
    pub fn is_in_use(&self, now_ms: i64) -> bool {
        self.ended_at.is_none() && self.valid_from <= now_ms && now_ms <= self.valid_to
    }

    /// Whole days until its last moment; negative when it is over.
    pub fn days_left(&self, now_ms: i64) -> i64 {
        (self.valid_to - now_ms).div_euclid(86_400_000)
    }

    /// The certificate and those above it, as the library knows them.
    pub fn chain(&self) -> Result<Vec<X509>, SigningError> {
        let broken =
            || SigningError::Broken(format!("signing_certificate {}: unreadable", self.id));
        let above: Vec<String> = serde_json::from_str(&self.above).map_err(|_| broken())?;
        std::iter::once(&self.certificate)
            .chain(&above)
            .map(|text| {
                let der = STANDARD.decode(text).map_err(|_| broken())?;
                let mut all = sign::certificates(&der).map_err(|_| broken())?;
                all.pop().ok_or_else(broken)
            })
            .collect()
    }

    /// Trạng thái, for people.
    pub fn state_vi(&self, now_ms: i64) -> String {
        match (self.ended_at, self.days_left(now_ms)) {
            (Some(_), _) => "Đã ngừng dùng".to_owned(),
            (None, _) if now_ms < self.valid_from => "Chưa có hiệu lực".to_owned(),
            (None, ..0) => "Đã hết hạn".to_owned(),
            (None, 0) => "Hết hạn hôm nay".to_owned(),
            (None, days) => match crate::expiry::step(days) {
                Some(_) => format!("Còn {days} ngày"),
                None => "Đang dùng".to_owned(),
            },
        }
    }
}

/// The certificate with this id.
pub async fn get(db: &impl Sql, id: Uuid) -> Result<Option<Certificate>, db::StorageError> {
    db.opt("SELECT * FROM signing_certificate WHERE id = $1", args![id])
        .await
}

/// Those with this fingerprint, whoever added them.
pub async fn with_fingerprint(
    db: &impl Sql,
    fingerprint: &str,
) -> Result<Vec<Certificate>, db::StorageError> {
    let sql = "SELECT * FROM signing_certificate WHERE fingerprint = $1";
    db.all(sql, args![fingerprint]).await
}

/// Those a person holds, in any unit; those in use first.
pub async fn of_person(db: &impl Sql, person: Uuid) -> Result<Vec<Certificate>, db::StorageError> {
    let sql = "SELECT * FROM signing_certificate WHERE person_id = $1
                ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, valid_to DESC, id DESC";
    db.all(sql, args![person]).await
}

/// Those of a unit: its own and its people's.
pub async fn of_unit(db: &impl Sql, unit: &str) -> Result<Vec<Certificate>, db::StorageError> {
    let sql = "SELECT * FROM signing_certificate WHERE unit_id = $1
                ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END,
                         CASE WHEN person_id IS NULL THEN 0 ELSE 1 END, valid_to, id";
    db.all(sql, args![unit]).await
}

/// Whether this person may sign with it: their own, or their unit's for who keeps the seal.
pub fn may_use(actor: &Actor, certificate: &Certificate) -> bool {
    let rights = Rights::embedded();
    match certificate.person_id {
        Some(person) => person == actor.person && rights.holds(actor, Right::SigningUse),
        None => rights.may(actor, Right::SigningSeal, &certificate.unit_id, false),
    }
}

/// Chứng thư số dùng được: what this person can sign with now. Their own first, then the units'; of each the one that lasts longest,
/// then the one entered last.
pub async fn usable(
    db: &impl Sql,
    actor: &Actor,
    now_ms: i64,
) -> Result<Vec<Certificate>, db::StorageError> {
    let mut all = of_person(db, actor.person).await?;
    let seals = "SELECT * FROM signing_certificate WHERE unit_id = $1 AND person_id IS NULL ORDER BY valid_to DESC, id DESC";
    all.extend(db.all(seals, args![&actor.unit]).await?);
    all.retain(|one| one.is_in_use(now_ms) && may_use(actor, one));
    Ok(all)
}

/// Vì sao chưa ký được: of one's own certificates none can be used now, and this is why the one that lasts longest cannot. None: there is
/// no certificate at all.
pub async fn trouble(
    db: &impl Sql,
    person: Uuid,
    now_ms: i64,
) -> Result<Option<String>, SigningError> {
    let all = of_person(db, person).await?;
    let Some(nearest) = all.first() else {
        return Ok(None);
    };
    if nearest.ended_at.is_some() {
        return Ok(SigningError::CertificateEnded.sentence());
    }
    let now = DateTime::from_timestamp_millis(now_ms).unwrap_or_default();
    let leaf = nearest.chain()?.into_iter().next();
    Ok(leaf.and_then(|leaf| sign::may_sign(&leaf, now).err()))
}

/// Whether this person may see it in lists.
pub fn may_see(actor: &Actor, certificate: &Certificate) -> bool {
    let is_own = certificate.person_id == Some(actor.person);
    let right = Right::SigningCertificateRead;
    is_own || Rights::embedded().may(actor, right, &certificate.unit_id, is_own)
}

/// The units whose certificates this person sees as a whole.
pub fn units_seen(actor: &Actor) -> Vec<String> {
    let rights = Rights::embedded();
    let right = Right::SigningCertificateRead;
    let keys = match rights.widest(actor, right) {
        Reach::Tree => actor.covers.tree_keys(),
        Reach::Unit => actor.covers.unit_keys(),
        Reach::Own | Reach::None => return Vec::new(),
    };
    keys.iter()
        .filter(|unit| rights.may(actor, right, unit, false))
        .cloned()
        .collect()
}

/// Ngừng dùng, thu hồi: it signs no more here. The authority revokes it by its own procedure; here the reason is kept.
pub async fn end(work: &Work, id: Uuid, why: &str) -> Result<Certificate, SigningError> {
    let row = get(&work.tx, id)
        .await?
        .ok_or(people::WorkError::NotFound)?;
    let is_own = row.person_id == Some(work.actor.person);
    if !is_own {
        work.require(Right::SigningCertificateEdit, &row.unit_id)
            .await?;
    }
    let why = text::clean(why);
    if why.is_empty() {
        return Err(SigningError::invalid(
            "why",
            crate::messages::WHY_ENDED_MISSING,
        ));
    }
    let changed = work
        .tx
        .exec(
            "UPDATE signing_certificate SET ended_at = $3, ended_by = $4, ended_why = $5
              WHERE unit_id = $1 AND id = $2 AND ended_at IS NULL",
            args![&row.unit_id, id, work.now_ms, work.actor.person, &why],
        )
        .await?;
    if changed == 0 {
        return Err(SigningError::CertificateEnded);
    }
    work.note("signing.certificate_ended", "signing_certificate", id, "")
        .await?;
    Ok(row)
}

/// Milliseconds of a moment.
pub(crate) fn ms(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}
